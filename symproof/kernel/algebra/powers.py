"""Powers of matrices whose exponent is not a number.

X^{e+c} = X^e X^c for a number c > 0 where e >= 0 is known, (c X)^e = c^e X^e, (X^T)^e = (X^e)^T, I^e = I. Beside other
letters: X^e X^f = X^{e+f} where e >= 0 and f >= 0 are known, X X^e = X^e X for a word X, and X^{e-1} X = X^e where
e >= 1 is known (Horn and Johnson, Matrix Analysis, 0.2).
"""

from __future__ import annotations

from collections.abc import Iterator

from symproof.kernel.algebra.calls import of_word, one_term, written_or_none
from symproof.kernel.algebra.forms import Forms, uses
from symproof.kernel.algebra.keys import Kind, key_of
from symproof.kernel.algebra.words import Letter, Polynomial, Word, constant, of_letter, reverse
from symproof.language.affine import ONE, Affine, add, affine_text, shift
from symproof.language.terms import Power, Term


def symbolic_power(normal: Forms, term: Term, base: Polynomial, exponent: Affine) -> Polynomial:
    """The power of a square form that is no scalar; ``term`` stands for the base."""
    single = one_term(base)
    if single is not None and (not single[1] or single[0].terms != constant(ONE).terms):
        factor, word = single
        scale, inner = written_or_none(normal, factor), of_word(base.rows, base.rows, word)
        if scale is not None and (around := written_or_none(normal, inner)) is not None:
            if not word or factor.terms != constant(ONE).terms:
                uses(normal, "power of a multiple" if word else "power of the identity")
            one = constant(base.rows) if not word else symbolic_power(normal, around, inner, exponent)
            is_plain = factor.terms == constant(ONE).terms
            return one if is_plain else normal.times(normal.power(scale, factor, exponent), one)
    rest, more = shift(exponent, -exponent.constant), exponent.constant
    if more < 0 or (more > 0 and not normal.context.holds(rest)):
        rest, more = exponent, 0
    if more:
        uses(normal, "sum of exponents")
    return normal.product([_letter(normal, term, base, rest), *([base] * more)])


def _letter(normal: Forms, term: Term, base: Polynomial, exponent: Affine) -> Polynomial:
    """The letter X^e; the same, transposed, for X^T."""
    text, flipped = base.text(), base.transpose().text()
    turned = flipped < text and (upright := written_or_none(normal, base.transpose())) is not None
    if turned:
        uses(normal, "power of a transpose")
    kept, name = (base.transpose(), flipped) if turned else (base, text)
    found = key_of(Kind.POWER, f"power!({name}; {affine_text(exponent)})", kept.content(), exponent)
    normal.applied.setdefault(found, Power(upright if turned else term, exponent))  # type: ignore[arg-type]
    normal.meeting.add(found)
    return of_letter(Letter(found, turned, base.rows, base.rows, symmetric=text == flipped))


def met_power(normal: Forms, word: Word, at: int) -> tuple[int, Polynomial] | None:
    """How many letters from here on multiply to another power, or commute with one, and their product. The rules are
    written for upright powers; those for transposed ones are their mirror images."""
    for segment in _segments(normal, word, at):
        found = _product(normal, segment)
        if found is not None:
            return len(segment), found
        mirrored = _product(normal, reverse(segment))
        if mirrored is not None:
            return len(segment), mirrored.transpose()
    return None


def _segments(normal: Forms, word: Word, at: int) -> Iterator[Word]:
    """Two powers, a power and its base, or a base and its power."""
    for place in range(at, len(word)):
        if word[place].base.kind is Kind.POWER:
            size = len(base_word(normal, word[place]) or ())
            if place == at and at + 1 < len(word):
                yield word[at : at + 2]
                yield word[at : at + 1 + size]
            elif place - at == size:
                yield word[at : place + 1]


def _product(normal: Forms, word: Word) -> Polynomial | None:
    """X^e X^f, X^{e-1} X or X X^e."""
    first, last = word[0], word[-1]
    if len(word) < 2 or first.base.kind is not Kind.POWER or first.transposed:
        base = base_word(normal, last) if not (last.transposed or last.symmetric) else None
        if base is None or base != word[:-1]:
            return None
        uses(normal, "product of a power and its base")
        return _of((last, *base))
    (form, exponent), holds = first.base.content, normal.context.holds
    if len(word) == 2 and last.base.kind is Kind.POWER:
        other, more = last.base.content
        if form != other or last.transposed or not (holds(exponent) and holds(more)):  # type: ignore[arg-type]
            return None
        uses(normal, "sum of exponents")
        return _power(normal, first, add(exponent, more))
    if base_word(normal, first) != word[1:] or exponent.constant >= 0 or not holds(exponent):  # type: ignore[union-attr,arg-type]
        return None
    uses(normal, "product of a power and its base")
    return _power(normal, first, shift(exponent, 1))  # type: ignore[arg-type]


def _of(word: Word) -> Polynomial:
    return of_word(word[0].rows, word[-1].columns, word)


def _power(normal: Forms, letter: Letter, exponent: Affine) -> Polynomial:
    """Another power of the same form."""
    term = normal.applied[letter.base]
    base = term.base if isinstance(term, Power) else term
    return normal.power(base, normal.polynomial(base), exponent)


def base_word(normal: Forms, letter: Letter) -> Word | None:
    """The word of which the letter is a power."""
    term = normal.applied.get(letter.base) if letter.base.kind is Kind.POWER and letter.rows != ONE else None
    single = one_term(normal.polynomial(term.base)) if isinstance(term, Power) else None
    if single is None or single[0].terms != constant(ONE).terms or not single[1]:
        return None
    return reverse(single[1]) if letter.transposed else single[1]
