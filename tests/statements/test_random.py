"""Random statements, each verdict held against exact evaluation of the text (``judging.py``)."""

from __future__ import annotations

from collections import Counter
from functools import cache

import pytest
from statements.generator import Random
from statements.judging import Judged, judged

CHUNK = 50
FEW = range(0, 300, CHUNK)
MANY = range(300, 20_000, 20 * CHUNK)  # every second ten chunks
# The trace of a square has letters that its factors do not have; the transpose of diagonal parts has another order.
CRASHED = (427, 1497, 5102, 9182, 4109)


@cache
def verdict(seed: int) -> tuple[str, str, Judged]:
    statement = Random(seed).statement()
    return statement.text, statement.meant, judged(statement, seed)


def wrong(seeds: range) -> list[str]:
    """The statements of which something was said that must never be said."""
    return [
        f"{seed}: {text}: {', '.join(found.problems)}"
        for seed in seeds
        for text, _, found in [verdict(seed)]
        if found.problems
    ]


@pytest.mark.parametrize("start", FEW)
def test_no_verdict_on_a_random_statement_is_wrong(start: int) -> None:
    assert not wrong(range(start, start + CHUNK))


@pytest.mark.parametrize("seed", CRASHED)
def test_a_statement_that_crashed_once_is_settled(seed: int) -> None:
    assert not wrong(range(seed, seed + 1))


@pytest.mark.slow
@pytest.mark.parametrize("start", MANY)
def test_no_verdict_on_many_random_statements_is_wrong(start: int) -> None:
    assert not wrong(range(start, start + 10 * CHUNK))


def test_random_statements_say_something() -> None:
    """Most are decided, proved ones are seen to hold, and those that were spoilt are mostly refuted."""
    found: Counter[str] = Counter()
    for seed in range(300):
        _, meant, result = verdict(seed)
        for name in result.verdicts:
            found[f"{meant} {name}"] += 1
            found[name] += 1
        found["witnesses"] += result.witnesses
    assert found["proved"] > 150
    assert found["true proved"] > 100
    assert found["true refuted"] == 0
    assert found["spoilt refuted"] > 25
    assert found["random refuted"] > 15
    assert found["question proved"] > 15
    assert found["checked"] < 10  # few: most kinds have rules
    assert found["unknown"] < 40
    assert found["refused"] == 0
    assert found["witnesses"] > 700


def test_a_seed_gives_one_statement() -> None:
    assert [Random(seed).statement() for seed in range(20)] == [Random(seed).statement() for seed in range(20)]


def test_statements_differ() -> None:
    assert len({Random(seed).statement().text for seed in range(200)}) > 190
