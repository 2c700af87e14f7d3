"""Random terms with derivatives, f, f' and inverses, and an exact evaluation of them that knows no calculus.

A jet is a matrix over Q[t1, t2, ...] modulo all tk^2: the derivative of e along H is what e(X + t H) has before t.
Each f is a cubic of its own, whose gradient is written down here.
"""

from __future__ import annotations

import random
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from dataclasses import dataclass, fields, is_dataclass
from fractions import Fraction
from typing import Any

from flint import fmpq, fmpq_mat
from kernel.building import declare, named, relation, within
from kernel.worlds import DECLARED, FAMILY, INVERTED, SIZES, SYMBOLS, Shape, Terms

from symproof.kernel.algebra.normal import Normalizer
from symproof.kernel.algebra.words import Atom, Letter, Polynomial, Word
from symproof.kernel.context import context_of
from symproof.language.affine import Affine, integer, parameter, shift
from symproof.language.declarations import FunctionDeclaration, Piece, SymbolDeclaration
from symproof.language.formulas import Formula
from symproof.language.terms import (
    Chain,
    Differential,
    Gradient,
    Identity,
    Integer,
    Inverse,
    Number,
    Power,
    Product,
    Slope,
    Sum,
    Symbol,
    Term,
    Trace,
    Transpose,
    Value,
    Zero,
)

FUNCTIONS: dict[str, Shape] = {"f": ("n", "n"), "g": ("1", "1"), "h": ("n", "m")}
DEFINED, PIECES = "D", "P"  # a symbol, n x n; a family, P_l = F_{l+1} for l <= 2, A F_l for l >= 3
ELL = parameter("l")
FACTS: dict[str, dict[str, Formula]] = {
    "free": {}, "n = 1": {"n": relation(SIZES["n"], "=", 1)}, "m = 1": {"m": relation(SIZES["m"], "=", 1)},
    "n = m": {"n": relation(SIZES["n"], "=", SIZES["m"])},
}  # fmt: skip
VARIABLES = [*(Symbol(name) for name in SYMBOLS), Symbol(FAMILY, integer(2)), Symbol(FAMILY, integer(3))]


def pieces() -> tuple[Piece, ...]:
    later = Piece(Product((Symbol("A"), Symbol(FAMILY, ELL))), integer(3), integer(4))
    return Piece(Symbol(FAMILY, shift(ELL, 1)), integer(1), integer(2)), later


def normalizer(body: Term, facts: str) -> Normalizer:
    """Where D stands for this body."""
    n = SIZES["n"]
    declared = declare(
        *DECLARED.symbols,
        SymbolDeclaration(DEFINED, n, n, pieces=(Piece(body),)),
        SymbolDeclaration(PIECES, n, n, within("l", 1, 4), pieces()),
        sizes=("n", "m"),
        functions=[FunctionDeclaration(name, SIZES[r], SIZES[c]) for name, (r, c) in FUNCTIONS.items()],
    )
    return Normalizer(context_of(declared, named(FACTS[facts])))


def inverted(node: Any) -> Iterator[Term]:
    """The arguments of inverses, inner ones first."""
    if isinstance(node, tuple):
        for item in node:
            yield from inverted(item)
    elif is_dataclass(node):
        for field in fields(node):
            yield from inverted(getattr(node, field.name))
        if isinstance(node, Inverse):
            yield node.argument


# ------------------------------------------------------------------------------------------------ random terms


