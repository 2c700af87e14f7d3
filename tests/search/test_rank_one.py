"""Updates of rank one, where scalars are about: short searches, one by one, twice, and for every index of a family."""

from __future__ import annotations

import pytest
from search.asking import ask, sequents
from search.least_squares import updates

from symproof.search import Budget, find

LITTLE = 2000  # steps of the completion

LEAST_SQUARES = "P invertible, Q invertible, inv(Q) = inv(P) + u*u.T, 1 + u.T*P*u nonzero"
OFFDIAGONAL = "A invertible, A + u*v.T invertible, 1 + v.T*inv(A)*u nonzero"
ONE = "A invertible, A + u*u.T invertible, 1 + u.T*inv(A)*u nonzero"
SYMBOLS = "A:n,n P:n,n Q:n,n u:n v:n x:n y:n c"
TRUE = [
    f"{LEAST_SQUARES} |- Q = P - P*u*u.T*P/(1 + u.T*P*u)",
    f"{LEAST_SQUARES} |- Q*u = P*u/(1 + u.T*P*u)",
    f"{LEAST_SQUARES} |- u.T*Q*u = u.T*P*u/(1 + u.T*P*u)",
    f"{OFFDIAGONAL} |- inv(A + u*v.T) = inv(A) - inv(A)*u*v.T*inv(A)/(1 + v.T*inv(A)*u)",
    f"{ONE} |- inv(A + u*u.T)*u = inv(A)*u/(1 + u.T*inv(A)*u)",
    f"{ONE} |- u.T*inv(A + u*u.T)*u = 1 - 1/(1 + u.T*inv(A)*u)",
]
FALSE = [
    f"{LEAST_SQUARES} |- Q = P + P*u*u.T*P/(1 + u.T*P*u)",
    f"{LEAST_SQUARES} |- Q*u = P*u/(1 - u.T*P*u)",
    f"{LEAST_SQUARES} |- u.T*Q*u = u.T*P*u/(1 + u.T*Q*u)",
    f"{OFFDIAGONAL} |- inv(A + u*v.T) = inv(A) - inv(A)*v*u.T*inv(A)/(1 + v.T*inv(A)*u)",
    f"{ONE} |- u.T*inv(A + u*u.T)*u = 1 + 1/(1 + u.T*inv(A)*u)",
]


@pytest.mark.parametrize("text", TRUE)
def test_one_update_takes_little_work(text: str) -> None:
    (goal,) = sequents(SYMBOLS, text)
    assert find(goal, budget=Budget(10.0, LITTLE)).certificate is not None


@pytest.mark.parametrize("text", FALSE)
def test_a_wrong_update_is_not_proved(text: str) -> None:
    (goal,) = sequents(SYMBOLS, text)
    found = find(goal, budget=Budget(10.0, 10 * LITTLE))
    assert found.certificate is None
    assert found.diagnostic is not None
    assert found.diagnostic.code == "SP401"


def test_two_updates() -> None:
    """Sherman-Morrison with the first update written out in the second."""
    first = "(inv(A) - inv(A)*u*v.T*inv(A)/(1 + v.T*inv(A)*u))"
    given = f"{OFFDIAGONAL}, A + u*v.T + x*y.T invertible, 1 + y.T*{first}*x nonzero"
    claim = f"inv(A + u*v.T + x*y.T) = {first} - {first}*x*y.T*{first}/(1 + y.T*{first}*x)"
    assert ask(SYMBOLS, f"{given} |- {claim}").certificate is not None


@pytest.mark.parametrize(("sign", "proved"), [(-1, True), (1, False)])
def test_every_update_of_a_family(*, sign: int, proved: bool) -> None:
    """Recursive least squares: the premises are taken first at the indices that the claim mentions."""
    found = find(updates(sign), budget=Budget(10.0, 5 * LITTLE))
    assert (found.certificate is not None) is proved
