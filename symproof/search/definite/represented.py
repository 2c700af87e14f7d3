"""Matrices at which a matrix polynomial is not semidefinite: from a functional, then smaller and with small entries.

The space of the words gives matrices for certain, of its own size. Smaller ones are looked for by descent on the first
entry of S(X), from compressions of these and from a few others: a basis can be chosen in which the vector v with
v^T S v < 0 comes first. All of it is in floats; what is returned is rational, and nothing is claimed of it.
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from fractions import Fraction
from itertools import chain
from typing import Any, TypeAlias

from symproof.language.affine import Affine, atoms
from symproof.language.records import dataclass
from symproof.search.definite.functional import Form, Functional, Letter, Question, transposed

Values: TypeAlias = dict[str, Any]  # matrices of floats
Rational: TypeAlias = list[list[Fraction]]

DENOMINATORS = (1, 2, 3, 4, 6, 12, 60, 1000, 1_000_000)
SCALES = (1, 2, 3, 4, 5, 8, 12, 20, 40, 100)  # of the largest entry, to try whole numbers
DESCENTS = {1: 6, 2: 12, 3: 16}  # from random matrices, by the size
FEW_DESCENTS = 2  # at larger ones
STEPS = 400
TINY = 1e-7  # a direction that counts as none
MOST_GIVEN = 8  # points of one size
LARGEST = 8  # size at which descent is tried
BELOW = 1e-9  # S must have an eigenvalue below this multiple of its size


@dataclass(frozen=True, slots=True)
class Point:
    """Sizes by their names, and a matrix for each symbol."""

    sizes: Mapping[str, int]
    values: Mapping[str, Rational]


def points(found: Functional) -> Iterator[Point]:
    """Rational matrices at which S should have a negative eigenvalue, the smallest sizes first, the largest last."""
    question = found.question
    whole = {size: len(words) for size, words in found.words.items()}
    letters = _represented(found)
    largest = max(whole.values())
    for size in dict.fromkeys([*range(1, min(largest, LARGEST) + 1), largest]):
        sizes = _sizes(question, whole, size)
        if sizes is None:
            continue
        start = _cut_down(question, letters, sizes)
        if question.premises or size > LARGEST:  # compressions keep the premises, descent would not
            yield from _rounded(question, start, sizes)
            continue
        for values in _descents(question, start, sizes):
            yield from _rounded(question, values, sizes)


def _sizes(question: Question, whole: Mapping[Affine, int], size: int) -> dict[Affine, int] | None:
    """The given number for every size, but numbers that are fixed as they are; None where the claim has another one."""
    every = {end for ends in question.shapes.values() for end in ends} | {question.size}
    sizes = {end: size if end.terms else end.constant for end in every}
    return None if sizes[question.size] != size else sizes


def named_sizes(sizes: Mapping[Affine, int]) -> dict[str, int]:
    """The values of those sizes that are names."""
    return {name: value for end, value in sizes.items() for name in atoms(end)}


# ------------------------------------------------------------------------------------------------ the whole space


def _represented(found: Functional) -> Values:
    """The letters as matrices on the spaces of words, in orthonormal bases whose first vector is the empty word."""
    import numpy

    bases = {size: _basis(found, size) for size in found.words}
    result: Values = {}
    for name, (rows, columns) in found.question.shapes.items():
        if rows not in bases or columns not in bases:
            result[name] = numpy.zeros((len(found.words.get(rows, ())), len(found.words.get(columns, ()))))
        elif _is_bounded(found.question, name):
            form = [[found((*transposed(left), (name, False), *right)) for right in found.words[columns]]
                    for left in found.words[rows]]  # fmt: skip
            left, right = numpy.linalg.pinv(bases[rows]), numpy.linalg.pinv(bases[columns])
            result[name] = left @ numpy.array(form) @ right.T
        else:
            result[name] = _extended(found, name, bases)
    return result


def _is_bounded(question: Question, name: str) -> bool:
    """Whether a premise speaks of the symbol, so that the functional knows all of its moments."""
    return any((name, False) in word or (name, True) in word for _, form in question.premises for word in form)


def _basis(found: Functional, size: Affine) -> Any:
    """Coordinates of the words, row by row: their products are the moments. The axes are those of the shorter words
    first, and among words of one length the directions that hold most."""
    import numpy

    words = found.words[size]
    gram = numpy.array([[found(transposed(left) + right) for right in words] for left in words])
    values, vectors = numpy.linalg.eigh(gram)
    rows = vectors * numpy.sqrt(numpy.maximum(values, 0.0))
    axes = numpy.zeros((0, len(words)))
    for length in sorted({len(word) for word in words}):
        part = rows[[len(word) == length for word in words]]
        _, sizes, directions = numpy.linalg.svd(part - part @ axes.T @ axes)
        axes = numpy.concatenate([axes, directions[: len(sizes)][sizes > TINY]])
    return rows @ axes.T


def _extended(found: Functional, name: str, bases: Mapping[Affine, Any]) -> Any:
    """X with X w = x w for the words w of which x w is a word too, its transpose likewise, and 0 on what is left."""
    import numpy

    rows, columns = found.question.shapes[name]
    known, image = _images(found, (name, False), bases[columns], bases[rows])
    other, turned = _images(found, (name, True), bases[rows], bases[columns])
    inverse = numpy.linalg.pinv(known)
    rest = numpy.eye(len(known)) - known @ inverse
    return image @ inverse + (turned @ numpy.linalg.pinv(other)).T @ rest


def _images(found: Functional, letter: Letter, before: Any, after: Any) -> tuple[Any, Any]:
    """The words to which the letter can be multiplied, and the products, as columns."""
    import numpy

    question = found.question
    rows, columns = question.ends(letter)
    pairs = []
    for at, word in enumerate(found.words[columns]):
        sign, product = question.upright((letter, *word))
        if product in found.words[rows]:
            pairs.append((before[at], sign * after[found.words[rows].index(product)]))
    if not pairs:
        return numpy.zeros((before.shape[1], 0)), numpy.zeros((after.shape[1], 0))
    return numpy.array([one for one, _ in pairs]).T, numpy.array([two for _, two in pairs]).T


# ------------------------------------------------------------------------------------------------ smaller spaces


def _cut_down(question: Question, letters: Values, sizes: Mapping[Affine, int]) -> Values:
    """The leading parts of the matrices, with zeros where there is no more."""
    import numpy

    result: Values = {}
    for name, (rows, columns) in question.shapes.items():
        matrix = letters[name][: sizes[rows], : sizes[columns]]
        result[name] = numpy.zeros((sizes[rows], sizes[columns]))
        result[name][: matrix.shape[0], : matrix.shape[1]] = matrix
    return result


def _descents(question: Question, start: Values, sizes: Mapping[Affine, int]) -> Iterator[Values]:
    """Matrices with a negative first entry of S, from the given ones and from others by chance; and the given ones."""
    import numpy

    source = numpy.random.default_rng(1)
    count = DESCENTS.get(sizes[question.size], FEW_DESCENTS)
    chance = ({name: source.standard_normal(matrix.shape) for name, matrix in start.items()} for _ in range(count))
    for values in chain([start], chance):
        found = _descended(question, values)
        if found is not None:
            yield found
    yield start


def _descended(question: Question, start: Values) -> Values | None:
    """A local minimum of the first entry of S(X) divided by a power of 1 + the norm of X, or None."""
    import numpy
    from scipy.optimize import minimize

    names = list(start)
    cuts = numpy.cumsum([start[name].size for name in names])[:-1]
    degree = max(map(len, question.form))

    def unpacked(flat: Any) -> Values:
        parts = numpy.split(flat, cuts)
        shaped = zip(names, parts, strict=True)
        return {name: _proper(question, name, part.reshape(start[name].shape)) for name, part in shaped}

    def objective(flat: Any) -> tuple[float, Any]:
        values = unpacked(flat)
        entry, slopes = _first_entry(question, values)
        scale = 1.0 + float(flat @ flat)
        power = scale ** (degree / 2)
        slope = numpy.concatenate([_proper(question, name, slopes[name]).ravel() for name in names])
        return entry / power, slope / power - degree * entry / (power * scale) * flat

    begin = numpy.concatenate([start[name].ravel() for name in names])
    found = minimize(objective, begin, jac=True, method="BFGS", options={"maxiter": STEPS})
    return unpacked(found.x) if found.fun < -BELOW else None


def _proper(question: Question, name: str, matrix: Any) -> Any:
    """The symmetric or antisymmetric part of a matrix that is to be so."""
    sign = question.signs.get(name)
    return matrix if sign is None else (matrix + sign * matrix.T) / 2


def _first_entry(question: Question, values: Values) -> tuple[float, Values]:
    """e^T S(X) e for the first unit column e, and its derivative by each matrix."""
    import numpy

    total, slopes = 0.0, {name: numpy.zeros(matrix.shape) for name, matrix in values.items()}
    for word, coefficient in question.form.items():
        matrices = [values[name].T if turned else values[name] for name, turned in word]
        unit = numpy.zeros(matrices[-1].shape[1] if matrices else 1)
        unit[0] = 1.0
        after = [unit]
        for matrix in reversed(matrices):
            after.append(matrix @ after[-1])
        before = unit
        for at, (name, turned) in enumerate(word):
            slope = numpy.outer(before, after[len(word) - 1 - at])
            slopes[name] += coefficient * (slope.T if turned else slope)
            before = before @ matrices[at]
        total += coefficient * float(after[-1][0])
    return total, slopes


# ------------------------------------------------------------------------------------------------ rational matrices


def _rounded(question: Question, values: Values, sizes: Mapping[Affine, int]) -> Iterator[Point]:
    """Rational matrices near the given ones, or near multiples of them, with small entries first."""
    import numpy

    largest = max((float(abs(matrix).max(initial=0.0)) for matrix in values.values()), default=0.0)
    if largest <= 0.0:
        return
    plans = [(scale / largest, 1) for scale in SCALES] + [(1.0, denominator) for denominator in DENOMINATORS]
    most = MOST_GIVEN if sizes[question.size] <= LARGEST else 1
    given = 0
    for factor, denominator in plans:
        whole = {name: numpy.rint(factor * denominator * matrix) for name, matrix in values.items()}
        if _is_negative(question, {name: matrix / denominator for name, matrix in whole.items()}, sizes):
            rational = {name: [[Fraction(int(x), denominator) for x in row] for row in matrix.tolist()]
                        for name, matrix in whole.items()}  # fmt: skip
            if question.column:
                rational[question.column] = [[Fraction(int(row == 0))] for row in range(sizes[question.size])]
            yield Point(named_sizes(sizes), rational)
            given += 1
            if given == most:
                return


def _is_negative(question: Question, values: Values, sizes: Mapping[Affine, int]) -> bool:
    """Whether S has a negative eigenvalue, and no premise has one, as far as floats can tell."""
    import numpy

    total = _value(question.form, values, sizes[question.size])
    total = total[:1, :1] if question.column else total
    if numpy.linalg.eigvalsh(total)[0] > -BELOW * float(abs(total).max(initial=1.0)):
        return False
    premises = [_value(form, values, sizes[size]) for size, form in question.premises]
    return all(numpy.linalg.eigvalsh(matrix)[0] > -BELOW for matrix in premises)


def _value(form: Form, values: Values, size: int) -> Any:
    import numpy

    total = numpy.zeros((size, size))
    for word, coefficient in form.items():
        product = numpy.eye(size)
        for name, turned in word:
            product = product @ (values[name].T if turned else values[name])
        total = total + coefficient * product
    return (total + total.T) / 2
