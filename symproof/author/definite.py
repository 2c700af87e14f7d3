"""Semidefinite and definite matrices, and the order of Loewner between symmetric ones."""

from __future__ import annotations

from symproof.author.claims import Claim
from symproof.author.expressions import Expression, refused_here
from symproof.author.shapes import require_same, require_square
from symproof.language.formulas import And, Compare, Equal, Invertible, Predicate
from symproof.language.terms import Transpose


def psd(argument: Expression) -> Claim:
    """The square matrix is symmetric, and x.T*X*x >= 0 for every column x.

    >>> from symproof.author import Proof
    >>> A = Proof("example", "An example").matrix("A", 2, 2)
    >>> psd(A)
    A.T = A and A positive semidefinite
    """
    with refused_here():
        require_square(argument.shape, "a semidefinite matrix", argument.setting.context)
    return Claim(And((_symmetric(argument), Predicate("positive semidefinite", (argument.term,)))), argument.setting)


def pd(argument: Expression) -> Claim:
    """The square matrix is symmetric and invertible, and x.T*X*x > 0 for every column x that is not zero."""
    with refused_here():
        require_square(argument.shape, "a definite matrix", argument.setting.context)
    parts = _symmetric(argument), Invertible(argument.term), Predicate("positive definite", (argument.term,))
    return Claim(And(parts), argument.setting)


def loewner(left: Expression, right: Expression, *, strictly: bool = False) -> Claim:
    """``left <= right`` between symmetric matrices: right - left is positive semidefinite; definite if ``strictly``.

    >>> from symproof.author import Proof
    >>> A = Proof("example", "An example").matrix("A", 2, 2)
    >>> loewner(0 * A, A)
    (0*A).T = 0*A and A.T = A and 0*A <= A
    """
    with refused_here():
        require_square(left.shape, "an order between matrices", left.setting.context)
        require_same(left.shape, right.shape, left.setting.context, "an order between matrices")
    order = Compare("<" if strictly else "<=", left.term, right.term)
    return Claim(And((_symmetric(left), _symmetric(right), order)), left.setting)


def _symmetric(argument: Expression) -> Equal:
    return Equal(Transpose(argument.term), argument.term)
