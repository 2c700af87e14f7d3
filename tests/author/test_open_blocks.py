"""Blocks whose steps do not derive what they export: what is said of them, and counterexamples to it."""

from __future__ import annotations

from collections.abc import Callable

import pytest
import sympy
from author.settling import verdicts

from symproof.author import Claim, Expression, Family, Proof, exists_index, for_all, implies, index, negation, norm2
from symproof.diagnostics.results import StepResult
from symproof.language.proof import Verdict
from symproof.verdict.check import check
from symproof.verdict.settle import Options

t = index("t")


def matrices(label: str) -> tuple[Proof, Expression, Expression]:
    proof = Proof(label, "Open blocks")
    n = proof.size("n")
    return proof, proof.matrix("A", n, n), proof.matrix("B", n, n)


def result(proof: Proof, name: str) -> StepResult:
    built, errors = proof.finished()
    assert built is not None
    assert not errors
    (found,) = check([built], options=Options(cache=False)).proofs
    return next(item for item in found.steps if item.step.id == name)


def said(proof: Proof, name: str) -> str:
    """The message of an unknown step whose argument does not close."""
    found = result(proof, name)
    assert found.verdict is Verdict.UNKNOWN
    assert found.diagnostic is not None
    assert found.diagnostic.code == "SP919"
    assert found.diagnostic.hint
    return found.diagnostic.message


def test_what_a_block_exports_stays_refuted_beside_an_unknown_step() -> None:
    """The unknown step is settled a second time; the counterexample of the first time is not lost."""
    proof, A, B = matrices("refuted")
    with proof.suppose("commute", A * B == B * A, then="wrong", claim=A == B):
        proof.step("inside", A == A)
    proof.step("open", proof.predicate("mystery", A), by="analysis")
    assert verdicts(proof) == {"inside": Verdict.PROVED, "wrong": Verdict.REFUTED, "open": Verdict.UNKNOWN}


def test_a_contradiction_without_two_steps_that_contradict_each_other() -> None:
    proof, A, _ = matrices("contradiction")
    with proof.contradiction("zero", proof.predicate("mystery", A), supposing="not"):
        proof.step("inside", A == A)
    assert "no two proved steps inside the block contradict each other" in said(proof, "zero")


def test_a_supposition_whose_steps_do_not_give_the_conclusion() -> None:
    proof, A, B = matrices("supposition")
    with proof.suppose("first", A == B, then="exported", claim=implies(A == B, proof.predicate("mystery", A))):
        proof.step("inside", B == A, using=["first"])
    assert "do not give mystery(A) from what it supposes" in said(proof, "exported")


def test_an_induction_whose_step_stops_too_early() -> None:
    proof = Proof("early", "Open blocks")
    T, n = proof.integer("T"), proof.size("n")
    proof.assume("T", T >= 1)
    x = proof.family("x", t, 0, T, n)

    def mystery(i: object) -> Claim:
        return proof.predicate("mystery", x[i])

    proof.assume("start", mystery(0))
    proof.assume("steps", for_all(t, 0, T - 2, implies(mystery(t), mystery(t + 1))))
    with proof.induction("all", t, 0, T, mystery(t)):
        proof.step("first", mystery(0), using=["start"])
        with proof.fix("next", claim=for_all(t, 0, T - 2, implies(mystery(t), mystery(t + 1)))):
            s = proof.integer("s")
            proof.assume("range", s >= 0, s <= T - 2)
            proof.assume("so-far", mystery(s))
            proof.step("further", mystery(s + 1), using=["steps", "so-far"])
    message = said(proof, "all")
    assert "do not give both mystery(x_0) and for all t in 0..T-1: mystery(x_t) implies mystery(x_{t+1})" in message


@pytest.mark.parametrize("relation", ["either", "less", "apart"])
def test_cases_that_no_premise_names(relation: str) -> None:
    """That one of the cases holds is found for an order and its opposite, not for two cases that may both fail."""
    proof, A, _ = matrices("cases")
    a, b = proof.scalar("a"), proof.scalar("b")
    second = {"either": b <= a, "less": b < a, "apart": b + 1 <= a}[relation]
    proof.assume("low", implies(a <= b, A == 0), implies(second, A == 0))
    with proof.cases("split", A == 0, using=["low"]):
        with proof.case("first", a <= b):
            proof.step("one", A == 0, using=["low", "first"])
        with proof.case("second", second):
            proof.step("two", A == 0, using=["low", "second"])
    assert (result(proof, "split").verdict is Verdict.PROVED) is (relation != "apart")


