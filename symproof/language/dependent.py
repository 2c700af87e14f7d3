"""Matrices that depend on a scalar: ``Y(t)`` is a symbol of that name, and its derivative the symbol ``d(Y(t))/dt``.

At one t the values of Y, of its derivative and of the higher ones are arbitrary matrices: a polynomial in t takes them.
So d(e)/dt is the differential of e along which t moves by 1, Y(t) by d(Y(t))/dt, and so on.
"""

from __future__ import annotations

import re
from collections.abc import Collection, Mapping
from fractions import Fraction

from symproof.language.affine import FamilyName
from symproof.language.declarations import SymbolDeclaration
from symproof.language.formulas import Equal
from symproof.language.substitution import reached
from symproof.language.terms import Differential, Gradient, Number, Symbol, Term

LONGEST = 120  # letters of a name
TAKEN = frozenset({"e", "part"})  # in normal forms e(n) are the columns of I, and part(n) selects parts of a size
_NAME = r"[^\W\d]\w*"
_DEPENDENT = re.compile(rf"(?P<base>{_NAME})\((?P<by>{_NAME})\)")
_RATE = re.compile(rf"d\((?P<inner>.*)\)/d(?P<by>{_NAME})")


def rate_of(name: FamilyName, by: FamilyName) -> str:
    """The name of the derivative."""
    return f"d({name})/d{by}"


def parsed(name: FamilyName) -> tuple[str, str, int] | None:
    """The letter, the scalar on which it depends, and how often it is differentiated: ("Y", "t", 0) for Y(t)."""
    plain = _DEPENDENT.fullmatch(name) if isinstance(name, str) and len(name) <= LONGEST else None
    if plain is not None:
        return None if plain["base"] in TAKEN else (plain["base"], plain["by"], 0)
    outer = _RATE.fullmatch(name) if isinstance(name, str) and len(name) <= LONGEST else None
    inner = None if outer is None else parsed(outer["inner"])
    if outer is None or inner is None or inner[1] != outer["by"]:
        return None
    return inner[0], inner[1], inner[2] + 1


def depends(name: FamilyName, by: FamilyName) -> bool:
    """Whether the symbol depends on this scalar."""
    found = parsed(name)
    return found is not None and found[1] == by


def along(term: Term, by: FamilyName, mentioned: Collection[str]) -> Differential | None:
    """d(term)/d(by), where ``mentioned`` are the names in the term; None where none of them depends on it."""
    moving = [name for name in sorted(mentioned) if depends(name, by)]
    if not moving:
        return None
    rates = [(Symbol(name), Symbol(rate_of(name, by))) for name in moving]
    return Differential(term, ((Symbol(by), Number(Fraction(1))), *rates))


def differentiated(equation: Equal, by: str, symbols: Mapping[str, SymbolDeclaration]) -> Equal:
    """The derivative by t of an equation that holds for all t."""
    sides = list[Term]()
    for side in (equation.left, equation.right):
        found: Differential | Symbol | None = along(side, by, reached(side, symbols))
        if isinstance(side, Symbol) and depends(side.name, by):
            found = Symbol(rate_of(side.name, by))
        sides.append(found or Gradient(side, Symbol(by)))
    return Equal(sides[0], sides[1])
