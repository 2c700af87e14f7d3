"""Matrices of indeterminates: polynomials over the rationals in python-flint, and their exact derivatives.

Differentiation is entry by entry: d f(P) / dx = sum over p, q of f'(P)_pq dP_pq/dx, an inverse N of E by implicit
differentiation, dN/dx = -N (dE/dx) N.
"""

from __future__ import annotations

from fractions import Fraction
from functools import lru_cache

from flint import Ordering, fmpq, fmpq_mat, fmpq_mpoly, fmpq_mpoly_ctx

from symproof.concrete.exact.matrices import Matrix, Scalar, multiply, of_scalar, trace_of_product
from symproof.concrete.exact.rings import Letter
from symproof.concrete.exact.symbolic import Symbolic
from symproof.concrete.failures import EvaluationError, GeneratorsError, TooLongError

MOST = 1024  # indeterminates of one ring: monomials hold one exponent for each
LARGEST = 40_000_000  # bytes of a product before like terms are collected; an exponent takes one
TERM = 16  # bytes of a term beside its exponents
SHORT = 16  # terms that are differentiated in the time of one product of short polynomials
STEP = 16  # contexts come in multiples of this many indeterminates, so that few of them are ever made


@lru_cache(maxsize=64)
def _indeterminates(count: int) -> tuple[fmpq_mpoly_ctx, tuple[fmpq_mpoly, ...]]:
    context = fmpq_mpoly_ctx.get([f"x{position}" for position in range(count)], Ordering.lex)
    return context, context.gens()


