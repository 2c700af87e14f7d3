"""The search for range facts: a context in which an inequality holds as soon as multipliers for it are found.

The kernel's own shape check and normal form, run in a ``SearchingContext``, consult exactly the facts that the replay
will consult; ``facts`` are then what the certificate must bring along, no more and no less.
"""

from __future__ import annotations

from dataclasses import field, fields
from fractions import Fraction
from functools import lru_cache
from itertools import repeat

from symproof.kernel.context import INSTANCE, SUMS, Context, DeclaredRanges, Source, context_of
from symproof.kernel.declared import check_declarations
from symproof.kernel.facts import EACH, index_of
from symproof.language.affine import Affine, IntegerAtom, SizeAt, at_index, parameter, subtract
from symproof.language.declarations import Declarations, Instance, RangeFact, WellFormed
from symproof.language.formulas import Named
from symproof.language.records import Latest, dataclass, replace
from symproof.language.refusal import Refusal
from symproof.language.syntax import is_reserved
from symproof.search.algebra.linear import nonnegative_solution


@dataclass(slots=True)
class SearchingContext(Context):
    """A context that derives what it is asked, by Farkas multipliers over the inequalities and the sizes >= 1."""

    found: dict[RangeFact, None] = field(default_factory=dict)
    failed: set[Affine] = field(default_factory=set)
    solved: dict[Affine, RangeFact] = field(default_factory=dict)  # shared by contexts of the same inequalities
    parts: list[tuple[str, int, SearchingContext]] = field(default_factory=list)
    arguing: bool = False  # whether one inference after another is replayed, each with all that its binders consult
    canonical_facts: Latest[list[tuple[str, int, Affine]]] = field(default_factory=Latest)
    bounds: tuple[Affine, ...] = ()  # of the schemas around: the kernel checks them with each combination

    def holds(self, value: Affine) -> bool:
        """Whether ``value >= 0`` follows from the facts; the multipliers are kept for the certificate."""
        value = self.canonical(value)
        if value.is_constant and value.constant != -1:  # -1 >= 0 stands for a contradiction between the facts
            return value.constant >= 0
        self.consulted.add(value)
        return self._lookup(value)

    def wait(self, fact: RangeFact) -> None:
        """A certificate that is replayed while searching: whether its facts are consulted is asked of the kernel."""
        Context.wait(self, fact)
        self.consulted.add(id(fact))

    def _lookup(self, value: Affine) -> bool:
        if value in self.known:
            return True
        if value in self.failed:
            return False
        for known in self.found:
            if known.nonnegative == value and self._arrived(known):
                return True  # derived outside of the binders that are open here: the kernel will find that one first
        fact = self.solved.get(value)
        if fact is None or not self._arrived(fact):  # solved in a case beside this one, under other hypotheses
            fact = self.derived(value)
        if fact is None:
            self.failed.add(value)
            return False
        self.known.add(value)
        self.solved[value] = fact
        self.found[fact] = None
        return True

    @property
    def indexed(self) -> bool:
        """Whether anything is declared that could need a range fact."""
        families = any(symbol.range is not None for symbol in self.symbols.values())
        return bool(self.integers) or families or any(size.range is not None for size in self.sizes.values())

    @property
    def facts(self) -> tuple[RangeFact, ...]:
        """What was derived, in an order in which each can be verified; what holds outside of the binders of sums was
        derived inside of them in vain."""
        outside = {fact.nonnegative for fact in self.found if not _waits(fact)}
        return tuple([fact for fact in self.found if not (_waits(fact) and fact.nonnegative in outside)])

    def fresh(self) -> SearchingContext:
        """The same knowledge, nothing derived yet."""
        copy = self._extended(frozenset(), {})
        copy.used = set()
        return copy

    def _extended(self, integers: frozenset[str], inequalities: dict[Source, Affine]) -> SearchingContext:
        return replace(
            self,
            integers=self.integers | integers,
            inequalities=self.inequalities | inequalities,
            known=set(),
            checked=set(),
            found=self.found if self.arguing else {},
            failed=set(),
            solved={} if inequalities else self.solved,
        )

    def bound(self, name: str, low: Affine, high: Affine) -> SearchingContext:
        """What is derived under an opened binder is brought along as well."""
        inner = Context.bound(self, name, low, high)
        if is_reserved(name):
            inner.found = self.found  # type: ignore[attr-defined]
        return inner  # type: ignore[return-value]

    def stepping(self, facts: tuple[RangeFact, ...]) -> SearchingContext:
        """For one inference: nothing derived yet."""
        return replace(self, known=set(), checked=set(), found={}, failed=set(), consulted=set(), arguing=True)

    def branched(self) -> SearchingContext:
        """A copy, whose findings are its own: what is tried from here leaves nothing behind for the next attempt."""
        known, checked, failed = {*self.known}, {*self.checked}, {*self.failed}
        consulted = {*self.consulted}
        return replace(self, known=known, checked=checked, found={**self.found}, failed=failed, consulted=consulted)

    def direct(self) -> SearchingContext:
        """A context for a certificate inside an inference: nothing derived yet."""
        return replace(self, arguing=False, consulted=set()).fresh()

    def consulting(self, outer: Context) -> SearchingContext:
        """This context, with what is derived counted for the inference around it."""
        found = outer.found if isinstance(outer, SearchingContext) else {}
        return replace(self, known=set(), checked=set(), consulted=outer.consulted, found=found)

    def bounded(self, low: Affine, high: Affine) -> SearchingContext:
        """This context inside a schema with these bounds."""
        return replace(self, bounds=(*self.bounds, low, high))

    def opened(self, name: str, part: int, ranges: DeclaredRanges) -> SearchingContext:
        """Remembers which declaration the kernel checks in this context."""
        self.parts.append((name, part, self))
        return self

    def derived(self, value: Affine) -> RangeFact | None:
        """The range fact for value >= 0, if multipliers for it are found."""
        self.failed.add(value)  # while we look: no fact may rest on itself
        given = self._given()
        answer = _multipliers(value, given)
        instances = self._instances(value) if answer is None else []
        if instances:
            given = [*given, *[(INSTANCE, number, fact) for number, (_, fact) in enumerate(instances)]]
            answer = _multipliers(value, given)
        if answer is None:
            sizes = sorted(self._sizes(value, given), key=_written)
            given = [*given, *[("size", k, parameter_minus_one(atom)) for k, atom in enumerate(sizes)]]
            answer = _multipliers(value, given)
            if answer is not None:
                answer = self._with_sizes(answer, sizes)
        else:
            answer = (answer[0], ())
        found = None if answer is None else self._with_instances(RangeFact(value, *answer), instances)
        self.failed.discard(value)
        return found

    def _given(self) -> list[tuple[str, int, Affine]]:
        """The inequalities, with every typing fact applied."""
        facts = self.inequalities

        def canonical() -> list[tuple[str, int, Affine]]:
            return [(name, part, self.canonical(fact)) for (name, part), fact in facts.items()]

        return self.canonical_facts.of((facts, self.typing), len(facts), canonical)

    def _instances(self, value: Affine) -> list[tuple[Instance, Affine]]:
        """The facts for each index of a range, at the indices that the value mentions and at all integers."""
        if not self.general:
            return []
        indices = dict.fromkeys(index for atom, _ in value.terms if (index := index_of(atom)) is not None)
        indices |= dict.fromkeys(map(parameter, sorted(self.integers)))
        return [
            (Instance(name, part, at), self.canonical(at_index(fact.value, EACH, at)))
            for (name, part), fact in self.general.items()
            for at in indices
        ]

    def _with_instances(self, fact: RangeFact, instances: list[tuple[Instance, Affine]]) -> RangeFact | None:
        """Keeps the instances that are used, if the index of each of them lies in its range."""
        used: list[Instance] = []
        multipliers: list[tuple[str, int, Fraction]] = []
        for name, part, multiplier in fact.multipliers:
            if name == INSTANCE:
                used.append(instances[part][0])
                part = len(used) - 1
            multipliers.append((name, part, multiplier))
        for item in used:
            low, high, _ = self.general[item.name, item.part]
            if not (self.holds(subtract(item.at, low)) and self.holds(subtract(high, item.at))):
                return None
        return replace(fact, multipliers=tuple(multipliers), instances=tuple(used))

    def _with_sizes(self, answer: _Answer, atoms: list[IntegerAtom]) -> _Answer | None:
        """Keeps the sizes that are used, if each of them is well formed."""
        sizes: list[Affine] = []
        multipliers: list[tuple[str, int, Fraction]] = []
        for name, part, multiplier in answer[0]:
            if name == "size":
                sizes.append(parameter(atoms[part]))
                part = len(sizes) - 1
            multipliers.append((name, part, multiplier))
        return (tuple(multipliers), tuple(sizes)) if self._well_sized(tuple(sizes)) else None

    def _well_sized(self, sizes: tuple[Affine, ...]) -> bool:
        try:
            for size in sizes:
                self.check_size(size)
        except Refusal:
            return False
        return True

    def _sizes(self, value: Affine, given: list[tuple[str, int, Affine]]) -> set[IntegerAtom]:
        return {
            atom
            for expression in (value, *(fact for _, _, fact in given))
            for atom, _ in expression.terms
            if (isinstance(atom, SizeAt) or (isinstance(atom, str) and atom in self.sizes))
            and self.are_sizes(parameter(atom))
        }


