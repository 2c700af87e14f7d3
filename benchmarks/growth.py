"""How time and memory grow: ``python benchmarks/growth.py``. Everything is measured in one run of this script.

1. A proof with N hypotheses and N steps: the exponent e in time ~ N**e for reading it, settling it and writing the
   report; 1 is linear.
2. A file of N statements: the same, and the memory of the process that settles them all.
3. Processes: the schedule of measured times of single steps, with the measured time that one process spends alone on
   reading, receiving results and joining the report. It is computed: a machine may have fewer processors than that.
   Efficiency is the time of one process over the time of J processes times J.
4. The start: processor time of the command with one short statement, as a ratio to ``import click``, which no command
   does without; and how many modules it imports.
"""

from __future__ import annotations

import gc
import heapq
import math
import os
import pickle
import re
import subprocess
import sys
import tempfile
from collections.abc import Callable, Sequence
from dataclasses import dataclass
from pathlib import Path
from time import process_time
from typing import TypeVar

from symproof.author.loader import load
from symproof.diagnostics.results import Report, StepResult
from symproof.language.proof import Proof
from symproof.report.to_json import joined, proofs_as_json
from symproof.report.to_terminal import to_terminal
from symproof.statements import load_file
from symproof.verdict.arguing import Theorems
from symproof.verdict.check import _proof_result
from symproof.verdict.schedule import Task, longest_first
from symproof.verdict.settle import Options, Settler, preload

T = TypeVar("T")
TESTS = Path(__file__).parent.parent / "tests" / "statements"
STEPS = (250, 500, 1000, 2000)
STATEMENTS = (250, 500, 1000)
PROCESSES = (1, 2, 4, 8, 16)
OPTIONS = Options(budget=3.0)
LAST = 2  # exponents are those of the last two sizes: the first ones still hold what is done once
SOURCE = """
from symproof.author import Proof
proof = Proof("growth", "growth")
n = proof.size("n")
A, B = proof.matrix("A", n, n), proof.matrix("B", n, n)
for number in range({}):
    proof.assume(f"h{{number}}", A * B == B * A)
    proof.step(f"s{{number}}", A * A * B == B * A * A, by="algebra", using=[f"h{{number}}"])
"""
STATEMENT = "[[statement]]\n"


def say(line: str) -> None:
    sys.stdout.write(line + "\n")
    sys.stdout.flush()


def timed(work: Callable[[], T]) -> tuple[T, float]:
    """The result and the processor time, without what is left over from before."""
    gc.collect()
    start = process_time()
    return work(), process_time() - start


@dataclass
class Measured:
    """One size: seconds of each part, and the seconds of every task."""

    count: int
    parts: dict[str, float]
    tasks: dict[Task, float]
    results: dict[Task, object]
    proofs: list[Proof]


def settled(proofs: Sequence[Proof], *, models: bool) -> tuple[dict[Task, object], dict[Task, float]]:
    """All steps, one after the other in this process, and the time of each."""
    settler = Settler(tuple(proofs), OPTIONS)
    tasks: list[Task] = [(number, step.id) for number, proof in enumerate(proofs) for step in proof.steps]
    tasks += [(number, None) for number in range(len(proofs)) if models]
    results, times = {}, {}
    for task in tasks:
        start = process_time()
        results[task] = settler(task)
        times[task] = process_time() - start
    return results, times


def report(proofs: Sequence[Proof], results: dict[Task, object]) -> Report:
    steps = [[results[number, step.id] for step in proof.steps] for number, proof in enumerate(proofs)]
    theorems = Theorems({proof.id: proof for proof in proofs})
    pairs = zip(proofs, steps, strict=True)
    found = [_proof_result(proof, mine, None, theorems, None) for proof, mine in pairs]  # type: ignore[arg-type]
    return Report("", 0.0, {}, (), tuple(found))


def measure(count: int, read: Callable[[], list[Proof]], *, models: bool) -> Measured:
    proofs, reading = timed(read)
    (results, times), settling = timed(lambda: settled(proofs, models=models))
    whole, together = timed(lambda: report(proofs, results))
    pieces, writing = timed(lambda: proofs_as_json(whole.proofs))
    _, joining = timed(lambda: joined(whole, [pieces]))
    _, text = timed(lambda: to_terminal(whole, OPTIONS))
    parts = {"read": reading, "settle": settling, "ledger": together, "json": writing, "joined": joining, "text": text}
    return Measured(count, parts, times, results, proofs)


def exponents(measured: Sequence[Measured]) -> None:
    first, last = measured[-LAST], measured[-1]
    for name, seconds in last.parts.items():
        shown = ", ".join(f"{item.parts[name]:.3f}" for item in measured)
        exponent = math.log(seconds / max(first.parts[name], 1e-6)) / math.log(last.count / first.count)
        counted = f"exponent {exponent:.2f}" if seconds > 0.05 else "too short for an exponent"
        say(f"   {name:7} {shown} s   {counted}")


def steps(folder: Path) -> None:
    say(f"1. a proof with N hypotheses and N steps, N = {', '.join(map(str, STEPS))}   (exponents at most 1.2)")
    measured = []
    for count in STEPS:
        path = folder / f"growth{count}.py"
        path.write_text(SOURCE.format(count), encoding="utf-8")
        measured.append(measure(count, lambda path=path: load(path)[0], models=False))  # type: ignore[misc]
    exponents(measured)


