"""What ``for all x: P`` says of single values of x, as a derivation whose only gap is a certificate from them.

A column or row x takes the values e_j, and e_i + e_j where P speaks of x twice; a matrix takes the values e_i e_j^T,
a scalar 1, 0 and -1. Each also takes the declared symbols of its sizes. An equation for all e_j says what a matrix is,
column by column. Where P speaks of f(x) or f'(x), x takes instead the arguments of f in sight: a convex f lies above
its tangents at these. Orders for all i are summed where the claim speaks of such a sum.
"""

from __future__ import annotations

from collections.abc import Container, Iterator, Mapping, Sequence
from fractions import Fraction
from itertools import count, islice, product
from typing import Any

from symproof.language.affine import ONE, Affine, parameter
from symproof.language.binding import Assignment, instantiated, mentioned
from symproof.language.declarations import Declarations, SymbolDeclaration
from symproof.language.derivation import At, Block, Fix, Inference, Move, Part, SumOf, Use
from symproof.language.formulas import And, Compare, Equal, Exists, ForAll, ForAllIndex, Formula
from symproof.language.records import dataclass, inside
from symproof.language.sizes import SCALAR, Shape, member_shape
from symproof.language.substitution import substituted
from symproof.language.terms import Basis, IndexSum, Number, Product, Slope, Sum, Symbol, Term, Transpose, Value
from symproof.search.algebra.nodes import nodes
from symproof.search.argument.wanted import gap

Symbols = Mapping[str, SymbolDeclaration]
MOST = 16  # instances of one premise


@dataclass(frozen=True, slots=True)
class _Value:
    """A value of what is bound, for all values of its indices, each with the size that bounds it."""

    term: Term
    indices: tuple[tuple[str, Affine], ...] = ()


def by_instances(name: str, claim: Formula, premises: Mapping[str, Formula], declared: Declarations) -> Block:
    """The claim of this name from instances of the general claims among the premises; () where there are none. A claim
    for all indices is shown for one, so that values may mention it."""
    return _from_instances(name, claim, premises, declared, in_sight=False)


def by_terms_in_sight(name: str, claim: Formula, premises: Mapping[str, Formula], declared: Declarations) -> Block:
    """The claim of this name from instances of the general claims at the sums and the members of families that occur in
    the claim and the premises: |A v| <= |v| at v = x - y; () where there are none. They are few, so that a certificate
    is found at once or not."""
    return _from_instances(name, claim, premises, declared, in_sight=True)


def _from_instances(
    name: str, claim: Formula, premises: Mapping[str, Formula], declared: Declarations, *, in_sight: bool
) -> Block:
    symbols = {item.name: item for item in declared.symbols}
    free = free_names(claim, *premises.values(), *declared.symbols)
    opened, indices = opened_at(claim, free)
    sight = _Sight(symbols, (opened, *[_at(formula, indices) for formula in premises.values()]))
    found: list[Inference] = []
    for premise, formula in premises.items():
        for general in general_claims(premise, formula):
            values = [
                sight.terms(bound) if in_sight else sight.values(bound, general.body, free) for bound in general.symbols
            ]
            found += [
                _instance(f"{name}.{premise}.{len(found) + at}", general, chosen)
                for at, chosen in enumerate(islice(product(*values), MOST))
            ]
    found += () if in_sight else _sums(name, claim, premises)
    rule = gap(*premises, *(item.id for item in found), at_once=in_sight)
    block = (*found, Inference(name if not indices else f"{name}.here", opened, rule))
    return closed_over(name, claim, block, indices) if found else ()


def free_names(*inside_of: Any) -> Iterator[str]:
    """Names for indices, j1, j2, ..., that nothing in these terms, formulas and declarations has."""
    taken = {text for item in inside_of for text in mentioned(item)}
    return (text for number in count(1) if (text := f"j{number}") not in taken)


