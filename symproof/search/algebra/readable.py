"""Normal forms back as terms that people like to read: common factors pulled out, a positive summand first."""

from __future__ import annotations

from collections import Counter
from fractions import Fraction
from itertools import groupby
from math import gcd, lcm

from symproof.kernel.algebra.normal import Normalizer
from symproof.kernel.algebra.words import Atom, Coefficient, Letter, Polynomial, Word
from symproof.kernel.context import context_of
from symproof.language.affine import ONE, Affine, integer
from symproof.language.formulas import Invertible, Sequent
from symproof.language.parts import relations
from symproof.language.terms import Identity, Number, Power, Sum, Term, Zero
from symproof.search.algebra.bridge import Terms, product
from symproof.search.ranges import searching

Summand = tuple[Coefficient, tuple[Atom, ...], Word]


def answer(goal: Sequent, term: Term) -> Term:
    """The normal form of the term, such as a gradient, as a readable term; Refusal where it has none.

    Invertibility that the differentials need is taken from the premises of the goal.
    """
    normal = Normalizer(searching(context_of(goal.declarations, goal.facts)))
    for premise in goal.premises:
        for part in relations(premise.formula):
            if isinstance(part, Invertible):
                normal.invertible |= dict.fromkeys(normal.inverted(part.argument), False)
    return readable(normal.polynomial(term), normal)


def readable(form: Polynomial, normal: Normalizer) -> Term:
    """A term of the same normal form."""
    summands = [(c, monomial, word) for (monomial, word), c in form.terms.items()]
    if not summands:
        return Zero(form.rows, form.columns)
    return _Reader(Terms(normal), form.is_scalar).term(summands, form.rows)


class _Reader:
    def __init__(self, terms: Terms, scalar: bool) -> None:
        self.terms, self.scalar = terms, scalar

    def term(self, summands: list[Summand], rows: Affine) -> Term:
        content, atoms, summands = _content(summands)
        factors = [self.terms.atom(atom) for atom in atoms]
        inner = self._matrix(summands, rows)
        if content == 1 and not factors:
            return inner
        scale: list[Term] = [Number(content)] if content != 1 else []
        rest = [] if isinstance(inner, Number) and inner.value == 1 else [inner]
        return product([*scale, *factors, *rest]) or Number(Fraction(1))

    def _matrix(self, summands: list[Summand], rows: Affine) -> Term:
        """The sum: a factor that all share is pulled out, then one that several share."""
        if len(summands) == 1:
            return self._summand(summands[0], rows)
        for side in (0, -1):
            shared = _shared(summands, side)
            bare = [item for item in summands if len(item[2]) == len(shared) and item[1]]
            if shared and 0 < len(bare) < len(summands):  # c x beside A x: not (A + c I) x
                rest = [item for item in summands if item not in bare]
                return _sum([self.term(rest, rows), *[self._summand(item, rows) for item in bare]])
            if len(bare) == len(summands) and not self.scalar:
                amounts = [_Reader(self.terms, True)._summand((c, atoms, ()), ONE) for c, atoms, _ in summands]
                return product([_sum(amounts), *self._factors(shared)]) or Number(Fraction(1))
            if shared:
                return self._pulled(summands, shared, side, rows)
        letter, side = _frequent(summands)
        if letter is None:
            return _sum([self._summand(summand, rows) for summand in summands])
        inside = [item for item in summands if item[2] and item[2][side] == letter]
        outside = [item for item in summands if item not in inside]
        return _sum([self.term(inside, rows), *[self._summand(item, rows) for item in outside]])

    def _pulled(self, summands: list[Summand], shared: Word, side: int, rows: Affine) -> Term:
        count = len(shared)
        if side == 0:
            rest = [(c, atoms, word[count:]) for c, atoms, word in summands]
            factors: list[Term] = [*self._factors(shared), self.term(rest, shared[-1].columns)]
        else:
            rest = [(c, atoms, word[: len(word) - count]) for c, atoms, word in summands]
            factors = [self.term(rest, rows), *self._factors(shared)]
        return product(factors) or Number(Fraction(1))

    def _factors(self, word: Word) -> list[Term]:
        """The letters, a run of the same one as a power."""
        runs = [(term, len(list(run))) for term, run in groupby(self.terms.word(word))]
        return [term if count == 1 else Power(term, integer(count)) for term, count in runs]

    def _summand(self, summand: Summand, rows: Affine) -> Term:
        c, atoms, word = summand
        factors = [self.terms.atom(atom) for atom in atoms] + self._factors(word)
        if not word and not self.scalar:
            factors.append(Identity(rows))
        if c != 1 or not factors:
            factors.insert(0, Number(Fraction(c)))
        return product(factors) or Number(Fraction(1))


def _sum(terms: list[Term]) -> Term:
    flat = [part for term in terms for part in (term.terms if isinstance(term, Sum) else (term,))]
    return Sum(tuple(flat))


def _content(summands: list[Summand]) -> tuple[Fraction, tuple[Atom, ...], list[Summand]]:
    """The common rational factor, the common scalar atoms, and what is left: positive summands first, and among
    those the ones with the fewest transposes."""
    values = [Fraction(c) for c, _, _ in summands]
    size = Fraction(gcd(*(value.numerator for value in values)), lcm(*(value.denominator for value in values)))
    if size.denominator > 1 and len({abs(value) for value in values}) > 1:
        size = Fraction(1)  # x/2 + y reads better than (x + 2 y)/2
    if all(value < 0 for value in values):
        size = -size
    common = Counter(summands[0][1])
    for _, atoms, _ in summands[1:]:
        common &= Counter(atoms)
    left = []
    for c, atoms, word in summands:
        kept = Counter(atoms) - common
        left.append((Fraction(c) / size, tuple(kept.elements()), word))
    left.sort(key=lambda item: (item[0] < 0, sum(letter.transposed for letter in item[2])))
    return size, tuple(common.elements()), left  # type: ignore[return-value]


def _shared(summands: list[Summand], side: int) -> Word:
    """The longest common beginning (side 0) or end (side -1) of all words."""
    words = [word if side == 0 else word[::-1] for _, _, word in summands]
    count = 0
    while all(len(word) > count and word[count] == words[0][count] for word in words):
        count += 1
    found = words[0][:count]
    return found if side == 0 else found[::-1]


def _frequent(summands: list[Summand]) -> tuple[Letter | None, int]:
    """The letter that begins or ends most words, if at least two."""
    counts = Counter((word[side], side) for _, _, word in summands if len(word) > 1 for side in (0, -1))
    if not counts:
        return None, 0
    (letter, side), count = max(counts.items(), key=lambda item: item[1])
    return (letter, side) if count > 1 else (None, 0)
