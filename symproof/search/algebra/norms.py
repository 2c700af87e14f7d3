"""What laws say of the norms sqrt(tr(X^T X)) in sight, of the products of which these are norms, and of inner products.

The norm of A B C is at most |A| |B| |C| since |A B| <= |A| |B| and |A B C| <= |A B| |C|: the norms of parts of words
come in sight too. Likewise x^T A y <= |x| |A y|.
"""

from __future__ import annotations

from collections.abc import Iterator
from itertools import islice

from symproof.kernel.algebra.calls import one_term
from symproof.kernel.algebra.normal import Normalizer
from symproof.kernel.algebra.words import Polynomial, Word, combine, constant, multiply, reverse
from symproof.language.affine import ONE, Affine, parameter
from symproof.language.certificate import LawGap
from symproof.language.terms import Identity, Integer, Product, Term, Trace, Transpose
from symproof.search.algebra.bridge import Terms, summands
from symproof.search.algebra.in_sight import calls_in_sight
from symproof.search.definite.pairs import words_of
from symproof.search.definite.sources import word_form

MOST_NORMS = 6
LONGEST = 4  # letters of a word that is split
MOST_SPLITS = 24


def norm_gaps(normal: Normalizer, claim: Polynomial) -> Iterator[LawGap]:
    """The laws about norms of sums, of products and of Hadamard products, and about inner products, that may help."""
    calls = calls_in_sight(normal)
    for call in calls:
        if call.name == "hadamard":
            yield LawGap("norm of a Hadamard product", (*call.arguments, call))
    rooted = [root for call in calls if call.name == "sqrt" for root in _rooted(normal, call.arguments[0])][:MOST_NORMS]
    forms = {root: normal.polynomial(root) for root in rooted}
    yield from _of_pairs(normal, forms)
    if forms:
        values = [claim, *(normal.polynomial(call.arguments[0]) for call in calls if call.name == "abs")]
        yield from islice(_of_parts(normal, list(forms.values()), values), MOST_SPLITS)


def _of_pairs(normal: Normalizer, forms: dict[Term, Polynomial]) -> Iterator[LawGap]:
    """The laws that relate two matrices whose norms occur in the problem."""
    names = {form.text() for root in forms.values() for form in (root, root.scale(-1))}
    terms = Terms(normal)
    for one, left in forms.items():
        for other, right in forms.items():
            if (left.rows, left.columns) == (right.rows, right.columns):
                for sign in (1, -1) if one != other else ():
                    turned = other if sign == 1 else terms.polynomial(right.scale(-1))
                    yield LawGap("inner product and norms", (one, turned))
                    if combine(left, right, sign).text() in names:
                        yield LawGap("norm of a sum", (one, turned))
            if left.columns == right.rows and multiply(left, right).text() in names:
                yield LawGap("norm of a product", (one, other))


def scaled(gaps: list[LawGap]) -> list[tuple[LawGap, LawGap]]:
    """Pairs of a norm and a law |A| |B| - |A B| >= 0. The search may multiply the law by the norm."""
    values = [gap for gap in gaps if gap.law == "root is not negative"][:MOST_NORMS]
    parts = [gap for gap in gaps if gap.law == "norm of a product"]
    return [(value, part) for value in values for part in parts][:MOST_SPLITS]


# ------------------------------------------------------------------------------------------------ parts of words


def _of_parts(normal: Normalizer, roots: list[Polynomial], values: list[Polynomial]) -> Iterator[LawGap]:
    """Laws about the parts of the words whose norms are in sight, and of the scalars x^T W y and tr(W)."""
    write = Terms(normal).polynomial
    words = [word for form in roots for word in _words(form)]
    for one, other in filter(None, map(_two_summands, roots)):
        yield LawGap("norm of a sum", (write(one), write(other)))
    for left, right in dict.fromkeys(pair for value in values for pair in _inner_products(value)):
        for sign in (1, -1):
            yield LawGap("inner product and norms", (write(word_form(left)), write(word_form(right).scale(sign))))
        words += [left, right]
    for word in dict.fromkeys(part for whole in words for part in _contiguous(whole)):
        for at in range(1, len(word)):
            yield LawGap("norm of a product", (write(word_form(word[:at])), write(word_form(word[at:]))))


def _words(form: Polynomial) -> list[Word]:
    """The words of a form with at most two terms, up to their factors, without those that are too long."""
    found = [word for monomial, word in form.terms if not monomial and 1 < len(word) <= LONGEST]
    return found if len(form.terms) <= 2 else []


def _two_summands(form: Polynomial) -> list[Polynomial]:
    """Both terms of a sum P + Q if one of them is a product; for any other form an empty list."""
    return summands(form) if len(form.terms) == 2 and _words(form) else []


def _inner_products(value: Polynomial) -> Iterator[tuple[Word, Word]]:
    """The pairs P, Q with W = P^T Q, for each term of the form that is a scalar W = x^T M y or a trace tr(W). A square
    P^T P gives no pair."""
    for monomial, _ in value.terms:
        for _, word in words_of(monomial) if len(monomial) == 1 else ():
            if 1 < len(word) <= LONGEST and not _is_square(word):
                yield from ((reverse(word[:at]), word[at:]) for at in range(1, len(word)))


def _is_square(word: Word) -> bool:
    """Whether the word is P^T P."""
    middle = len(word) // 2
    return reverse(word[:middle]) == word[middle:]


def _contiguous(word: Word) -> Iterator[Word]:
    """The parts of at least two letters, long ones first."""
    for length in range(len(word), 1, -1):
        for at in range(len(word) - length + 1):
            yield word[at : at + length]


# ------------------------------------------------------------------------------------------------ norms in sight


def _rooted(normal: Normalizer, argument: Term) -> Iterator[Term]:
    """X, if the argument of the root is written as tr(X^T X), or is such a trace for one word X. I_n, if it is n."""
    if isinstance(argument, Integer) and _is_size(normal, argument.value):
        yield Identity(argument.value)
    inner = argument.argument if isinstance(argument, Trace) else argument
    match inner:
        case Product((Transpose(left), right)) if left == right:
            yield right
        case Product((Transpose(Product(factors)), *rest)) if tuple(rest) == factors:
            yield Product(factors)
        case Product():
            root = half(normal.polynomial(inner))
            if root is not None:
                yield Terms(normal).polynomial(root)


def half(form: Polynomial) -> Polynomial | None:
    """X, if the form is the word X^T X; None for other forms. If X is a column, the form is a scalar."""
    single = one_term(form)
    if single is None:
        return None
    factor, word = single
    if not word:
        ((monomial, _),) = factor.terms
        if len(monomial) != 1 or monomial[0][0] != "word":
            return None
        word = monomial[0][1]  # type: ignore[assignment]
        factor = constant(ONE, next(iter(factor.terms.values())))
    if factor.terms != constant(ONE).terms or len(word) % 2:
        return None
    right = word[len(word) // 2 :]
    inner = Polynomial(right[0].rows, right[-1].columns, {((), right): 1})
    return inner if multiply(inner.transpose(), inner).terms == form.terms else None


def _is_size(normal: Normalizer, value: Affine) -> bool:
    """Whether the integer is a declared size, such as n, and neither n + 1 nor n - 1."""
    return len(value.terms) == 1 and value == parameter(value.terms[0][0]) and normal.context.are_sizes(value)
