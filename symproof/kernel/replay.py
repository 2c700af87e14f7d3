"""Replaying certificates: the only way to a theorem. Every rule is one short function; none of them searches."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from dataclasses import InitVar, dataclass, field
from functools import lru_cache

from symproof.kernel import order
from symproof.kernel.algebra.combination import Combination
from symproof.kernel.context import Context, context_of
from symproof.kernel.declared import check_declarations
from symproof.language.affine import Affine, integer, parameter, shift, subtract
from symproof.language.certificate import (
    Algebra,
    Cases,
    Certificate,
    Definiteness,
    Empty,
    Generalize,
    Induction,
    Order,
    Parts,
    Same,
    Specialize,
)
from symproof.language.declarations import Declarations
from symproof.language.formulas import Compare, Equal, ForAllIndex, Formula, Named, Sequent
from symproof.language.parts import conjuncts_of, of_scalars, relations
from symproof.language.records import replace
from symproof.language.refusal import Refusal, within
from symproof.language.substitution import free_integers, substituted
from symproof.language.syntax import check_closed

MAX_WORK = 1_000_000  # see Context.charge: some seconds
_SEAL = object()


@dataclass(frozen=True, slots=True)
class Theorem:
    """``sequent`` holds for every size and index that its facts allow. Only ``replay`` makes one.

    ``used``: ids of the premises and facts that the certificate needed. ``rules``: what it used beyond sums, products
    and linear combination, with the rules of named functions in its normal forms.
    """

    sequent: Sequent
    certificate: Certificate
    used: frozenset[str]
    rules: tuple[str, ...]
    seal: InitVar[object]

    def __post_init__(self, seal: object) -> None:
        if seal is not _SEAL:
            raise Refusal("SP300", "a theorem is made by replaying a certificate")


def replay(sequent: Sequent, certificate: Certificate, work: list[int] | None = None) -> Theorem:
    """Returns the theorem that the certificate proves; raises Refusal (SP3xx) if it proves none.

    ``work`` holds one number, the work that the replay may take; the replay subtracts from it what it took, so that
    many certificates of a stranger can share one allowance.
    """
    try:
        return _replayed(sequent, certificate, work or [MAX_WORK])
    except RecursionError:
        raise Refusal("SP341", "nested too deeply to be replayed") from None


def _replayed(sequent: Sequent, certificate: Certificate, work: list[int]) -> Theorem:
    context = checked_context(sequent, work)
    goal = _Goal(context, {item.id: item.formula for item in sequent.premises})
    goal.formula(sequent.claim, certificate)
    return Theorem(sequent, certificate, frozenset(goal.used | context.used), tuple(sorted(goal.rules)), _SEAL)


def prove_direct(
    context: Context, premises: Mapping[str, Formula], claim: Formula, certificate: Certificate
) -> set[str]:
    """Replays a certificate inside an argument, where the context and the formulas are checked; returns its rules."""
    goal = _Goal(context.direct(), dict(premises))
    goal.formula(claim, certificate)
    return goal.rules


def checked_context(sequent: Sequent, work: list[int]) -> Context:
    """The context of a sequent that is closed and whose declarations are well formed."""
    check_closed(sequent)
    checked = _checked(sequent.declarations, sequent.facts)
    facts = dict(checked.inequalities)
    context = replace(checked, known=set(), checked=set(), used=set(), inequalities=facts, work=work)
    context.charge(max(0, MAX_WORK - checked.work[0]))  # what the declarations took, once for each replay
    return context


@lru_cache(maxsize=64)
def _checked(declarations: Declarations, facts: tuple[Named, ...]) -> Context:
    """Declarations are checked once, not once for each step that shares them."""
    context = context_of(declarations, facts, MAX_WORK)
    check_declarations(declarations, context)
    return context


# ------------------------------------------------------------------------------------------------ formulas


@dataclass(slots=True)
class _Goal:
    """Claims are proved here; ``premises`` by id, what was used and which rules are shared by all parts."""

    context: Context
    premises: dict[str, Formula]
    used: set[str] = field(default_factory=set)
    rules: set[str] = field(default_factory=set)
    bounds: tuple[Affine, ...] = ()  # of the schemas around; checked with the range facts of each combination

    def formula(self, claim: Formula, certificate: Certificate) -> None:
        match certificate:
            case Cases():
                self._cases(claim, certificate)
            case Induction():
                self._induction(claim, certificate)
            case Specialize():
                self._specialize(claim, certificate)
            case Generalize():
                self._inside(_schema(claim)).formula(_schema(claim).body, certificate.by)
            case _ if isinstance(claim, ForAllIndex):
                self._inside(claim).formula(claim.body, certificate)
            case Empty():
                self._combined(Algebra(ranges=certificate.ranges), lambda by: _prove_empty(by, claim, certificate.on))
            case Parts():
                self._parts(claim, certificate)
            case Algebra():
                self._combined(certificate, lambda combination: combination.prove(of_scalars(claim)))
            case Order():
                self._combined(certificate.by, lambda by: order.prove_order(by, of_scalars(claim), certificate))
            case Definiteness():
                self._combined(certificate.by, lambda by: order.prove_definite(by, claim, certificate.matrix))
            case Same():
                self._combined(Algebra(ranges=certificate.ranges), lambda by: order.prove_same(by, claim, certificate))
            case _:
                raise Refusal("SP328", f"{type(certificate).__name__} is not a certificate")

    def _combined(self, certificate: Algebra, prove: Callable[[Combination], None]) -> None:
        """Replays what rests on a combination, and takes over what it used."""
        combination = Combination(self.context.fork(), self.premises, certificate, self.bounds)
        prove(combination)
        self.used |= combination.used
        self.rules |= combination.rules

    def _at(self, context: Context, **extra: Formula) -> _Goal:
        return _Goal(context, self.premises | extra, self.used, self.rules, self.bounds)

    def _inside(self, claim: ForAllIndex) -> _Goal:
        """Rule GENERALIZE: E(i) for a fresh i with low <= i <= high gives the schema."""
        return self._bounded(claim)._at(self.context.bind(claim.index, claim.low, claim.high))

    def _bounded(self, claim: ForAllIndex) -> _Goal:
        return replace(self, bounds=(*self.bounds, claim.low, claim.high))

    def _cases(self, claim: Formula, certificate: Cases) -> None:
        """Rule CASES: an integer is >= 0 or <= -1."""
        self.context.check_integer(certificate.on)
        with within("case nonnegative"):
            self._at(self.context.case(certificate.on)).formula(claim, certificate.nonnegative)
        with within("case negative"):
            self._at(self.context.case(subtract(integer(-1), certificate.on))).formula(claim, certificate.negative)

    def _induction(self, claim: Formula, certificate: Induction) -> None:
        """Rule INDUCTION: E(low), and E(i+1) from E(i) for low <= i < high, give the schema; or downward from high."""
        schema = _schema(claim)
        self.rules.add("induction")
        index, here = schema.index, parameter(schema.index)
        start, by = (schema.low, 1) if certificate.upward else (schema.high, -1)
        filled = self.context.nonempty(index, schema.low, schema.high)
        self.context.require_fresh(index)
        bounded = self._bounded(schema)
        with within("base"):
            bounded._at(filled).formula(substituted(schema.body, index, start), certificate.base)
        low = schema.low if certificate.upward else shift(schema.low, 1)
        high = shift(schema.high, -1) if certificate.upward else schema.high
        inner = bounded._at(filled.bind(index, low, high), induction=schema.body)
        with within("step"):
            inner.formula(substituted(schema.body, index, shift(here, by)), certificate.step)

    def _specialize(self, claim: Formula, certificate: Specialize) -> None:
        """Rule SPECIALIZE: a schema that is proved holds at an index proved in its range."""
        schema, context = certificate.schema, self.context.fork()
        if free_integers(schema) - context.integers - context.sizes.keys():
            raise Refusal("SP301", "the schema mentions an integer that is not declared")
        context.bring(certificate.ranges)
        context.check_integer(certificate.at)
        context.require_in(schema, certificate.at, "the claim")
        context.require_consulted()
        if substituted(schema.body, schema.index, certificate.at) != claim:
            raise Refusal("SP353", "the claim is not the schema at this index")
        with within("schema"):
            self.formula(schema, certificate.by)

    def _parts(self, claim: Formula, certificate: Parts) -> None:
        """Rule AND: each conjunct by its own certificate; invertibility is its two equations."""
        conjuncts = [part for item in relations(claim) for part in conjuncts_of(item)]
        if len(conjuncts) != len(certificate.parts):
            raise Refusal("SP326", f"{len(conjuncts)} conjuncts, {len(certificate.parts)} certificates")
        for number, (conjunct, part) in enumerate(zip(conjuncts, certificate.parts, strict=True), 1):
            with within(f"part {number}"):
                self.formula(conjunct, part)


def _prove_empty(combination: Combination, claim: Formula, on: Affine) -> None:
    """Rule EMPTY: from e >= 0 and e <= -1, any equation or order whose sides have a meaning and one size."""
    combination.begin()
    combination.context.check_integer(on)
    for value in (on, subtract(integer(-1), on)):
        combination.context.require(value, "the facts about integers do not contradict each other")
    for part in relations(claim):
        if not isinstance(part, Equal | Compare):
            raise Refusal("SP328", f"Empty is no certificate of {type(part).__name__}")
        combination.normal.difference(part.left, part.right)
    combination.require_all_used()


def _schema(claim: Formula) -> ForAllIndex:
    if not isinstance(claim, ForAllIndex):
        raise Refusal("SP327", "the claim is not a schema over an index")
    return claim
