"""From a result to the stream of its parts: what stands in a report, in which order, is decided here alone."""

from __future__ import annotations

from collections.abc import Collection, Iterator, Mapping, Sequence
from fractions import Fraction
from itertools import groupby

from symproof.diagnostics.results import Cause, Counterexample, ProofResult, Report, StepResult
from symproof.language.formulas import Compare, ForAll, ForAllIndex, Formula, Implies, IntegerRelation
from symproof.language.proof import RANK, Fact, Proof, Step, Verdict
from symproof.language.scopes import declarations_in_scope, exporting_block, formulas_in_scope, is_fact
from symproof.report.core import counted, headline, is_whole, last_line, not_covered, verdict_counts
from symproof.report.definitions import statement_of
from symproof.report.document.nesting import nested
from symproof.report.document.parts import (
    Cited,
    CounterexamplePart,
    DiagnosticPart,
    Direction,
    EqualityChain,
    Heading,
    Hypotheses,
    LedgerPart,
    LemmaChecked,
    NotLoaded,
    OpenSteps,
    Part,
    Problems,
    Remark,
    Setting,
    Stated,
    StatementsClosed,
    StatementsOpened,
    StepPart,
    Summary,
    Sweep,
    Total,
    WhatIsOpen,
)
from symproof.report.document.pictures import NO_LEMMAS, picture_of_proof, picture_of_report, verdicts_of_lemmas
from symproof.verdict.check import passes
from symproof.verdict.ledger import steps_citing
from symproof.verdict.resting import Rests, resting
from symproof.verdict.settle import AUTHORS_WORD, Options

MOST_UNNAMED = 6
NOT_REACHED = ("SP905", "SP906")  # interrupted, or after the first failure with -x: nothing is known about the step


def document(found: Report | ProofResult, options: Options | None = None, *, in_full: bool = False) -> Iterator[Part]:
    """The parts of a report, or of one proof. ``in_full``: also those of the proofs that others apply, which else are
    one line each."""
    options = Options() if options is None else options
    if isinstance(found, Report):
        yield from _report(found, options, in_full=in_full)
    else:
        yield from _proof(found, options, NO_LEMMAS)


def outlined(proof: Proof, only: Collection[str] | None = None) -> Iterator[Part]:
    """The parts of a proof that was not checked, with those of its steps that ``only`` names."""
    chosen = (step for step in proof.steps if only is None or step.id in only)
    yield Heading(proof)
    yield from _stated(proof)
    yield from nested(proof, (StepPart(proof, step, declarations_in_scope(proof, step)) for step in chosen))


# ------------------------------------------------------------------------------------------------ a report


def _report(report: Report, options: Options, *, in_full: bool) -> Iterator[Part]:
    """What did not load, then the proofs one by one; the statements of one file stand together."""
    yield from map(NotLoaded, report.errors)
    yield from picture_of_report(report)
    lemmas = verdicts_of_lemmas(report)
    for _, group in groupby(report.proofs, _kept_together):
        results = list(group)
        if results[0].proof.is_statement_file:
            yield from _statements(results, options)
        elif results[0].is_support and results[0].theorem is not None and not in_full:
            yield LemmaChecked(results[0].proof, last_line(results[0]))
        else:
            yield from _proof(results[0], options, lemmas)
    asked = sum(not result.is_support for result in report.proofs)
    if asked > 1 or report.errors:
        yield Total(_total(report) if asked > 1 else "", len(report.errors) if report.proofs else 0)


def _kept_together(result: ProofResult) -> tuple[str, str]:
    proof = result.proof
    return proof.file, "" if proof.is_statement_file else proof.id


def _total(report: Report) -> str:
    found = ", ".join(verdict_counts([item for proof in report.proofs for item in proof.steps]))
    return f"{len(report.proofs)} proofs, steps: {found or 'none'}"


def _statements(results: Sequence[ProofResult], options: Options) -> Iterator[Part]:
    yield StatementsOpened(results[0].proof.file)
    for result in results:
        yield from _proof(result, options, NO_LEMMAS)
    steps = [item for result in results for item in result.steps]
    summary = f"{counted(len(steps), 'claim')}: {', '.join(verdict_counts(steps))}"
    is_question = len(results) == 1 and not results[0].proof.file
    yield StatementsClosed(summary, tuple(item.proof.id for item in results if item.is_open), is_question)


# ------------------------------------------------------------------------------------------------ one proof


def _proof(result: ProofResult, options: Options, lemmas: Mapping[str, Verdict]) -> Iterator[Part]:
    rests = resting(result)
    steps = [_step(result.proof, item, rests[item.step.id], options) for item in result.steps]
    yield Heading(result.proof, result.verdict, result.is_support)
    yield _problems(steps)
    yield _open(steps)
    yield from _stated(result.proof)
    yield from nested(result.proof, steps)
    yield from picture_of_proof(result, lemmas)
    yield _ledger(result, steps)
    yield _summary(result, steps)


def _stated(proof: Proof) -> Iterator[Part]:
    """What is established, from what, about what: everything but the argument."""
    yield Setting(proof.declarations)
    yield Hypotheses(proof.hypotheses, proof.declarations)
    statement = statement_of(proof)
    if statement is not None:
        yield Stated(statement, proof.declarations)


def _problems(steps: Sequence[StepPart]) -> Problems:
    unsettled = tuple(part for part in steps if not part.is_settled)
    failed = [part for part in steps if not part.passes and part.is_settled]
    worst_first = sorted(failed, key=lambda part: -RANK[part.verdict or Verdict.PROVED])
    return Problems(tuple(worst_first), unsettled)


