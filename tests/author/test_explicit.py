"""Terms at given sizes, as explicit SymPy matrices."""

from __future__ import annotations

import pytest
import sympy

from symproof.author import Proof, chain, gradient, index, norm2, summation
from symproof.diagnostics.errors import SymproofError

i = index("i")


@pytest.fixture
def network(proof: Proof) -> Proof:
    k, j = proof.integers("k j")
    proof.assume("middle", j >= 1, j < k)
    d = proof.size_family("d", i, 0, k)
    M = proof.family("M", i, 1, k, d[i], d[i - 1])
    v = proof.family("v", i, 1, k, d[i])
    proof.define_family("F", i, 1, k, pieces=[(1, j, M[i] + v[i] * v[i].T * M[i]), (j + 1, k, M[i])])
    return proof


SIZES = {"k": 3, "j": 1, "d": [2, 1, 3, 2]}


def test_members_and_chains(network: Proof) -> None:
    from symproof.author import Family

    symbols = {declared.name: Family(declared, network) for declared in network.declarations.symbols}
    M, F, k = symbols["M"], symbols["F"], sympy.Symbol("k", integer=True)
    members = [M[index].explicit(**SIZES) for index in (3, 2, 1)]
    assert [member.shape for member in members] == [(2, 3), (3, 1), (1, 2)]
    assert members[1][2, 0] == sympy.Symbol("M_2[3,1]")
    assert chain(M, k, 1).explicit(**SIZES) == members[0] * members[1] * members[2]
    assert chain(M, 1, 2).explicit(**SIZES) == sympy.eye(1)
    assert F[2].explicit(**SIZES) == members[1]
    assert F[1].explicit(**SIZES) != members[2]


def test_functions_and_gradients(proof: Proof) -> None:
    m, n = proof.sizes("m n")
    X, c = proof.matrix("X", m, n), proof.scalar("c")
    f = proof.function("f", m, n)
    at = {"m": 2, "n": 2}
    x = X.explicit(**at)
    assert gradient(norm2(X), X).explicit(**at) == 2 * x
    assert (c * X / 2).explicit(**at) == x * sympy.Symbol("c") / 2
    assert f.gradient(X).explicit(**at).shape == (2, 2)
    assert f(X).explicit(**at)[0, 0].args == tuple(x)
    assert (proof.basis(2, m).T * X).explicit(**at) == x[1, :]
    assert summation(i, 1, 3, c * proof.integer_scalar(i)).explicit(**at)[0, 0] == 6 * sympy.Symbol("c")


def test_missing_values_are_asked_for(network: Proof) -> None:
    from symproof.author import Family

    M = Family(network.declarations.symbols[0], network)
    for code, sizes in (("SP214", {"k": 3}), ("SP214", {"d": [2, 2]}), ("SP204", {"k": 3, "d": [2]})):
        with pytest.raises(SymproofError, match=code):
            chain(M, sympy.Symbol("k", integer=True), 1).explicit(**sizes)
