"""Certificates that a matrix is semidefinite or definite: sums of squares of known matrices, and other rules."""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import replace
from fractions import Fraction
from itertools import islice
from typing import Any, TypeAlias

from symproof.kernel.algebra.words import Polynomial, combine, constant, flip, of_letter
from symproof.language.certificate import (
    Algebra,
    CommutingProduct,
    Definiteness,
    Entry,
    Lyapunov,
    Nonnegative,
    Rewritten,
    Semidefinite,
    Square,
    Squares,
)
from symproof.language.formulas import Formula
from symproof.language.records import dataclass
from symproof.search.algebra.bridge import Terms
from symproof.search.algebra.search import Problem, Purse
from symproof.search.algebra.weights import weights_of
from symproof.search.definite.closing import closed, entries_of, entries_of_unit
from symproof.search.definite.completed import completed_roots
from symproof.search.definite.completing import completing, cornered, divided_corners, led_by, placed, split_inverses
from symproof.search.definite.composite import add_composites, selections_of
from symproof.search.definite.conic import Table, eliminated, grams
from symproof.search.definite.left_inverses import is_identity, left_inverse, stated_left_inverses
from symproof.search.definite.levels import FAR, HALF, NEAR, SUMS
from symproof.search.definite.reduced import Reducer, Reducing
from symproof.search.definite.roots import congruent_roots, distinct, longer, reduced_apart, roots_of_matrix, with_pairs
from symproof.search.definite.sources import IDENTITY, Source, excesses, forms_of, named_grams, sources_of
from symproof.search.definite.spanning import spanning
from symproof.search.definite.symmetric import Symmetric
from symproof.search.definite.weighted import weighted_excesses

PLAIN_ROOTS, LONG_ROOTS, GRAM_ROOTS, LED_ROOTS = 10, 12, 10, 5
GUIDED_ROOTS, OWN_TERMS, MAX_CORNERS = 20, 8, 4
MAX_SQUARES = 1200  # of one linear program
MAX_SCALARS, MAX_WEIGHTS = 12, 12


@dataclass(frozen=True, slots=True)
class Scalar:
    """A scalar that is not negative: its factors, its form (None for the number 1), whether it is positive, and its
    reciprocal where that occurs."""

    factors: tuple[Nonnegative, ...] = ()
    form: Polynomial | None = None
    positive: bool = True
    inverse: Polynomial | None = None


@dataclass(frozen=True, slots=True)
class Candidate:
    """A square with its form and what that reduces to. ``strict``: it makes a sum definite, by itself or, by the
    entries ``unit``, with its cofactor; ``certain``: it is 0 only where its root is."""

    square: Square
    form: Polynomial
    reduced: Mapping[Any, Any]
    strict: bool
    root: Polynomial
    certain: bool = False
    unit: tuple[Entry, ...] = ()


Shown: TypeAlias = tuple[Semidefinite, Algebra]


def definiteness(
    problem: Problem, premises: Mapping[str, Formula], purse: Purse, scalars: Sequence[Scalar], *, strict: bool
) -> Definiteness | None:
    """A certificate that the matrix of the problem is semidefinite, definite if ``strict``, without its range facts."""
    found = Finder(problem, premises, purse, scalars).shown(problem.claim, strict=strict)
    return None if found is None else Definiteness(*found)


