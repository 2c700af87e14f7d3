"""Families of sizes with given values, families of matrices over them, and claims about each of a few indices."""

from __future__ import annotations

import pytest
from author.layers import two_layers
from author.settling import verdicts

from symproof.author import Proof, chain, for_all, index, same
from symproof.diagnostics.errors import SymproofError
from symproof.diagnostics.results import ProofResult
from symproof.language.proof import Verdict
from symproof.report.to_latex import latex_document
from symproof.verdict.check import check
from symproof.verdict.settle import Options

i = index("i")
PROVED, REFUTED = Verdict.PROVED, Verdict.REFUTED


def result_of(proof: Proof) -> ProofResult:
    built, errors = proof.finished()
    assert built is not None, errors
    return check([built], options=Options(max_width=2, cache=False)).proofs[0]


def test_a_proof_with_sizes_of_its_own_is_one_theorem() -> None:
    proof, _, M = two_layers()
    proof.step("square", M[2] * M[1] == chain(M, 2, 1), by="algebra")
    proof.conclude(using=["product"])
    result = result_of(proof)
    assert result.verdict is PROVED
    assert result.theorem is not None
    assert {step.verdict for step in result.steps} == {PROVED}


def test_the_values_are_used_and_no_other_values() -> None:
    proof, e, M = two_layers()
    n, b = e[0], e[1]
    proof.step("sizes", M[1].T * M[1] == M[1].T * M[1] * proof.identity(n), by="algebra")
    with pytest.raises(SymproofError) as caught:
        M[1] + proof.zero(b, b)
    assert caught.value.error.code == "SP201"
    proof.step("false", M[1] == 0, by="algebra")
    found = verdicts(proof)
    assert found["sizes"] is PROVED
    assert found["false"] is REFUTED


@pytest.mark.parametrize(("low", "verdict"), [(True, PROVED), (False, REFUTED)])
def test_a_claim_at_each_of_three_indices(low: bool, verdict: Verdict) -> None:
    proof = Proof("narrow", "The first size is the smallest")
    n, b, m = proof.sizes("n b m")
    proof.assume("inner", n <= b)
    if low:
        proof.assume("outer", n <= m)
    e = proof.define_sizes("e", [n, b, m])
    proof.step("smallest", for_all(i, 0, 2, e[0] <= e[i]))
    found = verdicts(proof)["smallest"]
    assert found is verdict or (not low and found is Verdict.UNKNOWN)


def test_one_value_and_sums_of_sizes_are_sizes() -> None:
    proof = Proof("sum", "A sum of sizes")
    n, b = proof.sizes("n b")
    e = proof.define_sizes("e", [n + b], label="width")
    X = proof.matrix("X", e[0], n)
    proof.step("same", proof.identity(n + b) * X == X, by="algebra")
    assert verdicts(proof) == {"same": PROVED}


def test_sizes_that_may_be_zero_are_refused() -> None:
    proof = Proof("zero", "No sizes")
    n, b = proof.sizes("n b")
    for value in (n - b, 0, n - 1):
        with pytest.raises(SymproofError) as caught:
            proof.define_sizes("e", [n, value])
        assert caught.value.error.code in ("SP214", "SP302")


def test_a_family_of_sizes_needs_values_and_a_new_name() -> None:
    proof = Proof("names", "Names")
    n = proof.size("n")
    with pytest.raises(SymproofError) as caught:
        proof.define_sizes("e", [])
    assert caught.value.error.code == "SP217"
    with pytest.raises(SymproofError) as caught:
        proof.define_sizes("n", [n])
    assert caught.value.error.code == "SP206"


def test_a_piece_of_another_size_than_stated_is_refused() -> None:
    proof = Proof("sizes", "Sizes")
    n, b = proof.sizes("n b")
    X, Y = proof.matrix("X", n, b), proof.matrix("Y", n, b)
    e = proof.define_sizes("e", [n, b, n])
    with pytest.raises(SymproofError) as caught:
        proof.define_family("M", i, 1, 2, pieces=[(1, 1, Y), (2, 2, X)], size=(e[i], e[i - 1]))
    assert caught.value.error.code == "SP201"


def test_the_report_says_which_sizes_are_defined() -> None:
    proof, _, _ = two_layers()
    proof.conclude(using=["product"])
    built, _ = proof.finished()
    assert built is not None
    shown = latex_document(check([built], options=Options(max_width=1, cache=False)))
    assert "Let $e_{0} = n$, $e_{1} = b$ and $e_{2} = m$." in shown
    assert r"Y & i = 1 \\ X & i = 2" in shown


def test_equations_between_sizes_that_a_derivation_needs_are_not_called_unused() -> None:
    proof = Proof("layers", "Some layers")
    d = proof.size_family("d", i, 0, 2)
    for at, width in enumerate((2, 1, 2)):
        proof.assume(f"width-{at}", same(d[at], width))
    e = proof.basis(1, 2)
    some = proof.exists_family("M", i, 1, 2, d[i], d[i - 1], lambda M: chain(M, 2, 1) == e * e.T)
    proof.statement(some)
    T = proof.define_family("T", i, 1, 2, pieces=[(1, 1, e.T), (2, 2, e)], size=(d[i], d[i - 1]))
    proof.step("product", chain(T, 2, 1) == e * e.T, by="algebra")
    proof.give("given", some, T, using=["product"])
    proof.conclude(using=["given"])
    result = result_of(proof)
    assert result.verdict is PROVED
    assert result.unused_hypotheses == ()


@pytest.mark.parametrize("row", [1, 2])
def test_unit_columns_and_products_of_them_are_not_zero(row: int) -> None:
    proof = Proof("units", "Unit columns")
    c, e = proof.basis(2, 2), proof.basis(1, 2)
    proof.step("column", c != 0)
    proof.step("product", 3 * c * e.T != 0)
    proof.step("entry", proof.basis(row, 2).T * c != 0)
    expected = {"column": PROVED, "product": PROVED, "entry": PROVED if row == 2 else REFUTED}
    assert verdicts(proof) == expected
