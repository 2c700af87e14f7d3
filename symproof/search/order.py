"""Orders between scalars: a sum of products of premises and squares, by exact linear programming; what a premise says.

Every candidate is a quantity that is known not to be negative. The weights come from a linear program over the
rationals on the normal forms modulo the equations among the premises; what is left is closed as any equation is.
"""

from __future__ import annotations

from collections.abc import Callable, Container, Iterator, Mapping
from dataclasses import replace
from itertools import chain, combinations_with_replacement, islice

from symproof.kernel.algebra.normal import Normalizer
from symproof.kernel.algebra.words import (
    Monomial,
    Polynomial,
    combine,
    constant,
    product_of,
)
from symproof.language.affine import ONE
from symproof.language.certificate import (
    Algebra,
    Gap,
    Gram,
    IntegerGap,
    LawGap,
    Order,
    SquaredNorm,
    Summand,
)
from symproof.language.formulas import Compare, Equal, Formula, Or
from symproof.language.parts import premise_conjuncts
from symproof.language.terms import Call
from symproof.search.algebra.bridge import Terms
from symproof.search.algebra.equations import problem_of
from symproof.search.algebra.lemmas import add_reciprocals_of_sizes, positive_divisors
from symproof.search.algebra.search import Problem, Purse
from symproof.search.algebra.sums import add_split_sums
from symproof.search.definite.closing import closed
from symproof.search.definite.columns import by_columns
from symproof.search.definite.completed import scalar_roots
from symproof.search.definite.flattened import Flattened
from symproof.search.definite.guided import as_matrix, guided_squares
from symproof.search.definite.lawful import add_inverses_of_determinants, lawful_gaps
from symproof.search.definite.matrices import Finder
from symproof.search.definite.minors import strict_minor
from symproof.search.definite.pairs import words_of
from symproof.search.definite.quadratic import quadratic_forms
from symproof.search.definite.reciprocals import squared_units
from symproof.search.definite.reduced import Reducer
from symproof.search.definite.scalars import scalars_of
from symproof.search.definite.small import add_determinants
from symproof.search.definite.sources import word_form
from symproof.search.definite.sums import sum_of_squares
from symproof.search.definite.symmetric import Symmetric
from symproof.search.definite.tensors import over_pairs
from symproof.search.definite.traces import Known, Traces, determinants_of, nonzero_in
from symproof.search.definite.triples import triples
from symproof.search.definite.units import units_of
from symproof.search.free_values import has_free_value
from symproof.search.quantities import Quantity, chords, distinct, gaps_of, singles, written
from symproof.search.signs import sign_of_factors
from symproof.search.weights import adding_up, summed, weighed, weights_for

MAX_SINGLE = 60  # quantities that are no products of others
MAX_PRODUCTS = 120
MAX_WITH_INTEGERS = 24
MAX_KNOWN = 12  # premises and integers beside squares of combinations
MAX_DEFINITE = 300  # that are not negative because matrices are definite
MAX_MULTIPLIERS = 24
MAX_DAMPED = 8  # premises and values of functions, in products beside the square of the claim
MAX_VALUES = 6  # of functions, such as sqrt(c), among these
MAX_GUIDED, MAX_GUIDED_SCALED = 500, 200
MAX_FACTORS = 6  # of these in products
MAX_SCALARS, MAX_SCALED = 9, 60  # products of premises, and what is scaled by them
BRIEF = 3  # stages of a brief search


