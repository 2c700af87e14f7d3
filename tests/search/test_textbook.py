"""Operator identities from textbooks, with false ones made from them."""

from __future__ import annotations

import pytest
from search.asking import ask, penrose, prove


def group(a: str, x: str) -> str:
    """X is the group inverse of A."""
    return f"{a}*{x}*{a} = {a}, {x}*{a}*{x} = {x}, {a}*{x} = {x}*{a}"


def drazin(a: str, x: str, index: int) -> str:
    """X is the Drazin inverse of A, whose index is at most ``index``."""
    return f"{a}**{index + 1}*{x} = {a}**{index}, {x}*{a}*{x} = {x}, {a}*{x} = {x}*{a}"


def weighted(a: str, x: str) -> str:
    """X is the Moore-Penrose inverse of A with the weights M and N."""
    return f"{a}*{x}*{a} = {a}, {x}*{a}*{x} = {x}, (M*{a}*{x}).T = M*{a}*{x}, (N*{x}*{a}).T = N*{x}*{a}"


WEIGHTS = "M symmetric, N symmetric, M invertible, N invertible"
PROJECTORS = "P idempotent, P symmetric, Q idempotent, Q symmetric"
AB, ABX, PQ = "A:n,n B:n,n", "A:n,n B:n,n X:n,n", "P:n,n Q:n,n"
MP = "A:m,n X:n,m"
BLOCKS = "A:n,n B:n,m C:m,n D:m,m"
INVERSE_BLOCKS = f"{BLOCKS} P:n,n Q:n,m R:m,n S:m,m"
RIGHT = "A*P + B*R = I, A*Q + B*S = 0, C*P + D*R = 0, C*Q + D*S = I"
LEFT = "P*A + Q*C = I, P*B + Q*D = 0, R*A + S*C = 0, R*B + S*D = I"
SUM = "inv(A+B) = inv(A) - inv(A)*inv(inv(A)+inv(B))*inv(A), A*inv(A+B)*B = B*inv(A+B)*A"

