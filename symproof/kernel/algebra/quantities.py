"""Scalars that laws of named functions say are not negative: ranks compared, exp(c), sqrt(c), absolute values."""

from __future__ import annotations

from collections.abc import Callable
from fractions import Fraction
from itertools import pairwise
from typing import Protocol, TypeAlias

from symproof.kernel.algebra.normal import Normalizer
from symproof.kernel.algebra.words import Polynomial, size_text
from symproof.language.affine import ONE
from symproof.language.certificate import LawGap
from symproof.language.formulas import Compare, Formula
from symproof.language.refusal import Refusal
from symproof.language.terms import Call, Number, Product, Sum, Term, Trace, Transpose

Terms: TypeAlias = tuple[Term, ...]
HORN = "Horn and Johnson, Matrix Analysis"


class Rested(Protocol):
    """What a quantity asks of the combination in which it is used."""

    normal: Normalizer
    rules: set[str]

    def conjunct(self, named: LawGap) -> Formula:
        """The conjunct of a premise that the certificate names."""


def times(*factors: Term) -> Term:
    """The product."""
    return Product(factors)


def less(left: Term, *right: Term) -> Term:
    """left - right - ..."""
    return Sum((left, *(Product((Number(Fraction(-1)), term)) for term in right)))


def of(name: str, argument: Term) -> Call:
    """A scalar function at an argument."""
    return Call(name, (argument,), ONE, ONE)


def _ranks(plus: tuple[Term, ...], minus: tuple[Term, ...]) -> Term:
    first, *more = [of("rank", term) for term in plus]
    return Sum((first, *more, *(Product((Number(Fraction(-1)), of("rank", term))) for term in minus)))


def _norm(term: Term) -> Term:
    return Trace(times(Transpose(term), term))


def _root(term: Term) -> Term:
    return of("sqrt", _norm(term))


def _hadamard(given: Terms) -> Term:
    """The Hadamard product of the first two arguments, as the third one writes it."""
    if not isinstance(given[2], Call) or given[2].name != "hadamard" or given[2].arguments != given[:2]:
        raise Refusal("SP357", "the third argument is not the Hadamard product of the first two")
    return given[2]


# By name: the arguments, the source, the quantity that is never negative, and whether it is positive.
QUANTITIES: dict[str, tuple[int, str, Callable[[Terms], Term], bool]] = {
    "rank of a product": (2, f"{HORN}, 0.4.5", lambda g: _ranks(g[:1], (times(*g),)), False),
    "Frobenius inequality": (3, f"{HORN}, 0.4.5", lambda g: _ranks(
        (times(*g), g[1]), (times(*g[:2]), times(*g[1:]))), False),
    "rank of a sum": (2, f"{HORN}, 0.4.5", lambda g: _ranks(g, (Sum(g),)), False),
    "exponential is positive": (1, "Rudin, Principles, 8.6", lambda g: of("exp", g[0]), True),
    "exponential and its tangent": (1, "Boyd and Vandenberghe, Convex Optimization, 3.1", lambda g: less(
        of("exp", g[0]), Sum((Number(Fraction(1)), g[0]))), False),
    "root is not negative": (1, "Rudin, Principles, 1.21", lambda g: of("sqrt", g[0]), False),
    "absolute value is not negative": (1, "Rudin, Principles, 1.33", lambda g: of("abs", g[0]), False),
    "absolute value is not less": (1, "Rudin, Principles, 1.33", lambda g: less(of("abs", g[0]), g[0]), False),
    "absolute value of a sum": (2, "Rudin, Principles, 1.33", lambda g: less(
        Sum((of("abs", g[0]), of("abs", g[1]))), of("abs", Sum(g))), False),
    "norm of a Hadamard product": (3, f"{HORN}, 5.7", lambda g: less(
        times(_norm(g[0]), _norm(g[1])), _norm(_hadamard(g))), False),
    "norm of a sum": (2, f"{HORN}, 5.6", lambda g: less(
        Sum((_root(g[0]), _root(g[1]))), _root(Sum(g))), False),
    "norm of a product": (2, f"{HORN}, 5.6", lambda g: less(
        times(_root(g[0]), _root(g[1])), _root(times(*g))), False),
    "inner product and norms": (2, f"{HORN}, 5.1", lambda g: less(
        times(_root(g[0]), _root(g[1])), Trace(times(Transpose(g[0]), g[1]))), False),
    "Gram determinant": (1, f"{HORN}, 7.2.10", lambda g: of("det", times(Transpose(g[0]), g[0])), False),
}  # fmt: skip
PRODUCTS = frozenset({"rank of a product", "Frobenius inequality", "norm of a product"})
NONZERO = "rank of a matrix that is not zero"


def quantity(algebra: Rested, gap: LawGap) -> tuple[Polynomial, bool]:
    """What a law says to be >= 0, or > 0."""
    if gap.law == NONZERO and not gap.arguments:
        return _rank_less_one(algebra, gap), False
    found = QUANTITIES.get(gap.law)
    if found is None or len(gap.arguments) != found[0] or gap.premise:
        raise Refusal("SP357", f"no law {gap.law!r} of {len(gap.arguments)} arguments about a quantity")
    _, source, of_arguments, positive = found
    forms = [algebra.normal.polynomial(argument) for argument in gap.arguments]
    for left, right in pairwise(forms) if gap.law in PRODUCTS else ():
        if left.columns != right.rows:  # a multiple by a scalar is no product of matrices
            raise Refusal("SP305", f"{gap.law} of sizes {size_text(left)} and {size_text(right)}")
    algebra.rules.add(f"{gap.law} ({source})")
    return algebra.normal.polynomial(of_arguments(gap.arguments)), positive


def _rank_less_one(algebra: Rested, gap: LawGap) -> Polynomial:
    """rank(l - r) - 1 for a premise l != r."""
    formula = algebra.conjunct(gap)
    if not isinstance(formula, Compare) or formula.relation != "!=":
        raise Refusal("SP357", f"premise {gap.premise} does not say that two matrices differ")
    algebra.rules.add(f"{NONZERO} ({HORN}, 0.4)")
    return algebra.normal.polynomial(less(of("rank", less(formula.left, formula.right)), Number(Fraction(1))))
