"""What an equation for all matrices C says at unit matrices C = e_i e_j^T, as derivations with gaps.

Beside C = e_i e_1^T the equation times e_1 has a column of its own for each i, and e_1^T times the equation at
C = e_1 e_j^T a row for each j: A C = C A gives A e_i = (e_1^T A e_1) e_i. From P C Q = 0 follows (e_h^T P e_i) Q = 0
for all h and i, so that P = 0 where Q is not zero, and likewise Q = 0 where P is not.
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from dataclasses import replace
from typing import Any

from symproof.kernel.algebra.shapes import shape_of
from symproof.kernel.context import context_of
from symproof.language.affine import ONE, Affine, parameter
from symproof.language.binding import mentioned
from symproof.language.certificate import Algebra, Entry
from symproof.language.declarations import Declarations, SymbolDeclaration
from symproof.language.derivation import Block, Inference
from symproof.language.formulas import And, Compare, Equal, Formula, Invertible, Not, Predicate
from symproof.language.records import dataclass
from symproof.language.refusal import Refusal
from symproof.language.terms import Basis, Identity, Product, Symbol, Term, Transpose, Zero
from symproof.search.argument.instances import General, for_indices, free_names, general_claims
from symproof.search.argument.wanted import Want


def by_unit_matrices(
    name: str, claim: Formula, premises: Mapping[str, Formula], declarations: Declarations
) -> Iterator[Block]:
    """Derivations of the claim of this name, each with gaps, from general equations about one matrix."""
    free = free_names(claim, *premises.values(), *declarations.symbols)
    found: list[Inference] = []
    for general in (item for premise, formula in premises.items() for item in general_claims(premise, formula)):
        (bound, *others) = general.symbols
        if others or ONE in (bound.rows, bound.columns) or not isinstance(general.body, Equal):
            continue
        at = _Units(f"{name}.{general.premise}", general, bound, declarations, (next(free), next(free), next(free)))
        try:
            found += at.contracted()
            for block in at.vanishing(premises):
                yield (*block, _closing(name, claim, (*premises, block[-1].id)))
        except Refusal:  # a size that the declarations do not show
            continue
    if found:
        yield (*found, _closing(name, claim, (*premises, *(item.id for item in found))))


def _closing(name: str, claim: Formula, using: tuple[str, ...]) -> Inference:
    rule: Any = Want(using)
    return Inference(name, claim, rule)


@dataclass(frozen=True, slots=True)
class _Units:
    """One general equation at unit matrices; ``names`` are free for indices."""

    label: str
    general: General
    bound: SymbolDeclaration
    declarations: Declarations
    names: tuple[str, str, str]

    def contracted(self) -> Iterator[Inference]:
        """The columns and rows that unit matrices show, and the equation at the identity."""
        rows, columns = self._size(self.general.body.left)
        high, wide = self.bound.rows, self.bound.columns
        at = Product((self._unit(0, high), Transpose(Basis(ONE, wide))))
        yield self._shown("column", at, (self.names[0], high), None, Basis(ONE, columns))
        at = Product((Basis(ONE, high), Transpose(self._unit(1, wide))))
        yield self._shown("row", at, (self.names[1], wide), Transpose(Basis(ONE, rows)), None)
        if high == wide:
            claim, rule = self.general.at((Identity(high),))
            yield Inference(f"{self.label}.identity", claim, rule)

    def _unit(self, place: int, size: Affine) -> Basis:
        return Basis(parameter(self.names[place]), size)

    def _size(self, term: Term) -> tuple[Affine, Affine]:
        symbols = (*self.declarations.symbols, self.bound)
        return shape_of(context_of(replace(self.declarations, symbols=symbols, well_formed=()), ()), term)

    def _shown(
        self, what: str, at: Term, index: tuple[str, Affine], left: Term | None, right: Term | None
    ) -> Inference:
        """Both sides of the equation at this value, multiplied, for all values of the index."""
        claim, rule = self.general.at((at,))
        name, given = f"{self.label}.{what}", f"{self.label}.{what}.at"
        sides = [
            Product(tuple(part for part in (left, side, right) if part is not None))
            for side in (claim.left, claim.right)
        ]
        by: Any = Want((given,), by=Algebra((Entry(given, left=left, right=right),)))
        return for_indices(name, [index], (Inference(given, claim, rule), Inference(name, Equal(*sides), by)))

    # -------------------------------------------------------------------------------- products that vanish

    def vanishing(self, premises: Mapping[str, Formula]) -> Iterator[Block]:
        """P = 0, or Q = 0, entry by entry from P C Q = 0, where the premises say that something is not zero."""
        factors = self._factors()
        others = [name for name, formula in premises.items() if _is_condition(formula)]
        if factors is None or not others:
            return
        high, wide = self.bound.rows, self.bound.columns
        entry = Product((self._unit(0, high), Transpose(self._unit(1, wide))))
        claim, rule = self.general.at((entry,))
        indices = [(self.names[0], high), (self.names[1], wide)]
        start = for_indices(f"{self.label}.unit", indices, (Inference(f"{self.label}.unit", claim, rule),))
        for which in (0, 1):
            yield (start, self._entries(factors, which, start.id, others))

    def _factors(self) -> tuple[Term, Term] | None:
        """P and Q, where the equation is P C Q = 0."""
        left, right = self.general.body.left, self.general.body.right
        if not isinstance(left, Product) or not isinstance(right, Zero):
            return None
        places = [at for at, factor in enumerate(left.factors) if factor == Symbol(self.bound.name)]
        if len(places) != 1 or not 0 < places[0] < len(left.factors) - 1:
            return None
        before, after = left.factors[: places[0]], left.factors[places[0] + 1 :]
        if any(self.bound.name in mentioned(part) for part in (*before, *after)):
            return None
        return Product(before), Product(after)

    def _entries(self, factors: tuple[Term, Term], which: int, start: str, others: list[str]) -> Inference:
        """That each entry of P, where ``which`` is 0, or of Q is zero: times the lines of the other factor it is."""
        (rows, columns), other = self._size(factors[which]), factors[1 - which]
        first, second, third = self.names
        height, width = self._size(other)
        if which == 0:
            indices, line = [(third, rows), (first, columns)], (second, height)
            part, size = Product((Transpose(Basis(parameter(second), height)), other)), (ONE, width)
        else:
            indices, line = [(second, rows), (third, columns)], (first, width)
            part, size = Product((other, Basis(parameter(first), width))), (height, ONE)
        left, right = [Basis(parameter(index), bound) for index, bound in indices]
        value = Product((Transpose(left), factors[which], right))
        label = f"{self.label}.{'right' if which else 'left'}"
        steps = (
            for_indices(f"{label}.lines", [line], (_vanishing(f"{label}.line", (value, part), size, (start,)),)),
            _vanishing(f"{label}.all", (value, other), (height, width), (f"{label}.lines",)),
            _vanishing(f"{label}.entry", (value,), (ONE, ONE), (f"{label}.all", *others)),
        )
        return for_indices(f"{label}.entries", indices, steps)


def _vanishing(name: str, factors: tuple[Term, ...], size: tuple[Affine, Affine], using: tuple[str, ...]) -> Inference:
    """That the product is zero, as these premises say."""
    return _closing(name, Equal(Product(factors), Zero(*size)), using)


def _is_condition(formula: Formula) -> bool:
    """Whether the premise may say that something is not zero."""
    return isinstance(formula, Compare | Invertible | Not | Predicate) or (
        isinstance(formula, And) and any(map(_is_condition, formula.parts))
    )
