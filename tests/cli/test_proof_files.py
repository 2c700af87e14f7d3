"""Proof files on the command line: targets, options, and everything that can be wrong with them."""

from __future__ import annotations

import json
import os
from collections.abc import Callable
from pathlib import Path
from typing import Any

import jsonschema
import pytest

import symproof

SCHEMA = json.loads((Path(symproof.__file__).parent / "report" / "report.schema.json").read_text(encoding="utf-8"))
Command = Callable[..., Any]

GOOD = """
from symproof.author import Proof

proof = Proof("{name}", "Example {name}", source="made up")
n = proof.size("n")
A, B = proof.matrix("A", n, n), proof.matrix("B", n, n)
proof.assume("commute", A * B == B * A)
proof.step("square", A * A * B == B * A * A, by="algebra", using=["commute"], ref="line 1")
proof.step("transposed", (A * B).T == B.T * A.T, by="algebra", ref="line 2")
"""
BROKEN = {
    "syntax": ("SP101", "proof = ("),
    "exception": ("SP102", GOOD + "1 / 0"),
    "import": ("SP102", GOOD + "import no_such_module_anywhere"),
    "exit": ("SP102", GOOD + "raise SystemExit(3)"),
    "nothing": ("SP104", "x = 1"),
    "method": ("SP114", GOOD.replace('by="algebra"', 'by="magic"', 1)),
    "argument": ("SP120", GOOD + 'proof.assume("h", A == B, ref="(1)")'),
    "arguments": ("SP120", GOOD + 'proof.step("h")'),
    "function": ("SP120", GOOD + "from symproof.author import inverse\ninverse()"),
    "own function": ("SP102", GOOD + "def mine(): pass\nmine(x=1)"),
    "source": ("SP119", GOOD + 'proof.cite("c", A == A, source="a book")'),
}


def write(folder: Path, name: str, text: str) -> None:
    folder.mkdir(parents=True, exist_ok=True)
    (folder / f"{name}.py").write_text(text.replace("{name}", name), encoding="utf-8")


@pytest.fixture
def proofs(tmp_path: Path) -> Path:
    """Two proofs of one paper, in ./proofs."""
    for name in ("first", "second"):
        write(tmp_path / "proofs" / "paper", name, GOOD)
    return tmp_path / "proofs"


def report(found: Any) -> dict[str, Any]:
    data = json.loads(found.out)
    jsonschema.validate(data, SCHEMA, cls=jsonschema.Draft202012Validator)
    return data  # type: ignore[no-any-return]


def checked(run: Command, *arguments: str) -> tuple[int, dict[str, Any]]:
    found = run("check", *arguments, "--max-width", "2", "--format", "json")
    return found.code, report(found)


def ids(data: dict[str, Any]) -> list[str]:
    return [proof["id"] for proof in data["proofs"]]


def codes(data: dict[str, Any]) -> list[str]:
    return [error["code"] for error in data["errors"]]


# ------------------------------------------------------------------------------------------------ targets


@pytest.mark.parametrize(
    ("targets", "expected"),
    [
        ([], ["paper/first", "paper/second"]),
        (["first"], ["paper/first"]),
        (["paper/second"], ["paper/second"]),
        (["paper"], ["paper/first", "paper/second"]),
        (["second", "first", "second"], ["paper/second", "paper/first"]),
        (["proofs/paper/first.py"], ["paper/first"]),
        (["proofs/paper"], ["paper/first", "paper/second"]),
        (["proofs"], ["paper/first", "paper/second"]),
    ],
)
def test_targets(run: Command, proofs: Path, targets: list[str], expected: list[str]) -> None:
    code, data = checked(run, *targets)
    assert (code, ids(data), data["errors"]) == (0, expected, [])


@pytest.mark.parametrize("target", ["first:square", "paper/first:square", "proofs/paper/first.py:square"])
def test_one_step(run: Command, proofs: Path, target: str) -> None:
    code, data = checked(run, target)
    (proof,) = data["proofs"]
    assert (code, [step["id"] for step in proof["steps"]]) == (0, ["square"])
    assert [step["id"] for step in proof["unselected_steps"]] == ["transposed"]
    assert proof["verdict"] == "unknown"


def test_a_step_and_the_whole_proof(run: Command, proofs: Path) -> None:
    _, data = checked(run, "first:square", "first")
    assert len(data["proofs"][0]["steps"]) == 2


