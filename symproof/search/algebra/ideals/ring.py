"""The ring in which the search computes: words as strings, scalars as a prefix of the key.

A key is a string: first the commuting scalar atoms (code points below ``FIRST_LETTER``, sorted, with repetition), then
the word (one character for each letter). A polynomial maps keys to nonzero rationals. Words are typed by construction:
overlaps and divisions of well-typed words are well typed, so no sizes are carried, except that a word is cut where an
inner size is literally 1 (see ``kernel/words.py``, whose canonical form this mirrors).
"""

from __future__ import annotations

from collections.abc import Hashable, Iterable, Mapping
from dataclasses import dataclass, field
from fractions import Fraction
from typing import NamedTuple, TypeAlias, TypeVar

Coefficient: TypeAlias = int | Fraction
Poly: TypeAlias = dict[str, Coefficient]
Rank: TypeAlias = tuple[object, ...]
Key = TypeVar("Key", bound=Hashable)

FIRST_LETTER = "\u4e00"
_FIRST_ATOM = 0x21


class ExhaustedError(Exception):
    """More atoms, or a longer expansion, than the search allows itself."""


class Place(NamedTuple):
    """Where a polynomial x is put: ``kind`` "m": mono * left x right; "s" (left x right is 1 x 1) and "t" (its trace):
    mono * (left x right) * word."""

    kind: str = "m"
    mono: str = ""
    left: str = ""
    right: str = ""
    word: str = ""


HERE = Place()


