"""Ranks: inequalities between the ranks in sight, equations from products that simplify, idempotents.

The pool holds the matrices whose rank is in sight, their factors and summands, and what products with letters of the
premises come to. Each gives quantities that a law says are not negative; a linear program finds the weights.
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from dataclasses import field
from fractions import Fraction
from itertools import pairwise

from symproof.kernel.algebra.calls import one_term, parts_of
from symproof.kernel.algebra.keys import Kind
from symproof.kernel.algebra.words import Letter, Polynomial, Word, combine, constant, flip, of_letter, reverse
from symproof.language.affine import ONE
from symproof.language.certificate import CallCongruence, Law, LawGap
from symproof.language.formulas import Compare, Formula
from symproof.language.parts import premise_conjuncts
from symproof.language.records import dataclass
from symproof.language.refusal import Refusal
from symproof.language.terms import Call, Identity, Term, Zero
from symproof.search.algebra.bridge import Terms, letters_of, summands
from symproof.search.algebra.in_sight import calls_in_sight
from symproof.search.algebra.rank_blocks import add_blocks, add_pairs
from symproof.search.algebra.reducing import Reducer, length, reducer
from symproof.search.algebra.rules.inverses import known_inverses
from symproof.search.algebra.search import Problem, Purse

MOST_FORMS = 24  # in the pool
MOST_GAPS = 120
MOST_LETTERS = 10  # by which the matrices of the pool are multiplied
MORE = 2  # letters that a matrix of the pool may gain where the equations write it in their own way
LONGEST = 6  # letters of a word that is split


def ranks_in_sight(problem: Problem) -> list[Polynomial]:
    """The matrices whose rank is in sight."""
    normal = problem.normal
    calls = calls_in_sight(normal, "rank")
    return [normal.polynomial(call.arguments[0]) for call in calls]


@dataclass(slots=True)
class Ranks:
    """The pool of one problem, to which equations between ranks are added as derived steps."""

    problem: Problem
    purse: Purse
    pool: dict[str, Polynomial] = field(default_factory=dict)
    gaps: dict[tuple[str, tuple[str, ...]], LawGap] = field(default_factory=dict)
    reducer: Reducer = field(init=False)
    parted: set[str] = field(default_factory=set)

    def gather(self, seeds: list[Polynomial], premises: Mapping[str, Formula]) -> list[LawGap]:
        """The quantities about the seeds and what they bring in sight."""
        plain = [equation for equation in self.problem.equations if not _mentions(equation.form, "rank")]
        self.reducer = reducer(self.problem, plain, self.purse, seeds)
        for form in seeds:
            self._without_inverted(self.reducer.reduced(form) or form)
            self._without_inverted(form)
        for form in seeds:
            add_blocks(self, form)
        add_pairs(self, seeds)
        for form in (*seeds, *self._words_of_premises(seeds)):
            self.enter(form)
        done = 0
        while done < len(self.pool):
            form = list(self.pool.values())[done]
            done += 1
            self._bounds(form)
            if not add_blocks(self, form):
                self._split(form)
                self._sums(form)
            self._simplified(form)
            self._gram(form)
            self._turned(form)
            self._adjugate(form)
            self._idempotent(form)
        for position, first in enumerate(seeds):
            for second in seeds[position + 1 :]:
                self._difference(first, second)
        return [*self._nonzero(premises), *self.gaps.values()]

    # -------------------------------------------------------------------------------- the pool

    def enter(self, form: Polynomial) -> None:
        """Adds a matrix that is no number and no identity, up to multiples and transposes."""
        if len(self.pool) >= MOST_FORMS or not form.terms or not any(word for _, word in form.terms):
            return
        texts = [item.text() for item in (form, form.transpose(), form.scale(-1), form.transpose().scale(-1))]
        if not self.pool.keys() & set(texts):
            self.pool[texts[0]] = form

    def _words_of_premises(self, seeds: list[Polynomial]) -> Iterator[Polynomial]:
        """The products of two letters in the premises where one of the letters is in sight."""
        bases = {letter.base for letter in letters_of(seeds)}
        for equation in self.problem.equations:
            for _, word in equation.form.terms:
                for left, right in pairwise(word):
                    if {left.base, right.base} & bases and left.columns != ONE:
                        yield Polynomial(left.rows, right.columns, {((), (left, right)): 1})

    def _term(self, form: Polynomial) -> Term:
        return Terms(self.problem.normal).polynomial(form)

    def gap(self, law: str, *forms: Polynomial | Term) -> None:
        """Adds a quantity, right side minus left side of the law at these matrices, which is not negative."""
        terms = tuple([self._term(form) if isinstance(form, Polynomial) else form for form in forms])
        key = (law, tuple([form.text() if isinstance(form, Polynomial) else repr(form) for form in forms]))
        if any(isinstance(form, Polynomial) and not form.terms for form in forms):
            return
        if len(self.gaps) < MOST_GAPS:
            self.gaps.setdefault(key, LawGap(law, terms))

    # -------------------------------------------------------------------------------- inequalities

    def _bounds(self, form: Polynomial) -> None:
        """0 <= rank(F) <= m, n."""
        self.gap("rank of a product", Identity(form.rows), form)
        self.gap("rank of a product", Identity(form.columns), form.transpose())
        self.gap("rank of a product", form, Zero(form.columns, ONE))

    def _split(self, form: Polynomial) -> None:
        """rank(A B) <= rank(A), rank(B), and the inequalities of Sylvester and Frobenius, for the factors of a word."""
        single = one_term(form)
        word: Word = single[1] if single else ()
        if not 1 < len(word) <= LONGEST:
            return
        cuts = range(1, len(word))
        for at in cuts:
            left, right = _of(word[:at]), _of(word[at:])
            self.gap("rank of a product", left, right)
            self.gap("rank of a product", right.transpose(), left.transpose())
            self.gap("Frobenius inequality", left, constant(left.columns), right)
            for to in range(at + 1, len(word)):
                self.gap("Frobenius inequality", left, _of(word[at:to]), _of(word[to:]))
                self.enter(_of(word[at:to]))
            self.enter(left)
            self.enter(right)

    def _sums(self, form: Polynomial) -> None:
        """rank(A + B) <= rank(A) + rank(B), and rank(A) <= rank(A + B) + rank(B)."""
        parts = summands(form) if 1 < len(form.terms) <= 4 else []
        for part in parts:
            rest = combine(form, part, -1)
            self.gap("rank of a sum", part, rest)
            self.gap("rank of a sum", form, rest.scale(-1))
            self.gap("rank of a sum", form, part.scale(-1))
            self.enter(part)
            self.enter(rest)

    def _adjugate(self, form: Polynomial) -> None:
        """rank(P) + rank(adj(P)) <= n + rank(det(P) I), and P adj(P) = 0 where det(P) = 0."""
        normal = self.problem.normal
        parts = [parts_of(normal, letter, "adj") for letter in letters_of([form])[:1]] if len(form.terms) == 1 else []
        matrix = parts[0][0] if parts and parts[0] else None
        if matrix is None or len(_word(form)) > 1:
            return
        product = normal.times(matrix, form)
        reduced = self.reducer.reduced(product)
        self.enter(matrix)
        self.gap("Frobenius inequality", matrix, constant(form.rows), form)
        self.equate(product, reduced or Polynomial(form.rows, form.rows, {}))

    def _difference(self, first: Polynomial, second: Polynomial) -> None:
        """rank(F - G) <= rank(F) + rank(G), where F - G is shorter than both."""
        for other in (second, second.transpose()):
            if (first.rows, first.columns) == (other.rows, other.columns):
                for sign in (1, -1):
                    total = combine(first, other, sign)
                    if len(total.terms) < max(len(first.terms), len(other.terms)):
                        self.gap("rank of a sum", first, other.scale(sign))

    def _nonzero(self, premises: Mapping[str, Formula]) -> Iterator[LawGap]:
        """rank(X) >= 1 for X != 0 among the premises."""
        for name, formula in premises.items():
            for part, (around, item) in enumerate(premise_conjuncts(formula)):
                if isinstance(item, Compare) and item.relation == "!=" and not around:
                    yield LawGap("rank of a matrix that is not zero", (), name, part)

    # -------------------------------------------------------------------------------- equations

    def _without_inverted(self, form: Polynomial) -> None:
        """rank(P A Q) = rank(A) for letters P and Q that have inverses."""
        known, turned = known_inverses(self.problem), False
        single = one_term(form)
        word: Word = single[1] if single and single[0].terms == constant(ONE).terms else ()
        while len(word) > 1 and (word[0] in known or word[-1] in known):
            turned = word[-1] not in known
            whole = _of(word).transpose() if turned else _of(word)
            letter = _word(whole)[-1]
            rest = _of(_word(whole)[:-1])
            self.gap("rank of a product", rest, of_letter(letter))
            self.gap("rank of a product", whole, of_letter(known[letter]))
            self.same(self.problem.normal.times(whole, of_letter(known[letter])), rest)
            word = _word(rest.transpose() if turned else rest)

    def _simplified(self, form: Polynomial) -> None:
        """rank(F) >= rank(F Y) = rank(R) where F Y simplifies to R by the premises; and rank(F) = rank(R)."""
        for item in (form, form.transpose()):
            reduced = self.reducer.reduced(item)
            if reduced is not None and length(reduced) <= length(item) + MORE:
                self.same(item, reduced)
        self._scaled(form)
        for letter in self._letters():
            if letter.rows == form.columns:
                self._multiplied(form, of_letter(letter))
            if letter.columns == form.rows:
                self._multiplied(form.transpose(), of_letter(flip(letter)))

    def _scaled(self, form: Polynomial) -> None:
        """rank(X) >= rank(c X), and rank(c X) >= rank(inv(c) c X)."""
        single = one_term(form)
        if single is None or single[0].terms.keys() == {((), ())} or form.is_scalar:
            return
        unit, plain = constant(form.columns), Polynomial(form.rows, form.columns, {((), single[1]): 1})
        self.gap("rank of a product", plain, self.problem.normal.times(single[0], unit))
        self._multiplied(form, self.problem.normal.times(self.problem.normal.inverse(single[0]), unit))
        self.enter(plain)

    def _multiplied(self, form: Polynomial, factor: Polynomial) -> None:
        try:
            product = self.problem.normal.times(form, factor)
        except Refusal:
            return
        reduced = self.reducer.reduced(product)
        if reduced is not None and not reduced.terms and len(form.terms) > 1:
            self.gap("Frobenius inequality", form, constant(form.columns), factor)
            self.equate(product, reduced)
        elif reduced is not None and length(reduced) <= length(form):
            self.gap("rank of a product", form, factor)
            self.same(product, reduced)
        elif reduced is None and length(product) == 3 and _is_inverse(factor):
            self.gap("rank of a product", form, factor)
            self.enter(product)

    def same(self, form: Polynomial, reduced: Polynomial) -> None:
        """rank(F) = rank(R) from F = R, where R enters the pool."""
        if self.equate(form, reduced):
            self.enter(reduced)

    def equate(self, form: Polynomial, reduced: Polynomial) -> bool:
        """Adds rank(F) = rank(R) where the equations show F = R; whether they do."""
        normal = self.problem.normal
        entries = self.reducer.shown(combine(form, reduced, -1))
        if not entries:
            return False
        sides = [Call("rank", (self._term(item),), ONE, ONE) for item in (form, reduced)]
        difference = combine(normal.polynomial(sides[0]), normal.polynomial(sides[1]), -1)
        if difference.terms and not self.problem.knows(difference):
            self.problem.derive(CallCongruence(sides[0], sides[1], 0, entries), difference)
        return True

    def _idempotent(self, form: Polynomial) -> None:
        """rank(P) = tr(P) for P P = P; also of I - P and of -P."""
        if form.rows != form.columns or form.is_scalar:
            return
        unit = constant(form.rows)
        for item in (self._multiple(form), form.scale(-1), combine(unit, form, -1)):
            square = combine(self.problem.normal.times(item, item), item, -1)
            entries = self.reducer.shown(square)
            if entries is not None:
                term = self._term(item)
                values = [self.problem.normal.polynomial(Call("rank", (term,), ONE, ONE))]
                values.append(self.problem.normal.trace(item))
                difference = combine(values[0], values[1], -1)
                if difference.terms and not self.problem.knows(difference):
                    self.problem.derive(Law("rank of an idempotent", (term,), (), entries), difference)

    def _gram(self, form: Polynomial) -> None:
        """rank(F) = rank(R) where F = R^T R or F = -R^T R by the premises, for the end R of a word F: for P P with a
        symmetric P, for X^T P X with a symmetric idempotent P or with P = C^T C."""
        single = one_term(form)
        word: Word = single[1] if single else ()
        if not 1 < len(word) <= LONGEST or form.rows != form.columns:
            return
        ends = [word[at:] for at in dict.fromkeys((len(word) // 2, (len(word) - 1) // 2))]
        for half in map(_of, [*ends, *self._roots(word)]):
            square = self.problem.normal.times(half.transpose(), half)
            for gram in (square, square.scale(-1)) if square.rows == form.rows else ():
                if gram.terms.keys() != form.terms.keys() and self.equate(form, gram):
                    self.enter(half)
                    return

    def _turned(self, form: Polynomial) -> None:
        """rank(P X) = rank(P^T X) for a normal P, since both have the same Gram matrix; also rank(X P)."""
        times = self.problem.normal.times
        for item in (form, form.transpose()):
            single = one_term(item)
            word: Word = single[1] if single else ()
            if not 1 < len(word) <= LONGEST or word[0].rows != word[0].columns:
                continue
            first, turned = of_letter(word[0]), of_letter(flip(word[0]))
            commutator = combine(times(turned, first), times(first, turned), -1)
            if not commutator.terms or not self.problem.knows(commutator):
                continue
            other = _of((flip(word[0]), *word[1:]))
            if self.equate(times(item.transpose(), item), times(other.transpose(), other)):
                self.enter(other)

    def _roots(self, word: Word) -> Iterator[Word]:
        """C X for the word X^T P X where an equation says that P = C^T C, a single word."""
        middle, end = word[len(word) // 2], word[len(word) // 2 + 1 :]
        for equation in self.problem.equations if len(word) % 2 else ():
            words = sorted((item for monomial, item in equation.form.terms if not monomial), key=len)
            if len(words) == len(equation.form.terms) == 2 and words[0] in ((middle,), (flip(middle),)):
                half = words[1][len(words[1]) // 2 :]
                if words[1] == reverse(half) + half:
                    yield half + end

    def _multiple(self, form: Polynomial) -> Polynomial:
        """F/c where F F = c F for a number c, the form itself where there is none: (I + A)/2 for A A = I."""
        product = self.problem.normal.times(form, form)
        square, plain = self.reducer.reduced(product) or product, self.reducer.reduced(form) or form
        key = next(iter(plain.terms), None)
        factor = Fraction(square.terms.get(key, 0)) / Fraction(plain.terms[key]) if key else Fraction(0)
        return form.scale(1 / factor) if factor and plain.scale(factor).terms == square.terms else form

    # -------------------------------------------------------------------------------- the completion

    def _letters(self) -> list[Letter]:
        """The letters of the equations between matrices, as they stand and transposed, inverses first."""
        forms = [equation.form for equation in self.problem.equations if not equation.form.is_scalar]
        found = [letter for letter in letters_of(forms) if letter.base.kind in (Kind.SYMBOL, Kind.INVERSE)]
        found.sort(key=lambda letter: letter.base.kind is not Kind.INVERSE)
        return [side for letter in found[:MOST_LETTERS] for side in dict.fromkeys((letter, flip(letter)))]


def _is_inverse(form: Polynomial) -> bool:
    return all(letter.base.kind is Kind.INVERSE for letter in letters_of([form]))


def _mentions(form: Polynomial, name: str) -> bool:
    """Whether a call of this function stands in the form."""
    return any(letter.base.kind is Kind.CALL and letter.base.name == name for letter in letters_of([form]))


def _word(form: Polynomial) -> Word:
    """The word of a form of one term."""
    return next(iter(form.terms))[1]


def _of(word: Word) -> Polynomial:
    return Polynomial(word[0].rows, word[-1].columns, {((), word): 1})
