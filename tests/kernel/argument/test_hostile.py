"""Attacks on the rules of the argument: names, captures, ranges, lemmas; each is refused with its code."""

from __future__ import annotations

from dataclasses import replace
from fractions import Fraction
from time import monotonic
from typing import Any

import pytest
from kernel.argument.building import Range, SymbolDeclaration, derived, integer, lemma, parameter, refused, step

from symproof.kernel.argument.derive import derive
from symproof.kernel.argument.scope import FALSE
from symproof.language.affine import ONE, SizeAt, add, shift
from symproof.language.certificate import Algebra, Entry, Gap, Order, SquaredNorm, Summand
from symproof.language.declarations import Declarations, FunctionDeclaration, Piece, SizeDeclaration
from symproof.language.derivation import (
    Apply,
    At,
    AtIndex,
    Choose,
    Columns,
    Define,
    Direct,
    Extreme,
    Fix,
    Give,
    Given,
    Integers,
    Obtain,
    Part,
    Recursion,
    Restate,
    Sizes,
    SumFactor,
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
    Implies,
    IntegerRelation,
    Named,
    Not,
    Or,
)
from symproof.language.refusal import Refusal
from symproof.language.terms import (
    Basis,
    Chain,
    Gradient,
    Identity,
    IndexSum,
    Integer,
    Number,
    Product,
    Slope,
    Sum,
    Symbol,
    Term,
    Trace,
    Transpose,
    Value,
    Zero,
)
from symproof.language.theory import Statement, Trust
from symproof.search.argument import Want

n, k, i, j = map(parameter, ["n", "k", "i", "j"])
A, B, X, Y = map(Symbol, "ABXY")
ZERO, UNIT = Zero(n, n), Identity(n)
SIZE = (SizeDeclaration("n"),)
DEEP = {"depth": IntegerRelation("<=", ONE, k)}


def square(name: str, index: Any = None) -> SymbolDeclaration:
    return SymbolDeclaration(name, n, n, index)


def over(low: Any = ONE, high: Any = k, index: str = "i") -> Range:
    return Range(index, low, high)


def member(name: str, index: Any) -> Symbol:
    return Symbol(name, index)


def number(value: int) -> Term:
    return Number(Fraction(value))


def about(claim: Any, *symbols: SymbolDeclaration, facts: Any = DEEP, **premises: Any) -> Statement:
    return lemma(claim, integers=("k",), sizes=SIZE, symbols=symbols, facts=facts, **premises)


# ------------------------------------------------------------------------------------------------ names of two kinds


def test_a_quantified_symbol_does_not_share_its_name_with_a_family() -> None:
    """In "for all X: X_1 X = 0" an assignment to the family X would miss X_1."""
    claim = ForAll((square("X"),), Equal(Product((member("X", ONE), X)), ZERO))
    every = ForAllIndex("i", ONE, k, Equal(member("X", i), ZERO))
    refused("SP303", about(claim, square("X", over()), every=every), (step("x", claim, Fix(("Z",), ())),))


def test_an_index_does_not_share_its_name_with_a_symbol() -> None:
    claim = ForAllIndex("X", ONE, k, Equal(X, ZERO))
    refused("SP303", about(claim, square("X"), zero=Equal(X, ZERO)), (step("x", claim, Fix(("m",), ())),))
    total = Equal(IndexSum("X", ONE, k, Trace(X)), number(0))
    refused("SP303", about(total, square("X"), zero=Equal(X, ZERO)), (step("x", total, Direct((), Algebra())),))


def test_a_chosen_family_does_not_share_its_name_with_a_symbol() -> None:
    """From "some W != 0 with W = W" not a family W_i != 0 with W_i = W, for the W of the outside."""
    W = Symbol("W")
    every = ForAllIndex("i", ONE, k, Exists((square("W"),), And((Not(Equal(W, ZERO)), Equal(W, W)))))
    body = And((Not(Equal(member("W", i), ZERO)), Equal(member("W", i), W)))
    claim = Exists((square("W", over()),), ForAllIndex("i", ONE, k, body))
    refused("SP303", about(claim, square("W"), every=every), (step("x", claim, Choose("every")),))


def test_a_quantifier_does_not_bind_a_name_twice() -> None:
    claim = ForAll((square("X"), square("X", over())), Equal(X, X))
    refused("SP303", about(claim), (step("x", claim, Fix(("Y", "Z"), ())),))


# ------------------------------------------------------------------------------------------------ names of the kernel


