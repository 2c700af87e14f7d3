"""The concrete judge: decides steps at small sizes, on explicit matrices of indeterminates, exactly.

It shares no code with the kernel: from there come only the data types of terms, certificates and integer expressions.
"""

from symproof.concrete.evaluation.shapes import Sweep
from symproof.concrete.judge import Judge, Judgement
from symproof.concrete.points.attack import Attack, attack
from symproof.concrete.points.found import model, refute

__all__ = ["Attack", "Judge", "Judgement", "Sweep", "attack", "model", "refute"]
