"""Noncommutative completion (Buchberger's algorithm) over Q that remembers where every element came from.

Each element of the basis is a node of a straight-line trace: a combination of places of earlier nodes, transposed or
not. Nothing is expanded before a claim is closed (``expand``). Transposes enter the queue with their elements. The
order is degree-lexicographic, selection is by sugar or by the length of the ambiguity, the basis is kept interreduced.
Work is counted in terms touched.
"""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass, field
from heapq import heappop, heappush
from typing import NamedTuple, TypeAlias

from symproof.search.algebra.ideals.reduction import SEPARATOR, Element, Record, Reduction, WordReduction
from symproof.search.algebra.ideals.ring import (
    HERE,
    Place,
    Poly,
    Ring,
    accumulate,
    divided,
    proportional,
    starts_of,
)

MAX_LENGTH = 60  # of one word


@dataclass(slots=True, eq=False)
class Target:
    """A claim: ``rest`` is what is left of it, ``links`` say what was subtracted: claim = rest + links.
    ``reach`` is how many relations between scalars may be looked at for it, ``related`` whether some closed it."""

    name: str
    rest: Poly
    links: Record = field(default_factory=list)
    start: Poly = field(default_factory=dict)
    reach: int = 0
    related: bool = False


_Given: TypeAlias = tuple[Poly, Record, int, bool]  # a polynomial, where it comes from, its size, whether it is 1 x 1
_Pair: TypeAlias = tuple[Element, Element, int]  # two elements whose leads overlap


