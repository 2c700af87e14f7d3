"""The modules beside proof files: each runs once while the files of a folder are read, however many import it.

A proof file is such a module itself for the files that apply its lemmas. Once it has run, for whichever reason, its
proofs are taken from the module. A reading of files begins with no module at all, so that it sees what was saved.
"""

from __future__ import annotations

import sys
from collections.abc import Iterable, Iterator
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
    def around(self, folder: Path, module: ModuleType, further: Path) -> Iterator[None]:
        """Modules of this folder and packages of a further one can be imported. Afterwards those of the folder are
        unknown: another folder may use the same names.

        The module of the proof file is known by its name, as a data class of the file looks its annotations up there.
        """
        saved_path, saved_modules, saved_choice = list(sys.path), dict(sys.modules), sys.dont_write_bytecode
        beside = {*self.of(folder), *(path.stem for path in folder.glob("*.py"))} - {RUNNING}
        for name in (RUNNING, *beside):
            sys.modules.pop(name, None)
        sys.modules.update(self.of(folder))
        sys.modules[RUNNING] = module
        sys.path.insert(0, str(folder))
        sys.path += [str(further)]
        sys.dont_write_bytecode = True  # reading proofs leaves nothing behind in their folder
        try:
            with redirect_stdout(sys.stderr):  # what a file prints is no part of a report
                yield
        finally:
            sys.dont_write_bytecode = saved_choice
            sys.path[:] = saved_path
            self.of(folder).update({name: sys.modules[name] for name in beside if name in sys.modules})
            for name in (RUNNING, *beside):
                sys.modules.pop(name, None)
                if name in saved_modules:
                    sys.modules[name] = saved_modules[name]


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