def test_a_claim_does_not_mention_the_name_of_an_opened_binder() -> None:
    """ "For all i: M__1 = M_i" would mean M_i = M_i here, and M_j = M_i under another binder."""
    opened = ForAllIndex("i", ONE, k, Equal(member("M", parameter("_1")), member("M", i)))
    same = ForAllIndex("i", ONE, k, Equal(member("M", i), member("M", i)))
    statement = about(opened, square("M", over()), same=same)
    refused("SP303", statement, (step("x", opened, Restate("same")),))


def test_a_premise_does_not_mention_a_name_of_the_kernel() -> None:
    opened = ForAllIndex("i", ONE, k, Equal(member("M", parameter("_1")), member("M", i)))
    claim = Equal(member("M", ONE), member("M", k))
    with pytest.raises(Exception, match="SP30"):
        derive(about(claim, square("M", over()), opened=opened), (step("x", claim, Restate("opened")),), {}, {})


def test_a_definition_does_not_mention_the_name_of_a_summed_index() -> None:
    """X := sum of tr(M__1000) would be one number alone, and another inside a sum."""
    body = IndexSum("i", ONE, k, Trace(member("M", parameter("_1000"))))
    hidden = SymbolDeclaration("S", ONE, ONE, None, (Piece(body),))
    claim = Equal(UNIT, UNIT)
    block = (step("x", claim, Define(Declarations(symbols=(hidden,)), (step("y", claim, Direct((), Algebra())),))),)
    refused("SP303", about(claim, square("M", over())), block)


def test_a_size_put_for_a_size_does_not_mention_a_name_of_the_kernel() -> None:
    claim = Equal(number(0), number(0))
    first = lemma(claim, integers=("k",), sizes=(SizeDeclaration("d", over()),), facts=DEEP, label="L")
    known = derived(first, (step("x", claim, Direct((), Algebra())),))
    sizes = (SizeDeclaration("e", over()),)
    given = (Given("k", integer=k), Given("d", integer=parameter(SizeAt("e", parameter("_1"))), index="i"))
    statement = lemma(claim, integers=("k",), sizes=sizes, facts=DEEP)
    refused("SP303", statement, (step("x", claim, Apply("L", given, ())),), lemmas={"L": known})


# ------------------------------------------------------------------------------------------------ statements


def test_a_premise_mentions_declared_names_only() -> None:
    """From "Z = 0" for an undeclared Z, fixing Z would give "for all Z: Z = 0"."""
    Z = Symbol("Z")
    claim = ForAll((square("Z"),), Equal(Z, ZERO))
    block = (step("x", claim, Fix(("Z",), (step("z", Equal(Z, ZERO), Restate("zero")),))),)
    refused("SP301", about(claim, zero=Equal(Z, ZERO)), block)


def test_a_premise_has_a_meaning() -> None:
    """Sizes fit and indices lie in their ranges."""
    claim = Equal(UNIT, UNIT)
    block = (step("x", claim, Direct((), Algebra())),)
    wrong = Equal(Product((A, Zero(k, n))), ZERO)
    refused("SP302", about(claim, square("A"), wrong=wrong), block)
    beyond = Equal(member("M", shift(k, 1)), ZERO)
    refused("SP320", about(claim, square("M", over()), beyond=beyond), block)
    inside = about(claim, square("M", over()), inside=Equal(member("M", k), ZERO))
    assert derived(inside, block)


def test_an_axiom_mentions_declared_names_only() -> None:
    Z = Symbol("Z")
    axiom = lemma(Equal(Z, ZERO), sizes=SIZE, label="axiom", trust=Trust.AXIOM)
    block = (step("x", Equal(A, ZERO), Apply("axiom", (Given("n", integer=n),), ())),)
    refused("SP301", about(Equal(A, ZERO), square("A")), block, {"axiom": axiom})


def test_two_axioms_of_one_name_are_both_in_the_ledger() -> None:
    claim = Equal(A, ZERO)
    one = lemma(claim, sizes=SIZE, symbols=(square("A"),), label="axiom", trust=Trust.AXIOM, premise=Equal(A, A))
    other = lemma(claim, sizes=SIZE, symbols=(square("A"),), label="axiom", trust=Trust.AXIOM)
    given = (Given("n", integer=n), Given("A", term=A))
    block = (step("x", claim, Apply("axiom", given, ("premise",))),)
    first = derived(about(claim, square("A"), premise=Equal(A, A)), block, {"axiom": one})
    statement = about(Equal(A, ZERO), square("A"), label="second")
    there = (Given("n", integer=n), Given("A", term=A), Given("k", integer=ONE))
    again = Equal(A, A)
    block = (
        step("same", again, Direct((), Algebra())),
        step("by", claim, Apply("lemma", there, ("same",))),
        step("x", claim, Apply("axiom", given, ())),
    )
    assert derived(statement, block, {"axiom": other}, {"lemma": first}).axioms == {one, other}


