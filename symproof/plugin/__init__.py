"""The plugin for pytest: proof files and statement files are collected as tests, where that is asked for.

pytest imports this module whenever symproof is installed, so it imports nothing of symproof: what collects is imported
when ``--symproof`` or ``symproof = true`` in the settings of pytest turns it on.
"""

from __future__ import annotations

import argparse

import pytest


def pytest_addoption(parser: pytest.Parser) -> None:
    """Adds the options of symproof to pytest, and the setting that turns the plugin on."""
    parser.addini("symproof", "Collect proof files and statement files as tests.", type="bool", default=False)
    group = parser.getgroup("symproof", "checking proofs with symproof")
    group.addoption("--symproof", action="store_true", help="Collect proof files and statement files as tests.")
    group.addoption("--symproof-strict", action="store_true", help="Only proved, and refuted where expected, passes.")
    group.addoption(
        "--symproof-budget",
        type=_seconds,
        default=10.0,
        metavar="SECONDS",
        help="Processor time of one step (default: 10).",
    )


def _seconds(text: str) -> float:
    """A number of seconds that --budget of the command line would take: not-a-number would be a budget without end."""
    try:
        seconds = float(text)
    except ValueError:
        seconds = 0.0
    if not 0 < seconds <= 10**6:
        raise argparse.ArgumentTypeError(f"{text!r} is not a number of seconds, more than 0 and at most 1000000")
    return seconds


def pytest_configure(config: pytest.Config) -> None:
    """Turns the collecting on."""
    if config.getoption("--symproof") or config.getini("symproof"):
        from symproof.plugin.collecting import Collecting

        config.pluginmanager.register(Collecting(config), "symproof-collecting")
