"""Sizes as declared, not as they happen to be: at n = 1 an n x n matrix does not become a scalar.

Only derivatives ask: the gradient of a scalar is laid out like the variable, the Jacobian of a column is not.
"""

from __future__ import annotations

from collections.abc import Callable, Sequence
from copy import copy
from fractions import Fraction
from functools import lru_cache
from typing import Any, TypeAlias

from symproof.concrete.evaluation.interpreted import Kind
from symproof.concrete.evaluation.place import Place
from symproof.concrete.failures import EvaluationError
from symproof.language.affine import ONE, Affine, FamilyName, at_index, declared_name, integer, substitute
from symproof.language.declarations import Declarations, FunctionDeclaration, Range, SymbolDeclaration
from symproof.language.formulas import And, Formula, IntegerRelation, Invertible, Named
from symproof.language.records import inside, once
from symproof.language.terms import (
    Basis,
    Call,
    Chain,
    Differential,
    Gradient,
    Identity,
    IndexSum,
    Integer,
    Inverse,
    Number,
    Power,
    Product,
    Slope,
    Sum,
    Symbol,
    Term,
    Trace,
    Transpose,
    Value,
    Zero,
)

Size: TypeAlias = tuple[Affine, Affine]
Indices: TypeAlias = tuple[str, str, Affine]
SCALAR: Size = (ONE, ONE)
KEPT = 4096  # terms of which we know whether they are negated


class Tables:
    """Declarations by name, and which sizes the facts fix at 1."""

    def __init__(self, declarations: Declarations, facts: tuple[Named, ...]) -> None:
        self.symbols: dict[str, SymbolDeclaration] = {item.name: item for item in declarations.symbols}
        self.functions: dict[str, FunctionDeclaration] = {item.name: item for item in declarations.functions}
        self._polynomial: dict[str, bool] = {}
        self._polynomial_terms: dict[int, tuple[object, bool]] = {}  # each with the node, which keeps its number
        self._ones = {side for fact in facts for side in _ones(fact.formula)}
        self.led: dict[str, SymbolDeclaration] = {}  # M[2] for M_l where l = 2, as they are met
        self.interpretation: dict[str, Kind] = {}  # what declared functions stand for
        self.single = frozenset(item.name for item in declarations.symbols if item.leading is None)
        self._definitions: dict[int, tuple[FunctionDeclaration, SymbolDeclaration, Tables]] = {}
        self.asked: dict[object, tuple[object, Any]] = {}  # by formula and place, each with the formula: for searches

    def interpreted(self, kind: Kind) -> Tables:
        """The same, every declared function standing for one of this kind."""
        return self._changed(interpretation=dict.fromkeys(self.functions, kind))

    def with_symbols(self, symbols: Sequence[SymbolDeclaration]) -> Tables:
        """The same with the symbols that a quantifier binds."""
        single = self.single - {symbol.name for symbol in symbols if symbol.leading is not None}
        return self._changed(
            symbols=self.symbols | {symbol.name: symbol for symbol in symbols},
            single=single | {symbol.name for symbol in symbols if symbol.leading is None},
        )

    def in_definition(self, function: FunctionDeclaration) -> tuple[SymbolDeclaration, Tables]:
        """The variable of a defined function, and the same with it."""
        found = self._definitions.get(id(function))
        if found is None:
            variable = SymbolDeclaration(function.variable, function.rows, function.columns)
            found = self._definitions[id(function)] = function, variable, self.with_symbols([variable])
        return found[1], found[2]

    def _changed(self, **changes: Any) -> Tables:
        result = copy(self)
        result._polynomial, result._polynomial_terms, result.led = {}, {}, {}
        result._definitions, result.asked = {}, {}
        for name, value in changes.items():
            setattr(result, name, value)
        return result

    def symbol(self, name: str) -> SymbolDeclaration:
        """The declaration of a symbol; SP515 for a name that is not declared."""
        if name not in self.symbols and name not in self.led:
            raise EvaluationError("SP515", f"{name} is not declared")
        return self.led[name] if name in self.led else self.symbols[name]

    def family(self, family: FamilyName, place: Place) -> str:
        """The name of a symbol or family at these sizes; of one family M_l the range of l is tested."""
        declared = self.symbol(declared_name(family))
        if isinstance(family, str) and declared.leading is None:
            return family
        if isinstance(family, str) or declared.leading is None:
            raise EvaluationError("SP515", f"{declared.name} takes {'a' if declared.leading else 'no'} leading index")
        lead, bounds = place.integer(family.lead), declared.leading
        first, last = place.quietly(bounds.low), place.quietly(bounds.high)
        if not first <= lead <= last:
            raise EvaluationError("SP511", f"{family.family}_{lead} lies outside {first}..{last}")
        name = place.family(family)
        if name not in self.led:
            self.led[name] = _at_lead(declared, name, integer(lead))
        return name

    def is_polynomial(self, name: str) -> bool:
        """Whether the symbol, with definitions unfolded, holds symbols only: no inverse, no f'(P), no derivative."""
        if name not in self._polynomial:
            self._polynomial[name] = True  # a definition that refers to its own earlier members
            pieces = self.symbols[name].pieces if name in self.symbols else ()
            self._polynomial[name] = all(self._is_polynomial(piece.body) for piece in pieces)
        return self._polynomial[name]

    def is_polynomial_term(self, node: object) -> bool:
        """Likewise of a term or formula."""
        found = self._polynomial_terms.get(id(node))
        if found is None:
            found = self._polynomial_terms[id(node)] = node, self._is_polynomial(node)
        return found[1]

    def _is_polynomial(self, node: Any) -> bool:
        if isinstance(node, Inverse | Invertible | Value | Slope | Call | Gradient | Differential | Power):
            return False
        if isinstance(node, Symbol | Chain):
            return self.is_polynomial(declared_name(node.name if isinstance(node, Symbol) else node.family))
        return all(map(self._is_polynomial, inside(node)))

    def is_one(self, size: Affine) -> bool:
        """Whether a size is literally 1, or is 1 by a size fact."""
        return size == ONE or size in self._ones

    def _scalar(self, size: Size) -> bool:
        return self.is_one(size[0]) and self.is_one(size[1])

    def size(self, term: Term) -> Size:
        """The declared size of a term."""
        rule = _RULES.get(type(term))
        if rule is None:
            raise EvaluationError("SP510", f"{type(term).__name__} has no size")
        return rule(self, term)

    def _symbol(self, term: Symbol) -> Size:
        declared = self.symbol(declared_name(term.name))
        if declared.range is None or term.index is None:
            return declared.rows, declared.columns
        indices = self._indices(declared, term.name)
        return _at(declared.rows, indices, term.index), _at(declared.columns, indices, term.index)

    def _chain(self, term: Chain) -> Size:
        declared = self.symbol(declared_name(term.family))
        if declared.range is None:
            raise EvaluationError("SP515", f"{declared.name} is not a family")
        indices = self._indices(declared, term.family)
        return _at(declared.rows, indices, term.high), _at(declared.columns, indices, term.low)

    def _indices(self, declared: SymbolDeclaration, family: FamilyName) -> Indices:
        """The name of the index, and of a leading one its name and value."""
        index = "" if declared.range is None else declared.range.index
        if isinstance(family, str) or declared.leading is None:
            return index, "", ONE
        return index, declared.leading.index, family.lead

    def _product(self, term: Product) -> Size:
        size = SCALAR
        for factor in term.factors:
            other = self.size(factor)
            if self._scalar(size):
                size = other
            elif not self._scalar(other):
                size = (size[0], other[1])
        return size

    def _gradient(self, term: Gradient) -> Size:
        argument, variable = self.size(term.argument), self.size(term.variable)
        if term.jacobian:
            return argument[0], variable[0]
        return argument if self._scalar(variable) else variable

    def _slope(self, term: Slope) -> Size:
        declared = self.functions[term.function]
        return declared.rows, declared.columns

    def _turned(self, term: Transpose) -> Size:
        rows, columns = self.size(term.argument)
        return columns, rows


