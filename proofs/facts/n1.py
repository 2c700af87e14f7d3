"""N1: a matrix has a left inverse, or a kernel. Tested by minors and adjugates."""

from __future__ import annotations

from minors import bordered, inverse_from_a_minor

from proofs.zhang2019.theorems import rank
from symproof.author import KernelStatement, Proof

N1 = KernelStatement(rank.N1, title="N1: a left inverse, or a kernel")

test = Proof("N1-minors", "N1 by minors: a minor of full size gives a left inverse, bordered minors a kernel")
inverse_from_a_minor(test, left=True)
bordered(test)
