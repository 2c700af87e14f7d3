"""What is known not to be negative: scalars as products of factors, symmetric matrices as positive semidefinite ones.

Real matrices. Each rule gives a form, and whether it is known to be positive, or definite. A matrix P is positive
semidefinite if it is symmetric and x^T P x >= 0 for every column x, definite if x^T P x > 0 for x != 0. The sections
are those of R. A. Horn, C. R. Johnson, *Matrix Analysis*, second edition.
"""

from __future__ import annotations

import dataclasses
from collections.abc import Callable
from fractions import Fraction
from itertools import permutations
from typing import Any, Protocol

from symproof.kernel.algebra.definite_laws import DEFINITE_LAWS
from symproof.kernel.algebra.normal import Normalizer
from symproof.kernel.algebra.quantities import quantity
from symproof.kernel.algebra.words import Polynomial, combine, constant
from symproof.kernel.context import Context
from symproof.language.affine import ONE, affine_text, times
from symproof.language.certificate import (
    Assumed,
    CommutingProduct,
    DefiniteGap,
    Determinant,
    Entry,
    Form,
    Gap,
    Gram,
    IntegerGap,
    Inverted,
    LawGap,
    Lyapunov,
    NamedProduct,
    Reciprocal,
    Rewritten,
    Same,
    Semidefinite,
    Square,
    SquaredNorm,
    Squares,
    Summand,
    TraceExcess,
    Vanishing,
)  # fmt: skip
from symproof.language.formulas import Compare, ForAll, Formula, Predicate
from symproof.language.refusal import Refusal
from symproof.language.terms import Call, Integer, Product, Symbol, Term, Trace, Transpose

Known = tuple[Polynomial, bool]
MAX_GRAM = 4  # matrices of one Gram determinant


class Algebra(Protocol):
    """What the rules ask of the combination in which they are used."""

    context: Context
    normal: Normalizer
    rules: set[str]

    def conjunct(self, named: Gap | Same | Reciprocal | Assumed | LawGap | Form) -> Formula:
        """The conjunct of a premise that the certificate names."""

    def require_sum(self, claimed: Polynomial, entries: tuple[Entry, ...], what: str) -> None:
        """Refuses a form that is not the sum of the entries."""


# ------------------------------------------------------------------------------------------------ scalars


def gap(normal: Normalizer, formula: Formula) -> Known:
    """right - left of an order between scalars, and whether it is said to be > 0."""
    if not isinstance(formula, Compare) or formula.relation == "!=":
        raise Refusal("SP351", f"{type(formula).__name__} is not an order")
    difference = normal.difference(formula.right, formula.left)
    if not difference.is_scalar:
        raise Refusal("SP351", "this order is between matrices")
    return difference, formula.relation == "<"


def weighted(algebra: Algebra, summand: Summand | Square) -> Known:
    """coefficient * product of the factors, and whether each of them is > 0."""
    if summand.coefficient <= 0:
        raise Refusal("SP350", f"the coefficient {summand.coefficient} of a summand is not positive")
    value, positive = constant(ONE, summand.coefficient), True
    for factor in summand.factors:
        form, strict = _FACTORS[type(factor)](algebra, factor)
        value, positive = algebra.normal.times(value, form), positive and strict
    return value, positive


def _squared_norm(algebra: Algebra, factor: SquaredNorm) -> Known:
    """tr(X^T X) >= 0."""
    argument: Term = factor.argument
    return algebra.normal.polynomial(Trace(Product((Transpose(argument), argument)))), False


def _gap(algebra: Algebra, factor: Gap) -> Known:
    """What a premise says to be >= 0, or > 0."""
    return gap(algebra.normal, algebra.conjunct(factor))


def _integer_gap(algebra: Algebra, factor: IntegerGap) -> Known:
    """An integer that is >= 0 by a range fact."""
    algebra.context.check_integer(factor.value)
    algebra.context.require(factor.value, f"the factor {affine_text(factor.value)}")
    return algebra.normal.polynomial(Integer(factor.value)), False


