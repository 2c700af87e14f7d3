"""Equations on the way to a claim: scalars that are zero because traces of premises are, reciprocals of sizes and of
squares of columns that are not zero, and adjugates of matrices with a kernel."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping
from dataclasses import replace
from fractions import Fraction
from functools import reduce
from math import lcm
from typing import Any

from symproof.kernel.algebra.calls import parts_of
from symproof.kernel.algebra.keys import Kind
from symproof.kernel.algebra.normal import Normalizer
from symproof.kernel.algebra.words import Polynomial, Word, combine, constant, flip, multiply, of_letter
from symproof.language.affine import ONE, Affine, add, integer, parameter, shift, subtract, times
from symproof.language.certificate import Definite, Entry, Gram, IntegerGap, Law, Same, Signed, Summand
from symproof.language.formulas import Compare, Formula
from symproof.language.parts import STEP, premise_conjuncts
from symproof.language.refusal import Refusal
from symproof.language.terms import Call, Integer, Number, Product, Term, Zero
from symproof.search.algebra.bridge import Equation, Terms, letters_of
from symproof.search.algebra.ideals.ring import ExhaustedError
from symproof.search.algebra.rules.rounds import shown
from symproof.search.algebra.search import Problem, Purse

MOST_FACTORS = 12  # by which a premise is multiplied before its trace is taken
HIGHEST = 3  # power of a scalar that is shown to be zero
WORK = 3000  # for one equation
FEW = 3  # terms of a scalar that is worth an equation of its own
ZERO = Number(Fraction(0))


def add_reciprocals_of_columns(problem: Problem, premises: Mapping[str, Formula], _: Purse) -> bool:
    """v^T v inv(v^T v) = 1 for v != 0 among the premises, v a column or a row; and adj(P) P = det(P) I for det(P) in
    the claim, which shows that P v = 0 gives det(P) = 0."""
    before = len(problem.derived)
    columns = [item for item in _not_zero(problem, premises) if ONE in (item[1].rows, item[1].columns)]
    for same, form in columns:
        column = form if form.columns == ONE else form.transpose()
        _add_reciprocal(problem, multiply(column.transpose(), column), same, form)
    if len(problem.derived) > before:
        _add_adjugates(problem)
    return len(problem.derived) > before


def add_cancelled_squares(problem: Problem, premises: Mapping[str, Formula], purse: Purse) -> bool:
    """The scalar claim c = 0 from c tr(X^T X) = 0, for a matrix X != 0 among the premises."""
    for same, form in _not_zero(problem, premises) if problem.claim.is_scalar else ():
        square = problem.normal.trace(multiply(form.transpose(), form))
        product = problem.normal.times(problem.claim, square)
        entries = None if ONE in (form.rows, form.columns) else shown_soon(problem, product, purse)
        if entries is not None:
            _add_reciprocal(problem, square, same, form)
            _cancel(problem, entries, square)
            return True
    return False


def add_norms_of_products(problem: Problem, premises: Mapping[str, Formula], _: Purse) -> bool:
    """norm2(E) = 0 for a premise E = 0 on a Kronecker product, the sum of the entries of E for one on a Hadamard
    product, and 1/norm2(X) for a matrix X != 0 among the premises: norm2(A kron B) = norm2(A) norm2(B)."""
    before, normal = len(problem.derived), problem.normal
    for equation in list(problem.equations):
        form = equation.form
        names = {letter.base.name for letter in letters_of([form]) if letter.base.kind is Kind.CALL}
        if equation.id.startswith(STEP) or form.is_scalar or len(form.terms) > FEW:
            continue
        if "kron" in names:
            value = normal.trace(normal.times(form.transpose(), form))
            _add_scalar(problem, equation, value, left=Terms(normal).polynomial(form.transpose()), trace=True)
        elif "hadamard" in names:
            row, column = Call("ones", (), ONE, form.rows), Call("ones", (), form.columns, ONE)
            value = normal.product([normal.polynomial(row), form, normal.polynomial(column)])
            _add_scalar(problem, equation, value, left=row, right=column)
    factors = [monomial for equation in problem.equations for monomial, _ in equation.form.terms if len(monomial) > 1]
    for same, form in _not_zero(problem, premises) if factors else ():
        square = normal.trace(multiply(form.transpose(), form))
        if any(atom in monomial for monomial in factors for atom in next(iter(square.terms))[0]):
            _add_reciprocal(problem, square, same, form)
    return len(problem.derived) > before


def _add_scalar(
    problem: Problem, equation: Equation, value: Polynomial, left: Term, right: Term | None = None, trace: bool = False
) -> None:
    """The scalar equation that a premise between its factors says."""
    if value.terms and value.is_scalar and len(value.terms) <= FEW and not problem.knows(value):
        entry = Entry(equation.id, equation.part, equation.at, left=left, right=right, trace=trace)
        term = Terms(problem.normal).polynomial(value)
        problem.derive(Law("intermediate equation", (term, ZERO), (), (entry,)), value)


def _cancel(problem: Problem, entries: tuple[Entry, ...], square: Polynomial) -> None:
    """c = 0 for the claim, from the entries of c s = 0 and from s / s = 1: c = (c s) / s - c (s / s - 1)."""
    normal, terms, claim = problem.normal, Terms(problem.normal), problem.claim
    known = next(item for item in problem.equations if item.form.terms == _reciprocal(normal, square).terms)
    inverse = terms.polynomial(normal.inverse(square))
    scaled = [replace(entry, factor=_product(inverse, entry.factor)) for entry in entries]
    rest = Entry(known.id, known.part, known.at, factor=terms.polynomial(claim.scale(-1)))
    problem.derive(Law("intermediate equation", (terms.polynomial(claim), ZERO), (), (*scaled, rest)), claim)


def add_reciprocals_of_sizes(problem: Problem, _: Mapping[str, Formula], __: Purse) -> bool:
    """s / s = 1 for integers s that are known to be at least 1, such as sizes: those that stand as numbers in the claim
    and the equations, those that something is divided by, such as T + 1, and n for tr(I_n)."""
    normal, before = problem.normal, len(problem.derived)
    forms = [problem.claim, *(equation.form for equation in problem.equations)]
    for size in dict.fromkeys([*_numbers(forms), *_divisors(normal, forms)]):
        form, rest = normal.integer(size), shift(size, -1)
        equation = _reciprocal(normal, form)
        if size.terms and normal.context.holds(rest) and not problem.knows(equation):
            positive = Signed((Summand(Fraction(1), ()), Summand(Fraction(1), (IntegerGap(rest),))))
            problem.derive(Law("reciprocal of a positive scalar", (Integer(size),), (positive,)), equation)
    return len(problem.derived) > before


def _numbers(forms: Iterable[Polynomial]) -> Iterator[Affine]:
    """The integers that are factors of summands, and the sizes of matrices under a trace."""
    for atom in dict.fromkeys(atom for form in forms for monomial, _ in form.terms for atom in monomial):
        content: Any = atom[1]
        if atom[0] == "trace":
            yield content[0].rows
        elif isinstance(content, str):
            yield parameter(content)


def _divisors(normal: Normalizer, forms: Iterable[Polynomial]) -> Iterator[Affine]:
    """The integers whose inverses occur: 2 T + 1 where T + 1/2 is inverted, and T - 1 where 1 - T is."""
    for letter in letters_of(forms):
        inverted = normal.inverse_of.get(letter.base)
        value = None if inverted is None else _as_integer(inverted)
        if value is not None:
            yield value
            yield subtract(integer(0), value)


def positive_divisors(normal: Normalizer, forms: Iterable[Polynomial]) -> list[Affine]:
    """The integers that are known to be at least 1 and whose inverses occur."""
    found = dict.fromkeys(_divisors(normal, forms))
    return [value for value in found if value.terms and normal.context.holds(shift(value, -1))]


def _as_integer(form: Polynomial) -> Affine | None:
    """The form times the least common denominator of its coefficients, as an integer expression; None for a form in
    which anything but integers occurs."""
    if any(word or any(kind != "integer" for kind, _ in monomial) for monomial, word in form.terms):
        return None
    scale, value = lcm(*[Fraction(c).denominator for c in form.terms.values()]), integer(0)
    for (monomial, _), coefficient in form.terms.items():
        factors: list[Any] = [content for _, content in monomial]
        value = add(value, reduce(times, map(parameter, factors), ONE), int(coefficient * scale))
    return value


def be_thorough(problem: Problem, _: Mapping[str, Formula], __: Purse) -> bool:
    """From now on all ambiguities count, where scalars stand before words in an equation: the others came first."""
    forms = [equation.form for equation in problem.equations if not equation.form.is_scalar]
    problem.thorough = any(monomial and word for form in forms for monomial, word in form.terms)
    return problem.thorough


def _not_zero(problem: Problem, premises: Mapping[str, Formula]) -> Iterator[tuple[Same, Polynomial]]:
    for name, formula in premises.items():
        for part, (around, item) in enumerate(premise_conjuncts(formula)):
            if not isinstance(item, Compare) or item.relation != "!=" or around:
                continue
            try:
                form = problem.normal.difference(item.left, item.right)
            except Refusal:
                continue
            if not form.is_scalar and form.terms:
                yield Same(name, part), form


def _add_reciprocal(problem: Problem, square: Polynomial, same: Same, form: Polynomial) -> None:
    equation = _reciprocal(problem.normal, square)
    if square.is_scalar and not problem.knows(equation):
        terms = Terms(problem.normal)
        positive = Signed((Summand(Fraction(1), (Gram((terms.polynomial(form),), nonzero=same),)),))
        problem.derive(Law("reciprocal of a positive scalar", (terms.polynomial(square),), (positive,)), equation)


def _reciprocal(normal: Normalizer, square: Polynomial) -> Polynomial:
    return combine(multiply(square, normal.inverse(square)), constant(ONE), -1)


def _add_adjugates(problem: Problem) -> None:
    normal, terms = problem.normal, Terms(problem.normal)
    for letter in letters_of([problem.claim]):
        parts = parts_of(normal, letter, "det")
        if parts is not None and len(parts[0].terms) == 1:
            _add_multiples(problem, parts[0])
        elif parts is not None:
            term = terms.polynomial(parts[0])
            unit = constant(parts[0].rows)
            adjugate = normal.polynomial(Call("adj", (term,), unit.rows, unit.rows))
            value = normal.times(of_letter(letter), unit)
            forms = [combine(normal.times(*pair), value, -1)
                     for pair in ((parts[0], adjugate), (adjugate, parts[0]))]  # fmt: skip
            if not problem.knows(forms[1]):
                problem.derive(Law("adjugate", (term,)), *forms)


def _add_multiples(problem: Problem, matrix: Polynomial) -> None:
    """adj(P) E = 0 for the equations E = 0 between columns: P v = 0 gives det(P) v = 0."""
    normal, terms = problem.normal, Terms(problem.normal)
    adjugate = Call("adj", (terms.polynomial(matrix),), matrix.rows, matrix.rows)
    for equation in list(problem.equations):
        form = equation.form
        if form.columns == ONE and form.rows == matrix.rows and not equation.id.startswith(STEP):
            value = normal.times(normal.polynomial(adjugate), form)
            if value.terms and len(value.terms) <= FEW and not problem.knows(value):
                entry = Entry(equation.id, equation.part, equation.at, left=adjugate)
                zero = Zero(value.rows, value.columns)
                problem.derive(Law("intermediate equation", (terms.polynomial(value), zero), (), (entry,)), value)


def add_roots_of_zero(problem: Problem, _: Mapping[str, Formula], purse: Purse) -> bool:
    """x = 0 for a scalar claim x, where x^2 = 0 or x^3 = 0 follows: x^4 = 0, hence x^2 = 0, hence x = 0."""
    normal, terms, form = problem.normal, Terms(problem.normal), problem.claim
    if not form.is_scalar or len(form.terms) > FEW:
        return False
    power = form
    for exponent in range(2, HIGHEST + 1):
        power = normal.times(power, form)
        entries = shown_soon(problem, power, purse)
        if entries is not None:
            factor = None if exponent == 2 else terms.polynomial(form)
            root = form if exponent == 2 else normal.times(form, form)
            scaled = tuple([replace(entry, factor=_product(factor, entry.factor)) for entry in entries])
            problem.derive(Definite(terms.polynomial(root), False, scaled), root)
            if exponent > 2:
                step = Entry(f"{STEP}{len(problem.derived)}")
                problem.derive(Definite(terms.polynomial(form), False, (step,)), form)
            return True
    return False


def _product(left: Term | None, right: Term | None) -> Term | None:
    if left is None or right is None:
        return left or right
    return Product((left, right))


def shown_soon(problem: Problem, form: Polynomial, purse: Purse) -> tuple[Entry, ...] | None:
    """The entries of form = 0, by a small part of the budget; None also where that is too little."""
    try:
        return shown(problem, form, purse, WORK)
    except ExhaustedError:
        return None


def add_traces_of_premises(problem: Problem, _: Mapping[str, Formula], __: Purse) -> bool:
    """The scalars that traces of the premises, times short words, say are zero, as equations of their own."""
    before = len(problem.derived)
    for equation in list(problem.equations):
        form = equation.form
        inverts = any(letter.base.kind is Kind.INVERSE for letter in letters_of([form]))
        if form.rows != form.columns or form.is_scalar or inverts:
            continue
        for word in _short_words(problem, form):
            _add_trace(problem, equation, word)
    return len(problem.derived) > before


def _short_words(problem: Problem, form: Polynomial) -> Iterator[Word]:
    """The empty word, letters of the size of the form and inverses, and products of two of them."""
    forms = [equation.form for equation in problem.equations]
    inverses = [letter for letter in letters_of(forms) if letter.base.kind is Kind.INVERSE]
    letters = [letter for letter in letters_of([problem.claim, form]) if letter.base.kind is Kind.SYMBOL]
    letters = [letter for letter in (*letters, *inverses) if letter.rows == letter.columns == form.rows]
    letters = list(dict.fromkeys(flip(letter) if letter.transposed else letter for letter in letters))
    words: list[Word] = [(), *((letter,) for letter in letters)]
    words += [(first, second) for first in letters for second in letters]
    yield from words[:MOST_FACTORS]


def _add_trace(problem: Problem, equation: Equation, word: Word) -> None:
    normal, form = problem.normal, equation.form
    factor = Polynomial(form.rows, form.rows, {((), word): 1}) if word else None
    product = form if factor is None else normal.times(form, factor)
    value = normal.trace(product)
    if not value.terms or len(value.terms) > FEW or problem.knows(value):
        return
    terms = Terms(normal)
    right = None if factor is None else terms.polynomial(factor)
    entry = Entry(equation.id, equation.part, equation.at, right=right, trace=True)
    problem.derive(Law("intermediate equation", (terms.polynomial(value), ZERO), (), (entry,)), value)
