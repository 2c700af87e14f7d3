"""Sums over an index, in normal form.

A sum runs from 1, so that shifted ranges give equal forms. What does not mention the index leaves the sum: scalar
factors, and the letters of a word up to the first and from the last that does. A sum of a few terms is written out.
Sums over unit columns contract: sum of e_l e_l^T = I_n, sum of e_l^T X e_l = tr(X), sum of e_l = ones, for l in 1..n.
Products of entries contract to Hadamard products: sum of x_l y_l e_l = x hadamard y, sum of x_l e_l e_l^T = diag(x 1^T)
(Horn and Johnson, Topics in Matrix Analysis, 5.1).
Sums of powers of the index are polynomials (Graham, Knuth and Patashnik, Concrete Mathematics, 6.5). The last terms of
a sum of e + c terms, c > 0 a number, are written out where e >= 0 is known.
"""

from __future__ import annotations

from collections.abc import Callable
from fractions import Fraction
from functools import reduce
from math import comb
from typing import TypeAlias

from symproof.kernel.algebra import entrywise, functions
from symproof.kernel.algebra.calls import is_call, parts_of, written_or_none
from symproof.kernel.algebra.forms import MAX_POWER, Forms, Summed, uses
from symproof.kernel.algebra.keys import Kind, key_of
from symproof.kernel.algebra.words import (
    Atom,
    Letter,
    Monomial,
    Polynomial,
    Terms,
    Word,
    accumulate,
    atom_key,
    combine,
    constant,
    cut,
    integers_in,
    join,
    of_letter,
    product_of,
    reverse,
    trace_monomial,
    word_key,
)
from symproof.kernel.context import Context
from symproof.language.affine import ONE, Affine, add, affine_text, atoms, integer, parameter, shift, subtract
from symproof.language.binding import mentioned
from symproof.language.records import PLAIN, inside, once
from symproof.language.refusal import Refusal
from symproof.language.substitution import substituted
from symproof.language.terms import Call, IndexSum, Term

MOST_POWER = 16  # of the index, of which a sum is written out
Summand: TypeAlias = tuple[Monomial, Word]


def sum_of(normal: Forms, term: IndexSum) -> Polynomial:
    """The normal form of a sum over low..high, where high >= low - 1 is known; the sum over an empty range is zero."""
    context = normal.context
    length, height = range_of(context, term)
    if is_written_out(length, height):
        return _written_out(normal, term, length.constant)
    name, inside = context.summed(length, _depth(context, term.body))
    here = add(parameter(name), shift(term.low, -1))
    body = normal.under(inside).polynomial(substituted(term.body, term.index, here))
    if any(name in atoms(size) for size in (body.rows, body.columns)):
        raise Refusal("SP305", "the summands of a sum differ in size")
    total = Polynomial(body.rows, body.columns, {})
    for (monomial, word), coefficient in body.terms.items() if length != integer(0) else ():
        summed = _Sum(normal, term, name, length, body.rows if not word else None).of(monomial, word)
        total = combine(total, summed, coefficient)
    return total


def range_of(context: Context, term: IndexSum) -> tuple[Affine, int]:
    """The length of the range of a sum, which is refused (SP320) where it may be negative, and how deep its body is."""
    context.check_integer(term.low)
    context.check_integer(term.high)
    length = context.canonical(shift(subtract(term.high, term.low), 1))
    context.require(length, "the range of a sum has a negative length")
    return length, _height(term.body)


def is_written_out(length: Affine, height: int) -> bool:
    """Whether the sum stands for the sum of its few terms."""
    return length.is_constant and length.constant >= 1 and length.constant ** (1 + height) <= MAX_POWER


def _written_out(normal: Forms, term: IndexSum, length: int) -> Polynomial:
    forms = [normal.polynomial(substituted(term.body, term.index, shift(term.low, n))) for n in range(length)]
    return reduce(combine, forms)


@once
def _height(term: object) -> int:
    """How deeply sums are nested in a term: the names of their indices depend on it alone."""
    inner = [_height(part) for part in inside(term) if type(part) not in PLAIN and type(part) is not Affine]
    return max(inner, default=0) + isinstance(term, IndexSum)


def _depth(context: Context, term: Term) -> int:
    """How deeply sums are nested in a term and in the definitions that it mentions, at most."""
    pieces = [piece.body for name in mentioned(term) & context.symbols.keys() for piece in context.symbols[name].pieces]
    return _height(term) + max([_depth(context, body) for body in pieces], default=0)


