"""Where a long formula in LaTeX may be broken, and how wide a formula is set, roughly, in em of its font."""

from __future__ import annotations

import re
from collections.abc import Iterator

from symproof.language.records import dataclass
from symproof.render.latex import BREAK

TOKEN = re.compile(r"\\[A-Za-z]+|\\.|.", re.DOTALL)
SCRIPT = 0.74
WIDTHS = {
    r"\,": 0.17, r"\:": 0.23, r"\;": 0.28, r"\ ": 0.34, r"\!": 0.0, r"\quad": 1.0, r"\qquad": 2.0, r"\left": 0.0,
    r"\right": 0.0, r"\bigl": 0.07, r"\bigr": 0.07, r"\Bigl": 0.2, r"\Bigr": 0.2, r"\limits": 0.0, r"\lVert": 0.5,
    r"\rVert": 0.5, r"\cdots": 1.5, r"\dots": 1.4, r"\cdot": 0.73, r"\sum": 1.5, r"\times": 1.22, r"\to": 1.56,
    r"\implies": 2.4, r"\iff": 2.4, r"\{": 0.5, r"\}": 0.5, r"\|": 0.5, "(": 0.39, ")": 0.39, "[": 0.28, "]": 0.28,
    BREAK: 0.0,
    ",": 0.45, ".": 0.28, ":": 0.6, "'": 0.3, " ": 0.0, "~": 0.33, "&": 0.0, "i": 0.35, "j": 0.42, "l": 0.32,
    "t": 0.37, "M": 1.05, "W": 1.05, "m": 0.88, "w": 0.73, r"\tr": 0.8, r"\top": 0.78, r"\det": 1.3, r"\log": 1.4,
    r"\exp": 1.5, r"\mid": 0.83, r"\coloneqq": 1.4,
}  # fmt: skip
RELATIONS = frozenset({"=", "<", ">", r"\le", r"\ge", r"\leq", r"\geq", r"\neq", r"\ne", r"\in", r"\lt", r"\gt"})
CONNECTIVES = frozenset({r"\implies", r"\iff", r"\land", r"\lor", r"\Rightarrow"})
SIGNS = frozenset({"+", "-"})
ACCENTS = frozenset({r"\tilde", r"\bar", r"\hat", r"\vec", r"\dot", r"\ddot"})
WITHOUT_WIDTH = ACCENTS | {r"\symproofnew", r"\mathbb"}
TEXT = frozenset({r"\text", r"\textup", r"\operatorname", r"\mathrm", r"\mathit", r"\textit"})
FRACTIONS = {r"\frac": 1.0, r"\tfrac": SCRIPT, r"\dfrac": 1.0}
OPENING, CLOSING = frozenset({"(", "[", r"\lVert", r"\{"}), frozenset({")", "]", r"\rVert", r"\}"})
SPACES = frozenset({r"\quad", r"\qquad", r"\;", r"\,", r"\ ", " ", BREAK})
NO_SIGN_AFTER = RELATIONS | CONNECTIVES | OPENING | SIGNS | {",", "{", r"\,", ":"}


def tokens(latex: str) -> list[str]:
    """The commands, braces and characters of a formula."""
    return TOKEN.findall(latex)


# ------------------------------------------------------------------------------------------------ width


def width(latex: str) -> float:
    """An estimate in em, rather too wide than too narrow."""
    return _Ruler(tokens(latex)).whole()


