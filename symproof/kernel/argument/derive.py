"""``derive``: one theorem for a whole argument, made by replaying its derivation from the statement down."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from dataclasses import InitVar, dataclass
from typing import Any

from symproof.kernel.argument import lemmas, matrices, propositions, quantifiers
from symproof.kernel.argument.sameness import require_same
from symproof.kernel.argument.scope import Memory, Record, Replayed, Scope
from symproof.kernel.context import Context
from symproof.kernel.replay import checked_context
from symproof.language import derivation as rules
from symproof.language.derivation import Block
from symproof.language.formulas import Formula
from symproof.language.records import replace
from symproof.language.refusal import Refusal
from symproof.language.scoping import check_named
from symproof.language.theory import Statement, Trust

MAX_WORK = 5_000_000  # see Context.charge: some ten seconds, forty times what a theorem of the worked paper takes
_SEAL = object()


@dataclass(frozen=True, slots=True)
class Derived:
    """``statement`` follows from ``axioms`` alone. Only ``derive`` makes one.

    ``lemmas``: the ids of the derived statements that were applied, in turn; their axioms are among ``axioms``.
    """

    statement: Statement
    axioms: frozenset[Statement]
    lemmas: frozenset[str]
    rules: frozenset[str]
    seal: InitVar[object]

    def __post_init__(self, seal: object) -> None:
        if seal is not _SEAL:
            raise Refusal("SP300", "a theorem is made by replaying a derivation")


def derive(
    statement: Statement,
    block: Block,
    axioms: Mapping[str, Statement],
    derived: Mapping[str, Derived],
    work: list[int] | None = None,
    memory: Memory | None = None,
) -> Derived:
    """The theorem that the block shows of the statement, from axioms and statements derived before; or a refusal.
    ``work`` holds how much work is allowed, and afterwards what is left of it; ``memory`` what was replayed before."""
    record = Record(memory={} if memory is None else memory)
    try:
        return _derive(statement, block, axioms, derived, [MAX_WORK] if work is None else work, record)
    except RecursionError:
        raise Refusal("SP341", "nested too deeply to be replayed") from None


def _derive(
    statement: Statement,
    block: Block,
    axioms: Mapping[str, Statement],
    derived: Mapping[str, Derived],
    work: list[int],
    record: Record,
) -> Derived:
    sequent = statement.sequent
    scope = opening(statement, checked_context(sequent, work), library_of(statement, axioms, derived), record)
    check_premises(scope, statement)
    conclude(scope, block, sequent.claim)
    used = [derived[name] for name in record.lemmas]
    return Derived(
        statement,
        frozenset(record.axioms.union(*[item.axioms for item in used])),
        frozenset(record.lemmas.union(*[item.lemmas for item in used])),
        frozenset(record.rules.union(*[item.rules for item in used])),
        _SEAL,
    )


def opening(
    statement: Statement, context: Context, library: Mapping[str, Statement], record: Record | None = None
) -> Scope:
    """The scope in which the claim of the statement is shown: its facts and premises hold."""
    scope = Scope(context, {}, library, Record() if record is None else record)
    for given in (*statement.sequent.facts, *statement.sequent.premises):
        scope = scope.with_formula(given.id, given.formula)
    return scope


def check_premises(scope: Scope, statement: Statement) -> Context:
    """Refuses premises that are not well formed; returns the context, which holds the range facts that this used."""
    check_named(statement.sequent)
    inner = replace(scope, context=scope.context.stepping(statement.ranges))
    for premise in statement.sequent.premises:
        inner.check(premise.formula)
    inner.context.require_consulted()
    return inner.context


def library_of(
    statement: Statement, axioms: Mapping[str, Statement], derived: Mapping[str, Derived]
) -> dict[str, Statement]:
    """What may be applied: axioms are axioms, lemmas are derived, and each stands under its own id."""
    library: dict[str, Statement] = {}
    for name, item in axioms.items():
        if item.id != name or item.trust is not Trust.AXIOM:
            raise Refusal("SP365", f"{name} is not an axiom of this name")
        library[name] = item
    for name, theorem in derived.items():
        if type(theorem) is not Derived or theorem.statement.id != name or name in library or name == statement.id:
            raise Refusal("SP365", f"{name} is not a derived statement of this name")
        stated = theorem.statement
        library[name] = stated if stated.trust is Trust.LEMMA else replace(stated, trust=Trust.LEMMA)
    return library


def conclude(scope: Scope, block: Block, goal: Formula) -> None:
    """Replays the derivation of a statement, whose last claim is the goal as it is written."""
    _replayed(scope, block)
    if block[-1].claim != goal:
        raise Refusal("SP360", "the derivation ends in another formula than the statement")


def shows(scope: Scope, block: Block, goal: Formula) -> None:
    """The last inference of the block has the goal as its claim, up to normal forms."""
    end = _replayed(scope, block)
    inner = replace(end, context=end.context.consulting(scope.context))
    require_same(inner, block[-1].claim, goal, "what the block shows")


def _replayed(scope: Scope, block: Block) -> Scope:
    """The scope at the end of the block."""
    if not block:
        raise Refusal("SP361", "an empty block shows nothing")
    for step in block:
        scope = _after(scope, step)
    return scope


def _after(scope: Scope, step: rules.Inference) -> Scope:
    """The scope in which the claim of the inference holds as well."""
    found = scope.record.memory.get(id(step))
    if found is not None and found.stands_for(step, scope):
        scope.context.charge(found.work)
    else:
        found = scope.record.memory[id(step)] = _replay(scope, step)
    scope.record.include(found.record)
    return scope.with_formula(step.id, step.claim)


def _replay(scope: Scope, step: rules.Inference) -> Replayed:
    rule = RULES.get(type(step.rule))
    if rule is None:
        raise Refusal("SP328", f"{type(step.rule).__name__} is not a rule")
    before, record = scope.context.work[0], scope.record.part()
    inner = replace(scope, context=scope.context.stepping(step.ranges), record=record)
    try:
        inner.admit(step.claim)
        rule(inner, step.claim, step.rule, shows)
        inner.context.require_consulted()
    except Refusal as refusal:
        raise refusal.within(step.id) from None
    return Replayed(step, scope, record, before - scope.context.work[0])


RULES: dict[type, Callable[[Scope, Formula, Any, propositions.Shows], None]] = {
    rules.Direct: propositions.direct, rules.Integers: propositions.integers, rules.Restate: propositions.same_as,
    rules.Conjunction: propositions.conjunction, rules.Alternative: propositions.alternative,
    rules.Suppose: propositions.suppose, rules.ByCases: propositions.cases, rules.Dichotomy: propositions.dichotomy,
    rules.Fix: quantifiers.fix, rules.Use: quantifiers.use, rules.Give: quantifiers.give,
    rules.Obtain: quantifiers.obtain, rules.Choose: quantifiers.choose, rules.Recursion: quantifiers.recursion,
    rules.Induct: quantifiers.induct, rules.Extreme: quantifiers.extreme, rules.Define: matrices.define,
    rules.Sizes: matrices.sizes, rules.SumOf: matrices.sum_of, rules.SumSplit: matrices.sum_split,
    rules.SumReverse: matrices.sum_reverse, rules.SumFactor: matrices.sum_factor, rules.Positive: matrices.positive,
    rules.Nonzero: matrices.reciprocal, rules.Columns: matrices.columns, rules.Apply: lemmas.apply,
}  # fmt: skip
