"""``find``: from a sequent to a replayed certificate, or to the reason why there is none."""

from __future__ import annotations

from dataclasses import field, replace
from time import process_time
from typing import TYPE_CHECKING, Any

from symproof.diagnostics.codes import CODES
from symproof.diagnostics.diagnostic import Diagnostic
from symproof.kernel.context import context_of
from symproof.kernel.declared import check_declarations
from symproof.kernel.replay import Theorem, replay
from symproof.language.affine import affine_text, declared_name
from symproof.language.certificate import Algebra, Certificate, Entry
from symproof.language.dependent import parsed
from symproof.language.formulas import Compare, Equal, ForAllIndex, Formula, Not, Sequent
from symproof.language.parts import relations
from symproof.language.proof import Method
from symproof.language.records import dataclass
from symproof.language.refusal import Refusal
from symproof.language.substitution import names
from symproof.language.terms import Call, Differential, Gradient, Power
from symproof.search import contradiction as contradictions
from symproof.search import ranges
from symproof.search.algebra.nodes import nodes

if TYPE_CHECKING:
    from symproof.search.opaque import Opaque

SEARCHING = frozenset({Method.ALGEBRA, Method.CALCULUS, Method.INDUCTION})
LIMITS = frozenset({"SP315", "SP341"})  # the kernel's own: whoever sends more is refused
CORRECT = "correct or remove a premise"
FALSITY = "the premises contradict each other: 0 < 0 follows from their orders"
RULES = "the rules for real matrices"
OPAQUE_WORK = 75_000  # where defined matrices are letters
DIRECT = [20_000]  # work of the kernel for a claim that may need no search


@dataclass(frozen=True, slots=True)
class Budget:
    """``work`` counts steps of the completion and decides; ``seconds`` is a safety net. ``brief``: see ``Purse``."""

    seconds: float = 10.0
    work: int = 150_000
    brief: bool = False


@dataclass(frozen=True, slots=True)
class Found:
    """``complete``: the completion is finished and the claim is not among its consequences. ``vacuous``: the premises
    contradict each other, so that no certificate is returned. ``theorem``: what the kernel made of the certificate."""

    certificate: Certificate | None
    diagnostic: Diagnostic | None
    warnings: tuple[Diagnostic, ...] = ()
    complete: bool = False
    vacuous: bool = False
    theorem: Theorem | None = field(default=None, compare=False)


DEFAULT = Budget()


def find(
    sequent: Sequent,
    *,
    method: str = Method.ALGEBRA,
    budget: Budget = DEFAULT,
    cofactors: tuple[Entry, ...] = (),
    supposing: bool = False,
) -> Found:
    """A certificate of the sequent, already replayed by the kernel; the author's cofactors are tried first.
    ``supposing``: premises that contradict each other prove the claim, as a proof by contradiction wants it."""
    if method not in SEARCHING:
        return Found(None, Diagnostic("SP407", f"there is no prover for the method {method} yet"))
    direct = None if cofactors else _by_normal_form(sequent)
    if direct is not None:
        return direct
    from symproof.search.algebra.goals import UnsupportedError

    try:
        found = _Finder(sequent, budget, cofactors, supposing).found()
        return _without_index(found) if method == Method.INDUCTION and not _is_schema(sequent.claim) else found
    except UnsupportedError as error:
        if isinstance(sequent.claim, Not) or (isinstance(sequent.claim, Compare) and sequent.claim.relation == "!="):
            return Found(None, Diagnostic("SP401", "no contradiction was found between the premises and its negation"))
        return Found(None, Diagnostic("SP405", f"no method decides claims of this kind: {error}"))
    except Refusal as refusal:
        return Found(None, Diagnostic(refusal.code, refusal.message))
    except RecursionError:
        return Found(None, Diagnostic("SP405", "no method decides a claim nested this deep"))


def vacuous(sequent: Sequent, budget: Budget = DEFAULT) -> Found | None:
    """That the premises contradict each other, as far as it is seen without a search for the claim; else None."""
    try:
        return _Finder(sequent, budget, (), supposing=False).vacuous()
    except (Refusal, RecursionError):
        return None


