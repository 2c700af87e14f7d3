"""Text to a syntax tree with positions, by the grammar in ``grammar.lark``. Nothing is evaluated.

Every refusal is a ``TextError`` that knows where in the text it is; ``located`` turns it into the error that users see:
the quoted line of the expression with a caret under the place.
"""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import dataclass
from functools import lru_cache
from pathlib import Path
from typing import TYPE_CHECKING

from symproof.errors import SymproofError

if TYPE_CHECKING:
    from lark import Lark, Token, Tree
    from lark.exceptions import UnexpectedInput

MAX_CHARACTERS = 20_000  # of one expression
MAX_DEPTH = 100  # of the syntax tree
MAX_DIGITS = 60  # of one number

_OPERANDS = frozenset({"NAME", "NUMBER", "LPAR"})
_FOREIGN = {
    "'": "write X.T for the transpose",
    "^": "write X**2 for a power, X.T for the transpose",
    "@": "write A*B for the matrix product",
    "!": "write `X nonzero`, or `X invertible`",
    ".": "write X.T for the transpose; a decimal needs digits on both sides of the point",
    "|": "write norm2(X), abs(c) or det(X); `|-` stands between assumptions and claims",
    "?": "a question is written d(...)/dX = ?",
    ";": "separate statements by a comma",
}
_SHOWN = {
    "TURNSTILE": "|-", "PLUS": "+", "MINUS": "-", "TIMES": "*", "OVER": "/", "NAME": "a name", "NUMBER": "a number",
    "LPAR": "(", "RPAR": ")", "LSQB": "[", "RSQB": "]", "COMMA": ",", "$END": "the end",
}  # fmt: skip


@dataclass(frozen=True, slots=True)
class Node:
    """A node of the syntax tree: ``text`` for a token, ``parts`` for a construct; offsets into the text."""

    kind: str
    text: str
    parts: tuple[Node, ...]
    start: int
    end: int


class TextError(Exception):
    """What is wrong with a text, from offset ``start`` on."""

    def __init__(self, code: str, message: str, hint: str = "", start: int = 0) -> None:
        super().__init__(message)
        self.code, self.message, self.hint, self.start = code, message, hint, start


def refused(node: Node, code: str, message: str, hint: str = "") -> TextError:
    """The error ``message`` at the place of ``node``."""
    return TextError(code, message, hint, node.start)


def located(problem: TextError, text: str, where: str, file: str | None, line: int | None) -> SymproofError:
    """The problem as an error: where it is (statement and key), the quoted line, a caret; column counted from 1."""
    start = min(problem.start, len(text))
    first = text.rfind("\n", 0, start) + 1
    last = text.find("\n", start)
    quoted = text[first : last if last >= 0 else len(text)]
    column = start - first + 1
    place = f"column {column}" if "\n" not in text else f"line {text.count(chr(10), 0, start) + 1}, column {column}"
    shown, caret = _window(quoted, column)
    message = f"{where}, {place}: {problem.message}\n    {shown}\n    {' ' * caret}^"
    return SymproofError(problem.code, message, problem.hint, file=file, line=line, column=column)


def _window(quoted: str, column: int) -> tuple[str, int]:
    """At most 100 characters around the column, printable, and where the caret stands in them."""
    first = max(0, column - 61)
    shown = "".join(letter if letter.isprintable() else " " for letter in quoted[first : first + 100])
    return ("..." if first else "") + shown, column - 1 - first + (3 if first else 0)


@lru_cache(maxsize=1)
def _parser() -> Lark:
    from lark import Lark

    grammar = Path(__file__).with_name("grammar.lark").read_text(encoding="utf-8")
    return Lark(grammar, parser="lalr", propagate_positions=True, maybe_placeholders=False)


def parse(text: str) -> Node:
    """The tree of ``[formulas] [|- formulas]``; TextError SP601 for what the grammar does not know, SP610 for a text
    beyond the limits."""
    from lark.exceptions import UnexpectedInput

    if len(text) > MAX_CHARACTERS:
        raise TextError("SP610", f"an expression of {len(text)} characters; the limit is {MAX_CHARACTERS}")
    long = re.search(rf"[0-9]{{{MAX_DIGITS + 1},}}", text)
    if long:
        raise TextError("SP610", f"a number of {len(long[0])} digits; the limit is {MAX_DIGITS}", start=long.start())
    try:
        tree = _parser().parse(text)
    except UnexpectedInput as error:
        raise _syntax_problem(error, text) from None
    _check_depth(tree)
    return _node(tree, 0)


def _check_depth(tree: Tree[Token]) -> None:
    """Without recursion: the tree may be as deep as the text is long."""
    from lark import Tree

    stack = [(tree, 0)]
    while stack:
        branch, depth = stack.pop()
        if depth > MAX_DEPTH:
            raise TextError("SP610", f"nested deeper than {MAX_DEPTH} levels", start=branch.meta.start_pos)
        stack.extend((child, depth + 1) for child in branch.children if isinstance(child, Tree))


def _node(tree: Tree[Token] | Token, start: int) -> Node:
    from lark import Token

    if isinstance(tree, Token):
        position = tree.start_pos or 0
        return Node(tree.type, str(tree), (), position, position + len(tree))
    if not tree.meta.empty:
        start = tree.meta.start_pos
    parts = tuple([_node(child, start) for child in tree.children])
    end = start if tree.meta.empty else tree.meta.end_pos
    return Node(str(tree.data), "", parts, start, end)


def _syntax_problem(error: UnexpectedInput, text: str) -> TextError:
    from lark.exceptions import UnexpectedToken

    start = error.pos_in_stream or 0
    if isinstance(error, UnexpectedToken):
        token = error.token
        if token.type == "$END":
            return TextError("SP601", "the expression ends too early", _expected(error.expected), len(text.rstrip()))
        if token.type in _OPERANDS and text[:start].rstrip()[-1:].isalnum() | text[:start].rstrip().endswith(
            (")", "]")
        ):
            hint = "write * between factors, a comma between statements"
            return TextError("SP601", f"{_quoted(str(token))} does not fit after what stands before it", hint, start)
        return TextError("SP601", f"{_quoted(str(token))} does not fit here", _hint(text, start, error.expected), start)
    return TextError(
        "SP601", f"{_quoted(text[start : start + 1])} is not understood here", _hint(text, start, ()), start
    )


def _hint(text: str, start: int, expected: Sequence[str] | set[str] | tuple[str, ...]) -> str:
    if text[start : start + 2] in ("==", "=="):
        return "an equation is written with a single ="
    if text[start : start + 1] == "=" and text[start - 1 : start] == "=":
        return "an equation is written with a single ="
    return _FOREIGN.get(text[start : start + 1], "") or _expected(expected)


def _expected(names: Sequence[str] | set[str] | tuple[str, ...]) -> str:
    shown = sorted({_SHOWN[name] for name in names if name in _SHOWN})
    return "expected: " + " ".join(shown) if shown else ""


def _quoted(text: str) -> str:
    return repr(text if len(text) <= 40 else text[:37] + "...")
