"""Claims: recorded formulas, joined by ``&``, ``|``, ``~``, ``implies`` and quantified by ``for_all``."""

from __future__ import annotations

from typing import Protocol

import sympy

from symproof.author.integers import to_affine
from symproof.author.place import refuse
from symproof.author.relations import is_relation, to_relation
from symproof.language.declarations import Declarations
from symproof.language.formulas import And, ForAllIndex, Formula, Implies, Not, Or


class Declaring(Protocol):
    """What a claim asks of the setting that it belongs to."""

    @property
    def declarations(self) -> Declarations:
        """What is declared where the claim is made."""


class Claim:
    """A recorded formula. ``setting`` is None for relations between integers, which belong to no setting."""

    __slots__ = ("formula", "setting")
    __hash__ = object.__hash__

    def __init__(self, formula: Formula, setting: Declaring | None) -> None:
        self.formula = formula
        self.setting = setting

    def __and__(self, other: object) -> Claim:
        return both(self, other)

    def __or__(self, other: object) -> Claim:
        return either(self, other)

    def __invert__(self) -> Claim:
        return Claim(Not(self.formula), self.setting)

    def __bool__(self) -> bool:
        raise refuse(
            "SP209", "a claim has no truth value in Python",
            "Join claims with & and |; write a == b == c as two claims; negate with ~.",
        )  # fmt: skip

    def __repr__(self) -> str:
        if self.setting is None:
            return repr(self.formula)
        from symproof.render.text import text

        return text(self.formula, self.setting.declarations)

    def _repr_latex_(self) -> str:
        if self.setting is None:
            return ""
        from symproof.render.latex import latex

        return f"${latex(self.formula, self.setting.declarations)}$"


def claim_of(value: object) -> Claim:
    """A claim as it is; a SymPy relation between integers as a claim."""
    if isinstance(value, Claim):
        return value
    if is_relation(value):
        return Claim(to_relation(value), None)
    raise refuse(
        "SP207",
        f"{value!r} is not a claim",
        "Claims are equations, relations and what is built from them, such as A * B == C.",
    )


def both(*claims: object) -> Claim:
    """The conjunction of claims."""
    return _joined(And, claims)


def either(*claims: object) -> Claim:
    """The disjunction of claims."""
    return _joined(Or, claims)


def negation(claim: object) -> Claim:
    """``claim`` does not hold."""
    converted = claim_of(claim)
    return Claim(Not(converted.formula), converted.setting)


def implies(premise: object, conclusion: object) -> Claim:
    """``conclusion`` holds wherever ``premise`` does."""
    left, right = claim_of(premise), claim_of(conclusion)
    return Claim(Implies(left.formula, right.formula), one_setting(left, right))


def for_all(index: sympy.Symbol, low: object, high: object, claim: object) -> Claim:
    """``claim`` for every integer ``low <= index <= high``; true where the range is empty.

    >>> from symproof.author import Proof, index
    >>> proof, i = Proof("example", "An example"), index("i")
    >>> v = proof.family("v", i, 1, 3, 2)
    >>> for_all(i, 1, 2, v[i + 1] == v[i])
    for all i in 1..2: v_{i+1} = v_i
    """
    body = claim_of(claim)
    if not isinstance(index, sympy.Symbol):
        raise refuse("SP214", f"{index!r} is not an index", 'Name it first: i = index("i").')
    return Claim(ForAllIndex(index.name, to_affine(low), to_affine(high), body.formula), body.setting)


def exists_index(index: sympy.Symbol, low: object, high: object, claim: object) -> Claim:
    """``claim`` for some integer ``low <= index <= high``: it is not so that it fails for all."""
    return negation(for_all(index, low, high, negation(claim)))


def iff(left: object, right: object) -> Claim:
    """Each claim implies the other."""
    return both(implies(left, right), implies(right, left))


def _joined(kind: type[And] | type[Or], claims: tuple[object, ...]) -> Claim:
    converted = [claim_of(claim) for claim in claims]
    if not converted:
        raise refuse("SP207", "no claim is given", "Give at least one, such as A * B == C.")
    parts: list[Formula] = []
    for claim in converted:
        parts += claim.formula.parts if isinstance(claim.formula, kind) else [claim.formula]
    return converted[0] if len(parts) == 1 else Claim(kind(tuple(parts)), one_setting(*converted))


def one_setting(*claims: Claim) -> Declaring | None:
    """The setting that all claims belong to (SP216 if they belong to two)."""
    settings = {id(claim.setting): claim.setting for claim in claims if claim.setting is not None}
    if len(settings) > 1:
        raise refuse(
            "SP216", "these claims belong to two different proofs", "Declare the symbols of a proof with that proof."
        )
    return next(iter(settings.values()), None)
