"""Equations and orders between sums over one range from those between their summands, as a derivation with gaps.

x^T (sum of w_i B_i) x >= 0 is the sum of x^T w_i B_i x >= 0, as products, traces and transposes of a sum are sums.
Likewise a sum of semidefinite matrices is semidefinite.
"""

from __future__ import annotations

from collections.abc import Callable, Iterator, Mapping, Sequence
from dataclasses import field
from fractions import Fraction
from typing import Any, TypeAlias

from symproof.language.affine import Affine, parameter, shift, subtract
from symproof.language.binding import Assignment, instantiated, mentioned, unused
from symproof.language.declarations import Declarations
from symproof.language.derivation import Block, Inference, SumOf
from symproof.language.formulas import And, Compare, Equal, ForAllIndex, Formula, Predicate
from symproof.language.parts import relations
from symproof.language.records import dataclass, inside
from symproof.language.terms import IndexSum, Integer, Number, Product, Sum, Term, Trace, Transpose
from symproof.search.algebra.nodes import nodes
from symproof.search.argument.wanted import Want
from symproof.search.unfolding import holds_sum, sums_unfolded

ZERO = Number(Fraction(0))
DEFINITE = ("positive semidefinite", "positive definite")
Bounds: TypeAlias = tuple[Affine, Affine]


class _NoSumError(Exception):
    """A term is no sum over one range."""


def by_summands(name: str, claim: Formula, premises: Mapping[str, Formula], declared: Declarations) -> Block:
    """The claim of this name from the same claim about the summands for all indices; () where its sides are not sums
    over one range."""
    parts = list(relations(claim))
    if not all(isinstance(part, Equal) or _is_order(part) for part in parts):
        return ()
    gathering = _Gathering(next(unused(mentioned(claim))))
    plain = [sums_unfolded(part, declared) for part in parts]
    gathering.bounds = next(((node.low, node.high) for node in nodes(tuple(plain)) if isinstance(node, IndexSum)), None)
    try:
        bodies = [_of_sides(part, gathering.summand) for part in plain]
        index, (low, high) = gathering.named(bodies)
    except _NoSumError:
        return ()
    each = [instantiated(body, Assignment(integers={gathering.index: parameter(index)})) for body in bodies]
    totals = [_of_sides(body, lambda side: side if side == ZERO else IndexSum(index, low, high, side)) for body in each]
    moved = [Equal(total, side) for one, two in zip(totals, plain, strict=True)
             for total, side in zip(_sides(one), _sides(two), strict=True) if _holds_product(side)]  # fmt: skip
    names = [f"{name}.moved{place}" for place in range(1, len(moved) + 1)]
    gaps: list[Any] = [Want(tuple(premises)), Want(()), Want((f"{name}.sums", *names))]
    return (
        Inference(f"{name}.each", ForAllIndex(index, low, high, _all(each)), gaps[0]),
        Inference(f"{name}.sums", _all(totals), SumOf(f"{name}.each")),
        *[Inference(named, equation, gaps[1]) for named, equation in zip(names, moved, strict=True)],
        Inference(name, claim, gaps[2]),
    )


def by_sums_in_sight(name: str, claim: Formula, premises: Mapping[str, Formula], declared: Declarations) -> Block:
    """The claim of this name from the same claim with its definitions by sums written out, for which induction over
    their end may prove it; () where it has none."""
    written = sums_unfolded(claim, declared)
    if written == claim:
        return ()
    gaps: list[Any] = [Want(tuple(premises)), Want((f"{name}.written",))]
    return Inference(f"{name}.written", written, gaps[0]), Inference(name, claim, gaps[1])


def _is_order(part: Formula) -> bool:
    match part:
        case Compare(relation):
            return relation != "!="
        case Predicate(name):
            return name in DEFINITE
        case _:
            return False


def _of_sides(part: Formula, change: Callable[[Term], Term]) -> Formula:
    """The equation, order or property with its sides changed."""
    match part:
        case Equal(left, right):
            return Equal(change(left), change(right))
        case Compare(relation, left, right):
            return Compare(relation, change(left), change(right))
        case Predicate(name, (argument,)):
            return Predicate(name, (change(argument),))
        case _:
            raise _NoSumError


def _sides(part: Formula) -> tuple[Term, ...]:
    match part:
        case Equal(left, right) | Compare(_, left, right):
            return left, right
        case Predicate(_, (argument,)):
            return (argument,)
        case _:
            return ()


def _holds_product(side: Term) -> bool:
    """Whether a sum stands between other factors than numbers, or in a trace, from where it must be moved out first."""
    match side:
        case Product(factors):
            others = [item for item in factors if not holds_sum(item)]
            return len(others) < len(factors) and not all(isinstance(item, Number) for item in others)
        case IndexSum():
            return False
        case Trace(argument):
            return holds_sum(argument)
        case _:
            return any(map(_holds_product, inside(side)))


def _all(parts: Sequence[Formula]) -> Formula:
    return parts[0] if len(parts) == 1 else And(tuple(parts))


@dataclass(slots=True)
class _Gathering:
    """Summands by an index of their own, from sums over one range: ``found`` are the names of their indices."""

    index: str
    bounds: Bounds | None = None
    found: list[str] = field(default_factory=list)

    def summand(self, side: Term) -> Term:
        """The summand of a side of a relation."""
        if isinstance(side, Number) and side.value == 0:
            return ZERO
        parts = list(self._summands(side))
        return parts[0] if len(parts) == 1 else Sum(tuple(parts))

    def _summands(self, term: Term) -> Iterator[Term]:
        """The summands of the sums whose sum a term is."""
        match term:
            case Sum(terms):
                for part in terms:
                    yield from self._summands(part)
            case IndexSum():
                yield self._body(term)
            case Product(factors):
                at = [place for place, factor in enumerate(factors) if holds_sum(factor)]
                if not at:
                    yield self._repeated(factors)
                    return
                if len(at) > 1:
                    raise _NoSumError
                for part in self._summands(factors[at[0]]):
                    yield Product((*factors[: at[0]], part, *factors[at[0] + 1 :]))
            case Trace(argument) | Transpose(argument):
                yield from map(type(term), self._summands(argument))
            case _:
                raise _NoSumError

    def _repeated(self, factors: Sequence[Term]) -> Term:
        """X of n X, which is the sum of X over a range of n indices."""
        if self.bounds is None:
            raise _NoSumError
        length = Integer(shift(subtract(self.bounds[1], self.bounds[0]), 1))
        rest = [factor for factor in factors if factor != length]
        if len(rest) + 1 != len(factors):
            raise _NoSumError
        return rest[0] if len(rest) == 1 else Product(tuple(rest)) if rest else Number(Fraction(1))

    def _body(self, term: IndexSum) -> Term:
        if self.bounds not in (None, (term.low, term.high)):
            raise _NoSumError
        self.bounds = term.low, term.high
        self.found.append(term.index)
        return instantiated(term.body, Assignment(integers={term.index: parameter(self.index)}))

    def named(self, bodies: Sequence[Formula]) -> tuple[str, Bounds]:
        """A name of an index that means nothing else in the summands, and the range."""
        taken = mentioned(tuple(bodies))
        free = [name for name in self.found if name not in taken]
        if self.bounds is None or not free:
            raise _NoSumError
        return free[0], self.bounds
