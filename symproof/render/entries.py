"""Entries X[i,j] = e_i^T X e_j and single-entry matrices J(i,j,m,n) = e_i e_j^T among the factors of a product, norms,
and derivatives by a symmetric matrix, which are recorded as sums."""

from __future__ import annotations

from collections.abc import Sequence
from fractions import Fraction
from typing import TypeAlias

from symproof.language.affine import ONE, Affine, add, parameter, subtract
from symproof.language.dependent import depends, rate_of
from symproof.language.records import dataclass
from symproof.language.terms import (
    Basis,
    Call,
    Differential,
    Gradient,
    IndexSum,
    Integer,
    Number,
    Product,
    Sum,
    Symbol,
    Term,
    Trace,
    Transpose,
)
from symproof.render.sizes import SCALAR, Symbols, begins_with_row, size_of

Entry = tuple[Term, tuple[Affine, ...], int]  # the matrix, the places, how many factors

MINUS_ONE = Number(Fraction(-1))


@dataclass(frozen=True, slots=True)
class StructuredGradient:
    """The gradient G by the free entries of a symmetric X, recorded as G + G^T - diag(G): shown as one piece."""

    gradient: Gradient


Summand: TypeAlias = "Term | StructuredGradient"


def entry_at(factors: Sequence[Term], start: int, symbols: Symbols) -> Entry | None:
    """The entry that begins here: of a matrix, of a product whose factors stand flat, or of a row or column, which has
    one place only."""
    row = _transposed_unit(factors[start])
    if row is None:
        return _entry_of_row(factors, start, symbols)
    return (
        _entry_of_product(factors, start, row, symbols)
        or _entry_of_matrix(factors, start, row, symbols)
        or _entry_of_column(factors, start, row, symbols)
    )


def _entry_of_matrix(factors: Sequence[Term], start: int, row: Basis, symbols: Symbols) -> Entry | None:
    """``A[i,j]`` for e_i^T A e_j, ``x[i]`` for e_i^T x."""
    matrix = factors[start + 1] if start + 1 < len(factors) else None
    if matrix is None or not _is_plain(matrix, symbols) or row.size == ONE:
        return None
    rows, columns = size_of(matrix, symbols) or SCALAR
    if row.size != rows:
        return None
    if columns == ONE:
        inside = _end_of_nested(factors, start + 2, symbols) > start + 2
        return None if inside else (matrix, (row.index,), 2)
    column = factors[start + 2] if start + 2 < len(factors) else None
    fits = isinstance(column, Basis) and column.size == columns
    return (matrix, (row.index, column.index), 3) if isinstance(column, Basis) and fits else None


def _entry_of_row(factors: Sequence[Term], start: int, symbols: Symbols) -> Entry | None:
    """``x.T[i]`` for x^T e_i, ``(x.T*A)[i]`` for x^T A e_i."""
    if not _is_plain(factors[start], symbols):
        return None
    for end in range(start + 1, len(factors)):
        column, inner = factors[end], tuple(factors[start:end])
        size = size_of(Product(inner), symbols)
        if size is None or size[0] != ONE or size == SCALAR:
            return None
        if isinstance(column, Basis):
            matrix = inner[0] if len(inner) == 1 else Product(inner)
            return (matrix, (column.index,), len(inner) + 1) if column.size == size[1] else None
    return None


def _is_plain(matrix: Term, symbols: Symbols) -> bool:
    """No basis column, nor a product whose factors are recorded flat when it is written as the base of an entry."""
    if isinstance(matrix, Basis) or _transposed_unit(matrix) is not None:
        return False
    return not isinstance(matrix, Product) or begins_with_row(matrix, symbols)


