"""Premises that deny an order, also for all indices, as the opposite order: ``not (a <= b)`` says ``b < a``.

An author supposes that a bound holds at no index, and goes on with the opposite bound at every index.
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping

from symproof.kernel.argument.scope import FALSE
from symproof.language.affine import parameter
from symproof.language.declarations import Declarations
from symproof.language.derivation import AtIndex, Block, By, ByCases, Fix, Inference, Restate, Use
from symproof.language.formulas import Compare, ForAllIndex, Formula, Not
from symproof.language.records import replace
from symproof.language.substitution import substituted
from symproof.search.argument.alternatives import in_two_cases, opposite
from symproof.search.argument.instances import free_names
from symproof.search.argument.wanted import gap


def by_denied_orders(name: str, claim: Formula, premises: Mapping[str, Formula], declared: Declarations) -> Block:
    """The claim of this name as a gap, from the premises and the orders that some of them deny; () where none does."""
    free = free_names(claim, *premises.values(), *declared.symbols)
    found: list[Inference] = []
    orders: list[str] = []
    for premise, formula in premises.items():
        turned = _turned(formula)
        if turned is not None:
            orders.append(f"{name}.{premise}.turned")
            found += _shown(orders[-1], premise, formula, turned, free)
    return (*found, Inference(name, claim, gap(*premises, *orders))) if found else ()


def _turned(formula: Formula) -> Formula | None:
    """What the formula says without "not"; None where it denies no order."""
    match formula:
        case Not(Compare("<=" | "<") as order):
            return opposite(order)
        case ForAllIndex(body=body):
            inner = _turned(body)
            return None if inner is None else replace(formula, body=inner)
    return None


def _shown(label: str, premise: str, formula: Formula, turned: Formula, free: Iterator[str]) -> Block:
    """Shows the formula without "not" from the premise; under this label, which comes last."""
    if isinstance(formula, ForAllIndex) and isinstance(turned, ForAllIndex):
        index, here = next(free), f"{label}.here"
        denied, order = (substituted(item.body, item.index, parameter(index)) for item in (formula, turned))
        at = Inference(here, denied, Use(premise, (AtIndex(parameter(index)),)))
        return (Inference(label, turned, Fix((index,), (at, *_shown(f"{label}.order", here, denied, order, free)))),)
    assert isinstance(formula, Not)
    either, holds, fails = f"{label}.either", f"{label}.holds", f"{label}.fails"
    false = Inference(f"{label}.false", FALSE, Use(premise, (By(holds),)))
    absurd = (false, Inference(f"{label}.absurd", turned, ByCases(false.id, (), ())))
    restated = (Inference(f"{label}.restated", turned, Restate(fails)),)
    return in_two_cases(label, either, turned, (formula.part, holds, absurd), (turned, fails, restated))
