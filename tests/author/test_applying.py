"""Axioms and lemmas in proof files: what is derived, what stays open, and what is refused."""

from __future__ import annotations

import re
from collections.abc import Callable
from pathlib import Path

import pytest

from symproof.author import Axiom, Claim, Expression, KernelStatement, Proof, both, either, for_all, implies, index
from symproof.author.loader import discover, load_all
from symproof.diagnostics.errors import SymproofError
from symproof.diagnostics.results import ProofResult, Report
from symproof.language.proof import Verdict
from symproof.recheck import recheck
from symproof.report.from_json import report_of
from symproof.report.to_json import report_data
from symproof.verdict.check import check
from symproof.verdict.settle import Options

i = index("i")
SMALL = Options(max_depth=2, max_width=2)


def checked(proof: Proof) -> Report:
    loaded, errors = proof.finished()
    assert not errors, errors
    assert loaded is not None
    return check([loaded], options=SMALL)


def last(proof: Proof) -> ProofResult:
    return checked(proof).proofs[-1]


def codes(result: ProofResult) -> dict[str, str]:
    return {item.step.id: item.diagnostic.code for item in result.steps if item.diagnostic is not None}


def kernel(proof: Axiom | Proof, X: Expression, columns: object, name: str = "u") -> Claim:
    return proof.exists(name, columns, 1, lambda u: both(u != 0, X * u == 0))


def wide_axiom() -> Axiom:
    """N2: a matrix with no more rows than columns has a right inverse, or a kernel."""
    axiom = Axiom("N2", "A wide matrix has a right inverse, or a kernel", source="a textbook")
    p, q = axiom.sizes("p q")
    axiom.assume("wide", p <= q)
    X = axiom.matrix("X", p, q)
    axiom.statement(either(axiom.exists("Y", q, p, lambda Y: axiom.identity(p) == X * Y), kernel(axiom, X, q)))
    return axiom


def scene(label: str = "scene") -> tuple[Proof, Expression]:
    proof = Proof(label, "Scene: a matrix")
    m, n = proof.sizes("m n")
    return proof, proof.matrix("A", m, n)


def commuting(label: str = "squares") -> Proof:
    """A B = B A gives A A B = B A A."""
    proof = Proof(label, "Squares: squares commute as well")
    n = proof.size("n")
    A, B = proof.matrix("A", n, n), proof.matrix("B", n, n)
    proof.assume("commute", A * B == B * A)
    proof.statement(A * A * B == B * A * A)
    proof.step("line", A * A * B == B * A * A, using=["commute"])
    proof.conclude(using=["line"])
    return proof


# ------------------------------------------------------------------------------------------------ axioms


def test_an_axiom_stands_in_the_ledger_of_the_theorem() -> None:
    axiom = wide_axiom()
    proof = Proof("scene", "Scene: a column")
    n = proof.size("n")
    A = proof.matrix("A", 1, n)
    proof.statement(either(proof.exists("Y", n, 1, lambda Y: A * Y == 1), kernel(proof, A, n)))
    proof.apply("either", axiom, X=A, p=1, q=n)
    proof.conclude(using=["either"])
    result = last(proof)
    assert result.verdict is Verdict.PROVED
    assert result.theorem is not None
    assert [item.id for item in result.theorem.axioms] == ["N2"]
    (fact,) = result.ledger.facts
    assert fact.statement.startswith("p <= q |- ")


def test_an_axiom_without_its_fact_is_open() -> None:
    """The claim is true, as A has a kernel; but no fact about sizes says that A is wide."""
    proof, A = scene()
    m, n = A.shape
    proof.assume("kernel", kernel(proof, A, n))
    proof.apply("either", wide_axiom(), X=A, p=m, q=n, using=["kernel"])
    result = last(proof)
    assert codes(result) == {"either": "SP919"}
    (step,) = result.steps
    assert step.diagnostic is not None
    assert step.diagnostic.message == "the premise wide of N2 is open: m <= n"


def test_an_axiom_without_its_fact_is_refuted_where_its_claim_is_false() -> None:
    """A matrix of full column rank with more rows than columns has neither a right inverse nor a kernel."""
    proof, A = scene()
    m, n = A.shape
    proof.apply("either", wide_axiom(), X=A, p=m, q=n)
    assert last(proof).steps[0].verdict is Verdict.REFUTED


