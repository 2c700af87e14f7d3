"""Simultaneous substitution without capture: the single way in which anything is instantiated.

A binder (a schema, a sum, a quantifier, the index of a declared range) hides its name inside. Where a value that is
put in mentions the name of a binder around the place, the binder is renamed first.
"""

from __future__ import annotations

from collections.abc import Callable, Iterator, Mapping
from dataclasses import field
from functools import cache, cached_property
from itertools import count
from operator import is_
from typing import Any, TypeVar

from symproof.language.affine import (
    Affine,
    FamilyAt,
    FamilyName,
    IntegerAtom,
    SizeAt,
    atoms,
    declared_name,
    parameter,
    substitute,
)  # fmt: skip
from symproof.language.declarations import Range, SymbolDeclaration
from symproof.language.formulas import Exists, ForAll, ForAllIndex
from symproof.language.records import PLAIN, dataclass, inside, parts_of, replace
from symproof.language.refusal import Refusal
from symproof.language.syntax import reserved
from symproof.language.terms import Chain, Differential, Gradient, IndexSum, Members, Slope, Symbol, Term, Value

Node = TypeVar("Node")
RENAMED = 1_000_000  # numbers of the reserved names that renamed binders take


@dataclass(frozen=True, slots=True)
class Assignment:
    """What stands for the free names of a formula.

    ``integers``: an expression for an integer or a size. ``sizes``: for a family of sizes an index and an expression in
    it. ``symbols``: a term for a scalar or matrix. ``families``, ``functions``: the name of another one. ``leading``:
    for families of sizes d_{l,i} the two indices and an expression in them.
    """

    integers: Mapping[str, Affine] = field(default_factory=dict)
    sizes: Mapping[str, tuple[str, Affine]] = field(default_factory=dict)
    symbols: Mapping[str, Term] = field(default_factory=dict)
    families: Mapping[str, FamilyName] = field(default_factory=dict)
    functions: Mapping[str, str] = field(default_factory=dict)
    leading: Mapping[str, tuple[str, str, Affine]] = field(default_factory=dict)

    def groups(self) -> tuple[Mapping[str, Any], ...]:
        """All that is put for names, by kind, in the order of the fields."""
        return self.integers, self.sizes, self.symbols, self.families, self.functions, self.leading

    def names(self) -> set[str]:
        """The names for which the assignment puts something."""
        return set().union(*self.groups())

    def without(self, hidden: set[str]) -> Assignment:
        """The assignment inside a binder of these names."""
        groups = self.groups()
        if not any(hidden & group.keys() for group in groups):
            return self
        return Assignment(*[{name: to for name, to in group.items() if name not in hidden} for group in groups])

    def values(self) -> set[str]:
        """The names that the values mention."""
        found = {*self.functions.values()}
        for value in (*self.integers.values(), *self.symbols.values(), *self.families.values()):
            found |= mentioned(value)
        for *indices, size in (*self.sizes.values(), *self.leading.values()):
            found |= atoms(size) - {*indices}  # type: ignore[arg-type]
        return found


def mentioned(node: Any) -> set[str]:
    """All names that occur, free or bound. A part that is shared is visited once: values of values grow fast."""
    found: set[str] = set()
    pending, visited = [node], dict[int, Any]()
    while pending:
        part = pending.pop()
        if isinstance(part, Affine):
            found |= atoms(part)
        elif isinstance(part, str):
            found.add(part)
        elif id(part) not in visited:
            visited[id(part)] = part
            pending += inside(part)
    return found


def instantiated(node: Node, by: Assignment) -> Node:
    """The node with all names replaced at once; a derivative by something that is replaced is refused (SP366), as the
    derivative of an instance is not the instance of a derivative."""
    return _Instance(by).of(node)  # type: ignore[no-any-return]


