"""Families with a leading index: M_{l,i} for l in 1..b and i in 1..k_l, a product of M_l for each l."""

from __future__ import annotations

from dataclasses import replace
from fractions import Fraction
from typing import Any

import pytest
from kernel.argument.building import Range, SymbolDeclaration, derived, integer, lemma, parameter, refused, step

from symproof.kernel.algebra.normal import Normalizer
from symproof.kernel.argument.derive import Derived, derive
from symproof.kernel.context import context_of
from symproof.language.affine import ONE, Affine, FamilyAt, SizeAt, shift, subtract
from symproof.language.codec import decode, encode
from symproof.language.declarations import Declarations, Instance, Piece, RangeFact, SizeDeclaration
from symproof.language.derivation import (
    Apply,
    At,
    AtIndex,
    Block,
    Choose,
    Fix,
    Give,
    Given,
    Integers,
    Recursion,
    Restate,
    SumOf,
    Use,
)
from symproof.language.formulas import And, Equal, Exists, ForAll, ForAllIndex, Formula, IntegerRelation, Named, Sequent
from symproof.language.refusal import Refusal
from symproof.language.sizes import led
from symproof.language.terms import Chain, Gradient, IndexSum, Product, Symbol, Term, Trace, Zero
from symproof.language.theory import Statement
from symproof.search.argument import Want, elaborated
from symproof.search.ranges import completed, searching

b, h, i, l, n, m, s = (parameter(name) for name in "b h i l n m s".split())  # noqa: E741, SIM905
ZERO = integer(0)


def k(lead: Affine) -> Affine:
    return parameter(SizeAt("k", lead))


def d(lead: Affine, index: Affine) -> Affine:
    return parameter(SizeAt(FamilyAt("d", lead), index))


def member(lead: Affine, index: Affine, name: str = "M") -> Symbol:
    return Symbol(FamilyAt(name, lead), index)


def tower(lead: Affine, name: str = "M") -> Chain:
    return Chain(FamilyAt(name, lead), k(lead), ONE)


def total(index: str, body: Term, high: Affine = b) -> IndexSum:
    return IndexSum(index, ONE, high, body)


def layers(name: str) -> SymbolDeclaration:
    return SymbolDeclaration(name, d(l, i), d(l, shift(i, -1)), Range("i", ONE, k(l)), leading=Range("l", ONE, b))


def each(body: Formula, high: Affine = b, index: str = "l") -> ForAllIndex:
    return ForAllIndex(index, ONE, high, body)


FIRST = each(IntegerRelation("=", d(l, ZERO), n))
LAST = each(IntegerRelation("=", d(l, k(l)), m))
SIZES = (
    SizeDeclaration("n"),
    SizeDeclaration("m"),
    SizeDeclaration("k", Range("l", ONE, b)),
    SizeDeclaration("d", Range("i", ZERO, k(l)), Range("l", ONE, b)),
)
SOME: Formula = IntegerRelation("<=", ONE, b)
FACTS = {"some": SOME, "first": FIRST, "last": LAST}
WANTED: Any = Want(())


def about(claim: Formula, *, facts: Any = None, symbols: Any = None, label: str = "lemma", **given: Any) -> Statement:
    return lemma(
        claim,
        integers=given.pop("integers", ("b",)),
        sizes=given.pop("sizes", SIZES),
        symbols=(layers("M"),) if symbols is None else symbols,
        facts=FACTS if facts is None else facts,
        label=label,
        **given,
    )


def by_algebra(claim: Formula, **given: Any) -> Derived:
    """The theorem of what the search finds, read from its JSON form."""
    statement, block = elaborated(about(claim, **given), (step("all", claim, WANTED),), {}, {})
    return derive(decode(encode(statement), Statement), decode(encode(block), Block), {}, {})


def refused_by(code: str, claim: Formula, **given: Any) -> None:
    """The normal form of the claim is refused for this reason, or (SP329) both sides differ."""
    with pytest.raises(Refusal) as caught:
        differing(about(claim, **given).sequent)
    assert caught.value.code == code, str(caught.value)


