"""The value of a term at a point: definitions unfolded, chains multiplied out, derivatives by jets."""

from __future__ import annotations

from collections.abc import Callable, Mapping, Sequence
from dataclasses import replace
from typing import Any, TypeAlias

from symproof.language.affine import FamilyAt, FamilyName, declared_name, integer
from symproof.language.declarations import Declarations, FunctionDeclaration, Piece, SymbolDeclaration
from symproof.language.sizes import led
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
from symproof.recheck.evaluation.calls import called
from symproof.recheck.evaluation.matrices import (
    Rows,
    added,
    entries,
    filled,
    fits,
    identity,
    inverse,
    mapped,
    multiplied,
    scalar,
    size_of,
    trace,
    transposed,
    zeros,
)
from symproof.recheck.evaluation.numbers import Jet, UnevaluatedError, level_of, settled, whole
from symproof.recheck.evaluation.place import Place
from symproof.recheck.evaluation.point import Point
from symproof.recheck.limits import Work

LARGEST_POWER = 1000
Key: TypeAlias = tuple[str, "int | None"]


class Evaluator:
    """Values of terms at one point, inside ``level`` derivatives; ``moving`` are the symbols that move there."""

    def __init__(
        self,
        declarations: Declarations,
        point: Point,
        work: Work,
        moving: dict[Key, Rows] | None = None,
        level: int = 0,
    ) -> None:
        self.declarations = declarations
        self.symbols: dict[str, SymbolDeclaration] = {item.name: item for item in declarations.symbols}
        self.functions: dict[str, FunctionDeclaration] = {item.name: item for item in declarations.functions}
        self.point = point
        self.work = work
        self.level = level
        self.led: dict[str, SymbolDeclaration] = {}  # M[2] for M_l where l = 2, as they are met
        self._moving = moving or {}
        self._known: dict[Key, Rows] = {}

    def value(self, term: Term, place: Place) -> Rows:
        """The value of a term at a place; refused where it has none."""
        self.work.charge(3)
        rule = _RULES.get(type(term))
        if rule is None:
            raise UnevaluatedError(f"{type(term).__name__} has no value at a point")
        return rule(self, term, place)

    # -------------------------------------------------------------------------------- symbols and chains

    def _symbol(self, term: Symbol, place: Place) -> Rows:
        name = self.family(term.name, place)
        return self.member(name, None if term.index is None else place.integer(term.index), place)

    def family(self, family: FamilyName, place: Place) -> str:
        """The name of a symbol or family at these sizes; of one family M_l the range of l is tested."""
        declared = self._declared(declared_name(family))
        if isinstance(family, str) and declared.leading is None:
            return family
        if isinstance(family, str) or declared.leading is None:
            raise UnevaluatedError(f"{declared.name} takes {'a' if declared.leading else 'no'} leading index")
        lead, name = place.integer(family.lead), place.family(family)
        place.only({}).require_in(declared.leading, lead, lead, declared.name)
        if name not in self.led:
            self.led[name] = replace(led(declared, integer(lead)), name=name)
        return name

    def member(self, name: str, index: int | None, place: Place) -> Rows:
        """A symbol, or the member of a family, in its declared range."""
        key = (name, index)
        if key not in self._known:
            self._known[key] = self._member(self._declared(name), index, place)
        return self._known[key]

    def _declared(self, name: str) -> SymbolDeclaration:
        if name not in self.symbols and name not in self.led:
            raise UnevaluatedError(f"{name} is not declared")
        return self.led[name] if name in self.led else self.symbols[name]

    def _member(self, declared: SymbolDeclaration, index: int | None, place: Place) -> Rows:
        if (declared.range is None) != (index is None):
            raise UnevaluatedError(f"{declared.name} is {'not ' if declared.range is None else ''}a family")
        inside = place.only({})
        if declared.range is not None and index is not None:
            inside.require_in(declared.range, index, index, declared.name)
            inside = inside.at(declared.range.index, index)
        if declared.pieces:
            value = self.value(_piece(declared, index, inside).body, inside)
        else:
            key = (declared.name, index)
            value = self._moving[key] if key in self._moving else self.point.symbol(*key)
        self._require_size(value, declared, inside)
        return value

    def _require_size(self, value: Rows, declared: SymbolDeclaration | FunctionDeclaration, place: Place) -> None:
        wanted = (place.integer(declared.rows), place.integer(declared.columns))
        if size_of(value) != wanted:
            shown = "{} x {}, not {} x {}".format(*size_of(value), *wanted)
            raise UnevaluatedError(f"{declared.name} is declared with other sizes: its value has size {shown}")

    def _chain(self, term: Chain, place: Place) -> Rows:
        high, low = place.integer(term.high), place.integer(term.low)
        if high < low - 1:
            raise UnevaluatedError(f"the chain {term.family}_{high}...{term.family}_{low} has negative length")
        family = self.family(term.family, place)
        if high < low:
            return self._empty_chain(self._declared(family), high, place)
        result = self.member(family, high, place)
        for index in range(high - 1, low - 1, -1):
            result = multiplied(result, self.member(family, index, place), self.work)
        return result

    def _empty_chain(self, declared: SymbolDeclaration, high: int, place: Place) -> Rows:
        """The identity of size rows(M_high) = columns(M_{high+1}), at either end of the range of the family."""
        if declared.range is None:
            raise UnevaluatedError(f"{declared.name} is not a family")
        inside = place.only({})
        everywhere = inside.with_all_sizes()
        first, last = everywhere.integer(declared.range.low), everywhere.integer(declared.range.high)
        if not first - 1 <= high <= last:
            raise UnevaluatedError(f"an empty chain of {declared.name} at {high} lies outside {first}..{last}")
        return identity(inside.at(declared.range.index, high).integer(declared.rows))

    def _basis(self, term: Basis, place: Place) -> Rows:
        index, size = place.integer(term.index), place.integer(term.size)
        if not 1 <= index <= size:
            raise UnevaluatedError(f"the basis column {index} lies outside 1..{size}")
        return filled(size, 1, lambda p, q: int(p == index - 1))

    # -------------------------------------------------------------------------------- arithmetic

    def _sum(self, term: Sum, place: Place) -> Rows:
        return self._total([self.value(part, place) for part in term.terms])

    def _total(self, values: Sequence[Rows]) -> Rows:
        if not values:
            raise UnevaluatedError("an empty sum has no size")
        total = values[0]
        for value in values[1:]:
            self.work.charge(2 * len(value) * len(value[0]))
            total = added(total, value)
        return total

    def _product(self, term: Product, place: Place) -> Rows:
        """Neighbours are multiplied as soon as their sizes fit: a row times a column among the factors is a scalar."""
        waiting: list[Rows] = []
        for factor in term.factors:
            waiting.append(self.value(factor, place))
            while len(waiting) > 1 and fits(waiting[-2], waiting[-1]):
                right = waiting.pop()
                waiting.append(multiplied(waiting.pop(), right, self.work))
        if len(waiting) != 1:
            raise UnevaluatedError("the sizes of the factors of a product do not fit")
        return waiting[0]

    def _power(self, term: Power, place: Place) -> Rows:
        base, exponent = self.value(term.base, place), place.integer(term.exponent)
        if abs(exponent) > LARGEST_POWER:
            raise UnevaluatedError(f"the power {exponent} is not multiplied out")
        if exponent < 0:
            base = inverse(base, self.work)
        result, remaining = identity(len(base)), abs(exponent)
        while remaining:
            if remaining % 2:
                result = multiplied(result, base, self.work)
            remaining //= 2
            base = multiplied(base, base, self.work) if remaining else base
        return result

    def _index_sum(self, term: IndexSum, place: Place) -> Rows:
        indices = place.span(term.low, term.high)
        if indices:
            return self._total([self.value(term.body, place.at(term.index, index)) for index in indices])
        return zeros(*self._extent(term.body, place.at(term.index, indices.start)))

    def _extent(self, term: Term, place: Place) -> tuple[int, int]:
        """The size of a term that is summed over nothing: that of a zero of its kind."""
        if isinstance(term, Symbol) and declared_name(term.name) in self.symbols:
            declared = self.symbols[declared_name(term.name)]
            if isinstance(term.name, FamilyAt):
                declared = led(declared, term.name.lead)
            inside = place.only({})
            if declared.range is not None and term.index is not None:
                inside = inside.at(declared.range.index, place.integer(term.index))
            return inside.integer(declared.rows), inside.integer(declared.columns)
        if isinstance(term, Transpose):
            rows, columns = self._extent(term.argument, place)
            return columns, rows
        if isinstance(term, Product):
            sizes = [self._extent(factor, place) for factor in term.factors]
            outer = [size for size in sizes if size != (1, 1)]
            return (outer[0][0], outer[-1][1]) if outer else (1, 1)
        if isinstance(term, IndexSum) or (isinstance(term, Sum) and term.terms):
            inner = term.terms[0] if isinstance(term, Sum) else term.body
            return self._extent(inner, place if isinstance(term, Sum) else place.at(term.index, 0))
        return size_of(self.value(term, place))

    # -------------------------------------------------------------------------------- functions

    def _applied(self, term: Value | Slope, place: Place) -> Rows:
        declared = self.functions.get(term.function)
        if declared is None or term.function not in self.point.functions:
            raise UnevaluatedError(f"the function {term.function} is not declared")
        argument = self.value(term.argument, place)
        self._require_size(argument, declared, place.only({}))
        if declared.value is not None:
            return self._defined(declared, declared.value, argument, place, is_slope=isinstance(term, Slope))
        found = self._interpreted(term.function, argument, is_slope=isinstance(term, Slope))
        if isinstance(term, Slope):
            self._require_size(found, declared, place.only({}))
        return found

    def _defined(
        self, declared: FunctionDeclaration, body: Term, argument: Rows, place: Place, *, is_slope: bool
    ) -> Rows:
        """The body of a defined function, or its gradient, at the argument."""
        name, symbols = declared.variable, self.declarations.symbols
        if name in self.symbols:
            raise UnevaluatedError(f"the variable {name} of the function {declared.name} is declared besides")
        inner = Evaluator(
            replace(self.declarations, symbols=(*symbols, SymbolDeclaration(name, declared.rows, declared.columns))),
            self.point, self.work, {**self._moving, (name, None): argument}, self.level,
        )  # fmt: skip
        return inner.value(Gradient(body, Symbol(name)) if is_slope else body, place.only({}))

    def _interpreted(self, name: str, argument: Rows, *, is_slope: bool) -> Rows:
        """f(P), which moves by <f'(P), dP>; f'(P) only where P is at rest, unless f has a definition: f is
        differentiable once."""
        argument = mapped(argument, settled)
        level = max(map(level_of, entries(argument)))
        function = self.point.functions[name]
        self.work.charge(4 * len(entries(argument)) if function.moves else 0)
        if not level or function.moves:
            return function.slope(argument) if is_slope else function.value(argument)
        if is_slope:
            raise UnevaluatedError(f"the derivative of {name}' has no value")
        resting = mapped(argument, lambda entry: entry.value if level_of(entry) == level else entry)
        ((value,),), slope = self._interpreted(name, resting, is_slope=False), self._slope(name, resting)
        parts: dict[int, Any] = {}
        for entry, factor in zip(entries(argument), entries(slope), strict=True):
            for key, part in entry.parts.items() if level_of(entry) == level else ():
                parts[key] = parts.get(key, 0) + factor * part
        return scalar(Jet(value, parts, level))

    def _slope(self, name: str, argument: Rows) -> Rows:
        return self._interpreted(name, argument, is_slope=True)

    def _call(self, term: Call, place: Place) -> Rows:
        arguments = [self.value(argument, place) for argument in term.arguments]
        rows, columns = place.integer(term.rows), place.integer(term.columns)
        found = called(term.name, arguments, rows, columns, self.work)
        if size_of(found) != (rows, columns):
            raise UnevaluatedError(f"{term.name} has size {size_of(found)}, not {rows} x {columns}")
        return found

    # -------------------------------------------------------------------------------- derivatives

    def _gradient(self, term: Gradient, place: Place) -> Rows:
        """Every entry of the variable moves in a direction of its own."""
        variable = self._variable(term.variable, place)
        at = self.value(term.variable, place)
        columns = len(at[0])
        moving = tuple(
            tuple(Jet(entry, {p * columns + q: 1}, self.level + 1) for q, entry in enumerate(row))
            for p, row in enumerate(at)
        )
        value = self._inside({variable: moving}).value(term.argument, place)
        if term.jacobian:
            if columns != 1 or len(value[0]) != 1:
                raise UnevaluatedError("a Jacobian is of a column by a column")
            return filled(len(value), len(at), lambda p, q: self._part(value[p][0], q))
        if size_of(at) == (1, 1):
            return mapped(value, lambda entry: self._part(entry, 0))
        if size_of(value) != (1, 1):
            raise UnevaluatedError("a gradient is of a scalar")
        return filled(*size_of(at), lambda p, q: self._part(value[0][0], p * columns + q))

    def _differential(self, term: Differential, place: Place) -> Rows:
        """All variables move at once, each along its direction."""
        along: dict[Key, Rows] = {}
        for variable, direction in term.directions:
            key, value = self._variable(variable, place), self.value(direction, place)
            along[key] = added(along[key], value) if key in along else value
        moving = {}
        for key, value in along.items():
            at = self.member(*key, place)
            if size_of(at) != size_of(value):
                raise UnevaluatedError(f"the direction of {key[0]} has another size than {key[0]}")
            pairs = zip(at, value, strict=True)
            moving[key] = tuple(
                tuple(Jet(x, {0: y}, self.level + 1) for x, y in zip(row, other, strict=True)) for row, other in pairs
            )
        moved = self._inside(moving).value(term.argument, place)
        return mapped(moved, lambda entry: self._part(entry, 0))

    def _variable(self, variable: Symbol, place: Place) -> Key:
        name = self.family(variable.name, place)
        if self._declared(name).pieces:
            raise UnevaluatedError(f"{name} is defined: derivatives are by free symbols")
        return name, None if variable.index is None else place.integer(variable.index)

    def moved(self, values: Mapping[Key, Rows], declarations: Declarations) -> Evaluator:
        """An evaluator at the same point in which some symbols have other values; ``declarations`` may add symbols."""
        return Evaluator(declarations, self.point, self.work, {**self._moving, **values}, self.level)

    def _inside(self, moving: dict[Key, Rows]) -> Evaluator:
        return Evaluator(self.declarations, self.point, self.work, {**self._moving, **moving}, self.level + 1)

    def _part(self, value: Any, direction: int) -> Any:
        """The derivative along one direction of the derivative that was just taken."""
        return value.parts.get(direction, 0) if level_of(value) == self.level + 1 else 0


