"""Attempts to prove something false, each through a loophole of its own."""

from __future__ import annotations

from dataclasses import FrozenInstanceError, replace
from fractions import Fraction

import pytest
from kernel.building import (
    AXIOM,
    SQUARE,
    A,
    B,
    c,
    declare,
    equal,
    i,
    integer,
    j,
    k,
    known,
    m,
    matrix,
    minus,
    n,
    parameter,
    plus,
    proved,
    refused,
    relation,
    scalars,
    sequent,
    shift,
    symbol,
    times,
    within,
)  # fmt: skip

from symproof.kernel.replay import Theorem, replay
from symproof.language.affine import ONE, Affine, SizeAt, SizeProduct, add, subtract
from symproof.language.certificate import Algebra, Cases, Congruence, Entry, Generalize, Induction, Parts, Split
from symproof.language.declarations import FunctionDeclaration, Piece, SizeDeclaration, SymbolDeclaration, WellFormed
from symproof.language.formulas import And, Equal, ForAllIndex, Invertible
from symproof.language.refusal import Refusal
from symproof.language.terms import (
    Chain,
    Differential,
    Gradient,
    Identity,
    Integer,
    Inverse,
    Number,
    Power,
    Product,
    Sum,
    Symbol,
    Trace,
    Transpose,
    Value,
    Zero,
)

NUMBERS = (matrix("x", 1, 1, within("l", 1, 9)), *scalars("y", "z"))
x1, x5 = symbol("x", 1), symbol("x", 5)
y, z = Symbol("y"), Symbol("z")
LAYERS_OF_TWO = (
    known(i, ("bound:i", 0, 1)),
    known(Affine(2, (("i", -1),)), ("bound:i", 1, 1)),
    known(shift(i, -1), ("bound:i", 0, 1)),
    known(Affine(3, (("i", -1),)), ("bound:i", 1, 1)),
)
TO_NINE = known(Affine(10, (("l", -1),)), ("bound:l", 1, 1))


# ------------------------------------------------------------------------------------------------ binders


def test_an_inner_schema_of_the_same_index_does_not_take_the_outer_one() -> None:
    """for all l in 1..5: for all l in 1..2: x_l = 0 says x_1 = x_2 = 0, not x_5 = 0."""
    inner = ForAllIndex("l", integer(1), integer(2), equal(symbol("x", parameter("l")), 0))
    premise = ForAllIndex("l", integer(1), integer(5), inner)
    by = Algebra((Entry("h", at=(integer(5), integer(1))),))
    refused("SP303", sequent(declare(*NUMBERS), equal(x5, 0), {"h": premise}), by)


def test_bounds_are_not_bound_by_their_own_schema() -> None:
    """A premise for all i in i..i is not closed: in an induction over i it would say something else."""
    premise = ForAllIndex("i", i, i, equal(y, 0))
    claim = ForAllIndex("i", integer(1), integer(3), equal(y, 0))
    by = Generalize(Algebra((Entry("h", at=(i,)),)))
    refused("SP301", sequent(declare(*NUMBERS), claim, {"h": premise}), by)


def test_the_bounds_of_a_claim_are_closed() -> None:
    refused("SP301", sequent(declare(*NUMBERS), ForAllIndex("i", i, shift(i, -1), equal(y, 0)), {}), AXIOM)


def test_an_index_is_a_name() -> None:
    """An index that is called k-1 would read like the expression k - 1 inside f( )."""
    family = matrix("x", 1, 1, within("l", 0, k))
    f = FunctionDeclaration("f", ONE, ONE)
    odd = parameter("k-1")
    claim = ForAllIndex(
        "k-1", integer(0), k,
        equal(Value("f", symbol("x", odd)), Value("f", symbol("x", shift(k, -1)))),
    )  # fmt: skip
    fact = {"k": relation(1, "<=", k)}
    ranges = (
        known(odd, ("bound:k-1", 0, 1)), known(subtract(k, odd), ("bound:k-1", 1, 1)), known(shift(k, -1), ("k", 0, 1)),
    )  # fmt: skip
    refused("SP303", sequent(declare(family, integers=["k"], functions=[f]), claim, {}, fact), Algebra(ranges=ranges))


