"""Terms and formulas as plain text: the syntax of statement files, with families, chains and quantifiers.

``M_{i-1}`` is a member of a family, ``M_k...M_i`` a chain, ``e_l(n)`` a basis column, ``f'(W)`` a gradient. Different
terms render differently, up to what an equation or a sum lets a reader infer: the sizes of ``0`` and ``I``.
"""

from __future__ import annotations

from collections.abc import Callable
from fractions import Fraction
from typing import Any, TypeAlias

from symproof.kernel.affine import Affine, IntegerAtom, SizeAt, SizeProduct
from symproof.kernel.terms import (
    And,
    Basis,
    Call,
    Chain,
    Compare,
    Declarations,
    Differential,
    Equal,
    Exists,
    ForAll,
    ForAllIndex,
    Formula,
    Gradient,
    Identity,
    Implies,
    IndexSum,
    Integer,
    IntegerRelation,
    Inverse,
    Invertible,
    Members,
    Not,
    Number,
    Or,
    Power,
    Predicate,
    Product,
    Slope,
    Sum,
    Symbol,
    SymbolDeclaration,
    Term,
    Trace,
    Transpose,
    Value,
    Zero,
)  # fmt: skip

Node: TypeAlias = "Term | Formula"
SUM, PRODUCT, POSTFIX, ATOM = range(4)  # how tightly a text binds
LOOSE = -1  # formulas


def text(node: Node, declarations: Declarations) -> str:
    """The node as one line of text."""
    return _rendered(node)[1]


def text_of_affine(value: Affine) -> str:
    """``k-i+1``; positive terms first."""
    parts = sorted(value.terms, key=lambda item: item[1] < 0)
    result = "".join(_signed(coefficient, text_of_atom(atom)) for atom, coefficient in parts)
    if value.constant or not parts:
        result += f"{value.constant:+d}"
    return result.removeprefix("+")


def _signed(coefficient: int, atom: str) -> str:
    size = "" if abs(coefficient) == 1 else f"{abs(coefficient)}*"
    return f"{'-' if coefficient < 0 else '+'}{size}{atom}"


def text_of_atom(atom: IntegerAtom) -> str:
    if isinstance(atom, SizeAt):
        return member(atom.family, atom.index)
    if isinstance(atom, SizeProduct):
        return "*".join(map(text_of_atom, atom.product_of))
    return atom


def member(name: str, index: Affine) -> str:
    """``M_i``, ``M_1``, ``M_{i-1}``."""
    inner = text_of_affine(index)
    return f"{name}_{inner}" if inner.isalnum() else f"{name}_{{{inner}}}"


def _rendered(node: Any) -> tuple[int, str]:
    return _RULES[type(node)](node)


def _at(node: Any, least: int) -> str:
    """The text of a part, in parentheses if it binds less tightly than ``least``."""
    binds, result = _rendered(node)
    return result if binds >= least else f"({result})"


# ------------------------------------------------------------------------------------------------ terms


def _symbol(node: Symbol) -> tuple[int, str]:
    return ATOM, node.name if node.index is None else member(node.name, node.index)


def _chain(node: Chain) -> tuple[int, str]:
    return PRODUCT, f"{member(node.family, node.high)}...{member(node.family, node.low)}"


def _basis(node: Basis) -> tuple[int, str]:
    return ATOM, f"{member('e', node.index)}({text_of_affine(node.size)})"


def _number(node: Number) -> tuple[int, str]:
    whole = node.value.denominator == 1
    return (ATOM if whole and node.value >= 0 else PRODUCT if node.value >= 0 else SUM), str(node.value)


def _integer(node: Integer) -> tuple[int, str]:
    result = text_of_affine(node.value)
    single = len(node.value.terms) == 1 and not node.value.constant and node.value.terms[0][1] == 1
    return (ATOM if single or (node.value.is_constant and node.value.constant >= 0) else SUM), result


