"""Quantities that laws of named functions say are not negative, for the calls in sight."""

from __future__ import annotations

from symproof.kernel.algebra.normal import Normalizer
from symproof.kernel.algebra.words import Polynomial
from symproof.language.certificate import LawGap
from symproof.language.terms import Term
from symproof.search.algebra.bridge import Terms, summands
from symproof.search.algebra.in_sight import calls_in_sight
from symproof.search.algebra.norms import half, norm_gaps


def gaps_in_sight(normal: Normalizer, claim: Polynomial, *, tangents: bool = False) -> list[LawGap]:
    """Quantities that laws say are not negative, for the functions of scalars and the norms in sight; with ``tangents``
    also such as bring exponentials of logarithms in sight."""
    found: list[LawGap] = []
    for call in calls_in_sight(normal):
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
    return [*found, *norm_gaps(normal, claim)]


def _gram(normal: Normalizer, form: Polynomial) -> list[LawGap]:
    """det(X^T X) >= 0 for the word X^T X."""
    inner = half(form)
    return [] if inner is None else [LawGap("Gram determinant", (Terms(normal).polynomial(inner),))]
