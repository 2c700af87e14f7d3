"""The part of the reader of expressions that the readers of functions and of derivatives call for their arguments."""

from __future__ import annotations

from typing import Protocol

from symproof.language.affine import Affine
from symproof.language.terms import Basis, Term
from symproof.statements.names import Names
from symproof.statements.nodes import Node
from symproof.statements.sizes import Sizes
from symproof.statements.typed import Held, Need, Typed


class Reader(Protocol):
    """A reader of expressions: terms with their sizes, and what these terms need in order to have a meaning."""

    names: Names
    sizes: Sizes
    needs: list[Need]
    held: list[Held]

    def typed(self, node: Node) -> Typed:
        """The term at ``node`` with its size."""

    def product_of(self, *terms: Term) -> Term:
        """The product of terms whose sizes chain, without nested products."""

    def basis(self, node: Node, size: Affine) -> Basis | None:
        """e_i of R^size for the index written at ``node``; None in R^1."""

    def is_scalar(self, value: Typed) -> bool:
        """Whether the value is known to be 1 x 1."""

    def size_text(self, value: Typed) -> str:
        """The size as ``rows x columns``."""

    def require_same(self, left: Typed, right: Typed, what: str) -> None:
        """Refuses two values of different sizes (SP603)."""

    def require_square(self, value: Typed, what: str, hint: str = "") -> None:
        """Refuses a value that is not square (SP603)."""

    def require_scalar(self, value: Typed, what: str) -> None:
        """Refuses a value that is not 1 x 1 (SP603)."""
