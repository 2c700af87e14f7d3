"""Proof files: found, run with their neighbours, and refused with code, file and line."""

from __future__ import annotations

import os
import sys
from collections.abc import Callable
from pathlib import Path
from textwrap import dedent

import pytest

from symproof.author.loader import MODULES, Candidate, candidate, discover, load, load_all, proofs_folder
from symproof.diagnostics.codes import CODES
from symproof.diagnostics.diagnostic import LoadError
from symproof.diagnostics.errors import SymproofError

Write = Callable[..., Path]
GOOD = """
    proof = Proof("{}", "a title")
    n = proof.size("n")
    X = proof.matrix("X", n, n)
    proof.assume("symmetric", X.T == X)
    proof.step("s", X.T * X == X * X, by="algebra", using=["symmetric"])
"""


def only_error(path: Path) -> LoadError:
    proofs, errors = load(path)
    assert proofs == []
    (error,) = errors
    assert error.code in CODES
    assert error.file is not None
    return error


def test_a_proof_file(write: Write) -> None:
    path = write("one.py", GOOD.format("one"))
    (proof,), errors = load(path)
    assert errors == []
    assert (proof.id, proof.title, proof.file) == ("proofs/one", "a title", str(path))
    assert (proof.line, proof.steps[0].line, proof.hypotheses[0].line) == (3, 7, 6)


def test_several_proofs_in_one_file(write: Write) -> None:
    second = "\n    other = Proof('two', 'another')\n"
    proofs, errors = load(write("one.py", GOOD.format("one") + second))
    assert ([proof.id for proof in proofs], errors) == (["proofs/one", "proofs/two"], [])


def test_a_proof_whose_name_is_bound_again_is_not_lost(write: Write) -> None:
    many = """
    for name in ("three", "four"):
        proof = Proof(name, "in a loop")

    def unused():
        return Proof("five", "by a function")

    unused()
"""
    proofs, errors = load(write("one.py", GOOD.format("one") + GOOD.format("two") + many))
    assert errors == []
    assert [proof.id for proof in proofs] == ["proofs/one", "proofs/two", "proofs/three", "proofs/four"]


def test_a_proof_that_a_function_began_is_not_lost_when_its_name_is_bound_again(write: Write) -> None:
    many = """
    def begun(name):
        proof = Proof(name, "begun by a function")
        return proof, proof.matrix("A", 2, 2)

    def written(name):
        proof, A = begun(name)
        proof.step("said", A == A)

    proof, A = begun("six")
    proof.step("claimed", A == A.T)
    proof, A = begun("seven")
    written("eight")
    begun("nine")
"""
    path = write("one.py", GOOD.format("one") + many)
    proofs, errors = load(path)
    assert errors == []
    assert [proof.id for proof in proofs] == ["proofs/one", "proofs/six", "proofs/eight", "proofs/seven"]
    assert proofs[1].steps[0].line == 1 + path.read_text().splitlines().index('proof.step("claimed", A == A.T)')


def test_a_proof_that_a_function_of_another_file_began_belongs_to_the_file_that_asked(write: Write) -> None:
    maker = """
    def begun(name):
        proof = Proof(name, "for another file")
        proof.assume("so", proof.matrix("A", 2, 2) == 0)
        return proof
"""
    shared = write("shared.py", maker)
    own = write("own.py", GOOD.format("one") + maker)
    asking = """
    from own import begun as other
    from shared import begun
    proof = begun("three")
    proof.step("s", proof.identity(2) == proof.identity(2))
    proof = other("four")
    other("five")
"""
    user = write("user.py", asking)
    proofs, errors = load_all([candidate(path) for path in (own, shared, user)])
    assert [error.code for error in errors] == ["SP104"]
    assert [proof.id for proof in proofs] == ["proofs/one", "proofs/three", "proofs/four"]
    lines = [(proof.file, proof.line, proof.hypotheses[0].line) for proof in proofs[1:]]
    start = user.read_text().splitlines().index('proof = begun("three")') + 1
    assert lines == [(str(user), start, start), (str(user), start + 2, start + 2)]


def test_lines_are_those_of_the_proof_file(write: Write) -> None:
    write("shared.py", 'def closing(proof, X):\n    proof.step("t", X == X, by="algebra")\n', "")
    path = write("one.py", GOOD.format("one") + "\n    from shared import closing\n    closing(proof, X)\n")
    (proof,), _ = load(path)
    assert [step.line for step in proof.steps] == [7, 10]


