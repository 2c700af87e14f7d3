"""The second judge's reading of the laws of named functions: what each asks for, and what it gives, as matrices."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass
from fractions import Fraction

from symproof.concrete.evaluation.nonnegative import Judging, Reading
from symproof.concrete.evaluation.quantities import Given, Values
from symproof.concrete.exact.matrices import Matrix, add, block, scale, subtract, trace, transpose
from symproof.concrete.failures import EvaluationError
from symproof.language.certificate import Law, Signed
from symproof.language.terms import Power


@dataclass(frozen=True, slots=True)
class Lawful:
    """What has to be >= 0 or > 0, what has to be zero, and what then is zero."""

    gives: Given
    signs: Given = ()
    strict: bool = False
    asks: Matrix | None = None


def _reading(values: Values, name: str, given: Given) -> Lawful:
    """The law of this name at these arguments."""
    rule = _LAWS.get((name, len(given)))
    if rule is None:
        raise EvaluationError("SP516", f"no law {name} of {len(given)} arguments")
    return rule(values, *given)


def _homomorphism(name: str) -> Callable[..., Lawful]:
    """f(x y) = f(x) f(y)."""

    def read(laws: Values, x: Matrix, y: Matrix) -> Lawful:
        both = laws.of(name, laws.times(x, y))
        signs = () if name == "abs" else (x, y)
        return Lawful((subtract(both, laws.times(laws.of(name, x), laws.of(name, y))),), signs)

    return read


def _exponential_of_sum(laws: Values, x: Matrix, y: Matrix) -> Lawful:
    return Lawful((subtract(laws.of("exp", add(x, y)), laws.times(laws.of("exp", x), laws.of("exp", y))),))


def _logarithm_of_product(laws: Values, x: Matrix, y: Matrix) -> Lawful:
    separate = add(laws.of("log", x), laws.of("log", y))
    return Lawful((subtract(laws.of("log", laws.times(x, y)), separate),), (x, y), strict=True)


def _squared(laws: Values, name: str, x: Matrix) -> Matrix:
    return laws.times(laws.of(name, x), laws.of(name, x))


def _adjugate(laws: Values, x: Matrix) -> Lawful:
    adjugate, value = laws.adjugate(x), laws.times(laws.of("det", x), laws.unit(x.rows))
    return Lawful((subtract(laws.times(x, adjugate), value), subtract(laws.times(adjugate, x), value)))


def _rank_one(laws: Values, x: Matrix, u: Matrix, v: Matrix) -> Lawful:
    if (u.columns, v.columns) != (1, 1):
        raise EvaluationError("SP512", "an update of rank one by what are no columns")
    whole = laws.of("det", add(x, laws.times(u, transpose(v))))
    return Lawful((subtract(subtract(whole, laws.of("det", x)), laws.times(transpose(v), laws.adjugate(x), u)),))


def _full_rank(laws: Values, x: Matrix) -> Lawful:
    unit, inverse = laws.unit(x.rows), laws.ring.inverse(x)
    missing = subtract(laws.of("rank", x), scale(laws.ring.number(Fraction(x.rows)), laws.unit(1)))
    return Lawful((subtract(laws.times(x, inverse), unit), subtract(laws.times(inverse, x), unit)), (missing,))


def _idempotent(laws: Values, x: Matrix) -> Lawful:
    return Lawful((subtract(laws.of("rank", x), trace(x)),), asks=subtract(laws.times(x, x), x))


def _rank_zero(laws: Values, x: Matrix) -> Lawful:
    return Lawful((x,), (scale(laws.ring.number(Fraction(-1)), laws.of("rank", x)),))


def _reciprocal(laws: Values, x: Matrix) -> Lawful:
    one = laws.unit(1)
    return Lawful((subtract(laws.times(x, laws.ring.inverse(x)), one),), (x,), strict=True)


def _determinants(laws: Values, x: Matrix, y: Matrix) -> Lawful:
    if not x.rows == x.columns == y.rows == y.columns:
        raise EvaluationError("SP512", "the determinant of a product of matrices of other sizes")
    separate = laws.times(laws.of("det", x), laws.of("det", y))
    return Lawful((subtract(laws.of("det", laws.times(x, y)), separate),))


def _bordered(laws: Values, x: Matrix, u: Matrix, v: Matrix, c: Matrix) -> Lawful:
    rows = block((x, u), x.columns + 1), block((transpose(v), c), x.columns + 1)
    whole = laws.of("det", block(rows, x.columns + 1))
    less = laws.times(transpose(v), laws.adjugate(x), u)
    return Lawful((subtract(add(whole, less), laws.times(c, laws.of("det", x))),))


def _by_traces(laws: Values, x: Matrix) -> Lawful:
    """det(X), adj(X) and 0 from M_0 = I, c_k = -tr(X M_{k-1})/k, M_k = X M_{k-1} + c_k I (Faddeev and Le Verrier)."""
    last, value = laws.unit(x.rows), laws.ring.one
    for k in range(1, x.rows + 1):
        moved = laws.times(x, last)
        value = laws.ring.number(Fraction(-1, k)) * trace(moved).entries[0][0]
        before, last = last, add(moved, scale(value, laws.unit(x.rows)))
    sign = laws.ring.number(Fraction((-1) ** x.rows))
    determinant = subtract(laws.of("det", x), scale(sign * value, laws.unit(1)))
    return Lawful((determinant, add(laws.adjugate(x), scale(sign, before)), last))


def _vanishing(laws: Values, x: Matrix, asks: Matrix) -> Lawful:
    """X^n = 0, tr(X) = 0 and det(X) = 0."""
    power = laws.times(*[x] * x.rows)
    return Lawful((power, trace(x), laws.of("det", x)), asks=asks)


def _commutator(laws: Values, x: Matrix, y: Matrix) -> Lawful:
    found = subtract(laws.times(x, y), laws.times(y, x))
    return _vanishing(laws, found, subtract(laws.times(found, x), laws.times(x, found)))


_LAWS: dict[tuple[str, int], Callable[..., Lawful]] = {
    ("exponential of a sum", 2): _exponential_of_sum,
    ("logarithm of a product", 2): _logarithm_of_product,
    ("logarithm of an exponential", 1): lambda laws, x: Lawful((subtract(laws.of("log", laws.of("exp", x)), x),)),
    ("exponential of a logarithm", 1): lambda laws, x: Lawful(
        (subtract(laws.of("exp", laws.of("log", x)), x),), (x,), strict=True),
    ("square of a root", 1): lambda laws, x: Lawful((subtract(_squared(laws, "sqrt", x), x),), (x,)),
    ("root of a square", 1): lambda laws, x: Lawful(
        (subtract(laws.of("sqrt", laws.times(x, x)), laws.of("abs", x)),)),
    ("root of a product", 2): _homomorphism("sqrt"),
    ("absolute value of a product", 2): _homomorphism("abs"),
    ("square of an absolute value", 1): lambda laws, x: Lawful(
        (subtract(_squared(laws, "abs", x), laws.times(x, x)),)),
    ("absolute value of what is not negative", 1): lambda laws, x: Lawful((subtract(laws.of("abs", x), x),), (x,)),
    ("adjugate", 1): _adjugate,
    ("determinant of a rank-one update", 3): _rank_one,
    ("rank of an idempotent", 1): _idempotent,
    ("full rank", 1): _full_rank,
    ("rank zero", 1): _rank_zero,
    ("reciprocal of a positive scalar", 1): _reciprocal,
    ("determinant of a product", 2): _determinants,
    ("bordered determinant", 4): _bordered,
    ("Cayley-Hamilton theorem with Newton's identities", 1): _by_traces,
    ("commutator that commutes", 2): _commutator,
    ("intermediate equation", 2): lambda laws, x, y: Lawful((subtract(x, y),), asks=subtract(x, y)),
    ("equality of two orders", 2): lambda laws, x, y: Lawful((subtract(x, y),), (subtract(x, y), subtract(y, x))),
}  # fmt: skip


def _powers(judging: Judging, derived: Law) -> Lawful:
    """P^k = Q^k from P = Q."""
    power, other = derived.arguments
    if not isinstance(power, Power):
        raise EvaluationError("SP516", "a law about powers without a power")
    value = judging.evaluator.matrix
    equal = Power(other, power.exponent)
    return Lawful((subtract(value(power), value(equal)),), asks=subtract(value(power.base), value(other)))


def _nilpotent(judging: Judging, derived: Law) -> Lawful:
    """What follows from P^k = 0."""
    (power,) = derived.arguments
    if not isinstance(power, Power):
        raise EvaluationError("SP516", "a law about powers without a power")
    value, values = judging.evaluator.matrix, Values(judging.evaluator.ring, judging.evaluator.unit)
    return _vanishing(values, value(power.base), value(power))


_OF_POWERS: dict[str, tuple[int, Callable[[Judging, Law], Lawful]]] = {
    "power of equals": (2, _powers), "nilpotent matrix": (1, _nilpotent),
}  # fmt: skip


def law_read(judging: Judging, derived: Law) -> tuple[list[Matrix], Given]:
    """What must be zero, each sign minus what shows it, and what the law asks for minus its combination; and what the
    law gives."""
    residuals = Reading(judging)
    if derived.law in _OF_POWERS and len(derived.arguments) == _OF_POWERS[derived.law][0]:
        read = _OF_POWERS[derived.law][1](judging, derived)
    else:
        values = Values(judging.evaluator.ring, judging.evaluator.unit)
        read = _reading(values, derived.law, tuple(map(judging.evaluator.matrix, derived.arguments)))
    if len(read.signs) != len(derived.signs) or (read.asks is None and derived.by):
        raise EvaluationError("SP516", f"the law {derived.law} asks for other conditions")
    for value, signed in zip(read.signs, derived.signs, strict=True):
        residuals.residuals.append(judging.minus(_less_summands(residuals, value, signed, read.strict), signed.by))
    if read.asks is not None:
        residuals.residuals.append(judging.minus(read.asks, derived.by))
    return residuals.residuals, read.gives


def _less_summands(reading: Reading, value: Matrix, signed: Signed, strict: bool) -> Matrix:
    """The scalar minus the summands, one of which is positive if ``strict``."""
    if (value.rows, value.columns) != (1, 1):
        raise EvaluationError("SP512", "the sign of what is no scalar")
    positive = False
    for summand in signed.summands:
        found, is_positive = reading.weighted(summand)
        value, positive = subtract(value, found), positive or is_positive
    if strict and not positive:
        raise EvaluationError("SP516", "no summand of a strict sign is positive")
    return value
