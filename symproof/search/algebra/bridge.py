"""Between the kernel's polynomials and the ring of the search, and from places back to entries of certificates."""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from fractions import Fraction
from itertools import pairwise

from symproof.explain.letters import transposes, upright
from symproof.kernel.algebra.keys import Key, Kind
from symproof.kernel.algebra.normal import Normalizer
from symproof.kernel.algebra.words import (
    Atom,
    Letter,
    Monomial,
    Polynomial,
    Word,
    combine,
    constant,
    flip,
    is_unit,
    join,
    multiply,
    of_letter,
    reverse,
)  # fmt: skip
from symproof.language.affine import ONE, Affine, parameter, shift, subtract
from symproof.language.certificate import Entry
from symproof.language.records import dataclass
from symproof.language.sizes import chain_shape
from symproof.language.terms import (
    Identity,
    IndexSum,
    Integer,
    Inverse,
    Number,
    Product,
    Sum,
    Term,
    Trace,
    Transpose,
    Zero,
)
from symproof.search.algebra.abbreviations import Abbreviation
from symproof.search.algebra.ideals.expansion import Expanded
from symproof.search.algebra.ideals.ring import FIRST_LETTER, Coefficient, Place, Poly, Ring, WordRing


@dataclass(frozen=True, slots=True)
class Equation:
    """A premise's equation at given indices (or a derived step), as the polynomial left - right."""

    id: str
    part: int
    at: tuple[Affine, ...]
    form: Polynomial
    defines: Letter | None = None  # the premise reads "letter = sum"
    lemma: bool = False  # a derived step that was looked for: its length says nothing about when it is of use


class Terms:
    """Terms for letters, words and polynomials: what the author could have written for them."""

    def __init__(self, normal: Normalizer) -> None:
        self.normal = normal
        self._letters: dict[Letter, Term] = {}

    def letter(self, letter: Letter) -> Term:
        """The term that a letter stands for."""
        known = self._letters.get(letter)
        if known is None:
            known = self._letters[letter] = self._letter(letter)
        return known

    def _letter(self, letter: Letter) -> Term:
        inverted = self.normal.inverse_of.get(letter.base)
        if inverted is not None:
            # The kernel takes inv(E^T) for inv(E)^T, except where E^T = -E: then it takes it for -inv(E).
            if letter.transposed and not combine(inverted, inverted.transpose()).terms:
                return Transpose(self._inverse(inverted))
            return self._inverse(inverted.transpose() if letter.transposed else inverted)
        term = self._sum(letter.base) or upright(flip(letter) if letter.transposed else letter, self.normal)
        return Transpose(term) if letter.transposed else term

    def _sum(self, base: Key) -> Term | None:
        """The sum that a letter stands for, over the reserved name of its index."""
        summed = self.normal.summed.get(base)
        if summed is None:
            return None
        body = product([*map(self.atom, summed.monomial), *self.word(summed.word)]) or Number(Fraction(1))
        return IndexSum(summed.name, ONE, summed.length, body)

    def _inverse(self, form: Polynomial) -> Term:
        """inv(P), or inv(P^T)^T if P^T reads better."""
        turned = form.transpose()
        if transposes(turned) < transposes(form):
            return Transpose(Inverse(self.polynomial(turned)))
        return Inverse(self.polynomial(form))

    def word(self, word: Iterable[Letter]) -> list[Term]:
        """The factors, adjacent chains merged."""
        merged: Word = ()
        for letter in word:
            merged = join(merged, (letter,))
        return [self.letter(letter) for letter in merged]

    def atom(self, atom: Atom) -> Term:
        """The scalar term that an atom of a monomial stands for."""
        kind, content = atom
        if kind == "integer":
            return Integer(parameter(content))  # type: ignore[arg-type]
        inner = product(self.word(content)) or Number(Fraction(1))  # type: ignore[arg-type]
        return Trace(inner) if kind == "trace" else inner

    def polynomial(self, form: Polynomial) -> Term:
        """The term that a form stands for: a sum of products, or a zero matrix of its size."""
        summands = [self._summand(form, monomial, word, c) for (monomial, word), c in form.terms.items()]
        if not summands:
            return Zero(form.rows, form.columns)
        return summands[0] if len(summands) == 1 else Sum(tuple(summands))

    def _summand(self, form: Polynomial, monomial: Monomial, word: Word, c: Coefficient) -> Term:
        factors = [self.atom(atom) for atom in monomial] + self.word(word)
        if not word and not form.is_scalar:
            factors.append(Identity(form.rows))
        if c != 1 or not factors:
            factors.insert(0, Number(Fraction(c)))
        return product(factors) or Number(Fraction(c))


