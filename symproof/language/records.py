"""Records: classes that are their fields; and the parts of a node without knowing its class.

A record is a term, a formula, a declaration, a rule or a result: an object whose class lists its fields in
``__match_args__``. The walks over terms and formulas read them by ``parts_of``; a string, a number and None have none.
"""

from __future__ import annotations

import dataclasses
from collections.abc import Callable, Hashable, Mapping
from fractions import Fraction
from functools import lru_cache
from operator import attrgetter, is_not
from types import FunctionType
from typing import TYPE_CHECKING, Any, Generic, TypeVar

PLAIN = frozenset({str, int, bool, type(None), Fraction})  # classes of values that have no parts
STANDARD = ("__init__", "__dataclass_fields__", "__dataclass_params__")  # made by the standard decorator
MANY = 16384  # records that are remembered with what was computed of them
Node = TypeVar("Node")
Result = TypeVar("Result")

if TYPE_CHECKING:
    from dataclasses import dataclass as dataclass
else:

    def dataclass(kind=None, /, *, frozen=False, slots=True, eq=True, weakref_slot=False):
        """``dataclasses.dataclass(slots=True)``, which makes the methods of a class when one of them is first used.

        There are more than three hundred such classes, and ``symproof prove`` uses a few dozen of them. The standard
        decorator writes and compiles six methods for each class, which took a third of the time in which the program
        starts. That no field of a frozen record is assigned to is checked by mypy, and not once more at run time.
        """
        if kind is None:
            return lambda given: dataclass(given, frozen=frozen, slots=slots, eq=eq, weakref_slot=weakref_slot)
        own, made = vars(kind), _slotted(kind, ["__weakref__"] if weakref_slot else [])
        compared = [name for name in ("__eq__", "__hash__") if eq and (frozen or name == "__eq__") and name not in own]
        for name in (*STANDARD, *compared):
            setattr(made, name, _Awaited(name, made, kind, compared))
        if "__repr__" not in own:
            made.__repr__ = _written
        if eq and not frozen and "__hash__" not in own:
            made.__hash__ = None
        return made


def _slotted(kind: Any, more: list[str]) -> Any:
    """The class again, with a slot for each field of its own, and with the names of all its fields."""
    own = _contents(kind)
    names = [name for name, type_ in own.get("__annotations__", {}).items() if not str(type_).startswith("ClassVar")]
    before = getattr(kind, "__match_args__", ())
    given = [name for name in names if name not in before and getattr(own.get(name), "init", True)]
    taken = {name for base in kind.__mro__[1:] for name in vars(base).get("__slots__", ())}
    for name in names:
        own.pop(name, None)
    own["__slots__"] = [name for name in names if name not in taken] + more
    own["__match_args__"] = (*before, *given)
    return type(kind)(kind.__name__, kind.__bases__, own)


def _contents(kind: Any) -> dict[str, Any]:
    """What a class is made of."""
    return {name: value for name, value in vars(kind).items() if name not in ("__dict__", "__weakref__")}


class _Awaited:
    """Stands for a method of a record class until one is used; then all of them are made."""

    def __init__(self, name: str, made: Any, kind: Any, compared: list[str]) -> None:
        self.name, self.made, self.kind, self.compared = name, made, kind, compared

    def __get__(self, record: Any, owner: Any) -> Any:
        self._make_plainly() if self._is_plain() else self._make()
        found = vars(self.made)[self.name]
        return found.__get__(record, owner) if hasattr(found, "__get__") else found

    def _is_plain(self) -> bool:
        """Whether the fields are those of this class alone, with values for defaults or without any."""
        own, names = vars(self.kind), self.made.__match_args__
        annotated = [name for name, type_ in own.get("__annotations__", {}).items() if "ClassVar" not in str(type_)]
        return (
            self.name not in STANDARD[1:]
            and names == tuple(annotated)
            and len(names) < len(_SETTING)
            and not any(hasattr(base, "__match_args__") for base in self.kind.__mro__[1:])
            and not hasattr(self.kind, "__post_init__")
            and not any(isinstance(own.get(name), dataclasses.Field) for name in names)
        )

    def _make_plainly(self) -> None:
        own, names = vars(self.kind), self.made.__match_args__
        self.made.__init__ = _setting(
            self.kind.__qualname__, names, tuple([own[name] for name in names if name in own])
        )
        self._compare(_comparing(names))

    def _make(self) -> None:
        copied = type(self.kind)(self.kind.__name__, self.kind.__bases__, _contents(self.kind))
        finished = vars(dataclasses.dataclass(copied, eq=False, repr=False))
        for name in STANDARD:
            setattr(self.made, name, finished[name])
        self._compare(_comparing(tuple([item.name for item in dataclasses.fields(self.made) if item.compare])))

    def _compare(self, comparing: Mapping[str, Callable[..., Any]]) -> None:
        for name in self.compared:
            setattr(self.made, name, comparing[name])


