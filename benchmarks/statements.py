"""Timings of ``symproof prove`` as ratios to ``import sympy``: ``python benchmarks/statements.py``.

Minima over several runs; everything is measured in one run of this script.

1. The proofs of operator identities after import, one by one; the median counts.
2. The command: start-up and the median proof.
3. The hardest reverse order laws for three factors (Hartwig 1986; Cvetkovic-Ilic et al. 2021).
4. 200 textbook statements in one file, by the command, and the memory that takes.
5. Statements about named functions after import, one by one; the median and the longest count.
6. The same for statements about block matrices, entries, sums over indices and symbolic powers.
"""

from __future__ import annotations

import os
import statistics
import subprocess
import sys
import tempfile
from collections.abc import Callable
from pathlib import Path
from time import perf_counter

from symproof.language.proof import Proof
from symproof.language.scopes import sequent
from symproof.search import Budget, find
from symproof.statements import load_file, parse_statement

RUNS = 7
MIXED = Path(__file__).parent.parent / "tests" / "statements" / "mixed.toml"
TRUE = MIXED.with_name("true.toml")
CHILD = """
import resource, sys
from symproof.cli import main
code = main(sys.argv[1:])
used = [resource.getrusage(who).ru_maxrss for who in (resource.RUSAGE_SELF, resource.RUSAGE_CHILDREN)]
sys.stderr.write(" " + str(sum(used)))
"""


def penrose(a: str, x: str) -> str:
    return f"{a}*{x}*{a} = {a}, {x}*{a}*{x} = {x}, ({a}*{x}).T = {a}*{x}, ({x}*{a}).T = {x}*{a}"


THREE = {"A": ["m", "n"], "B": ["n", "p"], "C": ["p", "q"], "X": ["n", "m"], "Y": ["p", "n"], "Z": ["q", "p"]} | {
    "P": ["n", "p"],
    "Q": ["p", "n"],
}
WITNESSES = {"U": ["p", "p"], "V": ["p", "p"], "W": ["n", "n"], "S": ["n", "n"]}
INVERSES = f"{penrose('A', 'X')}, {penrose('B', 'Y')}, {penrose('C', 'Z')}, P = X*A*B*C*Z, Q = C*Z*Y*X*A"
HERMITIAN = "(A.T*A*P*Q).T = A.T*A*P*Q, (Q*P*C*C.T).T = Q*P*C*C.T"
RANGES = "A.T*A*P = Q.T*U, Q.T = A.T*A*P*V, C*C.T*P.T = Q*W, Q = C*C.T*P.T*S"
INCLUSIONS = "A.T*A*P = Q.T*U, Q = C*C.T*P.T*S"
FREE = {name: sizes for name, sizes in (THREE | WITNESSES).items() if name not in "PQ"}
DEFINED = INVERSES.replace("P = ", "where P = ").replace("Q = ", "where Q = ")
LAW = penrose("(A*B*C)", "(Z*Y*X)")
HARDEST = {
    "P Q P = P, Q P Q = Q, hermitian |- law": (THREE, f"{INVERSES}, P*Q*P = P, Q*P*Q = Q, {HERMITIAN} |- {LAW}"),
    "law |- P Q P = P, Q P Q = Q, hermitian": (THREE, f"{INVERSES}, {LAW} |- P*Q*P = P, Q*P*Q = Q, {HERMITIAN}"),
    "P Q P = P, equal ranges |- law": (THREE | WITNESSES, f"{INVERSES}, P*Q*P = P, {RANGES} |- {LAW}"),
    "P Q idempotent, equal ranges |- law": (THREE | WITNESSES, f"{INVERSES}, P*Q*P*Q = P*Q, {RANGES} |- {LAW}"),
    "Q P idempotent, equal ranges |- law": (THREE | WITNESSES, f"{INVERSES}, Q*P*Q*P = Q*P, {RANGES} |- {LAW}"),
    "P Q idempotent, inclusions |- law": (THREE | WITNESSES, f"{INVERSES}, P*Q*P*Q = P*Q, {INCLUSIONS} |- {LAW}"),
    "where P, Q; P Q idempotent, equal ranges |- law": (FREE, f"{DEFINED}, P*Q*P*Q = P*Q, {RANGES} |- {LAW}"),
}


def say(line: str) -> None:
    sys.stdout.write(line + "\n")
    sys.stdout.flush()


def seconds(work: Callable[[], object]) -> float:
    start = perf_counter()
    work()
    return perf_counter() - start


def minimum(work: Callable[[], object], runs: int = RUNS) -> float:
    return min(seconds(work) for _ in range(runs))


def child(*arguments: str) -> subprocess.CompletedProcess[str]:
    """A fresh interpreter; compiled files may be kept, as they are in an installed package."""
    kept = {name: value for name, value in os.environ.items() if name != "PYTHONDONTWRITEBYTECODE"}
    return subprocess.run([sys.executable, *arguments], capture_output=True, text=True, check=False, env=kept)


def proved(proof: Proof, limit: float) -> bool:
    """Searches a certificate for every claim; the prover replays what it finds."""
    goals = [(sequent(proof, step), step.method) for step in proof.steps]
    return all(find(goal, method=method, budget=Budget(seconds=limit)).certificate for goal, method in goals)


