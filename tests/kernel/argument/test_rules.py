"""Each rule of the argument: a derivation that is accepted, and broken ones with the code of the refusal."""

from __future__ import annotations

from dataclasses import replace
from fractions import Fraction

import pytest
from kernel.argument.building import Range, SymbolDeclaration, derived, integer, lemma, parameter, refused, step

from symproof.kernel.argument.derive import Derived
from symproof.kernel.argument.scope import FALSE
from symproof.language.affine import ONE, shift, subtract
from symproof.language.certificate import Algebra, Entry
from symproof.language.codec import decode, encode
from symproof.language.declarations import Declarations, FunctionDeclaration, RangeFact, SizeDeclaration
from symproof.language.derivation import (
    Alternative,
    Apply,
    At,
    AtIndex,
    Block,
    By,
    ByCases,
    Choose,
    Columns,
    Conjunction,
    Define,
    Dichotomy,
    Direct,
    Extreme,
    Fix,
    Give,
    Given,
    Induct,
    Inference,
    Obtain,
    Part,
    Recursion,
    Restate,
    SumOf,
    SumReverse,
    SumSplit,
    Suppose,
    Use,
)
from symproof.language.formulas import (
    And,
    Compare,
    Equal,
    Exists,
    ForAll,
    ForAllIndex,
    Formula,
    Implies,
    IntegerRelation,
    Not,
    Or,
)
from symproof.language.refusal import Refusal
from symproof.language.terms import (
    Basis,
    Identity,
    IndexSum,
    Integer,
    Number,
    Product,
    Slope,
    Sum,
    Symbol,
    Trace,
    Transpose,
    Value,
    Zero,
)
from symproof.language.theory import Trust

a, n, p, k, i = map(parameter, ["a", "n", "p", "k", "i"])
A, B, C, H = Symbol("A"), Symbol("B"), Symbol("C"), Symbol("H")
SQUARE = {"sizes": (SizeDeclaration("n"),), "symbols": tuple(SymbolDeclaration(x, n, n) for x in "ABC")}
ZERO = Zero(n, n)
A0, B0, C0 = (Equal(x, ZERO) for x in (A, B, C))


# ------------------------------------------------------------------------------------------------ N4: a longer one


def column(index: str) -> Formula:
    return Equal(Product((H, Basis(parameter(index), p))), Zero(a, ONE))


def n4() -> Block:
    """A matrix that is not zero has a column that is not zero."""
    zero = (step("zero", column("m"), Restate("yes")),)
    absurd = (step("f", FALSE, Use("not-not", (By("no"),))), step("any", column("m"), ByCases("f", (), ())))
    inner = (
        step("not-not", Not(Not(column("m"))), Use("all", (AtIndex(parameter("m")),))),
        step("either", Or((column("m"), Not(column("m")))), Dichotomy()),
        step(
            "both",
            column("m"),
            ByCases("either", ("yes", "no"), (zero, absurd)),
        ),
    )
    block = (
        step("columns", ForAllIndex("l", ONE, p, column("l")), Fix(("m",), inner)),
        step("H-zero", Equal(H, Zero(a, p)), Columns("columns")),
        step("false", FALSE, Use("nonzero", (By("H-zero"),))),
    )
    return (step("some", SOME, Suppose("all", block)),)


SOME = Not(ForAllIndex("l", ONE, p, Not(Not(column("l")))))
N4 = lemma(
    SOME,
    sizes=(SizeDeclaration("a"), SizeDeclaration("p")),
    symbols=(SymbolDeclaration("H", a, p),),
    label="N4",
    nonzero=Not(Equal(H, Zero(a, p))),
)


def test_a_nonzero_matrix_has_a_nonzero_column() -> None:
    theorem = derived(N4, n4())
    assert theorem.axioms == frozenset()
    assert theorem.statement.id == "N4"


def test_a_derivation_survives_json() -> None:
    block = n4()
    assert decode(encode(block), tuple[Inference, ...]) == block


def test_without_its_premise_it_is_refused() -> None:
    sequent = replace(N4.sequent, premises=())
    assert refused("SP362", replace(N4, sequent=sequent), n4()).path == ("some", "false")


def test_another_statement_is_refused() -> None:
    other = replace(N4, sequent=replace(N4.sequent, claim=Not(SOME)))
    refused("SP360", other, n4())


def test_theorems_are_sealed() -> None:
    theorem = derived(N4, n4())
    with pytest.raises(Refusal, match="SP300"):
        Derived(N4, frozenset(), frozenset(), frozenset(), object())
    with pytest.raises(ValueError, match="seal"):
        replace(theorem, statement=lemma(FALSE))


