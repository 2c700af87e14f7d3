"""Applying an axiom or a derived lemma: an assignment, its facts and premises, and the instance of its claim."""

from __future__ import annotations

from symproof.kernel.argument.propositions import Shows, holds
from symproof.kernel.argument.quantifiers import require_family, require_term
from symproof.kernel.argument.sameness import require_same
from symproof.kernel.argument.scope import Scope, at
from symproof.language.affine import Affine, FamilyName, parameter, substitute
from symproof.language.binding import Assignment, instantiated
from symproof.language.declarations import (
    Declarations,
    FunctionDeclaration,
    Range,
    SizeDeclaration,
    SymbolDeclaration,
)  # fmt: skip
from symproof.language.derivation import Apply, Given
from symproof.language.formulas import And, ForAllIndex, Formula, IntegerRelation
from symproof.language.records import replace
from symproof.language.refusal import Refusal
from symproof.language.scoping import check_named, check_scopes
from symproof.language.substitution import free_integers, weight
from symproof.language.terms import Term
from symproof.language.theory import Trust


def apply(scope: Scope, claim: Formula, rule: Apply, shows: Shows) -> None:
    """facts[a], premises[a] / claim[a], for an axiom or lemma ``facts, premises |- claim`` and an assignment a."""
    statement = scope.statement(rule.statement)
    sequent = statement.sequent
    scope.context.charge(weight(sequent))
    if statement.trust is Trust.AXIOM:
        check_named(sequent)
    by = assigned(scope, sequent.declarations, rule.assignment)
    for fact in sequent.facts:
        _require_fact(scope, instantiated(fact.formula, by), fact.id)
    if len(rule.premises) != len(sequent.premises):
        raise Refusal("SP364", f"{statement.id} has {len(sequent.premises)} premises, {len(rule.premises)} are given")
    for needed, name in zip(sequent.premises, rule.premises, strict=True):
        require_same(scope, scope.formula(name), instantiated(needed.formula, by), f"{name} for {needed.id}")
    require_same(scope, claim, instantiated(sequent.claim, by), "the claim")
    if statement.trust is Trust.AXIOM:
        scope.record.axioms.add(statement)
    else:
        scope.record.lemmas.add(statement.id)


def assigned(scope: Scope, declarations: Declarations, given: tuple[Given, ...]) -> Assignment:
    """The assignment, once it is known to name all that is declared, each thing by one of its kind and size."""
    check_scopes(given)
    by_name = {item.name: item for item in given}
    symbols, functions = declarations.symbols, declarations.functions
    named = [*declarations.integers, *(size.name for size in declarations.sizes)]
    named += [*(symbol.name for symbol in symbols), *(function.name for function in functions)]
    if len(by_name) < len(given) or by_name.keys() != set(named):
        raise Refusal("SP364", "the assignment does not name each declared name once")
    if any(symbol.pieces for symbol in symbols) or any(function.value is not None for function in functions):
        raise Refusal("SP364", "a lemma with definitions of its own is not applied")
    integers = {name: _integer(scope, by_name[name]) for name in declarations.integers}
    integers |= {size.name: _size(scope, by_name[size.name]) for size in declarations.sizes if size.range is None}
    sized = Assignment(integers)
    for size in declarations.sizes:
        if size.range is not None:
            sized = _with_sizes(scope, size, by_name[size.name], sized, declarations)
    terms = {s.name: _term(scope, instantiated(s, sized), by_name[s.name]) for s in symbols if s.range is None}
    others = {s.name: _family(scope, instantiated(s, sized), by_name[s.name]) for s in symbols if s.range}
    named_functions = {f.name: _function(scope, instantiated(f, sized), by_name[f.name]) for f in functions}
    return replace(sized, symbols=terms, families=others, functions=named_functions)


def _integer(scope: Scope, given: Given) -> Affine:
    if given.integer is None:
        raise Refusal("SP364", f"{given.name} needs an integer expression")
    scope.context.check_integer(given.integer)
    return given.integer


def _size(scope: Scope, given: Given) -> Affine:
    value = _integer(scope, given)
    scope.context.check_size(value)
    return value


def _with_sizes(
    scope: Scope, size: SizeDeclaration, given: Given, before: Assignment, declarations: Declarations
) -> Assignment:
    """The assignment with an expression in the indices that is a size, or an integer, wherever the family has one. The
    range of a family mentions only sizes that are alone, and families that are declared before it."""
    later = {item.name for item in declarations.sizes} - before.names()
    if given.integer is None or not given.index or (not given.lead) != (size.leading is None):
        raise Refusal("SP364", f"{given.name} needs an integer expression in its indices")
    if given.lead == given.index or free_integers((size.leading, size.range)) & later:
        raise Refusal("SP364", f"{given.name} has one name for two indices, or the range mentions a later family")
    inner, values, bound = scope, dict[str, Affine](), before
    for name, bounds in ((given.lead, size.leading), (given.index, size.range)):
        if bounds is not None:
            inner, opened = inner.index_opened(ForAllIndex("", *_ends(bounds, bound), And(())))
            values[name] = parameter(opened)
            bound = replace(before, integers={**before.integers, bounds.index: values[name]})
    value = substitute(given.integer, lambda atom: values.get(atom) if isinstance(atom, str) else None)
    (inner.context.check_integer if size.whole else inner.context.check_size)(value)
    if size.leading is None:
        return replace(before, sizes={**before.sizes, size.name: (given.index, given.integer)})
    return replace(before, leading={**before.leading, size.name: (given.lead, given.index, given.integer)})


def _ends(bounds: Range, by: Assignment) -> tuple[Affine, Affine]:
    return instantiated(bounds.low, by), instantiated(bounds.high, by)


def _term(scope: Scope, symbol: SymbolDeclaration, given: Given) -> Term:
    if given.term is None:
        raise Refusal("SP364", f"{given.name} needs a term")
    require_term(scope, symbol, given.term)
    return given.term


def _family(scope: Scope, symbol: SymbolDeclaration, given: Given) -> FamilyName:
    require_family(scope, symbol, given.other)
    return given.other


def _function(scope: Scope, function: FunctionDeclaration, given: Given) -> str:
    if not isinstance(given.other, str):
        raise Refusal("SP364", f"{given.name} needs the name of a function")
    declared, same = scope.context.function(given.other), scope.context.same
    if not (same(declared.rows, function.rows) and same(declared.columns, function.columns)):
        raise Refusal("SP305", f"{given.other} has arguments of another size than {function.name}")
    return given.other


def _require_fact(scope: Scope, fact: Formula, name: str) -> None:
    """Relations between integers, also for all indices of a range."""
    match fact:
        case And(parts):
            for part in parts:
                _require_fact(scope, part, name)
        case ForAllIndex():
            inner, index = scope.index_opened(fact)
            _require_fact(inner, at(fact, parameter(index)), name)
        case IntegerRelation():
            if not holds(scope, fact):
                raise Refusal("SP320", f"the fact {name} of the lemma is not derived")
        case _:
            raise Refusal("SP364", f"{name} is not a fact about integers")
