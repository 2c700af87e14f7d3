"""One proof as readable mathematics, unchecked: setting, definitions, hypotheses, statement, steps in their blocks."""

from __future__ import annotations

import re
import textwrap
from collections.abc import Collection, Iterable, Iterator

from symproof.language.affine import ONE
from symproof.language.declarations import Declarations, Range, SizeDeclaration, SymbolDeclaration
from symproof.language.proof import BlockKind, Hypothesis, Proof
from symproof.language.substitution import reached
from symproof.render.naming import Naming
from symproof.render.notions import Notions
from symproof.render.tidy import tidy
from symproof.report.argument.said import Said
from symproof.report.argument.whole import notions_of
from symproof.report.document import outlined
from symproof.report.document.parts import (
    BlockOpened,
    Heading,
    Hypotheses,
    Part,
    Setting,
    Stated,
    StepPart,
)  # fmt: skip
from symproof.report.document.words import OPENINGS
from symproof.verdict.naming import naming_of_proof

WIDTH = 110
INDENT = "    "


def outline(proof: Proof, only: Collection[str] | None = None) -> str:
    """The whole proof, or those of its steps that ``only`` names."""
    return "\n".join(_lines(outlined(proof, only))) + "\n"


def stated(proof: Proof) -> Iterator[str]:
    """What is established, from what, about what, and what the names in it stand for."""
    naming = naming_of_proof(proof)
    notions = notions_of(proof, naming)
    printer = Said(proof.declarations, naming, notions=notions)
    yield from _part("Setting", _wrapped(_declared(proof.declarations, printer)))
    yield from _part("Hypotheses", _wrapped(_hypothesis(item, printer) for item in proof.hypotheses))
    if proof.statement is None:
        return
    shown = [printer.said(proof.statement)]
    said = (proof.statement, *(item.formula for item in proof.hypotheses))
    names = reached(
        said, {item.name: item for item in proof.declarations.symbols},
        {item.name: item for item in proof.declarations.functions},
    )  # fmt: skip
    shown += [f"where {line.strip()}" for line in _definitions(proof.declarations, printer, names)]
    yield from _part("Statement", _wrapped([*shown, *meanings(printer)]))


def meanings(printer: Said) -> Iterator[str]:
    """What the words of the field mean that were written."""
    short = printer.notions.abbreviation
    if short is not None:
        yield f"where {printer.function(short.function)}"
    for notion, formula in list(printer.notions.meanings.values()):
        written = printer.text(tidy(formula, printer.symbols))
        yield f'where "{printer.text(tidy(notion, printer.symbols))}" means: {written}'


def _lines(parts: Iterable[Part], *, heading: bool = True) -> Iterator[str]:
    steps: list[str] = []
    notions = Notions()
    naming: Naming | None = None
    for part in parts:
        match part:
            case Heading(proof=proof):
                naming = naming_of_proof(proof)
                notions = notions_of(proof, naming)
                yield from filter(None, (part.title, proof.source)) if heading else ()
            case Setting(declarations=declarations):
                printer = Said(declarations, naming, notions=notions)
                yield from _part("Setting", _wrapped(_declared(declarations, printer)))
                yield from _part("Definitions", _definitions(declarations, printer))
            case Hypotheses(items=items, scope=scope):
                printer = Said(scope, naming, notions=notions)
                yield from _part("Hypotheses", _wrapped(_hypothesis(item, printer) for item in items))
            case Stated(claim=claim, scope=scope):
                printer = Said(scope, naming, notions=notions)
                yield from _part("Statement", _wrapped([printer.said(claim), *meanings(printer)]))
            case BlockOpened():
                steps += _indented(_block(part, naming), part.depth)
            case StepPart():
                steps += _indented(_step(part), part.depth)
    yield from _part("Steps", steps)


def _part(title: str, lines: Iterable[str]) -> Iterator[str]:
    """A title over indented lines, if there are any."""
    lines = list(lines)
    if lines:
        yield ""
        yield title
        yield from (INDENT + line if line else line for line in lines)


def _wrapped(lines: Iterable[str]) -> Iterator[str]:
    """Long lines broken at spaces, what follows indented."""
    for line in lines:
        yield from wrapped(line)


def wrapped(line: str) -> list[str]:
    """One line, broken at spaces where it is long; what follows is indented."""
    start = line[: len(line) - len(line.lstrip())]
    return textwrap.wrap(
        line, WIDTH, subsequent_indent=start + 2 * INDENT, break_long_words=False, break_on_hyphens=False
    )


def _indented(lines: Iterable[str], depth: int) -> Iterator[str]:
    return (depth * INDENT + line for line in lines)


# ------------------------------------------------------------------------------------------------ steps and blocks