def differing(sequent: Sequent) -> None:
    context: Any = searching(context_of(completed(sequent.declarations, sequent.facts), sequent.facts))
    claim = sequent.claim
    while isinstance(claim, ForAllIndex):
        context.check_integer(claim.high)
        context, claim = context.bind(claim.index, claim.low, claim.high), claim.body
    assert isinstance(claim, Equal)
    if Normalizer(context).difference(claim.left, claim.right).terms:
        raise Refusal("SP329", "both sides differ")


PEELED = each(Equal(tower(l), Product((Chain(FamilyAt("M", l), k(l), integer(2)), member(l, ONE)))))

# ------------------------------------------------------------------------------------------------ products and sums


def test_a_layer_is_split_from_every_tower() -> None:
    by_algebra(PEELED)


def test_a_sum_of_towers_does_not_depend_on_the_name_of_its_index() -> None:
    by_algebra(Equal(total("l", tower(l)), total("h", tower(h))))


def test_a_layer_is_moved_inside_every_tower_of_a_sum() -> None:
    """Every summand is opened at its own index."""
    split = Product((Chain(FamilyAt("M", l), k(l), integer(2)), member(l, ONE)))
    by_algebra(Equal(total("l", tower(l)), total("l", split)))


def test_an_identity_over_names_of_layers_is_read_from_json() -> None:
    assert decode(encode(PEELED), ForAllIndex) == PEELED
    assert decode(encode(layers("M")), SymbolDeclaration) == layers("M")


@pytest.mark.parametrize(
    ("code", "claim"),
    [
        ("SP320", Equal(tower(shift(b, 1)), tower(shift(b, 1)))),  # no tower b + 1
        ("SP320", each(Equal(member(l, k(l)), member(l, shift(k(l), 1))))),  # no layer k_l + 1
        (
            "SP320",
            each(ForAllIndex("i", ONE, k(l), Equal(member(i, l), member(i, l)))),
        ),  # M_{i,l}
        ("SP320", each(each(Equal(Chain(FamilyAt("M", l), k(h), ONE), tower(l)), index="h"))),  # k_h layers of tower l
        ("SP305", each(Equal(Product((member(l, ONE), member(l, k(l)))), tower(l)))),
        ("SP304", each(Equal(Symbol("M", l), Symbol("M", l)))),  # no leading index
        ("SP329", each(each(Equal(tower(l), tower(h)), index="h"))),  # towers that need not be equal
    ],
)
def test_wrong_indices_are_refused(code: str, claim: Formula) -> None:
    refused_by(code, claim)


def test_the_towers_of_a_sum_have_one_size() -> None:
    """Without the facts that d_{l,0} = n and d_{l,k_l} = m for all l the summands differ in size."""
    claim = Equal(total("l", tower(l)), total("h", tower(h)))
    for name in ("first", "last"):
        refused_by("SP305", claim, facts={key: fact for key, fact in FACTS.items() if key != name})


def test_a_fact_about_some_towers_says_nothing_about_all() -> None:
    """An equation for l in 1..b-1 does not type the tower b."""
    some = each(IntegerRelation("=", d(l, k(l)), m), high=shift(b, -1))
    refused_by("SP305", Equal(total("l", tower(l)), total("h", tower(h))), facts={**FACTS, "last": some})


def test_a_fact_about_another_layer_does_not_type_the_last() -> None:
    other = each(IntegerRelation("=", d(l, shift(k(l), -1)), m))
    refused_by("SP305", Equal(total("l", tower(l)), total("h", tower(h))), facts={**FACTS, "last": other})


def test_the_bound_index_of_a_fact_is_not_an_integer_of_the_same_name() -> None:
    """t = 1 for a declared t does not turn a fact for all t into one about the tower 1."""
    t = parameter("t")
    is_one = {"t-is": IntegerRelation("=", t, ONE), "some": SOME}
    last = each(IntegerRelation("=", d(t, k(t)), m), index="t")
    claim = Equal(total("l", tower(l)), total("h", tower(h)))
    by_algebra(claim, facts={**is_one, "first": FIRST, "last": last}, integers=("b", "t"))
    one = IntegerRelation("=", d(t, k(t)), m)
    refused_by("SP305", claim, facts={**is_one, "first": FIRST, "last": one}, integers=("b", "t"))


