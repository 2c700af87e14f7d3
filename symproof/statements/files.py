"""Statement files: TOML or JSON, many statements, one ``Proof`` each. An error in one never hides the others."""

from __future__ import annotations

import re
from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence
from pathlib import Path
from typing import Any

from symproof.diagnostics.diagnostic import LoadError
from symproof.diagnostics.errors import SymproofError, as_text, distinct_keys
from symproof.language.proof import Proof, Verdict
from symproof.statements.elaborate import Statement, elaborate

MAX_BYTES = 4 * 1024 * 1024
MAX_STATEMENTS = 10_000
KEYS = ("name", "symbols", "assume", "claim", "expect")
EXPECTED = {str(verdict): verdict for verdict in (Verdict.PROVED, Verdict.CHECKED, Verdict.REFUTED, Verdict.UNKNOWN)}
_HEADER = re.compile(r"^[ \t]*\[\[[ \t]*statement[ \t]*\]\]", re.MULTILINE)


def holds_statements(path: Path) -> bool:
    """Whether the file is one of statements: by its name, or by a header ``[[statement]]``."""
    if path.suffix.lower() in (".toml", ".json"):
        return True
    try:
        return path.suffix != ".py" and _HEADER.search(_read(path)) is not None
    except SymproofError:
        return False


def load_file(path: str | Path) -> tuple[list[Proof], list[LoadError]]:
    """The statements of a ``.toml`` or ``.json`` file, and what did not load."""
    file = as_text(str(path))
    try:
        text = _read(Path(path))
        entries = _json_entries(text, file) if Path(path).suffix.lower() == ".json" else _toml_entries(text, file)
        tables, errors = entries
    except SymproofError as error:
        return [], [error.error]
    proofs, more = _elaborated(tables, file)
    return proofs, errors + more


def parse_statement(
    symbols: Mapping[str, Sequence[str | int]], text: str, name: str = "statement"
) -> tuple[list[Proof], list[LoadError]]:
    """One statement ``assumption, ... |- claim, ...`` (or only claims)."""
    try:
        return [elaborate(Statement(name, symbols, (), (("the statement", text),)))], []
    except SymproofError as error:
        return [], [error.error]


# ------------------------------------------------------------------------------------------------ reading


def _refused(code: str, message: str, hint: str, file: str, line: int | None = None) -> SymproofError:
    return SymproofError(code, message, hint, file=file, line=line)


def _read(path: Path) -> str:
    """The text of the file: UTF-8, not too large."""
    file = as_text(str(path))
    try:
        with path.open("rb") as stream:
            data = stream.read(MAX_BYTES + 1)
    except (OSError, ValueError) as error:
        reason = getattr(error, "strerror", None) or str(error)
        raise _refused("SP620", f"{file}: {reason}", "give an existing .toml or .json file", file) from None
    if len(data) > MAX_BYTES:
        raise _refused("SP620", f"{file} is larger than {MAX_BYTES} bytes", "split it into several files", file)
    try:
        return data.decode("utf-8-sig").replace("\r\n", "\n")
    except UnicodeDecodeError as error:
        line = data.count(b"\n", 0, error.start) + 1
        raise _refused("SP620", f"{file} is not UTF-8 text", "save it as UTF-8", file, line) from None


Entry = tuple[Any, "int | None"]  # a table of the list `statement`, and the line of its header
Entries = tuple[list[Entry], list[LoadError]]


def _guarded(parse: Callable[[str], Any], text: str, kind: str, file: str, offset: int = 0) -> Any:
    """The parsed text; SP621 with the parser's own reason."""
    try:
        return parse(text)
    except RecursionError:
        raise _refused("SP621", f"{file} is nested too deeply", "", file, offset + 1) from None
    except ValueError as error:
        place = re.search(r"line (\d+)", str(error))
        line = offset + (int(place[1]) if place else text.count("\n") + 1)
        reason = re.sub(r"\s*\(?at (line \d+.*|end of document)\)?$", "", str(error))[:200]
        hint = "see docs/statements.md for the format"
        raise _refused("SP621", f"{file}:{line}: not {kind}: {reason}", hint, file, line) from None


