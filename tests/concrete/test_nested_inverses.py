"""Statements with inverses of inverses, transposes and multiples: the second judge agrees with what is proved."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import replace
from random import Random

import pytest
from concrete.asking import asked, code
from concrete.random_inverses import statement

from symproof.concrete.evaluation.place import Place
from symproof.concrete.exact import localize
from symproof.concrete.instances import Instances, Status
from symproof.diagnostics.results import StepResult
from symproof.language.formulas import Equal
from symproof.language.proof import Verdict
from symproof.language.scopes import sequent
from symproof.language.terms import Sum, Symbol
from symproof.statements import parse_statement

GAUSSIAN = "P symmetric, Q symmetric, P invertible, Q invertible, where S = inv(inv(P)+inv(Q))"
SQUARE = "tr((x-S*N).T*inv(S)*(x-S*N))"
TRUE = [
    ("A:n,n", "A*A = I |- A = inv(inv(A)*inv(A)*inv(inv(A)))"),
    ("A:n,n", "A diagonal |- inv(inv(A)) = inv(inv(A.T)*(A.T*inv(A.T)))"),
    (
        "P:n,n Q:n,n x:n,m",
        f"{GAUSSIAN}, where N = inv(P)*x |- {SQUARE} = tr(x.T*inv(S)*x) - 2*tr(x.T*N) + tr(N.T*S*N)",
    ),
    ("P:n,n Q:n,n a:n b:n", f"{GAUSSIAN}, where c = S*(inv(P)*a + inv(Q)*b) |- inv(S)*c = inv(P)*a + inv(Q)*b"),
    ("A:n,n", "inv(A - A.T).T = -inv(A - A.T)"),
    ("A:n,n B:n,n", "inv(inv(A) - inv(3*B.T)).T = inv(inv(A.T) - inv(B)/3)"),
    ("A:6,6 B:6,6 X:6,6", "d(tr(inv(A)*B*X*A*inv(X)*inv(B)))/dX = ?"),
    ("G:2,2 H:2,2", "d(norm2(G.T*H*inv(H.T)*G*H.T*H))/dH = ?"),
    ("G:3,3 H:3,3", "d(norm2(inv(H - 2*H.T)*G*inv(H.T*H)*inv(G)*H))/dH = ?"),
    ("A:4,4 B:4,4", "d(tr(inv(inv(A.T - A) + inv(B))*B*A))/dA = ?"),
    ("H:n,n", "d(tr(inv((inv(H) - inv(H).T)*inv(inv(H)))))/dH = ?"),
    ("H:n,n", "d(tr(inv((inv(H) - inv(H).T)*H)))/dH = ?"),
    ("H:2,2 c", "d(tr(inv(tr(inv(H))*H)))/dH = ?"),
    ("H:3,3 c", "d(tr(inv(tr(inv(H))*H + c*H.T)))/dH = ?"),
]
FALSE = [
    ("A:n,n", "A*A = I |- A = -inv(inv(A)*inv(A)*inv(inv(A)))"),
    ("A:n,n", "inv(A - A.T).T = inv(A - A.T)"),
    ("A:n,n B:n,n", "inv(inv(A) - inv(3*B.T)).T = inv(inv(A.T) - 3*inv(B))"),
    ("A:n,n B:n,n", "inv(inv(A) + inv(B)) = A + B"),
]


@pytest.mark.parametrize(("symbols", "text"), TRUE)
def test_the_judges_agree_about_nested_inverses(symbols: str, text: str) -> None:
    assert asked(text, *symbols.split()).verdict is Verdict.PROVED


@pytest.mark.parametrize(("symbols", "text"), FALSE)
def test_false_statements_about_nested_inverses_are_refuted(symbols: str, text: str) -> None:
    assert asked(text, *symbols.split()).verdict is Verdict.REFUTED


def judged(seed: int) -> StepResult:
    """The result of the random statement of this seed; the second judge's own limits count its work."""
    text, symbols = statement(Random(seed))
    return asked(text, *symbols)


def is_sound(result: StepResult) -> bool:
    """Whether the judges agree, the kernel took what the search found, and nothing broke."""
    codes = {code(result), *(warning.code for warning in result.warnings)}
    return result.verdict is not Verdict.DISAGREEMENT and not codes & {"SP409", "SP902"}


@pytest.mark.parametrize("seed", range(0, 60, 10))
def test_the_judges_agree_about_random_nested_inverses(seed: int) -> None:
    assert [at for at in range(seed, seed + 10) if not is_sound(judged(at))] == []


@pytest.mark.slow
@pytest.mark.parametrize("start", range(1000, 2000, 100))
def test_the_judges_agree_about_a_thousand_random_nested_inverses(start: int) -> None:
    assert [at for at in range(start, start + 100) if not is_sound(judged(at))] == []


GRADIENT = "d(tr(inv((inv(H) - inv(H).T)*inv(inv(H)))))/dH = ?"


def status(symbol: str, change: Callable[[Equal], Equal]) -> Status:
    """What an instance at n = 2 makes of the certificate for the gradient, with the claim changed."""
    name, _, size = symbol.partition(":")
    (proof,), _ = parse_statement({name: size.split(",")}, GRADIENT)
    result = asked(GRADIENT, symbol)
    goal = sequent(proof, result.step)
    assert isinstance(goal.claim, Equal)
    changed = replace(goal, claim=change(goal.claim))
    return Instances(changed, result.certificate, 1_500_000).at(Place({"n": 2})).status


@pytest.mark.parametrize("longest", [0, 2000])
def test_gradient_is_judged_at_points_where_fractions_are_too_long(
    monkeypatch: pytest.MonkeyPatch, longest: int
) -> None:
    monkeypatch.setattr(localize, "LONGEST", longest)
    assert status("H:n,n", lambda claim: claim) is Status.AGREES


@pytest.mark.parametrize("longest", [0, 2000])
def test_certificate_for_another_gradient_differs(monkeypatch: pytest.MonkeyPatch, longest: int) -> None:
    monkeypatch.setattr(localize, "LONGEST", longest)
    other = lambda claim: replace(claim, right=Sum((claim.right, Symbol("H"))))  # noqa: E731
    assert status("H:n,n", other) is Status.DIFFERS