def _sum(node: Sum) -> tuple[int, str]:
    if len(node.terms) < 2:
        return ATOM, f"sum({''.join(_rendered(term)[1] for term in node.terms)})"
    inferred = any(not isinstance(term, Identity | Zero) for term in node.terms)
    result = ""
    for position, term in enumerate(node.terms):
        sign, shown = _summand(term, inferred)
        if position:
            result += f" {sign or '+'} {shown}"
        else:
            result = f"{sign}{shown}"
    return SUM, result


def _summand(term: Term, inferred: bool) -> tuple[str, str]:
    """A sign and what it belongs to: a - b is recorded as a + (-1) b."""
    if isinstance(term, Product) and len(term.factors) > 1 and term.factors[0] == Number(Fraction(-1)):
        rest = term.factors[1:]
        inner = rest[0] if len(rest) == 1 else Product(rest)
        if not _starts_negative(inner):
            return "-", _shown_summand(inner, inferred, PRODUCT)
    if isinstance(term, Number) and term.value < 0:
        return "-", str(-term.value)
    return "", _shown_summand(term, inferred, PRODUCT)


def _starts_negative(term: Term) -> bool:
    if isinstance(term, Product):
        return _starts_negative(term.factors[0])
    return isinstance(term, Number) and term.value < 0


def _shown_summand(term: Term, inferred: bool, least: int) -> str:
    if inferred and isinstance(term, Identity):
        return "I"
    return _at(term, least)


def _product(node: Product) -> tuple[int, str]:
    if len(node.factors) < 2:
        return ATOM, f"product({''.join(_rendered(factor)[1] for factor in node.factors)})"
    first, *rest = node.factors
    if first == Number(Fraction(-1)) and not _starts_negative(rest[0]):
        inner = rest[0] if len(rest) == 1 else Product(tuple(rest))
        return SUM, "-" + _at(inner, PRODUCT)
    leading = str(first.value) if isinstance(first, Number) else _at(first, POSTFIX)
    binds = SUM if isinstance(first, Number) and first.value < 0 else PRODUCT
    return binds, "*".join([leading, *(_at(factor, POSTFIX) for factor in rest)])


def _power(node: Power) -> tuple[int, str]:
    exponent = text_of_affine(node.exponent)
    return POSTFIX, f"{_at(node.base, ATOM)}**{exponent if exponent.isalnum() else f'({exponent})'}"


def _transpose(node: Transpose) -> tuple[int, str]:
    return ATOM, f"{_at(node.argument, ATOM)}.T"


def _wrapped(name: str) -> Callable[[Any], tuple[int, str]]:
    return lambda node: (ATOM, f"{name}({_rendered(node.argument)[1]})")


def _value(node: Value) -> tuple[int, str]:
    return ATOM, f"{node.function}({_rendered(node.argument)[1]})"


def _slope(node: Slope) -> tuple[int, str]:
    return ATOM, f"{node.function}'({_rendered(node.argument)[1]})"


def _gradient(node: Gradient) -> tuple[int, str]:
    return POSTFIX, f"d({_rendered(node.argument)[1]})/d{_rendered(node.variable)[1]}"


def _differential(node: Differential) -> tuple[int, str]:
    moves = ", ".join(f"{_rendered(variable)[1]} -> {_rendered(to)[1]}" for variable, to in node.directions)
    return ATOM, f"d({_rendered(node.argument)[1]})[{moves}]"


def _call(node: Call) -> tuple[int, str]:
    if not node.arguments:
        return ATOM, f"{node.name}({text_of_affine(node.rows)}, {text_of_affine(node.columns)})"
    return ATOM, f"{node.name}({', '.join(_rendered(argument)[1] for argument in node.arguments)})"


def _index_sum(node: IndexSum) -> tuple[int, str]:
    bounds = f"{text_of_affine(node.low)}..{text_of_affine(node.high)}"
    return ATOM, f"sum({_rendered(node.body)[1]} for {node.index} in {bounds})"


def _members(node: Members) -> tuple[int, str]:
    return ATOM, f"({member(node.family, node.low)}, ..., {member(node.family, node.high)})"


