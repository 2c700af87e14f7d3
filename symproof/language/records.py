"""The parts of a node without knowing its class: the walks over terms and formulas are built on these.

A record is a term, a formula, a declaration or a rule: an object whose class lists its fields in ``__match_args__``,
as a dataclass and a named tuple do. Strings, numbers and None have no parts.
"""

from __future__ import annotations

from collections.abc import Callable, Hashable
from functools import lru_cache
from operator import attrgetter
from typing import Any


def fields_of(node: Any) -> tuple[str, ...]:
    """The names of the fields, in order."""
    return getattr(node, "__match_args__", ())


def parts_of(node: Any) -> tuple[Any, ...]:
    """The values of the fields, in order."""
    return _reader(node.__class__)(node)


def inside(node: Any) -> tuple[Any, ...]:
    """What a walk over a node visits next: the items of a tuple, the values of the fields of a record."""
    return node if type(node) is tuple else parts_of(node)


@lru_cache(maxsize=1024)
def _reader(kind: Hashable) -> Callable[[Any], tuple[Any, ...]]:
    """What reads all fields of a record of this class at once."""
    names = getattr(kind, "__match_args__", ())
    if not names:
        return lambda node: ()
    if len(names) == 1:
        single = attrgetter(names[0])
        return lambda node: (single(node),)
    return attrgetter(*names)
