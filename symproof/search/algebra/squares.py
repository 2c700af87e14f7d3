"""Squares that an order may be a sum of, read off normal forms; and what equations say about scalar atoms."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable, Iterator
from dataclasses import replace
from fractions import Fraction
from itertools import combinations

from symproof.kernel.algebra.normal import Normalizer
from symproof.kernel.algebra.words import (
    Atom,
    Monomial,
    Polynomial,
    Word,
    combine,
    constant,
    multiply,
    of_letter,
    reverse,
)
from symproof.language.affine import ONE
from symproof.language.certificate import Entry, SquaredNorm
from symproof.language.records import dataclass
from symproof.search.algebra.bridge import Terms, product
from symproof.search.algebra.search import Problem

MAX_ROOTS = 6  # of which sums and differences are squared
MAX_RELATIONS = 60
LONGEST = 12  # letters of an atom that is still rewritten


def squares(normal: Normalizer, forms: list[Polynomial]) -> Iterator[list[SquaredNorm]]:
    """Products of squares: those that are factors of monomials of the forms, the squares of sums that make the first
    form, and those of sums and differences of two roots in sight."""
    terms = Terms(normal)
    yield from squared_factors(normal, forms)
    found = [root for form in forms for key in form.terms for root in (*_roots(*key), *_scaled_roots(key[0]))]
    roots = _pairs(_distinct_forms(found)[:MAX_ROOTS])
    for root in [*_completed(forms[0], normal), *roots]:
        yield [SquaredNorm(terms.polynomial(root))]


def squared_factors(normal: Normalizer, forms: Iterable[Polynomial]) -> Iterator[list[SquaredNorm]]:
    """The squares that are factors of a monomial of the forms, and each of several alone."""
    terms = Terms(normal)
    for form in forms:
        for monomial, _ in form.terms:
            halves = _square_factors(monomial)[0]
            if halves:
                factors = [SquaredNorm(terms.polynomial(half)) for half in halves]
                yield factors
                yield from ([factor] for factor in factors if len(factors) > 1)


def _distinct_forms(forms: Iterable[Polynomial]) -> list[Polynomial]:
    return list({form.text(): form for form in forms}.values())


def _pairs(roots: list[Polynomial]) -> list[Polynomial]:
    """The roots, and the sums and differences of two of one size."""
    found = list(roots)
    for one, other in combinations(roots, 2):
        if (one.rows, one.columns) == (other.rows, other.columns):
            found += [combine(one, other, -1), combine(one, other)]
    return found


def _roots(monomial: Monomial, _: Word) -> list[Polynomial]:
    """X and Y where the monomial is tr(X^T Y) or a product of two scalars."""
    if len(monomial) == 2:
        return [Polynomial(ONE, ONE, {((atom,), ()): 1}) for atom in monomial if atom[0] != "integer"]
    if len(monomial) != 1 or monomial[0][0] == "integer":
        return []
    word: Word = monomial[0][1]  # type: ignore[assignment]
    if len(word) == 1:
        return [constant(ONE), Polynomial(ONE, ONE, {(monomial, ()): 1})]
    parts = [(reverse(word[:at]), word[at:]) for at in range(1, len(word))]
    return [_form(part) for pair in parts for part in pair if monomial[0][0] == "word" or len(word) == 2]


def _scaled_roots(monomial: Monomial) -> list[Polynomial]:
    """X where the monomial is c tr(X^T X) for other scalars c."""
    found, complete = _square_factors(monomial)
    return [] if complete or len(found) != 1 else found


def _form(word: Word) -> Polynomial:
    total = of_letter(word[0])
    for letter in word[1:]:
        total = multiply(total, of_letter(letter))
    return total


def _halves(monomial: Monomial) -> list[Polynomial] | None:
    """Forms X, Y, ... with monomial = tr(X^T X) tr(Y^T Y) ...: from atoms that are squares, or occur twice."""
    found, complete = _square_factors(monomial)
    return found if complete else None


def _square_factors(monomial: Monomial) -> tuple[list[Polynomial], bool]:
    """Forms X, Y, ... with tr(X^T X), tr(Y^T Y), ... among the factors of a monomial, and whether these are all."""
    found: list[Polynomial] = []
    complete = True
    atoms = list(monomial)
    while atoms:
        atom = atoms.pop()
        if atom in atoms:
            atoms.remove(atom)
            found.append(Polynomial(ONE, ONE, {((atom,), ()): 1}))
        elif (half := _half(atom)) is not None:
            found.append(half)
        else:
            complete = False
    return found, complete


def single_half(monomial: Monomial) -> Polynomial | None:
    """X where the monomial is tr(X^T X), X^T X or the square of an atom."""
    halves = _halves(monomial)
    return halves[0] if halves is not None and len(halves) == 1 else None


def _half(atom: Atom) -> Polynomial | None:
    """X where the atom is tr(X^T X) or X^T X, up to rotation."""
    kind, word = atom
    if kind == "integer" or len(word) % 2:
        return None
    for turn in range(len(word) if kind == "trace" else 1):
        turned: Word = word[turn:] + word[:turn]  # type: ignore[assignment,operator]
        half = turned[len(turned) // 2 :]
        if turned[: len(half)] == reverse(half):
            return _form(half)
    return None


# ------------------------------------------------------------------------------------------------ completing squares


def _completed(form: Polynomial, normal: Normalizer) -> list[Polynomial]:
    """X_1, X_2, ... if the form is a sum of squares of sums of the halves of its squares: Lagrange's method."""
    roots: dict[str, Polynomial] = {}
    for monomial, _ in form.terms:
        for half in _square_roots(monomial):
            roots.setdefault(half.text(), half)
    basis = list(roots.values())
    gram = _gram(form, basis, normal)
    return [] if gram is None else _lagrange(gram, basis)


