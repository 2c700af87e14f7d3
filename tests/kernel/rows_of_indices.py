"""Rows for the rules that speak of indices: RANGE, INSTANCE, GENERALIZE, INDUCTION, CASES, EMPTY, SPLIT."""

from __future__ import annotations

from dataclasses import replace
from fractions import Fraction

from kernel.attacking import (
    DROPPED,
    FALSE,
    FORGED,
    HIGH,
    LOW,
    SETTING,
    SIZE,
    STEP,
    STEP1,
    Case,
    P,
    Row,
    S,
    T,
    row,
)
from kernel.building import (
    AXIOM,
    DEPTHS,
    HERE,
    LAYERS,
    LAYERS_FIT,
    A,
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
    relation,
    sequent,
    shift,
    symbol,
    times,
    within,
)

from symproof.language.affine import Affine, parameter, subtract
from symproof.language.certificate import (
    Algebra,
    Cases,
    Empty,
    Entry,
    Generalize,
    Induction,
    Specialize,
    Split,
)
from symproof.language.declarations import Piece, RangeFact, SymbolDeclaration, WellFormed
from symproof.language.formulas import Equal, ForAllIndex, Formula, Invertible
from symproof.language.terms import Symbol


def schema(low: Affine | int, high: Affine | int, body: Formula, index: str = "i") -> ForAllIndex:
    low, high = (integer(bound) if isinstance(bound, int) else bound for bound in (low, high))
    return ForAllIndex(index, low, high, body)


def X(index: Affine | int) -> Symbol:
    return symbol("X", index)


def Y(index: Affine | int) -> Symbol:
    return symbol("Y", index)


def same(index: Affine) -> Equal:
    """X = Y at the index."""
    return equal(X(index), Y(index))


def twice(index: Affine) -> Equal:
    return equal(X(index), times(2, Y(index)))


LAST = shift(k, -1)
INSIDE = schema(1, LAST, same(i))  # X_i = Y_i for 1 <= i <= k - 1
TOO_FAR = shift(k, 1)
NO_WIDTH = d(TOO_FAR)  # there are d_0, ..., d_k

# ------------------------------------------------------------------------------------------------ RANGE

NETWORK = declare(LAYERS, integers=["k"], sizes=[DEPTHS], well_formed=[LAYERS_FIT])


def deep(*goals: int) -> tuple[RangeFact, ...]:
    """k - goal >= 0, from 3 <= k."""
    return tuple(known(shift(k, -goal), ("deep", 0, 1)) for goal in goals)


def range_row() -> Row:
    """M_3 is a layer, since 3 <= k."""

    def member(at: int) -> Formula:
        return equal(T(T(symbol("M", at))), symbol("M", at))

    good = Case(sequent(NETWORK, member(3), {}, {"deep": relation(3, "<=", k)}), Algebra(ranges=deep(3)))

    def by(*facts: RangeFact) -> Case:
        return good.by(Algebra(ranges=facts))

    goal, width = shift(k, -3), known(shift(k, -1), ("size", 0, 1), sizes=(k,))
    return row(good, {"deep"}, {
        FALSE: [
            ("SP321", "k >= 4", by(*deep(4))),
            ("SP321", "k <= 3", by(known(subtract(integer(3), k), ("deep", 0, 1)))),
            ("SP329", "another equation", good.claiming(equal(symbol("M", 3), times(2, symbol("M", 3))))),
        ],
        DROPPED: [
            ("SP322", "no bound of k", good.without("deep")),
            ("SP320", "no range fact", by()),
        ],
        SIZE: [
            ("SP302", "an integer as a size", by(width)),
            ("SP320", "a width that does not exist", by(known(shift(d(9), -1), ("size", 0, 1), sizes=(d(9),)))),
            ("SP321", "no size of this number", by(known(goal, ("size", 0, 1)))),
            ("SP321", "a size that is listed for nothing", by(replace(deep(3)[0], sizes=(d(0),)))),
        ],
        LOW: [
            ("SP320", "M_0", good.claiming(member(0))),
            ("SP321", "only k >= 2 is known", good.where(deep=relation(2, "<=", k))),
        ],
        HIGH: [
            ("SP320", "M_4", good.claiming(member(4))),
            ("SP321", "M_4, and k >= 4 made up", good.claiming(member(4)).by(Algebra(ranges=deep(4)))),
        ],
        FORGED: [
            ("SP321", "a multiplier too large", by(known(goal, ("deep", 0, 2)))),
            ("SP321", "a multiplier that is zero", by(known(goal, ("deep", 0, 0)))),
            ("SP321", "a multiplier that is negative", by(known(subtract(integer(3), k), ("deep", 0, -1)))),
            ("SP321", "half of a multiplier", by(RangeFact(goal, (("deep", 0, Fraction(1, 2)),)))),
            ("SP321", "no multiplier", by(known(goal))),
            ("SP322", "no such fact", by(known(goal, ("wide", 0, 1)))),
            ("SP322", "no such part of a fact", by(known(goal, ("deep", 1, 1)))),
            ("SP322", "the bound of no index", by(known(goal, ("bound:i", 0, 1)))),
            ("SP323", "a fact that nothing needs", by(*deep(3, 1))),
            ("SP323", "a fact twice", by(*deep(3, 3))),
        ],
    })  # fmt: skip


