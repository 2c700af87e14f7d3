"""A claim as the conclusion of an implication that is known, whose premise is left to show.

From ``A v = 0 implies v = 0`` for all v and ``A B v = 0``, the claim ``B v = 0`` is taken back to ``A (B v) = 0``. An
equation ``x = y`` is taken as ``x - y = 0`` too, for implications that speak of zero.
"""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import replace
from typing import Any

from symproof.kernel.algebra.shapes import shape_of
from symproof.kernel.argument.scope import FALSE, Scope
from symproof.language.derivation import Block, Inference, Use
from symproof.language.formulas import Equal, Formula
from symproof.language.refusal import Refusal
from symproof.language.terms import Zero
from symproof.search.argument.candidates import Missing, moves_to
from symproof.search.argument.orders import difference_of
from symproof.search.argument.wanted import Want


def by_implications(scope: Scope, label: str, claim: Formula, wanted: Want) -> Iterator[Block]:
    """Derivations of the claim from one known implication each, whose premises are left as gaps."""
    if not wanted.steps or wanted.by is not None or claim == FALSE:
        return
    names = tuple(dict.fromkeys((*wanted.using, *scope.formulas))) if wanted.wide or not wanted.using else wanted.using
    gap: Any = replace(wanted, direct=True, at_once=True, absurd=False, steps=wanted.steps - 1)
    for goal, ends in _readings(scope, label, claim):
        for name in names:
            missing = Missing(f"{label}.given")
            for moves in moves_to(scope, name, goal, missing):
                if missing.formulas or ends:  # others were tried before
                    given = [Inference(item, formula, gap) for item, formula in missing.formulas.items()]
                    yield (*given, Inference(f"{label}.zero" if ends else label, goal, Use(name, moves)), *ends)


def _readings(scope: Scope, label: str, claim: Formula) -> Iterator[tuple[Formula, Block]]:
    """The claim; and an equation as one with zero, from which the claim follows by algebra."""
    yield claim, ()
    if isinstance(claim, Equal) and not isinstance(claim.right, Zero):
        zero = f"{label}.zero"
        try:
            rows, columns = shape_of(scope.context, claim.left)
        except Refusal:
            return
        gap: Any = Want((zero,), at_once=True, steps=0)
        yield Equal(difference_of(claim), Zero(rows, columns)), (Inference(label, claim, gap),)