# ------------------------------------------------------------------------------------------------ captures


def test_columns_do_not_capture_the_index_of_a_member() -> None:
    """From M_l e_l = 0 for all l, not M_l = 0 for the l of the outside."""
    l_ = parameter("l")
    every = ForAllIndex("l", ONE, n, Equal(Product((member("M", l_), Basis(l_, n))), Zero(n, ONE)))
    claim = Equal(member("M", l_), ZERO)
    statement = lemma(
        claim, integers=("l",), sizes=SIZE, symbols=(square("M", over(high=n)),),
        facts={"low": IntegerRelation("<=", ONE, l_), "high": IntegerRelation("<=", l_, n)}, every=every,
    )  # fmt: skip
    refused("SP360", statement, (step("x", claim, Columns("every")),))


def test_a_reversed_sum_does_not_capture_its_bounds() -> None:
    """The sum of M_i over i in i..k is not that of M_k."""
    whole = IndexSum("i", i, k, Trace(member("M", i)))
    claim = Equal(whole, IndexSum("i", i, k, Trace(member("M", k))))
    facts = {"low": IntegerRelation("<=", ONE, i), "high": IntegerRelation("<=", i, k)}
    statement = lemma(claim, integers=("i", "k"), sizes=SIZE, symbols=(square("M", over()),), facts=facts)
    statement = replace(statement, sequent=replace(statement.sequent, declarations=replace(
        statement.sequent.declarations, symbols=(square("M", over(index="h")),))))  # fmt: skip
    refused("SP360", statement, (step("x", claim, SumReverse()),))


def _recursion(keeps: Any, relation: Any) -> Any:
    family = square("P", over(index="h"))
    return Exists((family,), And((Equal(member("P", ONE), UNIT), keeps, relation)))


def _premises(outer: Any, related: Any) -> dict[str, Any]:
    """Start and step for "P_i = M_outer" kept, and a relation of x and y."""
    x, y = Symbol("x"), Symbol("y")
    start = Exists((square("x"),), And((Equal(x, UNIT), Equal(x, member("M", outer)))))
    body = Implies(Equal(x, member("M", j)), Exists((square("y"),), And((related(x, y), Equal(y, member("M", j))))))
    return {"start": start, "following": ForAllIndex("j", ONE, shift(k, -1), ForAll((square("x"),), body))}


def test_recursion_does_not_capture_an_outer_index() -> None:
    """What is kept mentions the outer j; the step is about another j."""
    keeps = ForAllIndex("i", ONE, k, Equal(member("P", i), member("M", j)))
    relation = ForAllIndex("j", ONE, shift(k, -1), Equal(member("P", shift(j, 1)), member("P", shift(j, 1))))
    claim = _recursion(keeps, relation)
    facts = DEEP | {"low": IntegerRelation("<=", ONE, j), "high": IntegerRelation("<=", j, k)}
    statement = lemma(
        claim, integers=("j", "k"), sizes=SIZE, symbols=(square("M", over(index="h")),), facts=facts,
        **_premises(j, lambda x, y: Equal(y, y)),
    )  # fmt: skip
    refused("SP360", statement, (step("x", claim, Recursion(True, "start", "following")),))


def test_recursion_does_not_capture_its_next_member() -> None:
    """A binder in the relation that has the name of the next member hides nothing."""
    inner = Exists((square("P'"),), And((Equal(Symbol("P'"), ZERO), Equal(Symbol("P'"), member("P", shift(i, 1))))))
    keeps = ForAllIndex("i", ONE, k, Equal(member("P", i), member("P", i)))
    claim = _recursion(keeps, ForAllIndex("i", ONE, shift(k, -1), inner))
    x, y = Symbol("x"), Symbol("y")
    trivial = Exists((square("z"),), And((Equal(Symbol("z"), ZERO), Equal(Symbol("z"), Symbol("z")))))
    start = Exists((square("x"),), And((Equal(x, UNIT), Equal(x, x))))
    following = ForAllIndex("i", ONE, shift(k, -1), ForAll((square("x"),), Implies(
        Equal(x, x), Exists((square("y"),), And((trivial, Equal(y, y)))))))  # fmt: skip
    statement = about(claim, start=start, following=following)
    refused("SP360", statement, (step("x", claim, Recursion(True, "start", "following")),))


