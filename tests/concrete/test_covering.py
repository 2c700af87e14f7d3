"""The selection of a sweep at which the instances of a certificate are evaluated."""

from __future__ import annotations

from itertools import combinations, product
from typing import Any

import pytest
from concrete import test_claims

from symproof.concrete import Sweep
from symproof.concrete.evaluation.covering import ALL, SMALLEST, covering
from symproof.concrete.evaluation.place import Key
from symproof.concrete.instances import Instances
from symproof.language.certificate import Algebra

Pairs = set[tuple[tuple[Key, int], tuple[Key, int]]]


def sweep(depths: int, widths: int) -> list[dict[Key, int]]:
    """All widths of networks up to a depth, from the smallest sum up."""
    found: list[dict[Key, int]] = [
        {"k": depth, **{("d", at): width for at, width in enumerate(chosen)}}
        for depth in range(1, depths + 1)
        for chosen in product(range(1, widths + 1), repeat=depth + 1)
    ]
    return sorted(found, key=lambda shape: sum(shape.values()))


def pairs(shapes: list[dict[Key, int]]) -> Pairs:
    return {pair for shape in shapes for pair in combinations(shape.items(), 2)}


def test_a_short_sweep_is_kept_whole() -> None:
    every = sweep(2, 3)
    assert len(every) == ALL
    assert covering(every) == every


@pytest.mark.parametrize(("depths", "widths"), [(3, 3), (4, 3), (3, 5), (7, 2)])
def test_every_two_sizes_take_every_pair_of_values_of_a_long_sweep(depths: int, widths: int) -> None:
    every = sweep(depths, widths)
    chosen = covering(every)
    assert pairs(chosen) == pairs(every)
    assert chosen[:SMALLEST] == every[:SMALLEST]
    assert chosen == [shape for shape in every if shape in chosen]
    assert len(chosen) < len(every) / 3


def test_other_shapes_are_looked_at_where_the_selection_has_no_instance(monkeypatch: pytest.MonkeyPatch) -> None:
    """A hypothesis that leaves one shape of a long sweep, which nobody would select, leaves one instance."""
    only: dict[Key, int] = {"k": 4, "j": 1, ("d", 0): 2, ("d", 1): 1, ("d", 2): 3, ("d", 3): 2, ("d", 4): 2}

    def is_elsewhere(instances: Instances, shape: dict[Key, Any]) -> bool:
        return any(shape.get(key) != value for key, value in only.items())

    monkeypatch.setattr(Instances, "vacuous", is_elsewhere)
    found = test_claims.judged(test_claims.PERTURBATION, Algebra((test_claims.KERNEL,)), sweep=Sweep())
    assert (found.holds, found.instances.checked) == (True, 1)


def test_a_claim_without_a_certificate_is_looked_at_in_the_whole_sweep() -> None:
    found = test_claims.judged(test_claims.LAYER_GRADIENT, sweep=Sweep(), using=())
    assert (found.holds, found.instances.checked) == (True, 272)
