"""One printer for every notation: terms, formulas and declarations.

A notation is a class that says how each piece is written: ``text``, ``latex`` and ``mathml`` are three. This base
decides the rest; what a notation writes differently as a whole it overrides.
"""

from __future__ import annotations

from abc import abstractmethod
from collections.abc import Mapping, Sequence
from typing import ClassVar, TypeAlias

from symproof.language.affine import Affine
from symproof.language.declarations import FunctionDeclaration, Range, SizeDeclaration, SymbolDeclaration
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
    Invertible,
    Not,
    Or,
    Predicate,
)
from symproof.language.terms import IndexSum, Term
from symproof.render import implied
from symproof.render.pieces import ATOM, LOOSE, POSTFIX, PRODUCT, SUM, Piece
from symproof.render.sizes import SCALAR, size_of
from symproof.render.walk import TERMS, TermPrinter

__all__ = ["ATOM", "LOOSE", "POSTFIX", "PRODUCT", "SUM", "Node", "Piece", "Printer"]

Node: TypeAlias = "Term | Formula | Affine | SymbolDeclaration | SizeDeclaration | FunctionDeclaration"
SIMPLE = Equal | Compare | IntegerRelation | Predicate | Not | Invertible  # need no parentheses inside a formula


class Printer(TermPrinter):
    """Writes terms, formulas and declarations; a notation says how."""

    # -------------------------------------------------------------------------------- equations and orders

    def sides(self, node: Equal | Compare) -> tuple[str, str]:
        """Both sides of a relation."""
        return self.written(node.left), self.written(node.right)

    def _compared(self, node: Equal | Compare) -> Piece:
        left, right = self.sides(node)
        if isinstance(node, Equal):
            return Piece(LOOSE, self.related(left, "=", right))
        return Piece(LOOSE, self._as_written(node, left, right))

    def _relation(self, node: IntegerRelation) -> Piece:
        return Piece(LOOSE, self._as_written(node, self.affine(node.left), self.affine(node.right)))

    def _as_written(self, node: Compare | IntegerRelation, left: str, right: str) -> str:
        """The relation in the direction in which the author wrote it. Between integers, whether as integers or as real
        numbers makes no difference to what it says."""
        between_matrices = isinstance(node, Compare) and node.relation != "!=" and not self._is_scalar(node)
        write = self.preceding if between_matrices else self.related
        if node.turned and node.relation in ("<", "<="):
            return write(right, node.relation.replace("<", ">"), left)
        return write(left, node.relation, right)

    def _is_scalar(self, node: Compare) -> bool:
        return any(size_of(side, self.symbols) in (None, SCALAR) for side in (node.left, node.right))

    def preceding(self, left: str, relation: str, right: str) -> str:
        """The order of Loewner between symmetric matrices; ``relation`` is one of < <= > >=."""
        return self.related(left, relation, right)

    @abstractmethod
    def related(self, left: str, relation: str, right: str) -> str:
        """``relation`` is one of = != < <= > >=."""

    def _invertible(self, node: Invertible) -> Piece:
        scalar = size_of(node.argument, self.symbols) == SCALAR
        return Piece(LOOSE, self.invertible(self.written(node.argument), scalar=scalar))

    @abstractmethod
    def invertible(self, argument: str, *, scalar: bool) -> str:
        """That a matrix is invertible, or a scalar not zero."""

    # -------------------------------------------------------------------------------- propositions

    def _and(self, node: And) -> Piece:
        shown = implied.without_nonzero(node)
        return self.joined(shown, "and") if isinstance(shown, And) else Piece(LOOSE, self.written(shown))

    def _or(self, node: Or) -> Piece:
        return self.joined(node, "or")

    @abstractmethod
    def joined(self, node: And | Or, word: str) -> Piece:
        """Propositions joined by ``and`` or ``or``."""

    def part(self, formula: Formula) -> str:
        """A formula inside another one."""
        shown = self.written(formula)
        return shown if isinstance(formula, SIMPLE) else self.parenthesized(shown)

    @abstractmethod
    def _not(self, node: Not) -> Piece: ...

    def _implies(self, node: Implies) -> Piece:
        return Piece(LOOSE, self.implied(self.part(node.premise), self.part(node.conclusion)))

    @abstractmethod
    def implied(self, premise: str, conclusion: str) -> str:
        """That the premise implies the conclusion."""

    # -------------------------------------------------------------------------------- quantifiers

    @abstractmethod
    def bounds(self, node: IndexSum | ForAllIndex | Range) -> str:
        """The range of a bound index."""

    @abstractmethod
    def _for_all_index(self, node: ForAllIndex) -> Piece: ...

    def _quantified(self, node: ForAll | Exists) -> Piece:
        inner = self.extended(node.symbols)
        shown = [inner.written(symbol) for symbol in node.symbols]
        return Piece(LOOSE, self.quantified(isinstance(node, ForAll), shown, inner.written(node.body)))

    @abstractmethod
    def quantified(self, universal: bool, symbols: Sequence[str], body: str) -> str:
        """That the body holds for all such matrices, or for some."""

    @abstractmethod
    def _predicate(self, node: Predicate) -> Piece: ...

    # -------------------------------------------------------------------------------- declarations

    @abstractmethod
    def _declared(self, symbol: SymbolDeclaration) -> Piece: ...

    def _size(self, size: SizeDeclaration) -> Piece:
        return Piece(LOOSE, self.indexed(size))

    @abstractmethod
    def _function(self, function: FunctionDeclaration) -> Piece: ...

    methods: ClassVar[Mapping[type, str]] = {
        **TERMS, Equal: "_compared", Compare: "_compared", IntegerRelation: "_relation", Invertible: "_invertible",
        And: "_and", Or: "_or", Not: "_not", Implies: "_implies", ForAllIndex: "_for_all_index",
        ForAll: "_quantified", Exists: "_quantified", Predicate: "_predicate", SymbolDeclaration: "_declared",
        SizeDeclaration: "_size", FunctionDeclaration: "_function",
    }  # fmt: skip
