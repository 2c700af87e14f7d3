"""Words that the notations use themselves: a declared name that equals one of them is written differently."""

from __future__ import annotations

WORDS = frozenset(["I", "all", "and", "commute", "exists", "for", "implies", "in", "invertible", "not", "or", "over"])
FUNCTIONS = frozenset(
    ["abs", "adj", "block", "d", "delta", "det", "diag", "exp", "hadamard", "I", "integer", "inv", "J", "kron", "log",
     "norm2", "ones", "product", "rank", "row", "sqrt", "sum", "tr", "vec", "zeros"]
)  # fmt: skip
