"""Formulas: chains of equations and inequalities, and the properties, as the kernel's formulas."""

from __future__ import annotations

from collections.abc import Callable
from contextlib import ExitStack
from typing import TypeAlias

from symproof.language.affine import ONE, Affine, atoms, declared_name
from symproof.language.formulas import (
    And,
    Compare,
    Equal,
    ForAllIndex,
    Formula,
    IntegerOrder,
    IntegerRelation,
    Invertible,
    Order,
    Predicate,
)
from symproof.language.substitution import free_integers
from symproof.language.terms import (
    Call,
    Differential,
    Gradient,
    Identity,
    Integer,
    Number,
    Power,
    Term,
    Transpose,
    Zero,
)
from symproof.statements.expressions import Expressions
from symproof.statements.names import Names
from symproof.statements.nodes import Node, refused
from symproof.statements.typed import Typed, negated, number

# A sign as an order of the language, and whether the sides change places.
ORDERS: dict[str, tuple[Order, bool]] = {"<": ("<", False), "<=": ("<=", False), ">": ("<", True), ">=": ("<=", True)}
INTEGER_ORDERS: dict[str, tuple[IntegerOrder, bool]] = {
    "=": ("=", False), "!=": ("!=", False), "<": ("<", False), "<=": ("<=", False), ">": ("<", True),
    ">=": ("<=", True),
}  # fmt: skip
QUESTION = "?"  # the name of the call that stands for an answer to be found
SQUARE = frozenset(
    {"symmetric", "antisymmetric", "skew-symmetric", "orthogonal", "idempotent", "diagonal", "permutation",
     "invertible", "positive definite",
     "positive semidefinite"}
)  # fmt: skip


def conjunction(parts: list[Formula]) -> Formula:
    """The conjunction of the formulas; a single one as it is."""
    return parts[0] if len(parts) == 1 else And(tuple(parts))


# ------------------------------------------------------------------------------------------------ relations


def chain(reader: Expressions, node: Node, *, assumed: bool) -> list[Formula]:
    """The relations of ``a = b < c``, one for each sign. An answer ``= ?`` stands last and asks for a derivative."""
    sides = [None if part.kind == "question" else reader.typed(part) for part in node.parts[::2]]
    signs = [part.parts[0].text for part in node.parts[1::2]]
    found: list[Formula] = []
    for position, sign in enumerate(signs):
        left, right = sides[position], sides[position + 1]
        if left is None:
            raise refused(node.parts[2 * position], "SP607", "an answer `?` stands at the end")
        if right is None:
            found.append(_question(left, sign, node.parts[2 * position + 1], assumed))
        else:
            found.append(_relation(reader, left, sign, right, assumed))
    return found


def _question(left: Typed, sign: str, at: Node, assumed: bool) -> Formula:
    if sign != "=" or assumed or not variables(left.term):
        raise refused(at, "SP607", "a question that has no answer here", "ask d(...)/dX = ? in a claim")
    return Equal(left.term, Call(QUESTION, (), left.rows, left.columns))


def variables(node: object) -> set[str]:
    """The symbols by which the term or formula differentiates."""
    if isinstance(node, tuple):
        return {name for part in node for name in variables(part)}
    fields = getattr(node, "__dataclass_fields__", ())
    found = {name for field in fields for name in variables(getattr(node, field))}
    if isinstance(node, Gradient):
        found.add(declared_name(node.variable.name))
    if isinstance(node, Differential):
        found |= {declared_name(symbol.name) for symbol, _ in node.directions}
    return found


def _relation(reader: Expressions, left: Typed, sign: str, right: Typed, assumed: bool) -> Formula:
    if sign == "=":
        reader.require_same(left, right, "an equation")
        return Equal(left.term, right.term)
    if sign == "!=":
        return _different(reader, left, right)
    if not (reader.is_square_matrix(left) or reader.is_square_matrix(right)):
        for side in (left, right):
            reader.require_scalar(side, "an order")
    else:
        reader.require_same(left, right, "an order")
        reader.compared += [left, right]
    order, turned = ORDERS[sign]
    first, second = (right, left) if turned else (left, right)
    return _order(Compare(order, _compared(reader, first), _compared(reader, second), turned), assumed)


def _compared(reader: Expressions, side: Typed) -> Term:
    """The side of an order: of scalars with the number 0, of symmetric matrices with the zero matrix."""
    return _scalar_zero(side) if reader.is_scalar(side) else side.term


