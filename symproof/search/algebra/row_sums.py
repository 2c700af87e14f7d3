"""Columns behind Hadamard products: (X hadamard Y) z = diag(X D(z) Y^T) 1, where D(z) is diagonal with the column z."""

from __future__ import annotations

from collections.abc import Iterator

from symproof.kernel.algebra.calls import parts_of
from symproof.kernel.algebra.laws import LAWS
from symproof.kernel.algebra.words import Polynomial
from symproof.language.affine import ONE
from symproof.language.certificate import Law
from symproof.language.refusal import Refusal
from symproof.language.terms import Call, Identity, Term
from symproof.search.algebra.bridge import Terms
from symproof.search.algebra.search import Problem

NAME = "row sums of a Hadamard product"
MOST = 6


def add_row_sums(problem: Problem) -> None:
    """Adds the law for the columns that stand behind a Hadamard product in the claim or in a premise."""
    forms = [problem.claim, *(equation.form for equation in problem.equations)]
    for product, column in list(dict.fromkeys(item for form in forms for item in _columns(problem, form)))[:MOST]:
        try:
            ((left, right),) = LAWS[NAME].gives((product, column), Identity(product.rows))
            form = problem.normal.difference(left, right)
        except Refusal:
            continue
        if form.terms and not problem.knows(form):
            problem.derive(Law(NAME, (product, column)), form)


def _columns(problem: Problem, form: Polynomial) -> Iterator[tuple[Call, Term]]:
    """The Hadamard products in a form with the columns behind them, and those of transposed words."""
    terms = Terms(problem.normal)
    for _, word in (*form.terms, *form.transpose().terms):
        for at, letter in enumerate(word):
            parts = parts_of(problem.normal, letter, "hadamard") if letter.columns != ONE else None
            end = next((to for to in range(at + 1, len(word)) if word[to].columns == ONE), 0)
            if parts and end:
                product = Call("hadamard", tuple(map(terms.polynomial, parts)), letter.rows, letter.columns)
                column = Polynomial(word[at + 1].rows, ONE, {((), word[at + 1 : end + 1]): 1})
                yield product, terms.polynomial(column)
