"""Statements over free sizes: derived steps of certificates, inverses, traces, gradients, fixed sizes; what is true
agrees, what is forged does not."""

from __future__ import annotations

from fractions import Fraction

import pytest
from concrete.builders import ONE, minus, plus, size, statement, t, times

from symproof.concrete import Judge, Judgement, Sweep
from symproof.language.affine import Affine, integer, parameter
from symproof.language.certificate import (
    Algebra,
    Cases,
    Certificate,
    Congruence,
    Definite,
    Entry,
    Parts,
    TwoSided,
    Witness,
)
from symproof.language.declarations import FunctionDeclaration
from symproof.language.formulas import And, Equal, Formula, Invertible
from symproof.language.proof import Proof
from symproof.language.terms import (
    Basis,
    Call,
    Differential,
    Gradient,
    Identity,
    IndexSum,
    Integer,
    Inverse,
    Number,
    Power,
    Slope,
    Symbol,
    Term,
    Trace,
    Value,
    Zero,
)

m, n, p = size("m"), size("n"), size("p")
A, B, C, X, Y, u, v, c = map(Symbol, ("A", "B", "C", "X", "Y", "u", "v", "c"))
SQUARE = dict.fromkeys("ABCXY", (n, n))
inv = Inverse


def number(value: int | Fraction) -> Term:
    return Number(Fraction(value))


def judged(proof: Proof, certificate: Certificate | None = None, sweep: Sweep | None = None) -> Judgement:
    return Judge(proof, sweep or Sweep(max_width=2)).judge(proof.steps[0], certificate)


def det(term: Term) -> Term:
    return Call("det", (term,), ONE, ONE)


IDENTITIES: dict[str, Proof] = {
    "Jacobi": statement(
        SQUARE,
        Equal(
            plus(
                *(
                    minus(times(x, minus(times(y, z), times(z, y))), times(minus(times(y, z), times(z, y)), x))
                    for x, y, z in ((A, B, C), (B, C, A), (C, A, B))
                )
            ),
            Zero(n, n),
        ),
    ),
    "trace of a product": statement(
        {"A": (m, n), "B": (n, m)}, Equal(Trace(times(A, B)), Trace(times(t(B), t(A))))
    ),
    "trace of the identity": statement({"A": (n, n)}, Equal(Trace(plus(A, Identity(n))), plus(Trace(A), Integer(n)))),
    "inverse of a transpose": statement({"A": (n, n)}, Equal(inv(t(A)), t(inv(A)))),
    "inverse of an inverse": statement({"A": (n, n)}, Equal(inv(inv(A)), A)),
    "inverse of a multiple": statement(
        {"A": (n, n), "c": (ONE, ONE)}, Equal(inv(times(c, A)), times(inv(c), inv(A)))
    ),
    "inverse of the identity": statement({"A": (n, n)}, Equal(times(inv(Identity(n)), A), A)),
    "a reciprocal is multiplicative": statement(
        {"u": (n, ONE), "c": (ONE, ONE)}, Equal(inv(times(c, t(u), u)), times(inv(times(t(u), u)), inv(c)))
    ),
    "scalars move": statement({"u": (n, ONE), "v": (n, ONE), "A": (n, n)},
                              Equal(times(times(t(u), v), A, u), times(A, u, times(t(v), u)))),
    "a power": statement({"A": (n, n)}, Equal(Power(A, integer(3)), times(A, A, A))),
    "entries": statement({"A": (m, n)}, Equal(IndexSum("i", ONE, m, times(Basis(parameter("i"), m),
                                                                         t(Basis(parameter("i"), m)), A)), A)),
    "hadamard": statement({"A": (m, n), "B": (m, n)}, Equal(Call("hadamard", (A, B), m, n),
                                                            Call("hadamard", (B, A), m, n))),
    "gradient of a quadratic form": statement(
        {"A": (n, n), "u": (n, ONE)}, Equal(Gradient(times(t(u), A, u), u), times(plus(A, t(A)), u))
    ),
    "a jacobian": statement({"A": (m, n), "u": (n, ONE)}, Equal(Gradient(times(A, u), u, jacobian=True), A)),
    "derivative by a scalar": statement(
        {"A": (m, n), "c": (ONE, ONE)}, Equal(Gradient(times(c, c, A), c), times(number(2), c, A))
    ),
    "trace of an inverse": statement(
        SQUARE,
        Equal(
            Gradient(Trace(times(A, inv(X), B)), X),
            times(number(-1), t(inv(X)), t(A), t(B), t(inv(X))),
        ),
    ),
    "a differential": statement(
        SQUARE, Equal(Differential(times(X, X), ((X, Y),)), plus(times(Y, X), times(X, Y)))
    ),
    "Cayley and Hamilton": statement(
        {"A": (integer(2), integer(2))},
        Equal(plus(times(A, A), times(det(A), Identity(integer(2)))), times(Trace(A), A)),
    ),
    "adjugate": statement(
        {"A": (integer(3), integer(3))},
        Equal(times(A, Call("adj", (A,), integer(3), integer(3))), times(det(A), Identity(integer(3)))),
    ),
}  # fmt: skip


