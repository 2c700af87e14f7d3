"""What N1 and N2 say of minors, as identities between polynomials.

If some minor of full size is not zero, the adjugate gives an inverse on one side. Otherwise let C be the largest r x r
part of X whose minor is not zero, after permuting rows and columns that in the upper left corner. Then
u = (-adj(C) b, det(C), 0, ..., 0) is not zero, and X u = 0, since its entries are minors of C bordered by a column and
a row: two equal rows, or a minor of size r + 1.
"""

from __future__ import annotations

from symproof.author import Proof, adj, block, det, inverse


def inverse_from_a_minor(proof: Proof, *, left: bool) -> None:
    """For T that picks q rows of X, or q columns: Y = adj(T X) T / det(T X) has Y X = I, or on the other side."""
    p, q = proof.sizes("p q")
    with proof.fix("full-minor"):
        rows, columns = (p, q) if left else (q, p)
        X, T = proof.matrix("X", rows, columns), proof.matrix("T", columns, rows)
        C = T * X if left else X * T
        proof.assume("minor", det(C) != 0)
        Y = inverse(det(C)) * adj(C) * T if left else T * adj(C) * inverse(det(C))
        proof.step("inverse", (Y * X if left else X * Y) == proof.identity(q), by="algebra", using=["minor"])


def bordered(proof: Proof) -> None:
    """For matrices up to 4 x 4: what X u is, row by row."""
    for size in (1, 2, 3):
        with proof.fix(f"border-{size}"):
            C = proof.matrix("C", size, size)
            b, a, c = proof.matrix("b", size, 1), proof.matrix("a", 1, size), proof.matrix("c", 1, 1)
            upper = C * (-adj(C) * b) + b * det(C)
            proof.step(f"upper-{size}", upper == 0, by="algebra")
            lower = a * (-adj(C) * b) + c * det(C)
            proof.step(f"lower-{size}", lower == det(block([[C, b], [a, c]])), by="algebra")
