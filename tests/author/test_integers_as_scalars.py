"""Integers and sizes as scalars: sums, products, quotients and powers of them mean the same in both front ends."""

from __future__ import annotations

from collections.abc import Callable
from types import SimpleNamespace
from typing import Any

import pytest
from author.settling import verdicts

import symproof
from symproof.author import Proof, invertible, same, sqrt, summation, trace
from symproof.author.expressions import Expression
from symproof.author.integers import index
from symproof.diagnostics.errors import SymproofError
from symproof.language.proof import Verdict

k = index("k")
Written = Callable[[SimpleNamespace], object]
# The claim in a proof file, the same claim in a statement, and the verdict of both.
CLAIMS: dict[str, tuple[Written, str, str]] = {
    "square": (lambda p: p.T**2 * p.A + p.A == p.A * (p.T**2 + 1), "T**2*A + A = A*(T**2 + 1)", "proved"),
    "square off by one": (lambda p: p.T**2 * p.A == p.A * (p.T**2 + 1), "T**2*A = A*(T**2 + 1)", "refuted"),
    "binomial": (lambda p: (p.T + 1) ** 2 * p.c == p.c * (p.T**2 + 2 * p.T + 1),
                 "(T + 1)**2*c = c*(T**2 + 2*T + 1)", "proved"),
    "binomial without the double": (lambda p: (p.T + 1) ** 2 * p.c == p.c * (p.T**2 + p.T + 1),
                                    "(T + 1)**2*c = c*(T**2 + T + 1)", "refuted"),
    "product": (lambda p: p.T * p.S * p.A == p.S * (p.T * p.A), "T*S*A = S*(T*A)", "proved"),
    "trace": (lambda p: trace(p.I * p.T) == p.n * p.T, "tr(T*I(n)) = n*T", "proved"),
    "trace squared": (lambda p: trace(p.I * p.T) == p.n**2 * p.T, "tr(T*I(n)) = n**2*T", "refuted"),
    "quotient": (lambda p: p.c * p.T**2 / p.T == p.c * p.T, "c*T**2/T = c*T", "proved"),
    "quotient of integers": (lambda p: p.S / p.T * p.A * p.T == p.S * p.A, "S/T*A*T = S*A", "proved"),
    "quotient turned": (lambda p: p.S / p.T * p.A * p.S == p.T * p.A, "S/T*A*S = T*A", "refuted"),
    "half of a product": (lambda p: p.n * (p.n + 1) / 2 * p.c == (p.n**2 + p.n) * p.c / 2,
                          "n*(n + 1)/2*c = (n**2 + n)*c/2", "proved"),
    "power of a number": (lambda p: 2**p.T * p.c * 2 == 2 ** (p.T + 1) * p.c, "2**T*c*2 = 2**(T + 1)*c", "proved"),
    "power of a number off by one": (lambda p: 2**p.T * p.c == 2 ** (p.T + 1) * p.c,
                                    "2**T*c = 2**(T + 1)*c", "refuted"),
    "sign": (lambda p: (-1) ** p.T * ((-1) ** p.T * p.c) == p.c, "(-1)**T*((-1)**T*c) = c", "proved"),
    "power of an integer": (lambda p: p.T**p.S * (p.T * p.c) == p.T ** (p.S + 1) * p.c,
                            "T**S*(T*c) = T**(S + 1)*c", "proved"),
    "order": (lambda p: p.T**2 >= p.T, "T**2 >= T", "proved"),
    "order turned": (lambda p: p.T**2 <= p.T, "T**2 <= T", "refuted"),
    "sum": (lambda p: 6 * summation(k, 1, p.n, p.number(k**2)) == p.n * (p.n + 1) * (2 * p.n + 1),
            "6*sum(k**2 for k in 1..n) = n*(n + 1)*(2*n + 1)", "proved"),
    "absolute value": (lambda p: abs(p.n) * p.c == p.n * p.c, "abs(n)*c = n*c", "proved"),
}  # fmt: skip


def written() -> tuple[Proof, SimpleNamespace]:
    """A proof with two positive integers, a size, a scalar and a matrix."""
    proof = Proof("integers", "Integers as scalars")
    n, T, S = proof.size("n"), proof.integer("T"), proof.integer("S")
    proof.assume("T", T >= 1)
    proof.assume("S", S >= 1)
    A, c = proof.matrix("A", n, n), proof.scalar("c")
    return proof, SimpleNamespace(n=n, T=T, S=S, A=A, c=c, I=proof.identity(n), number=proof.number)


