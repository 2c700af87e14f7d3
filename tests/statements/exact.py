"""Statements evaluated on explicit matrices, sharing no code with symproof: texts are read by Python's own parser and
computed with rationals; derivatives are exact, by dual numbers a + b*eps with eps**2 = 0.

Sizes are at least 2, so that a 1 x 1 result is a scalar.
"""

from __future__ import annotations

import ast
import itertools
import operator
import random
import re
from collections.abc import Iterator, Mapping
from dataclasses import dataclass, field
from fractions import Fraction
from typing import Any


class SingularError(Exception):
    """An inverse of a singular matrix or of zero: the instance says nothing."""


class Dual:
    """a + b*eps."""

    __slots__ = ("a", "b")

    def __init__(self, a: Any, b: Any = 0) -> None:
        self.a, self.b = Fraction(a), Fraction(b)

    def __add__(self, other: Dual) -> Dual:
        return Dual(self.a + other.a, self.b + other.b)

    def __sub__(self, other: Dual) -> Dual:
        return Dual(self.a - other.a, self.b - other.b)

    def __mul__(self, other: Dual) -> Dual:
        return Dual(self.a * other.a, self.a * other.b + self.b * other.a)

    def inverse(self) -> Dual:
        if not self.a:
            raise SingularError
        return Dual(1 / self.a, -self.b / self.a**2)

    def __eq__(self, other: object) -> bool:
        return isinstance(other, Dual) and (self.a, self.b) == (other.a, other.b)

    __hash__ = None  # type: ignore[assignment]


class Matrix:
    """A matrix of dual numbers; 1 x 1 matrices are scalars."""

    def __init__(self, rows: list[list[Dual]]) -> None:
        self.rows = rows

    @staticmethod
    def of(rows: list[list[Any]]) -> Matrix:
        return Matrix([[entry if isinstance(entry, Dual) else Dual(entry) for entry in row] for row in rows])

    @staticmethod
    def identity(size: int, scale: Dual | None = None) -> Matrix:
        one = scale or Dual(1)
        return Matrix([[one if i == j else Dual(0) for j in range(size)] for i in range(size)])

    @property
    def shape(self) -> tuple[int, int]:
        return len(self.rows), len(self.rows[0])

    @property
    def is_scalar(self) -> bool:
        return self.shape == (1, 1)

    @property
    def scalar(self) -> Dual:
        assert self.is_scalar, self.shape
        return self.rows[0][0]

    @property
    def T(self) -> Matrix:
        return Matrix([list(row) for row in zip(*self.rows, strict=True)])

    def scaled(self, by: Dual) -> Matrix:
        return Matrix([[by * entry for entry in row] for row in self.rows])

    def __add__(self, other: Matrix) -> Matrix:
        assert self.shape == other.shape, (self.shape, other.shape)
        return Matrix([[x + y for x, y in zip(a, b, strict=True)] for a, b in zip(self.rows, other.rows, strict=True)])

    def __sub__(self, other: Matrix) -> Matrix:
        return self + other.scaled(Dual(-1))

    def __mul__(self, other: Matrix) -> Matrix:
        if self.is_scalar:
            return other.scaled(self.scalar)
        if other.is_scalar:
            return self.scaled(other.scalar)
        assert self.shape[1] == other.shape[0], (self.shape, other.shape)
        columns = list(zip(*other.rows, strict=True))
        return Matrix([[_dot(row, column) for column in columns] for row in self.rows])

    def trace(self) -> Matrix:
        total = Dual(0)
        for i in range(self.shape[0]):
            total = total + self.rows[i][i]
        return Matrix([[total]])

    def inverse(self) -> Matrix:
        """By elimination on [self | I]; pivots have a nonzero rational part."""
        size = self.shape[0]
        work = [row + unit for row, unit in zip(self.rows, Matrix.identity(size).rows, strict=True)]
        for column in range(size):
            pivot = next((i for i in range(column, size) if work[i][column].a), None)
            if pivot is None:
                raise SingularError
            work[column], work[pivot] = work[pivot], work[column]
            factor = work[column][column].inverse()
            work[column] = [factor * entry for entry in work[column]]
            for i in range(size):
                if i != column:
                    lead = work[i][column]
                    work[i] = [x - lead * y for x, y in zip(work[i], work[column], strict=True)]
        return Matrix([row[size:] for row in work])

    def __eq__(self, other: object) -> bool:
        return isinstance(other, Matrix) and self.rows == other.rows

    __hash__ = None  # type: ignore[assignment]