def product(factors: Sequence[Term]) -> Term | None:
    """The product of the factors with inner products opened; None for no factors."""
    if not factors:
        return None
    flat = [part for factor in factors for part in (factor.factors if isinstance(factor, Product) else (factor,))]
    return flat[0] if len(flat) == 1 else Product(tuple(flat))


# ------------------------------------------------------------------------------------------------ cut points


class Cuts:
    """Cuts every chain at the end points of all chains of its family, so that words are words of a free monoid.

    A chain M_a..M_b spans from point b - 1 to point a. It is cut at each point known to lie between, in an order
    that is known; points that cannot be compared are left alone.
    """

    def __init__(self, normal: Normalizer, letters: Iterable[Letter]) -> None:
        self.normal = normal
        self.points: dict[Key, list[Affine]] = {}
        self._pieces: dict[Letter, Word] = {}
        for letter in letters:
            if letter.high is not None and letter.low is not None and letter.base.kind is not Kind.UNIT:
                known = self.points.setdefault(letter.base, [])
                for point in (shift(letter.low, -1), letter.high):
                    if point not in known:
                        known.append(point)

    def pieces(self, letter: Letter) -> Word:
        """The letter as a word of the pieces into which the chains of its family are cut."""
        found = self._pieces.get(letter)
        if found is None:
            found = self._pieces[letter] = self._cut(letter)
        return found

    def _cut(self, letter: Letter) -> Word:
        if letter.transposed:
            return reverse(self.pieces(flip(letter)))
        if letter.high is None or letter.low is None or letter.high == letter.low or letter.base not in self.points:
            return (letter,)
        ends = [shift(letter.low, -1), *self._inside(letter.base, letter.high, shift(letter.low, -1)), letter.high]
        return tuple([self._segment(letter.base, high, low) for low, high in reversed(list(pairwise(ends)))])

    def _inside(self, family: Key, high: Affine, low: Affine) -> list[Affine]:
        """The points between, from low to high."""
        holds = self.normal.context.holds
        chain: list[Affine] = []
        for point in self.points[family]:
            if point in (high, low) or not (holds(subtract(point, low)) and holds(subtract(high, point))):
                continue
            position = self._position(chain, point)
            if position is not None:
                chain.insert(position, point)
        return chain

    def _position(self, chain: list[Affine], point: Affine) -> int | None:
        holds = self.normal.context.holds
        position = 0
        for other in chain:
            if holds(subtract(point, other)):
                position += 1
            elif not holds(subtract(other, point)):
                return None
        return position

    def _segment(self, family: Key, high: Affine, low: Affine) -> Letter:
        context = self.normal.context
        first = shift(low, 1)
        rows, columns = map(context.canonical, chain_shape(context.symbol(family.name), high, first))
        return Letter(family, False, rows, columns, high, first, symmetric=rows == ONE and columns == ONE)


# ------------------------------------------------------------------------------------------------ the alphabet


def letters_of(forms: Iterable[Polynomial]) -> list[Letter]:
    """Every letter that occurs, untransposed, in order of appearance."""
    found: dict[Letter, None] = {}
    for form in forms:
        for monomial, word in form.terms:
            for content in (word, *(atom[1] for atom in monomial if atom[0] != "integer")):
                for letter in content:
                    found[flip(letter) if letter.transposed else letter] = None  # type: ignore[arg-type,index,union-attr]
    return list(found)