def _square_roots(monomial: Monomial) -> list[Polynomial]:
    """Halves that a square in the form may consist of: 1 for a constant, X for tr(X^T X)."""
    halves = _halves(monomial)
    if halves is None:
        return []
    return halves if len(halves) == 1 else [constant(ONE)] if not halves else []


def _gram(form: Polynomial, basis: list[Polynomial], normal: Normalizer) -> list[list[Fraction]] | None:
    """G with form = sum of G_ij tr(X_i^T X_j), if the summands tell G."""
    size = len(basis)
    gram = [[Fraction(0)] * size for _ in range(size)]
    rest = dict(form.terms)
    for i in range(size):
        for j in range(i, size):
            if (basis[i].rows, basis[i].columns) != (basis[j].rows, basis[j].columns):
                continue
            inner = normal.trace(normal.times(basis[i].transpose(), basis[j])).terms
            if len(inner) != 1:
                return None
            ((key, unit),) = inner.items()
            value = Fraction(rest.pop(key, 0)) / unit
            gram[i][j] = gram[j][i] = value if i == j else value / 2
    return None if rest else gram


def _lagrange(gram: list[list[Fraction]], basis: list[Polynomial]) -> list[Polynomial]:
    """The sums whose squares, with positive weights, add up to the quadratic form; [] if it takes negative values."""
    found: list[Polynomial] = []
    size, left = len(basis), [list(row) for row in gram]
    for pivot in range(size):
        value = left[pivot][pivot]
        if value < 0 or (value == 0 and any(left[pivot])):
            return []
        if value == 0:
            continue
        total = Polynomial(basis[pivot].rows, basis[pivot].columns, {})
        row = [item / value for item in left[pivot]]
        for factor, root in zip(row, basis, strict=True):
            if factor:
                total = combine(total, root, factor)
        found.append(total)
        for i in range(size):
            for j in range(size):
                left[i][j] -= value * row[i] * row[j] if i != pivot else 0
        left[pivot] = [Fraction(0)] * size
    return found


