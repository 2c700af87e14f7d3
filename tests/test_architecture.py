"""Who may import whom: arrows point one way, and what is heavy is imported where it is needed."""

from __future__ import annotations

import ast
import subprocess
import sys
from collections.abc import Iterator
from pathlib import Path

import pytest

import symproof
from symproof.language.proof import BlockKind, Method

ROOT = Path(symproof.__file__).parent
# In an installed package the worked proofs stand inside as symproof.proofs: they are no part of the tool.
MODULES = sorted(path for path in ROOT.rglob("*.py") if path.relative_to(ROOT).parts[0] != "proofs")
# Each room may import itself and the rooms in its line; those that belong to no room are the room called shared.
SHARED = {"version", "later", "unassumed"}
BELOW = {
    "language": set[str](),
    "diagnostics": {"language"},
    "shared": {"language", "diagnostics"},
    "kernel": {"language"},
    "render": {"language"},
    "explain": {"language", "kernel", "diagnostics", "render", "shared"},
    "concrete": {"language", "diagnostics", "shared"},  # the second judge: nothing of the kernel
    "search": {"language", "kernel", "diagnostics", "explain"},
    "author": {"language", "kernel", "diagnostics", "shared", "render", "search"},
    "statements": {"language", "kernel", "diagnostics", "shared", "render", "search"},
    "verdict": {"language", "kernel", "diagnostics", "shared", "render", "search", "concrete"},
    "report": {"language", "diagnostics", "shared", "render", "explain", "verdict"},
    "recheck": {"language", "kernel", "diagnostics", "shared", "verdict", "report"},
    "api": {
        "language", "diagnostics", "shared", "render", "verdict", "author", "statements", "search", "report", "explain",
    },
    "plugin": {"language", "diagnostics", "author", "statements", "verdict", "report"},
    "cli": {"language", "diagnostics", "shared", "author", "statements", "verdict", "report", "recheck"},
}  # fmt: skip
DATA = {"terms", "formulas", "declarations", "certificate", "affine", "proof", "scopes", "records"}


def layer(parts: tuple[str, ...]) -> str | None:
    """The layer of ``symproof.<parts>``; None for the package itself and its entry point."""
    if not parts or parts[0] in ("__init__", "__main__", "proofs"):
        return None
    return "shared" if parts[0] in SHARED else parts[0]


def imports(path: Path) -> Iterator[str]:
    """The dotted names of modules that a file imports anywhere, also inside functions and for type checking."""
    for node in ast.walk(ast.parse(path.read_text(encoding="utf-8"))):
        if isinstance(node, ast.Import):
            yield from (item.name for item in node.names)
        elif isinstance(node, ast.ImportFrom):
            yield node.module or ""
            yield from (f"{node.module}.{item.name}" for item in node.names)


def own(path: Path) -> Iterator[tuple[str, ...]]:
    """What the file imports of ours."""
    yield from (tuple(name.split(".")[1:]) for name in imports(path) if name.split(".")[0] == "symproof")


@pytest.mark.parametrize("path", MODULES, ids=lambda path: path.relative_to(ROOT).as_posix())
def test_arrows_point_one_way(path: Path) -> None:
    here = layer(path.relative_to(ROOT).with_suffix("").parts)
    if here is None:
        return
    known = BELOW[here] | {here}
    wrong = {".".join(parts) for parts in own(path) if layer(parts) not in {*known, None}}
    # A package re-exports: `from symproof import search` names a room, not a module of the package itself.
    assert not wrong, f"{here} imports {sorted(wrong)}"


# ------------------------------------------------------------------------------------------------ files

LONGEST = 450  # lines of a module


def module_of(path: Path) -> str:
    return ".".join(("symproof", *path.relative_to(ROOT).with_suffix("").parts)).removesuffix(".__init__")


def files_imported(path: Path) -> set[str]:
    """The files of ours that a file imports, for names out of a package the package itself."""
    known = {module_of(module) for module in MODULES}
    found: set[str] = set()
    for node in ast.walk(ast.parse(path.read_text(encoding="utf-8"))):
        if isinstance(node, ast.Import):
            found |= {item.name for item in node.names}
        elif isinstance(node, ast.ImportFrom) and node.module:
            inner = {item.name: f"{node.module}.{item.name}" for item in node.names}
            found |= {full if full in known else node.module for full in inner.values()}
    return found & known - {module_of(path)}


