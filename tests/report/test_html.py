"""The page: well-formed, complete, without a request to anywhere, and safe with whatever a report says."""

from __future__ import annotations

import json
import random
import re
import xml.etree.ElementTree as ElementTree
from collections.abc import Iterator
from dataclasses import replace
from html.parser import HTMLParser
from pathlib import Path
from typing import Any

import pytest
from verdict.builders import proof, result

from symproof.cli import main
from symproof.diagnostics.diagnostic import Diagnostic
from symproof.diagnostics.results import Counterexample, Ledger, ProofResult, Report
from symproof.language.proof import Proof, Verdict
from symproof.report.document.parts import CounterexamplePart
from symproof.report.from_json import read_report, report_of
from symproof.report.html import html_document
from symproof.report.html.counterexamples import as_python
from symproof.report.html.formulas import LONG, pieces, visible
from symproof.report.html.links import links_of

INPUT = Path(__file__).parent.parent / "golden" / "input"
VOID = {"meta", "br", "input", "link", "hr", "wbr"}


class Reader(HTMLParser):
    """Collects ids and links, and notes elements that are closed in another order than they were opened."""

    def __init__(self, page: str) -> None:
        super().__init__()
        self.opened: list[str] = []
        self.wrong: list[str] = []
        self.ids: list[str] = []
        self.links: list[str] = []
        self.addresses: list[str] = []
        self.feed(page)
        self.close()

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        found = dict(attrs)
        self.opened += [] if tag in VOID else [tag]
        self.ids += [found["id"] or ""] if "id" in found else []
        self.links += [found["href"] or ""] if tag == "a" else []
        self.addresses += [found[name] or "" for name in ("src", "href", "action", "xlink:href") if name in found]

    def handle_startendtag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        self.handle_starttag(tag, attrs)
        self.opened.pop()

    def handle_endtag(self, tag: str) -> None:
        if not self.opened or self.opened.pop() != tag:
            self.wrong.append(tag)


def page_of(*arguments: str, tmp_path: Path) -> tuple[int, str]:
    file = tmp_path / "page.html"
    code = main(["html", *arguments, "--output", str(file)])
    return code, file.read_text(encoding="utf-8")


