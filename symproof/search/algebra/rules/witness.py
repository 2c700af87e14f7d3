"""A witness of invertibility: Y with E Y = I, as a combination of short words, by linear algebra modulo the basis."""

from __future__ import annotations

from symproof.kernel.algebra.keys import Kind
from symproof.kernel.algebra.words import combine, constant, multiply
from symproof.language.certificate import Entry
from symproof.language.terms import Term
from symproof.search.algebra.ideals.ring import ExhaustedError, Poly
from symproof.search.algebra.linear import solution
from symproof.search.algebra.rules.inverses import written_inverse
from symproof.search.algebra.search import PLAIN_WORK, Problem, Purse, Run, Search

MAX_WORDS = 150
MAX_LENGTH = 6


def witness_of(problem: Problem, purse: Purse) -> tuple[Term, tuple[Entry, ...]] | None:
    """Y and the entries of E Y - I, E the claim of the problem (square)."""
    run = Search(problem, purse).unfolded
    try:
        run.completion.run(PLAIN_WORK // 3, stop_when_closed=False)
        chosen = None if run.completion.vacuous else _combination(run)
    except ExhaustedError:
        return None
    finally:
        purse.spend(run.completion.work)
    if chosen is None:
        return None
    rows = problem.claim.rows
    inverse = run.alphabet.term(chosen, rows, rows)
    form = problem.normal.polynomial(inverse)
    claim = combine(multiply(problem.claim, form), constant(rows), -1)
    if not run.writes(claim):
        return None
    target = run.completion.target("witness", run.poly(claim))
    entries = None if target.rest else run.entries(target.links, claim)
    return None if entries is None else (inverse, entries)


def _combination(run: Run) -> Poly | None:
    """The coefficients of Y: the inverse letter by letter, or a combination of short words w, where the normal forms of
    E w combine to I."""
    ring, completion = run.alphabet.ring, run.completion
    argument = run.poly(run.problem.claim)
    written = written_inverse(run)
    if written is not None and completion.normal_form(ring.product(argument, written)) == {"": 1}:
        return written
    keys: list[str] = []
    rows: list[Poly] = []
    for layer in _layers(run):
        keys += layer
        rows += [completion.normal_form(ring.product(argument, {key: 1})) for key in layer]
        found = solution(rows, {"": 1}) if layer else None
        if found is not None:
            return {keys[number]: c for number, c in found.items()}
        if len(keys) > MAX_WORDS:
            return None
    return None


def _layers(run: Run) -> list[list[str]]:
    """Irreducible square words of the claim's size by length, alone and times a reciprocal; 1 x 1 words are atoms."""
    ring = run.alphabet.ring
    scalar = run.problem.claim.is_scalar
    size = run.alphabet.size(run.problem.claim.rows)
    letters, reciprocals = _letters(run)
    layers = [["", *reciprocals]]
    if scalar:
        layers.append(
            [ring.key(first + second, "") for first in reciprocals for second in reciprocals if first <= second]
        )
    words = [""]
    for _ in range(MAX_LENGTH):
        words = [
            word + letter
            for word in words
            for letter in letters
            if ring.rows[letter] == (ring.columns[word[-1]] if word else size)
            and not (scalar and word and ring.columns[word[-1]] == size)
            and run.completion.irreducible(word + letter)
        ][: 2 * MAX_WORDS]
        square = [word for word in words if ring.columns[word[-1]] == size]
        keys = dict.fromkeys([ring.cut(word)[0] if scalar else word for word in square])
        layers.append(
            [
                ring.key(atom, key) if not scalar else ring.key(atom + key, "")
                for key in keys
                for atom in ("", *reciprocals)
            ]
        )
    return layers


def _letters(run: Run) -> tuple[list[str], list[str]]:
    """The letters of the problem as they stand in it, and the atoms of the reciprocals among them."""
    ring = run.alphabet.ring
    letters: dict[str, None] = {}
    scalars: dict[str, None] = {}
    for poly in (run.poly(run.problem.claim), *run.given.values()):
        for key in poly:
            mono, word = ring.split(key)
            for code in mono:
                kind, content = ring.meaning(code)
                if kind == "w" and len(content) == 1 and run.alphabet.letters[content].base.kind is Kind.INVERSE:
                    scalars[code] = None
                elif kind == "w":
                    letters |= dict.fromkeys(content)
            letters |= dict.fromkeys(word)
    sized = [letter for letter in letters if ring.rows[letter] or ring.columns[letter]]
    return sorted(sized), sorted(scalars)
