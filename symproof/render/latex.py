"""Terms and formulas as LaTeX for amsmath. The reader infers the sizes of 0, I and e_l."""

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
from symproof.render.names import latex_name

Node: TypeAlias = "Term | Formula"
SUM, PRODUCT, POSTFIX, ATOM = range(4)
LOOSE = -1
RELATIONS = {"=": "=", "!=": r"\neq", "<": "<", "<=": r"\le"}
CALLS = {"det": r"\det", "log": r"\log", "exp": r"\exp"}


def latex(node: Node, declarations: Declarations) -> str:
    """The node as the inside of a formula."""
    return _rendered(node)[1]


def latex_of_affine(value: Affine) -> str:
    parts = sorted(value.terms, key=lambda item: item[1] < 0)
    result = ""
    for atom, coefficient in parts:
        size = "" if abs(coefficient) == 1 else f"{abs(coefficient)} "
        result += f"{'-' if coefficient < 0 else '+'}{size}{_atom(atom)}"
    if value.constant or not parts:
        result += f"{value.constant:+d}"
    return result.removeprefix("+")


def _atom(atom: IntegerAtom) -> str:
    if isinstance(atom, SizeAt):
        return _member(atom.family, atom.index)
    if isinstance(atom, SizeProduct):
        return " ".join(map(_atom, atom.product_of))
    return latex_name(atom)


def _member(name: str, index: Affine) -> str:
    return f"{latex_name(name)}_{{{latex_of_affine(index)}}}"


def _rendered(node: Any) -> tuple[int, str]:
    return _RULES[type(node)](node)


def _at(node: Any, least: int) -> str:
    binds, result = _rendered(node)
    return result if binds >= least else rf"\left({result}\right)"


# ------------------------------------------------------------------------------------------------ terms


def _symbol(node: Symbol) -> tuple[int, str]:
    return ATOM, latex_name(node.name) if node.index is None else _member(node.name, node.index)


def _chain(node: Chain) -> tuple[int, str]:
    if node.high == node.low:
        return ATOM, _member(node.family, node.high)
    return PRODUCT, rf"{_member(node.family, node.high)} \cdots {_member(node.family, node.low)}"


def _basis(node: Basis) -> tuple[int, str]:
    return ATOM, _member("e", node.index)


def _fraction(value: Fraction) -> str:
    sign = "-" if value < 0 else ""
    size = abs(value)
    return f"{sign}{size}" if size.denominator == 1 else rf"{sign}\tfrac{{{size.numerator}}}{{{size.denominator}}}"


def _number(node: Number) -> tuple[int, str]:
    return ATOM if node.value >= 0 else SUM, _fraction(node.value)


def _integer(node: Integer) -> tuple[int, str]:
    simple = len(node.value.terms) + bool(node.value.constant) <= 1
    return ATOM if simple else SUM, latex_of_affine(node.value)


def _sum(node: Sum) -> tuple[int, str]:
    result = ""
    for position, term in enumerate(node.terms):
        sign, shown = _summand(term)
        result += f" {sign or '+'} {shown}" if position else f"{sign}{shown}"
    return SUM, result


def _summand(term: Term) -> tuple[str, str]:
    if isinstance(term, Product) and len(term.factors) > 1 and isinstance(term.factors[0], Number):
        value = term.factors[0].value
        rest = term.factors[1:] if value == -1 else (Number(-value), *term.factors[1:])
        if value < 0:
            return "-", _at(rest[0] if len(rest) == 1 else Product(rest), PRODUCT)
    if isinstance(term, Number) and term.value < 0:
        return "-", _fraction(-term.value)
    return "", _at(term, PRODUCT)


def _product(node: Product) -> tuple[int, str]:
    if len(node.factors) < 2:
        return ATOM, "".join(_rendered(factor)[1] for factor in node.factors)
    first, *rest = node.factors
    if first == Number(Fraction(-1)):
        return SUM, "-" + _at(rest[0] if len(rest) == 1 else Product(tuple(rest)), PRODUCT)
    binds = SUM if isinstance(first, Number) and first.value < 0 else PRODUCT
    leading = _fraction(first.value) if isinstance(first, Number) else _factor(first)
    return binds, _spaced([leading, *map(_factor, rest)])


def _factor(term: Term) -> str:
    """A chain multiplies on as it stands; a sum needs parentheses."""
    return _at(term, PRODUCT if isinstance(term, Chain) else POSTFIX)


def _spaced(factors: list[str]) -> str:
    result = factors[0]
    for factor in factors[1:]:
        result += (r" \cdot " if factor[0].isdigit() else r"\,") + factor
    return result


def _power(node: Power) -> tuple[int, str]:
    return POSTFIX, f"{_at(node.base, ATOM)}^{{{latex_of_affine(node.exponent)}}}"


def _transpose(node: Transpose) -> tuple[int, str]:
    if isinstance(node.argument, Inverse):
        return POSTFIX, rf"{_at(node.argument.argument, ATOM)}^{{-\top}}"
    return POSTFIX, rf"{_at(node.argument, ATOM)}^{{\top}}"


def _inverse(node: Inverse) -> tuple[int, str]:
    return POSTFIX, f"{_at(node.argument, ATOM)}^{{-1}}"


def _trace(node: Trace) -> tuple[int, str]:
    factors = node.argument.factors if isinstance(node.argument, Product) else ()
    if len(factors) == 2 and factors[0] == Transpose(factors[1]):
        return ATOM, rf"\left\lVert {_rendered(factors[1])[1]} \right\rVert^2"
    return ATOM, rf"\operatorname{{tr}}\left({_rendered(node.argument)[1]}\right)"