def test_a_leading_index_is_not_captured_by_the_index_of_the_range() -> None:
    """M_{l,i} at l := i is a family over another bound index."""
    found = led(layers("M"), i)
    assert found.range is not None
    assert found.range.index != "i"
    assert found.rows == d(i, parameter(found.range.index))
    assert found.range.high == k(i)


def test_an_instance_of_a_claim_about_towers_captures_nothing() -> None:
    """From M_{l,i} = 0 for all l and i follows M_{h,1} = 0; at l := i the index i is renamed."""
    zero = each(ForAllIndex("i", ONE, k(l), Equal(member(l, i), Zero(d(l, i), d(l, shift(i, -1))))))
    at_i = ForAllIndex("h", ONE, k(i), Equal(member(i, h), Zero(d(i, h), d(i, shift(h, -1)))))
    wrong = ForAllIndex("h", ONE, k(i), Equal(member(h, h), Zero(d(h, h), d(h, shift(h, -1)))))
    general = each(at_i, index="i")
    block: Block = (step("all", general, Fix(("i",), (step("here", at_i, Use("zero", (AtIndex(i),))),))),)
    derived(about(general, zero=zero), block)
    false = each(wrong, index="i")
    broken: Block = (step("all", false, Fix(("i",), (step("here", wrong, Use("zero", (AtIndex(i),))),))),)
    refused("SP320", about(false, zero=zero), broken)


# ------------------------------------------------------------------------------------------------ declarations


@pytest.mark.parametrize(
    ("code", "symbol"),
    [
        ("SP304", replace(layers("M"), range=None)),
        ("SP320", replace(layers("M"), range=Range("i", ONE, shift(k(l), 1)))),  # d_{l,k_l+1} is not declared
        ("SP320", replace(layers("M"), leading=Range("l", ONE, shift(b, 1)))),
        ("SP313", replace(layers("M"), pieces=(Piece(Zero(d(l, i), d(l, shift(i, -1))), ONE, k(l)),))),
        ("SP303", replace(layers("M"), leading=Range("n", ONE, b))),
    ],
)
def test_declarations_without_a_meaning_are_refused(code: str, symbol: SymbolDeclaration) -> None:
    refused_by(code, Equal(Zero(n, n), Zero(n, n)), symbols=(symbol,))


def test_a_family_of_integers_is_no_family_of_sizes() -> None:
    """A family of integers may be zero; only sizes are sizes."""
    whole = (*SIZES, SizeDeclaration("j", Range("l", ONE, b), whole=True))
    size = parameter(SizeAt("j", ONE))
    refused_by("SP302", Equal(Zero(size, size), Zero(size, size)), sizes=whole)
    claim = IntegerRelation("<=", ONE, size)
    refused("SP320", about(claim, sizes=whole), (step("all", claim, Integers()),))
    nearly = IntegerRelation("<=", ONE, k(ONE))
    derived(about(nearly, sizes=whole), (step("all", nearly, Integers()),))


def test_a_family_without_a_leading_index_takes_none() -> None:
    plain = SymbolDeclaration("A", m, n, Range("l", ONE, b))
    claim = Equal(Symbol(FamilyAt("A", ONE), ONE), Symbol(FamilyAt("A", ONE), ONE))
    refused_by("SP304", claim, symbols=(plain,))
    for size in (parameter(SizeAt(FamilyAt("k", ONE), ONE)), parameter(SizeAt("d", ONE))):
        refused_by("SP304", Equal(Zero(size, size), Zero(size, size)))
        relation = IntegerRelation("<=", ONE, size)
        refused("SP301", about(relation), (step("all", relation, Integers()),))


# ------------------------------------------------------------------------------------------------ facts at an index

NARROW = {**FACTS, "deep": each(IntegerRelation("<", ONE, k(l)))}  # every tower has two layers


