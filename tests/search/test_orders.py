"""Orders between scalars, and claims that a premise makes: proved where they are true, never where they are false."""

from __future__ import annotations

from collections.abc import Iterator

import pytest
from search.asking import prove, sequents

from symproof.kernel.replay import replay
from symproof.language.certificate import Order, Same
from symproof.language.proof import Verdict
from symproof.search import find, order
from symproof.search.definite.lawful import lawful_gaps
from symproof.search.definite.matrices import Finder
from symproof.search.definite.traces import Known
from symproof.statements import parse_statement
from symproof.verdict.settle import Options, Settler

TRUE = [
    ("A:n,n x:n", "A positive definite, x.T*x = 1 |- x.T*A*x > 0"),
    ("A:n,n x:n y:n", "A positive definite, 3*y.T*x = -2 |- x.T*A*x > 0"),
    ("A:n,n B:n,n x:n", "A positive definite, x.T*B*x = 1 |- x.T*A*x > 0"),
    (
        "A:n,n P:n,n x:n l",
        "A positive definite, P positive definite, x.T*x = 1, (1 - l)*x.T*P*x = (1 + l)*x.T*A*x |- l**2 < 1",
    ),
    (
        "A:n,n B:n,n x:n l",
        "A positive definite, A - B invertible, A > B + B.T, x.T*x = 1, -inv(A - B)*B*x = l*x |- l**2 < 1",
    ),
    ("a b c", "a <= b, b <= c |- a <= c"),
    ("a b c", "a <= b, b < c |- a < c"),
    ("a b", "0 <= a, 0 <= b |- 0 <= a*b"),
    ("a b", "0 < a, 0 < b |- 0 < a*b"),
    ("a b", "0 < a |- a >= 0"),
    ("a b", "a < b |- a <= b"),
    ("a b", "a = b |- b <= a"),
    (
        "F:m,m R:m,p X:m,b Y:b,n C:m,b D:b,n U:n,p",
        "0 <= tr((F*(R + (X*Y - C*D)*U)).T*F*(R + (X*Y - C*D)*U))",
    ),
    ("a b c", "a <= b, c >= 0 |- a*c <= b*c"),
    ("a b", "a**2 + b**2 >= 2*a*b"),
    ("a b", "2*a*b <= a**2 + b**2"),
    ("a", "a**2 - 2*a + 1 >= 0"),
    ("a", "a**2 - 2*a + 2 > 0"),
    ("a b", "a <= b, a >= 0 |- a**2 <= b**2"),
    ("a b c", "a*b <= c |- b*a <= c"),
    ("a b", "a >= 1, b >= 1 |- a*b >= 1"),
    ("a b", "a > 1, b > 1 |- a*b > 1"),
    ("c", "c positive |- c positive"),
    ("a", "a positive |- a positive"),
    ("a", "a > 0 |- a positive"),
    ("a b", "a <= b |- 2*a <= 2*b"),
    ("a b", "a <= b |- -b <= -a"),
    ("A:n,n B:n,n", "norm2(A - B) >= 0"),
    ("A:n,n B:n,n", "2*tr(A.T*B) <= norm2(A) + norm2(B)"),
    ("x:n y:n", "x.T*x = 1, y.T*y = 1 |- x.T*y <= 1"),
    ("A:m,n x:n", "x.T*A.T*A*x >= 0"),
    ("A:n,n", "A = A.T |- tr(A*A) >= 0"),
    ("A:n,n B:n,n", "A = B |- norm2(A) <= norm2(B)"),
    ("Q:n,n x:n", "Q orthogonal |- norm2(Q*x) <= norm2(x)"),
    ("P:n,n x:n", "P*P = P, P symmetric |- norm2(P*x) <= norm2(x)"),
    ("A:n,n", "n >= 1"),
    ("A:n,n", "tr(I(n)) >= 1"),
    ("A:n,n", "n >= 2 |- n > 1"),
    ("A:m,n", "m >= n, n >= 3 |- m >= 3"),
    ("A:n,n", "A nonzero |- A nonzero"),
    ("A:n,n B:n,n", "A - B nonzero |- B - A nonzero"),
    ("A:n,n", "A positive definite |- A + A - A positive definite"),
    ("A:n,n", "A permutation |- A permutation"),
    ("A:n,n", "n even |- n even"),
    ("a b", "0 <= a, a <= b, b <= 1 |- a*b <= b"),
    ("x:n y:n b", "x.T*x <= b, y.T*y <= b |- x.T*y <= b"),
    ("a b", "a >= 0, b >= 0, a + b = 1 |- a*b <= 1/4"),
    ("a", "a >= 0 |- a**3 >= 0"),
    ("A:n,n b", "norm2(A) <= b, b = 0 |- norm2(A) <= 0"),
    ("a", "a**4 + a**2 >= 0"),
    ("a b", "a >= b, b >= a |- a <= b"),
    ("a b", "0<=a, a<=1 |- a*(1-a) >= 0"),
    ("A:n,n k", "2 < 3"),
    ("a", "a = a |- 3 >= 2"),
    ("A:n,n B:n,n", "norm2(A+B) <= 2*norm2(A) + 2*norm2(B)"),
    ("x:n", "x.T*x + 1 > 0"),
    ("a b", "2*a*b <= b, a >= 1 |- a*b + a*b <= b"),
    ("A:n,n", "A = A.T, n >= 2 |- tr(A*A) + n >= 2"),
    ("a c", "0 <= (a*c - 1)*(a*c - 1)"),
    ("a b c", "3*(a*b - c)**2 + (a*c - b)*(a*c - b) >= 0"),
    ("a b c", "(a*b - c)**4 >= 0"),
]
FALSE = [
    ("a b", "a <= b |- a < b"),
    ("a b", "a <= b |- b <= a"),
    ("a b c", "a <= b, c <= b |- a <= c"),
    ("a b", "0 <= a*b |- 0 <= a"),
    ("a b c", "a <= b |- a*c <= b*c"),
    ("a b", "a**2 <= b**2 |- a <= b"),
    ("a", "a**2 - 2*a + 1 > 0"),
    ("a", "a**2 > 0"),
    ("a c", "0 <= (a*c - 1)*(a*c + 1)"),
    ("a b c", "(a*b - c)**3 >= 0"),
    ("a b c", "(a*b - c)**2 > 0"),
    ("a b c", "(a*b - c)**2 - (a*c - b)*(a*c - b) >= 0"),
    ("A:n,n", "norm2(A) > 0"),
    ("A:n,n", "tr(A) >= 0"),
    ("A:n,n", "tr(A*A) >= 0"),
    ("A:n,n", "n >= 2"),
    ("A:n,n", "n >= 2 |- n >= 3"),
    ("A:n,n", "2 <= 1"),
    ("A:n,n B:n,n", "A nonzero |- B nonzero"),
    ("A:n,n", "A positive definite |- -A positive definite"),
    ("A:n,n B:n,n", "A permutation |- B permutation"),
    ("A:n,n", "A.T positive definite |- 2*A - I positive definite"),
    ("a b", "0 <= a, 0 <= b |- 0 < a*b"),
    ("x:n y:n", "x.T*x = 1, y.T*y = 1 |- x.T*y < 1"),
    ("A:n,n", "n even |- n odd"),
    ("a b", "a <= b, 0 <= a, 0 <= b |- b**2 <= a**2"),
    ("a b", "a >= 1 |- a*b >= 1"),
    ("a b", "a >= 0, b >= 0, a + b = 1 |- a*b <= 1/5"),
    ("x:n", "x.T*x > 0"),
    ("a b", "a**2 + b**2 >= 3*a*b"),
    ("a", "3 < 2"),
    ("P:n,n x:n", "P*P = P |- norm2(P*x) <= norm2(x)"),
]