# ------------------------------------------------------------------------------------------------ formulas


def _side(term: Term, other: Term) -> str:
    """``0`` and ``I`` take their sizes from the other side."""
    if isinstance(term, Zero) and not isinstance(other, Zero | Identity):
        return "0"
    if isinstance(term, Identity) and not isinstance(other, Zero | Identity):
        return "I"
    return _rendered(term)[1]


def _equal(node: Equal) -> tuple[int, str]:
    return LOOSE, f"{_side(node.left, node.right)} = {_side(node.right, node.left)}"


def _compare(node: Compare) -> tuple[int, str]:
    return LOOSE, f"{_side(node.left, node.right)} {node.relation} {_side(node.right, node.left)}"


def _relation(node: IntegerRelation) -> tuple[int, str]:
    return LOOSE, f"{text_of_affine(node.left)} {node.relation} {text_of_affine(node.right)}"


def _invertible(node: Invertible) -> tuple[int, str]:
    return LOOSE, f"{_rendered(node.argument)[1]} invertible"


def _joined(word: str) -> Callable[[Any], tuple[int, str]]:
    return lambda node: (LOOSE, f" {word} ".join(map(_part, node.parts)) if node.parts else f"empty {word}")


def _part(formula: Formula) -> str:
    simple = isinstance(formula, Equal | Compare | IntegerRelation | Predicate | Not | Invertible)
    return _rendered(formula)[1] if simple else f"({_rendered(formula)[1]})"


def _not(node: Not) -> tuple[int, str]:
    return LOOSE, f"not ({_rendered(node.part)[1]})"


def _implies(node: Implies) -> tuple[int, str]:
    return LOOSE, f"{_part(node.premise)} implies {_part(node.conclusion)}"


def _for_all_index(node: ForAllIndex) -> tuple[int, str]:
    bounds = f"{text_of_affine(node.low)}..{text_of_affine(node.high)}"
    return LOOSE, f"for all {node.index} in {bounds}: {_rendered(node.body)[1]}"


def _quantified(word: str) -> Callable[[Any], tuple[int, str]]:
    return lambda node: (LOOSE, f"{word} {', '.join(map(_declared, node.symbols))}: {_rendered(node.body)[1]}")


def _declared(symbol: SymbolDeclaration) -> str:
    size = f"{text_of_affine(symbol.rows)} x {text_of_affine(symbol.columns)}"
    if symbol.range is None:
        return f"{symbol.name} ({size})"
    bounds = f"{text_of_affine(symbol.range.low)}..{text_of_affine(symbol.range.high)}"
    return f"{symbol.name}_{symbol.range.index} ({size}, {symbol.range.index} in {bounds})"


def _predicate(node: Predicate) -> tuple[int, str]:
    return LOOSE, f"{node.name.replace(' ', '_')}({', '.join(_rendered(argument)[1] for argument in node.arguments)})"


_RULES: dict[type, Callable[[Any], tuple[int, str]]] = {
    Symbol: _symbol, Chain: _chain, Basis: _basis, Number: _number, Integer: _integer, Sum: _sum, Product: _product,
    Power: _power, Transpose: _transpose, Inverse: _wrapped("inv"), Trace: _wrapped("tr"), Value: _value,
    Slope: _slope, Gradient: _gradient, Differential: _differential, Call: _call, IndexSum: _index_sum,
    Members: _members, Identity: lambda node: (ATOM, f"I({text_of_affine(node.size)})"),
    Zero: lambda node: (ATOM, f"zeros({text_of_affine(node.rows)}, {text_of_affine(node.columns)})"),
    Equal: _equal, Compare: _compare, IntegerRelation: _relation, Invertible: _invertible, And: _joined("and"),
    Or: _joined("or"), Not: _not, Implies: _implies, ForAllIndex: _for_all_index, ForAll: _quantified("for all"),
    Exists: _quantified("exists"), Predicate: _predicate,
}  # fmt: skip
