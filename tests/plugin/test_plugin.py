"""The plugin for pytest, run in sessions of its own: what it collects, what passes, and what a failure shows."""

from __future__ import annotations

from importlib.metadata import entry_points
from xml.etree import ElementTree

import pytest

pytest_plugins = ["pytester"]

PROOF = """
from setting import sizes
from symproof.author import Proof

proof = Proof("small", "Small: a proof", source="made up")
n = sizes(proof)
A, B = proof.matrix("A", n, n), proof.matrix("B", n, n)
proof.assume("commute", A * B == B * A)
proof.step("square", A * A * B == B * A * A, by="algebra", using=["commute"])
proof.step("false", A * B == B * B, by="algebra", using=["commute"])
proof.step("open", proof.exists("Y", n, n, lambda Y: A * Y * A == A), by="rank", expect="unknown")
"""
SETTING = "def sizes(proof):\n    return proof.size('n')\n"
STATEMENTS = """
[[statement]]
name = "true"
symbols = { A = ["n", "n"] }
claim = ["A = A", "(A*A).T = A.T*A.T"]

[[statement]]
name = "false"
symbols = { A = ["n", "n"], B = ["n", "n"] }
claim = ["A*B = B*A"]

[[statement]]
name = "ill"
symbols = { A = ["m", "n"] }
claim = ["A*A = A"]
"""
# Where symproof was installed before it had a plugin, pytest does not know of it yet.
NAMED = [] if entry_points(group="pytest11", name="symproof") else ["-p", "symproof.plugin"]


@pytest.fixture
def files(pytester: pytest.Pytester) -> pytest.Pytester:
    folder = pytester.mkdir("proofs")
    (folder / "small.py").write_text(PROOF)
    (folder / "setting.py").write_text(SETTING)
    (pytester.path / "identities.toml").write_text(STATEMENTS)
    (pytester.path / "other.toml").write_text("[tool]\nname = 'statement'\n")
    (pytester.path / "other.json").write_text('{"statement": {"text": "a saved report has one"}}')
    pytester.makepyfile(test_own="def test_own(): pass")
    return pytester


def run(files: pytest.Pytester, *arguments: str) -> pytest.RunResult:
    return files.runpytest_subprocess(*NAMED, "-p", "no:cacheprovider", *arguments)


def test_plugin_is_off_unless_it_is_asked_for(files: pytest.Pytester) -> None:
    run(files).assert_outcomes(passed=1)


def test_plugin_that_is_off_imports_nothing_of_symproof(files: pytest.Pytester) -> None:
    files.makeconftest(
        "import sys\n"
        "def pytest_sessionfinish():\n"
        "    loaded = {name for name in sys.modules if name.startswith(('symproof.', 'sympy', 'flint', 'click'))}\n"
        "    assert loaded == {'symproof.plugin', 'symproof.later'}, loaded\n"
    )
    run(files).assert_outcomes(passed=1)


@pytest.mark.parametrize("how", ["option", "setting"])
def test_steps_and_statements_are_tests(files: pytest.Pytester, how: str) -> None:
    if how == "setting":
        files.makepyprojecttoml("[tool.pytest.ini_options]\nsymproof = true\n")
    found = run(files, *(["--symproof"] if how == "option" else []), "-v")
    found.assert_outcomes(passed=4, failed=3)
    found.stdout.fnmatch_lines_random(
        [
            "proofs/small.py::small::square PASSED*",
            "proofs/small.py::small::false FAILED*",
            "proofs/small.py::small::open PASSED*",
            "identities.toml::true PASSED*",
            "identities.toml::false FAILED*",
            "identities.toml::not loaded: SP603 (1) FAILED*",
            "test_own.py::test_own PASSED*",
        ]
    )


def test_failure_shows_the_message_and_the_counterexample(files: pytest.Pytester) -> None:
    found = run(files, "--symproof", "-k", "false")
    found.assert_outcomes(failed=2, deselected=5)
    found.stdout.fnmatch_lines(["identities.toml:7 false claim1: refuted", "    claim: A*B = B*A"])
    found.stdout.fnmatch_lines(
        [
            'proofs/small.py:10 step "false": refuted',
            "    claim: A*B = B*B",
            "    from: commute",
            "    counterexample at n = 1:",
            "      left side *",
        ]
    )
    found.stdout.fnmatch_lines(["*__ false __*", "*__ small false __*"])  # a step stands under its proof
    found.stdout.no_fnmatch_line("*Traceback*")
    found.stdout.no_fnmatch_line("*runtest*")


