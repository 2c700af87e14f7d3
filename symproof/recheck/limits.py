"""How much work one report may cost: counted, never timed, so that the same report always gets the same answer."""

from __future__ import annotations

from symproof.language.records import dataclass
from symproof.language.refusal import Refusal

REPLAYING = 1_000_000  # work of all replays together, whatever the report; see ``Context.charge`` in the kernel
REPLAYING_PER_NODE = 10  # more for a long report; honest ones need about 3
EVALUATING = 1_000_000  # products of numbers, for all counterexamples and models together
EVALUATING_PER_NODE = 10
READING = 3_000_000  # visits of terms by everything else: names, scopes, texts
READING_PER_NODE = 60


@dataclass(slots=True)
class Work:
    """What is left of an allowance; ``charge`` refuses (SP728) once it is used up."""

    left: int
    what: str

    def charge(self, amount: int) -> None:
        """Takes counted work from the allowance of the report (SP728 where none is left)."""
        self.left -= amount
        if self.left < 0:
            raise Refusal("SP728", f"{self.what} takes more work than a report of this length is allowed")


def evaluating(nodes: int) -> Work:
    """The allowance for counterexamples, models and sizes of a report with this many values."""
    return Work(EVALUATING + EVALUATING_PER_NODE * nodes, "evaluating counterexamples, models and sizes")


def replaying(nodes: int) -> Work:
    """The allowance for all certificates of a report with this many values."""
    return Work(REPLAYING + REPLAYING_PER_NODE * nodes, "replaying the certificates")


def reading(nodes: int) -> Work:
    """The allowance for scopes, names and texts of a report with this many values."""
    return Work(READING + READING_PER_NODE * nodes, "reading the report")
