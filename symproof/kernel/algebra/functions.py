"""Rules for named functions in the normal form: identities that hold for all matrices, so that none needs a premise.

det(A B) = det(A) det(B), det(A^T) = det(A), det(c A) = c^n det(A); adj(A B) = adj(B) adj(A),
adj(A^T) = adj(A)^T, A adj(A) = adj(A) A = det(A) I (Horn and Johnson, Matrix Analysis, 0.3 and 0.8); kron, vec,
hadamard and diag are linear in each argument; (A kron B)(C kron D) = A C kron B D, also for transposes and traces;
(A kron B) vec(X) = vec(B X A^T), vec(X)^T vec(Y) = tr(X^T Y), K_mn vec(X) = vec(X^T) (Magnus and Neudecker,
chapters 2 and 3); rank(A^T) = rank(A) = rank(A^T A) over the reals. What holds of
inverses follows from their premises: A inv(A) = I gives det(A) det(inv(A)) = 1 by the rule CONGRUENCE OF CALLS.
A rule returns the form of the value, or None where it says nothing and the call stays one letter.
"""

from __future__ import annotations

from collections.abc import Callable
from fractions import Fraction
from itertools import pairwise
from math import isqrt
from typing import TypeAlias

from symproof.kernel.algebra.blocks import block_of, grid_of, row_of
from symproof.kernel.algebra.forms import Forms
from symproof.kernel.algebra.keys import Kind, key_of
from symproof.kernel.algebra.words import (
    Letter,
    Polynomial,
    Word,
    combine,
    constant,
    leading_of,
    of_letter,
    reverse,
    word_key,
)
from symproof.language.affine import ONE, Affine, affine_text, parameter, shift, times
from symproof.language.terms import (
    Basis,
    Call,
    Chain,
    Identity,
    IndexSum,
    Integer,
    Inverse,
    Number,
    Product,
    Sum,
    Symbol,
    Term,
    Trace,
    Transpose,
    Zero,
)

Polynomials: TypeAlias = list[Polynomial]


def value_of(normal: Forms, term: Call, forms: Polynomials) -> Polynomial | None:
    """The form of the call by the rules of its function; None where it stays one letter."""
    rule = RULES.get(term.name)
    try:
        return rule(normal, term, forms) if rule is not None else None
    except _UnwrittenError:
        return None


# ------------------------------------------------------------------------------------------------ letters and words


class _UnwrittenError(Exception):
    """A letter that no term stands for, such as a direction; the call that holds it stays one letter."""


def written(normal: Forms, form: Polynomial) -> Term:
    """A term of this form."""
    summands: list[Term] = []
    for (monomial, word), coefficient in form.terms.items():
        is_plain = coefficient == 1 and (monomial or word)
        factors: list[Term] = [] if is_plain else [Number(Fraction(coefficient))]
        for kind, content in monomial:
            if kind == "integer":
                factors.append(Integer(parameter(content)))  # type: ignore[arg-type]
            else:
                inner = Product(tuple([_letter_term(normal, letter) for letter in content]))  # type: ignore[arg-type]
                factors.append(Trace(inner) if kind == "trace" else inner)
        factors += [_letter_term(normal, letter) for letter in word]
        factors += () if word or form.is_scalar else (Identity(form.rows),)
        summands.append(factors[0] if len(factors) == 1 else Product(tuple(factors)))
    if len(summands) == 1:
        return summands[0]
    return Sum(tuple(summands)) if summands else Zero(form.rows, form.columns)


def written_or_none(normal: Forms, form: Polynomial) -> Term | None:
    """A term of this form, if each of its letters is written as one."""
    try:
        return written(normal, form)
    except _UnwrittenError:
        return None


