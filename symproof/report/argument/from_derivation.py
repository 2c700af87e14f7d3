"""A derivation of the kernel as an argument that is read: what only moves a premise about vanishes.

A conjunct, a renaming, an instance at an index or a choice of families is no sentence of its own; who uses it is said
to use the premises that it comes from.
"""

from __future__ import annotations

from collections.abc import Callable, Mapping
from dataclasses import field, replace
from typing import Any

from symproof.language.affine import Affine, SizeAt, integer, parameter, shift
from symproof.language.binding import Assignment, instantiated
from symproof.language.declarations import Declarations, Range, SizeDeclaration, SymbolDeclaration
from symproof.language.derivation import (
    Alternative,
    Apply,
    By,
    ByCases,
    Choose,
    Columns,
    Conjunction,
    Define,
    Dichotomy,
    Direct,
    Extreme,
    Fix,
    Give,
    Induct,
    Inference,
    Integers,
    Nonzero,
    Obtain,
    Part,
    Positive,
    Recursion,
    Restate,
    Sizes,
    SumFactor,
    SumOf,
    SumReverse,
    SumSplit,
    Suppose,
    Use,
)
from symproof.language.derivation import Block as Derivation
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
    Named,
    Not,
    Or,
    Sequent,
)
from symproof.language.records import dataclass
from symproof.language.scopes import is_fact, merged
from symproof.language.terms import Symbol, Term
from symproof.report.argument.tree import (
    FALSE,
    Assumed,
    Block,
    Claim,
    How,
    Items,
    Kind,
    contradicted,
    used_by,
    without_unused,
)
from symproof.verdict.argument import words


@dataclass(frozen=True, slots=True)
class Scope:
    """What is declared and known at one place: formulas under their names, and the keys that the names lead to."""

    declared: Declarations
    facts: tuple[Named, ...]
    formulas: Mapping[str, Formula] = field(default_factory=dict)
    keys: Mapping[str, tuple[str, ...]] = field(default_factory=dict)

    def knowing(self, name: str, formula: Formula, keys: tuple[str, ...]) -> Scope:
        """The scope in which a formula holds as well; a relation between integers is a fact from then on."""
        facts = (*self.facts, Named(name, formula)) if is_fact(formula) else self.facts
        return replace(self, facts=facts, formulas={**self.formulas, name: formula}, keys={**self.keys, name: keys})

    def declaring(self, new: Declarations) -> Scope:
        """The scope with more declarations."""
        return replace(self, declared=merged(self.declared, new))

    def of(self, names: tuple[str, ...]) -> tuple[str, ...]:
        """The keys of these premises, each once."""
        return tuple(dict.fromkeys(key for name in names for key in self.keys.get(name, (name,))))


def of_derivation(
    derivation: Derivation, declared: Declarations, given: tuple[Assumed, ...], *, taken: set[str] | None = None
) -> Items:
    """The items of a derivation that starts from these hypotheses. ``taken``: the keys that the page has already; then
    claims that nothing uses are left out, as the search derives more than it needs."""
    scope = Scope(declared, ())
    for item in given:
        scope = scope.knowing(item.name, item.formula, (item.key,))
    known = {item.key for item in given}
    reading = _Reading(known if taken is None else taken, taken is not None)
    if taken is not None:
        taken |= known
    items, _ = reading.block(derivation, scope)
    return items


