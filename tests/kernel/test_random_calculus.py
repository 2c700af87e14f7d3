"""Random terms with derivatives of derivatives, inverses and functions: the form has the value of the term.

The value is computed without calculus (``jets``): at random integer matrices of random sizes, 1 among them, also where
a hypothesis makes sizes equal or 1.
"""

from __future__ import annotations

import random
from collections import Counter

import pytest
from kernel.jets import FACTS, Calculus, JetWorld, inverted, normalizer
from kernel.worlds import Shape

from symproof.language.refusal import Refusal
from symproof.language.terms import Term

SHAPES: list[Shape] = [("1", "1"), ("1", "1"), ("n", "n"), ("n", "m"), ("n", "1"), ("1", "m"), ("m", "m")]
# No rule: the inverse of zero; too large; f' of what moves, a chain of P that moves; too much work.
NOT_DECIDED = {"SP312", "SP315", "SP330", "SP332", "SP341"}


def _sizes(chance: random.Random, facts: str) -> dict[str, int]:
    n, m = chance.randint(1, 2), chance.randint(1, 2)
    return {"n": 1 if facts == "n = 1" else m if facts == "n = m" else n, "m": 1 if facts == "m = 1" else m}


def _outcome(chance: random.Random, term: Term, body: Term, facts: str) -> str:
    """Asserts that term and form have the same value, where both have one."""
    normal = normalizer(body, facts)
    world = JetWorld(chance, _sizes(chance, facts), body)
    try:
        for argument in inverted((body, term)):
            normal.invertible |= dict.fromkeys(normal.inverted(argument), False)
        form = normal.polynomial(term)
        value = world.value(term)
        found = world.form(form, normal)
    except ZeroDivisionError:
        return "singular"
    except Refusal as refusal:
        if refusal.code not in NOT_DECIDED:
            raise
        return refusal.code
    assert found.same(value), (facts, world.sizes, body, term)
    return "evaluated"


@pytest.mark.parametrize("facts", FACTS)
@pytest.mark.parametrize("seed", range(5))
def test_derivatives_evaluate_as_terms(seed: int, facts: str) -> None:
    chance = random.Random(f"{seed} {facts}")
    outcomes: Counter[str] = Counter()
    while outcomes["evaluated"] < 100:
        terms = Calculus(chance)
        body = terms.term(("n", "n"), 1)
        term = Calculus(chance, defined=True).term(chance.choice(SHAPES), chance.randint(1, 3))
        outcomes[_outcome(chance, term, body, facts)] += 1
