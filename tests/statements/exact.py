"""Statements evaluated on explicit matrices, sharing no code with symproof: the text is read by ``reading.py`` and
computed with the exact numbers of ``jets.py``, derivatives and structured derivatives included.

A 1 x 1 matrix is a scalar where its sizes are literally 1, not where a size happens to be 1.
"""

from __future__ import annotations

import itertools
import operator
import random
from collections.abc import Callable, Iterator, Mapping, Sequence
from dataclasses import dataclass, field, replace
from fractions import Fraction
from typing import Any

from statements.jets import Jet, Matrix, OutsideError, SingularError, absolute, exp, log, pinv, sqrt
from statements.reading import Node, read_expression, read_formula

__all__ = ["Instance", "Matrix", "OutsideError", "SingularError", "claims_hold", "holds", "instances"]


@dataclass
class Eye:
    """A multiple of an identity, or of zero, whose size the context gives."""

    scale: Jet

    @property
    def T(self) -> Eye:
        return self


Value = Matrix | Eye


def _pair(left: Value, right: Value) -> tuple[Matrix, Matrix]:
    if isinstance(left, Eye) and isinstance(right, Eye):
        return Matrix.number(left.scale), Matrix.number(right.scale)
    if isinstance(left, Eye):
        assert isinstance(right, Matrix)
        return _sized(left, right), right
    return left, _sized(right, left) if isinstance(right, Eye) else right


def _sized(eye: Eye, like: Matrix) -> Matrix:
    if not eye.scale.terms:
        return like.scaled(Jet(0))
    assert like.shape[0] == like.shape[1], like.shape
    return Matrix.identity(like.shape[0], eye.scale, like.ones)


# ------------------------------------------------------------------------------------------------ expressions


