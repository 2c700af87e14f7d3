"""Typing facts and range facts against all assignments of a box: what the kernel replaces or derives holds there."""

from __future__ import annotations

import itertools
import random
from collections.abc import Iterator
from fractions import Fraction
from typing import Any

from kernel.building import declare, named, relation

from symproof.kernel.context import Context, context_of
from symproof.language.affine import Affine, IntegerAtom, SizeAt, SizeProduct, affine, integer, parameter
from symproof.language.declarations import Range, RangeFact, SizeDeclaration
from symproof.language.formulas import Formula, IntegerRelation
from symproof.language.refusal import Refusal

SIZES, INTEGERS = ("n", "m"), ("j", "k")
FAMILY = SizeDeclaration("d", Range("i", integer(-9), integer(9)))
Assignment = dict[str, int]
WEIGHTS = [Fraction(1), Fraction(1), Fraction(2), Fraction(1, 2), Fraction(3, 2)]
Multipliers = tuple[tuple[str, int, Fraction], ...]


def value(expression: Affine, at: Assignment) -> int:
    return expression.constant + sum(by * atom_value(atom, at) for atom, by in expression.terms)


def atom_value(atom: IntegerAtom, at: Assignment) -> int:
    if isinstance(atom, SizeAt):
        return 1 + (value(atom.index, at) * 7 + at["d"]) % 3  # some family of sizes, another one for each at["d"]
    if isinstance(atom, SizeProduct):
        result = 1
        for part in atom.product_of:
            result *= atom_value(part, at)
        return result
    return at[atom]


def assignments() -> Iterator[Assignment]:
    for n, m, j, k, d in itertools.product(range(1, 4), range(1, 4), range(-1, 3), range(-1, 3), range(2)):
        yield {"n": n, "m": m, "j": j, "k": k, "d": d}


BOX = list(assignments())


def random_expression(chance: random.Random) -> Affine:
    atoms: list[Any] = [
        "n",
        "m",
        "j",
        "k",
        SizeAt("d", parameter("j")),
        SizeAt("d", integer(1)),
        SizeProduct(("m", "n")),
    ]
    chosen = chance.sample(atoms, chance.randint(0, 2))
    return affine(chance.randint(-2, 2), {atom: chance.choice([-2, -1, 1, 1]) for atom in chosen})


def random_facts(chance: random.Random, signs: tuple[str, ...]) -> dict[str, Formula]:
    number = chance.randint(1, 3)
    return {
        f"h{place}": relation(random_expression(chance), chance.choice(signs), random_expression(chance))
        for place in range(number)
    }


def satisfying(facts: dict[str, Formula]) -> list[Assignment]:
    return [at for at in BOX if all(holds(fact, at) for fact in facts.values() if isinstance(fact, IntegerRelation))]


def holds(fact: IntegerRelation, at: Assignment) -> bool:
    left, right = value(fact.left, at), value(fact.right, at)
    return {"=": left == right, "!=": left != right, "<": left < right, "<=": left <= right}[fact.relation]


def context(facts: dict[str, Formula]) -> Context:
    return context_of(declare(integers=INTEGERS, sizes=(*SIZES, FAMILY)), named(facts))


def test_what_typing_facts_replace_is_equal() -> None:
    chance, replaced = random.Random(1), 0
    for _ in range(1500):
        facts = random_facts(chance, ("=", "=", "<="))
        here, expression = context(facts), random_expression(chance)
        canonical = here.canonical(expression)
        replaced += canonical != expression
        at_all = satisfying(facts)
        assert all(value(canonical, at) == value(expression, at) for at in at_all), (facts, expression)
        without = {name: fact for name, fact in facts.items() if name in here.used}
        assert context(without).canonical(expression) == canonical, "the facts named as used are enough"
    assert replaced > 200


def test_what_is_derived_is_not_negative() -> None:
    chance, derived = random.Random(2), 0
    for _ in range(3000):
        facts = random_facts(chance, ("=", "<", "<=", "!="))
        sources = [(name, 0) for name in facts] + [("size", 0)]
        chosen = chance.sample(sources, chance.randint(1, min(2, len(sources))))
        multipliers = tuple(
            (name, part, Fraction(chance.choice([1, 1, 2, 3]), chance.choice([1, 2]))) for name, part in chosen
        )
        sizes = (random_expression(chance),) if ("size", 0) in chosen else ()
        here = context(facts)
        goal = _sum(facts, multipliers, sizes, chance)
        try:
            here.verify(RangeFact(goal, multipliers, sizes))
        except Refusal as refusal:
            if refusal.code not in ("SP302", "SP320", "SP321", "SP322"):
                raise
            continue
        derived += 1
        assert all(value(goal, at) >= 0 for at in satisfying(facts)), (facts, multipliers, sizes, goal)
    assert derived > 150


def _sum(
    facts: dict[str, Formula], multipliers: Multipliers, sizes: tuple[Affine, ...], chance: random.Random
) -> Affine:
    """About what the multipliers derive, with a constant that may be too small by one."""
    total: dict[IntegerAtom, Fraction] = {}
    constant = Fraction(0)
    for name, _, by in multipliers:
        fact = facts.get(name)
        if isinstance(fact, IntegerRelation):
            left, right, gap = fact.left, fact.right, -int(fact.relation == "<")
        else:
            left, right, gap = integer(1), sizes[0], 0
        constant += by * (right.constant - left.constant + gap)
        for expression, sign in ((right, 1), (left, -1)):
            for atom, coefficient in expression.terms:
                total[atom] = total.get(atom, Fraction(0)) + by * sign * coefficient
    rounded = {atom: int(coefficient) for atom, coefficient in total.items()}
    return affine(int(constant) + chance.choice([-1, 0, 0, 1]), rounded)
