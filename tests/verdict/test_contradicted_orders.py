"""Hypotheses that contradict each other by orders, sizes, squares or traces: they prove nothing as hypotheses of the
whole, and prove a step where one of them is supposed."""

from __future__ import annotations

import json
import re
from pathlib import Path
from typing import Any

import pytest

from symproof.cli import main

HEAD = """from symproof.author import Proof, det, inner, inverse, invertible, loewner, negation, norm2, pd, psd, trace

proof = Proof("orders", title="Contradictory")
m, n = proof.sizes("m n")
A, B, C = proof.matrix("A", n, n), proof.matrix("B", n, n), proof.matrix("C", n, n)
X, Y, v = proof.matrix("X", m, n), proof.matrix("Y", n, m), proof.column("v", n)
a, b, c, w = proof.scalar("a"), proof.scalar("b"), proof.scalar("c"), proof.scalar("w")
I = proof.identity(n)
"""
CONTRADICTORY = [
    ("w**2 + w + 1 == 0",),
    ("w**2 == -1",),
    ("w**2 + 4*w + 5 == 0",),
    ("a**2 + b**2 == -1",),
    ("w >= 2", "w <= 1"),
    ("a < b", "b < c", "c < a"),
    ("norm2(A) < 0",),
    ("norm2(v) == -1",),
    ("m < n", "invertible(X.T*X)"),
    ("m > n", "invertible(X*X.T)"),
    ("n > m", "Y*X == I"),
    ("m > n", "X*Y == proof.identity(m)"),
    ("A*B - B*A == I",),
    ("A*B - B*A == C", "trace(C) == 1"),
    ("A*A == 0", "trace(A) == 1"),
    ("A*A*A == 0", "trace(A) == 1"),
    ("A*A == 0", "invertible(A)"),
    ("pd(A)", "trace(A) <= 0"),
    ("pd(A)", "trace(A) == 0"),
    ("pd(A)", "det(A) <= 0"),
    ("pd(A)", "psd(-A)"),
    ("psd(A)", "trace(A) < 0"),
    ("loewner(A, B)", "loewner(B, A, strictly=True)"),
    ("loewner(A, B, strictly=True)", "loewner(B, C)", "loewner(C, A)"),
    ("pd(A)", "loewner(A, -I)"),
    ("pd(A)", "v != 0", "v.T*A*v == 0"),
    ("psd(A)", "v.T*A*v < 0"),
    ("pd(A)", "A*v == c*v", "v != 0", "c <= 0"),
    ("pd(A)", "v != 0", "A*v == 0"),
    ("psd(A)", "psd(B)", "trace(A*B) < 0"),
    ("A.T == -A", "A*A == I"),
    ("A.T*A == I", "norm2(A) == 0"),
    ("A*A == A", "A.T == A", "trace(A) < 0"),
    ("A.T == A", "A != 0", "trace(A*A) == 0"),
    ("inner(A, B)**2 > norm2(A)*norm2(B)",),
    ("pd(A)", "pd(B)", "loewner(A, B)", "loewner(inverse(A), inverse(B), strictly=True)"),
]
CONSISTENT = [  # one word of a contradiction is changed: nothing may be derived from these
    ("w**2 + w - 1 == 0",),
    ("m > n", "invertible(X.T*X)"),
    ("m > n", "Y*X == I"),
    ("A*B - B*A == C", "trace(C) == 0"),
    ("A*A == 0", "trace(A) == 0"),
    ("psd(A)", "trace(A) <= 0"),
    ("psd(A)", "det(A) <= 0"),
    ("loewner(A, B)", "loewner(B, A)"),
    ("pd(A)", "v.T*A*v == 0"),
    ("psd(A)", "v != 0", "A*v == 0"),
    ("pd(A)", "A*v == c*v", "c <= 0"),
]


def checked(text: str, folder: Path, capsys: pytest.CaptureFixture[str]) -> dict[str, Any]:
    (folder / "orders.py").write_text(HEAD + text)
    main(["check", str(folder / "orders.py"), "--format", "json", "--budget", "60", "--no-cache"])
    (proof,) = json.loads(capsys.readouterr().out)["proofs"]
    return {step["id"]: step for step in proof["steps"]} | {"verdict": proof["verdict"]}


def assumed(given: tuple[str, ...]) -> str:
    return "".join(f'proof.assume("h{number}", {item})\n' for number, item in enumerate(given))


def names(given: tuple[str, ...]) -> list[str]:
    return [f"h{number}" for number in range(len(given))]


def supposed(given: tuple[str, ...]) -> str:
    """The last one is supposed, I = 0 is drawn from all of them, and the supposition is refuted by that."""
    *before, last = given
    using = names(tuple(before))
    return assumed(tuple(before)) + (
        f"proof.statement(negation({last}))\n"
        f'with proof.suppose("last", {last}, then="not", claim=negation({last}), using={using}):\n'
        f'    proof.step("absurd", I == 0, using={[*using, "last"]})\n'
        'proof.conclude(using=["not"])\n'
    )


@pytest.mark.parametrize("given", CONTRADICTORY, ids=" and ".join)
def test_contradictory_hypotheses_of_the_whole_prove_nothing(
    given: tuple[str, ...], tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    found = checked(f'{assumed(given)}proof.step("absurd", I == 0, using={names(given)})\n', tmp_path, capsys)
    assert found["absurd"]["verdict"] == "unknown"
    assert found["absurd"]["diagnostic"]["code"] == "SP404"


@pytest.mark.parametrize("given", CONTRADICTORY, ids=" and ".join)
def test_what_is_supposed_against_them_is_refuted(
    given: tuple[str, ...], tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    found = checked(supposed(given), tmp_path, capsys)
    assert {name: step["verdict"] for name, step in found.items() if name != "verdict"} == {
        "absurd": "proved", "not": "proved", "conclusion": "proved",
    }  # fmt: skip
    assert found["verdict"] == "proved"
    assert {*found["absurd"]["premises"]["used"]} <= {*names(given), "last"}


@pytest.mark.parametrize("given", CONSISTENT, ids=" and ".join)
def test_what_is_consistent_is_not_refuted(
    given: tuple[str, ...], tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    found = checked(supposed(given), tmp_path, capsys)
    assert found["absurd"]["verdict"] in ("unknown", "refuted")
    assert found["absurd"]["diagnostic"] is None or re.match(r"SP(4|9)", found["absurd"]["diagnostic"]["code"])
    assert found["verdict"] != "proved"
