"""Exact values of functions at rational numbers, where they have one."""

from __future__ import annotations

from math import isqrt

from flint import fmpq


def exact_value(name: str, argument: fmpq) -> fmpq | None:
    """log 1 = 0, exp 0 = 1, absolute values, the square roots of squares; None where the value is not rational or not
    known."""
    if name == "abs":
        return abs(argument)
    if name == "log" and argument == 1:
        return fmpq(0)
    if name == "exp" and argument == 0:
        return fmpq(1)
    if name == "sqrt" and argument >= 0:
        above, below = isqrt(int(argument.p)), isqrt(int(argument.q))
        return fmpq(above, below) if fmpq(above**2, below**2) == argument else None
    return None
