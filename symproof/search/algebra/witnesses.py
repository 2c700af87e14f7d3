"""Inverses in sight that no premise declares, such as inv(A B) for invertible A and B: each is shown by a witness."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from dataclasses import replace
from itertools import islice

from symproof.explain.letters import transposes
from symproof.kernel.algebra.calls import of_word
from symproof.kernel.algebra.words import Letter, Polynomial, combine, constant, flip, multiply
from symproof.language.certificate import Algebra, Certificate, Derived, Entry, Law, Parts, Witness
from symproof.language.formulas import Formula, Invertible
from symproof.language.terms import Call, Product, Term, Transpose
from symproof.search.algebra.bridge import Terms
from symproof.search.algebra.kernels import MINUS
from symproof.search.algebra.premised import true_inverses
from symproof.search.algebra.rules.functions import witness_by_functions
from symproof.search.algebra.rules.witness import witness_of
from symproof.search.algebra.search import Problem, Purse

MOST_PRODUCTS = 4  # of one inverse with what stands after it


def add_witnesses(
    problem: Problem, purse: Purse, premises: dict[str, Formula], aside: Callable[[], Purse], *, quick: bool = False
) -> bool:
    """Adds E inv(E) = I = inv(E) E for each of them that has a witness; whether any has. ``quick``: only for values of
    functions and powers, such as inv(kron(A, B)), whose witnesses need no search."""
    normal = problem.normal
    declared = true_inverses(premises, normal)
    before = len(problem.derived)
    for base, inverted in list(normal.inverse_of.items()):
        if base in declared or purse.empty:
            continue
        form = min(inverted, inverted.transpose(), key=transposes)
        letter, unit = normal.inverse(form), constant(form.rows)
        right, left = combine(multiply(form, letter), unit, -1), combine(multiply(letter, form), unit, -1)
        if problem.knows(right):  # an instance of a schema declares it
            continue
        own = aside()
        allowed = own.work
        side = replace(problem, claim=form)
        found = witness_by_functions(side, own) or (None if quick else witness_of(side, own))
        purse.spend(allowed - own.work)
        if found is not None:
            problem.derive(Witness(Terms(normal).polynomial(form), *found), right, left)
            _equate(problem, letter, *found)
    return len(problem.derived) > before


def by_matrix(
    claim: Invertible,
    problem: Problem,
    invertible: Callable[[Formula], Certificate | None],
    purse: Purse,
) -> list[Derived]:
    """Derived steps that end with a witness for det(E): the scalar det(inv(E)), since det(E) det(inv(E)) = 1. The list
    is empty if the search does not show that E is invertible."""
    argument = claim.argument
    if not isinstance(argument, Call) or argument.name != "det":
        return []
    matrix, normal = argument.arguments[0], problem.normal
    shown = invertible(Invertible(matrix))
    first = shown.parts[0] if isinstance(shown, Parts) else None
    if not isinstance(first, Algebra) or first.invertible:
        return []
    # No other equations: those that the problem has number its derived steps otherwise.
    inner = replace(problem, equations=[], derived=[*first.derived])
    form, terms = normal.polynomial(matrix), Terms(normal)
    equation = Product((matrix, terms.polynomial(normal.inverse(form)))), terms.polynomial(constant(form.rows))
    right, _ = inner.of_inverse(form)
    inner.derive(Law("intermediate equation", equation, (), first.combination), right)
    found = witness_by_functions(inner, purse)
    return [] if found is None else [*inner.derived, Witness(argument, *found)]


def _equate(problem: Problem, letter: Polynomial, value: Term, entries: tuple[Entry, ...]) -> None:
    """inv(E) = Y for the witness Y, as inv(E) - Y = (inv(E) E - I) Y - inv(E) (E Y - I): products of calls, such as
    kron(A, B) kron(C, D), are words that the completion does not multiply out."""
    inverse = Terms(problem.normal).polynomial(letter)
    difference = problem.normal.difference(inverse, value)
    if not difference.terms or problem.knows(difference) or any(entry.trace or entry.factor for entry in entries):
        return
    inside = [replace(entry, left=_times(inverse, entry.left), factor=MINUS) for entry in entries]
    first = Entry(f"step:{len(problem.derived)}", 1, right=value)
    problem.derive(Law("intermediate equation", (inverse, value), (), (first, *inside)), difference)
    if letter.is_scalar:
        return
    (own,), step = next(iter(letter.terms))[1], f"step:{len(problem.derived)}"
    for turned in (False, True):
        for rest in list(islice(_after(problem, flip(own) if turned else own), MOST_PRODUCTS)):
            _equate_products(problem, (inverse, value), Terms(problem.normal).polynomial(rest), step, turned=turned)


def _after(problem: Problem, letter: Letter) -> Iterator[Polynomial]:
    """What stands after the letter in the words of the claim and of the equations, and in their transposes."""
    forms = [problem.claim, *(item.form for item in problem.equations)]
    for _, word in [key for form in forms for side in (form, form.transpose()) for key in side.terms]:
        at = word[:-1].index(letter) if letter in word[:-1] else None
        if at is not None:
            yield of_word(word[at + 1].rows, word[-1].columns, word[at + 1 :])


def _equate_products(problem: Problem, sides: tuple[Term, Term], right: Term, step: str, *, turned: bool) -> None:
    """inv(E) R = Y R, the right side multiplied out, from the step that says inv(E) = Y; or the same of inv(E)^T."""
    left, value = (Product((Transpose(side) if turned else side, right)) for side in sides)
    form = problem.normal.difference(left, value)
    if form.terms and not problem.knows(form):
        entry = Entry(step, transposed=turned, right=right)
        problem.derive(Law("intermediate equation", (left, value), (), (entry,)), form)


def _times(left: Term, right: Term | None) -> Term:
    return left if right is None else Product((left, right))
