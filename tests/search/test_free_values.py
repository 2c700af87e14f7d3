"""A value of a function about which no premise speaks: the search for an order gives up early, and only then."""

from __future__ import annotations

from collections.abc import Callable
from typing import Any

import pytest

from symproof.author import Proof
from symproof.language.scopes import sequent
from symproof.search import find
from symproof.search import order as orders


def searched(build: Callable[[Proof], object]) -> bool:
    """Whether a certificate of the only step is found."""
    proof = Proof("title", "source")
    build(proof)
    made, errors = proof.finished()
    assert made is not None
    assert not errors
    return find(sequent(made, made.steps[-1])).certificate is not None


def setting(proof: Proof) -> tuple[Any, ...]:
    n = proof.size("n")
    f, a = proof.function("f", n, n), proof.scalar("a")
    return f, a, *(proof.matrix(name, n, n) for name in ("X", "Y", "Z"))


def from_equation(proof: Proof) -> None:
    f, a, X, Y, _ = setting(proof)
    proof.assume("same", f(X) == f(Y))
    proof.assume("bound", a > 0)
    proof.step("order", f(X) <= f(Y) + a, using=["same", "bound"])


def from_bound(proof: Proof) -> None:
    f, _, X, Y, Z = setting(proof)
    proof.assume("first", f(X) <= f(Y))
    proof.assume("second", f(Y) <= f(Z))
    proof.step("order", f(X) <= f(Z), using=["first", "second"])


def twice(proof: Proof) -> None:
    f, a, X, *_ = setting(proof)
    proof.assume("bound", a > 0)
    proof.step("order", 2 * f(X) <= f(X) ** 2 + 1 + a, using=["bound"])


def free(proof: Proof) -> None:
    f, a, X, Y, Z = setting(proof)
    proof.assume("positive", a > 0)
    proof.assume("second", f(Y) <= f(Z))
    proof.step("order", f(X) <= f(Z), using=["positive", "second"])


@pytest.mark.parametrize("build", [from_equation, from_bound, twice])
def test_order_that_premises_give_is_found(build: Callable[[Proof], object]) -> None:
    assert searched(build)


def test_order_of_a_free_value_is_given_up_early(monkeypatch: pytest.MonkeyPatch) -> None:
    def fail(*_: object) -> None:
        raise AssertionError("multiples of the claim were tried")

    monkeypatch.setattr(orders, "_multiplied", fail)
    assert not searched(free)
