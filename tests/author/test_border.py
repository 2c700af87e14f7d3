"""SymPy 1.14's traps stay on its side of the border; every term converts to SymPy unevaluated."""

from __future__ import annotations

import pytest
import sympy

from symproof.author import Expression, Proof, chain, index, inner, inverse, norm2
from symproof.diagnostics.errors import SymproofError
from symproof.language.formulas import Equal
from symproof.language.terms import Integer, Inverse, Power, Product, Sum, Symbol, Trace, Transpose


@pytest.fixture
def setting(proof: Proof) -> Proof:
    n, m = proof.sizes("n m")
    proof.matrix("A", n, n)
    proof.matrix("B", n, n)
    proof.matrix("R", n, m)
    proof.scalar("t")
    return proof


n, m = sympy.symbols("n m", integer=True)
A, B, R = sympy.MatrixSymbol("A", n, n), sympy.MatrixSymbol("B", n, n), sympy.MatrixSymbol("R", n, m)


def refuses(setting: Proof, code: str, value: object) -> None:
    with pytest.raises(SymproofError, match=code):
        setting.number(value)


# ------------------------------------------------------------------------------------------------ the traps


def test_a_product_with_its_inverse_is_no_identity(setting: Proof) -> None:
    """SymPy: ``A*A.I`` and even ``R*R.I`` for a rectangular R become the identity."""
    assert isinstance(A * A.I, sympy.Identity)
    refuses(setting, "SP210", A * A.I)
    refuses(setting, "SP210", A * A.I + A)
    ours = setting.number(A)
    assert (ours * inverse(ours)).term == Product((Symbol("A"), Inverse(Symbol("A"))))
    with pytest.raises(SymproofError, match="SP203"):
        inverse(setting.number(R))


def test_a_difference_that_sympy_made_zero(setting: Proof) -> None:
    """SymPy: ``A - A`` is the zero matrix, and inside ``evaluate(False)`` it is A."""
    refuses(setting, "SP210", A - A)
    with sympy.evaluate(False):
        refuses(setting, "SP210", A - A)
        refuses(setting, "SP210", A.I * A * B)


def test_wrong_symbolic_sizes_pass_in_sympy_only(setting: Proof) -> None:
    """SymPy: ``A + R`` and ``A*Identity(m)`` pass with wrong symbolic sizes; the latter becomes A unseen, so that the
    first symbol of an expression is best taken over alone."""
    refuses(setting, "SP201", A + R)
    assert A * sympy.Identity(m) == A
    with pytest.raises(SymproofError, match="SP210"):
        setting.number(A) * sympy.Identity(m)
    with pytest.raises(SymproofError, match="SP201"):
        setting.number(A) + R
    refuses(setting, "SP201", setting_product(A, R.T))


def setting_product(left: sympy.MatrixExpr, right: sympy.MatrixExpr) -> sympy.MatrixExpr:
    return sympy.MatMul(left, right)


def test_mixed_operators_convert_before_sympy_sees_them(setting: Proof) -> None:
    ours = setting.number(A)
    assert (B * ours).term == Product((Symbol("B"), Symbol("A")))
    assert (B + ours).term == Sum((Symbol("B"), Symbol("A")))
    assert (ours - A).term == Sum((Symbol("A"), (-ours).term))
    assert (ours == A).formula == Equal(Symbol("A"), Symbol("A"))


def test_undeclared_and_differently_sized_symbols(setting: Proof) -> None:
    refuses(setting, "SP205", sympy.MatrixSymbol("C", n, n))
    refuses(setting, "SP201", sympy.MatrixSymbol("A", n, m))
    refuses(setting, "SP205", sympy.Symbol("x"))


def test_what_has_no_counterpart(setting: Proof) -> None:
    refuses(setting, "SP210", sympy.Determinant(A))
    refuses(setting, "SP210", sympy.sqrt(sympy.Symbol("t")))
    refuses(setting, "SP208", sympy.Float(0.5))
    refuses(setting, "SP208", 0.5)
    for value, exact in (
        (0.5, "1, 2"),
        (0.1, "1, 10"),
        (-2.75, "-11, 4"),
        (1e-3, "1, 1000"),
        (sympy.Float("0.2"), "1, 5"),
    ):
        with pytest.raises(SymproofError) as caught:
            setting.number(value)
        assert caught.value.error.hint == f"Write Fraction({exact}) or sympy.Rational({exact})."
    refuses(setting, "SP208", float("inf"))
    refuses(setting, "SP208", float("nan"))
    refuses(setting, "SP207", "A")
    refuses(setting, "SP207", True)


def test_what_is_taken_over(setting: Proof) -> None:
    a, b, t = Symbol("A"), Symbol("B"), Symbol("t")
    assert setting.number(A * B).term == Product((a, b))
    assert setting.number(A.T).term == Transpose(a)
    assert setting.number(A.I).term == Inverse(a)
    assert setting.number(sympy.Trace(A)).term == Trace(a)
    assert setting.number(A**2).term == Power(a, setting.number(A**2).term.exponent)  # type: ignore[union-attr]
    assert setting.number(sympy.Symbol("t") + n).setting is setting
    assert isinstance(setting.number(n).term, Integer)
    assert setting.number(sympy.Symbol("t")).term == t


# ------------------------------------------------------------------------------------------------ to SymPy


def both_ways(setting: Proof, expression: Expression) -> Expression:
    return setting.number(expression.to_sympy())


def test_to_sympy_evaluates_nothing(setting: Proof) -> None:
    a = setting.number(A)
    assert (a * inverse(a)).to_sympy().args == (A, A.I)
    assert set((a - a).to_sympy().args) == {A, -A}
    assert a.T.to_sympy() == A.T


def test_there_and_back(setting: Proof) -> None:
    a, b, r = setting.number(A), setting.number(B), setting.number(R)
    for expression in (a * b * r, (a + b) * r, a.T * b, norm2(r), inner(a, b), a**3, inverse(a) * b):
        assert both_ways(setting, expression).shape == expression.shape
    assert both_ways(setting, a * b * r).term == (a * b * r).term


def test_scalars_and_pieces_of_size_one(setting: Proof) -> None:
    u, v = setting.column("u", n), setting.column("v", n)
    found = (setting.number(R) * (setting.column("x", m).T * setting.column("y", m)) * 2).to_sympy()
    assert found.shape == (n, m)
    assert sympy.Trace in {type(part) for part in found.args}
    assert (u.T * v).to_sympy() == sympy.Trace(u.to_sympy().T * v.to_sympy())


def test_chains(proof: Proof) -> None:
    i = index("i")
    d = proof.size_family("d", i, 0, 3)
    M = proof.family("M", i, 1, 3, d[i], d[i - 1])
    assert len(chain(M, 3, 1).to_sympy().args) == 3
    k = proof.integer("k")
    proof.assume("depth", k >= 1, k <= 3)
    symbol = chain(M, k, 1).to_sympy()
    assert isinstance(symbol, sympy.MatrixSymbol)
    assert symbol.shape == (d[k], d[0])