def _toml_entries(text: str, file: str) -> Entries:
    """The tables ``[[statement]]``. In a file that is not TOML, those that are TOML by themselves still load."""
    try:
        document = _guarded(_parse_toml, text, "TOML", file)
    except SymproofError as error:
        return _salvaged(text, file, error)
    headers = [text.count("\n", 0, match.start()) + 1 for match in _HEADER.finditer(text)]
    return _listed(document, headers, file)


def _salvaged(text: str, file: str, error: SymproofError) -> Entries:
    starts = [match.start() for match in _HEADER.finditer(text)]
    if not starts:
        raise error
    entries: list[Entry] = []
    errors: list[LoadError] = []
    for start, end in zip([0, *starts], [*starts, len(text)], strict=True):
        offset = text.count("\n", 0, start)
        try:
            document = _guarded(_parse_toml, text[start:end], "TOML", file, offset)
            tables = document.get("statement", [])
            if not isinstance(tables, list):
                raise _refused("SP623", f"{file}: `statement` is not a list", HINT, file, offset + 1)
            entries += [(table, offset + 1) for table in tables]
            errors += _beside(document, file, offset + 1)
        except SymproofError as broken:
            errors.append(broken.error)
    return entries, errors or [error.error]


def _json_entries(text: str, file: str) -> Entries:
    document = _guarded(_parse_json, text, "JSON", file)
    return _listed(document, list(_object_lines(text)), file)


def _parse_toml(text: str) -> Any:
    import tomllib  # here, as json below: a statement on the command line needs neither

    return tomllib.loads(text)


def _parse_json(text: str) -> Any:
    import json

    return json.loads(text, object_pairs_hook=distinct_keys, parse_constant=_no_constant)


def _no_constant(name: str) -> Any:
    raise ValueError(f"{name} is not a number of JSON")


def _object_lines(text: str) -> Iterator[int]:
    """The lines where the objects in a list of the outermost object begin."""
    stack: list[str] = []
    line = 1
    for token in re.finditer(r'"(?:[^"\\]|\\.)*"|[\[\]{}\n]', text, re.DOTALL):
        letter = token[0][0]
        line += token[0].count("\n")
        if letter in "[{":
            if letter == "{" and stack == ["{", "["]:
                yield line
            stack.append(letter)
        elif letter in "]}" and stack:
            stack.pop()


HINT = 'a file is a list of tables: [[statement]] in TOML, {"statement": [...]} in JSON'


def _beside(document: Mapping[str, Any], file: str, line: int | None = None) -> list[LoadError]:
    """An error (SP622) for each table or key beside the statements, such as a table whose name is misspelt."""
    unknown = [key for key in document if key != "statement"]
    messages = [(f"{file}: unknown key {key!r} beside the statements", _instead([key]) or HINT) for key in unknown]
    return [_refused("SP622", *message, file, line).error for message in messages]


def _instead(keys: Iterable[str]) -> str:
    """The name of the tables, where one of the keys is close to it."""
    near = [key for key in keys if key != "statement" and _near(key.lower(), ("statement",))]
    return f'call each table statement, not {near[0]}: [[statement]] in TOML, "statement" in JSON' if near else ""


def _near(key: str, known: Sequence[str]) -> str:
    from difflib import get_close_matches  # imported here: only a misspelt key needs it

    found = get_close_matches(key, known, 1, 0.7)
    return f"did you mean {found[0]}? " if found else ""


def _listed(document: Any, lines: list[int], file: str) -> Entries:
    """The list under ``statement``, with lines where they are certain."""
    if not isinstance(document, dict):
        raise _refused("SP623", f"{file} does not hold a table of statements", HINT, file)
    if str(document.get("schema")).startswith("symproof.report/"):
        raise _refused("SP626", f"{file} is a saved report", f"symproof recheck {file}", file)
    tables = document.get("statement", [])
    if not isinstance(tables, list):
        raise _refused("SP623", f"{file}: `statement` is not a list", HINT, file)
    if not tables:
        raise _refused("SP626", f"{file} holds no statement", _instead(document) or HINT, file)
    if len(tables) > MAX_STATEMENTS:
        raise _refused("SP620", f"{file} holds more than {MAX_STATEMENTS} statements", "split it", file)
    errors = _beside(document, file)
    certain = len(lines) == len(tables)
    return [(table, lines[number] if certain else None) for number, table in enumerate(tables)], errors


