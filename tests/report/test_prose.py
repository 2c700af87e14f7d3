"""An argument as prose in LaTeX, and as an indented derivation in text."""

from __future__ import annotations

import re
from pathlib import Path

import pytest
from report.test_document import assert_sets_well

from symproof.author import Proof, both, either, for_all
from symproof.diagnostics.results import ProofResult, Report
from symproof.report.to_latex import latex_document
from symproof.report.to_terminal import to_terminal
from symproof.verdict.check import check
from symproof.verdict.settle import Options

QUICK = Options(max_width=2, max_depth=2)


def checked(draft: Proof) -> ProofResult:
    loaded, errors = draft.finished()
    assert loaded is not None, errors
    (result,) = check([loaded], [], QUICK, lambda *_: None).proofs
    return result


def argument(draft: Proof) -> str:
    """The argument on the page, without anchors and names in the margin, as one line."""
    text = latex_document(checked(draft))
    body = text[re.search(r"\\subsection\*\{(Proof|Argument)\}", text).end() : text.index("Not covered:")]  # type: ignore[union-attr]
    body = re.sub(r"\\symproofanchor\{[^{}]*\}\{(?:[^{}]|\{[^{}]*\})*\}", "", body)
    body = re.sub(r"\\symproofref\{[^{}]*\}\{([^{}]*)\}", r"(\1)", body)
    return " ".join(body.split())


def indented(draft: Proof) -> str:
    text = to_terminal(Report("", 0.0, {}, (), (checked(draft),)), QUICK)
    return text[text.index("Argument\n") :].partition("\n\n")[0]


def matrices(title: str, names: str = "ABC") -> tuple[Proof, list[object]]:
    draft = Proof("example", title)
    n = draft.size("n")
    return draft, [draft.matrix(name, n, n) for name in names]


# ------------------------------------------------------------------------------------------------ sentences


def test_equations_of_one_left_side_are_one_chain() -> None:
    draft, (A, B, C) = matrices("A chain")
    D = draft.matrix("D", *A.shape)  # type: ignore[attr-defined]
    draft.assume("first", A == B)
    draft.assume("second", B == C)
    draft.assume("third", C == D)
    draft.statement(A == D)
    draft.step("one", A == B, using=["first"])
    draft.step("two", A == C, using=["one", "second"])
    draft.step("three", A == D, using=["two", "third"])
    draft.conclude(using=["three"])
    text = argument(draft)
    assert r"A &= B \\ &\symproofover{(H2)}{=} C \\ &\symproofover{(H3)}{=} D." in text
    assert text.count(r"\begin{align*}") == 1
    assert "This is the statement." in text


def test_claims_from_the_same_premises_share_a_sentence() -> None:
    draft, (A, B, C) = matrices("Together")
    draft.assume("both", A == B, B == C)
    draft.statement(A == C)
    draft.step("one", A == B, using=["both"])
    draft.step("two", B == C, using=["both"])
    draft.step("three", A == C, using=["one", "two"])
    draft.conclude(using=["three"])
    text = re.sub(r"\\symproofname\{\}\{\w+\}\{\}", "", argument(draft))
    assert r"By (H1), \begin{align*} & A = B, \symprooftag{S1} \\ & B = C. \symprooftag{S2} \end{align*}" in text


@pytest.mark.parametrize("order", [(0, 1), (1, 0)])
def test_claims_that_are_only_put_together_are_referred_to(order: tuple[int, int]) -> None:
    draft, (A, B, C) = matrices("Together")
    draft.assume("first", A == B)
    draft.assume("second", B == C)
    draft.step("one", A * A == B * B, using=["first"])
    draft.step("two", A == C, using=["first", "second"])
    parts = [A * A == B * B, A == C]  # type: ignore[operator]
    claim = both(*[parts[number] for number in order])
    draft.statement(claim)
    draft.step("together", claim, using=["one", "two"])
    draft.conclude(using=["together"])
    text = argument(draft)
    assert "Thus (S1) and (S2) both hold" in text
    assert "Next part" not in text


def test_only_what_is_referred_to_has_a_number() -> None:
    draft, (A, B, C) = matrices("Numbers")
    draft.assume("same", A == B)
    draft.assume("other", A * C == C * A)
    draft.statement(A * C == B * C)
    draft.step("used", A * C == B * C, using=["same"])
    draft.step("between", C * A == A * C, using=["other"])
    draft.step("after", C * A + A == A * C + A, using=["between"])
    draft.conclude(using=["used"])
    text = argument(draft)
    assert text.count(r"\symprooftag{") == 1
    assert r"A\,C = B\,C. \symprooftag{S1}" in text
    assert "By (S1), this is the statement." in text


