"""Scalars modulo the equations: the words inside x^T W y and tr(W) are reduced as matrices, then the whole scalar."""

from __future__ import annotations

from typing import Any

from symproof.kernel.algebra.normal import Normalizer
from symproof.kernel.algebra.words import Atom, Polynomial, Word, combine, constant, reverse
from symproof.language.affine import ONE
from symproof.search.definite.reduced import Reducer
from symproof.search.definite.sources import word_form

ROUNDS = 6  # of reducing one atom
LONGEST = 16  # letters of an atom that is reduced
MOST = 12  # terms of what an atom is replaced by


class Flattened:
    """Reduces scalars; like a ``Reducer`` it returns None for what it cannot write."""

    def __init__(self, reduce: Reducer, normal: Normalizer) -> None:
        self.reduce, self.normal = reduce, normal
        self.known: dict[Atom, Polynomial] = {}

    @property
    def vacuous(self) -> bool:
        """Whether the premises contradict each other."""
        return self.reduce.vacuous

    def __call__(self, form: Polynomial) -> dict[Any, Any] | None:
        """The terms of the reduced form."""
        return self.reduce(self.form(form)) if self.reduce.run is not None else form.terms

    def form(self, form: Polynomial) -> Polynomial:
        """The form with reduced atoms."""
        if self.reduce.run is None:
            return form
        return self._summed(form, ROUNDS)

    def _summed(self, form: Polynomial, rounds: int) -> Polynomial:
        total = Polynomial(ONE, ONE, {})
        for (monomial, _), value in form.terms.items():
            product = self.normal.product([constant(ONE, value), *(self._atom(atom, rounds) for atom in monomial)])
            total = combine(total, product)
        return total

    def _atom(self, atom: Atom, rounds: int) -> Polynomial:
        if atom not in self.known:
            plain = Polynomial(ONE, ONE, {((atom,), ()): 1})
            self.known[atom] = plain  # while it is reduced
            found = None if atom[0] == "integer" or not rounds else self._once(*atom)
            if found is not None and found.terms != plain.terms and len(found.terms) <= MOST:
                self.known[atom] = self._summed(found, rounds - 1)
        return self.known[atom]

    def _once(self, kind: str, word: Any) -> Polynomial | None:
        """The atom with one of its words reduced, if that changes it."""
        if not 1 < len(word) <= LONGEST:
            return None
        times, trace = self.normal.times, self.normal.trace
        if kind == "word":
            for turned in (word, reverse(word)):
                rest = self._word(turned[1:])
                if rest is not None:
                    return times(word_form(turned[:1]), rest)
            return None
        for at in range(len(word)):
            rest = self._word(word[at:] + word[:at])
            if rest is not None:
                return trace(rest)
        return None

    def _word(self, word: Word) -> Polynomial | None:
        """The reduced form of a word that is not reduced."""
        form = word_form(word)
        if form.is_scalar:
            return None
        found = self.reduce.form(form)
        return None if found is None or found.terms == form.terms else found
