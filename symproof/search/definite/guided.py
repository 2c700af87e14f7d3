"""Scalars tr(X^T P X Q) whose roots X complete squares, and scalar claims that say that a matrix is semidefinite."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import replace
from fractions import Fraction
from itertools import chain, combinations

from symproof.kernel.algebra.words import Atom, Letter, Monomial, Polynomial, combine, constant, flip
from symproof.language.affine import Affine, parameter
from symproof.language.certificate import Gram, Order, Rewritten, Summand
from symproof.search.definite.closing import closed
from symproof.search.definite.completing import completing, placed
from symproof.search.definite.matrices import Finder, Scalar
from symproof.search.definite.pairs import pairs_of, scaled, symmetrized, words_of
from symproof.search.definite.roots import distinct, traced, with_pairs
from symproof.search.definite.sources import IDENTITY, word_form
from symproof.search.definite.traces import Known, Traces, fits

MAX_ROOTS = 24
LONGER = 2  # letters that cancel in a square, beyond those in sight


def guided_squares(traces: Traces, scalars: Sequence[Scalar]) -> Iterator[Known]:
    """Squares of one known matrix P, or of none; tr(P Q) for two known matrices."""
    roots = with_pairs(_roots(traces, scalars))
    for source in [IDENTITY, *traces.sources]:
        for root in roots:
            for left, right in ((source, IDENTITY), (IDENTITY, source)):
                if (right.form is None or left.form is None) and fits(root, left, right):
                    known = traces.single(root, left, right)
                    if known.form.terms and _longest(known.form) <= traces.degree + LONGER:
                        yield known
                if source.form is None:
                    break
    for one, other in combinations([item for item in traces.direct if item.form is not None], 2):
        if one.form is not None and fits(unit := constant(one.form.rows), one, other):
            known = traces.single(unit, one, other)
            if _longest(known.form) <= traces.degree + LONGER:
                yield known


def _roots(traces: Traces, scalars: Sequence[Scalar]) -> list[Polynomial]:
    """Pieces in sight with what completes squares, and these times the reciprocals that occur."""
    if not traces.basis:
        traces.roots()
    normal = traces.normal
    found = completing(normal, traces.basis, traces.sources)[:MAX_ROOTS]
    turned = distinct([*found, *(traces.symmetric(root.transpose()) for root in traces.basis)])
    found = [*found, *placed(normal, turned, [source.form for source in traces.sources])]
    inverses = [item.inverse for item in scalars if item.inverse is not None]
    inverses += [normal.inverse(form) for form in list(normal.inverse_of.values()) if form.is_scalar]
    return distinct(chain(found, (normal.times(inverse, root) for inverse in inverses for root in traces.basis)))


def _longest(form: Polynomial) -> int:
    return max([len(word) for monomial, _ in form.terms for _, word in words_of(monomial)], default=0)


# ------------------------------------------------------------------------------------------------ matrices


def as_matrix(finder: Finder) -> Order | None:
    """The claim tr(X^T F X) for a semidefinite F."""
    problem, purse = finder.problem, finder.purse
    for root, form in matrices_of(problem.claim):
        side = replace(problem, claim=form)
        found = Finder(side, finder.premises, purse, finder.scalars).shown(form, strict=False)
        if found is None or found[1].derived:
            continue
        matrix = Rewritten(finder.terms.polynomial(form), found[0], found[1].combination)
        gram = Gram((finder.terms.polynomial(root),), matrix if matrix.by else found[0])
        value = traced(finder.normal, root.transpose(), form, root)
        by = closed(problem, combine(problem.claim, value, -1), purse)
        if by is not None:
            return Order((Summand(Fraction(1), (gram,)),), by)
    return None


def matrices_of(form: Polynomial) -> Iterator[tuple[Polynomial, Polynomial]]:
    """Pairs of a column or an identity X and a symmetric matrix F with form = tr(X^T F X), where the form shows one."""
    yield from _quadratic(form)
    yield from _of_combinations(form)
    for size in dict.fromkeys(letter.rows for letter in _traced(form)):
        found = _untraced(form, size)
        if found is not None:
            yield constant(size), found


def _traced(form: Polynomial) -> Iterator[Letter]:
    for monomial, _ in form.terms:
        for at, word in words_of(monomial):
            if monomial[at][0] == "trace":
                yield from word


def _quadratic(form: Polynomial) -> Iterator[tuple[Polynomial, Polynomial]]:
    """v and F where each monomial has one factor v^T W v."""
    words = [word for monomial, _ in form.terms for at, word in words_of(monomial) if monomial[at][0] == "word"]
    for last in dict.fromkeys(word[-1] for word in words if len(word) > 1):
        column = word_form((last,))
        total = Polynomial(column.rows, column.rows, {})
        for (monomial, _), value in form.terms.items():
            part = _stripped(monomial, last)
            if part is None:
                break
            total = combine(total, part, value)
        else:
            yield column, symmetrized(total)


def _of_combinations(form: Polynomial) -> Iterator[tuple[Polynomial, Polynomial]]:
    """u + c v + ... and F where u^T F u is the part in u alone, with the numbers c of the parts 2 c u^T F v."""
    parts = pairs_of(form) or {}
    first = next((one for one, other in parts if one == other), None)
    if first is None or len(parts) == 1:
        return
    alone, column = symmetrized(parts[first, first]), word_form((first,))
    for one, other in parts:
        if one != other and first in (one, other):
            if one.rows != other.rows:
                return
            part = symmetrized(parts[one, other])
            shared = next((key for key in part.terms if key in alone.terms), None)
            if shared is None:
                return
            share = Fraction(part.terms[shared]) / (2 * Fraction(alone.terms[shared]))
            column = combine(column, word_form((other if one == first else one,)), share)
    yield column, alone


def _stripped(monomial: Monomial, last: Letter) -> Polynomial | None:
    """The other factors times W, for the first factor v^T W v."""
    for at, word in words_of(monomial):
        if monomial[at][0] == "word" and len(word) > 1 and word[-1] == last and flip(word[0]) == last:
            inner = word_form(word[1:-1]) if word[1:-1] else constant(last.rows)
            return scaled((*monomial[:at], *monomial[at + 1 :]), inner)
    return None


def _untraced(form: Polynomial, size: Affine) -> Polynomial | None:
    """F of this size where each monomial has one factor tr(W), or the size itself, which is tr(I)."""
    total = Polynomial(size, size, {})
    for (monomial, _), value in form.terms.items():
        for at, atom in enumerate(monomial):
            inner = _of_trace(atom, size)
            if inner is not None:
                total = combine(total, scaled((*monomial[:at], *monomial[at + 1 :]), inner), value)
                break
        else:
            return None
    return symmetrized(total)


def _of_trace(atom: Atom, size: Affine) -> Polynomial | None:
    kind, content = atom
    if kind == "integer":
        return constant(size) if isinstance(content, str) and parameter(content) == size else None
    words = [word for _, word in words_of((atom,))] if kind == "trace" else []
    turns = [word[at:] + word[:at] for word in words for at in range(len(word))]
    return next((word_form(word) for word in turns if word[0].rows == size), None)
