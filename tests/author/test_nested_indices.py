"""Claims about pairs of indices: premises of the same bound names, ranges without an index, induction over the outer
one, as in the proof that conjugate gradients are orthogonal."""

from __future__ import annotations

from author.settling import verdicts

from symproof.author import Proof, for_all, implies, index
from symproof.language.proof import Verdict
from symproof.verdict.check import check

i, j = index("i"), index("j")


def test_pairs_are_used_in_either_order_and_through_another_premise() -> None:
    proof = Proof("pairs", "Orthogonal columns")
    k, n = proof.integer("k"), proof.size("n")
    proof.assume("some", k >= 1)
    r, q = proof.family("r", i, 0, k, n), proof.family("q", i, 0, k, n)
    proof.assume("orthogonal", for_all(i, 0, k, for_all(j, 0, i - 1, r[i].T * r[j] == 0)))
    proof.assume("twice", for_all(i, 0, k, q[i] == 2 * r[i]))
    proof.step("turned", for_all(i, 0, k, for_all(j, i + 1, k, r[i].T * r[j] == 0)), using=["orthogonal"])
    scaled = for_all(i, 0, k, for_all(j, 0, i - 1, q[i].T * q[j] == 0))
    proof.step("scaled", scaled, using=["orthogonal", "twice"])
    proof.step("itself", for_all(i, 0, k, for_all(j, 0, i, r[i].T * r[j] == 0)), using=["orthogonal"])
    found = verdicts(proof)
    assert found["turned"] is found["scaled"] is Verdict.PROVED
    assert found["itself"] is Verdict.REFUTED


def test_claim_about_an_empty_range_holds() -> None:
    proof = Proof("empty", "No index")
    k, n = proof.integer("k"), proof.size("n")
    proof.assume("some", k >= 1)
    r = proof.family("r", i, 0, k, n)
    proof.step("none", for_all(j, 0, -1, r[j] == 0))
    proof.step("one", for_all(j, 0, 0, r[j] == 0))
    proof.step("invertible", for_all(j, k + 1, k, r[j] == r[0]))
    found = verdicts(proof)
    assert found["none"] is found["invertible"] is Verdict.PROVED
    assert found["one"] is Verdict.REFUTED


def conjugate_gradients(beta: int = 1) -> Proof:
    """r_{i+1} = r_i - a_i A p_i and p_{i+1} = r_{i+1} + b_i p_i: residuals are orthogonal, directions conjugate
    (Nocedal and Wright, Numerical Optimization, Theorem 5.3). With another ``beta`` than 1 they are not."""
    proof = Proof("cg", "Conjugate gradients")
    k, n = proof.integer("k"), proof.size("n")
    proof.assume("steps", k >= 1)
    A = proof.matrix("A", n, n)
    r, p = proof.family("r", i, 0, k, n), proof.family("p", i, 0, k, n)
    a, b = proof.family("a", i, 0, k - 1, 1, 1), proof.family("b", i, 0, k - 1, 1, 1)
    proof.assume("symmetric", A.T == A)
    proof.assume("start", p[0] == r[0])
    proof.assume("residual", for_all(i, 0, k - 1, r[i + 1] == r[i] - a[i] * (A * p[i])))
    proof.assume("direction", for_all(i, 0, k - 1, p[i + 1] == r[i + 1] + b[i] * p[i]))
    proof.assume("alpha", for_all(i, 0, k - 1, a[i] * (p[i].T * A * p[i]) == r[i].T * r[i]))
    proof.assume("beta", for_all(i, 0, k - 1, b[i] * (r[i].T * r[i]) == beta * (r[i + 1].T * r[i + 1])))
    proof.assume("moves", for_all(i, 0, k - 1, a[i] != 0))

    def claim(m: object) -> object:
        pairs = for_all(j, 0, m - 1, (r[m].T * r[j] == 0) & (p[m].T * A * p[j] == 0))
        return pairs & (p[m].T * A * r[m] == p[m].T * A * p[m])

    proof.statement(for_all(i, 0, k, claim(i)))
    with proof.induction("all", i, 0, k, claim(i)):
        proof.step("base", claim(0), using=["start"])
        with proof.fix("next", claim=for_all(i, 0, k - 1, implies(claim(i), claim(i + 1)))):
            m = proof.integer("m")
            proof.assume("m", m >= 0, m <= k - 1)
            proof.assume("before", claim(m))
            A_r = for_all(j, 0, m - 1, p[m].T * A * r[j] == 0)
            proof.step("A-r", A_r, using=["before", "direction", "start"])
            old = for_all(j, 0, m - 1, r[m + 1].T * r[j] == 0)
            proof.step("old", old, using=["before", "A-r", "residual", "symmetric"])
            proof.step("last", r[m + 1].T * r[m] == 0, using=["before", "residual", "alpha", "symmetric"])
            proof.step("residuals", for_all(j, 0, m, r[m + 1].T * r[j] == 0), using=["old", "last"])
            rules = ["residuals", "direction", "residual", "moves", "symmetric"]
            proof.step("conjugate", for_all(j, 0, m - 1, p[m + 1].T * A * p[j] == 0), using=["before", *rules])
            proof.step("to-last", p[m + 1].T * A * p[m] == 0, using=["alpha", "beta", *rules])
            proof.step("directions", for_all(j, 0, m, p[m + 1].T * A * p[j] == 0), using=["conjugate", "to-last"])
            along = p[m + 1].T * A * r[m + 1] == p[m + 1].T * A * p[m + 1]
            proof.step("along", along, using=["directions", "direction"])
            proof.step("then", claim(m + 1), using=["residuals", "directions", "along"])
    proof.conclude(using=["all"])
    return proof


def test_conjugate_gradients_are_orthogonal() -> None:
    built, _ = conjugate_gradients().finished()
    assert built is not None
    report = check([built]).proofs[0]
    assert report.verdict is Verdict.PROVED
    assert {result.verdict for result in report.steps} == {Verdict.PROVED}


def test_directions_are_not_conjugate_with_another_rule_for_beta() -> None:
    found = verdicts(conjugate_gradients(beta=2))
    assert found["to-last"] is Verdict.REFUTED
    assert found["all"] is not Verdict.PROVED