@dataclass
class Instance:
    """Sizes, integers and values by name; definitions are expressions, so that they move with their symbols.

    ``structured`` are the symmetric matrices whose entries X[i,j] and X[j,i] are one variable; ``depth`` counts the
    derivatives around what is evaluated.
    """

    sizes: dict[str, int]
    values: dict[str, Matrix]
    definitions: dict[str, Node | str] = field(default_factory=dict)
    structured: frozenset[str] = frozenset()
    depth: int = 0

    def evaluate(self, text: str) -> Value:
        return self.value(read_expression(text))

    def value(self, node: Node) -> Value:
        return _RULES[node.kind](self, *node.parts)

    def matrix(self, node: Node) -> Matrix:
        """The value, whose size must not depend on the context."""
        value = self.value(node)
        if isinstance(value, Eye):
            raise OutsideError
        return value

    def integer(self, node: Node) -> int:
        value = self.matrix(node).scalar.value
        assert value.denominator == 1
        return int(value)

    def declares(self, name: str) -> bool:
        return name in self.values or name in self.definitions or name in self.sizes

    # -------------------------------------------------------------------------------- algebra

    def _number(self, text: str) -> Value:
        return Eye(Jet(0)) if Fraction(text) == 0 else Matrix.number(Fraction(text))

    def _name(self, name: str) -> Value:
        if name in self.definitions:
            body = self.definitions[name]
            return self.value(read_expression(body) if isinstance(body, str) else body)
        if name in self.values:
            return self.values[name]
        if name == "I":
            return Eye(Jet(1))
        return Matrix.number(self.sizes[name])

    def _sum(self, parts: Sequence[tuple[str, Node]]) -> Value:
        total = self.value(parts[0][1])
        for sign, node in parts[1:]:
            value = self.value(node)
            value = value if sign == "+" else _scaled(value, Jet(-1))
            if isinstance(total, Eye) and isinstance(value, Eye):
                total = Eye(total.scale + value.scale)
            else:
                left, right = _pair(total, value)
                total = left + right
        return total

    def _product(self, parts: Sequence[tuple[str, Node]]) -> Value:
        total: Value | None = None
        for sign, node in self._fused(parts):
            value = Matrix.number(Fraction(node.parts[0])) if node.kind == "number" else self.value(node)
            if sign == "/":
                assert isinstance(value, Matrix)
                assert total is not None
                total = _scaled(total, value.scalar.inverse())
            else:
                total = value if total is None else _product(total, value)
        assert total is not None
        return total

    def _fused(self, parts: Sequence[tuple[str, Node]]) -> Iterator[tuple[str, Node]]:
        """The factors, with d(e) before /dX as the derivative."""
        position = 0
        while position < len(parts):
            sign, node = parts[position]
            position += 1
            if position < len(parts) and parts[position][0] == "/" and _is_differential(node):
                target = parts[position][1]
                name = target.parts[0] if target.kind == "entry" else target
                if name.kind == "name" and self._differentiates(name.parts[0]):
                    node, position = _derivative_node(node, target), position + 1
            yield sign, node

    def _differentiates(self, target: str) -> bool:
        return target[0] == "d" and len(target) > 1 and (self.declares(target[1:]) or not self.declares(target))

    def _negative(self, node: Node) -> Value:
        return _scaled(self.value(node), Jet(-1))

    def _power(self, base: Node, exponent: Node) -> Value:
        value, times = self.value(base), self.integer(exponent)
        result: Value = Eye(Jet(1)) if isinstance(value, Eye) else Matrix.identity(value.shape[0], None, value.ones)
        for _ in range(abs(times)):
            result = _product(result, value)
        return result if times >= 0 else _inverse(result)

    def _transpose(self, node: Node) -> Value:
        return self.value(node).T

    def _entry(self, node: Node, places: Sequence[Node]) -> Value:
        base = self.matrix(node)
        i, *rest = [self.integer(place) - 1 for place in places]
        j = rest[0] if rest else 0
        if not rest and base.ones[0] and not base.ones[1]:
            i, j = j, i
        return Matrix.number(base.rows[i][j])

    def _index_sum(self, body: Node, index: str, low: Node, high: Node) -> Value:
        total: Value = Eye(Jet(0))
        for number in range(self.integer(low), self.integer(high) + 1):
            value = replace(self, sizes={**self.sizes, index: number}).value(body)
            if isinstance(total, Eye) and isinstance(value, Eye):
                total = Eye(total.scale + value.scale)
            else:
                left, right = _pair(total, value)
                total = left + right
        return total

    # -------------------------------------------------------------------------------- functions

    def _call(self, name: str, arguments: Sequence[Node]) -> Value:
        if name == "d":
            return self._differential(arguments[0])
        if name.startswith("e_"):  # a basis column, as reports write it: e_i(n)
            index = self.integer(read_expression(name.removeprefix("e_")))
            return Matrix.filled(self.integer(arguments[0]), 1, lambda i, _: int(i + 1 == index), (False, True))
        if name == "block":
            return self._block(arguments[0].parts[0])
        if name in _BY_INTEGERS:
            ones = [node.kind == "number" and node.parts[0] == "1" for node in arguments]
            return _BY_INTEGERS[name]([self.integer(node) for node in arguments], ones)
        values = [self.value(node) for node in arguments]
        if len(values) == 2 and name == "hadamard":
            left, right = _pair(*values)
            return left.hadamard(right)
        if name == "inv":
            return _inverse(values[0])
        if name in ("log", "exp", "sqrt", "abs"):  # a literal 0 has the size of a scalar here
            values = [Matrix.number(value.scale) if isinstance(value, Eye) else value for value in values]
        if any(isinstance(value, Eye) for value in values):
            raise OutsideError
        return _FUNCTIONS[name](*values)

    def _block(self, grid: Sequence[Sequence[Node]]) -> Matrix:
        values = [[self.value(node) for node in row] for row in grid]
        heights = [next((x.shape[0] for x in row if isinstance(x, Matrix)), 0) for row in values]
        widths = [sum(x.shape[1] for x in row) if all(isinstance(x, Matrix) for x in row) else 0 for row in values]
        total = 0 if len({len(row) for row in values}) == 1 else max(widths)
        rows: list[list[Jet]] = []
        for row, height in zip(values, heights, strict=True):
            sizes = [_width(values, column, total, row) for column in range(len(row))]
            whole = [
                x if isinstance(x, Matrix) else _block_of(x, height, width) for x, width in zip(row, sizes, strict=True)
            ]
            rows += [list(itertools.chain(*lines)) for lines in zip(*[x.rows for x in whole], strict=True)]
        return Matrix(rows, (False, False))

    # -------------------------------------------------------------------------------- derivatives

    def _moved(self, expression: Node, directions: Mapping[str, Matrix]) -> Value:
        """The derivative of the expression where each named symbol moves along its direction."""
        step = Jet(terms={frozenset({self.depth}): Fraction(1)})
        moved = {name: self.values[name] + along.scaled(step) for name, along in directions.items()}
        inner = replace(self, values={**self.values, **moved}, depth=self.depth + 1)
        value = inner.value(expression)
        if isinstance(value, Eye):
            return Eye(value.scale.along(self.depth))
        return value.mapped(lambda entry: entry.along(self.depth))

    def _differential(self, expression: Node) -> Value:
        free = [name for name in self.values if name not in self.definitions]
        return self._moved(expression, {name: self.values["d" + name] for name in free if "d" + name in self.values})

    def _along_entry(self, expression: Node, name: str, i: int, j: int) -> Value:
        """By the entry X[i,j]; of a structured symmetric X the entry X[j,i] is the same variable."""
        variable = self.values[name]
        places = {(i, j), (j, i)} if name in self.structured else {(i, j)}
        unit = Matrix.filled(*variable.shape, lambda p, q: int((p, q) in places), variable.ones)
        return self._moved(expression, {name: unit})

    def _derivative(self, expression: Node, target: Node) -> Value:
        if target.kind == "entry":
            base, places = target.parts
            i, j = [self.integer(place) - 1 for place in places]
            return self._along_entry(expression, base.parts[0][1:], i, j)
        name = target.parts[0][1:]
        variable = self.values[name]
        rows, columns = variable.shape
        parts = [[self._along_entry(expression, name, i, j) for j in range(columns)] for i in range(rows)]
        first = parts[0][0]
        if variable.is_scalar:
            return first
        if isinstance(first, Eye):
            raise OutsideError
        if first.is_scalar:
            return Matrix([[part.scalar for part in row] for row in parts], variable.ones)  # type: ignore[union-attr]
        assert first.ones[1]
        assert variable.ones[1]
        jacobian = [[row[0].rows[k][0] for row in parts] for k in range(first.shape[0])]  # type: ignore[union-attr]
        return Matrix(jacobian, (first.ones[0], variable.ones[0]))