@dataclass
class Calculus(Terms):
    """Random well-typed terms with derivatives and functions; ``defined``: also with D and P."""

    defined: bool = False

    def term(self, shape: Shape, depth: int) -> Term:
        if depth == 0 or self.chance.random() < 0.5:
            return super().term(shape, depth)
        rules: list[Callable[[Shape, int], Term]] = [self.by_scalar, self.differential]
        rules += [self.value] * 3 * (shape == ("1", "1")) + [self.slope] * (shape in FUNCTIONS.values())
        rules += [self.gradient] * 3 * bool(self._variables(shape))
        rules += [self.inverted] * 2 * (shape[0] == shape[1])
        rules += [self.jacobian] * 2 * (shape[1] in ("n", "m"))
        return self.chance.choice(rules)(shape, depth - 1)

    def leaf(self, shape: Shape) -> Term:
        if shape[0] == shape[1] and self.chance.random() < 0.2:
            join = self.chance.choice([Sum, Product])
            return Inverse(join((super().leaf(shape), super().leaf(shape))))
        if self.defined and shape == ("n", "n") and self.chance.random() < 0.3:
            low = self.chance.randint(1, 4)
            chained = Chain(PIECES, integer(self.chance.randint(low - 1, 4)), integer(low))
            return self.chance.choice([Symbol(DEFINED), Symbol(PIECES, integer(low)), chained])
        return super().leaf(shape)

    def _variables(self, shape: Shape) -> list[Symbol]:
        return [variable for variable in VARIABLES if _shape(variable) == shape]

    def value(self, shape: Shape, depth: int) -> Term:
        function = self.chance.choice(list(FUNCTIONS))
        return Value(function, self.term(FUNCTIONS[function], depth))

    def slope(self, shape: Shape, depth: int) -> Term:
        function = next(name for name, taken in FUNCTIONS.items() if taken == shape)
        return Slope(function, self.term(shape, depth))

    def gradient(self, shape: Shape, depth: int) -> Term:
        return Gradient(self.term(("1", "1"), depth), self.chance.choice(self._variables(shape)))

    def jacobian(self, shape: Shape, depth: int) -> Term:
        by = Symbol("u" if shape[1] == "n" else "v")
        return Gradient(self.term((shape[0], "1"), depth), by, jacobian=True)

    def by_scalar(self, shape: Shape, depth: int) -> Term:
        return Gradient(self.term(shape, depth), self.chance.choice([Symbol("a"), Symbol("c")]))

    def differential(self, shape: Shape, depth: int) -> Term:
        moving = [self.chance.choice(VARIABLES) for _ in range(self.chance.randint(1, 3))]
        directions = tuple([(variable, self.term(_shape(variable), 1)) for variable in moving])
        return Differential(self.term(shape, depth), directions)

    def inverted(self, shape: Shape, depth: int) -> Term:
        return Inverse(self.term(shape, depth))


def _shape(variable: Symbol) -> Shape:
    return ("n", "n") if variable.index is not None else SYMBOLS[variable.name]


# ------------------------------------------------------------------------------------------------ jets


class Jet:
    """The sum of part[s] times the product of the tk, k in s."""

    def __init__(self, parts: dict[frozenset[int], fmpq_mat], rows: int, columns: int) -> None:
        self.parts, self.rows, self.columns = parts, rows, columns

    @classmethod
    def of(cls, value: fmpq_mat) -> Jet:
        return cls({frozenset(): value}, value.nrows(), value.ncols())

    def __add__(self, other: Jet) -> Jet:
        assert (self.rows, self.columns) == (other.rows, other.columns)
        parts = dict(self.parts)
        for key, value in other.parts.items():
            parts[key] = parts[key] + value if key in parts else value
        return Jet(parts, self.rows, self.columns)

    def __mul__(self, other: Jet) -> Jet:
        """The matrix product; a 1 x 1 matrix scales."""
        if (other.rows, other.columns) == (1, 1) != (self.rows, self.columns):
            return other * self
        scales = (self.rows, self.columns) == (1, 1)
        rows = other.rows if scales else self.rows
        total = Jet({}, rows, other.columns)
        for key, value in self.parts.items():
            for place, factor in other.parts.items():
                if not key & place:
                    product = factor * value[0, 0] if scales else value * factor
                    total += Jet({key | place: product}, rows, other.columns)
        return total

    def transpose(self) -> Jet:
        return Jet({key: value.transpose() for key, value in self.parts.items()}, self.columns, self.rows)

    def trace(self) -> Jet:
        diagonal = range(self.rows)
        traced = {key: sum((v[at, at] for at in diagonal), fmpq(0)) for key, v in self.parts.items()}
        return Jet({key: fmpq_mat(1, 1, [value]) for key, value in traced.items()}, 1, 1)

    def inverse(self) -> Jet:
        """1/A - 1/A N 1/A + ..., where A holds no t."""
        start = Jet.of(self.parts.get(frozenset(), fmpq_mat(self.rows, self.columns)).inv())
        moved = number(-1) * start * Jet({key: value for key, value in self.parts.items() if key}, self.rows, self.rows)
        total = power = start
        while any(power.parts.values()):
            power = moved * power
            total += power
        return total

    def coefficient(self, of: int) -> Jet:
        """Of t: the rest of every part that holds it."""
        return Jet({key - {of}: v for key, v in self.parts.items() if of in key}, self.rows, self.columns)

    def same(self, other: Jet) -> bool:
        difference = self + number(-1) * other
        return all(value == 0 * value for value in difference.parts.values())


