"""Counterexamples to the claim of a step, and failures of ours that cost a step its verdict and nothing else."""

from __future__ import annotations

from collections.abc import Callable
from pathlib import Path
from typing import TYPE_CHECKING, TypeVar

from symproof.diagnostics.diagnostic import Diagnostic
from symproof.diagnostics.errors import SymproofError, diagnostic
from symproof.diagnostics.results import Counterexample
from symproof.language.refusal import Refusal
from symproof.verdict.asking import FORGETFUL, Memory
from symproof.verdict.separated import separated

if TYPE_CHECKING:
    from symproof.concrete import Judge
    from symproof.language.formulas import Sequent

T = TypeVar("T")


def guarded(work: Callable[[], T]) -> T | Diagnostic:
    """The result, or what went wrong: a failure of ours is a diagnostic of one step, never a traceback."""
    try:
        return work()
    except SymproofError as error:
        return error.diagnostic
    except Refusal as refusal:
        return Diagnostic(refusal.code, refusal.message)
    except Exception as error:  # noqa: BLE001 - a bug in one method must not cost the other steps their verdicts
        import traceback  # imported here: only a bug needs it

        frame = traceback.extract_tb(error.__traceback__)[-1]
        place = f"{Path(frame.filename).name}:{frame.lineno}"
        return diagnostic("SP902", f"{type(error).__name__} at {place}: {error}"[:500])


def attacked(
    goal: Sequent, judge: Judge, memory: Memory = FORGETFUL, *, brief: bool = False
) -> tuple[Counterexample | None, str]:
    """A counterexample to the sequent; without one, the sentence that says where it was looked for."""
    from symproof import concrete

    found = guarded(lambda: memory.attack(judge, goal, brief=brief))
    return (found.counterexample, found.searched) if isinstance(found, concrete.Attack) else (None, "")


def separated_or_attacked(
    goal: Sequent, judge: Judge, memory: Memory, *, brief: bool
) -> tuple[Counterexample | None, str]:
    """A counterexample as ``attacked`` finds it. To a claim that a matrix polynomial is semidefinite, one is looked for
    first at the points that a functional suggests, whose sizes no sweep would reach; not in a ``brief`` search."""
    found = None if brief else guarded(lambda: separated(goal, judge))
    return (found, "") if isinstance(found, Counterexample) else attacked(goal, judge, memory, brief=brief)