def test_a_stronger_conclusion_is_open() -> None:
    """The conclusion differs by one quantifier: every matrix is a right inverse."""
    proof = Proof("scene", "Scene: a row")
    n = proof.size("n")
    A = proof.matrix("A", 1, n)
    wrong = either(proof.for_all_matrices("Y", n, 1, lambda Y: A * Y == 1), kernel(proof, A, n))
    proof.apply("either", wide_axiom(), wrong, X=A, p=1, q=n)
    assert last(proof).steps[0].verdict is not Verdict.PROVED


# ------------------------------------------------------------------------------------------------ lemmas


def test_a_lemma_is_applied_and_its_proof_is_checked_before() -> None:
    lemma = commuting()
    proof = Proof("four", "Four: fourth powers commute")
    n = proof.size("n")
    A, B = proof.matrix("A", n, n), proof.matrix("B", n, n)
    proof.assume("commute", A * B == B * A)
    proof.statement(A * A * (A * A) * B == B * (A * A) * (A * A))
    proof.apply("twice", lemma, using=["commute"])
    proof.apply("four", lemma, A=A * A, using=["twice"])
    proof.conclude(using=["four"])
    report = checked(proof)
    assert [(result.proof.id, result.is_support) for result in report.proofs] == [("squares", True), ("four", False)]
    assert report.proofs[1].verdict is Verdict.PROVED
    assert report.proofs[1].theorem is not None
    assert report.proofs[1].theorem.lemmas == ("squares",)


def test_a_lemma_with_a_premise_missing_is_open() -> None:
    proof = Proof("four", "Four: fourth powers commute")
    n = proof.size("n")
    proof.matrix("A", n, n)
    proof.matrix("B", n, n)
    proof.apply("twice", commuting())
    result = last(proof)
    assert result.steps[0].verdict is not Verdict.PROVED
    assert result.theorem is None


def test_a_lemma_that_is_not_proved_gives_nothing() -> None:
    lemma = Proof("open", "Open: nothing shows this")
    n = lemma.size("n")
    A, B = lemma.matrix("A", n, n), lemma.matrix("B", n, n)
    lemma.assume("commute", A * B == B * A)
    lemma.statement(A.T * B == B * A.T)
    lemma.omit("line", A.T * B == B * A.T, reason="left out", using=["commute"])
    lemma.conclude(using=["line"])
    proof = Proof("user", "User: uses it")
    n = proof.size("n")
    A, B = proof.matrix("A", n, n), proof.matrix("B", n, n)
    proof.assume("commute", A * B == B * A)
    proof.statement(A.T * B == B * A.T)
    proof.apply("line", lemma, using=["commute"])
    proof.conclude(using=["line"])
    result = last(proof)
    assert result.theorem is None
    assert result.verdict is not Verdict.PROVED


def test_lemmas_that_apply_each_other_prove_nothing() -> None:
    first, second = scene("first")[0], scene("second")[0]
    for proof, other in ((first, second), (second, first)):
        A = proof.matrix("Q", 2, 2)
        proof.statement(A.T * A == A * A.T)
        assert other is not proof
    for proof, other in ((first, second), (second, first)):
        proof.apply("circle", other)
        proof.conclude(using=["circle"])
    with pytest.raises(SymproofError) as found:
        first.finished()
    assert found.value.error.code == "SP124"


def test_definitions_of_a_lemma_are_unfolded() -> None:
    lemma = Proof("lemma", "Lemma: with a definition")
    n = lemma.size("n")
    A = lemma.matrix("A", n, n)
    S = lemma.define("S", A + A.T)
    lemma.statement(S.T == S)
    lemma.step("line", S.T == S)
    lemma.conclude(using=["line"])
    proof = Proof("user", "User: applies it")
    m = proof.size("m")
    S = proof.matrix("S", m, m)
    proof.apply("line", lemma, A=S, n=m)
    claim = proof._recorded[-1].formula
    assert Claim(claim, proof).__repr__() == "(S + S.T).T = S + S.T"
    assert last(proof).steps[0].verdict is Verdict.PROVED


