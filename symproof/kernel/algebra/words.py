"""Letters, words and polynomials: exact noncommutative arithmetic over the rationals.

A polynomial of size r x c is a finite sum of (rational) x (commutative monomial of scalar atoms) x (word of letters).
Words are typed; the empty word is the identity of the polynomial's size. A word is cut wherever an inner size is
literally 1: the 1 x 1 pieces are scalar atoms, equal to their transposes. The form is canonical: equal dictionaries
are equal at every size.
"""

from __future__ import annotations

from collections.abc import Iterator
from fractions import Fraction
from functools import lru_cache
from typing import NamedTuple, TypeAlias

from symproof.kernel.algebra.keys import Form, Key, Kind
from symproof.language.affine import ONE, Affine, FamilyAt, IntegerAtom, affine_text, atom_text, parameter, shift
from symproof.language.affine import atoms as names_in
from symproof.language.refusal import Refusal, bounded


class Letter(NamedTuple):
    """A symbol, its transpose, an inverse ...: ``rows x columns`` as it stands, transposition included.

    ``high`` and ``low`` are set for families: the chain M_high ... M_low, a member if they are equal.
    ``symmetric`` letters equal their transposes by form alone (1 x 1 letters, inverses of such forms).
    """

    base: Key
    transposed: bool
    rows: Affine
    columns: Affine
    high: Affine | None = None
    low: Affine | None = None
    symmetric: bool = False


Word: TypeAlias = tuple[Letter, ...]
Atom: TypeAlias = tuple[str, Word] | tuple[str, IntegerAtom]  # ("word", w), ("trace", w) or ("integer", atom)
Monomial: TypeAlias = tuple[Atom, ...]
Coefficient: TypeAlias = Fraction | int
Terms: TypeAlias = dict[tuple[Monomial, Word], Coefficient]
MAX_TERMS = 20_000  # of a product: whoever sends more is refused, not served
MAX_TEXT = 20_000  # characters of the name of a form
SHORT = 1 << 60

# ------------------------------------------------------------------------------------------------ canonical texts


@lru_cache(maxsize=65536)
def letter_text(letter: Letter) -> str:
    """The order of letters: different for different letters of one context."""
    text = letter.base.text
    if letter.high is not None and letter.low is not None:
        text += f"[{affine_text(letter.high)}..{affine_text(letter.low)}]"
    return text + "'" if letter.transposed else text


def word_key(word: Word) -> tuple[str, ...]:
    """The canonical texts of the letters: the order of words."""
    return tuple(map(letter_text, word))


@lru_cache(maxsize=65536)
def atom_key(atom: Atom) -> str:
    """A canonical text: equal exactly for equal atoms; also the order of atoms."""
    kind, content = atom
    if kind == "integer":
        return "#" + atom_text(content)
    return f"{kind}({'*'.join(word_key(content))})"  # type: ignore[arg-type]


# ------------------------------------------------------------------------------------------------ what occurs


@lru_cache(maxsize=65536)
def integers_in(letter: Letter) -> frozenset[str]:
    """The names of integers in the sizes, the ends and the key of a letter, those of indices of sums included."""
    found = {name for end in letter[2:6] if end is not None for name in names_in(end)}
    for part in letter.base.content:
        if isinstance(part, Form):
            found |= {name for inner in letters_in(part) for name in integers_in(inner)}
            found |= {name for value in _integers(part) for name in names_in(value)}
        elif isinstance(part, Affine | FamilyAt):
            found |= names_in(part.lead if isinstance(part, FamilyAt) else part)
    return frozenset(found)


def letters_in(form: Form) -> Iterator[Letter]:
    """The letters of words, traces and scalars of a form, with repetition; not those inside their keys."""
    for (monomial, word), _ in form.terms:
        yield from word
        for kind, content in monomial:
            if kind != "integer":
                yield from content


def _integers(form: Form) -> Iterator[Affine]:
    yield from (form.rows, form.columns)
    for (monomial, _), _ in form.terms:
        yield from (parameter(content) for kind, content in monomial if kind == "integer")


# ------------------------------------------------------------------------------------------------ words


def flip(letter: Letter) -> Letter:
    """The transpose of a letter."""
    if letter.symmetric:
        return letter
    return Letter(letter.base, not letter.transposed, letter.columns, letter.rows, letter.high, letter.low)


def reverse(word: Word) -> Word:
    """The transpose of a word."""
    return tuple([flip(letter) for letter in reversed(word)])