def number(value: Fraction | int) -> Jet:
    exact = Fraction(value)
    return Jet.of(fmpq_mat(1, 1, [fmpq(exact.numerator, exact.denominator)]))


def inner(left: Jet, right: Jet) -> Jet:
    return (left.transpose() * right).trace() if left.columns > 1 or left.rows > 1 else left * right


# ------------------------------------------------------------------------------------------------ evaluation


class JetWorld:
    """Numbers for sizes, exact matrices for symbols, cubics for functions."""

    def __init__(self, chance: random.Random, sizes: dict[str, int], body: Term) -> None:
        self.sizes, self.body, self.moves = sizes | {"1": 1}, body, 0
        shapes = {name: (self.sizes[r], self.sizes[c]) for name, (r, c) in (SYMBOLS | INVERTED).items()}
        shapes |= {f"{FAMILY}{index}": (sizes["n"], sizes["n"]) for index in range(1, 5)}
        shapes |= {f"{name}()": (self.sizes[r], self.sizes[c]) for name, (r, c) in FUNCTIONS.items()}
        self.matrices = {
            name: Jet.of(fmpq_mat(rows, columns, [chance.randint(-3, 3) for _ in range(rows * columns)]))
            for name, (rows, columns) in shapes.items()
        }

    def number(self, value: Affine) -> int:
        return value.constant + sum(by * self.sizes[str(atom)] for atom, by in value.terms)

    def identity(self, size: int) -> Jet:
        return Jet.of(fmpq_mat(size, size, [int(row == column) for row in range(size) for column in range(size)]))

    def product(self, factors: list[Jet], size: int) -> Jet:
        result = factors[0] if factors else self.identity(size)
        for factor in factors[1:]:
            result = result * factor
        return result

    def chain(self, family: str, high: int, low: int) -> Jet:
        members = [self.value(Symbol(family, integer(index))) for index in range(high, low - 1, -1)]
        return self.product(members, self.sizes["n"])

    @contextmanager
    def moving(self, directions: list[tuple[str, Jet]]) -> Iterator[int]:
        """A new t; each of these symbols moves by t times its direction."""
        before, self.moves = self.matrices, self.moves + 1
        self.matrices, fresh = dict(before), self.moves
        for name, direction in directions:
            step = Jet(
                {key | {fresh}: value for key, value in direction.parts.items()}, direction.rows, direction.columns
            )
            self.matrices[name] = self.matrices[name] + step
        yield fresh
        self.matrices = before

    # -------------------------------------------------------------------------------- of a term

    def value(self, term: Term) -> Jet:  # noqa: C901 - one branch for each kind of term
        match term:
            case Symbol(name, None):
                return self.value(self.body) if name == DEFINED else self.matrices[name]
            case Symbol(name, Affine(at)) if name == PIECES:
                member = self.matrices[f"{FAMILY}{at + (at <= 2)}"]
                return member if at <= 2 else self.matrices["A"] * member
            case Symbol(_, Affine(at)):
                return self.matrices[f"{FAMILY}{at}"]
            case Chain(family, high, low):
                return self.chain(family, self.number(high), self.number(low))
            case Identity(size):
                return self.identity(self.number(size))
            case Zero(rows, columns):
                return Jet.of(fmpq_mat(self.number(rows), self.number(columns)))
            case Number(value):
                return number(value)
            case Integer(value):
                return number(self.number(value))
            case Sum(terms):
                first, *others = map(self.value, terms)
                return sum(others, first)
            case Product(factors):
                return self.product([self.value(factor) for factor in factors], 1)
            case Power(base, exponent):
                value = self.value(base)
                return self.product([value] * exponent.constant, value.rows)
            case Transpose(argument):
                return self.value(argument).transpose()
            case Inverse(argument):
                return self.value(argument).inverse()
            case Trace(argument):
                return self.value(argument).trace()
            case Value(name, argument):
                return self.cubic(name, self.value(argument))
            case Slope(name, argument):
                return self.slope(name, self.value(argument))
            case Differential(argument, directions):
                with self.moving([(_key(variable), self.value(along)) for variable, along in directions]) as fresh:
                    return self.value(argument).coefficient(fresh)
            case Gradient(argument, variable, jacobian):
                return self.gradient(argument, _key(variable), jacobian)
        raise TypeError(type(term).__name__)

    def cubic(self, name: str, at: Jet) -> Jet:
        """<L, X> + <X, X> + <L, X>^3."""
        along = inner(self.matrices[f"{name}()"], at)
        return along + inner(at, at) + along * along * along

    def slope(self, name: str, at: Jet) -> Jet:
        """L + 2 X + 3 <L, X>^2 L."""
        fixed = self.matrices[f"{name}()"]
        along = inner(fixed, at)
        return fixed + number(2) * at + number(3) * (along * along) * fixed

    def gradient(self, argument: Term, name: str, jacobian: bool) -> Jet:
        """Entry by entry: each entry of the variable moves alone."""
        rows, columns = self.matrices[name].rows, self.matrices[name].columns
        total = None
        for row in range(rows):
            for column in range(columns):
                unit = fmpq_mat(rows, columns)
                unit[row, column] = 1
                with self.moving([(name, Jet.of(unit))]) as fresh:
                    moved = self.value(argument).coefficient(fresh)
                placed = moved * Jet.of(unit.transpose() if jacobian else unit)
                total = placed if total is None else total + placed
        assert total is not None
        return total

    # -------------------------------------------------------------------------------- of a normal form

    def form(self, form: Polynomial, normal: Normalizer) -> Jet:
        rows, columns = self.number(form.rows), self.number(form.columns)
        total = Jet.of(fmpq_mat(rows, columns))
        for (monomial, word), coefficient in form.terms.items():
            value = self.word(word, rows, normal)
            for atom in monomial:
                value = self.atom(atom, normal) * value
            total += number(Fraction(coefficient)) * value
        return total

    def atom(self, atom: Atom, normal: Normalizer) -> Jet:
        kind, content = atom
        if kind == "integer":
            return number(self.number(parameter(content)))  # type: ignore[arg-type]
        return self.word(content, 1, normal).trace()  # type: ignore[arg-type]

    def word(self, word: Word, size: int, normal: Normalizer) -> Jet:
        return self.product([self.letter(letter, normal) for letter in word], size)

    def letter(self, letter: Letter, normal: Normalizer) -> Jet:
        if letter.base in normal.inverse_of:
            value = self.form(normal.inverse_of[letter.base], normal).inverse()
        elif letter.base in normal.applied:
            value = self.value(normal.applied[letter.base])
        elif letter.high is not None and letter.low is not None:
            value = self.chain(letter.base.name, self.number(letter.high), self.number(letter.low))
        else:
            value = self.matrices[letter.base.name]
        return value.transpose() if letter.transposed else value


def _key(variable: Symbol) -> str:
    return variable.name if variable.index is None else f"{FAMILY}{variable.index.constant}"