def circles(graph: dict[str, set[str]]) -> set[frozenset[str]]:
    """The largest sets of files of which each reaches each."""
    reached = {name: _reached(graph, name) for name in graph}
    sets = {frozenset(other for other in reached[name] if name in reached[other]) for name in graph}
    return {found for found in sets if found}


def _reached(graph: dict[str, set[str]], start: str) -> set[str]:
    found, pending = set[str](), [start]
    while pending:
        new = graph[pending.pop()] - found
        found |= new
        pending += new
    return found


def test_circles_are_found() -> None:
    graph = {"a": {"b"}, "b": {"c"}, "c": {"b"}, "d": {"d"}}
    assert circles(graph) == {frozenset({"b", "c"}), frozenset({"d"})}


def test_no_files_import_each_other_in_a_circle() -> None:
    """Imports inside functions and for type checking included."""
    assert circles({module_of(path): files_imported(path) for path in MODULES}) == set()


@pytest.mark.parametrize("path", MODULES, ids=lambda path: path.relative_to(ROOT).as_posix())
def test_no_module_is_too_long(path: Path) -> None:
    length = len(path.read_text(encoding="utf-8").splitlines())
    assert length <= LONGEST


# The kernel from the bottom up: each part may import the parts before it.
KERNEL = [
    "language",
    "kernel.facts",
    "kernel.context",
    "kernel.algebra",
    "kernel.declared",
    "kernel.order",
    "kernel.replay",
    "kernel.argument",
]


def part_of(module: str) -> str | None:
    return next((part for part in KERNEL if f"{module}.".startswith(f"symproof.{part}.")), None)


@pytest.mark.parametrize("path", sorted((ROOT / "kernel").rglob("*.py")), ids=lambda path: path.name)
def test_the_kernel_is_built_in_layers(path: Path) -> None:
    here = part_of(module_of(path))
    if here is None:  # the package itself
        assert not files_imported(path)
        return
    below = set(KERNEL[: KERNEL.index(here) + 1])
    assert {part_of(name) for name in files_imported(path)} <= below, path


def test_recheck_evaluates_on_its_own() -> None:
    """The evaluation of recheck shares no code with the second judge, the kernel's rules or the search."""
    for path in (ROOT / "recheck" / "evaluation").glob("*.py"):
        assert {parts[0] for parts in own(path)} <= {"language", "recheck"}, path


TRUSTED = sorted([*(ROOT / "language").rglob("*.py"), *(ROOT / "kernel").rglob("*.py")])


@pytest.mark.parametrize("path", TRUSTED, ids=lambda path: path.relative_to(ROOT).as_posix())
def test_the_kernel_and_its_language_are_standard_library_only(path: Path) -> None:
    foreign = {name.split(".")[0] for name in imports(path)} - set(sys.stdlib_module_names) - {"symproof"}
    assert not foreign
    for_input = {"os", "io", "pathlib", "socket", "subprocess", "pickle", "sys", "urllib", "tempfile"}
    assert not for_input & {name.split(".")[0] for name in imports(path)}


@pytest.mark.parametrize("path", sorted((ROOT / "concrete").rglob("*.py")), ids=lambda path: path.name)
def test_the_judges_share_only_data(path: Path) -> None:
    shared = {parts[1] for parts in own(path) if parts[:1] == ("language",) and len(parts) > 1}
    assert shared <= DATA


