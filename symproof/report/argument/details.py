"""How a claim is computed: a displayed chain that says all of it, or lines that show why it holds."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import field

from symproof.explain.derivation import Equalities, Estimate, Node, Section, derivation
from symproof.explain.orders import Restated
from symproof.language.formulas import ForAllIndex, Formula
from symproof.language.records import dataclass
from symproof.render.latex import Latex
from symproof.report.argument.book import LocalLabels
from symproof.report.argument.sentences import TAGGED, Sentences
from symproof.report.argument.tree import Claim, How
from symproof.report.derivations import single_chain
from symproof.report.latex_chains import Chains, aligned

MOST_ROWS = 8  # lines of a derivation that stand in the argument; longer ones go to the appendix


@dataclass(frozen=True, slots=True)
class Detail:
    """``whole``: the sentence with its chain. Otherwise ``lead``, if any, stands before the claim, ``after`` behind."""

    whole: str = ""
    lead: str = ""
    after: str = ""


@dataclass(frozen=True, slots=True)
class Long:
    """A derivation for the appendix: where it stands, its number, of which claim, and its lines."""

    anchor: str
    number: str
    reference: str
    name: str
    lines: tuple[str, ...]


@dataclass(slots=True)
class Details:
    """Writes what certificates say; ``appendix`` collects what is too long."""

    say: Sentences
    appendix: list[Long] = field(default_factory=list)
    known: dict[str, tuple[Node, ...]] = field(default_factory=dict)

    def nodes(self, claim: Claim) -> tuple[Node, ...]:
        """What the certificate of a claim says; nothing where it can be left to the reader."""
        if claim.goal is None or claim.certificate is None:
            return ()
        if claim.key not in self.known:
            self.known[claim.key] = derivation(claim.goal, claim.certificate)
        nodes = self.known[claim.key]
        single = single_chain(nodes, peeled(claim.formula, self.say.render(claim.scope))[0])
        is_short = single is not None and len(single.lines) == 1
        return () if is_short or _is_plain(nodes) else nodes

    def goes_on(self, claim: Claim, before: Claim) -> bool:
        """Whether the chain of a claim is the claim before and one more equality."""
        single = single_chain(self.nodes(claim), claim.formula)
        if single is None or len(single.lines) != 2 or single.lines[0].payer is None:
            return False
        premise = single.lines[0].payer.premise
        return claim.names.get(premise, premise) == before.key

    def of(self, claim: Claim, near: frozenset[str]) -> Detail:
        """What is to be said of the certificate of a claim."""
        nodes = self.nodes(claim)
        if not nodes:
            return Detail()
        render = self.say.render(claim.scope)
        tag = self.say.book.numbers.get(claim.key, "")
        labels = LocalLabels(self.say.book, claim.names)
        chains = Chains(render, labels, self.say.room - (TAGGED if tag else 0))
        body, condition = peeled(claim.formula, render)
        single = single_chain(nodes, body)
        if single is not None:
            lead = "Then" if any(key in near for key in claim.premises) else "We have"
            return Detail(f"{lead}\n{chain_in_display(chains, single, condition, tag)}")
        return self._behind(claim, chains, nodes, near)

    def _behind(self, claim: Claim, chains: Chains, nodes: tuple[Node, ...], near: frozenset[str]) -> Detail:
        """The claim, and lines behind it that show it."""
        lines = tuple(chains.written(nodes))
        is_near = any(key in near for key in claim.premises)
        lead = ("Then" if is_near else "We have") if claim.how is How.DIRECT else ""  # premises are named behind
        inductive = _is_induction(nodes)
        lead = "By induction," if inductive and lead else lead
        if not is_long(lines):
            return Detail(lead=lead, after="\n".join(lines if inductive else ["Indeed,", *_continued(lines)]))
        return Detail(lead=lead, after=self.in_appendix(claim, lines))

    def in_appendix(self, claim: Claim, lines: tuple[str, ...]) -> str:
        """Puts a derivation into the appendix, and says where it stands."""
        reference = self.say.book.reference(claim.key)
        anchor, number = self.say.book.label(claim.key)
        number = f"D{number.removeprefix('S')}"
        self.appendix.append(Long(f"{anchor}:derivation", number, reference, claim.name, lines))
        return rf"(See \symproofref{{{anchor}:derivation}}{{{number}}} in the appendix.)"


def chain_in_display(chains: Chains, node: Equalities, condition: str, tag: str) -> str:
    """The chain with its number beside the last line."""
    rows = chains.rows(node, condition)
    return aligned([*rows[:-1], rows[-1] + "." + (rf" \symprooftag{{{tag}}}" if tag else "")])


def peeled(claim: Formula, render: Latex) -> tuple[Formula, str]:
    """The claim without its schemas, and the ranges of their indices."""
    ranges = []
    while isinstance(claim, ForAllIndex):
        ranges.append(render.bounds(claim))
        claim = claim.body
    return claim, f"({', '.join(ranges)})" if ranges else ""


def is_long(shown: Sequence[str]) -> bool:
    """Whether a derivation has more lines than a reader of the argument wants to pass over."""
    return sum(text.count(r"\\") + 1 for text in shown) > MOST_ROWS


def _is_plain(nodes: tuple[Node, ...]) -> bool:
    """Whether the claim is what a premise says, or that a square is not negative, or both sides expand alike."""
    match nodes:
        case (Restated(),) | (Equalities(lines=()),):
            return True
        case (Estimate(subject=subject, summands=((coefficient, (factor,)),), multiples=()),):
            return coefficient == 1 and not factor.payers and factor.term == subject
        case _:
            return False


def _is_induction(nodes: tuple[Node, ...]) -> bool:
    return any(isinstance(node, Section) and node.kind in ("base", "step") for node in nodes)


def _continued(lines: Sequence[str]) -> list[str]:
    """The lines of a derivation behind ``Indeed,``."""
    first, *rest = lines
    return [first[0].lower() + first[1:] if first.startswith("We ") else first, *rest]
