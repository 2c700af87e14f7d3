"""The second judge's reading of the scalars that laws say are not negative, such as rank(A) - rank(A B)."""

from __future__ import annotations

from collections.abc import Callable
from typing import TypeAlias

from symproof.concrete.exact.matrices import Matrix, add, subtract, transpose
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


def _require_product(x: Matrix, y: Matrix) -> None:
    if x.columns != y.rows:
        raise EvaluationError("SP512", "ranks of what is no product")


_QUANTITIES: dict[tuple[str, int], Callable[..., Matrix]] = {
    ("rank of a product", 2): _rank_of_product,
    ("Frobenius inequality", 3): _frobenius,
    ("rank of a sum", 2): _rank_of_sum,
    ("exponential is positive", 1): lambda laws, x: laws.of("exp", x),
    ("root is not negative", 1): lambda laws, x: laws.of("sqrt", x),
    ("absolute value is not negative", 1): lambda laws, x: laws.of("abs", x),
    ("absolute value is not less", 1): lambda laws, x: subtract(laws.of("abs", x), x),
    ("absolute value of a sum", 2): lambda laws, x, y: subtract(
        add(laws.of("abs", x), laws.of("abs", y)), laws.of("abs", add(x, y))
    ),
    ("Gram determinant", 1): lambda laws, x: laws.of("det", laws.times(transpose(x), x)),
}
