"""The axiom R1: a semidefinite matrix A is C^T C for a square C.

Where no certificate is found for a claim about definite matrices, ``symproof.search.argument.real_roots`` writes such a
product for one of them. Few statements are about definite matrices, so this module is imported only for those.
"""

from __future__ import annotations

from symproof.language.affine import parameter
from symproof.language.declarations import Declarations, SizeDeclaration, SymbolDeclaration
from symproof.language.formulas import And, Equal, Exists, Named, Predicate, Sequent
from symproof.language.terms import Product, Symbol, Transpose
from symproof.language.theory import Statement, Trust

_N, _A, _C = parameter("n"), Symbol("A"), Symbol("C")
R1 = Statement(
    "R1", Trust.AXIOM,
    Sequent(
        Declarations(sizes=(SizeDeclaration("n"),), symbols=(SymbolDeclaration("A", _N, _N),)),
        (),
        (Named("semidefinite", And((Equal(Transpose(_A), _A), Predicate("positive semidefinite", (_A,))))),),
        Exists((SymbolDeclaration("C", _N, _N),), Equal(Product((Transpose(_C), _C)), _A)),
    ),
    "R1: a semidefinite matrix is C^T C; R. A. Horn, C. R. Johnson, Matrix Analysis, second edition, 7.2.7",
)  # fmt: skip
