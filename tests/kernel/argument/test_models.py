"""Random small claims that the search derives and the kernel replays are true wherever their premises are."""

from __future__ import annotations

import random
from collections.abc import Mapping
from fractions import Fraction
from itertools import product
from typing import Any

import pytest
from kernel.argument.building import Range, SymbolDeclaration, integer, lemma, parameter

from symproof.kernel.argument.derive import derive
from symproof.language.affine import ONE, shift
from symproof.language.derivation import ByCases, Extreme, Fix, Inference, Obtain, Suppose
from symproof.language.formulas import And, Compare, Equal, Exists, ForAll, ForAllIndex, Formula, Implies, Not, Or
from symproof.language.refusal import Refusal
from symproof.language.terms import IndexSum, Number, Product, Sum, Symbol, Term
from symproof.search.argument import Want, elaborated

VALUES = (-1, 0, 1, 2)
TOP = 2  # the family M has members 1..TOP
SYMBOLS = (SymbolDeclaration("a", ONE, ONE), SymbolDeclaration("M", ONE, ONE, Range("h", ONE, integer(TOP))))
Model = Mapping[Any, int]


class Chance:
    """Random terms and formulas about a scalar a, a family M_1, M_2, and bound names."""

    def __init__(self, seed: int) -> None:
        self.random = random.Random(seed)

    def term(self, scalars: tuple[str, ...], indices: tuple[str, ...], depth: int = 1) -> Term:
        kind = self.random.randrange(7 if depth else 4)
        if kind < 2:
            return Symbol(self.random.choice(scalars))
        if kind == 2:
            places = [parameter(name) for name in indices] or [integer(self.random.randint(1, TOP))]
            return Symbol("M", self.random.choice(places))
        if kind == 3:
            return Number(Fraction(self.random.randint(-1, 2)))
        parts = tuple([self.term(scalars, indices, depth - 1) for _ in range(2)])
        if kind == 6:
            return IndexSum("s", ONE, integer(TOP), Product((Symbol("M", parameter("s")), parts[0])))
        return Sum(parts) if kind == 4 else Product(parts)

    def formula(self, scalars: tuple[str, ...] = ("a",), indices: tuple[str, ...] = (), depth: int = 2) -> Formula:
        kind = self.random.randrange(9 if depth else 2)
        inner = lambda *more: self.formula((*scalars, *more), indices, depth - 1)  # noqa: E731
        if kind < 2:
            left, right = (self.term(scalars, indices) for _ in range(2))
            return Equal(left, right) if kind else Compare(self.random.choice(["<", "<=", "!="]), left, right)  # type: ignore[arg-type]
        if kind in (2, 3, 4):
            both = inner(), inner()
            return (And(both), Or(both), Implies(*both))[kind - 2]
        if kind == 5:
            return Not(inner())
        if kind == 6:
            index = self.random.choice("ij")
            return ForAllIndex(index, ONE, integer(TOP), self.formula(scalars, (*indices, index), depth - 1))
        name = self.random.choice("xy")
        return (ForAll, Exists)[kind - 7]((SymbolDeclaration(name, ONE, ONE),), inner(name))

    def related(self, premises: list[Formula]) -> Formula:
        """A claim that a rule could lead to from these premises, or a random one."""
        one, two = self.random.choice(premises), self.random.choice(premises)
        ways: list[Formula] = [self.formula(), And((one, two)), Or((self.formula(), one)), Implies(self.formula(), one)]
        match one:
            case And(parts) | Or(parts):
                ways += parts
            case Implies(_, conclusion):
                ways += [conclusion] * 2
            case ForAll((symbol,), body):
                ways += [_put(body, symbol.name, self.term(("a",), ()))] * 2
            case ForAllIndex(index, _, _, body):
                ways += [_at(body, index, self.random.randint(1, TOP))] * 2
            case Not(part):
                ways += [Implies(part, self.formula()), Not(And((part, self.formula())))]
        return self.random.choice(ways)


def _put(body: Formula, name: str, value: Term) -> Formula:
    from symproof.language.binding import Assignment, instantiated

    return instantiated(body, Assignment(symbols={name: value}))


def _at(body: Formula, index: str, at: int) -> Formula:
    from symproof.language.binding import Assignment, instantiated

    return instantiated(body, Assignment(integers={index: integer(at)}))


# ------------------------------------------------------------------------------------------------ truth in a model