class _Instance:
    def __init__(self, by: Assignment) -> None:
        self.by = by
        self.known: dict[Affine, Affine] = {}

    @cached_property
    def foreign(self) -> set[str]:
        """The names that the values mention, which a binder must not capture."""
        return self.by.values()

    def of(self, node: Any) -> Any:
        kind: Any = type(node)
        if kind is Affine:
            return self.affine(node)
        if kind is tuple:
            found = tuple(map(self.of, node))
            return node if all(map(is_, node, found)) else found
        if kind in PLAIN:
            return node
        walker: Any = type(self)
        rule = _rule(walker, kind)
        return self._fields(node) if rule is None else rule(self, node)

    def _fields(self, node: Any) -> Any:
        return _with(node, tuple(map(self.of, parts_of(node))))

    def affine(self, value: Affine) -> Affine:
        if not value.terms:
            return value
        found = self.known.get(value)
        if found is None:
            found = self.known[value] = substitute(value, self._atom)
        return found

    def _atom(self, atom: IntegerAtom) -> Affine | None:
        if isinstance(atom, str):
            return self.by.integers.get(atom)
        if isinstance(atom, SizeAt) and atom.family in self.by.sizes:
            index, size = self.by.sizes[atom.family]  # type: ignore[index]
            at = self.affine(atom.index)
            return substitute(size, lambda inner: at if inner == index else None)
        if isinstance(atom, SizeAt) and isinstance(atom.family, FamilyAt) and atom.family.family in self.by.leading:
            lead, index, size = self.by.leading[atom.family.family]
            values = {lead: self.affine(atom.family.lead), index: self.affine(atom.index)}
            return substitute(size, lambda inner: values.get(inner) if isinstance(inner, str) else None)
        return None

    # -------------------------------------------------------------------------------- names

    def _symbol(self, node: Symbol) -> Term:
        if node.index is None:
            return self.by.symbols.get(node.name, node)  # type: ignore[arg-type]
        return Symbol(self._family(node.name), self.affine(node.index))

    def _family(self, family: FamilyName) -> FamilyName:
        """The family that stands for this one: for M_l it is N_l, where N stands for M."""
        put = self.by.families.get(declared_name(family), declared_name(family))
        if isinstance(family, str):
            return put
        if not isinstance(put, str):
            raise Refusal("SP304", f"one family is put for the families {family.family}")
        return FamilyAt(put, self.affine(family.lead))

    def _chain(self, node: Chain) -> Chain:
        return Chain(self._family(node.family), self.affine(node.high), self.affine(node.low))

    def _members(self, node: Members) -> Members:
        return Members(self._family(node.family), self.affine(node.low), self.affine(node.high))

    def _value(self, node: Value) -> Value:
        return Value(self.by.functions.get(node.function, node.function), self.of(node.argument))

    def _slope(self, node: Slope) -> Slope:
        return Slope(self.by.functions.get(node.function, node.function), self.of(node.argument))

    def _gradient(self, node: Gradient | Differential) -> Any:
        replaced = {*self.by.symbols, *self.by.families, *self.by.functions} & mentioned(node)
        if replaced:
            raise Refusal("SP366", f"a derivative mentions {min(replaced)}, for which something else is put")
        return self._fields(node)

    _differential = _gradient

    # -------------------------------------------------------------------------------- binders

    def _forallindex(self, node: ForAllIndex | IndexSum | Range) -> Any:
        """A name that is bound in the body, not in the bounds."""
        low, high = self.affine(node.low), self.affine(node.high)
        if isinstance(node, Range):
            return Range(node.index, low, high)
        (index,), inner, body = self._inside((node.index,), node.body)
        return _with(node, (index, low, high, inner.of(body)))

    _indexsum = _range = _forallindex

    def _forall(self, node: ForAll | Exists) -> Any:
        names, inner, body = self._inside(tuple(symbol.name for symbol in node.symbols), node.body)
        symbols = tuple(map(self._symboldeclaration, node.symbols))
        if tuple([symbol.name for symbol in symbols]) != names:
            symbols = tuple([replace(symbol, name=name) for symbol, name in zip(symbols, names, strict=True)])
        return type(node)(symbols, inner.of(body))

    _exists = _forall

    def _symboldeclaration(self, node: SymbolDeclaration) -> SymbolDeclaration:
        """A declared name stays; the index of its range is bound in its sizes and pieces, a leading one in all."""
        if node.leading is not None:
            (lead,), inside, rest = self._inside((node.leading.index,), replace(node, leading=None))
            bounds = Range(lead, self.affine(node.leading.low), self.affine(node.leading.high))
            return replace(inside._symboldeclaration(rest), leading=bounds)
        if node.range is None:
            sizes = self.affine(node.rows), self.affine(node.columns)
            return _with(node, (node.name, *sizes, None, self.of(node.pieces), None))  # type: ignore[no-any-return]
        (index,), inner, parts = self._inside((node.range.index,), (node.rows, node.columns, node.pieces))
        rows, columns, pieces = inner.of(parts)
        bounds = _with(node.range, (index, self.affine(node.range.low), self.affine(node.range.high)))
        return _with(node, (node.name, rows, columns, bounds, pieces, None))  # type: ignore[no-any-return]

    def _inside(self, bound: tuple[str, ...], body: Node) -> tuple[tuple[str, ...], _Instance, Node]:
        """The names under which a binder stands in the instance, the assignment inside, and the body to put it into."""
        by = self.by.without(set(bound))
        inner = self if by is self.by else _Instance(by)
        if inner.foreign.isdisjoint(bound):
            return bound, inner, body
        fresh = unused(self.foreign | mentioned(body) | self.by.names())
        names = tuple([next(fresh) for _ in bound])
        renamed = _renamed(body, dict(zip(bound, names, strict=True)))
        return names, inner, renamed


def _with(node: Any, parts: tuple[Any, ...]) -> Any:
    """A node like this one with other parts; this one itself where no part differs."""
    return node if all(map(is_, parts_of(node), parts)) else type(node)(*parts)


@cache
def _rule(kind: type, node: type) -> Callable[[Any, Any], Any] | None:
    """What the walker does with a node of this type: its method of that name, if it has one."""
    return getattr(kind, f"_{node.__name__.lower()}", None)


def unused(taken: set[str]) -> Iterator[str]:
    """Reserved names that are not taken: no author's formula mentions them, none is captured."""
    return (name for number in count(RENAMED) if (name := reserved(number)) not in taken)


def _renamed(node: Node, names: Mapping[str, str]) -> Node:
    """Free occurrences under new names that occur nowhere else; also in derivatives, which renaming does not harm."""
    integers = {old: parameter(new) for old, new in names.items()}
    symbols: dict[str, Term] = {old: Symbol(new) for old, new in names.items()}
    families: Mapping[str, FamilyName] = names
    return _Renaming(Assignment(integers, {}, symbols, families)).of(node)  # type: ignore[no-any-return]


class _Renaming(_Instance):
    def _gradient(self, node: Gradient | Differential) -> Any:
        return self._fields(node)

    _differential = _gradient

    def _inside(self, bound: tuple[str, ...], body: Node) -> tuple[tuple[str, ...], _Instance, Node]:
        return bound, _Renaming(self.by.without(set(bound))), body
