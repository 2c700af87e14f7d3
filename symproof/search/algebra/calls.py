"""Congruences of named functions: from equations among the premises to equations between calls in sight."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Iterator, Mapping
from dataclasses import replace

from symproof.kernel.algebra.determinants import turned
from symproof.kernel.algebra.normal import Normalizer
from symproof.kernel.algebra.words import Polynomial, combine
from symproof.language.affine import ONE, Affine, times
from symproof.language.certificate import CallCongruence, Entry
from symproof.language.formulas import Equal, Formula
from symproof.language.functions import CALLS
from symproof.language.parts import premise_parts
from symproof.language.refusal import Refusal
from symproof.language.terms import Call, Term, Transpose
from symproof.search.algebra.bridge import Terms, letters_of
from symproof.search.algebra.identities import identities
from symproof.search.algebra.in_sight import calls_in_sight
from symproof.search.algebra.reducing import Reducer, length, reducer
from symproof.search.algebra.rules.rounds import prove
from symproof.search.algebra.search import Problem, Purse

MOST_CALLS = 24  # whose arguments are simplified
MOST = 12  # congruences
ROUNDS = 3  # a congruence may bring calls in sight to which another premise applies


def add_call_congruences(problem: Problem, premises: Mapping[str, Formula]) -> None:
    """Adds g(P) = g(Q) for a premise P = Q and a function g of one matrix in sight, and g(..., P, ...) = g(..., Q, ...)
    where a call in sight has P or Q among its arguments."""
    equations = list(_equations(problem, premises))
    tried: set[tuple[str, str, str]] = set()
    for _ in range(ROUNDS if equations else 0):
        before = len(problem.derived)
        for call in calls_in_sight(problem.normal):
            for entry, equation in equations:
                for left, right, place in _pairs(problem, call, equation):
                    _derive(problem, CallCongruence(left, right, place, (entry,)), tried)
        if len(problem.derived) == before:
            return


def add_simplified(problem: Problem, purse: Purse, *, products: bool = False) -> bool:
    """Adds g(..., P, ...) = g(..., Q, ...) for each call g(..., P, ...) of the problem whose argument P equals a
    simpler form Q by the equations, and says whether it added anything. ``products`` includes the calls that products
    of calls make, as kron(A, B) kron(C, D) = kron(A C, B D)."""
    normal = problem.normal
    forms = [problem.claim, *(equation.form for equation in problem.equations)]
    before = len(problem.derived)
    calls = _calls_of(normal, forms)
    if not calls or not problem.equations:
        return False
    if products:
        calls += [call for call in _calls_of(normal, identities(normal, forms)) if call not in calls]
    matrices = [equation for equation in problem.equations if not equation.form.is_scalar]
    simple = reducer(problem, matrices, purse)
    for call in calls[:MOST_CALLS]:
        _simplify(problem, call, simple)
    return len(problem.derived) > before


def _simplify(problem: Problem, call: Call, simple: Reducer) -> None:
    normal, terms = problem.normal, Terms(problem.normal)
    for place in range(len(call.arguments)):
        form = normal.polynomial(call.arguments[place])
        form, found = _reduced(normal, call, form, simple)
        entries = simple.shown(combine(form, found, -1)) if found is not None and length(found) < length(form) else None
        if found is None or not entries:
            continue
        before, after = call.arguments[:place], call.arguments[place + 1 :]
        call = replace(call, arguments=(*before, terms.polynomial(form), *after))
        other = replace(call, arguments=(*before, terms.polynomial(found), *after))
        difference = combine(normal.polynomial(call), normal.polynomial(other), -1)
        if difference.terms and not problem.knows(difference):
            problem.derive(CallCongruence(call, other, place, entries), difference)
        call = other


def _reduced(normal: Normalizer, call: Call, form: Polynomial, simple: Reducer) -> tuple[Polynomial, Polynomial | None]:
    """The argument, and what it simplifies to; of a determinant c I + U V or c I + V U, whichever simplifies."""
    for item in turned(normal, form) if call.name == "det" else [form]:
        found = None if item.is_scalar else simple.reduced(item)
        if found is not None and length(found) < length(item):
            return item, found
    return form, None


def add_alike(problem: Problem, aside: Callable[[], Purse], purse: Purse) -> None:
    """Adds g(..., P, ...) = g(..., Q, ...) for calls in sight that differ in one argument, where P = Q follows; each
    with a purse of its own, taken from ``purse``."""
    normal = problem.normal
    forms = [problem.claim, *(equation.form for equation in problem.equations)]
    for left, right, place in _alike(normal, _calls_of(normal, forms)) if problem.equations else ():
        forms = [normal.polynomial(call.arguments[place]) for call in (left, right)]
        difference = combine(normal.polynomial(left), normal.polynomial(right), -1)
        if not difference.terms or problem.knows(difference):
            continue
        own = aside()
        before = own.work
        outcome = prove(replace(problem, claim=combine(forms[0], forms[1], -1)), own)
        purse.spend(before - own.work)
        if outcome.combination is not None:
            problem.derive(CallCongruence(left, right, place, outcome.combination), difference)


def _calls_of(normal: Normalizer, forms: Iterable[Polynomial]) -> list[Call]:
    """The calls with arguments among the letters of the forms."""
    terms = [normal.applied.get(letter.base) for letter in letters_of(forms)]
    return [term for term in terms if isinstance(term, Call) and term.arguments]


def _alike(normal: Normalizer, calls: list[Call]) -> list[tuple[Call, Call, int]]:
    """Pairs of calls in sight, of one function, whose arguments are written alike except in one place."""
    found: list[tuple[Call, Call, int]] = []
    for position, left in enumerate(calls):
        for right in calls[position + 1 :]:
            if _kind(left) != _kind(right):
                continue
            pairs = enumerate(zip(left.arguments, right.arguments, strict=True))
            places = [place for place, (one, other) in pairs if one != other]
            if len(places) == 1 and _same_size(normal, left.arguments[places[0]], right.arguments[places[0]]):
                found.append((left, right, places[0]))
                if left.name == "det":  # the same for the transpose
                    found.append((left, replace(right, arguments=(Transpose(right.arguments[0]),)), 0))
    return found[:MOST]


def _kind(call: Call) -> tuple[str, int, Affine, Affine]:
    return call.name, len(call.arguments), call.rows, call.columns


def _same_size(normal: Normalizer, left: Term, right: Term) -> bool:
    one, other = normal.polynomial(left), normal.polynomial(right)
    return (one.rows, one.columns) == (other.rows, other.columns)


def _derive(problem: Problem, derived: CallCongruence, tried: set[tuple[str, str, str]]) -> None:
    if len(tried) >= MOST:
        return
    try:
        left, right = problem.normal.polynomial(derived.left), problem.normal.polynomial(derived.right)
        key = (derived.left.name, left.text(), right.text())
    except Refusal:
        return
    if key not in tried:
        tried.add(key)
        form = combine(left, right, -1)
        if form.terms and not problem.knows(form):
            problem.derive(derived, form)


def _equations(problem: Problem, premises: Mapping[str, Formula]) -> Iterator[tuple[Entry, Equal]]:
    """The equations of the premises that are not about all indices of a range."""
    for name, formula in premises.items():
        for part, (schemas, equation) in enumerate(premise_parts(formula)):
            if not schemas and isinstance(equation, Equal):
                yield Entry(name, part), equation


def _pairs(problem: Problem, call: Call, equation: Equal) -> Iterator[tuple[Call, Call, int]]:
    """The calls that the equation makes equal, in each place where it may stand."""
    try:
        left, right = problem.normal.polynomial(equation.left), problem.normal.polynomial(equation.right)
        forms = [problem.normal.polynomial(argument) for argument in call.arguments]
    except Refusal:
        return
    if len(forms) == 1 and call.name in CALLS:
        yield from _of_one(call, equation, left)
    for place, form in enumerate(forms) if len(forms) > 1 else ():
        for found, other in ((left, equation.right), (right, equation.left)):
            if (form.rows, form.columns, form.terms) == (found.rows, found.columns, found.terms):
                arguments = (*call.arguments[:place], other, *call.arguments[place + 1 :])
                here = equation.left if found is left else equation.right
                ours = (*call.arguments[:place], here, *call.arguments[place + 1 :])
                first = found is left
                sides = [Call(call.name, item, call.rows, call.columns) for item in (ours, arguments)]
                yield (sides[0], sides[1], place) if first else (sides[1], sides[0], place)


def _of_one(call: Call, equation: Equal, form: Polynomial) -> Iterator[tuple[Call, Call, int]]:
    """det, rank, adj, ... of both sides of the equation, where it takes them."""
    parameter, gives = CALLS[call.name].parameters[0], CALLS[call.name].gives
    if (parameter.is_scalar and not form.is_scalar) or (parameter.is_square and form.rows != form.columns):
        return
    sizes = {"1": call.rows, "m": form.rows, "n": form.columns}
    if any("*" in size for size in gives):
        if (call.rows, call.columns) != _stacked(form):
            return
        rows, columns = call.rows, call.columns
    elif not set(gives) <= sizes.keys():
        return  # the size of a block matrix depends on all its blocks
    else:
        rows, columns = sizes[gives[0]], sizes[gives[1]]
    sides: list[Term] = [equation.left, equation.right]
    first, second = [Call(call.name, (side,), rows, columns) for side in sides]
    yield first, second, 0


def _stacked(form: Polynomial) -> tuple[Affine, Affine]:
    return times(form.rows, form.columns), ONE
