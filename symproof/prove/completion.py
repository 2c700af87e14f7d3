"""Noncommutative completion (Buchberger's algorithm) over Q that remembers where every element came from.

Each element of the basis is a node of a straight-line trace: a combination of places of earlier nodes, transposed or
not. Nothing is expanded before a claim is closed (``expand``). Transposes enter the queue with their elements. The
order is degree-lexicographic, selection is by sugar or by the length of the ambiguity, the basis is kept interreduced.
Work is counted in terms touched.
"""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass, field
from heapq import heapify, heappop, heappush
from typing import NamedTuple, TypeAlias

from symproof.prove.leads import Leads
from symproof.prove.ring import HERE, Coefficient, ExhaustedError, Place, Poly, Ring, accumulate, divided

Link: TypeAlias = tuple[Coefficient, Place, int, bool]  # coefficient * place[node, transposed]
Record: TypeAlias = list[Link]
MAX_TERMS = 4000  # of one polynomial
MAX_LENGTH = 60  # of one word
LONG = 16  # letters: the search for a lead in a longer word counts more


@dataclass(slots=True, eq=False)
class Element:
    """``lead + tail = 0``; ``size`` numbers the rows (for tr(I) only), ``scalar`` says that it is 1 x 1."""

    lead: str
    tail: Poly
    node: int
    sugar: int
    size: int
    scalar: bool
    alive: bool = True


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


