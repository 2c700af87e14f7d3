"""The table of named functions: every layer reads it, every front end has every function, and the page lists them."""

from __future__ import annotations

import json
import os
import re
import shutil
import subprocess
from collections.abc import Callable
from pathlib import Path

import pytest

import symproof
from symproof import author
from symproof.author import Expression, Proof
from symproof.concrete.exact.rationals import NUMERIC
from symproof.concrete.exact.rings import LETTERS, VALUES
from symproof.diagnostics.errors import SymproofError
from symproof.kernel.algebra.functions import DIFFERENTIABLE, RULES
from symproof.kernel.algebra.laws import LAWS
from symproof.language.formulas import Equal
from symproof.language.functions import CALLS, FUNCTIONS, Function
from symproof.language.proof import Proof as LoadedProof
from symproof.language.terms import Call
from symproof.recheck.evaluation import calls as rechecked
from symproof.render.latex import latex
from symproof.render.text import text
from symproof.statements import functions as statements
from symproof.statements.files import parse_statement

PAGE = Path(__file__).parents[2] / "docs" / "functions.md"
HEAD = "| write | value | needs | kernel rules | differential | exact values |\n|---|---|---|---|---|---|\n"
PARTS = {"row"}  # a row of blocks is a part of a block matrix, and no function that a reader writes


# ------------------------------------------------------------------------------------------------ registries


def test_layers_know_functions_of_the_table_only() -> None:
    for registry in (RULES, DIFFERENTIABLE, VALUES, NUMERIC, LETTERS):
        assert set(registry) - PARTS <= CALLS.keys()
    assert set(statements._READERS) <= FUNCTIONS.keys()


def test_functions_without_rules_are_named_here() -> None:
    assert not CALLS.keys() - RULES.keys()
    assert CALLS.keys() - DIFFERENTIABLE == {"commutation", "delta", "ones", "rank"}
    assert CALLS.keys() - VALUES.keys() - NUMERIC.keys() == {"exp", "log", "sqrt"}
    assert {"abs", "exp", "log", "sqrt"} == LETTERS


def test_recheck_and_second_judge_value_the_same_functions() -> None:
    own = {name for name, _ in rechecked._RULES} | rechecked._OF_SCALAR.keys() | {"ones", "block"}
    assert own == (VALUES.keys() | NUMERIC.keys() | LETTERS) - PARTS


def test_written_as_names_a_term() -> None:
    import symproof.language.terms as terms

    assert all(hasattr(terms, item.written_as) for item in FUNCTIONS.values() if item.written_as)


# ------------------------------------------------------------------------------------------------ both front ends

EXAMPLES: dict[str, tuple[str, Callable[[Proof, Expression, Expression, Expression], Expression]]] = {
    "det": ("det(S)", lambda proof, A, S, c: author.det(S)),
    "adj": ("adj(S)", lambda proof, A, S, c: author.adj(S)),
    "diag": ("diag(S)", lambda proof, A, S, c: author.diag(S)),
    "rank": ("rank(A)", lambda proof, A, S, c: author.rank(A)),
    "vec": ("vec(A)", lambda proof, A, S, c: author.vec(A)),
    "kron": ("kron(A, S)", lambda proof, A, S, c: author.kron(A, S)),
    "hadamard": ("hadamard(A, A)", lambda proof, A, S, c: author.hadamard(A, A)),
    "ones": ("ones(m, n)", lambda proof, A, S, c: proof.ones(_size("m"), _size("n"))),
    "commutation": ("commutation(m, n)", lambda proof, A, S, c: proof.commutation(_size("m"), _size("n"))),
    "block": ("block([[A, A], [S, S]])", lambda proof, A, S, c: author.block([[A, A], [S, S]])),
    "delta": ("delta(i, j)", lambda proof, A, S, c: proof.delta(_size("i"), _size("j"))),
    "log": ("log(c)", lambda proof, A, S, c: author.log(c)),
    "exp": ("exp(c)", lambda proof, A, S, c: author.exp(c)),
    "sqrt": ("sqrt(c)", lambda proof, A, S, c: author.sqrt(c)),
    "abs": ("abs(c)", lambda proof, A, S, c: abs(c)),
    "inv": ("inv(S)", lambda proof, A, S, c: author.inverse(S)),
    "tr": ("tr(S)", lambda proof, A, S, c: author.trace(S)),
    "norm2": ("norm2(A)", lambda proof, A, S, c: author.norm2(A)),
    "I": ("I(n)", lambda proof, A, S, c: proof.identity(_size("n"))),
    "zeros": ("zeros(m, n)", lambda proof, A, S, c: proof.zero(_size("m"), _size("n"))),
    "J": ("J(1, 2, 3, 4)", lambda proof, A, S, c: proof.single_entry(1, 2, 3, 4)),
}  # fmt: skip


