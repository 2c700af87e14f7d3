"""Frozen data that flows through the house: what was loaded, and what was found out about it.

Loaders (proof files, statement files) produce ``Proof``; ``check`` produces ``Report``; reporters read a ``Report`` and
decide nothing.
"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field
from enum import StrEnum
from typing import Any

from symproof.language.certificate import Certificate, Entry
from symproof.language.terms import Declarations, Formula


class Verdict(StrEnum):
    """Graded; ``RANK`` orders them from best to worst."""

    PROVED = "proved"
    CHECKED = "checked"
    CITED = "cited"
    OMITTED = "omitted"
    UNKNOWN = "unknown"
    REFUTED = "refuted"
    DISAGREEMENT = "disagreement"


RANK: Mapping[Verdict, int] = {verdict: rank for rank, verdict in enumerate(Verdict)}


@dataclass(frozen=True, slots=True)
class Diagnostic:
    """A stable code, what is wrong, and what to try. Also used for warnings."""

    code: str
    message: str
    hint: str = ""


@dataclass(frozen=True, slots=True)
class LoadError:
    """Something that did not load or was asked for wrongly: an element of the report's ``errors``."""

    code: str
    message: str
    hint: str
    file: str | None = None
    line: int | None = None
    column: int | None = None


@dataclass(frozen=True, slots=True)
class Fact:
    """A named theorem of the library, or a cited source: id, exact statement, where it is from."""

    id: str
    statement: str
    source: str


@dataclass(frozen=True, slots=True)
class Hypothesis:
    """``implied``: added because a term needs it (``inv(X)``). ``definition``: a ``where`` equation, unfolded."""

    id: str
    formula: Formula
    implied: bool = False
    line: int | None = None


@dataclass(frozen=True, slots=True)
class Block:
    """A scope: ``suppose``, ``fix``, ``obtain``, ``case`` or ``induction``; what it declares and assumes inside."""

    id: str
    kind: str
    parent: str | None
    declarations: Declarations
    assumptions: tuple[Hypothesis, ...]
    line: int | None = None


@dataclass(frozen=True, slots=True)
class Step:
    """One claim, its premises (ids of hypotheses and earlier steps) and the method meant to close it.

    ``cofactors`` are the author's own combination, if written. ``reason`` belongs to ``omit``, ``source`` to ``cite``
    (an id in ``Proof.citations``) and ``fact`` (an id in ``Proof.facts``).
    """

    id: str
    ref: str
    line: int | None
    claim: Formula
    method: str
    using: tuple[str, ...] = ()
    expect: Verdict | None = None
    block: str | None = None
    cofactors: tuple[Entry, ...] = ()
    reason: str = ""
    source: str = ""
    warnings: tuple[Diagnostic, ...] = ()


@dataclass(frozen=True, slots=True)
class Proof:
    """A loaded proof or statement. ``statement`` is what the whole establishes, None for a statement file (whose
    claims are their own conclusion) and for a file of loose steps; a ``conclude`` step derives it."""

    id: str
    title: str
    source: str
    file: str
    line: int | None
    declarations: Declarations
    hypotheses: tuple[Hypothesis, ...]
    steps: tuple[Step, ...]
    statement: Formula | None = None
    blocks: tuple[Block, ...] = ()
    facts: tuple[Fact, ...] = ()
    citations: tuple[Fact, ...] = ()
    is_statement_file: bool = False


@dataclass(frozen=True, slots=True)
class Instances:
    """The concrete sweep of one step: distinct tuples of the sizes it mentions."""

    checked: int = 0
    sizes: tuple[Mapping[str, int], ...] = ()


@dataclass(frozen=True, slots=True)
class Counterexample:
    """Sizes by name, values by name (rows of exact numbers as strings), and both sides of the claim."""

    sizes: Mapping[str, int]
    values: Mapping[str, list[list[str]]]
    lhs: list[list[str]]
    rhs: list[list[str]]


UNSETTLED = frozenset({"SP902", "SP903", "SP905", "SP906"})  # we failed, the process died, interrupted, not reached


@dataclass(frozen=True, slots=True)
class StepResult:
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
    """Concrete sizes and values that satisfy every hypothesis: they are not contradictory."""

    sizes: Mapping[str, int]
    values: Mapping[str, list[list[str]]]


@dataclass(frozen=True, slots=True)
class ProofResult:
    proof: Proof
    verdict: Verdict
    steps: tuple[StepResult, ...]
    ledger: Ledger
    unused_hypotheses: tuple[str, ...]
    model: Model | None = None


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
