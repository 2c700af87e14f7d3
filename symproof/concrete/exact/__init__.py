"""Explicit matrices over exact rings: rationals, polynomials, linear systems and ideals. Knows nothing of proofs."""
