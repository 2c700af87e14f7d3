"""Claims that an equation about a symbolic power gives, where this equation is shown first.

From N**k = 0 follows (I - N)*(I + N + ... + N**(k-1)) = I, so that I - N is invertible. From x > 0 follows
x**k = exp(k*log(x)), so that log(x**k) = k*log(x).
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping
from fractions import Fraction
from typing import TypeGuard

from symproof.kernel.context import context_of
from symproof.language.affine import ONE, integer, parameter, shift
from symproof.language.declarations import Declarations
from symproof.language.derivation import Block, Inference
from symproof.language.formulas import Compare, Equal, ForAllIndex, Formula, Invertible
from symproof.language.parts import relations
from symproof.language.terms import Call, Identity, IndexSum, Integer, Number, Power, Product, Term, Zero
from symproof.search.algebra.general import fresh_index
from symproof.search.algebra.nodes import nodes
from symproof.search.argument.wanted import gap

MOST = 2  # powers in one claim


def may_follow_from_powers(claim: Formula, premises: Iterable[Formula]) -> bool:
    """Whether ``by_symbolic_powers`` has a derivation to try."""
    premises = tuple(premises)
    is_order = isinstance(claim, Compare) and any(map(_is_symbolic, nodes((claim, premises))))
    return is_order or bool(_logarithms(claim)) or (isinstance(claim, Invertible) and any(map(_nilpotent, premises)))


def by_symbolic_powers(
    name: str, claim: Formula, premises: Mapping[str, Formula], declared: Declarations
) -> Iterator[Block]:
    """Derivations of the claim of this name, with gaps: an equation about a symbolic power, then the claim."""
    using = tuple(premises)
    if isinstance(claim, Invertible):
        powers = [item for formula in premises.values() for item in _nilpotent(formula)]
        for equation in [item for pair in powers[:MOST] for item in _inverses(claim.argument, *pair, declared)]:
            first = Inference(f"{name}.inverse", equation, gap(*using))
            yield first, Inference(name, claim, gap(first.id))
    if isinstance(claim, Compare):
        yield from _beside_signs(name, claim, premises, declared)
    plain = [key for key, formula in premises.items() if not any(map(_is_symbolic, nodes(formula)))]
    shown: list[Inference] = []
    for number, power in enumerate(_logarithms(claim)[:MOST], 1):
        given = Inference(f"{name}.power{number}", _exponential(power), gap(*plain))
        positive = Compare("<", Number(Fraction(0)), power)
        shown += [given, Inference(f"{name}.positive{number}", positive, gap(given.id))]
    if shown:
        yield *shown, Inference(name, claim, gap(*using, *(item.id for item in shown)))


def _beside_signs(
    name: str, claim: Compare, premises: Mapping[str, Formula], declared: Declarations
) -> Iterator[Block]:
    """The claim beside x**i >= 0 or x**i <= 1 for all i up to k, for the powers x**k with a symbolic k in the claim and
    in the premises."""
    sight = (claim, tuple(premises.values()))
    index, powers = (
        fresh_index(context_of(declared, ()), sight),
        list(dict.fromkeys(filter(_is_symbolic, nodes(sight)))),
    )
    zero, one = Number(Fraction(0)), Number(Fraction(1))
    if index is None:
        return
    for power in powers[:MOST]:
        value = Power(power.base, parameter(index))
        for low, high in ((zero, value), (value, one)):
            bound = ForAllIndex(index, integer(0), power.exponent, Compare("<=", low, high))
            shown = Inference(f"{name}.bound", bound, gap(*premises))
            yield shown, Inference(name, claim, gap(*premises, shown.id))


def _nilpotent(formula: Formula) -> list[tuple[Power, Zero]]:
    """N**k and the 0 for each part of the formula that says N**k = 0 for a symbolic k."""
    sides = [(part.left, part.right) for part in relations(formula) if isinstance(part, Equal)]
    pairs = [pair for left, right in sides for pair in ((left, right), (right, left))]
    return [
        (one, other) for one, other in pairs if isinstance(other, Zero) and isinstance(one, Power) and _is_symbolic(one)
    ]


def _is_symbolic(node: object) -> TypeGuard[Power]:
    return isinstance(node, Power) and not node.exponent.is_constant


def _inverses(argument: Term, power: Power, zero: Zero, declared: Declarations) -> Iterator[Equal]:
    """E*(I + X + ... + X**(k-1)) = I for X = N and X = -N."""
    index = fresh_index(context_of(declared, ()), argument)
    if index is None:
        return
    for base in (power.base, Product((Number(Fraction(-1)), power.base))):
        total = IndexSum(index, integer(0), shift(power.exponent, -1), Power(base, parameter(index)))
        yield Equal(Product((argument, total)), Identity(zero.rows))


def _logarithms(claim: Formula) -> list[Power]:
    """x**k for each power with a symbolic k inside of a logarithm in the claim."""
    calls = [node for node in nodes(claim) if isinstance(node, Call) and node.name == "log"]
    powers = [node for call in calls for node in nodes(call.arguments) if isinstance(node, Power)]
    return list(dict.fromkeys(filter(_is_symbolic, powers)))


def _exponential(power: Power) -> Equal:
    """x**k = exp(k*log(x))."""
    logarithm = Call("log", (power.base,), ONE, ONE)
    return Equal(power, Call("exp", (Product((Integer(power.exponent), logarithm)),), ONE, ONE))
