"""Claims that are conclusions of implications, general equivalences, and equations that orders give."""

from __future__ import annotations

from collections.abc import Callable

import pytest
from author.settling import verdicts

from symproof.author import Claim, Expression, Proof, both, iff, implies, inner, norm2
from symproof.language.proof import Verdict


def kernel(proof: Proof, X: Expression, size: object) -> Claim:
    """X v = 0 gives v = 0."""
    return proof.for_all_matrices("v", size, 1, lambda v: implies(X * v == 0, v == 0))


@pytest.mark.parametrize(
    ("claim", "verdict"),
    [
        (lambda A, v: iff(A.T * A * v == 0, A * v == 0), Verdict.PROVED),
        (lambda A, v: implies(A * v == 0, A.T * A * v == 0), Verdict.PROVED),
        (lambda A, v: iff(A.T * A * v == 0, A.T * A * A.T * A * v == 0), Verdict.PROVED),
        (lambda A, v: iff(A.T * A * v == 0, v == 0), Verdict.REFUTED),
        (lambda A, v: iff(norm2(A * v) == 1, v.T * A.T * A * v == 2), Verdict.REFUTED),
    ],
)
def test_a_general_equivalence_in_one_step(claim: Callable[[Expression, Expression], Claim], verdict: Verdict) -> None:
    proof = Proof("equivalence", "Kernels")
    m, n = proof.sizes("m n")
    A = proof.matrix("A", m, n)
    proof.step("claim", proof.for_all_matrices("v", n, 1, lambda v: claim(A, v)))
    assert verdicts(proof)["claim"] is verdict


@pytest.mark.parametrize(
    ("given", "claimed", "is_proved"),
    [
        (("A", "B"), "AB", True),
        (("AB",), "B", True),
        (("ABC",), "C", True),
        (("A", "BC"), "ABC", True),
        (("AB",), "A", False),
        (("A",), "AB", False),
        (("B",), "AB", False),
    ],
)
def test_kernels_of_products(given: tuple[str, ...], claimed: str, is_proved: bool) -> None:
    """One implication after the other is used backwards; what is claimed of the wrong factor is not."""
    proof = Proof("kernels", "Kernels of products")
    k, m, n, p = proof.sizes("k m n p")
    factors = {"A": proof.matrix("A", k, m), "B": proof.matrix("B", m, n), "C": proof.matrix("C", n, p)}
    columns = {"A": m, "B": n, "C": p}

    def of(word: str) -> Claim:
        product = factors[word[0]]
        for letter in word[1:]:
            product = product * factors[letter]
        return kernel(proof, product, columns[word[-1]])

    for word in given:
        proof.assume(f"kernel-{word}", of(word))
    proof.step("claim", of(claimed), using=[f"kernel-{word}" for word in given])
    assert (verdicts(proof)["claim"] is Verdict.PROVED) is is_proved


@pytest.mark.parametrize("dropped", [None, "kernel", "equal"])
def test_an_equation_by_an_implication_about_zero(dropped: str | None) -> None:
    proof = Proof("injective", "Injective")
    m, n = proof.sizes("m n")
    A, x, y = proof.matrix("A", m, n), proof.column("x", n), proof.column("y", n)
    given = {"kernel": kernel(proof, A, n), "equal": A * x == A * y}
    names = [name for name in given if name != dropped]
    for name in names:
        proof.assume(name, given[name])
    proof.step("claim", x == y, using=names)
    found = verdicts(proof)["claim"]
    assert found is Verdict.PROVED if dropped is None else found in (Verdict.REFUTED, Verdict.UNKNOWN)


@pytest.mark.parametrize("dropped", [None, "positive", "square", "second"])
def test_two_implications_one_after_the_other(dropped: str | None) -> None:
    """B = 0 needs A = 0, which needs C = 0."""
    proof = Proof("chain", "Implications")
    n = proof.size("n")
    A, B, C = (proof.matrix(name, n, n) for name in "ABC")
    proof.assume("positive", implies(A == 0, B == 0))
    proof.assume("second", implies(C == 0, A == 0))
    proof.assume("square", C.T * C == 0)
    proof.step("claim", B == 0, using=[name for name in ("positive", "second", "square") if name != dropped])
    assert verdicts(proof)["claim"] is (Verdict.PROVED if dropped is None else Verdict.REFUTED)


def test_implications_that_run_in_a_circle_prove_nothing() -> None:
    proof = Proof("circle", "Implications")
    n = proof.size("n")
    A, B = proof.matrix("A", n, n), proof.matrix("B", n, n)
    proof.assume("circle", both(implies(A == 0, B == 0), implies(B == 0, A == 0)))
    proof.step("claim", A == 0, using=["circle"])
    assert verdicts(proof)["claim"] is Verdict.REFUTED


@pytest.mark.parametrize("dropped", [None, "positive", "square"])
def test_an_equation_by_an_order_with_a_positive_factor(dropped: str | None) -> None:
    """mu norm2(x) <= 0 gives x = 0 for a positive mu, as it does where f(y) <= f(y - x) at the minimum y - x."""
    proof = Proof("unique", "A unique minimizer")
    n, mu = proof.size("n"), proof.scalar("mu")
    x = proof.column("x", n)
    proof.assume("positive", mu > 0)
    proof.assume("square", mu / 2 * norm2(x) <= 0)
    proof.step("claim", x == 0, using=[name for name in ("positive", "square") if name != dropped])
    assert verdicts(proof)["claim"] is (Verdict.PROVED if dropped is None else Verdict.REFUTED)


@pytest.mark.parametrize(("bound", "verdict"), [(1, Verdict.PROVED), (0, Verdict.REFUTED)])
def test_an_equation_by_a_general_order(bound: int, verdict: Verdict) -> None:
    """A coercive form has no kernel; one that is not negative may have one."""
    proof = Proof("coercive", "Coercive forms")
    n = proof.size("n")
    A, y = proof.matrix("A", n, n), proof.column("y", n)
    proof.assume("coercive", proof.for_all_matrices("x", n, 1, lambda x: bound * norm2(x) <= inner(x, A * x)))
    proof.assume("kernel", A * y == 0)
    proof.step("claim", y == 0, using=["coercive", "kernel"])
    assert verdicts(proof)["claim"] is verdict