def test_a_chosen_family_has_the_sizes_of_what_is_given() -> None:
    """The index of the schema does not capture one that the sizes of the family mention."""
    sizes = (SizeDeclaration("d", Range("h", ONE, add(k, k))),)
    at = lambda index: parameter(SizeAt("d", index))  # noqa: E731
    facts = DEEP | {"low": IntegerRelation("<=", ONE, j), "high": IntegerRelation("<=", j, k)}
    every = ForAllIndex(
        "j", ONE, k, Exists((SymbolDeclaration("w", at(add(j, j)), ONE),), Equal(Symbol("w"), Symbol("w")))
    )
    family = SymbolDeclaration("W", at(add(i, j)), ONE, over())
    claim = Exists((family,), ForAllIndex("j", ONE, k, Equal(member("W", j), member("W", j))))
    statement = lemma(claim, integers=("j", "k"), sizes=sizes, facts=facts, every=every)
    refused("SP360", statement, (step("x", claim, Choose("every")),))


# ------------------------------------------------------------------------------------------------ what leaves a block


def test_names_of_a_closed_block_are_unknown_after_it() -> None:
    claim = Exists((square("X"),), Equal(X, ZERO))
    given = (step("z", Equal(ZERO, ZERO), Direct((), Algebra())), step("g", claim, Give("z", (ZERO,))))
    fixed = ForAll((square("X"),), claim)
    closed = step("fix", fixed, Fix(("Z",), given))
    leaking = Equal(Symbol("Z"), ZERO)
    refused("SP301", about(leaking), (closed, step("x", leaking, Restate("fix"))))
    defined = step(
        "def", claim, Define(Declarations(symbols=(SymbolDeclaration("Z", n, n, None, (Piece(ZERO),)),)), given)
    )
    refused("SP301", about(leaking), (defined, step("x", leaking, Restate("def"))))
    sized = step("sized", claim, Sizes("d", 0, (n,), "d-is", given))
    width = IntegerRelation("=", parameter(SizeAt("d", integer(0))), n)
    refused("SP301", about(width), (sized, step("x", width, Integers())))


def test_a_claim_does_not_mention_its_own_witness() -> None:
    claim = Equal(Symbol("Z"), ZERO)
    some = Exists((square("X"),), Equal(X, ZERO))
    inside = (step("z", claim, Restate("kept")),)
    refused("SP301", about(claim, some=some), (step("x", claim, Obtain("some", ("Z",), "kept", inside)),))
    refused("SP301", about(claim, some=some), (step("x", claim, Fix(("Z",), inside)),))
    definition = Declarations(symbols=(SymbolDeclaration("Z", n, n, None, (Piece(ZERO),)),))
    block = (step("z", claim, Direct((), Algebra())),)
    refused("SP301", about(claim), (step("x", claim, Define(definition, block)),))
    chosen = Equal(member("Z", ONE), ZERO)
    every = ForAllIndex("i", ONE, k, some)
    refused("SP301", about(chosen, every=every), (step("x", chosen, Choose("every")),))


def test_the_last_index_does_not_leave_its_block() -> None:
    zero = Equal(member("M", i), ZERO)
    some = Not(ForAllIndex("i", ONE, k, Not(zero)))
    claim = Equal(member("M", parameter("t")), ZERO)
    inside = (step("z", claim, Restate("here")),)
    refused("SP301", about(claim, square("M", over()), some=some),
            (step("x", claim, Extreme("some", "t", "here", "beyond", inside)),))  # fmt: skip


def test_a_general_claim_about_a_declared_symbol_is_refused() -> None:
    claim = ForAll((square("X"),), Equal(X, ZERO))
    block = (step("x", claim, Fix(("A",), (step("z", Equal(A, ZERO), Restate("zero")),))),)
    refused("SP303", about(claim, square("A"), zero=Equal(A, ZERO)), block)


# ------------------------------------------------------------------------------------------------ ranges


def test_what_holds_at_a_last_index_holds_inside_the_range() -> None:
    """Beyond the last index t the property fails on t + 1..k, not on t..k."""
    zero = Equal(member("M", i), ZERO)
    some = Not(ForAllIndex("i", ONE, k, Not(zero)))
    t = parameter("t")
    inside = (
        step("not", Not(Equal(member("M", t), ZERO)), Use("beyond", (AtIndex(t),))),
        step("f", FALSE, Use("not", ())),
    )
    refused("SP320", about(FALSE, square("M", over()), some=some),
            (step("x", FALSE, Extreme("some", "t", "here", "beyond", inside)),))  # fmt: skip


