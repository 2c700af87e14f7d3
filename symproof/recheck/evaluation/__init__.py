"""Terms and formulas at exact rational values: what recheck computes again of counterexamples and models.

Standard library only, and nothing of the second judge, which made these values: another reading of the same terms.
In the order of reading: numbers (rationals, and numbers that move along directions), matrices, place (sizes and
indices), point (values of symbols and functions), terms, formulas.
"""
