"""The statements of the paper as whole theorems of the kernel, each with its derivation and what it rests on."""

from __future__ import annotations

from functools import partial

from proofs.zhang2019.theorems.inventory import AXIOMS, ENTRIES, Entry
from symproof.author import KernelStatement

PAPER = "Li Zhang, Depth creates no more spurious local minima, arXiv:1901.09827v2"


def title(entry: Entry) -> str:
    """What the derivation says of itself."""
    written = entry.derivation.func if isinstance(entry.derivation, partial) else entry.derivation
    first, _, _ = (written.__doc__ or "").partition("\n")
    return f"{entry.statement.id}: {first}" if first else entry.statement.id


axioms = {item.id: KernelStatement(item) for item in AXIOMS.values()}
theorems: dict[str, KernelStatement] = {}
for item in ENTRIES:
    theorems[item.statement.id] = KernelStatement(
        item.statement, item.derivation().block, title=title(item), source=PAPER,
        applies=[*axioms.values(), *theorems.values()],
    )  # fmt: skip
proofs = [*axioms.values(), *theorems.values()]
