"""A symbolic proof-checking assistant for matrix analysis.

The public names are imported when they are first used, so that ``import symproof`` and the command line start fast.
"""

from __future__ import annotations

import sys
from importlib import import_module
from types import ModuleType

TYPE_CHECKING = False  # as in typing, whose import would cost the command line its first milliseconds
if TYPE_CHECKING:
    from typing import Any

__all__ = ["Result", "SymproofError", "Verdict", "__version__", "prove"]

_HOMES = {
    "Result": ("symproof.api", "Result"),
    "SymproofError": ("symproof.errors", "SymproofError"),
    "Verdict": ("symproof.model", "Verdict"),
    "__version__": ("symproof.version", "VERSION"),
}


def __getattr__(name: str) -> Any:
    """The public name, imported from its home (PEP 562)."""
    if name == "prove":
        return import_module("symproof.prove")
    if name not in _HOMES:
        raise AttributeError(f"module {__name__!r} has no attribute {name!r}")
    module, attribute = _HOMES[name]
    return getattr(import_module(module), attribute)


def __dir__() -> list[str]:
    return sorted(__all__)


class _Prove(ModuleType):
    """The package ``symproof.prove`` bears the name of the public function, so it can be called as that function."""

    def __call__(self, *arguments: Any, **options: Any) -> Any:
        """See ``symproof.api.prove``."""
        from symproof.api import prove

        return prove(*arguments, **options)


class _Package(ModuleType):
    """Importing ``symproof.prove``, from anywhere, binds it here: the one moment to make it callable."""

    def __setattr__(self, name: str, value: Any) -> None:
        if name == "prove":
            value.__class__ = _Prove
        super().__setattr__(name, value)


sys.modules[__name__].__class__ = _Package
