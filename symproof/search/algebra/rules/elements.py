"""Derived steps that single elements of a basis give: definite (P^T P Q = 0), and two-sided inverse."""

from __future__ import annotations

from collections.abc import Iterator
from fractions import Fraction

from symproof.kernel.algebra.words import Polynomial, combine, constant, multiply
from symproof.language.certificate import Definite, Derived, TwoSided
from symproof.search.algebra.bridge import Terms
from symproof.search.algebra.ideals.reduction import Element
from symproof.search.algebra.ideals.ring import HERE, Place, Poly, divided
from symproof.search.algebra.search import Run


def definite(run: Run, element: Element) -> Iterator[tuple[Derived, Polynomial]]:
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


def two_sided(run: Run, element: Element) -> Iterator[tuple[Derived, Polynomial]]:
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
