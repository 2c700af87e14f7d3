"""Keys of letters: what a letter of the normal form stands for, as data.

A key is a kind and its content: names, integer expressions and forms. Equal keys are one object, so that they are
compared and hashed by identity, as fast as a short string.
"""

from __future__ import annotations

from enum import Enum
from typing import Any, NamedTuple, TypeAlias
from weakref import WeakValueDictionary

from symproof.language.affine import Affine, FamilyAt, FamilyName
from symproof.language.records import dataclass


class Kind(Enum):
    """What a letter stands for, with the content of its key."""

    SYMBOL = "a symbol or a family"  # its name
    UNIT = "a unit column"  # its size
    PART = "a selection of consecutive rows"  # the rows before, the selected ones, all: numbers of rows
    INVERSE = "the inverse of a form"  # the form
    VALUE = "a value of a function"  # the function, the form of the argument
    SLOPE = "a gradient of a function"  # the function, the form of the argument
    CALL = "a call without rules"  # the name, the forms of the arguments, the size of the value
    POWER = "a power whose exponent is not a number"  # the form, the exponent
    SUM = "a sum over an index"  # the length, the index, what is summed
    DIRECTION = "a direction of a differential"  # the variable and, for a member of a family, its index


class Form(NamedTuple):
    """A polynomial as the content of a key: its size, and its terms without an order."""

    rows: Affine
    columns: Affine
    terms: frozenset[Any]  # ((monomial, word), coefficient)


Content: TypeAlias = tuple[FamilyName | Affine | Form, ...]


@dataclass(frozen=True, slots=True, eq=False, weakref_slot=True)
class Key:
    """Made by ``key_of`` only. ``text`` orders letters and is shown in messages; nothing is read out of it."""

    kind: Kind
    content: Content
    text: str

    @property
    def name(self) -> FamilyName:
        """The name that the content begins with: of the symbol, family, function or call."""
        name = self.content[0]
        return name if isinstance(name, str | FamilyAt) else ""


_KEYS: WeakValueDictionary[tuple[Kind, Content], Key] = WeakValueDictionary()


def key_of(kind: Kind, text: str, *content: FamilyName | Affine | Form) -> Key:
    """The one key of this kind and content; ``text`` depends on these two alone."""
    found = _KEYS.get((kind, content))
    return _KEYS.setdefault((kind, content), Key(kind, content, text)) if found is None else found