def _gram(algebra: Algebra, factor: Gram) -> Known:
    """Rule GRAM: the determinant of [tr(X_a^T P X_b Q)] is >= 0, as <X, Y> = tr(X^T P Y Q) is a semidefinite form on
    matrices; for two of them this is the inequality of Cauchy and Schwarz (section 7.2, Gram matrices)."""
    if not 1 <= len(factor.arguments) <= MAX_GRAM:
        raise Refusal("SP356", f"a Gram determinant of {len(factor.arguments)} matrices; 1 to {MAX_GRAM} are allowed")
    value = determinant(algebra.normal, inner_products(algebra, factor))
    if len(factor.arguments) > 1 or not (factor.nonzero or factor.cofactor):
        _refuse_unused(factor.nonzero, factor.cofactor, factor.by)
        return value, False
    _require_nonzero(algebra, factor)
    return value, all(matrix is None or semidefinite(algebra, matrix)[1] for matrix in (factor.left, factor.right))


def inner_products(algebra: Algebra, factor: Gram) -> list[list[Polynomial]]:
    """tr(X_a^T P X_b Q) for all a and b."""
    times, trace = algebra.normal.times, algebra.normal.trace
    forms = [algebra.normal.polynomial(argument) for argument in factor.arguments]
    left = None if factor.left is None else semidefinite(algebra, factor.left)[0]
    right = None if factor.right is None else semidefinite(algebra, factor.right)[0]
    first = [form.transpose() if left is None else times(form.transpose(), left) for form in forms]
    last = [form if right is None else times(form, right) for form in forms]
    return [[trace(times(one, other)) for other in last] for one in first]


def determinant(normal: Normalizer, rows: list[list[Polynomial]]) -> Polynomial:
    """The determinant of a small square table of scalars, by the sum over permutations."""
    total = Polynomial(ONE, ONE, {})
    for order in permutations(range(len(rows))):
        odd = sum(order[i] > order[j] for j in range(len(order)) for i in range(j)) % 2
        total = combine(total, normal.product([row[at] for row, at in zip(rows, order, strict=True)]), 1 - 2 * odd)
        normal.context.charge(len(total.terms))
    return total


def _require_nonzero(algebra: Algebra, factor: Gram) -> None:
    """X != 0 by a premise, or Y X = I: then X is not zero, as sizes are at least 1."""
    argument = algebra.normal.polynomial(factor.arguments[0])
    if factor.nonzero is None:
        algebra.require_sum(_less_unit(algebra, factor.cofactor, argument), factor.by, "the product with the cofactor")
        return
    formula = algebra.conjunct(factor.nonzero)
    if not isinstance(formula, Compare) or formula.relation != "!=":
        raise Refusal("SP351", f"premise {factor.nonzero.premise} does not say that a matrix is not zero")
    if combine(algebra.normal.difference(formula.left, formula.right), argument, -1).terms:
        raise Refusal("SP353", f"premise {factor.nonzero.premise} says that another matrix is not zero")


def _refuse_unused(*parts: object) -> None:
    """A certificate holds nothing that its replay does not use."""
    if any(parts):
        raise Refusal("SP324", "a cofactor, its entries or a premise about them are not used")


def _less_unit(algebra: Algebra, cofactor: Term | None, form: Polynomial) -> Polynomial:
    """Y X - I for the cofactor Y, an identity where it is missing."""
    product = form if cofactor is None else algebra.normal.times(algebra.normal.polynomial(cofactor), form)
    return combine(product, constant(form.columns), -1)


def _determinant(algebra: Algebra, factor: Determinant) -> Known:
    """Rule DETERMINANT: det(P) >= 0 for a semidefinite P, > 0 for a definite one (7.1.P1, 7.2.5)."""
    form, definite_ = semidefinite(algebra, factor.matrix)
    _require_equal(algebra.normal.polynomial(factor.argument), form)
    return algebra.normal.polynomial(Call("det", (factor.argument,), ONE, ONE)), definite_


