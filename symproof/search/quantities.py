"""Quantities that are known not to be negative: orders among the premises, integers, squares, laws."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping
from typing import Any

from symproof.explain.definite import quantity_of
from symproof.kernel.algebra.normal import Normalizer
from symproof.kernel.algebra.words import MAX_TEXT, Atom, Polynomial, combine, constant
from symproof.language.affine import ONE, Affine, integer, parameter, shift
from symproof.language.certificate import Entry, Gap, Gram, IntegerGap, LawGap, Nonnegative, SquaredNorm
from symproof.language.formulas import Compare, Equal, Formula
from symproof.language.parts import premise_conjuncts
from symproof.language.records import dataclass, fields_of
from symproof.language.terms import IndexSum, Power, Product, Sum, Term, Trace, Transpose
from symproof.search.algebra.bridge import Terms
from symproof.search.algebra.equations import indices_of, instance_of
from symproof.search.algebra.gaps import gaps_in_sight
from symproof.search.algebra.in_sight import calls_in_sight
from symproof.search.algebra.lemmas import positive_divisors
from symproof.search.algebra.norms import scaled
from symproof.search.algebra.search import Problem
from symproof.search.algebra.squares import single_half, squared_factors, squares
from symproof.search.definite.closing import STEP
from symproof.search.definite.symmetric import Symmetric

TANGENT = "exponential and its tangent"
MOST_STATED = 4  # equations such as s = b^2, of which the squares are known not to be negative
MOST_DIVISORS, MOST_SCALED = 2, 12
MOST_CHORDS = 6  # exponentials, each at the tangent of each


@dataclass(frozen=True, slots=True)
class Quantity:
    """A product of nonnegative factors: its normal form, and whether it is known to be positive."""

    factors: tuple[Nonnegative, ...]
    form: Polynomial
    strict: bool

    def times(self, other: Quantity, normal: Normalizer) -> Quantity:
        """The product of two quantities that are not negative."""
        form = normal.times(self.form, other.form)
        return Quantity((*self.factors, *other.factors), form, self.strict and other.strict)


def distinct(quantities: Iterable[Quantity]) -> list[Quantity]:
    """Without those that are zero or too long for a name, and each once: positive where one of its kind is."""
    found: dict[str, Quantity] = {}
    for item in quantities:
        if item.form.terms and item.form.length() <= MAX_TEXT:
            name = item.form.text()
            if item.strict and name in found and not found[name].strict:
                found[name] = item
            found.setdefault(name, item)
    return list(found.values())


def singles(problem: Problem, premises: Mapping[str, Formula], *, tangents: bool = False) -> Iterator[Quantity]:
    """1, the gaps of the premises, integers that are not negative, and the squares in sight."""
    normal = problem.normal
    yield Quantity((), constant(ONE), True)
    gaps = list(gaps_of(problem, premises))
    yield from gaps
    lawful_gaps = gaps_in_sight(normal, problem.claim, tangents=tangents)
    laws = list(lawful(lawful_gaps, problem, premises))
    forms = [problem.claim, *(gap.form for gap in (*gaps, *laws))]
    steps = [item.form for item in problem.equations if item.id.startswith(STEP) and item.form.is_scalar]
    forms += map(Symmetric(problem), steps)
    atoms = [atom for form in forms for monomial, _ in form.terms for atom in monomial]
    if any(kind == "integer" for kind, _ in atoms):
        yield from _integers(normal, atoms)
    yield from _reciprocals(problem, forms)
    for factors in squares(normal, forms):
        yield _squared(factors, normal)
    stated = [item.form for item in problem.equations if item.form.is_scalar and len(item.form.terms) == 2]
    for factors in squared_factors(normal, stated[:MOST_STATED]):
        yield _squared(factors, normal)
    yield from laws
    for value, part in scaled(lawful_gaps):
        one, two = lawful((value, part), problem, premises)
        yield one.times(two, normal)


def lawful(gaps: Iterable[LawGap], problem: Problem, premises: Mapping[str, Formula]) -> Iterator[Quantity]:
    """What laws of named functions say is not negative."""
    for gap in gaps:
        form = problem.normal.polynomial(quantity_of(gap, premises))
        yield Quantity((gap,), form, gap.law == "exponential is positive")


def chords(problem: Problem, premises: Mapping[str, Formula]) -> Iterator[Quantity]:
    """exp(p) (exp(q - p) - 1 - (q - p)) for exponentials in sight, which is exp(q) - exp(p) - (q - p) exp(p); and
    exp(p) times the gaps of the premises."""
    normal = problem.normal
    calls = calls_in_sight(normal, "exp")[:MOST_CHORDS]
    gaps = [[LawGap(law, call.arguments) for call in calls] for law in ("exponential is positive", TANGENT)]
    values, tangents = (list(lawful(items, problem, premises)) for items in gaps)
    gaps_of_premises = list(gaps_of(problem, premises))[:MOST_CHORDS]
    for value in values:
        for other in (*tangents, *gaps_of_premises):
            yield value.times(other, normal)


def gaps_of(problem: Problem, premises: Mapping[str, Formula]) -> Iterator[Quantity]:
    """right - left of the orders among the premises, of schemas at the indices that could matter."""
    normal = problem.normal
    forms = [problem.claim, *(equation.form for equation in problem.equations)]
    for name, formula in premises.items():
        for part, (around, item) in enumerate(premise_conjuncts(formula)):
            if isinstance(item, Compare) and item.relation != "!=":
                turned = Equal(item.right, item.left)
                for at in indices_of(around, turned, forms, normal, ends=True) if around else [()]:
                    for found in instance_of(name, part, around, at, turned, normal):
                        if found.form.is_scalar:
                            yield Quantity((Gap(name, part, at),), found.form, item.relation == "<")


def _integers(normal: Normalizer, atoms: list[Atom]) -> Iterator[Quantity]:
    """e >= 0 from the facts in scope, and s - 1 >= 0 for the sizes s in sight."""
    context = normal.context
    values: list[Affine] = [context.canonical(value) for value in context.inequalities.values()]
    for kind, atom in atoms:
        if kind == "integer" and context.are_sizes(parameter(atom)):  # type: ignore[arg-type]
            values.append(shift(parameter(atom), -1))  # type: ignore[arg-type]
    for value in dict.fromkeys(values):
        if value.terms and context.holds(value):
            yield Quantity((IntegerGap(value),), normal.integer(value), False)


def _reciprocals(problem: Problem, forms: list[Polynomial]) -> Iterator[Quantity]:
    """1 / s^2, e / s^2 and e^2 / s^2 for integers s >= 1 by which the forms divide, with e = s - 1 and what is known of
    these integers, and each of these times the squares in the forms: with s / s = 1 they give 1/s <= 1."""
    normal, terms = problem.normal, Terms(problem.normal)
    for value in positive_divisors(normal, forms)[:MOST_DIVISORS]:
        square = _reciprocal_squared(problem, normal.integer(value))
        found = [square]
        for below in [shift(value, -1), *_known_of(value, normal)]:
            gap = Quantity((IntegerGap(below),), normal.integer(below), False)
            found += [gap.times(square, normal), gap.times(gap, normal).times(square, normal)]
        plain = list(found)
        for monomial, _ in [key for form in forms for key in form.terms]:
            half = single_half(tuple(atom for atom in monomial if atom[0] != "integer"))
            if half is not None and half.terms.keys() != {((), ())} and len(found) < MOST_SCALED:
                other = _squared([SquaredNorm(terms.polynomial(half))], normal)
                found += [item.times(other, normal) for item in plain]
        yield from found


def _known_of(value: Affine, normal: Normalizer) -> list[Affine]:
    """The facts in scope about the same integers."""
    context, names = normal.context, [name for name, _ in value.terms]
    facts = [context.canonical(item) for item in context.inequalities.values()]
    return [item for item in facts if item.terms and [name for name, _ in item.terms] == names][:MOST_DIVISORS]


def _reciprocal_squared(problem: Problem, form: Polynomial) -> Quantity:
    """1 / c^2, which is positive where a premise says that c inv(c) = 1."""
    normal, terms = problem.normal, Terms(problem.normal)
    inverse = normal.inverse(form)
    unit = combine(normal.times(form, inverse), constant(ONE), -1)
    known = (item for item in problem.equations if item.form.terms == unit.terms and not item.id.startswith(STEP))
    by = tuple([Entry(item.id, item.part, item.at) for item in known][:1])
    square: Nonnegative = SquaredNorm(terms.polynomial(inverse))
    if by:
        square = Gram((terms.polynomial(inverse),), cofactor=terms.polynomial(form), by=by)
    return Quantity((square,), normal.times(inverse, inverse), bool(by))


def written(claim: Any, normal: Normalizer) -> Iterator[Quantity]:
    """The squared norms, and the squares of sums, that the author wrote in a claim or an equation: its normal form may
    not show them."""
    if isinstance(claim, Trace) and isinstance(claim.argument, Product) and len(claim.argument.factors) > 1:
        left, *right = claim.argument.factors
        root = right[0] if len(right) == 1 else Product(tuple(right))
        if left == Transpose(root):
            yield _squared([SquaredNorm(root)], normal)
    for root in _roots(claim):
        if normal.polynomial(root).is_scalar:
            yield _squared([SquaredNorm(root)], normal)
    for name in () if isinstance(claim, Affine | IndexSum) else fields_of(claim):
        part = getattr(claim, name)
        for item in part if isinstance(part, tuple) else (part,):
            yield from written(item, normal)


def _roots(node: Any) -> Iterator[Term]:
    """The sums that are written as a factor twice, or with an even power."""
    match node:
        case Product(factors):
            sums = [factor for factor in factors if isinstance(factor, Sum)]
            yield from dict.fromkeys(factor for factor in sums if sums.count(factor) > 1)
        case Power(Sum() as base, Affine(exponent, ())) if exponent > 0 and exponent % 2 == 0:
            yield base if exponent == 2 else Power(base, integer(exponent // 2))


def _squared(factors: list[SquaredNorm], normal: Normalizer) -> Quantity:
    form = constant(ONE)
    for factor in factors:
        root = normal.polynomial(factor.argument)
        form = normal.times(form, normal.trace(normal.times(root.transpose(), root)))
    return Quantity(tuple(factors), form, False)
