"""The derivation as a LaTeX document: what stands in it, and that pdflatex sets it without overfull boxes."""

from __future__ import annotations

import re
import subprocess
from dataclasses import replace
from pathlib import Path

import pytest
from explain.proofs_at_hand import certified, folder, worked, worked_in
from verdict.builders import COMMUTE, proof, result, step

from symproof.diagnostics.diagnostic import Diagnostic, LoadError
from symproof.diagnostics.results import Counterexample, Instances, Ledger, ProofResult, Report, StepResult
from symproof.language.affine import integer, parameter, shift
from symproof.language.declarations import Declarations, Piece, Range, SymbolDeclaration
from symproof.language.formulas import Equal
from symproof.language.proof import Block, Hypothesis, Proof, Verdict
from symproof.language.scopes import sequent
from symproof.language.terms import Product, Sum, Symbol, Term, Transpose
from symproof.report.to_latex import latex_document
from symproof.statements import parse_statement
from symproof.verdict.ledger import ledger

A, B, C = (Symbol(name) for name in "ABC")
WORKED = sorted(
    path.stem for path in folder().glob("*.py") if re.search(r"\bProof\(", path.read_text(encoding="utf-8"))
)


def checked(item: Proof, *, method: str = "algebra") -> ProofResult:
    """The proof with every step's certificate."""
    results = []
    for each in item.steps:
        _, certificate = certified(sequent(item, each), method)
        results.append(StepResult(each, Verdict.PROVED, scope="all", certificate=certificate))
    return ProofResult(item, Verdict.PROVED, tuple(results), Ledger(), ())


def unchecked(item: Proof) -> ProofResult:
    results = tuple(StepResult(each, Verdict.UNKNOWN) for each in item.steps)
    return ProofResult(item, Verdict.UNKNOWN, results, ledger(item, results), ())


def statement(symbols: dict[str, list[str]], text: str) -> ProofResult:
    (item,), errors = parse_statement(symbols, text, "example")
    assert not errors
    return checked(item)


def every_verdict() -> ProofResult:
    values = {"A": [["1", "-1/2"], ["0", "3"]], "W_1": [["2"]], "f'([[0]])": [["5"]]}
    found = Counterexample({"n": 2}, values, [["0"]], [["1"]])
    why = Diagnostic("SP401", "gave up: 50% of {it} & more_so ~ x^2 \\ #1 $")
    results = (
        result(Verdict.CHECKED, "checked"),
        replace(result(Verdict.REFUTED, "refuted"), counterexample=found),
        replace(result(Verdict.UNKNOWN, "unknown_step"), diagnostic=why),
        replace(result(Verdict.DISAGREEMENT, "bug"), diagnostic=why),
        StepResult(step("cited", method="cite", source="N1"), Verdict.CITED),
        StepResult(step("left-out", method="omit", reason='"routine" \u2013 caf\u00e9 \u2265 1'), Verdict.OMITTED),
    )
    results = (replace(results[0], instances=Instances(7, ({"n": 1},))), *results[1:])
    item = proof(*(each.step for each in results))
    return ProofResult(item, Verdict.DISAGREEMENT, results, ledger(item, results), ("commute",))


def compiled(text: str, tmp_path: Path) -> str:
    """The log of pdflatex."""
    (tmp_path / "page.tex").write_text(text, encoding="utf-8")
    command = ["pdflatex", "-interaction=nonstopmode", "-halt-on-error", "page.tex"]
    done = subprocess.run(command, cwd=tmp_path, capture_output=True, check=False)
    log = (tmp_path / "page.log").read_text(encoding="latin-1")
    assert done.returncode == 0, log[-2000:]
    return log


def assert_sets_well(text: str, tmp_path: Path) -> None:
    log = compiled(text, tmp_path)
    assert "Overfull" not in log, re.findall(r"Overfull.*", log)
    assert "undefined" not in log.lower()


