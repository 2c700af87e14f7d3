"""Labels of one page: which claims and assumptions are numbered, and by what names they are referred to.

A page is written twice. The first time the book notes what is referred to; then only that gets numbers.
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from dataclasses import field

from symproof.language.records import dataclass
from symproof.report.argument.tree import Items, blocks, claims
from symproof.report.core import distinct
from symproof.report.latex_words import words

PENDING = "S00"  # as wide as most numbers


@dataclass(slots=True)
class Book:
    """``given`` are the hypotheses of the whole, which are always numbered."""

    proof: str
    given: tuple[str, ...]
    wanted: set[str] = field(default_factory=set)
    numbers: dict[str, str] = field(default_factory=dict)
    names: dict[str, str] = field(default_factory=dict)
    anchors: dict[str, str] = field(default_factory=dict)
    assumptions: set[str] = field(default_factory=set)
    shown: list[str] = field(default_factory=list)
    _taken: set[str] = field(default_factory=set)

    def enter(self, key: str, name: str) -> None:
        """Gives a claim or an assumption its anchor."""
        if key not in self.anchors:
            self.anchors[key] = anchor(self.proof, key, self._taken)
            self.names[key] = name

    def enter_all(self, items: Items) -> None:
        """Gives everything in an argument its anchor."""
        for claim in claims(items):
            self.enter(claim.key, claim.name)
        for block in blocks(items):
            for item in block.assumed:
                self.enter(item.key, item.name)
                self.assumptions.add(item.key)

    def number_all(self) -> None:
        """Numbers what was referred to: hypotheses (H1), (H2), ..., and claims (S1), (S2), ... in the order in which
        they were shown."""
        shown = [key for key in dict.fromkeys(self.shown) if key in self.wanted]
        assumed = [*self.given, *(key for key in shown if key in self.assumptions)]
        steps = [key for key in shown if key not in self.assumptions]
        self.numbers = {key: f"H{number}" for number, key in enumerate(dict.fromkeys(assumed), 1)}
        self.numbers |= {key: f"S{number}" for number, key in enumerate(steps, 1)}

    def is_numbered(self, key: str) -> bool:
        """Whether the number of this claim or assumption is shown beside it."""
        return key in self.numbers

    def label(self, key: str) -> tuple[str, str]:
        """The anchor and the number; noted as referred to."""
        if key not in self.anchors:
            return "", words(key)
        self.wanted.add(key)
        return self.anchors[key], self.numbers.get(key, PENDING)

    def knows(self, key: str) -> bool:
        """Whether the page shows it."""
        return key in self.anchors

    def reference(self, key: str) -> str:
        """The number as it stands in a sentence."""
        where, number = self.label(key)
        return rf"\symproofref{{{where}}}{{{number}}}"

    def anchored(self, key: str) -> str:
        """The place that references lead to; the id serves as the label of what has no number."""
        self.shown.append(key)
        label = self.numbers.get(key) or rf"\texttt{{{words(self.names.get(key, key))}}}"
        return rf"\symproofanchor{{{self.anchors[key]}}}{{{label}}}"


@dataclass(frozen=True, slots=True)
class LocalLabels(Mapping[str, tuple[str, str]]):
    """The labels of premises under the names that they have in one certificate."""

    book: Book
    names: Mapping[str, str]

    def __getitem__(self, name: str) -> tuple[str, str]:
        key = self.names.get(name, name)
        if not self.book.knows(key):
            raise KeyError(name)
        return self.book.label(key)

    def __iter__(self) -> Iterator[str]:
        return iter(self.names)

    def __len__(self) -> int:
        return len(self.names)


def anchor(proof: str, name: str, taken: set[str]) -> str:
    r"""``sp:lemma1:expand``, with a number behind it where two ids differ only in what ``\label`` cannot hold."""
    plain = "".join(c if c.isascii() and (c.isalnum() or c in ".:/-") else "-" for c in f"sp:{proof}:{name}")
    return distinct(plain, taken)
