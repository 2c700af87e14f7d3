"""The range facts that show definitions with entries well formed."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import replace

from symproof.language.formulas import Named
from symproof.language.proof import Proof
from symproof.language.refusal import Refusal
from symproof.language.scopes import is_fact
from symproof.language.terms import Basis


def with_ranges(proof: Proof) -> Proof:
    """Where definitions mention entries, the range facts that show them well formed; none where the kernel has no rules
    for a definition, which it then refuses step by step."""
    if not any(symbol.pieces and any(True for _ in _entries(symbol.pieces)) for symbol in proof.declarations.symbols):
        return proof
    from symproof.search.ranges import completed

    facts = tuple(Named(item.id, item.formula) for item in proof.hypotheses if is_fact(item.formula))
    try:
        return replace(proof, declarations=completed(proof.declarations, facts))
    except Refusal:
        return proof


def _entries(node: object) -> Iterator[Basis]:
    if isinstance(node, Basis):
        yield node
    parts = node if isinstance(node, tuple) else getattr(node, "__dataclass_fields__", ())
    for part in parts:
        yield from _entries(part if isinstance(node, tuple) else getattr(node, part))