# ------------------------------------------------------------------------------------------------ propositions


def test_suppose_and_use() -> None:
    swap = lemma(Implies(A0, B0), **SQUARE, given=Implies(Not(B0), Not(A0)))
    absurd = (
        step("not-a", Not(A0), Use("given", (By("no"),))),
        step("f", FALSE, Use("not-a", (By("a"),))),
        step("b", B0, ByCases("f", (), ())),
    )
    block = (
        step("either", Or((B0, Not(B0))), Dichotomy()),
        step("b", B0, ByCases("either", ("yes", "no"), ((step("same", B0, Restate("yes")),), absurd))),
    )
    assert derived(swap, (step("swap", Implies(A0, B0), Suppose("a", block)),))
    refused("SP303", swap, (step("swap", Implies(A0, B0), Suppose("given", block)),))
    refused("SP361", swap, (step("swap", Implies(A0, B0), Dichotomy()),))


def test_the_premise_of_a_closed_block_is_out_of_reach() -> None:
    statement = lemma(A0, **SQUARE)
    leaking = (
        step("trivial", Implies(A0, A0), Suppose("a", (step("same", A0, Restate("a")),))),
        step("leak", A0, Restate("a")),
    )
    refused("SP362", statement, leaking)


def test_conjunctions_and_alternatives() -> None:
    both = lemma(And((B0, Or((A0, C0)))), **SQUARE, one=And((A0, B0)))
    block = (
        step("a", A0, Use("one", (Part(0),))),
        step("b", B0, Use("one", (Part(1),))),
        step("or", Or((A0, C0)), Alternative("a", 0)),
        step("and", And((B0, Or((A0, C0)))), Conjunction(("b", "or"))),
    )
    assert derived(both, block)
    refused("SP360", both, (block[0], step("or", Or((A0, C0)), Alternative("a", 1))))
    refused("SP360", both, (block[0], block[1], step("and", And((B0, A0)), Conjunction(("a", "b")))))
    refused("SP361", both, (step("c", A0, Use("one", (Part(2),))),))


def test_a_dichotomy_has_opposite_parts() -> None:
    refused("SP361", lemma(Or((A0, Not(B0))), **SQUARE), (step("x", Or((A0, Not(B0))), Dichotomy()),))
    one, two = Number(1), Number(2)  # type: ignore[arg-type]
    orders = Or((Compare("<=", one, two), Compare("<", two, one)))
    assert derived(lemma(orders), (step("x", orders, Dichotomy()),))
    weak = Or((Compare("<", one, two), Compare("<", two, one)))
    refused("SP361", lemma(weak), (step("x", weak, Dichotomy()),))


def test_what_is_the_same() -> None:
    """Up to bound names, the order of an equation, and the normal form."""
    swapped = lemma(Equal(Sum((B, A)), Product((C, Identity(n)))), **SQUARE, one=Equal(C, Sum((A, B))))
    assert derived(swapped, (step("x", swapped.sequent.claim, Restate("one")),))
    other = lemma(Equal(Sum((B, A)), B), **SQUARE, one=Equal(C, Sum((A, B))))
    refused("SP360", other, (step("x", other.sequent.claim, Restate("one")),))
    order = lemma(Compare("<", Trace(A), Trace(B)), **SQUARE, one=Compare("<", Trace(B), Trace(A)))
    refused("SP360", order, (step("x", order.sequent.claim, Restate("one")),))


# ------------------------------------------------------------------------------------------------ quantifiers

X = SymbolDeclaration("X", n, n)
LEFT = Exists((X,), Equal(Product((Symbol("X"), A)), Identity(n)))


def test_fix_use_give_and_obtain() -> None:
    """If every B is a multiple of A on the left then A has a left inverse, and it is given."""
    every = ForAll((X,), Exists((SymbolDeclaration("Y", n, n),), Equal(Symbol("X"), Product((Symbol("Y"), A)))))
    inside = (
        step("turned", Equal(Product((Symbol("Z"), A)), Identity(n)), Restate("found")),
        step("left", LEFT, Give("turned", (Symbol("Z"),))),
    )
    at_one = Exists((SymbolDeclaration("Y", n, n),), Equal(Identity(n), Product((Symbol("Y"), A))))
    block = (
        step("at-I", at_one, Use("every", (At((Identity(n),)),))),
        step("left", LEFT, Obtain("at-I", ("Z",), "found", inside)),
    )
    statement = lemma(LEFT, **SQUARE, every=every)
    assert derived(statement, block)
    refused("SP360", statement, (step("left", LEFT, Use("every", (At((B,)),))),))
    refused("SP303", statement, (block[0], step("left", LEFT, Obtain("at-I", ("A",), "found", inside))))


