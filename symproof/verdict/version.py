"""Which symproof computes: results are shared between equal ones only, from run to run and from machine to machine."""

from __future__ import annotations

import sys
from functools import cache
from hashlib import blake2b
from pathlib import Path

import symproof
from symproof.version import VERSION


@cache
def fingerprint() -> str:
    """The version, with a digest of all that computes: results of another symproof are not reused."""
    import flint

    root = Path(symproof.__file__).parent
    digest = blake2b(digest_size=16)
    for path in sorted(root.rglob("*.py")):
        if path.relative_to(root).parts[0] != "proofs":
            digest.update(path.relative_to(root).as_posix().encode() + b"\0" + path.read_bytes() + b"\0")
    return f"{VERSION} {digest.hexdigest()} flint {flint.__version__} python {sys.version}"
