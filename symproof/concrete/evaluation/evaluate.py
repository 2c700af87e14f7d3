"""From a term to an explicit matrix at a place: definitions unfolded, chains unrolled, derivatives taken."""

from __future__ import annotations

import contextlib
from collections.abc import Callable
from fractions import Fraction
from functools import reduce
from itertools import pairwise
from typing import Any, Self, TypeAlias

from symproof.concrete.evaluation import interpreted, moving
from symproof.concrete.evaluation.place import Place, Recorded, agrees, recorded, replayed
from symproof.concrete.evaluation.types import Tables, negated
from symproof.concrete.exact import short
from symproof.concrete.exact.matrices import (
    Matrix,
    add,
    filled,
    identity,
    of_scalar,
    require_same_size,
    subtract,
    trace,
    transpose,
)  # fmt: skip
from symproof.concrete.exact.rings import Ring
from symproof.concrete.exact.symbolic import Symbolic
from symproof.concrete.failures import EvaluationError
from symproof.language.affine import declared_name
from symproof.language.declarations import FunctionDeclaration, Piece, Range, SymbolDeclaration
from symproof.language.formulas import Equal
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

LARGEST_POWER = 64
LARGEST_SUM = 64

LONGEST = 1000  # terms of a matrix that is kept: the memory of a sweep stays small
Label: TypeAlias = tuple[object, ...]


class Known(dict[Label, Recorded[Matrix]]):
    """Remembers matrices, each with the sizes that were read to compute it: members M_i, chains M_k ... M_i and sides
    of premises.

    Two blocks may declare different symbols of one name. So a key begins with the ``id`` of the declaration or formula,
    and this object is kept: Python gives the id of an object that was discarded to another one."""

    def __init__(self) -> None:
        super().__init__()
        self._owners: dict[int, object] = {}

    def keep(self, owner: object, key: Label, item: Recorded[Matrix]) -> None:
        """Remembers the item under a key that begins with ``id(owner)``."""
        self._owners[id(owner)] = owner
        self[key] = item