# ------------------------------------------------------------------------------------------------ INSTANCE, GENERALIZE


def instance() -> Row:
    """X_i = Y_i for 1 <= i <= k - 1 holds at j."""
    facts: dict[str, Formula] = {"low": relation(1, "<=", j), "high": relation(j, "<=", LAST)}
    ranges = (
        known(shift(j, -1), ("low", 0, 1)), known(subtract(LAST, j), ("high", 0, 1)),
        known(j, ("low", 0, 1)), known(subtract(k, j), ("high", 0, 1)),
    )  # fmt: skip
    by = Algebra((Entry("h", at=(j,)),), ranges=ranges)
    good = Case(sequent(SETTING, same(j), {"h": INSIDE}, facts), by)
    before, after = shift(j, -1), shift(j, 1)

    def at(*index: Affine) -> Case:
        return good.by(replace(by, combination=(Entry("h", at=index),)))

    return row(good, {"h", "low", "high"}, {
        FALSE: [
            ("SP329", "another equation", good.claiming(twice(j))),
            ("SP329", "another index on the right", good.claiming(equal(X(j), Y(k))).by(
                replace(by, ranges=(*ranges, known(k, ("low", 0, 1), ("high", 0, 1)))))),
        ],
        DROPPED: [
            ("SP326", "no schema", good.without("h")),
            ("SP322", "no lower bound of j", good.without("low")),
            ("SP322", "no upper bound of j", good.without("high")),
            *(("SP320", f"no range fact {place}", good.by(replace(by, ranges=ranges[:place] + ranges[place + 1 :])))
              for place in range(4)),
        ],
        SIZE: [
            ("SP305", "in the claim", good.claiming(equal(X(j), P))),
            ("SP305", "in the schema", good.given(h=schema(1, LAST, equal(X(i), P)))),
            ("SP305", "of a cofactor", good.by(replace(by, combination=(Entry("h", at=(j,), left=S),)))),
            ("SP320", "the index is a width that does not exist", at(NO_WIDTH)),
        ],
        LOW: [
            ("SP320", "the schema from 2 on", good.given(h=schema(2, LAST, same(i)))),
            ("SP321", "0 <= j", good.where(low=relation(0, "<=", j))),
            ("SP320", "at j - 1", at(before)),
        ],
        HIGH: [
            ("SP320", "the schema up to k - 2", good.given(h=schema(1, shift(k, -2), same(i)))),
            ("SP321", "j <= k", good.where(high=relation(j, "<=", k))),
            ("SP320", "at j + 1", at(after)),
        ],
        FORGED: [
            ("SP326", "at no index", at()),
            ("SP326", "at two indices", at(j, j)),
            ("SP301", "at an index that is not declared", at(i)),
            ("SP326", "the second equation of one", good.by(replace(by, combination=(Entry("h", 1, at=(j,)),)))),
        ],
    })  # fmt: skip


