"""Equations that follow from definiteness: inverses of definite matrices, and what vanishes with a sum of squares."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from dataclasses import replace
from fractions import Fraction
from itertools import combinations, product
from typing import Any

from symproof.kernel.algebra.words import Polynomial, combine, constant, multiply, of_letter
from symproof.language.affine import ONE
from symproof.language.certificate import (
    CallCongruence,
    Derived,
    Entry,
    Gram,
    Nonsingular,
    Rewritten,
    Square,
    Squares,
    Summand,
    Vanishing,
    Witness,
)
from symproof.language.formulas import Formula
from symproof.language.records import dataclass
from symproof.language.terms import Call, Term
from symproof.search.algebra.bridge import Terms, letters_of
from symproof.search.algebra.in_sight import calls_in_sight
from symproof.search.algebra.rules.rounds import prove
from symproof.search.algebra.search import Problem, Purse
from symproof.search.algebra.squares import relations_between
from symproof.search.algebra.weights import weights_of
from symproof.search.definite.closing import entries_of
from symproof.search.definite.composite import selections_of
from symproof.search.definite.flattened import Flattened
from symproof.search.definite.levels import HALF, NEAR
from symproof.search.definite.matrices import Finder, Scalar
from symproof.search.definite.pairs import words_of
from symproof.search.definite.reduced import Reducer
from symproof.search.definite.roots import distinct, reduced_apart, roots_of_scalars, traced, with_pairs
from symproof.search.definite.scalars import scalars_of
from symproof.search.definite.sources import IDENTITY, Source, sources_of, word_form

MAX_ROOTS = 10
MAX_LETTERS, MAX_WEIGHTS = 4, 3
MAX_FACTOR = 4  # terms of a scalar claim by which roots are multiplied
MAX_SQUARES, MAX_UNITS = 120, 8
MAX_DAMPINGS, MAX_PIECES, LONGEST_PIECE = 2, 8, 3
MAX_DAMPED = 20_000  # letters in the squares of claims
ROUNDS = 4


@dataclass(frozen=True, slots=True)
class Vanished:
    """A square tr(X^T P X Q) with its reduced form, and P X Q without a definite P or Q."""

    gram: Gram
    form: Polynomial
    reduced: Mapping[Any, Any]
    conclusion: Polynomial


def nonsingular(
    argument: Term, problem: Problem, premises: Mapping[str, Formula], purse: Purse, *, level: int = HALF
) -> Nonsingular | None:
    """The step that the argument E, whose form is the claim of the problem, is invertible as it, or E + E^T, is
    definite."""
    finder = Finder(problem, premises, purse, scalars_of(premises, problem))
    if not any(source.definite for source in finder.sources) and not _has_unit(problem.claim):
        return None
    found = finder.shown(problem.claim, strict=True, level=level)
    if found is not None and not found[1].derived:
        return Nonsingular(Rewritten(argument, found[0], found[1].combination))
    double = combine(problem.claim, problem.claim.transpose())
    side = Finder(replace(problem, claim=double), premises, purse, finder.scalars)
    found = side.shown(double, strict=True, level=min(level, NEAR))
    if found is None or found[1].derived:
        return None
    shown = Rewritten(finder.terms.polynomial(double), found[0], found[1].combination)
    return Nonsingular(shown if shown.by else found[0], argument)


def by_weight(argument: Term, problem: Problem, premises: Mapping[str, Formula], purse: Purse) -> list[Derived]:
    """Derived steps of which the last is a witness of E, where P E + E^T P or its negative is definite for a definite
    P, as in the inequality of Lyapunov; none where there is no such P."""
    finder, normal = Finder(problem, premises, purse), problem.normal
    letters = [
        source.form for source in finder.sources if source.definite and source.form and len(source.form.terms) == 1
    ]
    fitting = [form for form in letters if form.rows == problem.claim.rows][:MAX_WEIGHTS]
    for weight, sign in product(fitting, (1, -1)):
        scaled = normal.times(weight, problem.claim).scale(sign)
        term = finder.terms.polynomial(scaled)
        found = None if purse.empty else nonsingular(term, replace(problem, claim=scaled), premises, purse, level=HALF)
        if found is None:
            continue
        letter, unit = normal.inverse(scaled), constant(scaled.rows)
        side = replace(problem, equations=list(problem.equations), derived=list(problem.derived))
        side.derive(found, *(combine(multiply(*pair), unit, -1) for pair in ((scaled, letter), (letter, scaled))))
        inverse = normal.times(letter, weight).scale(sign)
        rest = combine(normal.times(problem.claim, inverse), unit, -1)
        entries = prove(replace(side, claim=rest), purse).combination
        if entries is not None:
            return [*side.derived, Witness(argument, finder.terms.polynomial(inverse), entries)]
    return []


def _has_unit(form: Polynomial) -> bool:
    return any(not word for _, word in form.terms)


def add_equations(problem: Problem, premises: Mapping[str, Formula], purse: Purse) -> bool:
    """Adds derived steps to the problem; whether there is anything new."""
    finder = Finder(problem, premises, purse)
    before = len(problem.derived)
    if finder.sources:
        _add_inverses(problem, finder)
    if finder.sources or problem.claim.is_scalar or _has_sum_of_products(problem):
        _add_vanishing(problem, premises, finder, purse)
    scalars = scalars_of(premises, problem)
    if not _add_damped(problem, problem.claim, scalars, purse):
        _add_damped(problem, problem.claim.transpose(), scalars, purse)
    return len(problem.derived) > before


def _has_sum_of_products(problem: Problem) -> bool:
    """Whether an equation says that a sum is zero which has products of scalars."""
    forms = [item.form for item in problem.equations if item.form.is_scalar and len(item.form.terms) > 1]
    return any(len(monomial) > 1 for form in forms for monomial, _ in form.terms if all(key for key, _ in form.terms))


def add_stated_inverses(problem: Problem, premises: Mapping[str, Formula]) -> None:
    """P inv(P) = I, and det(P) det(inv(P)) = 1, for the P that premises say are definite, where det(inv(P)) is in
    sight."""
    normal, terms, before = problem.normal, Terms(problem.normal), len(problem.derived)
    calls = calls_in_sight(normal, "det")
    arguments = [normal.polynomial(call.arguments[0]) for call in calls] if normal.inverse_of else []
    if arguments:
        _add_stated(problem, sources_of(premises, normal, []), arguments)
    for name in [f"step:{number + 1}" for number in range(before, len(problem.derived))]:
        unit = next(item.form for item in problem.equations if item.id == name)
        sides = combine(unit, constant(unit.rows)), constant(unit.rows)
        left, right = [Call("det", (terms.polynomial(side),), ONE, ONE) for side in sides]
        difference = combine(normal.polynomial(left), normal.polynomial(right), -1)
        problem.derive(CallCongruence(left, right, 0, (Entry(name),)), difference)


def _add_inverses(problem: Problem, finder: Finder) -> None:
    """P inv(P) = I for the definite P whose inverse is in sight."""
    normal = problem.normal
    _add_stated(problem, finder.sources, [problem.claim, *(item.form for item in problem.equations)])
    for inner in list(normal.inverse_of.values()):
        _add_by_halves(problem, finder, inner)


def _add_stated(problem: Problem, sources: list[Source], forms: list[Polynomial]) -> None:
    """The same for the definite matrices among the sources whose inverses stand in the forms."""
    normal, wanted = problem.normal, {letter.base for letter in letters_of(forms)}
    for source in sources:
        if not source.definite or source.matrix is None or source.form is None:
            continue
        if not any(found.base in wanted for found in letters_of([normal.inverse(source.form)])):
            continue
        units = problem.of_inverse(source.form)
        if any(form.terms and not problem.knows(form) for form in units):
            problem.derive(Nonsingular(source.matrix), *units)


def _add_by_halves(problem: Problem, finder: Finder, inner: Polynomial) -> None:
    """E inv(E) = I for a definite E + E^T among the known matrices."""
    double = combine(inner, inner.transpose()) if inner.rows == inner.columns else inner
    for source in finder.sources:
        if source.definite and source.matrix is not None and source.form is not None and not inner.is_scalar:
            letter, unit = problem.normal.inverse(inner), constant(inner.rows)
            right, left = multiply(inner, letter), multiply(letter, inner)
            forms = [combine(form, unit, -1) for form in (right, left)]
            if source.form.terms == double.terms and not all(map(problem.knows, forms)):
                problem.derive(Nonsingular(source.matrix, finder.terms.polynomial(inner)), *forms)


def _add_vanishing(problem: Problem, premises: Mapping[str, Formula], finder: Finder, purse: Purse) -> None:
    """P X Q = 0 from sums of squares that the equations make 0, until nothing new is found."""
    scalars = [item.form for item in problem.equations if item.form.is_scalar]
    sources = [IDENTITY, *finder.sources]
    forms = [item.form for item in finder.sources if item.form is not None]
    reduce = Reducer(problem, purse, forms)
    if reduce.vacuous:
        return
    claim = problem.claim
    units = _scaled_units(problem, premises, scalars)
    sources += units
    roots = [constant(ONE)] * bool(units) + [claim] * (claim.is_scalar and bool(units) and bool(claim.terms))
    roots += [constant(form.rows) for form in forms[:1]] + [claim, claim.transpose()] * (not claim.is_scalar)
    beside = _beside(problem, forms)
    roots += roots_of_scalars([*scalars, claim]) + beside
    if claim.is_scalar and claim.terms and len(claim.terms) <= MAX_FACTOR:
        roots = [*_scaled_by(problem, claim, [constant(form.rows) for form in forms], roots), *roots]
    squares = list(_squares(problem, sources, reduced_apart(roots, reduce, MAX_ROOTS), reduce))[:MAX_SQUARES]
    _vanish(problem, squares, scalars, reduce, purse)


def _scaled_units(problem: Problem, premises: Mapping[str, Formula], equations: list[Polynomial]) -> list[Source]:
    """c I for the products c >= 0 that are monomials of scalar equations, or lack one factor: in the size 1 and
    in that of a column there."""
    monomials = [monomial for form in equations for monomial, _ in form.terms if len(monomial) > 1]
    wanted = {monomial[:at] + monomial[at + 1 :] for monomial in monomials for at in range(len(monomial))}
    words = [word for monomial in monomials for at, word in words_of(monomial) if monomial[at][0] == "word"]
    sizes = dict.fromkeys([ONE, *(word[-1].rows for word in words if word[-1].columns == ONE)])
    found: list[Source] = []
    for item in scalars_of(premises, problem) if monomials else ():
        if item.form is None or not all(key in wanted or key in monomials for key, _ in item.form.terms):
            continue
        for unit in [constant(rows) for rows in list(sizes)[:2]]:
            written = Terms(problem.normal).polynomial(unit)
            square = Square(Fraction(1), item.factors, written, None, written if item.positive else None)
            found.append(Source(Squares((square,)), problem.normal.times(item.form, unit), item.positive))
    return found[:MAX_UNITS]


def _scaled_by(
    problem: Problem, claim: Polynomial, units: list[Polynomial], roots: list[Polynomial]
) -> list[Polynomial]:
    """c X for the scalar claim c and identities and columns X: c^2 tr(X^T P X) = 0 follows from c tr(X^T P X) = 0."""
    columns = [root for root in roots if root.columns == ONE != root.rows]
    return [problem.normal.times(claim, root) for root in distinct([*units, *columns])[:MAX_LETTERS]]


def _add_damped(problem: Problem, claim: Polynomial, scalars: list[Scalar], purse: Purse) -> bool:
    """D = 0 for the claim D, or its transpose, where c |D|^2 + |D Y_1|^2 + ... is zero for a scalar c > 0 and pieces Y
    of the equations, as D (c I + Y_1 Y_1^T + ...) = 0 follows from them; whether anything was derived."""
    terms, before = Terms(problem.normal), len(problem.derived)
    positive = [item for item in scalars if item.positive and item.form is not None and len(item.factors) == 1]
    if claim.is_scalar or ONE in (claim.rows, claim.columns) or not positive or not problem.equations:
        return False
    sources = [IDENTITY]
    for item in positive[:MAX_DAMPINGS]:
        unit = constant(claim.rows)
        square = Square(Fraction(1), item.factors, terms.polynomial(unit), None, terms.polynomial(unit))
        if item.form is not None:
            sources.append(Source(Squares((square,)), problem.normal.times(item.form, unit), True))
    roots = [claim, *(problem.normal.times(claim, piece) for piece in _pieces_after(problem, claim))]
    reduce = Reducer(problem, purse, [*roots, *(item.form for item in sources if item.form is not None)])
    if reduce.vacuous:
        return False
    squares, length = list[Vanished](), 0
    for root in with_pairs(roots):
        if length > MAX_DAMPED:
            break
        found = list(_squares(problem, sources, [root], reduce, rights=[IDENTITY]))
        length += sum(item.form.length() for item in found)  # a claim of many summands has long squares
        squares += found
    _vanish(problem, squares[:MAX_SQUARES], [], reduce, purse)
    return len(problem.derived) > before


def _pieces_after(problem: Problem, claim: Polynomial) -> list[Polynomial]:
    """Words of the equations, short ones first, by which the claim can be multiplied."""
    found: dict[str, Polynomial] = {}
    for item in problem.equations:
        for _, word in item.form.terms if not item.form.is_scalar else ():
            for at, end in combinations(range(len(word) + 1), 2):
                if word[at].rows == claim.columns and end - at <= LONGEST_PIECE:
                    piece = word_form(word[at:end])
                    found.setdefault(piece.text(), piece)
    return sorted(found.values(), key=lambda piece: max(len(word) for _, word in piece.terms))[:MAX_PIECES]


def _vanish(
    problem: Problem, squares: list[Vanished], scalars: list[Polynomial], reduce: Reducer, purse: Purse
) -> None:
    """Derived steps for the squares that are in a sum of squares that is zero, until there is nothing new."""
    free = [relation.form for relation in relations_between(problem, [item.form for item in squares])]
    free += scalars
    known: set[int] = {
        number
        for number, square in enumerate(squares)
        if not square.conclusion.terms or problem.knows(square.conclusion) or reduce(square.conclusion) == {}
    }
    for _ in range(ROUNDS):
        weights = _making_zero(squares, known, free)
        if weights is None:
            return
        for number, weight in enumerate(weights):
            if weight and number not in known:
                known.add(number)
                _derive(problem, squares, weights, number, purse)


def _beside(problem: Problem, forms: list[Polynomial]) -> list[Polynomial]:
    """Selections of rows in the known matrices, and I - P for the idempotent letters P."""
    found = [of_letter(letter) for form in forms for letter in selections_of(form)]
    for item in problem.equations:
        words = sorted((word for _, word in item.form.terms), key=len)
        if len(words) == 2 and len(words[0]) == 1 and words[1] == words[0] * 2 and item.form.rows == item.form.columns:
            found.append(combine(constant(item.form.rows), of_letter(words[0][0]), -1))
    columns = [item.form for item in problem.equations if item.form.columns == ONE != item.form.rows]
    last = dict.fromkeys(word[-1] for form in columns for _, word in form.terms if word)
    return [*found[:MAX_LETTERS], *map(of_letter, list(last)[:MAX_LETTERS])]


def _derive(problem: Problem, squares: list[Vanished], weights: list[Fraction], number: int, purse: Purse) -> None:
    """The step that the square of this number vanishes, as the weighted sum of all of them does."""
    square, others, total = squares[number], list[Summand](), squares[number].form
    for at, weight in enumerate(weights):
        share = weight / weights[number] - (at == number)
        if share:
            others.append(Summand(share, (squares[at].gram,)))
            total = combine(total, squares[at].form, share)
    entries = entries_of(problem, total, purse)
    if entries is not None and not problem.knows(square.conclusion):
        problem.derive(Vanishing(square.gram, tuple(others), entries), square.conclusion)


def _making_zero(squares: list[Vanished], known: set[int], free: list[Polynomial]) -> list[Fraction] | None:
    """Weights, some of a square that is not known to vanish, with which the squares add up to 0: as the completion
    reduces them, or as they stand with relations between scalars."""
    new = [number not in known for number in range(len(squares))]
    weights = weights_of({}, [item.reduced for item in squares], new, wanted_strict=True)
    if weights is not None:
        return weights
    plain = [item.form.terms for item in squares]
    return weights_of({}, plain, new, [form.terms for form in free], wanted_strict=True)


def _squares(
    problem: Problem,
    sources: list[Source],
    roots: list[Polynomial],
    reduce: Reducer,
    rights: list[Source] | None = None,
) -> Iterator[Vanished]:
    normal, terms = problem.normal, Terms(problem.normal)
    flat = Flattened(reduce, normal)
    for root in roots:
        for left in sources:
            for right in sources if rights is None else rights:
                fits = left.form is None or left.form.rows == root.rows
                if not fits or (right.form is not None and right.form.rows != root.columns):
                    continue
                if right.form is not None and root.columns == ONE:
                    continue
                form = traced(normal, root.transpose(), left.form, root, right.form)
                reduced = flat(form)
                if reduced is None:
                    continue
                conclusion = root
                if not left.definite and left.form is not None:
                    conclusion = normal.times(left.form, conclusion)
                if not right.definite and right.form is not None:
                    conclusion = normal.times(conclusion, right.form)
                gram = Gram((terms.polynomial(root),), left.matrix, right.matrix)
                yield Vanished(gram, form, reduced, conclusion)