def test_a_bound_name_that_is_taken_gets_another() -> None:
    proof = Proof("scene", "Scene: u is taken")
    n = proof.size("n")
    A = proof.matrix("A", 1, n)
    proof.column("u", n)
    proof.apply("either", wide_axiom(), X=A, p=1, q=n)
    claim = Claim(proof._recorded[-1].formula, proof)
    assert "exists u1" in repr(claim)
    assert last(proof).steps[0].verdict is Verdict.PROVED


# ------------------------------------------------------------------------------------------------ refusals


def refused(code: str, write: Callable[[], object]) -> None:
    with pytest.raises(SymproofError) as found:
        write()
    assert found.value.error.code == code


def test_values_that_do_not_fit_are_refused() -> None:
    proof, A = scene()
    m, n = A.shape
    refused("SP122", lambda: proof.apply("a", wide_axiom(), X=A, p=m, q=n, Z=A))
    refused("SP122", lambda: proof.apply("b", wide_axiom(), X=A, p=m))
    refused("SP122", lambda: proof.apply("c", wide_axiom(), X=1, p=m, q=n))
    refused("SP121", lambda: proof.apply("d", 7))  # type: ignore[arg-type]


def test_a_lemma_without_a_statement_is_refused() -> None:
    proof, _ = scene()
    refused("SP121", lambda: proof.apply("a", scene("other")[0]))


def test_two_axioms_of_one_name_are_refused() -> None:
    proof = Proof("scene", "Scene: two axioms")
    n = proof.size("n")
    A = proof.matrix("A", 1, n)
    proof.apply("first", wide_axiom(), X=A, p=1, q=n)
    other = Axiom("N2", "Another statement", source="a textbook")
    X = other.matrix("X", other.size("p"), other.size("q"))
    other.statement(X == X)
    refused("SP123", lambda: proof.apply("second", other, X=A, p=1, q=n))


def test_an_axiom_needs_a_source() -> None:
    refused("SP119", lambda: Axiom("A", "An axiom", source=" "))


def test_a_lemma_of_the_kernel_needs_a_derivation() -> None:
    lemma = commuting()
    refused("SP121", lambda: KernelStatement(lemma.as_statement()))


# ------------------------------------------------------------------------------------------------ witnesses, recursion


def test_a_witness_of_the_wrong_size_is_open() -> None:
    proof, A = scene()
    m, n = A.shape
    proof.give("zero", proof.exists("X", n, m, lambda X: A * X == 0), proof.zero(m, m))
    assert last(proof).steps[0].verdict is not Verdict.PROVED


def test_a_witness_shows_that_something_exists() -> None:
    proof, A = scene()
    m, n = A.shape
    proof.give("zero", proof.exists("X", n, m, lambda X: A * X == 0), proof.zero(n, m))
    assert last(proof).steps[0].verdict is Verdict.PROVED


def recursion(high_of_use: int) -> Proof:
    """P_0 = I and P_{i+1} = M_{i+1} P_i, up to k."""
    proof = Proof("powers", "Powers: by recursion")
    n, k = proof.size("n"), proof.integer("k")
    proof.assume("positive", k >= 1)
    M = proof.family("M", i, 1, k, n, n)
    C = proof.matrix("C", n, n)
    proof.assume("commute", for_all(i, 1, k, C * M[i] == M[i] * C))
    proof.statement(proof.exists_family("P", i, 0, k, n, n, lambda P: for_all(i, 0, k, C * P[i] == P[i] * C)))

    def keeps(x: Expression) -> Claim:
        return C * x == x * C

    with proof.recursion(
        "P-made", "P", i, 0, k, n, n, start=proof.identity(n), keeps=keeps, relation=lambda at, x, y: y == M[at + 1] * x
    ) as here:
        value = M[here.index + high_of_use] * here.member
        proof.step("kept", keeps(value), using=["commute", "P-made.kept"])
        proof.give("next", here.goal, value, using=["kept"])
    (P,) = proof.obtain("P-is", given="P-made", names="Q")
    claim = proof.exists_family("P", i, 0, k, n, n, lambda R: for_all(i, 0, k, C * R[i] == R[i] * C))
    proof.give("shown", claim, P, using=["P-is"])
    proof.conclude(using=["shown"])
    return proof


