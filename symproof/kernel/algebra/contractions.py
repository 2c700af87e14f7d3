"""Products of neighbouring letters that the rules of named functions multiply out.

(A kron B)(C kron D) = A C kron B D, (A kron B) vec(X) = vec(B X A^T), vec(X)^T vec(Y) = tr(X^T Y), X adj(X) = det(X) I,
K_mn vec(X) = vec(X^T), K K^T = I, and the product of a row and a column of n ones, which is n; and the mirror images of
these. Traces: tr(A kron B) = tr(A) tr(B), tr(K_nm (A kron B)) = tr(A B), tr(diag(A)) = tr(A).
"""

from __future__ import annotations

from symproof.kernel.algebra import blocks, determinants, entrywise, functions, kronecker, powers, scalars
from symproof.kernel.algebra.calls import is_call, of_word, one_term, parts_of
from symproof.kernel.algebra.forms import Forms, uses
from symproof.kernel.algebra.words import (
    Letter,
    Polynomial,
    Terms,
    Word,
    accumulate,
    combine,
    constant,
    of_letter,
    reverse,
)
from symproof.language.affine import ONE, Affine
from symproof.language.terms import Call, Integer


def contracted(normal: Forms, form: Polynomial) -> Polynomial:
    """The form with every product of neighbours that the rules know in place of them."""
    total = Polynomial(form.rows, form.columns, {})
    plain: Terms = {}
    for (given, word), coefficient in form.terms.items():
        monomial = scalars.without_squares(normal, given)
        places = [word, *(content if kind == "word" else () for kind, content in monomial)]
        for number, place in enumerate(places):
            found = _meeting(normal, place)  # type: ignore[arg-type]
            if found is not None:
                rest = monomial if number == 0 else monomial[: number - 1] + monomial[number:]
                around = Polynomial(ONE, ONE, {(rest, ()): coefficient})
                kept = constant(form.rows) if not word else of_word(form.rows, form.columns, word)
                total = combine(total, normal.product([around, found, *([kept] if number else [])]))
                break
        else:
            accumulate(plain, (monomial, word), coefficient)
    return combine(Polynomial(form.rows, form.columns, plain), total) if total.terms or plain != form.terms else form


def _meeting(normal: Forms, word: Word) -> Polynomial | None:
    """The word with its first known product of neighbours multiplied out; None if it has none."""
    if len(word) < 2 or not any(letter.base in normal.meeting for letter in word):
        return None
    scalar = entrywise.met_scalar(normal, word)
    if scalar is not None:
        return scalar
    for at in range(len(word)):
        for size, value in _met(normal, word, at):
            before, after = word[:at], word[at + size :]
            parts = [of_word(before[0].rows, before[-1].columns, before)] if before else []
            parts += [value, *([of_word(after[0].rows, after[-1].columns, after)] if after else [])]
            return normal.product(parts)
    return None


def _met(normal: Forms, word: Word, at: int) -> list[tuple[int, Polynomial]]:
    """How many letters from here on have a known product, and the product."""
    entries = entrywise.met(normal, word, at) or _commuted(normal, word, at)
    return _joined(normal, word, at) if entries is None else [entries]


def _joined(normal: Forms, word: Word, at: int) -> list[tuple[int, Polynomial]]:
    """The same by rules that may also be used where the ends of a cyclic word meet."""
    adjoint = _adjoint(normal, word, at)
    if adjoint is not None:
        return [adjoint]
    power = powers.met_power(normal, word, at)
    if power is not None:
        return [power]
    if at + 1 == len(word) or not {word[at].base, word[at + 1].base} & normal.meeting:
        return []
    value = _pair(normal, word[at], word[at + 1])
    if value is None:
        turned = reverse(word[at : at + 2])
        mirrored = _pair(normal, turned[0], turned[1])
        value = None if mirrored is None else mirrored.transpose()
    return [] if value is None else [(2, value)]


def _adjoint(normal: Forms, word: Word, at: int) -> tuple[int, Polynomial] | None:
    """X adj(X) = adj(X) X = det(X) I for a word X."""
    for place in range(at, len(word)):
        parts = parts_of(normal, word[place], "adj") if word[place].base in normal.meeting else None
        single = one_term(parts[0]) if parts else None
        if parts and single and single[0].terms == constant(ONE).terms:
            inner, size = single[1], len(single[1])
            if (place == at and word[at + 1 : at + 1 + size] == inner) or (
                at + size == place and word[at:place] == inner
            ):
                uses(normal, "product of a matrix and its adjugate")
                value = determinants.det_of(normal, Call("det", (), ONE, ONE), parts)
                return None if value is None else (size + 1, normal.times(value, constant(parts[0].rows)))
    return None


