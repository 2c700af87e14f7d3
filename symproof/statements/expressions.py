"""Expressions: from the syntax tree to terms with sizes. Ill-sized and undeclared input is refused at its place."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from fractions import Fraction

from symproof.kernel.context import Context
from symproof.language.affine import Affine, affine_text, integer, subtract
from symproof.language.functions import FUNCTIONS
from symproof.language.terms import (
    Basis,
    Identity,
    IndexSum,
    Integer,
    Inverse,
    Number,
    Power,
    Product,
    Symbol,
    Term,
    Transpose,
    Zero,
)
from symproof.render.sizes import SCALAR, size_of
from symproof.statements import derivatives, foreign
from symproof.statements.dependent import dependent_symbol
from symproof.statements.functions import basis_column, read
from symproof.statements.names import Names
from symproof.statements.nodes import Node, refused
from symproof.statements.sizes import Sizes
from symproof.statements.typed import Held, Need, Typed, negated, quotient, scalar, sum_of

MAX_EXPONENT = 64


class Expressions:
    """Reads the expressions of one formula. ``needs`` collects what the terms need to mean what they say, ``held`` the
    symbols that a differential holds constant, ``compared`` the matrices between which an order stands."""

    def __init__(self, names: Names, context: Context) -> None:
        self.names = names
        self.sizes = Sizes(context)
        self.needs: list[Need] = []
        self.held: list[Held] = []
        self.compared: list[Typed] = []

    def typed(self, node: Node) -> Typed:
        """The term of an expression, with its size."""
        return _READERS[node.kind](self, node)

    # -------------------------------------------------------------------------------- leaves

    def _number(self, node: Node) -> Typed:
        value = Fraction(node.parts[0].text)
        if value == 0:
            rows, columns = self.sizes.unknown(node.parts[0]), self.sizes.unknown(node.parts[0])
            return Typed(Zero(rows, columns), rows, columns, node)
        return scalar(Number(value), node)

    def _name(self, node: Node) -> Typed:
        name = node.parts[0].text
        if self.names.is_integer(name):
            return scalar(Integer(self.names.integer_expression(node)), node)
        if name in self.names.symbols:
            declared = self.names.symbols[name]
            return Typed(Symbol(name), declared.rows, declared.columns, node)
        if name == "I":
            size = self.sizes.unknown(node.parts[0], identity=True)
            return Typed(Identity(size), size, size, node)
        raise self.names.undeclared(node, name)

    # -------------------------------------------------------------------------------- sums and products

    def _sum(self, node: Node) -> Typed:
        first = self.typed(node.parts[0])
        terms = [first.term]
        for sign, part in zip(node.parts[1::2], node.parts[2::2], strict=True):
            other = self.typed(part)
            self.require_same(first, other, "a sum")
            terms.append(negated(other.term) if sign.kind == "MINUS" else other.term)
        return Typed(sum_of(terms), first.rows, first.columns, node)

    def require_same(self, left: Typed, right: Typed, what: str) -> None:
        """The sizes agree, or SP603 at the right-hand one."""
        if self.sizes.agree(left.rows, right.rows) and self.sizes.agree(left.columns, right.columns):
            return
        shown = f"{what} of {self.size_text(left)} and {self.size_text(right)}"
        hint = "the sizes must be equal"
        if self.is_scalar(left) or self.is_scalar(right):
            hint = "write c*I to add a scalar to a square matrix"
        elif self.sizes.agree(left.rows, right.columns) and self.sizes.agree(left.columns, right.rows):
            hint = "they agree if one of them is transposed"
        raise refused(right.node, "SP603", shown, hint)

    def _product(self, node: Node) -> Typed:
        factors: list[Term] = []
        result: Typed | None = None
        negative = False
        for operator, part in derivatives.fused(self.names, node):
            sign, part = unsigned(part)
            negative = negative != sign
            if operator == "OVER":
                factors = quotient(factors, self._divisor(part))
                continue
            factor = self._factor(part)
            factors += self._opened(result, factor)
            result = factor if result is None else self._multiplied(result, factor, node)
        assert result is not None
        term = factors[0] if len(factors) == 1 else Product(tuple(factors))
        return Typed(negated(term) if negative else term, result.rows, result.columns, node)

    def _opened(self, left: Typed | None, factor: Typed) -> tuple[Term, ...]:
        """The factors of a factor after ``left``."""
        return self._flat(factor.term) if left is None or self.is_scalar(left) else self._flat_after_matrix(factor.term)

    def product_of(self, *terms: Term) -> Term:
        """The product, products inside it opened where that means the same."""
        factors: tuple[Term, ...] = ()
        for term in terms:
            size = size_of(Product(factors), self.names.symbols)
            after_scalar = size is not None and all(map(self.sizes.is_one, size))
            factors += self._flat(term) if after_scalar else self._flat_after_matrix(term)
        return factors[0] if len(factors) == 1 else Product(factors)

    def _flat(self, term: Term) -> tuple[Term, ...]:
        return term.factors if isinstance(term, Product) else (term,)

    def _flat_after_matrix(self, term: Term) -> tuple[Term, ...]:
        """The factors, unless the first matrix among them is a row: in A (u^T v w) the scalar is u^T v, and there need
        be no A u^T."""
        sizes = [size_of(item, self.names.symbols) for item in self._flat(term)]
        first = next((size for size in sizes if size != SCALAR), None)
        return (term,) if first is not None and self.sizes.is_one(first[0]) else self._flat(term)

    def _factor(self, node: Node) -> Typed:
        """A factor; a literal 0 among factors is the number."""
        if node.kind == "number":
            return scalar(Number(Fraction(node.parts[0].text)), node)
        if node.kind == "derivative":
            return derivatives.derivative(self, node)
        return self.typed(node)

    def _multiplied(self, left: Typed, right: Typed, node: Node) -> Typed:
        if self.is_scalar(left):
            return Typed(left.term, right.rows, right.columns, node)
        if self.is_scalar(right):
            return left
        if self.sizes.agree(left.columns, right.rows):
            return Typed(left.term, left.rows, right.columns, node)
        hint = "the inner sizes must be equal"
        if self.sizes.agree(left.columns, right.columns):
            hint += "; they are if the second factor is transposed"
        elif self.sizes.agree(left.rows, right.rows):
            hint += "; they are if the first factor is transposed"
        raise refused(right.node, "SP603", f"a product of {self.size_text(left)} and {self.size_text(right)}", hint)

    def _divisor(self, node: Node) -> Term:
        """What a product is divided by: a nonzero number, or a scalar that needs to be nonzero."""
        value = rational(node)
        if value == 0:
            raise refused(node, "SP611", "division by zero")
        if value is not None:
            return Number(value)
        if node.kind == "derivative":
            hint = "put the derivative in parentheses: 1/(d(e)/dX)"
            raise refused(node, "SP611", "division by d(...)/dX, which can be read in two ways", hint)
        divisor = self.typed(node)
        if not self.is_scalar(divisor):
            hint = "multiply by inv(B), on the side you mean"
            raise refused(node, "SP611", f"division by {self.size_text(divisor)}", hint)
        if divisor.term == Number(Fraction(0)):
            raise refused(node, "SP611", "division by zero")
        self.needs.append(Need("invertible", divisor.term, node))
        return divisor.term

    def _negative(self, node: Node) -> Typed:
        inner = self.typed(node.parts[1])
        return Typed(negated(inner.term), inner.rows, inner.columns, node)

    def _positive(self, node: Node) -> Typed:
        return self.typed(node.parts[1])

    # -------------------------------------------------------------------------------- powers, transposes, entries

    def _power(self, node: Node) -> Typed:
        base, exponent = self.typed(node.parts[0]), self._exponent(node.parts[1])
        self.require_square(base, "a power")
        literal = exponent.constant if exponent.is_constant else None
        falling = not exponent.is_constant and all(coefficient < 0 for _, coefficient in exponent.terms)
        if falling or (literal is not None and literal < 0):
            self.needs.append(Need("invertible", base.term, base.node, self.is_scalar(base)))
            inverse, exponent = Inverse(base.term), subtract(integer(0), exponent)
            term: Term = inverse if literal == -1 else Power(inverse, exponent)
        else:
            term = Power(base.term, exponent)
        return Typed(term, base.rows, base.columns, node)

    def _exponent(self, node: Node) -> Affine:
        value = rational(node)
        if value is not None and value.denominator != 1:
            raise refused(node, "SP611", f"the exponent {value} is not an integer", "write sqrt(c) for a scalar")
        if value is not None and abs(value) > MAX_EXPONENT:
            raise refused(node, "SP610", f"the exponent {value}; the limit is {MAX_EXPONENT}")
        return integer(int(value)) if value is not None else self.names.integer_expression(node)

    def _transpose(self, node: Node) -> Typed:
        inner = self.typed(node.parts[0])
        return Typed(Transpose(inner.term), inner.columns, inner.rows, node)

    def _entry(self, node: Node) -> Typed:
        """X[i,j] = e_i^T X e_j; x[i] for a column or a row."""
        base, *places = [self.typed(node.parts[0]), *node.parts[1:]]
        sizes = [base.rows, base.columns]
        if len(places) == 1:
            sizes = [size for size in sizes if not self.sizes.is_one(size)] or [integer(1)]
            if len(sizes) != 1:
                raise refused(node, "SP606", f"one index into {self.size_text(base)}", "write X[i,j]")
        units = [self.basis(place, size) for place, size in zip(places, sizes, strict=True)]
        if len(places) == 1:
            units = [units[0], None] if self.sizes.is_one(base.columns) else [None, units[0]]
        left = () if units[0] is None else (Transpose(units[0]),)
        right = () if units[1] is None else (units[1],)
        return scalar(self.product_of(*left, base.term, *right), node)

    def basis(self, node: Node, size: Affine) -> Basis | None:
        """e_i of R^size for the index written at ``node``; None in R^1. SP612 for an index that is out of range."""
        index, size = self.names.integer_expression(node), self.sizes.context.canonical(self.sizes.resolve(size))
        index = self.sizes.context.canonical(index)
        over = subtract(index, size)
        if (index.is_constant and index.constant < 1) or (over.is_constant and over.constant > 0):
            what = f"the index {affine_text(index)} is outside 1..{affine_text(size)}"
            raise refused(node, "SP612", what, "entries are counted from 1")
        return None if self.sizes.is_one(size) else Basis(index, size)

    def _index_sum(self, node: Node) -> Typed:
        name, body, *ranges = node.parts
        if name.text != "sum":
            raise refused(node, "SP606", f"{name.text}(... for ...) is not known", "write sum(... for k in a..b)")
        return self._summed(node, body, ranges)

    def _summed(self, node: Node, body: Node, ranges: Sequence[Node]) -> Typed:
        """The sum over the first index of the sums over the others, whose ranges may mention it."""
        if not ranges:
            return self.typed(body)
        index, low, high = ranges[0].parts
        ends = self.names.integer_expression(low), self.names.integer_expression(high)
        with self.names.bound(index.text, index, *ends):
            inner = self._summed(node, body, ranges[1:])
        return Typed(IndexSum(index.text, *ends, inner.term), inner.rows, inner.columns, node)

    def _call(self, node: Node) -> Typed:
        name = node.parts[0].text
        if name == "d":
            return derivatives.differential(self, node)
        arguments = node.parts[1].parts if len(node.parts) > 1 else ()
        if name not in FUNCTIONS:
            found = basis_column(self, node, arguments) or dependent_symbol(self, node, arguments)
            if found is not None:
                return found
            known = name in self.names.symbols or self.names.is_integer(name)
            hint = f"write {name}*(...) for a product" if known else foreign.instead_of_function(name)
            raise refused(node, "SP606", f"{name} is not a function", hint)
        return read(self, node, arguments)

    def _rows(self, node: Node) -> Typed:
        raise refused(node, "SP606", "rows of blocks stand only in block([[A,B],[C,D]])")

    # -------------------------------------------------------------------------------- checks

    def is_scalar(self, value: Typed) -> bool:
        """Whether both sizes are 1."""
        return self.sizes.is_one(value.rows) and self.sizes.is_one(value.columns)

    def compared_terms(self) -> list[tuple[Node, Term]]:
        """The matrices between which an order stands, with the places where they are written."""
        return [(side.node, self.sizes.resolved_term(side.term)) for side in self.compared]

    def is_square_matrix(self, value: Typed) -> bool:
        """Whether the sizes are known to be equal, and not to be 1."""
        rows, columns = self.sizes.resolve(value.rows), self.sizes.resolve(value.columns)
        known = self.sizes.is_known(rows) and self.sizes.is_known(columns)
        return known and rows == columns and not self.is_scalar(value)

    def size_text(self, value: Typed) -> str:
        """``m x n``, as it stands in messages."""
        return self.sizes.text(value.rows, value.columns)

    def require_square(self, value: Typed, what: str, hint: str = "") -> None:
        """Raises SP603 if the term is not a square matrix."""
        if not self.sizes.agree(value.rows, value.columns):
            raise refused(value.node, "SP603", f"{what} of {self.size_text(value)}: it must be square", hint)

    def require_scalar(self, value: Typed, what: str) -> None:
        """Raises SP603 if the term is not a scalar."""
        if not (self.sizes.agree(value.rows, integer(1)) and self.sizes.agree(value.columns, integer(1))):
            raise refused(value.node, "SP603", f"{what} of {self.size_text(value)}: it must be a scalar")


def unsigned(node: Node) -> tuple[bool, Node]:
    """Whether the node is an odd number of minus signs before the rest, and the rest."""
    negative = False
    while node.kind in ("negative", "positive"):
        negative = negative != (node.kind == "negative")
        node = node.parts[1]
    return negative, node


def rational(node: Node) -> Fraction | None:
    """The value of an expression made of numbers with + - * / only, otherwise None; division by zero is None."""
    if node.kind == "number":
        return Fraction(node.parts[0].text)
    if node.kind in ("negative", "positive"):
        inner = rational(node.parts[1])
        return inner if inner is None or node.kind == "positive" else -inner
    if node.kind not in ("sum", "product"):
        return None
    result = rational(node.parts[0])
    for sign, part in zip(node.parts[1::2], node.parts[2::2], strict=True):
        value = rational(part)
        if result is None or value is None or (sign.kind == "OVER" and not value):
            return None
        result = _OPERATIONS[sign.kind](result, value)
    return result


_OPERATIONS: dict[str, Callable[[Fraction, Fraction], Fraction]] = {
    "PLUS": lambda left, right: left + right,
    "MINUS": lambda left, right: left - right,
    "TIMES": lambda left, right: left * right,
    "OVER": lambda left, right: left / right,
}
_READERS: dict[str, Callable[[Expressions, Node], Typed]] = {
    "number": Expressions._number, "name": Expressions._name, "sum": Expressions._sum,
    "product": Expressions._product, "negative": Expressions._negative, "positive": Expressions._positive,
    "power": Expressions._power, "transpose": Expressions._transpose, "entry": Expressions._entry,
    "index_sum": Expressions._index_sum, "call": Expressions._call, "rows": Expressions._rows,
}  # fmt: skip
