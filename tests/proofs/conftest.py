"""The theorems of the worked paper, derived once."""

from __future__ import annotations

import sys
from pathlib import Path

import pytest

sys.path.insert(0, str(Path(__file__).parents[2]))

from proofs.zhang2019.theorems.inventory import Done, derived


@pytest.fixture(scope="session")
def theorems() -> dict[str, Done]:
    """All statements of the worked paper by id, each with its derivation and the lemmas known before it."""
    return derived()