@pytest.mark.parametrize(("symbols", "text"), TRUE)
def test_true_orders_are_proved(symbols: str, text: str) -> None:
    prove(symbols, text)


@pytest.mark.parametrize(("symbols", "text"), FALSE)
def test_false_orders_are_not_proved(symbols: str, text: str) -> None:
    assert any(find(goal).certificate is None for goal in sequents(symbols, text))


@pytest.mark.parametrize(("symbols", "text"), TRUE[:60:4])
def test_the_second_judge_reads_the_certificates_of_orders(symbols: str, text: str) -> None:
    declared = {}
    for item in symbols.split():
        name, _, sizes = item.partition(":")
        parts = [size for size in sizes.split(",") if size]
        declared[name] = [*parts, "1"] if len(parts) == 1 else parts
    proofs, _ = parse_statement(declared, text)
    settler = Settler(tuple(proofs), Options())
    for position, proof in enumerate(proofs):
        for step in proof.steps:
            result = settler((position, step.id))
            assert result.verdict is Verdict.PROVED  # type: ignore[union-attr]
            assert result.instances.checked > 0  # type: ignore[union-attr]


def test_a_premise_is_used_only_where_it_is_needed() -> None:
    used, rules = prove("a b c", "a <= b, c >= 0 |- 2*a <= 2*b")
    assert used == {"h1"}
    assert rules == ("order",)


@pytest.mark.parametrize(("symbols", "text"), [
    ("A:n,n", "A permutation |- A permutation"), ("A:n,n B:n,n", "A - B nonzero |- B - A nonzero"),
])  # fmt: skip
def test_a_claim_that_a_premise_makes_needs_that_premise(symbols: str, text: str) -> None:
    (goal,) = sequents(symbols, text)
    certificate = find(goal).certificate
    assert isinstance(certificate, Same) or certificate is not None
    assert replay(goal, certificate).used == {"h1"}


def test_the_certificate_of_an_order_names_what_is_not_negative() -> None:
    (goal,) = sequents("a b c", "a <= b, b <= c |- a <= c")
    certificate = find(goal).certificate
    assert isinstance(certificate, Order)
    assert [summand.coefficient for summand in certificate.summands] == [1, 1]


def test_an_order_that_is_not_found_says_what_was_tried() -> None:
    (goal,) = sequents("a b", "a**3 <= b**3 |- a <= b")  # true, and no sum of such products
    diagnostic = find(goal).diagnostic
    assert diagnostic is not None
    assert diagnostic.code == "SP401"
    assert "order" in diagnostic.message


def test_the_determinant_of_a_known_matrix_needs_no_search_for_other_matrices(monkeypatch: pytest.MonkeyPatch) -> None:
    def known_only(finder: Finder, written: object = None, *, known: bool = False) -> Iterator[Known]:
        assert known, "other matrices are sought"
        return lawful_gaps(finder, written, known=known)

    monkeypatch.setattr(order, "lawful_gaps", known_only)
    premises = "P positive definite, Q positive definite, P <= c*I, A invertible"
    assert prove("P:n,n Q:n,n A:n,n c", f"{premises} |- det(P) > 0") == ({"h1"}, ("order",))
