"""The JSON form: what is written is read back; whatever else comes is refused with SP340, never with another error."""

from __future__ import annotations

import copy
import json
import random
import subprocess
import sys
from collections.abc import Iterator
from fractions import Fraction
from typing import Any

import pytest
from kernel.building import SQUARE, A, B, d, equal, i, integer, k, known, matrix, n, sequent, shift, times, within
from kernel.worlds import Terms

from symproof.kernel.replay import replay
from symproof.language.affine import Affine, SizeProduct, affine
from symproof.language.certificate import (
    Algebra,
    Cases,
    Certificate,
    Congruence,
    Definite,
    Derived,
    Entry,
    Generalize,
    Induction,
    Parts,
    Split,
    TwoSided,
    Witness,
)
from symproof.language.codec import MAX_DEPTH, decode, encode
from symproof.language.declarations import RangeFact
from symproof.language.formulas import (
    And,
    Compare,
    Exists,
    ForAll,
    ForAllIndex,
    Formula,
    Implies,
    IntegerRelation,
    Invertible,
    Not,
    Or,
    Predicate,
    Sequent,
)
from symproof.language.refusal import Refusal
from symproof.language.terms import (
    Basis,
    Call,
    Chain,
    Differential,
    Gradient,
    IndexSum,
    Members,
    Slope,
    Symbol,
    Term,
    Transpose,
    Value,
)


def random_affine(chance: random.Random) -> Affine:
    """A constant plus multiples of a parameter, a member of a family of sizes and a product."""
    atoms: list[Any] = ["n", "k", d(shift(i, -1)).terms[0][0], SizeProduct(("m", "n"))]
    chosen = chance.sample(atoms, chance.randint(0, 3))
    return affine(chance.randint(-5, 5), {atom: chance.choice([-2, -1, 1, 3]) for atom in chosen})


def random_term(chance: random.Random) -> Term:
    inner = Terms(chance, sums_inverted=True).term(("n", "n"), chance.randint(0, 2))
    at = random_affine(chance)
    more: list[Term] = [
        inner, Basis(at, n), Value("f", inner), Slope("f", inner), Gradient(inner, Symbol("M", at)),
        Members("M", at, at), Differential(inner, ((A, inner), (B, inner))), IndexSum("i", at, at, inner),
        Call("det", (inner, inner), integer(1), at), Chain("M", at, at),
    ]  # fmt: skip
    return chance.choice(more)


def random_formula(chance: random.Random, depth: int = 2) -> Formula:
    left, right, at = random_term(chance), random_term(chance), random_affine(chance)
    flat: list[Formula] = [
        equal(left, right), Invertible(left), Compare("<=", left, right), IntegerRelation("<", at, at),
        Predicate("positive definite", (left,)),
    ]  # fmt: skip
    if depth == 0:
        return chance.choice(flat)
    one, two = random_formula(chance, depth - 1), random_formula(chance, depth - 1)
    symbols = (matrix("M", at, n, within("l", 1, at)), matrix("N", 1, 1))
    nested: list[Formula] = [
        And((one, two)), Or((one,)), Not(one), Implies(one, two), ForAllIndex("i", at, at, one), ForAll(symbols, one),
        Exists(symbols, two),
    ]  # fmt: skip
    return chance.choice(flat + nested)


def random_entry(chance: random.Random) -> Entry:
    def maybe() -> Term | None:
        return random_term(chance) if chance.random() < 0.4 else None

    at = tuple(random_affine(chance) for _ in range(chance.randint(0, 2)))
    return Entry(
        "h1", chance.randint(0, 3), at, chance.random() < 0.5, maybe(), maybe(), chance.random() < 0.5, maybe()
    )


def random_range(chance: random.Random) -> RangeFact:
    multipliers = tuple((name, chance.randint(0, 2), Fraction(chance.randint(-3, 9), 4)) for name in ("h", "bound:i"))
    return RangeFact(random_affine(chance), multipliers[: chance.randint(0, 2)], (random_affine(chance),))


def random_certificate(chance: random.Random, depth: int = 1) -> Certificate:
    entries = tuple(random_entry(chance) for _ in range(chance.randint(0, 3)))
    left, right, at = random_term(chance), random_term(chance), random_affine(chance)
    derived: list[Derived] = [
        Split("M", at, at, at), Congruence("f", left, right, entries), TwoSided(left, right, entries),
        Definite(left, True, entries, ((Fraction(2, 3), right),)), Witness(left, right, entries),
    ]  # fmt: skip
    flat = Algebra(entries, tuple(chance.sample(derived, 2)), (random_range(chance),), ("h1",))
    if depth == 0:
        return flat
    one, two = random_certificate(chance, depth - 1), random_certificate(chance, depth - 1)
    nested: list[Certificate] = [
        flat, Parts((one, two)), Induction(chance.random() < 0.5, one, two), Cases(at, one, two), Generalize(one),
    ]  # fmt: skip
    return chance.choice(nested)


