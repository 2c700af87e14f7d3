"""The order in which a certificate and a derivation of one step are searched for."""

from __future__ import annotations

from typing import Any

from author.settling import verdicts

from symproof.author import Proof, for_all, index, norm2, summation
from symproof.language.proof import Verdict
from symproof.language.scopes import sequent, step_of
from symproof.search import Budget, Found
from symproof.verdict.asking import Memory
from symproof.verdict.searching import certificate_for

i = index("i")


class Recording(Memory):
    """Asks, and keeps for each search whether it was brief."""

    def __init__(self) -> None:
        self.asked: list[bool] = []

    def find(self, goal: Any, *, budget: Budget, **given: Any) -> Found:
        self.asked.append(budget.brief)
        return super().find(goal, budget=budget, **given)


def asked(proof: Proof, name: str, *, brief: bool = True) -> tuple[bool, list[bool]]:
    """Whether a certificate of the step is found, and by which searches."""
    built, errors = proof.finished()
    assert built is not None
    assert not errors
    step, memory = step_of(built, name), Recording()
    found = certificate_for(built, step, sequent(built, step), memory, seconds=60.0, brief=brief)
    return found.certificate is not None, memory.asked


def of_a_general_premise(claimed: int = 1) -> Proof:
    """f grows at least linearly everywhere; at A x."""
    proof = Proof("general", "An instance of a general premise")
    n = proof.size("n")
    f, A, x = proof.function("f", n, 1), proof.matrix("A", n, n), proof.column("x", n)
    proof.assume("growth", proof.for_all_matrices("u", n, 1, lambda u: norm2(u) <= f(u)))
    proof.step("there", claimed * norm2(A * x) <= f(A * x), using=["growth"])
    return proof


def of_a_factor() -> Proof:
    """b >= 0 from a > 0 and a b >= 0: the whole search alone multiplies the claim by a."""
    proof = Proof("factor", "A positive factor is cancelled")
    a, b = proof.scalar("a"), proof.scalar("b")
    proof.assume("positive", a > 0)
    proof.assume("product", a * b >= 0)
    proof.step("other", b >= 0, using=["positive", "product"])
    return proof


def of_a_block() -> Proof:
    """The same for a family, exported from a block whose steps do not show it."""
    proof = Proof("block", "An exported claim")
    a, k = proof.scalar("a"), proof.integer("k")
    b = proof.family("b", i, 1, k, 1, 1)
    proof.assume("positive", a > 0)
    proof.assume("products", for_all(i, 1, k, a * b[i] >= 0))
    with proof.fix("all", claim=for_all(i, 1, k, b[i] >= 0), using=["positive", "products"]):
        g = proof.integer("g")
        proof.assume("g-range", g >= 1, g <= k)
        proof.step("here", a * b[g] >= 0, using=["products"])
    return proof


def test_a_certificate_that_is_found_at_once_is_searched_for_once() -> None:
    proof = Proof("plain", "An identity")
    n = proof.size("n")
    A, B = proof.matrix("A", n, n), proof.matrix("B", n, n)
    proof.assume("commute", A * B == B * A)
    proof.step("square", A * A * B == B * A * A, using=["commute"])
    assert asked(proof, "square") == (True, [True])


def of_summands() -> Proof:
    """An order between sums, from the same order between their summands."""
    proof = Proof("summands", "Sums are monotone")
    k = proof.integer("k")
    b, c = (proof.family(name, i, 1, k, 1, 1) for name in "bc")
    proof.assume("some", k >= 1)
    proof.assume("each", for_all(i, 1, k, b[i] <= c[i]))
    proof.step("sums", summation(i, 1, k, b[i]) <= summation(i, 1, k, c[i]), using=["each"])
    return proof


def test_a_claim_that_one_rule_derives_is_not_searched_for() -> None:
    assert asked(of_summands(), "sums") == (False, [])
    assert verdicts(of_summands()) == {"sums": Verdict.PROVED}


def test_a_claim_that_is_derived_gets_no_whole_search() -> None:
    assert asked(of_a_general_premise(), "there") == (False, [True])
    assert verdicts(of_a_general_premise()) == {"there": Verdict.PROVED}


def test_a_claim_that_is_not_derived_gets_the_whole_search() -> None:
    assert asked(of_a_general_premise(2), "there") == (False, [True, False])
    assert verdicts(of_a_general_premise(2))["there"] is not Verdict.PROVED


def test_a_certificate_that_needs_the_whole_search_is_found() -> None:
    assert asked(of_a_factor(), "other") == (True, [True, False])
    assert verdicts(of_a_factor()) == {"other": Verdict.PROVED}


def test_an_exported_claim_that_its_block_does_not_show_is_proved_by_the_whole_search() -> None:
    assert asked(of_a_block(), "all") == (False, [True])
    assert asked(of_a_block(), "all", brief=False) == (True, [False])
    assert verdicts(of_a_block()) == {"here": Verdict.PROVED, "all": Verdict.PROVED}


def test_with_x_every_search_is_a_whole_one() -> None:
    assert asked(of_a_general_premise(), "there", brief=False) == (False, [False])
