"""A refusal names the part of the certificate that is refused."""

from __future__ import annotations

from dataclasses import replace
from fractions import Fraction

import pytest
from kernel.building import AXIOM, SQUARE, A, B, equal, n, sequent, times

from symproof.kernel.replay import replay
from symproof.language.affine import ONE
from symproof.language.certificate import (
    Algebra,
    Cases,
    Certificate,
    Congruence,
    Entry,
    Induction,
    Order,
    Parts,
    Specialize,
    SquaredNorm,
    Summand,
)
from symproof.language.formulas import And, Compare, ForAllIndex, Formula
from symproof.language.refusal import Refusal
from symproof.language.terms import Number, Trace

WRONG = Entry("nobody")
TRUE = equal(A, A)
FALSE = equal(A, B)


def refusal(claim: Formula, certificate: Certificate) -> Refusal:
    with pytest.raises(Refusal) as caught:
        replay(sequent(SQUARE, claim), certificate)
    return caught.value


@pytest.mark.parametrize(
    ("claim", "certificate", "code", "path"),
    [
        (FALSE, AXIOM, "SP329", ()),
        (FALSE, Algebra((WRONG,)), "SP326", ("entry 1",)),
        (And((TRUE, FALSE)), Parts((AXIOM, AXIOM)), "SP329", ("part 2",)),
        (And((TRUE, FALSE)), Parts((AXIOM, Algebra((WRONG,)))), "SP326", ("part 2", "entry 1")),
        (FALSE, Cases(n, AXIOM, AXIOM), "SP329", ("case nonnegative",)),
        (TRUE, Cases(n, AXIOM, Algebra((WRONG,))), "SP326", ("case negative", "entry 1")),
        (FALSE, Algebra(derived=(Congruence("inv", A, B, (WRONG,)),)), "SP326", ("derived 1", "entry 1")),
        (FALSE, Algebra(derived=(Congruence("inv", A, B, ()),)), "SP329", ("derived 1",)),
    ],
    ids=lambda value: " / ".join(value) if isinstance(value, tuple) and all(isinstance(x, str) for x in value) else "",
)
def test_refusal_names_the_place(claim: Formula, certificate: Certificate, code: str, path: tuple[str, ...]) -> None:
    found = refusal(claim, certificate)
    assert (found.code, found.path) == (code, path)
    assert found.located.endswith(f" (at {' / '.join(path)})" if path else found.message)


@pytest.mark.parametrize("place", ["base", "step"])
def test_refusal_inside_an_induction_names_base_or_step(place: str) -> None:
    claim = ForAllIndex("i", ONE, n, TRUE)
    certificate = replace(Induction(True, AXIOM, AXIOM), **{place: Algebra((WRONG,))})  # type: ignore[arg-type]
    assert refusal(claim, certificate).path == (place, "entry 1")


def test_refusal_of_the_schema_behind_an_instance_names_the_schema() -> None:
    schema = ForAllIndex("i", ONE, ONE, FALSE)
    assert refusal(FALSE, Specialize(schema, ONE, AXIOM)).path == ("schema",)


def test_refusal_of_a_summand_of_an_order_names_its_number() -> None:
    claim = Compare("<=", Number(Fraction(0)), Trace(times(A, A)))
    summands = (Summand(Fraction(1), (SquaredNorm(A),)), Summand(Fraction(-1), ()))
    found = refusal(claim, Order(summands))
    assert (found.code, found.path) == ("SP350", ("summand 2",))