def merge(left: Letter, right: Letter) -> Letter | None:
    """Rule CHAIN: M_a..M_b times M_{b-1}..M_c is M_a..M_c; transposed, the other way round; not where rule CUT cuts."""
    if left.low is None or right.high is None or left.columns == ONE or left[:2] != right[:2]:  # base, transposed
        return None
    upper, lower = (right, left) if left.transposed else (left, right)
    if upper.low is None or shift(upper.low, -1) != lower.high:
        return None
    if left.rows == ONE and right.columns == ONE:  # a 1 x 1 letter is symmetric, and never transposed
        return Letter(left.base, False, ONE, ONE, upper.high, lower.low, symmetric=True)
    return Letter(left.base, left.transposed, left.rows, right.columns, upper.high, lower.low)


def join(left: Word, right: Word) -> Word:
    """Concatenation, with chains merged at the seam."""
    if left and right and left[-1].low is not None:
        merged = merge(left[-1], right[0])
        if merged is not None:
            return (*left[:-1], merged, *right[1:])
    return left + right


def cut(word: Word) -> tuple[Monomial, Word]:
    """Rule CUT: the 1 x 1 pieces between sizes that are literally 1 become scalar atoms."""
    if ONE not in [letter.columns for letter in word]:
        return (), word
    atoms: list[Atom] = []
    kept: Word = ()
    start = 0
    for end, letter in enumerate(word, 1):
        if letter.columns == ONE or end == len(word):
            piece = word[start:end]
            if piece[0].rows == ONE and letter.columns == ONE:
                if not is_unit(piece):
                    atoms.append(scalar_atom(piece))
            else:
                kept += piece
            start = end
    return tuple(atoms), kept


def is_unit(word: Word) -> bool:
    """Rule BASIS: e_l^T e_l = 1."""
    return len(word) == 2 and word[1].base.kind is Kind.UNIT and word[0] == flip(word[1])


def holds_units(key: tuple[Monomial, Word]) -> bool:
    """Whether a scalar e_l^T e_m is among the atoms."""
    return any(kind == "word" and len(w) == 2 and w[0].base.kind is w[1].base.kind is Kind.UNIT for kind, w in key[0])  # type: ignore[union-attr]


@lru_cache(maxsize=65536)
def scalar_atom(word: Word) -> Atom:
    """The atom of a 1 x 1 word: the same for the word and its transpose."""
    return ("word", min(word, reverse(word), key=word_key))


@lru_cache(maxsize=65536)
def trace_monomial(word: Word) -> Monomial:
    """Rule TRACE: the trace of a nonempty square word, up to rotation and transposition; cut where a size is 1."""
    if len(word) > 1 and merge(word[-1], word[0]) is not None:
        return trace_monomial(join(word[-1:], word[:-1]))
    for position, letter in enumerate(word):
        if letter.rows == ONE:
            return cut(join(word[position:], word[:position]))[0]
    turned = [side[i:] + side[:i] for side in (word, reverse(word)) for i in range(len(word))]
    return (("trace", min(turned, key=word_key)),)


# ------------------------------------------------------------------------------------------------ polynomials


class Polynomial:
    """A sum of size ``rows x columns``; ``terms`` maps (monomial, word) to a nonzero rational. Never mutated."""

    __slots__ = ("_length", "_text", "columns", "rows", "terms")

    def __init__(self, rows: Affine, columns: Affine, terms: Terms) -> None:
        self.rows, self.columns, self.terms, self._length, self._text = rows, columns, terms, 0, ""

    @property
    def is_scalar(self) -> bool:
        """Whether both sizes are literally 1."""
        return self.rows == ONE and self.columns == ONE

    def text(self) -> str:
        """A canonical text: equal exactly for equal polynomials."""
        if self._text:
            return self._text
        if self.length() > MAX_TEXT:
            raise Refusal("SP341", f"a form of more than {MAX_TEXT} characters has no name")
        parts = [
            f"{coefficient}*" + "*".join([*map(atom_key, monomial), *word_key(word)])
            for (monomial, word), coefficient in self.terms.items()
        ]
        self._text = f"{size_text(self)}: " + " + ".join(sorted(parts))
        return self._text

    def content(self) -> Form:
        """The form as the content of a key: equal exactly for equal polynomials."""
        return Form(self.rows, self.columns, frozenset(self.terms.items()))

    def length(self) -> int:
        """How long it is to write and to work with: terms, and letters by the length of their names."""
        if not self._length and self.terms:
            words = [word for _, word in self.terms]
            words += [content for monomial, _ in self.terms for kind, content in monomial if kind != "integer"]  # type: ignore[misc]
            self._length = sum(map(_written, words))
        return self._length

    def transpose(self) -> Polynomial:
        """The transpose: each word reversed, each letter transposed."""
        terms = {(monomial, reverse(word)): c for (monomial, word), c in self.terms.items()}
        return Polynomial(self.columns, self.rows, terms)

    def scale(self, factor: Coefficient) -> Polynomial:
        """The multiple by a rational."""
        return combine(Polynomial(self.rows, self.columns, {}), self, factor)


