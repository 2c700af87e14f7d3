"""What written terms need - inverses, quotients, logarithms, roots - and whether the assumptions provide it.

``provided`` follows what is stated through the rules named below; it decides only whether a hypothesis is added as
implied. A proof rests on the hypotheses themselves, never on this module.
"""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import replace

from symproof.diagnostics.diagnostic import Diagnostic
from symproof.language.affine import declared_name
from symproof.language.formulas import And, Compare, Equal, Formula, Invertible, Predicate
from symproof.language.parts import relations
from symproof.language.terms import (
    Call,
    Identity,
    Inverse,
    Number,
    Power,
    Product,
    Symbol,
    Term,
    Transpose,
)
from symproof.statements.typed import Need, negated, number
from symproof.unassumed import Symbols, is_never_negative, unfolded


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
        if need.kind == "nonnegative" and (is_never_negative(argument) or self._stated_nonnegative(argument)):
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
