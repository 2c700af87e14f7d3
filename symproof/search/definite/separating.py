"""Claims that a matrix polynomial is semidefinite, as questions for a functional that separates it from the squares."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import replace

from symproof.kernel.algebra.keys import Kind
from symproof.kernel.algebra.nonnegative import stated
from symproof.kernel.algebra.normal import Normalizer
from symproof.kernel.algebra.words import Letter, Polynomial, flip
from symproof.kernel.context import context_of
from symproof.language.affine import ONE, Affine
from symproof.language.formulas import Compare, Equal, ForAll, Formula, Predicate, Sequent
from symproof.language.parts import premise_conjuncts
from symproof.language.refusal import Refusal
from symproof.search.definite.functional import Form, Question, functional
from symproof.search.definite.represented import Point, points
from symproof.search.definite.sources import form_between
from symproof.search.ranges import searching

MAX_DEGREE = 8


def separating_points(sequent: Sequent) -> Iterator[Point]:
    """Points at which the matrix of the claim may have a negative eigenvalue, the smallest first; none where the claim
    is no matrix polynomial, or a premise says more than that letters are symmetric or linear forms semidefinite."""
    try:
        question = question_of(sequent)
    except Refusal:
        question = None
    found = None if question is None else functional(question)
    if found is not None:
        yield from points(found)


def question_of(sequent: Sequent) -> Question | None:
    """The claim and the premises as forms in words of symbols; None where they are not of this kind."""
    found = _goal(sequent)
    if found is None:
        return None
    normal, matrix, column = found
    shapes: dict[str, tuple[Affine, Affine]] = {}
    goal = _form(matrix, shapes)
    if goal is None or matrix.is_scalar or not matrix.terms or max(map(len, goal)) > MAX_DEGREE:
        return None
    signs: dict[str, int] = {}
    premises: list[tuple[Affine, Form]] = []
    for premise in sequent.premises:
        for around, item in premise_conjuncts(premise.formula):
            if around or not _is_known(normal, item, shapes, signs, premises):
                return None
    if column in shapes:
        return None
    return Question(matrix.rows, goal, shapes, signs, tuple(premises), column)


def _goal(sequent: Sequent) -> tuple[Normalizer, Polynomial, str] | None:
    """S that is claimed to be semidefinite; where the claim is x^T S x >= 0 for a column x, also the name of x."""
    context, claim = context_of(sequent.declarations, sequent.facts), sequent.claim
    while isinstance(claim, ForAll):
        context = replace(context, symbols={**context.symbols, **{item.name: item for item in claim.symbols}})
        claim = claim.body
    if not isinstance(claim, Predicate | Compare):
        return None
    normal = Normalizer(searching(context))
    matrix, _ = stated(normal, claim)
    if not matrix.is_scalar:
        return normal, matrix, ""
    columns = [item.name for item in context.symbols.values() if item.columns == ONE and item.range is None]
    for name in columns:
        inner = form_between(normal, claim.left, claim.right, name) if isinstance(claim, Compare) else None
        if inner is not None:
            return normal, inner, name
    return None


def _is_known(
    normal: Normalizer, item: Formula, shapes: dict[str, tuple[Affine, Affine]], signs: dict[str, int],
    premises: list[tuple[Affine, Form]],
) -> bool:  # fmt: skip
    """Whether the premise is of a known kind; then it is added to the signs of letters or to the premises."""
    match item:
        case Equal():
            form = normal.difference(item.left, item.right)
            return not form.terms or _is_sign(form, shapes, signs)
        case Compare("<=" | "<") | Predicate("positive semidefinite" | "positive definite"):
            matrix, _ = stated(normal, item)
            found = _form(matrix, shapes)
            if found is None or matrix.is_scalar or any(len(word) > 1 for word in found):
                return False
            premises.append((matrix.rows, found))
            for word in found if isinstance(item, Predicate) and len(found) == 1 else ():
                signs.update((name, 1) for name, _ in word)
            return True
        case _:
            return False


def _is_sign(form: Polynomial, shapes: dict[str, tuple[Affine, Affine]], signs: dict[str, int]) -> bool:
    """Whether a form is X^T - X or X^T + X; then the sign of X is noted."""
    found = _form(form, shapes)
    words = [word for _, word in form.terms]
    if found is None or len(words) != 2 or len(words[0]) != 1 or words[1] != (flip(words[0][0]),):
        return False
    one, two = form.terms.values()
    if abs(one) != abs(two) or signs.get(str(words[0][0].base.name), 0) == (1 if one == two else -1):
        return False
    signs[str(words[0][0].base.name)] = -1 if one == two else 1
    return True


def _form(matrix: Polynomial, shapes: dict[str, tuple[Affine, Affine]]) -> Form | None:
    """The form in words of symbols, without scalars; their shapes are noted."""
    found: dict[tuple[tuple[str, bool], ...], float] = {}
    for (monomial, word), value in matrix.terms.items():
        if monomial or not all(map(_is_symbol, word)):
            return None
        for letter in word:
            upright = flip(letter) if letter.transposed else letter
            shapes[str(letter.base.name)] = upright.rows, upright.columns
        found[tuple([(str(letter.base.name), letter.transposed) for letter in word])] = float(value)
    return found


def _is_symbol(letter: Letter) -> bool:
    return letter.base.kind is Kind.SYMBOL and letter.high is None and isinstance(letter.base.name, str)
