"""Which names occur free, each with its kind; a bound name stands for one thing in its scope.

Integers, families of sizes, symbols, families and functions are told apart, since a family X and a symbol X look alike
only to the eye: a substitution that hides the one must not hide the other.
"""

from __future__ import annotations

from typing import Any, TypeAlias

from symproof.language.affine import Affine, SizeAt, factors
from symproof.language.declarations import SymbolDeclaration
from symproof.language.formulas import Exists, ForAll, ForAllIndex, Sequent
from symproof.language.refusal import Refusal
from symproof.language.substitution import fields_of
from symproof.language.syntax import is_reserved
from symproof.language.terms import Chain, IndexSum, Members, Slope, Symbol, Value

Names: TypeAlias = set[tuple[str, str]]  # kind and name


def check_scopes(node: Any) -> Names:
    """The free names; refuses (SP303) reserved ones, and a bound name that is of another kind where it is bound."""
    found = free_names(node)
    for _, name in found:
        if is_reserved(name):
            raise Refusal("SP303", f"{name} is a name of the kernel")
    return found


def check_named(sequent: Sequent) -> None:
    """Every name of the premises and of the claim is declared (SP301), as what it is used as."""
    declared = declared_names(sequent)
    for item in (*(premise.formula for premise in sequent.premises), sequent.claim):
        unknown = check_scopes(item) - declared
        if unknown:
            raise Refusal("SP301", f"the {' '.join(min(unknown))} is not declared")


def declared_names(sequent: Sequent) -> Names:
    """The names that a sequent declares, with their kinds."""
    given = sequent.declarations
    found: Names = {("integer", name) for name in given.integers}
    found |= {("sizes" if size.range is not None else "integer", size.name) for size in given.sizes}
    found |= {_bound(symbol) for symbol in given.symbols}
    return found | {("function", function.name) for function in given.functions}


def free_names(node: Any) -> Names:
    """The names that a term or formula mentions and does not bind, with their kinds."""
    match node:
        case Affine():
            return set().union(*map(_of_atom, factors(node)))
        case Symbol(name, index):
            return {_of_symbol(name, index is not None)} | free_names(index)
        case Chain(family, high, low) | Members(family, low, high):
            return {("family", family)} | free_names(high) | free_names(low)
        case Value(function, argument) | Slope(function, argument):
            return {("function", function)} | free_names(argument)
        case ForAllIndex(index, low, high, body) | IndexSum(index, low, high, body):
            return free_names(low) | free_names(high) | _inside({("integer", index)}, body)
        case ForAll(symbols, body) | Exists(symbols, body):
            return free_names(symbols) | _inside({_bound(symbol) for symbol in symbols}, body)
        case SymbolDeclaration(range=None):
            return free_names((node.rows, node.columns, node.pieces))
        case SymbolDeclaration(range=bounds) if bounds is not None:
            inner = _inside({("integer", bounds.index)}, (node.rows, node.columns, node.pieces))
            return free_names(bounds.low) | free_names(bounds.high) | inner
        case tuple():
            return set().union(*map(free_names, node))
        case _:
            return set().union(*[free_names(getattr(node, name)) for name in fields_of(node)])


def _of_atom(atom: Any) -> Names:
    return {("sizes", atom.family)} | free_names(atom.index) if isinstance(atom, SizeAt) else {("integer", atom)}


def _of_symbol(name: str, member: bool) -> tuple[str, str]:
    return ("family" if member else "symbol"), name


def _bound(symbol: SymbolDeclaration) -> tuple[str, str]:
    return _of_symbol(symbol.name, symbol.range is not None)


def _inside(bound: Names, body: Any) -> Names:
    found, names = free_names(body), {name for _, name in bound}
    for kind, name in (found | bound) - bound:
        if name in names:
            raise Refusal("SP303", f"{name} is bound here, and also the name of a {kind}")
    if len(names) < len(bound):
        raise Refusal("SP303", f"{min(names)} is bound as two things")
    return found - bound