def test_what_is_obtained_does_not_leave_its_block() -> None:
    claim = Equal(Product((Symbol("Z"), A)), Identity(n))
    statement = lemma(LEFT, **SQUARE, left=LEFT)
    inside = (step("here", claim, Restate("found")),)
    refused("SP301", statement, (step("out", claim, Obtain("left", ("Z",), "found", inside)),))


def test_substitution_does_not_capture() -> None:
    """From "for all X there is Y with X Y = 0" at X := Y of the outside, not "there is Y with Y Y = 0"."""
    Y = SymbolDeclaration("B", n, n)
    general = ForAll((X,), Exists((Y,), Equal(Product((Symbol("X"), B)), ZERO)))
    right = Exists((replace(Y, name="Q"),), Equal(Product((B, Symbol("Q"))), ZERO))
    wrong = Exists((replace(Y, name="Q"),), Equal(Product((Symbol("Q"), Symbol("Q"))), ZERO))
    use = Use("general", (At((B,)),))
    assert derived(lemma(right, **SQUARE, general=general), (step("x", right, use),))
    refused("SP360", lemma(wrong, **SQUARE, general=general), (step("x", wrong, use),))


def test_a_value_of_another_size_is_refused() -> None:
    general = ForAll((X,), Equal(Symbol("X"), Symbol("X")))
    refused("SP305", lemma(A0, **SQUARE, general=general), (step("x", A0, Use("general", (At((Number(1),)),))),))  # type: ignore[arg-type]


# ------------------------------------------------------------------------------------------------ families

FAMILY = {
    "integers": ("k",),
    "sizes": (SizeDeclaration("n"),),
    "symbols": (SymbolDeclaration("M", n, n, Range("i", ONE, k)), SymbolDeclaration("A", n, n)),
    "facts": {"depth": IntegerRelation("<=", ONE, k)},
}
M = Symbol("M", i)


def test_choose() -> None:
    one = Exists((X,), Equal(Product((Symbol("X"), M)), Identity(n)))
    every = ForAllIndex("i", ONE, k, one)
    family = SymbolDeclaration("W", n, n, Range("i", ONE, k))
    body = ForAllIndex(
        "j", ONE, k, Equal(Product((Symbol("W", parameter("j")), Symbol("M", parameter("j")))), Identity(n))
    )
    claim = Exists((family,), body)
    assert derived(lemma(claim, **FAMILY, every=every), (step("x", claim, Choose("every")),))
    wide = Exists((replace(family, range=Range("i", ONE, shift(k, 1))),), body)
    refused("SP361", lemma(wide, **FAMILY, every=every), (step("x", wide, Choose("every")),))
    fixed = Exists(
        (family,), replace(body, body=Equal(Product((Symbol("W", ONE), Symbol("M", parameter("j")))), Identity(n)))
    )
    refused("SP361", lemma(fixed, **FAMILY, every=every), (step("x", fixed, Choose("every")),))


def test_induction() -> None:
    """M_{i+1} = A M_i and M_1 = 0 give M_i = 0 for all i."""
    following = ForAllIndex("i", ONE, shift(k, -1), Equal(Symbol("M", shift(i, 1)), Product((A, M))))
    zero = ForAllIndex("i", ONE, k, Equal(M, ZERO))
    m = parameter("m")
    inside = [(m, 0), (shift(m, -1), 0), (shift(subtract(k, m), -1), 1), (subtract(k, m), 1)]
    facts = tuple([RangeFact(value, (("bound:m", part, Fraction(1)),)) for value, part in inside])
    next_ = Equal(Symbol("M", shift(m, 1)), ZERO)
    by = Algebra((Entry("at-m"), Entry("here", left=A)), ranges=facts)
    up = (
        step("at-m", Equal(Symbol("M", shift(m, 1)), Product((A, Symbol("M", m)))), Use("following", (AtIndex(m),))),
        step("next", next_, Direct(("at-m", "here"), by)),
    )
    base = (step("base", Equal(Symbol("M", ONE), ZERO), Restate("first")),)
    statement = lemma(zero, **FAMILY, following=following, first=Equal(Symbol("M", ONE), ZERO))
    assert derived(statement, (step("all", zero, Induct(True, "m", "here", base, up)),))
    refused("SP360", statement, (step("all", zero, Induct(True, "m", "here", base, up[:1])),))
    refused("SP360", statement, (step("all", zero, Induct(False, "m", "here", base, up)),))
    longer = ForAllIndex("i", ONE, shift(k, 1), Equal(M, ZERO))
    refused(
        "SP320",
        replace(statement, sequent=replace(statement.sequent, claim=longer)),
        (step("all", longer, Induct(True, "m", "here", base, up)),),
    )


