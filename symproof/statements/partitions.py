"""What is asked of a formula as a whole: its limits, and that the partitions of its block matrices can be compared."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any

from symproof.kernel.context import Context
from symproof.language.declarations import SymbolDeclaration
from symproof.render.sizes import size_of
from symproof.statements.limits import Extent, check_limits
from symproof.statements.nodes import Node, refused

Symbols = Mapping[str, SymbolDeclaration]


def checked(
    formula: Any, node: Node, extents: Mapping[str, Extent], symbols: Symbols, context: Context | None
) -> Extent:
    """The extent of a term or formula that is within the limits and whose block matrices meet by blocks (SP616)."""
    extent = check_limits(formula, node, extents)
    if context is not None:
        from symproof.search.partitions import HINT, incomparable

        message = incomparable(formula, symbols, context, lambda term: size_of(term, symbols))
        if message:
            raise refused(node, "SP616", message, HINT)
    return extent
