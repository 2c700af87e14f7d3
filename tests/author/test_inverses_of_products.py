"""Inverses that no premise of a proof file declares: they follow from those of the factors."""

from __future__ import annotations

import pytest

from symproof.api import prove
from symproof.author import Expression, Setting, adj, det, inverse, invertible, kron, vec


@pytest.fixture
def factors() -> list[Expression]:
    setting = Setting()
    n, m = setting.size("n"), setting.size("m")
    return [setting.matrix("A", n, n), setting.matrix("B", n, n), setting.matrix("D", m, m), setting.matrix("X", m, n)]


def test_inverses_of_kronecker_products(factors: list[Expression]) -> None:
    A, B, D, X = factors
    given = [invertible(A), invertible(D)]
    assert prove(inverse(kron(A, D)) == kron(inverse(A), inverse(D)), given=given)
    assert prove(inverse(kron(A.T, D)) * vec(X) == vec(inverse(D) * X * inverse(A)), given=given)
    turned = inverse(kron(A, B)) == kron(inverse(B), inverse(A))
    assert prove(turned, given=[invertible(A), invertible(B)]).verdict == "refuted"
    assert not prove(inverse(kron(A, D)) == kron(inverse(A), inverse(D)), given=given[:1])


def test_inverses_of_products_and_adjugates(factors: list[Expression]) -> None:
    A, B, _, _ = factors
    assert prove(inverse(A * B) == inverse(B) * inverse(A), given=[invertible(A), invertible(B)])
    assert prove(inverse(adj(A)) == A / det(A), given=[invertible(A)])
    assert prove(1 / det(A) == det(inverse(A)), given=[invertible(A)])