def test_a_contradiction_opens_and_closes_by_words() -> None:
    draft, (A, B, C) = matrices("Contradiction")
    draft.assume("inverse", A * B == C)
    draft.assume("steep", C != 0)
    draft.statement(A != 0)
    with draft.contradiction("nonzero", A != 0, supposing="flat"):
        draft.step("gone", C == 0, using=["inverse", "flat"])
    draft.conclude(using=["nonzero"])
    text = argument(draft)
    assert r"Suppose, if possible, that $A = 0$" in text
    assert "This contradicts (H2)." in text
    assert r"Hence $A \neq 0$." in text
    lines = indented(draft)
    assert "Suppose, if possible, flat: A = 0" in lines
    assert "        gone: C = 0  [from inverse, flat]" in lines or "gone: C = 0" in lines
    assert "contradiction  [from steep" in lines


def test_blocks_inside_blocks_are_announced_and_closed() -> None:
    draft, (A, B, C) = matrices("Nested")
    draft.assume("base", A * B == B * A)
    draft.statement(both(A * B * B == B * B * A, A * B * B * B == B * B * B * A))
    with draft.suppose("commute", C == A, then="moved", claim=None):
        draft.step("one", C * B == B * C, using=["commute", "base"])
        draft.step("two", C * B * B == B * B * C, using=["one"])
        draft.step("three", C * B * B * B == B * B * B * C, using=["two", "one"])
        draft.step("four", C * C * B == B * C * C, using=["one"])
    text = argument(draft)
    assert "We show that" in text
    assert "This proves (S" in text


def test_a_choice_is_one_sentence_with_what_it_comes_from() -> None:
    draft, (A, B, C) = matrices("Choice")
    n = A.shape[0]  # type: ignore[attr-defined]
    some = draft.exists("Y", n, n, lambda Y: Y * A == B)
    draft.assume("some", some)
    draft.statement(draft.exists("Z", n, n, lambda Z: Z * A * C == B * C))
    (Y,) = draft.obtain("chosen", given="some")
    draft.step("times", Y * A * C == B * C, using=["chosen"])
    draft.give("given", draft.exists("Z", n, n, lambda Z: Z * A * C == B * C), Y, using=["times"])
    draft.conclude(using=["given"])
    text = argument(draft)
    assert r"By (H1), choose $Y \in \mathbb{R}^{n \times n}$ such that $Y\,\penalty700 A = B$" in text
    assert "with $Z = Y$" in text


def test_cases_are_counted_and_an_immediate_one_says_so() -> None:
    draft, (A, B, C) = matrices("Cases")
    draft.assume("either", either(A == C, B == C))
    draft.assume("same", A == B)
    draft.statement(A == C)
    with draft.cases("whole", A == C, using=["either"]) as case:
        with draft.case("left", A == C):
            pass
        with draft.case("right", B == C):
            draft.step("moved", A == C, using=["right", "same"])
    del case
    draft.conclude(using=["whole"])
    text = argument(draft)
    assert "By (H1), there are two cases." in text
    assert r"\symproofcase{Case 1:} $A = C$. Then there is nothing to show." in text
    assert "This proves the claim in each case." in text


# ------------------------------------------------------------------------------------------------ what is open


def test_an_impossible_case_says_what_it_contradicts() -> None:
    draft, (A, B, _) = matrices("Impossible")
    draft.assume("nonzero", A != 0)
    draft.assume("either", either(A == 0, B == 0))
    draft.statement(B == 0)
    with draft.cases("all", B == 0, using=["either"]):
        with draft.case("zero", A == 0):
            draft.step("turned", A.T == 0, using=["zero"])
            draft.step("again", A == 0, using=["turned"])
        with draft.case("other", B == 0):
            pass
    draft.conclude(using=["all"])
    assert "Therefore $A = 0$. This contradicts (H1)." in argument(draft)
    assert "contradiction  [from nonzero, again]" in indented(draft)


def missing() -> Proof:
    """The second step lacks the premise that A B = 0."""
    draft, (A, B, C) = matrices("Missing")
    draft.assume("left", draft.identity(A.shape[0]) == C * A)  # type: ignore[attr-defined]
    draft.assume("zero", A * B == 0)
    draft.statement(B == 0)
    draft.step("inverse", C * A * B == B, using=["left"])
    draft.step("gone", B == 0, using=["left", "inverse"], ref="(2)")
    draft.conclude(using=["gone"])
    return draft


def test_what_is_not_established_is_only_claimed(tmp_path: Path) -> None:
    text = argument(missing())
    assert r"{\symproofverdict{refuted}}{gone}{(2)}The author claims, from (H1) and (S" in text
    assert r"\symproofcounterexample" in text
    assert "By (S1), this is the statement" not in text
    page = latex_document(checked(missing()), standalone=True)
    assert r"\symproofqed" not in page[page.index(r"\subsection*{Argument}") :]
    assert_sets_well(page, tmp_path)


def test_the_last_line_names_what_is_missing() -> None:
    text = to_terminal(Report("", 0.0, {}, (), (checked(missing()),)), QUICK)
    assert text.rstrip().splitlines()[-1] == "Missing: refuted; not proved: gone"
    assert "    gone: B = 0  [from left, inverse]  (refuted)" in text


def test_a_proved_claim_and_an_unknown_one_do_not_share_a_sentence() -> None:
    draft, (A, B, C) = matrices("Apart")
    draft.assume("same", A == B)
    draft.step("true", A * C == B * C, using=["same"])
    draft.step("false", C * A == B * C, using=["same"])
    text = argument(draft)
    assert text.index("By (H1)") < text.index("The author claims, from (H1), that")


