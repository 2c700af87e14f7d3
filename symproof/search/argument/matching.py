"""Finding the instance of a general premise that a claim is, by first-order matching of terms and indices."""

from __future__ import annotations

from dataclasses import field
from typing import Any

from symproof.language.affine import Affine, FamilyAt, FamilyName, SizeAt, add, integer, parameter, substitute, subtract
from symproof.language.declarations import SymbolDeclaration
from symproof.language.records import dataclass, fields_of
from symproof.language.terms import Chain, Members, Product, Symbol, Term


@dataclass(slots=True)
class Match:
    """The values of the variables so far: indices, symbols, families."""

    indices: set[str] = field(default_factory=set)
    symbols: set[str] = field(default_factory=set)
    families: set[str] = field(default_factory=set)
    at: dict[str, Affine] = field(default_factory=dict)
    terms: dict[str, Term] = field(default_factory=dict)
    names: dict[str, FamilyName] = field(default_factory=dict)

    def declare(self, symbols: tuple[SymbolDeclaration, ...]) -> None:
        """Variables for the symbols of a general claim."""
        self.symbols |= {symbol.name for symbol in symbols if symbol.range is None}
        self.families |= {symbol.name for symbol in symbols if symbol.range is not None}

    def node(self, pattern: Any, target: Any) -> bool:
        """Whether the target is an instance of the pattern, extending the values; bound names must agree."""
        if isinstance(pattern, Affine):
            return isinstance(target, Affine) and self.affine(pattern, target)
        if isinstance(pattern, Symbol) and pattern.index is None and pattern.name in self.symbols:
            return self._term(pattern.name, target)
        if isinstance(pattern, Symbol | Chain | Members):
            return self._member(pattern, target)
        if type(pattern) is not type(target):
            return False
        if isinstance(pattern, Product):
            return self._product(pattern.factors, target.factors) or self._products(pattern, target)
        if isinstance(pattern, tuple):
            return len(pattern) == len(target) and all(map(self.node, pattern, target))
        names = fields_of(pattern)
        if not names:
            return bool(pattern == target)
        return all(self.node(getattr(pattern, name), getattr(target, name)) for name in names)

    def _products(self, pattern: Product, target: Product) -> bool:
        """Factor by factor without the brackets, where one of both has brackets: (t/2)(t/2) is t/2 t/2."""
        flat, other = _factors(pattern), _factors(target)
        return (flat != pattern.factors or other != target.factors) and self._product(flat, other)

    def _product(self, pattern: tuple[Term, ...], target: tuple[Term, ...]) -> bool:
        """Factor by factor; a variable may stand for several neighbouring factors, for as few as possible."""
        if not pattern:
            return not target
        head, rest = pattern[0], pattern[1:]
        variable = isinstance(head, Symbol) and head.index is None and head.name in self.symbols
        longest = len(target) - len(rest) if variable else min(1, len(target))
        for length in range(1, longest + 1):
            state = (dict(self.at), dict(self.terms), dict(self.names))
            value = target[0] if length == 1 else Product(target[:length])
            if self.node(head, value) and self._product(rest, target[length:]):
                return True
            self.at, self.terms, self.names = state
        return False

    def _term(self, name: str, target: Any) -> bool:
        known = self.terms.setdefault(name, target)
        return bool(known == target)

    def _member(self, pattern: Symbol | Chain | Members, target: Any) -> bool:
        """A member of a family variable; a chain of one member is that member."""
        if type(target) is not type(pattern):
            return False
        name, other = (x.name if isinstance(x, Symbol) else x.family for x in (pattern, target))
        if not self._family(name, other):
            return False
        rest = [field for field in fields_of(pattern) if field not in ("name", "family")]
        return all(self.node(getattr(pattern, item), getattr(target, item)) for item in rest)

    def _family(self, pattern: FamilyName, target: FamilyName) -> bool:
        """A family variable, or families that are one where their leading indices agree."""
        if isinstance(pattern, str):
            return self.names.setdefault(pattern, target) == target if pattern in self.families else pattern == target
        if isinstance(target, str):
            return False
        name, other = pattern.family, target.family
        agree = self.names.setdefault(name, other) == other if name in self.families else name == other
        return agree and self.affine(pattern.lead, target.lead)

    def affine(self, pattern: Affine, target: Affine) -> bool:
        """Solves for one index that is not known yet, with coefficient 1 or -1."""
        value = substitute(pattern, lambda atom: self.at.get(atom) if isinstance(atom, str) else None)
        gap = subtract(target, value)
        if not gap.terms:
            return gap.constant == 0
        for atom, coefficient in value.terms:
            if atom in self.indices and atom not in self.at and coefficient in (1, -1):
                rest = add(gap, parameter(atom), coefficient)
                self.at[str(atom)] = rest if coefficient == 1 else subtract(integer(0), rest)
                return True
            if isinstance(atom, SizeAt):
                return self._size(atom, target)
        return False

    def _size(self, pattern: SizeAt, target: Affine) -> bool:
        if target.constant or len(target.terms) != 1 or not isinstance(target.terms[0][0], SizeAt):
            return False
        found = target.terms[0][0]
        if isinstance(pattern.family, FamilyAt) and isinstance(found.family, FamilyAt):
            one = pattern.family.family == found.family.family and self.affine(pattern.family.lead, found.family.lead)
            return one and self.affine(pattern.index, found.index)
        return found.family == pattern.family and self.affine(pattern.index, found.index)


def _factors(term: Term) -> tuple[Term, ...]:
    """The factors of a product, and of the products among them."""
    return tuple(factor for item in term.factors for factor in _factors(item)) if isinstance(term, Product) else (term,)
