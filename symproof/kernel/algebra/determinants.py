"""Determinants, adjugates and ranks in the normal form."""

from __future__ import annotations

from fractions import Fraction

from symproof.kernel.algebra.blocks import grid_of
from symproof.kernel.algebra.calls import (
    Polynomials,
    call_letter,
    letter_term,
    of_word,
    one_term,
    one_word,
    pieces,
    power_of,
    written,
)
from symproof.kernel.algebra.forms import Forms, uses
from symproof.kernel.algebra.words import (
    Monomial,
    Polynomial,
    Word,
    combine,
    constant,
    leading_of,
    of_letter,
    reverse,
    word_key,
)
from symproof.language.affine import ONE, Affine, shift
from symproof.language.terms import (
    Call,
    Power,
    Product,
)

MOST_TURNS = 12


def det_of(normal: Forms, term: Call, forms: Polynomials) -> Polynomial | None:
    """The determinant: multiplicative over square factors, the same for the transpose."""
    (form,) = forms
    if form.is_scalar or not form.terms:
        return Polynomial(ONE, ONE, form.terms)
    single = one_word(form)
    if single is None:
        triangular = _triangular(normal, form)
        return _det_of_sum(normal, form) if triangular is None else triangular
    factor, word = single
    parts = pieces(word, form.rows) if word else []
    if factor.terms != constant(ONE).terms:
        uses(normal, "determinant of a multiple")
    if len(parts) != 1:
        uses(normal, "determinant of a product" if parts else "determinant of the identity")
    values = [_det_of_piece(normal, form.rows, piece) for piece in parts]
    return normal.product([power_of(normal, factor, form.rows), *values])


def _triangular(normal: Forms, form: Polynomial) -> Polynomial | None:
    """det of a block triangular matrix is the product of those of its diagonal blocks, which are square."""
    blocks = grid_of(normal, form)
    below = [block for i, row in enumerate(blocks) for block in row[:i]]
    above = [block for i, row in enumerate(blocks) for block in row[i + 1 :]]
    if not blocks or (any(block.terms for block in below) and any(block.terms for block in above)):
        return None
    diagonal = [det_of(normal, Call("det", (), ONE, ONE), [row[i]]) for i, row in enumerate(blocks)]
    known = [value for value in diagonal if value is not None]
    uses(normal, "determinant of a block triangular matrix")
    return normal.product(known) if len(known) == len(blocks) else None


def _det_of_piece(normal: Forms, size: Affine, piece: Word) -> Polynomial:
    """det(P kron Q) = det(P)^q det(Q)^p for square P and Q of sizes p and q, det(adj(P)) = det(P)^(n-1), and
    det(P^k) = det(P)^k for k >= 0."""
    call = normal.applied.get(piece[0].base) if len(piece) == 1 else None
    if isinstance(call, Power) and normal.context.holds(call.exponent):
        uses(normal, "determinant of a power")
        base = normal.polynomial(Call("det", (call.base,), ONE, ONE))
        return power_of(normal, base, call.exponent)
    if isinstance(call, Call) and call.name in ("adj", "kron"):
        forms = [normal.polynomial(argument) for argument in call.arguments]
        if all(form.rows == form.columns for form in forms):
            uses(normal, f"determinant of {'an adjugate' if call.name == 'adj' else 'a Kronecker product'}")
            values = [normal.polynomial(Call("det", (argument,), ONE, ONE)) for argument in call.arguments]
            exponents = [shift(size, -1)] if call.name == "adj" else [forms[1].rows, forms[0].rows]
            return normal.product([power_of(normal, *pair) for pair in zip(values, exponents, strict=True)])
    chosen = min(piece, reverse(piece), key=word_key)
    if chosen != piece:
        uses(normal, "determinant of a transpose")
    return call_letter(normal, "det", [of_word(size, size, chosen)], ONE, ONE)


def _det_of_sum(normal: Forms, form: Polynomial) -> Polynomial:
    """det(c P) = c^n det(P), where P holds I itself or a first term of coefficient 1; and the least of all forms to
    which the factors of P may be turned round."""
    shared = _shared(form)
    if shared:
        uses(normal, "determinant of a multiple")
        rest = {(_without(monomial, shared), word): c for (monomial, word), c in form.terms.items()}
        factor = Polynomial(ONE, ONE, {(shared, ()): 1})
        values = [power_of(normal, factor, form.rows), _det(normal, Polynomial(form.rows, form.rows, rest))]
        return normal.product(values)
    unit = {key: c for key, c in form.terms.items() if not key[1]}
    lead = unit[(), ()] if unit.keys() == {((), ())} else leading_of(form)[0]
    scaled = form.scale(Fraction(1) / lead)
    split = None if unit else _split(form) or _split(form.transpose())
    if lead != 1:
        uses(normal, "determinant of a multiple")
    if split is not None:
        uses(normal, "determinant of a product")
        return normal.product([_det(normal, part) for part in split])
    sides = [side for item in turned(normal, scaled) for side in (item, item.transpose())]
    chosen = min(sides, key=lambda side: (not side.is_scalar, side.text()))
    if chosen.terms not in (scaled.terms, scaled.transpose().terms):
        uses(normal, "determinant of I + U V and of I + V U")
    elif chosen.terms != scaled.terms:
        uses(normal, "determinant of a transpose")
    if not chosen.is_scalar:
        chosen = call_letter(normal, "det", [chosen], ONE, ONE)
    return normal.times(power_of(normal, constant(ONE, lead), form.rows), chosen)


