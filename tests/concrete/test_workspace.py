"""Between two instances a workspace keeps symbols and short products, and nothing that depends on arguments."""

from __future__ import annotations

from symproof.concrete import Judge, Sweep
from symproof.statements import parse_statement


def test_inverses_of_one_instance_are_forgotten_before_the_next() -> None:
    proofs, _ = parse_statement({"A": ["n", "n"]}, "A invertible |- inv(A).T = inv(A.T)")
    judge = Judge(proofs[0], Sweep(4, 3))
    found = judge.judge(proofs[0].steps[0], None)
    assert found.holds
    assert found.instances.checked == 3
    spaces = list(judge._workspaces._made.values())
    assert len(spaces) == 3
    assert not any(space.ring.inverses or space.ring.applied or space.ring.reciprocals for space in spaces)
