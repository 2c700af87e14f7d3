"""Text to a syntax tree with positions, by the grammar in ``grammar.lark``. Nothing is evaluated.

Every refusal is a ``TextError`` that knows where in the text it is; ``located`` turns it into the error that users see:
the quoted line of the expression with a caret under the place.
"""

from __future__ import annotations

import re
from collections.abc import Sequence
from functools import lru_cache

from symproof.diagnostics.errors import SymproofError
from symproof.statements import foreign
from symproof.statements.lalr import END, Unexpected, tree
from symproof.statements.nodes import Node, TextError, refused

MAX_CHARACTERS = 20_000  # of one expression
SHORT = 80  # characters: trees of texts up to here are kept
MAX_DEPTH = 100  # of the syntax tree
MAX_DIGITS = 60  # of one number

_OPERANDS = frozenset({"NAME", "NUMBER", "LPAR"})
_ENDS_OF_OPERANDS = frozenset("abcdefghijklmnopqrstuvwxyzABCDEFGHIJKLMNOPQRSTUVWXYZ0123456789_)]")
_ARROW = re.compile(r".{0,2}?(=>|->|\u21d2|\u2192|\u22a2|\bimplies\b)", re.DOTALL)
_PROPERTIES = (
    "symmetric", "antisymmetric", "orthogonal", "idempotent", "invertible", "nonzero", "positive", "definite",
    "semidefinite",    "diagonal", "permutation", "full", "column", "row", "rank", "commute", "integer", "even", "odd",
)  # fmt: skip
_SHOWN = {
    "TURNSTILE": "|-", "PLUS": "+", "MINUS": "-", "TIMES": "*", "OVER": "/", "NAME": "a name", "NUMBER": "a number",
    "LPAR": "(", "RPAR": ")", "LSQB": "[", "RSQB": "]", "COMMA": ",", "$END": "the end",
}  # fmt: skip


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


def parse(text: str) -> Node:
    """The tree of ``[formulas] [|- formulas]``; TextError SP601 for what the grammar does not know, SP610 for a text
    beyond the limits."""
    return _parsed_before(text) if len(text) <= SHORT else _parsed(text)


@lru_cache(maxsize=512)
def _parsed_before(text: str) -> Node:
    """Sizes and assumptions recur in a file of statements, and a tree never changes."""
    return _parsed(text)


def _parsed(text: str) -> Node:
    if len(text) > MAX_CHARACTERS:
        raise TextError("SP610", f"an expression of {len(text)} characters; the limit is {MAX_CHARACTERS}")
    long = re.search(rf"[0-9]{{{MAX_DIGITS + 1},}}", text)
    if long:
        raise TextError("SP610", f"a number of {len(long[0])} digits; the limit is {MAX_DIGITS}", start=long.start())
    try:
        found = tree(text)
    except Unexpected as error:
        raise _syntax_error(error, text) from None
    _check_depth(found)
    return found


def _check_depth(root: Node) -> None:
    """Without recursion: the tree may be as deep as the text is long."""
    stack = [(root, 0)]
    while stack:
        node, depth = stack.pop()
        if depth > MAX_DEPTH:
            raise refused(node, "SP610", f"nested deeper than {MAX_DEPTH} levels")
        stack.extend((part, depth + 1) for part in node.parts)


def _syntax_error(error: Unexpected, text: str) -> TextError:
    start, shown = error.start, _quoted(error.text)
    if error.kind == END:
        return TextError("SP601", "the expression ends too early", _expected(error.expected), len(text.rstrip()))
    if re.search(r"structured\s+derivative\s*:\s*\w+\s*$", text[:start]):
        hint = "write `structured derivative: X symmetric`"
        return TextError("SP601", f"{shown} is not a structure that derivatives know", hint, start)
    if error.kind in _OPERANDS and text[:start].rstrip()[-1:] in _ENDS_OF_OPERANDS:
        hint = _hint(text, start, ()) or "write * between factors, a comma between statements"
        from difflib import get_close_matches  # imported here: only a misspelt name needs it

        near = get_close_matches(error.text, _PROPERTIES, 1, 0.75)
        hint = f"did you mean {near[0]}?" if near else hint
        return TextError("SP601", f"{shown} does not fit after what stands before it", hint, start)
    if not error.kind:
        return TextError("SP601", f"{shown} is not understood here", _hint(text, start, ()), start)
    return TextError("SP601", f"{shown} does not fit here", _hint(text, start, error.expected), start)


def _hint(text: str, start: int, expected: Sequence[str]) -> str:
    if _ARROW.match(text, max(0, start - 2)):
        return "`|-` stands between assumptions and claims: A = B |- C = D"
    if text[start : start + 1] == "=" and text[start - 1 : start] == "=":
        return "an equation is written with a single ="
    return foreign.instead_of_sign(text[start : start + 1]) or _expected(expected)


def _expected(names: Sequence[str]) -> str:
    shown = sorted({_SHOWN[name] for name in names if name in _SHOWN})
    return "expected: " + " ".join(shown) if shown else ""


def _quoted(text: str) -> str:
    return repr(text if len(text) <= 40 else text[:37] + "...")
