"""The function values, calls and powers that a problem speaks of, as terms that have a meaning outside of every sum."""

from __future__ import annotations

from typing import TypeAlias

from symproof.kernel.algebra.normal import Normalizer
from symproof.language.records import once
from symproof.language.scoping import free_names
from symproof.language.syntax import is_reserved
from symproof.language.terms import Call, Power, Slope, Value

Applied: TypeAlias = Value | Slope | Call | Power


def applied_in_sight(normal: Normalizer) -> list[Applied]:
    """The values, gradients, calls and powers that were met in normal forms. A term under a sum that mentions the index
    of the sum is left out, such as log(x[i]) in sum(log(x[i]) for i in 1..n): the kernel gives the index a reserved
    name there, which is declared nowhere else."""
    return [term for term in normal.applied.values() if _has_meaning(term, normal.context.integers)]


def calls_in_sight(normal: Normalizer, name: str | None = None) -> list[Call]:
    """The calls among these, of the function of this name if one is given."""
    calls = [term for term in applied_in_sight(normal) if isinstance(term, Call)]
    return calls if name is None else [call for call in calls if call.name == name]


def _has_meaning(term: Applied, declared: frozenset[str]) -> bool:
    return _reserved_names(term) <= declared


def _reserved(term: Applied) -> frozenset[str]:
    return frozenset(name for _, name in free_names(term) if is_reserved(name))


_reserved_names = once(_reserved)
