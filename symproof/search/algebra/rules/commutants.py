"""Lemmas of Fuglede and Putnam: A X = X B with A and B normal gives A^T X = X B^T.

For F = A^T X - X B^T the trace of F^T F vanishes: rotated, A A^T = A^T A meets A X = X B. Sums and products of
commuting normal matrices are normal by these lemmas.
"""

from __future__ import annotations

from collections.abc import Iterator

from symproof.search.algebra.ideals.ring import Poly
from symproof.search.algebra.rules.squares import REACH, Square, derive_zero, gram
from symproof.search.algebra.search import Problem, Purse, Run

MAX_LEMMAS = 4
WORK = 2000  # of the completion, for each lemma


def add_transposed_commutants(problem: Problem, run: Run, purse: Purse) -> bool:
    """Adds derived steps A^T X - X B^T = 0 to the problem; whether there is any. The run is one with traces."""
    before = len(problem.derived)
    for poly in list(_candidates(run)):
        if run.stuck or run.completion.vacuous or len(problem.derived) >= before + MAX_LEMMAS:
            break
        if run.completion.normal_form(poly):
            _derive(problem, run, poly, purse)
    return len(problem.derived) > before


def _derive(problem: Problem, run: Run, poly: Poly, purse: Purse) -> None:
    form = run.alphabet.form(poly)
    traced = problem.normal.trace(gram(form))
    if not run.writes(traced):
        return
    target = run.completion.target("commutant", run.poly(traced), reach=REACH)
    before = run.completion.work
    run.advance_until(before + WORK, [target])
    purse.spend(run.completion.work - before)
    run.completion.targets.remove(target)
    if not target.rest:
        derive_zero(problem, run, Square(form, True, target), [])


def _candidates(run: Run) -> Iterator[Poly]:
    """A^T X - X B^T for every premise A X - X B with letters A and B that are normal by the basis."""
    ring = run.alphabet.ring
    for node in run.sources:
        words = list(run.given[node].items())
        if len(words) != 2 or words[0][1] + words[1][1]:
            continue
        for (first, _), (second, _) in (words, words[::-1]):
            if len(first) == len(second) == 2 and first[1] == second[0]:
                a, x, b = first[0], first[1], second[1]
                if _normal(run, a) and _normal(run, b):
                    yield {ring.transposed(a) + x: 1, x + ring.transposed(b): -1}


def _normal(run: Run, letter: str) -> bool:
    """A square letter that commutes with its transpose."""
    ring = run.alphabet.ring
    turned = ring.transposed(letter)
    if ring.rows[letter] != ring.columns[letter]:
        return False
    return not run.completion.normal_form({letter + turned: 1, turned + letter: -1})
