"""Random terms, and two evaluations that share nothing with the kernel's arithmetic: of a term, and of a normal form.

A world gives every size a number and every symbol an exact matrix; evaluation is by python-flint.
"""

from __future__ import annotations

import random
from collections.abc import Callable
from dataclasses import dataclass
from fractions import Fraction

from flint import fmpq, fmpq_mat
from kernel.building import declare, j, k, matrix, named, relation, scalars, within

from symproof.kernel.algebra.normal import Normalizer
from symproof.kernel.algebra.words import Atom, Letter, Polynomial, Word
from symproof.kernel.context import context_of
from symproof.language.affine import ONE, Affine, integer, parameter, shift
from symproof.language.terms import (
    Chain,
    Identity,
    Integer,
    Inverse,
    Number,
    Power,
    Product,
    Sum,
    Symbol,
    Term,
    Trace,
    Transpose,
    Zero,
)
from symproof.search.ranges import searching

Shape = tuple[str, str]
SIZES = {"1": ONE, "n": parameter("n"), "m": parameter("m")}
SYMBOLS: dict[str, Shape] = {
    "A": ("n", "n"), "E": ("n", "n"), "B": ("n", "m"), "C": ("m", "n"), "G": ("m", "m"), "u": ("n", "1"),
    "v": ("m", "1"), "w": ("1", "n"), "a": ("1", "1"), "c": ("1", "1"),
}  # fmt: skip
INVERTED: dict[str, Shape] = {"R": ("n", "n"), "s": ("1", "1")}  # occur under an inverse only
FAMILY = "F"  # n x n, indices 1 to 4
DECLARED = declare(
    *(matrix(name, SIZES[rows], SIZES[columns]) for name, (rows, columns) in (SYMBOLS | INVERTED).items()),
    matrix(FAMILY, SIZES["n"], SIZES["n"], within("l", 1, 4)),
    *scalars("t"),
    sizes=("n", "m"),
)


def normalizer() -> Normalizer:
    return Normalizer(context_of(DECLARED, ()))


def long_normalizer() -> Normalizer:
    """With a family from 1 to k + 2, where 1 <= j <= k - 2; ranges are found, not given."""
    last = shift(k, 2)
    declared = declare(
        matrix(FAMILY, SIZES["n"], SIZES["n"], within("l", 1, last)), integers=("j", "k"), sizes=("n", "m")
    )
    facts = {"low": relation(1, "<=", j), "high": relation(shift(j, 2), "<=", k)}
    return Normalizer(searching(context_of(declared, named(facts))))


# ------------------------------------------------------------------------------------------------ random terms


@dataclass
class Terms:
    """Random well-typed terms; ``sums_inverted``: also the inverses of square terms that are not symbols."""

    chance: random.Random
    sums_inverted: bool = False

    def term(self, shape: Shape, depth: int) -> Term:
        if depth == 0 or self.chance.random() < 0.15:
            return self.leaf(shape)
        rules: list[Callable[[Shape, int], Term]] = [self.sum, self.product, self.product, self.scaled, self.transposed]
        if shape[0] == shape[1]:
            rules += [self.power, self.inverse]
        if shape == ("1", "1"):
            rules += [self.trace, self.trace]
        return self.chance.choice(rules)(shape, depth - 1)

    def leaf(self, shape: Shape) -> Term:
        found: list[Term] = [Symbol(name) for name, declared in SYMBOLS.items() if declared == shape] * 2
        found += [Transpose(Symbol(name)) for name, (rows, columns) in SYMBOLS.items() if (columns, rows) == shape]
        found += [Inverse(Symbol(name)) for name, declared in INVERTED.items() if declared == shape]
        rows, columns = SIZES[shape[0]], SIZES[shape[1]]
        if shape == ("1", "1"):
            found += [Number(Fraction(self.chance.randint(-3, 3), self.chance.choice([1, 1, 2])))]
            found += [Integer(self.chance.choice([SIZES["n"], SIZES["m"], Affine(-2, (("n", 1),))]))]
        elif shape[0] == shape[1]:
            found.append(Identity(rows))
        if shape == ("n", "n"):
            found += [self.chain(), Symbol(FAMILY, integer(self.chance.randint(1, 4)))]
        if not found or self.chance.random() < 0.03:
            found.append(Zero(rows, columns))
        return self.chance.choice(found)

    def chain(self) -> Term:
        low = self.chance.randint(1, 4)
        return Chain(FAMILY, integer(self.chance.randint(low - 1, 4)), integer(low))

    def sum(self, shape: Shape, depth: int) -> Term:
        return Sum(tuple(self.term(shape, depth) for _ in range(self.chance.randint(2, 3))))

    def product(self, shape: Shape, depth: int) -> Term:
        inner = self.chance.choice(["1", "n", "n", "m"])
        return Product((self.term((shape[0], inner), depth), self.term((inner, shape[1]), depth)))

    def scaled(self, shape: Shape, depth: int) -> Term:
        factors = [self.term(("1", "1"), depth), self.term(shape, depth)]
        self.chance.shuffle(factors)
        return Product(tuple(factors))

    def transposed(self, shape: Shape, depth: int) -> Term:
        return Transpose(self.term((shape[1], shape[0]), depth))

    def power(self, shape: Shape, depth: int) -> Term:
        return Power(self.term(shape, min(depth, 1)), integer(self.chance.randint(0, 2)))

    def trace(self, shape: Shape, depth: int) -> Term:
        size = self.chance.choice(["n", "m"])
        return Trace(self.term((size, size), depth))

    def inverse(self, shape: Shape, depth: int) -> Term:
        return Inverse(self.term(shape, min(depth, 1))) if self.sums_inverted else self.product(shape, depth)