def generalize() -> Row:
    """X_i = Y_i for 1 <= i <= k - 1, shown for one i."""
    ranges = (
        known(shift(i, -1), ("bound:i", 0, 1)), known(subtract(LAST, i), ("bound:i", 1, 1)),
        known(i, ("bound:i", 0, 1)), known(subtract(k, i), ("bound:i", 1, 1)),
    )  # fmt: skip
    by = Algebra((Entry("h", at=(i,)),), ranges=ranges)
    good = Case(sequent(SETTING, INSIDE, {"h": INSIDE}), Generalize(by))
    elsewhere = replace(by, ranges=(known(shift(i, -1), ("bound:j", 0, 1)), *ranges[1:]))
    return row(good, {"h"}, {
        FALSE: [("SP329", "another equation", good.claiming(schema(1, LAST, twice(i))))],
        DROPPED: [
            ("SP326", "no premise", good.without("h")),
            ("SP329", "no entry", good.by(Generalize(replace(by, combination=(), ranges=ranges[2:])))),
        ],
        SIZE: [
            ("SP305", "in the claim", good.claiming(schema(1, LAST, equal(X(i), P)))),
            ("SP320", "the bound is a width that does not exist", good.by(Generalize(AXIOM)).claiming(
                schema(1, NO_WIDTH, equal(A, A)))),
        ],
        LOW: [
            ("SP321", "from 0 on", good.claiming(schema(0, LAST, same(i)))),
            ("SP320", "from 0 on, without the range fact", good.claiming(schema(0, LAST, same(i))).by(
                Generalize(replace(by, ranges=ranges[1:])))),
            ("SP320", "the premise from 2 on", good.given(h=schema(2, LAST, same(i)))),
        ],
        HIGH: [
            ("SP321", "up to k", good.claiming(schema(1, k, same(i)))),
            ("SP320", "up to k, without the range fact", good.claiming(schema(1, k, same(i))).by(
                Generalize(replace(by, ranges=(ranges[0], *ranges[2:]))))),
            ("SP320", "the premise up to k - 2", good.given(h=schema(1, shift(k, -2), same(i)))),
        ],
        FORGED: [
            ("SP327", "of no schema", good.claiming(equal(A, A))),
            ("SP327", "twice", good.by(Generalize(Generalize(by)))),
            ("SP303", "over an integer that is known", good.claiming(schema(1, LAST, same(j), "j"))),
            ("SP322", "the bounds of another index", good.by(Generalize(elsewhere))),
        ],
    })  # fmt: skip


# ------------------------------------------------------------------------------------------------ SPECIALIZE


def specialize() -> Row:
    """X_j = Y_j for 1 <= j <= k - 1, from the proof of X_i = Y_i for one i."""
    within = (
        known(shift(i, -1), ("bound:i", 0, 1)), known(subtract(LAST, i), ("bound:i", 1, 1)),
        known(i, ("bound:i", 0, 1)), known(subtract(k, i), ("bound:i", 1, 1)),
    )  # fmt: skip
    by = Algebra((Entry("h", at=(i,)),), ranges=within)
    low, high = known(shift(j, -1), ("low", 0, 1)), known(subtract(LAST, j), ("high", 0, 1))
    facts = {"low": relation(1, "<=", j), "high": relation(j, "<=", LAST)}
    certificate = Specialize(INSIDE, j, by, (low, high))
    good = Case(sequent(SETTING, same(j), {"h": INSIDE}, facts), certificate)

    def of(**changed: object) -> Case:
        return good.by(replace(certificate, **changed))  # type: ignore[arg-type]

    return row(good, {"h", "low", "high"}, {
        FALSE: [
            ("SP353", "another equation", good.claiming(twice(j))),
            ("SP353", "at another index", good.claiming(same(k))),
            ("SP353", "the schema itself", good.claiming(INSIDE)),
            ("SP329", "of a schema that does not hold", of(schema=schema(1, LAST, twice(i))).claiming(twice(j))),
        ],
        DROPPED: [
            ("SP326", "no premise", good.without("h")),
            ("SP322", "no lower bound", good.without("low")),
            ("SP322", "no upper bound", good.without("high")),
            ("SP329", "no entry", of(by=replace(by, combination=(), ranges=within[2:]))),
        ],
        SIZE: [("SP305", "in the schema", of(schema=schema(1, LAST, equal(X(i), P))).claiming(equal(X(j), P)))],
        LOW: [
            ("SP320", "from 2 on", of(schema=schema(2, LAST, same(i)))),
            ("SP320", "without the range fact", of(ranges=(high,))),
        ],
        HIGH: [
            ("SP320", "up to k - 2", of(schema=schema(1, shift(k, -2), same(i)))),
            ("SP320", "without the range fact", of(ranges=(low,))),
            ("SP320", "one above", of(at=shift(j, 1)).claiming(same(shift(j, 1)))),
        ],
        FORGED: [
            ("SP301", "a schema over what is not declared", of(schema=schema(1, LAST, equal(X(i), Y(unknown("z")))))),
            ("SP301", "at an index that is not declared", of(at=unknown("z"))),
            ("SP303", "over an integer that is known", of(schema=schema(1, LAST, same(j), "j"))),
            ("SP323", "a range fact that is not needed", of(ranges=(low, high, known(j, ("low", 0, 1))))),
            ("SP326", "from itself", of(by=Algebra((Entry("induction", at=()),), ranges=within))),
        ],
    })  # fmt: skip