def test_neighbours_are_found_and_forgotten(tmp_path: Path) -> None:
    for name in ("first", "second"):
        folder = tmp_path / name
        folder.mkdir()
        (folder / "common.py").write_text(f"TITLE = '{name}'\n")
        (folder / "a.py").write_text(
            "from symproof.author import Proof\nfrom common import TITLE\nproof = Proof('a', TITLE)\n"
        )
    before = list(sys.path)
    proofs, errors = load_all(discover(tmp_path))
    assert errors == []
    assert [(proof.id, proof.title) for proof in proofs] == [("first/a", "first"), ("second/a", "second")]
    assert sys.path == before
    assert "common" not in sys.modules


@pytest.mark.parametrize("init", [True, False])
def test_packages_of_one_name_in_two_folders_are_two(tmp_path: Path, init: bool) -> None:
    for name in ("first", "second"):
        package = tmp_path / name / "shared"
        package.mkdir(parents=True)
        if init:
            (package / "__init__.py").touch()
        (package / "words.py").write_text(f"TITLE = '{name}'\n")
        (tmp_path / name / "a.py").write_text(
            "from symproof.author import Proof\nfrom shared.words import TITLE\nproof = Proof('a', TITLE)\n"
        )
    proofs, errors = load_all(discover(tmp_path))
    assert errors == []
    assert [(proof.id, proof.title) for proof in proofs] == [("first/a", "first"), ("second/a", "second")]
    assert not {"shared", "shared.words"} & set(sys.modules)


def test_a_data_class_of_the_file_reads_its_annotations(write: Write) -> None:
    """``dataclass`` looks annotations that are text up in the module of the class."""
    sizes = """
    from dataclasses import dataclass

    @dataclass(frozen=True)
    class Sizes:
        rows: "int"
"""
    path = write("one.py", sizes + GOOD.format("one"))
    proofs, errors = load(path)
    assert errors == []
    assert [proof.name for proof in proofs] == ["one"]
    assert "symproof_proof_file" not in sys.modules


def test_syntax_error(write: Write) -> None:
    error = only_error(write("bad.py", "x = (\n"))
    assert (error.code, error.line) == ("SP101", 2)


def test_syntax_error_in_a_neighbour(write: Write) -> None:
    neighbour = write("shared.py", "x = )\n", "")
    error = only_error(write("bad.py", "from shared import x\nproof = Proof('a', 'b')\n"))
    assert (error.code, error.file, error.line) == ("SP101", str(neighbour), 1)


def test_not_a_text_file(write: Write) -> None:
    path = write("bad.py", "")
    path.write_bytes(b"\x00\xff")
    assert only_error(path).code == "SP106"


def test_exceptions_show_the_line_of_the_file(write: Write) -> None:
    error = only_error(write("bad.py", "proof = Proof('a', 'b')\nimport json\njson.loads('{')\n"))
    assert (error.code, error.line) == ("SP102", 4)
    assert "JSONDecodeError" in error.message


@pytest.mark.parametrize(
    "line",
    [
        "raise SystemExit(0)",
        "import no_such_module_here",
        "1 / 0",
        "proof.nothing()",
        "raise Exception",
        "raise BaseException",
        "raise GeneratorExit",
        "import pytest; pytest.skip('no')",
    ],
)
def test_whatever_a_file_raises(write: Write, line: str) -> None:
    assert only_error(write("bad.py", f"proof = Proof('a', 'b')\n{line}\n")).code == "SP102"


@pytest.mark.parametrize("line", ["1 / 0", "import sys; sys.exit(3)", "from symproof.author import Proof; Proof()"])
@pytest.mark.parametrize("place", ["bad.py", "shared.py", "package/shared.py"])
def test_a_file_that_stops_is_named_with_its_line(write: Write, place: str, line: str) -> None:
    path = write("bad.py", "")
    stops = path.parent / place
    stops.parent.mkdir(exist_ok=True)
    if stops != path:
        path.write_text(f"from symproof.author import Proof\nimport {place[:-3].replace('/', '.')}\nProof('a', 'b')\n")
    stops.write_text(f"from symproof.author import Proof\n\n{line}\nProof('a', 'b')\n")
    error = only_error(path)
    assert error.code == ("SP120" if "Proof()" in line else "SP102")
    assert (error.file, error.line) == (str(stops), 3)


