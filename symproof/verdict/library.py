"""Axioms and lemmas: the order in which proofs are derived that apply each other, and what each may use."""

from __future__ import annotations

from collections.abc import Collection, Iterator, Mapping, Sequence
from dataclasses import field, replace
from typing import TYPE_CHECKING

from symproof.language.proof import Proof
from symproof.language.records import dataclass

if TYPE_CHECKING:
    from symproof.kernel.argument.derive import Derived
    from symproof.language.theory import Statement


@dataclass(frozen=True, slots=True)
class Library:
    """What one proof may apply, by name."""

    axioms: Mapping[str, Statement] = field(default_factory=dict)
    derived: Mapping[str, Derived] = field(default_factory=dict)


def library(proof: Proof, known: Mapping[str, Derived]) -> Library:
    """The axioms of the proof, and those lemmas that it applies which are ``known``, by the ids of their proofs."""
    derived = {name.rpartition("/")[2]: known[name] for name in proof.applies if name in known}
    return Library({item.id: item for item in proof.axioms}, derived)


def with_lemmas(proofs: Sequence[Proof], only: Mapping[str, Collection[str]]) -> list[Proof]:
    """The proofs in order, each behind those whose statements it applies, in turn. Of a proof of which only some steps
    are asked for, those that these steps apply."""
    found: dict[str, Proof] = {}
    asked = {proof.id: proof for proof in proofs}
    for proof in proofs:
        for item in _below(_selected(proof, only.get(proof.id)), asked):
            found.setdefault(item.id, item)
    return list(found.values())


def _selected(proof: Proof, steps: Collection[str] | None) -> Proof:
    if steps is None:
        return proof
    needed = {step.source for step in proof.steps if step.id in steps}
    return replace(proof, lemmas=tuple([lemma for lemma in proof.lemmas if lemma.name in needed]))


def _below(proof: Proof, asked: Mapping[str, Proof]) -> Iterator[Proof]:
    """The lemmas that lie below, the lowest first, and the proof itself; each as it was asked for, if it was."""
    visited: set[str] = set()
    pending: list[tuple[Proof, bool]] = [(proof, False)]
    while pending:
        item, below_done = pending.pop()
        if below_done:
            yield item
        elif item.id not in visited:
            visited.add(item.id)
            pending.append((item, True))
            pending += [(asked.get(lemma.id, lemma), False) for lemma in reversed(item.lemmas)]
