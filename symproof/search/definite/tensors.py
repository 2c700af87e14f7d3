"""Squares of P^a o I - I o P^a for the Kronecker product o, which are sums over pairs of eigenvalues of P, as
tr((P o I - I o P)^2) = 2 n tr(P^2) - 2 tr(P)^2."""

from __future__ import annotations

from collections.abc import Iterator
from fractions import Fraction
from itertools import islice

from symproof.kernel.algebra.words import Letter, Monomial, of_letter
from symproof.language.affine import Affine, integer, times
from symproof.language.certificate import Gram, NamedProduct, Semidefinite, Square, Squares
from symproof.language.terms import Call, Identity, Number, Power, Product, Sum, Term, Trace, Transpose
from symproof.search.definite.traces import Known, Traces

MOST = 6  # quantities of one claim
MAX_DEGREE = 6


def over_pairs(traces: Traces) -> Iterator[Known]:
    """tr(X^T P X) for X = A^a o I - I o A^a and P = I, A o I or A o A, where the claim has a product of traces of two
    powers of A; they have the degree of that product."""
    found = (_degree_of(monomial) for monomial, _ in traces.forms[0].terms)
    wanted = dict.fromkeys(item for item in found if item is not None)
    yield from islice((known for letter, degree in wanted for known in _squares(traces, letter, degree)), MOST)


def _degree_of(monomial: Monomial) -> tuple[Letter, int] | None:
    """A and i + j where the monomial has the factors tr(A^i) and tr(A^j)."""
    words = [content for kind, content in monomial if kind == "trace"]
    letters = {letter for word in words for letter in word}
    if len(words) != 2 or len(letters) != 1:
        return None
    (letter,) = letters
    return letter, sum(len(word) for word in words)  # type: ignore[return-value]


def _squares(traces: Traces, letter: Letter, degree: int) -> Iterator[Known]:
    plain = traces.terms.polynomial(of_letter(letter))
    source = next((item for item in traces.sources if item.form is not None and item.matrix is not None
                   and item.form.terms == of_letter(letter).terms), None)  # fmt: skip
    size, unit = times(letter.rows, letter.rows), Identity(letter.rows)

    def tensor(left: Term, right: Term) -> Call:
        return Call("kron", (left, right), size, size)

    for power in range(1, min(degree, MAX_DEGREE) // 2 + 1):
        raised = plain if power == 1 else Power(plain, integer(power))
        root = Sum((tensor(raised, unit), Product((Number(Fraction(-1)), tensor(unit, raised)))))
        rest = degree - 2 * power
        if rest == 0:
            yield _known(traces, root, size)
        if rest == 2:
            yield _known(traces, Product((tensor(plain, unit), root)), size)
        if rest in (1, 2) and source is not None and source.matrix is not None:
            other: tuple[Term, Semidefinite] = (plain, source.matrix) if rest == 2 else (unit, _unit(unit))
            yield _known(traces, root, size, NamedProduct("kron", plain, other[0], (source.matrix, other[1])))


def _unit(unit: Identity) -> Semidefinite:
    return Squares((Square(Fraction(1), (), unit, None, unit),))


def _known(traces: Traces, root: Term, size: Affine, left: NamedProduct | None = None) -> Known:
    """tr(X^T P X), P the Kronecker product that is shown."""
    middle = Call("kron", (left.left, left.right), size, size) if left is not None else None
    factors = (Transpose(root), *(() if middle is None else (middle,)), root)
    form = traces.normal.polynomial(Trace(Product(factors)))
    return Known(Gram((root,), left), form, False)
