"""Timings of orders and definite matrices as ratios to ``import sympy``: ``python benchmarks/order.py``, two minutes.

Minima over several runs; everything is measured in one run of this script.

1. The true statements of tests/statements/order_true.toml, one by one: the median and the hardest.
2. Start-up of ``symproof prove``, and whether it imported numpy, scipy or the solver.
3. z3 on the same statements at sizes 2 and 3, with real entries as unknowns, where it is installed
   (``pip install -e '.[benchmark]'``): how many each settles within the time that symproof takes for its hardest one.
   Symproof's answers hold for all sizes.
"""

from __future__ import annotations

import importlib.util
import statistics
import subprocess
import sys
from collections.abc import Callable, Iterator
from pathlib import Path
from time import perf_counter
from typing import Any

from symproof.language.formulas import And, Compare, Equal, Formula, Invertible, Predicate
from symproof.language.proof import Proof, Step
from symproof.language.scopes import sequent
from symproof.language.terms import (
    Identity,
    Integer,
    Inverse,
    Number,
    Power,
    Product,
    Sum,
    Symbol,
    Term,
    Trace,
    Transpose,
    Zero,
)
from symproof.search import Budget, find
from symproof.statements import load_file

RUNS = 5
TRUE = Path(__file__).parent.parent / "tests" / "statements" / "order_true.toml"
HEAVY = ("numpy", "scipy", "clarabel")
SHOW = """
import sys
from symproof.cli import main
code = main(["prove", "-s", "A:n,n", "-s", "B:n,n", "A*B = B*A |- A*B*A = A*A*B", "--output", "/dev/null"])
sys.stderr.write(",".join(name for name in %r if name in sys.modules))
"""
Rows = list[list[Any]]


def minimum(run: Callable[[], object], runs: int = RUNS) -> float:
    """The smallest time of several runs, in seconds."""
    times = []
    for _ in range(runs):
        start = perf_counter()
        run()
        times.append(perf_counter() - start)
    return min(times)


def command(*arguments: str) -> str:
    return subprocess.run([sys.executable, *arguments], check=True, capture_output=True, text=True).stderr


def steps() -> Iterator[tuple[str, Proof, Step]]:
    proofs, errors = load_file(TRUE)
    assert not errors, errors
    for proof in proofs:
        yield from ((f"{proof.id}:{step.id}", proof, step) for step in proof.steps)


def searched(proof: Proof, step: Step) -> float:
    """The time of search and replay; the statement must be proved."""
    asked = sequent(proof, step)
    assert find(asked, budget=Budget(60.0)).certificate is not None, f"{proof.id}:{step.id}"
    return minimum(lambda: find(asked, budget=Budget(60.0)))


# ------------------------------------------------------------------------------------------------ z3


