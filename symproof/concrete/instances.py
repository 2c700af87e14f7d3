"""One step at one place: schemas and inductions unrolled, every instance expanded and decided.

A claim without a certificate holds where the difference of its sides expands to zero; with one, where the claim minus
the certificate's combination does, and likewise each derived step, base and step of inductions separately.
"""

from __future__ import annotations

from collections.abc import Callable, Iterable, Iterator, Mapping
from dataclasses import replace
from enum import IntEnum
from typing import TypeAlias, TypeVar

from symproof.concrete import hypotheses, vacuous
from symproof.concrete.evaluation import ground, orders
from symproof.concrete.evaluation.combination import EMPTY_LOCAL, Combination, Local, Statement, premise
from symproof.concrete.evaluation.evaluate import Evaluator
from symproof.concrete.evaluation.place import Key, Memo, Place
from symproof.concrete.evaluation.relations import compare
from symproof.concrete.evaluation.scope import Scope
from symproof.concrete.evaluation.workspace import ShapeKey, Workspaces
from symproof.concrete.exact import localize, polynomials, reals
from symproof.concrete.exact.matrices import Matrix
from symproof.concrete.exact.rings import Ring
from symproof.concrete.failures import (
    EvaluationError,
    GeneratorsError,
    NotAtOnceError,
    NumbersOnlyError,
    TooLongError,
)
from symproof.concrete.points import generic
from symproof.language.affine import parameter
from symproof.language.certificate import (
    Algebra,
    Cases,
    Certificate,
    Definiteness,
    Entry,
    Generalize,
    Induction,
    Order,
    Parts,
    Same,
    Specialize,
)
from symproof.language.formulas import And, Compare, Equal, ForAllIndex, Formula, IntegerRelation, Invertible, Sequent
from symproof.language.records import dataclass

Result = TypeVar("Result")
Premises: TypeAlias = Mapping[str, Statement]
Leaf: TypeAlias = Algebra | Order | Definiteness | Same  # certificates of single equations, orders and properties

SCHEMA = "schema:"  # no premise has such a name
INDUCTION = "induction"
POINTS = 3
SINGULAR = 12  # points at which matrices of all ranks occur
INSTANCE_LIMIT = 1_500_000  # work, in products of short polynomials
POINT_UNIT = 16  # of these are as long as one product of polynomials


class Status(IntEnum):
    """Ordered: the outcome of several instances is the largest of theirs."""

    EMPTY = 0  # no instance: an empty range
    AGREES = 1
    TOO_LONG = 2
    UNDECIDED = 3  # nothing that expansion decides
    ILL_FORMED = 4  # an index outside its range, sizes that do not fit
    DIFFERS = 5


@dataclass(frozen=True, slots=True)
class Outcome:
    """``place`` and ``claim`` say where a claim differs: the values there, and the part of the claim."""

    status: Status
    code: str = ""
    message: str = ""
    place: Mapping[Key, int] | None = None
    claim: Statement | None = None


NOTHING = Outcome(Status.EMPTY)
AGREES = Outcome(Status.AGREES)
TOO_LONG = Outcome(Status.TOO_LONG, "SP517", "too long to expand within the work budget")


def worst(outcomes: Iterable[Outcome]) -> Outcome:
    """The outcome of a conjunction; stops where it can get no worse."""
    result = NOTHING
    for outcome in outcomes:
        if outcome.status > result.status:
            result = outcome
        if result.status is Status.DIFFERS:
            break
    return result


