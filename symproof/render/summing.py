"""Sums whose index has a reserved name of the kernel, such as _1000, with a letter that a reader knows."""

from __future__ import annotations

from symproof.language.affine import parameter
from symproof.language.binding import mentioned
from symproof.language.records import replace
from symproof.language.substitution import substituted
from symproof.language.syntax import is_reserved
from symproof.language.terms import IndexSum

LETTERS = "ijlpqrst"
NUMBERED = 1000  # the kernel counts the indices of nested sums in thousands and ones


def with_letter(node: IndexSum) -> IndexSum:
    """The sum over i, j, ... where its index has a reserved name: a letter that does not occur in it. Sums inside of
    each other have reserved names with different numbers, and so different letters."""
    if not is_reserved(node.index):
        return node
    taken = mentioned(node)
    first = int(node.index[1:]) % NUMBERED % len(LETTERS)
    free = [name for name in LETTERS[first:] + LETTERS[:first] if name not in taken]
    name = free[0] if free else f"i{node.index[1:]}"
    return replace(node, index=name, body=substituted(node.body, node.index, parameter(name)))
