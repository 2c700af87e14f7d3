"""Claims at one index that induction proves for all indices, without being told the general claim."""

from __future__ import annotations

from symproof.author import Proof, chain, for_all, index
from symproof.diagnostics.results import StepResult
from symproof.language.certificate import Specialize
from symproof.language.proof import Proof as Loaded
from symproof.language.proof import Verdict
from symproof.language.scopes import sequent
from symproof.search import find
from symproof.verdict.settle import Options, Settler

STEPS = ["last", "middle", "from-the-end", "recursion", "part-of-it"]


def test_claims_at_one_index() -> None:
    proof, i = Proof("constant", "A constant family, and a recursion"), index("i")
    k, j = proof.integers("k j")
    n = proof.size("n")
    M, R = proof.family("M", i, 1, k, n, n), proof.family("R", i, 1, k, n, n)
    x = proof.family("x", i, 0, k, n)
    proof.assume("bounds", j >= 1, j <= k)
    proof.assume("constant", for_all(i, 1, k - 1, M[i + 1] == M[i]))
    proof.assume("from-2", for_all(i, 2, k - 1, M[i + 1] == M[i]))
    proof.assume("recursion-rule", for_all(i, 1, k, x[i] == R[i] * x[i - 1]))
    proof.step("last", M[k] == M[1], by="induction", using=["constant"])
    proof.step("middle", M[j] == M[1], by="algebra", using=["constant"])
    proof.step("from-the-end", M[j] == M[k], by="algebra", using=["constant"])
    proof.step("recursion", x[k] == chain(R, k, 1) * x[0], by="algebra", using=["recursion-rule"])
    proof.step("part-of-it", x[j] == chain(R, j, 1) * x[0], by="algebra", using=["recursion-rule"])
    proof.step("gap", M[k] == M[1], by="induction", using=["from-2"])
    proof.step("no-premise", M[k] == M[1], by="induction", using=["recursion-rule"])
    proof.step("not-constant", x[k] == x[0], by="induction", using=["recursion-rule"])
    proof.step("reversed", M[k] == 2 * M[1], by="induction", using=["constant"])
    loaded, errors = proof.finished()
    assert not errors
    assert isinstance(loaded, Loaded)
    found = {step.id: find(sequent(loaded, step), method=step.method).certificate for step in loaded.steps}
    assert [name for name, certificate in found.items() if certificate is not None] == STEPS
    assert isinstance(found["last"], Specialize)


def test_the_second_judge_reads_the_certificate() -> None:
    proof, i = Proof("constant", "A constant family"), index("i")
    k, n = proof.integer("k"), proof.size("n")
    M = proof.family("M", i, 1, k, n, n)
    proof.assume("bounds", k >= 1)
    proof.assume("constant", for_all(i, 1, k - 1, M[i + 1] == M[i]))
    proof.step("last", M[k] == M[1], by="induction", using=["constant"])
    loaded, _ = proof.finished()
    assert isinstance(loaded, Loaded)
    result = Settler((loaded,), Options())((0, "last"))
    assert isinstance(result, StepResult)
    assert result.verdict is Verdict.PROVED
    assert result.instances.checked > 1
