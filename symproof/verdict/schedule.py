"""In which order steps are handed out to several processes: those first that probably take longest.

A long step that is started last keeps one process busy while all others wait for it. No verdict depends on the order.
"""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from typing import TypeAlias

from symproof.language.formulas import Formula
from symproof.language.proof import Proof
from symproof.language.scopes import premises_of, step_of

Task: TypeAlias = "tuple[int, str | None]"  # position of the proof, and a step's id, or None for its model


def longest_first(proofs: Sequence[Proof], tasks: Sequence[Task]) -> list[int]:
    """The positions of the tasks, by estimates that fall; those of one power of two stay as they stand, so that the
    steps of a proof stay together as far as can be and share what one process knows of them."""
    sizes: dict[int, int] = {}
    estimates = [_estimate(proofs[proof], name, sizes).bit_length() for proof, name in tasks]
    return sorted(range(len(tasks)), key=lambda position: -estimates[position])


def proof_by_proof(tasks: Sequence[Task]) -> list[int]:
    """The positions of the tasks, proof by proof: whether its hypotheses contradict each other before its steps."""
    return sorted(range(len(tasks)), key=lambda position: (tasks[position][0], tasks[position][1] is not None))


def _estimate(proof: Proof, name: str | None, sizes: dict[int, int]) -> int:
    """The nodes of claim and premises, times the number of premises: the search multiplies premises with each other."""
    if name is None:
        formulas = [item.formula for item in proof.hypotheses]
    else:
        step = step_of(proof, name)
        formulas = [step.claim, *premises_of(proof, step)]
    return _nodes(formulas, sizes) * len(formulas)


def _nodes(formulas: Iterable[Formula], sizes: dict[int, int]) -> int:
    """How many nodes the formulas have; ``sizes`` remembers it by formula, for many steps use the same premise."""
    total = 0
    for formula in formulas:
        if id(formula) not in sizes:
            sizes[id(formula)] = _size(formula)
        total += sizes[id(formula)]
    return total


def _size(formula: object) -> int:
    found, waiting = 0, [formula]
    while waiting:
        item = waiting.pop()
        if type(item) is tuple:
            waiting.extend(item)
        elif (names := getattr(item, "__slots__", None)) is not None:
            found += 1
            waiting.extend([getattr(item, name) for name in names])
    return found
