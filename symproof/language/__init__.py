"""The language of statements and certificates: plain immutable data, and nothing that decides.

Read in this order: affine (integer expressions), terms (terms, formulas, declarations), certificate, parts (how the
equations of a formula are numbered), substitution (bound indices), codec (the JSON form), refusal (how no is said).
Standard library only. The kernel and the second judge share this package and nothing else.
"""
