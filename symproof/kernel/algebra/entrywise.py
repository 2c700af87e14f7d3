"""Hadamard products, diagonal parts and columns of ones in the normal form.

With D(u) = diag(u 1^T) for a column u: (u v^T) hadamard A = D(u) A D(v), D(u) x = u hadamard x, D(u) D(v) = D(v) D(u);
diag(u v^T) = D(u) D(v), diag(D A) = D diag(A) for a diagonal D, diag(A hadamard B) = diag(A) diag(B), I hadamard A =
diag(A); x^T diag(A) 1 = tr(D(x) A); 1^T (x hadamard y) = x^T y, tr(X^T (Y
hadamard Z)) is the same in any order of X, Y and Z, and tr(A D) = tr(diag(A) D); (A kron B) hadamard (C kron D) =
(A hadamard C) kron (B hadamard D). Diagonal parts D and selections S of rows stand outside: (D X) hadamard Y =
D (X hadamard Y), (S X) hadamard Y = S (X hadamard S^T Y),
diag(S X) = S diag(X S) S^T (Horn and Johnson, Topics in Matrix Analysis, 4.2 and 5.1; Magnus and Neudecker, 3.6).
"""

from __future__ import annotations

from collections.abc import Callable

from symproof.kernel.algebra.blocks import rows_of
from symproof.kernel.algebra.calls import Polynomials, is_call, linear, meeting_letter, of_word, parts_of
from symproof.kernel.algebra.forms import Forms, uses
from symproof.kernel.algebra.keys import Kind
from symproof.kernel.algebra.kronecker import kron_of
from symproof.kernel.algebra.words import (
    Letter,
    Polynomial,
    Word,
    constant,
    multiply,
    of_letter,
    reverse,
    scalar_atom,
    trace_monomial,
    word_key,
)
from symproof.language.affine import ONE, Affine
from symproof.language.terms import Call

Met = tuple[int, Polynomial]  # how many letters are multiplied out, and what they come to


def ones_column(normal: Forms, size: Affine) -> Polynomial:
    """The column of ones of this size."""
    return constant(ONE) if size == ONE else meeting_letter(normal, "ones", [], size, ONE)


def hadamard_of(normal: Forms, term: Call, forms: Polynomials) -> Polynomial | None:
    """The Hadamard product: linear in both arguments, commutative and associative."""
    left, right = forms
    if left.is_scalar:
        return normal.times(left, right)
    rule = "linearity of the Hadamard product"
    inner: Callable[[Polynomial], Polynomial] = lambda p: linear(  # noqa: E731
        right, left, lambda q: _together(normal, [p, q]), normal, rule
    )
    return linear(left, left, inner, normal, rule)


def diag_of(normal: Forms, term: Call, forms: Polynomials) -> Polynomial:
    """The diagonal part: linear."""
    return diag_form(normal, forms[0])


def diag_form(normal: Forms, form: Polynomial) -> Polynomial:
    """The diagonal part of a form."""
    rule = "linearity of the diagonal part"
    return form if form.is_scalar else linear(form, form, lambda word: _diagonal(normal, word), normal, rule)


# ------------------------------------------------------------------------------------------------ Hadamard products


def _word(form: Polynomial) -> Word:
    """The word of a form that is one word."""
    return next(iter(form.terms))[1]


def _factors(normal: Forms, form: Polynomial) -> Polynomials:
    """The words whose Hadamard product the word is."""
    word = _word(form)
    parts = parts_of(normal, word[0], "hadamard") if len(word) == 1 else None
    return [form] if parts is None else [factor for part in parts for factor in _factors(normal, part)]


def _seam(form: Polynomial) -> int:
    """Where the word of an m x n form is cut into a column and a row; 0 where it is not."""
    return next((at for at, letter in enumerate(_word(form)) if at and letter.rows == ONE), 0)


def factors_of(normal: Forms, letter: Letter) -> Polynomials:
    """The words whose Hadamard product the letter is; the letter alone where it is none."""
    return _factors(normal, of_letter(letter))


