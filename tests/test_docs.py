"""The pages of docs/ are linked and their links lead somewhere; every public function has a docstring."""

from __future__ import annotations

import ast
import re
from pathlib import Path

import pytest

import symproof

ROOT = Path(__file__).parents[1]
PAGES = sorted((ROOT / "docs").glob("*.md"))
PACKAGE = Path(symproof.__file__).parent
# In an installed package the worked proofs stand inside as symproof.proofs: their text is for their own readers.
MODULES = sorted(path for path in PACKAGE.rglob("*.py") if path.relative_to(PACKAGE).parts[0] != "proofs")


def test_the_first_page_lists_every_page() -> None:
    first = (ROOT / "docs" / "index.md").read_text(encoding="utf-8")
    assert {page.name for page in PAGES} - {"index.md"} <= set(re.findall(r"\((\w+\.md)\)", first))


@pytest.mark.parametrize("page", [*PAGES, ROOT / "README.md", ROOT / "CONTRIBUTING.md"], ids=lambda page: page.name)
def test_links_lead_somewhere(page: Path) -> None:
    for link in re.findall(r"\]\(([^)#]+?)(?:#[\w-]+)?\)", page.read_text(encoding="utf-8")):
        assert link.startswith("https://") or (page.parent / link).exists(), link


def test_the_glossary_has_fifteen_words() -> None:
    text = (ROOT / "docs" / "glossary.md").read_text(encoding="utf-8")
    assert len(re.findall(r"^\| \*\*", text, re.MULTILINE)) == 15


def classes(path: Path) -> list[ast.ClassDef]:
    """The classes of a module."""
    return [node for node in ast.walk(ast.parse(path.read_text(encoding="utf-8"))) if isinstance(node, ast.ClassDef)]


def methods(found: ast.ClassDef) -> set[str]:
    """The names of the methods of a class."""
    return {node.name for node in found.body if isinstance(node, ast.FunctionDef)}


CLASSES = {found.name: found for path in MODULES for found in classes(path)}


def inherited(found: ast.ClassDef) -> set[str]:
    """The names of the methods of the classes of the package that a class is based on: these say what they return."""
    named = [base.value if isinstance(base, ast.Subscript) else base for base in found.bases]  # Writing[str]
    bases = [CLASSES[base.id] for base in named if isinstance(base, ast.Name) and base.id in CLASSES]
    return set().union(*(methods(base) | inherited(base) for base in bases))


def undocumented(path: Path) -> list[str]:
    """Public functions, and methods of public classes that override none, without a docstring."""
    found = []

    def visit(node: ast.AST, *, private: bool, said: set[str]) -> None:
        for child in ast.iter_child_nodes(node):
            if isinstance(child, ast.FunctionDef | ast.AsyncFunctionDef):
                is_public = not private and not child.name.startswith("_") and child.name not in said
                if is_public and ast.get_docstring(child) is None:
                    found.append(f"{child.name}, line {child.lineno}")
            elif isinstance(child, ast.ClassDef):
                visit(child, private=private or child.name.startswith("_"), said=inherited(child))

    visit(ast.parse(path.read_text(encoding="utf-8")), private=False, said=set())
    return found


@pytest.mark.parametrize("path", MODULES, ids=lambda path: path.as_posix())
def test_public_functions_have_docstrings(path: Path) -> None:
    assert not undocumented(path)
