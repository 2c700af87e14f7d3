"""TOML and JSON files: every key and type is checked, and an error in one statement never hides the others."""

from __future__ import annotations

import json
from pathlib import Path

import pytest

from symproof.diagnostics.diagnostic import LoadError
from symproof.language.proof import Proof, Verdict
from symproof.statements import load_file, parse_statement

GOOD = """
[[statement]]
name = "good"
symbols = { A = ["n", "n"], v = ["n", "1"], c = [] }
assume = ["A symmetric"]
claim = ["A.T*v = A*v", "c*A = A*c"]
expect = "proved"
"""


def load(tmp_path: Path, content: str | bytes, name: str = "file.toml") -> tuple[list[Proof], list[LoadError]]:
    path = tmp_path / name
    path.write_bytes(content if isinstance(content, bytes) else content.encode())
    return load_file(path)


def test_a_file_of_statements(tmp_path: Path) -> None:
    proofs, errors = load(tmp_path, GOOD + '\n[[statement]]\nclaim = "1 = 1"\n')
    assert not errors
    assert [proof.id for proof in proofs] == ["good", "statement2"]
    assert [proof.line for proof in proofs] == [2, 9]
    assert [step.expect for step in proofs[0].steps] == [Verdict.PROVED, Verdict.PROVED]
    assert all(proof.is_statement_file for proof in proofs)


def test_json_with_the_same_keys(tmp_path: Path) -> None:
    table = {"name": "a", "symbols": {"A": ["n", "n"]}, "claim": ["A = A"], "expect": "proved"}
    proofs, errors = load(tmp_path, json.dumps({"statement": [table, {"claim": "1 = {}"}]}, indent=1), "file.json")
    assert [proof.id for proof in proofs] == ["a"]
    assert [(error.code, error.line, error.column) for error in errors] == [("SP601", 16, 5)]


def test_an_error_in_one_never_hides_the_others(tmp_path: Path) -> None:
    broken = '[[statement]]\nname = "broken"\nsymbols = { A = ["m", "n"] }\nclaim = ["A = 0", "A*A = 0"]\n'
    proofs, errors = load(tmp_path, broken + GOOD)
    assert [proof.id for proof in proofs] == ["good"]
    (error,) = errors
    assert (error.code, error.line, error.column) == ("SP603", 1, 3)
    assert error.message.startswith('statement "broken", claim 2, column 3: a product of m x n and m x n')
    assert error.file == str(tmp_path / "file.toml")


@pytest.mark.parametrize(
    ("lines", "code"),
    [
        ('claims = ["1 = 1"]', "SP622"),
        ('claim = ["1 = 1"]\nhint = "no"', "SP622"),
        ("", "SP623"),
        ("claim = []", "SP623"),
        ("claim = 3", "SP623"),
        ("claim = [1]", "SP623"),
        ('claim = ["1 = 1"]\nassume = { a = 1 }', "SP623"),
        ('claim = ["1 = 1"]\nname = 3', "SP623"),
        ('claim = ["1 = 1"]\nname = ""', "SP623"),
        ('claim = ["1 = 1"]\nname = "a\\nb"', "SP623"),
        ('claim = ["1 = 1"]\nsymbols = ["A"]', "SP623"),
        ('claim = ["1 = 1"]\nsymbols = { A = "n" }', "SP623"),
        ('claim = ["1 = 1"]\nsymbols = { A = [1.5] }', "SP623"),
        ('claim = ["1 = 1"]\nsymbols = { A = [true] }', "SP623"),
        ('claim = ["1 = 1"]\nsymbols = { A = ["0"] }', "SP612"),
        ('claim = ["1 = 1"]\nexpect = "true"', "SP625"),
        ('claim = ["1 = 1"]\nexpect = "cited"', "SP625"),
        ('claim = ["1 = 1"]\nexpect = ["proved"]', "SP625"),
        ('claim = ["1 = 1"]\nname = "good"', "SP624"),
        ('claim = ["1 = 1 |- 1 = 1"]\nassume = ["1 = 1"]', "SP601"),
        ('claim = ["1 = 1"]\nassume = ["1 = 1 |- 1 = 1"]', "SP601"),
        ('claim = ["1 = 1"]\nassume = [""]', "SP601"),
    ],
)
def test_wrong_keys_and_values_are_refused_one_by_one(tmp_path: Path, lines: str, code: str) -> None:
    proofs, errors = load(tmp_path, GOOD + "[[statement]]\n" + lines + "\n[[statement]]\nclaim = '2 = 2'\n")
    assert [proof.id for proof in proofs] == ["good", "statement3"]
    assert [(error.code, error.line) for error in errors] == [(code, 8)]


def test_the_names_of_statements_without_one_count_from_1(tmp_path: Path) -> None:
    _, errors = load(tmp_path, "[[statement]]\nclaim = '1 = 1'\n[[statement]]\nname = 'statement1'\nclaim = '1 = 1'\n")
    assert [error.code for error in errors] == ["SP624"]


def test_a_table_that_is_not_toml_hides_only_itself(tmp_path: Path) -> None:
    broken = "[[statement]]\nname = 'broken\nclaim = '1 = 1'\n"
    proofs, errors = load(tmp_path, GOOD + broken + "[[statement]]\nname = 'last'\nclaim = '2 = 2'\n")
    assert [proof.id for proof in proofs] == ["good", "last"]
    assert [proof.line for proof in proofs] == [2, 11]
    (error,) = errors
    assert error.code == "SP621"
    assert error.line == 9


