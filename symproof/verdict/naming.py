"""The names of one proof, laid out once for its page, its JSON report and its terminal report."""

from __future__ import annotations

from functools import lru_cache

from symproof.model import Proof
from symproof.render.naming import Naming, naming_of


class _Same:
    """A proof as a key: itself, since comparing and hashing all that it holds takes longer than the look-up saves."""

    def __init__(self, proof: Proof) -> None:
        self.proof = proof

    def __hash__(self) -> int:
        return id(self.proof)

    def __eq__(self, other: object) -> bool:
        return isinstance(other, _Same) and other.proof is self.proof


def naming_of_proof(proof: Proof) -> Naming:
    """One form for each name that is declared or bound anywhere in the proof."""
    return _laid_out(_Same(proof))


@lru_cache(maxsize=8)  # one proof after the other is written, in many formulas
def _laid_out(same: _Same) -> Naming:
    proof = same.proof
    scopes = [proof.declarations, *(block.declarations for block in proof.blocks)]
    given = (*proof.hypotheses, *(item for block in proof.blocks for item in block.assumptions))
    return naming_of(scopes, proof.statement, [item.formula for item in given], [step.claim for step in proof.steps])