@pytest.mark.parametrize(
    ("target", "code", "hint"),
    [("frist", "SP801", "first"), ("first:squre", "SP802", "square"), ("nothing/like/it", "SP801", "")],
)
def test_an_unknown_target_is_reported_and_the_rest_checked(
    run: Command, proofs: Path, target: str, code: str, hint: str
) -> None:
    status, data = checked(run, target, "second")
    assert (status, codes(data), ids(data)) == (2, [code], ["paper/second"])
    assert hint in data["errors"][0]["hint"]


def test_a_statement_of_a_file(run: Command, tmp_path: Path) -> None:
    one = '[[statement]]\nname = "{}"\nsymbols = {{ A = ["n", "n"] }}\nclaim = ["A + A = 2*A"]\n'
    (tmp_path / "two.toml").write_text(one.format("twice") + one.format("again"), encoding="utf-8")
    assert ids(checked(run, "two.toml:again")[1]) == ["again"]
    assert ids(checked(run, "two.toml:claim1")[1]) == ["twice", "again"]
    _, data = checked(run, "two.toml:agian")
    assert codes(data) == ["SP802"]
    assert data["errors"][0]["message"] == "two.toml has no statement 'agian'"
    assert data["errors"][0]["hint"] == "did you mean two.toml:again?"
    assert run("latex", "two.toml:again", "--standalone").code == 0


@pytest.mark.parametrize("target", ["filed", "filed.py", "paper/filed", "filed:square"])
def test_file_whose_proof_has_another_name_is_named_with_its_proof(run: Command, proofs: Path, target: str) -> None:
    write(proofs / "paper", "filed", GOOD.replace("{name}", "other"))
    found = run("check", target)
    assert found.code == 2
    assert "proofs/paper/filed.py: [SP801] no proof is called" in found.err + found.out
    assert "the file defines the proof paper/other" in found.err + found.out
    assert run("check", "proofs/paper/filed.py", "--max-width", "1").code == 0


@pytest.mark.parametrize("target", ["gone", "proofs/paper/gone.py"])
def test_link_that_leads_nowhere_is_reported_under_its_own_name(run: Command, proofs: Path, target: str) -> None:
    (proofs / "paper" / "gone.py").symlink_to("elsewhere.py")
    found = run("check", target)
    assert found.code == 2
    shown = found.err + found.out
    assert "proofs/paper/gone.py: [SP103]" in shown
    assert "elsewhere" not in shown
    assert shown.count("[SP") == 1


@pytest.mark.parametrize("command", ["check", "prove", "latex", "ledger", "show"])
@pytest.mark.parametrize(("target", "code"), [("first:", "SP802"), ("two.toml:", "SP802"), (":square", "SP801")])
def test_a_colon_without_a_name_is_refused(
    run: Command, proofs: Path, tmp_path: Path, command: str, target: str, code: str
) -> None:
    """An empty name, as an unset variable of a script gives it, does not stand for all steps."""
    (tmp_path / "two.toml").write_text('[[statement]]\nsymbols = {}\nclaim = ["1 = 1"]\n', encoding="utf-8")
    expected = "SP809" if command == "prove" and not target.startswith("two") else code
    found = run(command, target)
    assert found.code == 2
    assert f"[{expected}]" in found.out + found.err


def test_a_step_of_a_folder_is_that_of_the_proofs_that_have_it(run: Command, proofs: Path) -> None:
    write(proofs, "third", GOOD.replace('"square"', '"other"'))
    status, data = checked(run, f"{proofs}:other")
    assert (status, codes(data), ids(data)) == (0, [], ["proofs/third"])
    status, data = checked(run, f"{proofs}:nothing")
    assert (status, codes(data)) == (2, ["SP802"])
    assert "none of the proofs has a step" in data["errors"][0]["message"]


@pytest.mark.parametrize("name", ["upper.TOML", "statements.txt", "statements"])
def test_statements_are_known_by_their_header(run: Command, tmp_path: Path, name: str) -> None:
    """prove takes such a file, and Python has no answer to it."""
    (tmp_path / name).write_text('[[statement]]\nsymbols = { A = ["n", "n"] }\nclaim = ["A + A = 2*A"]\n')
    assert ids(checked(run, name)[1]) == ["statement1"]


def test_a_saved_report_leads_to_recheck(run: Command, proofs: Path) -> None:
    run("check", "one", "--format", "json", "--output", "saved.json")
    for command in ("check", "prove"):
        found = run(command, "saved.json", "--format", "json")
        (error,) = json.loads(found.out)["errors"]
        assert (found.code, error["code"], error["hint"]) == (2, "SP626", "symproof recheck saved.json")