TRUE = {
    # group and Drazin inverses
    "group_commutes": (ABX, f"{group('A', 'X')}, A*B = B*A |- X*B = B*X"),
    "group_of_square": ("A:n,n X:n,n", f"{group('A', 'X')} |- A*A*X*X*A*A = A*A, X*X*A*A*X*X = X*X"),
    "group_is_moore_penrose": (
        "A:n,n X:n,n Y:n,n",
        f"{group('A', 'X')}, {penrose('A', 'Y')}, A*Y = Y*A |- X = Y",
    ),
    "group_symmetric": ("A:n,n X:n,n", f"{group('A', 'X')}, A symmetric |- X.T = X"),
    "drazin_2_commutes": (ABX, f"{drazin('A', 'X', 2)}, A*B = B*A |- X*B = B*X"),
    "drazin_3_commutes": (ABX, f"{drazin('A', 'X', 3)}, A*B = B*A |- X*B = B*X"),
    "drazin_2_unique": ("A:n,n X:n,n Y:n,n", f"{drazin('A', 'X', 2)}, {drazin('A', 'Y', 2)} |- X = Y"),
    "drazin_3_unique": ("A:n,n X:n,n Y:n,n", f"{drazin('A', 'X', 3)}, {drazin('A', 'Y', 3)} |- X = Y"),
    "drazin_3_nilpotent": ("A:n,n X:n,n", f"{drazin('A', 'X', 3)} |- (A - A*A*X)**3 = 0"),
    "drazin_core": (
        "A:n,n X:n,n",
        f"{drazin('A', 'X', 2)}, where C = A*A*X, where N = A - C |- C*N = 0, C*X*C = C, X*C*X = X, C*X = X*C",
    ),
    "cline": (
        "A:m,n B:n,m D:m,m",
        "A*B*A*B*D = A*B, D*A*B*D = D, A*B*D = D*A*B, where X = B*D**2*A |- X*B*A*X = X, B*A*X = X*B*A",
    ),
    "jacobson": ("A:m,n B:n,m", "I - A*B invertible |- I - B*A invertible"),
    "jacobson_formula": (
        "A:m,n B:n,m",
        "I - A*B invertible, I - B*A invertible |- inv(I - B*A) = I + B*inv(I - A*B)*A",
    ),
    # Moore-Penrose inverses
    "weighted_unique": (
        "A:m,n X:n,m Y:n,m M:m,m N:n,n",
        f"{WEIGHTS}, {weighted('A', 'X')}, {weighted('A', 'Y')} |- X = Y",
    ),
    "weighted_normal_equations": (
        "A:m,n X:n,m M:m,m N:n,n",
        f"{WEIGHTS}, {weighted('A', 'X')} |- A.T*M*A*X = A.T*M, inv(N)*A.T*X.T*N*X = X",
    ),
    "normal_equations": ("A:m,n X:n,m B:m,k Y:n,k", f"{penrose('A', 'X')}, A.T*A*Y = A.T*B |- A*Y = A*X*B"),
    "gram_inverse": ("A:m,n X:n,m Y:n,n", f"{penrose('A', 'X')}, {penrose('(A.T*A)', 'Y')} |- X = Y*A.T, Y = X*X.T"),
    "orthogonally_equivalent": (
        "A:m,n X:n,m Q:m,m R:n,n Y:n,m",
        f"{penrose('A', 'X')}, Q orthogonal, R orthogonal, {penrose('(Q*A*R)', 'Y')} |- Y = R.T*X*Q.T",
    ),
    "normal_is_range_symmetric": ("A:n,n X:n,n", f"{penrose('A', 'X')}, A.T*A = A*A.T |- A*X = X*A"),
    "partial_isometry": (MP, f"{penrose('A', 'X')}, A*A.T*A = A |- X = A.T"),
    "orthogonal_ranges": (
        "A:m,n B:k,n X:n,m Y:n,k",
        f"{penrose('A', 'X')}, {penrose('B', 'Y')}, A*B.T = 0 |- A*Y = 0, B*X = 0",
    ),
    "inverse_of_orthogonal_sum": (
        "A:m,n B:m,n X:n,m Y:n,m",
        f"{penrose('A', 'X')}, {penrose('B', 'Y')}, A*B.T = 0, A.T*B = 0 |- (A+B)*(X+Y)*(A+B) = A+B",
    ),
    "rank_of_projection": (MP, f"{penrose('A', 'X')} |- norm2(A*X) = tr(X*A), tr(A*X) = tr(X*A)"),
    "inclusion_of_ranges": (
        "A:m,n B:m,k X:n,m Y:k,m U:n,k",
        f"{penrose('A', 'X')}, {penrose('B', 'Y')}, B = A*U |- A*X*B*Y = B*Y, B*Y*A*X = B*Y",
    ),
    "equal_ranges": (
        "A:m,n B:m,k X:n,m Y:k,m U:n,k V:k,n",
        f"{penrose('A', 'X')}, {penrose('B', 'Y')}, B = A*U, A = B*V |- A*X = B*Y",
    ),
    "equal_gram_matrices": (
        "A:m,n B:m,n X:n,m Y:n,m",
        f"{penrose('A', 'X')}, {penrose('B', 'Y')}, A*A.T = B*B.T |- A*X = B*Y",
    ),
    # Woodbury and its relatives
    "woodbury_invertible": ("A:n,n U:n,k V:k,n", "A invertible, I + V*inv(A)*U invertible |- A + U*V invertible"),
    "woodbury_factor": (
        "A:n,n U:n,k V:k,n",
        "A invertible, I + V*inv(A)*U invertible, A + U*V invertible |- inv(A+U*V)*U = inv(A)*U*inv(I + V*inv(A)*U)",
    ),
    "parallel_sum": (AB, f"A invertible, B invertible, A+B invertible |- {SUM}"),
    "sherman_morrison_factor": (
        "A:n,n u:n v:n",
        "A invertible, 1 + v.T*inv(A)*u nonzero, A + u*v.T invertible |- inv(A+u*v.T)*u = inv(A)*u/(1 + v.T*inv(A)*u)",
    ),
    "sherman_morrison_invertible": ("A:n,n u:n v:n", "A invertible, 1 + v.T*inv(A)*u nonzero |- A + u*v.T invertible"),
    "sherman_morrison_nonzero": ("A:n,n u:n v:n", "A invertible, A + u*v.T invertible |- 1 + v.T*inv(A)*u nonzero"),
    "householder": ("u:n", "u.T*u nonzero, where H = I - 2*u*u.T/(u.T*u) |- H*H = I, H.T = H, H*u = -u"),
    # Schur complements
    "schur_complement": (INVERSE_BLOCKS, f"A invertible, {RIGHT} |- D - C*inv(A)*B invertible"),
    "inverse_from_blocks": (
        INVERSE_BLOCKS,
        f"S invertible, {RIGHT}, {LEFT} |- A invertible, inv(A) = P - Q*inv(S)*R",
    ),
    "two_schur_complements": (
        BLOCKS,
        (
            "A invertible, D invertible, D - C*inv(A)*B invertible, A - B*inv(D)*C invertible"
            " |- inv(A - B*inv(D)*C)*B*inv(D) = inv(A)*B*inv(D - C*inv(A)*B)"
        ),
    ),
    # Cayley
    "cayley_back": ("Q:n,n", "Q orthogonal, I + Q invertible, where A = (I - Q)*inv(I + Q) |- A.T = -A"),
    "cayley_form": (
        "A:n,n S:n,n",
        "S symmetric, S invertible, A.T*S + S*A = 0, I - A invertible, where Q = inv(I - A)*(I + A) |- Q.T*S*Q = S",
    ),
    # commuting families and idempotents
    "commutator_commutes": ("A:n,n B:n,n C:n,n", "A*B = B*A, A*C = C*A |- A*(B*C - C*B) = (B*C - C*B)*A"),
    "involutions": (AB, "A**2 = I, B**2 = I, (A*B)**2 = I |- A*B = B*A"),
    "sum_of_idempotents": (PQ, "P idempotent, Q idempotent, P + Q idempotent |- P*Q = 0, Q*P = 0"),
    "difference_of_idempotents": (PQ, "P idempotent, Q idempotent, P - Q idempotent |- P*Q = Q, Q*P = Q"),
    "kato": (PQ, "P idempotent, Q idempotent |- (P-Q)**2*P = P*(P-Q)**2, (P-Q)**2 + (I-P-Q)**2 = I"),
    "projector_inside": (PQ, f"{PROJECTORS}, P*Q*P = P |- P*Q = P"),
    "commuting_projectors": (PQ, f"{PROJECTORS}, P*Q idempotent |- P*Q = Q*P"),
    "orthogonal_by_trace": (PQ, f"{PROJECTORS}, tr(P*Q) = 0 |- P*Q = 0"),
    # one-sided inverses, nilpotent matrices, cancellation
    "cyclic_inverse": ("A:n,n B:n,n C:n,n", "A*B*C = I |- B*C*A = I, B invertible, inv(B) = C*A"),
    "sum_is_product": (AB, "A + B = A*B |- A*B = B*A"),
    "geometric_series": ("A:n,n", "A**4 = 0 |- I + A invertible, inv(I + A) = I - A + A**2 - A**3"),
    "nilpotent_perturbation": ("A:n,n N:n,n", "N**3 = 0, A invertible, A*N = N*A |- A + N invertible"),
    "gram_power": ("A:m,n", "A.T*A*A.T*A = 0 |- A = 0"),
    "symmetric_nilpotent": ("A:n,n", "A symmetric, A**4 = 0 |- A = 0"),
    "antisymmetric_nilpotent": ("A:n,n", "A antisymmetric, A**3 = 0 |- A = 0"),
    "gram_cancels": ("A:m,n X:n,k Y:n,k", "A.T*A*X = A.T*A*Y |- A*X = A*Y"),
    "root_cancels": ("A:n,n S:n,n X:n,k", "A = S*S, S symmetric, A*X = 0 |- S*X = 0"),
    "polar": ("A:n,n P:n,n Q:n,n", "Q orthogonal, P symmetric, A = Q*P, A.T*A = A*A.T |- Q*P**2 = P**2*Q"),
    # Sylvester and Lyapunov
    "sylvester_powers": (
        "A:n,n B:m,m X:n,m Y:n,m C:n,m",
        "A*X - X*B = C, A*Y - Y*B = C |- A**3*(X-Y) = (X-Y)*B**3",
    ),
    "sylvester_unique": ("A:n,n B:m,m X:n,m", "A*X = X*B, A**3 = 0, B invertible |- X = 0"),
    "sylvester_solution": (
        "A:n,n B:m,m X:n,m C:n,m",
        "A*X - X*B = C, A**2 = 0, B invertible |- X = -C*inv(B) - A*C*inv(B)**2",
    ),
    "lyapunov_trace": ("A:n,n P:n,n", "A.T*P + P*A = 0, P symmetric, P invertible |- (P*A).T = -P*A, tr(A) = 0"),
    # resolvents
    "resolvents": (
        "A:n,n s t",
        (
            "s*I - A invertible, t*I - A invertible, where R = inv(s*I - A), where Q = inv(t*I - A)"
            " |- R - Q = (t - s)*R*Q, R*Q = Q*R"
        ),
    ),
    "second_resolvent_identity": (
        "A:n,n B:n,n s",
        "s*I - A invertible, s*I - B invertible |- inv(s*I-A) - inv(s*I-B) = inv(s*I-A)*(A-B)*inv(s*I-B)",
    ),
    "ridge": (
        "A:m,n c",
        "c nonzero, A.T*A + c*I invertible, A*A.T + c*I invertible |- c*inv(A*A.T + c*I) = I - A*inv(A.T*A + c*I)*A.T",
    ),
}

