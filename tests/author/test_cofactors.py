"""Certificates written by hand in a step: replayed if they are right, a warning if they are not."""

from __future__ import annotations

import pytest

from symproof.author import Expression, Family, Proof, chain, cofactor, for_all, index
from symproof.language.certificate import Algebra
from symproof.language.scopes import sequent
from symproof.search import find

i = index("i")


def right_factor(kind: str, v: Family) -> Expression:
    return {"right": v[i].T, "doubled": 2 * v[i].T, "at another index": v[i - 1].T}[kind]


@pytest.mark.parametrize(("kind", "accepted"), [("right", True), ("doubled", False), ("at another index", False)])
def test_cofactors_of_a_schema(proof: Proof, kind: str, accepted: bool) -> None:
    k = proof.integer("k")
    proof.assume("depth", k >= 2)
    n = proof.size("n")
    M, w, v = proof.family("M", i, 1, k, n, n), proof.family("w", i, 1, k, n), proof.family("v", i, 0, k, n)
    Q = proof.define_family("Q", i, 0, k, value=chain(M, k, i + 1))
    proof.assume("kernel", for_all(i, 1, k, Q[i] * w[i] == 0))
    given = cofactor("kernel", right=right_factor(kind, v), at=[i])
    claim = for_all(i, 1, k, Q[i] * (M[i] + w[i] * v[i].T) == Q[i - 1])
    proof.step("s", claim, by="algebra", using=["kernel"], cofactors=[given])
    loaded, _ = proof.finished()
    assert loaded is not None
    (step,) = loaded.steps
    found = find(sequent(loaded, step), method="algebra", cofactors=step.cofactors)
    assert isinstance(found.certificate, Algebra)
    assert (found.certificate.combination == (given,)) == accepted
    assert [warning.code for warning in found.warnings] == ([] if accepted else ["SP408"])
