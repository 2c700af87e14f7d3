"""The worked proofs load, say what they are about, and claim no more than their steps show."""

from __future__ import annotations

import re
from pathlib import Path

import pytest

from symproof.author.loader import PACKAGED, discover, load_all
from symproof.kernel.replay import replay
from symproof.language.formulas import Equal, ForAllIndex, Formula
from symproof.language.proof import Proof, Step
from symproof.language.scopes import exporting_block, sequent
from symproof.render.text import text
from symproof.search import find

SOURCE_TREE = PACKAGED.parent.parent / "proofs"
FOLDER = SOURCE_TREE if SOURCE_TREE.is_dir() else PACKAGED
PROOFS, ERRORS = load_all(discover(FOLDER))
PROOFS = [
    proof for proof in PROOFS if re.fullmatch("zhang2019/[^/]+", proof.id)
]  # those are one derivation each, see test_theorems
BY_ID = {proof.id.removeprefix("zhang2019/"): proof for proof in PROOFS}
CHECKED = ("algebra", "calculus", "induction")
STEPS = [(proof, step) for proof in PROOFS for step in proof.steps]
CONTENT = [(proof, step) for proof, step in STEPS if step.method in CHECKED and exporting_block(proof, step) is None]

# The proofs by file, and the places of the inventory that begin the references of their steps, or stand in them.
NAMES = {
    "gradients", "layer_gradients", "one_factor", "critical_layers", "flat_is_global", "global_layers", "affine_maps",
    "data_loss", "data_gradient", "transposition", "product_gap", "product_modulus",
    "one_layer", "continuity", "nearby_minimum", "theorem1_minimum", "push", "theorem3-first",
    "theorem3-last", "theorem3", "lemma2", "lemma1_left", "lemma1", "theorem1_hard", "theorem1_layers",
    "factors_open", "factors_continuous", "theorem1_easy",
    "smallest_width", "theorem1", "remark", "theorem2", "theorem2-wide", "quadratic_loss", "reduction",
    "smaller_square", "second_derivative", "one_more_column", "projection", "steep_columns", "all_columns",
    "best_approximation", "critical_pair", "corollary1_two_layers", "corollary1_cited", "corollary1",
    "single_tower", "tower_without_bottleneck", "tower_with_bottleneck", "side_by_side",
    "corollary2_hard", "corollary2_easy", "towers_without_bottleneck", "corollary2", "corollary2_wide",
    "single_of_many", "factors_of_many", "many_hard", "many_easy", "no_bottleneck", "corollary2_sum",
    "corollary2_sum_wide",
    "two_layers", "two_layers_flat", "example_corner", "example_least", "example",
    "example_steep", "example_layer",
}  # fmt: skip
SECTIONS = {"P": 12, "PUSH": 5, "T3": 14, "L2": 6, "L1": 17, "T1": 18, "R": 2, "T2": 3, "EX": 3, "C1": 10, "C2": 9}
INVENTORY = [
    f"{section}.{number}" if section in ("PUSH", "EX") else f"{section}.{number:02}"
    for section, last in SECTIONS.items()
    for number in range(1, last + 1)
]

# The claims themselves, as the paper has them: sizes, ranges and transposes do not change unseen.
CLAIMS = {
    ("gradients", "P.01"): "d(f(X*Y))/dX = f'(X*Y)*Y.T",
    ("gradients", "P.02"): "d(f(X*Y))/dY = X.T*f'(X*Y)",
    ("layer_gradients", "P.03"): "for all i in 1..k: d(f(W))/dM_i = Q_i.T*G*P_{i-1}.T",
    ("affine_maps", "slope"): "d(f(U*Z*V + C))/dZ = U.T*f'(U*Z*V + C)*V.T",
    ("data_gradient", "P.09"): "F'(Z*X)*X.T = sum(g_y*x_y.T for y in 1..s)",
    ("push", "PUSH.3"): "w.T*w*H*eps*e_c(p) = 0",
    ("theorem3-first", "T3.04"): "(M_tilde_k...M_tilde_{t+2}).T*G = 0",
    ("theorem3-first", "T3.06"): "for all i in 0..t+1: M_tilde_i...M_tilde_1 = P_i",
    ("theorem3-first", "T3.07"): "for all i in t+1..k: M_tilde_i...M_tilde_1 = P_i",
    ("theorem3-first", "T3.09"): "G.T*(M_tilde_k...M_tilde_{t+2}) = 0",
    ("theorem3-first", "Q-products"): "for all i in t+1..k: Q_tilde_i = M_tilde_k...M_tilde_{i+1}",
    ("theorem3-last", "T3.13"): "G = 0",
    ("lemma2", "L2.05"): "G*B.T = 0",
    ("lemma2", "L2.06"): "A.T*G = 0",
    ("lemma1_left", "L1.02.factors"): "for all i in 0..j: Q_i = A*(M_j...M_{i+1})",
    ("lemma1_left", "perturbation"): "for all i in 1..j: Q_i*(M_i + w_i*v_{i-1}.T) = Q_{i-1}",
    ("lemma1_left", "equation-1"): "for all i in 1..j+1: A*(M_tilde_j...M_tilde_i) = Q_{i-1}",
    ("lemma1_left", "equation-2"): "G*B_tilde.T = 0",
    ("lemma1", "B-turned"): "N_k...N_{k-j+1} = B.T",
    ("theorem1_layers", "T1.03"): "for all i in j..k-1: T_k...T_{i+1} = X*E_j*E_i.T",
    ("theorem1_layers", "T1.04"): "for all i in 1..j: T_i...T_1 = E_i*E_j.T*Y",
    ("theorem1_layers", "T1.05.A"): "T_k...T_{j+1} = X",
    ("theorem1_layers", "T1.05.B"): "T_j...T_1 = Y",
    ("factors_open", "T1.09"): "X*(M_{k-1}...M_{j+1}) = I",
    ("factors_open", "T1.10"): "(M_j...M_2)*Y = I",
    ("factors_open", "T1.11"): "(M_k + (C - A)*X)*(M_{k-1}...M_{j+1}) = C",
    ("factors_open", "T1.12"): "(M_j...M_2)*(M_1 + Y*(D - B)) = D",
    ("factors_open", "T1.13"): "T_k...T_1 = C*D",
    ("remark", "unit"): "L*W*S = I",
    ("quadratic_loss", "gradient"): "d(norm2(W*U - V))/dW = 2*(W*U - V)*U.T",
}