PLAIN = "\\documentclass{article}\n\\usepackage{amsmath}\n\\begin{document}\n%s\\end{document}\n"
PENROSE = (
    {"A": ["m", "n"], "B": ["n", "m"], "C": ["n", "m"]},
    "A*B*A = A, B*A*B = B, (A*B).T = A*B, (B*A).T = B*A, A*C*A = A, C*A*C = C, (A*C).T = A*C, (C*A).T = C*A |- B = C",
)
WOODBURY = (
    {"A": ["n", "n"], "C": ["k", "k"], "U": ["n", "k"], "V": ["k", "n"]},
    (
        "A invertible, C invertible, A + U*C*V invertible, inv(C) + V*inv(A)*U invertible |- "
        "inv(A + U*C*V) = inv(A) - inv(A)*U*inv(inv(C) + V*inv(A)*U)*V*inv(A)"
    ),
)
REVERSE_ORDER = (
    {"A": ["m", "n"], "B": ["n", "p"], "P": ["n", "m"], "Q": ["p", "n"]},
    (
        "A*P*A=A, P*A*P=P, (A*P).T=A*P, (P*A).T=P*A, B*Q*B=B, Q*B*Q=Q, (B*Q).T=B*Q, (Q*B).T=Q*B, "
        "P*A*B*B.T*A.T*A*B*Q=B*B.T*A.T*A |- A*B*Q*P*A*B = A*B"
    ),
)
WIDE = ({"A": ["n", "n"], "B": ["n", "n"], "C": ["n", "n"]}, "A*B = B*A |- (A + B + C)**3*(A*B - B*A) = 0")


# ------------------------------------------------------------------------------------------------ pdflatex


@pytest.mark.parametrize("example", [PENROSE, WOODBURY, REVERSE_ORDER, WIDE], ids=["mp", "woodbury", "long", "wide"])
def test_chains_of_statements_compile(example: tuple[dict[str, list[str]], str], tmp_path: Path) -> None:
    assert_sets_well(latex_document(statement(*example), standalone=True), tmp_path)


@pytest.mark.parametrize("name", WORKED)
def test_worked_proofs_compile_unchecked(name: str, tmp_path: Path) -> None:
    """With certificates, .ci/run compiles them as the user would."""
    report = Report("", 0.0, {}, (), tuple(map(unchecked, worked_in(name))))
    assert_sets_well(latex_document(report, standalone=True), tmp_path)


def test_every_verdict_compiles(tmp_path: Path) -> None:
    assert_sets_well(latex_document(every_verdict(), standalone=True), tmp_path)


def test_the_fragment_needs_amsmath_only(tmp_path: Path) -> None:
    assert_sets_well(PLAIN % latex_document(unchecked(worked("lemma1"))), tmp_path)


@pytest.mark.parametrize("standalone", [True, False])
def test_very_long_formulas_break(standalone: bool, tmp_path: Path) -> None:
    long: tuple[Term, ...] = tuple(
        Product((A, Transpose(Product((B, C))), Sum((A, B, C, A, Transpose(C))), B)) for _ in range(12)
    )
    claim = Equal(Product((Sum(long), Sum(long[:3]))), Sum((*long, Product((A,) * 60))))
    item = replace(proof(step("long", claim)), hypotheses=(Hypothesis("long", claim),))
    text = latex_document(unchecked(item), standalone)
    if not standalone:
        text = PLAIN % text
    assert_sets_well(text, tmp_path)


def test_scopes_may_be_nested_deeply(tmp_path: Path) -> None:
    names = [f"block{number}" for number in range(12)]
    blocks = tuple(
        Block(name, "suppose", outer, Declarations(), (Hypothesis(f"h-{name}", COMMUTE),))
        for name, outer in zip(names, [None, *names], strict=False)
    )
    item = proof(step("deep", COMMUTE, block="block11", using=("h-block3",)), step("out"), blocks=blocks)
    for text in (latex_document(unchecked(item), True), PLAIN % latex_document(unchecked(item))):
        assert_sets_well(text, tmp_path)


def test_wide_pieces_stand_apart(tmp_path: Path) -> None:
    k = parameter("k")
    wide = Sum((Product((A, B, C)),) * 12)
    pieces = (Piece(wide, integer(1), parameter("j")), Piece(wide, shift(parameter("j"), 1), k))
    family = SymbolDeclaration("F", parameter("n"), parameter("n"), Range("i", integer(1), k), pieces)
    item = proof(step("one"))
    declared = replace(item.declarations, integers=("j", "k"), symbols=(*item.declarations.symbols, family))
    text = latex_document(unchecked(replace(item, declarations=declared)), True)
    assert "cases" not in text
    assert_sets_well(text, tmp_path)


@pytest.mark.parametrize("links", ["", r"\usepackage{hyperref}"], ids=["plain", "hyperref"])
def test_fragments_stand_in_one_paper(links: str, tmp_path: Path) -> None:
    """Two fragments in a paper that has macros of its own, with and without hyperref: nothing clashes."""
    own = r"\newcommand{\spstep}{mine}\newcommand{\spnote}{mine}\usepackage{amsmath}"
    pair = [statement(*WOODBURY), unchecked(worked("lemma1"))]
    body = "".join(latex_document(item) for item in pair) + r"\spstep\ \spnote"
    text = f"\\documentclass{{article}}\n{own}{links}\n\\begin{{document}}\n{body}\\end{{document}}\n"
    assert_sets_well(text, tmp_path)
    assert "multiply defined" not in (tmp_path / "page.log").read_text(encoding="latin-1")


