"""Quantities that laws of named functions say are not negative, for the calls in sight."""

from __future__ import annotations

from collections.abc import Iterator

from symproof.kernel.algebra.calls import one_term
from symproof.kernel.algebra.normal import Normalizer
from symproof.kernel.algebra.words import Polynomial, combine, constant, multiply
from symproof.language.affine import ONE
from symproof.language.certificate import LawGap
from symproof.language.terms import Call, Product, Term, Trace, Transpose
from symproof.search.algebra.bridge import Terms

MOST_NORMS = 6


def gaps_in_sight(normal: Normalizer, *, tangents: bool = False) -> list[LawGap]:
    """Quantities that laws say are not negative, for the functions of scalars in sight; with ``tangents`` also such as
    bring exponentials of logarithms in sight."""
    found: list[LawGap] = []
    for call in [term for term in normal.applied.values() if isinstance(term, Call)]:
        (argument, *_) = call.arguments or (None,)
        if argument is None:
            continue
        form = normal.polynomial(argument)
        if call.name == "exp":
            found.append(LawGap("exponential is positive", (argument,)))
            found.append(LawGap("exponential and its tangent", (argument,)))
        elif call.name == "log" and tangents:
            turned = Terms(normal).polynomial(normal.polynomial(call).scale(-1))
            found += [LawGap("exponential and its tangent", (side,)) for side in (call, turned)]
        elif call.name == "sqrt":
            found.append(LawGap("root is not negative", (argument,)))
        elif call.name == "abs":
            minus: Term = Terms(normal).polynomial(form.scale(-1))
            found.append(LawGap("absolute value is not negative", (argument,)))
            found += [LawGap("absolute value is not less", (side,)) for side in (argument, minus)]
            parts = [Terms(normal).polynomial(part) for part in summands(form)]
            if len(parts) == 2:
                found.append(LawGap("absolute value of a sum", tuple(parts)))
                others = [Terms(normal).polynomial(part.scale(-1)) for part in summands(form)] if tangents else []
                found += [LawGap("absolute value of a sum", (argument, part)) for part in others]
        elif call.name == "det":
            found += _gram(normal, form)
    return [*found, *_norms(normal)]


def _norms(normal: Normalizer) -> Iterator[LawGap]:
    """Norms sqrt(tr(X^T X)) of sums and products, inner products beside norms, norms of Hadamard products."""
    calls = [term for term in normal.applied.values() if isinstance(term, Call)]
    for call in calls:
        if call.name == "hadamard":
            yield LawGap("norm of a Hadamard product", (*call.arguments, call))
    rooted = [root for call in calls if call.name == "sqrt" for root in _rooted(normal, call.arguments[0])][:MOST_NORMS]
    forms = {root: normal.polynomial(root) for root in rooted}
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


def _rooted(normal: Normalizer, argument: Term) -> Iterator[Term]:
    """X for tr(X^T X) as it is written, or where X is one word."""
    inner = argument.argument if isinstance(argument, Trace) else argument
    match inner:
        case Product((Transpose(left), right)) if left == right:
            yield right
        case Product():
            half = _half(normal.polynomial(inner))
            if half is not None:
                yield Terms(normal).polynomial(half)


def _gram(normal: Normalizer, form: Polynomial) -> list[LawGap]:
    """det(X^T X) >= 0 for the word X^T X."""
    inner = _half(form)
    return [] if inner is None else [LawGap("Gram determinant", (Terms(normal).polynomial(inner),))]


def _half(form: Polynomial) -> Polynomial | None:
    """X for the word X^T X."""
    single = one_term(form)
    word = single[1] if single else ()
    half = word[len(word) // 2 :]
    if single is None or not word or len(word) % 2 or single[0].terms != constant(ONE).terms:
        return None
    inner = Polynomial(half[0].rows, half[-1].columns, {((), half): 1})
    return inner if multiply(inner.transpose(), inner).terms == form.terms else None


def summands(form: Polynomial) -> list[Polynomial]:
    """The terms of a form."""
    return [Polynomial(form.rows, form.columns, {key: c}) for key, c in form.terms.items()]
