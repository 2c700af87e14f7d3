"""Proofs of optimization papers: a smooth convex f, an iteration, orders for all points, sums over the steps."""

from __future__ import annotations

import re
from collections.abc import Callable
from pathlib import Path
from typing import Any

import pytest
from author.settling import verdicts

from symproof.author import Proof, for_all, index, inner, norm2, summation
from symproof.author.loader import load
from symproof.language.proof import Verdict
from symproof.verdict.check import check

t = index("t")


def gradient_descent(strength: int = 1, without: str = "") -> Proof:
    """x_{t+1} = x_t - f'(x_t) / L for a convex f with an L-Lipschitz gradient: the sum of f(x_{t+1}) - f(z) is at most
    L |x_0 - z|^2 / 2 (Bubeck, Convex Optimization: Algorithms and Complexity, Theorem 3.3). All claims are as strong as
    can be: with a ``strength`` above 1 they are false, and ``without`` leaves a premise out."""
    proof = Proof("gradient_descent", "Gradient descent on a smooth convex function")
    T, n, L = proof.integer("T"), proof.size("n"), proof.scalar("L")
    f, x, z = proof.function("f", n, 1), proof.family("x", t, 0, T, n), proof.column("z", n)
    proof.assume("steps", T >= 1)
    proof.assume("constant", L > 0)

    def for_every_pair(name: str, claim: Callable[[Any, Any], Any]) -> None:
        proof.assume(
            name, proof.for_all_matrices("u", n, 1, lambda u: proof.for_all_matrices("v", n, 1, lambda v: claim(u, v)))
        )

    def using(*names: str) -> list[str]:
        return [name for name in names if name != without]

    for_every_pair("convex", lambda u, v: f(u) + inner(f.gradient(u), v - u) <= f(v))
    for_every_pair("smooth", lambda u, v: f(v) <= f(u) + inner(f.gradient(u), v - u) + L / 2 * norm2(v - u))
    slope, gap = norm2(f.gradient(x[t])), f(x[t + 1]) - f(z)
    proof.assume("rule", for_all(t, 0, T - 1, x[t + 1] == x[t] - 1 / L * f.gradient(x[t])))
    tangent = for_all(t, 0, T, f(x[t]) + strength * inner(f.gradient(x[t]), z - x[t]) <= f(z))
    proof.step("tangent", tangent, using=using("convex"))
    descent = for_all(t, 0, T - 1, f(x[t + 1]) <= f(x[t]) - strength / (2 * L) * slope)
    proof.step("descent", descent, using=using("smooth", "rule", "constant"))
    once = for_all(t, 0, T - 1, strength * gap <= L / 2 * (norm2(x[t] - z) - norm2(x[t + 1] - z)))
    proof.step("once", once, using=using("convex", "smooth", "rule", "constant"))
    total = summation(t, 0, T - 1, gap)
    proof.assume("each", for_all(t, 0, T - 1, gap <= L / 2 * (norm2(x[t] - z) - norm2(x[t + 1] - z))))
    proof.step("total", strength * total <= L / 2 * norm2(x[0] - z), using=using("each", "constant"))
    return proof


def test_gradient_descent_converges_at_rate_one_over_t() -> None:
    assert set(verdicts(gradient_descent()).values()) == {Verdict.PROVED}


def test_the_convergence_proof_of_the_page_about_orders(tmp_path: Path) -> None:
    text = (Path(__file__).parents[2] / "docs" / "order.md").read_text(encoding="utf-8")
    path = tmp_path / "gradient_descent.py"
    path.write_text(re.findall(r"```python\n(.*?)```", text, re.DOTALL)[-1], encoding="utf-8")
    (proof,), errors = load(path)
    assert not errors
    found = check([proof]).proofs[-1]
    assert found.verdict is Verdict.PROVED
    assert "Gradient descent: proved, from no axiom" in text


@pytest.mark.slow
def test_claims_that_are_too_strong_are_not_proved() -> None:
    assert Verdict.PROVED not in verdicts(gradient_descent(strength=2), budget=1).values()


@pytest.mark.slow
@pytest.mark.parametrize(
    ("without", "open_"),
    [
        ("convex", {"tangent", "once"}),
        ("smooth", {"descent", "once"}),
        ("rule", {"descent", "once"}),
        ("constant", {"descent", "once", "total"}),
    ],
)
def test_no_premise_can_be_left_out(without: str, open_: set[str]) -> None:
    found = verdicts(gradient_descent(without=without), budget=1)
    assert {step for step, verdict in found.items() if verdict is not Verdict.PROVED} == open_


