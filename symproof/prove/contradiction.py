"""Premises that contradict each other by their traces: A B - B A = I gives tr(I) = n = 0, but sizes are at least 1."""

from __future__ import annotations

from collections.abc import Mapping

from symproof.kernel.normal import Normalizer
from symproof.kernel.words import Monomial, Polynomial
from symproof.language.affine import SizeAt
from symproof.language.parts import premise_parts
from symproof.language.refusal import Refusal
from symproof.language.terms import Equal, Formula
from symproof.prove.equations import difference
from symproof.prove.ranges import SearchingContext


def contradicted(premises: Mapping[str, Formula], context: SearchingContext) -> str | None:
    """The id of a premise X = Y whose tr(X - Y) is a nonzero sum of numbers and products of sizes, all of one sign."""
    normal = Normalizer(context)
    for name, formula in premises.items():
        for schemas, equation in premise_parts(formula):
            if not schemas and isinstance(equation, Equal) and _impossible(equation, normal):
                return name
    return None


def _impossible(equation: Equal, normal: Normalizer) -> bool:
    try:
        form = difference(equation, normal)
        if form.rows != form.columns:
            return False
        trace = normal.trace(form)
    except Refusal:
        return False
    return bool(trace.terms) and _of_one_sign(trace, normal)


def _of_one_sign(trace: Polynomial, normal: Normalizer) -> bool:
    signs = {coefficient > 0 for coefficient in trace.terms.values()}
    return len(signs) == 1 and all(_positive(monomial, normal) for monomial, _ in trace.terms)


def _positive(monomial: Monomial, normal: Normalizer) -> bool:
    """A product of sizes: integer parameters may be zero or negative."""
    return all(
        kind == "integer" and (isinstance(atom, SizeAt) or atom in normal.context.sizes) for kind, atom in monomial
    )
