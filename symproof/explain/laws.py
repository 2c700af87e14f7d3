"""The conclusion of a law of named functions, as equations that a reader sees."""

from __future__ import annotations

from symproof.kernel.algebra.laws import LAWS, Sides
from symproof.language.affine import Affine
from symproof.language.certificate import Law
from symproof.language.terms import Identity


def sides_of(derived: Law, rows: Affine) -> tuple[Sides, ...]:
    """The sides of the equations that the law gives; ``rows`` is the number of rows of the first argument."""
    return LAWS[derived.law].gives(derived.arguments, Identity(rows))