@dataclass(slots=True)
class Ring:
    """The letters' types and the table of scalar atoms.

    ``flip`` maps a letter to its transpose; ``rows`` and ``columns`` map it to numbers of sizes, 0 for the size that
    is literally 1; ``traced`` maps the number of a size n to tr(I_n) as a polynomial.
    """

    flip: Mapping[int, str]
    rows: Mapping[str, int]
    columns: Mapping[str, int]
    units: frozenset[str] = frozenset()  # 1 x 1 words that are 1: e_l^T e_l
    corners: dict[int, str] = field(default_factory=dict)  # the letter e_1 of R^n, by the number of the size n
    traced: dict[int, Poly] = field(default_factory=dict)
    atoms: list[tuple[str, str]] = field(default_factory=list)
    _letters: str = ""
    _codes: dict[tuple[str, str], str] = field(default_factory=dict)
    _ranks: dict[str, Rank] = field(default_factory=dict)
    _cuts: dict[str, tuple[str, str]] = field(default_factory=dict)

    def __post_init__(self) -> None:
        self._letters = "".join(self.rows)

    @property
    def plain(self) -> bool:
        """Whether there are words alone, and no scalars."""
        return False

    # -------------------------------------------------------------------------------- atoms

    def atom(self, kind: str, content: str) -> str:
        """The character of the atom; ``kind`` is "w" (a 1 x 1 word), "t" (a trace) or "i" (an integer, by name)."""
        code = self._codes.get((kind, content))
        if code is None:
            canonical = self._canonical(kind, content)
            code = self._codes.get((kind, canonical))
            if code is None:
                if len(self.atoms) + _FIRST_ATOM >= ord(FIRST_LETTER) - 1:
                    raise ExhaustedError("too many scalar atoms")
                code = chr(_FIRST_ATOM + len(self.atoms))
                self.atoms.append((kind, canonical))
                self._codes[kind, canonical] = code
            self._codes[kind, content] = code
        return code

    def _canonical(self, kind: str, content: str) -> str:
        if kind == "i":
            return content
        back = self.transposed(content)
        if kind == "w":
            return min(content, back)
        return min(word[i:] + word[:i] for word in (content, back) for i in range(len(word)))

    def meaning(self, code: str) -> tuple[str, str]:
        """The kind and content of an atom's character."""
        return self.atoms[ord(code) - _FIRST_ATOM]

    def weight(self, code: str) -> int:
        """The degree that a scalar atom counts for."""
        kind, content = self.meaning(code)
        return 1 if kind == "i" else len(content)

    # -------------------------------------------------------------------------------- words and keys

    def transposed(self, word: str) -> str:
        """The transpose of a word."""
        return word[::-1].translate(self.flip)

    def split(self, key: str) -> tuple[str, str]:
        """The scalar atoms and the word of a key."""
        if not key or key[0] >= FIRST_LETTER:
            return "", key
        mono = key.rstrip(self._letters)
        return mono, key[len(mono) :]

    def cut(self, word: str) -> tuple[str, str]:
        """Rule CUT: the 1 x 1 pieces of a word as atoms, and the word that is left."""
        found = self._cuts.get(word)
        if found is None:
            found = self._cuts[word] = self._cut(word)
        return found

    def _cut(self, word: str) -> tuple[str, str]:
        atoms, kept, start = "", "", 0
        for end, letter in enumerate(word, 1):
            if self.columns[letter] == 0 or end == len(word):
                piece = word[start:end]
                if self.rows[piece[0]] == 0 and self.columns[letter] == 0:
                    atoms += "" if piece in self.units else self.atom("w", piece)
                else:
                    kept += piece
                start = end
        return atoms, kept

    def trace(self, word: str, size: int) -> Poly:
        """The trace of a square word of this size as a polynomial in atoms."""
        if not word:
            return self.traced[size]
        for position, letter in enumerate(word):
            if self.rows[letter] == 0:
                return {"".join(sorted(self.cut(word[position:] + word[:position])[0])): 1}
        return {self.atom("t", word): 1}

    def rank(self, key: str) -> Rank:
        """Sorts keys, largest first: degree, then the word, then the scalars; the key comes last."""
        rank = self._ranks.get(key)
        if rank is None:
            mono, word = self.split(key)
            atoms = sorted([(-self.weight(code), *self.meaning(code)) for code in mono])
            degree = sum(atom[0] for atom in atoms) - len(word)
            rank = self._ranks[key] = (degree, -len(word), word, atoms, key)
        return rank

    def degree(self, key: str) -> int:
        """The degree of a key: the letters of its word and of its scalar atoms."""
        return -self.rank(key)[0]  # type: ignore[operator,no-any-return]

    # -------------------------------------------------------------------------------- polynomials

    def put(
        self, place: Place, terms: Iterable[tuple[str, Coefficient]], size: int = -1
    ) -> list[tuple[str, Coefficient]]:
        """The terms of the polynomial in its place, not yet collected. ``size`` is needed for tr(I) only."""
        left, right = place.left, place.right
        result: list[tuple[str, Coefficient]] = []
        for key, c in terms:
            mono, word = self.split(key)
            whole = left + word + right
            if place.kind == "t":
                for atoms, factor in self.trace(whole, size).items():
                    result.append((self.key(mono + place.mono + atoms, place.word), c * factor))
                continue
            atoms, kept = self.cut(whole)
            result.append((self.key(mono + place.mono + atoms, kept or place.word), c))
        return result

    def key(self, mono: str, word: str) -> str:
        """The key of a monomial and a word."""
        return ("".join(sorted(mono)) if len(mono) > 1 else mono) + word

    def transpose(self, poly: Poly) -> Poly:
        """The transpose of a polynomial."""
        result: Poly = {}
        for key, c in poly.items():
            mono, word = self.split(key)
            result[mono + self.transposed(word)] = c
        return result

    def product(self, left: Poly, right: Poly) -> Poly:
        """Matrix product, or a scaling; a key without word on either side is a scalar or an identity."""
        result: Poly = {}
        for key, c in left.items():
            mono, word = self.split(key)
            for other, d in right.items():
                mono2, word2 = self.split(other)
                atoms, kept = self.cut(word + word2)
                accumulate(result, self.key(mono + mono2 + atoms, kept), c * d)
        return result

    # -------------------------------------------------------------------------------- places

    def compose(self, outer: Place, flipped: bool, inner: Place, size: int = 0) -> list[tuple[Coefficient, Place]]:
        """``outer`` around ``inner`` (around its transpose if ``flipped``) as places of what ``inner`` holds; ``size``
        numbers the rows of what stands in ``outer``."""
        left, right, word = inner.left, inner.right, inner.word
        if flipped:
            left, right, word = self.transposed(right), self.transposed(left), self.transposed(word)
        mono = outer.mono + inner.mono
        if inner.kind == "m":
            return [(1, self._around(outer, mono, left, right))]
        around = outer.left + word + outer.right
        if outer.kind == "m":
            atoms, kept = self.cut(around)
            return [(1, Place(inner.kind, self.key(mono + atoms, ""), left, right, kept))]
        if outer.kind == "s":
            atoms, _ = self.cut(around)
            return [(1, Place(inner.kind, self.key(mono + atoms, ""), left, right, outer.word))]
        traced = self.trace(around, size) if around or size in self.traced else {"": 1}
        return [
            (c, Place(inner.kind, self.key(mono + atoms, ""), left, right, outer.word)) for atoms, c in traced.items()
        ]

    def _around(self, outer: Place, mono: str, left: str, right: str) -> Place:
        left, right = outer.left + left, right + outer.right
        if outer.kind == "t":
            left, right = "", right + left
        return Place(outer.kind, self.key(mono, ""), left, right, outer.word)


