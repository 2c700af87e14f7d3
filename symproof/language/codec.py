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
from enum import StrEnum
from fractions import Fraction
from functools import lru_cache
from typing import Any

from symproof.language import certificate as certificate_module
from symproof.language import declarations as declarations_module
from symproof.language import derivation as derivation_module
from symproof.language import formulas as formulas_module
from symproof.language import steps as steps_module
from symproof.language import terms as terms_module
from symproof.language import theory as theory_module
from symproof.language.affine import Affine, FamilyAt, IntegerAtom, SizeAt, SizeProduct, affine, atom_text
from symproof.language.refusal import Refusal

MAX_DEPTH = 100
MAX_DIGITS = 2000
_RATIONAL = re.compile(r"-?\d+(/[1-9]\d*)?", re.ASCII)
_NAME = re.compile(r"[^\W\d]\w*", re.ASCII)


def _classes(*modules: Any) -> dict[str, type]:
    return {
        name: value
        for module in modules
        for name, value in vars(module).items()
        if isinstance(value, type) and dataclasses.is_dataclass(value)
    }


NODES = _classes(
    terms_module, declarations_module, formulas_module, certificate_module, steps_module, derivation_module,
    theory_module,
)  # fmt: skip


# ------------------------------------------------------------------------------------------------ encoding


def encode(value: Any) -> Any:
    """The JSON value of a term, formula, declaration or certificate."""
    if isinstance(value, Affine):
        return [value.constant, *([coefficient, _encode_atom(atom)] for atom, coefficient in value.terms)]
    if isinstance(value, tuple):
        return [encode(item) for item in value]
    if isinstance(value, Fraction | StrEnum):
        return str(value)
    if dataclasses.is_dataclass(value):
        node: dict[str, Any] = {"node": type(value).__name__}
        for field in dataclasses.fields(value):
            item = getattr(value, field.name)
            if field.default is dataclasses.MISSING or item != field.default:
                node[field.name] = encode(item)
        return node
    return value


def _encode_atom(atom: IntegerAtom) -> Any:
    if isinstance(atom, str):
        return atom
    if isinstance(atom, SizeAt):
        return ["at", encode(atom.family), encode(atom.index)]
    return ["product", *map(_encode_atom, atom.product_of)]


# ------------------------------------------------------------------------------------------------ decoding


def decode(data: Any, kind: Any, depth: int = 0) -> Any:
    """The value of type ``kind`` (a class, union or tuple type of the modules above) that ``data`` encodes."""
    if depth > MAX_DEPTH:
        raise Refusal("SP340", f"nested deeper than {MAX_DEPTH} levels")
    origin = typing.get_origin(kind)
    if kind is Affine:
        return _decode_affine(data, depth)
    if kind is Fraction:
        return decode_rational(data)
    if kind in (str, int, bool):
        if type(data) is not kind:
            raise Refusal("SP340", f"{kind.__name__} expected, found {_shown(data)}")
        return data
    if isinstance(kind, type) and issubclass(kind, StrEnum):
        if not isinstance(data, str) or data not in list(kind):
            raise Refusal("SP340", f"one of {', '.join(kind)} expected, found {_shown(data)}")
        return kind(data)
    if origin is typing.Literal:
        if data not in typing.get_args(kind):
            raise Refusal("SP340", f"one of {', '.join(typing.get_args(kind))} expected, found {_shown(data)}")
        return data
    if origin is tuple:
        return _decode_tuple(data, typing.get_args(kind), depth)
    if origin in (typing.Union, types.UnionType):
        return _decode_union(data, typing.get_args(kind), depth)
    return _decode_node(data, (kind,), depth)


def decode_rational(data: Any) -> Fraction:
    """The rational that a string such as ``-1/2`` writes; refused (SP340) otherwise."""
    if not isinstance(data, str) or len(data) > MAX_DIGITS or not _RATIONAL.fullmatch(data):
        raise Refusal("SP340", f"rational number as a string expected, found {_shown(data)}")
    return Fraction(data)


