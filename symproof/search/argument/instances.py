"""What ``for all x: P`` says of single values of x, as a derivation whose only gap is a certificate from them.

A column or row x takes the values e_j, and e_i + e_j where P speaks of x twice; a matrix takes the values e_i e_j^T,
a scalar 1, 0 and -1. Each also takes the declared symbols of its sizes. An equation for all e_j says what a matrix is,
column by column.
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from fractions import Fraction
from itertools import count, islice, product
from typing import Any

from symproof.language.affine import ONE, Affine, parameter
from symproof.language.binding import Assignment, instantiated, mentioned
from symproof.language.declarations import SymbolDeclaration
from symproof.language.derivation import At, Block, Fix, Inference, Move, Part, Use
from symproof.language.formulas import And, Equal, ForAll, ForAllIndex, Formula
from symproof.language.records import dataclass, inside
from symproof.language.terms import Basis, Number, Product, Sum, Symbol, Term, Transpose
from symproof.search.argument.wanted import Want

Symbols = Mapping[str, SymbolDeclaration]
MOST = 16  # instances of one premise


@dataclass(frozen=True, slots=True)
class _Value:
    """A value of what is bound, for all values of its indices, each with the size that bounds it."""

    term: Term
    indices: tuple[tuple[str, Affine], ...] = ()


def by_instances(name: str, claim: Formula, premises: Mapping[str, Formula], symbols: Symbols) -> Block:
    """The claim of this name from instances of the general equations among the premises; () where there are none."""
    taken = {text for item in (claim, *premises.values(), *symbols.values()) for text in mentioned(item)}
    free = (text for number in count(1) if (text := f"j{number}") not in taken)
    found: list[Inference] = []
    for premise, formula in premises.items():
        for general in general_equations(premise, formula):
            indices = [(next(free), next(free)) for _ in general.symbols]
            values = product(*[
                [*_values(bound, general.body, symbols, own)]
                for bound, own in zip(general.symbols, indices, strict=True)
            ])  # fmt: skip
            found += [
                _instance(f"{name}.{premise}.{at}", general, chosen) for at, chosen in enumerate(islice(values, MOST))
            ]
    gap: Any = Want((*premises, *(item.id for item in found)))
    return (*found, Inference(name, claim, gap)) if found else ()


@dataclass(frozen=True, slots=True)
class General:
    """An equation for all values of symbols, which a premise says; ``groups`` are the symbols of each quantifier."""

    premise: str
    moves: tuple[Move, ...]
    groups: tuple[tuple[SymbolDeclaration, ...], ...]
    body: Equal

    @property
    def symbols(self) -> tuple[SymbolDeclaration, ...]:
        """The bound symbols, the outer ones first."""
        return tuple(symbol for group in self.groups for symbol in group)

    def at(self, terms: tuple[Term, ...]) -> tuple[Equal, Use]:
        """The equation at these values, and the rule that gives it."""
        by = Assignment(symbols={item.name: term for item, term in zip(self.symbols, terms, strict=True)})
        coming = iter(terms)
        moves = [At(tuple(next(coming) for _ in group)) for group in self.groups]
        return instantiated(self.body, by), Use(self.premise, (*self.moves, *moves))


def general_equations(premise: str, formula: Formula) -> Iterator[General]:
    """The general equations that the premise of this name holds."""
    parts = formula.parts if isinstance(formula, And) else (formula,)
    for at, part in enumerate(parts):
        groups, body = [], part
        while isinstance(body, ForAll) and all(symbol.range is None for symbol in body.symbols):
            groups.append(body.symbols)
            body = body.body
        if groups and isinstance(body, Equal):
            yield General(premise, (Part(at),) if len(parts) > 1 else (), tuple(groups), body)


def _instance(name: str, general: General, values: tuple[_Value, ...]) -> Inference:
    """The equation at these values, for all values of their indices."""
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


def _values(bound: SymbolDeclaration, body: Formula, symbols: Symbols, own: tuple[str, str]) -> Iterator[_Value]:
    """The values of one bound symbol; ``own`` are the names that their indices may have."""
    (first, second), rows, columns = own, bound.rows, bound.columns
    if (columns == ONE) != (rows == ONE):
        size = rows if columns == ONE else columns
        units: list[Term] = [Basis(parameter(index), size) for index in own]
        one, other = units if columns == ONE else map(Transpose, units)
        yield _Value(one, ((first, size),))
        if _times(bound.name, body) > 1:
            yield _Value(Sum((one, other)), ((first, size), (second, size)))
    elif columns == ONE:
        yield from (_Value(Number(Fraction(value))) for value in (1, 0, -1))
    else:
        entry = Product((Basis(parameter(first), rows), Transpose(Basis(parameter(second), columns))))
        yield _Value(entry, ((first, rows), (second, columns)))
    for symbol in symbols.values():
        if symbol.range is None and (symbol.rows, symbol.columns) == (rows, columns) and symbol.name != bound.name:
            yield _Value(Symbol(symbol.name))


def _times(name: str, node: object) -> int:
    """How often the name stands in the node."""
    return int(isinstance(node, Symbol) and node.name == name) + sum(_times(name, part) for part in inside(node))
