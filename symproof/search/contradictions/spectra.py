"""Eigenvalues from an equation p(W) = 0: traces of idempotents, nilpotents and whatever else has known eigenvalues.

The eigenvalues of a real W of size n are roots of p, those that are not real in conjugate pairs. If p is a product of
factors x - r and of x^2 + b x + c without real roots, up to powers, then there are integers m_r, m_bc >= 0 with
n = sum m_r + 2 sum m_bc and tr(W^k) = sum m_r r^k + sum m_bc s_k, where s_k is the sum of the k-th powers of the two
roots: s_0 = 2, s_1 = -b, s_k = -b s_{k-1} - c s_{k-2}. So A*A = A gives tr(A) = m with 0 <= m <= n.
"""

from __future__ import annotations

from collections.abc import Iterator
from fractions import Fraction
from itertools import pairwise
from math import lcm

from symproof.kernel.algebra.words import Monomial, Polynomial, Word, reverse, trace_monomial
from symproof.language.affine import affine_text
from symproof.search.contradictions.known import Coefficients, Ids, Known, Linear, coefficients, square_sized

COUNT = "count"  # the kind of the atoms that stand for multiplicities
HIGHEST = 6  # power whose trace is known
DEGREE = 24


def spectra(known: Known) -> Iterator[Linear]:
    """The traces of powers and the size as sums of multiplicities."""
    for number, held in enumerate(known.equations):
        found = _polynomial(held.form) if square_sized(held.form) else None
        if found is not None:
            yield from _multiplicities(known, number, held.ids, held.form, *found)


def _polynomial(form: Polynomial) -> tuple[Word, list[Fraction]] | None:
    """W and the coefficients of p, lowest first, where the form is p(W)."""
    words = [word for _, word in form.terms if word]
    if any(monomial for monomial, _ in form.terms) or not words:
        return None
    root = _root(min(words, key=len))
    for candidate in (root, min(words, key=len)):
        powers = {candidate * power: power for power in range(1, DEGREE // len(candidate) + 1)} | {(): 0}
        if candidate[0].rows == candidate[-1].columns and all(word in powers for _, word in form.terms):
            found = {powers[word]: Fraction(c) for (_, word), c in form.terms.items()}
            return candidate, [found.get(power, Fraction(0)) for power in range(max(found) + 1)]
    return None


def _root(word: Word) -> Word:
    """The shortest word of which this one is a power."""
    for length in range(1, len(word)):
        if word[:length] * (len(word) // length) == word:
            return word[:length]
    return word


def _multiplicities(
    known: Known, number: int, ids: Ids, form: Polynomial, word: Word, p: list[Fraction]
) -> Iterator[Linear]:
    factors = _factors(p)
    sums = [_sums(factor) for factor in factors]
    counts: list[Monomial] = [((COUNT, f"{number}.{k}"),) for k in range(len(sums))]
    text = f"the eigenvalues of {'*'.join(letter.base.text for letter in word)} are roots of a polynomial, "
    text += f"{affine_text(form.rows)} in all, and those that are not real come in pairs"
    for count in counts:
        yield Linear(frozenset(), {count: Fraction(1)}, ">=")
    for absent, why in _absent(known, word, factors):
        yield Linear(ids | why, {counts[absent]: Fraction(1)}, "=", text)
    size = coefficients(known.normal.integer(form.rows))
    yield Linear(ids, _minus(size, counts, [powers[0] for powers in sums]), "=", text)
    for power in range(1, HIGHEST + 1):
        trace: Coefficients = {trace_monomial(word * power): Fraction(1)}
        weights = [powers[power] for powers in sums]
        if all(weight is not None for weight in weights):
            yield Linear(ids, _minus(trace, counts, weights), "=", text)


def _absent(known: Known, word: Word, factors: list[list[Fraction]]) -> Iterator[tuple[int, Ids]]:
    """The factors whose roots are no eigenvalues, and the premises by which: no real roots, where W is symmetric; those
    of q, where q(W) is invertible."""
    sign, turned, ids = known.turned(reverse(word))
    symmetric = turned == word and sign == 1
    for number, factor in enumerate(factors):
        if symmetric and not real_roots(factor):
            yield number, ids
        for held in known.invertible:
            found = _polynomial(held.form) if square_sized(held.form) else None
            if found is not None and found[0] == word and not _remainder(found[1], factor):
                yield number, held.ids


def _minus(left: Coefficients, counts: list[Monomial], weights: list[Fraction | None]) -> Coefficients:
    return left | {count: -weight for count, weight in zip(counts, weights, strict=True) if weight}


def _factors(p: list[Fraction]) -> list[list[Fraction]]:
    """The irreducible factors over the rationals, lowest coefficient first, without their powers."""
    from flint import fmpz_poly  # only where such an equation is looked at

    scale = lcm(*(c.denominator for c in p))
    _, factors = fmpz_poly([int(c * scale) for c in p]).factor()
    return [[Fraction(int(c)) for c in factor.coeffs()] for factor, _ in factors]


def _sums(factor: list[Fraction]) -> list[Fraction | None]:
    """Sums of the powers 0, 1, ... of the roots that count together; None where they need not be rational: for several
    real roots, whose multiplicities may differ."""
    leading = factor[-1]
    if len(factor) == 2:
        root = -factor[0] / leading
        return [root**power for power in range(HIGHEST + 1)]
    real = real_roots(factor)
    together = Fraction(1 if real else 2)
    if len(factor) > 3 or real:
        return [together, *[None] * HIGHEST]
    b, c = factor[1] / leading, factor[0] / leading
    sums = [Fraction(2), -b]
    while len(sums) <= HIGHEST:
        sums.append(-b * sums[-1] - c * sums[-2])
    return list(sums)


def real_roots(factor: list[Fraction]) -> int:
    """How many distinct real roots the polynomial has: sign changes of its Sturm sequence at minus infinity less those
    at infinity."""
    sequence = [factor, [power * c for power, c in enumerate(factor)][1:]]
    while len(sequence[-1]) > 1:
        rest = _remainder(sequence[-2], sequence[-1])
        if not rest:
            break
        sequence.append([-c for c in rest])
    above = [p[-1] for p in sequence]
    below = [p[-1] * (-1) ** (len(p) - 1) for p in sequence]
    return _changes(below) - _changes(above)


def _remainder(left: list[Fraction], right: list[Fraction]) -> list[Fraction]:
    left = list(left)
    while len(left) >= len(right):
        factor = left[-1] / right[-1]
        shift = len(left) - len(right)
        for power, c in enumerate(right):
            left[shift + power] -= factor * c
        left.pop()
    while left and not left[-1]:
        left.pop()
    return left


def _changes(values: list[Fraction]) -> int:
    return sum(a * b < 0 for a, b in pairwise(values))
