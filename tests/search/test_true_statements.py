"""Statements that are true for all sizes: each has a certificate that the kernel replays."""

from __future__ import annotations

import pytest
from search.asking import ask, length, penrose, prove

PLAIN = {
    "jacobi": ("A:n,n B:n,n C:n,n", "A*(B*C-C*B)-(B*C-C*B)*A + B*(C*A-A*C)-(C*A-A*C)*B + C*(A*B-B*A)-(A*B-B*A)*C = 0"),
    "product": ("A:n,n B:n,n", "A invertible, B invertible, A*B invertible |- inv(A*B) = inv(B)*inv(A)"),
    "transposed": ("A:n,n", "A invertible |- inv(A.T) = inv(A).T"),
    "push_through": ("A:m,n B:n,m", "I+A*B invertible, I+B*A invertible |- inv(I+A*B)*A = A*inv(I+B*A)"),
    "woodbury": (
        "A:n,n U:n,k C:k,k V:k,n",
        (
            "A invertible, C invertible, inv(C)+V*inv(A)*U invertible, A+U*C*V invertible"
            " |- inv(A+U*C*V) = inv(A) - inv(A)*U*inv(inv(C)+V*inv(A)*U)*V*inv(A)"
        ),
    ),
    "hua": (
        "A:n,n B:n,n",
        (
            "A invertible, B invertible, inv(B)-A invertible, inv(A)+inv(inv(B)-A) invertible"
            " |- A - inv(inv(A)+inv(inv(B)-A)) = A*B*A"
        ),
    ),
    "moore_penrose_unique": ("A:m,n X:n,m Y:n,m", f"{penrose('A', 'X')}, {penrose('A', 'Y')} |- X = Y"),
    "moore_penrose_of_transpose": (
        "A:m,n X:n,m Y:m,n",
        f"{penrose('A', 'X')}, A.T*Y*A.T = A.T, Y*A.T*Y = Y, (A.T*Y).T = A.T*Y, (Y*A.T).T = Y*A.T |- Y = X.T",
    ),
    "gram_form": ("A:m,n X:n,m", f"{penrose('A', 'X')} |- X*X.T*A.T = X"),
    "full_column_rank": ("A:m,n X:n,m", "A full column rank, X = inv(A.T*A)*A.T |- A*X*A = A"),
    "projection": ("A:m,n", "A full column rank |- A*inv(A.T*A)*A.T*A*inv(A.T*A)*A.T = A*inv(A.T*A)*A.T"),
    "reverse_order_2": (
        "A:m,n B:n,k X:n,m Y:k,n",
        f"{penrose('A', 'X')}, {penrose('B', 'Y')}, X*A*B*B.T = B*B.T*X*A |- A*B*Y*X*A*B = A*B",
    ),
    "reverse_order_3": (
        "A:m,n B:n,k C:k,l X:n,m Y:k,n Z:l,k",
        (
            f"{penrose('A', 'X')}, {penrose('B', 'Y')}, {penrose('C', 'Z')}, "
            "X*A*B*C*Z = B*C*Z*Y*X*A*B*C*Z |- A*B*C*Z*Y*X*A*B*C = A*B*C"
        ),
    ),
    "group_inverse_unique": (
        "A:n,n X:n,n Y:n,n",
        "A*X = X*A, X*A*X = X, A*X*A = A, A*Y = Y*A, Y*A*Y = Y, A*Y*A = A |- X = Y",
    ),
    "drazin_unique": (
        "A:n,n X:n,n Y:n,n",
        "A*X = X*A, X*A*X = X, A*A*X*A = A*A, A*Y = Y*A, Y*A*Y = Y, A*A*Y*A = A*A |- X = Y",
    ),
    "cayley": ("A:n,n Q:n,n", "A antisymmetric, I+A invertible, Q = (I-A)*inv(I+A) |- Q.T*Q = I"),
    "schur": (
        "A:n,n B:n,m C:m,n D:m,m",
        "A invertible, D-C*inv(A)*B invertible, X = 0 |- A*(inv(A)*B*inv(D-C*inv(A)*B)) - B*inv(D-C*inv(A)*B) = 0",
    ),
    "idempotent_complement": ("P:n,n", "P idempotent |- (I-P)*(I-P) = I-P"),
    "commuting_inverse": ("A:n,n B:n,n", "A and B commute, A invertible |- inv(A)*B = B*inv(A)"),
    "one_sided": ("A:m,n B:n,m C:n,m", "A*B = I, C*A = I |- B = C"),
    "kernel": ("A:m,n B:n,k X:k,n", "X*B = I, A*B*X = 0 |- A*B = 0"),
    "range_inclusion": ("A:m,n B:m,k X:n,m W:n,k", f"{penrose('A', 'X')}, B = A*W |- A*X*B = B"),
}
PLAIN["schur"] = (
    "A:n,n B:n,m C:m,n D:m,m",
    "A invertible, D-C*inv(A)*B invertible |- C*(-inv(A)*B*inv(D-C*inv(A)*B)) + D*inv(D-C*inv(A)*B) = I",
)

