"""Conjunctions by their parts, and disjunctions by one part, or by whether one part holds.

Where no rule closes such a claim at once, its parts are asked for: of ``P and Q`` both, of ``P or Q`` one. At last the
cases are looked at that P holds, and that it does not, where Q is left to show.
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from dataclasses import replace
from typing import Any, TypeAlias

from symproof.language.derivation import Alternative, Block, ByCases, Conjunction, Dichotomy, Inference, Part, Use
from symproof.language.formulas import And, Compare, Equal, Formula, IntegerRelation, Not, Or
from symproof.language.scopes import is_fact
from symproof.search.argument.wanted import Want

Case: TypeAlias = tuple[Formula, str, Block]  # what holds there, its name, and how the claim is shown
MOST = 6  # parts of a disjunction that are looked at


def by_parts(label: str, claim: Formula, wanted: Want) -> Iterator[Block]:
    """Derivations of the claim whose gaps are smaller claims, to be tried one after the other."""
    gap: Any = replace(wanted, absurd=False)
    match claim:
        case And(parts) if len(parts) > 1:
            names = tuple([f"{label}.{number}" for number in range(1, len(parts) + 1)])
            inner = [Inference(name, part, gap) for name, part in zip(names, parts, strict=True)]
            yield (*inner, Inference(label, claim, Conjunction(names)))
        case Or(parts) if 1 < len(parts) <= MOST:
            for place, part in enumerate(parts):
                shown = f"{label}.{place + 1}"
                yield (Inference(shown, part, gap), Inference(label, claim, Alternative(shown, place)))
            for place, part in enumerate(parts):
                if isinstance(part, IntegerRelation | Compare | Equal):
                    yield _whether(label, claim, place, wanted)


def about_integers(label: str, formulas: Mapping[str, Formula]) -> Iterator[Block]:
    """What one premise after the other, the last one first, says of integers beside other things."""
    for name, formula in reversed(list(formulas.items())):
        if isinstance(formula, And) and not is_fact(formula):
            parts = [place for place, part in enumerate(formula.parts) if isinstance(part, IntegerRelation)]
            yield tuple(
                [
                    Inference(f"{label}.{name}.{place}", formula.parts[place], Use(name, (Part(place),)))
                    for place in parts
                ]
            )


def _whether(label: str, claim: Or, place: int, wanted: Want) -> Block:
    """The part at this place holds, or it does not, and one of the others is left to show."""
    either, holds, fails = f"{label}.either", f"{label}.holds", f"{label}.fails"
    part = claim.parts[place]
    known = (Inference(f"{label}.first", claim, Alternative(holds, place)),)
    left = replace(wanted, using=(*wanted.using, fails) if wanted.using else (), absurd=False)
    others = _from_others(f"{label}.rest", claim, place, left)
    return in_two_cases(label, either, claim, (part, holds, known), (opposite(part), fails, others))


def in_two_cases(label: str, either: str, claim: Formula, holds: Case, fails: Case) -> Block:
    """The claim from the case of a formula and that of its negation. Of two opposite orders the kernel has the one with
    <= first."""
    is_turned = isinstance(fails[0], IntegerRelation | Compare) and fails[0].relation == "<="
    (one, first, then), (two, second, otherwise) = (fails, holds) if is_turned else (holds, fails)
    cases = ByCases(either, (first, second), (then, otherwise))
    return (Inference(either, Or((one, two)), Dichotomy()), Inference(label, claim, cases))


def opposite(part: Formula) -> Formula:
    """What holds where the part does not: the opposite order of integers or scalars, or "not"."""
    match part:
        case IntegerRelation("<=" | "<" as relation, left, right):
            return IntegerRelation("<" if relation == "<=" else "<=", right, left)
        case Compare("<=" | "<" as relation, left, right):
            return replace(part, relation="<" if relation == "<=" else "<=", left=right, right=left)
        case _:
            return Not(part)


def _from_others(label: str, claim: Or, place: int, gap: Any) -> Block:
    """The claim from the disjunction of its other parts, which is a gap."""
    others = [number for number in range(len(claim.parts)) if number != place]
    if len(others) == 1:
        (other,) = others
        shown = Inference(label, claim.parts[other], gap)
        return (shown, Inference(f"{label}.all", claim, Alternative(label, other)))
    names = tuple([f"{label}.{number + 1}" for number in others])
    blocks = tuple(
        [
            (Inference(f"{name}.all", claim, Alternative(name, number)),)
            for name, number in zip(names, others, strict=True)
        ]
    )
    smaller = Or(tuple([claim.parts[number] for number in others]))
    return (Inference(label, smaller, gap), Inference(f"{label}.all", claim, ByCases(label, names, blocks)))
