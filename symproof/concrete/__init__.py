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
    from symproof.concrete.points.found import model, refute

__all__ = ["Attack", "Judge", "Judgement", "Sweep", "attack", "model", "refute"]


def __getattr__(name: str) -> Any:
    """What looks for points: ``attack``, ``refute`` and ``model``."""
    if name in ("Attack", "attack"):
        from symproof.concrete.points import attack as attacks

        return getattr(attacks, name)
    if name in ("model", "refute"):
        from symproof.concrete.points import found

        return getattr(found, name)
    raise AttributeError(f"module {__name__!r} has no attribute {name!r}")