class Evaluator:
    """The value of terms in one ring at one place. Matrices are shared: nobody changes one."""

    def __init__(self, tables: Tables, place: Place, ring: Ring, known: Known | None = None) -> None:
        self.tables = tables
        self.place = place
        self.ring = ring
        self._known = Known() if known is None else known
        self._passing = Known()

    def matrix(self, term: Term) -> Matrix:
        """The explicit matrix of a term."""
        rule = _RULES.get(type(term))
        if rule is None:
            raise EvaluationError("SP510", f"{type(term).__name__} has no value at concrete sizes")
        return rule(self, term)

    def difference(self, equation: Equal) -> Matrix:
        """The left side minus the right side."""
        left, right = self.matrix(equation.left), self.matrix(equation.right)
        if isinstance(equation.right, Zero):
            require_same_size(left, right)
            return left
        return subtract(left, right)

    # -------------------------------------------------------------------------------- symbols and chains

    def _symbol(self, term: Symbol) -> Matrix:
        name = term.name
        if not isinstance(name, str) or name not in self.tables.single:
            name = self.tables.family(name, self.place)
        return self.member(name, None if term.index is None else self.place.integer(term.index))

    def member(self, name: str, index: int | None) -> Matrix:
        """A symbol, or the member of a family at a concrete index in its declared range."""
        declared = self.tables.led.get(name) or self.tables.symbols.get(name)
        key = (id(declared), index, index)
        item = self._known.get(key)
        if item is None or not agrees(self.place, item):
            item = self._passing.get(key)
        if item is not None:
            return replayed(self.place, item)
        lasting = self.tables.is_polynomial(name)
        return self.remembered(declared, key, lasting, lambda: self._member(self.tables.symbol(name), index))

    def remembered(self, owner: object, key: Label, lasting: bool, compute: Callable[[], Matrix]) -> Matrix:
        """The matrix under this key, which begins with ``id(owner)``; a short one without letters is still known in
        the next instance."""
        item = self._known.get(key)
        if item is None or not agrees(self.place, item):
            item = self._passing.get(key)
            if item is None:
                item = recorded(self.place, compute)
                lasts = lasting and _is_short(item.result, self.ring)
                (self._known if lasts else self._passing).keep(owner, key, item)
        return replayed(self.place, item)

    def _member(self, declared: SymbolDeclaration, index: int | None) -> Matrix:
        if (declared.range is None) != (index is None):
            raise EvaluationError("SP515", f"{declared.name} is {'not ' if declared.range is None else ''}a family")
        # Definitions and sizes see no local index but their own.
        with self.place.inside({}):
            if declared.range is not None and index is not None:
                self._require_in(declared, declared.range, index, index)
                self.place.local = {declared.range.index: index}
            return self._made(declared, index)

    def _made(self, declared: SymbolDeclaration, index: int | None) -> Matrix:
        if not declared.pieces:
            rows, columns = self.place.integer(declared.rows), self.place.integer(declared.columns)
            return self.ring.symbol(declared.name, index, rows, columns)
        return self.matrix(self._piece(declared, index).body)

    def _piece(self, declared: SymbolDeclaration, index: int | None) -> Piece:
        for piece in declared.pieces:
            if index is None or piece.low is None or piece.high is None:
                return piece
            if self.place.integer(piece.low) <= index <= self.place.integer(piece.high):
                return piece
        raise EvaluationError("SP511", f"{declared.name}_{index} is not defined: no piece covers it")

    def _require_in(self, declared: SymbolDeclaration, bounds: Range, high: int, low: int) -> None:
        first, last = self.place.quietly(bounds.low), self.place.quietly(bounds.high)
        if low < first or high > last:
            at = f"{high}" if high == low else f"{high}..{low}"
            raise EvaluationError("SP511", f"{declared.name}_{at} lies outside {first}..{last}")

    def _chain(self, term: Chain) -> Matrix:
        high, low = self.place.integer(term.high), self.place.integer(term.low)
        if high < low - 1:
            raise EvaluationError("SP511", f"the chain {term.family}_{high}...{term.family}_{low} has negative length")
        return self.chain(self.tables.family(term.family, self.place), high, low)

    def chain(self, family: str, high: int, low: int) -> Matrix:
        """``M_high ... M_low`` with high >= low - 1, the empty one an identity."""
        if high == low:
            return self.member(family, high)
        declared, lasting = self.tables.symbol(family), self.tables.is_polynomial(family)
        key = (id(declared), high, low)
        return self.remembered(declared, key, lasting, lambda: self._product_of(family, high, low))

    def _product_of(self, family: str, high: int, low: int) -> Matrix:
        if high < low:
            return self._empty_chain(family, high, low)
        if (id(self.tables.symbol(family)), high - 1, low) in self._known:
            return self.ring.product(self.member(family, high), self.chain(family, high - 1, low))
        return self.ring.product(self.chain(family, high, low + 1), self.member(family, low))

    def _empty_chain(self, family: str, high: int, low: int) -> Matrix:
        declared = self.tables.symbol(family)
        if declared.range is None:
            raise EvaluationError("SP515", f"{family} is not a family")
        with self.place.inside({}):
            self._require_in(declared, declared.range, high, low)
            # rows(M_i) = columns(M_{i+1}): both sides of the range have a size.
            with self.place.shadow(declared.range.index, high):
                return self.unit(self.place.integer(declared.rows))

    def unit(self, size: int) -> Matrix:
        """The identity matrix of this size."""
        if size < 1:
            raise EvaluationError("SP511", f"an identity of size {size}")
        self.ring.room(size, size)
        return identity(size, self.ring.zero, self.ring.one)

    def _basis(self, term: Basis) -> Matrix:
        index, size = self.place.integer(term.index), self.place.integer(term.size)
        if not 1 <= index <= size:
            raise EvaluationError("SP511", f"e_{index} lies outside 1..{size}")
        self.ring.room(size, 1)
        return Matrix(size, 1, [[self.ring.one if at == index else self.ring.zero] for at in range(1, size + 1)])

    def _identity(self, term: Identity) -> Matrix:
        return self.unit(self.place.integer(term.size))

    def _zero(self, term: Zero) -> Matrix:
        rows, columns = self.place.integer(term.rows), self.place.integer(term.columns)
        self.ring.room(rows, columns)
        return filled(rows, columns, self.ring.zero)

    # -------------------------------------------------------------------------------- arithmetic

    def _number(self, term: Number) -> Matrix:
        return of_scalar(self.ring.number(term.value))

    def _integer(self, term: Integer) -> Matrix:
        return of_scalar(self.ring.number(Fraction(self.place.integer(term.value))))

    def _sum(self, term: Sum) -> Matrix:
        total: Matrix | None = None
        for summand in term.terms:
            negative = negated(summand)
            value = self.matrix(summand if negative is None else negative)
            if total is None:
                total = value if negative is None else self._negative(value)
            else:
                total = add(total, value) if negative is None else subtract(total, value)
        if total is None:
            raise EvaluationError("SP512", "an empty sum has no size")
        return total

    def _negative(self, value: Matrix) -> Matrix:
        return value.map(lambda entry: -entry)

    def _product(self, term: Product) -> Matrix:
        factors = [self.matrix(factor) for factor in term.factors]
        if not factors:
            raise EvaluationError("SP512", "an empty product has no size")
        product = self.ring.product
        if _narrows(factors):
            result = factors[-1]
            for factor in reversed(factors[:-1]):
                result = product(factor, result)
            return result
        result = factors[0]
        for factor in factors[1:]:
            result = product(result, factor)
        return result

    def _power(self, term: Power) -> Matrix:
        exponent = self.place.integer(term.exponent)
        if abs(exponent) > LARGEST_POWER:
            raise EvaluationError("SP510", f"the power {exponent} is not expanded")
        base = self.matrix(term.base)
        if exponent < 0:
            base = self.ring.inverse(base)
        result = self.unit(base.rows)
        for _ in range(abs(exponent)):
            result = self.ring.product(result, base)
        return result

    def _transpose(self, term: Transpose) -> Matrix:
        return transpose(self.matrix(term.argument))

    def _inverse(self, term: Inverse) -> Matrix:
        return self.ring.inverse(self.matrix(term.argument))

    def _trace(self, term: Trace) -> Matrix:
        argument = term.argument
        if not isinstance(argument, Product) or len(argument.factors) < 2:
            return trace(self.matrix(argument))
        *factors, last = map(self.matrix, argument.factors)
        return self.ring.trace_of_product(reduce(self.ring.product, factors), last)

    # -------------------------------------------------------------------------------- functions

    def _applied(self, term: Value | Slope) -> Matrix:
        declared = self.tables.functions.get(term.function)
        if declared is None:
            raise EvaluationError("SP515", f"the function {term.function} is not declared")
        argument = self.matrix(term.argument)
        with self.place.inside({}):
            rows, columns = self.place.integer(declared.rows), self.place.integer(declared.columns)
        if (argument.rows, argument.columns) != (rows, columns):
            sizes = f"{argument.rows} x {argument.columns}, not {rows} x {columns}"
            raise EvaluationError("SP512", f"{term.function} of a matrix of size {sizes}")
        body = declared.value if isinstance(term, Value) else declared.gradient
        if body is not None:
            return self._defined(declared, body, argument)
        kind = self.tables.interpretation.get(term.function)
        if kind is not None:
            rule = interpreted.value if isinstance(term, Value) else interpreted.slope
            return rule(self.ring, term.function, kind, argument)
        if isinstance(term, Value):
            return self.ring.apply("value", term.function, (argument,), 1, 1)
        return self.ring.apply("slope", term.function, (argument,), rows, columns)

    def _defined(self, declared: FunctionDeclaration, body: Term, argument: Matrix) -> Matrix:
        """The body of a defined function, or its gradient, at the argument; it sees no local index."""
        variable, tables = self.tables.in_definition(declared)
        inner = Evaluator(tables, self.place, self.ring)
        inner._passing.keep(variable, (id(variable), None, None), recorded(self.place, lambda: argument))
        with self.place.inside({}):
            return inner.matrix(body)

    def _call(self, term: Call) -> Matrix:
        arguments = tuple(self.matrix(argument) for argument in term.arguments)
        return self.ring.call(term.name, arguments, self.place.integer(term.rows), self.place.integer(term.columns))

    def _index_sum(self, term: IndexSum) -> Matrix:
        low, high = self.place.integer(term.low), self.place.integer(term.high)
        if high - low >= LARGEST_SUM:
            raise EvaluationError("SP510", f"a sum of {high - low + 1} terms is not expanded")
        total: Matrix | None = None
        for index in range(low, high + 1):
            self.ring.spend(self.ring.summand)  # nested sums multiply: their summands alone may be too many
            with self.place.shadow(term.index, index):
                value = self.matrix(term.body)
            total = value if total is None else add(total, value)
        if total is not None:
            return total
        with contextlib.suppress(EvaluationError):  # the size is the same at all indices: it is read at an end
            return self._zeros(term, low)
        return self._zeros(term, high)

    def _zeros(self, term: IndexSum, index: int) -> Matrix:
        """Zeros of the size of the terms of a sum at an index."""
        with self.place.shadow(term.index, index):
            rows, columns = map(self.place.integer, self.tables.size(term.body))
        return filled(rows, columns, self.ring.zero)

    # -------------------------------------------------------------------------------- derivatives

    def _gradient(self, term: Gradient) -> Matrix:
        def of(evaluator: Evaluator, ring: Symbolic) -> Matrix:
            variable = evaluator.matrix(term.variable)
            return ring.gradient(evaluator.matrix(term.argument), variable, term.jacobian)

        return self._differentiated([term.variable], of)

    def _differential(self, term: Differential) -> Matrix:
        def of(evaluator: Evaluator, ring: Symbolic) -> Matrix:
            moving = [(evaluator.matrix(x), evaluator.matrix(direction)) for x, direction in term.directions]
            return ring.differential(evaluator.matrix(term.argument), moving)

        return self._differentiated([variable for variable, _ in term.directions], of)

    def over(self, ring: Ring) -> Self:
        """The same evaluation in another ring."""
        return type(self)(self.tables, self.place, ring)

    def _differentiated(self, variables: list[Symbol], of: Callable[[Evaluator, Symbolic], Matrix]) -> Matrix:
        for variable in variables:
            if self.tables.symbol(declared_name(variable.name)).pieces:
                raise EvaluationError("SP513", f"{variable.name} is defined: derivatives are by free symbols")
        if isinstance(self.ring, short.ShortPolynomials):
            return of(self, self.ring)
        return moving.differentiated(self, self.ring, variables, of)


