"""Examples: the theory is not empty, and "no bottleneck" is needed in Theorem 3.

f(W) = (W_11 - 1)^2 + (W_22 - 2)^2 + 3 (W_12^2 + W_21^2) is convex. A = e_1, B = e_1^T give W = diag(1, 0) and f(W) = 4.
"""

from __future__ import annotations

from setting import PAPER, Pair, convex, i, spurious

from proofs.zhang2019.theorems.derived import theorems
from symproof.author import Expression, Proof, both, norm2, same

# ---------------------------------------------------------------------------- EX.1


def loss(proof: Proof, W: Expression) -> Expression:
    """(W_11 - 1)^2 + (W_22 - 2)^2 + 3 (W_12^2 + W_21^2)."""
    e, c = proof.basis(1, 2), proof.basis(2, 2)
    one, two, three, four = e.T * W * e - 1, c.T * W * c - 2, e.T * W * c, c.T * W * e
    return one * one + two * two + 3 * (three * three + four * four)


pair = Proof("example", "EX.1: a convex f with a spurious pair", source=PAPER)


def f(W: Expression) -> Expression:
    """The loss of this example."""
    return loss(pair, W)


e = pair.basis(1, 2)
pair.statement(both(convex(pair, f, 2, 2), Pair(pair, f, 2, 1, 2).spurious(e, e.T)))
pair.apply("EX.1", theorems["EX.1"], ref="EX.1: radius 1/10; diag(0, 2) has a smaller value")
pair.conclude(using=["EX.1"], ref="EX.1")

# ---------------------------------------------------------------------------- EX.2

steep = Proof("example_steep", "EX.2: f' is not zero at the minimum, and its factors have rank one", source=PAPER)
e, c = steep.basis(1, 2), steep.basis(2, 2)


def slope(W: Expression) -> Expression:
    """The gradient of the loss."""
    one, two, three, four = e.T * W * e - 1, c.T * W * c - 2, e.T * W * c, c.T * W * e
    return 2 * one * (e * e.T) + 2 * two * (c * c.T) + 6 * three * (e * c.T) + 6 * four * (c * e.T)


g = steep.define_function("f", 2, 2, lambda Z: loss(steep, Z), gradient=slope)
W, other = e * e.T, 2 * c * c.T
claim = both(g(W) == 4, g(other) == 1, g.gradient(W) != 0, e.T * e == steep.identity(1))
steep.statement(claim)
steep.step("here", g(W) == 4, by="algebra", ref="EX.2, the value at diag(1, 0)")
steep.step("there", g(other) == 1, by="algebra", ref="EX.2, diag(0, 2) has rank one and a smaller value")
steep.step("long", norm2(g.gradient(W)) > 0, ref="EX.2, f' = -4 e_2 e_2^T")
steep.apply("steep", theorems["nonzero"], X=g.gradient(W), p=2, q=2, using=["long"], ref="EX.2, f' is not zero")
steep.step("rank", e.T * e == steep.identity(1), by="algebra", ref="EX.2, both factors have rank one, as T2 says")
steep.step("EX.2", claim, using=["here", "there", "steep", "rank"], ref="EX.2")
steep.conclude(using=["EX.2"], ref="EX.2")

# ---------------------------------------------------------------------------- EX.3

layer = Proof("example_layer", "EX.3: a spurious minimum with a layer of smaller rank", source=PAPER)
d = layer.size_family("d", i, 0, 3)
for at, width in enumerate((2, 2, 1, 2)):
    layer.assume(f"width-{at}", same(d[at], width))
deficient = layer.exists_family("M", i, 1, 3, d[i], d[i - 1], lambda M: both(
    spurious(layer, lambda W: loss(layer, W), d, 3, M),
    layer.exists("u", 2, 1, lambda u: both(u != 0, M[1] * u == 0)),
))  # fmt: skip
layer.statement(deficient)
layer.apply("EX.3", theorems["EX.3"], ref="EX.3: widths 2, 2, 1, 2 and M_1 = diag(1, 0), by T1.06")
layer.conclude(using=["EX.3"], ref="EX.3")