class Instances:
    """The instances of one sequent with one certificate (or none). What was expanded once is remembered."""

    def __init__(
        self,
        sequent: Sequent,
        certificate: Certificate | None,
        limit: int,
        workspaces: Workspaces | None = None,
        scope: Scope | None = None,
        *,
        algebraic: bool = False,
    ) -> None:
        """``algebraic``: a claim without a certificate may also follow from the equations among its premises. Steps of
        one proof share ``workspaces`` and, where they stand in one block, the ``scope``."""
        self.sequent = sequent
        self.certificate = certificate
        self.scope = scope or Scope(sequent.declarations, sequent.facts)
        self.tables = self.scope.tables
        self.limit = limit
        self.work = 0
        self.workspaces = workspaces or Workspaces()
        self._premises = {item.id: premise(item.formula, EMPTY_LOCAL) for item in sequent.premises}
        self._memos: dict[tuple[object, ...], tuple[Memo[Outcome], object]] = {}
        self.algebraic = algebraic and certificate is None and bool(sequent.premises)
        self.relied: dict[str, None] = {}  # premises without which some instance did not hold
        self._restrictive = vacuous.restrictive(sequent.premises) if sequent.premises else ()
        self._contradicting = Memo[bool]()

    def vacuous(self, shape: Mapping[Key, int]) -> bool:
        """Whether some premise is impossible at this shape: whatever is claimed there says nothing."""
        if not (self._restrictive or self.algebraic):
            return False
        place = Place(shape)
        if any(self.scope.is_impossible(item, place) for item in self._restrictive):
            return True
        return self.algebraic and self._contradicting.recall(place, lambda: self._is_contradicting(place))

    def _is_contradicting(self, place: Place) -> bool:
        """Whether no values of the symbols solve the equations among the premises."""
        try:
            return self.expanded(place, self.workspaces.key(place.values), self._contradictory)
        except (EvaluationError, TooLongError):
            return False

    def _contradictory(self, evaluator: Evaluator) -> bool:
        return hypotheses.contradictory(evaluator, self._premises)

    def expanded(self, place: Place, shape: ShapeKey, decide: Callable[[Evaluator], Result]) -> Result:
        """What ``decide`` makes of matrices of indeterminates, in a ring that is large enough."""
        while True:
            space = self.workspaces.at(shape, self.limit)
            evaluator = Evaluator(self.tables, place, space.ring, space.known)
            try:
                return decide(evaluator)
            except GeneratorsError as error:
                self.workspaces.enlarge(shape, error.wanted)
            finally:
                self.work += space.ring.work
                space.ring.restart()  # arguments of f(P) are long, and every shape of a sweep has a workspace

    def at(self, place: Place) -> Outcome:
        """The whole claim at one shape."""
        claim = Statement(self.sequent.claim, EMPTY_LOCAL)
        shape = self.workspaces.key(place.values)
        place.varying = [key for key, value in place.values.items() if (key, value) not in shape]
        return _Walk(self, place, shape, self._premises).outcome(claim, self.certificate)

    def memo(self, certificate: Certificate | None, claim: Statement, premises: Premises, index: str) -> Memo[Outcome]:
        """The results of a certificate for a claim at the values of an index. Certificate, formulas and premises count
        as the objects that they are, which must not give their number ``id`` to others."""
        added = [premises[name] for name in (SCHEMA, INDUCTION) if name in premises]
        objects = (certificate, claim.formula, *[item.formula for item in added])
        values = [tuple(sorted(item.local.items())) for item in (claim, *added)]
        return self._memos.setdefault((index, *map(id, objects), *values), (Memo(), objects))[0]


