"""The syntax tree, and what is wrong with a text."""

from __future__ import annotations

from collections.abc import Iterator
from typing import NamedTuple


class Node(NamedTuple):
    """A node of the syntax tree: ``text`` for a token, ``parts`` for a construct; offsets into the text."""

    kind: str
    text: str
    parts: tuple[Node, ...]
    start: int
    end: int


def tokens(node: Node) -> Iterator[Node]:
    """The tokens of a tree, from left to right."""
    if not node.parts:
        yield node
    for part in node.parts:
        yield from tokens(part)


class TextError(Exception):
    """What is wrong with a text, from offset ``start`` on."""

    def __init__(self, code: str, message: str, hint: str = "", start: int = 0) -> None:
        super().__init__(message)
        self.code, self.message, self.hint, self.start = code, message, hint, start


def refused(node: Node, code: str, message: str, hint: str = "") -> TextError:
    """The error ``message`` at the place of ``node``."""
    return TextError(code, message, hint, node.start)
