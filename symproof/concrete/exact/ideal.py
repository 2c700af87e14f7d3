"""What polynomial hypotheses imply: linear ones are solved and substituted, the others make an ideal.

A polynomial g vanishes wherever h_1, ..., h_r do if some power of g lies in the ideal (h_1, ..., h_r), that is, if 1
lies in (h_1, ..., h_r, 1 - t g) with a new indeterminate t (Rabinowitsch). A Groebner basis decides that, exactly;
the work is counted, and where it does not suffice nothing is said.
"""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from heapq import heappop, heappush
from operator import le
from typing import Any, TypeAlias

from flint import Ordering, fmpz_mpoly_ctx, fmpz_mpoly_vec

Polynomial: TypeAlias = Any  # fmpq_mpoly of the ring of an instance, or fmpz_mpoly of the ring of its ideal
Monomial: TypeAlias = tuple[int, ...]

WORK = 40_000  # of one basis, in terms that are reduced by one polynomial
LONGEST = 400  # terms of a polynomial in a basis
LARGEST = 1 << 2048  # its coefficients
SHORT = 3  # terms of an equation, not linear, that is solved for an indeterminate


class OutOfWorkError(Exception):
    """The basis takes more work than it may."""


class Hypotheses:
    """Equations h = 0 between polynomials of one context, solved as far as that is easy."""

    def __init__(self, context: Any, equations: Iterable[Polynomial]) -> None:
        self.context = context
        self.images = list(context.gens())
        self.rest = list({str(item): item for item in equations if item}.values())
        self._solve()

    @property
    def contradictory(self) -> bool:
        """Whether 1 follows. False also where that is not decided."""
        return any(item.is_constant() for item in self.rest) or self._implies(None)

    @property
    def consistent(self) -> bool:
        """Whether there are values that satisfy the equations, complex ones at least. False also if not decided."""
        if not any(_constant_term(item) for item in self.rest):
            return True  # zero for all indeterminates that are left
        try:
            return not any(item.is_constant() for item in self._groebner(self.rest))
        except OutOfWorkError:
            return False

    def imply(self, goal: Polynomial) -> bool:
        """Whether the goal vanishes wherever the equations hold. False also where that is not decided."""
        goal = self._substituted(goal)
        return not goal or (bool(self.rest) and self._implies(goal))

    # -------------------------------------------------------------------------------- equations that are solved

    def _solve(self) -> None:
        while True:
            found = min(filter(None, map(_solvable, self.rest)), key=lambda item: item[0], default=None)
            if found is None:
                return
            _, place, equation = found
            solution = self.context.gens()[place] - equation / _linear_coefficient(equation, place)
            replaced = list(self.context.gens())
            replaced[place] = solution
            self.images = [image.compose(*replaced, ctx=self.context) for image in self.images]
            others = (item.compose(*replaced, ctx=self.context) for item in self.rest if item is not equation)
            self.rest = [item for item in others if item]

    def _substituted(self, value: Polynomial) -> Polynomial:
        return value.compose(*self.images, ctx=self.context)

    # -------------------------------------------------------------------------------- the ideal of the others

    def _implies(self, goal: Polynomial | None) -> bool:
        """1 in (rest), or with a goal in (rest, 1 - t goal)."""
        try:
            basis = self._groebner(self.rest if goal is None else [*self.rest, goal], None if goal is None else -1)
        except OutOfWorkError:
            return False
        return any(item.is_constant() for item in basis)

    def _groebner(self, polynomials: Sequence[Polynomial], inverted: int | None = None) -> list[Polynomial]:
        """A basis of the polynomials; the one at ``inverted`` is replaced by 1 - t times it."""
        context, moved = _moved(polynomials)
        if inverted is not None:
            moved[inverted] = 1 - context.gens()[0] * moved[inverted]
        return _Buchberger(context).basis(moved)


