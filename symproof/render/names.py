"""Declared names in LaTeX: Greek letters, decorations such as ``M_tilde``, numbers and words as subscripts.

``A1`` and ``A_1`` would both be A with the subscript 1. ``layout`` therefore arranges all names of a scope together:
one of them keeps this form and the others are spelled out in typewriter type, so that two names never look alike.
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator, Mapping
from contextlib import contextmanager
from contextvars import ContextVar
from dataclasses import dataclass, replace
from functools import lru_cache

_GREEK = frozenset(
    ["alpha", "beta", "gamma", "delta", "zeta", "eta", "theta", "iota", "kappa", "lambda", "mu", "nu", "xi", "pi",
     "rho", "sigma", "tau", "upsilon", "chi", "psi", "omega", "Gamma", "Delta", "Theta", "Lambda", "Xi", "Pi", "Sigma",
     "Upsilon", "Phi", "Psi", "Omega"]
)  # fmt: skip
_UNICODE = dict(
    zip("αβγδεζηθικλμνξπρστυφχψωΓΔΘΛΞΠΣΥΦΨΩ", [
        "alpha", "beta", "gamma", "delta", "epsilon", "zeta", "eta", "theta", "iota", "kappa", "lambda", "mu", "nu",
        "xi", "pi", "rho", "sigma", "tau", "upsilon", "phi", "chi", "psi", "omega", "Gamma", "Delta", "Theta", "Lambda",
        "Xi", "Pi", "Sigma", "Upsilon", "Phi", "Psi", "Omega",
    ], strict=True)
)  # fmt: skip
_VARIANTS = {"eps": "varepsilon", "epsilon": "varepsilon", "phi": "varphi"}
_ACCENTS = {"tilde": "tilde", "bar": "bar", "hat": "hat", "vec": "vec", "dot": "dot"}
_MARKS = {"prime": r"\prime", "star": r"\star"}
_DIGITS = re.compile(r"(?P<letters>.*[A-Za-z])(?P<digits>[0-9]+)\Z")


@dataclass(frozen=True, slots=True)
class Name:
    """A letter or a word, what stands below it and what stands above: ``base_{below}^{above}``."""

    base: str
    below: tuple[str, ...] = ()
    above: tuple[str, ...] = ()

    def at(self, index: str) -> Name:
        """The member with this index, written below."""
        return replace(self, below=(*self.below, index))

    def raised(self, mark: str) -> Name:
        """The same with one more mark above, such as a transposition sign."""
        return replace(self, above=(*self.above, mark))

    def latex(self) -> str:
        below = f"_{{{','.join(self.below)}}}" if self.below else ""
        above = f"^{{{''.join(self.above)}}}" if self.above else ""
        return self.base + below + above


# The arrangement of the names of the page that is being written; empty outside ``laid_out``.
_ARRANGED: ContextVar[Mapping[str, Name]] = ContextVar("_ARRANGED", default={})  # noqa: B039 - never changed in place


def name_in_latex(name: str) -> Name:
    """The name as the current scope arranges it; in its preferred form outside a scope."""
    return _ARRANGED.get().get(name) or preferred(name)


@contextmanager
def laid_out(names: Iterable[str], families: Iterable[str]) -> Iterator[None]:
    """While this lasts, two of these names, or a name and a member of a family, never look alike."""
    token = _ARRANGED.set(layout(frozenset(names), frozenset(families)))
    try:
        yield
    finally:
        _ARRANGED.reset(token)


@lru_cache(maxsize=256)
def layout(names: frozenset[str], families: frozenset[str]) -> Mapping[str, Name]:
    """One form for each name. Names with few subscripts, then short names, get their preferred form first.

    >>> arranged = layout(frozenset(["A1", "A_1"]), frozenset())
    >>> print(arranged["A1"].latex(), arranged["A_1"].latex())
    A_{1} \\mathtt{A\\_1}
    """
    taken: list[tuple[Name, bool]] = [(Name("I"), True)]  # I_n is the identity
    taken.append((Name("e"), True))  # e_i is a column of the identity
    found: dict[str, Name] = {}
    printed: set[str] = set()
    for name in sorted(names, key=_simplest_first):
        form, family = preferred(name), name in families
        bare = form == Name("e") and not family  # without a subscript e is no column of the identity
        if not bare and any(_alike(form, family, other, indexed) for other, indexed in taken):
            form = spelled_out(name)
        if form.latex() in printed:
            form = spelled_out(name)
        printed.add(form.latex())
        taken.append((form, family))
        found[name] = form
    return found


def _simplest_first(name: str) -> tuple[int, int, int, str]:
    form = preferred(name)
    return len(form.below), len(form.above), len(name), name


def _alike(form: Name, family: bool, other: Name, indexed: bool) -> bool:
    """Whether a name looks like another one, like a member of the other family, or like an entry of the other matrix,
    or the members of the one like the other. A prime also marks the derivative of a function."""
    if form.base != other.base or _without_primes(form) != _without_primes(other):
        return False
    short, long = sorted((form.below, other.below), key=len)
    if long[: len(short)] != short:
        return False
    more = len(long) - len(short)
    grows = indexed if len(other.below) < len(form.below) else family
    return more == 0 or more >= 2 or grows


def _without_primes(name: Name) -> tuple[str, ...]:
    return tuple(mark for mark in name.above if mark != _MARKS["prime"])


def spelled_out(name: str) -> Name:
    """The name letter by letter in typewriter type; characters that TeX cannot set, by their number."""
    return Name(rf"\mathtt{{{''.join(map(_character, name))}}}")


def _character(character: str) -> str:
    if character.isascii():
        return escaped(character)
    return rf"\langle {ord(character):X}\rangle "


@lru_cache(maxsize=1024)
def preferred(name: str) -> Name:
    r"""``M_tilde`` is ``\tilde{M}``, ``A_star`` is ``A^{\star}``, ``lambda1`` is ``\lambda_{1}``."""
    head, *rest = name.strip("_").split("_") if name.strip("_") else [name]
    matched = _DIGITS.match(head)
    if matched:
        head, rest = matched["letters"], [matched["digits"], *rest]
    if len(head) == 2 and head[0].isupper() and head[1] == "t":
        head, rest = head[0], ["tilde", *rest]  # Mt, as proof files write M with a tilde
    if any(not part.isascii() and part not in _UNICODE for part in (head, *rest)):
        return spelled_out(name)
    result = Name(_letter(head))
    for part in rest:
        result = _decorated(result, part)
    return result


def _letter(word: str) -> str:
    word = _UNICODE.get(word, word)
    if word in _GREEK:
        return f"\\{word}"
    if word in _VARIANTS:
        return f"\\{_VARIANTS[word]}"
    if len(word) == 2 and word[0] == "d" and word[1].isupper():
        return rf"\mathrm{{d}}{word[1]}"  # the differential dX
    return word if len(word) == 1 and word.isascii() and word.isalpha() else rf"\mathit{{{escaped(word)}}}"


def _decorated(name: Name, part: str) -> Name:
    if part in _ACCENTS:
        return replace(name, base=rf"\{_ACCENTS[part]}{{{name.base}}}")
    if part in _MARKS:
        return name.raised(_MARKS[part])
    if not part:
        return name
    if part.isascii() and part.isdecimal():
        return name.at(part)
    letter = _letter(part)
    return name.at(rf"\mathrm{{{escaped(part)}}}" if letter.startswith(r"\mathit") else letter)


_SPECIAL = {
    "\\": r"\textbackslash{}", "{": r"\{", "}": r"\}", "$": r"\$", "&": r"\&", "%": r"\%", "#": r"\#", "_": r"\_",
    "^": r"\textasciicircum{}", "~": r"\textasciitilde{}", "<": r"\textless{}", ">": r"\textgreater{}",
    "|": r"\textbar{}",
}  # fmt: skip


def escaped(text: str) -> str:
    """Text with every character that TeX would interpret escaped."""
    return "".join(_SPECIAL.get(character, character) for character in text)
