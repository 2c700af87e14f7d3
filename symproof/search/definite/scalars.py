"""Scalars that are known not to be negative, as far as matrices are multiplied by them."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from itertools import combinations, combinations_with_replacement, islice

from symproof.kernel.algebra.nonnegative import gap
from symproof.kernel.algebra.normal import Normalizer
from symproof.kernel.algebra.words import Polynomial, Word, combine, constant, flip
from symproof.language.affine import ONE
from symproof.language.certificate import Entry, Gap, Gram, SquaredNorm
from symproof.language.formulas import Compare, Equal, Formula
from symproof.language.parts import premise_conjuncts, premise_parts
from symproof.language.refusal import Refusal
from symproof.language.terms import Basis
from symproof.search.algebra.bridge import Terms
from symproof.search.algebra.equations import at_indices, indices_of
from symproof.search.algebra.search import Problem
from symproof.search.definite.matrices import Scalar
from symproof.search.definite.sources import IDENTITY, stated_by, word_form
from symproof.search.definite.traces import nonzero_in

MOST_GAPS = 60
MOST_IN_SIGHT, MOST_BOUNDS, MOST_DIVISORS = 3, 4, 6
MOST_PAIRED = 5  # scalars of which products are taken


def scalars_of(premises: Mapping[str, Formula], problem: Problem) -> list[Scalar]:
    """The gaps of the orders among the premises, for all indices at those in sight; the scalars x^T P x and c^2 of a
    matrix claim; the reciprocals of those that are positive and whose reciprocals occur; the products of two."""
    normal = problem.normal
    gaps = [*islice(_gaps(premises, problem), MOST_GAPS), *_forms_in_sight(premises, problem)]
    gaps += _between_bounds(premises, normal)
    gaps += _squared_in_sight(problem)
    single = [*gaps, *(found for item in gaps if (found := _reciprocal(item, premises, normal)) is not None)]
    pairs = combinations_with_replacement(single[:MOST_PAIRED], 2)
    return [*single, *(_product(one, other, normal) for one, other in pairs), *_divisors(premises, normal)]


def _gaps(premises: Mapping[str, Formula], problem: Problem) -> Iterator[Scalar]:
    normal, forms = problem.normal, [problem.claim, *(equation.form for equation in problem.equations)]
    for name, formula in premises.items():
        for part, (around, item) in enumerate(premise_conjuncts(formula)):
            if not isinstance(item, Compare) or item.relation == "!=":
                continue
            turned = Equal(item.right, item.left)
            for at in indices_of(around, turned, forms, normal, ends=False) if around else [()]:
                try:
                    form, positive = gap(normal, at_indices(around, at, item, normal))
                except Refusal:
                    continue
                yield Scalar((Gap(name, part, at),), form, positive, _inverse(form, normal) if positive else None)


def _forms_in_sight(premises: Mapping[str, Formula], problem: Problem) -> Iterator[Scalar]:
    """x^T P x where it is a factor of a matrix in the claim or an equation, P a letter that a premise says is
    semidefinite; and x^T x."""
    normal = problem.normal
    matrices = [form for form in (problem.claim, *(item.form for item in problem.equations)) if not form.is_scalar]
    monomials = [monomial for form in matrices for monomial, _ in form.terms]
    words: list[Word] = [content for monomial in monomials for kind, content in monomial if kind == "word"]  # type: ignore[misc]
    stated = list(stated_by(premises, normal)) if words else []
    nonzero = {form.text(): same for same, form in nonzero_in(premises, normal)} if words else {}
    for word in list(dict.fromkeys(words))[:MOST_IN_SIGHT]:
        if len(word) not in (2, 3) or word[0] != flip(word[-1]):
            continue
        column, middle = word_form(word[-1:]), word_form(word[1:-1]) if len(word) == 3 else None
        same = nonzero.get(column.text())
        argument = (Terms(normal).polynomial(column),)
        sources = (
            [IDENTITY] if middle is None else [item for item in stated if item.form and item.form.terms == middle.terms]
        )
        for source in sources[:1]:
            form = normal.product([part for part in (column.transpose(), middle, column) if part is not None])
            known = same if source.definite else None
            found = Gram(argument, source.matrix, None, known)
            yield Scalar((found,), form, known is not None, None if known is None else _inverse(form, normal))


def _squared_in_sight(problem: Problem) -> Iterator[Scalar]:
    """c^2 for the scalars c whose squares are factors of a matrix claim."""
    monomials = [] if problem.claim.is_scalar else [monomial for monomial, _ in problem.claim.terms]
    twice = [atom for monomial in monomials for atom in monomial if atom[0] != "integer" and monomial.count(atom) > 1]
    for atom in list(dict.fromkeys(twice))[:MOST_IN_SIGHT]:
        root = Polynomial(ONE, ONE, {((atom,), ()): 1})
        square = SquaredNorm(Terms(problem.normal).polynomial(root))
        yield Scalar((square,), problem.normal.times(root, root), False)


def _between_bounds(premises: Mapping[str, Formula], normal: Normalizer) -> Iterator[Scalar]:
    """e^T P e and e^T Q e for the first unit column e where P + Q = c I for a scalar c, as for a I <= A <= b I: their
    sum is c, which is not negative then."""
    known = [item for item in stated_by(premises, normal) if item.form is not None]
    for one, other in combinations(known[:MOST_BOUNDS], 2):
        if one.form is None or other.form is None or one.form.rows != other.form.rows:
            continue
        total = combine(one.form, other.form)
        if total.terms and not any(word for _, word in total.terms) and any(monomial for monomial, _ in total.terms):
            column = normal.polynomial(Basis(ONE, one.form.rows))
            for source in (one, other):
                assert source.form is not None
                form = normal.product([column.transpose(), source.form, column])
                yield Scalar((Gram((Terms(normal).polynomial(column),), source.matrix),), form, False)


def _inverse(form: Polynomial, normal: Normalizer) -> Polynomial | None:
    """The reciprocal of a scalar, where it occurs."""
    occurs = any(known.is_scalar and known.terms == form.terms for known in list(normal.inverse_of.values()))
    return normal.inverse(form) if occurs else None


def _reciprocal(item: Scalar, premises: Mapping[str, Formula], normal: Normalizer) -> Scalar | None:
    """inv(c) = c inv(c)^2 for c > 0, positive where a premise says that c inv(c) = 1."""
    if item.inverse is None or item.form is None:
        return None
    terms = Terms(normal)
    unit = combine(normal.times(item.form, item.inverse), constant(ONE), -1)
    by = next(_saying(unit, premises, normal), None)
    cofactor = None if by is None else terms.polynomial(item.form)
    square = Gram((terms.polynomial(item.inverse),), cofactor=cofactor, by=() if by is None else (by,))
    form = normal.product([item.form, item.inverse, item.inverse])
    return Scalar((*item.factors, square), form, by is not None)


def _divisors(premises: Mapping[str, Formula], normal: Normalizer) -> Iterator[Scalar]:
    """c^2 > 0 for the scalars c whose reciprocals occur, where a premise says that c inv(c) = 1."""
    terms = Terms(normal)
    for form in list(normal.inverse_of.values())[:MOST_DIVISORS]:
        inverse = normal.inverse(form)
        unit = combine(normal.times(form, inverse), constant(ONE), -1) if form.is_scalar else None
        by = None if unit is None else next(_saying(unit, premises, normal), None)
        if by is not None:
            square = Gram((terms.polynomial(form),), cofactor=terms.polynomial(inverse), by=(by,))
            yield Scalar((square,), normal.times(form, form), True, normal.times(inverse, inverse))


def _saying(form: Polynomial, premises: Mapping[str, Formula], normal: Normalizer) -> Iterator[Entry]:
    """Equations among the premises, without an index, that say that the form is 0."""
    for name, formula in premises.items():
        for part, (around, equation) in enumerate(premise_parts(formula)):
            if not around and isinstance(equation, Equal):
                try:
                    known = normal.difference(equation.left, equation.right)
                except Refusal:
                    continue
                if known.is_scalar and known.terms == form.terms:
                    yield Entry(name, part)


def _product(one: Scalar, other: Scalar, normal: Normalizer) -> Scalar:
    assert one.form is not None
    assert other.form is not None
    form = normal.times(one.form, other.form)
    return Scalar((*one.factors, *other.factors), form, one.positive and other.positive)
