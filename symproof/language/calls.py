"""The sizes of calls: which sizes of arguments a function takes and the size of its value, by the table of functions.

A call of a name that is not in the table is an uninterpreted function, whose value has the size that it says. The
sizes of ``block`` and of its rows (``row``) are sums.
"""

from __future__ import annotations

from functools import reduce

from symproof.language.affine import ONE, Affine, add, affine_text, times
from symproof.language.functions import CALLS, Function, Parameter
from symproof.language.refusal import Refusal
from symproof.language.sizes import SCALAR, Shape
from symproof.language.terms import Call, Integer

STACKS = ("block", "row")


def sizes_in(call: Call) -> list[Affine]:
    """The sizes among the arguments, as in commutation(m,n)."""
    function = CALLS.get(call.name)
    kinds = [parameter.kind for parameter in function.parameters] if function else []
    return [term.value for term, kind in zip(call.arguments, kinds, strict=False)
            if kind == "size" and isinstance(term, Integer)]  # fmt: skip


def call_shape(call: Call, arguments: list[Shape], given: Shape, sizes: list[Affine]) -> Shape:
    """The size of the value of a call whose size is ``given`` where it is free; all sizes with typing facts applied.
    ``sizes`` are those of ``sizes_in``."""
    function = CALLS.get(call.name)
    if call.name in STACKS and arguments:
        return _stacked(call.name, arguments)
    if function is None or function.name == "block":
        if not call.name.isidentifier():
            raise Refusal("SP311", f"{call.name!r} is not the name of a function")
        return given
    parameters = function.parameters if function.keeps_arguments else ()
    if len(arguments) != len(parameters):
        raise Refusal("SP311", f"{function.name} does not take {len(arguments)} arguments")
    if not parameters:
        return given
    letters = {"1": ONE, **dict(zip([p.name for p in parameters if p.kind == "size"], sizes, strict=False))}
    for parameter, found in zip(parameters, arguments, strict=True):
        _bind(function, parameter, found, letters, arguments)
    rows, columns = [reduce(times, [letters[letter] for letter in size.split("*")]) for size in function.gives]
    return rows, columns


def _stacked(name: str, arguments: list[Shape]) -> Shape:
    """Blocks side by side have equally many rows, rows of blocks equally many columns; the other sizes are added."""
    across = 0 if name == "row" else 1
    if len({shape[across] for shape in arguments}) > 1:
        what = "blocks side by side" if name == "row" else "rows of blocks"
        raise Refusal("SP305", f"{what} of sizes {' and '.join(map(_text, arguments))}")
    total = reduce(add, [shape[1 - across] for shape in arguments])
    return (arguments[0][0], total) if name == "row" else (total, arguments[0][1])


def _bind(
    function: Function, parameter: Parameter, found: Shape, letters: dict[str, Affine], arguments: list[Shape]
) -> None:
    """Gives the letters of the parameter their sizes; refused where one has another size already."""
    if parameter.kind != "matrix":
        if found != SCALAR or (parameter.kind == "size" and parameter.name not in letters):
            raise Refusal("SP306", f"{function.name} takes {parameter.name} as an integer")
        return
    names = parameter.rows, parameter.columns
    if all(letters.setdefault(name, size) == size for name, size in zip(names, found, strict=True)):
        return
    if parameter.is_scalar:
        raise Refusal("SP306", f"{function.name} of a {_text(found)} matrix: it takes a scalar")
    if parameter.is_square:
        raise Refusal("SP306", f"{function.name} of a {_text(found)} matrix: it must be square")
    raise Refusal("SP305", f"a {function.title} of sizes {' and '.join(map(_text, arguments))}")


def _text(value: Shape) -> str:
    return f"{affine_text(value[0])} x {affine_text(value[1])}"
