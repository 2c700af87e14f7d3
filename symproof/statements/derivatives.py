"""``d(e)/dX`` and ``d(e)``: recorded as derivatives of the whole expression; nothing is differentiated here."""

from __future__ import annotations

from collections.abc import Iterator

from symproof.language.affine import Affine, declared_name
from symproof.language.declarations import SymbolDeclaration
from symproof.language.substitution import reached
from symproof.language.terms import Differential, Gradient, Symbol, Term
from symproof.statements.constants import is_direction
from symproof.statements.dependent import derivative_along
from symproof.statements.names import Names
from symproof.statements.needs import STRUCTURED
from symproof.statements.nodes import Node, refused
from symproof.statements.reader import Reader
from symproof.statements.structures import direction_by_structure, gradient_by_structure, single_entry
from symproof.statements.typed import Held, Need, Typed


def fused(names: Names, product: Node) -> Iterator[tuple[str, Node]]:
    """The factors of a product, each with TIMES or OVER before it; ``d(e) / dX`` is one factor, a derivative."""
    parts = product.parts
    position = 0
    while position < len(parts):
        operator = parts[position - 1].kind if position else "TIMES"
        part, position = parts[position], position + 2
        if position < len(parts) and parts[position - 1].kind == "OVER" and _is_differential(part):
            target = parts[position]
            if _is_target(names, target):
                part, position = _fuse(part, target), position + 2
        yield operator, part


def _fuse(numerator: Node, target: Node) -> Node:
    """The derivative, with the minus signs before d(...) kept outside it."""
    if numerator.kind in ("negative", "positive"):
        inner = _fuse(numerator.parts[1], target)
        return Node(numerator.kind, "", (numerator.parts[0], inner), numerator.start, target.end)
    return Node("derivative", "", (numerator, target), numerator.start, target.end)


def _is_differential(node: Node) -> bool:
    while node.kind in ("negative", "positive"):
        node = node.parts[1]
    return node.kind == "call" and node.parts[0].text == "d"


def _is_target(names: Names, node: Node) -> bool:
    """``dX`` or ``dX[i,j]``: always read as the derivative, unless only ``dX`` and no ``X`` is declared."""
    name = node.parts[0] if node.kind == "entry" else node
    if name.kind != "name":
        return False
    text = name.parts[0].text
    if len(text) < 2 or text[0] != "d":
        return False
    return text[1:] in names.symbols or text[1:] in names.sizes or text not in names.symbols


def derivative(reader: Reader, node: Node) -> Typed:
    """The gradient or Jacobian by a symbol; by an entry X[i,j], the directional derivative along e_i e_j^T."""
    numerator, target = node.parts
    argument = reader.typed(_argument(numerator))
    if target.kind == "entry":
        return _by_entry(reader, node, argument, target)
    variable = _variable(reader, target)
    moved = derivative_along(reader, node, argument, variable.name)
    if moved is not None:
        return moved
    declared = reader.names.symbols[declared_name(variable.name)]
    rows, columns = _layout(reader, node, argument, declared)
    by_scalar = reader.sizes.is_one(declared.rows) and reader.sizes.is_one(declared.columns)
    gradient: Term = Gradient(argument.term, variable, jacobian=not (by_scalar or reader.is_scalar(argument)))
    is_matrix = not (reader.sizes.is_one(rows) and reader.sizes.is_one(columns))
    if variable.name in reader.names.structured and is_matrix and reader.is_scalar(argument):
        structure = reader.names.structured[variable.name]
        gradient = gradient_by_structure(reader, node, structure, gradient, rows, columns)
    return Typed(gradient, rows, columns, node)


def _argument(call: Node) -> Node:
    arguments = call.parts[1].parts if len(call.parts) > 1 else ()
    if len(arguments) != 1:
        raise refused(call, "SP606", f"d with {len(arguments)} arguments", "write d(e)/dX")
    return arguments[0]


