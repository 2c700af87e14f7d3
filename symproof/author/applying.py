"""What stands for each name that an axiom or a lemma declares, where it is applied; and the derivation of its claim."""

from __future__ import annotations

from collections.abc import Callable, Iterator, Mapping
from dataclasses import replace
from typing import Any

import sympy

from symproof.author.expressions import Expression
from symproof.author.integers import index, is_integer, to_affine
from symproof.author.leading import Families
from symproof.author.place import refuse
from symproof.author.symbols import Family, Function
from symproof.language.affine import Affine, FamilyAt, SizeAt, parameter, shift
from symproof.language.binding import Assignment, instantiated, mentioned
from symproof.language.declarations import Declarations, Range, SizeDeclaration, SymbolDeclaration
from symproof.language.derivation import Apply, Block, Conjunction, Extreme, Give, Given, Inference
from symproof.language.formulas import And, Exists, ForAll, ForAllIndex, Formula, Named, Not
from symproof.language.records import fields_of
from symproof.language.terms import IndexSum, Integer, Symbol
from symproof.language.theory import Statement
from symproof.search.argument.wanted import Want

INDEX = "i"  # in which the sizes of a family are given
LEAD = "l"  # and the leading one


def names_of(declarations: Declarations) -> set[str]:
    """Everything that is declared."""
    groups = (declarations.sizes, declarations.symbols, declarations.functions)
    return {*declarations.integers, *(item.name for group in groups for item in group)}


# ------------------------------------------------------------------------------------------------ the assignment


def assigned(lemma: Statement, values: Mapping[str, object], here: Declarations) -> tuple[Given, ...]:
    """One value for each name that the lemma declares. A name without one stands for its namesake ``here``."""
    declared = lemma.sequent.declarations
    unknown = values.keys() - names_of(declared)
    if unknown:
        known = ", ".join(sorted(names_of(declared)))
        raise refuse("SP122", f"{lemma.id} declares no {min(unknown)}", f"It declares: {known}.")
    return tuple(_given(lemma.id, name, kind, values, here) for name, kind in _kinds(declared))


def _kinds(declared: Declarations) -> Iterator[tuple[str, str]]:
    yield from ((name, "integer") for name in declared.integers)
    yield from ((size.name, _kind(size, "integer", "sizes")) for size in declared.sizes)
    yield from ((symbol.name, _kind(symbol, "matrix", "family")) for symbol in declared.symbols)
    yield from ((function.name, "function") for function in declared.functions)


def _kind(declared: SizeDeclaration | SymbolDeclaration, alone: str, family: str) -> str:
    if declared.range is None:
        return alone
    return family if declared.leading is None else f"{family} with a leading index"


def _given(lemma: str, name: str, kind: str, values: Mapping[str, object], here: Declarations) -> Given:
    if name not in values:
        if (name, kind) not in set(_kinds(here)):
            raise refuse("SP122", f"{lemma} needs {name}, {_MEANING[kind]}", f"Write {name}=... where it is applied.")
        return _namesake(name, kind)
    value = values[name]
    match kind, value:
        case "integer", _ if is_integer(value) or isinstance(value, Affine):
            return Given(name, integer=to_affine(value))
        case "sizes", sympy.IndexedBase():
            return Given(name, index=INDEX, integer=_member(str(value.label)))
        case "sizes", _ if callable(value):
            return Given(name, index=INDEX, integer=to_affine(value(index(INDEX))))
        case "sizes with a leading index", sympy.IndexedBase():
            return _led_sizes(name, parameter(SizeAt(FamilyAt(str(value.label), parameter(LEAD)), parameter(INDEX))))
        case "sizes with a leading index", _ if callable(value):
            return _led_sizes(name, to_affine(value(index(LEAD), index(INDEX))))
        case "family with a leading index", Families():
            return Given(name, other=value.declared.name)
        case "matrix", Expression():
            return Given(name, term=value.term)
        case "family", Family():
            return Given(name, other=value.declared.name)
        case "function", Function():
            return Given(name, other=value.declared.name)
    raise refuse("SP122", f"{name} of {lemma} is {_MEANING[kind]}; {value!r} is none", "")


