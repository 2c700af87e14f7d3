"""The JSON form of terms, formulas, declarations and certificates: one rule, read off the field types.

A dataclass is ``{"node": "<ClassName>", field: value, ...}``; a field at its default is left out. A tuple is a list.
An integer expression is ``[constant, [coefficient, atom], ...]``, an atom a name, ``["at", family, expression]`` or
``["product", atom, ...]``; a family is a name or a node FamilyAt. A rational is a string, ``"3"`` or ``"-1/2"``.
Decoding trusts nothing: unknown nodes and fields, wrong types, and nesting deeper than ``MAX_DEPTH`` are refused
(SP340).
"""

from __future__ import annotations

import dataclasses
import re
import types
import typing
from collections.abc import Callable, Collection
from dataclasses import dataclass
from enum import StrEnum
from fractions import Fraction
from functools import lru_cache, partial
from typing import Any, TypeAlias

from symproof.language import certificate as certificate_module
from symproof.language import declarations as declarations_module
from symproof.language import derivation as derivation_module
from symproof.language import formulas as formulas_module
from symproof.language import terms as terms_module
from symproof.language import theory as theory_module
from symproof.language.affine import Affine, FamilyAt, IntegerAtom, SizeAt, SizeProduct, affine, atom_text
from symproof.language.refusal import Refusal

MAX_DEPTH = 100
MAX_DIGITS = 2000
_RATIONAL = re.compile(r"-?\d+(/[1-9]\d*)?", re.ASCII)
_NAME = re.compile(r"[^\W\d]\w*", re.ASCII)


def _classes(*modules: Any) -> dict[str, type]:
    for module in modules:
        _ = module.annotations  # a module of ours is executed when something of it is first used
    return {
        name: value
        for module in modules
        for name, value in vars(module).items()
        if isinstance(value, type) and dataclasses.is_dataclass(value)
    }


NODES = _classes(
    terms_module, declarations_module, formulas_module, certificate_module, derivation_module, theory_module
)


# ------------------------------------------------------------------------------------------------ encoding


def encode(value: Any, known: dict[int, tuple[Any, Any]] | None = None) -> Any:
    """The JSON value of a term, formula, declaration or certificate. ``known`` holds what was encoded before, by the
    identity of the record, which it keeps: a record that occurs twice becomes one object."""
    kind = type(value)
    if kind is str or kind is int or kind is bool or value is None:
        return value
    if kind is Affine:
        return [value.constant, *([coefficient, _encode_atom(atom)] for atom, coefficient in value.terms)]
    if kind is tuple:
        return [encode(item, known) for item in value]
    if isinstance(value, Fraction | StrEnum):
        return str(value)
    if known is None:
        return _encode_node(value, None)
    found = known.get(id(value))
    if found is None:
        found = known[id(value)] = value, _encode_node(value, known)
    return found[1]


def _encode_node(value: Any, known: dict[int, tuple[Any, Any]] | None) -> dict[str, Any]:
    node: dict[str, Any] = {"node": type(value).__name__}
    for name, default in _defaults(value.__class__):
        item = getattr(value, name)
        if default is dataclasses.MISSING or (item is not default and item != default):
            node[name] = item if item.__class__ is str else encode(item, known)
    return node


@lru_cache(maxsize=256)
def _defaults(kind: Any) -> tuple[tuple[str, Any], ...]:
    return tuple([(field.name, field.default) for field in dataclasses.fields(kind)])


def _encode_atom(atom: IntegerAtom) -> Any:
    if isinstance(atom, str):
        return atom
    if isinstance(atom, SizeAt):
        return ["at", encode(atom.family), encode(atom.index)]
    return ["product", *map(_encode_atom, atom.product_of)]


# ------------------------------------------------------------------------------------------------ decoding


@dataclass(slots=True)
class Decoded:
    """The nodes that were decoded before, by the identity of their data, each with the data and with how deep it nests:
    what occurs twice is one record. ``deepest`` is the deepest level so far."""

    nodes: dict[int, tuple[Any, Any, int]] = dataclasses.field(default_factory=dict)
    deepest: int = 0

    def reach(self, depth: int) -> None:
        """Refuses (SP340) a level that is too deep."""
        if depth > MAX_DEPTH:
            raise Refusal("SP340", f"nested deeper than {MAX_DEPTH} levels")
        if depth > self.deepest:
            self.deepest = depth


Reader: TypeAlias = Callable[[Any, int, Decoded], Any]


def decode(data: Any, kind: Any, known: Decoded | None = None) -> Any:
    """The value of type ``kind`` (a class, union or tuple type of the modules above) that ``data`` encodes. ``known``
    holds what was decoded before; the data is not changed as long as it is in use."""
    return _reader(kind)(data, 0, Decoded() if known is None else known)


@lru_cache(maxsize=512)
def _reader(kind: Any) -> Reader:
    """What decodes values of this type."""
    origin, arguments = typing.get_origin(kind), typing.get_args(kind)
    if kind is Affine:
        return _decode_affine
    if kind is Fraction:
        return lambda data, depth, known: decode_rational(data)
    if kind in (str, int, bool):
        return partial(_decode_plain, kind)
    if isinstance(kind, type) and issubclass(kind, StrEnum):
        return lambda data, depth, known: kind(_one_of(tuple(kind), data))
    if origin is typing.Literal:
        return lambda data, depth, known: _one_of(arguments, data)
    if origin is tuple and len(arguments) == 2 and arguments[1] is Ellipsis:
        return partial(_decode_list, _reader(arguments[0]))
    if origin is tuple:
        return partial(_decode_tuple, tuple(map(_reader, arguments)))
    if origin in (typing.Union, types.UnionType) and type(None) in arguments:
        rest = tuple([item for item in arguments if item is not type(None)])
        return partial(_decode_optional, _reader(rest[0]) if len(rest) == 1 else partial(_decode_node, frozenset(rest)))
    return partial(_decode_node, frozenset(arguments if origin in (typing.Union, types.UnionType) else (kind,)))


