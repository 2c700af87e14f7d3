"""Names of what depends on a scalar, and the derivatives that are made of them."""

from __future__ import annotations

import pytest

from symproof.language.affine import ONE
from symproof.language.declarations import Declarations, FunctionDeclaration, SymbolDeclaration
from symproof.language.dependent import LONGEST, along, parsed, rate_of
from symproof.language.refusal import Refusal
from symproof.language.syntax import check_names
from symproof.language.terms import Differential, Product, Symbol
from symproof.render.entries import variable_of

Y, DY, Z, t = map(Symbol, ("Y(t)", "d(Y(t))/dt", "Z(s)", "t"))


@pytest.mark.parametrize(("name", "found"), [
    ("Y(t)", ("Y", "t", 0)), ("d(Y(t))/dt", ("Y", "t", 1)), ("d(d(Y_1(s))/ds)/ds", ("Y_1", "s", 2)),
    ("Y", None), ("d(Y(t))/ds", None), ("d(Y)/dt", None), ("Y(t)(t)", None), ("Y(2)", None), ("(t)", None),
    ("Y(t) ", None), ("Y(t)+Z(t)", None), ("d(" * LONGEST + "Y(t)" + ")/dt" * LONGEST, None),
])  # fmt: skip
def test_name_says_what_depends_on_which_scalar(name: str, found: tuple[str, str, int] | None) -> None:
    assert parsed(name) == found


def test_derivative_moves_the_scalar_and_what_depends_on_it() -> None:
    made = along(Product((Y, Z)), "t", {"Y(t)", "Z(s)", "t"})
    assert made is not None
    assert [variable.name for variable, _ in made.directions] == ["t", "Y(t)"]
    assert variable_of(made) == t
    assert along(Z, "t", {"Z(s)"}) is None
    assert variable_of(Differential(Y, ((Y, DY),))) is None
    assert variable_of(Differential(Y, (*made.directions[:1], (Y, Z)))) is None
    assert rate_of("Y(t)", "t") == DY.name


def symbols(*names: str) -> tuple[SymbolDeclaration, ...]:
    return tuple(SymbolDeclaration(name, ONE, ONE) for name in names)


def test_names_that_could_be_read_in_two_ways_are_refused() -> None:
    """f(t) is the value of a declared f."""
    check_names(Declarations(symbols=symbols("Y(t)", "d(Y(t))/dt", "t")), ())
    hostile = [
        Declarations(symbols=symbols("Y(t)", "Y", "t")),
        Declarations(symbols=symbols("f(t)", "t"), functions=(FunctionDeclaration("f", ONE, ONE),)),
        Declarations(symbols=symbols("Y(t)", "Y(t)")),
        Declarations(symbols=symbols("Y(t) = 0, Y(t)")),
        Declarations(symbols=symbols("d(Y(t))/ds")),
    ]
    for declarations in hostile:
        with pytest.raises(Refusal) as refusal:
            check_names(declarations, ())
        assert refusal.value.code == "SP303"