SCALAR = {
    "sherman_morrison": (
        "A:n,n u:n v:n",
        (
            "A invertible, 1+v.T*inv(A)*u nonzero, A+u*v.T invertible"
            " |- inv(A+u*v.T) = inv(A) - inv(A)*u*v.T*inv(A)/(1+v.T*inv(A)*u)"
        ),
    ),
    "eigenvector": ("A:n,n v:n s", "A*v = s*v |- v.T*A*A*v = s*s*(v.T*v)"),
    "eigenvectors_orthogonal": ("A:n,n v:n w:n s t", "A symmetric, A*v = s*v, A*w = t*w |- (s-t)*(v.T*w) = 0"),
    "householder": ("v:n H:n,n", "v.T*v nonzero, H = I - 2*v*v.T/(v.T*v) |- H*H = I"),
    "trace_cyclic": ("A:m,n B:n,m", "tr(A*B) = tr(B*A)"),
    "trace_commutator": ("A:n,n B:n,n", "tr(A*B-B*A) = 0"),
    "trace_similar": ("A:n,n B:n,n", "A invertible |- tr(A*B*inv(A)) = tr(B)"),
    "trace_cube": ("K:n,n", "K antisymmetric |- tr(K*K*K) = 0"),
    "antisymmetric_form": ("K:n,n v:n", "K antisymmetric |- v.T*K*v = 0"),
    "symmetric_times_antisymmetric": ("A:n,n K:n,n", "A symmetric, K antisymmetric |- tr(A*K) = 0"),
    "outer": ("u:n v:n w:n", "u*v.T*w = (v.T*w)*u"),
    "polarisation": ("A:m,n B:m,n", "norm2(A+B) - norm2(A-B) = 4*tr(A.T*B)"),
    "trace_identity": ("A:n,n", "tr(A+I) = tr(A) + n"),
    "orthogonal_norm": ("Q:n,n A:n,m", "Q orthogonal |- norm2(Q*A) = norm2(A)"),
    "push": ("H:a,p X:p,q u:p w:q", "H*X = 0 |- H*(X+u*w.T)*w = (w.T*w)*H*u"),
    "scalar_division": ("a b", "a nonzero, a*b = a |- b = 1"),
}


@pytest.mark.parametrize("name", [*PLAIN, *SCALAR])
def test_proved(name: str) -> None:
    prove(*(PLAIN | SCALAR)[name])


RULES = {
    "definite": ("X:m,n", "X.T*X = 0 |- X = 0", "definite"),
    "definite_trace": ("X:m,n", "tr(X.T*X) = 0 |- X = 0", "definite"),
    "definite_times": ("F:m,n G:n,k", "F.T*F*G = 0 |- F*G = 0", "definite"),
    "definite_cancels": ("A:m,n B:n,k C:n,k", "A.T*A*B = A.T*A*C |- A*B = A*C", "definite"),
    "definite_right": ("X:m,n Z:k,m", "Z*X*X.T = 0 |- Z*X = 0", "definite"),
    "definite_used": ("X:m,n Y:n,k", "X.T*X = 0 |- X*Y = 0", "definite"),
    "symmetric_square": ("A:n,n", "A symmetric, A*A = 0 |- A = 0", "definite"),
    "two_sided": ("A:n,n B:n,n", "A*B = I |- B*A = I", "two-sided inverse"),
    "orthogonal_columns": ("Q:n,n", "Q.T*Q = I |- Q*Q.T = I", "two-sided inverse"),
    "two_sided_factors": ("A:n,n B:n,n", "A*B = A + B |- A*B = B*A", "two-sided inverse"),
    "witness": ("A:n,n B:n,n", "A*B = I |- A invertible", "witness of invertibility"),
    "witness_sum": ("A:m,n B:n,m", "I+B*A invertible |- I+A*B invertible", "witness of invertibility"),
    "witness_product": ("A:n,n B:n,n", "A invertible, B invertible |- A*B invertible", "witness of invertibility"),
    "witness_nilpotent": ("N:n,n", "N*N = 0 |- I-N invertible", "witness of invertibility"),
}


@pytest.mark.parametrize("name", RULES)
def test_proved_by_a_rule_that_is_named(name: str) -> None:
    symbols, text, rule = RULES[name]
    assert rule in prove(symbols, text)[1]


def test_no_rule_where_algebra_is_enough() -> None:
    assert prove("A:n,n B:n,n", "A*B = I, B*A = I, A*A = A |- A = I")[1] == ()


def test_only_what_is_needed_is_used() -> None:
    used, _ = prove("A:n,n B:n,n", "A invertible, B symmetric |- inv(A)*A*B = B")
    assert used == {"h1"}


@pytest.mark.parametrize(
    ("name", "bound"),
    [("moore_penrose_unique", 12), ("reverse_order_2", 8), ("woodbury", 6), ("hua", 6), ("push_through", 2)],
)
def test_certificates_are_short(name: str, bound: int) -> None:
    assert length(ask(*PLAIN[name]).certificate) <= bound


def test_the_same_certificate_every_time() -> None:
    symbols, text = PLAIN["reverse_order_3"]
    assert ask(symbols, text) == ask(symbols, text)
