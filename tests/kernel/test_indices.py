"""Ranges, chains, schemas, cases and induction: each with its claim, and every range wrong by one, at both ends."""

from __future__ import annotations

from dataclasses import replace
from fractions import Fraction

import pytest
from kernel.building import (
    AXIOM,
    DEPTHS,
    HERE,
    LAYERS,
    LAYERS_FIT,
    chain,
    d,
    declare,
    equal,
    i,
    integer,
    j,
    k,
    known,
    matrix,
    n,
    proved,
    refused,
    relation,
    sequent,
    shift,
    symbol,
    times,
    within,
)

from symproof.language.affine import Affine, subtract
from symproof.language.certificate import Algebra, Cases, Certificate, Entry, Generalize, Induction, Parts
from symproof.language.declarations import Declarations, Piece, RangeFact, SymbolDeclaration, WellFormed
from symproof.language.formulas import And, Equal, ForAllIndex, Formula, IntegerRelation
from symproof.language.steps import Split
from symproof.language.terms import Basis, Identity, Term, Transpose

NETWORK = declare(LAYERS, integers=["k"], sizes=[DEPTHS], well_formed=[LAYERS_FIT])
DEEP: dict[str, Formula] = {"deep": relation(3, "<=", k)}


def deep(*goals: int) -> tuple[RangeFact, ...]:
    """k - goal >= 0, from 3 <= k."""
    return tuple(known(shift(k, -goal), ("deep", 0, 1)) for goal in goals)


# ------------------------------------------------------------------------------------------------ range facts


@pytest.mark.parametrize(
    ("code", "fact"),
    [
        ("SP321", known(shift(k, -4), ("deep", 0, 1))),
        ("SP321", known(k, ("deep", 0, 2))),
        ("SP321", known(k, ("deep", 0, -1))),
        ("SP321", known(k, ("deep", 0, 0))),
        ("SP321", known(k)),
        ("SP321", known(subtract(integer(0), k), ("deep", 0, 1))),
        ("SP322", known(k, ("deep", 1, 1))),
        ("SP322", known(k, ("shallow", 0, 1))),
        ("SP322", known(k, ("bound:i", 0, 1))),
        ("SP322", known(k, ("case:0", 0, 1))),
        ("SP322", known(k, ("nonempty:i", 0, 1))),
        ("SP321", known(k, ("size", 0, 1))),
        ("SP321", known(k, ("size", -1, 1), sizes=(d(0),))),
        ("SP302", known(shift(k, -1), ("size", 0, 1), sizes=(k,))),
        ("SP320", known(shift(d(9), -1), ("size", 0, 1), sizes=(d(9),))),
        ("SP320", known(shift(d(-1), -1), ("size", 0, 1), sizes=(d(-1),))),
        ("SP321", known(shift(k, -3), ("deep", 0, 1), sizes=(d(0),))),
        ("SP323", known(shift(k, -3), ("deep", 0, 1))),
        ("SP323", known(integer(3))),
    ],
)
def test_forged_range_facts(code: str, fact: RangeFact) -> None:
    """Each fact is wrong, or is not needed."""
    refused(code, sequent(NETWORK, equal(1, 1), {}, DEEP), Algebra(ranges=(fact,)))


def test_multipliers_are_rational_and_strict_facts_are_tightened() -> None:
    """From 2 i < 2 k only 2 k - 2 i - 1 >= 0 follows by the rule: no rounding."""
    double: dict[str, Formula] = {"h": IntegerRelation("<", Affine(0, (("j", 2),)), Affine(0, (("k", 2),)))}
    gap = subtract(k, j)
    claim = equal(symbol("M", 1), symbol("M", 1))
    half = RangeFact(gap, (("h", 0, Fraction(1, 2)),))
    network = replace(NETWORK, integers=("k", "j"))
    refused("SP323", sequent(network, equal(1, 1), {}, double), Algebra(ranges=(half,)))
    rounded = RangeFact(shift(gap, -1), (("h", 0, Fraction(1, 2)),))
    refused("SP321", sequent(network, claim, {}, double), Algebra(ranges=(rounded,)))