WORDS = {*Method, *BlockKind}
# The function `rank`, rules of certificates and sources of range facts share words with methods and blocks.
FUNCTION = {
    "concrete/evaluation/laws.py", "concrete/evaluation/quantities.py", "explain/definite.py",
    "kernel/algebra/determinants.py", "kernel/algebra/laws.py", "kernel/algebra/quantities.py",
    "search/algebra/ranks.py", "kernel/algebra/definite_laws.py", "search/definite/lawful.py",
    "author/__init__.py", "author/functions.py", "concrete/exact/rationals.py", "kernel/algebra/functions.py",
    "language/functions.py", "recheck/evaluation/calls.py", "render/words.py", "report/latex_words.py",
    "search/contradictions/functions.py", "search/ranks.py", "statements/parse.py",
    "search/algebra/spectra.py", "statements/alternatives.py", "statements/foreign.py",
}  # fmt: skip
CERTIFICATES = {
    "author/setting.py", "concrete/instances.py", "explain/derivation.py", "explain/tree.py",
    "kernel/algebra/combination.py", "kernel/argument/scope.py", "kernel/replay.py", "language/syntax.py",
    "report/latex_chains.py", "report/html/chains.py", "report/text_chains.py", "search/algebra/goals.py",
}  # fmt: skip
GRAMMAR = {"statements/facts.py", "statements/formulas.py"}
OTHERWISE = [(FUNCTION, {"rank"}), (CERTIFICATES, {"induction", "case"}), (GRAMMAR, {"question"})]


@pytest.mark.parametrize("path", MODULES, ids=lambda path: path.relative_to(ROOT).as_posix())
def test_methods_and_kinds_of_blocks_are_written_in_one_place(path: Path) -> None:
    """Elsewhere they are members of the enumerations, so that no table of words can drift."""
    name = path.relative_to(ROOT).as_posix()
    if name == "language/proof.py":
        return
    tree = ast.parse(path.read_text(encoding="utf-8"))
    found = {node.value for node in ast.walk(tree) if isinstance(node, ast.Constant) and isinstance(node.value, str)}
    other = {word for files, words in OTHERWISE if name in files for word in words}
    assert not found & WORDS - {"fact", "order"} - other


LONGEST_FUNCTION = 40


@pytest.mark.parametrize("path", MODULES, ids=lambda path: path.relative_to(ROOT).as_posix())
def test_no_function_is_longer_than_40_lines(path: Path) -> None:
    """Its docstring is not counted."""
    for node in ast.walk(ast.parse(path.read_text(encoding="utf-8"))):
        if isinstance(node, ast.FunctionDef):
            lines = (node.end_lineno or node.lineno) - node.lineno + 1
            described = len((ast.get_docstring(node) or "").splitlines())
            assert lines - described <= LONGEST_FUNCTION, f"{node.name} has {lines} lines"


# Folders that could serve another checker: no terms, premises or certificates.
GENERAL = {
    "search/algebra/ideals": {("search", "algebra", "ideals")},
    "concrete/exact": {("concrete", "exact"), ("concrete", "failures")},
}
# Folders inside a layer: each may import those that stand before it.
CONCRETE = ["exact", "evaluation", "points"]


@pytest.mark.parametrize("folder", GENERAL)
def test_mathematics_apart_from_proofs(folder: str) -> None:
    paths = sorted((ROOT / folder).glob("*.py"))
    assert paths
    for path in paths:
        assert {parts[: len(folder.split("/"))] for parts in own(path)} <= GENERAL[folder], path


@pytest.mark.parametrize("folder", CONCRETE)
def test_the_folders_of_the_second_judge_are_layers(folder: str) -> None:
    above = CONCRETE[CONCRETE.index(folder) + 1 :]
    for path in (ROOT / "concrete" / folder).glob("*.py"):
        assert not {parts[1] for parts in own(path) if parts[:1] == ("concrete",) and len(parts) > 1} & {*above}, path


@pytest.mark.parametrize("path", MODULES, ids=lambda path: path.relative_to(ROOT).as_posix())
def test_nothing_foreign_is_evaluated(path: Path) -> None:
    """eval, exec, pickle and SymPy's parsers appear nowhere; only the loader of proof files runs a program."""
    banned = {"eval", "exec", "sympify", "parse_expr", "parse_latex", "simplify", "doit", "ask", "refine", "__import__"}
    allowed = {"exec"} if path == ROOT / "author" / "loader.py" else set()
    for node in ast.walk(ast.parse(path.read_text(encoding="utf-8"))):
        if isinstance(node, ast.Call):
            function = node.func
            name = function.id if isinstance(function, ast.Name) else getattr(function, "attr", "")
            assert name not in banned - allowed, f"line {node.lineno}: {name}"
    assert not {"pickle", "marshal", "shelve"} & {name.split(".")[0] for name in imports(path)}


