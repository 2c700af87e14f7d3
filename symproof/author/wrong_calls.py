"""What is said where a proof file calls a function of the language with arguments that it does not take."""

from __future__ import annotations

import inspect
import re
from collections.abc import Callable
from pathlib import Path
from types import FrameType, TracebackType
from typing import Any

import symproof
import symproof.author
from symproof.author.proof import Proof
from symproof.author.source import is_written_by_author
from symproof.author.theory import Axiom

_CALL = re.compile(
    r"(?:\w+\.)*(\w+)\(\) "
    r"(got an unexpected keyword argument '(\w+)'.*|(?:missing \d+ required|takes) .*|got multiple values .*)"
)
_OURS = str(Path(symproof.__file__).parent)
_SHOWN = 40  # characters of a value


def wrong_call(error: BaseException, folder: Path) -> tuple[str, str] | None:
    """Message and hint, where a file in ``folder`` called a function of the language with other arguments, or with
    values of another kind, than it takes."""
    found = _CALL.match(str(error)) if isinstance(error, TypeError) else None
    known = None if found is None else _known(found[1])
    if found is not None and known is not None:
        problem = f"does not take {found[3]}=" if found[3] else f"is called with wrong arguments: {found[2]}"
        return f"{found[1]} {problem}", f"It takes: {', '.join(_names(known))}."
    return _wrong_value(error.__traceback__, folder) if isinstance(error, TypeError | AttributeError) else None


def _known(name: str) -> Callable[..., object] | None:
    found = getattr(Proof, name, None) or getattr(symproof.author, name, None) or getattr(Axiom, name, None)
    return found if callable(found) else None


def _names(function: Callable[..., object]) -> list[str]:
    return [name for name in inspect.signature(function).parameters if name not in ("self", "cls")]


def _wrong_value(trace: TracebackType | None, folder: Path) -> tuple[str, str] | None:
    """The function of ours that the author's line called, if Python failed inside of it, and the values it got."""
    frames = []
    while trace is not None:
        frames.append(trace.tb_frame)
        trace = trace.tb_next
    places = [number for number, frame in enumerate(frames) if is_written_by_author(frame.f_code.co_filename, folder)]
    inner = [frame for frame in frames[places[-1] + 1 :] if _is_ours(frame)] if places else []
    if not inner or not _is_ours(frames[-1]):
        return None
    name = inner[0].f_code.co_name
    known = Proof if name == "__init__" else _known(name)
    kinds = f"It takes: {_kinds(known)}." if known is not None else ""
    return f"{name} is called with a value that it cannot take: {_given(inner[0])}", kinds


def _is_ours(frame: FrameType) -> bool:
    return frame.f_code.co_filename.startswith(_OURS)


def _given(frame: FrameType) -> str:
    """The arguments of a call, without those that are empty. (Two terms are not compared: == makes a claim.)"""
    names = frame.f_code.co_varnames[: frame.f_code.co_argcount + frame.f_code.co_kwonlyargcount]
    values = [frame.f_locals[name] for name in names if name not in ("self", "cls") and name in frame.f_locals]
    empty = (value is None or (isinstance(value, str | tuple) and not value) for value in values)
    return ", ".join(_shown(value) for value, left_out in zip(values, empty, strict=True) if not left_out)


def _shown(value: Any) -> str:
    text = repr(value)
    return text if len(text) <= _SHOWN else f"{text[:_SHOWN]}..."


def _kinds(function: Callable[..., object]) -> str:
    """The names of the arguments, each with its kind."""
    parameters = inspect.signature(function).parameters.values()
    return ", ".join(
        f"{item.name}: {item.annotation}" if isinstance(item.annotation, str) else item.name
        for item in parameters
        if item.name not in ("self", "cls")
    )