def test_a_family_by_recursion() -> None:
    result = last(recursion(1))
    assert result.verdict is Verdict.PROVED, codes(result)
    assert result.theorem is not None


def test_a_recursion_that_is_off_by_one_is_refused() -> None:
    """M_i P_i is not M_{i+1} P_i; and M_0 does not exist."""
    refused("SP204", lambda: recursion(0))


def test_a_contradiction_shows_the_claim() -> None:
    proof, A = scene()
    proof.assume("flat", A.T * A == 0)
    proof.statement(A == 0)
    with proof.contradiction("zero", A == 0, supposing="nonzero"):
        proof.step("A-zero", A == 0, using=["flat"])
    proof.conclude(using=["zero"])
    assert last(proof).verdict is Verdict.PROVED


def below_zero(claim_of: str) -> Proof:
    """2 c >= 0, or 2 c >= 2, and the opposite of the claim: a contradiction."""
    proof = Proof("sign", "Sign: of a scalar")
    c = proof.scalar("c")
    proof.assume("up", c + c >= (0 if claim_of == "<=" else 2))
    claim = c >= 0 if claim_of == "<=" else c > 0
    proof.statement(claim)
    with proof.contradiction("shown", claim, supposing="down"):
        proof.step("opposite", c < 0 if claim_of == "<=" else c <= 0, using=["down"])
        proof.step("both", c + c < (0 if claim_of == "<=" else 2), using=["down"])
    proof.conclude(using=["shown"])
    return proof


@pytest.mark.parametrize("relation", ["<=", "<"])
def test_a_contradiction_with_the_opposite_order_shows_an_order(relation: str) -> None:
    result = last(below_zero(relation))
    assert result.verdict is Verdict.PROVED, codes(result)
    assert result.theorem is not None


def test_the_opposite_order_alone_contradicts_nothing() -> None:
    proof = Proof("sign", "Sign: of a scalar, without a premise")
    c = proof.scalar("c")
    proof.statement(c >= 0)
    with proof.contradiction("shown", c >= 0, supposing="down"):
        proof.step("still", c < 0, using=["down"])
    proof.conclude(using=["shown"])
    assert last(proof).verdict is not Verdict.PROVED


@pytest.mark.parametrize("empty", [True, False])
def test_anything_holds_at_each_index_of_an_empty_range(empty: bool) -> None:
    proof = Proof("nothing", "Nothing: a range that may be empty")
    j, k, n = proof.integer("j"), proof.integer("k"), proof.size("n")
    proof.assume("layers", j >= 1, k <= n, k < j if empty else j <= k)
    claim = for_all(i, j, k, proof.basis(i, n) == 0)
    proof.statement(claim)
    proof.step("all", claim)
    proof.conclude(using=["all"])
    assert (last(proof).verdict is Verdict.PROVED) == empty


@pytest.mark.parametrize("known", [True, False])
def test_a_variable_of_a_premise_stands_for_a_product(known: bool) -> None:
    """F z = z implies G z = z, at z = A y; without F A y = A y nothing follows."""
    proof = Proof("keeps", "Keeps: what another matrix keeps")
    n = proof.size("n")
    A = proof.matrix("A", n, n)
    F, G, y = proof.matrix("F", n, n), proof.matrix("G", n, n), proof.column("y", n)
    proof.assume("keeps", proof.for_all_matrices("z", n, 1, lambda z: implies(F * z == z, G * z == z)))
    proof.assume("kept", F * A * y == A * y if known else F * y == y)
    proof.statement(G * A * y == A * y)
    proof.step("still", G * A * y == A * y, using=["keeps", "kept"])
    proof.conclude(using=["still"])
    assert (last(proof).verdict is Verdict.PROVED) == known


