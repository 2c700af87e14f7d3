"""Claims about inverses of what is invertible by the premises, though no premise says so literally.

An equation between inverses holds only where they exist: 1/(1 + w) is a reciprocal for w >= 0, and V + x x^T has an
inverse where V is definite. The differential of inv(E) needs the premise that E is invertible; that of log(c), sqrt(c)
and abs(c) that c is nonzero. This is shown first, and is then a premise of the claim.
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from typing import Any

from symproof.language.declarations import Declarations
from symproof.language.derivation import Block, Inference
from symproof.language.formulas import Compare, Equal, ForAllIndex, Formula, Invertible
from symproof.language.refusal import Refusal
from symproof.language.terms import Call, Differential, Gradient, Inverse, Number, Sum, Term
from symproof.search.algebra.nodes import nodes
from symproof.search.argument.instances import unbound
from symproof.search.argument.wanted import gap
from symproof.search.unfolding import Unfolding

MOST = 4  # arguments that are shown to be invertible


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


def by_invertible_arguments(
    name: str, claim: Formula, premises: Mapping[str, Formula], declared: Declarations
) -> Iterator[Block]:
    """A derivation of the claim of this name, with gaps: what is inverted in it is invertible, then the claim. Of a
    claim for all indices, the first is shown for all indices, too."""
    given = {_unfolded(formula, declared) for formula in premises.values()}.union(premises.values())
    needed = [item for item in _inverted(claim, declared) if item not in given]
    if not 0 < len(needed) <= MOST:
        return
    orders = tuple([key for key, formula in premises.items() if any(map(_is_order, nodes(formula)))])
    for using in dict.fromkeys((orders, tuple(premises))):
        shown = list[Inference]()
        for number, formula in enumerate(needed, 1):
            known = (*using, *(item.id for item in shown))
            shown.append(Inference(f"{name}.inverse{number}", formula, gap(*known)))
        yield (*shown, Inference(name, claim, gap(*premises, *(item.id for item in shown))))


def _is_order(node: object) -> bool:
    """Equations seldom show that something is invertible, and make a search for it long."""
    return isinstance(node, Compare | Invertible)


def inverts_sums(claim: Formula, declared: Declarations) -> bool:
    """Whether a sum is inverted in the claim, definitions unfolded: premises seldom say that it is invertible."""
    while isinstance(claim, ForAllIndex):
        claim = claim.body
    return any(isinstance(item.argument, Sum) for item in written_inverses(claim, declared))


def _inverted(claim: Formula, declared: Declarations) -> list[Formula]:
    """That what is inverted in the claim, definitions unfolded, is invertible, for all indices of the claim; innermost
    first."""
    around: list[ForAllIndex] = []
    while isinstance(claim, ForAllIndex):
        around.append(claim)
        claim = claim.body
    found: list[Formula] = []
    for item in differentiated_inverses(claim) or written_inverses(claim, declared):
        formula: Formula = item
        for schema in reversed(around):
            formula = ForAllIndex(schema.index, schema.low, schema.high, formula)
        found.append(formula)
    return found


def written_inverses(claim: Formula, declared: Declarations) -> tuple[Invertible, ...]:
    """What the inverses of a claim that is no order need, except those of numbers, which hold anyway, and those that
    mention something bound. Orders show by themselves what they need."""
    if not isinstance(claim, Equal | Invertible):
        return ()
    arguments = [item.argument for item in unbound(_unfolded(claim, declared)) if isinstance(item, Inverse)]
    return tuple(dict.fromkeys(Invertible(item) for item in reversed(arguments) if not isinstance(item, Number)))


def _unfolded(formula: Formula, declared: Declarations) -> Formula:
    """The formula with definitions replaced by what they stand for, where that means something."""
    try:
        return Unfolding(declared, strict=False).of(formula)  # type: ignore[no-any-return]
    except Refusal:
        return formula