def order(
    claim: Compare | Or, normal: Normalizer, premises: Mapping[str, Formula], purse: Purse,
    laws: Callable[[Problem], bool] | None = None,
) -> Order | None:  # fmt: skip
    """A certificate of ``left <= right`` or ``left < right`` without its range facts; of falsity as 0 < 0. ``laws``
    adds derived steps to the problem, and says whether there are any."""
    difference = constant(ONE, 0) if isinstance(claim, Or) else normal.difference(claim.right, claim.left)
    if not difference.is_scalar:
        return None
    problem = problem_of(premises, difference, normal)
    add_split_sums(problem, (claim, *premises.values()), [gap.form for gap in gaps_of(problem, premises)])
    add_determinants(problem)
    if positive_divisors(normal, [difference]):
        add_reciprocals_of_sizes(problem, premises, purse)
    if laws is None and (found := _of_premises(claim, problem, premises, purse)) is not None:
        return found
    if laws is None and len(difference.terms) == 1 and (sign := _of_factors(claim, problem, premises, purse)):
        return sign
    equations = [item for formula in premises.values() for around, item in premise_conjuncts(formula)
                 if isinstance(item, Equal) and not around]  # fmt: skip
    beside = [*chain.from_iterable(written(item, normal) for item in (claim, *equations)), *_of_atoms(problem)]
    nonzero = list(_of_nonzero(problem, premises))  # positive, and so before the same squares
    single = distinct([*nonzero, *singles(problem, premises, tangents=laws is not None), *beside])[:MAX_SINGLE]
    if laws is not None:
        if not laws(problem):
            return None
        coming = singles(problem, premises, tangents=True)  # of the calls that laws bring in sight
        single = [*distinct([*nonzero, *coming, *single])[:MAX_SINGLE], *chords(problem, premises)]
        laws(problem)
    finder = Finder(problem, premises, purse, scalars_of(premises, problem))
    single += quadratic_forms((claim, *premises.values()), finder.sources, normal)
    single[:0] = map(_quantity, determinants_of(normal, finder.sources, [problem.claim]))
    is_last = laws is not None or not any(isinstance(term, Call) for term in normal.applied.values())
    return _by_sums(claim, problem, single, finder, is_last=is_last)


def _of_premises(claim: Compare | Or, problem: Problem, premises: Mapping[str, Formula], purse: Purse) -> Order | None:
    """The claim as a sum of premises, modulo equations between scalars as they stand: nearly half of all orders are
    one, which is seen long before the squares in sight are gathered and the equations are completed."""
    quantities = [Quantity((), constant(ONE), True), *distinct(gaps_of(problem, premises))][:MAX_SINGLE]
    free = [item.form.terms for item in problem.equations if item.form.is_scalar]
    forms = [problem.claim, *(item.form for item in quantities)]
    strict = isinstance(claim, Or) or claim.relation == "<"
    weights = adding_up([form.terms for form in forms], quantities, strict, free) if len(quantities) > 1 else None
    if weights is None:
        return None
    summands, rest = summed(problem.claim, quantities, weights)
    by = closed(problem, rest, purse)
    return None if by is None else Order(summands, by)


def _of_factors(claim: Compare | Or, problem: Problem, premises: Mapping[str, Formula], purse: Purse) -> Order | None:
    """The claim that a product is not negative, or positive, because its factors are."""
    strict = isinstance(claim, Or) or claim.relation == "<"
    found = sign_of_factors(problem, premises, strict, purse)
    return None if found is None else Order(found.summands, Algebra(found.by))


def _of_atoms(problem: Problem) -> list[Quantity]:
    """The squares of p a + q for the parts p a^2 + 2 q a of the claim."""
    terms = Terms(problem.normal)
    return [Quantity((SquaredNorm(terms.polynomial(root)),), _square(root, problem.normal), False)
            for root in scalar_roots(problem.claim, problem.normal)]  # fmt: skip


def _of_nonzero(problem: Problem, premises: Mapping[str, Formula]) -> Iterator[Quantity]:
    """|X|^2 > 0 for the matrices X != 0 among the premises."""
    for same, form in islice(nonzero_in(premises, problem.normal), MAX_FACTORS):
        if not form.is_scalar and form.terms:
            square = problem.normal.trace(problem.normal.times(form.transpose(), form))
            argument = Terms(problem.normal).polynomial(form)
            yield Quantity((Gram((argument,), None, None, same),), square, True)


