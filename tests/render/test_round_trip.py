"""What the statement language can say is rendered in it: reading the text again gives the same term."""

from __future__ import annotations

import tomllib
from collections.abc import Iterator, Sequence
from pathlib import Path

import pytest

from symproof.language.formulas import Compare, Equal, Formula
from symproof.render.latex import latex
from symproof.render.text import text
from symproof.statements import parse_statement

SQUARE = dict.fromkeys("ABXY", ("n", "n"))
SYMBOLS: dict[str, Sequence[str | int]] = {
    **SQUARE, "dX": ("n", "n"), "R": ("m", "n"), "u": ("n", "1"), "v": ("n", "1"), "c": (), "e": (), "dc": (),
}  # fmt: skip
ALIKE = dict.fromkeys(["A", "A1", "A_1", "A_", "e_1", "e_i", "not", "all", "implies", "even", "dX", "tr_"], ("n", "n"))
CLAIMS = [
    "A*X*A = A",
    "(A*X).T = A*X",
    "A - B + 2*X = A - 2*B - 1/2*Y",
    "-(A + B)*X = -A*X - B*X",
    "inv(I + A*B)*A = A*inv(I + B*A)",
    "A/c + B/(2*c) = A/c/e - 3*B/c",
    "R.T*R = 0",
    "tr(A*B) = tr(B*A)",
    "norm2(A - B) = norm2(A) + norm2(B) - 2*tr(A.T*B)",
    "u.T*v = c",
    "A**3 = A*A*A",
    "(A*B)**2 = A*B*A*B",
    "u*v.T*A = I - A",
    "c*I(n) = A",
    "det(A*B) = det(A)*det(B)",
    "kron(A, B)*kron(X, Y) = kron(A*X, B*Y)",
    "vec(A*X*B) = kron(B.T, A)*vec(X)",
    "hadamard(A, B) = hadamard(B, A)",
    "block([[A, B], [X, Y]])*block([[A], [B]]) = block([[A*A + B*B], [X*A + Y*B]])",
    "d(tr(A*X))/dX = A.T",
    "d(u.T*A*u)/du = (A + A.T)*u",
    "d(X*X) = dX*X + X*dX",
    "tr(I(n)) = n",
    "(A.T).T = A",
    "zeros(m, n) = 0*R",
    "ones(n, n)*A = A*ones(n, n)",
    "sqrt(c)*sqrt(c) = c",
    "A[1,1]*B = B*A[1,1]",
    "c*A[1,1]/2 - u[1] = c*A[1,1]/2 - u[1]",
    "u*(v.T*u) = u*A[1,1]*c",
    "u.T[1] = (A*B + X)[2,1] - inv(A)[1,1]",
    "J(1,1,n,n)*A = A*J(1,1,n,n)*B",
    "tr(J(1,1,n,n)) = A[1,1]**2/B[1,1]",
    "(A*u)[1] = (R*A*u)[2]",
    "(u.T*A)[1] = 2*(u.T*A*B)[2]",
    "c*(A*u)[1]*B = A*(R*u)[1]*B",
    "(u*(A*v)[1])[2] = (A*u*(v.T*u))[1]",
    "(2*A*u)[1] - (-A*u)[1] = (A*u/c)[1]*c/(A*v)[1]",
    "((A + B)*u)[1]**2 = (inv(A)*u)[1]*(A.T*v)[2]",
    "(A*J(1,2,n,n)*u)[1] = (J(1,2,n,n)*A*u)[2]",
    "A*J(1,1,n,1) = J(2,1,n,1)",
    "J(1,1,1,n)*A = J(1,2,1,n)",
    "e_1(n).T*A = e_2(n).T",
    "d((A*u)[1])/du = A.T*e_1(n)",
    "inv(dc)*d(c) = 2*inv(dc)*d(c)",
    "d(c)/dc*e = d(c)/e",
]  # fmt: skip


@pytest.mark.parametrize("claim", CLAIMS)
def test_reading_the_text_again_gives_the_same_term(claim: str) -> None:
    (proof,), errors = parse_statement(SYMBOLS, claim)
    assert not errors
    for step in proof.steps:
        shown = text(step.claim, proof.declarations)
        (again,), more = parse_statement(SYMBOLS, shown)
        assert not more, shown
        assert again.steps[0].claim == step.claim, shown
        assert latex(step.claim, proof.declarations)


@pytest.mark.parametrize(
    "claim",
    [
        "A1*A_1 = A_*A",
        "e_1*A = A*e_i",
        "e_1[1,2] = (e_1*A)[1,2]",
        "{not}*A = A*{all}",
        "implies*A = even",
        "i in 1..n |- e_i(n).T*e_i = e_i(n).T",
        "d(tr(A1*A_1))/dA1 = A_1.T",
        "d(A_1)/dA1[1,2] = 0*A",
        "sum(tr_*A for A_2 in 1..n) = A",
    ],
)
def test_names_that_look_alike_are_told_apart(claim: str) -> None:
    assumed, _, _ = claim.rpartition("|-")
    found, errors = parse_statement(ALIKE, claim)
    assert not errors
    assert found[0].steps
    for before, after in read_twice(ALIKE, f"{assumed}|- " if assumed else "", claim.rpartition("|-")[2]):
        assert before == after, claim


ACCEPTANCE = sorted((Path(__file__).parents[1] / "statements").glob("*.toml"))


@pytest.mark.parametrize("file", ACCEPTANCE, ids=lambda file: file.stem)
def test_the_statements_of_the_acceptance_files_read_their_own_text(file: Path) -> None:
    """Claims of equations and orders; properties are recorded as formulas that the language writes otherwise."""
    for entry in tomllib.loads(file.read_text(encoding="utf-8"))["statement"]:
        assumed = ", ".join(entry.get("assume", []))
        for claim in entry["claim"]:
            # e_i^T e_j has no text in this language that keeps its size; structured derivatives are recorded as sums.
            given, _, stated = claim.rpartition("|-")
            given = ", ".join(item for item in (assumed, given.strip()) if item)
            if "delta(" in stated or "structured" in given:
                continue
            for before, after in read_twice(entry["symbols"], f"{given} |- " if given else "", stated):
                assert before == after, claim


def read_twice(symbols: dict[str, Sequence[str | int]], start: str, claim: str) -> Iterator[tuple[Formula, Formula]]:
    found, errors = parse_statement(symbols, start + claim)
    if errors:
        return
    for step in found[0].steps:
        if isinstance(step.claim, Equal | Compare):
            shown = text(step.claim, found[0].declarations)
            (again,), more = parse_statement(symbols, start + shown)
            assert not more, shown
            yield step.claim, again.steps[0].claim


def test_the_entry_of_a_derivative() -> None:
    (proof,), errors = parse_statement(SYMBOLS, "i in 1..n, j in 1..n |- d(A*X)/dX[i,j] = A*J(i,j,n,n)")
    assert not errors
    assert text(proof.steps[0].claim, proof.declarations) == "d(A*X)/dX[i,j] = A*J(i, j, n, n)"
