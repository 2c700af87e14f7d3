"""Every verdict that a proof file can get, in one small proof."""

from __future__ import annotations

from symproof.author import Fact, Proof

HORN = Fact("HJ", "A real symmetric matrix has real eigenvalues.", "Horn and Johnson, Matrix Analysis, Theorem 2.5.6")
TRIVIAL = Fact("N0", "0 = 0.", "the library of facts")

proof = Proof("example", "Example: commuting matrices", source="made up for the tests")
n = proof.size("n")
A, B, C = (proof.matrix(name, n, n) for name in "ABC")
proof.assume("commute", A * B == B * A)
proof.assume("unused", A * C == C * A)
proof.statement(A * A * B * B == B * B * A * A)

proof.step("square", A * A * B == B * A * A, by="algebra", using=["commute"], ref="line 1")
proof.step("both", A * A * B * B == B * B * A * A, by="algebra", using=["square", "commute"], ref="line 2")
proof.step("transposed", (A * B).T == B.T * A.T, by="algebra", ref="line 3")
proof.step("wrong", (A * B).T == A.T * B.T, by="algebra", ref="line 4", expect="refuted")
proof.step("wrong-too", A * B == B * C, by="algebra", ref="line 5")
some = proof.exists("Y", n, n, lambda Y: A * Y * A == A)
proof.step("later", some, by="rank", using=["commute"], ref="line 6", expect="unknown")
proof.cite("cited", A * B == B * A, source=HORN, ref="line 7")
proof.cite("fact", A == A, fact=TRIVIAL, ref="line 8")
proof.omit("left-out", A == A, reason="it is obvious", ref="line 9")
proof.conclude(using=["both"], ref="line 10")
