"""Rules that may close a claim from given premises, the cheap ones first."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from dataclasses import field, replace
from fractions import Fraction
from itertools import count
from math import inf
from time import process_time
from typing import Any

from symproof.kernel.argument.quantifiers import moved
from symproof.kernel.argument.sameness import same, shape
from symproof.kernel.argument.scope import FALSE, Scope, at, renamed
from symproof.kernel.context import Context
from symproof.language.affine import Affine, integer, parameter, shift, subtract
from symproof.language.binding import mentioned
from symproof.language.certificate import Algebra, Certificate, IntegerGap, Order, Summand
from symproof.language.declarations import Declarations
from symproof.language.derivation import (
    Alternative,
    At,
    AtIndex,
    By,
    ByCases,
    Choose,
    Columns,
    Conjunction,
    Dichotomy,
    Direct,
    Fix,
    Inference,
    Integers,
    Move,
    Nonzero,
    Part,
    Positive,
    Restate,
    Rule,
    SumFactor,
    SumOf,
    SumReverse,
    SumSplit,
    Suppose,
    Use,
)
from symproof.language.formulas import (
    And,
    Compare,
    Equal,
    Exists,
    ForAll,
    ForAllIndex,
    Formula,
    Implies,
    IntegerRelation,
    Invertible,
    Not,
    Or,
    Predicate,
)
from symproof.language.records import Latest, dataclass, fields_of
from symproof.language.refusal import Refusal
from symproof.language.terms import IndexSum, Product, Sum
from symproof.search.algebra.exponents import for_exponents
from symproof.search.algebra.goals import Goals, UnsupportedError
from symproof.search.algebra.ranged import with_ranges
from symproof.search.algebra.search import Purse
from symproof.search.argument.few import one_by_one
from symproof.search.argument.matching import Match
from symproof.search.argument.wanted import Want
from symproof.search.orders import order_with_ranges
from symproof.search.ranges import SearchingContext, names_taken
from symproof.search.unfolding import Unfolding

SECONDS, SECONDS_AT_ONCE = 10.0, 3.0
WORK = 150_000


def candidates(
    scope: Scope, claim: Formula, wanted: Want, *, brief: bool = False, until: float = inf
) -> Iterator[Rule]:
    """Rules to try; the kernel decides which of them closes the claim. ``brief``: a certificate is among them only if
    it is found at once. ``until``: the processor time at which the search for a certificate ends."""
    if wanted.by is not None:
        yield from _combined(scope, claim, wanted.using, wanted.by)
        return
    if isinstance(claim, IntegerRelation | And):
        yield Integers()
    if claim == FALSE:
        yield from _impossible(scope)
    using, known = wanted.using, tuple(reversed(list(scope.formulas)))
    names = tuple(dict.fromkeys((*using, *known))) if wanted.wide else using or known
    kind = type(shape(claim))
    yield from (Restate(name) for name in names if type(shape(scope.formula(name))) is kind)
    if isinstance(claim, Or):
        yield Dichotomy()
        yield from (Alternative(name, place) for name in names for place in range(len(claim.parts)))
    if isinstance(claim, And):
        yield from _conjunction(scope, claim, names)
    for name in names:
        yield from (Use(name, moves) for moves in moves_to(scope, name, claim))
    yield from _opening(scope, claim, wanted, names)
    yield from _about_matrices(scope, claim, names)
    yield from _of_sums(claim)
    if wanted.direct:
        is_brief = brief or wanted.at_once
        deadline = process_time() + (SECONDS_AT_ONCE if is_brief else SECONDS)
        purse = Purse(WORK, min(until, deadline), brief=is_brief)
        certificate = _direct(scope, claim, using if wanted.wide else names, purse)
        if certificate is not None:
            yield certificate


def _opening(scope: Scope, claim: Formula, wanted: Want, names: tuple[str, ...]) -> Iterator[Rule]:
    """A general claim for new names, an implication under its premise; what is left is a gap again. A certificate
    closes equations and orders for all indices as they are; they are opened only to be instances of a premise."""
    label = f"open{len(scope.formulas)}"
    match shape(claim):
        case ForAll(symbols, body):
            names = tuple([_unused(scope, symbol.name) for symbol in symbols])
            inside = replace(wanted, direct=wanted.direct or isinstance(body, Compare))
            yield Fix(names, (_gap(label, renamed(symbols, body, names), inside),))
        case ForAllIndex() as schema:
            yield from _of_nothing(scope, label, schema)
            name, is_algebraic = _unused(scope, schema.index), _algebraic(schema)
            if not is_algebraic or any(isinstance(scope.formula(item), ForAll) for item in names):
                inside = replace(wanted, direct=wanted.direct and not is_algebraic)
                yield Fix((name,), (_gap(label, at(schema, parameter(name)), inside),))
            if not is_algebraic:
                yield from one_by_one(label, schema, name, replace(wanted, direct=False))
        case Implies(_, conclusion) if conclusion != FALSE:
            is_all = not (wanted.using or wanted.wide)  # everything known is looked at, also what is supposed here
            using = () if is_all else (*wanted.using, label)
            inner = replace(wanted, using=using, at_once=wanted.at_once or not wanted.direct, direct=True)
            yield Suppose(label, (_gap(f"{label}.then", conclusion, inner),))
        case Implies(premise, _) if _algebraic(premise):
            yield from _contradicted(scope, label, replace(wanted, using=(*names, label), direct=True))


def _contradicted(scope: Scope, label: str, wanted: Want) -> Iterator[Rule]:
    """What is supposed under this name contradicts the equations and orders that are given, or gives what another
    premise denies."""
    yield Suppose(label, (_gap(f"{label}.false", FALSE, wanted),))
    for name in wanted.using[:-1]:
        match shape(scope.formula(name)):
            case Implies(denied, conclusion) if conclusion == FALSE and _algebraic(denied):
                given = f"{label}.given"
                refused = Inference(f"{label}.false", FALSE, Use(name, (By(given),)))
                others = tuple([item for item in wanted.using if item != name])  # it is used up: this search ends
                yield Suppose(label, (_gap(given, denied, replace(wanted, using=others)), refused))


def _impossible(scope: Scope) -> Iterator[Rule]:
    """The facts about integers contradict each other: they give -1 >= 0, so that 0 < 1 + (-1) = 0."""
    context, below = scope.context, integer(-1)
    if isinstance(context, SearchingContext) and context.holds(below):
        order = Order((Summand(Fraction(1)), Summand(Fraction(1), (IntegerGap(below),))))
        found = order_with_ranges(FALSE, order, context.direct(), {})
        if found is not None:
            yield Direct((), found)


def _of_nothing(scope: Scope, label: str, schema: ForAllIndex) -> Iterator[Rule]:
    """Where the range is empty, anything holds of an index t in it, as
    0 < 1 + (t - low) + (high - t) + (low - high - 1) = 0."""
    name, low, high = _unused(scope, schema.index), schema.low, schema.high
    if not scope.context.holds(shift(subtract(low, high), -1)):
        return
    t, context = parameter(name), scope.with_integer(name, low, high).context
    gaps = subtract(t, low), subtract(high, t), shift(subtract(low, high), -1)
    order = Order((Summand(Fraction(1)), *[Summand(Fraction(1), (IntegerGap(gap),)) for gap in gaps]))
    found = order_with_ranges(FALSE, order, context.direct(), {}) if isinstance(context, SearchingContext) else None
    if found is not None:
        then = Inference(f"{label}.then", at(schema, t), ByCases(label, (), ()))
        yield Fix((name,), (Inference(label, FALSE, Direct((), found)), then))


def _gap(label: str, claim: Formula, wanted: Any) -> Inference:
    return Inference(label, claim, wanted)


def _unused(scope: Scope, name: str) -> str:
    """A name like this one that is new."""
    taken = names_taken(scope.context)
    return next(found for number in count() if (found := f"{name}_{number}") not in taken)


def _of_sums(claim: Formula) -> Iterator[Rule]:
    """What is said of a sum that stands on the left side."""
    match claim:
        case Equal(IndexSum(), Sum((IndexSum(high=at), IndexSum()))):
            yield SumSplit(at)
        case Equal(IndexSum(), IndexSum()):
            yield SumReverse()
        case Equal(Product(factors), IndexSum()):
            yield from (SumFactor(place) for place, factor in enumerate(factors) if isinstance(factor, IndexSum))


def _conjunction(scope: Scope, claim: And, names: tuple[str, ...]) -> Iterator[Rule]:
    found = [next((name for name in names if _same(scope, scope.formula(name), part)), None) for part in claim.parts]
    if None not in found:
        yield Conjunction(tuple(name for name in found if name is not None))


def _about_matrices(scope: Scope, claim: Formula, names: tuple[str, ...]) -> Iterator[Rule]:
    """Rules for one premise that may have the form that they ask of it."""
    for name in names:
        premise = shape(scope.formula(name))
        if isinstance(claim, Compare) and isinstance(premise, Implies):
            yield Positive(name)
        if isinstance(claim, Invertible):
            yield Nonzero(name)
        if isinstance(premise, ForAllIndex):
            yield from _at_each_index(claim, name)


def _at_each_index(claim: Formula, name: str) -> Iterator[Rule]:
    """Rules for a premise that holds for all indices of a range."""
    match claim:
        case Equal():
            yield Columns(name)
            yield SumOf(name)
        case Compare() | Invertible() | And() | Predicate():
            yield SumOf(name)
        case Exists():
            yield Choose(name)


def _direct(scope: Scope, claim: Formula, names: tuple[str, ...], purse: Purse) -> Direct | None:
    context = scope.context
    if not isinstance(context, SearchingContext) or (
        isinstance(claim, Or | Exists | ForAll | Implies) and claim != FALSE
    ):
        return None
    premises = {name: scope.formula(name) for name in names if _algebraic(scope.formula(name))}
    goals, inner = Goals(purse), context.direct()
    try:
        certificate = goals.formula(claim, inner, premises) or for_exponents(goals, claim, inner, premises)
    except (UnsupportedError, Refusal):
        return None
    return None if certificate is None else Direct(_named_in(certificate, premises), certificate)


def _named_in(certificate: Certificate, premises: Iterable[str]) -> tuple[str, ...]:
    """The premises that the certificate mentions: a report says of a step what it rests on, and nothing else."""
    names = mentioned(certificate)
    return tuple([name for name in premises if name in names])


def _combined(scope: Scope, claim: Formula, names: tuple[str, ...], by: Algebra) -> Iterator[Direct]:
    """The combination with the range facts that it consults."""
    context, premises = scope.context, {name: scope.formula(name) for name in names}
    if isinstance(context, SearchingContext):
        found = with_ranges(claim, by, context.direct(), premises)
        yield from () if found is None else (Direct(names, found),)


def _algebraic(formula: Formula) -> bool:
    if isinstance(formula, And):
        return any(map(_algebraic, formula.parts))
    if isinstance(formula, ForAllIndex):
        return _algebraic(formula.body)
    return isinstance(formula, Equal | Invertible | Compare)


def _same(scope: Scope, one: Formula, two: Formula) -> bool:
    try:
        return same(scope, one, two)
    except Refusal:
        return False


# ------------------------------------------------------------------------------------------------ moves


@dataclass(slots=True)
class Missing:
    """Premises of implications that are not known, by name. A name is made of the label and a number."""

    label: str
    formulas: dict[str, Formula] = field(default_factory=dict)

    def named(self, formula: Formula) -> str:
        """The name of a further one."""
        name = f"{self.label}.{len(self.formulas) + 1}"
        self.formulas[name] = formula
        return name


def moves_to(scope: Scope, name: str, claim: Formula, missing: Missing | None = None) -> Iterator[tuple[Move, ...]]:
    """Moves from a premise to the claim: each way through its conjuncts, with instances that matching finds. Where
    ``missing`` is given, also those that need a premise which is not known; it holds these for the last moves."""
    for path in _paths(scope.formula(name)):
        for body, goal in _readings(scope, path, claim):
            match = _opened(path)
            if _matches(match, body, goal):
                if missing is not None:
                    missing.formulas.clear()
                moves = _moves(scope, scope.formula(name), path, match, missing)
                if moves:
                    yield moves
                    break


def _readings(scope: Scope, path: Path, claim: Formula) -> Iterator[tuple[Formula, Formula]]:
    """What is to be matched with what: as it is written, and with definitions unfolded."""
    body = path[-1]
    if isinstance(body, int):
        return
    yield body, claim
    context = scope.context
    declared = context.symbols, context.functions
    try:
        unfolding = _DEFINED.of(declared, 0, lambda: _unfolding(context))
        bound = _bound(path)
        other = (unfolding.within(bound) if bound else unfolding).of(body)
        unfolded = other, _CLAIM.of((*declared, claim), 0, lambda: unfolding.of(claim))
    except Refusal:
        return
    if unfolded != (body, claim):
        yield unfolded
    if context.typing:
        known = (context.symbols, context.typing, claim)
        yield _canonical(scope, body), _TYPED.of(known, 0, lambda: _canonical(scope, claim))


def _unfolding(context: Context) -> Unfolding:
    """The definitions of the context."""
    symbols, functions = tuple(context.symbols.values()), tuple(context.functions.values())
    return Unfolding(Declarations(symbols=symbols, functions=functions), strict=False)


_DEFINED: Latest[Unfolding] = Latest()
_CLAIM: Latest[Any] = Latest()  # one claim is compared with many premises
_TYPED: Latest[Any] = Latest()


def _bound(path: Path) -> set[str]:
    """What the quantifiers on the way to the end of the path bind."""
    return {symbol.name for item in path[:-1] if isinstance(item, ForAll) for symbol in item.symbols}


def _canonical(scope: Scope, node: Any) -> Any:
    """With every typing fact applied, such as j = 0 to d_j."""
    if isinstance(node, Affine):
        return scope.context.canonical(node)
    if type(node) is tuple:
        return tuple([_canonical(scope, item) for item in node])
    names = fields_of(node)
    return type(node)(*[_canonical(scope, getattr(node, name)) for name in names]) if names else node


Path = list[Formula | int]  # formulas that are opened, outermost first, and the number of a conjunct


def _paths(formula: Formula) -> Iterator[Path]:
    """Every way from the formula down to something that it may be used for."""
    formula = shape(formula)
    match formula:
        case ForAll(_, body) | ForAllIndex(body=body) | Implies(_, body):
            yield [formula]
            for path in _paths(body):
                yield [formula, *path]
        case And(parts):
            yield [formula]
            for position, part in enumerate(parts):
                for path in _paths(part):
                    yield [position, *path]
        case _:
            yield [formula]


def _opened(path: Path) -> Match:
    """The variables on the way to the end of the path."""
    match = Match()
    for item in path[:-1]:
        if isinstance(item, ForAll):
            match.declare(item.symbols)
        elif isinstance(item, ForAllIndex):
            match.indices.add(item.index)
    return match


def _matches(match: Match, body: Formula, claim: Formula) -> bool:
    """Whether the claim is an instance; an equation also turned round."""
    if body == FALSE:
        return claim == FALSE
    body, claim = shaped(body), shaped(claim)
    state = (dict(match.at), dict(match.terms), dict(match.names))
    if match.node(body, claim):
        return True
    match.at, match.terms, match.names = state
    return isinstance(body, Equal) and isinstance(claim, Equal) and match.node(Equal(body.right, body.left), claim)


def shaped(node: Any) -> Any:
    """The formula with every negation as an implication of falsity, so that matching compares like with like."""
    if isinstance(node, Not | Compare | IntegerRelation):
        node = shape(node)
    if isinstance(node, And | Or | Implies | ForAll | ForAllIndex | Exists):
        return type(node)(*[shaped(getattr(node, name)) for name in fields_of(node)])
    return tuple([shaped(item) for item in node]) if type(node) is tuple else node


def _moves(
    scope: Scope, formula: Formula, path: Path, match: Match, missing: Missing | None = None
) -> tuple[Move, ...]:
    """The moves with the values that were found; premises of implications are looked up as they become known."""
    moves: list[Move] = []
    for item in path[:-1]:
        move: Move | None = None
        if isinstance(item, int):
            move = Part(item)
        elif isinstance(item, ForAllIndex):
            move = AtIndex(match.at[item.index]) if item.index in match.at else None
        elif isinstance(item, ForAll):
            values = [match.names.get(s.name) if s.range is not None else match.terms.get(s.name) for s in item.symbols]
            move = None if None in values else At(tuple(value for value in values if value is not None))
        elif isinstance(item, Implies):
            needed = shape(formula)
            wanted = needed.premise if isinstance(needed, Implies) else item.premise
            names = reversed(list(scope.formulas))
            found = next((name for name in names if _same(scope, scope.formulas[name], wanted)), None)
            if found is None and missing is not None:
                found = missing.named(wanted)
                scope = scope.with_formula(found, wanted)
            move = None if found is None else By(found)
        if move is None:
            return ()
        moves.append(move)
        try:
            formula = moved(scope, formula, move)
        except Refusal:
            return ()
    return tuple(moves)