@pytest.mark.parametrize("name", IDENTITIES)
def test_identities_hold(name: str) -> None:
    judgement = judged(IDENTITIES[name])
    assert judgement.holds, judgement
    assert judgement.instances.checked >= 1
    assert judgement.diagnostic is None


FALSE: dict[str, Proof] = {
    "order": statement(SQUARE, Equal(times(A, B), times(B, A))),
    "transpose": statement({"A": (n, n)}, Equal(Trace(times(A, A)), Trace(times(t(A), A)))),
    "factor": statement({"A": (n, n), "u": (n, ONE)}, Equal(Gradient(times(t(u), A, u), u), times(number(2), A, u))),
    "constant": statement({"X": (m, n)}, Equal(Gradient(plus(Trace(times(t(X), X)), number(1)), X), Zero(m, n))),
    "size": statement({"A": (n, n)}, Equal(Trace(Identity(n)), number(1))),
    "Cayley": statement({"A": (integer(2), integer(2))}, Equal(times(A, A), times(Trace(A), A))),
    "jacobian": statement({"A": (n, n), "u": (n, ONE)}, Equal(Gradient(times(A, u), u, jacobian=True), t(A))),
}


@pytest.mark.parametrize("name", FALSE)
def test_false_identities_are_refuted(name: str) -> None:
    judgement = judged(FALSE[name])
    assert judgement.holds is False
    assert judgement.counterexample is not None
    assert judgement.counterexample.lhs != judgement.counterexample.rhs
    assert judgement.diagnostic is not None
    assert judgement.diagnostic.code == "SP530"
    assert judged(FALSE[name], Algebra()).disagreement


def test_smallest_counterexamples() -> None:
    order = judged(FALSE["order"]).counterexample
    assert order is not None
    assert dict(order.sizes) == {"n": 2}
    assert sum(entry != "0" for rows in order.values.values() for row in rows for entry in row) == 2
    transpose = judged(FALSE["transpose"]).counterexample
    assert transpose is not None
    assert sum(entry != "0" for row in transpose.values["A"] for entry in row) == 1


def test_a_jacobian_at_size_one_is_not_a_gradient() -> None:
    """m = 1: d(A u)/du is the row A, although A u has one entry; a scalar would have the column."""
    proof = statement({"A": (m, n), "u": (n, ONE)}, Equal(Gradient(times(A, u), u, jacobian=True), A))
    judgement = judged(proof, sweep=Sweep(fixed={"m": (1,), "n": (3,)}))
    assert judgement.holds
    assert judgement.instances.sizes == ({"m": 1, "n": 3},)


# ------------------------------------------------------------------------------------------------ certificates

ZERO = Zero(n, n)
GRAM = statement({"X": (m, n)}, Equal(X, Zero(m, n)), Equal(times(t(X), X), ZERO))
SQUARES = statement(
    {"X": (m, n), "Y": (n, n), "u": (n, ONE)},
    Equal(X, Zero(m, n)),
    Equal(plus(Trace(times(t(X), X)), times(number(2), Trace(times(t(Y), Y))), Trace(times(t(u), u))), number(0)),
)
ONE_SIDED = statement(SQUARE, Equal(times(B, A), Identity(n)), Equal(times(A, B), Identity(n)))
INVERSE_OF_PRODUCT = statement(
    SQUARE, Equal(times(inv(A), B), X), Invertible(A), Equal(times(A, X), B)
)  # inv(A) B - X = -inv(A) (A X - B) + (inv(A) A - I) X
USES_INVERSE = (
    Entry("H2", left=inv(A), factor=number(-1)),
    Entry("H1", part=1, right=X),
)
TRACES = statement(SQUARE, Equal(Trace(times(A, X)), number(0)), Equal(times(X, A), ZERO))
WITNESS = statement(SQUARE, Equal(times(inv(A), A, B), B), Equal(times(A, X), Identity(n)))
BOTH = statement(SQUARE, Invertible(A), Equal(times(A, X), Identity(n)))
PAIR = statement(SQUARE, And((Equal(times(A, X), ZERO), Equal(times(X, A), ZERO))), Equal(A, ZERO))

