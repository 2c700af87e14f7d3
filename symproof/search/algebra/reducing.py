"""What forms come to by the equations of a problem, with the entries that show it."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import replace

from symproof.kernel.algebra.words import Polynomial, constant
from symproof.language.affine import ONE
from symproof.language.certificate import Entry
from symproof.language.records import dataclass
from symproof.search.algebra.bridge import Equation
from symproof.search.algebra.ideals.ring import ExhaustedError
from symproof.search.algebra.search import Problem, Purse, Run, Search

REDUCING_WORK = 2000


@dataclass(frozen=True, slots=True)
class Reducer:
    """A completion of some equations of a problem, made once."""

    problem: Problem
    run: Run | None

    def reduced(self, form: Polynomial) -> Polynomial | None:
        """What the form comes to by the equations; None where it stays as it is."""
        if self.run is None or not self.run.writes(form):
            return None
        try:
            poly = self.run.completion.normal_form(self.run.poly(form))
        except ExhaustedError:
            return None
        found = self.problem.normal.polynomial(self.run.alphabet.term(poly, form.rows, form.columns))
        return None if found.terms == form.terms else found

    def shown(self, form: Polynomial) -> tuple[Entry, ...] | None:
        """The entries of form = 0; None where it is not seen to be zero."""
        if not form.terms:
            return ()
        if self.run is None or not self.run.writes(form):
            return None
        try:
            target = self.run.completion.target("reduced", self.run.poly(form))
            return None if target.rest else self.run.entries(target.links, form)
        except ExhaustedError:
            return None


def reducer(problem: Problem, equations: list[Equation], purse: Purse, others: Sequence[Polynomial] = ()) -> Reducer:
    """The completion of these equations, as far as a little work takes it; letters of ``others`` may be reduced too."""
    if not equations:
        return Reducer(problem, None)
    run = Search(replace(problem, equations=equations, claim=constant(ONE, 0)), purse, others=others).run(0)
    try:
        run.completion.run(REDUCING_WORK, stop_when_closed=False)
    except ExhaustedError:
        return Reducer(problem, None)
    finally:
        purse.spend(run.completion.work)
    return Reducer(problem, None if run.completion.vacuous else run)


def length(form: Polynomial) -> int:
    """The letters and terms of a form."""
    return sum(1 + len(word) for _, word in form.terms)
