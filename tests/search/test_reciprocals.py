"""Scalars that a premise says are not zero have reciprocals, however the premise says it."""

from __future__ import annotations

from collections.abc import Callable

import pytest

from symproof.author import Expression, Proof, for_all, gradient, index, inverse, invertible
from symproof.author.claims import Claim
from symproof.model import Proof as Loaded
from symproof.scope import sequent
from symproof.search import find

WAYS: dict[str, Callable[[Proof, Expression], Claim]] = {
    "c != 0": lambda proof, c: c != 0,
    "0 != c": lambda proof, c: proof.number(0) != c,
    "c > 0": lambda proof, c: c > 0,
    "c < 0": lambda proof, c: c < 0,
    "c invertible": lambda proof, c: invertible(c),
    "-2 c > 0": lambda proof, c: -2 * c > 0,
    "c + 1 != 1": lambda proof, c: c + 1 != 1,
}
SILENT: dict[str, Callable[[Proof, Expression], Claim]] = {
    "c >= 0": lambda proof, c: c >= 0,
    "c = c": lambda proof, c: c == c,
    "another scalar": lambda proof, c: proof.scalar("b") != 0,
    "c != 1": lambda proof, c: c != 1,
    "c < 1": lambda proof, c: c < 1,
}


def proved(proof: Proof) -> list[str]:
    """The steps for which a certificate was found."""
    loaded, errors = proof.finished()
    assert not errors
    assert isinstance(loaded, Loaded)
    return [step.id for step in loaded.steps if find(sequent(loaded, step), method=step.method).certificate is not None]


def divisions(premise: Callable[[Proof, Expression], Claim]) -> list[str]:
    """K = S/c from S = c K, and what else needs c not to be zero."""
    proof = Proof("division", "K from S")
    n, c = proof.size("n"), proof.scalar("c")
    K, S = proof.matrix("K", n, n), proof.matrix("S", n, n)
    quotient = proof.define("Q", S / c)
    proof.assume("scalar", premise(proof, c))
    proof.assume("S", c * K == S)
    proof.step("division", S / c == K, by="algebra", using=["scalar", "S"])
    proof.step("definition", quotient == K, by="algebra", using=["scalar", "S"])
    proof.step("square", c * S / (c * c) == K, by="algebra", using=["scalar", "S"])
    proof.step("invertible", invertible(c), by="algebra", using=["scalar"])
    proof.step("gradient", gradient(inverse(c), c) == -inverse(c * c), by="calculus", using=["scalar"])
    proof.step("unequal", c != 0, by="algebra", using=["scalar"])
    return proved(proof)


@pytest.mark.parametrize("way", WAYS)
def test_a_scalar_that_is_not_zero_divides(way: str) -> None:
    wanted = ["division", "definition", "square", "invertible", "gradient", "unequal"]
    assert divisions(WAYS[way]) == wanted


@pytest.mark.parametrize("way", SILENT)
def test_a_scalar_that_may_be_zero_does_not_divide(way: str) -> None:
    assert divisions(SILENT[way]) == []


def test_the_members_of_a_family_that_are_not_zero() -> None:
    proof, i = Proof("family", "Scalars of a family"), index("i")
    k = proof.integer("k")
    a = proof.family("a", i, 1, k, 1)
    proof.assume("k", k >= 3)
    proof.assume("all", for_all(i, 1, k - 1, a[i] != 0))
    proof.step("each", for_all(i, 1, k - 1, a[i] * inverse(a[i]) == 1), by="algebra", using=["all"])
    proof.step("second", a[2] * inverse(a[2]) == 1, by="algebra", using=["all"])
    proof.step("claimed", for_all(i, 1, k - 2, a[i + 1] != 0), by="algebra", using=["all"])
    proof.step("last", a[k] * inverse(a[k]) == 1, by="algebra", using=["all"])
    proof.step("too-many", for_all(i, 1, k, a[i] != 0), by="algebra", using=["all"])
    assert proved(proof) == ["each", "second", "claimed"]
