"""A family that is defined, R_i = I + A_i, is as good as a plain family with that premise: both prove the same."""

from __future__ import annotations

import pytest

from symproof.author import Proof, chain, for_all, gradient, index, inner
from symproof.language.proof import Proof as Loaded
from symproof.language.scopes import sequent
from symproof.search import find

STEPS = [
    "pre-orthogonal", "pre-commutes", "pre-fixes", "suf-orthogonal", "suf-commutes", "suf-fixes", "adjoint", "backward",
    "last", "gradient",
]  # fmt: skip


def recursion(*, defined: bool) -> Proof:
    """h_i = R_i h_{i-1} with R_i = I + A_i, and claims about its products from either end."""
    proof, i, j, el = Proof("recursion", "Products of I + A_i"), index("i"), index("j"), index("l")
    k, n = proof.integer("k"), proof.size("n")
    one = proof.identity(n)
    A = proof.family("A", i, 1, k, n, n)
    g, b, y, S = proof.family("g", i, 0, k, n), proof.column("b", n), proof.column("y", n), proof.matrix("S", n, n)
    proof.assume("deep", k >= 1)
    if defined:
        R = proof.define_family("R", i, 1, k, value=one + A[i])
        more: list[str] = []
    else:
        R = proof.family("R", i, 1, k, n, n)
        proof.assume("R", for_all(i, 1, k, R[i] == one + A[i]))
        more = ["R"]
    proof.assume("orthogonal", for_all(i, 1, k, (one + A[i]).T * (one + A[i]) == one))
    proof.assume("commutes", for_all(i, 1, k, S * A[i] == A[i] * S))
    proof.assume("fixes", for_all(i, 1, k, A[i] * b == 0))
    proof.assume("adjoints", for_all(i, 1, k, g[i - 1] == R[i].T * g[i]))
    ends = {"pre": (0, k, lambda at: chain(R, at, 1)), "suf": (1, k + 1, lambda at: chain(R, k, at))}
    for name, (low, high, product) in ends.items():
        P = product(j)
        claims = {"orthogonal": one == P.T * P, "commutes": P * S == S * P, "fixes": P * b == b}
        for what, claim in claims.items():
            proof.step(f"{name}-{what}", for_all(j, low, high, claim), by="induction", using=[what, *more])
    proof.step("adjoint", for_all(j, 0, k, g[0] == chain(R, j, 1).T * g[j]), by="induction", using=["adjoints", *more])
    back = for_all(j, 0, k, g[j] == chain(R, k, j + 1).T * g[k])
    proof.step("backward", back, by="induction", using=["adjoints", *more])
    proof.step("last", chain(R, k, 1) == (one + A[k]) * chain(R, k - 1, 1), by="algebra", using=more)
    moved = gradient(inner(y, chain(R, k, 1) * b), A[el] if defined else R[el])
    found = chain(R, k, el + 1).T * y * b.T * chain(R, el - 1, 1).T
    proof.step("gradient", for_all(el, 1, k, moved == found), by="calculus")
    proof.step("twice", for_all(el, 1, k, moved == 2 * found), by="calculus")
    proof.step("unrelated", for_all(j, 0, k, chain(R, j, 1) * y == y), by="induction", using=["fixes", *more])
    return proof


@pytest.mark.parametrize("defined", [True, False])
def test_a_definition_weakens_nothing(defined: bool) -> None:
    loaded, errors = recursion(defined=defined).finished()
    assert not errors
    assert isinstance(loaded, Loaded)
    proved = [
        step.id for step in loaded.steps if find(sequent(loaded, step), method=step.method).certificate is not None
    ]
    assert proved == STEPS
