"""How declared names are set: Greek letters, and the suffixes of decorated letters."""

from __future__ import annotations

GREEK = frozenset(
    """alpha beta gamma delta epsilon zeta eta theta iota kappa lambda mu nu xi pi rho sigma tau upsilon phi chi psi
    omega Gamma Delta Theta Lambda Xi Pi Sigma Upsilon Phi Psi Omega""".split()
)
ALIASES = {"eps": r"\varepsilon", "lam": r"\lambda", "ell": r"\ell"}
DECORATIONS = {
    "tilde": r"\tilde{%s}",
    "t": r"\tilde{%s}",
    "bar": r"\bar{%s}",
    "hat": r"\hat{%s}",
    "prime": "%s'",
    "star": "%s^{*}",
}


def latex_name(name: str) -> str:
    """``M`` as M, ``eps`` as epsilon, ``M_tilde`` and ``Mt`` with a tilde, ``L0`` with an index."""
    base, _, suffix = name.rpartition("_")
    if base and suffix in DECORATIONS:
        return DECORATIONS[suffix] % latex_name(base)
    if len(name) == 2 and name[0].isupper() and name[1] == "t":
        return rf"\tilde{{{name[0]}}}"
    if base:
        return f"{latex_name(base)}_{{{latex_name(suffix) if suffix.isalpha() else suffix}}}"
    letters = name.rstrip("0123456789")
    if letters and letters != name:
        return f"{latex_name(letters)}_{{{name[len(letters) :]}}}"
    if name in ALIASES:
        return ALIASES[name]
    if name in GREEK:
        return "\\" + name
    return name if len(name) == 1 else rf"\mathit{{{name}}}"