def test_an_index_of_a_family_is_a_name() -> None:
    refused("SP303", sequent(declare(matrix("x", 1, 1, within("1", 0, 9))), equal(y, y)), AXIOM)


def test_an_instance_captures_no_index() -> None:
    """h: for all i in 1..2, j in 1..5: x_i = x_j at i := j, j := 5 says x_j = x_5 of the j outside, not x_5 = x_5."""
    inner = ForAllIndex("j", integer(1), integer(5), equal(symbol("x", i), symbol("x", j)))
    premise = ForAllIndex("i", integer(1), integer(2), inner)
    facts = {"low": relation(1, "<=", j), "high": relation(j, "<=", 2)}
    low, high = known(shift(j, -1), ("low", 0, 1)), known(subtract(integer(2), j), ("high", 0, 1))
    by = Algebra((Entry("h", at=(j, integer(5))),), ranges=(low, high, known(subtract(integer(9), j), ("high", 0, 1))))
    world = declare(*NUMBERS, integers=["j"])
    proved(sequent(world, equal(symbol("x", j), x5), {"h": premise}, facts), by, {"h", "low", "high"})
    refused("SP329", sequent(world, equal(symbol("x", j), symbol("x", 6)), {"h": premise}, facts), by)
    outside = replace(by, combination=(Entry("h", at=(integer(5), j)),))
    refused("SP320", sequent(world, equal(x5, symbol("x", j)), {"h": premise}, facts), outside)


def test_the_index_of_an_induction_is_fresh() -> None:
    claim = ForAllIndex("i", integer(1), integer(3), equal(y, y))
    refused("SP303", sequent(declare(*NUMBERS, integers=["i"]), claim), Induction(True, AXIOM, AXIOM))


def test_the_index_of_an_induction_is_in_no_premise() -> None:
    claim = ForAllIndex("i", integer(1), integer(3), equal(symbol("x", i), 0))
    statement = sequent(declare(*NUMBERS), claim, {"h": equal(symbol("x", i), 0)})
    refused("SP301", statement, Generalize(Algebra((Entry("h"),))))


# ------------------------------------------------------------------------------------------------ sizes


def test_a_product_of_integers_is_not_a_size() -> None:
    """j * k may be 0; were it a size, the schema below were never empty."""
    product = parameter(SizeProduct(("j", "k")))
    premise = ForAllIndex("l", integer(1), product, equal(y, 0))
    fact = known(shift(product, -1), ("size", 0, 1), sizes=(product,))
    by = Algebra((Entry("h", at=(integer(1),)),), ranges=(fact,))
    refused("SP302", sequent(declare(*NUMBERS, integers=["j", "k"]), equal(y, 0), {"h": premise}), by)


def test_an_integer_is_not_a_size() -> None:
    fact = known(shift(j, -1), ("size", 0, 1), sizes=(j,))
    refused("SP302", sequent(declare(integers=["j"]), equal(1, 1)), Algebra(ranges=(fact,)))


@pytest.mark.parametrize("size", [integer(0), integer(-1), shift(n, -1), Affine(0, (("n", -1),))])
def test_sizes_are_at_least_one(size: Affine) -> None:
    refused("SP302", sequent(SQUARE, Equal(Identity(size), Identity(size))), AXIOM)


def test_a_size_that_a_fact_equates_with_a_difference_is_a_size() -> None:
    """n = m - 1: n is a size because it is declared as one."""
    statement = sequent(SQUARE, equal(A, A), {}, {"h": relation(shift(n, 1), "=", m)})
    assert replay(statement, AXIOM).used == {"h"}


def test_typing_facts_are_used_with_those_they_rest_on() -> None:
    """n = m and n = 1 give m = 1 only together."""
    column = declare(matrix("w", m, 1), *scalars("y"))
    facts = {"first": relation(n, "=", m), "second": relation(n, "=", 1)}
    w = Symbol("w")
    statement = sequent(column, equal(times(w, y), times(y, w)), {}, facts)
    assert replay(statement, AXIOM).used == {"first", "second"}