def value(term: Any, model: Model) -> Fraction:
    match term:
        case Number(number):
            return number
        case Symbol(name, None):
            return Fraction(model[name])
        case Symbol(name, index):
            at = index.constant + sum(c * model[atom] for atom, c in index.terms)
            return Fraction(model[name, at])
        case Sum(parts):
            return sum([value(part, model) for part in parts], Fraction(0))
        case Product(parts):
            total = Fraction(1)
            for part in parts:
                total *= value(part, model)
            return total
        case IndexSum(index, _, _, body):
            return sum([value(body, {**model, index: at}) for at in range(1, TOP + 1)], Fraction(0))
    raise AssertionError(term)


def holds(formula: Any, model: Model) -> bool | None:
    """Whether the formula is true; None where a quantifier over the reals is not decided by the values tried."""
    match formula:
        case Equal(left, right):
            return value(left, model) == value(right, model)
        case Compare(relation, left, right):
            one, two = value(left, model), value(right, model)
            return {"<": one < two, "<=": one <= two, "!=": one != two}[relation]
        case Not(part):
            found = holds(part, model)
            return None if found is None else not found
        case Implies(one, two):
            return _any([holds(Not(one), model), holds(two, model)])
        case And(parts):
            return _all([holds(part, model) for part in parts])
        case Or(parts):
            return _any([holds(part, model) for part in parts])
        case ForAllIndex(index, _, _, body):
            return _all([holds(body, {**model, index: at}) for at in range(1, TOP + 1)])
        case ForAll((symbol,), body):
            return _all([*(holds(body, {**model, symbol.name: at}) for at in VALUES), None])
        case Exists((symbol,), body):
            return _any([*(holds(body, {**model, symbol.name: at}) for at in VALUES), None])
    raise AssertionError(formula)


def _all(found: list[bool | None]) -> bool | None:
    return False if False in found else None if None in found else True


def _any(found: list[bool | None]) -> bool | None:
    return True if True in found else None if None in found else False


def models() -> list[Model]:
    return [{"a": a, ("M", 1): one, ("M", 2): two} for a, one, two in product(VALUES, repeat=3)]


# ------------------------------------------------------------------------------------------------ the property

GAP: Any = Want(())


def attempts(claim: Formula, premises: list[Formula]) -> list[Any]:
    """Derivations to try: the search alone, and rules with blocks that it completes."""
    want = (Inference("w", claim, GAP),)
    found: list[Any] = [GAP]
    for number, premise in enumerate(premises):
        match premise:
            case Or(parts):
                found.append(ByCases(f"p{number}", tuple(f"c{n}" for n in range(len(parts))), (want,) * len(parts)))
            case Exists():
                found.append(Obtain(f"p{number}", ("z",), "kept", want))
            case Not(ForAllIndex(body=Not())):
                found.append(Extreme(f"p{number}", "t", "here", "beyond", want))
    match claim:
        case Implies(_, conclusion):
            found.append(Suppose("s", (Inference("w", conclusion, GAP),)))
        case ForAll((_,), body) if isinstance(claim, ForAll):
            found.append(Fix(("z",), (Inference("w", _put(body, claim.symbols[0].name, Symbol("z")), GAP),)))
        case ForAllIndex(index, low, high, body):
            inside = ForAllIndex(index, low, high, body)
            found.append(Fix(("t",), (Inference("w", _renamed(inside), GAP),)))
    return found


def _renamed(schema: ForAllIndex) -> Formula:
    from symproof.language.binding import Assignment, instantiated

    return instantiated(schema.body, Assignment(integers={schema.index: parameter("t")}))


@pytest.mark.parametrize("seed", range(8))
def test_no_derivation_proves_what_a_model_refutes(seed: int) -> None:
    chance, derived, everywhere = Chance(seed), 0, models()
    for _ in range(60):
        premises = [chance.formula() for _ in range(2)]
        claim = chance.related(premises)
        statement = lemma(claim, symbols=SYMBOLS, **{f"p{n}": formula for n, formula in enumerate(premises)})
        for rule in attempts(claim, premises):
            try:
                done = elaborated(statement, (Inference("x", claim, rule),), {}, {})
                derive(*done, {}, {})
            except Refusal:
                continue
            derived += 1
            for model in everywhere:
                known = [holds(premise, model) for premise in premises]
                assert not (all(known) and holds(claim, model) is False), (premises, claim, model)
            break
    assert derived >= 8


def test_the_judge_of_this_test_knows_false_claims() -> None:
    model = {"a": 1, ("M", 1): 0, ("M", 2): 2}
    total = IndexSum("s", ONE, integer(TOP), Symbol("M", parameter("s")))
    assert holds(Equal(total, Number(Fraction(2))), model)
    every = ForAllIndex("i", ONE, integer(TOP), Compare("<", Symbol("a"), Symbol("M", shift(parameter("i"), 0))))
    assert holds(every, model) is False