# ------------------------------------------------------------------------------------------------ names


def test_names_that_look_like_one_another_stay_apart() -> None:
    draft = Proof("example", "Names")
    n = draft.size("n")
    A1, A_1, At = (draft.matrix(name, n, n) for name in ("A1", "A_1", "A_tilde"))
    draft.assume("same", A1 == A_1, At == A_1)
    draft.statement(At == A1)
    draft.step("one", At == A1, using=["same"])
    draft.conclude(using=["one"])
    text = latex_document(checked(draft))
    shown = set(re.findall(r"\$([^$]*) \\in \\mathbb\{R\}\^\{n \\times n\}\$", text))
    names = [item.strip() for item in shown.pop().split(",")]
    assert len(set(names)) == 3


def test_a_local_minimum_keeps_its_name_beside_its_definition() -> None:
    draft = Proof("example", "Minimum")
    n = draft.size("n")
    X = draft.matrix("X", n, n)
    f = draft.function("f", n, n)

    def near(radius: object) -> object:
        from symproof.author import implies, norm2

        return draft.for_all_matrices(
            "Y",
            n,
            n,
            lambda Y: implies(norm2(Y - X) < radius * radius, f(X) <= f(Y)),  # type: ignore[operator]
        )

    claim = draft.exists("radius", 1, 1, lambda radius: both(radius > 0, near(radius)))
    draft.assume("minimum", claim)
    draft.statement(claim)
    draft.conclude(using=["minimum"])
    result = checked(draft)
    page = latex_document(result)
    assert r"X\ \text{is a local minimum of}\ \allowbreak f(X)" in page
    assert "Here ``$X" in page
    text = to_terminal(Report("", 0.0, {}, (), (result,)), QUICK)
    assert "minimum: X is a local minimum of f(X)" in text
    assert 'where "X is a local minimum of f(X)" means: exists radius (1 x 1): radius > 0 and' in text


@pytest.mark.parametrize("standalone", [True, False])
def test_schemas_show_their_ranges(standalone: bool) -> None:
    draft = Proof("example", "Schemas")
    k, n = draft.integer("k"), draft.size("n")
    draft.assume("deep", k >= 1)
    from symproof.author import index

    i = index("i")
    M = draft.family("M", i, 1, k, n, n)
    draft.assume("flat", for_all(i, 1, k, M[i] == 0))
    draft.step("turned", for_all(i, 1, k, M[i].T == 0), using=["flat"])
    assert r"(1 \le i \le k)" in latex_document(checked(draft), standalone)


def test_an_expression_that_a_statement_repeats_gets_a_name() -> None:
    draft = Proof("example", "Repeated")
    A, B, C = (draft.matrix(name, 2, 2) for name in "ABC")
    e, c = draft.basis(1, 2), draft.basis(2, 2)

    def loss(W: object) -> object:
        one, two = e.T * W * e - 1, c.T * W * c - 2  # type: ignore[operator]
        return one * one + two * two + 3 * (e.T * W * c) * (e.T * W * c)  # type: ignore[operator]

    draft.statement(both(loss(A * B) >= 0, loss(B) >= 0, loss(A + C) >= 0, (e.T * A * e) * (e.T * A * e) >= 0))
    draft.step("squares", loss(B) >= 0)
    result = checked(draft)
    text = to_terminal(Report("", 0.0, {}, (), (result,)), QUICK)
    assert "f(A*B) >= 0 and f(B) >= 0 and f(A + C) >= 0 and A[1,1]**2 >= 0" in text
    assert "where f(X) = (X[1,1] - 1)**2 + (X[2,2] - 2)**2 + 3*X[1,2]**2 for X (2 x 2)" in text
    assert "squares: f(B) >= 0" in text


def test_a_minimum_of_another_kind_is_written_out() -> None:
    """Where the distance, the value or the order differs, the words would say something else."""
    from symproof.author import implies, norm2
    from symproof.render.notions import notion

    draft = Proof("example", "Not minima")
    n = draft.size("n")
    X, Z = draft.matrix("X", n, n), draft.matrix("Z", n, n)
    f = draft.function("f", n, n)
    r = draft.scalar("r")
    near = lambda Y: norm2(Y - X) < r * r  # noqa: E731
    wrong = (
        lambda Y: implies(near(Y), f(Y) <= f(X)),
        lambda Y: implies(near(Y), f(Z) <= f(Y)),
        lambda Y: implies(norm2(Y - X) < r, f(X) <= f(Y)),
        lambda Y: implies(norm2(Y + X) < r * r, f(X) <= f(Y)),
        lambda Y: implies(near(Y), f(X * X) <= f(Y * X)),
    )
    for body in wrong:
        assert notion(draft.for_all_matrices("Y", n, n, body).formula) is None
    right = draft.for_all_matrices("Y", n, n, lambda Y: implies(near(Y), f(X) <= f(Y)))
    assert notion(right.formula) is not None