def _definite_gap(algebra: Algebra, factor: DefiniteGap) -> Known:
    """Rule DEFINITE LAW: a scalar that a named law about semidefinite matrices says is not negative."""
    law = DEFINITE_LAWS.get(factor.law)
    if law is None or len(factor.arguments) != law.arguments:
        raise Refusal("SP357", f"no law {factor.law!r} of {len(factor.arguments)} semidefinite matrices")
    sizes = tuple([algebra.normal.polynomial(argument).rows for argument in factor.arguments])
    if factor.sizes != sizes:
        raise Refusal("SP305", f"the law {factor.law!r} is given other sizes than those of its arguments")
    asked = law.asks(factor.arguments, sizes)
    if len(asked) != len(factor.matrices):
        raise Refusal("SP357", f"the law {factor.law!r} asks for {len(asked)} semidefinite matrices")
    for (term, strict), matrix in zip(asked, factor.matrices, strict=True):
        form = definite(algebra, matrix) if strict else semidefinite(algebra, matrix)[0]
        _require_equal(algebra.normal.polynomial(term), form)
    algebra.rules.add(f"{factor.law} ({law.source})")
    return algebra.normal.polynomial(law.gives(factor.arguments, sizes)), False


def _require_equal(argument: Polynomial, form: Polynomial) -> None:
    if combine(argument, form, -1).terms:
        raise Refusal("SP329", "the argument is not the matrix that is shown to be semidefinite")


# ------------------------------------------------------------------------------------------------ matrices


def semidefinite(algebra: Algebra, matrix: Semidefinite) -> Known:
    """A positive semidefinite matrix, and whether it is known to be definite."""
    algebra.context.charge(1)
    return _MATRICES[type(matrix)](algebra, matrix)


def definite(algebra: Algebra, matrix: Semidefinite) -> Polynomial:
    """A positive definite matrix; SP355 where it is shown to be semidefinite only."""
    form, strict = semidefinite(algebra, matrix)
    if not strict:
        raise Refusal("SP355", "the matrix is shown to be semidefinite, not to be definite")
    return form


def stated(normal: Normalizer, formula: Formula) -> Known:
    """The matrix P for a formula that states that P is positive semidefinite or definite; for an order L <= R or L < R
    the matrix R - L."""
    match formula:
        case Predicate("positive semidefinite" | "positive definite" as name, (argument,)):
            form, strict = normal.polynomial(argument), name == "positive definite"
        case Compare("<=" | "<" as relation, left, right):
            form, strict = normal.difference(right, left), relation == "<"
        case _:
            raise Refusal("SP354", f"{type(formula).__name__} does not say that a matrix is semidefinite")
    normal.require_square(form, "definiteness")
    return form, strict


def _squares(algebra: Algebra, matrix: Squares) -> Known:
    """Rule SQUARES: a sum of c s L^T P L is semidefinite for numbers c > 0, scalars s >= 0 and semidefinite P; it is
    definite if a definite P with s > 0 stands alone, or if Y_1 L_1 + Y_2 L_2 + ... = I over definite P_1, P_2, ... with
    s > 0, as no x != 0 has L_i x = 0 for all of them (observations 7.1.3 and 7.1.8)."""
    if not matrix.squares:
        raise Refusal("SP356", "a sum of no squares")
    parts = [_square(algebra, square) for square in matrix.squares]
    total = parts[0][0]
    for value, _ in parts[1:]:
        total = combine(total, value)
    alone = any(strict and square.root is None for square, (_, strict) in zip(matrix.squares, parts, strict=True))
    spanned = _span(algebra, matrix, [strict for _, strict in parts])
    return total, alone or spanned


def _square(algebra: Algebra, square: Square) -> Known:
    """c s L^T P L, and whether s > 0 and P is definite."""
    weight, positive = weighted(algebra, square)
    inner, strict = (None, True) if square.matrix is None else semidefinite(algebra, square.matrix)
    root = None if square.root is None else algebra.normal.polynomial(square.root)
    if root is None and inner is None:
        raise Refusal("SP356", "a square has neither a root nor a matrix")
    parts = [*([root.transpose()] if root else []), *([inner] if inner else []), *([root] if root else [])]
    return algebra.normal.times(weight, algebra.normal.product(parts)), positive and strict


