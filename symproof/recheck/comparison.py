"""Where a stated report differs from the one that is computed from its terms."""

from __future__ import annotations

from collections.abc import Iterator
from typing import Any

from symproof.diagnostics.diagnostic import Diagnostic

FREE = frozenset({"seconds", "started", "version"})  # fields that may differ between equal reports


def differences(computed: Any, stated: Any, place: str) -> Iterator[Diagnostic]:
    """Every difference, by place (SP707); fields that we do not know are left alone."""
    if isinstance(computed, dict):
        if not isinstance(stated, dict):
            yield _difference(place, computed, stated)
            return
        for key, value in computed.items():
            if key not in FREE:
                yield from _unless_equal(value, stated.get(key), f"{place}.{key}")
    elif isinstance(computed, list | tuple):
        if not isinstance(stated, list) or len(stated) != len(computed):
            yield _difference(place, computed, stated)
            return
        for position, (left, right) in enumerate(zip(computed, stated, strict=True)):
            yield from _unless_equal(left, right, f"{place}[{position}]")
    elif type(computed) is not type(stated) or computed != stated:
        yield _difference(place, computed, stated)


def _unless_equal(computed: Any, stated: Any, place: str) -> Iterator[Diagnostic]:
    """Most values are texts and numbers, and equal."""
    if type(computed) in (str, int) and type(computed) is type(stated) and computed == stated:
        return
    yield from differences(computed, stated, place)


def _difference(place: str, computed: Any, stated: Any) -> Diagnostic:
    return Diagnostic("SP707", f"{place}: the report says {_shown(stated)}, its terms say {_shown(computed)}")


def _shown(value: Any) -> str:
    text = repr(value)
    return text if len(text) <= 100 else text[:97] + "..."