class Polynomials(Symbolic):
    """``count`` indeterminates at least; GeneratorsError where they do not suffice. With ``lasting``, symbols keep
    their indeterminates from one instance to the next (``restart``); what depends on arguments is made anew."""

    def __init__(self, count: int, limit: int | None = None, *, lasting: bool = False) -> None:
        super().__init__(limit)
        self.lasting = lasting
        self.count = -(-count // STEP) * STEP
        self.context, self.generators = _indeterminates(self.count)
        self.zero, self.one = self.context.constant(0), self.context.constant(1)
        self.used = 0
        self._top = self.count
        self._blocks: list[tuple[int, str, str, int | None, int, int]] = []
        self._letter_of: dict[int, tuple[Letter, int, int]] = {}
        self.reciprocals: list[Letter] = []
        self._derivatives: dict[tuple[int, int], Matrix] = {}
        self._nested: dict[int, bool] = {}
        self._sums: dict[int, Scalar] = {}

    def number(self, value: Fraction) -> Scalar:
        """The constant polynomial of a rational."""
        return self.context.constant(fmpq(value.numerator, value.denominator))

    def length(self, value: Scalar) -> int:
        """The number of terms of a polynomial."""
        return len(value)

    def text(self, value: Scalar, most: int) -> str:
        """The polynomial in the readable names of the indeterminates, at most so many terms of it."""
        if not value:
            return "0"
        parts = [self._term_text(exponents, coefficient) for exponents, coefficient in list(value.terms())[:most]]
        shown = " + ".join(parts).replace("+ -", "- ")
        return shown + (f" + ... ({len(value)} terms)" if len(value) > most else "")

    def _term_text(self, exponents: tuple[int, ...], coefficient: fmpq) -> str:
        powers = [(self.name(at), degree) for at, degree in enumerate(exponents) if degree]
        factors = [name if degree == 1 else f"{name}**{degree}" for name, degree in powers]
        if not factors or coefficient not in (1, -1):
            factors.insert(0, str(coefficient))
        return ("-" if coefficient == -1 and powers else "") + "*".join(factors)

    def product(self, left: Matrix, right: Matrix) -> Matrix:
        """The matrix product; the work it takes is counted."""
        self._count(left, right)
        return multiply(left, right)

    def trace_of_product(self, left: Matrix, right: Matrix) -> Matrix:
        """The trace of the product: a sum of squares needs no entry off the diagonal."""
        fits = (left.rows, left.columns) == (right.columns, right.rows)
        if not fits or left.unit or right.unit:
            return super().trace_of_product(left, right)
        self._count(left, right)
        return trace_of_product(left, right)

    def _count(self, left: Matrix, right: Matrix) -> None:
        """Counts the work of a product. Raises TooLongError where that or the memory for it exceeds the limit."""
        if not (left.unit or right.unit):
            length = len(left.entries[0][0]) * len(right.entries[-1][-1])
            products = left.rows * right.columns * min(left.columns, right.rows)
            if products * length * (self.count + TERM) > LARGEST:
                raise TooLongError
            self.spend(products * (1 + length // 4))

    def linear(self, value: Scalar, count: int) -> tuple[list[fmpq], fmpq]:
        """``(c, b)`` where the polynomial, of degree at most 1, is c x - b in the first ``count`` indeterminates."""
        row, right = [fmpq(0)] * count, fmpq(0)
        for exponents, coefficient in value.terms():
            place = next((at for at, degree in enumerate(exponents) if degree), None)
            if place is None:
                right = -coefficient
            else:
                row[place] = coefficient
        return row, right

    # -------------------------------------------------------------------------------- letters

    def inverse(self, matrix: Matrix) -> Matrix:
        """A letter; of the zero matrix there is no inverse, whatever the symbols are, and nothing is said about one."""
        if matrix.rows == matrix.columns and matrix.is_zero:
            raise EvaluationError("SP514", "the inverse of a matrix that is zero")
        return super().inverse(matrix)

    def fresh(self, kind: str, name: str, index: int | None, rows: int, columns: int) -> Matrix:
        """A matrix of new indeterminates."""
        size = rows * columns
        if self.used + size > self._top:
            wanted = self.used + self.count - self._top + size
            if wanted > MOST:
                raise TooLongError
            raise GeneratorsError(wanted)
        if self.lasting and kind != "symbol":
            self._top -= size
            start = self._top
        else:
            start = self.used
            self.used += size
        self._blocks.append((start, kind, name, index, rows, columns))
        gens = self.generators
        entries = [list(gens[at : at + columns]) for at in range(start, start + size, columns)]
        return Matrix(rows, columns, entries, start=start)

    def restart(self) -> None:
        """Forgets the letters that depend on arguments, and their work."""
        self.work = 0
        if self._top == self.count:
            return
        self._top = self.count
        self._blocks = [block for block in self._blocks if block[1] == "symbol"]
        for letters in (self.inverses, self.applied, self.reciprocals):
            letters.clear()

    def name(self, generator: int) -> str:
        """The readable name of an indeterminate: ``M2_13``, or ``f'(1)_13`` for the first f'(P) that was met."""
        number = next(
            at for at, block in enumerate(self._blocks) if block[0] <= generator < block[0] + block[4] * block[5]
        )
        start, kind, name, index, rows, columns = self._blocks[number]
        if kind == "symbol":
            label = name if index is None else f"{name}{index}"
        else:
            same = sum(block[1:3] == (kind, name) for block in self._blocks[: number + 1])
            prime = "'" if kind == "slope" else ""
            label = f"{name}{prime}({same})"
        return _entry_name(label, *divmod(generator - start, columns), rows, columns)

    def content(self, matrix: Matrix) -> Scalar:
        """The greatest common divisor of the entries, one of its leading coefficient."""
        common = self.zero
        for row in matrix.entries:
            for entry in row:
                common = common.gcd(entry)
                if common == 1:
                    return common
        return common

    def rational(self, value: Scalar) -> fmpq | None:
        """The rational that the polynomial is, or None."""
        return _constant(value) if not value or value.is_constant() else None

    def leading(self, value: Scalar) -> Scalar:
        """The leading coefficient of a polynomial."""
        return value.leading_coefficient()

    def constant_inverse(self, matrix: Matrix) -> Matrix | None:
        """The inverse of an invertible matrix of numbers; also of the 1 x 1 matrix that is left when its content is
        divided out."""
        if not all(entry.is_constant() for row in matrix.entries for entry in row):
            return None
        numbers = fmpq_mat([[_constant(entry) for entry in row] for row in matrix.entries])
        if not numbers.det():
            return None
        return Matrix(
            matrix.rows, matrix.columns, [[self.context.constant(x) for x in r] for r in numbers.inv().tolist()]
        )

    def reciprocal(self, value: Scalar) -> Scalar:
        """By factors, so that it is multiplicative."""
        if not value:
            raise EvaluationError("SP514", "the reciprocal of zero")
        constant, factors = value.factor()
        result = self.context.constant(1 / constant)
        for factor, exponent in factors:
            result = result * self._irreducible_reciprocal(factor) ** int(exponent)
        return result

    def _irreducible_reciprocal(self, factor: Scalar) -> Scalar:
        for letter in self.reciprocals:
            argument, value = letter.arguments[0].entries[0][0], letter.matrix.entries[0][0]
            if argument == factor:
                return value
            if value == factor:
                return argument
        letter = Letter("reciprocal", "inv", None, (of_scalar(factor),), self.fresh("reciprocal", "inv", None, 1, 1))
        self.reciprocals.append(letter)
        return letter.matrix.entries[0][0]

    def dependent_letters(self) -> list[Letter]:
        """Letters with arguments."""
        return [*self.inverses, *self.applied, *self.reciprocals]

    def newest_fractions(self) -> list[Letter]:
        """The inverses and reciprocals in one list, the newest first: their arguments hold older letters only."""
        letters = [*self.inverses, *self.reciprocals]
        downwards = self.lasting  # the direction in which letters with arguments take their indeterminates
        return sorted(letters, key=lambda letter: letter.matrix.start or 0, reverse=not downwards)

    # -------------------------------------------------------------------------------- derivatives

    def index_letters(self) -> None:
        self._letter_of.clear()
        self._derivatives.clear()
        self._nested.clear()
        self._sums.clear()
        for letter in self.dependent_letters():
            for p, row in enumerate(self.places(letter.matrix)):
                for q, place in enumerate(row):
                    self._letter_of[place] = (letter, p, q)

    def generator(self, entry: Scalar) -> int:
        """The number of the indeterminate that the entry is."""
        if len(entry) == 1 and entry.total_degree() == 1:
            place = next(at for at, degree in enumerate(entry.degrees()) if degree)
            if entry == self.generators[place]:
                return place
        raise EvaluationError("SP513", "a derivative by something that is not a free symbol")

    def derivative(self, value: Scalar, place: int) -> Scalar:
        """The total derivative by indeterminate number ``place``: letters move with their arguments."""
        total = value.derivative(place)
        if not self._letter_of:
            return total
        degrees = value.degrees()
        for generator, (letter, row, column) in self._letter_of.items():
            if degrees[generator] > 0:  # the degrees of zero are negative
                self.spend(len(value) // SHORT)
                moved = self._moved(letter, place).entries[row][column]
                if moved:
                    total = total + value.derivative(generator) * moved
        return total

    def _moved(self, letter: Letter, place: int) -> Matrix:
        """The derivative of a letter."""
        key = (id(letter), place)
        if key not in self._derivatives:
            argument = letter.arguments[0]
            if letter.kind == "value" and not self._holds_letters(argument):
                self._derivatives[key] = of_scalar(self._contracted(letter).derivative(place))
                return self._derivatives[key]
            if self._holds_letters(argument):
                moved = argument.map(lambda entry: self.derivative(entry, place))
            else:
                moved = argument.map(lambda entry: entry.derivative(place))
            self._derivatives[key] = self._chain_rule(letter, moved)
        return self._derivatives[key]

    def _contracted(self, letter: Letter) -> Scalar:
        """The sum of f'(P)_pq P_pq: as the f'(P)_pq are indeterminates, its derivative is that of f(P)."""
        key = id(letter)
        if key not in self._sums:
            (argument,) = letter.arguments
            slope = self.apply("slope", letter.name, (argument,), argument.rows, argument.columns)
            pairs = zip(slope.entries, argument.entries, strict=True)
            self._sums[key] = sum((f * x for fs, xs in pairs for f, x in zip(fs, xs, strict=True)), self.zero)
        return self._sums[key]

    def _holds_letters(self, matrix: Matrix) -> bool:
        key = id(matrix)
        if key not in self._nested:
            degrees = [entry.degrees() for row in matrix.entries for entry in row]
            self._nested[key] = any(degree[at] > 0 for degree in degrees for at in self._letter_of)
        return self._nested[key]

    def _chain_rule(self, letter: Letter, moved: Matrix) -> Matrix:
        matrix = letter.matrix
        if moved.is_zero:
            return matrix.map(lambda entry: self.zero)
        if letter.kind in ("inverse", "reciprocal"):
            return self.product(self.product(matrix, moved), matrix).map(lambda entry: -entry)
        if letter.kind == "value":
            slope = self.apply("slope", letter.name, letter.arguments, moved.rows, moved.columns)
            pairs = zip(slope.entries, moved.entries, strict=True)
            terms = (f * d for fs, ds in pairs for f, d in zip(fs, ds, strict=True) if d)
            return of_scalar(sum(terms, self.zero))
        if letter.kind == "call" and letter.name in _SCALAR_RULES:
            return of_scalar(_SCALAR_RULES[letter.name](self, letter) * moved.entries[0][0])
        what = f"{letter.name}'" if letter.kind == "slope" else letter.name
        raise EvaluationError("SP513", f"{what} of something that moves is not differentiated")


_SCALAR_RULES = {
    "log": lambda ring, letter: ring.reciprocal(letter.arguments[0].entries[0][0]),
    "exp": lambda ring, letter: letter.matrix.entries[0][0],
    "abs": lambda ring, letter: letter.matrix.entries[0][0] * ring.reciprocal(letter.arguments[0].entries[0][0]),
    "sqrt": lambda ring, letter: ring.reciprocal(letter.matrix.entries[0][0]) / 2,
}


def _constant(entry: Scalar) -> fmpq:
    return entry.leading_coefficient() if entry else fmpq(0)


def _entry_name(label: str, row: int, column: int, rows: int, columns: int) -> str:
    """``M2_13``: entry (1, 3) of M_2; ``w2_1`` for a column; ``c`` for a scalar."""
    if rows == columns == 1:
        return label
    if columns == 1:
        return f"{label}_{row + 1}"
    separator = "," if max(rows, columns) > 9 else ""
    return f"{label}_{row + 1}{separator}{column + 1}"