def test_titles_and_references_have_one_line(write: Write) -> None:
    """They stand in tables and in the first lines of messages."""
    text = """
    proof = Proof("a", '''
        A long
        title''', source="a\\npaper")
    n = proof.size("n")
    A = proof.matrix("A", n, n)
    proof.step("s", A == A, ref="Theorem 5,\\r\\n  second part", note="a\\ngap")
    proof.omit("o", A == A, reason="a page\\n of calculus\\n")
    proof.cite("c", A == A, source=Fact("S1", "exact\\nstatement", "some\\nbook"))
    """
    (proof,), errors = load(write("one.py", text, "from symproof.author import Fact, Proof\n"))
    assert errors == []
    assert (proof.title, proof.source) == ("A long title", "a paper")
    steps = [(step.ref, step.note, step.reason) for step in proof.steps]
    assert steps == [("Theorem 5, second part", "a gap", ""), ("", "", "a page of calculus"), ("", "", "")]
    assert [(fact.statement, fact.source) for fact in proof.citations] == [("exact statement", "some book")]


def test_an_interrupt_while_a_file_runs_is_the_users(write: Write) -> None:
    with pytest.raises(KeyboardInterrupt):
        load(write("bad.py", "raise KeyboardInterrupt\n"))


@pytest.mark.parametrize(
    ("line", "hint"),
    [
        ("A.t", "Did you mean T?"),
        ("A ^ 2", "Write A**2 for a power, and X.T for the transpose."),
        ("proof.Matrix('B', n, n)", "Did you mean matrix?"),
        ("proof.scalar('\u03b1')", "Names begin with a letter a to z or A to Z; such letters, digits and _ follow."),
        (
            "proof.step('gr\u00f6\u00dfe', A == A)",
            "Letters a to z and A to Z, digits and . _ ' + - name proofs, hypotheses and steps.",
        ),
    ],
)
def test_words_of_other_notations_lead_to_those_here(write: Write, line: str, hint: str) -> None:
    text = f"proof = Proof('a', 'b')\nn = proof.size('n')\nA = proof.matrix('A', n, n)\n{line}\n"
    assert only_error(write("bad.py", text)).hint == hint


def test_misspelt_methods_are_guessed(write: Write) -> None:
    assert only_error(write("bad.py", "proof = Proof('a', 'b')\nproof.famly\n")).hint == "Did you mean family?"


@pytest.mark.parametrize(
    ("line", "hint"),
    [
        ("from symproof.author import eye", "Write proof.identity(...): it is a method of a proof."),
        ("from symproof.author import tr", "Write trace(...), which is imported from symproof.author."),
        ("from symproof.author import gradiant", "Did you mean gradient?"),
        ("proof.zeros(2, 3)", "Did you mean zero?"),
        ("proof.scalar('c').trace()", "Write trace(...), which is imported from symproof.author."),
        ("eye(3)", "Write proof.identity(...): it is a method of a proof."),
        ("inv(2)", "Write inverse(...), which is imported from symproof.author."),
        ("C * 2", 'Declare it above, as in C = proof.matrix("C", m, n), or import it.'),
        (
            "m, n = proof.sizes('m n')\nproof.assume('h', m == n)",
            "Write the relation between symbols, and same(m, n) for m = n; what is always true needs no hypothesis.",
        ),
        ("import no_such_module", MODULES),
    ],
)
def test_words_of_other_libraries_lead_to_the_word_here(write: Write, line: str, hint: str) -> None:
    assert only_error(write("bad.py", f"proof = Proof('a', 'b')\n{line}\n")).hint == hint


def test_what_a_file_prints_is_no_output(write: Write, capsys: pytest.CaptureFixture[str]) -> None:
    load(write("one.py", GOOD.format("one") + "\n    print('hello')\n"))
    captured = capsys.readouterr()
    assert (captured.out, captured.err) == ("", "hello\n")


def test_reading_leaves_nothing_behind(write: Write) -> None:
    write("shared.py", "x = 1\n", "")
    path = write("one.py", "import shared\n" + "proof = Proof('a', 'b')\n")
    load(path)
    assert sorted(item.name for item in path.parent.iterdir()) == ["one.py", "shared.py"]


