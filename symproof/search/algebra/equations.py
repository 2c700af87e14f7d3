"""Premises as polynomials: the equations they give, schemas at the indices that could matter."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from itertools import product
from typing import TypeAlias, TypeVar

from symproof.kernel.algebra.keys import Key
from symproof.kernel.algebra.normal import Normalizer
from symproof.kernel.algebra.words import Letter, Polynomial, Word, combine, constant, multiply
from symproof.kernel.context import Context
from symproof.language.affine import ONE, Affine, FamilyAt, parameter, shift, subtract
from symproof.language.certificate import Reciprocal, Split
from symproof.language.formulas import Compare, Equal, ForAllIndex, Formula
from symproof.language.parts import apart, premise_conjuncts, premise_parts
from symproof.language.refusal import Refusal
from symproof.language.substitution import substituted
from symproof.language.terms import Call, Chain, Inverse, Power, Slope, Sum, Symbol, Value
from symproof.search.algebra.bridge import Cuts, Equation, letters_of
from symproof.search.algebra.search import Problem

Node = TypeVar("Node")
MAX_INSTANCES = 24


def difference(equation: Equal, normal: Normalizer) -> Polynomial:
    """left - right, sizes checked."""
    return normal.difference(equation.left, equation.right)


def problem_of(
    premises: Mapping[str, Formula], claim: Polynomial, normal: Normalizer, *, near: bool = False
) -> Problem:
    """The equations of all premises; those of schemas at indices suggested by the other forms, two rounds, and at the
    ends of their ranges. With ``near`` only at indices that the claim and the premises without an index suggest."""
    problem = Problem(normal, [], claim)
    schemas: list[tuple[str, int, tuple[ForAllIndex, ...], Equal]] = []
    for name, formula in premises.items():
        for part, (around, equation) in enumerate(premise_parts(formula)):
            if isinstance(equation, Equal) and around:
                schemas.append((name, part, around, equation))
            elif isinstance(equation, Equal):
                problem.equations += _nonzero([_equation(name, part, (), equation, normal)])
    add_reciprocals(problem, premises)
    add_splits(problem)
    for _ in range((1 if near else 2) if schemas else 0):
        forms = [claim, *(item.form for item in sorted(problem.equations, key=_is_at_an_end))]
        known = {(item.id, item.part, item.at) for item in problem.equations}
        for name, part, around, equation in schemas:
            for at in indices_of(around, equation, forms, normal, ends=not near):
                if (name, part, at) not in known:
                    problem.equations += _nonzero(instance_of(name, part, around, at, equation, normal))
        add_reciprocals(problem, premises)
        add_splits(problem)
    return problem


def _is_at_an_end(equation: Equation) -> bool:
    """Whether the equation is an instance at an index that is a number. Instances at other indices are tried first."""
    return any(index.is_constant for index in equation.at)


def add_reciprocals(problem: Problem, premises: Mapping[str, Formula]) -> None:
    """Derived steps c inv(c) = 1 for scalars that a premise says are not zero: of orders between two terms, which are
    seldom meant so, only where the reciprocal is in sight."""
    normal = problem.normal
    forms = [problem.claim, *(equation.form for equation in problem.equations)]
    letters = {letter.base for letter in letters_of(forms)}
    for name, formula in premises.items():
        for part, (around, item) in enumerate(premise_conjuncts(formula)):
            if isinstance(item, Compare) and item.relation != "<=":
                equation = Equal(item.left, item.right)
                for at in indices_of(around, equation, forms, normal, ends=True) if around else [()]:
                    for found in instance_of(name, part, around, at, equation, normal):
                        meant = item.relation == "!=" or len(found.form.terms) == 1
                        if found.form.is_scalar and found.form.terms:
                            _reciprocal(problem, Reciprocal(name, part, at), found.form, None if meant else letters)


def _reciprocal(problem: Problem, derived: Reciprocal, form: Polynomial, letters: set[Key] | None) -> None:
    """Adds the step, where ``letters`` are given only if the reciprocal is among them."""
    letter = problem.normal.inverse(form)
    equation = combine(multiply(form, letter), constant(ONE), -1)
    bases = {found.base for found in letters_of([letter])}
    if (letters is None or bases & letters) and equation.terms and not problem.knows(equation):
        problem.derive(derived, equation)


def _nonzero(equations: list[Equation]) -> list[Equation]:
    return [equation for equation in equations if equation.form.terms]


def _equation(name: str, part: int, at: tuple[Affine, ...], equation: Equal, normal: Normalizer) -> Equation:
    form = difference(equation, normal)
    return Equation(name, part, at, form, _defined(equation, form, normal))


def _defined(equation: Equal, form: Polynomial, normal: Normalizer) -> Letter | None:
    """The letter X of a premise X = sum, if X occurs once in it."""
    for side, other in ((equation.left, equation.right), (equation.right, equation.left)):
        if isinstance(side, Symbol | Inverse | Power) and isinstance(other, Sum) and len(form.terms) > 2:
            alone = normal.polynomial(side)
            (monomial, word), *more = alone.terms
            if not more and not monomial and len(word) == 1 and _occurrences(word[0], form) == 1:
                return word[0]
    return None


def _occurrences(letter: Letter, form: Polynomial) -> int:
    words = [word for monomial, word in form.terms]
    words += [atom[1] for monomial, _ in form.terms for atom in monomial if atom[0] != "integer"]  # type: ignore[misc]
    return sum(other.base == letter.base for word in words for other in word)


def instance_of(
    name: str, part: int, around: tuple[ForAllIndex, ...], at: tuple[Affine, ...], equation: Equal, normal: Normalizer
) -> list[Equation]:
    """The schema at these indices, if they lie in its range and everything in it is in range too."""
    try:
        return [_equation(name, part, at, at_indices(around, at, equation, normal), normal)]
    except Refusal:
        return []


def at_indices(around: tuple[ForAllIndex, ...], at: tuple[Affine, ...], body: Node, normal: Normalizer) -> Node:
    """The body of nested schemas at these indices; a refusal (SP320) where they are not in range."""
    (pending, body), holds = apart(around, body), normal.context.holds
    for position, index in enumerate(at):
        schema = pending[position]
        if not (holds(subtract(index, schema.low)) and holds(subtract(schema.high, index))):
            raise Refusal("SP320", f"{schema.index} is outside of its range")
        body = substituted(body, schema.index, index)
        pending[position + 1 :] = [substituted(later, schema.index, index) for later in pending[position + 1 :]]
    return body


# ------------------------------------------------------------------------------------------------ candidate indices


def indices_of(
    around: tuple[ForAllIndex, ...], equation: Equal, forms: Iterable[Polynomial], normal: Normalizer, *, ends: bool
) -> list[tuple[Affine, ...]]:
    """Where the schema could meet the other forms: indices of members and end points of chains, matched by family, and
    exponents, matched by the bases of powers."""
    points = _points(forms, normal)
    choices: list[list[Affine]] = []
    for position, schema in enumerate(around):
        offsets = _offsets(position, around, equation, normal)
        found: dict[Affine, None] = {}
        for family, by in offsets:
            for point in points.get(family, ()):
                found[normal.context.canonical(shift(point, -by))] = None
        if ends:
            found |= dict.fromkeys((schema.low, schema.high))
        choices.append(list(found))
    places = product(*[range(min(len(choice), MAX_INSTANCES)) for choice in choices])
    first = sorted(places, key=sum)[:MAX_INSTANCES]  # near the head of every list, not only of the last
    return [tuple([choice[place] for choice, place in zip(choices, chosen, strict=True)]) for chosen in first]


Place: TypeAlias = Key | tuple[str, str]  # a family, or one of several and which of its indices; the base of powers


def _points(forms: Iterable[Polynomial], normal: Normalizer) -> dict[Place, list[Affine]]:
    points: dict[Place, dict[Affine, None]] = {}
    for letter in letters_inside(forms, normal):
        if letter.high is not None and letter.low is not None:
            place: Place = letter.base
            if isinstance(letter.base.name, FamilyAt):
                name = letter.base.name
                place = name.family, "index"
                points.setdefault((name.family, "leading index"), {})[name.lead] = None
            points.setdefault(place, {}).update(dict.fromkeys((letter.high, shift(letter.low, -1))))
        power = normal.applied.get(letter.base)
        if isinstance(power, Power):
            points.setdefault(("power", normal.polynomial(power.base).text()), {})[power.exponent] = None
    return {place: list(found) for place, found in points.items()}


def letters_inside(forms: Iterable[Polynomial], normal: Normalizer) -> list[Letter]:
    """The letters, and those in the arguments of functions, in bases of powers and in what is inverted."""
    found = dict.fromkeys(letters_of(forms))
    pending = list(found)
    while pending:
        fresh = [letter for letter in letters_of(_inside(pending.pop(), normal)) if letter not in found]
        found.update(dict.fromkeys(fresh))
        pending += fresh
    return list(found)


def _inside(letter: Letter, normal: Normalizer) -> list[Polynomial]:
    inverted = normal.inverse_of.get(letter.base)
    match normal.applied.get(letter.base):
        case Value(argument=term) | Slope(argument=term) | Power(base=term):
            return [normal.polynomial(term)]
        case Call(arguments=terms):
            return [normal.polynomial(term) for term in terms]
    return [] if inverted is None else [inverted]


def _offsets(
    position: int, around: tuple[ForAllIndex, ...], equation: Equal, normal: Normalizer
) -> list[tuple[Place, int]]:
    """(family, c) for each end point i + c of a letter in the body, i the index of the schema at ``position``; and the
    same for exponents."""
    inner: Context = normal.context
    pending, body = list(around), equation
    try:
        for number, schema in enumerate(around):
            fresh = _fresh(schema, number)  # the claim may have an index of the same name
            inner = inner.bind(fresh, pending[number].low, pending[number].high)
            body = substituted(body, schema.index, parameter(fresh))
            rest = pending[number + 1 :]
            pending[number + 1 :] = [substituted(later, schema.index, parameter(fresh)) for later in rest]
        opened = Normalizer(inner)
        form = difference(body, opened)
    except Refusal:
        return []
    here = parameter(_fresh(around[position], position)).terms
    return [
        (family, point.constant)
        for family, points in _points([form], opened).items()
        for point in points
        if point.terms == here
    ]


def _fresh(schema: ForAllIndex, number: int) -> str:
    return f"{schema.index}__{number}"


# ------------------------------------------------------------------------------------------------ derived equations


def add_splits(problem: Problem) -> None:
    """Derived steps that unfold single members at the ends of chains of defined families.

    M~_a..M~_b is one letter where its pieces are not decided one by one; where another chain of the family ends one
    step earlier, the step between them is a member, whose definition unfolds: M~_a..M~_b = M~_a..M~_{b+1} (M_b + ...).
    """
    normal = problem.normal
    forms = [problem.claim, *(equation.form for equation in problem.equations)]
    known = {item for item in problem.derived if isinstance(item, Split)}
    letters = letters_of(forms)
    cuts = Cuts(normal, letters)
    for letter in letters:
        if letter.base not in cuts.points or not normal.context.symbol(letter.base.name).pieces:
            continue
        for split in _splits(cuts.pieces(letter)):
            if split not in known:
                known.add(split)
                _derive_split(problem, split)


def _splits(pieces: Word) -> list[Split]:
    """At each single member of a chain: from what follows and from what comes before."""
    found = []
    for position, piece in enumerate(pieces):
        if piece.high is None or piece.low is None or piece.high != piece.low:
            continue
        if position + 1 < len(pieces):
            below = pieces[position + 1]
            if below.low is not None:
                found.append(Split(piece.base.name, piece.high, below.low, shift(piece.low, -1)))
        if position > 0:
            above = pieces[position - 1]
            if above.high is not None:
                found.append(Split(piece.base.name, above.high, piece.low, piece.high))
    return found


def _derive_split(problem: Problem, split: Split) -> None:
    normal = problem.normal
    try:
        whole = normal.polynomial(Chain(split.family, split.high, split.low))
        upper = normal.polynomial(Chain(split.family, split.high, shift(split.at, 1)))
        lower = normal.polynomial(Chain(split.family, split.at, split.low))
    except Refusal:
        return
    form = combine(whole, multiply(upper, lower), -1)
    if form.terms:
        (_, word), *more = whole.terms
        problem.derive(split, form, defines=None if more or len(word) != 1 else word[0])