def _negated(term: Term) -> Term | None:
    """X where the term is -X, recorded as (-1) X."""
    if isinstance(term, Product) and len(term.factors) > 1 and term.factors[0] == _MINUS_ONE:
        return term.factors[1] if len(term.factors) == 2 else Product(term.factors[1:])
    return None


_MINUS_ONE = Number(Fraction(-1))
negated = once(_negated, KEPT)


def _at(size: Affine, indices: Indices, at: Affine) -> Affine:
    index, leading, lead = indices
    values: dict[str, Affine] = {leading: lead, index: at}
    return substitute(size, lambda atom: values.get(atom) if isinstance(atom, str) else None)


@lru_cache(maxsize=1024)  # the same one in every step of a proof, so that what was found for it is known again
def _at_lead(declared: SymbolDeclaration, name: str, lead: Affine) -> SymbolDeclaration:
    """One of several families, under a name of its own, where the leading index is a number."""
    leading, bounds = declared.leading, declared.range
    if leading is None or bounds is None:
        raise EvaluationError("SP515", f"{declared.name} takes no leading index")
    inside = Range(bounds.index, at_index(bounds.low, leading.index, lead), at_index(bounds.high, leading.index, lead))
    rows, columns = (at_index(size, leading.index, lead) for size in (declared.rows, declared.columns))
    return SymbolDeclaration(name, rows, columns, inside)


def _ones(formula: Formula) -> list[Affine]:
    if isinstance(formula, And):
        return [side for part in formula.parts for side in _ones(part)]
    if isinstance(formula, IntegerRelation) and formula.relation == "=":
        return [left for left, right in ((formula.left, formula.right), (formula.right, formula.left)) if right == ONE]
    return []


_RULES: dict[type, Callable[[Tables, Any], Size]] = {
    Symbol: Tables._symbol, Chain: Tables._chain, Product: Tables._product, Gradient: Tables._gradient,
    Slope: Tables._slope, Transpose: Tables._turned,
    Basis: lambda tables, term: (term.size, ONE),
    Identity: lambda tables, term: (term.size, term.size),
    Zero: lambda tables, term: (term.rows, term.columns),
    Number: lambda tables, term: SCALAR,
    Integer: lambda tables, term: SCALAR,
    Trace: lambda tables, term: SCALAR,
    Value: lambda tables, term: SCALAR,
    Sum: lambda tables, term: tables.size(term.terms[0]),
    Power: lambda tables, term: tables.size(term.base),
    Inverse: lambda tables, term: tables.size(term.argument),
    Differential: lambda tables, term: tables.size(term.argument),
    Call: lambda tables, term: (term.rows, term.columns),
    IndexSum: lambda tables, term: tables.size(term.body),
}  # fmt: skip
