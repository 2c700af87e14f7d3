"""Why hypotheses cannot hold together: one module for each kind of reason, and a registry of them.

Each rule reads the premises as normal forms and answers with numbers that the hypotheses force: equations and
inequalities that are linear in traces, sizes and other scalars. ``numbers`` then looks for a combination that reads
0 > 0, or for an equation without a solution in integers. Nothing here is trusted with a proof: what is found only takes
a verdict away.
"""

from symproof.search.contradictions.numbers import Reason
from symproof.search.contradictions.registry import reason

__all__ = ["Reason", "reason"]
