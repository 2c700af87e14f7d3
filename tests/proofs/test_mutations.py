"""Breaking any one factor of a claim is noticed: no certificate is found for the broken claim, or it has no meaning."""

from __future__ import annotations

import dataclasses
from collections.abc import Iterator
from pathlib import Path
from typing import Any

import pytest
from verdict.builders import is_certified

from symproof.author.loader import PACKAGED, discover, load_all
from symproof.language.affine import Affine, shift
from symproof.language.formulas import And, Equal, ForAllIndex, Formula
from symproof.language.proof import Proof, Step
from symproof.language.scopes import sequent
from symproof.language.sizes import SCALAR
from symproof.language.terms import Chain, Number, Product, Sum, Symbol, Transpose
from symproof.search import Budget, find

FOLDER = PACKAGED if PACKAGED.is_dir() else PACKAGED.parent.parent / "proofs"
PROOFS = [proof for proof in load_all(discover(FOLDER))[0] if not proof.id.startswith("facts/")]
SMALL = Budget(seconds=0.5, work=2000)
# Projections equal their transposes and absorb each other: a claim with a factor less stays true, and one premise says
# what two others say. What these files claim is attacked by the second judge.
OF_PROJECTIONS = {"best_approximation.py", "corollary1.py", "projection.py", "quadratic.py"}
# The examples are about numbers: entries on the diagonal stay when a matrix is transposed, and factors are 1 or 0.
OF_NUMBERS = {"examples.py"}


def different_steps() -> Iterator[tuple[Proof, Step]]:
    """The steps with matrix content; what several proofs share is looked at once, in Lemma 1 if it is there."""
    seen = set()
    for proof in sorted(PROOFS, key=lambda proof: proof.id != "zhang2019/lemma1"):
        for step in proof.steps if Path(proof.file).name not in OF_PROJECTIONS | OF_NUMBERS else ():
            if step.method in ("algebra", "calculus", "induction") and is_certified(step.claim):
                here = sequent(proof, step)
                if (here.premises, here.claim) not in seen:
                    seen.add((here.premises, here.claim))
                    yield proof, step


CONTENT = list(different_steps())
IDS = [f"{proof.id.removeprefix('zhang2019/')}:{step.id}" for proof, step in CONTENT]
# H u w^T w = (w^T w) H u without X; P~_0 and E_j are identities, which can go or be transposed; <0, anything> = 0.
TRUE_ANYWAY = {
    ("slope", "without the first term"),  # X^T (X Y U - V) U^T = 0
    *(("P-0", what) for what in ("without factor 0", "without factor 1", "transposed")),  # P_0 = I
}


def broken(node: Any, scalars: set[str]) -> Iterator[tuple[str, Any]]:
    """Every node with one change: a transpose added or removed, an index moved, a factor dropped, two swapped."""
    yield from here(node, scalars)
    if isinstance(node, tuple) and not isinstance(node, Affine):
        for position, part in enumerate(node):
            for what, changed in broken(part, scalars):
                yield what, (*node[:position], changed, *node[position + 1 :])
    elif dataclasses.is_dataclass(node) and not isinstance(node, type):
        for item in dataclasses.fields(node):
            for what, changed in broken(getattr(node, item.name), scalars):
                if item.name == "variable" and not isinstance(changed, Symbol):
                    continue  # a gradient is by a symbol; nobody can write anything else
                yield what, dataclasses.replace(node, **{item.name: changed})


def here(node: Any, scalars: set[str]) -> Iterator[tuple[str, Any]]:
    if isinstance(node, Transpose):
        yield "untransposed", node.argument
    if isinstance(node, Symbol) and node.index is not None:
        yield "index + 1", dataclasses.replace(node, index=shift(node.index, 1))
        yield "index - 1", dataclasses.replace(node, index=shift(node.index, -1))
    if isinstance(node, Chain):
        yield "low + 1", dataclasses.replace(node, low=shift(node.low, 1))
        yield "high - 1", dataclasses.replace(node, high=shift(node.high, -1))
    if isinstance(node, Chain) or (isinstance(node, Symbol) and node.name not in scalars):
        yield "transposed", Transpose(node)
    if isinstance(node, Product) and len(node.factors) > 1:
        for position in range(len(node.factors)):
            yield f"without factor {position}", Product(node.factors[:position] + node.factors[position + 1 :])
    if isinstance(node, Sum):
        yield "without the first term", Sum(node.terms[1:])
    if isinstance(node, Number):
        yield "another number", Number(node.value + 1)


@pytest.mark.parametrize(("proof", "step"), CONTENT, ids=IDS)
def test_no_broken_claim_is_proved(proof: Proof, step: Step) -> None:
    original = sequent(proof, step)
    # A scalar is its own transpose.
    scalars = {item.name for item in original.declarations.symbols if (item.rows, item.columns) == SCALAR}
    for what, claim in broken(step.claim, scalars):
        changed = dataclasses.replace(original, claim=claim)
        if (step.id, what) in TRUE_ANYWAY:
            continue
        found = find(changed, method=step.method, budget=SMALL)
        assert found.certificate is None, f"{step.id}: {what}: {claim}"


@pytest.mark.parametrize(("proof", "step"), CONTENT, ids=IDS)
def test_every_premise_is_needed(proof: Proof, step: Step) -> None:
    original = sequent(proof, step)
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


RANGED = [(proof, step) for proof, step in CONTENT if isinstance(step.claim, ForAllIndex)]
RANGED_IDS = [name for name, (_, step) in zip(IDS, CONTENT, strict=True) if isinstance(step.claim, ForAllIndex)]
# E_i^T E_i = I for all i: the upper half of the network uses it from j on, the lower half up to j.
ONE_HALF = {("T1.03", "E-left"), ("T1.04", "E-left")}
WIDER = {("T3.07", -1)}  # P~_t = P_t is T3.06


@pytest.mark.parametrize(("proof", "step"), RANGED, ids=RANGED_IDS)
def test_every_index_of_a_premise_is_needed(proof: Proof, step: Step) -> None:
    """A claim for all i uses its premises for all i."""
    original = sequent(proof, step)
    for premise in original.premises:
        if (step.id, premise.id) in ONE_HALF:
            continue
        for formula in narrowed(premise.formula):
            changed = [dataclasses.replace(p, formula=formula) if p == premise else p for p in original.premises]
            found = find(dataclasses.replace(original, premises=tuple(changed)), method=step.method, budget=SMALL)
            assert found.certificate is None, f"{step.id} from {premise.id}: {formula}"


@pytest.mark.parametrize(("proof", "step"), RANGED, ids=RANGED_IDS)
def test_no_range_is_wider(proof: Proof, step: Step) -> None:
    original = sequent(proof, step)
    assert isinstance(step.claim, ForAllIndex)
    for end in (-1, 1):
        if (step.id, end) in WIDER:
            continue
        low, high = shift(step.claim.low, min(end, 0)), shift(step.claim.high, max(end, 0))
        claim = dataclasses.replace(step.claim, low=low, high=high)
        found = find(dataclasses.replace(original, claim=claim), method=step.method, budget=SMALL)
        assert found.certificate is None, f"{step.id}: {claim.low}..{claim.high}"
