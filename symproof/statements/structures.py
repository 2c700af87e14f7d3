"""Structures of a variable under `structured derivative`: how it moves with its free entries, and its gradient.

(Magnus and Neudecker, Matrix Differential Calculus, chapter 3; Petersen and Pedersen, Matrix Cookbook, 2.8.)
"""

from __future__ import annotations

from symproof.language.affine import ONE, Affine, add, parameter, shift, subtract
from symproof.language.formulas import Equal, ForAllIndex, Formula
from symproof.language.terms import Basis, Call, IndexSum, Product, Term, Transpose
from symproof.render.entries import diagonal_sums
from symproof.statements.names import Names
from symproof.statements.nodes import Node, refused
from symproof.statements.reader import Reader
from symproof.statements.typed import Typed, negated, number, sum_of

STRUCTURES = {
    "symmetric": "symmetric", "antisymmetric": "antisymmetric", "skew-symmetric": "antisymmetric",
    "diagonal": "diagonal", "Toeplitz": "Toeplitz",
}  # fmt: skip
_INDICES = [*"lijpqrst", *(f"i{number}" for number in range(100))]


def declare_structured(names: Names, node: Node, defined: set[str]) -> None:
    """``structured derivative: X symmetric``; refuses an unknown structure (SP601), and an X that ``where`` defines
    (SP609) or nothing declares (SP602)."""
    token, structure = node.parts[0], node.parts[1].parts[0]
    if structure.text not in STRUCTURES:
        shown = f"{structure.text!r} is not a structure that derivatives know"
        raise refused(structure, "SP601", shown, f"write one of {', '.join(STRUCTURES)}")
    if token.text in defined:
        hint = "differentiate by a symbol that is free"
        raise refused(token, "SP609", f"{token.text} is defined by `where`: there is no derivative by it", hint)
    if token.text not in names.symbols:
        raise names.undeclared(token, token.text)
    names.structured[token.text] = STRUCTURES[structure.text]


def toeplitz(reader: Reader, value: Typed) -> Formula:
    """X[i+1,j+1] = X[i,j] for all i and j in 1..n-1; refuses (SP603) an X that is not square."""
    reader.require_square(value, "Toeplitz")
    size = value.rows
    i, j = _free(reader)[:2]

    def entry(by: int) -> Term:
        row, column = [Basis(shift(parameter(name), by), size) for name in (i, j)]
        return Product((Transpose(row), value.term, column))

    inner = ForAllIndex(j, ONE, shift(size, -1), Equal(entry(1), entry(0)))
    return ForAllIndex(i, ONE, shift(size, -1), inner)


def _free(reader: Reader) -> list[str]:
    """Names for indices that the statement has not."""
    names = reader.names
    return [name for name in _INDICES if name not in names.symbols and not names.is_integer(name)]


def gradient_by_structure(
    reader: Reader, node: Node, structure: str, gradient: Term, rows: Affine, columns: Affine
) -> Term:
    """The gradient with respect to the free entries, at each of them: of a symmetric X it is G + G^T - diag(G), of an
    antisymmetric one G - G^T, of a diagonal one diag(G); of a Toeplitz matrix each entry is the sum of G along its
    diagonal (Matrix Cookbook, 2.8.3)."""
    turned, diagonal = Transpose(gradient), Call("diag", (gradient,), rows, columns)
    match structure:
        case "symmetric":
            return sum_of((gradient, turned, negated(diagonal)))
        case "antisymmetric":
            return sum_of((gradient, negated(turned)))
        case "diagonal":
            return diagonal
        case "Toeplitz":
            return diagonal_sums(gradient, rows, _free(reader)[:4])
        case _:
            hint = "differentiate by an entry: d(e)/dX[i,j]"
            raise refused(node, "SP609", f"the derivative by a {structure} matrix as a whole", hint)


def direction_by_structure(
    reader: Reader, target: Node, structure: str, left: Basis | None, right: Basis | None
) -> Term:
    """How a variable with a structure moves with its entry X[i,j]."""
    entry, turned = single_entry(reader, left, right), single_entry(reader, right, left)
    if left is None or right is None or (structure != "Toeplitz" and left == right and structure != "antisymmetric"):
        return entry
    if structure == "Toeplitz":
        return _diagonal(target, left, right, _free(reader)[0])
    if structure == "antisymmetric":
        return sum_of((entry, negated(turned)))
    both = reader.product_of(entry, entry)  # J(i,j)*J(i,j) = (e_j^T e_i) J(i,j) is J(i,j) where i = j, otherwise 0
    if structure == "diagonal":
        return both
    return sum_of((entry, turned) if _differ(left, right) else (entry, turned, negated(both)))


def _differ(left: Basis, right: Basis) -> bool:
    gap = subtract(left.index, right.index)
    return gap.is_constant and gap.constant != 0


def _diagonal(target: Node, left: Basis, right: Basis, index: str) -> Term:
    """The sum of J(l+i-j,l) over the diagonal on which X[i,j] stands: all its entries are equal."""
    gap = subtract(left.index, right.index)
    if not gap.is_constant:
        raise refused(target, "SP609", "an entry of a Toeplitz matrix on a diagonal that is not known",
                      "write indices whose difference is a number: X[1,1], X[i,i+1]")  # fmt: skip
    here = parameter(index)
    column, row = (add(here, gap), here) if gap.constant >= 0 else (here, subtract(here, gap))
    length = shift(left.size, -abs(gap.constant))
    return IndexSum(index, ONE, length, Product((Basis(column, left.size), Transpose(Basis(row, left.size)))))


def single_entry(reader: Reader, left: Basis | None, right: Basis | None) -> Term:
    """J(i,j) = e_i e_j^T; a basis column of R^1 is None."""
    units = [unit for unit in (left, None if right is None else Transpose(right)) if unit is not None]
    return reader.product_of(*units) if units else number(1)
