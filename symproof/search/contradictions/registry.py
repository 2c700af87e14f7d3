"""The rules, what they say about one set of hypotheses, and the smallest part of it that contradicts itself."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from dataclasses import replace
from fractions import Fraction
from itertools import product

from symproof.kernel.algebra.words import Monomial
from symproof.language.affine import Affine, shift, subtract
from symproof.language.formulas import IntegerRelation, Sequent
from symproof.language.parts import relations
from symproof.language.refusal import Refusal
from symproof.search.contradictions.functions import functions, integers
from symproof.search.contradictions.known import Known, Linear, coefficients, known
from symproof.search.contradictions.numbers import Reason, infeasible, is_integer, without_integers
from symproof.search.contradictions.parities import parities
from symproof.search.contradictions.ranks import ranks
from symproof.search.contradictions.signs import Signs, definite, never_zero, traces_of_transposes
from symproof.search.contradictions.spectra import spectra
from symproof.search.contradictions.squares import squares, zero_scalars
from symproof.search.contradictions.sums import sums

RULES: tuple[Callable[[Known], Iterator[Linear]], ...] = (ranks, spectra, squares, definite, integers, never_zero, sums)
UNEQUAL = 3  # hypotheses m != n that are looked at from both sides


def reason(sequent: Sequent) -> Reason | None:
    """Why the facts and premises of the sequent cannot hold together; None if that is not found here. Premises none of
    which can be left out."""
    found = _found(sequent)
    if found is None:
        return None
    for name in sorted(found.ids):
        kept = found.ids - {name}
        fewer = replace(sequent, premises=tuple(item for item in sequent.premises if item.id in kept))
        found = _found(fewer) or found
    return found


def _found(sequent: Sequent) -> Reason | None:
    try:
        facts = _facts(known(sequent, functions))
    except Refusal:
        return None
    unequal = [part for fact in sequent.facts for part in relations(fact.formula) if _is_unequal(part)][:UNEQUAL]
    reasons: list[Reason] = []
    for sides in product((True, False), repeat=len(unequal)):
        apart = [_apart(part, less) for part, less in zip(unequal, sides, strict=True)]  # type: ignore[arg-type]
        found = infeasible([*facts, *apart]) or without_integers(facts)
        if found is None:
            return None
        reasons.append(found)
    ids = frozenset(name for found in reasons for name in found.ids)
    return Reason(ids, tuple(dict.fromkeys(text for found in reasons for text in found.texts)))


def _is_unequal(part: object) -> bool:
    return isinstance(part, IntegerRelation) and part.relation == "!="


def _apart(part: IntegerRelation, less: bool) -> Linear:
    gap = subtract(part.right, part.left) if less else subtract(part.left, part.right)
    return _at_least_zero(shift(gap, -1))


def _at_least_zero(value: Affine) -> Linear:
    return Linear(frozenset(), _integer(value), ">=")


def _integer(value: Affine) -> dict[Monomial, Fraction]:
    terms: dict[Monomial, Fraction] = {(("integer", atom),): Fraction(c) for atom, c in value.terms}
    return terms | ({(): Fraction(value.constant)} if value.constant else {})


def _facts(found: Known) -> list[Linear]:
    """Everything that the hypotheses force, linear in scalars."""
    facts = [item for rule in RULES for item in rule(found)]
    facts += [Linear(held.ids, coefficients(held.form), "=") for held in zero_scalars(found)]
    facts += [Linear(held.ids, coefficients(held.form), ">" if held.strict else ">=") for held in found.orders]
    facts += [_at_least_zero(found.context.canonical(gap)) for gap in found.context.inequalities.values()]
    facts += [_parity(*item, number) for number, item in enumerate(parities(found))]
    facts += traces_of_transposes(found, _monomials(facts))
    signs = list(Signs(found).of(_monomials(facts)))
    return [*facts, *map(_sharpened, signs)]


def _monomials(facts: list[Linear]) -> list[Monomial]:
    return list(dict.fromkeys(m for fact in facts for m in fact.coefficients if m))


def _sharpened(sign: Linear) -> Linear:
    """A positive integer is at least 1."""
    whole = sign.relation == ">" and all(is_integer(m) and c == 1 for m, c in sign.coefficients.items())
    return Linear(sign.ids, sign.coefficients | {(): Fraction(-1)}, ">=", sign.text) if whole else sign


def _parity(ids: frozenset[str], value: Affine, parity: int, text: str, number: int) -> Linear:
    """value = 2 k + parity with an integer k."""
    half: Monomial = (("half", f"{number}"),)
    terms = _integer(value)
    terms[()] = terms.get((), Fraction(0)) - parity
    return Linear(ids, {m: c for m, c in terms.items() if c} | {half: Fraction(-2)}, "=", text)
