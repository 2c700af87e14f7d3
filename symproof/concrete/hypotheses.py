"""Premises as polynomial equations at a shape, where every size is a number, and what these imply.

Used are equations, invertibility (E N = I = N E with the letter N) and what diagonal, permutation and positive definite
matrices satisfy by equations; what other premises say is left aside, so that the rest is implied by fewer of them.
"""

from __future__ import annotations

from collections.abc import Collection, Iterator, Mapping

from symproof.concrete.evaluation.combination import Statement
from symproof.concrete.evaluation.evaluate import Evaluator
from symproof.concrete.evaluation.ground import ground
from symproof.concrete.exact.ideal import Hypotheses
from symproof.concrete.exact.matrices import Matrix, Scalar, subtract, transpose
from symproof.concrete.exact.polynomials import Polynomials
from symproof.concrete.failures import EvaluationError
from symproof.language.formulas import Equal, Formula, Invertible, Predicate

MOST = 8  # premises of which every one is tried to do without


def contradictory(evaluator: Evaluator, premises: Mapping[str, Statement]) -> bool:
    """Whether 1 = 0 follows from the premises. False also where that is not decided."""
    return _solved(evaluator, _equations(evaluator, premises), premises).contradictory


def relied_on(evaluator: Evaluator, premises: Mapping[str, Statement], residual: Matrix) -> tuple[str, ...] | None:
    """Premises, none of them superfluous, from which it follows that all entries are zero; None if none are found."""
    goals = [entry for row in residual.entries for entry in row if entry]
    found = _equations(evaluator, premises)
    kept = list(found)
    if not _follows(evaluator, found, kept, goals) or not _solved(evaluator, found, kept).consistent:
        return None
    for name in found if len(found) <= MOST else ():
        fewer = [other for other in kept if other != name]
        if _follows(evaluator, found, fewer, goals):
            kept = fewer
    return tuple(kept)


def _follows(
    evaluator: Evaluator, found: Mapping[str, list[Scalar]], names: Collection[str], goals: list[Scalar]
) -> bool:
    solved = _solved(evaluator, found, names)
    return all(map(solved.imply, goals))


def _solved(evaluator: Evaluator, found: Mapping[str, list[Scalar]], names: Collection[str]) -> Hypotheses:
    chosen = [entry for name, entries in found.items() if name in names for entry in entries]
    return Hypotheses(_ring(evaluator).context, chosen)


def _ring(evaluator: Evaluator) -> Polynomials:
    if not isinstance(evaluator.ring, Polynomials):
        raise EvaluationError("SP510", "equations between indeterminates are needed")
    return evaluator.ring


def _equations(evaluator: Evaluator, premises: Mapping[str, Statement]) -> dict[str, list[Scalar]]:
    """By premise, the polynomials that are zero."""
    result: dict[str, list[Scalar]] = {}
    for name, item in premises.items():
        try:
            parts = list(ground(item.formula, item.local, evaluator.place))
            result[name] = [entry for part in parts for entry in _of_part(evaluator, part)]
        except EvaluationError:
            continue
    return result


def _of_part(evaluator: Evaluator, part: Statement) -> list[Scalar]:
    with evaluator.place.inside(part.local):
        matrices = list(_zeros(evaluator, part.formula))
    return [entry for matrix in matrices for row in matrix.entries for entry in row if entry]


def _zeros(evaluator: Evaluator, formula: Formula) -> Iterator[Matrix]:
    match formula:
        case Equal():
            yield evaluator.difference(formula)
        case Invertible(argument=argument):
            matrix = evaluator.matrix(argument)
            inverse = evaluator.ring.inverse(matrix)
            unit, product = evaluator.unit(matrix.rows), evaluator.ring.product
            yield subtract(product(matrix, inverse), unit)
            yield subtract(product(inverse, matrix), unit)
        case Predicate(name=name, arguments=(argument,)):
            matrix = evaluator.matrix(argument)
            if name in ("positive definite", "positive semidefinite"):
                yield subtract(matrix, transpose(matrix))
            elif name == "diagonal":
                yield _without_diagonal(evaluator, matrix)
            elif name == "permutation":
                yield subtract(evaluator.ring.product(matrix, transpose(matrix)), evaluator.unit(matrix.rows))
                yield matrix.map(lambda entry: entry * entry - entry)


def _without_diagonal(evaluator: Evaluator, matrix: Matrix) -> Matrix:
    zero = evaluator.ring.zero
    entries = [[zero if p == q else entry for q, entry in enumerate(row)] for p, row in enumerate(matrix.entries)]
    return Matrix(matrix.rows, matrix.columns, entries)
