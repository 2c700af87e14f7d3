"""The author's language: what a proof file imports."""

from __future__ import annotations

from symproof.author.claims import Claim, both, either, exists_index, for_all, iff, implies, negation
from symproof.author.definite import loewner, pd, psd
from symproof.author.derivatives import derivative, structured_gradient
from symproof.author.expressions import Expression, inner, inverse, norm2, trace, transpose
from symproof.author.functions import adj, block, det, diag, exp, hadamard, kron, log, rank, sqrt, vec
from symproof.author.integers import index, indices, same
from symproof.author.leading import Families
from symproof.author.proof import Proof, cofactor
from symproof.author.setting import Setting
from symproof.author.symbols import (
    Family,
    Function,
    chain,
    gradient,
    invertible,
    members,
    summation,
)
from symproof.author.theory import Axiom, KernelStatement
from symproof.language.proof import Fact

__all__ = [
    "Axiom", "Claim", "Expression", "Fact", "Families", "Family", "Function", "KernelStatement", "Proof", "Setting",
    "adj", "block", "both", "chain",
    "cofactor", "derivative", "det", "diag", "either", "exists_index", "exp", "for_all", "gradient", "hadamard",
    "iff", "implies", "index", "indices", "inner", "inverse", "invertible", "kron", "loewner", "log", "members",
    "negation", "norm2", "pd", "psd", "rank", "same", "sqrt", "structured_gradient", "summation", "trace",
    "transpose", "vec",
]  # fmt: skip
