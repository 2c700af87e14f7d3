"""Claims about a value of a function of which nothing is known, which no search needs to try for long."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Sequence

from symproof.kernel.algebra.keys import Form, Key, Kind
from symproof.kernel.algebra.words import Letter, Polynomial, letters_in
from symproof.language.certificate import Gap, Nonnegative
from symproof.search.algebra.search import Problem


def has_free_value(problem: Problem, known: Iterable[tuple[Sequence[Nonnegative], Polynomial]]) -> bool:
    """Whether the claim is about a value f(X), once and by itself, about which no premise speaks: then f(X) can be any
    number, and no sum of products gives the claim. No equation speaks of X either, so that f(X) is no other value.
    ``known``: the factors and forms of what is not negative, among them what premises say."""
    values = list(_values(problem.claim))
    if not values:
        return False
    premises = [form for factors, form in known if any(isinstance(factor, Gap) for factor in factors)]
    ordered = {base for form in premises for base in _bases(form.content())}
    equated = {base for item in problem.equations for base in _bases(item.form.content())}
    own = list(_bases(problem.claim.content()))
    return any(
        own.count(value.base) == 1 and value.base not in ordered and equated.isdisjoint(_made_of(value))
        for value in values
    )


def _values(claim: Polynomial) -> Iterator[Letter]:
    """The values of functions that are terms of the claim by themselves."""
    for monomial, word in claim.terms:
        if not word and len(monomial) == 1 and monomial[0][0] == "word":
            (content,) = (content for _, content in monomial)
            if len(content) == 1 and isinstance(content[0], Letter) and content[0].base.kind is Kind.VALUE:
                yield content[0]


def _made_of(letter: Letter) -> Iterator[Key]:
    """The key of a letter and those of all letters inside it."""
    yield letter.base
    for part in letter.base.content:
        if isinstance(part, Form):
            yield from _bases(part)


def _bases(form: Form) -> Iterator[Key]:
    """The keys of all letters of a form, those inside values and sums included."""
    for letter in letters_in(form):
        yield from _made_of(letter)
