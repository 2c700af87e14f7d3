"""Letters that stand for calls of named functions, and terms for forms."""

from __future__ import annotations

from collections.abc import Callable
from contextlib import suppress
from fractions import Fraction
from itertools import pairwise
from typing import TypeAlias

from symproof.kernel.algebra.forms import Forms, uses
from symproof.kernel.algebra.keys import Form, Kind, key_of
from symproof.kernel.algebra.words import (
    Letter,
    Polynomial,
    Word,
    combine,
    constant,
    of_letter,
)
from symproof.language.affine import ONE, Affine, affine_text, parameter
from symproof.language.terms import (
    Basis,
    Call,
    Chain,
    Identity,
    IndexSum,
    Integer,
    Inverse,
    Number,
    Product,
    Sum,
    Symbol,
    Term,
    Trace,
    Transpose,
    Zero,
)

Polynomials: TypeAlias = list[Polynomial]
TURNED = {"adj": "adjugate of a transpose", "kron": "transpose of a Kronecker product"}


class UnwrittenError(Exception):
    """A letter that no term stands for, such as a direction; the call that holds it stays one letter."""


def written(normal: Forms, form: Polynomial) -> Term:
    """A term of this form."""
    summands: list[Term] = []
    for (monomial, word), coefficient in form.terms.items():
        is_plain = coefficient == 1 and (monomial or word)
        factors: list[Term] = [] if is_plain else [Number(Fraction(coefficient))]
        for kind, content in monomial:
            if kind == "integer":
                factors.append(Integer(parameter(content)))  # type: ignore[arg-type]
            else:
                inner = Product(tuple([letter_term(normal, letter) for letter in content]))  # type: ignore[arg-type]
                factors.append(Trace(inner) if kind == "trace" else inner)
        factors += [letter_term(normal, letter) for letter in word]
        factors += () if word or form.is_scalar else (Identity(form.rows),)
        summands.append(factors[0] if len(factors) == 1 else Product(tuple(factors)))
    if len(summands) == 1:
        return summands[0]
    return Sum(tuple(summands)) if summands else Zero(form.rows, form.columns)


def written_or_none(normal: Forms, form: Polynomial) -> Term | None:
    """A term of this form, if each of its letters is written as one."""
    try:
        return written(normal, form)
    except UnwrittenError:
        return None


def letter_term(normal: Forms, letter: Letter) -> Term:
    """A term for a letter."""
    term: Term | None = normal.applied.get(letter.base)
    if term is None and letter.base in normal.inverse_of:
        term = Inverse(written(normal, normal.inverse_of[letter.base]))
    if term is None and letter.base in normal.summed:
        term = _written_sum(normal, letter)
    if term is None and letter.high is not None and letter.low is not None:
        size = letter.columns if letter.transposed else letter.rows
        is_unit = letter.base.kind is Kind.UNIT
        term = Basis(letter.high, size) if is_unit else Chain(letter.base.name, letter.high, letter.low)
    if term is None and letter.base.kind is Kind.SYMBOL:
        term = Symbol(letter.base.name)
    if term is None:
        raise UnwrittenError
    return Transpose(term) if letter.transposed else term


def _written_sum(normal: Forms, letter: Letter) -> Term:
    """The sum that a letter stands for, over the reserved name of its index."""
    summed, turned = normal.summed[letter.base], letter.transposed
    rows, columns = (letter.columns, letter.rows) if turned else (letter.rows, letter.columns)
    body = written(normal, Polynomial(rows, columns, {(summed.monomial, summed.word): 1}))
    return IndexSum(summed.name, ONE, summed.length, body)


def of_word(rows: Affine, columns: Affine, word: Word) -> Polynomial:
    """The form that is one word."""
    return Polynomial(rows, columns, {((), word): 1})