TRUE: dict[str, tuple[Proof, Certificate]] = {
    "definite": (GRAM, Algebra((Entry("step:1"),), (Definite(X, False, (Entry("H1"),)),))),
    "definite trace": (GRAM, Algebra((Entry("step:1"),), (Definite(X, True, (Entry("H1", trace=True),)),))),
    "definite sum": (
        SQUARES,
        Algebra((Entry("step:1"),), (Definite(X, True, (Entry("H1"),), ((Fraction(2), Y), (Fraction(1), u))),)),
    ),
    "two-sided": (ONE_SIDED, Algebra((Entry("step:1"),), (TwoSided(A, B, (Entry("H1"),)),))),
    "inverse": (INVERSE_OF_PRODUCT, Algebra(USES_INVERSE)),
    "trace": (TRACES, Algebra((Entry("H1", trace=True),))),
    "witness": (WITNESS, Algebra((Entry("step:1", part=1, right=B),), (Witness(A, X, (Entry("H1"),)),))),
    "parts of invertible": (
        BOTH,
        Parts(tuple(Algebra((Entry("step:1", part=q),), (Witness(A, X, (Entry("H1"),)),)) for q in (0, 1))),
    ),
    "parts": (PAIR, Parts((Algebra((Entry("H1", right=X),)), Algebra((Entry("H1", left=X),))))),
    "cases": (PAIR, Cases(Affine(-2, ((("n"), 1),)), *(Parts((Algebra((Entry("H1", right=X),)),
                                                             Algebra((Entry("H1", left=X),)))),) * 2)),
    "transposed": (
        statement(SQUARE, Equal(times(B, t(A)), ZERO), Equal(times(A, t(B)), ZERO)),
        Algebra((Entry("H1", transposed=True),)),
    ),
}  # fmt: skip


@pytest.mark.parametrize("name", TRUE)
def test_certificates_agree(name: str) -> None:
    proof, certificate = TRUE[name]
    judgement = judged(proof, certificate)
    assert judgement.holds, judgement
    assert not judgement.disagreement
    assert judgement.instances.checked >= 2


FORGED: dict[str, tuple[Proof, Certificate]] = {
    "definite without premise": (GRAM, Algebra((Entry("step:1"),), (Definite(X, False, ()),))),
    "definite of the transpose": (GRAM, Algebra((Entry("step:1", transposed=True),),
                                                (Definite(t(X), False, (Entry("H1"),)),))),
    "a square subtracted": (
        SQUARES,
        Algebra((Entry("step:1"),), (Definite(X, True, (Entry("H1"),), ((Fraction(-2), Y), (Fraction(1), u))),)),
    ),
    "a square left out": (
        SQUARES, Algebra((Entry("step:1"),), (Definite(X, True, (Entry("H1"),), ((Fraction(2), Y),)),))),
    "two-sided the wrong way": (ONE_SIDED, Algebra((Entry("step:1"),), (TwoSided(B, A, (Entry("H1"),)),))),
    "two-sided not square": (
        statement({"A": (m, n), "B": (n, m)}, Equal(times(B, A), Identity(n)), Equal(times(A, B), Identity(m))),
        Algebra((Entry("step:1"),), (TwoSided(A, B, (Entry("H1"),)),)),
    ),
    "inverse on the wrong side": (INVERSE_OF_PRODUCT, Algebra((USES_INVERSE[0], Entry("H1", part=0, right=X)))),
    "inverse equation dropped": (INVERSE_OF_PRODUCT, Algebra(USES_INVERSE[:1])),
    "no premise of invertibility": (INVERSE_OF_PRODUCT, Algebra((USES_INVERSE[0], Entry("H3", right=X)))),
    "trace missing": (TRACES, Algebra((Entry("H1"),))),
    "witness of something else": (WITNESS, Algebra((Entry("step:1", part=1, right=B),),
                                                   (Witness(B, X, (Entry("H1"),)),))),
    "parts swapped": (PAIR, Parts((Algebra((Entry("H1", left=X),)), Algebra((Entry("H1", right=X),))))),
    "parts missing": (PAIR, Parts((Algebra((Entry("H1", right=X),)),))),
    "a later step": (GRAM, Algebra((Entry("step:2"),), (Definite(X, False, (Entry("H1"),)),))),
    "a step that uses itself": (GRAM, Algebra((Entry("step:1"),),
                                              (Definite(X, False, (Entry("step:1", left=t(X)),)),))),
    "not transposed": (
        statement(SQUARE, Equal(times(B, t(A)), ZERO), Equal(times(A, t(B)), ZERO)),
        Algebra((Entry("H1"),)),
    ),
}  # fmt: skip


