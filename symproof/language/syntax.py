"""What can be said of a sequent by reading alone.

Names are names, each is declared once, ids differ, every integer that occurs is declared or bound, and a definition
mentions only what stands before it, so that unfolding ends.
"""

from __future__ import annotations

from collections import Counter

from symproof.language.declarations import Declarations, SymbolDeclaration
from symproof.language.dependent import parsed
from symproof.language.formulas import Formula, Named, Sequent
from symproof.language.records import once
from symproof.language.refusal import Refusal
from symproof.language.substitution import free_integers, names

_integers = once(free_integers)
RESERVED = frozenset({"inv", "size", "induction"})  # read otherwise in normal forms and certificates


def reserved(number: int) -> str:
    """The name under which a binder is opened; no declaration can have it."""
    return f"_{number}"


def is_reserved(name: str) -> bool:
    """Whether this is the name of an opened binder."""
    return name[:1] == "_" and name[1:].isdigit()


def check_names(declarations: Declarations, facts: tuple[Named, ...]) -> None:
    """Refuses names that are no identifiers, reserved or declared twice (SP303), facts about integers that are not
    declared (SP301), pieces without bounds (SP313), circular definitions (SP314)."""
    lists = (declarations.symbols, declarations.sizes, declarations.functions)
    declared = [item.name for group in lists for item in group] + list(declarations.integers)
    for name in declared:
        dependent = parsed(name)
        if not (name.isidentifier() or dependent) or name in RESERVED or is_reserved(name):
            raise Refusal("SP303", f"{name!r} cannot be declared")
        if dependent is not None and dependent[0] in declared:
            raise Refusal("SP303", f"{name!r} cannot be declared beside {dependent[0]!r}")
    _require_distinct("name", declared)
    _check_named(facts, declarations, [])
    later = {symbol.name for symbol in declarations.symbols}
    defined = {function.name for function in declarations.functions if function.value is not None}
    for symbol in declarations.symbols:
        _check_pieces(symbol)
        reached = (later | defined) & _mentioned(symbol) if symbol.pieces else ()
        if reached:
            raise Refusal("SP314", f"the definition of {symbol.name} mentions {min(reached)}, not declared before it")
        later.discard(symbol.name)
    _check_functions(declarations)


def _names_in_pieces(symbol: SymbolDeclaration) -> frozenset[str]:
    return frozenset(names(symbol.pieces))


_mentioned = once(_names_in_pieces)  # the declarations of a scope are checked again with each that is added


def _check_functions(declarations: Declarations) -> None:
    """A defined function mentions symbols, and functions declared before it."""
    undefined = {function.name for function in declarations.functions}
    for function in declarations.functions:
        mentioned = undefined.intersection(names((function.value, function.gradient)))
        if mentioned:
            raise Refusal("SP314", f"the definition of {function.name} mentions {min(mentioned)}")
        undefined.discard(function.name)


def _check_pieces(symbol: SymbolDeclaration) -> None:
    for piece in symbol.pieces:
        if {piece.low is None, piece.high is None} != {symbol.range is None}:
            raise Refusal("SP313", f"a piece of {symbol.name} has bounds exactly if {symbol.name} has an index")
    if len(symbol.pieces) > 1 and symbol.range is None:
        raise Refusal("SP313", f"{symbol.name} has several pieces but no index")


def check_closed(sequent: Sequent) -> None:
    """Premises have ids of their own, and no free integer, so that no induction variable occurs in them."""
    _check_named(sequent.premises, sequent.declarations, [fact.id for fact in sequent.facts])
    _require_closed("the claim", sequent.claim, sequent.declarations)


def _check_named(items: tuple[Named, ...], declarations: Declarations, others: list[str]) -> None:
    for item in items:
        if ":" in item.id or item.id in ("size", "induction"):
            raise Refusal("SP303", f"{item.id} cannot be the id of a premise")
        _require_closed(f"premise {item.id}", item.formula, declarations)
    _require_distinct("id", [*others, *(item.id for item in items)])


def _require_distinct(kind: str, given: list[str]) -> None:
    twice = [name for name, times in Counter(given).items() if times > 1]
    if twice:
        raise Refusal("SP303", f"the {kind} {min(twice)} stands for two things")


def _require_closed(what: str, formula: Formula, declarations: Declarations) -> None:
    unknown = _integers(formula) - {*declarations.integers, *(size.name for size in declarations.sizes)}
    if unknown:
        raise Refusal("SP301", f"{what} mentions {sorted(unknown)}, which is not declared")
