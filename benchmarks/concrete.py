"""The concrete judge against what one writes by hand: perturbation identity, equation (1), layer gradient.

Competitors, all in one run: (a) explicit SymPy matrices, ``expand``, compare with zero; (b) the same products in a bare
python-flint loop that also makes its context and generators. Prints ratios of minima over at least 5 runs: sympy/judge
(larger is better) and judge/flint (smaller is better). A competitor that takes longer than ``--patience`` seconds is
run once, and left out at larger widths.

    python benchmarks/concrete.py [--runs 5] [--patience 60] [--widths 3,3,3,3 --widths 5,5,5,5,5]
"""

from __future__ import annotations

import argparse
import time
from collections.abc import Callable, Sequence
from dataclasses import dataclass
from typing import Any

from symproof.concrete import Judge, Sweep
from symproof.language.affine import Affine, SizeAt, integer, parameter, shift
from symproof.language.certificate import Algebra, Certificate, Entry, Induction
from symproof.language.declarations import (
    Declarations,
    FunctionDeclaration,
    Piece,
    Range,
    SizeDeclaration,
    SymbolDeclaration,
)
from symproof.language.formulas import And, Equal, ForAllIndex, Formula, IntegerRelation
from symproof.language.proof import Hypothesis, Proof, Step
from symproof.language.terms import Chain, Gradient, Product, Slope, Sum, Symbol, Term, Transpose, Value, Zero

WIDTHS = ((3, 3, 3, 3), (4,) * 5, (5,) * 5, (6,) * 6)

# ------------------------------------------------------------------------------------------------ symproof

ONE = integer(1)
i, j, k = parameter("i"), parameter("j"), parameter("k")
BELOW = shift(i, -1)


def d(index: Affine) -> Affine:
    return parameter(SizeAt("d", index))


def q(index: Affine) -> Term:
    """Q_i = M_k ... M_{i+1}."""
    return Chain("M", k, shift(index, 1))


PUSH = Product((Symbol("w", i), Transpose(Symbol("v", i))))
MOVED = Sum((Symbol("M", i), PUSH))
LAYERS = SymbolDeclaration("M", d(i), d(BELOW), Range("i", ONE, k))
MOVED_LAYERS = SymbolDeclaration(
    "N", d(i), d(BELOW), Range("i", ONE, k), (Piece(MOVED, ONE, j), Piece(Symbol("M", i), shift(j, 1), k))
)
PRODUCT = SymbolDeclaration("W", d(k), d(integer(0)), None, (Piece(Chain("M", k, ONE)),))
DECLARATIONS = Declarations(
    ("k", "j"),
    (SizeDeclaration("d", Range("i", integer(0), k)),),
    (
        LAYERS,
        SymbolDeclaration("w", d(i), ONE, Range("i", ONE, j)),
        SymbolDeclaration("v", d(BELOW), ONE, Range("i", ONE, j)),
        MOVED_LAYERS,
        PRODUCT,
    ),
    (FunctionDeclaration("f", d(k), d(integer(0))),),
)
MIDDLE = Hypothesis("middle", And((IntegerRelation("<", integer(0), j), IntegerRelation("<", j, k))))
KERNEL = Hypothesis("kernel", ForAllIndex("i", ONE, j, Equal(Product((q(i), Symbol("w", i))), Zero(d(k), ONE))))


@dataclass(frozen=True)
class Subject:
    name: str
    claim: Formula
    certificate: Certificate | None
    using: tuple[str, ...]
    sympy: Callable[[Sequence[int]], None]
    flint: Callable[[Sequence[int]], None]


