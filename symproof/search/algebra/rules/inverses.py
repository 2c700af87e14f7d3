"""Inverses that can be written down from the premises: of words whose letters have inverses, and of their factors."""

from __future__ import annotations

from collections.abc import Iterator

from symproof.kernel.algebra.words import (
    Coefficient,
    Letter,
    Polynomial,
    Terms,
    Word,
    combine,
    constant,
    flip,
    multiply,
    of_letter,
)
from symproof.language.certificate import TwoSided
from symproof.search.algebra.bridge import Terms as Reader
from symproof.search.algebra.bridge import letters_of
from symproof.search.algebra.ideals.ring import Poly, divided
from symproof.search.algebra.search import Problem, Run

LONGEST = 8  # letters of a word whose factors are inverted


def known_inverses(problem: Problem) -> dict[Letter, Letter]:
    """The letters X whose inverse letter occurs in a premise, with it; transposes too."""
    normal, found = problem.normal, dict[Letter, Letter]()
    occurring = {letter.base for letter in letters_of(equation.form for equation in problem.equations)}
    for base, form in list(normal.inverse_of.items()):
        letter = _only_letter(form)
        inverse = None if letter is None or base not in occurring else _only_letter(normal.inverse(of_letter(letter)))
        if letter is not None and inverse is not None:
            found |= {letter: inverse, inverse: letter, flip(letter): flip(inverse), flip(inverse): flip(letter)}
    return found


def _only_letter(form: Polynomial) -> Letter | None:
    """X where the form is X."""
    ((monomial, word), c), *others = form.terms.items()
    return word[0] if not others and not monomial and c == 1 and len(word) == 1 else None


def inverse_word(word: Word, known: dict[Letter, Letter]) -> Word | None:
    """w_k^-1 ... w_1^-1 for w_1 ... w_k, if every letter has its inverse."""
    return tuple([known[letter] for letter in reversed(word)]) if word and known.keys() >= set(word) else None


def written_inverse(run: Run) -> Poly | None:
    """The inverse of the claim of the problem, a single word, letter by letter."""
    claim = run.problem.claim
    ((monomial, word), c), *others = claim.terms.items() or [(((), ()), 1)]
    inverse = None if others or monomial else inverse_word(word, known_inverses(run.problem))
    if inverse is None or c not in (1, -1):
        return None
    return run.poly(Polynomial(claim.rows, claim.rows, {((), inverse): c}))


def inverted_factors(run: Run) -> Iterator[tuple[TwoSided, Polynomial]]:
    """From u = c v, v a word with a known inverse: (v^-1 u_1 / c) u_2 = I for every cut u = u_1 u_2 of square factors,
    hence u_2 (v^-1 u_1 / c) = I. So W invertible and Q^T W Q = W make Q invertible."""
    known = known_inverses(run.problem)
    for equation in list(run.problem.equations) if known else ():
        terms = list(equation.form.terms.items())
        if len(terms) != 2 or any(monomial for (monomial, _), _ in terms):
            continue
        for ((_, u), a), ((_, v), b) in (terms, terms[::-1]):
            inverse = inverse_word(v, known) if v else ()
            if inverse is not None and 1 < len(u) <= LONGEST:
                yield from _cuts(run, u, Polynomial(u[0].rows, u[0].rows, {((), inverse): 1}), -b, a)


def swapped_claim(run: Run) -> Iterator[tuple[TwoSided, Polynomial]]:
    """For a claim X R = c I with a letter X, or R X = c I: the other order, if the premises give it."""
    claim = run.problem.claim
    terms = dict(claim.terms)
    c = -terms.pop(((), ()), 0)
    if not c or not terms or claim.is_scalar or any(monomial or not word for monomial, word in terms):
        return
    for side in (0, -1):
        letter, *others = {word[side] for _, word in terms}
        if others or letter.rows != letter.columns or letter.rows != claim.rows:
            continue
        inner: Terms = {((), word[1:] if side == 0 else word[:-1]): divided(a, c) for (_, word), a in terms.items()}
        rest = Polynomial(claim.rows, claim.rows, inner)
        yield from _if_given(run, *((rest, of_letter(letter)) if side == 0 else (of_letter(letter), rest)))


def _if_given(run: Run, left: Polynomial, right: Polynomial) -> Iterator[tuple[TwoSided, Polynomial]]:
    """left right = I, if the premises give it, turned round."""
    unit = constant(left.rows)
    claim, swapped = combine(multiply(left, right), unit, -1), combine(multiply(right, left), unit, -1)
    if run.problem.knows(swapped):
        return
    target = run.completion.target("factor", run.poly(claim))
    entries = None if target.rest else run.entries(target.links, claim)
    if entries is not None:
        terms = Reader(run.problem.normal)
        yield TwoSided(terms.polynomial(left), terms.polynomial(right), entries), swapped


def _cuts(
    run: Run, word: Word, inverse: Polynomial, c: Coefficient, a: Coefficient
) -> Iterator[tuple[TwoSided, Polynomial]]:
    """a u = c v with v^-1 given."""
    if a not in (1, -1) or c not in (1, -1):
        return
    for position in range(1, len(word)):
        if word[position].rows != word[0].rows or word[-1].columns != word[0].rows:
            continue
        left = multiply(inverse, _product(word[:position])).scale(a * c)
        right = _product(word[position:])
        swapped = combine(multiply(right, left), constant(left.rows), -1)
        if run.completion.normal_form(run.poly(swapped)):
            yield from _if_given(run, left, right)


def _product(word: Word) -> Polynomial:
    result = of_letter(word[0])
    for letter in word[1:]:
        result = multiply(result, of_letter(letter))
    return result