def _solvable(equation: Polynomial) -> tuple[tuple[int, int, str], int, Polynomial] | None:
    """How hard it is, and for which indeterminate, to solve an equation c x + (what does not hold x) = 0."""
    degree, length = equation.total_degree(), len(equation)
    if degree < 1 or (degree > 1 and length > SHORT):
        return None
    degrees = equation.degrees()
    for exponents in equation.monoms():
        if sum(exponents) == 1 and degrees[exponents.index(1)] == 1:
            place = exponents.index(1)
            if sum(1 for other in equation.monoms() if other[place]) == 1:
                return (degree, length, str(equation)), place, equation
    return None


def _linear_coefficient(equation: Polynomial, place: int) -> Any:
    return next(value for exponents, value in equation.terms() if exponents[place])


def _constant_term(value: Polynomial) -> bool:
    return any(not any(exponents) for exponents in value.monoms())


def _moved(polynomials: Sequence[Polynomial]) -> tuple[Any, list[Polynomial]]:
    """Integral multiples, in a ring with only the indeterminates that occur, and one more in front of them."""
    terms = [dict(item.terms()) for item in polynomials]
    used = sorted({at for item in polynomials for at, degree in enumerate(item.degrees()) if degree > 0})
    context = fmpz_mpoly_ctx.get([f"x{number}" for number in range(len(used) + 1)], Ordering.degrevlex)
    found = []
    for item in terms:
        scale = 1
        for value in item.values():
            scale *= value.q // _gcd(int(value.q), int(scale))
        exponents = {(0, *(key[at] for at in used)): int((value * scale).p) for key, value in item.items()}
        found.append(context.from_dict(exponents).primitive()[1])
    return context, found


def _gcd(left: int, right: int) -> int:
    while right:
        left, right = right, left % right
    return left


class _Buchberger:
    """Buchberger's algorithm with the criteria of products and of chains, pairs of small degree first."""

    def __init__(self, context: Any) -> None:
        self.context = context
        self.work = WORK
        self.found: list[Polynomial] = []
        self.leading: list[Monomial] = []
        self.pairs: list[tuple[int, int, int]] = []
        self.done: set[tuple[int, int]] = set()

    def basis(self, polynomials: Sequence[Polynomial]) -> list[Polynomial]:
        for item in sorted(polynomials, key=lambda item: (item.total_degree(), len(item), str(item))):
            self._add(self._reduced(item))
        while self.pairs and not (self.found and self.found[-1].is_constant()):
            _, first, second = heappop(self.pairs)
            if not self._superfluous(first, second):
                self._add(self._reduced(self.found[first].spoly(self.found[second])))
            self.done.add((first, second))
        return self.found

    def _reduced(self, item: Polynomial) -> Polynomial:
        if not item or not self.found:
            return item
        self._spend(len(item) * len(self.found))
        return item.reduction_primitive_part(fmpz_mpoly_vec(self.found, self.context))

    def _spend(self, amount: int) -> None:
        self.work -= amount + 1
        if self.work < 0:
            raise OutOfWorkError

    def _add(self, item: Polynomial) -> None:
        if not item:
            return
        if len(item) > LONGEST or any(abs(int(value)) > LARGEST for value in item.coeffs()):
            raise OutOfWorkError
        leading, number = item.monoms()[0], len(self.found)
        for other, monomial in enumerate(self.leading):
            heappush(self.pairs, (sum(map(max, leading, monomial)), other, number))
        self.found.append(item)
        self.leading.append(leading)

    def _superfluous(self, first: int, second: int) -> bool:
        """Leading monomials without a common indeterminate; or a third one divides the common multiple of both."""
        left, right = self.leading[first], self.leading[second]
        if not any(map(min, left, right)):
            return True
        common = tuple(map(max, left, right))
        return any(
            third not in (first, second)
            and all(map(le, monomial, common))
            and {(min(first, third), max(first, third)), (min(second, third), max(second, third))} <= self.done
            for third, monomial in enumerate(self.leading)
        )
