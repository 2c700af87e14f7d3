"""What proofs can apply: axioms, which are believed with their source, and lemmas, which are derived."""

from __future__ import annotations

import os
from collections.abc import Sequence
from pathlib import Path, PurePosixPath
from typing import Any, Protocol

from symproof.author.claims import claim_of
from symproof.author.place import home, in_one_line, line_in, note, refuse, require_text
from symproof.author.setting import Setting
from symproof.diagnostics.diagnostic import LoadError
from symproof.language.derivation import Apply, Block, Inference
from symproof.language.formulas import Formula
from symproof.language.proof import Fact, Hypothesis, Method, Step
from symproof.language.proof import Proof as LoadedProof
from symproof.language.records import Latest, parts_of
from symproof.language.refusal import Refusal
from symproof.language.theory import Statement, Trust
from symproof.search.argument.stated import stated
from symproof.search.ranges import completed


class Applicable(Protocol):
    """An axiom, a lemma with a derivation, or a proof with a statement."""

    id: str
    file: str

    def as_statement(self) -> Statement:
        """What is applied: declarations, facts, premises and claim."""

    def finished(self, folder: str = "") -> tuple[LoadedProof | None, list[LoadError]]:
        """The loaded proof, or what is wrong with it."""


class Axiom(Setting):
    """A statement that is believed, with its source; a proof that applies it has it in its ledger.

    >>> axiom = Axiom("square", "Squares are not negative", source="any textbook")
    >>> x = axiom.scalar("x")
    >>> axiom.statement(x * x >= 0)
    >>> axiom.as_statement().id
    'square'
    """

    def __init__(self, label: str, title: str, *, source: str) -> None:
        super().__init__()
        self._new_id(label, "an axiom")
        require_text(label, title=title, source=source)
        if not source.strip():
            raise refuse("SP119", f"the axiom {label} has no source", 'Say where it is proved: source="...".')
        self.id, self.title, self.source = label, in_one_line(title), in_one_line(source)
        self.line = line_in(self.file)
        note(self)
        self.wrong: tuple[LoadError, ...] = ()
        self._stated: Formula | None = None
        self._applicable = Latest[Statement]()

    def statement(self, claim: object) -> None:
        """What is believed, under the hypotheses of the axiom."""
        if self._stated is not None:
            raise refuse("SP116", f"the axiom {self.id} has a statement already", "An axiom states one claim.")
        found = claim_of(claim)
        self.check(found)
        self._stated = found.formula

    def as_statement(self) -> Statement:
        """The statement in the form in which proofs apply it."""
        if self._stated is None:
            raise refuse("SP121", f"the axiom {self.id} states nothing", f"Write {self.id}.statement(...) first.")
        level = self._levels[0]
        return self._applicable.of((level.declarations, self._stated), len(level.assumptions), self._as_statement)

    def _as_statement(self) -> Statement:
        assert self._stated is not None
        source = f"{self.title}; {self.source}"
        return stated(self.id, self.declarations, self.hypotheses, self._stated, trust=Trust.AXIOM, source=source)

    def finished(self, folder: str = "") -> tuple[LoadedProof | None, list[LoadError]]:
        """A proof of one step, which cites the axiom: it has no other proof here."""
        return _believed(self, folder, self.as_statement()), []