def _scaled(value: Value, by: Jet) -> Value:
    return Eye(by * value.scale) if isinstance(value, Eye) else value.scaled(by)


def _product(left: Value, right: Value) -> Value:
    if isinstance(left, Eye):
        return _scaled(right, left.scale)
    if isinstance(right, Eye):
        return Eye(left.scalar * right.scale) if left.is_scalar else _scaled(left, right.scale)
    return left * right


def _inverse(value: Value) -> Value:
    return Eye(value.scale.inverse()) if isinstance(value, Eye) else value.inverse()


def _is_differential(node: Node) -> bool:
    if node.kind == "negative":
        return _is_differential(node.parts[0])
    return node.kind == "call" and node.parts[0] == "d"


def _derivative_node(node: Node, target: Node) -> Node:
    if node.kind == "negative":
        return Node("negative", (_derivative_node(node.parts[0], target),))
    return Node("derivative", (node.parts[1][0], target))


def _width(values: Sequence[Sequence[Value]], column: int, total: int, row: Sequence[Value]) -> int:
    """The width of an I or a 0 in a block matrix: that of the blocks above and below; where the rows have different
    numbers of blocks (``total`` given), what is left in its row."""
    above = [] if total else [line[column] for line in values]
    known = next((x.shape[1] for x in above if isinstance(x, Matrix)), 0)
    left = total - sum(x.shape[1] for x in row if isinstance(x, Matrix))
    return known or (max(left, 0) if sum(isinstance(x, Eye) for x in row) == 1 else 0)


def _block_of(eye: Eye, height: int, width: int) -> Matrix:
    height, width = height or width, width or height
    if not height or (eye.scale.terms and height != width):
        raise OutsideError
    return Matrix.filled(height, width, lambda i, j: eye.scale if i == j else Jet(0), (False, False))


def _of_scalar(function: Callable[[Jet], Jet]) -> Callable[[Matrix], Matrix]:
    return lambda value: Matrix.number(function(value.scalar))


def _vec(value: Matrix) -> Matrix:
    return Matrix([[entry] for column in value.T.rows for entry in column], (value.is_scalar, True))


