"""Records: classes that are their fields; and the parts of a node without knowing its class.

A record is a term, a formula, a declaration, a rule or a result: an object whose class lists its fields in
``__match_args__``. The walks over terms and formulas read them by ``parts_of``; a string, a number and None have none.
"""

from __future__ import annotations

import dataclasses
from collections.abc import Callable, Hashable
from functools import lru_cache
from operator import attrgetter
from typing import TYPE_CHECKING, Any

if TYPE_CHECKING:
    from dataclasses import dataclass as dataclass
else:

    def dataclass(kind=None, /, **options):
        """``dataclasses.dataclass`` for classes that are never changed (``frozen=True``), made in a sixth of the time.

        There are some two hundred of them, and to make them took two fifths of the time in which ``symproof prove``
        starts: the standard decorator writes and compiles six methods for each class. Here the classes share all but
        one. That no field is assigned to is checked by mypy, and not once more at run time.
        """
        if kind is None:
            return lambda given: dataclass(given, **options)
        if not options.pop("frozen", False):
            return dataclasses.dataclass(kind, **options)
        own, compared = vars(kind).keys(), options.pop("eq", True)
        made = dataclasses.dataclass(kind, eq=False, repr=False, **options)
        shared = {"__repr__": _written} | (_comparing(made) if compared else {})
        for name in shared.keys() - own:
            setattr(made, name, shared[name])
        return made


def _written(self: Any) -> str:
    shown = [f"{item.name}={getattr(self, item.name)!r}" for item in dataclasses.fields(self) if item.repr]
    return f"{type(self).__qualname__}({', '.join(shown)})"


def _comparing(kind: Any) -> dict[str, Callable[..., Any]]:
    """Records are equal if they are of one class and their fields are equal."""
    compared = _reading(tuple([item.name for item in dataclasses.fields(kind) if item.compare]))

    def equal(self: Any, other: object) -> bool:
        return compared(self) == compared(other) if other.__class__ is self.__class__ else NotImplemented

    def hashed(self: Any) -> int:
        return hash(compared(self))

    return {"__eq__": equal, "__hash__": hashed}


def _reading(names: tuple[str, ...]) -> Callable[[Any], tuple[Any, ...]]:
    """What reads these fields at once."""
    if not names:
        return lambda node: ()
    if len(names) == 1:
        single = attrgetter(names[0])
        return lambda node: (single(node),)
    return attrgetter(*names)


def fields_of(node: Any) -> tuple[str, ...]:
    """The names of the fields, in order."""
    return getattr(node, "__match_args__", ())


def parts_of(node: Any) -> tuple[Any, ...]:
    """The values of the fields, in order."""
    return _reader(node.__class__)(node)


def inside(node: Any) -> tuple[Any, ...]:
    """What a walk over a node visits next: the items of a tuple, the values of the fields of a record."""
    kind = node.__class__
    return node if kind is tuple else _reader(kind)(node)


@lru_cache(maxsize=1024)
def _reader(kind: Hashable) -> Callable[[Any], tuple[Any, ...]]:
    """What reads all fields of a record of this class at once."""
    return _reading(getattr(kind, "__match_args__", ()))
