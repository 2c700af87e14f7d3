"""The two contexts in which terms are looked at while a proof is being written."""

from __future__ import annotations

from dataclasses import fields, replace

from symproof.kernel.context import Context
from symproof.language.affine import Affine, IntegerAtom
from symproof.language.declarations import Declarations
from symproof.language.formulas import Named
from symproof.language.proof import Proof, nested
from symproof.language.records import dataclass
from symproof.language.scopes import is_fact, merged, open_blocks
from symproof.search.ranges import SearchingContext, completed, searching

__all__ = ["LenientContext", "SearchingContext", "lenient", "searching", "with_evidence"]


@dataclass(slots=True)
class LenientContext(Context):
    """Names and inequalities are taken for granted, and only sizes are compared: bound indices have no declaration
    while an expression is being written."""

    def holds(self, value: Affine) -> bool:
        """Takes every inequality for true that is not a false constant: sizes are read, not proved."""
        value = self.canonical(value)
        return not value.is_constant or value.constant >= 0

    def _check_atom(self, atom: IntegerAtom) -> None:
        """Nothing is refused here; the claim is checked when it enters the proof."""


def lenient(base: Context) -> LenientContext:
    """The same declarations and facts, taking ranges for granted."""
    return LenientContext(**{item.name: getattr(base, item.name) for item in fields(base)})


def with_evidence(proof: Proof) -> Proof:
    """The proof with the range facts that show its declarations well formed, block by block."""
    blocks = tuple(
        replace(block, declarations=_completed(proof, block.id, block.declarations)) for block in proof.blocks
    )
    own = _completed(proof, None, proof.declarations)
    return replace(proof, declarations=own, items=nested(proof.steps, blocks))


def _completed(proof: Proof, block: str | None, own: Declarations) -> Declarations:
    """``own``, declared in this block, with the facts of all scopes around it."""
    around = open_blocks(proof, block)
    hypotheses = [*proof.hypotheses, *(item for outer in around for item in outer.assumptions)]
    facts = tuple(Named(item.id, item.formula) for item in hypotheses if is_fact(item.formula))
    everything = proof.declarations
    for outer in around:
        everything = merged(everything, outer.declarations)
    names = {item.name for group in (own.sizes, own.symbols, own.functions) for item in group}
    evidence = completed(everything, facts).well_formed
    return replace(own, well_formed=tuple(item for item in evidence if item.name in names))
