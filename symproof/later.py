"""A module of symproof is executed when something of it is first used.

``from symproof.kernel.algebra import calculus`` costs next to nothing until ``calculus.gradient_of`` is looked up. So
what few statements need is imported at the top of a file like everything else, as a module. As everywhere in Python,
``from symproof.kernel.algebra.calculus import gradient_of`` executes it at once; so does importing a package.
"""

from __future__ import annotations

import sys
from _thread import RLock
from importlib.machinery import ModuleSpec, PathFinder
from types import ModuleType

TYPE_CHECKING = False  # as in typing, whose import would cost the command line its first milliseconds
if TYPE_CHECKING:
    from collections.abc import Sequence
    from importlib.abc import Loader
    from typing import Any

OURS, PROOFS = "symproof.", "symproof.proofs."  # the worked proofs are no part of the tool


class Later(ModuleType):
    """A module that was imported, and not executed yet."""

    def __getattr__(self, name: str) -> Any:
        """Executes the module. What tools ask of all modules, such as its documentation, does not."""
        if name.startswith("__") or not isinstance(self.__loader__, Delaying):
            raise AttributeError(f"module {self.__name__!r} has no attribute {name!r}")
        self.__loader__.execute(self)
        return getattr(self, name)


class Delaying:
    """The loader of a module; ``loader`` is the one that executes it when the time has come."""

    def __init__(self, loader: Loader) -> None:
        self.loader = loader
        self.lock = RLock()  # two threads of a worker on a cluster may ask for something of it at once
        self.is_executing = False

    def __getattr__(self, name: str) -> Any:
        return getattr(self.loader, name)

    def create_module(self, spec: ModuleSpec) -> ModuleType:
        """The module without anything in it."""
        return Later(spec.name)

    def exec_module(self, module: ModuleType) -> None:
        """Nothing: ``execute`` follows, except where a module is executed once more."""
        if not isinstance(module, Later):
            self.loader.exec_module(module)

    def execute(self, module: ModuleType) -> None:
        """Executes the module, once."""
        with self.lock:
            if self.is_executing or not isinstance(module, Later):
                return
            self.is_executing = True
            try:
                self.loader.exec_module(module)
            finally:
                self.is_executing = False
            module.__class__ = ModuleType  # type: ignore[assignment]


class Finder:
    """Finds the modules of symproof where Python does, and lets them wait."""

    @staticmethod
    def find_spec(name: str, path: Sequence[str] | None = None, target: ModuleType | None = None) -> ModuleSpec | None:
        """How a module is loaded; packages, and what is not ours, are left to the finders that follow."""
        if not name.startswith(OURS) or name.startswith(PROOFS):
            return None
        spec = PathFinder.find_spec(name, path, target)
        if spec is not None and spec.loader is not None and spec.submodule_search_locations is None:
            spec.loader = Delaying(spec.loader)  # type: ignore[assignment]
        return spec


def execute(*rooms: str) -> None:
    """Executes what waits in these rooms, and what that imports: processes that are started afterwards share it."""
    prefixes = tuple([f"{room}." for room in rooms])
    while waiting := [module for module in [*sys.modules.values()] if _waits(module, prefixes)]:
        for module in waiting:
            module.__loader__.execute(module)  # type: ignore[union-attr]


def _waits(module: ModuleType, prefixes: tuple[str, ...]) -> bool:
    return isinstance(module, Later) and module.__name__.startswith(prefixes)


def install() -> None:
    """Lets the modules of symproof wait from now on."""
    if Finder not in sys.meta_path:
        sys.meta_path.insert(0, Finder)