def random_sequent(chance: random.Random) -> Sequent:
    facts: dict[str, Formula] = {"h2": IntegerRelation("<", n, random_affine(chance))}
    return sequent(SQUARE, random_formula(chance), {"h1": random_formula(chance)}, facts)


KINDS = [(random_term, Term), (random_formula, Formula), (random_certificate, Certificate), (random_sequent, Sequent)]


@pytest.mark.parametrize(("make", "kind"), KINDS, ids=["term", "formula", "certificate", "sequent"])
def test_round_trip(make: Any, kind: Any) -> None:
    chance = random.Random(3)
    for _ in range(100):
        value = make(chance)
        text = json.dumps(encode(value))
        again = decode(json.loads(text), kind)
        assert again == value
        assert json.dumps(encode(again)) == text


# ------------------------------------------------------------------------------------------------ malformed


def places(data: Any, path: tuple[Any, ...] = ()) -> Iterator[tuple[Any, ...]]:
    yield path
    items = data.items() if isinstance(data, dict) else enumerate(data) if isinstance(data, list) else ()
    for key, item in items:
        yield from places(item, (*path, key))


JUNK: list[Any] = [
    None, True, False, 0, -1, 10**30, 1.5, float("inf"), float("nan"), "", "x", "1/0", "1e3", "0x1", "⅓", "x y",
    "__class__", [], {}, [[]], [1, 2], {"node": "Sum"}, {"node": "Refusal"}, {"node": ["Sum"]},
    {"node": "Symbol", "name": 3}, {"node": "Symbol", "name": "A", "extra": 1}, ["at", "d"], ["product"],
    ["at", 1, [0]],
]  # fmt: skip


def replaced(data: Any, path: tuple[Any, ...], value: Any) -> Any:
    if not path:
        return value
    result = copy.deepcopy(data)
    holder = result
    for key in path[:-1]:
        holder = holder[key]
    holder[path[-1]] = value
    return result


@pytest.mark.parametrize(("make", "kind"), KINDS, ids=["term", "formula", "certificate", "sequent"])
def test_tampered_json_is_refused_or_well_formed(make: Any, kind: Any) -> None:
    """Anything anywhere: read as something that is written the same way, or refused with SP340."""
    chance, refusals = random.Random(5), 0
    for _ in range(300):
        data = json.loads(json.dumps(encode(make(chance))))
        changed = replaced(data, chance.choice(list(places(data))), chance.choice(JUNK))
        try:
            value = decode(changed, kind)
        except Refusal as refusal:
            assert_code(refusal)
            refusals += 1
        else:
            assert decode(encode(value), kind) == value
    assert refusals > 100


def assert_code(refusal: Refusal) -> None:
    assert refusal.code in ("SP340", "SP341"), refusal.message


def test_tampered_sequents_are_replayed_or_refused() -> None:
    """The kernel itself takes whatever the codec lets through: no error but a refusal."""
    chance, accepted = random.Random(9), 0
    by = Algebra((Entry("h", left=A, right=Transpose(B)),))
    good = sequent(SQUARE, equal(times(A, A, Transpose(B)), times(A, B, Transpose(B))), {"h": equal(A, B)})
    data = json.loads(json.dumps({"s": encode(good), "c": encode(by)}))
    everything = list(places(data))
    for _ in range(3000):
        changed = data
        for _ in range(chance.randint(1, 2)):
            path = chance.choice(everything)
            value = chance.choice([*JUNK, "A", "B", "n", "h", [1], [0, [1, "n"]], {"node": "Symbol", "name": "A"}])
            try:
                changed = replaced(changed, path, value)
            except (KeyError, IndexError, TypeError):
                continue
        try:
            statement = decode(changed["s"], Sequent) if isinstance(changed, dict) and "s" in changed else good
            certificate = decode(changed["c"], Certificate) if isinstance(changed, dict) and "c" in changed else by
            replay(statement, certificate)
            accepted += 1
        except Refusal as refusal:
            if not refusal.code.startswith("SP3"):
                raise
    assert accepted < 3000