def identities(sympy: float) -> tuple[Proof, float]:
    """The operator identity whose proof takes the median time, and that time."""
    proofs = [proof for proof in load_file(TRUE)[0] if all(step.method == "algebra" for step in proof.steps)]
    times = sorted((minimum(lambda proof=proof: proved(proof, 60.0)), proof.id, proof) for proof in proofs)  # type: ignore[misc]
    middle = times[len(times) // 2]
    ninth = statistics.quantiles([time for time, _, _ in times], n=10)[-1]
    say(f"1. {len(times)} operator identities: median {1000 * middle[0]:.2f} ms, 90% {1000 * ninth:.1f} ms")
    say(f"   median / import sympy = {middle[0] / sympy:.4f}   (at most 0.05)")
    return middle[2], middle[0]


def one_file(*names: str) -> str:
    """The named statements of the test files as one file."""
    blocks = [
        block for path in (MIXED, TRUE) for block in path.read_text(encoding="utf-8").split("\n[[statement]]\n")[1:]
    ]
    kept = [block for block in blocks if any(f'name = "{name}"\n' in block for name in names)]
    return "".join(f"[[statement]]\n{block}\n" for block in kept)


def command(sympy: float, median: Proof) -> None:
    with tempfile.TemporaryDirectory() as folder:
        path = Path(folder) / "median.toml"
        path.write_text(one_file(median.id), encoding="utf-8")
        time = minimum(lambda: child("-m", "symproof", "prove", str(path)))
    say(f"2. start-up and median proof: {time:.3f} s, ratio {time / sympy:.2f}   (at most 1)")


def hardest(sympy: float) -> None:
    say("3. reverse order laws for three factors, four claims each, at most 5 for each claim")
    for name, (symbols, text) in HARDEST.items():
        (proof,), _ = parse_statement(symbols, text)
        for step in proof.steps:
            goal = sequent(proof, step)
            start = perf_counter()
            found = find(goal, budget=Budget(seconds=60.0)).certificate
            time = perf_counter() - start
            if found and time < 5:
                time = min(time, minimum(lambda goal=goal: find(goal), 4))  # type: ignore[misc]
            verdict = "proved" if found else "NOT FOUND"
            say(f"   {name}: {step.id} {verdict} in {time:.3f} s, ratio {time / sympy:.2f}")


def textbook(sympy: float) -> None:
    names = [proof.id for proof in load_file(MIXED)[0] if all(step.expect is not None for step in proof.steps)][:200]
    with tempfile.TemporaryDirectory() as folder:
        path = Path(folder) / "textbook.toml"
        path.write_text(one_file(*names), encoding="utf-8")
        time = minimum(lambda: child("-m", "symproof", "prove", str(path), "--format", "json"), 5)
        memory = int(child("-c", CHILD, "prove", str(path), "--format", "json").stderr.split()[-1]) / 1024
    say(f"4. {len(names)} textbook statements: {time:.2f} s, ratio {time / sympy:.2f}   (at most 10)")
    say(f"   memory, all processes added: {memory:.0f} MiB   (at most 500)")


def functions(sympy: float) -> None:
    """True statements about determinants, ranks, Kronecker products, logarithms, ..., one by one after import."""
    sys.path.insert(0, str(MIXED.parent))
    from of_functions import TRUE as STATEMENTS

    times = []
    for name, (symbols, text) in STATEMENTS.items():
        sizes = {item.partition(":")[0]: item.partition(":")[2].split(",") for item in symbols.split()}
        declared = {key: [] if value == [""] else [*value, "1"][:2] for key, value in sizes.items()}
        (proof, *_), _ = parse_statement(declared, text)
        times.append((minimum(lambda proof=proof: proved(proof, 60.0), 3), name))  # type: ignore[misc]
    summary("5", "named functions", times, sympy)


def summary(number: str, about: str, times: list[tuple[float, str]], sympy: float) -> None:
    """The median and the longest time, as ratios."""
    times.sort()
    middle, worst = times[len(times) // 2], times[-1]
    say(f"{number}. {len(times)} statements about {about}: median {1000 * middle[0]:.1f} ms, the longest {worst[1]}")
    say(f"   median / import sympy = {middle[0] / sympy:.4f}   (at most 0.1)")
    say(f"   longest / import sympy = {worst[0] / sympy:.2f}   (at most 3)")
    slow = [f"{name} {time / sympy:.2f}" for time, name in times if time > sympy]
    if slow:
        say(f"   above 1: {', '.join(slow)}")


def parts(sympy: float) -> None:
    """True statements about blocks, entries, sums and powers, claim by claim after import."""
    times = []
    for path in (MIXED.with_name("parts.toml"), MIXED.with_name("referee.toml")):
        for proof in load_file(path)[0]:
            for step in proof.steps if proof.steps[0].expect == "proved" else ():
                goal, method = sequent(proof, step), step.method
                time = minimum(lambda goal=goal, method=method: find(goal, method=method), 3)  # type: ignore[misc]
                times.append((time, f"{proof.id} {step.id}"))
    summary("6", "blocks, entries, sums and powers", times, sympy)


def main() -> None:
    sympy = minimum(lambda: child("-c", "import sympy"))
    say(f"python -c 'import sympy': {sympy:.3f} s")
    median, _ = identities(sympy)
    command(sympy, median)
    hardest(sympy)
    textbook(sympy)
    functions(sympy)
    parts(sympy)


if __name__ == "__main__":
    main()