def _span(algebra: Algebra, matrix: Squares, strict: list[bool]) -> bool:
    """Whether the sum of cofactor * root is said to be I; refused where it is not, or where a square is not strict."""
    chosen = [(square, ok) for square, ok in zip(matrix.squares, strict, strict=True) if square.cofactor is not None]
    if not chosen:
        _refuse_unused(matrix.by)
        return False
    if not all(ok and square.root is not None for square, ok in chosen):
        raise Refusal("SP355", "a cofactor stands with a square that is not of a definite matrix")
    products = [algebra.normal.polynomial(Product((square.cofactor, square.root))) for square, _ in chosen]  # type: ignore[arg-type]
    total = products[0]
    for product in products[1:]:
        total = combine(total, product)
    algebra.require_sum(combine(total, constant(total.columns), -1), matrix.by, "the sum of cofactors times roots")
    return True


def _rewritten(algebra: Algebra, matrix: Rewritten) -> Known:
    """Rule REWRITTEN: S is semidefinite if s S is for a scalar s > 0; it is definite if that one is, or if it has a
    left inverse (corollary 7.1.7)."""
    form, strict = semidefinite(algebra, matrix.matrix)
    argument = algebra.normal.polynomial(matrix.argument)
    scale, positive = weighted(algebra, Summand(Fraction(1), matrix.scale))
    if not positive:
        raise Refusal("SP352", "a matrix is scaled by what is not known to be positive")
    algebra.require_sum(combine(algebra.normal.times(scale, argument), form, -1), matrix.by, "the matrix")
    if matrix.cofactor is None:
        _refuse_unused(matrix.unit)
        return argument, strict
    algebra.require_sum(_less_unit(algebra, matrix.cofactor, argument), matrix.unit, "the product with the cofactor")
    return argument, True


def _inverted(algebra: Algebra, matrix: Inverted) -> Known:
    """Rule INVERTED: the Moore-Penrose inverse of a semidefinite matrix is semidefinite, and definite where the matrix
    is: it has the reciprocals of the eigenvalues (section 7.1)."""
    form, strict = semidefinite(algebra, matrix.matrix)
    return algebra.normal.inverse(form), strict


def _trace_excess(algebra: Algebra, matrix: TraceExcess) -> Known:
    """Rule TRACE EXCESS: tr(P) I - P is semidefinite, as no eigenvalue of P exceeds their sum (section 7.1); and so is
    tr(W P) W - W P W, which is R (tr(R P R) I - R P R) R for the root R of a semidefinite W (theorem 7.2.6)."""
    form, times = semidefinite(algebra, matrix.matrix)[0], algebra.normal.times
    weight = constant(form.rows) if matrix.weight is None else semidefinite(algebra, matrix.weight)[0]
    product = times(weight, form)
    return combine(times(algebra.normal.trace(product), weight), times(product, weight), -1), False


def _commuting(algebra: Algebra, matrix: CommutingProduct) -> Known:
    """Rule COMMUTING PRODUCT: P Q is semidefinite if P Q = Q P, definite if both are: they are diagonal in one
    orthonormal basis (theorem 2.5.5 and section 7.1)."""
    (left, one), (right, other) = semidefinite(algebra, matrix.left), semidefinite(algebra, matrix.right)
    product, turned = algebra.normal.times(left, right), algebra.normal.times(right, left)
    algebra.require_sum(combine(product, turned, -1), matrix.by, "the commutator")
    return product, one and other


def _lyapunov(algebra: Algebra, matrix: Lyapunov) -> Known:
    """Rule LYAPUNOV: a symmetric X with P X + X P = Q is semidefinite for a definite P and a semidefinite Q, definite
    for a definite Q: X v = a v gives 2 a v^T P v = v^T Q v (*Topics in Matrix Analysis*, section 2.2)."""
    weight, (value, strict) = definite(algebra, matrix.weight), semidefinite(algebra, matrix.value)
    form = algebra.normal.polynomial(matrix.argument)
    algebra.require_sum(combine(form.transpose(), form, -1), matrix.symmetric, "the antisymmetric part")
    total = combine(algebra.normal.times(weight, form), algebra.normal.times(form, weight))
    algebra.require_sum(combine(total, value, -1), matrix.by, "the equation")
    return form, strict


