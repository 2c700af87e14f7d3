"""Breaking any one factor of Lemma 1 is noticed: no certificate is found for the broken claim, or it has no meaning."""

from __future__ import annotations

import dataclasses
from collections.abc import Iterator
from typing import Any

import pytest

from symproof.author.loader import PACKAGED, load
from symproof.language.affine import Affine, shift
from symproof.language.terms import And, Chain, Equal, ForAllIndex, Formula, Number, Product, Sum, Symbol, Transpose
from symproof.model import Step
from symproof.prove import Budget, find
from symproof.scope import sequent

FOLDER = PACKAGED if PACKAGED.is_dir() else PACKAGED.parent.parent / "proofs"
((LEMMA,), _) = load(FOLDER / "zhang2019" / "lemma1.py")
SMALL = Budget(seconds=0.5, work=2000)
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
        found = find(changed, method=step.method, budget=SMALL)
        assert found.certificate is None, f"{step.id}: {what}: {claim}"


WITH_PREMISES = [step for step in CONTENT if step.using]


@pytest.mark.parametrize("step", WITH_PREMISES, ids=[step.id for step in WITH_PREMISES])
def test_every_premise_is_needed(step: Step) -> None:
    original = sequent(LEMMA, step)
    for dropped in original.premises:
        premises = tuple(premise for premise in original.premises if premise != dropped)
        found = find(dataclasses.replace(original, premises=premises), method=step.method, budget=SMALL)
        assert found.certificate is None, f"{step.id} without {dropped.id}"


def narrowed(formula: Formula) -> Iterator[Formula]:
    """Each schema of equations in the formula without its first and without its last index."""
    if isinstance(formula, ForAllIndex) and isinstance(formula.body, Equal):
        yield dataclasses.replace(formula, low=shift(formula.low, 1))
        yield dataclasses.replace(formula, high=shift(formula.high, -1))
    elif isinstance(formula, And):
        for position, part in enumerate(formula.parts):
            for changed in narrowed(part):
                yield And((*formula.parts[:position], changed, *formula.parts[position + 1 :]))


RANGED = [step for step in CONTENT if isinstance(step.claim, ForAllIndex)]


@pytest.mark.parametrize("step", RANGED, ids=[step.id for step in RANGED])
def test_every_index_of_a_premise_is_needed(step: Step) -> None:
    """A claim for all i uses its premises for all i."""
    original = sequent(LEMMA, step)
    for premise in original.premises:
        for formula in narrowed(premise.formula):
            changed = [dataclasses.replace(p, formula=formula) if p == premise else p for p in original.premises]
            found = find(dataclasses.replace(original, premises=tuple(changed)), method=step.method, budget=SMALL)
            assert found.certificate is None, f"{step.id} from {premise.id}: {formula}"


@pytest.mark.parametrize("step", RANGED, ids=[step.id for step in RANGED])
def test_no_range_is_wider(step: Step) -> None:
    original = sequent(LEMMA, step)
    assert isinstance(step.claim, ForAllIndex)
    for low, high in ((-1, 0), (0, 1)):
        if (step.id, high) == ("L1.13.scaled", 1):
            continue  # it is about basis columns of R^{d_{i-1}} alone, which exist for i = j + 1 too
        claim = dataclasses.replace(step.claim, low=shift(step.claim.low, low), high=shift(step.claim.high, high))
        found = find(dataclasses.replace(original, claim=claim), method=step.method, budget=SMALL)
        assert found.certificate is None, f"{step.id}: {claim.low}..{claim.high}"