def _letter_term(normal: Forms, letter: Letter) -> Term:
    term: Term | None = normal.applied.get(letter.base)
    if term is None and letter.base in normal.inverse_of:
        term = Inverse(written(normal, normal.inverse_of[letter.base]))
    if term is None and letter.base in normal.summed:
        term = _written_sum(normal, letter)
    if term is None and letter.high is not None and letter.low is not None:
        size = letter.columns if letter.transposed else letter.rows
        is_unit = letter.base.kind is Kind.UNIT
        term = Basis(letter.high, size) if is_unit else Chain(letter.base.name, letter.high, letter.low)
    if term is None and letter.base.kind is Kind.SYMBOL:
        term = Symbol(letter.base.name)
    if term is None:
        raise _UnwrittenError
    return Transpose(term) if letter.transposed else term


def _written_sum(normal: Forms, letter: Letter) -> Term:
    """The sum that a letter stands for, over the reserved name of its index."""
    summed, turned = normal.summed[letter.base], letter.transposed
    rows, columns = (letter.columns, letter.rows) if turned else (letter.rows, letter.columns)
    body = written(normal, Polynomial(rows, columns, {(summed.monomial, summed.word): 1}))
    return IndexSum(summed.name, ONE, summed.length, body)


def of_word(rows: Affine, columns: Affine, word: Word) -> Polynomial:
    """The form that is one word."""
    return Polynomial(rows, columns, {((), word): 1})


def _letter(
    normal: Forms, name: str, forms: Polynomials, rows: Affine, columns: Affine, turn: bool = False
) -> Polynomial:
    """The letter f(forms); ``turn``: where f(P^T, ...) = f(P, ...)^T, one letter serves for both."""
    texts, turned = [form.text() for form in forms], [form.transpose().text() for form in forms]
    flipped = turn and turned < texts
    chosen, size = ([form.transpose() for form in forms], (columns, rows)) if flipped else (forms, (rows, columns))
    text = f"{name}!({', '.join(turned if flipped else texts)}; {affine_text(size[0])}, {affine_text(size[1])})"
    base = key_of(Kind.CALL, text, name, *[form.content() for form in chosen], *size)
    normal.applied.setdefault(base, Call(name, tuple([written(normal, form) for form in chosen]), *size))
    is_symmetric = rows == columns == ONE or (turn and turned == texts)
    return of_letter(Letter(base, flipped, rows, columns, symmetric=is_symmetric))


def is_call(letter: Letter, name: str) -> bool:
    """Whether the letter is a call of this function."""
    return letter.base.kind is Kind.CALL and letter.base.name == name


def parts_of(normal: Forms, letter: Letter, name: str) -> Polynomials | None:
    """The arguments of a letter that is a call of this function, those of f(P^T, ...) where it is f(P, ...)^T."""
    call = normal.applied.get(letter.base)
    if not isinstance(call, Call) or call.name != name:
        return None
    forms = [normal.polynomial(argument) for argument in call.arguments]
    return [form.transpose() for form in forms] if letter.transposed else forms


def _linear(form: Polynomial, like: Polynomial, of: Callable[[Polynomial], Polynomial], normal: Forms) -> Polynomial:
    """The linear function that takes a word to ``of`` (word), at a form; ``like`` has the size of the value."""
    total = Polynomial(like.rows, like.columns, {})
    for (monomial, word), coefficient in form.terms.items():
        factor = Polynomial(ONE, ONE, {(monomial, ()): coefficient})
        total = combine(total, normal.times(factor, of(of_word(form.rows, form.columns, word))))
    return total


def _pieces(word: Word, size: Affine) -> list[Word]:
    """The word cut into as many square words of this size as there are."""
    ends = [at for at, letter in enumerate(word) if letter.rows == size] + [len(word)]
    return [word[start:end] for start, end in pairwise(ends)]


def one_term(form: Polynomial) -> tuple[Polynomial, Word] | None:
    """The scalar factor and the word of a form with one term."""
    if len(form.terms) != 1:
        return None
    ((monomial, word), coefficient) = next(iter(form.terms.items()))
    return Polynomial(ONE, ONE, {(monomial, ()): coefficient}), word


def _power(normal: Forms, value: Polynomial, exponent: Affine) -> Polynomial:
    """A power of a scalar of one term."""
    if value.terms == constant(ONE).terms:
        return value
    return normal.power(written(normal, value), value, exponent)