def unknown(name: str) -> Affine:
    return Affine(0, ((name, 1),))


# ------------------------------------------------------------------------------------------------ INDUCTION

CONSTANT = schema(0, k, equal(X(i), Y(0)))
FILLED = known(k, ("depth", 0, 1))


def between(*goals: tuple[Affine, int]) -> tuple[RangeFact, ...]:
    """Each goal >= 0, from a bound of i: number 0 is i - low, number 1 is high - i."""
    return tuple(known(goal, ("bound:i", part, 1)) for goal, part in goals)


def induction(upward: bool) -> Row:
    """X_i = Y_0 for 0 <= i <= k: upward from X_0 = Y_0 and X_{i+1} = X_i, downward from X_k = Y_0 and X_{i-1} = X_i."""
    first, by_one = (integer(0), 1) if upward else (k, -1)
    low, high = (0, LAST) if upward else (1, k)  # where the step is made
    near = shift(i, by_one)
    moves = equal(X(near), X(i))
    start = equal(X(first), Y(0))
    ranges = between((i, 0), (shift(i, 1), 0), (subtract(LAST, i), 1), (subtract(k, i), 1))
    if not upward:
        ranges = between((shift(i, -1), 0), (i, 0), (subtract(k, i), 1), (subtract(shift(k, 1), i), 1))
    base = Algebra((Entry("start"),), ranges=(FILLED,))
    step = Algebra((Entry("h", at=(i,)), HERE), ranges=(*ranges, FILLED))
    by = Induction(upward, base, step)
    facts: dict[str, Formula] = {"depth": relation(0, "<=", k)}
    good = Case(sequent(SETTING, CONSTANT, {"start": start, "h": schema(low, high, moves)}, facts), by)

    def stepping(certificate: Algebra) -> Case:
        return good.by(replace(by, step=certificate))

    def without(place: int) -> Case:
        return stepping(replace(step, ranges=step.ranges[:place] + step.ranges[place + 1 :]))

    def starting(certificate: Algebra) -> Case:
        return good.by(replace(by, base=certificate))

    here = [shift(i, -1), i, shift(i, 1)]
    early, late = (good.claiming(replace(CONSTANT, **bound)) for bound in ({"low": integer(-1)}, {"high": TOO_FAR}))
    return row(good, {"start", "h", "depth"}, {
        FALSE: [
            ("SP329", "at the start", good.claiming(schema(0, k, equal(X(i), times(2, Y(0)))))),
            ("SP329", "in the step", good.claiming(schema(0, k, equal(X(i), Y(i))))),
        ] if upward else [
            ("SP329", "at the start", good.claiming(schema(0, k, equal(X(i), times(2, Y(0)))))),
            ("SP329", "in the step", good.given(start=equal(X(k), Y(k))).claiming(schema(0, k, equal(X(i), Y(i)))).by(
                replace(by, step=replace(step, ranges=ranges)))),
        ],
        DROPPED: [
            ("SP326", "of the base", good.without("start")),
            ("SP329", "of the base, and its entry", starting(Algebra(ranges=(FILLED,))).without("start")),
            ("SP326", "of the step", good.without("h")),
            ("SP329", "of the step, and its entry", stepping(
                replace(step, combination=(HERE,))).without("h")),
            ("SP329", "the induction hypothesis", stepping(replace(step, combination=step.combination[:1]))),
            ("SP322", "no bound of k", good.without("depth")),
            *(("SP320", f"no range fact {place}", without(place)) for place in range(5)),
        ],
        SIZE: [
            ("SP305", "in the claim", good.claiming(schema(0, k, equal(X(i), P)))),
            ("SP305", "in the premise of the base", good.given(start=equal(X(first), P))),
            ("SP305", "in the premise of the step", good.given(h=schema(low, high, equal(X(near), P)))),
            ("SP320", "the bound is a width that does not exist", good.claiming(
                schema(0, NO_WIDTH, equal(A, A))).by(replace(by, base=AXIOM, step=AXIOM))),
        ],
        LOW: [
            *([("SP320", "the claim from -1 on", early)] if upward else [
                ("SP321", "the claim from -1 on", early),
                ("SP320", "the claim from -1 on, without the range fact", early.by(
                    replace(by, step=replace(step, ranges=step.ranges[1:])))),
            ]),
            ("SP320", "the premise of the step misses its first index", good.given(h=schema(low + 1, high, moves))),
        ],
        HIGH: [
            *([("SP320", "the claim up to k + 1", late)] if not upward else [
                ("SP321", "the claim up to k + 1", late),
                ("SP320", "the claim up to k + 1, without the range fact", late.by(
                    replace(by, step=replace(step, ranges=(*ranges[:2], *ranges[3:], FILLED))))),
            ]),
            ("SP320", "the premise of the step misses its last index", good.given(h=schema(low, shift(high, -1), moves)
             if isinstance(high, Affine) else INSIDE)),
        ],
        FORGED: [
            ("SP327", "of no schema", good.claiming(start)),
            ("SP303", "over an integer that is known", good.claiming(schema(0, k, equal(X(j), Y(0)), "j"))),
            ("SP329", "turned round", good.by(replace(by, upward=not upward))),
            ("SP326", "the hypothesis in the base", starting(replace(base, combination=(HERE,)))),
            *(("SP326", f"the hypothesis at another index, {place}", stepping(replace(
                step, combination=(step.combination[0], Entry("induction", at=(at,))))))
              for place, at in enumerate(here)),
            ("SP321", "more than that the range is not empty", starting(
                replace(base, ranges=(known(LAST, ("nonempty:i", 0, 1)),)))),
            ("SP322", "the bounds of i in the base", starting(replace(base, ranges=between((i, 0))))),
            ("SP323", "a fact that nothing needs", stepping(replace(
                step, ranges=(*step.ranges, known(shift(i, 9), ("bound:i", 0, 1)))))),
        ],
    }, rules=["induction"])  # fmt: skip


