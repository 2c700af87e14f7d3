"""Scalars that are known not to be negative, as far as matrices are multiplied by them."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from itertools import combinations_with_replacement

from symproof.kernel.algebra.nonnegative import gap
from symproof.kernel.algebra.normal import Normalizer
from symproof.language.certificate import Gap
from symproof.language.formulas import Compare, Formula
from symproof.language.parts import premise_conjuncts
from symproof.language.refusal import Refusal
from symproof.search.definite.matrices import Scalar


def scalars_of(premises: Mapping[str, Formula], normal: Normalizer) -> list[Scalar]:
    """The gaps of the orders among the premises without an index, and the products of two of them."""
    single = list(_gaps(premises, normal))
    return [*single, *(_product(one, other, normal) for one, other in combinations_with_replacement(single[:4], 2))]


def _gaps(premises: Mapping[str, Formula], normal: Normalizer) -> Iterator[Scalar]:
    for name, formula in premises.items():
        for part, (around, item) in enumerate(premise_conjuncts(formula)):
            if isinstance(item, Compare) and not around:
                try:
                    form, positive = gap(normal, item)
                except Refusal:
                    continue
                yield Scalar((Gap(name, part),), form, positive)


def _product(one: Scalar, other: Scalar, normal: Normalizer) -> Scalar:
    assert one.form is not None
    assert other.form is not None
    form = normal.times(one.form, other.form)
    return Scalar((*one.factors, *other.factors), form, one.positive and other.positive)