def _diag(value: Matrix) -> Matrix:
    size = value.shape[0]
    return Matrix.filled(size, size, lambda i, j: value.rows[i][j] if i == j else Jet(0), value.ones)


def _sized_by(sizes: Sequence[int], ones: Sequence[bool], entry: Callable[[int, int], int]) -> Matrix:
    return Matrix.filled(sizes[0], sizes[1], entry, (ones[0], ones[1]))


_FUNCTIONS: dict[str, Callable[..., Matrix]] = {
    "tr": Matrix.trace, "norm2": Matrix.norm2, "adj": Matrix.adj, "kron": Matrix.kron, "pinv": pinv, "vec": _vec,
    "diag": _diag, "det": lambda value: Matrix.number(value.det()), "rank": lambda value: Matrix.number(value.rank()),
    "log": _of_scalar(log), "exp": _of_scalar(exp), "sqrt": _of_scalar(sqrt), "abs": _of_scalar(absolute),
}  # fmt: skip
_BY_INTEGERS: dict[str, Callable[[Sequence[int], Sequence[bool]], Matrix]] = {
    "I": lambda sizes, ones: Matrix.identity(sizes[0], None, (ones[0], ones[0])),
    "zeros": lambda sizes, ones: _sized_by(sizes, ones, lambda i, j: 0),
    "ones": lambda sizes, ones: _sized_by(sizes, ones, lambda i, j: 1),
    "delta": lambda sizes, ones: Matrix.number(int(sizes[0] == sizes[1])),
    "J": lambda sizes, ones: _sized_by(sizes[2:], ones[2:], lambda i, j: int((i + 1, j + 1) == tuple(sizes[:2]))),
}
_RULES: dict[str, Callable[..., Value]] = {
    "number": Instance._number, "name": Instance._name, "sum": Instance._sum, "product": Instance._product,
    "negative": Instance._negative, "power": Instance._power, "transpose": Instance._transpose,
    "entry": Instance._entry, "index sum": Instance._index_sum, "call": Instance._call,
    "derivative": Instance._derivative,
}  # fmt: skip


# ------------------------------------------------------------------------------------------------ formulas

_ORDERS: dict[str, Callable[[Any, Any], bool]] = {
    "<": operator.lt, ">": operator.gt, "<=": operator.le, ">=": operator.ge,
}  # fmt: skip


def holds(instance: Instance, formula: str | Node) -> bool:
    """Whether the formula is true of the instance; SingularError or OutsideError where that cannot be said."""
    node = read_formula(formula) if isinstance(formula, str) else formula
    return _FORMULAS[node.kind](instance, *node.parts)


def _chain(instance: Instance, sides: Sequence[Node], signs: Sequence[str]) -> bool:
    values = [instance.value(side) for side in sides]
    return all(
        _related(left, sign, right) for (left, right), sign in zip(itertools.pairwise(values), signs, strict=True)
    )


def _related(left: Value, sign: str, right: Value) -> bool:
    first, second = _pair(left, right)
    if sign == "=":
        return first == second
    if first.shape != (1, 1):
        raise OutsideError
    return _ORDERS[sign](first.scalar.value, second.scalar.value)


def _properties(instance: Instance, subject: Node, names: Sequence[str]) -> bool:
    value = instance.matrix(subject)
    return all(_PROPERTIES[name](value) for name in names)


def _commute(instance: Instance, first: Node, second: Node) -> bool:
    left, right = instance.value(first), instance.value(second)
    return isinstance(left, Eye) or isinstance(right, Eye) or left.times(right) == right.times(left)


def _member(instance: Instance, subject: Node, low: Node, high: Node) -> bool:
    return instance.integer(low) <= instance.integer(subject) <= instance.integer(high)


def _structured(instance: Instance, name: str) -> bool:
    return instance.values[name] == instance.values[name].T


def _defined(instance: Instance, name: str, body: Node) -> bool:
    return operator.eq(*_pair(instance.value(Node("name", (name,))), instance.value(body)))


def _is_invertible(value: Matrix) -> bool:
    return value.shape[0] == value.shape[1] and value.rank() == value.shape[0]


def _is_positive_definite(value: Matrix) -> bool:
    leading = [Matrix([row[:k] for row in value.rows[:k]]) for k in range(1, value.shape[0] + 1)]
    return value == value.T and all(minor.det().value > 0 for minor in leading)