def _pair(normal: Forms, left: Letter, right: Letter) -> Polynomial | None:
    """The product of two letters by a rule; its mirror image is looked for by the caller."""
    for rule in (blocks.met, _selected, _of_ones, _of_kronecker, _of_column):
        value = rule(normal, left, right)
        if value is not None:
            return value
    return None


def _selected(normal: Forms, left: Letter, right: Letter) -> Polynomial | None:
    """diag(X) S = S diag(S^T X S), S^T (X hadamard Y) = S^T X hadamard S^T Y and S^T 1 = 1 for a selection S."""
    if not right.transposed and blocks.rows_of(right) is not None and is_call(left, "diag"):
        return _diagonal_entry(normal, left, of_letter(right))
    rows = blocks.rows_of(left) if left.transposed else None
    if rows is not None and is_call(right, "hadamard"):
        return entrywise.picked(normal, of_letter(left), right)
    if rows is not None and is_call(right, "ones") and not right.transposed:
        uses(normal, "sums and products by blocks")
        return normal.polynomial(Call("ones", (), rows.size, ONE))
    return None


def _of_ones(normal: Forms, left: Letter, right: Letter) -> Polynomial | None:
    """1^T 1 = n, and K K^T = I for a commutation matrix K."""
    if left.base == right.base and left.transposed and is_call(left, "ones"):
        uses(normal, "sum of ones")
        return normal.integer(right.rows)
    is_inverse = left.symmetric or left.transposed != right.transposed
    if left.base == right.base and is_call(left, "commutation") and is_inverse:
        uses(normal, "inverse of a commutation matrix")
        return constant(left.rows)
    return None


def _of_kronecker(normal: Forms, left: Letter, right: Letter) -> Polynomial | None:
    """A Kronecker product times another one, a selection, or, where a factor has one column, anything."""
    first, second = parts_of(normal, left, "kron"), parts_of(normal, right, "kron")
    narrow = blocks.narrowed(normal, right, first[1].columns) if first and not second and not right.transposed else None
    if first and narrow is not None:  # (A kron B)(S kron I) = A S kron B
        uses(normal, "Kronecker product by blocks")
        return kronecker.kron_of(normal, normal.times(first[0], narrow), first[1])
    if first and second and first[0].columns == second[0].rows and first[1].columns == second[1].rows:
        uses(normal, "product of Kronecker products")
        return kronecker.kron_of(normal, normal.times(first[0], second[0]), normal.times(first[1], second[1]))
    if first and ONE in (first[0].columns, first[1].columns):  # (u kron B) Z = u kron B Z
        uses(normal, "Kronecker product with a column")
        place = int(first[0].columns == ONE)
        first[place] = normal.times(first[place], of_letter(right))
        return kronecker.kron_of(normal, *first)
    return None


def _of_column(normal: Forms, left: Letter, right: Letter) -> Polynomial | None:
    """A Kronecker product, a selection, a commutation matrix or another row times vec(X)."""
    column = None if right.transposed else parts_of(normal, right, "vec")
    if column is None:
        return None
    (inner,) = column
    narrow = blocks.narrowed(normal, left, inner.rows) if left.transposed else None
    if narrow is not None:  # (S kron I)^T vec(X) = vec(X S)
        uses(normal, "vectorization by blocks")
        return functions.vec_of(normal, Call("vec", (), ONE, ONE), [normal.times(inner, narrow)])
    first = parts_of(normal, left, "kron")
    if first and (first[1].columns, first[0].columns) == (inner.rows, inner.columns):
        uses(normal, "vectorization of a product")
        return functions.vec_of(
            normal, Call("vec", (), ONE, ONE), [normal.product([first[1], inner, first[0].transpose()])]
        )
    if _is_commutation(normal, left, inner.rows, inner.columns):
        uses(normal, "commutation matrix and a vectorization")
        return functions.vec_of(normal, Call("vec", (), ONE, ONE), [inner.transpose()])
    row = parts_of(normal, left, "vec")
    if row and left.transposed and (row[0].columns, row[0].rows) == (inner.rows, inner.columns):
        uses(normal, "inner product of vectorizations")
        return normal.trace(normal.times(row[0], inner))
    return None


