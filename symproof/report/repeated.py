"""Makes equal terms and formulas of a saved report one object.

A claim repeats hypotheses and claims before it. Where equal nodes are one object, whatever remembers nodes by their
identity reads, checks and writes each of them once. What repeats in derivations the report itself writes once
(``shared``).
"""

from __future__ import annotations

import contextlib
from typing import Any

MOST_TEXT = 64 << 20  # characters of nodes that are compared; an honest report needs fewer than it has itself
NUMBERED = frozenset({"derivation", "shared"})  # fields whose nodes refer to each other by number


def repeats_as_one(data: Any, left: int = MOST_TEXT) -> None:
    """Puts the first of equal nodes in the place of all, in data that nobody else holds yet. Equal is what Python
    writes alike: the same fields in the same order, with values of the same types."""
    known: dict[str, Any] = {}
    pending = [data]
    with contextlib.suppress(RecursionError):
        while pending:
            holder = pending.pop()
            for key, value in holder.items() if type(holder) is dict else enumerate(holder):
                if type(value) is list or (type(value) is dict and "node" not in value):
                    pending += () if key in NUMBERED else (value,)
                elif type(value) is dict and left > 0:
                    text = repr(value)
                    left -= len(text)
                    first = holder[key] = known.setdefault(text, value)
                    pending += (value,) if first is value else ()
