"""What setup.cfg says of symproof: the folder of the proofs, as ``proofs`` in the section ``[symproof]``."""

from __future__ import annotations

import configparser
import re
from difflib import get_close_matches
from pathlib import Path

from symproof.diagnostics.codes import CODES
from symproof.diagnostics.errors import SymproofError

SECTION = "symproof"
KEYS = ("proofs",)


def configured_folder(file: Path) -> Path | None:
    """The folder that the file names; None where there is no such file, or it names none. Refuses (SP107) a file that
    cannot be read, and a section [symproof] that holds anything else."""
    try:
        text = file.read_text(encoding="utf-8")
    except (FileNotFoundError, NotADirectoryError):
        return None
    except (OSError, UnicodeDecodeError) as error:
        reason = error.strerror if isinstance(error, OSError) else "it is not UTF-8"
        raise _wrong(file, f"setup.cfg cannot be read: {reason}", None) from None
    section = _section(file, text)
    for key in section:
        if key not in KEYS:
            raise _unknown(file, text, key)
    folder = section.get("proofs", "").strip()
    return file.parent / folder if folder else None


def _section(file: Path, text: str) -> dict[str, str]:
    """What stands in the section of symproof."""
    parser = configparser.ConfigParser(interpolation=None, default_section="")
    try:
        parser.read_string(text, source=file.name)
    except configparser.Error as error:
        line, reason = _reason(error)
        raise _wrong(file, f"setup.cfg cannot be read: {reason}", line) from None
    return dict(parser[SECTION]) if parser.has_section(SECTION) else {}


def _reason(error: configparser.Error) -> tuple[int | None, str]:
    """The line at which the file cannot be read, and why."""
    match error:
        case configparser.MissingSectionHeaderError(lineno=line):
            return line, "a line stands before the first section"
        case configparser.ParsingError(errors=[(line, _), *_]):
            return line, "a line is neither a section nor a key with a value"
        case configparser.DuplicateSectionError(section=section, lineno=line):
            return line, f"the section [{section}] stands twice"
        case configparser.DuplicateOptionError(section=section, option=key, lineno=line):
            return line, f"the key {key!r} stands twice in [{section}]"
        case _:
            return None, error.message


def _unknown(file: Path, text: str, key: str) -> SymproofError:
    """The error for a key that symproof does not know, at its line."""
    close = get_close_matches(key, KEYS, 1)
    hint = f"Did you mean {close[0]}?" if close else "The one key is proofs, the folder of the proofs."
    after = text[: text.index(f"[{SECTION}]")].count("\n")
    lines = enumerate(text.splitlines()[after:], after + 1)
    line = next((number for number, line in lines if re.match(re.escape(key) + r"\s*[=:]", line, re.I)), None)
    return _wrong(file, f"[{SECTION}] has no key {key!r}", line, hint)


def _wrong(file: Path, message: str, line: int | None, hint: str = "") -> SymproofError:
    return SymproofError("SP107", message, hint or CODES["SP107"][1], file=str(file), line=line)
