"""In which order steps are handed out to several processes: those first on which most depends, and of these those that
probably take longest.

A proof is argued after those whose statements it applies. Steps of a proof on which a long chain of others rests, and a
long step, keep one process busy while all others wait, if they are started last. No verdict depends on the order.
"""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from typing import TypeAlias

from symproof.language.formulas import Formula
from symproof.language.proof import Proof
from symproof.language.scopes import step_of, walked

Task: TypeAlias = "tuple[int, str | None]"  # position of the proof, and a step's id, or None for its model


def longest_first(proofs: Sequence[Proof], tasks: Sequence[Task]) -> list[int]:
    """The positions of the tasks: the proofs below the most others come first, and then those with the greatest
    estimate; those of one power of two stay as they stand, so that the steps of a proof stay together as far as can be
    and share what one process knows of them."""
    sizes: dict[int, int] = {}
    above = _heights(proofs)
    estimates = [(above[proof], _estimate(proofs[proof], name, sizes).bit_length()) for proof, name in tasks]
    return sorted(range(len(tasks)), key=lambda position: estimates[position], reverse=True)


def _heights(proofs: Sequence[Proof]) -> list[int]:
    """For each proof how long the longest chain is that starts there, in which each proof applies the one before."""
    numbers = {proof.id: number for number, proof in enumerate(proofs)}
    above = [0] * len(proofs)
    for number in reversed(range(len(proofs))):
        for name in proofs[number].applies:
            if numbers.get(name, number) < number:
                above[numbers[name]] = max(above[numbers[name]], above[number] + 1)
    return above


def proof_by_proof(tasks: Sequence[Task]) -> list[int]:
    """The positions of the tasks, proof by proof: whether its hypotheses contradict each other before its steps."""
    return sorted(range(len(tasks)), key=lambda position: (tasks[position][0], tasks[position][1] is not None))


def _estimate(proof: Proof, name: str | None, sizes: dict[int, int]) -> int:
    """The nodes of claim and premises, times the number of premises: the search multiplies premises with each other."""
    if name is None:
        formulas = [item.formula for item in proof.hypotheses]
    else:
        step = step_of(proof, name)
        known = [walked(proof).known(premise, step) for premise in step.using]
        formulas = [step.claim, *(entry.formula for entry in known if entry is not None)]
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
