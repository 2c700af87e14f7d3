"""Equations between block matrices, block by block, and what else they give: products the other way round, scalars that
vanish, matrices that are equal where their columns are."""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import replace
from itertools import product as pairs

from symproof.kernel.algebra.blocks import rows_of
from symproof.kernel.algebra.keys import Kind
from symproof.kernel.algebra.words import Letter, Polynomial, Word, combine, constant, flip, of_letter
from symproof.language.affine import ONE, Affine, times
from symproof.language.certificate import CallCongruence, Definite, Entry, Law, TwoSided
from symproof.language.formulas import Equal, Formula
from symproof.language.parts import premise_parts
from symproof.language.refusal import Refusal
from symproof.language.terms import Call, Identity, Product, Term, Transpose, Zero
from symproof.search.algebra.bridge import Equation, Terms, letters_of
from symproof.search.algebra.in_sight import calls_in_sight
from symproof.search.algebra.rules.rounds import prove, shown
from symproof.search.algebra.search import Problem, Purse

NAME = "intermediate equation"
MOST = 16  # components
MOST_SCALARS = 3
WORK = 4000  # for one scalar


def add_blockwise(problem: Problem, premises: Mapping[str, Formula], purse: Purse) -> bool:
    """Adds what equations between block matrices say of their blocks; whether there is anything new."""
    before = len(problem.derived)
    _add_turned_products(problem, premises)
    _add_components(problem)
    return len(problem.derived) > before


def _add_turned_products(problem: Problem, premises: Mapping[str, Formula]) -> None:
    """Adds Y X = I for a premise X Y = I between square matrices of which one is written in blocks."""
    normal = problem.normal
    for name, formula in premises.items():
        for part, (around, equation) in enumerate(premise_parts(formula)):
            if around or not isinstance(equation, Equal) or not isinstance(equation.left, Product):
                continue
            if not isinstance(equation.right, Identity) or not _in_blocks(normal.polynomial(equation.left)):
                continue
            factors = equation.left.factors
            for at in range(1, len(factors)):
                sides = [item[0] if len(item) == 1 else Product(item) for item in (factors[:at], factors[at:])]
                first, second = map(normal.polynomial, sides)
                form = combine(normal.times(second, first), constant(second.rows), -1) if _square(first) else None
                if form is not None and form.terms and not problem.knows(form):
                    problem.derive(TwoSided(sides[0], sides[1], (Entry(name, part),)), form)


def _square(form: Polynomial) -> bool:
    return form.rows == form.columns != ONE


def _in_blocks(form: Polynomial) -> bool:
    """Whether selections of rows stand at the ends of words."""
    return any(letter.base.kind is Kind.PART for _, word in form.terms for letter in (*word[:1], *word[-1:]))


def _add_components(problem: Problem) -> None:
    """Adds each block of the equations P = Q between block matrices: S^T (P - Q) T = 0 for the selections S and T of
    their rows and columns."""
    made = 0
    for equation in [item for item in problem.equations if _in_blocks(item.form)]:
        for row, column in pairs(_selections(equation.form), _selections(equation.form.transpose())):
            form = _between(problem, equation, row, column)
            if form.terms and not problem.knows(form) and made < MOST:
                made += 1
                _component(problem, equation, row, column, form)


def _selections(form: Polynomial) -> list[Letter | None]:
    """The selections with which words of the form begin; None for all rows."""
    found: dict[Letter | None, None] = {}
    for _, word in form.terms:
        if word and not word[0].transposed and rows_of(word[0]) is not None:
            found[word[0]] = None
    return list(found) or [None]


def _component(
    problem: Problem, equation: Equation, row: Letter | None, column: Letter | None, form: Polynomial
) -> None:
    terms = Terms(problem.normal)
    left = terms.letter(flip(row)) if row is not None else None
    right = terms.letter(column) if column is not None else None
    entry = Entry(equation.id, equation.part, equation.at, False, left, right)
    _intermediate(problem, form, (entry,))


def _intermediate(problem: Problem, form: Polynomial, entries: tuple[Entry, ...]) -> str:
    """Adds form = 0 as a step of its own, and returns its name."""
    given = (Terms(problem.normal).polynomial(form), Zero(form.rows, form.columns))
    problem.derive(Law(NAME, given, (), entries), form)
    return f"step:{len(problem.derived)}"


# ------------------------------------------------------------------------------------------------ entries


