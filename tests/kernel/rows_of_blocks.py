"""The row for the rule PARTITION."""

from __future__ import annotations

from kernel.attacking import DROPPED, FALSE, FORGED, SETTING, SIZE, STEP, STEP1, Case, Row, T, row
from kernel.building import AXIOM, equal, j, m, n, sequent, times

from symproof.language.affine import ONE, add, integer, parameter
from symproof.language.certificate import Algebra, Entry
from symproof.language.selections import selection_term
from symproof.language.steps import Partition
from symproof.language.terms import Identity, Sum

TOTAL = add(n, ONE)
FIRST, LAST = selection_term(integer(0), n, TOTAL), selection_term(n, ONE, TOTAL)
SQUARES = times(FIRST, T(FIRST)), times(LAST, T(LAST))


def partition() -> Row:
    """S S^T + e e^T = I for the first n rows and the last one."""
    step = Partition((n, ONE))
    good = Case(sequent(SETTING, equal(Sum(SQUARES), Identity(TOTAL))), Algebra((STEP,), (step,)))

    def by(*sizes: object, entry: Entry = STEP) -> Case:
        return good.by(Algebra((entry,), (Partition(tuple(sizes)),)))  # type: ignore[arg-type]

    return row(good, set(), {
        FALSE: [
            ("SP329", "without the last row", good.claiming(equal(SQUARES[0], Identity(TOTAL)))),
            ("SP329", "without the first rows", good.claiming(equal(SQUARES[1], Identity(TOTAL)))),
            ("SP329", "one row twice", good.claiming(equal(Sum((*SQUARES, SQUARES[1])), Identity(TOTAL)))),
        ],
        DROPPED: [
            ("SP329", "no step", good.by(AXIOM)),
            ("SP326", "a step that is not there", good.by(Algebra((STEP,)))),
        ],
        SIZE: [
            ("SP302", "a part without rows", by(n, ONE, integer(0))),
            ("SP302", "an index as a size", by(n, j)),
            ("SP305", "a partition of fewer rows", by(ONE, ONE)),
            ("SP305", "a partition of more rows", by(n, ONE, ONE)),
            ("SP305", "of another size", by(m, ONE)),
        ],
        FORGED: [
            ("SP308", "no parts", by()),
            ("SP301", "a size that is not declared", by(parameter("q"), ONE)),
            ("SP326", "a second equation of the step", by(n, ONE, entry=STEP1)),
            ("SP324", "a step that nothing needs", good.claiming(equal(Identity(n), Identity(n))).by(
                Algebra((), (step,)))),
        ],
    })  # fmt: skip
