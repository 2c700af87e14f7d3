"""The functions of the language: calls are read by the table of functions, what is written as another term by a reader
of its own."""

from __future__ import annotations

import re
from collections.abc import Callable
from functools import reduce
from typing import TypeAlias

from symproof.language.affine import ONE, Affine, add, parameter
from symproof.language.functions import CALLS, Function, Parameter
from symproof.language.functions import FUNCTIONS as TABLE
from symproof.language.terms import Call, Identity, Integer, Inverse, Term, Trace, Transpose, Zero
from symproof.statements.nodes import Node, refused
from symproof.statements.reader import Reader
from symproof.statements.sizes import multiplied
from symproof.statements.typed import Need, Typed, number, scalar

Arguments: TypeAlias = tuple[Node, ...]
Reading: TypeAlias = Callable[[Reader, Node, Arguments], Typed]


def read(reader: Reader, node: Node, arguments: Arguments) -> Typed:
    """The call at ``node`` of a function of the table."""
    function = TABLE[node.parts[0].text]
    if len(arguments) != len(function.parameters):
        found = f"{len(arguments)} argument{'' if len(arguments) == 1 else 's'}"
        raise refused(node, "SP606", f"{function.name} with {found}", f"write {function.usage}")
    return _READERS.get(function.name, _call)(reader, node, arguments)


def _call(reader: Reader, node: Node, arguments: Arguments) -> Typed:
    """A call, with the size that the table gives it."""
    function = CALLS[node.parts[0].text]
    letters, terms = {"1": ONE}, list[Term]()
    known: dict[tuple[str, str], Typed] = {}
    for asked, part in zip(function.parameters, arguments, strict=True):
        if asked.kind == "size":
            size = letters[asked.name] = reader.names.size_expression(part)
            terms.append(Integer(size))
        else:
            inner = _argument(reader, function, asked, part, known)
            letters |= {asked.rows: inner.rows, asked.columns: inner.columns}
            terms.append(inner.term)
    if function.needs:
        reader.needs.append(Need(function.needs, terms[0], arguments[0]))
    rows, columns = [reduce(multiplied, [letters[letter] for letter in size.split("*")]) for size in function.gives]
    return Typed(
        Call(function.name, tuple(terms) if function.keeps_arguments else (), rows, columns), rows, columns, node
    )


def _argument(
    reader: Reader, function: Function, asked: Parameter, node: Node, known: dict[tuple[str, str], Typed]
) -> Typed:
    """A matrix among the arguments, of the size that the table asks for."""
    inner = reader.typed(node)
    if asked.is_scalar:
        reader.require_scalar(inner, function.name)
        return scalar(inner.term, inner.node)
    if asked.is_square:
        reader.require_square(inner, function.name, f"{function.name}(X) is {function.meaning}")
    reader.require_same(known.setdefault((asked.rows, asked.columns), inner), inner, f"a {function.title}")
    if any("*" in size for size in function.gives):
        _require_known(reader, inner)
    return inner


def _square(reader: Reader, node: Node, arguments: Arguments) -> Typed:
    inner = reader.typed(arguments[0])
    reader.require_square(inner, node.parts[0].text)
    return inner


def _inv(reader: Reader, node: Node, arguments: Arguments) -> Typed:
    inner = _square(reader, node, arguments)
    reader.needs.append(Need("invertible", inner.term, inner.node, reader.is_scalar(inner)))
    return Typed(Inverse(inner.term), inner.rows, inner.columns, node)


def _tr(reader: Reader, node: Node, arguments: Arguments) -> Typed:
    return scalar(Trace(_square(reader, node, arguments).term), node)


def _norm2(reader: Reader, node: Node, arguments: Arguments) -> Typed:
    """The squared Frobenius norm tr(X.T*X)."""
    inner = reader.typed(arguments[0]).term
    return scalar(Trace(reader.product_of(Transpose(inner), inner)), node)


def _identity(reader: Reader, node: Node, arguments: Arguments) -> Typed:
    size = reader.names.size_expression(arguments[0])
    return Typed(Identity(size) if size != ONE else number(1), size, size, node)


def _zeros(reader: Reader, node: Node, arguments: Arguments) -> Typed:
    rows, columns = [reader.names.size_expression(part) for part in arguments]
    return Typed(Zero(rows, columns), rows, columns, node)


def _delta(reader: Reader, node: Node, arguments: Arguments) -> Typed:
    """1 where i = j, else 0: e_i^T e_j where both run over 1..n."""
    first, second = arguments
    left, right = reader.names.integer_expression(first), reader.names.integer_expression(second)
    if left == right:
        return scalar(number(1), node)
    if left.is_constant and right.is_constant:
        return scalar(number(0), node)
    highs = {_range_end(reader, value) for value in (left, right) if not value.is_constant}
    end = highs.pop() if len(highs) == 1 else None
    if end is not None:
        units = reader.basis(first, end), reader.basis(second, end)
        if units[0] is not None and units[1] is not None:
            return scalar(reader.product_of(Transpose(units[0]), units[1]), node)
    return scalar(Call("delta", (Integer(left), Integer(right)), ONE, ONE), node)


