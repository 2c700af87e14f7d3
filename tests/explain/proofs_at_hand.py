"""Sequents of statements and of steps of worked proofs, with their certificates."""

from __future__ import annotations

from functools import lru_cache
from pathlib import Path

import symproof
from symproof.author.loader import load
from symproof.language.certificate import Certificate
from symproof.language.formulas import Sequent
from symproof.language.proof import Proof
from symproof.language.scopes import sequent
from symproof.search import find
from symproof.statements import parse_statement


def statement(symbols: dict[str, list[str]], text: str) -> Sequent:
    proofs, errors = parse_statement(symbols, text, "example")
    assert not errors
    (proof,) = proofs
    return sequent(proof, proof.steps[0])


def certified(goal: Sequent, method: str = "algebra") -> tuple[Sequent, Certificate]:
    found = find(goal, method=method)
    assert found.certificate is not None, found.diagnostic
    return goal, found.certificate


def worked(name: str) -> Proof:
    return next(
        proof for proof in worked_in(name) if proof.id.endswith(name.replace("_", "-")) or proof.id.endswith(name)
    )


@lru_cache
def worked_in(name: str) -> tuple[Proof, ...]:
    """All proofs of one file."""
    proofs, errors = load(folder() / f"{name}.py")
    assert not errors
    return tuple(proofs)


def folder() -> Path:
    """The worked proofs, beside the package in a checkout and inside it when installed."""
    inside = Path(symproof.__file__).parent / "proofs" / "zhang2019"
    return inside if inside.is_dir() else Path(__file__).parents[2] / "proofs" / "zhang2019"


def lemma1_step(name: str) -> Sequent:
    proof = worked("lemma1_left")
    return sequent(proof, next(step for step in proof.steps if step.id == name))
