"""One step on a page: a line with verdict, reference and claim, and below it how it is shown or what refutes it."""

from __future__ import annotations

from collections.abc import Mapping

from markupsafe import Markup

from symproof.diagnostics.diagnostic import Diagnostic
from symproof.explain.derivation import derivation
from symproof.language.formulas import ForAllIndex, Formula
from symproof.language.proof import Method, Verdict
from symproof.language.records import dataclass
from symproof.render.naming import Naming
from symproof.report.argument.derived import derived_lines
from symproof.report.core import place
from symproof.report.derivations import single_chain
from symproof.report.document.parts import CounterexamplePart, DiagnosticPart, EqualityChain, StepPart, Sweep
from symproof.report.document.words import CLOSED
from symproof.report.html.chains import Chains, Shown
from symproof.report.html.counterexamples import CounterexampleView, counterexample_view
from symproof.report.html.formulas import NOTHING, Formulas
from symproof.report.html.links import Links, target
from symproof.report.text_chains import equalities
from symproof.report.to_terminal import listed_sizes
from symproof.verdict.resting import summary

SYMBOLS: Mapping[str, str] = {
    Verdict.PROVED: "\u2713",
    Verdict.CHECKED: "\u2248",
    Verdict.CITED: "\u201d",
    Verdict.OMITTED: "\u2026",
    Verdict.UNKNOWN: "?",
    Verdict.REFUTED: "\u2717",
    Verdict.DISAGREEMENT: "!",
}


@dataclass(frozen=True, slots=True)
class StepView:
    """One step, ready to be laid out."""

    anchor: str
    href: str
    name: str
    reference: str
    verdict: str
    claim: Markup
    part: StepPart
    place: str
    open: str
    how: Markup
    used: Markup
    idle: Markup
    unnamed: Markup
    rests: tuple[tuple[str, Markup], ...]
    diagnostics: tuple[Diagnostic, ...]
    warnings: tuple[Diagnostic, ...]
    counterexample: CounterexampleView | None
    shown: tuple[Shown, ...]
    sweep: str
    instances: int
    certificate: str


def step_view(part: StepPart, naming: Naming, links: Links) -> StepView:
    """What the template of a step needs."""
    step, result = part.step, part.result
    formulas = Formulas(part.scope, naming)
    chain = next((remark for remark in part.remarks if isinstance(remark, EqualityChain)), None)
    found = next((remark for remark in part.remarks if isinstance(remark, CounterexamplePart)), None)
    sweep = next((remark for remark in part.remarks if isinstance(remark, Sweep)), None)
    anchor = links.anchors[step.id]
    return StepView(
        anchor,
        target(anchor),
        part.name,
        _reference(part),
        str(part.verdict or "unchecked"),
        formulas.formula(step.claim),
        part,
        place(part.proof.file, step.line),
        _open(part),
        _how(part, links),
        links.links(result.used) if result is not None and set(result.used) != set(step.using) else NOTHING,
        links.links(part.idle),
        links.links(part.unnamed),
        _rests(part, links),
        tuple(remark.item for remark in part.remarks if isinstance(remark, DiagnosticPart)),
        () if result is None else result.warnings,
        None if found is None else counterexample_view(found, formulas),
        () if chain is None else tuple(_shown(part, chain, formulas, links)),
        "" if sweep is None else listed_sizes(sweep),
        0 if result is None else result.instances.checked,
        "\n".join(derived_lines(part) if chain is None else equalities(chain.goal, chain.certificate, naming)),
    )


def _reference(part: StepPart) -> str:
    """The author's reference, without the id where it begins with that."""
    step = part.step
    rest = step.ref.removeprefix(step.id)
    return rest.lstrip(",:; ") if rest != step.ref and (not rest or rest[0] in ",:; ") else step.ref


def _open(part: StepPart) -> str:
    """Why the step is unknown, or how many steps without a proof it rests on."""
    if part.result is not None and part.result.cause is not None:
        return str(part.result.cause)
    on = summary(part.rests)
    return f"rests on {on}" if on else ""


def _how(part: StepPart, links: Links) -> Markup:
    """How the step is closed, and from what."""
    step = part.step
    named = {
        Method.CITE: f"cited: {step.source}",
        Method.FACT: f"a fact of the library: {step.source}",
        Method.OMIT: f"left out by the author: {step.reason}",
        Method.APPLY: f"by {step.source or 'an earlier proof'}",
    }
    how = next((said for method, said in named.items() if method == step.method), None)
    how = how or CLOSED.get(step.method, f"by {step.method}")
    premises = links.links(step.using)
    return Markup("{}, from {}").format(how, premises) if premises else Markup("{}").format(how)


def _rests(part: StepPart, links: Links) -> tuple[tuple[str, Markup], ...]:
    """The steps without a proof that the step goes back to, by verdict."""
    groups = [("not checked", part.rests.unchecked), *part.rests.by_verdict.items()]
    return tuple((str(verdict), links.links(names)) for verdict, names in groups if names)


def _shown(part: StepPart, chain: EqualityChain, formulas: Formulas, links: Links) -> list[Shown]:
    """The derivation; a single chain with the ranges of the claim behind it."""
    nodes = derivation(chain.goal, chain.certificate)
    chains = Chains(formulas, links)
    body, condition = _peeled(part.step.claim, formulas)
    single = single_chain(nodes, body)
    if single is not None:
        return [chains.equalities(single, condition)]
    return list(chains.written(nodes))


def _peeled(claim: Formula, formulas: Formulas) -> tuple[Formula, Markup]:
    """The claim without its schemas, and the ranges of their indices."""
    ranges = []
    while isinstance(claim, ForAllIndex):
        ranges.append(Markup(f"<math>{formulas.printer.bounds(claim)}</math>"))
        claim = claim.body
    return claim, Markup(", ").join(ranges)