def degree(term: Term) -> int:
    """A bound of the number of letters in a word of the term."""
    if isinstance(term, Sum):
        return max(map(degree, term.terms))
    if isinstance(term, Product):
        return sum(map(degree, term.factors))
    if isinstance(term, Transpose | Trace | Inverse):
        return degree(term.argument)
    if isinstance(term, Power):
        return degree(term.base) * abs(term.exponent.constant)
    if isinstance(term, Chain):
        return term.high.constant - term.low.constant + 1
    return int(isinstance(term, Symbol | Integer))


# ------------------------------------------------------------------------------------------------ evaluation


class World:
    """Numbers for sizes, exact matrices for symbols."""

    def __init__(self, chance: random.Random, sizes: dict[str, int], entries: int = 3) -> None:
        self.sizes = sizes | {"1": 1}
        self.matrices: dict[str, fmpq_mat] = {}
        for name, (rows, columns) in (SYMBOLS | INVERTED).items():
            self.matrices[name] = self.random(chance, self.sizes[rows], self.sizes[columns], entries)
            while name in INVERTED and self.matrices[name].det() == 0:
                self.matrices[name] = self.random(chance, self.sizes[rows], self.sizes[columns], entries)
        self.family = [self.random(chance, sizes["n"], sizes["n"], entries) for _ in range(9)]

    @staticmethod
    def random(chance: random.Random, rows: int, columns: int, entries: int) -> fmpq_mat:
        return fmpq_mat(rows, columns, [chance.randint(-entries, entries) for _ in range(rows * columns)])

    def number(self, value: Affine) -> int:
        return value.constant + sum(by * self.sizes[str(atom)] for atom, by in value.terms)

    def identity(self, size: int) -> fmpq_mat:
        return fmpq_mat(size, size, [int(row == column) for row in range(size) for column in range(size)])

    def chain(self, high: int, low: int) -> fmpq_mat:
        result = self.identity(self.sizes["n"])
        for index in range(high, low - 1, -1):
            result = result * self.family[index]
        return result

    # -------------------------------------------------------------------------------- of a term

    def value(self, term: Term) -> fmpq_mat:  # noqa: C901 - one branch for each kind of term
        match term:
            case Symbol(name, None):
                return self.matrices[name]
            case Symbol(_, index) if index is not None:
                return self.family[index.constant]
            case Chain(_, high, low):
                return self.chain(self.number(high), self.number(low))
            case Identity(size):
                return self.identity(self.number(size))
            case Zero(rows, columns):
                return fmpq_mat(self.number(rows), self.number(columns))
            case Number(value):
                return scalar(fmpq(value.numerator, value.denominator))
            case Integer(value):
                return scalar(fmpq(self.number(value)))
            case Sum(terms):
                values = list(map(self.value, terms))
                return sum(values[1:], values[0])
            case Product(factors):
                return multiplied([self.value(factor) for factor in factors])
            case Power(base, exponent):
                value = self.value(base)
                return multiplied([self.identity(value.nrows()), *[value] * exponent.constant])
            case Transpose(argument):
                return self.value(argument).transpose()
            case Inverse(argument):
                return self.value(argument).inv()
            case Trace(argument):
                return scalar(trace(self.value(argument)))
        raise TypeError(type(term).__name__)

    # -------------------------------------------------------------------------------- of a normal form

    def form(self, form: Polynomial, normal: Normalizer) -> fmpq_mat:
        rows, columns = self.number(form.rows), self.number(form.columns)
        total = fmpq_mat(rows, columns)
        for (monomial, word), coefficient in form.terms.items():
            weight = fmpq(Fraction(coefficient).numerator, Fraction(coefficient).denominator)
            for atom in monomial:
                weight *= self.atom(atom, normal)
            total += self.word(word, rows, normal) * weight
        return total

    def atom(self, atom: Atom, normal: Normalizer) -> fmpq:
        kind, content = atom
        if kind == "integer":
            return fmpq(self.number(parameter(content)))  # type: ignore[arg-type]
        value = self.word(content, 1, normal)  # type: ignore[arg-type]
        return trace(value)

    def word(self, word: Word, size: int, normal: Normalizer) -> fmpq_mat:
        if not word:
            return self.identity(size)
        values = [self.letter(letter, normal) for letter in word]
        result = values[0]
        for value in values[1:]:
            result = result * value
        return result

    def letter(self, letter: Letter, normal: Normalizer) -> fmpq_mat:
        if letter.base in normal.inverse_of:
            value = self.form(normal.inverse_of[letter.base], normal).inv()
        elif letter.high is not None and letter.low is not None:
            value = self.chain(self.number(letter.high), self.number(letter.low))
        else:
            value = self.matrices[letter.base.name]
        return value.transpose() if letter.transposed else value


def scalar(value: fmpq) -> fmpq_mat:
    return fmpq_mat(1, 1, [value])


def trace(value: fmpq_mat) -> fmpq:
    return sum((value[place, place] for place in range(value.nrows())), fmpq(0))


def multiplied(values: list[fmpq_mat]) -> fmpq_mat:
    """The matrix product; a 1 x 1 matrix scales."""
    result = values[0]
    for value in values[1:]:
        if (result.nrows(), result.ncols()) == (1, 1):
            result = value * result[0, 0]
        elif (value.nrows(), value.ncols()) == (1, 1):
            result = result * value[0, 0]
        else:
            result = result * value
    return result
