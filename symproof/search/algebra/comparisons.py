"""Laws that compare two values of exp, log or sqrt. These functions are increasing, and so they are injective.

Two values of exp are compared by exp(q) = exp(p) exp(q - p) and the tangent exp(q - p) >= 1 + (q - p), two values of
log by exp(log(a)) = a. Where two values are equal, the inverse function shows that the arguments are.
"""

from __future__ import annotations

from collections.abc import Callable, Iterator
from fractions import Fraction
from itertools import combinations, combinations_with_replacement, permutations
from typing import Protocol

from symproof.kernel.algebra.words import Polynomial, combine, constant, multiply, scalar
from symproof.language.affine import ONE
from symproof.language.certificate import CallCongruence, Entry
from symproof.language.terms import Call
from symproof.search.algebra.assemble import STEP
from symproof.search.algebra.bridge import Terms, letters_of
from symproof.search.algebra.in_sight import calls_in_sight
from symproof.search.algebra.search import Problem

Shown = Callable[[Polynomial], "tuple[Entry, ...] | None"]
MOST_NUMBERS = 8  # whose logarithms are compared
MOST_FACTORS = 4  # logarithms of which one may be that of the product of two others
MOST_EQUATIONS = 8  # of which logarithms are taken
MOST_CALLS = 3  # of one function, which are compared in pairs
INVERSE = {"exp": "log", "log": "exp"}


class Lawful(Protocol):
    """What adds laws to a problem."""

    problem: Problem

    def law(self, name: str, given: tuple[Polynomial, ...], by: tuple[Entry, ...] = ()) -> bool:
        """Adds the law at these arguments, if what it needs to be positive is shown to be so."""


def add_comparisons(laws: Lawful) -> None:
    """Adds what compares the exponentials, and the logarithms, in sight."""
    normal = laws.problem.normal
    for argument in _arguments(laws.problem, "exp"):
        if _number(argument):  # exp(1) = exp(1/2)^2 >= (3/2)^2
            half = argument.scale(Fraction(1, 2))
            laws.law("exponential of a sum", (half, half))
    for first, second in permutations(_arguments(laws.problem, "exp"), 2):
        laws.law("exponential of a sum", (first, combine(second, first, -1)))
    for first, second in permutations(_arguments(laws.problem, "log"), 2):
        for argument in (first, second):
            laws.law("exponential of a logarithm", (argument,))
        values = [normal.polynomial(_call(laws.problem, "log", argument)) for argument in (first, second)]
        laws.law("exponential of a sum", (values[0], values[1].scale(-1)))
        laws.law("exponential of a sum", (values[1], values[1].scale(-1)))


def add_logarithms_of_numbers(laws: Lawful) -> None:
    """Adds log(p) = log(q) + log(p/q) for numbers p and q whose logarithms are in sight, and whose quotient is an
    integer."""
    for _ in range(MOST_CALLS):
        numbers = {_number(item): item for item in _arguments(laws.problem, "log", MOST_NUMBERS)}
        for whole, part in permutations(sorted(filter(None, numbers)), 2):
            quotient = whole / part
            if part > 1 and quotient.denominator == 1:
                laws.law("logarithm of a product", (numbers[part], constant(ONE, quotient)))


def _number(form: Polynomial) -> Fraction:
    """The value of a form that is a number; 0 for any other form."""
    return Fraction(form.terms.get(((), ()), 0)) if len(form.terms) == 1 else Fraction(0)


def add_equal_arguments(laws: Lawful, shown: Shown) -> None:
    """Adds g(f(p)) = g(f(q)) for f(p) = f(q) in sight, where g is the inverse function of f."""
    problem, normal = laws.problem, laws.problem.normal
    for name, inverse in INVERSE.items():
        for first, second in combinations(_arguments(problem, name), 2):
            inner = [_call(problem, name, argument) for argument in (first, second)]
            form = combine(normal.polynomial(inner[0]), normal.polynomial(inner[1]), -1)
            known = any(item.form.terms in (form.terms, form.scale(-1).terms) for item in problem.equations)
            entries = shown(form) if known else None
            if entries is None:
                continue
            for argument in (first, second):
                law = "logarithm of an exponential" if name == "exp" else "exponential of a logarithm"
                laws.law(law, (argument,))
            _congruent(problem, inverse, normal.polynomial(inner[0]), normal.polynomial(inner[1]), entries)


def add_logarithms_of_equations(laws: Lawful, shown: Shown) -> None:
    """Adds log(p) = log(q) for an equation p = q between products in which exponentials are factors."""
    problem = laws.problem
    values = {_value(problem, "exp", argument).text() for argument in _arguments(problem, "exp")}
    for equation in problem.equations[:MOST_EQUATIONS] if values else ():
        terms = sorted(equation.form.terms.items(), key=lambda item: -item[1])
        is_premise = not equation.id.startswith(STEP)
        if not (is_premise and equation.form.is_scalar and len(terms) == 2 and terms[1][1] < 0 < terms[0][1]):
            continue
        factors = [[scalar(atom).text() for atom in monomial] for (monomial, _), _ in terms]
        if sorted(map(len, factors)) != [1, 1] and values & {text for side in factors for text in side}:
            left, right = (Polynomial(ONE, ONE, {key: abs(Fraction(value))}) for key, value in terms)
            _congruent(problem, "log", left, right, shown(combine(left, right, -1)))


