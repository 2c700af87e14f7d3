"""Scalars that laws about semidefinite matrices say are not negative, for the determinants and ranks in sight."""

from __future__ import annotations

from collections.abc import Iterator
from fractions import Fraction

from symproof.explain.definite import scalar_of
from symproof.kernel.algebra.blocks import grid_of
from symproof.kernel.algebra.definite_laws import DEFINITE_LAWS
from symproof.kernel.algebra.words import Polynomial, combine, constant, flip
from symproof.language.certificate import (
    DefiniteGap,
    Determinant,
    Gram,
    Nonsingular,
    Rewritten,
    Semidefinite,
    Square,
    Squares,
)
from symproof.language.refusal import Refusal
from symproof.language.terms import Call, Term
from symproof.search.algebra.in_sight import calls_in_sight
from symproof.search.algebra.nodes import nodes
from symproof.search.definite.levels import FAR, HALF
from symproof.search.definite.matrices import Finder
from symproof.search.definite.sources import Source, word_form
from symproof.search.definite.traces import Known

MOST, MOST_SUMS = 24, 3


def lawful_gaps(finder: Finder, written: object = None, *, known: bool = False) -> Iterator[Known]:
    """The instances of the laws for the calls in sight; ``written``: the claim as it stands, whose determinants the
    normal form may have divided by a number; ``known``: of matrices that are known, without a search."""
    calls = calls_in_sight(finder.normal)
    determinants = [term for term in calls if term.name == "det"]
    if not any(term.name in ("det", "rank") for term in calls):
        return
    logarithms = any(term.name == "log" for term in calls)
    instances = _Instances(finder, None if known else HALF if logarithms else FAR)
    for term in determinants:
        yield from instances.of_determinant(term.arguments[0])
    if logarithms:
        stated = [node for node in nodes(written) if isinstance(node, Call) and node.name == "det"]
        arguments = [term.arguments[0] for term in (*determinants, *stated)]
        yield from instances.of_logarithms(
            list({finder.normal.polynomial(item).text(): item for item in arguments}.values())
        )
    for term in calls:
        if term.name == "rank":
            yield from instances.law("rank and traces", (term.arguments[0],))


def add_inverses_of_determinants(finder: Finder, written: object) -> None:
    """Derived steps E inv(E) = I for the sums E whose determinants the claim takes logarithms of, where E is definite:
    the law of logarithms speaks of inv(E)."""
    calls = [node for node in nodes(written) if isinstance(node, Call)]
    if not any(call.name == "log" for call in calls):
        return
    normal, instances = finder.normal, _Instances(finder, HALF)
    pairs = [(call.arguments[0], normal.polynomial(call.arguments[0])) for call in calls if call.name == "det"]
    for term, form in [pair for pair in pairs if len(pair[1].terms) > 1][:MOST_SUMS]:
        shown = instances.semidefinite(term, strict=True)
        if shown is not None:
            inverse, unit = normal.inverse(form), constant(form.rows, -1)
            forms = [combine(product, unit) for product in (normal.times(form, inverse), normal.times(inverse, form))]
            if not all(map(finder.problem.knows, forms)):
                finder.problem.derive(Nonsingular(shown), *forms)


def _turned(form: Polynomial) -> Iterator[Polynomial]:
    """The form, and X^T P X for a word that becomes X^T P X when it is turned: det(I + Y X) = det(I + X Y)."""
    if form.terms:
        yield form
    if len(form.terms) == 1:
        (((monomial, word), value),) = form.terms.items()
        for at in range(1, len(word) if not monomial else 0):
            if word[at] == flip(word[at - 1]):
                yield word_form(word[at:] + word[:at]).scale(value)


