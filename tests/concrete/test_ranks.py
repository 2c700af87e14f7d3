"""The second judge evaluates the certificate of a claim about ranks at points of all ranks."""

from __future__ import annotations

from fractions import Fraction

import pytest
from concrete.asking import asked

from symproof.concrete import Judge, Judgement, Sweep
from symproof.concrete.points.generic import singular_point
from symproof.language.certificate import Algebra, Entry, Law, LawGap, Order, Summand
from symproof.language.terms import Symbol
from symproof.statements import parse_statement


def judged(text: str, certificate: Algebra | Order) -> Judgement:
    """The judgement of a claim about the n x n matrices A and B with a certificate that no kernel has replayed."""
    (proof,), errors = parse_statement({"A": ["n", "n"], "B": ["n", "n"]}, text)
    assert not errors
    return Judge(proof, Sweep()).judge(proof.steps[0], certificate)


@pytest.mark.parametrize(
    ("text", "symbols"),
    [
        ("rank(X.T) = rank(X)", ("X:m,n",)),
        ("rank(X.T*X) = rank(X)", ("X:m,n",)),
        ("Y invertible |- rank(X*Y) = rank(X)", ("X:n,n", "Y:n,n")),
        ("P*P = P |- rank(P) = tr(P)", ("P:n,n",)),
        ("rank(X*Y) <= rank(X)", ("X:m,n", "Y:n,p")),
        ("rank(X + Y) <= rank(X) + rank(Y)", ("X:m,n", "Y:m,n")),
        ("rank(X) + rank(Y) - n <= rank(X*Y)", ("X:m,n", "Y:n,p")),
    ],
)
def test_a_proved_claim_about_ranks_has_instances(text: str, symbols: tuple[str, ...]) -> None:
    result = asked(text, *symbols)
    assert result.verdict == "proved"
    assert result.instances.checked >= 3
    assert not result.warnings


@pytest.mark.parametrize(
    "text",
    [
        "rank(A) = rank(B)",
        "rank(A*A) = rank(A)",  # true of every invertible matrix
        "rank(A*B) = rank(B*A)",  # true of invertible matrices
        "rank(A) = n",
        "rank(2*A) = 2*rank(A)",
    ],
)
def test_an_empty_certificate_of_a_false_equation_is_a_disagreement(text: str) -> None:
    judgement = judged(text, Algebra())
    assert judgement.disagreement
    assert judgement.diagnostic is not None
    assert judgement.diagnostic.code == "SP520"


def test_a_law_with_a_dropped_condition_is_a_disagreement() -> None:
    """rank(A) = tr(A) needs A A = A."""
    law = Law("rank of an idempotent", (Symbol("A"),))
    judgement = judged("rank(A) = tr(A)", Algebra((Entry("step:1"),), (law,)))
    assert judgement.disagreement
    assert judgement.diagnostic is not None
    assert judgement.diagnostic.code == "SP520"


def test_the_rank_of_a_product_bounds_no_other_rank() -> None:
    law = LawGap("rank of a product", (Symbol("A"), Symbol("B")))
    certificate = Order((Summand(Fraction(1), (law,)),))
    assert judged("rank(A*B) <= rank(A)", certificate).holds
    assert judged("rank(A*B) <= rank(B)", certificate).disagreement


def test_a_claim_without_a_certificate_is_not_decided_at_points() -> None:
    (proof,), _ = parse_statement({"A": ["n", "n"]}, "rank(A.T) = rank(A)")
    judgement = Judge(proof, Sweep()).judge(proof.steps[0], None)
    assert judgement.holds is None
    assert judgement.undecided


def test_singular_points_have_all_ranks() -> None:
    ranks = set()
    for seed in range(60):
        ring = singular_point(seed)
        matrix = ring.symbol("A", None, 3, 4)
        ranks.add(int(ring.call("rank", (matrix,), 1, 1).entries[0][0].p))
        assert matrix.same(singular_point(seed).symbol("A", None, 3, 4))
    assert ranks == {0, 1, 2, 3}