def _commuted(normal: Forms, word: Word, at: int) -> tuple[int, Polynomial] | None:
    """K_pm (A kron B) = (B kron A) K_qn for A m x n and B p x q."""
    parts = parts_of(normal, word[at + 1], "kron") if at + 1 < len(word) else None
    if parts is None or not _is_commutation(normal, word[at], parts[1].rows, parts[0].rows):
        return None
    uses(normal, "commutation matrix and a Kronecker product")
    q, n = parts[1].columns, parts[0].columns
    swap = normal.polynomial(Call("commutation", (Integer(q), Integer(n)), word[at + 1].columns, word[at + 1].columns))
    return 2, normal.times(kronecker.kron_of(normal, parts[1], parts[0]), swap)


def _diagonal_entry(normal: Forms, letter: Letter, unit: Polynomial) -> Polynomial | None:
    """diag(X) S = S diag(S^T X S) for a selection S."""
    parts = parts_of(normal, letter, "diag")
    if parts is None:
        return None
    uses(normal, "diagonal part by blocks")
    return normal.times(unit, entrywise.diag_form(normal, normal.product([unit.transpose(), parts[0], unit])))


def _is_commutation(normal: Forms, letter: Letter, rows: Affine, columns: Affine) -> bool:
    """Whether the letter is K(rows, columns)."""
    call = normal.applied.get(letter.base)
    if not isinstance(call, Call) or call.name != "commutation":
        return False
    sizes = [normal.context.canonical(item.value) for item in call.arguments if isinstance(item, Integer)]
    return sizes == ([columns, rows] if letter.transposed else [rows, columns])


# ------------------------------------------------------------------------------------------------ traces


def trace_of_word(normal: Forms, word: Word) -> Polynomial | None:
    """The trace of a word by a rule: of one letter, or where its last letter meets its first one."""
    known = trace_of_letter(normal, word[0]) if len(word) == 1 else None
    known = entrywise.traced(normal, word) if known is None and normal.meeting else known
    if known is None and len(word) == 2:
        known = _swapped(normal, word[0], word[1]) or _swapped(normal, word[1], word[0])
    if known is not None or len(word) == 1:
        return known
    if not {word[-1].base, word[0].base} & normal.meeting:
        return None
    for size, value in _joined(normal, (word[-1], *word[:-1]), 0):
        rest = word[size - 1 : -1]
        if set(rest) <= {word[-1], *word[: size - 1]} and size == max(
            (len(found) for _, found in value.terms), default=0
        ):
            continue  # X^e X = X X^e around a trace of these alone turns for ever
        return normal.trace(normal.times(value, of_word(rest[0].rows, rest[-1].columns, rest)) if rest else value)
    return None


def _swapped(normal: Forms, left: Letter, right: Letter) -> Polynomial | None:
    """tr(K_nm (A kron B)) = tr(A B) for A m x n and B n x m."""
    parts = parts_of(normal, right, "kron")
    if parts is None or (parts[0].rows, parts[0].columns) != (parts[1].columns, parts[1].rows):
        return None
    if not _is_commutation(normal, left, parts[1].rows, parts[0].rows):
        return None
    uses(normal, "trace of a commutation matrix and a Kronecker product")
    return normal.trace(normal.times(parts[0], parts[1]))


def trace_of_letter(normal: Forms, letter: Letter) -> Polynomial | None:
    """tr(A kron B) = tr(A) tr(B), tr(diag(A)) = tr(A), tr(K_nn) = n."""
    call = normal.applied.get(letter.base)
    if isinstance(call, Call) and call.name == "commutation" and call.arguments[0] == call.arguments[1]:
        uses(normal, "trace of a commutation matrix")
        return normal.polynomial(call.arguments[0])
    parts = parts_of(normal, letter, "kron") or parts_of(normal, letter, "diag")
    if parts and all(form.rows == form.columns for form in parts):
        uses(normal, f"trace of a {'Kronecker product' if len(parts) > 1 else 'diagonal part'}")
        return normal.product([normal.trace(form) for form in parts])
    return None
