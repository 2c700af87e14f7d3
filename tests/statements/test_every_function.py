"""Every function of the table is seen by both judges and by the search for counterexamples, and text, LaTeX, JSON and
authors in Python carry it."""

from __future__ import annotations

import json
from collections.abc import Callable
from pathlib import Path

import pytest
from language.test_functions import EXAMPLES

import symproof
from symproof.author import Expression, Setting
from symproof.cli import main
from symproof.language.functions import CALLS, FUNCTIONS
from symproof.language.proof import Verdict

SYMBOLS = {"A": ["m", "n"], "B": ["m", "n"], "S": ["n", "n"], "T": ["n", "n"], "x": ["n", "1"], "c": []}
# By name: a true statement, a false one, and what LaTeX shows of it.
STATEMENTS = {
    "det": ("det(S*T) = det(T)*det(S)", "det(S + T) = det(S) + det(T)", r"\det(S\,T)"),
    "adj": ("S*adj(S) = det(S)*I", "S*adj(S) = I", r"\operatorname{adj}(S)"),
    "diag": ("diag(S.T) = diag(S)", "diag(S) = S", r"\operatorname{diag}(S)"),
    "rank": ("rank(A.T) = rank(A)", "rank(A) = m", r"\operatorname{rank}(A)"),
    "vec": ("vec(A + B) = vec(A) + vec(B)", "vec(A + B) = vec(A)", r"\operatorname{vec}(A + B)"),
    "kron": ("kron(A,S).T = kron(A.T,S.T)", "kron(S,T) = kron(T,S)", r"\otimes"),
    "hadamard": ("hadamard(A,B) = hadamard(B,A)", "hadamard(A,B) = A", r"A \odot B"),
    "ones": ("A*ones(n,1) = A*ones(n,1)*ones(1,1)", "ones(m,n) = A", r"\mathbf{1}_{"),
    "commutation": ("commutation(m,n)*vec(A) = vec(A.T)", "commutation(n,n)*vec(S) = vec(S)", r"\mathbf{K}_{"),
    "block": ("block([[A,B]]).T = block([[A.T],[B.T]])", "block([[A,B]]) = block([[B,A]])",
              r"\begin{bmatrix}A & B\end{bmatrix}"),
    "delta": ("k in 0..9, j in 0..9 |- delta(k,k+1)*delta(k,j) = 0", "k in 0..9, j in 0..9 |- delta(k,j) = 1",
              r"\operatorname{delta}(k, j)"),
    "log": ("c > 0 |- log(1/c) = -log(c)", "c > 0 |- log(1/c) = log(c)", r"\log("),
    "exp": ("exp(c)*exp(-c) = 1", "exp(c) = 1 + c", r"\exp("),
    "sqrt": ("sqrt(c**2) = abs(c)", "sqrt(c**2) = c", r"\sqrt{"),
    "abs": ("abs(-c) = abs(c)", "abs(c) = c", r"\lvert c \rvert"),
    "inv": ("S invertible |- S*inv(S) = I", "S invertible |- inv(S) = S", "S^{-1}"),
    "tr": ("tr(S*T) = tr(T*S)", "tr(S*T) = tr(S)*tr(T)", r"\operatorname{tr}("),
    "norm2": ("norm2(A) = tr(A.T*A)", "norm2(A + B) = norm2(A) + norm2(B)", r"\lVert A \rVert^{2}"),
    "I": ("I(m)*A = A", "S = I(n)", "I_{"),
    "zeros": ("A + zeros(m,n) = A", "A = zeros(m,n)", "0"),
    "J": ("J(1,1,n,n)*x = x[1]*J(1,1,n,1)", "J(1,1,n,n)*x = x", "e_{1}"),
}  # fmt: skip


def settled(statement: str) -> symproof.Result:
    given, _, claim = statement.rpartition("|-")
    premises = [part.strip() for part in given.split(", ") if part.strip()]
    used = {name: sizes for name, sizes in SYMBOLS.items() if name in statement}
    return symproof.prove(claim.strip(), premises, symbols=used)


def arguments(statement: str) -> list[str]:
    """The statement as arguments of the command line."""
    used = [(name, sizes) for name, sizes in SYMBOLS.items() if name in statement]
    flags = [["-s", f"{name}:{','.join(sizes)}" if sizes else name] for name, sizes in used]
    return [*[part for pair in flags for part in pair], statement]


def test_every_function_has_statements() -> None:
    assert STATEMENTS.keys() == FUNCTIONS.keys()


@pytest.mark.parametrize("name", STATEMENTS)
def test_both_judges_see_the_function(name: str) -> None:
    result = settled(STATEMENTS[name][0])
    assert result.verdict == Verdict.PROVED
    assert result.steps[0].instances.checked > 0 or name == "rank"  # it has values at points with numbers only


@pytest.mark.parametrize("name", STATEMENTS)
def test_search_for_counterexamples_sees_the_function(name: str) -> None:
    result = settled(STATEMENTS[name][1])
    assert result.verdict == Verdict.REFUTED
    assert result.counterexample is not None
    assert result.counterexample.lhs != result.counterexample.rhs


@pytest.mark.parametrize("name", STATEMENTS)
def test_json_carries_the_function(name: str, tmp_path: Path) -> None:
    report = tmp_path / "report.json"
    for statement, code in zip(STATEMENTS[name][:2], (0, 1), strict=True):
        assert main(["prove", *arguments(statement), "--format", "json", "--output", str(report)]) == code
        claim = json.loads(report.read_text(encoding="utf-8"))["proofs"][0]["steps"][0]["claim"]
        assert name not in CALLS or name in ("ones", "zeros") or f'"name": "{name}"' in json.dumps(claim)
        assert main(["recheck", str(report)]) == 0


@pytest.mark.parametrize("name", STATEMENTS)
def test_latex_carries_the_function(name: str, capsys: pytest.CaptureFixture[str]) -> None:
    main(["prove", *arguments(STATEMENTS[name][0])])
    shown = [line for line in capsys.readouterr().out.splitlines() if line.startswith("LaTeX:")]
    assert STATEMENTS[name][2] in "".join(shown)


@pytest.mark.parametrize("name", EXAMPLES)
def test_python_carries_the_function(name: str) -> None:
    make: Callable[..., Expression] = EXAMPLES[name][1]
    setting = Setting()
    m, n = setting.sizes("m n")
    setting.integers("i j")
    A, S, c = setting.matrix("A", m, n), setting.matrix("S", n, n), setting.scalar("c")
    value = make(setting, A, S, c)
    assert symproof.prove(2 * value - value == value).verdict == Verdict.PROVED
