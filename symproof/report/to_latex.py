"""The derivation as LaTeX: a fragment for amsmath, or a document that compiles with pdflatex.

Setting, hypotheses, statement, the steps in their scopes with the paper's own references, and what it rests on.
Verdicts stand in the margin; whoever reads the page sees which steps are not established.
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from dataclasses import dataclass, replace
from functools import lru_cache
from typing import Any

from jinja2 import Environment, PackageLoader, StrictUndefined

from symproof.diagnostics.results import Counterexample, ProofResult, StepResult
from symproof.explain.derivation import DerivedStep, Equalities, Node, derivation
from symproof.language.certificate import Congruence
from symproof.language.declarations import Declarations
from symproof.language.formulas import Equal, ForAllIndex, Formula
from symproof.language.proof import Block, Fact, Hypothesis, Proof, Verdict
from symproof.language.scopes import declarations_in_scope, merged, open_blocks, sequent
from symproof.render.latex import BREAK, Latex
from symproof.render.names import name_in_latex
from symproof.render.naming import Naming
from symproof.report.core import headline, is_whole, not_covered, sides_as_written
from symproof.report.latex_chains import Chains, Labels, display
from symproof.report.latex_setting import declared, definitions, opening, words
from symproof.report.to_json import statement_of
from symproof.verdict.ledger import steps_citing
from symproof.verdict.naming import naming_of_proof
from symproof.verdict.resting import resting
from symproof.version import VERSION

MOST_LINES = 4  # a chain up to here stands in place of the claim
ROOM = 37.0  # em in which a display must fit on our own page
NARROW = 31.0  # and in the text width of a plain article
LEAST = 14.0  # however deep
DEEPER = 1.4  # em that each scope moves to the right
CLOSED = {  # methods that close the scope above
    "fix": "as what was fixed above was arbitrary",
    "suppose": "as it follows from what was supposed above",
    "cases": "by the cases above",
    "conclude": "conclusion",
}
SILENT = frozenset({"obtain"})  # what is obtained lasts to the end of the scope around: no deeper margin


@dataclass(frozen=True, slots=True)
class Assumption:
    anchor: str
    label: str
    name: str
    formula: str


@dataclass(frozen=True, slots=True)
class StepView:
    """One step, ready to be typeset."""

    anchor: str
    label: str
    name: str
    verdict: str
    reference: str
    note: str
    claim: str
    derivation: tuple[str, ...]
    remark: str


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


def latex_document(result: ProofResult, standalone: bool = False) -> str:
    """The derivation; a whole document if ``standalone``."""
    template = _environment().get_template("standalone.tex.j2" if standalone else "fragment.tex.j2")
    page = _Page(result, ROOM if standalone else NARROW)
    return template.render(page=page, version=words(VERSION)) + "\n"


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


class _Page:
    """What the templates show."""

    def __init__(self, result: ProofResult, room: float) -> None:
        self.result, self.proof, self.room = result, result.proof, room
        self.labels = _labels(result.proof)
        self.rests = resting(result)
        self.naming = naming_of_proof(self.proof)
        render = Latex(self.proof.declarations, self.naming)
        self.title = words(self.proof.title or self.proof.id)
        self.name = words(self.proof.id)
        self.source = words(self.proof.source)
        self.verdict = str(result.verdict)
        self.headline = words(headline(result))
        self.not_covered = words(not_covered(result))
        self.setting = tuple(declared(self.proof.declarations, render))
        self.definitions = definitions(self.proof.declarations, render, room)
        self.hypotheses = tuple(self._assumption(item, render) for item in self.proof.hypotheses)
        statement = statement_of(self.proof)
        self.statement = "" if statement is None else display(render.latex(statement), room)
        self.events = tuple(self._events())
        self.ledger = tuple(_ledger_lines(result, self.labels))

    def _assumption(self, item: Hypothesis, render: Latex) -> Assumption:
        """Set in a paragraph, where TeX itself breaks it."""
        anchor, label = self.labels[item.id]
        formula = render.latex(item.formula).replace(BREAK, r"\allowbreak ")
        return Assumption(anchor, label, words(item.id), formula)

    # -------------------------------------------------------------------------------- scopes and steps

    def _events(self) -> Iterator[Event]:
        opened: list[Block] = []
        for item in self.result.steps:
            around = open_blocks(self.proof, item.step.block)
            while opened and opened not in (around[: len(opened)],):
                yield Event("close", _moves(opened.pop()))
            for block in around[len(opened) :]:
                opened.append(block)
                yield self._opening(block, self._room(opened))
            yield Event("step", step=self._step(item, self._room(opened)))
        yield from (Event("close", _moves(block)) for block in reversed(opened))

    def _room(self, opened: list[Block]) -> float:
        return max(LEAST, self.room - DEEPER * sum(map(_moves, opened)))

    def _opening(self, block: Block, room: float) -> Event:
        scope = self.proof.declarations
        for outer in open_blocks(self.proof, block.id):
            scope = merged(scope, outer.declarations)
        render = Latex(scope, self.naming)
        named = block.declarations
        bare = not (named.integers or named.sizes or named.symbols or named.functions)
        return Event(
            "open",
            _moves(block),
            bare and len(block.assumptions) == 1,
            opening(block.kind, block.declarations, render, assumes=bool(block.assumptions)),
            tuple(self._assumption(item, render) for item in block.assumptions),
            tuple(definitions(block.declarations, render, room)),
        )

    def _step(self, item: StepResult, room: float) -> StepView:
        anchor, label = self.labels[item.step.id]
        scope = declarations_in_scope(self.proof, item.step)
        claim, shown = self._claim(item, scope, room)
        return StepView(
            anchor,
            label,
            words(item.step.id),
            str(item.verdict),
            words(item.step.ref),
            self._note(item),
            claim,
            shown,
            " ".join(filter(None, (_remark(item, self.naming), self._rests(item)))),
        )

    def _claim(self, item: StepResult, scope: Declarations, room: float) -> tuple[str, tuple[str, ...]]:
        """The claim and its derivation; the chain alone where it is a single equality."""
        render = Latex(scope, self.naming)
        claim = display(render.latex(item.step.claim), room)
        if item.certificate is None:
            return claim, ()
        nodes = derivation(sequent(self.proof, item.step), item.certificate)
        chains = Chains(render, self.labels, room)
        body, condition = _peeled(item.step.claim, render)
        single = _single(nodes, body)
        if single is not None:
            return chains.equalities(single, condition), ()
        return claim, tuple(chains.nodes(nodes))

    def _rests(self, item: StepResult) -> str:
        """The steps without a proof that a proved or checked step goes back to."""
        rests = self.rests[item.step.id]
        if rests.is_firm or item.verdict not in (Verdict.PROVED, Verdict.CHECKED):
            return ""
        parts = [
            f"{verdict} {', '.join(reference(name, self.labels) for name in names)}"
            for verdict, names in rests.by_verdict.items()
        ]
        unchecked = ", ".join(reference(name, self.labels) for name in rests.unchecked)
        return f"Rests on {'; '.join([*([f'not checked {unchecked}'] if unchecked else []), *parts])}."

    def _note(self, item: StepResult) -> str:
        """How the step is closed, and from what."""
        step = item.step
        named = {
            "cite": f"cited: {words(step.source)}",
            "omit": f"omitted: {words(step.reason)}",
            "apply": f"by {words(step.source)}" if step.source else "by an earlier proof",
        }
        how = named.get(step.method) or CLOSED.get(step.method, f"by {words(step.method)}")
        premises = ", ".join(reference(name, self.labels) for name in step.using)
        parts = [how]
        return ", ".join([*parts, f"from {premises}"] if premises else parts)


def reference(name: str, labels: Labels) -> str:
    anchor, label = labels[name]
    return rf"\spref{{{anchor}}}{{{label}}}"


def _moves(block: Block) -> bool:
    return block.kind not in SILENT


def _labels(proof: Proof) -> Labels:
    """Hypotheses, those of blocks included, are H1, H2, ...; steps are 1, 2, ..."""
    assumptions = [*proof.hypotheses, *(item for block in proof.blocks for item in block.assumptions)]
    found = {item.id: (f"hyp-{number}", f"H{number}") for number, item in enumerate(assumptions, 1)}
    return found | {step.id: (f"step-{number}", str(number)) for number, step in enumerate(proof.steps, 1)}


def _peeled(claim: Formula, render: Latex) -> tuple[Formula, str]:
    """The claim without its schemas, and the ranges of their indices."""
    ranges = []
    while isinstance(claim, ForAllIndex):
        ranges.append(render.bounds(claim))
        claim = claim.body
    return claim, f"({', '.join(ranges)})" if ranges else ""


def _single(nodes: tuple[Node, ...], claim: Formula) -> Equalities | None:
    """The chain, where it is short and says all that the claim says."""
    if len(nodes) == 2 and isinstance(nodes[0], DerivedStep):
        nodes = _direct(nodes[0], nodes[1])
    if len(nodes) != 1 or not isinstance(nodes[0], Equalities) or not isinstance(claim, Equal):
        return None
    return nodes[0] if 1 <= len(nodes[0].lines) <= MOST_LINES and nodes[0].left == claim.left else None


def _direct(step: DerivedStep, chain: Node) -> tuple[Node, ...]:
    """f(P) = f(Q) by a premise that says P = Q: the premise pays for it directly."""
    if not isinstance(step.derived, Congruence) or not isinstance(step.by, Equalities) or len(step.by.lines) != 1:
        return step, chain
    if not isinstance(chain, Equalities) or len(chain.lines) != 1:
        return step, chain
    return (replace(chain, lines=(replace(chain.lines[0], payer=step.by.lines[0].payer),)),)


# ------------------------------------------------------------------------------------------------ remarks, ledger


def _remark(item: StepResult, naming: Naming) -> str:
    if item.verdict is Verdict.CHECKED:
        return f"Expanded exactly at {item.instances.checked} tuples of sizes, not proved for all."
    if item.counterexample is not None:
        return _counterexample(item.counterexample, item.step.claim, naming)
    if item.verdict in (Verdict.UNKNOWN, Verdict.DISAGREEMENT) and item.diagnostic is not None:
        return f"Not established: {words(item.diagnostic.message)}."
    return ""


def _counterexample(found: Counterexample, claim: Formula, naming: Naming) -> str:
    left, right = sides_as_written(found, claim)
    sizes = ", ".join(f"${_value_name(name, naming)} = {value}$" for name, value in found.sizes.items())
    values = [words(definition) for definition in found.functions.values()]
    values += [f"${_value_name(name, naming)} = {_matrix(rows)}$" for name, rows in found.values.items()]
    sides = f"left side ${_matrix(left)}$, right side ${_matrix(right)}$"
    return f"Counterexample at {', '.join([sizes or 'these values', *values])}: {sides}."


def _value_name(name: str, naming: Naming) -> str:
    """``W_1`` is the member W_1 of a family; f'([[1]]) stays as it is."""
    family, _, index = name.rpartition("_")
    if naming.is_taken(family) and index.isdecimal() and not naming.is_taken(name):
        return name_in_latex(family, naming).at(index).latex()
    return name_in_latex(name, naming).latex() if name.isidentifier() else words(name)