def _step(part: StepPart) -> Iterator[str]:
    step, printer = part.step, Said(part.scope, naming_of_proof(part.proof))
    reference = step.ref if re.fullmatch(r"\([^()]*\)", step.ref) else f"({step.ref})"
    yield step.id if step.ref in ("", step.id) else f"{step.id}  {reference}"
    yield from _indented(_wrapped([printer.said(step.claim)]), 1)
    source = f" {step.source}" if step.source else ""
    reason = f" ({step.reason})" if step.reason else ""
    premises = f", from {', '.join(step.using)}" if step.using else ""
    yield from _indented(_wrapped([f"by {step.method}{source}{reason}{premises}"]), 1)


def _block(part: BlockOpened, naming: Naming | None) -> Iterator[str]:
    """What a block assumes and declares; the definitions it adds."""
    block, printer = part.block, Said(part.scope, naming)
    new = "; ".join(_declared(block.declarations, printer))
    if block.kind == BlockKind.FIX:
        heading = f"Let {new} be arbitrary" if new else "Let everything be as above"
    else:
        heading = f"{OPENINGS.get(block.kind, block.kind)} {new}".rstrip()
    assumed = [_hypothesis(item, printer) for item in block.assumptions]
    yield from _wrapped(_opening(heading, ", with" if new else "", assumed))
    defined = list(_definitions(block.declarations, printer))
    if defined:
        depth = int(part.is_set_apart)
        yield depth * INDENT + "Define"
        yield from _indented(defined, depth + 1)


def _opening(heading: str, link: str, assumed: list[str]) -> Iterator[str]:
    """One assumption on the line of the heading where it fits, several below it."""
    if not assumed:
        yield f"{heading}."
    elif len(assumed) == 1 and len(heading) + len(assumed[0]) < WIDTH - 10:
        yield f"{heading}{link} {assumed[0]}"
    else:
        yield f"{heading}{link or ':'}"
        yield from (INDENT + line for line in assumed)


def _hypothesis(item: Hypothesis, printer: Said) -> str:
    note = "  (implied)" if item.implied else ""
    return f"{item.id}: {printer.said(item.formula)}{note}"


# ------------------------------------------------------------------------------------------------ declarations


def _declared(declarations: Declarations, printer: Said) -> Iterator[str]:
    """Integers, sizes, free symbols with those of the same size together, functions."""
    if declarations.integers:
        yield _counted("integer", declarations.integers)
    plain = [size.name for size in declarations.sizes if size.range is None]
    if plain:
        yield _counted("size", plain)
    for size in declarations.sizes:
        if size.range is not None:
            word = "integers" if size.whole else "sizes"
            yield f"{word} {printer.indexed(size)} ({_ranges(size, printer)})"
    groups: dict[str, list[str]] = {}
    for symbol in declarations.symbols:
        if not symbol.pieces:
            groups.setdefault(_size(symbol, printer), []).append(_name(symbol, printer))
    for size_text, names in groups.items():
        yield _counted("scalar", names) if size_text == "scalar" else f"{', '.join(names)}: {size_text}"
    for function in declarations.functions:
        if function.value is not None:
            continue
        rows, columns = printer.affine(function.rows), printer.affine(function.columns)
        yield f"{function.name}: R^({rows} x {columns}) -> R differentiable"


def _counted(word: str, names: Collection[str]) -> str:
    return f"{word if len(names) == 1 else word + 's'} {', '.join(names)}"


def _size(symbol: SymbolDeclaration, printer: Said) -> str:
    if (symbol.rows, symbol.columns) == (ONE, ONE):
        return "scalar"
    return f"{printer.affine(symbol.rows)} x {printer.affine(symbol.columns)}"


def _name(symbol: SymbolDeclaration, printer: Said) -> str:
    if symbol.range is None:
        return symbol.name
    return f"{printer.indexed(symbol)} ({_ranges(symbol, printer)})"


def _ranges(declared: SizeDeclaration | SymbolDeclaration, printer: Said) -> str:
    """The ranges of the indices, of the leading one first."""
    return ", ".join([_bounds(item, printer) for item in (declared.leading, declared.range) if item is not None])


def _bounds(declared: Range, printer: Said) -> str:
    return f"{printer.affine(declared.low)} <= {declared.index} <= {printer.affine(declared.high)}"


def _definitions(own: Declarations, printer: Said, names: Collection[str] | None = None) -> Iterator[str]:
    """``Q_i = M_k...M_{i+1}  (0 <= i <= k)``, the pieces of a definition below each other."""
    rows: list[tuple[str, str]] = []
    for symbol in own.symbols:
        if names is not None and symbol.name not in names:
            continue
        name = symbol.name if symbol.range is None else printer.indexed(symbol)
        for number, piece in enumerate(symbol.pieces):
            left = " " * len(name) if number else name
            where = ""
            if symbol.range is not None and piece.low is not None and piece.high is not None:
                where = f"({_bounds(Range(symbol.range.index, piece.low, piece.high), printer)})"
            rows.append((f"{left} = {printer.said(piece.body)}", where))
    functions = (item for item in own.functions if item.value is not None)
    rows += [(printer.function(item), "") for item in functions if names is None or item.name in names]
    width = max((len(row) for row, where in rows if where), default=0)
    return ((f"{row:<{width}}  {where}" if where else row) for row, where in rows)
