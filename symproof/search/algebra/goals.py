"""Claims of every shape: equations, conjunctions, invertibility, schemas; and the certificate each one comes to."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import field, replace
from functools import partial

from symproof.kernel.algebra.normal import Normalizer
from symproof.kernel.algebra.words import Polynomial
from symproof.language.affine import integer, parameter, shift, subtract
from symproof.language.certificate import (
    Cases,
    Certificate,
    Derived,
    Entry,
    Generalize,
    Induction,
    Parts,
    Specialize,
    Witness,
)  # fmt: skip
from symproof.language.formulas import (
    And,
    Compare,
    Equal,
    Exists,
    ForAll,
    ForAllIndex,
    Formula,
    Implies,
    IntegerRelation,
    Invertible,
    Not,
    Or,
)  # fmt: skip
from symproof.language.parts import conjuncts_of, of_scalars, relations
from symproof.language.records import dataclass
from symproof.language.refusal import Refusal
from symproof.language.substitution import substituted
from symproof.search import order as scalar_orders
from symproof.search import orders
from symproof.search.algebra import general, kernels
from symproof.search.algebra import late as late_rules
from symproof.search.algebra.absurd import absurd
from symproof.search.algebra.assemble import all_parts, assembled
from symproof.search.algebra.calls import add_alike, add_call_congruences, add_simplified
from symproof.search.algebra.components import add_vectorised
from symproof.search.algebra.congruences import add_congruences
from symproof.search.algebra.diagonal import add_diagonal
from symproof.search.algebra.equations import difference, problem_of
from symproof.search.algebra.laws import add_laws, has_calls
from symproof.search.algebra.lemmas import add_reciprocals_of_columns
from symproof.search.algebra.partitions import add_partitions, by_blocks
from symproof.search.algebra.premised import finished, granted_inverses, is_general, mentions_inverse, with_inverses
from symproof.search.algebra.ranged import with_ranges
from symproof.search.algebra.rules.functions import add_inverses_by_determinants, witness_by_functions
from symproof.search.algebra.rules.rounds import prove
from symproof.search.algebra.rules.witness import witness_of
from symproof.search.algebra.search import Outcome, Problem, Purse
from symproof.search.algebra.sums import add_entrywise, add_split_sums
from symproof.search.algebra.witnesses import add_witnesses, by_matrix
from symproof.search.cases import boundaries
from symproof.search.definite import equations, goal
from symproof.search.definite.levels import FAR, NEAR
from symproof.search.definite.sources import stated_by
from symproof.search.ranges import SearchingContext
from symproof.search.ranks import add_ranks, full_rank, rank_order
from symproof.search.scalars import add_of_functions, reciprocal_by_sign

MAX_CASES = 2
NEAR_WORK = 2000  # with the instances of schemas that the claim suggests, before all others are added
SIDE_WORK = 20_000  # for a lemma on the way: the arguments of f, a witness

KINDS: dict[type, str] = {
    Compare: "an order of numbers", IntegerRelation: "a relation between integers", Or: "a disjunction",
    Not: "a negation", Implies: "an implication", ForAll: "for all matrices", Exists: "existence",
}  # fmt: skip


class UnsupportedError(Exception):
    """The claim, or a term in it, is of a kind for which there is no method; the message names it."""


@dataclass(slots=True)
class Goals:
    """Shared by all parts of one search: the budget that is left, and what was found on the way."""

    purse: Purse
    outcomes: list[Outcome] = field(default_factory=list)
    refusals: list[Refusal] = field(default_factory=list)

    def formula(
        self, claim: Formula, context: SearchingContext, premises: dict[str, Formula], cases: int = MAX_CASES
    ) -> Certificate | None:
        """A certificate of the claim from the premises, or None. Cases are distinguished at most ``cases`` deep."""
        if isinstance(claim, ForAllIndex):
            return self._schema(claim, context, premises, cases)
        found = self._undivided(claim, context, premises)
        return found if found is not None else self._by_cases(claim, context, premises, cases)

    def _undivided(self, claim: Formula, context: SearchingContext, premises: dict[str, Formula]) -> Certificate | None:
        try:
            if isinstance(claim, Equal):
                return self._equation(claim, context, premises)
            if isinstance(claim, Invertible):
                return self._invertible(claim, context, premises)
            if claim == Or(()):
                return self._order(claim, context, premises)
            if isinstance(claim, And):
                return self._parts([*relations(claim)], context, premises)
            found = orders.premise_alike(claim, context, premises)
            if found is not None:
                return found
            if goal.speaks_of_matrices(claim, context):
                return goal.definite(claim, context, premises, self.purse, self._invertible)
            if isinstance(relation := of_scalars(claim), Equal):
                return self._equation(relation, context, premises)
            if isinstance(relation, Compare) and relation.relation != "!=":
                return self._order(relation, context, premises)
        except Refusal as refusal:
            self.refusals.append(refusal)
            return None
        raise UnsupportedError(KINDS.get(type(claim), "a property"))

    def _order(
        self, claim: Compare | Or, context: SearchingContext, premises: dict[str, Formula]
    ) -> Certificate | None:
        normal = Normalizer(context.fresh())
        normal.invertible = granted_inverses(claim, premises, normal)
        relation = of_scalars(claim)  # falsity is 0 < 0
        found = rank_order(relation, normal, premises, self.purse) if isinstance(relation, Compare) else None
        found = found or scalar_orders.order(claim, normal, premises, self.purse)
        if found is None and has_calls(normal):
            more = partial(add_of_functions, premises=premises, purse=self.purse)
            stated = relation if isinstance(relation, Compare) else claim
            found = scalar_orders.order(stated, normal, premises, self.purse, more)
        if found is None:
            return absurd(self._side, context, premises) if claim == Or(()) else None
        by = with_inverses(claim, found.by, normal, premises)
        return orders.order_with_ranges(claim, replace(found, by=by), context, premises)

    def _side(self, claim: Equal, context: SearchingContext, premises: dict[str, Formula]) -> Certificate | None:
        """A certificate of an equation, by an allowance of its own, from premises that may contradict each other."""
        return Goals(replace(self.aside(), supposing=True))._equation(claim, context, premises)

    def falsity(self, context: SearchingContext, premises: dict[str, Formula]) -> Certificate | None:
        """A certificate of 0 < 0 from the orders among the premises, by an allowance of its own."""
        return Goals(Purse(SIDE_WORK, self.purse.deadline, brief=self.purse.brief)).formula(
            Or(()), context, premises, 0
        )

    def general(self, claim: Formula, context: SearchingContext, premises: dict[str, Formula]) -> Certificate | None:
        """The claim as an instance of one for all indices of a family, which induction proves."""
        schemas = any(isinstance(formula, ForAllIndex) for formula in premises.values())
        candidates = general.generalizations(claim, context) if isinstance(claim, Equal) and schemas else ()
        for schema, at in candidates:
            aside = Goals(self.aside())
            found = aside.formula(schema, context, premises, 0)
            if isinstance(found, Induction) and (inside := general.inside_of(schema, at, context)) is not None:
                return Specialize(schema, at, found, inside)
        return None

    def _parts(
        self, parts: list[Formula], context: SearchingContext, premises: dict[str, Formula]
    ) -> Certificate | None:
        """One certificate for each conjunct, those of nested conjunctions in line."""
        certificates: list[Certificate] = []
        for part in parts:
            split = MAX_CASES if not isinstance(part, Invertible) else 0
            certificate = self.formula(part, context, premises, split)
            if certificate is None:
                return None
            if isinstance(certificate, Parts) and not isinstance(part, ForAllIndex):
                certificates += certificate.parts
            else:
                certificates.append(certificate)
        return Parts(tuple(certificates))

    # -------------------------------------------------------------------------------- schemas

    def _schema(
        self, claim: ForAllIndex, context: SearchingContext, premises: dict[str, Formula], cases: int
    ) -> Certificate | None:
        """Directly for a fresh index, else by induction, else by cases (first if a term is refused undivided)."""
        context = context.bounded(claim.low, claim.high)
        inside: SearchingContext = context.bind(claim.index, claim.low, claim.high)  # type: ignore[assignment]
        outcomes, refusals = list(self.outcomes), len(self.refusals)
        if (empty := general.empty_range(claim, inside)) is not None:
            return empty
        found = self._directly(claim.body, inside, premises)
        if found is not None or any(outcome.vacuous for outcome in self.outcomes):
            return found
        refused = len(self.refusals) > refusals
        if refused:
            found = self._by_cases(claim.body, inside, premises, cases)
        for upward in (True, False) if found is None else ():
            certificate = self.induction(claim, context, premises, upward)
            if certificate is not None:
                self.outcomes = outcomes
                return certificate
        if found is None and not refused:
            found = self._by_cases(claim.body, inside, premises, cases)
        if found is None:
            return None
        self.outcomes = outcomes
        return Generalize(found)

    def _directly(self, body: Formula, inside: SearchingContext, premises: dict[str, Formula]) -> Certificate | None:
        """For a fresh index, with half of what is left: the other half is for the induction."""
        work = self.purse.work // 2
        half = Goals(replace(self.purse, work=work), self.outcomes, self.refusals)
        found = half._inner(body, inside, premises)
        self.purse.spend(work - half.purse.work)
        return found

    def _inner(self, body: Formula, inside: SearchingContext, premises: dict[str, Formula]) -> Certificate | None:
        if isinstance(body, ForAllIndex):
            return self._schema(body, inside, premises, 0)
        return self._undivided(body, inside, premises)

    def induction(
        self, claim: ForAllIndex, context: SearchingContext, premises: dict[str, Formula], upward: bool
    ) -> Certificate | None:
        """The schema by induction from its low end up, or from its high end down."""
        index, here = claim.index, parameter(claim.index)
        if "induction" in premises:
            return None
        start, by = (claim.low, 1) if upward else (claim.high, -1)
        filled: SearchingContext = context.nonempty(index, claim.low, claim.high)  # type: ignore[assignment]
        base = self.formula(substituted(claim.body, index, start), filled, premises, 0)
        if base is None:
            return None
        low = claim.low if upward else shift(claim.low, 1)
        high = shift(claim.high, -1) if upward else claim.high
        inner: SearchingContext = filled.bind(index, low, high)  # type: ignore[assignment]
        step = self.formula(
            substituted(claim.body, index, shift(here, by)), inner, premises | {"induction": claim.body}, 1
        )
        return None if step is None else Induction(upward, base, step)

    def _by_cases(
        self, claim: Formula, context: SearchingContext, premises: dict[str, Formula], cases: int
    ) -> Certificate | None:
        """Splits where an index may lie on either side of a boundary that the terms mention."""
        if cases <= 0:
            return None
        for on in boundaries(claim, premises, context):
            outcomes = list(self.outcomes)
            halves = []
            for value in (on, subtract(integer(-1), on)):
                half: SearchingContext = context.case(value)  # type: ignore[assignment]
                found = self.formula(claim, half, premises, cases - 1)
                if found is None:
                    break
                halves.append(found)
            if len(halves) == 2:
                self.outcomes = outcomes
                return Cases(on, *halves)
            if self.purse.empty:
                break
        return None

    # -------------------------------------------------------------------------------- equations

    def _equation(self, claim: Equal, context: SearchingContext, premises: dict[str, Formula]) -> Certificate | None:
        normal = Normalizer(context.fresh())
        normal.invertible = granted_inverses(claim, premises, normal)
        form = difference(claim, normal)
        if not form.terms:
            return with_ranges(claim, finished(claim, (), Problem(normal, [], form), premises), context, premises)
        if any(isinstance(item, ForAllIndex) for item in premises.values()) and not normal.applied:
            near = problem_of(premises, form, normal, near=True)
            outcome = prove(near, self.aside(NEAR_WORK))
            if outcome.combination is not None:
                self.outcomes.append(outcome)
                return with_ranges(claim, finished(claim, outcome.combination, near, premises), context, premises)
        problem = self._problem(claim, form, normal, premises)
        add_witnesses(problem, self.aside(), premises, self.aside, quick=True)
        outcome = self._vectorised(problem, premises) or self._from_premises(problem, premises)
        witnesses = partial(add_witnesses, premises=premises, aside=self.aside)
        for add in (witnesses, partial(add_simplified, products=True), kernels.add_equal_inverses):
            if outcome.combination is None and not outcome.vacuous and add(problem, self.aside()):
                outcome = prove(problem, self.purse)
        if not normal.inverse_of.keys() <= normal.invertible.keys() or any(map(is_general, premises.values())):
            outcome = replace(outcome, complete=False)  # of an inverse without equations, or of P(x), nothing was used
        outcome = self._late(outcome, problem, premises)
        self.outcomes.append(outcome)
        if outcome.combination is None:
            return None
        return with_ranges(claim, finished(claim, outcome.combination, problem, premises), context, premises)

    def _problem(self, claim: Equal, form: Polynomial, normal: Normalizer, premises: dict[str, Formula]) -> Problem:
        """The equation and those of the premises, with what the functions in sight add to them."""
        problem = problem_of(premises, form, normal)
        equations.add_stated_inverses(problem, premises)
        add_partitions(problem, (claim, *premises.values()))
        add_entrywise(problem, premises)
        add_split_sums(problem, (claim, *premises.values()))
        add_congruences(problem, self.aside, self.purse)
        add_call_congruences(problem, premises)
        add_diagonal(problem, lambda: self.aside(NEAR_WORK), self.purse)
        add_simplified(problem, self.aside())
        add_alike(problem, lambda: self.aside(NEAR_WORK), self.purse)
        add_inverses_by_determinants(problem, premises, self.purse)
        add_laws(problem, premises, self.purse)
        add_ranks(problem, premises, claim, self.purse)
        return problem

    def _late(self, outcome: Outcome, problem: Problem, premises: Mapping[str, Formula]) -> Outcome:
        """With what is added last. That decides nothing where it does not help."""
        decided = outcome.combination is not None or outcome.vacuous
        for late in () if decided else (add_reciprocals_of_columns, self._beside_grams, *late_rules.LATE):
            if outcome.combination is None and not outcome.vacuous and late(problem, premises, self.purse):
                found = prove(problem, self.purse)
                outcome = outcome if outcome.complete and not (found.combination or found.vacuous) else found
        return outcome

    def _beside_grams(self, problem: Problem, premises: Mapping[str, Formula], _: Purse) -> bool:
        """Adds what follows from Gram matrices in the premises, where these do not speak of definite matrices."""
        return not any(stated_by(premises, problem.normal)) and equations.add_equations(problem, premises, self.aside())

    def _vectorised(self, problem: Problem, premises: dict[str, Formula]) -> Outcome | None:
        """By stacked columns, where a premise speaks of Kronecker products."""
        return prove(problem, self.purse) if add_vectorised(problem, premises, self.aside()) else None

    def _from_premises(self, problem: Problem, premises: dict[str, Formula]) -> Outcome:
        """Also from what follows from the premises about definite matrices, where the equations alone do not do."""
        if any(stated_by(premises, problem.normal)):
            outcome = prove(problem, self.aside())
            if outcome.combination is not None or outcome.vacuous:
                return outcome
            equations.add_equations(problem, premises, self.aside())
        return prove(problem, self.purse)

    def _invertible(
        self, claim: Invertible, context: SearchingContext, premises: dict[str, Formula]
    ) -> Certificate | None:
        """Proves E inv(E) = I = inv(E) E from the premises, or from a witness Y with E Y = I. If no premise mentions
        inv(E), only a witness can prove it."""
        normal = Normalizer(context.fresh())
        problem = problem_of(premises, normal.polynomial(claim.argument), normal)
        before = list(self.outcomes)
        ways = [self._by_equations, self._by_witness]
        ways = ways if mentions_inverse(problem) else ways[::-1]
        rules = [self._by_rank, self._by_blocks, self._by_kernel, self._by_laws, self._by_definiteness, self._by_matrix]
        first = self._by_definiteness if goal.is_symmetric_beside_definite(problem, premises) else self._as_definite
        for way in [first, *ways, *rules]:
            found = way(claim, problem, context, premises)
            if any(outcome.vacuous for outcome in self.outcomes):
                return found
            if found is not None:
                self.outcomes = before
                return found
        return None

    def _by_equations(
        self, claim: Invertible, _: Problem, context: SearchingContext, premises: dict[str, Formula]
    ) -> Certificate | None:
        return all_parts(self.formula(conjunct, context, premises, 0) for conjunct in conjuncts_of(claim))

    def _by_witness(
        self, claim: Invertible, problem: Problem, context: SearchingContext, premises: dict[str, Formula]
    ) -> Certificate | None:
        found = witness_of(problem, self.purse) or witness_by_functions(problem, self.purse)
        if found is None and add_witnesses(problem, self.purse, premises, self.aside):
            found = witness_by_functions(problem, self.purse)
        if found is None and add_reciprocals_of_columns(problem, premises, self.purse):
            found = witness_of(problem, self.purse)
        if found is None:
            return None
        problem.derived.append(Witness(claim.argument, *found))
        return self._both_sides(claim, problem.derived, context, premises)

    def _by_laws(
        self, claim: Invertible, problem: Problem, context: SearchingContext, premises: dict[str, Formula]
    ) -> Certificate | None:
        """A scalar is invertible if it, or its square, is positive by the laws of its functions."""
        found = reciprocal_by_sign(claim.argument, problem, premises, self.aside())
        return self._both_sides(claim, found, context, premises)

    def _by_matrix(
        self, claim: Invertible, problem: Problem, context: SearchingContext, premises: dict[str, Formula]
    ) -> Certificate | None:
        """det(E) is not zero, because E is invertible."""
        whole = partial(self.formula, context=context, premises=premises)
        return self._both_sides(claim, by_matrix(claim, problem, whole, self.aside()), context, premises)

    def _by_blocks(
        self, claim: Invertible, problem: Problem, context: SearchingContext, premises: dict[str, Formula]
    ) -> Certificate | None:
        steps = by_blocks(claim, problem, premises, self.aside, equations.nonsingular)
        return self._both_sides(claim, steps, context, premises)

    def _both_sides(
        self, claim: Invertible, derived: list[Derived], context: SearchingContext, premises: dict[str, Formula]
    ) -> Parts | None:
        """E inv(E) = I = inv(E) E from the last of the derived steps, a witness."""
        name = f"step:{len(derived)}"
        return all_parts(
            with_ranges(conjunct, assembled((Entry(name, number),), derived), context, premises)
            for number, conjunct in enumerate(conjuncts_of(claim) if derived else ())
        )

    def _by_rank(
        self, claim: Invertible, problem: Problem, context: SearchingContext, premises: dict[str, Formula]
    ) -> Certificate | None:
        """A square matrix of full rank."""
        law = full_rank(problem.claim, problem, premises, self.aside())
        name = f"step:{len(problem.derived)}"
        return all_parts(
            with_ranges(conjunct, assembled((Entry(name, number),), problem.derived), context, premises)
            for number, conjunct in enumerate(conjuncts_of(claim) if law else ())
        )

    def _as_definite(
        self, claim: Invertible, problem: Problem, context: SearchingContext, premises: dict[str, Formula]
    ) -> Certificate | None:
        """A sum of known semidefinite matrices, one of them definite."""
        return self._by_definiteness(claim, problem, context, premises, level=NEAR)

    def _by_definiteness(
        self,
        claim: Invertible,
        problem: Problem,
        context: SearchingContext,
        premises: dict[str, Formula],
        *,
        level: int = FAR,
    ) -> Certificate | None:
        found = equations.nonsingular(claim.argument, problem, premises, self.aside(), level=level)
        if found is None and level == FAR:
            weighted = equations.by_weight(claim.argument, problem, premises, self.aside())
            return self._both_sides(claim, weighted, context, premises)
        return None if found is None else self._both_sides(claim, [found], context, premises)

    def _by_kernel(
        self, claim: Invertible, _: Problem, context: SearchingContext, premises: dict[str, Formula]
    ) -> Certificate | None:
        normal = Normalizer(context.fresh())
        problem = problem_of(premises, normal.polynomial(claim.argument), normal)
        found = kernels.by_kernel(claim.argument, problem, self.aside())
        return all_parts(
            with_ranges(conjunct, algebra, context, premises)
            for conjunct, algebra in zip(conjuncts_of(claim), found, strict=False)
        )

    def aside(self, work: int = SIDE_WORK) -> Purse:
        """A part of the budget, for a lemma on the way."""
        return replace(self.purse, work=min(work, self.purse.work))
