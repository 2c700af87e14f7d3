"""Finding proof files and running them. One file's error never hides the others, and never shows as a traceback.

A proof file is Python and is executed, as pytest executes a test. Modules beside it (a shared setting), and in the
folders above it up to the folder of proofs, are importable by their plain names, in a source tree and in the installed
package alike.
"""

from __future__ import annotations

import ast
import re
import stat
import traceback
from collections.abc import Iterable, Iterator
from pathlib import Path
from types import ModuleType
from typing import TypeAlias

import symproof.author
from symproof.author.configured import configured_folder
from symproof.author.neighbours import RUNNING, Neighbours, claiming
from symproof.author.place import made
from symproof.author.proof import Proof, suggestion
from symproof.author.source import is_written_by_author, resolved, source_text
from symproof.author.theory import Axiom, KernelStatement
from symproof.author.wrong_calls import wrong_call
from symproof.diagnostics.diagnostic import LoadError
from symproof.diagnostics.errors import SymproofError, as_text
from symproof.language.proof import Proof as LoadedProof
from symproof.language.records import dataclass
from symproof.language.refusal import Refusal

PACKAGED = Path(__file__).parent.parent / "proofs"
_NAME = re.compile(r"cannot import name '(\w+)' from 'symproof\.author'")
_ELSEWHERE = {
    "I": "identity", "eye": "identity", "zeros": "zero", "symbols": "scalar", "tr": "trace", "inv": "inverse",
    "Sum": "summation", "KroneckerProduct": "kron", "HadamardProduct": "hadamard", "dot": "inner",
    "MatrixSymbol": "matrix", "Symbol": "scalar", "Identity": "identity", "ZeroMatrix": "zero", "forall": "for_all",
    "BlockMatrix": "block", "Determinant": "det", "Inverse": "inverse", "Trace": "trace", "Transpose": "transpose",
    "J": "single_entry", "e": "basis", "grad": "gradient", "diff": "derivative",
}  # fmt: skip  # words of NumPy, SymPy and files of statements
MODULES = (
    "Modules in the folder of the proof file, and above it up to the folder of proofs, can be imported by their names."
)
Draft: TypeAlias = Proof | Axiom | KernelStatement
_DRAFTS = ("Proof", "Axiom", "KernelStatement")
_SKIPPED = ("test_", "conftest", "__init__")


@dataclass(frozen=True, slots=True)
class Candidate:
    """A file that may define proofs, the prefix of their ids, and the folder of proofs that it was found in."""

    path: Path
    folder: str
    root: Path | None = None


def proofs_folder(given: Path | None = None, start: Path | None = None) -> Path:
    """``given``; else what setup.cfg says; else ./proofs; else the worked proofs inside the package."""
    if given is not None:
        return given
    here = start or Path.cwd()
    configured = configured_folder(here / "setup.cfg")
    if configured is not None:
        return configured
    if (here / "proofs").is_dir():
        return here / "proofs"
    return worked_proofs()


def worked_proofs() -> Path:
    """The folder of the worked proofs, in the package or in its source tree."""
    source_tree = PACKAGED.parent.parent / "proofs"
    return PACKAGED if PACKAGED.is_dir() else source_tree


def discover(folder: Path | None = None) -> list[Candidate]:
    """The files that may define proofs, in the order of their names."""
    root = proofs_folder(folder)
    if root.is_file():
        return [candidate(root)]
    if not root.is_dir():
        raise SymproofError("SP103", f"there is no folder {root}", "Give a folder with --proofs DIR.", file=str(root))
    named = (path for path in root.rglob("*.py") if not is_skipped(path.relative_to(root)))
    paths = sorted(path for path in named if _is_file(path))
    return [
        Candidate(path, path.parent.relative_to(root).as_posix().removeprefix("."), resolved(root))
        for path in paths
        if may_define(path)
    ]


def _is_file(path: Path) -> bool:
    """Whether this is a file, or nothing that can be looked at, so that reading it says why: no folder with the name of
    a file, and no pipe, which would be waited for."""
    try:
        return stat.S_ISREG(path.stat().st_mode)
    except OSError:
        return True


def candidate(path: Path) -> Candidate:
    """A file given by its path; its proofs are named after its folder."""
    return Candidate(path, resolved(path).parent.name)


def is_skipped(path: Path) -> bool:
    """Whether a file below the folder of proofs is none by its name: hidden, private, or a test."""
    return any(part.startswith((".", "_")) for part in path.parts) or path.name.startswith(_SKIPPED)


