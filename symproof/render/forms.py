"""The form of a declared name: a letter or word, its accents, what stands below it and the marks above it.

``M_tilde`` is M with a tilde, ``A_star`` is A with a star, ``lambda1`` is a Greek letter with the subscript 1. A form
belongs to no notation; LaTeX and MathML write it each in their own way.
"""

from __future__ import annotations

import re
from dataclasses import replace
from enum import Enum
from functools import lru_cache
from typing import NamedTuple

from symproof.language.dependent import parsed
from symproof.language.records import dataclass

_GREEK = frozenset(
    ["alpha", "beta", "gamma", "delta", "epsilon", "zeta", "eta", "theta", "iota", "kappa", "lambda", "mu", "nu", "xi",
     "pi", "rho", "sigma", "tau", "upsilon", "phi", "chi", "psi", "omega", "Gamma", "Delta", "Theta", "Lambda", "Xi",
     "Pi", "Sigma", "Upsilon", "Phi", "Psi", "Omega"]
)  # fmt: skip
LETTERS = dict(
    zip("αβγδεζηθικλμνξπρστυφχψωΓΔΘΛΞΠΣΥΦΨΩ", [
        "alpha", "beta", "gamma", "delta", "epsilon", "zeta", "eta", "theta", "iota", "kappa", "lambda", "mu", "nu",
        "xi", "pi", "rho", "sigma", "tau", "upsilon", "phi", "chi", "psi", "omega", "Gamma", "Delta", "Theta", "Lambda",
        "Xi", "Pi", "Sigma", "Upsilon", "Phi", "Psi", "Omega",
    ], strict=True)
)  # fmt: skip
GLYPHS = {word: glyph for glyph, word in LETTERS.items()}
ACCENTS = frozenset(["tilde", "bar", "hat", "vec", "dot"])
MARKS = frozenset(["prime", "star"])
_DIGITS = re.compile(r"(?P<letters>.*[A-Za-z])(?P<digits>[0-9]+)\Z")


class Style(Enum):
    """How a part of a name is set."""

    LETTER = "one letter"
    GREEK = "a Greek letter, by its English name"
    WORD = "a word"
    DIFFERENTIAL = "the letter behind an upright d"
    NUMBER = "digits"
    VERBATIM = "letter by letter in typewriter type"
    APPLIED = "the name of what depends on a scalar, then the scalar in parentheses; accents belong to the name"


class Part(NamedTuple):
    style: Style
    word: str


@dataclass(frozen=True, slots=True)
class Form:
    """A letter or word with ``accents``, the innermost first; ``below`` and ``above`` stand beside it. Two forms that
    differ are written differently in every notation."""

    letter: Part
    accents: tuple[str, ...] = ()
    below: tuple[Part, ...] = ()
    above: tuple[str, ...] = ()


@lru_cache(maxsize=4096)
def preferred(name: str) -> Form:
    """The nicest form of a name, if no other name is in the way; a dot for each derivative of Y(t), two in one."""
    dependent = parsed(name)
    if dependent is not None:
        twice, once = divmod(dependent[2], 2)
        return Form(Part(Style.APPLIED, f"{dependent[0]}({dependent[1]})"), ("ddot",) * twice + ("dot",) * once)
    head, *rest = name.strip("_").split("_") if name.strip("_") else [name]
    matched = _DIGITS.match(head)
    if matched:
        head, rest = matched["letters"], [matched["digits"], *rest]
    if len(head) == 2 and head[0].isupper() and head[1] == "t":
        head, rest = head[0], ["tilde", *rest]  # Mt, as proof files write M with a tilde
    if any(not part.isascii() and part not in LETTERS for part in (head, *rest)):
        return verbatim(name)
    result = Form(_part(head))
    for part in rest:
        result = _decorated(result, part)
    return result


def applied(form: Form) -> tuple[Form, Form]:
    """The form of what depends on a scalar, with its accents, and that of the scalar."""
    base, _, by = form.letter.word.removesuffix(")").partition("(")
    inner = preferred(base)
    return replace(inner, accents=(*inner.accents, *form.accents)), preferred(by)


def verbatim(name: str) -> Form:
    """The name letter by letter: different names have different such forms."""
    return Form(Part(Style.VERBATIM, name))


def _part(word: str) -> Part:
    word = "epsilon" if word == "eps" else LETTERS.get(word, word)
    if word in _GREEK:
        return Part(Style.GREEK, word)
    if len(word) == 2 and word[0] == "d" and word[1].isupper():
        return Part(Style.DIFFERENTIAL, word[1])
    return Part(Style.LETTER if len(word) == 1 and word.isascii() and word.isalpha() else Style.WORD, word)


def _decorated(form: Form, part: str) -> Form:
    if part in ACCENTS:
        return replace(form, accents=(*form.accents, part))
    if part in MARKS:
        return replace(form, above=(*form.above, part))
    if not part:
        return form
    below = Part(Style.NUMBER, part) if part.isascii() and part.isdecimal() else _part(part)
    return replace(form, below=(*form.below, below))
