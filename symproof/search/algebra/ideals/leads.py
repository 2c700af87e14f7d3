"""The leading words of a basis, indexed for the question that costs most: which of them stands in a word, and where?

A few leads are tried one after the other. Of many, and an infinite completion makes many long ones, those that may
start at a place are found by their first two letters before any length is tried.
"""

from __future__ import annotations

from bisect import bisect, insort
from collections.abc import Iterable
from typing import Generic, TypeVar

Item = TypeVar("Item")
FEW = 24  # words


class Leads(Generic[Item]):
    """``of`` maps a word to its items, each with the scalar atoms in front."""

    def __init__(self) -> None:
        self.of: dict[str, list[tuple[str, Item]]] = {}
        self._words: list[str] = []  # the shortest first
        self._lengths: list[int] | None = None
        self._starts: dict[str, list[int]] | None = None  # the lengths of words by their first two letters

    @property
    def lengths(self) -> list[int]:
        """Of the words, in order."""
        if self._lengths is None:
            self._lengths = sorted(set(map(len, self._words)))
        return self._lengths

    def add(self, word: str, mono: str, item: Item) -> None:
        """Enters an element under its leading word and scalar factor."""
        entries = self.of.setdefault(word, [])
        entries.append((mono, item))
        if len(entries) == 1:
            insort(self._words, word, key=len)
            self._lengths = None
            if self._starts is not None:
                self._index(self._starts, word)

    def remove(self, word: str, mono: str, item: Item) -> None:
        """Removes an element that was entered under this leading word and scalar factor."""
        entries = self.of[word]
        entries.remove((mono, item))
        if not entries:
            del self.of[word]
            self._words.remove(word)
            self._lengths = None  # what ``_starts`` says of the word may stay: it is asked for where to look only

    def find(self, word: str) -> tuple[Item, int, int] | None:
        """An item whose word stands in this one, with start and end: the shortest, of these the leftmost."""
        words = self._words
        if len(words) <= FEW:
            return self._tried(word, words)
        short = words[: bisect(words, 1, key=len)]
        found = self._tried(word, short) if short else None
        return found or self._by_starts(word)

    def _tried(self, word: str, leads: Iterable[str]) -> tuple[Item, int, int] | None:
        best, at = "", -1
        for lead in leads:
            if at >= 0 and len(lead) > len(best):
                break
            if lead in word:
                start = word.find(lead)
                if at < 0 or start < at:
                    best, at = lead, start
        return None if at < 0 else (self.of[best][0][1], at, at + len(best))

    def _by_starts(self, word: str) -> tuple[Item, int, int] | None:
        starts, of = self._starts, self.of
        if starts is None:
            starts = self._starts = {}
            for lead in self._words:
                self._index(starts, lead)
        at, best = -1, len(word) + 1
        for start in range(len(word) - 1):
            for length in starts.get(word[start : start + 2], ()):
                if length >= best:
                    break
                if word[start : start + length] in of and start + length <= len(word):
                    at, best = start, length
                    break
        return None if at < 0 else (of[word[at : at + best]][0][1], at, at + best)

    def _index(self, starts: dict[str, list[int]], word: str) -> None:
        lengths = starts.setdefault(word[:2], [])
        if len(word) not in lengths:
            insort(lengths, len(word))