def _by_normal_form(sequent: Sequent) -> Found | None:
    """An identity without any hypothesis, of which the normal forms of both sides are equal: nothing is searched, and
    what searches is not imported, which would take longer than all the rest."""
    if sequent.premises or sequent.facts or not isinstance(sequent.claim, Equal):
        return None
    try:
        theorem = replay(sequent, Algebra(), list(DIRECT))
    except Refusal:
        return None
    return Found(theorem.certificate, None, tuple(_at_the_point(theorem)), theorem=theorem)


def theorem_of(sequent: Sequent, found: Found) -> Theorem:
    """The theorem that the certificate proves: the one that the search ended with, if it is of these very objects, or
    else the kernel replays the certificate."""
    made = found.theorem
    if made is not None and made.sequent is sequent and made.certificate is found.certificate:
        return made
    assert found.certificate is not None
    return replay(sequent, found.certificate)


def replayed(sequent: Sequent, certificate: Certificate, *, supposing: bool = False) -> Found | None:
    """A certificate that was found before, replayed by the kernel; None where the premises contradict each other.
    Raises Refusal where the kernel refuses it."""
    theorem = replay(sequent, certificate)
    context = ranges.searching(context_of(sequent.declarations, sequent.facts))
    premises = {item.id: item.formula for item in sequent.premises}
    if not supposing and contradictions.contradicted(sequent.facts, premises, context) is not None:
        return None
    return Found(theorem.certificate, None, tuple(_at_the_point(theorem)), theorem=theorem)


def _is_schema(claim: Formula) -> bool:
    return any(isinstance(node, ForAllIndex) for node in nodes(claim))


def _without_index(found: Found) -> Found:
    """Induction over nothing was algebra: said where that has found nothing."""
    if found.certificate is not None or found.diagnostic is None or found.vacuous:
        return found
    hint = "induction proves a claim for all i in a range: state it so in a step of its own, and use that here"
    return replace(found, diagnostic=replace(found.diagnostic, hint=hint))


def _opened(claim: Formula, context: ranges.SearchingContext) -> tuple[Formula, ranges.SearchingContext]:
    """The body of a schema, and the context with its indices: what a combination proves."""
    while isinstance(claim, ForAllIndex):
        context = context.bounded(claim.low, claim.high).bind(claim.index, claim.low, claim.high)  # type: ignore[assignment]
        claim = claim.body
    return claim, context


