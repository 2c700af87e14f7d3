"""A witness of invertibility: Y with E Y = I, as a combination of short words, by linear algebra modulo the basis."""

from __future__ import annotations

from symproof.kernel.certificate import Entry
from symproof.kernel.terms import Term
from symproof.kernel.words import combine, constant, multiply
from symproof.prove.linear import solution
from symproof.prove.ring import ExhaustedError, Poly
from symproof.prove.search import PLAIN_WORK, Problem, Purse, Run, Search

MAX_WORDS = 150
MAX_LENGTH = 4


def witness_of(problem: Problem, purse: Purse) -> tuple[Term, tuple[Entry, ...]] | None:
    """Y and the entries of E Y - I, E the claim of the problem (square)."""
    search = Search(problem, purse)
    run = search.run(0)
    try:
        run.completion.run(PLAIN_WORK // 3, stop_when_closed=False)
        chosen = _combination(run)
    except ExhaustedError:
        return None
    if chosen is None:
        return None
    inverse = run.alphabet.form(chosen) if any(chosen) else None
    argument = problem.claim
    if inverse is None:
        inverse = constant(argument.rows, chosen.get("", 0))
    unit = constant(argument.rows)
    claim = combine(multiply(argument, inverse), unit, -1)
    target = run.completion.target("witness", run.poly(claim))
    if target.rest:
        return None
    entries = run.entries(target.links, claim)
    return None if entries is None else (run.alphabet.terms.polynomial(inverse), entries)


def _combination(run: Run) -> Poly | None:
    """The coefficients of Y: the normal forms of E w must combine to I."""
    ring, completion = run.alphabet.ring, run.completion
    words = _words(run)
    argument = run.poly(run.problem.claim)
    rows = [completion.normal_form(ring.product(argument, {word: 1})) for word in words]
    found = solution(rows, {"": 1})
    if found is None:
        return None
    return {words[number]: c for number, c in found.items()}


def _words(run: Run) -> list[str]:
    """Irreducible square words of the claim's size, shortest first."""
    ring = run.alphabet.ring
    size = run.alphabet.size(run.problem.claim.rows)
    letters = sorted(ring.rows)
    found, layer = [""], [""]
    for _ in range(MAX_LENGTH):
        following = []
        for word in layer:
            for letter in letters:
                fits = ring.columns[word[-1]] if word else size
                if ring.rows[letter] == fits and run.completion.irreducible(word + letter):
                    following.append(word + letter)
        layer = following[: 4 * MAX_WORDS]
        found += [word for word in layer if ring.columns[word[-1]] == size]
        if len(found) > MAX_WORDS:
            break
    return found[:MAX_WORDS]