def _is_orthogonal(value: Matrix) -> bool:
    return value.times(value.T) == Matrix.identity(value.shape[0]) == value.T.times(value)


def _is_permutation(value: Matrix) -> bool:
    return _is_orthogonal(value) and all(entry.value in (0, 1) for row in value.rows for entry in row)


_PROPERTIES: dict[str, Callable[[Matrix], bool]] = {
    "symmetric": lambda value: value == value.T,
    "antisymmetric": lambda value: value.scaled(Jet(-1)) == value.T,
    "skew-symmetric": lambda value: value.scaled(Jet(-1)) == value.T,
    "orthogonal": _is_orthogonal,
    "idempotent": lambda value: value.times(value) == value,
    "diagonal": lambda value: _diag(value) == value,
    "permutation": _is_permutation,
    "invertible": _is_invertible,
    "nonzero": lambda value: any(entry.terms for row in value.rows for entry in row),
    "positive": lambda value: value.scalar.value > 0,
    "positive definite": _is_positive_definite,
    "positive integer": lambda value: value.scalar.value >= 1 and value.scalar.value.denominator == 1,
    "even": lambda value: value.scalar.value % 2 == 0,
    "odd": lambda value: value.scalar.value % 2 == 1,
    "full column rank": lambda value: value.rank() == value.shape[1],
    "full row rank": lambda value: value.rank() == value.shape[0],
}
_FORMULAS: dict[str, Callable[..., bool]] = {
    "chain": _chain, "properties": _properties, "commute": _commute, "member": _member, "structured": _structured,
    "definition": _defined,
}  # fmt: skip


# ------------------------------------------------------------------------------------------------ instances


def instances(statement: Mapping[str, Any], derive: Mapping[str, str], seed: int, tries: int) -> Iterator[Instance]:
    """Random small instances that satisfy every assumption; ``derive`` computes symbols from the others, in order."""
    generator = random.Random(seed)
    assumptions = [read_formula(text) for text in statement.get("assume", [])]
    definitions = {node.parts[0]: node.parts[1] for node in assumptions if node.kind == "definition"}
    structured = frozenset(node.parts[0] for node in assumptions if node.kind == "structured")
    for number in range(tries):
        instance = _random(statement["symbols"], generator, largest=2 if number < tries // 2 else 3)
        instance.definitions, instance.structured = definitions, structured
        instance.sizes.update({name: generator.randint(1, 3) for name in _integers(assumptions)})
        try:
            for name, expression in derive.items():
                value = instance.evaluate(expression)
                assert isinstance(value, Matrix)
                instance.values[name] = value
            if all(holds(instance, node) for node in assumptions):
                yield instance
        except SingularError:
            continue


def _integers(assumptions: Sequence[Node]) -> Iterator[str]:
    """What the assumptions declare: ``i in 1..n``, ``k positive integer``."""
    for node in assumptions:
        declares = node.kind == "member" or (node.kind == "properties" and node.parts[1] == ["positive integer"])
        if declares and node.parts[0].kind == "name":
            yield node.parts[0].parts[0]


def _random(symbols: Mapping[str, Sequence[str]], generator: random.Random, largest: int) -> Instance:
    names = sorted({size for sizes in symbols.values() for size in sizes if not size.isdigit()})
    sizes = {name: generator.randint(2, largest) for name in names}
    values = {}
    for name, shape in symbols.items():
        rows, columns = dimensions(shape, sizes)
        rows_of = [[generator.choice((-2, -1, 0, 0, 1, 1, 2)) for _ in range(columns)] for _ in range(rows)]
        values[name] = Matrix.of(rows_of, literal_ones(shape))
    return Instance(sizes, values)


def dimensions(shape: Sequence[str], sizes: Mapping[str, int]) -> tuple[int, int]:
    """Rows and columns of a symbol: [] a scalar, [n] a column."""
    rows, columns = [sizes.get(size) or int(size) for size in (*shape, "1", "1")[:2]]
    return rows, columns


def literal_ones(shape: Sequence[str]) -> tuple[bool, bool]:
    rows, columns = [size == "1" for size in (*shape, "1", "1")[:2]]
    return rows, columns


def claims_hold(instance: Instance, statement: Mapping[str, Any]) -> bool:
    return all(holds(instance, text) for text in statement["claim"])