def test_falling_values_are_smallest_at_the_end() -> None:
    proof = Proof("falling", "Falling values")
    T, n = proof.integer("T"), proof.size("n")
    proof.assume("steps", T >= 1)
    f, x = proof.function("f", n, 1), proof.family("x", t, 0, T, n)
    proof.assume("falls", for_all(t, 0, T - 1, f(x[t + 1]) <= f(x[t])))
    proof.step("last", for_all(t, 0, T - 1, f(x[T]) <= f(x[t + 1])), by="induction", using=["falls"])
    proof.step("first", for_all(t, 0, T - 1, f(x[0]) <= f(x[t + 1])), by="induction", using=["falls"])
    found = verdicts(proof)
    assert found["last"] is Verdict.PROVED
    assert found["first"] is not Verdict.PROVED


def test_perceptron_makes_few_mistakes() -> None:
    """T mistakes on points of length at most R with margin g: T g^2 <= R^2 (Novikoff, 1962)."""
    proof = Proof("perceptron", "The perceptron")
    T, n, g, R = proof.integer("T"), proof.size("n"), proof.scalar("g"), proof.scalar("R")
    proof.assume("steps", T >= 1)
    w, x = proof.family("w", t, 0, T, n), proof.family("x", t, 1, T, n)
    y, u = proof.family("y", t, 1, T, 1, 1), proof.column("u", n)
    proof.assume("start", w[0] == 0)
    proof.assume("rule", for_all(t, 1, T, w[t] == w[t - 1] + y[t] * x[t]))
    proof.assume("label", for_all(t, 1, T, y[t] * y[t] == 1))
    proof.assume("mistake", for_all(t, 1, T, y[t] * inner(w[t - 1], x[t]) <= 0))
    proof.assume("margin", for_all(t, 1, T, y[t] * inner(u, x[t]) >= g))
    proof.assume("unit", norm2(u) == 1)
    proof.assume("radius", for_all(t, 1, T, norm2(x[t]) <= R**2))
    proof.assume("positive", g > 0)
    gains = for_all(t, 1, T, inner(u, w[t]) >= inner(u, w[t - 1]) + g)
    grows = for_all(t, 1, T, norm2(w[t]) <= norm2(w[t - 1]) + R**2)
    proof.step("gains", gains, using=["rule", "margin"])
    proof.step("total-gain", for_all(t, 0, T, inner(u, w[t]) >= t * g), by="induction", using=["start", "gains"])
    proof.step("grows", grows, using=["rule", "mistake", "label", "radius"])
    proof.step("total", for_all(t, 0, T, norm2(w[t]) <= t * R**2), by="induction", using=["start", "grows"])
    proof.step("both", (T * g) ** 2 <= inner(u, w[T]) ** 2, using=["total-gain", "positive"])
    proof.step("squared", (T * g) ** 2 <= T * R**2, using=["both", "total", "unit"])
    proof.step("bound", T * g**2 <= R**2, using=["squared"])
    proof.step("too-small", (T * g) ** 2 <= R**2, using=["squared"])
    found = verdicts(proof)
    assert found.pop("too-small") is Verdict.REFUTED
    assert set(found.values()) == {Verdict.PROVED}


def test_linear_rate_with_a_constant_error() -> None:
    """b_{t+1} <= q b_t + c gives b_t <= q^t b_0 + c (1 + q + ... + q^{t-1})."""
    proof = Proof("rate", "A linear rate")
    T, q, c = proof.integer("T"), proof.scalar("q"), proof.scalar("c")
    b, s = proof.family("b", t, 0, T, 1, 1), index("s")
    proof.assume("steps", T >= 1)
    proof.assume("rate", q >= 0)
    proof.assume("once", for_all(t, 0, T - 1, b[t + 1] <= q * b[t] + c))
    for name, high in (("all", t - 1), ("too-short", t - 2)):
        claim = for_all(t, 1, T, b[t] <= q**t * b[0] + c * summation(s, 0, high, q**s))
        proof.step(name, claim, by="induction", using=["once", "rate"])
    proof.step("any-sign", for_all(t, 0, T, b[t] <= q**t * b[0]), by="induction", using=["once", "rate"])
    assert verdicts(proof) == {"all": Verdict.PROVED, "too-short": Verdict.REFUTED, "any-sign": Verdict.REFUTED}
