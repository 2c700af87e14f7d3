"""Whether listed sizes are possible: values of all other sizes and parameters with which every fact is true."""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from contextlib import suppress
from dataclasses import field

from symproof.language.affine import SizeAt, SizeProduct, parameter, subtract
from symproof.language.declarations import Declarations, SizeDeclaration, SymbolDeclaration
from symproof.language.formulas import IntegerRelation, Named
from symproof.language.parts import relations
from symproof.language.records import dataclass
from symproof.language.substitution import free_integers
from symproof.recheck.evaluation.place import Key, MissingError, Place, compare, ground, led_name
from symproof.recheck.limits import Work


@dataclass(frozen=True, slots=True)
class Relation:
    """``constant + sum(coefficient * size) relation 0``."""

    relation: str
    constant: int
    sizes: tuple[tuple[Key, int], ...]

    def at(self, values: Mapping[Key, int]) -> Relation:
        """The same with the known sizes put in."""
        total = self.constant
        rest: list[tuple[Key, int]] = []
        for size in self.sizes:
            value = values.get(size[0])
            if value is None:
                rest.append(size)
            else:
                total += size[1] * value
        return self if len(rest) == len(self.sizes) else Relation(self.relation, total, tuple(rest))

    def fails(self, values: Mapping[Key, int]) -> bool:
        """Whether all its sizes are known, and it is a false statement about them."""
        total = self.constant
        for key, factor in self.sizes:
            value = values.get(key)
            if value is None:
                return False
            total += factor * value
        return not compare(self.relation, total, 0)

    @property
    def is_false(self) -> bool:
        """Whether the relation is a false statement about numbers."""
        return not self.sizes and not compare(self.relation, self.constant, 0)

    def solved(self) -> tuple[Key, int] | None:
        """The only size in an equation, and its value; 0, which is no size, where the equation has no solution."""
        if self.relation != "=" or len(self.sizes) != 1:
            return None
        ((key, factor),) = self.sizes
        value, remainder = divmod(-self.constant, factor)
        return key, 0 if remainder else value


@dataclass(frozen=True, slots=True)
class _Grounded:
    """The facts at values of the parameters. ``others`` hold products of sizes and are tested in the end."""

    keys: tuple[Key, ...]
    known: frozenset[Key]  # the same
    linear: tuple[Relation, ...]
    others: tuple[tuple[IntegerRelation, Place], ...]


