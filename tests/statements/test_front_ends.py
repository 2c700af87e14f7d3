"""What is provable does not depend on the front end: statements written as proof files get the same verdicts."""

from __future__ import annotations

from functools import cache
from pathlib import Path

import pytest
from statements.rewriting import NotWrittenError, rewritten

from symproof import author
from symproof.diagnostics.results import StepResult
from symproof.language.functions import CALLS
from symproof.language.proof import Proof, Verdict
from symproof.statements import load_file
from symproof.verdict.settle import Options, Settler

HERE = Path(__file__).parent
EVERY = {
    "true": 1,
    "false": 1,
    "mixed": 1,
    "untuned": 12,
    "functions": 9,
    "cookbook": 9,
}  # of a file: the others would take long, and say no more
SCALARS = [  # these need the reciprocal of a scalar that the claim does not mention
    "rank_one_cancel", "fraction_nested", "scaled_zero", "scalar_zero_product_cancel", "eigen_orthogonal",
    "left_right_eigen", "skew_eigen", "grad_woodbury_form",
]  # fmt: skip


@cache
def loaded(file: str) -> dict[str, Proof]:
    proofs, errors = load_file(HERE / f"{file}.toml")
    assert not errors
    return {proof.id: proof for proof in proofs}


def pairs(file: str) -> list[tuple[str, str]]:
    return [(file, name) for name in list(loaded(file))[:: EVERY[file]]]


def verdicts(proof: Proof) -> dict[str, Verdict]:
    settler = Settler((proof,), Options())
    found = [settler((0, step.id)) for step in proof.steps]
    return {result.step.id: result.verdict for result in found if isinstance(result, StepResult)}


PAIRS = [*(pair for file in EVERY for pair in pairs(file)), *(("untuned", name) for name in SCALARS)]


@pytest.mark.parametrize(("file", "name"), PAIRS)
def test_both_front_ends_prove_the_same(file: str, name: str) -> None:
    statement = loaded(file)[name]
    try:
        again = rewritten(statement)
    except NotWrittenError:
        pytest.skip("a proof file has no word for this")
    assert verdicts(again) == verdicts(statement)


def test_each_function_of_statements_has_a_word_in_proof_files() -> None:
    words = {name for name in dir(author) if not name.startswith("_")}
    methods = {name for name in dir(author.Proof) if not name.startswith("_")}
    elsewhere = {"abs": "abs(c)", "row": "block", "inv": "inverse", "tr": "trace", "I": "identity", "zeros": "zero",
                 "J": "single_entry"}  # fmt: skip
    missing = set(CALLS) - words - methods - elsewhere.keys()
    assert not missing