def test_a_size_that_facts_make_one_does_not_turn_a_jacobian_into_a_gradient() -> None:
    """dy/dx of y: n x 1 by x: m x 1 is n x m; where n = 1 is known it must not become its transpose."""
    declared = declare(matrix("y", n, 1), matrix("x", m, 1), matrix("J", n, m))
    moved = Gradient(Symbol("y"), Symbol("x"), jacobian=True)
    claim = equal(Trace(times(moved, Transpose(Symbol("J")))), 0)
    proved(sequent(declared, claim), AXIOM)
    assert replay(sequent(declared, claim, {}, {"one": relation(n, "=", 1)}), AXIOM).used == {"one"}
    turned = equal(Trace(times(moved, Symbol("J"))), 0)
    refused("SP305", sequent(declared, turned, {}, {"one": relation(n, "=", 1)}), AXIOM)
    scalar_variable = sequent(declared, claim, {}, {"one": relation(m, "=", 1)})
    assert replay(scalar_variable, AXIOM).used == {"one"}


def test_chains_of_size_one_are_equal_to_their_transposes_however_written() -> None:
    rows = Affine(0, ((SizeAt("d", i), 1),))
    columns = Affine(0, ((SizeAt("d", shift(i, -1)), 1),))
    sizes = SizeDeclaration("d", within("i", 0, 2))
    fit = WellFormed("M", 0, LAYERS_OF_TWO)
    declared = declare(SymbolDeclaration("M", rows, columns, within("i", 1, 2)), sizes=[sizes], well_formed=[fit])
    facts = {f"d{at}": relation(parameter(SizeAt("d", integer(at))), "=", 1) for at in (0, 2)}
    product = times(symbol("M", 2), symbol("M", 1))
    whole = Chain("M", integer(2), integer(1))
    for left, right in ((product, whole), (product, Transpose(whole)), (Transpose(product), whole)):
        proved(sequent(declared, equal(left, right), {}, facts), AXIOM, used=facts)


# ------------------------------------------------------------------------------------------------ definitions


def _two_pieces(first: Piece, second: Piece) -> SymbolDeclaration:
    return SymbolDeclaration("D", ONE, ONE, within("l", 1, 9), (first, second))


def test_pieces_do_not_overlap() -> None:
    """D_4 = y by one piece and D_4 = z by the other would give y = z."""
    twice = _two_pieces(Piece(y, integer(1), integer(5)), Piece(z, integer(3), integer(9)))
    refused("SP313", sequent(declare(*NUMBERS, twice), equal(y, y)), AXIOM)


def test_pieces_do_not_overlap_at_a_symbolic_bound() -> None:
    twice = _two_pieces(Piece(y, integer(1), k), Piece(z, k, integer(9)))
    refused("SP313", sequent(declare(*NUMBERS, twice, integers=["k"]), equal(y, y)), AXIOM)


def test_pieces_that_meet_are_fine() -> None:
    once = _two_pieces(Piece(y, integer(1), k), Piece(z, shift(k, 1), integer(9)))
    backward = replace(once, pieces=once.pieces[::-1])
    for declared in (once, backward):
        statement = sequent(declare(*NUMBERS, declared, integers=["k"]), equal(y, y))
        proved(statement, AXIOM)


def test_a_gap_between_pieces_is_not_decided() -> None:
    gap = _two_pieces(Piece(y, integer(1), integer(3)), Piece(z, integer(5), integer(9)))
    refused("SP325", sequent(declare(*NUMBERS, gap), equal(symbol("D", 4), y)), AXIOM)


def test_a_definition_does_not_reach_itself() -> None:
    itself = SymbolDeclaration("D", ONE, ONE, pieces=(Piece(plus(Symbol("D"), 1)),))
    refused("SP314", sequent(declare(itself), equal(1, 0)), AXIOM)