def _decode_tuple(data: Any, arguments: tuple[Any, ...], depth: int) -> tuple[Any, ...]:
    if not isinstance(data, list):
        raise Refusal("SP340", f"list expected, found {_shown(data)}")
    if len(arguments) == 2 and arguments[1] is Ellipsis:
        return tuple([decode(item, arguments[0], depth + 1) for item in data])
    if len(data) != len(arguments):
        raise Refusal("SP340", f"{len(arguments)} elements expected, found {len(data)}")
    return tuple(decode(item, kind, depth + 1) for item, kind in zip(data, arguments, strict=True))


def _decode_union(data: Any, arguments: tuple[Any, ...], depth: int) -> Any:
    if type(None) in arguments:
        if data is None:
            return None
        rest = tuple(item for item in arguments if item is not type(None))
        return decode(data, rest[0], depth) if len(rest) == 1 else _decode_node(data, rest, depth)
    if isinstance(data, str) and str in arguments:
        return data
    return _decode_node(data, arguments, depth)


def _decode_node(data: Any, allowed: tuple[type, ...], depth: int) -> Any:
    if not isinstance(data, dict) or not isinstance(data.get("node"), str):
        raise Refusal("SP340", f"an object with a node expected, found {_shown(data)}")
    cls = NODES.get(data["node"])
    if cls is None or cls not in allowed:
        raise Refusal("SP340", f"node {_shown(data['node'])} does not belong here")
    hints, required = _fields(cls)
    given = data.keys() - {"node"}
    if not required <= given <= hints.keys():
        raise Refusal("SP340", f"node {cls.__name__}: missing or unknown fields {sorted(map(str, given ^ required))}")
    return cls(**{name: decode(data[name], hints[name], depth + 1) for name in given})


@lru_cache(maxsize=256)
def _fields(cls: type) -> tuple[dict[str, Any], frozenset[str]]:
    required = frozenset(field.name for field in dataclasses.fields(cls) if field.default is dataclasses.MISSING)
    return typing.get_type_hints(cls), required


def _decode_affine(data: Any, depth: int) -> Affine:
    if not isinstance(data, list) or not data or type(data[0]) is not int:
        raise Refusal("SP340", f"integer expression expected, found {_shown(data)}")
    terms: dict[IntegerAtom, int] = {}
    for item in data[1:]:
        if not isinstance(item, list) or len(item) != 2 or type(item[0]) is not int:
            raise Refusal("SP340", f"[coefficient, atom] expected, found {_shown(item)}")
        atom = _decode_atom(item[1], depth + 1)
        if atom in terms or not item[0]:
            raise Refusal("SP340", "an atom occurs twice or with coefficient 0")
        terms[atom] = item[0]
    return affine(data[0], terms)


def _decode_atom(data: Any, depth: int) -> IntegerAtom:
    if depth > MAX_DEPTH:
        raise Refusal("SP340", f"nested deeper than {MAX_DEPTH} levels")
    if isinstance(data, str) and _NAME.fullmatch(data):
        return data
    if isinstance(data, list) and len(data) == 3 and data[0] == "at":
        return SizeAt(decode(data[1], str | FamilyAt, depth + 1), _decode_affine(data[2], depth + 1))
    if isinstance(data, list) and len(data) > 2 and data[0] == "product":
        parts = tuple([_decode_atom(item, depth + 1) for item in data[1:]])
        if sorted(parts, key=atom_text) == list(parts) and not any(isinstance(part, SizeProduct) for part in parts):
            return SizeProduct(parts)
    raise Refusal("SP340", f"integer atom expected, found {_shown(data)}")


def _shown(data: Any) -> str:
    text = repr(data) if isinstance(data, str | bool | None) else type(data).__name__
    return text if len(text) <= 60 else text[:57] + "..."