def test_sizes_are_at_least_one_in_range_facts() -> None:
    family = matrix("x", 1, 1, within("l", 1, n))
    statement = sequent(declare(family), equal(symbol("x", 1), symbol("x", 1)))
    proved(statement, Algebra(ranges=(known(shift(n, -1), ("size", 0, 1), sizes=(n,)),)))
    refused("SP321", statement, Algebra(ranges=(known(shift(n, -2), ("size", 0, 1), sizes=(n,)),)))
    refused("SP320", statement, AXIOM)


# ------------------------------------------------------------------------------------------------ members and chains


@pytest.mark.parametrize(("index", "good"), [(integer(0), False), (integer(1), True), (integer(3), True),
                                             (integer(4), False), (k, True), (shift(k, 1), False)])  # fmt: skip
def test_members_lie_in_the_range_of_their_family(index: Affine, good: bool) -> None:
    statement = sequent(NETWORK, equal(symbol("M", index), symbol("M", index)), {}, DEEP)
    goal = subtract(k, index)
    ranges = deep(index.constant) if index.is_constant and 0 <= index.constant <= 3 and good else ()
    if index == k:
        ranges = deep(1)
    if good:
        proved(statement, Algebra(ranges=ranges), used={"deep"})
        refused("SP320", statement, AXIOM)
    else:
        refused("SP320", statement, Algebra(ranges=deep(1)))
        assert goal != shift(k, -3)


def chains(high: int, low: int) -> Equal:
    return equal(chain("M", high, low), chain("M", high, low))


@pytest.mark.parametrize(("high", "low", "goals"), [(3, 1, [3]), (3, 3, [3]), (2, 3, [2]), (0, 1, []), (1, 2, [1])])
def test_chains_lie_in_the_range_of_their_family(high: int, low: int, goals: list[int]) -> None:
    goals = goals or [0]
    statement = sequent(NETWORK, chains(high, low), {}, DEEP)
    ranges = deep(*goals)
    proved(statement, Algebra(ranges=ranges), used={"deep"})
    refused("SP320", statement, AXIOM)


@pytest.mark.parametrize(("high", "low"), [(4, 1), (3, 0), (0, 0), (-1, 0), (1, 3), (2, 4)])
def test_chains_that_leave_the_range(high: int, low: int) -> None:
    """One too high, one too low, one too short."""
    refused("SP320", sequent(NETWORK, chains(high, low), {}, DEEP), Algebra(ranges=deep(1, 2, 3)))


def test_adjacent_chains_merge_and_others_do_not() -> None:
    def claim(left: Term, right: Term) -> Formula:
        return equal(times(left, right), chain("M", 3, 1))

    for at in (1, 2):
        facts = deep(3, at)
        good = claim(chain("M", 3, at + 1), chain("M", at, 1))
        proved(sequent(NETWORK, good, {}, DEEP), Algebra(ranges=facts), used={"deep"})
    good = claim(chain("M", 3, 1), chain("M", 0, 1))
    proved(sequent(NETWORK, good, {}, DEEP), Algebra(ranges=deep(3, 0)), used={"deep"})
    for left, right in ((chain("M", 3, 3), chain("M", 1, 1)), (chain("M", 3, 2), chain("M", 2, 1)),
                        (chain("M", 2, 1), chain("M", 3, 3))):  # fmt: skip
        refused("SP305", sequent(NETWORK, claim(left, right), {}, DEEP), Algebra(ranges=deep(1, 2, 3)))
    same = declare(matrix("S", n, n, within("l", 1, 9)))
    for first, second in ((3, 1), (2, 3), (3, 3)):
        product = times(symbol("S", first), symbol("S", second))
        refused("SP329", sequent(same, equal(product, chain("S", 3, 2))), AXIOM)
        refused("SP329", sequent(same, equal(product, chain("S", 3, 1))), AXIOM)
    proved(sequent(same, equal(times(symbol("S", 3), symbol("S", 2)), chain("S", 3, 2))), AXIOM)
    backward = equal(times(Transpose(symbol("S", 2)), Transpose(symbol("S", 3))), Transpose(chain("S", 3, 2)))
    proved(sequent(same, backward), AXIOM)
    forward = equal(times(Transpose(symbol("S", 3)), Transpose(symbol("S", 2))), Transpose(chain("S", 3, 2)))
    refused("SP329", sequent(same, forward), AXIOM)


