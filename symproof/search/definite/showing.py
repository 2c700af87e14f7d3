"""What the searches for known matrices ask of a finder of semidefinite matrices."""

from __future__ import annotations

from typing import Protocol

from symproof.kernel.algebra.normal import Normalizer
from symproof.kernel.algebra.words import Polynomial
from symproof.language.certificate import Algebra, Semidefinite
from symproof.search.algebra.bridge import Terms
from symproof.search.algebra.search import Problem, Purse
from symproof.search.definite.sources import Source


class Showing(Protocol):
    """What shows matrices semidefinite in one problem."""

    problem: Problem
    purse: Purse
    normal: Normalizer
    terms: Terms
    sources: list[Source]

    def shown(self, form: Polynomial, *, strict: bool, level: int) -> tuple[Semidefinite, Algebra] | None:
        """What shows that the form is semidefinite, definite if ``strict``."""
