"""Statements whose sizes are numbers: what follows from polynomial hypotheses there, and what does not."""

from __future__ import annotations

from typing import Any

import pytest
from concrete.asking import asked, code
from flint import Ordering, fmpq_mpoly_ctx

from symproof.concrete.exact.ideal import Hypotheses
from symproof.language.proof import Verdict

TRUE = {
    "A**2 = 0 |- tr(A) = 0": ("A:2,2",),
    "A**3 = 0 |- A**2 = 0": ("A:2,2",),
    "tr(A) = 0, det(A) = 0 |- A*A = 0": ("A:2,2",),
    "A antisymmetric |- det(A) = 0": ("A:3,3",),
    "A diagonal, B diagonal |- A*B = B*A": ("A:2,2", "B:2,2"),
    "A[1,1] = 0, A[1,2] = 0, A[2,1] = 0, A[2,2] = 0 |- A = 0": ("A:2,2",),
    "x[1] = 1, x[2] = 2 |- x.T*x = 5": ("x:2",),
    "a*b = 1, a**3 = 1 |- b**3 = 1": ("a", "b"),
    "P permutation |- det(P)**2 = 1": ("P:2,2",),
    "A symmetric, i in 1..2, j in 1..2 |- A[i,j] = A[j,i]": ("A:2,2",),
}
FALSE = {
    "A**2 = 0 |- A = 0": ("A:2,2",),
    "A**3 = 0 |- A**2 = 0": ("A:3,3",),
    "A antisymmetric |- det(A) = 0": ("A:2,2",),
    "A diagonal |- A*B = B*A": ("A:2,2", "B:2,2"),
    "x[1] = 1 |- x.T*x = 5": ("x:2",),
    "P permutation |- det(P) = 1": ("P:2,2",),
}


@pytest.mark.parametrize("text", TRUE)
def test_what_follows_is_decided(text: str) -> None:
    assert asked(text, *TRUE[text]).verdict in (Verdict.CHECKED, Verdict.PROVED)


@pytest.mark.parametrize("text", FALSE)
def test_what_does_not_follow_is_refuted(text: str) -> None:
    assert asked(text, *FALSE[text]).verdict is Verdict.REFUTED


def test_a_size_given_on_the_command_line_is_a_number() -> None:
    found = asked("A**2 = 0 |- A*B*A = tr(A*B)*A", "A:n,n", "B:n,n", n=2)
    assert found.verdict is Verdict.CHECKED
    assert [dict(sizes) for sizes in found.instances.sizes] == [{"n": 2}]


def test_only_the_premises_that_are_needed_count_as_used() -> None:
    found = asked("C symmetric, A**2 = 0, B**2 = 0, A*B = B*A |- A*B = 0", "A:2,2", "B:2,2", "C:2,2")
    assert (found.verdict, found.used) == (Verdict.CHECKED, ("h2", "h3", "h4"))


@pytest.mark.parametrize(
    "text", ["x[1] = 1, x[1] = 2 |- x[2] = 0", "A**2 = 0, tr(A) = 1 |- A = 0", "a*b = 1, a**2 = 0 |- a + b = 7"]
)
def test_from_contradictory_hypotheses_nothing_is_checked(text: str) -> None:
    found = asked(text, "x:2", "A:2,2", "a", "b")
    assert (found.verdict, code(found)) == (Verdict.UNKNOWN, "SP404")


# ------------------------------------------------------------------------------------------------ the ideal


def ring(count: int) -> tuple[Any, list[Any]]:
    context = fmpq_mpoly_ctx.get([f"x{number}" for number in range(count)], Ordering.lex)
    return context, list(context.gens())


def test_powers_of_a_goal_in_the_ideal() -> None:
    context, (x, y, z) = ring(3)
    given = Hypotheses(context, [x**3 * y, y**2 - z / 2, z - 2])
    assert given.imply(x) is True
    assert given.imply(y) is False
    assert given.consistent
    assert not given.contradictory


def test_linear_equations_are_solved() -> None:
    context, (x, y, z) = ring(3)
    given = Hypotheses(context, [x + y - z, 3 * x - y + 1])
    assert given.rest == []
    assert given.imply(4 * x - z + 1)
    assert not given.imply(x)


def test_no_solution() -> None:
    context, (x, y, z) = ring(3)
    given = Hypotheses(context, [x * y - 1, x * z, z**2 - 1])
    assert given.contradictory
    assert not given.consistent


def test_more_work_than_there_is_says_nothing(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr("symproof.concrete.exact.ideal.WORK", 1)
    context, (x, y, z) = ring(3)
    given = Hypotheses(context, [x * y - 1, x * z * y, z**2 * x - 1 + x**2])
    assert not given.contradictory
    assert not given.consistent
    assert not given.imply(x)
