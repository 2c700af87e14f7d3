"""Sums that the search writes have an index with a reserved name; a report shows a letter, in every notation."""

from __future__ import annotations

import pytest

from symproof.author import Proof, index, summation
from symproof.diagnostics.results import ProofResult, Report
from symproof.language.affine import ONE, Affine, parameter
from symproof.language.proof import Verdict
from symproof.language.terms import IndexSum, Product, Symbol, Term
from symproof.render.summing import with_letter
from symproof.report.to_latex import latex_document
from symproof.report.to_terminal import to_terminal
from symproof.verdict.check import check
from symproof.verdict.settle import Options

i, N = index("i"), parameter("n")
QUICK = Options(max_width=2, max_depth=2)


def telescope() -> ProofResult:
    """The sum of A_i - A_{i-1}, which is split where the ranges of its parts differ."""
    draft = Proof("telescope", "A sum of differences")
    T, n = draft.integer("T"), draft.size("n")
    draft.assume("some", T >= 1)
    A = draft.family("A", i, 0, T, n, n)
    draft.step("ends", summation(i, 1, T, A[i] - A[i - 1]) == A[T] - A[0], using=["some"])
    built, errors = draft.finished()
    assert built is not None, errors
    (result,) = check([built], errors, QUICK).proofs
    assert result.steps[0].verdict is Verdict.PROVED
    return result


@pytest.fixture(scope="module")
def result() -> ProofResult:
    return telescope()


def test_text_shows_letters(result: ProofResult) -> None:
    text = to_terminal(Report("", 0.0, {}, (), (result,)), QUICK, verbose=True)
    assert "sum(A_i for i in 1..T) split after i = T-1" in text
    assert "_1000" not in text


def test_chain_in_latex_shows_the_sums_between(result: ProofResult) -> None:
    text = latex_document(result)
    assert r"&= \sum_{i=1}^{T}\, A_{i} - \sum_{i=1}^{T}\, A_{i-1} \\" in text
    assert r"&= \symproofnew{\sum_{i=1}^{T-1}\, A_{i}} + \symproofnew{A_{T}} - \sum_{i=1}^{T}\, A_{i-1} \\" in text
    assert r"\mathit{}" not in text
    assert "1000" not in text.replace("10000", "")


def summed(name: str, body: Term, high: Affine = N) -> IndexSum:
    return IndexSum(name, ONE, high, body)


def member(family: str, *names: str) -> Term:
    found = [Symbol(family, parameter(name)) for name in names]
    return found[0] if len(found) == 1 else Product(tuple(found))


def test_letters_of_sums_are_free() -> None:
    assert with_letter(summed("_1000", member("A", "_1000"))) == summed("i", member("A", "i"))
    assert with_letter(summed("_1001", member("A", "_1001"))) == summed("j", member("A", "j"))
    assert with_letter(summed("_1000", member("A", "_1000", "i"))) == summed("j", member("A", "j", "i"))
    assert with_letter(summed("_1000", member("i", "_1000"), parameter("j"))) == summed(
        "l", member("i", "l"), parameter("j")
    )
    written = summed("r", member("A", "r"))
    assert with_letter(written) is written