def decode_rational(data: Any) -> Fraction:
    """The rational that a string such as ``-1/2`` writes; refused (SP340) otherwise."""
    if not isinstance(data, str) or len(data) > MAX_DIGITS or not _RATIONAL.fullmatch(data):
        raise Refusal("SP340", f"rational number as a string expected, found {_shown(data)}")
    return _rational(data)


_rational = lru_cache(maxsize=1024)(Fraction)  # the same few numbers stand in every certificate


def _decode_plain(kind: type, data: Any, depth: int, known: Decoded) -> Any:
    if type(data) is not kind:
        raise Refusal("SP340", f"{kind.__name__} expected, found {_shown(data)}")
    return data


def _one_of(words: tuple[str, ...], data: Any) -> str:
    if not isinstance(data, str) or data not in words:
        raise Refusal("SP340", f"one of {', '.join(words)} expected, found {_shown(data)}")
    return data


def _decode_list(item: Reader, data: Any, depth: int, known: Decoded) -> tuple[Any, ...]:
    if not isinstance(data, list):
        raise Refusal("SP340", f"list expected, found {_shown(data)}")
    if data:
        known.reach(depth + 1)
    return tuple([item(part, depth + 1, known) for part in data])


def _decode_tuple(items: tuple[Reader, ...], data: Any, depth: int, known: Decoded) -> tuple[Any, ...]:
    if not isinstance(data, list):
        raise Refusal("SP340", f"list expected, found {_shown(data)}")
    if len(data) != len(items):
        raise Refusal("SP340", f"{len(items)} elements expected, found {len(data)}")
    known.reach(depth + 1)
    return tuple([item(part, depth + 1, known) for item, part in zip(items, data, strict=True)])


def _decode_optional(inner: Reader, data: Any, depth: int, known: Decoded) -> Any:
    return None if data is None else inner(data, depth, known)


def _decode_node(allowed: Collection[type], data: Any, depth: int, known: Decoded) -> Any:
    if isinstance(data, str) and str in allowed:
        return data
    if not isinstance(data, dict) or not isinstance(data.get("node"), str):
        raise Refusal("SP340", f"an object with a node expected, found {_shown(data)}")
    cls = NODES.get(data["node"])
    if cls is None or cls not in allowed:
        raise Refusal("SP340", f"node {_shown(data['node'])} does not belong here")
    found = known.nodes.get(id(data))
    if found is None:
        outside, known.deepest = known.deepest, depth
        value = _decode_fields(cls, data, depth, known)
        found = known.nodes[id(data)] = data, value, known.deepest - depth
        known.deepest = max(outside, known.deepest)
    else:
        known.reach(depth + found[2])
    return found[1]


def _decode_fields(cls: type, data: dict[str, Any], depth: int, known: Decoded) -> Any:
    readers = _fields(cls, tuple(data))
    if readers:
        known.reach(depth + 1)
    return cls(**{name: reader(data[name], depth + 1, known) for name, reader in readers})


@lru_cache(maxsize=1024)
def _fields(cls: Any, names: tuple[str, ...]) -> tuple[tuple[str, Reader], ...]:
    """What reads each field that is given, once it is known that none is missing and none unknown."""
    required = {name for name, default in _defaults(cls) if default is dataclasses.MISSING}
    kinds, given = typing.get_type_hints(cls), {*names} - {"node"}
    if not required <= given <= kinds.keys():
        raise Refusal("SP340", f"node {cls.__name__}: missing or unknown fields {sorted(map(str, given ^ required))}")
    return tuple([(name, _reader(kind)) for name, kind in kinds.items() if name in given])


def _decode_affine(data: Any, depth: int, known: Decoded) -> Affine:
    if not isinstance(data, list) or not data or type(data[0]) is not int:
        raise Refusal("SP340", f"integer expression expected, found {_shown(data)}")
    terms: dict[IntegerAtom, int] = {}
    for item in data[1:]:
        if not isinstance(item, list) or len(item) != 2 or type(item[0]) is not int:
            raise Refusal("SP340", f"[coefficient, atom] expected, found {_shown(item)}")
        atom = _decode_atom(item[1], depth + 1, known)
        if atom in terms or not item[0]:
            raise Refusal("SP340", "an atom occurs twice or with coefficient 0")
        terms[atom] = item[0]
    return affine(data[0], terms)


def _decode_atom(data: Any, depth: int, known: Decoded) -> IntegerAtom:
    known.reach(depth)
    if isinstance(data, str) and _NAME.fullmatch(data):
        return data
    if isinstance(data, list) and len(data) == 3 and data[0] == "at":
        family = _decode_node((str, FamilyAt), data[1], depth + 1, known)
        return SizeAt(family, _decode_affine(data[2], depth + 1, known))
    if isinstance(data, list) and len(data) > 2 and data[0] == "product":
        parts = tuple([_decode_atom(item, depth + 1, known) for item in data[1:]])
        if sorted(parts, key=atom_text) == list(parts) and not any(isinstance(part, SizeProduct) for part in parts):
            return SizeProduct(parts)
    raise Refusal("SP340", f"integer atom expected, found {_shown(data)}")


def _shown(data: Any) -> str:
    text = repr(data) if isinstance(data, str | bool | None) else type(data).__name__
    return text if len(text) <= 60 else text[:57] + "..."
