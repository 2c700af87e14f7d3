"""The second judge's reading of what is not negative: factors of orders, semidefinite matrices, and their equations.

Each reading gives a matrix at one place and whether it is known to be positive, or definite. Matrices that must be zero
for that are collected in ``Reading.residuals``.
"""

from __future__ import annotations

from dataclasses import field
from fractions import Fraction
from typing import Protocol

from symproof.concrete.evaluation.evaluate import Evaluator
from symproof.concrete.evaluation.quantities import Values, definite_law, quantity, rank_less_one
from symproof.concrete.exact.matrices import Matrix, add, determinant, scale, subtract, trace, transpose
from symproof.concrete.failures import EvaluationError
from symproof.language.affine import ONE
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
    Nonnegative,
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
from symproof.language.formulas import Compare, Formula, Predicate
from symproof.language.records import dataclass
from symproof.language.terms import Call, Term

Known = tuple[Matrix, bool]


class Judging(Protocol):
    """What a reading asks of the combination that it belongs to."""

    evaluator: Evaluator

    def minus(self, value: Matrix, entries: tuple[Entry, ...]) -> Matrix:
        """The value minus the sum of the entries."""

    def at_premise(self, named: Gap | Same | Assumed | LawGap) -> tuple[Formula, list[Matrix]]:
        """The conjunct of a premise that is named, and the values of its terms, from left to right."""


