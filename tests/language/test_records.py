"""Record classes: what the standard decorator makes, made when it is first needed."""

from __future__ import annotations

import dataclasses
import inspect
import pickle
import subprocess
import sys
import threading
from dataclasses import field
from typing import Any, ClassVar

import pytest

from symproof.language import certificate, formulas, terms
from symproof.language.records import dataclass, once, once_at, parts_of, replace
from symproof.language.terms import Symbol


@dataclass(frozen=True, slots=True)
class Point:
    """A frozen record with a default, a factory and a field that does not count."""

    x: int
    y: tuple[int, ...] = ()
    seen: dict[str, int] = field(default_factory=dict, compare=False)
    origin: ClassVar[int] = 0


@dataclass(frozen=True)
class Named(Point):
    """A record with the fields of another one first."""

    name: str = "p"

    def __post_init__(self) -> None:
        if not self.name:
            raise ValueError("a point needs a name")


@dataclass(slots=True)
class Counter:
    """A record that changes, with a field that is computed."""

    start: int
    counted: list[int] = field(init=False)

    def __post_init__(self) -> None:
        self.counted = [self.start]


@dataclass(frozen=True, slots=True)
class Plain:
    """A record whose fields have values for defaults."""

    name: str
    size: int = 3
    parts: tuple[str, ...] = ()
    known: ClassVar[int] = 1


@dataclass(frozen=True)
class Bare:
    """A record without fields."""


class Checked:
    """What looks at its fields once they are set."""

    def __post_init__(self) -> None:
        if not vars(type(self)):
            raise AssertionError
        raise ValueError("looked at")


@dataclass(frozen=True)
class Inherited(Checked):
    """A record that inherits a check."""

    name: str


def test_plain_records_are_set_as_the_standard_decorator_sets_them() -> None:
    for kind in (Plain, Bare, Symbol, terms.Transpose, formulas.Compare, certificate.Entry):
        quick = inspect.signature(kind)
        fields = dataclasses.fields(kind)  # the standard decorator has made all methods now
        standard = inspect.signature(kind)
        assert list(quick.parameters) == list(standard.parameters) == [item.name for item in fields]
        for name, parameter in standard.parameters.items():
            assert (quick.parameters[name].default, quick.parameters[name].kind) == (parameter.default, parameter.kind)


def test_plain_records_take_arguments_by_name_and_by_place() -> None:
    assert Plain("a") == Plain(name="a", size=3) == Plain("a", 3, ())
    assert Plain("a") != Plain("a", parts=("b",))
    assert hash(Plain("a", 4)) == hash(Plain(size=4, name="a"))
    assert (Bare(), hash(Bare()), repr(Bare())) == (Bare(), hash(()), "Bare()")
    assert pickle.loads(pickle.dumps(Plain("a", 5, ("c",)))) == Plain("a", 5, ("c",))  # noqa: S301 - made here
    with pytest.raises(TypeError, match=r"Plain.__init__\(\) missing 1 required positional argument: 'name'"):
        Plain()  # type: ignore[call-arg]
    with pytest.raises(TypeError, match="takes from 2 to 4 positional arguments but 5 were given"):
        Plain("a", 3, (), 1)  # type: ignore[call-arg]


def test_an_inherited_check_is_made() -> None:
    with pytest.raises(ValueError, match="looked at"):
        Inherited("a")


def test_fields_are_set_in_order_and_defaults_fill_the_rest() -> None:
    made = Named(1, (2,), name="q")
    assert (made.x, made.y, made.seen, made.name) == (1, (2,), {}, "q")
    assert Named.__match_args__ == ("x", "y", "seen", "name")
    assert parts_of(made) == (1, (2,), {}, "q")


def test_a_record_with_other_values_keeps_the_rest_and_its_class() -> None:
    made = Named(1, (2,), {"a": 1}, "q")
    changed = replace(made, name="r", x=3)
    assert changed == Named(3, (2,), name="r")
    assert changed.seen is made.seen
    assert (type(changed), made.x) == (Named, 1)
    assert replace(Counter(2), start=5).counted == [5]
    with pytest.raises(ValueError, match="needs a name"):
        replace(made, name="")
    with pytest.raises(ValueError, match="not in tuple"):
        replace(made, color="red")


def test_what_is_computed_once_belongs_to_one_object() -> None:
    asked: list[Point] = []

    def work(point: Point) -> int:
        asked.append(point)
        return point.x + len(point.seen)

    found = once(work, 2)
    first, alike = Point(1, seen={"a": 1}), Point(1)
    assert first == alike
    assert (found(first), found(alike), found(first)) == (2, 1, 2)
    assert [point is first for point in asked] == [True, False]
    third = Point(3)
    assert (found(third), found(first)) == (3, 2)  # all was forgotten, and is found again
    assert len(asked) == 4


