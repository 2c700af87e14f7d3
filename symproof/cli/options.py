"""Options that several commands share, and what they mean."""

from __future__ import annotations

import functools
import os
import re
from collections.abc import Callable, Mapping, Sequence
from pathlib import Path
from typing import Any, TypeVar

import click

from symproof.diagnostics.codes import CODES
from symproof.diagnostics.errors import SymproofError
from symproof.verdict.settle import Options


class Seconds(click.FloatRange):
    """A positive number of seconds; not-a-number compares with nothing and has to be refused by name."""

    name = "seconds"

    def __init__(self) -> None:
        super().__init__(0, 10**6, min_open=True)

    def convert(self, value: Any, param: click.Parameter | None, ctx: click.Context | None) -> Any:
        """The number of seconds; what is not a number is refused."""
        seconds = super().convert(value, param, ctx)
        if seconds != seconds:
            self.fail(f"{value!r} is not a number of seconds.", param, ctx)
        return seconds


Command = TypeVar("Command", bound=Callable[..., Any])
NAME = re.compile(r"[^\W\d]\w*")
DECLARED = re.compile(r"[^\W\d]\w*(\([^\W\d]\w*\))?")  # X, or Y(t), which depends on t
LARGEST = 10**6  # of a size on the command line; instances that large are out of reach anyway


def default_jobs() -> int:
    """Two, if this process may use as many processors: twice as fast, and still small in memory."""
    available = len(os.sched_getaffinity(0)) if hasattr(os, "sched_getaffinity") else os.cpu_count() or 1
    return min(2, available)


JOBS = click.option(
    "--jobs", type=click.IntRange(1, 256), default=default_jobs, show_default="2 if there are as many",
    metavar="N", help="Processes that work side by side; the report does not depend on them.",
)  # fmt: skip
SWEEP = (
    click.option("--max-depth", type=click.IntRange(1, 50), default=4, show_default=True, metavar="K",
                 help="Bound of integer parameters used as indices, in the concrete sweep."),
    click.option("--max-width", type=click.IntRange(1, 50), default=3, show_default=True, metavar="D",
                 help="Bound of sizes in the concrete sweep."),
    click.option("--size", "sizes", multiple=True, metavar="NAME=VALUE[,VALUE...]",
                 help="Fix a size, a parameter or a family of sizes; the others are swept."),
    click.option("--no-instances", "instances", flag_value=False, default=True,
                 help="Evaluate nothing for what the kernel proves: faster, without the second judge."),
    JOBS,
    click.option("--scheduler", metavar="ADDRESS",
                 help="Work on a running Dask cluster instead, such as tcp://host:8786."),
    click.option("--budget", type=Seconds(), default=10.0, show_default=True,
                 metavar="SECONDS", help="Processor time of one step."),
    click.option("--no-cache", "cache", flag_value=False, default=True,
                 help="Use nothing of earlier runs, and keep nothing for later ones."),
)  # fmt: skip
STRICT = click.option("--strict", is_flag=True, help="Only proved, and refuted where expected, pass.")
FIRST = click.option("-x", "stop_at_first", is_flag=True, help="Stop at the first step that does not pass.")
FORMAT = click.option(
    "--format", "form", type=click.Choice(["text", "json"]), default="text", show_default=True, help="Of the report."
)
REPORT_FORMAT = click.option(
    "--format", "form", type=click.Choice(["text", "json", "html", "sarif", "github"]), default="text",
    show_default=True,
    help="Of the report: for reading, for recheck, as a page, for code scanning, as annotations of GitHub Actions.",
)  # fmt: skip
OUTPUT = click.option(
    "--output", type=click.Path(path_type=Path), metavar="FILE", help="Write there instead of on stdout; - is stdout.",
    callback=lambda _context, _option, path: None if path == Path("-") else path,
)  # fmt: skip
PROOFS = click.option(
    "--proofs", "folder", type=click.Path(path_type=Path), metavar="DIR", help="Where the proofs are (./proofs)."
)
VERBOSE = click.option("-v", "--verbose", is_flag=True, help="Claims, premises used, short certificates.")


def with_options(*options: Callable[[Command], Command]) -> Callable[[Command], Command]:
    """Several option decorators as one, in the order in which --help lists them."""
    return lambda command: functools.reduce(lambda inner, option: option(inner), reversed(options), command)


def options_of(
    *,
    max_depth: int,
    max_width: int,
    sizes: Sequence[str],
    jobs: int,
    budget: float,
    scheduler: str | None,
    **flags: bool,
) -> Options:
    """The options of a check, from what click parsed."""
    return Options(max_depth, max_width, fixed_sizes(sizes), budget, jobs, scheduler=scheduler, **flags)


def fixed_sizes(given: Sequence[str]) -> Mapping[str, tuple[int, ...]]:
    """``--size k=2 --size d=3,2,3`` as ``{"k": (2,), "d": (3, 2, 3)}``, or SP804."""
    fixed: dict[str, tuple[int, ...]] = {}
    for item in given:
        name, equals, values = item.partition("=")
        if not equals or not NAME.fullmatch(name.strip()):
            raise SymproofError("SP804", f"--size {item}: NAME=VALUE expected", CODES["SP804"][1])
        if name.strip() in fixed:
            raise SymproofError("SP804", f"--size {name.strip()} is given twice", CODES["SP804"][1])
        fixed[name.strip()] = tuple(_integer(value, item) for value in values.split(","))
    return fixed


def _integer(value: str, item: str) -> int:
    digits = re.fullmatch(r"\s*-?0*([0-9]+)\s*", value)
    if digits is None:
        raise SymproofError("SP804", f"--size {item}: {value.strip()!r} is not an integer", CODES["SP804"][1])
    if len(digits[1]) > len(str(LARGEST)) or abs(int(value)) > LARGEST:  # Python refuses to read very long numbers
        raise SymproofError("SP804", f"--size {item}: a size is at most {LARGEST}", CODES["SP804"][1])
    return int(value)


def declared_symbols(given: Sequence[str]) -> dict[str, list[str]]:
    """``-s A:m,n -s v:n -s c`` as ``{"A": ["m", "n"], "v": ["n", "1"], "c": []}``, or SP807."""
    symbols: dict[str, list[str]] = {}
    for item in given:
        name, colon, sizes = item.partition(":")
        parts = [part.strip() for part in sizes.split(",")] if colon else []
        if not DECLARED.fullmatch(name.strip()) or len(parts) > 2 or (colon and not all(parts)):
            raise SymproofError("SP807", f"-s {item}: NAME, NAME:rows or NAME:rows,columns expected", CODES["SP807"][1])
        if name.strip() in symbols:
            raise SymproofError("SP807", f"-s {name.strip()} is given twice", CODES["SP807"][1])
        symbols[name.strip()] = [*parts, "1"] if len(parts) == 1 else parts
    return symbols
