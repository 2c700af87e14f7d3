"""Claims about a symbolic exponent, or about a sum up to it: proved for all exponents up to it, by induction."""

from __future__ import annotations

from collections.abc import Iterator
from typing import Any

from symproof.kernel.algebra.normal import Normalizer
from symproof.language.affine import Affine, at_index, atoms, integer, parameter, shift
from symproof.language.certificate import Certificate, Specialize
from symproof.language.formulas import And, Compare, Equal, ForAllIndex, Formula, Invertible
from symproof.language.parts import relations
from symproof.language.records import parts_of
from symproof.language.refusal import Refusal
from symproof.language.terms import IndexSum, Integer, Inverse, Power, Product
from symproof.search.algebra.equations import difference
from symproof.search.algebra.general import MOST, Generalized, fresh_index, inside_of, with_index
from symproof.search.algebra.goals import Goals
from symproof.search.algebra.nodes import nodes
from symproof.search.ranges import SearchingContext

LAWS_WORK = 100_000  # for a claim that laws of powers may prove without induction


def by_laws_of_powers(
    goals: Goals, claim: Formula, context: SearchingContext, premises: dict[str, Formula]
) -> Certificate | None:
    """A certificate without induction, where the claim is about symbolic powers of products, or about inverses of
    symbolic powers: there laws of powers are shorter."""
    if not isinstance(claim, Equal) or not any(map(_has_law, nodes(claim))):
        return None
    aside = Goals(goals.aside(LAWS_WORK))
    found = aside.formula(claim, context, premises, 0)
    if found is not None:
        goals.outcomes += aside.outcomes
    return found


def _has_law(node: object) -> bool:
    match node:
        case Power(base=Product(), exponent=exponent) | Inverse(argument=Power(exponent=exponent)):
            return not exponent.is_constant
    return False


def for_exponents(
    goals: Goals, claim: Formula, context: SearchingContext, premises: dict[str, Formula]
) -> Specialize | None:
    """The claim as an instance of one for all exponents or ends of sums, which induction proves; None where it mentions
    none, or follows from normal forms. An order has to mention a symbolic power."""
    if isinstance(claim, Compare) and any(isinstance(node, Power) and atoms(node.exponent) for node in nodes(claim)):
        return _specialized(goals, claim, context, premises)
    if not isinstance(claim, Equal | Invertible | And):
        return None
    first = next(for_all_exponents(claim, context), None)
    if first is None or all(_is_identity(item, context) for item in relations(claim)):
        return None
    return _specialized(goals, claim, context, premises)


def _specialized(
    goals: Goals, claim: Generalized, context: SearchingContext, premises: dict[str, Formula]
) -> Specialize | None:
    for schema, at in for_all_exponents(claim, context):
        aside = Goals(goals.aside())
        found = aside.induction(schema, context.bounded(schema.low, schema.high), premises, True)
        if found is not None and (inside := inside_of(schema, at, context)) is not None:
            return Specialize(schema, at, found, inside)
    return None


def _is_identity(claim: Formula, context: SearchingContext) -> bool:
    """Whether both sides have the same normal form; also where one has none, which others report."""
    try:
        return isinstance(claim, Equal) and not difference(claim, Normalizer(context.fresh())).terms
    except Refusal:
        return True


def for_all_exponents(claim: Generalized, context: SearchingContext) -> Iterator[tuple[ForAllIndex, Affine]]:
    """For all j from 0, or from 1, up to k instead of a name k that stands in exponents or at the end of sums: A^k = B
    becomes A^j = B for all j in 0..k, which is then used at j = k. Of a size n, as in tr(X)^n, also only
    what it says of exponents and numbers."""
    found, known = dict[str, None](), context.integers | context.sizes.keys()
    for node in nodes(claim):
        end = node.exponent if isinstance(node, Power) else node.high if isinstance(node, IndexSum) else None
        found |= dict.fromkeys(sorted(atoms(end) & known)) if end is not None else {}
    fresh = fresh_index(context, claim)
    for name in list(found)[:MOST] if fresh is not None else ():
        at, bodies = parameter(name), [with_index(claim, name, fresh)]  # type: ignore[arg-type]
        if name in context.sizes:
            bodies.append(_in_numbers(claim, name, fresh))
        for body in dict.fromkeys(bodies):
            for low in (0, 1) if body is not None else ():
                if context.fresh().holds(shift(at, -low)):
                    yield ForAllIndex(fresh, integer(low), at, body), at  # type: ignore[arg-type]


def _in_numbers(node: Any, name: str, fresh: str | None) -> Any:
    """The claim with the new index for the name in exponents, at ends of sums and in scalars, not in sizes."""
    if isinstance(node, Affine) or fresh is None:
        return node
    if isinstance(node, tuple):
        return tuple([_in_numbers(item, name, fresh) for item in node])
    parts, at = parts_of(node), parameter(fresh)
    here = isinstance(node, Integer | Power | IndexSum)
    changed = [at_index(part, name, at) if here and isinstance(part, Affine) else _in_numbers(part, name, fresh)
               for part in parts]  # fmt: skip
    return type(node)(*changed) if parts else node
