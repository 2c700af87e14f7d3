"""What was found out about a proof: the results of its steps, what they rest on, and the whole report."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import field
from enum import StrEnum
from typing import TYPE_CHECKING, Any

from symproof.diagnostics.diagnostic import Contradiction, Diagnostic, LoadError
from symproof.language.certificate import Certificate
from symproof.language.proof import Fact, Proof, Step, Verdict
from symproof.language.records import dataclass

if TYPE_CHECKING:
    from symproof.language.derivation import Block as Derivation
    from symproof.language.theory import Statement


class Cause(StrEnum):
    """Why a step is ``unknown``. The last two say that the step was not judged at all."""

    NO_RULE = "no rule"
    SEARCH_FAILED = "search failed"
    MAY_BE_FALSE = "may be false"
    CONTRADICTORY = "contradictory hypotheses"
    UNSETTLED = "not settled"


@dataclass(frozen=True, slots=True)
class Instances:
    """The sizes at which the second judge evaluated one step; each entry is another choice of the sizes it mentions."""

    checked: int = 0
    sizes: tuple[Mapping[str, int], ...] = ()


@dataclass(frozen=True, slots=True)
class Counterexample:
    """Sizes by name, values by name (rows of exact numbers as strings), both sides of the claim, and definitions of the
    declared functions by name, in which ``f.linear`` stands for the value of that name. ``vector``: where the claim is
    that S is semidefinite, or left <= right with S = right - left, a column v with v^T S v < 0 (<= 0 for a definite S).
    """

    sizes: Mapping[str, int]
    values: Mapping[str, list[list[str]]]
    lhs: list[list[str]]
    rhs: list[list[str]]
    functions: Mapping[str, str] = field(default_factory=dict)
    vector: list[list[str]] = field(default_factory=list)


UNSETTLED = frozenset({"SP902", "SP903", "SP905", "SP906"})  # we failed, the process died, interrupted, not reached
NO_RULE = frozenset({"SP405", "SP407", "SP411", "SP510", "SP513", "SP640", "SP907", "SP917"})
MAY_BE_FALSE = frozenset({"SP402", "SP416", "SP420", "SP514", "SP518", "SP522", "SP532", "SP533", "SP909"})
LIMITS = frozenset({"SP315", "SP341"})  # of a replay; what else the kernel refuses (SP3xx) is beyond its rules


def cause_of(code: str) -> Cause:
    """The reason for an unknown verdict that a diagnostic code stands for."""
    if code in UNSETTLED:
        return Cause.UNSETTLED
    if code == "SP404":
        return Cause.CONTRADICTORY
    if code in NO_RULE or (code.startswith("SP3") and code not in LIMITS):
        return Cause.NO_RULE
    return Cause.MAY_BE_FALSE if code in MAY_BE_FALSE else Cause.SEARCH_FAILED


@dataclass(frozen=True, slots=True)
class Unfound:
    """Why a search with the whole budget has no certificate, its warnings, and whether it tried everything."""

    diagnostic: Diagnostic | None
    warnings: tuple[Diagnostic, ...] = ()
    complete: bool = False


@dataclass(frozen=True, slots=True)
class StepResult:
    """``derivation``: how the kernel derives the claim from the formulas in ``used``, where there is no certificate.
    ``unfound``: what a search with the whole budget said, which is not made again where the step is settled again."""

    step: Step
    verdict: Verdict
    used: tuple[str, ...] = ()
    scope: str | None = None
    instances: Instances = field(default_factory=Instances)
    certificate: Certificate | None = None
    counterexample: Counterexample | None = None
    diagnostic: Diagnostic | None = None
    warnings: tuple[Diagnostic, ...] = ()
    rules: tuple[str, ...] = ()
    seconds: float = 0.0
    derivation: Derivation | None = None
    unfound: Unfound | None = field(default=None, compare=False)

    @property
    def is_certified(self) -> bool:
        """Whether a certificate or a derivation says which premises are used."""
        return self.certificate is not None or self.derivation is not None

    @property
    def cause(self) -> Cause | None:
        """Why the verdict is unknown; None for other verdicts."""
        if self.verdict is not Verdict.UNKNOWN:
            return None
        return Cause.UNSETTLED if self.diagnostic is None else cause_of(self.diagnostic.code)

    @property
    def lacks_inverse(self) -> bool:
        """Whether the step is open because it mentions inv(E), and no premise says that E is invertible."""
        is_open = self.verdict in (Verdict.UNKNOWN, Verdict.CHECKED)
        return is_open and self.diagnostic is not None and self.diagnostic.code in ("SP333", "SP416")

    @property
    def passes(self) -> bool:
        """Proved, cited or omitted, checked at every size that there is, or the verdict that was expected (``checked``
        is also met by proved). A step that nobody settled is not unknown in the sense that an author may expect."""
        if self.diagnostic is not None and self.diagnostic.code in UNSETTLED:
            return False
        if self.step.expect is None:
            return self.verdict in (Verdict.PROVED, Verdict.CITED, Verdict.OMITTED) or self.is_complete
        return self.verdict is self.step.expect or (self.verdict, self.step.expect) == (
            Verdict.PROVED,
            Verdict.CHECKED,
        )

    @property
    def is_complete(self) -> bool:
        """Checked at every size that the step has, all of which are numbers (warning SP910)."""
        return self.verdict is Verdict.CHECKED and any(item.code == "SP910" for item in self.warnings)


@dataclass(frozen=True, slots=True)
class Ledger:
    """What a verdict rests on: named facts, citations, omissions, kernel rules beyond algebra, trusted programs."""

    facts: tuple[Fact, ...] = ()
    citations: tuple[Fact, ...] = ()
    omissions: tuple[Fact, ...] = ()
    rules: tuple[str, ...] = ()
    trusted: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True)
class Model:
    """Concrete sizes, values and functions that satisfy every hypothesis: they are not contradictory."""

    sizes: Mapping[str, int]
    values: Mapping[str, list[list[str]]]
    functions: Mapping[str, str] = field(default_factory=dict)


@dataclass(frozen=True, slots=True)
class Theorem:
    """The kernel derives the statement of a proof from its hypotheses, these axioms and lemmas, as said here. The
    lemmas are named; what they rest on is among the axioms."""

    axioms: tuple[Statement, ...]
    lemmas: tuple[str, ...]
    derivation: Derivation


@dataclass(frozen=True, slots=True)
class ProofResult:
    proof: Proof
    verdict: Verdict
    steps: tuple[StepResult, ...]
    ledger: Ledger
    unused_hypotheses: tuple[str, ...]
    model: Model | None = None
    contradictions: tuple[Contradiction, ...] = ()
    theorem: Theorem | None = None
    is_support: bool = False  # checked because another proof applies its statement, not because it was asked for

    @property
    def is_open(self) -> bool:
        """Whether neither a model of the hypotheses nor a contradiction between them was found. What is not settled
        was not asked for one."""
        codes = {result.diagnostic.code for result in self.steps if result.diagnostic is not None}
        asked = self.proof.hypotheses and self.steps and not codes & UNSETTLED
        return bool(asked) and self.model is None and not self.contradictions and "SP404" not in codes


@dataclass(frozen=True, slots=True)
class Report:
    started: str
    seconds: float
    options: Mapping[str, Any]
    errors: tuple[LoadError, ...]
    proofs: tuple[ProofResult, ...]

    @property
    def summary(self) -> dict[str, int]:
        """Steps by verdict."""
        counts = dict.fromkeys(Verdict, 0)
        for proof in self.proofs:
            for result in proof.steps:
                counts[result.verdict] += 1
        return {str(verdict): count for verdict, count in counts.items()}

    @property
    def unknown_causes(self) -> dict[str, int]:
        """Unknown steps by cause."""
        counts = dict.fromkeys(Cause, 0)
        for proof in self.proofs:
            for result in proof.steps:
                if result.cause is not None:
                    counts[result.cause] += 1
        return {str(cause): count for cause, count in counts.items()}