def two_layers(ranges: tuple[RangeFact, ...]) -> None:
    """1 <= k_b - 1, with these range facts."""
    claim = IntegerRelation("<=", ONE, shift(k(b), -1))
    statement = about(claim, facts=NARROW)
    (done, block) = elaborated(statement, (step("all", claim, Integers()),), {}, {}, complete=False)
    derive(done, (replace(block[0], ranges=ranges),), {}, {})


IN_RANGE = RangeFact(shift(b, -1), (("some", 0, Fraction(1)),))
AT_B = Instance("deep", 0, b)
GOAL = shift(k(b), -2)


def test_a_fact_for_all_towers_holds_for_one() -> None:
    claim = each(IntegerRelation("<=", ONE, shift(k(l), -1)))
    derived(about(claim, facts=NARROW), (step("all", claim, Fix(("l",), (step("here", claim.body, Integers()),))),))
    two_layers((IN_RANGE, RangeFact(GOAL, (("instance:", 0, Fraction(1)),), instances=(AT_B,))))


@pytest.mark.parametrize(
    ("code", "fact"),
    [
        ("SP320", RangeFact(GOAL, (("instance:", 0, Fraction(1)),), instances=(replace(AT_B, at=shift(b, 1)),))),
        ("SP320", RangeFact(GOAL, (("instance:", 0, Fraction(1)),), instances=(replace(AT_B, at=ONE),))),
        ("SP320", RangeFact(GOAL, (("instance:", 0, Fraction(1)),), instances=(replace(AT_B, part=1),))),
        ("SP320", RangeFact(GOAL, (("instance:", 0, Fraction(1)),), instances=(replace(AT_B, name="some"),))),
        ("SP320", RangeFact(GOAL, (("instance:", 1, Fraction(1)),), instances=(AT_B,))),
        ("SP320", RangeFact(GOAL, (("instance:", 0, Fraction(1)),), instances=(AT_B, AT_B))),
        ("SP320", RangeFact(shift(GOAL, -1), (("instance:", 0, Fraction(1)),), instances=(AT_B,))),
    ],
)
def test_forged_instances_of_facts_are_refused(code: str, fact: RangeFact) -> None:
    with pytest.raises(Refusal) as caught:
        two_layers((IN_RANGE, fact))
    assert caught.value.code == code


@pytest.mark.parametrize(
    ("code", "facts"),
    [
        ("SP321", (RangeFact(GOAL, (("instance:", 1, Fraction(1)),), instances=(AT_B,)),)),
        ("SP321", (RangeFact(GOAL, (("instance:", 0, Fraction(1)),)),)),
        ("SP321", (IN_RANGE, RangeFact(GOAL, (("instance:", 0, Fraction(1)),), instances=(AT_B, AT_B)))),
        ("SP322", (IN_RANGE, RangeFact(GOAL, (("instance:", 0, Fraction(1)),), instances=(replace(AT_B, part=1),)))),
        ("SP320", (RangeFact(GOAL, (("instance:", 0, Fraction(1)),), instances=(AT_B,)),)),
        ("SP301", (IN_RANGE, RangeFact(GOAL, (("instance:", 0, Fraction(1)),), instances=(replace(AT_B, at=s),)))),
        ("SP321", (IN_RANGE, RangeFact(shift(GOAL, -1), (("instance:", 0, Fraction(1)),), instances=(AT_B,)))),
    ],
)
def test_a_forged_instance_is_told_from_a_right_one(code: str, facts: tuple[RangeFact, ...]) -> None:
    given = tuple(Named(name, fact) for name, fact in NARROW.items())
    context = context_of(Declarations(("b",), SIZES), given)
    for fact in facts[:-1]:
        context.verify(fact)
    with pytest.raises(Refusal) as caught:
        context.verify(facts[-1])
    assert caught.value.code == code


