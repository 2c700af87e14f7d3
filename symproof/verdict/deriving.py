"""Derives what has no certificate, the inner blocks first, and then the statement of the proof."""

from __future__ import annotations

from collections.abc import Callable, Collection, Iterator, Mapping, Sequence
from contextlib import suppress
from dataclasses import field, replace
from functools import partial
from math import inf
from time import process_time
from typing import Any, TypeAlias

from symproof.diagnostics.errors import diagnostic
from symproof.diagnostics.results import UNSETTLED, StepResult, Theorem
from symproof.kernel.argument.derive import Derived, derive
from symproof.kernel.argument.scope import Memory
from symproof.language.codec import Decoded, decode, encode
from symproof.language.declarations import Declarations
from symproof.language.derivation import Block as Derivation
from symproof.language.derivation import Inference
from symproof.language.formulas import Exists, ForAll, Formula
from symproof.language.parts import relations
from symproof.language.proof import Block, Items, Method, Proof, Step, Verdict
from symproof.language.records import dataclass, once
from symproof.language.refusal import Refusal
from symproof.language.scopes import declarations_in_scope, formulas_in_scope, hypotheses_in_scope, is_supposing
from symproof.language.theory import Statement
from symproof.search.argument.at_indices import by_indices_in_sight
from symproof.search.argument.denied import by_denied_orders
from symproof.search.argument.falsity import by_falsity
from symproof.search.argument.instances import by_instances, by_terms_in_sight
from symproof.search.argument.inverted import by_invertible_arguments, inverts_sums, written_inverses
from symproof.search.argument.members import by_members_of_sums
from symproof.search.argument.opening import opened
from symproof.search.argument.orders import by_known_orders, by_orders
from symproof.search.argument.powers import by_symbolic_powers
from symproof.search.argument.stated import defined
from symproof.search.argument.summands import by_summands, by_sums_in_sight
from symproof.search.argument.traced_sums import by_traces_of_sums
from symproof.verdict.argument import statement_in_scope, statement_of_proof, statement_of_step, used_in
from symproof.verdict.derivation import Derivations, NoDerivationError, want
from symproof.verdict.library import Library
from symproof.verdict.obligations import obligation
from symproof.verdict.unnamed import using_unnamed

AT_ITS_SIZES = "SP910"  # a warning that a checked claim was checked at all of its sizes
REAL_ROOTS = "R1"  # the axiom: a semidefinite matrix is C^T C
WHOLE = ""  # the name of the derivation of the statement among those of steps
UNDECIDED = frozenset({Verdict.UNKNOWN, Verdict.CHECKED})
Way: TypeAlias = Callable[[str, Formula, Mapping[str, Formula], Declarations], Derivation]
Ways: TypeAlias = Callable[[str, Formula, Mapping[str, Formula], Declarations], Iterator[Derivation]]
WAYS: tuple[Way, ...] = (
    by_instances, by_denied_orders, by_summands, by_sums_in_sight, by_traces_of_sums, by_orders,
)  # fmt: skip
AUTHORS = frozenset({Method.CITE, Method.FACT, Method.OMIT, Method.QUESTION})


