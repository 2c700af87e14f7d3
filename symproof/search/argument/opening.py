"""Conjuncts of premises as premises of their own: a move needs its premise under a name."""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence

from symproof.language.derivation import Block, Inference, Part, Use
from symproof.language.formulas import And, Formula


def opened(label: str, using: Sequence[str], formulas: Mapping[str, Formula]) -> tuple[Block, tuple[str, ...]]:
    """One inference for each conjunct of the premises that ``using`` names, also of conjuncts; and all names."""
    found: list[Inference] = []
    for name in using:
        formula = formulas.get(name)
        if formula is not None:
            found += _conjuncts(f"{label}.of.{name}", name, formula)  # apart from the premises of a lemma
    return tuple(found), (*using, *(item.id for item in found))


def _conjuncts(label: str, name: str, formula: Formula) -> Iterator[Inference]:
    if not isinstance(formula, And):
        return
    for number, part in enumerate(formula.parts):
        inner = f"{label}.{number + 1}"
        yield Inference(inner, part, Use(name, (Part(number),)))
        yield from _conjuncts(inner, inner, part)
