"""Defined symbols whose definition is one word, as letters of their own while the search goes on.

The kernel's normal form unfolds P = X A B into X A B wherever P stands, which makes long words of short ones: P Q P = P
becomes a word of a dozen letters. The search folds the words back and takes P - X A B = 0 as an equation. In the
certificate that equation is 0 = 0, as P unfolds again, so its entries are left out.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from typing import NamedTuple

from symproof.kernel.algebra.normal import Normalizer, symbol_key
from symproof.kernel.algebra.words import Letter, Polynomial, Word, reverse
from symproof.language.refusal import Refusal
from symproof.language.terms import Symbol


class Abbreviation(NamedTuple):
    """``letter = word``, the letter a defined symbol, the word what its definition unfolds to."""

    letter: Letter
    word: Word

    @property
    def form(self) -> Polynomial:
        return Polynomial(self.letter.rows, self.letter.columns, {((), self.word): 1})


def abbreviations(normal: Normalizer, forms: Iterable[Polynomial]) -> list[Abbreviation]:
    """The definitions by one word that occurs in the forms, the longest first."""
    found = [item for item in _defined(normal) if len(item.word) > 1]
    if not found:
        return []
    words = [word for form in forms for word in _words(form)]
    kept = [item for item in found if any(_stands_in(item.word, word) for word in words)]
    return sorted(kept, key=lambda item: -len(item.word))


def _defined(normal: Normalizer) -> Iterator[Abbreviation]:
    """A normalizer of its own, so that inverses in unused definitions are not in sight of the search."""
    aside = Normalizer(normal.context)
    for name, declared in normal.context.symbols.items():
        if not declared.pieces or declared.range is not None:
            continue
        try:
            form = aside.polynomial(Symbol(name))
        except Refusal:
            continue
        if len(form.terms) != 1 or not all(size.terms for size in (form.rows, form.columns)):
            continue
        ((monomial, word), coefficient) = next(iter(form.terms.items()))
        if not monomial and coefficient == 1:
            yield Abbreviation(Letter(symbol_key(name), False, form.rows, form.columns), word)


def _words(form: Polynomial) -> Iterator[Word]:
    for monomial, word in form.terms:
        yield word
        for kind, content in monomial:
            if kind == "trace":
                yield (*content, *content)
            elif kind == "word":
                yield content  # type: ignore[misc]


def _stands_in(part: Word, word: Word) -> bool:
    size = len(part)
    wanted = (part, reverse(part))
    return any(word[start : start + size] in wanted for start in range(len(word) - size + 1))
