"""What the kernel makes of the whole argument: exported claims, conclusions, and one theorem for a proof.

A claim that no certificate proves is derived from the steps inside its block, and from the hypotheses and earlier steps
that these use. The theorem of a proof rests on its hypotheses alone: each step on the way is derived in it.
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass, field, is_dataclass
from typing import Any

from symproof.diagnostics.results import StepResult, Theorem
from symproof.language.codec import decode, encode
from symproof.language.derivation import Block as Derivation
from symproof.language.derivation import Inference
from symproof.language.formulas import Formula, Named, Sequent
from symproof.language.proof import Block, Hypothesis, Items, Method, Proof, Step, Verdict
from symproof.language.refusal import Refusal
from symproof.language.scopes import facts_of, is_fact, walked
from symproof.language.substitution import fields_of
from symproof.language.theory import Statement, Trust
from symproof.verdict.derivation import Derivations, NoDerivationError, want

UNDECIDED = frozenset({Verdict.UNKNOWN, Verdict.CHECKED})
AUTHORS = frozenset({Method.CITE, Method.FACT, Method.OMIT, Method.APPLY, Method.QUESTION})


def argued(proof: Proof, results: Sequence[StepResult]) -> tuple[list[StepResult], Theorem | None]:
    """The results with the claims that the kernel derives from others, and the theorem of the statement."""
    if proof.is_statement_file or not results:
        return list(results), None
    argument = _Argument(proof, {result.step.id: result for result in results})
    argument.items(proof.items)
    return [argument.results[result.step.id] for result in results], argument.theorem()


# ------------------------------------------------------------------------------------------------ what is replayed


def statement_of_step(proof: Proof, step: Step, derivation: Derivation) -> Statement:
    """The step as a statement, from what its derivation names of all that is known where it stands."""
    walk = walked(proof)
    level = walk.levels[step.block]
    named = ((name, walk.known(name, step)) for name in sorted(words(derivation)))
    premises = tuple([Named(name, entry.formula) for name, entry in named if entry is not None and not entry.is_fact])
    return Statement(step.id, Trust.LEMMA, Sequent(level.declarations, level.facts, premises, step.claim))


def statement_of_proof(proof: Proof, claim: Formula) -> Statement:
    """What the proof establishes, from its hypotheses."""
    premises = tuple([Named(item.id, item.formula) for item in proof.hypotheses if not is_fact(item.formula)])
    return Statement(proof.id, Trust.LEMMA, Sequent(proof.declarations, facts_of(proof.hypotheses), premises, claim))


def used_in(statement: Statement, derivation: Derivation) -> tuple[str, ...]:
    """The premises and facts of the statement that its derivation names."""
    given = {item.id for item in (*statement.sequent.premises, *statement.sequent.facts)}
    return tuple(sorted(given & words(derivation)))


def words(node: Any) -> set[str]:
    """All texts in a derivation: premises and sources of range facts are among them."""
    found: set[str] = set()
    pending = [node]
    while pending:
        item = pending.pop()
        if isinstance(item, str):
            found.add(item)
        elif type(item) is tuple:
            pending += item
        elif is_dataclass(item):
            pending += [getattr(item, name) for name in fields_of(item)]
    return found


# ------------------------------------------------------------------------------------------------ what is derived


@dataclass(slots=True)
class _Argument:
    proof: Proof
    results: dict[str, StepResult]
    found: dict[str, Derivation] = field(default_factory=dict)
    formulas: Mapping[str, Formula] = field(default_factory=dict)

    def __post_init__(self) -> None:
        self.formulas = dict(_formulas(self.proof))

    def items(self, items: Items) -> None:
        """Derives what can be derived, the inner blocks first."""
        for item in items:
            if isinstance(item, Step):
                self._step(item, lambda step: (Inference(step.id, step.claim, want(*step.using)),))
                continue
            self.items(item.items)
            if item.conclusion is not None:
                self._conclusion(item, item.conclusion)

    def _conclusion(self, block: Block, conclusion: Step) -> None:
        derivations = Derivations(self.results, self.found, self.formulas)
        self._step(conclusion, lambda step: derivations.of_block(block, step))

    def _step(self, step: Step, derivation: Any) -> None:
        """Derives a step that is neither proved nor refuted, if a rule gives it."""
        result = self.results.get(step.id)
        if result is None or result.verdict not in UNDECIDED or step.method in AUTHORS:
            return
        try:
            block = derivation(step)
            statement = statement_of_step(self.proof, step, block)
            block, rules = _replayed(statement, block)
        except (NoDerivationError, Refusal, RecursionError):
            return
        self.found[step.id] = block
        proved = StepResult(
            result.step, Verdict.PROVED, used_in(statement, block), "all", result.instances, derivation=block,
            warnings=result.warnings, rules=rules, seconds=result.seconds,
        )  # fmt: skip
        self.results[step.id] = proved

    # -------------------------------------------------------------------------------- the whole

    def theorem(self) -> Theorem | None:
        """The theorem of the statement, if every step on the way to it is proved."""
        proof = self.proof
        firm = self._firm()
        concluding = [step.id for step in proof.steps if step.method == Method.CONCLUDE and step.id in firm]
        if proof.statement is None or not concluding:
            return None
        results = {name: result for name, result in self.results.items() if name in firm}
        found = {name: inference for name, inference in self.found.items() if name in firm}
        statement = statement_of_proof(proof, proof.statement)
        try:
            block = Derivations(results, found, self.formulas).of_items(proof.items, proof.statement, proof.id)
            block, _ = _replayed(statement, block)
        except (NoDerivationError, Refusal, RecursionError):
            return None
        return Theorem((), (), block)

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


def _formulas(proof: Proof) -> Iterator[tuple[str, Formula]]:
    """Every hypothesis and every claim by its id."""
    assumed: tuple[Hypothesis, ...] = proof.hypotheses
    for item in (*assumed, *(item for block in proof.blocks for item in block.assumptions)):
        yield item.id, item.formula
    for step in proof.steps:
        yield step.id, step.claim


def _replayed(statement: Statement, block: Derivation) -> tuple[Derivation, tuple[str, ...]]:
    """The derivation with all that it leaves out, and the rules of the kernel that it uses; Refusal if there is none.
    It can be read back from a report."""
    from symproof.kernel.argument.derive import derive
    from symproof.search.argument import elaborated

    _, complete = elaborated(statement, block, {}, {}, complete=False)
    read: Derivation = decode(encode(complete), tuple[Inference, ...])
    return read, tuple(sorted(derive(statement, read, {}, {}).rules))