class Entries:
    """Matrices of real unknowns at one size: what a user of z3 would write."""

    def __init__(self, z3: Any, proof: Proof, size: int) -> None:
        self.z3, self.size = z3, size
        self.symbols = {
            item.name: self._unknown(item.name, item.rows, item.columns) for item in proof.declarations.symbols
        }
        self.sides: list[Any] = []

    def _length(self, value: Any) -> int:
        return value.constant if value.is_constant else self.size

    def _unknown(self, name: str, rows: Any, columns: Any) -> Rows:
        return [
            [self.z3.Real(f"{name}_{p}_{q}") for q in range(self._length(columns))] for p in range(self._length(rows))
        ]

    def unit(self, size: int) -> Rows:
        return [[self.z3.RealVal(int(p == q)) for q in range(size)] for p in range(size)]

    def value(self, term: Term) -> Rows:
        """The entries of a term; LookupError where z3 is not asked such things."""
        match term:
            case Symbol(name=name, index=None):
                return self.symbols[name]
            case Number(value=value):
                return [[self.z3.RealVal(str(value))]]
            case Integer(value=value):
                return [[self.z3.RealVal(self._length(value))]]
            case Identity(size=size):
                return self.unit(self._length(size))
            case Zero(rows=rows, columns=columns):
                return [[self.z3.RealVal(0)] * self._length(columns) for _ in range(self._length(rows))]
            case Transpose(argument=inner):
                return [list(row) for row in zip(*self.value(inner), strict=True)]
            case Trace(argument=inner):
                found = self.value(inner)
                return [[self.z3.Sum([found[p][p] for p in range(len(found))])]]
            case Sum(terms=terms):
                parts = list(map(self.value, terms))
                return [[self.z3.Sum([part[p][q] for part in parts]) for q in range(len(parts[0][0]))]
                        for p in range(len(parts[0]))]  # fmt: skip
            case Product(factors=factors):
                return self._product([self.value(factor) for factor in factors])
            case Power(base=base, exponent=exponent) if exponent.is_constant and exponent.constant > 0:
                return self._product([self.value(base)] * exponent.constant)
            case Inverse(argument=inner):
                return self._inverse(self.value(inner))
            case _:
                raise LookupError(type(term).__name__)

    def _product(self, factors: list[Rows]) -> Rows:
        result = factors[0]
        for factor in factors[1:]:
            if len(result) == len(result[0]) == 1 or len(factor) == len(factor[0]) == 1:
                scale, matrix = (result, factor) if len(result) == len(result[0]) == 1 else (factor, result)
                result = [[scale[0][0] * entry for entry in row] for row in matrix]
            else:
                result = [[self.z3.Sum([x * y for x, y in zip(row, column, strict=True)])
                           for column in zip(*factor, strict=True)] for row in result]  # fmt: skip
        return result

    def _inverse(self, matrix: Rows) -> Rows:
        size, number = len(matrix), len(self.sides)
        found = [[self.z3.Real(f"inv{number}_{p}_{q}") for q in range(size)] for p in range(size)]
        self.sides.append(self.same(self._product([matrix, found]), self.unit(size)))
        return found

    def same(self, left: Rows, right: Rows) -> Any:
        pairs = [(x, y) for row, other in zip(left, right, strict=True) for x, y in zip(row, other, strict=True)]
        return self.z3.And([x == y for x, y in pairs])

    def minors(self, matrix: Rows, *, strictly: bool) -> Any:
        """Sylvester's criterion: leading minors for definite matrices, all principal ones for semidefinite matrices."""
        size = len(matrix)
        chosen = [list(range(n)) for n in range(1, size + 1)] if strictly else [
            [p for p in range(size) if mask >> p & 1] for mask in range(1, 1 << size)]  # fmt: skip
        values = [self._determinant([[matrix[p][q] for q in rows] for p in rows]) for rows in chosen]
        return self.z3.And([value > 0 if strictly else value >= 0 for value in values])

    def _determinant(self, rows: Rows) -> Any:
        if len(rows) == 1:
            return rows[0][0]
        parts = [[row[:q] + row[q + 1 :] for row in rows[1:]] for q in range(len(rows))]
        return self.z3.Sum([(-1) ** q * rows[0][q] * self._determinant(part) for q, part in enumerate(parts)])

    def formula(self, formula: Formula) -> Any:
        match formula:
            case And(parts=parts):
                return self.z3.And([self.formula(part) for part in parts])
            case Equal(left=left, right=right):
                return self.same(self.value(left), self.value(right))
            case Invertible(argument=argument):
                return self._determinant(self.value(argument)) != 0
            case Predicate(name="positive definite" | "positive semidefinite" as name, arguments=(argument,)):
                return self.minors(self.value(argument), strictly=name == "positive definite")
            case Compare(relation=relation, left=left, right=right):
                first, second = self.value(left), self.value(right)
                gap = [
                    [y - x for x, y in zip(row, other, strict=True)] for row, other in zip(first, second, strict=True)
                ]
                if relation == "!=":
                    return self.z3.Not(self.same(first, second))
                return self.minors(gap, strictly=relation == "<")
            case _:
                raise LookupError(type(formula).__name__)


def settled_by_z3(z3: Any, proof: Proof, step: Step, size: int, seconds: float) -> bool:
    """Whether z3 shows within the time that there is no counterexample at this size."""
    asked = sequent(proof, step)
    entries = Entries(z3, proof, size)
    solver = z3.Solver()
    solver.set("timeout", max(1, int(1000 * seconds)))
    try:
        premises = [entries.formula(item.formula) for item in asked.premises]
        claim = entries.formula(asked.claim)
    except LookupError:
        return False
    solver.add(*premises, *entries.sides, z3.Not(claim))
    return str(solver.check()) == "unsat"


def main() -> None:
    """Prints the ratios."""
    sympy = minimum(lambda: command("-c", "import sympy"))
    print(f"import sympy: {sympy:.2f} s\n")
    found = sorted((searched(proof, step), name) for name, proof, step in steps())
    median, (hardest, name) = statistics.median(time for time, _ in found), found[-1]
    print(f"{len(found)} statements: median {median / sympy:.3f}, hardest {hardest / sympy:.2f} ({name})")
    for time, other in found[-6:-1]:
        print(f"    {time / sympy:.2f} {other}")
    loaded = command("-c", SHOW % (HEAVY,))
    print(f"start-up and one identity: {minimum(lambda: command('-c', SHOW % (HEAVY,))) / sympy:.2f};"
          f" imported: {loaded or 'neither numpy nor scipy nor the solver'}")  # fmt: skip
    if importlib.util.find_spec("z3") is None:
        print("z3 is not installed: pip install -e '.[benchmark]'")
        return
    import z3

    for size in (2, 3):
        count = sum(settled_by_z3(z3, proof, step, size, hardest) for _, proof, step in steps())
        print(f"z3 at n = {size} within {hardest:.2f} s each: {count}; symproof at all sizes: {len(found)}")


if __name__ == "__main__":
    main()