def test_an_equation_between_neighbours_holds_where_it_is_said() -> None:
    """k_{l+1} = k_l + 1 for l in 1..b-1 says nothing of k_{b+1}, and nothing at b."""
    grows = each(IntegerRelation("=", k(shift(l, 1)), shift(k(l), 1)), high=shift(b, -1))
    facts = {**FACTS, "two": IntegerRelation("<=", integer(2), b), "grows": grows}
    claim = IntegerRelation("=", k(b), shift(k(shift(b, -1)), 1))
    derived(
        about(claim, facts=facts),
        (step("all", grows, Restate("grows")), step("end", claim, Use("grows", (AtIndex(shift(b, -1)),)))),
    )
    second = IntegerRelation("=", k(integer(2)), shift(k(ONE), 1))
    derived(about(second, facts=facts), (step("all", second, Use("grows", (AtIndex(ONE),))),))
    schema = each(IntegerRelation("<=", k(l), shift(k(shift(l, 1)), -1)), high=shift(b, -1))
    derived(about(schema, facts=facts), (step("all", schema, Fix(("l",), (step("here", schema.body, Integers()),))),))
    wrong = each(IntegerRelation("<=", k(l), shift(k(shift(l, 1)), -2)), high=shift(b, -1))
    refused(
        "SP320", about(wrong, facts=facts), (step("all", wrong, Fix(("l",), (step("here", wrong.body, Integers()),))),)
    )
    context = context_of(Declarations(("b",), SIZES), tuple(Named(name, fact) for name, fact in facts.items()))
    beyond = RangeFact(ONE, (("instance:", 0, Fraction(1)),), instances=(Instance("grows", -1, b),))
    with pytest.raises(Refusal) as caught:
        context.verify(beyond)
    assert caught.value.code == "SP320"


# ------------------------------------------------------------------------------------------------ derivatives


def gradient(of: Term, variable: Symbol, value: Term) -> Equal:
    return Equal(Gradient(Trace(of), variable), value)


def test_a_layer_of_one_tower_moves_no_other_tower() -> None:
    facts = {**FACTS, "order": IntegerRelation("<", ONE, b), "square": IntegerRelation("=", m, n)}
    one, two = tower(ONE), tower(integer(2))
    still = gradient(two, member(ONE, ONE), Zero(d(ONE, ONE), n))
    by_algebra(still, facts=facts)
    refused_by("SP329", gradient(one, member(ONE, ONE), Zero(d(ONE, ONE), n)), facts=facts)


def test_whether_two_leading_indices_are_one_is_not_guessed() -> None:
    facts = {**FACTS, "square": IntegerRelation("=", m, n)}
    claim = each(each(gradient(tower(h), member(l, ONE), Zero(d(l, ONE), n)), index="h"))
    refused_by("SP331", claim, facts=facts)


def test_a_sum_over_towers_is_not_taken_for_constant() -> None:
    facts = {**FACTS, "square": IntegerRelation("=", m, n)}
    refused_by("SP334", gradient(total("l", tower(l)), member(ONE, ONE), Zero(d(ONE, ONE), n)), facts=facts)


# ------------------------------------------------------------------------------------------------ quantifiers

CHOSEN = Exists((replace(layers("N"), name="N"),), each(Equal(tower(l, "N"), tower(l))))
ONE_TOWER = SymbolDeclaration("N", d(l, i), d(l, shift(i, -1)), Range("i", ONE, k(l)))
SCHEMA = each(Exists((ONE_TOWER,), Equal(Chain("N", k(l), ONE), tower(l))))


def test_families_are_chosen_one_for_each_leading_index() -> None:
    derived(about(CHOSEN, given=SCHEMA), (step("chosen", CHOSEN, Choose("given")),))


def test_families_are_not_chosen_over_a_longer_range_or_at_another_index() -> None:
    facts = {**FACTS, "two": IntegerRelation("<", ONE, b)}
    short = ForAllIndex("l", ONE, shift(b, -1), SCHEMA.body)
    refused("SP360", about(CHOSEN, given=short, facts=facts), (step("chosen", CHOSEN, Choose("given")),))
    other = Exists((layers("N"),), each(Equal(tower(ONE, "N"), tower(ONE))))
    refused("SP361", about(other, given=SCHEMA), (step("chosen", other, Choose("given")),))
    less = Exists((layers("N"),), each(Equal(member(l, ONE, "N"), member(l, ONE))))
    refused("SP360", about(less, given=SCHEMA), (step("chosen", less, Choose("given")),))


