"""Hypotheses that cannot hold together, found by looking at them alone: nothing that they prove is worth a verdict.

What the completion finds besides (I = 0 follows) is reported by the search itself.
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from fractions import Fraction
from math import gcd, lcm

from symproof.kernel.algebra.normal import Normalizer
from symproof.kernel.algebra.words import Atom, Monomial, Polynomial, reverse
from symproof.language.affine import affine_text, integer, parameter, subtract
from symproof.language.formulas import Compare, Equal, Formula, IntegerRelation, Invertible, Named, Predicate
from symproof.language.parts import relations
from symproof.language.refusal import Refusal
from symproof.language.terms import Integer, Inverse, Product, Sum, Symbol, Term, Trace, Transpose, Zero
from symproof.search.algebra.linear import nonnegative_solution
from symproof.search.ranges import SearchingContext

NUMBER: Monomial = ()


def contradicted(facts: tuple[Named, ...], premises: Mapping[str, Formula], context: SearchingContext) -> str | None:
    """Why the hypotheses contradict each other, or None if that is not seen here."""
    for found in (*_facts(facts, context), *_parities(premises, context)):
        return found
    normal = Normalizer(context)
    parts = [(name, part) for name, formula in premises.items() for part in relations(formula)]
    for name, part in parts:
        reason = _alone(name, part, normal)
        if reason is not None:
            return reason
    return _orders([part for _, part in parts], normal)


# ------------------------------------------------------------------------------------------------ integers


def _facts(facts: tuple[Named, ...], context: SearchingContext) -> Iterator[str]:
    """From the inequalities -1 >= 0 follows (Farkas), or an equation between integers has no solution."""
    if context.inequalities and context.derived(integer(-1)) is not None:
        yield "no integers satisfy the hypotheses about indices and sizes"
    for fact in facts:
        for part in relations(fact.formula):
            if isinstance(part, IntegerRelation) and part.relation == "=":
                gap = subtract(context.canonical(part.left), context.canonical(part.right))
                common = gcd(*(coefficient for _, coefficient in gap.terms))
                if gap.constant % common if common else gap.constant:
                    yield f"no integers satisfy {fact.id}"


def _parities(premises: Mapping[str, Formula], context: SearchingContext) -> Iterator[str]:
    seen: dict[str, str] = {}
    for name, formula in premises.items():
        for part in relations(formula):
            match part:
                case Predicate("even" | "odd" as parity, (Integer(value),)):
                    value = context.canonical(value)
                    known = ("even", "odd")[value.constant % 2] if value.is_constant else parity
                    if {parity} != {known, seen.setdefault(affine_text(value), parity)}:
                        yield f"the premise {name} contradicts the others: {affine_text(value)} is not {parity}"


# ------------------------------------------------------------------------------------------------ one premise


def _alone(name: str, part: Formula, normal: Normalizer) -> str | None:
    """A premise that contradicts itself: 0 is invertible, or a trace that cannot vanish does."""
    try:
        if isinstance(part, Invertible) and not normal.polynomial(part.argument).terms:
            return f"the premise {name} contradicts itself: zero has no inverse"
        if isinstance(part, Equal) and any(_has_constant(side, normal) for side in (part.left, part.right)):
            form = normal.difference(part.left, part.right)
            if form.rows == form.columns and _never_zero(normal.trace(form), normal):
                return f"the premise {name} contradicts itself: the trace of the difference of its sides is never zero"
    except Refusal:
        return None
    return None


def _has_constant(term: Term, normal: Normalizer) -> bool:
    """Whether a summand of the normal form could be free of letters, seen by reading alone. Where none is, no trace is
    never zero, and no form needs to be made."""
    match term:
        case Symbol(name=name, index=None):
            return bool(normal.context.symbol(name).pieces)
        case Zero():
            return False
        case Transpose() | Trace() | Inverse():
            return _has_constant(term.argument, normal)
        case Product():
            return all(_has_constant(factor, normal) for factor in term.factors)
        case Sum():
            return any(_has_constant(summand, normal) for summand in term.terms)
    return True


def _never_zero(value: Polynomial, normal: Normalizer) -> bool:
    """A positive quantity, up to sign, or an integer equation without solution."""
    coefficients = _coefficients(value)
    if not coefficients:
        return False
    sign = 1 if min(coefficients.values()) > 0 else -1
    if all(c * sign > 0 and _nonnegative(monomial, normal) for monomial, c in coefficients.items()):
        return any(_positive(monomial, normal) for monomial in coefficients)
    if all(kind == "integer" for monomial in coefficients for kind, _ in monomial):
        scale = lcm(*(c.denominator for c in coefficients.values()))
        number = coefficients.pop(NUMBER, Fraction(0)) * scale
        return number % gcd(*(int(c * scale) for c in coefficients.values())) != 0
    return False


def _positive(monomial: Monomial, normal: Normalizer) -> bool:
    """A product of sizes: integer parameters may be zero or negative."""
    return all(
        kind == "integer" and normal.context.are_sizes(parameter(atom))  # type: ignore[arg-type]
        for kind, atom in monomial
    )


def _nonnegative(monomial: Monomial, normal: Normalizer) -> bool:
    """A product of sizes and of squares."""
    return all(_positive((atom,), normal) or _is_square(atom) or monomial.count(atom) % 2 == 0 for atom in monomial)


def _is_square(atom: Atom) -> bool:
    """v^T v, or tr(X^T X) up to rotation and transposition."""
    kind, word = atom
    if kind == "integer" or len(word) % 2:
        return False
    turns = [word[i:] + word[:i] for i in range(len(word))] if kind == "trace" else [word]  # type: ignore[operator]
    half = len(word) // 2
    return any(turn[:half] == reverse(turn[half:]) for turn in turns)  # type: ignore[arg-type]


# ------------------------------------------------------------------------------------------------ orders

Quantities = list[tuple[dict[Monomial, Fraction], bool]]  # q >= 0, or q > 0 where the second is true


def _orders(parts: list[Formula], normal: Normalizer) -> str | None:
    """A combination of orders with positive weights that reads 0 > 0: the weights by exact linear programming."""
    if not any(isinstance(part, Compare) and part.relation != "!=" for part in parts):
        return None
    known = [quantity for part in parts for quantity in _quantities(part, normal)]
    monomials = sorted({NUMBER, *(monomial for quantity, _ in known for monomial in quantity)}, key=repr)
    known += [({monomial: Fraction(1)}, False) for monomial in monomials if _nonnegative(monomial, normal)]
    known.append(({NUMBER: Fraction(1)}, True))
    columns = [[*(quantity.get(monomial, 0) for monomial in monomials), int(strict)] for quantity, strict in known]
    if nonnegative_solution(columns, [0] * len(monomials) + [1]) is None:
        return None
    return "no numbers satisfy the orders among the premises"


def _quantities(part: Formula, normal: Normalizer) -> Quantities:
    """The scalars that a premise says to be positive or not negative."""
    try:
        if isinstance(part, Compare) and part.relation != "!=":
            gap = normal.difference(part.right, part.left)
            return [(_coefficients(gap), part.relation == "<")] if gap.is_scalar else []
        if isinstance(part, Equal):
            gap = normal.difference(part.left, part.right)
            return [(_coefficients(side), False) for side in (gap, gap.scale(-1))] if gap.is_scalar else []
    except Refusal:
        pass
    return []


def _coefficients(value: Polynomial) -> dict[Monomial, Fraction]:
    """Of a scalar, by monomial."""
    return {monomial: Fraction(c) for (monomial, _), c in value.terms.items()}
