"""One step as LaTeX: its claim or the chain that shows it, and below it what is missing or what refutes it."""

from __future__ import annotations

from collections.abc import Iterator, Mapping

from symproof.explain.derivation import derivation
from symproof.language.formulas import Implies
from symproof.language.proof import Method, Step, Verdict
from symproof.language.records import dataclass
from symproof.render.latex import Latex
from symproof.render.naming import Naming
from symproof.report.argument.book import Book, LocalLabels
from symproof.report.argument.details import Details, Long, is_long, peeled
from symproof.report.argument.prose import written_apart
from symproof.report.argument.tree import Claim
from symproof.report.derivations import single_chain
from symproof.report.document.parts import CounterexamplePart, DiagnosticPart, EqualityChain, StepPart
from symproof.report.document.words import CLOSED
from symproof.report.latex_chains import Chains, display
from symproof.report.latex_matrices import counterexample_in_latex
from symproof.report.latex_words import prose, words


@dataclass(frozen=True, slots=True)
class StepView:
    """One step, ready to be typeset. ``remarks`` stay on the page of the claim. ``appendix``: a derivation that is too
    long to stand in the argument."""

    anchor: str
    label: str
    name: str
    verdict: str
    reference: str
    note: str
    claim: str
    derivation: tuple[str, ...]
    appendix: tuple[str, ...]
    remarks: tuple[str, ...]
    counterexample: str

    @property
    def number(self) -> str:
        """D7 for the derivation of (S7) in the appendix."""
        return f"D{self.label.removeprefix('S')}"

    @property
    def long(self) -> Long:
        """What stands in the appendix."""
        reference = rf"\symproofref{{{self.anchor}}}{{{self.label}}}"
        return Long(f"{self.anchor}:derivation", self.number, reference, self.name, self.appendix)


def step_view(part: StepPart, said: Claim, details: Details) -> StepView:
    """What the template of a step needs; ``said``: the step with the argument that the search found for it."""
    naming, book, room = details.say.naming, details.say.book, details.say.room
    anchor, label = book.label(part.step.id)
    claim, shown = _claim(part, Latex(part.scope, naming), book, room)
    shown = (written_apart(details.say, details, said),) if said.inner else shown
    found = next((remark for remark in part.remarks if isinstance(remark, CounterexamplePart)), None)
    reference_text = "" if part.step.ref == part.step.id else prose(part.step.ref, naming)
    return StepView(
        anchor,
        label,
        words(part.step.id),
        str(part.verdict),
        reference_text,
        _note(part, book, naming),
        claim,
        () if is_long(shown) else shown,
        shown if is_long(shown) else (),
        tuple(_remarks(part, book, naming)),
        "" if found is None else counterexample_in_latex(found, naming, room),
    )


# ------------------------------------------------------------------------------------------------ claim and chain


def _claim(part: StepPart, render: Latex, book: Book, room: float) -> tuple[str, tuple[str, ...]]:
    """The claim and its derivation; the chain alone where it is a single equality."""
    claim = display(render.latex(part.step.claim), room)
    chain = next((remark for remark in part.remarks if isinstance(remark, EqualityChain)), None)
    if chain is None:
        return claim, ()
    nodes = derivation(chain.goal, chain.certificate)
    chains = Chains(render, LocalLabels(book, {}), room)
    body, condition = peeled(part.step.claim, render)
    single = single_chain(nodes, body)
    if single is not None:
        equalities = chains.equalities(single, condition)
        return (claim, (equalities,)) if is_long((equalities,)) else (equalities, ())
    return claim, tuple(chains.written(nodes))


# ------------------------------------------------------------------------------------------------ words


def _note(part: StepPart, book: Book, naming: Naming) -> str:
    """How the step is closed, and from what."""
    step = part.step
    named: Mapping[str, str] = {
        Method.CITE: f"cited: {words(step.source)}",
        Method.OMIT: f"omitted: {prose(step.reason, naming)}",
        Method.APPLY: f"by {words(step.source)}" if step.source else "by an earlier proof",
    }
    how = named.get(step.method) or _closed(step)
    premises = ", ".join(book.reference(name) for name in step.using)
    return ", ".join(filter(None, (how, f"from {premises}" if premises else "")))


def _closed(step: Step) -> str:
    """How the block above or the method closes the step; nothing where all rules were tried."""
    if step.method == Method.SUPPOSE and not isinstance(step.claim, Implies):
        return "since what was supposed leads to a contradiction"
    return "" if step.method == Method.SEARCH else CLOSED.get(step.method, f"by {words(step.method)}")


def _remarks(part: StepPart, book: Book, naming: Naming) -> Iterator[str]:
    if part.step.note:
        yield f"Note: {prose(part.step.note, naming)}"
    if part.verdict is Verdict.CHECKED and part.result is not None:
        yield f"Expanded exactly at {part.result.instances.checked} tuples of sizes, not proved for all."
    for remark in part.remarks:
        if isinstance(remark, DiagnosticPart) and part.verdict in (Verdict.UNKNOWN, Verdict.DISAGREEMENT):
            yield f"Not established: {prose(remark.item.message, naming).rstrip('.')}."
    if part.verdict in (Verdict.PROVED, Verdict.CHECKED) and not part.rests.is_firm:
        yield f"Rests on {_rests(part, book)}."


def _rests(part: StepPart, book: Book) -> str:
    """The steps without a proof that a step goes back to."""
    groups = [("not checked", part.rests.unchecked), *part.rests.by_verdict.items()]
    return "; ".join(
        f"{verdict} {', '.join(book.reference(name) for name in names)}" for verdict, names in groups if names
    )
