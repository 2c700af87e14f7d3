"""The parts of a report. They say what stands in a report; how it looks is for the layouts."""

from __future__ import annotations

from collections.abc import Mapping
from typing import TypeAlias

from symproof.diagnostics.diagnostic import Diagnostic, LoadError
from symproof.diagnostics.results import Model, ProofResult, StepResult
from symproof.language.certificate import Certificate
from symproof.language.declarations import Declarations
from symproof.language.formulas import Formula, Sequent
from symproof.language.proof import Block, Fact, Hypothesis, Proof, Step, Verdict
from symproof.language.records import dataclass
from symproof.language.scopes import sequent
from symproof.language.theory import Statement
from symproof.verdict.resting import Rests

FIRM = Rests({})


@dataclass(frozen=True, slots=True)
class Heading:
    """A proof begins. Without a verdict it was not checked. ``is_support``: it was checked since another proof applies
    its statement, not because it was asked for."""

    proof: Proof
    verdict: Verdict | None = None
    is_support: bool = False

    @property
    def title(self) -> str:
        """The heading of the part."""
        return f"{self.proof.id}: {self.proof.title}" if self.proof.title else self.proof.id


@dataclass(frozen=True, slots=True)
class Setting:
    """What is declared and defined."""

    declarations: Declarations


@dataclass(frozen=True, slots=True)
class Hypotheses:
    items: tuple[Hypothesis, ...]
    scope: Declarations


@dataclass(frozen=True, slots=True)
class Stated:
    """What the whole establishes."""

    claim: Formula
    scope: Declarations


@dataclass(frozen=True, slots=True)
class BlockOpened:
    """What a block declares, defines and assumes; ``scope`` holds its own declarations as well.

    ``is_set_apart`` is False for ``obtain``: its choice lasts to the end of the block around. ``depth`` counts the
    blocks around that are set apart.
    """

    block: Block
    scope: Declarations
    depth: int
    is_set_apart: bool


@dataclass(frozen=True, slots=True)
class BlockClosed:
    block: Block
    is_set_apart: bool


@dataclass(frozen=True, slots=True)
class EqualityChain:
    """A certificate for reading; ``explain`` reads it as a tree or as chains of equalities."""

    proof: Proof
    step: Step
    certificate: Certificate

    @property
    def goal(self) -> Sequent:
        """What the step claims, from what it uses."""
        return sequent(self.proof, self.step)


@dataclass(frozen=True, slots=True)
class Direction:
    """A column v, the value of v^T S v, and which matrix S is meant: a difference of the sides, or another."""

    vector: list[list[str]]
    value: str
    matrix: str


@dataclass(frozen=True, slots=True)
class CounterexamplePart:
    """Sizes, functions and values, and both sides of the claim in the order in which the author wrote them."""

    sizes: Mapping[str, int]
    functions: tuple[str, ...]
    values: Mapping[str, list[list[str]]]
    left: list[list[str]]
    right: list[list[str]]
    direction: Direction | None = None


@dataclass(frozen=True, slots=True)
class DiagnosticPart:
    """Why a step has no better verdict."""

    item: Diagnostic


@dataclass(frozen=True, slots=True)
class NotLoaded:
    """A proof, statement or file that could not be read, and is therefore missing from the report."""

    error: LoadError


@dataclass(frozen=True, slots=True)
class Sweep:
    """The sizes at which a step was checked, and nowhere else."""

    number: int
    sizes: tuple[Mapping[str, int], ...]


Remark: TypeAlias = DiagnosticPart | CounterexamplePart | EqualityChain | Sweep


@dataclass(frozen=True, slots=True)
class StepPart:
    """One step. Without a result it was not checked.

    ``as_expected``: a verdict other than proved that the author expects. ``unnamed``: premises in scope that a refuted
    step without any could have named. ``idle``: premises that the step names and its certificate does not need.
    """

    proof: Proof
    step: Step
    scope: Declarations
    result: StepResult | None = None
    depth: int = 0
    rests: Rests = FIRM
    passes: bool = True
    is_settled: bool = True
    as_expected: bool = False
    unnamed: tuple[str, ...] = ()
    idle: tuple[str, ...] = ()
    remarks: tuple[Remark, ...] = ()

    @property
    def verdict(self) -> Verdict | None:
        """The verdict of the step or proof."""
        return None if self.result is None else self.result.verdict

    @property
    def name(self) -> str:
        """The id; in a statement file that of the statement, and of the claim where there are several."""
        if not self.proof.is_statement_file:
            return self.step.id
        return self.proof.id if len(self.proof.steps) == 1 else f"{self.proof.id}:{self.step.id}"