def _open(steps: Sequence[StepPart]) -> WhatIsOpen:
    """The steps that are refuted or unknown, by cause, and those for which only the author vouches."""
    weak = (Verdict.DISAGREEMENT, Verdict.REFUTED, Verdict.CHECKED, Verdict.CITED, Verdict.OMITTED)
    groups: dict[str, list[str]] = {str(verdict): [] for verdict in weak[:2]}
    groups |= {str(cause): [] for cause in Cause} | {str(verdict): [] for verdict in weak[2:]}
    for part in steps:
        if part.result is not None:
            groups.get(str(part.result.cause or part.result.verdict), []).append(part.step.id)
    return WhatIsOpen(tuple(OpenSteps(reason, tuple(names)) for reason, names in groups.items() if names))


def _summary(result: ProofResult, steps: Sequence[StepPart]) -> Summary:
    is_closed = is_whole(result) and all(part.is_settled for part in steps)
    unused, model = result.unused_hypotheses, result.model
    stated = result if result.proof.statement is not None and not result.proof.is_statement_file else None
    last = last_line(result)
    given = bool(result.proof.hypotheses)
    said = headline(result), not_covered(result)
    return Summary(*said, is_closed, unused, model, result.is_open, stated, given, last)


def _ledger(result: ProofResult, steps: Sequence[StepPart]) -> LedgerPart:
    found = result.ledger
    resting_steps = (part for part in steps if part.verdict is Verdict.PROVED and not part.rests.is_firm)
    return LedgerPart(
        result.proof,
        tuple(_cited(fact, result) for fact in found.facts),
        tuple(_cited(fact, result) for fact in found.citations),
        found.omissions,
        found.rules,
        found.trusted,
        tuple(part for part in steps if part.result is not None and part.result.cause is not None),
        tuple(resting_steps),
        result.unused_hypotheses if is_whole(result) else None,
        () if result.theorem is None else result.theorem.axioms,
        () if result.theorem is None else result.theorem.lemmas,
    )


def _cited(fact: Fact, result: ProofResult) -> Cited:
    return Cited(fact, tuple(item.step for item in steps_citing(fact.id, result.steps)))


# ------------------------------------------------------------------------------------------------ one step


def _step(proof: Proof, item: StepResult, rests: Rests, options: Options) -> StepPart:
    is_settled = item.diagnostic is None or item.diagnostic.code not in NOT_REACHED
    idle = tuple(name for name in item.step.using if name not in item.used)
    return StepPart(
        proof,
        item.step,
        declarations_in_scope(proof, item.step),
        item,
        rests=rests,
        passes=passes(item, options),
        is_settled=is_settled,
        as_expected=item.step.expect is item.verdict and item.verdict is not Verdict.PROVED,
        unnamed=_unnamed(proof, item.step, item.verdict),
        idle=idle if item.certificate is not None else (),
        remarks=tuple(_remarks(proof, item)),
    )


def _remarks(proof: Proof, item: StepResult) -> Iterator[Remark]:
    """Why there is no better verdict, the counterexample, and what bears the verdict out."""
    if item.diagnostic is not None:
        yield DiagnosticPart(item.diagnostic)
    if item.counterexample is not None:
        yield counterexample(item.counterexample, item.step.claim)
    if item.certificate is not None:
        yield EqualityChain(proof, item.step, item.certificate)
    elif item.scope == "sizes" and any(item.instances.sizes):
        yield Sweep(item.instances.checked, item.instances.sizes)


def _unnamed(proof: Proof, step: Step, verdict: Verdict) -> tuple[str, ...]:
    """Premises that a refuted step without any could have named. What the author cites or leaves out, and what a block
    exports, was refuted although all hypotheses in scope hold."""
    if step.using or proof.is_statement_file or verdict is not Verdict.REFUTED or step.method in AUTHORS_WORD:
        return ()
    if exporting_block(proof, step) is not None:
        return ()
    names = [name for name, formula in formulas_in_scope(proof, step).items() if not is_fact(formula)]
    return tuple(names[-MOST_UNNAMED:])


def counterexample(found: Counterexample, claim: Formula) -> CounterexamplePart:
    """The counterexample with its sides as the author wrote them: an order, under its quantifiers and premises, may
    have been written with > or >=."""
    while isinstance(claim, ForAllIndex | ForAll | Implies):
        claim = claim.conclusion if isinstance(claim, Implies) else claim.body
    turned = isinstance(claim, Compare | IntegerRelation) and claim.turned
    left, right = (found.rhs, found.lhs) if turned else (found.lhs, found.rhs)
    defined, direction = tuple(found.functions.values()), _direction(found, claim)
    return CounterexamplePart(found.sizes, defined, found.values, left, right, direction)


def _direction(found: Counterexample, claim: Formula) -> Direction | None:
    """The vector that shows the claim false, with the value of the quadratic form there; None where a saved report
    lists no vector or none that fits."""
    if not found.vector:
        return None
    if len(found.lhs) == 1:  # of a definite matrix the value itself is shown as the left side
        return Direction(found.vector, found.lhs[0][0], "the matrix of the claim")
    try:
        left, right = (_exact(side) for side in (found.lhs, found.rhs))
        vector = [row[0] for row in _exact(found.vector)]
        name, matrix = "left side", left
        if isinstance(claim, Compare):
            name = "left side - right side" if claim.turned else "right side - left side"
            matrix = [[y - x for x, y in zip(row, other, strict=True)] for row, other in zip(left, right, strict=True)]
        image = [sum((entry * y for entry, y in zip(row, vector, strict=True)), Fraction(0)) for row in matrix]
        value = sum((x * y for x, y in zip(vector, image, strict=True)), Fraction(0))
    except (ValueError, IndexError, ZeroDivisionError):
        return None
    return Direction(found.vector, str(value), name)


def _exact(side: list[list[str]]) -> list[list[Fraction]]:
    return [[Fraction(entry) for entry in row] for row in side]
