"""N2: a matrix with no more rows than columns has a right inverse, or a kernel. Tested by minors and adjugates."""

from __future__ import annotations

from minors import bordered, inverse_from_a_minor

from proofs.zhang2019.theorems import rank
from symproof.author import KernelStatement, Proof

N2 = KernelStatement(rank.N2, title="N2: a right inverse, or a kernel")

test = Proof("N2-minors", "N2 by minors: a minor of full size gives a right inverse, bordered minors a kernel")
inverse_from_a_minor(test, left=False)
bordered(test)
