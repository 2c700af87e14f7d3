"""Claims of every shape: equations, conjunctions, invertibility, schemas; and the certificate each one comes to."""

from __future__ import annotations

from dataclasses import dataclass, field

from symproof.kernel.certificate import Algebra, Certificate, Parts
from symproof.kernel.combination import Combination, conjuncts_of
from symproof.kernel.context import relations
from symproof.kernel.normal import Normalizer
from symproof.kernel.refusal import Refusal
from symproof.kernel.terms import And, Equal, ForAllIndex, Formula, Invertible
from symproof.prove.assemble import assembled
from symproof.prove.equations import difference, equations_of
from symproof.prove.ranges import SearchingContext
from symproof.prove.rules import prove
from symproof.prove.search import Outcome, Problem, Purse


class UnsupportedError(Exception):
    """The claim, or a term in it, is of a kind for which there is no method; the message names it."""


@dataclass(slots=True)
class Goals:
    """Shared by all parts of one search: the budget that is left, and what was found on the way."""

    purse: Purse
    outcomes: list[Outcome] = field(default_factory=list)

    def formula(self, claim: Formula, context: SearchingContext, premises: dict[str, Formula]) -> Certificate | None:
        if isinstance(claim, ForAllIndex):
            return self._schema(claim, context, premises)
        if isinstance(claim, Equal):
            return self._equation(claim, context, premises)
        if isinstance(claim, And | Invertible):
            conjuncts = [part for item in relations(claim) for part in conjuncts_of(item)]
            parts = []
            for conjunct in conjuncts:
                certificate = self.formula(conjunct, context, premises)
                if certificate is None:
                    return None
                parts.append(certificate)
            return Parts(tuple(parts))
        raise UnsupportedError(type(claim).__name__)

    def _schema(
        self, claim: ForAllIndex, context: SearchingContext, premises: dict[str, Formula]
    ) -> Certificate | None:
        inside: SearchingContext = context.bind(claim.index, claim.low, claim.high)  # type: ignore[assignment]
        return self.formula(claim.body, inside, premises)

    def _equation(self, claim: Equal, context: SearchingContext, premises: dict[str, Formula]) -> Certificate | None:
        looking = context.fresh()
        normal = Normalizer(looking)
        form = difference(claim, normal)
        if not form.terms:
            return with_ranges(claim, Algebra(), context, premises)
        problem = Problem(normal, equations_of(premises, form, normal), form)
        outcome = prove(problem, self.purse)
        self.outcomes.append(outcome)
        if outcome.combination is None:
            return None
        return with_ranges(claim, assembled(outcome.combination, problem.derived), context, premises)


def with_ranges(
    claim: Formula, certificate: Algebra, context: SearchingContext, premises: dict[str, Formula]
) -> Algebra | None:
    """The certificate with exactly the range facts that its replay consults; None if the replay fails."""
    watching = context.fresh()
    try:
        Combination(watching, premises, certificate).prove(claim)
    except Refusal:
        return None
    return Algebra(certificate.combination, certificate.derived, watching.facts, certificate.invertible)
