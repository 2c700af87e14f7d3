"""Steps, premises and blocks: scopes hold, and what breaks them is refused with a code."""

from __future__ import annotations

import pytest

from symproof.author import Claim, Expression, Fact, Proof, both, cofactor, exists_index, for_all, implies, index
from symproof.diagnostics.codes import CODES
from symproof.diagnostics.diagnostic import LoadError
from symproof.diagnostics.errors import SymproofError
from symproof.language.certificate import Entry
from symproof.language.formulas import And, Compare, Equal, ForAllIndex, Implies, IntegerRelation, Invertible
from symproof.language.parts import relations
from symproof.language.proof import Proof as LoadedProof
from symproof.language.proof import Verdict
from symproof.language.scopes import sequent
from symproof.language.terms import Symbol

i = index("i")


@pytest.fixture
def X(proof: Proof) -> Expression:
    n = proof.size("n")
    return proof.matrix("X", n, n)


def finished(proof: Proof) -> LoadedProof:
    loaded, errors = proof.finished()
    assert not errors
    assert loaded is not None
    return loaded


def error_of(proof: Proof) -> LoadError:
    """The one error of a proof that does not load."""
    loaded, errors = proof.finished()
    assert loaded is None
    (error,) = errors
    assert error.code in CODES
    assert error.file == __file__
    return error


# ------------------------------------------------------------------------------------------------ premises


def test_premises_are_hypotheses_and_earlier_steps(proof: Proof, X: Expression) -> None:
    proof.assume("symmetric", X.T == X)
    first = proof.step("first", X.T * X == X * X, by="algebra", using=["symmetric"], ref="L1")
    proof.step("second", X.T * X == X * X.T, by="algebra", using=[first, "symmetric"], expect="proved")
    loaded = finished(proof)
    assert [step.id for step in loaded.steps] == ["first", "second"]
    assert loaded.steps[1].using == ("first", "symmetric")
    assert loaded.steps[1].expect is Verdict.PROVED
    assert [premise.id for premise in sequent(loaded, loaded.steps[1]).premises] == ["first", "symmetric"]


def test_premise_that_is_not_a_name_is_said(proof: Proof, X: Expression) -> None:
    proof.assume("symmetric", X.T == X)
    proof.step("s", X == X.T, by="algebra", using=[X.T == X])  # type: ignore[list-item]
    error = error_of(proof)
    assert error.code == "SP111"
    assert error.message == 'step "s": X.T = X is not the name of a premise'
    assert error.hint == 'using= takes names: using=["bottleneck"].'


def test_unknown_premise_suggests_one(proof: Proof, X: Expression) -> None:
    proof.assume("symmetric", X.T == X)
    proof.step("s", X == X, by="algebra", using=["symetric"])
    error = error_of(proof)
    assert error.code == "SP111"
    assert "symmetric" in error.hint
    assert 'step "s"' in error.message


def test_unknown_premise_where_nothing_is_in_scope(proof: Proof, X: Expression) -> None:
    proof.step("s", X == X, by="algebra", using=["symmetric"])
    assert error_of(proof).hint == "In scope: no hypothesis and no step."


def test_a_step_is_not_its_own_premise(proof: Proof, X: Expression) -> None:
    proof.step("s", X == X, by="algebra", using=["s"])
    assert error_of(proof).code == "SP113"


def test_a_later_step_is_no_premise(proof: Proof, X: Expression) -> None:
    proof.step("s", X == X, by="algebra", using=["later"])
    proof.step("later", X == X, by="algebra")
    assert error_of(proof).code == "SP113"


def test_a_later_hypothesis_is_no_premise(proof: Proof, X: Expression) -> None:
    proof.step("s", X == X, by="algebra", using=["later"])
    proof.assume("later", X == X)
    assert error_of(proof).code == "SP113"


def test_a_closed_block_takes_its_steps_with_it(proof: Proof, X: Expression) -> None:
    with proof.suppose("zero", X == 0, then="export"):
        proof.step("inside", X * X == 0, by="algebra", using=["zero"])
    proof.step("outside", X * X == 0, by="algebra", using=["inside"])
    error = error_of(proof)
    assert error.code == "SP112"
    assert "inside" in error.message


def test_a_closed_block_takes_its_hypotheses_with_it(proof: Proof, X: Expression) -> None:
    with proof.suppose("zero", X == 0, then="export"):
        proof.step("inside", X * X == 0, by="algebra", using=["zero"])
    proof.step("outside", X * X == 0, by="algebra", using=["zero"])
    assert error_of(proof).code == "SP112"


