"""Matrices known to be positive semidefinite: what premises say, Gram matrices in sight, and their inverses."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping
from dataclasses import replace
from fractions import Fraction
from itertools import islice

from symproof.kernel.algebra.keys import Kind
from symproof.kernel.algebra.nonnegative import stated
from symproof.kernel.algebra.normal import Normalizer
from symproof.kernel.algebra.words import (
    Letter,
    Polynomial,
    Word,
    combine,
    constant,
    flip,
    multiply,
    of_letter,
    reverse,
)
from symproof.language.certificate import (
    Assumed,
    CommutingProduct,
    Entry,
    Form,
    Inverted,
    Rewritten,
    Semidefinite,
    Square,
    Squares,
    TraceExcess,
)
from symproof.language.formulas import Compare, Equal, ForAll, Formula, Predicate
from symproof.language.parts import premise_conjuncts
from symproof.language.records import dataclass
from symproof.language.refusal import Refusal
from symproof.language.terms import Members, Number, Product, Symbol, Term
from symproof.search.algebra.bridge import Terms, letters_of
from symproof.search.algebra.equations import at_indices, indices_of
from symproof.search.algebra.search import Problem

MAX_GRAMS = 4
MAX_INSTANCES = 8  # of premises for all indices


@dataclass(frozen=True, slots=True)
class Source:
    """A semidefinite matrix with its form; both are None for an identity of whatever size."""

    matrix: Semidefinite | None
    form: Polynomial | None
    definite: bool

    def fitting(self, roots: list[Polynomial]) -> list[Polynomial]:
        """The roots X for which X^T P X is a product; those of an identity have one size, that of the first."""
        rows = self.form.rows if self.form is not None else roots[0].rows if roots else None
        return [root for root in roots if root.rows == rows]


IDENTITY = Source(None, None, True)


def sources_of(premises: Mapping[str, Formula], normal: Normalizer, forms: Iterable[Polynomial]) -> list[Source]:
    """The matrices that premises say are semidefinite, the Gram matrices that are summands of the forms, and the
    inverses of all of these that occur in the forms."""
    given = list(forms)
    stated_ = [*stated_by(premises, normal), *islice(_stated_at_indices(premises, normal, given), MAX_INSTANCES)]
    found = [*stated_, *_grams(normal, given)]
    return [*found, *inverses_of(found, normal, [*given, *(item.form for item in stated_ if item.form)])]


def stated_by(premises: Mapping[str, Formula], normal: Normalizer) -> Iterator[Source]:
    """What premises without an index say."""
    for name, formula in premises.items():
        for part, (around, item) in enumerate(premise_conjuncts(formula)):
            if around or not isinstance(item, Predicate | Compare):
                continue
            try:
                form, definite = stated(normal, item)
            except Refusal:
                continue
            if not form.is_scalar and form.terms:
                yield Source(Assumed(name, part), form, definite)


def _stated_at_indices(
    premises: Mapping[str, Formula], normal: Normalizer, forms: list[Polynomial]
) -> Iterator[Source]:
    """The instances of premises for all indices at the indices that the claim and the premises mention."""
    for name, formula in premises.items():
        for part, (around, item) in enumerate(premise_conjuncts(formula)):
            about = _sides(item) if around else None
            for at in [] if about is None else indices_of(around, about, forms, normal, ends=False):
                try:
                    form, definite = stated(normal, at_indices(around, at, item, normal))
                except Refusal:
                    continue
                if not form.is_scalar and form.terms:
                    yield Source(Assumed(name, part, at), form, definite)


def _sides(item: Formula) -> Equal | None:
    """An equation with the letters of a formula that says that a matrix is semidefinite."""
    match item:
        case Predicate("positive semidefinite" | "positive definite", (argument,)) if not isinstance(argument, Members):
            return Equal(argument, Product((Number(Fraction(0)), argument)))
        case Compare("<" | "<=", left, right):
            return Equal(right, left)
        case _:
            return None


def forms_of(problem: Problem, premises: Mapping[str, Formula]) -> Iterator[tuple[Form, Polynomial]]:
    """S, without the entries of S^T = S, where a premise without an index says that x^T S x >= 0 for all x."""
    context, terms = problem.normal.context, Terms(problem.normal)
    for name, formula in premises.items():
        for part, (around, item) in enumerate(premise_conjuncts(formula)):
            match item:
                case ForAll((column,), Compare("<=", left, right)) if not around and column.name not in context.symbols:
                    inside = Normalizer(replace(context, symbols={**context.symbols, column.name: column}))
                    form = form_between(inside, left, right, column.name)
                    if form is not None:
                        yield Form(name, terms.polynomial(form), part), form


def form_between(normal: Normalizer, left: Term, right: Term, name: str) -> Polynomial | None:
    """S with x^T S x = right - left for the symbol x of this name."""
    try:
        difference, (x,) = normal.difference(right, left), normal.polynomial(Symbol(name)).terms
    except (Refusal, ValueError):
        return None
    if not x[1]:
        return None  # a scalar
    column = x[1][-1]
    total = Polynomial(column.rows, column.rows, {})
    for (monomial, _), value in difference.terms.items():
        at = next((at for at, (_, word) in enumerate(monomial) if word and word[-1] == column), None)
        word: Word = monomial[at][1] if at is not None else ()  # type: ignore[assignment]
        if at is None or len(word) < 2 or word[0] != flip(column):
            return None
        inner = word_form(word[1:-1]) if word[1:-1] else constant(column.rows)
        rest = (*monomial[:at], *monomial[at + 1 :])
        total = combine(
            total, Polynomial(inner.rows, inner.columns, {(rest, key): c for (_, key), c in inner.terms.items()}), value
        )
    return total


def _grams(normal: Normalizer, forms: list[Polynomial]) -> Iterator[Source]:
    """X^T X for the words X^T X that are summands of a form with other summands."""
    terms, found = Terms(normal), set[Word]()
    for form in forms:
        for monomial, word in form.terms if len(form.terms) > 1 else ():
            half = word[len(word) // 2 :]
            if word and not monomial and len(word) % 2 == 0 and word == reverse(half) + half and word not in found:
                found.add(word)
                root = word_form(half)
                matrix = Squares((Square(Fraction(1), (), terms.polynomial(root)),))
                yield Source(matrix, multiply(root.transpose(), root), False)
                if len(found) == MAX_GRAMS:
                    return


def named_grams(problem: Problem) -> Iterator[Source]:
    """A where an equation without an index says that A is X^T X, a single word."""
    terms = Terms(problem.normal)
    for item in problem.equations:
        words = [(word, value) for (monomial, word), value in item.form.terms.items() if word and not monomial]
        if len(words) != len(item.form.terms) or len(words) != 2 or item.at or words[0][1] + words[1][1] != 0:
            continue
        (letter, value), (word, _) = sorted(words, key=lambda pair: len(pair[0]))
        half = word[len(word) // 2 :]
        if len(letter) == 1 and len(word) % 2 == 0 and word == reverse(half) + half and value in (1, -1):
            factor = None if value == 1 else Number(Fraction(-1))
            gram = Squares((Square(Fraction(1), (), terms.polynomial(word_form(half))),))
            form = word_form(letter)
            entry = Entry(item.id, item.part, factor=factor)
            yield Source(Rewritten(terms.polynomial(form), gram, (entry,)), form, False)


def letter_of(form: Polynomial | None) -> Letter | None:
    """The letter that the form is; None where it is anything else."""
    if form is None or len(form.terms) != 1:
        return None
    (((monomial, word), value),) = form.terms.items()
    return word[0] if len(word) == 1 and not monomial and value == 1 else None


def word_form(word: Word) -> Polynomial:
    """The form that is one word."""
    total = of_letter(word[0])
    for letter in word[1:]:
        total = multiply(total, of_letter(letter))
    return total


def inverses_of(sources: list[Source], normal: Normalizer, forms: list[Polynomial]) -> Iterator[Source]:
    """The inverses of the known matrices that occur in the forms."""
    wanted = {letter.base for letter in letters_of(forms) if letter.base.kind is Kind.INVERSE}
    for source in sources if wanted else ():
        if source.matrix is None or source.form is None:
            continue
        form = normal.inverse(source.form)
        if any(letter.base in wanted for letter in letters_of([form])):
            yield Source(Inverted(source.matrix), form, source.definite)


def excesses(normal: Normalizer, forms: Iterable[Polynomial], sources: list[Source]) -> list[Source]:
    """tr(P) I - P and tr(P) P - P^2 for the known matrices P and the Gram matrices whose traces are atoms."""
    forms = list(forms)
    traces = [content for form in forms for monomial, _ in form.terms for kind, content in monomial if kind == "trace"]
    if not traces and not any(monomial for form in forms for monomial, _ in form.terms):
        return []
    found = [*sources, *(gram for word in dict.fromkeys(traces) for gram in traced_grams(normal, word))]  # type: ignore[arg-type]
    result: list[Source] = []
    for item in found:
        if item.matrix is not None and item.form is not None:
            excess = Source(TraceExcess(item.matrix), _excess(normal, item.form), False)
            product = normal.times(excess.form, item.form) if excess.form is not None else None
            result += [excess, Source(CommutingProduct(TraceExcess(item.matrix), item.matrix, ()), product, False)]
    return result


def _excess(normal: Normalizer, form: Polynomial) -> Polynomial:
    return combine(normal.times(normal.trace(form), constant(form.rows)), form, -1)


def traced_grams(normal: Normalizer, word: Word) -> Iterator[Source]:
    """X^T X for the rotations X^T X of a cyclic word."""
    terms = Terms(normal)
    for turn in range(len(word) if len(word) % 2 == 0 else 0):
        turned = word[turn:] + word[:turn]
        half = turned[len(turned) // 2 :]
        if turned == reverse(half) + half:
            root = word_form(half)
            matrix = Squares((Square(Fraction(1), (), terms.polynomial(root)),))
            yield Source(matrix, normal.times(root.transpose(), root), False)
