"""A parser that follows the tables in ``grammar.json`` (made from ``grammar.lark`` by ``tables.py``).

LALR(1) with a lexer that asks the state which words it knows, so that ``symmetric`` is a property after an expression
and a name where an expression begins. One pass, no recursion, no backtracking.
"""

from __future__ import annotations

import json
import re
from collections.abc import Mapping, Sequence
from functools import lru_cache
from pathlib import Path
from typing import NamedTuple, TypeAlias

from symproof.statements.nodes import Node

END = "$END"
_TOKEN = re.compile(
    r"(?P<NAME>[A-Za-z_][A-Za-z0-9_]*)|(?P<NUMBER>[0-9]+(?:\.[0-9]+)?)|\*\*|<=|>=|!=|\|-|\.\.|\.T|[^\s\w]|\w"
)
# Terminals that are more than one word: read where the state knows them, otherwise word by word.
_PHRASES = {
    "_STRUCTURED": re.compile(r"structured\s+derivative\s*:"),
    "_FORALL": re.compile(r"for\s+all\b"),
    "_EXISTS": re.compile(r"exists(?=\s+\w)"),
    "_WITH": re.compile(r"with\b"),
    "SKEW": re.compile("skew-symmetric"),
}
_QUOTED = re.compile(r"\{([A-Za-z_][A-Za-z0-9_]*)\}")  # a name in braces is a name where a word means something else
_SPACE = re.compile(r"[ \t\r\n]*")

Actions: TypeAlias = Mapping[str, int]
Span: TypeAlias = tuple[int, int]


class Unexpected(Exception):  # noqa: N818 - a report to parse.py, which words it
    """A token that no formula continues with; ``kind`` is empty for what is no token at all."""

    def __init__(self, kind: str, text: str, start: int, expected: Sequence[str]) -> None:
        super().__init__(text)
        self.kind, self.text, self.start, self.expected = kind, text, start, expected


class Tables(NamedTuple):
    end: int
    words: Mapping[str, str]  # from the text of a word or symbol to its terminal
    rules: Sequence[tuple[str, str, bool, Sequence[str]]]
    states: Sequence[Actions]
    gotos: Sequence[Actions]


@lru_cache(maxsize=1)
def tables() -> Tables:
    """The tables of the grammar, read from the package."""
    data = json.loads(Path(__file__).with_name("grammar.json").read_text(encoding="utf-8"))
    words = {text: name for name, text in data["terminals"].items() if text is not None}
    return Tables(data["end"], words, data["rules"], data["states"], data["gotos"])


def tree(text: str) -> Node:
    """The syntax tree of the text; Unexpected at the first token that does not fit."""
    table = tables()
    states, values, spans = [0], list[Node](), list[Span]()
    place = _skipped(text, 0)
    while True:
        token = _token(text, place, table.states[states[-1]], table.words)
        while (action := table.states[states[-1]].get(token.kind)) is not None and action < 0:
            _reduce(table, -action - 1, states, values, spans, place)
            if token.kind == END and states[-1] == table.end:
                return values[-1]
        if action is None:
            raise Unexpected(token.kind, token.text, place, list(table.states[states[-1]]))
        states.append(action)
        values.append(token)
        spans.append((token.start, token.end))
        place = _skipped(text, token.end)


def _skipped(text: str, place: int) -> int:
    found = _SPACE.match(text, place)
    return found.end() if found else place


def _token(text: str, place: int, actions: Actions, words: Mapping[str, str]) -> Node:
    """The token at this place, as the state that reads it sees it."""
    if place == len(text):
        return Node(END, "", (), place, place)
    for kind, pattern in _PHRASES.items():
        if kind in actions and (phrase := pattern.match(text, place)):
            return Node(kind, phrase[0], (), place, phrase.end())
    if "NAME" in actions and (quoted := _QUOTED.match(text, place)):
        return Node("NAME", quoted[1], (), place, quoted.end())
    found = _TOKEN.match(text, place)
    shown = found[0] if found else text[place]
    kind = words.get(shown, "")
    if found and found.lastgroup and kind not in actions:
        kind = found.lastgroup
    return Node(kind, shown, (), place, place + len(shown))


def _reduce(table: Tables, number: int, states: list[int], values: list[Node], spans: list[Span], place: int) -> None:
    """Replaces what the rule expands to by its node. Spans count the parentheses that a lone child leaves out."""
    origin, name, single, fates = table.rules[number]
    if single and len(fates) == 1 and fates[0] == "keep":  # most rules: the one child stands for itself
        states.pop()
        states.append(table.gotos[states[-1]][origin])
        return
    first = len(values) - len(fates)
    parts = values[first:]
    start, end = (spans[first][0], spans[-1][1]) if parts else (place, place)
    del values[first:], spans[first:], states[first + 1 :]
    kept: list[Node] = []
    for fate, part in zip(fates, parts, strict=True):
        if fate == "open":
            kept.extend(part.parts)
        elif fate == "keep":
            kept.append(part)
    values.append(kept[0] if single and len(kept) == 1 else Node(name, "", tuple(kept), start, end))
    spans.append((start, end))
    states.append(table.gotos[states[-1]][origin])