def _size(name: str) -> object:
    return author.index(name)


def _proof() -> tuple[Proof, Expression, Expression, Expression]:
    proof = Proof("example", "An example")
    m, n = proof.sizes("m n")
    proof.integers("i j")
    return proof, proof.matrix("A", m, n), proof.matrix("S", n, n), proof.scalar("c")


def test_every_function_has_an_example() -> None:
    assert EXAMPLES.keys() == FUNCTIONS.keys()


@pytest.mark.parametrize("name", EXAMPLES)
def test_author_and_statement_write_the_same_term(name: str) -> None:
    written, make = EXAMPLES[name]
    proof, *symbols = _proof()
    made = make(proof, *symbols)
    declarations = proof.declarations
    loaded = _loaded(f"{written} = {written}", name)
    claim = loaded.steps[0].claim
    assert isinstance(claim, Equal)
    assert text(claim.left, loaded.declarations) == text(made.term, declarations)
    if isinstance(made.term, Call):
        assert claim.left == made.term


_SYMBOLS = {"A": ["m", "n"], "S": ["n", "n"], "c": []}


def _loaded(claim: str, name: str) -> LoadedProof:
    """The claim read as a statement; delta takes two indices, which need ranges."""
    proofs, errors = parse_statement(_SYMBOLS, f"i in 1..m, j in 1..n |- {claim}" if name == "delta" else claim)
    assert not errors
    return proofs[0]


@pytest.mark.parametrize("name", CALLS)
def test_docstring_of_an_author_function_states_sizes_and_needs(name: str) -> None:
    if not hasattr(author, name):
        return
    described = getattr(author, name).__doc__
    function = CALLS[name]
    assert function.title in described or name == "block"
    assert not function.needs or function.needs in described


# ------------------------------------------------------------------------------------------------ refusals


@pytest.mark.parametrize(
    ("code", "written"),
    [
        ("SP606", "det(S,S) = 1"), ("SP606", "kron(A) = A"), ("SP606", "ones(m) = A"), ("SP606", "commutation(m) = S"),
        ("SP606", "log() = c"), ("SP606", "block(A) = A"), ("SP606", "cosh(c) = c"),
        ("SP603", "det(A) = 1"), ("SP603", "adj(A) = A"), ("SP603", "diag(A) = A"), ("SP603", "tr(A) = c"),
        ("SP603", "hadamard(A,S) = A"), ("SP603", "log(S) = c"), ("SP603", "exp(A) = c"), ("SP603", "vec(A) = A"),
        ("SP603", "block([[A,S]]) = A"), ("SP603", "commutation(m,n) = S"), ("SP604", "kron(A, I) = A"),
        ("SP612", "commutation(0,n) = S"), ("SP612", "ones(A,n) = A"),
    ],
)  # fmt: skip
def test_statement_with_wrong_arguments_is_refused(code: str, written: str) -> None:
    _, errors = parse_statement(_SYMBOLS, written)
    assert [error.code for error in errors] == [code]