def test_families_exist_as_they_are_given() -> None:
    same, plain = each(Equal(tower(l), tower(l))), SymbolDeclaration("A", m, n, Range("l", ONE, b))
    statement = about(CHOSEN, same=same, symbols=(layers("M"), plain))
    derived(statement, (step("given", CHOSEN, Give("same", ("M",))),))
    one = step("given", CHOSEN, Give("same", (FamilyAt("M", ONE),)))
    refused("SP304", statement, (one,))
    refused("SP304", statement, (step("given", CHOSEN, Give("same", ("A",))),))


def test_one_family_of_several_is_a_value_of_a_family() -> None:
    """For all families N over 1..k_1 of the sizes of the first tower: so for M_1, and for no other tower."""
    first = replace(ONE_TOWER, rows=d(ONE, i), columns=d(ONE, shift(i, -1)), range=Range("i", ONE, k(ONE)))
    general = ForAll((first,), Equal(Chain("N", k(ONE), ONE), Zero(m, n)))
    claim = Equal(tower(ONE), Zero(m, n))
    derived(about(claim, general=general), (step("one", claim, Use("general", (At((FamilyAt("M", ONE),)),))),))
    last = Equal(tower(b), Zero(m, n))
    refused("SP320", about(last, general=general), (step("one", last, Use("general", (At((FamilyAt("M", b),)),))),))


def test_quantified_families_are_the_same_up_to_their_names() -> None:
    general = ForAll((layers("N"),), each(Equal(tower(l, "N"), Zero(m, n))))
    renamed = ForAll((layers("R"),), each(Equal(tower(h, "R"), Zero(m, n)), index="h"))
    derived(about(renamed, general=general), (step("renamed", renamed, Restate("general")),))
    shorter = replace(layers("R"), leading=Range("l", ONE, ONE))
    other = ForAll((shorter,), ForAllIndex("l", ONE, ONE, Equal(tower(l, "R"), Zero(m, n))))
    refused("SP360", about(other, general=general), (step("other", other, Restate("general")),))


def test_families_with_a_leading_index_are_not_found_by_recursion() -> None:
    same, kept = each(Equal(tower(l), tower(l))), each(Equal(tower(l, "N"), tower(l)))
    related = each(Equal(tower(l, "N"), tower(l, "N")), high=shift(b, -1))
    claim = Exists((layers("N"),), And((Equal(tower(ONE, "N"), tower(ONE)), kept, related)))
    block = (step("found", claim, Recursion(upward=True, start="same", step="same")),)
    refused("SP361", about(claim, same=same), block)


# ------------------------------------------------------------------------------------------------ lemmas

depth = parameter("k")


def e(index: Affine) -> Affine:
    return parameter(SizeAt("e", index))


NETWORK = lemma(
    Equal(Chain("U", depth, ONE), Product((Chain("U", depth, integer(2)), Symbol("U", ONE)))),
    integers=("k",),
    sizes=(SizeDeclaration("e", Range("i", ZERO, depth)),),
    symbols=(SymbolDeclaration("U", e(i), e(shift(i, -1)), Range("i", ONE, depth)),),
    facts={"deep": IntegerRelation("<=", ONE, depth)},
    label="network",
)


def network() -> Derived:
    return derive(*elaborated(NETWORK, (step("all", NETWORK.sequent.claim, WANTED),), {}, {}), {}, {})


def applied(**changes: Given) -> Block:
    given = {
        "k": Given("k", integer=k(l)),
        "e": Given("e", integer=d(l, i), index="i"),
        "U": Given("U", other=FamilyAt("M", l)),
    } | changes
    rule = Apply("network", tuple(given.values()), ())
    return (step("all", PEELED, Fix(("l",), (step("here", PEELED.body, rule),))),)


def test_a_theorem_about_one_network_holds_for_every_tower() -> None:
    derived(about(PEELED), applied(), lemmas={"network": network()})


