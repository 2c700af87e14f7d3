"""A counterexample on a page: sizes, values and both sides as matrices, and the same as a piece of Python."""

from __future__ import annotations

import keyword
import re
from collections.abc import Iterator, Mapping, Sequence
from html import escape

from markupsafe import Markup

from symproof.language.affine import integer
from symproof.language.records import dataclass
from symproof.report.document.parts import CounterexamplePart, Direction
from symproof.report.html.formulas import NOTHING, Formulas

Rows = Sequence[Sequence[str]]
FRACTION = re.compile(r"(-?)(\d+)/(\d+)")
NUMBER = re.compile(r"-?\d+")


@dataclass(frozen=True, slots=True)
class CounterexampleView:
    """``sizes`` as words, ``values`` and ``sides`` as formulas; ``python`` makes them again with SymPy."""

    sizes: Markup
    functions: tuple[str, ...]
    values: tuple[Markup, ...]
    left: Markup
    right: Markup
    direction: Markup
    python: str


def counterexample_view(found: CounterexamplePart, formulas: Formulas) -> CounterexampleView:
    """The counterexample with the names of the proof; entries that differ between the sides are marked."""
    sizes = [_valued(_name(name, formulas), [[str(value)]]) for name, value in found.sizes.items()]
    values = [_valued(_name(name, formulas), rows) for name, rows in found.values.items()]
    return CounterexampleView(
        Markup(", ").join(sizes),
        found.functions,
        tuple(values),
        _valued("<mtext>left side</mtext>", found.left, found.right),
        _valued("<mtext>right side</mtext>", found.right, found.left),
        NOTHING if found.direction is None else _direction(found.direction),
        as_python(found),
    )


def _direction(found: Direction) -> Markup:
    """The vector that shows it, and the value of the quadratic form there."""
    form = "<mrow><msup><mi>v</mi><mo>\u22a4</mo></msup><mi>S</mi><mi>v</mi></mrow>"
    said = Markup("{} gives {} for S = {}.")
    return said.format(_valued("<mi>v</mi>", found.vector), _valued(form, [[found.value]]), found.matrix)


def _valued(name: str, rows: Rows, other: Rows = ()) -> Markup:
    return Markup(f"<math>{name}<mo>=</mo>{_matrix(rows, other)}</math>")


def _matrix(rows: Rows, other: Rows) -> str:
    """The matrix, a single entry without brackets. ``other``: with what the entries are compared."""
    cells = [[_cell(entry, _differs(entry, other, i, j)) for j, entry in enumerate(row)] for i, row in enumerate(rows)]
    if [len(row) for row in rows] == [1]:
        return cells[0][0]
    body = "".join("<mtr>" + "".join(f"<mtd>{cell}</mtd>" for cell in row) + "</mtr>" for row in cells)
    return f"<mrow><mo>[</mo><mtable>{body}</mtable><mo>]</mo></mrow>"


def _differs(entry: str, other: Rows, i: int, j: int) -> bool:
    return i < len(other) and j < len(other[i]) and other[i][j] != entry


def _cell(entry: str, differs: bool) -> str:
    shown = _number(entry)
    return f'<mrow class="new">{shown}</mrow>' if differs else shown


def _number(entry: str) -> str:
    fraction = FRACTION.fullmatch(entry)
    if fraction is not None:
        sign, above, below = fraction.groups()
        shown = f"<mfrac><mn>{above}</mn><mn>{below}</mn></mfrac>"
        return f"<mrow><mo>\u2212</mo>{shown}</mrow>" if sign else shown
    if NUMBER.fullmatch(entry):
        shown = f"<mn>{entry.removeprefix('-')}</mn>"
        return f"<mrow><mo>\u2212</mo>{shown}</mrow>" if entry.startswith("-") else shown
    return f"<mtext>{escape(entry)}</mtext>"


def _name(name: str, formulas: Formulas) -> str:
    """``W_1`` is the member W_1 of a family; what is no declared name, such as ``g.linear``, stays text."""
    printer = formulas.printer
    family, _, index = name.rpartition("_")
    if printer.naming.is_taken(family) and index.isdecimal() and not printer.naming.is_taken(name):
        return printer.member(family, integer(int(index))).body
    return printer.name(name).body if printer.naming.is_taken(name) else f"<mtext>{escape(name)}</mtext>"


# ------------------------------------------------------------------------------------------------ Python


def as_python(found: CounterexamplePart) -> str:
    """Assignments that make the sizes, the values and both sides with SymPy."""
    return "\n".join(_lines(found)) + "\n"


def _lines(found: CounterexamplePart) -> Iterator[str]:
    matrices = {**found.values, "left_side": found.left, "right_side": found.right}
    matrices |= {} if found.direction is None else {"v": found.direction.vector}
    entries = [entry for rows in matrices.values() for row in rows for entry in row]
    yield f"from sympy import Matrix{', Rational' if any(map(FRACTION.fullmatch, entries)) else ''}"
    yield ""
    for definition in found.functions:
        yield f"# {' '.join(definition.split())}"
    names = _identifiers([*found.sizes, *matrices])
    for name, value in found.sizes.items():
        yield f"{names[name]} = {value}"
    for name, rows in matrices.items():
        yield f"{names[name]} = Matrix([{', '.join('[' + ', '.join(map(_entry, row)) + ']' for row in rows)}])"


def _entry(entry: str) -> str:
    fraction = FRACTION.fullmatch(entry)
    if fraction is not None:
        return f"Rational({fraction[1]}{fraction[2]}, {fraction[3]})"
    return entry if NUMBER.fullmatch(entry) else repr(entry)


def _identifiers(names: Sequence[str]) -> Mapping[str, str]:
    """For each name one that Python takes, all different."""
    result: dict[str, str] = {}
    for name in names:
        plain = re.sub(r"\W+", "_", name).strip("_") or "value"
        plain = f"_{plain}" if plain[0].isdigit() or keyword.iskeyword(plain) else plain
        while plain in result.values():
            plain += "_"
        result[name] = plain
    return result
