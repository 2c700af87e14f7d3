"""The leading words of a basis, indexed for the question that costs most: which of them stands in a word, and where?

Words average few letters, but an infinite completion makes them long. So the places where a lead may start are found by
their first two letters before any length is tried.
"""

from __future__ import annotations

from typing import Generic, TypeVar

Item = TypeVar("Item")


class Leads(Generic[Item]):
    """``of`` maps a word to its items, each with the scalar atoms in front; ``lengths`` are those of the words."""

    def __init__(self) -> None:
        self.of: dict[str, list[tuple[str, Item]]] = {}
        self.lengths: list[int] = []
        self._starts: dict[str, list[int]] = {}
        self._counts: dict[tuple[str, int], int] = {}
        self._of_length: dict[int, int] = {}

    def add(self, word: str, mono: str, item: Item) -> None:
        entries = self.of.setdefault(word, [])
        entries.append((mono, item))
        if len(entries) == 1:
            size, start = len(word), word[:2]
            self._of_length[size] = self._of_length.get(size, 0) + 1
            self._counts[start, size] = self._counts.get((start, size), 0) + 1
            if self._of_length[size] == 1:
                self.lengths = sorted([*self.lengths, size])
            if self._counts[start, size] == 1:
                self._starts[start] = sorted([*self._starts.get(start, ()), size])

    def remove(self, word: str, mono: str, item: Item) -> None:
        entries = self.of[word]
        entries.remove((mono, item))
        if entries:
            return
        del self.of[word]
        size, start = len(word), word[:2]
        self._of_length[size] -= 1
        self._counts[start, size] -= 1
        if not self._of_length[size]:
            self.lengths = [length for length in self.lengths if length != size]
        if not self._counts[start, size]:
            self._starts[start] = [length for length in self._starts[start] if length != size]

    def find(self, word: str) -> tuple[Item, int, int] | None:
        """An item whose word stands in this one, with start and end: the shortest, of these the leftmost."""
        if self.lengths and self.lengths[0] < 2:
            for length in self.lengths[:2]:
                found = self._of_at_most_one_letter(word, length)
                if found is not None:
                    return found
        starts, of = self._starts, self.of
        at, best = -1, len(word) + 1
        for start in range(len(word) - 1):
            for length in starts.get(word[start : start + 2], ()):
                if length >= best:
                    break
                if word[start : start + length] in of and start + length <= len(word):
                    at, best = start, length
                    break
        return None if at < 0 else (of[word[at : at + best]][0][1], at, at + best)

    def _of_at_most_one_letter(self, word: str, length: int) -> tuple[Item, int, int] | None:
        for start in range(len(word) + 1 - length if length < 2 else 0):
            entries = self.of.get(word[start : start + length])
            if entries:
                return entries[0][1], start, start + length
        return None
