"""What the kernel makes of whole arguments: exported claims, conclusions, and the statement of a proof."""

from __future__ import annotations

import pytest

from symproof.author import (
    Claim,
    Expression,
    Fact,
    Proof,
    both,
    either,
    exists_index,
    for_all,
    implies,
    index,
    negation,
)
from symproof.diagnostics.results import ProofResult
from symproof.kernel.argument.derive import derive
from symproof.language.certificate import Algebra
from symproof.language.declarations import SymbolDeclaration
from symproof.language.derivation import Direct, Fix, Inference, Obtain, Restate, Suppose
from symproof.language.formulas import Equal, Exists, ForAll
from symproof.language.proof import Verdict
from symproof.language.refusal import Refusal
from symproof.language.terms import Symbol
from symproof.verdict.argument import statement_of_proof
from symproof.verdict.check import check
from symproof.verdict.settle import Options

i = index("i")
PROVED, UNKNOWN = Verdict.PROVED, Verdict.UNKNOWN


def checked(proof: Proof) -> ProofResult:
    loaded, errors = proof.finished()
    assert not errors
    assert loaded is not None
    (result,) = check([loaded], options=Options(max_depth=2, max_width=2)).proofs
    return result


def verdict_of(result: ProofResult, name: str) -> Verdict:
    return next(item.verdict for item in result.steps if item.step.id == name)


class Commuting:
    """A B = B A and A M_i = M_i A for i = 1, ..., k."""

    def __init__(self) -> None:
        self.proof = Proof("commuting", "Matrices that commute")
        self.n, self.k = self.proof.size("n"), self.proof.integer("k")
        self.proof.assume("positive", self.k >= 1)
        self.A, self.B = (self.proof.matrix(name, self.n, self.n) for name in "AB")
        self.M = self.proof.family("M", i, 1, self.k, self.n, self.n)
        self.proof.assume("AB", self.A * self.B == self.B * self.A)
        self.proof.assume("AM", for_all(i, 1, self.k, self.A * self.M[i] == self.M[i] * self.A))


@pytest.fixture
def here() -> Commuting:
    return Commuting()


# ------------------------------------------------------------------------------------------------ what is derived


def test_an_implication_is_derived_and_the_statement_is_a_theorem(here: Commuting) -> None:
    proof, A, B = here.proof, here.A, here.B
    proof.statement(implies(B.T == B, A * B.T == B.T * A))
    with proof.suppose("symmetric", B.T == B, then="all"):
        proof.step("line", A * B.T == B.T * A, by="algebra", using=["AB", "symmetric"])
    proof.conclude(using=["all"])
    result = checked(proof)
    assert [item.verdict for item in result.steps] == [PROVED] * 3
    assert result.verdict is PROVED
    assert result.theorem is not None
    assert (result.theorem.axioms, result.theorem.lemmas) == ((), ())
    assert result.steps[1].used == ("AB",)


def test_a_schema_is_derived_for_an_arbitrary_index(here: Commuting) -> None:
    proof, A, M = here.proof, here.A, here.M
    with proof.fix("squares", claim=for_all(i, 1, here.k, A * A * M[i] == M[i] * A * A)):
        s = proof.integer("s")
        proof.assume("layer", s >= 1, s <= here.k)
        proof.step("one", A * A * M[s] == M[s] * A * A, by="algebra", using=["AM"])
    assert verdict_of(checked(proof), "squares") is PROVED


def test_a_schema_is_not_derived_beyond_the_indices_inside(here: Commuting) -> None:
    proof, A, M = here.proof, here.A, here.M
    with proof.fix("squares", claim=for_all(i, 1, here.k, A * A * M[i] == M[i] * A * A)):
        s = proof.integer("s")
        proof.assume("layer", s >= 1, s <= here.k - 1)
        proof.step("one", A * A * M[s] == M[s] * A * A, by="algebra", using=["AM"])
    assert verdict_of(checked(proof), "squares") is UNKNOWN


def test_a_claim_follows_in_each_case(here: Commuting) -> None:
    proof, A, B = here.proof, here.A, here.B
    proof.assume("either", either(A == 0, B == 0))
    with proof.cases("zero", A * B == 0, using=["either"]):
        for name, side in (("left", A), ("right", B)):
            with proof.case(name, side == 0):
                proof.step(f"{name}-zero", A * B == 0, by="algebra", using=[name])
    assert verdict_of(checked(proof), "zero") is PROVED