def test_families_that_do_not_chain() -> None:
    ascending = matrix("M", d(shift(i, -1)), d(i), within("i", 1, k))
    declared = declare(ascending, integers=["k"], sizes=[DEPTHS], well_formed=[LAYERS_FIT])
    refused("SP307", sequent(declared, chains(3, 1), {}, DEEP), Algebra(ranges=deep(3)))
    alone = declare(matrix("A", n, n))
    refused("SP304", sequent(alone, equal(chain("A", 2, 1), chain("A", 2, 1))), AXIOM)


def test_an_empty_chain_is_the_identity_between_the_members() -> None:
    claim = equal(chain("M", 1, 2), Identity(d(1)))
    ranges = (*deep(1), known(k, ("deep", 0, 1)))
    proved(sequent(NETWORK, claim, {}, DEEP), Algebra(ranges=ranges[:1]), used={"deep"})
    wrong = equal(chain("M", 1, 2), Identity(d(2)))
    refused("SP305", sequent(NETWORK, wrong, {}, DEEP), Algebra(ranges=deep(1, 2)))


def test_split() -> None:
    """M_3..M_1 = (M_3..M_{c+1}) (M_c..M_1): of use for families that unfold, and checked at both ends."""
    body = symbol("M", i)
    fit = (known(shift(i, -1), ("bound:i", 0, 1)), known(subtract(k, i), ("bound:i", 1, 1)))
    twice = SymbolDeclaration("D", d(i), d(shift(i, -1)), within("i", 1, k), (Piece(times(2, body), integer(1), k),))
    declared = replace(
        NETWORK,
        symbols=(LAYERS, twice),
        well_formed=(LAYERS_FIT, replace(LAYERS_FIT, name="D"), WellFormed("D", 1, fit)),
    )
    claim = equal(chain("D", 2, 1), times(4, chain("M", 2, 1)))
    derived = Split("D", integer(2), integer(1), integer(1))
    statement = sequent(declared, claim, {}, DEEP)
    by = Algebra((Entry("step:1"),), (derived,), deep(1, 2))
    proved(statement, by, used={"deep"})
    refused("SP329", statement, Algebra(ranges=deep(2)))
    refused("SP320", statement, replace(by, derived=(replace(derived, at=integer(3)),), ranges=deep(1, 2, 3)))
    refused("SP320", statement, replace(by, derived=(replace(derived, at=integer(-1)),)))
    refused("SP320", statement, replace(by, derived=(replace(derived, high=integer(4)),), ranges=deep(1, 2, 3)))
    refused("SP320", statement, replace(by, derived=(replace(derived, low=integer(0)),)))
    refused("SP329", statement, replace(by, derived=(replace(derived, at=integer(2)),)))
    thrice = equal(chain("D", 2, 1), times(2, chain("M", 2, 1)))
    refused("SP329", sequent(declared, thrice, {}, DEEP), by)


# ------------------------------------------------------------------------------------------------ pieces


def _pieced(first_high: Affine, second_low: Affine) -> Declarations:
    """D_i = 2 S_i for i <= first_high, S_i from second_low on."""
    family = matrix("S", n, n, within("i", 1, k))
    first, second = Piece(times(2, symbol("S", i)), integer(1), first_high), Piece(symbol("S", i), second_low, k)
    whole = (known(shift(i, -1), ("bound:i", 0, 1)), known(subtract(k, i), ("bound:i", 1, 1)))
    defined = SymbolDeclaration("D", n, n, within("i", 1, k), (first, second))
    fit = (WellFormed("D", 1, whole), WellFormed("D", 2, whole))
    return declare(family, defined, integers=["k", "j"], well_formed=fit)