def add_entries(problem: Problem, premises: Mapping[str, Formula], purse: Purse) -> bool:
    """Adds e_i^T (P - Q) e_j = 0 for the entries of which a scalar claim speaks; for a claim c = 0 about a number, of
    which the equations speak. Whether there is anything new."""
    before, places = len(problem.derived), _places(problem.claim)
    if problem.claim.is_scalar and problem.claim.terms.keys() == constant(ONE).terms.keys():
        places = _ends([word for equation in problem.equations for _, word in equation.form.terms if word])
    for equation in [item for item in problem.equations if not item.form.is_scalar]:
        rows, columns = (_of_size(places, size) for size in (equation.form.rows, equation.form.columns))
        for row, column in pairs(rows, columns):
            form = _between(problem, equation, row, column)
            if form.terms and not problem.knows(form) and len(problem.derived) < before + MOST:
                _component(problem, equation, row, column, form)
    return len(problem.derived) > before


def _places(claim: Polynomial) -> list[Letter]:
    """The unit columns at the ends of the scalars in a claim."""
    words: list[Word] = [content for monomial, _ in claim.terms for kind, content in monomial if kind == "word"]  # type: ignore[misc]
    return _ends(words)


def _ends(words: Sequence[Word]) -> list[Letter]:
    """The unit columns with which words begin or end."""
    ends = [letter for word in words for letter in (word[0], word[-1]) if letter.base.kind is Kind.UNIT]
    return list(dict.fromkeys([flip(letter) if letter.transposed else letter for letter in ends]))


def _of_size(places: list[Letter], size: Affine) -> list[Letter | None]:
    return [None] if size == ONE else [place for place in places if place.rows == size]


def _between(problem: Problem, equation: Equation, row: Letter | None, column: Letter | None) -> Polynomial:
    """S^T (P - Q) T for the selections or unit columns S and T, each I where there is none."""
    factors = [] if row is None else [of_letter(row).transpose()]
    factors += [equation.form, *([] if column is None else [of_letter(column)])]
    return problem.normal.product(factors)


# ------------------------------------------------------------------------------------------------ scalars


def add_vanishing_scalars(problem: Problem, premises: Mapping[str, Formula], purse: Purse) -> bool:
    """Adds c = 0 for the scalar symbols c in sight of which the equations show it; whether there is any."""
    forms = [equation.form for equation in problem.equations]
    symbols = [letter for letter in letters_of(forms) if letter.base.kind is Kind.SYMBOL and _is_scalar(letter)]
    found = False
    for letter in symbols[:MOST_SCALARS] if not all(form.is_scalar for form in forms) else ():
        form = of_letter(letter)
        if problem.knows(form) or form.terms == problem.claim.terms:
            continue
        entries = shown(problem, form, purse, WORK)
        if entries:
            _intermediate(problem, form, entries)
            found = True
    return found


def _is_scalar(letter: Letter) -> bool:
    return letter.rows == letter.columns == ONE


# ------------------------------------------------------------------------------------------------ stacked columns


def add_vectorised(problem: Problem, premises: Mapping[str, Formula], purse: Purse) -> bool:
    """Adds P = 0 for the claim P = 0 where vec(P) = 0 follows from the premises and from what they say of vec: since
    tr(P^T P) = vec(P)^T vec(P); whether it does."""
    normal, claim = problem.normal, problem.claim
    called = {call.name for call in calls_in_sight(normal)}
    if ONE in (claim.rows, claim.columns) or not called & {"kron", "vec"} or not claim.terms:
        return False
    for derived in list(_stacked(problem, premises)):
        form = combine(normal.polynomial(derived.left), normal.polynomial(derived.right), -1)
        if form.terms and not problem.knows(form):
            problem.derive(derived, form)
    term = Terms(normal).polynomial(claim)
    vector = Call("vec", (term,), normal.context.canonical(times(claim.rows, claim.columns)), ONE)
    form = normal.polynomial(vector)
    outcome = prove(replace(problem, claim=form), purse)
    if outcome.combination is None or outcome.vacuous:
        return False
    step = _intermediate(problem, form, outcome.combination)
    row = Transpose(Terms(normal).polynomial(form))
    problem.derive(Definite(term, True, (Entry(step, left=row),)), claim)
    return True


def _stacked(problem: Problem, premises: Mapping[str, Formula]) -> Iterator[CallCongruence]:
    """vec(P) = vec(Q) and vec(P^T) = vec(Q^T) for the premises P = Q between matrices."""
    normal = problem.normal
    for name, formula in premises.items():
        for part, (around, equation) in enumerate(premise_parts(formula)):
            if around or not isinstance(equation, Equal):
                continue
            try:
                form = normal.polynomial(equation.left)
            except Refusal:
                continue
            if ONE in (form.rows, form.columns):
                continue
            size = normal.context.canonical(times(form.rows, form.columns))
            for turned in (False, True):
                sides: list[Term] = [equation.left, equation.right]
                sides = [Transpose(side) for side in sides] if turned else sides
                calls = [Call("vec", (side,), size, ONE) for side in sides]
                yield CallCongruence(calls[0], calls[1], 0, (Entry(name, part, transposed=turned),))
