"""Equal problems have equal certificates, whatever order Python gives to the members of a set."""

from __future__ import annotations

import os
import subprocess
import sys

# Weights of products are found by a linear program with many solutions: how far a product moves, and an order.
PROGRAM = """
from symproof.language.scopes import sequent, step_of
from symproof.search import find
from symproof.statements import parse_statement

norms = "m <= a*y + x*b, x <= k, y <= k + v, a < v, b < v, v <= 1"
positive = "0 <= a, 0 <= b, 0 <= x, 0 <= y, 0 < t, v*(2*k + 1) <= t"
statements = (f"{norms}, {positive} |- m < t", "0 <= a, 0 <= b, a <= c, b <= c, c <= 1 |- a*b <= c")
for statement in statements:
    (order,), _ = parse_statement({name: [] for name in "abckmtvxy"}, statement, "order")
    print(find(sequent(order, step_of(order, "claim1"))).certificate)
"""


def certificates(seed: int) -> str:
    environment = {**os.environ, "PYTHONHASHSEED": str(seed)}
    done = subprocess.run([sys.executable, "-c", PROGRAM], env=environment, capture_output=True, text=True, check=True)
    return done.stdout


def test_certificates_do_not_depend_on_the_order_of_sets() -> None:
    found = [certificates(seed) for seed in (0, 1, 4)]
    assert found[0].count("Order(") == 2
    assert len(set(found)) == 1
