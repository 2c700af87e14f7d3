"""Normal forms read back into terms that an author could have written, with defined symbols folded in again."""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from fractions import Fraction
from itertools import groupby

from symproof.explain.letters import transposes, upright
from symproof.kernel.algebra.normal import Normalizer
from symproof.kernel.algebra.words import Atom, Letter, Monomial, Polynomial, Word, flip, join, reverse
from symproof.language.affine import ONE, integer, parameter
from symproof.language.records import dataclass
from symproof.language.terms import (
    Identity,
    IndexSum,
    Integer,
    Inverse,
    Number,
    Power,
    Product,
    Sum,
    Symbol,
    Term,
    Trace,
    Transpose,
    Zero,
)

NOTHING = Number(Fraction(0))
MOST_FACTORS = 10  # of a power that is opened


@dataclass(frozen=True, slots=True)
class Folds:
    """Words that have a name: ``M_k...M_{j+1}`` is A. Transposed words have transposed names."""

    words: Mapping[Word, Term]

    def at(self, word: Word, start: int) -> tuple[int, Term] | None:
        """The longest named word that begins at this position: where it ends, and its name."""
        for end in range(len(word), start, -1):
            piece = word[start:end]
            if piece in self.words:
                return end, self.words[piece]
            if reverse(piece) in self.words:
                return end, Transpose(self.words[reverse(piece)])
        return None


def factors_of(key: tuple[Monomial, Word], form: Polynomial, normal: Normalizer, folds: Folds) -> tuple[Term, ...]:
    """The factors of one summand of a form, its coefficient apart: scalars first, an identity where nothing is left."""
    monomial, word = key
    factors = [_atom(atom, normal, folds) for atom in monomial]
    factors += _word(word, normal, folds)
    if not word and not form.is_scalar:
        factors.append(Identity(form.rows))
    return tuple(factors)


def readable(summands: Sequence[tuple[Fraction, tuple[Term, ...]]], form: Polynomial) -> Term:
    """The sum of these products as a term."""
    terms = [_product(coefficient, factors) for coefficient, factors in summands]
    if not terms:
        return Zero(form.rows, form.columns)
    return terms[0] if len(terms) == 1 else Sum(tuple(terms))


def _product(coefficient: Fraction, factors: tuple[Term, ...]) -> Term:
    if coefficient != 1 or not factors:
        factors = (Number(coefficient), *factors)
    return factors[0] if len(factors) == 1 else Product(factors)


def _word(word: Word, normal: Normalizer, folds: Folds) -> list[Term]:
    merged: Word = ()
    for letter in word:
        merged = join(merged, (letter,))
    factors: list[Term] = []
    position = 0
    while position < len(merged):
        named = folds.at(merged, position)
        if named is None:
            factors.append(_letter(merged[position], normal))
            position += 1
        else:
            position, name = named
            factors.append(name)
    return _with_powers(factors)


def _with_powers(factors: Sequence[Term]) -> list[Term]:
    """A A A as A**3, for symbols."""
    result: list[Term] = []
    for factor, run in groupby(factors):
        count = len(list(run))
        result += [Power(factor, integer(count))] if count > 1 and isinstance(factor, Symbol) else [factor] * count
    return result


def _letter(letter: Letter, normal: Normalizer) -> Term:
    inverted = normal.inverse_of.get(letter.base)
    if inverted is not None:
        return _inverse(inverted, normal, transposed=letter.transposed)
    single = flip(letter) if letter.transposed else letter
    term = _sum(letter, normal) or upright(single, normal)
    return Transpose(term) if letter.transposed else term


def _sum(letter: Letter, normal: Normalizer) -> Term | None:
    """The sum over an index that a letter stands for, if it is one."""
    summed = normal.summed.get(letter.base)
    if summed is None:
        return None
    none = Folds({})
    factors = (*(_atom(atom, normal, none) for atom in summed.monomial), *_word(summed.word, normal, none))
    return IndexSum(summed.name, ONE, summed.length, _product(Fraction(1), factors))


def _inverse(form: Polynomial, normal: Normalizer, *, transposed: bool) -> Term:
    """The inverse of the form or of its transpose, whichever has fewer transposes, the rest outside."""
    turned = form.transpose()
    inner, outside = (turned, not transposed) if transposes(turned) < transposes(form) else (form, transposed)
    term = Inverse(_plain(inner, normal))
    return Transpose(term) if outside else term


def _plain(form: Polynomial, normal: Normalizer) -> Term:
    none = Folds({})
    return readable([(Fraction(c), factors_of(key, form, normal, none)) for key, c in form.terms.items()], form)


def _atom(atom: Atom, normal: Normalizer, folds: Folds) -> Term:
    kind, content = atom
    if kind == "integer":
        return Integer(parameter(content))  # type: ignore[arg-type]
    factors = tuple(_word(content, normal, folds))  # type: ignore[arg-type]
    inner = factors[0] if len(factors) == 1 else Product(factors)
    return Trace(inner) if kind == "trace" else inner


# ------------------------------------------------------------------------------------------------ likeness


def look(term: Term) -> list[tuple[Fraction, list[str]]]:
    """Equal for terms that look alike but for the order of summands and of factors."""
    terms = term.terms if isinstance(term, Sum) else (term,)
    return sorted(_looked(item) for item in terms if not isinstance(item, Zero) and item != NOTHING)


def _looked(term: Term) -> tuple[Fraction, list[str]]:
    coefficient = Fraction(1)
    names = []
    for factor in _factors(term):
        if isinstance(factor, Number):
            coefficient *= factor.value
        else:
            names.append(repr(factor))
    return coefficient, sorted(names)


def _factors(term: Term) -> Iterator[Term]:
    """The factors, products inside products and transposes of products opened."""
    if isinstance(term, Product):
        for factor in term.factors:
            yield from _factors(factor)
    elif isinstance(term, Power) and term.exponent.is_constant and 0 < term.exponent.constant <= MOST_FACTORS:
        yield from list(_factors(term.base)) * term.exponent.constant
    elif isinstance(term, Transpose) and isinstance(term.argument, Product):
        yield from (Transpose(factor) for factor in _factors(term.argument))
    elif isinstance(term, Trace) and isinstance(term.argument, Product):
        yield Trace(Product(tuple(_factors(term.argument))))
    else:
        yield term
