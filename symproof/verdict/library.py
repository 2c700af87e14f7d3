"""Axioms and lemmas: the order in which proofs are derived that apply each other, and what each may use."""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass, field

from symproof.kernel.argument.derive import Derived
from symproof.language.proof import Proof
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


def with_lemmas(proofs: Sequence[Proof]) -> list[Proof]:
    """The proofs in order, each behind those whose statements it applies, in turn."""
    found: dict[str, Proof] = {}
    asked = {proof.id: proof for proof in proofs}
    for proof in proofs:
        for item in _below(proof, asked):
            found.setdefault(item.id, item)
    return list(found.values())


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
