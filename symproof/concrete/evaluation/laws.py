"""The second judge's reading of the laws of named functions: what each asks for, and what it gives, as matrices."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from dataclasses import dataclass
from fractions import Fraction
from typing import TypeAlias

from symproof.concrete.evaluation.combination import Combination, conjunct
from symproof.concrete.exact.matrices import Matrix, add, scale, subtract, trace, transpose
from symproof.concrete.exact.rings import Ring
from symproof.concrete.failures import EvaluationError
from symproof.language.certificate import Law, LawGap
from symproof.language.formulas import Compare
from symproof.language.terms import Power

Given: TypeAlias = tuple[Matrix, ...]


@dataclass(frozen=True, slots=True)
class Reading:
    """What has to be >= 0 or > 0, what has to be zero, and what then is zero."""

    gives: Given
    signs: Given = ()
    strict: bool = False
    asks: Matrix | None = None


class Laws:
    """The laws at matrices of one ring."""

    def __init__(self, combination: Combination) -> None:
        self.ring: Ring = combination.evaluator.ring
        self.unit = combination.evaluator.unit

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

    def reading(self, name: str, given: Given) -> Reading:
        """The law of this name at these arguments."""
        rule = _LAWS.get((name, len(given)))
        if rule is None:
            raise EvaluationError("SP516", f"no law {name} of {len(given)} arguments")
        return rule(self, *given)

    def quantity(self, name: str, given: Given) -> tuple[Matrix, bool]:
        """A scalar that is never negative, and whether it is positive."""
        rule = _QUANTITIES.get((name, len(given)))
        if rule is None:
            raise EvaluationError("SP516", f"no law {name} of {len(given)} arguments")
        return rule(self, *given), name == "exponential is positive"


def _homomorphism(name: str) -> Callable[..., Reading]:
    """f(x y) = f(x) f(y)."""

    def read(laws: Laws, x: Matrix, y: Matrix) -> Reading:
        both = laws.of(name, laws.times(x, y))
        signs = () if name == "abs" else (x, y)
        return Reading((subtract(both, laws.times(laws.of(name, x), laws.of(name, y))),), signs)

    return read


def _exponential_of_sum(laws: Laws, x: Matrix, y: Matrix) -> Reading:
    return Reading((subtract(laws.of("exp", add(x, y)), laws.times(laws.of("exp", x), laws.of("exp", y))),))


def _logarithm_of_product(laws: Laws, x: Matrix, y: Matrix) -> Reading:
    separate = add(laws.of("log", x), laws.of("log", y))
    return Reading((subtract(laws.of("log", laws.times(x, y)), separate),), (x, y), strict=True)


def _squared(laws: Laws, name: str, x: Matrix) -> Matrix:
    return laws.times(laws.of(name, x), laws.of(name, x))


def _adjugate(laws: Laws, x: Matrix) -> Reading:
    adjugate, value = laws.adjugate(x), laws.times(laws.of("det", x), laws.unit(x.rows))
    return Reading((subtract(laws.times(x, adjugate), value), subtract(laws.times(adjugate, x), value)))


def _rank_one(laws: Laws, x: Matrix, u: Matrix, v: Matrix) -> Reading:
    if (u.columns, v.columns) != (1, 1):
        raise EvaluationError("SP512", "an update of rank one by what are no columns")
    whole = laws.of("det", add(x, laws.times(u, transpose(v))))
    return Reading((subtract(subtract(whole, laws.of("det", x)), laws.times(transpose(v), laws.adjugate(x), u)),))


def _full_rank(laws: Laws, x: Matrix) -> Reading:
    unit, inverse = laws.unit(x.rows), laws.ring.inverse(x)
    missing = subtract(laws.of("rank", x), scale(laws.ring.number(Fraction(x.rows)), laws.unit(1)))
    return Reading((subtract(laws.times(x, inverse), unit), subtract(laws.times(inverse, x), unit)), (missing,))


def _idempotent(laws: Laws, x: Matrix) -> Reading:
    return Reading((subtract(laws.of("rank", x), trace(x)),), asks=subtract(laws.times(x, x), x))


def _rank_zero(laws: Laws, x: Matrix) -> Reading:
    return Reading((x,), (scale(laws.ring.number(Fraction(-1)), laws.of("rank", x)),))


_LAWS: dict[tuple[str, int], Callable[..., Reading]] = {
    ("exponential of a sum", 2): _exponential_of_sum,
    ("logarithm of a product", 2): _logarithm_of_product,
    ("logarithm of an exponential", 1): lambda laws, x: Reading((subtract(laws.of("log", laws.of("exp", x)), x),)),
    ("exponential of a logarithm", 1): lambda laws, x: Reading(
        (subtract(laws.of("exp", laws.of("log", x)), x),), (x,), strict=True),
    ("square of a root", 1): lambda laws, x: Reading((subtract(_squared(laws, "sqrt", x), x),), (x,)),
    ("root of a square", 1): lambda laws, x: Reading(
        (subtract(laws.of("sqrt", laws.times(x, x)), laws.of("abs", x)),)),
    ("root of a product", 2): _homomorphism("sqrt"),
    ("absolute value of a product", 2): _homomorphism("abs"),
    ("square of an absolute value", 1): lambda laws, x: Reading(
        (subtract(_squared(laws, "abs", x), laws.times(x, x)),)),
    ("absolute value of what is not negative", 1): lambda laws, x: Reading((subtract(laws.of("abs", x), x),), (x,)),
    ("adjugate", 1): _adjugate,
    ("determinant of a rank-one update", 3): _rank_one,
    ("rank of an idempotent", 1): _idempotent,
    ("full rank", 1): _full_rank,
    ("rank zero", 1): _rank_zero,
    ("equality of two orders", 2): lambda laws, x, y: Reading((subtract(x, y),), (subtract(x, y), subtract(y, x))),
}  # fmt: skip


def _powers(combination: Combination, derived: Law) -> Reading:
    """P^k = Q^k from P = Q."""
    power, other = derived.arguments
    if not isinstance(power, Power):
        raise EvaluationError("SP516", "a law about powers without a power")
    value = combination.evaluator.matrix
    equal = Power(other, power.exponent)
    return Reading((subtract(value(power), value(equal)),), asks=subtract(value(power.base), value(other)))


def law_residuals(combination: Combination, derived: Law) -> Iterator[Matrix]:
    """What must be zero: each sign minus what shows it, and what the law asks for minus its combination. The last value
    of the generator is what the law gives."""
    from symproof.concrete.evaluation.orders import summed  # orders build on combinations, which read laws

    if derived.law == "power of equals" and len(derived.arguments) == 2:
        read = _powers(combination, derived)
    else:
        given = tuple([combination.evaluator.matrix(argument) for argument in derived.arguments])
        read = Laws(combination).reading(derived.law, given)
    if len(read.signs) != len(derived.signs) or (read.asks is None and derived.by):
        raise EvaluationError("SP516", f"the law {derived.law} asks for other conditions")
    for value, signed in zip(read.signs, derived.signs, strict=True):
        if (value.rows, value.columns) != (1, 1):
            raise EvaluationError("SP512", "the sign of what is no scalar")
        yield combination.minus(summed(combination, value, signed.summands, read.strict), signed.by)
    if read.asks is not None:
        yield combination.minus(read.asks, derived.by)
    combination.steps.append(read.gives)


# ------------------------------------------------------------------------------------------------ quantities


def _rank_of_product(laws: Laws, x: Matrix, y: Matrix) -> Matrix:
    _require_product(x, y)
    return subtract(laws.of("rank", x), laws.of("rank", laws.times(x, y)))


def _frobenius(laws: Laws, x: Matrix, y: Matrix, z: Matrix) -> Matrix:
    _require_product(x, y)
    _require_product(y, z)
    more = add(laws.of("rank", laws.times(x, y, z)), laws.of("rank", y))
    return subtract(subtract(more, laws.of("rank", laws.times(x, y))), laws.of("rank", laws.times(y, z)))


def _rank_of_sum(laws: Laws, x: Matrix, y: Matrix) -> Matrix:
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


def gap_of_law(combination: Combination, factor: LawGap) -> tuple[Matrix, bool]:
    """The quantity that the law says is not negative, and whether it is positive."""
    laws = Laws(combination)
    if not factor.premise:
        return laws.quantity(factor.law, tuple([combination.evaluator.matrix(item) for item in factor.arguments]))
    statement = conjunct(combination, factor)
    if factor.law != "rank of a matrix that is not zero" or factor.arguments:
        raise EvaluationError("SP516", f"no law {factor.law} about a premise")
    if not isinstance(statement.formula, Compare) or statement.formula.relation != "!=":
        raise EvaluationError("SP516", f"{factor.premise} does not say that two matrices differ")
    with combination.evaluator.place.inside(statement.local):
        return subtract(laws.of("rank", combination.gap(statement.formula)), laws.unit(1)), False
