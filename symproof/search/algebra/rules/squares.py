"""Sums of squares: F = 0 from F^T F + sum of c Y^T Y = 0 modulo the basis, c > 0, over the real matrices.

The squares that may be added are those of the Gram matrices of F and of the words that read as v^T v in normal forms.
"""

from __future__ import annotations

from fractions import Fraction

from symproof.explain.letters import transposes
from symproof.kernel.algebra.words import Polynomial, multiply
from symproof.language.certificate import Definite, Entry
from symproof.language.records import dataclass
from symproof.language.refusal import Refusal
from symproof.search.algebra.bridge import Terms
from symproof.search.algebra.ideals.completion import Target
from symproof.search.algebra.ideals.reduction import Record
from symproof.search.algebra.ideals.ring import Poly
from symproof.search.algebra.linear import nonnegative_solution
from symproof.search.algebra.search import Problem, Purse, Run, impossible

MAX_SQUARES = 12
REACH = 50  # relations between scalars, for the trace of a square
MAX_ENTRIES = 1000  # of a derived step: beyond that the replay takes too long
WORK = 4000  # more of the completion, with the squares carried along


@dataclass(frozen=True, slots=True, eq=False)
class Square:
    """X^T X, or its trace, on its way through the completion; X is ``form``, itself the Gram matrix of ``root``."""

    form: Polynomial
    traced: bool
    target: Target
    root: Polynomial | None = None

    @property
    def rest(self) -> Poly:
        """What is left of the Gram matrix after reduction."""
        return self.target.rest


def add_definite(problem: Problem, run: Run, purse: Purse, *, traces: bool = False) -> bool:
    """A derived step X = 0 for the claim X, its transpose or one of its Gram matrices; by ``traces`` only, or also."""
    claim = problem.claim
    if run.stuck or run.completion.vacuous or not claim.terms:
        return False
    squares = [square for square in _squares(problem, run) if square.traced or not traces]
    before = run.completion.work
    reach, run.target.reach = run.target.reach, 0  # relations for the claim itself were tried
    found = _vanishing(problem, run, squares, before + min(WORK, max(purse.work, 0)))
    run.target.reach = reach
    problem.absurd |= found and any(square.target.related for square in squares) and impossible(run)
    purse.spend(run.completion.work - before)
    run.completion.targets = run.completion.targets[:1]
    if found or run.stuck or run.completion.vacuous:
        return found
    return any(_sum_of_squares(problem, run, square, squares) for square in squares)


def _vanishing(problem: Problem, run: Run, squares: list[Square], limit: int) -> bool:
    """X = 0 for the first square that becomes 0 and does not take too long to write down."""
    tried: list[Square] = []
    while open_ := [square for square in squares if square not in tried]:
        run.advance_until(limit, [square.target for square in open_])
        closed = [square for square in open_ if not square.rest]
        if run.stuck or run.completion.vacuous or not closed:
            return False
        for square in closed:
            if derive_zero(problem, run, square, []):
                return True
        tried += closed
    return False


def gram(form: Polynomial) -> Polynomial:
    """The Gram matrix X^T X of the matrix X, as a form."""
    return multiply(form.transpose(), form)


def _squares(problem: Problem, run: Run) -> list[Square]:
    claim = problem.claim
    roots = [claim] if claim.is_scalar else [claim, claim.transpose()]
    forms: list[tuple[Polynomial, Polynomial | None]] = [(form, None) for form in roots]
    if len(claim.terms) <= 2 and run.alphabet.ring.plain:
        forms += [(gram(form), form) for form in roots]
    found = []
    for form, root in forms:
        squared = gram(form)
        found.append(Square(form, False, run.completion.target("gram", run.poly(squared)), root))
        if form is claim and not run.alphabet.ring.plain and not squared.is_scalar:
            traced = problem.normal.trace(squared)
            if run.writes(traced):
                found.append(Square(form, True, run.completion.target("gram", run.poly(traced), reach=REACH)))
    return found