class KernelStatement:
    """A statement in the kernel's own language (``symproof.language.theory``): an axiom, or a lemma with a derivation
    in which rules and range facts may be left out. ``applies`` lists the axioms and lemmas that it may use."""

    wrong: tuple[LoadError, ...] = ()

    def __init__(
        self, statement: Statement, derivation: Block = (), *, title: str = "", source: str = "",
        applies: Sequence[Applicable] = (),
    ) -> None:  # fmt: skip
        self.id, self.title, self.source = statement.id, title or statement.id, source or statement.source
        self.file = home()
        self.line = line_in(self.file)
        note(self)
        self.derivation = derivation
        named = applied_in(derivation)
        self.applies = [item for item in applies if item.id in named]
        self._statement = statement
        self._loaded: dict[str, LoadedProof] = {}
        if (statement.trust is Trust.AXIOM) == bool(derivation):
            raise refuse("SP121", f"{statement.id} is an axiom with a derivation, or a lemma without one")

    def as_statement(self) -> Statement:
        """The statement in the form in which proofs apply it."""
        return self._statement

    def finished(self, folder: str = "") -> tuple[LoadedProof | None, list[LoadError]]:
        """A proof of one step, which the derivation shows, or which cites the axiom."""
        if folder not in self._loaded:
            self._loaded[folder] = self._load(folder)
        return self._loaded[folder], []

    def _load(self, folder: str) -> LoadedProof:
        if self._statement.trust is Trust.AXIOM:
            return _believed(self, folder, self._statement)
        sequent = self._statement.sequent
        used = tuple([item.id for item in (*sequent.premises, *sequent.facts)])
        step = Step("shown", "", self.line, sequent.claim, Method.CONCLUDE, used, argument=self.derivation)
        return _loaded(self, folder, self._statement, step, self.applies)


def applied_in(block: Block) -> set[str]:
    """The names of the statements that a derivation applies."""
    found: set[str] = set()
    pending = [*block]
    while pending:
        rule: Any = pending.pop().rule
        if isinstance(rule, Apply):
            found.add(rule.statement)
        inner = [*parts_of(rule)]
        inner += [item for part in inner if type(part) is tuple for item in part]
        pending += [item for part in inner if type(part) is tuple for item in part if isinstance(item, Inference)]
    return found


def _believed(draft: Axiom | KernelStatement, folder: str, statement: Statement) -> LoadedProof:
    """A proof of one step, which cites the axiom: it has no other proof here."""
    used = tuple([item.id for item in (*statement.sequent.premises, *statement.sequent.facts)])
    step = Step("believed", "", draft.line, statement.sequent.claim, Method.FACT, used, source=draft.id)
    return _loaded(draft, folder, statement, step, facts=(Fact(draft.id, draft.title, draft.source),))


def _loaded(
    draft: Axiom | KernelStatement, folder: str, statement: Statement, step: Step, applies: Sequence[Applicable] = (),
    facts: tuple[Fact, ...] = (),
) -> LoadedProof:  # fmt: skip
    sequent = statement.sequent
    given = tuple([Hypothesis(item.id, item.formula) for item in (*sequent.facts, *sequent.premises)])
    axioms, applied, lemmas = resolved(applies, draft.file, folder)
    return LoadedProof(
        f"{folder}/{draft.id}" if folder else draft.id, draft.title, draft.source, draft.file, draft.line,
        completed(sequent.declarations, sequent.facts), given, (step,), sequent.claim, facts,
        axioms=axioms, applies=applied, lemmas=lemmas,
    )  # fmt: skip


def resolved(
    applies: Sequence[Applicable], file: str, folder: str
) -> tuple[tuple[Statement, ...], tuple[str, ...], tuple[LoadedProof, ...]]:
    """Axioms as statements, lemmas by the ids of their proofs, and these proofs."""
    axioms = [item.as_statement() for item in applies if is_axiom(item)]
    proofs: list[LoadedProof] = []
    for item in applies:
        if not is_axiom(item):
            proof, errors = item.finished(_folder_of(item.file, file, folder))
            if proof is None:
                raise Refusal("SP365", f"the lemma {item.id} does not load: {errors[0].message}")
            proofs.append(proof)
    return tuple(axioms), tuple(proof.id for proof in proofs), tuple(proofs)


def is_axiom(item: Applicable) -> bool:
    """Whether it is believed and not derived."""
    return item.as_statement().trust is Trust.AXIOM


def _folder_of(lemma: str, file: str, folder: str) -> str:
    """The folder of the proofs of one file, as seen from another file whose proofs stand in ``folder``."""
    there, here = Path(lemma).parent, Path(file).parent
    if there == here:
        return folder
    found = os.path.normpath(PurePosixPath(folder) / Path(os.path.relpath(there, here)).as_posix())
    return "" if found.startswith(".") else found
