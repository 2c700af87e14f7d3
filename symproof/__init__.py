"""A symbolic proof-checking assistant for matrix analysis.

The public names are imported when they are first used, so that ``import symproof`` and the command line start fast.
"""

from __future__ import annotations

from importlib import import_module

from symproof.later import install

TYPE_CHECKING = False  # as in typing, whose import would cost the command line its first milliseconds
if TYPE_CHECKING:
    from typing import Any

__all__ = ["Report", "Result", "SymproofError", "Verdict", "__version__", "load_report", "prove"]

install()

_HOMES = {
    "Report": ("symproof.api", "Report"),
    "Result": ("symproof.api", "Result"),
    "SymproofError": ("symproof.diagnostics.errors", "SymproofError"),
    "Verdict": ("symproof.language.proof", "Verdict"),
    "__version__": ("symproof.version", "VERSION"),
    "load_report": ("symproof.api", "load_report"),
    "prove": ("symproof.api", "prove"),
}


def __getattr__(name: str) -> Any:
    """The public name, imported from its home (PEP 562)."""
    if name not in _HOMES:
        raise AttributeError(f"module {__name__!r} has no attribute {name!r}")
    module, attribute = _HOMES[name]
    return getattr(import_module(module), attribute)


def __dir__() -> list[str]:
    return sorted(__all__)