@pytest.mark.parametrize("end", [shift(k, 1), integer(0)])
def test_an_index_is_given_inside_its_range(end: Any) -> None:
    some = Not(ForAllIndex("i", ONE, k, Not(Equal(member("M", i), member("M", i)))))
    same = Equal(member("M", end), member("M", end))
    refused("SP320", about(some, square("M", over(low=integer(0), high=shift(k, 1)))),
            (step("s", same, Direct((), Algebra())), step("x", some, Give("s", (Integer(end),)))))  # fmt: skip


def test_a_sum_of_negative_length_has_no_meaning() -> None:
    claim = Equal(IndexSum("i", k, ONE, number(1)), number(0))
    refused("SP320", about(claim, facts={}), (step("x", claim, Direct((), Algebra())),))


def test_a_sum_over_an_empty_range_is_not_strictly_ordered() -> None:
    order = ForAllIndex("i", ONE, shift(k, -1), Compare("<", number(0), number(1)))
    strict = Compare("<", IndexSum("i", ONE, shift(k, -1), number(0)), IndexSum("i", ONE, shift(k, -1), number(1)))
    refused("SP320", about(strict, order=order), (step("x", strict, SumOf("order")),))


def test_a_strict_order_of_sums_needs_strict_summands() -> None:
    order = ForAllIndex("i", ONE, k, Compare("<=", number(0), number(0)))
    strict = Compare("<", IndexSum("i", ONE, k, number(0)), IndexSum("i", ONE, k, number(0)))
    refused("SP360", about(strict, order=order), (step("x", strict, SumOf("order")),))


def test_a_sum_splits_where_its_parts_meet() -> None:
    summand = Trace(member("M", i))
    parts = Sum((IndexSum("i", ONE, ONE, summand), IndexSum("i", ONE, k, summand)))
    claim = Equal(IndexSum("i", ONE, k, summand), parts)
    refused("SP360", about(claim, square("M", over())), (step("x", claim, SumSplit(ONE)),))


# ------------------------------------------------------------------------------------------------ lemmas, definitions


def _applied(claim: Any, statement: Statement, known: Statement, *given: Given, premises: Any = (), code: str) -> None:
    block = (step("x", known.sequent.claim, Direct(tuple(p.id for p in known.sequent.premises), Algebra())),)
    theorem = derived(known, block)
    refused(code, statement, (step("x", claim, Apply(known.id, given, premises)),), lemmas={known.id: theorem})


def test_a_size_is_put_for_a_size() -> None:
    """An integer that may be 0 is no size."""
    trivial = Equal(UNIT, UNIT)
    known = lemma(trivial, sizes=SIZE, label="L")
    claim = Equal(number(0), number(0))
    _applied(claim, about(claim), known, Given("n", integer=k), code="SP302")
    _applied(claim, about(claim), known, Given("n", integer=integer(0)), code="SP302")


def test_a_family_covers_the_range() -> None:
    known = replace(about(Equal(UNIT, UNIT), square("M", over())), id="L")
    half = square("N", over(high=shift(k, -1)))
    claim = Equal(UNIT, UNIT)
    given = (Given("k", integer=k), Given("n", integer=n), Given("M", other="N"))
    _applied(claim, about(claim, half), known, *given, code="SP320")
    _applied(claim, about(claim, half), known, *given[:2], code="SP364")


def test_a_derivative_is_not_instantiated() -> None:
    """d tr(X Y)/dX = Y^T for all X and Y, but at Y = X the derivative is 2 X^T."""
    claim = Equal(Gradient(Trace(Product((X, Y))), X), Transpose(Y))
    known = lemma(claim, sizes=SIZE, symbols=(square("X"), square("Y")), label="L")
    wrong = Equal(Gradient(Trace(Product((A, A))), A), Transpose(A))
    given = (Given("n", integer=n), Given("X", term=A), Given("Y", term=A))
    _applied(wrong, about(wrong, square("A")), known, *given, code="SP366")
    general = ForAll((square("Y"),), claim)
    wrong = Equal(Gradient(Trace(Product((X, X))), X), Transpose(X))
    refused("SP366", about(wrong, square("X"), general=general), (step("x", wrong, Use("general", (At((X,)),))),))


