"""Contradictory hypotheses prove nothing, open ones are named and fail under --strict, supposed ones count."""

from __future__ import annotations

import json
from pathlib import Path

import pytest

from symproof.cli import main

CONTRADICTORY = [
    (["w"], "w**2 + w + 1 = 0 |- w**3 = 1"),
    (["X:m,n"], "n > m, X.T*X invertible |- inv(X.T*X)*X.T*X = I"),
    (["A:n,n"], "A idempotent, tr(A) = 1/2 |- tr(A*A) = 1/2"),
    (["A:n,n"], "A positive definite, tr(A) = -1 |- tr(A.T) = -1"),
    (["a", "b"], "(a-b)**2 + 1 = 0 |- (a-b)**2 = -1"),
    (["A:n,n"], "A nonzero, A = 0 |- A = 0"),
    (["A:n,n"], "n = 3 |- inv(A - A.T)*(A - A.T) = I"),
    (["A:3,3"], "inv(A - A.T)*(A - A.T) = I"),
    (["A:n,n"], "A antisymmetric, A invertible, n odd |- A*inv(A) = I"),
    (["A:n,n"], "A**2 + A + I = 0, n odd |- A**3 = I"),
    (["X:m,n", "Y:m,r", "Z:r,n"], "n > r, X = Y*Z, X.T*X invertible |- inv(X.T*X)*X.T*X = I"),
    (["U:n,r", "V:r,n"], "n > r |- inv(U*V)*U*V = I"),
    (["Q:p,q", "K:q,p"], "Q*K invertible, p > q |- Q = 0"),
    (["A:n,n", "c"], "c*I(n) = 0, c = 1 |- A = 2*A"),
    (["A:n,n", "c"], "c*A = 0, c = 1, A nonzero |- A = 2*A"),
    (["A:n,n", "x:n"], "A*x = 2*x, A*x = 3*x, x nonzero |- A = 0"),
    (["A:n,n"], "A = 2*I, A = 3*I |- A = 0"),
    (["A:n,n", "B:n,n"], "A*B = 2*B*A, A*B = 3*B*A, A*B nonzero |- A = B"),
    (["A:n,n", "B:n,n"], "A*B - B*A = A, A invertible |- A = B"),
    (["w", "Q:n,n"], "w**2 = -1 |- Q = 0"),
    (["w", "Q:n,n"], "w**2 + 4*w + 5 = 0 |- Q = 0"),
    (["a", "b", "Q:n,n"], "a**2 + b**2 = -1 |- Q = 0"),
    (["w", "Q:n,n"], "w**4 + 1 = 0 |- Q = 0"),
    (["w", "Q:n,n"], "w >= 2, w <= 1 |- Q = 0"),
    (["c", "a", "b", "Q:n,n"], "a < b, b < c, c < a |- Q = 0"),
    (["A:n,n"], "norm2(A) < 0 |- A = 7*A*A"),
    (["v:n", "Q:n,n"], "norm2(v) = -1 |- Q = 0"),
    (["X:m,n", "Q:n,n"], "n > m, X has full column rank |- Q = 0"),
    (["X:m,n", "Q:n,n"], "m > n, X has full row rank |- Q = 0"),
    (["X:m,n", "Y:n,m", "Q:n,n"], "n > m, Y*X = I |- Q = 0"),
    (["X:m,n", "Y:n,m", "Q:n,n"], "n = 3, m = 2, Y*X = I |- Q = 0"),
    (["X:m,n", "Y:n,m", "Q:n,n"], "m > n, X*Y = I |- Q = 0"),
    (["A:n,n", "B:n,n"], "A*B - B*A = I |- A = 7*A*A"),
    (["A:n,n", "B:n,n", "c"], "A*B - B*A = c*I, c nonzero |- A = 7*A*A"),
    (["A:n,n", "B:n,n", "C:n,n"], "A*B - B*A = C, tr(C) = 1 |- A = 7*A*A"),
    (["A:n,n"], "A**2 = 0, tr(A) = 1 |- A = 7*A*A"),
    (["A:n,n"], "A**3 = 0, tr(A) = 1 |- A = 7*A*A"),
    (["A:n,n"], "A**2 = 0, det(A) = 1 |- A = 7*A*A"),
    (["A:n,n"], "A**3 = 0, A invertible |- A = 7*A*A"),
    (["A:n,n"], "A positive definite, tr(A) <= 0 |- A = 7*A*A"),
    (["A:n,n"], "A positive definite, tr(A) = 0 |- A = 7*A*A"),
    (["A:n,n"], "A positive definite, det(A) <= 0 |- A = 7*A*A"),
    (["A:n,n"], "A positive definite, det(A) = 0 |- A = 7*A*A"),
    (["A:n,n"], "A positive definite, -A positive semidefinite |- A = 7*A*A"),
    (["A:n,n"], "A positive semidefinite, tr(A) < 0 |- A = 7*A*A"),
    (["A:n,n", "B:n,n"], "A symmetric, B symmetric, A <= B, B < A |- A = 7*A*A"),
    (["A:n,n", "B:n,n", "C:n,n"], "A symmetric, B symmetric, C symmetric, A < B, B <= C, C <= A |- A = 7*A*A"),
    (["A:n,n"], "A symmetric, 0 < A, A <= 0 |- A = 7*A*A"),
    (["A:n,n"], "A symmetric, A <= -I, A positive semidefinite |- A = 7*A*A"),
    (["A:n,n", "v:n"], "A positive definite, v nonzero, v.T*A*v = 0 |- A = 7*A*A"),
    (["A:n,n", "v:n"], "A positive semidefinite, v.T*A*v < 0 |- A = 7*A*A"),
    (["A:n,n", "v:n", "c"], "A positive definite, A*v = c*v, v nonzero, c < 0 |- A = 7*A*A"),
    (["A:n,n", "v:n", "c"], "A positive definite, A*v = c*v, v nonzero, c <= 0 |- A = 7*A*A"),
    (["A:n,n", "v:n"], "A positive definite, A*v = 0, v nonzero |- A = 7*A*A"),
    (["A:n,n"], "A positive definite, i in 1..n, A[i,i] = 0 |- A = 7*A*A"),
    (["A:n,n"], "A positive semidefinite, i in 1..n, A[i,i] < 0 |- A = 7*A*A"),
    (["A:n,n", "B:n,n"], "A positive semidefinite, B positive semidefinite, tr(A*B) < 0 |- A = 7*A*A"),
    (["A:n,n"], "det(A.T*A) < 0 |- A = 7*A*A"),
    (["A:n,n"], "A skew-symmetric, A**2 = I |- A = 7*A*A"),
    (["A:n,n"], "A skew-symmetric, A positive definite |- A = 7*A*A"),
    (["A:n,n"], "A orthogonal, norm2(A) = 0 |- A = 7*A*A"),
    (["A:n,n"], "A orthogonal, tr(A) > n |- A = 7*A*A"),
    (["A:n,n"], "A idempotent, A symmetric, tr(A) < 0 |- A = 7*A*A"),
    (["A:n,n"], "A symmetric, tr(A**2) = 0, A nonzero |- A = 7*A*A"),
    (["A:n,n", "v:n"], "norm2(v) = 1, (v.T*A*v)**2 > norm2(A*v) |- A = 7*A*A"),
    (["A:n,n", "B:n,n"], "A positive definite, B positive definite, A <= B, inv(A) < inv(B) |- A = 7*A*A"),
    (["A:n,n", "B:n,n", "C:n,n"], "block([[A,B],[B.T,C]]) positive definite, A = 0 |- A = 7*A*A"),
    (["A:n,n"], "A orthogonal, det(A) = 2 |- A = 7*A*A"),
    (["A:n,n"], "A idempotent, tr(A) = 1/2 |- A = 7*A*A"),
    (["X:m,n", "Q:n,n"], "rank(X) > m |- Q = 0"),
    (["A:n,n"], "A invertible, det(A) = 0 |- A = 7*A*A"),
    (["A:n,n"], "A**2 = -I, n odd |- A = 7*A*A"),
]


