"""What written terms need - inverses, quotients, logarithms, roots - and whether the assumptions provide it.

``provided`` follows what is stated through the rules named below; it decides only whether a hypothesis is added as
implied. A proof rests on the hypotheses themselves, never on this module.
"""

from __future__ import annotations

from collections.abc import Iterator

from symproof.language.parts import relations
from symproof.language.terms import (
    And,
    Call,
    Compare,
    Formula,
    Identity,
    Inverse,
    Invertible,
    Number,
    Power,
    Predicate,
    Product,
    Term,
    Transpose,
)  # fmt: skip
from symproof.statements.typed import Need, number


def hypothesis_for(need: Need) -> Formula:
    """The hypothesis that provides the need."""
    if need.kind == "invertible":
        return Invertible(need.argument)
    if need.kind == "positive":
        return And((Compare("<", number(0), need.argument), Invertible(need.argument)))
    return Compare("<=", number(0), need.argument)


def wording(need: Need, text: str) -> str:
    """The hypothesis as it would be written in `assume`."""
    if need.kind == "invertible":
        return f"{text} nonzero" if need.is_scalar else f"{text} invertible"
    return f"{text} positive" if need.kind == "positive" else f"{text} >= 0"


class Provided:
    """What the hypotheses provide."""

    def __init__(self, hypotheses: Iterator[Formula] | list[Formula]) -> None:
        self._parts = {part for formula in hypotheses for part in relations(formula)}

    def __call__(self, need: Need) -> bool:
        if need.kind == "invertible":
            return self._invertible(need.argument)
        return self._positive(need.argument) or (
            need.kind == "nonnegative" and Compare("<=", number(0), need.argument) in self._parts
        )

    @staticmethod
    def by(other: Need, need: Need) -> bool:
        """Whether the hypothesis for ``other`` provides the need too."""
        return other.argument != need.argument and Provided([hypothesis_for(other)])(need)

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