FALSE = """
from symproof.author import Proof
proof = Proof("false", "False")
n = proof.size("n")
A = proof.matrix("A", n, n)
proof.step("square", A * A == A)
"""


@pytest.mark.parametrize("form", ["text", "json", "html", "sarif", "github"])
def test_names_of_files_that_are_no_text_stand_in_every_report(run: Command, proofs: Path, form: str) -> None:
    """One such name must not cost the report of all other files."""
    folder = os.fsencode(proofs / "paper") + b"/gr\xf6sse"
    try:
        Path(os.fsdecode(folder)).mkdir()
    except OSError:
        pytest.skip("this file system takes names in UTF-8 only")
    for name, content in ((b"false.py", FALSE), (b"wr\xf6ng.py", "Proof(\n"), (b"x\xf6.toml", "[[statement")):
        Path(os.fsdecode(folder + b"/" + name)).write_text(content)
    found = run("check", "paper", os.fsdecode(folder + b"/x\xf6.toml"), "--format", form, "--output", "report")
    assert (found.code, found.err) == (2, "")
    written = Path("report").read_text(encoding="utf-8")
    for name in ("false.py", "SP101", "SP621", "first", "second"):
        assert name in written or form in ("sarif", "github")
    assert "udcf6" in written


def test_titles_that_are_no_text_are_written_with_backslashes(run: Command, proofs: Path) -> None:
    write(proofs / "paper", "strange", FALSE.replace('"False"', '"\\x1b[31mred \\ud800"'))
    found = run("check", "false")
    assert found.code == 1
    assert "\\x1b[31mred \\ud800" in found.out


def test_a_worked_proof_behind_another_folder(run: Command, proofs: Path) -> None:
    for target in ("lemma1", "zhang2019/lemma1", "lemma1_left:perturbation"):
        _, data = checked(run, target)
        assert codes(data) == ["SP801"]
        assert "--proofs" in data["errors"][0]["hint"]


@pytest.mark.parametrize(("target", "steps"), [("first", None), ("first:square", ["square"])])
def test_a_folder_without_proofs_hides_no_proof(
    run: Command, proofs: Path, tmp_path: Path, target: str, steps: list[str] | None
) -> None:
    (tmp_path / "first").mkdir()
    status, data = checked(run, target)
    assert (status, codes(data), ids(data)) == (0, [], ["paper/first"])
    if steps is not None:
        assert [step["id"] for step in data["proofs"][0]["steps"]] == steps


def test_a_folder_without_proofs_hides_no_file_that_does_not_load(run: Command, proofs: Path, tmp_path: Path) -> None:
    (tmp_path / "broken").mkdir()
    write(proofs, "broken", "from symproof.author import (")
    status, data = checked(run, "broken")
    assert (status, codes(data)) == (2, ["SP101"])


def test_a_file_of_a_named_folder_that_does_not_load_is_an_error(run: Command, proofs: Path) -> None:
    """The name of the folder means all of its files, as its path does; a proof in it means that proof alone."""
    (proofs / "paper" / "part").mkdir()
    write(proofs / "paper" / "part", "broken", "proof = (")
    write(proofs / "paper", "wrong", GOOD + "1 / 0")
    status, data = checked(run, "paper")
    assert (status, sorted(codes(data))) == (2, ["SP101", "SP102"])
    assert ids(data) == ["paper/first", "paper/second"]
    status, data = checked(run, "paper/first")
    assert (status, codes(data)) == (0, [])


def test_a_folder_without_proofs_and_without_a_name_is_said(run: Command, proofs: Path, tmp_path: Path) -> None:
    (tmp_path / "nothing").mkdir()
    status, data = checked(run, "nothing")
    assert (status, codes(data)) == (2, ["SP801"])
    assert "no proofs in the folder" in data["errors"][0]["message"]


@pytest.mark.parametrize("value", ["99999999", "1000001", "9" * 5000])
def test_a_size_beyond_the_largest_is_not_called_no_integer(run: Command, proofs: Path, value: str) -> None:
    found = run("check", "first", "--size", f"n={value}")
    assert found.code == 2
    assert "[SP804]" in found.err
    assert "a size is at most" in found.err


def test_an_ambiguous_name(run: Command, proofs: Path) -> None:
    write(proofs / "book", "first", GOOD)
    status, data = checked(run, "first")
    assert (status, codes(data), ids(data)) == (2, ["SP803"], [])
    assert ids(checked(run, "book/first")[1]) == ["book/first"]