def test_a_derivative_follows_what_a_function_hides() -> None:
    """N_i := g(I) I with g(Z) := tr(Z X) depends on X: its derivative by X is not zero."""
    g = FunctionDeclaration("g", n, n, "Z", Trace(Product((Symbol("Z"), X))), Transpose(X))
    hidden = SymbolDeclaration("N", n, n, over(), (Piece(Product((Value("g", UNIT), UNIT)), ONE, k),))
    slope = Equal(Gradient(Trace(member("N", ONE)), X), ZERO)
    claim = Equal(UNIT, UNIT)
    inner = Define(
        Declarations(symbols=(hidden,)),
        (step("y", slope, Direct((), Algebra())), step("z", claim, Direct((), Algebra()))),
    )
    block = (step("x", claim, Define(Declarations(functions=(g,)), (step("w", claim, inner),))),)
    assert refused("SP329", about(claim, square("X")), block).path == ("x", "w", "y")


def test_what_is_defined_together_does_not_mention_each_other() -> None:
    first = SymbolDeclaration("P", n, n, None, (Piece(Symbol("Q")),))
    second = SymbolDeclaration("Q", n, n, None, (Piece(Product((Symbol("P"), number(2)))),))
    claim = Equal(UNIT, UNIT)
    block = (step("y", claim, Direct((), Algebra())),)
    refused("SP314", about(claim), (step("x", claim, Define(Declarations(symbols=(first, second)), block)),))
    f = FunctionDeclaration("f", n, n, "Z", Value("g", Symbol("Z")), Slope("g", Symbol("Z")))
    g = FunctionDeclaration("g", n, n, "Z", Value("f", Symbol("Z")), Slope("f", Symbol("Z")))
    refused("SP314", about(claim), (step("x", claim, Define(Declarations(functions=(f, g)), block)),))


def test_doubling_definitions_do_not_hang() -> None:
    """g_40(X) := g_39(X X) ... names a product of 2^40 factors; the work is limited."""
    functions = [FunctionDeclaration("g0", n, n, "Z", Trace(Symbol("Z")), UNIT)]
    for number_ in range(1, 40):
        twice = Product((Symbol("Z"), Symbol("Z")))
        functions.append(FunctionDeclaration(f"g{number_}", n, n, "Z", Value(f"g{number_ - 1}", twice), ZERO))
    claim = Equal(UNIT, UNIT)
    block = (step("y", claim, Direct((), Algebra())),)
    refused("SP313", about(claim), (step("x", claim, Define(Declarations(functions=tuple(functions)), block)),))


def test_a_lemma_does_not_apply_itself() -> None:
    claim = Equal(A, ZERO)
    statement = about(claim, square("A"))
    given = (Given("k", integer=k), Given("n", integer=n), Given("A", term=A))
    refused("SP365", statement, (step("x", claim, Apply("lemma", given, ())),))
    known = derived(about(Equal(A, A), square("A")), (step("x", Equal(A, A), Direct((), Algebra())),))
    refused("SP365", statement, (step("x", claim, Apply("lemma", given, ())),), lemmas={"lemma": known})


def test_the_consequent_has_a_meaning_under_its_premise() -> None:
    m = parameter("m")
    rectangle, other = SymbolDeclaration("R", n, m), SymbolDeclaration("S", m, n)
    body = Equal(Sum((Symbol("R"), Symbol("S"))), Sum((Symbol("S"), Symbol("R"))))
    claim = Implies(IntegerRelation("=", n, m), body)
    inside = (step("y", body, Direct((), Algebra())),)
    statement = lemma(claim, sizes=(*SIZE, SizeDeclaration("m")), symbols=(rectangle, other))
    assert derived(statement, (step("x", claim, Suppose("same", inside)),))
    refused("SP305", lemma(body, sizes=(*SIZE, SizeDeclaration("m")), symbols=(rectangle, other)), inside)


def test_a_premise_id_is_used_once() -> None:
    statement = about(Equal(A, A), square("A"), one=Equal(A, A))
    twice = replace(
        statement, sequent=replace(statement.sequent, premises=(*statement.sequent.premises, Named("one", Equal(A, A))))
    )
    refused("SP303", twice, (step("x", Equal(A, A), Restate("one")),))


# ------------------------------------------------------------------------------------------------ falsity by an order


def _false(*summands: Summand, entries: tuple[Entry, ...] = ()) -> Direct:
    return Direct(("given",), Order(summands, Algebra(entries)))