def _variable(reader: Reader, target: Node) -> Symbol:
    """The free symbol X of ``dX``."""
    token = target.parts[0]
    name = token.text[1:]
    declared = reader.names.symbols.get(name)
    if reader.names.is_integer(name):
        raise refused(target, "SP609", f"{name} is an integer: there is no derivative by it")
    if declared is None:
        raise refused(target, "SP602", f"{name} is not declared", f"{token.text} after d(...) means: by {name}")
    if declared.pieces:
        raise refused(target, "SP609", f"{name} is defined by `where`", "differentiate by a symbol that is free")
    return Symbol(name)


def _layout(reader: Reader, node: Node, argument: Typed, variable: SymbolDeclaration) -> tuple[Affine, Affine]:
    """A scalar by X: the size of X; anything by a scalar: its own size; a column by a column: the Jacobian."""
    one = reader.sizes.is_one
    if reader.is_scalar(argument):
        return variable.rows, variable.columns
    if one(variable.rows) and one(variable.columns):
        return argument.rows, argument.columns
    if one(argument.columns) and one(variable.columns):
        return argument.rows, variable.rows
    shown = f"the derivative of {reader.size_text(argument)} by {reader.sizes.text(variable.rows, variable.columns)}"
    hint = "a scalar by a matrix, anything by a scalar, or a column by a column; by an entry: d(e)/dX[i,j]"
    if one(argument.rows) and one(variable.columns):
        hint = "a column by a column: transpose the row"
    raise refused(node, "SP609", shown, hint)


def _by_entry(reader: Reader, node: Node, argument: Typed, target: Node) -> Typed:
    base, *places = target.parts
    variable = _variable(reader, base)
    declared = reader.names.symbols[declared_name(variable.name)]
    if len(places) != 2:
        raise refused(target, "SP606", "an entry needs two indices here", f"write d(e)/d{variable.name}[i,j]")
    left, right = reader.basis(places[0], declared.rows), reader.basis(places[1], declared.columns)
    structure = reader.names.structured.get(declared_name(variable.name))
    direction = single_entry(reader, left, right)
    if structure is not None:
        direction = direction_by_structure(reader, target, structure, left, right)
    return Typed(Differential(argument.term, ((variable, direction),)), argument.rows, argument.columns, node)


def differential(reader: Reader, node: Node) -> Typed:
    """``d(e)``: every free symbol X of e whose ``dX`` is declared moves along it, the others are held constant."""
    names = reader.names
    if not any("d" + name in names.symbols for name in names.symbols):
        hint = "write d(e)/dX for a gradient; for a differential declare a matrix dX beside X"
        raise refused(node, "SP609", "a differential without a declared dX", hint)
    argument = reader.typed(_argument(node))
    free = [name for name in sorted(reached(argument.term, names.symbols)) if _is_free(names, name)]
    moving = [name for name in free if "d" + name in names.symbols]
    reader.held += [Held(name, node) for name in free if name not in moving and not is_direction(name, names.symbols)]
    directions = tuple([_direction(reader, node, name) for name in moving])
    return Typed(Differential(argument.term, directions), argument.rows, argument.columns, node)


def _is_free(names: Names, name: str) -> bool:
    return name in names.symbols and not names.symbols[name].pieces


def _direction(reader: Reader, node: Node, name: str) -> tuple[Symbol, Symbol]:
    """X moves along dX, which has its size, and is structured where the derivative is."""
    along, variable = Symbol("d" + name), reader.names.symbols[name]
    declared = reader.names.symbols[declared_name(along.name)]
    agree = reader.sizes.agree
    if not (agree(declared.rows, variable.rows) and agree(declared.columns, variable.columns)):
        shown = [reader.sizes.text(item.rows, item.columns) for item in (declared, variable)]
        raise refused(node, "SP603", f"d{name} is {shown[0]} but {name} is {shown[1]}")
    if name in reader.names.structured:
        structure = reader.names.structured[name]
        if structure not in STRUCTURED:
            hint = f"differentiate by {name}, or by an entry: d(e)/d{name}[i,j]"
            raise refused(node, "SP609", f"the differential along a {structure} matrix", hint)
        reader.needs.append(Need(structure, along, node))
    return Symbol(name), along