def _range_end(reader: Reader, value: Affine) -> Affine | None:
    """n for an index declared in 1..n, with n a size."""
    for name, declared in reader.names.ranges.items():
        if value == parameter(name) and declared.low == ONE:
            return declared.high if not any(atom in reader.names.integers for atom, _ in declared.high.terms) else None
    return None


_COLUMN = re.compile(r"e_(?P<index>[0-9]+|[A-Za-z][A-Za-z0-9]*)")


def basis_column(reader: Reader, node: Node, arguments: Arguments) -> Typed | None:
    """``e_i(n)``, the column i of the identity of size n; None where the name of the function is none of these."""
    token = node.parts[0]
    found = _COLUMN.fullmatch(token.text)
    if found is None or not (found["index"].isdecimal() or reader.names.is_integer(found["index"])):
        return None
    kind = "NUMBER" if found["index"].isdecimal() else "NAME"
    index = Node(kind.lower(), "", (Node(kind, found["index"], (), token.start, token.end),), token.start, token.end)
    if len(arguments) != 1:
        raise refused(node, "SP606", f"{token.text} with {len(arguments)} arguments", f"write {token.text}(n)")
    rows = reader.names.size_expression(arguments[0])
    return Typed(reader.basis(index, rows) or number(1), rows, ONE, node)


def _single_entry(reader: Reader, node: Node, arguments: Arguments) -> Typed:
    """J(i,j,m,n) = e_i e_j^T: 1 at (i,j), 0 elsewhere."""
    i, j, *sizes = arguments
    rows, columns = reader.names.size_expression(sizes[0]), reader.names.size_expression(sizes[1])
    left, right = reader.basis(i, rows), reader.basis(j, columns)
    factors: list[Term] = [unit for unit in (left, None if right is None else Transpose(right)) if unit is not None]
    return Typed(reader.product_of(*factors) if factors else number(1), rows, columns, node)


def _require_known(reader: Reader, *values: Typed) -> None:
    for value in values:
        if not reader.sizes.is_known(value.rows) or not reader.sizes.is_known(value.columns):
            hint = "write I(n) or zeros(m,n)"
            raise refused(value.node, "SP604", "the size of this does not follow from what is around it", hint)


def _block(reader: Reader, node: Node, arguments: Arguments) -> Typed:
    """block([[A,B],[C,D]]): recorded as ``block(row(A,B), row(C,D))``."""
    (table,) = arguments
    if table.kind != "rows":
        raise refused(node, "SP606", "block of an expression", "write block([[A,B],[C,D]])")
    grid = [[reader.typed(part) for part in row.parts] for row in table.parts]
    _align(reader, grid)
    rows = [_block_row(reader, row, blocks) for row, blocks in zip(table.parts, grid, strict=True)]
    height = rows[0].rows
    for other in rows[1:]:
        if not reader.sizes.agree(rows[0].columns, other.columns):
            shown = f"rows of blocks with {reader.size_text(rows[0])} and {reader.size_text(other)}"
            raise refused(other.node, "SP603", shown, "the rows of a block matrix have equal widths")
        height = add(height, other.rows)
    return Typed(Call("block", tuple(row.term for row in rows), height, rows[0].columns), height, rows[0].columns, node)


def _align(reader: Reader, grid: list[list[Typed]]) -> None:
    """Where the rows have equally many blocks, an I or 0 takes the width of the blocks above and below it."""
    if len({len(blocks) for blocks in grid}) == 1:
        for column in zip(*grid, strict=True):
            known = [block.columns for block in column if reader.sizes.is_known(block.columns)]
            for block in column:
                if known and not reader.sizes.is_known(block.columns):
                    reader.sizes.agree(block.columns, known[0])


def _block_row(reader: Reader, row: Node, blocks: list[Typed]) -> Typed:
    width = blocks[0].columns
    for other in blocks[1:]:
        if not reader.sizes.agree(blocks[0].rows, other.rows):
            shown = f"blocks of {reader.size_text(blocks[0])} and {reader.size_text(other)} side by side"
            raise refused(other.node, "SP603", shown, "blocks of a row have equally many rows")
        width = add(width, other.columns)
    return Typed(Call("row", tuple(item.term for item in blocks), blocks[0].rows, width), blocks[0].rows, width, row)


_READERS: dict[str, Reading] = {
    "inv": _inv, "tr": _tr, "norm2": _norm2, "I": _identity, "zeros": _zeros, "delta": _delta, "J": _single_entry,
    "block": _block,
}  # fmt: skip