def test_falsity_follows_from_one_equals_zero_and_from_a_strict_order_of_a_number_with_itself() -> None:
    one = Fraction(1)
    equation = about(FALSE, given=Equal(number(1), number(0)))
    entries = (Entry("given", factor=number(-1)),)
    assert derived(equation, (step("x", FALSE, _false(Summand(one), entries=entries)),))
    strict = about(FALSE, square("A"), given=Compare("<", Trace(A), Trace(A)))
    assert derived(strict, (step("x", FALSE, _false(Summand(one, (Gap("given"),)))),))


def test_falsity_needs_a_strict_summand_and_all_that_is_left() -> None:
    one = Fraction(1)
    weak = about(FALSE, square("A"), given=Compare("<=", Trace(A), Trace(A)))
    refused("SP352", weak, (step("x", FALSE, _false(Summand(one, (Gap("given"),)))),))
    refused("SP352", weak, (step("x", FALSE, _false()),))
    true = about(FALSE, square("A"), given=Compare("<", number(0), Trace(A)))
    refused("SP329", true, (step("x", FALSE, _false(Summand(one, (Gap("given"),)))),))
    refused("SP350", true, (step("x", FALSE, _false(Summand(Fraction(-1), (Gap("given"),)))),))
    product_ = Summand(one, (Gap("given"), SquaredNorm(A)))
    refused(
        "SP352",
        about(FALSE, square("A"), given=Compare("<", number(0), number(0))),
        (step("x", FALSE, _false(product_)),),
    )


def test_an_order_does_not_show_a_disjunction() -> None:
    claim = Or((Compare("<", number(0), number(0)), FALSE))
    refused("SP351", about(claim, given=Equal(number(1), number(1))), (step("x", claim, _false(Summand(Fraction(1)))),))


# ------------------------------------------------------------------------------------------------ definitions by pieces

WIDTHS = (SizeDeclaration("d", Range("h", integer(0), k)),)


def width(index: Any) -> Any:
    return parameter(SizeAt("d", index))


WANTED: Any = Want(())


def _pieces(*pieces: Piece, claim: Any) -> Any:
    family = SymbolDeclaration("T", width(i), width(shift(i, -1)), over(), pieces)
    free = SymbolDeclaration("M", width(i), width(shift(i, -1)), over())
    one = SymbolDeclaration("Y", width(ONE), width(integer(0)))
    trivial = Equal(number(0), number(0))
    inside = (step("y", claim, WANTED), step("z", trivial, Direct((), Algebra())))
    statement = lemma(trivial, integers=("k",), sizes=WIDTHS, symbols=(free, one), facts=DEEP)
    return statement, (step("x", trivial, Define(Declarations(symbols=(family,)), inside)),)


def test_a_piece_for_one_index_has_the_size_of_its_member() -> None:
    Y_, rest = Symbol("Y"), Piece(member("M", i), integer(2), k)
    claim = Equal(member("T", ONE), Y_)
    assert derived(*_pieces(Piece(Y_, ONE, ONE), rest, claim=claim))
    refused("SP305", *_pieces(Piece(Y_, k, k), claim=claim))
    refused("SP305", *_pieces(Piece(Y_, ONE, k), claim=claim))


def test_a_chain_of_every_second_member_is_no_chain() -> None:
    family = SymbolDeclaration("T", n, n, over(ONE, integer(2)), (Piece(member("M", add(i, i)), ONE, integer(2)),))
    claim = Equal(Chain("T", integer(2), ONE), Chain("M", integer(4), integer(2)))
    trivial = Equal(UNIT, UNIT)
    inside = (step("y", claim, WANTED), step("z", trivial, Direct((), Algebra())))
    statement = about(trivial, square("M", over(ONE, integer(4))))
    refused("SP368", statement, (step("x", trivial, Define(Declarations(symbols=(family,)), inside)),))


def test_a_chain_is_shifted_by_an_outer_integer() -> None:
    shifted = SymbolDeclaration("T", n, n, over(ONE, integer(2)), (Piece(member("M", add(i, k)), ONE, integer(2)),))
    trivial = Equal(UNIT, UNIT)
    statement = about(trivial, square("M", over(ONE, add(k, k, 2))))
    for top, accepted in ((2, True), (1, False)):
        claim = Equal(Chain("T", integer(2), ONE), Chain("M", shift(k, top), shift(k, 1)))
        inside = (step("y", claim, WANTED), step("z", trivial, Direct((), Algebra())))
        block = (step("x", trivial, Define(Declarations(symbols=(shifted,)), inside)),)
        if accepted:
            assert derived(statement, block)
        else:
            refused("SP368", statement, block)


