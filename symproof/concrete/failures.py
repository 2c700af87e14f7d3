"""What can go wrong while a term is evaluated at concrete sizes."""

from __future__ import annotations

from symproof.diagnostics.errors import NotAtOnceError as NotAtOnceError


class EvaluationError(Exception):
    """The term has no value at these sizes: an index outside its range, sizes that do not fit, a call without a rule.

    ``code`` is a diagnostic code (SP510-SP519).
    """

    def __init__(self, code: str, message: str) -> None:
        super().__init__(message)
        self.code = code
        self.message = message


class NumbersOnlyError(EvaluationError):
    """A function that has values at numbers, and none at indeterminates, such as rank (SP510)."""


class TooLongError(Exception):
    """Expanding this instance would exceed the work budget."""


class GeneratorsError(Exception):
    """The ring has too few indeterminates; ``wanted`` is how many would do so far."""

    def __init__(self, wanted: int) -> None:
        super().__init__(str(wanted))
        self.wanted = wanted
