"""Families, chains, schemas, induction and cases: proved where the ranges allow it, never one step beyond."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Any

import pytest

from symproof.author import Family, Proof, chain, for_all, gradient, index
from symproof.kernel.replay import replay
from symproof.language.certificate import Algebra, Cases, Certificate, Generalize, Induction
from symproof.language.scopes import sequent
from symproof.search import Found, find

i = index("i")
l = index("l")  # noqa: E741


@dataclass(slots=True)
class Net:
    """M_1, ..., M_k of sizes d_i x d_{i-1}; 0 < j < k; Q_i = M_k ... M_{i+1}."""

    proof: Proof
    k: Any
    j: Any
    d: Any
    M: Family
    Q: Family


@pytest.fixture
def net() -> Net:
    proof = Proof("net", "A chain of matrices")
    k, j = proof.integer("k"), proof.integer("j")
    proof.assume("middle", j > 0, j < k)
    d = proof.size_family("d", i, 0, k)
    M = proof.family("M", i, 1, k, d[i], d[i - 1])
    Q = proof.define_family("Q", i, 0, k, value=chain(M, k, i + 1))
    return Net(proof, k, j, d, M, Q)


def found(proof: Proof, claim: object, *using: str, method: str = "algebra") -> Found:
    """What the prover says about one claim with these premises."""
    proof.step("claim", claim, by=method, using=list(using))
    loaded, errors = proof.finished()
    assert loaded is not None, errors
    goal = sequent(loaded, loaded.steps[-1])
    result = find(goal, method=method)
    if result.certificate is not None:
        replay(goal, result.certificate)
    return result


def proved(proof: Proof, claim: object, *using: str, method: str = "algebra") -> Certificate:
    result = found(proof, claim, *using, method=method)
    assert result.certificate is not None, result.diagnostic
    return result.certificate


def perturbed(net: Net) -> tuple[Family, Family, Family]:
    """w_i with Q_i w_i = 0 and M~_i = M_i + w_i v_i^T for i <= j, M~_i = M_i above."""
    proof, d, M = net.proof, net.d, net.M
    w = proof.family("w", i, 1, net.j, d[i], 1)
    v = proof.family("v", i, 1, net.j, d[i - 1], 1)
    lower, upper = (1, net.j, M[i] + w[i] * v[i].T), (net.j + 1, net.k, M[i])
    Mt = proof.define_family("Mt", i, 1, net.k, pieces=[lower, upper])
    proof.assume("kernel", for_all(i, 1, net.j, net.Q[i] * w[i] == 0))
    return w, v, Mt


# ------------------------------------------------------------------------------------------------ chains


def test_adjacent_chains_merge(net: Net) -> None:
    whole = chain(net.M, net.k, 1)
    certificate = proved(net.proof, chain(net.M, net.k, net.j + 1) * chain(net.M, net.j, 1) == whole)
    assert isinstance(certificate, Algebra)
    assert certificate.combination == ()


def test_a_gap_is_not_closed(net: Net) -> None:
    T = net.proof.matrix("T", net.d[net.j + 1], net.d[net.j])
    claim = chain(net.M, net.k, net.j + 2) * T * chain(net.M, net.j, 1) == chain(net.M, net.k, 1)
    assert found(net.proof, claim).certificate is None


def test_the_recursion_of_a_chain(net: Net) -> None:
    proved(net.proof, for_all(i, 1, net.k, net.Q[i] * net.M[i] == net.Q[i - 1]))


def test_the_empty_chain_is_the_identity(net: Net) -> None:
    proved(net.proof, net.Q[net.k] * chain(net.M, net.k, 1) == chain(net.M, net.k, 1))


# ------------------------------------------------------------------------------------------------ schemas


def test_a_schema_is_used_at_the_right_index(net: Net) -> None:
    w, v, _ = perturbed(net)
    claim = for_all(i, 1, net.j, net.Q[i] * (net.M[i] + w[i] * v[i].T) == net.Q[i - 1])
    certificate = proved(net.proof, claim, "kernel")
    assert isinstance(certificate, Algebra)
    assert {entry.premise for entry in certificate.combination} == {"kernel"}


def test_without_the_schema_it_does_not_follow(net: Net) -> None:
    w, v, _ = perturbed(net)
    assert (
        found(net.proof, for_all(i, 1, net.j, net.Q[i] * (net.M[i] + w[i] * v[i].T) == net.Q[i - 1])).certificate
        is None
    )


@pytest.mark.parametrize(
    ("low", "high", "holds"), [(1, 0, True), (2, 0, True), (1, -1, True), (1, 1, False), (0, 0, False)]
)
def test_a_schema_holds_in_its_range_only(net: Net, low: int, high: int, holds: bool) -> None:
    """A premise for 1 <= i <= j gives the claim on that range and inside it, not one step beyond at either end."""
    d, proof = net.d, net.proof
    X = proof.family("X", i, 0, net.k, d[i], d[i])
    proof.assume("zero", for_all(i, 1, net.j, X[i] * X[i] == 0))
    result = found(proof, for_all(l, low, net.j + high, X[l] * X[l] * X[l] == 0), "zero")
    assert (result.certificate is not None) == holds


# ------------------------------------------------------------------------------------------------ induction and cases


def test_equation_one_by_downward_induction(net: Net) -> None:
    """M_k ... M_{j+1} M~_j ... M~_i = Q_{i-1} for i = j + 1, ..., 1."""
    _, _, Mt = perturbed(net)
    A = chain(net.M, net.k, net.j + 1)
    claim = for_all(i, 1, net.j + 1, A * chain(Mt, net.j, i) == net.Q[i - 1])
    certificate = proved(net.proof, claim, "kernel", method="induction")
    assert isinstance(certificate, Induction)
    assert not certificate.upward


def test_equation_one_needs_the_kernel(net: Net) -> None:
    _, _, Mt = perturbed(net)
    A = chain(net.M, net.k, net.j + 1)
    result = found(net.proof, for_all(i, 1, net.j + 1, A * chain(Mt, net.j, i) == net.Q[i - 1]), method="induction")
    assert result.certificate is None


def test_upward_induction(net: Net) -> None:
    d, proof = net.d, net.proof
    P = proof.family("P", i, 0, net.k, d[i], d[0])
    proof.assume("start", P[0] == proof.identity(d[0]))
    proof.assume("step", for_all(i, 1, net.k, P[i] == net.M[i] * P[i - 1]))
    certificate = proved(proof, for_all(i, 0, net.k, P[i] == chain(net.M, i, 1)), "start", "step", method="induction")
    assert isinstance(certificate, Induction)
    assert certificate.upward


@pytest.mark.parametrize("missing", ["start", "step"])
def test_upward_induction_needs_both_premises(net: Net, missing: str) -> None:
    d, proof = net.d, net.proof
    P = proof.family("P", i, 0, net.k, d[i], d[0])
    proof.assume("start", P[0] == proof.identity(d[0]))
    proof.assume("step", for_all(i, 1, net.k, P[i] == net.M[i] * P[i - 1]))
    using = {"start", "step"} - {missing}
    assert (
        found(proof, for_all(i, 0, net.k, P[i] == chain(net.M, i, 1)), *using, method="induction").certificate is None
    )


def test_a_recursion_that_stops_early_does_not_reach_the_end(net: Net) -> None:
    d, proof = net.d, net.proof
    P = proof.family("P", i, 0, net.k, d[i], d[0])
    proof.assume("start", P[0] == proof.identity(d[0]))
    proof.assume("step", for_all(i, 1, net.k - 1, P[i] == net.M[i] * P[i - 1]))
    claim = for_all(i, 0, net.k, P[i] == chain(net.M, i, 1))
    assert found(proof, claim, "start", "step", method="induction").certificate is None


@pytest.mark.parametrize("start", [True, False])
def test_induction_over_nothing_is_said(net: Net, start: bool) -> None:
    """The end of a recursion is proved; without its start, the hint asks for the claim at all indices."""
    d, proof = net.d, net.proof
    P = proof.family("P", i, 0, net.k, d[i], d[0])
    proof.assume("start", P[0] == proof.identity(d[0]))
    proof.assume("step", for_all(i, 1, net.k, P[i] == net.M[i] * P[i - 1]))
    using = ["start", "step"] if start else ["step"]
    end = found(proof, P[net.k] == chain(net.M, net.k, 1), *using, method="induction")
    assert (end.certificate is not None) is start
    assert start or (end.diagnostic is not None and "for all i in a range" in end.diagnostic.hint)


def test_algebra_says_nothing_of_induction(net: Net) -> None:
    missing = found(net.proof, net.M[2] == 2 * net.M[2]).diagnostic
    assert missing is not None
    assert "for all i" not in missing.hint


def test_a_piecewise_family_by_cases(net: Net) -> None:
    """Q_i M~_i = Q_{i-1} for every i: the definition of M~_i depends on i <= j."""
    _, _, Mt = perturbed(net)
    certificate = proved(net.proof, for_all(i, 1, net.k, net.Q[i] * Mt[i] == net.Q[i - 1]), "kernel")
    assert isinstance(certificate, Generalize)
    assert isinstance(certificate.by, Cases)


# ------------------------------------------------------------------------------------------------ functions


def test_the_gradient_by_one_layer(net: Net) -> None:
    d, proof = net.d, net.proof
    f = proof.function("f", d[net.k], d[0])
    W = chain(net.M, net.k, 1)
    P = proof.define_family("P", i, 0, net.k, value=chain(net.M, i, 1))
    value = net.Q[i].T * f.gradient(W) * P[i - 1].T
    proved(proof, for_all(i, 1, net.k, gradient(f(W), net.M[i]) == value), method="calculus")


def test_the_gradient_is_not_shifted(net: Net) -> None:
    d, proof = net.d, net.proof
    f = proof.function("f", d[net.k], d[0])
    W = chain(net.M, net.k, 1)
    value = net.Q[i].T * f.gradient(W.T.T) * chain(net.M, i - 1, 1).T * 2
    assert found(proof, for_all(i, 1, net.k, gradient(f(W), net.M[i]) == value), method="calculus").certificate is None


def test_equal_arguments_give_equal_values(net: Net) -> None:
    d, proof = net.d, net.proof
    f = proof.function("f", d[1], d[0])
    X, Y = proof.matrix("X", d[1], d[0]), proof.matrix("Y", d[1], d[0])
    proof.assume("same", X == Y)
    certificate = proved(proof, f.gradient(X) * X.T == f.gradient(Y) * X.T, "same")
    assert isinstance(certificate, Algebra)
    assert certificate.derived


def test_different_arguments_do_not(net: Net) -> None:
    d, proof = net.d, net.proof
    f = proof.function("f", d[1], d[0])
    X, Y = proof.matrix("X", d[1], d[0]), proof.matrix("Y", d[1], d[0])
    proof.assume("related", X * Y.T == Y * X.T)
    assert found(proof, f(X) == f(Y), "related").certificate is None
