"""Kronecker products in the normal form.

They are linear in each argument and associative; u kron v^T = u v^T for columns u and v; selections of rows stand
outside, (S X) kron Y = (S kron I)(X kron Y) (Magnus and Neudecker, Matrix Differential Calculus, 2.2).
"""

from __future__ import annotations

from collections.abc import Callable

from symproof.kernel.algebra.blocks import first_rows, widened
from symproof.kernel.algebra.calls import Polynomials, UnwrittenError, linear, meeting_letter, of_word, parts_of
from symproof.kernel.algebra.forms import Forms, uses
from symproof.kernel.algebra.words import Polynomial, constant
from symproof.language.affine import ONE, times
from symproof.language.terms import Call


def kron(normal: Forms, term: Call, forms: Polynomials) -> Polynomial | None:
    """The Kronecker product: linear in both arguments."""
    left, right = forms
    if left.is_scalar or right.is_scalar:
        return normal.times(left, right)
    sizes = [normal.context.canonical(times(a, b)) for a, b in ((left.rows, right.rows), (left.columns, right.columns))]
    like = Polynomial(sizes[0], sizes[1], {})
    rule = "linearity of the Kronecker product"
    inner: Callable[[Polynomial], Polynomial] = lambda p: linear(  # noqa: E731
        right, like, lambda q: _of_words(normal, p, q), normal, rule
    )
    return linear(left, like, inner, normal, rule)


def kron_of(normal: Forms, left: Polynomial, right: Polynomial) -> Polynomial:
    """The Kronecker product of two forms."""
    found = kron(normal, Call("kron", (), ONE, ONE), [left, right])
    if found is None:
        raise UnwrittenError
    return found


def _of_words(normal: Forms, first: Polynomial, second: Polynomial) -> Polynomial:
    """The Kronecker product of two words."""
    letters, others = next(iter(first.terms))[1], next(iter(second.terms))[1]
    if not letters and not others:
        uses(normal, "Kronecker product of identities")
        return constant(normal.context.canonical(times(first.rows, second.rows)))
    if first.columns == ONE == second.rows or first.rows == ONE == second.columns:
        uses(normal, "Kronecker product with a column")
        return normal.times(first, second) if first.columns == ONE else normal.times(second, first)
    for turned in (False, True):
        one, other = (first.transpose(), second.transpose()) if turned else (first, second)
        if first_rows(one) is not None:
            value = _outside(normal, one, other)
            return value.transpose() if turned else value
    inner = parts_of(normal, letters[0], "kron") if len(letters) == 1 else None
    if inner is not None:
        uses(normal, "associativity of the Kronecker product")
        return kron_of(normal, inner[0], kron_of(normal, inner[1], second))
    sides = ((first.rows, second.rows), (first.columns, second.columns))
    rows, columns = [normal.context.canonical(times(*side)) for side in sides]
    return meeting_letter(normal, "kron", [first, second], rows, columns, turn=True)


def _outside(normal: Forms, form: Polynomial, other: Polynomial) -> Polynomial:
    """(S X) kron Y = (S kron I)(X kron Y) for the word S X."""
    rows = first_rows(form)
    if rows is None:
        raise UnwrittenError
    uses(normal, "Kronecker product by blocks")
    rest = of_word(rows.size, form.columns, next(iter(form.terms))[1][1:])
    return normal.times(widened(normal, rows, other.rows), kron_of(normal, rest, other))
