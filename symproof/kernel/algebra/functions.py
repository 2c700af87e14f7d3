"""Rules for named functions in the normal form: identities that hold for all matrices, so that none needs a premise.

det(A B) = det(A) det(B), det(A^T) = det(A), det(c A) = c^n det(A); adj(A B) = adj(B) adj(A),
adj(A^T) = adj(A)^T, A adj(A) = adj(A) A = det(A) I (Horn and Johnson, Matrix Analysis, 0.3 and 0.8); kron, vec,
hadamard and diag are linear in each argument; (A kron B)(C kron D) = A C kron B D, also for transposes and traces;
(A kron B) vec(X) = vec(B X A^T), vec(X S^T) = (S kron I) vec(X) for a selection S of rows, vec(X)^T vec(Y) =
tr(X^T Y), K_mn vec(X) = vec(X^T) (Magnus and Neudecker, chapters 2 and 3); rank(A^T) = rank(A) = rank(A^T A) over the
reals. What holds of inverses follows from their premises: A inv(A) = I gives det(A) det(inv(A)) = 1 by the rule
CONGRUENCE OF CALLS.
A rule returns the form of the value, or None where it says nothing and the call stays one letter.
"""

from __future__ import annotations

from collections.abc import Callable

from symproof.kernel.algebra.blocks import block_of, first_rows, row_of, widened
from symproof.kernel.algebra.calls import (
    Polynomials,
    UnwrittenError,
    linear,
    meeting_letter,
    of_word,
    parts_of,
)
from symproof.kernel.algebra.determinants import adj_of, det_of, rank_of
from symproof.kernel.algebra.entrywise import diag_of, hadamard_form, hadamard_of, ones_column
from symproof.kernel.algebra.forms import Forms, uses
from symproof.kernel.algebra.keys import Kind, key_of
from symproof.kernel.algebra.kronecker import kron, kron_of
from symproof.kernel.algebra.scalars import ELEMENTARY, scalar_differential, scalar_of
from symproof.kernel.algebra.words import (
    Letter,
    Polynomial,
    combine,
    constant,
    of_letter,
    reverse,
)
from symproof.language.affine import ONE, Affine, affine_text, times
from symproof.language.refusal import Refusal
from symproof.language.terms import Call, Integer, Inverse, Term


def value_of(normal: Forms, term: Call, forms: Polynomials) -> Polynomial | None:
    """The form of the call by the rules of its function; None where it stays one letter."""
    rule = RULES.get(term.name)
    try:
        return rule(normal, term, forms) if rule is not None else None
    except UnwrittenError:
        return None


# ------------------------------------------------------------------------------------------------ linear functions


def vec_of(normal: Forms, term: Call, forms: Polynomials) -> Polynomial | None:
    """The stacked columns: linear, and a column is its own."""
    (form,) = forms
    if form.columns == ONE or form.rows == ONE:
        uses(normal, "vectorization of a column")
        return form if form.columns == ONE else form.transpose()
    size = normal.context.canonical(times(form.rows, form.columns))
    like, rule = Polynomial(size, ONE, {}), "linearity of the vectorization"
    return linear(form, like, lambda word: _vec_of_word(normal, word, size), normal, rule)


def _vec_of_word(normal: Forms, word: Polynomial, size: Affine) -> Polynomial:
    """vec(u v^T) = v kron u for columns u and v, vec(X hadamard Y) = vec(X) hadamard vec(Y), for a column b also
    vec(X kron b) = vec(X) kron b and vec(b^T kron X) = b kron vec(X), else a letter."""
    letters = next(iter(word.terms))[1]
    parts = parts_of(normal, letters[0], "hadamard") if len(letters) == 1 else None
    if parts is not None:
        uses(normal, "vectorization of a Hadamard product")
        values = [vec_of(normal, Call("vec", (), ONE, ONE), [part]) for part in parts]
        return hadamard_form(normal, *[value for value in values if value is not None])
    parts = parts_of(normal, letters[0], "kron") if len(letters) == 1 else None
    if parts is not None and (parts[1].columns == ONE or parts[0].rows == ONE):
        uses(normal, "vectorization of a Kronecker product with a column")
        place = int(parts[0].rows == ONE)  # vec(X kron b) = vec(X) kron b and vec(b^T kron X) = b kron vec(X)
        value = vec_of(normal, Call("vec", (), ONE, ONE), [parts[place]])
        sides = [parts[0].transpose(), value] if place else [value, parts[1]]
        return kron_of(normal, *[side for side in sides if side is not None])
    rows = first_rows(word.transpose())
    if rows is not None:  # vec(X S^T) = (S kron I) vec(X)
        uses(normal, "vectorization by blocks")
        inner = of_word(word.rows, rows.size, letters[:-1])
        value = vec_of(normal, Call("vec", (), ONE, ONE), [inner])
        return normal.times(widened(normal, rows, word.rows), inner if value is None else value)
    seam = [at for at, letter in enumerate(letters) if at and letter.rows == ONE]
    if not seam:
        return meeting_letter(normal, "vec", [word], size, ONE)
    uses(normal, "vectorization of a product of a column and a row")
    left, right = letters[: seam[0]], letters[seam[0] :]
    return kron_of(normal, of_word(word.columns, ONE, reverse(right)), of_word(word.rows, ONE, left))


