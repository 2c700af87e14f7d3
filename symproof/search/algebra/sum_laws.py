"""Laws about sums and unit columns in sight: factors taken into sums, triangular sums exchanged, Kronecker's delta."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from dataclasses import replace
from itertools import islice, pairwise
from typing import Any

from symproof.kernel.algebra.calls import is_call, parts_of
from symproof.kernel.algebra.keys import Kind
from symproof.kernel.algebra.laws import LAWS
from symproof.kernel.algebra.words import Letter, Polynomial, Word, of_letter, reverse
from symproof.language.affine import parameter
from symproof.language.binding import mentioned, unused
from symproof.language.certificate import Law
from symproof.language.refusal import Refusal
from symproof.language.substitution import substituted
from symproof.language.terms import Basis, Identity, IndexSum, Power, Term, Transpose
from symproof.search.algebra.bridge import Terms, letters_of
from symproof.search.algebra.nodes import nodes
from symproof.search.algebra.search import Problem

MOST = 8  # laws of one kind
ROUNDS = 2  # a factor may be taken into a sum of sums


def add_sum_laws(problem: Problem, formulas: Iterable[Any]) -> None:
    """Adds the laws as derived steps: of powers that stand beside sums of powers of the same matrix, of the triangular
    sums that the formulas mention, and of products of two unit columns in sight."""
    for term in [node for node in nodes(tuple(formulas)) if isinstance(node, IndexSum)][:MOST]:
        _derive(problem, "exchange of a triangular sum", (term,))
    for _ in range(ROUNDS):
        for given in list(dict.fromkeys((*_beside_sums(problem), *_meeting_sums(problem))))[:MOST]:
            distribute(problem, given)
    for given in list(dict.fromkeys(_inside_scalars(problem)))[:MOST]:
        distribute(problem, given)
    for pair in list(dict.fromkeys(_diagonal_traces(problem)))[:MOST]:
        _derive(problem, "trace beside a diagonal part", pair)
    for pair in list(dict.fromkeys(_deltas(problem)))[:MOST]:
        _derive(problem, "Kronecker's delta", pair)


def distribute(problem: Problem, given: tuple[Term, Term]) -> None:
    """Adds X S = sum of X e(i) for X and the sum S of e(i)."""
    _derive(problem, "distributive law of sums", given)


def _derive(problem: Problem, name: str, given: tuple[Term, ...]) -> None:
    """Adds the law at these arguments, where it says something new."""
    normal = problem.normal
    try:
        unit = Identity(normal.polynomial(given[0]).rows)
        forms = [normal.difference(*sides) for sides in LAWS[name].gives(given, unit)]
    except Refusal:
        return
    fresh = [form for form in forms if form.terms and not problem.knows(form)]
    if fresh:
        problem.derive(Law(name, given), *forms)


def _forms(problem: Problem) -> list[Polynomial]:
    return [problem.claim, *(equation.form for equation in problem.equations)]


def _beside_sums(problem: Problem) -> Iterator[tuple[Term, Term]]:
    """X and the sum S for the words X S and (S X)^T, where S sums powers of X."""
    terms = Terms(problem.normal)
    for form in _forms(problem):
        for word in words_both_ways(form):
            for factor, total in pairwise(word):
                summed = sum_of(terms, total)
                if summed is not None and _is_power_of(problem, factor, summed):
                    yield terms.letter(factor), summed


def _meeting_sums(problem: Problem) -> Iterator[tuple[Term, Term]]:
    """X and the sum S, where S sums powers of X, an equation replaces Y by S + ..., and a word X Y is in sight, as in
    a recurrence Y' = X Y + ... whose solution is such a sum."""
    terms = Terms(problem.normal)
    pairs = dict.fromkeys(pair for form in _forms(problem) for word in words_both_ways(form) for pair in pairwise(word))
    for equation in problem.equations:
        heads = dict.fromkeys(word[0] for word in words_both_ways(equation.form) if word)
        for summed in [total for letter in heads if (total := sum_of(terms, letter)) is not None]:
            for factor, replaced in pairs:
                if replaced in heads and _is_power_of(problem, factor, summed):
                    yield terms.letter(factor), summed


def _inside_scalars(problem: Problem) -> Iterator[tuple[Term, Term]]:
    """X and the sum S of e(i), where a scalar in sight is a sum of X e(i): a^T x_i beside x_i."""
    terms = Terms(problem.normal)
    parts = [part for letter in letters_of(_forms(problem)) if (part := sum_of(terms, letter)) is not None]
    scalars = dict.fromkeys(letter for word in contents(problem, "word") for letter in word)
    for total in [total for letter in scalars if (total := sum_of(terms, letter)) is not None]:
        for part in parts:
            if (total.low, total.high) == (part.low, part.high):
                yield from ((factor, part) for factor in _factors(problem, part, total))