class Completion:
    """A basis under construction. ``nodes`` holds a record for each derived node, None for a given equation."""

    def __init__(self, ring: Ring) -> None:
        self.ring = ring
        self.by_length = False
        self.nodes: list[Record | None] = []
        self.targets: list[Target] = []
        self.work = 0
        self.vacuous = False
        self.truncated = False
        self._forced: list[Element] = []
        self._leads: Leads[Element] = Leads()
        self._prefixes: dict[str, list[Element]] = {}
        self._suffixes: dict[str, list[Element]] = {}
        self.elements: list[Element] = []
        self._queue: list[tuple[int, int, int, object]] = []
        self._closers: dict[str, None] = {}  # words of 1 x 1 atoms that matter, and their transposes
        self._serial = 0

    # -------------------------------------------------------------------------------- input

    def given(self, poly: Poly, *, size: int = -1, scalar: bool = False, first: bool = False) -> int:
        """Adds an equation ``poly = 0``, at the head of the queue if it comes ``first``; returns its node."""
        node = len(self.nodes)
        self.nodes.append(None)
        sugar = 0 if first else self._degree(poly)
        self._push(dict(poly), [(1, HERE, node, False)], sugar, size, scalar)
        return node

    def force(self, lead: str, poly: Poly, size: int) -> int:
        """Adds a definition: ``lead``, one letter with coefficient 1 or -1, occurs nowhere else in ``poly``."""
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
            self._forced.append(Element(name, turned, len(self.nodes) - 1, 0, size, False))
        return node

    def target(self, name: str, poly: Poly, *, reach: int = 0) -> Target:
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
        return self._reduce(poly, links)

    def irreducible(self, word: str) -> bool:
        return self._find(word) is None

    # -------------------------------------------------------------------------------- the loop

    @property
    def finished(self) -> bool:
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
        sugar, _, _, item = heappop(self._queue)
        if isinstance(item, tuple) and isinstance(item[0], Element):
            made = self._ambiguity(*item)
            if made is None:
                return
            poly, links, size, scalar = made
        else:
            poly, links, size, scalar = item  # type: ignore[misc]
        self._substitute(poly, links)
        poly = self._reduce(poly, links)
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
                return rebuild(part[:at], part[at + 1 :])
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

    def _reduce(self, poly: Poly, links: Record) -> Poly:
        """The full normal form; what was subtracted is appended to ``links``. Consumes ``poly``."""
        rank, put, find = self.ring.rank, self.ring.put, self._find
        heap = [rank(key) for key in poly]
        heapify(heap)
        done: Poly = {}
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
            if len(poly) > MAX_TERMS:
                raise ExhaustedError("a polynomial grew too long")
        return done if all(done.values()) else {key: c for key, c in done.items() if c}

    def _find(self, key: str) -> tuple[Element, Place] | None:
        """An element whose lead divides the key, and where."""
        self.work += 1
        if self.ring.plain:
            return self._find_plain(key)
        mono, word = self.ring.split(key)
        found = self._inside(word, mono, "m", "")
        if found is None and mono:
            found = self._find_scalar(key, mono, word)
        return found

    def _find_plain(self, word: str) -> tuple[Element, Place] | None:
        self.work += len(word) // LONG
        found = self._leads.find(word)
        if found is None:
            return None
        element, start, end = found
        return element, Place("m", "", word[:start], word[end:])

    def _inside(self, content: str, mono: str, kind: str, word: str) -> tuple[Element, Place] | None:
        for length in self._leads.lengths:
            if not length:
                continue
            for start in range(len(content) - length + 1):
                for factor, element in self._leads.of.get(content[start : start + length], ()):
                    rest = quotient(mono, factor)
                    if rest is not None:
                        return element, Place(kind, rest, content[:start], content[start + length :], word)
        return None

    def _find_scalar(self, key: str, mono: str, word: str) -> tuple[Element, Place] | None:
        for factor, element in self._leads.of.get("", ()):
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

    # -------------------------------------------------------------------------------- the basis

    def _enter(self, poly: Poly, links: Record, sugar: int, size: int, scalar: bool) -> None:
        """Makes a reduced nonzero polynomial an element of the basis."""
        ring = self.ring
        if self.by_length:
            sugar = self._degree(poly)
        lead = self._lead(poly, scalar)
        if not lead:
            self.vacuous = True
        mono, word = ring.split(lead)
        if (not word and not scalar and mono) or len(lead) > MAX_LENGTH:
            self.truncated = True  # c I_n = 0 says nothing that a place of the kernel could use
            return
        coefficient = poly.pop(lead)
        tail = poly if coefficient == 1 else {key: divided(c, coefficient) for key, c in poly.items()}
        if coefficient != 1:
            links = [(divided(c, coefficient), place, node, flipped) for c, place, node, flipped in links]
        node = len(self.nodes)
        self.nodes.append(links)
        element = Element(lead, tail, node, sugar, size, scalar)
        self._displace(mono, word)
        self.elements.append(element)
        self._leads.add(word, mono, element)
        self._tidy(lead, element)
        self._pair(element, mono, word)
        if not ring.plain:
            self._close_scalars(element, mono, word)
        if not scalar:
            turned = ring.transpose({lead: 1, **tail})
            turned_size = ring.columns[word[-1]] if word else size
            self._push(turned, [(1, HERE, node, True)], sugar, turned_size, scalar)
        for target in self.targets:
            if target.rest and (not ring.plain or any(lead in key for key in target.rest)):
                self._reduce_target(target)

    def _lead(self, poly: Poly, scalar: bool) -> str:
        """The largest key; in a matrix polynomial the largest with a word, as multiples of I divide nothing here."""
        ring = self.ring
        keys = poly if ring.plain or scalar else [key for key in poly if ring.split(key)[1]] or poly
        return min(map(ring.rank, keys))[-1]  # type: ignore[return-value]

    def _reduce_target(self, target: Target) -> None:
        links: Record = []
        target.rest = self._reduce(target.rest, links)
        target.links += [(-c, place, node, flipped) for c, place, node, flipped in links]

    def _displace(self, mono: str, word: str) -> None:
        """Queues again the elements whose lead the new lead divides."""
        kept = []
        for element in self.elements:
            if self._divides(mono, word, element.lead):
                element.alive = False
                old_mono, old_word = self.ring.split(element.lead)
                self._leads.remove(old_word, old_mono, element)
                whole = {element.lead: 1, **element.tail}
                self._push(whole, [(1, HERE, element.node, False)], element.sugar, element.size, element.scalar)
                continue
            kept.append(element)
        if len(kept) < len(self.elements):
            self.elements = kept

    def _tidy(self, lead: str, newest: Element) -> None:
        """Reduces the tails in which the new lead occurs."""
        for element in self.elements:
            if element is not newest and any(lead in key for key in element.tail):
                links: Record = [(1, HERE, element.node, False)]
                element.tail = self._reduce(dict(element.tail), links)
                element.node = len(self.nodes)
                self.nodes.append(links)

    def _divides(self, mono: str, word: str, key: str) -> bool:
        if self.ring.plain:
            return word in key
        other_mono, other_word = self.ring.split(key)
        return word in other_word and quotient(other_mono, mono) is not None

    # -------------------------------------------------------------------------------- ambiguities

    def _pair(self, element: Element, mono: str, word: str) -> None:
        """Queues the overlaps of the new lead with all leads, itself included."""
        for size in range(1, len(word)):
            self._suffixes.setdefault(word[size:], []).append(element)
            self._prefixes.setdefault(word[:size], []).append(element)
        for size in range(1, len(word)):
            for other in self._prefixes.get(word[size:], ()):
                self._queue_pair(element, other, len(word) - size)
            for other in self._suffixes.get(word[:size], ()):
                if other is not element:
                    self._queue_pair(other, element, size)
        if mono:
            for other in self.elements:
                if other is not element and (not word or not self.ring.split(other.lead)[1]):
                    self._queue_pair(element, other, 0)

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
        self.work += 1
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
        if not (left.alive and right.alive):
            return
        self.work += 1
        degree = self.ring.degree
        length = degree(left.lead) + degree(right.lead) - overlap
        sugar = max(left.sugar + length - degree(left.lead), right.sugar + length - degree(right.lead))
        self._serial += 1
        heappush(self._queue, (sugar, length, self._serial, (left, right, overlap)))

    def _ambiguity(self, left: Element, right: Element, overlap: int) -> tuple[Poly, Record, int, bool] | None:
        """Both ways to reduce the overlapped word, subtracted."""
        if not (left.alive and right.alive):
            return None
        ring = self.ring
        (mono1, word1), (mono2, word2) = ring.split(left.lead), ring.split(right.lead)
        first, second = cofactors(mono1, mono2)
        if overlap:
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


class _Rebuild(NamedTuple):
    kind: str
    mono: str
    word: str

    def __call__(self, left: str, right: str) -> Place:
        return Place(self.kind, self.mono, left, right, self.word)


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
