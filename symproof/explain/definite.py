"""Matrices that a certificate shows to be semidefinite, as terms: what a reader sees of them."""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from fractions import Fraction
from itertools import permutations

from symproof.kernel.algebra.definite_laws import DEFINITE_LAWS
from symproof.kernel.algebra.quantities import QUANTITIES, of
from symproof.language.affine import ONE, integer
from symproof.language.certificate import (
    Assumed,
    CommutingProduct,
    DefiniteGap,
    Determinant,
    Form,
    Gap,
    Gram,
    IntegerGap,
    Inverted,
    LawGap,
    Lyapunov,
    NamedProduct,
    Nonnegative,
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
)
from symproof.language.formulas import Compare, Formula, Predicate
from symproof.language.parts import premise_conjuncts
from symproof.language.refusal import Refusal
from symproof.language.substitution import substituted
from symproof.language.terms import (
    Call,
    Identity,
    Integer,
    Inverse,
    Number,
    Power,
    Product,
    Sum,
    Term,
    Trace,
    Transpose,
    Zero,
)

Premises = Mapping[str, Formula]
MINUS = Number(Fraction(-1))


def named_part(named: Assumed | Gap | LawGap | Reciprocal | Same, premises: Premises) -> Formula:
    """The conjunct of a premise that a certificate names, at its indices."""
    schemas, formula = premise_conjuncts(premises[named.premise])[named.part]
    for schema, at in zip(schemas, named.at, strict=True):
        formula = substituted(formula, schema.index, at)
    return formula


def difference_of(left: Term, right: Term) -> Term:
    """left - right, without subtracting zero."""
    if isinstance(right, Zero) or (isinstance(right, Number) and right.value == 0):
        return left
    factors = right.factors if isinstance(right, Product) else (right,)
    minus = Number(-right.value) if isinstance(right, Number) else Product((MINUS, *factors))
    terms = left.terms if isinstance(left, Sum) else (left,)
    return minus if left == Number(Fraction(0)) or isinstance(left, Zero) else Sum((*terms, minus))


def product_of(*factors: Term | None) -> Term:
    """The product of the factors that are there, identities left out."""
    flat: list[Term] = []
    for factor in factors:
        if factor is not None and not isinstance(factor, Identity):
            flat += factor.factors if isinstance(factor, Product) else (factor,)
    if not flat:
        return next(factor for factor in factors if factor is not None)
    return flat[0] if len(flat) == 1 else Product(tuple(flat))


def transposed(term: Term) -> Term:
    """The transpose of a root, an identity as it is."""
    if isinstance(term, Identity):
        return term
    return term.argument if isinstance(term, Transpose) else Transpose(term)


def matrix_of(matrix: Semidefinite, premises: Premises) -> Term:
    """The matrix as a term."""
    match matrix:
        case Assumed():
            return stated(named_part(matrix, premises))
        case Squares(squares=squares):
            terms = tuple(
                product_of(_number(square.coefficient), *(scalar_of(factor, premises) for factor in square.factors),
                           square_of(square.root, square.matrix, premises))
                for square in squares
            )  # fmt: skip
            return terms[0] if len(terms) == 1 else Sum(terms)
        case Rewritten(argument=argument) | Lyapunov(argument=argument) | Form(argument=argument):
            return argument
        case Inverted(matrix=inner):
            return Inverse(matrix_of(inner, premises))
        case TraceExcess(matrix=inner, weight=outer) if outer is not None:
            weight, product = matrix_of(outer, premises), product_of(*(matrix_of(m, premises) for m in (outer, inner)))
            return Sum((Product((Trace(product), weight)), product_of(MINUS, product, weight)))
        case TraceExcess(matrix=inner):
            term = matrix_of(inner, premises)
            return Sum((Product((Trace(term), Power(term, integer(0)))), Product((MINUS, term))))
        case CommutingProduct(left=left, right=right):
            return product_of(matrix_of(left, premises), matrix_of(right, premises))
        case NamedProduct(function=function, left=one, right=other):
            return Call(function, (one, other), ONE, ONE)


def _number(value: Fraction) -> Term | None:
    return None if value == 1 else Number(value)


def stated(formula: Formula) -> Term:
    """The matrix that a formula says is semidefinite."""
    match formula:
        case Predicate(arguments=(argument,)):
            return argument
        case Compare(left=left, right=right):
            return difference_of(right, left)
        case _:
            raise Refusal("SP354", f"{type(formula).__name__} does not say that a matrix is semidefinite")


def square_of(root: Term | None, matrix: Semidefinite | None, premises: Premises) -> Term:
    """root^T P root."""
    inner = None if matrix is None else matrix_of(matrix, premises)
    if root is None:
        assert inner is not None
        return inner
    return product_of(transposed(root), inner, root)