class Completion:
    """A basis under construction. ``nodes`` holds a record for each derived node, None for a given equation."""

    def __init__(self, ring: Ring) -> None:
        self.ring = ring
        self.reduction = WordReduction(ring) if ring.plain else Reduction(ring)
        self.thorough = False  # also with the ambiguities of scalars before words, which are many and seldom needed
        self.by_length = False
        self.nodes: list[Record | None] = []
        self.sizes: dict[int, int] = {}  # of the derived nodes: the number of the size of their rows
        self.targets: list[Target] = []
        self.vacuous = False
        self.truncated = False
        self._forced: list[Element] = []
        self._prefixes: dict[str, list[Element]] = {}
        self._suffixes: dict[str, list[Element]] = {}
        self.elements: list[Element] = []
        self._queue: list[tuple[int, int, int, _Given | _Pair]] = []
        self._closers: dict[str, None] = {}  # words of 1 x 1 atoms that matter, and their transposes
        self._serial = 0

    @property
    def work(self) -> int:
        """In terms touched: what the search counts."""
        return self.reduction.work

    @work.setter
    def work(self, value: int) -> None:
        """Sets the counted work, which a new completion takes over."""
        self.reduction.work = value

    # -------------------------------------------------------------------------------- input

    def given(self, poly: Poly, *, size: int = -1, scalar: bool = False, first: bool = False) -> int:
        """Adds an equation ``poly = 0``, at the head of the queue if it comes ``first``; returns its node."""
        node = len(self.nodes)
        self.nodes.append(None)
        sugar = 0 if first else self._degree(poly)
        self._push(dict(poly), [(1, HERE, node, False)], sugar, size, scalar)
        return node

    def force(self, lead: str, poly: Poly, size: int) -> int:
        """Adds the definition of ``lead``, a letter or a word for a chain, which occurs once in ``poly``."""
        node = len(self.nodes)
        self.nodes.append(None)
        tail = dict(poly)
        links: Record = [(1, HERE, node, False)]
        self._substitute(tail, links)
        if sum(lead in key or self.ring.transposed(lead) in key for key in tail) != 1 or lead not in tail:
            self._push(tail, links, self._degree(tail), size, False)  # defined by itself, in a circle
            return node
        coefficient = tail.pop(lead)
        tail = {key: divided(c, coefficient) for key, c in tail.items()}
        links = [(divided(c, coefficient), *rest) for c, *rest in links]  # type: ignore[misc]
        for flipped in (False, True):
            self.nodes.append(list(links) if not flipped else [(1, HERE, len(self.nodes) - 1, True)])
            turned = self.ring.transpose(tail) if flipped else tail
            name = self.ring.transposed(lead) if flipped else lead
            if flipped and name == lead:
                break
            self._forced.append(Element(name, 1, turned, len(self.nodes) - 1, 0, size, False))
            self.sizes[len(self.nodes) - 1] = size
        return node

    def target(self, name: str, poly: Poly, *, reach: int = 0) -> Target:
        """A claim that travels through the completion: it is reduced now and after every new element."""
        target = Target(name, dict(poly), [], dict(poly), reach)
        links: Record = []
        self._substitute(target.rest, links)
        target.links = [(-c, place, node, flipped) for c, place, node, flipped in links]
        self._reduce_target(target)
        self.targets.append(target)
        for key in target.rest if not self.ring.plain else ():
            self._add_closers(self.ring.split(key)[0])
        return target

    def normal_form(self, poly: Poly) -> Poly:
        """What is left of a polynomial, its trace forgotten."""
        links: Record = []
        poly = dict(poly)
        self._substitute(poly, links)
        return self.reduction.reduce(poly, links)

    def irreducible(self, word: str) -> bool:
        """Whether no leading word of the basis occurs in the word."""
        return self.reduction.find(word) is None

    # -------------------------------------------------------------------------------- the loop

    @property
    def finished(self) -> bool:
        """Whether no ambiguity is left, so that membership is decided."""
        return not self._queue

    @property
    def complete(self) -> bool:
        """The basis is finite and finished, and nothing was thrown away."""
        return not self._queue and not self.truncated

    def run(self, limit: int, *, stop_when_closed: bool = True) -> None:
        """Works until the queue is empty, ``limit`` is reached, every target is closed, or 1 = 0 is found."""
        while self._queue and self.work < limit and not self.vacuous:
            if stop_when_closed and not any(target.rest for target in self.targets):
                return
            self.step()

    def step(self) -> None:
        """Takes the next ambiguity, reduces it, and enters what is left into the basis."""
        sugar, _, _, item = heappop(self._queue)
        if len(item) == 3:
            left, right, overlap = item
            made = self.reduction.ambiguity(left, right, overlap) if left.alive and right.alive else None
            if made is None:
                return
            poly, links, size, scalar = made
        else:
            poly, links, size, scalar = item
        if self._forced:
            self._substitute(poly, links)
        poly = self.reduction.reduce(poly, links)
        if poly:
            self._enter(poly, links, sugar, size, scalar)

    def _push(self, poly: Poly, links: Record, sugar: int, size: int, scalar: bool) -> None:
        self._serial += 1
        heappush(self._queue, (sugar, 0, self._serial, (poly, links, size, scalar)))

    def _degree(self, poly: Poly) -> int:
        return max(map(self.ring.degree, poly), default=0)

    # -------------------------------------------------------------------------------- reduction

    def _substitute(self, poly: Poly, links: Record) -> None:
        """Replaces the defined symbols, in place."""
        for element in self._forced:
            for key in [key for key in poly if element.lead in key or not self.ring.plain]:
                self._replace(poly, links, element, key)

    def _replace(self, poly: Poly, links: Record, element: Element, key: str) -> None:
        pending = [key]
        while pending:
            key = pending.pop()
            place = self._division_by(element, key) if key in poly else None
            if place is None:
                continue
            c = poly.pop(key)
            links.append((-c, place, element.node, False))
            for other, d in self.ring.put(place, element.tail.items(), element.size):
                accumulate(poly, other, -c * d)
                pending.append(other)

    def _division_by(self, element: Element, key: str) -> Place | None:
        for part, rebuild in self._spots(key):
            at = part.find(element.lead)
            if at >= 0:
                return rebuild(part[:at], part[at + len(element.lead) :])
        return None

    def _spots(self, key: str) -> Iterator[tuple[str, _Rebuild]]:
        """The words inside a key, each with how to place something inside it."""
        mono, word = self.ring.split(key)
        yield word, _Rebuild("m", mono, "")
        for code in dict.fromkeys(mono):
            kind, content = self.ring.meaning(code)
            if kind == "w":
                yield content, _Rebuild("s", mono.replace(code, "", 1), word)
            elif kind == "t":
                for i in range(len(content)):
                    yield content[i:] + content[:i], _Rebuild("t", mono.replace(code, "", 1), word)

    # -------------------------------------------------------------------------------- the basis

    def _enter(self, poly: Poly, links: Record, sugar: int, size: int, scalar: bool) -> None:
        """Makes a reduced nonzero polynomial an element of the basis."""
        ring = self.ring
        if self.by_length:
            sugar = self._degree(poly)
        lead = self.reduction.lead(poly, scalar)
        if not lead:
            self.vacuous = True
        mono, word = ring.split(lead)
        if not word and not scalar and mono:
            self._enter_corner(poly, links, sugar, size)
            return
        if len(lead) > MAX_LENGTH:
            self.truncated = True
            return
        coefficient = poly.pop(lead)
        tail = poly if coefficient == 1 else {key: divided(c, coefficient) for key, c in poly.items()}
        if coefficient != 1:
            links = [(divided(c, coefficient), place, node, flipped) for c, place, node, flipped in links]
        node = len(self.nodes)
        self.nodes.append(links)
        self.sizes[node] = size
        element = Element(lead, ring.degree(lead), tail, node, sugar, size, scalar)
        self._displace(mono, word)
        self.elements.append(element)
        self.reduction.leads.add(word, mono, element)
        self._tidy(lead, element)
        self._pair(element, mono, word)
        if not ring.plain:
            self._close_scalars(element, mono, word)
        if not scalar:
            whole = {lead: 1, **tail}
            turned = ring.transpose(whole)
            if not proportional(turned, whole):
                turned_size = ring.columns[word[-1]] if word else size
                self._push(turned, [(1, HERE, node, True)], sugar, turned_size, scalar)
        for target in self.targets:
            if target.rest and (not ring.plain or lead in SEPARATOR.join(target.rest)):
                self._reduce_target(target)

    def _enter_corner(self, poly: Poly, links: Record, sugar: int, size: int) -> None:
        """c I_n = 0 says that c = 0, its entry at 1, 1; no other place of the kernel could use it."""
        corner = self.ring.corners.get(size)
        if corner is None:
            self.truncated = True
            return
        node = len(self.nodes)
        self.nodes.append(links)
        self.sizes[node] = size
        place = Place("s", "", self.ring.transposed(corner), corner)
        self._push(dict(self.ring.put(place, poly.items(), size)), [(1, place, node, False)], sugar, 0, True)

    def _reduce_target(self, target: Target) -> None:
        links: Record = []
        target.rest = self.reduction.reduce(target.rest, links)
        target.links += [(-c, place, node, flipped) for c, place, node, flipped in links]

    def _displace(self, mono: str, word: str) -> None:
        """Queues again the elements whose lead the new lead divides."""
        displaced = self.reduction.multiples(mono, word, self.elements)
        for element in displaced:
            element.alive = False
            old_mono, old_word = self.ring.split(element.lead)
            self.reduction.leads.remove(old_word, old_mono, element)
            whole = {element.lead: 1, **element.tail}
            self._push(whole, [(1, HERE, element.node, False)], element.sugar, element.size, element.scalar)
        if displaced:
            self.elements = [element for element in self.elements if element.alive]

    def _tidy(self, lead: str, newest: Element) -> None:
        """Reduces the tails in which the new lead occurs."""
        for element in [element for element in self.elements if lead in element.text and element is not newest]:
            links: Record = [(1, HERE, element.node, False)]
            self.sizes[len(self.nodes)] = element.size
            element.rewrite(self.reduction.reduce(dict(element.tail), links), len(self.nodes))
            self.nodes.append(links)

    # -------------------------------------------------------------------------------- ambiguities

    def _pair(self, element: Element, mono: str, word: str) -> None:
        """Queues the overlaps of the new lead with all leads, itself included."""
        parts = [(word[:size], word[size:]) for size in range(1, len(word))]
        for head, end in parts:
            self._suffixes.setdefault(end, []).append(element)
            self._prefixes.setdefault(head, []).append(element)
        for head, end in parts:
            for other in self._prefixes.get(end, ()):
                if other.alive:
                    self._queue_pair(element, other, len(end))
            for other in self._suffixes.get(head, ()):
                if other.alive and other is not element:
                    self._queue_pair(other, element, len(head))
        if mono:
            for other in self.elements:
                if other is not element and (not word or not self.ring.split(other.lead)[1]):
                    self._queue_pair(element, other, 0)
        if word and self.thorough and not self.ring.plain:
            self._pair_inside(element, mono, word)

    def _pair_inside(self, element: Element, mono: str, word: str) -> None:
        """Queues the leads of which one has its word inside the other's, though its scalars do not divide: from
        c B = 0 and B B^{-1} = I follows c I = 0."""
        for other in self.elements:
            if other is element:
                continue
            other_mono, other_word = self.ring.split(other.lead)
            for start in starts_of(word, other_word) if mono else ():
                self._queue_pair(element, other, -1 - start)
            for start in starts_of(other_word, word) if other_mono and other_word != word else ():
                self._queue_pair(other, element, -1 - start)

    def _close_scalars(self, element: Element, mono: str, word: str) -> None:
        """X u v' with an atom v' w of a scalar lead or a claim: the element times w, with the atom pulled out."""
        if not element.scalar:
            for closer in self._closers:
                self._close(element, word, closer)
            return
        self._add_closers(mono)

    def _add_closers(self, mono: str) -> None:
        for code in dict.fromkeys(mono):
            kind, content = self.ring.meaning(code)
            for closer in (content, self.ring.transposed(content)) if kind == "w" else ():
                if closer not in self._closers:
                    self._closers[closer] = None
                    for other in self.elements:
                        if not other.scalar:
                            self._close(other, self.ring.split(other.lead)[1], closer)

    def _close(self, element: Element, word: str, closer: str) -> None:
        self.reduction.work += 1
        ring = self.ring
        starts = [position for position, letter in enumerate(word) if ring.rows[letter] == 0]
        ends = [position + 1 for position, letter in enumerate(word) if ring.columns[letter] == 0]
        whole = {element.lead: 1, **element.tail}
        for start in starts[-1:]:
            if closer.startswith(word[start:]) and len(closer) > len(word) - start:
                place = Place("m", "", "", closer[len(word) - start :])
                self._push_placed(element, whole, place, ring.rows[word[0]] == 0)
        for end in ends[:1]:
            if closer.endswith(word[:end]) and len(closer) > end:
                place = Place("m", "", closer[: len(closer) - end], "")
                self._push_placed(element, whole, place, ring.columns[word[-1]] == 0)

    def _push_placed(self, element: Element, whole: Poly, place: Place, scalar: bool) -> None:
        poly: Poly = {}
        for key, c in self.ring.put(place, whole.items(), element.size):
            accumulate(poly, key, c)
        sugar = element.sugar + len(place.left) + len(place.right)
        size = 0 if place.left or scalar else element.size
        self._push(poly, [(1, place, element.node, False)], sugar, size, scalar)

    def _queue_pair(self, left: Element, right: Element, overlap: int) -> None:
        self.reduction.work += 1
        self._serial += 1
        length = self.reduction.joined(left, right, overlap)
        sugar = length + max(left.sugar - left.degree, right.sugar - right.degree)
        heappush(self._queue, (sugar, length, self._serial, (left, right, overlap)))


class _Rebuild(NamedTuple):
    kind: str
    mono: str
    word: str

    def __call__(self, left: str, right: str) -> Place:
        return Place(self.kind, self.mono, left, right, self.word)
