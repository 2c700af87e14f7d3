"""A network of two layers over sizes that the proof defines."""

from __future__ import annotations

from typing import Any

from symproof.author import Proof, chain, index
from symproof.author.symbols import Family

i = index("i")


def two_layers() -> tuple[Proof, Any, Family]:
    """Sizes e = (n, b, m) and layers M = (Y, X)."""
    proof = Proof("two_layers", "Two layers")
    n, b, m = proof.sizes("n b m")
    X, Y = proof.matrix("X", m, b), proof.matrix("Y", b, n)
    proof.statement(X * Y == X * Y)
    e = proof.define_sizes("e", [n, b, m])
    M = proof.define_family("M", i, 1, 2, pieces=[(1, 1, Y), (2, 2, X)], size=(e[i], e[i - 1]))
    proof.step("product", chain(M, 2, 1) == X * Y, by="algebra")
    return proof, e, M
