"""Forms in which the letters that premises say are symmetric stand untransposed."""

from __future__ import annotations

from symproof.kernel.algebra.keys import Key, Kind
from symproof.kernel.algebra.normal import Normalizer
from symproof.kernel.algebra.words import (
    Atom,
    Letter,
    Monomial,
    Polynomial,
    Terms,
    Word,
    accumulate,
    cut,
    flip,
    product_of,
    scalar_atom,
    trace_monomial,
)
from symproof.search.algebra.search import Problem


class Symmetric:
    """What is symmetric: letters by premises X^T = X, and the inverses of forms in such letters that are symmetric."""

    def __init__(self, problem: Problem) -> None:
        self.normal: Normalizer = problem.normal
        self.known: dict[Key, bool] = {}
        self._atoms: dict[Atom, Monomial] = {}
        for equation in problem.equations:
            words = [word for (monomial, word) in equation.form.terms if not monomial and len(word) == 1]
            turned = len(words) == len(equation.form.terms) == 2 and words[0] == (flip(words[1][0]),)
            if turned and sum(equation.form.terms.values()) == 0:
                self.known[words[0][0].base] = True

    def __call__(self, form: Polynomial) -> Polynomial:
        """An equal form, modulo the premises, that is the same for A and A^T where A is symmetric."""
        if not self.known:
            return form
        terms: Terms = {}
        for (monomial, word), value in form.terms.items():
            atoms = product_of(*[self._monomial(atom) for atom in monomial])
            found, rest = cut(self.word(word)) if word else ((), word)
            accumulate(terms, (product_of(atoms, found), rest), value)
        return Polynomial(form.rows, form.columns, terms)

    def word(self, word: Word) -> Word:
        """The word with its symmetric letters untransposed."""
        return tuple([flip(letter) if letter.transposed and self.is_symmetric(letter) else letter for letter in word])

    def is_symmetric(self, letter: Letter) -> bool:
        """Whether the letter equals its transpose by the premises."""
        base = letter.base
        if base not in self.known:
            self.known[base] = False
            inner = self.normal.inverse_of.get(base) if base.kind is Kind.INVERSE else None
            self.known[base] = inner is not None and self(inner).terms == self(inner.transpose()).terms
        return self.known[base]

    def _monomial(self, atom: Atom) -> Monomial:
        found = self._atoms.get(atom)
        if found is None:
            kind, content = atom
            if kind == "integer":
                found = (atom,)
            elif kind == "trace":
                found = trace_monomial(self.word(content))  # type: ignore[arg-type]
            else:
                found = (scalar_atom(self.word(content)),)  # type: ignore[arg-type]
            self._atoms[atom] = found
        return found