def _together(normal: Forms, given: Polynomials) -> Polynomial:
    """The Hadamard product of words of one size."""
    factors = [factor for form in given for factor in _factors(normal, form)]
    rows, columns = factors[0].rows, factors[0].columns
    value = _selected(normal, factors) if len(factors) > 1 else None
    if value is not None:
        return value
    if ONE in (rows, columns):
        turned = rows == ONE
        value = _column(normal, [form.transpose() if turned else form for form in factors])
        return value.transpose() if turned else value
    if any(not _word(form) for form in factors):  # I hadamard A is diag(A)
        uses(normal, "Hadamard product with the identity")
        return normal.product([constant(rows), *[_diagonal(normal, form) for form in factors if _word(form)]])
    seams = [_seam(form) for form in factors]
    thin = [(_word(form), at) for form, at in zip(factors, seams, strict=True) if at]
    core = [form for form, at in zip(factors, seams, strict=True) if not at]
    inner = [_nested(normal, core)] if core else []
    if not thin:
        return inner[0]
    uses(normal, "Hadamard product with a matrix of rank one")
    left = _column(normal, [of_word(rows, ONE, word[:at]) for word, at in thin])
    right = _column(normal, [of_word(ONE, columns, word[at:]).transpose() for word, at in thin])
    if not inner:
        return normal.times(left, right.transpose())
    return normal.product([_spread(normal, left), inner[0], _spread(normal, right)])


def _selected(normal: Forms, factors: Polynomials) -> Polynomial | None:
    """(S X) hadamard Y = S (X hadamard S^T Y) for a selection S, (D X) hadamard Y = D (X hadamard Y) for a diagonal
    part D, the same for columns, and (A kron B) hadamard (C kron D) = (A hadamard C) kron (B hadamard D)."""
    for turned in (False, True):
        forms = [form.transpose() for form in factors] if turned else factors
        for at, form in enumerate(forms):
            word = _word(form)
            rows = rows_of(word[0]) if word and not word[0].transposed else None
            if rows is not None or (word and is_call(word[0], "diag")):
                value = _outside(normal, form, [*forms[:at], *forms[at + 1 :]])
                return value.transpose() if turned else value
    return _of_kroneckers(normal, factors)


def _outside(normal: Forms, form: Polynomial, others: Polynomials) -> Polynomial:
    """The product in which the first letter of the form, a selection or a diagonal part, stands in front."""
    word = _word(form)
    is_diagonal = is_call(word[0], "diag")
    uses(normal, f"Hadamard product {'with a diagonal matrix in a factor' if is_diagonal else 'by blocks'}")
    chosen, value = of_letter(word[0]), of_word(word[0].columns, form.columns, word[1:])
    for other in others:
        inner = other if is_diagonal else normal.times(chosen.transpose(), other)
        value = hadamard_form(normal, value, inner)
    return normal.times(chosen, value)


def _of_kroneckers(normal: Forms, factors: Polynomials) -> Polynomial | None:
    """The product in which two Kronecker products of factors of the same sizes are multiplied."""
    split = [parts_of(normal, _word(form)[0], "kron") if len(_word(form)) == 1 else None for form in factors]
    for at, one in enumerate(split):
        for to, other in enumerate(split[at + 1 :], at + 1):
            if (
                one
                and other
                and all((p.rows, p.columns) == (q.rows, q.columns) for p, q in zip(one, other, strict=True))
            ):
                uses(normal, "Hadamard product of Kronecker products")
                value = kron_of(normal, *[hadamard_form(normal, p, q) for p, q in zip(one, other, strict=True)])
                for form in (*factors[:at], *factors[at + 1 : to], *factors[to + 1 :]):
                    value = hadamard_form(normal, value, form)
                return value
    return None


def picked(normal: Forms, row: Polynomial, letter: Letter) -> Polynomial:
    """S^T (X hadamard Y) = S^T X hadamard S^T Y for a selection S."""
    uses(normal, "Hadamard product by blocks")
    first, *others = [normal.times(row, factor) for factor in _factors(normal, of_letter(letter))]
    for other in others:
        first = hadamard_form(normal, first, other)
    return first


def _column(normal: Forms, columns: Polynomials) -> Polynomial:
    """The Hadamard product of columns, in which ones count nothing."""
    factors = [factor for column in columns for factor in _factors(normal, column)]
    kept = _without_ones(normal, factors)
    at = next((at for at, factor in enumerate(kept) if _is_unit(factor)), None)
    if at is not None and len(kept) > 1:  # e_i hadamard x = (e_i^T x) e_i
        uses(normal, "Hadamard product with a unit column")
        unit = kept.pop(at)
        return normal.product([*[multiply(unit.transpose(), factor) for factor in kept], unit])
    return _nested(normal, kept) if kept else ones_column(normal, columns[0].rows)