_MEANING = {
    "integer": "an integer expression", "sizes": "a family of sizes or a function such as lambda i: d[i + 1]",
    "sizes with a leading index": "families of sizes or a function such as lambda l, i: d[l, i]",
    "family with a leading index": "families of matrices with a leading index", "matrix": "a matrix",
    "family": "a family of matrices", "function": "a function of a matrix",
}  # fmt: skip


def _namesake(name: str, kind: str) -> Given:
    match kind:
        case "integer":
            return Given(name, integer=parameter(name))
        case "sizes":
            return Given(name, index=INDEX, integer=_member(name))
        case "sizes with a leading index":
            return _led_sizes(name, parameter(SizeAt(FamilyAt(name, parameter(LEAD)), parameter(INDEX))))
        case "matrix":
            return Given(name, term=Symbol(name))
        case _:
            return Given(name, other=name)


def _led_sizes(name: str, value: Affine) -> Given:
    return Given(name, integer=value, index=INDEX, lead=LEAD)


def _member(family: str) -> Affine:
    return parameter(SizeAt(family, parameter(INDEX)))


def assignment(lemma: Statement, given: tuple[Given, ...]) -> Assignment:
    """The same as one substitution."""
    kinds, by_name = dict(_kinds(lemma.sequent.declarations)), {item.name: item for item in given}

    def of(kind: str, value: Callable[[Given], Any]) -> dict[str, Any]:
        return {name: value(item) for name, item in by_name.items() if kinds[name] == kind}

    return Assignment(
        of("integer", lambda item: item.integer), of("sizes", lambda item: (item.index, item.integer)),
        of("matrix", lambda item: item.term),
        of("family", lambda item: item.other) | of("family with a leading index", lambda item: item.other),
        of("function", lambda item: item.other),
        of("sizes with a leading index", lambda item: (item.lead, item.index, item.integer)),
    )  # fmt: skip


# ------------------------------------------------------------------------------------------------ the instance


def applied(
    label: str, lemma: Statement, given: tuple[Given, ...], using: tuple[str, ...], taken: set[str]
) -> tuple[Formula, Block]:
    """The claim of the lemma for the given values, and its derivation by the lemma. The facts and premises of the
    lemma are gaps in it, which the search has to fill."""
    by = assignment(lemma, given)
    taken = taken | by.values()

    def instance(formula: Formula) -> Formula:
        renamed: Formula = distinct(formula, taken)
        return instantiated(renamed, by)

    sequent = lemma.sequent
    wanted = [*(item for fact in sequent.facts for item in _split(fact)), *sequent.premises]
    needed = [Inference(f"{label}.{item.id}", instance(item.formula), gap(using)) for item in wanted]
    ids = tuple([f"{label}.{item.id}" for item in sequent.premises])
    claim = instance(sequent.claim)
    return claim, (*needed, Inference(label, claim, Apply(lemma.id, given, ids)))


def _split(fact: Named) -> list[Named]:
    """The conjuncts of a fact, so that each becomes known on its own."""
    if not isinstance(fact.formula, And):
        return [fact]
    return [Named(f"{fact.id}.{number}", part) for number, part in enumerate(fact.formula.parts, 1)]


def gap(using: tuple[str, ...]) -> Any:
    """Stands for a rule that the search finds: from these premises, or by one move from anything that is known."""
    return Want(using, wide=True)


def parts(label: str, claim: Formula, using: tuple[str, ...]) -> Block:
    """A derivation of the claim, of which each conjunct is a gap."""
    if not isinstance(claim, And) or not claim.parts:
        return (Inference(label, claim, gap(using)),)
    names = tuple([f"{label}.{number}" for number in range(1, len(claim.parts) + 1)])
    inner = [item for name, part in zip(names, claim.parts, strict=True) for item in parts(name, part, using)]
    return (*inner, Inference(label, claim, Conjunction(names)))


