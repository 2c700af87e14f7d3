"""Calls of the language with values of a kind that it does not take: a coded message at the author's line."""

from __future__ import annotations

from pathlib import Path

import pytest

from symproof.author.loader import load
from symproof.diagnostics.diagnostic import LoadError

START = """from symproof.author import *
proof = Proof("calls", "Calls")
n = proof.size("n")
A = proof.matrix("A", n, n)
"""
NOT_TEXT = [
    'proof.step("s", A == A, ref=3)',
    'proof.step("s", A == A, note=["gap"])',
    'proof.omit("s", A == A, reason=3)',
    'proof.cite("s", A == A, source=Fact("S", 3, "page 1"))',
    'proof.cite("s", A == A, fact=Fact("S", "statement", None))',
    'Proof("second", 3)',
    'Proof("second", "title", source=3)',
    'Axiom("N", 3, source="book")',
    'Axiom("N", "title", source=3)',
    'proof.step("s", proof.predicate(3, A))',
    "cofactor(3)",
]
NOT_A_TERM = [
    'proof.define("B", 3.5)',
    'proof.define("B", "A")',
    "pd(3)",
    "loewner(A, 3)",
    'proof.step("s", A == A, using=None)',
    'proof.step("s", A == A, using=3)',
    'proof.step("s", A == A, cofactors=3)',
    'proof.step("s", A == A, cofactors=[A])',
    'cofactor("h", left=3)',
]
OTHER_CODES = [
    ("SP207", 'proof.assume("nothing")'),
    ("SP207", 'proof.step("s", both())'),
    ("SP207", 'proof.step("s", either())'),
    ("SP206", 'index("")'),
    ("SP206", "index(3)"),
    ("SP206", 'indices("i 2")'),
    ("SP119", 'proof.cite("s", A == A, source="a book")'),
]


def errors(line: str, folder: Path) -> list[LoadError]:
    path = folder / "calls.py"
    path.write_text(START + line + "\n", encoding="utf-8")
    return load(path)[1]


@pytest.mark.parametrize("line", [*NOT_TEXT, *NOT_A_TERM])
def test_a_value_of_another_kind_is_refused_at_its_line(line: str, tmp_path: Path) -> None:
    (error,) = errors(line, tmp_path)
    assert (error.code, error.line) == ("SP120", 5)
    assert "Error" not in error.message


@pytest.mark.parametrize(("code", "line"), OTHER_CODES)
def test_what_is_empty_or_no_name_is_refused(code: str, line: str, tmp_path: Path) -> None:
    assert [(error.code, error.line) for error in errors(line, tmp_path)] == [(code, 5)]


def test_the_message_shows_the_values_and_the_hint_what_is_taken(tmp_path: Path) -> None:
    (error,) = errors('proof.define("B", 3.5)', tmp_path)
    assert error.message == "define is called with a value that it cannot take: 'B', 3.5"
    assert error.hint == "It takes: name: str, value: Expression."


def test_an_error_of_the_author_keeps_its_name(tmp_path: Path) -> None:
    (error,) = errors("len(3)", tmp_path)
    assert (error.code, error.message) == ("SP102", "TypeError: object of type 'int' has no len()")
