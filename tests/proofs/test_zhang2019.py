"""The worked proofs load, say what they are about, and claim no more than their steps show."""

from __future__ import annotations

import re
from pathlib import Path

import pytest

from symproof.author.loader import PACKAGED, discover, load_all
from symproof.kernel.replay import replay
from symproof.language.formulas import Equal, ForAllIndex, Formula
from symproof.language.proof import Proof, Step, Verdict
from symproof.language.scopes import sequent
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
CONTENT = [(proof, step) for proof, step in STEPS if step.method in CHECKED]

# The matrix content of the inventory, by file: the id that begins the reference of a step which is proved.
INVENTORY = {
    "preliminaries": "P.01 P.02 P.03 P.04 P.05 P.07 P.09 P.10 P.11",
    "push": "PUSH.1 PUSH.2 PUSH.3",
    "theorem3": "T3.03 T3.04 T3.06 T3.07 T3.08 T3.09 T3.10 T3.11 T3.12",
    "theorem3-output": "P.10 T3.13",
    "lemma2": "L2.05 L2.06",
    "lemma1_left": "L1.02 L1.03 L1.04 L1.05 L1.06 L1.07 L1.08 L1.11 L1.12 L1.13 L1.15",
    "lemma1": "P.10 L1.17",
    "theorem1-steps": "T1.03 T1.04 T1.05 T1.07 T1.09 T1.10 T1.11 T1.12 T1.13 R.02",
    "corollary1-two-layers": "C1.01 C1.04 C1.05 C1.06 C1.07 C1.09 C1.10",
}

# The claims themselves, as the paper has them: sizes, ranges and transposes do not change unseen.
CLAIMS = {
    ("preliminaries", "P.01"): "d(h(X*Y))/dX = h'(X*Y)*Y.T",
    ("preliminaries", "P.02"): "d(h(X*Y))/dY = X.T*h'(X*Y)",
    ("preliminaries", "P.03"): "for all i in 1..k: d(f(W))/dM_i = Q_i.T*G*P_{i-1}.T",
    ("preliminaries", "P.04.equation"): "for all i in 1..k: Q_i.T*G*P_{i-1}.T = 0",
    ("preliminaries", "P.07.gradient"): "d(h(U*X*V + C))/dX = U.T*h'(U*X*V + C)*V.T",
    ("preliminaries", "P.09"): "d(F(Z*X))/dZ = F'(Z*X)*X.T",
    ("preliminaries", "P.09.partial"): "for all y in 0..s: F'(Z*X)*C_y.T = T_y",
    ("preliminaries", "P.09.sum"): "F'(Z*X)*X.T = T_s",
    ("preliminaries", "P.10.prefix"): "for all i in 0..k: N_i...N_1 = (M_k...M_{k-i+1}).T",
    ("preliminaries", "P.10.slope"): "d(f(X.T))/dX = f'(X.T).T",
    ("preliminaries", "P.10.lower"): "N_{k-j}...N_1 = A.T",
    ("preliminaries", "P.10.upper"): "N_k...N_{k-j+1} = B.T",
    ("preliminaries", "P.10.isometry"): "for all i in 1..k: norm2(N1_i - N_i) = norm2(M1_{k-i+1} - M_{k-i+1})",
    ("push", "PUSH.3"): "H*(X + u*w.T)*w = w.T*w*H*u",
    ("theorem3", "T3.04"): "Q0.T*G = 0",
    ("theorem3", "T3.06"): "for all i in 0..t+1: M_tilde_i...M_tilde_1 = P_i",
    ("theorem3", "T3.07"): "for all i in t+1..k: M_tilde_i...M_tilde_1 = P_i",
    ("theorem3", "T3.09"): "G.T*Q_tilde = 0",
    ("theorem3", "T3.10.product"): "for all i in t+1..k: G.T*(M_tilde_k...M_tilde_{i+1}) = H_i",
    ("theorem3-output", "T3.13"): "G = 0",
    ("lemma2", "L2.05"): "G*B.T = 0",
    ("lemma2", "L2.06"): "A.T*G = 0",
    ("lemma1_left", "L1.02.factors"): "for all i in 0..j: Q_i = A*(M_j...M_{i+1})",
    ("lemma1_left", "perturbation"): "for all i in 1..j: Q_i*(M_i + w_i*v_{i-1}.T) = Q_{i-1}",
    ("lemma1_left", "equation-1"): "for all i in 1..j+1: A*(M_tilde_j...M_tilde_i) = Q_{i-1}",
    ("lemma1_left", "equation-2"): "G*B_tilde.T = 0",
    ("lemma1", "B-turned"): "N_k...N_{k-j+1} = B.T",
    ("theorem1-steps", "T1.03.upper"): "for all i in j..k-1: F_k...F_{i+1} = A0*E_i.T",
    ("theorem1-steps", "T1.04.lower"): "for all i in 1..j: F_i...F_1 = E_i*B0",
    ("theorem1-steps", "T1.05.end-A"): "A0*E_j.T = A0",
    ("theorem1-steps", "T1.05.end-B"): "E_j*B0 = B0",
    ("theorem1-steps", "T1.09"): "X*A1 = I",
    ("theorem1-steps", "T1.10"): "B1*Y = I",
    ("theorem1-steps", "T1.11"): "(M_k + D1)*A1 = A + D",
    ("theorem1-steps", "T1.12"): "B1*(M_1 + E1) = B + E",
    ("theorem1-steps", "T1.13"): "(M_k + D1)*A1*B1*(M_1 + E1) = (A + D)*(B + E)",
    ("theorem1-steps", "T1.13.product"): "F_k...F_1 = (A + D)*(B + E)",
    ("theorem1-steps", "R.02"): "L*W*S = I",
    ("corollary1-two-layers", "C1.01.gradient"): "d(norm2(W*X - Y))/dW = 2*(W*X - Y)*X.T",
    ("corollary1-two-layers", "C1.04"): "norm2(W*X - Y) = norm2(W*L - T) + norm2(Y) - norm2(Y*N.T)",
    ("corollary1-two-layers", "C1.07.A0"): "A.T*u = 0",
    ("corollary1-two-layers", "C1.07.B0"): "B1*v = 0",
}


