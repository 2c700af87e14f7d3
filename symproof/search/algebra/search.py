"""One equation from others: a portfolio of completions, sliced by counted work, and the entries it comes to.

Plain ideal membership comes first. Rules beyond it (``rules.py``) start when it is refuted or has cost enough.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Sequence
from dataclasses import field
from fractions import Fraction
from math import inf
from time import process_time

from symproof.kernel.algebra.keys import Kind
from symproof.kernel.algebra.normal import Normalizer
from symproof.kernel.algebra.words import Letter, Polynomial, combine, constant, flip
from symproof.language.affine import ONE
from symproof.language.certificate import Definite, Derived, Entry
from symproof.language.parts import STEP
from symproof.language.records import dataclass
from symproof.language.terms import Basis, Number
from symproof.search.algebra.abbreviations import Abbreviation, abbreviations
from symproof.search.algebra.bridge import Alphabet, Cuts, Equation, letters_of
from symproof.search.algebra.ideals.completion import Completion, Target
from symproof.search.algebra.ideals.expansion import Expanded, expand
from symproof.search.algebra.ideals.reduction import Record
from symproof.search.algebra.ideals.relations import close_by_relations
from symproof.search.algebra.ideals.ring import HERE, ExhaustedError, Poly
from symproof.search.algebra.ideals.shorten import shortened
from symproof.search.algebra.identities import identities

FIRST_SLICE = 1500
LAST_SLICE = 40_000
PLAIN_WORK = 20_000  # before rules beyond ideal membership start
EXPANSION_CAP = 20_000
SHORT = 6  # entries: not worth looking for a shorter certificate
MAX_RULES = 4
REACH = 100  # relations between scalars for a scalar claim; all known proofs take less than half


@dataclass(slots=True)
class Purse:
    """What the search may still spend: counted work decides, the clock is a safety net. ``supposing``: the premises
    may contradict each other, as they do in a proof by contradiction. ``brief``: only what is found at once counts,
    since the claim may be derived otherwise; whoever is left without a certificate searches again."""

    work: int
    deadline: float
    supposing: bool = False
    brief: bool = False

    def spend(self, work: int) -> None:
        """Takes counted work from what is left."""
        self.work -= work

    @property
    def empty(self) -> bool:
        """Whether the work or the time is used up."""
        return self.work <= 0 or process_time() > self.deadline


@dataclass(slots=True)
class Problem:
    """``equations |- claim = 0`` in forms of one normalizer; equations ``step:n`` come from ``derived[n - 1]``."""

    normal: Normalizer
    equations: list[Equation]
    claim: Polynomial
    derived: list[Derived] = field(default_factory=list)
    absurd: bool = False  # what gave a derived step also gives n = 0 for a size n
    thorough: bool = False  # with all ambiguities of scalars before words

    @property
    def plain(self) -> bool:
        """No scalar atoms and no size that is literally 1: words alone."""
        return plain([self.claim, *(equation.form for equation in self.equations)])

    def knows(self, form: Polynomial) -> bool:
        """Whether ``form = 0`` is an equation already, as it stands, transposed or with the other sign."""
        known = {equation.form.text() for equation in self.equations}
        return any(item.text() in known for item in (form, form.scale(-1), form.transpose()))

    def of_inverse(self, form: Polynomial) -> tuple[Polynomial, Polynomial]:
        """E inv(E) - I and inv(E) E - I for the form E, which are zero if E is invertible."""
        letter, unit = self.normal.inverse(form), constant(form.rows)
        right, left = self.normal.times(form, letter), self.normal.times(letter, form)
        return combine(right, unit, -1), combine(left, unit, -1)

    def derive(self, derived: Derived, *forms: Polynomial, defines: Letter | None = None) -> None:
        """Adds a derived step and its equations; ``defines``: they say what this letter is."""
        self.derived.append(derived)
        name = f"step:{len(self.derived)}"
        lemma = isinstance(derived, Definite)
        self.equations += [
            Equation(name, part, (), form, defines, lemma=lemma) for part, form in enumerate(forms) if form.terms
        ]


def plain(forms: Iterable[Polynomial]) -> bool:
    """Whether the forms hold no scalar atoms and no size that is literally 1."""
    return not any(monomial or any(map(thin, word)) for form in forms for monomial, word in form.terms)


def thin(letter: Letter) -> bool:
    """One of its sizes is literally 1."""
    return letter.rows == (1, ()) or letter.columns == (1, ())


@dataclass(slots=True)
class Outcome:
    """``combination`` closes the claim. ``complete``: plain membership is decided, and the claim is no member;
    ``finished``: the completion came to an end, but scalars are involved, for which it is not a decision."""

    combination: tuple[Entry, ...] | None = None
    complete: bool = False
    finished: bool = False
    vacuous: bool = False
    by_trace: bool = False  # the contradiction is n = 0 for a size n


class Run:
    """One completion under one order of the letters."""

    def __init__(
        self,
        problem: Problem,
        cuts: Cuts,
        order: Sequence[Letter],
        plain: bool,
        deadline: float = inf,
        short: Sequence[Abbreviation] = (),
        known: Sequence[Polynomial] = (),
    ) -> None:
        self.problem, self.deadline = problem, deadline
        self.alphabet = Alphabet(problem.normal, cuts, order, plain, short)
        self.completion = Completion(self.alphabet.ring)
        self.sources: dict[int, Equation] = {}
        self.given: dict[int, Poly] = {}
        self.sizes: dict[int, int] = {}
        self._related: dict[int, tuple[int, Poly]] = {}
        self.stuck = False
        for equation in sorted(problem.equations, key=lambda item: item.defines is None):
            self._add(equation)
        for item in short:
            self._give(self.alphabet.definition(item), self.alphabet.size(item.letter.rows))
        for form in known:  # 0 = 0 in the certificate: no source
            self._give(self.alphabet.poly(form), self.alphabet.size(form.rows), form.is_scalar)
        reach = REACH if problem.claim.is_scalar else REACH // 2
        self.target = self.completion.target("claim", self.alphabet.poly(problem.claim), reach=reach)

    def _add(self, equation: Equation) -> None:
        poly = self.alphabet.poly(equation.form)
        size = self.alphabet.size(equation.form.rows)
        if equation.defines is not None:
            node = self.completion.force(self.alphabet.word((equation.defines,)), poly, size)
            self.given[node], self.sizes[node] = poly, size
        else:
            node = self._give(poly, size, equation.form.is_scalar, first=equation.lemma)
        self.sources[node] = equation

    def _give(self, poly: Poly, size: int, scalar: bool = False, *, first: bool = False) -> int:
        node = self.completion.given(poly, size=size, scalar=scalar, first=first)
        self.given[node], self.sizes[node] = poly, size
        return node

    def advance(self, limit: int) -> None:
        """Works up to ``limit``, then looks for relations between scalars."""
        try:
            while not self._resting(limit) and process_time() < self.deadline:
                self.completion.run(min(limit, self.completion.work + FIRST_SLICE))
            if self.completion.vacuous:
                self._absurd()
            elif not self.alphabet.ring.plain:
                self._relate()
        except ExhaustedError:
            self.stuck = True

    def _absurd(self) -> None:
        """Closes a scalar claim c = 0 with a number c, where 1 = 0 was found."""
        target, elements = self.target, self.completion.elements
        one = next((element for element in reversed(elements) if not element.lead and element.scalar), None)
        if one is not None and self.problem.claim.is_scalar and target.rest.keys() == {""}:
            target.links.append((target.rest.pop(""), HERE, one.node, False))

    def _relate(self) -> None:
        """Relations for the open targets, unless nothing changed since they were looked for in vain."""
        for target in self.completion.targets:
            state = len(self.completion.nodes), target.rest
            if target.rest and self._related.get(id(target)) != state:
                close_by_relations(self.completion, target)
                self._related[id(target)] = state

    def _resting(self, limit: int) -> bool:
        completion = self.completion
        closed = not any(target.rest for target in completion.targets)
        return closed or completion.work >= limit or completion.finished or completion.vacuous

    def advance_until(self, limit: int, targets: list[Target]) -> None:
        """Works until one of the targets is closed."""
        while self.completion.work < limit and all(target.rest for target in targets) and not self.completion.finished:
            if process_time() > self.deadline:
                return
            self.advance(min(limit, self.completion.work + FIRST_SLICE))
            if self.stuck or self.completion.vacuous:
                return
        if self.completion.finished:
            self.advance(self.completion.work)  # for the relations between scalars alone

    @property
    def closed(self) -> bool:
        """Whether the claim is reduced to zero."""
        return not self.target.rest

    @property
    def finished(self) -> bool:
        """Whether the completion came to its end."""
        return self.completion.finished and not self.stuck

    @property
    def over(self) -> bool:
        """Whether this order of the letters can find nothing more."""
        return self.stuck or self.closed or self.completion.vacuous or self.completion.finished

    def expanded(self, links: Record) -> Expanded | None:
        """The trace as multiples of the premises; None where it is too long to expand."""
        try:
            return expand(self.completion, links, EXPANSION_CAP)
        except ExhaustedError:
            return None

    def entries(self, links: Record, like: Polynomial) -> tuple[Entry, ...] | None:
        """The links as entries of a combination of the size of ``like``."""
        expanded = self.expanded(links)
        return None if expanded is None else self.alphabet.entries(expanded, self.sources, like.rows, like.columns)

    def poly(self, form: Polynomial) -> Poly:
        """The form in the letters of this run."""
        return self.alphabet.poly(form)

    def writes(self, form: Polynomial) -> bool:
        """Whether the form has letters of this run only: tr(diag(A)) = tr(A) may bring another one in sight."""
        return self.alphabet.writes(form)


class Search:
    """The portfolio for one problem; with ``traces`` even where the problem is one of words alone. The letters of
    ``others`` are written too."""

    def __init__(
        self, problem: Problem, purse: Purse, *, traces: bool = False, others: Sequence[Polynomial] = ()
    ) -> None:
        self.problem, self.purse, self.traces, self.others = problem, purse, traces, others
        self.runs: dict[int, Run] = {}
        self._prepare()

    def _prepare(self) -> None:
        problem = self.problem
        forms = [*(equation.form for equation in problem.equations), problem.claim]
        derived = [item.form for item in problem.equations if item.id.startswith(STEP)]
        given = [item.form for item in problem.equations if not item.id.startswith(STEP)]
        self._known = identities(problem.normal, [*given, problem.claim], derived)
        forms += self._known
        letters = letters_of([*forms, *self.others])
        self._cuts = Cuts(problem.normal, letters)
        pieces: dict[Letter, None] = {}
        for letter in letters:
            for piece in self._cuts.pieces(letter):
                pieces[flip(piece) if piece.transposed else piece] = None
        self.plain = not self.traces and plain([*forms, *self.others]) and not any(map(thin, pieces))
        self._corners = [] if self.plain else corners(problem)
        for corner in self._corners:
            pieces[corner] = None
        self._short = abbreviations(problem.normal, forms)
        self._orders = orders([*pieces, *(item.letter for item in self._short)])
        self._turns = list(range(len(self._orders)))
        if self._short:  # one short run without abbreviations: now and then it alone comes to an end
            self._orders.append(orders(list(pieces))[0])

    @property
    def orders(self) -> int:
        """How many orders of the letters take turns."""
        return len(self._orders)

    def run(self, number: int) -> Run:
        """The run with the order of this number, made when it is first asked for."""
        made = self.runs.get(number)
        if made is None:
            short = self._short if number in self._turns else []
            order = self._orders[number]
            made = Run(self.problem, self._cuts, order, self.plain, self.purse.deadline, short, self._known)
            made.alphabet.mark(self._corners)
            made.completion.by_length = number % 2 == 1
            made.completion.thorough = self.problem.thorough
            self.runs[number] = made
        return made

    @property
    def unfolded(self) -> Run:
        """A run without abbreviations, for rules that look into words."""
        return self.run(len(self._orders) - 1 if self._short else 0)

    def membership(self, limit: int) -> Outcome | None:
        """Plain ideal membership within ``limit`` steps, None if undecided.

        A finished completion decides membership of words. Of scalars it does not: under another order of the letters
        the claim may close, so that the orders whose turn is still to come get the same work."""
        size = FIRST_SLICE
        for number in range(len(self._turns), len(self._orders)):
            limit += FIRST_SLICE
            if self._advanced(number, size):
                return self._settled(number)
        while not self.purse.empty and self.spent < limit:
            for number in self._turns:
                if self._advanced(number, size):
                    return self._settled(number)
                if self.purse.empty:
                    break
            ended = [number for number in self._turns if self.run(number).finished]
            if ended:
                return self._settled(ended[0])
            if all(self.run(number).over for number in self._turns):
                break
            size = min(2 * size, size + LAST_SLICE)
        return None

    def _advanced(self, number: int, size: int) -> bool:
        """Whether the run, taken to ``size`` steps, comes to a decision."""
        run, before = self.run(number), self.spent
        run.advance(size)
        self.purse.spend(self.spent - before)
        return run.closed or run.completion.vacuous or (self.plain and run.finished)

    @property
    def spent(self) -> int:
        """The work that all runs have taken together."""
        return sum(run.completion.work for run in self.runs.values())

    def _settled(self, number: int) -> Outcome:
        run = self.runs[number]
        if run.completion.vacuous and not (self.purse.supposing and run.closed):
            return Outcome(vacuous=True)
        if run.target.related and not self.purse.supposing and impossible(run):
            return Outcome(vacuous=True, by_trace=True)
        same = self.same()
        if same is not None:
            return Outcome(same)
        if not run.closed:
            return Outcome(complete=self.plain and run.completion.complete, finished=run.completion.finished)
        best: tuple[Run, Expanded] | None = None
        for other in self._others(number):
            expanded = other.expanded(other.target.links) if other.closed else None
            if expanded is not None and (best is None or len(expanded) < len(best[1])):
                best = other, expanded
            if best is not None and len(best[1]) <= SHORT:
                break
        if best is None:
            return Outcome()
        run, expanded = best
        claim = self.problem.claim
        if len(expanded) > 1:
            expanded = shortened(run.alphabet.ring, run.given, expanded, run.poly(claim), sizes=run.sizes)
        return Outcome(run.alphabet.entries(expanded, run.sources, claim.rows, claim.columns))

    def same(self) -> tuple[Entry, ...] | None:
        """The claim is a premise, its transpose, or one of them with the other sign."""
        claim = self.problem.claim
        for sign in (1, -1):
            for flipped in (False, True):
                wanted = (claim.transpose() if flipped else claim).scale(sign).terms
                for equation in self.problem.equations:
                    if equation.form.terms == wanted and equation.form.is_scalar == claim.is_scalar:
                        factor = None if sign == 1 else Number(Fraction(-1))
                        return (Entry(equation.id, equation.part, equation.at, flipped, factor=factor),)
        return None

    def _others(self, number: int) -> Iterator[Run]:
        """The run that closed first, then the others, each allowed half as much work again."""
        first = self.runs[number]
        yield first
        for position in self._turns:
            if position != number:
                self.run(position).advance(first.completion.work * 3 // 2 + 100)
                yield self.runs[position]


def corners(problem: Problem) -> list[Letter]:
    """The basis columns e_1 of the sizes n for which an equation may come to c I_n = 0."""
    forms = [equation.form for equation in problem.equations]
    mixed = [form for form in forms if form.rows == form.columns and not form.is_scalar and not plain([form])]
    sizes = dict.fromkeys(form.rows for form in mixed)
    return [letter for size in sizes for letter in letters_of([problem.normal.polynomial(Basis(ONE, size))])]


def impossible(run: Run) -> bool:
    """Whether the traces that prove the claim also give n = 0 for a size n: A B - B A = A with an invertible A."""
    completion = run.completion
    for traced in completion.ring.traced.values():
        target = Target("size", dict(traced), reach=REACH // 2)
        if len(traced) == 1 and close_by_relations(completion, target):
            return True
    return False


def orders(letters: list[Letter]) -> list[list[Letter]]:
    """A few orders, largest letter first: backward, as they appear, inverses first, inverses last."""
    inverses = [letter for letter in letters if letter.base.kind is Kind.INVERSE]
    others = [letter for letter in letters if letter.base.kind is not Kind.INVERSE]
    found: list[list[Letter]] = []
    for order in (letters[::-1], letters, inverses + others, others + inverses):
        if order not in found:
            found.append(order)
    return found
