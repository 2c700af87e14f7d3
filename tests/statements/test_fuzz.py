"""No input makes a traceback or a hang: expressions, files and the whole command."""

from __future__ import annotations

import io
import json
import string
from contextlib import redirect_stderr, redirect_stdout
from pathlib import Path
from typing import Any

import pytest
from hypothesis import HealthCheck, example, given, settings
from hypothesis import strategies as st

from symproof.cli import main
from symproof.diagnostics.codes import CODES
from symproof.diagnostics.diagnostic import LoadError
from symproof.language.codec import decode, encode
from symproof.language.formulas import Formula
from symproof.language.proof import Proof
from symproof.statements import load_file, parse_statement

SYMBOLS = {"A": ["m", "n"], "B": ["n", "m"], "C": ["n", "n"], "X": ["n", "n"], "dX": ["n", "n"], "v": ["n"], "c": []}
FAST = settings(deadline=20_000, max_examples=300, suppress_health_check=[HealthCheck.too_slow], derandomize=True)
FEW = settings(
    deadline=None,
    max_examples=40,
    suppress_health_check=[HealthCheck.too_slow, HealthCheck.function_scoped_fixture],
    derandomize=True,
)

WORDS = [
    "A", "B", "C", "X", "dX", "v", "c", "n", "m", "I", "0", "1", "2", "0.5", "k", "i", "T", "d", "J", "(", ")", "[",
    "]", ",", "+", "-", "*", "/", "**", "=", "<", ">", "<=", ">=", "|-", "?", "..", ".T", ":", "tr", "inv", "det",
    "adj", "norm2", "log", "exp", "sqrt", "abs", "zeros", "ones", "delta", "diag", "kron", "vec", "hadamard",
    "block", "sum",
    "rank",  "d(", "tr(", "inv(", "block([[", "]])", "for", "in", "where", "and", "commute", "symmetric", "orthogonal",
    "positive", "definite", "integer", "full", "column", "rank", "even", "structured derivative:", "has", "is",
]  # fmt: skip


@st.composite
def expressions(draw: st.DrawFn, depth: int = 3) -> str:
    """Mostly well-formed, often ill-sized."""
    if depth == 0 or draw(st.integers(0, 3)) == 0:
        return draw(st.sampled_from(["A", "B", "C", "X", "v", "c", "n", "I", "0", "2", "1/3", "0.5", "I(n)", "dX"]))
    inner = expressions(depth - 1)
    shape = draw(
        st.sampled_from([
            "{} + {}", "{} - {}", "{}*{}", "({})*{}", "({})/{}", "({}).T", "inv({})", "tr({})", "norm2({})", "({})**2",
            "({})**k", "det({})", "-{}", "({})[1,1]", "d({})/dX", "d({})/dv", "d({})", "diag({})", "hadamard({},{})",
            "kron({},{})", "vec({})", "block([[{},{}]])", "sum({} for j in 1..n)", "log({})", "rank({})", "({})/2",
            "{}/d({})/dX", "({})/d({})", "({})/d({})/dc", "({})/delta(1,2)", "d({})/dX[1,n]", "d({})/dX/d({})/dX",
        ])
    )  # fmt: skip
    return shape.format(*[draw(inner) for _ in range(shape.count("{}"))])


@st.composite
def squares(draw: st.DrawFn, depth: int = 2) -> str:
    """Well-sized n x n expressions."""
    if depth == 0 or draw(st.integers(0, 4)) == 0:
        return draw(st.sampled_from(["C", "X", "v*v.T", "I", "A.T*A", "B*A", "n*C", "dX"]))
    inner = squares(depth - 1)
    shape = draw(
        st.sampled_from([
            "{} + {}", "{} - {}", "({})*({})", "({}).T", "inv({})", "tr({})*({})", "({})**2", "c*({})", "({})/c",
            "(v.T*({})*v)*({})", "-({})", "diag({})", "hadamard({},{})", "norm2({})*C", "d(tr(({})*({})))/dX",
            "d(({})*v)/dv", "d({})/dc", "d({})", "det({})*I", "adj({})", "({})/2", "({})[1,1]*C", "exp(tr({}))*X",
        ])
    )  # fmt: skip
    return shape.format(*[draw(inner) for _ in range(shape.count("{}"))])


@st.composite
def square_statements(draw: st.DrawFn) -> str:
    expression = squares()
    words = ["symmetric", "invertible", "idempotent", "full column rank", "positive definite", "nonzero", "orthogonal"]
    assumption = st.one_of(
        st.builds("{} = {}".format, expression, expression),
        st.builds("{} {}".format, expression, st.sampled_from(words)),
        st.sampled_from(["n = 2", "C and X commute", "c nonzero", "where Z = C*X"]),
    )
    assumed = draw(st.lists(assumption, max_size=2))
    claim = f"{draw(expression)} = {draw(expression)}"
    return f"{', '.join(assumed)} |- {claim}" if assumed else claim


@st.composite
def statements(draw: st.DrawFn) -> str:
    expression = expressions()
    assumption = st.one_of(
        st.builds("{} = {}".format, expression, expression),
        st.builds(
            "{} {}".format,
            expression,
            st.sampled_from(["symmetric", "invertible", "full column rank", "positive definite", "nonzero", "odd"]),
        ),
        st.builds("where Z = {}".format, expression),
        st.sampled_from(["n = 2", "m = n", "i in 1..n", "k positive integer", "structured derivative: X symmetric"]),
    )
    assumed = draw(st.lists(assumption, max_size=3))
    claim = f"{draw(expression)} {draw(st.sampled_from(['=', '=', '=', '<=']))} {draw(expression)}"
    return f"{', '.join(assumed)} |- {claim}" if assumed else claim


