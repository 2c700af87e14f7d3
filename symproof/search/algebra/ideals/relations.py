"""Scalar claims up to rotation and transposition, by linear algebra.

Rewriting inside a trace or a 1 x 1 word can run in circles: tr(K^3) = -tr(K^3) for antisymmetric K. And a claim may
need tr(L p R) = 0 where no lead stands in it: tr(A) = 0 from p = A B - B A - A. So relations between atoms are
collected, starting from the claim: every term of every element of the basis, wherever it stands in an atom, read around
the trace, gives one. Those of low degree come first. The claim is then solved for as their combination.
"""

from __future__ import annotations

from collections.abc import Iterator
from heapq import heappop, heappush
from typing import NamedTuple

from symproof.search.algebra.ideals.completion import Completion, Target
from symproof.search.algebra.ideals.modular import Span
from symproof.search.algebra.ideals.reduction import Element, Link, quotient
from symproof.search.algebra.ideals.ring import Place, Poly, collected

MAX_KEYS = 100
MAX_RISE = 4  # above the degree of the claim
FIRST_LOOK = 12  # relations before the claim is tried, then twice as many


def close_by_relations(completion: Completion, target: Target) -> bool:
    """Closes the target if what is left of it is a combination of relations within reach."""
    if not target.reach or not any(completion.ring.split(key)[0] for key in target.rest):
        return False
    reach = _Reach(completion, target.rest)
    span: Span[str] = Span()
    links: list[Link] = []
    look = FIRST_LOOK
    for place, node, relation in reach.relations(target.reach):
        completion.work += len(relation)
        span.add(relation)
        links.append((1, place, node, False))
        if len(links) == look:
            look *= 2
            if _solved(target, span, links):
                return True
    return _solved(target, span, links)


def _solved(target: Target, span: Span[str], links: list[Link]) -> bool:
    found = span.combination(target.rest)
    if found is None:
        return False
    target.links += [(c, *links[number][1:]) for number, c in found.items()]
    target.rest, target.related = {}, True
    return True


class _Term(NamedTuple):
    """One term of an element, beside its word."""

    mono: str
    element: Element
    rise: int  # the degree of the element above that of the term


class _Spot(NamedTuple):
    """Where a word stands: ``left word right``; ``size`` numbers the rows there."""

    word: str
    left: str
    right: str
    size: int


class _Reach:
    """The keys met so far, and the relations in which they stand, those of low degree first."""

    def __init__(self, completion: Completion, start: Poly) -> None:
        self.ring = completion.ring
        self._keys: dict[str, None] = {}
        self._queue: list[tuple[int, int, Place, Element]] = []
        self._queued: set[tuple[Place, int]] = set()
        self._serial = 0
        self._matrix: dict[str, list[_Term]] = {}
        self._scalar: list[_Term] = []
        for element in completion.elements:
            self._index(element)
        self._limit = max(map(self.ring.degree, start)) + MAX_RISE
        self._meet(start)

    def _index(self, element: Element) -> None:
        degree = self.ring.degree
        top = degree(element.lead)
        for key in (element.lead, *element.tail):
            mono, word = self.ring.split(key)
            term = _Term(mono, element, max(top - degree(key), 0))
            if element.scalar:
                self._scalar.append(term)
            else:
                self._matrix.setdefault(word, []).append(term)

    def relations(self, most: int) -> Iterator[tuple[Place, int, Poly]]:
        """Each relation between keys that is zero, once, with its place and its node."""
        known: set[frozenset[tuple[str, object]]] = set()
        while self._queue and len(known) < most:
            _, _, place, element = heappop(self._queue)
            whole = {element.lead: 1, **element.tail}
            relation = collected(self.ring.put(place, whole.items(), element.size))
            name = frozenset(relation.items())
            if relation and name not in known:
                known.add(name)
                yield place, element.node, relation
                self._meet(relation)

    def _meet(self, keys: Poly) -> None:
        for key in keys:
            if key not in self._keys and len(self._keys) < MAX_KEYS:
                self._keys[key] = None
                self._look_at(key)

    def _look_at(self, key: str) -> None:
        degree = self.ring.degree(key)
        mono, word = self.ring.split(key)
        for term in self._scalar:
            rest = quotient(mono, term.mono)
            if rest is not None:
                self._add(degree, term, Place("s", rest, "", "", word))
        ring = self.ring
        for code in dict.fromkeys(mono):
            kind, content = ring.meaning(code)
            if kind != "i":
                rest = mono.replace(code, "", 1)
                for reading in dict.fromkeys((content, ring.transposed(content))):
                    spots = self._inside(reading) if kind == "w" else self._around(reading)
                    self._place(degree, spots, "s" if kind == "w" else "t", rest, word)
        self._place(degree, self._inside(word), "m", mono, "")
        for size, traced in ring.traced.items():
            left = quotient(mono, next(iter(traced))) if len(traced) == 1 else None
            if left is not None:
                self._place(degree, iter([_Spot("", "", "", size)]), "t", left, word)

    def _place(self, degree: int, spots: Iterator[_Spot], kind: str, mono: str, word: str) -> None:
        """A relation for every term of an element that stands at one of the spots."""
        for spot in spots:
            for term in self._matrix.get(spot.word, ()):
                rest = quotient(mono, term.mono)
                if rest is not None and (spot.word or term.element.size == spot.size):
                    self._add(degree, term, Place(kind, rest, spot.left, spot.right, word))

    def _add(self, degree: int, term: _Term, place: Place) -> None:
        name = place, term.element.node
        if degree + term.rise <= self._limit and name not in self._queued:
            self._queued.add(name)
            self._serial += 1
            heappush(self._queue, (degree + term.rise, self._serial, place, term.element))

    def _inside(self, content: str) -> Iterator[_Spot]:
        """The words of terms that stand in the content, the empty one included."""
        rows, known = self.ring.rows, self._matrix
        for start in range(len(content) + 1 if content else 0):
            size = rows[content[start]] if start < len(content) else self.ring.columns[content[-1]]
            for end in range(start, len(content) + 1):
                if content[start:end] in known:
                    yield _Spot(content[start:end], content[:start], content[end:], size)

    def _around(self, content: str) -> Iterator[_Spot]:
        """The same around a trace: tr(word right) for every rotation of the content."""
        for turn in range(len(content)):
            turned = content[turn:] + content[:turn]
            for end in range(len(content) + 1):
                if turned[:end] in self._matrix:
                    yield _Spot(turned[:end], "", turned[end:], self.ring.rows[turned[0]])