@dataclass(frozen=True, slots=True)
class _Walk:
    """Down the certificate and the claim together, at one place, with the premises in scope."""

    instances: Instances
    place: Place
    shape: ShapeKey
    premises: Premises

    def outcome(self, claim: Statement, certificate: Certificate | None) -> Outcome:
        try:
            return self._outcome(claim, certificate)
        except EvaluationError as error:
            return self._failure(error, claim)

    def _failure(self, error: EvaluationError, claim: Statement) -> Outcome:
        status = Status.UNDECIDED if error.code in ("SP510", "SP513", "SP514", "SP517") else Status.ILL_FORMED
        return Outcome(status, error.code, error.message, dict(self.place.values), claim)

    def _outcome(self, claim: Statement, certificate: Certificate | None) -> Outcome:
        formula = claim.formula
        if isinstance(certificate, Cases):
            return self._cases(claim, certificate)
        if isinstance(certificate, Induction):
            return self._induction(claim, certificate)
        if isinstance(certificate, Specialize):
            return self._specialize(claim, certificate)
        if isinstance(formula, ForAllIndex):
            by = certificate.by if isinstance(certificate, Generalize) else certificate
            return self._schema(formula, claim, by)
        if isinstance(certificate, Parts):
            return self._parts(claim, certificate)
        if isinstance(formula, And):
            return worst(self.outcome(replace(claim, formula=part), certificate) for part in formula.parts)
        return self._leaf(
            claim, certificate if isinstance(certificate, Algebra | Order | Definiteness | Same) else None
        )

    def _cases(self, claim: Statement, certificate: Cases) -> Outcome:
        with self.place.inside({}):
            nonnegative = self.place.integer(certificate.on) >= 0
        return self.outcome(claim, certificate.nonnegative if nonnegative else certificate.negative)

    def _bounds(self, schema: ForAllIndex, local: Local) -> tuple[int, int]:
        with self.place.inside(local):
            return self.place.integer(schema.low), self.place.integer(schema.high)

    def _schema(self, schema: ForAllIndex, claim: Statement, certificate: Certificate | None) -> Outcome:
        low, high = self._bounds(schema, claim.local)
        outer = {name: at for name, at in claim.local.items() if name != schema.index}
        inner = Statement(schema.body, outer, ends=(*claim.ends, schema.low, schema.high))

        def one(index: int) -> Outcome:
            return self._bound(schema.index, index, inner, certificate, self.premises)

        return worst(map(one, range(low, high + 1)))

    def _bound(
        self,
        index: str,
        value: int,
        claim: Statement,
        certificate: Certificate | None,
        premises: Premises,
    ) -> Outcome:
        """One value of a bound index; remembered by what was read."""
        walk = replace(self, premises=premises)

        def compute() -> Outcome:
            self.place.integer(parameter(index))  # so that the memo tells values of the index apart
            return walk.outcome(claim, certificate)

        memo = self.instances.memo(certificate, claim, premises, index)
        with self.place.bind(index, value):
            return memo.recall(self.place, compute)

    def _induction(self, claim: Statement, certificate: Induction) -> Outcome:
        schema = claim.formula
        if not isinstance(schema, ForAllIndex):
            raise EvaluationError("SP516", "induction over a claim that is not a schema")
        low, high = self._bounds(schema, claim.local)
        if low > high:
            return NOTHING
        start, by = (low, 1) if certificate.upward else (high, -1)
        base = self.outcome(Statement(schema.body, {**claim.local, schema.index: start}), certificate.base)
        outer = {name: at for name, at in claim.local.items() if name != schema.index}
        premises = {**self.premises, INDUCTION: premise(schema.body, outer)}

        def one(index: int) -> Outcome:
            goal = Statement(schema.body, {**outer, schema.index: index + by})
            return self._bound(schema.index, index, goal, certificate.step, premises)

        steps = range(low, high) if certificate.upward else range(low + 1, high + 1)
        return worst([base, worst(map(one, steps))])

    def _specialize(self, claim: Statement, certificate: Specialize) -> Outcome:
        """The schema at all its indices; the claim is what it says, as a premise, at one of them."""
        schema = certificate.schema
        walk = replace(self, premises={**self.premises, SCHEMA: premise(schema, claim.local)})
        by: list[Certificate]
        if isinstance(claim.formula, Compare):
            by = [Same(SCHEMA, 0, (certificate.at,))]
        else:
            conjuncts = range(len(list(_conjuncts(claim.formula))))
            by = [Algebra((Entry(SCHEMA, number, (certificate.at,)),)) for number in conjuncts]
        here = walk.outcome(claim, by[0] if len(by) == 1 else Parts(tuple(by)))
        return worst([here, self.outcome(Statement(schema, claim.local), certificate.by)])

    def _parts(self, claim: Statement, certificate: Parts) -> Outcome:
        conjuncts = list(_conjuncts(claim.formula))
        if len(conjuncts) != len(certificate.parts):
            raise EvaluationError("SP516", f"{len(conjuncts)} conjuncts, {len(certificate.parts)} certificates")
        outcomes = []
        for (formula, side), part in zip(conjuncts, certificate.parts, strict=True):
            goal = Statement(formula, claim.local)
            if isinstance(formula, Invertible) and isinstance(part, Algebra | Same):
                outcomes.append(self._leaf(goal, part, side))
            else:
                outcomes.append(self.outcome(goal, part))
        return worst(outcomes)

    # -------------------------------------------------------------------------------- one equation

    def _leaf(self, claim: Statement, certificate: Leaf | None, side: int = 0) -> Outcome:
        formula = claim.formula
        if isinstance(formula, IntegerRelation):
            return self._integers(formula, claim)
        if isinstance(formula, Compare) and certificate is None:
            return self._compared(claim)
        decided = isinstance(certificate, Order | Definiteness | Same) or isinstance(formula, Equal)
        if not decided and not (isinstance(formula, Invertible) and certificate is not None):
            raise EvaluationError("SP510", f"{type(formula).__name__} is not decided by expansion")
        certificate = certificate or Algebra()
        try:
            return self.instances.expanded(
                self.place, self.shape, lambda evaluator: self._decided(evaluator, claim, certificate, side)
            )
        except TooLongError:
            return self._at_points(claim, certificate, side)
        except NumbersOnlyError:
            if self.instances.certificate is None:
                raise
            return self._at_points(claim, certificate, side, singular=True)

    def _integers(self, formula: IntegerRelation, claim: Statement) -> Outcome:
        with self.place.inside(claim.local):
            holds = compare(formula.relation, self.place.integer(formula.left), self.place.integer(formula.right))
        message = "the relation between integers is false here"
        return AGREES if holds else Outcome(Status.DIFFERS, "SP518", message, dict(self.place.values), claim)

    def _compared(self, claim: Statement) -> Outcome:
        """An order between numbers, such as exp(1) > 2; SP510 where a symbol has no value."""
        place = self.place
        ring = reals.Reals(reals.undrawn, self.instances.limit)
        holds_here = ground.holds(claim, Evaluator(self.instances.tables, place, ring))
        message = "the order between these numbers is false"
        return AGREES if holds_here else Outcome(Status.DIFFERS, "SP518", message, dict(place.values), claim)

    def _decided(self, evaluator: Evaluator, claim: Statement, certificate: Leaf, side: int) -> Outcome:
        algebra = _algebra(certificate)
        combination = Combination(evaluator, self.premises, algebra)
        for residual in _residuals(combination, claim, certificate, side):
            if residual.is_zero:
                continue
            if self.instances.workspaces.at_once:
                raise NotAtOnceError
            if self._localized(evaluator, residual, combination, algebra):
                continue
            if algebra.invertible and isinstance(evaluator.ring, polynomials.Polynomials):
                return self._at_points(claim, certificate, side)
            if not self._implied(evaluator, residual):
                message = nonzero_text(residual, evaluator.ring)
                return Outcome(Status.DIFFERS, "SP518", message, dict(self.place.values), claim)
        return AGREES

    def _localized(
        self, evaluator: Evaluator, residual: Matrix, combination: Combination, certificate: Algebra
    ) -> bool:
        """Zero where the premises say that something is invertible: asked for a claim on its own, and where the
        certificate says that differentials relied on it."""
        ring = evaluator.ring
        if not isinstance(ring, polynomials.Polynomials) or not (certificate.invertible or certificate == Algebra()):
            return False
        if not ring.dependent_letters():
            return False
        return localize.vanishes(ring, residual, combination.invertible())

    def _implied(self, evaluator: Evaluator, residual: Matrix) -> bool:
        """Zero wherever the equations among the premises hold."""
        if not self.instances.algebraic or not isinstance(evaluator.ring, polynomials.Polynomials):
            return False
        relied = hypotheses.relied_on(evaluator, self.premises, residual)
        self.instances.relied.update(dict.fromkeys(relied or ()))
        return relied is not None

    def _at_points(self, claim: Statement, certificate: Leaf, side: int, *, singular: bool = False) -> Outcome:
        """The same at random integer points: enough to refute, and with a certificate to agree with the kernel. Where
        differentials rely on premises that something is invertible, these are points at which it is; elsewhere, if
        ``singular``, there are also points at which the symbols have all ranks."""
        if self.instances.workspaces.at_once:
            raise NotAtOnceError
        relies = bool(_algebra(certificate).invertible)
        draws = [generic.regular_point if relies else generic.random_point] * POINTS
        draws += [generic.singular_point] * (SINGULAR if singular and not relies else 0)
        for seed, draw in enumerate(draws):
            ring = draw(seed)
            evaluator = Evaluator(self.instances.tables, self.place, ring)
            try:
                if relies and not self._is_regular(evaluator):
                    raise EvaluationError("SP514", "a premise says that a matrix is invertible which is singular here")
                outcome = self._decided(evaluator, claim, certificate, side)
            except TooLongError:
                return TOO_LONG
            finally:
                self.instances.work += ring.work // POINT_UNIT
            if outcome.status is not Status.AGREES:
                return outcome
        return AGREES if self.instances.certificate is not None else TOO_LONG

    def _is_regular(self, evaluator: Evaluator) -> bool:
        """Whether everything that the premises say is invertible is so at this point."""
        return all(map(ground.is_invertible, Combination(evaluator, self.premises, Algebra()).invertible()))