def test_definitions_do_not_reach_each_other() -> None:
    first = SymbolDeclaration("D", ONE, ONE, pieces=(Piece(Symbol("F")),))
    second = SymbolDeclaration("F", ONE, ONE, pieces=(Piece(plus(Symbol("D"), 1)),))
    refused("SP314", sequent(declare(first, second), equal(1, 0)), AXIOM)


def test_a_family_does_not_reach_its_own_earlier_member() -> None:
    body = plus(symbol("D", shift(parameter("l"), -1)), 1)
    family = SymbolDeclaration("D", ONE, ONE, within("l", 1, 9), (Piece(body, integer(2), integer(9)),))
    fits = WellFormed("D", 1, (known(shift(parameter("l"), -2), ("case:0", 0, 1)), TO_NINE))
    refused("SP314", sequent(declare(family, well_formed=[fits]), equal(1, 0)), AXIOM)


def test_names_are_declared_once() -> None:
    refused("SP303", sequent(declare(*scalars("y"), matrix("y", n, n)), equal(y, y)), AXIOM)


@pytest.mark.parametrize("name", ["inv", "size", "induction", "A B", "A'", "d:X", "", "e(n)"])
def test_names_that_normal_forms_use_are_not_declared(name: str) -> None:
    refused("SP303", sequent(declare(*scalars(name)), equal(1, 1)), AXIOM)


def test_ids_are_distinct() -> None:
    statement = sequent(SQUARE, equal(A, A), {"h": equal(A, B)}, {"h": relation(n, "<=", m)})
    refused("SP303", statement, AXIOM)
    twice = replace(statement, premises=(), facts=statement.facts * 2)
    refused("SP303", twice, AXIOM)


@pytest.mark.parametrize("name", ["step:1", "induction", "case:0"])
def test_ids_of_certificates_are_no_ids_of_premises(name: str) -> None:
    refused("SP303", sequent(SQUARE, equal(A, B), {name: equal(A, B)}), Algebra((Entry(name),)))


@pytest.mark.parametrize("name", ["size", "bound:i", "case:0", "step:1"])
def test_ids_of_certificates_are_no_ids_of_facts(name: str) -> None:
    refused("SP303", sequent(SQUARE, equal(A, A), {}, {name: relation(n, "<=", m)}), AXIOM)


# ------------------------------------------------------------------------------------------------ steps


@pytest.mark.parametrize("name", ["step:0", "step:2", "step:-1", "step:x", "step:", "step:99999999999999999999"])
def test_a_step_refers_to_earlier_ones(name: str) -> None:
    f = FunctionDeclaration("f", n, n)
    declared = replace(SQUARE, functions=(f,))
    derived = Congruence("f", A, B, (Entry(name),))
    refused("SP326", sequent(declared, equal(Value("f", A), Value("f", B))), Algebra((Entry("step:1"),), (derived,)))


@pytest.mark.parametrize("name", ["step:0", "step:1", "step:-1", "step:x", "step:", "h"])
def test_invertibility_refers_to_earlier_steps_or_premises(name: str) -> None:
    refused("SP326", sequent(SQUARE, equal(A, A)), Algebra(invertible=(name,)))


def test_an_induction_hypothesis_is_not_listed_as_a_premise() -> None:
    body = Invertible(A)
    claim = ForAllIndex("i", integer(1), integer(3), body)
    steps = Parts((Algebra((Entry("induction"),)), Algebra((Entry("induction", 1),))))
    base = Parts((Algebra((Entry("h"),)), Algebra((Entry("h", 1),))))
    theorem = replay(sequent(SQUARE, claim, {"h": body}), Induction(True, base, steps))
    assert theorem.used == {"h"}


@pytest.mark.parametrize("forged", [None, object(), 1])
def test_a_theorem_is_not_made_by_hand(forged: object) -> None:
    with pytest.raises(Refusal, match="SP300"):
        Theorem(sequent(SQUARE, equal(A, B)), AXIOM, frozenset(), (), forged)


