"""The proofs that there are, one entry for each; a proof as a whole is ``outline.py``."""

from __future__ import annotations

from collections.abc import Iterator, Sequence

from symproof.language.proof import Proof
from symproof.render.text import text
from symproof.report.core import counted, place
from symproof.report.definitions import statement_of
from symproof.verdict.naming import naming_of_proof


def listing(proofs: Sequence[Proof]) -> str:
    """One entry for each proof: id, title, place, statement."""
    return "\n".join("\n".join(_entry(proof)) for proof in proofs) + ("\n" if proofs else "")


def _entry(proof: Proof) -> Iterator[str]:
    yield f"{proof.id}: {proof.title}" if proof.title else proof.id
    yield f"    {place(proof.file, proof.line)}, {counted(len(proof.steps), 'step')}"
    statement = statement_of(proof)
    if statement is not None:
        yield f"    {text(statement, proof.declarations, naming_of_proof(proof))}"
