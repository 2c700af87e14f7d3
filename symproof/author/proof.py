"""A proof as it is being written: its statement, and its steps with their premises.

A premise is a hypothesis in scope or an earlier step in scope; this is looked up when the file has been read, so that
all that is wrong with a file is reported at once.
"""

from __future__ import annotations

import difflib
from collections.abc import Sequence

from symproof.author.arguments import Arguments
from symproof.author.blocks import Recorded
from symproof.author.claims import Claim, claim_of
from symproof.author.expressions import Expression
from symproof.author.integers import to_affine
from symproof.author.place import in_one_line, line_in, note, place, refuse, require_text
from symproof.author.ranges import with_evidence
from symproof.author.theory import resolved
from symproof.diagnostics.codes import CODES
from symproof.diagnostics.diagnostic import LoadError
from symproof.diagnostics.errors import SymproofError
from symproof.language.certificate import Entry
from symproof.language.derivation import Block
from symproof.language.formulas import Formula
from symproof.language.proof import Fact, Method, Step, Verdict, nested
from symproof.language.proof import Proof as LoadedProof
from symproof.language.records import Latest, dataclass
from symproof.language.refusal import Refusal
from symproof.language.terms import Term
from symproof.language.theory import Statement
from symproof.search.argument.stated import stated
from symproof.search.ranges import completed

METHODS = (
    Method.SEARCH, Method.ALGEBRA, Method.CALCULUS, Method.INDUCTION, Method.REAL, Method.RANK, Method.ANALYSIS,
    Method.LOGIC,
)  # fmt: skip


@dataclass(frozen=True, slots=True)
class _Pending:
    """A step, the scopes it can see, how much was recorded before it, and where it was written."""

    step: Step
    scopes: frozenset[str | None]
    position: int
    file: str
    line: int