@pytest.mark.parametrize("certificate", [None, 1, "h", (), Entry("h"), Split("M", k, integer(1), j)])
def test_what_is_no_certificate_proves_nothing(certificate: object) -> None:
    whole = ForAllIndex("i", integer(1), integer(3), equal(y, z))
    for claim, by in (
        (equal(y, z), certificate), (equal(y, z), Parts((certificate,))), (whole, certificate),
        (whole, Induction(True, certificate, certificate)), (whole, Generalize(certificate)),
        (equal(y, z), Cases(integer(1), certificate, certificate)),
    ):  # fmt: skip
        refused("SP328", sequent(declare(*NUMBERS), claim), by)  # type: ignore[arg-type]


def test_a_theorem_does_not_change() -> None:
    theorem = replay(sequent(SQUARE, equal(A, A)), AXIOM)
    with pytest.raises(FrozenInstanceError):
        theorem.sequent = sequent(SQUARE, equal(A, B))


# ------------------------------------------------------------------------------------------------ work


def _refused_soon(statement_symbols: tuple[SymbolDeclaration, ...], left: Sum | Product | Symbol | Power) -> None:
    with pytest.raises(Refusal) as refusal:
        replay(sequent(declare(*SQUARE.symbols, *statement_symbols), Equal(left, A)), AXIOM)
    assert refusal.value.code in ("SP315", "SP341")


def _tower(body: object, height: int) -> tuple[SymbolDeclaration, ...]:
    """D0 = A + B, D_{l+1} = body(D_l)."""
    symbols = [SymbolDeclaration("D0", n, n, pieces=(Piece(plus(A, B)),))]
    for level in range(1, height):
        piece = Piece(body(Symbol(f"D{level - 1}"), Symbol(f"D{max(level - 2, 0)}")))  # type: ignore[operator]
        symbols.append(SymbolDeclaration(f"D{level}", n, n, pieces=(piece,)))
    return tuple(symbols)


HOSTILE_TOWERS = {
    "product": lambda last, before: times(last, last),
    "power": lambda last, before: Power(last, integer(64)),
    "doubling inverse": lambda last, before: times(Inverse(plus(last, A)), Inverse(plus(last, A))),
    "numbers": lambda last, before: times(Number(Fraction(10**1900 + 1, 10**1900 + 7)), last),
}


@pytest.mark.parametrize("body", HOSTILE_TOWERS.values(), ids=HOSTILE_TOWERS)
def test_definitions_that_explode_are_refused(body: object) -> None:
    _refused_soon(_tower(body, 60), Symbol("D59"))


def test_differentials_that_explode_are_refused() -> None:
    declared = declare(*SQUARE.symbols, *_tower(HOSTILE_TOWERS["product"], 60))
    moved = Differential(Symbol("D59"), ((A, A),))
    with pytest.raises(Refusal) as refusal:
        replay(sequent(declared, Equal(moved, A)), AXIOM)
    assert refusal.value.code in ("SP315", "SP341")


def test_a_definition_that_is_met_often_is_unfolded_once() -> None:
    """D_l = D_{l-1} - D_{l-2} has a Fibonacci number of occurrences of D_0; it comes back to itself every six."""
    declared = declare(*SQUARE.symbols, *_tower(minus, 60))
    proved(sequent(declared, equal(Symbol("D59"), plus(A, B))), AXIOM)
    refused("SP329", sequent(declared, equal(Symbol("D59"), plus(A, A))), AXIOM)
    moved = Differential(Symbol("D59"), ((A, A),))
    proved(sequent(declared, equal(moved, A)), AXIOM)
    refused("SP329", sequent(declared, equal(moved, B)), AXIOM)


def test_long_certificates_are_refused(monkeypatch: pytest.MonkeyPatch) -> None:
    """Many multipliers, many entries: each is small, and there are too many of them."""
    monkeypatch.setattr("symproof.kernel.replay.MAX_WORK", 10_000)
    facts = {f"h{number}": relation(1, "<=", j) for number in range(2)}
    fact = known(shift(j, -1), *([("h0", 0, 1), ("h1", 0, 1)] * 3000))
    refused("SP341", sequent(declare(integers=["j"]), equal(1, 1), {}, facts), Algebra(ranges=(fact,)))
    entries = (Entry("h"), Entry("h", factor=Number(Fraction(-1)))) * 3000
    refused("SP341", sequent(SQUARE, equal(A, A), {"h": equal(plus(A, B), times(A, B))}), Algebra(entries))


