"""One equation from others: a portfolio of completions, sliced by counted work, and the entries it comes to."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass, field

from symproof.kernel.affine import Affine
from symproof.kernel.certificate import Derived, Entry
from symproof.kernel.normal import Normalizer
from symproof.kernel.words import Letter, Polynomial, flip
from symproof.prove.bridge import Alphabet, Cuts, Equation, letters_of
from symproof.prove.completion import Completion, Expanded, Target, expand
from symproof.prove.relations import close_by_relations
from symproof.prove.ring import ExhaustedError

FIRST_SLICE = 1500
EXPANSION_CAP = 20_000
SHORT = 6  # entries: not worth looking for a shorter certificate


@dataclass(slots=True)
class Problem:
    """``equations |- claim = 0`` in forms of one normalizer."""

    normal: Normalizer
    equations: list[Equation]
    claim: Polynomial

    @property
    def plain(self) -> bool:
        """No scalar atoms and no size that is literally 1: words alone."""
        forms = [self.claim, *(equation.form for equation in self.equations)]
        return not any(
            monomial or any(_thin(letter) for letter in word) for form in forms for monomial, word in form.terms
        )


def _thin(letter: Letter) -> bool:
    return (letter.rows.is_constant and letter.rows.constant == 1) or (
        letter.columns.is_constant and letter.columns.constant == 1
    )


@dataclass(frozen=True, slots=True)
class Proof:
    """The combination that gives the claim, and the derived steps that it uses."""

    combination: tuple[Entry, ...]
    derived: tuple[Derived, ...] = ()


@dataclass(slots=True)
class Outcome:
    """``complete``: every completion that could decide the claim is finished and it does not reduce."""

    proof: Proof | None = None
    complete: bool = False
    vacuous: bool = False
    work: int = 0


class Run:
    """One completion under one order of the letters."""

    def __init__(self, problem: Problem, cuts: Cuts, order: Sequence[Letter], plain: bool) -> None:
        self.problem = problem
        self.alphabet = Alphabet(problem.normal, cuts, order, plain)
        self.completion = Completion(self.alphabet.ring)
        self.sources: dict[int, Equation] = {}
        self.stuck = False
        claim = self.alphabet.poly(problem.claim)
        for equation in problem.equations:
            if equation.defines is not None:
                self.add(equation)
        for equation in problem.equations:
            if equation.defines is None:
                self.add(equation)
        self.target = self.completion.target("claim", claim)

    def add(self, equation: Equation) -> None:
        form = equation.form
        poly = self.alphabet.poly(form)
        size = self.alphabet.size(form.rows)
        if equation.defines is not None:
            node = self.completion.force(self.alphabet.word((equation.defines,)), poly, size)
        else:
            node = self.completion.given(poly, size=size, scalar=form.is_scalar)
        self.sources[node] = equation

    def advance(self, limit: int) -> None:
        try:
            self.completion.run(limit)
            if self.target.rest and not self.alphabet.ring.plain and not self.completion.vacuous:
                close_by_relations(self.completion, self.target)
        except ExhaustedError:
            self.stuck = True

    @property
    def closed(self) -> bool:
        return not self.target.rest

    @property
    def over(self) -> bool:
        return self.stuck or self.closed or self.completion.vacuous or self.completion.finished

    def expanded(self, target: Target) -> Expanded | None:
        try:
            return expand(self.completion, target.links, EXPANSION_CAP)
        except ExhaustedError:
            return None


@dataclass(slots=True)
class Search:
    """The portfolio for one problem."""

    problem: Problem
    budget: int
    runs: list[Run] = field(default_factory=list)

    def solve(self) -> Outcome:
        problem = self.problem
        forms = [equation.form for equation in problem.equations] + [problem.claim]
        letters = letters_of(forms)
        cuts = Cuts(problem.normal, letters.values())
        pieces: dict[Letter, None] = {}
        for letter in letters.values():
            for piece in cuts.pieces(letter):
                pieces[flip(piece) if piece.transposed else piece] = None
        plain = problem.plain and not any(_thin(piece) for piece in pieces)
        return self._portfolio(_orders(list(pieces)), cuts, plain)

    def _portfolio(self, orders: list[list[Letter]], cuts: Cuts, plain: bool) -> Outcome:
        slice_ = FIRST_SLICE
        while self._spent < self.budget:
            for number, order in enumerate(orders):
                if number == len(self.runs):
                    self.runs.append(Run(self.problem, cuts, order, plain))
                run = self.runs[number]
                run.advance(slice_)
                if run.closed or run.completion.vacuous or run.completion.finished:
                    return self._settled(number, orders, cuts, plain)
            if all(run.over for run in self.runs):
                break
            slice_ *= 2
        return Outcome(work=self._spent)

    @property
    def _spent(self) -> int:
        return sum(run.completion.work for run in self.runs)

    def _settled(self, number: int, orders: list[list[Letter]], cuts: Cuts, plain: bool) -> Outcome:
        run = self.runs[number]
        if self._vacuous(run):
            return Outcome(vacuous=True, work=self._spent)
        if not run.closed:
            return Outcome(complete=plain and run.completion.complete, work=self._spent)
        best: tuple[Run, Expanded] | None = None
        for other in self._others(number, orders, cuts, plain):
            if other.closed and (best is None or len(best[1]) > SHORT):
                expanded = other.expanded(other.target)
                if expanded is not None and (best is None or len(expanded) < len(best[1])):
                    best = other, expanded
        if best is None:
            return Outcome(work=self._spent)
        return Outcome(Proof(entries_of(*best, self.problem.claim)), work=self._spent)

    def _vacuous(self, run: Run) -> bool:
        """After a proof the completion goes on for a while, in case the premises contradict each other."""
        if run.closed:
            try:
                run.completion.run(2 * run.completion.work + 200, stop_when_closed=False)
            except ExhaustedError:
                pass
        return run.completion.vacuous

    def _others(self, number: int, orders: list[list[Letter]], cuts: Cuts, plain: bool) -> Iterator[Run]:
        """The run that closed first, then the others, each allowed as much work."""
        first = self.runs[number]
        yield first
        for position, order in enumerate(orders):
            if position == number:
                continue
            if position == len(self.runs):
                self.runs.append(Run(self.problem, cuts, order, plain))
            self.runs[position].advance(first.completion.work)
            yield self.runs[position]


def entries_of(run: Run, expanded: Expanded, claim: Polynomial) -> tuple[Entry, ...]:
    return run.alphabet.entries(expanded, run.sources, claim.rows, claim.columns)


def _orders(letters: list[Letter]) -> list[list[Letter]]:
    """A few orders: as they appear, backward, inverses first."""
    inverses = [letter for letter in letters if letter.base.startswith("inv(")]
    others = [letter for letter in letters if not letter.base.startswith("inv(")]
    found: list[list[Letter]] = []
    for order in (letters[::-1], letters, inverses + others, others + inverses):
        if order not in found:
            found.append(order)
    return found


_ = Affine