def call_letter(
    normal: Forms, name: str, forms: Polynomials, rows: Affine, columns: Affine, turn: bool = False
) -> Polynomial:
    """The letter f(forms); ``turn``: where f(P^T, ...) = f(P, ...)^T, one letter serves for both."""
    texts, turned = [form.text() for form in forms], [form.transpose().text() for form in forms]
    flipped = turn and turned < texts
    if flipped:
        uses(normal, TURNED[name])
    chosen, size = ([form.transpose() for form in forms], (columns, rows)) if flipped else (forms, (rows, columns))
    text = f"{name}!({', '.join(turned if flipped else texts)}; {affine_text(size[0])}, {affine_text(size[1])})"
    base = key_of(Kind.CALL, text, name, *[form.content() for form in chosen], *size)
    if base not in normal.applied:
        with suppress(UnwrittenError):
            normal.applied[base] = Call(name, tuple([written(normal, form) for form in chosen]), *size)
    is_symmetric = rows == columns == ONE or (turn and turned == texts)
    return of_letter(Letter(base, flipped, rows, columns, symmetric=is_symmetric))


def is_call(letter: Letter, name: str) -> bool:
    """Whether the letter is a call of this function."""
    return letter.base.kind is Kind.CALL and letter.base.name == name


def parts_of(normal: Forms, letter: Letter, name: str) -> Polynomials | None:
    """The arguments of a letter that is a call of this function, those of f(P^T, ...) where it is f(P, ...)^T."""
    if not is_call(letter, name):
        return None
    parts = [part for part in letter.base.content if isinstance(part, Form)]
    forms = [Polynomial(part.rows, part.columns, dict(part.terms)) for part in parts]
    return [form.transpose() for form in forms] if letter.transposed else forms


def linear(
    form: Polynomial, like: Polynomial, of: Callable[[Polynomial], Polynomial], normal: Forms, rule: str
) -> Polynomial:
    """The linear function that takes a word to ``of`` (word), at a form; ``like`` has the size of the value, and
    ``rule`` says that the function is linear."""
    if [(monomial, c) for (monomial, _), c in form.terms.items()] != [((), 1)]:
        uses(normal, rule)
    total = Polynomial(like.rows, like.columns, {})
    for (monomial, word), coefficient in form.terms.items():
        factor = Polynomial(ONE, ONE, {(monomial, ()): coefficient})
        total = combine(total, normal.times(factor, of(of_word(form.rows, form.columns, word))))
    return total


def pieces(word: Word, size: Affine) -> list[Word]:
    """The word cut into as many square words of this size as there are."""
    ends = [at for at, letter in enumerate(word) if letter.rows == size] + [len(word)]
    return [word[start:end] for start, end in pairwise(ends)]


def one_term(form: Polynomial) -> tuple[Polynomial, Word] | None:
    """The scalar factor and the word of a form with one term."""
    if len(form.terms) != 1:
        return None
    ((monomial, word), coefficient) = next(iter(form.terms.items()))
    return Polynomial(ONE, ONE, {(monomial, ()): coefficient}), word


def one_word(form: Polynomial) -> tuple[Polynomial, Word] | None:
    """The scalar factor and the word of a form in which one word alone occurs, as in (a + b) X."""
    words = {word for _, word in form.terms}
    if len(words) != 1:
        return None
    return Polynomial(ONE, ONE, {(monomial, ()): c for (monomial, _), c in form.terms.items()}), words.pop()


def power_of(normal: Forms, value: Polynomial, exponent: Affine) -> Polynomial:
    """A power of a scalar of one term."""
    if value.terms == constant(ONE).terms:
        return value
    return normal.power(written(normal, value), value, exponent)


def meeting_letter(
    normal: Forms, name: str, forms: Polynomials, rows: Affine, columns: Affine, turn: bool = False
) -> Polynomial:
    """A letter that a product with another letter may contract."""
    value = call_letter(normal, name, forms, rows, columns, turn)
    normal.meeting.update(letter.base for _, word in value.terms for letter in word)
    return value