INSIDE: dict[str, Formula] = {"low": relation(1, "<=", j), "high": relation(j, "<", k)}
J_LOW, J_UP = known(shift(j, -1), ("low", 0, 1)), known(subtract(k, j), ("high", 0, 1))
J_NEXT = known(shift(subtract(k, j), -1), ("high", 0, 1))


def test_the_piece_of_a_member_is_decided() -> None:
    declared = _pieced(j, shift(j, 1))
    at = sequent(declared, equal(symbol("D", j), times(2, symbol("S", j))), {}, INSIDE)
    proved(at, Algebra(ranges=(J_LOW, J_UP)), used={"low", "high"})
    above = sequent(declared, equal(symbol("D", shift(j, 1)), symbol("S", shift(j, 1))), {}, INSIDE)
    positive = known(j, ("low", 0, 1))
    proved(above, Algebra(ranges=(positive, J_NEXT)), used={"low", "high"})
    off = sequent(declared, equal(symbol("D", shift(j, 1)), times(2, symbol("S", shift(j, 1)))), {}, INSIDE)
    refused("SP329", off, Algebra(ranges=(positive, J_NEXT)))
    undecided = sequent(declared, equal(symbol("D", 1), times(2, symbol("S", 1))), {}, INSIDE)
    k_low = RangeFact(shift(k, -1), (("low", 0, Fraction(1)), ("high", 0, Fraction(1))))
    refused("SP325", undecided, Algebra(ranges=(k_low,)))
    proved(undecided, Algebra(ranges=(k_low, J_LOW)), used={"low", "high"})


def test_a_chain_splits_at_the_boundary_of_pieces() -> None:
    declared = _pieced(j, shift(j, 1))
    claim = equal(chain("D", k, j), times(2, chain("S", k, j)))
    facts = (J_LOW, J_UP, known(shift(subtract(k, j), 1), ("high", 0, 1)))
    proved(sequent(declared, claim, {}, INSIDE), Algebra(ranges=facts), used={"low", "high"})
    refused("SP325", sequent(declared, claim, {}, INSIDE), Algebra(ranges=(J_LOW, facts[2])))
    off = equal(chain("D", k, shift(j, 1)), times(2, chain("S", k, shift(j, 1))))
    positive = known(j, ("low", 0, 1))
    refused("SP329", sequent(declared, off, {}, INSIDE), Algebra(ranges=(positive, J_UP)))


@pytest.mark.parametrize(("low", "code"), [(1, "SP313"), (0, "SP313"), (-5, "SP313")])
def test_pieces_one_off(low: int, code: str) -> None:
    refused(code, sequent(_pieced(j, shift(j, 1 - low if low == 1 else low)), equal(1, 1), {}, INSIDE), AXIOM)


# ------------------------------------------------------------------------------------------------ basis columns


def test_basis_columns() -> None:
    e1 = Basis(integer(1), n)
    one = (known(shift(n, -1), ("size", 0, 1), sizes=(n,)),)
    declared = declare(integers=["j"])
    proved(sequent(declared, equal(times(Transpose(e1), e1), 1)), Algebra(ranges=one))
    for index in (integer(0), integer(2), n._replace(constant=1), j):
        e = Basis(index, n)
        refused("SP320", sequent(declared, equal(times(Transpose(e), e), 1)), Algebra(ranges=one))
    en = Basis(n, n)
    refused("SP329", sequent(declared, equal(times(Transpose(e1), en), 1)), Algebra(ranges=one))
    refused("SP329", sequent(declared, equal(times(Transpose(e1), en), 0)), Algebra(ranges=one))
    proved(sequent(declared, equal(Basis(integer(1), integer(1)), 1)), AXIOM)


# ------------------------------------------------------------------------------------------------ schemas

XS = matrix("X", n, n, within("l", 0, 9))
YS = matrix("Y", n, n, within("l", 0, 9))
FAMILIES = declare(XS, YS, integers=["j", "k"])


def schema(low: Affine | int, high: Affine | int, body: Formula, index: str = "i") -> ForAllIndex:
    bounds = [integer(bound) if isinstance(bound, int) else bound for bound in (low, high)]
    return ForAllIndex(index, bounds[0], bounds[1], body)


