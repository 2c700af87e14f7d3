"""The fields of a saved report: each access checks the type, and names the place of what is wrong (SP703)."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from typing import Any, TypeVar

from symproof.language.codec import Decoded, decode
from symproof.language.proof import Verdict
from symproof.language.refusal import Refusal

LONGEST = 1e15  # seconds
Item = TypeVar("Item")


class Reader:
    """An object of the report and its place in it; every access checks the type."""

    def __init__(self, data: Any, place: str, known: Decoded) -> None:
        if not isinstance(data, Mapping):
            raise malformed(place, "an object")
        self.data, self.place, self.known = data, place, known

    def _get(self, key: str, kind: type[Item], what: str) -> Item:
        value = self.data.get(key)
        if not isinstance(value, kind) or (isinstance(value, bool) and kind is not bool):
            raise malformed(f"{self.place}.{key}", what)
        return value

    def text(self, key: str) -> str:
        """A text."""
        return self._get(key, str, "text")

    def flag(self, key: str) -> bool:
        """True or false."""
        return self._get(key, bool, "true or false")

    def integer(self, key: str) -> int:
        """An integer."""
        return self._get(key, int, "an integer")

    def seconds(self) -> float:
        """A number of seconds."""
        value = self.data.get("seconds")
        if isinstance(value, bool) or not isinstance(value, int | float) or not -LONGEST < value < LONGEST:
            raise malformed(f"{self.place}.seconds", "a number")
        return value

    def optional(self, key: str, read: Callable[[str], Item]) -> Item | None:
        """What ``read`` makes of the field; None where it is absent or null."""
        return None if self.data.get(key) is None else read(key)

    def within(self, key: str) -> Reader:
        """The object in this field."""
        return Reader(self.data.get(key), f"{self.place}.{key}", self.known)

    def each(self, key: str, read: Callable[[Reader], Item]) -> tuple[Item, ...]:
        """What ``read`` makes of each object in a list."""
        place = f"{self.place}.{key}"
        items = self._get(key, list, "a list")
        return tuple(read(Reader(item, f"{place}[{number}]", self.known)) for number, item in enumerate(items))

    def objects(self, key: str) -> list[dict[str, Any]]:
        """A list of objects, as they stand in the data."""
        items = self._get(key, list, "a list")
        for number, item in enumerate(items):
            if not isinstance(item, dict):
                raise malformed(f"{self.place}.{key}[{number}]", "an object")
        return items

    def texts(self, key: str) -> tuple[str, ...]:
        """A list of texts."""
        items = self._get(key, list, "a list")
        if not all(isinstance(item, str) for item in items):
            raise malformed(f"{self.place}.{key}", "a list of texts")
        return tuple(items)

    def decoded(self, key: str, kind: Any) -> Any:
        """A term, formula, declaration or certificate of this type."""
        try:
            return decode(self.data.get(key), kind, self.known)
        except Refusal as refusal:
            raise Refusal(refusal.code, f"{self.place}.{key}: {refusal.message}") from refusal

    def verdict(self, key: str) -> Verdict:
        """A verdict."""
        try:
            return Verdict(self.text(key))
        except ValueError:
            raise malformed(f"{self.place}.{key}", "a verdict") from None

    def matrix(self, key: str) -> list[list[str]]:
        """Rows of exact numbers as texts."""
        return _matrix(self.data.get(key), f"{self.place}.{key}")

    def sizes(self, key: str) -> dict[str, int]:
        """Integers by name."""
        found = dict(self.within(key).data)
        if not all(isinstance(name, str) and type(value) is int for name, value in found.items()):
            raise malformed(f"{self.place}.{key}", "integers by name")
        return found

    def named_texts(self, key: str) -> dict[str, str]:
        """Texts by name."""
        found = dict(self.within(key).data)
        if not all(isinstance(name, str) and isinstance(value, str) for name, value in found.items()):
            raise malformed(f"{self.place}.{key}", "texts by name")
        return found

    def values(self, key: str) -> dict[str, list[list[str]]]:
        """Matrices by name."""
        inner = self.within(key)
        return {str(name): _matrix(value, f"{inner.place}.{name}") for name, value in inner.data.items()}


def malformed(place: str, what: str) -> Refusal:
    """The refusal (SP703) of what is not of this kind."""
    return Refusal("SP703", f"{place}: {what} expected")


def _matrix(value: Any, place: str) -> list[list[str]]:
    if not isinstance(value, list) or not all(map(_is_row, value)):
        raise malformed(place, "a list of rows of exact numbers as texts")
    return value


def _is_row(row: Any) -> bool:
    return isinstance(row, list) and all(isinstance(entry, str) for entry in row)
