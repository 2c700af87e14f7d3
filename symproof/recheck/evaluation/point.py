"""A point: the values that a counterexample or a model lists, by symbol, by member of a family, and for functions.

What is listed is read by its name: ``A``, the member ``M_2`` of a family, ``f([[1, 0]])`` and ``f'([[1, 0]])`` for a
function at an argument. A function with a definition, such as ``f(X) = 2 + tr(f.linear.T*X) + norm2(X)``, has values
everywhere instead; the matrix ``f.linear`` is listed beside the others.
"""

from __future__ import annotations

import json
import re
from collections.abc import Mapping, Sequence
from dataclasses import field
from typing import Protocol, TypeAlias

from symproof.language.declarations import Declarations
from symproof.language.records import dataclass
from symproof.recheck.evaluation.matrices import Rows, size_of
from symproof.recheck.evaluation.numbers import UnevaluatedError, exact
from symproof.recheck.evaluation.quadratic import LINEAR, Quadratic, defined
from symproof.recheck.evaluation.reals import decimals
from symproof.recheck.evaluation.shapes import is_family

Listed: TypeAlias = Mapping[str, list[list[str]]]
_NUMBER = re.compile(r"-?[0-9]+(/[0-9]+)?")
LONGEST_ARGUMENT = 100_000  # characters of an argument in the name of an entry
USUAL = "0.000000..."  # a number with the usual number of decimals
NO_DEFINITIONS: Mapping[str, str] = {}


class Interpretation(Protocol):
    """Values of one function f and of its gradient f', at matrices of exact numbers."""

    def value(self, argument: Rows) -> Rows:
        """f at an explicit argument."""

    def slope(self, argument: Rows) -> Rows:
        """f' at an explicit argument."""

    @property
    def moves(self) -> bool:
        """Whether f and f' have values at matrices of jets too."""
        ...


@dataclass(frozen=True, slots=True)
class Tabulated:
    """f and f' at the arguments that are listed. Some differentiable f has them, whatever they are: the arguments
    differ, and a value and a gradient can be prescribed at finitely many places."""

    name: str
    values: dict[Rows, Rows] = field(default_factory=dict)
    slopes: dict[Rows, Rows] = field(default_factory=dict)
    moves: bool = False

    def value(self, argument: Rows) -> Rows:
        """The value that the report lists for f at this argument."""
        return self._at(self.values, argument, self.name)

    def slope(self, argument: Rows) -> Rows:
        """The listed value of f' at this argument."""
        return self._at(self.slopes, argument, self.name + "'")

    def _at(self, table: dict[Rows, Rows], argument: Rows, name: str) -> Rows:
        if argument not in table:
            raise UnevaluatedError(f"no value of {name} is listed at the argument that occurs")
        return table[argument]


@dataclass(frozen=True, slots=True)
class Point:
    """Symbols by name and index (None for a symbol that is no family), functions by name."""

    symbols: Mapping[tuple[str, int | None], Rows]
    functions: Mapping[str, Interpretation]

    def symbol(self, name: str, index: int | None) -> Rows:
        """The listed value of a symbol or of a member of a family."""
        found = self.symbols.get((name, index))
        if found is None:
            raise UnevaluatedError(f"no value is listed for {name if index is None else f'{name}_{index}'}")
        return found


def point_of(declarations: Declarations, listed: Listed, definitions: Mapping[str, str] = NO_DEFINITIONS) -> Point:
    """The point that is listed; refuses names that nothing declares, defined symbols, and what is no exact matrix."""
    symbols: dict[tuple[str, int | None], Rows] = {}
    tables: dict[str, Tabulated] = {
        item.name: Tabulated(item.name) for item in declarations.functions if item.name not in definitions
    }
    linear: dict[str, Rows] = {}
    for name, rows in listed.items():
        value = matrix_of(rows, name)
        head, bracket, rest = name.partition("(")
        if bracket and rest.endswith(")") and head.removesuffix("'") in tables:
            _extend(tables[head.removesuffix("'")], head.endswith("'"), _argument(rest[:-1]), value)
        elif name.endswith(LINEAR) and name.removesuffix(LINEAR) in definitions:
            linear[name.removesuffix(LINEAR)] = value
        else:
            symbols[_key(name, declarations)] = value
    return Point(symbols, {**tables, **_defined(declarations, definitions, linear)})