@dataclass(slots=True)
class Argument:
    """The argument of one proof: its results, and what was ``found`` to derive steps, by id, each as
    it is read from a report. ``replayed``: the inferences that the kernel replayed, for those that occur again.
    ``attack``: looks for a counterexample to what a block exports, before a derivation is searched for at length.
    ``known``: derivations of steps, and under no name that of the statement, which are tried before any are searched
    for; ``made``: those that the kernel replayed here. ``encoded`` and ``decoded``: what was written and read, as the
    derivation of a block holds those of the blocks inside. ``is_first``: counterexamples are looked for afterwards, so
    that ways which take long on a false claim are left for later. ``is_tried``: one rule does not give the claim.
    ``seconds`` of processor time are spent on a claim to which nobody gave a derivation, if it is one of a statement
    file or this is the first time; ``until`` is when they end for the claim at hand."""

    proof: Proof
    results: dict[str, StepResult]
    library: Library = field(default_factory=Library)
    attack: Callable[[StepResult], StepResult | None] = lambda result: None
    found: dict[str, Derivation] = field(default_factory=dict)
    formulas: Mapping[str, Formula] = field(default_factory=dict)
    replayed: Memory = field(default_factory=dict)
    known: Mapping[str, Derivation] = field(default_factory=dict)
    made: dict[str, Derivation] = field(default_factory=dict)
    encoded: dict[int, tuple[Any, Any]] = field(default_factory=dict)
    decoded: Decoded = field(default_factory=Decoded)
    is_first: bool = False
    is_tried: bool = False
    seconds: float = inf
    until: float = inf

    def __post_init__(self) -> None:
        self.formulas = _formulas_of(self.proof)
        self.found |= {name: result.derivation for name, result in self.results.items() if result.derivation}

    def items(self, items: Items) -> None:
        """Derives what can be derived, the inner blocks first."""
        for item in items:
            if isinstance(item, Step):
                if self._is_known(item):
                    continue
                self.limit(item)
                if not self.is_tried:
                    self.by_one_rule(item)
                for way in WAYS:
                    self._step(item, partial(self._by, way))
                self._of_members(item)
                self._of_unit_matrices(item)
                if not self.is_first:
                    self._of_invertible_arguments(item)
                self._of_indices(item)
                self._of_symbolic_powers(item)
                self._of_values(item)
                self._of_real_roots(item)
                self._of_falsity(item)
                self._of_known_orders(item)
                continue
            self.items(item.items)
            if item.conclusion is not None and not self._is_known(item.conclusion):
                self._conclusion(item, item.conclusion)

    def limit(self, step: Step) -> None:
        """Sets when the search for a derivation of this claim ends."""
        is_limited = (self.proof.is_statement_file or self.is_first) and not step.argument
        self.until = process_time() + self.seconds if is_limited else inf

    def _is_known(self, step: Step) -> bool:
        """Whether a known derivation shows the step, which nobody has settled."""
        result, block = self.results.get(step.id), self.known.get(step.id)
        if block is None or result is None or result.verdict not in UNDECIDED or not self._is_open(result):
            return False
        try:
            theorem = self._theorem(statement_of_step(self.proof, step, block), block)
        except (Refusal, RecursionError):
            return False
        self._shown(result, block, theorem)
        return True

    def _of_single(self, step: Step) -> Derivation:
        """The author's own derivation of a step, or a gap that one rule may fill, from premises and their conjuncts."""
        if step.argument:
            return step.argument
        conjuncts, names = opened(step.id, step.using, self.formulas)
        return (*conjuncts, Inference(step.id, step.claim, want(*names)))

    def _by(self, way: Way, step: Step) -> Derivation:
        """The same gap, in a way that needs the premises that the step names, and what is declared where it stands."""
        return _some(way(step.id, step.claim, self._premises(step), declarations_in_scope(self.proof, step)))

    def _premises(self, step: Step) -> dict[str, Formula]:
        """Those that the step names; raises NoDerivationError where the step has a derivation of its own."""
        if step.argument:
            raise NoDerivationError
        return {name: self.formulas[name] for name in step.using if name in self.formulas}

    def _of_indices(self, step: Step) -> None:
        """The same gap, from what premises for all indices say at those in sight."""
        if self._searchable(step) is None:
            return

        def way(step: Step) -> Derivation:
            known, premises = statement_in_scope(self.proof, step), self._premises(step)
            return _some(by_indices_in_sight(step.id, step.claim, premises, known))

        self._step(step, way, named=True)

    def _of_members(self, step: Step) -> None:
        """The same gap, from what a sum in sight says of its summands."""
        if self._searchable(step) is None:
            return
        self._first_by(by_members_of_sums, step)

    def _of_unit_matrices(self, step: Step) -> None:
        """The same gap, from what general equations say of unit matrices: one derivation after the other is tried."""
        if self._searchable(step) is None or not self._rests_on_general(step):
            return
        from symproof.search.argument.contracted import by_unit_matrices

        self._first_by(by_unit_matrices, step)

    def _of_invertible_arguments(self, step: Step) -> None:
        """The same gap in a claim with inverses, where no premise says that what is inverted is invertible, but the
        premises show it. In a statement file what is inverted in equations is assumed to be invertible."""
        result, declared = self._searchable(step), declarations_in_scope(self.proof, step)
        if result is None or (self.proof.is_statement_file and not result.lacks_inverse):
            return
        if self.is_first and not (result.lacks_inverse or inverts_sums(step.claim, declared)):
            return
        others = [item.formula for item in hypotheses_in_scope(self.proof, step) if item.id not in step.using]
        unnamed = [part for formula in others for part in relations(formula)]
        if any(item in unnamed for item in written_inverses(step.claim, declared)):
            return  # the author is told which hypothesis to name
        self._first_by(by_invertible_arguments, step, named=True)

    def _of_symbolic_powers(self, step: Step) -> None:
        """The same gap, where an equation about a symbolic power is shown first, and the claim from it."""
        if self._searchable(step) is not None:
            self._first_by(by_symbolic_powers, step)

    def _of_values(self, step: Step) -> None:
        """That a matrix exists, as a value shows that is made of what is declared."""
        result = self.results.get(step.id)
        if result is None or not self._is_open(result):
            return
        if step.argument and not self.proof.is_statement_file:  # what the author of a proof gives is not replaced
            return
        if not isinstance(step.claim, Exists) or len(step.claim.symbols) > 1:
            return
        from symproof.verdict.existing import right_values

        self._first(step, right_values(self.proof, step, step.claim))

    def _of_real_roots(self, step: Step) -> None:
        """A claim of a statement file by the axiom R1, where its hypotheses speak of semidefinite matrices."""
        if self._searchable(step) is None or REAL_ROOTS not in self.library.axioms:
            return
        if not self.proof.is_statement_file:  # the author of a proof applies axioms by name
            return
        from symproof.search.argument.real_roots import by_real_roots

        self._first_by(by_real_roots, step)

    def _of_known_orders(self, step: Step) -> None:
        """An equation beside orders, by orders that are shown first. Counterexamples were looked for before."""
        if self.is_first or self._searchable(step) is None:
            return
        self._first_by(by_known_orders, step)

    def _of_falsity(self, step: Step) -> None:
        """A step inside a supposition or a case, where its premises contradict each other: anything follows there."""
        if step.id not in self.results or step.argument or not step.using or not is_supposing(self.proof, step):
            return
        premises = {name: self.formulas[name] for name in step.using if name in self.formulas}
        known, declared = formulas_in_scope(self.proof, step), declarations_in_scope(self.proof, step)
        self._first(step, by_falsity(step.id, step.claim, premises, known, declared))

    def _searchable(self, step: Step) -> StepResult | None:
        """The result of an open step to which its author gave no derivation; None for any other step."""
        result = self.results.get(step.id)
        return None if result is None or step.argument or not self._is_open(result) else result

    def _is_open(self, result: StepResult) -> bool:
        """Whether the kernel is asked for the step: nobody found it proved, or a step with a derivation was refuted.
        Where nobody settled it, its claim says nothing; nor where its premises contradict each other, unless something
        is supposed there."""
        step, why = result.step, result.diagnostic
        code = "" if why is None else why.code
        if step.method in AUTHORS or code in UNSETTLED or (code == "SP404" and not is_supposing(self.proof, step)):
            return False
        return result.verdict in UNDECIDED or (result.verdict is Verdict.REFUTED and bool(step.argument))

    def _first(self, step: Step, blocks: Iterator[Derivation], *, named: bool = False) -> None:
        """The step by the first of these derivations that the kernel replays; ``named``: from the premises that the
        step names alone, if it names any."""
        for block in blocks:
            self._step(step, lambda step, block=block: block, named=named)  # type: ignore[misc]
            if not self._is_open(self.results[step.id]) or process_time() > self.until:
                return

    def _first_by(self, ways: Ways, step: Step, *, named: bool = False) -> None:
        """The same, of the derivations from the premises that the step names and from what is declared where it
        stands."""
        declared = declarations_in_scope(self.proof, step)
        self._first(step, ways(step.id, step.claim, self._premises(step), declared), named=named)

    def _rests_on_general(self, step: Step) -> bool:
        found = (self.formulas[name] for name in step.using if name in self.formulas)
        return any(isinstance(part, ForAll) for item in found for part in (item, *getattr(item, "parts", ())))

    def _conclusion(self, block: Block, conclusion: Step) -> None:
        derivations = Derivations(self.results, self.found, self.formulas)
        self._step(conclusion, lambda step: derivations.of_block(block, step), brief=True)

    def by_one_rule(self, step: Step) -> None:
        """Derives the step, if one rule gives it from the premises that it names, or instances of these do at what
        stands there, at once; or if these show that the sums are invertible that are inverted in it."""
        self._step(step, self._of_single)
        self._step(step, partial(self._by, by_terms_in_sight))
        if self.is_first:
            self._of_invertible_arguments(step)

    def _step(
        self, step: Step, derivation: Callable[[Step], Derivation], *, brief: bool = False, named: bool = False
    ) -> None:
        """Derives a step that is neither proved nor refuted, if a rule gives it. ``brief``: at first by what is found
        at once, from the premises that are named and from all others; ``named``: not from others, if any is named."""
        result = self.results.get(step.id)
        if result is None or not self._is_open(result) or process_time() > self.until:
            return
        try:
            block = self._completed(step, derivation(step), brief=brief, named=named and bool(step.using))
            statement = statement_of_step(self.proof, step, block)
            block, theorem = self._replayed(statement, block, is_complete=True)
        except (NoDerivationError, Refusal, RecursionError) as error:
            if isinstance(error, Refusal) and step.argument and result.verdict in UNDECIDED:
                self.results[step.id] = replace(result, diagnostic=obligation(self.proof, step, error))
            return
        self._shown(result, block, theorem)

    def _shown(self, result: StepResult, block: Derivation, theorem: Derived) -> None:
        """The step with the derivation of which the kernel made this theorem."""
        name, used = result.step.id, used_in(theorem.statement, block)
        self.found[name] = block
        warnings = tuple([item for item in result.warnings if item.code != AT_ITS_SIZES])
        warnings += using_unnamed(self.proof, result.step, used)
        proved = StepResult(
            result.step, Verdict.PROVED, used, "all", result.instances, derivation=block,
            warnings=warnings, rules=tuple(sorted(theorem.rules)), seconds=result.seconds,
        )  # fmt: skip
        if result.verdict in UNDECIDED:
            self.results[name], self.made[name] = proved, block
        else:
            self.results[name] = _contradicted(proved, result)

    def _completed(self, step: Step, block: Derivation, *, brief: bool, named: bool) -> Derivation:
        """The derivation with its gaps filled, from the premises that it names; where these do not suffice, from
        everything that is known where the step stands. What a block leaves open is nearly always found at once from
        the one or the other, so that this is tried before a search from premises that may not suffice."""
        if brief:
            with suppress(Refusal):
                return self._from_some(step, block, brief=True)
            refuted = self.attack(self.results[step.id])
            if refuted is not None:
                self.results[step.id] = refuted
                raise NoDerivationError
        return self._from_some(step, block, brief=self.is_first, named=named)

    def _from_some(self, step: Step, block: Derivation, *, brief: bool, named: bool = False) -> Derivation:
        complete = bool(step.argument)
        statement: Statement | None = None
        try:
            statement = statement_of_step(self.proof, step, block)
            return self._elaborated(statement, block, complete=complete, brief=brief)
        except Refusal:
            wide = statement_in_scope(self.proof, step)
            if named or (statement is not None and wide.sequent == statement.sequent):  # the same search again
                raise
            return self._elaborated(wide, block, complete=complete, brief=brief)

    def _replayed(
        self, statement: Statement, block: Derivation, *, is_complete: bool = False
    ) -> tuple[Derivation, Derived]:
        """The derivation with all that it leaves out, and the theorem; Refusal if there is none. It can be read back
        from a report. A complete one is searched again only where fewer premises leave its range facts open."""
        if is_complete:
            try:
                return self._made(statement, block)
            except Refusal:
                pass
        return self._made(statement, self._elaborated(statement, block, complete=False))

    def _elaborated(
        self, statement: Statement, block: Derivation, *, complete: bool, brief: bool = False
    ) -> Derivation:
        from symproof.search.argument import elaborated

        axioms, derived, replayed = self.library.axioms, self.library.derived, self.replayed
        return elaborated(
            statement, block, axioms, derived, complete=complete, brief=brief, replayed=replayed, until=self.until
        )[1]

    def _made(self, statement: Statement, block: Derivation) -> tuple[Derivation, Derived]:
        """The derivation as a report has it, and the theorem."""
        is_read = any(block is known for known in self.found.values())
        read: Derivation = block if is_read else self._again(block)
        if read == block:
            read = block  # of which the kernel knows the inferences that it has replayed
        return read, self._theorem(statement, read)

    def _again(self, block: Derivation) -> Derivation:
        """The derivation, written and read."""
        return decode(encode(block, self.encoded), tuple[Inference, ...], self.decoded)  # type: ignore[no-any-return]

    def _theorem(self, statement: Statement, block: Derivation) -> Derived:
        """What the kernel makes of a derivation as a report has it."""
        return derive(statement, block, self.library.axioms, self.library.derived, memory=self.replayed)

    # -------------------------------------------------------------------------------- the whole

    def theorem(self) -> tuple[Theorem, Derived] | None:
        """The theorem of the statement, if every step on the way to it is proved; also as the kernel made it."""
        proof = self.proof
        firm = self._firm()
        concluding = [step.id for step in proof.steps if step.method == Method.CONCLUDE and step.id in firm]
        if proof.statement is None or not concluding:
            return None
        statement = statement_of_proof(proof, proof.statement)
        found = self._known_theorem(statement) or self._found_theorem(statement, proof.statement, concluding, firm)
        if found is None:
            return None
        block, made = found
        self.made[WHOLE] = block
        axioms = tuple(sorted(made.axioms, key=lambda item: item.id))
        return Theorem(axioms, tuple(sorted(made.lemmas)), block), made

    def _known_theorem(self, statement: Statement) -> tuple[Derivation, Derived] | None:
        block = self.known.get(WHOLE)
        if block is None:
            return None
        try:
            return block, self._theorem(statement, block)
        except (Refusal, RecursionError):
            return None

    def _found_theorem(
        self, statement: Statement, goal: Formula, concluding: Sequence[str], firm: Collection[str]
    ) -> tuple[Derivation, Derived] | None:
        """The statement from the steps on the way to its ``goal``, which are ``firm``; one of them concludes it."""
        proof = self.proof
        results = {name: result for name, result in self.results.items() if name in firm}
        found = {name: inference for name, inference in self.found.items() if name in firm}
        try:
            single = len(proof.items) == 1 and concluding[0] in found  # one step shows the statement itself
            inner = (
                found[concluding[0]] if single
                else Derivations(results, found, self.formulas).of_items(proof.items, goal, proof.name)
            )  # fmt: skip
            return self._replayed(statement, defined(inner, statement, proof.declarations), is_complete=single)
        except (NoDerivationError, Refusal, RecursionError):
            return None

    def _firm(self) -> set[str]:
        """The proved steps that rest on hypotheses and on such steps only."""
        given = {item.id: block.given for block in self.proof.blocks for item in block.assumptions}
        firm: set[str] = set()
        for step in self.proof.steps:
            result = self.results.get(step.id)
            if result is not None and result.verdict is Verdict.PROVED:
                needed = {given.get(name) or name for name in result.used}
                if all(name in firm or name not in self.results for name in needed):
                    firm.add(step.id)
        return firm


def _some(block: Derivation) -> Derivation:
    """The block; raises NoDerivationError where it is empty."""
    if not block:
        raise NoDerivationError
    return block


def _contradicted(proved: StepResult, refuted: StepResult) -> StepResult:
    """The kernel derives what a counterexample refutes: the judges disagree."""
    why = diagnostic("SP901", "the kernel derives the claim, but a counterexample refutes it")
    return replace(
        proved, verdict=Verdict.DISAGREEMENT, scope=None, counterexample=refuted.counterexample, diagnostic=why
    )


def _formulas(proof: Proof) -> Mapping[str, Formula]:
    """Every hypothesis and every claim by its id."""
    assumed = (*proof.hypotheses, *(item for block in proof.blocks for item in block.assumptions))
    return {**{item.id: item.formula for item in assumed}, **{step.id: step.claim for step in proof.steps}}


_formulas_of = once(_formulas, 8)  # while its steps are searched for, each is derived by itself