def _different(reader: Expressions, left: Typed, right: Typed) -> Formula:
    """``c != 0`` is that c is nonzero."""
    reader.require_same(left, right, "a comparison")
    if reader.is_scalar(left) and _scalar_zero(right) == number(0):
        return Invertible(left.term)
    return Compare("!=", left.term, right.term)


def _order(formula: Compare, assumed: bool) -> Formula:
    """The order; assumed of a quantity and 0 strictly, also that the quantity is not zero, which follows."""
    if not assumed or formula.relation != "<":
        return formula
    for one, other in ((formula.left, formula.right), (formula.right, formula.left)):
        if (one == number(0) or isinstance(one, Zero)) and not isinstance(other, Number):
            return And((formula, Invertible(other)))
    return formula


def _scalar_zero(value: Typed) -> Term:
    return number(0) if isinstance(value.term, Zero) else value.term


def integer_relation(names: Names, node: Node) -> list[Formula] | None:
    """The chain as relations between integer expressions with at least one name, or None: a fact about sizes."""
    sides = [names.as_integer(part) for part in node.parts[::2]]
    if any(side is None for side in sides) or all(side.is_constant for side in sides if side is not None):
        return None
    found: list[Formula] = []
    for position, sign in enumerate(part.parts[0].text for part in node.parts[1::2]):
        left, right = sides[position], sides[position + 1]
        assert left is not None
        assert right is not None
        order, turned = INTEGER_ORDERS[sign]
        first, second = (right, left) if turned else (left, right)
        found.append(IntegerRelation(order, first, second, turned))
    return found


def for_all(reader: Expressions, node: Node, read: Callable[[Node], list[Formula]]) -> list[Formula]:
    """``for all i in 1..m, j in 1..n: P``: what P says, read by ``read``, for all indices in their ranges."""
    *binders, body = node.parts
    with ExitStack() as bound:
        ranges = []
        for binder in binders:
            index, *ends = binder.parts
            low, high = [reader.names.integer_expression(end) for end in ends]
            bound.enter_context(reader.names.bound(index.text, index, low, high))
            ranges.append((index.text, low, high))
        found = read(body)
    names = {name for name, _, _ in ranges}
    for need in reader.needs:
        if names & free_integers(need.argument):
            hint = "assume it in a `for all` of its own, or for a single index"
            raise refused(need.node, "SP607", "what this needs would have to be assumed for all indices", hint)
    for name, low, high in reversed(ranges):
        found = [ForAllIndex(name, low, high, formula) for formula in found]
    return found


def mentions(node: object, term: object) -> bool:
    """Whether the term stands somewhere in the formula."""
    if node == term:
        return True
    if isinstance(node, tuple):
        return any(mentions(part, term) for part in node)
    return any(mentions(getattr(node, name), term) for name in getattr(node, "__dataclass_fields__", ()))


# ------------------------------------------------------------------------------------------------ properties


def properties(reader: Expressions, node: Node) -> Formula:
    """``X P and Q``: the conjunction of what the properties say of X."""
    subject, *stated = node.parts
    value = reader.typed(subject)
    return conjunction([property_formula(reader, value, phrase(part), part) for part in stated])


def with_parities(names: Names, formula: Formula) -> Formula:
    """Of a size n that is assumed to be odd or even also (-1)^n = -1 or 1: the same, as an equation."""
    parts = formula.parts if isinstance(formula, And) else (formula,)
    found: list[Formula] = []
    for part in parts:
        found.append(part)
        match part:
            case Predicate("even" | "odd" as parity, (Integer(value),)) if _is_sum_of_sizes(value, names):
                found.append(Equal(Power(number(-1), value), number(-1 if parity == "odd" else 1)))
    return conjunction(found)


def _is_sum_of_sizes(value: Affine, names: Names) -> bool:
    """Whether the integer expression is an exponent that cannot be negative."""
    positive = value.constant >= 0 and all(coefficient > 0 for _, coefficient in value.terms)
    return positive and atoms(value) <= names.sizes.keys()


def phrase(node: Node) -> str:
    """The words of a property, joined by blanks."""
    return " ".join(part.text for part in node.parts)