@pytest.fixture(params=["example", "statements.toml"])
def page(request: pytest.FixtureRequest, tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> str:
    monkeypatch.chdir(INPUT)
    return page_of(request.param, "--max-width", "2", tmp_path=tmp_path)[1]


# ------------------------------------------------------------------------------------------------ the page itself


def test_elements_are_nested(page: str) -> None:
    found = Reader(page)
    assert not found.wrong
    assert not found.opened


def test_every_link_leads_to_one_place_on_the_page(page: str) -> None:
    from urllib.parse import unquote

    found = Reader(page)
    assert len(found.ids) == len(set(found.ids))
    assert found.links
    assert all(link.startswith("#") for link in found.links)
    assert {unquote(link[1:]) for link in found.links} <= set(found.ids)


def test_the_page_asks_for_no_other_file(page: str) -> None:
    assert all(address.startswith("#") for address in Reader(page).addresses)
    assert "default-src 'none'" in page
    assert "@import" not in page
    assert "url(" not in page


def test_every_formula_is_well_formed(page: str) -> None:
    formulas = re.findall(r"<math>.*?</math>", page, re.DOTALL)
    assert len(formulas) > 10
    for formula in formulas:
        assert "".join(ElementTree.fromstring(formula).itertext()).strip()


def test_claims_sit_in_lines_that_open_without_a_script(page: str) -> None:
    assert page.count('<details class="step"') >= 3
    assert "<noscript" not in page


def test_equal_checks_write_equal_pages(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.chdir(INPUT)
    assert page_of("example", tmp_path=tmp_path) == page_of("example", "--jobs", "1", tmp_path=tmp_path)


def test_a_saved_report_gives_the_same_page(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.chdir(INPUT)
    saved = tmp_path / "report.json"
    assert main(["check", "example", "--format", "json", "--output", str(saved)]) == 1
    code, direct = page_of("example", tmp_path=tmp_path)
    assert code == 1
    code, again = page_of("--from", str(saved), tmp_path=tmp_path)
    assert code == 1
    note = r'<p class="quiet">Made from a saved report.*?</p>\n'
    assert re.search(note, again)
    assert re.sub(note, "", again) == direct


def test_check_writes_the_page_too(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.chdir(INPUT)
    file = tmp_path / "check.html"
    assert main(["check", "example", "--format", "html", "--output", str(file)]) == 1
    assert file.read_text(encoding="utf-8") == page_of("example", tmp_path=tmp_path)[1]


# ------------------------------------------------------------------------------------------------ what goes wrong


def error_of(arguments: list[str], capsys: pytest.CaptureFixture[str]) -> str:
    assert main(arguments) == 2
    shown = capsys.readouterr().err
    assert "Traceback" not in shown
    return shown


def test_errors_of_the_command(tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    broken, other, odd = (tmp_path / name for name in ("broken.json", "other.json", "odd.json"))
    broken.write_text("{", encoding="utf-8")
    other.write_text('{"schema": "other/1"}', encoding="utf-8")
    odd.write_text('{"schema": "symproof.report/1", "proofs": 3}', encoding="utf-8")
    assert "SP702" in error_of(["html", "--from", str(tmp_path / "missing.json")], capsys)
    assert "SP702" in error_of(["html", "--from", str(tmp_path)], capsys)
    assert "SP702" in error_of(["html", "--from", str(broken)], capsys)
    assert "SP702" in error_of(["html", "--from", str(other)], capsys)
    assert "SP703" in error_of(["html", "--from", str(odd)], capsys)
    assert "SP810" in error_of(["html"], capsys)
    assert "SP810" in error_of(["html", "lemma1", "--from", str(odd)], capsys)


def test_a_missing_output_folder_is_named(
    tmp_path: Path, capsys: pytest.CaptureFixture[str], monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.chdir(INPUT)
    assert "SP701" in error_of(["html", "example", "--output", str(tmp_path / "none" / "page.html")], capsys)


def test_a_proof_that_does_not_load_is_named_on_the_page(tmp_path: Path) -> None:
    code, page = page_of("no-such-proof", tmp_path=tmp_path)
    assert code == 2
    assert "SP801" in page
    assert "Nothing was checked" in page


# ------------------------------------------------------------------------------------------------ hostile reports

EVIL = "</style><script>alert(1)</script><img src=x onerror=alert(2)>\"'&"


def hostile() -> Report:
    values = {EVIL: [["1"]], "A": [[EVIL]], "W_1\nimport os": [["2"]]}
    found = Counterexample({EVIL: 2}, values, [["0"]], [["1"]], {EVIL: f"{EVIL}\nimport os"})
    step = replace(
        result(Verdict.REFUTED, EVIL), counterexample=found, diagnostic=Diagnostic("SP401", EVIL, EVIL),
        warnings=(Diagnostic(EVIL, EVIL, EVIL),),
    )  # fmt: skip
    step = replace(step, step=replace(step.step, ref=EVIL))
    item: Proof = replace(proof(step.step), title=EVIL, source=EVIL, file=EVIL)
    return Report("", 0.0, {}, (), (ProofResult(item, Verdict.REFUTED, (step,), Ledger(), ()),))


def test_what_a_report_says_is_shown_and_not_run() -> None:
    page = html_document(hostile())
    assert "<img" not in page
    assert "alert(1)</script>" not in page
    assert page.count("<script>") == 1
    assert page.count("</style>") == 1
    found = Reader(page)
    assert not found.wrong
    assert not found.opened


def test_python_of_a_hostile_counterexample_is_assignments_only() -> None:
    import ast

    found = hostile().proofs[0].steps[0].counterexample
    assert found is not None
    part = CounterexamplePart(found.sizes, tuple(found.functions.values()), found.values, found.lhs, found.rhs)
    tree = ast.parse(as_python(part))
    assert {type(node) for node in tree.body} == {ast.ImportFrom, ast.Assign}
    calls = [node.func for node in ast.walk(tree) if isinstance(node, ast.Call)]
    assert {call.id for call in calls if isinstance(call, ast.Name)} <= {"Matrix", "Rational"}


def places(value: object, path: tuple[str | int, ...] = ()) -> Iterator[tuple[str | int, ...]]:
    """The paths to all numbers and texts of JSON data."""
    if isinstance(value, dict | list):
        for key, item in value.items() if isinstance(value, dict) else enumerate(value):
            yield from places(item, (*path, key))
    else:
        yield path


def tampered(data: dict[str, Any], path: tuple[str | int, ...], value: object) -> dict[str, Any]:
    copy = json.loads(json.dumps(data))
    inner = copy
    for key in path[:-1]:
        inner = inner[key]
    inner[path[-1]] = value
    return copy


def test_a_forged_report_gives_a_page_or_an_error_with_a_code(
    tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    """One number or text after the other is replaced, a sample of them."""
    saved = Path(__file__).parent.parent / "golden" / "saved" / "check.json"
    data = json.loads(saved.read_text(encoding="utf-8"))
    file, page = tmp_path / "forged.json", tmp_path / "page.html"
    choices = random.Random(5)
    codes = set()
    for path in choices.sample(list(places(data["proofs"], ("proofs",))), 150):
        file.write_text(json.dumps(tampered(data, path, choices.choice([7, "", "A", "<b>", None]))), encoding="utf-8")
        code = main(["html", "--from", str(file), "--output", str(page)])
        shown = capsys.readouterr().err
        assert code in (0, 1, 3) or re.search(r"\[SP7\d\d\]", shown), (path, code, shown)
        codes.add(code)
    assert {1, 2} <= codes


def test_a_certificate_that_fits_no_premise_is_an_error_with_a_code(
    tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    saved = Path(__file__).parent.parent / "golden" / "saved" / "check.json"
    data = json.loads(saved.read_text(encoding="utf-8"))
    named = (place for place in places(data["proofs"], ("proofs",)) if place[2] == "steps" and "certificate" in place)
    path = (*next(place for place in named if place[-1] == "premise")[:-1], "part")
    file = tmp_path / "forged.json"
    file.write_text(json.dumps(tampered(data, path, 99)), encoding="utf-8")
    assert main(["html", "--from", str(file), "--output", str(tmp_path / "page.html")]) == 2
    assert "[SP703] the parts of the report do not fit together" in capsys.readouterr().err


# ------------------------------------------------------------------------------------------------ pieces


def test_python_makes_the_matrices_again() -> None:
    import sympy

    values = {"A": [["1", "-1/2"], ["0", "3"]], "lambda": [["2"]]}
    text = as_python(CounterexamplePart({"n": 2}, (), values, [["1/3"]], [["0"]]))
    names: dict[str, object] = {}
    exec(text, names)  # noqa: S102 - what a reader does with it; made by the line above
    assert names["A"] == sympy.Matrix([[1, sympy.Rational(-1, 2)], [0, 3]])
    assert names["_lambda"] == sympy.Matrix([[2]])
    assert names["n"] == 2
    assert names["left_side"] == sympy.Matrix([[sympy.Rational(1, 3)]]) != names["right_side"]


def test_long_formulas_are_cut_into_well_formed_pieces() -> None:
    summand = "<mrow><mi>A</mi><mo>\u2062</mo><msup><mi>B</mi><mn>2</mn></msup></mrow>"
    inner = "<mo>+</mo>".join([summand] * 30)
    body = f"<mrow><mi>X</mi><mo>=</mo><mrow><mo>(</mo><mrow>{inner}</mrow><mo>)</mo></mrow></mrow>"
    found = pieces(body)
    assert len(found) > 2
    texts = ["".join(ElementTree.fromstring(f"<math>{piece}</math>").itertext()) for piece in found]
    assert "".join(texts) == "".join(ElementTree.fromstring(body).itertext())
    assert all(visible(piece) <= LONG for piece in found)


def test_formulas_without_a_place_to_cut_stay_whole() -> None:
    body = f"<msup><mi>{'A' * 50}</mi><mrow><mi>n</mi><mo>+</mo><mn>1</mn></mrow></msup>"
    assert pieces(body) == [body]


def test_short_formulas_stay_whole() -> None:
    from symproof.report.html.formulas import shown

    assert shown("<mrow><mi>A</mi><mo>=</mo><mi>B</mi></mrow>").count("<math>") == 1


def test_anchors_are_the_ids_on_a_page_of_one_proof() -> None:
    steps = [result(Verdict.PROVED, name).step for name in ("one", "with space", "with-space")]
    item = proof(*steps)
    whole = ProofResult(item, Verdict.PROVED, (), Ledger(), ())
    links = links_of([whole])[item.id]
    assert [links.anchors[step.id] for step in steps] == ["one", "with-space", "with-space-2"]
    two = links_of([whole, replace(whole, proof=replace(item, id="other"))])
    assert two[item.id].anchors["one"] == f"{item.id}:one"
    assert two["other"].anchors["one"] == "other:one"


def test_the_proof_that_was_asked_for_keeps_its_anchors_beside_its_lemmas() -> None:
    step = result(Verdict.PROVED, "one").step
    asked = ProofResult(proof(step), Verdict.PROVED, (), Ledger(), ())
    lemma = replace(asked, proof=replace(asked.proof, id="lemma"), is_support=True)
    found = links_of([lemma, asked])
    assert found[asked.proof.id].anchors["one"] == "one"
    assert found["lemma"].anchors["one"] == "lemma:one"
    page = html_document(Report("", 0.0, {}, (), (lemma, asked)))
    assert page.index(f'aria-label="{asked.proof.id}"') < page.index("Proofs that are applied")
    assert page.index("Proofs that are applied") < page.index('aria-label="lemma"')


def test_problems_of_applied_proofs_stand_before_the_statement() -> None:
    asked = ProofResult(proof(result(Verdict.PROVED, "one").step), Verdict.PROVED, (), Ledger(), ())
    wrong = result(Verdict.REFUTED, "wrong")
    lemma = ProofResult(
        replace(proof(wrong.step), id="lemma"), Verdict.REFUTED, (wrong,), Ledger(), (), is_support=True
    )
    page = html_document(Report("", 0.0, {}, (), (lemma, asked)))
    first = page.index("Problems in proofs that are applied")
    assert first < page.index('<a href="#lemma:wrong">wrong</a>') < page.index('<section class="stated">')


def test_every_step_of_a_saved_report_has_a_line() -> None:
    saved = Path(__file__).parent.parent / "golden" / "saved" / "check.json"
    data = json.loads(saved.read_text(encoding="utf-8"))
    assert html_document(report_of(read_report(saved))).count('<details class="step"') == len(
        data["proofs"][0]["steps"]
    )


@pytest.mark.parametrize(
    ("symbols", "statement", "said"),
    [
        ("a b", "a > 0, b > 0 |- log(a*b) = log(a) + log(b)", "by the law <i>logarithm of a product</i>."),
        ("A:n,n x:n", "A positive definite, x.T*A*x = 0 |- x = 0", "as these are positive semidefinite matrices."),
    ],
)
def test_a_rule_says_what_it_concludes(symbols: str, statement: str, said: str, tmp_path: Path) -> None:
    options = [part for symbol in symbols.split() for part in ("-s", symbol)]
    assert main(["prove", *options, statement, "--format", "html", "--output", str(tmp_path / "page.html")]) == 0
    assert said in (tmp_path / "page.html").read_text(encoding="utf-8")