@pytest.mark.parametrize(
    ("code", "make"),
    [
        ("SP120", lambda proof, A, S, c: author.det(S, S)),
        ("SP120", lambda proof, A, S, c: author.kron(A)),
        ("SP120", lambda proof, A, S, c: author.block([A, S])),
        ("SP120", lambda proof, A, S, c: author.block([])),
        ("SP203", lambda proof, A, S, c: author.det(A)),
        ("SP203", lambda proof, A, S, c: author.log(S)),
        ("SP203", lambda proof, A, S, c: abs(S)),
        ("SP201", lambda proof, A, S, c: author.hadamard(A, S)),
        ("SP201", lambda proof, A, S, c: author.block([[A, S]])),
        ("SP201", lambda proof, A, S, c: author.block([[A, A], [S, A.T]])),
        ("SP207", lambda proof, A, S, c: author.vec(3)),
        ("SP207", lambda proof, A, S, c: author.block([[A, 1]])),
        ("SP214", lambda proof, A, S, c: proof.commutation(0, _size("n"))),
        ("SP214", lambda proof, A, S, c: proof.ones(_size("i"), _size("n"))),
        ("SP214", lambda proof, A, S, c: A[1]),
        ("SP214", lambda proof, A, S, c: list(A)),
        ("SP216", lambda proof, A, S, c: author.kron(A, _proof()[1])),
    ],
)
def test_author_with_wrong_arguments_is_refused(code: str, make: Callable[..., object]) -> None:
    with pytest.raises(SymproofError) as refusal:
        make(*_proof())
    assert f"[{code}]" in str(refusal.value)


def test_entries_of_authors() -> None:
    _, A, S, _ = _proof()
    assert repr(A[1, 1] + S[1, 2]) == "A[1,1] + S[1,2]"
    assert repr((A * S)[1, 1]) == "(A*S)[1,1]"


# ------------------------------------------------------------------------------------------------ notation


@pytest.mark.parametrize("name", EXAMPLES)
def test_text_parses_back(name: str) -> None:
    written, _ = EXAMPLES[name]
    first = _loaded(f"{written} = {written}", name)
    shown = text(first.steps[0].claim, first.declarations)
    assert _loaded(shown, name).steps[0].claim == first.steps[0].claim


@pytest.mark.skipif(shutil.which("pdflatex") is None, reason="pdflatex is not installed")
def test_latex_compiles(tmp_path: Path) -> None:
    lines = []
    for _, make in EXAMPLES.values():
        proof, *symbols = _proof()
        lines.append(rf"\[ {latex(make(proof, *symbols).term, proof.declarations)} \]")
    body = "\n".join(lines)
    source = rf"\documentclass{{article}}\usepackage{{amsmath,amssymb}}\begin{{document}}{body}\end{{document}}"
    (tmp_path / "functions.tex").write_text(source, encoding="utf-8")
    command = ["pdflatex", "-interaction=nonstopmode", "-halt-on-error", "functions.tex"]
    done = subprocess.run(command, cwd=tmp_path, capture_output=True, text=True)
    assert done.returncode == 0, done.stdout[-2000:]


# ------------------------------------------------------------------------------------------------ verdicts

