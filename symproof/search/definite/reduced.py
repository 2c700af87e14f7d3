"""Forms modulo the equations of the premises, as one completion reduces them."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from dataclasses import replace
from typing import Any, Protocol

from symproof.kernel.algebra.words import Polynomial
from symproof.language.affine import ONE
from symproof.language.refusal import Refusal
from symproof.search.algebra.bridge import letters_of
from symproof.search.algebra.ideals.ring import ExhaustedError
from symproof.search.algebra.search import Problem, Purse, Run, Search

WORK = 6000  # of the completion, before anything is reduced by it


class Reducing(Protocol):
    """What reduces forms modulo the equations of a problem."""

    def __call__(self, form: Polynomial) -> Mapping[Any, Any] | None:
        """The terms of the reduced form; None for what it cannot write."""


class Reducer:
    """Reduces forms whose letters occur in the problem or among the forms that it is made with."""

    def __init__(self, problem: Problem, purse: Purse, forms: Iterable[Polynomial]) -> None:
        self.run: Run | None = None
        self.known: dict[str, dict[Any, Any] | None] = {}
        self.letters = {letter.base for letter in letters_of([problem.claim, *forms])}
        if not problem.equations:
            return
        everything = Polynomial(ONE, ONE, {key: 1 for form in (problem.claim, *forms) for key in form.terms})
        run = Search(replace(problem, claim=everything), purse, traces=True).run(0)
        try:
            run.completion.run(min(WORK, max(purse.work, 0)), stop_when_closed=False)
        except ExhaustedError:
            pass
        finally:
            purse.spend(run.completion.work)
        self.run = run

    @property
    def vacuous(self) -> bool:
        """Whether the premises contradict each other."""
        return self.run is not None and self.run.completion.vacuous

    def __call__(self, form: Polynomial) -> dict[Any, Any] | None:
        """The terms of the reduced form; None where it has letters that this completion does not know, or is too long
        for a name."""
        if self.run is None:
            return form.terms
        try:
            name = form.text()
        except Refusal:
            return None
        if name not in self.known:
            self.known[name] = self._reduced(form, self.run)
        return self.known[name]

    def form(self, form: Polynomial) -> Polynomial | None:
        """The reduced form as a polynomial of the kernel."""
        poly = self(form) if self.run is not None else None
        if poly is None or self.run is None:
            return None
        return self.run.problem.normal.polynomial(self.run.alphabet.term(poly, form.rows, form.columns))

    def _reduced(self, form: Polynomial, run: Run) -> dict[Any, Any] | None:
        if not run.writes(form):
            return None
        try:
            return run.completion.normal_form(run.poly(form))
        except ExhaustedError:
            return None
