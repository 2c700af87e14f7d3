"""Where a stated report differs from the one that is computed from its terms."""

from __future__ import annotations

from collections.abc import Iterator
from operator import is_
from typing import Any

from symproof.diagnostics.diagnostic import Diagnostic

FREE = frozenset({"seconds", "started", "version"})  # fields that may differ between equal reports


def differences(
    computed: Any, stated: Any, place: str, alike: set[tuple[int, int]] | None = None
) -> Iterator[Diagnostic]:
    """Every difference, by place (SP707); fields that we do not know are left alone. ``alike`` holds pairs of objects
    without differences, by identity: in derivations one object stands at many places."""
    alike = set() if alike is None else alike
    if isinstance(computed, dict) and isinstance(stated, dict):
        pair = id(computed), id(stated)
        is_alike = True
        for found in () if pair in alike else _inside(computed, stated, place, alike):
            is_alike = False
            yield found
        alike.update((pair,) if is_alike else ())
    elif isinstance(computed, list | tuple) and isinstance(stated, list) and len(stated) == len(computed):
        if all(map(is_, computed, stated)):
            return
        for position, (left, right) in enumerate(zip(computed, stated, strict=True)):
            if not _is_same(left, right):
                yield from differences(left, right, f"{place}[{position}]", alike)
    elif type(computed) is not type(stated) or computed != stated:
        yield _difference(place, computed, stated)


def _inside(
    computed: dict[str, Any], stated: dict[str, Any], place: str, alike: set[tuple[int, int]]
) -> Iterator[Diagnostic]:
    for key, value in computed.items():
        if key not in FREE and not _is_same(value, stated.get(key)):
            yield from differences(value, stated.get(key), f"{place}.{key}", alike)


def _is_same(computed: Any, stated: Any) -> bool:
    """Most values are texts and numbers, and equal."""
    kind = type(computed)
    return computed is stated or (kind is type(stated) and (kind is str or kind is int) and computed == stated)


def _difference(place: str, computed: Any, stated: Any) -> Diagnostic:
    return Diagnostic("SP707", f"{place}: the report says {_shown(stated)}, its terms say {_shown(computed)}")


def _shown(value: Any) -> str:
    text = repr(value)
    return text if len(text) <= 100 else text[:97] + "..."
