"""The theorems of the worked paper as ratios to ``import sympy``: ``python benchmarks/paper.py``.

Minima of the processor time over several runs; everything is measured in one run of this script.

1. Replaying the derivations of all statements by the kernel: at most 2.
2. Lemma 1 applied to networks of depth 3, 30 and 300: the slowest over the fastest, at most 1.2.
3. Finding and replaying everything, from what the author wrote.
4. Rechecking the reports that are named on the command line, such as that of
   ``symproof check zhang2019 --format json --output report.json``: at most 4. In processor time on one process, and in
   seconds that pass on two.
5. The memory of this process.
6. ``symproof check zhang2019`` on two processes, in processor time and in seconds that pass, once: at most 40.
7. The same with ``--no-instances``: at most 15.
8. Both again, each with what a check before it left in the cache.

``python benchmarks/paper.py --no-check`` leaves the last three out, which take minutes.
"""

from __future__ import annotations

import gc
import os
import resource
import subprocess
import sys
from collections.abc import Callable
from pathlib import Path
from tempfile import TemporaryDirectory
from time import perf_counter, process_time

sys.path.insert(0, str(Path(__file__).parents[1]))

from proofs.zhang2019.theorems import writing
from proofs.zhang2019.theorems.inventory import AXIOMS, Done, derived
from proofs.zhang2019.theorems.lemma1 import L1
from symproof.kernel.argument.derive import Derived, derive
from symproof.language.binding import Assignment, instantiated
from symproof.language.declarations import SizeDeclaration
from symproof.language.theory import Statement

RUNS = 7
DEPTHS = (3, 30, 300)


def say(line: str) -> None:
    sys.stdout.write(line + "\n")
    sys.stdout.flush()


def fastest(work: Callable[[], object], runs: int = RUNS) -> float:
    """The smallest processor time of a piece of work, in seconds; without the garbage collector, as timeit measures,
    which would look through everything that this process found before."""
    times = []
    for _ in range(runs):
        gc.collect()
        gc.disable()
        start = process_time()
        work()
        times.append(process_time() - start)
        gc.enable()
    return min(times)


def used() -> float:
    """Processor time of the processes that ended."""
    found = resource.getrusage(resource.RUSAGE_CHILDREN)
    return found.ru_utime + found.ru_stime


def check(*options: str) -> None:
    """One check of the whole paper on two processes."""
    command = [sys.executable, "-c", "from symproof.cli import main; raise SystemExit(main())", "check", "zhang2019"]
    subprocess.run([*command, "--jobs", "2", *options], check=True, stdout=subprocess.DEVNULL)


def checking(unit: float, *options: str) -> str:
    """The time of a check of the whole paper on two processes, with the memory of the largest of them so far."""
    before, start = used(), perf_counter()
    check(*options)
    work, passed = used() - before, perf_counter() - start
    memory = resource.getrusage(resource.RUSAGE_CHILDREN).ru_maxrss // 1024
    ratios = f"processor {work:.1f} s, ratio {work / unit:.0f}; passed {passed:.1f} s, ratio {passed / unit:.0f}"
    return f"{ratios}; largest process so far {memory} MiB"


def least(clock: Callable[[], float], *command: str) -> float:
    """The least time by this clock, in seconds, that Python takes with this command line."""
    times = []
    for _ in range(RUNS):
        before = clock()
        subprocess.run([sys.executable, *command], check=True, stdout=subprocess.DEVNULL)
        times.append(clock() - before)
    return min(times)


def rechecking(report: str, unit: float) -> str:
    """The time of a recheck, on one process and on two."""
    command = ("-m", "symproof", "recheck", report)
    work, time = least(used, *command, "--jobs", "1"), least(perf_counter, *command, "--jobs", "2")
    waiting = least(perf_counter, "-c", "import sympy")
    return f"processor {work:.2f} s, ratio {work / unit:.1f}; passed {time:.2f} s, ratio {time / waiting:.1f}"


def replayed(done: dict[str, Done]) -> None:
    known: dict[str, Derived] = {}
    for name, item in done.items():
        known[name] = derive(item.statement, item.block, AXIOMS, known)


def at_depth(depth: int, done: dict[str, Done]) -> Callable[[], object]:
    """The replay of Lemma 1 for a network of this depth, at j = 1."""
    by = Assignment(integers={"k": writing.integer(depth), "j": writing.ONE})
    lemma = L1.sequent
    widths, symbols, functions = (
        instantiated(part, by) for part in (lemma.declarations.sizes, lemma.declarations.symbols,
                                            lemma.declarations.functions)
    )  # fmt: skip
    assert all(isinstance(size, SizeDeclaration) for size in widths)
    premises = {item.id: instantiated(item.formula, by) for item in lemma.premises}
    statement: Statement = writing.statement(
        "at-depth", instantiated(lemma.claim, by), sizes=widths, symbols=symbols, functions=functions, **premises
    )
    proof = writing.Writer()
    d = ("i", writing.parameter(writing.SizeAt("d", writing.parameter("i"))))
    proof.apply(
        "lemma", statement.sequent.claim, L1.id, *premises, k=writing.integer(depth), j=writing.ONE, d=d, M="M", f="f"
    )
    known = {name: item.theorem for name, item in done.items()}
    _, found, block = writing.proved(statement, proof.block, *known.values(), axioms=tuple(AXIOMS.values()))
    library = {L1.id: known[L1.id]}
    return lambda: [derive(found, block, AXIOMS, library) for _ in range(20)]


def main() -> None:
    unit = least(used, "-c", "import sympy")
    done: dict[str, Done] = {}
    finding = fastest(lambda: done.update(derived()), 2)
    replay = fastest(lambda: replayed(done))
    say(f"import sympy: {unit:.3f} s")
    say(f"replaying {len(done)} theorems: {replay:.3f} s, ratio {replay / unit:.2f}")
    lemmas = {depth: at_depth(depth, done) for depth in DEPTHS}
    times = {depth: fastest(lemmas[depth], 3 * RUNS) for depth in DEPTHS}
    listed = ", ".join(f"{depth}: {time * 50:.2f} ms" for depth, time in times.items())
    say(f"Lemma 1 at depth {listed}, ratio {max(times.values()) / min(times.values()):.2f}")
    say(f"finding and replaying: {finding:.2f} s, ratio {finding / unit:.1f}")
    for report in [item for item in sys.argv[1:] if item != "--no-check"]:
        say(f"rechecking {report}: {rechecking(report, unit)}")
    say(f"memory: {resource.getrusage(resource.RUSAGE_SELF).ru_maxrss // 1024} MiB")
    if "--no-check" not in sys.argv[1:]:
        for name, options in (("check without instances", ["--no-instances"]), ("check with the default sweep", [])):
            say(f"{name}: {checking(unit, '--no-cache', *options)}")
            with TemporaryDirectory() as folder:
                os.environ["SYMPROOF_CACHE"] = folder
                check(*options)
                say(f"{name}, for the second time: {checking(unit, *options)}")


if __name__ == "__main__":
    main()