def starts_of(part: str, word: str) -> list[int]:
    """Where a word that is not empty stands inside another."""
    if not part or part not in word:
        return []
    return [start for start in range(len(word) - len(part) + 1) if word.startswith(part, start)]


@dataclass(slots=True)
class WordRing(Ring):
    """Words alone, where no size is literally 1 and nothing has a trace: the same operations, without the detours."""

    @property
    def plain(self) -> bool:
        """Words alone, no scalar atoms."""
        return True

    def split(self, key: str) -> tuple[str, str]:
        """The monomial and the word of a key; the monomial is empty."""
        return "", key

    def cut(self, word: str) -> tuple[str, str]:
        """Scalar pieces and the rest of a word; there are no scalar pieces."""
        return "", word

    def rank(self, key: str) -> Rank:
        """The order of keys: longer words first, then the alphabet."""
        return (-len(key), key)

    def degree(self, key: str) -> int:
        """The length of the word."""
        return len(key)

    def put(
        self, place: Place, terms: Iterable[tuple[str, Coefficient]], size: int = -1
    ) -> list[tuple[str, Coefficient]]:
        """The terms inside a context: left * term * right."""
        left, right = place.left, place.right
        return [(left + key + right, c) for key, c in terms]

    def transpose(self, poly: Poly) -> Poly:
        """The transpose of a polynomial."""
        flip = self.flip
        return {key[::-1].translate(flip): c for key, c in poly.items()}

    def compose(self, outer: Place, flipped: bool, inner: Place, size: int = 0) -> list[tuple[Coefficient, Place]]:
        """The context of a context, the inner one transposed if ``flipped``."""
        left, right = inner.left, inner.right
        if flipped:
            left, right = self.transposed(right), self.transposed(left)
        return [(1, Place("m", "", outer.left + left, right + outer.right))]


def accumulate(poly: dict[Key, Coefficient], key: Key, coefficient: Coefficient) -> None:
    """Adds a multiple of a key to a polynomial, in place."""
    old = poly.get(key)
    total = coefficient if old is None else old + coefficient
    if total:
        poly[key] = total
    elif old is not None:
        del poly[key]


def collected(terms: Iterable[tuple[str, Coefficient]]) -> Poly:
    """The polynomial with these terms, equal keys added."""
    result: Poly = {}
    for key, c in terms:
        accumulate(result, key, c)
    return result


def proportional(first: Poly, second: Poly) -> int:
    """1 or -1 if the first is that times the second, else 0."""
    if first == second:
        return 1
    return -1 if first.keys() == second.keys() and all(second[key] == -c for key, c in first.items()) else 0


def exact(value: Coefficient) -> Coefficient:
    """An int where possible: fractions are ten times slower."""
    return value.numerator if value.denominator == 1 else value


def divided(value: Coefficient, by: Coefficient) -> Coefficient:
    """The exact quotient of two rationals."""
    if by == 1:
        return value
    return -value if by == -1 else exact(Fraction(value) / by)
