"""Lemmas by cancellation: X u = 0 from X u u^T = 0, for factors X of the premises.

A premise X w = 0 says that X vanishes on the range of w. Where other premises show that the range of u u^T, which is
that of u, is no larger (C C^T P^T = Q W and w = Q), (X u) (X u)^T reduces to 0, and X u = 0 over the real matrices.
Such a lemma need not look like the claim, so it is not found among the Gram matrices of the claim.
"""

from __future__ import annotations

from collections.abc import Iterator

from symproof.kernel.algebra.words import multiply
from symproof.language.certificate import Definite
from symproof.search.algebra.bridge import Terms
from symproof.search.algebra.ideals.ring import ExhaustedError, Poly, Ring
from symproof.search.algebra.search import Problem, Run

MAX_CANDIDATES = 400
MAX_SUMMANDS = 3  # of a premise
MAX_LEMMAS = 4


def cancellations(problem: Problem, run: Run) -> bool:
    """Adds derived steps X u = 0 to the problem; whether there is any. Words only, as a scalar cancels by itself."""
    ring, completion = run.alphabet.ring, run.completion
    if not ring.plain or run.stuck or completion.vacuous:
        return False
    before = len(problem.derived)
    for number, candidate in enumerate(_candidates(run)):
        if number >= MAX_CANDIDATES or len(problem.derived) >= before + MAX_LEMMAS:
            break
        try:
            if completion.normal_form(_gram(ring, candidate)):
                continue
            if completion.normal_form(candidate):
                _derive(problem, run, candidate)
        except ExhaustedError:
            continue
    return len(problem.derived) > before


def _gram(ring: Ring, poly: Poly) -> Poly:
    return ring.product(poly, ring.transpose(poly))


def _derive(problem: Problem, run: Run, poly: Poly) -> None:
    """The lemma in the form of the kernel's rule, (X u)^T = 0 from X u (X u)^T = 0."""
    form = run.alphabet.form(run.alphabet.ring.transpose(poly))
    squared = multiply(form.transpose(), form)
    target = run.completion.target("lemma", run.poly(squared))
    run.completion.targets.remove(target)
    entries = None if target.rest or problem.knows(form) else run.entries(target.links, squared)
    if entries is not None:
        problem.derive(Definite(Terms(problem.normal).polynomial(form), False, entries), form)


def _candidates(run: Run) -> Iterator[Poly]:
    """X u for the premises X w = 0 and their transposes, u a letter v, v v^T or empty, the short ones first."""
    ring = run.alphabet.ring
    found: dict[tuple[str, ...], Poly] = {}
    for node, equation in run.sources.items():
        poly = run.given[node]
        if len(poly) <= MAX_SUMMANDS and not equation.lemma:
            for factor in (*_factors(poly), *_factors(ring.transpose(poly))):
                for extended in _extended(ring, factor):
                    found.setdefault(tuple(sorted(extended)), extended)
    return iter(sorted(found.values(), key=lambda poly: max(map(len, poly))))


def _factors(poly: Poly) -> Iterator[Poly]:
    """X for every common end w of the words of X w."""
    words = list(poly)
    for size in range(1, min(map(len, words)) + 1):
        if any(word[-size:] != words[0][-size:] for word in words):
            return
        yield {word[:-size]: c for word, c in poly.items()}


def _extended(ring: Ring, factor: Poly) -> Iterator[Poly]:
    """X u: u a letter v or v v^T, or nothing unless X has a constant term, whose size would be open."""
    word = max(factor, key=len)
    if not word:
        return
    if "" not in factor:
        yield factor
    for letter, rows in ring.rows.items():
        if rows == ring.columns[word[-1]]:
            for end in (letter, letter + ring.transposed(letter)):
                yield {key + end: c for key, c in factor.items()}
