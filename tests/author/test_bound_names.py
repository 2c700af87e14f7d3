"""What a quantifier binds under a name has nothing to do with what is defined under this name elsewhere."""

from __future__ import annotations

import pytest
from author.settling import verdicts

from symproof.author import Claim, Family, Proof, chain, implies, index, norm2
from symproof.language.formulas import Equal, Exists
from symproof.language.proof import Verdict
from symproof.language.terms import Symbol
from symproof.search.argument.stated import statement_of

i = index("i")


@pytest.mark.parametrize("name", ["R", "Q"])
def test_a_premise_about_all_families_is_used_beside_a_family_of_its_bound_name(proof: Proof, name: str) -> None:
    k = proof.integer("k")
    proof.assume("depth", k >= 1)
    n, t = proof.size("n"), proof.scalar("t")
    N = proof.family("N", i, 1, k, n, n)

    def bounded(R: Family) -> Claim:
        return implies(norm2(R[1]) < 1, norm2(chain(R, k, 1)) < t * t)

    proof.assume("all", proof.for_all_families("R", i, 1, k, n, n, bounded))
    proof.assume("small", norm2(N[1]) < 1)
    proof.define_family(name, i, 1, k, value=N[i])
    W = proof.define("W", chain(N, k, 1))
    proof.step("bound", norm2(W) < t * t, using=["all", "small"])
    assert verdicts(proof)["bound"] is Verdict.PROVED


def test_a_hypothesis_is_stated_as_it_was_assumed(proof: Proof) -> None:
    """There is X with X = 0, also after X was defined as A: the statement does not assume A = 0."""
    n = proof.size("n")
    A = proof.matrix("A", n, n)
    proof.assume("zero", proof.exists("X", n, n, lambda X: X == 0))
    proof.statement(A == 0)
    proof.define("X", A)
    proof.conclude(using=["zero"])
    built, errors = proof.finished()
    assert built is not None
    assert not errors
    statement = statement_of(built)
    assert statement is not None
    (premise,) = statement.sequent.premises
    assert isinstance(premise.formula, Exists)
    assert isinstance(premise.formula.body, Equal)
    assert premise.formula.body.left == Symbol("X")
    assert verdicts(proof)["conclusion"] is Verdict.REFUTED