@dataclass(slots=True)
class _Reading:
    """Gives a key of its own to each claim and assumption: names come again in blocks beside each other."""

    taken: set[str]
    needed_only: bool = False

    def key(self, name: str) -> str:
        """The name, or the name with a number."""
        key, number = name, 1
        while key in self.taken:
            number += 1
            key = f"{name}-{number}"
        self.taken.add(key)
        return key

    def block(self, derivation: Derivation, scope: Scope) -> tuple[Items, tuple[str, ...]]:
        """The items of a block, and the keys of what it shows."""
        items: list[Any] = []
        keys: tuple[str, ...] = ()
        for inference in derivation:
            found, keys = self._inference(inference, scope)
            items += found
            scope = scope.knowing(inference.id, inference.claim, keys)
        return without_unused(tuple(items), keys) if self.needed_only else tuple(items), keys

    def _inference(self, inference: Inference, scope: Scope) -> tuple[Items, tuple[str, ...]]:
        rule: Any = inference.rule
        if type(rule) in QUIET and not self._says_more(inference, scope):
            return (), scope.of(QUIET[type(rule)](rule))
        if isinstance(inference.claim, Equal) and inference.claim.left == inference.claim.right:
            return (), ()
        opened = BLOCKS.get(type(rule))
        if opened is not None:
            return opened(self, inference, rule, scope)
        claim = self._claim(inference, scope)
        return (claim,), (claim.key,)

    def _says_more(self, inference: Inference, scope: Scope) -> bool:
        """Whether what only restates a premise reads differently, or uses one."""
        rule = inference.rule
        if inference.claim == FALSE:
            return True
        if isinstance(rule, Use):
            return not all(isinstance(move, Part) for move in rule.moves)
        return (
            isinstance(rule, Restate)
            and isinstance(inference.claim, Equal | Compare)
            and not _alike(scope.formulas.get(rule.premise), inference.claim)
        )

    # -------------------------------------------------------------------------------- claims

    def _claim(self, inference: Inference, scope: Scope) -> Claim:
        rule: Any = inference.rule
        used = words(rule.certificate) if isinstance(rule, Direct) else None
        names = tuple(name for name in _premises(rule) if used is None or name in used)
        if isinstance(rule, Restate) and _is_unlike(scope.formulas.get(rule.premise), inference.claim):
            names = ()
        common = (self.key(inference.id), inference.id, inference.claim, scope.declared)
        if inference.claim == FALSE:
            return Claim(*common, How.CONTRADICTION, scope.of(contradicted(inference)))
        if isinstance(rule, Direct):
            given = tuple([Named(name, scope.formulas[name]) for name in rule.using if name in scope.formulas])
            goal = Sequent(scope.declared, scope.facts, tuple(x for x in given if not is_fact(x.formula)), common[2])
            lead = {name: scope.of((name,))[:1] for name in rule.using}
            names_of = {name: keys[0] for name, keys in lead.items() if keys}
            return Claim(*common, How.DIRECT, scope.of(names), names_of, goal, rule.certificate)
        how = {Give: How.GIVEN, Apply: How.APPLIED, Recursion: How.RECURSION}.get(type(rule), How.MOVE)
        return Claim(
            *common, how, scope.of(names), source=rule.statement if isinstance(rule, Apply) else "",
            assignment=rule.assignment if isinstance(rule, Apply) else (),
            values=rule.values if isinstance(rule, Give) else (),
        )  # fmt: skip

    def _closing(self, inference: Inference, scope: Scope, premises: tuple[str, ...] = ()) -> Claim:
        return Claim(self.key(inference.id), inference.id, inference.claim, scope.declared, How.CLOSING, premises)

    def _assumed(self, name: str, formula: Formula) -> Assumed:
        return Assumed(self.key(name), name, formula)

    # -------------------------------------------------------------------------------- blocks

    def suppose(self, inference: Inference, rule: Suppose, scope: Scope) -> tuple[Items, tuple[str, ...]]:
        """[P] ... Q, or [P] ... falsity."""
        implication = _implication(inference.claim)
        assumed = self._assumed(rule.id, implication.premise)
        items, keys = self.block(rule.block, scope.knowing(rule.id, assumed.formula, (assumed.key,)))
        is_denial = implication.conclusion == FALSE
        if not items and not is_denial:
            return (), tuple(key for key in keys if key != assumed.key)
        against: tuple[str, ...] = ()
        if is_denial:
            *kept, last = items or (None,)
            if isinstance(last, Claim) and last.how is How.CONTRADICTION:
                items, against = tuple(item for item in kept if item is not None), last.premises
        closing = self._closing(inference, scope)
        kind = Kind.DENIED if is_denial else Kind.SUPPOSED
        return (Block(kind, scope.declared, Declarations(), (assumed,), (), items, closing, against),), (closing.key,)

    def fix(self, inference: Inference, rule: Fix, scope: Scope) -> tuple[Items, tuple[str, ...]]:
        """For arbitrary objects; what is supposed of them right away belongs to the same sentence."""
        inner, declared, assumed = self._fixed(inference.claim, rule.names, scope)
        items, keys = self.block(rule.block, inner)
        if not items:
            return (), tuple(key for key in keys if key not in {item.key for item in assumed})
        if len(items) == 1 and isinstance(items[0], Block) and items[0].kind in (Kind.SUPPOSED, Kind.FIXED):
            own = items[0]
            declared, assumed, items = merged(declared, own.declared), (*assumed, *own.assumed), own.items
            inner = replace(inner, declared=merged(inner.declared, own.declared))
        closing = self._closing(inference, scope)
        return (Block(Kind.FIXED, inner.declared, declared, assumed, (), items, closing),), (closing.key,)

    def _fixed(
        self, claim: Formula, names: tuple[str, ...], scope: Scope
    ) -> tuple[Scope, Declarations, tuple[Assumed, ...]]:
        if isinstance(claim, ForAllIndex):
            return self._index(names[0], claim.low, claim.high, scope)
        if not isinstance(claim, ForAll):
            return scope, Declarations(), ()
        declared = _named(claim.symbols, names)
        return scope.declaring(declared), declared, ()

    def _index(
        self, name: str, low: Affine, high: Affine, scope: Scope
    ) -> tuple[Scope, Declarations, tuple[Assumed, ...]]:
        here, declared = parameter(name), Declarations(integers=(name,))
        bounds = And((IntegerRelation("<=", low, here), IntegerRelation("<=", here, high)))
        assumed = Assumed(self.key(f"{name}-range"), f"bound:{name}", bounds)
        inner = scope.declaring(declared).knowing(assumed.name, bounds, ())
        return inner, declared, (assumed,)

    def cases(self, inference: Inference, rule: ByCases, scope: Scope) -> tuple[Items, tuple[str, ...]]:
        """One block for each disjunct; of falsity anything follows."""
        premise = scope.formulas.get(rule.premise)
        if not rule.blocks:
            return (), scope.of((rule.premise,))
        parts = premise.parts if isinstance(premise, Or) else ((premise,) if premise is not None else ())
        inside: list[Block] = []
        for name, part, derivation in zip(rule.ids, parts, rule.blocks, strict=False):
            assumed = self._assumed(name, part)
            items, _ = self.block(derivation, scope.knowing(name, part, (assumed.key,)))
            inside.append(Block(Kind.CASE, scope.declared, Declarations(), (assumed,), (), items))
        closing = self._closing(inference, scope)
        given = scope.of((rule.premise,))
        found = Block(Kind.CASES, scope.declared, Declarations(), (), given, tuple(inside), closing)
        return (found,), (closing.key,)

    def obtain(self, inference: Inference, rule: Obtain, scope: Scope) -> tuple[Items, tuple[str, ...]]:
        """What exists gets a name, which lasts."""
        premise = scope.formulas.get(rule.premise)
        if not isinstance(premise, Exists):
            return self.block(rule.block, scope)
        declared = _named(premise.symbols, rule.names)
        formula = _renamed(premise.symbols, premise.body, rule.names)
        assumed = self._assumed(rule.id, formula)
        inner = scope.declaring(declared).knowing(rule.id, formula, (assumed.key,))
        opened = Block(Kind.OBTAINED, inner.declared, declared, (assumed,), scope.of((rule.premise,)))
        items, keys = self.block(rule.block, inner)
        return (opened, *items), keys

    def extreme(self, inference: Inference, rule: Extreme, scope: Scope) -> tuple[Items, tuple[str, ...]]:
        """The last or first index with a property; that it is the last is said where it is used."""
        schema = _implication(scope.formulas[rule.premise]).premise
        if not isinstance(schema, ForAllIndex):
            return self.block(rule.block, scope)
        inner, declared, bounds = self._index(rule.name, schema.low, schema.high, scope)
        here = parameter(rule.name)
        part = _at(schema, here)
        found = self._assumed(rule.id, part.part if isinstance(part, Not) else part)
        low, high = (schema.low, shift(here, -1)) if rule.first else (shift(here, 1), schema.high)
        beyond = self._assumed(rule.beyond, ForAllIndex(schema.index, low, high, schema.body))
        for item in (found, beyond):
            inner = inner.knowing(item.name, item.formula, (item.key,))
        items, keys = self.block(rule.block, inner)
        assumed = (*bounds, found, *([beyond] if beyond.key in set(used_by(items)) else []))
        kind = Kind.FIRST if rule.first else Kind.LAST
        return (Block(kind, inner.declared, declared, assumed, scope.of((rule.premise,))), *items), keys

    def define(self, inference: Inference, rule: Define, scope: Scope) -> tuple[Items, tuple[str, ...]]:
        """Names for terms, which last."""
        inner = scope.declaring(rule.declarations)
        items, keys = self.block(rule.block, inner)
        return (Block(Kind.DEFINED, inner.declared, rule.declarations), *items), keys

    def sizes(self, inference: Inference, rule: Sizes, scope: Scope) -> tuple[Items, tuple[str, ...]]:
        """A family of sizes with these values."""
        high = integer(rule.low + len(rule.values) - 1)
        declared = Declarations(sizes=(SizeDeclaration(rule.name, Range("i", integer(rule.low), high)),))
        facts = [
            IntegerRelation("=", parameter(SizeAt(rule.name, integer(rule.low + number))), value)
            for number, value in enumerate(rule.values)
        ]
        assumed = Assumed(self.key(rule.id), rule.id, And(tuple(facts)))
        inner = scope.declaring(declared).knowing(rule.id, assumed.formula, ())
        items, keys = self.block(rule.block, inner)
        return (Block(Kind.DEFINED, inner.declared, declared, (assumed,)), *items), keys

    def induction(self, inference: Inference, rule: Induct, scope: Scope) -> tuple[Items, tuple[str, ...]]:
        """The base, and the step for a new integer."""
        claim = inference.claim
        if not isinstance(claim, ForAllIndex):
            return (), ()
        low, high = claim.low, claim.high
        base, _ = self.block(rule.base, scope.knowing("nonempty", IntegerRelation("<=", low, high), ()))
        start, end = (low, shift(high, -1)) if rule.upward else (shift(low, 1), high)
        inner, declared, bounds = self._index(rule.name, start, end, scope)
        known = self._assumed(rule.id, _at(claim, parameter(rule.name)))
        inner = inner.knowing(rule.id, known.formula, (known.key,))
        step, _ = self.block(rule.step, inner)
        closing = self._closing(inference, scope)
        parts = (
            Block(Kind.BASE, scope.declared, items=base),
            Block(Kind.STEP, inner.declared, declared, (*bounds, known), items=step),
        )
        return (Block(Kind.INDUCTION, scope.declared, items=parts, conclusion=closing),), (closing.key,)