class Proof(Arguments):
    """A proof: ``label`` names it within its folder, ``source`` says which text it checks.

    >>> proof = Proof("squares", "Squares of symmetric matrices")
    >>> n = proof.size("n")
    >>> X = proof.matrix("X", n, n)
    >>> proof.assume("symmetric", X.T == X)
    X.T = X
    >>> proof.step("square", (X * X).T == X * X, by="algebra", using=["symmetric"])
    'square'
    """

    def __init__(self, label: str, title: str, *, source: str = "") -> None:
        super().__init__()
        self._new_id(label, "a proof")
        require_text(label, title=title, source=source)
        self._ids.discard(label)
        self.id = label
        self.title = in_one_line(title)
        self.source = in_one_line(source)
        self.line = line_in(self.file)
        note(self)
        self._stated: Formula | None = None
        self._applicable = Latest[Statement]()
        self._pending: list[_Pending] = []
        self._wrong: list[LoadError] = []  # with steps that are recorded nevertheless, so that the rest is read
        self._finished: dict[tuple[str, int, int], tuple[LoadedProof | None, list[LoadError]]] = {}
        self._finishing = False
        self._facts: dict[str, Fact] = {}
        self._citations: dict[str, Fact] = {}

    # -------------------------------------------------------------------------------- statement and steps

    def statement(self, claim: object) -> None:
        """What the whole proof establishes; a ``conclude`` step has to derive it."""
        if self._stated is not None or self._inside_a_block():
            raise refuse("SP116", "a proof has one statement, outside of all blocks")
        stated = claim_of(claim)
        self.check(stated)
        self._stated = stated.formula

    def step(
        self, label: str, claim: object, *, by: str = Method.SEARCH, using: Sequence[str] = (), ref: str = "",
        expect: str | None = None, cofactors: Sequence[Entry] = (), note: str = "",
    ) -> str:  # fmt: skip
        """One claim, from the premises that ``using`` names. Returns its id. ``by`` is the method that is meant to
        close it; without one all rules are tried. ``note`` tells readers of a gap in the text, for example."""
        method = Method(by) if by in METHODS else by
        if by not in METHODS:
            hint = f"Methods: {', '.join(METHODS)}. {suggestion(str(by), METHODS)}".rstrip()
            self._wrong.append(refuse("SP114", f'step "{label}": {by!r} is not a method', hint).error)
        if not isinstance(cofactors, list | tuple) or not all(isinstance(entry, Entry) for entry in cofactors):
            raise refuse("SP120", f"{label}: {cofactors!r} are no cofactors", 'Write cofactors=[cofactor("premise")].')
        return self._record(
            label, claim, method, using=using, ref=ref, expect=expect, cofactors=tuple(cofactors), note=note
        )

    def cite(
        self, label: str, claim: object, *, fact: Fact | None = None, source: Fact | None = None,
        using: Sequence[str] = (), ref: str = "", expect: str | None = None,
    ) -> str:  # fmt: skip
        """The claim is an instance of a named fact, or stands in a source that is not checked here."""
        if (fact is None) == (source is None):
            raise refuse("SP119", f"{label} must cite one thing", "Give either fact= or source=.")
        cited = fact if fact is not None else source
        if not isinstance(cited, Fact):
            key = "fact" if fact is not None else "source"
            hint = f'Give the fact that is cited: {key}=Fact("S1", "the exact statement", "where it is proved").'
            self._wrong.append(refuse("SP119", f"{label} cites {cited!r}, which is not a Fact", hint).error)
            return self._record(label, claim, Method.CITE, using=using, ref=ref, expect=expect)
        require_text(label, id=cited.id, statement=cited.statement, source=cited.source)
        said = Fact(cited.id, in_one_line(cited.statement), in_one_line(cited.source))
        (self._facts if fact else self._citations)[cited.id] = said
        return self._record(label, claim, Method.CITE, using=using, ref=ref, expect=expect, source=cited.id)

    def omit(self, label: str, claim: object, *, reason: str, using: Sequence[str] = (), ref: str = "") -> str:
        """A claim whose proof the author leaves out, with the reason."""
        require_text(label, reason=reason)
        if not reason.strip():
            self._wrong.append(refuse("SP119", f"{label} is left out without a reason", "Say why: reason='...'.").error)
        return self._record(label, claim, Method.OMIT, using=using, ref=ref, reason=reason)

    def conclude(
        self, label: str = "conclusion", *, using: Sequence[str] = (), ref: str = "", expect: str | None = None
    ) -> str:
        """The statement follows from these steps."""
        if self._stated is None:
            raise refuse("SP116", "there is no statement to conclude", "Write proof.statement(...) before the steps.")
        if self._inside_a_block():
            raise refuse("SP116", "the conclusion stands inside a block", "Close the blocks first.")
        return self._record(label, Claim(self._stated, self), Method.CONCLUDE, using=using, ref=ref, expect=expect)

    def _record(
        self, label: str, claim: object, method: str, *, using: Sequence[str] = (), ref: str = "",
        expect: str | None = None, cofactors: tuple[Entry, ...] = (), reason: str = "", source: str = "",
        argument: Block = (), note: str = "",
    ) -> str:  # fmt: skip
        stated = claim_of(claim)
        self._new_id(label, "a step")
        require_text(label, ref=ref, note=note)
        self.check(stated)
        premises = (using,) if isinstance(using, str) else tuple(using)
        block = self._levels[-1].id
        step = Step(
            label, in_one_line(ref), line_in(self.file), stated.formula, method, premises, self._verdict(expect),
            block, cofactors, in_one_line(reason), source, argument=argument, note=in_one_line(note),
        )  # fmt: skip
        scopes = frozenset(level.id for level in self._levels)
        self._pending.append(_Pending(step, scopes, len(self._recorded), *place()))
        self._remember(Recorded(label, stated.formula, block))
        return label

    def _verdict(self, expect: str | None) -> Verdict | None:
        if expect is None or expect in list(Verdict):
            return None if expect is None else Verdict(expect)
        hint = f"Verdicts: {', '.join(Verdict)}. {suggestion(str(expect), list(Verdict))}".rstrip()
        self._wrong.append(refuse("SP115", f"{expect!r} is not a verdict", hint).error)
        return None

    def as_statement(self) -> Statement:
        """What the proof establishes, in the form in which other proofs apply it: with all definitions unfolded."""
        if self._stated is None:
            raise refuse("SP121", f"the proof {self.id} states nothing", "Write proof.statement(...) before.")
        level = self._levels[0]
        return self._applicable.of((level.declarations, self._stated), len(level.assumptions), self._as_statement)

    def _as_statement(self) -> Statement:
        level = self._levels[0]
        declarations = completed(level.declarations, tuple(level.facts))
        assert self._stated is not None
        found = stated(self.id, declarations, level.assumptions, self._stated)
        if any(symbol.pieces for symbol in found.sequent.declarations.symbols):
            hint = "Declare a free family in its place, with hypotheses that say what its members are."
            raise refuse("SP121", f"the statement of {self.id} mentions a definition by pieces", hint)
        return found

    # -------------------------------------------------------------------------------- the finished proof

    def finished(self, folder: str = "") -> tuple[LoadedProof | None, list[LoadError]]:
        """The loaded proof, or all that is wrong with its premises."""
        key = (folder, len(self._recorded), len(self._wrong))
        if key not in self._finished:
            if self._finishing:
                message = f"{self.id} applies a lemma that applies {self.id}"
                raise SymproofError("SP124", message, CODES["SP124"][1], file=self.file, line=self.line)
            self._finishing = True
            try:
                self._finished[key] = self._finish(folder)
            finally:
                self._finishing = False
        return self._finished[key]

    def _finish(self, folder: str) -> tuple[LoadedProof | None, list[LoadError]]:
        self._close_to(1)
        errors = [error for pending in self._pending for error in self._premise_errors(pending)]
        errors = sorted([*self._wrong, *errors], key=lambda error: error.line or 0)
        if errors:
            return None, errors
        try:
            return self._loaded(f"{folder}/{self.id}" if folder else self.id), []
        except Refusal as refusal:
            return None, [LoadError("SP219", f"a declaration is refused: {refusal.message}", "", self.file, self.line)]

    @property
    def wrong(self) -> list[LoadError]:
        """What is wrong with single steps, found as they were recorded."""
        return list(self._wrong)

    @property
    def lines(self) -> list[int | None]:
        """The line of each step in the file of the proof; None if another file added it."""
        return [pending.step.line for pending in self._pending]

    def _loaded(self, label: str) -> LoadedProof:
        steps = tuple(pending.step for pending in self._pending)
        axioms, applies, lemmas = resolved(self._applied, self.file, label.rpartition("/")[0])
        bare = LoadedProof(
            id=label,
            title=self.title,
            source=self.source,
            file=self.file,
            line=self.line,
            declarations=self.declarations,
            hypotheses=self.hypotheses,
            items=nested(steps, tuple(self._blocks.values())),
            statement=self._stated,
            facts=tuple(self._facts.values()),
            citations=tuple(self._citations.values()),
            axioms=axioms,
            applies=applies,
            lemmas=lemmas,
        )
        return with_evidence(bare)

    def _premise_errors(self, pending: _Pending) -> list[LoadError]:
        found = [self._premise_problem(name, pending) for name in pending.step.using]
        found += [_unused_cofactor(entry.premise, pending.step.using) for entry in pending.step.cofactors]
        return [
            LoadError(code, f'step "{pending.step.id}": {message}', hint, pending.file, pending.line)
            for code, message, hint in filter(None, found)
        ]

    def _premise_problem(self, name: object, pending: _Pending) -> tuple[str, str, str] | None:
        """Code, message and hint if the name is not a premise in scope."""
        if not isinstance(name, str):
            return "SP111", f"{name!r} is not the name of a premise", 'using= takes names: using=["bottleneck"].'
        if name not in self._positions:
            usable = [item.id for item in self._recorded[: pending.position] if item.block in pending.scopes]
            return (
                "SP111",
                f"no premise {name!r}",
                suggestion(name, usable) or f"In scope: {', '.join(usable[-12:]) or 'no hypothesis and no step'}.",
            )
        position = self._positions[name]
        item = self._recorded[position]
        if name == pending.step.id:
            return "SP113", "the step is its own premise", "A step follows from hypotheses and earlier steps."
        if position > pending.position:
            return "SP113", f"premise {name} comes later", "A step follows from hypotheses and earlier steps: move it."
        if item.block not in pending.scopes:
            return (
                "SP112",
                f"premise {name} stands in block {item.block}, which is closed",
                "Use the step that the block exports.",
            )
        return None