def _matrix(rows: list[list[str]]) -> str:
    body = r" \\ ".join(" & ".join(map(words, row)) for row in rows)
    return rf"\bigl(\begin{{smallmatrix}}{body}\end{{smallmatrix}}\bigr)"


def _ledger_lines(result: ProofResult, labels: Labels) -> Iterator[tuple[str, tuple[str, ...]]]:
    """Titled lists; nothing for what is empty."""
    found = result.ledger
    sections: Mapping[str, tuple[Any, ...]] = {
        "Facts of the library": tuple(_cited(fact, result, labels) for fact in found.facts),
        "Citations": tuple(_cited(fact, result, labels) for fact in found.citations),
        "Omitted by the author": tuple(
            f"{reference(fact.id, labels)}: {words(fact.source)}" for fact in found.omissions
        ),
        "Rules beyond the normal form and linear combination": tuple(map(words, found.rules)),
        "Trusted beside the kernel": tuple(map(words, found.trusted)),
        "Hypotheses that no step uses": tuple(
            f"{reference(name, labels)} {words(name)}" for name in result.unused_hypotheses if is_whole(result)
        ),
    }
    yield from ((title, lines) for title, lines in sections.items() if lines)


def _cited(fact: Fact, result: ProofResult, labels: Labels) -> str:
    steps = ", ".join(reference(item.step.id, labels) for item in steps_citing(fact.id, result.steps))
    return rf"\textbf{{{words(fact.id)}}}\enspace {words(fact.statement)} ({words(fact.source)}) Used in {steps}."