@pytest.mark.parametrize("name", FORGED)
def test_forged_certificates_disagree(name: str) -> None:
    proof, certificate = FORGED[name]
    judgement = judged(proof, certificate)
    assert judgement.disagreement, judgement
    assert judgement.diagnostic is not None
    assert judgement.diagnostic.code == "SP520"


def congruent(claim: Formula) -> Proof:
    proof = statement({"A": (m, n), "B": (m, n)}, claim, Equal(A, B))
    declarations = proof.declarations
    return Proof(
        proof.id, "", "", "", None,
        type(declarations)((), declarations.sizes, declarations.symbols, (FunctionDeclaration("f", m, n),)),
        proof.hypotheses, proof.steps, is_statement_file=True,
    )  # fmt: skip


def test_congruence() -> None:
    slopes = congruent(Equal(Slope("f", A), Slope("f", B)))
    values = congruent(Equal(Value("f", A), Value("f", B)))
    derived = (Congruence("f", A, B, (Entry("H1"),)),)
    assert judged(slopes, Algebra((Entry("step:1", part=1),), derived)).holds
    assert judged(values, Algebra((Entry("step:1", part=0),), derived)).holds
    assert judged(slopes, Algebra((Entry("step:1", part=1),), (Congruence("f", A, B, ()),))).disagreement
    assert judged(slopes, Algebra()).disagreement  # f'(A) and f'(B) are different letters until A = B is proved


# ------------------------------------------------------------------------------------------------ invertible premises


def test_claims_under_invertibility_alone_are_decided() -> None:
    """No certificate: fractions are cleared by det(X), which is not zero."""
    push = Equal(times(inv(plus(Identity(m), times(A, B))), A), times(A, inv(plus(Identity(n), times(B, A)))))
    sizes = {"A": (m, n), "B": (n, m)}
    premises = (Invertible(plus(Identity(m), times(A, B))), Invertible(plus(Identity(n), times(B, A))))
    judgement = judged(statement(sizes, push, *premises))
    assert judgement.holds, judgement
    assert judgement.instances.checked >= 2
    without = judged(statement(sizes, push, premises[0]))
    assert without.holds is None
    cramer = Equal(times(det(A), inv(A)), Call("adj", (A,), n, n))
    assert judged(statement({"A": (n, n)}, cramer, Invertible(A))).holds
    assert judged(statement({"A": (n, n)}, cramer)).holds is not True


def test_a_forged_certificate_is_not_rescued_by_invertibility() -> None:
    proof = statement({"A": (n, n)}, Equal(times(A, inv(A)), Identity(n)), Invertible(A))
    assert judged(proof, Algebra((Entry("H1"),))).holds
    assert judged(proof, Algebra((Entry("H1", part=0, factor=number(2)),))).disagreement


def test_the_derivative_of_a_quotient_needs_its_premise() -> None:
    square = times(t(u), u)
    claim = Equal(
        Gradient(times(inv(square), u), u, jacobian=True),
        minus(times(inv(square), Identity(n)), times(number(2), inv(Power(square, integer(2))), u, t(u))),
    )
    proof = statement({"u": (n, ONE)}, claim, Invertible(square))
    assert judged(proof, Algebra(invertible=("H1",))).holds


def test_many_sizes_are_no_trouble() -> None:
    names = [size(f"n{number}") for number in range(13)]
    chain = [Symbol(f"A{number}") for number in range(12)]
    sizes = {f"A{number}": (names[number], names[number + 1]) for number in range(12)}
    proof = statement(sizes, Equal(t(times(*chain)), times(*map(t, reversed(chain)))))
    assert judged(proof, Algebra(), Sweep()).holds
    assert judged(statement(sizes, Equal(times(*chain), times(number(2), *chain))), None, Sweep()).holds is False