def test_several_statements_are_one_document(tmp_path: Path) -> None:
    report = several()
    text = latex_document(report, standalone=True)
    assert text.count(r"\documentclass") == text.count(r"\begin{document}") == 1
    assert "2 statements" in text
    assert (
        text.index(r"\hyperlink{sp:first:}") < text.index(r"\hypertarget{sp:first:}") < text.index("sp:second:claim1")
    )
    assert r"\textbf{Not loaded:} some.toml:3: [SP601]" in text
    assert_sets_well(text, tmp_path)


def test_large_counterexamples_fit(tmp_path: Path) -> None:
    rows = [[f"-{row}{column}/7" for column in range(9)] for row in range(6)]
    values = {f"A_{number}": rows for number in range(3)} | {"c": [["-7/2"]], "f.linear": [["1", "2"]]}
    found = Counterexample({"n": 6}, values, rows, rows, {"f": "f(X) = tr(f.linear.T*X)"})
    refuted = replace(result(Verdict.REFUTED, "large"), counterexample=found)
    item = proof(refuted.step)
    text = latex_document(ProofResult(item, Verdict.REFUTED, (refuted,), Ledger(), ()), standalone=True)
    assert r"f(X) = \operatorname{tr}(f_{\mathrm{linear}}^{\top}\,X)" in text
    assert r"c = -\tfrac{7}{2}" in text
    assert_sets_well(text, tmp_path)


def several() -> Report:
    first = replace(statement({"A": ["n", "n"], "B": ["n", "n"]}, "A*B = B*A |- A*A*B = B*A*A").proof, id="first")
    second = replace(statement(*WOODBURY).proof, id="second")
    error = LoadError("SP601", "an unknown word: 100% _wrong_", "declare it", "some.toml", 3)
    return Report("", 0.0, {}, (error,), (checked(first), unchecked(second)))


# ------------------------------------------------------------------------------------------------ content


def test_hypotheses_and_steps_are_numbered_and_the_payer_stands_above_the_sign() -> None:
    text = latex_document(statement({"A": ["n", "n"], "B": ["n", "n"]}, "A*B = B*A |- A*A*B = B*A*A"))
    assert r"\symproofassume{sp:example:h1}{H1}{A\," in text
    assert r"\symproofstep{sp:example:claim1}{S1}{proved}{claim1}" in text
    assert r"\symproofpaid{sp:example:h1}{(\mathrm{H1})}" in text
    assert r"\providecommand{\symproofpaid}[2]{\overset{#2}{=}}" in text


def test_the_margin_says_each_verdict() -> None:
    text = latex_document(every_verdict())
    for verdict in ("checked", "refuted", "unknown", "disagreement", "cited", "omitted"):
        assert f"{{{verdict}}}" in text


def test_remarks_say_what_is_missing() -> None:
    text = latex_document(every_verdict())
    assert "Expanded exactly at 7 tuples of sizes" in text
    assert r"\symproofcounterexample{Counterexample at $n = 2$:}" in text
    assert r"& A = \left(\begin{array}{rr}1 & -\tfrac{1}{2} \\ 0 & 3\end{array}\right), \quad W_{1} = 2" in text
    assert r"f'([[0]]) = 5" in text
    assert r"50\% of \{it\} \& more\_so" in text
    assert "By N1 (cited)," in text
    assert "(The author leaves this out: ``routine'' -- caf\u00e9" in text


def test_the_end_says_what_the_verdict_rests_on() -> None:
    text = latex_document(every_verdict())
    end = text[text.index("What this rests on") :]
    assert r"\textbf{N1}" in end
    assert r"Used in \symproofref{sp:folder/example:cited}{S5}" in end
    assert "Hypotheses that no step uses" in end
    assert "Not covered:" in end


def test_the_first_page_sums_up_what_is_open_by_cause() -> None:
    text = latex_document(every_verdict(), standalone=True)
    first = text[text.index("What is open") : text.index("Setting")]
    assert r"1 refuted by a counterexample: \symproofref{sp:folder/example:refuted}{S2}" in first
    assert r"1 unknown, as the search found no proof: \symproofref{sp:folder/example:unknown-step}{S3}" in first
    assert first.index("disagree") < first.index("refuted") < first.index("unknown") < first.index("cited")


