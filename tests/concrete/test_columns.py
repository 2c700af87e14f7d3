"""Shapes in columns are the shapes that are found one after the other, in the same order."""

from __future__ import annotations

import random

import pytest

from symproof.concrete.evaluation import columns, shapes
from symproof.concrete.evaluation.columns import Choices, NotInColumnsError, are_many, assigned
from symproof.concrete.evaluation.place import Key
from symproof.concrete.evaluation.relations import Relation


def system(seed: int, *, free: int | None = None, given: bool = False, most: int = 5) -> tuple[Choices, dict[Key, int]]:
    """Random sizes with random relations between them, and the values of two parameters."""
    drawn = random.Random(seed)
    values: dict[Key, int] = {"k": drawn.randint(0, 3), "j": drawn.randint(0, 3)}
    order: list[Key] = [("d", at) for at in range(drawn.randint(2, most))] + ["n"]
    choices = {key: tuple(range(1, drawn.randint(1, 4) + 1)) for key in order}
    due: list[list[Relation]] = [[] for _ in range(len(order) + 1)]
    for place in range(1, len(order) + 1):
        for _ in range(drawn.choice([0, 0, 1, 2])):
            others = drawn.sample([*values, *order[: place - 1]], k=drawn.randint(0, min(2, place)))
            names = [order[place - 1], *others]
            coefficients = {key: drawn.choice([-2, -1, 1, 2]) for key in names}
            due[place].append(Relation(drawn.choice(["=", "<", "<=", "!="]), drawn.randint(-3, 3), coefficients))
    fixed = frozenset(order[:1]) if given else frozenset[Key]()
    return Choices(order, choices, fixed, due, free), values


@pytest.mark.parametrize("free", [None, 0, 1, 3])
@pytest.mark.parametrize("given", [False, True])
@pytest.mark.parametrize("seed", range(60))
def test_columns_hold_what_is_found_one_by_one(seed: int, given: bool, free: int | None) -> None:
    choices, values = system(seed, free=free, given=given)
    one_by_one = [dict(found) for found in shapes._one_by_one(choices, 0, dict(values))]
    assert assigned(choices, values) == one_by_one
    assert all(type(number) is int for found in assigned(choices, values) for number in found.values())


def test_too_many_rows_are_not_put_in_columns(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(columns, "MANY", 10)
    keys: list[Key] = ["a", "b", "c"]
    choices = Choices(keys, dict.fromkeys(keys, (1, 2, 3)), frozenset(), [[], [], [], []], None)
    with pytest.raises(NotInColumnsError):
        assigned(choices, {})


@pytest.mark.parametrize("factor", [columns.LARGEST + 1, 1 << 80])
def test_large_coefficients_are_not_put_in_columns(factor: int) -> None:
    due = [[], [], [Relation("=", 0, {"a": factor, "b": -1})]]
    choices = Choices(["a", "b"], {"a": (1, 2), "b": (1, 2)}, frozenset(), due, None)
    with pytest.raises(NotInColumnsError):
        assigned(choices, {})
    assert [found["b"] for found in shapes._assigned(choices, {})] == [factor, 2 * factor]


def test_sizes_that_grow_too_large_are_not_put_in_columns() -> None:
    large = columns.LARGEST // 2
    due = [[], [], [Relation("=", 0, {"a": large, "b": -1})], [Relation("=", 0, {"b": large, "c": -1})]]
    keys: list[Key] = ["a", "b", "c"]
    choices = Choices(keys, dict.fromkeys(keys, (1, 2, 3)), frozenset(), due, None)
    with pytest.raises(NotInColumnsError):
        assigned(choices, {})


def test_many_choices_use_columns() -> None:
    keys: list[Key] = [("d", at) for at in range(7)]
    few = Choices(keys[:3], dict.fromkeys(keys, (1, 2, 3)), frozenset(), [[]] * 4, None)
    many = Choices(keys, dict.fromkeys(keys, (1, 2, 3)), frozenset(), [[]] * 8, None)
    assert not are_many(few)
    assert are_many(many)
    assert not are_many(Choices(keys, dict.fromkeys(keys, (1, 2, 3)), frozenset(), [[]] * 8, 2))
    assert len(assigned(many, {})) == 3**7