def test_premises_of_two_parts_under_one_name_here_and_in_the_lemma() -> None:
    lemma = Proof("lemma", "Lemma: two sizes")
    m, n = lemma.sizes("m n")
    B = lemma.matrix("B", m, n)
    lemma.assume("narrow", m <= n, n <= m)
    lemma.assume("flat", B == 0)
    lemma.statement(B.T * B == 0)
    lemma.step("zero", B.T * B == 0, using=["flat"])
    lemma.conclude(using=["zero"])
    proof = Proof("proof", "Proof: the same names")
    m, n = proof.sizes("m n")
    B = proof.matrix("B", m, n)
    proof.assume("flat", B == 0)
    proof.assume("wide", m <= n, n <= m)
    proof.statement(B.T * B == 0)
    proof.step("narrow", both(m <= n, n <= m))
    proof.apply("applied", lemma, using=["narrow", "flat"])
    proof.conclude(using=["applied"])
    result = last(proof)
    assert result.verdict is Verdict.PROVED, codes(result)


def test_a_defined_function_has_its_value_for_both_judges() -> None:
    proof = Proof("functions", "Functions: with a definition")
    m, n = proof.sizes("m n")
    f = proof.function("f", m, n)
    B = proof.matrix("B", n, n)
    g = proof.define_function("g", m, n, lambda X: f(X * B), gradient=lambda X: f.gradient(X * B) * B.T)
    X = proof.matrix("X", m, n)
    proof.step("value", g(X) == f(X * B))
    proof.step("slope", g.gradient(X) == f.gradient(X * B) * B.T)
    proof.step("false", g(X) == f(X), expect="refuted")
    assert [item.verdict for item in last(proof).steps] == [Verdict.PROVED, Verdict.PROVED, Verdict.REFUTED]


def test_a_wrong_gradient_is_refused() -> None:
    proof = Proof("functions", "Functions: with a wrong gradient")
    n = proof.size("n")
    f, B = proof.function("f", n, n), proof.matrix("B", n, n)
    g = proof.define_function("g", n, n, lambda X: f(X * B), gradient=lambda X: f.gradient(X * B) * B)
    proof.step("value", g(B) == f(B * B))
    assert proof.finished()[1][0].code == "SP219"


# ------------------------------------------------------------------------------------------------ recheck


def test_recheck_replays_lemmas_and_refuses_changes() -> None:
    lemma = commuting()
    proof = Proof("four", "Four: fourth powers commute")
    n = proof.size("n")
    A, B = proof.matrix("A", n, n), proof.matrix("B", n, n)
    proof.assume("commute", A * B == B * A)
    proof.statement(A * A * B == B * A * A)
    proof.apply("twice", lemma, using=["commute"])
    proof.conclude(using=["twice"])
    data = report_data(checked(proof))
    assert recheck(data).accepted
    assert report_of(data).proofs[0].is_support
    without = {**data, "proofs": data["proofs"][1:]}
    assert not recheck(without).accepted
    proofs = [dict(item) for item in data["proofs"]]
    proofs[1]["applies"] = []
    assert not recheck({**data, "proofs": proofs}).accepted


def test_the_example_of_the_documentation(tmp_path: Path) -> None:
    text = (Path(__file__).parents[2] / "docs" / "argument.md").read_text(encoding="utf-8")
    for name, body in re.findall(r"```python\n# proofs/(\S+)\n(.*?)```", text, re.DOTALL):
        (tmp_path / name).parent.mkdir(exist_ok=True)
        (tmp_path / name).write_text(body, encoding="utf-8")
    proofs, errors = load_all(discover(tmp_path))
    assert not errors
    assert {proof.id for proof in proofs} == {"example/N1", "example/injective", "example/product"}
    report = check([proof for proof in proofs if proof.id == "example/product"], options=SMALL)
    product = report.proofs[-1]
    assert product.verdict is Verdict.PROVED
    assert product.theorem is not None
    assert [item.id for item in product.theorem.axioms] == ["N1"]


def test_a_conjunct_about_families_is_the_same_for_both_judges() -> None:
    """The sizes of a quantified family mention an index that is bound there."""
    proof = Proof("families", "Families: a conjunct")
    k = proof.integer("k")
    proof.assume("positive", k >= 1)
    d = proof.size_family("d", i, 0, k)
    some = proof.exists_family("N", i, 1, k, d[i], d[i - 1], lambda N: N[1] == N[1])
    A = proof.matrix("A", d[0], d[0])
    proof.assume("given", A == A, some)
    proof.step("conjunct", some, using=["given"])
    assert last(proof).steps[0].verdict is Verdict.PROVED