def by_judge(subject: Subject, widths: Sequence[int]) -> None:
    """A new judge each time; the bottleneck sits as deep as it can, so that every layer but the last one moves."""
    step = Step("step", "", None, subject.claim, "algebra", subject.using)
    proof = Proof("benchmark", "", "", "", None, DECLARATIONS, (MIDDLE, KERNEL), (step,))
    depth = len(widths) - 1
    fixed = {"k": (depth,), "j": (depth - 1,), "d": tuple(widths)}
    judgement = Judge(proof, Sweep(depth, max(widths), fixed)).judge(step, subject.certificate)
    if not judgement.holds or judgement.instances.checked != 1:
        raise SystemExit(f"{subject.name} at {widths}: {judgement}")


# ------------------------------------------------------------------------------------------------ by hand

Table = list[list[Any]]


@dataclass
class Network:
    """Layers 1..k and the vectors w_i, v_i with 1 <= i < k, as tables of entries of either library."""

    layers: list[Table]
    w: list[Table]
    v: list[Table]
    f: Table
    one: Any


def names(widths: Sequence[int]) -> list[tuple[str, int, int]]:
    depth = len(widths) - 1
    found = [(f"M{at}", widths[at], widths[at - 1]) for at in range(1, depth + 1)]
    found += [(f"w{at}", widths[at], 1) for at in range(1, depth)]
    found += [(f"v{at}", widths[at - 1], 1) for at in range(1, depth)]
    return [*found, ("f", widths[depth], widths[0])]


def network(widths: Sequence[int], generators: Sequence[Any], one: Any) -> Network:
    depth, at, tables = len(widths) - 1, 0, []
    for _, rows, columns in names(widths):
        tables.append([list(generators[at + p * columns : at + (p + 1) * columns]) for p in range(rows)])
        at += rows * columns
    return Network(tables[:depth], tables[depth : 2 * depth - 1], tables[2 * depth - 1 : -1], tables[-1], one)


def by_flint(widths: Sequence[int]) -> Network:
    from flint import Ordering, fmpq_mpoly_ctx

    labels = [f"{name}_{p}_{c}" for name, rows, columns in names(widths) for p in range(rows) for c in range(columns)]
    context = fmpq_mpoly_ctx.get(labels, Ordering.lex)
    return network(widths, context.gens(), context.constant(1))


def product(left: Table, right: Table) -> Table:
    columns = list(zip(*right, strict=True))
    return [[sum((x * y for x, y in zip(row[1:], c[1:], strict=True)), row[0] * c[0]) for c in columns] for row in left]


def plus(left: Table, right: Table) -> Table:
    return [[x + y for x, y in zip(p, r, strict=True)] for p, r in zip(left, right, strict=True)]


def minus(left: Table, right: Table) -> Table:
    return [[x - y for x, y in zip(p, r, strict=True)] for p, r in zip(left, right, strict=True)]


def turned(table: Table) -> Table:
    return [list(column) for column in zip(*table, strict=True)]


def chain(tables: list[Table], size: int, one: Any) -> Table:
    """The product of these from left to right."""
    if not tables:
        return [[one if p == c else 0 * one for c in range(size)] for p in range(size)]
    result = tables[0]
    for table in tables[1:]:
        result = product(result, table)
    return result


def require_zero(table: Table) -> None:
    if any(entry for row in table for entry in row):
        raise SystemExit("a difference is not zero")


def flint_perturbation(widths: Sequence[int]) -> None:
    net, depth = by_flint(widths), len(widths) - 1
    for at in range(1, depth):
        above = chain(net.layers[at:][::-1], widths[depth], net.one)
        push = product(net.w[at - 1], turned(net.v[at - 1]))
        claim = minus(product(above, plus(net.layers[at - 1], push)), product(above, net.layers[at - 1]))
        require_zero(minus(claim, product(product(above, net.w[at - 1]), turned(net.v[at - 1]))))