def _defined(
    declarations: Declarations, definitions: Mapping[str, str], linear: Mapping[str, Rows]
) -> Mapping[str, Quadratic]:
    """The functions that the definitions say, with their matrices; refuses those of functions that nobody declares."""
    declared = {item.name for item in declarations.functions}
    for name in definitions:
        if name not in declared:
            raise UnevaluatedError(f"the definition of {name}: no function of this name is declared")
    return {name: defined(name, text, linear.get(name)) for name, text in definitions.items()}


def matrix_of(rows: Sequence[Sequence[str]], name: str) -> Rows:
    """The matrix that a report lists as rows of exact numbers."""
    if not rows or not rows[0] or len({len(row) for row in rows}) > 1:
        raise UnevaluatedError(f"the rows listed for {name} are no matrix")
    try:
        return tuple(tuple(map(exact, row)) for row in rows)
    except UnevaluatedError as error:
        raise UnevaluatedError(f"{name}: {error}") from None


def listed_rows(matrix: Rows) -> list[list[str]]:
    """The matrix as a report lists it, with six decimals of numbers that need not be rational."""
    return [[decimals(entry, USUAL) for entry in row] for row in matrix]


def is_listed(matrix: Rows, listed: list[list[str]]) -> bool:
    """Whether the texts list the entries of the matrix; an irrational one is listed with any number of decimals."""
    if size_of(matrix) != (len(listed), len(listed[0]) if listed else 0):
        return False
    pairs = [pair for row, texts in zip(matrix, listed, strict=True) for pair in zip(row, texts, strict=False)]
    return all(len(texts) == len(listed[0]) for texts in listed) and all(decimals(x, text) == text for x, text in pairs)


def _key(name: str, declarations: Declarations) -> tuple[str, int | None]:
    """The symbol, or the member of a family, that has this name in a list."""
    declared = {item.name: item for item in declarations.symbols}
    family, _, index = name.rpartition("_")
    base = family.partition("[")[0]
    if name in declared and declared[name].range is None:
        key, symbol = (name, None), declared[name]
    elif is_family(declared.get(base), family) and index.removeprefix("-").isdecimal():
        key, symbol = (family, int(index)), declared[base]  # type: ignore[assignment]
    else:
        raise UnevaluatedError(f"a value is listed for {name}, which is not declared as a symbol")
    if symbol.pieces:
        raise UnevaluatedError(f"a value is listed for {name}, which is defined: its value is computed")
    return key


def _argument(text: str) -> Rows:
    """The matrix in the name of an entry: ``[[1, 1/2], [0, 3]]``."""
    try:
        rows = json.loads(_NUMBER.sub(r'"\g<0>"', text)) if len(text) <= LONGEST_ARGUMENT else None
    except (ValueError, RecursionError):
        rows = None
    if not isinstance(rows, list) or not all(map(_is_row, rows)):
        raise UnevaluatedError("the argument of a function is no matrix of exact numbers")
    found = matrix_of(rows, "the argument of a function")
    if "[" + ", ".join(f"[{', '.join(row)}]" for row in listed_rows(found)) + "]" != text:
        raise UnevaluatedError("the argument of a function is not written in the usual way")
    return found


def _is_row(row: object) -> bool:
    return isinstance(row, list) and all(isinstance(entry, str) for entry in row)


def _extend(table: Tabulated, is_slope: bool, argument: Rows, value: Rows) -> None:
    if size_of(value) != (size_of(argument) if is_slope else (1, 1)):
        raise UnevaluatedError(f"a value listed for {table.name} has a wrong size")
    (table.slopes if is_slope else table.values)[argument] = value