def test_a_sibling_block_is_closed_too(proof: Proof, X: Expression) -> None:
    with proof.fix("one"):
        proof.step("inside", X == X, by="algebra")
    with proof.fix("two"):
        proof.step("other", X == X, by="algebra", using=["inside"])
    assert error_of(proof).code == "SP112"


def test_every_wrong_premise_is_reported(proof: Proof, X: Expression) -> None:
    proof.step("a", X == X, by="algebra", using=["nothing"])
    proof.step("b", X == X, by="algebra", using=["b"])
    _, errors = proof.finished()
    assert [error.code for error in errors] == ["SP111", "SP113"]


def test_names_are_taken_once(proof: Proof, X: Expression) -> None:
    proof.assume("h", X == X)
    for action in (
        lambda: proof.assume("h", X == X),
        lambda: proof.step("h", X == X, by="algebra"),
    ):
        with pytest.raises(SymproofError, match="SP110"):
            action()
    for name in ("", "a b", "a:b", "size", "induction", "ü"):
        with pytest.raises(SymproofError, match="SP118"):
            proof.step(name, X == X, by="algebra")


def test_methods_and_verdicts_are_known(proof: Proof, X: Expression) -> None:
    proof.step("s", X == X, by="algebr")
    proof.step("t", X == X, by="algebra", expect="prooved")
    proof.step("u", X == X, by="algebra", using=["nothing"])
    loaded, errors = proof.finished()
    assert loaded is None
    assert [error.code for error in errors] == ["SP114", "SP115", "SP111"]  # all that is wrong, at once
    assert "algebra" in errors[0].hint
    assert "proved" in errors[1].hint


def test_cofactors_are_recorded(proof: Proof, X: Expression) -> None:
    proof.assume("zero", X == 0)
    given = cofactor("zero", right=X)
    proof.step("s", X * X == 0, by="algebra", using=["zero"], cofactors=[given])
    assert finished(proof).steps[0].cofactors == (Entry("zero", right=Symbol("X")),)


@pytest.mark.parametrize("name", ["zreo", "other"])
def test_cofactors_are_of_premises_that_are_used(proof: Proof, X: Expression, name: str) -> None:
    proof.assume("zero", X == 0)
    proof.assume("other", X.T == 0)
    proof.step("s", X * X == 0, by="algebra", using=["zero"], cofactors=[cofactor(name, right=X)])
    _, errors = proof.finished()
    assert [error.code for error in errors] == ["SP111"]
    assert repr(name) in errors[0].message
    assert errors[0].hint == ("Did you mean zero?" if name == "zreo" else "Add it to using.")


# ------------------------------------------------------------------------------------------------ citations


def test_citations_and_omissions(proof: Proof, X: Expression) -> None:
    fact = Fact("N1", "a statement", "a book")
    source = Fact("X19", "another", "a paper")
    proof.cite("c", X == X, fact=fact)
    proof.cite("d", X == X, source=source)
    proof.omit("o", X == X, reason="routine")
    loaded = finished(proof)
    assert loaded.facts == (fact,)
    assert loaded.citations == (source,)
    assert [(step.method, step.source, step.reason) for step in loaded.steps] == [
        ("cite", "N1", ""), ("cite", "X19", ""), ("omit", "", "routine"),
    ]  # fmt: skip
    with pytest.raises(SymproofError, match="SP119"):
        proof.cite("e", X == X)
    proof.omit("f", X == X, reason=" ")
    proof.cite("g", X == X, source="a paper")  # type: ignore[arg-type]
    proof.cite("h", X == X, fact="")  # type: ignore[arg-type]
    loaded_again, errors = proof.finished()
    assert loaded_again is None
    assert [error.code for error in errors] == ["SP119"] * 3
    assert "'a paper', which is not a Fact" in errors[1].message
    assert 'source=Fact("S1"' in errors[1].hint


def test_the_name_of_an_exported_step_is_not_that_of_a_step_inside(proof: Proof, X: Expression) -> None:
    with proof.suppose("zero", X == 0, then="end"), pytest.raises(SymproofError, match="SP110") as caught:
        proof.step("end", X == 0, by="algebra", using=["zero"])
    assert "belongs to the step that the open block 'suppose' exports" in caught.value.error.message
    assert "then= names the exported step" in caught.value.error.hint


