"""Families ``M_i``, their chains, abstract functions ``f``, and what is written with them."""

from __future__ import annotations

import sympy

from symproof.author.claims import Claim
from symproof.author.expressions import Expression, Surrounding, refused_here
from symproof.author.integers import to_affine
from symproof.author.place import refuse
from symproof.author.shapes import chainable, require_same, require_square, shape, shape_text
from symproof.language.affine import Affine
from symproof.language.declarations import FunctionDeclaration, SymbolDeclaration
from symproof.language.formulas import Invertible
from symproof.language.refusal import Refusal
from symproof.language.sizes import SCALAR, chain_shape, member_shape
from symproof.language.terms import Chain, Gradient, IndexSum, Members, Slope, Symbol, Term, Value


class Family:
    """A family of matrices; ``M[i]`` is a member."""

    __slots__ = ("declared", "setting")

    def __init__(self, declared: SymbolDeclaration, setting: Surrounding) -> None:
        self.declared = declared
        self.setting = setting

    def __getitem__(self, index: object) -> Expression:
        at = to_affine(index)
        return Expression(Symbol(self.declared.name, at), member_shape(self.declared, at), self.setting)

    def __iter__(self) -> None:
        raise refuse(
            "SP214", f"the family {self.declared.name} has a symbolic range: it cannot be listed", "Use for_all."
        )

    def __repr__(self) -> str:
        return f"{self.declared.name}[{self.declared.range.index if self.declared.range else ''}]"


class Function:
    """An arbitrary differentiable f: ``f(P)`` is its value, ``f.gradient(P)`` its gradient f'(P)."""

    __slots__ = ("declared", "setting")

    def __init__(self, declared: FunctionDeclaration, setting: Surrounding) -> None:
        self.declared = declared
        self.setting = setting

    def __call__(self, argument: Expression) -> Expression:
        self._accepts(argument)
        return Expression(Value(self.declared.name, argument.term), SCALAR, self.setting)

    def gradient(self, argument: Expression) -> Expression:
        """f'(P), of the size of P."""
        self._accepts(argument)
        return Expression(Slope(self.declared.name, argument.term), self._domain, self.setting)

    @property
    def _domain(self) -> tuple[Affine, Affine]:
        return self.declared.rows, self.declared.columns

    def _accepts(self, argument: Expression) -> None:
        try:
            require_same(self._domain, argument.shape, self.setting.context)
        except Refusal:
            takes, given = shape_text(self._domain), shape_text(argument.shape)
            message = f"{self.declared.name} takes matrices of size {takes}; {argument!r} is {given}"
            raise refuse("SP201", message) from None


def chain(family: Family, high: object, low: object) -> Expression:
    """The product M_high M_{high-1} ... M_low; an identity when high = low - 1.

    >>> from symproof.author import Proof, index
    >>> proof, i = Proof("example", "An example"), index("i")
    >>> k = proof.integer("k")
    >>> d = proof.size_family("d", i, 0, k)
    >>> M = proof.family("M", i, 1, k, d[i], d[i - 1])
    >>> chain(M, k, i + 1) * M[i]
    (M_k...M_{i+1})*M_i
    """
    upper, lower = to_affine(high), to_affine(low)
    with refused_here():
        chainable(family.declared, family.setting.context.bound(*_fresh_bound(family)))
        found = chain_shape(family.declared, upper, lower)
    return Expression(Chain(family.declared.name, upper, lower), found, family.setting)


def _fresh_bound(family: Family) -> tuple[str, Affine, Affine]:
    bounds = family.declared.range
    if bounds is None:
        raise refuse("SP218", f"{family.declared.name} is not a family")
    return bounds.index, bounds.low, bounds.high


def gradient(value: Expression, variable: Expression) -> Expression:
    """d(value)/d(variable) for a declared symbol or a member of a family: of a scalar, laid out like the variable;
    of a column by a column, the Jacobian; by a scalar, entrywise.

    >>> from symproof.author import Proof, norm2
    >>> X = Proof("example", "An example").matrix("X", 2, 3)
    >>> gradient(norm2(X), X) == 2 * X
    d(norm2(X))/dX = 2*X
    """
    if not isinstance(variable.term, Symbol):
        raise refuse(
            "SP213",
            f"no derivative by {variable!r}: it is not a symbol",
            "Differentiate by a declared matrix, or by a member M[i].",
        )
    term = Gradient(value.term, variable.term, jacobian=SCALAR not in (value.shape, variable.shape))
    with refused_here():
        found = shape(term, value.setting.context)
    return Expression(term, found, value.setting)


def members(family: Family, low: object, high: object) -> Term:
    """The tuple (M_low, ..., M_high), as an argument of properties."""
    return Members(family.declared.name, to_affine(low), to_affine(high))


def summation(index: sympy.Symbol, low: object, high: object, body: Expression) -> Expression:
    """The sum of ``body`` over low <= index <= high; zero where the range is empty."""
    if not isinstance(body, Expression):
        hint = "Write proof.number(...) for what is made of integers."
        raise refuse("SP207", f"{body!r} is not an expression of a proof", hint)
    term = IndexSum(index.name, to_affine(low), to_affine(high), body.term)
    rows, columns = map(body.setting.context.canonical, body.shape)  # d[l, k[l]] may be the same m for all l
    return Expression(term, (rows, columns), body.setting)


def invertible(argument: Expression) -> Claim:
    """The square matrix has an inverse; the scalar is not zero."""
    with refused_here():
        require_square(argument.shape, "the inverse", argument.setting.context)
    return Claim(Invertible(argument.term), argument.setting)
