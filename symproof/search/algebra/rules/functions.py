"""Inverses of values of named functions: det(P) has det(inv(P)), exp(c) has exp(-c), a Kronecker product that of the
inverses; and a matrix whose determinant is not zero has adj(P)/det(P)."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from fractions import Fraction

from symproof.kernel.algebra.calls import one_term, parts_of
from symproof.kernel.algebra.words import Letter, Polynomial, combine, constant, of_letter, scalar
from symproof.language.affine import ONE, times
from symproof.language.certificate import CallCongruence, Entry, Law, Signed, Witness
from symproof.language.formulas import Compare, Formula, Invertible
from symproof.language.parts import premise_conjuncts
from symproof.language.refusal import Refusal
from symproof.language.terms import Call, Power, Product, Term
from symproof.search import signs as scalar_signs
from symproof.search.algebra.bridge import Terms
from symproof.search.algebra.power_laws import PowerLaws
from symproof.search.algebra.rules.rounds import shown
from symproof.search.algebra.search import Problem, Purse

WORK = 3000  # for one equation


def witness_by_functions(problem: Problem, purse: Purse) -> tuple[Term, tuple[Entry, ...]] | None:
    """Y and the entries of E Y - I, E the claim of the problem; what they rest on is added to its derived steps."""
    normal, form = problem.normal, problem.claim
    single = one_term(form)
    if single is None:
        return None
    ((monomial, word), c) = next(iter(form.terms.items()))
    letters = [scalar(atom) for atom in monomial] if form.is_scalar else []
    if len(word) == 1 and not monomial:
        letters = [of_letter(word[0])]
    factors = [_inverse(problem, letter, purse) for letter in letters]
    if not factors or any(factor is None for factor in factors):
        return None
    inverse = normal.product([constant(ONE, 1 / Fraction(c)), *[factor for factor in factors if factor is not None]])
    entries = shown(problem, combine(normal.times(form, inverse), constant(form.rows), -1), purse, WORK)
    return None if entries is None else (Terms(normal).polynomial(inverse), entries)


def _inverse(problem: Problem, form: Polynomial, purse: Purse) -> Polynomial | None:
    """The inverse of one letter, with the derived steps that show it."""
    ((monomial, word), _) = next(iter(form.terms.items()))
    letters = word or (monomial[0][1] if len(monomial) == 1 and monomial[0][0] == "word" else ())
    if len(letters) != 1:
        return None
    letter: Letter = letters[0]  # type: ignore[assignment]
    for name, rule in (("det", _of_determinant), ("exp", _of_exponential), ("kron", _of_kronecker)):
        parts = parts_of(problem.normal, letter, name)
        if parts is not None:
            return rule(problem, parts, purse)
    power = problem.normal.applied.get(letter.base)
    if isinstance(power, Power) and not form.is_scalar:
        return _of_power(problem, power, form, letter.transposed, purse)
    return problem.normal.inverse(form)


def _of_power(problem: Problem, power: Power, form: Polynomial, transposed: bool, purse: Purse) -> Polynomial | None:
    """inv(P)^k, from P^k inv(P)^k = (P inv(P))^k = I."""
    normal, terms = problem.normal, Terms(problem.normal)
    base = normal.polynomial(power.base)
    inverse = Power(terms.polynomial(normal.inverse(base)), power.exponent)

    def sign(exponent: Polynomial) -> Signed | None:
        return scalar_signs.signed(problem, {}, exponent, False, Purse(WORK, purse.deadline, purse.supposing))

    def known(wanted: Polynomial) -> tuple[Entry, ...] | None:
        return shown(problem, wanted, purse, WORK)

    PowerLaws(problem, known, known, sign).inverse(power, inverse)
    value = normal.polynomial(inverse)
    return value.transpose() if transposed else value


def _of_determinant(problem: Problem, parts: list[Polynomial], purse: Purse) -> Polynomial | None:
    """det(inv(P)), from P inv(P) = I."""
    normal, (form,) = problem.normal, parts
    inverse = normal.inverse(form)
    if not _equal_values(problem, "det", [normal_product(problem, form, inverse)], [constant(form.rows)], purse):
        return None
    return normal.polynomial(Call("det", (Terms(normal).polynomial(inverse),), ONE, ONE))


def _of_exponential(problem: Problem, parts: list[Polynomial], purse: Purse) -> Polynomial | None:
    """exp(-c), from exp(c) exp(-c) = exp(0) = 1."""
    normal, (form,) = problem.normal, parts
    terms = [Terms(normal).polynomial(side) for side in (form, form.scale(-1))]
    values = [normal.polynomial(Call("exp", (term,), ONE, ONE)) for term in terms]
    equation = combine(constant(ONE), normal.product(values), -1)
    if equation.terms and not problem.knows(equation):
        problem.derive(Law("exponential of a sum", tuple(terms)), equation)
    return values[1]


def _of_kronecker(problem: Problem, parts: list[Polynomial], purse: Purse) -> Polynomial | None:
    """inv(P) kron inv(Q), from P inv(P) = I and Q inv(Q) = I."""
    normal, terms = problem.normal, Terms(problem.normal)
    if any(form.rows != form.columns for form in parts):
        return None
    inverses = [normal.inverse(form) for form in parts]
    products = [normal_product(problem, form, inverse) for form, inverse in zip(parts, inverses, strict=True)]
    if not _equal_values(problem, "kron", products, [constant(form.rows) for form in parts], purse):
        return None
    return normal.polynomial(_call(problem, "kron", [terms.polynomial(inverse) for inverse in inverses]))


def normal_product(problem: Problem, left: Polynomial, right: Polynomial) -> Term:
    """The product of two forms, as it is written."""
    terms = Terms(problem.normal)
    return Product((terms.polynomial(left), terms.polynomial(right)))


def _equal_values(problem: Problem, name: str, given: list[Term], units: list[Polynomial], purse: Purse) -> bool:
    """Adds f(..., P inv(P), ...) = f(..., I, ...), one argument after the other."""
    normal, terms = problem.normal, Terms(problem.normal)
    arguments = list(given)
    for place, unit in enumerate(units):
        entries = shown(problem, combine(normal.polynomial(arguments[place]), unit, -1), purse, WORK)
        if entries is None:
            return False
        before = _call(problem, name, arguments)
        arguments[place] = terms.polynomial(unit)
        after = _call(problem, name, arguments)
        form = combine(normal.polynomial(before), normal.polynomial(after), -1)
        if form.terms and not problem.knows(form):
            problem.derive(CallCongruence(before, after, place, entries), form)
    return True


def _call(problem: Problem, name: str, arguments: list[Term]) -> Call:
    if name != "kron":
        return Call(name, tuple(arguments), ONE, ONE)
    forms = [problem.normal.polynomial(argument) for argument in arguments]
    size = problem.normal.context.canonical(times(forms[0].rows, forms[1].rows))
    return Call(name, tuple(arguments), size, size)


# ------------------------------------------------------------------------------------------------ determinants


def add_inverses_by_determinants(problem: Problem, premises: Mapping[str, Formula], purse: Purse) -> None:
    """Adds P inv(P) = I = inv(P) P where a premise says that a multiple of det(P) is not zero."""
    normal, terms = problem.normal, Terms(problem.normal)
    for value in list(_nonzero(problem, premises)):
        single = one_term(value)
        for atom in next(iter(value.terms))[0] if single else ():
            form = _matrix_of(problem, scalar(atom))
            if form is None:
                continue
            right, left = problem.of_inverse(form)
            if not right.terms or problem.knows(right):
                continue
            term = terms.polynomial(form)
            adjugate = normal.polynomial(Call("adj", (term,), form.rows, form.rows))
            rest = _without(value, atom)
            inverse = normal.product([rest, normal.inverse(value), adjugate])
            claim = combine(normal.times(form, inverse), constant(form.rows), -1)
            entries = shown(problem, claim, purse, WORK)
            if entries is not None:
                problem.derive(Witness(term, terms.polynomial(inverse), entries), right, left)


def _without(value: Polynomial, atom: object) -> Polynomial:
    ((monomial, _), c) = next(iter(value.terms.items()))
    rest = list(monomial)
    rest.remove(atom)  # type: ignore[arg-type]
    return Polynomial(ONE, ONE, {(tuple(rest), ()): c})


def _matrix_of(problem: Problem, value: Polynomial) -> Polynomial | None:
    """P where the scalar is det(P)."""
    ((monomial, _), _) = next(iter(value.terms.items()))
    kind, content = monomial[0]
    parts = parts_of(problem.normal, content[0], "det") if kind == "word" and len(content) == 1 else None  # type: ignore[arg-type]
    return None if parts is None or parts[0].is_scalar else parts[0]


def _nonzero(problem: Problem, premises: Mapping[str, Formula]) -> Iterator[Polynomial]:
    """The scalars of one term that premises say are not zero; 1 where an equation says that det(P) is a number."""
    normal = problem.normal
    for formula in premises.values():
        for around, item in premise_conjuncts(formula):
            try:
                if isinstance(item, Invertible) and not around:
                    value = normal.polynomial(item.argument)
                elif isinstance(item, Compare) and item.relation != "<=" and not around:
                    value = normal.difference(item.left, item.right)
                else:
                    continue
            except Refusal:
                continue
            if value.is_scalar and one_term(value) is not None:
                yield value