def test_a_scalar_that_is_not_zero_has_a_reciprocal(proof: Proof) -> None:
    c, d = proof.scalar("c"), proof.scalar("d")
    assert (c != 0).formula == Invertible(c.term)
    assert repr(c != 0) == "c nonzero"
    assert repr(c != d) == "c != d"
    claim = proof.assume("positive", c > 0, d == 1)
    assert repr(claim) == "c > 0 and d = 1"
    assert repr(Claim(proof.hypotheses[0].formula, proof)) == "c > 0 and d = 1"
    assert list(relations(proof.hypotheses[0].formula))[2] == Invertible(c.term)
    proof.assume("negative", d < 0)
    assert repr(Claim(proof.hypotheses[1].formula, proof)) == "d < 0"


# ------------------------------------------------------------------------------------------------ blocks


def test_suppose_exports_an_implication(proof: Proof, X: Expression) -> None:
    with proof.suppose("zero", X == 0, then="export", ref="R"):
        proof.step("inside", X * X == 0, by="algebra", using=["zero"])
    loaded = finished(proof)
    export = loaded.steps[-1]
    assert (export.id, export.method, export.expect, export.block) == ("export", "suppose", None, None)
    assert export.claim == Implies((X == 0).formula, (X * X == 0).formula)
    (block,) = loaded.blocks
    assert (block.kind, block.parent) == ("suppose", None)
    assert [item.id for item in block.assumptions] == ["zero"]
    assert loaded.hypotheses == ()


def test_fix_declares_inside_only(proof: Proof, X: Expression) -> None:
    with proof.fix("any"):
        Y = proof.matrix("Y", 2, 2)
        proof.step("inside", Y == Y, by="algebra")
    with pytest.raises(SymproofError, match="SP205"):
        proof.step("outside", Y == Y, by="algebra")
    with proof.fix("again"):
        proof.matrix("Y", 3, 3)
    loaded = finished(proof)
    assert [symbol.name for symbol in loaded.declarations.symbols] == ["X"]
    assert [symbol.name for symbol in loaded.blocks[0].declarations.symbols] == ["Y"]


def test_a_name_in_scope_is_not_declared_again(proof: Proof, X: Expression) -> None:
    with proof.fix("any"), pytest.raises(SymproofError, match="SP206"):
        proof.matrix("X", 2, 2)


def test_obtain_lasts_until_the_block_closes(proof: Proof, X: Expression) -> None:
    n = proof.size("p")
    proof.assume("solvable", proof.exists("Y", n, n, lambda Y: both(Y * Y == Y, Y != 0)))
    with proof.fix("somewhere"):
        (Y,) = proof.obtain("idempotent", given="solvable")
        assert isinstance(Y, Expression)
        proof.step("inside", Y * Y * Y == Y, by="algebra", using=["idempotent"])
    with pytest.raises(SymproofError, match="SP205"):
        proof.step("outside", Y == Y, by="algebra")
    kinds = [block.kind for block in finished(proof).blocks]
    assert kinds == ["fix", "obtain"]


def test_choose_makes_a_family(proof: Proof) -> None:
    k = proof.integer("k")
    proof.assume("depth", k >= 1)
    d = proof.size_family("d", i, 0, k)
    M = proof.family("M", i, 1, k, d[i], d[i - 1])
    proof.assume("kernels", for_all(i, 1, k, proof.exists("w", d[i - 1], 1, lambda w: M[i] * w == 0)))
    w = proof.choose("kernel", given="kernels")
    proof.step("s", for_all(i, 1, k, M[i] * w[i] == 0), by="algebra", using=["kernel"])
    loaded = finished(proof)
    assert loaded.steps[0].claim == loaded.blocks[0].assumptions[0].formula
    assert isinstance(loaded.steps[0].claim, ForAllIndex)


def test_obtain_index(proof: Proof) -> None:
    n = proof.size("n")
    H = proof.matrix("H", n, n)
    proof.assume("some", exists_index(i, 1, n, H * proof.basis(i, n) != 0))
    c = proof.obtain_index("column", "c", given="some")
    proof.step("s", H * proof.basis(c, n) == H * proof.basis(c, n), by="algebra")
    (block,) = finished(proof).blocks
    bounds, claim = block.assumptions
    assert isinstance(bounds.formula, And)
    assert all(isinstance(part, IntegerRelation) for part in bounds.formula.parts)
    assert isinstance(claim.formula, Compare)