def _form(algebra: Algebra, matrix: Form) -> Known:
    """Rule FORM: a symmetric S with 0 <= x^T S x for all x, as a premise says, is semidefinite: that is the definition.
    The argument S is read before x is declared, so that it does not mention x."""
    formula = algebra.conjunct(matrix)
    argument = algebra.normal.polynomial(matrix.argument)
    algebra.require_sum(combine(argument.transpose(), argument, -1), matrix.symmetric, "the antisymmetric part")
    match formula:
        case ForAll((column,), Compare("<=", left, right)) if column.range is None and not column.pieces:
            algebra.context.require_fresh(column.name)
        case _:
            raise Refusal("SP354", f"premise {matrix.premise} does not say that x^T S x >= 0 for all x")
    declared = {**algebra.context.symbols, column.name: column}
    normal = Normalizer(dataclasses.replace(algebra.context, symbols=declared))
    x, difference = normal.polynomial(Symbol(column.name)), normal.difference(right, left)
    _require_equal(normal.product([x.transpose(), argument, x]), difference)
    return argument, False


def _named_product(algebra: Algebra, matrix: NamedProduct) -> Known:
    """Rule NAMED PRODUCT: the Hadamard and the Kronecker product of semidefinite matrices are semidefinite, definite if
    both are (theorem 7.5.3; *Topics in Matrix Analysis*, corollary 4.2.13)."""
    if matrix.function not in ("hadamard", "kron"):
        raise Refusal("SP356", f"{matrix.function} is not a product of semidefinite matrices")
    known = [semidefinite(algebra, shown) for shown in matrix.shown]
    for term, (form, _) in zip((matrix.left, matrix.right), known, strict=True):
        _require_equal(algebra.normal.polynomial(term), form)
    (one, first), (other, second) = known
    size = one.rows if matrix.function == "hadamard" else times(one.rows, other.rows)
    call = Call(matrix.function, (matrix.left, matrix.right), size, size)
    return algebra.normal.polynomial(call), first and second


def vanishing(algebra: Algebra, derived: Vanishing) -> tuple[Polynomial, Polynomial]:
    """tr(X^T P X Q) plus the other summands, and P X Q, in which a definite P or Q is left out (observation 7.1.6)."""
    if len(derived.square.arguments) != 1:
        raise Refusal("SP356", "the square that vanishes is that of one matrix")
    total = _gram(algebra, derived.square)[0]
    for summand in derived.others:
        total = combine(total, weighted(algebra, summand)[0])
    conclusion = algebra.normal.polynomial(derived.square.arguments[0])
    for matrix, first in ((derived.square.left, True), (derived.square.right, False)):
        form, strict = (None, True) if matrix is None else semidefinite(algebra, matrix)
        if form is not None and not strict:
            conclusion = algebra.normal.times(*((form, conclusion) if first else (conclusion, form)))
    return total, conclusion


_FACTORS: dict[type, Callable[[Algebra, Any], Known]] = {
    SquaredNorm: _squared_norm, Gap: _gap, IntegerGap: _integer_gap, Gram: _gram, Determinant: _determinant,
    LawGap: quantity, DefiniteGap: _definite_gap,
}  # fmt: skip
_MATRICES: dict[type, Callable[[Algebra, Any], Known]] = {
    Assumed: lambda algebra, matrix: stated(algebra.normal, algebra.conjunct(matrix)),
    Squares: _squares, Rewritten: _rewritten, Inverted: _inverted, TraceExcess: _trace_excess,
    CommutingProduct: _commuting, Lyapunov: _lyapunov, NamedProduct: _named_product,
    Form: _form,
}  # fmt: skip