def _by_sums(
    claim: Compare | Or, problem: Problem, single: list[Quantity], finder: Finder, *, is_last: bool
) -> Order | None:
    """The claim as a sum of quantities, stage by stage; then a positive multiple of it, and where no search with laws
    follows, a multiple beside its square."""
    purse, strict = finder.purse, isinstance(claim, Or) or claim.relation == "<"
    add_inverses_of_determinants(finder, claim)
    traces = _traces(claim, problem, finder.premises, single, finder)
    forms = [item.form for item in (*finder.sources, *traces.sources) if item.form is not None]
    reduce = Flattened(Reducer(problem, purse, [*forms, *(item.form for item in single)]), problem.normal)
    if strict and (minor := strict_minor(finder)) is not None:
        return minor
    stages: list[list[Quantity]] = []
    for quantities in _stages(problem, single, traces, finder):
        if purse.empty:
            return None
        found = _weighted(problem, quantities, strict, purse, reduce)
        if purse.brief and (found is not None or len(stages) + 1 == BRIEF):
            return found
        if found is None and len(stages) == 1 and not strict and not purse.brief:
            found = _of_columns(finder, reduce)
        if found is not None:
            return found
        stages.append(quantities)
        if isinstance(claim, Compare) and has_free_value(problem, [(item.factors, item.form) for item in single]):
            return None
    if isinstance(claim, Or):
        return None
    found = None if strict else as_matrix(finder)
    found = found or _by_grams(problem, single, traces, strict, purse)
    for quantities in stages[1:] if found is None else ():
        found = found or (None if purse.empty else _multiplied(problem, quantities, strict, purse, reduce))
    if found is None and (strict or is_last) and not purse.empty:
        units = squared_units(problem, single) if strict else []
        found = _damped(problem, single, units, purse, reduce) if units or not strict else None
    return found


def _of_columns(finder: Finder, reduce: Flattened) -> Order | None:
    found = by_columns(finder, reduce)
    if found is None and any(item.inverse is not None for item in finder.scalars):
        return as_matrix(finder)
    return found


def _multiplied(
    problem: Problem, quantities: list[Quantity], strict: bool, purse: Purse, reduce: Flattened
) -> Order | None:
    """A positive multiple of the claim as a sum of quantities, such as the one by c + b where c > 0 and b >= 0; where
    the claim is strict, a multiple by what is not negative will do."""
    allowed = sorted([item for item in quantities if item.factors], key=_is_about_no_premise)
    first = [item for item in allowed if item.strict or strict]
    values = [item for item in first if len(item.factors) == 1 and isinstance(item.factors[0], LawGap)]
    others = [item for item in allowed if not (item.strict or strict) and not _is_about_no_premise(item)]
    chosen = distinct([*values[:MAX_VALUES], *first, *(others if first else [])])
    multipliers = [*_with_integers(quantities), *chosen][:MAX_MULTIPLIERS]
    minus = constant(ONE, -1)
    shares = [replace(item, form=problem.normal.product([minus, item.form, problem.claim]),
                      strict=item.strict and not strict) for item in multipliers]  # fmt: skip
    plain = [replace(item, strict=item.strict and strict) for item in quantities]
    return _as_multiple(problem, shares, plain, purse, reduce)


def _as_multiple(
    problem: Problem, shares: list[Quantity], plain: list[Quantity], purse: Purse, reduce: Flattened
) -> Order | None:
    """Weights with which the shares of the claim and the other quantities add up to 0."""
    weights = weights_for(replace(problem, claim=constant(ONE, 0)), [*shares, *plain], True, reduce)
    if weights is None or not any(weights[: len(shares)]):
        return None
    rest = constant(ONE, 0)
    for weight, item in zip(weights, [*shares, *plain], strict=True):
        rest = combine(rest, item.form, -weight) if weight else rest
    by = closed(problem, rest, purse)
    summands = [tuple(Summand(weight, item.factors) for weight, item in zip(found, items, strict=True) if weight)
                for found, items in ((weights[: len(shares)], shares), (weights[len(shares) :], plain))]  # fmt: skip
    return None if by is None else Order(summands[1], by, summands[0])


