"""Shows that a scalar is positive, or not negative: as a product of quantities whose signs are known and of their
reciprocals, or as a sum of known quantities."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import replace
from fractions import Fraction

from symproof.kernel.algebra.calls import is_call
from symproof.kernel.algebra.normal import Normalizer
from symproof.kernel.algebra.words import Atom, Polynomial, combine, constant, scalar
from symproof.language.affine import ONE
from symproof.language.certificate import Gram, Nonnegative, Signed, SquaredNorm, Summand
from symproof.language.formulas import Formula
from symproof.language.terms import Call
from symproof.search.algebra.bridge import Terms, letters_of
from symproof.search.algebra.rules.rounds import prove
from symproof.search.algebra.search import Problem, Purse
from symproof.search.definite.sources import sources_of
from symproof.search.definite.traces import determinants_of
from symproof.search.quantities import Quantity, distinct, singles
from symproof.search.weights import weighed

MAX_SINGLE = 60  # quantities that are no products of others


def signed(
    problem: Problem, premises: Mapping[str, Formula], form: Polynomial, strict: bool, purse: Purse
) -> Signed | None:
    """That a scalar is not negative, or positive, in the equations and derived steps of the problem."""
    side = replace(problem, claim=form)
    single = _known(side, premises)
    factors = _signed_factors(problem.normal, form, strict, single)
    if factors is not None:
        return Signed((factors,))
    found = weighed(side, single, strict)
    if found is not None:
        rest = prove(replace(side, claim=found[1]), purse).combination if found[1].terms else ()
        return None if rest is None else Signed(found[0], rest)
    return _signed_reciprocals(side, single, strict, purse)


def sign_of_factors(problem: Problem, premises: Mapping[str, Formula], strict: bool, purse: Purse) -> Signed | None:
    """That the claim of the problem is a product of known quantities and of their reciprocals."""
    side = replace(problem, equations=list(problem.equations), derived=list(problem.derived))
    return _signed_reciprocals(side, _known(side, premises), strict, purse)


def _known(side: Problem, premises: Mapping[str, Formula]) -> list[Quantity]:
    return distinct([*_determinants(side.normal, premises, [side.claim]), *singles(side, premises)])[:MAX_SINGLE]


def _determinants(normal: Normalizer, premises: Mapping[str, Formula], forms: list[Polynomial]) -> list[Quantity]:
    """The determinants in the forms, or in what is inverted there, of matrices that premises say are semidefinite, and
    of their inverses."""
    inner = [normal.inverse_of.get(letter.base) for letter in letters_of(forms)]
    forms = [*forms, *(form for form in inner if form is not None and form.is_scalar)]
    calls = [normal.applied.get(letter.base) for letter in letters_of(forms) if is_call(letter, "det")]
    given = [normal.polynomial(call.arguments[0]) for call in calls if isinstance(call, Call)]
    sources = sources_of(premises, normal, given) if given else []
    found = determinants_of(normal, sources, forms)
    return [Quantity((item.factor,), item.form, item.positive) for item in found]


def _signed_factors(normal: Normalizer, form: Polynomial, strict: bool, single: list[Quantity]) -> Summand | None:
    """A product of quantities that are known one by one, and of squares."""
    if len(form.terms) != 1 or not form.is_scalar:
        return None
    ((monomial, _), lead) = next(iter(form.terms.items()))
    known = {tuple(item.form.terms): item for item in single if list(item.form.terms.values()) == [1] and item.factors}
    factors: list[Nonnegative] = []
    rest = list(monomial)
    while rest:
        atom = rest.pop()
        item = known.get((((atom,), ()),))
        if item is not None and (item.strict or not strict):
            factors += item.factors
        elif atom in rest and not strict:
            rest.remove(atom)
            factors.append(SquaredNorm(Terms(normal).atom(atom)))
        else:
            return None
    return Summand(Fraction(lead), tuple(factors)) if lead > 0 else None


def _signed_reciprocals(side: Problem, single: list[Quantity], strict: bool, purse: Purse) -> Signed | None:
    """A product of known quantities c and of reciprocals inv(c) = c inv(c)^2, which is positive for c > 0; not one with
    both c and inv(c), which a search for laws makes in plenty."""
    normal, claim = side.normal, side.claim
    if len(claim.terms) != 1 or not claim.is_scalar:
        return None
    ((monomial, _), lead) = next(iter(claim.terms.items()))
    inner = [form.terms for atom in monomial if (form := _inverted(normal, atom)) is not None]
    if any(scalar(atom).terms in inner for atom in monomial if atom[0] != "integer"):
        return None
    known = {item.form.text(): item for item in single if item.factors and (item.strict or not strict)}
    factors, value = list[Nonnegative](), constant(ONE, lead)
    for atom in monomial if lead > 0 else ():
        found = _of_atom(side, atom, known, strict, purse)
        if found is None:
            return None
        factors += found.factors
        value = normal.times(value, found.form)
    if not factors:
        return None
    rest = prove(replace(side, claim=combine(claim, value, -1)), purse).combination
    return None if rest is None else Signed((Summand(Fraction(lead), tuple(factors)),), rest)


def _inverted(normal: Normalizer, atom: Atom) -> Polynomial | None:
    """c where the atom is inv(c): no new reciprocal comes in sight."""
    letters = () if atom[0] == "integer" else letters_of([scalar(atom)])
    return normal.inverse_of.get(letters[0].base) if len(letters) == 1 else None


def _of_atom(side: Problem, atom: Atom, known: Mapping[str, Quantity], strict: bool, purse: Purse) -> Quantity | None:
    """The quantity that the atom is, or c inv(c)^2 where the atom is inv(c) for a quantity c."""
    normal, terms = side.normal, Terms(side.normal)
    if atom[0] == "integer":
        return None
    form = scalar(atom)
    if (found := known.get(form.text())) is not None:
        return found
    inner = _inverted(normal, atom)
    item = None if inner is None else known.get(inner.text())
    if inner is None or item is None:
        return None
    square: Nonnegative = SquaredNorm(terms.polynomial(form))
    if strict:
        unit = combine(normal.times(inner, form), constant(ONE), -1)
        by = prove(replace(side, claim=unit), purse).combination
        if by is None:
            return None
        square = Gram((terms.polynomial(form),), cofactor=terms.polynomial(inner), by=by)
    return Quantity((*item.factors, square), normal.product([inner, form, form]), item.strict)