# ------------------------------------------------------------------------------------------------ statements


def _elaborated(tables: list[Entry], file: str) -> tuple[list[Proof], list[LoadError]]:
    proofs: list[Proof] = []
    errors: list[LoadError] = []
    seen: dict[str, int | None] = {}
    for number, (table, line) in enumerate(tables, 1):
        try:
            statement = _statement(table, number, file, line)
            if statement.name in seen:
                first = f", first in line {seen[statement.name]}" if seen[statement.name] else ""
                message = f'statement "{statement.name}": the name is taken{first}'
                raise _refused("SP624", message, "names are unique in a file", file, line)
            seen[statement.name] = line
            proofs.append(elaborate(statement))
        except SymproofError as error:
            errors.append(error.error)
    return proofs, errors


def _statement(table: Any, number: int, file: str, line: int | None) -> Statement:
    """The statement that a table holds: every key and every type is checked."""
    name = f"statement{number}"

    def wrong(code: str, message: str, hint: str) -> SymproofError:
        return _refused(code, f'statement "{name}": {message}', hint, file, line)

    if not isinstance(table, dict):
        raise wrong("SP623", "it is not a table", "write [[statement]] and its keys")
    given = table.get("name", name)
    if not isinstance(given, str) or not given or len(given) > 200 or not given.isprintable():
        raise wrong("SP623", "`name` is not a short line of text", 'name = "push_through"')
    name = given
    for key in table:
        if key not in KEYS:
            raise wrong("SP622", f"unknown key {key!r}", _near(key, KEYS) + "the keys are " + ", ".join(KEYS))
    expect = table.get("expect")
    if expect is not None and (not isinstance(expect, str) or expect not in EXPECTED):
        raise wrong("SP625", f"`expect` is {_shown(expect)}", "one of " + " ".join(EXPECTED))
    claim = _texts(table, "claim", wrong)
    if not claim:
        raise wrong("SP623", "nothing is claimed", 'claim = ["A*B = B*A"]')
    symbols = _symbols(table.get("symbols", {}), wrong)
    return Statement(
        name, symbols, _texts(table, "assume", wrong), claim, EXPECTED[expect] if expect else None, file, line
    )


Wrong = Callable[[str, str, str], SymproofError]


def _texts(table: Mapping[str, Any], key: str, wrong: Wrong) -> list[tuple[str, str]]:
    """The expressions under a key, each with the place to name in messages. A single text is a list of one."""
    value = table.get(key, [])
    texts = [value] if isinstance(value, str) else value
    if not isinstance(texts, list) or not all(isinstance(text, str) for text in texts):
        raise wrong("SP623", f"`{key}` is not a list of texts", f'{key} = ["...", "..."]')
    if isinstance(value, str) or len(texts) == 1:
        return [(key, text) for text in texts]
    return [(f"{key} {number}", text) for number, text in enumerate(texts, 1)]


def _symbols(value: Any, wrong: Wrong) -> dict[str, list[str | int]]:
    hint = 'symbols = { A = ["m", "n"], v = ["n", "1"], c = [] }'
    if not isinstance(value, dict):
        raise wrong("SP623", "`symbols` is not a table", hint)
    for name, sizes in value.items():
        if not isinstance(sizes, list) or not all(isinstance(size, str) or type(size) is int for size in sizes):
            raise wrong("SP623", f"the sizes of {name} are {_shown(sizes)}, not a list of texts", hint)
    return value


def _shown(value: Any) -> str:
    text = repr(value)
    return text if len(text) <= 60 else text[:57] + "..."
