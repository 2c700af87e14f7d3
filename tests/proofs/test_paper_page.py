"""docs/paper.md lists every theorem of the worked paper, where it is derived, and what it rests on."""

from __future__ import annotations

import re
from pathlib import Path
from typing import Any

import pytest

from proofs.zhang2019.theorems.inventory import ENTRIES

PAGE = Path(__file__).parents[2] / "docs" / "paper.md"
FOLDER = Path(__file__).parents[2] / "proofs" / "zhang2019" / "theorems"


def rows() -> dict[str, tuple[str, set[str]]]:
    """File names and axioms by the id of the theorem, from the tables that name both."""
    found = {}
    for line in PAGE.read_text(encoding="utf-8").splitlines():
        cells = [cell.strip() for cell in line.strip("|").split("|")]
        at = next((number for number, cell in enumerate(cells) if re.fullmatch(r"[\w, .]*\.py", cell)), None)
        if line.startswith("|") and at:
            axioms = set() if cells[at + 1] == "nothing" else set(cells[at + 1].split(", "))
            found |= dict.fromkeys(cells[at - 1].split(", "), (cells[at], axioms))
    return found


@pytest.mark.parametrize("entry", ENTRIES, ids=lambda entry: entry.statement.id)
def test_the_page_says_what_a_theorem_rests_on(entry: Any) -> None:
    files, axioms = rows()[entry.statement.id]
    assert axioms == {*entry.axioms.split()}
    texts = [(FOLDER / name).read_text(encoding="utf-8") for name in files.split(", ")]
    name = entry.statement.id
    assert any(f'"{name}"' in text for text in texts) or name.startswith("T1.02")


def test_the_page_lists_nothing_else() -> None:
    assert rows().keys() == {entry.statement.id for entry in ENTRIES}