BLOCKS: Mapping[type, Callable[[_Reading, Inference, Any, Scope], tuple[Items, tuple[str, ...]]]] = {
    Suppose: _Reading.suppose, Fix: _Reading.fix, ByCases: _Reading.cases, Obtain: _Reading.obtain,
    Extreme: _Reading.extreme, Define: _Reading.define, Sizes: _Reading.sizes, Induct: _Reading.induction,
}  # fmt: skip
QUIET: Mapping[type, Callable[[Any], tuple[str, ...]]] = {
    Restate: lambda rule: (rule.premise,), Conjunction: lambda rule: rule.premises,
    Alternative: lambda rule: (rule.premise,), Choose: lambda rule: (rule.premise,), Dichotomy: lambda rule: (),
    Integers: lambda rule: (), Use: lambda rule: _premises(rule), Positive: lambda rule: (rule.premise,),
    Nonzero: lambda rule: (rule.premise,),
}  # fmt: skip


def _premises(rule: Any) -> tuple[str, ...]:
    match rule:
        case Direct():
            return rule.using
        case Use():
            return (rule.premise, *(move.premise for move in rule.moves if isinstance(move, By)))
        case Apply() | Conjunction():
            return rule.premises
        case Recursion():
            return rule.start, rule.step
        case Restate() | Give() | SumOf() | Columns() | Positive() | Nonzero():
            return (rule.premise,)
        case SumSplit() | SumReverse() | SumFactor() | _:
            return ()