def test_the_last_index() -> None:
    """If some M_i is zero then there is a last one."""
    zero = Equal(M, ZERO)
    some = Not(ForAllIndex("i", ONE, k, Not(zero)))
    last = Not(
        ForAllIndex(
            "i", ONE, k,
            Not(And((zero, ForAllIndex("j", shift(i, 1), k, Not(Equal(Symbol("M", parameter("j")), ZERO)))))),
        )
    )  # fmt: skip
    t = parameter("t")
    there = Equal(Symbol("M", t), ZERO)
    after = ForAllIndex("j", shift(t, 1), k, Not(Equal(Symbol("M", parameter("j")), ZERO)))
    inside = (
        step("both", And((there, after)), Conjunction(("here", "beyond"))),
        step("given", last, Give("both", (Integer(t),))),
    )
    statement = lemma(last, **FAMILY, some=some)
    assert derived(statement, (step("x", last, Extreme("some", "t", "here", "beyond", inside)),))
    first = Extreme("some", "t", "here", "beyond", inside, first=True)
    refused("SP360", statement, (step("x", last, first),))


def test_recursion() -> None:
    """If every X has a Y = M_i X then there is a family with X_{i+1} = M_i X_i, from I."""
    family = SymbolDeclaration("P", n, n, Range("i", ONE, k))
    P = Symbol("P", i)
    keeps = ForAllIndex("i", ONE, k, Equal(P, P))
    relation = ForAllIndex("i", ONE, shift(k, -1), Equal(Symbol("P", shift(i, 1)), Product((M, P))))
    claim = Exists((family,), And((Equal(Symbol("P", ONE), Identity(n)), keeps, relation)))
    x, y = Symbol("x"), Symbol("y")
    start = Exists((replace(X, name="x"),), And((Equal(x, Identity(n)), Equal(x, x))))
    following = ForAllIndex(
        "i", ONE, shift(k, -1),
        ForAll(
            (replace(X, name="x"),),
            Implies(Equal(x, x), Exists((replace(X, name="y"),), And((Equal(y, Product((M, x))), Equal(y, y))))),
        ),
    )  # fmt: skip
    statement = lemma(claim, **FAMILY, start=start, following=following)
    assert derived(statement, (step("x", claim, Recursion(True, "start", "following")),))
    refused("SP361", statement, (step("x", claim, Recursion(False, "start", "following")),))
    empty = lemma(claim, **{**FAMILY, "facts": {}}, start=start, following=following)
    refused("SP320", empty, (step("x", claim, Recursion(True, "start", "following")),))


# ------------------------------------------------------------------------------------------------ sums, definitions


def test_sums() -> None:
    square = Trace(Product((Transpose(M), M)))
    total = IndexSum("i", ONE, k, square)
    parts = Equal(total, Sum((IndexSum("i", ONE, ONE, square), IndexSum("i", integer(2), k, square))))
    assert derived(lemma(parts, **FAMILY), (step("x", parts, SumSplit(ONE)),))
    refused("SP320", lemma(parts, **FAMILY), (step("x", parts, SumSplit(shift(k, 1))),))
    mirrored = Symbol("M", shift(subtract(k, parameter("j")), 1))
    turned = Equal(total, IndexSum("j", ONE, k, Trace(Product((Transpose(mirrored), mirrored)))))
    assert derived(lemma(turned, **FAMILY), (step("x", turned, SumReverse()),))
    order = ForAllIndex("i", ONE, k, Compare("<", Trace(M), square))
    strict = Compare("<", IndexSum("i", ONE, k, Trace(M)), total)
    assert derived(lemma(strict, **FAMILY, order=order), (step("x", strict, SumOf("order")),))
    refused("SP320", lemma(strict, **{**FAMILY, "facts": {}}, order=order), (step("x", strict, SumOf("order")),))