def _sum_of_squares(problem: Problem, run: Run, square: Square, squares: list[Square]) -> bool:
    """c >= 0 with X^T X + sum of c Y^T Y = 0 in normal forms, by exact linear programming."""
    others = [
        other
        for other in squares
        if other is not square
        and other.traced == square.traced
        and (square.traced or other.form.columns == square.form.columns)
    ]
    others += _halves(run, [square, *others])
    if len(others) > MAX_SQUARES:
        return False
    polys = [other.rest for other in others]
    keys = sorted({key for poly in (square.rest, *polys) for key in poly})
    columns = [[poly.get(key, 0) for key in keys] for poly in polys]
    found = nonnegative_solution(columns, [-square.rest.get(key, 0) for key in keys])
    if found is None:
        return False
    return derive_zero(problem, run, square, [(c, item) for c, item in zip(found, others, strict=True) if c])


def _halves(run: Run, squares: list[Square]) -> list[Square]:
    """The squares of the words that read as v^T v, or as u v with v^T = c u, in the normal forms of these."""
    found: dict[str, Square] = {}
    halves = [_half(run, key, squares[0]) for key in dict.fromkeys([key for item in squares for key in item.rest])]
    if run.problem.claim.terms.keys() == {((), ())}:  # c I = 0: nothing in it says which squares to add
        halves += _letters(run, squares[0])
    for half in halves:
        if half is not None and half.text() not in found and len(found) <= MAX_SQUARES:
            squared = gram(half)
            like = run.problem.normal.trace(squared) if squares[0].traced else squared
            if not run.writes(like):
                continue
            target = run.completion.target("half", run.poly(like))
            run.completion.targets.remove(target)
            found[half.text()] = Square(half, squares[0].traced, target)
    return list(found.values())


def _letters(run: Run, like: Square) -> list[Polynomial]:
    """The letters, transposed ones too, with as many columns as the square."""
    alphabet = run.alphabet
    size = alphabet.size(like.form.columns)
    return [alphabet.form({code: 1}) for code in alphabet.letters if alphabet.ring.columns[code] == size]


def _half(run: Run, key: str, like: Square) -> Polynomial | None:
    """v where the key reads as v^T v, or may do so by the premises, of the size and kind of the square."""
    ring = run.alphabet.ring
    mono, word = ring.split(key)
    kind = "m"
    if not word and mono and mono[::2] == mono[1::2]:
        return _scalar(run, mono[::2]) if like.form.columns == (1, ()) else None
    if not word and len(mono) == 1:
        kind, word = ring.meaning(mono)
    elif mono:
        return None
    wanted = "t" if like.traced else "w" if like.form.columns == (1, ()) else "m"
    if not word or kind != wanted or len(word) % 2:
        return None
    size = run.alphabet.size(like.form.columns)
    found: list[tuple[bool, int, Polynomial]] = []
    for turn in range(len(word) if kind == "t" else 1):
        turned = word[turn:] + word[:turn]
        half = turned[len(turned) // 2 :]
        if kind == "t" or ring.columns[half[-1]] == size:
            form = run.alphabet.form({half: 1})
            found.append((turned[: len(half)] != ring.transposed(half), transposes(form), form))
    return min(found, key=lambda item: item[:2])[2] if found else None


def _scalar(run: Run, mono: str) -> Polynomial | None:
    """The product of scalars; None where one stands inside a sum and mentions its index, which means nothing here."""
    try:
        return run.alphabet.scalar(mono)
    except Refusal:
        return None


def derive_zero(problem: Problem, run: Run, square: Square, others: list[tuple[Fraction, Square]]) -> bool:
    """Adds the derived step X = 0 from the square and multiples of the others, whose rests add up to 0."""
    links: Record = list(square.target.links)
    for c, other in others:
        links += [(c * d, place, node, flipped) for d, place, node, flipped in other.target.links]
    like = problem.normal.trace(gram(square.form)) if square.traced else gram(square.form)
    entries = run.entries(links, like)
    if entries is None or len(entries) > MAX_ENTRIES or problem.knows(square.form):
        return False
    terms = Terms(problem.normal)
    added = tuple((c, terms.polynomial(other.form)) for c, other in others)
    problem.derive(Definite(terms.polynomial(square.form), square.traced, entries, added), square.form)
    if square.root is not None:
        step = Entry(f"step:{len(problem.derived)}")
        problem.derive(Definite(terms.polynomial(square.root), False, (step,)), square.root)
    return True
