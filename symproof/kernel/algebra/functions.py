"""Rules for named functions in the normal form: identities that hold for all matrices, so that none needs a premise.

det(A B) = det(A) det(B), det(A^T) = det(A), det(c A) = c^n det(A), det(A^+) = det(A)^+; adj(A B) = adj(B) adj(A),
adj(A^T) = adj(A)^T, A adj(A) = adj(A) A = det(A) I (Horn and Johnson, Matrix Analysis, 0.3 and 0.8); kron, vec,
hadamard and diag are linear in each argument; (A kron B)(C kron D) = A C kron B D, also for transposes, inverses and
traces; (A kron B) vec(X) = vec(B X A^T), vec(X)^T vec(Y) = tr(X^T Y), K_mn vec(X) = vec(X^T) (Magnus and Neudecker,
chapters 2 and 3); rank(A^T) = rank(A) = rank(A^T A) over the reals. A^+ is the Moore-Penrose inverse.
A rule returns the form of the value, or None where it says nothing and the call stays one letter.
"""

from __future__ import annotations

from collections.abc import Callable
from fractions import Fraction
from itertools import pairwise
from math import isqrt
from typing import TYPE_CHECKING, TypeAlias

from symproof.kernel.algebra.keys import Kind, key_of
from symproof.kernel.algebra.words import (
    Letter,
    Polynomial,
    Terms,
    Word,
    accumulate,
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

if TYPE_CHECKING:
    from symproof.kernel.algebra.normal import Normalizer

Forms: TypeAlias = list[Polynomial]


def value_of(normal: Normalizer, term: Call, forms: Forms) -> Polynomial | None:
    """The form of the call by the rules of its function; None where it stays one letter."""
    rule = RULES.get(term.name)
    try:
        return rule(normal, term, forms) if rule is not None else None
    except _UnwrittenError:
        return None


# ------------------------------------------------------------------------------------------------ letters and words


class _UnwrittenError(Exception):
    """A letter that no term stands for, such as a direction; the call that holds it stays one letter."""


def written(normal: Normalizer, form: Polynomial) -> Term:
    """A term of this form."""
    summands: list[Term] = []
    for (monomial, word), coefficient in form.terms.items():
        factors: list[Term] = [Number(Fraction(coefficient))]
        for kind, content in monomial:
            if kind == "integer":
                factors.append(Integer(parameter(content)))  # type: ignore[arg-type]
            else:
                inner = Product(tuple([_letter_term(normal, letter) for letter in content]))  # type: ignore[arg-type]
                factors.append(Trace(inner) if kind == "trace" else inner)
        factors += [_letter_term(normal, letter) for letter in word]
        summands.append(Product((*factors, *(() if word or form.is_scalar else (Identity(form.rows),)))))
    return Sum(tuple(summands)) if summands else Zero(form.rows, form.columns)


def _letter_term(normal: Normalizer, letter: Letter) -> Term:
    term: Term | None = normal.applied.get(letter.base)
    if term is None and letter.base in normal.inverse_of:
        term = Inverse(written(normal, normal.inverse_of[letter.base]))
    if term is None and letter.high is not None and letter.low is not None:
        size = letter.columns if letter.transposed else letter.rows
        is_unit = letter.base.kind is Kind.UNIT
        term = Basis(letter.high, size) if is_unit else Chain(letter.base.name, letter.high, letter.low)
    if term is None and letter.base.kind is Kind.SYMBOL:
        term = Symbol(letter.base.name)
    if term is None:
        raise _UnwrittenError
    return Transpose(term) if letter.transposed else term


def _of_word(rows: Affine, columns: Affine, word: Word) -> Polynomial:
    return Polynomial(rows, columns, {((), word): 1})


def _letter(
    normal: Normalizer, name: str, forms: Forms, rows: Affine, columns: Affine, turn: bool = False
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


def _parts(normal: Normalizer, letter: Letter, name: str) -> Forms | None:
    """The arguments of a letter that is a call of this function, those of f(P^T, ...) where it is f(P, ...)^T."""
    call = normal.applied.get(letter.base)
    if not isinstance(call, Call) or call.name != name:
        return None
    forms = [normal.polynomial(argument) for argument in call.arguments]
    return [form.transpose() for form in forms] if letter.transposed else forms


def _linear(
    form: Polynomial, like: Polynomial, of: Callable[[Polynomial], Polynomial], normal: Normalizer
) -> Polynomial:
    """The linear function that takes a word to ``of`` (word), at a form; ``like`` has the size of the value."""
    total = Polynomial(like.rows, like.columns, {})
    for (monomial, word), coefficient in form.terms.items():
        factor = Polynomial(ONE, ONE, {(monomial, ()): coefficient})
        total = combine(total, normal.times(factor, of(_of_word(form.rows, form.columns, word))))
    return total


def _pieces(word: Word, size: Affine) -> list[Word]:
    """The word cut into as many square words of this size as there are."""
    ends = [at for at, letter in enumerate(word) if letter.rows == size] + [len(word)]
    return [word[start:end] for start, end in pairwise(ends)]


def _single(form: Polynomial) -> tuple[Polynomial, Word] | None:
    """The scalar factor and the word of a form with one term."""
    if len(form.terms) != 1:
        return None
    ((monomial, word), coefficient) = next(iter(form.terms.items()))
    return Polynomial(ONE, ONE, {(monomial, ()): coefficient}), word


def _power(normal: Normalizer, value: Polynomial, exponent: Affine) -> Polynomial:
    """A power of a scalar of one term."""
    if value.terms == constant(ONE).terms:
        return value
    return normal.power(written(normal, value), value, exponent)


# ------------------------------------------------------------------------------------------------ determinants, ranks


def _det(normal: Normalizer, term: Call, forms: Forms) -> Polynomial | None:
    (form,) = forms
    if form.is_scalar or not form.terms:
        return Polynomial(ONE, ONE, form.terms)
    single = _single(form)
    if single is None:
        lead, _ = leading_of(form)
        scaled = form.scale(Fraction(1) / lead)
        chosen = min(scaled, scaled.transpose(), key=Polynomial.text)
        return normal.times(_power(normal, constant(ONE, lead), form.rows), _letter(normal, "det", [chosen], ONE, ONE))
    factor, word = single
    values = [_det_of_piece(normal, form.rows, piece) for piece in _pieces(word, form.rows)]
    return normal.product([_power(normal, factor, form.rows), *values])


def _det_of_piece(normal: Normalizer, size: Affine, piece: Word) -> Polynomial:
    inverted = normal.inverse_of.get(piece[0].base) if len(piece) == 1 else None
    if inverted is not None:
        return normal.inverse(normal.polynomial(Call("det", (written(normal, inverted),), ONE, ONE)))
    chosen = min(piece, reverse(piece), key=word_key)
    return _letter(normal, "det", [_of_word(size, size, chosen)], ONE, ONE)


def _adj(normal: Normalizer, term: Call, forms: Forms) -> Polynomial | None:
    (form,) = forms
    if form.is_scalar:
        return constant(ONE)
    single = _single(form)
    if single is None:
        return _letter(normal, "adj", forms, form.rows, form.rows, turn=True)
    factor, word = single
    size = form.rows
    pieces = [_of_word(size, size, piece) for piece in reversed(_pieces(word, size))]
    values = [_letter(normal, "adj", [piece], size, size, turn=True) for piece in pieces]
    normal.meeting.update(letter.base for value in values for _, found in value.terms for letter in found)
    return normal.product([_power(normal, factor, shift(size, -1)), constant(size), *values])


def _rank(normal: Normalizer, term: Call, forms: Forms) -> Polynomial | None:
    (form,) = forms
    if not form.terms:
        return form if form.is_scalar else Polynomial(ONE, ONE, {})
    single = _single(form)
    if single is None or form.is_scalar or any(kind != "number" for kind, _ in next(iter(form.terms))[0]):
        scaled = form.scale(Fraction(1) / leading_of(form)[0])
        return _letter(normal, "rank", [min(scaled, scaled.transpose(), key=Polynomial.text)], ONE, ONE)
    word = single[1]
    if not word:
        return normal.integer(form.rows)
    half = word[len(word) // 2 :]
    if len(word) % 2 == 0 and word == (*reverse(half), *half):
        return normal.polynomial(Call("rank", (Product(tuple([_letter_term(normal, x) for x in half])),), ONE, ONE))
    if len(word) == 1 and word[0].base in normal.inverse_of:
        return normal.polynomial(Call("rank", (written(normal, normal.inverse_of[word[0].base]),), ONE, ONE))
    forms = [_of_word(word[0].rows, word[-1].columns, word)]
    return _letter(normal, "rank", [min(forms[0], forms[0].transpose(), key=Polynomial.text)], ONE, ONE)


# ------------------------------------------------------------------------------------------------ linear functions


def _diag(normal: Normalizer, term: Call, forms: Forms) -> Polynomial | None:
    def of(word: Polynomial) -> Polynomial:
        letters = next(iter(word.terms))[1]
        if not letters or (len(letters) == 1 and _parts(normal, letters[0], "diag") is not None):
            return word
        chosen = min(letters, reverse(letters), key=word_key)
        found = _letter(normal, "diag", [_of_word(word.rows, word.rows, chosen)], word.rows, word.rows)
        ((_, (letter,)),) = found.terms
        return of_letter(Letter(letter.base, False, word.rows, word.rows, symmetric=True))

    return forms[0] if forms[0].is_scalar else _linear(forms[0], forms[0], of, normal)


def _vec(normal: Normalizer, term: Call, forms: Forms) -> Polynomial | None:
    (form,) = forms
    if form.columns == ONE or form.rows == ONE:
        return form if form.columns == ONE else form.transpose()
    size = normal.context.canonical(times(form.rows, form.columns))
    return _linear(form, Polynomial(size, ONE, {}), lambda word: _noted(normal, "vec", [word], size, ONE), normal)


def _kron(normal: Normalizer, term: Call, forms: Forms) -> Polynomial | None:
    left, right = forms
    if left.is_scalar or right.is_scalar:
        return normal.times(left, right)
    sizes = [normal.context.canonical(times(a, b)) for a, b in ((left.rows, right.rows), (left.columns, right.columns))]
    like = Polynomial(sizes[0], sizes[1], {})

    def of(first: Polynomial, second: Polynomial) -> Polynomial:
        letters, others = next(iter(first.terms))[1], next(iter(second.terms))[1]
        if not letters and not others:
            return constant(like.rows)
        inner = _parts(normal, letters[0], "kron") if len(letters) == 1 else None
        if inner is not None:
            return kron_of(normal, inner[0], kron_of(normal, inner[1], second))
        return _noted(normal, "kron", [first, second], like.rows, like.columns, turn=True)

    return _linear(left, like, lambda p: _linear(right, like, lambda q: of(p, q), normal), normal)


def kron_of(normal: Normalizer, left: Polynomial, right: Polynomial) -> Polynomial:
    found = _kron(normal, Call("kron", (), ONE, ONE), [left, right])
    if found is None:
        raise _UnwrittenError
    return found


def _hadamard(normal: Normalizer, term: Call, forms: Forms) -> Polynomial | None:
    left, right = forms
    if left.is_scalar:
        return normal.times(left, right)

    def of(first: Polynomial, second: Polynomial) -> Polynomial:
        pair = sorted([first, second], key=Polynomial.text)
        for one, other in (pair, pair[::-1]):
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
    normal: Normalizer, name: str, forms: Forms, rows: Affine, columns: Affine, turn: bool = False
) -> Polynomial:
    """A letter that a product with another letter may contract."""
    value = _letter(normal, name, forms, rows, columns, turn)
    normal.meeting.update(letter.base for _, word in value.terms for letter in word)
    return value


# ------------------------------------------------------------------------------------------------ fixed matrices


def _ones(normal: Normalizer, term: Call, forms: Forms) -> Polynomial | None:
    """The column of ones times the row of ones."""
    size = normal.zero(term.rows, term.columns)
    return normal.times(_ones_column(normal, size.rows), _ones_column(normal, size.columns).transpose())


def _ones_column(normal: Normalizer, size: Affine) -> Polynomial:
    return constant(ONE) if size == ONE else _noted(normal, "ones", [], size, ONE)


def _commutation(normal: Normalizer, term: Call, forms: Forms) -> Polynomial | None:
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


def _delta(normal: Normalizer, term: Call, forms: Forms) -> Polynomial | None:
    gap = combine(forms[0], forms[1], -1)
    if gap.terms.keys() <= {((), ())}:
        return Polynomial(ONE, ONE, {}) if gap.terms else constant(ONE)
    return None


# ------------------------------------------------------------------------------------------------ numbers


def _number(normal: Normalizer, term: Call, forms: Forms) -> Polynomial | None:
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


RULES: dict[str, Callable[[Normalizer, Call, Forms], Polynomial | None]] = {
    "det": _det, "adj": _adj, "rank": _rank, "diag": _diag, "vec": _vec, "kron": _kron, "hadamard": _hadamard,
    "ones": _ones, "commutation": _commutation, "delta": _delta, "exp": _number, "log": _number, "sqrt": _number,
    "abs": _number,
}  # fmt: skip


# ------------------------------------------------------------------------------------------------ products


def contracted(normal: Normalizer, form: Polynomial) -> Polynomial:
    """The form with every product of neighbours that the rules know in place of them."""
    total = Polynomial(form.rows, form.columns, {})
    plain: Terms = {}
    for (monomial, word), coefficient in form.terms.items():
        places = [word, *(content if kind == "word" else () for kind, content in monomial)]
        for number, place in enumerate(places):
            found = _meeting(normal, place)  # type: ignore[arg-type]
            if found is not None:
                rest = monomial if number == 0 else monomial[: number - 1] + monomial[number:]
                around = Polynomial(ONE, ONE, {(rest, ()): coefficient})
                kept = constant(form.rows) if not word else _of_word(form.rows, form.columns, word)
                total = combine(total, normal.product([around, found, *([kept] if number else [])]))
                break
        else:
            accumulate(plain, (monomial, word), coefficient)
    return combine(Polynomial(form.rows, form.columns, plain), total) if total.terms or plain != form.terms else form


def _meeting(normal: Normalizer, word: Word) -> Polynomial | None:
    """The word with its first known product of neighbours multiplied out; None if it has none."""
    if len(word) < 2 or not any(letter.base in normal.meeting for letter in word):
        return None
    for at in range(len(word)):
        for size, value in _met(normal, word, at):
            before, after = word[:at], word[at + size :]
            parts = [_of_word(before[0].rows, before[-1].columns, before)] if before else []
            parts += [value, *([_of_word(after[0].rows, after[-1].columns, after)] if after else [])]
            return normal.product(parts)
    return None


def _met(normal: Normalizer, word: Word, at: int) -> list[tuple[int, Polynomial]]:
    """How many letters from here on have a known product, and the product."""
    adjoint = _adjoint(normal, word, at)
    if adjoint is not None:
        return [adjoint]
    if at + 1 == len(word) or not {word[at].base, word[at + 1].base} & normal.meeting:
        return []
    value = _pair(normal, word[at], word[at + 1])
    if value is None:
        turned = reverse(word[at : at + 2])
        mirrored = _pair(normal, turned[0], turned[1])
        value = None if mirrored is None else mirrored.transpose()
    return [] if value is None else [(2, value)]


def _adjoint(normal: Normalizer, word: Word, at: int) -> tuple[int, Polynomial] | None:
    """X adj(X) = adj(X) X = det(X) I for a word X."""
    for place in range(at, len(word)):
        parts = _parts(normal, word[place], "adj") if word[place].base in normal.meeting else None
        single = _single(parts[0]) if parts else None
        if parts and single and single[0].terms == constant(ONE).terms:
            inner, size = single[1], len(single[1])
            if (place == at and word[at + 1 : at + 1 + size] == inner) or (
                at + size == place and word[at:place] == inner
            ):
                value = _det(normal, Call("det", (), ONE, ONE), parts)
                return None if value is None else (size + 1, normal.times(value, constant(parts[0].rows)))
    return None


def _pair(normal: Normalizer, left: Letter, right: Letter) -> Polynomial | None:
    """The product of two letters by a rule; its mirror image is looked for by the caller."""
    if left.base == right.base and left.transposed and _is_call(left, "ones"):
        return normal.integer(right.rows)
    first, second, column = _parts(normal, left, "kron"), _parts(normal, right, "kron"), _parts(normal, right, "vec")
    if first and second and first[0].columns == second[0].rows and first[1].columns == second[1].rows:
        return kron_of(normal, normal.times(first[0], second[0]), normal.times(first[1], second[1]))
    if column is None or right.transposed:
        return None
    (inner,) = column
    if first and (first[1].columns, first[0].columns) == (inner.rows, inner.columns):
        return _vec(normal, Call("vec", (), ONE, ONE), [normal.product([first[1], inner, first[0].transpose()])])
    if _is_commutation(normal, left, inner.rows, inner.columns):
        return _vec(normal, Call("vec", (), ONE, ONE), [inner.transpose()])
    row = _parts(normal, left, "vec")
    if row and left.transposed and (row[0].columns, row[0].rows) == (inner.rows, inner.columns):
        return normal.trace(normal.times(row[0], inner))
    return None


def _is_call(letter: Letter, name: str) -> bool:
    return letter.base.kind is Kind.CALL and letter.base.name == name


def _is_commutation(normal: Normalizer, letter: Letter, rows: Affine, columns: Affine) -> bool:
    """Whether the letter is K(rows, columns)."""
    call = normal.applied.get(letter.base)
    if not isinstance(call, Call) or call.name != "commutation":
        return False
    sizes = [normal.context.canonical(item.value) for item in call.arguments if isinstance(item, Integer)]
    return sizes == ([columns, rows] if letter.transposed else [rows, columns])


# ------------------------------------------------------------------------------------------------ inverses, traces


def inverse_of_letter(normal: Normalizer, letter: Letter) -> Polynomial | None:
    """(A kron B)^+ = A^+ kron B^+, and K^+ = K^T."""
    parts = _parts(normal, letter, "kron")
    if parts and all(form.rows == form.columns for form in parts):
        return kron_of(normal, *[normal.inverse(form) for form in parts])
    return of_letter(letter).transpose() if _is_call(letter, "commutation") else None


def trace_of_letter(normal: Normalizer, letter: Letter) -> Polynomial | None:
    """tr(A kron B) = tr(A) tr(B), tr(diag(A)) = tr(A)."""
    parts = _parts(normal, letter, "kron") or _parts(normal, letter, "diag")
    if parts and all(form.rows == form.columns for form in parts):
        return normal.product([normal.trace(form) for form in parts])
    return None
