"""How calls are written: read from the table of functions, the same for every printer."""

from __future__ import annotations

import re
from collections.abc import Callable

from symproof.language.affine import Affine
from symproof.language.functions import CALLS, FUNCTIONS
from symproof.language.terms import Call, Term

# Names that a declared symbol cannot have without being read as a function: those of the table, and words of printers.
FUNCTION_NAMES = frozenset(FUNCTIONS) | {"d", "integer", "product", "row", "sum"}
PLACE = re.compile(r"#(\d)")


def is_infix(node: Call) -> bool:
    """Whether the call is written between its two arguments in mathematics, as a Kronecker product is."""
    function = CALLS.get(node.name)
    return function is not None and function.infix and len(node.arguments) == 2


def call_in_latex(
    node: Call, argument: Callable[[Term], str], size: Callable[[Affine], str], other: Callable[[str], str]
) -> str:
    """The call in LaTeX, by the template of the table; ``other`` writes the name of a function that is not in it."""
    function = CALLS.get(node.name)
    shown = [argument(item) for item in node.arguments]
    if function is None or not function.latex:
        return f"{other(node.name)}({', '.join(shown)})"
    if not function.keeps_arguments and not shown:
        sizes = dict(zip(function.gives, (node.rows, node.columns), strict=True))
        shown = [size(sizes[parameter.name]) for parameter in function.parameters]
    if len(shown) != len(function.parameters):
        return f"{other(node.name)}({', '.join(shown)})"
    return PLACE.sub(lambda found: shown[int(found[1]) - 1], function.latex)


def block_rows(node: Call) -> list[tuple[Term, ...]]:
    """The rows of blocks of ``block(row(A,B), row(C,D))``."""
    return [row.arguments if isinstance(row, Call) and row.name == "row" else (row,) for row in node.arguments]
