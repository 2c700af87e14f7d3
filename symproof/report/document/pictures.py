"""Pictures of what rests on what: the steps of one proof, and the proofs of a report with their lemmas and sources.

A node has the weakest verdict of its own and of all that it rests on, so that it is green only where all below is.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import field, replace

from symproof.diagnostics.results import ProofResult, Report
from symproof.language.proof import RANK, Method, Step, Verdict
from symproof.language.records import dataclass
from symproof.report.document.parts import Node, Picture
from symproof.verdict.resting import direct_steps

SOURCE = "source:"  # before the id of a fact, a citation or an axiom
NO_LEMMAS: Mapping[str, Verdict] = {}
SOURCES = (Method.CITE, Method.FACT)


@dataclass(slots=True)
class _Drawing:
    """Nodes in the order in which they were added, and edges to nodes that there are."""

    nodes: dict[str, Node] = field(default_factory=dict)
    edges: list[tuple[str, str]] = field(default_factory=list)

    def add(self, node: Node, below: Iterable[str] = ()) -> None:
        """A node on top of nodes that were added before, with the weakest of their verdicts."""
        known = [key for key in dict.fromkeys(below) if key in self.nodes]
        verdicts = [node.verdict, *(self.nodes[key].verdict for key in known)]
        self.nodes[node.key] = replace(node, verdict=max(verdicts, key=RANK.__getitem__))
        self.edges += [(node.key, key) for key in known]

    def source(self, name: str, proof: str, verdict: Verdict = Verdict.CITED) -> str:
        """The node of a fact, a citation, an axiom or a lemma."""
        if SOURCE + name not in self.nodes:
            self.add(Node(SOURCE + name, name, "source", verdict, proof))
        return SOURCE + name

    def picture(self, title: str) -> Iterator[Picture]:
        """The picture, if anything rests on anything."""
        if self.edges:
            yield Picture(title, tuple(self.nodes.values()), tuple(self.edges))


# ------------------------------------------------------------------------------------------------ one proof


def picture_of_proof(result: ProofResult, lemmas: Mapping[str, Verdict] = NO_LEMMAS) -> Iterator[Picture]:
    """The steps that rest on others or bear others, the sources that they cite, and the statement on top.

    ``lemmas``: the verdicts of the other proofs of the report by name, for the steps that apply them.
    """
    proof = result.proof
    if proof.is_statement_file:
        return
    verdicts = {item.step.id: item.verdict for item in result.steps}
    known = {fact.id: Verdict.CITED for fact in (*result.ledger.facts, *result.ledger.citations)} | dict(lemmas)
    drawing = _Drawing()
    for step, below in zip(proof.steps, direct_steps(result).values(), strict=True):
        sources = [drawing.source(name, proof.id, verdict) for name, verdict in _sources(step, known)]
        verdict = verdicts.get(step.id, Verdict.UNKNOWN)
        drawing.add(Node(f"step:{step.id}", step.id, "step", verdict, proof.id, step.id), [*_steps(below), *sources])
    if proof.statement is not None:
        concluding = [step.id for step in proof.steps if step.method == Method.CONCLUDE and step.block is None]
        own = Verdict.PROVED if concluding else Verdict.UNKNOWN
        drawing.add(Node("statement", "statement", "statement", own, proof.id), _steps(concluding))
    yield from _without_loose(drawing).picture("What rests on what")


def _sources(step: Step, known: Mapping[str, Verdict]) -> Iterator[tuple[str, Verdict]]:
    """What a step cites, or the lemma or axiom that it applies. Nothing is known of a lemma outside the report."""
    if step.source and step.method in SOURCES:
        yield step.source, Verdict.CITED
    elif step.source and step.method == Method.APPLY:
        yield step.source, known.get(step.source, Verdict.UNKNOWN)


def _steps(names: Iterable[str]) -> list[str]:
    return [f"step:{name}" for name in names]


def _without_loose(drawing: _Drawing) -> _Drawing:
    """Without the nodes that rest on nothing and bear nothing; the statement stays."""
    tied = {"statement"}.union(*drawing.edges)
    return _Drawing({key: node for key, node in drawing.nodes.items() if key in tied}, drawing.edges)


# ------------------------------------------------------------------------------------------------ a report


def picture_of_report(report: Report) -> Iterator[Picture]:
    """The proofs of a report, the lemmas that they apply, and the facts, sources and axioms below them."""
    drawing = _proofs(report)
    if sum(node.kind == "statement" for node in drawing.nodes.values()) > 1:
        yield from drawing.picture("How the proofs rest on each other")


def verdicts_of_lemmas(report: Report) -> dict[str, Verdict]:
    """The weakest verdict of each proof and of all below it, by its id and by the id without its folder."""
    found = {node.label: node.verdict for node in _proofs(report).nodes.values() if node.kind == "statement"}
    return {_short(name): verdict for name, verdict in found.items()} | found


def _proofs(report: Report) -> _Drawing:
    results = {result.proof.id: result for result in report.proofs if not result.proof.is_statement_file}
    names = {_short(name): name for name in results} | {name: name for name in results}
    applied = {name: [names[lemma] for lemma in _lemmas(result) if lemma in names] for name, result in results.items()}
    drawing = _Drawing()
    for name in _lemmas_first(applied):
        _add_proof(drawing, results[name], applied[name])
    return drawing


def _short(name: str) -> str:
    """The id of a proof without its folder."""
    return name.rpartition("/")[2]


def _lemmas_first(applied: Mapping[str, Sequence[str]]) -> list[str]:
    """The proofs, each after those that it applies. In a forged report these may go in circles."""
    order: dict[str, None] = {}
    opened: set[str] = set()
    waiting = list(applied)[::-1]
    while waiting:
        name = waiting[-1]
        if name not in opened:
            opened.add(name)
            waiting += [lemma for lemma in applied[name] if lemma not in opened]
        else:
            order.setdefault(waiting.pop())
    return list(order)


def _add_proof(drawing: _Drawing, result: ProofResult, lemmas: Sequence[str]) -> None:
    name, facts = result.proof.id, (*result.ledger.facts, *result.ledger.citations)
    below = [f"proof:{lemma}" for lemma in lemmas] + [drawing.source(fact.id, name) for fact in facts]
    drawing.add(Node(f"proof:{name}", name, "statement", result.verdict, name), below)


def _lemmas(result: ProofResult) -> Iterator[str]:
    """The proofs that a proof applies, as its theorem and its steps name them."""
    yield from result.theorem.lemmas if result.theorem is not None else ()
    yield from (step.source for step in result.proof.steps if step.method == Method.APPLY and step.source)