def _without_ones(normal: Forms, columns: Polynomials) -> Polynomials:
    """The columns that are not columns of ones."""
    kept = [column for column in columns if not _is_ones(column)]
    if len(kept) < len(columns):
        uses(normal, "Hadamard product with ones")
    return kept


def _is_unit(column: Polynomial) -> bool:
    word = _word(column)
    return len(word) == 1 and word[0].base.kind is Kind.UNIT and not word[0].transposed


def _is_ones(column: Polynomial) -> bool:
    word = _word(column)
    return len(word) == 1 and is_call(word[0], "ones")


def _nested(normal: Forms, words: Polynomials) -> Polynomial:
    """X hadamard (Y hadamard (Z ...)) for words in their order, or its transpose where that comes first."""
    turned = _sorted(normal, [word.transpose() for word in words])
    chosen = _sorted(normal, words)
    texts, others = [[word.text() for word in side] for side in (chosen, turned)]
    flip = ONE not in (words[0].rows, words[0].columns) and others < texts
    if any(one is not other for one, other in zip(words, chosen, strict=True)):
        uses(normal, "commutativity of the Hadamard product")
    if len(words) > 2:
        uses(normal, "associativity of the Hadamard product")
    if flip:
        uses(normal, "transpose of a Hadamard product")
    value = (turned if flip else chosen)[-1]
    for word in (turned if flip else chosen)[-2::-1]:
        value = meeting_letter(normal, "hadamard", [word, value], word.rows, word.columns)
    letter = _word(value)[0]
    if len(words) == 1 or letter.symmetric:
        return value.transpose() if flip else value
    rows, columns = words[0].rows, words[0].columns
    return of_letter(Letter(letter.base, flip, rows, columns, symmetric=texts == others))


def _sorted(normal: Forms, words: Polynomials) -> Polynomials:
    """Words that hold a direction of a differential come first: there it can be read off."""
    return sorted(words, key=lambda word: (not _moves(normal, word), word.text()))


def _moves(normal: Forms, form: Polynomial) -> bool:
    return any(letter.base.kind is Kind.DIRECTION for letter in _word(form))


# ------------------------------------------------------------------------------------------------ diagonal parts


def _diagonal(normal: Forms, form: Polynomial) -> Polynomial:
    """The diagonal part of a word."""
    word, size, at = _word(form), form.rows, _seam(form)
    if not word:
        uses(normal, "diagonal part of a product with a diagonal matrix")
        return form
    for turned in (False, True):
        letters = _word(form.transpose()) if turned else word
        rows = rows_of(letters[0]) if not letters[0].transposed else None
        if rows is not None:  # diag(S X) = S diag(X S) S^T
            uses(normal, "diagonal part by blocks")
            chosen = of_letter(letters[0])
            inner = diag_form(normal, normal.times(of_word(rows.size, size, letters[1:]), chosen))
            return normal.product([chosen, inner, chosen.transpose()])
    if at:
        uses(normal, "diagonal part of a product of a column and a row")
        left, right = of_word(size, ONE, word[:at]), of_word(ONE, size, word[at:])
        return normal.times(_spread(normal, left), _spread(normal, right.transpose()))
    for outer, rest in ((word[0], word[1:]), (word[-1], word[:-1])):
        if is_call(outer, "diag"):
            uses(normal, "diagonal part of a product with a diagonal matrix")
            around = of_word(size, size, rest) if rest else constant(size)
            return normal.times(of_letter(outer), _diagonal(normal, around))
    factors = _factors(normal, form)
    if len(factors) > 1:
        uses(normal, "diagonal part of a Hadamard product")
        return normal.product([_diagonal(normal, factor) for factor in factors])
    upright = min(word, _word(form.transpose()), key=word_key)
    if upright != word:
        uses(normal, "diagonal part of a transpose")
    return _diagonal_letter(normal, of_word(size, size, upright))


def _diagonal_letter(normal: Forms, form: Polynomial) -> Polynomial:
    found = meeting_letter(normal, "diag", [form], form.rows, form.rows)
    return of_letter(Letter(_word(found)[0].base, False, form.rows, form.rows, symmetric=True))


