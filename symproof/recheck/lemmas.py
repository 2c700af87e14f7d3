"""What the proofs of a report may apply: the theorems of those before, replayed here, or supposed as they are stated.

Supposing is for proofs that are checked side by side. There a lemma is one more axiom: the kernel derives a theorem
from the axioms and the lemmas that it applies. Another process derives each lemma in the same way, from lemmas that
stand before it. Where all of them are borne out, each theorem follows from the axioms on which its own derivation and
its lemmas rest. Where one is not, nothing that was supposed counts.
"""

from __future__ import annotations

from collections.abc import Callable, Mapping
from dataclasses import field, replace
from typing import Protocol

from symproof.kernel.argument.derive import Derived, derive
from symproof.kernel.argument.scope import Memory
from symproof.kernel.replay import MAX_WORK
from symproof.language.derivation import Block as Derivation
from symproof.language.proof import Proof
from symproof.language.records import dataclass
from symproof.language.refusal import Refusal
from symproof.language.theory import Statement, Trust
from symproof.recheck.limits import Work
from symproof.recheck.misstated import MisstatedError
from symproof.verdict.library import library


@dataclass(frozen=True, slots=True)
class Shown:
    """What a derivation shows of its statement, and what that rests on. ``supposed`` holds the ids of the proofs whose
    theorems were supposed: ``rules`` does not hold the rules of these."""

    axioms: frozenset[Statement]
    lemmas: frozenset[str]
    rules: frozenset[str]
    supposed: frozenset[str] = frozenset()


class Lemmas(Protocol):
    """What a proof may apply."""

    def shown(
        self, proof: Proof, statement: Statement, derivation: Derivation, work: Work, memory: Memory
    ) -> tuple[Shown, Derived]:
        """What the derivation shows of the statement; or a refusal of the kernel."""

    def require_rules(self, found: Shown, stated: tuple[str, ...]) -> None:
        """Refuses (SP705) other rules of a step than its derivation and the lemmas that it applies use."""

    def keep(self, proof: Proof, found: Shown, theorem: Derived) -> None:
        """Keeps the theorem of a proof that is borne out, for the proofs that come after it."""


@dataclass(frozen=True, slots=True)
class Replayed:
    """Theorems of the proofs before, by the ids of these."""

    known: dict[str, Derived] = field(default_factory=dict)

    def shown(
        self, proof: Proof, statement: Statement, derivation: Derivation, work: Work, memory: Memory
    ) -> tuple[Shown, Derived]:
        """What the derivation shows of the statement; or a refusal of the kernel."""
        given = library(proof, self.known)
        found = _derived(statement, derivation, given.axioms, given.derived, work, memory)
        return Shown(found.axioms, found.lemmas, found.rules), found

    def require_rules(self, found: Shown, stated: tuple[str, ...]) -> None:
        """Refuses (SP705) other rules of a step than its derivation and the lemmas that it applies use."""
        require_same_rules(found.rules, stated)

    def keep(self, proof: Proof, found: Shown, theorem: Derived) -> None:
        """Keeps the theorem of a proof that is borne out, for the proofs that come after it."""
        self.known[proof.id] = theorem


@dataclass(frozen=True, slots=True)
class Stated:
    """The theorem of a proof as the report states it."""

    proof: str
    statement: Statement
    axioms: frozenset[Statement]
    lemmas: frozenset[str]


@dataclass(frozen=True, slots=True)
class Owed:
    """Rules of a step, ``stated`` by the report: they are ``rules`` and those of the proofs that were supposed."""

    supposed: frozenset[str]
    rules: frozenset[str]
    stated: tuple[str, ...]


@dataclass(slots=True)
class Supposed:
    """Theorems of the proofs before, as the report states them: ``stated`` finds them by the ids of the proofs.
    ``owed`` and ``theorem`` are what is left to whoever knows all proofs."""

    stated: Callable[[str], Stated | None]
    owed: list[Owed] = field(default_factory=list)
    theorem: Shown | None = None

    def shown(
        self, proof: Proof, statement: Statement, derivation: Derivation, work: Work, memory: Memory
    ) -> tuple[Shown, Derived]:
        """What the derivation shows of the statement, with the lemmas as axioms; or a refusal of the kernel."""
        before = {name.rpartition("/")[2]: self.stated(name) for name in proof.applies}
        lemmas = {name: lemma for name, lemma in before.items() if lemma is not None}
        own = {item.id: item for item in proof.axioms}
        if own.keys() & lemmas.keys() or statement.id in lemmas:
            raise Refusal("SP365", "a lemma has the name of an axiom or of the statement")
        supposed = {name: replace(lemma.statement, trust=Trust.AXIOM) for name, lemma in lemmas.items()}
        found = _derived(statement, derivation, own | supposed, {}, work, memory)
        applied = [lemma for name, lemma in lemmas.items() if supposed[name] in found.axioms]
        shown = Shown(
            (found.axioms - set(supposed.values())).union(*[lemma.axioms for lemma in applied]),
            frozenset({lemma.statement.id for lemma in applied}).union(*[lemma.lemmas for lemma in applied]),
            found.rules,
            frozenset({lemma.proof for lemma in applied}),
        )
        return shown, found

    def require_rules(self, found: Shown, stated: tuple[str, ...]) -> None:
        """Refuses (SP705) other rules where no lemma adds any; notes what is owed where some do."""
        if found.supposed:
            self.owed.append(Owed(found.supposed, found.rules, stated))
        else:
            require_same_rules(found.rules, stated)

    def keep(self, proof: Proof, found: Shown, theorem: Derived) -> None:
        """What the theorem of the proof rests on."""
        self.theorem = found


def require_same_rules(found: frozenset[str], stated: tuple[str, ...]) -> None:
    """Refuses (SP705) a step whose stated rules are not those that its derivation used."""
    if tuple(sorted(found)) != stated:
        raise MisstatedError("SP705", "rules", f"the derivation uses the rules {sorted(found)}")


def _derived(
    statement: Statement,
    derivation: Derivation,
    axioms: Mapping[str, Statement],
    lemmas: Mapping[str, Derived],
    work: Work,
    memory: Memory,
) -> Derived:
    """The theorem; what its replay took is charged to the allowance of the report."""
    left = [min(MAX_WORK, work.left)]
    before = left[0]
    try:
        return derive(statement, derivation, axioms, lemmas, left, memory)
    finally:
        work.charge(before - left[0])