def test_another_folder(run: Command, proofs: Path, tmp_path: Path) -> None:
    write(tmp_path / "mine", "third", GOOD)
    assert ids(checked(run, "--proofs", "mine")[1]) == ["third"]
    (tmp_path / "setup.cfg").write_text("[symproof]\nproofs = mine\n", encoding="utf-8")
    assert ids(checked(run)[1]) == ["third"]


def test_a_missing_folder(run: Command) -> None:
    code, data = checked(run, "--proofs", "nowhere")
    assert (code, codes(data)) == (2, ["SP103"])


# ------------------------------------------------------------------------------------------------ bad files


@pytest.mark.parametrize("kind", BROKEN)
def test_a_broken_file_hides_nothing(run: Command, proofs: Path, kind: str) -> None:
    code, text = BROKEN[kind]
    write(proofs / "paper", "broken", text)
    status, data = checked(run, *(["proofs/paper/broken.py", "first"] if kind == "nothing" else []))
    assert status == 2
    assert set(codes(data)) == {code}
    assert "paper/first" in ids(data)
    assert data["errors"][0]["file"] == "proofs/paper/broken.py"


def test_all_errors_are_text_too(run: Command, proofs: Path) -> None:
    write(proofs / "paper", "broken", "proof = (")
    found = run("check", "--max-width", "1")
    assert found.code == 2
    assert "proofs/paper/broken.py:1:9: [SP101]" in found.out
    assert "Traceback" not in found.out + found.err


def test_what_a_file_prints_stays_out_of_the_report(run: Command, proofs: Path) -> None:
    write(proofs / "paper", "first", "print('hello')" + GOOD)
    found = run("check", "first", "--max-width", "1", "--format", "json")
    assert ids(report(found)) == ["paper/first"]
    assert found.err == "hello\n"


def test_an_unknown_premise(run: Command, proofs: Path) -> None:
    write(proofs / "paper", "first", GOOD.replace('using=["commute"]', 'using=["comute"]'))
    status, data = checked(run)
    assert (status, ids(data)) == (2, ["paper/second"])
    assert data["errors"][0]["code"].startswith("SP11")


def test_a_false_step_is_a_problem_of_its_own(run: Command, proofs: Path) -> None:
    write(proofs / "paper", "first", GOOD.replace("B.T * A.T", "A.T * B.T"))
    status, data = checked(run)
    assert status == 1
    assert [step["verdict"] for step in data["proofs"][0]["steps"]] == ["proved", "refuted"]
    assert [step["verdict"] for step in data["proofs"][1]["steps"]] == ["proved", "proved"]
    text = run("check", "--max-width", "2").out
    assert text.index("refuted") < text.index("square  ")
    assert "counterexample" in text


def test_a_missing_premise_is_not_proved(run: Command, proofs: Path) -> None:
    write(proofs / "paper", "first", GOOD.replace(', using=["commute"]', ""))
    assert checked(run, "first")[1]["proofs"][0]["steps"][0]["verdict"] == "refuted"


# ------------------------------------------------------------------------------------------------ sizes


@pytest.mark.parametrize(
    ("size", "code"),
    [
        ("n", "SP804"),
        ("n=", "SP804"),
        ("n=x", "SP804"),
        ("=2", "SP804"),
        ("n=1e3", "SP804"),
        ("n=99999999999", "SP804"),
    ],
)
def test_a_size_that_cannot_be_read(run: Command, proofs: Path, size: str, code: str) -> None:
    found = run("check", "first", "--size", size)
    assert (found.code, f"[{code}]" in found.err) == (2, True)


@pytest.mark.parametrize(("size", "code"), [("n=0", "SP502"), ("n=2,3", "SP503"), ("q=2", "SP805")])
def test_a_size_that_fits_no_proof(run: Command, proofs: Path, size: str, code: str) -> None:
    status, data = checked(run, "first", "--size", size)
    assert (status, codes(data)) == (2, [code])


def test_a_given_size_is_the_only_instance(run: Command, proofs: Path) -> None:
    _, data = checked(run, "first", "--size", "n=3")
    assert [step["instances"]["sizes"] for step in data["proofs"][0]["steps"]] == [[{"n": 3}], [{"n": 3}]]


@pytest.mark.parametrize(
    ("sizes", "code"),
    [
        (["k=2", "j=1", "d=1,0,2"], "SP502"),
        (["k=2", "j=2"], "SP504"),
        (["k=2", "j=1", "d=1,2,1"], "SP504"),
        (["k=2", "d=1,2"], "SP503"),
    ],
)
def test_impossible_sizes_of_the_paper(run: Command, sizes: list[str], code: str) -> None:
    options = [item for size in sizes for item in ("--size", size)]
    status, data = checked(run, "lemma1_left:perturbation", *options)
    assert (status, codes(data)) == (2, [code])


