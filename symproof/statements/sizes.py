"""Sizes while a statement is being typed: integer expressions with unknowns, solved as the text is read.

``I`` and ``0`` without a size stand for matrices of unknown sizes. Sums, products and equations give equations between
sizes; ``Sizes`` solves each for one of its unknowns at once, so that what remains unknown at the end was not said.
"""

from __future__ import annotations

import dataclasses
from collections.abc import Callable
from typing import Any, TypeVar

from symproof.kernel.context import Context
from symproof.language.affine import (
    ONE,
    Affine,
    IntegerAtom,
    SizeProduct,
    add,
    affine,
    affine_text,
    atom_text,
    integer,
    parameter,
    substitute,
    subtract,
)  # fmt: skip
from symproof.statements.nodes import Node, refused

Content = TypeVar("Content")
UNKNOWN = "?"  # unknown sizes are the atoms "?1", "?2", ...: no name holds a question mark


class Sizes:
    """Unknown sizes and what is known of them; sizes agree up to the typing facts of ``context``."""

    def __init__(self, context: Context) -> None:
        self.context = context
        self._solved: dict[str, Affine] = {}
        self._identities: dict[str, Node] = {}
        self._introduced: dict[str, Node] = {}

    # -------------------------------------------------------------------------------- unknowns

    def unknown(self, node: Node, *, identity: bool = False) -> Affine:
        """A size that ``node``, an ``I`` or a ``0``, leaves open; an identity is never meant to be 1 x 1."""
        name = f"{UNKNOWN}{len(self._introduced) + 1}"
        self._introduced[name] = node
        if identity:
            self._identities[name] = node
        return parameter(name)

    def resolve(self, value: Affine) -> Affine:
        """The size with every solved unknown replaced."""
        if not self._solved:
            return value
        return substitute(value, lambda atom: self._solution(atom))

    def _solution(self, atom: IntegerAtom) -> Affine | None:
        solved = self._solved.get(atom) if isinstance(atom, str) else None
        return None if solved is None else self.resolve(solved)

    def resolved_term(self, term: Content) -> Content:
        """The term with every unknown replaced; refused (SP604) where one was never determined."""
        if not self._introduced:
            return term
        for name in self._introduced:
            self._require_known(name)
        return mapped_sizes(term, self.resolve)

    def _require_known(self, name: str) -> None:
        node, size = self._introduced[name], self.resolve(parameter(name))
        if not self.is_known(size):
            what = "I(n)" if name in self._identities else "zeros(m,n)"
            raise refused(
                node, "SP604", f"the size of this {node.text} does not follow from what is around it", f"write {what}"
            )
        if name in self._identities and self.is_one(size):
            raise refused(node, "SP604", "this I would be 1 x 1: a scalar", "write 1, or I(n) for a matrix")
        if not self._is_positive(self.context.canonical(size)):
            what = f"this {node.text} would have {affine_text(size)} rows or columns"
            hint = "a difference of sizes needs an assumption such as m > n"
            raise refused(node, "SP604", f"{what}, which may be less than 1", hint)

    def _is_positive(self, size: Affine) -> bool:
        """A sum of sizes and numbers is; a difference has to follow from the assumptions."""
        if size.constant >= 0 and size.terms and all(coefficient > 0 for _, coefficient in size.terms):
            return True
        from symproof.search.ranges import searching

        return searching(self.context).holds(subtract(size, ONE))

    def is_known(self, value: Affine) -> bool:
        """Whether a size holds no unknown that is still to be solved for."""
        return not any(isinstance(atom, str) and atom.startswith(UNKNOWN) for atom, _ in self.resolve(value).terms)

    # -------------------------------------------------------------------------------- equations

    def is_one(self, value: Affine) -> bool:
        """Whether a size is 1."""
        return self.context.same(self.resolve(value), ONE)

    def agree(self, left: Affine, right: Affine) -> bool:
        """Whether the sizes are equal, or become so by solving for an unknown."""
        canonical = self.context.canonical
        gap = subtract(canonical(self.resolve(left)), canonical(self.resolve(right)))
        if gap == integer(0):
            return True
        for atom, coefficient in gap.terms:
            if isinstance(atom, str) and atom.startswith(UNKNOWN) and coefficient in (1, -1):
                self._solved[atom] = add(
                    integer(0), subtract(gap, add(integer(0), parameter(atom), coefficient)), -coefficient
                )
                return True
        return False

    def text(self, rows: Affine, columns: Affine) -> str:
        """``m x n`` with ``?`` for what is not known yet, ``scalar`` for 1 x 1."""
        if self.is_one(rows) and self.is_one(columns):
            return "a scalar"
        shown = [_shown(self.resolve(size)) for size in (rows, columns)]
        return f"{shown[0]} x {shown[1]}"


def _shown(size: Affine) -> str:
    return "?" if any(atom_text(atom).startswith(UNKNOWN) for atom, _ in size.terms) else affine_text(size)


def multiplied(left: Affine, right: Affine) -> Affine:
    """The product of two integer expressions; products of atoms become opaque atoms."""
    terms: dict[IntegerAtom, int] = {}
    constant = left.constant * right.constant
    for atom, coefficient in right.terms:
        terms[atom] = terms.get(atom, 0) + left.constant * coefficient
    for atom, coefficient in left.terms:
        terms[atom] = terms.get(atom, 0) + right.constant * coefficient
        for other, factor in right.terms:
            joined = _joined(atom, other)
            terms[joined] = terms.get(joined, 0) + coefficient * factor
    return affine(constant, terms)


def _joined(left: IntegerAtom, right: IntegerAtom) -> IntegerAtom:
    parts = [part for atom in (left, right) for part in (atom.product_of if isinstance(atom, SizeProduct) else (atom,))]
    return SizeProduct(tuple(sorted(parts, key=atom_text)))


def mapped_sizes(node: Content, change: Callable[[Affine], Affine]) -> Content:
    """The term or formula with every integer expression in it changed."""
    return _mapped(node, change)  # type: ignore[no-any-return]


def _mapped(node: Any, change: Callable[[Affine], Affine]) -> Any:
    if isinstance(node, Affine):
        return change(node)
    if isinstance(node, tuple):
        return tuple([_mapped(item, change) for item in node])
    if not dataclasses.is_dataclass(node):
        return node
    make: Any = type(node)
    return make(*[_mapped(getattr(node, field.name), change) for field in dataclasses.fields(node)])
