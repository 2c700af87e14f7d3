"""`symproof new` writes a file that checks, and never writes over one."""

from __future__ import annotations

from collections.abc import Callable
from pathlib import Path
from typing import Any

import pytest

Command = Callable[..., Any]


@pytest.mark.parametrize("name", ["lemma7", "paper2024/lemma-7"])
def test_new_proof_checks_strictly(run: Command, name: str) -> None:
    found = run("new", name)
    assert (found.code, found.err) == (0, "")
    assert found.out == f"proofs/{name}.py is written; now: symproof check {name}\n"
    checked = run("check", name, "--strict")
    assert checked.code == 0
    assert "4 of 4 steps proved; the statement is derived" in checked.out
    assert "warning" not in checked.out
    assert "no step uses" not in checked.out


@pytest.mark.parametrize("name", ["lemma1", "mine/lemma1", "facts"])
def test_new_proof_with_the_name_of_a_worked_one_says_where_that_is_found(run: Command, name: str) -> None:
    found = run("new", name)
    assert found.code == 0
    _, note = found.out.splitlines()
    assert "is also a worked proof; here it is found with --proofs" in note
    assert run("check", "lemma1", "--no-instances", "--proofs", note.split()[-1]).code == 0


@pytest.mark.parametrize("name", ["lemma7.py", "proofs/lemma7", "proofs/lemma7.py"])
def test_new_takes_the_path_of_the_file_for_its_name(run: Command, name: str) -> None:
    found = run("new", name)
    assert found.out == "proofs/lemma7.py is written; now: symproof check lemma7\n"
    assert run("check", "lemma7").code == 0


def test_new_proof_is_never_written_over(run: Command) -> None:
    run("new", "mine")
    Path("proofs/mine.py").write_text("mine", encoding="utf-8")
    found = run("new", "mine")
    assert found.code == 2
    assert "[SP821] proofs/mine.py exists already" in found.err
    assert Path("proofs/mine.py").read_text(encoding="utf-8") == "mine"


@pytest.mark.parametrize(
    "name", ["", "..", "../x", "/tmp/x", "test_x", "a b", "_x", "a/_b/c", "$name", "a//b", "conftest"]
)
def test_impossible_name_writes_nothing(run: Command, name: str) -> None:
    found = run("new", name)
    assert found.code == 2
    assert "SP820" in found.err
    assert not Path("proofs").exists()


def test_new_proof_goes_into_the_folder_that_is_named(run: Command) -> None:
    found = run("new", "mine", "--proofs", "papers")
    assert found.code == 0
    assert run("check", "mine", "--proofs", "papers").code == 0
    Path("setup.cfg").write_text("[symproof]\nproofs = theory\n", encoding="utf-8")
    assert run("new", "yours").code == 0
    assert Path("theory/yours.py").exists()


def test_folder_that_cannot_be_made_is_said(run: Command) -> None:
    Path("proofs").write_text("a file", encoding="utf-8")
    found = run("new", "mine")
    assert found.code == 2
    assert "SP701" in found.err
    assert "stdout" not in found.err
    assert "--proofs DIR" in found.err
