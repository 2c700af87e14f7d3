"""Claims at given sizes that instances do not decide, such as orders: a certificate under the facts that fix the sizes.

``--size n=3`` says as much as a statement about 3 x 3 matrices. The certificate proves the claim there and nowhere
else, so that the verdict is checked.
"""

from __future__ import annotations

import time
from collections.abc import Iterable, Iterator, Mapping
from dataclasses import replace
from typing import TYPE_CHECKING, TypeAlias

from symproof.diagnostics.results import Instances
from symproof.language.affine import SizeAt, integer, parameter
from symproof.language.formulas import IntegerRelation, Named
from symproof.language.proof import Step

if TYPE_CHECKING:
    from symproof.concrete import Judge
    from symproof.kernel.replay import Theorem
    from symproof.language.formulas import Sequent

Key: TypeAlias = "str | tuple[str, int]"
Sizes: TypeAlias = tuple[tuple[Key, int], ...]
MOST = 8  # tuples of sizes for which certificates are looked for


def at_fixed_sizes(
    step: Step, goal: Sequent, judge: Judge, fixed: Mapping[str, tuple[int, ...]], seconds: float
) -> tuple[Instances, tuple[str, ...]] | None:
    """The given sizes and the premises that were used, where the kernel replays a certificate at each of them."""
    everything = dict.fromkeys(_given(shape, fixed) for shape in judge.shapes(step))
    if not 0 < len(everything) <= MOST or not all(everything):
        return None
    end, used = time.process_time() + seconds, set[str]()
    for sizes in everything:
        theorem = _proved(replace(goal, facts=(*goal.facts, *_facts(sizes))), step, end - time.process_time())
        if theorem is None:
            return None
        used |= theorem.used
    return _listed(everything), tuple(name for name in step.using if name in used)


def _given(shape: Mapping[Key, int], fixed: Mapping[str, tuple[int, ...]]) -> Sizes:
    return tuple((key, value) for key, value in shape.items() if (key if isinstance(key, str) else key[0]) in fixed)


def _facts(sizes: Sizes) -> Iterator[Named]:
    """What the given sizes say, under names that no hypothesis has."""
    for key, value in sizes:
        atom = key if isinstance(key, str) else SizeAt(key[0], integer(key[1]))
        yield Named(f"--size {_text(key)}", IntegerRelation("=", parameter(atom), integer(value)))


def _proved(goal: Sequent, step: Step, seconds: float) -> Theorem | None:
    from symproof import search
    from symproof.kernel.replay import replay

    if seconds <= 0:
        return None
    found = search.find(goal, budget=search.Budget(seconds=seconds), cofactors=step.cofactors)
    return None if found.certificate is None else replay(goal, found.certificate)


def _listed(everything: Iterable[Sizes]) -> Instances:
    listed = tuple({_text(key): value for key, value in sizes} for sizes in everything)
    return Instances(len(listed), listed)


def _text(key: Key) -> str:
    return key if isinstance(key, str) else f"{key[0]}_{key[1]}"
