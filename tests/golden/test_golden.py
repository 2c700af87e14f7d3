"""Whole outputs, compared with saved ones after scrubbing times and versions.

After a change that is meant: ``UPDATE_GOLDEN=1 pytest tests/golden``, then read the diff.
"""

from __future__ import annotations

import os
import re
from pathlib import Path

import pytest

from symproof.cli import main

HERE = Path(__file__).parent
OUTPUTS = {
    "check.txt": (1, ["check", "example"]),
    "check-verbose.txt": (1, ["check", "example", "-v"]),
    "check.json": (1, ["check", "example", "--max-width", "2", "--format", "json"]),
    "check-first-failure.txt": (1, ["check", "example", "-x"]),
    "check-step.txt": (0, ["check", "example:square"]),
    "check-nothing.txt": (2, ["check", "exampel"]),
    "check.sarif": (1, ["check", "example", "--format", "sarif"]),
    "check.github": (1, ["check", "example", "--format", "github"]),
    "prove.sarif": (2, ["prove", "statements.toml", "--format", "sarif"]),
    "prove.github": (2, ["prove", "statements.toml", "--format", "github"]),
    "list.txt": (0, ["list"]),
    "show.txt": (0, ["show", "example"]),
    "ledger.txt": (0, ["ledger", "example"]),
    "ledger.json": (0, ["ledger", "example", "--format", "json"]),
    "latex.tex": (0, ["latex", "example"]),
    "page.html": (1, ["html", "example"]),
    "statements.html": (2, ["html", "statements.toml", "--max-width", "2"]),
    "prove.txt": (2, ["prove", "statements.toml"]),
    "prove.json": (2, ["prove", "statements.toml", "--max-width", "2", "--format", "json"]),
}


def scrubbed(text: str) -> str:
    """Without what may differ between equal runs: seconds, the start, the version."""
    text = re.sub(r"\b\d\.\d\d s\b", "0.00 s", text)
    text = re.sub(r'("seconds": )[0-9.e-]+', r"\g<1>0", text)
    text = re.sub(r'("(?:started|version)": )"[^"]*"', r'\g<1>"-"', text)
    return scrubbed_page(text) if text.startswith("<!doctype") else text


def scrubbed_page(text: str) -> str:
    """Without the version, and without style and script, which are the same on every page."""
    text = re.sub(r"(<(style|script)>).*?(?=</\2>)", r"\1", text, flags=re.DOTALL)
    text = re.sub(r"'sha256-[^']*'", "'sha256--'", text)
    return re.sub(r"symproof \d[\w.]*(?=\W)", "symproof -", text)


@pytest.mark.parametrize("name", OUTPUTS)
def test_output(name: str, capsys: pytest.CaptureFixture[str], monkeypatch: pytest.MonkeyPatch) -> None:
    code, arguments = OUTPUTS[name]
    monkeypatch.chdir(HERE / "input")
    assert main(arguments) == code
    found = capsys.readouterr()
    actual = scrubbed(found.out + found.err)
    saved = HERE / "saved" / name
    if os.environ.get("UPDATE_GOLDEN"):
        saved.parent.mkdir(exist_ok=True)
        saved.write_text(actual, encoding="utf-8")
    assert actual == saved.read_text(encoding="utf-8")
