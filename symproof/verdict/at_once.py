"""Short statements, settled in this process before others are asked.

To start a process, and to import what it needs to search for values, takes as long as all the rest of a proof of one
line. Here the kernel is asked, and the second judge with short polynomials. Whatever is not proved that way within a
moment is not settled here at all: processes that can be killed begin again. Nothing here runs for long outside Python,
where no clock would stop it; a model of hypotheses is looked for at small matrices of numbers.
"""

from __future__ import annotations

import gc
import signal
import threading
from collections.abc import Iterator, Sequence
from contextlib import contextmanager
from dataclasses import replace
from types import FrameType
from typing import TYPE_CHECKING, Any

from symproof.diagnostics.errors import NotAtOnceError
from symproof.diagnostics.results import Model, StepResult
from symproof.language.proof import Proof, Verdict
from symproof.verdict.asking import Memory
from symproof.verdict.schedule import Task
from symproof.verdict.settle import Options, Settler

if TYPE_CHECKING:
    from symproof.concrete import Attack
    from symproof.search import Found

MOST = 6  # tasks: three statements
SECONDS = 0.25  # of processor time, for all of them
AGAIN = 0.05  # seconds after which the clock rings once more, should Python have lost what it raised


class _OnlyProved(Memory):
    """Remembers nothing, and gives up where there is no certificate."""

    def find(self, *given: Any, **options: Any) -> Found:
        """What the search finds, a certificate."""
        found = super().find(*given, **options)
        if found.certificate is None:
            raise NotAtOnceError
        return found

    def attack(self, *given: Any, **options: Any) -> Attack:
        """Values are not looked for here."""
        raise NotAtOnceError


def at_once(proofs: Sequence[Proof], tasks: Sequence[Task], options: Options) -> list[StepResult | Model] | None:
    """The outcome of every task; None where one of them is not settled at once."""
    if len(tasks) > MOST or options.scheduler is not None or not _has_clock():
        return None
    if not all(_is_short(proof, options) for proof in proofs):
        return None
    hurried = replace(options, budget=min(options.budget, SECONDS))
    settler = Settler(tuple(proofs), hurried, memory=_OnlyProved(), at_once=True)
    try:
        with _clock():
            return [_outcome(settler, task) for task in tasks]
    except NotAtOnceError:
        return None


def _is_short(proof: Proof, options: Options) -> bool:
    """Claims in text that apply nothing; those with hypotheses belong into the cache, if there is one."""
    is_kept = bool(proof.hypotheses) and options.cache
    return proof.is_statement_file and not (is_kept or proof.applies or any(step.argument for step in proof.steps))


def _outcome(settler: Settler, task: Task) -> StepResult | Model:
    if task[1] is None:
        return _model(settler.proofs[task[0]])
    result = settler(task)
    if not isinstance(result, StepResult) or result.verdict is not Verdict.PROVED:
        raise NotAtOnceError
    return result


def _model(proof: Proof) -> Model:
    """The model that is found elsewhere too; where there is something to search for, by the same search."""
    from symproof import concrete
    from symproof.concrete.unconditional import unconditional_model

    if not (proof.hypotheses or proof.declarations.functions):
        return unconditional_model(proof)
    found = concrete.model(proof)
    if found is None:
        raise NotAtOnceError
    return found


# ------------------------------------------------------------------------------------------------ the clock


def _has_clock() -> bool:
    """Whether this thread can be told that its time is over, and nobody else uses that signal."""
    if not hasattr(signal, "setitimer") or threading.current_thread() is not threading.main_thread():
        return False
    return signal.getsignal(signal.SIGPROF) is signal.SIG_DFL and signal.getitimer(signal.ITIMER_PROF) == (0.0, 0.0)


@contextmanager
def _clock() -> Iterator[None]:
    """NotAtOnceError inside, when the time is over."""
    signal.signal(signal.SIGPROF, _ring)
    signal.setitimer(signal.ITIMER_PROF, SECONDS, AGAIN)
    try:
        yield
    finally:
        signal.setitimer(signal.ITIMER_PROF, 0)
        signal.signal(signal.SIGPROF, signal.SIG_DFL)


def _ring(number: int, frame: FrameType | None) -> None:
    """Raises NotAtOnceError where that is safe. During an import it is not, since the module would stay half done. In a
    callback of the garbage collector and in ``__del__`` it is not, since Python drops the exception there. In these
    places nothing happens, and the clock rings again later."""
    collecting = {getattr(callback, "__code__", None) for callback in gc.callbacks}
    while frame is not None:
        code = frame.f_code
        if code in collecting or code.co_name == "__del__" or code.co_filename.startswith("<frozen importlib"):
            return
        frame = frame.f_back
    raise NotAtOnceError