def scalar_of(factor: Nonnegative, premises: Premises) -> Term:
    """A factor as a scalar term."""
    match factor:
        case Gram(arguments=arguments, left=left, right=right):
            first = None if left is None else matrix_of(left, premises)
            last = None if right is None else matrix_of(right, premises)
            return determinant([[_inner(x, first, y, last) for y in arguments] for x in arguments])
        case Determinant(argument=argument):
            return Call("det", (argument,), ONE, ONE)
        case SquaredNorm(argument=argument):
            return Trace(Product((Transpose(argument), argument)))
        case IntegerGap(value=value):
            return Integer(value)
        case LawGap():
            return quantity_of(factor, premises)
        case DefiniteGap(law=law, arguments=arguments, sizes=sizes):
            return DEFINITE_LAWS[law].gives(arguments, sizes)
        case Gap():
            formula = named_part(factor, premises)
            if not isinstance(formula, Compare):
                raise Refusal("SP351", f"{factor.premise} is not an order")
            return difference_of(formula.right, formula.left)


def quantity_of(factor: LawGap, premises: Premises) -> Term:
    """The scalar of which a law states that it is at least 0, such as rank(A) - rank(A B)."""
    if not factor.premise:
        return QUANTITIES[factor.law][2](factor.arguments)
    formula = named_part(factor, premises)
    if not isinstance(formula, Compare):
        raise Refusal("SP351", f"{factor.premise} does not say that two matrices differ")
    return difference_of(of("rank", difference_of(formula.left, formula.right)), Number(Fraction(1)))


def summed(summands: Sequence[Summand], premises: Premises) -> Term:
    """The sum of the summands of an order."""
    terms = tuple(
        product_of(_number(item.coefficient), *(scalar_of(factor, premises) for factor in item.factors))
        if item.factors
        else Number(item.coefficient)
        for item in summands
    )
    return terms[0] if len(terms) == 1 else Sum(terms)


def vanishing_of(derived: Vanishing, premises: Premises) -> Term:
    """P X Q without a definite P or Q: what is zero where the sum of squares is."""
    square = derived.square
    left, right = [
        None if matrix is None or is_definite(matrix, premises) else matrix_of(matrix, premises)
        for matrix in (square.left, square.right)
    ]
    return product_of(left, square.arguments[0], right)


def _inner(left: Term, first: Term | None, right: Term, last: Term | None) -> Term:
    if left == right and first is None and last is None:
        return Trace(Product((Transpose(left), right)))
    return Trace(product_of(transposed(left), first, right, last))


def determinant(rows: list[list[Term]]) -> Term:
    """The determinant of a small table of scalars, written out."""
    terms = []
    for order in permutations(range(len(rows))):
        odd = sum(order[i] > order[j] for j in range(len(order)) for i in range(j)) % 2
        factors = [row[at] for row, at in zip(rows, order, strict=True)]
        terms.append(product_of(MINUS if odd else None, *factors))
    return terms[0] if len(terms) == 1 else Sum(tuple(terms))


def sources_of(node: object) -> Iterator[Assumed | Form]:
    """The premises that a semidefinite matrix or a factor rests on."""
    if isinstance(node, Assumed | Form):
        yield node
    elif isinstance(node, tuple):
        for item in node:
            yield from sources_of(item)
    elif isinstance(node, Semidefinite | Gram | Determinant | DefiniteGap | Square):
        for name in node.__dataclass_fields__:
            yield from sources_of(getattr(node, name))


def is_definite(matrix: Semidefinite | None, premises: Premises) -> bool:
    """Whether a matrix of a certificate that was replayed is definite, as far as its premises say."""
    match matrix:
        case None:
            return True
        case Assumed():
            formula = named_part(matrix, premises)
            return (isinstance(formula, Predicate) and formula.name == "positive definite") or (
                isinstance(formula, Compare) and formula.relation == "<"
            )
        case Squares(squares=squares):
            spanning = any(square.cofactor is not None for square in squares)
            return spanning or any(square.root is None and not square.factors and is_definite(square.matrix, premises)
                                   for square in squares)  # fmt: skip
        case Rewritten(cofactor=cofactor, matrix=inner):
            return cofactor is not None or is_definite(inner, premises)
        case Inverted(matrix=inner):
            return is_definite(inner, premises)
        case TraceExcess() | Form():
            return False
        case CommutingProduct(left=left, right=right) | NamedProduct(shown=(left, right)):
            return is_definite(left, premises) and is_definite(right, premises)
        case Lyapunov(value=value):
            return is_definite(value, premises)
