"""Anchors of a page: where each proof, hypothesis and step of a report stands, and links to them."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping, Sequence
from urllib.parse import quote

from markupsafe import Markup

from symproof.diagnostics.results import ProofResult
from symproof.language.proof import Proof
from symproof.language.records import dataclass
from symproof.report.core import distinct


@dataclass(frozen=True, slots=True)
class Links:
    """The anchors of one proof: of itself, and of its hypotheses and steps by their ids."""

    top: str
    anchors: Mapping[str, str]

    def __contains__(self, name: str) -> bool:
        return name in self.anchors

    def link(self, name: str) -> Markup:
        """The id as a link to where it stands; an id that stands nowhere on the page as plain text."""
        return linked(self.anchors.get(name, ""), name)

    def links(self, names: Iterable[str]) -> Markup:
        """The ids as links, with commas between them."""
        return Markup(", ").join(map(self.link, names))


def linked(anchor: str, text: str) -> Markup:
    """The text as a link to the place ``anchor`` of the page; the bare text where ``anchor`` is empty."""
    return Markup('<a href="{}">{}</a>').format(target(anchor), text) if anchor else Markup("{}").format(text)


def target(anchor: str) -> str:
    """The address of an anchor inside the page."""
    return "#" + quote(anchor, safe="/:.,'()~!*-_")


def links_of(results: Sequence[ProofResult]) -> dict[str, Links]:
    """The anchors of each proof, by its id. Where one proof was asked for, its anchors are the ids of its steps and
    hypotheses themselves; otherwise, and for the lemmas that it applies, the id of the proof stands in front."""
    asked = [result for result in results if not result.is_support]
    ordered = sorted(results, key=lambda result: result.is_support)
    taken: set[str] = set()
    return {
        result.proof.id: _links(result.proof, taken, alone=len(asked) == 1 and not result.is_support)
        for result in ordered
    }


def _links(proof: Proof, taken: set[str], *, alone: bool) -> Links:
    anchors = {name: _anchor(shown, taken) for name, shown in _names(proof, alone=alone)}
    only = proof.is_statement_file and len(proof.steps) == 1
    return Links(anchors[proof.steps[0].id] if only else _anchor(proof.id, taken), anchors)


def _names(proof: Proof, *, alone: bool) -> Iterator[tuple[str, str]]:
    """Each id in the proof, and the anchor that it should have; steps first, for they are linked to from outside."""
    if proof.is_statement_file and len(proof.steps) == 1:
        yield proof.steps[0].id, proof.id
    else:
        before = "" if alone and not proof.is_statement_file else f"{proof.id}:"
        yield from ((step.id, before + step.id) for step in proof.steps)
    before = "" if alone else f"{proof.id}:"
    given = (*proof.hypotheses, *(item for block in proof.blocks for item in block.assumptions))
    yield from ((item.id, before + item.id) for item in given)


def _anchor(wanted: str, taken: set[str]) -> str:
    """The anchor without spaces, with a number behind it where another one is the same."""
    return distinct("-".join(wanted.split()) or "step", taken)
