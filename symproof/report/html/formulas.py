"""Formulas of a page: MathML, long ones as several elements between which a browser may begin a new line."""

from __future__ import annotations

import re
from collections.abc import Iterator
from typing import Any

from markupsafe import Markup

from symproof.language.affine import Affine
from symproof.language.declarations import Declarations
from symproof.language.records import dataclass
from symproof.render.mathml import APPLY, TIMES, MathML
from symproof.render.naming import Naming

LONG = 30  # characters that stand on one line of the narrowest screen
BEFORE = frozenset("=\u2260<\u2264>\u2265+\u2212\u27f9")  # a new line may begin with these signs
AFTER = {":", ","}
NOTHING = Markup()
LAST_RESORT = 20  # the level of the invisible sign of multiplication
_TOKEN = re.compile(r"<(/?)([a-z]+)[^>]*?(/?)>")
_SIGN = re.compile(r"<mo(?: [^>]*)?>(.*?)</mo>|<mtext>\u00a0(?:and|or)\u00a0</mtext>")


class Formulas:
    """Writes terms and formulas in one scope."""

    def __init__(self, declarations: Declarations, naming: Naming) -> None:
        self.printer = MathML(declarations, naming)

    def formula(self, node: Any) -> Markup:
        """A term, formula or declaration."""
        return shown(self.printer.written(node))

    def affine(self, value: Affine) -> Markup:
        """An integer expression."""
        return shown(self.printer.affine(value))

    def integer(self, name: str) -> Markup:
        """The name of an integer."""
        return shown(self.printer.integer_name(name))


def shown(body: str) -> Markup:
    """One ``math`` element, or several where a line may end between them where the formula is long."""
    if visible(body) <= LONG:
        return Markup(f"<math>{body}</math>")
    return Markup("<wbr>".join(f"<math>{piece}</math>" for piece in pieces(body)))


def visible(body: str) -> int:
    """About how many characters a reader sees."""
    text = re.sub(r"<[^>]*>", "", body).replace(TIMES, "").replace(APPLY, "")
    return len(re.sub(r"&\w+;", "x", text))


@dataclass(frozen=True, slots=True)
class _Cut:
    """A place where the formula may be cut, how deep inside parentheses, and the rows that are open there."""

    at: int
    level: int
    rows: tuple[str, ...]


def pieces(body: str) -> list[str]:
    """The formula cut where a line may begin: outside parentheses first, inside where a piece is still too long."""
    cuts = list(_cuts(body))
    chosen = [*_chosen(body, 0, len(body), cuts, 0)]
    result: list[str] = []
    start, opened = 0, ""
    for cut in chosen:
        result.append(opened + body[start : cut.at] + "</mrow>" * len(cut.rows))
        start, opened = cut.at, "".join(cut.rows)
    result.append(opened + body[start:])
    return [re.sub(r"^((?:<mrow[^>]*>)*)<mo>", r'\1<mo form="infix">', piece) if at else piece
            for at, piece in enumerate(result)]  # fmt: skip


def _chosen(body: str, start: int, end: int, cuts: list[_Cut], level: int) -> Iterator[_Cut]:
    """The cuts of this level between two places; deeper ones in each stretch that is still too long."""
    if visible(body[start:end]) <= LONG or level > LAST_RESORT:
        return
    here = [cut for cut in cuts if cut.level == level and start < cut.at < end]
    kept: list[_Cut] = []
    last = start
    for number, cut in enumerate(here):
        following = here[number + 1].at if number + 1 < len(here) else end
        if visible(body[last:following]) > LONG:  # what follows does not fit on the line any more
            kept.append(cut)
            last = cut.at
    places = [start, *(cut.at for cut in kept), end]
    for number, place in enumerate(places[:-1]):
        yield from kept[number - 1 : number] if number else ()
        yield from _chosen(body, place, places[number + 1], cuts, level + 1)


def _cuts(body: str) -> Iterator[_Cut]:
    """All places between the children of rows where a line may begin."""
    opened: list[str] = []
    depth, fresh = 0, True  # fresh: at the beginning of a row
    at = 0
    while at < len(body):
        operator = _SIGN.match(body, at)
        if operator is not None:
            sign = operator.group(1)
            depth += {"(": 1, "[": 1, ")": -1, "]": -1}.get(sign or "", 0)
            in_rows = all(tag.startswith("<mrow") for tag in opened)
            if in_rows and not fresh and (sign is None or sign in BEFORE):
                yield _Cut(at, depth, tuple(opened))
            elif in_rows and sign in AFTER:
                yield _Cut(operator.end(), depth, tuple(opened))
            elif in_rows and sign == TIMES:
                yield _Cut(operator.end(), LAST_RESORT, tuple(opened))
            at, fresh = operator.end(), False
            continue
        token = _TOKEN.match(body, at)
        if token is None:
            at += 1
            continue
        if token.group(1):
            opened.pop()
            fresh = False
        elif not token.group(3):
            opened.append(token.group())
            fresh = True
        at = token.end()