def test_a_factor_moves_into_a_sum_without_capture() -> None:
    """M_i times the sum of M_h is the sum of M_i M_h, not that of M_h M_h."""
    whole = IndexSum("i", ONE, k, member("M", i))
    facts = {"low": IntegerRelation("<=", ONE, i), "high": IntegerRelation("<=", i, k)}
    h = parameter("h")

    def statement(claim: Any) -> Statement:
        return lemma(claim, integers=("i", "k"), sizes=SIZE, symbols=(square("M", over(index="g")),), facts=facts)

    left = Product((member("M", i), whole))
    right = Equal(left, IndexSum("h", ONE, k, Product((member("M", i), member("M", h)))))
    wrong = Equal(left, IndexSum("h", ONE, k, Product((member("M", h), member("M", h)))))
    captured = Equal(left, IndexSum("i", ONE, k, Product((member("M", i), member("M", i)))))
    assert derived(statement(right), (step("x", right, SumFactor(1)),))
    refused("SP360", statement(wrong), (step("x", wrong, SumFactor(1)),))
    refused("SP360", statement(captured), (step("x", captured, SumFactor(1)),))
    for position in (-1, 0, 2):
        refused("SP361", statement(right), (step("x", right, SumFactor(position)),))


def test_looking_at_a_large_premise_again_and_again_is_limited() -> None:
    """Each instance of a premise costs what the premise is long, even if only a small part of it is kept."""
    large = Sum(tuple([A] * 20_000))
    every = ForAll((square("X"),), And((Equal(X, X), Equal(Product((large, X)), Product((large, X))))))
    use = Use("every", (At((A,)), Part(0)))
    block = tuple([step(f"s{number}", Equal(A, A), use) for number in range(200)])
    start = monotonic()
    with pytest.raises(Refusal) as caught:
        derive(about(Equal(A, A), square("A"), facts={}, every=every), block, {}, {})
    assert caught.value.code == "SP341"
    assert monotonic() - start < 30


def test_a_fact_of_an_axiom_is_asked_for() -> None:
    """A matrix with more rows than columns need not have a right inverse or a kernel."""
    p, q = parameter("p"), parameter("q")
    claim = Equal(Symbol("X"), Symbol("X"))
    axiom = lemma(
        claim, sizes=(SizeDeclaration("p"), SizeDeclaration("q")), symbols=(SymbolDeclaration("X", p, q),),
        facts={"wide": IntegerRelation("<=", p, q)}, label="N2", trust=Trust.AXIOM,
    )  # fmt: skip
    tall = lemma(
        claim, sizes=(SizeDeclaration("p"), SizeDeclaration("q")), symbols=(SymbolDeclaration("X", p, q),),
        facts={"tall": IntegerRelation("<", q, p)},
    )  # fmt: skip
    given = (Given("p", integer=p), Given("q", integer=q), Given("X", term=X))
    refused("SP320", tall, (step("x", claim, Apply("N2", given, ())),), {"N2": axiom})


# ------------------------------------------------------------------------------------------------ sizes of claims


def test_a_claim_about_a_product_that_does_not_exist_is_refused() -> None:
    """B of size n x m: B B has no meaning, not even where it is written alike on both sides."""
    B = Symbol("B")
    claim = Equal(Product((B, B)), Product((B, B)))
    statement = lemma(claim, sizes=(*SIZE, SizeDeclaration("m")), symbols=(SymbolDeclaration("B", n, parameter("m")),))
    refused("SP305", statement, (step("x", claim, Direct((), Algebra())),))
    some = Exists((SymbolDeclaration("X", n, parameter("m")),), Equal(Product((Symbol("X"), Symbol("X"))), ZERO))
    wide = lemma(some, sizes=(*SIZE, SizeDeclaration("m")), symbols=(square("A"),), given=some)
    refused("SP305", wide, (step("x", some, Restate("given")),))


def test_a_bound_name_may_also_be_declared() -> None:
    """A is n x n outside; for all A of size n x m is about another one."""
    wide = SymbolDeclaration("A", n, parameter("m"))
    product_ = Equal(Product((A, A)), Product((A, A)))
    statement = lemma(ForAll((wide,), product_), sizes=(*SIZE, SizeDeclaration("m")), symbols=(square("A"),))
    refused("SP305", statement, (step("x", ForAll((wide,), product_), Restate("x")),))
