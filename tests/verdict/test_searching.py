"""The order in which a certificate, a derivation and a counterexample of one step are searched for."""

from __future__ import annotations

from pathlib import Path
from time import sleep
from typing import Any

import pytest
from author.settling import verdicts

from symproof import prove
from symproof.author import Proof, for_all, index, norm2, summation
from symproof.concrete import Judge
from symproof.language.proof import Verdict
from symproof.language.scopes import sequent, step_of
from symproof.search import Budget, Found, find
from symproof.verdict.arguing import Arguing
from symproof.verdict.asking import Memory
from symproof.verdict.check import check
from symproof.verdict.searching import answered, certificate_for
from symproof.verdict.settle import Options, Settler

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
    goal = sequent(built, step)
    answer = answered(built, step, goal, memory, seconds=60.0, brief=brief)
    found = answer.found if answer.is_whole else certificate_for(built, step, goal, memory, seconds=60.0)
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


# ------------------------------------------------------------------------------------------------ counterexamples


@pytest.fixture
def attacked(monkeypatch: pytest.MonkeyPatch) -> list[bool]:
    """For each counterexample that is looked for, whether at few points only."""
    looked: list[bool] = []
    attack = Judge.attack

    def recorded(self: Judge, goal: Any, *, work: int | None = None, most: int | None = None) -> Any:
        looked.append(work is not None)
        return attack(self, goal, work=work, most=most)

    monkeypatch.setattr(Judge, "attack", recorded)
    return looked


def settled(proof: Proof) -> dict[str, Verdict]:
    """The verdicts, all found in this process: first briefly, and what is left then at length."""
    built, errors = proof.finished()
    assert built is not None
    assert not errors
    results = first(built)
    whole = Settler((built,), Options())
    found = {name: result.verdict for name, result in results.items()}
    left = [name for name, verdict in found.items() if verdict is Verdict.UNKNOWN]
    return found | {name: whole((0, name)).verdict for name in left}  # type: ignore[union-attr]


def first(built: Any) -> dict[str, Any]:
    """The results of the steps after the brief searches and the argument."""
    settler = Settler((built,), Options(brief=True))
    results = tuple([settler((0, step.id)) for step in built.steps])
    argued = settler(Arguing(0, results, {}))  # type: ignore[arg-type]
    return {result.step.id: result for result in argued.results}  # type: ignore[union-attr]


def of_a_lemma(factor: int = 1) -> Proof:
    """The square of a symmetric matrix by a lemma, and a claim of the author about it with a derivation of its own."""
    lemma = Proof("lemma", "Squares")
    m = lemma.size("m")
    S = lemma.matrix("S", m, m)
    lemma.assume("symmetric", S.T == S)
    lemma.statement((S * S).T == S * S)
    lemma.conclude(using=["symmetric"])
    proof = Proof("user", "Applies it")
    n = proof.size("n")
    A = proof.matrix("A", n, n)
    proof.assume("A-symmetric", A.T == A)
    proof.apply("square", lemma, factor * A * A == (A * A).T, using=["A-symmetric"], m=n, S=A)
    return proof


def test_a_claim_that_the_named_premises_give_is_not_attacked(attacked: list[bool]) -> None:
    assert settled(of_a_general_premise()) == {"there": Verdict.PROVED}
    assert settled(of_summands()) == {"sums": Verdict.PROVED}
    assert attacked == []


def test_a_false_claim_is_attacked_at_few_points_before_the_whole_search(attacked: list[bool]) -> None:
    proof = Proof("false", "From a premise that does not give it")
    n = proof.size("n")
    A, B = proof.matrix("A", n, n), proof.matrix("B", n, n)
    proof.assume("commute", A * B == B * A)
    proof.step("there", A * B == A, using=["commute"])
    assert settled(proof) == {"there": Verdict.REFUTED}
    assert attacked == [True]
    assert asked(proof, "there") == (False, [True, False])  # the second of which was not made


