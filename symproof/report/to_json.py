"""The report as JSON: versioned, and complete enough to rebuild every other report and to replay every certificate.

``docs/formats.md`` describes it; ``report.schema.json`` beside this file is its schema. The same report gives the
same bytes, apart from the fields ``seconds``, ``started`` and ``version``.
"""

from __future__ import annotations

import json
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import asdict
from typing import Any, TypeAlias

from symproof.diagnostics.diagnostic import Diagnostic
from symproof.diagnostics.results import Counterexample, Model, ProofResult, Report, StepResult, Theorem
from symproof.language.codec import encode
from symproof.language.declarations import Declarations
from symproof.language.formulas import Formula
from symproof.language.proof import Block, Fact, Hypothesis, Items, Proof, Step
from symproof.language.scopes import declarations_in_scope, merged, open_blocks
from symproof.render.latex import latex
from symproof.render.naming import Naming
from symproof.render.text import text
from symproof.report.definitions import (
    definition_text,
    definitions_of,
    latex_with_definitions,
    text_with_definitions,
)
from symproof.report.definitions import statement_of as statement_of
from symproof.report.shared import abbreviated
from symproof.verdict import workers
from symproof.verdict.ledger import steps_citing
from symproof.verdict.naming import naming_of_proof
from symproof.verdict.resting import Rests, resting
from symproof.version import VERSION

SCHEMA = "symproof.report/1"
WIDTH = 120
CHUNK = 64  # proofs that one process lays out at a time
PATIENCE = 600.0  # seconds for a chunk; what does not arrive is laid out here


Encoded: TypeAlias = dict[int, tuple[Any, Any]]  # see ``encode``


class Written(str):
    """JSON that is laid out already."""

    __slots__ = ()


def to_json(report: Report, jobs: int = 1) -> str:
    """The report as the text of a JSON document, laid out for reading; many proofs by several processes."""
    chunks = [report.proofs[at : at + CHUNK] for at in range(0, len(report.proofs), CHUNK)]
    if jobs == 1 or len(chunks) == 1:
        parts = [proofs_as_json(chunk) for chunk in chunks]
    else:
        found = workers.run_all(proofs_as_json, chunks, jobs=jobs, seconds=PATIENCE, done=lambda position, text: False)
        parts = [
            proofs_as_json(chunk) if isinstance(part, workers.Lost) else part
            for chunk, part in zip(chunks, found, strict=True)
        ]
    return joined(report, parts)


def proofs_as_json(proofs: Sequence[ProofResult]) -> list[str]:
    """Each proof, as it stands in the list of proofs of a report."""
    return [laid_out(abbreviated(proof_data(result, {})), "  ") for result in proofs]


def joined(report: Report, parts: Sequence[Sequence[str]]) -> str:
    """The document around the proofs that are laid out already."""
    return laid_out(_document(report, [Written(text) for part in parts for text in part])) + "\n"


def report_data(report: Report, known: Encoded | None = None) -> dict[str, Any]:
    """The report as JSON data (``symproof.report/1``). ``known`` holds the data from which records were read."""
    shared = {} if known is None else known
    return _document(report, [proof_data(result, shared) for result in report.proofs])


def _document(report: Report, proofs: Sequence[Any]) -> dict[str, Any]:
    return {
        "schema": SCHEMA,
        "version": VERSION,
        "started": report.started,
        "seconds": round(report.seconds, 3),
        "options": dict(report.options),
        "errors": [asdict(error) for error in report.errors],
        "proofs": proofs,
        "summary": report.summary,
        "unknown_causes": report.unknown_causes,
    }


def proof_data(result: ProofResult, known: Encoded) -> dict[str, Any]:
    """One proof: what it says, what was made of the whole, and what was made of each step."""
    rests = resting(result)
    return {
        **_said(result.proof, known),
        **_made_of_the_whole(result, known),
        "steps": [_step(result.proof, item, rests[item.step.id], known) for item in result.steps],
        "unselected_steps": list(_unselected(result, known)),
        "order": [step.id for step in result.proof.steps],
    }


def _said(proof: Proof, known: Encoded) -> dict[str, Any]:
    """The author's side: statement, declarations, blocks, hypotheses, facts."""
    return {
        "id": proof.id,
        "title": proof.title,
        "source": proof.source,
        "file": proof.file,
        "line": proof.line,
        "is_statement_file": proof.is_statement_file,
        "statement": _statement(proof, known),
        "declarations": encode(proof.declarations, known),
        "tree": _tree(proof.items),
        "blocks": [_block(proof, block, known) for block in proof.blocks],
        "hypotheses": [
            *(_hypothesis(item, proof.declarations, naming_of_proof(proof), known) for item in proof.hypotheses),
            *_definitions(proof.declarations, naming_of_proof(proof), known),
        ],
        "facts": [asdict(fact) for fact in proof.facts],
        "citations": [asdict(fact) for fact in proof.citations],
        **({"axioms": encode(proof.axioms, known)} if proof.axioms else {}),
        **({"applies": list(proof.applies)} if proof.applies else {}),
    }