def loaded_by(code: str) -> set[str]:
    script = f"import sys\n{code}\nprint(*sorted({{name.split('.')[0] for name in sys.modules}}))"
    done = subprocess.run([sys.executable, "-c", script], capture_output=True, text=True, check=True)
    return set(done.stdout.splitlines()[-1].split())


def test_help_imports_click_only() -> None:
    loaded = loaded_by("from symproof.cli import main\nmain(['--help'])")
    assert not loaded & {"sympy", "z3", "rich", "lark", "flint", "jinja2"}


@pytest.mark.parametrize("form", ["text", "json"])
def test_prove_imports_neither_sympy_nor_z3_nor_rich(form: str) -> None:
    command = ["prove", "-s", "A:n,n", "-s", "B:n,n", "A*B = B*A |- A*A*B = B*A*A", "--format", form]
    loaded = loaded_by(f"from symproof.cli import main\nassert main({command}) == 0")
    assert not loaded & {"sympy", "z3", "rich", "jinja2"}


def test_equation_in_text_is_proved_without_the_search_for_arguments() -> None:
    """Few statements need a derivation, and what writes one takes an eighth of the time in which the program starts."""
    code = "from symproof.cli import main\nassert main(['prove', '-s', 'A:n,n', 'A = A']) == 0"
    shown = "\nimport sys\nassert not [name for name in sys.modules if name.startswith('symproof.search.argument')]"
    loaded_by(code + shown)


def executed_by(*command: str) -> set[str]:
    """The modules that a command executes, by their full names."""
    code = (
        "import sys\nfrom symproof.cli import main\nfrom symproof.later import Later\n"
        f"assert main({list(command)}) == 0\n"
        "print(*(name for name, module in sys.modules.items() if not isinstance(module, Later)))"
    )
    done = subprocess.run([sys.executable, "-c", code], capture_output=True, text=True, check=True)
    return set(done.stdout.splitlines()[-1].split())


# What a one-line proof does without: libraries, other processes, and rules and searches for other claims.
LIBRARIES = [
    "asyncio", "concurrent", "flint", "importlib.metadata", "jinja2", "logging", "multiprocessing", "numpy",
    "pickle", "random", "rich", "scipy", "socket", "sqlite3", "subprocess", "sympy", "tempfile", "tomllib", "traceback",
]  # fmt: skip
ELSEWHERE = [
    "author", "concrete.evaluation.moving", "concrete.exact.polynomials", "concrete.exact.rationals",
    "concrete.hypotheses", "concrete.points.search", "concrete.vacuous", "explain", "kernel.algebra.calculus",
    "kernel.algebra.determinants", "kernel.algebra.entrywise", "kernel.algebra.laws", "kernel.algebra.nonnegative",
    "kernel.algebra.sums", "kernel.argument", "kernel.order", "recheck", "report.html", "report.to_json",
    "report.to_latex", "search.algebra.goals", "search.argument", "search.contradictions", "search.definite",
    "search.ranges", "verdict.cluster", "verdict.deriving", "verdict.memory", "verdict.missing", "verdict.workers",
]  # fmt: skip
MOST_EXECUTED = 150  # modules of symproof


def test_one_line_proof_executes_what_it_uses() -> None:
    executed = executed_by("prove", "-s", "A:n,n", "tr(A) = tr(A.T)")
    assert not {*LIBRARIES, *(f"symproof.{name}" for name in ELSEWHERE)} & executed
    assert len([name for name in executed if name.startswith("symproof.")]) <= MOST_EXECUTED


def test_version_executes_the_command_line_only() -> None:
    executed = {name for name in executed_by("--version") if name.startswith("symproof.")}
    assert {name.split(".")[1] for name in executed} <= {"cli", "diagnostics", "language", "later", "version"}
    assert len(executed) < 16


def test_recheck_imports_no_judge(tmp_path: Path) -> None:
    report = tmp_path / "report.json"
    command = ["prove", "-s", "A:n,n", "-s", "B:n,n", "A*B = B*A |- A*A*B = B*A*A", "--format", "json"]
    code = f"from symproof.cli import main\nassert main({[*command, '--output', str(report)]}) == 0"
    assert "flint" in loaded_by(code)
    loaded = loaded_by(f"from symproof.cli import main\nassert main(['recheck', {str(report)!r}]) == 0")
    assert not loaded & {"sympy", "z3", "rich", "flint", "lark"}