def _piece(declared: SymbolDeclaration, index: int | None, place: Place) -> Piece:
    for piece in declared.pieces:
        if index is None or piece.low is None or piece.high is None:
            return piece
        if place.integer(piece.low) <= index <= place.integer(piece.high):
            return piece
    raise UnevaluatedError(f"{declared.name}_{index} is not defined: no piece covers it")


_RULES: dict[type, Callable[[Evaluator, Any, Place], Rows]] = {
    Symbol: Evaluator._symbol, Chain: Evaluator._chain, Basis: Evaluator._basis, Sum: Evaluator._sum,
    Product: Evaluator._product, Power: Evaluator._power, IndexSum: Evaluator._index_sum,
    Value: Evaluator._applied, Slope: Evaluator._applied, Call: Evaluator._call,
    Gradient: Evaluator._gradient, Differential: Evaluator._differential,
    Identity: lambda here, term, place: identity(place.integer(term.size)),
    Zero: lambda here, term, place: zeros(place.integer(term.rows), place.integer(term.columns)),
    Number: lambda here, term, place: scalar(whole(term.value)),
    Integer: lambda here, term, place: scalar(place.integer(term.value)),
    Transpose: lambda here, term, place: transposed(here.value(term.argument, place)),
    Inverse: lambda here, term, place: inverse(here.value(term.argument, place), here.work),
    Trace: lambda here, term, place: scalar(trace(here.value(term.argument, place))),
}  # fmt: skip
