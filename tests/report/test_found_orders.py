"""The arguments that the search finds for orders, as LaTeX and as text."""

from __future__ import annotations

from pathlib import Path

import pytest

from symproof.cli import main

EIGENVALUE = """
[[statement]]
name = "eigenvalue"
symbols = { A = ["n", "n"], B = ["n", "n"], v = ["n", "1"], c = [] }
assume = ["A positive semidefinite", "B positive semidefinite", "A*B*v = c*v", "v nonzero"]
claim = ["c >= 0"]
"""
CONVEX = """
from symproof.author import Proof, inner, norm2

proof = Proof("convex", "The gradient of a convex function is monotone")
n = proof.size("n")
f, x, y = proof.function("f", n, 1), proof.column("x", n), proof.column("y", n)
proof.assume("convex", proof.for_all_matrices("u", n, 1, lambda u: proof.for_all_matrices("v", n, 1, lambda v:
    f(u) + inner(f.gradient(u), v - u) <= f(v))))
proof.step("monotone", inner(f.gradient(x) - f.gradient(y), x - y) >= 0, using=["convex"])
"""


@pytest.fixture
def convex(tmp_path: Path) -> str:
    (tmp_path / "convex.py").write_text(CONVEX)
    return str(tmp_path / "convex.py")


def printed(capsys: pytest.CaptureFixture[str], *arguments: str) -> str:
    main(list(arguments))
    return capsys.readouterr().out


def test_latex_of_a_statement_shows_the_derived_orders(tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    (tmp_path / "eigenvalue.toml").write_text(EIGENVALUE)
    page = printed(capsys, "latex", str(tmp_path / "eigenvalue.toml"), "--no-instances")
    assert r"there is $C \in \mathbb{R}^{n \times n}$ such that" in page
    assert "There are two cases." in page
    assert r"\lVert C\,B\,v \rVert^{2}\,c" in page
    assert r"\text{with } \lVert C\,B\,v \rVert^{2} > 0" in page
    assert r"Thus $C\,\penalty700 B\,\penalty700 v \neq 0$" not in page  # the case says so already
    assert not any(ord(character) < 32 and character != "\n" for character in page)


def test_text_of_a_step_shows_the_instances_that_are_used(convex: str, capsys: pytest.CaptureFixture[str]) -> None:
    output = printed(capsys, "check", convex, "-v")
    shown = output[output.index("\nmonotone: ") :]
    assert shown.count("[from convex]") == 2
    assert "f(x) + tr(f'(x).T*(y - x)) <= f(y)" in shown
    assert "f(y) + tr(f'(y).T*(x - y)) <= f(x)" in shown
    assert "tr((f'(x) - f'(y)).T*(x - y)) =" in shown


def test_latex_of_a_step_shows_its_derived_orders(convex: str, capsys: pytest.CaptureFixture[str]) -> None:
    page = printed(capsys, "latex", convex, "--no-instances")
    assert "This is shown as follows." in page
    assert r"f(x) + \operatorname{tr}(f'(x)^{\top}\,(y - x)) \le f(y)" in page.replace(r"\penalty700 ", "")
    assert "Indeed," in page


@pytest.mark.parametrize(
    ("symbols", "statement", "shown"),
    [
        (["X:m,n"], "norm2(X.T*X) <= norm2(X)**2", r"(\lVert X \rVert^{2})^{2}"),
        (["A:n,n", "X:n,m"], "A positive definite, X full column rank |- X.T*A*X positive definite", r"= I"),
        (["A:n,n", "B:n,n"], "A symmetric, B symmetric, A <= B |- A - B <= 0", r"\succeq 0"),
    ],
)
def test_latex_of_orders_compiles_and_says_why(
    symbols: list[str], statement: str, shown: str, tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    pairs = ", ".join(f'{name} = ["{size[0]}", "{size[2]}"]' for name, size in (item.split(":") for item in symbols))
    given, claim = statement.split(" |- ") if " |- " in statement else ("", statement)
    assume = [f'"{item}"' for item in given.split(", ") if item]
    text = (
        f'[[statement]]\nname = "one"\nsymbols = {{ {pairs} }}\nassume = [{", ".join(assume)}]\nclaim = ["{claim}"]\n'
    )
    (tmp_path / "one.toml").write_text(text)
    page = printed(capsys, "latex", str(tmp_path / "one.toml"), "--no-instances")
    assert shown in page
    assert r"^{2}^{2}" not in page


def test_both_premises_of_a_product_are_named(capsys: pytest.CaptureFixture[str]) -> None:
    given = ["-s", "A:n,n", "-s", "B:n,n", "A positive semidefinite, B positive semidefinite |- tr(A*B) >= 0"]
    assert "[h1, h2]" in printed(capsys, "prove", "-v", *given)