PROVED = [
    "det(S*T) = det(T)*det(S)", "S invertible |- det(inv(S)) = 1/det(S)", "S = T |- det(S) = det(T)",
    "S orthogonal |- det(S)**2 = 1", "S*T = I |- det(S)*det(T) = 1", "S*adj(S) = det(S)*I",
    "kron(S,T)*kron(T,S) = kron(S*T,T*S)", "vec(A*S*T) = kron(T.T,A)*vec(S)", "S = T |- kron(S,A) = kron(T,A)",
    "S invertible, T invertible |- kron(S,T)*kron(inv(S),inv(T)) = I", "commutation(m,n)*vec(A) = vec(A.T)",
    "d(det(S))/dS = adj(S).T", "d(vec(c*A))/dc = vec(A)", "S = T |- rank(S*A.T) = rank(T*A.T)",
    "S = T |- det(S + R) = det(T + R)", "S = T |- kron(R*S,A) = kron(R*T,A)", "hadamard(A,ones(m,n)) = A",
    "c = 2 |- exp(c) = exp(2)",
    "exp(0) = 1", "sqrt(4) = 2", "abs(-3) = 3", "hadamard(S,I) = diag(S)",
]  # fmt: skip
REFUTED = [
    "det(2*S) = 2*det(S)", "det(S + T) = det(S) + det(T)", "kron(S,T) = kron(T,S)", "adj(S*T) = adj(S)*adj(T)",
    "vec(S*T) = kron(T,S)*vec(I(n))", "d(det(S))/dS = adj(S)",
    "commutation(n,n)*vec(S) = vec(S)", "hadamard(S,T) = S*T", "rank(S*T) = rank(T*S)", "sqrt(4) = -2",
]  # fmt: skip
SYMBOLS = {"A": ["m", "n"], "R": ["n", "n"], "S": ["n", "n"], "T": ["n", "n"], "c": []}


@pytest.mark.parametrize("statement", PROVED)
def test_statement_with_functions_is_proved(statement: str) -> None:
    assert symproof.prove(statement, symbols=SYMBOLS).verdict == "proved"


@pytest.mark.parametrize("statement", REFUTED)
def test_false_statement_with_functions_is_refuted(statement: str) -> None:
    assert symproof.prove(statement, symbols=SYMBOLS).verdict == "refuted"


def test_report_with_functions_is_rechecked(tmp_path: Path) -> None:
    from symproof.cli import main

    report = tmp_path / "report.json"
    flags = [part for name, size in SYMBOLS.items() for part in ("-s", f"{name}:{','.join(size)}" if size else name)]
    for statement in ("S = T |- det(S) = det(T)", "d(det(S))/dS = adj(S).T", "det(2*S) = 2*det(S)"):
        main(["prove", *flags, statement, "--format", "json", "--output", str(report)])
        assert json.loads(report.read_text(encoding="utf-8"))["proofs"]
        assert main(["recheck", str(report)]) in (0, 1)


# ------------------------------------------------------------------------------------------------ the page


def _row(function: Function) -> str:
    value = "x".join(function.gives) if function.name != "block" else "sums of sizes"
    shown = "scalar" if value == "1x1" else value.replace("x", " x ")
    if function.written_as:
        return f"| `{function.usage}` | {shown} | {function.needs or '-'} | written as {function.written_as} | | |"
    exact = "yes" if function.name in VALUES else "numbers" if function.name in NUMERIC else "by bounds"
    rules, moves = ("yes" if function.name in known else "-" for known in (RULES, DIFFERENTIABLE))
    return f"| `{function.usage}` | {shown} | {function.needs or '-'} | {rules} | {moves} | {exact} |"


def test_page_lists_every_function() -> None:
    table = HEAD + "".join(f"{_row(function)}\n" for function in FUNCTIONS.values())
    page = PAGE.read_text(encoding="utf-8")
    if os.environ.get("UPDATE_FUNCTIONS"):
        PAGE.write_text(re.sub(re.escape(HEAD) + r"(\|.*\n)*", lambda _: table, page), encoding="utf-8")
        page = PAGE.read_text(encoding="utf-8")
    assert table in page


def test_the_page_lists_every_law_and_the_rules_of_every_function() -> None:
    page = PAGE.read_text(encoding="utf-8")
    rules = page.split("## The rules and their sources")[1]
    assert [name for name in LAWS if name not in rules] == []
    own = [name for name, function in CALLS.items() if name in RULES and function.name != "row"]
    assert [name for name in own if f"`{name}`" not in rules] == []
