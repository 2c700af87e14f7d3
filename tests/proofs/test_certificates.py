"""Nothing can be left out of a certificate of the paper's steps: each premise, fact, entry and range fact is needed."""

from __future__ import annotations

import dataclasses
from collections.abc import Iterator
from functools import cache
from typing import Any

import pytest
from verdict.builders import is_certified

from symproof.author.loader import PACKAGED, discover, load_all
from symproof.kernel.replay import replay
from symproof.language.affine import Affine
from symproof.language.certificate import Certificate
from symproof.language.formulas import ForAllIndex, IntegerRelation, Named, Sequent
from symproof.language.refusal import Refusal
from symproof.language.scopes import sequent
from symproof.search import find

FOLDER = PACKAGED if PACKAGED.is_dir() else PACKAGED.parent.parent / "proofs"
PROOFS, _ = load_all(discover(FOLDER))
METHODS = ("algebra", "calculus", "induction")
CONTENT = [  # of the paper: what tests its axioms is checked at some sizes only
    (proof, step)
    for proof in PROOFS
    for step in proof.steps
    if step.method in METHODS and proof.id.startswith("zhang2019/") and is_certified(step.claim)
]
IDS = [f"{proof.id.removeprefix('zhang2019/')}:{step.id}" for proof, step in CONTENT]

# How the kernel refuses a certificate that lacks one item of a list: what is left does not add up, or an inequality is
# not derived, or the index of a piece or of a derivative is not decided, or a later item refers to what is gone.
LACKING = {
    "combination": {"SP329"},
    "by": {"SP329"},
    "ranges": {"SP320", "SP325", "SP331"},
    "derived": {"SP326", "SP329"},
    "invertible": {"SP333"},
    "parts": {"SP326"},
}


@cache
def certified(position: int) -> tuple[Sequent, Certificate]:
    proof, step = CONTENT[position]
    statement = sequent(proof, step)
    found = find(statement, method=step.method, cofactors=step.cofactors)
    assert found.certificate is not None
    return statement, found.certificate


def shorter(node: Any) -> Iterator[tuple[str, Any]]:
    """The certificate with one item less, in each of its lists; the name of the list."""
    if not dataclasses.is_dataclass(node) or isinstance(node, Affine):
        return
    for field in dataclasses.fields(node):
        value = getattr(node, field.name)
        if field.name in LACKING:
            for position, part in enumerate(value):
                yield field.name, _with(node, field.name, value[:position] + value[position + 1 :])
                for name, changed in shorter(part):
                    yield name, _with(node, field.name, (*value[:position], changed, *value[position + 1 :]))
        else:
            for name, changed in shorter(value):
                yield name, _with(node, field.name, changed)


def _with(node: Any, name: str, value: Any) -> Any:
    return dataclasses.replace(node, **{name: value})


def refusal(statement: Sequent, certificate: Certificate) -> str | None:
    try:
        replay(statement, certificate)
    except Refusal as refused:
        return refused.code
    return None


def without(items: tuple[Named, ...], name: str) -> tuple[Named, ...]:
    return tuple(item for item in items if item.id != name)


@pytest.mark.parametrize("position", range(len(CONTENT)), ids=IDS)
def test_no_part_can_be_left_out(position: int) -> None:
    statement, certificate = certified(position)
    for name, changed in shorter(certificate):
        assert refusal(statement, changed) in LACKING[name], name


@pytest.mark.parametrize("position", range(len(CONTENT)), ids=IDS)
def test_what_is_used_cannot_be_dropped(position: int) -> None:
    statement, certificate = certified(position)
    used = replay(statement, certificate).used
    for premise in statement.premises:
        assert premise.id in used
        dropped = dataclasses.replace(statement, premises=without(statement.premises, premise.id))
        assert refusal(dropped, certificate) == "SP326", premise.id
    for fact in statement.facts:
        if fact.id in used:
            dropped = dataclasses.replace(statement, facts=without(statement.facts, fact.id))
            assert refusal(dropped, certificate) in ("SP322", "SP320", "SP305"), fact.id  # also of a definition


@pytest.mark.parametrize("position", range(len(CONTENT)), ids=IDS)
def test_what_is_not_used_can_be_dropped(position: int) -> None:
    """``used`` is all that a certificate needs; the declarations have range facts of their own, and the sizes of
    definitions may be equal by facts."""
    statement, certificate = certified(position)
    used = replay(statement, certificate).used
    ranges = [fact for item in statement.declarations.well_formed for fact in item.ranges]
    declared = {name for fact in ranges for name, _, _ in fact.multipliers}
    declared |= {instance.name for fact in ranges for instance in fact.instances}
    defined = any(item.pieces for item in statement.declarations.symbols)
    sizes = {fact.id for fact in statement.facts if defined and _is_equality(fact.formula)}
    facts = tuple(fact for fact in statement.facts if fact.id in used | declared | sizes)
    assert replay(dataclasses.replace(statement, facts=facts), certificate).used == used


def _is_equality(formula: object) -> bool:
    found = formula.body if isinstance(formula, ForAllIndex) else formula
    return isinstance(found, IntegerRelation) and found.relation == "="
