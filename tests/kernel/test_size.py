"""The kernel stays small and stands alone."""

from __future__ import annotations

import ast
import io
import sys
import tokenize
from collections.abc import Iterator
from pathlib import Path

import pytest

import symproof.kernel
import symproof.language

KERNEL = sorted(Path(symproof.kernel.__file__).parent.rglob("*.py"))
LANGUAGE = sorted(Path(symproof.language.__file__).parent.rglob("*.py"))
FILES = [*KERNEL, *LANGUAGE]
ARGUMENT = [path for path in KERNEL if path.parent.name == "argument"]
NAMED = {
    "functions.py",
    "contractions.py",
    "kronecker.py",
    "calls.py",
    "determinants.py",
    "entrywise.py",
    "scalars.py",
    "laws.py",
    "quantities.py",
    "spectra.py",
    "sum_laws.py",
}
FUNCTIONS = [path for path in KERNEL if path.name in NAMED]
DEFINITE = [path for path in KERNEL if path.name in ("nonnegative.py", "definite_laws.py")]
BLOCKS = [path for path in KERNEL if path.name in ("blocks.py", "powers.py")]
ALGEBRA = [path for path in KERNEL if path not in (*ARGUMENT, *FUNCTIONS, *DEFINITE, *BLOCKS)]
# Lines of code. What decides whether an equation or an order follows: 900, and sums over indices, orders, the rules for
# inverses and powers that came later, structured keys of letters, the places that refusals name, the protocol by
# which derivatives and sums ask for forms, and families with a leading index, with facts for each index of a range; the
# rules of named functions (det, kron, vec, ...); the rules of what is not negative: factors of orders, positive
# semidefinite matrices; block matrices and symbolic powers; what makes one theorem of a whole
# argument; and the data that all of these decide about, with their arithmetic of indices, substitution, JSON
# form, the table of named functions and that of the names and sources of their rules, and the proof as it is loaded, a
# tree of blocks and steps, with the walk that says what is known at each step, but without rules.
LIMITS = {
    "algebra": (ALGEBRA, 1890),
    "functions": (FUNCTIONS, 1245),
    "definite": (DEFINITE, 254),
    "blocks": (BLOCKS, 183),
    "argument": (ARGUMENT, 882),
    "language": (LANGUAGE, 2165),
}
LONGEST_FILE = 450  # with prose
NOT_CODE = {
    tokenize.COMMENT, tokenize.NL, tokenize.NEWLINE, tokenize.INDENT, tokenize.DEDENT, tokenize.ENDMARKER,
    tokenize.ENCODING,
}  # fmt: skip


def code_lines(path: Path) -> int:
    """Lines that hold code: no docstrings, comments, blank lines or imports."""
    text = path.read_text(encoding="utf-8")
    tokens = tokenize.generate_tokens(io.StringIO(text).readline)
    lines = {line for token in tokens if token.type not in NOT_CODE for line in range(token.start[0], token.end[0] + 1)}
    return len(lines - set(prose_lines(ast.parse(text))))


def prose_lines(tree: ast.Module) -> Iterator[int]:
    for node in ast.walk(tree):
        if isinstance(node, ast.Import | ast.ImportFrom):
            yield from range(node.lineno, (node.end_lineno or 0) + 1)
        if isinstance(node, ast.Module | ast.ClassDef | ast.FunctionDef) and ast.get_docstring(node) is not None:
            yield from range(node.body[0].lineno, (node.body[0].end_lineno or 0) + 1)


def test_lines_of_code_are_counted() -> None:
    counts = {path.name: code_lines(path) for path in LANGUAGE}
    assert counts["__init__.py"] == 0
    assert counts["refusal.py"] in range(5, 30)


@pytest.mark.parametrize("part", LIMITS)
def test_the_kernel_is_small(part: str) -> None:
    files, limit = LIMITS[part]
    counts = {path.name: code_lines(path) for path in files}
    assert sum(counts.values()) <= limit, counts


@pytest.mark.parametrize("path", FILES, ids=lambda path: f"{path.parent.name}/{path.name}")
def test_a_module_is_read_in_one_go(path: Path) -> None:
    assert len(path.read_text(encoding="utf-8").splitlines()) < LONGEST_FILE


@pytest.mark.parametrize("path", FILES, ids=lambda path: f"{path.parent.name}/{path.name}")
def test_the_kernel_imports_the_standard_library_the_language_and_itself(path: Path) -> None:
    allowed = {"symproof.language", "symproof.kernel" if path in KERNEL else "symproof.language"}
    for node in ast.walk(ast.parse(path.read_text(encoding="utf-8"))):
        if isinstance(node, ast.Import):
            found = [item.name for item in node.names]
        elif isinstance(node, ast.ImportFrom):
            assert node.level == 0
            found = [node.module or ""]
        else:
            continue
        for name in found:
            assert ".".join(name.split(".")[:2]) in allowed or name.split(".")[0] in sys.stdlib_module_names


@pytest.mark.parametrize("path", FILES, ids=lambda path: f"{path.parent.name}/{path.name}")
def test_no_floats_and_no_assertions_in_the_kernel(path: Path) -> None:
    """Arithmetic is exact, and ``python -O`` changes nothing."""
    for node in ast.walk(ast.parse(path.read_text(encoding="utf-8"))):
        assert not isinstance(node, ast.Assert)
        assert not (isinstance(node, ast.Constant) and isinstance(node.value, float))
        assert not (isinstance(node, ast.Name) and node.id in ("float", "eval", "exec", "open", "print"))
        assert not (isinstance(node, ast.BinOp) and isinstance(node.op, ast.Div) and _inexact(node))


def _inexact(node: ast.BinOp) -> bool:
    """A division whose left side is not visibly a Fraction."""
    return not (isinstance(node.left, ast.Call) and getattr(node.left.func, "id", "") == "Fraction")
