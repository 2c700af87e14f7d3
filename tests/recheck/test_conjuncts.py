"""A counterexample to a conjunction: one part is false there, and another may have no meaning."""

from __future__ import annotations

import json

from symproof.author import Proof, loewner, psd
from symproof.recheck import recheck
from symproof.report.to_json import report_data
from symproof.verdict.check import check
from symproof.verdict.settle import Options


def test_an_order_of_a_matrix_that_is_not_symmetric_is_refuted_by_its_symmetry() -> None:
    proof = Proof("asymmetric", "An order between matrices that need not be symmetric")
    n = proof.size("n")
    A, B = proof.matrix("A", n, n), proof.matrix("B", n, n)
    proof.assume("semidefinite", psd(B))
    proof.step("order", loewner(0 * A, A * A), using=["semidefinite"])
    built, errors = proof.finished()
    assert built is not None
    assert not errors
    data = json.loads(json.dumps(report_data(check([built], options=Options(cache=False)))))
    assert recheck(data).accepted
    data["proofs"][0]["steps"][0]["counterexample"]["values"]["A"] = [["0", "0"], ["0", "0"]]
    assert not recheck(data).accepted