def test_every_file_loads() -> None:
    assert ERRORS == []
    assert set(BY_ID) == {*INVENTORY, "corollary1", "theorem1", "theorem1-ends", "theorem3-convex"}


@pytest.mark.parametrize("name", INVENTORY)
def test_the_matrix_content_of_the_inventory_is_there(name: str) -> None:
    content = {
        step.ref.split(",")[0].split(":")[0].split(" ")[0] for step in BY_ID[name].steps if step.method in CHECKED
    }
    assert set(INVENTORY[name].split()) <= content


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


BEYOND = {
    "corollary1-two-layers:C1.08.real", "preliminaries:P.08",
    "preliminaries:P.11", "push:PUSH.4.entries", "push:conclusion", "theorem1-ends:T1.02", "theorem1-steps:T1.08.A",
    "theorem1-steps:T1.08.B", "theorem1-steps:T1.14", "theorem1-steps:T1.18", "theorem3-convex:conclusion",
    "theorem3-output:conclusion", "theorem3:PUSH.4.entries", "theorem3:T3.01.left", "theorem3:T3.02",
    "theorem3:conclusion",
}  # fmt: skip


WHOLE = ("lemma1", "lemma1_left", "lemma2", "theorem1")  # proofs of which the kernel makes one theorem


def test_steps_without_a_method_carry_the_verdict_of_today() -> None:
    """Some conclusions and claims by other methods are proved; the others are unknown."""
    others = [
        (proof, step) for proof, step in STEPS
        if step.method not in (*CHECKED, "cite", "omit") and proof.name not in WHOLE
    ]  # fmt: skip
    assert {step.expect for _, step in others} <= {None, Verdict.UNKNOWN}
    assert {
        f"{proof.id.removeprefix('zhang2019/')}:{step.id}" for proof, step in others if step.expect is None
    } == BEYOND


def test_what_is_proved_carries_no_excuse() -> None:
    assert all(step.expect is None for _, step in CONTENT)


def test_every_step_refers_to_the_inventory() -> None:
    for proof, step in STEPS:
        assert re.match(r"(P|PUSH|T3|L2|L1|T1|R|C1)\.\d+|PUSH|T3|Lemma 2|Corollary 1", step.ref), (
            f"{proof.id}:{step.id}"
        )


def test_every_proof_with_a_statement_concludes_it() -> None:
    for proof in PROOFS:
        conclusions = [step for step in proof.steps if step.method == "conclude"]
        assert len(conclusions) == (0 if proof.statement is None else 1)
        assert [step.claim for step in conclusions] == [proof.statement] * len(conclusions)


def test_citations_are_instances_of_named_facts() -> None:
    for proof, step in STEPS:
        if step.method == "cite":
            assert step.source in {fact.id for fact in (*proof.facts, *proof.citations)}


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
