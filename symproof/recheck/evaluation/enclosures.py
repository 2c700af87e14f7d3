"""Rational bounds of exp, log and sqrt at rational numbers: Taylor sums with a bound of what is left out.

``bits`` says how narrow: the bounds differ by little more than 2^-bits, of exp times the value. Every rounding goes
outwards, so that the number always lies between its bounds.
"""

from __future__ import annotations

from fractions import Fraction
from math import isqrt
from typing import TypeAlias

Bounds: TypeAlias = tuple[Fraction, Fraction]
GUARD = 32  # bits more than asked for


def outward(low: Fraction, high: Fraction, bits: int) -> Bounds:
    """Bounds that are multiples of 2^-bits, not above the first and not below the second."""
    unit = 1 << bits
    return Fraction(_floor(low * unit), unit), Fraction(-_floor(-high * unit), unit)


def _floor(value: Fraction) -> int:
    return value.numerator // value.denominator


def times(left: Bounds, right: Bounds, bits: int) -> Bounds:
    """Bounds of the products."""
    products = [x * y for x in left for y in right]
    return outward(min(products), max(products), bits)


def exponential(value: Fraction, bits: int) -> Bounds:
    """exp(x) = exp(r)^(2^k) with r = x / 2^k and |r| <= 1/2. The terms r^n / n! that follow one of size t add up to at
    most t, as each is at most half of the one before. exp(-x) = 1 / exp(x)."""
    if value < 0:
        low, high = exponential(-value, bits)
        return 1 / high, 1 / low
    halvings = max(0, (abs(value.numerator) // value.denominator).bit_length() + 1)
    bits += GUARD + 2 * halvings
    small = value / (1 << halvings)
    low, high = outward(small, small, bits)
    total, term, number = (Fraction(1), Fraction(1)), (Fraction(1), Fraction(1)), 0
    while max(map(abs, term)) * (1 << bits) > 1:
        number += 1
        lower, upper = times(term, (low, high), bits)
        term = outward(lower / number, upper / number, bits)
        total = total[0] + term[0], total[1] + term[1]
    rest = Fraction(2, 1 << bits)
    total = max(Fraction(0), total[0] - rest), total[1] + rest
    for _ in range(halvings):
        total = times(total, total, bits)
    return total


def logarithm(value: Fraction, bits: int) -> Bounds:
    """log(x) = k log(2) + log(m) for x = 2^k m > 0 with 1/2 < m < 2."""
    power = value.numerator.bit_length() - value.denominator.bit_length()
    rest = value / Fraction(2) ** power
    bits += GUARD + abs(power).bit_length()
    (low, high), (less, more) = _twice_artanh(Fraction(1, 3), bits), _twice_artanh((rest - 1) / (rest + 1), bits)
    ends = sorted([power * low, power * high])
    return ends[0] + less, ends[1] + more


def _twice_artanh(value: Fraction, bits: int) -> Bounds:
    """log((1 + z) / (1 - z)) = 2 (z + z^3 / 3 + z^5 / 5 + ...) for |z| <= 1/3. The terms that follow the one with z^n
    add up to at most |z|^n, as z^2 <= 1/9."""
    exact = outward(value, value, bits)
    square = times(exact, exact, bits)
    power, number, total = exact, 1, exact
    while max(map(abs, power)) * (1 << bits) > 1:
        number += 2
        power = times(power, square, bits)
        low, high = outward(power[0] / number, power[1] / number, bits)
        total = total[0] + low, total[1] + high
    rest = Fraction(2, 1 << bits)
    return 2 * (total[0] - rest), 2 * (total[1] + rest)


def root(value: Fraction, bits: int) -> Bounds:
    """The square root of x >= 0, from the integer root of 4^bits x."""
    found = isqrt(_floor(value * (1 << 2 * bits)))
    return Fraction(found, 1 << bits), Fraction(found + 1, 1 << bits)
