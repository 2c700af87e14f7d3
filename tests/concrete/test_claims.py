"""Claims of lemma 1 at all shapes of the default sweep, with and without certificates; and hostile variants of each."""

from __future__ import annotations

from fractions import Fraction

import pytest
from concrete.builders import (
    ONE,
    M,
    Mt,
    P,
    Q,
    chain,
    d,
    i,
    integer,
    j,
    k,
    network,
    plus,
    shift,
    slope,
    step,
    t,
    times,
    v,
    w,
    zero,
)

from symproof.concrete import Judge, Judgement, Sweep
from symproof.diagnostics.codes import CODES
from symproof.language.affine import Affine
from symproof.language.certificate import Algebra, Certificate, Entry, Induction
from symproof.language.formulas import Equal, ForAllIndex, Formula, IntegerRelation
from symproof.language.terms import Chain, Gradient, Number, Symbol, Value

W = Symbol("W")
below = shift(i, -1)
SMALL = Sweep(max_depth=3, max_width=2)


def judged(
    claim: Formula,
    certificate: Certificate | None = None,
    *,
    sweep: Sweep = SMALL,
    cofactors: tuple[Entry, ...] = (),
    using: tuple[str, ...] = ("H3",),
) -> Judgement:
    proof = network(step("step", claim, using, cofactors))
    return Judge(proof, sweep).judge(proof.steps[0], certificate)


def schema(body: Formula, high: Affine = j, low: Affine = ONE) -> Formula:
    return ForAllIndex("i", low, high, body)


PERTURBATION = schema(Equal(times(Q(i), plus(M(i), times(w(i), t(v(i))))), Q(below)))
KERNEL = Entry("H3", at=(i,), right=t(v(i)))
TILDE = Chain("Mt", j, i)
EQUATION_1 = schema(Equal(times(Q(j), TILDE), Q(below)))
BASE = Algebra((Entry("H3", at=(j,), right=t(v(j))),))
STEP = Algebra((Entry("induction", right=Mt(below)), Entry("H3", at=(below,), right=t(v(below)))))
LAYER_GRADIENT = schema(Equal(Gradient(Value("f", W), M(i)), times(t(Q(i)), slope(W), t(P(below)))), k)


@pytest.mark.parametrize(
    ("claim", "certificate", "count"),
    [
        (PERTURBATION, Algebra((KERNEL,)), 28),
        (EQUATION_1, Induction(False, BASE, STEP), 28),
        (LAYER_GRADIENT, None, 272),
        (schema(Equal(times(Q(i), M(i)), Q(below)), k), Algebra(), 27),
    ],
)
def test_the_default_sweep(claim: Formula, certificate: Certificate | None, count: int) -> None:
    using = () if certificate in (None, Algebra()) else ("H3",)
    judgement = judged(claim, certificate, sweep=Sweep(), using=using)
    assert judgement.holds
    assert not judgement.disagreement
    assert judgement.diagnostic is None
    assert judgement.instances.checked == count
    assert len({tuple(sizes.items()) for sizes in judgement.instances.sizes}) == count


def test_cofactors_of_the_author_are_expanded() -> None:
    judgement = judged(PERTURBATION, cofactors=(KERNEL,))
    assert judgement.holds
    assert judgement.instances.checked == 23
    wrong = judged(PERTURBATION, cofactors=(Entry("H3", at=(i,), right=t(v(i)), factor=Number(Fraction(2))),))
    assert wrong.holds is None
    assert wrong.diagnostic is not None
    assert wrong.diagnostic.code == "SP522"


HOSTILE: dict[str, tuple[Formula, Certificate]] = {
    "transposed factor": (PERTURBATION, Algebra((Entry("H3", at=(i,), right=v(i)),))),
    "dropped premise": (PERTURBATION, Algebra()),
    "wrong coefficient": (PERTURBATION, Algebra((Entry("H3", at=(i,), right=t(v(i)), factor=Number(Fraction(-1))),))),
    "swapped index": (PERTURBATION, Algebra((Entry("H3", at=(i,), right=t(v(ONE))),))),
    "index outside the premise": (PERTURBATION, Algebra((Entry("H3", at=(shift(i, 1),), right=t(v(i))),))),
    "index below the premise": (PERTURBATION, Algebra((Entry("H3", at=(below,), right=t(v(i))),))),
    "unknown premise": (PERTURBATION, Algebra((Entry("H7", at=(i,), right=t(v(i))),))),
    "no such equation": (PERTURBATION, Algebra((Entry("H3", part=1, at=(i,), right=t(v(i))),))),
    "too few indices": (PERTURBATION, Algebra((Entry("H3", right=t(v(i))),))),
    "range wrong above": (schema(Equal(times(Q(i), plus(M(i), times(w(i), t(v(i))))), Q(below)), shift(j, 1)),
                          Algebra((KERNEL,))),
    "range wrong below": (schema(Equal(times(Q(i), M(i)), Q(below)), j, integer(0)), Algebra()),
    "upward instead of downward": (EQUATION_1, Induction(True, BASE, STEP)),
    "base at the wrong end": (EQUATION_1, Induction(False, Algebra((Entry("H3", at=(ONE,), right=t(v(ONE))),)), STEP)),
    "step without the induction hypothesis": (EQUATION_1, Induction(False, BASE, Algebra(STEP.combination[1:]))),
    "step of the next index": (EQUATION_1, Induction(False, BASE, Algebra((Entry("induction", right=Mt(i)),)))),
    "step that does not exist": (PERTURBATION, Algebra((Entry("step:1"),))),
}  # fmt: skip


