"""Symbols replaced in normal forms by what an equation says they are."""

from __future__ import annotations

from collections.abc import Iterable, Sequence

from symproof.kernel.algebra.keys import Form, Key
from symproof.kernel.algebra.normal import Normalizer
from symproof.kernel.algebra.words import (
    Letter,
    Monomial,
    Polynomial,
    Word,
    combine,
    constant,
    flip,
    letters_in,
    of_letter,
)
from symproof.language.affine import ONE
from symproof.language.records import dataclass

LONGEST = 400  # terms of a form that is still rewritten


@dataclass(frozen=True, slots=True)
class Replacement:
    """``letter`` is ``value`` by the premises ``ids``; for a transposed letter the value is plus or minus the letter
    itself."""

    letter: Letter
    value: Polynomial
    ids: frozenset[str]


def letters(form: Polynomial) -> Iterable[Letter]:
    """Every letter in words, traces and scalars of the form, with repetition."""
    for monomial, word in form.terms:
        yield from word
        for kind, content in monomial:
            if kind != "integer":
                yield from content  # type: ignore[misc]


def definition(form: Polynomial, *, turns: bool) -> Letter | None:
    """A letter that the equation form = 0 defines: alone in one summand and nowhere else; with ``turns`` instead the
    transpose of a letter that is symmetric or antisymmetric."""
    everywhere = list(letters(form))
    for monomial, word in form.terms:
        alone = _alone(monomial, word)
        if alone is None or alone.high is not None:
            continue
        if turns:
            if _is_turn(form):
                return alone if alone.transposed else flip(alone)
        elif sum(occurs_in(alone.base, letter) for letter in everywhere) == 1:
            return alone
    return None


def occurs_in(key: Key, letter: Letter) -> bool:
    """Whether the letter has this key, or one that holds it."""
    forms = [part for part in letter.base.content if isinstance(part, Form)]
    return key is letter.base or any(occurs_in(key, inner) for form in forms for inner in letters_in(form))


def _alone(monomial: Monomial, word: Word) -> Letter | None:
    if len(word) == 1 and not monomial:
        return word[0]
    if not word and len(monomial) == 1 and monomial[0][0] == "word" and len(monomial[0][1]) == 1:
        return monomial[0][1][0]  # type: ignore[return-value]
    return None


def _is_turn(form: Polynomial) -> bool:
    """A^T - A or A^T + A."""
    words = [word for monomial, word in form.terms if not monomial and len(word) == 1]
    if len(form.terms) != 2 or len(words) != 2 or words[0][0] != flip(words[1][0]):
        return False
    first, second = form.terms.values()
    return abs(first) == abs(second)


def replaced(form: Polynomial, rule: Replacement, normal: Normalizer) -> Polynomial:
    """The form with the letter replaced; the same object where it does not occur."""
    if not any(_meets(letter, rule) for letter in letters(form)):
        return form
    total = Polynomial(form.rows, form.columns, {})
    for (monomial, word), coefficient in form.terms.items():
        value = _product(word, rule, normal, form) if word else _unit(form)
        for kind, content in monomial:
            if kind == "integer":
                factor = Polynomial(ONE, ONE, {(((kind, content),), ()): 1})  # type: ignore[dict-item]
            else:
                factor = _product(content, rule, normal, None)  # type: ignore[arg-type]
                factor = normal.trace(factor) if kind == "trace" else factor
            value = normal.times(factor, value)
        total = combine(total, value, coefficient)
    return total


def _unit(form: Polynomial) -> Polynomial:
    return constant(form.rows if form.rows == form.columns else ONE)


def _product(word: Word, rule: Replacement, normal: Normalizer, form: Polynomial | None) -> Polynomial:
    result: Polynomial | None = None
    for letter in word:
        value = _letter(letter, rule)
        result = value if result is None else normal.times(result, value)
    return result if result is not None else constant(ONE)


def _meets(letter: Letter, rule: Replacement) -> bool:
    if letter.base != rule.letter.base or letter.high is not None:
        return False
    return letter.transposed or not rule.letter.transposed


def _letter(letter: Letter, rule: Replacement) -> Polynomial:
    if not _meets(letter, rule):
        return of_letter(letter)
    return rule.value if letter.transposed == rule.letter.transposed else rule.value.transpose()


def turn(word: Word, rules: Sequence[Replacement]) -> tuple[int, Word, frozenset[str]]:
    """The word with transposes of symmetric and antisymmetric letters written without, its sign, and by what."""
    sign, result, ids = 1, list[Letter](), frozenset[str]()
    by_base = {rule.letter.base: rule for rule in rules if rule.letter.transposed}
    for letter in word:
        rule = by_base.get(letter.base) if letter.transposed else None
        if rule is None:
            result.append(letter)
            continue
        ((_, single), factor) = next(iter(rule.value.terms.items()))
        sign, ids = (sign if factor > 0 else -sign), ids | rule.ids
        result.append(single[0])
    return sign, tuple(result), ids