def _entry_of_product(factors: Sequence[Term], start: int, row: Basis, symbols: Symbols) -> Entry | None:
    """``(A*B)[i,j]`` for e_i^T A B e_j."""
    end = start + 1
    while end < len(factors) and not isinstance(factors[end], Basis) and _transposed_unit(factors[end]) is None:
        end += 1
    column = factors[end] if end < len(factors) else None
    inner = tuple(factors[start + 1 : end])
    if not isinstance(column, Basis) or len(inner) < 2 or any(isinstance(factor, Product) for factor in inner):
        return None
    fits = size_of(Product(inner), symbols) == (row.size, column.size) and ONE not in (row.size, column.size)
    return (Product(inner), (row.index, column.index), end + 1 - start) if fits else None


def _entry_of_column(factors: Sequence[Term], start: int, row: Basis, symbols: Symbols) -> Entry | None:
    """``(A*y)[i]`` for e_i^T A y."""
    if row.size == ONE:
        return None
    for end in range(start + 2, len(factors) + 1):
        size = size_of(Product(tuple(factors[start + 1 : end])), symbols)
        if size is None or size == (row.size, ONE):
            end = _end_of_nested(factors, end, symbols)
            inner = tuple(factors[start + 1 : end])
            fits = size is not None and len(inner) > 1 and not isinstance(inner[0], Basis)
            return (Product(inner), (row.index,), end - start) if fits else None
    return None


def _end_of_nested(factors: Sequence[Term], start: int, symbols: Symbols) -> int:
    """Behind the last scalar product that stands as one factor among the scalars from ``start`` on. Such a product
    follows a matrix: behind an entry, which is a scalar, its factors would stand flat."""
    end, position = start, start
    while position < len(factors) and size_of(factors[position], symbols) == SCALAR:
        position += 1
        if isinstance(factors[position - 1], Product):
            end = position
    return end


def delta_at(factors: Sequence[Term], start: int, symbols: Symbols) -> bool:
    """Whether e_i^T e_j begins here, with nothing, an entry or another such behind it: e_j e_k^T is no J(j,k) there."""
    row = _transposed_unit(factors[start])
    column = factors[start + 1] if row is not None and start + 1 < len(factors) else None
    if row is None or not isinstance(column, Basis) or column.size != row.size:
        return False
    behind = start + 2
    return (
        behind == len(factors) or entry_at(factors, behind, symbols) is not None or delta_at(factors, behind, symbols)
    )


def units_at(factors: Sequence[Term], start: int) -> tuple[Basis, Basis] | None:
    """The basis columns of a single-entry matrix that begins here."""
    if start + 1 >= len(factors):
        return None
    column, row = factors[start], _transposed_unit(factors[start + 1])
    return (column, row) if isinstance(column, Basis) and row is not None else None


def derivative_of(node: Differential, symbols: Symbols) -> tuple[Symbol, tuple[Affine, ...], bool] | None:
    """The variable, the places of its entry and whether it is symmetric, where the differential is the derivative by a
    scalar on which others depend, or by an entry."""
    by, places = variable_of(node), places_of(node, symbols)
    if by is not None:
        return by, (), False
    return None if places is None else (node.directions[0][0], places[:2], places[2])


def places_of(node: Differential, symbols: Symbols) -> tuple[Affine, Affine, bool] | None:
    """i, j and whether X is symmetric, where the differential is the derivative by the entry X[i,j]."""
    plain, structured = _entry_of(node, symbols), _structured_entry_of(node, symbols)
    places = plain or structured
    return None if places is None else (*places, plain is None)


def _entry_of(node: Differential, symbols: Symbols) -> tuple[Affine, Affine] | None:
    """i and j where the only direction is e_i e_j^T: the derivative by the entry X[i,j]."""
    match node.directions:
        case ((variable, Product(factors=(Basis() as left, Transpose(argument=Basis() as right)))),):
            fits = (left.size, right.size) == size_of(variable, symbols)
            return (left.index, right.index) if fits else None
        case _:
            return None


