"""Declared functions that stand for affine and quadratic ones, and claims about all matrices at a point."""

from __future__ import annotations

import json
import re
from collections.abc import Callable

import pytest
from flint import fmpq, fmpq_mat, fmpq_mpoly_ctx

from symproof.author import Claim, Expression, Function, Proof, both, gradient, inner
from symproof.author.loader import PACKAGED, discover, load_all
from symproof.concrete import model
from symproof.concrete.evaluation.quantified import never_negative
from symproof.diagnostics.results import Counterexample, Model, StepResult
from symproof.language.proof import Verdict
from symproof.report.from_json import report_of
from symproof.report.to_json import to_json
from symproof.verdict.check import check
from symproof.verdict.settle import Options, Settler

DEFINITION = re.compile(
    r"(?P<constant>-?\d+(/\d+)?(?= |$))?(?P<linear>( \+ )?tr\(f\.linear\.T\*X\))?"
    r"((?P<sign>( [+-] )|-|)((?P<square>\d+(/\d+)?)\*)?(?P<norm>norm2\(X\)))?"
)


def number(text: str) -> fmpq:
    over, _, under = text.partition("/")
    return fmpq(int(over), int(under or 1))


def value(rows: list[list[str]]) -> fmpq_mat:
    return fmpq_mat([[number(entry) for entry in row] for row in rows])


class Shown:
    """The function that a model or a counterexample shows, read from its text alone."""

    def __init__(self, data: Counterexample | Model) -> None:
        name, _, text = data.functions["f"].partition(" = ")
        found = DEFINITION.fullmatch(text)
        assert name == "f(X)"
        assert found is not None, text
        self.constant = number(found["constant"] or "0")
        self.linear = value(data.values["f.linear"]) if found["linear"] else None
        self.square = number(found["square"] or "1") if found["norm"] else fmpq(0)
        self.square *= -1 if "-" in (found["sign"] or "") else 1

    def at(self, x: fmpq_mat) -> fmpq:
        total = self.constant + self.square * product(x, x)
        return total if self.linear is None else total + product(self.linear, x)

    def slope(self, x: fmpq_mat) -> fmpq_mat:
        return 2 * self.square * x if self.linear is None else self.linear + 2 * self.square * x


def product(x: fmpq_mat, y: fmpq_mat) -> fmpq:
    return sum((a * b for a, b in zip(x.entries(), y.entries(), strict=True)), fmpq(0))


# ------------------------------------------------------------------------------------------------ counterexamples


def scene() -> tuple[Proof, Function, Expression, Expression, Expression]:
    proof = Proof("scene", "A function of a product")
    m, n, p = proof.sizes("m n p")
    return (
        proof,
        proof.function("f", m, p),
        *(proof.matrix(name, *size) for name, size in (("A", (m, n)), ("B", (n, p)), ("X", (m, p)))),
    )


def settled(proof: Proof) -> StepResult:
    """The last step."""
    loaded, errors = proof.finished("")
    assert loaded is not None, errors
    result = Settler((loaded,), Options(max_width=2))((0, loaded.steps[-1].id))
    assert isinstance(result, StepResult)
    return result


def test_a_gradient_premise_is_read_by_its_value() -> None:
    """d f(A B)/dA = 0 is f'(A B) B^T = 0, and refutes what that refutes."""
    for premise in (
        lambda f, A, B: gradient(f(A * B), A) == 0,
        lambda f, A, B: f.gradient(A * B) * B.T == 0,
    ):
        proof, f, A, B, _ = scene()
        proof.assume("flat", premise(f, A, B))
        proof.step("claim", A.T * f.gradient(A * B) == 0, by="algebra", using=["flat"])
        found = settled(proof)
        assert found.verdict is Verdict.REFUTED