SAME = equal(symbol("X", i), symbol("Y", i))


@pytest.mark.parametrize(("at", "good"), [(1, False), (2, True), (5, True), (6, False)])
def test_an_instance_lies_in_the_range_of_its_schema(at: int, good: bool) -> None:
    statement = sequent(FAMILIES, equal(symbol("X", at), symbol("Y", at)), {"h": schema(2, 5, SAME)})
    by = Algebra((Entry("h", at=(integer(at),)),))
    if good:
        proved(statement, by, used={"h"})
        refused("SP326", statement, Algebra((Entry("h"),)))
        refused("SP326", statement, Algebra((Entry("h", at=(integer(at), integer(at))),)))
        refused("SP329", statement, Algebra((Entry("h", at=(integer(7 - at),)),)))
    else:
        refused("SP320", statement, by)


def test_a_symbolic_instance_needs_its_range_facts() -> None:
    facts: dict[str, Formula] = {"low": relation(2, "<=", j), "high": relation(j, "<=", 5)}
    ranges = (
        known(shift(j, -2), ("low", 0, 1)), known(subtract(integer(5), j), ("high", 0, 1)),
        known(j, ("low", 0, 1)), known(subtract(integer(9), j), ("high", 0, 1)),
    )  # fmt: skip
    statement = sequent(FAMILIES, equal(symbol("X", j), symbol("Y", j)), {"h": schema(2, 5, SAME)}, facts)
    by = Algebra((Entry("h", at=(j,)),), ranges=ranges)
    proved(statement, by, used={"h", "low", "high"})
    for missing in range(4):
        refused("SP320", statement, replace(by, ranges=ranges[:missing] + ranges[missing + 1 :]))
    for off in (1, -1):
        moved = replace(statement, claim=equal(symbol("X", shift(j, off)), symbol("Y", shift(j, off))))
        refused("SP320", moved, replace(by, combination=(Entry("h", at=(shift(j, off),)),)))


def test_nested_schemas() -> None:
    inner = ForAllIndex("l", i, integer(5), equal(symbol("X", i), symbol("Y", Affine(0, (("l", 1),)))))
    premise = schema(1, 3, inner)

    def at(first: int, second: int) -> Algebra:
        return Algebra((Entry("h", at=(integer(first), integer(second))),))

    def statement(first: int, second: int) -> Formula:
        return equal(symbol("X", first), symbol("Y", second))

    proved(sequent(FAMILIES, statement(2, 4), {"h": premise}), at(2, 4), used={"h"})
    for first, second in ((0, 4), (4, 4), (3, 2), (2, 6)):
        refused("SP320", sequent(FAMILIES, statement(first, second), {"h": premise}), at(first, second))
    refused("SP329", sequent(FAMILIES, statement(2, 4), {"h": premise}), at(3, 4))


BOUND = (known(i, ("bound:i", 0, 1)), known(subtract(integer(9), i), ("bound:i", 1, 1)))


def test_generalize() -> None:
    """X_i = Y_i for 2 <= i <= 5 from the schema; from one of a range shorter by one, at either end, not."""
    claim = schema(2, 5, SAME)
    inside = (known(shift(i, -2), ("bound:i", 0, 1)), known(subtract(integer(5), i), ("bound:i", 1, 1)))
    by = Algebra((Entry("h", at=(i,)),), ranges=(*BOUND, *inside))
    for certificate in (by, Generalize(by)):
        proved(sequent(FAMILIES, claim, {"h": claim}), certificate, used={"h"})
    for low, high in ((3, 5), (2, 4)):
        premise = {"h": schema(low, high, SAME)}
        refused("SP320", sequent(FAMILIES, claim, premise), by)
        forged = (known(shift(i, -low), ("bound:i", 0, 1)), known(subtract(integer(high), i), ("bound:i", 1, 1)))
        refused("SP321", sequent(FAMILIES, claim, premise), replace(by, ranges=(*BOUND, *forged)))
    for low, high in ((-1, 5), (2, 10)):
        refused("SP320", sequent(FAMILIES, schema(low, high, equal(symbol("X", i), symbol("X", i)))), AXIOM)
    refused("SP327", sequent(FAMILIES, equal(1, 1)), Generalize(AXIOM))
    refused("SP329", sequent(FAMILIES, claim), Generalize(Algebra(ranges=BOUND)))


