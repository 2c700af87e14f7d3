"""What to write instead of signs and names of printed mathematics, LaTeX and other programs.

A statement that was copied from a paper holds such signs; each refusal says what stands for the sign here.
"""

from __future__ import annotations

import unicodedata
from difflib import get_close_matches

from symproof.language.functions import FUNCTIONS

_TRANSPOSE = "write X.T for the transpose"
_POWER = "write X**2 for a power, inv(X) for the inverse, X.T for the transpose"
_PRODUCT = "write A*B for the product"
_SIGNS = {
    "'\u2032\u2019`\u1d40\u22a4\u2020": _TRANSPOSE,
    "^": "write X**2 for a power, X.T for the transpose",
    "\u00b9\u00b2\u00b3\u2074\u2075\u2076\u2077\u2078\u2079\u207b\u207f\u1d4f": _POWER,
    "@\u00b7\u22c5\u00d7\u2217\u2022": _PRODUCT,
    "\u2297": "write kron(A,B) for the Kronecker product",
    "\u2218\u2299": "write hadamard(A,B) for the entrywise product",
    "\u2212\u2013\u2014\u2010\u2011": "write - for a minus sign",
    "!": "write `X nonzero`, or `X invertible`",
    "\u2260": "write `X nonzero` or c != 0",
    "\u2264\u2a7d\u2266": "write a <= b",
    "\u2265\u2a7e\u2267": "write a >= b",
    "\u2aaf\u227c": "write A <= B between symmetric matrices, or `A positive semidefinite`",
    "\u2ab0\u227d": "write A >= B between symmetric matrices, or `A positive semidefinite`",
    "\u227a": "write A < B between symmetric matrices, or `A positive definite`",
    "\u227b": "write A > B between symmetric matrices, or `A positive definite`",
    ".": "write X.T for the transpose; a decimal needs digits on both sides of the point",
    "|\u2016\u2225": "write norm2(X), abs(c) or det(X); `|-` stands between assumptions and claims",
    "?": "a question is written d(...)/dX = ?",
    ";": "separate statements by a comma",
    "\u2211": "write sum(c**k for k in 1..n) for a sum",
    "\u221a": "write sqrt(c) for a root",
    "\u2202\u2207": "write d(e)/dX for a derivative",
    "\u2208": "write `i in 1..n`",
    "\u2200": "declare an index by `i in 1..n`; a statement holds for all values of its symbols",
    "\\${": "write formulas without LaTeX: A*B, X**2, X.T, inv(X), alpha",
    '"\u201c\u201d': "write formulas without quotation marks",
}  # each sign of a key leads to the advice
FOREIGN = {sign: advice for signs, advice in _SIGNS.items() for sign in signs}
NAMES = "names are letters a to z and A to Z, digits and _, not starting with a digit"
_ELSEWHERE = {
    "trace": "tr", "Tr": "tr", "Trace": "tr", "inverse": "inv", "Inverse": "inv", "determinant": "det", "Det": "det",
    "ln": "log", "adjugate": "adj", "norm": "norm2", "eye": "I", "identity": "I", "Identity": "I", "zero": "zeros",
    "Hadamard": "hadamard", "kronecker": "kron", "Kronecker": "kron", "KroneckerProduct": "kron", "Rank": "rank",
    "rk": "rank", "Exp": "exp", "Log": "log", "Sqrt": "sqrt", "root": "sqrt", "Abs": "abs",
}  # fmt: skip


def instead_of_sign(sign: str) -> str:
    """What to write instead of a character that the language of statements does not have; nothing if nobody knows.

    >>> instead_of_sign("\u2264")
    'write a <= b'
    """
    return FOREIGN.get(sign, "") or (instead_of_letter(sign) if sign.isalpha() and not sign.isascii() else "")


def instead_of_letter(letter: str) -> str:
    """The rule for names, with the English name of a Greek letter.

    >>> instead_of_letter("\u03b1")
    'names are letters a to z and A to Z, digits and _, not starting with a digit: alpha'
    """
    words = unicodedata.name(letter, "").split()
    if words[:1] != ["GREEK"] or "LETTER" not in words:
        return NAMES
    name = words[words.index("LETTER") + 1].lower()
    return f"{NAMES}: {name.capitalize() if 'CAPITAL' in words else name}"


def instead_of_function(name: str) -> str:
    """What to write instead of the name of a function that the language does not have.

    >>> instead_of_function("trace")
    'did you mean tr? The functions are ...'
    """
    known = " ".join(sorted(FUNCTIONS))
    if name.lower() in ("transpose", "transposed"):
        return f"{_TRANSPOSE}. The functions are {known}"
    near = [_ELSEWHERE[name]] if name in _ELSEWHERE else get_close_matches(name, FUNCTIONS, 1, 0.6)
    return f"did you mean {near[0]}? The functions are {known}" if near else f"the functions are {known}"