# ------------------------------------------------------------------------------------------------ CASES


def cases() -> Row:
    """X_j = Y_j for 0 <= j <= k, from one premise up to 1 and another from 2 on."""
    facts: dict[str, Formula] = {"low": relation(0, "<=", j), "high": relation(j, "<=", k)}
    premises: dict[str, Formula] = {"lower": schema(0, 1, same(i)), "upper": schema(2, k, same(i))}
    inside = (known(j, ("low", 0, 1)), known(subtract(k, j), ("high", 0, 1)))
    upper = Algebra((Entry("upper", at=(j,)),), ranges=(known(shift(j, -2), ("case:0", 0, 1)), *inside))
    lower = Algebra((Entry("lower", at=(j,)),), ranges=(known(subtract(integer(1), j), ("case:0", 0, 1)), *inside))
    by = Cases(shift(j, -2), upper, lower)
    good = Case(sequent(SETTING, same(j), premises, facts), by)
    inner = replace(upper, ranges=(known(shift(j, -2), ("case:1", 0, 1)), *inside))
    return row(good, {"lower", "upper", "low", "high"}, {
        FALSE: [
            ("SP329", "in both cases", good.claiming(twice(j))),
            ("SP329", "in the first case", good.given(upper=schema(2, k, twice(i)))),
            ("SP329", "in the second case", good.given(lower=schema(0, 1, twice(i)))),
        ],
        DROPPED: [
            ("SP326", "of the first case", good.without("upper")),
            ("SP326", "of the second case", good.without("lower")),
            ("SP322", "no lower bound of j", good.without("low")),
            ("SP322", "no upper bound of j", good.without("high")),
        ],
        SIZE: [
            ("SP305", "in the claim", good.claiming(equal(X(j), P))),
            ("SP305", "in the first case", good.given(upper=schema(2, k, equal(X(i), P)))),
            ("SP305", "in the second case", good.given(lower=schema(0, 1, equal(X(i), P)))),
            ("SP320", "a width that does not exist", good.by(replace(by, on=subtract(NO_WIDTH, integer(2))))),
        ],
        LOW: [
            ("SP321", "the cases meet one too low", good.by(replace(by, on=shift(j, -1)))),
            ("SP320", "a hole at 0", good.given(lower=schema(1, 1, same(i)))),
            ("SP320", "a hole at 1", good.given(lower=schema(0, 0, same(i)))),
        ],
        HIGH: [
            ("SP321", "the cases meet one too high", good.by(replace(by, on=shift(j, -3)))),
            ("SP320", "a hole at 2", good.given(upper=schema(3, k, same(i)))),
            ("SP320", "a hole at k", good.given(upper=schema(2, LAST, same(i)))),
        ],
        FORGED: [
            ("SP321", "the cases are exchanged", good.by(Cases(by.on, lower, upper))),
            ("SP321", "the first case twice", good.by(Cases(by.on, upper, upper))),
            ("SP322", "one case only", good.by(upper)),
            ("SP322", "the fact of a case inside", good.by(replace(by, nonnegative=inner))),
            ("SP301", "on an integer that is not declared", good.by(replace(by, on=i))),
        ],
    })  # fmt: skip


