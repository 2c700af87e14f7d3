"""The derivation as LaTeX: a fragment for amsmath, or a document that compiles with pdflatex.

What is open stands first; then setting, hypotheses, statement, the steps in their scopes, and what all rests on.
Steps are (S1), (S2), ..., hypotheses (H1), (H2), ...; the author's own reference stands in brackets beside them.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass
from functools import lru_cache

from jinja2 import Environment, PackageLoader, StrictUndefined

from symproof.diagnostics.results import ProofResult, Report
from symproof.language.declarations import Declarations
from symproof.language.proof import Hypothesis, Proof
from symproof.render.latex import BREAK, Latex
from symproof.report.core import error_lines
from symproof.report.document import document
from symproof.report.document.parts import (
    BlockClosed,
    BlockOpened,
    Cited,
    Heading,
    Hypotheses,
    LedgerPart,
    NotLoaded,
    OpenSteps,
    Part,
    Setting,
    Stated,
    StepPart,
    Summary,
    WhatIsOpen,
)
from symproof.report.document.words import REASONS
from symproof.report.latex_chains import Labels, display
from symproof.report.latex_setting import declared, definitions, opening
from symproof.report.latex_steps import StepView, reference, step_view
from symproof.report.latex_words import prose, words
from symproof.verdict.naming import naming_of_proof
from symproof.version import VERSION

ROOM = 37.0  # em in which a display must fit on our own page
NARROW = 31.0  # and in the text width of a plain article
LEAST = 14.0  # however deep
DEEPER = 1.4  # em that each scope moves to the right
NO_MODEL = "No model of the hypotheses was found; whether they can hold together is open."


@dataclass(frozen=True, slots=True)
class Assumption:
    anchor: str
    label: str
    formula: str


@dataclass(frozen=True, slots=True)
class Event:
    """``open`` a scope (text, definitions, assumptions), ``close`` it, or show a ``step``. ``deeper``: moves in;
    ``inline``: its only assumption stands in the sentence."""

    kind: str
    deeper: bool = False
    inline: bool = False
    text: str = ""
    assumptions: tuple[Assumption, ...] = ()
    definitions: tuple[str, ...] = ()
    step: StepView | None = None


def latex_document(found: ProofResult | Report, standalone: bool = False) -> str:
    """The derivations one after the other; one whole document if ``standalone``."""
    if isinstance(found, ProofResult):
        pages, missing = [_page(tuple(document(found)), standalone)], []
    else:
        parts = list(document(found))
        pages = [_page(proof, standalone) for proof in _proofs(parts)]
        missing = [words(" ".join(error_lines(part.error))) for part in parts if isinstance(part, NotLoaded)]
    template = _environment().get_template("standalone.tex.j2" if standalone else "fragment.tex.j2")
    return template.render(pages=pages, missing=missing, version=words(VERSION)) + "\n"


def _proofs(parts: Iterable[Part]) -> Iterator[tuple[Part, ...]]:
    """The parts of each proof, from its heading to its summary."""
    gathered: list[Part] = []
    for part in parts:
        if isinstance(part, Heading):
            gathered = []
        gathered.append(part)
        if isinstance(part, Summary):
            yield tuple(gathered)


@lru_cache(maxsize=1)
def _environment() -> Environment:
    """Delimiters that TeX does not use."""
    return Environment(
        loader=PackageLoader("symproof.report", "templates"),
        block_start_string="<%",
        block_end_string="%>",
        variable_start_string="<<",
        variable_end_string=">>",
        comment_start_string="<#",
        comment_end_string="#>",
        trim_blocks=True,
        lstrip_blocks=True,
        undefined=StrictUndefined,
        autoescape=False,  # LaTeX, not HTML: ``words`` escapes
    )


def _page(parts: Sequence[Part], standalone: bool) -> _Page:
    proof = next(part.proof for part in parts if isinstance(part, Heading))
    return _Page(proof, parts, ROOM if standalone else NARROW)


class _Page:
    """What the templates show."""

    def __init__(self, proof: Proof, parts: Sequence[Part], room: float) -> None:
        self.proof, self.room = proof, room
        self.labels, self.naming = labels_of(proof), naming_of_proof(proof)
        self.title = words(proof.title or proof.id)
        self.name = words(proof.id)
        self.anchor = _anchor(proof.id, "", set())
        self.is_statement = proof.is_statement_file
        self.source = words(proof.source)
        self.verdict = self.headline = self.not_covered = self.no_model = self.statement = self.last = ""
        self.setting: tuple[str, ...] = ()
        self.definitions: list[str] = []
        self.hypotheses: tuple[Assumption, ...] = ()
        self.open: list[str] = []
        self.events: list[Event] = []
        self.ledger: list[tuple[str, tuple[str, ...]]] = []
        for part in parts:
            self._take(part)

    def _take(self, part: Part) -> None:
        match part:
            case Heading(verdict=verdict):
                self.verdict = str(verdict)
            case WhatIsOpen(groups=groups):
                alone = self.is_statement and len(self.proof.steps) == 1  # its verdict stands beside it
                self.open = [] if alone else [self._group(group) for group in groups]
            case Setting(declarations=declarations):
                render = Latex(declarations, self.naming)
                self.setting = tuple(declared(declarations, render))
                self.definitions = definitions(declarations, render, self.room)
            case Hypotheses(items=items, scope=scope):
                self.hypotheses = self._assumptions(items, scope)
            case Stated(claim=claim, scope=scope) if not self.proof.is_statement_file:
                self.statement = display(Latex(scope, self.naming).latex(claim), self.room)
            case BlockOpened() | BlockClosed() | StepPart():
                self.events.append(self._event(part))
            case LedgerPart():
                self.ledger = list(self._ledger(part))
            case Summary():
                self.headline, self.not_covered = words(part.headline), words(part.not_covered)
                self.last = words(part.last) if part.result is not None else ""
                self.no_model = words(NO_MODEL) if part.is_open else ""

    def _group(self, group: OpenSteps) -> str:
        names = ", ".join(reference(name, self.labels) for name in group.steps)
        return rf"{len(group.steps)} {REASONS.get(group.reason, words(group.reason))}: {names}"

    def _assumptions(self, items: Iterable[Hypothesis], scope: Declarations) -> tuple[Assumption, ...]:
        return tuple(self._assumption(item, Latex(scope, self.naming)) for item in items)

    def _assumption(self, item: Hypothesis, render: Latex) -> Assumption:
        """Set in a paragraph, where TeX itself breaks it."""
        anchor, label = self.labels[item.id]
        implied = r" \quad \text{(implied)}" if item.implied else ""
        return Assumption(anchor, label, render.latex(item.formula).replace(BREAK, r"\allowbreak ") + implied)

    # -------------------------------------------------------------------------------- scopes and steps

    @property
    def appendix(self) -> list[StepView]:
        """The steps whose derivations are too long for the argument."""
        return [event.step for event in self.events if event.step is not None and event.step.appendix]

    def _event(self, part: BlockOpened | BlockClosed | StepPart) -> Event:
        match part:
            case BlockOpened():
                self._move(part.is_set_apart, -DEEPER)
                return self._opening(part)
            case BlockClosed():
                self._move(part.is_set_apart, DEEPER)
                return Event("close", part.is_set_apart)
            case StepPart():
                return Event("step", step=step_view(part, self.naming, self.labels, max(LEAST, self.room)))

    def _move(self, is_set_apart: bool, by: float) -> None:
        self.room += by if is_set_apart else 0

    def _opening(self, part: BlockOpened) -> Event:
        block, named = part.block, part.block.declarations
        render = Latex(part.scope, self.naming)
        bare = not (named.integers or named.sizes or named.symbols or named.functions)
        return Event(
            "open",
            part.is_set_apart,
            bare and len(block.assumptions) == 1,
            opening(block.kind, named, render, assumes=bool(block.assumptions)),
            self._assumptions(block.assumptions, part.scope),
            tuple(definitions(named, render, max(LEAST, self.room))),
        )

    # -------------------------------------------------------------------------------- ledger

    def _ledger(self, part: LedgerPart) -> Iterator[tuple[str, tuple[str, ...]]]:
        """The title and the items of each list of the ledger that has items."""
        sections: dict[str, tuple[str, ...]] = {
            "Facts of the library": tuple(map(self._cited, part.facts)),
            "Citations": tuple(map(self._cited, part.citations)),
            "Omitted by the author": tuple(
                f"{reference(fact.id, self.labels)}: {prose(fact.source, self.naming)}" for fact in part.omissions
            ),
            "Rules beyond the normal form and linear combination": tuple(map(words, part.rules)),
            "Trusted beside the kernel": tuple(map(words, part.trusted)),
            "Hypotheses that no step uses": tuple(
                f"{reference(name, self.labels)} {words(name)}" for name in part.unused or ()
            ),
        }
        yield from ((title, lines) for title, lines in sections.items() if lines)

    def _cited(self, cited: Cited) -> str:
        fact = cited.fact
        steps = ", ".join(reference(step.id, self.labels) for step in cited.steps)
        said = f"{prose(fact.statement, self.naming)} ({words(fact.source)})"
        return rf"\textbf{{{words(fact.id)}}}\enspace {said} Used in {steps}."


def labels_of(proof: Proof) -> Labels:
    """Hypotheses, those of blocks included, are H1, H2, ...; steps are S1, S2, ... Anchors name the proof and the id,
    so that the fragments of several proofs can stand in one paper."""
    taken: set[str] = set()
    assumptions = [*proof.hypotheses, *(item for block in proof.blocks for item in block.assumptions)]
    named = [(item.id, f"H{number}") for number, item in enumerate(assumptions, 1)]
    named += [(step.id, f"S{number}") for number, step in enumerate(proof.steps, 1)]
    return {name: (_anchor(proof.id, name, taken), label) for name, label in named}


def _anchor(proof: str, name: str, taken: set[str]) -> str:
    r"""``sp:lemma1:expand``, with a number behind it where two ids differ only in what ``\label`` cannot hold."""
    plain = "".join(c if c.isascii() and (c.isalnum() or c in ".:/-") else "-" for c in f"sp:{proof}:{name}")
    anchor, number = plain, 1
    while anchor in taken:
        number += 1
        anchor = f"{plain}-{number}"
    taken.add(anchor)
    return anchor
