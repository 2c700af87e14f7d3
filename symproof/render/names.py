"""Declared names in LaTeX: Greek letters, decorations such as ``M_tilde``, numbers and words as subscripts."""

from __future__ import annotations

import re
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


@lru_cache(maxsize=1024)
def name_in_latex(name: str) -> Name:
    r"""``M_tilde`` is ``\tilde{M}``, ``A_star`` is ``A^{\star}``, ``lambda1`` is ``\lambda_{1}``."""
    head, *rest = name.strip("_").split("_") if name.strip("_") else [name]
    matched = _DIGITS.match(head)
    if matched:
        head, rest = matched["letters"], [matched["digits"], *rest]
    if len(head) == 2 and head[0].isupper() and head[1] == "t":
        head, rest = head[0], ["tilde", *rest]  # Mt, as proof files write M with a tilde
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
