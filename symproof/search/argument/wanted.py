"""The rule that an author does not name: the search finds it."""

from __future__ import annotations

from typing import Any

from symproof.language.certificate import Algebra
from symproof.language.records import dataclass


@dataclass(frozen=True, slots=True)
class Want:
    """Some rule that closes the claim from these premises; ``direct``: also by a certificate that is searched;
    ``wide``: rules other than certificates also from everything else that is known; ``absurd``: or two premises
    contradict each other, and anything follows; ``by``: a combination of the premises that lacks range facts;
    ``at_once``: no certificate but one that is found at once; ``steps``: implications that may be used one after the
    other, each of which leaves its premise to show."""

    using: tuple[str, ...] = ()
    direct: bool = True
    wide: bool = False
    absurd: bool = False
    by: Algebra | None = None
    at_once: bool = False
    steps: int = 2


def gap(*using: str, at_once: bool = False) -> Any:
    """Stands where a rule will stand: a certificate over these premises is to be found."""
    return Want(using, at_once=at_once)
