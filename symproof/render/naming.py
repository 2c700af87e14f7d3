"""How the names of a scope are written: one form for each name, and no two names that look alike.

``A1`` and ``A_1`` would both be A with the subscript 1, and so would the member 1 of a family A. A ``Naming`` is made
once from all names that can stand on one page, in one JSON report or in one terminal report of a proof, and is handed
to the printers. One of the names that would look alike keeps the nicest form and the others are spelled out, so that a
name looks the same everywhere and unlike everything else.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping
from dataclasses import field
from functools import lru_cache
from typing import Any, TypeAlias

from symproof.language.affine import Affine, SizeAt, atoms, declared_name, factors
from symproof.language.declarations import Declarations, FunctionDeclaration, Range, SizeDeclaration, SymbolDeclaration
from symproof.language.formulas import ForAllIndex
from symproof.language.records import PLAIN, dataclass, parts_of
from symproof.language.terms import Basis, Call, Chain, Differential, IndexSum, Members, Slope, Symbol, Value
from symproof.render import calls
from symproof.render.forms import Form, Part, Style, preferred, verbatim


@dataclass(frozen=True, slots=True)
class Names:
    """The names of a scope by what they stand for, and what else can be written with a subscript.

    ``families`` have members with one index; ``functions`` have gradients, which add a prime. ``entries``: a derivative
    by an entry X_{i,j} can occur. ``basis``: a basis column e_i can occur.
    """

    declared: frozenset[str] = frozenset()
    families: frozenset[str] = frozenset()
    functions: frozenset[str] = frozenset()
    entries: bool = True
    basis: bool = True


@dataclass(frozen=True, slots=True)
class Naming:
    """One form for each name of a scope. Forms of different names differ, and stay different when an index, two
    places of an entry or the prime of a gradient are added to either."""

    forms: Mapping[str, Form]
    taken: Taken = field(compare=False, repr=False)

    def form(self, name: str) -> Form:
        """The form of a name; a name from outside the scope is spelled out where it would look like one inside."""
        found = self.forms.get(name)
        if found is None:
            found = preferred(name)
            return verbatim(name) if self.taken.is_like(found, family=True, function=True) else found
        return found

    def is_taken(self, name: str) -> bool:
        """Whether something is called so."""
        return name in self.forms


def naming_of(scopes: Iterable[Declarations], *bodies: object) -> Naming:
    """The naming of what is declared in these scopes or bound in these formulas."""
    return layout(names_of((*scopes, *bodies)))


# ------------------------------------------------------------------------------------------------ layout


@lru_cache(maxsize=256)
def layout(names: Names) -> Naming:
    """One form for each name. Names with few subscripts, then short names, get their nicest form first.

    >>> arranged = layout(Names(frozenset(["A1", "A_1"])))
    >>> [arranged.form(name).letter.word for name in ("A1", "A_1")]
    ['A', 'A_1']
    """
    taken = Taken(names.entries)
    taken.add(Form(Part(Style.LETTER, "I")), family=True)  # I_n is the identity
    if names.basis:
        taken.add(Form(Part(Style.LETTER, "e")), family=True, bare=False)
    found: dict[str, Form] = {}
    for name in sorted(names.declared, key=_simplest_first):
        form, family, function = preferred(name), name in names.families, name in names.functions
        if _is_operator(form) or taken.is_like(form, family, function):
            form = verbatim(name)
        taken.add(form, family, function)
        found[name] = form
    return Naming(found, taken)


def _simplest_first(name: str) -> tuple[int, int, int, str]:
    form = preferred(name)
    return len(form.below), len(form.above), len(name), name


def _is_operator(form: Form) -> bool:
    """Whether the name reads like a function of the language, such as tr."""
    return form.letter.style is Style.WORD and form.letter.word in calls.FUNCTION_NAMES


_Below: TypeAlias = "tuple[Part, ...]"


@dataclass(slots=True)
class _Group:
    """The names of one base letter that differ only in their subscripts and primes.

    ``names`` gives for each subscript the numbers of primes that occur with it, and whether the name is a function.
    ``families`` are the subscripts of families. ``longer`` gives for each subscript how many parts more the subscripts
    that begin with it have, and whether these belong to families.
    """

    names: dict[_Below, list[tuple[int, bool]]] = field(default_factory=dict)
    families: set[_Below] = field(default_factory=set)
    longer: dict[_Below, set[tuple[int, bool]]] = field(default_factory=dict)


class Taken:
    """The forms in use. A question costs what the form has parts, however many forms are in use."""

    def __init__(self, entries: bool) -> None:
        self.entries = entries
        self.groups: dict[object, _Group] = {}

    def add(self, form: Form, family: bool = False, function: bool = False, *, bare: bool = True) -> None:
        """Enters a form that a name may take."""
        group = self.groups.setdefault(_apart_from_primes(form), _Group())
        if bare:
            group.names.setdefault(form.below, []).append((form.above.count("prime"), function))
        if family:
            group.families.add(form.below)
        for shorter in range(len(form.below)):
            group.longer.setdefault(form.below[:shorter], set()).add((len(form.below) - shorter, family))

    def is_like(self, form: Form, family: bool, function: bool) -> bool:
        """Whether the form, a member, an entry or a gradient of it looks like one of those in use."""
        group = self.groups.get(_apart_from_primes(form))
        if group is None:
            return False
        below, primes = form.below, form.above.count("prime")
        same = any(_primes_meet(primes, function, *other) for other in group.names.get(below, ()))
        both = family and below in group.families
        inside = bool(below) and below[:-1] in group.families
        return same or both or inside or self._is_entry(group, below, family) or self._grows(group, below, family)

    def _is_entry(self, group: _Group, below: _Below, family: bool) -> bool:
        """Whether the new name, or a member of it, looks like an entry X_{i,j} of a name in use."""
        return self.entries and any(below[:end] in group.names for end in range(len(below) - 1 + family))

    def _grows(self, group: _Group, below: _Below, family: bool) -> bool:
        """Whether a member or an entry of the new name looks like a name in use, or like a member of one."""
        more = group.longer.get(below, ())
        return any((family and count == 1) or (self.entries and count + member > 1) for count, member in more)


def _apart_from_primes(form: Form) -> object:
    return form.letter, form.accents, tuple(mark for mark in form.above if mark != "prime")


def _primes_meet(primes: int, function: bool, others: int, other_function: bool) -> bool:
    """Whether two names that differ in primes at most can be written with the same number of them."""
    return others in (primes, primes + function) or primes == others + other_function


# ------------------------------------------------------------------------------------------------ names of a scope


def names_of(found: object) -> Names:
    """All names that are declared or bound in the nodes, and the notations that can occur beside them."""
    names: set[str] = set()
    families: set[str] = set()
    functions: set[str] = set()
    entries = basis = False
    for node in _nodes(found):
        match node:
            case Declarations(integers=integers):
                names.update(integers)
            case SymbolDeclaration(name=name, range=declared) | SizeDeclaration(name=name, range=declared):
                names.add(name)
                families.update([name] if declared is not None else [])
            case FunctionDeclaration(name=name):
                names.add(name)
                functions.add(name)
            case ForAllIndex(index=name) | IndexSum(index=name) | Range(index=name):
                names.add(name)
            case Symbol(name=family, index=index):
                names.add(declared_name(family))
                families.update([declared_name(family)] if index is not None else [])
            case Chain(family=family) | Members(family=family):
                names.add(declared_name(family))
                families.add(declared_name(family))
            case Value(function=name) | Slope(function=name):
                names.add(name)
                functions.add(name)
            case Affine():
                names |= atoms(node)
                families |= {declared_name(found.family) for found in factors(node) if isinstance(found, SizeAt)}
            case Basis() | Call():
                basis = True
            case Differential():
                entries = True
    return Names(frozenset(names), frozenset(families), frozenset(functions), entries, basis)


def _nodes(found: Any) -> Iterator[Any]:
    """Every part, once for each object; integer expressions as a whole."""
    visited: dict[int, Any] = {}
    waiting = [found]
    while waiting:
        node = waiting.pop()
        if type(node) in PLAIN or id(node) in visited:
            continue
        visited[id(node)] = node
        if type(node) in (tuple, list):
            waiting.extend(node)
        elif isinstance(node, Affine):
            yield node
        elif parts := parts_of(node):
            yield node
            waiting.extend(parts)


PREFERRED = Naming({}, Taken(entries=False))  # each name in its nicest form, for one that stands beside no other