def _algebra(certificate: Leaf) -> Algebra:
    """The combination of equations in a certificate."""
    return certificate if isinstance(certificate, Algebra) else getattr(certificate, "by", Algebra())


def _residuals(combination: Combination, claim: Statement, certificate: Leaf, side: int) -> Iterator[Matrix]:
    """Matrices that must be zero where the certificate proves the claim."""
    match certificate:
        case Order():
            return orders.order_residuals(combination, claim, certificate)
        case Definiteness():
            return orders.definite_residuals(combination, claim, certificate)
        case Same():
            return orders.same_residuals(combination, claim, certificate)
    return combination.residuals(claim, side)


def _conjuncts(formula: Formula) -> Iterable[tuple[Formula, int]]:
    """The conjuncts that ``Parts`` numbers: an Invertible counts twice, once for each of its equations."""
    if isinstance(formula, And):
        for part in formula.parts:
            yield from _conjuncts(part)
    else:
        yield formula, 0
        if isinstance(formula, Invertible):
            yield formula, 1


def nonzero_text(residual: Matrix, ring: Ring) -> str:
    """The first entry that is not zero, shortened."""
    for row, entries in enumerate(residual.entries, 1):
        for column, entry in enumerate(entries, 1):
            if entry:
                return f"entry ({row}, {column}) of the difference is {_entry_text(entry, ring)}, not 0"
    return ""


def _entry_text(entry: object, ring: Ring) -> str:
    return ring.text(entry, 3) if isinstance(ring, polynomials.Polynomials) else str(entry)
