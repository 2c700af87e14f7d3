"""A printer remembers what it wrote of a node, and of no other node, under no other declarations or names."""

from __future__ import annotations

from symproof.language.affine import ONE, integer, parameter
from symproof.language.declarations import Declarations, SizeDeclaration, SymbolDeclaration
from symproof.language.formulas import And, Compare, Equal, ForAll, Formula
from symproof.language.terms import Power, Symbol, Zero
from symproof.render.latex import latex
from symproof.render.naming import naming_of
from symproof.render.remembered import MOST_PRINTERS
from symproof.render.text import text

n = parameter("n")
X, Y = Symbol("X"), Symbol("Y")
ORDER = Compare("<=", X, Y)  # of matrices or of numbers: the declarations tell
EMPTY = Equal(X, Zero(n, n))


def _declared(*symbols: SymbolDeclaration) -> Declarations:
    return Declarations(sizes=(SizeDeclaration("n"),), symbols=symbols)


MATRICES = _declared(SymbolDeclaration("X", n, n), SymbolDeclaration("Y", n, n))
NUMBERS = _declared(SymbolDeclaration("X", ONE, ONE), SymbolDeclaration("Y", ONE, ONE))
NAMING = naming_of([MATRICES])


def test_the_same_node_is_written_for_the_declarations_where_it_stands() -> None:
    for _ in range(2):
        assert r"\preceq" in latex(ORDER, MATRICES, NAMING)
        assert r"\le" in latex(ORDER, NUMBERS, NAMING)
        assert text(EMPTY, MATRICES, NAMING) == "X = 0"
        assert text(EMPTY, NUMBERS, NAMING) == "X = zeros(n, n)"


def test_the_same_node_is_written_for_the_quantifier_around_it() -> None:
    """Inside the quantifier X and Y are numbers, beside it they are matrices."""
    inside = ForAll(NUMBERS.symbols, ORDER)
    for formula in (And((ORDER, inside)), And((inside, ORDER))):
        shown = latex(formula, MATRICES, NAMING)
        assert shown.count(r"\preceq") == 1
        assert shown.count(r"\le ") == 1
    matrices = ForAll(MATRICES.symbols, ORDER)
    shown = latex(And((inside, matrices, inside)), MATRICES, NAMING)
    assert [shown.count(sign) for sign in (r"\preceq", r"\le ")] == [1, 2]


def test_the_same_node_is_written_with_the_names_of_the_page() -> None:
    A1, A_1 = Symbol("A1"), Symbol("A_1")
    first, second = (_declared(*(SymbolDeclaration(item.name, n, n) for item in items)) for items in ([A_1], [A1, A_1]))
    formula = Equal(A_1, Zero(n, n))
    alone, beside = naming_of([first]), naming_of([second])
    assert latex(formula, second, alone) == latex(formula, first, alone) == "A_{1} = 0"
    assert latex(formula, second, beside) == latex(Equal(Symbol("A_1"), Zero(n, n)), second, beside) != "A_{1} = 0"


def test_nodes_that_look_alike_in_memory_are_told_apart() -> None:
    """What is written of nodes that are gone says nothing of those that take their place."""
    shown = [text(_numbered(number), MATRICES, NAMING) for number in range(2000)]
    assert shown == [f"X**{number} = 0" for number in range(2000)]


def _numbered(number: int) -> Formula:
    return Equal(Power(X, integer(number)), Zero(n, n))


def test_declarations_that_are_gone_say_nothing_of_others() -> None:
    for number in range(3 * MOST_PRINTERS):
        of = n if number % 2 else ONE
        declared = _declared(SymbolDeclaration("X", of, of), SymbolDeclaration("Y", of, of))
        assert (r"\preceq" in latex(ORDER, declared, naming_of([declared]))) is bool(number % 2)