def _made_of_the_whole(result: ProofResult, known: Encoded) -> dict[str, Any]:
    """The verdict about the proof with its theorem, ledger and model."""
    theorem = result.theorem
    return {
        "verdict": str(result.verdict),
        "theorem": _theorem(theorem, known),
        **({} if theorem is None else {"derivation": encode(theorem.derivation, known)}),
        **({"support": True} if result.is_support else {}),
        "ledger": _ledger(result),
        "unused_hypotheses": list(result.unused_hypotheses),
        "model": _model(result.model),
        **({"hypotheses_open": True} if result.is_open else {}),
    }


def _unselected(result: ProofResult, known: Encoded) -> Iterator[dict[str, Any]]:
    """Claims that other steps may use as premises, but that were not selected for this run."""
    settled = {item.step.id for item in result.steps}
    for step in result.proof.steps:
        if step.id not in settled:
            yield {
                "id": step.id,
                "ref": step.ref,
                "line": step.line,
                "block": step.block,
                "method": step.method,
                "term": encode(step.claim, known),
            }


def _theorem(theorem: Theorem | None, known: Encoded) -> dict[str, Any] | None:
    """The axioms of a theorem by name and as exact statements, and its lemmas by name."""
    if theorem is None:
        return None
    names = {"axioms": [axiom.id for axiom in theorem.axioms], "lemmas": list(theorem.lemmas)}
    return {**names, **({"statements": encode(theorem.axioms, known)} if theorem.axioms else {})}


def _tree(items: Items) -> list[dict[str, Any]]:
    """The nesting of blocks and steps, by their ids: what they say stands in the lists of blocks and steps."""
    return [{"step": item.id} if isinstance(item, Step) else _block_of_tree(item) for item in items]


def _block_of_tree(block: Block) -> dict[str, Any]:
    conclusion = None if block.conclusion is None else block.conclusion.id
    return {"block": block.id, "kind": block.kind, "conclusion": conclusion, "items": _tree(block.items)}


def _statement(proof: Proof, known: Encoded) -> dict[str, Any]:
    """The statement; of a statement file with the definitions that it rests on."""
    formula, naming = statement_of(proof), naming_of_proof(proof)
    if formula is None or not proof.is_statement_file:
        return _formula(formula, proof.declarations, naming, known)
    return {
        "text": text_with_definitions(formula, proof.declarations, naming),
        "latex": latex_with_definitions(formula, proof.declarations, naming),
        "term": encode(formula, known),
    }


def _definitions(declarations: Declarations, naming: Naming, known: Encoded) -> Iterator[dict[str, Any]]:
    """What ``where`` defines, beside the hypotheses: the equation is assumed, and unfolded wherever the name stands."""
    for name, formula in definitions_of(declarations):
        common = {"implied": False, "line": None, "definition": True}
        shown = _formula(formula, declarations, naming, known)
        yield {"id": f"where {name}", **shown, "text": definition_text(formula, declarations, naming), **common}


def _formula(formula: Formula | None, declarations: Declarations, naming: Naming, known: Encoded) -> dict[str, Any]:
    if formula is None:
        return {"text": "", "latex": "", "term": None}
    return {
        "text": text(formula, declarations, naming),
        "latex": latex(formula, declarations, naming),
        "term": encode(formula, known),
    }


def _hypothesis(item: Hypothesis, declarations: Declarations, naming: Naming, known: Encoded) -> dict[str, Any]:
    shown = _formula(item.formula, declarations, naming, known)
    return {"id": item.id, **shown, "implied": item.implied, "line": item.line}


def _block(proof: Proof, block: Block, known: Encoded) -> dict[str, Any]:
    declarations = proof.declarations
    for outer in open_blocks(proof, block.id):
        declarations = merged(declarations, outer.declarations)
    return {
        "id": block.id,
        "kind": block.kind,
        "parent": block.parent,
        "line": block.line,
        "given": block.given,
        "exports": block.exports,
        "declarations": encode(block.declarations, known),
        "assumptions": [_hypothesis(item, declarations, naming_of_proof(proof), known) for item in block.assumptions],
    }


