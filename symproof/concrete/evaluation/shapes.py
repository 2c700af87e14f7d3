"""The shapes of a proof: concrete values of its integer parameters and sizes that satisfy every index and size
hypothesis, within the bounds of the sweep."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping, Sequence
from contextlib import suppress
from dataclasses import field, replace
from itertools import islice, product

from symproof.concrete.evaluation.columns import Choices, NotInColumnsError, are_many, assigned
from symproof.concrete.evaluation.place import Key, Place, led_name
from symproof.concrete.evaluation.relations import Relation, compare
from symproof.concrete.failures import EvaluationError
from symproof.diagnostics.errors import SymproofError
from symproof.language.affine import Affine, SizeAt, atom_text, atoms, declared_name, parameter, subtract
from symproof.language.declarations import Declarations, Range, SizeDeclaration
from symproof.language.formulas import And, ForAllIndex, Formula, IntegerRelation, Named
from symproof.language.records import dataclass

MOST = 100_000  # shapes of one sweep
FREE = 6  # sizes that are swept where there are families of families
DEEPEST = 2  # of a family of integers, or of one that ranges mention
KEPT = 64  # enumerations that are remembered, of at most SHORT shapes
SHORT = 500
KEPT_LONG = 4  # longer enumerations that are remembered: steps that follow each other often have the same
MODEST = 10  # sizes and parameters of a sweep for those who want a few shapes only


@dataclass(frozen=True, slots=True)
class Sweep:
    """What the concrete judge looks at.

    Integer parameters run to ``max_depth``, sizes to ``max_width``; ``fixed`` gives names their values, to a family of
    sizes the values of its members from its low index on. ``work`` bounds the expansions of one step, counted in
    products of polynomials (None: a default that depends on whether the proof is a file of statements). Of many sizes
    ``free`` are swept, and the others take their values in turn (None: all are swept).
    """

    max_depth: int = 4
    max_width: int = 3
    fixed: Mapping[str, tuple[int, ...]] = field(default_factory=dict)
    work: int | None = None
    free: int | None = None


def shapes(declarations: Declarations, facts: Sequence[Named], sweep: Sweep) -> list[dict[Key, int]]:
    """Every shape within the sweep that satisfies the facts, smallest first.

    Raises SymproofError SP501-SP504 if ``fixed`` names something unknown, holds a size below 1, has the wrong number of
    members, or leaves no shape; the message names the hypothesis that is violated.
    """
    _check_fixed(declarations, sweep)
    key = key_of(declarations, facts, sweep)
    for kept in (_known, _known_long):
        if key in kept:
            return list(map(dict, kept[key]))
    found = list(islice(search(declarations, facts, sweep), MOST + 1))
    if len(found) > MOST:
        raise SymproofError("SP505", f"more than {MOST} shapes", "lower --max-depth or --max-width, or fix sizes")
    if not found and sweep.fixed:
        raise _impossible(declarations, facts, sweep)
    found.sort(key=lambda values: (sum(values.values()), [*values.values()]))
    kept, most = (_known, KEPT) if len(found) <= SHORT else (_known_long, KEPT_LONG)
    if len(kept) >= most:
        del kept[next(iter(kept))]
    kept[key] = tuple(map(dict, found))
    return found


def key_of(declarations: Declarations, facts: Sequence[Named], sweep: Sweep) -> object:
    """Everything that the shapes depend on."""
    fixed = tuple(sorted((name, tuple(values)) for name, values in sweep.fixed.items()))
    given = declarations.integers, declarations.sizes, tuple(_deep(declarations))
    return *given, tuple([fact.formula for fact in facts]), sweep.max_depth, sweep.max_width, sweep.free, fixed


# Steps and proofs with the same sizes and facts share them.
_known: dict[object, tuple[dict[Key, int], ...]] = {}
_known_long: dict[object, tuple[dict[Key, int], ...]] = {}


def modest(declarations: Declarations, sweep: Sweep) -> Sweep:
    """A sweep with fewer widths where there are many sizes, for those who want a few shapes only."""
    count = len(declarations.sizes) + len(declarations.integers)
    widest = 3 if count <= 5 else 2
    free = max(0, MODEST - len(declarations.integers))
    return replace(sweep, max_width=min(sweep.max_width, widest), max_depth=min(sweep.max_depth, widest), free=free)


# ------------------------------------------------------------------------------------------------ what was asked for


def _check_fixed(declarations: Declarations, sweep: Sweep) -> None:
    sizes = {size.name: size for size in declarations.sizes}
    for name, values in sweep.fixed.items():
        if name not in sizes and name not in declarations.integers:
            known = ", ".join([*declarations.integers, *sizes])
            raise SymproofError("SP501", f"{name} is not an integer or a size of this proof", f"its names: {known}")
        if name in sizes and not sizes[name].whole and any(value < 1 for value in values):
            given = ",".join(map(str, values))
            raise SymproofError("SP502", f"{name}={given}: every size is an integer >= 1", "give positive sizes")
        if not values or (len(values) > 1 and not (name in sizes and sizes[name].range)):
            raise SymproofError("SP503", f"{name} takes one value, not {len(values)}", f"for example {name}=2")


def _impossible(declarations: Declarations, facts: Sequence[Named], sweep: Sweep) -> SymproofError:
    """Why ``fixed`` leaves no shape: the first hypothesis without which there is one, or the number of members."""
    given = " ".join(f"{name}={','.join(map(str, values))}" for name, values in sweep.fixed.items())
    single: dict[Key, int] = {name: values[0] for name, values in sweep.fixed.items() if len(values) == 1}
    parts = [Named(fact.id, part) for fact in facts for part in conjuncts(fact.formula)]
    # Equations compute sizes: that one of them is in the way is said only if no inequality is.
    parts.sort(key=lambda item: isinstance(item.formula, IntegerRelation) and item.formula.relation == "=")
    for item in parts:
        others = [other for other in parts if other is not item]
        if _contradicts(item.formula, single) or next(search(declarations, others, sweep), None) is not None:
            what = f'"{given}" violates the hypothesis {item.id}: {relation_text(item.formula)}'
            return SymproofError("SP504", what, "choose sizes that satisfy it")
    for size in declarations.sizes:
        if size.range is not None and size.name in sweep.fixed:
            bounds = f"{_text(size.range.low)}..{_text(size.range.high)}"
            count = len(sweep.fixed[size.name])
            what = f'"{given}": {size.name} has its members at {bounds}, but {count} were given'
            return SymproofError("SP503", what, "give one value for each member, from the low index on")
    return SymproofError("SP504", f'"{given}": no shape satisfies the size hypotheses', "choose other sizes")


def _contradicts(formula: Formula, values: Mapping[Key, int]) -> bool:
    """Whether the relation is false by these values alone."""
    try:
        return not _holds(formula, Place(values))
    except EvaluationError:
        return False


def relation_text(formula: Formula) -> str:
    """An index or size hypothesis, readable."""
    if isinstance(formula, And):
        return " and ".join(map(relation_text, formula.parts))
    if isinstance(formula, ForAllIndex):
        bounds = f"{formula.index} in {_text(formula.low)}..{_text(formula.high)}"
        return f"{relation_text(formula.body)} for all {bounds}"
    if isinstance(formula, IntegerRelation):
        return f"{_text(formula.left)} {formula.relation} {_text(formula.right)}"
    return type(formula).__name__


def _member_text(atom: SizeAt) -> str:
    lead = "" if isinstance(atom.family, str) else f"{_text(atom.family.lead)},"
    return f"{declared_name(atom.family)}_{{{lead}{_text(atom.index)}}}"


def _text(value: Affine) -> str:
    parts = []
    for atom, coefficient in value.terms:
        name = _member_text(atom) if isinstance(atom, SizeAt) else atom_text(atom)
        factor = "" if abs(coefficient) == 1 else f"{abs(coefficient)}*"
        parts.append(f"{'-' if coefficient < 0 else '+'}{factor}{name}")
    if value.constant or not parts:
        parts.append(f"{value.constant:+d}")
    return "".join(parts).removeprefix("+")


# ------------------------------------------------------------------------------------------------ search


def search(declarations: Declarations, facts: Sequence[Named], sweep: Sweep) -> Iterator[dict[Key, int]]:
    """Parameters first; then the members of families and the sizes, each relation tested as soon as it can be."""
    formulas = [formula for fact in facts for formula in conjuncts(fact.formula)]
    deep = _deep(declarations)
    sweep = _narrowed(declarations, sweep)
    parameters = set(declarations.integers)
    early, due = [item for item in formulas if _mentioned(item) <= parameters], _decided(formulas, parameters, deep)
    for values in _parameters(declarations, sweep):
        if all(_test(formula, values) for formula in early):
            for known in _with_families(list(zip(deep, due, strict=True)), values, sweep):
                keys = _size_keys(declarations, known, sweep)
                if keys is not None:
                    yield from _sizes(keys, known, formulas, sweep)


def _deep(declarations: Declarations) -> list[SizeDeclaration]:
    """The families that get their values first: families of integers, and families that ranges mention."""
    ranges = [bounds for item in declarations.sizes for bounds in (item.range, item.leading)]
    ranges += [bounds for item in declarations.symbols for bounds in (item.range, item.leading)]
    mentioned = {name for bounds in ranges if bounds for end in (bounds.low, bounds.high) for name in atoms(end)}
    return [size for size in declarations.sizes if size.range and (size.whole or size.name in mentioned)]


def _narrowed(declarations: Declarations, sweep: Sweep) -> Sweep:
    """Families of families have many members: a few of their sizes are swept."""
    if not any(size.leading for size in declarations.sizes):
        return sweep
    free = FREE if sweep.free is None else min(sweep.free, FREE)
    return replace(sweep, max_depth=min(sweep.max_depth, 3), max_width=min(sweep.max_width, 2), free=free)


def _decided(formulas: Sequence[Formula], parameters: set[str], deep: Sequence[SizeDeclaration]) -> list[list[Formula]]:
    """For each of these families the relations that mention it and, besides, parameters and the families before it."""
    known, due = set(parameters), list[list[Formula]]()
    for size in deep:
        known.add(size.name)
        due.append([item for item in formulas if size.name in _mentioned(item) <= known])
    return due


def _mentioned(formula: Formula) -> set[str]:
    """The names of integers, sizes and families of sizes in a relation between integers."""
    match formula:
        case And(parts):
            return set().union(*map(_mentioned, parts))
        case ForAllIndex(index, low, high, body):
            return atoms(low) | atoms(high) | _mentioned(body) - {index}
        case IntegerRelation(_, left, right):
            return atoms(left) | atoms(right)
    return {""}


def _with_families(
    deep: Sequence[tuple[SizeDeclaration, list[Formula]]], values: dict[Key, int], sweep: Sweep
) -> Iterator[dict[Key, int]]:
    """The values with every choice for the members of these families, one family after the other, at which the
    relations hold that come with each."""
    if not deep:
        yield values
        return
    (size, due), *rest = deep
    keys, fixed = list(_members(size, values)), sweep.fixed.get(size.name)
    choices = range(0 if size.whole else 1, min(sweep.max_depth, DEEPEST) + 1)
    if fixed is None or len(fixed) == len(keys):
        for found in product(*[choices if fixed is None else (fixed[at],) for at in range(len(keys))]):
            known = {**values, **dict(zip(keys, found, strict=True))}
            if all(_test(formula, known) for formula in due):
                yield from _with_families(rest, known, sweep)


def _members(size: SizeDeclaration, values: Mapping[Key, int]) -> Iterator[Key]:
    """The members of a family of sizes, those of one leading index after the other."""
    place, leading = Place(values), size.leading
    if leading is None:
        yield from _in_range(size.name, size.range, place)
        return
    for lead in range(place.integer(leading.low), place.integer(leading.high) + 1):
        with place.shadow(leading.index, lead):
            yield from list(_in_range(led_name(size.name, lead), size.range, place))


def _in_range(name: str, bounds: Range | None, place: Place) -> Iterator[Key]:
    if bounds is not None:
        yield from ((name, at) for at in range(place.integer(bounds.low), place.integer(bounds.high) + 1))


def _parameters(declarations: Declarations, sweep: Sweep) -> Iterator[dict[Key, int]]:
    # A family that is given member by member asks for the depth that it needs.
    longest = max((len(values) for values in sweep.fixed.values()), default=0)
    given = [sweep.fixed[name][0] for name in declarations.integers if name in sweep.fixed]
    bound = max([sweep.max_depth, *given, longest if longest > 1 else 0])
    choices = [sweep.fixed.get(name, range(bound + 1)) for name in declarations.integers]
    for values in product(*choices):
        yield dict(zip(declarations.integers, values, strict=True))


def _size_keys(declarations: Declarations, values: dict[Key, int], sweep: Sweep) -> dict[Key, Sequence[int]] | None:
    """Every size and member with its choices, members first; None if ``fixed`` has the wrong number of members."""
    keys: dict[Key, Sequence[int]] = {}
    widths = range(1, sweep.max_width + 1)
    for size in declarations.sizes:
        if size.range is None:
            continue
        members, fixed = [key for key in _members(size, values) if key not in values], sweep.fixed.get(size.name)
        if fixed is not None and members and len(fixed) != len(members):
            return None
        for position, key in enumerate(members):
            keys[key] = widths if fixed is None else (fixed[position],)
    for size in declarations.sizes:
        if size.range is None:
            keys[size.name] = sweep.fixed.get(size.name, widths)
    return keys


def _sizes(
    keys: dict[Key, Sequence[int]], values: dict[Key, int], formulas: list[Formula], sweep: Sweep
) -> Iterator[dict[Key, int]]:
    ground: list[Relation] = []
    late: list[Formula] = []
    for formula in formulas:
        try:
            ground += _ground(formula, Place(values))
        except EvaluationError:
            late.append(formula)
    order = _order(list(keys), ground)
    due = _schedule(order, values, ground)
    if not all(relation.holds(values) for relation in due[0]):
        return
    given = frozenset(key for key in order if _family(key) in sweep.fixed)
    for found in _assigned(Choices(order, keys, given, due, sweep.free), values):
        if all(_test(formula, found) for formula in late):
            yield found


def _family(key: Key) -> str:
    """The name of a size, or of the family of which it is a member."""
    return key if isinstance(key, str) else key[0].partition("[")[0]


def _assigned(choices: Choices, values: dict[Key, int]) -> Iterable[dict[Key, int]]:
    """The values with every choice for the sizes at which everything holds that is due."""
    if are_many(choices):
        with suppress(NotInColumnsError):
            return assigned(choices, values)
    names = (*values, *choices.choices)
    return ({key: found[key] for key in names} for found in _one_by_one(choices, 0, dict(values)))


def _order(keys: list[Key], ground: list[Relation]) -> list[Key]:
    """The sizes that an equation defines by others come after these, so that they are computed and not searched."""
    defined: dict[Key, set[Key]] = {}
    for relation in ground:
        for key, coefficient in relation.coefficients.items() if relation.relation == "=" else ():
            others = set(relation.coefficients) - {key}
            if key in keys and abs(coefficient) == 1 and key not in defined and not _reaches(others, key, defined):
                defined[key] = others
                break
    order = [key for key in keys if key not in defined]
    while len(order) < len(keys):
        order += [key for key, others in defined.items() if key not in order and not others & defined.keys() - {*order}]
    return order


def _reaches(start: set[Key], goal: Key, defined: Mapping[Key, set[Key]]) -> bool:
    """Whether the goal occurs in the definitions of these."""
    return goal in start or any(_reaches(defined[key], goal, defined) for key in start & defined.keys())


def _schedule(order: list[Key], values: Mapping[Key, int], ground: list[Relation]) -> list[list[Relation]]:
    """For each position the relations that can be tested once that key is assigned; position 0 before all of them."""
    position = {key: place for place, key in enumerate(order, 1)} | dict.fromkeys(values, 0)
    due: list[list[Relation]] = [[] for _ in range(len(order) + 1)]
    for relation in ground:
        if all(key in position for key in relation.coefficients):
            due[max((position[key] for key in relation.coefficients), default=0)].append(relation)
        else:
            due[0].append(Relation("<", 0, {}))  # it mentions a member outside the range: no shape here
    return due


def _one_by_one(choices: Choices, position: int, values: dict[Key, int]) -> Iterator[dict[Key, int]]:
    """The values with every choice for the sizes from this position on. What is due at the position holds."""
    if position == len(choices.order):
        yield values
        return
    key = choices.order[position]
    possible = choices.choices[key]
    if choices.follows(position):
        possible = (values[choices.order[position % choices.free]] if choices.free else 1,)
    for value in _possible(key, possible, choices.due[position + 1], values, is_given=key in choices.given):
        values[key] = value
        yield from _one_by_one(choices, position + 1, values)
    values.pop(key, None)


def _possible(
    key: Key, choices: Sequence[int], due: Sequence[Relation], values: Mapping[Key, int], *, is_given: bool
) -> Sequence[int]:
    """The choices for a size at which everything holds that is due with it. An equation that determines the size
    computes it, also above the width of the sweep."""
    rests = [(relation, *relation.without(key, values)) for relation in due]
    for relation, coefficient, rest in rests:
        if not is_given and relation.relation == "=" and coefficient:
            value, remainder = divmod(-rest, coefficient)
            choices = () if remainder or value < 1 else (value,)
            break
    for relation, coefficient, rest in rests:
        choices = [value for value in choices if compare(relation.relation, rest + coefficient * value, 0)]
    return choices


# ------------------------------------------------------------------------------------------------ relations


def conjuncts(formula: Formula) -> Iterator[Formula]:
    """The parts of a conjunction, nested ones in line."""
    if isinstance(formula, And):
        for part in formula.parts:
            yield from conjuncts(part)
    else:
        yield formula


def _test(formula: Formula, values: Mapping[Key, int]) -> bool:
    """Whether the relation holds; a member outside its range is no shape."""
    try:
        return _holds(formula, Place(values))
    except EvaluationError:
        return False


def _holds(formula: Formula, place: Place) -> bool:
    if isinstance(formula, And):
        return all(_holds(part, place) for part in formula.parts)
    if isinstance(formula, ForAllIndex):
        for index in range(place.integer(formula.low), place.integer(formula.high) + 1):
            with place.shadow(formula.index, index):
                if not _holds(formula.body, place):
                    return False
        return True
    if not isinstance(formula, IntegerRelation):
        raise EvaluationError("SP510", "only relations between integers are size hypotheses")
    return compare(formula.relation, place.integer(formula.left), place.integer(formula.right))


def _ground(formula: Formula, place: Place) -> Iterator[Relation]:
    """The relations between concrete atoms that the formula means once the parameters are known."""
    if isinstance(formula, And):
        for part in formula.parts:
            yield from _ground(part, place)
    elif isinstance(formula, ForAllIndex):
        for index in range(place.integer(formula.low), place.integer(formula.high) + 1):
            with place.shadow(formula.index, index):
                yield from list(_ground(formula.body, place))
    elif isinstance(formula, IntegerRelation):
        yield _ground_relation(formula, place)


def _ground_relation(formula: IntegerRelation, place: Place) -> Relation:
    difference = subtract(formula.left, formula.right)
    constant, coefficients = difference.constant, dict[Key, int]()
    for atom, coefficient in difference.terms:
        key: Key
        if isinstance(atom, SizeAt):
            key = (place.family(atom.family), place.integer(atom.index))
        elif isinstance(atom, str) and atom not in place.values and atom not in place.local:
            key = atom
        else:  # a parameter, a bound index, or a product, whose factors may still be unknown: EvaluationError
            constant += coefficient * place.integer(parameter(atom))
            continue
        coefficients[key] = coefficients.get(key, 0) + coefficient
    return Relation(formula.relation, constant, coefficients)
