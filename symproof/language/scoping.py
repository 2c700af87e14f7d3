"""Which names occur free, each with its kind; a bound name stands for one thing in its scope.

Integers, families of sizes, symbols, families and functions are told apart, since a family X and a symbol X look alike
only to the eye: a substitution that hides the one must not hide the other.
"""

from __future__ import annotations

from collections.abc import Callable
from typing import Any, TypeAlias

from symproof.language.affine import Affine, FamilyAt, FamilyName, SizeAt, declared_name, factors
from symproof.language.declarations import SizeDeclaration, SymbolDeclaration
from symproof.language.formulas import Exists, ForAll, ForAllIndex, Sequent
from symproof.language.records import PLAIN, inside, once, replace
from symproof.language.refusal import Refusal
from symproof.language.syntax import is_reserved
from symproof.language.terms import Chain, IndexSum, Members, Slope, Symbol, Value

Names: TypeAlias = set[tuple[str, str]]  # kind and name
LEADING = " with a leading index"  # after the kind of a family


@once
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
    found |= {_sizes(size) for size in given.sizes}
    found |= {_bound(symbol) for symbol in given.symbols}
    return found | {("function", function.name) for function in given.functions}


def free_names(node: Any) -> Names:
    """The names that a term or formula mentions and does not bind, with their kinds."""
    found: Names = set()
    _collect(node, found)
    return found


def _collect(node: Any, found: Names) -> None:
    """Adds the free names of the node."""
    rule = _RULES.get(type(node))
    if rule is not None:
        rule(node, found)
        return
    for part in inside(node):
        if type(part) not in PLAIN:
            _collect(part, found)


def _affine(node: Affine, found: Names) -> None:
    for atom in factors(node) if node.terms else ():
        if isinstance(atom, SizeAt):
            _named("sizes", atom.family, found)
            _affine(atom.index, found)
        else:
            found.add(("integer", atom))  # type: ignore[arg-type]


def _named(kind: str, family: FamilyName, found: Names) -> None:
    """The kind of a name that takes a leading index is another one than that of a name that takes none."""
    found.add((kind + LEADING * isinstance(family, FamilyAt), declared_name(family)))
    if isinstance(family, FamilyAt):
        _affine(family.lead, found)


def _symbol(node: Symbol, found: Names) -> None:
    _named("symbol" if node.index is None else "family", node.name, found)
    if node.index is not None:
        _affine(node.index, found)


def _chain(node: Chain | Members, found: Names) -> None:
    _named("family", node.family, found)
    _affine(node.high, found)
    _affine(node.low, found)


def _value(node: Value | Slope, found: Names) -> None:
    found.add(("function", node.function))
    _collect(node.argument, found)


def _index(node: ForAllIndex | IndexSum, found: Names) -> None:
    _affine(node.low, found)
    _affine(node.high, found)
    found |= _inside({("integer", node.index)}, node.body)


def _quantified(node: ForAll | Exists, found: Names) -> None:
    _collect(node.symbols, found)
    found |= _inside({_bound(symbol) for symbol in node.symbols}, node.body)


def _declared(node: SymbolDeclaration, found: Names) -> None:
    parts = node.rows, node.columns, node.pieces
    if node.leading is not None:
        _affine(node.leading.low, found)
        _affine(node.leading.high, found)
        found |= _inside({("integer", node.leading.index)}, replace(node, leading=None))
    elif node.range is None:
        _collect(parts, found)
    else:
        _affine(node.range.low, found)
        _affine(node.range.high, found)
        found |= _inside({("integer", node.range.index)}, parts)


_RULES: dict[type, Callable[[Any, Names], None]] = {
    Affine: _affine, Symbol: _symbol, Chain: _chain, Members: _chain, Value: _value, Slope: _value,
    ForAllIndex: _index, IndexSum: _index, ForAll: _quantified, Exists: _quantified, SymbolDeclaration: _declared,
}  # fmt: skip


def _bound(symbol: SymbolDeclaration) -> tuple[str, str]:
    kind = "symbol" if symbol.range is None else "family"
    return kind + LEADING * (symbol.leading is not None), symbol.name


def _sizes(size: SizeDeclaration) -> tuple[str, str]:
    return "integer" if size.range is None else "sizes" + LEADING * (size.leading is not None), size.name


def _inside(bound: Names, body: Any) -> Names:
    found, names = free_names(body), {name for _, name in bound}
    for kind, name in (found | bound) - bound:
        if name in names:
            raise Refusal("SP303", f"{name} is bound here, and also the name of a {kind}")
    if len(names) < len(bound):
        raise Refusal("SP303", f"{min(names)} is bound as two things")
    return found - bound