def _factors(problem: Problem, part: IndexSum, total: IndexSum) -> Iterator[Term]:
    """The X without the index, for which total sums the scalars X e(i) and part the e(i)."""
    normal = problem.normal
    (free,) = islice(unused(mentioned((part, total))), 1)
    inner = normal.under(normal.context.bound(free, part.low, part.high))
    one, other = [inner.polynomial(substituted(item.body, item.index, parameter(free))) for item in (part, total)]
    if one.is_scalar or not other.is_scalar or len(one.terms) != 1:
        return
    ((own, word),) = one.terms
    for monomial, _ in other.terms:
        left = list(monomial)
        for atom in own:
            if atom in left:
                left.remove(atom)
        if len(left) != 1 or len(left) + len(own) != len(monomial) or left[0][0] != "word":
            continue
        content: Word = left[0][1]  # type: ignore[assignment]
        for whole in (content, reverse(content)):
            before = whole[: len(whole) - len(word)]
            if before and whole == (*before, *word):
                factor = Terms(normal).polynomial(normal.product([of_letter(letter) for letter in before]))
                if free not in mentioned(factor):
                    yield factor


def geometric_sums(problem: Problem, forms: Iterable[Polynomial]) -> Iterator[IndexSum]:
    """The sums over i in the forms whose terms are multiples of q^i for a scalar q."""
    terms = Terms(problem.normal)
    for letter in letters_of(forms):
        summed = sum_of(terms, letter)
        if summed is not None and any(_is_scalar_power(problem, node) for node in nodes(summed.body)):
            yield summed


def _is_scalar_power(problem: Problem, node: Any) -> bool:
    try:
        return isinstance(node, Power) and problem.normal.polynomial(node.base).is_scalar
    except Refusal:  # the base mentions the index
        return False


def words_both_ways(form: Polynomial) -> Iterator[Word]:
    """The words of the form and of its transpose."""
    for kind in (form, form.transpose()):
        yield from (word for _, word in kind.terms)


def sum_of(terms: Terms, letter: Letter) -> IndexSum | None:
    """The sum that a letter stands for; a transposed one as the sum of the transposed terms."""
    term = terms.letter(letter) if letter.base.kind is Kind.SUM else None
    if isinstance(term, Transpose) and isinstance(term.argument, IndexSum):
        return replace(term.argument, body=Transpose(term.argument.body))
    return term if isinstance(term, IndexSum) else None


def _is_power_of(problem: Problem, factor: Letter, summed: IndexSum) -> bool:
    """Whether the summand holds a power of the letter."""
    base = of_letter(factor)
    for node in nodes(summed.body):
        if isinstance(node, Power):
            try:
                form = problem.normal.polynomial(node.base)
            except Refusal:  # the base mentions the index
                continue
            if form.terms in (base.terms, base.transpose().terms):
                return True
    return False


def _deltas(problem: Problem) -> Iterator[tuple[Term, Term]]:
    """The unit columns e_i and e_k for the scalars e_i^T e_k in sight."""
    terms = Terms(problem.normal)
    for content in contents(problem, "word"):
        if len(content) == 2 and all(item.base.kind is Kind.UNIT for item in content):
            first, second = [terms.letter(item) for item in letters_of([_column(item) for item in content])]
            if isinstance(first, Basis) and isinstance(second, Basis):
                yield first, second


def _diagonal_traces(problem: Problem) -> Iterator[tuple[Term, Term]]:
    """X and D for the traces tr(diag(X) D) in sight, where X has a diagonal part D' as a factor: tr(X D) with both is
    not contracted by the normal form."""
    terms, normal = Terms(problem.normal), problem.normal
    for word in contents(problem, "trace"):
        for at, letter in enumerate(word):
            parts = parts_of(normal, letter, "diag")
            if len(word) > 1 and parts and any(is_call(item, "diag") for item in letters_of(parts)):
                rest = normal.product([of_letter(item) for item in word[at + 1 :] + word[:at]])
                yield terms.polynomial(parts[0]), terms.polynomial(rest)


def contents(problem: Problem, wanted: str) -> Iterator[Word]:
    """The words of the scalars of this kind in sight, "word" or "trace"."""
    for form in _forms(problem):
        for monomial, _ in form.terms:
            yield from (content for kind, content in monomial if kind == wanted)  # type: ignore[misc]


def _column(letter: Letter) -> Polynomial:
    form = of_letter(letter)
    return form.transpose() if letter.transposed else form