def _ledger(result: ProofResult) -> dict[str, Any]:
    found = result.ledger
    return {
        "facts": [_cited(fact, result) for fact in found.facts],
        "citations": [_cited(fact, result) for fact in found.citations],
        "omissions": [asdict(fact) for fact in found.omissions],
        "rules": list(found.rules),
        "trusted": list(found.trusted),
    }


def _cited(fact: Fact, result: ProofResult) -> dict[str, Any]:
    return {**asdict(fact), "steps": [item.step.id for item in steps_citing(fact.id, result.steps)]}


def _model(model: Model | None) -> dict[str, Any] | None:
    if model is None:
        return None
    return {"sizes": dict(model.sizes), "values": dict(model.values), **_functions(model.functions)}


def _functions(functions: Mapping[str, str]) -> dict[str, Any]:
    """Definitions of declared functions, where there are any."""
    return {"functions": dict(functions)} if functions else {}


def _step(proof: Proof, result: StepResult, rests: Rests, known: Encoded) -> dict[str, Any]:
    step = result.step
    return {
        "id": step.id,
        "ref": step.ref,
        "file": proof.file,
        "line": step.line,
        "block": step.block,
        "claim": _formula(step.claim, declarations_in_scope(proof, step), naming_of_proof(proof), known),
        "method": step.method,
        "premises": {"declared": list(step.using), "used": list(result.used)},
        "verdict": str(result.verdict),
        "cause": None if result.cause is None else str(result.cause),
        "rests_on": _rests_on(rests),
        "expect": None if step.expect is None else str(step.expect),
        "scope": result.scope,
        "instances": {"checked": result.instances.checked, "sizes": _plain(result.instances.sizes)},
        "certificate": None if result.certificate is None else encode(result.certificate, known),
        **({} if result.derivation is None else {"derivation": encode(result.derivation, known)}),
        "counterexample": _counterexample(result.counterexample),
        "diagnostic": _diagnostic(result.diagnostic),
        "warnings": [_diagnostic(item) for item in result.warnings],
        "rules": list(result.rules),
        "cofactors": encode(step.cofactors),
        "reason": step.reason,
        "source": step.source,
        **({"note": step.note} if step.note else {}),
        "seconds": round(result.seconds, 3),
    }


def _rests_on(rests: Rests) -> dict[str, list[str]]:
    """The steps without a proof that the step goes back to, by verdict."""
    found = {str(verdict): list(names) for verdict, names in rests.by_verdict.items()}
    return {**found, "unselected": list(rests.unchecked)} if rests.unchecked else found


def _counterexample(found: Counterexample | None) -> dict[str, Any] | None:
    if found is None:
        return None
    sides = {"lhs": found.lhs, "rhs": found.rhs, **({"vector": found.vector} if found.vector else {})}
    return {"sizes": dict(found.sizes), "values": dict(found.values), **sides, **_functions(found.functions)}


def _diagnostic(item: Diagnostic | None) -> dict[str, str] | None:
    if item is None:
        return None
    about = {"subject": item.subject} if item.subject else {}
    return {"code": item.code, "message": item.message, "hint": item.hint, **about}


def _plain(sizes: Sequence[Mapping[str, int]]) -> list[dict[str, int]]:
    return [item if type(item) is dict else dict(item) for item in sizes]


# ---------------------------------------------------------------------------------------------------- layout


_on_one_line = json.JSONEncoder(ensure_ascii=False).encode  # made once: json.dumps makes an encoder for every call
_FLAT = frozenset({str, int, float, bool, type(None)})


def laid_out(value: Any, indent: str = "") -> str:
    """JSON where whatever fits on a line stands on one."""
    if isinstance(value, Written):
        return value
    if not isinstance(value, dict | list) or not value:
        return _on_one_line(value)
    if all(type(item) in _FLAT for item in (value.values() if isinstance(value, dict) else value)):
        line = _on_one_line(value)
        if len(indent) + len(line) <= WIDTH:
            return line
    deeper = indent + " "
    if isinstance(value, dict):
        parts = [f"{_on_one_line(key)}: {laid_out(item, deeper)}" for key, item in value.items()]
        opening, closing = "{}"
    else:
        parts = [laid_out(item, deeper) for item in value]
        opening, closing = "[]"
    # A part that does not fit on a line of its own is longer than any line on which all of them could stand.
    if len(indent) + sum(map(len, parts)) + 2 * len(parts) <= WIDTH:
        return opening + ", ".join(parts) + closing
    return f"{opening}\n{deeper}" + f",\n{deeper}".join(parts) + f"\n{indent}{closing}"