@pytest.mark.parametrize("name", CLAIMS)
def test_integers_are_scalars_in_both_front_ends(name: str) -> None:
    claim, statement, verdict = CLAIMS[name]
    proof, names = written()
    given = ["T"] if "quotient" in name else []  # a statement implies that a divisor is not zero
    proof.step("claim", claim(names), using=given)
    assert verdicts(proof) == {"claim": Verdict(verdict)}
    symbols = {"A": ["n", "n"], "c": []}
    assumed = ["T positive integer", "S positive integer"]
    assert symproof.prove(statement, assumed, symbols=symbols).verdict == Verdict(verdict)


def test_quotient_of_integers_needs_a_divisor_that_is_not_zero() -> None:
    proof, p = written()
    T = proof.integer("R")  # may be 0
    proof.step("claim", p.S / T * p.A * T == p.S * p.A, using=[])
    assert verdicts(proof)["claim"] is not Verdict.PROVED


# Integers by which something is divided, where T, S >= 1 and n is a size; and whether they are never zero.
DIVISORS: dict[str, tuple[Callable[[SimpleNamespace], Any], str]] = {
    "a positive integer": (lambda p: p.T + 0, "proved"),
    "a size": (lambda p: p.n + 0, "proved"),
    "an odd number": (lambda p: 2 * p.T + 1, "proved"),
    "a product": (lambda p: p.n * p.T, "proved"),
    "a sum less one": (lambda p: p.T + p.n - 1, "proved"),
    "a negative integer": (lambda p: 1 - p.T - p.n, "proved"),
    "a positive integer less one": (lambda p: p.T - 1, "refuted"),
    "a difference": (lambda p: p.T - p.S, "refuted"),
    "a size less two": (lambda p: p.n - 2, "refuted"),
}


@pytest.mark.parametrize("name", DIVISORS)
def test_integers_that_are_never_zero_have_reciprocals(name: str) -> None:
    of, verdict = DIVISORS[name]
    proof, p = written()
    proof.step("nonzero", invertible(proof.number(of(p))), using=["T", "S"])
    proof.step("cancelled", of(p) * (p.A / of(p)) == p.A, using=["T", "S"])
    found = verdicts(proof)
    assert found["nonzero"] == Verdict(verdict)
    assert (found["cancelled"] is Verdict.PROVED) == (verdict == "proved")


def test_products_of_integers_are_sizes_and_exponents() -> None:
    proof, p = written()
    assert repr(proof.ones(p.n * p.n, 1)) == "ones(n*n, 1)"
    assert repr(p.c ** (p.T * p.S)) == "c**(S*T)"
    proof.assume("sizes", same(p.n, proof.size("q") * proof.size("r")))
    assert proof.matrix("B", p.n**2, p.n).shape[0] == proof.ones(p.n * p.n, 1).shape[0]


def test_what_is_no_integer_expression_is_refused() -> None:
    proof, p = written()
    refusals: list[tuple[str, Callable[[], object]]] = [
        ("SP214", lambda: proof.matrix("B", p.n / 2, p.n)),
        ("SP214", lambda: proof.identity(2**p.T)),
        ("SP214", lambda: proof.ones(p.T ** (-1), 1)),
        ("SP214", lambda: p.c ** (p.T / p.S)),
        ("SP214", lambda: (p.T + p.S + p.n) ** 40 * proof.ones((p.T + p.S + p.n) ** 20, 1)),
        ("SP207", lambda: summation(k, 1, p.n, k**2)),  # type: ignore[arg-type]
        ("SP207", lambda: sqrt(p.n)),
    ]
    for code, write in refusals:
        with pytest.raises(SymproofError) as refused:
            write()
        assert refused.value.error.code == code


def test_a_scalar_made_of_integers_reads_as_it_is_written() -> None:
    proof, p = written()
    scalars = [proof.number(item) for item in (p.T**2 + p.T, p.n / p.T, 2**p.T)]
    assert [repr(item) for item in scalars] == ["T**2 + T", "n/T", "2**T"]
    assert isinstance(proof.number(p.T), Expression)
