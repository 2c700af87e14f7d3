"""Rules beyond ideal membership that hold for real matrices, as derived steps: definite and two-sided inverse.

Started when plain membership is refuted or has cost enough. The open claim F is carried along as F^T F and F F^T.
"""

from __future__ import annotations

from collections.abc import Iterator
from fractions import Fraction

from symproof.kernel.words import Polynomial, combine, constant, multiply
from symproof.language.certificate import Definite, Derived, TwoSided
from symproof.prove.bridge import Terms, letters_of
from symproof.prove.cancellation import cancellations
from symproof.prove.commutants import add_transposed_commutants
from symproof.prove.inverses import inverted_factors, swapped_claim
from symproof.prove.reduction import Element
from symproof.prove.ring import HERE, Place, Poly, divided
from symproof.prove.search import MAX_RULES, PLAIN_WORK, Outcome, Problem, Purse, Run, Search
from symproof.prove.squares import add_definite

TRACED_WORK = 2000  # of the completion with traces, before the square is added
MAX_ORDERS = 2  # under which sums of squares are looked for


def prove(problem: Problem, purse: Purse) -> Outcome:
    """Membership, then the rules, then membership with what they gave, a few times."""
    if not problem.equations:
        return Outcome(complete=problem.plain, finished=True)
    first: Outcome | None = None
    for _ in range(MAX_RULES):
        search = Search(problem, purse)
        outcome = search.membership(PLAIN_WORK)
        if outcome is not None and (outcome.combination is not None or outcome.vacuous):
            return outcome
        first = first or outcome
        if not _strengthened(search, purse) and not (search.plain and _by_traces(problem, purse)):
            break
        if problem.absurd:
            return Outcome(vacuous=True, by_trace=True)
        same = search.same()
        if same is not None:
            return Outcome(same)
    if first is None and not purse.empty:
        first = search.membership(purse.work)
    return first or Outcome()


def _strengthened(search: Search, purse: Purse) -> bool:
    """Adds derived steps to the problem; whether there is anything new."""
    problem = search.problem
    before = len(problem.derived)
    for run in dict.fromkeys([search.run(0), search.unfolded]):
        for element in list(run.completion.elements):
            for derived, form in (*_two_sided(run, element), *_definite_element(run, element)):
                if not problem.knows(form):
                    problem.derive(derived, form)
    if len(problem.derived) > before:
        return True
    for derived, form in [*swapped_claim(search.unfolded), *inverted_factors(search.unfolded)]:
        problem.derive(derived, form)
    if len(problem.derived) > before:
        return True
    if any(cancellations(problem, search.run(number)) for number in range(min(MAX_ORDERS, search.orders))):
        return True
    return any(add_definite(problem, search.run(number), purse) for number in range(min(MAX_ORDERS, search.orders)))


def _by_traces(problem: Problem, purse: Purse) -> bool:
    """A derived step from tr(X^T X) = 0 where no premise speaks of traces: C = A A^T - A^T A, C A = A C give C = 0."""
    if not _mixes_transposes(problem):
        return False
    run = Search(problem, purse, traces=True).run(0)
    before = run.completion.work
    run.advance(TRACED_WORK)
    purse.spend(run.completion.work - before)
    return add_definite(problem, run, purse, traces=True) or add_transposed_commutants(problem, run, purse)


def _mixes_transposes(problem: Problem) -> bool:
    """Whether a premise ties a letter to its transpose: else nothing ties X^T to X in tr(X^T X). Not with inverses,
    where it hardly ever helps."""
    forms = [problem.claim, *(equation.form for equation in problem.equations)]
    if any(text.startswith("inv(") for text in letters_of(forms)):
        return False
    for form in forms[1:]:
        seen = {(letter.base, letter.transposed) for _, word in form.terms for letter in word}
        if any((base, not transposed) in seen for base, transposed in seen):
            return True
    return False


# ------------------------------------------------------------------------------------------------ definite


def _definite_element(run: Run, element: Element) -> Iterator[tuple[Derived, Polynomial]]:
    """P^T P Q = 0 gives P Q = 0, tr(P^T P) = 0 gives P = 0."""
    mono, word = run.alphabet.ring.split(element.lead)
    if element.tail:
        return
    ring = run.alphabet.ring
    if not word and len(mono) == 1 and ring.meaning(mono)[0] != "i":
        kind, content = ring.meaning(mono)
        for turn in range(len(content) if kind == "t" else 1):
            turned = content[turn:] + content[:turn]
            half = turned[len(turned) // 2 :]
            if len(turned) % 2 == 0 and turned[: len(half)] == ring.transposed(half):
                yield from _definite_step(run, element, "", half, traced=kind == "t")
                return
    for position in range(1, len(word) // 2 + 1) if not mono else ():
        rest = word[position:]
        if rest.startswith(ring.transposed(word[:position])):
            yield from _definite_step(run, element, ring.transposed(rest[position:]), rest, traced=False)
            return


def _definite_step(
    run: Run, element: Element, left: str, word: str, *, traced: bool
) -> Iterator[tuple[Derived, Polynomial]]:
    """word^T word = left * element, or its trace is the element."""
    problem = run.problem
    form = run.alphabet.form({word: 1})
    gram = multiply(form.transpose(), form)
    like = problem.normal.trace(gram) if traced else gram
    kind = "s" if element.scalar else "m"
    entries = run.entries([(1, Place(kind, "", left, ""), element.node, False)], like)
    if entries is not None:
        yield Definite(Terms(problem.normal).polynomial(form), traced, entries), form


# ------------------------------------------------------------------------------------------------ two-sided inverses


def _two_sided(run: Run, element: Element) -> Iterator[tuple[Derived, Polynomial]]:
    """(a + y) (b + x) = c != 0 with square factors gives (b + x) (a + y) = c."""
    ring = run.alphabet.ring
    word = element.lead
    if element.scalar or len(word) < 2 or ring.split(word)[0] or len(element.tail) > 3:
        return
    for position in range(1, len(word)):
        a, b = word[:position], word[position:]
        if not element.tail.keys() <= {a, b, ""} or a == b:
            continue
        sizes = {ring.rows[a[0]], ring.columns[a[-1]], ring.columns[b[-1]]}
        x, y, z = (element.tail.get(key, 0) for key in (a, b, ""))
        c = x * y - z
        if len(sizes) == 1 and c:
            yield from _two_sided_step(run, element, {a: 1, "": y}, {b: 1, "": x}, c)


def _two_sided_step(
    run: Run, element: Element, left: Poly, right: Poly, c: int | Fraction
) -> Iterator[tuple[Derived, Polynomial]]:
    alphabet, problem = run.alphabet, run.problem
    first = alphabet.form({key: divided(d, c) for key, d in left.items() if d})
    second = alphabet.form({key: d for key, d in right.items() if d})
    entries = run.entries([(divided(1, c), HERE, element.node, False)], first)
    if entries is not None:
        swapped = combine(multiply(second, first), constant(first.rows), -1)
        terms = Terms(problem.normal)
        yield TwoSided(terms.polynomial(first), terms.polynomial(second), entries), swapped