def test_obtain_needs_an_existence_claim(proof: Proof, X: Expression) -> None:
    proof.assume("h", X == X)
    for action in (
        lambda: proof.obtain("a", given="h"),
        lambda: proof.choose("a", given="h"),
        lambda: proof.obtain_index("a", "c", given="h"),
        lambda: proof.obtain("a", given="nothing"),
    ):
        with pytest.raises(SymproofError, match="SP117"):
            action()


def test_cases_and_induction(proof: Proof, X: Expression) -> None:
    with proof.cases("split", X * X == X * X):
        with proof.case("zero", X == 0):
            proof.step("a", X * X == 0, by="algebra", using=["zero"])
        with proof.case("not-zero", X != 0):
            proof.step("b", X == X, by="algebra")
    with proof.induction("all", i, 1, 3, X == X):
        proof.step("base", X == X, by="algebra")
    loaded = finished(proof)
    assert [(block.kind, block.parent) for block in loaded.blocks] == [
        ("cases", None), ("case", "split-block"), ("case", "split-block"), ("induction", None),
    ]  # fmt: skip
    assert [step.method for step in loaded.steps] == ["algebra", "algebra", "cases", "algebra", "induction"]
    with pytest.raises(SymproofError, match="SP117"), proof.case("late", X == 0):
        pass


def test_the_conclusion_matches_the_statement(proof: Proof, X: Expression) -> None:
    with pytest.raises(SymproofError, match="SP116"):
        proof.conclude()
    proof.statement(X == X)
    with pytest.raises(SymproofError, match="SP116"):
        proof.statement(X == X)
    with proof.fix("inside"), pytest.raises(SymproofError, match="SP116"):
        proof.conclude()
    proof.step("s", X == X, by="algebra")
    proof.conclude(using=["s"])
    loaded = finished(proof)
    assert loaded.statement == loaded.steps[-1].claim == Equal(Symbol("X"), Symbol("X"))
    assert loaded.steps[-1].method == "conclude"


def test_a_conclusion_from_what_was_obtained(proof: Proof, X: Expression) -> None:
    proof.statement(X == X)
    proof.assume("some", proof.exists("Y", 2, 2, lambda Y: Y == Y.T))
    proof.obtain("symmetric", given="some")
    proof.step("s", X == X, by="algebra", using=["symmetric"])
    proof.conclude(using=["s"])
    assert finished(proof).steps[-1].block == "symmetric-block"


def test_several_claims_under_one_name(proof: Proof, X: Expression) -> None:
    proof.assume("pair", X == X.T, X * X == X)
    assert isinstance(finished(proof).hypotheses[0].formula, And)
    with pytest.raises(SymproofError, match="SP207"):
        proof.assume("nothing", "X")


def test_implications_of_an_empty_block(proof: Proof, X: Expression) -> None:
    with proof.suppose("zero", X == 0, then="export"):
        pass
    assert finished(proof).steps[0].claim == implies(X == 0, X == 0).formula


def test_what_is_known_of_indices_follows_the_blocks(proof: Proof) -> None:
    """A block that says nothing of its own knows what stands around it, and leaves nothing behind for what follows."""
    k, j = proof.integers("k j")
    X = proof.family("X", i, 1, k, 2, 2)
    proof.assume("first", j >= 1)
    claim = X[j] == X[j]
    with proof.fix("nothing-declared"), proof.fix("nothing-declared-either"):
        with pytest.raises(SymproofError, match="SP204"):
            proof.step("outside", claim)
        with proof.suppose("last", j <= k, then="implied"), proof.fix("inside-it"):
            proof.step("inside", claim)
            proof.exists("Y", 2, 2, lambda Y: X[j] == Y)
        with pytest.raises(SymproofError, match="SP204"):
            proof.step("behind", claim)
    with pytest.raises(SymproofError, match="SP204"):
        proof.step("after", claim)
    proof.assume("always", j <= k)
    with proof.fix("nothing-declared-again"):
        proof.step("known", claim)


def test_a_name_of_a_block_is_unknown_in_the_next_one(proof: Proof, X: Expression) -> None:
    with proof.fix("one"):
        Y = proof.matrix("Y", *X.shape)
        proof.step("inside", Y == Y)
    with proof.fix("two"):
        with pytest.raises(SymproofError, match="Y is not declared"):
            proof.step("unknown", Y == Y)
        proof.matrix("Y", *X.shape)
        proof.step("known-again", Y == Y)
