"""The report for reading: problems first, then a table of steps, then what the verdict says and does not say.

The content is built once, as paragraphs and tables; a pipe gets it as plain text, a terminal through rich.
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from itertools import groupby
from typing import TYPE_CHECKING, TypeAlias

from symproof.language.formulas import Formula
from symproof.model import RANK, Counterexample, Proof, ProofResult, Report, StepResult, Verdict
from symproof.render.text import text
from symproof.report.core import (
    error_lines,
    headline,
    is_whole,
    message,
    not_covered,
    place,
    sides_as_written,
    verdict_counts,
)
from symproof.report.definitions import latex_with_definitions, text_with_definitions
from symproof.scope import declarations_in_scope, exporting_block, formulas_in_scope, is_fact, sequent
from symproof.verdict.check import passes
from symproof.verdict.resting import Rests, named, resting, summary
from symproof.verdict.settle import AUTHORS_WORD, Options

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
FIRM = Rests({})


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
    for error in report.errors:
        yield Paragraph(tuple(error_lines(error)), "red")
    for _, group in groupby(report.proofs, _table_of):
        results = list(group)
        if results[0].proof.is_statement_file:
            yield from _statements(results, options, verbose=verbose)
        else:
            yield from _proof(results[0], options, verbose=verbose)
    if len(report.proofs) > 1:
        yield Paragraph((_total(report),), "bold")
    if report.errors and report.proofs:
        number = len(report.errors)
        yield Paragraph((f"{number} error{'' if number == 1 else 's'}, at the top of this report",), "red")


def _table_of(result: ProofResult) -> tuple[str, str]:
    proof = result.proof
    return proof.file, "" if proof.is_statement_file else proof.id


def _total(report: Report) -> str:
    found = ", ".join(verdict_counts([item for proof in report.proofs for item in proof.steps]))
    return f"{len(report.proofs)} proofs, steps: {found or 'none'}"


# ------------------------------------------------------------------------------------------------ one proof


def _proof(result: ProofResult, options: Options, *, verbose: bool) -> Iterator[Block]:
    proof = result.proof
    heading = [f"{proof.id}: {proof.title}" if proof.title else proof.id]
    yield Paragraph((*heading, *([proof.source] if proof.source else [])), "bold")
    yield from _problems(proof, result.steps, options)
    if result.steps:
        header = ("step", "verdict", "scope", "instances", "open", "time", "reference")
        rests = resting(result)
        cells = ((item, _cells(item, rests[item.step.id])) for item in result.steps)
        yield _grid(header, [(item, (item.step.id, *row, item.step.ref)) for item, row in cells])
    yield from _warnings(proof, result.steps)
    if verbose:
        yield from _details(result, options)
    yield Paragraph((headline(result),), "bold")
    yield Paragraph((*_closing(result), not_covered(result)))


def _closing(result: ProofResult) -> Iterator[str]:
    """What only a whole proof can say about its hypotheses."""
    if not is_whole(result) or any(map(_is_unsettled, result.steps)):
        return
    if result.unused_hypotheses:
        yield "Hypotheses that no step uses: " + ", ".join(result.unused_hypotheses) + "."
    if result.model is not None:
        functions = "".join(f", with {definition}" for definition in result.model.functions.values())
        sizes = sizes_text(result.model.sizes)
        yield f"The hypotheses can hold together: a model was found at {sizes}{functions}."
    elif result.is_open:
        yield "No model of the hypotheses was found; whether they can hold together is open."


def _statements(results: Sequence[ProofResult], options: Options, *, verbose: bool) -> Iterator[Block]:
    rows = []
    for result in results:
        yield from _problems(result.proof, result.steps, options)
        for item in result.steps:
            name = result.proof.id if len(result.steps) == 1 else f"{result.proof.id}:{item.step.id}"
            rows.append((item, (name, *_cells(item, FIRM), claim_text(result.proof, item))))
    yield _grid(("statement", "verdict", "scope", "instances", "open", "time", "claim"), rows)
    for result in results:
        yield from _warnings(result.proof, result.steps)
        if verbose:
            yield from _details(result, options)
    if len(results) == 1 and not results[0].proof.file:  # a question on the command line: an answer to paste
        yield Paragraph(tuple(f"LaTeX: {line}" for line in _latex(results[0])))
    steps = [item for result in results for item in result.steps]
    found = ", ".join(verdict_counts(steps))
    yield Paragraph((f"{len(steps)} claim{'' if len(steps) == 1 else 's'}: {found}",), "bold")
    yield from _open(results, options)


def _open(results: Sequence[ProofResult], options: Options) -> Iterator[Block]:
    """One line on the statements whose hypotheses may contradict each other."""
    names = [result.proof.id for result in results if result.is_open]
    if names:
        they = "it does not" if len(names) == 1 else "they do not"
        strict = f" With --strict {they} pass." if options.strict else ""
        of = f"the hypotheses of {', '.join(names)}"
        yield Paragraph((f"No model of {of} was found; whether they can hold together is open.{strict}",))


def _latex(result: ProofResult) -> Iterator[str]:
    for item in result.steps:
        yield latex_with_definitions(item.step.claim, declarations_in_scope(result.proof, item.step))


# ------------------------------------------------------------------------------------------------ tables


def _grid(header: tuple[str, ...], rows: Sequence[tuple[StepResult, tuple[str, ...]]]) -> Grid:
    colours = ("dim" if _as_expected(item) else COLOURS[item.verdict] for item, _ in rows)
    return Grid(header, tuple(cells for _, cells in rows), tuple(colours))


def _as_expected(item: StepResult) -> bool:
    """Nothing to look at: a verdict other than proved that the author expects."""
    return item.step.expect is item.verdict and item.verdict is not Verdict.PROVED


def _cells(item: StepResult, rests: Rests) -> tuple[str, str, str, str, str]:
    """Verdict, scope, instances, what is open, time. Open is why a step is unknown, or what a step rests on."""
    expected = " (expected)" if _as_expected(item) else ""
    scope = {"all": "all sizes", "sizes": "these sizes"}.get(item.scope or "", "")
    number = item.instances.checked
    on = summary(rests)
    still = str(item.cause) if item.cause is not None else f"rests on {on}" if on else ""
    return f"{item.verdict}{expected}", scope, str(number) if number else "", still, f"{item.seconds:.2f} s"


def claim_text(proof: Proof, item: StepResult) -> str:
    """The claim; of a statement with the definitions that it rests on, which no other line shows."""
    write = text_with_definitions if proof.is_statement_file else text
    return write(item.step.claim, declarations_in_scope(proof, item.step))


# ------------------------------------------------------------------------------------------------ problems


def _problems(proof: Proof, results: Sequence[StepResult], options: Options) -> Iterator[Paragraph]:
    """Every step that does not pass, the worst first."""
    unsettled = [item for item in results if _is_unsettled(item)]
    failed = [item for item in results if not passes(item, options) and item not in unsettled]
    for item in sorted(failed, key=lambda item: -RANK[item.verdict]):
        yield Paragraph(tuple(_problem(proof, item)), COLOURS[item.verdict])

    if unsettled and unsettled[0].diagnostic is not None:
        names = ", ".join(item.step.id for item in unsettled)
        yield Paragraph((f"not settled: {names}", *map(_indented, message(unsettled[0].diagnostic))), "yellow")


def _is_unsettled(item: StepResult) -> bool:
    """Interrupted, or after the first failure with -x: nothing is known about the step."""
    return item.diagnostic is not None and item.diagnostic.code in ("SP905", "SP906")


def _problem(proof: Proof, item: StepResult) -> Iterator[str]:
    expected = f", expected {item.step.expect}" if item.step.expect is not None else ""
    reference = f", {item.step.ref}" if item.step.ref else ""
    yield f"{_where(proof, item)}{reference}: {item.verdict}{expected}"
    yield _indented(f"claim: {claim_text(proof, item)}")
    if item.step.using:
        yield _indented("from: " + ", ".join(item.step.using))
    elif unnamed := _unnamed(proof, item):
        yield _indented(f"from: no premise; in scope, for using=: {', '.join(unnamed)}")
    if item.diagnostic is not None:
        yield from map(_indented, message(item.diagnostic))
    if item.counterexample is not None:
        yield from map(_indented, counterexample_lines(item.counterexample, item.step.claim))


def _unnamed(proof: Proof, item: StepResult, most: int = 6) -> list[str]:
    """Premises that a refuted step without any could have named. What the author cites or leaves out, and what a block
    exports, was refuted although all hypotheses in scope hold."""
    if proof.is_statement_file or item.verdict is not Verdict.REFUTED or item.step.method in AUTHORS_WORD:
        return []
    if exporting_block(proof, item.step) is not None:
        return []
    return [name for name, formula in formulas_in_scope(proof, item.step).items() if not is_fact(formula)][-most:]


def _where(proof: Proof, item: StepResult) -> str:
    """``proofs/lemma1.py:23 step "expand"``; a statement is found by its name."""
    what = f"{proof.id} {item.step.id}" if proof.is_statement_file else f'step "{item.step.id}"'
    return f"{place(proof.file, item.step.line)} {what}".strip()


def counterexample_lines(found: Counterexample, claim: Formula) -> list[str]:
    """Sizes, values as Python lists, and both sides as the author wrote them."""
    left, right = sides_as_written(found, claim)
    lines = [f"counterexample at {sizes_text(found.sizes)}:" if found.sizes else "counterexample:"]
    lines += [f"  {definition}" for definition in found.functions.values()]
    lines += [f"  {name} = {_matrix(rows)}" for name, rows in found.values.items()]
    return [*lines, f"  left side  = {_matrix(left)}", f"  right side = {_matrix(right)}"]


def sizes_text(sizes: Mapping[str, int]) -> str:
    return ", ".join(f"{name} = {value}" for name, value in sizes.items()) or "no sizes"


def _matrix(rows: Sequence[Sequence[str]]) -> str:
    return "[" + ", ".join("[" + ", ".join(row) + "]" for row in rows) + "]"


def _warnings(proof: Proof, results: Sequence[StepResult]) -> Iterator[Paragraph]:
    lines = [
        f"{_where(proof, item)}: warning [{warning.code}] {warning.message}"
        for item in results
        for warning in item.warnings
    ]
    if lines:
        yield Paragraph(tuple(lines), "yellow")


def _details(result: ProofResult, options: Options) -> Iterator[Paragraph]:
    """Of every step that was not shown among the problems: its claim, what it used, what it rests on, why it has no
    verdict, and a short certificate as an equality."""
    from symproof.report.text_chains import equalities

    proof, rests = result.proof, resting(result)
    for item in result.steps:
        if not passes(item, options):
            continue
        name = f"{proof.id} {item.step.id}" if proof.is_statement_file else item.step.id
        lines = [f"{name}: {claim_text(proof, item)}"]
        if item.used:
            lines.append(_indented("uses: " + ", ".join(item.used)))
        idle = [name for name in item.step.using if name not in item.used]
        if idle and item.certificate is not None:
            lines.append(_indented("declared but not needed: " + ", ".join(idle)))
        if not rests[item.step.id].is_firm:
            lines.append(_indented("rests in the end on: " + named(rests[item.step.id])))
        if item.diagnostic is not None:
            lines += map(_indented, message(item.diagnostic))
        if item.counterexample is not None:
            lines += map(_indented, counterexample_lines(item.counterexample, item.step.claim))
        if item.certificate is not None:
            lines += map(_indented, equalities(sequent(proof, item.step), item.certificate))
        elif item.scope == "sizes" and any(item.instances.sizes):
            lines.append(_indented(_listed_sizes(item)))
        yield Paragraph(tuple(lines))


def _listed_sizes(item: StepResult, most: int = 6) -> str:
    """The sizes of a checked step, the first few of them."""
    shown = [f"({sizes_text(sizes)})" for sizes in item.instances.sizes[:most]]
    more = len(item.instances.sizes) - len(shown)
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