def _word(height: int) -> tuple[SymbolDeclaration, ...]:
    """W0 = A A, W_{l+1} = W_l W_l: words of 2, 4, ... letters."""
    halves = [A, *(Symbol(f"W{level}") for level in range(height - 1))]
    return tuple(SymbolDeclaration(f"W{level}", n, n, pieces=(Piece(times(w, w)),)) for level, w in enumerate(halves))


LONG, SHORTER = Symbol("W14"), Symbol("W11")
MANY = tuple(matrix(f"V{number}", n, n) for number in range(2000))
TALL = {
    "a long word that is met often": Sum((LONG,) * 1000),
    "values of a long word": Sum((Value("f", SHORTER),) * 2000),
    "many directions": Differential(SHORTER, tuple((Symbol(item.name), A) for item in MANY)),
}


@pytest.mark.parametrize("left", TALL.values(), ids=TALL)
def test_what_takes_long_counts_as_work(left: Sum | Differential) -> None:
    """A term, a letter and a direction are short to write, and long to work with."""
    f = FunctionDeclaration("f", n, n)
    refused("SP341", sequent(declare(*SQUARE.symbols, *MANY, *_word(15), functions=[f]), equal(left, left)), AXIOM)


def test_long_equations_count_as_work_wherever_they_are_placed() -> None:
    statement = sequent(declare(*SQUARE.symbols, *_word(15)), equal(A, A), {"h": equal(LONG, A)})
    for entry in (Entry("h"), Entry("h", transposed=True), Entry("h", left=Zero(n, n), transposed=True)):
        refused("SP341", statement, Algebra((entry,) * 1000))


def test_inverses_that_are_remembered_are_looked_up_at_a_cost() -> None:
    """The instances of for all l: inv(A + A + ...) x_l = 0 are equal terms, and long."""
    long = Inverse(Sum((A,) * 2000))
    family = matrix("F", n, n, within("l", 1, 9999))
    premise = ForAllIndex("l", integer(1), integer(9999), equal(times(long, symbol("F", parameter("l"))), A))
    statement = sequent(declare(*SQUARE.symbols, family), equal(A, A), {"h": premise})
    refused("SP341", statement, Algebra(tuple(Entry("h", at=(integer(at),)) for at in range(1, 1000))))


def test_definitions_behind_chains_are_looked_through_once() -> None:
    """Whether c occurs in P is asked of each of the gradients, and P is long."""
    body = Sum((times(A, B),) * 5000)
    family = SymbolDeclaration("P", n, n, within("l", 1, 9), (Piece(body, integer(1), integer(9)),))
    slope = Gradient(times(c, Trace(Chain("P", integer(9), integer(1)))), c)
    declared = declare(*SQUARE.symbols, family)
    proved(sequent(declared, equal(Sum((slope,) * 500), times(500, Trace(Chain("P", integer(9), integer(1)))))), AXIOM)


def test_broad_premises_are_looked_through_at_a_cost() -> None:
    broad = And((equal(symbol("x", parameter("l")), 0), *[And(())] * 20_000))
    statement = sequent(declare(*NUMBERS), equal(1, 1), {"h": ForAllIndex("l", integer(1), integer(9), broad)})
    nothing = Number(Fraction(0))
    by = Parts((Algebra(tuple(Entry("h", at=(integer(at),), factor=nothing) for at in range(1, 10))),) * 100)
    refused("SP341", replace(statement, claim=And((equal(1, 1),) * 100)), by)