# ------------------------------------------------------------------------------------------------ cases


def test_cases() -> None:
    """X_j = Y_j from its schemas below and from 4 on; with a hole between the cases, not."""
    facts: dict[str, Formula] = {"low": relation(0, "<=", j), "high": relation(j, "<=", 9)}
    premises: dict[str, Formula] = {"upper": schema(4, 9, SAME), "lower": schema(0, 3, SAME)}
    statement = sequent(FAMILIES, equal(symbol("X", j), symbol("Y", j)), premises, facts)
    to_nine, positive = known(subtract(integer(9), j), ("high", 0, 1)), known(j, ("low", 0, 1))
    upper = Algebra((Entry("upper", at=(j,)),), ranges=(known(shift(j, -4), ("case:0", 0, 1)), to_nine, positive))
    lower = Algebra(
        (Entry("lower", at=(j,)),),
        ranges=(known(subtract(integer(3), j), ("case:0", 0, 1)), to_nine, positive),
    )
    proved(statement, Cases(shift(j, -4), upper, lower), used={"upper", "lower", "low", "high"})
    refused("SP321", statement, Cases(shift(j, -3), upper, lower))
    refused("SP321", statement, Cases(shift(j, -5), upper, lower))
    refused("SP321", statement, Cases(shift(j, -4), lower, upper))
    refused("SP322", statement, upper)
    refused("SP301", statement, Cases(i, upper, lower))
    for name, hole in (("upper", schema(5, 9, SAME)), ("lower", schema(0, 2, SAME))):
        refused("SP320", replace(statement, premises=sequent(FAMILIES, SAME, premises | {name: hole}).premises),
                Cases(shift(j, -4), upper, lower))  # fmt: skip


def test_nested_cases_are_numbered_from_outside() -> None:
    facts: dict[str, Formula] = {"low": relation(0, "<=", j), "high": relation(j, "<=", 9)}
    claim = equal(1, 1)
    inner_only = Algebra(ranges=(known(shift(j, -4), ("case:1", 0, 1)),))
    refused("SP322", sequent(FAMILIES, claim, {}, facts), Cases(shift(j, -4), inner_only, AXIOM))
    too_much = Algebra(ranges=(known(shift(j, -7), ("case:1", 0, 1)),))
    nested = Cases(shift(j, -4), Cases(shift(j, -6), too_much, AXIOM), AXIOM)
    refused("SP321", sequent(FAMILIES, claim, {}, facts), nested)


# ------------------------------------------------------------------------------------------------ induction

UP = equal(symbol("X", shift(i, 1)), symbol("X", i))
DOWN = equal(symbol("X", shift(i, -1)), symbol("X", i))
CONSTANT = equal(symbol("X", i), symbol("Y", 0))


def both(*goals: tuple[Affine, int, int]) -> tuple[RangeFact, ...]:
    return tuple(known(goal, (f"bound:{'i'}", part, by)) for goal, part, by in goals)


def upward(low: int, high: int) -> Induction:
    """X_i = Y_0 for low <= i <= high, from X_low = Y_0 and X_{i+1} = X_i."""
    step = Algebra(
        (Entry("h", at=(i,)), HERE),
        ranges=both(
            (shift(i, -low), 0, 1), (subtract(integer(high - 1), i), 1, 1), (i, 0, 1), (subtract(integer(9), i), 1, 1),
            (subtract(integer(8), i), 1, 1), (shift(i, 1), 0, 1),
        ),
    )  # fmt: skip
    unique = tuple({fact.nonnegative: fact for fact in step.ranges}.values())
    return Induction(True, Algebra((Entry("start"),)), replace(step, ranges=unique))


