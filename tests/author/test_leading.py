"""Families with a leading index in proof files: both judges, the report, recheck, and what is refused."""

from __future__ import annotations

import json
from collections.abc import Callable
from typing import NamedTuple

import pytest
import sympy

from symproof.author import Claim, Families, Proof, both, chain, for_all, index, norm2, same, summation
from symproof.diagnostics.errors import SymproofError
from symproof.diagnostics.results import ProofResult, Report
from symproof.language.proof import Verdict
from symproof.recheck import recheck
from symproof.report.to_json import report_data
from symproof.report.to_latex import latex_document
from symproof.verdict.check import check
from symproof.verdict.settle import Options

i, l, h = index("i"), index("l"), index("h")  # noqa: E741


class Towers(NamedTuple):
    proof: Proof
    b: sympy.Symbol
    k: sympy.IndexedBase
    d: sympy.IndexedBase
    M: Families
    w: Families
    v: Families


def towers(label: str = "towers") -> Towers:
    """M_{l,i} with the ends n and m, and columns w_{l,i}, v_{l,i}."""
    proof = Proof(label, "Towers")
    b = proof.integer("b")
    proof.assume("some", b >= 1)
    m, n = proof.sizes("m n")
    k = proof.size_family("k", l, 1, b)
    d = proof.size_families("d", (l, 1, b), (i, 0, k[l]))
    proof.assume("first", for_all(l, 1, b, same(d[l, 0], n)))
    proof.assume("last", for_all(l, 1, b, same(d[l, k[l]], m)))
    M = proof.families("M", (l, 1, b), (i, 1, k[l]), d[l, i], d[l, i - 1])
    w = proof.families("w", (l, 1, b), (i, 1, k[l]), d[l, i])
    v = proof.families("v", (l, 1, b), (i, 1, k[l]), d[l, i - 1])
    return Towers(proof, b, k, d, M, w, v)


def checked(proof: Proof) -> Report:
    loaded, errors = proof.finished()
    assert not errors, errors
    assert loaded is not None
    return check([loaded], options=Options(max_depth=2, max_width=2))


def result(proof: Proof) -> ProofResult:
    return checked(proof).proofs[-1]


def verdicts(found: ProofResult) -> dict[str, Verdict]:
    return {item.step.id: item.verdict for item in found.steps}


def every(at: Towers, claim: Claim) -> Claim:
    """For all layers of all towers."""
    return for_all(l, 1, at.b, for_all(i, 1, at.k[l], claim))


def moved(at: Towers) -> Proof:
    """Moves inside the kernel of what follows do not change the sum of the towers."""
    proof, M, w, v, k = at.proof, at.M, at.w, at.v, at.k
    proof.assume("kernel", every(at, chain(M[l], k[l], i + 1) * w[l, i] == 0))
    layer = chain(M[l], k[l], i + 1) * (M[l, i] + w[l, i] * v[l, i].T)
    proof.step("one-layer", every(at, layer == chain(M[l], k[l], i)), using=["kernel"])
    first = chain(M[l], k[l], 2) * (M[l, 1] + w[l, 1] * v[l, 1].T)
    proof.step("first-layer", for_all(l, 1, at.b, first == chain(M[l], k[l], 1)), using=["kernel"])
    claim = summation(l, 1, at.b, first) == summation(l, 1, at.b, chain(M[l], k[l], 1))
    proof.step("total", claim, using=["first-layer"])
    proof.statement(claim)
    proof.conclude(using=["total"])
    return proof


def test_a_proof_about_towers_is_proved_and_borne_out_by_recheck() -> None:
    report = checked(moved(towers()))
    found = report.proofs[-1]
    assert found.verdict is Verdict.PROVED
    assert set(verdicts(found).values()) == {Verdict.PROVED}
    data = json.loads(json.dumps(report_data(report)))
    assert recheck(data).accepted


def test_both_indices_and_ranges_are_shown() -> None:
    at = towers()
    text = repr(at.M[l, i])
    assert text == "M_{l,i}"
    assert repr(chain(at.M[l], at.k[l], 1)) == "M_{l,k_l}...M_{l,1}"
    shown = latex_document(checked(moved(at)))
    assert r"M_{l,k_{l}} \cdots M_{l,1}" in shown
    assert r"$1 \le l \le b$, $1 \le i \le k_{l}$" in shown


