"""The row for the rule CONGRUENCE OF CALLS."""

from __future__ import annotations

from dataclasses import replace

from kernel.attacking import DROPPED, FALSE, FORGED, SETTING, SIZE, STEP, STEP1, Case, H, P, R, Row, T, row
from kernel.building import A, B, C, equal, sequent

from symproof.language.affine import ONE
from symproof.language.certificate import Algebra, CallCongruence, Entry
from symproof.language.terms import Call, Term


def rank(*arguments: Term) -> Call:
    return Call("rank", arguments, ONE, ONE)


def call_congruence() -> Row:
    """A = B gives rank(A) = rank(B)."""
    derived = CallCongruence(rank(A), rank(B), 0, (H,))
    by = Algebra((STEP,), (derived,))
    good = Case(sequent(SETTING, equal(rank(A), rank(B)), {"h": equal(A, B)}), by)

    def of(changed: CallCongruence) -> Case:
        return good.by(Algebra((STEP,), (changed,)))

    return row(good, {"h"}, {
        FALSE: [
            ("SP329", "at another matrix", good.claiming(equal(rank(A), rank(C)))),
            ("SP329", "of another function", good.claiming(
                equal(Call("det", (A,), ONE, ONE), Call("det", (B,), ONE, ONE)))),
        ],
        DROPPED: [
            ("SP326", "no premise", good.without("h")),
            ("SP329", "no entry", of(replace(derived, by=()))),
        ],
        SIZE: [
            ("SP305", "of the left argument", of(replace(derived, left=rank(P)))),
            ("SP305", "of the right argument", of(replace(derived, right=rank(P)))),
            ("SP329", "of both arguments", of(replace(derived, left=rank(P), right=rank(R))).given(h=equal(P, R))),
            ("SP305", "in the premise", good.given(h=equal(A, P))),
        ],
        FORGED: [
            ("SP329", "two functions", of(replace(derived, right=Call("det", (B,), ONE, ONE)))),
            ("SP329", "more arguments", of(replace(derived, right=rank(B, B)))),
            ("SP329", "another left argument", of(replace(derived, left=rank(C)))),
            ("SP329", "another right argument", of(replace(derived, right=rank(C)))),
            ("SP329", "the transpose in the premise", good.given(h=equal(T(A), B))),
            ("SP329", "a place that no argument has", of(replace(derived, place=1))),
            ("SP329", "a negative place", of(replace(derived, place=-1))),
            ("SP326", "a second equation", good.by(Algebra((Entry("step:1", 2),), (derived,)))),
            ("SP326", "from itself", of(replace(derived, by=(STEP1,)))),
            ("SP324", "a step that nothing needs", good.by(replace(by, combination=())).claiming(equal(A, A))),
        ],
    }, rules=["congruence"])  # fmt: skip
