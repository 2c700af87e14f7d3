"""Derives what has no certificate, the inner blocks first, and then the statement of the proof."""

from __future__ import annotations

from collections.abc import Callable, Iterator, Mapping
from dataclasses import dataclass, field

from symproof.diagnostics.results import UNSETTLED, StepResult, Theorem
from symproof.kernel.argument.derive import derive
from symproof.language.codec import decode, encode
from symproof.language.derivation import Block as Derivation
from symproof.language.derivation import Inference
from symproof.language.formulas import Formula
from symproof.language.proof import Block, Items, Method, Proof, Step, Verdict
from symproof.language.refusal import Refusal
from symproof.language.theory import Statement
from symproof.verdict.argument import statement_of_proof, statement_of_step, used_in
from symproof.verdict.derivation import Derivations, NoDerivationError, want

UNDECIDED = frozenset({Verdict.UNKNOWN, Verdict.CHECKED})
AUTHORS = frozenset({Method.CITE, Method.FACT, Method.OMIT, Method.APPLY, Method.QUESTION})


@dataclass(slots=True)
class Argument:
    """The argument of one proof: its results, and what was ``found`` to derive steps, by id."""

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

    def _step(self, step: Step, derivation: Callable[[Step], Derivation]) -> None:
        """Derives a step that is neither proved nor refuted, if a rule gives it."""
        result = self.results.get(step.id)
        if result is None or result.verdict not in UNDECIDED or step.method in AUTHORS or _is_vacuous(result):
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


def _is_vacuous(result: StepResult) -> bool:
    """Whether nobody settled the step, or its premises contradict each other: then its claim says nothing."""
    return result.diagnostic is not None and result.diagnostic.code in {*UNSETTLED, "SP404"}


def _formulas(proof: Proof) -> Iterator[tuple[str, Formula]]:
    """Every hypothesis and every claim by its id."""
    for item in (*proof.hypotheses, *(item for block in proof.blocks for item in block.assumptions)):
        yield item.id, item.formula
    for step in proof.steps:
        yield step.id, step.claim


def _replayed(statement: Statement, block: Derivation) -> tuple[Derivation, tuple[str, ...]]:
    """The derivation with all that it leaves out, and the rules of the kernel that it uses; Refusal if there is none.
    It can be read back from a report."""
    from symproof.search.argument import elaborated

    _, complete = elaborated(statement, block, {}, {}, complete=False)
    read: Derivation = decode(encode(complete), tuple[Inference, ...])
    return read, tuple(sorted(derive(statement, read, {}, {}).rules))