def test_refused_terms_have_the_line_of_the_file(write: Write) -> None:
    text = "proof = Proof('a', 'b')\nm, n = proof.sizes('m n')\nX = proof.matrix('X', m, n)\nX * X\n"
    error = only_error(write("bad.py", text))
    assert (error.code, error.line) == ("SP201", 5)


def test_unknown_premises_have_the_line_of_the_step(write: Write) -> None:
    error = only_error(write("bad.py", GOOD.format("one").replace('["symmetric"]', '["symetric"]')))
    assert (error.code, error.line) == ("SP111", 7)


def test_names_taken_twice_in_one_proof(write: Write) -> None:
    error = only_error(write("bad.py", GOOD.format("one") + "\n    proof.step('s', X == X, by='algebra')\n"))
    assert (error.code, error.line) == ("SP110", 9)


def test_a_file_without_a_proof(write: Write) -> None:
    assert only_error(write("empty.py", "x = 1\n")).code == "SP104"


def test_a_file_that_is_not_there(tmp_path: Path) -> None:
    assert only_error(tmp_path / "nothing.py").code == "SP103"
    with pytest.raises(SymproofError, match="SP103"):
        discover(tmp_path / "nothing")


def test_two_proofs_with_one_name(write: Write) -> None:
    proofs, errors = load(write("one.py", GOOD.format("one") + "\n    other = Proof('one', 'another')\n"))
    assert len(proofs) == 1
    assert [error.code for error in errors] == ["SP105"]


def test_one_error_does_not_hide_the_others(write: Write) -> None:
    write("a.py", "1 / 0\nproof = Proof('a', '')\n")
    write("b.py", GOOD.format("b"))
    path = write("c.py", "proof = Proof(\n")
    proofs, errors = load_all(discover(path.parent))
    assert [proof.id for proof in proofs] == ["b"]
    assert [error.code for error in errors] == ["SP102", "SP101"]


def test_helpers_are_not_candidates(write: Write) -> None:
    write("setting.py", "def network():\n    return Proof('x', 'y')\n")
    write("_private.py", GOOD.format("x"))
    write("test_it.py", GOOD.format("x"))
    path = write("b.py", GOOD.format("b"))
    assert discover(path.parent) == [Candidate(path, "", path.parent)]
    assert discover(path) == [candidate(path)]


# ------------------------------------------------------------------------------------------------ where proofs are


def test_folders_and_pipes_with_the_name_of_a_file_are_not_read(write: Write) -> None:
    path = write("one.py", GOOD.format("one"))
    (path.parent / "folder.py").mkdir()
    os.mkfifo(path.parent / "pipe.py")
    (path.parent / "gone.py").symlink_to("nowhere")
    proofs, errors = load_all(discover(path.parent))
    assert [proof.id for proof in proofs] == ["one"]
    assert [(error.code, Path(error.file or "").name) for error in errors] == [("SP103", "gone.py")]


def test_a_file_whose_functions_make_its_proofs_is_a_candidate(tmp_path: Path, write: Write) -> None:
    functions = """
    def begun():
        return Proof("one", "a title")

    def written():
        return begun()
"""
    helper = write("helper.py", functions)
    user = write("user.py", functions + "\n    proof = written()\n")
    assert [item.path for item in discover(helper.parent)] == [user]


def test_the_folder_of_proofs(tmp_path: Path) -> None:
    packaged = proofs_folder(None, tmp_path)
    assert (packaged / "zhang2019" / "lemma1.py").is_file()
    (tmp_path / "proofs").mkdir()
    assert proofs_folder(None, tmp_path) == tmp_path / "proofs"
    (tmp_path / "setup.cfg").write_text("[symproof]\nproofs = elsewhere\n")
    assert proofs_folder(None, tmp_path) == tmp_path / "elsewhere"
    assert proofs_folder(Path("given"), tmp_path) == Path("given")