def _damped(
    problem: Problem, single: list[Quantity], units: list[Quantity], purse: Purse, reduce: Flattened
) -> Order | None:
    """m d = d^2 + a sum of quantities for the claim d >= 0 and some m >= 0: as a <= b follows from a^2 <= b^2, b >= 0
    by 2 b (b - a) = (b - a)^2 + (b^2 - a^2). For the claim d > 0: m d = 1 + such a sum, m made of the ``units``."""
    normal, claim = problem.normal, problem.claim
    values = sorted([item for item in single if item.factors], key=lambda item: len(item.form.terms))[:MAX_MULTIPLIERS]
    square = Quantity((SquaredNorm(Terms(normal).polynomial(claim)),), _square(claim, normal), True)
    goal = [Quantity((), constant(ONE), True)] if units else [square]
    multipliers = units or values
    minus = constant(ONE, -1)
    shares = [replace(item, form=normal.product([minus, item.form, claim]), strict=False) for item in multipliers]
    known = [item for kind in (Gap, LawGap) for item in single if item.factors and isinstance(item.factors[0], kind)]
    products = [one.times(two, normal) for one, two in combinations_with_replacement(known[:MAX_DAMPED], 2)]
    plain = [*goal, *(replace(item, strict=False) for item in (*single, *units, *products) if item.factors)]
    return _as_multiple(problem, shares, plain, purse, reduce)


def _with_integers(quantities: list[Quantity]) -> list[Quantity]:
    """1 and the integers n - 1 in sight, of which a sum such as n = 1 + (n - 1) is positive."""
    found = [item for item in quantities if len(item.factors) == 1 and isinstance(item.factors[0], IntegerGap)]
    return [Quantity((), constant(ONE), True), *found] if found else []


def _is_about_no_premise(item: Quantity) -> bool:
    """Whether nothing in it is an order, or a form x^T P x of an x that is said not to be zero."""
    about = (isinstance(factor, Gap) or (isinstance(factor, Gram) and (factor.nonzero or factor.by))
             for factor in item.factors)  # fmt: skip
    return not any(about)


def _is_longer(item: Quantity) -> tuple[bool, int, int]:
    """What is about premises first, then short forms."""
    lengths = [len(word) for monomial, _ in item.form.terms for _, word in words_of(monomial)]
    return _is_about_no_premise(item), len(item.form.terms), sum(lengths)


def _by_grams(problem: Problem, single: list[Quantity], traces: Traces, strict: bool, purse: Purse) -> Order | None:
    """A sum of squares of combinations, and of premises."""
    if purse.empty:
        return None
    known = [(item.factors, item.form, item.strict) for item in single
             if not item.factors or isinstance(item.factors[0], Gap | IntegerGap)]  # fmt: skip
    free = [item.form for item in problem.equations if item.form.is_scalar]
    found = sum_of_squares(traces, problem.claim, known[:MAX_KNOWN], free, strict=strict)
    if not found:
        return None
    rest = problem.claim
    for _, form in found:
        rest = combine(rest, form, -1)
    by = closed(problem, rest, purse)
    return None if by is None else Order(tuple(summand for summand, _ in found), by)


def _traces(
    claim: Compare | Or, problem: Problem, premises: Mapping[str, Formula], single: list[Quantity], finder: Finder
) -> Traces:
    forms = [problem.claim, *(item.form for item in single if item.factors and isinstance(item.factors[0], Gap))]
    forms += [item.form for item in problem.equations if item.form.is_scalar]
    matrices = [item.form for item in problem.equations if not item.form.is_scalar]
    degree = max((len(word) for form in matrices for _, word in form.terms), default=0)
    traces = Traces(problem.normal, premises, forms, Symmetric(problem), claim, degree, finder.sources)
    traces.units = units_of(problem, finder.purse)
    columns = [form for form in matrices if form.columns == ONE]
    traces.columns = [word_form(word[at:]) for form in columns for _, word in form.terms for at in range(len(word))]
    return traces