def test_the_paper_at_one_shape(run: Command) -> None:
    options = ["--size", "k=2", "--size", "j=1", "--size", "d=3,2,3"]
    status, data = checked(run, "lemma1_left:perturbation", *options)
    step = data["proofs"][0]["steps"][0]
    assert (status, step["verdict"], step["instances"]["checked"]) == (0, "proved", 1)


# ------------------------------------------------------------------------------------------------ the other commands


def test_list(run: Command, proofs: Path) -> None:
    found = run("list")
    assert found.code == 0
    assert "paper/first: Example first\n    proofs/paper/first.py:" in found.out
    assert ", 2 steps\n" in found.out
    write(
        proofs / "paper",
        "one",
        'from symproof.author import Proof\np = Proof("one", "One")\np.step("s", p.size("n") >= 1)\n',
    )
    assert ", 1 step\n" in run("list").out
    write(proofs / "paper", "broken", "proof = (")
    again = run("list")
    assert (again.code, "[SP101]" in again.err) == (2, True)
    assert "paper/second" in again.out


def test_show(run: Command, proofs: Path) -> None:
    found = run("show", "first")
    assert found.code == 0
    assert "commute: A*B = B*A" in found.out
    assert "by algebra, from commute" in found.out
    assert run("show", "frist").code == 2


def test_ledger(run: Command, proofs: Path) -> None:
    found = run("ledger", "first", "--max-width", "2")
    assert found.code == 0
    assert "facts of the library: none" in found.out
    data = json.loads(run("ledger", "first", "--max-width", "2", "--format", "json").out)
    assert data["proofs"][0]["ledger"]["citations"] == []
    assert "hypotheses that no step uses" in found.out
    part = run("ledger", "first:transposed", "--max-width", "2")
    assert "hypotheses that no step uses" not in part.out  # the other steps may use them


def test_latex(run: Command, proofs: Path) -> None:
    fragment = run("latex", "first", "--max-width", "2")
    assert fragment.code == 0
    assert "\\documentclass" not in fragment.out
    document = run("latex", "first", "--max-width", "2", "--standalone")
    assert "\\documentclass" in document.out
    several = run("latex", "first", "second", "--max-width", "2", "--standalone")
    assert (several.code, several.out.count("\\documentclass")) == (0, 1)


def test_a_page_that_was_written_is_exit_code_0(run: Command, proofs: Path, tmp_path: Path) -> None:
    """README chains pdflatex behind it; the page itself says what is not established."""
    page = tmp_path / "page.tex"
    write(proofs / "paper", "open", GOOD + 'proof.step("false", A == B, by="algebra")')
    assert run("check", "open", "--max-width", "2").code == 1
    assert run("latex", "open", "--max-width", "2", "--standalone", "--output", str(page)).code == 0
    assert "{refuted}" in page.read_text()


def test_no_page_is_left_behind_where_nothing_loaded(run: Command, proofs: Path, tmp_path: Path) -> None:
    page = tmp_path / "page.tex"
    write(proofs / "paper", "broken", "proof = (")
    for target in ("broken", "no-such-proof", "first:no-such-step"):
        assert run("latex", target, "--output", str(page)).code == 2, target
        assert not page.exists(), target
    assert list(tmp_path.glob(".page*")) == []


def test_a_page_names_what_did_not_load(run: Command, proofs: Path, tmp_path: Path) -> None:
    page = tmp_path / "page.tex"
    write(proofs / "paper", "broken", "proof = (")
    found = run("latex", "first", "broken", "--max-width", "2", "--output", str(page))
    assert found.code == 2
    assert "Not loaded: " in page.read_text()


def test_verbose_shows_certificates_as_equalities(run: Command, proofs: Path) -> None:
    text = run("check", "first", "--max-width", "2", "-v").out
    assert "[commute]" in text
    assert "uses: commute" in text


def test_a_report_read_back_gives_the_same_reports(run: Command, proofs: Path) -> None:
    from symproof.report.from_json import report_of
    from symproof.report.to_json import report_data
    from symproof.report.to_terminal import to_terminal
    from symproof.verdict.settle import Options

    write(proofs / "paper", "broken", "proof = (")
    _, data = checked(run)
    again = report_of(data)
    assert report_data(again) == data
    text = run("check", "--max-width", "2").out
    rebuilt = to_terminal(again, Options())
    assert [line.split()[:2] for line in rebuilt.splitlines()] == [line.split()[:2] for line in text.splitlines()]
