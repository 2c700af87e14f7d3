"""Scalars whose sign is known: sizes, squares, traces and quadratic forms of definite matrices."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable, Iterator, Mapping
from fractions import Fraction

from symproof.kernel.algebra.blocks import grid_of
from symproof.kernel.algebra.keys import Key, Kind
from symproof.kernel.algebra.words import (
    Atom,
    Letter,
    Monomial,
    Word,
    of_letter,
    reverse,
    scalar_atom,
    trace_monomial,
)
from symproof.language.affine import parameter
from symproof.language.refusal import Refusal
from symproof.search.contradictions.known import Held, Ids, Known, Linear, coefficients
from symproof.search.contradictions.multiples import columns
from symproof.search.contradictions.squares import half

Sign = tuple[int, bool, Ids, str]  # 1 or -1, whether it cannot be zero, by which premises, and why

NONE: Ids = frozenset()
SQUARE = "a sum of squares is not negative"
DEFINITE = "traces and quadratic forms of a definite matrix are positive"


def definite(known: Known) -> Iterator[Linear]:
    """tr(P) > 0 and v^T P v >= 0 for definite P and the columns v that occur; >= 0 for semidefinite P."""
    occurring = columns(known)
    nonzero = _nonzero(known)
    for held in known.definite:
        try:
            trace = coefficients(known.normal.trace(held.form))
            yield Linear(held.ids, trace, ">" if held.strict else ">=", DEFINITE)
            yield from _of_blocks(known, held)
            for letter in occurring:
                if letter.rows == held.form.rows:
                    yield _quadratic(known, held, letter, nonzero)
        except Refusal:
            continue


def _of_blocks(known: Known, held: Held) -> Iterator[Linear]:
    """The traces of the principal blocks of a block matrix."""
    grid = grid_of(known.normal, held.form)
    for at in range(len(grid)):
        trace = coefficients(known.normal.trace(grid[at][at]))
        yield Linear(held.ids, trace, ">" if held.strict else ">=", DEFINITE)


def _nonzero(known: Known) -> dict[Key, Ids]:
    """Keys of the letters that are said not to be zero."""
    single = [(held, next(iter(held.form.terms))) for held in known.different if len(held.form.terms) == 1]
    found = {word[0].base: held.ids for held, (monomial, word) in single if len(word) == 1 and not monomial}
    for held in known.equations:  # v^T v = c with c != 0
        atoms = [monomial[0] for monomial, word in held.form.terms if len(monomial) == 1 and not word]
        if len(held.form.terms) == 2 and ((), ()) in held.form.terms and atoms:
            square = half(known, atoms[0])
            if square is not None and len(square[1]) == 1:
                found.setdefault(square[1][0].base, held.ids)
    return found


def never_zero(known: Known) -> Iterator[Linear]:
    """0 > 0 where what is said not to be zero is zero."""
    for held in (*known.different, *known.invertible):
        if not held.form.terms:
            yield Linear(held.ids, {(): Fraction(-1)}, ">=", "what is zero is said not to be zero")


def _quadratic(known: Known, held: Held, letter: Letter, nonzero: Mapping[Key, Ids]) -> Linear:
    column = of_letter(letter)
    value = known.normal.times(known.normal.times(column.transpose(), held.form), column)
    strict = held.strict and (letter.base in nonzero or letter.base.kind is Kind.UNIT)
    ids = held.ids | (nonzero.get(letter.base, NONE) if strict else NONE)
    return Linear(ids, coefficients(value), ">" if strict else ">=", DEFINITE)


# ------------------------------------------------------------------------------------------------ monomials


class Signs:
    """The signs of products of scalars."""

    def __init__(self, known: Known) -> None:
        self.known = known
        self.definite = _definite_letters(known)
        self.nonzero = _nonzero(known)
        self.ordered = dict(_ordered(known))
        self.distinct = dict(_distinct(known))  # scalars that are not zero

    def of(self, monomials: Iterable[Monomial]) -> Iterator[Linear]:
        """What is known of each of these."""
        for monomial in monomials:
            found = self.monomial(monomial) if monomial else None
            if found is not None:
                sign, strict, ids, text = found
                yield Linear(ids, {monomial: Fraction(sign)}, ">" if strict else ">=", text)

    def monomial(self, monomial: Monomial) -> Sign | None:
        """The sign of a product of scalar atoms, or None where it is not known."""
        sign, strict, ids, text = 1, True, NONE, ""
        for atom, count in Counter(monomial).items():
            found = self.atom(atom)
            if count % 2 == 0 and not (found and found[1]):
                strict, text = strict and atom in self.distinct, text or SQUARE
                ids |= self.distinct.get(atom, NONE)
                continue
            if found is None:
                return None
            sign = sign * found[0] if count % 2 else sign
            strict, ids, text = strict and found[1], ids | found[2], text or found[3]
        return sign, strict, ids, text

    def atom(self, atom: Atom) -> Sign | None:
        """The sign of a scalar atom, whether it is strict, and which hypotheses say so; None where it is not known."""
        kind, content = atom
        if kind in ("count", "half"):  # "half" is an integer of either sign
            return (1, False, NONE, "") if kind == "count" else None
        if kind == "integer":
            context = self.known.context
            is_size = context.are_sizes(parameter(content))  # type: ignore[arg-type]
            return (1, True, NONE, "") if is_size else None
        # What an order says stands in the system already; here it is for products of such scalars.
        return self._definite(kind, content) or self._square(atom) or self.ordered.get(atom)  # type: ignore[arg-type]

    def _square(self, atom: Atom) -> Sign | None:
        found = half(self.known, atom)
        if found is None:
            return None
        sign, word, ids = found
        strict = len(word) == 1 and word[0].base in self.nonzero
        return sign, strict, ids | (self.nonzero[word[0].base] if strict else NONE), SQUARE

    def _definite(self, kind: str, word: Word) -> Sign | None:
        """h^T P h, its trace, and tr(P Q) for definite P, Q."""
        if kind == "trace" and len(word) == 2 and all(letter.base in self.definite for letter in word):
            (first, one), (second, two) = (self.definite[letter.base] for letter in word)
            return 1, first and second, one | two, DEFINITE
        turns = [word[i:] + word[:i] for i in range(len(word))] if kind == "trace" else [word]
        for turned in turns if len(word) % 2 else ():
            before, middle, after = turned[: len(word) // 2], turned[len(word) // 2], turned[len(word) // 2 + 1 :]
            if reverse(before) == after and middle.base in self.definite:
                return self._congruence(before, *self.definite[middle.base])
        return None

    def _congruence(self, before: Word, strict: bool, ids: Ids) -> Sign:
        """The sign of h P h^T or its trace for a definite P: positive if h is I, or a row that is not zero."""
        if before:
            base = before[0].base
            strict = strict and len(before) == 1 and (base in self.nonzero or base.kind is Kind.UNIT)
            ids |= self.nonzero.get(base, NONE) if strict else NONE
        return 1, strict, ids, DEFINITE


def _definite_letters(known: Known) -> dict[Key, tuple[bool, Ids]]:
    """Letters that are definite (True) or semidefinite, and the inverses of definite ones."""
    found: dict[Key, tuple[bool, Ids]] = {}
    for held in known.definite:
        keys = list(held.form.terms.items())
        if len(keys) == 1 and keys[0][1] > 0 and not keys[0][0][0] and len(keys[0][0][1]) == 1:
            found[keys[0][0][1][0].base] = held.strict, held.ids
    for base, form in known.normal.inverse_of.items():
        for held in known.definite:
            if held.strict and form.terms == held.form.terms:
                found[base] = True, held.ids
    return found


def _ordered(known: Known) -> Iterator[tuple[Atom, Sign]]:
    """Atoms that an order compares with zero."""
    for held in known.orders:
        if len(held.form.terms) == 1:
            ((monomial, _), c) = next(iter(held.form.terms.items()))
            if len(monomial) == 1:
                yield monomial[0], (1 if c > 0 else -1, held.strict, held.ids, "")


def _distinct(known: Known) -> Iterator[tuple[Atom, Ids]]:
    for held in known.different:
        if held.form.is_scalar and len(held.form.terms) == 1:
            for atom in next(iter(held.form.terms))[0]:
                yield atom, held.ids


def traces_of_transposes(known: Known, monomials: Iterable[Monomial]) -> Iterator[Linear]:
    """tr(W) = tr(W^T), and w = w^T for scalars, where symmetric and antisymmetric matrices make the two differ."""
    for monomial in monomials:
        for atom in monomial[:1] if len(monomial) == 1 and monomial[0][0] in ("trace", "word") else ():
            yield from _transposed(known, atom)


def _transposed(known: Known, atom: Atom) -> Iterator[Linear]:
    kind, word = atom
    sign, turned, ids = known.turned(reverse(word))  # type: ignore[arg-type]
    other: Monomial = trace_monomial(turned) if kind == "trace" else (scalar_atom(turned),)
    coefficients_: dict[Monomial, Fraction] = {(atom,): Fraction(1)}
    coefficients_[other] = coefficients_.get(other, Fraction(0)) - sign
    if any(coefficients_.values()):
        text = "a matrix and its transpose have the same trace, and antisymmetry changes its sign"
        yield Linear(ids, coefficients_, "=", text)
