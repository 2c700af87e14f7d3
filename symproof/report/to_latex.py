"""The derivation as LaTeX: a fragment for amsmath, or a document that compiles with pdflatex.

What is open stands first; then setting, hypotheses, statement, the steps in their scopes, and what all rests on.
Steps are (S1), (S2), ..., hypotheses (H1), (H2), ...; the author's own reference stands in brackets beside them.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Sequence
from functools import lru_cache

from jinja2 import Environment, PackageLoader, StrictUndefined

from symproof.diagnostics.results import ProofResult, Report
from symproof.language.declarations import Declarations
from symproof.language.formulas import Formula
from symproof.language.proof import Hypothesis, Proof
from symproof.language.records import dataclass
from symproof.language.theory import Statement
from symproof.render.breaking import in_line
from symproof.render.latex import Latex
from symproof.render.naming import PREFERRED
from symproof.render.tidy import tidy
from symproof.report.argument.book import anchor
from symproof.report.argument.definitions import defined_functions, function_in_words
from symproof.report.argument.details import Details, Long
from symproof.report.argument.prose import Prose
from symproof.report.argument.sentences import Sentences
from symproof.report.argument.tree import Claim
from symproof.report.argument.whole import book_of, items_of, names_of_lemmas, naming_of_argument, notions_of
from symproof.report.core import error_lines
from symproof.report.document import document
from symproof.report.document.parts import (
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
from symproof.report.latex_chains import display
from symproof.report.latex_setting import declared, definitions
from symproof.report.latex_steps import StepView, step_view
from symproof.report.latex_words import prose, words
from symproof.version import VERSION

ROOM = 37.0  # em in which a display must fit on our own page
NARROW = 31.0  # and in the text width of a plain article
NO_MODEL = "No model of the hypotheses was found; whether they can hold together is open."


@dataclass(frozen=True, slots=True)
class Assumption:
    anchor: str
    label: str
    formula: str


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
        self.steps = {part.step.id: part for part in parts if isinstance(part, StepPart)}
        result = next((part.result for part in parts if isinstance(part, Summary)), None)
        self.items = items_of(proof, self.steps, in_full=True)
        self.naming = naming_of_argument(proof, self.items)
        self.book = book_of(proof, self.items)
        self.title = prose(proof.title or proof.id, self.naming)
        self.plain_title = words(proof.title or proof.id)
        self.name = words(proof.id)
        self.anchor = anchor(proof.id, "", set())
        self.is_statement = proof.is_statement_file
        self.source = words(proof.source)
        self.notions = notions_of(proof, self.naming)
        self.is_proved = result is not None and result.theorem is not None
        self.appendix: list[Long] = []
        self.argument = "" if proof.is_statement_file else self._argued(parts)
        self.verdict = self.headline = self.not_covered = self.no_model = self.statement = self.last = ""
        self.setting: tuple[str, ...] = ()
        self.definitions: list[str] = []
        self.hypotheses: tuple[Assumption, ...] = ()
        self.open: list[str] = []
        self.views = self._viewed(parts) if proof.is_statement_file else []
        self.ledger: list[tuple[str, tuple[str, ...]]] = []
        for part in parts:
            self._take(part)

    def _argued(self, parts: Sequence[Part]) -> str:
        """The argument, written once to learn what is referred to, and once more with its numbers."""
        for part in parts:  # references from outside of the argument
            if isinstance(part, WhatIsOpen | LedgerPart):
                self._take(part)
        self._written()
        self.book.number_all()
        return self._written()

    def _written(self) -> str:
        details = self._details()
        text = Prose(details.say, details).written(self.items, self.proof.statement)
        self.appendix = details.appendix
        return text

    def _details(self) -> Details:
        names = names_of_lemmas(self.proof, self.naming)
        return Details(Sentences(self.naming, self.book, self.room, names, self.notions))

    def _viewed(self, parts: Sequence[Part]) -> list[StepView]:
        """The claims of a statement; written twice, as the argument of a proof is, where the search found arguments."""
        found = {item.key: item for item in self.items if isinstance(item, Claim)}
        for _ in range(2 if any(claim.inner for claim in found.values()) else 1):
            details = self._details()
            steps = [part for part in parts if isinstance(part, StepPart)]
            views = [step_view(part, found[part.step.id], details) for part in steps]
            self.appendix = details.appendix
            self.book.number_all()
        return views

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
                self.definitions += [f"{function_in_words(item, render)}." for item in defined_functions(declarations)]
            case Hypotheses(items=items, scope=scope):
                self.hypotheses = self._assumptions(items, scope)
            case Stated(claim=claim, scope=scope) if not self.proof.is_statement_file:
                render = Latex(scope, self.naming)
                self.statement = display(f"{self._formula(claim, render)}.", self.room)
            case LedgerPart():
                self.ledger = list(self._ledger(part))
            case Summary():
                self.headline, self.not_covered = words(part.headline), words(part.not_covered)
                self.last = words(part.last) if part.result is not None else ""
                self.no_model = words(NO_MODEL) if part.is_open else ""

    @property
    def long(self) -> list[Long]:
        """The derivations that are too long for the argument."""
        if not self.is_statement:
            return self.appendix
        return [*(view.long for view in self.views if view.appendix), *self.appendix]

    def _formula(self, formula: Formula, render: Latex) -> str:
        return render.latex(self.notions.shown(formula, render.symbols))

    @property
    def meanings(self) -> list[str]:
        """What the words of the field mean that stand in formulas."""
        render = Latex(self.proof.declarations, self.naming)
        short = self.notions.abbreviation
        found = [] if short is None else [f"Here {function_in_words(short.function, render)}."]
        for said, formula in self.notions.meanings.values():
            words = in_line(render.latex(tidy(said, render.symbols)))
            found.append(
                f"Here ``${words}$'' means\n{display(f'{render.latex(tidy(formula, render.symbols))}.', self.room)}"
            )
        return found

    def _group(self, group: OpenSteps) -> str:
        names = ", ".join(self.book.reference(name) for name in group.steps)
        return rf"{len(group.steps)} {REASONS.get(group.reason, words(group.reason))}: {names}"

    def _assumptions(self, items: Iterable[Hypothesis], scope: Declarations) -> tuple[Assumption, ...]:
        return tuple(self._assumption(item, Latex(scope, self.naming)) for item in items)

    def _assumption(self, item: Hypothesis, render: Latex) -> Assumption:
        """Set in a paragraph, where TeX itself breaks it."""
        where, label = self.book.label(item.id)
        implied = r" \quad \text{(implied)}" if item.implied else ""
        return Assumption(where, label, in_line(self._formula(item.formula, render)) + implied)

    # -------------------------------------------------------------------------------- ledger

    def _ledger(self, part: LedgerPart) -> Iterator[tuple[str, tuple[str, ...]]]:
        """The title and the items of each list of the ledger that has items."""
        refer, axioms = self.book.reference, {axiom.id for axiom in part.axioms}
        sections: dict[str, tuple[str, ...]] = {
            "Axioms": tuple(map(self._axiom, part.axioms)),
            "Lemmas": (", ".join(map(_breakable, part.lemmas)),) if part.lemmas else (),
            "Facts of the library": tuple(self._cited(item) for item in part.facts if item.fact.id not in axioms),
            "Citations": tuple(map(self._cited, part.citations)),
            "Omitted by the author": tuple(
                f"{refer(fact.id)}: {prose(fact.source, self.naming)}" for fact in part.omissions
            ),
            "Rules beyond sums, products and linear combination": tuple(map(words, part.rules)),
            "Trusted beside the kernel": tuple(map(words, part.trusted)),
            "Hypotheses that no step uses": tuple(f"{refer(name)} {words(name)}" for name in part.unused or ()),
        }
        yield from ((title, lines) for title, lines in sections.items() if lines)

    def _axiom(self, axiom: Statement) -> str:
        """The exact statement and its source."""
        sequent = axiom.sequent
        render = Latex(sequent.declarations)
        given = [f"${render.latex(item.formula)}$" for item in (*sequent.facts, *sequent.premises)]
        claim = f"${render.latex(sequent.claim)}$"
        said = f"If {' and '.join(given)}, then {claim}." if given else f"{claim}."
        shown = in_line(said)
        return rf"\textbf{{{words(axiom.id)}}}\enspace {shown} {prose(axiom.source, PREFERRED)}."

    def _cited(self, cited: Cited) -> str:
        fact = cited.fact
        steps = ", ".join(self.book.reference(step.id) for step in cited.steps)
        said = f"{prose(fact.statement, self.naming)} ({words(fact.source)})"
        used = f" Used in {steps}." if steps else ""
        return rf"\textbf{{{words(fact.id)}}}\enspace {said}{used}"


def _breakable(name: str) -> str:
    """A long name of a lemma, which a line may end in the middle of."""
    return words(name).replace(r"\_", r"\_\allowbreak ")