def _spread(normal: Forms, column: Polynomial) -> Polynomial:
    """D(u), the diagonal matrix with the column u."""
    factors = _without_ones(normal, _factors(normal, column))
    size = column.rows
    return normal.product([constant(size), *[_spread_factor(normal, factor) for factor in factors]])


def _spread_factor(normal: Forms, column: Polynomial) -> Polynomial:
    """D(u) for one factor; D(S u) = S D(u) S^T for a selection S."""
    word = _word(column)
    rows = rows_of(word[0]) if word and not word[0].transposed else None
    if rows is None:
        return _diagonal_letter(normal, multiply(column, ones_column(normal, column.rows).transpose()))
    uses(normal, "diagonal part by blocks")
    chosen = of_letter(word[0])
    inner = _spread(normal, of_word(rows.size, ONE, word[1:])) if rows.size != ONE else constant(ONE)
    return normal.product([chosen, inner, chosen.transpose()])


def _spread_column(normal: Forms, letter: Letter) -> Polynomial | None:
    """u for the letter D(u)."""
    parts = parts_of(normal, letter, "diag")
    word = _word(parts[0]) if parts else ()
    is_spread = len(word) > 1 and word[-1].transposed and is_call(word[-1], "ones") and word[-1].rows == ONE
    return of_word(letter.rows, ONE, word[:-1]) if is_spread else None


# ------------------------------------------------------------------------------------------------ products


def met(normal: Forms, word: Word, at: int) -> Met | None:
    """D(v) D(u) = D(u) D(v) in their order, D(u) x = u hadamard x, and the transpose of it."""
    if is_call(word[at], "diag") and at + 1 < len(word) and is_call(word[at + 1], "diag"):
        pair = word[at : at + 2]
        if word_key(pair) > word_key(pair[::-1]):
            uses(normal, "diagonal matrices commute")
            return 2, of_word(word[at].rows, word[at].rows, pair[::-1])
        return None
    column = _spread_column(normal, word[at])
    end = next((k for k in range(at + 1, len(word)) if word[k].columns == ONE), 0)
    if column is not None and end:
        uses(normal, "diagonal matrix and a column")
        inner = normal.product([of_letter(letter) for letter in word[at + 1 : end + 1]])
        return end + 1 - at, hadamard_form(normal, column, inner)
    if word[at].rows == ONE and word[at].columns != ONE:
        return _met_row(normal, word, at)
    return None


def _met_row(normal: Forms, word: Word, at: int) -> Met | None:
    """x^T D(u) = (u hadamard x)^T for the row that begins here."""
    for end in range(at + 1, len(word)):
        if word[end].rows == ONE:
            return None
        column = _spread_column(normal, word[end])
        if column is not None:
            uses(normal, "diagonal matrix and a column")
            row = normal.product([of_letter(letter) for letter in word[at:end]])
            return end + 1 - at, hadamard_form(normal, column, row.transpose()).transpose()
    return None


def hadamard_form(normal: Forms, left: Polynomial, right: Polynomial) -> Polynomial:
    """The Hadamard product of two forms."""
    found = hadamard_of(normal, Call("hadamard", (), ONE, ONE), [left, right])
    return normal.times(left, right) if found is None else found


def met_scalar(normal: Forms, word: Word) -> Polynomial | None:
    """x^T (y hadamard z) in the order of x, y and z; y^T (X hadamard Y) z = tr(X^T D(y) Y D(z))."""
    if len(word) < 2 or word[0].rows != ONE or word[-1].columns != ONE:
        return None
    if (moving := _moving_diagonal(normal, word)) is not None:
        return moving
    ends = [at for at in (0, len(word) - 1) if is_call(word[at], "hadamard")]
    if ends:
        at = ends[-1]
        rest = of_word(ONE, word[-1].rows, word[:-1]).transpose() if at else of_word(word[1].rows, ONE, word[1:])
        column = of_letter(word[at]) if at else of_letter(word[0]).transpose()
        found = [*_factors(normal, rest), *_factors(normal, column)]
        factors = _sorted(normal, _without_ones(normal, found))
        first = factors[0] if len(factors) > 1 else ones_column(normal, column.rows)
        value = multiply(first.transpose(), _column(normal, factors[1:] or factors))
        if ((scalar_atom(word),), ()) in value.terms:
            return None
        uses(normal, "inner product with a Hadamard product")
        return value
    for letters in (word, reverse(word)):
        if is_call(letters[-1], "ones") and is_call(letters[-2], "diag") and len(letters) > 2:
            row = of_word(ONE, letters[-2].rows, letters[:-2])
            if not _moves(normal, row):  # x^T diag(A) 1 = tr(D(x) A)
                uses(normal, "diagonal part and ones")
                return normal.trace(normal.times(_spread(normal, row.transpose()), of_letter(letters[-2])))
    middle = [at for at, letter in enumerate(word) if is_call(letter, "hadamard")]
    if len(middle) != 1:
        return None
    at = middle[0]
    row, column = of_word(ONE, word[at].rows, word[:at]), of_word(word[at].columns, ONE, word[at + 1 :])
    uses(normal, "trace with a Hadamard product")
    first, *others = _sorted(normal, _factors(normal, of_letter(word[at])))
    inner = [_spread(normal, row.transpose()), _nested(normal, others), _spread(normal, column)]
    return normal.trace(normal.product([first.transpose(), *inner]))


