"""The examples in the docstrings are real."""

from __future__ import annotations

import doctest
import importlib

import pytest


@pytest.mark.parametrize("name", ["claims", "expressions", "integers", "proof", "symbols"])
def test_examples(name: str) -> None:
    results = doctest.testmod(importlib.import_module(f"symproof.author.{name}"))
    assert results.attempted
    assert not results.failed
