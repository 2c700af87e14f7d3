"""Derivatives by a scalar t of what depends on it, and gradients by matrices with a structure."""

from __future__ import annotations

from itertools import count, islice
from typing import TypeVar

from symproof.author.claims import Claim
from symproof.author.expressions import Expression, refused_here
from symproof.author.functions import diag
from symproof.author.place import refuse
from symproof.author.shapes import shape
from symproof.author.symbols import gradient
from symproof.language.dependent import along, depends, rate_of
from symproof.language.formulas import Equal
from symproof.language.sizes import SCALAR
from symproof.language.substitution import reached
from symproof.language.terms import Gradient, Symbol, Term
from symproof.render.entries import diagonal_sums

Recorded = TypeVar("Recorded", Expression, Claim)


def derivative(value: Recorded, by: Expression) -> Recorded:
    """d(value)/d(by) for a scalar symbol t: what is declared as ``proof.matrix("Y(t)", n, n)`` depends on it, and
    ``derivative(Y, t)`` is a matrix of its own. Of an equation: that the derivatives of both sides are equal.

    >>> from symproof.author import Proof, derivative
    >>> proof = Proof("example", "An example")
    >>> n, t = proof.size("n"), proof.scalar("t")
    >>> Y = proof.matrix("Y(t)", n, n)
    >>> derivative(Y * Y, t) == derivative(Y, t) * Y + Y * derivative(Y, t)
    d(Y(t)*Y(t))/dt = d(Y(t))/dt*Y(t) + Y(t)*d(Y(t))/dt
    """
    if not isinstance(by.term, Symbol) or by.shape != SCALAR:
        raise refuse("SP213", f"{by!r} is no scalar symbol to differentiate by", "Use gradient(value, X).")
    if isinstance(value, Claim):
        if not isinstance(value.formula, Equal):
            raise refuse("SP213", "only equations are differentiated, and this is none", "Differentiate its sides.")
        sides = [_derivative(side, by) for side in (value.formula.left, value.formula.right)]
        return Claim(Equal(*sides), value.setting)
    term = _derivative(value.term, by)
    with refused_here():
        found = shape(term, value.setting.context)
    return Expression(term, found, value.setting)


def _derivative(term: Term, by: Expression) -> Term:
    """The derivative by the scalar, after the derivatives of the matrices that depend on it are declared."""
    setting, variable = by.setting, by.term
    assert isinstance(variable, Symbol)
    known = {item.name: item for item in setting.declarations.symbols}
    spoken = reached(term, known)
    for name in sorted(name for name in spoken if depends(name, variable.name)):
        rate = rate_of(name, variable.name)
        if rate not in known:
            setting.matrix(rate, known[name].rows, known[name].columns)
    if isinstance(term, Symbol) and depends(term.name, variable.name):
        return Symbol(rate_of(term.name, variable.name))
    return along(term, variable.name, spoken) or Gradient(term, variable)


def structured_gradient(value: Expression, variable: Expression, structure: str) -> Expression:
    """The gradient of a scalar by the free entries of a matrix with a structure, at each of them: G + G.T - diag(G) for
    ``symmetric``, G - G.T for ``antisymmetric``, diag(G) for ``diagonal``, and for ``Toeplitz`` the sum of G along the
    diagonal of each entry, where G is the gradient by independent entries.

    >>> from symproof.author import Proof, structured_gradient, trace
    >>> proof = Proof("example", "An example")
    >>> n = proof.size("n")
    >>> A, X = proof.matrix("A", n, n), proof.matrix("X", n, n)
    >>> structured_gradient(trace(A * X), X, "diagonal") == diag(A)
    diag(d(tr(A*X))/dX) = diag(A)
    """
    found = gradient(value, variable)
    if structure == "symmetric":
        return found + found.T - diag(found)
    if structure == "antisymmetric":
        return found - found.T
    if structure == "diagonal":
        return diag(found)
    if structure == "Toeplitz":
        term = diagonal_sums(found.term, found.shape[0], _free_names(found))
        return Expression(term, found.shape, found.setting)
    hint = "Write symmetric, antisymmetric, diagonal or Toeplitz."
    raise refuse("SP213", f"no gradient by a matrix that is {structure!r}", hint)


def _free_names(value: Expression) -> list[str]:
    """Four names for indices that the proof does not declare."""
    declared = value.setting.declarations
    taken = {*declared.integers, *(s.name for s in declared.symbols), *(s.name for s in declared.sizes)}
    names = (name for number in count() for letter in "lijp" if (name := f"{letter}{number or ''}") not in taken)
    return list(islice(names, 4))
