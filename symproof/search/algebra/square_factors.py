"""Square factors of scalars and of rational numbers, as the root of a product takes them out."""

from __future__ import annotations

from fractions import Fraction
from math import isqrt

from symproof.kernel.algebra.words import Polynomial, constant
from symproof.language.affine import ONE

MOST_PRIME = 100  # among the factors of a number under a root


def square_parts(factors: list[Polynomial]) -> tuple[list[Polynomial], list[Polynomial]]:
    """y and z with y^2 z the product of the factors, y as long as can be."""
    half, rest = list[Polynomial](), list[Polynomial]()
    for factor in factors:
        root = _rational_root(factor)
        if root is not None:
            half.append(root)
        elif any(item.terms == factor.terms for item in rest):
            rest = [item for item in rest if item.terms != factor.terms]
            half.append(factor)
        else:
            rest.append(factor)
    return half, rest


def prime_parts(factor: Polynomial) -> list[Polynomial]:
    """The square of a number and primes whose product is a positive number: 12 = 2^2 * 3, 1/2 = (1/2)^2 * 2; the factor
    alone where it is no number, or where it has a prime factor above a bound."""
    value = Fraction(factor.terms.get(((), ()), 0)) if len(factor.terms) == 1 else Fraction(0)
    rest, root, primes = value.numerator * value.denominator, 1, list[int]()
    for prime in range(2, MOST_PRIME):
        while rest > 1 and rest % prime**2 == 0:
            rest, root = rest // prime**2, root * prime
        if rest > 1 and rest % prime == 0:
            rest, primes = rest // prime, [*primes, prime]
    if rest != 1 or not primes:
        return [factor]
    square = Fraction(root, value.denominator) ** 2
    return [constant(ONE, number) for number in (square, *map(Fraction, primes)) if number != 1]


def _rational_root(factor: Polynomial) -> Polynomial | None:
    value = Fraction(factor.terms.get(((), ()), 0))
    if value <= 0 or len(factor.terms) != 1:
        return None
    root = Fraction(isqrt(value.numerator), isqrt(value.denominator))
    return constant(ONE, root) if root * root == value else None
