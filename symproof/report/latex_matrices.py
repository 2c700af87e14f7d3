"""A counterexample as LaTeX: sizes, values and both sides, as large as a claim and in lines that fit."""

from __future__ import annotations

from collections.abc import Iterator, Sequence

from symproof.render.breaking import width
from symproof.render.names import name_in_latex
from symproof.render.naming import Naming
from symproof.report.document.parts import CounterexamplePart
from symproof.report.latex_words import mathematics, words

Rows = Sequence[Sequence[str]]
GAP = 1.6  # em between two values on a line
BETWEEN_COLUMNS = 0.9
MOST_TOGETHER = 10  # lines that stay on one page


def counterexample_in_latex(found: CounterexamplePart, naming: Naming, room: float) -> str:
    """``Counterexample at n = 2:`` and a display of the values, then of both sides."""
    sizes = ", ".join(f"${_value_name(name, naming)} = {value}$" for name, value in found.sizes.items())
    values = [_function(definition, naming) for definition in found.functions]
    values += [_valued(_value_name(name, naming), rows, room) for name, rows in found.values.items()]
    sides = [_valued(r"\text{left side}", found.left, room), _valued(r"\text{right side}", found.right, room)]
    lines = [*_lines(values, room), *_lines(sides, room), *_lines(_direction(found, room), room)]
    body = " \\\\\n  ".join(f"& {line}" for line in lines)
    heading = f"Counterexample at {sizes}:" if sizes else "Counterexample:"
    together = "\\interdisplaylinepenalty10000\n" if len(lines) <= MOST_TOGETHER else ""
    return f"\\symproofcounterexample{{{heading}}}\n{together}\\begin{{align*}}\n  {body}\n\\end{{align*}}"


def _direction(found: CounterexamplePart, room: float) -> list[tuple[str, float]]:
    """``v = ..., v^T S v = -1 for S = right side - left side``."""
    if found.direction is None:
        return []
    shown = rf"v^{{\top}} S\,v = {found.direction.value} \quad \text{{for }} S = \text{{{found.direction.matrix}}}"
    return [_valued("v", found.direction.vector, room), (shown, width(shown))]


def _lines(items: Sequence[tuple[str, float]], room: float) -> Iterator[str]:
    """As many of the items on each line as fit."""
    line: list[str] = []
    used = 0.0
    for shown, size in items:
        if line and used + GAP + size > room:
            yield r", \quad ".join(line)
            line, used = [], 0.0
        line.append(shown)
        used += size + GAP
    if line:
        yield r", \quad ".join(line)


def _function(definition: str, naming: Naming) -> tuple[str, float]:
    """``g(X) = tr(g.linear.T*X)``."""
    parts = [mathematics(side.strip(), naming) for side in definition.split("=", 1)]
    readable = [part for part in parts if part is not None]
    shown = " = ".join(readable) if len(readable) == len(parts) else rf"\text{{{words(definition)}}}"
    return shown, width(shown)


def _valued(name: str, rows: Rows, room: float) -> tuple[str, float]:
    """A name with its value; entries that are too wide for a line are set small."""
    if [len(row) for row in rows] == [1]:
        shown = f"{name} = {_entry(rows[0][0])}"
        return shown, width(shown)
    size = width(f"{name} = ") + _width(rows)
    if size <= room:
        columns = "r" * max(map(len, rows), default=1)
        return rf"{name} = \left(\begin{{array}}{{{columns}}}{_body(rows)}\end{{array}}\right)", size
    return rf"{name} = \bigl(\begin{{smallmatrix}}{_body(rows)}\end{{smallmatrix}}\bigr)", 0.75 * size


def _body(rows: Rows) -> str:
    return r" \\ ".join(" & ".join(map(_entry, row)) for row in rows)


def _entry(value: str) -> str:
    """A fraction as a fraction; numbers are written as they are."""
    numerator, slash, denominator = value.partition("/")
    if not slash or not denominator.isdecimal():
        return words(value)
    sign = "-" if numerator.startswith("-") else ""
    return rf"{sign}\tfrac{{{words(numerator.removeprefix('-'))}}}{{{denominator}}}"


def _width(rows: Rows) -> float:
    columns = max(map(len, rows), default=0)
    widest = (max((width(_entry(row[at])) for row in rows if at < len(row)), default=0.0) for at in range(columns))
    return sum(widest) + BETWEEN_COLUMNS * columns + 1.6


def _value_name(name: str, naming: Naming) -> str:
    """``W_1`` is the member W_1 of a family, ``g.linear`` belongs to a function; f'([[1]]) stays as it is."""
    family, _, index = name.rpartition("_")
    if naming.is_taken(family) and index.isdecimal() and not naming.is_taken(name):
        return name_in_latex(family, naming).at(index).latex()
    if name.isidentifier():
        return name_in_latex(name, naming).latex()
    return mathematics(name, naming) or rf"\text{{{words(name)}}}"