@dataclass(slots=True)
class Shapes:
    """Completes listed sizes; what the facts say at given parameters is computed once."""

    declarations: Declarations
    facts: tuple[Named, ...]
    work: Work
    _grounded: dict[object, _Grounded | None] = field(default_factory=dict)
    _found: dict[object, Place | None] = field(default_factory=dict)
    _names: dict[str, Key | None] = field(default_factory=dict)
    _early: list[tuple[Relation, frozenset[str]]] | None = None
    accepted: set[frozenset[tuple[str, int]]] = field(default_factory=set)  # sizes that were found possible
    listed: dict[object, Sequence[Mapping[str, int]]] = field(default_factory=dict)  # whole lists, by their ends
    _first: tuple[SizeDeclaration, ...] | None = None

    def named(self, sizes: Mapping[str, int]) -> tuple[dict[Key, int], dict[str, int]]:
        """The listed sizes by key, and those names that are declared nowhere, such as the index of a claim's schema."""
        known: dict[Key, int] = {}
        others: dict[str, int] = {}
        for name, value in sizes.items():
            if name not in self._names:
                self._names[name] = self._key(name)
            key = self._names[name]
            if key is None:
                others[name] = value
            else:
                known[key] = value
        return known, others

    def _key(self, name: str) -> Key | None:
        declared = {size.name: size for size in self.declarations.sizes}
        if name in self.declarations.integers or (name in declared and declared[name].range is None):
            return name
        family, _, index = name.rpartition("_")
        is_number = index.isascii() and index.removeprefix("-").isdecimal() and len(index) < 20
        if is_number and is_family(declared.get(family.partition("[")[0]), family):
            return (family, int(index)) if str(int(index)) == index else None
        return None

    def completed(self, known: Mapping[Key, int], widest: int) -> Place | None:
        """A place with the known values at which every fact is true: other parameters run from 0 to ``widest``, other
        sizes from 1, and what an equation determines is computed. None if there is none."""
        asked = (frozenset(known.items()), widest)
        self.work.charge(10 + len(known))
        if asked not in self._found:
            self._found[asked] = self._completed(known, widest)
        return self._found[asked]

    def _completed(self, known: Mapping[Key, int], widest: int) -> Place | None:
        early = {*self.declarations.integers, *(size.name for size in self._deep)}
        given: dict[Key, int] = {key: value for key, value in known.items() if declared_as(key) in early}
        sizes = {key: value for key, value in known.items() if key not in given}
        for values in self._parameters(given, widest):
            grounded = self._at(values)
            if grounded is None or not sizes.keys() <= grounded.known:
                continue
            found = self._sized(grounded, list(grounded.linear), sizes, values, widest)
            if found is not None:
                return found
        return None

    # -------------------------------------------------------------------------------- parameters

    def _parameters(self, values: dict[Key, int], widest: int) -> Iterator[dict[Key, int]]:
        """Depth first; a fact about parameters is tested as soon as all of them have values."""
        if self._early is None:
            self._early = list(self._of_parameters())
        self.work.charge(1 + 2 * len(self._early))
        if any(names <= values.keys() and relation.fails(values) for relation, names in self._early):
            return
        free = next((name for name in self.declarations.integers if name not in values), None)
        if free is None:
            yield from self._with_families(self._deep, values, widest, list(self._of_families(values)))
            return
        for value in range(widest + 1):
            yield from self._parameters({**values, free: value}, widest)

    @property
    def _deep(self) -> tuple[SizeDeclaration, ...]:
        """The families that get their values first: families of integers, and families that ranges mention."""
        if self._first is None:
            declared = self.declarations
            ranges = [(item.range, item.leading) for item in declared.sizes]
            ranges += [(item.range, item.leading) for item in declared.symbols]
            ranged = free_integers(tuple(ranges))
            families = (size for size in declared.sizes if size.range is not None)
            self._first = tuple([size for size in families if size.whole or size.name in ranged])
        return self._first

    def _of_families(self, values: Mapping[Key, int]) -> Iterator[Relation]:
        """What the facts say at these parameters of members of the families that get their values first."""
        place = Place(values)
        if not self._deep or not self.facts:
            return
        try:
            keys = frozenset(key for size in self._deep for key in members_of(size, place))
        except MissingError:  # the range of a family without values
            return
        for fact in self.facts:
            with suppress(MissingError):  # of a size, or over the range of a family without values
                self.work.charge(20 + len(keys))
                yield from [found for found in (_linear(*item, keys) for item in ground(fact.formula, place)) if found]

    def _with_families(
        self, deep: Sequence[SizeDeclaration], values: dict[Key, int], widest: int, tests: Sequence[Relation]
    ) -> Iterator[dict[Key, int]]:
        """The values with every choice for the members of these families that have none yet. What the tests say of
        members is tested as soon as these have values."""
        self.work.charge(1 + len(values) + 2 * len(tests))
        if any(relation.fails(values) for relation in tests):
            return
        members = [(key, size) for size in deep[:1] for key in members_of(size, Place(values))]
        free = next(((key, size) for key, size in members if key not in values), None)
        if free is not None:
            for value in range(0 if free[1].whole else 1, widest + 1):
                yield from self._with_families(deep, {**values, free[0]: value}, widest, tests)
        elif deep:
            if all(size.whole or values[key] >= 1 for key, size in members):
                yield from self._with_families(deep[1:], values, widest, tests)
        else:
            yield values

    def _of_parameters(self) -> Iterator[tuple[Relation, frozenset[str]]]:
        """The facts that mention parameters only."""
        names = self.declarations.integers
        for part in (part for fact in self.facts for part in relations(fact.formula)):
            if isinstance(part, IntegerRelation):
                difference = subtract(part.left, part.right)
                mentioned = [atom for atom, _ in difference.terms if isinstance(atom, str) and atom in names]
                if len(mentioned) == len(difference.terms):
                    found = Relation(part.relation, difference.constant, difference.terms)  # type: ignore[arg-type]
                    yield found, frozenset(mentioned)

    def _at(self, values: Mapping[Key, int]) -> _Grounded | None:
        """The facts at these parameters; None where one mentions a size outside its range."""
        asked = frozenset(values.items())
        if asked not in self._grounded:
            self._grounded[asked] = self._ground(Place(values))
        return self._grounded[asked]

    def _ground(self, place: Place) -> _Grounded | None:
        keys = tuple(self._keys(place))
        known = frozenset(keys)
        linear: list[Relation] = []
        others: list[tuple[IntegerRelation, Place]] = []
        try:
            for relation, inside in self._relations(place):
                found = _linear(relation, inside, known)
                if found is None:
                    others.append((relation, inside))
                else:
                    linear.append(found)
        except MissingError:
            return None
        return _Grounded(keys, known, tuple(linear), tuple(others))

    def _relations(self, place: Place) -> Iterator[tuple[IntegerRelation, Place]]:
        for fact in self.facts:
            for item in ground(fact.formula, place):
                self.work.charge(20 + len(item[0].left.terms) + len(item[0].right.terms))
                yield item

    def _keys(self, place: Place) -> Iterator[Key]:
        """Every size and member of a family of sizes."""
        for size in self.declarations.sizes:
            members = list(members_of(size, place))
            self.work.charge(3 * len(members))
            yield from (key for key in members if key not in place.values)

    # -------------------------------------------------------------------------------- sizes

    def _sized(
        self, facts: _Grounded, left: Sequence[Relation], sizes: dict[Key, int], values: Mapping[Key, int], widest: int
    ) -> Place | None:
        left, sizes = self._computed(left, sizes)
        if any(relation.is_false for relation in left) or any(value < 1 for value in sizes.values()):
            return None
        free = next((key for key in facts.keys if key not in sizes), None)
        if free is None:
            place = Place({**values, **sizes})
            return place if all(_is_true(relation, place, inside) for relation, inside in facts.others) else None
        for value in range(1, widest + 1):
            found = self._sized(facts, left, {**sizes, free: value}, values, widest)
            if found is not None:
                return found
        return None

    def _computed(self, left: Sequence[Relation], sizes: dict[Key, int]) -> tuple[list[Relation], dict[Key, int]]:
        """The relations that are left once the known sizes are put in, and equations with one size solved for it."""
        while True:
            self.work.charge(2 + 3 * len(left))
            left = [relation.at(sizes) for relation in left]
            solved = dict(item for item in (relation.solved() for relation in left) if item is not None)
            if not solved:
                return [relation for relation in left if relation.sizes or relation.is_false], sizes
            sizes = {**sizes, **solved}