def _setting(owner: str, names: tuple[str, ...], defaults: tuple[Any, ...]) -> FunctionType:
    """The method ``__init__`` that sets these fields: the code that was compiled for so many fields, with their names.
    The standard decorator writes and compiles it anew for each class, which takes a hundred times as long."""
    known = _SETTING[len(names)].__code__
    code = known.replace(co_name="__init__", co_varnames=("self", *names), co_names=names)
    made = FunctionType(code, {}, "__init__", defaults)
    made.__qualname__ = f"{owner}.__init__"
    return made


def _set0(self: Any) -> None:
    pass


def _set1(self: Any, a: Any) -> None:
    self.a = a


def _set2(self: Any, a: Any, b: Any) -> None:
    self.a = a
    self.b = b


def _set3(self: Any, a: Any, b: Any, c: Any) -> None:
    self.a = a
    self.b = b
    self.c = c


def _set4(self: Any, a: Any, b: Any, c: Any, d: Any) -> None:
    self.a = a
    self.b = b
    self.c = c
    self.d = d


def _set5(self: Any, a: Any, b: Any, c: Any, d: Any, e: Any) -> None:
    self.a = a
    self.b = b
    self.c = c
    self.d = d
    self.e = e


def _set6(self: Any, a: Any, b: Any, c: Any, d: Any, e: Any, f: Any) -> None:
    self.a = a
    self.b = b
    self.c = c
    self.d = d
    self.e = e
    self.f = f


_SETTING = (_set0, _set1, _set2, _set3, _set4, _set5, _set6)


def _written(self: Any) -> str:
    shown = [f"{item.name}={getattr(self, item.name)!r}" for item in dataclasses.fields(self) if item.repr]
    return f"{type(self).__qualname__}({', '.join(shown)})"


def _comparing(names: tuple[str, ...]) -> dict[str, Callable[..., Any]]:
    """Records are equal if they are of one class and these fields are equal."""
    compared = _reading(names)

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


def replace(record: Node, /, **values: Any) -> Node:
    """The record with other values of some fields: ``dataclasses.replace``, which takes twice as long."""
    kind: Any = type(record)
    parts = list(_reader(kind)(record))
    for name, value in values.items():
        parts[kind.__match_args__.index(name)] = value
    return kind(*parts)  # type: ignore[no-any-return]


def once(work: Callable[[Node], Result], most: int = MANY) -> Callable[[Node], Result]:
    """A function of one record, which is computed once for each record: for this very object, which is kept and whose
    fields never change, since to compare records takes longer. All is forgotten when there are more than ``most``."""
    known: dict[int, tuple[Node, Result]] = {}

    def found(record: Node) -> Result:
        entry = known.get(id(record))
        if entry is None:
            if len(known) >= most:
                known.clear()
            entry = known[id(record)] = record, work(record)
        return entry[1]

    return found


def once_at(work: Callable[..., Result], most: int = 4 * MANY) -> Callable[..., Result]:
    """The same for a function of a record and of others that are hashed, such as the index of an instance."""
    known: dict[tuple[Any, ...], tuple[Any, Result]] = {}

    def found(record: Any, *others: Hashable) -> Result:
        entry = known.get((id(record), others))
        if entry is None:
            if len(known) >= most:
                known.clear()
            entry = known[id(record), others] = record, work(record, *others)
        return entry[1]

    return found


class Latest(Generic[Result]):
    """What was computed last from some records and a number; computed anew when one of the records is another object,
    or the number is another."""

    __slots__ = ("known",)

    def __init__(self) -> None:
        self.known: tuple[tuple[Any, ...], int, Result] | None = None

    def of(self, records: tuple[Any, ...], number: int, work: Callable[[], Result]) -> Result:
        """What ``work`` computes from the records, as long as these are the same objects."""
        known = self.known
        if known is None or known[1] != number or any(map(is_not, known[0], records)):
            known = self.known = records, number, work()
        return known[2]


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
