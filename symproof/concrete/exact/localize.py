"""Zero where something is known to be invertible: fractions are cleared by what the premises say is not zero.

A reciprocal r of an irreducible factor p of det(E), with E invertible by a premise, satisfies r p = 1; the inverse N of
such an E is adj(E) / det(E). Multiplying by powers of p and of det(E), which are not zero, decides equality exactly.
"""

from __future__ import annotations

from collections.abc import Iterable
from math import factorial

from flint import fmpq

from symproof.concrete.exact.matrices import Matrix, Scalar, adjugate, determinant
from symproof.concrete.exact.polynomials import Polynomials
from symproof.concrete.exact.rings import Letter

LARGEST = 3  # rows of an inverse that is written out
LONGEST = 2000  # terms of a polynomial that is cleared of fractions
MOST_TERMS = 200_000  # of all products that clearing one entry of one letter multiplies out


def vanishes(ring: Polynomials, residual: Matrix, invertible: Iterable[Matrix]) -> bool:
    """Whether every entry is zero wherever these matrices are invertible. False also where that is not decided."""
    small = [matrix for matrix in invertible if matrix.rows == matrix.columns <= LARGEST]
    short = [matrix for matrix in small if _leibniz_terms(matrix) <= MOST_TERMS]
    determinants = [value for value in map(determinant, short) if value and len(value) <= LONGEST]
    factors = [factor for value in determinants for factor, _ in value.factor()[1]]
    entries = [entry for row in residual.entries for entry in row if entry]
    return all(_vanishes(ring, entry, short, factors) for entry in entries)


def _vanishes(ring: Polynomials, entry: Scalar, invertible: list[Matrix], factors: list[Scalar]) -> bool:
    """Clears the newest letter first: the argument of a letter holds older letters only, of either kind."""
    for letter in ring.newest_fractions():
        if not entry:
            return True
        (argument,) = letter.arguments
        if len(entry) > LONGEST or letter.matrix.start is None:
            return False
        if letter.kind == "reciprocal":
            value = argument.entries[0][0]
            if value in factors:
                entry = _without_reciprocal(ring, entry, letter.matrix.start, value)
        elif any(_same_up_to_scale(matrix, argument) for matrix in invertible):
            found = _without_inverse(ring, entry, letter)
            if found is None:
                return False
            entry = found
    return not entry


def _leibniz_terms(matrix: Matrix) -> int:
    """A bound of the number of terms that the formula of Leibniz multiplies out for the determinant."""
    longest: int = max(len(entry) for row in matrix.entries for entry in row)
    return int(factorial(matrix.rows) * longest**matrix.rows)


def _same_up_to_scale(matrix: Matrix, primitive: Matrix) -> bool:
    """The argument of an inverse letter has its content divided out, and may be the transpose."""
    if (matrix.rows, matrix.columns) != (primitive.rows, primitive.columns):
        return False
    straight = [
        (x, y) for p, q in zip(matrix.entries, primitive.entries, strict=True) for x, y in zip(p, q, strict=True)
    ]
    turned = [(x, y) for p, q in zip(matrix.entries, zip(*primitive.entries, strict=True), strict=True)
              for x, y in zip(p, q, strict=True)]  # fmt: skip
    return _proportional(straight) or _proportional(turned)


def _proportional(pairs: list[tuple[Scalar, Scalar]]) -> bool:
    x, y = next((pair for pair in pairs if pair[1]), (None, None))
    return x is not None and bool(x) and all(a * y == b * x for a, b in pairs)


def _without_reciprocal(ring: Polynomials, entry: Scalar, place: int, argument: Scalar) -> Scalar:
    """The entry times argument**degree, with r * argument = 1 for the indeterminate r at this place."""
    degree = entry.degrees()[place]
    parts: dict[int, dict[tuple[int, ...], fmpq]] = {}
    for exponents, coefficient in entry.terms():
        rest = (*exponents[:place], 0, *exponents[place + 1 :])
        parts.setdefault(exponents[place], {})[rest] = coefficient
    return sum(
        (ring.context.from_dict(part) * argument ** (degree - power) for power, part in parts.items()), ring.zero
    )


def _without_inverse(ring: Polynomials, entry: Scalar, letter: Letter) -> Scalar | None:
    """The entry times det(E)**degree, with N = adj(E) / det(E). None where that is too long."""
    matrix, start = letter.arguments[0], letter.matrix.start or 0
    value, adjoint = determinant(matrix), adjugate(matrix, ring.one)
    places = range(start, start + matrix.rows * matrix.columns)
    parts: dict[int, dict[tuple[int, ...], fmpq]] = {}
    for exponents, coefficient in entry.terms():
        parts.setdefault(sum(exponents[at] for at in places), {})[exponents] = coefficient
    images = list(ring.generators)
    for at, image in zip(places, (x for row in adjoint.entries for x in row), strict=True):
        images[at] = image
    degree = max(parts)
    longest = max(len(images[at]) for at in places)
    if sum(len(part) * longest**power * len(value) ** (degree - power) for power, part in parts.items()) > MOST_TERMS:
        return None
    return sum(
        (
            ring.context.from_dict(part).compose(*images, ctx=ring.context) * value ** (degree - power)
            for power, part in parts.items()
        ),
        ring.zero,
    )