def may_define(path: Path) -> bool:
    """Whether the top level of the file makes a proof or an axiom, or calls a function of the file that makes a proof;
    or the file cannot be read: running it will say why."""
    try:
        tree = ast.parse(path.read_bytes())
    except (OSError, SyntaxError, ValueError):
        return True
    makers, called = {"Proof"}, _called(tree, functions=False)
    inside = {node.name: _called(node) for node in tree.body if isinstance(node, ast.FunctionDef)}
    while found := {name for name, names in inside.items() if name not in makers and names & makers}:
        makers |= found
    return bool(called & makers.union(_DRAFTS))


def _called(tree: ast.Module | ast.FunctionDef, functions: bool = True) -> set[str]:
    """The names that are called in a module or function; without ``functions``, outside of the definitions in it."""
    skipped = () if functions else (ast.FunctionDef, ast.ClassDef)
    calls = [node.func for statement in tree.body if not isinstance(statement, skipped)
             for node in ast.walk(statement) if isinstance(node, ast.Call)]  # fmt: skip
    return {call.id if isinstance(call, ast.Name) else getattr(call, "attr", "") for call in calls}


# ------------------------------------------------------------------------------------------------ running


def load(found: Candidate | Path, beside: Neighbours | None = None) -> tuple[list[LoadedProof], list[LoadError]]:
    """The proofs that a file defines, and everything that is wrong with it. ``beside`` holds the modules that have run
    for other files; a file that fails among them runs again alone, so that its error is its own."""
    where = candidate(found) if isinstance(found, Path) else found
    path = resolved(where.path)
    beside = Neighbours() if beside is None else beside
    alone = not beside.of(path.parent)
    values, namespace, errors = _ran(path, where.root, beside)
    if errors and not alone:
        return load(where)
    proofs: list[LoadedProof] = []
    bound = _drafts([*values, *namespace.values()])
    drafts = {id(value): value for value in bound if value.file == str(path)}
    if errors:
        return [], [*(error for draft in drafts.values() for error in draft.wrong), *errors]
    if not drafts:
        hint = 'A proof file binds a name at its top level: proof = Proof("id", "title").'
        return [], [LoadError("SP104", "the file defines no proof", hint, str(path))]
    for draft in drafts.values():
        loaded, wrong = _finished(draft, where.folder)
        errors += wrong
        proofs += [loaded] if loaded is not None else []
    return _distinct(proofs, errors)


def _finished(draft: Draft, folder: str) -> tuple[LoadedProof | None, list[LoadError]]:
    """The loaded proof; or what is wrong with it, or with a lemma that it applies."""
    try:
        return draft.finished(as_text(folder))
    except SymproofError as error:
        return None, [error.error]
    except Refusal as refusal:
        return None, [LoadError("SP219", f"a declaration is refused: {refusal.message}", "", draft.file, draft.line)]


def _drafts(values: Iterable[object]) -> Iterator[Draft]:
    """The proofs and axioms among the values of a file, alone or in a list."""
    for value in values:
        if isinstance(value, Proof | Axiom | KernelStatement):
            yield value
        elif isinstance(value, list | tuple):
            yield from _drafts(value)


def _distinct(proofs: list[LoadedProof], errors: list[LoadError]) -> tuple[list[LoadedProof], list[LoadError]]:
    """Proofs with an id that another one has already are not loaded."""
    kept: dict[str, LoadedProof] = {}
    for proof in proofs:
        if proof.id in kept:
            hint = "Proofs of one folder have different names."
            errors.append(LoadError("SP105", f"a second proof is called {proof.id}", hint, proof.file, proof.line))
        else:
            kept[proof.id] = proof
    return list(kept.values()), errors


def load_all(candidates: list[Candidate]) -> tuple[list[LoadedProof], list[LoadError]]:
    """All proofs of these files; ids are unique."""
    proofs: list[LoadedProof] = []
    errors: list[LoadError] = []
    beside = Neighbours()
    for item in candidates:
        found, wrong = load(item, beside)
        proofs += found
        errors += wrong
    return _distinct(proofs, errors)


def _ran(path: Path, root: Path | None, beside: Neighbours) -> tuple[list[object], dict[str, object], list[LoadError]]:
    """What the top level of the file made, what its names are bound to, and what went wrong."""
    module = beside.known(path)
    if module is not None:
        return beside.made_by(module), vars(module), []
    with made() as found:
        namespace, errors = _run(path, root, beside)
    beside.settle(found)
    return claiming(found), namespace, errors