def _arguments(problem: Problem, name: str, most: int = MOST_CALLS) -> list[Polynomial]:
    calls = calls_in_sight(problem.normal, name)
    return [problem.normal.polynomial(call.arguments[0]) for call in calls][:most]


def _call(problem: Problem, name: str, argument: Polynomial) -> Call:
    return Call(name, (Terms(problem.normal).polynomial(argument),), ONE, ONE)


# ------------------------------------------------------------------------------------------------ logarithms


def add_logarithms_of_roots(laws: Lawful, shown: Shown) -> None:
    """Adds what gives log(sqrt(x)) = log(x)/2 for x > 0."""
    for argument in _arguments(laws.problem, "log"):
        for root in _roots_in(laws.problem, argument):
            _of_root(laws, root, shown)


def add_logarithms_of_sums(laws: Lawful, shown: Shown) -> None:
    """Adds log(P) = log(E) + log(Q) for sums with P = E Q, where E is an exponential in sight."""
    sums = [argument for argument in _arguments(laws.problem, "log") if len(argument.terms) > 1]
    values = [_value(laws.problem, "exp", argument) for argument in _arguments(laws.problem, "exp")]
    for whole, rest in permutations(sums, 2):
        for argument, value in zip(_arguments(laws.problem, "exp"), values, strict=True):
            entries = shown(combine(whole, multiply(value, rest), -1))
            if entries is not None and laws.law("logarithm of a product", (value, rest)):
                laws.law("logarithm of an exponential", (argument,))
                _congruent(laws.problem, "log", whole, multiply(value, rest), entries)
                break


def add_logarithms_of_products(laws: Lawful, shown: Shown) -> None:
    """Adds log(z) = log(x) + log(y) for three logarithms in sight, of scalars without reciprocals, where
    x y = z follows from the premises."""
    reciprocals = {base for base, form in laws.problem.normal.inverse_of.items() if form.is_scalar}
    given = _arguments(laws.problem, "log", MOST_NUMBERS)
    plain = [item for item in given if not any(letter.base in reciprocals for letter in letters_of([item]))]
    arguments = plain[:MOST_FACTORS]
    pairs = [(one, two, multiply(one, two)) for one, two in combinations_with_replacement(arguments, 2)]
    found = [(one, two, product, whole) for one, two, product in pairs for whole in arguments
             if whole not in (one, two) and whole.terms != product.terms]  # fmt: skip
    stated = [item for item in found if laws.problem.knows(combine(item[3], item[2], -1))]
    for first, second, product, whole in stated or found:
        entries = shown(combine(whole, product, -1))
        if entries is not None and laws.law("logarithm of a product", (first, second)):
            _congruent(laws.problem, "log", whole, product, entries)


def _of_root(laws: Lawful, x: Polynomial, shown: Shown) -> None:
    """sqrt(x) = E and log(sqrt(x)) = log(E) for E = exp(log(x)/2), since x = E E."""
    problem = laws.problem
    half = _value(problem, "log", x).scale(Fraction(1, 2))
    value = _value(problem, "exp", half)
    laws.law("exponential of a logarithm", (x,))
    laws.law("exponential of a sum", (half, half))
    laws.law("root of a square", (value,))
    laws.law("absolute value of what is not negative", (value,))
    square = multiply(value, value)
    _congruent(problem, "sqrt", x, square, shown(combine(x, square, -1)))
    root = _value(problem, "sqrt", x)
    _congruent(problem, "log", root, value, shown(combine(root, value, -1)))
    laws.law("logarithm of an exponential", (half,))


def _roots_in(problem: Problem, argument: Polynomial) -> Iterator[Polynomial]:
    """x where the argument is sqrt(x)."""
    for inner in _arguments(problem, "sqrt"):
        if _value(problem, "sqrt", inner).terms == argument.terms:
            yield inner


def _value(problem: Problem, name: str, argument: Polynomial) -> Polynomial:
    return problem.normal.polynomial(_call(problem, name, argument))


def _congruent(
    problem: Problem, name: str, left: Polynomial, right: Polynomial, entries: tuple[Entry, ...] | None
) -> None:
    """Adds f(left) = f(right) by the entries of left = right."""
    calls = [_call(problem, name, argument) for argument in (left, right)]
    difference = combine(problem.normal.polynomial(calls[0]), problem.normal.polynomial(calls[1]), -1)
    if entries is not None and difference.terms and not problem.knows(difference):
        problem.derive(CallCongruence(calls[0], calls[1], 0, entries), difference)