def downward(low: int, high: int) -> Induction:
    step = Algebra(
        (Entry("h", at=(i,)), HERE),
        ranges=both(
            (shift(i, -low - 1), 0, 1), (subtract(integer(high), i), 1, 1), (i, 0, 1), (subtract(integer(9), i), 1, 1),
            (subtract(integer(10), i), 1, 1), (shift(i, -1), 0, 1),
        ),
    )  # fmt: skip
    unique = tuple({fact.nonnegative: fact for fact in step.ranges}.values())
    return Induction(False, Algebra((Entry("start"),)), replace(step, ranges=unique))


def starting(at: int) -> Formula:
    return equal(symbol("X", at), symbol("Y", 0))


def test_induction_upward() -> None:
    premises: dict[str, Formula] = {"start": starting(2), "h": schema(2, 5, UP)}
    proved(sequent(FAMILIES, schema(2, 6, CONSTANT), premises), upward(2, 6), used={"start", "h"}, rules={"induction"})


def test_induction_downward() -> None:
    premises: dict[str, Formula] = {"start": starting(6), "h": schema(3, 6, DOWN)}
    by = downward(2, 6)
    proved(sequent(FAMILIES, schema(2, 6, CONSTANT), premises), by, used={"start", "h"}, rules={"induction"})


@pytest.mark.parametrize(("low", "high"), [(1, 6), (3, 6), (2, 7)])
def test_induction_upward_one_off(low: int, high: int) -> None:
    """The claim starts one early or late, or ends one late; or the step fails at one end of its range."""
    premises: dict[str, Formula] = {"start": starting(2), "h": schema(2, 5, UP)}
    statement = sequent(FAMILIES, schema(low, high, CONSTANT), premises)
    refused("SP329" if low != 2 else "SP320", statement, upward(low, high))


@pytest.mark.parametrize("step", [schema(3, 5, UP), schema(2, 4, UP)])
def test_induction_upward_with_a_hole(step: Formula) -> None:
    premises: dict[str, Formula] = {"start": starting(2), "h": step}
    refused("SP320", sequent(FAMILIES, schema(2, 6, CONSTANT), premises), upward(2, 6))


@pytest.mark.parametrize(("low", "high"), [(1, 6), (2, 5), (2, 7)])
def test_induction_downward_one_off(low: int, high: int) -> None:
    premises: dict[str, Formula] = {"start": starting(6), "h": schema(3, 6, DOWN)}
    statement = sequent(FAMILIES, schema(low, high, CONSTANT), premises)
    refused("SP329" if high != 6 else "SP320", statement, downward(low, high))


@pytest.mark.parametrize("step", [schema(4, 6, DOWN), schema(3, 5, DOWN)])
def test_induction_downward_with_a_hole(step: Formula) -> None:
    premises: dict[str, Formula] = {"start": starting(6), "h": step}
    refused("SP320", sequent(FAMILIES, schema(2, 6, CONSTANT), premises), downward(2, 6))


def test_induction_needs_its_base() -> None:
    statement = sequent(FAMILIES, schema(2, 6, CONSTANT), {"h": schema(2, 5, UP)})
    refused("SP329", statement, replace(upward(2, 6), base=AXIOM))
    refused("SP326", statement, upward(2, 6))
    refused("SP326", statement, replace(upward(2, 6), base=Algebra((HERE,))))


def test_induction_turned_round() -> None:
    premises: dict[str, Formula] = {"start": starting(2), "h": schema(2, 5, UP)}
    refused("SP329", sequent(FAMILIES, schema(2, 6, CONSTANT), premises), replace(upward(2, 6), upward=False))


def test_the_hypothesis_is_used_at_its_own_index_only() -> None:
    """E(i) at i - 1, or at i + 1, which is the claim of the step itself."""
    premises: dict[str, Formula] = {"start": starting(2), "h": schema(2, 5, UP)}
    statement = sequent(FAMILIES, schema(2, 6, CONSTANT), premises)
    by = upward(2, 6)
    assert isinstance(by.step, Algebra)
    for at in (shift(i, -1), i, shift(i, 1)):
        forged = replace(by.step, combination=(by.step.combination[0], Entry("induction", at=(at,))))
        refused("SP326", statement, replace(by, step=forged))
    refused("SP329", statement, replace(by, step=replace(by.step, combination=(HERE,))))