class Finder:
    """Shows matrices semidefinite in one problem; ``scalars`` may multiply the squares."""

    def __init__(
        self, problem: Problem, premises: Mapping[str, Formula], purse: Purse, scalars: Sequence[Scalar] = ()
    ) -> None:
        self.problem, self.premises, self.purse, self.scalars = problem, premises, purse, scalars
        self.normal, self.terms = problem.normal, Terms(problem.normal)
        forms = [problem.claim, *(equation.form for equation in problem.equations)]
        self.sources = sources_of(premises, self.normal, forms)
        self.sources += named_grams(problem)
        self.sources += self._of_forms()
        self.forms = forms
        self._units: dict[str, tuple[Entry, ...] | None] = {}
        self._left_inverses = stated_left_inverses(equation.form for equation in problem.equations)
        add_composites(self, forms)

    def shown(self, form: Polynomial, *, strict: bool, level: int = FAR) -> Shown | None:
        """What shows that the form is semidefinite, definite if ``strict``, and the entries of what is left."""
        if self.purse.empty:
            return None
        if not form.terms:
            return None if strict else self._as_zero(form)
        known = [item.form for item in self.sources if item.form]
        known += [item.form for item in self.scalars[:MAX_SCALARS] if item.form]
        reduce = Reducer(self.problem, self.purse, [form, *known])
        goal = reduce(form)
        if goal is None or reduce.vacuous:
            return None
        if not goal and not strict:
            return self._as_zero(form)
        seen = [form, *(item.form for item in self.scalars if item.form)]
        excess = [*excesses(self.normal, seen, self.sources), *weighted_excesses(self.normal, [form], self.sources)]
        sources = [IDENTITY, *self.sources, *excess]
        plain = reduced_apart(roots_of_matrix(form), reduce, PLAIN_ROOTS)
        most = max(len(word) for _, word in form.terms)
        half = [root for root in plain if 2 * max(len(word) for _, word in root.terms) <= most]
        for chosen in (plain[:1], half)[: 1 if level == SUMS else 2]:
            found = self.by_squares(form, goal, sources, chosen, reduce, strict=strict)
            if found is not None:
                return found
        if level <= HALF:
            return None
        found = self._commuting(form, goal, reduce, strict=strict) or self._lyapunov(form, strict=strict)
        if found is not None or level == NEAR:
            return found
        corners = [root for root in distinct(cornered(self.normal, self.sources)) if root.columns == form.columns]
        blocks = [item for item in self.sources if item.form is not None and selections_of(item.form)]
        found = (self._regular(form) if strict else None) or (
            self._scaled(form, blocks, corners[:MAX_CORNERS], reduce, strict=strict) if corners else None
        )
        if found is None and any(item.inverse is not None for item in self.scalars):
            found = self._scaled(form, sources, plain[:LED_ROOTS], reduce, strict=strict, divided=True)
        if found is not None:
            return found
        return self._by_programs(form, goal, sources, plain, reduce, strict=strict)

    def _as_zero(self, form: Polynomial) -> Shown | None:
        """A form that is 0 by the equations is the square of 0."""
        by = closed(self.problem, form, self.purse)
        zero = self.terms.polynomial(combine(form, form, -1))
        return None if by is None else (Squares((Square(Fraction(1), (), zero),)), by)

    def _by_programs(
        self, form: Polynomial, goal: Mapping[Any, Any], sources: list[Source], plain: list[Polynomial],
        reduce: Reducing, *, strict: bool,
    ) -> Shown | None:  # fmt: skip
        """By linear programs with more and more roots, then by semidefinite ones."""
        forms = [*(item.form for item in self.sources if item.form), form]
        long = reduced_apart(longer(plain, forms), reduce, LONG_ROOTS)
        guided = self._guided(form, plain, sources, reduce)
        beside = [*divided_corners(self.normal, form, self.sources), *split_inverses(self.normal, form)]
        led = distinct([*led_by(form, sources), *self.completed(form), *beside])
        for chosen in ([*plain[:LED_ROOTS], *led] if led else [], plain, long, guided):
            scaled = chosen is guided or bool(led)
            found = self.by_squares(form, goal, sources, chosen, reduce, strict=strict, scaled=scaled)
            if found is not None:
                return found
        return (
            self.by_grams(form, goal, sources, long[:GRAM_ROOTS], reduce, strict=strict)
            or self.by_grams(form, goal, sources, guided[:GRAM_ROOTS], reduce, strict=strict)
            or self._scaled(form, sources, [*led, *guided], reduce, strict=strict)
            or self._congruent(form, strict=strict)
        )

    def completed(self, form: Polynomial) -> list[Polynomial]:
        """The roots that complete a square of the form."""
        divisors = [item.form for item in self.scalars if item.inverse is not None and item.form is not None]
        return completed_roots(form, self.sources, divisors, Symmetric(self.problem))

    def _guided(
        self, form: Polynomial, plain: list[Polynomial], sources: list[Source], reduce: Reducing
    ) -> list[Polynomial]:
        """The roots with what completes squares, and the claim itself, as S = S^2 + (S - S^2)."""
        own = [form] if len(form.terms) <= OWN_TERMS else []
        inner = [source.form for source in sources]
        rows = [self.normal.times(of_letter(flip(letter)), form) for letter in selections_of(form)]
        beside = congruent_roots(item.form for item in self.problem.equations if item.form.rows == form.rows)
        more = [*placed(self.normal, plain, inner), *rows, *own, *beside]
        return reduced_apart([*completing(self.normal, plain, sources), *more], reduce, GUIDED_ROOTS)

    def _congruent(self, form: Polynomial, *, strict: bool) -> Shown | None:
        """X^T G X for a semidefinite G, where X^T and X are the outer letters of all words."""
        outer = {(word[0], word[-1]) for _, word in form.terms if len(word) > 1}
        if strict or len(outer) != 1 or not all(len(word) > 1 for _, word in form.terms):
            return None
        ((first, last),) = outer
        if flip(first) != last:
            return None
        inner = Polynomial(
            last.rows, last.rows, {(key, word[1:-1]): value for (key, word), value in form.terms.items()}
        )
        found = self.shown(inner, strict=False)
        if found is None or found[1].derived:
            return None
        matrix = Rewritten(self.terms.polynomial(inner), found[0], found[1].combination)
        return Squares((Square(Fraction(1), (), self.terms.polynomial(of_letter(last)), matrix),)), Algebra()

    def _scaled(
        self, form: Polynomial, sources: list[Source], roots: list[Polynomial], reduce: Reducing, *, strict: bool,
        divided: bool = False,
    ) -> Shown | None:  # fmt: skip
        """S for a semidefinite s S with s > 0; ``divided``: with an s whose reciprocal occurs."""
        for scalar in [item for item in self.scalars if item.inverse is not None or not divided]:
            if scalar.positive and scalar.form is not None and len(scalar.factors) == 1 and not self.purse.empty:
                value = self.normal.times(scalar.form, form)
                goal = reduce(value)
                if goal is None:
                    continue
                found = self.by_squares(value, goal, sources, roots, reduce, strict=strict)
                if found is not None and not found[1].derived:
                    argument = self.terms.polynomial(form)
                    return Rewritten(argument, found[0], found[1].combination, scale=scalar.factors), Algebra()
        return None

    def _of_forms(self) -> Iterator[Source]:
        """The symmetric S for which a premise says that x^T S x >= 0 for all x."""
        for shown, form in forms_of(self.problem, self.premises):
            by = entries_of(self.problem, combine(form.transpose(), form, -1), self.purse)
            if by is not None:
                yield Source(replace(shown, symmetric=by), form, False)

    # -------------------------------------------------------------------------------- linear programs

    def by_squares(
        self, form: Polynomial, goal: Mapping[Any, Any], sources: list[Source], roots: list[Polynomial],
        reduce: Reducing, *, strict: bool, scaled: bool = False,
    ) -> Shown | None:  # fmt: skip
        """A sum of squares of the roots, their sums and differences."""
        if self.purse.empty:
            return None
        found = self._candidates(form, sources, with_pairs(roots), reduce, strict=strict, scaled=scaled)
        candidates = list(islice(found, MAX_SQUARES))
        weights = weights_of(
            goal, [item.reduced for item in candidates], [item.strict for item in candidates], wanted_strict=strict
        )
        if weights is not None:
            return self._summed(form, [pair for pair in zip(weights, candidates, strict=True) if pair[0]])
        weights = weights_of(goal, [item.reduced for item in candidates], [False] * len(candidates)) if strict else None
        if weights is None:
            return None
        spanned = self._spanned([pair for pair in zip(weights, candidates, strict=True) if pair[0]], reduce)
        return None if spanned is None else self._summed(form, *spanned)

    def _spanned(
        self, chosen: list[tuple[Fraction, Candidate]], reduce: Reducing
    ) -> tuple[list[tuple[Fraction, Candidate]], tuple[Entry, ...]] | None:
        """The squares with cofactors, sum of cofactor * root = I over those that are definite, and its entries."""
        certain = [item for _, item in chosen if item.certain]
        if not certain:
            return None
        roots = [item.root for item in certain]
        found = spanning(self.normal, roots, [item.root for _, item in chosen], reduce)
        if found is None:
            return None
        total = constant(roots[0].columns, -1)
        for factor, root in zip(found, roots, strict=True):
            total = total if factor is None else combine(total, self.normal.times(factor, root))
        unit = entries_of(self.problem, total, self.purse)
        if unit is None:
            return None
        cofactors = {id(item): cofactor for item, cofactor in zip(certain, found, strict=True)}
        result: list[tuple[Fraction, Candidate]] = []
        for weight, item in chosen:
            cofactor = cofactors.get(id(item))
            if cofactor is not None:
                written, left = self.terms.polynomial(item.root), self.terms.polynomial(cofactor)
                item = replace(item, square=replace(item.square, root=written, cofactor=left))
            result.append((weight, item))
        return result, unit

    def _candidates(
        self, form: Polynomial, sources: list[Source], roots: list[Polynomial], reduce: Reducing, *, strict: bool,
        scaled: bool = False,
    ) -> Iterator[Candidate]:  # fmt: skip
        inner = [source.form for source in sources if source.form is not None]
        scaled = scaled or any(monomial for item in (form, *inner) for monomial, _ in item.terms)
        scalars = [Scalar(), *(self.scalars[:MAX_SCALARS] if scaled else ())]
        for scalar in scalars:
            for source in sources:
                for root in roots:
                    if source.form is None or source.form.rows == root.rows:
                        found = self._candidate(form, scalar, source, root, reduce, strict=strict)
                        if found is not None:
                            yield found

    def _candidate(
        self, form: Polynomial, scalar: Scalar, source: Source, root: Polynomial, reduce: Reducing, *, strict: bool
    ) -> Candidate | None:
        value = self._square(source, root, root)
        value = value if scalar.form is None else self.normal.times(scalar.form, value)
        reduced = reduce(value)
        if not reduced or (value.rows, value.columns) != (form.rows, form.columns):
            return None
        alone = is_identity(root) and source.form is not None
        term = None if alone else self.terms.polynomial(root)
        square = Square(Fraction(1), scalar.factors, term, source.matrix)
        if not (strict and source.definite and scalar.positive):
            return Candidate(square, value, reduced, False, root)
        if alone:
            return Candidate(square, value, reduced, True, root, certain=True)
        cofactor = left_inverse(self.normal, root, self._left_inverses)
        unit = None if cofactor is None else self._unit_entries(cofactor, root, reduce)
        if cofactor is None or unit is None:
            return Candidate(square, value, reduced, False, root, certain=True)
        written = Square(square.coefficient, square.factors, term, square.matrix, self.terms.polynomial(cofactor))
        return Candidate(written, value, reduced, True, root, True, unit)

    def _square(self, source: Source, left: Polynomial, right: Polynomial) -> Polynomial:
        middle = right if source.form is None else self.normal.times(source.form, right)
        return self.normal.times(left.transpose(), middle)

    def _summed(
        self, form: Polynomial, chosen: list[tuple[Fraction, Candidate]], unit: tuple[Entry, ...] | None = None
    ) -> Shown | None:
        """The sum of the squares; one cofactor is kept where none stands alone, all of them where these, by the
        entries ``unit``, span."""
        rest = form
        for weight, item in chosen:
            rest = combine(rest, item.form, -weight)
        by = closed(self.problem, rest, self.purse)
        if by is None or not chosen:
            return None
        alone = any(item.strict and item.square.root is None for _, item in chosen)
        kept = None if alone else next((item for _, item in chosen if item.square.cofactor is not None), None)
        units = unit if unit is not None else () if kept is None else kept.unit
        squares = tuple(
            Square(weight * item.square.coefficient, item.square.factors, item.square.root, item.square.matrix,
                   item.square.cofactor if item is kept or unit is not None else None)
            for weight, item in chosen
        )  # fmt: skip
        return Squares(squares, units), by

    def _unit_entries(self, cofactor: Polynomial, root: Polynomial, reduce: Reducing) -> tuple[Entry, ...] | None:
        """The entries of Y X - I, if the completion sees that it is zero."""
        name = root.text()
        if name not in self._units:
            rest = combine(self.normal.times(cofactor, root), constant(root.columns), -1)
            plausible = not rest.terms or reduce(rest) == {}
            self._units[name] = entries_of(self.problem, rest, self.purse) if plausible else None
        return self._units[name]

    # -------------------------------------------------------------------------------- other rules

    def _regular(self, form: Polynomial) -> Shown | None:
        """A semidefinite matrix that is invertible is definite."""
        inverse = self.normal.inverse(form)
        unit = entries_of_unit(self.problem, inverse, form, self.purse)
        found = None if unit is None else self.shown(form, strict=False)
        if found is None or unit is None or found[1].derived:
            return None
        argument = self.terms.polynomial(form)
        cofactor = self.terms.polynomial(inverse)
        return Rewritten(argument, found[0], found[1].combination, cofactor, unit), Algebra()

    def _commuting(self, form: Polynomial, goal: Mapping[Any, Any], reduce: Reducing, *, strict: bool) -> Shown | None:
        """P Q for P Q = Q P."""
        for number, one in enumerate(self.sources):
            for other in self.sources[number:]:
                if one.form is None or other.form is None or not one.form.rows == other.form.rows == form.rows:
                    continue
                if one.matrix is None or other.matrix is None or (strict and not (one.definite and other.definite)):
                    continue
                product, turned = self.normal.times(one.form, other.form), self.normal.times(other.form, one.form)
                if product.rows != form.rows or reduce(product) != goal:
                    continue
                by = entries_of(self.problem, combine(product, turned, -1), self.purse)
                rest = None if by is None else closed(self.problem, combine(form, product, -1), self.purse)
                if by is not None and rest is not None:
                    return CommutingProduct(one.matrix, other.matrix, by), rest
        return None

    def _lyapunov(self, form: Polynomial, *, strict: bool) -> Shown | None:
        """X with P X + X P = Q for a definite P, or a sum P of two, and a semidefinite Q."""
        symmetric = entries_of(self.problem, combine(form.transpose(), form, -1), self.purse)
        for matrix, weight in islice(self._weights(form) if symmetric is not None else (), MAX_WEIGHTS):
            total = combine(self.normal.times(weight, form), self.normal.times(form, weight))
            found = self.shown(total, strict=strict, level=SUMS)
            if found is not None and not found[1].derived and symmetric is not None:
                argument = self.terms.polynomial(form)
                return Lyapunov(argument, matrix, found[0], symmetric, found[1].combination), Algebra()
        return None

    def _weights(self, form: Polynomial) -> Iterator[tuple[Semidefinite, Polynomial]]:
        """Definite matrices of the size of the form, and sums of two of them."""
        known = [(item.matrix, item.form) for item in self.sources if item.definite and item.matrix and item.form]
        fitting = [(matrix, value) for matrix, value in known if value.rows == form.rows]
        yield from fitting
        for number, (one, first) in enumerate(fitting):
            for other, second in fitting[number + 1 :]:
                squares = Squares((Square(Fraction(1), matrix=one), Square(Fraction(1), matrix=other)))
                yield squares, combine(first, second)

    # -------------------------------------------------------------------------------- semidefinite programs

    def by_grams(
        self, form: Polynomial, goal: Mapping[Any, Any], sources: list[Source], roots: list[Polynomial],
        reduce: Reducing, *, strict: bool,
    ) -> Shown | None:  # fmt: skip
        """A sum of squares of combinations of the roots."""
        if self.purse.empty:
            return None
        roots = [root for root in roots if root.columns == form.columns]
        used = [(source, basis) for source in sources if (basis := source.fitting(roots))]
        tables = [self._table(source, basis, reduce) for source, basis in used]
        if any(table is None for table in tables):
            return None
        definite: list[Candidate] = []
        if strict:
            pairs = [item for item in self._candidates(form, sources, roots, reduce, strict=True) if item.strict]
            definite = pairs[:6]
        alone: list[Table] = [[[item.reduced]] for item in definite]
        found = grams(goal, [*(table for table in tables if table is not None), *alone], positive=len(alone))
        if found is None:
            return None
        weighted = zip(found[len(used) :], definite, strict=True)
        chosen = [(matrix[0][0], item) for matrix, item in weighted if matrix[0][0]]
        if strict and not chosen:
            return None
        for (source, basis), matrix in zip(used, found, strict=False):
            chosen += self._of_gram(source, basis, matrix)
        return self._summed(form, chosen)

    def _table(self, source: Source, basis: list[Polynomial], reduce: Reducing) -> Table | None:
        table: Table = [[{} for _ in basis] for _ in basis]
        for i, left in enumerate(basis):
            for j in range(i, len(basis)):
                value = self._square(source, left, basis[j])
                reduced = reduce(value if i == j else combine(value, value.transpose()))
                if reduced is None:
                    return None
                table[i][j] = table[j][i] = reduced
        return table

    def _of_gram(
        self, source: Source, basis: list[Polynomial], matrix: list[list[Fraction]]
    ) -> Iterator[tuple[Fraction, Candidate]]:
        for weight, vector in eliminated(matrix) or ():
            root = Polynomial(basis[0].rows, basis[0].columns, {})
            for factor, item in zip(vector, basis, strict=True):
                root = combine(root, item, factor) if factor else root
            alone = is_identity(root) and source.form is not None
            square = Square(Fraction(1), (), None if alone else self.terms.polynomial(root), source.matrix)
            value, strict = self._square(source, root, root), alone and source.definite
            yield weight, Candidate(square, value, {}, strict, root, source.definite)
