"""The statements of the paper as whole theorems of the kernel, each with its derivation and what it rests on.

They are made by a function, so that a check of the whole folder reports the proofs that apply them and not this list;
``symproof check proofs/zhang2019/theorems/derived.py`` checks each theorem by itself.
"""

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


def believed() -> dict[str, KernelStatement]:
    """The axioms by id."""
    return {item.id: KernelStatement(item) for item in AXIOMS.values()}


def derived(axioms: dict[str, KernelStatement]) -> dict[str, KernelStatement]:
    """The theorems by id; each may apply those before it."""
    found: dict[str, KernelStatement] = {}
    for item in ENTRIES:
        found[item.statement.id] = KernelStatement(
            item.statement, item.derivation().block, title=title(item), source=PAPER,
            applies=[*axioms.values(), *found.values()],
        )  # fmt: skip
    return found


axioms = believed()
theorems = derived(axioms)
proofs = [*axioms.values(), *theorems.values()]
