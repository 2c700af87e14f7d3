"""Instances of premises for all indices, as a derivation whose only gap is a certificate from these instances.

A premise such as V_t = V_{t-1} + x_t x_t^T for all t is an equation between two matrices only where t is given. Rules
about values of functions ask for such an equation: det(V_t) is the determinant of a rank-one update then.
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from contextlib import suppress
from fractions import Fraction

from symproof.kernel.algebra.normal import Normalizer
from symproof.kernel.algebra.words import Polynomial
from symproof.kernel.argument.derive import opening
from symproof.kernel.context import context_of
from symproof.language.affine import Affine, parameter
from symproof.language.derivation import AtIndex, Block, Inference, Move, Part, Use
from symproof.language.formulas import And, Compare, Equal, ForAllIndex, Formula, Invertible
from symproof.language.parts import relations
from symproof.language.records import dataclass
from symproof.language.refusal import Refusal
from symproof.language.substitution import substituted
from symproof.language.terms import Number, Product, Term
from symproof.language.theory import Statement
from symproof.search.algebra.equations import at_indices, indices_of
from symproof.search.argument.instances import closed_over, free_names, opened_at
from symproof.search.argument.wanted import gap
from symproof.search.ranges import SearchingContext, completed, searching

ROUNDS = 2  # the second one takes what the instances of the first bring in sight
MOST = 6  # instances of one premise


def by_indices_in_sight(name: str, claim: Formula, premises: Mapping[str, Formula], known: Statement) -> Block:
    """The claim of this name from its premises, those for all indices replaced by their instances at indices that occur
    in the claim, in definitions that it uses, and in such instances; () where there are none. ``known`` says what is
    declared, and known about integers, where the claim stands."""
    schemas = [schema for premise, formula in premises.items() for schema in _schemas(premise, formula)]
    if not schemas:
        return ()
    context = _context(known)
    free = free_names(claim, *premises.values(), *known.sequent.declarations.symbols)
    opened, indices = opened_at(claim, free)
    normal = Normalizer(_inside(context, claim, indices))
    found = _instances(schemas, list(_forms(opened, normal)), normal)
    if not found:
        return ()
    steps = [Inference(f"{name}.{schema.premise}.{number}", formula, Use(schema.premise, (*schema.moves, *moves)))
             for number, (schema, moves, formula) in enumerate(found, 1)]  # fmt: skip
    others = [premise for premise in premises if all(schema.premise != premise for schema in schemas)]
    rule = gap(*others, *(step.id for step in steps))
    block = (*steps, Inference(f"{name}.here" if indices else name, opened, rule))
    return closed_over(name, claim, block, indices)


def _context(known: Statement) -> SearchingContext:
    sequent = known.sequent
    declarations = completed(sequent.declarations, sequent.facts)
    return opening(known, searching(context_of(declarations, sequent.facts)), {}).context  # type: ignore[return-value]


@dataclass(frozen=True, slots=True)
class _Schema:
    """A premise for all indices, or a conjunct of a premise, to which the moves lead."""

    premise: str
    moves: tuple[Move, ...]
    around: tuple[ForAllIndex, ...]
    body: Formula


def _schemas(premise: str, formula: Formula) -> Iterator[_Schema]:
    parts = formula.parts if isinstance(formula, And) else (formula,)
    for position, part in enumerate(parts):
        around: tuple[ForAllIndex, ...] = ()
        while isinstance(part, ForAllIndex):
            around, part = (*around, part), part.body
        if around:
            yield _Schema(premise, (Part(position),) if len(parts) > 1 else (), around, part)


def _inside(context: SearchingContext, claim: Formula, indices: tuple[str, ...]) -> SearchingContext:
    """The context in which the indices of the claim lie in their ranges."""
    inside = context
    for index in indices:
        assert isinstance(claim, ForAllIndex)
        inside = inside.bind(index, claim.low, claim.high)  # type: ignore[assignment]
        claim = substituted(claim.body, claim.index, parameter(index))
    return inside


Instance = tuple[_Schema, tuple[AtIndex, ...], Formula]


def _instances(schemas: list[_Schema], forms: list[Polynomial], normal: Normalizer) -> list[Instance]:
    found: dict[tuple[_Schema, tuple[Affine, ...]], Formula] = {}
    for _ in range(ROUNDS):
        fresh: list[Polynomial] = []
        for schema in schemas:
            for at in _indices(schema, forms, normal):
                if (schema, at) in found or sum(known is schema for known, _ in found) >= MOST:
                    continue
                with suppress(Refusal):
                    found[schema, at] = instance = at_indices(schema.around, at, schema.body, normal)
                    fresh += _forms(instance, normal)
        forms = forms + fresh
    return [(schema, tuple(map(AtIndex, at)), formula) for (schema, at), formula in found.items()]


def _indices(schema: _Schema, forms: list[Polynomial], normal: Normalizer) -> Iterator[tuple[Affine, ...]]:
    """The indices at which a member of a family in the schema is a member in sight."""
    for relation in relations(schema.body):
        sides = _sides(relation)
        if sides:
            yield from indices_of(schema.around, Equal(*sides), forms, normal, ends=False)


def _forms(formula: Formula, normal: Normalizer) -> Iterator[Polynomial]:
    """The sides of its relations, as far as they mean something here."""
    for relation in relations(formula):
        for side in _sides(relation):
            with suppress(Refusal):
                yield normal.polynomial(side)


def _sides(relation: Formula) -> tuple[()] | tuple[Term, Term]:
    match relation:
        case Equal(left, right) | Compare(_, left, right):
            return left, right
        case Invertible(argument):
            return argument, Product((Number(Fraction(2)), argument))  # their difference mentions what it does
    return ()
