"""The names of one proof, laid out once for its page, its JSON report and its terminal report."""

from __future__ import annotations

from symproof.language.formulas import Formula
from symproof.language.proof import Proof, Step
from symproof.language.records import once
from symproof.language.scopes import declarations_in_scope
from symproof.render.naming import Naming, naming_of
from symproof.render.text import text


def _naming_of_proof(proof: Proof) -> Naming:
    """One form for each name that is declared or bound anywhere in the proof."""
    scopes = [proof.declarations, *(block.declarations for block in proof.blocks)]
    given = (*proof.hypotheses, *(item for block in proof.blocks for item in block.assumptions))
    return naming_of(scopes, proof.statement, [item.formula for item in given], [step.claim for step in proof.steps])


naming_of_proof = once(_naming_of_proof, 256)  # of each proof in a report, which is written and then compared


def text_at(proof: Proof, step: Step, formula: Formula) -> str:
    """The formula as it is written where the step stands, with the names of the proof."""
    return text(formula, declarations_in_scope(proof, step), naming_of_proof(proof))
