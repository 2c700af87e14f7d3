"""Left inverses that are to be expected by the form of a root."""

from __future__ import annotations

from fractions import Fraction

from symproof.kernel.algebra.keys import Kind
from symproof.kernel.algebra.normal import Normalizer
from symproof.kernel.algebra.words import Letter, Polynomial, constant, flip, of_letter


def left_inverse(normal: Normalizer, root: Polynomial) -> Polynomial | None:
    """Y for which Y X = I is to be expected of a word X of invertible letters, or of letters of full rank."""
    if is_identity(root):
        return root
    if len(root.terms) != 1:
        return None
    ((monomial, word), coefficient) = next(iter(root.terms.items()))
    if monomial:
        return None
    total = constant(root.columns, Fraction(1) / coefficient)
    for letter in reversed(word):
        total = normal.times(total, _inverse_of(normal, letter))
    return total


def _inverse_of(normal: Normalizer, letter: Letter) -> Polynomial:
    inner = normal.inverse_of.get(letter.base) if letter.base.kind is Kind.INVERSE else None
    if inner is not None:
        return inner.transpose() if letter.transposed else inner
    form = of_letter(letter)
    if letter.rows == letter.columns:
        return normal.inverse(form)
    gram = normal.times(form.transpose(), form)
    return normal.times(normal.inverse(gram), of_letter(flip(letter)))


def is_identity(root: Polynomial) -> bool:
    """Whether the form is I."""
    return root.rows == root.columns and root.terms == {((), ()): 1}