# ------------------------------------------------------------------------------------------------ fixed matrices


def _ones(normal: Forms, term: Call, forms: Polynomials) -> Polynomial | None:
    """The column of ones times the row of ones."""
    size = normal.zero(term.rows, term.columns)
    if ONE not in (size.rows, size.columns):
        uses(normal, "ones as a product of a column and a row")
    return normal.times(ones_column(normal, size.rows), ones_column(normal, size.columns).transpose())


def _commutation(normal: Forms, term: Call, forms: Polynomials) -> Polynomial | None:
    m, n = [normal.context.canonical(item.value) for item in term.arguments if isinstance(item, Integer)]
    size = normal.context.canonical(times(m, n))
    if ONE in (m, n):
        uses(normal, "commutation matrix of a row")
        return constant(size)
    turned = affine_text(n) < affine_text(m)
    if turned:
        uses(normal, "transpose of a commutation matrix")
    first, second = (n, m) if turned else (m, n)
    text = f"commutation!({affine_text(first)}, {affine_text(second)})"
    base = key_of(Kind.CALL, text, "commutation", first, second)
    normal.applied.setdefault(base, Call("commutation", (Integer(first), Integer(second)), size, size))
    normal.meeting.add(base)
    return of_letter(Letter(base, turned, size, size, symmetric=m == n))


def _delta(normal: Forms, term: Call, forms: Polynomials) -> Polynomial | None:
    gap = combine(forms[0], forms[1], -1)
    if gap.terms.keys() <= {((), ())}:
        uses(normal, "delta of indices")
        return Polynomial(ONE, ONE, {}) if gap.terms else constant(ONE)
    match term.arguments:
        case Integer(left), Integer(right) if normal.context.differ(left, right):
            uses(normal, "delta of indices")
            return Polynomial(ONE, ONE, {})
    return None


RULES: dict[str, Callable[[Forms, Call, Polynomials], Polynomial | None]] = {
    "det": det_of, "adj": adj_of, "rank": rank_of, "diag": diag_of, "vec": vec_of, "kron": kron,
    "hadamard": hadamard_of, "ones": _ones, "commutation": _commutation, "delta": _delta, "exp": scalar_of,
    "log": scalar_of, "sqrt": scalar_of, "abs": scalar_of, "row": row_of, "block": block_of,
}  # fmt: skip


# ------------------------------------------------------------------------------------------------ differentials


def true_inverse(normal: Forms, argument: Term) -> Polynomial:
    """The inverse of a matrix that a premise says is invertible; relied on from here."""
    bases = normal.inverted(argument)
    if not bases or not normal.invertible.keys() >= set(bases):
        raise Refusal("SP333", "the differential of an adjugate needs the premise that its argument is invertible")
    normal.invertible |= dict.fromkeys(bases, True)
    return normal.polynomial(Inverse(argument))


LINEAR = frozenset({"diag", "vec", "kron", "hadamard"})  # in each argument
DIFFERENTIABLE = LINEAR | ELEMENTARY | {"det", "adj", "block"}


def differential(normal: Forms, term: Call, place: int, moved: Polynomial) -> Polynomial | None:
    """What the value changes by, to first order, where argument number ``place`` changes by ``moved``; None where that
    is not known. d det(X) = tr(adj(X) dX) (Jacobi; Magnus and Neudecker, 8.3), scalars.py says
    those of exp, log, sqrt and abs. For an invertible X, where adj(X) = det(X) inv(X),
    d adj(X) = tr(adj(X) dX) inv(X) - adj(X) dX inv(X)."""
    forms = [normal.polynomial(argument) for argument in term.arguments]
    if term.name in ("det", "adj"):
        adjugate = normal.polynomial(Call("adj", term.arguments, forms[0].rows, forms[0].rows))
        change = normal.times(adjugate, moved)
        uses(normal, f"differential of {'a determinant' if term.name == 'det' else 'an adjugate'}")
        if term.name == "det":
            return normal.trace(change)
        inverse = true_inverse(normal, term.arguments[0])
        return combine(normal.times(normal.trace(change), inverse), normal.times(change, inverse), -1)
    if term.name in ELEMENTARY:
        return scalar_differential(normal, term, forms[0], moved)
    uses(normal, "differential of a linear function")
    if term.name == "block":  # linear in all arguments together
        forms = [Polynomial(form.rows, form.columns, {}) for form in forms]
    return value_of(normal, term, [*forms[:place], moved, *forms[place + 1 :]])
