"""Functions that a report defines: f(X) = c + tr(C.T*X) + h*norm2(X), with exact numbers c and h and a matrix C.

Its gradient is f'(X) = C + 2 h X. The text of a definition is written in one way only (docs/formats.md).
"""

from __future__ import annotations

from collections.abc import Iterator

from symproof.language.records import dataclass
from symproof.recheck.evaluation.matrices import Rows, entries, mapped, scalar, size_of
from symproof.recheck.evaluation.numbers import Number, UnevaluatedError, exact

LINEAR = ".linear"  # the matrix of the function f stands under the name f.linear
NORM = "norm2(X)"
LONGEST = 10_000  # characters of a definition
_ORDER = ("constant", "linear", "square")


@dataclass(frozen=True, slots=True)
class Quadratic:
    """``constant + tr(linear.T*X) + square*norm2(X)``; no ``linear`` is a zero matrix."""

    name: str
    constant: Number
    linear: Rows | None
    square: Number
    moves: bool = True

    def value(self, argument: Rows) -> Rows:
        """f at the argument."""
        total = self.constant
        for entry in entries(argument):
            total = total + self.square * (entry * entry)
        for entry, factor in zip(entries(argument), self._factors(argument), strict=True):
            total = total + factor * entry
        return scalar(total)

    def slope(self, argument: Rows) -> Rows:
        """f' at the argument."""
        doubled = mapped(argument, lambda entry: 2 * self.square * entry)
        factors = iter(self._factors(argument))
        return mapped(doubled, lambda entry: next(factors) + entry)

    def _factors(self, argument: Rows) -> list[Number]:
        """The entries of ``linear``, which has the size of the argument."""
        if self.linear is None:
            return [0] * len(entries(argument))
        if size_of(self.linear) != size_of(argument):
            raise UnevaluatedError(f"{self.name}{LINEAR} has not the size of the argument of {self.name}")
        return entries(self.linear)


def defined(name: str, text: str, linear: Rows | None) -> Quadratic:
    """The function of this name that the text defines; refuses every other text."""
    if len(text) > LONGEST:
        raise _unreadable(name)
    constant, mentions_linear, square = _parts(name, text)
    if mentions_linear is not (linear is not None):
        listed = "is not" if linear is None else "is"
        raise UnevaluatedError(f"{name}{LINEAR} {listed} listed among the values, against the definition of {name}")
    return Quadratic(name, constant, linear, square)


def _parts(name: str, text: str) -> tuple[Number, bool, Number]:
    """The number, whether the trace is there, and the factor of the norm: each at most once, and in this order."""
    found: dict[str, Number] = {}
    for sign, summand in _summands(name, text):
        kind, value = _summand(name, summand)
        earlier = _ORDER[: _ORDER.index(kind)]
        if kind in found or not found.keys() <= set(earlier) or (kind == "linear" and sign < 0):
            raise _unreadable(name)
        found[kind] = sign * value
    return found.get("constant", 0), "linear" in found, found.get("square", 0)


def _summands(name: str, text: str) -> Iterator[tuple[int, str]]:
    """The summands with their signs; a plus before the first one is not written."""
    head = f"{name}(X) = "
    if not text.startswith(head):
        raise _unreadable(name)
    body = text.removeprefix(head)
    words = f"- {body[1:]}".split(" ") if body.startswith("-") else f"+ {body}".split(" ")
    if len(words) % 2 or not set(words[::2]) <= {"+", "-"}:
        raise _unreadable(name)
    for sign, summand in zip(words[::2], words[1::2], strict=True):
        yield (1 if sign == "+" else -1), summand


def _summand(name: str, text: str) -> tuple[str, Number]:
    """Which summand this is, and its factor."""
    if text == f"tr({name}{LINEAR}.T*X)":
        return "linear", 1
    if text == NORM:
        return "square", 1
    number = text.removesuffix(f"*{NORM}")
    if number.startswith("-"):
        raise _unreadable(name)
    return ("constant" if number == text else "square"), exact(number)


def _unreadable(name: str) -> UnevaluatedError:
    return UnevaluatedError(
        f"the definition of {name} is not of the form {name}(X) = c + tr({name}.linear.T*X) + h*norm2(X)"
    )
