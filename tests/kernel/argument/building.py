"""Shorthand for derivations in tests, and the check that each is refused once it is broken."""

from __future__ import annotations

from collections.abc import Mapping

import pytest

from symproof.kernel.argument.derive import Derived, derive
from symproof.language.affine import Affine, integer, parameter
from symproof.language.declarations import Declarations, Range, SizeDeclaration, SymbolDeclaration
from symproof.language.derivation import Block, Inference, Rule
from symproof.language.formulas import Formula, Named, Sequent
from symproof.language.refusal import Refusal
from symproof.language.theory import Statement, Trust
from symproof.search.argument import elaborated

NOTHING: Mapping[str, Derived] = {}


def step(label: str, claim: Formula, rule: Rule) -> Inference:
    return Inference(label, claim, rule)


def lemma(
    claim: Formula,
    *,
    integers: tuple[str, ...] = (),
    sizes: tuple[SizeDeclaration, ...] = (),
    symbols: tuple[SymbolDeclaration, ...] = (),
    facts: Mapping[str, Formula] | None = None,
    label: str = "lemma",
    trust: Trust = Trust.LEMMA,
    **premises: Formula,
) -> Statement:
    declared = Declarations(integers=integers, sizes=sizes, symbols=symbols)
    known = tuple(Named(name, formula) for name, formula in (facts or {}).items())
    given = tuple(Named(name, formula) for name, formula in premises.items())
    return Statement(label, trust, Sequent(declared, known, given, claim))


def derived(
    statement: Statement,
    block: Block,
    axioms: Mapping[str, Statement] | None = None,
    lemmas: Mapping[str, Derived] = NOTHING,
) -> Derived:
    """The theorem, with the range facts that its derivation leaves out."""
    return derive(*elaborated(statement, block, axioms or {}, lemmas, complete=False), axioms or {}, lemmas)


def refused(
    code: str, statement: Statement, block: Block, axioms: Mapping[str, Statement] | None = None,
    lemmas: Mapping[str, Derived] = NOTHING,
) -> Refusal:  # fmt: skip
    """The derivation is refused for this reason, whatever range facts are found for it."""
    with pytest.raises(Refusal) as caught:
        derived(statement, block, axioms, lemmas)
    assert caught.value.code == code, str(caught.value)
    return caught.value


__all__ = ["Affine", "Range", "SymbolDeclaration", "derived", "integer", "lemma", "parameter", "refused", "step"]
