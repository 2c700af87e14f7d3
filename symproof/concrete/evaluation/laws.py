"""The second judge's reading of the laws of named functions: what each asks for, and what it gives, as matrices."""

from __future__ import annotations

from collections.abc import Callable
from fractions import Fraction

from symproof.concrete.evaluation.nonnegative import Judging, Reading
from symproof.concrete.evaluation.quantities import Given, Values
from symproof.concrete.exact.matrices import Matrix, add, block, scale, subtract, trace, transpose
from symproof.concrete.failures import EvaluationError
from symproof.language.affine import ONE, Affine, atoms, parameter
from symproof.language.certificate import Law, Signed
from symproof.language.records import dataclass, inside
from symproof.language.terms import Basis, Call, IndexSum, Integer, Power, Product, Term


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


def _less_rank(laws: Values, x: Matrix) -> Lawful:
    missing = subtract(scale(laws.ring.number(Fraction(x.rows)), laws.unit(1)), laws.of("rank", x))
    return Lawful((laws.of("det", x),), (missing,), strict=True)


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


def _beside_diagonal(laws: Values, x: Matrix, y: Matrix) -> Lawful:
    """tr(X D) = tr(diag(X) D) for the diagonal part D of Y."""
    one, other = [laws.ring.call("diag", (item,), item.rows, item.rows) for item in (x, y)]
    return Lawful((subtract(trace(laws.times(x, other)), trace(laws.times(one, other))),))


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
    ("less than full rank", 1): _less_rank,
    ("rank zero", 1): _rank_zero,
    ("reciprocal of a positive scalar", 1): _reciprocal,
    ("determinant of a product", 2): _determinants,
    ("bordered determinant", 4): _bordered,
    ("Cayley-Hamilton theorem with Newton's identities", 1): _by_traces,
    ("commutator that commutes", 2): _commutator,
    ("trace beside a diagonal part", 2): _beside_diagonal,
    ("intermediate equation", 2): lambda laws, x, y: Lawful((subtract(x, y),), asks=subtract(x, y)),
    ("equality of two orders", 2): lambda laws, x, y: Lawful((subtract(x, y),), (subtract(x, y), subtract(y, x))),
}  # fmt: skip


def _powers(judging: Judging, power: Term, other: Term) -> Lawful:
    """P^k = Q^k from P = Q."""
    value, known = judging.evaluator.matrix, _power(power)
    equal = Power(other, known.exponent)
    return Lawful((subtract(value(power), value(equal)),), asks=subtract(value(known.base), value(other)))


def _power(term: Term) -> Power:
    if not isinstance(term, Power):
        raise EvaluationError("SP516", "a law about powers without a power")
    return term


def _commuting_product(judging: Judging, power: Term, other: Term) -> Lawful:
    """(P Q)^k = P^k Q^k for k >= 0, from P Q = Q P."""
    value, known = judging.evaluator.matrix, _power(power)
    whole = Power(Product((known.base, other)), known.exponent)
    separate = Product((power, Power(other, known.exponent)))
    commute = subtract(value(Product((known.base, other))), value(Product((other, known.base))))
    return Lawful((subtract(value(whole), value(separate)),), (value(Integer(known.exponent)),), asks=commute)


def _intertwined(judging: Judging, power: Term, other: Term, between: Term) -> Lawful:
    """Z P^k = Q^k Z for k >= 0, from Z P = Q Z."""
    value, known = judging.evaluator.matrix, _power(power)
    sides = Product((between, power)), Product((Power(other, known.exponent), between))
    asked = subtract(value(Product((between, known.base))), value(Product((other, between))))
    return Lawful((subtract(*map(value, sides)),), (value(Integer(known.exponent)),), asks=asked)


