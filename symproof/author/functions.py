"""The named functions of the language for authors, made from the table of functions: ``det(X)``, ``kron(X, Y)``, ...

Functions that take sizes only are methods of a proof: ``proof.ones(m, n)``, ``proof.commutation(m, n)``.
"""

from __future__ import annotations

import inspect
from collections.abc import Callable, Sequence

from symproof.author.expressions import Expression, Surrounding, refused_here
from symproof.author.integers import to_affine
from symproof.author.place import refuse
from symproof.author.shapes import require_same
from symproof.language.affine import ONE, Affine, add
from symproof.language.calls import call_shape
from symproof.language.functions import CALLS, Function, Parameter
from symproof.language.sizes import SCALAR
from symproof.language.terms import Call, Integer, Zero


def _named(name: str) -> Callable[..., Expression]:
    """A function for authors, such as ``det``: it makes a call of the function of this name in the table."""
    function = CALLS[name]

    def apply(*arguments: object) -> Expression:
        if len(arguments) != len(function.parameters):
            raise refuse("SP120", f"{name} with {len(arguments)} arguments", f"Write {function.usage}.")
        return _applied(function, arguments)

    apply.__name__ = apply.__qualname__ = name
    apply.__doc__ = description(function)
    kind = inspect.Parameter.POSITIONAL_ONLY
    signature = inspect.Signature([inspect.Parameter(item.name, kind) for item in function.parameters])
    apply.__signature__ = signature  # type: ignore[attr-defined]
    return apply


def description(function: Function) -> str:
    """What the function is, the sizes that it takes and gives, and what it needs, in sentences."""
    sizes = [_size_of(parameter) for parameter in function.parameters if parameter.kind == "matrix"]
    value = "a scalar" if function.gives == ("1", "1") else " x ".join(function.gives)
    needed = f"\n\nIt means something only where a premise says that {function.parameters[0].name} is {function.needs}."
    return (
        f"The {function.title}: {function.meaning}.\n\n{', '.join(sizes)}; the value is {value}."
        f"{needed if function.needs else ''}"
    )


def _size_of(parameter: Parameter) -> str:
    return f"{parameter.name} is {'a scalar' if parameter.is_scalar else f'{parameter.rows} x {parameter.columns}'}"


def _applied(function: Function, given: Sequence[object]) -> Expression:
    setting = next((item.setting for item in given if isinstance(item, Expression)), None)
    if setting is None:
        shown = ", ".join(map(repr, given))
        raise refuse(
            "SP207",
            f"{function.name}({shown}): no argument is an expression of a proof",
            "Write proof.number(2) for 2, and proof.number(n) for an integer n.",
        )
    arguments = [setting.number(item) for item in given]
    context = setting.context
    shapes = [(context.canonical(item.shape[0]), context.canonical(item.shape[1])) for item in arguments]
    terms = tuple(item.term for item in arguments)
    with refused_here(function.usage, hint=description(function)):
        rows, columns = call_shape(Call(function.name, terms, ONE, ONE), shapes, SCALAR, [])
    return Expression(Call(function.name, terms, rows, columns), (rows, columns), setting)


def of_integers(name: str, setting: Surrounding, *given: object) -> Expression:
    """A function of the table that takes sizes or indices only."""
    function = CALLS[name]
    values = [to_affine(item) for item in given]
    letters = {"1": ONE, **dict(zip([parameter.name for parameter in function.parameters], values, strict=True))}
    terms = tuple(map(Integer, values)) if function.keeps_arguments else ()
    sizes = [value for value, parameter in zip(values, function.parameters, strict=True) if parameter.kind == "size"]
    with refused_here(name):
        for size in sizes:
            setting.context.check_size(size)
        ends = (letters.get(function.gives[0], ONE), letters.get(function.gives[1], ONE))
        rows, columns = call_shape(Call(name, terms, *ends), [SCALAR] * len(terms), ends, sizes)
    return Expression(Call(name, terms, rows, columns), (rows, columns), setting)


def block(rows: Sequence[Sequence[Expression | int]]) -> Expression:
    """The block matrix with these rows of blocks: ``block([[A, B], [C, D]])``.

    The blocks of a row have equally many rows, and the rows of blocks have equal widths. A block 0 has the height of
    the first other block of its row, and the width of the first other one of its column; without one, SP207.
    """
    if not rows or not all(isinstance(row, Sequence) and row for row in rows):
        raise refuse("SP120", "block takes rows of blocks", "Write block([[A, B], [C, D]]).")
    return _joined("block", [_joined("row", _without_zeros(rows, row)) for row in rows])


def _without_zeros(rows: Sequence[Sequence[Expression | int]], row: Sequence[Expression | int]) -> list[object]:
    """The blocks of a row, with a matrix of zeros for each 0."""
    return [_zero(rows, row, place) if _is_zero(part) else part for place, part in enumerate(row)]


def _is_zero(part: object) -> bool:
    return isinstance(part, int) and not isinstance(part, bool) and part == 0


def _zero(rows: Sequence[Sequence[Expression | int]], row: Sequence[Expression | int], place: int) -> Expression:
    beside = [part for part in row if isinstance(part, Expression)]
    above = [other[place] for other in rows if len(other) == len(row)]
    same = [part for part in above if isinstance(part, Expression)]
    if not beside or not same:
        raise refuse("SP207", "the size of a block 0 is not known", "Write proof.zero(m, n) for it.")
    shape = beside[0].shape[0], same[0].shape[1]
    return Expression(Zero(*shape), shape, beside[0].setting)


def _joined(name: str, given: Sequence[object]) -> Expression:
    """Parts side by side, or one above the other."""
    across = 0 if name == "row" else 1  # the size in which the parts agree; the other sizes are added
    parts = [part for part in given if isinstance(part, Expression)]
    if len(parts) < len(given):
        wrong = next(part for part in given if not isinstance(part, Expression))
        raise refuse("SP207", f"{wrong!r} is not a block", "Blocks are expressions, or 0 for a block of zeros.")
    for part in parts:
        with refused_here("block", hint="The blocks of one row need equally many rows, and all rows the same width."):
            ours, theirs = (parts[0].shape[across],) * 2, (part.shape[across],) * 2
            require_same(ours, theirs, part.setting.context, "blocks")
    total: Affine = parts[0].shape[1 - across]
    for part in parts[1:]:
        total = add(total, part.shape[1 - across])
    shape = (parts[0].shape[0], total) if name == "row" else (total, parts[0].shape[1])
    return Expression(Call(name, tuple(part.term for part in parts), *shape), shape, parts[0].setting)


det = _named("det")
adj = _named("adj")
diag = _named("diag")
rank = _named("rank")
vec = _named("vec")
kron = _named("kron")
hadamard = _named("hadamard")
log = _named("log")
exp = _named("exp")
sqrt = _named("sqrt")
