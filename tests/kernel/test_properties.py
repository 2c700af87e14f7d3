"""Symmetric, antisymmetric, orthogonal, idempotent, invertible: each is a premise that a certificate uses, and lists.

The normal form knows none of them. Without the premise the same certificate is refused, and so is one without its use.
"""

from __future__ import annotations

from dataclasses import dataclass, replace
from fractions import Fraction

import pytest
from kernel.building import (
    AXIOM,
    IN,
    A,
    B,
    C,
    c,
    declare,
    equal,
    m,
    matrix,
    n,
    proved,
    refused,
    scalars,
    sequent,
    times,
    u,
)

from symproof.language.certificate import Algebra, Entry
from symproof.language.formulas import Formula, Invertible, Sequent
from symproof.language.terms import Gradient, Identity, Inverse, Number, Symbol, Term, Trace, Transpose

T = Transpose
H, H1 = Entry("h"), Entry("h", 1)
HALF = Number(Fraction(1, 2))
P = Symbol("P")
SETTING = declare(
    *(matrix(name, n, n) for name in "ABC"), *scalars("a", "c"), matrix("u", n, 1), matrix("P", n, m)
)  # fmt: skip


@dataclass(frozen=True, slots=True)
class Use:
    """``claim`` from the premise h, by ``certificate``; without the use of h it is refused with ``unused``. The same
    premise about another letter, or the ``opposite`` property, is refused too, with ``unused`` and SP329."""

    claim: Formula
    premise: Formula
    another: Formula
    certificate: Algebra
    opposite: Formula | None = None
    unused: str = "SP329"

    def given(self, premise: Formula | None) -> Sequent:
        return sequent(SETTING, self.claim, {} if premise is None else {"h": premise})


def symmetric(matrix: Term) -> Formula:
    return equal(T(matrix), matrix)


def antisymmetric(matrix: Term) -> Formula:
    return equal(T(matrix), times(-1, matrix))


def columns(matrix: Term) -> Formula:
    """Orthonormal columns."""
    return equal(times(T(matrix), matrix), IN)


def rows(matrix: Term) -> Formula:
    return equal(times(matrix, T(matrix)), IN)


def idempotent(matrix: Term) -> Formula:
    return equal(times(matrix, matrix), matrix)


def by(*entries: Entry) -> Algebra:
    return Algebra(entries)