def _written(word: Word) -> int:
    """How long it is to write a word."""
    length = 2
    for letter in word:
        length += 1 + len(letter.base.text)
    return length


def constant(size: Affine, value: Coefficient = 1) -> Polynomial:
    """``value`` times the identity of this size; a number if the size is literally 1."""
    return Polynomial(size, size, {((), ()): value} if value else {})


def scalar(atom: Atom, coefficient: Coefficient = 1) -> Polynomial:
    """A multiple of one scalar atom."""
    return Polynomial(ONE, ONE, {((atom,), ()): coefficient})


@lru_cache(maxsize=65536)
def of_letter(letter: Letter) -> Polynomial:
    """The form that is one letter."""
    return Polynomial(letter.rows, letter.columns, {cut((letter,)): 1})


def combine(left: Polynomial, right: Polynomial, factor: Coefficient = 1, what: str = "a sum") -> Polynomial:
    """``left + factor * right``."""
    same_size(left, right, what)
    terms = dict(left.terms)
    for key, coefficient in right.terms.items():
        accumulate(terms, key, coefficient * factor)
    return Polynomial(left.rows, left.columns, terms)


def same_size(left: Polynomial, right: Polynomial, what: str) -> None:
    """Refuses (SP305) forms of different sizes."""
    if (left.rows, left.columns) != (right.rows, right.columns):
        raise Refusal("SP305", f"{what} of sizes {size_text(left)} and {size_text(right)}")


def accumulate(terms: Terms, key: tuple[Monomial, Word], coefficient: Coefficient) -> None:
    """Adds a multiple of a term to a form, in place."""
    total = terms.get(key, 0) + coefficient
    if total:
        if type(total) is not int or not -SHORT < total < SHORT:
            bounded(total)
        terms[key] = total
    else:
        terms.pop(key, None)


def multiply(left: Polynomial, right: Polynomial) -> Polynomial:
    """The matrix product, or a scaling where one side is a scalar."""
    if left.columns != right.rows and not (left.is_scalar or right.is_scalar):
        raise Refusal("SP305", f"a product of sizes {size_text(left)} and {size_text(right)}")
    rows = right.rows if left.is_scalar else left.rows
    columns = left.columns if right.is_scalar else right.columns
    if len(left.terms) * len(right.terms) > MAX_TERMS:
        raise Refusal("SP315", f"a product of {len(left.terms)} by {len(right.terms)} terms is too large to expand")
    terms: Terms = {}
    for (m1, w1), c1 in left.terms.items():
        for (m2, w2), c2 in right.terms.items():
            atoms, word = cut(join(w1, w2)) if w1 and w2 else ((), w1 or w2)
            accumulate(terms, (product_of(m1, m2, atoms) if m1 or m2 or atoms else (), word), c1 * c2)
    return Polynomial(rows, columns, terms)


def product_of(*monomials: Monomial) -> Monomial:
    """The product of monomials: atoms in their canonical order, with repetition."""
    atoms: Monomial = sum(monomials, ())
    return tuple(sorted(atoms, key=atom_key)) if len(atoms) > 1 else atoms


def size_text(value: Polynomial) -> str:
    """``m x n``, as it stands in messages."""
    return f"{affine_text(value.rows)} x {affine_text(value.columns)}"


def leading_of(form: Polynomial) -> tuple[Coefficient, bool]:
    """The leading coefficient, and whether E^T = -E. For c E it is c times as large, for E^T the same unless E^T = -E.

    Terms are compared up to transposition. Of two that are transposes of each other the coefficient of smaller size
    counts; with coefficients c and -c they are passed over, and where all are, E^T = -E and the first term decides.
    """
    pairs = [(m, word, c, form.terms.get((m, reverse(word)), c)) for (m, word), c in form.terms.items()]
    kept = [
        (_turned_key(m, word), c if c * c < turned * turned else turned) for m, word, c, turned in pairs if c + turned
    ]
    if kept:
        return min(kept)[1], False
    return min((list(map(atom_key, m)), word_key(word), c) for m, word, c, _ in pairs)[2], True


def _turned_key(monomial: Monomial, word: Word) -> tuple[list[str], tuple[str, ...]]:
    """An order of terms that does not change under transposition."""
    return list(map(atom_key, monomial)), min(word_key(word), word_key(reverse(word)))
