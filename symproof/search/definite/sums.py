"""Scalars as sums of squares tr(X^T P X Q) whose roots are combinations, by semidefinite programming."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from fractions import Fraction

from symproof.kernel.algebra.words import Polynomial, combine
from symproof.language.certificate import Gram, Nonnegative, Summand
from symproof.search.definite.conic import Table, eliminated, grams
from symproof.search.definite.roots import distinct, traced
from symproof.search.definite.sources import IDENTITY, Source
from symproof.search.definite.traces import Traces, fits

MAX_ROOTS = 8  # of one pair of matrices
MAX_SOURCES = 3
Known = tuple[tuple[Nonnegative, ...], Polynomial, bool]  # factors, their product, whether it is positive
Weighted = list[tuple[Summand, Polynomial]]


def sum_of_squares(
    traces: Traces, goal: Polynomial, known: Sequence[Known], free: Sequence[Polynomial], *, strict: bool
) -> Weighted | None:
    """Summands with their forms whose sum is the goal, as far as symmetry and the free forms go; one of them positive
    if ``strict``."""
    places = [(left, right, basis) for left, right in _pairs(traces) if (basis := _basis(traces, left, right))]
    if not places:
        return None
    flat = traces.symmetric
    tables = [_table(traces, left, right, basis) for left, right, basis in places]
    weak, positive = [item for item in known if not item[2]], [item for item in known if item[2]]
    singles: list[Table] = [[[flat(form).terms]] for _, form, _ in (*weak, *positive)]
    found = grams(flat(goal).terms, [*tables, *singles], [flat(form).terms for form in free],
                  positive=len(positive) if strict else 0)  # fmt: skip
    if found is None:
        return None
    result: Weighted = []
    for (left, right, basis), matrix in zip(places, found, strict=False):
        result += _of_gram(traces, left, right, basis, matrix)
    weights = [(matrix[0][0], item) for matrix, item in zip(found[len(places) :], (*weak, *positive), strict=True)]
    result += [(Summand(weight, factors), form.scale(weight)) for weight, (factors, form, _) in weights if weight]
    return None if strict and not any(weight and item[2] for weight, item in weights) else result


def _pairs(traces: Traces) -> Iterator[tuple[Source, Source]]:
    sources = [IDENTITY, *traces.sources[:MAX_SOURCES]]
    for left in sources:
        for right in sources:
            yield left, right


def _basis(traces: Traces, left: Source, right: Source) -> list[Polynomial]:
    """The roots of one size that fit, and that are not too long; of square ones also the transposes."""
    turned = [traces.symmetric(root.transpose()) for root in traces.basis if root.rows == root.columns]
    roots = distinct([*traces.basis, *turned])
    fitting = [root for root in roots if fits(root, left, right) and traces.is_short(root, left, right)]
    sizes = [(root.rows, root.columns) for root in fitting]
    most = max(set(sizes), key=sizes.count) if sizes else None
    return [root for root, size in zip(fitting, sizes, strict=True) if size == most][:MAX_ROOTS]


def _table(traces: Traces, left: Source, right: Source, basis: list[Polynomial]) -> Table:
    table: Table = [[{} for _ in basis] for _ in basis]
    for i, one in enumerate(basis):
        for j in range(i, len(basis)):
            form = traced(traces.normal, one.transpose(), left.form, basis[j], right.form)
            if i != j:
                form = combine(form, traced(traces.normal, basis[j].transpose(), left.form, one, right.form))
            table[i][j] = table[j][i] = traces.symmetric(form).terms
    return table


def _of_gram(
    traces: Traces, left: Source, right: Source, basis: list[Polynomial], matrix: list[list[Fraction]]
) -> Iterator[tuple[Summand, Polynomial]]:
    for weight, vector in eliminated(matrix) or ():
        root = Polynomial(basis[0].rows, basis[0].columns, {})
        for factor, item in zip(vector, basis, strict=True):
            root = combine(root, item, factor) if factor else root
        gram = Gram((traces.terms.polynomial(root),), left.matrix, right.matrix)
        form = traced(traces.normal, root.transpose(), left.form, root, right.form)
        yield Summand(weight, (gram,)), form.scale(weight)
