"""The quadratic forms L^T P L that the author wrote, with a known matrix P.

Their normal form may not show L: where P is a sum, as with the definition P = R + B^T Q B, it has many words.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Sequence
from typing import Any

from symproof.kernel.algebra.normal import Normalizer
from symproof.kernel.algebra.words import Polynomial
from symproof.language.affine import Affine
from symproof.language.certificate import Gram
from symproof.language.formulas import ForAll, ForAllIndex
from symproof.language.records import inside
from symproof.language.refusal import Refusal
from symproof.language.terms import IndexSum, Product, Term, Transpose
from symproof.search.definite.roots import traced
from symproof.search.definite.sources import Source
from symproof.search.quantities import Quantity

_BINDERS = Affine | IndexSum | ForAll | ForAllIndex  # what stands inside is about names that mean nothing outside


def quadratic_forms(formulas: Iterable[Any], sources: Sequence[Source], normal: Normalizer) -> Iterator[Quantity]:
    """tr(L^T P L) >= 0 for each product L^T ... L in the formulas that has the normal form of a known P in between."""
    known = {source.form.text(): source for source in sources if source.form is not None}
    for root, middle in _written(formulas) if known else ():
        try:
            form, between = normal.polynomial(root), normal.polynomial(middle)
        except Refusal:
            continue
        source = known.get(between.text())
        if source is not None and len(form.terms) > 1:  # single words are roots anyway, and may be known not to be zero
            yield _quantity(root, form, source, normal)


def _quantity(root: Term, form: Polynomial, source: Source, normal: Normalizer) -> Quantity:
    value = traced(normal, form.transpose(), source.form, form)
    return Quantity((Gram((root,), source.matrix),), value, False)


def _written(formulas: Iterable[Any]) -> Iterator[tuple[Term, Term]]:
    """L and what stands between L^T and L, which may be written as X and X^T."""
    for item in formulas:
        if isinstance(item, Product):
            yield from _in_product(item.factors)
        if not isinstance(item, _BINDERS):
            yield from _written(inside(item))


def _in_product(factors: Sequence[Term]) -> Iterator[tuple[Term, Term]]:
    for first, left in enumerate(factors):
        for root in (left.argument, Transpose(left)) if isinstance(left, Transpose) else (Transpose(left),):
            ends = root.factors if isinstance(root, Product) else (root,)
            for at in range(first + 2, len(factors) - len(ends) + 1):
                if ends == tuple(factors[at : at + len(ends)]) or factors[at] == root:
                    middle = factors[first + 1 : at]
                    yield root, middle[0] if len(middle) == 1 else Product(tuple(middle))
