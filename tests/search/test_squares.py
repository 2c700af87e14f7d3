"""Sums of squares over the real matrices: found where they exist, refused where a square is subtracted."""

from __future__ import annotations

from dataclasses import replace
from fractions import Fraction

import pytest
from search.asking import ask, prove, sequents

from symproof.kernel.replay import replay
from symproof.language.certificate import Algebra, Definite
from symproof.language.refusal import Refusal

SQUARES = {
    "two_squares": ("A:m,n B:k,n", "A.T*A + B.T*B = 0 |- A = 0"),
    "weights": ("A:m,n B:k,n", "2*A.T*A + B.T*B/3 = 0 |- B = 0"),
    "on_a_vector": ("A:m,n B:k,n x:n", "(A.T*A + B.T*B)*x = 0 |- A*x = 0"),
    "traces": ("A:m,n B:k,n", "tr(A.T*A) + tr(B.T*B) = 0 |- A = 0"),
    "traces_of_two_sizes": ("X:m,n Y:k,l", "norm2(X) + 2*norm2(Y) = 0 |- Y = 0"),
    "norm_on_a_vector": ("A:m,n x:n", "A*x = 0, norm2(A) = 0 |- A = 0"),
    "cube": ("A:n,n", "A symmetric, A**3 = 0 |- A = 0"),
    "normal_nilpotent": ("A:n,n", "A*A.T = A.T*A, A*A = 0 |- A = 0"),
    "normal_idempotent": ("P:n,n", "P idempotent, P*P.T = P.T*P |- P symmetric"),
    "scalar": ("s t", "s*s + t*t = 0 |- s = 0"),
}


@pytest.mark.parametrize("name", SQUARES)
def test_proved_by_a_sum_of_squares(name: str) -> None:
    assert "definite" in prove(*SQUARES[name])[1]


@pytest.mark.parametrize(
    ("symbols", "text"),
    [
        ("A:m,n B:k,n", "A.T*A - B.T*B = 0 |- A = 0"),
        ("A:n,n B:n,n", "A.T*A + B.T*A = 0 |- A = 0"),
        ("A:n,n", "A*A*A = 0 |- A = 0"),
        ("A:n,n", "tr(A*A) = 0 |- A = 0"),
        ("s t", "s*s - t*t = 0 |- s = t"),
    ],
)
def test_not_a_sum_of_squares(symbols: str, text: str) -> None:
    assert ask(symbols, text).certificate is None


def test_a_subtracted_square_is_refused() -> None:
    (goal,) = sequents(*SQUARES["two_squares"])
    certificate = ask(*SQUARES["two_squares"]).certificate
    assert isinstance(certificate, Algebra)
    (step,) = certificate.derived
    assert isinstance(step, Definite)
    assert step.others
    for weight, code in ((Fraction(-1), "SP316"), (Fraction(0), "SP316"), (Fraction(2), "SP329")):
        forged = replace(step, others=tuple((weight, term) for _, term in step.others))
        with pytest.raises(Refusal, match=code):
            replay(goal, replace(certificate, derived=(forged,)))