def extreme_index(
    label: str, given: str, schema: ForAllIndex, kept: Formula, *, last: bool, taken: set[str]
) -> tuple[Formula, Block]:
    """That some index of the schema is the last (or first) one at which ``kept`` holds, and its derivation."""
    other = fresh(schema.index, taken | mentioned(schema))
    name = fresh("at", taken | mentioned(schema))

    def beyond(at: Affine) -> ForAllIndex:
        denied = Not(instantiated(kept, Assignment(integers={schema.index: parameter(other)})))
        bounds = (shift(at, 1), schema.high) if last else (schema.low, shift(at, -1))
        return ForAllIndex(other, *bounds, denied)

    def body(at: Affine) -> And:
        return And((instantiated(kept, Assignment(integers={schema.index: at})), beyond(at)))

    claim = Not(replace(schema, body=Not(body(parameter(schema.index)))))
    here, further, joined = f"{label}.kept", f"{label}.beyond", f"{label}.both"
    block = (
        Inference(joined, body(parameter(name)), Conjunction((here, further))),
        Inference(f"{label}.given", claim, Give(joined, (Integer(parameter(name)),))),
    )
    return claim, (Inference(label, claim, Extreme(given, name, here, further, block, not last)),)


# ------------------------------------------------------------------------------------------------ bound names


def distinct(node: Any, taken: set[str]) -> Any:
    """The formula with other names for what it binds under names that are taken, outside or around the place."""
    if isinstance(node, Affine) or not (type(node) is tuple or fields_of(node)):
        return node
    if type(node) is tuple:
        return tuple([distinct(item, taken) for item in node])
    if isinstance(node, ForAllIndex | IndexSum) and node.index in taken:
        name = fresh(node.index, taken | mentioned(node))
        by = Assignment(integers={node.index: parameter(name)})
        node = type(node)(name, node.low, node.high, instantiated(node.body, by))  # type: ignore[arg-type]
    elif isinstance(node, ForAll | Exists):
        node = _quantified(node, taken)
    elif isinstance(node, Range) and node.index in taken:
        raise refuse("SP122", f"the index {node.index} of a family in the lemma is a name of this proof", "Rename it.")
    inside = taken | _bound(node)
    return type(node)(*[distinct(getattr(node, name), inside) for name in fields_of(node)])


def _quantified(node: ForAll | Exists, taken: set[str]) -> ForAll | Exists:
    symbols, body = list(node.symbols), node.body
    for number, symbol in enumerate(symbols):
        if symbol.range is not None and symbol.range.index in taken:
            symbol = _reindexed(symbol, fresh(symbol.range.index, taken | mentioned(node)))
        if symbol.name in taken:
            name = fresh(symbol.name, taken | mentioned(node))
            if symbol.range is not None:
                body = instantiated(body, Assignment(families={symbol.name: name}))
            else:
                body = instantiated(body, Assignment(symbols={symbol.name: Symbol(name)}))
            symbol = replace(symbol, name=name)
        symbols[number] = symbol
    return replace(node, symbols=tuple(symbols), body=body)


def _reindexed(symbol: SymbolDeclaration, name: str) -> SymbolDeclaration:
    bounds = symbol.range
    if bounds is None:
        return symbol
    rows, columns = instantiated((symbol.rows, symbol.columns), Assignment(integers={bounds.index: parameter(name)}))
    return replace(symbol, rows=rows, columns=columns, range=replace(bounds, index=name))


def _bound(node: Any) -> set[str]:
    if isinstance(node, ForAllIndex | IndexSum):
        return {node.index}
    return {symbol.name for symbol in node.symbols} if isinstance(node, ForAll | Exists) else set()


def fresh(name: str, taken: set[str]) -> str:
    """The name followed by the smallest number with which it is not taken, such as ``u1``."""
    number = 1
    while f"{name}{number}" in taken:
        number += 1
    return f"{name}{number}"