@pytest.mark.parametrize(("symbols", "statement"), CONTRADICTORY)
def test_contradictory_hypotheses_prove_nothing(
    symbols: list[str], statement: str, capsys: pytest.CaptureFixture[str]
) -> None:
    options = [part for symbol in symbols for part in ("-s", symbol)]
    assert main(["prove", *options, statement]) == 1
    output = capsys.readouterr().out
    assert "[SP404]" in output
    assert "1 claim: 1 unknown" in output
    assert "is open" not in output


IMPLIED = """
[[statement]]
name = "two"
symbols = { A = ["n", "n"], B = ["n", "n"] }
assume = ["n = 3", "A*B = B*A"]
claim = ["inv(A - A.T)*(A - A.T) = I", "A*B*A = A*A*B"]
"""


def test_what_one_claim_implies_voids_that_claim_alone(tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    (tmp_path / "two.toml").write_text(IMPLIED)
    assert main(["prove", str(tmp_path / "two.toml")]) == 1
    assert "2 claims: 1 proved, 1 unknown" in capsys.readouterr().out


# A is 1 x 1 up to 3 x 3 in the search for a model, and the numbers are chosen so that none is found.
OPEN = "A*B - B*A = A*A*A*A + B*B.T*B, tr(A*A*A*B*B) = 7/3, tr(A*B) = 1/17 |- A*B - B*A = B*B.T*B + A*A*A*A"


LYAPUNOV = "P positive definite, Q positive semidefinite, A.T*P + P*A = -Q, A*v = c*v, v nonzero |- c < 0"


def test_a_counterexample_shows_that_the_hypotheses_can_hold(
    tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    path = tmp_path / "report.json"
    symbols = [part for item in ("A:n,n", "P:n,n", "Q:n,n", "v:n", "c") for part in ("-s", item)]
    assert main(["prove", *symbols, LYAPUNOV]) == 1
    assert "is open" not in capsys.readouterr().out
    assert main(["prove", *symbols, LYAPUNOV, "--format", "json", "--output", str(path)]) == 1
    report = json.loads(path.read_text())
    model = report["proofs"][0]["model"]
    assert model["values"] == report["proofs"][0]["steps"][0]["counterexample"]["values"]
    assert main(["recheck", str(path)]) == 0
    model["values"]["v"] = [["0"]]
    path.write_text(json.dumps(report))
    capsys.readouterr()
    assert main(["recheck", str(path)]) == 1
    assert "[SP722]" in capsys.readouterr().out


def test_a_counterexample_without_a_value_for_every_name_is_no_model(tmp_path: Path) -> None:
    """The second claim has a size of its own, which the counterexample of the first may leave open."""
    file, saved = tmp_path / "lyapunov.toml", tmp_path / "report.json"
    premises, _, claim = LYAPUNOV.partition(" |- ")
    symbols = 'A = ["n", "n"], P = ["n", "n"], Q = ["n", "n"], v = ["n", "1"], c = [], B = ["m", "m"]'
    claims = json.dumps([claim, "tr(B) = tr(B.T)", "B = 0"])
    file.write_text(
        f"[[statement]]\nsymbols = {{ {symbols} }}\nassume = {json.dumps(premises.split(', '))}\nclaim = {claims}\n"
    )
    assert main(["check", str(file), "--format", "json", "--output", str(saved)]) == 1
    (found,) = json.loads(saved.read_text())["proofs"]
    assert [step["verdict"] for step in found["steps"]] == ["refuted", "proved", "refuted"]
    assert "m" not in found["steps"][0]["counterexample"]["sizes"]
    assert main(["recheck", str(saved)]) == 0


def test_open_hypotheses_are_named_and_fail_under_strict(capsys: pytest.CaptureFixture[str]) -> None:
    given = ["prove", "-s", "A:n,n", "-s", "B:n,n", OPEN]
    assert main(given) == 0
    line = "No model of the hypotheses of statement1 was found; whether they can hold together is open."
    assert line in capsys.readouterr().out
    assert main([*given, "--strict"]) == 1
    assert f"{line} With --strict it does not pass." in capsys.readouterr().out
    assert main([*given, "--format", "json"]) == 0
    (found,) = json.loads(capsys.readouterr().out)["proofs"]
    assert (found["model"], found["hypotheses_open"]) == (None, True)
    assert main(["prove", "-s", "A:n,n", "A*A = I |- A*A*A = A", "--strict", "--format", "json"]) == 0
    (found,) = json.loads(capsys.readouterr().out)["proofs"]
    assert found["model"] is not None
    assert "hypotheses_open" not in found


CONTRADICTION = """
from symproof.author import Proof, invertible, negation

proof = Proof("contradiction", title="By contradiction")
n = proof.size("n")
A, B = proof.matrix("A", n, n), proof.matrix("B", n, n)
proof.assume("regular", invertible(A))
with proof.suppose("zero", A == 0, then="nonzero", claim=negation(A == 0), using=["regular"]):
    proof.step("absurd", proof.identity(n) == 0, by="algebra", using=["regular", "zero"])
with proof.suppose("commutator", A * B - B * A == proof.identity(n), then="none", claim=negation(A == 0)):
    proof.step("again", A * B == B * A + proof.identity(n), by="algebra", using=["commutator"])
"""


def test_a_supposition_may_contradict_the_hypotheses(tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    (tmp_path / "contradiction.py").write_text(CONTRADICTION)
    main(["check", str(tmp_path / "contradiction.py")])
    output = capsys.readouterr().out
    assert "[SP404]" not in output
    for step in ("absurd", "again"):
        assert f"{step} " in output
        assert any(line.strip().startswith(step) and "proved" in line for line in output.splitlines())


def test_the_same_premises_outside_prove_nothing(tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    text = CONTRADICTION.split("with proof")[0] + (
        'proof.assume("zero", A == 0)\n'
        'proof.step("absurd", proof.identity(n) == 0, by="algebra", using=["regular", "zero"])\n'
    )
    (tmp_path / "plain.py").write_text(text)
    assert main(["check", str(tmp_path / "plain.py")]) == 1
    assert "[SP404]" in capsys.readouterr().out
