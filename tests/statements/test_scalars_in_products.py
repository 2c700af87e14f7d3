"""Products with 1 x 1 parts: every path from the text to the verdict reads u^T v w as (u^T v) w, and shows it so."""

from __future__ import annotations

import pytest
from concrete.asking import asked, code

from symproof.language.proof import Verdict
from symproof.render.text import text
from symproof.statements import parse_statement

SYMBOLS = {"x": ["n"], "y": ["n"], "z": ["m"], "A": ["n", "n"], "c": []}
DECLARED = [f"{name}:{','.join(sizes)}" for name, sizes in SYMBOLS.items()]
TRUE = [
    "x.T*x = 1 |- norm2(1*y) = norm2(x.T*x*y)",
    "norm2(x.T*x*y) = (x.T*x)**2*norm2(y)",
    "norm2(y*(x.T*x)) = norm2(x)**2*norm2(y)",
    "norm2(-(x.T*x)*y) = norm2(x)**2*norm2(y)",
    "norm2(x.T*x*y/c) = norm2(x)**2*norm2(y)/c**2",
    "norm2(x[1]*y) = x[1]*x[1]*norm2(y)",
    "(x.T*x*y).T = x.T*x*y.T",
    "(y*x.T*x*z.T).T = z*x.T*x*y.T",
    "(x.T*A*x*A).T = A.T*(x.T*A*x)",
    "tr(x.T*x*y*y.T) = x.T*x*(y.T*y)",
    "tr(y*x.T*x*y.T) = norm2(x)*norm2(y)",
    "A*(x.T*x*y) = x.T*x*A*y",
    "A*(x.T*x*y)*y.T = (A*y)*(x.T*x)*y.T",
    "(x.T*x*y)[1] = x.T*x*y[1]",
    "where p = x.T*x*y |- norm2(A*p) = norm2(x)**2*norm2(A*y)",
    "x.T*x*A orthogonal |- norm2(x)**2*A.T*A = I",
    "x.T*x*A idempotent |- norm2(x)**2*A*A = x.T*x*A",
    "x.T*y*A has full column rank |- (x.T*y)**2*A.T*A invertible",
    "x.T*x*A and A commute |- x.T*x*A*A = A*A*(x.T*x)",
    "d(norm2(x.T*x*y))/dx = 4*norm2(y)*(x.T*x)*x",
]
FALSE = [
    "norm2(x.T*x*y) = x.T*x*norm2(y)",
    "norm2(x.T*x*y) = norm2(x)*norm2(y)",
    "(x.T*A*x*A).T = A*(x.T*A*x)",
    "tr(y*x.T*x*y.T) = norm2(x)**2*norm2(y)",
    "x.T*x*A idempotent |- norm2(x)**2*A*A = A",
    "d(norm2(x.T*x*y))/dx = 2*norm2(y)*(x.T*x)*x",
]


@pytest.mark.parametrize("claim", TRUE)
def test_true_statements_with_scalars_inside_are_proved(claim: str) -> None:
    result = asked(claim, *DECLARED)
    assert result.verdict is Verdict.PROVED, code(result)


@pytest.mark.parametrize("claim", FALSE)
def test_false_statements_with_scalars_inside_are_refuted(claim: str) -> None:
    assert asked(claim, *DECLARED).verdict is Verdict.REFUTED


@pytest.mark.parametrize("claim", [*TRUE, *FALSE])
def test_what_is_shown_parses_to_the_same_claim(claim: str) -> None:
    (proof,), errors = parse_statement(SYMBOLS, claim)
    assert not errors
    shown = text(proof.steps[0].claim, proof.declarations)
    (again,), errors = parse_statement({**SYMBOLS, "p": ["n"]}, shown)
    assert not errors, shown
    assert again.steps[0].claim == proof.steps[0].claim
