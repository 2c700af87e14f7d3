"""The second judge's reading of the scalars that laws say are not negative, such as rank(A) - rank(A B)."""

from __future__ import annotations

from collections.abc import Callable
from typing import TypeAlias

from symproof.concrete.exact.matrices import Matrix, add, subtract, trace, transpose
from symproof.concrete.exact.rings import Ring
from symproof.concrete.failures import EvaluationError

Given: TypeAlias = tuple[Matrix, ...]


class Values:
    """Functions of matrices of one ring."""

    def __init__(self, ring: Ring, unit: Callable[[int], Matrix]) -> None:
        self.ring, self.unit = ring, unit

    def of(self, name: str, argument: Matrix) -> Matrix:
        """A scalar function of a matrix."""
        return self.ring.call(name, (argument,), 1, 1)

    def adjugate(self, square: Matrix) -> Matrix:
        """The adjugate of a square matrix."""
        return self.ring.call("adj", (square,), square.rows, square.rows)

    def times(self, *factors: Matrix) -> Matrix:
        """The product."""
        first, *others = factors
        for factor in others:
            first = self.ring.product(first, factor)
        return first


def quantity(values: Values, name: str, given: Given) -> tuple[Matrix, bool]:
    """A scalar that is never negative, and whether it is positive."""
    rule = _QUANTITIES.get((name, len(given)))
    if rule is None:
        raise EvaluationError("SP516", f"no law {name} of {len(given)} arguments")
    return rule(values, *given), name == "exponential is positive"


def rank_less_one(values: Values, different: Matrix) -> Matrix:
    """rank(X) - 1 for a matrix X that is not zero."""
    return subtract(values.of("rank", different), values.unit(1))


def _rank_of_product(laws: Values, x: Matrix, y: Matrix) -> Matrix:
    _require_product(x, y)
    return subtract(laws.of("rank", x), laws.of("rank", laws.times(x, y)))


def _frobenius(laws: Values, x: Matrix, y: Matrix, z: Matrix) -> Matrix:
    _require_product(x, y)
    _require_product(y, z)
    more = add(laws.of("rank", laws.times(x, y, z)), laws.of("rank", y))
    return subtract(subtract(more, laws.of("rank", laws.times(x, y))), laws.of("rank", laws.times(y, z)))


def _rank_of_sum(laws: Values, x: Matrix, y: Matrix) -> Matrix:
    return subtract(add(laws.of("rank", x), laws.of("rank", y)), laws.of("rank", add(x, y)))


def _norm(laws: Values, x: Matrix) -> Matrix:
    """tr(X^T X)."""
    return trace(laws.times(transpose(x), x))


def _root(laws: Values, x: Matrix) -> Matrix:
    """The square root of tr(X^T X)."""
    return laws.of("sqrt", _norm(laws, x))


def _norm_of_product(laws: Values, x: Matrix, y: Matrix) -> Matrix:
    _require_product(x, y)
    return subtract(laws.times(_root(laws, x), _root(laws, y)), _root(laws, laws.times(x, y)))


def _require_product(x: Matrix, y: Matrix) -> None:
    if x.columns != y.rows:
        raise EvaluationError("SP512", "ranks of what is no product")


def definite_law(values: Values, name: str, given: Given) -> tuple[tuple[tuple[Matrix, bool], ...], Matrix]:
    """The matrices that a law asks to be semidefinite, or definite where that is true, and its scalar."""
    rule = _DEFINITE.get((name, len(given)))
    if rule is None:
        raise EvaluationError("SP516", f"no law {name} of {len(given)} semidefinite matrices")
    return rule(values, *given)


Ruled: TypeAlias = tuple[tuple[tuple[Matrix, bool], ...], Matrix]


def _number(laws: Values, size: int) -> Matrix:
    """The size as a scalar."""
    return trace(laws.unit(size))


def _determinant_of_sum(laws: Values, x: Matrix, y: Matrix) -> Ruled:
    rest = add(laws.of("det", x), laws.of("det", y))
    return ((x, False), (y, False)), subtract(laws.of("det", add(x, y)), rest)


