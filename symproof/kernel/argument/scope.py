"""What is declared and known at one place of an argument, and whether a formula has a meaning there."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import field, fields
from operator import attrgetter
from typing import TypeAlias

from symproof.kernel.algebra.normal import Normalizer
from symproof.kernel.algebra.shapes import require_alike, require_square, shape_of
from symproof.kernel.algebra.words import Polynomial
from symproof.kernel.context import SUMS, Context, assume
from symproof.kernel.declared import check_declarations
from symproof.language.affine import Affine, at_index, parameter
from symproof.language.binding import Assignment, instantiated
from symproof.language.declarations import Declarations, SizeDeclaration, SymbolDeclaration
from symproof.language.derivation import Inference
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
from symproof.language.records import dataclass, once_at, replace
from symproof.language.refusal import Refusal
from symproof.language.scoping import check_scopes
from symproof.language.sizes import Shape, led
from symproof.language.substitution import weight
from symproof.language.syntax import check_names, reserved
from symproof.language.terms import Members, Symbol, Term
from symproof.language.theory import Statement

FALSE = Or(())


@dataclass(slots=True)
class Record:
    """What a derivation or an inference rests on, and the names of formulas and statements that it looked up, also in
    vain; shared by all its scopes."""

    axioms: set[Statement] = field(default_factory=set)
    lemmas: set[str] = field(default_factory=set)
    rules: set[str] = field(default_factory=set)
    names: set[str] = field(default_factory=set)
    memory: Memory = field(default_factory=dict)  # the inferences that were replayed before

    def part(self) -> Record:
        """A record of an inference in the derivation."""
        return Record(memory=self.memory)

    def include(self, part: Record) -> None:
        """Takes over what an inference rests on and looked up."""
        self.axioms |= part.axioms
        self.lemmas |= part.lemmas
        self.rules |= part.rules
        self.names |= part.names


@dataclass(frozen=True, slots=True)
class Scope:
    """The declarations with their integer facts, the formulas that hold here by id, and how many binders are open.
    Rules read ``formulas`` and ``library`` by the methods here only, which record the names that are looked up."""

    context: Context
    formulas: Mapping[str, Formula]
    library: Mapping[str, Statement]
    record: Record
    opened: int = 0

    # -------------------------------------------------------------------------------- looking up

    def formula(self, name: str) -> Formula:
        """The premise or earlier claim of this id; SP362 where there is none."""
        self.record.names.add(name)
        if name not in self.formulas:
            raise Refusal("SP362", f"{name} is not a premise that is known here")
        formula = self.formulas[name]
        self.context.charge(weight(formula))
        return formula

    def statement(self, name: str) -> Statement:
        """The axiom or lemma of this id; SP365 where there is none."""
        self.record.names.add(name)
        if name not in self.library:
            raise Refusal("SP365", f"{name} is not an axiom, or a lemma that is derived before")
        return self.library[name]

    def form(self, term: Term) -> Polynomial:
        """The normal form of a term."""
        return Normalizer(self.context).polynomial(term)

    def shape(self, term: Term) -> Shape:
        """The size of a term whose sizes and ranges are right."""
        return shape_of(self.context, term)

    def require(self, value: Affine, why: str) -> None:
        """Refuses (SP320) where ``value >= 0`` is not derived."""
        self.context.require(value, why)

    # -------------------------------------------------------------------------------- extension

    def with_formula(self, name: str, formula: Formula) -> Scope:
        """A premise, or the claim of an earlier inference; a relation between integers is a fact from then on."""
        self.record.names.add(name)
        if name in self.formulas or ":" in name or not name or name in ("size", "induction"):
            raise Refusal("SP303", f"the id {name!r} stands for two things or cannot be one")
        return replace(self, formulas={**self.formulas, name: formula}).assuming(name, formula)

    def assuming(self, name: str, formula: Formula) -> Scope:
        """The facts about integers that a formula consists of."""
        return replace(self, context=assume(self.context, name, formula)) if is_fact(formula) else self

    def with_integer(self, name: str, low: Affine, high: Affine) -> Scope:
        """A new integer ``low <= name <= high``."""
        return replace(self, context=self.context.bind(name, low, high))

    def with_symbols(self, names: tuple[str, ...], symbols: tuple[SymbolDeclaration, ...]) -> Scope:
        """New free symbols and families, declared like the bound ones."""
        if len(names) != len(symbols):
            raise Refusal("SP361", f"{len(symbols)} names are needed, {len(names)} are given")
        scope = self
        for name, symbol in zip(names, symbols, strict=True):
            scope.context.require_fresh(name)
            scope._check_bound(symbol)
            added = {**scope.context.symbols, name: replace(symbol, name=name)}
            scope = replace(scope, context=replace(scope.context, symbols=added))
        return scope

    def with_size(self, size: SizeDeclaration) -> Scope:
        """A new family of sizes over constant bounds."""
        self.context.require_fresh(size.name)
        sizes = {**self.context.sizes, size.name: size}
        return replace(self, context=replace(self.context, sizes=sizes, checked=set()))

    def declaring(self, new: Declarations) -> Scope:
        """New symbols, sizes and functions, well formed here."""
        check_names(new, ())
        context = self.context
        for group in (new.integers, new.sizes, new.symbols, new.functions):
            for item in group:
                context.require_fresh(item if isinstance(item, str) else item.name)
        context = replace(
            context,
            integers=context.integers | {*new.integers},
            sizes={**context.sizes, **{item.name: item for item in new.sizes}},
            symbols={**context.symbols, **{item.name: item for item in new.symbols}},
            functions={**context.functions, **{item.name: item for item in new.functions}},
            checked=set(),
        )
        check_declarations(new, context)
        return replace(self, context=context)

    # -------------------------------------------------------------------------------- binders

    def index_opened(self, node: ForAllIndex) -> tuple[Scope, str]:
        """Under a schema: its index has a reserved name here, which the body gets by ``at``."""
        self.context.check_integer(node.low)
        self.context.check_integer(node.high)
        name = self._reserved(1)
        return replace(self, context=self.context.bound(name, node.low, node.high), opened=self.opened + 1), name

    def symbols_opened(self, symbols: tuple[SymbolDeclaration, ...]) -> tuple[Scope, tuple[str, ...]]:
        """Under a quantifier: its symbols have reserved names here."""
        for symbol in symbols:
            self._check_bound(symbol)
        names = tuple([self._reserved(number) for number in range(1, len(symbols) + 1)])
        declared = {name: replace(symbol, name=name) for name, symbol in zip(names, symbols, strict=True)}
        context = replace(self.context, symbols={**self.context.symbols, **declared})
        return replace(self, context=context, opened=self.opened + len(symbols)), names

    def _reserved(self, number: int) -> str:
        if self.opened + number >= SUMS:
            raise Refusal("SP341", "too many binders inside each other")
        return reserved(self.opened + number)

    def _check_bound(self, symbol: SymbolDeclaration) -> None:
        """A quantifier ranges over free symbols of sizes that exist here."""
        if symbol.pieces:
            raise Refusal("SP335", f"{symbol.name} is defined: a quantifier ranges over free symbols")
        if symbol.leading is not None:
            self.context.check_integer(symbol.leading.low)
            self.context.check_integer(symbol.leading.high)
            lead = self._reserved(1)
            inner = self.context.bound(lead, symbol.leading.low, symbol.leading.high)
            one = led(symbol, parameter(lead))
            replace(self, context=inner, opened=self.opened + 1)._check_bound(one)
            return
        inside, rows, columns = self.context, symbol.rows, symbol.columns
        if symbol.range is not None:
            name = self._reserved(1)
            inside = inside.bound(name, symbol.range.low, symbol.range.high)
            rows, columns = (at_index(size, symbol.range.index, parameter(name)) for size in (rows, columns))
            inside.check_integer(symbol.range.low)
            inside.check_integer(symbol.range.high)
        inside.check_size(rows)
        inside.check_size(columns)

    # -------------------------------------------------------------------------------- meaning

    def admit(self, formula: Formula) -> None:
        """Refuses a premise or a claim that has no meaning here, or mentions a name of the kernel (SP303)."""
        check_scopes(formula)
        self.check(formula)

    def check(self, formula: Formula) -> None:
        """Refuses a formula that has no meaning here: names, sizes, ranges (SP301-SP320)."""
        self.context.charge(1)
        match formula:
            case Equal() | Compare() | Invertible() | IntegerRelation():
                self._check_relation(formula)
            case And(parts) | Or(parts):
                for part in parts:
                    self.check(part)
            case Not(part):
                self.check(part)
            case Implies(premise, conclusion):
                self.check(premise)
                self.assuming(f"if:{self.opened}", premise).check(conclusion)
            case ForAllIndex():
                inner, name = self.index_opened(formula)
                inner.check(at(formula, parameter(name)))
            case ForAll() | Exists():
                self._check_quantified(formula)
            case Predicate(_, arguments):
                for argument in arguments:
                    self._check_argument(argument)
            case _:
                raise Refusal("SP367", f"a {type(formula).__name__} has to be unfolded")

    def _check_quantified(self, formula: ForAll | Exists) -> None:
        """Bound names that are new here need no other name to be looked at."""
        own = {symbol.name: symbol for symbol in formula.symbols}
        context = self.context
        if any(own.keys() & scope for scope in (context.symbols, context.sizes, context.functions, context.integers)):
            inner, names = self.symbols_opened(formula.symbols)
            inner.check(renamed(formula.symbols, formula.body, names))
            return
        self._reserved(len(own))
        for symbol in formula.symbols:
            self._check_bound(symbol)
        inside = replace(context, symbols={**context.symbols, **own})
        replace(self, context=inside, opened=self.opened + len(formula.symbols)).check(formula.body)

    def _check_argument(self, argument: Term) -> None:
        """An argument of a property without rules: a term, or the members of a family."""
        parts: tuple[Term, ...] = (argument,)
        if isinstance(argument, Members):
            parts = Symbol(argument.family, argument.low), Symbol(argument.family, argument.high)
        for part in parts:
            self.shape(part)

    def _check_relation(self, formula: Equal | Compare | Invertible | IntegerRelation) -> None:
        if isinstance(formula, IntegerRelation):
            self.context.check_integer(formula.left)
            self.context.check_integer(formula.right)
            return
        if isinstance(formula, Invertible):
            require_square(self.shape(formula.argument), "the inverse")
            return
        left = self.shape(formula.left)
        require_alike(left, self.shape(formula.right), "an equation")
        if isinstance(formula, Compare) and formula.relation != "!=":
            require_square(left, "an order")


# All that a context holds, except what is empty where an inference begins and what a replay adds to without reading it.
_PASSING = {"known", "waiting", "consulted", "used", "work", "forms", "checked"}
_surroundings = attrgetter(*[item.name for item in fields(Context) if item.name not in _PASSING])


@dataclass(frozen=True, slots=True)
class Replayed:
    """An inference that was replayed in a scope, what it rests on, the names it looked up, and the work it took.

    A replay is a function of the inference, of what is declared and known about integers where it stands, and of the
    formulas and statements whose names it looks up there. It is not done again where all of these are as before.
    """

    step: Inference
    scope: Scope
    record: Record
    work: int

    def stands_for(self, step: Inference, scope: Scope) -> bool:
        """Whether it is this very inference, and its replay in this scope would do the same."""
        before = self.scope
        return (
            (self.step is step and before.opened == scope.opened)
            and _surroundings(before.context) == _surroundings(scope.context)
            and all(before.formulas.get(name) == scope.formulas.get(name) for name in self.record.names)
            and all(before.library.get(name) == scope.library.get(name) for name in self.record.names)
        )


Memory: TypeAlias = dict[int, Replayed]  # by the identity of the inference, which the entry keeps


def is_fact(formula: Formula) -> bool:
    """A relation between integers, also for each index of a range, or a conjunction of such."""
    each = isinstance(formula, ForAllIndex) and isinstance(formula.body, IntegerRelation)
    return (
        each
        or isinstance(formula, IntegerRelation)
        or (isinstance(formula, And) and bool(formula.parts) and all(map(is_fact, formula.parts)))
    )


@once_at
def at(schema: ForAllIndex, index: Affine) -> Formula:
    """The body of a schema at an index."""
    return instantiated(schema.body, Assignment(integers={schema.index: index}))


def renamed(symbols: tuple[SymbolDeclaration, ...], body: Formula, names: tuple[str, ...]) -> Formula:
    """The body of a quantifier about symbols and families of these names."""
    pairs = list(zip(symbols, names, strict=True))
    terms: dict[str, Term] = {symbol.name: Symbol(name) for symbol, name in pairs if symbol.range is None}
    families = {symbol.name: name for symbol, name in pairs if symbol.range is not None}
    return instantiated(body, Assignment(symbols=terms, families=families))