class _Finder:
    def __init__(self, sequent: Sequent, budget: Budget, cofactors: tuple[Entry, ...], supposing: bool) -> None:
        from symproof.search.algebra.goals import Goals
        from symproof.search.algebra.search import Purse

        self.sequent, self.cofactors, self.supposing = sequent, cofactors, supposing
        self.work = budget.work
        self.goals = Goals(Purse(budget.work, process_time() + budget.seconds, supposing, budget.brief))
        self.limit = f"{budget.work} steps of the completion and {budget.seconds:g} seconds"
        self.warnings: list[Diagnostic] = []
        self.indexed = False

    def found(self) -> Found:
        sequent = self.sequent
        context = ranges.searching(context_of(sequent.declarations, sequent.facts))
        self.indexed = context.indexed
        if self.cofactors:
            theorem = self._written(context)
            if theorem is not None:
                return self._proved(theorem)
        premises = {item.id: item.formula for item in sequent.premises}
        contradiction = None if self.supposing else contradictions.contradicted(sequent.facts, premises, context)
        if contradiction is not None:
            return _vacuous(contradiction)
        closed = self._opaque()
        if closed is not None and closed.is_heavy and (theorem := self._without_definitions(closed, premises)):
            return self._proved(theorem)
        certificate = self._certificate(context, premises)
        if self.supposing and certificate is not None:
            return self._replayed(certificate)
        if any(outcome.by_trace for outcome in self.goals.outcomes):
            return _vacuous("the premises contradict each other: their traces give a size that is 0")
        if any(outcome.vacuous for outcome in self.goals.outcomes):
            return _vacuous("the premises contradict each other: I = 0 follows from them")
        if certificate is None:
            certificate = self.goals.general(sequent.claim, context, premises)
        if certificate is None and not self.supposing and self._falsity(context, premises) is not None:
            return _vacuous(FALSITY)
        if certificate is None:
            if closed is not None and not closed.is_heavy and (theorem := self._without_definitions(closed, premises)):
                return self._proved(theorem)
            return self._unproved(_of_exponents(sequent.claim, context))
        return self._replayed(certificate)

    def vacuous(self) -> Found | None:
        """Whether the premises contradict each other, each by itself or by their orders."""
        context = ranges.searching(context_of(self.sequent.declarations, self.sequent.facts))
        premises = {item.id: item.formula for item in self.sequent.premises}
        contradiction = contradictions.contradicted(self.sequent.facts, premises, context)
        if contradiction is not None:
            return _vacuous(contradiction)
        return None if self._falsity(context, premises) is None else _vacuous(FALSITY)

    def _falsity(self, context: ranges.SearchingContext, premises: dict[str, Formula]) -> Certificate | None:
        """A certificate of falsity, where a premise says that one scalar is less than another."""
        parts = [part for formula in premises.values() for part in relations(formula)]
        if not any(isinstance(part, Compare) and part.relation == "<" for part in parts):
            return None
        return self.goals.falsity(context, premises)

    def _replayed(self, certificate: Certificate) -> Found:
        try:
            return self._proved(replay(self.sequent, certificate))
        except Refusal as refusal:
            return Found(None, self._of_declarations() or _refused(refusal), tuple(self.warnings))

    def _of_declarations(self) -> Diagnostic | None:
        """What is wrong with the declarations, under which the kernel accepts no certificate at all; or None."""
        try:
            check_declarations(self.sequent.declarations, context_of(self.sequent.declarations, self.sequent.facts))
        except Refusal as refusal:
            hint = "leave the definition out where no claim needs it, or assume what makes it well formed"
            return Diagnostic(refusal.code, f"a definition that the kernel cannot read: {refusal.message}", hint)
        return None

    def _opaque(self) -> Opaque | None:
        """The sequent without its definitions, which a brief search looks at as well."""
        if not self.goals.purse.brief:
            return None
        from symproof.search.opaque import opaque

        return opaque(self.sequent)

    def _without_definitions(self, found: Opaque, premises: dict[str, Formula]) -> Theorem | None:
        """What is found where defined matrices are letters; with more work where their definitions are heavy."""
        from symproof.search.algebra.goals import Goals, UnsupportedError
        from symproof.search.algebra.search import Purse

        sequent, purse = found.sequent, self.goals.purse
        context = ranges.searching(context_of(sequent.declarations, sequent.facts))
        own = Purse(OPAQUE_WORK, purse.deadline, self.supposing) if found.is_heavy else replace(purse, work=self.work)
        try:
            certificate = Goals(own).formula(sequent.claim, context, premises)
            return None if certificate is None else replay(self.sequent, certificate)
        except (Refusal, UnsupportedError):
            return None

    def _certificate(self, context: ranges.SearchingContext, premises: dict[str, Formula]) -> Certificate | None:
        """What laws of powers, induction or a combination of the premises give. Induction is tried last for an order,
        and in a brief search, where the claim seldom needs it, though it may mention a sum up to a symbolic end."""
        from symproof.search.algebra.exponents import by_laws_of_powers, for_exponents
        from symproof.search.algebra.goals import UnsupportedError

        goals, claim = self.goals, self.sequent.claim
        by_laws = by_laws_of_powers(goals, claim, context, premises)
        if by_laws is not None:
            return by_laws
        if not (goals.purse.brief or isinstance(claim, Compare)):
            return for_exponents(goals, claim, context, premises) or goals.formula(claim, context, premises)
        try:
            return goals.formula(claim, context, premises) or for_exponents(goals, claim, context, premises)
        except UnsupportedError:
            by_induction = for_exponents(goals, claim, context, premises)
            if by_induction is None:
                raise
            return by_induction

    def _written(self, context: ranges.SearchingContext) -> Theorem | None:
        """The author's own combination; a warning if it does not expand to the claim."""
        from symproof.search.algebra.ranged import with_ranges

        premises = {item.id: item.formula for item in self.sequent.premises}
        try:
            claim, inside = _opened(self.sequent.claim, context)
            certificate = with_ranges(claim, Algebra(self.cofactors), inside, premises)
            if certificate is not None:
                return replay(self.sequent, certificate)
        except Refusal as refusal:
            about = f"the cofactors as written do not prove it: {refusal.located}"
            self.warnings.append(_refused(refusal) if refusal.code in LIMITS else Diagnostic("SP408", about))
            return None
        self.warnings.append(Diagnostic("SP408", "the cofactors as written do not expand to the claim"))
        return None

    def _proved(self, theorem: Theorem) -> Found:
        return Found(theorem.certificate, None, (*self.warnings, *_at_the_point(theorem)), theorem=theorem)

    def _unproved(self, hint: str) -> Found:
        """Why nothing was found; ``hint``: what to try, where that is known."""
        warnings = tuple(self.warnings)
        refusals, outcomes = self.goals.refusals, self.goals.outcomes
        if refusals:
            return Found(None, Diagnostic(refusals[0].code, refusals[0].message), warnings)
        if not outcomes and any(isinstance(node, Compare) for node in nodes(self.sequent.claim)):
            message = "no certificate: the order was not found as a sum of products of its premises and of squares"
            return Found(None, Diagnostic("SP401", message, "a premise may be missing, or split the step"), warnings)
        open_ = [outcome for outcome in outcomes if outcome.combination is None]
        called = sorted({node.name for node in nodes(self.sequent) if isinstance(node, Call) and node.name != "row"})
        if called and not self.goals.purse.empty:
            message = f"no certificate was found; symproof knows few rules or none for {', '.join(called)}"
            return Found(None, Diagnostic("SP411", message, hint or CODES["SP411"][1]), warnings)
        if not self.indexed and not self.sequent.facts and any(outcome.complete for outcome in open_):
            message = "the equations of the premises alone do not imply the claim (their completion is finished), and "
            message += f"{RULES} gave no proof"
            missing = (
                "add a premise that the claim needs, or a step in between: the search takes only a few steps at once"
            )
            return Found(None, Diagnostic("SP402", message, missing), warnings, complete=True)
        if open_ and all(outcome.finished for outcome in open_):
            message = "no certificate: the completion is finished, which decides nothing where traces, scalars, facts "
            message += "about sizes or inverses without a premise are involved"
            return Found(None, Diagnostic("SP401", message, hint or "a premise may be missing"), warnings)
        if self.goals.purse.empty:
            message = f"gave up: no certificate within {self.limit}; tried {_tried(outcomes)}"
            return Found(None, Diagnostic("SP401", message, "raise --budget, or split the step"), warnings)
        message = f"no certificate; tried {_tried(outcomes)}"
        return Found(None, Diagnostic("SP401", message, "a premise may be missing, or split the step"), warnings)