def _dot(row: list[Dual], column: Any) -> Dual:
    total = Dual(0)
    for x, y in zip(row, column, strict=True):
        total = total + x * y
    return total


@dataclass
class Eye:
    """A multiple of an identity, or of zero, whose size the context gives."""

    scale: Dual

    @property
    def T(self) -> Eye:
        return self


Value = Matrix | Eye


def _pair(left: Value, right: Value) -> tuple[Matrix, Matrix]:
    if isinstance(left, Eye) and isinstance(right, Eye):
        return Matrix([[left.scale]]), Matrix([[right.scale]])
    if isinstance(left, Eye):
        assert isinstance(right, Matrix)
        return _sized(left, right), right
    if isinstance(right, Eye):
        return left, _sized(right, left)
    return left, right


def _sized(eye: Eye, like: Matrix) -> Matrix:
    if not eye.scale.a and not eye.scale.b:
        return like.scaled(Dual(0))
    assert like.shape[0] == like.shape[1], like.shape
    return Matrix.identity(like.shape[0], eye.scale)


# ------------------------------------------------------------------------------------------------ expressions


@dataclass
class Instance:
    """Sizes and values by name; definitions are expressions, so that they move with their symbols."""

    sizes: dict[str, int]
    values: dict[str, Matrix]
    definitions: dict[str, str] = field(default_factory=dict)

    def evaluate(self, text: str) -> Value:
        return self._value(ast.parse(text.strip(), mode="eval").body)

    def _value(self, node: ast.expr) -> Value:
        if isinstance(node, ast.Constant):
            return Eye(Dual(0)) if node.value == 0 else Matrix([[Dual(Fraction(str(node.value)))]])
        if isinstance(node, ast.Name):
            return self._name(node.id)
        if isinstance(node, ast.UnaryOp):
            return self._scaled(self._value(node.operand), Dual(-1))
        if isinstance(node, ast.Attribute):
            assert node.attr == "T"
            return self._value(node.value).T
        if isinstance(node, ast.BinOp):
            return self._binary(node)
        assert isinstance(node, ast.Call), ast.dump(node)
        return self._call(node)

    def _name(self, name: str) -> Value:
        if name == "I":
            return Eye(Dual(1))
        if name in self.definitions:
            return self.evaluate(self.definitions[name])
        return self.values[name] if name in self.values else Matrix([[Dual(self.sizes[name])]])

    @staticmethod
    def _scaled(value: Value, by: Dual) -> Value:
        return Eye(by * value.scale) if isinstance(value, Eye) else value.scaled(by)

    def _binary(self, node: ast.BinOp) -> Value:
        if isinstance(node.op, ast.Pow):
            return self._power(self._value(node.left), ast.literal_eval(node.right))
        if isinstance(node.op, ast.Div) and isinstance(node.right, ast.Name) and node.right.id[0] == "d":
            return self._derivative(node.left, node.right.id[1:])
        left, right = self._value(node.left), self._value(node.right)
        if isinstance(node.op, ast.Div):
            assert isinstance(right, Matrix)
            return self._scaled(left, right.scalar.inverse())
        if isinstance(node.op, ast.Mult):
            return self._product(left, right)
        first, second = _pair(left, right)
        return first + second if isinstance(node.op, ast.Add) else first - second

    def _product(self, left: Value, right: Value) -> Value:
        if isinstance(left, Eye):
            return self._scaled(right, left.scale)
        if isinstance(right, Eye):
            return Eye(left.scalar * right.scale) if left.is_scalar else self._scaled(left, right.scale)
        return left * right

    def _power(self, base: Value, exponent: int) -> Value:
        assert isinstance(base, Matrix)
        result = Matrix.identity(base.shape[0])
        for _ in range(abs(exponent)):
            result = result * base
        return result if exponent >= 0 else result.inverse()

    def _call(self, node: ast.Call) -> Value:
        assert isinstance(node.func, ast.Name)
        name, arguments = node.func.id, node.args
        if name == "d":
            return self._differential(arguments[0])
        inner = self._value(arguments[0])
        if name == "I":
            assert isinstance(inner, Matrix)
            return Matrix.identity(int(inner.scalar.a))
        if isinstance(inner, Eye):
            assert name == "inv"
            return Eye(inner.scale.inverse())
        return _FUNCTIONS[name](inner)

    # -------------------------------------------------------------------------------- derivatives

    def _moved(self, expression: ast.expr, directions: Mapping[str, Matrix]) -> Matrix:
        """The coefficient of eps where each named symbol is moved along its direction."""
        assert not any(x.b for value in self.values.values() for row in value.rows for x in row), "one derivative only"
        moved = dict(self.values)
        for name, direction in directions.items():
            base = self.values[name]
            moved[name] = Matrix(
                [
                    [Dual(x.a, y.a) for x, y in zip(row, along, strict=True)]
                    for row, along in zip(base.rows, direction.rows, strict=True)
                ]
            )
        value = Instance(self.sizes, moved, self.definitions)._value(expression)
        assert isinstance(value, Matrix)
        return Matrix([[Dual(entry.b) for entry in row] for row in value.rows])

    def _differential(self, expression: ast.expr) -> Matrix:
        moving = {name: self.values["d" + name] for name in self.values if "d" + name in self.values}
        return self._moved(expression, moving)

    def _derivative(self, node: ast.expr, variable: str) -> Value:
        """``factor * d(e) / dX``: Python reads the product first."""
        if isinstance(node, ast.UnaryOp):
            return self._scaled(self._derivative(node.operand, variable), Dual(-1))
        if isinstance(node, ast.BinOp):
            return self._product(self._value(node.left), self._derivative(node.right, variable))
        assert isinstance(node, ast.Call)
        rows, columns = self.values[variable].shape
        parts = [
            [self._moved(node.args[0], {variable: _unit(rows, columns, i, j)}) for j in range(columns)]
            for i in range(rows)
        ]
        if parts[0][0].is_scalar:
            return Matrix([[part.scalar for part in row] for row in parts])
        if (rows, columns) == (1, 1):
            return parts[0][0]
        assert columns == 1
        assert parts[0][0].shape[1] == 1
        return Matrix([[row[0].rows[k][0] for row in parts] for k in range(parts[0][0].shape[0])])