def flint_equation_1(widths: Sequence[int]) -> None:
    """Base and steps of the downward induction, each from the equation before and Q_i w_i = 0."""
    net, depth = by_flint(widths), len(widths) - 1
    pushes = [product(w, turned(v)) for w, v in zip(net.w, net.v, strict=True)]
    moved = [plus(layer, push) for layer, push in zip(net.layers, pushes, strict=False)]
    above = [chain(net.layers[at:][::-1], widths[depth], net.one) for at in range(depth + 1)]  # Q_0 ... Q_k
    products = [above[depth - 1]]
    for at in range(depth - 1, 0, -1):
        products.append(product(products[-1], moved[at - 1]))
        claim = minus(products[-1], above[at - 1])
        kernel = product(product(above[at], net.w[at - 1]), turned(net.v[at - 1]))
        before = minus(products[-2], above[at])
        require_zero(minus(minus(claim, product(before, moved[at - 1])), kernel))


def flint_gradient(widths: Sequence[int]) -> None:
    net, depth = by_flint(widths), len(widths) - 1
    whole = chain(net.layers[::-1], widths[depth], net.one)
    context = net.one.context()
    labels = context.names()
    for at in range(1, depth + 1):
        first = labels.index(f"M{at}_0_0")
        above = chain(net.layers[at:][::-1], widths[depth], net.one)
        under = chain(net.layers[: at - 1][::-1], widths[0], net.one)
        formula = product(product(turned(above), net.f), turned(under))
        gradient = [[0 * net.one] * widths[at - 1] for _ in range(widths[at])]
        for p in range(widths[at]):
            for c in range(widths[at - 1]):
                place = first + p * widths[at - 1] + c
                parts = [
                    net.f[r][s] * whole[r][s].derivative(place) for r in range(widths[depth]) for s in range(widths[0])
                ]
                gradient[p][c] = sum(parts, 0 * net.one)
        require_zero(minus(gradient, formula))


def by_sympy(widths: Sequence[int]) -> dict[str, Any]:
    import sympy
    from sympy.core.cache import clear_cache

    clear_cache()  # a user runs it once: without this, all runs but the first one look up what was expanded before
    found = {}
    for name, rows, columns in names(widths):
        found[name] = sympy.MatrixSymbol(name, rows, columns).as_explicit()
    return found


def sympy_chain(net: dict[str, Any], high: int, low: int, size: int) -> Any:
    import sympy

    result = sympy.eye(size)
    for at in range(high, low - 1, -1):
        result = result * net[f"M{at}"]
    return result


def sympy_zero(matrix: Any) -> None:
    if not matrix.expand().is_zero_matrix:
        raise SystemExit("a difference is not zero")


def sympy_perturbation(widths: Sequence[int]) -> None:
    net, depth = by_sympy(widths), len(widths) - 1
    for at in range(1, depth):
        above = sympy_chain(net, depth, at + 1, widths[depth])
        layer, w, v = net[f"M{at}"], net[f"w{at}"], net[f"v{at}"]
        sympy_zero(above * (layer + w * v.T) - above * layer - above * w * v.T)


def sympy_equation_1(widths: Sequence[int]) -> None:
    """A N_j ... N_i - Q_{i-1} is the sum over l of (Q_l w_l) v_l^T N_{l-1} ... N_i, for every i."""
    net, depth = by_sympy(widths), len(widths) - 1
    moved = {at: net[f"M{at}"] + net[f"w{at}"] * net[f"v{at}"].T for at in range(1, depth)}
    for low in range(depth - 1, 0, -1):
        left = net[f"M{depth}"]
        for at in range(depth - 1, low - 1, -1):
            left = left * moved[at]
        difference = left - sympy_chain(net, depth, low, widths[depth])
        for layer in range(low, depth):
            term = sympy_chain(net, depth, layer + 1, widths[depth]) * net[f"w{layer}"] * net[f"v{layer}"].T
            for at in range(layer - 1, low - 1, -1):
                term = term * moved[at]
            difference = difference - term
        sympy_zero(difference)


