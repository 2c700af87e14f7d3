"""Declared names in LaTeX, and text with the characters that TeX would interpret escaped."""

from __future__ import annotations

from dataclasses import replace
from functools import lru_cache

from symproof.language.records import dataclass
from symproof.render.forms import Form, Part, Style, applied
from symproof.render.naming import PREFERRED, Naming

_VARIANTS = {"epsilon": "varepsilon", "phi": "varphi"}


@dataclass(frozen=True, slots=True)
class Name:
    """A letter or a word with what stands below it and above it, each written in one notation."""

    base: str
    below: tuple[str, ...] = ()
    above: tuple[str, ...] = ()
    is_differential: bool = False

    def at(self, *indices: str) -> Name:
        """The member with this index, or the entry at these places, written below."""
        return replace(self, below=(*self.below, *indices))

    def raised(self, mark: str) -> Name:
        """The same with one more mark above, such as a transposition sign."""
        return replace(self, above=(*self.above, mark))

    def latex(self) -> str:
        """The name in LaTeX, with its subscripts and superscripts."""
        below = f"_{{{','.join(self.below)}}}" if self.below else ""
        above = f"^{{{_side_by_side(self.above)}}}" if self.above else ""
        return self.base + below + above


def _side_by_side(marks: tuple[str, ...]) -> str:
    r"""``\star`` and ``k`` must not become ``\stark``."""
    result = ""
    for mark in marks:
        ends_in_command = "\\" in result and result[-1:].isalpha()
        result += f" {mark}" if ends_in_command and mark[:1].isalpha() else mark
    return result


def name_in_latex(name: str, naming: Naming = PREFERRED) -> Name:
    r"""``M_tilde`` is ``\tilde{M}``, ``A_star`` is ``A^{\star}``, ``lambda1`` is ``\lambda_{1}``, where nothing else
    looks like it."""
    return _of_form(naming.form(name))


@lru_cache(maxsize=4096)
def _of_form(form: Form) -> Name:
    if form.letter.style is Style.APPLIED:
        whole, scalar = [_of_form(part).latex() for part in applied(form)]
        return Name(f"{whole}({scalar})")
    base = _letter(form.letter)
    for accent in form.accents:
        base = rf"\{accent}{{{base}}}"
    below, above = tuple(map(_below, form.below)), tuple(rf"\{mark}" for mark in form.above)
    return Name(base, below, above, form.letter.style is Style.DIFFERENTIAL and not form.accents)


def _letter(part: Part) -> str:
    match part.style:
        case Style.GREEK:
            return f"\\{_VARIANTS.get(part.word, part.word)}"
        case Style.DIFFERENTIAL:
            return rf"\mathrm{{d}}{part.word}"
        case Style.WORD:
            return rf"\mathit{{{escaped(part.word)}}}"
        case Style.VERBATIM:
            return rf"\mathtt{{{''.join(map(_character, part.word))}}}"
        case _:
            return part.word


def _below(part: Part) -> str:
    return rf"\mathrm{{{escaped(part.word)}}}" if part.style is Style.WORD else _letter(part)


def _character(character: str) -> str:
    """A character in typewriter type; one that TeX cannot set, by its number."""
    if character.isascii():
        return escaped(character)
    return rf"\langle {ord(character):X}\rangle "


_SPECIAL = {
    "\\": r"\textbackslash{}", "{": r"\{", "}": r"\}", "$": r"\$", "&": r"\&", "%": r"\%", "#": r"\#", "_": r"\_",
    "^": r"\textasciicircum{}", "~": r"\textasciitilde{}", "<": r"\textless{}", ">": r"\textgreater{}",
    "|": r"\textbar{}",
}  # fmt: skip


def escaped(text: str) -> str:
    """Text with every character that TeX would interpret escaped."""
    return "".join(_SPECIAL.get(character, character) for character in text)
