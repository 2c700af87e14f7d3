"""The concrete judge: decides steps at small sizes, on explicit matrices of indeterminates, exactly.

It shares no code with the kernel: from there come only the data types of terms, certificates and integer expressions.
The search for counterexamples and models is imported when it is first used: most runs need none.
"""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from symproof.concrete.evaluation.shapes import Sweep
from symproof.concrete.judge import Judge, Judgement

if TYPE_CHECKING:
    from symproof.concrete.points.attack import Attack, attack
    from symproof.concrete.points.found import refute
    from symproof.concrete.points.models import Attempt, attempted_again, model, model_and_attempt

__all__ = [
    "Attack",
    "Attempt",
    "Judge",
    "Judgement",
    "Sweep",
    "attack",
    "attempted_again",
    "model",
    "model_and_attempt",
    "refute",
]


def __getattr__(name: str) -> Any:
    """What looks for points: ``attack``, ``refute``, ``model`` and what goes with them."""
    if name in ("Attack", "attack"):
        from symproof.concrete.points import attack as attacks

        return getattr(attacks, name)
    if name == "refute":
        from symproof.concrete.points import found

        return found.refute
    if name in ("Attempt", "attempted_again", "model", "model_and_attempt"):
        from symproof.concrete.points import models

        return getattr(models, name)
    raise AttributeError(f"module {__name__!r} has no attribute {name!r}")