class Alphabet:
    """Letters as characters: the earlier in ``order``, the larger. Builds the ring and translates both ways.

    Words of abbreviations are folded on the way into the ring, and unfolded on the way back into forms.
    """

    def __init__(
        self,
        normal: Normalizer,
        cuts: Cuts,
        order: Sequence[Letter],
        plain: bool,
        short: Sequence[Abbreviation] = (),
    ) -> None:
        self.normal, self.cuts, self.terms = normal, cuts, Terms(normal)
        self._folds: list[tuple[str, str]] = []
        self._unfolded: dict[str, Polynomial] = {}
        self.letters: dict[str, Letter] = {}
        self._codes: dict[Letter, str] = {}
        flips: dict[int, str] = {}
        for number, letter in enumerate(order):
            code = chr(ord(FIRST_LETTER) + 2 * number)
            other = code if letter.symmetric else chr(ord(code) + 1)
            flips[ord(code)], flips[ord(other)] = other, code
            self.letters[code], self._codes[letter] = letter, code
            if other != code:
                self.letters[other] = flip(letter)
                self._codes[self.letters[other]] = other
        self._sizes: dict[Affine, int] = {ONE: 0}
        rows = {code: self.size(letter.rows) for code, letter in self.letters.items()}
        columns = {code: self.size(letter.columns) for code, letter in self.letters.items()}
        units = [flips[ord(code)] + code for code, item in self.letters.items() if is_unit((flip(item), item))]
        self.ring = (WordRing if plain else Ring)(flips, rows, columns, frozenset(units))
        if not plain:
            self._integers: dict[str, Atom] = {}
            for size, number in list(self._sizes.items()):
                self.ring.traced[number] = self.poly(normal.integer(size))
        for item in short:
            self._abbreviate(item)

    def mark(self, corners: Iterable[Letter]) -> None:
        """These letters are the basis columns e_1 of their sizes."""
        for letter in corners:
            self.ring.corners[self.size(letter.rows)] = self._codes[letter]

    def _abbreviate(self, item: Abbreviation) -> None:
        """Both the word and its transpose are folded from now on."""
        for letter, form in ((item.letter, item.form), (flip(item.letter), item.form.transpose())):
            code, (_, word) = self._codes[letter], next(iter(form.terms))
            self._unfolded[code] = form
            self._folds.append((self._spelled(word), code))

    def definition(self, item: Abbreviation) -> Poly:
        """The letter minus its word, shorter abbreviations folded in it."""
        code, text = self._codes[item.letter], self._spelled(item.word)
        size = len(text)
        for whole, short in self._folds:
            if len(whole) < size:
                text = text.replace(whole, short)
        return {code: 1, text: -1}

    def size(self, value: Affine) -> int:
        """The number that stands for a size."""
        return self._sizes.setdefault(value, len(self._sizes))

    # -------------------------------------------------------------------------------- into the ring

    def writes(self, form: Polynomial) -> bool:
        """Whether every letter of the form has a character."""
        return all(piece in self._codes for letter in letters_of([form]) for piece in self.cuts.pieces(letter))

    def poly(self, form: Polynomial) -> Poly:
        """The form as a polynomial of the completion, whose words are strings."""
        if self.ring.plain:
            return {self.word(word): c for (_, word), c in form.terms.items()}
        return {self.monomial(monomial) + self.word(word): c for (monomial, word), c in form.terms.items()}

    def word(self, word: Word) -> str:
        """The word as a string, abbreviations folded."""
        return self._folded(self._spelled(word))

    def _spelled(self, word: Word) -> str:
        codes = self._codes
        return "".join([codes[piece] for letter in word for piece in self.cuts.pieces(letter)])

    def _folded(self, text: str) -> str:
        for whole, code in self._folds:
            text = text.replace(whole, code)
        return text

    def _around(self, text: str) -> str:
        """A cyclic word folded where that makes it shortest."""
        if not self._folds:
            return text
        return min([self._folded(text[turn:] + text[:turn]) for turn in range(len(text))], key=len)

    def monomial(self, monomial: Monomial) -> str:
        """The scalar atoms as a sorted string."""
        return "".join(sorted([self._atom(atom) for atom in monomial]))

    def _atom(self, atom: Atom) -> str:
        kind, content = atom
        if kind == "integer":
            self._integers[repr(content)] = atom
            return self.ring.atom("i", repr(content))
        if kind == "trace":
            return self.ring.atom("t", self._around(self._spelled(content)))  # type: ignore[arg-type]
        return self.ring.atom("w", self.word(content))  # type: ignore[arg-type]

    # -------------------------------------------------------------------------------- back

    def factors(self, word: str) -> list[Term]:
        """The terms of the letters of a string."""
        return self.terms.word([self.letters[code] for code in word])

    def scalars(self, mono: str) -> list[Term]:
        """The terms of the scalar atoms of a string."""
        return [self._scalar(code) for code in mono]

    def _scalar(self, code: str) -> Term:
        kind, content = self.ring.meaning(code)
        if kind == "i":
            return self.terms.atom(self._integers[content])
        inner = product(self.factors(content)) or Number(Fraction(1))
        return Trace(inner) if kind == "t" else inner

    def form(self, poly: Poly) -> Polynomial:
        """The kernel's polynomial of a scalar-free polynomial with at least one word."""
        first = next(word for word in poly if word)
        rows, columns = self.letters[first[0]].rows, self.letters[first[-1]].columns
        total = Polynomial(rows, columns, {})
        for word, c in poly.items():
            summand = constant(rows) if not word else self._form(word[0])
            for code in word[1:]:
                summand = multiply(summand, self._form(code))
            total = combine(total, summand, c)
        return total

    def _form(self, code: str) -> Polynomial:
        unfolded = self._unfolded.get(code)
        return of_letter(self.letters[code]) if unfolded is None else unfolded

    def scalar(self, mono: str) -> Polynomial:
        """The kernel's polynomial of a product of scalar atoms."""
        total = constant(ONE)
        for code in mono:
            total = multiply(total, self.normal.polynomial(self._scalar(code)))
        return total

    def term(self, poly: Poly, rows: Affine, columns: Affine) -> Term:
        """A term for a polynomial of this size."""
        summands = []
        for key, c in poly.items():
            mono, word = self.ring.split(key)
            factors = self.scalars(mono) + self.factors(word)
            if not word and not (rows == columns == ONE):
                factors.append(Identity(rows))
            if c != 1 or not factors:
                factors.insert(0, Number(Fraction(c)))
            summands.append(product(factors) or Number(Fraction(1)))
        if not summands:
            return Zero(rows, columns)
        return summands[0] if len(summands) == 1 else Sum(tuple(summands))

    def entries(
        self, expanded: Expanded, sources: Mapping[int, Equation], rows: Affine, columns: Affine
    ) -> tuple[Entry, ...]:
        """The entries of a combination of size rows x columns; those of abbreviations, without a source, are 0 = 0."""
        ordered = sorted(expanded.items(), key=lambda item: (item[0][0], item[0][1], _order(item[0][2])))
        return tuple(
            [
                self._entry(sources[node], flipped, place, c, (rows, columns))
                for (node, flipped, place), c in ordered
                if node in sources
            ]
        )

    def _entry(
        self, source: Equation, flipped: bool, place: Place, c: Coefficient, size: tuple[Affine, Affine]
    ) -> Entry:
        left, right = product(self.factors(place.left)), product(self.factors(place.right))
        factor = self.scalars(place.mono) + self.factors(place.word)
        if place.kind != "m" and not place.word and size != (ONE, ONE):
            factor.append(Identity(size[0]))
        if c != 1:
            factor.insert(0, Number(Fraction(c)))
        return Entry(source.id, source.part, source.at, flipped, left, right, place.kind == "t", product(factor))


def _order(place: Place) -> tuple[str, ...]:
    return place.kind, place.left, place.right, place.mono, place.word


def summands(form: Polynomial) -> list[Polynomial]:
    """The terms of a form."""
    return [Polynomial(form.rows, form.columns, {key: c}) for key, c in form.terms.items()]