@dataclass(slots=True)
class Reading:
    """One reading; ``residuals`` are the matrices that must be zero for it to be right."""

    judging: Judging
    residuals: list[Matrix] = field(default_factory=list)

    def _value(self, term: Term) -> Matrix:
        return self.judging.evaluator.matrix(term)

    def _product(self, *factors: Matrix | None) -> Matrix:
        """The product of the matrices that are there."""
        found = [factor for factor in factors if factor is not None]
        result = found[0]
        for factor in found[1:]:
            result = self.judging.evaluator.ring.product(result, factor)
        return result

    def _zero(self, value: Matrix, entries: tuple[Entry, ...]) -> None:
        self.residuals.append(self.judging.minus(value, entries))

    def _unit(self, value: Matrix, entries: tuple[Entry, ...]) -> None:
        self._zero(subtract(value, self.judging.evaluator.unit(value.rows)), entries)

    # -------------------------------------------------------------------------------- scalars

    def weighted(self, summand: Summand | Square) -> Known:
        """coefficient * product of the factors, and whether each of these is positive."""
        if summand.coefficient <= 0:
            raise EvaluationError("SP516", "a summand of an order is subtracted")
        evaluator = self.judging.evaluator
        value, positive = scale(evaluator.ring.number(summand.coefficient), evaluator.unit(1)), True
        for factor in summand.factors:
            found, strict = self.factor(factor)
            value, positive = self._product(value, found), positive and strict
        return value, positive

    def factor(self, factor: Nonnegative) -> Known:
        """A scalar that is not negative."""
        evaluator = self.judging.evaluator
        match factor:
            case SquaredNorm(argument):
                matrix = self._value(argument)
                return trace(self._product(transpose(matrix), matrix)), False
            case Gap():
                formula, values = self.judging.at_premise(factor)
                if not isinstance(formula, Compare) or formula.relation == "!=":
                    raise EvaluationError("SP516", f"{type(formula).__name__} is not an order")
                return _scalar(subtract(values[1], values[0])), formula.relation == "<"
            case IntegerGap(value):
                number = evaluator.place.integer(value)
                if number < 0:
                    raise EvaluationError("SP511", f"a factor of an order is {number}")
                return scale(evaluator.ring.number(Fraction(number)), evaluator.unit(1)), False
            case Gram():
                return self._gram(factor)
            case LawGap():
                return self._law(factor)
            case DefiniteGap():
                return self._definite_gap(factor)
            case Determinant(argument=argument, matrix=inner):
                matrix, definite = self.matrix(inner)
                self._zero(subtract(self._value(argument), matrix), ())
                return self._value(Call("det", (argument,), ONE, ONE)), definite

    def _definite_gap(self, factor: DefiniteGap) -> Known:
        given = tuple(map(self._value, factor.arguments))
        values = Values(self.judging.evaluator.ring, self.judging.evaluator.unit)
        asked, scalar = definite_law(values, factor.law, given)
        if len(asked) != len(factor.matrices):
            raise EvaluationError("SP516", f"the law {factor.law} asks for {len(asked)} semidefinite matrices")
        for (value, strict), matrix in zip(asked, factor.matrices, strict=True):
            known, definite = self.matrix(matrix)
            if strict and not definite:
                raise EvaluationError("SP516", f"the law {factor.law} asks for a definite matrix")
            self._zero(subtract(value, known), ())
        return scalar, False

    def _law(self, factor: LawGap) -> Known:
        values = Values(self.judging.evaluator.ring, self.judging.evaluator.unit)
        if not factor.premise:
            return quantity(values, factor.law, tuple(map(self._value, factor.arguments)))
        formula, sides = self.judging.at_premise(factor)
        is_different = isinstance(formula, Compare) and formula.relation == "!="
        if factor.law != "rank of a matrix that is not zero" or factor.arguments or not is_different:
            raise EvaluationError("SP516", f"no law {factor.law} about the premise {factor.premise}")
        return rank_less_one(values, subtract(sides[0], sides[1])), False

    def _gram(self, factor: Gram) -> Known:
        """The determinant of the inner products <X, Y> = tr(X^T P Y Q)."""
        values = list(map(self._value, factor.arguments))
        left, one = self._optional(factor.left)
        right, other = self._optional(factor.right)
        inner = [[trace(self._product(transpose(x), left, y, right)).entries[0][0] for y in values] for x in values]
        value = determinant(Matrix(len(values), len(values), inner))
        shown = Matrix(1, 1, [[value]])
        if len(values) > 1 or not (factor.nonzero or factor.cofactor):
            return shown, False
        self._nonzero(factor, values[0])
        return shown, one and other

    def _nonzero(self, factor: Gram, value: Matrix) -> None:
        if factor.nonzero is None:
            cofactor = None if factor.cofactor is None else self._value(factor.cofactor)
            self._unit(self._product(cofactor, value), factor.by)
            return
        formula, values = self.judging.at_premise(factor.nonzero)
        if not isinstance(formula, Compare) or formula.relation != "!=":
            raise EvaluationError("SP516", "this premise does not say that a matrix is not zero")
        self._zero(subtract(value, subtract(values[0], values[1])), ())

    # -------------------------------------------------------------------------------- matrices

    def _optional(self, matrix: Semidefinite | None) -> tuple[Matrix | None, bool]:
        return (None, True) if matrix is None else self.matrix(matrix)

    def matrix(self, matrix: Semidefinite) -> Known:
        """A positive semidefinite matrix, and whether it is definite."""
        match matrix:
            case Assumed():
                return self._assumed(matrix)
            case Squares():
                return self._squares(matrix)
            case Rewritten():
                return self._rewritten(matrix)
            case Inverted(matrix=inner):
                value, definite = self.matrix(inner)
                return self.judging.evaluator.ring.inverse(value), definite
            case TraceExcess(matrix=inner, weight=outer):
                value, _ = self.matrix(inner)
                weight = self.judging.evaluator.unit(value.rows) if outer is None else self.matrix(outer)[0]
                product = self._product(weight, value)
                return subtract(self._product(trace(product), weight), self._product(product, weight)), False
            case CommutingProduct():
                (left, one), (right, other) = self.matrix(matrix.left), self.matrix(matrix.right)
                self._zero(subtract(self._product(left, right), self._product(right, left)), matrix.by)
                return self._product(left, right), one and other
            case NamedProduct():
                return self._named_product(matrix)
            case Form(argument=argument, symmetric=entries):
                value = self._value(argument)
                self._zero(subtract(transpose(value), value), entries)
                return value, False
            case Lyapunov():
                return self._lyapunov(matrix)

    def _assumed(self, matrix: Assumed) -> Known:
        formula, values = self.judging.at_premise(matrix)
        match formula:
            case Predicate("positive definite" | "positive semidefinite" as name):
                return values[0], name == "positive definite"
            case Compare("<" | "<=" as relation):
                return subtract(values[1], values[0]), relation == "<"
            case _:
                raise EvaluationError("SP516", "this premise does not say that a matrix is semidefinite")

    def _squares(self, matrix: Squares) -> Known:
        total: Matrix | None = None
        identity: Matrix | None = None
        alone = False
        for square in matrix.squares:
            weight, positive = self.weighted(square)
            inner, definite = self._optional(square.matrix)
            root = None if square.root is None else self._value(square.root)
            if inner is None and root is None:
                raise EvaluationError("SP516", "a square of nothing")
            value = self._product(weight, None if root is None else transpose(root), inner, root)
            total = value if total is None else add(total, value)
            alone = alone or (positive and definite and root is None)
            if square.cofactor is not None and root is not None and positive and definite:
                part = self._product(self._value(square.cofactor), root)
                identity = part if identity is None else add(identity, part)
        if total is None:
            raise EvaluationError("SP516", "a sum of no squares")
        if identity is not None:
            self._unit(identity, matrix.by)
        return total, alone or identity is not None

    def _rewritten(self, matrix: Rewritten) -> Known:
        value, definite = self.matrix(matrix.matrix)
        argument = self._value(matrix.argument)
        weight, positive = self.weighted(Summand(Fraction(1), matrix.scale))
        if not positive:
            raise EvaluationError("SP516", "a matrix is scaled by what is not known to be positive")
        self._zero(subtract(scale(weight.entries[0][0], argument), value), matrix.by)
        if matrix.cofactor is not None:
            self._unit(self._product(self._value(matrix.cofactor), argument), matrix.unit)
        return argument, definite or matrix.cofactor is not None

    def _named_product(self, matrix: NamedProduct) -> Known:
        given = self._value(matrix.left), self._value(matrix.right)
        known = [self.matrix(shown) for shown in matrix.shown]
        for value, (found, _) in zip(given, known, strict=True):
            self._zero(subtract(value, found), ())
        if matrix.function not in ("hadamard", "kron"):
            raise EvaluationError("SP516", f"{matrix.function} is not a product of semidefinite matrices")
        size = given[0].rows * (given[1].rows if matrix.function == "kron" else 1)
        value = self.judging.evaluator.ring.call(matrix.function, given, size, size)
        return value, known[0][1] and known[1][1]

    def _lyapunov(self, matrix: Lyapunov) -> Known:
        (weight, definite), (value, strict) = self.matrix(matrix.weight), self.matrix(matrix.value)
        if not definite:
            raise EvaluationError("SP516", "the weight of an equation of Lyapunov is not definite")
        argument = self._value(matrix.argument)
        self._zero(subtract(transpose(argument), argument), matrix.symmetric)
        total = add(self._product(weight, argument), self._product(argument, weight))
        self._zero(subtract(total, value), matrix.by)
        return argument, strict

    # -------------------------------------------------------------------------------- equations

    def vanishing(self, derived: Vanishing) -> tuple[Matrix, Matrix]:
        """What must be zero for P X Q to be zero, and P X Q without a definite P or Q."""
        if len(derived.square.arguments) != 1:
            raise EvaluationError("SP516", "the square that vanishes is that of one matrix")
        total, _ = self._gram(derived.square)
        for summand in derived.others:
            total = add(total, self.weighted(summand)[0])
        (left, one), (right, other) = self._optional(derived.square.left), self._optional(derived.square.right)
        argument = self._value(derived.square.arguments[0])
        return total, self._product(None if one else left, argument, None if other else right)


def _scalar(value: Matrix) -> Matrix:
    if (value.rows, value.columns) != (1, 1):
        raise EvaluationError("SP512", "an order between matrices")
    return value