def _sums(name: str, claim: Formula, premises: Mapping[str, Formula]) -> Iterator[Inference]:
    """What orders for all i in a..b say of the sums over a..b, where the claim speaks of such a sum."""
    ranges = {(node.low, node.high) for node in nodes(claim) if isinstance(node, IndexSum)}
    for premise, formula in premises.items():
        match formula:
            case ForAllIndex(index, low, high, Compare("<" | "<=", left, right)) if (low, high) in ranges:
                one, other = (IndexSum(index, low, high, side) for side in (left, right))
                yield Inference(f"{name}.{premise}.sum", Compare("<=", one, other), SumOf(premise))


def opened_at(claim: Formula, free: Iterator[str]) -> tuple[Formula, tuple[str, ...]]:
    """The body of a claim for all indices, at new ones."""
    indices: tuple[str, ...] = ()
    while isinstance(claim, ForAllIndex):
        indices = (*indices, next(free))
        claim = substituted(claim.body, claim.index, parameter(indices[-1]))
    return claim, indices


def _at(formula: Formula, indices: Sequence[str]) -> Formula:
    """What a premise for all indices says at the indices of the claim."""
    for index in indices:
        if isinstance(formula, ForAllIndex):
            formula = substituted(formula.body, formula.index, parameter(index))
    return formula


def closed_over(name: str, claim: Formula, block: Block, indices: tuple[str, ...]) -> Block:
    """The block with what it shows, the claim for all indices."""
    if not indices:
        return block
    assert isinstance(claim, ForAllIndex)
    first, *rest = indices
    inner = substituted(claim.body, claim.index, parameter(first))
    return (Inference(name, claim, Fix((first,), closed_over(f"{name}.{len(rest)}", inner, block, tuple(rest)))),)


@dataclass(frozen=True, slots=True)
class General:
    """An equation or order for all values of symbols; ``groups`` are the symbols of each quantifier."""

    premise: str
    moves: tuple[Move, ...]
    groups: tuple[tuple[SymbolDeclaration, ...], ...]
    body: Equal | Compare

    @property
    def symbols(self) -> tuple[SymbolDeclaration, ...]:
        """The bound symbols, the outer ones first."""
        return tuple(symbol for group in self.groups for symbol in group)

    def at(self, terms: tuple[Term, ...]) -> tuple[Equal | Compare, Use]:
        """What it says at these values, and the rule that gives it."""
        by = Assignment(symbols={item.name: term for item, term in zip(self.symbols, terms, strict=True)})
        coming = iter(terms)
        moves = [At(tuple(next(coming) for _ in group)) for group in self.groups]
        return instantiated(self.body, by), Use(self.premise, (*self.moves, *moves))


def general_claims(premise: str, formula: Formula) -> Iterator[General]:
    """The general equations and orders that the premise of this name holds."""
    parts = formula.parts if isinstance(formula, And) else (formula,)
    for at, part in enumerate(parts):
        groups, body = [], part
        while isinstance(body, ForAll) and all(symbol.range is None for symbol in body.symbols):
            groups.append(body.symbols)
            body = body.body
        if groups and isinstance(body, Equal | Compare):
            yield General(premise, (Part(at),) if len(parts) > 1 else (), tuple(groups), body)


def _instance(name: str, general: General, values: Sequence[_Value]) -> Inference:
    """The claim at these values, for all values of their indices."""
    claim, rule = general.at(tuple([value.term for value in values]))
    indices = [index for value in values for index in value.indices]
    return for_indices(name, indices, (Inference(name, claim, rule),))


def for_indices(name: str, indices: Sequence[tuple[str, Affine]], block: Block) -> Inference:
    """What the block shows last, under this name for all values of the indices from 1 to these sizes."""
    claim, rule = block[-1].claim, block[-1].rule
    for depth, (index, size) in enumerate(reversed(indices)):
        inner = (*block[:-1], Inference(f"{name}.{depth}", claim, rule))
        claim, rule, block = ForAllIndex(index, ONE, size, claim), Fix((index,), inner), ()
    return Inference(name, claim, rule)


