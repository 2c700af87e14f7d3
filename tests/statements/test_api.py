"""``symproof.prove`` from Python, and the public names."""

from __future__ import annotations

import subprocess
import sys
from pathlib import Path
from typing import Any

import pytest
import sympy

import symproof
from symproof.author import Setting, inverse, invertible
from symproof.cli import main
from symproof.diagnostics.errors import SymproofError
from symproof.language.proof import Verdict

SQUARE = {"A": ["n", "n"], "B": ["n", "n"]}


def test_the_public_names() -> None:
    assert symproof.__all__ == [
        "Report", "Result", "SymproofError", "Verdict", "__version__", "load_report", "prove",
    ]  # fmt: skip
    assert dir(symproof) == sorted(symproof.__all__)
    assert all(getattr(symproof, name) is not None for name in symproof.__all__)
    assert symproof.Verdict is Verdict
    with pytest.raises(AttributeError):
        symproof.nothing  # noqa: B018


@pytest.mark.parametrize("budget", [float("nan"), 0, -1, "10", None])
def test_budget_that_never_runs_out_is_refused(budget: Any) -> None:
    with pytest.raises(SymproofError, match=r"SP120.*positive number of seconds"):
        symproof.prove("A*B = B*A", symbols=SQUARE, budget=budget)


def test_importing_the_package_imports_nothing_heavy() -> None:
    code = "import sys, symproof; print([m for m in sys.modules if m.startswith(('symproof.', 'sympy', 'flint'))])"
    found = subprocess.run([sys.executable, "-c", code], capture_output=True, text=True, check=True)
    assert found.stdout.strip() == "['symproof.later']"


def test_prove_is_the_function_whoever_imported_the_package_first() -> None:
    code = "import symproof.search, symproof; print(symproof.prove('1 = 1').verdict, symproof.search.find.__name__)"
    found = subprocess.run([sys.executable, "-c", code], capture_output=True, text=True, check=True)
    assert found.stdout.split() == ["proved", "find"]


def test_a_text() -> None:
    result = symproof.prove("A*B = I |- B*A = I", symbols=SQUARE)
    assert result
    assert result.verdict is Verdict.PROVED
    assert repr(result).splitlines()[:2] == ["proved: B*A = I", "  from A*B = I"]
    assert "two-sided inverse" in repr(result)


def test_hypotheses_as_texts() -> None:
    assert symproof.prove("B*A = I", ["A*B = I"], symbols=SQUARE)
    assert not symproof.prove("B*A = A", ["A*B = I"], symbols=SQUARE)


def test_a_counterexample() -> None:
    result = symproof.prove("A*B = I |- B*A = I", symbols={"A": ["m", "n"], "B": ["n", "m"]})
    assert not result
    assert result.verdict is Verdict.REFUTED
    assert result.counterexample is not None
    assert result.counterexample.sizes == {"m": 1, "n": 2}
    assert "counterexample at m = 1, n = 2" in repr(result)
    assert "'" not in repr(result)  # numbers, not texts
    values = result.counterexample_values
    assert all(isinstance(value, sympy.Matrix) for value in values.values())
    assert {name: value.shape for name, value in values.items()} == {
        name: (len(rows), len(rows[0])) for name, rows in result.counterexample.values.items()
    }


def test_unknown_is_not_true() -> None:
    result = symproof.prove("det(A)**2 <= norm2(A)**n, A*A = A**2", symbols=SQUARE)
    assert not result
    assert [str(step.verdict) for step in result.steps][1] == "proved"


def test_recorded_terms() -> None:
    setting = Setting()
    n = setting.size("n")
    one = setting.identity(n)
    a, b = setting.matrix("A", n, n), setting.matrix("B", n, n)
    claim = inverse(one + a * b) * a == a * inverse(one + b * a)
    result = symproof.prove(claim, given=[invertible(one + a * b), invertible(one + b * a)])
    assert result, result
    assert set(result.steps[0].used) == {"h1", "h2"}
    assert not symproof.prove(a * b == b * a)
    assert symproof.prove(a * b == b * a).verdict is Verdict.REFUTED


def test_hypotheses_of_the_setting_count_as_given() -> None:
    setting = Setting()
    n = setting.size("n")
    a, b = setting.matrix("A", n, n), setting.matrix("B", n, n)
    setting.assume("h1", a * b == b * a)
    result = symproof.prove(a * a * b == b * a * a, given=[a == a.T])
    assert result
    assert [item.id for item in result.details.proof.hypotheses] == ["h1", "h2"]


def test_a_premise_at_the_point_is_mentioned_once() -> None:
    symbols = {"U": ["m", "n"], "A": ["m", "m"], "B": ["m", "n"]}
    result = symproof.prove("A*U = B |- d(tr(U.T*A*U))/dU = A.T*U + B", symbols=symbols)
    assert result.verdict is Verdict.PROVED
    assert [warning.code for warning in result.warnings] == ["SP631"]


def test_warnings() -> None:
    result = symproof.prove("inv(A)*A = I", symbols=SQUARE)
    assert [warning.code for warning in result.warnings] == ["SP630"]
    assert "warning: [SP630]" in repr(result)


def test_a_notebook_shows_mathematics() -> None:
    result = symproof.prove("A*B = I |- B*A = I, A = B", symbols=SQUARE)
    latex = result._repr_latex_()
    assert latex.startswith("$")
    assert r"B\,A = I" in latex
    assert r"\text{proved}" in latex
    page = result._repr_html_()
    assert page.startswith('<div class="symproof fragment">')
    assert page.count('<details class="step"') == 2
    assert "Counterexample" in page
    assert "<math>" in page
    assert "<script" not in page


def test_a_notebook_shows_a_saved_report(tmp_path: Path) -> None:
    saved = tmp_path / "report.json"
    command = ["prove", "-s", "A:n,n", "A = A.T", "--format", "json", "--output", str(saved)]
    assert main(command) == 1
    report = symproof.load_report(saved)
    assert [proof.verdict for proof in report.proofs] == [Verdict.REFUTED]
    assert "counterexample at n = 2:" in repr(report)
    assert report._repr_html_().count('<details class="step"') == 1
    with pytest.raises(symproof.SymproofError, match="SP702"):
        symproof.load_report(tmp_path)


@pytest.mark.parametrize(
    ("claim", "given", "code"),
    [("A = C", [], "SP602"), ("A =", [], "SP601"), ("A = B", ["A*"], "SP601"), ("", [], "SP601")],
)
def test_what_cannot_be_read_raises(claim: str, given: list[str], code: str) -> None:
    with pytest.raises(SymproofError) as found:
        symproof.prove(claim, given, symbols=SQUARE)
    assert found.value.error.code == code


def test_texts_and_terms_do_not_mix() -> None:
    setting = Setting()
    n = setting.size("n")
    a = setting.matrix("A", n, n)
    with pytest.raises(SymproofError):
        symproof.prove("A = A", [a == a], symbols=SQUARE)
    with pytest.raises(SymproofError):
        symproof.prove(a == a, ["A = A"])
    with pytest.raises(SymproofError):
        symproof.prove([])


def test_an_entry_that_vanishes_with_its_first_inverse_is_zero() -> None:
    symbols = {"A": ["m", "m"], "B": ["m", "n"], "D": ["n", "n"]}
    claim = "block([[A,B],[0,D]])*block([[inv(A),-inv(A)*B*inv(D)],[0,inv(D)]]) = I"
    assert symproof.prove(f"A invertible, D invertible |- {claim}", symbols=symbols).verdict == "proved"
