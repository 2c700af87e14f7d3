"""What written terms need - inverses, quotients, logarithms, roots - and whether the assumptions provide it.

``provided`` follows what is stated through the rules named below; it decides only whether a hypothesis is added as
implied. A proof rests on the hypotheses themselves, never on this module.
"""

from __future__ import annotations

from collections.abc import Callable, Iterable, Mapping
from dataclasses import replace
from typing import Any

from symproof.diagnostics.diagnostic import Diagnostic
from symproof.language.affine import declared_name
from symproof.language.declarations import SymbolDeclaration
from symproof.language.formulas import And, Compare, Equal, Formula, Invertible, Predicate
from symproof.language.parts import relations
from symproof.language.records import fields_of
from symproof.language.terms import (
    Call,
    Identity,
    Inverse,
    Number,
    Power,
    Product,
    Sum,
    Symbol,
    Term,
    Trace,
    Transpose,
)
from symproof.statements.typed import Need, negated, number


def hypothesis_for(need: Need) -> Formula:
    """The hypothesis that provides the need."""
    if need.kind == "invertible":
        return Invertible(need.argument)
    if need.kind == "positive":
        return And((Compare("<", number(0), need.argument), Invertible(need.argument)))
    if need.kind in STRUCTURED:
        return structured(need)
    return Compare("<=", number(0), need.argument)


STRUCTURED = ("symmetric", "antisymmetric")


def structured(need: Need) -> Equal:
    """X^T = X, or X^T = -X."""
    value = need.argument
    return Equal(Transpose(value), value if need.kind == "symmetric" else negated(value))


def wording(need: Need, text: str) -> str:
    """The hypothesis as it would be written in `assume`."""
    if need.kind == "invertible":
        return f"{text} nonzero" if need.is_scalar else f"{text} invertible"
    if need.kind in STRUCTURED:
        return f"{text} {need.kind}"
    return f"{text} positive" if need.kind == "positive" else f"{text} >= 0"


def implied_warning(need: Need, quoted: str, name: str) -> Diagnostic:
    """The warning (SP630) that the need, whose argument is written as ``quoted``, became the hypothesis ``name``."""
    wanted = wording(need, declared_name(need.argument.name) if isinstance(need.argument, Symbol) else quoted)
    hint = f"write `{wanted}` in assume if it is meant, so that readers see it"
    return Diagnostic("SP630", f"{wanted}: not assumed but needed; added as the implied hypothesis {name}", hint, name)


Symbols = Mapping[str, SymbolDeclaration]


class Provided:
    """What the hypotheses provide; ``symbols`` tells which names are defined by ``where``."""

    def __init__(self, hypotheses: Iterable[Formula], symbols: Symbols) -> None:
        self._symbols = symbols
        self._parts = {unfolded(part, symbols) for formula in hypotheses for part in relations(formula)}

    def __call__(self, need: Need) -> bool:
        argument = unfolded(need.argument, self._symbols)
        if need.kind == "invertible":
            return self._invertible(argument)
        if need.kind in STRUCTURED:
            return structured(replace(need, argument=argument)) in self._parts
        if need.kind == "nonnegative" and (is_sum_of_squares(argument) or self._stated_nonnegative(argument)):
            return True
        return self._positive(argument)

    def by(self, other: Need, need: Need) -> bool:
        """Whether the hypothesis for ``other`` provides the need too."""
        return other.argument != need.argument and Provided([hypothesis_for(other)], self._symbols)(need)

    def _stated_nonnegative(self, term: Term) -> bool:
        return Compare("<=", number(0), term) in self._parts

    def _positive(self, term: Term) -> bool:
        """Stated, or the determinant of a positive definite matrix."""
        if Compare("<", number(0), term) in self._parts:
            return True
        return isinstance(term, Call) and term.name == "det" and self._definite(term.arguments[0])

    def _definite(self, term: Term) -> bool:
        return Predicate("positive definite", (term,)) in self._parts

    def _invertible(self, term: Term) -> bool:
        """Stated; or a transpose, an inverse, a power or a product of such."""
        if Invertible(term) in self._parts:
            return True
        if isinstance(term, Number):
            return term.value != 0
        if isinstance(term, Identity):
            return True
        if isinstance(term, Transpose | Inverse):
            return self._invertible(term.argument)
        if isinstance(term, Power):
            return self._invertible(term.base)
        return isinstance(term, Product) and all(map(self._invertible, term.factors))


def is_sum_of_squares(term: Term) -> bool:
    """Whether a scalar is written as a sum of squares, such as x.T*x, norm2(X), c**2 or 1 + 2*tr(X*X.T)."""
    match term:
        case Number(value):
            return value >= 0
        case Sum(terms):
            return all(map(is_sum_of_squares, terms))
        case Power(_, exponent):
            return exponent.is_constant and exponent.constant % 2 == 0
        case Trace(Product(factors)):
            return _is_square(factors)
        case Product((Number(value), *rest)):
            return value >= 0 and is_sum_of_squares(rest[0] if len(rest) == 1 else Product(tuple(rest)))
        case Product(factors):
            return _is_square(factors)
    return False


def _is_square(factors: tuple[Term, ...]) -> bool:
    """Whether the factors are those of P^T P."""
    single = [part for item in factors for part in _transposed_apart(item)]
    half = len(single) // 2
    return len(single) == 2 * half and single[:half] == [_transpose(item) for item in reversed(single[half:])]


def _transposed_apart(factor: Term) -> list[Term]:
    """The factors B^T and A^T of a transpose (A B)^T."""
    match factor:
        case Transpose(Product(factors)):
            return [_transpose(item) for item in reversed(factors)]
    return [factor]


def _transpose(term: Term) -> Term:
    return term.argument if isinstance(term, Transpose) else Transpose(term)


def unfolded(node: Any, symbols: Symbols) -> Any:
    """The term or formula with the definitions that it mentions written out, products and sums in line."""
    if isinstance(node, tuple) and type(node) is tuple:
        return tuple([unfolded(item, symbols) for item in node])
    if isinstance(node, Symbol):
        declared = symbols.get(declared_name(node.name))
        return unfolded(declared.pieces[0].body, symbols) if declared and declared.pieces else node
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
