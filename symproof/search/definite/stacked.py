"""Hadamard products of the block matrices [[P, I], [I, inv(P)]], which are L^T inv(P) L for L = [P, I]."""

from __future__ import annotations

from fractions import Fraction
from itertools import combinations_with_replacement

from symproof.kernel.algebra.keys import Kind
from symproof.kernel.algebra.words import combine
from symproof.language.affine import Affine, add
from symproof.language.certificate import Inverted, NamedProduct, Rewritten, Semidefinite, Square, Squares
from symproof.language.terms import Call, Identity, Term
from symproof.search.algebra.bridge import letters_of
from symproof.search.definite.closing import entries_of
from symproof.search.definite.showing import Showing
from symproof.search.definite.sources import Source

MOST = 3  # definite matrices of which products are taken

Stacked = tuple[Term, Semidefinite]  # a block matrix, and what shows it


def add_stacked(finder: Showing) -> None:
    """The products for the definite matrices P whose inverses are in sight, where a block of theirs is."""
    sight = {letter.base for letter in letters_of([finder.problem.claim])}
    found: list[Stacked] = []
    for source in finder.sources:
        if source.form is not None and source.definite and _is_divided(finder, source) and len(found) < MOST:
            stacked = _stacked(finder, source)
            found += [] if stacked is None else [stacked]
    for (one, first), (other, second) in combinations_with_replacement(found, 2):
        left, right = finder.normal.polynomial(one), finder.normal.polynomial(other)
        if left.rows == right.rows:
            form = finder.normal.polynomial(Call("hadamard", (one, other), left.rows, left.rows))
            if not any(letter.base in sight for letter in letters_of([form])):
                continue
            finder.sources.append(Source(NamedProduct("hadamard", one, other, (first, second)), form, False))


def _is_divided(finder: Showing, source: Source) -> bool:
    """Whether the inverse of the matrix is a single letter in sight, or the matrix is such an inverse."""
    if source.form is None or len(source.form.terms) != 1:
        return False
    sight = {letter.base for letter in letters_of([finder.problem.claim])} | set(finder.normal.inverse_of)
    inverse = letters_of([finder.normal.inverse(source.form), source.form])
    return all(letter.base in sight or letter.base.kind is not Kind.INVERSE for letter in inverse)


def _stacked(finder: Showing, source: Source) -> Stacked | None:
    """[[P, I], [I, inv(P)]] with what shows it."""
    assert source.form is not None
    normal, size = finder.normal, source.form.rows
    plain, inverse = finder.terms.polynomial(source.form), finder.terms.polynomial(normal.inverse(source.form))
    unit, double = Identity(size), add(size, size)
    term = Call("block", (_row(plain, unit, size), _row(unit, inverse, size)), double, double)
    root = Call("block", (_row(plain, unit, size),), size, double)
    if source.matrix is None:
        return None
    squares = Squares((Square(Fraction(1), (), root, Inverted(source.matrix)),))
    left = normal.polynomial(root)
    value = normal.product([left.transpose(), normal.inverse(source.form), left])
    by = entries_of(finder.problem, combine(normal.polynomial(term), value, -1), finder.purse)
    return None if by is None else (term, Rewritten(term, squares, by))


def _row(left: Term, right: Term, size: Affine) -> Call:
    return Call("row", (left, right), size, add(size, size))
