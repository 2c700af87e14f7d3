"""A small proof to write in, and files to load."""

from __future__ import annotations

from collections.abc import Callable
from pathlib import Path
from textwrap import dedent

import pytest

from symproof.author import Proof

HEADER = "from symproof.author import *\n"


@pytest.fixture
def proof() -> Proof:
    """A proof with nothing in it."""
    return Proof("scratch", "A proof for tests")


@pytest.fixture
def write(tmp_path: Path) -> Callable[[str, str], Path]:
    """Writes a file of a folder ``proofs`` and returns its path."""
    folder = tmp_path / "proofs"
    folder.mkdir()

    def writer(name: str, text: str, header: str = HEADER) -> Path:
        path = folder / name
        path.write_text(header + dedent(text), encoding="utf-8")
        return path

    return writer