def test_a_claim_that_follows_only_from_premises_that_it_does_not_name_is_refuted(attacked: list[bool]) -> None:
    proof = Proof("unnamed", "A premise that is not named")
    n = proof.size("n")
    A = proof.matrix("A", n, n)
    f = proof.function("f", n, n)
    proof.assume("growth", proof.for_all_matrices("U", n, n, lambda U: norm2(U) <= f(U)))
    proof.assume("other", proof.for_all_matrices("U", n, n, lambda U: f(U) <= 0))
    proof.step("there", norm2(A) <= f(A), using=["other"])
    assert settled(proof) == {"there": Verdict.REFUTED}
    assert attacked[0]


def test_what_a_block_exports_is_attacked_where_no_short_derivation_is_found(attacked: list[bool]) -> None:
    proof = Proof("false-block", "An exported claim that is false")
    n = proof.size("n")
    A = proof.matrix("A", n, n)
    with proof.suppose("h", A * A == 0, then="all", claim=A == 0):
        proof.step("cube", A * A * A == 0, using=["h"])
    built, _ = proof.finished()
    found = first(built)["all"]
    assert found.verdict is Verdict.REFUTED
    assert found.counterexample is not None
    assert attacked == [True]


def test_what_a_block_exports_is_not_attacked_where_it_is_derived(attacked: list[bool]) -> None:
    proof = Proof("true-block", "An exported claim")
    n = proof.size("n")
    A = proof.matrix("A", n, n)
    with proof.suppose("h", A * A == 0, then="all"):
        proof.step("cube", A * A * A == 0, using=["h"])
    assert settled(proof) == {"cube": Verdict.PROVED, "all": Verdict.PROVED}
    assert attacked == []


def test_a_claim_with_a_derivation_that_fails_is_refuted(attacked: list[bool]) -> None:
    built, _ = of_a_lemma().finished()
    assert built is not None
    assert check([built]).proofs[-1].steps[0].verdict is Verdict.PROVED
    assert settled(of_a_lemma(2)) == {"square": Verdict.REFUTED}
    assert attacked == [False]


# ------------------------------------------------------------------------------------------------ once only


@pytest.fixture
def searched(monkeypatch: pytest.MonkeyPatch, tmp_path: Path) -> Path:
    """A file that gets a line for each search with the whole budget, also from other processes."""
    lines = tmp_path / "searches.txt"
    lines.touch()

    def recorded(*given: Any, budget: Budget, **options: Any) -> Found:
        if not budget.brief:
            with lines.open("a") as file:
                file.write(f"{budget.seconds}\n")
        return find(*given, budget=budget, **options)

    monkeypatch.setattr("symproof.search.find", recorded)
    return lines


def test_claim_that_stays_unknown_is_searched_for_once(searched: Path) -> None:
    text = "D diagonal, for all i in 1..n: D[i,i] = sum(W[i,j] for j in 1..n) |- D = diag(W*ones(n,n))"
    result = prove(text, symbols={"D": ["n", "n"], "W": ["n", "n"]}, budget=60.0)
    assert result.verdict is Verdict.UNKNOWN
    assert result.steps[0].diagnostic.code == "SP401"  # type: ignore[union-attr]
    assert "counterexamples were looked for at n up to 3 and at some larger values" in str(result)  # at all points
    assert len(searched.read_text().split()) == 2  # at once, for a quarter of a second, and with the whole budget


def test_step_of_a_proof_that_stays_unknown_is_searched_for_once(searched: Path) -> None:
    built, errors = of_a_general_premise(2).finished()
    assert built is not None
    assert not errors
    (proof,) = check([built], errors, Options()).proofs
    assert proof.steps[0].verdict is not Verdict.PROVED
    assert len(searched.read_text().split()) == 1


def test_time_of_a_step_is_that_of_all_its_searches(monkeypatch: pytest.MonkeyPatch) -> None:
    def slow(*given: Any, **options: Any) -> Found:
        sleep(0.5)
        return find(*given, **options)

    monkeypatch.setattr("symproof.search.find", slow)
    text = "D diagonal |- sum(sum(D[i,i]*W[i,j] for i in 1..n) for j in 1..n) = tr(D*W*ones(n,n))"
    (step,) = prove(text, symbols={"D": ["n", "n"], "W": ["n", "n"]}).steps
    assert step.verdict is Verdict.UNKNOWN
    assert step.seconds > 0.5
