"""Gram determinants of three matrices, where their squared lengths occur in one product of the claim."""

from __future__ import annotations

from collections.abc import Iterator
from itertools import combinations, islice

from symproof.kernel.algebra.nonnegative import determinant
from symproof.kernel.algebra.words import Atom, Polynomial, Word, reverse
from symproof.language.certificate import Gram
from symproof.search.definite.roots import traced
from symproof.search.definite.sources import IDENTITY, Source, word_form
from symproof.search.definite.traces import Known, Traces

MOST = 8


def triples(traces: Traces) -> Iterator[Known]:
    """det [tr(X_a^T P X_b)] for the X_a whose tr(X_a^T P X_a) are factors of one product of three or more in the
    claim."""
    yield from islice(_triples(traces), MOST)


def _triples(traces: Traces) -> Iterator[Known]:
    seen: set[str] = set()
    for monomial, _ in traces.forms[0].terms:
        read = [_halves(traces, atom) for atom in dict.fromkeys(monomial)] if len(monomial) > 2 else []
        for places in combinations([item for item in read if item], 3):
            for one, two, three in ((x, y, z) for x in places[0] for y in places[1] for z in places[2]):
                roots = [one[0], two[0], three[0]]
                alike = len({(root.rows, root.columns) for root in roots}) == 1
                if alike and one[1] is two[1] is three[1]:
                    found = _gram(traces, roots, one[1])
                    if found.form.terms and found.form.text() not in seen:
                        seen.add(found.form.text())
                        yield found


def _halves(traces: Traces, atom: Atom) -> list[tuple[Polynomial, Source]]:
    """X and P for the readings X^T P X of the atom."""
    kind, content = atom
    if kind == "integer":
        return []
    word: Word = content  # type: ignore[assignment]
    single = {source.form.text(): source for source in traces.sources if source.form is not None}
    found: list[tuple[Polynomial, Source]] = []
    for turned in [word[at:] + word[:at] for at in range(len(word))] if kind == "trace" else [word]:
        half, last = len(turned) // 2, turned[(len(turned) + 1) // 2 :]
        if last and turned[:half] == reverse(last):
            middle = single.get(word_form(turned[half : half + 1]).text()) if len(turned) % 2 else IDENTITY
            if middle is not None:
                found.append((word_form(last), middle))
    return found


def _gram(traces: Traces, roots: list[Polynomial], inner: Source) -> Known:
    normal = traces.normal
    rows = [[traced(normal, one.transpose(), inner.form, other) for other in roots] for one in roots]
    return Known(Gram(tuple(map(traces.terms.polynomial, roots)), inner.matrix), determinant(normal, rows), False)
