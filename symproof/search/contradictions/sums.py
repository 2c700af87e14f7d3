"""Polynomials in several real unknowns that are never zero: a sum of squares and a positive number, by a solver."""

from __future__ import annotations

from collections.abc import Iterator
from fractions import Fraction
from itertools import combinations_with_replacement

from symproof.kernel.algebra.words import Atom, Monomial, product_of
from symproof.search.contradictions.known import Known, Linear, coefficients
from symproof.search.contradictions.squares import zero_scalars

MOST_ATOMS, MOST_MONOMIALS, DEGREE = 4, 12, 8
SQUARE = "the square of a real number is not negative"


def sums(known: Known) -> Iterator[Linear]:
    """Squares with which a polynomial that is said to be zero, with a constant and no trace in it, is positive."""
    for held in zero_scalars(known):
        form = coefficients(held.form)
        atoms = list(dict.fromkeys(atom for monomial in form for atom in monomial))
        degree = max(map(len, form), default=0)
        if 1 < len(atoms) <= MOST_ATOMS and degree <= DEGREE and _is_candidate(form, degree):
            yield from _squares(form, atoms, degree)


def _is_candidate(form: dict[Monomial, Fraction], degree: int) -> bool:
    """Whether the constant and the even powers of highest degree have one sign, and all atoms are plain scalars."""
    if any(kind != "word" or len(content) != 1 for monomial in form for kind, content in monomial):
        return False
    highest = [value for monomial, value in form.items() if len(monomial) == degree and len(set(monomial)) == 1]
    constant = form.get((), Fraction(0))
    return bool(constant) and degree % 2 == 0 and all(value * constant > 0 for value in highest)


def _squares(form: dict[Monomial, Fraction], atoms: list[Atom], degree: int) -> Iterator[Linear]:
    from symproof.search.definite.conic import Table, eliminated, grams

    basis = [product_of(*((atom,) for atom in chosen)) for power in range(degree // 2 + 1)
             for chosen in combinations_with_replacement(atoms, power)]  # fmt: skip
    if len(basis) > MOST_MONOMIALS:
        return
    sign = 1 if form[()] > 0 else -1
    table: Table = [[{product_of(p, q): 1 + (p != q)} for q in basis] for p in basis]
    found = grams({key: sign * value for key, value in form.items()}, [table, [[{(): 1}]]], positive=1)
    for _, vector in eliminated(found[0]) or () if found is not None else ():
        square: dict[Monomial, Fraction] = {}
        for p, one in zip(basis, vector, strict=True):
            for q, other in zip(basis, vector, strict=True):
                key = product_of(p, q)
                square[key] = square.get(key, Fraction(0)) + one * other
        yield Linear(frozenset(), {key: value for key, value in square.items() if value}, ">=", SQUARE)