def test_load_error_shows_its_place(files: pytest.Pytester) -> None:
    found = run(files, "--symproof", "-k", "SP603")
    found.stdout.fnmatch_lines(['identities.toml:*SP603*statement "ill"*', "*A*A = A*"])


def test_file_that_is_no_python_fails_alone(files: pytest.Pytester) -> None:
    (files.path / "proofs" / "broken.py").write_text("from symproof.author import Proof\nproof = Proof(\n")
    found = run(files, "--symproof", "proofs")
    found.assert_outcomes(passed=2, failed=2)
    found.stdout.fnmatch_lines(["*broken.py:2:*[[]SP101[]]*"])


@pytest.mark.parametrize("target", ["proofs/small.py", "proofs/small.py::small::square", "identities.toml"])
def test_file_or_item_can_be_named(files: pytest.Pytester, target: str) -> None:
    expected = {"proofs/small.py": (2, 1), "identities.toml": (1, 2)}
    passed, failed = expected.get(target, (1, 0))
    run(files, "--symproof", target).assert_outcomes(passed=passed, failed=failed)


def test_proof_file_outside_the_folder_of_proofs_is_collected_when_named(files: pytest.Pytester) -> None:
    (files.path / "elsewhere.py").write_text(PROOF.replace("from setting import sizes", SETTING))
    run(files, "--symproof", "elsewhere.py").assert_outcomes(passed=2, failed=1)
    run(files, "--symproof", "test_own.py").assert_outcomes(passed=1)


def test_conclusion_that_is_missing_fails(files: pytest.Pytester) -> None:
    stated = PROOF.replace('proof.step("square"', 'proof.statement(A * A * B == B * A * A)\nproof.step("square"')
    (files.path / "proofs" / "small.py").write_text(stated)
    found = run(files, "--symproof", "proofs", "-k", "whole")
    found.assert_outcomes(failed=1, deselected=3)
    found.stdout.fnmatch_lines(["*SP925*"])


def test_proof_without_steps_fails(files: pytest.Pytester) -> None:
    (files.path / "proofs" / "small.py").write_text(
        'from symproof.author import Proof\nproof = Proof("small", "Small")\n'
    )
    found = run(files, "--symproof", "proofs")
    found.assert_outcomes(failed=1)
    found.stdout.fnmatch_lines(["*no steps; nothing is established*", "*SP925*"])


def test_strict_asks_for_proofs(files: pytest.Pytester) -> None:
    run(files, "--symproof", "--symproof-strict", "-k", "open").assert_outcomes(failed=1, deselected=7)


@pytest.mark.parametrize("seconds", ["nan", "-1", "0", "inf", "ten"])
def test_budget_that_is_no_number_of_seconds_is_refused(files: pytest.Pytester, seconds: str) -> None:
    """A budget that is not a number never runs out."""
    found = run(files, "--symproof", f"--symproof-budget={seconds}", "--collect-only")
    assert found.ret == pytest.ExitCode.USAGE_ERROR
    found.stderr.fnmatch_lines([f"*--symproof-budget: '{seconds}' is not a number of seconds*"])


def test_several_processes_give_the_same_outcomes(files: pytest.Pytester) -> None:
    pytest.importorskip("xdist")
    run(files, "--symproof", "-n", "2").assert_outcomes(passed=4, failed=3)


def test_junit_report_names_steps_and_verdicts(files: pytest.Pytester) -> None:
    run(files, "--symproof", "--junitxml", "report.xml")
    cases = {item.get("name"): item for item in ElementTree.parse(files.path / "report.xml").iter("testcase")}
    assert {"square", "true"} <= set(cases)
    verdicts = [item.get("value") for item in cases["square"].iter("property")]
    assert verdicts == ["proved"]
    texts = [item.text or "" for item in ElementTree.parse(files.path / "report.xml").iter("failure")]
    assert sum("refuted" in text and "counterexample" in text for text in texts) == 2
