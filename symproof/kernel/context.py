"""What is declared and known at a point of a proof: names, typing facts, and inequalities between integers.

The kernel does not search. An inequality ``e >= 0`` that is not a constant holds here only if a ``RangeFact`` of the
certificate derived it (``verify``); everything the replay consulted is recorded in ``used``.
"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field, replace
from fractions import Fraction
from functools import lru_cache
from itertools import count
from typing import NamedTuple

from symproof.language.affine import (
    ONE,
    Affine,
    IntegerAtom,
    SizeAt,
    affine_text,
    atom_text,
    factors,
    parameter,
    shift,
    solved,
    substitute,
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
from symproof.language.refusal import Refusal
from symproof.language.syntax import check_names, is_reserved, reserved

SUMS = 1000  # numbers of the reserved names of summed indices; opened binders have smaller ones
UNLIMITED = 1 << 200  # work, where others watch the clock
Source = tuple[str, int]
DeclaredRanges = Mapping[Source, tuple[RangeFact, ...]]  # by the name of a declaration and the number of its part


class TypingFact(NamedTuple):
    """``atom`` is replaced by ``value`` wherever it occurs; the hypotheses ``ids`` say that they are equal."""

    ids: frozenset[str]
    atom: IntegerAtom
    value: Affine


@dataclass(slots=True)
class Context:
    """Declarations by name, typing facts, inequalities by source, the verified range facts, and what was used.

    ``work`` holds what is left of the work that a replay may take; more than enough elsewhere. ``waiting`` holds range
    facts that are verified where they are consulted, under the binders that their sources name; ``consulted`` holds
    those that were, and is shared by all contexts of one certificate.
    """

    symbols: Mapping[str, SymbolDeclaration]
    sizes: Mapping[str, SizeDeclaration]
    functions: Mapping[str, FunctionDeclaration]
    integers: frozenset[str]
    typing: tuple[TypingFact, ...] = ()
    apart: tuple[tuple[str, Affine], ...] = ()  # the hypothesis, and an expression that it says is not 0
    inequalities: dict[Source, Affine] = field(default_factory=dict)
    known: set[Affine] = field(default_factory=set)
    waiting: Mapping[Affine, tuple[RangeFact, ...]] = field(default_factory=dict)
    consulted: set[Affine | RangeFact] = field(default_factory=set)
    used: set[str] = field(default_factory=set)
    cases: int = 0
    work: list[int] = field(default_factory=lambda: [UNLIMITED])

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
        value, ids, work = _canonical(self.typing, value)
        self.charge(work)
        self.used.update(ids)
        return value

    def same(self, left: Affine, right: Affine) -> bool:
        """Whether two integer expressions are equal by the typing facts."""
        return left == right or self.canonical(left) == self.canonical(right)

    # -------------------------------------------------------------------------------- inequalities

    def holds(self, value: Affine) -> bool:
        """``value >= 0`` is known: a constant, or a verified range fact."""
        self.charge(1)
        value = self.canonical(value)
        if value.is_constant:
            return value.constant >= 0
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
        self.consulted.add(fact)
        return True

    def require(self, value: Affine, why: str) -> None:
        """Refuses (SP320) where ``value >= 0`` is not derived."""
        if not self.holds(value):
            raise Refusal("SP320", f"{why}: {affine_text(value)} >= 0 is not derived")

    def verify(self, fact: RangeFact) -> None:
        """Rule RANGE: from facts f >= 0 and rationals c >= 0, (sum of c*f) + constant >= 0."""
        given: list[tuple[Fraction, Affine]] = []
        for name, part, multiplier in fact.multipliers:
            if multiplier <= 0:
                raise Refusal("SP321", f"multiplier {multiplier} of {name} is not positive")
            given.append((multiplier, self._source(fact, name, part)))
            self.charge(1 + len(given[-1][1].terms))
        if {part for name, part, _ in fact.multipliers if name == "size"} != set(range(len(fact.sizes))):
            raise Refusal("SP321", "a size is listed that no multiplier refers to")
        goal, (terms, constant) = self.canonical(fact.nonnegative), weighted(given)
        if terms != dict(goal.terms) or goal.constant < constant:
            raise Refusal("SP321", f"the multipliers do not derive {affine_text(fact.nonnegative)} >= 0")
        if goal in self.known:
            raise Refusal("SP323", f"the range fact {affine_text(goal)} >= 0 is given twice")
        self.known.add(goal)

    def bring(self, facts: tuple[RangeFact, ...]) -> None:
        """Verifies the range facts of a certificate; those under a sum wait until they are consulted there."""
        self.consulted = set()
        for fact in facts:
            if any(is_reserved(name.removeprefix("bound:")) for name, _, _ in fact.multipliers):
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
        waited = {fact: goal for goal, facts in self.waiting.items() for fact in facts}
        for fact, value in (*((value, value) for value in self.known), *waited.items()):
            if fact not in self.consulted:
                raise Refusal("SP323", f"the range fact {affine_text(value)} >= 0 is not used")

    def _source(self, fact: RangeFact, name: str, part: int) -> Affine:
        if name == "size":
            if not 0 <= part < len(fact.sizes):
                raise Refusal("SP321", f"no size number {part}")
            self.check_size(fact.sizes[part])
            return shift(self.canonical(fact.sizes[part]), -1)
        if (name, part) not in self.inequalities:
            raise Refusal("SP322", f"no index hypothesis {name}, part {part}")
        if ":" not in name:
            self.used.add(name)
        return self.canonical(self.inequalities[name, part])

    # -------------------------------------------------------------------------------- names

    def symbol(self, name: str) -> SymbolDeclaration:
        """The declaration of a symbol; SP301 for a name that is not declared."""
        if name not in self.symbols:
            raise Refusal("SP301", f"symbol {name} is not declared")
        return self.symbols[name]

    def function(self, name: str) -> FunctionDeclaration:
        """The declaration of a function; SP301 for a name that is not declared."""
        if name not in self.functions:
            raise Refusal("SP301", f"function {name} is not declared")
        return self.functions[name]

    def check_integer(self, value: Affine) -> None:
        """Every name is declared, every member of a size family lies in its declared range."""
        self.charge(len(affine_text(value)))
        for atom in factors(value):
            self._check_atom(atom)

    def _check_atom(self, atom: IntegerAtom) -> None:
        name = atom.family if isinstance(atom, SizeAt) else atom
        declared = self.sizes[name].range if name in self.sizes else None  # type: ignore[index]
        if isinstance(atom, SizeAt) and declared is not None:
            self.check_integer(atom.index)
            self.require_in(declared, atom.index, atom.family)
        elif isinstance(atom, SizeAt) or declared is not None or not (name in self.integers or name in self.sizes):
            raise Refusal("SP301", f"{atom_text(atom)} is not declared as an integer or a size")

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
        return at_least_one and all(c > 0 for _, c in value.terms) and self.integers.isdisjoint(factors(value))

    def require_in(self, declared: Range | ForAllIndex, index: Affine, name: str) -> None:
        """Refuses (SP320) an index that is not known to lie in a range."""
        why = f"{name}[{affine_text(index)}] must lie in {affine_text(declared.low)}..{affine_text(declared.high)}"
        self.require(subtract(index, declared.low), why)
        self.require(subtract(declared.high, index), why)

    # -------------------------------------------------------------------------------- extension

    def bind(self, index: str, low: Affine, high: Affine) -> Context:
        """Inside a schema: ``index`` is an integer with low <= index <= high."""
        self.require_fresh(index)
        return self.bound(index, low, high)

    def bound(self, name: str, low: Affine, high: Affine) -> Context:
        """The same for a name that is known to be new, such as the reserved name of an opened binder."""
        here = parameter(name)
        bounds = {(f"bound:{name}", 0): subtract(here, low), (f"bound:{name}", 1): subtract(high, here)}
        return self._extended(frozenset({name}), bounds)

    def stepping(self, facts: tuple[RangeFact, ...]) -> Context:
        """For one inference: its own range facts, verified where they are consulted, and nothing consulted yet."""
        context = replace(self, known=set(), waiting={}, consulted=set())
        for fact in facts:
            context.wait(fact)
        return context

    def direct(self) -> Context:
        """For a certificate inside an inference: it brings its own range facts."""
        return replace(self.fork(), waiting={}, consulted=set())

    def consulting(self, outer: Context) -> Context:
        """This context, with the range facts of the inference around it."""
        return replace(self, known=set(), waiting=outer.waiting, consulted=outer.consulted)

    def summed(self, length: Affine, height: int) -> tuple[str, Context]:
        """Under a sum: a reserved index i with 1 <= i <= length. What is known outside is known inside."""
        numbers = (number for number in count(SUMS + height) if reserved(number) not in self.integers)
        name = reserved(next(numbers))
        inner = self.bound(name, ONE, length)
        inner.known = set(self.known)
        return name, inner

    def nonempty(self, index: str, low: Affine, high: Affine) -> Context:
        """Inside an induction over ``index``: low <= high."""
        return self._extended(frozenset(), {(f"nonempty:{index}", 0): subtract(high, low)})

    def opened(self, name: str, part: int, ranges: DeclaredRanges) -> Context:
        """This context, with the range facts that a declaration brings along."""
        for fact in ranges.get((name, part), ()):
            self.verify(fact)
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
        return replace(
            self, integers=self.integers | integers, inequalities=self.inequalities | inequalities, known=set()
        )


@lru_cache(maxsize=8192)
def _canonical(typing: tuple[TypingFact, ...], value: Affine) -> tuple[Affine, frozenset[str], int]:
    """The expression with every typing fact applied, the hypotheses that this used, and the work it took."""
    used: set[str] = set()
    work = 0
    for _ in range(len(typing) + 1):
        before = value
        work += len(typing) * len(affine_text(value))
        for fact in typing:
            after = substitute(value, lambda atom, fact=fact: fact.value if atom == fact.atom else None)  # type: ignore[misc]
            if after != value:
                used |= fact.ids
                value = after
        if value == before:
            break
    return value, frozenset(used), work


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
        for part, relation in enumerate(relations(fact.formula)):
            if isinstance(relation, IntegerRelation):
                _assume(context, fact.id, part, relation)
    return context


def assume(context: Context, name: str, formula: Formula) -> Context:
    """The context in which the relations between integers that the formula consists of hold as well."""
    extended = replace(context, inequalities=dict(context.inequalities), known=set())
    for part, relation in enumerate(relations(formula)):
        if isinstance(relation, IntegerRelation):
            _assume(extended, name, part, relation)
    return extended


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
        context.typing += () if equation is None else (TypingFact(ids, *equation),)
