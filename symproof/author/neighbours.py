"""The modules beside proof files: each runs once while the files of a folder are read, however many import it.

A proof file is such a module itself for the files that apply its lemmas. Once it has run, for whichever reason, its
proofs are taken from the module. A reading of files begins with no module at all, so that it sees what was saved.
"""

from __future__ import annotations

import sys
from collections.abc import Iterable, Iterator, Mapping, Sequence
from contextlib import contextmanager, redirect_stdout
from dataclasses import field
from importlib.util import spec_from_file_location
from pathlib import Path
from types import ModuleType

from symproof.author.place import Made
from symproof.author.proof import Proof
from symproof.author.setting import Setting
from symproof.language.records import dataclass

RUNNING = "symproof_proof_file"  # the name of the module of a proof file while it runs


@dataclass(slots=True)
class Neighbours:
    """The modules that have run, by folder and name, and what their top levels made."""

    modules: dict[Path, dict[str, ModuleType]] = field(default_factory=dict)
    made: list[Made] = field(default_factory=list)

    def of(self, folder: Path) -> dict[str, ModuleType]:
        """The modules of this folder by name."""
        return self.modules.setdefault(folder, {})

    def known(self, path: Path) -> ModuleType | None:
        """The module of this file, if it has run."""
        found = self.of(path.parent).get(path.stem)
        return found if getattr(found, "__file__", None) == str(path) else None

    def made_by(self, module: ModuleType) -> list[object]:
        """The proofs and axioms that the top level of the module made, in order."""
        return claiming(item for item in self.made if item.namespace is vars(module))

    def keep(self, path: Path, module: ModuleType) -> None:
        """Gives a proof file that has run to those that import it by its name."""
        if path.stem not in self.of(path.parent):
            module.__name__, module.__spec__ = path.stem, spec_from_file_location(path.stem, path)
            self.of(path.parent)[path.stem] = module

    def settle(self, made: list[Made]) -> None:
        """Remembers what a file and its modules made. If a file added to a proof of another one, all files run again:
        the next one is to see each proof as its own file writes it."""
        self.made += made
        if any(_is_extended(item.what) for item in self.made):
            self.modules.clear()
            self.made.clear()

    @contextmanager
    def around(self, folders: Sequence[Path], module: ModuleType, further: Path) -> Iterator[None]:
        """Modules and packages of these folders and packages of a further one can be imported; the first of the folders
        is that of the file. Afterwards those of the folders are unknown, and so are those of folders that the file puts
        on the path of Python itself: another folder may use the same names, and the next reading sees what was saved.

        The module of the proof file is known by the name of the file, so that a file that imports itself, also through
        others, does not run twice; and by its own name, as a data class of the file looks its annotations up there.
        """
        stem = Path(module.__file__ or "").stem
        saved_path, saved_modules, saved_choice = list(sys.path), dict(sys.modules), sys.dont_write_bytecode
        for name in {name for folder in folders for name in _hidden_by(folder, saved_modules)}:
            del sys.modules[name]
        sys.modules.update(self.of(folders[0]))
        sys.modules[RUNNING] = sys.modules[stem] = module
        sys.path[:0] = map(str, folders)
        sys.path += [str(further)]
        sys.dont_write_bytecode = True  # reading proofs leaves nothing behind in their folder
        try:
            with redirect_stdout(sys.stderr):  # what a file prints is no part of a report
                yield
        finally:
            sys.dont_write_bytecode = saved_choice
            added = {Path(entry) for entry in sys.path} - {Path(entry) for entry in saved_path} - {further}
            sys.path[:] = saved_path
            for name in (RUNNING, stem):
                if sys.modules.get(name) is module:  # whether it is kept is for ``keep`` to say: it may have failed
                    del sys.modules[name]
            own = _own({*folders, *added}, saved_modules)
            self.of(folders[0]).update(own)
            for name in own:
                del sys.modules[name]
            sys.modules.update(saved_modules)


def _hidden_by(folder: Path, modules: Mapping[str, ModuleType]) -> list[str]:
    """The names of the loaded modules that an import from this folder would replace: by a file, by a package, or by
    what is inside of a package. A folder without ``__init__.py`` comes last of all, so it takes the place of such
    folders only."""
    stems = {path.stem for path in folder.glob("*.py")}
    packages = {path.parent.name for path in folder.glob("*/__init__.py")} - {"symproof", "sympy"}
    plain = {path.name for path in folder.glob("*") if path.is_dir() and _is_plain(modules.get(path.name))}
    return [name for name in modules if name in stems or name.partition(".")[0] in packages | plain]


def _is_plain(module: ModuleType | None) -> bool:
    """Whether the module is a folder without ``__init__.py``."""
    return getattr(module, "__file__", None) is None and hasattr(module, "__path__")


def _own(roots: set[Path], before: Mapping[str, ModuleType]) -> dict[str, ModuleType]:
    """The modules that were imported since, and that stand in one of these folders or in a package there."""
    found = {name: module for name, module in list(sys.modules.items()) if before.get(name) is not module}
    tops = {name.partition(".")[0] for name in found}
    own = {top for top in tops if top in sys.modules and not roots.isdisjoint(_folders_of(sys.modules[top]))}
    return {name: module for name, module in found.items() if name.partition(".")[0] in own}


def _folders_of(module: ModuleType) -> list[Path]:
    """The folders in which Python finds this module or package: several for a package without a file."""
    file = getattr(module, "__file__", None)
    inside = [str(entry) for entry in getattr(module, "__path__", ())]
    return [Path(entry).parent for entry in inside or ([file] if file else [])]


def claiming(made: Iterable[Made]) -> list[object]:
    """What is loaded of a module: all that its top level made, and the proofs that its functions made and that have a
    step. A proof of a function is loaded even if no name stands for it any more."""
    return [item.what for item in made if not item.called or (isinstance(item.what, Proof) and item.what.lines)]


def _is_extended(draft: object) -> bool:
    """Whether something was assumed or claimed elsewhere than in the file of a proof: it has no line there."""
    if not isinstance(draft, Setting):
        return False
    lines = [item.line for item in draft.hypotheses]
    return None in (lines + draft.lines if isinstance(draft, Proof) else lines)