def test_defined_functions_unfold_with_their_gradient() -> None:
    """g(X) = f(X B) has g(A) = f(A B) and g'(A) = f'(A B) B^T."""
    f = FunctionDeclaration("f", n, n)
    inner = Product((Symbol("X"), B))
    g = FunctionDeclaration("g", n, n, "X", Value("f", inner), Product((Slope("f", inner), Transpose(B))))
    zero = Equal(Slope("g", A), ZERO)
    claim = Equal(Product((Slope("f", Product((A, B))), Transpose(B))), ZERO)
    base = lemma(claim, **SQUARE)
    declared = replace(base.sequent.declarations, functions=(f,))
    statement = replace(base, sequent=replace(base.sequent, declarations=declared))
    inside = (
        step("same", Equal(Slope("g", A), Product((Slope("f", Product((A, B))), Transpose(B)))), Direct((), Algebra())),
        step("all", Implies(claim, zero), Suppose("c", (step("z", zero, Restate("c")),))),
        step("keep", Or((claim, Not(claim))), Dichotomy()),
    )
    keep = Or((claim, Not(claim)))
    outer = replace(statement, sequent=replace(statement.sequent, claim=keep))
    assert derived(outer, (step("x", keep, Define(Declarations(functions=(g,)), inside)),))
    wrong = replace(g, gradient=Slope("f", inner))
    refused("SP313", outer, (step("x", keep, Define(Declarations(functions=(wrong,)), inside)),))
    itself = replace(g, value=Value("g", Symbol("X")))
    refused("SP314", outer, (step("x", keep, Define(Declarations(functions=(itself,)), inside)),))


# ------------------------------------------------------------------------------------------------ lemmas


def test_apply() -> None:
    """N4 for B, and what an incomplete assignment or a missing premise costs."""
    known = {"N4": derived(N4, n4())}
    claim = Not(ForAllIndex("l", ONE, n, Not(Not(Equal(Product((B, Basis(parameter("l"), n))), Zero(n, ONE))))))
    statement = lemma(claim, **SQUARE, given=Not(B0), other=Not(A0))
    assignment = (Given("a", integer=n), Given("p", integer=n), Given("H", term=B))
    theorem = derived(statement, (step("x", claim, Apply("N4", assignment, ("given",))),), lemmas=known)
    assert theorem.lemmas == {"N4"}
    refused("SP364", statement, (step("x", claim, Apply("N4", assignment[:2], ("given",))),), lemmas=known)
    refused("SP364", statement, (step("x", claim, Apply("N4", assignment, ())),), lemmas=known)
    refused("SP360", statement, (step("x", claim, Apply("N4", assignment, ("other",))),), lemmas=known)
    refused("SP365", statement, (step("x", claim, Apply("N4", assignment, ("given",))),))
    wrong = (Given("a", integer=n), Given("p", integer=ONE), Given("H", term=B))
    refused("SP305", statement, (step("x", claim, Apply("N4", wrong, ("given",))),), lemmas=known)


def test_axioms_are_in_the_ledger_with_their_statement() -> None:
    axiom = replace(N4, trust=Trust.AXIOM)
    claim = Not(ForAllIndex("l", ONE, n, Not(Not(Equal(Product((B, Basis(parameter("l"), n))), Zero(n, ONE))))))
    statement = lemma(claim, **SQUARE, given=Not(B0))
    assignment = (Given("a", integer=n), Given("p", integer=n), Given("H", term=B))
    block = (step("x", claim, Apply("N4", assignment, ("given",))),)
    assert derived(statement, block, {"N4": axiom}).axioms == {axiom}
    refused("SP365", statement, block, {"N4": N4})


def test_a_sum_of_members_is_split_by_its_rule_alone() -> None:
    """sum(M_i for i in 1..k+1) keeps its form: where the last member lies may not be decided."""
    whole = IndexSum("i", ONE, shift(k, 1), Trace(Symbol("M", parameter("i"))))
    parts = Sum((IndexSum("i", ONE, k, Trace(Symbol("M", parameter("i")))), Trace(Symbol("M", shift(k, 1)))))
    family = SymbolDeclaration("M", n, n, Range("h", ONE, shift(k, 1)))
    given = lemma(
        Equal(whole, parts), integers=("k",), sizes=(SizeDeclaration("n"),), symbols=(family,),
        facts={"deep": IntegerRelation("<=", ONE, k)},
    )  # fmt: skip
    refused("SP329", given, (step("x", given.sequent.claim, Direct((), Algebra())),))
    assert derived(given, (step("x", given.sequent.claim, SumSplit(k)),))
