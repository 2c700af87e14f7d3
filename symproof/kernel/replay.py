"""Replaying certificates: the only way to a theorem. Every rule is one short function; none of them searches."""

from __future__ import annotations

from dataclasses import dataclass, field, replace
from functools import lru_cache

from symproof.kernel.affine import Affine, integer, parameter, shift, subtract
from symproof.kernel.certificate import Algebra, Cases, Certificate, Generalize, Induction, Parts
from symproof.kernel.combination import Combination, conjuncts_of
from symproof.kernel.context import Context, Work, context_of, relations
from symproof.kernel.declared import check_declarations
from symproof.kernel.refusal import Refusal
from symproof.kernel.substitution import free_integers, substituted
from symproof.kernel.terms import Declarations, ForAllIndex, Formula, Named, Sequent

MAX_WORK = 1_000_000  # see Context.charge: some seconds
_SEAL = object()


class Theorem:
    """``sequent`` holds for every size and index that its facts allow. Only ``replay`` makes one.

    ``used``: ids of the premises and facts that the certificate needed. ``rules``: what it used beyond the normal form
    and linear combination.
    """

    __slots__ = ("certificate", "rules", "sequent", "used")

    sequent: Sequent
    certificate: Certificate
    used: frozenset[str]
    rules: tuple[str, ...]

    def __init__(
        self, sequent: Sequent, certificate: Certificate, used: frozenset[str], rules: tuple[str, ...], seal: object
    ) -> None:
        if seal is not _SEAL:
            raise Refusal("SP300", "a theorem is made by replaying a certificate")
        for name, value in (("sequent", sequent), ("certificate", certificate), ("used", used), ("rules", rules)):
            object.__setattr__(self, name, value)

    def __setattr__(self, name: str, value: object) -> None:
        raise Refusal("SP300", "a theorem does not change")


def replay(sequent: Sequent, certificate: Certificate) -> Theorem:
    """The theorem that the certificate proves, or a refusal (SP3xx)."""
    try:
        return _replayed(sequent, certificate)
    except RecursionError:
        raise Refusal("SP341", "nested too deeply to be replayed") from None


def _replayed(sequent: Sequent, certificate: Certificate) -> Theorem:
    context = _context(sequent)
    premises = {item.id: item.formula for item in sequent.premises}
    if len(premises) != len(sequent.premises) or any(":" in name or name == "induction" for name in premises):
        raise Refusal("SP303", "premises need distinct ids without colons")
    for name, formula in premises.items():
        _require_closed(name, formula, context)
    if premises.keys() & {fact.id for fact in sequent.facts}:
        raise Refusal("SP303", "a premise has the id of a fact")
    _require_closed("of the claim", sequent.claim, context)
    goal = _Goal(context, premises)
    goal.formula(sequent.claim, certificate)
    return Theorem(sequent, certificate, frozenset(goal.used | context.used), tuple(sorted(goal.rules)), _SEAL)


def _context(sequent: Sequent) -> Context:
    checked = _checked(sequent.declarations, sequent.facts)
    return replace(checked, known={}, used=set(), inequalities=dict(checked.inequalities), work=Work(MAX_WORK))


@lru_cache(maxsize=64)
def _checked(declarations: Declarations, facts: tuple[Named, ...]) -> Context:
    """Declarations are checked once, not once for each step that shares them."""
    context = context_of(declarations, facts, Work(MAX_WORK))
    check_declarations(declarations, context)
    for fact in facts:
        _require_closed(fact.id, fact.formula, context)
    return context


def _require_closed(name: str, formula: Formula, context: Context) -> None:
    """Integers of a premise are declared or bound by its own schema, so that no induction variable occurs in it."""
    unknown = free_integers(formula) - context.integers - context.sizes.keys()
    if unknown:
        raise Refusal("SP301", f"premise {name} mentions {sorted(unknown)}, which is not declared")


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
            case Generalize():
                self._inside(_schema(claim)).formula(_schema(claim).body, certificate.by)
            case _ if isinstance(claim, ForAllIndex):
                self._inside(claim).formula(claim.body, certificate)
            case Parts():
                self._parts(claim, certificate)
            case Algebra():
                combination = Combination(self.context.fork(), self.premises, certificate, self.bounds)
                combination.prove(claim)
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
        negative = subtract(integer(-1), certificate.on)
        self._at(self.context.case(certificate.on)).formula(claim, certificate.nonnegative)
        self._at(self.context.case(negative)).formula(claim, certificate.negative)

    def _induction(self, claim: Formula, certificate: Induction) -> None:
        """Rule INDUCTION: E(low), and E(i+1) from E(i) for low <= i < high, give the schema; or downward from high."""
        schema = _schema(claim)
        self.rules.add("induction")
        index, here = schema.index, parameter(schema.index)
        start, by = (schema.low, 1) if certificate.upward else (schema.high, -1)
        filled = self.context.nonempty(index, schema.low, schema.high)
        self.context.require_fresh(index)
        within = self._bounded(schema)
        within._at(filled).formula(substituted(schema.body, index, start), certificate.base)
        low = schema.low if certificate.upward else shift(schema.low, 1)
        high = shift(schema.high, -1) if certificate.upward else schema.high
        inner = within._at(filled.bind(index, low, high), induction=schema.body)
        inner.formula(substituted(schema.body, index, shift(here, by)), certificate.step)

    def _parts(self, claim: Formula, certificate: Parts) -> None:
        """Rule AND: each conjunct by its own certificate; invertibility is its two equations."""
        conjuncts = [part for item in relations(claim) for part in conjuncts_of(item)]
        if len(conjuncts) != len(certificate.parts):
            raise Refusal("SP326", f"{len(conjuncts)} conjuncts, {len(certificate.parts)} certificates")
        for conjunct, part in zip(conjuncts, certificate.parts, strict=True):
            self.formula(conjunct, part)


def _schema(claim: Formula) -> ForAllIndex:
    if not isinstance(claim, ForAllIndex):
        raise Refusal("SP327", "the claim is not a schema over an index")
    return claim