def understood(found: tuple[list[Proof], list[LoadError]]) -> None:
    """Either proofs whose formulas survive their JSON form, or errors with a code of ours."""
    proofs, errors = found
    assert bool(proofs) != bool(errors)
    for error in errors:
        assert error.code in CODES
        assert error.message
        assert error.column is None or error.column >= 1
    for proof in proofs:
        for formula in (*(item.formula for item in proof.hypotheses), *(step.claim for step in proof.steps)):
            assert decode(encode(formula), Formula) == formula
            assert "?" not in json.dumps(encode(formula)).replace('"?"', ""), "a size was left open"


@FAST
@given(st.text(alphabet=string.printable + "\u00e9\u2264\u0000", max_size=60))
@example("A" * 30000)
@example("((((((((((" * 900)
@example("A = " + "-" * 5000 + "A")
@example("A" + "**2" * 3000 + " = A")
@example("A" + ".T" * 5000 + " = A")
@example("1" + "+1" * 5000 + " = 1")
@example("1" + "*9" * 5000 + " = 1")
@example("C" + "*C" * 3000 + " = C")
@example("A = A, " * 2000 + "A = A")
@example("block([" + "[A]," * 2000 + "[A]]) = 0")
@example("9" * 60 + "*" + "9" * 60 + " = " + "9" * 60)
def test_any_text(text: str) -> None:
    understood(parse_statement(SYMBOLS, text))


@FAST
@given(st.lists(st.sampled_from(WORDS), max_size=25).map(" ".join))
def test_any_words_of_the_language(text: str) -> None:
    understood(parse_statement(SYMBOLS, text))


@FAST
@given(st.one_of(statements(), square_statements()))
@example("1/d(v.T*v)/dv = 0")
@example("1/d(1) = 1")
@example("1/delta(1,2) = 1")
@example("where Z = C + X, where Y = Z**60, where W = Y**60 |- W**60 = 0")
def test_any_statement(text: str) -> None:
    understood(parse_statement(SYMBOLS, text))


@FAST
@given(st.dictionaries(st.text(max_size=5), st.lists(st.one_of(st.text(max_size=6), st.integers()), max_size=3)))
def test_any_symbols(symbols: dict[str, list[str | int]]) -> None:
    understood(parse_statement(symbols, "1 = 1"))


JSON: st.SearchStrategy[Any] = st.recursive(
    st.none() | st.booleans() | st.integers() | st.floats(allow_nan=False) | st.text(max_size=8),
    lambda inner: (
        st.lists(inner, max_size=3)
        | st.dictionaries(st.sampled_from(["statement", "name", "symbols", "assume", "claim", "expect", "x"]), inner)
    ),
    max_leaves=12,
)


@settings(FAST, suppress_health_check=[HealthCheck.function_scoped_fixture])
@given(st.one_of(JSON, st.builds(lambda tables: {"statement": tables}, st.lists(JSON, max_size=3))))
def test_any_json(tmp_path: Path, document: Any) -> None:
    path = tmp_path / "file.json"
    path.write_text(json.dumps(document), encoding="utf-8")
    proofs, errors = load_file(path)
    assert proofs or errors
    assert all(error.code in CODES for error in errors)


@settings(FAST, suppress_health_check=[HealthCheck.function_scoped_fixture])
@given(st.one_of(st.binary(max_size=80), st.text(max_size=80).map(lambda text: ("[[statement]]\n" + text).encode())))
@pytest.mark.parametrize("suffix", ["toml", "json"])
def test_any_bytes(tmp_path: Path, suffix: str, content: bytes) -> None:
    path = tmp_path / f"file.{suffix}"
    path.write_bytes(content)
    proofs, errors = load_file(path)
    assert proofs or errors
    assert all(error.code in CODES for error in errors)


# ------------------------------------------------------------------------------------------------ the command


def run(*arguments: str) -> tuple[int, str, str]:
    out, err = io.StringIO(), io.StringIO()
    with redirect_stdout(out), redirect_stderr(err):
        code = main(("prove", "--budget", "1", "--format", "json", *arguments))
    return code, out.getvalue(), err.getvalue()


DECLARED = [part for name, sizes in SYMBOLS.items() for part in ("-s", f"{name}:{','.join(sizes)}".rstrip(":"))]


@FEW
@given(square_statements())
@example("exp(c)*exp(-c) = 1")
@example("N*N = 0 |- inv(N)*N = N")
@example("d(log(det(X)))/dX = ?")
def test_the_command_on_any_statement(text: str) -> None:
    code, out, err = run(*DECLARED, "--", text)
    assert code in (0, 1, 2)
    assert "Traceback" not in out + err
    report = json.loads(out)
    failures = [step["diagnostic"] for proof in report["proofs"] for step in proof["steps"]]
    assert all(item is None or item["code"] not in ("SP901", "SP902") for item in failures), (text, failures)
    assert (code == 2) == bool(report["errors"])


@FEW
@given(st.text(max_size=40))
def test_the_command_on_any_text(text: str) -> None:
    code, out, err = run(*DECLARED, "--", text)
    assert code in (0, 1, 2)
    assert "Traceback" not in out + err