def test_a_case_that_is_left_out_derives_nothing(here: Commuting) -> None:
    proof, A, B = here.proof, here.A, here.B
    proof.assume("either", either(A == 0, B == 0))
    with proof.cases("zero", B.T * A == A * B.T, using=["either"]), proof.case("left", A == 0):
        proof.step("left-zero", B.T * A == A * B.T, by="algebra", using=["left"])
    assert verdict_of(checked(proof), "zero") is not PROVED


def test_a_contradiction_derives_the_claim(here: Commuting) -> None:
    proof, A, B = here.proof, here.A, here.B
    claim = A * A * B == B * A * A
    with proof.suppose("not", A * A * B != B * A * A, then="claim", claim=claim):
        proof.step("line", claim, by="algebra", using=["AB"])
    assert verdict_of(checked(proof), "claim") is PROVED


def test_what_is_chosen_and_obtained_serves_to_the_end_of_its_block(here: Commuting) -> None:
    proof, A, M, n, k = here.proof, here.A, here.M, here.n, here.k
    proof.assume(
        "some", for_all(i, 1, k, proof.exists("X", n, n, lambda X: both(X * A == A * X, X * M[i] == M[i] * X)))
    )
    proof.assume("where", exists_index(i, 1, k, M[i] == 0))
    with proof.suppose("symmetric", A.T == A, then="end"):
        X = proof.choose("chosen", given="some")
        s = proof.obtain_index("zero", "s", given="where")
        proof.step("with-X", for_all(i, 1, k, X[i] * A * A == A * A * X[i]), by="algebra", using=["chosen"])
        proof.step("with-s", M[s] * A == 0, by="algebra", using=["zero"])
        proof.step("last", A.T * M[1] == M[1] * A.T, by="algebra", using=["symmetric", "AM"])
    assert verdict_of(checked(proof), "end") is PROVED


def test_an_induction_over_any_formula(here: Commuting) -> None:
    proof, A, M, k = here.proof, here.A, here.M, here.k
    P = proof.family("P", i, 0, k, here.n, here.n)
    proof.assume("start", P[0] * A == A * P[0])
    proof.assume("next", for_all(i, 1, k, P[i] == M[i] * P[i - 1]))
    claim = P[i] * A == A * P[i]
    proof.statement(for_all(i, 0, k, claim))
    with proof.induction("all", i, 0, k, claim):
        proof.step("base", P[0] * A == A * P[0], by="algebra", using=["start"])
        with proof.fix("step", claim=for_all(i, 0, k - 1, implies(claim, P[i + 1] * A == A * P[i + 1]))):
            r = proof.integer("r")
            proof.assume("lies", r >= 0, r <= k - 1)
            proof.assume("before", P[r] * A == A * P[r])
            proof.step("after", P[r + 1] * A == A * P[r + 1], by="algebra", using=["next", "before", "AM"])
    proof.conclude(using=["all"])
    result = checked(proof)
    assert result.verdict is PROVED
    assert result.theorem is not None


@pytest.mark.parametrize("positive", [True, False])
def test_a_general_claim_about_positive_numbers(positive: bool) -> None:
    """The hypothesis x > 0 of the block also provides 1/x; the claim is about x > 0 alone. Of x >= 0 it is false."""
    proof = Proof("halves", "Halves: of positive numbers")

    def low(x: Expression) -> Claim:
        return x > 0 if positive else x >= 0

    def smaller(x: Expression) -> Claim:
        return proof.exists("y", 1, 1, lambda y: both(y > 0, y < x))

    claim = proof.for_all_matrices("z", 1, 1, lambda z: implies(low(z), smaller(z)))
    proof.statement(claim)
    with proof.fix("all", claim=claim):
        x = proof.scalar("x")
        proof.assume("low", low(x))
        proof.step("half", both(x / 2 > 0, x / 2 < x), using=["low"])
        proof.give("given", smaller(x), x / 2, using=["half"])
    proof.conclude(using=["all"])
    result = checked(proof)
    assert (result.verdict is PROVED) == positive
    assert (result.theorem is not None) == positive


# ------------------------------------------------------------------------------------------------ what is not


