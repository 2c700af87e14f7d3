"""Reduction of polynomials by the elements of a basis, with a record of what was subtracted.

``Reduction`` serves every ring; ``WordReduction`` does the same where there are words alone, which is where most
searches spend their time: no scalars are split off, no places but left and right of a word are looked at.
"""

from __future__ import annotations

from dataclasses import dataclass, field
from heapq import heapify, heappop, heappush
from typing import TypeAlias

from symproof.search.algebra.ideals.leads import Leads
from symproof.search.algebra.ideals.ring import Coefficient, ExhaustedError, Place, Poly, Ring, accumulate

Link: TypeAlias = tuple[Coefficient, Place, int, bool]  # coefficient * place[node, transposed]
Record: TypeAlias = list[Link]
MAX_TERMS = 4000  # of one polynomial
MAX_KEY = 200  # letters and scalars of one product
MAX_REDUCTION = 100_000  # work for one normal form: where scalars stand before words it need not come to an end
LONG = 16  # letters: the search for a lead in a longer word counts more
SEPARATOR = "\n"  # stands in no key


@dataclass(slots=True, eq=False)
class Element:
    """``lead + tail = 0``; ``size`` numbers the rows (for tr(I) only), ``scalar`` says that it is 1 x 1."""

    lead: str
    degree: int  # of the lead
    tail: Poly
    node: int
    sugar: int
    size: int
    scalar: bool
    alive: bool = True
    text: str = field(init=False)  # the keys of the tail, one after the other

    def __post_init__(self) -> None:
        self.text = SEPARATOR.join(self.tail)

    def rewrite(self, tail: Poly, node: int) -> None:
        """The same element with a reduced tail, derived at another node."""
        self.tail, self.node = tail, node
        self.text = SEPARATOR.join(tail)


class Reduction:
    """The leads of a basis, and the normal forms modulo the elements. Work is counted in terms touched."""

    def __init__(self, ring: Ring) -> None:
        self.ring = ring
        self.work = 0
        self.leads: Leads[Element] = Leads()

    def reduce(self, poly: Poly, links: Record) -> Poly:
        """The full normal form; what was subtracted is appended to ``links``. Consumes ``poly``."""
        rank, put, find = self.ring.rank, self.ring.put, self.find
        heap = [rank(key) for key in poly]
        heapify(heap)
        done: Poly = {}
        most = self.work + MAX_REDUCTION
        while heap:
            key: str = heappop(heap)[-1]  # type: ignore[assignment]
            c = poly.pop(key, None)
            if c is None:
                continue
            found = find(key)
            if found is None:
                done[key] = done.get(key, 0) + c
                continue
            element, place = found
            links.append((-c, place, element.node, False))
            self.work += 1 + len(element.tail)
            for other, d in put(place, element.tail.items(), element.size):
                old = poly.get(other)
                if old is None:
                    poly[other] = -c * d
                    heappush(heap, rank(other))
                elif old == c * d:
                    del poly[other]
                else:
                    poly[other] = old - c * d
            if len(poly) > MAX_TERMS or len(key) > MAX_KEY or self.work > most:
                raise ExhaustedError("a polynomial grew too long")
        return done if all(done.values()) else {key: c for key, c in done.items() if c}

    def find(self, key: str) -> tuple[Element, Place] | None:
        """An element whose lead divides the key, and where."""
        self.work += 1
        mono, word = self.ring.split(key)
        found = self._inside(word, mono, "m", "")
        if found is None and mono:
            found = self._find_scalar(key, mono, word)
        return found

    def _inside(self, content: str, mono: str, kind: str, word: str) -> tuple[Element, Place] | None:
        for length in self.leads.lengths:
            if not length:
                continue
            for start in range(len(content) - length + 1):
                for factor, element in self.leads.of.get(content[start : start + length], ()):
                    rest = quotient(mono, factor)
                    if rest is not None:
                        return element, Place(kind, rest, content[:start], content[start + length :], word)
        return None

    def _find_scalar(self, key: str, mono: str, word: str) -> tuple[Element, Place] | None:
        for factor, element in self.leads.of.get("", ()):
            rest = quotient(mono, factor)
            if rest is not None and element.scalar:
                return element, Place("s", rest, "", "", word)
        for code in dict.fromkeys(mono):
            kind, content = self.ring.meaning(code)
            rest = mono.replace(code, "", 1)
            for turn in range(len(content) if kind == "t" else kind == "w"):
                turned = content[turn:] + content[:turn]
                found = self._inside(turned, rest, "s" if kind == "w" else "t", word)
                if found is not None and self._decreases(key, *found):
                    return found
        return None

    def _decreases(self, key: str, element: Element, place: Place) -> bool:
        """Whether the replacement makes the key smaller: up to rotation and transposition it could run in circles."""
        rank = self.ring.rank
        return all(rank(new) > rank(key) for new, _ in self.ring.put(place, element.tail.items(), element.size))

    def lead(self, poly: Poly, scalar: bool) -> str:
        """The largest key of what ``reduce`` returned; in a matrix polynomial the largest with a word, as multiples of
        I divide nothing here."""
        keys = poly if scalar else [key for key in poly if self.ring.split(key)[1]] or poly
        return min(map(self.ring.rank, keys))[-1]  # type: ignore[return-value]

    def multiples(self, mono: str, word: str, elements: list[Element]) -> list[Element]:
        """The elements whose leads ``mono * word`` divides."""
        return [element for element in elements if self._divides(mono, word, element.lead)]

    def _divides(self, mono: str, word: str, key: str) -> bool:
        other_mono, other_word = self.ring.split(key)
        return word in other_word and quotient(other_mono, mono) is not None

    def joined(self, left: Element, right: Element, overlap: int) -> int:
        """The degree of the least common multiple of both leads: what they share counts once."""
        mono, other = self.ring.split(left.lead)[0], self.ring.split(right.lead)[0]
        missing, _ = cofactors(mono, other)
        shared = sum(map(self.ring.weight, other)) - sum(map(self.ring.weight, missing))
        return left.degree + right.degree - (len(self.ring.split(left.lead)[1]) if overlap < 0 else overlap) - shared

    def ambiguity(self, left: Element, right: Element, overlap: int) -> tuple[Poly, Record, int, bool] | None:
        """Both ways to reduce the overlapped word, subtracted; where it comes from, its size, whether it is 1 x 1. An
        ``overlap`` below 0 says that the word of ``left`` stands inside that of ``right``, at -1 - overlap."""
        ring = self.ring
        (mono1, word1), (mono2, word2) = ring.split(left.lead), ring.split(right.lead)
        first, second = cofactors(mono1, mono2)
        if overlap < 0:
            start = -1 - overlap
            place1 = Place("m", first, word2[:start], word2[start + len(word1) :])
            place2 = Place("m", second)
            size, scalar = right.size, right.scalar
        elif overlap:
            place1 = Place("m", first, "", word2[overlap:])
            place2 = Place("m", second, word1[: len(word1) - overlap], "")
            ends = (word1[0], (word2 or word1)[-1])
            size, scalar = ring.rows[ends[0]], ring.rows[ends[0]] == 0 == ring.columns[ends[1]]
        else:
            if len(first) == len(mono2):
                return None  # coprime scalars commute
            place1 = Place("s" if left.scalar else "m", first, "", "", word2 if left.scalar else "")
            place2 = Place("s" if right.scalar else "m", second, "", "", word1 if right.scalar else "")
            size, scalar = (right.size, right.scalar) if left.scalar else (left.size, left.scalar)
        poly: Poly = {}
        for key, c in ring.put(place1, left.tail.items(), left.size):
            accumulate(poly, key, c)
        for key, c in ring.put(place2, right.tail.items(), right.size):
            accumulate(poly, key, -c)
        self.work += len(left.tail) + len(right.tail)
        return poly, [(1, place1, left.node, False), (-1, place2, right.node, False)], size, scalar