# ------------------------------------------------------------------------------------------------ EMPTY


def empty() -> Row:
    """X_i = Y_i for all i in j..k, where k <= j - 1."""
    facts: dict[str, Formula] = {"short": relation(k, "<=", shift(j, -1)), "low": relation(0, "<=", j)}
    on = subtract(i, j)
    below = known(subtract(integer(-1), on), ("bound:i", 1, 1), ("short", 0, 1))
    inside = known(i, ("bound:i", 0, 1), ("low", 0, 1)), known(subtract(k, i), ("bound:i", 1, 1))
    ranges = (known(on, ("bound:i", 0, 1)), below, *inside)
    good = Case(sequent(SETTING, schema(j, k, same(i)), {}, facts), Empty(on, ranges))
    return row(good, {"short", "low"}, {
        FALSE: [
            ("SP322", "one index, not a range", good.claiming(same(j))),
            ("SP328", "a property", good.claiming(schema(j, k, Invertible(X(i))))),
        ],
        DROPPED: [("SP322", "that the range is empty", good.without("short"))],
        SIZE: [
            ("SP305", "sides of two sizes", good.claiming(schema(j, k, equal(X(i), P)))),
            ("SP305", "a product of sizes that differ", good.claiming(schema(j, k, equal(times(P, X(i)), X(i))))),
        ],
        LOW: [
            ("SP322", "X does not begin at j", good.without("low")),
            ("SP321", "from one before", good.claiming(schema(shift(j, -1), k, same(i)))),
        ],
        HIGH: [("SP321", "up to one more", good.claiming(schema(j, shift(k, 1), same(i))))],
        FORGED: [
            ("SP321", "the range may hold one index", good.where(short=relation(k, "<=", j))),
            ("SP320", "without range facts", good.by(Empty(on))),
            ("SP320", "another expression", good.by(Empty(shift(on, 1), ranges))),
            ("SP320", "a number", good.by(Empty(integer(5), ranges))),
            ("SP301", "an integer that is not declared", good.by(Empty(parameter("q"), ranges))),
            ("SP328", "for all indices, without a certificate", good.by(Generalize(ranges))),  # type: ignore[arg-type]
        ],
    })  # fmt: skip


