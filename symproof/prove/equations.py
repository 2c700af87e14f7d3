"""Premises as polynomials: the equations they give, schemas at the indices that could matter."""

from __future__ import annotations

from collections.abc import Iterable, Mapping

from symproof.kernel.affine import Affine, parameter, shift, subtract
from symproof.kernel.combination import premise_parts, substituted_bounds
from symproof.kernel.normal import Normalizer
from symproof.kernel.refusal import Refusal
from symproof.kernel.shapes import require_same, shape
from symproof.kernel.substitution import substituted
from symproof.kernel.terms import Equal, ForAllIndex, Formula, Sum, Symbol
from symproof.kernel.words import Letter, Polynomial, combine
from symproof.prove.bridge import Equation, letters_of
from symproof.prove.ranges import SearchingContext

MAX_INSTANCES = 24


def difference(equation: Equal, normal: Normalizer) -> Polynomial:
    """left - right, sizes checked."""
    left, right = shape(equation.left, normal.context), shape(equation.right, normal.context)
    require_same(left, right, normal.context, "an equation")
    return combine(normal.polynomial(equation.left), normal.polynomial(equation.right), -1)


def equations_of(premises: Mapping[str, Formula], claim: Polynomial, normal: Normalizer) -> list[Equation]:
    """The equations of all premises; those of schemas at indices suggested by the other forms, two rounds."""
    found: list[Equation] = []
    schemas: list[tuple[str, int, tuple[ForAllIndex, ...], Equal]] = []
    for name, formula in premises.items():
        for part, (around, equation) in enumerate(premise_parts(formula)):
            if not isinstance(equation, Equal):
                continue
            if around:
                schemas.append((name, part, around, equation))
            else:
                found.append(_equation(name, part, (), equation, normal))
    for _ in range(2 if schemas else 0):
        forms = [claim, *(item.form for item in found)]
        known = {(item.id, item.part, item.at) for item in found}
        for name, part, around, equation in schemas:
            for at in _indices(around, equation, forms, normal):
                if (name, part, at) not in known:
                    found += _instance(name, part, around, at, equation, normal)
    return [item for item in found if item.form.terms]


def _equation(name: str, part: int, at: tuple[Affine, ...], equation: Equal, normal: Normalizer) -> Equation:
    form = difference(equation, normal)
    return Equation(name, part, at, form, _defined(equation, form, normal))


def _defined(equation: Equal, form: Polynomial, normal: Normalizer) -> Letter | None:
    """The letter X of a premise X = sum, if X occurs once in it."""
    for side, other in ((equation.left, equation.right), (equation.right, equation.left)):
        if isinstance(side, Symbol) and isinstance(other, Sum) and len(form.terms) > 2:
            alone = normal.polynomial(side)
            (monomial, word), *more = alone.terms
            if not more and not monomial and len(word) == 1 and _occurrences(word[0], form) == 1:
                return word[0]
    return None


def _occurrences(letter: Letter, form: Polynomial) -> int:
    words = [word for monomial, word in form.terms]
    words += [atom[1] for monomial, _ in form.terms for atom in monomial if atom[0] != "integer"]  # type: ignore[misc]
    return sum(other.base == letter.base for word in words for other in word)


def _instance(
    name: str, part: int, around: tuple[ForAllIndex, ...], at: tuple[Affine, ...], equation: Equal, normal: Normalizer
) -> list[Equation]:
    """The schema at these indices, if they lie in its range and everything in it is in range too."""
    pending = list(around)
    body: Equal = equation
    holds = normal.context.holds
    try:
        for position, index in enumerate(at):
            schema = pending[position]
            if not (holds(subtract(index, schema.low)) and holds(subtract(schema.high, index))):
                return []
            body = substituted(body, schema.index, index)
            pending = [substituted_bounds(later, schema.index, index) for later in pending]
        return [_equation(name, part, at, body, normal)]
    except Refusal:
        return []


# ------------------------------------------------------------------------------------------------ candidate indices


def _indices(
    around: tuple[ForAllIndex, ...], equation: Equal, forms: Iterable[Polynomial], normal: Normalizer
) -> list[tuple[Affine, ...]]:
    """Where the schema could meet the other forms: indices of members and end points of chains, matched by family."""
    points = _points(forms)
    choices: list[list[Affine]] = []
    for schema in around:
        offsets = _offsets(schema, around, equation, normal)
        found: dict[Affine, None] = {}
        for family, by in offsets:
            for point in points.get(family, ()):
                found[normal.context.canonical(shift(point, -by))] = None
        found |= dict.fromkeys((schema.low, schema.high))
        choices.append(list(found))
    result: list[tuple[Affine, ...]] = [()]
    for choice in choices:
        result = [(*chosen, index) for chosen in result for index in choice][:MAX_INSTANCES]
    return result


def _points(forms: Iterable[Polynomial]) -> dict[str, list[Affine]]:
    points: dict[str, list[Affine]] = {}
    for letter in letters_of(forms).values():
        if letter.high is not None and letter.low is not None:
            known = points.setdefault(letter.base, [])
            for point in (letter.high, shift(letter.low, -1)):
                if point not in known:
                    known.append(point)
    return points


def _offsets(
    schema: ForAllIndex, around: tuple[ForAllIndex, ...], equation: Equal, normal: Normalizer
) -> list[tuple[str, int]]:
    """(family, c) for each end point i + c of a letter in the body, i the schema's index."""
    context = normal.context
    assert isinstance(context, SearchingContext)
    try:
        inner = context
        for item in around:
            inner = inner.bind(item.index, item.low, item.high)  # type: ignore[assignment]
        form = difference(equation, Normalizer(inner))
    except Refusal:
        return []
    here = parameter(schema.index).terms
    return [
        (family, point.constant)
        for family, points in _points([form]).items()
        for point in points
        if point.terms == here
    ]