def _row_sums(judging: Judging, product: Term, column: Term) -> Lawful:
    """The entry i of (X hadamard Y) z is the sum of x_ij z_j y_ij."""
    if not isinstance(product, Call) or product.name != "hadamard":
        raise EvaluationError("SP516", "a law about Hadamard products without one")
    matrix, ring = judging.evaluator.matrix, judging.evaluator.ring
    left, right, weights = matrix(product.arguments[0]), matrix(product.arguments[1]), matrix(column)
    ones = matrix(Call("ones", (), ONE, product.columns))
    if weights.columns != 1:
        raise EvaluationError("SP512", "row sums weighted by what is no column")
    spread = ring.call("diag", (ring.product(weights, ones),), weights.rows, weights.rows)
    square = ring.product(ring.product(left, spread), transpose(right))
    sums = ring.product(ring.call("diag", (square,), left.rows, left.rows), matrix(Call("ones", (), product.rows, ONE)))
    return Lawful((subtract(ring.product(matrix(product), weights), sums),))


def _nilpotent(judging: Judging, power: Term) -> Lawful:
    """What follows from P^k = 0."""
    value, values = judging.evaluator.matrix, Values(judging.evaluator.ring, judging.evaluator.unit)
    return _vanishing(values, value(_power(power).base), value(power))


def _distributed(judging: Judging, factor: Term, total: Term) -> Lawful:
    """X (sum of e(i)) = sum of X e(i)."""
    if not isinstance(total, IndexSum) or _mentions(factor, total.index):
        raise EvaluationError("SP516", "the distributive law at what is no sum, or with a factor that moves")
    value = judging.evaluator.matrix
    spread = IndexSum(total.index, total.low, total.high, Product((factor, total.body)))
    return Lawful((subtract(value(Product((factor, total))), value(spread)),))


def _mentions(node: object, index: str) -> bool:
    """Whether an integer expression inside the term mentions the index."""
    if isinstance(node, Affine):
        return index in atoms(node)
    return any(_mentions(part, index) for part in inside(node))


def _exchanged(judging: Judging, total: Term) -> Lawful:
    """The sum over i in a..b and, for each, j in i..b equals the sum over j in a..b and, for each, i in a..j."""
    match total:
        case IndexSum(i, low, high, IndexSum(j, start, end, body)):
            pass
        case _:
            raise EvaluationError("SP516", "a triangular sum must be a sum of sums")
    if i == j or start != parameter(i) or end != high or {i, j} & (atoms(low) | atoms(high)):
        raise EvaluationError("SP516", "a triangular sum must run over i in a..b and j in i..b")
    value = judging.evaluator.matrix
    columns = IndexSum(j, low, high, IndexSum(i, low, parameter(j), body))
    return Lawful((subtract(value(total), value(columns)),))


def _delta(judging: Judging, first: Term, second: Term) -> Lawful:
    """(e_i^T e_k)(e_i - e_k) = 0."""
    if not isinstance(first, Basis) or not isinstance(second, Basis):
        raise EvaluationError("SP516", "Kronecker's delta of what are no unit columns")
    ring, (one, other) = judging.evaluator.ring, map(judging.evaluator.matrix, (first, second))
    return Lawful((ring.product(subtract(one, other), ring.product(transpose(one), other)),))


_OF_TERMS: dict[tuple[str, int], Callable[..., Lawful]] = {  # these look at the arguments as they are written
    ("power of equals", 2): _powers,
    ("nilpotent matrix", 1): _nilpotent,
    ("power of a commuting product", 2): _commuting_product,
    ("intertwined powers", 3): _intertwined,
    ("row sums of a Hadamard product", 2): _row_sums,
    ("distributive law of sums", 2): _distributed,
    ("exchange of a triangular sum", 1): _exchanged,
    ("Kronecker's delta", 2): _delta,
}


def law_read(judging: Judging, derived: Law) -> tuple[list[Matrix], Given]:
    """What must be zero, each sign minus what shows it, and what the law asks for minus its combination; and what the
    law gives."""
    residuals = Reading(judging)
    of_terms = _OF_TERMS.get((derived.law, len(derived.arguments)))
    if of_terms is not None:
        read = of_terms(judging, *derived.arguments)
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
