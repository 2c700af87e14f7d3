"""The language of statements read a second time, by recursive descent: nothing of symproof is used.

A node is a kind and its parts, which are nodes, texts or lists of these.
"""

from __future__ import annotations

import re
from dataclasses import dataclass
from typing import Any

TOKEN = re.compile(r"\s*(\d+(?:\.\d+)?|[A-Za-z_]\w*|\.\.|\.T\b|\*\*|\|-|<=|>=|[-+*/()\[\],=<>?:.])")
RELATIONS = ("=", "<", ">", "<=", ">=")
PROPERTIES = (
    "symmetric", "antisymmetric", "skew-symmetric", "orthogonal", "idempotent", "diagonal", "permutation", "invertible",
    "nonzero", "even", "odd", "positive definite", "positive integer", "positive", "full column rank", "full row rank",
)  # fmt: skip


class ReadingError(Exception):
    """The text is not in the language."""


@dataclass(frozen=True)
class Node:
    kind: str
    parts: tuple[Any, ...]


def read(text: str) -> tuple[list[Node], list[Node]]:
    """The formulas before and after ``|-``; without it all of them come after."""
    reader = _Reader(_tokens(text))
    before = reader.formulas() if reader.here != "|-" else []
    if reader.here != "|-":
        reader.end()
        return [], before
    reader.take("|-")
    after = reader.formulas()
    reader.end()
    return before, after


def read_formula(text: str) -> Node:
    reader = _Reader(_tokens(text))
    formula = reader.formula()
    reader.end()
    return formula


def read_expression(text: str) -> Node:
    reader = _Reader(_tokens(text))
    expression = reader.expression()
    reader.end()
    return expression


def _tokens(text: str) -> list[str]:
    found, position = [], 0
    text = re.sub(r"structured\s+derivative\s*:", "structured", text).replace("skew-symmetric", "antisymmetric").strip()
    while position < len(text):
        match = TOKEN.match(text, position)
        if match is None:
            raise ReadingError(text[position:])
        found.append(match[1])
        position = match.end()
    return found


class _Reader:
    def __init__(self, tokens: list[str]) -> None:
        self.tokens = [*tokens, ""]
        self.position = 0

    @property
    def here(self) -> str:
        return self.tokens[self.position]

    def ahead(self, count: int) -> tuple[str, ...]:
        return tuple(self.tokens[self.position : self.position + count])

    def take(self, wanted: str = "") -> str:
        token = self.here
        if not token or (wanted and token != wanted):
            raise ReadingError(f"{token!r}, not {wanted!r}")
        self.position += 1
        return token

    def end(self) -> None:
        if self.here:
            raise ReadingError(self.here)

    # -------------------------------------------------------------------------------- formulas

    def formulas(self) -> list[Node]:
        found = [self.formula()]
        while self.here == ",":
            self.take()
            found.append(self.formula())
        return found

    def formula(self) -> Node:
        if self.here == "where":
            self.take()
            name = self.take()
            self.take("=")
            return Node("definition", (name, self.expression()))
        if self.here == "structured":
            self.take()
            name = self.take()
            self.take("symmetric")
            return Node("structured", (name,))
        first = self.expression()
        if self.here in RELATIONS:
            return self._chain(first)
        if self.here == "and":
            self.take()
            other = self.expression()
            self.take("commute")
            return Node("commute", (first, other))
        if self.here == "in":
            self.take()
            low = self.expression()
            self.take("..")
            return Node("member", (first, low, self.expression()))
        return Node("properties", (first, self._properties()))

    def _chain(self, first: Node) -> Node:
        sides, signs = [first], []
        while self.here in RELATIONS:
            signs.append(self.take())
            sides.append(self.expression())
        return Node("chain", (sides, signs))

    def _properties(self) -> list[str]:
        found = [self._property()]
        while self.here == "and":
            self.take()
            found.append(self._property())
        return found

    def _property(self) -> str:
        if self.here in ("is", "has"):
            self.take()
        for name in sorted(PROPERTIES, key=len, reverse=True):
            words = tuple(name.split())
            if self.ahead(len(words)) == words:
                self.position += len(words)
                return name
        raise ReadingError(f"no property: {self.here!r}")

    # -------------------------------------------------------------------------------- expressions

    def expression(self) -> Node:
        parts = [("+", self._product())]
        while self.here in ("+", "-"):
            parts.append((self.take(), self._product()))
        return parts[0][1] if len(parts) == 1 else Node("sum", (parts,))

    def _product(self) -> Node:
        parts = [("*", self._signed())]
        while self.here in ("*", "/"):
            parts.append((self.take(), self._signed()))
        return parts[0][1] if len(parts) == 1 else Node("product", (parts,))

    def _signed(self) -> Node:
        if self.here == "-":
            self.take()
            return Node("negative", (self._signed(),))
        if self.here == "+":
            self.take()
            return self._signed()
        base = self._postfix()
        if self.here == "**":
            self.take()
            return Node("power", (base, self._signed()))
        return base

    def _postfix(self) -> Node:
        node = self._atom()
        while self.here in (".T", "["):
            if self.take() == ".T":
                node = Node("transpose", (node,))
                continue
            places = [self.expression()]
            if self.here == ",":
                self.take()
                places.append(self.expression())
            self.take("]")
            node = Node("entry", (node, places))
        return node

    def _atom(self) -> Node:
        token = self.take()
        if token == "(":
            inner = self.expression()
            self.take(")")
            return inner
        if token[0].isdigit():
            return Node("number", (token,))
        if not (token[0].isalpha() or token[0] == "_"):
            raise ReadingError(token)
        return self._call(token) if self.here == "(" else Node("name", (token,))

    def _sum_over(self, body: Node) -> Node:
        """``for i in a..b``, once or several times; the later ranges are inside."""
        if self.here != "for":
            return body
        self.take()
        index = self.take()
        self.take("in")
        low = self.expression()
        self.take("..")
        high = self.expression()
        return Node("index sum", (self._sum_over(body), index, low, high))

    def _call(self, name: str) -> Node:
        self.take("(")
        arguments = [] if self.here == ")" else [self._argument()]
        if self.here == "for":
            node = self._sum_over(arguments[0])
            self.take(")")
            return node
        while self.here == ",":
            self.take()
            arguments.append(self._argument())
        self.take(")")
        return Node("call", (name, arguments))

    def _argument(self) -> Node:
        if self.here != "[":
            return self.expression()
        self.take()
        rows = [self._row()]
        while self.here == ",":
            self.take()
            rows.append(self._row())
        self.take("]")
        return Node("rows", (rows,))

    def _row(self) -> list[Node]:
        self.take("[")
        row = [self.expression()]
        while self.here == ",":
            self.take()
            row.append(self.expression())
        self.take("]")
        return row
