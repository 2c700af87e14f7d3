"""One proof as readable mathematics, unchecked: setting, definitions, hypotheses, statement, steps in their blocks."""

from __future__ import annotations

import re
import textwrap
from collections.abc import Collection, Iterable, Iterator

from symproof.language.affine import ONE
from symproof.language.declarations import Declarations, Range, SymbolDeclaration
from symproof.model import Hypothesis, Proof
from symproof.render.text import text, text_of_affine
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

WIDTH = 110
INDENT = "    "
OPENINGS = {"suppose": "Suppose", "case": "Case", "cases": "By cases", "obtain": "Choose", "induction": "By induction"}


def outline(proof: Proof, only: Collection[str] | None = None) -> str:
    """The whole proof, or those of its steps that ``only`` names."""
    return "\n".join(_lines(outlined(proof, only))) + "\n"


def _lines(parts: Iterable[Part]) -> Iterator[str]:
    steps: list[str] = []
    for part in parts:
        match part:
            case Heading():
                yield part.title
                yield from [part.proof.source] if part.proof.source else []
            case Setting(declarations=declarations):
                yield from _part("Setting", _wrapped(_declared(declarations)))
                yield from _part("Definitions", _definitions(declarations, declarations))
            case Hypotheses(items=items, scope=scope):
                yield from _part("Hypotheses", _wrapped(_hypothesis(item, scope) for item in items))
            case Stated(claim=claim, scope=scope):
                yield from _part("Statement", _wrapped([text(claim, scope)]))
            case BlockOpened():
                steps += _indented(_block(part), part.depth)
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
        start = line[: len(line) - len(line.lstrip())]
        yield from textwrap.wrap(
            line, WIDTH, subsequent_indent=start + 2 * INDENT, break_long_words=False, break_on_hyphens=False
        )


def _indented(lines: Iterable[str], depth: int) -> Iterator[str]:
    return (depth * INDENT + line for line in lines)


# ------------------------------------------------------------------------------------------------ steps and blocks


def _step(part: StepPart) -> Iterator[str]:
    step = part.step
    reference = step.ref if re.fullmatch(r"\([^()]*\)", step.ref) else f"({step.ref})"
    yield step.id if step.ref in ("", step.id) else f"{step.id}  {reference}"
    yield from _indented(_wrapped([text(step.claim, part.scope)]), 1)
    source = f" {step.source}" if step.source else ""
    reason = f" ({step.reason})" if step.reason else ""
    premises = f", from {', '.join(step.using)}" if step.using else ""
    yield from _indented(_wrapped([f"by {step.method}{source}{reason}{premises}"]), 1)


def _block(part: BlockOpened) -> Iterator[str]:
    """What a block assumes and declares; the definitions it adds."""
    block = part.block
    new = "; ".join(_declared(block.declarations))
    if block.kind == "fix":
        heading = f"Let {new} be arbitrary" if new else "Let everything be as above"
    else:
        heading = f"{OPENINGS.get(block.kind, block.kind)} {new}".rstrip()
    assumed = [_hypothesis(item, part.scope) for item in block.assumptions]
    yield from _wrapped(_opening(heading, ", with" if new else "", assumed))
    defined = list(_definitions(block.declarations, part.scope))
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


def _hypothesis(item: Hypothesis, declarations: Declarations) -> str:
    note = "  (implied)" if item.implied else ""
    return f"{item.id}: {text(item.formula, declarations)}{note}"


# ------------------------------------------------------------------------------------------------ declarations


def declared_line(declarations: Declarations) -> str:
    """Everything that is declared and defined, on one line."""
    lines = [*_declared(declarations), *(f"where {line.strip()}" for line in _definitions(declarations, declarations))]
    return "; ".join(lines) or "nothing is declared"


def _declared(declarations: Declarations) -> Iterator[str]:
    """Integers, sizes, free symbols with those of the same size together, functions."""
    if declarations.integers:
        yield _counted("integer", declarations.integers)
    plain = [size.name for size in declarations.sizes if size.range is None]
    if plain:
        yield _counted("size", plain)
    for size in declarations.sizes:
        if size.range is not None:
            yield f"sizes {size.name}_{size.range.index} ({_bounds(size.range)})"
    groups: dict[str, list[str]] = {}
    for symbol in declarations.symbols:
        if not symbol.pieces:
            groups.setdefault(_size(symbol), []).append(_name(symbol))
    for size_text, names in groups.items():
        yield _counted("scalar", names) if size_text == "scalar" else f"{', '.join(names)}: {size_text}"
    for function in declarations.functions:
        rows, columns = text_of_affine(function.rows), text_of_affine(function.columns)
        yield f"{function.name}: R^({rows} x {columns}) -> R differentiable"


def _counted(word: str, names: Collection[str]) -> str:
    return f"{word if len(names) == 1 else word + 's'} {', '.join(names)}"


def _size(symbol: SymbolDeclaration) -> str:
    if (symbol.rows, symbol.columns) == (ONE, ONE):
        return "scalar"
    return f"{text_of_affine(symbol.rows)} x {text_of_affine(symbol.columns)}"


def _name(symbol: SymbolDeclaration) -> str:
    if symbol.range is None:
        return symbol.name
    return f"{symbol.name}_{symbol.range.index} ({_bounds(symbol.range)})"


def _bounds(declared: Range) -> str:
    return f"{text_of_affine(declared.low)} <= {declared.index} <= {text_of_affine(declared.high)}"


def _definitions(own: Declarations, declarations: Declarations) -> Iterator[str]:
    """``Q_i = M_k...M_{i+1}  (0 <= i <= k)``, the pieces of a definition below each other."""
    rows: list[tuple[str, str]] = []
    for symbol in own.symbols:
        name = symbol.name if symbol.range is None else f"{symbol.name}_{symbol.range.index}"
        for number, piece in enumerate(symbol.pieces):
            left = " " * len(name) if number else name
            where = ""
            if symbol.range is not None and piece.low is not None and piece.high is not None:
                where = f"({_bounds(Range(symbol.range.index, piece.low, piece.high))})"
            rows.append((f"{left} = {text(piece.body, declarations)}", where))
    width = max((len(row) for row, where in rows if where), default=0)
    return ((f"{row:<{width}}  {where}" if where else row) for row, where in rows)