# ------------------------------------------------------------------------------------------------ determinants, ranks


def det_of(normal: Forms, term: Call, forms: Polynomials) -> Polynomial | None:
    """The determinant: multiplicative over square factors, the same for the transpose."""
    (form,) = forms
    if form.is_scalar or not form.terms:
        return Polynomial(ONE, ONE, form.terms)
    single = one_term(form)
    if single is None:
        by_blocks = triangular_det(normal, form)
        if by_blocks is not None:
            return by_blocks
        lead, _ = leading_of(form)
        scaled = form.scale(Fraction(1) / lead)
        chosen = min(scaled, scaled.transpose(), key=Polynomial.text)
        return normal.times(_power(normal, constant(ONE, lead), form.rows), _letter(normal, "det", [chosen], ONE, ONE))
    factor, word = single
    values = [_det_of_piece(normal, form.rows, piece) for piece in _pieces(word, form.rows)]
    return normal.product([_power(normal, factor, form.rows), *values])


def _det_of_piece(normal: Forms, size: Affine, piece: Word) -> Polynomial:
    chosen = min(piece, reverse(piece), key=word_key)
    return _letter(normal, "det", [of_word(size, size, chosen)], ONE, ONE)


def _adj(normal: Forms, term: Call, forms: Polynomials) -> Polynomial | None:
    (form,) = forms
    if form.is_scalar:
        return constant(ONE)
    single = one_term(form)
    if single is None:
        return _letter(normal, "adj", forms, form.rows, form.rows, turn=True)
    factor, word = single
    size = form.rows
    pieces = [of_word(size, size, piece) for piece in reversed(_pieces(word, size))]
    values = [_letter(normal, "adj", [piece], size, size, turn=True) for piece in pieces]
    normal.meeting.update(letter.base for value in values for _, found in value.terms for letter in found)
    return normal.product([_power(normal, factor, shift(size, -1)), constant(size), *values])