def _unused_cofactor(name: str, using: Sequence[str]) -> tuple[str, str, str] | None:
    """Code, message and hint if a cofactor is that of something that the step does not use."""
    if name in using:
        return None
    return "SP111", f"a cofactor of {name!r}, which using does not name", suggestion(name, using) or "Add it to using."


def suggestion(name: str, known: Sequence[str]) -> str:
    """``Did you mean X?`` for the known name that is closest; empty where none is close."""
    close = difflib.get_close_matches(name, known, n=1)
    return f"Did you mean {close[0]}?" if close else ""


def cofactor(
    premise: str, *, left: Expression | None = None, right: Expression | None = None, at: Sequence[object] = (),
    part: int = 0, transposed: bool = False, trace: bool = False, factor: Expression | None = None,
) -> Entry:  # fmt: skip
    """One summand ``factor * left * (premise.left - premise.right) * right`` of a claim's difference, written by the
    author: the premise transposed first if so, at the indices ``at`` of its schemas; under the trace if ``trace``."""
    require_text("cofactor", premise=premise)
    return Entry(
        premise, part, tuple(to_affine(index) for index in at), transposed, _term(left), _term(right), trace,
        _term(factor),
    )  # fmt: skip


def _term(expression: Expression | None) -> Term | None:
    if expression is not None and not isinstance(expression, Expression):
        raise refuse("SP120", f"{expression!r} is no factor of a cofactor", "Factors are terms: left=A.T, right=B.")
    return None if expression is None else expression.term
