"""The range facts of premises: statements about the same declarations begin alike, and each has its own facts."""

from __future__ import annotations

import pytest
from kernel.building import equal, k, matrix, n, relation, symbol, within

from symproof.kernel.argument.derive import check_premises, library_of, opening
from symproof.kernel.replay import checked_context
from symproof.language.affine import Affine
from symproof.language.declarations import Declarations, SizeDeclaration
from symproof.language.formulas import Named, Sequent
from symproof.language.refusal import Refusal
from symproof.language.theory import Statement, Trust
from symproof.search.argument.premises import ranged

FAMILY = matrix("M", n, n, within("i", 1, k))
DECLARED = Declarations(("k",), (SizeDeclaration("n"),), (FAMILY,))


def statement(least: int, *indices: Affine | int) -> Statement:
    """A statement whose premises mention members M_i, where k is at least this large."""
    fact = Named("h", relation(least, "<=", k))
    same = [equal(symbol("M", index), symbol("M", index)) for index in indices]
    premises = tuple([Named(f"p{position}", formula) for position, formula in enumerate(same)])
    return Statement("lemma", Trust.LEMMA, Sequent(DECLARED, (fact,), premises, same[0]))


def check(given: Statement) -> None:
    """Refuses premises that the kernel does not find well formed, with these range facts and no others."""
    check_premises(opening(given, checked_context(given.sequent, [10**6]), library_of(given, {}, {})), given)


def test_each_statement_has_the_facts_that_its_own_premises_and_hypotheses_give() -> None:
    small, large, both = ranged(statement(1, 3)), ranged(statement(3, 3)), ranged(statement(3, 3, k))
    assert [len(item.ranges) for item in (small, large)] == [0, 1]
    check(large)
    check(both)
    with pytest.raises(Refusal, match="SP320"):
        check(small)
    assert ranged(statement(3, 3)).ranges == large.ranges
    assert ranged(statement(1, 3)).ranges == ()


@pytest.mark.parametrize(("other", "code"), [(statement(1, 3), "SP320"), (statement(3, 2), "SP320")])
def test_facts_of_one_statement_are_refused_in_another(other: Statement, code: str) -> None:
    found = ranged(statement(3, 3)).ranges
    with pytest.raises(Refusal, match=code):
        check(Statement(other.id, other.trust, other.sequent, ranges=found))