def _linear(relation: IntegerRelation, place: Place, keys: frozenset[Key]) -> Relation | None:
    """The relation with the parameters put in; None where it holds a product of sizes. Raises MissingError for a member
    outside its range."""
    difference = subtract(relation.left, relation.right)
    constant = difference.constant
    found: dict[Key, int] = {}
    for atom, factor in difference.terms:
        if isinstance(atom, SizeProduct):
            return None
        key: Key = (place.family(atom.family), place.integer(atom.index)) if isinstance(atom, SizeAt) else atom
        if key in place.values or (isinstance(key, str) and key in place.local):
            constant += factor * place.integer(parameter(atom))
        elif key in keys:
            found[key] = found.get(key, 0) + factor
        else:
            raise MissingError(key)
    return Relation(relation.relation, constant, tuple([item for item in found.items() if item[1]]))


def declared_as(key: Key) -> str:
    """The name under which a size, or the family of a member, is declared."""
    return key if isinstance(key, str) else key[0].partition("[")[0]


def is_family(declared: SizeDeclaration | SymbolDeclaration | None, name: str) -> bool:
    """Whether this is the name of a declared family: ``d``, or ``d[2]`` of one of several families."""
    if declared is None or declared.range is None:
        return False
    _, bracket, lead = name.partition("[")
    lead = lead.removesuffix("]")
    number = lead.removeprefix("-")
    is_number = number.isascii() and number.isdecimal() and len(number) < 20 and str(int(lead)) == lead
    return bool(bracket) == (declared.leading is not None) and (not bracket or (name[-1] == "]" and is_number))


def members_of(size: SizeDeclaration, place: Place) -> Iterator[Key]:
    """A size, or the members of a family of sizes, those of one leading index after the other."""
    if size.range is None:
        yield size.name
    elif size.leading is None:
        yield from ((size.name, index) for index in place.span(size.range.low, size.range.high))
    else:
        for lead in place.span(size.leading.low, size.leading.high):
            inside = place.at(size.leading.index, lead)
            for index in inside.span(size.range.low, size.range.high):
                yield led_name(size.name, lead), index


def _is_true(relation: IntegerRelation, place: Place, inside: Place) -> bool:
    here = place.only(inside.local)
    return compare(relation.relation, here.integer(relation.left), here.integer(relation.right))
