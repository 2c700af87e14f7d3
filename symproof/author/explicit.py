"""A recorded term at given sizes, as an explicit SymPy matrix of symbols to print and play with.

``expression.explicit(k=2, j=1, d=[3, 2, 3])``. A member M_2 has the entries ``M_2[1,1]``, ... Nothing here takes part
in a verdict: the concrete judge has its own arithmetic.
"""

from __future__ import annotations

from collections.abc import Callable, Mapping, Sequence
from typing import Any

import sympy

from symproof.author.expressions import Surrounding
from symproof.author.place import refuse
from symproof.language.affine import Affine, FamilyName, IntegerAtom, SizeAt, SizeProduct, integer
from symproof.language.declarations import SymbolDeclaration
from symproof.language.sizes import member_shape
from symproof.language.substitution import substituted
from symproof.language.terms import (
    Basis,
    Chain,
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

Sizes = Mapping[str, int | Sequence[int]]


class Explicit:
    """Evaluates terms where every integer, size and size family has a value."""

    def __init__(self, setting: Surrounding, sizes: Sizes) -> None:
        self.context = setting.context
        self.sizes = sizes

    def matrix(self, term: Term) -> sympy.Matrix:
        """The value of the term; a scalar is a 1 x 1 matrix."""
        rule = _RULES.get(type(term))
        if rule is None:
            raise refuse("SP219", f"{type(term).__name__} has no explicit value here")
        return rule(self, term)

    # -------------------------------------------------------------------------------- integers

    def number(self, value: Affine) -> int:
        """The value of an integer expression."""
        return value.constant + sum(coefficient * self._atom(atom) for atom, coefficient in value.terms)

    def _atom(self, atom: IntegerAtom) -> int:
        if isinstance(atom, SizeProduct):
            result = 1
            for part in atom.product_of:
                result *= self._atom(part)
            return result
        if isinstance(atom, SizeAt):
            return self._member(_alone(atom.family), self.number(atom.index))
        value = self.sizes.get(atom)
        if not isinstance(value, int):
            raise refuse("SP214", f"{atom} has no value", f"Give one: {atom}=2.")
        return value

    def _member(self, family: str, index: int) -> int:
        values, declared = self.sizes.get(family), self.context.sizes.get(family)
        if not isinstance(values, Sequence) or declared is None or declared.range is None:
            raise refuse("SP214", f"the sizes {family} have no values", f"Give them: {family}=[3, 2, 3].")
        position = index - self.number(declared.range.low)
        if not 0 <= position < len(values):
            raise refuse("SP204", f"{family}_{index} is outside of the values given for {family}")
        return values[position]

    # -------------------------------------------------------------------------------- symbols

    def symbol(self, term: Symbol) -> sympy.Matrix:
        """The explicit matrix of a symbol or of a member of a family; definitions are unfolded."""
        declared = self.context.symbol(_alone(term.name))
        index = None if term.index is None else self.number(term.index)
        if declared.pieces:
            return self.matrix(self._body(declared, index))
        rows, columns = map(self.number, member_shape(declared, None if index is None else integer(index)))
        name = term.name if index is None else f"{term.name}_{index}"
        if (declared.rows, declared.columns) == (integer(1), integer(1)):
            return sympy.Matrix([[sympy.Symbol(name)]])
        return sympy.Matrix(rows, columns, lambda r, c: sympy.Symbol(f"{name}[{r + 1},{c + 1}]"))

    def _body(self, declared: SymbolDeclaration, index: int | None) -> Term:
        for piece in declared.pieces:
            if index is None or declared.range is None or piece.low is None or piece.high is None:
                return piece.body
            if self.number(piece.low) <= index <= self.number(piece.high):
                return substituted(piece.body, declared.range.index, integer(index))
        raise refuse("SP204", f"{declared.name}_{index} is outside of its range")

    def chain(self, term: Chain) -> sympy.Matrix:
        """The product M_high ... M_low, an identity if high = low - 1."""
        high, low = self.number(term.high), self.number(term.low)
        if high == low - 1:
            declared = self.context.symbol(_alone(term.family))
            return sympy.eye(self.number(member_shape(declared, integer(low))[1]))
        result = self.symbol(Symbol(term.family, integer(high)))
        for index in range(high - 1, low - 1, -1):
            result = result * self.symbol(Symbol(term.family, integer(index)))
        return result

    def basis(self, term: Basis) -> sympy.Matrix:
        """The basis column e_l."""
        row = self.number(term.index) - 1
        return sympy.Matrix(self.number(term.size), 1, lambda r, _: int(r == row))

    # -------------------------------------------------------------------------------- arithmetic

    def sum(self, term: Sum) -> sympy.Matrix:
        """The sum of the explicit terms."""
        first, *rest = map(self.matrix, term.terms)
        for other in rest:
            first = first + other
        return first

    def product(self, term: Product) -> sympy.Matrix:
        """The product of the explicit factors, scalars scale."""
        first, *rest = map(self.matrix, term.factors)
        for other in rest:
            first = _times(first, other)
        return first

    def index_sum(self, term: IndexSum) -> sympy.Matrix:
        """The sum over the index; zero over an empty range."""
        values = range(self.number(term.low), self.number(term.high) + 1)
        parts = [self.matrix(substituted(term.body, term.index, integer(value))) for value in values]
        return sum(parts[1:], parts[0]) if parts else sympy.zeros(1, 1)

    # -------------------------------------------------------------------------------- functions

    def value(self, term: Value) -> sympy.Matrix:
        """f(P) as a SymPy function of the entries of P."""
        return sympy.Matrix([[sympy.Function(term.function)(*self.matrix(term.argument))]])

    def slope(self, term: Slope) -> sympy.Matrix:
        """f'(P) as functions of the entries of P, one for each entry."""
        point = self.matrix(term.argument)
        return sympy.Matrix(*point.shape, lambda r, c: sympy.Function(f"{term.function}'[{r + 1},{c + 1}]")(*point))

    def gradient(self, term: Gradient) -> sympy.Matrix:
        """The derivative, entry by entry."""
        value, variable = self.matrix(term.argument), self.matrix(term.variable)
        if term.jacobian:
            return sympy.Matrix(value.rows, variable.rows, lambda r, c: sympy.diff(value[r, 0], variable[c, 0]))
        if variable.shape == (1, 1):
            return value.applyfunc(lambda entry: sympy.diff(entry, variable[0, 0]))
        return variable.applyfunc(lambda entry: sympy.diff(value[0, 0], entry))


def _alone(family: FamilyName) -> str:
    if not isinstance(family, str):
        raise refuse("SP214", f"{family.family} has two indices", "Only families with one index are made explicit.")
    return family


def _times(left: sympy.Matrix, right: sympy.Matrix) -> sympy.Matrix:
    if left.shape == (1, 1):
        return right * left[0, 0]
    return left * right[0, 0] if right.shape == (1, 1) else left * right


def _scalar(value: object) -> sympy.Matrix:
    return sympy.Matrix([[value]])


_RULES: dict[type, Callable[[Explicit, Any], sympy.Matrix]] = {
    Symbol: Explicit.symbol, Chain: Explicit.chain, Basis: Explicit.basis, Sum: Explicit.sum,
    Product: Explicit.product, IndexSum: Explicit.index_sum, Value: Explicit.value, Slope: Explicit.slope,
    Gradient: Explicit.gradient,
    Identity: lambda at, term: sympy.eye(at.number(term.size)),
    Zero: lambda at, term: sympy.zeros(at.number(term.rows), at.number(term.columns)),
    Number: lambda at, term: _scalar(sympy.Rational(term.value.numerator, term.value.denominator)),
    Integer: lambda at, term: _scalar(at.number(term.value)),
    Transpose: lambda at, term: at.matrix(term.argument).T,
    Inverse: lambda at, term: at.matrix(term.argument).inv(),
    Trace: lambda at, term: _scalar(at.matrix(term.argument).trace()),
    Power: lambda at, term: at.matrix(term.base) ** at.number(term.exponent),
}  # fmt: skip
