"""Shorter certificates by linear algebra modulo a word-size prime.

The rows are the summands of a certificate and other placed equations whose words all occur among theirs. Every linear
dependency of rows may be added to the certificate; one is added as long as it removes more summands than it brings.
The result is lifted to the rationals and compared with the claim exactly; if it differs, nothing is changed.
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable, Mapping

from symproof.prove.expansion import Expanded
from symproof.prove.modular import PRIME, add, inverse, lifted, residue
from symproof.prove.ring import Place, Poly, Ring, accumulate

SMALL = 260  # rows: eliminated in pure Python, above with python-flint
LARGE = 900  # rows: not attempted
PLATEAU = 12  # steps without gain before giving up
Row = dict[int, int]
NO_SIZES: Mapping[int, int] = {}
Key = tuple[int, bool, Place]


def shortened(
    ring: Ring, equations: Mapping[int, Poly], expanded: Expanded, claim: Poly, *, sizes: Mapping[int, int] = NO_SIZES
) -> Expanded:
    """A combination of the same claim with no more summands. ``sizes`` are those of the equations, for tr(I)."""
    rows = {key: _row(ring, equations, key, sizes.get(key[0], -1)) for key in expanded}
    words = {word for row in rows.values() for word in row}
    if ring.plain:
        for key in _candidates(ring, equations, words):
            if key not in rows:
                row = _row(ring, equations, key)
                if row.keys() <= words:
                    rows[key] = row
            if len(rows) > LARGE:
                return expanded
    keys = list(rows)
    columns = {word: number for number, word in enumerate(sorted(words))}
    vectors = [{columns[word]: residue(c) for word, c in rows[key].items()} for key in keys]
    found = _improved({number: residue(expanded[key]) for number, key in enumerate(keys) if key in expanded}, vectors)
    result = {keys[number]: lifted(c) for number, c in found.items()}
    if len(result) >= len(expanded) or None in result.values():
        return expanded
    total: Poly = {}
    for key, c in result.items():
        for word, d in rows[key].items():
            accumulate(total, word, c * d)  # type: ignore[operator]
    return result if total == claim else expanded  # type: ignore[return-value]


def _row(ring: Ring, equations: Mapping[int, Poly], key: Key, size: int = -1) -> Poly:
    node, flipped, place = key
    poly = ring.transpose(equations[node]) if flipped else equations[node]
    row: Poly = {}
    for word, c in ring.put(place, poly.items(), size):
        accumulate(row, word, c)
    return row


def _candidates(ring: Ring, equations: Mapping[int, Poly], words: set[str]) -> Iterable[Key]:
    """Every equation, placed so that its longest word becomes one of the words."""
    for node, equation in equations.items():
        for flipped in (False, True):
            poly = ring.transpose(equation) if flipped else equation
            longest = max(poly, key=lambda word: (len(word), word))
            for word in sorted(words) if longest else ():
                at = word.find(longest)
                while at >= 0:
                    yield node, flipped, Place("m", "", word[:at], word[at + len(longest) :])
                    at = word.find(longest, at + 1)


# ------------------------------------------------------------------------------------------------ dependencies


def _improved(combination: Row, vectors: list[Row]) -> Row:
    """Adds the dependency that shortens most; where none does, one that keeps the length, each at most once."""
    dependencies = _dependencies(vectors) if len(vectors) <= SMALL else _dependencies_flint(vectors)
    best, sideways = dict(combination), set[int]()
    while len(sideways) <= PLATEAU:
        moves = [_move(combination, dependency) for dependency in dependencies]
        gains = [gain if gain > 0 or number not in sideways else -1 for number, (gain, _) in enumerate(moves)]
        number = max(range(len(gains)), key=gains.__getitem__, default=-1)
        if number < 0 or gains[number] < 0:
            break
        if not gains[number]:
            sideways.add(number)
        add(combination, dependencies[number], moves[number][1])
        if len(combination) < len(best):
            best = dict(combination)
            sideways.clear()
    return best


def _move(combination: Row, dependency: Row) -> tuple[int, int]:
    """How many summands the best multiple of the dependency saves, and the multiple."""
    shared = [(number, c) for number, c in dependency.items() if number in combination]
    if 2 * len(shared) < len(dependency):
        return -1, 0
    ratios = Counter([-combination[number] * inverse(c) % PRIME for number, c in shared])
    ratio, removed = ratios.most_common(1)[0]
    return removed - (len(dependency) - len(shared)), ratio


def _dependencies(vectors: list[Row]) -> list[Row]:
    """Combinations of rows that vanish, by elimination."""
    pivots: dict[int, tuple[Row, Row]] = {}
    found: list[Row] = []
    for number, vector in enumerate(vectors):
        row, made = dict(vector), {number: 1}
        while row:
            lead = min(row)
            pivot = pivots.get(lead)
            if pivot is None:
                factor = inverse(row[lead])
                pivots[lead] = (
                    {k: c * factor % PRIME for k, c in row.items()},
                    {k: c * factor % PRIME for k, c in made.items()},
                )
                break
            by = -row[lead]
            add(row, pivot[0], by)
            add(made, pivot[1], by)
        else:
            found.append(made)
    return found


def _dependencies_flint(vectors: list[Row]) -> list[Row]:
    """The same for many rows: the null space of the transposed matrix from its reduced echelon form."""
    from flint import nmod_mat

    height = 1 + max(column for vector in vectors for column in vector)
    matrix = [[0] * len(vectors) for _ in range(height)]
    for number, vector in enumerate(vectors):
        for column, c in vector.items():
            matrix[column][number] = c
    reduced, rank = nmod_mat(matrix, PRIME).rref()
    table = [[int(value) for value in row] for row in reduced.tolist()[:rank]]
    pivots = [next(k for k, value in enumerate(row) if value) for row in table]
    free = sorted(set(range(len(vectors))) - set(pivots))
    return [{k: 1} | {pivot: -row[k] % PRIME for pivot, row in zip(pivots, table, strict=True) if row[k]} for k in free]