def traced(normal: Forms, word: Word) -> Polynomial | None:
    """The trace of a word with one Hadamard product in the order of the factors, or with diagonal parts."""
    places = [at for at, letter in enumerate(word) if is_call(letter, "hadamard")]
    if places and (len(places) == 1 or len(word) == 2):
        at = places[-1]
        rest = (*word[at + 1 :], *word[:at])
        factors = _factors(normal, of_letter(word[at]))
        if not rest:
            uses(normal, "trace with a Hadamard product")
            return normal.trace(normal.product([_diagonal(normal, factor) for factor in factors]))
        turned = of_word(rest[0].rows, rest[-1].columns, rest).transpose()
        return _ordered(normal, word, [*_factors(normal, turned), *factors])
    return _traced_diagonal(normal, word)


def _ordered(normal: Forms, word: Word, factors: Polynomials) -> Polynomial | None:
    """tr(X^T (Y hadamard Z ...)) in the order of the factors or of their transposes."""
    sides = [_sorted(normal, side) for side in (factors, [factor.transpose() for factor in factors])]
    moving = any(_moves(normal, factor) for factor in factors)
    first, *others = sides[0] if moving else min(sides, key=lambda side: [factor.text() for factor in side])
    product = multiply(first.transpose(), _nested(normal, others))
    found = trace_monomial(_word(product))
    if trace_monomial(word) == found:
        return None
    uses(normal, "trace with a Hadamard product")
    return Polynomial(ONE, ONE, {(found, ()): 1})


def _moving_diagonal(normal: Forms, word: Word) -> Polynomial | None:
    """tr(A diag(H)) = tr(diag(A) H) for a direction H, also where the word begins with a row and ends with a column."""
    for at, letter in enumerate(word):
        parts = parts_of(normal, letter, "diag")
        if parts and _moves(normal, parts[0]):
            uses(normal, "trace of a product with a diagonal part")
            rest = normal.product([constant(letter.rows), *map(of_letter, word[at + 1 :] + word[:at])])
            return normal.trace(normal.times(parts[0], diag_form(normal, rest)))
    return None


def _traced_diagonal(normal: Forms, word: Word) -> Polynomial | None:
    """tr(A D) = tr(diag(A) D) for diagonal parts D that stand together, in their order."""
    if (moving := _moving_diagonal(normal, word)) is not None:
        return moving
    diagonal = [is_call(letter, "diag") for letter in word]
    starts = [at for at in range(len(word)) if diagonal[at] and not diagonal[at - 1]]
    if all(diagonal) and len(word) > 1:
        ordered = tuple(sorted(word, key=lambda letter: word_key((letter,))))
        if trace_monomial(ordered) == trace_monomial(word):
            return None
        uses(normal, "diagonal matrices commute")
        return Polynomial(ONE, ONE, {(trace_monomial(ordered), ()): 1})
    if len(starts) != 1:
        return None
    turned = word[starts[0] :] + word[: starts[0]]
    count = sum(diagonal)
    rest = of_word(turned[0].rows, turned[0].rows, turned[count:])
    if _moves(normal, rest):
        return None
    uses(normal, "trace of a product with a diagonal part")
    return normal.trace(normal.product([*map(of_letter, turned[:count]), _diagonal(normal, rest)]))
