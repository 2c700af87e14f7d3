"""A certificate's instance: the claim minus its combination, expanded at one place."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from dataclasses import replace
from types import MappingProxyType
from typing import TypeAlias

from symproof.concrete.evaluation import laws, nonnegative
from symproof.concrete.evaluation.evaluate import LARGEST_SUM, Evaluator
from symproof.concrete.exact.matrices import Matrix, add, scale, subtract, trace, transpose
from symproof.concrete.failures import EvaluationError
from symproof.language.affine import Affine, shift
from symproof.language.certificate import (
    WITHOUT_ENTRIES,
    Algebra,
    Assumed,
    CallCongruence,
    Congruence,
    Definite,
    Entry,
    Gap,
    Law,
    LawGap,
    Nonsingular,
    Partition,
    Penrose,
    Reciprocal,
    Same,
    Split,
    SplitSum,
    SumCongruence,
    TwoSided,
    Vanishing,
    Witness,
)
from symproof.language.formulas import And, Compare, Equal, ForAllIndex, Formula, Invertible, Predicate
from symproof.language.records import dataclass
from symproof.language.terms import Chain, IndexSum, Inverse, Slope, Sum, Term, Value

Local: TypeAlias = Mapping[str, int]
STEP = "step:"
# Steps without a combination of their own rules: laws, the inverse of a definite matrix and what vanishes with a sum.
_Here: TypeAlias = (
    Split | Congruence | CallCongruence | Definite | TwoSided | Witness | Reciprocal | Penrose | Partition | SplitSum
)
EMPTY_LOCAL: Local = MappingProxyType({})


@dataclass(frozen=True, slots=True)
class Equation:
    """An equation of a premise: its sides, or E inv(E) = I (``side`` 0) and inv(E) E = I (``side`` 1) for an
    invertible E; with the schemas around it, outermost first."""

    schemas: tuple[ForAllIndex, ...]
    formula: Equal | Invertible
    side: int = 0


def equations(formula: Formula) -> Iterator[Equation]:
    """The equations of a premise, in the order in which entries number them."""
    if isinstance(formula, And):
        for part in formula.parts:
            yield from equations(part)
    elif isinstance(formula, ForAllIndex):
        for inner in equations(formula.body):
            yield Equation((formula, *inner.schemas), inner.formula, inner.side)
    elif isinstance(formula, Equal):
        yield Equation((), formula)
    elif isinstance(formula, Invertible):
        yield Equation((), formula, 0)
        yield Equation((), formula, 1)


@dataclass(frozen=True, slots=True)
class Statement:
    """A formula with the values of the indices that were substituted in it, and the ends of their ranges."""

    formula: Formula
    local: Local
    equations: tuple[Equation, ...] = ()  # of a premise
    ends: tuple[Affine, ...] = ()


def premise(formula: Formula, local: Local) -> Statement:
    """A formula with its equations, to be used in combinations."""
    return Statement(formula, local, tuple(equations(formula)))


class Combination:
    """One ``Algebra`` certificate at one place."""

    def __init__(self, evaluator: Evaluator, premises: Mapping[str, Statement], certificate: Algebra) -> None:
        self.evaluator = evaluator
        self.premises = premises
        self.certificate = certificate
        self.steps: list[tuple[Matrix, ...]] = []

    def residuals(self, claim: Statement, side: int = 0) -> Iterator[Matrix]:
        """Matrices that must be zero: one for each derived step, then the claim minus the combination."""
        with self.evaluator.place.inside(claim.local):
            difference = self.equation(claim.formula, side)
        yield from self.closing(difference)

    def closing(self, difference: Matrix) -> Iterator[Matrix]:
        """One for each derived step, then the difference minus the combination."""
        yield from self.deriving()
        yield self.minus(difference, self.certificate.combination)

    def deriving(self) -> Iterator[Matrix]:
        """One for each derived step, which is used from then on."""
        for derived in self.certificate.derived:
            if isinstance(derived, Law):
                residuals, conclusions = laws.law_read(self, derived)
                yield from residuals
                self.steps.append(conclusions)
                continue
            if isinstance(derived, Nonsingular | Vanishing):
                yield from self._of_definite(derived)
                continue
            if isinstance(derived, SumCongruence):
                yield from self._summands(derived.left, derived.right, derived.depth, derived.by)
                self.steps.append((self.evaluator.difference(Equal(derived.left, derived.right)),))
                continue
            premise, conclusions = self._derived(derived)
            by = () if isinstance(derived, WITHOUT_ENTRIES) else derived.by
            yield self.minus(premise, by)
            self.steps.append(conclusions)

    def _summands(self, left: Term, right: Term, depth: int, by: tuple[Entry, ...]) -> Iterator[Matrix]:
        """The summands of the two sums minus the entries, at every place of their first ``depth`` indices."""
        if depth == 0:
            yield self.minus(self.evaluator.difference(Equal(left, right)), by)
            return
        if not isinstance(left, IndexSum) or not isinstance(right, IndexSum) or left.index != right.index:
            raise EvaluationError("SP516", "two sums over different indices")
        place = self.evaluator.place
        ends = [tuple(map(place.integer, (side.low, side.high))) for side in (left, right)]
        if ends[0] != ends[1] or ends[0][1] - ends[0][0] >= LARGEST_SUM:
            raise EvaluationError("SP510", "two sums over different ranges, or over too many terms")
        for index in range(ends[0][0], ends[0][1] + 1):
            with place.shadow(left.index, index):
                yield from self._summands(left.body, right.body, depth - 1, by)

    def _of_definite(self, derived: Nonsingular | Vanishing) -> Iterator[Matrix]:
        """The inverse of a definite matrix; what vanishes with a sum of squares."""
        reading = nonnegative.Reading(self)
        if isinstance(derived, Vanishing):
            total, conclusion = reading.vanishing(derived)
            yield self.minus(total, derived.by)
            self.steps.append((conclusion,))
        else:
            matrix, definite = reading.matrix(derived.matrix)
            if not definite:
                raise EvaluationError("SP516", "a matrix is inverted that is not shown to be definite")
            if derived.argument is not None:
                argument = self.evaluator.matrix(derived.argument)
                _require_square(argument)
                yield subtract(add(argument, transpose(argument)), matrix)
                matrix = argument
            inverse = self.evaluator.ring.inverse(matrix)
            self.steps.append((self._minus_unit(matrix, inverse), self._minus_unit(inverse, matrix)))
        yield from reading.residuals

    def at_premise(self, named: Gap | Same | Assumed | LawGap) -> tuple[Formula, list[Matrix]]:
        """The conjunct of a premise that is named, and the values of its terms, from left to right."""
        statement = conjunct(self, named)
        with self.evaluator.place.inside(statement.local):
            return statement.formula, self.values(statement.formula)

    def values(self, formula: Formula) -> list[Matrix]:
        """The values of the terms of an order or a property, from left to right."""
        match formula:
            case Predicate(arguments=arguments):
                return list(map(self.evaluator.matrix, arguments))
            case Equal(left=left, right=right) | Compare(left=left, right=right):
                return [self.evaluator.matrix(left), self.evaluator.matrix(right)]
            case _:
                raise EvaluationError("SP516", f"{type(formula).__name__} has no terms of its own")

    def equation(self, formula: Formula, side: int = 0) -> Matrix:
        """Left minus right; E inv(E) - I or inv(E) E - I for an invertible E."""
        if isinstance(formula, Equal):
            return self.evaluator.difference(formula)
        if isinstance(formula, Invertible):
            argument = self.evaluator.matrix(formula.argument)
            inverse = self.evaluator.ring.inverse(argument)
            return self._minus_unit(*((argument, inverse) if side == 0 else (inverse, argument)))
        raise EvaluationError("SP510", f"{type(formula).__name__} is not an equation")

    def _minus_unit(self, left: Matrix, right: Matrix) -> Matrix:
        product = self.evaluator.ring.product(left, right)
        return subtract(product, self.evaluator.unit(product.rows))

    def minus(self, value: Matrix, entries: tuple[Entry, ...]) -> Matrix:
        """The value minus the sum of the entries."""
        for entry in entries:
            value = subtract(value, self.contribution(entry))
        return value

    # -------------------------------------------------------------------------------- entries

    def contribution(self, entry: Entry) -> Matrix:
        """``factor * K[premise]``."""
        product = self.evaluator.ring.product
        value = self._premise(entry)
        if entry.transposed:
            value = transpose(value)
        left, right = self._optional(entry.left), self._optional(entry.right)
        if left is not None:
            value = product(left, value)
        if right is not None:
            value = product(value, right)
        if entry.trace:
            value = trace(value)
        factor = self._optional(entry.factor)
        return value if factor is None else product(factor, value)

    def _optional(self, term: Term | None) -> Matrix | None:
        return None if term is None else self.evaluator.matrix(term)

    def _premise(self, entry: Entry) -> Matrix:
        if entry.premise.startswith(STEP):
            return self._step(entry)
        premise = self.premises.get(entry.premise)
        found = () if premise is None else premise.equations
        if premise is None or not 0 <= entry.part < len(found):
            raise EvaluationError("SP516", f"no equation {entry.part} of a premise {entry.premise}")
        chosen = found[entry.part]
        if len(chosen.schemas) != len(entry.at):
            raise EvaluationError("SP516", f"{entry.premise} takes {len(chosen.schemas)} indices")
        indices = tuple(map(self.evaluator.place.integer, entry.at))
        key = (id(chosen.formula), chosen.side, indices, tuple(premise.local.items()))
        lasting = self.evaluator.tables.is_polynomial_term(chosen.formula)

        def compute() -> Matrix:
            with self.evaluator.place.inside(premise.local):
                return self._at(chosen, indices)

        return self.evaluator.remembered(chosen.formula, key, lasting, compute)

    def _at(self, equation: Equation, indices: tuple[int, ...]) -> Matrix:
        place = self.evaluator.place
        for schema, index in zip(equation.schemas, indices, strict=True):
            low, high = place.integer(schema.low), place.integer(schema.high)
            if not low <= index <= high:
                raise EvaluationError("SP511", f"a premise is used at {schema.index} = {index}, outside {low}..{high}")
            place.local[schema.index] = index
        return self.equation(equation.formula, equation.side)

    def _step(self, entry: Entry) -> Matrix:
        number = entry.premise.removeprefix(STEP)
        if not number.isdecimal() or not 1 <= int(number) <= len(self.steps) or entry.at:
            raise EvaluationError("SP516", f"{entry.premise} is not an earlier derived step")
        parts = self.steps[int(number) - 1]
        if not 0 <= entry.part < len(parts):
            raise EvaluationError("SP516", f"{entry.premise} has no equation {entry.part}")
        return parts[entry.part]

    def invertible(self) -> list[Matrix]:
        """What the premises, schemas left aside, say is invertible."""
        found = []
        for statement in self.premises.values():
            for equation in statement.equations:
                if isinstance(equation.formula, Invertible) and equation.side == 0 and not equation.schemas:
                    with self.evaluator.place.inside(statement.local):
                        found.append(self.evaluator.matrix(equation.formula.argument))
            found += list(self._different(statement))
        return found

    def _different(self, statement: Statement) -> Iterator[Matrix]:
        """The differences of scalars that the premise says are not equal."""
        for schemas, formula in conjuncts(statement.formula):
            if isinstance(formula, Compare) and formula.relation != "<=" and not schemas:
                with self.evaluator.place.inside(statement.local):
                    gap = self.gap(formula)
                if (gap.rows, gap.columns) == (1, 1):
                    yield gap

    # -------------------------------------------------------------------------------- derived steps

    def _derived(self, derived: _Here) -> tuple[Matrix, tuple[Matrix, ...]]:
        """What the combination of a derived step must equal, and what the step then adds to the premises."""
        value = self.evaluator.matrix
        match derived:
            case Split():
                return self._split(derived)
            case Congruence(function="inv", left=left, right=right):
                inverses = subtract(value(Inverse(left)), value(Inverse(right)))
                return subtract(value(left), value(right)), (inverses,)
            case Congruence(function=name, left=left, right=right):
                values = subtract(value(Value(name, left)), value(Value(name, right)))
                slopes = subtract(value(Slope(name, left)), value(Slope(name, right)))
                return subtract(value(left), value(right)), (values, slopes)
            case CallCongruence(left=one, right=other, place=place):
                gap = subtract(value(one.arguments[place]), value(other.arguments[place]))
                return gap, (subtract(value(one), value(other)),)
            case Definite():
                return self._sum_of_squares(derived), (value(derived.argument),)
            case TwoSided():
                first, second = value(derived.left), value(derived.right)
                _require_square(first, second)
                return self._minus_unit(first, second), (self._minus_unit(second, first),)
            case Reciprocal():
                return self._reciprocal(derived)
            case Penrose():
                return self._penrose(value(derived.argument))
            case Partition():
                return self._partition(derived)
            case SplitSum():
                return self._sum_split(derived)
            case Witness():
                square, inverse = value(derived.argument), value(derived.inverse)
                _require_square(square)
                letter = self.evaluator.ring.inverse(square)
                conclusions = (self._minus_unit(square, letter), self._minus_unit(letter, square))
                return self._minus_unit(square, inverse), conclusions

    def _partition(self, derived: Partition) -> tuple[Matrix, tuple[Matrix, ...]]:
        """The rows of the parts, each once, are all rows: I is the sum of their diagonal matrices."""
        sizes = [self.evaluator.place.integer(size) for size in derived.sizes]
        if not sizes or min(sizes) < 1:
            raise EvaluationError("SP516", "a part of a partition has no rows")
        unit = self.evaluator.unit(sum(sizes))
        nothing = subtract(unit, unit)
        return nothing, (nothing,)

    def _sum_split(self, derived: SplitSum) -> tuple[Matrix, tuple[Matrix, ...]]:
        """A sum is the sum of its first terms and of its last ones: nothing is asked but that the place lies in it."""
        place, whole = self.evaluator.place, derived.argument
        low, high, at = (place.integer(value) for value in (whole.low, whole.high, derived.at))
        if not low - 1 <= at <= high:
            raise EvaluationError("SP511", f"a sum over {low}..{high} is split at {at}")
        parts = replace(whole, high=derived.at), replace(whole, low=shift(derived.at, 1))
        difference = self.evaluator.difference(Equal(whole, Sum(parts)))
        return difference, (difference,)

    def _penrose(self, square: Matrix) -> tuple[Matrix, tuple[Matrix, ...]]:
        """E E^+ E = E of every square E: nothing is asked."""
        _require_square(square)
        product = self.evaluator.ring.product
        again = product(product(square, self.evaluator.ring.inverse(square)), square)
        return subtract(square, square), (subtract(again, square),)

    def _reciprocal(self, derived: Reciprocal) -> tuple[Matrix, tuple[Matrix, ...]]:
        """A premise says that two scalars differ: nothing is asked, and their difference has a reciprocal."""
        statement, one = conjunct(self, derived), self.evaluator.unit(1)
        if not isinstance(statement.formula, Compare) or statement.formula.relation == "<=":
            raise EvaluationError("SP516", f"{derived.premise} does not say that two scalars differ")
        with self.evaluator.place.inside(statement.local):
            gap = self.gap(statement.formula)
        if (gap.rows, gap.columns) != (1, 1):
            raise EvaluationError("SP512", "a reciprocal of what is no scalar")
        return subtract(one, one), (self._minus_unit(gap, self.evaluator.ring.inverse(gap)),)

    def gap(self, formula: Compare) -> Matrix:
        """right - left."""
        return subtract(self.evaluator.matrix(formula.right), self.evaluator.matrix(formula.left))

    def _sum_of_squares(self, derived: Definite) -> Matrix:
        """X^T X + sum of c Y^T Y, every c > 0, or the traces of these."""
        total = self._squared(derived.argument, derived.trace)
        for factor, other in derived.others:
            if factor <= 0:
                raise EvaluationError("SP516", "a square is subtracted from a sum of squares")
            weight = self.evaluator.ring.number(factor)
            total = add(total, scale(weight, self._squared(other, derived.trace)))
        return total

    def _squared(self, term: Term, traced: bool) -> Matrix:
        matrix = self.evaluator.matrix(term)
        square = self.evaluator.ring.product(transpose(matrix), matrix)
        return trace(square) if traced else square

    def _split(self, derived: Split) -> tuple[Matrix, tuple[Matrix, ...]]:
        place, chain = self.evaluator.place, self.evaluator.chain
        high, low, at = (place.integer(value) for value in (derived.high, derived.low, derived.at))
        if not low - 1 <= at <= high:
            raise EvaluationError("SP511", f"{derived.family}_{high}...{derived.family}_{low} is split at {at}")
        whole = self.evaluator.matrix(Chain(derived.family, derived.high, derived.low))
        family = self.evaluator.tables.family(derived.family, self.evaluator.place)
        parts = self.evaluator.ring.product(chain(family, high, at + 1), chain(family, at, low))
        difference = subtract(whole, parts)
        return difference, (difference,)


def _require_square(*matrices: Matrix) -> None:
    for matrix in matrices:
        if matrix.rows != matrix.columns:
            raise EvaluationError("SP512", f"{matrix.rows} x {matrix.columns}, where a square matrix is needed")


# ------------------------------------------------------------------------------------------------ premises


def conjunct(combination: Combination, named: Gap | Same | Reciprocal | Assumed | LawGap) -> Statement:
    """The conjunct of a premise at the indices that the certificate gives."""
    premise, place = combination.premises.get(named.premise), combination.evaluator.place
    found = list(conjuncts(premise.formula)) if premise is not None else []
    if premise is None or not 0 <= named.part < len(found):
        raise EvaluationError("SP516", f"no part {named.part} of a premise {named.premise}")
    schemas, formula = found[named.part]
    if len(schemas) != len(named.at):
        raise EvaluationError("SP516", f"{named.premise} takes {len(schemas)} indices")
    local = dict(premise.local)
    for schema, at in zip(schemas, map(place.integer, named.at), strict=True):
        with place.inside(local):
            low, high = place.integer(schema.low), place.integer(schema.high)
        if not low <= at <= high:
            raise EvaluationError("SP511", f"a premise is used at {schema.index} = {at}, outside {low}..{high}")
        local[schema.index] = at
    return Statement(formula, local)


def conjuncts(formula: Formula) -> Iterator[tuple[tuple[ForAllIndex, ...], Formula]]:
    """The conjuncts with the schemas around them, in the order in which certificates number them."""
    if isinstance(formula, And):
        for part in formula.parts:
            yield from conjuncts(part)
    elif isinstance(formula, ForAllIndex):
        for schemas, inner in conjuncts(formula.body):
            yield (formula, *schemas), inner
    else:
        yield (), formula
