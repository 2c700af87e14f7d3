"""Polynomials with rational coefficients in numbered indeterminates: the entries of a matrix that may be any matrix.

They are added and multiplied like the numbers of ``numbers.py``. A polynomial without indeterminates is a plain number,
so that every value of this class depends on some indeterminate. What asks for more than sums and products is refused.
"""

from __future__ import annotations

from collections.abc import Mapping
from fractions import Fraction
from typing import Any, NoReturn, TypeAlias

from symproof.recheck.evaluation.numbers import UnevaluatedError, Unknown, level_of, whole

Monomial: TypeAlias = tuple[int, ...]  # the numbers of the indeterminates, sorted, each as often as it occurs
LONGEST = 2000  # monomials of one polynomial
HIGHEST = 8  # degree


class Polynomial:
    """A sum of monomials with coefficients that are not zero, at least one of them not a number."""

    __slots__ = ("terms",)

    def __init__(self, terms: Mapping[Monomial, int | Fraction]) -> None:
        self.terms = terms

    def __add__(self, other: Any) -> Any:
        if _is_other(other):
            return NotImplemented
        total = dict(self.terms)
        for monomial, coefficient in _terms(other).items():
            total[monomial] = total.get(monomial, 0) + coefficient
        return made(total)

    __radd__ = __add__

    def __mul__(self, other: Any) -> Any:
        if _is_other(other):
            return NotImplemented
        factor = _terms(other)
        if len(self.terms) * len(factor) > LONGEST:
            raise UnevaluatedError("a polynomial with too many terms")
        total: dict[Monomial, int | Fraction] = {}
        for first, coefficient in self.terms.items():
            for second, other_coefficient in factor.items():
                monomial = tuple(sorted(first + second))
                total[monomial] = total.get(monomial, 0) + coefficient * other_coefficient
        return made(total)

    __rmul__ = __mul__

    def __neg__(self) -> Polynomial:
        return Polynomial({monomial: -coefficient for monomial, coefficient in self.terms.items()})

    def __sub__(self, other: Any) -> Any:
        return self + -other

    def __rsub__(self, other: Any) -> Any:
        return -self + other

    def _refuse(self, *_: object) -> NoReturn:
        raise UnevaluatedError("a claim about all matrices that are not entries of sums and products is not decided")

    __lt__ = __le__ = __gt__ = __ge__ = __truediv__ = __rtruediv__ = __floordiv__ = __mod__ = __pow__ = _refuse
    __hash__ = __eq__ = _refuse

    @property
    def numerator(self) -> int:
        """Of the longest coefficient, which is what limits of length ask for."""
        return max(abs(coefficient.numerator) for coefficient in self.terms.values())

    @property
    def denominator(self) -> int:
        """The largest denominator of a coefficient."""
        return max(coefficient.denominator for coefficient in self.terms.values())


def _is_other(value: Any) -> bool:
    return level_of(value) > 0 or isinstance(value, Unknown)


def _terms(value: Any) -> Mapping[Monomial, int | Fraction]:
    return value.terms if isinstance(value, Polynomial) else {(): value}


def made(terms: Mapping[Monomial, int | Fraction]) -> Any:
    """The polynomial, or the number that it is."""
    kept = {monomial: coefficient for monomial, coefficient in terms.items() if coefficient}
    if any(len(monomial) > HIGHEST for monomial in kept) or len(kept) > LONGEST:
        raise UnevaluatedError("a polynomial of too high degree or with too many terms")
    return Polynomial(kept) if any(kept) else whole(Fraction(kept.get((), 0)))


def indeterminate(number: int) -> Polynomial:
    """The indeterminate of this number."""
    return Polynomial({(number,): 1})


def coefficients(value: Any) -> Mapping[Monomial, int | Fraction]:
    """By monomial; of a number the one of the empty monomial."""
    if _is_other(value):
        raise UnevaluatedError("a value without an exact polynomial")
    return {monomial: coefficient for monomial, coefficient in _terms(value).items() if coefficient}
