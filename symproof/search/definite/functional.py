"""Linear functionals that show that a matrix polynomial is no sum of squares, and matrices made from them.

Words u with the last letter's columns as the size of the claim are vectors; u^T v is a word from that size to itself.
A functional L with L(u^T v) positive definite and L(S) < 0 makes their span a Euclidean space, on which the letters act
as matrices X with w(X) e = w for the empty word e. So e^T S(X) e = L(S) < 0: S is not semidefinite at these matrices,
which are no larger than there are words. Where S has no letters with hypotheses other than symmetry, there is such an L
unless S is a sum of squares of combinations of the words (J. W. Helton, *"Positive" noncommutative polynomials are sums
of squares*, 2002, and the construction of Gelfand, Naimark and Segal). Linear premises P >= 0 ask that L(u^T P v) is
semidefinite as well. Everything here is in floats, and a hint only.
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import field
from typing import Any, TypeAlias

from symproof.language.affine import Affine
from symproof.language.records import dataclass

Letter: TypeAlias = tuple[str, bool]  # the name of a symbol, and whether it is transposed
Word: TypeAlias = tuple[Letter, ...]
Form: TypeAlias = Mapping[Word, float]

MAX_WORDS = 36
MAX_MOMENTS = 1500
STEPS = 100  # of the solver
ROOM = 1e-7  # what a functional must have, for it to be more than an error of the solver
BLEND = 0.05  # of the functional with most room in the one of small trace


@dataclass(frozen=True, slots=True)
class Question:
    """Is the form S of this size semidefinite? ``signs``: 1 for symmetric, -1 for antisymmetric symbols; ``premises``
    are linear forms that are semidefinite, each with its size; ``column`` is x where x^T S x >= 0 was asked."""

    size: Affine
    form: Form
    shapes: Mapping[str, tuple[Affine, Affine]]
    signs: Mapping[str, int] = field(default_factory=dict)
    premises: tuple[tuple[Affine, Form], ...] = ()
    column: str = ""

    def rows(self, word: Word) -> Affine:
        """The rows of a word whose columns are the size."""
        return self.ends(word[0])[0] if word else self.size

    def ends(self, letter: Letter) -> tuple[Affine, Affine]:
        """Rows and columns of a letter as it stands."""
        rows, columns = self.shapes[letter[0]]
        return (columns, rows) if letter[1] else (rows, columns)

    def upright(self, word: Word) -> tuple[int, Word]:
        """The word with symmetric and antisymmetric letters untransposed, and its sign."""
        sign = 1
        for name, transposed in word:
            sign *= self.signs.get(name, 1) if transposed else 1
        return sign, tuple([(name, transposed and name not in self.signs) for name, transposed in word])

    def moment(self, word: Word) -> tuple[int, Word]:
        """L of a word is sign times the moment of this word, which is one for a word and its transpose."""
        sign, one = self.upright(word)
        turned, other = self.upright(transposed(one))
        if one == other and turned < 0:
            return 0, one
        return (sign, one) if one <= other else (sign * turned, other)


def transposed(word: Word) -> Word:
    """The transpose of a word."""
    return tuple([(name, not turned) for name, turned in reversed(word)])


def words_for(question: Question) -> dict[Affine, list[Word]]:
    """Vectors for which S is a sum of products u^T v: the halves of its words and all their ends, by their rows."""
    found: dict[Word, None] = {(): None}
    for word in question.form:
        for cut in {len(word) // 2, (len(word) + 1) // 2}:
            for half in (word[cut:], transposed(word[:cut])):
                for at in range(len(half)):
                    found[question.upright(half[at:])[1]] = None
    result: dict[Affine, list[Word]] = {}
    for word in sorted(found, key=lambda word: (len(word), word)):
        result.setdefault(question.rows(word), []).append(word)
    return result


# ------------------------------------------------------------------------------------------------ the functional


@dataclass(frozen=True, slots=True)
class Functional:
    """The vectors by their rows, and the moments of words."""

    question: Question
    words: Mapping[Affine, Sequence[Word]]
    moments: Mapping[Word, float]

    def __call__(self, word: Word) -> float:
        sign, key = self.question.moment(word)
        return sign * self.moments.get(key, 0.0)

    def knows(self, word: Word) -> bool:
        """Whether the moment of the word was asked for."""
        return self.question.moment(word)[1] in self.moments


def functional(question: Question) -> Functional | None:
    """L with L(S) < 0 that is positive on squares, of small trace; None where the solver finds none."""
    words = words_for(question)
    if sum(map(len, words.values())) > MAX_WORDS:
        return None
    tables = list(_tables(question, words))
    keys: dict[Word, int] = {(): 0}
    for table in tables:
        for entry in table.values():
            for _, key in entry:
                keys.setdefault(key, len(keys))
    if len(keys) > MAX_MOMENTS:
        return None
    widest = _solved(question, tables, keys, None)
    if widest is None or widest[-1] < ROOM:
        return None
    small = _solved(question, tables, keys, float(widest[-1]))
    values = widest if small is None else BLEND * widest + (1 - BLEND) * small
    return Functional(question, words, {key: float(values[at]) for key, at in keys.items()})


Table: TypeAlias = dict[tuple[int, int], list[tuple[float, Word]]]  # entries p <= q as combinations of moments


def _tables(question: Question, words: Mapping[Affine, Sequence[Word]]) -> Iterator[Table]:
    for of_size in words.values():
        yield _table(question, of_size, {(): 1.0})
    for size, form in question.premises:
        if size in words:
            yield _table(question, words[size], form)


def _table(question: Question, words: Sequence[Word], form: Form) -> Table:
    """L(u^T F v) for the vectors u, v."""
    table: Table = {}
    for q, right in enumerate(words):
        for p, left in enumerate(words[: q + 1]):
            found = [(value, question.moment(transposed(left) + word + right)) for word, value in form.items()]
            table[p, q] = [(value * sign, key) for value, (sign, key) in found]
    return table


def _solved(question: Question, tables: Sequence[Table], keys: Mapping[Word, int], room: float | None) -> Any:
    """Moments, then t: all tables minus t I are semidefinite, -L(S) >= t and L(1) = 1. The largest t <= 1; or, where
    there is room, moments with the smallest trace of all tables, for half of the room in S and none elsewhere."""
    import clarabel
    import numpy
    from scipy import sparse

    width = len(keys) + 1
    cost, one, most, claim = (numpy.zeros(width) for _ in range(4))
    one[0], most[-1], claim[-1] = 1.0, 1.0, 1.0
    for word, value in question.form.items():
        sign, key = question.moment(word)
        claim[keys[key]] += sign * value
    cones: list[Any] = [clarabel.ZeroConeT(1), clarabel.NonnegativeConeT(2)]
    rows, offset = [one, most, claim], [1.0, 1.0, 0.0]
    if room is None:
        cost[-1] = -1.0
    else:
        claim[-1], offset[2] = 0.0, -room / 2
    for table in tables:
        size = max(q for _, q in table) + 1
        for (p, q), entry in table.items():
            row = numpy.zeros(width)
            for value, key in entry:
                row[keys[key]] -= value if p == q else value * 2.0**0.5
            row[-1] = float(p == q and room is None)
            if p == q and room is not None:
                cost -= row
            rows.append(row)
            offset.append(0.0)
        cones.append(clarabel.PSDTriangleConeT(size))
    settings = clarabel.DefaultSettings()
    settings.verbose, settings.max_iter, settings.max_threads = False, STEPS, 1
    matrix = sparse.csc_matrix(numpy.array(rows))
    nothing = sparse.csc_matrix((width, width))
    found = clarabel.DefaultSolver(nothing, cost, matrix, numpy.array(offset), cones, settings).solve()
    values = numpy.array(found.x)
    is_solved = str(found.status) in ("Solved", "AlmostSolved") and bool(numpy.all(numpy.isfinite(values)))
    return values if is_solved else None