def _structured_entry_of(node: Differential, symbols: Symbols) -> tuple[Affine, Affine] | None:
    """i and j where the only direction is how a symmetric X moves with X[i,j]: J(i,j) + J(j,i), less J(i,j)*J(i,j)
    where i = j is possible."""
    match node.directions:
        case (
            (variable, Sum(terms=(Product(factors=(Basis() as left, Transpose(argument=Basis() as right))), *rest))),
        ):
            entry, turned = (left, Transpose(right)), Product((right, Transpose(left)))
            gap = subtract(left.index, right.index)
            once = [] if gap.is_constant else [Product((MINUS_ONE, *entry, *entry))]
            fits = (left.size, right.size) == size_of(variable, symbols) and rest == [turned, *once]
            return (left.index, right.index) if fits else None
        case _:
            return None


def with_structured(terms: Sequence[Term]) -> list[Summand]:
    """The summands, with G + G^T - diag(G) as one."""
    found: list[Summand] = []
    position = 0
    while position < len(terms):
        term = terms[position]
        if isinstance(term, Gradient) and _completes(terms[position + 1 : position + 3], term):
            found.append(StructuredGradient(term))
            position += 3
        else:
            found.append(term)
            position += 1
    return found


def _completes(rest: Sequence[Term], gradient: Gradient) -> bool:
    """Whether these summands are G^T and -diag(G)."""
    match rest:
        case (Transpose(argument=turned), Product(factors=(lead, Call(name="diag", arguments=(diagonal,))))):
            return turned == gradient == diagonal and lead == MINUS_ONE
        case _:
            return False


def toeplitz_gradient(node: IndexSum) -> tuple[Term, Symbol] | None:
    """The argument and the variable where the sums are the gradient G by the free entries of a Toeplitz matrix: the sum
    of delta(i+l, j+k) G[k,l] J(i,j) over i, j, k and l."""
    sums, body = list[IndexSum](), node
    while isinstance(body, IndexSum) and len(sums) < 4:
        sums, body = [*sums, body], body.body  # type: ignore[assignment]
    match body:
        case Product(factors=(Call(name="delta"), Product(factors=(_, Gradient() as gradient, _)), *_)):
            pass
        case _:
            return None
    names = [item.index for item in sums]
    same = len(sums) == 4 and diagonal_sums(gradient, sums[0].high, names) == node
    return (gradient.argument, gradient.variable) if same else None


def diagonal_sums(gradient: Term, size: Affine, names: Sequence[str]) -> Term:
    """sum over i, j, k, l of delta(i+l, j+k) G[k,l] J(i,j): the entries (k,l) with k - l = i - j are those on the
    diagonal of (i,j)."""
    i, j, k, last = map(parameter, names)
    on_one = Call("delta", (Integer(add(i, last)), Integer(add(j, k))), ONE, ONE)
    row, column = Transpose(Basis(k, size)), Basis(last, size)
    at = Basis(i, size), Transpose(Basis(j, size))
    body: Term = Product((on_one, Product((row, gradient, column)), *at))
    for name in reversed(names):
        body = IndexSum(name, ONE, size, body)
    return body


def norm_argument(node: Trace) -> Term | None:
    """X where the trace is tr(X^T X), recorded flat or, where X is a product that begins with a row, as X^T (X)."""
    factors = node.argument.factors if isinstance(node.argument, Product) else ()
    if len(factors) < 2 or not isinstance(factors[0], Transpose):
        return None
    measured = factors[0].argument
    own = measured.factors if isinstance(measured, Product) and len(measured.factors) > 1 else (measured,)
    return measured if factors[1:] in (own, (measured,)) else None


def after_scalars(before: Sequence[Term], symbols: Symbols) -> bool:
    """Whether what stands before is a scalar, or nothing."""
    return not before or size_of(Product(tuple(before)), symbols) == SCALAR


def _transposed_unit(term: Term) -> Basis | None:
    return term.argument if isinstance(term, Transpose) and isinstance(term.argument, Basis) else None


def variable_of(node: Differential) -> Symbol | None:
    """The scalar t of a d(e)/dt that was made of matrices that depend on t."""
    (variable, first), *others = node.directions or ((None, None),)
    if variable is None or first != Number(Fraction(1)) or not others:
        return None
    by = variable.name
    same = all(depends(item.name, by) and to == Symbol(rate_of(item.name, by)) for item, to in others)
    return variable if same else None