@pytest.mark.parametrize(
    ("code", "changes"),
    [
        ("SP305", {"U": Given("U", other=FamilyAt("M", ONE))}),  # another tower
        ("SP304", {"U": Given("U", other="M")}),  # all towers at once
        ("SP320", {"k": Given("k", integer=k(ONE))}),
        ("SP305", {"e": Given("e", integer=d(l, subtract(k(l), i)), index="i")}),  # the widths turned round
        ("SP320", {"e": Given("e", integer=d(i, l), index="i")}),  # d_{i,l}
        ("SP364", {"e": Given("e", integer=d(l, i), index="i", lead="l")}),
        ("SP320", {"U": Given("U", other=FamilyAt("M", shift(l, 1)))}),
    ],
)
def test_a_lemma_is_refused_for_another_tower(code: str, changes: dict[str, Given]) -> None:
    with pytest.raises(Refusal) as caught:
        derived(about(PEELED), applied(**changes), lemmas={"network": network()})
    assert caught.value.code in (code, "SP320"), str(caught.value)


def all_towers(**changes: Given) -> Block:
    """The lemma PEELED, applied to the same towers under other names."""
    given = {
        "b": Given("b", integer=b), "n": Given("n", integer=n), "m": Given("m", integer=m),
        "k": Given("k", integer=k(h), index="h"),
        "d": Given("d", integer=d(h, s), index="s", lead="h"),
        "M": Given("M", other="R"),
    } | changes  # fmt: skip
    claim = each(Equal(tower(l, "R"), Product((Chain(FamilyAt("R", l), k(l), integer(2)), member(l, ONE, "R")))))
    return (step("all", claim, Apply("peeled", tuple(given.values()), ())),)


def with_peeled(block: Block) -> Derived:
    peeled = by_algebra(PEELED, label="peeled")
    return derived(about(block[-1].claim, symbols=(layers("R"),)), block, lemmas={"peeled": peeled})


def test_a_theorem_about_all_towers_is_applied_to_others() -> None:
    with_peeled(all_towers())


@pytest.mark.parametrize(
    ("code", "change"),
    [
        ("SP364", Given("d", integer=d(h, s), index="s")),
        ("SP364", Given("d", integer=d(h, h), index="h", lead="h")),
        ("SP320", Given("d", integer=d(s, h), index="s", lead="h")),
        ("SP320", Given("k", integer=k(b), index="h")),
        ("SP302", Given("k", integer=shift(k(h), -1), index="h")),
        ("SP304", Given("M", other=FamilyAt("R", ONE))),
        ("SP320", Given("b", integer=shift(b, 1))),
    ],
)
def test_a_theorem_about_all_towers_needs_towers(code: str, change: Given) -> None:
    with pytest.raises(Refusal) as caught:
        with_peeled(all_towers(**{change.name: change}))
    assert caught.value.code in (code, "SP305", "SP320"), str(caught.value)


def test_the_range_of_a_family_mentions_no_family_that_is_declared_later() -> None:
    """Otherwise the names of the place where a lemma is applied would be read into its ranges."""
    sizes = (SizeDeclaration("d", Range("i", ZERO, k(ONE))), SizeDeclaration("k", Range("l", ONE, ONE)))
    claim: Formula = IntegerRelation("<=", ONE, k(ONE))
    turned = lemma(claim, sizes=sizes, label="turned")
    proved = derived(turned, (step("all", claim, Integers()),))
    given = (Given("k", integer=k(ONE), index="l"), Given("d", integer=d(ONE, i), index="i"))
    refused("SP364", about(claim), (step("all", claim, Apply("turned", given, ())),), lemmas={"turned": proved})


def test_a_sum_is_taken_of_a_claim_about_every_tower() -> None:
    zero = each(Equal(tower(l), Zero(m, n)))
    claim = Equal(total("l", tower(l)), total("l", Zero(m, n)))
    derived(about(claim, zero=zero), (step("sum", claim, SumOf("zero")),))
    other = Equal(total("l", tower(l)), total("l", tower(l), shift(b, -1)))
    refused("SP360", about(other, zero=zero), (step("sum", other, SumOf("zero")),))
