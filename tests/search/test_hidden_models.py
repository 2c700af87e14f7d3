"""Hypotheses that a hidden point satisfies are never called contradictory."""

from __future__ import annotations

from random import Random

import pytest
from flint import fmpq
from search.asking import sequents

from symproof.concrete.evaluation.combination import EMPTY_LOCAL
from symproof.concrete.evaluation.evaluate import Evaluator
from symproof.concrete.evaluation.ground import ground, holds
from symproof.concrete.evaluation.place import Place
from symproof.concrete.evaluation.types import Tables
from symproof.concrete.exact.matrices import Matrix
from symproof.concrete.failures import EvaluationError
from symproof.concrete.points.pools import pool, random_table
from symproof.concrete.points.search import Partial
from symproof.language.formulas import Sequent
from symproof.search.contradictions import reason

SYMBOLS = "A:n,n B:n,n P:n,n R:m,n S:n,m U:n,r V:r,n v:n x:n a b c"
SIZES = {"A": "nn", "B": "nn", "P": "nn", "R": "mn", "S": "nm", "U": "nr", "V": "rn", "v": "n1", "x": "n1"}
SIZES |= {"a": "11", "b": "11", "c": "11"}
RELATIONS = (
    "A symmetric", "A antisymmetric", "A idempotent", "A invertible", "A*A = I", "A*A = -I", "A*A = 0", "A*A*A = A",
    "A*A + A + I = 0", "A*A - 3*A + 2*I = 0", "A*A = 2*A", "A*A*A = I", "A positive definite", "B positive definite",
    "P positive definite", "A nonzero", "v nonzero", "x nonzero", "A*B = B*A", "A*B = -B*A", "A*B = I", "A = U*V",
    "A = R.T*R", "A = B*B.T", "B = S*R", "R.T*R invertible", "R*R.T invertible", "R*S = I", "S*R = I", "U*V invertible",
    "V*U invertible", "U*V + S*R invertible", "A - A.T invertible", "A + B = I", "A = B.T", "A*v = x", "A*v = a*v",
    "v.T*x = 0", "a > 0", "b < 0", "a + b = 0", "a*b = 1", "a < b", "a*a + b*b < c", "a*a = b*b", "a nonzero",
    "a = tr(A)", "b = v.T*A*v", "c = norm2(A - B)", "A*A = B*B", "A*B*A = B", "A*B*A = -B", "A.T*B + B.T*A = 0",
    "B symmetric", "B antisymmetric", "B invertible", "B idempotent", "A orthogonal", "P idempotent", "P*A = A*P",
    "P*A = -A*P", "A*U = 0", "R*A = R", "inv(P) = A", "U*V + V.T*U.T invertible", "U*V - V.T*U.T invertible",
)  # fmt: skip
SCALARS = (
    "tr(A)", "tr(A*A)", "tr(A*A*A)", "tr(A*B)", "tr(A.T*B)", "norm2(A)", "norm2(A - 2*B)", "v.T*A*v", "v.T*v", "v.T*x",
    "x.T*B*x", "a*a", "a*a - 2*a*b", "a*b", "a + b", "a*a + a + 1", "tr(R*S)", "tr(P*A)", "tr(P)", "norm2(v + x)",
    "tr(U*V)", "A[1,1]", "tr(A)*tr(B)", "a*a*b*b + a*b", "a**4 - a", "v.T*P*x", "tr(A.T*A*B.T*B)", "tr(A*B*A*B)",
    "det(A)", "det(A*B)", "rank(R)", "rank(A)", "abs(a)", "x.T*A*v", "v.T*B*B*v",
)  # fmt: skip
FACTS = ("n > m", "m > n", "n = m", "n > r", "r >= n", "n odd", "n even", "m odd", "n = 2", "n = 3", "r = m + 1")


def point(source: Random) -> tuple[dict[str, int], dict[tuple[str, int | None], Matrix]]:
    """Sizes, and a matrix for every symbol, often a structured one."""
    sizes = {name: source.randint(1, 3) for name in "nmr"}
    values = {}
    for name, (rows, columns) in SIZES.items():
        size = sizes.get(rows, 1), sizes.get(columns, 1)
        table = source.choice(pool(*size)) if source.random() < 0.7 else random_table(source, *size, 2)
        values[name, None] = Matrix(*size, table)
    return sizes, values


def true_there(goal: Sequent, sizes: dict[str, int], values: dict[tuple[str, int | None], Matrix]) -> bool:
    place = Place(sizes)
    evaluator = Evaluator(Tables(goal.declarations, goal.facts), place, Partial(values))
    try:
        return all(
            holds(item, evaluator)
            for premise in (*goal.facts, *goal.premises)
            for item in ground(premise.formula, EMPTY_LOCAL, place)
        )
    except EvaluationError:
        return False


def value_of(text: str, sizes: dict[str, int], values: dict[tuple[str, int | None], Matrix]) -> fmpq | None:
    (goal,) = sequents(SYMBOLS, f"{text} = 0 |- a = a")
    (premise,) = goal.premises
    evaluator = Evaluator(Tables(goal.declarations, goal.facts), Place(sizes), Partial(values))
    try:
        return evaluator.difference(premise.formula).entries[0][0]
    except EvaluationError:
        return None


PREMISES = {text: sequents(SYMBOLS, f"{text} |- a = a")[0] for text in (*RELATIONS, *FACTS)}


def hidden(source: Random) -> str:
    """Hypotheses that are true at a random point."""
    sizes, values = point(source)
    chosen = [text for text, goal in PREMISES.items() if source.random() < 0.5 and true_there(goal, sizes, values)]
    for text in source.sample(SCALARS, 4):
        value = value_of(text, sizes, values)
        if value is not None:
            relation, gap = source.choice([("=", 0), ("=", 0), ("<", 1), (">=", 0)])
            chosen.append(f"{text} {relation} {value + gap}")
    return ", ".join(chosen)


@pytest.mark.parametrize("seed", range(4))
def test_what_a_hidden_point_satisfies_is_not_contradictory(seed: int) -> None:
    _hidden_models(seed, 20)


@pytest.mark.slow
@pytest.mark.parametrize("seed", range(100, 110))
def test_many_hidden_points(seed: int) -> None:
    _hidden_models(seed, 100)


def _hidden_models(seed: int, count: int) -> None:
    source = Random(seed)
    for _ in range(count):
        premises = hidden(source)
        (goal,) = sequents(SYMBOLS, f"{premises or 'a = a'} |- a = a")
        assert reason(goal) is None, premises
