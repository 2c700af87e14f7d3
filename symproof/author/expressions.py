"""Matrices, columns and scalars whose operators record what was written and simplify nothing.

``A * B`` is the matrix product or a scaling, ``A.T`` the transpose, ``A == B`` a claim. Only associativity is
forgotten: ``A * (B * C)`` is the product of three. Sizes are checked as each operator is applied, ranges of indices
when the expression enters a proof, since only there the range of a bound index is known.
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from contextlib import contextmanager
from fractions import Fraction
from typing import TYPE_CHECKING, Protocol

from symproof.author.claims import Claim, Declaring
from symproof.author.integers import is_integer, to_affine
from symproof.author.place import refuse
from symproof.author.ranges import LenientContext
from symproof.author.shapes import is_scalar, product_shape, require_same, require_square, shape_text
from symproof.language.affine import ONE, integer, subtract
from symproof.language.formulas import Compare, Equal, Invertible, Order
from symproof.language.refusal import Refusal
from symproof.language.sizes import SCALAR, Shape
from symproof.language.terms import Call, Inverse, Number, Power, Product, Sum, Term, Trace, Transpose, Zero

if TYPE_CHECKING:
    import sympy

_CODES = {
    "SP301": "SP205", "SP302": "SP214", "SP303": "SP206", "SP304": "SP218", "SP305": "SP201", "SP306": "SP203",
    "SP307": "SP211", "SP309": "SP213", "SP320": "SP204",
}  # fmt: skip


@contextmanager
def refused_here(*what: object, hint: str = "") -> Iterator[None]:
    """Turns a refusal of the kernel's size rules into an error at the author's line; ``what`` says about what."""
    try:
        yield
    except Refusal as refusal:
        about = " ".join(_shortened(str(part)) for part in what)
        message = f"{about}: {refusal.message}" if about else refusal.message
        raise refuse(_CODES.get(refusal.code, "SP219"), message, hint) from None


def _shortened(text: str) -> str:
    return text if len(text) <= 60 else f"{text[:28]} ... {text[-28:]}"


class Surrounding(Declaring, Protocol):
    """What an expression asks of the setting that declares it."""

    @property
    def context(self) -> LenientContext:
        """The sizes and ranges that are known here."""

    def shape_of(self, term: Term) -> Shape:
        """The rows and columns of a term."""

    def convert(self, value: object) -> Expression:
        """Turns a number, an integer or a SymPy expression into an expression of this setting."""

    def number(self, value: object) -> Expression:
        """An exact number as an expression."""

    def matrix(self, name: str, rows: object, columns: object) -> Expression:
        """Declares a matrix."""

    def basis(self, index: object, size: object) -> Expression:
        """The basis column e_index of R^size."""

    def to_sympy(self, term: Term) -> sympy.Expr:
        """The term as a SymPy expression."""

    def explicit(self, term: Term, sizes: Mapping[str, int | Sequence[int]]) -> sympy.Matrix:
        """The term as an explicit SymPy matrix at these sizes."""


class Expression:
    """A recorded matrix, column or scalar: a term of the kernel with its size and the setting that declares it."""

    __slots__ = ("setting", "shape", "term")
    __array_priority__ = 100.0
    __hash__ = object.__hash__

    def __init__(self, term: Term, shape: Shape, setting: Surrounding) -> None:
        self.term = term
        self.shape = shape
        self.setting = setting

    # -------------------------------------------------------------------------------- algebra

    def __add__(self, other: object) -> Expression:
        return _sum(self, self._operand(other))

    def __radd__(self, other: object) -> Expression:
        return _sum(self._operand(other), self)

    def __sub__(self, other: object) -> Expression:
        return _sum(self, -self._operand(other))

    def __rsub__(self, other: object) -> Expression:
        return _sum(self._operand(other), -self)

    def __neg__(self) -> Expression:
        return Expression(Product((Number(Fraction(-1)), *_factors(self.term))), self.shape, self.setting)

    def __mul__(self, other: object) -> Expression:
        return _product(self, self._operand(other))

    def __rmul__(self, other: object) -> Expression:
        return _product(self._operand(other), self)

    __matmul__ = __mul__
    __rmatmul__ = __rmul__

    def __truediv__(self, other: object) -> Expression:
        divisor = self._operand(other)
        if not divisor.is_scalar:
            raise refuse(
                "SP203",
                f"division by a {shape_text(divisor.shape)} matrix",
                "Only scalars divide; multiply by an inverse from one side.",
            )
        if isinstance(divisor.term, Number) and divisor.term.value:
            return _product(Expression(Number(1 / divisor.term.value), SCALAR, self.setting), self)
        return _product(inverse(divisor), self)

    def __rtruediv__(self, other: object) -> Expression:
        numerator = self._operand(other)
        is_one = self.is_scalar and isinstance(numerator.term, Number) and numerator.term.value == 1
        return inverse(self) if is_one else numerator / self

    def __pow__(self, exponent: object) -> Expression:
        """A power with an integer expression as exponent; where all of it is negative, a power of the inverse."""
        if not is_integer(exponent):
            hint = "Exponents are integers and indices, as in X ** 2 and X ** (k - 1); write sqrt(c) for a root."
            raise refuse("SP214", f"the exponent {exponent!r} is not an integer expression", hint)
        base, power = self, to_affine(exponent)
        if all(coefficient < 0 for _, coefficient in power.terms or [(None, power.constant)]):
            base, power = inverse(self), subtract(integer(0), power)
            if power == ONE:
                return base
        with refused_here(self):
            require_square(self.shape, "a power", self.setting.context)
        return Expression(Power(base.term, power), self.shape, self.setting)

    @property
    def T(self) -> Expression:  # noqa: N802 - the name mathematics gives it
        """The transpose."""
        rows, columns = self.shape
        return Expression(Transpose(self.term), (columns, rows), self.setting)

    def __abs__(self) -> Expression:
        """The absolute value of a scalar."""
        return absolute(self)

    def __getitem__(self, place: object) -> Expression:
        """The entry ``X[i, j]``, counted from 1; ``x[i]`` of a column or a row."""
        at = place if isinstance(place, tuple) else (place,)
        sizes = list(self.shape) if len(at) == 2 else [size for size in self.shape if size != ONE]
        if len(at) != len(sizes):
            raise refuse("SP214", f"{len(at)} indices into a {shape_text(self.shape)} matrix", "Write X[i, j].")
        units = [self.setting.basis(index, size) for index, size in zip(at, sizes, strict=True)]
        left = units[:1] if len(at) == 2 or self.shape[1] == ONE else []
        entry = self if not left or left[0].is_scalar else left[0].T * self
        right = units[len(left) :]
        return entry if not right or right[0].is_scalar else entry * right[0]

    def __iter__(self) -> Iterator[Expression]:
        raise refuse("SP214", "the entries of a matrix of symbolic size cannot be listed", "Write X[i, j].")

    # -------------------------------------------------------------------------------- claims

    def __eq__(self, other: object) -> Claim:  # type: ignore[override]
        right = self._like(other)
        with refused_here(self, "=", right, hint=_of_number(self, right)):
            require_same(self.shape, right.shape, self.setting.context, "an equation")
        return Claim(Equal(self.term, right.term), self.setting)

    def __ne__(self, other: object) -> Claim:  # type: ignore[override]
        right = self._like(other)
        with refused_here(self, "!=", right):
            require_same(self.shape, right.shape, self.setting.context, "a comparison")
        if self.is_scalar and isinstance(right.term, Number) and not right.term.value:
            return Claim(Invertible(self.term), self.setting)  # so that it provides 1/c, as `c nonzero` does
        return Claim(Compare("!=", self.term, right.term), self.setting)

    def __lt__(self, other: object) -> Claim:
        return _ordered("<", self, self._operand(other))

    def __le__(self, other: object) -> Claim:
        return _ordered("<=", self, self._operand(other))

    def __gt__(self, other: object) -> Claim:
        return _ordered("<", self._operand(other), self, turned=True)

    def __ge__(self, other: object) -> Claim:
        return _ordered("<=", self._operand(other), self, turned=True)

    def __bool__(self) -> bool:
        raise refuse("SP209", "a matrix expression has no truth value", "Record it in a step; do not test it.")

    # -------------------------------------------------------------------------------- reading

    @property
    def is_scalar(self) -> bool:
        """Both sizes are 1."""
        return is_scalar(self.shape, self.setting.context)

    def to_sympy(self) -> sympy.Expr:
        """The same expression in SymPy, unevaluated."""
        return self.setting.to_sympy(self.term)

    def explicit(self, **sizes: int | Sequence[int]) -> sympy.Matrix:
        """The matrix of symbols at these sizes: ``X.explicit(k=2, j=1, d=[3, 2, 3])``."""
        return self.setting.explicit(self.term, sizes)

    def __repr__(self) -> str:
        from symproof.render.text import text

        return text(self.term, self.setting.declarations)

    def _repr_latex_(self) -> str:
        from symproof.render.latex import latex

        return f"${latex(self.term, self.setting.declarations)}$"

    # -------------------------------------------------------------------------------- operands

    def _operand(self, other: object) -> Expression:
        return self.setting.convert(other)

    def _like(self, other: object) -> Expression:
        """The other side of an equation; 0 is the zero matrix of this size."""
        if isinstance(other, int) and not isinstance(other, bool) and other == 0 and not self.is_scalar:
            return Expression(Zero(*self.shape), self.shape, self.setting)
        return self._operand(other)


def _sum(left: Expression, right: Expression) -> Expression:
    with refused_here(left, "+", right, hint=_of_number(left, right)):
        require_same(left.shape, right.shape, left.setting.context)
    return Expression(Sum((*_summands(left.term), *_summands(right.term))), left.shape, left.setting)


def _of_number(left: Expression, right: Expression) -> str:
    """What to try where a number stands beside a matrix."""
    numbers = [side for side in (left, right) if isinstance(side.term, Number)]
    return f"Write {numbers[0]} * proof.identity(n) for a multiple of the identity." if numbers else ""


def _summands(term: Term) -> tuple[Term, ...]:
    return term.terms if isinstance(term, Sum) else (term,)


def _product(left: Expression, right: Expression) -> Expression:
    with refused_here(left, "*", right):
        shape = product_shape(left.shape, right.shape, left.setting.context)
    # X * (u.T * v) stays nested where X * u.T does not exist: only a flat reading that has sizes is recorded.
    right_factors = _factors(right.term) if _reads_flat(left, right) else (right.term,)
    return Expression(Product((*_factors(left.term), *right_factors)), shape, left.setting)


def _factors(term: Term) -> tuple[Term, ...]:
    return term.factors if isinstance(term, Product) else (term,)


def _reads_flat(left: Expression, right: Expression) -> bool:
    """Whether the factors of ``right``, one after the other, still multiply after ``left``."""
    context = left.setting.context
    current = left.shape
    try:
        for factor in _factors(right.term):
            current = product_shape(current, left.setting.shape_of(factor), context)
    except Refusal:
        return False
    return True


def _ordered(relation: Order, left: Expression, right: Expression, *, turned: bool = False) -> Claim:
    if not (left.is_scalar and right.is_scalar):
        raise refuse(
            "SP203",
            f"{relation} between sizes {shape_text(left.shape)} and {shape_text(right.shape)}: scalars only",
        )
    return Claim(Compare(relation, left.term, right.term, turned), left.setting)


# ------------------------------------------------------------------------------------------------ functions


def transpose(argument: Expression) -> Expression:
    """The transpose, also written ``X.T``."""
    return argument.T


def absolute(argument: Expression) -> Expression:
    """The absolute value of a scalar, also written ``abs(c)``."""
    if not argument.is_scalar:
        raise refuse("SP203", f"abs of a {shape_text(argument.shape)} matrix: it takes a scalar")
    return Expression(Call("abs", (argument.term,), ONE, ONE), SCALAR, argument.setting)


def inverse(argument: Expression) -> Expression:
    """The inverse of a square matrix, the reciprocal of a scalar. It means something only where ``invertible(X)``
    is a premise."""
    with refused_here(argument):
        require_square(argument.shape, "the inverse", argument.setting.context)
    return Expression(Inverse(argument.term), argument.shape, argument.setting)


def trace(argument: Expression) -> Expression:
    """The trace of a square matrix."""
    with refused_here(argument):
        require_square(argument.shape, "the trace", argument.setting.context)
    return Expression(Trace(argument.term), SCALAR, argument.setting)


def inner(left: Expression, right: Expression) -> Expression:
    """The inner product <X, Y> = tr(X^T Y)."""
    with refused_here():
        require_same(left.shape, right.shape, left.setting.context, "an inner product")
    return trace(left.T * right)


def norm2(argument: Expression) -> Expression:
    """The squared Frobenius norm ||X||^2 = tr(X^T X).

    >>> from symproof.author import Proof
    >>> X = Proof("example", "An example").matrix("X", 2, 3)
    >>> norm2(X).to_sympy()
    Trace(X.T*X)
    """
    return trace(argument.T * argument)
