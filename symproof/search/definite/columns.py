"""Scalars that are quadratic forms of several columns: squares of sums of them, as for matrices."""

from __future__ import annotations

from symproof.kernel.algebra.words import Polynomial, reverse
from symproof.language.affine import ONE
from symproof.language.certificate import Gram, Order, Rewritten, Square, Squares, Summand
from symproof.search.algebra.search import Problem
from symproof.search.definite.completing import completing
from symproof.search.definite.flattened import Flattened
from symproof.search.definite.matrices import Finder
from symproof.search.definite.pairs import pairs_of, words_of
from symproof.search.definite.roots import distinct
from symproof.search.definite.sources import IDENTITY, Source, word_form

PLAIN_ROOTS, GUIDED_ROOTS = 10, 14


def by_columns(finder: Finder, reduce: Flattened) -> Order | None:
    """The claim as a sum of tr(X^T P X) for known P and columns X, combinations of the ends of its words x^T W y."""
    problem = finder.problem
    pairs = pairs_of(problem.claim)
    goal = reduce(problem.claim) if pairs is not None and len(pairs) > 1 else None
    if goal is None or reduce.vacuous:
        return None
    sources = [IDENTITY, *(item for item in finder.sources if not _is_difference(item))]
    plain = _roots(problem)[:PLAIN_ROOTS]
    guided = completing(finder.normal, plain, finder.sources)[:GUIDED_ROOTS]
    led = finder.completed(problem.claim)
    given = distinct([*plain, *_given(problem)])[:GUIDED_ROOTS]
    for roots in ([*plain, *led] if led else plain, guided, *([given] if len(given) > len(plain) else [])):
        for way in (finder.by_squares, finder.by_grams):
            found = way(problem.claim, goal, sources, roots, reduce, strict=False)
            if found is not None and isinstance(found[0], Squares):
                return Order(tuple(map(_summand, found[0].squares)), found[1])
    return None


def _is_difference(source: Source) -> bool:
    """Whether the known matrix is a difference of inverses, which is a sum of squares of the other ones."""
    form = source.form
    return isinstance(source.matrix, Rewritten) and form is not None and any(c < 0 for c in form.terms.values())


def _roots(problem: Problem) -> list[Polynomial]:
    """The columns at the ends of the words x^T W y of the claim, short ones first."""
    words = [word for monomial, _ in problem.claim.terms for _, word in words_of(monomial)]
    ends = [turned[at:] for word in words for turned in (word, reverse(word)) for at in range(1, len(word))]
    return distinct(word_form(end) for end in sorted(ends, key=len) if end[0].rows != ONE == end[-1].columns)


def _given(problem: Problem) -> list[Polynomial]:
    """The ends of the words of equations between columns, short ones first."""
    words = [
        word for item in problem.equations if item.form.columns == ONE != item.form.rows for _, word in item.form.terms
    ]
    ends = [word[at:] for word in words for at in range(len(word))]
    return distinct(word_form(end) for end in sorted(ends, key=len))


def _summand(square: Square) -> Summand:
    roots = () if square.root is None else (square.root,)
    return Summand(square.coefficient, (*square.factors, Gram(roots, square.matrix)))