@pytest.mark.parametrize("name", HOSTILE)
def test_forged_certificates_disagree(name: str) -> None:
    claim, certificate = HOSTILE[name]
    judgement = judged(claim, certificate)
    assert judgement.disagreement
    assert judgement.holds is False
    assert judgement.diagnostic is not None
    assert judgement.diagnostic.code == "SP520"
    assert "SP520" in CODES


def test_a_claim_that_is_false_without_premises_is_refuted_at_the_smallest_sizes() -> None:
    judgement = judged(schema(Equal(times(Q(i), M(i)), times(Number(Fraction(2)), Q(below))), k), using=())
    assert judgement.holds is False
    assert judgement.diagnostic is not None
    assert judgement.diagnostic.code == "SP530"
    example = judgement.counterexample
    assert example is not None
    assert dict(example.sizes) == {"k": 2, "d_0": 1, "d_1": 1, "d_2": 1, "i": 1}
    assert example.values == {"M_1": [["1"]], "M_2": [["1"]]}
    assert (example.lhs, example.rhs) == ([["1"]], [["2"]])


def test_a_false_claim_with_a_certificate_is_a_disagreement() -> None:
    judgement = judged(schema(Equal(times(Q(i), M(i)), times(Number(Fraction(2)), Q(below))), k), Algebra(), using=())
    assert judgement.disagreement
    assert judgement.counterexample is not None


@pytest.mark.parametrize(
    "right",
    [
        times(t(Q(i)), slope(W), P(below)),
        times(t(Q(below)), slope(W), t(P(below))),
        times(t(Q(i)), slope(W), t(P(i))),
        times(Number(Fraction(2)), t(Q(i)), slope(W), t(P(below))),
    ],
)
def test_wrong_layer_gradients(right: object) -> None:
    claim = schema(Equal(Gradient(Value("f", W), M(i)), right), k)  # type: ignore[arg-type]
    judgement = judged(claim, using=())
    assert not judgement.holds
    assert judgement.diagnostic is not None
    assert judgement.diagnostic.code in ("SP530", "SP512")
    assert judged(claim, Algebra(), using=()).disagreement


def test_an_undecided_layer_gradient_is_not_zero() -> None:
    """d f(W) / d M_i with i the same index as a layer of W, claimed to be zero."""
    claim = schema(Equal(Gradient(Value("f", W), M(i)), zero(d(i), d(below))), k)
    judgement = judged(claim, using=())
    assert judgement.holds is False
    assert judgement.counterexample is not None
    assert any(name.startswith("f'(") for name in judgement.counterexample.values)


def test_the_derivative_of_a_slope_is_refused() -> None:
    claim = Equal(Gradient(Value("f", slope(W)), M(ONE)), zero(d(ONE), d(integer(0))))
    judgement = judged(claim, using=())
    assert judgement.holds is None
    assert judgement.diagnostic is not None
    assert judgement.diagnostic.code == "SP513"


def test_an_empty_range_counts_for_nothing() -> None:
    judgement = judged(schema(Equal(M(i), M(i)), integer(0)), using=())
    assert judgement.holds is None
    assert judgement.instances.checked == 0
    assert judgement.diagnostic is not None
    assert judgement.diagnostic.code == "SP531"


def test_premises_are_needed() -> None:
    judgement = judged(PERTURBATION)
    assert judgement.holds is None
    assert judgement.diagnostic is not None
    assert judgement.diagnostic.code == "SP532"


def test_relations_between_integers_are_decided() -> None:
    assert judged(IntegerRelation("<=", d(j), d(k)), using=()).holds
    assert judged(IntegerRelation("<=", d(k), d(j)), using=()).holds is False


def test_a_chain_of_negative_length_is_not_zero() -> None:
    judgement = judged(Equal(chain(ONE, integer(3)), chain(ONE, integer(3))), using=())
    assert judgement.holds is None
    assert judgement.diagnostic is not None
    assert judgement.diagnostic.code == "SP511"


def test_long_words_are_evaluated_at_points() -> None:
    sweep = Sweep(fixed={"k": (4,), "j": (2,), "d": (3, 3, 2, 3, 3)}, work=30)
    assert judged(PERTURBATION, Algebra((KERNEL,)), sweep=sweep).holds
    forged = judged(PERTURBATION, Algebra((Entry("H3", at=(i,), right=t(v(i)), transposed=False),) * 2), sweep=sweep)
    assert forged.disagreement
    plain = judged(schema(Equal(times(Q(i), M(i)), Q(below)), k), sweep=sweep, using=())
    assert plain.holds is None
    assert plain.diagnostic is not None
    assert plain.diagnostic.code == "SP517"


def test_wide_matrices_are_evaluated_at_points() -> None:
    sweep = Sweep(fixed={"k": (2,), "j": (1,), "d": (30, 30, 30)})
    assert judged(PERTURBATION, Algebra((KERNEL,)), sweep=sweep).holds
    assert judged(PERTURBATION, Algebra(), sweep=sweep).disagreement