def test_a_network_inside_a_tower_is_perturbed_for_every_tower() -> None:
    """The chain below a layer, for each layer of each tower."""
    at = towers()
    M, k = at.M, at.k
    split = chain(M[l], k[l], i) * chain(M[l], i - 1, 1) == chain(M[l], k[l], 1)
    at.proof.step("split", every(at, split))
    assert verdicts(result(at.proof)) == {"split": Verdict.PROVED}


@pytest.mark.parametrize(
    "claim",
    [
        lambda at: for_all(l, 1, at.b, chain(at.M[l], at.k[l], 1) == chain(at.M[1], at.k[1], 1)),
        lambda at: summation(l, 1, at.b, chain(at.M[l], at.k[l], 1)) == chain(at.M[1], at.k[1], 1),
        lambda at: for_all(l, 1, at.b, norm2(at.M[l, 1]) == norm2(at.M[l, at.k[l]])),
        lambda at: every(at, at.w[l, i] == 0),
        lambda at: for_all(l, 1, at.b, same(at.k[l], 1)),
        lambda at: for_all(l, 1, at.b, same(at.d[l, 1], at.d[1, 1])),
    ],
)
def test_what_is_false_for_some_towers_is_refuted(claim: Callable[[Towers], Claim]) -> None:
    at = towers()
    at.proof.step("false", claim(at))
    report = checked(at.proof)
    assert verdicts(report.proofs[-1]) == {"false": Verdict.REFUTED}


def test_a_counterexample_over_two_towers_is_borne_out() -> None:
    at = towers()
    claim = summation(l, 1, at.b, chain(at.M[l], at.k[l], 1)) == chain(at.M[1], at.k[1], 1)
    at.proof.step("false", claim)
    report = checked(at.proof)
    data = json.loads(json.dumps(report_data(report)))
    assert recheck(data).accepted
    listed = data["proofs"][0]["steps"][0]["counterexample"]
    listed["sizes"]["b"] = 1
    assert not recheck(data).accepted


def test_without_the_ends_the_towers_have_no_sum() -> None:
    proof = Proof("apart", "Towers without common ends")
    b = proof.integer("b")
    proof.assume("some", b >= 1)
    k = proof.size_family("k", l, 1, b)
    d = proof.size_families("d", (l, 1, b), (i, 0, k[l]))
    M = proof.families("M", (l, 1, b), (i, 1, k[l]), d[l, i], d[l, i - 1])
    total = summation(l, 1, b, chain(M[l], k[l], 1))
    proof.step("total", total == total)
    assert verdicts(result(proof)) != {"total": Verdict.PROVED}


@pytest.mark.parametrize(
    ("code", "write"),
    [
        ("SP204", lambda at: at.proof.step("s", for_all(l, 1, at.b, at.M[l + 1, 1] == at.M[l + 1, 1]))),
        ("SP204", lambda at: at.proof.step("s", for_all(l, 1, at.b, at.M[l, at.k[l] + 1] == at.M[l, at.k[l] + 1]))),
        ("SP204", lambda at: at.proof.step("s", every(at, at.M[i, l] == at.M[i, l]))),
        ("SP201", lambda at: at.M[l, 1] * at.M[l, 2] * at.M[l, 1]),
        ("SP201", lambda at: chain(at.M[1], at.k[1], 2) + chain(at.M[2], at.k[2], 1)),
        ("SP206", lambda at: at.proof.integer("l")),
        ("SP214", lambda at: at.M[l, 1, 1]),
        ("SP214", lambda at: list(at.M)),
        ("SP214", lambda at: at.proof.families("N", (1, 1, at.b), (i, 1, at.k[l]), 1)),
        ("SP204", lambda at: at.proof.families("N", (l, 1, at.b + 1), (i, 1, at.k[l]), 1)),
        ("SP205", lambda at: at.proof.families("N", (l, 1, at.b), (i, 1, at.k[h]), 1)),
        ("SP204", lambda at: at.proof.families("N", (l, 1, at.b), (i, 0, at.k[l]), at.d[l, i], at.d[l, i - 1])),
        ("SP214", lambda at: at.proof.matrix("Z", at.proof.integer_family("j", h, 1, 1)[1], 1)),
        ("SP218", lambda at: at.proof.matrix("Z", at.d[1], 1)),
    ],
)
def test_wrong_indices_and_sizes_are_refused(code: str, write: Callable[[Towers], object]) -> None:
    at = towers()
    with pytest.raises(SymproofError) as caught:
        write(at)
    assert caught.value.diagnostic.code == code, str(caught.value)


