"""The rule that an author does not name: the search finds it."""

from __future__ import annotations

from dataclasses import dataclass


@dataclass(frozen=True, slots=True)
class Want:
    """Some rule that closes the claim from these premises; ``direct``: also by a certificate that is searched."""

    using: tuple[str, ...] = ()
    direct: bool = True