@pytest.mark.parametrize(
    ("text", "line", "message"),
    [
        ("proofs = elsewhere\n", 1, "a line stands before the first section"),
        ("[symproof]\nelsewhere\n", 2, "a line is neither a section nor a key with a value"),
        ("[symproof]\n[symproof]\n", 2, "the section [symproof] stands twice"),
        ("[symproof]\nproofs = a\nproofs = b\n", 3, "the key 'proofs' stands twice in [symproof]"),
        ("[tool]\nproof = a\n\n[symproof]\n# where\nproof = b\n", 6, "[symproof] has no key 'proof'"),
        ("[symproof]\nbudget: 3\n", 2, "[symproof] has no key 'budget'"),
        ("[symproof]\nproofs = caf\u00e9\n", None, "it is not UTF-8"),
    ],
)
def test_a_setup_file_that_cannot_be_read_or_has_an_unknown_key(
    tmp_path: Path, text: str, line: int | None, message: str
) -> None:
    (tmp_path / "setup.cfg").write_text(text, encoding="latin-1")
    with pytest.raises(SymproofError) as found:
        proofs_folder(None, tmp_path)
    error = found.value.error
    assert (error.code, error.file, error.line) == ("SP107", str(tmp_path / "setup.cfg"), line)
    assert message in error.message


def test_keys_of_other_tools_are_theirs(tmp_path: Path) -> None:
    (tmp_path / "setup.cfg").write_text("[tool:pytest]\nproof = 1\n[DEFAULT]\nx = 2\n[symproof]\nproofs = mine\n")
    assert proofs_folder(None, tmp_path) == tmp_path / "mine"


def test_file_that_is_not_text_in_its_encoding(write: Write) -> None:
    path = write("latin.py", GOOD.format("latin"))
    path.write_bytes(path.read_bytes() + "# café\n".encode("latin-1"))
    error = only_error(path)
    assert (error.code, error.line) == ("SP106", len(path.read_bytes().splitlines()))
    assert "UTF-8" in error.message
    assert "0xe9" in error.message


def test_file_that_declares_its_encoding(write: Write) -> None:
    path = write("latin.py", GOOD.format("latin"))
    path.write_bytes(b"# -*- coding: latin-1 -*-\n# caf\xe9\n" + path.read_bytes())
    assert load(path)[1] == []


def test_unknown_encoding(write: Write) -> None:
    path = write("unknown.py", GOOD.format("unknown"))
    path.write_bytes(b"# -*- coding: nope -*-\n" + path.read_bytes())
    assert (only_error(path).code, only_error(path).line) == ("SP106", 1)


def test_loop_of_symbolic_links(tmp_path: Path) -> None:
    loop = tmp_path / "loop.py"
    loop.symlink_to(loop)
    assert only_error(loop).code == "SP103"


# ------------------------------------------------------------------------------------------------ modules that run once

LEMMA = """
proof = Proof("lemma", "A lemma")
n = proof.size("n")
X = proof.matrix("X", n, n)
proof.assume("symmetric", X.T == X)
proof.statement(X.T * X == X * X)
proof.conclude(using=["symmetric"])
"""
USER = """
from lemma import proof as lemma
proof = Proof("{0}", "A user of the lemma")
n = proof.size("n")
X = proof.matrix("X", n, n)
proof.assume("symmetric", X.T == X)
proof.apply("applied", lemma, using=["symmetric"])
"""


def good(name: str) -> str:
    return dedent(GOOD.format(name))


def test_each_module_of_a_folder_runs_once(write: Write, capsys: pytest.CaptureFixture[str]) -> None:
    write("shared.py", "print('shared runs')\n", "")
    write("lemma.py", "\nimport shared\nprint('lemma runs')\n" + LEMMA)
    write("after.py", "\nimport shared\nprint('after runs')\n" + USER.format("after"))
    path = write("zuse.py", USER.format("zuse"))
    proofs, errors = load_all(discover(path.parent))
    assert ([proof.id for proof in proofs], errors) == (["after", "lemma", "zuse"], [])
    assert sorted(capsys.readouterr().err.splitlines()) == ["after runs", "lemma runs", "shared runs"]


def folders_with_lemmas(tmp_path: Path) -> Path:
    """A lemma in one folder, a setting above, and in another folder a file that uses both."""
    root = tmp_path / "proofs"
    for folder in (root / "first", root / "second" / "part"):
        folder.mkdir(parents=True)
    (root / "words.py").write_text("TITLE = 'above'\n")
    (root / "first" / "lemma.py").write_text("from symproof.author import Proof\n" + LEMMA)
    user = "from symproof.author import Proof\nfrom words import TITLE\n" + USER.format("user")
    (root / "second" / "part" / "user.py").write_text(
        user.replace("from lemma", "from first.lemma").replace('"A user of the lemma"', "TITLE")
    )
    return root