def test_a_counterexample_shows_a_function_that_can_be_evaluated_again() -> None:
    proof, f, A, B, _ = scene()
    proof.assume("flat", gradient(f(A * B), A) == 0)
    proof.step("claim", A.T * f.gradient(A * B) == 0, by="algebra", using=["flat"])
    example = settled(proof).counterexample
    assert example is not None
    a, b, shown = value(example.values["A"]), value(example.values["B"]), Shown(example)
    slope = shown.slope(a * b)
    assert not any((slope * b.transpose()).entries())
    assert (a.transpose() * slope).tolist() == value(example.lhs).tolist() != value(example.rhs).tolist()


FALSE: dict[str, Callable[..., tuple[Claim, Claim]]] = {
    "a stationary point is no zero": lambda f, A, B, X: (gradient(f(X), X) == 0, f(X) == 0),
    "stationary points differ": lambda f, A, B, X: (gradient(f(X), X) == 0, f(A * B) == f(X)),
    "both factors": lambda f, A, B, X: (
        both(gradient(f(A * B), A) == 0, gradient(f(A * B), B) == 0), f.gradient(A * B) == 0,
    ),
    "a gradient that is given": lambda f, A, B, X: (gradient(f(X), X) == X, f(X) == 0),
    "two gradients": lambda f, A, B, X: (gradient(f(A * B), A) == A, A == 0),
}  # fmt: skip


@pytest.mark.parametrize("case", FALSE)
def test_what_does_not_follow_is_refuted(case: str) -> None:
    proof, f, A, B, X = scene()
    premise, claim = FALSE[case](f, A, B, X)
    proof.assume("given", premise)
    proof.step("claim", claim, by="algebra", using=["given"])
    found = settled(proof)
    assert found.verdict is Verdict.REFUTED
    assert found.counterexample is not None


TRUE: dict[str, Callable[..., tuple[Claim, Claim]]] = {
    "the gradient": lambda f, A, B, X: (gradient(f(A * B), A) == 0, f.gradient(A * B) * B.T == 0),
    "a multiple": lambda f, A, B, X: (gradient(f(A * B), A) == 0, A.T * gradient(f(A * B), A) == 0),
    "the same point": lambda f, A, B, X: (both(A * B == X, gradient(f(X), X) == 0), f.gradient(A * B) == 0),
}


@pytest.mark.parametrize("case", TRUE)
def test_what_follows_is_not_refuted(case: str) -> None:
    proof, f, A, B, X = scene()
    premise, claim = TRUE[case](f, A, B, X)
    proof.assume("given", premise)
    proof.step("claim", claim, by="calculus", using=["given"])
    assert settled(proof).verdict in (Verdict.PROVED, Verdict.UNKNOWN)


# ------------------------------------------------------------------------------------------------ models


FOLDER = PACKAGED if PACKAGED.is_dir() else PACKAGED.parent.parent / "proofs"
PAPER, _ = load_all(discover(FOLDER))


STATED = [item for item in PAPER if item.hypotheses and item.id.count("/") == 1]


@pytest.mark.parametrize("loaded", STATED, ids=lambda item: item.id)
def test_the_hypotheses_of_the_paper_have_a_model(loaded: object) -> None:
    assert model(loaded) is not None  # type: ignore[arg-type]


def modelled(assume: Callable[..., Claim]) -> Model | None:
    proof, f, A, B, X = scene()
    proof.assume("given", assume(proof, f, A, B, X))
    proof.step("claim", A == A, by="algebra")
    loaded, errors = proof.finished("")
    assert loaded is not None, errors
    return model(loaded)


def everywhere(proof: Proof, X: Expression, body: Callable[[Expression], Claim]) -> Claim:
    m, p = X.shape
    return proof.for_all_matrices("Z", m, p, body)


def left_inverse(proof: Proof, A: Expression) -> Claim:
    unit = proof.identity(A.shape[1])
    return proof.exists("Y", *A.T.shape, lambda Y: unit == Y * A)


