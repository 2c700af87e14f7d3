"""Disjunctions by one of their parts or by cases, and cases that contradict what is known of integers."""

from __future__ import annotations

from collections.abc import Callable

import pytest
import sympy
from author.settling import verdicts

from symproof.author import Claim, Proof, both, either, exists_index, for_all, implies, index, negation, same
from symproof.language.proof import Verdict

i = index("i")


def numbers(label: str) -> tuple[Proof, sympy.Symbol, sympy.Symbol, sympy.Symbol]:
    """Integers 1 <= h and 2 <= t <= r."""
    proof = Proof(label, "Alternatives")
    h, t, r = proof.integers("h t r")
    proof.assume("known", h >= 1, t >= 2, t <= r)
    return proof, h, t, r


Alternatives = Callable[[sympy.Symbol, sympy.Symbol, sympy.Symbol], Claim]


@pytest.mark.parametrize(
    ("claim", "verdict"),
    [
        (lambda h, t, r: either(h < t, same(h, t), t < h), Verdict.PROVED),
        (lambda h, t, r: either(same(h, t), t < h, h < t), Verdict.PROVED),
        (lambda h, t, r: either(h < t, t <= h), Verdict.PROVED),
        (lambda h, t, r: either(h <= t, t <= h), Verdict.PROVED),
        (lambda h, t, r: either(t < h, r < h, h <= r), Verdict.PROVED),
        (lambda h, t, r: either(h < 1, t >= 1), Verdict.PROVED),
        (lambda h, t, r: either(both(h < t, r >= 2), t <= h), Verdict.PROVED),
        (lambda h, t, r: either(h < t, t < h), Verdict.REFUTED),
        (lambda h, t, r: either(h < t, same(h, t), t + 1 < h), Verdict.REFUTED),
        (lambda h, t, r: either(h < t, r <= h), Verdict.REFUTED),
        (lambda h, t, r: either(both(h < t, r >= 3), t <= h), Verdict.REFUTED),
    ],
)
def test_a_disjunction_of_relations_between_integers(claim: Alternatives, verdict: Verdict) -> None:
    proof, h, t, r = numbers("relations")
    proof.step("claim", claim(h, t, r))
    found = verdicts(proof)["claim"]
    assert found is verdict if verdict is Verdict.PROVED else found in (Verdict.REFUTED, Verdict.UNKNOWN)


@pytest.mark.parametrize(("impossible", "proved"), [("same", True), ("less", True), ("more", False)])
def test_a_case_that_contradicts_what_is_known_of_integers(impossible: str, proved: bool) -> None:
    """The premise speaks of integers and of matrices; only the case t < h can hold beside 1 <= h, t < h."""
    proof, h, t, _ = numbers("cases")
    n = proof.size("n")
    A, B, C = (proof.matrix(name, n, n) for name in "ABC")
    proof.assume("later", t < h)
    relation = {"same": same(h, t), "less": h < t, "more": t < h}[impossible]
    wrong, right = both(relation, A == C), both(t < h, A == B)
    proof.assume("either", either(wrong, right))
    with proof.cases("claim", A == B, using=["either"]):
        with proof.case("wrong", wrong):
            pass
        with proof.case("right", right):
            pass
    assert (verdicts(proof)["claim"] is Verdict.PROVED) is proved


@pytest.mark.parametrize("place", [0, 1])
def test_a_witness_satisfies_one_part_of_a_disjunction(place: int) -> None:
    proof, h, t, _ = numbers("witness")
    n = proof.size("n")
    A, B = proof.matrix("A", n, n), proof.matrix("B", n, n)
    proof.assume("less", h < t)
    some = proof.exists("X", n, n, lambda X: either(both(h < t, X == A), both(t <= h, X == B)))
    proof.give("some", some, (A, B)[place])
    assert (verdicts(proof)["some"] is Verdict.PROVED) is (place == 0)