def _unit(rows: int, columns: int, i: int, j: int) -> Matrix:
    return Matrix([[Dual(int((p, q) == (i, j))) for q in range(columns)] for p in range(rows)])


def pinv(value: Matrix) -> Matrix:
    """The Moore-Penrose inverse, by a full rank factorization B C: C^T (C C^T)^-1 (B^T B)^-1 B^T."""
    reduced, pivots = _echelon(value)
    if not pivots:
        return value.T
    left = Matrix([[row[j] for j in pivots] for row in value.rows])
    right = Matrix(reduced[: len(pivots)])
    return _times(_times(right.T, _inverse(_times(right, right.T))), _times(_inverse(_times(left.T, left)), left.T))


def _times(left: Matrix, right: Matrix) -> Matrix:
    columns = list(zip(*right.rows, strict=True))
    return Matrix([[_dot(row, column) for column in columns] for row in left.rows])


def _inverse(value: Matrix) -> Matrix:
    return value.inverse()


def _echelon(value: Matrix) -> tuple[list[list[Dual]], list[int]]:
    work, pivots = [list(row) for row in value.rows], []
    for column in range(value.shape[1]):
        top = len(pivots)
        pivot = next((i for i in range(top, len(work)) if work[i][column].a), None)
        if pivot is None:
            continue
        work[top], work[pivot] = work[pivot], work[top]
        factor = work[top][column].inverse()
        work[top] = [factor * entry for entry in work[top]]
        for i in range(len(work)):
            if i != top:
                lead = work[i][column]
                work[i] = [x - lead * y for x, y in zip(work[i], work[top], strict=True)]
        pivots.append(column)
    return work, pivots