@dataclass(frozen=True, slots=True)
class _Sight:
    """What a value may be taken from: declared symbols, and terms in the claim and the premises."""

    symbols: Symbols
    formulas: tuple[Formula, ...]

    def values(self, bound: SymbolDeclaration, body: Formula, free: Iterator[str]) -> list[_Value]:
        """The values of one bound symbol. Where a function is applied to it, they are arguments of that function."""
        functions = {node.function for node in unbound(body) if _is_applied(node, Symbol(bound.name))}
        found = self._arguments(functions) if functions else list(_units(bound, body, free))
        for symbol in self.symbols.values():
            if symbol.range is None and (symbol.rows, symbol.columns) == (bound.rows, bound.columns):
                found += [_Value(Symbol(symbol.name))] if symbol.name != bound.name else []
        return list(dict.fromkeys(found))

    def terms(self, bound: SymbolDeclaration) -> list[_Value]:
        """The members of families and the sums in sight that have the size of the bound symbol and mention nothing
        bound."""
        size = bound.rows, bound.columns
        found = [_Value(node) for formula in self.formulas for node in unbound(formula)
                 if isinstance(node, Sum | Symbol) and self._size(node) == size]  # fmt: skip
        return list(dict.fromkeys(found))

    def _size(self, term: Term) -> Shape | None:
        """The size of a member of a family, and of a sum in which a symbol stands by itself or times a number; None for
        other terms, and for scalars."""
        match term:
            case Symbol(str(family), Affine() as index) if family in self.symbols:
                size = member_shape(self.symbols[family], index)
            case Sum(terms):
                summed = [symbol for term in terms if (symbol := _symbol_of(term)) is not None]
                sizes = [member_shape(self.symbols[symbol.name], symbol.index) for symbol in summed
                         if isinstance(symbol.name, str) and symbol.name in self.symbols]  # fmt: skip
                size = sizes[0] if sizes else SCALAR
            case _:
                return None
        return None if size == SCALAR else size

    def _arguments(self, functions: Container[str]) -> list[_Value]:
        """The arguments of the functions in sight that mention nothing bound."""
        return [
            _Value(node.argument)
            for formula in self.formulas
            for node in unbound(formula)
            if isinstance(node, Value | Slope) and node.function in functions
        ]


def _symbol_of(term: Term) -> Symbol | None:
    """The symbol x of x or c x, c a number."""
    match term:
        case (Symbol() as symbol) | Product((Number(), Symbol() as symbol)):
            return symbol
    return None


def unbound(node: Any) -> Iterator[Any]:
    """The node and what is inside it, without what mentions a bound name."""
    if isinstance(node, ForAll | ForAllIndex | Exists | IndexSum):
        return
    yield node
    for part in inside(node):
        yield from unbound(part)


def _is_applied(node: object, symbol: Symbol) -> bool:
    return isinstance(node, Value | Slope) and node.argument == symbol


def _units(bound: SymbolDeclaration, body: Formula, free: Iterator[str]) -> Iterator[_Value]:
    """Unit columns and rows, unit matrices, and numbers, with new names for their indices."""
    rows, columns, (first, second) = bound.rows, bound.columns, (next(free), next(free))
    if (columns == ONE) != (rows == ONE):
        size = rows if columns == ONE else columns
        units: list[Term] = [Basis(parameter(index), size) for index in (first, second)]
        one, other = units if columns == ONE else map(Transpose, units)
        yield _Value(one, ((first, size),))
        if times_named(bound.name, body) > 1:
            yield _Value(Sum((one, other)), ((first, size), (second, size)))
    elif columns == ONE:
        yield from (_Value(Number(Fraction(value))) for value in (1, 0, -1))
    else:
        entry = Product((Basis(parameter(first), rows), Transpose(Basis(parameter(second), columns))))
        yield _Value(entry, ((first, rows), (second, columns)))


def times_named(name: str, node: object) -> int:
    """How often the name stands in the node."""
    return int(isinstance(node, Symbol) and node.name == name) + sum(times_named(name, part) for part in inside(node))
