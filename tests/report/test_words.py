"""Plain text of authors with formulas in it, for TeX: formulas become mathematics, words stay words."""

from __future__ import annotations

import doctest

import pytest

from symproof.language.affine import parameter
from symproof.language.declarations import Declarations, SymbolDeclaration
from symproof.render.naming import naming_of
from symproof.report import latex_words
from symproof.report.latex_words import prose, words

FORMULAS = {
    "w^T w > 0": r"$w^{\top}\,w>0$",
    "L1.03 (a), A T_i (S u) = 0": r"L1.03 (a), $A\,T_{i}\,(S\,u)=0$",
    "T1.03, M_k ... M_{i+1}": r"T1.03, $M_{k}\cdots M_{i+1}$",
    "||X Y|| <= ||X|| ||Y||": r"$\lVert X\,Y\rVert \le \lVert X\rVert \lVert Y\rVert $",
    "f(Z) >= f(W) + <f'(W), Z - W>": r"$f(Z)\ge f(W)+\langle f'(W),\ Z-W\rangle $",
    "X of size p x q": r"$X$ of size $p\times q$",
    "(XYZ)^T = Z^T Y^T X^T": r"$(X\,Y\,Z)^{\top}=Z^{\top}\,Y^{\top}\,X^{\top}$",
    "the E_i = [I; 0]": r"the $E_{i}=[I;\ 0]$",
    "h' = -2 R.": r"$h'=-2\,R$.",
}
WORDS = [
    "A differentiable function has derivative zero at a local minimum (Fermat).",
    "equation (2)",
    "theorem 2(1) of reference [19]",
    "N1",
    "PUSH.2 and T3'",
    "section 3 (b), a well-posed problem",
    "I think so",
    "",
]
HOSTILE = ["x^2^3", r"\input{x}", "a_", "^", "$x$ & y", "{", "M_{", "100%", "_ _", "A^{B", "a=#", "~", "<", "||", "<>"]


@pytest.mark.parametrize("text", FORMULAS)
def test_formulas_are_mathematics(text: str) -> None:
    assert prose(text) == FORMULAS[text]


@pytest.mark.parametrize("text", WORDS)
def test_words_stay_words(text: str) -> None:
    assert prose(text) == words(text)


@pytest.mark.parametrize("text", HOSTILE)
def test_what_cannot_be_read_is_escaped(text: str) -> None:
    shown = prose(text)
    assert shown.count("{") - shown.count(r"\{") == shown.count("}") - shown.count(r"\}")
    assert shown.replace(r"\$", "").count("$") % 2 == 0
    assert r"\input" not in shown


def test_single_quotes_are_turned() -> None:
    assert words("the method 'real' and f'(W)") == "the method `real' and f'(W)"


def test_examples() -> None:
    assert doctest.testmod(latex_words).failed == 0


def test_names_look_as_elsewhere_on_the_page() -> None:
    """A1 is A with a subscript there, so that A_1, which would look the same, is spelled out; so it is in a message."""
    square = [SymbolDeclaration(name, parameter("n"), parameter("n")) for name in ("A1", "A_1")]
    naming = naming_of([Declarations(symbols=tuple(square))])
    assert prose("A1 = A_1^T holds", naming) == r"${A_{1}}={\mathtt{A\_1}}^{\top}$ holds"
    assert prose("A_1 is not assumed", naming) == r"${\mathtt{A\_1}}$ is not assumed"
    assert prose("A_2 and A2 = B", naming) == prose("A_2 and A2 = B")
