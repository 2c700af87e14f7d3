"""Breaking any one factor of Lemma 1 is noticed: no certificate is found for the broken claim, or it has no meaning."""

from __future__ import annotations

import dataclasses
from collections.abc import Iterator
from typing import Any

import pytest

from symproof.author.loader import PACKAGED, load
from symproof.kernel.affine import Affine, shift
from symproof.kernel.terms import Chain, Number, Product, Sum, Symbol, Transpose
from symproof.model import Step
from symproof.prove import Budget, find
from symproof.scope import sequent

FOLDER = PACKAGED if PACKAGED.is_dir() else PACKAGED.parent.parent / "proofs"
((LEMMA,), _) = load(FOLDER / "zhang2019" / "lemma1.py")
CONTENT = [step for step in LEMMA.steps if step.method in ("algebra", "calculus", "induction")]
# H u w^T w = (w^T w) H u without X; and P~_0 is an identity, which can go or be transposed.
TRUE_ANYWAY = {
    ("PUSH.3", "without the first term"),
    *(("L1.12.base", what) for what in ("without factor 1", "untransposed", "transposed")),
}


def broken(node: Any) -> Iterator[tuple[str, Any]]:
    """Every node with one change: a transpose added or removed, an index moved, a factor dropped, two swapped."""
    yield from here(node)
    if isinstance(node, tuple) and not isinstance(node, Affine):
        for position, part in enumerate(node):
            for what, changed in broken(part):
                yield what, (*node[:position], changed, *node[position + 1 :])
    elif dataclasses.is_dataclass(node) and not isinstance(node, type):
        for item in dataclasses.fields(node):
            for what, changed in broken(getattr(node, item.name)):
                if item.name == "variable" and not isinstance(changed, Symbol):
                    continue  # a gradient is by a symbol; nobody can write anything else
                yield what, dataclasses.replace(node, **{item.name: changed})


def here(node: Any) -> Iterator[tuple[str, Any]]:
    if isinstance(node, Transpose):
        yield "untransposed", node.argument
    if isinstance(node, Symbol) and node.index is not None:
        yield "index + 1", dataclasses.replace(node, index=shift(node.index, 1))
        yield "index - 1", dataclasses.replace(node, index=shift(node.index, -1))
    if isinstance(node, Chain):
        yield "low + 1", dataclasses.replace(node, low=shift(node.low, 1))
        yield "high - 1", dataclasses.replace(node, high=shift(node.high, -1))
    if isinstance(node, Symbol | Chain) and node != Symbol("eps"):  # a scalar is its own transpose
        yield "transposed", Transpose(node)
    if isinstance(node, Product) and len(node.factors) > 1:
        for position in range(len(node.factors)):
            yield f"without factor {position}", Product(node.factors[:position] + node.factors[position + 1 :])
    if isinstance(node, Sum):
        yield "without the first term", Sum(node.terms[1:])
    if isinstance(node, Number):
        yield "another number", Number(node.value + 1)


@pytest.mark.parametrize("step", CONTENT, ids=[step.id for step in CONTENT])
def test_no_broken_claim_is_proved(step: Step) -> None:
    original = sequent(LEMMA, step)
    for what, claim in broken(step.claim):
        changed = dataclasses.replace(original, claim=claim)
        if (step.id, what) in TRUE_ANYWAY:
            continue
        found = find(changed, method=step.method, budget=Budget(seconds=0.5, work=2000))
        assert found.certificate is None, f"{step.id}: {what}: {claim}"