def _applied(node: Value | Slope) -> tuple[int, str]:
    prime = "'" if isinstance(node, Slope) else ""
    return ATOM, rf"{latex_name(node.function)}{prime}\left({_rendered(node.argument)[1]}\right)"


def _gradient(node: Gradient) -> tuple[int, str]:
    below = rf"\partial {_rendered(node.variable)[1]}"
    if isinstance(node.argument, Value | Symbol):
        return PRODUCT, rf"\frac{{\partial {_rendered(node.argument)[1]}}}{{{below}}}"
    return PRODUCT, rf"\frac{{\partial}}{{{below}}} \left({_rendered(node.argument)[1]}\right)"


def _differential(node: Differential) -> tuple[int, str]:
    moves = ", ".join(rf"{_rendered(variable)[1]} \to {_rendered(to)[1]}" for variable, to in node.directions)
    return ATOM, rf"\mathrm{{d}}\left({_rendered(node.argument)[1]}\right)\left[{moves}\right]"


def _call(node: Call) -> tuple[int, str]:
    name = CALLS.get(node.name, rf"\operatorname{{{node.name}}}")
    if not node.arguments:
        return ATOM, rf"{name}_{{{latex_of_affine(node.rows)} \times {latex_of_affine(node.columns)}}}"
    return ATOM, rf"{name}\left({', '.join(_rendered(argument)[1] for argument in node.arguments)}\right)"


def _index_sum(node: IndexSum) -> tuple[int, str]:
    bounds = rf"_{{{latex_name(node.index)}={latex_of_affine(node.low)}}}^{{{latex_of_affine(node.high)}}}"
    return PRODUCT, rf"\sum{bounds} {_at(node.body, PRODUCT)}"


def _members(node: Members) -> tuple[int, str]:
    return ATOM, rf"\left({_member(node.family, node.low)}, \dots, {_member(node.family, node.high)}\right)"


# ------------------------------------------------------------------------------------------------ formulas


def _compare(node: Equal | Compare) -> tuple[int, str]:
    relation = "=" if isinstance(node, Equal) else RELATIONS[node.relation]
    return LOOSE, f"{_rendered(node.left)[1]} {relation} {_rendered(node.right)[1]}"


def _relation(node: IntegerRelation) -> tuple[int, str]:
    return LOOSE, f"{latex_of_affine(node.left)} {RELATIONS[node.relation]} {latex_of_affine(node.right)}"


def _invertible(node: Invertible) -> tuple[int, str]:
    return LOOSE, rf"{_rendered(node.argument)[1]} \text{{ invertible}}"


def _joined(word: str) -> Callable[[Any], tuple[int, str]]:
    return lambda node: (LOOSE, word.join(map(_part, node.parts)))


def _part(formula: Formula) -> str:
    simple = isinstance(formula, Equal | Compare | IntegerRelation | Predicate | Invertible)
    return _rendered(formula)[1] if simple else rf"\left({_rendered(formula)[1]}\right)"


def _not(node: Not) -> tuple[int, str]:
    return LOOSE, rf"\lnot\left({_rendered(node.part)[1]}\right)"


def _implies(node: Implies) -> tuple[int, str]:
    return LOOSE, rf"{_part(node.premise)} \implies {_part(node.conclusion)}"


def _for_all_index(node: ForAllIndex) -> tuple[int, str]:
    bounds = rf"{latex_of_affine(node.low)} \le {latex_name(node.index)} \le {latex_of_affine(node.high)}"
    return LOOSE, rf"{_rendered(node.body)[1]} \quad ({bounds})"


def _quantified(sign: str) -> Callable[[Any], tuple[int, str]]:
    return lambda node: (LOOSE, rf"{sign} {', '.join(map(_declared, node.symbols))} :\ {_rendered(node.body)[1]}")


def _declared(symbol: SymbolDeclaration) -> str:
    space = rf"\mathbb{{R}}^{{{latex_of_affine(symbol.rows)} \times {latex_of_affine(symbol.columns)}}}"
    if symbol.range is None:
        return rf"{latex_name(symbol.name)} \in {space}"
    return rf"{latex_name(symbol.name)}_{{{latex_name(symbol.range.index)}}} \in {space}"


def _predicate(node: Predicate) -> tuple[int, str]:
    name = node.name.replace("_", " ")
    return LOOSE, rf"\text{{{name}}}\left({', '.join(_rendered(argument)[1] for argument in node.arguments)}\right)"


_RULES: dict[type, Callable[[Any], tuple[int, str]]] = {
    Symbol: _symbol, Chain: _chain, Basis: _basis, Number: _number, Integer: _integer, Sum: _sum, Product: _product,
    Power: _power, Transpose: _transpose, Inverse: _inverse, Trace: _trace, Value: _applied, Slope: _applied,
    Gradient: _gradient, Differential: _differential, Call: _call, IndexSum: _index_sum, Members: _members,
    Identity: lambda node: (ATOM, "I"), Zero: lambda node: (ATOM, "0"), Equal: _compare, Compare: _compare,
    IntegerRelation: _relation, Invertible: _invertible, And: _joined(r" \;\text{and}\; "),
    Or: _joined(r" \;\text{or}\; "), Not: _not, Implies: _implies, ForAllIndex: _for_all_index,
    ForAll: _quantified(r"\forall"), Exists: _quantified(r"\exists"), Predicate: _predicate,
}  # fmt: skip