def test_a_reference_is_told_apart_from_the_number_of_a_step() -> None:
    item = proof(replace(step("expand_it"), ref="(2), w^T w > 0"))
    text = latex_document(unchecked(item))
    assert r"{\symproofverdict{unknown}}{expand\_it}{(2), $w^{\top}\,w>0$}" in text
    assert r"\symproofanchor{sp:folder/example:expand-it}{S1}" in text
    assert r"\symprooftag{S1}" in text
    assert r"\providecommand{\symproofanchor}[2]{{\def\@currentlabel{#2}\label{#1}}}" in text


def test_ids_that_labels_cannot_tell_apart_get_numbers() -> None:
    text = latex_document(unchecked(proof(step("a_b"), step("a%b"))))
    assert r"{sp:folder/example:a-b}{S1}" in text
    assert r"{sp:folder/example:a-b-2}{S2}" in text


def test_what_two_parts_derive_alike_is_written_once() -> None:
    text = latex_document(statement({"A": ["n", "n"], "B": ["n", "n"]}, "A*B = I |- A invertible"))
    assert text.count("We have") == 1
    assert text.count(r"\symproofaside{(a)}") == text.count(r"\text{a}") == 1
    assert "^{0}" not in text


def test_an_implied_hypothesis_is_marked() -> None:
    text = latex_document(unchecked(statement({"A": ["n", "n"]}, "|- inv(A)*A = I").proof))
    assert r"\text{(implied)}" in text


def test_a_remark_stays_on_the_page_of_its_claim() -> None:
    text = latex_document(every_verdict(), standalone=True)
    kept = text[text.index(r"\begingroup\symproofkeep") :]
    assert kept.index(r"\symproofremark{Expanded") < kept.index(r"\par\endgroup")
    assert r"\providecommand{\symproofkeep}{\postdisplaypenalty10000 \interlinepenalty10000 }" in text


def test_scopes_open_and_close() -> None:
    text = latex_document(unchecked(worked("lemma1")))
    body = text[text.index(r"\subsection*{Argument}") :]
    depth = 0
    for word in re.findall(r"^\\symproof(?:open|close)$", body, re.MULTILINE):
        depth += 1 if word == r"\symproofopen" else -1
        assert depth >= 0
    assert depth == 0


def test_the_same_result_gives_the_same_bytes() -> None:
    assert latex_document(every_verdict(), True) == latex_document(every_verdict(), True)


def test_sizes_are_declared() -> None:
    text = latex_document(every_verdict())
    assert r"$A, B, C \in \mathbb{R}^{n \times n}$" in text


# ------------------------------------------------------------------------------------------------ the appendix


def test_a_long_derivation_stands_in_the_appendix(tmp_path: Path) -> None:
    text = latex_document(statement(*REVERSE_ORDER), standalone=True)
    body, _, appendix = text.partition(r"\subsection*{Appendix: long derivations}")
    assert r"\symproofref{sp:example:claim1:derivation}{D1} of the appendix" in body
    assert "terms in all" not in body
    assert r"\symproofderivation{sp:example:claim1:derivation}{D1}{\symproofref{sp:example:claim1}{S1}}" in appendix
    assert "terms in all" in appendix
    assert_sets_well(text, tmp_path)


def test_a_short_derivation_stays_in_the_argument() -> None:
    text = latex_document(statement({"A": ["n", "n"], "B": ["n", "n"]}, "A*B = B*A |- A*A*B = B*A*A"))
    assert "Appendix" not in text


def test_a_paper_refers_to_steps_by_their_ids(tmp_path: Path) -> None:
    """Two fragments in one paper, whose own macro of the same name is kept."""
    pages = [latex_document(statement(*data)) for data in (REVERSE_ORDER, PENROSE)]
    pages[1] = pages[1].replace("sp:example:", "sp:other:")
    before = r"\newcommand{\symproofnote}[1]{\emph{#1}}" + "\n"
    referring = r"See (\ref{sp:example:claim1}), (\ref{sp:example:h2}) and (\ref{sp:other:claim1})." + "\n"
    after = r"\makeatletter\@ifundefined{symproofstep}{}{\errmessage{a macro was left behind}}\makeatother" + "\n"
    text = PLAIN % (before + "\n".join(pages) + referring + after)
    compiled(text, tmp_path)
    log = compiled(text, tmp_path)
    assert "undefined" not in log
    assert "multiply" not in log