def _shared(form: Polynomial) -> Monomial:
    """The scalar atoms that all terms have in common."""
    first, *others = [monomial for monomial, _ in form.terms]
    counts = {atom: min(monomial.count(atom) for monomial in (first, *others)) for atom in first}
    return tuple([atom for atom, count in counts.items() for _ in range(count)])


def _without(monomial: Monomial, atoms: Monomial) -> Monomial:
    rest = list(monomial)
    for atom in atoms:
        rest.remove(atom)
    return tuple(rest)


def _det(normal: Forms, form: Polynomial) -> Polynomial:
    return normal.polynomial(Call("det", (written(normal, form),), ONE, ONE))


def _split(form: Polynomial) -> tuple[Polynomial, Polynomial] | None:
    """U and V for a form U V, U a square letter with which all terms begin; None where there is none."""
    first = {word[0] for _, word in form.terms}
    letter = first.pop() if len(first) == 1 else None
    if letter is None or letter.columns != form.rows:
        return None
    rest = {(monomial, word[1:]): c for (monomial, word), c in form.terms.items()}
    return of_letter(letter), Polynomial(form.rows, form.rows, rest)


def turned(normal: Forms, form: Polynomial) -> list[Polynomial]:
    """The forms c I + V U of the same determinant as c I + U V, U a letter with which all other terms begin or end:
    of the same size, or of another one where c = 1 (Sylvester; Horn and Johnson, 1.3.22)."""
    found = {form.text(): form}
    pending = [form]
    while pending and len(found) < MOST_TURNS:
        item = pending.pop()
        others = [_turned_once(normal, item), _turned_back(normal, item)]
        fresh = {other.text(): other for other in others if other is not None and other.text() not in found}
        found |= fresh
        pending += fresh.values()
    return list(found.values())


def _turned_back(normal: Forms, form: Polynomial) -> Polynomial | None:
    other = _turned_once(normal, form.transpose())
    return None if other is None else other.transpose()


def _turned_once(normal: Forms, form: Polynomial) -> Polynomial | None:
    """c I + V U for the form c I + U V; None where there is none."""
    first = {word[0] for _, word in form.terms if word}
    letter = first.pop() if len(first) == 1 else None
    unit = {key: c for key, c in form.terms.items() if not key[1]}
    if letter is None or (letter.columns != form.rows and unit != {((), ()): 1}):
        return None
    total = Polynomial(letter.columns, letter.columns, unit)
    for (monomial, word), c in form.terms.items():
        if word:
            rest = of_word(letter.columns, form.rows, word[1:]) if word[1:] else constant(letter.columns)
            factor = Polynomial(ONE, ONE, {(monomial, ()): c})
            total = combine(total, normal.product([factor, rest, of_letter(letter)]))
    return total


def adj_of(normal: Forms, term: Call, forms: Polynomials) -> Polynomial | None:
    """The adjugate: adj(A B) = adj(B) adj(A), adj(c A) = c^(n-1) adj(A)."""
    (form,) = forms
    if form.is_scalar:
        return constant(ONE)
    single = one_word(form)
    if single is None:
        return call_letter(normal, "adj", forms, form.rows, form.rows, turn=True)
    factor, word = single
    size = form.rows
    factors = [of_word(size, size, piece) for piece in reversed(pieces(word, size))]
    if len(factors) > 1:
        uses(normal, "adjugate of a product")
    if factor.terms != constant(ONE).terms:
        uses(normal, "adjugate of a multiple")
    values = [call_letter(normal, "adj", [piece], size, size, turn=True) for piece in factors]
    normal.meeting.update(letter.base for value in values for _, found in value.terms for letter in found)
    return normal.product([power_of(normal, factor, shift(size, -1)), constant(size), *values])


def rank_of(normal: Forms, term: Call, forms: Polynomials) -> Polynomial | None:
    """The rank: the same for the transpose and for X^T X, over the reals, and for multiples by numbers; the product of
    the ranks of X and Y for X kron Y (Horn and Johnson, Topics in Matrix Analysis, 4.2.15)."""
    (form,) = forms
    if not form.terms:
        uses(normal, "rank of the zero matrix")
        return Polynomial(ONE, ONE, {})
    if form.is_scalar and form.terms.keys() == {((), ())}:
        uses(normal, "rank of the identity")
        return constant(ONE)
    if leading_of(form)[0] != 1:
        uses(normal, "rank of a multiple")
    single = one_term(form)
    if single is None or form.is_scalar or next(iter(form.terms))[0]:
        return _rank_letter(normal, form.scale(Fraction(1) / leading_of(form)[0]))
    word = single[1]
    if not word:
        uses(normal, "rank of the identity")
        return normal.integer(form.rows)
    half = word[len(word) // 2 :]
    if len(word) % 2 == 0 and word == (*reverse(half), *half):
        uses(normal, "rank of a Gram matrix")
        return normal.polynomial(Call("rank", (Product(tuple([letter_term(normal, x) for x in half])),), ONE, ONE))
    call = normal.applied.get(word[0].base) if len(word) == 1 else None
    if isinstance(call, Call) and call.name == "kron":
        uses(normal, "rank of a Kronecker product")
        return normal.product([normal.polynomial(Call("rank", (part,), ONE, ONE)) for part in call.arguments])
    return _rank_letter(normal, of_word(word[0].rows, word[-1].columns, word))


def _rank_letter(normal: Forms, form: Polynomial) -> Polynomial:
    """The letter of the rank of the form, which is that of its transpose."""
    chosen = min(form, form.transpose(), key=Polynomial.text)
    if chosen is not form:
        uses(normal, "rank of a transpose")
    return call_letter(normal, "rank", [chosen], ONE, ONE)
