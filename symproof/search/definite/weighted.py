"""tr(W P) W - W P W for the known matrices W and P with tr(W P) in sight; and its blocks tr(A) C - B^T B."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Sequence
from fractions import Fraction
from itertools import islice, permutations

from symproof.kernel.algebra.normal import Normalizer
from symproof.kernel.algebra.words import Atom, Polynomial, Word, atom_key, combine, flip, of_letter
from symproof.language.certificate import Semidefinite, Square, Squares, TraceExcess
from symproof.search.algebra.bridge import Terms
from symproof.search.definite.composite import selections_of
from symproof.search.definite.sources import Source, letter_of

MOST = 8  # known matrices that are added
MOST_SOURCES = 4  # of which pairs are taken
MOST_BLOCKS = 8  # summands of a block matrix


def weighted_excesses(normal: Normalizer, forms: Iterable[Polynomial], sources: Sequence[Source]) -> list[Source]:
    """The known matrices tr(W P) W - W P W where tr(W P) is an atom of the forms, P known or X X^T."""
    atoms = {atom for form in forms for monomial, _ in form.terms for atom in monomial}
    known = [item for item in sources if item.matrix is not None and item.form is not None]
    found: dict[str, Source] = {}
    if any(kind != "integer" for kind, _ in atoms):
        for item in islice(_all(normal, atoms, known), MOST):
            if item.form is not None and item.form.terms:
                found.setdefault(item.form.text(), item)
    return list(found.values())


def _all(normal: Normalizer, atoms: set[Atom], known: list[Source]) -> Iterator[Source]:
    letters = {letter: item for item in known if (letter := letter_of(item.form)) is not None}
    yield from _of_pairs(normal, atoms, list(letters.values())[:MOST_SOURCES])
    for kind, content in sorted(atoms, key=atom_key):
        word: Word = () if kind == "integer" else content  # type: ignore[assignment]
        for at in range((3 if kind == "trace" else 1) if len(word) == 3 else 0):
            first, inner, last = word[at:] + word[:at]
            middle = letters.get(inner) or letters.get(flip(inner))
            if first == flip(last) and middle is not None:
                yield _gram_excess(normal, middle, of_letter(first))
    for item in known:
        yield from _of_blocks(normal, atoms, item)


def _of_pairs(normal: Normalizer, atoms: set[Atom], known: list[Source]) -> Iterator[Source]:
    for one, other in permutations(known, 2):
        if one.form is not None and other.form is not None and other.matrix and one.form.rows == other.form.rows:
            trace = normal.trace(normal.times(one.form, other.form))
            if _is_seen(trace, atoms):
                yield _excess(normal, one, other.matrix, other.form)


def _is_seen(form: Polynomial, atoms: set[Atom]) -> bool:
    """Whether the form is one of the atoms."""
    return len(form.terms) == 1 and all(len(key) == 1 and key[0] in atoms for key, _ in form.terms)


def _of_blocks(normal: Normalizer, atoms: set[Atom], source: Source) -> Iterator[Source]:
    """tr(A) C - B^T B for the blocks A = E^T P E, B = E^T P F and C = F^T P F with tr(A) in sight."""
    if source.form is None or len(source.form.terms) > MOST_BLOCKS:
        return
    for first, second in permutations(selections_of(source.form), 2):
        one, other = of_letter(first), of_letter(second)
        if _is_seen(normal.trace(normal.product([one.transpose(), source.form, one])), atoms):
            whole = _gram_excess(normal, source, one.transpose())
            square = Square(Fraction(1), (), Terms(normal).polynomial(other), whole.matrix)
            yield Source(Squares((square,)), normal.product([other.transpose(), whole.form or other, other]), False)


def _gram_excess(normal: Normalizer, weight: Source, root: Polynomial) -> Source:
    """The excess of the weight and of X^T X for the root X."""
    gram = Squares((Square(Fraction(1), (), Terms(normal).polynomial(root)),))
    return _excess(normal, weight, gram, normal.times(root.transpose(), root))


def _excess(normal: Normalizer, weight: Source, matrix: Semidefinite, form: Polynomial) -> Source:
    assert weight.form is not None
    product = normal.times(weight.form, form)
    value = combine(normal.times(normal.trace(product), weight.form), normal.times(product, weight.form), -1)
    return Source(TraceExcess(matrix, weight.matrix), value, False)
