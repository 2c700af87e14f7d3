"""Every term and formula inside a node, the node itself first."""

from __future__ import annotations

from collections.abc import Iterator
from typing import Any

from symproof.language.affine import Affine
from symproof.language.records import fields_of


def nodes(node: Any) -> Iterator[Any]:
    """The node and everything inside it, outermost first; strings and integer expressions are left out."""
    if isinstance(node, str | Affine) or node is None:
        return
    if isinstance(node, tuple):
        for item in node:
            yield from nodes(item)
        return
    fields = fields_of(node)
    if fields:
        yield node
    for name in fields:
        yield from nodes(getattr(node, name))
