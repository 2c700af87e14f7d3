r"""The table of named functions: what each takes, the size of its value, what it needs and how it is written.

The table is plain data and decides nothing. The front ends read names, arguments and needs from it, ``calls.py`` the
sizes, both printers the notation. What else is known of a function stands where it may be known, in a registry that is
keyed by these names: the rules of the normal form in ``kernel/algebra/functions.py``, differentials in
``kernel/algebra/calculus.py``, exact values in ``concrete/exact/rings.py``. docs/functions.md lists them all.
"""

from __future__ import annotations

from symproof.language.records import dataclass


@dataclass(frozen=True, slots=True)
class Parameter:
    """An argument of a function: ``kind`` is matrix, size, index or blocks.

    ``rows`` and ``columns`` of a matrix are the letters of its sizes, or "1"; the same letter means the same size. A
    size is its own letter.
    """

    name: str
    rows: str = ""
    columns: str = ""
    kind: str = "matrix"

    @property
    def is_scalar(self) -> bool:
        """Whether the parameter is a scalar."""
        return self.rows == self.columns == "1"

    @property
    def is_square(self) -> bool:
        """Whether the parameter is a square matrix."""
        return self.kind == "matrix" and self.rows == self.columns


@dataclass(frozen=True, slots=True)
class Function:
    r"""A named function, whose value has the size ``gives``: "1", a letter of the parameters, or a product of letters.

    ``needs`` is what the first argument has to be for the value to mean what it says. ``latex`` holds #1, #2, ... for
    the arguments; an ``infix`` function stands between its arguments. The value of a function is a ``Call`` unless
    it is ``written_as`` another term.
    """

    name: str
    title: str
    meaning: str
    parameters: tuple[Parameter, ...]
    gives: tuple[str, str]
    latex: str
    needs: str = ""
    infix: bool = False
    written_as: str = ""

    @property
    def usage(self) -> str:
        """How a call is written: ``kron(X,Y)``."""
        return f"{self.name}({','.join(parameter.name for parameter in self.parameters)})"

    @property
    def keeps_arguments(self) -> bool:
        """Whether a call holds its arguments: sizes are left out where the size of the value says them."""
        return any(parameter.kind != "size" or parameter.name not in self.gives for parameter in self.parameters)


_SCALAR, _SQUARE, _ANY = Parameter("c", "1", "1"), Parameter("X", "n", "n"), Parameter("X", "m", "n")
_SIZES = (Parameter("m", kind="size"), Parameter("n", kind="size"))
_INDICES = (Parameter("i", kind="index"), Parameter("j", kind="index"))
_TABLE = (
    Function("det", "determinant", "the determinant of X", (_SQUARE,), ("1", "1"), r"\det(#1)"),
    Function("adj", "adjugate", "the adjugate of X: X*adj(X) = det(X)*I", (_SQUARE,), ("n", "n"),
             r"\operatorname{adj}(#1)"),
    Function("diag", "diagonal part", "X with 0 off the diagonal; diag(v*ones(1,n)) has the diagonal v", (_SQUARE,),
             ("n", "n"), r"\operatorname{diag}(#1)"),
    Function("rank", "rank", "the rank of X, as a scalar", (_ANY,), ("1", "1"), r"\operatorname{rank}(#1)"),
    Function("vec", "vectorization", "the columns of X stacked from left to right", (_ANY,), ("m*n", "1"),
             r"\operatorname{vec}(#1)"),
    Function("kron", "Kronecker product", "the matrix with the blocks X[i,j]*Y", (_ANY, Parameter("Y", "p", "q")),
             ("m*p", "n*q"), r"#1 \otimes #2", infix=True),
    Function("hadamard", "Hadamard product", "the matrix with the entries X[i,j]*Y[i,j]",
             (_ANY, Parameter("Y", "m", "n")), ("m", "n"), r"#1 \odot #2", infix=True),
    Function("ones", "matrix of ones", "the m x n matrix whose entries are all 1", _SIZES, ("m", "n"),
             r"\mathbf{1}_{#1 \times #2}"),
    Function("commutation", "commutation matrix", "the matrix K with K*vec(X) = vec(X.T) for every m x n matrix X",
             _SIZES, ("m*n", "m*n"), r"\mathbf{K}_{#1,#2}"),
    Function("block", "block matrix", "the matrix made of blocks, given as rows of blocks",
             (Parameter("[[A,B],[C,D]]", kind="blocks"),), ("", ""), ""),
    Function("delta", "Kronecker delta", "1 where i = j, otherwise 0", _INDICES, ("1", "1"),
             r"\operatorname{delta}(#1, #2)"),
    Function("log", "logarithm", "the natural logarithm of the scalar c", (_SCALAR,), ("1", "1"), r"\log(#1)",
             needs="positive"),
    Function("exp", "exponential", "the exponential of the scalar c", (_SCALAR,), ("1", "1"), r"\exp(#1)"),
    Function("sqrt", "square root", "the square root of the scalar c that is not negative", (_SCALAR,), ("1", "1"),
             r"\sqrt{#1}", needs="nonnegative"),
    Function("abs", "absolute value", "the absolute value of the scalar c", (_SCALAR,), ("1", "1"),
             r"\lvert #1 \rvert"),
    Function("inv", "inverse", "the inverse of X, the reciprocal of a scalar", (_SQUARE,), ("n", "n"), "",
             needs="invertible", written_as="Inverse"),
    Function("tr", "trace", "the sum of the diagonal entries of X", (_SQUARE,), ("1", "1"), "", written_as="Trace"),
    Function("norm2", "squared Frobenius norm", "the sum of the squares of the entries, tr(X.T*X)", (_ANY,),
             ("1", "1"), "", written_as="Trace"),
    Function("I", "identity matrix", "the n x n identity matrix", (Parameter("n", kind="size"),), ("n", "n"), "",
             written_as="Identity"),
    Function("zeros", "zero matrix", "the m x n matrix whose entries are all 0", _SIZES, ("m", "n"), "",
             written_as="Zero"),
    Function("J", "single-entry matrix", "the m x n matrix with 1 at (i,j) and 0 elsewhere", (*_INDICES, *_SIZES),
             ("m", "n"), "", written_as="Product"),
)  # fmt: skip
FUNCTIONS = {function.name: function for function in _TABLE}
CALLS = {function.name: function for function in _TABLE if not function.written_as}
