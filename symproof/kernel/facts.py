"""What is known of integers: equations that replace sizes, and what holds at each index of a range."""

from __future__ import annotations

from functools import lru_cache
from typing import NamedTuple

from symproof.language.affine import Affine, IntegerAtom, SizeAt, affine_text, at_index, parameter, substitute
from symproof.language.syntax import reserved

EACH = reserved(0)  # the index of a fact that holds at each index of a range; nothing else has this name


class TypingFact(NamedTuple):
    """``atom`` is replaced by ``value`` wherever it occurs; the hypotheses ``ids`` say that they are equal. With
    ``general`` they say so for every value of ``EACH``, the leading index of the atom or else its index."""

    ids: frozenset[str]
    atom: IntegerAtom
    value: Affine
    general: bool = False

    def at(self, atom: IntegerAtom) -> Affine | None:
        """What replaces this atom."""
        if not self.general:
            return self.value if atom == self.atom else None
        index = index_of(atom)
        if index is None or substitute(parameter(self.atom), {EACH: index}.get) != parameter(atom):  # type: ignore[arg-type]
            return None
        return at_index(self.value, EACH, index)


class GeneralFact(NamedTuple):
    """``value >= 0`` for every low <= EACH <= high."""

    low: Affine
    high: Affine
    value: Affine


@lru_cache(maxsize=8192)
def canonical(typing: tuple[TypingFact, ...], value: Affine) -> tuple[Affine, frozenset[str], int]:
    """The expression with every typing fact applied, the hypotheses that this used, and the work it took."""
    used: set[str] = set()
    work = 0
    for _ in range(len(typing) + 1):
        before = value
        work += len(typing) * len(affine_text(value))
        for fact in typing:
            after = substitute(value, fact.at)
            if after != value:
                used |= fact.ids
                value = after
        if value == before:
            break
    return value, frozenset(used), work


def index_of(atom: IntegerAtom) -> Affine | None:
    """The leading index of a member of a family of sizes, or else its index."""
    if not isinstance(atom, SizeAt):
        return None
    return atom.index if isinstance(atom.family, str) else atom.family.lead