def property_formula(reader: Expressions, value: Typed, name: str, node: Node) -> Formula:
    """What the property says of the value; SP608 where it does not apply."""
    if name in SQUARE and not reader.sizes.agree(value.rows, value.columns):
        raise refused(node, "SP608", f"{name} of {reader.size_text(value)}: it must be square")
    if name == "positive" and not reader.is_scalar(value):
        hint = "write `positive definite` for a matrix"
        raise refused(node, "SP608", f"positive of {reader.size_text(value)}: it must be a scalar", hint)
    if name in ("even", "odd", "positive integer"):
        return _integer_property(reader.names, value, name, node)
    return _PRODUCTS[name](reader, value) if name in _PRODUCTS else _PROPERTIES[name](value)


def _integer_property(names: Names, value: Typed, name: str, node: Node) -> Formula:
    number_ = names.as_integer(value.node)
    if number_ is None:
        raise refused(node, "SP608", f"{name} of something that is not an integer", "write it of a size or a scalar")
    if name == "positive integer":
        return IntegerRelation("<=", ONE, number_)
    return Predicate(name, (Integer(number_),))


def _symmetric(value: Typed) -> Formula:
    return Equal(Transpose(value.term), value.term)


def _antisymmetric(value: Typed) -> Formula:
    return Equal(Transpose(value.term), negated(value.term))


def _orthogonal(reader: Expressions, value: Typed) -> Formula:
    transposed, identity = Transpose(value.term), Identity(value.rows)
    return And(
        (
            Equal(reader.product_of(transposed, value.term), identity),
            Equal(reader.product_of(value.term, transposed), identity),
        )
    )


def _idempotent(reader: Expressions, value: Typed) -> Formula:
    return Equal(reader.product_of(value.term, value.term), value.term)


def _diagonal(value: Typed) -> Formula:
    return And((_symmetric(value), Equal(Call("diag", (value.term,), value.rows, value.columns), value.term)))


def _permutation(reader: Expressions, value: Typed) -> Formula:
    return And((_orthogonal(reader, value), Predicate("permutation", (value.term,))))


def _positive_definite(value: Typed) -> Formula:
    definite = Predicate("positive definite", (value.term,))
    return And((_symmetric(value), Invertible(value.term), definite))


def _positive_semidefinite(value: Typed) -> Formula:
    return And((_symmetric(value), Predicate("positive semidefinite", (value.term,))))


def _positive(value: Typed) -> Formula:
    return And((Compare("<", number(0), value.term), Invertible(value.term)))


def _nonzero(value: Typed) -> Formula:
    if value.rows == ONE and value.columns == ONE:
        return Invertible(value.term)
    return Compare("!=", value.term, Zero(value.rows, value.columns))


_Meaning: TypeAlias = Callable[[Typed], Formula]
_PROPERTIES: dict[str, _Meaning] = {
    "symmetric": _symmetric,
    "antisymmetric": _antisymmetric,
    "skew-symmetric": _antisymmetric,
    "diagonal": _diagonal,
    "invertible": lambda value: Invertible(value.term),
    "positive definite": _positive_definite,
    "positive semidefinite": _positive_semidefinite,
    "nonzero": _nonzero,
    "positive": _positive,
}
_PRODUCTS: dict[str, Callable[[Expressions, Typed], Formula]] = {
    "orthogonal": _orthogonal,
    "idempotent": _idempotent,
    "permutation": _permutation,
    "full column rank": lambda reader, value: Invertible(reader.product_of(Transpose(value.term), value.term)),
    "full row rank": lambda reader, value: Invertible(reader.product_of(value.term, Transpose(value.term))),
}


def commute(reader: Expressions, node: Node) -> Formula:
    """A*B = B*A; both square, or SP608."""
    left, right = [reader.typed(part) for part in node.parts]
    for value in (left, right):
        if not reader.sizes.agree(value.rows, value.columns):
            raise refused(value.node, "SP608", f"commute of {reader.size_text(value)}: it must be square")
    reader.require_same(left, right, "commute")
    return Equal(reader.product_of(left.term, right.term), reader.product_of(right.term, left.term))


def declare_index(names: Names, node: Node) -> None:
    """``i in a..b`` declares the index i; SP607 where something else stands before ``in``."""
    subject = node.parts[0]
    if subject.kind != "name":
        raise refused(subject, "SP607", "`in` declares an index", "write `i in 1..m`")
    names.declare_integer(subject.parts[0].text, subject)


def membership(names: Names, node: Node) -> Formula:
    """``i in a..b``: a <= i and i <= b."""
    index, low, high = [names.integer_expression(part) for part in node.parts]
    return And((IntegerRelation("<=", low, index), IntegerRelation("<=", index, high)))
