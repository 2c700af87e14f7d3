"""PUSH: the one construction that Theorem 3 and Lemma 1 share. H != 0 does not vanish on X + u w^T for some small u."""

from __future__ import annotations

from parts import push_claim, push_setting, push_steps
from setting import PAPER

from symproof.author import Proof

proof = Proof("push", "PUSH: a small rank-one change that H does not miss", source=PAPER)
p, H, X, w, eps = push_setting(proof)
proof.statement(push_claim(proof, p, H, X, w, eps))
push_steps(proof, p, H, X, w, eps)
proof.conclude(using=["PUSH.5"], ref="PUSH")
