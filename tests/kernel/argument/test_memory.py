"""An inference that was replayed before is refused wherever a replay refuses it: under every other circumstance."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import replace
from fractions import Fraction
from pathlib import Path

import pytest
from kernel.argument.building import NOTHING, Range, SymbolDeclaration, lemma, parameter, step

import symproof.kernel.argument
from symproof.kernel.argument import derive as derive_module
from symproof.kernel.argument.derive import Derived, derive
from symproof.kernel.argument.scope import FALSE, Memory
from symproof.language.affine import ONE, Affine, shift, subtract
from symproof.language.certificate import Algebra, Entry
from symproof.language.declarations import Declarations, RangeFact, SizeDeclaration
from symproof.language.derivation import (
    Apply,
    At,
    AtIndex,
    Block,
    ByCases,
    Direct,
    Give,
    Given,
    Inference,
    Integers,
    Obtain,
    Restate,
    Suppose,
    Use,
)
from symproof.language.formulas import Equal, Exists, ForAll, ForAllIndex, Formula, Implies, IntegerRelation, Not, Or
from symproof.language.refusal import Refusal
from symproof.language.terms import Identity, Product, Sum, Symbol, Transpose, Zero
from symproof.language.theory import Statement, Trust

n, m, k = map(parameter, ["n", "m", "k"])
A, B, X = Symbol("A"), Symbol("B"), Symbol("X")
ZERO = Zero(n, n)
A0, B0 = Equal(A, ZERO), Equal(B, ZERO)
UNKNOWN = SymbolDeclaration("X", n, n)


def declared(**others: Affine) -> dict[str, object]:
    """Square matrices A and B; other numbers of columns by name."""
    symbols = tuple(SymbolDeclaration(name, n, others.get(name, n)) for name in "AB")
    return {"sizes": (SizeDeclaration("n"), SizeDeclaration("m")), "symbols": symbols}


def outcome(
    statement: Statement, block: Block, memory: Memory | None, axioms: Mapping[str, Statement] | None = None,
    lemmas: Mapping[str, Derived] = NOTHING,
) -> object:  # fmt: skip
    """What the theorem says, or why there is none; and the work that is left."""
    work = [100_000]
    try:
        found = derive(statement, block, axioms or {}, lemmas, work, memory)
    except Refusal as refusal:
        return refusal.code, refusal.path
    return found.statement, found.axioms, found.lemmas, found.rules, work


def remembered(statement: Statement, block: Block) -> Memory:
    """The memory after a derivation that is accepted."""
    memory: Memory = {}
    assert isinstance(derive(statement, block, {}, {}, None, memory), Derived)
    return memory


def with_claim(statement: Statement, claim: Formula) -> Statement:
    return replace(statement, sequent=replace(statement.sequent, claim=claim))


# ------------------------------------------------------------------------------------------------ the same again


def left_inverse(kind: type[ForAll] | type[Exists] = Exists) -> Formula:
    return kind((UNKNOWN,), Equal(Product((X, A)), Identity(n)))


OBTAINED: Block = (
    step("left", left_inverse(), Obtain("given", ("Z",), "found", (
        step("again", Equal(Product((Symbol("Z"), A)), Identity(n)), Restate("found")),
        step("inner", left_inverse(), Give("again", (Symbol("Z"),))),
    ))),
)  # fmt: skip
HONEST = lemma(left_inverse(), **declared(), given=left_inverse())


def test_derivation_is_replayed_once(monkeypatch: pytest.MonkeyPatch) -> None:
    memory = remembered(HONEST, OBTAINED)
    before = outcome(HONEST, OBTAINED, None)
    monkeypatch.setattr(derive_module, "_replay", lambda scope, step: pytest.fail(f"{step.id} is replayed again"))
    assert outcome(HONEST, OBTAINED, memory) == before
    other = replace(HONEST, id="another")
    assert outcome(other, OBTAINED, memory) == (other, *before[1:])  # type: ignore[index]


def test_remembered_inference_takes_its_work() -> None:
    memory = remembered(HONEST, OBTAINED)
    with pytest.raises(Refusal, match="SP341"):
        derive(HONEST, OBTAINED, {}, {}, [20], memory)


# ------------------------------------------------------------------------------------------------ other circumstances


@pytest.mark.parametrize(
    ("statement", "code"),
    [
        (lemma(left_inverse(), **declared(), given=left_inverse(ForAll)), "SP361"),
        (lemma(left_inverse(), **declared(), given=Exists((UNKNOWN,), Equal(X, Identity(n)))), "SP360"),
        (lemma(left_inverse(), **declared()), "SP362"),
        (lemma(left_inverse(), **declared(), other=left_inverse()), "SP362"),
        (lemma(left_inverse(), **declared(), given=left_inverse(), found=A0), "SP303"),
        (lemma(left_inverse(), **declared(A=m), given=A0), "SP305"),
        (lemma(left_inverse(ForAll), **declared(), given=left_inverse()), "SP360"),
        (lemma(A0, **declared(), given=left_inverse()), "SP360"),
        (replace(HONEST, sequent=replace(HONEST.sequent, declarations=Declarations(sizes=HONEST.sequent.declarations.sizes))), "SP301"),  # noqa: E501
        (replace(HONEST, sequent=replace(HONEST.sequent, declarations=replace(HONEST.sequent.declarations, symbols=(*HONEST.sequent.declarations.symbols, SymbolDeclaration("Z", n, n))))), "SP303"),  # noqa: E501
    ],
    ids=["another quantifier", "another premise", "no premise", "another name", "a name that is taken", "another size",
         "a general claim", "another claim", "no declaration", "a declared name"],
)  # fmt: skip
def test_same_block_under_other_circumstances_is_refused(statement: Statement, code: str) -> None:
    plain = outcome(statement, OBTAINED, None)
    assert plain[0] == code  # type: ignore[index]
    assert outcome(statement, OBTAINED, remembered(HONEST, OBTAINED)) == plain


def test_inference_is_not_taken_out_of_its_block() -> None:
    inner = step("same", A0, Restate("a"))
    closed = step("trivial", Implies(A0, A0), Suppose("a", (inner,)))
    memory = remembered(lemma(Implies(A0, A0), **declared()), (closed,))
    statement = lemma(A0, **declared())
    assert outcome(statement, (closed, inner), memory) == ("SP362", ("same",))
    assert outcome(lemma(A0, **declared(), a=B0), (inner,), memory) == ("SP360", ("same",))


def test_same_inference_in_two_cases_is_replayed_in_each() -> None:
    inner = step("x", A0, Restate("case"))
    both = Or((A0, B0))
    block = (step("y", A0, ByCases("either", ("case", "other"), ((inner,), (inner,)))),)
    assert outcome(lemma(A0, **declared(), either=both), block, {}) == ("SP362", ("y", "x"))
    block = (step("y", A0, ByCases("either", ("case", "case"), ((inner,), (inner,)))),)
    assert outcome(lemma(A0, **declared(), either=both), block, {}) == ("SP360", ("y", "x"))


# ------------------------------------------------------------------------------------------------ changed inferences


SUM = Equal(Sum((A, B)), ZERO)
ADDED = (step("sum", SUM, Direct(("a", "b"), Algebra((Entry("a"), Entry("b"))))),)
GIVEN = lemma(SUM, **declared(), a=A0, b=B0)


@pytest.mark.parametrize(
    "changed",
    [
        replace(ADDED[0], rule=Direct(("a", "b"), Algebra((Entry("a"), Entry("b", factor=Fraction(2)))))),
        replace(ADDED[0], rule=Direct(("a", "b"), Algebra((Entry("a"), Entry("a"))))),
        replace(ADDED[0], rule=Direct(("a",), Algebra((Entry("a"), Entry("b"))))),
        replace(ADDED[0], claim=Equal(Sum((A, A)), ZERO)),
        replace(ADDED[0], claim=Equal(Sum((A, Transpose(B))), ZERO)),
        replace(ADDED[0], ranges=(RangeFact(ONE, ()),)),
        replace(ADDED[0], rule=Restate("a")),
        replace(ADDED[0], id="a"),
    ],
    ids=["number", "premise", "no premise", "claim", "transposed", "range fact", "rule", "id"],
)
def test_changed_copy_of_an_inference_is_refused(changed: Inference) -> None:
    memory = remembered(GIVEN, ADDED)
    statement = with_claim(GIVEN, changed.claim)
    plain = outcome(statement, (changed,), None)
    assert str(plain[0]).startswith("SP3")  # type: ignore[index]
    assert outcome(statement, (changed,), memory) == plain
    assert outcome(with_claim(GIVEN, FALSE), (*ADDED, replace(changed, id="other")), memory)[0] in ("SP360", plain[0])  # type: ignore[index]


# ------------------------------------------------------------------------------------------------ facts and lemmas


def test_facts_about_integers_are_those_of_the_place() -> None:
    smaller = IntegerRelation("<=", ONE, shift(k, 1))
    by = (RangeFact(k, (("depth", 0, Fraction(1)),)),)
    block = (replace(step("x", smaller, Integers()), ranges=by),)

    def about(*facts: tuple[str, Formula]) -> Statement:
        return lemma(smaller, integers=("k",), facts=dict(facts))

    memory = remembered(about(("depth", IntegerRelation("<=", ONE, shift(k, 1)))), block)
    for statement in (
        about(), about(("depth", IntegerRelation("<=", ONE, shift(k, 2)))),
        about(("other", smaller)), about(("depth", IntegerRelation("<=", shift(k, 1), ONE))),
    ):  # fmt: skip
        plain = outcome(statement, block, None)
        assert plain[0] in ("SP321", "SP322", "SP320"), plain  # type: ignore[index]
        assert outcome(statement, block, memory) == plain


def test_range_of_a_family_is_that_of_the_place() -> None:
    """For all i in 1..k a fact about M_i gives one about M_k, if 1 <= k."""
    every = ForAllIndex("i", ONE, k, Equal(Symbol("M", parameter("i")), ZERO))
    claim = Equal(Symbol("M", k), ZERO)
    by = (RangeFact(shift(k, -1), (("depth", 0, Fraction(1)),)),)
    block = (replace(step("x", claim, Use("every", (AtIndex(k),))), ranges=by),)

    here = parameter("_1")
    inside = ((shift(here, -1), 0), (subtract(k, here), 1))
    ranges = tuple([RangeFact(value, (("bound:_1", part, Fraction(1)),)) for value, part in inside])

    def about(high: Affine, premise: Formula = every) -> Statement:
        family = SymbolDeclaration("M", n, n, Range("i", ONE, high))
        facts = {"depth": IntegerRelation("<=", ONE, k)}
        sizes = (SizeDeclaration("n"),)
        stated = lemma(claim, integers=("k",), sizes=sizes, symbols=(family,), facts=facts, every=premise)
        return replace(stated, ranges=ranges)

    memory = remembered(about(k), block)
    for statement in (about(shift(k, -1)), about(k, replace(every, high=shift(k, -1)))):
        plain = outcome(statement, block, None)
        assert str(plain[0]).startswith("SP3")  # type: ignore[index]
        assert outcome(statement, block, memory) == plain


def test_lemma_is_the_one_of_the_place() -> None:
    """A lemma of the same name that says less is not applied, and what the theorem rests on is what is given."""
    size, symbol = (SizeDeclaration("q"),), (SymbolDeclaration("Y", parameter("q"), parameter("q")),)
    q, Y = parameter("q"), Symbol("Y")
    strong = lemma(Equal(Y, Zero(q, q)), sizes=size, symbols=symbol, label="N", trust=Trust.AXIOM)
    weak = with_claim(strong, Equal(Y, Y))
    block = (step("x", A0, Apply("N", (Given("q", integer=n), Given("Y", term=A)), ())),)
    statement = lemma(A0, **declared())
    memory: Memory = {}
    first = outcome(statement, block, memory, {"N": strong})
    assert first[1] == {strong}  # type: ignore[index]
    plain = outcome(statement, block, None, {"N": weak})
    assert plain[0] == "SP360"  # type: ignore[index]
    assert outcome(statement, block, memory, {"N": weak}) == plain
    assert outcome(statement, block, memory) == ("SP365", ("x",))
    # The same statement as a lemma, which rests on an axiom of another name.
    basis = replace(strong, id="M")
    by = step("y", strong.sequent.claim, Apply("M", (Given("q", integer=q), Given("Y", term=Y)), ()))
    derived = derive(replace(strong, trust=Trust.LEMMA), (by,), {"M": basis}, {})
    found = outcome(statement, block, memory, lemmas={"N": derived})
    assert found == outcome(statement, block, None, lemmas={"N": derived})
    assert found[1:3] == ({basis}, {"N"})  # type: ignore[index]


def test_values_are_those_of_the_place() -> None:
    """What is fixed under a name is another matrix elsewhere."""
    general = ForAll((UNKNOWN,), Equal(X, ZERO))
    block = (step("x", A0, Use("general", (At((A,)),))),)
    memory = remembered(lemma(A0, **declared(), general=general), block)
    for premise in (Exists((UNKNOWN,), Equal(X, ZERO)), ForAll((UNKNOWN,), Equal(X, B)), Not(general)):
        statement = lemma(A0, **declared(), general=premise)
        plain = outcome(statement, block, None)
        assert str(plain[0]).startswith("SP3")  # type: ignore[index]
        assert outcome(statement, block, memory) == plain
    assert outcome(lemma(A0, **declared(A=m), general=general), block, memory)[0] == "SP305"  # type: ignore[index]


def test_formulas_are_looked_up_where_it_is_recorded() -> None:
    """Rules read the formulas and the library of a scope by its methods, which record the names."""
    folder = Path(symproof.kernel.argument.__file__).parent
    for path in folder.glob("*.py"):
        if path.name != "scope.py":
            text = path.read_text(encoding="utf-8")
            assert ".formulas" not in text.replace("language.formulas", ""), path.name
            assert ".library" not in text, path.name


def test_range_fact_is_consulted_by_each_inference_that_brings_it() -> None:
    """One fact stands in two inferences. That the first consults it does not count for the second, which needs none."""
    fact = RangeFact(shift(k, -1), (("depth", 0, Fraction(1)),))
    family = SymbolDeclaration("M", n, n, Range("i", ONE, k))
    last = Equal(Symbol("M", k), Symbol("M", k))
    given = lemma(
        A0, integers=("k",), sizes=(SizeDeclaration("n"),), symbols=(SymbolDeclaration("A", n, n), family),
        facts={"depth": IntegerRelation("<=", ONE, k)}, last=last, zero=A0,
    )  # fmt: skip
    statement = replace(given, ranges=(fact,))
    needs = replace(step("x", last, Restate("last")), ranges=(fact,))
    plain = step("y", A0, Restate("zero"))
    assert isinstance(derive(statement, (needs, plain), {}, {}), Derived)
    assert outcome(statement, (needs, replace(plain, ranges=(fact,))), {}) == ("SP323", ("y",))
    assert outcome(statement, (replace(needs, ranges=()), plain), {}) == ("SP320", ("x",))
    assert outcome(given, (needs, plain), {}) == ("SP320", ())
