"""Certificates from what the search found: only the derived steps that are used, numbered in order."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import replace

from symproof.language.certificate import WITHOUT_ENTRIES, Algebra, Certificate, Derived, Entry, Law, Parts

STEP = "step:"


def assembled(combination: tuple[Entry, ...], derived: Sequence[Derived], invertible: tuple[str, ...] = ()) -> Algebra:
    """The certificate without range facts."""
    needed: set[int] = set()
    pending = [*_steps(combination), *(_number(name) for name in invertible if name.startswith(STEP))]
    while pending:
        number = pending.pop()
        if number not in needed:
            needed.add(number)
            pending += _steps(_by(derived[number - 1]))
    new = {old: position for position, old in enumerate(sorted(needed), 1)}
    steps = [_renumbered_step(derived[old - 1], new) for old in sorted(needed)]
    return Algebra(_renumbered(combination, new), tuple(steps), (), invertible)


def _number(name: str) -> int:
    return int(name.removeprefix(STEP))


def _steps(entries: tuple[Entry, ...]) -> list[int]:
    return [_number(entry.premise) for entry in entries if entry.premise.startswith(STEP)]


def _by(derived: Derived) -> tuple[Entry, ...]:
    if isinstance(derived, Law):
        return (*derived.by, *(entry for signed in derived.signs for entry in signed.by))
    return () if isinstance(derived, WITHOUT_ENTRIES) else derived.by


def _renumbered_step(derived: Derived, new: dict[int, int]) -> Derived:
    if isinstance(derived, Law):
        signs = tuple([replace(signed, by=_renumbered(signed.by, new)) for signed in derived.signs])
        return replace(derived, by=_renumbered(derived.by, new), signs=signs)
    return derived if isinstance(derived, WITHOUT_ENTRIES) else replace(derived, by=_renumbered(derived.by, new))


def _renumbered(entries: tuple[Entry, ...], new: dict[int, int]) -> tuple[Entry, ...]:
    return tuple(
        [
            replace(entry, premise=f"{STEP}{new[_number(entry.premise)]}") if entry.premise.startswith(STEP) else entry
            for entry in entries
        ]
    )


def all_parts(certificates: Iterable[Certificate | None]) -> Parts | None:
    """The certificates of all conjuncts as one; None at the first that is missing, and where there are none."""
    parts: list[Certificate] = []
    for certificate in certificates:
        if certificate is None:
            return None
        parts.append(certificate)
    return Parts(tuple(parts)) if parts else None