def _of_exponents(claim: Formula, context: ranges.SearchingContext) -> str:
    """What to assume where an exponent in the claim may be negative, so that no law of powers applies."""
    claim, context = _opened(claim, context)
    for node in nodes(claim):
        if isinstance(node, Power) and not node.exponent.is_constant:
            try:
                known = context.holds(node.exponent)
            except Refusal:  # it has an index of a sum
                continue
            if not known:
                shown = affine_text(node.exponent)
                return f"the exponent {shown} may be negative: assume {shown} >= 0 if it never is"
    return ""


def _refused(refusal: Refusal) -> Diagnostic:
    """Why a certificate is not replayed: a limit of the kernel, or a bug."""
    if refusal.code in LIMITS:
        message = f"a certificate was found, but it exceeds a limit of the kernel ({refusal.code}): {refusal.located}"
        return Diagnostic("SP419", message, CODES["SP419"][1])
    message = f"the kernel refuses the certificate that was found: {refusal.code}, {refusal.located}"
    return Diagnostic("SP409", message, "this is a bug of symproof: please report it")


def _vacuous(message: str) -> Found:
    return Found(None, Diagnostic("SP404", message, CORRECT), vacuous=True)


def _tried(outcomes: list[Any]) -> str:
    return f"completion under several orders and {RULES} on {max(len(outcomes), 1)} equations"


def _at_the_point(theorem: Theorem) -> list[Diagnostic]:
    """Equations used that mention the variable of a gradient hold at the point only."""
    variables = {
        declared_name(variable.name)
        for node in nodes(theorem.sequent.claim)
        if isinstance(node, Gradient | Differential)
        for variable in ((node.variable,) if isinstance(node, Gradient) else tuple(v for v, _ in node.directions))
    }
    if not variables:
        return []
    return [
        Diagnostic(
            "SP410",
            f"{item.id} mentions {', '.join(sorted(common))}: it was used after differentiating only",
            subject=item.id,
        )
        for item in theorem.sequent.premises
        if item.id in theorem.used
        and any(isinstance(node, Equal) for node in nodes(item.formula))
        and not any(parsed(name) for name in names(item.formula))
        and (common := variables.intersection(names(item.formula)))
    ]