def test_a_block_does_not_export_what_its_inside_does_not_show(here: Commuting) -> None:
    proof, A, B = here.proof, here.A, here.B
    square = B * B == B
    with proof.suppose("symmetric", B.T == B, then="other", claim=implies(B.T == B, A * B == B.T * A)):
        proof.step("line", A * B.T == B.T * A, by="algebra", using=["AB", "symmetric"])
    with proof.suppose("idempotent", square, then="stronger", claim=implies(square, negation(A == 0))):
        proof.step("inside", B * B * B == B, by="algebra", using=["idempotent"])
    result = checked(proof)
    assert verdict_of(result, "stronger") is not PROVED
    assert all(item.derivation is None for item in result.steps if item.step.id == "stronger")


def test_a_cited_step_inside_derives_nothing(here: Commuting) -> None:
    proof, A, B = here.proof, here.A, here.B
    claim = A * B.T == B.T * A
    proof.statement(implies(B * B == B, claim))
    with proof.suppose("idempotent", B * B == B, then="all", expect="unknown"):
        proof.cite("line", claim, fact=Fact("F", "a fact", "a book"), using=["idempotent"])
    proof.conclude(using=["all"], expect="unknown")
    result = checked(proof)
    assert verdict_of(result, "all") is not PROVED
    assert result.theorem is None
    assert result.verdict is not PROVED


def test_a_statement_that_rests_on_an_unknown_step_is_no_theorem(here: Commuting) -> None:
    proof, A, B = here.proof, here.A, here.B
    square = B * B
    proof.assume("double", square == B)
    exists = proof.exists("X", here.n, here.n, lambda X: A * X * A == A)
    proof.statement(implies(A.T == A, exists))
    proof.step("open", exists, by="logic", using=["AB"], expect="unknown")
    with proof.suppose("symmetric", A.T == A, then="all"):
        proof.step("again", exists, by="logic", using=["open"])
    proof.conclude(using=["all"])
    result = checked(proof)
    assert verdict_of(result, "open") is UNKNOWN
    assert verdict_of(result, "all") is PROVED  # it rests on the step before it
    assert verdict_of(result, "conclusion") is PROVED
    assert result.theorem is None
    assert result.verdict is not PROVED


# ------------------------------------------------------------------------------------------------ changed derivations


def _theorem(here: Commuting) -> ProofResult:
    proof, A, n = here.proof, here.A, here.n
    proof.assume("exists", proof.exists("X", n, n, lambda X: X * A == A * X))
    proof.statement(implies(A.T == A, proof.exists("X", n, n, lambda X: X * A == A * X)))
    with proof.suppose("symmetric", A.T == A, then="all", claim=implies(A.T == A, A * A.T == A.T * A)):
        proof.step("line", A * A.T == A.T * A, by="algebra", using=["symmetric"])
    return checked(proof)


def _refused(result: ProofResult, block: tuple[Inference, ...]) -> str:
    with pytest.raises(Refusal) as caught:
        derive(statement_of_proof(result.proof, block[-1].claim), block, {}, {})
    return caught.value.code


def test_a_name_does_not_leave_its_block(here: Commuting) -> None:
    result = _theorem(here)
    (all_of,) = (item for item in result.steps if item.step.id == "all")
    assert all_of.derivation is not None
    (inference,) = all_of.derivation
    assert isinstance(inference.rule, Suppose)
    (line, *_) = inference.rule.block
    outside = Inference("again", line.claim, line.rule, line.ranges)
    assert _refused(result, (inference, outside)) == "SP362"  # the supposition is gone


def test_what_is_obtained_does_not_occur_in_the_claim(here: Commuting) -> None:
    result = _theorem(here)
    (exists,) = (item.formula for item in result.proof.hypotheses if item.id == "exists")
    assert isinstance(exists, Exists)
    witness = exists.body
    leaking = Inference("leak", witness, Obtain("exists", ("X",), "x", (Inference("it", witness, Restate("x")),)))
    assert _refused(result, (leaking,)) == "SP301"


def test_a_fixed_name_is_new(here: Commuting) -> None:
    result = _theorem(here)
    symbol, body = (
        SymbolDeclaration("Z", *[result.proof.declarations.symbols[0].rows] * 2),
        Equal(Symbol("Z"), Symbol("A")),
    )
    inside = (Inference("it", Equal(Symbol("A"), Symbol("A")), Direct((), Algebra())),)
    taken = Inference("all-are-A", ForAll((symbol,), body), Fix(("A",), inside))
    assert _refused(result, (taken,)) == "SP303"