class _Instances:
    """Looks for what laws ask for in one problem."""

    def __init__(self, finder: Finder, level: int | None) -> None:
        """``level`` of the search that the differences of two matrices are worth; None for no search at all."""
        self.finder, self.normal, self.form = finder, finder.normal, finder.normal.polynomial
        self.level = level
        self.shown: dict[tuple[str, bool], Semidefinite | None] = {}

    def law(self, name: str, arguments: tuple[Term, ...]) -> Iterator[Known]:
        """The scalar of a law, where what it asks for is found."""
        sizes = tuple(self.form(argument).rows for argument in arguments)
        matrices: list[Semidefinite] = []
        for term, strict in DEFINITE_LAWS[name].asks(arguments, sizes):
            found = self.semidefinite(term, strict=strict)
            if found is None:
                return
            matrices.append(found)
        gap = DefiniteGap(name, arguments, sizes, tuple(matrices))
        yield Known(gap, self.form(scalar_of(gap, {})), False)

    def semidefinite(self, term: Term, *, strict: bool) -> Semidefinite | None:
        """What shows that the matrix is semidefinite, definite if ``strict``."""
        try:
            form = self.form(term)
        except Refusal:
            return None
        if form.rows != form.columns:
            return None
        key = form.text(), strict
        if key not in self.shown:
            self.shown[key] = self._sought(term, form, strict)
        return self.shown[key]

    def _sought(self, term: Term, form: Polynomial, strict: bool) -> Semidefinite | None:
        for source in self.finder.sources:
            if source.form is not None and source.form.terms == form.terms and (source.definite or not strict):
                return source.matrix
        if form.rows == form.columns and form.terms == constant(form.rows).terms:
            return Squares((Square(Fraction(1), (), term, None, term),))
        if self.level is None:
            return None
        found = self.finder.shown(form, strict=strict, level=self.level if len(form.terms) == 2 else HALF)
        if found is None or found[1].derived:
            return None
        return Rewritten(term, found[0], found[1].combination) if found[1].combination else found[0]

    def of_determinant(self, argument: Term) -> Iterator[Known]:
        """det(E) for E = P + Q, for E = I + P, and for a block matrix E."""
        form = self.form(argument)
        terms = self.finder.terms
        for part in self._parts(form):
            rest = combine(form, part.form, -1) if part.form is not None else form
            if not rest.terms or part.form is None:
                continue
            pair = terms.polynomial(part.form), terms.polynomial(rest)
            if self.level is None:  # A >= B need not say that A is semidefinite
                yield from self._of_ordered(pair)
            for known in self.law("determinant of a sum", pair):
                yield known
                yield from self._determinants(pair)
                yield from self._of_ordered(pair) if self.level is not None else ()
        excess = combine(form, constant(form.rows), -1)
        for turned in _turned(excess):
            for known in self.law("determinant of I + P", (terms.polynomial(turned),)):
                yield known
                yield from self._trace(turned)
        yield from self._blocks(argument)

    def _of_ordered(self, pair: tuple[Term, Term]) -> Iterator[Known]:
        """det(A + B) where A >= B > 0, or turned round."""
        for arguments in (pair, pair[::-1]):
            yield from self.law("determinant of a sum of ordered matrices", arguments)

    def _trace(self, form: Polynomial) -> Iterator[Known]:
        """tr(P) for a matrix that is known to be semidefinite."""
        term = self.finder.terms.polynomial(form)
        shown = self.semidefinite(term, strict=False)
        if shown is not None:
            unit = self.finder.terms.polynomial(constant(form.rows))
            yield Known(Gram((unit,), shown), self.normal.trace(form), False)

    def _parts(self, form: Polynomial) -> list[Source]:
        return [source for source in self.finder.sources if source.form is not None
                and source.form.rows == form.rows and source.form.terms != form.terms][:MOST]  # fmt: skip

    def _determinants(self, terms: tuple[Term, ...]) -> Iterator[Known]:
        for term in terms:
            for strict in (True, False):
                shown = self.semidefinite(term, strict=strict)
                if shown is not None:
                    value = self.form(scalar_of(Determinant(term, shown), {}))
                    yield Known(Determinant(term, shown), value, strict)
                    break

    def _blocks(self, argument: Term) -> Iterator[Known]:
        grid = grid_of(self.normal, self.form(argument))
        if len(grid) == 2:
            a, b, c = map(self.finder.terms.polynomial, (*grid[0], grid[1][1]))
            for known in self.law("Fischer inequality", (a, b, c)):
                yield known
                yield from self._determinants((a, c))

    def of_logarithms(self, arguments: list[Term]) -> Iterator[Known]:
        """tr(inv(Q) P) - n - log(det(P)) + log(det(Q)) for two determinants in sight, or for one."""
        for one in arguments:
            yield from self.law("logarithm of a determinant and trace", (one,))
            for other in arguments:
                if one != other and self.form(one).rows == self.form(other).rows:
                    yield from self.law("logarithm of a determinant", (one, other))
