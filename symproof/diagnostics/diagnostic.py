"""One thing that symproof says about a step or a file: code, message and hint."""

from __future__ import annotations

from symproof.language.records import dataclass


@dataclass(frozen=True, slots=True)
class Diagnostic:
    """A stable code, what is wrong, and what to try. Also used for warnings. ``subject`` is the id of the premise or
    hypothesis that a warning is about."""

    code: str
    message: str
    hint: str = ""
    subject: str = ""


@dataclass(frozen=True, slots=True)
class Contradiction(Diagnostic):
    """Why hypotheses cannot hold together (SP404); ``premises``: those that are needed for it, beside facts about
    sizes and indices."""

    premises: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True)
class LoadError:
    """Something that did not load or was asked for wrongly: an element of the report's ``errors``."""

    code: str
    message: str
    hint: str
    file: str | None = None
    line: int | None = None
    column: int | None = None