def test_cases_that_may_all_fail_are_named() -> None:
    proof, A, _ = matrices("gap")
    one, two, claim = (proof.predicate(name, A) for name in ("one", "two", "mystery"))
    proof.assume("first", implies(one, claim), implies(two, claim))
    with proof.cases("split", claim, using=["first"]):
        with proof.case("is-one", one):
            proof.step("a", claim, using=["first", "is-one"])
        with proof.case("is-two", two):
            proof.step("b", claim, using=["first", "is-two"])
    assert "nothing says that one of the cases holds: (one(A)) or (two(A))" in said(proof, "split")


def test_a_witness_of_which_too_little_is_known() -> None:
    proof = Proof("witness", "Open blocks")
    proof.give("some", proof.exists("X", 2, 2, lambda X: proof.predicate("mystery", X)), proof.identity(2))
    assert said(proof, "some").startswith("what has to hold of the witness is open: mystery(I")


def test_a_lemma_that_is_not_proved() -> None:
    lemma, A, _ = matrices("lemma")
    lemma.statement(lemma.predicate("mystery", A))
    lemma.step("open", lemma.predicate("mystery", A), by="analysis")
    lemma.conclude(using=["open"])
    proof, B, _ = matrices("user")
    proof.apply("used", lemma, A=B)
    below, errors = lemma.finished()
    built, wrong = proof.finished()
    assert below is not None
    assert built is not None
    assert not errors + wrong
    report = check([below, built], options=Options(cache=False))
    why = report.proofs[1].steps[0].diagnostic
    assert why is not None
    assert (why.code, why.message) == ("SP919", "lemma, which is applied here, is not proved itself")


Bounds = Callable[[sympy.Symbol, Family, Expression], Claim]


@pytest.mark.parametrize(
    ("denied", "claim", "verdict"),
    [
        (lambda T, a, b: for_all(t, 0, T, negation(a[t] <= b)), lambda T, a, b: for_all(t, 0, T, b < a[t]), True),
        (lambda T, a, b: for_all(t, 0, T, negation(a[t] < b)), lambda T, a, b: for_all(t, 0, T, b <= a[t]), True),
        (lambda T, a, b: for_all(t, 0, T, negation(a[t] <= b)), lambda T, a, b: 2 * b < a[0] + a[T], True),
        (lambda T, a, b: negation(a[0] <= b), lambda T, a, b: 2 * b < 2 * a[0], True),
        (lambda T, a, b: for_all(t, 0, T, negation(a[t] < b)), lambda T, a, b: for_all(t, 0, T, b < a[t]), False),
        (lambda T, a, b: for_all(t, 1, T, negation(a[t] <= b)), lambda T, a, b: b < a[0], False),
        (lambda T, a, b: negation(for_all(t, 0, T, a[t] <= b)), lambda T, a, b: b < a[0], False),
    ],
)
def test_a_denied_order_is_the_opposite_order(denied: Bounds, claim: Bounds, verdict: bool) -> None:
    proof = Proof("denied", "Orders that do not hold")
    T, b = proof.integer("T"), proof.scalar("b")
    proof.assume("T", T >= 1)
    a = proof.family("a", t, 0, T, 1)
    proof.assume("denied", denied(T, a, b))
    proof.step("claim", claim(T, a, b), using=["denied"])
    assert verdicts(proof)["claim"] is (Verdict.PROVED if verdict else Verdict.REFUTED)


@pytest.mark.parametrize("enough", [True, False])
def test_some_index_by_contradiction(enough: bool) -> None:
    """If a sum of T + 1 squares is at most c, some square is at most c; with one square less in the sum it need not."""
    proof = Proof("smallest", "The smallest square")
    T, n, c = proof.integer("T"), proof.size("n"), proof.scalar("c")
    proof.assume("T", T >= 1)
    x = proof.family("x", t, 0, T, n)
    proof.assume("last", norm2(x[T]) <= c if enough else norm2(x[T]) <= c + 1)
    with proof.contradiction("some", exists_index(t, 0, T, norm2(x[t]) <= c), supposing="none"):
        proof.step("large", c < norm2(x[T]), using=["none"])
        proof.step("absurd", c < c, using=["large", "last"])
    assert verdicts(proof)["some"] is (Verdict.PROVED if enough else Verdict.REFUTED)


@pytest.mark.parametrize("named", [True, False])
def test_what_a_derivation_uses_without_being_named_is_warned_of(named: bool) -> None:
    proof, A, B = matrices("unnamed")
    proof.assume("all", proof.for_all_matrices("v", 2, 1, lambda v: implies(A == B, v.T * v == v.T * v + v.T * v)))
    proof.assume("equal", A == B)
    x = proof.column("x", 2)
    proof.step("claim", x.T * x == x.T * x + x.T * x, using=["all", "equal"] if named else ["all"])
    warned = [item for item in result(proof, "claim").warnings if item.code == "SP929"]
    message = "the derivation also uses equal, not named in using="
    assert [item.message for item in warned] == ([] if named else [message])
