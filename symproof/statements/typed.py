"""Terms with their sizes, and how sums and products are recorded: flat, with nothing else rewritten."""

from __future__ import annotations

from collections.abc import Iterable
from fractions import Fraction

from symproof.language.affine import ONE, Affine
from symproof.language.records import dataclass
from symproof.language.terms import Inverse, Number, Product, Sum, Term
from symproof.statements.nodes import Node


@dataclass(frozen=True, slots=True)
class Typed:
    """A term of size rows x columns and the text it was read from."""

    term: Term
    rows: Affine
    columns: Affine
    node: Node


@dataclass(frozen=True, slots=True)
class Need:
    """What a written term needs to mean what it says: ``argument`` invertible, positive, nonnegative or symmetric."""

    kind: str  # "invertible", "positive", "nonnegative", "symmetric"
    argument: Term
    node: Node
    is_scalar: bool = True


@dataclass(frozen=True, slots=True)
class Held:
    """A free symbol X that a differential d(e), written at ``node``, holds constant: no ``dX`` is declared."""

    name: str
    node: Node


def scalar(term: Term, node: Node) -> Typed:
    """A scalar term with its place in the text."""
    return Typed(term, ONE, ONE, node)


def number(value: Fraction | int) -> Number:
    """A rational as a term."""
    return Number(Fraction(value))


def sum_of(terms: Iterable[Term]) -> Term:
    """The sum, sums inside it opened."""
    flat = [part for term in terms for part in (term.terms if isinstance(term, Sum) else (term,))]
    return flat[0] if len(flat) == 1 else Sum(tuple(flat))


def negated(term: Term) -> Term:
    """-1 times the term, merged into a leading number."""
    factors = term.factors if isinstance(term, Product) else (term,)
    if isinstance(factors[0], Number):
        return _with_coefficient(-factors[0].value, factors[1:])
    return _with_coefficient(Fraction(-1), factors)


def _with_coefficient(value: Fraction, factors: tuple[Term, ...]) -> Term:
    all_factors = factors if value == 1 and factors else (Number(value), *factors)
    return all_factors[0] if len(all_factors) == 1 else Product(all_factors)


def quotient(factors: list[Term], divisor: Term) -> list[Term]:
    """The factors of ``product / divisor``: numbers are merged, a reciprocal stands in front."""
    lead = factors[0].value if isinstance(factors[0], Number) else None
    rest = factors if lead is None else factors[1:]
    if isinstance(divisor, Number):
        return [Number((1 if lead is None else lead) / divisor.value), *rest]
    front: list[Term] = [] if lead is None or lead == 1 else [Number(lead)]
    return [*front, Inverse(divisor), *rest]
