"""Derivatives by a scalar in proof files, and gradients by matrices with a structure."""

from __future__ import annotations

import pytest

from symproof.api import prove
from symproof.author import Expression, Setting, adj, derivative, det, diag, inverse, invertible, trace
from symproof.author import structured_gradient as gradient
from symproof.diagnostics.errors import SymproofError


@pytest.fixture
def proof() -> Setting:
    return Setting()


def square(proof: Setting, *names: str) -> list[Expression]:
    n = proof.size("n")
    return [proof.matrix(name, n, n) for name in names]


def test_derivative_of_a_determinant(proof: Setting) -> None:
    t = proof.scalar("t")
    (Y,) = square(proof, "Y(t)")
    dY = derivative(Y, t)
    assert repr(dY) == "d(Y(t))/dt"
    assert repr(derivative(dY, t)) == "d(d(Y(t))/dt)/dt"
    assert prove(derivative(det(Y), t) == trace(adj(Y) * dY))
    assert prove(derivative(inverse(Y), t) == -inverse(Y) * dY * inverse(Y), given=[invertible(Y)])
    assert prove(derivative(Y * Y, t) == 2 * Y * dY).verdict == "refuted"
    assert prove(derivative(t * t * Y, t) == 2 * t * Y + t * t * dY)
    assert prove(derivative(t * t, t) == 2 * t)


def test_derivative_of_an_equation(proof: Setting) -> None:
    t = proof.scalar("t")
    Y, A = square(proof, "Y(t)", "A")
    moves = derivative(Y, t) == A * Y
    second = derivative(derivative(Y, t), t) == A * A * Y
    assert prove(second, given=[moves, derivative(moves, t)])
    assert repr(derivative(moves, t)) == "d(d(Y(t))/dt)/dt = d(A*Y(t))/dt"


def test_derivative_by_what_is_no_scalar_symbol_is_refused(proof: Setting) -> None:
    t = proof.scalar("t")
    Y, A = square(proof, "Y(t)", "A")
    for by in (A, 2 * t):
        with pytest.raises(SymproofError) as error:
            derivative(Y, by)
        assert error.value.error.code == "SP213"
    with pytest.raises(SymproofError) as error:
        derivative(invertible(Y), t)
    assert error.value.error.code == "SP213"


def test_gradients_by_matrices_with_a_structure(proof: Setting) -> None:
    A, X = square(proof, "A", "X")
    value = trace(A * X)
    assert prove(gradient(value, X, "symmetric") == A + A.T - diag(A))
    assert prove(gradient(value, X, "antisymmetric") == A.T - A)
    assert prove(gradient(value, X, "diagonal") == diag(A))
    assert prove(gradient(value, X, "symmetric") == A + A.T).verdict == "refuted"
    with pytest.raises(SymproofError) as error:
        gradient(value, X, "Hankel")
    assert error.value.error.code == "SP213"


def test_gradient_by_a_toeplitz_matrix(proof: Setting) -> None:
    """Each entry is the sum along its diagonal, so that A and A.T give transposes of each other, and I gives n."""
    A, X = square(proof, "A", "X")
    value = trace(A * X)
    assert prove(gradient(value, X, "Toeplitz") == gradient(trace(X * A), X, "Toeplitz"))
    assert prove(gradient(value, X, "Toeplitz") == A.T).verdict == "refuted"
    with pytest.raises(SymproofError) as error:
        gradient(value, X, "banded")
    assert error.value.error.code == "SP213"
    assert "Toeplitz" in str(error.value.error)