_Answer = tuple[tuple[tuple[str, int, Fraction], ...], tuple[Affine, ...]]


def parameter_minus_one(atom: IntegerAtom) -> Affine:
    """The expression ``atom - 1``, which is >= 0 for a size."""
    return Affine(-1, ((atom, 1),))


def _multipliers(value: Affine, given: list[tuple[str, int, Affine]]) -> _Answer | None:
    """Nonnegative multipliers with value = sum(multiplier * fact) + a constant >= 0, the shortest way first."""
    for name, part, fact in given:
        if fact.terms == value.terms and fact.constant <= value.constant:
            return ((name, part, Fraction(1)),), ()
    solution = _weights(value, tuple([fact for _, _, fact in given]))
    if solution is None:
        return None
    return tuple((name, part, c) for (name, part, _), c in zip(given, solution, strict=False) if c), ()


@lru_cache(maxsize=4096)
def _weights(value: Affine, facts: tuple[Affine, ...]) -> tuple[Fraction, ...] | None:
    """The multipliers of these facts, and of 1: the steps of a proof ask for the same again and again."""
    atoms = sorted({atom for fact in (value, *facts) for atom, _ in fact.terms}, key=_written)
    *columns, goal = [[*map(dict(fact.terms).get, atoms, repeat(0)), fact.constant] for fact in (*facts, value)]
    columns.append([0] * len(atoms) + [1])
    solution = nonnegative_solution(columns, goal)
    return None if solution is None else tuple(solution)