def _rank(normal: Forms, term: Call, forms: Polynomials) -> Polynomial | None:
    (form,) = forms
    if not form.terms:
        return form if form.is_scalar else Polynomial(ONE, ONE, {})
    single = one_term(form)
    if single is None or form.is_scalar or next(iter(form.terms))[0]:
        scaled = form.scale(Fraction(1) / leading_of(form)[0])
        return _letter(normal, "rank", [min(scaled, scaled.transpose(), key=Polynomial.text)], ONE, ONE)
    word = single[1]
    if not word:
        return normal.integer(form.rows)
    half = word[len(word) // 2 :]
    if len(word) % 2 == 0 and word == (*reverse(half), *half):
        return normal.polynomial(Call("rank", (Product(tuple([_letter_term(normal, x) for x in half])),), ONE, ONE))
    forms = [of_word(word[0].rows, word[-1].columns, word)]
    return _letter(normal, "rank", [min(forms[0], forms[0].transpose(), key=Polynomial.text)], ONE, ONE)


def triangular_det(normal: Forms, form: Polynomial) -> Polynomial | None:
    """det of a block triangular matrix is the product of those of its diagonal blocks, which are square."""
    blocks = grid_of(normal, form)
    below = [block for i, row in enumerate(blocks) for block in row[:i]]
    above = [block for i, row in enumerate(blocks) for block in row[i + 1 :]]
    if not blocks or (any(block.terms for block in below) and any(block.terms for block in above)):
        return None
    diagonal = [det_of(normal, Call("det", (), ONE, ONE), [row[i]]) for i, row in enumerate(blocks)]
    known = [value for value in diagonal if value is not None]
    return normal.product(known) if len(known) == len(blocks) else None


# ------------------------------------------------------------------------------------------------ linear functions


def _diag(normal: Forms, term: Call, forms: Polynomials) -> Polynomial | None:
    def of(word: Polynomial) -> Polynomial:
        letters = next(iter(word.terms))[1]
        if not letters or (len(letters) == 1 and parts_of(normal, letters[0], "diag") is not None):
            return word
        chosen = min(letters, reverse(letters), key=word_key)
        found = _letter(normal, "diag", [of_word(word.rows, word.rows, chosen)], word.rows, word.rows)
        ((_, (letter,)),) = found.terms
        normal.meeting.add(letter.base)
        return of_letter(Letter(letter.base, False, word.rows, word.rows, symmetric=True))

    return forms[0] if forms[0].is_scalar else _linear(forms[0], forms[0], of, normal)


def vec_of(normal: Forms, term: Call, forms: Polynomials) -> Polynomial | None:
    """The stacked columns: linear, and a column is its own."""
    (form,) = forms
    if form.columns == ONE or form.rows == ONE:
        return form if form.columns == ONE else form.transpose()
    size = normal.context.canonical(times(form.rows, form.columns))
    return _linear(form, Polynomial(size, ONE, {}), lambda word: _noted(normal, "vec", [word], size, ONE), normal)


def _kron(normal: Forms, term: Call, forms: Polynomials) -> Polynomial | None:
    left, right = forms
    if left.is_scalar or right.is_scalar:
        return normal.times(left, right)
    sizes = [normal.context.canonical(times(a, b)) for a, b in ((left.rows, right.rows), (left.columns, right.columns))]
    like = Polynomial(sizes[0], sizes[1], {})

    def of(first: Polynomial, second: Polynomial) -> Polynomial:
        letters, others = next(iter(first.terms))[1], next(iter(second.terms))[1]
        if not letters and not others:
            return constant(like.rows)
        inner = parts_of(normal, letters[0], "kron") if len(letters) == 1 else None
        if inner is not None:
            return kron_of(normal, inner[0], kron_of(normal, inner[1], second))
        return _noted(normal, "kron", [first, second], like.rows, like.columns, turn=True)

    return _linear(left, like, lambda p: _linear(right, like, lambda q: of(p, q), normal), normal)


def kron_of(normal: Forms, left: Polynomial, right: Polynomial) -> Polynomial:
    """The Kronecker product of two forms."""
    found = _kron(normal, Call("kron", (), ONE, ONE), [left, right])
    if found is None:
        raise _UnwrittenError
    return found


def _hadamard(normal: Forms, term: Call, forms: Polynomials) -> Polynomial | None:
    left, right = forms
    if left.is_scalar:
        return normal.times(left, right)

    def of(first: Polynomial, second: Polynomial) -> Polynomial:
        pair = sorted([first, second], key=Polynomial.text)
        for one, other in (pair, pair[::-1]):
            if _is_ones(one):
                return other
            if not next(iter(one.terms))[1]:
                found = _diag(normal, term, [other])
                return other if found is None else found
        turned = sorted([item.transpose() for item in pair], key=Polynomial.text)
        flip = [item.text() for item in turned] < [item.text() for item in pair]
        chosen = turned if flip else pair
        found = _letter(normal, "hadamard", chosen, chosen[0].rows, chosen[0].columns)
        ((_, (letter,)),) = found.terms
        same = [item.text() for item in turned] == [item.text() for item in pair]
        return of_letter(Letter(letter.base, flip, left.rows, left.columns, symmetric=same))

    return _linear(left, left, lambda p: _linear(right, left, lambda q: of(p, q), normal), normal)


def _noted(
    normal: Forms, name: str, forms: Polynomials, rows: Affine, columns: Affine, turn: bool = False
) -> Polynomial:
    """A letter that a product with another letter may contract."""
    value = _letter(normal, name, forms, rows, columns, turn)
    normal.meeting.update(letter.base for _, word in value.terms for letter in word)
    return value


# ------------------------------------------------------------------------------------------------ fixed matrices


def _ones(normal: Forms, term: Call, forms: Polynomials) -> Polynomial | None:
    """The column of ones times the row of ones."""
    size = normal.zero(term.rows, term.columns)
    return normal.times(_ones_column(normal, size.rows), _ones_column(normal, size.columns).transpose())


def _is_ones(word: Polynomial) -> bool:
    """Whether a word is the matrix of ones: a column of ones, a row of ones, or the product of the two."""
    letters = next(iter(word.terms))[1]
    sides = (word.rows != ONE) + (word.columns != ONE)
    return len(letters) == sides and all(is_call(letter, "ones") for letter in letters)


def _ones_column(normal: Forms, size: Affine) -> Polynomial:
    return constant(ONE) if size == ONE else _noted(normal, "ones", [], size, ONE)


def _commutation(normal: Forms, term: Call, forms: Polynomials) -> Polynomial | None:
    m, n = [normal.context.canonical(item.value) for item in term.arguments if isinstance(item, Integer)]
    size = normal.context.canonical(times(m, n))
    if ONE in (m, n):
        return constant(size)
    turned = affine_text(n) < affine_text(m)
    first, second = (n, m) if turned else (m, n)
    text = f"commutation!({affine_text(first)}, {affine_text(second)})"
    base = key_of(Kind.CALL, text, "commutation", first, second)
    normal.applied.setdefault(base, Call("commutation", (Integer(first), Integer(second)), size, size))
    normal.meeting.add(base)
    return of_letter(Letter(base, turned, size, size, symmetric=m == n))


def _delta(normal: Forms, term: Call, forms: Polynomials) -> Polynomial | None:
    gap = combine(forms[0], forms[1], -1)
    if gap.terms.keys() <= {((), ())}:
        return Polynomial(ONE, ONE, {}) if gap.terms else constant(ONE)
    return None


# ------------------------------------------------------------------------------------------------ numbers


def _number(normal: Forms, term: Call, forms: Polynomials) -> Polynomial | None:
    """exp(0) = 1, log(1) = 0, the absolute value of a number, the root of a square number."""
    if not forms[0].terms.keys() <= {((), ())}:
        return None
    value = Fraction(forms[0].terms.get(((), ()), 0))
    if term.name == "abs":
        return constant(ONE, abs(value))
    if (term.name, value) in (("exp", Fraction(0)), ("log", Fraction(1))):
        return constant(ONE, 1 - value)
    if term.name == "sqrt" and value >= 0:
        root = Fraction(isqrt(value.numerator), isqrt(value.denominator))
        return constant(ONE, root) if root * root == value else None
    return None


RULES: dict[str, Callable[[Forms, Call, Polynomials], Polynomial | None]] = {
    "det": det_of, "adj": _adj, "rank": _rank, "diag": _diag, "vec": vec_of, "kron": _kron, "hadamard": _hadamard,
    "ones": _ones, "commutation": _commutation, "delta": _delta, "exp": _number, "log": _number, "sqrt": _number,
    "abs": _number, "row": row_of, "block": block_of,
}  # fmt: skip


# ------------------------------------------------------------------------------------------------ differentials

LINEAR = frozenset({"diag", "vec", "kron", "hadamard"})  # in each argument
DIFFERENTIABLE = LINEAR | {"det", "exp", "block"}


def differential(normal: Forms, term: Call, place: int, moved: Polynomial) -> Polynomial | None:
    """What the value changes by, to first order, where argument number ``place`` changes by ``moved``; None where that
    is not known. d det(X) = tr(adj(X) dX) (Jacobi; Magnus and Neudecker, 8.3), d exp(c) = exp(c) dc."""
    forms = [normal.polynomial(argument) for argument in term.arguments]
    if term.name == "det":
        adjugate = normal.polynomial(Call("adj", term.arguments, forms[0].rows, forms[0].rows))
        return normal.trace(normal.times(adjugate, moved))
    if term.name == "exp":
        return normal.times(normal.polynomial(term), moved)
    if term.name == "block":  # linear in all arguments together
        forms = [Polynomial(form.rows, form.columns, {}) for form in forms]
    return value_of(normal, term, [*forms[:place], moved, *forms[place + 1 :]])