def test_what_is_computed_once_is_not_found_under_the_address_of_a_record_that_is_gone() -> None:
    found = once(lambda point: point.x, 8)
    assert [found(Point(number)) for number in range(100)] == list(range(100))


def test_what_is_computed_once_belongs_to_one_object_and_one_index() -> None:
    asked: list[tuple[int, str]] = []

    def work(point: Point, index: str) -> str:
        asked.append((point.x, index))
        return f"{index}{point.x + len(point.seen)}"

    found, first, alike = once_at(work, 3), Point(1, seen={"a": 1}), Point(1)
    assert [found(first, "i"), found(alike, "i"), found(first, "j"), found(first, "i")] == ["i2", "i1", "j2", "i2"]
    assert asked == [(1, "i"), (1, "i"), (1, "j")]
    assert [found(Point(number), "i") for number in range(100)] == [f"i{number}" for number in range(100)]


def test_a_refusal_is_not_remembered() -> None:
    refused: list[int] = []

    def work(point: Point) -> int:
        refused.append(point.x)
        raise ValueError("refused")

    found, point = once(work), Point(1)
    for _ in range(2):
        with pytest.raises(ValueError, match="refused"):
            found(point)
    assert refused == [1, 1]


def test_each_object_has_a_factory_value_of_its_own() -> None:
    first, second = Point(1), Point(1)
    first.seen["a"] = 1
    assert second.seen == {}


def test_missing_and_unknown_arguments_are_refused() -> None:
    with pytest.raises(TypeError, match="missing 1 required positional argument: 'x'"):
        Point()  # type: ignore[call-arg]
    with pytest.raises(TypeError, match="unexpected keyword argument 'z'"):
        Point(1, z=2)  # type: ignore[call-arg]


def test_records_of_one_class_are_equal_if_what_counts_is() -> None:
    assert Point(1, (2,), {"a": 1}) == Point(1, (2,), {"b": 2})
    assert hash(Point(1, (2,), {"a": 1})) == hash(Point(1, (2,)))
    assert Point(1) != Point(2)
    assert Point(1) != Named(1)
    assert Named(1) != Point(1)


def test_hash_is_there_before_an_object_was_compared() -> None:
    @dataclass(frozen=True, slots=True)
    class Fresh:
        x: int

    assert len({Fresh(1), Fresh(1), Fresh(2)}) == 2


def test_fields_are_known_before_an_object_was_made() -> None:
    @dataclass(frozen=True, slots=True)
    class Fresh:
        x: int
        y: int = 3

    assert dataclasses.is_dataclass(Fresh)
    assert [item.name for item in dataclasses.fields(Fresh)] == ["x", "y"]


def test_post_init_runs_also_for_a_record_with_inherited_fields() -> None:
    with pytest.raises(ValueError, match="needs a name"):
        Named(1, name="")
    assert Counter(3).counted == [3]


def test_record_that_changes_has_no_hash() -> None:
    assert Counter(1) == Counter(1)
    with pytest.raises(TypeError, match="unhashable"):
        hash(Counter(1))


def test_methods_that_a_class_writes_itself_are_kept() -> None:
    @dataclass(frozen=True, slots=True)
    class Own:
        x: int

        def __eq__(self, other: object) -> bool:
            return True

        def __hash__(self) -> int:
            return 7

        def __repr__(self) -> str:
            return "own"

    assert Own(1) == Own(2)
    assert hash(Own(1)) == 7
    assert repr(Own(1)) == "own"


def test_replacing_a_field_keeps_the_others() -> None:
    assert dataclasses.replace(Named(1, (2,)), name="r") == Named(1, (2,), name="r")


def test_super_reaches_the_constructor_of_the_first_class() -> None:
    @dataclass
    class Base:
        x: int

    class Derived(Base):
        def __init__(self) -> None:
            super().__init__(5)

    assert Derived().x == 5


def test_record_that_was_made_elsewhere_is_compared_before_one_is_made_here() -> None:
    data = pickle.dumps((Symbol("A"), Symbol("A"), Symbol("B")))
    program = (
        "import pickle, sys\n"
        "first, equal, other = pickle.loads(bytes.fromhex(sys.argv[1]))\n"
        "assert first == equal and first != other and hash(first) == hash(equal)\n"
    )
    assert subprocess.run([sys.executable, "-c", program, data.hex()], check=False).returncode == 0


def made_by_four_threads() -> list[Any]:
    @dataclass(frozen=True, slots=True)
    class Fresh:
        x: int
        y: list[int] = field(default_factory=list)

    made: list[Any] = []
    threads = [threading.Thread(target=lambda: made.append(Fresh(1))) for _ in range(4)]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join()
    return made


def test_threads_that_make_the_first_objects_at_once_make_the_same() -> None:
    for _ in range(50):
        assert [item.y for item in made_by_four_threads()] == [[]] * 4
