"""Squares that are not negative: scalars completed to squares, exactly, by L D L^T over the rationals.

A scalar is read as x^T G x, where x holds scalars and matrices (with tr(X^T Y) as the product of two matrices) whose
squares occur in it. From G = L D L^T come the squares of the entries of L^T x. So w^2 + w + 1 gives (w + 1/2)^2, and
tr(A^T A) + 2 tr(A^T B) + tr(B^T B) gives ||A + B||^2. A polynomial in one unknown is asked for its real roots.
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterator
from fractions import Fraction
from itertools import combinations, combinations_with_replacement
from typing import TypeAlias

from symproof.kernel.algebra.words import Atom, Monomial, Polynomial, Word, combine, product_of, reverse
from symproof.language.affine import ONE, Affine
from symproof.language.refusal import Refusal
from symproof.search.contradictions.known import Held, Ids, Known, Linear, coefficients
from symproof.search.contradictions.multiples import multiples
from symproof.search.contradictions.replacing import replaced
from symproof.search.contradictions.spectra import real_roots

Size: TypeAlias = tuple[Affine, Affine]
Entry: TypeAlias = tuple[Size, tuple[Monomial, Word]]  # of x: its size, and a scalar times a word
Gram: TypeAlias = dict[tuple[Entry, Entry], Fraction]

SCALAR: Size = (ONE, ONE)
NUMBER: Entry = (SCALAR, ((), ()))

MOST = 8  # scalars that are also looked at two by two
LARGEST = 12  # entries of x
FEW = 6  # entries of which all sums and differences are squared


def squares(known: Known) -> Iterator[Linear]:
    """Squares that are made of the scalars of the premises."""
    zero = list(zero_scalars(known))
    for held in zero:
        yield from _without_root(held)
    scalars = [*zero, *known.orders]
    pairs = combinations(scalars, 2) if len(scalars) <= MOST else ()
    mixed = [combine(p.form, q.form, sign) for p, q in pairs for sign in (1, -1)]
    for form in [*(held.form for held in scalars), *mixed]:
        try:
            yield from _completed(known, form)
        except Refusal:
            continue
    yield from _sums_and_differences(known, [held.form for held in scalars])


def _sums_and_differences(known: Known, forms: list[Polynomial]) -> Iterator[Linear]:
    """(x + y)^2 and (x - y)^2 for the x and y whose squares occur, identities and 1 among them."""
    roots = [_root(known, monomial) for form in forms for monomial, _ in form.terms]
    found = dict.fromkeys(root for root in roots if root is not None and root != NUMBER)
    units: list[Entry] = [((rows, columns), ((), ())) for (rows, columns), _ in found if rows == columns]
    basis = list(dict.fromkeys([*found, *units, NUMBER]))
    for left, right in combinations(basis, 2) if len(basis) <= FEW else ():
        if left[0] == right[0]:
            for sign in (1, -1):
                yield _square(known, left[0], {left: Fraction(1), right: Fraction(sign)})


def zero_scalars(known: Known) -> Iterator[Held]:
    """Scalars that are zero: equations between scalars, the traces of equations between square matrices, and products
    of equations with columns."""
    yield from multiples(known)
    for held in known.equations:
        if held.form.rows == held.form.columns:
            try:
                yield Held(held.ids, known.normal.trace(held.form))
            except Refusal:
                continue


def _without_root(held: Held) -> Iterator[Linear]:
    """0 > 0 from a polynomial in one unknown scalar that is said to be zero and has no real root."""
    atoms = {atom for monomial, _ in held.form.terms for atom in monomial}
    if len(atoms) != 1 or next(iter(atoms))[0] == "integer":
        return
    degrees = {len(monomial): Fraction(c) for (monomial, _), c in held.form.terms.items()}
    p = [degrees.get(power, Fraction(0)) for power in range(max(degrees) + 1)]
    if real_roots(p) == 0:
        yield Linear(held.ids, {(): Fraction(-1)}, ">=", "a polynomial in one real unknown has no real root")


# ------------------------------------------------------------------------------------------------ completing squares


def _completed(known: Known, form: Polynomial) -> Iterator[Linear]:
    roots = [_root(known, monomial) for monomial, _ in form.terms]
    found = dict.fromkeys(root for root in roots if root is not None and root != NUMBER)
    # The constants come last, so that the others are completed by them: numbers, and identities beside matrices.
    units: list[Entry] = [((rows, columns), ((), ())) for (rows, columns), _ in found if rows == columns]
    basis = list(dict.fromkeys([*found, *units, NUMBER]))
    if len(basis) > LARGEST or len(basis) < 2:
        return
    gram = _gram(known, form, basis)
    for size in dict.fromkeys(size for size, _ in basis):
        block = [entry for entry in basis if entry[0] == size]
        for row in _pivots(block, gram):
            yield _square(known, size, row)


def _root(known: Known, monomial: Monomial) -> Entry | None:
    """x with x^T x or tr(x^T x) the monomial; None if there is none."""
    odd = [atom for atom, count in Counter(monomial).items() if count % 2]
    halves = {atom: count // 2 for atom, count in Counter(monomial).items()}
    scalar: Monomial = product_of(*[((atom,) * count) for atom, count in halves.items() if count])
    if not odd:
        return SCALAR, (scalar, ())
    if len(odd) > 1 or odd[0][0] == "integer":
        return None
    found = half(known, odd[0])
    if found is None or found[0] < 0:
        return None
    return (found[1][0].rows, found[1][-1].columns), (scalar, found[1])


def half(known: Known, atom: Atom) -> tuple[int, Word, Ids] | None:
    """(s, h, ids) where the atom is s h^T h or s tr(h^T h) by these premises; None if it is not."""
    kind, content = atom
    word: Word = content  # type: ignore[assignment]
    if kind == "integer" or len(word) % 2:
        return None
    turns = [word[i:] + word[:i] for i in range(len(word))] if kind == "trace" else [word]
    middle = len(word) // 2
    for turned in turns:
        sign, left, first = known.turned(turned[:middle])
        other, right, second = known.turned(reverse(turned[middle:]))
        if left == right:
            return sign * other, turned[middle:], first | second
    return None


def _gram(known: Known, form: Polynomial, basis: list[Entry]) -> Gram:
    """G with x^T G x = form, as far as the products of two entries of x occur in it; a product that arises in several
    ways is given to its squares, or else spread evenly."""
    wanted = coefficients(form)
    ways: dict[Monomial, list[tuple[Entry, Entry, Fraction]]] = {}
    for left, right in combinations_with_replacement(basis, 2):
        if left[0] == right[0]:
            for monomial, factor in _inner(known, left, right).items():
                ways.setdefault(monomial, []).append((left, right, factor))
    gram: Gram = {}
    for monomial, coefficient in wanted.items():
        found = ways.get(monomial, [])
        found = [item for item in found if item[0] == item[1]] or found
        for left, right, factor in found:
            value = coefficient / factor / len(found) / (1 if left == right else 2)
            gram[left, right] = gram[right, left] = value
    return gram


def _inner(known: Known, left: Entry, right: Entry) -> dict[Monomial, Fraction]:
    first, second = (Polynomial(*size, {key: 1}) for size, key in (left, right))
    return coefficients(_trace_of_product(known, first, second))


def _trace_of_product(known: Known, left: Polynomial, right: Polynomial) -> Polynomial:
    normal = known.normal
    result = normal.trace(normal.times(left.transpose(), right))
    for rule in known.replacements:
        if rule.letter.transposed:
            result = replaced(result, rule, normal)
    return result


def _pivots(block: list[Entry], gram: Gram) -> Iterator[dict[Entry, Fraction]]:
    """The rows of L^T; where only products of different entries are left, their sums and differences."""
    rest = dict(gram)
    keys = list(block)
    while keys:
        pivot = next((key for key in keys if rest.get((key, key))), None)
        if pivot is None:
            break
        keys.remove(pivot)
        value = rest[pivot, pivot]
        row = {key: rest[pivot, key] / value for key in keys if rest.get((pivot, key))}
        yield {pivot: Fraction(1), **row}
        for p, c in row.items():
            for q, e in row.items():
                rest[p, q] = rest.get((p, q), Fraction(0)) - c * e * value
    for p, q in combinations(keys, 2):
        if rest.get((p, q)):
            yield {p: Fraction(1), q: Fraction(1)}
            yield {p: Fraction(1), q: Fraction(-1)}


def _square(known: Known, size: Size, row: dict[Entry, Fraction]) -> Linear:
    form = Polynomial(*size, {key: c for (_, key), c in row.items() if c})
    turns = [rule for rule in known.replacements if rule.letter.transposed]
    bases = {letter.base for _, (_, word) in row for letter in word}
    ids: Ids = frozenset(name for rule in turns if rule.letter.base in bases for name in rule.ids)
    text = "the square of a real number is not negative" if size == SCALAR else "a sum of squares is not negative"
    return Linear(ids, coefficients(_trace_of_product(known, form, form)), ">=", text)