@pytest.mark.parametrize("named", ["proofs", "proofs/second", "proofs/second/part/user.py"])
def test_modules_of_the_folders_above_are_found(tmp_path: Path, monkeypatch: pytest.MonkeyPatch, named: str) -> None:
    """From whatever part of the folder of proofs the user names."""
    folders_with_lemmas(tmp_path)
    monkeypatch.chdir(tmp_path)
    proofs, errors = load_all(discover(Path(named)))
    assert errors == []
    (user,) = [proof for proof in proofs if proof.name == "user"]
    assert (user.title, user.lemmas[0].id.rpartition("/")[2]) == ("above", "lemma")
    assert not {"words", "first", "first.lemma"} & set(sys.modules)


def test_modules_above_are_found_from_inside_of_the_folder(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    root = folders_with_lemmas(tmp_path)
    monkeypatch.chdir(root / "second" / "part")
    (user,), errors = load(Path("user.py"))
    assert (user.title, errors) == ("above", [])


def test_a_module_beside_a_file_comes_before_one_above(tmp_path: Path) -> None:
    root = folders_with_lemmas(tmp_path)
    (root / "second" / "part" / "words.py").write_text("TITLE = 'beside'\n")
    (root / "zlast.py").write_text("from symproof.author import Proof\nfrom words import TITLE\nProof('z', TITLE)\n")
    proofs, errors = load_all(discover(root))
    assert errors == []
    assert {proof.name: proof.title for proof in proofs} == {"lemma": "A lemma", "user": "beside", "z": "above"}


def test_no_module_outside_the_folder_of_proofs_is_found(tmp_path: Path) -> None:
    root = folders_with_lemmas(tmp_path)
    (tmp_path / "outside_of_proofs.py").write_text("TITLE = 'outside'\n")
    path = root / "second" / "wrong.py"
    path.write_text("from symproof.author import Proof\nimport outside_of_proofs\nProof('a', 'b')\n")
    (error,) = load_all(discover(root))[1]
    assert (error.code, error.line) == ("SP102", 2)
    assert "up to the folder of proofs" in error.hint


def test_proofs_of_modules_that_ran_before_are_those_of_the_file_alone(write: Write) -> None:
    for name in ("before", "zuse"):
        write(f"{name}.py", USER.format(name))
    path = write("lemma.py", LEMMA + "\nagain = Proof('second', 'another')\n")
    together, errors = load_all(discover(path.parent))
    alone = [proof for item in discover(path.parent) for proof in load(item)[0]]
    assert errors == []
    assert together == alone


def test_every_reading_runs_the_files_again(write: Write) -> None:
    write("shared.py", "TITLE = 'first'\n", "")
    path = write("one.py", "from shared import TITLE\nproof = Proof('one', TITLE)\n")
    assert [proof.title for proof in load_all([candidate(path)])[0]] == ["first"]
    write("shared.py", "TITLE = 'the second'\n", "")
    assert [proof.title for proof in load_all([candidate(path)])[0]] == ["the second"]


@pytest.mark.parametrize(
    "line",
    [
        "lemma.assume('more', lemma.matrix('Z', 2, 2) == lemma.zero(2, 2))",
        "lemma.step('more', lemma.identity(2) == lemma.zero(2, 2))",
        "lemma.assume('no-size', lemma.integer('z') < 0)",
    ],
)
@pytest.mark.parametrize("user", ["before", "zuse"])
def test_a_file_that_adds_to_a_proof_of_another_one_changes_no_report_of_it(write: Write, user: str, line: str) -> None:
    """The false hypothesis of one file must not stand in the proof of another, whichever is read first."""
    path = write("lemma.py", LEMMA)
    write(f"{user}.py", USER.format(user) + f"\n{line}\n")
    write("zuse_again.py", USER.format("again") + f"\n{line}\n")
    proofs, errors = load_all(discover(path.parent))
    assert errors == []
    (alone,), _ = load(Candidate(path, ""))
    assert {proof.name: proof for proof in proofs}["lemma"] == alone


@pytest.mark.parametrize("where", ["package", "elsewhere"])
def test_every_reading_runs_packages_and_folders_elsewhere_again(write: Write, tmp_path: Path, where: str) -> None:
    """A module counts as much as the file that imports it, also where the file itself says where Python looks."""
    folder = tmp_path / "proofs" / "package" if where == "package" else tmp_path / "elsewhere" / "package"
    folder.mkdir(parents=True)
    head = "" if where == "package" else f"import sys\nsys.path.insert(0, {str(tmp_path / 'elsewhere')!r})\n"
    path = write("one.py", head + "from package.words import TITLE\nproof = Proof('one', TITLE)\n")
    for title in ("first", "the second"):
        (folder / "words.py").write_text(f"TITLE = {title!r}\n")
        assert [proof.title for proof in load_all([candidate(path)])[0]] == [title]


def test_a_package_beside_a_proof_hides_an_installed_one_while_the_file_runs(write: Write, tmp_path: Path) -> None:
    import json.decoder

    package = tmp_path / "proofs" / "json"
    package.mkdir(parents=True)
    (package / "__init__.py").write_text("TITLE = 'ours'\n")
    path = write("one.py", "from json import TITLE\nproof = Proof('one', TITLE)\n")
    assert [proof.title for proof in load_all([candidate(path)])[0]] == ["ours"]
    assert sys.modules["json"] is json
    assert sys.modules["json.decoder"] is json.decoder


def test_an_error_is_that_of_the_file_alone(write: Write) -> None:
    """A module that counts how often it is used sees each file that fails as the first one."""
    write("shared.py", "used = []\n", "")
    text = "import shared\nshared.used.append(1)\nassert len(shared.used) == 1, 'used before'\n"
    for name in ("a", "b"):
        path = write(f"{name}.py", text + good(name))
    write("c.py", text + good("c") + "1 / 0\n")
    proofs, errors = load_all(discover(path.parent))
    assert [proof.id for proof in proofs] == ["a", "b"]
    assert [(error.code, error.message) for error in errors] == [("SP102", "ZeroDivisionError: division by zero")]


def test_a_module_that_fails_is_an_error_of_each_file(write: Write) -> None:
    neighbour = write("shared.py", "1 / 0\n", "")
    for name in ("a", "b"):
        path = write(f"{name}.py", "import shared\n" + good(name))
    proofs, errors = load_all(discover(path.parent))
    assert proofs == []
    assert [(error.code, error.file, error.line) for error in errors] == [("SP102", str(neighbour), 1)] * 2


def test_a_name_that_is_no_identifier_and_a_name_of_the_standard_library(write: Write) -> None:
    write("my-proof.py", good("mine"))
    write("fractions.py", good("fractions"))
    path = write("z.py", "from fractions import proof as other\nassert other.id == 'fractions'\n" + good("z"))
    proofs, errors = load_all(discover(path.parent))
    assert ([proof.id for proof in proofs], errors) == (["fractions", "mine", "z"], [])
    assert hasattr(sys.modules["fractions"], "Fraction")


# ------------------------------------------------------------------------------------------------ circles

CIRCLE = """
{0}
proof = Proof("{1}", "{1}")
n = proof.size("n")
A = proof.matrix("A", n, n)
proof.statement(A + A == 2 * A)
proof.apply("x", {2})
proof.conclude(using=["x"])
"""


@pytest.mark.parametrize("how", ["from {0} import proof as other", "import {0}; other = {0}.proof"])
def test_files_that_import_each_other_are_told_so(write: Write, how: str) -> None:
    write("alone.py", good("alone"))
    write("first.py", CIRCLE.format(how.format("second"), "first", "other"))
    path = write("second.py", CIRCLE.format(how.format("first"), "second", "other"))
    proofs, errors = load_all(discover(path.parent))
    assert [proof.id for proof in proofs] == ["alone"]
    assert [error.code for error in errors] == ["SP124", "SP124"]
    assert all(error.file in {str(path), str(path.parent / "first.py")} and error.line == 3 for error in errors)


def test_a_file_that_another_one_imports_back_runs_once(write: Write) -> None:
    """The second file uses the first one only when its function is called."""
    write("helper.py", "import first\ndef title():\n    return first.TITLE\n")
    path = write("first.py", "TITLE = 'a title'\nimport helper\nproof = Proof('first', helper.title())\n")
    proofs, errors = load_all(discover(path.parent))
    assert ([proof.title for proof in proofs], errors) == (["a title"], [])


def test_a_proof_that_applies_itself_is_refused_at_its_own_place(write: Write) -> None:
    error = only_error(write("own.py", CIRCLE.format("", "own", "proof")))
    assert (error.code, error.line) == ("SP124", 4)
    assert error.file is not None
    assert error.file.endswith("own.py")