def gram_root(form: Polynomial) -> Polynomial | None:
    """G where the form is the word G^T G."""
    if len(form.terms) != 1:
        return None
    ((monomial, word), coefficient) = next(iter(form.terms.items()))
    half = word[len(word) // 2 :]
    whole = not monomial and coefficient == 1 and len(word) % 2 == 0 and word[: len(half)] == reverse(half)
    return _form(half) if whole and half else None


# ------------------------------------------------------------------------------------------------ relations


@dataclass(frozen=True, slots=True)
class Relation:
    """A scalar that is zero, and the entry of a combination that it is."""

    form: Polynomial
    entry: Entry


def relations_between(problem: Problem, forms: list[Polynomial], most: int = MAX_RELATIONS) -> list[Relation]:
    """Scalars that are zero: L E R, or tr(L E R), where L u R is an atom in sight and u a longest word of E = 0."""
    found: dict[str, Relation] = {}
    pending = [(monomial, at) for form in forms for monomial, _ in form.terms for at in range(len(monomial))]
    seen, turned = set(pending), _both_ways(problem) if pending else []
    while pending and len(found) < most:
        monomial, at = pending.pop(0)
        others = monomial[:at] + monomial[at + 1 :]
        for inner in _relations_of(monomial[at], turned, problem.normal):
            whole = _times(inner, others, problem.normal)
            if whole.form.terms and found.setdefault(whole.form.text(), whole) is whole:
                more = [(key, place) for key, _ in whole.form.terms for place in range(len(key))]
                pending += [item for item in more if item not in seen]
                seen.update(more)
    return list(found.values())


def _times(relation: Relation, others: Monomial, normal: Normalizer) -> Relation:
    if not others:
        return relation
    form = multiply(Polynomial(ONE, ONE, {(others, ()): 1}), relation.form)
    terms = Terms(normal)
    return Relation(form, replace(relation.entry, factor=product([terms.atom(atom) for atom in others])))


def _both_ways(problem: Problem) -> list[tuple[Relation, list[Word]]]:
    """The equations, as they stand and transposed, with the words that each replaces."""
    found: list[tuple[Relation, list[Word]]] = []
    for item in problem.equations:
        for flipped in (False, True) if not item.form.is_scalar else ():
            form = item.form.transpose() if flipped else item.form
            found.append((Relation(form, Entry(item.id, item.part, item.at, flipped)), _leading(form)))
    return found


def _relations_of(atom: Atom, equations: list[tuple[Relation, list[Word]]], normal: Normalizer) -> Iterator[Relation]:
    kind, word = atom
    if kind == "integer" or len(word) > LONGEST:
        return
    for turn in range(len(word) if kind == "trace" else 1):
        turned: Word = word[turn:] + word[:turn]  # type: ignore[assignment,operator]
        for equation, leading in equations:
            for inner in leading:
                yield from _placed(turned, inner, equation, normal, whole=kind == "word")


def _leading(form: Polynomial) -> list[Word]:
    """The words that a relation replaces: the longest ones, and the letter that the form defines."""
    words = [word for monomial, word in form.terms if word and not monomial]
    longest = max(map(len, words), default=0)
    counts = Counter(letter.base for _, word in form.terms for letter in word)
    return [word for word in words if len(word) == longest or (len(word) == 1 and counts[word[0].base] == 1)]


def _placed(word: Word, inner: Word, equation: Relation, normal: Normalizer, *, whole: bool) -> Iterator[Relation]:
    """left E right for each place of the inner word; under a trace the word was turned, so that it stands first."""
    terms = Terms(normal)
    for start in range(len(word) - len(inner) + 1 if whole else 1):
        if word[start : start + len(inner)] == inner:
            left, right = word[:start], word[start + len(inner) :]
            value = equation.form if not left else multiply(_form(left), equation.form)
            value = value if not right else multiply(value, _form(right))
            entry = replace(equation.entry, left=product(terms.word(left)), right=product(terms.word(right)))
            traced = not value.is_scalar
            yield Relation(normal.trace(value) if traced else value, replace(entry, trace=traced))