def _norm2(value: Matrix) -> Matrix:
    total = Dual(0)
    for row in value.rows:
        for entry in row:
            total = total + entry * entry
    return Matrix([[total]])


def _det(value: Matrix) -> Matrix:
    """Of a 2 x 2 matrix."""
    (a, b), (c, d) = value.rows
    return Matrix([[a * d - b * c]])


_FUNCTIONS = {"det": _det, "tr": Matrix.trace, "inv": Matrix.inverse, "norm2": _norm2, "pinv": pinv}


# ------------------------------------------------------------------------------------------------ formulas

_PROPERTIES = {
    "symmetric": ["({0}).T = {0}"],
    "skew-symmetric": ["({0}).T = -({0})"],
    "antisymmetric": ["({0}).T = -({0})"],
    "idempotent": ["({0})*({0}) = {0}"],
    "orthogonal": ["({0}).T*({0}) = I", "({0})*({0}).T = I"],
    "invertible": ["inv({0}) = inv({0})"],
    "nonzero": ["inv({0}) = inv({0})"],
    "full column rank": ["inv(({0}).T*({0})) = inv(({0}).T*({0}))"],
    "full row rank": ["inv(({0})*({0}).T) = inv(({0})*({0}).T)"],
}


def equations(text: str) -> list[str]:
    """The equations that an assumption or claim means."""
    together = re.fullmatch(r"(.+) and (.+) commute", text)
    if together:
        return [f"({together[1]})*({together[2]}) = ({together[2]})*({together[1]})"]
    for name, meaning in _PROPERTIES.items():
        if text.endswith(" " + name):
            return [equation.format(text.removesuffix(" " + name)) for equation in meaning]
    sides = text.split("=")
    return [f"{left} = {right}" for left, right in itertools.pairwise(sides)]


def holds(instance: Instance, text: str) -> bool:
    """Whether every equation that the text means is true of the instance; SingularError where it has no meaning."""
    return all(_equal(instance, *equation.split("=")) for equation in equations(text))


def _equal(instance: Instance, left: str, right: str) -> bool:
    return operator.eq(*_pair(instance.evaluate(left), instance.evaluate(right)))


# ------------------------------------------------------------------------------------------------ instances


def instances(statement: Mapping[str, Any], derive: Mapping[str, str], seed: int, tries: int) -> Iterator[Instance]:
    """Random small instances that satisfy every assumption; ``derive`` computes symbols from the others, in order."""
    generator = random.Random(seed)
    assumptions = statement.get("assume", [])
    definitions = dict(
        re.fullmatch(r"where (\w+) = (.+)", text).groups() for text in assumptions if text.startswith("where ")
    )  # type: ignore[union-attr]
    for number in range(tries):
        instance = _random(statement["symbols"], generator, largest=2 if number < tries // 2 else 3)
        instance.definitions = definitions
        try:
            for name, expression in derive.items():
                value = instance.evaluate(expression)
                assert isinstance(value, Matrix)
                instance.values[name] = value
            if all(holds(instance, text) for text in assumptions if not text.startswith("where ")):
                yield instance
        except SingularError:
            continue


def _random(symbols: Mapping[str, list[str]], generator: random.Random, largest: int) -> Instance:
    names = sorted({size for sizes in symbols.values() for size in sizes if not size.isdigit()})
    sizes = {name: generator.randint(2, largest) for name in names}
    values = {}
    for name, shape in symbols.items():
        rows, columns = [sizes.get(size) or int(size) for size in shape] if shape else (1, 1)
        values[name] = Matrix.of(
            [[generator.choice((-2, -1, 0, 0, 1, 1, 2)) for _ in range(columns)] for _ in range(rows)]
        )
    return Instance(sizes, values)


def claims_hold(instance: Instance, statement: Mapping[str, Any]) -> bool:
    return all(holds(instance, text) for text in statement["claim"])