def test_the_step_of_an_induction_may_use_that_its_range_is_not_empty() -> None:
    """X_i for i in 1..k, k <= 9 not known to be at least 1: the base may use 1 <= k."""
    facts: dict[str, Formula] = {"depth": relation(k, "<=", 9)}
    claim = schema(1, k, equal(symbol("X", k), symbol("X", k)))
    nonempty = (known(shift(k, 0), ("nonempty:i", 0, 1)), known(subtract(integer(9), k), ("depth", 0, 1)))
    by = Algebra(ranges=nonempty)
    proved(sequent(FAMILIES, claim, {}, facts), Induction(True, by, by), used={"depth"}, rules={"induction"})
    refused("SP322", sequent(FAMILIES, claim, {}, facts), Generalize(by))
    too_much = Algebra(ranges=(known(shift(k, -2), ("nonempty:i", 0, 1)), nonempty[1]))
    refused("SP321", sequent(FAMILIES, claim, {}, facts), Induction(True, too_much, by))


def test_a_claim_that_is_no_schema() -> None:
    refused("SP327", sequent(FAMILIES, starting(2)), Induction(True, AXIOM, AXIOM))


def test_induction_over_a_conjunction() -> None:
    body = And((CONSTANT, equal(Transpose(symbol("X", i)), Transpose(symbol("Y", 0)))))
    premises: dict[str, Formula] = {"start": starting(2), "h": schema(2, 5, UP)}
    by = upward(2, 6)
    assert isinstance(by.step, Algebra)

    def turned(certificate: Algebra, part: int) -> Algebra:
        entries = [replace(entry, transposed=True) for entry in certificate.combination]
        return replace(certificate, combination=tuple(
            replace(entry, part=part) if entry.premise == "induction" else entry for entry in entries))  # fmt: skip

    base: Certificate = Parts((Algebra((Entry("start"),)), Algebra((Entry("start", transposed=True),))))
    step = Parts((by.step, turned(by.step, 0)))
    statement = sequent(FAMILIES, schema(2, 6, body), premises)
    proved(statement, Induction(True, base, step), used={"start", "h"}, rules={"induction"})
    refused("SP329", statement, Induction(True, base, Parts((by.step, turned(by.step, 1)))))


def test_products_of_all_layers() -> None:
    """V_0 = I, V_i = S_i V_{i-1} for 1 <= i <= k gives V_i = S_i..S_1, at every depth."""
    declared = declare(
        matrix("S", n, n, within("l", 1, k)), matrix("V", n, n, within("l", 0, k)), integers=["k"]
    )  # fmt: skip
    here, before = symbol("V", i), symbol("V", shift(i, -1))
    premises: dict[str, Formula] = {
        "start": equal(symbol("V", 0), Identity(n)),
        "h": schema(1, k, equal(here, times(symbol("S", i), before))),
    }
    facts: dict[str, Formula] = {"depth": relation(0, "<=", k)}
    claim = schema(0, k, equal(here, chain("S", i, 1)))
    after = shift(i, 1)
    ranges = (
        *both((shift(i, 1), 0, 1), (i, 0, 1)),
        known(shift(subtract(k, i), -1), ("bound:i", 1, 1)), known(subtract(k, i), ("bound:i", 1, 1)),
    )  # fmt: skip
    step = Algebra((Entry("h", at=(after,)), Entry("induction", left=symbol("S", after))), ranges=ranges)
    base = Algebra((Entry("start"),), ranges=(known(k, ("depth", 0, 1)),))
    proved(
        sequent(declared, claim, premises, facts), Induction(True, base, step),
        used={"start", "h", "depth"}, rules={"induction"},
    )  # fmt: skip
    too_far = schema(0, shift(k, 1), equal(here, chain("S", i, 1)))
    refused("SP321", sequent(declared, too_far, premises, facts), Induction(True, base, step))
