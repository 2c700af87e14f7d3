"""Timings of the prover and the kernel, as ratios of minima over several runs: ``python benchmarks/algebra.py``.

1. The four published identities, proved from nothing after import, in milliseconds and against ``import sympy``.
2. All certificates of the worked proofs, replayed by the kernel, against ``import sympy``.
3. Lemma 1 with the depth k fixed as a hypothesis: 3, 30 and 300 layers take the same time.
"""

from __future__ import annotations

import subprocess
import sys
from collections.abc import Callable
from dataclasses import replace
from pathlib import Path
from time import perf_counter

from symproof.author.loader import load
from symproof.kernel.replay import replay
from symproof.language.affine import integer, parameter
from symproof.language.certificate import Algebra, Certificate
from symproof.language.formulas import IntegerRelation, Named, Sequent
from symproof.language.proof import Hypothesis, Proof
from symproof.language.scopes import is_fact, sequent
from symproof.search import find
from symproof.search.ranges import completed
from symproof.statements import parse_statement

RUNS = 7
METHODS = ("algebra", "calculus", "induction")
PROOFS = Path(__file__).parent.parent / "proofs" / "zhang2019"


def penrose(a: str, x: str) -> str:
    return f"{a}*{x}*{a} = {a}, {x}*{a}*{x} = {x}, ({a}*{x}).T = {a}*{x}, ({x}*{a}).T = {x}*{a}"


IDENTITIES = {
    "Moore-Penrose uniqueness": (
        {"A": ["m", "n"], "X": ["n", "m"], "Y": ["n", "m"]},
        f"{penrose('A', 'X')}, {penrose('A', 'Y')} |- X = Y",
    ),
    "reverse order law": (
        {"A": ["m", "n"], "B": ["n", "k"], "X": ["n", "m"], "Y": ["k", "n"]},
        f"{penrose('A', 'X')}, {penrose('B', 'Y')}, X*A*B*B.T = B*B.T*X*A |- A*B*Y*X*A*B = A*B",
    ),
    "Woodbury": (
        {"A": ["n", "n"], "U": ["n", "k"], "C": ["k", "k"], "V": ["k", "n"]},
        (
            "A invertible, C invertible, inv(C)+V*inv(A)*U invertible, A+U*C*V invertible"
            " |- inv(A+U*C*V) = inv(A) - inv(A)*U*inv(inv(C)+V*inv(A)*U)*V*inv(A)"
        ),
    ),
    "Hua": (
        {"A": ["n", "n"], "B": ["n", "n"]},
        (
            "A invertible, B invertible, inv(B)-A invertible, inv(A)+inv(inv(B)-A) invertible"
            " |- A - inv(inv(A)+inv(inv(B)-A)) = A*B*A"
        ),
    ),
}


def seconds(work: Callable[[], object]) -> float:
    start = perf_counter()
    work()
    return perf_counter() - start


def minimum(work: Callable[[], object]) -> float:
    return min(seconds(work) for _ in range(RUNS))


def import_sympy() -> float:
    """A fresh interpreter that imports sympy, less one that imports nothing."""
    bare, full = ([sys.executable, "-c", code] for code in ("pass", "import sympy"))
    return minimum(lambda: subprocess.run(full, check=True)) - minimum(lambda: subprocess.run(bare, check=True))


def goals(proof: Proof) -> list[tuple[str, Sequent, str]]:
    """The sequents that the prover is meant to close."""
    return [(step.id, sequent(proof, step), step.method) for step in proof.steps if step.method in METHODS]


def summands(certificate: Certificate | None) -> int:
    if isinstance(certificate, Algebra):
        return len(certificate.combination)
    parts = getattr(certificate, "parts", ())
    return sum(map(summands, parts))


def fixed_depth(proof: Proof, depth: int) -> Proof:
    """The proof with ``k = depth`` as one more hypothesis."""
    fact = Hypothesis("fixed-depth", IntegerRelation("=", parameter("k"), integer(depth)))
    hypotheses = (*proof.hypotheses, fact)
    facts = tuple(Named(item.id, item.formula) for item in hypotheses if is_fact(item.formula))
    return replace(proof, hypotheses=hypotheses, declarations=completed(proof.declarations, facts))


def show(*columns: str) -> None:
    sys.stdout.write("  ".join([f"{columns[0]:32}", *(f"{column:>12}" for column in columns[1:])]) + "\n")


def identities(sympy_seconds: float) -> None:
    show("identity", "ms", "/ sympy", "summands")
    for name, (symbols, text) in IDENTITIES.items():
        (proof,), _ = parse_statement(symbols, text)
        goal = sequent(proof, proof.steps[0])
        took = minimum(lambda goal=goal: find(goal))  # type: ignore[misc]
        show(name, f"{1000 * took:.1f}", f"{took / sympy_seconds:.3f}", str(summands(find(goal).certificate)))


def worked_proofs(sympy_seconds: float) -> None:
    replays: list[tuple[Sequent, Certificate]] = []
    missing = []
    for path in sorted(PROOFS.glob("*.py")):
        for proof in load(path)[0]:
            for name, goal, method in goals(proof):
                certificate = find(goal, method=method).certificate
                if certificate is None:
                    missing.append(f"{proof.id}:{name}")
                else:
                    replays.append((goal, certificate))
    took = minimum(lambda: [replay(goal, certificate) for goal, certificate in replays])
    show("replay of the worked proofs", f"{1000 * took:.1f}", f"{took / sympy_seconds:.3f}", str(len(replays)))
    if missing:
        show("without a certificate:", *missing)


def depths() -> None:
    """The depths take turns step by step, as a busy machine slows all of them; the minima of the steps are added."""
    proof = next(proof for proof in load(PROOFS / "lemma1.py")[0] if proof.id.endswith("lemma1"))
    show("lemma1, all steps", "k", "ms", "/ k = 3")
    work = {depth: goals(fixed_depth(proof, depth)) for depth in (3, 30, 300)}
    total = dict.fromkeys(work, 0.0)
    for same_step in zip(*work.values(), strict=True):
        best = dict.fromkeys(work, float("inf"))
        for _ in range(RUNS):
            for depth, (_, goal, method) in zip(work, same_step, strict=True):
                took = seconds(lambda goal=goal, method=method: find(goal, method=method))  # type: ignore[misc]
                best[depth] = min(best[depth], took)
        for depth, took in best.items():
            total[depth] += took
    for depth, took in total.items():
        show("", str(depth), f"{1000 * took:.1f}", f"{took / total[3]:.2f}")


def main() -> None:
    sympy_seconds = import_sympy()
    show("import sympy", f"{1000 * sympy_seconds:.0f}")
    identities(sympy_seconds)
    worked_proofs(sympy_seconds)
    depths()


if __name__ == "__main__":
    main()