def layers(label: str) -> tuple[Proof, sympy.Symbol, sympy.Symbol]:
    """Towers of layers M_{l,i} of size n x n, and a number t of a tower."""
    proof = Proof(label, "Towers")
    l, r, t = index("l"), *proof.integers("r t")  # noqa: E741
    proof.assume("number", t >= 1, t <= r)
    n = proof.size("n")
    k = proof.size_family("k", l, 1, r)
    M = proof.families("M", (l, 1, r), (i, 1, k[l]), n, n)
    some = proof.exists_family("S", i, 1, k[t], n, n, lambda S: for_all(i, 1, k[t], S[i] == M[t, i]))
    proof.step("equal", for_all(i, 1, k[t], M[t, i] == M[t, i]))
    proof.give("member", some, M[t], using=["equal"])
    every = proof.exists_families("S", (l, 1, r), (i, 1, k[l]), n, n, lambda S: for_all(i, 1, k[t], S[t, i] == M[t, i]))
    proof.give("all", every, M, using=["equal"])
    twice = proof.exists_family("S", i, 1, k[t], n, n, lambda S: for_all(i, 1, k[t], S[i] == 2 * M[t, i]))
    proof.give("wrong", twice, M[t], using=["equal"])
    return proof, r, t


def test_a_tower_and_all_towers_are_witnesses() -> None:
    proof, _, _ = layers("towers")
    found = verdicts(proof)
    assert found["member"] is Verdict.PROVED
    assert found["all"] is Verdict.PROVED
    assert found["wrong"] is not Verdict.PROVED


def test_an_induction_whose_hypothesis_is_about_integers_only() -> None:
    """c_{l+1} = c_l + e_{l+1} bounds each e_h by c_r."""
    proof = Proof("sums", "Sums of sizes")
    l, h, r = index("l"), index("h"), proof.integer("r")  # noqa: E741
    proof.assume("some", r >= 1)
    e, c = proof.size_family("e", l, 1, r), proof.size_family("c", l, 1, r)
    proof.assume("start", same(c[1], e[1]))
    proof.assume("next", for_all(l, 1, r - 1, same(c[l + 1], c[l] + e[l + 1])))

    def first(at: object) -> Claim:
        return for_all(h, 1, at, e[h] <= c[at])

    with proof.induction("all", l, 1, r, first(l)):
        proof.step("one", first(1), using=["start"])
        with proof.fix("more", claim=for_all(l, 1, r - 1, implies(first(l), first(l + 1)))):
            q = proof.integer("q")
            proof.assume("number", q >= 1, q <= r - 1)
            proof.assume("before", first(q))
            proof.step("sum", same(c[q + 1], c[q] + e[q + 1]), using=["next"])
            with proof.fix("further", claim=first(q + 1)):
                u = proof.integer("u")
                proof.assume("inside", u >= 1, u <= q + 1)
                proof.step("place", either(u <= q, q < u))
                with proof.cases("width", e[u] <= c[q + 1], using=["place"]):
                    with proof.case("earlier", u <= q):
                        proof.step("known", e[u] <= c[q], using=["before"])
                    with proof.case("last", q < u):
                        proof.step("is", same(u, q + 1))
    found = verdicts(proof)
    assert {found["more"], found["all"]} == {Verdict.PROVED}


def test_what_holds_nowhere_or_somewhere() -> None:
    proof = Proof("somewhere", "Somewhere")
    r = proof.integer("r")
    proof.assume("some", r >= 1)
    j = proof.integer_family("j", i, 1, r)
    nowhere, somewhere = for_all(i, 1, r, negation(j[i] <= 0)), exists_index(i, 1, r, j[i] <= 0)
    proof.step("either", either(nowhere, somewhere))
    proof.step("wrong", either(for_all(i, 1, r, j[i] >= 1), for_all(i, 1, r, j[i] <= 0)))
    found = verdicts(proof)
    assert found["either"] is Verdict.PROVED
    assert found["wrong"] is not Verdict.PROVED
