"""The report for reading: problems first, then a table of steps, then what the verdict says and does not say.

The stream of parts is laid out once, as paragraphs and tables; a pipe gets it as plain text, a terminal through rich.
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from itertools import groupby
from typing import TYPE_CHECKING, TypeAlias

from symproof.diagnostics.results import ProofResult, Report, StepResult
from symproof.language.proof import Proof, Verdict
from symproof.language.records import dataclass
from symproof.render.text import text
from symproof.report import theorem
from symproof.report.core import counted, error_lines, is_unasked, message, place
from symproof.report.definitions import latex_with_definitions, text_with_definitions
from symproof.report.document import document
from symproof.report.document.parts import (
    CounterexamplePart,
    DiagnosticPart,
    EqualityChain,
    Heading,
    LedgerPart,
    LemmaChecked,
    NotLoaded,
    Part,
    Problems,
    Remark,
    StatementsClosed,
    StatementsOpened,
    StepPart,
    Summary,
    Sweep,
    Total,
)
from symproof.verdict.naming import naming_of_proof
from symproof.verdict.outcome import UNASKED
from symproof.verdict.resting import named, summary
from symproof.verdict.settle import Options

if TYPE_CHECKING:
    from rich.console import Console

COLOURS = {
    Verdict.PROVED: "green",
    Verdict.CHECKED: "cyan",
    Verdict.CITED: "blue",
    Verdict.OMITTED: "blue",
    Verdict.UNKNOWN: "yellow",
    Verdict.REFUTED: "red",
    Verdict.DISAGREEMENT: "bold white on red",
}


@dataclass(frozen=True, slots=True)
class Paragraph:
    lines: tuple[str, ...]
    style: str = ""


@dataclass(frozen=True, slots=True)
class Grid:
    """A table; each row has the colour of its verdict, which stands in column 1."""

    header: tuple[str, ...]
    rows: tuple[tuple[str, ...], ...]
    colours: tuple[str, ...]


Block: TypeAlias = Paragraph | Grid


def to_terminal(report: Report, options: Options, *, verbose: bool = False) -> str:
    """The report as plain text, as it stands in a pipe or a file."""
    return "\n\n".join(_plain(block) for block in blocks(report, options, verbose=verbose)) + "\n"


def show_on(console: Console, report: Report, options: Options, *, verbose: bool = False) -> None:
    """The same content, laid out and coloured by rich."""
    from rich import box
    from rich.markup import escape
    from rich.table import Table

    for block in blocks(report, options, verbose=verbose):
        if isinstance(block, Paragraph):
            console.print("\n".join(block.lines), style=block.style, markup=False, highlight=False, soft_wrap=True)
        else:
            table = Table(*map(escape, block.header), box=box.SIMPLE_HEAD, pad_edge=False)
            for row, colour in zip(block.rows, block.colours, strict=True):
                cells = [escape(cell) for cell in row]
                cells[1] = f"[{colour}]{cells[1]}[/]"
                table.add_row(*cells)
            console.print(table)
        console.print()


def blocks(report: Report, options: Options, *, verbose: bool = False) -> Iterator[Block]:
    """What did not load, then the proofs one by one; the statements of one file share a table."""
    gathered: list[Part] = []
    lemmas: list[str] = []
    together = False
    asked = sum(not result.is_support for result in report.proofs)
    for part in document(report, options):
        if lemmas and not isinstance(part, LemmaChecked):
            yield Paragraph(("Applied below:", *lemmas))
            lemmas = []
        match part:
            case LemmaChecked():
                lemmas.append(f"  {part.proof.id.rpartition('/')[0]}/{part.line}".replace(" /", " "))
            case NotLoaded(error=error):
                yield Paragraph(tuple(error_lines(error)), "red")
            case Total():
                yield from _total(part)
            case StatementsOpened():
                together = True
            case StatementsClosed():
                yield from _statements(gathered, part, options, verbose=verbose)
                gathered, together = [], False
            case Summary() if not together:
                yield from _proof([*gathered, part], verbose=verbose, argued=verbose or asked == 1)
                gathered = []
            case _:
                gathered.append(part)


def _total(part: Total) -> Iterator[Block]:
    if part.counted:
        yield Paragraph((part.counted,), "bold")
    if part.errors:
        yield Paragraph((f"{counted(part.errors, 'error')}, at the top of this report",), "red")


# ------------------------------------------------------------------------------------------------ one proof


def _proof(parts: Sequence[Part], *, verbose: bool, argued: bool) -> Iterator[Block]:
    steps = [part for part in parts if isinstance(part, StepPart)]
    for part in parts:
        match part:
            case Heading():
                source = part.proof.source
                yield Paragraph((part.title, *([source] if source else [])), "bold")
            case Problems():
                yield from _problems(part)
            case Summary():
                if part.result is not None:
                    yield from _theorem(part.result)
                    yield from _argued(part.result.proof, steps) if argued else ()
                if steps:
                    header = ("step", "verdict", "scope", "instances", "open", "time", "reference")
                    yield _grid(
                        header,
                        [(step, ("  " * step.depth + step.name, *_cells(step), step.step.ref)) for step in steps],
                    )
                yield from _warnings(steps)
                if verbose:
                    yield from map(_details, filter(_is_unshown, steps))
                yield Paragraph((part.headline,), "bold")
                yield Paragraph((*closing(part), part.not_covered))
                if part.last:
                    yield Paragraph((part.last,), "bold")


def _theorem(result: ProofResult) -> Iterator[Block]:
    """The exact statement with what its names stand for, what it rests on, and what the author notes."""
    from symproof.report.outline import unfolded, wrapped  # statements in files and on the command line need neither

    if result.proof.statement is not None:
        yield Paragraph(tuple(filter(None, unfolded(result.proof))))
    for title, lines in (("Rests on", tuple(theorem.rests_on(result))), ("Notes", tuple(theorem.notes(result)))):
        if lines:
            yield Paragraph((title, *(row for line in lines for row in wrapped(f"    {line}"))))


def _argued(proof: Proof, steps: Sequence[StepPart]) -> Iterator[Block]:
    """The argument as an indented derivation."""
    from symproof.report.argument.indented import Indented
    from symproof.report.argument.whole import items_of, naming_of_argument, notions_of

    items = items_of(proof, {step.step.id: step for step in steps})
    if items:
        naming = naming_of_argument(proof, items)
        shown = [f"    {line}" for line in Indented(naming, notions_of(proof, naming)).lines(items)]
        yield Paragraph(("Argument", *shown))


def closing(part: Summary) -> Iterator[str]:
    """What only a whole proof can say about its hypotheses."""
    if not part.is_closed:
        return
    if part.unused:
        yield "Hypotheses that no step uses: " + ", ".join(part.unused) + "."
    if part.model is not None and part.has_hypotheses:
        functions = "".join(f", with {definition}" for definition in part.model.functions.values())
        sizes = f" at {sizes_text(part.model.sizes)}" if part.model.sizes else ""
        yield f"The hypotheses can hold together: a model was found{sizes}{functions}."
    elif part.is_open:
        yield "No model of the hypotheses was found; whether they can hold together is open."


def _statements(parts: Sequence[Part], end: StatementsClosed, options: Options, *, verbose: bool) -> Iterator[Block]:
    """The problems of each statement, the table of all, then what is to be said of each."""
    for part in parts:
        if isinstance(part, Problems):
            yield from _problems(part)
    steps = [part for part in parts if isinstance(part, StepPart)]
    header = ("statement", "verdict", "scope", "instances", "open", "time", "claim")
    yield _grid(header, [(step, (step.name, *_cells(step, rests=False), claim_text(step))) for step in steps])
    for part in parts:
        if isinstance(part, LedgerPart) and part.facts:
            facts = [f"{item.fact.id} ({item.fact.source}): {item.fact.statement}" for item in part.facts]
            yield Paragraph(tuple(f"{part.proof.id} rests on the axiom {fact}" for fact in facts))
    for each in _by_statement(steps):
        yield from _warnings(each)
        if verbose:
            yield from map(_details, filter(_is_unshown, each))
    if end.is_question:  # an answer to paste
        lines = (latex_with_definitions(step.step.claim, step.scope, naming_of_proof(step.proof)) for step in steps)
        yield Paragraph(tuple(f"LaTeX: {line}" for line in lines))
    yield Paragraph((end.counted,), "bold")
    unasked = sum(is_unasked(_result(step)) for step in steps)
    if unasked:
        of = counted(unasked, "proved claim")
        yield Paragraph((f"Instances of {of} were not evaluated (--no-instances): the kernel alone proved them.",))
    if end.open:
        they = "it does not" if len(end.open) == 1 else "they do not"
        strict = f" With --strict {they} pass." if options.strict else ""
        of = f"the hypotheses of {', '.join(end.open)}"
        yield Paragraph((f"No model of {of} was found; whether they can hold together is open.{strict}",))


def _by_statement(steps: Sequence[StepPart]) -> Iterator[list[StepPart]]:
    for _, group in groupby(steps, lambda part: part.proof.id):
        yield list(group)


# ------------------------------------------------------------------------------------------------ tables


def _grid(header: tuple[str, ...], rows: Sequence[tuple[StepPart, tuple[str, ...]]]) -> Grid:
    colours = ("dim" if part.as_expected else _colour(part) for part, _ in rows)
    return Grid(header, tuple(cells for _, cells in rows), tuple(colours))


def _colour(part: StepPart) -> str:
    return "" if part.verdict is None else COLOURS[part.verdict]


def _cells(part: StepPart, *, rests: bool = True) -> tuple[str, str, str, str, str]:
    """Verdict, scope, instances, what is open, time. Open is why a step is unknown, or what a step rests on."""
    item = _result(part)
    expected = " (expected)" if part.as_expected else ""
    scope = {"all": "all sizes", "sizes": "these sizes"}.get(item.scope or "", "")
    number = item.instances.checked
    on = summary(part.rests) if rests else ""
    still = str(item.cause) if item.cause is not None else f"rests on {on}" if on else ""
    return f"{item.verdict}{expected}", scope, str(number) if number else "", still, f"{item.seconds:.2f} s"


def _result(part: StepPart) -> StepResult:
    if part.result is None:
        raise ValueError(f"step {part.step.id} was not checked")
    return part.result


def claim_text(part: StepPart) -> str:
    """The claim; of a statement with the definitions that it rests on, which no other line shows."""
    write = text_with_definitions if part.proof.is_statement_file else text
    return write(part.step.claim, part.scope, naming_of_proof(part.proof))


# ------------------------------------------------------------------------------------------------ problems


def _problems(part: Problems) -> Iterator[Paragraph]:
    for item in part.failed:
        yield Paragraph(tuple(problem_lines(item)), _colour(item))
    first = part.unsettled[0].result if part.unsettled else None
    if first is not None and first.diagnostic is not None:
        names = ", ".join(item.step.id for item in part.unsettled)
        yield Paragraph((f"not settled: {names}", *map(_indented, message(first.diagnostic))), "yellow")


def problem_lines(part: StepPart) -> Iterator[str]:
    """The place and verdict of a step that does not pass, its claim and premises, why, and the counterexample."""
    expected = f", expected {part.step.expect}" if part.step.expect is not None else ""
    reference = f", {part.step.ref}" if part.step.ref else ""
    yield f"{_where(part)}{reference}: {part.verdict}{expected}"
    yield _indented(f"claim: {claim_text(part)}")
    if part.step.using:
        yield _indented("from: " + ", ".join(part.step.using))
    elif part.unnamed:
        yield _indented(f"from: no premise; in scope, for using=: {', '.join(part.unnamed)}")
    for remark in part.remarks:
        if isinstance(remark, DiagnosticPart | CounterexamplePart):
            yield from map(_indented, _remark(remark))


def _where(part: StepPart) -> str:
    """``proofs/lemma1.py:23 step "expand"``; a statement is found by its name."""
    proof, step = part.proof, part.step
    what = f"{proof.id} {step.id}" if proof.is_statement_file else f'step "{step.id}"'
    return f"{place(proof.file, step.line)} {what}".strip()


def _remark(remark: Remark) -> list[str]:
    match remark:
        case DiagnosticPart(item=item):
            return message(item)
        case CounterexamplePart():
            return counterexample_lines(remark)
        case EqualityChain():
            from symproof.report.text_chains import equalities

            return equalities(remark.goal, remark.certificate, naming_of_proof(remark.proof))
        case Sweep():
            return [listed_sizes(remark)]


def counterexample_lines(found: CounterexamplePart) -> list[str]:
    """Sizes, values as Python lists, and both sides as the author wrote them."""
    lines = [f"counterexample at {sizes_text(found.sizes)}:" if found.sizes else "counterexample:"]
    lines += [f"  {definition}" for definition in found.functions]
    lines += [f"  {name} = {_matrix(rows)}" for name, rows in found.values.items()]
    lines += [f"  left side  = {_matrix(found.left)}", f"  right side = {_matrix(found.right)}"]
    shown = found.direction
    if shown is not None:
        lines.append(f"  v = {_matrix(shown.vector)} gives v.T*S*v = {shown.value} for S = {shown.matrix}")
    return lines


def sizes_text(sizes: Mapping[str, int]) -> str:
    """``m = 2, n = 3``."""
    return ", ".join(f"{name} = {value}" for name, value in sizes.items()) or "no sizes"


def _matrix(rows: Sequence[Sequence[str]]) -> str:
    return "[" + ", ".join("[" + ", ".join(row) + "]" for row in rows) + "]"


def _warnings(steps: Sequence[StepPart]) -> Iterator[Paragraph]:
    lines = [
        f"{_where(part)}: warning [{warning.code}] {warning.message}"
        for part in steps
        for warning in _result(part).warnings
        if warning.code != UNASKED.code  # the closing lines count these
    ]
    if lines:
        yield Paragraph(tuple(lines), "yellow")


def _is_unshown(part: StepPart) -> bool:
    """Whether the step does not stand among the problems."""
    return part.passes


def _details(part: StepPart) -> Paragraph:
    """The claim of a step, what it used, what it rests on, why it has no better verdict, and a short certificate as an
    equality."""
    used = _result(part).used
    name = f"{part.proof.id} {part.step.id}" if part.proof.is_statement_file else part.step.id
    lines = [f"{name}: {claim_text(part)}"]
    if used:
        lines.append(_indented("uses: " + ", ".join(used)))
    if part.idle:
        lines.append(_indented("declared but not needed: " + ", ".join(part.idle)))
    if not part.rests.is_firm:
        lines.append(_indented("rests in the end on: " + named(part.rests)))
    for remark in part.remarks:
        lines += map(_indented, _remark(remark))
    if _result(part).derivation is not None:
        from symproof.report.argument.derived import derived_lines

        lines += map(_indented, derived_lines(part))
    lines += [_indented(f"rule: {rule}") for rule in _result(part).rules if rule.endswith(")")]  # with their sources
    return Paragraph(tuple(lines))


def listed_sizes(sweep: Sweep, most: int = 6) -> str:
    """The sizes of a checked step, the first few of them."""
    shown = [f"({sizes_text(sizes)})" for sizes in sweep.sizes[:most]]
    more = len(sweep.sizes) - len(shown)
    return "at " + ", ".join(shown) + (f" and {more} more, listed in the JSON report" if more else "")


def _indented(line: str) -> str:
    return "    " + line


# ------------------------------------------------------------------------------------------------ plain text


def _plain(block: Block) -> str:
    if isinstance(block, Paragraph):
        return "\n".join(block.lines)
    table = [block.header, *block.rows]
    used = [column for column in range(len(block.header)) if any(row[column] for row in block.rows)]
    widths = {column: max(len(row[column]) for row in table) for column in used}
    lines = ["  ".join(row[column].ljust(widths[column]) for column in used).rstrip() for row in table]
    lines.insert(1, "  ".join("-" * min(widths[column], 60) for column in used))
    return "\n".join(lines)
