"""Derivatives of inverses whose arguments are invertible by the premises, though no premise says so literally.

The differential of inv(E) needs the premise that E is invertible; that of log(c), sqrt(c) and abs(c) that c is nonzero.
This is shown first, as inv(H.T*H) needs it where H is invertible, and is then a premise of the claim.
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from typing import Any

from symproof.language.derivation import Block, Inference
from symproof.language.formulas import Formula, Invertible
from symproof.language.terms import Call, Differential, Gradient, Inverse, Term
from symproof.search.algebra.nodes import nodes
from symproof.search.argument.wanted import gap

MOST = 3  # arguments that are shown to be invertible


def differentiated_inverses(node: Any) -> tuple[Invertible, ...]:
    """What the inverses, logarithms, roots and absolute values inside its derivatives need, innermost first."""
    moving = tuple([item for item in nodes(node) if isinstance(item, Gradient | Differential)])
    found = [Invertible(argument) for item in nodes(moving) for argument in _needed(item)]
    return tuple(dict.fromkeys(reversed(found)))


def _needed(item: Any) -> tuple[Term, ...]:
    """The arguments that must be invertible before the rule for an inverse, a logarithm, a root or abs applies."""
    if isinstance(item, Inverse):
        return (item.argument,)
    return item.arguments if isinstance(item, Call) and item.name in ("log", "sqrt", "abs") else ()


def by_invertible_arguments(name: str, claim: Formula, premises: Mapping[str, Formula]) -> Iterator[Block]:
    """A derivation of the claim of this name, with gaps: what is inverted is invertible, then the claim."""
    needed = [item for item in differentiated_inverses(claim) if item not in premises.values()]
    if not 0 < len(needed) <= MOST:
        return
    using, shown = tuple(premises), list[Inference]()
    for number, formula in enumerate(needed, 1):
        shown.append(Inference(f"{name}.inverse{number}", formula, gap(*using)))
        using = (*using, shown[-1].id)
    yield (*shown, Inference(name, claim, gap(*using)))
