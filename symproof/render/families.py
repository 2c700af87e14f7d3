"""How symbols and members of families are named."""

from __future__ import annotations

from abc import ABC, abstractmethod

from symproof.language.affine import Affine, FamilyName, parameter
from symproof.language.declarations import SizeDeclaration, SymbolDeclaration
from symproof.render.pieces import Piece


class FamilyPrinter(ABC):
    """Writes names and members in one notation."""

    @abstractmethod
    def name(self, name: str) -> Piece:
        """A declared or bound name."""

    @abstractmethod
    def member(self, name: str, *indices: Affine) -> Piece:
        """The member of a family."""

    def of_family(self, family: FamilyName, index: Affine) -> Piece:
        """The member of a family: ``M_i``, or ``M_{l,i}`` of one of several families."""
        if isinstance(family, str):
            return self.member(family, index)
        return self.member(family.family, family.lead, index)

    def whole(self, family: FamilyName) -> Piece:
        """A family as a whole: ``M``, or ``M_l`` for the one of several families that has the leading index l."""
        return self.name(family) if isinstance(family, str) else self.member(family.family, family.lead)

    def indexed(self, declared: SymbolDeclaration | SizeDeclaration) -> str:
        """``M_i`` or ``M_{l,i}`` of what is declared with indices, ``X`` of what has none."""
        bounds = [item for item in (declared.leading, declared.range) if item is not None]
        if not bounds:
            return self.name(declared.name).body
        return self.member(declared.name, *[parameter(item.index) for item in bounds]).body
