"""One proof on a page: what its template shows, gathered from the parts between its heading and its summary."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import replace

from markupsafe import Markup

from symproof.language.declarations import Declarations
from symproof.language.formulas import Formula
from symproof.language.proof import RANK, Hypothesis, Proof, Verdict
from symproof.language.records import dataclass
from symproof.language.substitution import reached
from symproof.report.core import counted, place
from symproof.report.document.parts import (
    BlockClosed,
    BlockOpened,
    Cited,
    Heading,
    Hypotheses,
    LedgerPart,
    Part,
    Picture,
    Problems,
    Setting,
    Stated,
    StepPart,
    Summary,
    WhatIsOpen,
)
from symproof.report.document.words import REASONS
from symproof.report.html.formulas import NOTHING, Formulas
from symproof.report.html.links import Links
from symproof.report.html.pictures import PictureView, picture_view
from symproof.report.html.setting import Definition, declared, definition, definitions, opening
from symproof.report.html.steps import SYMBOLS, StepView, step_view
from symproof.report.to_terminal import closing
from symproof.verdict.naming import naming_of_proof


@dataclass(frozen=True, slots=True)
class Assumption:
    anchor: str
    name: str
    formula: Markup
    implied: bool


@dataclass(frozen=True, slots=True)
class Event:
    """``open`` a block, ``close`` it, or show a ``step``. ``folds``: the block is set apart, and its line says how many
    steps stand inside and the weakest of their verdicts."""

    kind: str
    folds: bool = False
    words: Markup = NOTHING
    assumptions: tuple[Assumption, ...] = ()
    definitions: tuple[Definition, ...] = ()
    step: StepView | None = None
    counted: str = ""
    verdict: str = ""


@dataclass(frozen=True, slots=True)
class Section:
    """A titled list of the ledger."""

    title: str
    lines: tuple[Markup, ...]


class ProofView:
    """What the template of a proof shows."""

    def __init__(self, parts: Sequence[Part], links: Mapping[str, Links]) -> None:
        self.proof = next(part.proof for part in parts if isinstance(part, Heading))
        self.all_links, self.links = links, links[self.proof.id]
        self.naming = naming_of_proof(self.proof)
        self.name, self.anchor = self.proof.id, self.links.top
        self.title, self.source = self.proof.title or self.proof.id, self.proof.source
        self.place = place(self.proof.file, self.proof.line)
        self.is_statement = self.proof.is_statement_file
        self.verdict = self.headline = self.last = self.not_covered = ""
        self.is_support = False
        self.closing: tuple[str, ...] = ()
        self.setting: tuple[Markup, ...] = ()
        self.definitions: tuple[Definition, ...] = ()
        self.behind: tuple[Definition, ...] = ()
        self.hypotheses: tuple[Assumption, ...] = ()
        self.statement = NOTHING
        self.failed: tuple[StepView, ...] = ()
        self.unsettled: tuple[StepView, ...] = ()
        self.open: tuple[tuple[str, Markup], ...] = ()
        self.ledger: tuple[Section, ...] = ()
        self.views: dict[str, StepView] = {}
        self.events: list[Event] = []
        self.picture: PictureView | None = None
        for part in parts:
            self._take(part)
        self.events = _counted(self.events)

    @property
    def steps(self) -> list[StepView]:
        """The steps in the order of the page."""
        return [event.step for event in self.events if event.step is not None]

    @property
    def counts(self) -> dict[str, int]:
        """How many steps have each verdict."""
        found = Counter(step.verdict for step in self.steps)
        return {str(verdict): found[verdict] for verdict in Verdict if found[verdict]}

    def _take(self, part: Part) -> None:
        match part:
            case Heading(verdict=verdict):
                self.verdict, self.is_support = str(verdict or "unchecked"), part.is_support
            case Problems():
                self.failed = tuple(map(self._view, part.failed))
                self.unsettled = tuple(map(self._view, part.unsettled))
            case WhatIsOpen(groups=groups):
                self.open = tuple(
                    (f"{len(group.steps)} {REASONS.get(group.reason, group.reason)}", self.links.links(group.steps))
                    for group in groups
                )
            case Setting(declarations=declarations):
                formulas = Formulas(declarations, self.naming)
                self.setting = tuple(declared(declarations, formulas))
                self.definitions = definitions(declarations, formulas)
            case Hypotheses(items=items, scope=scope):
                self.hypotheses = self._assumptions(items, scope)
            case Stated(claim=claim, scope=scope):
                self.statement = Formulas(scope, self.naming).formula(claim)
                self.behind = tuple(self._behind(claim, scope))
            case BlockOpened() | BlockClosed() | StepPart():
                self.events.append(self._event(part))
            case Picture():
                self.picture = picture_view(part, self.all_links)
            case LedgerPart():
                self.ledger = tuple(section for section in self._ledger(part) if section.lines)
            case Summary():
                self.headline, self.last, self.not_covered = part.headline, part.last, part.not_covered
                self.closing = tuple(closing(part))

    def _event(self, part: BlockOpened | BlockClosed | StepPart) -> Event:
        match part:
            case BlockOpened():
                return self._opening(part)
            case BlockClosed():
                return Event("close", part.is_set_apart)
            case StepPart():
                return Event("step", step=self._view(part))

    def _view(self, part: StepPart) -> StepView:
        """The view of a step, which stands among the problems and in the argument."""
        name = part.step.id
        if name not in self.views:
            self.views[name] = step_view(part, self.naming, self.links)
        return self.views[name]

    def _behind(self, claim: Formula, scope: Declarations) -> Iterator[Definition]:
        """The definitions that the statement rests on, those inside definitions included."""
        formulas = Formulas(scope, self.naming)
        names = reached(claim, {symbol.name: symbol for symbol in scope.symbols})
        yield from (definition(item, formulas) for item in scope.symbols if item.pieces and item.name in names)

    def _assumptions(self, items: Sequence[Hypothesis], scope: Declarations) -> tuple[Assumption, ...]:
        formulas = Formulas(scope, self.naming)
        return tuple(
            Assumption(self.links.anchors[item.id], item.id, formulas.formula(item.formula), item.implied)
            for item in items
        )

    def _opening(self, part: BlockOpened) -> Event:
        block = part.block
        formulas = Formulas(part.scope, self.naming)
        words = opening(block.kind, block.declarations, formulas, assumes=bool(block.assumptions))
        assumed = self._assumptions(block.assumptions, part.scope)
        return Event("open", part.is_set_apart, words, assumed, definitions(block.declarations, formulas))

    # -------------------------------------------------------------------------------- ledger

    def _ledger(self, part: LedgerPart) -> Iterator[Section]:
        yield Section("Facts of the library", tuple(map(self._cited, part.facts)))
        yield Section("Citations", tuple(map(self._cited, part.citations)))
        left_out = (
            Markup("{}: {}").format(self.links.link(fact.id), fact.source or fact.statement) for fact in part.omissions
        )
        yield Section("Left out by the author", tuple(left_out))
        yield Section("Rules beyond sums, products and linear combination", _plain(part.rules))
        yield Section("Trusted beside the kernel", _plain(part.trusted))

    def _cited(self, cited: Cited) -> Markup:
        fact, steps = cited.fact, self.links.links(step.id for step in cited.steps)
        said = Markup("<b>{}</b> {} <cite>{}</cite>").format(fact.id, fact.statement, fact.source)
        return said + Markup(" Used in {}.").format(steps) if steps else said


def _plain(items: Sequence[str]) -> tuple[Markup, ...]:
    return tuple(Markup("{}").format(item) for item in items)


def _counted(events: Sequence[Event]) -> list[Event]:
    """The blocks with what stands inside them: known only where they close."""
    result = list(events)
    opened: list[int] = []
    inside: list[list[Verdict]] = []
    for at, event in enumerate(events):
        if event.kind == "open":
            opened.append(at)
            inside.append([])
        elif event.kind == "close":
            start, found = opened.pop(), inside.pop()
            if inside:
                inside[-1] += found
            result[start] = replace(events[start], counted=_said(found), verdict=_weakest(found))
        elif event.step is not None and event.step.part.verdict is not None and inside:
            inside[-1].append(event.step.part.verdict)
    return result


def _said(found: Sequence[Verdict]) -> str:
    """``5 steps, 2 unknown``."""
    counts = Counter(found)
    others = [f"{counts[item]} {item}" for item in reversed(Verdict) if item is not Verdict.PROVED and counts[item]]
    return ", ".join([counted(len(found), "step"), *(others or (["all proved"] if found else []))])


def _weakest(found: Sequence[Verdict]) -> str:
    return str(max(found, key=RANK.__getitem__)) if found else "proved"


def symbol(verdict: str) -> str:
    """The sign of a verdict, beside its colour and its name."""
    return SYMBOLS.get(verdict, "")


__all__ = ["Proof", "ProofView", "symbol"]
