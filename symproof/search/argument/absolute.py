"""abs(c) <= t from c <= t and -c <= t, each of which is shown first; likewise abs(c) < t."""

from __future__ import annotations

from collections.abc import Mapping
from fractions import Fraction
from typing import Any

from symproof.language.declarations import Declarations
from symproof.language.derivation import Block, Inference
from symproof.language.formulas import Compare, Formula
from symproof.language.terms import Call, Number, Product
from symproof.search.argument.wanted import Want


def by_both_signs(name: str, claim: Formula, premises: Mapping[str, Formula], declared: Declarations) -> Block:
    """A derivation of the claim of this name, with gaps: the bounds of c and of -c, then the claim; () for others."""
    match claim:
        case Compare("<=" | "<" as relation, Call("abs", (inner,)), bound):
            pass
        case _:
            return ()
    minus = Product((Number(Fraction(-1)), inner))
    above = Inference(f"{name}.above", Compare(relation, inner, bound), _gap(*premises))
    below = Inference(f"{name}.below", Compare(relation, minus, bound), _gap(*premises))
    return above, below, Inference(name, claim, _gap(above.id, below.id))


def _gap(*using: str) -> Any:
    """A gap that a certificate over these premises is to fill."""
    return Want(using)
