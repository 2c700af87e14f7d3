"""Scalars that are never negative, or never zero, by the way in which they are written: nobody has to assume it."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Mapping, Sequence
from fractions import Fraction
from math import prod
from typing import Any, NamedTuple, TypeAlias

from symproof.language.affine import Affine, IntegerAtom, SizeProduct, declared_name, subtract
from symproof.language.declarations import SizeDeclaration, SymbolDeclaration
from symproof.language.formulas import Compare, Formula, IntegerRelation
from symproof.language.parts import relations
from symproof.language.records import fields_of
from symproof.language.terms import Call, Integer, Number, Power, Product, Sum, Symbol, Term, Trace, Transpose, Zero

Symbols: TypeAlias = Mapping[str, SymbolDeclaration]


def is_never_negative(term: Term) -> bool:
    """Whether a scalar is written as a sum of squares, exponentials, roots and absolute values, with positive factors,
    such as x.T*x, 1 + 2*tr(X*X.T), c**2 or exp(c)."""
    match term:
        case Number(value):
            return value >= 0
        case Sum(terms):
            return all(map(is_never_negative, terms))
        case Power(_, exponent):
            return exponent.is_constant and exponent.constant % 2 == 0
        case Call("exp" | "sqrt" | "abs"):
            return True
        case Trace(Product(factors)):
            return _is_square(factors)
        case Product((Number(value), *rest)):
            return value >= 0 and is_never_negative(rest[0] if len(rest) == 1 else Product(tuple(rest)))
        case Product(factors):
            return _is_square(factors)
    return False


def _is_square(factors: tuple[Term, ...]) -> bool:
    """Whether the factors are those of P^T P."""
    return _root(factors) is not None


def _root(factors: tuple[Term, ...]) -> Term | None:
    """P, where the factors are those of P^T P."""
    single = [part for item in factors for part in _transposed_apart(item)]
    half = len(single) // 2
    if len(single) != 2 * half or single[:half] != [_transpose(item) for item in reversed(single[half:])]:
        return None
    return single[half] if half == 1 else Product(tuple(single[half:]))


def _transposed_apart(factor: Term) -> list[Term]:
    """The factors B^T and A^T of a transpose (A B)^T."""
    match factor:
        case Transpose(Product(factors)):
            return [_transpose(item) for item in reversed(factors)]
    return [factor]


def _transpose(term: Term) -> Term:
    return term.argument if isinstance(term, Transpose) else Transpose(term)


class Bound(NamedTuple):
    """A scalar is at least ``low``, and greater than that if it is ``strict``."""

    low: Fraction
    strict: bool = False

    @property
    def is_positive(self) -> bool:
        """Whether the scalar is greater than 0."""
        return self.low > 0 or (self.low == 0 and self.strict)


class Known:
    """What formulas and the declarations of sizes say of the sign of scalars, without any search: n >= 1 for a size n,
    k >= 2 and c > 0 where that is stated, v^T v > 0 where v != 0 is stated. Definitions among ``symbols`` are written
    out."""

    def __init__(self, formulas: Iterable[Formula], sizes: Iterable[SizeDeclaration], symbols: Symbols) -> None:
        self._symbols = symbols
        self._parts = {unfolded(part, symbols) for formula in formulas for part in relations(formula)}
        self._lows: dict[IntegerAtom, int] = {size.name: 1 for size in sizes if size.range is None}
        for part in self._parts:
            if isinstance(part, IntegerRelation) and part.relation in ("<=", "<"):
                self._read(subtract(part.right, part.left), 1 if part.relation == "<" else 0)

    def is_never_zero(self, term: Term) -> bool:
        """Whether the scalar is positive: 2 k - 1 for a positive integer k, 1 + x^T x, v^T v where v != 0 is stated."""
        found = self._bound(unfolded(term, self._symbols))
        return found is not None and found.is_positive

    def _read(self, gap: Affine, least: int) -> None:
        """gap >= least, where the gap is an integer parameter and a number."""
        if len(gap.terms) == 1 and gap.terms[0][1] == 1:
            name = gap.terms[0][0]
            self._lows[name] = max(self._lows.get(name, least - gap.constant), least - gap.constant)

    def _bound(self, term: Term) -> Bound | None:
        if Compare("<", Number(Fraction(0)), term) in self._parts:
            return Bound(Fraction(0), strict=True)
        match term:
            case Number(value):
                return Bound(Fraction(value))
            case Integer(value):
                return self._of_integer(value)
            case Sum(terms):
                return _added([self._bound(item) for item in terms])
            case Call("exp"):
                return Bound(Fraction(0), strict=True)
            case Trace(Product(factors)) | Product(factors) if (root := _root(factors)) is not None:
                return Bound(Fraction(0), strict=self._is_stated_nonzero(root))
            case Product((Number(value), *rest)) if len(rest) > 1:
                return _multiplied([Bound(Fraction(value)), self._bound(Product(tuple(rest)))])
            case Product(factors):
                return _multiplied([self._bound(item) for item in factors])
        return Bound(Fraction(0)) if is_never_negative(term) else None

    def _is_stated_nonzero(self, root: Term) -> bool:
        return any(
            isinstance(part, Compare) and part.relation == "!=" and part.left == root and isinstance(part.right, Zero)
            for part in self._parts
        )

    def _of_integer(self, value: Affine) -> Bound | None:
        parts: list[Bound | None] = [Bound(Fraction(value.constant))]
        for atom, coefficient in value.terms:
            factors = atom.product_of if isinstance(atom, SizeProduct) else (atom,)
            lows = [None if self._lows.get(item) is None else Bound(Fraction(self._lows[item])) for item in factors]
            parts.append(_multiplied([Bound(Fraction(coefficient)), *lows]))
        return _added(parts)


def _added(bounds: Sequence[Bound | None]) -> Bound | None:
    known = [bound for bound in bounds if bound is not None]
    if len(known) < len(bounds):
        return None
    return Bound(sum((bound.low for bound in known), Fraction(0)), any(bound.strict for bound in known))


def _multiplied(bounds: Sequence[Bound | None]) -> Bound | None:
    """Of a product of scalars that are not negative."""
    known = [bound for bound in bounds if bound is not None and bound.low >= 0]
    if len(known) < len(bounds):
        return None
    low = prod((bound.low for bound in known), start=Fraction(1))
    strict = any(bound.strict for bound in known) if low else all(bound.is_positive for bound in known)
    return Bound(low, strict)


def unfolded(node: Any, symbols: Symbols) -> Any:
    """The term or formula with the definitions that it mentions written out, products and sums in line."""
    if isinstance(node, tuple) and type(node) is tuple:
        return tuple([unfolded(item, symbols) for item in node])
    if isinstance(node, Symbol):
        declared = symbols.get(declared_name(node.name))
        if declared is None or declared.range is not None or not declared.pieces:
            return node
        return unfolded(declared.pieces[0].body, symbols)
    if isinstance(node, Product):
        return Product(
            _in_line(node.factors, symbols, lambda item: item.factors if isinstance(item, Product) else None)
        )
    if isinstance(node, Sum):
        return Sum(_in_line(node.terms, symbols, lambda item: item.terms if isinstance(item, Sum) else None))
    names = () if isinstance(node, tuple) else fields_of(node)
    return type(node)(*[unfolded(getattr(node, name), symbols) for name in names]) if names else node


def _in_line(
    items: tuple[Term, ...], symbols: Symbols, parts: Callable[[Term], tuple[Term, ...] | None]
) -> tuple[Term, ...]:
    return tuple([part for item in items for whole in [unfolded(item, symbols)] for part in parts(whole) or (whole,)])