class WordReduction(Reduction):
    """Words alone: every replacement makes a word smaller, so that no word is met twice."""

    def reduce(self, poly: Poly, links: Record) -> Poly:
        """The normal form of a polynomial modulo the basis; ``links`` collects the multiples that were subtracted."""
        find = self.leads.find
        heap = [(-len(word), word) for word in poly]
        heapify(heap)
        done: Poly = {}
        work = 0
        while heap:
            word = heappop(heap)[1]
            c = poly.pop(word, None)
            if c is None:
                continue
            work += 1 + len(word) // LONG
            found = find(word)
            if found is None:
                done[word] = c
                continue
            element, start, end = found
            left, right, tail = word[:start], word[end:], element.tail
            links.append((-c, Place("m", "", left, right), element.node, False))
            work += 1 + len(tail)
            for part, d in tail.items():
                other = left + part + right
                rest = poly.get(other, 0) - c * d
                if not rest:
                    del poly[other]
                    continue
                if other not in poly:
                    heappush(heap, (-len(other), other))
                poly[other] = rest
            if len(poly) > MAX_TERMS:
                raise ExhaustedError("a polynomial grew too long")
        self.work += work
        return done

    def find(self, key: str) -> tuple[Element, Place] | None:
        """An element whose leading word occurs in the key, and the place where it does."""
        self.work += 1 + len(key) // LONG
        found = self.leads.find(key)
        if found is None:
            return None
        element, start, end = found
        return element, Place("m", "", key[:start], key[end:])

    def lead(self, poly: Poly, scalar: bool) -> str:
        """The leading word of a reduced polynomial."""
        return next(iter(poly))  # ``reduce`` leaves the largest first

    def multiples(self, mono: str, word: str, elements: list[Element]) -> list[Element]:
        """The elements whose leading word contains the word."""
        return [element for element in elements if word in element.lead]

    def joined(self, left: Element, right: Element, overlap: int) -> int:
        """The degree of the least common multiple of two leading words that overlap."""
        return left.degree + right.degree - overlap

    def ambiguity(self, left: Element, right: Element, overlap: int) -> tuple[Poly, Record, int, bool] | None:
        """The difference of the two ways to reduce a common multiple, and its trace."""
        before, after = left.lead[:-overlap], right.lead[overlap:]
        poly = {key + after: c for key, c in left.tail.items()}
        for key, c in right.tail.items():
            accumulate(poly, before + key, -c)
        self.work += len(left.tail) + len(right.tail)
        first, second = Place("m", "", "", after), Place("m", "", before, "")
        return poly, [(1, first, left.node, False), (-1, second, right.node, False)], self.ring.rows[before[0]], False


def quotient(mono: str, by: str) -> str | None:
    """``mono / by`` of commuting monomials, None if it does not divide."""
    for code in by:
        if code not in mono:
            return None
        mono = mono.replace(code, "", 1)
    return mono


def cofactors(first: str, second: str) -> tuple[str, str]:
    """lcm / first and lcm / second."""
    for code in first:
        if code in second:
            second = second.replace(code, "", 1)
            first = first.replace(code, "", 1)
    return second, first