def test_a_header_inside_a_text_does_not_mislead(tmp_path: Path) -> None:
    proofs, errors = load(tmp_path, '[[statement]]\nname = "a"\nclaim = """1 =\n[[statement]]\n1"""\n')
    assert not proofs
    assert [error.code for error in errors] == ["SP601"]
    assert errors[0].line is None


@pytest.mark.parametrize(
    ("name", "content", "code"),
    [
        ("a.toml", b"\xff\xfe\x00", "SP620"),
        ("a.toml", b"", "SP626"),
        ("a.toml", b"x = 1\n", "SP626"),
        ("a.toml", b"statement = 3\n", "SP623"),
        ("a.toml", b"[[statement\n", "SP621"),
        ("a.toml", b"a = " + b"[" * 20000, "SP621"),
        ("a.toml", b"#" * (4 * 1024 * 1024 + 1), "SP620"),
        ("a.toml", b"a = " + b"9" * 5000, "SP621"),
        ("a.json", b"[]", "SP623"),
        ("a.json", b"{}", "SP626"),
        ("a.json", b"{", "SP621"),
        ("a.json", b"", "SP621"),
        ("a.json", b"[" * 100000, "SP621"),
        ("a.json", b'{"statement": NaN}', "SP621"),
        ("a.json", b'{"statement": [], "statement": []}', "SP621"),
        ("a.json", b'{"statement": ' + b"9" * 5000 + b"}", "SP621"),
    ],
)
def test_files_that_are_not_statement_files(tmp_path: Path, name: str, content: bytes, code: str) -> None:
    proofs, errors = load(tmp_path, content, name)
    assert not proofs
    assert [error.code for error in errors] == [code], errors


def test_missing_files_and_folders(tmp_path: Path) -> None:
    for path in (tmp_path / "none.toml", tmp_path, Path("a\0b.toml")):
        proofs, errors = load_file(path)
        assert not proofs
        assert [error.code for error in errors] == ["SP620"]


def test_keys_beside_the_statements_are_reported(tmp_path: Path) -> None:
    proofs, errors = load(tmp_path, "title = 'x'\n" + GOOD)
    assert [proof.id for proof in proofs] == ["good"]
    assert [error.code for error in errors] == ["SP622"]


def test_windows_line_ends_and_a_byte_order_mark(tmp_path: Path) -> None:
    proofs, errors = load(tmp_path, b"\xef\xbb\xbf" + GOOD.replace("\n", "\r\n").encode())
    assert [proof.id for proof in proofs] == ["good"]
    assert not errors


def test_one_statement_on_the_command_line() -> None:
    proofs, errors = parse_statement({"A": ["n", "n"]}, "A*A = A |- (I - A)*A = 0", name="one")
    assert not errors
    assert (proofs[0].id, proofs[0].is_statement_file) == ("one", True)
    _, errors = parse_statement({}, "A = B")
    assert (errors[0].code, errors[0].file, errors[0].line, errors[0].column) == ("SP602", None, None, 1)


def test_a_misspelt_table_is_said_also_in_a_file_that_is_no_toml(tmp_path: Path) -> None:
    """Its statements must not be left out in silence."""
    path = tmp_path / "a.toml"
    path.write_text('[[statement]]\nclaim = "1 = 1"\n[[statements]]\nclaim = "1 = 2"\n[[statement]]\nclaim = [\n')
    proofs, errors = load_file(path)
    assert [proof.id for proof in proofs] == ["statement1"]
    assert sorted(error.code for error in errors) == ["SP621", "SP622"]
    (said,) = [error for error in errors if error.code == "SP622"]
    assert "'statements'" in said.message
    assert said.hint.startswith("call each table statement, not statements")


@pytest.mark.parametrize(
    ("text", "code", "hint"),
    [
        ('[[statements]]\nclaim = "1 = 1"\n', "SP626", "call each table statement, not statements"),
        ('[[Statement]]\nclaim = "1 = 1"\n', "SP626", "call each table statement, not Statement"),
        ("statement = []\n", "SP626", "a file is a list of tables"),
        ('[[statement]]\nclaims = "1 = 1"\n', "SP622", "did you mean claim? the keys are name, symbols"),
        ('[[statement]]\nhint = "no"\n', "SP622", "the keys are name, symbols"),
    ],
)
def test_a_misspelt_key_leads_to_the_right_one(tmp_path: Path, text: str, code: str, hint: str) -> None:
    path = tmp_path / "a.toml"
    path.write_text(text)
    (error,) = load_file(path)[1]
    assert error.code == code
    assert error.hint.startswith(hint)


@pytest.mark.parametrize("first", ["statement = 3", "[statement]\na = 1"])
def test_a_key_of_the_name_of_the_tables_is_refused_and_the_rest_is_read(tmp_path: Path, first: str) -> None:
    path = tmp_path / "a.toml"
    path.write_text(f'{first}\n[[statement]]\nclaim = "1 = 1"\n')
    proofs, errors = load_file(path)
    assert [proof.id for proof in proofs] == ["statement1"]
    assert [error.code for error in errors] == ["SP623"]