@lru_cache(maxsize=4096)
def _written(atom: IntegerAtom) -> str:
    return repr(atom)


def names_taken(context: Context) -> set[str]:
    """The names that something in the context has."""
    return {*context.integers, *context.symbols, *context.sizes, *context.functions}


def _waits(fact: RangeFact) -> bool:
    """Whether the fact rests on what a sum says of its own index; quantifiers are opened with smaller numbers."""
    names = (name.removeprefix("bound:") for name, _, _ in fact.multipliers)
    return any(is_reserved(name) and int(name[1:]) >= SUMS for name in names)


def searching(context: Context) -> SearchingContext:
    """A searching context with the declarations and facts of ``context``."""
    values = {item.name: getattr(context, item.name) for item in fields(Context)}
    fresh = {"known": set(), "checked": set(), "used": set(), "inequalities": dict(context.inequalities)}
    return SearchingContext(**values | fresh)


@lru_cache(maxsize=64)
def completed(declarations: Declarations, facts: tuple[Named, ...]) -> Declarations:
    """The declarations with the range facts that show them well formed (``well_formed``); raises Refusal if one is not.

    To be called once where declarations are made: the kernel checks them before every replay.
    """
    bare = replace(declarations, well_formed=())
    context = searching(context_of(bare, facts))
    context.parts = []
    check_declarations(bare, context)
    opened = [WellFormed(name, part, inside.facts) for name, part, inside in context.parts if inside.found]
    return replace(declarations, well_formed=tuple(opened))
