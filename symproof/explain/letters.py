"""Letters of normal forms read back as terms; what the search and the reports both need."""

from __future__ import annotations

from symproof.kernel.algebra.keys import Kind
from symproof.kernel.algebra.normal import Normalizer
from symproof.kernel.algebra.words import Letter, Polynomial
from symproof.language.terms import Basis, Chain, Symbol, Term


def upright(letter: Letter, normal: Normalizer) -> Term:
    """The term that an untransposed letter stands for; not for inverses."""
    applied = normal.applied.get(letter.base)
    if applied is not None:
        return applied
    if letter.high is None or letter.low is None:
        return Symbol(letter.base.name)
    if letter.base.kind is Kind.UNIT:
        return Basis(letter.high, letter.rows)
    if letter.high == letter.low:
        return Symbol(letter.base.name, letter.high)
    return Chain(letter.base.name, letter.high, letter.low)


def transposes(form: Polynomial) -> int:
    """How many transposed letters the words hold: of a form and its transpose the one with fewer reads better."""
    return sum(letter.transposed for _, word in form.terms for letter in word)
