"""Shorter certificates by linear algebra modulo a word-size prime.

The rows are the summands of a certificate and other placed equations whose words all occur among theirs. Every linear
dependency of rows may be added to the certificate; one is added as long as it removes more summands than it brings.
The result is lifted to the rationals and compared with the claim exactly; if it differs, nothing is changed.
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping

from symproof.search.algebra.ideals.expansion import Expanded
from symproof.search.algebra.ideals.modular import PRIME, add, inverse, lifted, residue
from symproof.search.algebra.ideals.ring import Place, Poly, Ring, accumulate, collected, proportional

SMALL = 260  # rows: eliminated in pure Python, above with python-flint
LARGE = 900  # rows: not attempted
PLATEAU = 12  # steps without gain before giving up
Row = dict[int, int]
NO_SIZES: Mapping[int, int] = {}
Key = tuple[int, bool, Place]
Sides = dict[tuple[int, bool], Poly]


def shortened(
    ring: Ring, equations: Mapping[int, Poly], expanded: Expanded, claim: Poly, *, sizes: Mapping[int, int] = NO_SIZES
) -> Expanded:
    """A combination of the same claim with no more summands. ``sizes`` are those of the equations, for tr(I)."""
    expanded, sides = _upright(ring, equations, expanded)
    rows = {key: _row(ring, sides[key[:2]], key[2], sizes.get(key[0], -1)) for key in expanded}
    words = {word for row in rows.values() for word in row}
    for key, row in _candidates(sides, words) if ring.plain else ():
        rows.setdefault(key, row)
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


def _upright(ring: Ring, equations: Mapping[int, Poly], expanded: Expanded) -> tuple[Expanded, Sides]:
    """The equations and their transposes; those that are their transposes up to sign once, and never transposed."""
    sides: Sides = {}
    signs: dict[int, int] = {}
    for node, poly in equations.items():
        sides[node, False], turned = poly, ring.transpose(poly)
        signs[node] = proportional(turned, poly)
        if not signs[node]:
            sides[node, True] = turned
    result: Expanded = {}
    for (node, flipped, place), c in expanded.items():
        upright = flipped and signs[node]
        accumulate(result, (node, flipped and not upright, place), c * signs[node] if upright else c)
    return result, sides


def _row(ring: Ring, poly: Poly, place: Place, size: int) -> Poly:
    return collected(ring.put(place, poly.items(), size))


def _candidates(sides: Sides, words: set[str]) -> Iterator[tuple[Key, Poly]]:
    """Every equation, placed so that its longest word becomes one of the words, and all its others are there too."""
    ordered = sorted(words)
    for (node, flipped), poly in sides.items():
        longest = max(poly, key=lambda word: (len(word), word))
        for word in ordered if longest else ():
            at = word.find(longest)
            while at >= 0:
                left, right = word[:at], word[at + len(longest) :]
                row = {left + other + right: c for other, c in poly.items()}
                if row.keys() <= words:
                    yield (node, flipped, Place("m", "", left, right)), row
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
    shared = combination.keys() & dependency.keys()
    if 2 * len(shared) < len(dependency):
        return -1, 0
    ratios = [-combination[number] * inverse(dependency[number]) % PRIME for number in sorted(shared)]
    ratio = max(dict.fromkeys(ratios), key=ratios.count)
    return ratios.count(ratio) - (len(dependency) - len(shared)), ratio


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
