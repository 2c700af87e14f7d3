"""The named functions at matrices of exact numbers: det, adj, diag, kron, vec, block, log, sqrt, ..."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from fractions import Fraction
from math import isqrt
from typing import Any, TypeAlias

from symproof.recheck.evaluation.matrices import (
    Rows,
    determinant_and_adjugate,
    entries,
    entrywise,
    filled,
    mapped,
    rank,
    same,
    scalar,
    size_of,
    transposed,
)
from symproof.recheck.evaluation.numbers import (
    Enclosed,
    Jet,
    UnevaluatedError,
    Unknown,
    at_rest,
    is_zero,
    level_of,
    reciprocal,
    settled,
    whole,
)
from symproof.recheck.evaluation.reals import exp_of, log_of, root_of
from symproof.recheck.limits import Work

Arguments: TypeAlias = Sequence[Rows]
TRANSCENDENTAL = 1000  # what bounds of exp, log or sqrt may cost, in products of short numbers


def called(name: str, arguments: Arguments, rows: int, columns: int, work: Work) -> Rows:
    """The value of the call, whose size is said to be rows x columns where that is free."""
    if name == "ones" and not arguments:
        return filled(rows, columns, lambda p, q: 1)
    if name in ("block", "row"):
        return _block(arguments, columns)
    if name in _OF_SCALAR and len(arguments) == 1 and size_of(arguments[0]) == (1, 1):
        work.charge(TRANSCENDENTAL)
        return scalar(_OF_SCALAR[name](settled(arguments[0][0][0])))
    rule = _RULES.get((name, len(arguments)))
    if rule is None:
        raise UnevaluatedError(f"{name} of {len(arguments)} arguments has no value at a point")
    return rule(arguments, work)


def _diagonal_part(arguments: Arguments, work: Work) -> Rows:
    return tuple(tuple(entry if p == q else 0 for q, entry in enumerate(row)) for p, row in enumerate(arguments[0]))


def _hadamard(arguments: Arguments, work: Work) -> Rows:
    work.charge(len(entries(arguments[0])))
    return entrywise(arguments[0], arguments[1], lambda x, y: x * y)


def _kronecker(arguments: Arguments, work: Work) -> Rows:
    left, right = arguments
    (height, width), (tall, wide) = size_of(left), size_of(right)
    work.charge(height * width * tall * wide)
    return filled(height * tall, width * wide, lambda p, q: left[p // tall][q // wide] * right[p % tall][q % wide])


def _rank(arguments: Arguments, work: Work) -> Rows:
    if any(map(level_of, map(settled, entries(arguments[0])))):
        raise UnevaluatedError("a rank has no derivative")
    return scalar(rank(arguments[0], work))


def _commutation(arguments: Arguments, work: Work) -> Rows:
    """The columns of the identity of size mn, in the order in which vec(X.T) takes the entries of an m x n matrix X."""
    m, n = [int(at_rest(settled(argument[0][0]))) for argument in arguments]
    work.charge((m * n) ** 2)
    return filled(m * n, m * n, lambda p, q: int(divmod(p, n) == (q % m, q // m)))


_RULES: dict[tuple[str, int], Callable[[Arguments, Work], Rows]] = {
    ("det", 1): lambda arguments, work: scalar(determinant_and_adjugate(arguments[0], work)[0]),
    ("adj", 1): lambda arguments, work: determinant_and_adjugate(arguments[0], work)[1],
    ("diag", 1): _diagonal_part,
    ("hadamard", 2): _hadamard,
    ("kron", 2): _kronecker,
    ("vec", 1): lambda arguments, work: tuple((entry,) for column in transposed(arguments[0]) for entry in column),
    ("delta", 2): lambda arguments, work: scalar(int(same(*(mapped(item, at_rest) for item in arguments)))),
    ("rank", 1): _rank,
    ("commutation", 2): _commutation,
}  # fmt: skip


def _block(parts: Arguments, columns: int) -> Rows:
    """Parts from left to right, row of blocks after row of blocks, each ``columns`` wide."""
    rows: list[tuple[Any, ...]] = []
    line: list[Rows] = []
    for part in parts:
        line.append(part)
        width = sum(len(item[0]) for item in line)
        if width > columns or len({len(item) for item in line}) > 1:
            raise UnevaluatedError("the blocks of a row do not fit")
        if width == columns:
            rows += [tuple(entry for piece in pieces for entry in piece) for pieces in zip(*line, strict=True)]
            line = []
    if line or not rows:
        raise UnevaluatedError("a row of blocks is too short")
    return tuple(rows)


# ------------------------------------------------------------------------------------------------ of scalars


def _log(value: Any) -> Any:
    if isinstance(value, Jet):
        return _moved(value, _log(value.value), reciprocal(value.value))
    if isinstance(value, Unknown):
        return value
    return 0 if value == 1 else log_of(value)


def _exp(value: Any) -> Any:
    if isinstance(value, Jet):
        found = _exp(value.value)
        return _moved(value, found, found)
    if isinstance(value, Unknown):
        return value
    return 1 if value == 0 else exp_of(value)


def _sqrt(value: Any) -> Any:
    if isinstance(value, Jet):
        found = _sqrt(value.value)
        if not at_rest(found):
            raise UnevaluatedError("the square root of zero is not differentiable")
        return _moved(value, found, Fraction(1, 2) * reciprocal(found))
    if isinstance(value, Unknown | Enclosed) or value < 0:
        return value if isinstance(value, Unknown) else root_of(value)
    return _root(Fraction(value))


def _root(value: Fraction) -> Any:
    above, below = isqrt(value.numerator), isqrt(value.denominator)
    is_square = above**2 == value.numerator and below**2 == value.denominator
    return whole(Fraction(above, below)) if is_square else root_of(value)


def _abs(value: Any) -> Any:
    resting = at_rest(value)
    if not resting and not is_zero(value):
        raise UnevaluatedError("abs is not differentiable at zero")
    return -value if resting < 0 else value


_OF_SCALAR: dict[str, Callable[[Any], Any]] = {"log": _log, "exp": _exp, "sqrt": _sqrt, "abs": _abs}


def _moved(value: Jet, found: Any, slope: Any) -> Jet:
    """g(x + e) = g(x) + g'(x) e, with g(x) and g'(x) given."""
    return Jet(found, {key: slope * part for key, part in value.parts.items()}, value.level)