class _Sum:
    """The sum of one term of a form over the reserved index ``name`` in 1..length."""

    def __init__(self, normal: Forms, term: IndexSum, name: str, length: Affine, size: Affine | None) -> None:
        self.normal, self.term, self.name, self.length = normal, term, name, length
        self.size = size  # of the identity that an empty word is

    def of(self, monomial: Monomial, word: Word) -> Polynomial:
        fixed = tuple([atom for atom in monomial if not self._moves(atom)])
        moving = tuple([atom for atom in monomial if self._moves(atom)])
        start, end = self._core(word)
        core = word[start:end]
        found = ((rule, of(self, moving, core)) for rule, of in _RULES.items())
        known, middle = next(((rule, value) for rule, value in found if value is not None), ("", None))
        if middle is None:
            middle = self._letter(moving, core)
        else:
            uses(self.normal, known)
        rows = word[start].rows if core else ONE
        outer = Polynomial(ONE, ONE, {(fixed, ()): 1})
        before, after = self._plain(word[:start], rows), self._plain(word[end:], rows)
        if not core and not word and self.size is not None:
            before = constant(self.size)
        return self.normal.product([outer, before, middle, after] if core else [outer, middle, before, after])

    def _powers(self, moving: Monomial, core: Word) -> Polynomial | None:
        """Faulhaber's formula for the sum of l^k, where the summand is a power of the index alone: from
        (n + 1)^(k+1) - 1 = the sum over j <= k of binomial(k+1, j) times the sum of l^j."""
        is_power = not core and all(kind == "integer" and content == self.name for kind, content in moving)
        if not is_power or len(moving) > MOST_POWER:
            return None
        after = self.normal.integer(shift(self.length, 1))
        sums, power = list[Polynomial](), after
        for k in range(len(moving) + 1):
            total = combine(power, constant(ONE), -1)
            for j, lower in enumerate(sums):
                total = combine(total, lower, -comb(k + 1, j))
            sums.append(total.scale(Fraction(1, k + 1)))
            power = self.normal.times(power, after)
        return sums[-1]

    def _split(self, moving: Monomial, core: Word) -> Polynomial | None:
        """The last terms of a sum of e + c terms, for a number c > 0, where e >= 0 is known."""
        rest, more = shift(self.length, -self.length.constant), self.length.constant
        if not 0 < more <= MAX_POWER or rest.is_constant or self._has_members(moving, core):
            return None
        if not self.normal.context.holds(rest):
            return None
        rows, columns = (core[0].rows, core[-1].columns) if core else (ONE, ONE)
        summand = written_or_none(self.normal, Polynomial(rows, columns, {(moving, core): 1}))
        if summand is None:
            return None
        total = self.normal.polynomial(IndexSum(self.name, ONE, rest, summand))
        try:
            for number in range(more):
                last = substituted(summand, self.name, shift(rest, number + 1))
                total = combine(total, self.normal.polynomial(last))
        except Refusal as refusal:
            if refusal.code == "SP325":  # a family by pieces: in which of them the last term lies is not known here
                return None
            raise
        return total

    def _has_members(self, moving: Monomial, core: Word) -> bool:
        """Whether columns or members of a family are summed; of an entry x_l, which is a scalar, sums are split."""
        words: list[Word] = [content for kind, content in moving if kind != "integer"]  # type: ignore[misc]
        letters = [letter for word in words for letter in word if not self._is_unit(letter)]
        return any(letter.high is not None for letter in (*core, *letters))

    def _plain(self, word: Word, size: Affine) -> Polynomial:
        if not word:
            return constant(ONE)
        return Polynomial(word[0].rows, word[-1].columns, {((), word): 1})

    def _core(self, word: Word) -> tuple[int, int]:
        """Where the letters that mention the index begin and end."""
        places = [position for position, letter in enumerate(word) if self._mentions(letter)]
        return (places[0], places[-1] + 1) if places else (len(word), len(word))

    def _mentions(self, letter: Letter) -> bool:
        return self.name in integers_in(letter)

    def _moves(self, atom: Atom) -> bool:
        kind, content = atom
        if kind == "integer":
            return self.name in atoms(parameter(content))  # type: ignore[arg-type]
        return any(map(self._mentions, content))  # type: ignore[arg-type]

    def _letter(self, moving: Monomial, core: Word) -> Polynomial:
        """A letter for what is summed, the same for a summand and its transpose."""
        rows, columns = (core[0].rows, core[-1].columns) if core else (ONE, ONE)
        if any(self.name in atoms(size) for size in (rows, columns)):
            raise Refusal("SP305", "the summands of a sum differ in size")
        one, two = word_key(core), word_key(reverse(core))
        turned = two < one
        word = reverse(core) if turned else core
        summand = Polynomial(rows, columns, {(moving, core): 1})
        written = written_or_none(self.normal, summand) if _depth(self.normal.context, self.term.body) else None
        if written is not None and self.normal.context.summed(self.length, _height(written))[0] != self.name:
            return self.normal.polynomial(IndexSum(self.name, ONE, self.length, written))  # beside deeper summands
        content = (summand.transpose() if turned else summand).content()
        text = f"{affine_text(self.length)}; {self.name}; {'*'.join(map(atom_key, moving))}; {'*'.join(min(one, two))}"
        base = key_of(Kind.SUM, f"sum({text})", self.length, self.name, content)
        self.normal.summed.setdefault(base, Summed(self.term, self.name, self.length, moving, word))
        return of_letter(Letter(base, turned, rows, columns, symmetric=one == two))

    # -------------------------------------------------------------------------------- unit columns

    def _contracted(self, moving: Monomial, core: Word) -> Polynomial | None:
        """The sum where the index occurs in two unit columns e_l of R^n, l in 1..n, and nowhere else."""
        words: list[Word] = [content for kind, content in moving if kind == "word"]  # type: ignore[misc]
        if len(words) < len(moving) or not 1 <= len(words) + bool(core) <= 2:
            return None
        pieces: list[Word] = [*words, *([core] if core else [])]
        found = [letter for piece in pieces for letter in piece if self._mentions(letter)]
        if not found or len(found) > 2 or not all(map(self._is_unit, found)):
            return None
        if len(found) == 1:
            return self._alone(pieces[0])
        if len(pieces) == 1:
            return self._closed(pieces[0], scalar=not core)
        first, second = (piece if self._ends(piece) else reverse(piece) for piece in pieces)
        if core:
            return self._into_core(first, core)
        return self._scalar(join(first[:-1], reverse(second)[1:]))

    def _is_unit(self, letter: Letter) -> bool:
        size = letter.columns if letter.transposed else letter.rows
        return letter.base.kind is Kind.UNIT and letter.high == parameter(self.name) and size == self.length

    def _ends(self, piece: Word) -> bool:
        return self._mentions(piece[-1]) and not piece[-1].transposed

    def _alone(self, piece: Word) -> Polynomial:
        """The sum of e_l is the column of ones; the piece is the one unit column, or a^T e_l."""
        ones = self.normal.polynomial(Call("ones", (), self.length, ONE))
        if len(piece) == 1:
            return ones.transpose() if piece[0].transposed else ones
        word = piece if self._ends(piece) else reverse(piece)
        return self.normal.times(Polynomial(word[0].rows, word[-2].columns, {((), word[:-1]): 1}), ones)

    def _closed(self, piece: Word, *, scalar: bool) -> Polynomial | None:
        """e_l e_l^T, or e_l^T X e_l."""
        if scalar and self._mentions(piece[0]) and self._mentions(piece[-1]):
            return Polynomial(ONE, ONE, {(trace_monomial(piece[1:-1]), ()): 1})
        outer = len(piece) == 2 and not scalar
        return constant(self.length) if outer and not piece[0].transposed and piece[1].transposed else None

    def _into_core(self, atom: Word, core: Word) -> Polynomial | None:
        """(a^T e_l) e_l = a, (a^T e_l) e_l^T = a^T, where the core is that unit column alone."""
        if len(core) != 1 or not self._ends(atom):
            return None
        word = atom[:-1] if core[0].transposed else reverse(atom[:-1])
        return Polynomial(word[0].rows, word[-1].columns, {((), word): 1})

    def _entrywise(self, moving: Monomial, core: Word) -> Polynomial | None:
        """The sum of X e_l c_l e_l^T Y^T = X D(c) Y^T, of X e_l c_l = X c and of c_l = 1^T c, where c_l is a product of
        scalars a^T e_l and e_l^T A e_l: c is the Hadamard product of the columns a and diag(A) 1."""
        words: list[Word] = [content for kind, content in moving if kind == "word"]  # type: ignore[misc]
        if len(words) < len(moving):
            return None
        columns = [self._column(word) for word in words]
        turned = len(core) == 1 and core[0].rows == ONE
        first = reverse(core) if turned else core[:1]
        stacked = len(core) == 1 and is_call(first[0], "kron")
        sides = [self._matrix(side) for side in (first, reverse(core[1:])) if side and not stacked]
        if len(core) > 2 or any(form is None for form in (*columns, *sides)):
            return None
        spread = entrywise.ones_column(self.normal, self.length)
        for column in columns:
            spread = entrywise.hadamard_form(self.normal, spread, column)  # type: ignore[arg-type]
        if len(sides) == 2:
            return self._between(sides, spread)
        if not core:
            return self.normal.times(entrywise.ones_column(self.normal, self.length).transpose(), spread)
        value = self._stacked(first, spread) if stacked else self.normal.times(sides[0], spread)  # type: ignore[arg-type]
        return value.transpose() if turned and value is not None else value

    def _between(self, sides: list[Polynomial | None], column: Polynomial) -> Polynomial | None:
        """X D(c) Y^T."""
        first, second = sides
        if first is None or second is None:
            return None
        ones = entrywise.ones_column(self.normal, self.length).transpose()
        diagonal = entrywise.diag_form(self.normal, self.normal.times(column, ones))
        return self.normal.product([first, diagonal, second.transpose()])

    def _column(self, word: Word) -> Polynomial | None:
        """c with c^T e_l = the scalar: a of a^T e_l, diag(A) 1 of e_l^T A e_l, and X^T a of a^T X e_l for the Hadamard
        product X e_l of several columns."""
        turned = word if not word[-1].transposed and self._mentions(word[-1]) else reverse(word)
        matrix, rest = self._matrix(turned[-1:]), turned[:-1]
        if matrix is None or not rest:
            return None
        if not any(map(self._mentions, rest)):
            row = Polynomial(ONE, rest[-1].columns, {((), rest): 1})
            return self.normal.times(row, matrix).transpose()
        other = self._matrix(reverse(rest[:1]))
        if other is None or any(map(self._mentions, rest[1:])):
            return None
        inner = self._plain(rest[1:], other.rows) if len(rest) > 1 else constant(other.rows)
        square = self.normal.product([other.transpose(), inner, matrix])
        ones = entrywise.ones_column(self.normal, self.length)
        return self.normal.times(entrywise.diag_form(self.normal, square), ones)

    def _matrix(self, word: Word) -> Polynomial | None:
        """X where the column, a single letter, is X e_l: a unit column, or a Hadamard product of columns Y e_l."""
        if len(word) != 1 or word[0].transposed or word[0].columns != ONE:
            return None
        if self._is_unit(word[0]):
            return constant(self.length)
        parts = entrywise.factors_of(self.normal, word[0])
        if len(parts) < 2:
            return None
        matrices = [self._before_unit(part) for part in parts]
        if any(matrix is None for matrix in matrices):
            return None
        return reduce(lambda one, two: entrywise.hadamard_form(self.normal, one, two), matrices)  # type: ignore[arg-type]

    def _before_unit(self, part: Polynomial) -> Polynomial | None:
        """X where the column of one word is X e_l; u 1^T where it is a column u without the index."""
        letters = next(iter(part.terms))[1]
        if not any(map(self._mentions, letters)):
            return self.normal.times(part, entrywise.ones_column(self.normal, self.length).transpose())
        if not self._is_unit(letters[-1]) or letters[-1].transposed or any(map(self._mentions, letters[:-1])):
            return None
        return self._plain(letters[:-1], part.rows) if len(letters) > 1 else constant(part.rows)

    def _stacked(self, core: Word, column: Polynomial) -> Polynomial | None:
        """The sum of c_l (X e_l kron Y e_l) = vec(Y D(c) X^T)."""
        parts = parts_of(self.normal, core[0], "kron")
        sides = [self._before_unit(part) for part in parts or ()]
        if len(sides) != 2 or any(side is None for side in sides):
            return None
        value = self._between([sides[1], sides[0]], column)
        return None if value is None else functions.vec_of(self.normal, Call("vec", (), ONE, ONE), [value])

    def _scalar(self, word: Word) -> Polynomial:
        pieces, rest = cut(word)
        if rest:
            raise Refusal("SP305", "a sum of scalars is not a scalar")
        return Polynomial(ONE, ONE, {(product_of(pieces), ()): 1})


def different_units(context: Context, terms: Terms) -> Terms:
    """Rule BASIS: e_l^T e_m = 0 where l and m are known to differ."""
    kept: Terms = {}
    for (monomial, word), coefficient in terms.items():
        if not any(kind == "word" and _vanishes(context, content) for kind, content in monomial):  # type: ignore[arg-type]
            accumulate(kept, (monomial, word), coefficient)
    return kept


def _vanishes(context: Context, word: Word) -> bool:
    if len(word) != 2 or word[0].base.kind is not Kind.UNIT or word[0].base is not word[1].base:
        return False
    return context.differ(word[0].high or ONE, word[1].high or ONE)


_RULES: dict[str, Callable[[_Sum, Monomial, Word], Polynomial | None]] = {
    "sum over unit columns": _Sum._contracted, "sum of products of entries": _Sum._entrywise,
    "sum of powers of an index": _Sum._powers, "last terms of a sum": _Sum._split,
}  # fmt: skip