CONSISTENT: dict[str, Callable[..., Claim]] = {
    "minimum": lambda proof, f, A, B, X: everywhere(proof, X, lambda Z: f(X) <= f(Z)),
    "tangent": lambda proof, f, A, B, X: everywhere(proof, X, lambda Z: f(X) + inner(f.gradient(X), Z - X) <= f(Z)),
    "affine": lambda proof, f, A, B, X: everywhere(proof, X, lambda Z: f(Z) == f(X) + inner(f.gradient(X), Z - X)),
    "local minimum": lambda proof, f, A, B, X: proof.predicate("local_minimum", f(X), X, proof.number(1)),
    "not constant": lambda proof, f, A, B, X: both(
        proof.predicate("local_minimum", f(X), X, proof.number(1)), f(A * B) == f(X) + 1,
    ),
    "left inverse": lambda proof, f, A, B, X: left_inverse(proof, A),
}  # fmt: skip


@pytest.mark.parametrize("case", CONSISTENT)
def test_claims_about_all_matrices_have_models(case: str) -> None:
    assert modelled(CONSISTENT[case]) is not None


INCONSISTENT: dict[str, Callable[..., Claim]] = {
    "strictly below itself": lambda proof, f, A, B, X: everywhere(proof, X, lambda Z: f(X) + 1 <= f(Z)),
    "a slope at a minimum": lambda proof, f, A, B, X: both(
        proof.predicate("local_minimum", f(X), X, proof.number(1)), f.gradient(X) != 0,
    ),
    "a zero with a left inverse": lambda proof, f, A, B, X: both(
        A == 0, left_inverse(proof, A),
    ),
}  # fmt: skip


@pytest.mark.parametrize("case", INCONSISTENT)
def test_what_nothing_satisfies_has_no_model(case: str) -> None:
    assert modelled(INCONSISTENT[case]) is None


def test_a_predicate_without_a_meaning_has_no_model() -> None:
    assert modelled(lambda proof, f, A, B, X: proof.predicate("mysterious", f(X), X)) is None


def test_a_model_shows_its_functions_and_survives_json() -> None:
    proof, f, _, _, X = scene()
    proof.assume("minimum", proof.predicate("local_minimum", f(X), X, proof.number(1)))
    proof.assume("flat", gradient(f(X), X) == 0)
    proof.step("false", f(X) == 0, by="algebra", using=["minimum"])
    loaded, _ = proof.finished("")
    assert loaded is not None
    report = check([loaded], options=Options(max_width=2))
    text = to_json(report)
    again = report_of(json.loads(text))
    for one, other in zip(report.proofs, again.proofs, strict=True):
        assert one.model is not None
        assert other.model == one.model
        assert other.steps[0].counterexample == one.steps[0].counterexample
    shown = json.loads(text)["proofs"][0]
    assert shown["model"]["functions"].keys() == {"f"}
    example = report.proofs[0].steps[0].counterexample
    assert example is not None
    found, x = Shown(example), value(example.values["X"])
    assert [[found.at(x)]] == value(example.lhs).tolist()
    assert not any(found.slope(x).entries())


# ------------------------------------------------------------------------------------------------ quadratics


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("x*x", True), ("x*x + 2*x*y + y*y", True), ("x*x + 2*x*y + 2*y*y + 2*y + 1", True), ("x*x - 2*x + 1", True),
        ("x*x + x + 1", True), ("0*x + 3", True), ("0*x", True), ("x", False), ("-x*x", False), ("x*y", False),
        ("x*x + 2*x*y + y*y/2", False), ("x*x + x", False), ("x*x*x*x", False), ("0*x - 1", False),
    ],
)  # fmt: skip
def test_quadratics_without_negative_values(text: str, expected: bool) -> None:
    context = fmpq_mpoly_ctx.get(["x", "y"], "degrevlex")
    x, y = context.gens()
    total = context.constant(0)
    for summand in text.replace("- ", "+ -").split(" + "):
        term = context.constant(-1 if summand.startswith("-") else 1)
        for factor in summand.removeprefix("-").split("*"):
            over, _, under = factor.partition("/")
            term *= {"x": x, "y": y}[over] if over in "xy" else context.constant(int(over))
            term /= int(under or 1)
        total += term
    assert never_negative(total) is expected