FALSE = {
    "group_without_commuting": (ABX, "A*X*A = A, X*A*X = X, A*B = B*A |- X*B = B*X"),
    "drazin_index": ("A:n,n X:n,n", f"{drazin('A', 'X', 3)} |- (A - A*A*X)**2 = 0"),
    "cline_order": (
        "A:n,n B:n,n D:n,n",
        "A*B*A*B*D = A*B, D*A*B*D = D, A*B*D = D*A*B, where X = B*D**2*A |- X*A*B*X = X",
    ),
    "weighted_without_weights": (
        "A:m,n X:n,m Y:n,m M:m,m N:n,n",
        f"{WEIGHTS}, {weighted('A', 'X')}, {penrose('A', 'Y')} |- X = Y",
    ),
    "woodbury_singular": ("A:n,n U:n,k V:k,n", "A invertible |- A + U*V invertible"),
    "sherman_morrison_alone": ("A:n,n u:n v:n", "A invertible |- 1 + v.T*inv(A)*u nonzero"),
    "equal_ranges_one_inclusion": (
        "A:m,n B:m,k X:n,m Y:k,m U:n,k",
        f"{penrose('A', 'X')}, {penrose('B', 'Y')}, B = A*U |- A*X = B*Y",
    ),
    "schur_complement_one_side": (INVERSE_BLOCKS, "A invertible, A*P + B*R = I, C*P + D*R = 0 |- S invertible"),
    "idempotents_commute": (PQ, "P idempotent, Q idempotent, P*Q idempotent |- P*Q = Q*P"),
    "projector_inside_oblique": (PQ, "P idempotent, Q idempotent, P*Q*P = P |- P*Q = P"),
    "cyclic_inverse_swapped": ("A:n,n B:n,n C:n,n", "A*B*C = I |- C*B*A = I"),
    "series_too_short": ("A:n,n", "A**4 = 0 |- (I + A)*(I - A + A**2) = I"),
    "nilpotent_not_commuting": ("A:n,n N:n,n", "N**2 = 0, A invertible |- A + N invertible"),
    "nilpotent_not_symmetric": ("A:n,n", "A**4 = 0 |- A**2 = 0"),
    "sylvester_singular": ("A:n,n B:m,m X:n,m", "A*X = X*B, A**2 = 0, B idempotent, I - B invertible |- X = 0"),
    "lyapunov_square": ("A:n,n P:n,n", "A.T*P + P*A = 0, P symmetric, P invertible |- tr(A**2) = 0"),
    "ridge_factor": ("A:m,n c", "A.T*A + c*I invertible, A*A.T + c*I invertible |- inv(A*A.T + c*I)*A = A"),
}


@pytest.mark.parametrize(("symbols", "text"), TRUE.values(), ids=TRUE)
def test_true(symbols: str, text: str) -> None:
    prove(symbols, text)


@pytest.mark.parametrize(("symbols", "text"), FALSE.values(), ids=FALSE)
def test_false(symbols: str, text: str) -> None:
    assert ask(symbols, text).certificate is None