def many(count: int) -> str:
    """So many statements: those of the tests, again and again under other names."""
    texts = [(TESTS / f"{name}.toml").read_text(encoding="utf-8") for name in ("mixed", "true")]
    blocks = [block for text in texts for block in text.split(STATEMENT)[1:]]
    chosen = [blocks[number % len(blocks)] for number in range(count)]
    named = [re.sub(r'name = "(\w+)"', rf'name = "\1_{number}"', block, count=1) for number, block in enumerate(chosen)]
    return "".join(STATEMENT + block + "\n" for block in named)


def resident() -> float:
    """MiB in use now; the highest so far where the system does not say."""
    try:
        pages = int(Path("/proc/self/statm").read_text(encoding="ascii").split()[1])
        return pages * os.sysconf("SC_PAGE_SIZE") / 2**20
    except OSError:
        import resource

        return resource.getrusage(resource.RUSAGE_SELF).ru_maxrss / 1024


def statements(folder: Path) -> Measured:
    say(f"2. a file of N statements, N = {', '.join(map(str, STATEMENTS))}   (exponents at most 1.2)")
    measured, memory = [], []
    for count in STATEMENTS:
        path = folder / f"many{count}.toml"
        path.write_text(many(count), encoding="utf-8")
        measured.append(measure(count, lambda path=path: load_file(path)[0], models=True))  # type: ignore[misc]
        memory.append(resident())
    exponents(measured)
    each = 1024 * (memory[-1] - memory[-2]) / (STATEMENTS[-1] - STATEMENTS[-2])
    say(f"   memory {', '.join(f'{used:.0f}' for used in memory)} MiB, {each:.0f} KiB for a statement and its results")
    return measured[-1]


def makespan(times: Sequence[float], processes: int) -> float:
    """When the last process ends, each of them taking the next task when it is free."""
    free = [0.0] * processes
    for seconds in times:
        heapq.heapreplace(free, free[0] + seconds)
    return max(free)


def schedule(measured: Measured) -> None:
    """The parent reads, then receives while the others work, then joins what they laid out as JSON."""
    tasks = list(measured.tasks)
    order, ordering = timed(lambda: longest_first(measured.proofs, tasks))
    messages = [pickle.dumps(measured.results[task]) for task in tasks]
    _, receiving = timed(lambda: [pickle.loads(message) for message in messages])  # noqa: S301 - made above
    alone = ordering + sum(measured.parts[name] for name in ("read", "ledger", "joined"))
    writing = measured.parts["json"]  # by all processes, in chunks
    given = [measured.tasks[task] for task in tasks]
    whole = alone + sum(given) + writing
    say(f"3. processes: {len(tasks)} tasks of {sum(given):.2f} s, the parent alone {alone:.2f} s")
    say(f"   (ordering {ordering:.3f} s), receiving {receiving:.2f} s   (efficiency at 8 at least 70 %)")
    for processes in PROCESSES:
        first = makespan([given[at] for at in order], processes)
        plain = makespan(given, processes)
        total = alone + max(first, receiving) + writing / processes
        ratio = sum(given) / (processes * first)
        line = (
            f"   {processes:2}: {total:.2f} s, speed-up {whole / total:.1f}, efficiency {whole / total / processes:.0%}"
        )
        say(f"{line}; steps alone {ratio:.0%} longest first, {sum(given) / (processes * plain):.0%} as they stand")


COUNTED = """
import sys
from symproof.cli import main
from symproof.later import Later
main(sys.argv[1:])
kinds = {name: type(module) for name, module in sys.modules.items()}
ours = [kind for name, kind in kinds.items() if name.startswith("symproof.")]
print(len(kinds), sum(kind is not Later for kind in ours), len(ours))
"""
SHORT = ["prove", "-s", "A:n,n", "tr(A) = tr(A.T)"]
WITH_HYPOTHESIS = ["prove", "-s", "A:n,n", "-s", "B:n,n", "A*B = B*A |- A*A*B = B*A*A"]


def start() -> None:
    environment = {name: value for name, value in os.environ.items() if name != "PYTHONDONTWRITEBYTECODE"}

    def command(*arguments: str) -> float:
        """Processor time of the command and of the processes that it starts."""
        before = os.times()
        subprocess.run([sys.executable, *arguments], capture_output=True, check=True, env=environment)
        after = os.times()
        return after.children_user + after.children_system - before.children_user - before.children_system

    commands = {
        "python": ["-c", "pass"],
        "import click": ["-c", "import click"],
        "import flint": ["-c", "import flint"],
        "symproof --version": ["-m", "symproof", "--version"],
        "a one-line prove": ["-m", "symproof", *SHORT],
        "with a hypothesis": ["-m", "symproof", *WITH_HYPOTHESIS],
    }
    times = {name: min(command(*arguments) for _ in range(15)) for name, arguments in commands.items()}
    say("4. processor time: " + ", ".join(f"{name} {time:.3f} s" for name, time in times.items()))
    say(f"   a one-line prove: {times['a one-line prove'] / times['import click']:.2f} times as long as import click")
    for name, arguments in (("a one-line prove", SHORT), ("with a hypothesis", WITH_HYPOTHESIS)):
        done = subprocess.run([sys.executable, "-c", COUNTED, *arguments], capture_output=True, text=True, check=True)
        every, executed, ours = done.stdout.split()[-3:]
        say(f"   {name}: {every} modules, {executed} of symproof executed and {int(ours) - int(executed)} waiting")


def main() -> None:
    gc.set_threshold(100_000, 20, 50)  # as the command line has it
    preload()
    with tempfile.TemporaryDirectory() as name:
        steps(Path(name))
        last = statements(Path(name))
    assert all(isinstance(result, StepResult) for (_, step), result in last.results.items() if step)
    schedule(last)
    start()


if __name__ == "__main__":
    main()
