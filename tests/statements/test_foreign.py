"""What is said where a statement holds signs of printed mathematics, of LaTeX or of other programs."""

from __future__ import annotations

import pytest

from symproof.statements import parse_statement
from symproof.statements.foreign import FOREIGN

SYMBOLS: dict[str, list[str | int]] = {"A": ["n", "n"], "B": ["n", "n"], "c": []}


@pytest.mark.parametrize(
    ("text", "hint"),
    [
        ("A \u2212 A = 0", "write - for a minus sign"),
        ("A\u00b7B = B*A", "write A*B for the product"),
        ("A \u00d7 B = B*A", "write A*B for the product"),
        ("A \u2297 B = B", "kron(A,B)"),
        ("A \u2299 B = B", "hadamard(A,B)"),
        ("A\u1d40 = A", "X.T"),
        ("A\u22a4 = A", "X.T"),
        ("A\u2032 = A", "X.T"),
        ("A\u00b2 = A", "X**2"),
        ("A\u207b\u00b9 = A", "inv(X)"),
        ("c \u2264 c", "write a <= b"),
        ("c \u2265 c", "write a >= b"),
        ("A \u227c B", "positive semidefinite"),
        ("A \u2260 B", "c != 0"),
        ("\u221ac = c", "sqrt(c)"),
        ("\u2211c = c", "sum("),
        ("\u2016A\u2016 = c", "norm2(X)"),
        ("\u03b1*A = A", "alpha"),
        ("\u03a3 = A", "Sigma"),
        ("\u00c4 = A", "letters a to z"),
        ("\\alpha = c", "without LaTeX"),
        ("A_{1} = A", "without LaTeX"),
    ],
)
def test_sign_of_printed_mathematics_leads_to_the_sign_here(text: str, hint: str) -> None:
    proofs, (error,) = parse_statement(SYMBOLS, text)
    assert (proofs, error.code) == ([], "SP601" if "A_" not in text else error.code)
    assert hint in error.hint


def test_each_sign_has_one_advice_and_none_belongs_to_the_language() -> None:
    assert not set(FOREIGN) & set("+-*/=<>(),[]_")
    assert all(len(sign) == 1 for sign in FOREIGN)


@pytest.mark.parametrize(
    ("name", "hint"),
    [
        ("trace", "did you mean tr?"),
        ("inverse", "did you mean inv?"),
        ("hadamrad", "did you mean hadamard?"),
        ("transpose", "write X.T for the transpose"),
        ("foo", "the functions are I J abs"),
    ],
)
def test_unknown_function_leads_to_a_known_one(name: str, hint: str) -> None:
    _, (error,) = parse_statement(SYMBOLS, f"{name}(A) = A")
    assert error.code == "SP606"
    assert error.hint.startswith(hint)


@pytest.mark.parametrize(("name", "hint"), [("\u03b1", "alpha"), ("\u00c4", "letters a to z"), ("2A", "digit")])
def test_symbol_that_is_no_name_is_told_which_letters_there_are(name: str, hint: str) -> None:
    _, (error,) = parse_statement({name: ["n", "n"]}, "I(2) = I(2)")
    assert error.code == "SP605"
    assert hint in error.hint
