"""Determinants of block matrices by elimination, and what the characteristic polynomial of a matrix says."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from itertools import pairwise
from itertools import product as pairs_of

from symproof.kernel.algebra.blocks import Rows, grid_of, selection
from symproof.kernel.algebra.calls import one_term, parts_of
from symproof.kernel.algebra.keys import Key, Kind
from symproof.kernel.algebra.laws import LAWS
from symproof.kernel.algebra.spectra import LARGEST
from symproof.kernel.algebra.words import Letter, Polynomial, combine, constant, multiply, of_letter, word_key
from symproof.language.affine import ONE, add, integer
from symproof.language.certificate import CallCongruence, Entry, Law, Signed
from symproof.language.formulas import Formula
from symproof.language.refusal import Refusal
from symproof.language.selections import START
from symproof.language.terms import Call, Identity, Power, Term
from symproof.search.algebra.bridge import Terms, letters_of
from symproof.search.algebra.lemmas import shown_soon
from symproof.search.algebra.search import Problem, Purse

MOST_LAWS = 8
MOST_PAIRS = 2  # of letters of size 2
Grid = list[list[Polynomial]]


def add_spectra(problem: Problem, _: Mapping[str, Formula], purse: Purse) -> bool:
    """Adds laws about determinants, adjugates and powers in sight; whether there is anything new."""
    before = len(problem.derived)
    found = _Spectra(problem, purse)
    found.inverses()
    found.eliminations()
    found.traceless_idempotent()
    found.fixed_sizes()
    found.nilpotents()
    return len(problem.derived) > before


class _Spectra:
    def __init__(self, problem: Problem, purse: Purse) -> None:
        self.problem, self.normal, self.purse = problem, problem.normal, purse
        self.terms = Terms(problem.normal)

    # -------------------------------------------------------------------------------- laws

    def law(self, name: str, *given: Term, by: tuple[Entry, ...] = ()) -> None:
        """Adds the law at these arguments."""
        try:
            unit = Identity(self.normal.polynomial(given[0]).rows)
            forms = [self.normal.difference(*sides) for sides in LAWS[name].gives(given, unit)]
        except Refusal:
            return
        if any(form.terms and not self.problem.knows(form) for form in forms):
            self.problem.derive(Law(name, given, (), by), *forms)

    def shown(self, form: Polynomial) -> tuple[Entry, ...] | None:
        """form = 0 from the equations of the problem."""
        return shown_soon(self.problem, form, self.purse)

    def equal_determinants(self, left: Polynomial, right: Polynomial) -> bool:
        """Adds det(left) = det(right), where left = right is shown."""
        entries = self.shown(combine(left, right, -1))
        if entries is None:
            return False
        if entries:
            sides = [Call("det", (self.terms.polynomial(form),), ONE, ONE) for form in (left, right)]
            form = self.normal.difference(sides[0], sides[1])
            if form.terms and not self.problem.knows(form):
                self.problem.derive(CallCongruence(sides[0], sides[1], 0, entries), form)
        return True

    def product(self, left: Polynomial, right: Polynomial) -> Polynomial:
        """Adds det(left right) = det(left) det(right); the product."""
        self.law("determinant of a product", *map(self.terms.polynomial, (left, right)))
        return self.normal.times(left, right)

    def determinants(self) -> list[Polynomial]:
        """The matrices whose determinant is in sight."""
        found = [parts_of(self.normal, letter, "det") for letter in self.letters()]
        return [parts[0] for parts in found if parts is not None]

    def letters(self) -> list[Letter]:
        """The letters of the claim and of the equations."""
        return letters_of([self.problem.claim, *(equation.form for equation in self.problem.equations)])

    def inverses(self) -> None:
        """det(P) det(inv(P)) = 1 for the inverses whose determinant is in sight."""
        for form in self.determinants()[:MOST_LAWS]:
            single = one_term(form)
            base = single[1][0].base if single and len(single[1]) == 1 else None
            if base in self.normal.inverse_of:
                inverted = self.normal.inverse(form)
                self.equal_determinants(self.normal.times(inverted, form), constant(form.rows))

    def traceless_idempotent(self) -> None:
        """P = 0 for a claim P with P P = P and tr(P) = 0, since tr(P) is its rank."""
        form = self.problem.claim
        single = one_term(form)
        word = single[1] if single and not form.is_scalar and form.rows == form.columns else ()
        if len(word) != 1 or word[0].base.kind is not Kind.SYMBOL or self.shown(self.normal.trace(form)) is None:
            return
        entries = self.shown(combine(self.normal.times(form, form), form, -1))
        if entries is None:
            return
        term = self.terms.polynomial(form)
        self.law("rank of an idempotent", term, by=entries)
        rank = self.normal.polynomial(Call("rank", (term,), ONE, ONE)).scale(-1)
        by = self.shown(rank)
        if by is not None and not self.problem.knows(form):
            self.problem.derive(Law("rank zero", (term,), (Signed((), by),)), form)

    # -------------------------------------------------------------------------------- blocks

    def eliminations(self) -> None:
        """The determinants of 2 x 2 block matrices in sight, by steps of elimination."""
        for form in self.determinants()[:MOST_LAWS]:
            grid = grid_of(self.normal, form)
            if len(grid) == 2:
                if grid[1][1].is_scalar:
                    down = grid[1][0].transpose()
                    self.law("bordered determinant",
                             *map(self.terms.polynomial, (grid[0][0], grid[0][1], down, grid[1][1])))  # fmt: skip
                if not self._by_pivots(form, grid):
                    self._by_multiples_of_identity(form, grid)
                    self._by_exchange(form, grid)

    def _parts(self, grid: Grid) -> list[Polynomial]:
        """The selections of the two parts."""
        first, second = grid[0][0].rows, grid[1][1].rows
        total = self.normal.context.canonical(add(first, second))
        return [selection(self.normal, Rows(START, first, total)), selection(self.normal, Rows(first, second, total))]

    def _by_pivots(self, form: Polynomial, grid: Grid) -> bool:
        """det([[A, B], [C, D]]) = det(A) det(D - C inv(A) B) where A, or D, is invertible: by the pivots whose Schur
        complements seem to have a determinant in sight, or else by the first one that is invertible."""
        known = [_bases(other) for other in self.determinants()]
        wanted = [at for at in (0, 1) if grid[at][at].terms and _bases(self._schur(grid, at)[1]) in known]
        found = [at for at in wanted if self._by_pivot(form, grid, at)]
        return bool(found) or any(self._by_pivot(form, grid, at) for at in (0, 1) if at not in wanted)

    def _schur(self, grid: Grid, at: int) -> tuple[Polynomial, Polynomial]:
        """C inv(A), and the Schur complement D - C inv(A) B of the pivot A."""
        other = 1 - at
        factor = self.normal.times(grid[other][at], self.normal.inverse(grid[at][at]))
        return factor, combine(grid[other][other], self.normal.times(factor, grid[at][other]), -1)

    def _by_pivot(self, form: Polynomial, grid: Grid, at: int) -> bool:
        pivot, other = grid[at][at], 1 - at
        if not pivot.terms:
            return False
        inverse = self.normal.inverse(pivot)
        if self.shown(combine(self.normal.times(inverse, pivot), constant(pivot.rows), -1)) is None:
            return False
        parts, (factor, schur) = self._parts(grid), self._schur(grid, at)
        across = self.normal.product([parts[other], factor, parts[at].transpose()])
        lower = combine(constant(form.rows), across, -1)
        eliminated = self.product(lower, form)
        pieces = [(at, at, pivot), (at, other, grid[at][other]), (other, other, schur)]
        total = self.normal.zero(form.rows, form.rows)
        for row, column, block in pieces:
            total = combine(total, self.normal.product([parts[row], block, parts[column].transpose()]))
        if not self.equal_determinants(eliminated, total):
            return False
        self._as_products(pivot, schur)
        return True

    def _as_products(self, pivot: Polynomial, schur: Polynomial) -> None:
        """det(A) det(S) = det(A S) = det(P) for P in sight where A S = P or S A = P."""
        for other in self.determinants()[:MOST_LAWS]:
            if (other.rows, other.terms) in ((pivot.rows, pivot.terms), (pivot.rows, schur.terms)):
                continue
            if other.rows != pivot.rows or schur.rows != pivot.rows:
                continue
            for left, right in ((pivot, schur), (schur, pivot)):
                for sign in (1, -1):
                    if self.equal_determinants(self.normal.times(left, right), other.scale(sign)):
                        self.product(left, right)
                        return

    def _by_multiples_of_identity(self, form: Polynomial, grid: Grid) -> None:
        """Blocks of one size: adding a row or column of blocks to the other one, or subtracting it."""
        if grid[0][0].rows != grid[1][1].rows:
            return
        parts = self._parts(grid)
        steps = [constant(form.rows)]
        for up, down in ((0, 1), (1, 0)):
            across = self.normal.times(parts[up], parts[down].transpose())
            steps += [combine(steps[0], across, sign) for sign in (1, -1)]
        for left, right in pairs_of(steps, steps):
            if left is right:
                continue
            blocks = grid_of(self.normal, self.normal.product([left, form, right]))
            if len(blocks) == 2 and not (blocks[0][1].terms and blocks[1][0].terms):
                self.product(self.product(left, form), right)
                return

    def _by_exchange(self, form: Polynomial, grid: Grid) -> None:
        """[[A, B], [C, 0]] and [[0, B], [C, D]] with square blocks become block triangular where the two columns of
        blocks change places: the second is added to the first, the first subtracted from the second, and the second
        added to the first again."""
        if grid[0][0].rows != grid[1][1].rows or (grid[0][0].terms and grid[1][1].terms):
            return
        parts, unit = self._parts(grid), constant(form.rows)
        below, above = [self.normal.times(parts[at], parts[1 - at].transpose()) for at in (1, 0)]
        for step in (combine(unit, below), combine(unit, above, -1), combine(unit, below)):
            form = self.product(form, step)

    # -------------------------------------------------------------------------------- characteristic polynomials

    def fixed_sizes(self) -> None:
        """det(P) and adj(P) in sight, and powers of a letter, by traces at sizes that are numbers."""
        forms: dict[str, Polynomial] = {}
        for letter in self.letters():
            for name in ("det", "adj"):
                parts = parts_of(self.normal, letter, name)
                if parts is not None:
                    forms.setdefault(parts[0].text(), parts[0])
        for _, word in self.problem.claim.terms:
            size = word[0].rows if word else ONE
            if size.is_constant and len(word) >= size.constant > 1 and len(set(word)) == 1:
                forms.setdefault(of_letter(word[0]).text(), of_letter(word[0]))
        for form in self._mixed():
            forms.setdefault(form.text(), form)
        for form in list(forms.values())[:MOST_LAWS]:
            if form.rows.is_constant and 1 < form.rows.constant <= LARGEST:
                self.law("Cayley-Hamilton theorem with Newton's identities", self.terms.polynomial(form))

    def _mixed(self) -> Iterator[Polynomial]:
        """X, Y, X + Y and X Y - Y X for letters X and Y of size 2 whose products in both orders are in the claim."""
        words = [word for _, word in self.problem.claim.terms]
        pairs = {pair for word in words for pair in pairwise(word) if pair[0] != pair[1]}
        twice = sorted((pair for pair in pairs if pair[::-1] in pairs), key=word_key)
        for left, right in twice[:MOST_PAIRS]:
            if left.rows == left.columns == right.columns == integer(2):
                first, second = of_letter(left), of_letter(right)
                yield from (first, second, combine(first, second))
                yield combine(multiply(first, second), multiply(second, first), -1)

    # -------------------------------------------------------------------------------- nilpotent matrices

    def nilpotents(self) -> None:
        """What P^k = 0 gives, and C^n = 0 for C = X Y - Y X that commutes with X."""
        for power in list(self._powers())[:MOST_LAWS]:
            entries = self.shown(self.normal.polynomial(power))
            if entries is not None:
                self.law("nilpotent matrix", power, by=entries)
        for left, right in list(self._commutators())[:MOST_LAWS]:
            found = combine(multiply(left, right), multiply(right, left), -1)
            difference = combine(self.normal.times(found, left), self.normal.times(left, found), -1)
            entries = self.shown(difference)
            if entries is not None:
                self.law("commutator that commutes", *map(self.terms.polynomial, (left, right)), by=entries)
                self._powers_alike(found)
                turned = self.shown(difference.scale(-1)) if self._is_base(found.scale(-1)) else None
                if turned is not None:  # the claim is about Y X - X Y
                    pair = left, right.scale(-1)
                    self.law("commutator that commutes", *map(self.terms.polynomial, pair), by=turned)

    def _powers(self) -> Iterator[Power]:
        """The powers that equations say are zero."""
        for equation in self.problem.equations:
            single = one_term(equation.form)
            word = single[1] if single and single[0].terms == constant(ONE).terms else ()
            if not word or word[0].rows != word[0].columns:
                continue
            power = self.normal.applied.get(word[0].base)
            if len(word) == 1 and isinstance(power, Power):
                yield power
            elif len(set(word)) == 1 and len(word) > 1:
                yield Power(self.terms.polynomial(of_letter(word[0])), integer(len(word)))

    def _commutators(self) -> Iterator[tuple[Polynomial, Polynomial]]:
        """X and Y for the words X Y beside Y X, and turned round, in equations that say more than X Y = Y X; and for
        X X Y - 2 X Y X + Y X X = 0, which says that X commutes with X Y - Y X."""
        for equation in self.problem.equations:
            if len(equation.form.terms) == 2:
                continue
            words = {word: c for (monomial, word), c in equation.form.terms.items() if not monomial}
            for word, c in words.items():
                first, last = word[:1], word[-1:]
                if len(word) == 2 and words.get(word[::-1]) == -c and word != word[::-1]:
                    yield of_letter(word[0]), of_letter(word[1])
                twice = len(word) == 3 and word[:2] == first * 2 and word[1:] != last * 2
                if twice and (words.get((*first, *last, *first)), words.get(word[::-1])) == (-2 * c, c):
                    yield of_letter(word[0]), of_letter(word[2])

    def _is_base(self, form: Polynomial) -> bool:
        """Whether the claim has a power of this form."""
        terms = [self.normal.applied.get(letter.base) for letter in letters_of([self.problem.claim])]
        bases = [self.normal.polynomial(term.base) for term in terms if isinstance(term, Power)]
        return any(base.terms in (form.terms, form.transpose().terms) for base in bases)

    def _powers_alike(self, found: Polynomial) -> None:
        """C^n = P^n for a power P^n of the claim with C = P."""
        terms = [self.normal.applied.get(letter.base) for letter in letters_of([self.problem.claim])]
        for power in [term for term in dict.fromkeys(terms) if isinstance(term, Power)][:MOST_LAWS]:
            base = self.normal.polynomial(power.base)
            if base.terms == found.terms or (base.rows, base.columns) != (found.rows, found.columns):
                continue
            for sign in (1, -1):
                entries = self.shown(combine(base, found.scale(sign), -1))
                if entries is not None:
                    self.law("power of equals", power, self.terms.polynomial(found.scale(sign)), by=entries)


def _bases(form: Polynomial) -> set[Key]:
    """The keys of the letters of the form: a letter and its transpose have the same one."""
    return {letter.base for letter in letters_of([form])}