def sympy_gradient(widths: Sequence[int]) -> None:
    import sympy

    net, depth = by_sympy(widths), len(widths) - 1
    whole, slope = sympy_chain(net, depth, 1, widths[depth]).expand(), net["f"]
    for at in range(1, depth + 1):
        above = sympy_chain(net, depth, at + 1, widths[depth])
        under = sympy_chain(net, at - 1, 1, widths[0])
        layer = net[f"M{at}"]

        def entry(p: int, c: int, layer: Any = layer) -> Any:
            return sum((f * x.diff(layer[p, c]) for f, x in zip(slope, whole, strict=True)), sympy.Integer(0))

        sympy_zero(sympy.Matrix(*layer.shape, entry) - above.T * slope * under.T)


# ------------------------------------------------------------------------------------------------ the table

SUBJECTS = (
    Subject(
        "perturbation identity",
        ForAllIndex("i", ONE, j, Equal(Product((q(i), MOVED)), q(BELOW))),
        Algebra((Entry("kernel", at=(i,), right=Transpose(Symbol("v", i))),)),
        ("kernel",),
        sympy_perturbation,
        flint_perturbation,
    ),
    Subject(
        "equation (1)",
        ForAllIndex("i", ONE, j, Equal(Product((q(j), Chain("N", j, i))), q(BELOW))),
        Induction(
            False,
            Algebra((Entry("kernel", at=(j,), right=Transpose(Symbol("v", j))),)),
            Algebra(
                (
                    Entry("induction", right=Symbol("N", BELOW)),
                    Entry("kernel", at=(BELOW,), right=Transpose(Symbol("v", BELOW))),
                )
            ),
        ),
        ("kernel",),
        sympy_equation_1,
        flint_equation_1,
    ),
    Subject(
        "layer gradient",
        ForAllIndex(
            "i",
            ONE,
            k,
            Equal(
                Gradient(Value("f", Symbol("W")), Symbol("M", i)),
                Product((Transpose(q(i)), Slope("f", Symbol("W")), Transpose(Chain("M", BELOW, ONE)))),
            ),
        ),
        None,
        (),
        sympy_gradient,
        flint_gradient,
    ),
)


def minimum(work: Callable[[], None], runs: int, patience: float) -> float:
    best = float("inf")
    for _ in range(runs):
        start = time.perf_counter()
        work()
        best = min(best, time.perf_counter() - start)
        if best > patience:
            break
    return best


def main() -> None:
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("--runs", type=int, default=5)
    parser.add_argument("--patience", type=float, default=60.0)
    parser.add_argument("--widths", action="append")
    arguments = parser.parse_args()
    chosen = [tuple(map(int, item.split(","))) for item in arguments.widths or ()] or list(WIDTHS)
    print(f"{'':24}{'widths':>18}{'judge':>12}{'flint':>12}{'sympy':>12}{'sympy/judge':>13}{'judge/flint':>13}")
    for subject in SUBJECTS:
        given_up = False
        for widths in chosen:
            judge = minimum(lambda: by_judge(subject, widths), arguments.runs, arguments.patience)  # noqa: B023
            flint = minimum(lambda: subject.flint(widths), arguments.runs, arguments.patience)  # noqa: B023
            slow = None
            if not given_up:
                slow = minimum(lambda: subject.sympy(widths), arguments.runs, arguments.patience)  # noqa: B023
                given_up = slow > arguments.patience
            cells = [
                f"{judge * 1e3:9.2f} ms",
                f"{flint * 1e3:9.2f} ms",
                "-" if slow is None else f"{slow * 1e3:9.0f} ms",
            ]
            ratios = ["-" if slow is None else f"{slow / judge:.0f}", f"{judge / flint:.2f}"]
            label = ",".join(map(str, widths))
            print(
                f"{subject.name:24}{label:>18}{cells[0]:>12}{cells[1]:>12}{cells[2]:>12}{ratios[0]:>13}{ratios[1]:>13}"
            )


if __name__ == "__main__":
    main()
