"""Every term and formula inside a node, the node itself first."""

from __future__ import annotations

import dataclasses
from collections.abc import Iterator
from typing import Any

from symproof.language.affine import Affine


def nodes(node: Any) -> Iterator[Any]:
    if isinstance(node, Affine):
        return
    if isinstance(node, tuple):
        for item in node:
            yield from nodes(item)
    elif dataclasses.is_dataclass(node):
        yield node
        for field in dataclasses.fields(node):
            yield from nodes(getattr(node, field.name))
