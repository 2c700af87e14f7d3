"""Equal problems have equal certificates, whatever order Python gives to the members of a set."""

from __future__ import annotations

import os
import subprocess
import sys

# Weights of products are found by a linear program with many solutions: P.11 of the worked paper, and an order.
PROGRAM = """
from symproof.author.loader import discover, load_all, worked_proofs
from symproof.language.scopes import sequent, step_of
from symproof.search import find
from symproof.statements import parse_statement

found = [item for item in discover(worked_proofs()) if item.path.stem == "preliminaries"]
(paper,), _ = load_all(found)
statement = "0 <= a, 0 <= b, a <= c, b <= c, c <= 1 |- a*b <= c"
(order,), _ = parse_statement({name: [] for name in "abc"}, statement, "order")
for proof, name in ((paper, "P.11"), (order, "claim1")):
    print(find(sequent(proof, step_of(proof, name))).certificate)
"""


def certificates(seed: int) -> str:
    environment = {**os.environ, "PYTHONHASHSEED": str(seed)}
    done = subprocess.run([sys.executable, "-c", PROGRAM], env=environment, capture_output=True, text=True, check=True)
    return done.stdout


def test_certificates_do_not_depend_on_the_order_of_sets() -> None:
    found = [certificates(seed) for seed in (0, 1, 4)]
    assert found[0].count("Order(") == 2
    assert len(set(found)) == 1