# ------------------------------------------------------------------------------------------------ SPLIT


def split() -> Row:
    """For D_i = 2 M_i: D_2 D_1 = 4 M_2 M_1."""
    inside = between((shift(i, -1), 0), (subtract(k, i), 1))
    doubled = Piece(times(2, symbol("M", i)), integer(1), k)
    family = SymbolDeclaration("D", d(i), d(shift(i, -1)), within("i", 1, k), (doubled,))
    fits = (LAYERS_FIT, replace(LAYERS_FIT, name="D"), WellFormed("D", 1, inside))
    backward = matrix("V", d(shift(i, -1)), d(i), within("i", 1, k))  # V_1 V_2 can be formed, V_2 V_1 cannot
    declared = replace(
        NETWORK, symbols=(LAYERS, family, backward, matrix("A", n, n)), sizes=(*NETWORK.sizes, *declare().sizes),
        well_formed=(*fits, replace(LAYERS_FIT, name="V")),
    )  # fmt: skip
    derived = Split("D", integer(2), integer(1), integer(1))
    by = Algebra((STEP,), (derived,), deep(1, 2))
    claim = equal(chain("D", 2, 1), times(4, chain("M", 2, 1)))
    good = Case(sequent(declared, claim, {}, {"deep": relation(3, "<=", k)}), by)

    def at(split: Split, *goals: int) -> Case:
        return good.by(replace(by, derived=(split,), ranges=deep(*(goals or (1, 2)))))

    return row(good, {"deep"}, {
        FALSE: [
            ("SP329", "2 M_2 M_1", good.claiming(equal(chain("D", 2, 1), times(2, chain("M", 2, 1))))),
            ("SP329", "without the rule", good.by(Algebra(ranges=deep(2)))),
        ],
        DROPPED: [
            ("SP322", "no bound of k", good.without("deep")),
            ("SP320", "no range fact for the lower part", good.by(replace(by, ranges=deep(2)))),
            ("SP320", "no range fact for the whole", good.by(replace(by, ranges=deep(1)))),
        ],
        SIZE: [
            ("SP305", "in the claim", good.claiming(equal(chain("D", 2, 1), times(4, symbol("M", 2))))),
            ("SP307", "members that do not multiply", at(replace(derived, family="V"))),
            ("SP320", "an index that is a width that does not exist", at(replace(derived, at=d(9)))),
        ],
        LOW: [
            ("SP320", "a chain down to D_0", at(replace(derived, low=integer(0)))),
            ("SP320", "split below the chain", at(replace(derived, at=integer(-1)))),
        ],
        HIGH: [
            ("SP320", "a chain from D_4", at(replace(derived, high=integer(4)), 1, 2, 3)),
            ("SP320", "split above the chain", at(replace(derived, at=integer(3)), 1, 2, 3)),
        ],
        FORGED: [
            ("SP304", "a symbol that is no family", at(replace(derived, family="A"))),
            ("SP301", "a family that is not declared", at(replace(derived, family="E"))),
            ("SP301", "an index that is not declared", at(replace(derived, at=j))),
            ("SP329", "split at the top, where nothing unfolds", at(replace(derived, at=integer(2)))),
            ("SP329", "split at the bottom, where nothing unfolds", at(replace(derived, at=integer(0)), 0, 2)),
            ("SP326", "a second equation", good.by(replace(by, combination=(STEP1,)))),
            ("SP324", "a split that nothing needs", good.by(replace(by, combination=())).claiming(
                equal(chain("D", 2, 1), chain("D", 2, 1)))),
        ],
    })  # fmt: skip