class Quick(Evaluator):
    """Where nobody asks which sizes were read: free symbols that have values are looked up."""

    def member(self, name: str, index: int | None) -> Matrix:
        """The value of a member, without unfolding where one was chosen."""
        found = self.ring.chosen(name, index)
        return super().member(name, index) if found is None else found


def _is_short(matrix: Matrix, ring: Ring) -> bool:
    if ring.numeric:  # numbers are short, and a point is soon forgotten
        return True
    return sum(ring.length(entry) for row in matrix.entries for entry in row) <= LONGEST


def _narrows(factors: list[Matrix]) -> bool:
    """Whether multiplying from the right is shorter, and right: every product is a product of matrices."""
    if len(factors) < 3 or factors[-1].columns >= factors[0].rows:
        return False
    return all(left.columns == right.rows for left, right in pairwise(factors))


_RULES: dict[type, Callable[[Evaluator, Any], Matrix]] = {
    Symbol: Evaluator._symbol, Chain: Evaluator._chain, Basis: Evaluator._basis, Identity: Evaluator._identity,
    Zero: Evaluator._zero, Number: Evaluator._number, Integer: Evaluator._integer, Sum: Evaluator._sum,
    Product: Evaluator._product, Power: Evaluator._power, Transpose: Evaluator._transpose,
    Inverse: Evaluator._inverse, Trace: Evaluator._trace, Value: Evaluator._applied, Slope: Evaluator._applied,
    Call: Evaluator._call, IndexSum: Evaluator._index_sum, Gradient: Evaluator._gradient,
    Differential: Evaluator._differential,
}  # fmt: skip