def _stages(problem: Problem, single: list[Quantity], traces: Traces, finder: Finder) -> Iterator[list[Quantity]]:
    """Lists of quantities that are tried in turn. The first holds premises and squares in sight. Later ones add the
    determinants of known matrices, then what definite matrices and Gram determinants give, then products of two."""
    yield single
    in_sight = chain(traces.determinants(), lawful_gaps(finder, traces.written, known=True))
    quick = distinct([*map(_quantity, in_sight), *_factored(problem, single)])
    if quick:
        yield [*single, *quick]
    lawful_ = lawful_gaps(finder, traces.written)
    more = distinct(_quantity(item) for item in islice(chain(lawful_, _of_definite(traces)), MAX_DEFINITE))
    if more:
        yield [*single, *more]
    factors = [item for key in (_is_about_no_premise, _is_longer) for item in sorted(more, key=key)[:MAX_FACTORS]]
    products = _products([*single, *distinct(factors)], problem)
    yield [*single, *more, *products]
    scalars = [Quantity(item.factors, item.form, item.positive) for item in finder.scalars
               if item.form is not None]  # fmt: skip
    scaled = [one.times(other, problem.normal) for one in scalars[:MAX_SCALARS] for other in more[:MAX_SCALED]]
    if scaled:
        yield [*single, *more, *distinct(scaled)]
    own = [
        Quantity((SquaredNorm(traces.terms.polynomial(problem.claim)),), _square(problem.claim, problem.normal), False)
    ]
    guided = [*own, *map(_quantity, islice(guided_squares(traces, finder.scalars), MAX_GUIDED))]
    short = [*single, *distinct([*scaled, *guided])]
    yield short
    more = [one.times(other, problem.normal) for one in scalars[:MAX_SCALARS] for other in guided[:MAX_GUIDED_SCALED]]
    if more:
        yield [*short, *distinct(more)]


def _factored(problem: Problem, single: list[Quantity]) -> Iterator[Quantity]:
    """The products of two known scalars that occur as a monomial in the claim, such as det(A) det(B)."""
    known = [item for item in single if item.factors and len(item.form.terms) == 1]
    if any(len(monomial) > 1 for monomial, _ in problem.claim.terms):
        for one, two in combinations_with_replacement(known[:MAX_MULTIPLIERS], 2):
            item = one.times(two, problem.normal)
            if item.form.terms.keys() <= problem.claim.terms.keys():
                yield item


def _square(form: Polynomial, normal: Normalizer) -> Polynomial:
    return normal.times(form, form)


def _of_definite(traces: Traces) -> Iterator[Known]:
    yield from traces.determinants()
    yield from traces.pairs()
    yield from triples(traces)
    yield from traces.excesses()
    yield from over_pairs(traces)
    yield from traces.squares()


def _quantity(known: Known) -> Quantity:
    return Quantity((known.factor,), known.form, known.positive)


def _products(single: list[Quantity], problem: Problem) -> list[Quantity]:
    """Products of two: of premises, of a premise with a square, of squares; of two premises and an integer. Where there
    are too many, those come first that have a monomial of the claim."""
    known = [item for item in single if item.factors]
    pairs = sorted(combinations_with_replacement(known, 2), key=lambda pair: sum(map(_is_no_premise, pair)))
    if len(pairs) > MAX_PRODUCTS:
        wanted = {monomial for monomial, _ in problem.claim.terms}
        pairs.sort(key=lambda pair: (sum(map(_is_no_premise, pair)), not _meets(pair, wanted)))
    found = [first.times(second, problem.normal) for first, second in pairs[:MAX_PRODUCTS]]
    premises = [item for item in found if all(isinstance(factor, Gap) for factor in item.factors)]
    integers = _with_integers(known)[1:]
    more = [one.times(two, problem.normal) for one in integers for two in premises]
    return distinct([*found, *more[:MAX_WITH_INTEGERS]])


def _meets(pair: tuple[Quantity, Quantity], wanted: Container[Monomial]) -> bool:
    """Whether a premise times something else has one of these monomials."""
    first, second = pair
    return not _is_no_premise(first) and any(
        product_of(one, two) in wanted for one, _ in first.form.terms for two, _ in second.form.terms
    )


def _is_no_premise(item: Quantity) -> bool:
    return not isinstance(item.factors[0], Gap)


# ------------------------------------------------------------------------------------------------ the weights


def _weighted(
    problem: Problem, quantities: list[Quantity], strict: bool, purse: Purse, reduce: Flattened
) -> Order | None:
    """Weights >= 0 with claim = sum of weight * quantity modulo the equations, and the entries for what is left."""
    found = weighed(problem, quantities, strict, reduce)
    by = None if found is None else closed(problem, found[1], purse)
    return None if found is None or by is None else Order(found[0], by)