def _of_ordered(laws: Values, x: Matrix, y: Matrix) -> Ruled:
    rest = add(laws.of("det", x), laws.times(_number(laws, y.rows), laws.of("det", y)))
    return ((subtract(x, y), False), (y, True)), subtract(laws.of("det", add(x, y)), rest)


def _one_plus(laws: Values, x: Matrix) -> Ruled:
    rest = add(laws.unit(1), trace(x))
    return ((x, False),), subtract(laws.of("det", add(laws.unit(x.rows), x)), rest)


def _fischer(laws: Values, x: Matrix, y: Matrix, z: Matrix) -> Ruled:
    if (x.rows, z.rows) != (y.rows, y.columns):
        raise EvaluationError("SP512", "blocks that do not fit")
    rows = [[*left, *right] for one, other in ((x, y), (transpose(y), z))
            for left, right in zip(one.entries, other.entries, strict=True)]  # fmt: skip
    whole = Matrix(len(rows), len(rows), rows)
    return ((whole, False),), subtract(laws.times(laws.of("det", x), laws.of("det", z)), laws.of("det", whole))


def _logarithms(laws: Values, x: Matrix, y: Matrix) -> Ruled:
    inner = subtract(trace(laws.times(laws.ring.inverse(y), x)), _number(laws, x.rows))
    logs = [laws.of("log", laws.of("det", matrix)) for matrix in (x, y)]
    return ((x, True), (y, True)), add(subtract(inner, logs[0]), logs[1])


def _logarithm(laws: Values, x: Matrix) -> Ruled:
    rest = add(_number(laws, x.rows), laws.of("log", laws.of("det", x)))
    return ((x, True),), subtract(trace(x), rest)


def _rank_and_traces(laws: Values, x: Matrix) -> Ruled:
    left = laws.times(laws.of("rank", x), trace(laws.times(x, x)))
    return ((x, False),), subtract(left, laws.times(trace(x), trace(x)))


_DEFINITE: dict[tuple[str, int], Callable[..., Ruled]] = {
    ("determinant of a sum", 2): _determinant_of_sum,
    ("determinant of a sum of ordered matrices", 2): _of_ordered,
    ("determinant of I + P", 1): _one_plus,
    ("Fischer inequality", 3): _fischer,
    ("logarithm of a determinant", 2): _logarithms,
    ("logarithm of a determinant and trace", 1): _logarithm,
    ("rank and traces", 1): _rank_and_traces,
}
_QUANTITIES: dict[tuple[str, int], Callable[..., Matrix]] = {
    ("rank of a product", 2): _rank_of_product,
    ("Frobenius inequality", 3): _frobenius,
    ("rank of a sum", 2): _rank_of_sum,
    ("exponential is positive", 1): lambda laws, x: laws.of("exp", x),
    ("exponential and its tangent", 1): lambda laws, x: subtract(laws.of("exp", x), add(laws.unit(1), x)),
    ("root is not negative", 1): lambda laws, x: laws.of("sqrt", x),
    ("absolute value is not negative", 1): lambda laws, x: laws.of("abs", x),
    ("absolute value is not less", 1): lambda laws, x: subtract(laws.of("abs", x), x),
    ("absolute value of a sum", 2): lambda laws, x, y: subtract(
        add(laws.of("abs", x), laws.of("abs", y)), laws.of("abs", add(x, y))
    ),
    ("norm of a Hadamard product", 3): lambda laws, x, y, _: subtract(
        laws.times(_norm(laws, x), _norm(laws, y)), _norm(laws, laws.ring.call("hadamard", (x, y), x.rows, x.columns))
    ),
    ("norm of a sum", 2): lambda laws, x, y: subtract(add(_root(laws, x), _root(laws, y)), _root(laws, add(x, y))),
    ("norm of a product", 2): lambda laws, x, y: _norm_of_product(laws, x, y),
    ("inner product and norms", 2): lambda laws, x, y: subtract(
        laws.times(_root(laws, x), _root(laws, y)), trace(laws.times(transpose(x), y))
    ),
    ("Gram determinant", 1): lambda laws, x: laws.of("det", laws.times(transpose(x), x)),
}
