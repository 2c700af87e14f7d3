"""Powers with symbolic exponents in proof files, such as those of an iteration."""

from __future__ import annotations

from fractions import Fraction

import pytest
from author.settling import verdicts

from symproof.author import Proof, for_all, index, inverse, invertible, loewner, norm2, pd, psd
from symproof.diagnostics.errors import SymproofError
from symproof.language.proof import Verdict

t = index("t")


def descent() -> Proof:
    """Gradient descent x_{t+1} = x_t - eta (A x_t - b) on a quadratic, whose error never grows."""
    proof = Proof("descent", "Gradient descent on a quadratic")
    n, T = proof.size("n"), proof.integer("T")
    proof.assume("steps", T >= 1)
    A, b, s, eta = proof.matrix("A", n, n), proof.column("b", n), proof.column("s", n), proof.scalar("eta")
    one, x = proof.identity(n), proof.family("x", t, 0, T, n, 1)
    proof.assume("definite", pd(A))
    proof.assume("optimal", A * s == b)
    proof.assume("rate", eta > 0)
    proof.assume("small", loewner(eta * A, 2 * one))
    proof.assume("rule", for_all(t, 0, T - 1, x[t + 1] == x[t] - eta * (A * x[t] - b)))
    e = proof.define_family("e", t, 0, T, value=x[t] - s)
    proof.statement(norm2(e[T]) <= norm2(e[0]))
    once = for_all(t, 0, T - 1, e[t + 1] == (one - eta * A) * e[t])
    proof.step("error", once, by="algebra", using=["rule", "optimal"])
    proof.step("power", for_all(t, 0, T, e[t] == (one - eta * A) ** t * e[0]), by="induction", using=["error"])
    proof.step("off-by-one", e[T] == (one - eta * A) ** (T - 1) * e[0], using=["power"], expect="refuted")
    proof.step("contracts", psd(one - (one - eta * A).T * (one - eta * A)), using=["definite", "rate", "small"])
    proof.step("shrinks", for_all(t, 0, T - 1, norm2(e[t + 1]) <= norm2(e[t])), using=["error", "contracts"])
    proof.step("all", for_all(t, 0, T, norm2(e[t]) <= norm2(e[0])), by="induction", using=["shrinks"])
    return proof


def test_iteration_is_a_power_times_its_start() -> None:
    found = verdicts(descent())
    assert found.pop("off-by-one") is Verdict.REFUTED
    assert set(found.values()) == {Verdict.PROVED}


def test_exponents_are_added_and_negative_ones_invert() -> None:
    proof = Proof("laws", "Laws of powers")
    n, k, j = proof.size("n"), proof.integer("k"), proof.integer("j")
    proof.assume("k", k >= 1)
    proof.assume("j", j >= 1)
    A = proof.matrix("A", n, n)
    proof.assume("inverse", invertible(A))
    proof.step("sum", A**k * A**j == A ** (k + j), using=[])
    proof.step("zero", proof.identity(n) == A**0, using=[])
    proof.step("negative", A**-k == inverse(A) ** k, using=[])
    proof.step("cancel", A**-k * A**k == proof.identity(n), using=["inverse"])
    proof.step("product", A**k * A**j == A ** (k - j), using=[])
    found = verdicts(proof)
    assert found.pop("product") is Verdict.REFUTED
    assert set(found.values()) == {Verdict.PROVED}


@pytest.mark.parametrize("exponent", [Fraction(1, 2), 0.5, "2", None, True])
def test_exponent_that_is_no_integer_is_refused(exponent: object) -> None:
    proof = Proof("laws", "Laws of powers")
    n = proof.size("n")
    with pytest.raises(SymproofError, match="not an integer expression") as refused:
        proof.matrix("A", n, n) ** exponent
    assert refused.value.error.code == "SP214"


def test_power_of_a_matrix_that_is_not_square_is_refused() -> None:
    proof = Proof("laws", "Laws of powers")
    m, n = proof.sizes("m n")
    with pytest.raises(SymproofError, match="square"):
        proof.matrix("A", m, n) ** proof.integer("k")