@dataclass(frozen=True, slots=True)
class Problems:
    """The steps that do not pass, the worst first, and those that were not settled at all."""

    failed: tuple[StepPart, ...]
    unsettled: tuple[StepPart, ...]


@dataclass(frozen=True, slots=True)
class OpenSteps:
    """Steps that are not established, by what is missing: ``no rule``, ``refuted``, ..."""

    reason: str
    steps: tuple[str, ...]


@dataclass(frozen=True, slots=True)
class WhatIsOpen:
    """The reasons in the order of the causes; empty where every step passes without a gap."""

    groups: tuple[OpenSteps, ...]


@dataclass(frozen=True, slots=True)
class Cited:
    """A fact or source, and the steps that cite it."""

    fact: Fact
    steps: tuple[Step, ...]


@dataclass(frozen=True, slots=True)
class LedgerPart:
    """What the verdict rests on. ``unused``: hypotheses that no step uses; None where not all steps were looked at.
    ``unknown`` and ``resting``: steps without a verdict, and proved ones that go back to something without a proof.
    ``axioms`` and ``lemmas``: what the theorem of the kernel rests on."""

    proof: Proof
    facts: tuple[Cited, ...]
    citations: tuple[Cited, ...]
    omissions: tuple[Fact, ...]
    rules: tuple[str, ...]
    trusted: tuple[str, ...]
    unknown: tuple[StepPart, ...]
    resting: tuple[StepPart, ...]
    unused: tuple[str, ...] | None
    axioms: tuple[Statement, ...] = ()
    lemmas: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True)
class Summary:
    """A proof ends: the verdict in words, and what it does not cover. ``is_closed``: all of it was settled, so that
    something can be said about its hypotheses as a whole."""

    headline: str
    not_covered: str
    is_closed: bool
    unused: tuple[str, ...]
    model: Model | None
    is_open: bool
    result: ProofResult | None = None  # of a proof that states something
    has_hypotheses: bool = True
    last: str = ""  # whether the statement is proved, and from which axioms, or which steps are missing


@dataclass(frozen=True, slots=True)
class LemmaChecked:
    """A proof that was checked because another one applies its statement, in one line, such as ``P.12: proved, from no
    axiom``."""

    proof: Proof
    line: str


@dataclass(frozen=True, slots=True)
class Node:
    """Something that a verdict rests on, or that rests on something: the ``statement`` of a proof, a ``step``, or a
    ``source`` such as a fact. ``verdict`` is the weakest of its own and of all below it."""

    key: str
    label: str
    kind: str
    verdict: Verdict
    proof: str
    step: str = ""


@dataclass(frozen=True, slots=True)
class Picture:
    """What rests on what: each edge goes from the key of a node to that of one it rests on directly, which stands
    before it in the list."""

    title: str
    nodes: tuple[Node, ...]
    edges: tuple[tuple[str, str], ...]


@dataclass(frozen=True, slots=True)
class StatementsOpened:
    """The statements of one file, or of the command line, follow up to ``StatementsClosed``."""

    file: str


@dataclass(frozen=True, slots=True)
class StatementsClosed:
    """How many claims have which verdict, and the statements whose hypotheses may contradict each other.
    ``is_question``: a single statement from the command line, whose answer is wanted for pasting."""

    counted: str
    open: tuple[str, ...]
    is_question: bool


@dataclass(frozen=True, slots=True)
class Total:
    """The end of a report on several proofs, or with errors at its top."""

    counted: str
    errors: int


Part: TypeAlias = (
    Heading | Problems | WhatIsOpen | Setting | Hypotheses | Stated | BlockOpened | BlockClosed | StepPart | LedgerPart
    | Picture | Summary | LemmaChecked | NotLoaded | StatementsOpened | StatementsClosed | Total
)  # fmt: skip