SLOPE = Gradient(Trace(Inverse(A)), A)
USES: dict[str, Use] = {
    "symmetric": Use(
        equal(T(times(B, A, T(B))), times(B, A, T(B))), symmetric(A), symmetric(B),
        by(replace(H, left=B, right=T(B))), antisymmetric(A),
    ),
    "symmetric, in a quadratic form": Use(
        equal(times(T(u), A, B, u), times(T(u), T(B), A, u)), symmetric(A), symmetric(C),
        by(replace(H, transposed=True, left=T(u), right=times(B, u))), antisymmetric(A),
    ),
    "symmetric, in a trace": Use(
        equal(Trace(times(A, B)), Trace(times(A, T(B)))), symmetric(A), symmetric(C),
        by(replace(H, left=T(B), trace=True)), antisymmetric(A),
    ),
    "antisymmetric, in a quadratic form": Use(
        equal(times(T(u), A, u), 0), antisymmetric(A), antisymmetric(B),
        by(replace(H, left=T(u), right=u, factor=HALF)), symmetric(A),
    ),
    "antisymmetric, in a trace": Use(
        equal(Trace(A), 0), antisymmetric(A), antisymmetric(B), by(replace(H, trace=True, factor=HALF)), symmetric(A),
    ),
    "orthonormal columns": Use(
        equal(times(T(times(A, B)), A, C), times(T(B), C)), columns(A), columns(B),
        by(replace(H, left=T(B), right=C)), rows(A),
    ),
    "orthonormal rows": Use(
        equal(times(B, A, T(times(C, A))), times(B, T(C))), rows(A), rows(B),
        by(replace(H, left=B, right=T(C))), columns(A),
    ),
    "orthonormal columns, in a trace": Use(
        equal(Trace(times(A, B, T(A))), Trace(B)), columns(A), columns(B),
        by(replace(H, left=B, trace=True)), rows(A),
    ),
    "idempotent": Use(
        equal(times(A, A, A), A), idempotent(A), idempotent(B), by(replace(H, left=A), H), equal(times(A, A), IN),
    ),
    "idempotent, in a trace": Use(
        equal(Trace(times(A, B, A)), Trace(times(A, B))), idempotent(A), idempotent(B),
        by(replace(H, right=B, trace=True)), equal(times(A, A), IN),
    ),
    "inverse on the right": Use(
        equal(times(B, A, Inverse(A)), B), Invertible(A), Invertible(B), by(replace(H, left=B)),
    ),
    "inverse on the left": Use(
        equal(times(Inverse(A), A, B), B), Invertible(A), Invertible(B), by(replace(H1, right=B)),
    ),
    "inverse, in a trace": Use(
        equal(Trace(times(Inverse(A), B, A)), Trace(B)), Invertible(A), Invertible(B),
        by(replace(H, left=B, trace=True)),
    ),
    "inverse of a transpose": Use(
        equal(times(T(Inverse(A)), T(A)), IN), Invertible(A), Invertible(B), by(replace(H, transposed=True)),
    ),
    "reciprocal": Use(
        equal(times(c, Inverse(c), A), A), Invertible(c), Invertible(Symbol("a")), by(replace(H, factor=A)),
    ),
    "inverse, under a derivative": Use(
        equal(SLOPE, times(-1, T(times(Inverse(A), Inverse(A))))), Invertible(A), Invertible(B),
        Algebra(invertible=("h",)), unused="SP333",
    ),
}  # fmt: skip


@pytest.mark.parametrize("use", USES.values(), ids=USES)
def test_the_premise_is_used(use: Use) -> None:
    proved(use.given(use.premise), use.certificate, used={"h"})


@pytest.mark.parametrize("use", USES.values(), ids=USES)
def test_without_the_premise_it_is_refused(use: Use) -> None:
    refused("SP326", use.given(None), use.certificate)


@pytest.mark.parametrize("use", USES.values(), ids=USES)
def test_without_its_use_it_is_refused(use: Use) -> None:
    """No property of a letter is known to the normal form, whether it is declared or not."""
    for premise in (None, use.premise):
        refused(use.unused, use.given(premise), AXIOM)


@pytest.mark.parametrize("use", USES.values(), ids=USES)
def test_another_letter_does_not_do(use: Use) -> None:
    refused(use.unused, use.given(use.another), use.certificate)


OPPOSITES = {name: use for name, use in USES.items() if use.opposite is not None}


@pytest.mark.parametrize("use", OPPOSITES.values(), ids=OPPOSITES)
def test_another_property_does_not_do(use: Use) -> None:
    refused("SP329", use.given(use.opposite), use.certificate)


RECTANGULAR: dict[str, tuple[str, Formula]] = {
    "symmetric": ("SP305", symmetric(P)),
    "antisymmetric": ("SP305", antisymmetric(P)),
    "idempotent": ("SP305", idempotent(P)),
    "orthonormal columns that are as long as rows": ("SP305", columns(P)),
    "invertible": ("SP306", Invertible(P)),
}


@pytest.mark.parametrize(("code", "premise"), RECTANGULAR.values(), ids=RECTANGULAR)
def test_properties_of_square_matrices(code: str, premise: Formula) -> None:
    refused(code, sequent(SETTING, equal(A, A), {"h": premise}), by(H))


def test_orthonormal_columns_of_a_rectangle_are_no_orthonormal_rows() -> None:
    premise = {"h": equal(times(T(P), P), Identity(m))}
    proved(sequent(SETTING, equal(times(P, T(P), P), P), premise), by(replace(H, left=P)), used={"h"})
    refused("SP305", sequent(SETTING, rows(P), premise), by(H))
    refused("SP329", sequent(SETTING, rows(P), premise), by(replace(H, left=P, right=T(P))))
