"""The README's files and commands are real: they are run here, and their output is compared."""

from __future__ import annotations

import doctest
import re
import shlex
from collections.abc import Callable, Iterator
from pathlib import Path
from typing import Any

import pytest

README = Path(__file__).parent.parent.parent / "README.md"
BLOCK = re.compile(r"^```(\w+)\n(.*?)^```$", re.MULTILINE | re.DOTALL)


def blocks(kind: str) -> Iterator[str]:
    yield from (body for found, body in BLOCK.findall(README.read_text(encoding="utf-8")) if found == kind)


def files() -> Iterator[tuple[str, str]]:
    """The blocks that begin with the name of a file, which are copied with that line."""
    for body in (*blocks("python"), *blocks("toml")):
        yield body.partition("\n")[0].removeprefix("# "), body


def examples() -> list[tuple[str, str]]:
    """Each command with the output that the README shows for it."""
    return [
        (part.split("\n", 1)[0], part.split("\n", 1)[1])
        for body in blocks("console")
        for part in body.removeprefix("$ ").split("\n$ ")
    ]


def scrubbed(text: str) -> str:
    """Without times and counts of instances, and without the widths of columns that depend on them."""
    text = re.sub(r"\d+\.\d\d s", "0.00 s", text)
    text = re.sub(r"-{3,}", "---", text)
    return re.sub(r" {2,}(?=\S)", "  ", text)


def matches(shown: str, actual: str) -> bool:
    """A line ``...`` stands for any lines."""
    pieces = [re.escape(piece) for piece in re.split(r"^\.\.\.\n", scrubbed(shown), flags=re.MULTILINE)]
    return re.fullmatch("(?:.*\n)*?".join(pieces), scrubbed(actual)) is not None


@pytest.mark.parametrize(("command", "shown"), examples(), ids=lambda value: value[:50])
def test_example(run: Callable[..., Any], tmp_path: Path, command: str, shown: str) -> None:
    for name, text in files():
        (tmp_path / name).parent.mkdir(exist_ok=True)
        (tmp_path / name).write_text(text, encoding="utf-8")
    if "lemma1" in command:  # the worked proofs are found where there is no folder of one's own
        for file in (tmp_path / "proofs").iterdir():
            file.unlink()
        (tmp_path / "proofs").rmdir()
    found = run(*shlex.split(command)[1:])
    assert found.err == ""
    assert matches(shown, found.out), found.out


def test_python_examples() -> None:
    for body in blocks("pycon"):
        test = doctest.DocTestParser().get_doctest(body, {}, "README", str(README), 0)
        assert doctest.DocTestRunner(verbose=False).run(test).failed == 0


def test_links() -> None:
    for target in re.findall(r"\]\(([^)#]+)\)", README.read_text(encoding="utf-8")):
        assert (README.parent / target).exists(), target
