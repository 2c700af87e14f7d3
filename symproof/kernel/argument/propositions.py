"""Rules for connectives, and for what a certificate proves directly."""

from __future__ import annotations

from collections.abc import Callable
from typing import TypeAlias

from symproof.kernel.argument.sameness import require_same, same, shape
from symproof.kernel.argument.scope import FALSE, Scope
from symproof.kernel.replay import prove_direct
from symproof.language.affine import shift, subtract
from symproof.language.derivation import (
    Alternative,
    Block,
    ByCases,
    Conjunction,
    Dichotomy,
    Direct,
    Integers,
    Restate,
    Suppose,
)
from symproof.language.formulas import And, Compare, Formula, Implies, IntegerRelation, Or
from symproof.language.refusal import Refusal
from symproof.language.sizes import SCALAR

Shows: TypeAlias = Callable[[Scope, Block, Formula], None]  # replays a block and compares what it shows


def direct(scope: Scope, claim: Formula, rule: Direct, shows: Shows) -> None:
    """P_1, ..., P_n / claim, where a certificate over these premises is replayed."""
    premises = {name: scope.formula(name) for name in rule.using}
    scope.record.rules |= prove_direct(scope.context, premises, claim, rule.certificate)


def integers(scope: Scope, claim: Formula, rule: Integers, shows: Shows) -> None:
    """facts / a = b, a < b, a <= b or a != b between integer expressions, by the range facts."""
    for part in claim.parts if isinstance(claim, And) else (claim,):
        if not isinstance(part, IntegerRelation):
            raise Refusal("SP361", "the claim is not a relation between integers")
        if not holds(scope, part):
            raise Refusal("SP320", "the relation between integers is not derived")


def holds(scope: Scope, claim: IntegerRelation) -> bool:
    """Whether the range facts give a relation between integers."""
    gap, known = subtract(claim.right, claim.left), scope.context.holds
    less = shift(gap, -1)
    more = shift(subtract(claim.left, claim.right), -1)
    match claim.relation:
        case "<":
            return known(less)
        case "<=":
            return known(gap)
        case "=":
            return scope.context.same(claim.left, claim.right) or (known(gap) and known(shift(more, 1)))
        case _:
            return scope.context.differ(claim.left, claim.right)


def same_as(scope: Scope, claim: Formula, rule: Restate, shows: Shows) -> None:
    """P / Q, where P and Q are the same up to bound names, definitions and normal forms."""
    require_same(scope, scope.formula(rule.premise), claim, rule.premise)


def conjunction(scope: Scope, claim: Formula, rule: Conjunction, shows: Shows) -> None:
    """P, Q / P and Q."""
    if not isinstance(claim, And) or len(claim.parts) != len(rule.premises):
        raise Refusal("SP361", "the claim is not a conjunction of as many parts as there are premises")
    for part, name in zip(claim.parts, rule.premises, strict=True):
        require_same(scope, scope.formula(name), part, name)


def alternative(scope: Scope, claim: Formula, rule: Alternative, shows: Shows) -> None:
    """P / P or Q."""
    if not isinstance(claim, Or) or not 0 <= rule.position < len(claim.parts):
        raise Refusal("SP361", "the claim is not a disjunction with a part of this number")
    require_same(scope, scope.formula(rule.premise), claim.parts[rule.position], rule.premise)


def suppose(scope: Scope, claim: Formula, rule: Suppose, shows: Shows) -> None:
    """[P] ... Q / P -> Q. A negation is the implication of falsity."""
    implication = shape(claim)
    if not isinstance(implication, Implies):
        raise Refusal("SP361", "the claim is not an implication or a negation")
    shows(scope.with_formula(rule.id, implication.premise), rule.block, implication.conclusion)


def cases(scope: Scope, claim: Formula, rule: ByCases, shows: Shows) -> None:
    """P_1 or ... or P_n, [P_1] ... claim, ..., [P_n] ... claim / claim. Falsity, the empty disjunction, gives all."""
    disjunction = scope.formula(rule.premise)
    parts = disjunction.parts if isinstance(disjunction, Or) else (disjunction,)
    if not len(parts) == len(rule.ids) == len(rule.blocks):
        raise Refusal("SP361", f"{len(parts)} cases, {len(rule.ids)} names and {len(rule.blocks)} blocks")
    for part, name, block in zip(parts, rule.ids, rule.blocks, strict=True):
        shows(scope.with_formula(name, part), block, claim)


def dichotomy(scope: Scope, claim: Formula, rule: Dichotomy, shows: Shows) -> None:
    """/ P or not P; x <= y or y < x, for reals and for integers, not for matrices."""
    match claim:
        case Or((Compare("<=", a, b), Compare("<", c, d))) if (a, b) == (d, c) and scope.shape(a) == SCALAR:
            return
        case Or((IntegerRelation("<=", e, f), IntegerRelation("<", g, h))) if (e, f) == (h, g):
            return
        case Or((one, two)) if same(scope, Implies(one, FALSE), two):
            return
    raise Refusal("SP361", "the claim is not P or not P, and not x <= y or y < x")
