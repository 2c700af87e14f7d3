"""What is declared and known at a point of a proof: names, typing facts, and inequalities between integers.

The kernel does not search. An inequality ``e >= 0`` that is not a constant holds here only if a ``RangeFact`` of the
certificate derived it (``verify``); everything the replay consulted is recorded in ``used``.
"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import field
from fractions import Fraction
from itertools import count

from symproof.kernel.facts import EACH, GeneralFact, TypingFact, canonical, index_of
from symproof.language.affine import (
    ONE,
    Affine,
    FamilyName,
    IntegerAtom,
    SizeAt,
    affine_text,
    at_index,
    atom_text,
    atoms,
    declared_name,
    factors,
    family_text,
    parameter,
    shift,
    solved,
    subtract,
    weighted,
)  # fmt: skip
from symproof.language.declarations import (
    Declarations,
    FunctionDeclaration,
    Range,
    RangeFact,
    SizeDeclaration,
    SymbolDeclaration,
)
from symproof.language.dependent import parsed
from symproof.language.formulas import ForAllIndex, Formula, IntegerRelation, Named
from symproof.language.parts import relations
from symproof.language.records import dataclass, replace
from symproof.language.refusal import Refusal
from symproof.language.sizes import led
from symproof.language.syntax import check_names, is_reserved, reserved

SUMS = 1000  # numbers of the reserved names of summed indices; opened binders have smaller ones
INSTANCE = "instance:"  # the source of a range fact that is one of the instances that it lists
UNLIMITED = 1 << 200  # work, where others watch the clock
Source = tuple[str, int]
DeclaredRanges = Mapping[Source, tuple[RangeFact, ...]]  # by the name of a declaration and the number of its part


@dataclass(slots=True)
class Context:
    """Declarations by name, typing facts, inequalities by source, the verified range facts, and what was used.

    ``work`` holds what is left of the work that a replay may take; more than enough elsewhere. ``waiting`` holds range
    facts that are verified where they are consulted, under the binders that their sources name; ``consulted`` holds
    those that were, by their identity, and is shared by all contexts of one certificate.
    """

    symbols: Mapping[str, SymbolDeclaration]
    sizes: Mapping[str, SizeDeclaration]
    functions: Mapping[str, FunctionDeclaration]
    integers: frozenset[str]
    typing: tuple[TypingFact, ...] = ()
    apart: tuple[tuple[str, Affine], ...] = ()  # the hypothesis, and an expression that it says is not 0
    general: Mapping[Source, GeneralFact] = field(default_factory=dict)
    inequalities: dict[Source, Affine] = field(default_factory=dict)
    known: set[Affine] = field(default_factory=set)
    waiting: Mapping[Affine, tuple[RangeFact, ...]] = field(default_factory=dict)
    consulted: set[Affine | int] = field(default_factory=set)
    used: set[str] = field(default_factory=set)
    cases: int = 0
    work: list[int] = field(default_factory=lambda: [UNLIMITED])
    forms: dict[Affine, tuple[Affine, frozenset[str], int]] = field(default_factory=dict)  # canonical ones
    checked: set[Affine] = field(default_factory=set)  # integer expressions, by what is known here

    def charge(self, amount: int) -> None:
        """A hostile certificate is refused; it does not hang."""
        self.work[0] -= amount
        if self.work[0] < 0:
            raise Refusal("SP341", "the replay takes more work than is allowed")

    # -------------------------------------------------------------------------------- sizes and typing facts

    def canonical(self, value: Affine) -> Affine:
        """The expression with every typing fact applied."""
        if not self.typing or not value.terms:
            return value
        found = self.forms.get(value)
        if found is None:
            found = self.forms[value] = canonical(self.typing, value)
        value, ids, work = found
        self.charge(work)
        if ids:
            self.used.update(ids)
        return value

    def typed(self, fact: TypingFact) -> None:
        """Adds a typing fact."""
        self.typing, self.forms = (*self.typing, fact), {}

    def same(self, left: Affine, right: Affine) -> bool:
        """Whether two integer expressions are equal by the typing facts."""
        return left == right or self.canonical(left) == self.canonical(right)

    # -------------------------------------------------------------------------------- inequalities

    def holds(self, value: Affine) -> bool:
        """``value >= 0`` is known: such a constant, or a verified range fact; -1 >= 0 is one where facts are absurd."""
        self.charge(1)
        value = self.canonical(value)
        if not value.terms and value.constant >= 0:
            return True
        if value in self.known or any(map(self._arrived, self.waiting.get(value, ()))):
            self.consulted.add(value)
        return value in self.known

    def differ(self, left: Affine, right: Affine) -> bool:
        """Whether left != right is known: a hypothesis, or left < right or left > right."""
        gap = self.canonical(subtract(left, right))
        turned = subtract(Affine(0), gap)
        for name, value in self.apart:
            if self.canonical(value) in (gap, turned):
                self.used.update({name} if ":" not in name else ())
                return True
        return self.holds(shift(gap, -1)) or self.holds(shift(turned, -1))

    def _arrived(self, fact: RangeFact) -> bool:
        """Whether a range fact that has waited holds here: under other binders it may not."""
        try:
            self.verify(fact)
        except Refusal:
            return False
        self.consulted.add(id(fact))
        return True

    def require(self, value: Affine, why: str) -> None:
        """Refuses (SP320) where ``value >= 0`` is not derived."""
        if not self.holds(value):
            raise Refusal("SP320", f"{why}: {affine_text(value)} >= 0 is not derived")

    def verify(self, fact: RangeFact) -> None:
        """Rule RANGE: from facts f >= 0 and rationals c >= 0, (sum of c*f) + constant >= 0."""
        given: list[tuple[Fraction, Affine]] = []
        for name, part, multiplier in fact.multipliers:
            if multiplier.numerator <= 0:
                raise Refusal("SP321", f"multiplier {multiplier} of {name} is not positive")
            given.append((multiplier, self._source(fact, name, part)))
            self.charge(1 + len(given[-1][1].terms))
        for kind, listed in (("size", fact.sizes), (INSTANCE, fact.instances)):
            if listed and {part for name, part, _ in fact.multipliers if name == kind} != set(range(len(listed))):
                raise Refusal("SP321", "a size or an instance is listed that no multiplier refers to")
        goal, (terms, constant) = self.canonical(fact.nonnegative), weighted(given)
        if terms != dict(goal.terms) or goal.constant < constant:
            raise Refusal("SP321", f"the multipliers do not derive {affine_text(fact.nonnegative)} >= 0")
        if goal in self.known:
            raise Refusal("SP323", f"the range fact {affine_text(goal)} >= 0 is given twice")
        self.known.add(goal)

    def bring(self, facts: tuple[RangeFact, ...]) -> None:
        """Verifies the range facts of a certificate; those under a sum wait until they are consulted there."""
        self.consulted, self.checked = set(), set()
        self._take(facts)

    def _take(self, facts: tuple[RangeFact, ...]) -> None:
        for fact in facts:
            names = {name.removeprefix("bound:") for name, _, _ in fact.multipliers}
            indices = (*fact.sizes, *[instance.at for instance in fact.instances])
            if any(map(is_reserved, names.union(*map(atoms, indices)))):
                self.wait(fact)
            else:
                self.verify(fact)

    def wait(self, fact: RangeFact) -> None:
        """A range fact to be verified where it is consulted."""
        goal = self.canonical(fact.nonnegative)
        others = self.waiting.get(goal, ())
        if fact in others:
            raise Refusal("SP323", f"the range fact {affine_text(goal)} >= 0 is given twice")
        self.waiting = {**self.waiting, goal: (*others, fact)}

    def require_consulted(self) -> None:
        """A certificate holds no range fact that its replay does not use."""
        waited = [(id(fact), goal) for goal, facts in self.waiting.items() for fact in facts]
        for name, value in (*((value, value) for value in self.known), *waited):
            if name not in self.consulted:
                raise Refusal("SP323", f"the range fact {affine_text(value)} >= 0 is not used")

    def _source(self, fact: RangeFact, name: str, part: int) -> Affine:
        if name == "size":
            if not 0 <= part < len(fact.sizes):
                raise Refusal("SP321", f"no size number {part}")
            self.check_size(fact.sizes[part])
            return shift(self.canonical(fact.sizes[part]), -1)
        if name == INSTANCE:
            return self._instance(fact, part)
        if (name, part) not in self.inequalities:
            raise Refusal("SP322", f"no index hypothesis {name}, part {part}")
        if ":" not in name:
            self.used.add(name)
        return self.canonical(self.inequalities[name, part])

    def _instance(self, fact: RangeFact, number: int) -> Affine:
        """A fact that holds at each index of a range, at an index in this range."""
        if not 0 <= number < len(fact.instances):
            raise Refusal("SP321", f"no instance number {number}")
        name, part, at = fact.instances[number].name, fact.instances[number].part, fact.instances[number].at
        if (name, part) not in self.general:
            raise Refusal("SP322", f"no general index hypothesis {name}, part {part}")
        low, high, value = self.general[name, part]
        self.check_integer(at)
        self.require_in(Range(EACH, low, high), at, name)
        self.used.update({name} if ":" not in name else ())
        return self.canonical(at_index(value, EACH, at))

    # -------------------------------------------------------------------------------- names

    def symbol(self, name: FamilyName) -> SymbolDeclaration:
        """The declaration of a symbol, or of the one family M_l among families; SP301 for a name without one."""
        declared = self.declared(name)
        if isinstance(name, str) and declared.leading is None:
            return declared
        if isinstance(name, str) or declared.leading is None:
            raise Refusal("SP304", f"{declared.name} takes {'no' if declared.leading is None else 'a'} leading index")
        self.check_integer(name.lead)
        self.require_in(declared.leading, name.lead, declared.name)
        return led(declared, self.canonical(name.lead))

    def declared(self, name: FamilyName) -> SymbolDeclaration:
        """The declaration under the name; it may be that of families M_{l,i}."""
        if declared_name(name) not in self.symbols:
            raise Refusal("SP301", f"symbol {declared_name(name)} is not declared")
        return self.symbols[declared_name(name)]

    def function(self, name: str) -> FunctionDeclaration:
        """The declaration of a function; SP301 for a name that is not declared."""
        if name not in self.functions:
            raise Refusal("SP301", f"function {name} is not declared")
        return self.functions[name]

    def check_integer(self, value: Affine) -> None:
        """Every name is declared, every member of a size family lies in its declared range."""
        if value in self.checked:
            self.charge(1)
            return
        self.charge(len(affine_text(value)))
        for atom in factors(value):
            self._check_atom(atom)
        self.checked.add(value)

    def _check_atom(self, atom: IntegerAtom) -> None:
        size = self._size(atom)
        if isinstance(atom, SizeAt) and size is not None and size.range is not None:
            bounds = self._range_at(size, size.range, atom.family)
            self.check_integer(atom.index)
            self.require_in(bounds, atom.index, family_text(atom.family))
        elif isinstance(atom, SizeAt) or not (atom in self.integers or (size is not None and size.range is None)):
            raise Refusal("SP301", f"{atom_text(atom)} is not declared as an integer or a size")

    def _range_at(self, size: SizeDeclaration, bounds: Range, family: FamilyName) -> Range:
        """The range of the index of a family of sizes; of one family d_l that of l is checked."""
        if isinstance(family, str) != (size.leading is None):
            raise Refusal("SP304", f"{size.name} takes {'no' if size.leading is None else 'a'} leading index")
        if isinstance(family, str) or size.leading is None:
            return bounds
        self.check_integer(family.lead)
        self.require_in(size.leading, family.lead, size.name)
        low, high = (at_index(end, size.leading.index, family.lead) for end in (bounds.low, bounds.high))
        return Range(bounds.index, low, high)

    def _size(self, atom: IntegerAtom) -> SizeDeclaration | None:
        """The declaration of a size or of a family of sizes or integers."""
        return self.sizes.get(declared_name(atom.family) if isinstance(atom, SizeAt) else atom)  # type: ignore[arg-type]

    def check_size(self, value: Affine) -> None:
        """A size: a literal >= 1, a declared size, or a sum or product of those; or equal to one by typing facts."""
        self.check_integer(value)
        if not self._is_size(value):
            value = self.canonical(value)
            self.check_integer(value)
            if not self._is_size(value):
                raise Refusal("SP302", f"{affine_text(value)} is not a sum of sizes, which are >= 1")

    def _is_size(self, value: Affine) -> bool:
        at_least_one = value.constant >= 0 if value.terms else value.constant >= 1
        return at_least_one and all(c > 0 for _, c in value.terms) and self.are_sizes(value)

    def are_sizes(self, value: Affine) -> bool:
        """Whether every integer that occurs is a size, which is >= 1."""
        declared = [self._size(atom) for atom in factors(value)]
        return self.integers.isdisjoint(factors(value)) and not any(size and size.whole for size in declared)

    def require_in(self, declared: Range | ForAllIndex, index: Affine, name: str) -> None:
        """Refuses (SP320) an index that is not known to lie in a range."""
        above, below = subtract(index, declared.low), subtract(declared.high, index)
        if not (self.holds(above) and self.holds(below)):  # texts are made only where one is needed
            why = f"{name}[{affine_text(index)}] must lie in {affine_text(declared.low)}..{affine_text(declared.high)}"
            self.require(above, why)
            self.require(below, why)

    # -------------------------------------------------------------------------------- extension

    def bind(self, index: str, low: Affine, high: Affine) -> Context:
        """Inside a schema: ``index`` is an integer with low <= index <= high."""
        self.require_fresh(index)
        return self.bound(index, low, high)

    def bound(self, name: str, low: Affine, high: Affine) -> Context:
        """The same for a name that is known to be new. A reserved name, as an opened binder has it, occurs in nothing
        that is known outside: all of that is known inside too."""
        here = parameter(name)
        bounds = {(f"bound:{name}", 0): subtract(here, low), (f"bound:{name}", 1): subtract(high, here)}
        inner = self._extended(frozenset({name}), bounds)
        if is_reserved(name):
            inner.known = set(self.known)
        return inner

    def stepping(self, facts: tuple[RangeFact, ...]) -> Context:
        """For one inference: its own range facts, verified where they are consulted, and nothing consulted yet."""
        context = replace(self, known=set(), waiting={}, consulted=set(), checked=set())
        for fact in facts:
            context.wait(fact)
        return context

    def direct(self) -> Context:
        """For a certificate inside an inference: it brings its own range facts."""
        return replace(self.fork(), waiting={}, consulted=set())

    def consulting(self, outer: Context) -> Context:
        """This context, with the range facts of the inference around it."""
        return replace(self, known=set(), waiting=outer.waiting, consulted=outer.consulted, checked=set())

    def summed(self, length: Affine, height: int) -> tuple[str, Context]:
        """Under a sum: a reserved index i with 1 <= i <= length."""
        numbers = (number for number in count(SUMS + height) if reserved(number) not in self.integers)
        name = reserved(next(numbers))
        return name, self.bound(name, ONE, length)

    def nonempty(self, index: str, low: Affine, high: Affine) -> Context:
        """Inside an induction over ``index``: low <= high."""
        return self._extended(frozenset(), {(f"nonempty:{index}", 0): subtract(high, low)})

    def opened(self, name: str, part: int, ranges: DeclaredRanges) -> Context:
        """This context, with the range facts that a declaration brings along."""
        self._take(ranges.get((name, part), ()))
        return self

    def fork(self) -> Context:
        """The same facts, no range fact verified yet."""
        return self._extended(frozenset(), {})

    def case(self, value: Affine) -> Context:
        """Inside a case: ``value >= 0``."""
        extended = self._extended(frozenset(), {(f"case:{self.cases}", 0): value})
        extended.cases += 1
        return extended

    def require_fresh(self, name: str) -> None:
        """Refuses (SP303) a name that is no new identifier."""
        scopes = (self.integers, self.symbols, self.sizes, self.functions)
        if not (name.isidentifier() or parsed(name)) or is_reserved(name) or any(name in scope for scope in scopes):
            raise Refusal("SP303", f"{name!r} is not a new name")

    def _extended(self, integers: frozenset[str], inequalities: dict[Source, Affine]) -> Context:
        # ``used`` is shared on purpose: what a part of a proof uses, the proof uses.
        facts = self.inequalities | inequalities
        return replace(self, integers=self.integers | integers, inequalities=facts, known=set(), checked=set())


def context_of(declarations: Declarations, facts: tuple[Named, ...], work: int = UNLIMITED) -> Context:
    """The context of a sequent; of its declarations only the names are checked."""
    check_names(declarations, facts)
    context = Context(
        symbols={symbol.name: symbol for symbol in declarations.symbols},
        sizes={size.name: size for size in declarations.sizes},
        functions={function.name: function for function in declarations.functions},
        integers=frozenset(declarations.integers),
        work=[work],
    )
    for fact in facts:
        _assume_all(context, fact.id, fact.formula)
    return context


def assume(context: Context, name: str, formula: Formula) -> Context:
    """The context in which the relations between integers that the formula consists of hold as well."""
    facts, general = dict(context.inequalities), dict(context.general)
    extended = replace(context, inequalities=facts, general=general, known=set(), checked=set())
    _assume_all(extended, name, formula)
    return extended


def _assume_all(context: Context, name: str, formula: Formula) -> None:
    for part, relation in enumerate(relations(formula)):
        if isinstance(relation, IntegerRelation):
            _assume(context, name, part, relation)
        elif isinstance(relation, ForAllIndex) and isinstance(relation.body, IntegerRelation):
            _assume_each(context, (name, part), relation, relation.body)


def _assume_each(context: Context, source: Source, schema: ForAllIndex, fact: IntegerRelation) -> None:
    """A fact for each index of a range: an inequality waits for its instances; an equation is a typing fact if the
    range is that of the index of its atom, so that every atom that has a meaning lies in it, or else it is two
    inequalities, the other one under the part -1 - part."""
    left, right = (at_index(side, schema.index, parameter(EACH)) for side in (fact.left, fact.right))
    if fact.relation in ("<", "<="):
        gap = shift(subtract(right, left), -1 if fact.relation == "<" else 0)
        context.general = {**context.general, source: GeneralFact(schema.low, schema.high, gap)}
    elif fact.relation == "=":
        before, context.used = context.used, set()
        sides = context.canonical(left), context.canonical(right)
        ids, context.used = frozenset(context.used | {source[0]}), before
        for equation in (solved(*sides), solved(*reversed(sides))):
            if equation is not None and _is_typed(context, schema, *equation):
                context.typed(TypingFact(ids, *equation, general=True))
                return
        both = {source: subtract(right, left), (source[0], -1 - source[1]): subtract(left, right)}
        new = {found: GeneralFact(schema.low, schema.high, value) for found, value in both.items()}
        context.general = {**context.general, **new}


def _is_typed(context: Context, schema: ForAllIndex, atom: IntegerAtom, value: Affine) -> bool:
    """Whether the schema ranges over the index of the atom, and the value mentions no member of the same family."""
    size = context.sizes.get(declared_name(atom.family)) if isinstance(atom, SizeAt) else None
    bounds = None if size is None else size.leading or size.range
    if size is None or bounds is None or index_of(atom) != parameter(EACH) or size.name in atoms(value):
        return False
    return context.same(bounds.low, schema.low) and context.same(bounds.high, schema.high)


def _assume(context: Context, name: str, part: int, fact: IntegerRelation) -> None:
    """An inequality as e >= 0, strict ones tightened to e - 1 >= 0; an equation as a typing fact."""
    if fact.relation in ("<", "<="):
        gap = subtract(fact.right, fact.left)
        context.inequalities[name, part] = shift(gap, -1) if fact.relation == "<" else gap
    elif fact.relation == "!=":
        context.apart += ((name, subtract(fact.left, fact.right)),)
    elif fact.relation == "=":
        before, context.used = context.used, set()
        equation = solved(context.canonical(fact.left), context.canonical(fact.right))
        ids, context.used = frozenset(context.used | {name}), before
        if equation is not None:
            context.typed(TypingFact(ids, *equation))