def test_integer_expressions_are_short() -> None:
    names = [f"i{number}" for number in range(200)]
    long = Affine(0, tuple((name, 1) for name in sorted(names)))
    halves = [Affine(0, long.terms[start : start + 99]) for start in (0, 99)]
    fact = {"h": relation(j, "=", halves[0])}
    statement = sequent(declare(integers=[*names, "j"]), equal(Integer(add(j, halves[1])), 0), {}, fact)
    refused("SP341", statement, AXIOM)
    with pytest.raises(Refusal):
        add(*halves)
    cube = parameter(SizeProduct(("m",) * 3000 + ("n",) * 3000))
    fact = {"h": relation(n, "=", shift(m, 1))}
    refused("SP341", sequent(SQUARE, Equal(Identity(cube), Identity(cube)), {}, fact), AXIOM)


def test_names_that_are_declared_often_are_refused_soon() -> None:
    refused("SP303", sequent(declare(integers=["j"] * 100_000), equal(1, 1)), AXIOM)


def test_a_range_fact_is_derived_once() -> None:
    """The second derivation would list a hypothesis as used that is not needed."""
    facts = {"low": relation(1, "<=", j), "high": relation(j, "<=", 9), "more": relation(1, "<=", j)}
    ranges = (known(shift(j, -1), ("low", 0, 1)), known(Affine(9, (("j", -1),)), ("high", 0, 1)))
    statement = sequent(declare(*NUMBERS, integers=["j"]), equal(symbol("x", j), symbol("x", j)), {}, facts)
    proved(statement, Algebra(ranges=ranges), used={"low", "high"})
    again = known(shift(j, -1), ("more", 0, 1))
    refused("SP323", statement, Algebra(ranges=(*ranges, again)))


def test_many_pieces_are_refused(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr("symproof.kernel.replay.MAX_WORK", 10_000)
    pieces = tuple(Piece(y, integer(number), integer(number)) for number in range(200))
    many = SymbolDeclaration("D", ONE, ONE, within("l", 0, 5000), pieces)
    refused("SP341", sequent(declare(*NUMBERS, many), equal(y, y)), AXIOM)


def test_powers_of_powers_are_refused() -> None:
    tower: Power = Power(A, integer(64))
    for _ in range(20):
        tower = Power(tower, integer(64))
    _refused_soon((), tower)


def test_numbers_that_explode_are_refused() -> None:
    tower = Power(Number(Fraction(3)), integer(64))
    for _ in range(20):
        tower = Power(tower, integer(64))
    _refused_soon((), times(tower, A))


def test_long_numbers_are_not_written_down() -> None:
    """The name of inv(A / q + q B) would hold a number of q^2."""
    small, large = Number(Fraction(1, 10**1500 + 1)), Number(Fraction(10**1500 + 7))
    _refused_soon((), Inverse(plus(times(small, small, A), times(large, large, B))))


def test_nesting_that_is_too_deep_is_refused() -> None:
    deep: Sum | Symbol = A
    for _ in range(3000):
        deep = Sum((deep, B))
    refused("SP341", sequent(SQUARE, Equal(deep, A)), AXIOM)


def test_sizes_that_explode_are_refused() -> None:
    sizes = [f"s{level}" for level in range(40)]
    facts = {
        f"h{level}": relation(
            parameter(sizes[level]), "=", Affine(0, ((f"b{level}", 1), (f"c{level}", 1)))
        )
        for level in range(40)
    }  # fmt: skip
    names = [*sizes, *(f"b{level}" for level in range(40)), *(f"c{level}" for level in range(40))]
    product = parameter(SizeProduct(tuple(sorted(sizes))))
    statement = sequent(declare(sizes=names), Equal(Identity(product), Identity(product)), {}, facts)
    refused("SP341", statement, AXIOM)


def test_multipliers_that_explode_are_refused() -> None:
    factors = tuple(("h", 0, Fraction(1, 10**1000 + odd)) for odd in range(1, 2000, 2))
    fact = replace(known(shift(j, -1)), multipliers=factors)
    statement = sequent(declare(integers=["j"]), equal(1, 1), {}, {"h": relation(1, "<=", j)})
    refused("SP341", statement, Algebra(ranges=(fact,)))