def test_one_matrix_for_each_layer_is_chosen_as_families() -> None:
    """From: every tower has a family N with the same product, to families N."""
    at = towers()
    proof, M, k, d = at.proof, at.M, at.k, at.d
    claim = proof.exists_families(
        "N", (l, 1, at.b), (i, 1, k[l]), d[l, i], d[l, i - 1],
        lambda N: for_all(l, 1, at.b, chain(N[l], k[l], 1) == chain(M[l], k[l], 1)),
    )  # fmt: skip
    given = for_all(
        l, 1, at.b,
        proof.exists_family(
            "N", i, 1, k[l], d[l, i], d[l, i - 1], lambda N: chain(N, k[l], 1) == chain(M[l], k[l], 1)
        ),
    )  # fmt: skip
    proof.assume("each", given)
    proof.step("chosen", claim, using=["each"])
    chosen = proof.choose("chosen-are", given="each", name="R")
    assert isinstance(chosen, Families)
    proof.step("product", for_all(l, 1, at.b, chain(chosen[l], k[l], 1) == chain(M[l], k[l], 1)), using=["chosen-are"])
    assert verdicts(result(proof))["product"] is Verdict.PROVED


def test_a_lemma_about_one_network_is_applied_to_every_tower() -> None:
    lemma = Proof("network", "One network")
    k, e = lemma.integer("k"), index("e")
    lemma.assume("deep", k >= 1)
    x = lemma.size_family("x", e, 0, k)
    U = lemma.family("U", e, 1, k, x[e], x[e - 1])
    lemma.statement(chain(U, k, 2) * U[1] == chain(U, k, 1))
    lemma.step("peeled", chain(U, k, 2) * U[1] == chain(U, k, 1))
    lemma.conclude(using=["peeled"])
    at = towers()
    proof, M = at.proof, at.M
    claim = for_all(h, 1, at.b, chain(M[h], at.k[h], 2) * M[h, 1] == chain(M[h], at.k[h], 1))
    with proof.fix("general", claim=claim):
        g = proof.integer("g")
        proof.assume("g-range", g >= 1, g <= at.b)
        proof.apply("one", lemma, k=at.k[g], x=lambda position: at.d[g, position], U=M[g])
    assert verdicts(result(proof))["general"] is Verdict.PROVED


def test_a_family_of_integers_may_be_zero() -> None:
    """What holds of sizes does not hold of integers; the model with j_1 = 0 is borne out."""
    proof = Proof("whole", "Integers for each tower")
    b = proof.integer("b")
    proof.assume("some", b >= 1)
    j = proof.integer_family("j", l, 1, b)
    p = proof.size("p")
    X = proof.matrix("X", p, p)
    proof.assume("scaled", j[1] * X == 0)
    proof.step("cancelled", X == 0, using=["scaled"])
    proof.step("positive", for_all(l, 1, b, j[l] >= 1))
    report = checked(proof)
    assert set(verdicts(report.proofs[-1]).values()) == {Verdict.REFUTED}
    data = json.loads(json.dumps(report_data(report)))
    assert recheck(data).accepted
    data["proofs"][0]["declarations"]["sizes"][0].pop("whole")
    assert not recheck(data).accepted


def test_the_second_judge_compares_claims_about_all_towers() -> None:
    """That there are towers is a premise; the judge compares the claim with it, sizes and ranges included."""
    at = towers("compared")
    m, n = (at.d[1, place] for place in (at.k[1], 0))
    f = at.proof.function("f", m, n)
    layers = (l, 1, at.b), (i, 1, at.k[l]), at.d[l, i], at.d[l, i - 1]
    one, two = (
        at.proof.exists_families("V", *layers, lambda V: f(chain(V[1], at.k[1], 1)) < 1),
        at.proof.scalar("c") > 0,
    )
    at.proof.assume("given", both(one, two))
    at.proof.step("same", one, using=["given"])
    other = at.proof.exists_families("V", *layers, lambda V: f(chain(V[1], at.k[1], 1)) < 2 - at.proof.number(2))
    at.proof.step("other", other, using=["given"])
    found = verdicts(result(at.proof))
    assert found["same"] is Verdict.PROVED
    assert found["other"] not in (Verdict.PROVED, Verdict.DISAGREEMENT)
