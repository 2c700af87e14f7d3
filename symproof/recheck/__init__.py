"""Replays a saved report with the kernel alone: no search, no proof file executed, no SymPy.

Only the terms are trusted. From them, the certificates and the listed points everything that a report claims is
computed again: texts, premises used, rules, verdicts of proofs, ledger and summary; counterexamples and models are
evaluated at their values; sizes of instances are compared with the hypotheses about sizes. A report that says anything
else is refused, with the place of what is wrong. ``TAKEN_AS_STATED`` lists what nothing in a report can bear out.
docs/recheck.md says all this for users.

In the order of reading: limits, misstated (how recheck says no), scopes, declared, names, lemmas, verdicts, evaluation,
points, warnings, implied, proofs (one proof), computed, comparison, side_by_side (several processes), whole (a report
from beginning to end).
"""

from symproof.recheck.proofs import Rechecked
from symproof.recheck.stated import TAKEN_AS_STATED
from symproof.recheck.whole import RecheckResult, recheck

__all__ = ["TAKEN_AS_STATED", "RecheckResult", "Rechecked", "recheck"]
