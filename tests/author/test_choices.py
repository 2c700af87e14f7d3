"""Last and first indices, recursion downward, pieces for single indices, and families bound together."""

from __future__ import annotations

import pytest

from symproof.author import Claim, Expression, Proof, both, exists_index, for_all, index, negation
from symproof.author.symbols import Family
from symproof.diagnostics.errors import SymproofError
from symproof.diagnostics.results import ProofResult
from symproof.language.proof import Verdict
from symproof.verdict.check import check
from symproof.verdict.settle import Options

i, l = index("i"), index("l")  # noqa: E741 - an index


def checked(proof: Proof) -> ProofResult:
    loaded, errors = proof.finished("")
    assert loaded is not None, errors
    (result,) = check([loaded], options=Options(max_depth=2, max_width=1)).proofs
    return result


def some_zero(proof: Proof) -> tuple[object, Family]:
    k = proof.integer("k")
    proof.assume("depth", k >= 1)
    c = proof.family("c", i, 1, k, 1)
    proof.assume("some", exists_index(i, 1, k, c[i] == 0))
    return k, c


@pytest.mark.parametrize("last", [True, False])
def test_a_property_that_holds_somewhere_holds_at_a_last_and_at_a_first_index(last: bool) -> None:
    proof = Proof("zeros", "A last or a first zero")
    k, c = some_zero(proof)
    beyond = (i + 1, k) if last else (1, i - 1)
    claim = exists_index(i, 1, k, both(c[i] == 0, for_all(l, *beyond, negation(c[l] == 0))))
    proof.statement(claim)
    proof.extreme("extreme", given="some", last=last)
    proof.conclude(using=["extreme"])
    assert checked(proof).verdict is Verdict.PROVED


def test_a_last_index_is_not_a_first_one() -> None:
    proof = Proof("zeros", "A last zero")
    k, c = some_zero(proof)
    proof.statement(exists_index(i, 1, k, both(c[i] == 0, for_all(l, 1, i - 1, negation(c[l] == 0)))))
    proof.extreme("extreme", given="some")
    proof.conclude(using=["extreme"])
    result = checked(proof)
    assert result.theorem is None
    assert result.steps[-1].verdict is not Verdict.PROVED


def test_only_an_index_that_exists_can_be_the_last_one() -> None:
    proof = Proof("zeros", "No index")
    A = proof.matrix("A", 2, 2)
    proof.assume("zero", A == 0)
    with pytest.raises(SymproofError) as caught:
        proof.extreme("extreme", given="zero")
    assert caught.value.error.code == "SP117"


def downward(relation: object) -> Proof:
    """X_k = I and X_i = X_{i+1} M_{i+1} from the last index down."""
    proof = Proof("downward", "Products from the last factor down")
    k = proof.integer("k")
    proof.assume("depth", k >= 1)
    d = proof.size_family("d", i, 0, k)
    M = proof.family("M", i, 1, k, d[i], d[i - 1])
    unit = proof.identity(d[k])

    def keeps(X: Expression) -> Claim:
        return X == X

    def step(at: object, X: Expression, Y: Expression) -> Claim:
        return Y * M[at + 1] == X

    claim = proof.exists_family("X", i, 0, k, d[k], d[i], lambda X: both(
        X[k] == unit, for_all(i, 0, k, keeps(X[i])), for_all(i, 0, k - 1, relation(X, M)),
    ))  # fmt: skip
    proof.statement(claim)
    proof.step("start", keeps(unit), by="algebra")
    with proof.recursion(
        "made", "X", i, 0, k, d[k], d[i], start=unit, keeps=keeps, relation=step, using=["start"],
        names=("s", "Y", "Z"), upward=False,
    ) as here:  # fmt: skip
        following = here.member * M[here.index + 1]
        proof.step("same", following == following, by="algebra")
        proof.give("next", here.goal, following, using=["same"])
    proof.conclude(using=["made"])
    return proof


def test_a_recursion_goes_down_from_the_last_index() -> None:
    assert checked(downward(lambda X, M: X[i] == X[i + 1] * M[i + 1])).verdict is Verdict.PROVED


def test_a_recursion_downward_gives_no_other_relation() -> None:
    assert checked(downward(lambda X, M: X[i] == 2 * X[i + 1] * M[i + 1])).theorem is None


def test_a_piece_for_one_index_has_the_size_of_its_member() -> None:
    proof = Proof("pieces", "A piece for one index")
    k = proof.integer("k")
    proof.assume("depth", k >= 2)
    d = proof.size_family("d", i, 0, k)
    M = proof.family("M", i, 1, k, d[i], d[i - 1])
    T = proof.define_family("T", i, 1, k, pieces=[(1, 1, 2 * M[1]), (2, k, M[i])])
    proof.step("first", T[1] == 2 * M[1], by="algebra")
    assert checked(proof).steps[0].verdict is Verdict.PROVED
    with pytest.raises(SymproofError) as caught:
        proof.define_family("S", i, 1, k, pieces=[(1, 1, M[2]), (2, k, M[i])])
    assert caught.value.error.code == "SP201"


def test_families_and_matrices_are_bound_together() -> None:
    proof = Proof("bound", "A family and a matrix")
    k, n = proof.integer("k"), proof.size("n")
    proof.assume("depth", k >= 1)
    sizes = {"A": (n, n), "c": (i, 1, k, n, n)}
    claim = proof.exists_matrices(sizes, lambda A, c: for_all(i, 1, k, c[i] * A == A))
    assert repr(claim) == "exists A (n x n), c_i (n x n, i in 1..k): for all i in 1..k: c_i*A = A"
