"""PUSH: the one construction that Theorem 3 and Lemma 1 share. H != 0 does not vanish on X + u w^T for some small u."""

from __future__ import annotations

from setting import PAPER

from proofs.zhang2019.theorems.derived import theorems
from symproof.author import Claim, Expression, Proof, both, either, norm2

proof = Proof("push", "PUSH: a small rank-one change that H does not miss", source=PAPER)
a, p, q = proof.sizes("a p q")
H, X, w = proof.matrix("H", a, p), proof.matrix("X", p, q), proof.column("w", q)
eps = proof.scalar("eps")
proof.assume("H-nonzero", H != 0)
proof.assume("w-nonzero", w != 0)
proof.assume("eps-positive", eps > 0)


def pushes(u: Expression) -> Claim:
    """u is small, and H does not vanish on X + u w^T."""
    return both(norm2(u) <= eps * eps, H * (X + u * w.T) != 0)


pushed = proof.exists("u", p, 1, pushes)
proof.statement(pushed)

proof.step("either", either(H * X == 0, H * X != 0), ref="PUSH.5")
with proof.cases("PUSH.5", pushed, using=["either"], ref="PUSH.5"):
    with proof.case("vanishes", H * X == 0):
        proof.apply("some-column", theorems["N4"], using=["H-nonzero"], ref="PUSH.2, N4: some H e_c is not 0")
        c = proof.obtain_index("column", "c", given="some-column")
        e = proof.basis(c, p)
        proof.step("PUSH.2", norm2(eps * e) <= eps * eps, ref="PUSH.2, the length of u = eps e_c")
        proof.step("w-long", w.T * w > 0, using=["w-nonzero"], ref="PUSH.4, N4")
        with proof.contradiction("PUSH.4", H * (X + eps * e * w.T) != 0, supposing="unmoved", ref="PUSH.4"):
            proof.step(
                "PUSH.3", (w.T * w) * (H * (eps * e)) == 0, by="algebra", using=["vanishes", "unmoved"],
                ref="PUSH.3, at u = eps e_c",
            )  # fmt: skip
            proof.step(
                "column-zero", H * e == 0, using=["PUSH.3", "w-long", "eps-positive"], ref="PUSH.4, divided by scalars",
            )  # fmt: skip
        proof.give("by-eps", pushed, eps * e, using=["PUSH.2", "PUSH.4"], ref="PUSH.2, PUSH.4")
    with proof.case("moves", H * X != 0):
        zero = proof.zero(p, 1)
        proof.step("short", norm2(zero) <= eps * eps, ref="PUSH.1, the length of u = 0")
        with proof.contradiction("still", H * (X + zero * w.T) != 0, supposing="stopped", ref="PUSH.1"):
            proof.step("HX-zero", H * X == 0, by="algebra", using=["stopped"], ref="PUSH.1")
        proof.give("PUSH.1", pushed, zero, using=["short", "still"], ref="PUSH.1, the witness u = 0")
proof.conclude(using=["PUSH.5"], ref="PUSH.5")
