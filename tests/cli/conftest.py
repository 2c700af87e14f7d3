"""The command line in process, in a folder of its own."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass
from pathlib import Path

import pytest

from symproof.cli import main


@dataclass(frozen=True, slots=True)
class Run:
    code: int
    out: str
    err: str


@pytest.fixture
def run(capsys: pytest.CaptureFixture[str], monkeypatch: pytest.MonkeyPatch, tmp_path: Path) -> Callable[..., Run]:
    """``run("check", "lemma1")`` inside an empty folder."""
    monkeypatch.chdir(tmp_path)

    def command(*arguments: str) -> Run:
        capsys.readouterr()
        code = main(arguments)
        found = capsys.readouterr()
        return Run(code, found.out, found.err)

    return command
