"""The functions that terms may call: which sizes of arguments they take, and the size of their value.

They are uninterpreted: what is proved of ``det(A)`` here holds for every function of the entries of A in its place.
Those named below are checked for the sizes that they take; others (kron, vec, block, ...) have the size they say.
"""

from __future__ import annotations

from symproof.language.affine import affine_text
from symproof.language.refusal import Refusal
from symproof.language.sizes import SCALAR, Shape

SCALAR_CALLS = frozenset({"log", "exp", "sqrt", "abs"})  # scalar to scalar
SQUARE_CALLS = {"det": True, "adj": False, "diag": False}  # of a square matrix; is the value a scalar?


def call_shape(name: str, arguments: list[Shape], given: Shape) -> Shape:
    """The size of the value of a call whose size is ``given`` where it is free; all sizes with typing facts applied."""
    match name, arguments:
        case "ones", []:
            return given
        case "hadamard", [left, right]:
            if left != right:
                raise Refusal("SP305", f"a Hadamard product of sizes {_text(left)} and {_text(right)}")
            return left
        case _, [argument] if name in SCALAR_CALLS:
            if argument != SCALAR:
                raise Refusal("SP306", f"{name} of a {_text(argument)} matrix: it takes a scalar")
            return SCALAR
        case _, [(rows, columns)] if name in SQUARE_CALLS:
            if rows != columns:
                raise Refusal("SP306", f"{name} of a {_text((rows, columns))} matrix: it must be square")
            return SCALAR if SQUARE_CALLS[name] else (rows, columns)
        case _ if name.isidentifier() and name not in {"ones", "hadamard", *SCALAR_CALLS, *SQUARE_CALLS}:
            return given
    raise Refusal("SP311", f"{name} does not take {len(arguments)} arguments")


def _text(value: Shape) -> str:
    return f"{affine_text(value[0])} x {affine_text(value[1])}"