def test_every_file_loads() -> None:
    assert ERRORS == []
    assert set(BY_ID) == NAMES


@pytest.mark.parametrize("place", INVENTORY)
def test_every_place_of_the_inventory_is_referred_to(place: str) -> None:
    assert len(INVENTORY) == 99
    section, number = place.split(".")
    spans = [
        (int(low), int(high))
        for _, step in STEPS
        for low, high in re.findall(rf"\b{section}\.(\d+)-(?:{section}\.)?(\d+)", step.ref)
    ]
    named = any(re.search(rf"\b{re.escape(place)}\b", step.ref) for _, step in STEPS)
    assert named or any(low <= int(number) <= high for low, high in spans)


@pytest.mark.parametrize(("name", "step_id"), CLAIMS)
def test_the_claim_is_that_of_the_paper(name: str, step_id: str) -> None:
    proof = BY_ID[name]
    (step,) = (step for step in proof.steps if step.id == step_id)
    assert step.method in CHECKED
    assert text(step.claim, sequent(proof, step).declarations) == CLAIMS[name, step_id]


@pytest.mark.parametrize(("proof", "step"), CONTENT, ids=[f"{p.id}:{s.id}" for p, s in CONTENT])
def test_the_matrix_content_is_proved(proof: Proof, step: Step) -> None:
    found = find(sequent(proof, step), method=step.method, cofactors=step.cofactors)
    assert found.certificate is not None, found.diagnostic
    assert not found.vacuous
    assert replay(sequent(proof, step), found.certificate).used >= set(premises_of(proof, step))


def premises_of(proof: Proof, step: Step) -> list[str]:
    """The premises that are not relations between integers, which are always available."""
    return [premise.id for premise in sequent(proof, step).premises]


def test_no_step_is_excused_cited_or_left_out() -> None:
    assert all(step.expect is None and step.method not in ("cite", "omit") for _, step in STEPS)


def test_every_step_refers_to_the_inventory() -> None:
    for proof, step in STEPS:
        assert re.match(r"(P|PUSH|T3|L2|L1|T1|T2|R|C1|C2|EX)\.\d+|Lemma 2|Corollary 1", step.ref), (
            f"{proof.id}:{step.id}"
        )


def test_every_proof_with_a_statement_concludes_it() -> None:
    for proof in PROOFS:
        conclusions = [step for step in proof.steps if step.method == "conclude"]
        assert len(conclusions) == (0 if proof.statement is None else 1)
        assert [step.claim for step in conclusions] == [proof.statement] * len(conclusions)


def test_lines_point_into_the_file_of_the_proof() -> None:
    for proof, step in STEPS:
        lines = Path(proof.file).read_text(encoding="utf-8").splitlines()
        assert step.line is not None
        assert 1 <= step.line <= len(lines)


def test_lemma_1_reads_like_the_paper() -> None:
    lemma = BY_ID["lemma1_left"]
    by_id = {step.id: step for step in lemma.steps}
    assert by_id["equation-1"].ref == "L1.06, equation (1)"
    assert by_id["equation-2"].ref == "L1.11, equation (2)"
    assert isinstance(by_id["perturbation"].claim, ForAllIndex)
    assert by_id["perturbation"].using == ("w-kernels",)


def equation(claim: Formula) -> Formula:
    while isinstance(claim, ForAllIndex):
        claim = claim.body
    return claim


def test_content_steps_are_equations() -> None:
    assert all(isinstance(equation(step.claim), Equal) for _, step in CONTENT)