MALFORMED: dict[str, tuple[Any, Any]] = {
    "no object": ([], Term),
    "no node": ({}, Term),
    "an unknown node": ({"node": "Nonsense"}, Term),
    "a formula for a term": (encode(equal(A, B)), Term),
    "a certificate for a term": (encode(Algebra()), Term),
    "a range for a formula": (encode(within("i", 1, 2)), Formula),
    "a missing field": ({"node": "Transpose"}, Term),
    "an unknown field": ({"node": "Symbol", "name": "A", "color": "red"}, Term),
    "a float": ({"node": "Number", "value": 1.5}, Term),
    "an integer for a rational": ({"node": "Number", "value": 1}, Term),
    "a rational without denominator": ({"node": "Number", "value": "1/0"}, Term),
    "a rational with a sign below": ({"node": "Number", "value": "1/-2"}, Term),
    "a decimal": ({"node": "Number", "value": "1.5"}, Term),
    "an exponent": ({"node": "Number", "value": "1e9"}, Term),
    "blanks": ({"node": "Number", "value": " 1"}, Term),
    "a line end": ({"node": "Number", "value": "1\n"}, Term),
    "foreign digits": ({"node": "Number", "value": "१"}, Term),
    "a number that is too long": ({"node": "Number", "value": "1" * 2001}, Term),
    "a list for a name": ({"node": "Symbol", "name": ["A"]}, Term),
    "a truth value for an integer": ({"node": "Entry", "premise": "h", "part": True}, Entry),
    "an integer for a truth value": ({"node": "Entry", "premise": "h", "trace": 1}, Entry),
    "an empty integer expression": ([], Affine),
    "a truth value in an integer expression": ([True], Affine),
    "a float in an integer expression": ([1.0], Affine),
    "an atom twice": ([0, [1, "n"], [2, "n"]], Affine),
    "a coefficient zero": ([0, [0, "n"]], Affine),
    "no name": ([0, [1, "k-1"]], Affine),
    "a name that ends a line": ([0, [1, "k\n"]], Affine),
    "a product of one": ([0, [1, ["product", "n"]]], Affine),
    "a product out of order": ([0, [1, ["product", "n", "m"]]], Affine),
    "a product of products": ([0, [1, ["product", ["product", "a", "b"], "n"]]], Affine),
    "a member of nothing": ([0, [1, ["at", 3, [0]]]], Affine),
    "a pair for a triple": ([["h", 1]], tuple[tuple[str, int, Fraction], ...]),
    "null": (None, Term),
}


def test_fields_are_read_in_any_order_and_each_time_anew() -> None:
    """How the fields of a node are read is found once for these fields: others are refused as before, and again."""
    whole = {"node": "Chain", "family": "M", "high": [2], "low": [1]}
    turned = dict(reversed(whole.items()))
    assert decode(whole, Term) == decode(turned, Term)
    for _ in range(2):
        for wrong in ({**whole, "color": 1}, {key: whole[key] for key in ("node", "family", "high")}):
            with pytest.raises(Refusal, match=r"SP340.*missing or unknown fields"):
                decode(wrong, Term)
    assert decode(whole, Term) == decode(turned, Term)


@pytest.mark.parametrize(("data", "kind"), MALFORMED.values(), ids=MALFORMED)
def test_malformed_json(data: Any, kind: Any) -> None:
    with pytest.raises(Refusal) as refusal:
        decode(data, kind)
    assert refusal.value.code == "SP340"


@pytest.mark.parametrize("wrap", [
    lambda inner: {"node": "Transpose", "argument": inner},
    lambda inner: {"node": "Sum", "terms": [inner]},
    lambda inner: {"node": "Call", "name": "det", "arguments": [inner], "rows": [1], "columns": [1]},
])  # fmt: skip
def test_terms_nest_a_hundred_levels_at_most(wrap: Any) -> None:
    data: Any = {"node": "Symbol", "name": "A"}
    for _ in range(20_000):
        data = wrap(data)
    with pytest.raises(Refusal) as refusal:
        decode(data, Term)
    assert refusal.value.code == "SP340"


def test_integer_expressions_nest_a_hundred_levels_at_most() -> None:
    data: Any = [0]
    for _ in range(20_000):
        data = [0, [1, ["at", "d", data]]]
    with pytest.raises(Refusal) as refusal:
        decode(data, Affine)
    assert refusal.value.code == "SP340"


def test_what_just_fits_is_replayed() -> None:
    """As deep as the codec allows, the kernel still answers."""
    term: Term = A
    for _ in range(MAX_DEPTH - 10):
        term = Transpose(term)
    statement = sequent(SQUARE, equal(term, A))
    again = decode(json.loads(json.dumps(encode(statement.claim))), Formula)
    assert replay(sequent(SQUARE, again), Algebra()).used == frozenset()


def test_fields_at_their_defaults_are_left_out() -> None:
    assert encode(Entry("h")) == {"node": "Entry", "premise": "h"}
    assert encode(known(k)) == {"node": "RangeFact", "nonnegative": [0, [1, "k"]]}


def test_no_two_nodes_have_one_name() -> None:
    """The JSON form tells nodes apart by their class names alone."""
    from symproof.language import certificate, declarations, derivation, formulas, terms, theory

    modules = (terms, declarations, formulas, certificate, derivation, theory)
    own = [
        name
        for module in modules
        for name, value in vars(module).items()
        if getattr(value, "__module__", "") == module.__name__
    ]
    assert len(own) == len(set(own))


def test_every_node_is_known_whatever_was_imported_first() -> None:
    """Modules are executed when they are first used: the codec looks at all of them at once."""
    asked = "from symproof.report.from_json import report_of; from symproof.language.codec import NODES; "
    asked += "print({'Inference', 'Statement', 'Symbol', 'Equal', 'Declarations', 'Algebra'} - NODES.keys())"
    found = subprocess.run([sys.executable, "-c", asked], check=True, capture_output=True, text=True)
    assert found.stdout.strip() == "set()"
