"""What laws say of the norms sqrt(tr(X^T X)) in sight, of the products of which these are norms, and of inner products.

The norm of A B C is at most |A| |B| |C| since |A B| <= |A| |B| and |A B C| <= |A B| |C|: the norms of parts of words
come in sight too. Likewise x^T A y <= |x| |A y|.
"""

from __future__ import annotations

from collections.abc import Iterator
from itertools import islice

from symproof.kernel.algebra.calls import one_term
from symproof.kernel.algebra.normal import Normalizer
from symproof.kernel.algebra.words import Polynomial, Word, combine, constant, flip, multiply, of_letter
from symproof.language.affine import ONE, Affine, parameter
from symproof.language.certificate import LawGap
from symproof.language.terms import Call, Identity, Integer, Product, Term, Trace, Transpose
from symproof.search.algebra.bridge import Terms
from symproof.search.definite.pairs import words_of

MOST_NORMS = 6
LONGEST = 4  # letters of a word that is split
MOST_SPLITS = 24


def norm_gaps(normal: Normalizer, claim: Polynomial) -> Iterator[LawGap]:
    """Norms of sums and products, inner products beside norms, norms of Hadamard products."""
    calls = [term for term in normal.applied.values() if isinstance(term, Call)]
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
    """Laws about two matrices whose norms are in sight."""
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
    """The laws about the norms of parts, each with a norm by which it is multiplied."""
    values = [gap for gap in gaps if gap.law == "root is not negative"][:MOST_NORMS]
    parts = [gap for gap in gaps if gap.law == "norm of a product"]
    return [(value, part) for value in values for part in parts][:MOST_SPLITS]


# ------------------------------------------------------------------------------------------------ parts of words


def _of_parts(normal: Normalizer, roots: list[Polynomial], values: list[Polynomial]) -> Iterator[LawGap]:
    """Laws about the parts of the words whose norms are in sight, and of the scalars x^T W y and tr(W)."""
    write = _Writer(normal)
    words = [word for form in roots for word in _words(form)]
    for one, other in filter(None, map(_two_summands, roots)):
        yield LawGap("norm of a sum", (write.terms.polynomial(one), write.terms.polynomial(other)))
    for left, right in dict.fromkeys(pair for value in values for pair in _inner_products(value)):
        for sign in (1, -1):
            yield LawGap("inner product and norms", (write.word(left), write.word(right, sign)))
        words += [left, right]
    for word in dict.fromkeys(part for whole in words for part in _contiguous(whole)):
        for at in range(1, len(word)):
            yield LawGap("norm of a product", (write.word(word[:at]), write.word(word[at:])))


class _Writer:
    """Words as terms."""

    def __init__(self, normal: Normalizer) -> None:
        self.terms = Terms(normal)

    def word(self, word: Word, sign: int = 1) -> Term:
        """The product of the letters, with this sign."""
        total = of_letter(word[0])
        for letter in word[1:]:
            total = multiply(total, of_letter(letter))
        return self.terms.polynomial(total.scale(sign))


def _words(form: Polynomial) -> list[Word]:
    """The words of a form with at most two terms, up to their factors, without those that are too long."""
    found = [word for monomial, word in form.terms if not monomial and 1 < len(word) <= LONGEST]
    return found if len(form.terms) <= 2 else []


def _two_summands(form: Polynomial) -> list[Polynomial]:
    """The terms of a form that has two, one of which is a product."""
    if len(form.terms) != 2 or not _words(form):
        return []
    return [Polynomial(form.rows, form.columns, {key: value}) for key, value in form.terms.items()]


def _inner_products(value: Polynomial) -> Iterator[tuple[Word, Word]]:
    """P and Q with P^T Q = W for the scalars x^T W y and tr(W) that stand alone in a form, but no squares."""
    for monomial, _ in value.terms:
        for _, word in words_of(monomial) if len(monomial) == 1 else ():
            if 1 < len(word) <= LONGEST and not _is_square(word):
                yield from ((_turned(word[:at]), word[at:]) for at in range(1, len(word)))


def _turned(word: Word) -> Word:
    """The transpose of a word."""
    return tuple([flip(letter) for letter in reversed(word)])


def _is_square(word: Word) -> bool:
    """Whether the word is P^T P."""
    middle = len(word) // 2
    return _turned(word[:middle]) == word[middle:]


def _contiguous(word: Word) -> Iterator[Word]:
    """The parts of at least two letters, long ones first."""
    for length in range(len(word), 1, -1):
        for at in range(len(word) - length + 1):
            yield word[at : at + length]


# ------------------------------------------------------------------------------------------------ norms in sight


def _rooted(normal: Normalizer, argument: Term) -> Iterator[Term]:
    """X for tr(X^T X) as it is written, or where X is one word; I_n for n, which is tr(I)."""
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
    """X for the word X^T X, which is a scalar where X is a column."""
    single = one_term(form)
    if single is None:
        return None
    factor, word = single
    if not word:
        ((monomial, _),) = factor.terms
        if len(monomial) != 1 or monomial[0][0] != "word":
            return None
        word = monomial[0][1]  # type: ignore[assignment]
        factor = combine(constant(ONE, 0), constant(ONE), next(iter(factor.terms.values())))
    if factor.terms != constant(ONE).terms or len(word) % 2:
        return None
    right = word[len(word) // 2 :]
    inner = Polynomial(right[0].rows, right[-1].columns, {((), right): 1})
    return inner if multiply(inner.transpose(), inner).terms == form.terms else None


def _is_size(normal: Normalizer, value: Affine) -> bool:
    """Whether the integer is a declared size, such as n, and neither n + 1 nor n - 1."""
    return len(value.terms) == 1 and value == parameter(value.terms[0][0]) and normal.context.are_sizes(value)