def _implication(formula: Formula) -> Implies:
    """A negation as the implication of falsity."""
    match formula:
        case Implies():
            return formula
        case Not(part):
            return Implies(part, FALSE)
        case Compare("!=", left, right):
            return Implies(Equal(left, right), FALSE)
        case IntegerRelation("!=", left, right):
            return Implies(IntegerRelation("=", left, right), FALSE)
        case And((part,)) | Or((part,)):
            return _implication(part)
        case _:
            return Implies(formula, formula)


def _at(schema: ForAllIndex, index: Affine) -> Formula:
    return instantiated(schema.body, Assignment(integers={schema.index: index}))


def _named(symbols: tuple[SymbolDeclaration, ...], names: tuple[str, ...]) -> Declarations:
    return Declarations(
        symbols=tuple([replace(symbol, name=name) for symbol, name in zip(symbols, names, strict=False)])
    )


def _renamed(symbols: tuple[SymbolDeclaration, ...], body: Formula, names: tuple[str, ...]) -> Formula:
    pairs = list(zip(symbols, names, strict=False))
    terms: dict[str, Term] = {symbol.name: Symbol(name) for symbol, name in pairs if symbol.range is None}
    families = {symbol.name: name for symbol, name in pairs if symbol.range is not None}
    return instantiated(body, Assignment(symbols=terms, families=families))


def _alike(one: Formula | None, two: Formula) -> bool:
    """Whether two formulas read alike: X != Y is also written as the negation of X = Y."""
    match one, two:
        case Not(Equal(left, right)), Compare("!=", first, second):
            return (left, right) == (first, second)
        case _:
            return one == two


def _is_unlike(one: Formula | None, two: Formula) -> bool:
    """Whether two equations have no side in common: both then hold by their normal forms."""
    return isinstance(one, Equal) and isinstance(two, Equal) and not {one.left, one.right} & {two.left, two.right}