class _Ruler:
    def __init__(self, items: list[str]) -> None:
        self.items, self.position = items, 0

    def whole(self) -> float:
        total = 0.0
        while self.position < len(self.items) and self.items[self.position] != "}":
            total += self._one()
        return total

    def _one(self) -> float:
        token = self.items[self.position]
        self.position += 1
        if token == "{":
            inner = self.whole()
            self.position += 1
            return inner
        if token in ("_", "^"):
            return SCRIPT * self._argument()
        if token in FRACTIONS:
            return FRACTIONS[token] * max(self._argument(), self._argument()) + 0.24
        if token == r"\overset":
            return max(SCRIPT * self._argument() + 0.56, self._argument())
        if token in TEXT:
            return self._words()
        if token == r"\hyperlink":
            self._words()
            return 0.0
        return _letter(token)

    def _argument(self) -> float:
        while self.position < len(self.items) and self.items[self.position] == " ":
            self.position += 1
        return self._one() if self.position < len(self.items) else 0.0

    def _words(self) -> float:
        """The width of text in braces."""
        depth, count = 0, 0
        while self.position < len(self.items):
            token = self.items[self.position]
            self.position += 1
            depth += (token == "{") - (token == "}")
            count += token not in "{}"
            if depth == 0:
                break
        return 0.53 * count


def _letter(token: str) -> float:
    if token in WIDTHS:
        return WIDTHS[token]
    if token in RELATIONS:
        return 1.34
    if token in SIGNS:
        return 1.23
    if len(token) > 1:
        return 0.0 if token in WITHOUT_WIDTH else 0.68
    if token.isdigit():
        return 0.5
    return 0.8 if token.isupper() else 0.58


# ------------------------------------------------------------------------------------------------ breaking


def in_line(latex: str) -> str:
    """A formula for a line of text, where TeX breaks it: before a factor only where nothing else helps."""
    return latex.replace(rf"\,{BREAK}", r"\,\penalty700 ").replace(BREAK, r"\allowbreak ")


@dataclass(frozen=True, slots=True)
class _Place:
    """A break before the token at ``position``; the smaller the cost, the better."""

    position: int
    cost: float


def broken(latex: str, first: float, rest: float) -> list[str]:
    """The formula in lines of at most these widths in em, as far as it has places to break at."""
    lines: list[list[str]] = []
    items = _trimmed(tokens(latex))
    limit = first
    while width("".join(items)) > limit:
        place = _best(items, limit)
        if place is None:
            break
        lines.append(_trimmed(items[:place]))
        items = _trimmed(items[place:])
        limit = rest
    return ["".join(token for token in line if token != BREAK) for line in (*lines, items)]


def _trimmed(items: list[str]) -> list[str]:
    """Without spaces at either end."""
    while items and items[0] in SPACES:
        items = items[1:]
    while items and items[-1] in SPACES:
        items = items[:-1]
    return items


def _best(items: list[str], limit: float) -> int | None:
    """The cheapest place whose line fits, the later the better; a very short line only if there is no other."""
    fitting: list[tuple[_Place, float]] = []
    for place in _places(items):
        length = width("".join(items[: place.position]))
        if length > limit:
            break
        fitting.append((place, length))
    good = [place for place, length in fitting if length >= 0.3 * limit] or [place for place, _ in fitting]
    if not good:
        return None
    return min(good, key=lambda place: (place.cost, -place.position)).position


def _places(items: list[str]) -> Iterator[_Place]:
    """Before relations, signs and connectives outside braces; deeper parentheses cost more."""
    braces = depth = fixed = 0
    before = "{"
    for position, token in enumerate(items):
        if token in "{}" and len(token) == 1:
            braces += 1 if token == "{" else -1
        elif token in (r"\left", r"\right"):
            fixed += 1 if token == r"\left" else -1
        elif token in OPENING:
            depth += 1
        elif token in CLOSING:
            depth -= 1
        if braces == 0 and fixed == 0 and position:
            cost = _cost(token, before)
            if cost is not None:
                yield _Place(position, cost + 2 * depth)
        if token not in (" ", r"\ "):
            before = token


def _cost(token: str, before: str) -> float | None:
    if token in CONNECTIVES or token in (r"\quad", r"\qquad"):
        return 0.0
    if token == BREAK:  # after a connective or a colon, or between factors, where only need breaks
        return 8.0 if before in (r"\,", r"\cdot") else 0.2
    if token in RELATIONS:
        return 0.5
    return 1.0 if token in SIGNS and before not in NO_SIGN_AFTER else None