def _searched(path: Path, root: Path | None) -> list[Path]:
    """Where the file finds modules: in its folder, and in those above it up to the folder of proofs, also where only
    a part of that folder was named, or the user stands inside of a folder ``proofs``."""
    try:
        roots = {root, resolved(proofs_folder())}
    except SymproofError:  # the settings are wrong, which whoever needs them is told
        roots = {root}
    above = list(path.parent.parents)
    roots.add(next((folder for folder in above if folder.name == "proofs" and path.parent.name != "proofs"), None))
    return [path.parent, *above[: max((above.index(each) + 1 for each in roots if each in above), default=0)]]


def _run(path: Path, root: Path | None, beside: Neighbours) -> tuple[dict[str, object], list[LoadError]]:
    module = ModuleType(RUNNING)
    module.__file__ = str(path)
    try:
        code = compile(source_text(path), str(path), "exec", dont_inherit=True)
    except SymproofError as error:
        return {}, [error.error]
    except OSError as error:
        return {}, [LoadError("SP103", f"{path} cannot be read: {error.strerror}", "", str(path))]
    except (SyntaxError, ValueError) as error:
        return {}, [_syntax_error(error, path)]
    further = worked_proofs().parent  # the package of the worked proofs is importable as ``proofs``
    with beside.around(_searched(path, root), module, further):
        try:
            exec(code, module.__dict__)  # noqa: S102 - a proof file is a program of its author, see the module's docstring
        except SymproofError as error:
            return dict(module.__dict__), [error.error]
        except SystemExit as error:
            message = "the file ends Python (SystemExit)"
            return {}, [LoadError("SP102", message, "A proof file only records.", *_stopped_at(error, path))]
        except KeyboardInterrupt:
            raise
        except BaseException as error:  # noqa: BLE001 - whatever the author's file raises is the author's error
            return dict(module.__dict__), [_raised(error, path)]
    beside.keep(path, module)
    return dict(module.__dict__), []


def _syntax_error(error: SyntaxError | ValueError, path: Path) -> LoadError:
    hint = "The file must be valid Python."
    if isinstance(error, SyntaxError):
        return LoadError(
            "SP101", f"syntax error: {error.msg}", hint, error.filename or str(path), error.lineno, error.offset
        )
    return LoadError("SP101", f"not a Python file: {error}", hint, str(path))


def _stopped_at(error: BaseException, path: Path) -> tuple[str, int | None]:
    """File and line of the author: the innermost line in the folder of the proof, or in a package there."""
    frames = [
        frame
        for frame in traceback.extract_tb(error.__traceback__)
        if is_written_by_author(frame.filename, path.parent)
    ]
    return (frames[-1].filename, frames[-1].lineno) if frames else (str(path), None)


def _raised(error: BaseException, path: Path) -> LoadError:
    if isinstance(error, SyntaxError):
        return _syntax_error(error, path)
    where = _stopped_at(error, path)
    called = wrong_call(error, path.parent)
    if called is not None:
        return LoadError("SP120", *called, *where)
    if _is_circular(error):
        hint = "Move what both need into a third file. A lemma cannot rest on a proof that applies it."
        return LoadError("SP124", "this file and another one import each other", hint, *where)
    message = f"{type(error).__name__}: {error}".removesuffix(": ")
    hint = _hint(error) or "The file stopped at this line."
    return LoadError("SP102", message, hint, *where)


def _is_circular(error: BaseException) -> bool:
    """Whether a name was looked up in a module that has not run to its end, since it imports the one that runs."""
    named = isinstance(error, ImportError | AttributeError)
    return named and ("partially initialized module" in str(error) or f"'{RUNNING}'" in str(error))


def _hint(error: BaseException) -> str:
    if isinstance(error, ImportError):
        missing = _NAME.match(str(error))
        return _instead(missing[1]) if missing else MODULES
    if isinstance(error, TypeError) and str(error).startswith("unsupported operand type(s) for ^"):
        return "Write A**2 for a power, and X.T for the transpose."
    if isinstance(error, NameError):
        name = error.name or ""
        return _instead(name) or f'Declare it above, as in {name} = proof.matrix("{name}", m, n), or import it.'
    if isinstance(error, AttributeError):
        known = [name for name in dir(error.obj) if not name.startswith("_")]
        name = error.name or ""
        written = _ELSEWHERE.get(name, name)
        near = written if written in known else next((item for item in known if item.lower() == written.lower()), None)
        return f"Did you mean {near}?" if near else suggestion(written, known) or _instead(written)
    return ""


def _instead(name: str) -> str:
    """Says what to write instead of an unknown name, which may be a word of another library."""
    written = _ELSEWHERE.get(name, name)
    if written in symproof.author.__all__:
        return f"Write {written}(...), which is imported from symproof.author."
    if hasattr(Proof, written):
        return f"Write proof.{written}(...): it is a method of a proof."
    return suggestion(name, symproof.author.__all__)
