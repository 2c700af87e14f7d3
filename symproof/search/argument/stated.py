"""The statement of a proof on its own: declarations, facts, premises and claim, with all definitions unfolded.

Other proofs apply it in this form. In its derivation the definitions stand again, so that steps may mention them.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import replace

from symproof.language.declarations import (
    Declarations,
    FunctionDeclaration,
    SizeDeclaration,
    SymbolDeclaration,
    WellFormed,
)
from symproof.language.derivation import Block, Define, Inference
from symproof.language.formulas import ForAllIndex, Formula, IntegerRelation, Named, Sequent
from symproof.language.parts import relations
from symproof.language.proof import Hypothesis, Proof
from symproof.language.scopes import is_fact
from symproof.language.theory import Statement, Trust
from symproof.search.argument.premises import ranged
from symproof.search.unfolding import NotUnfoldedError, Unfolding


def statement_of(proof: Proof, trust: Trust = Trust.LEMMA) -> Statement | None:
    """What the proof establishes from its hypotheses, without definitions; None if it states nothing."""
    if proof.statement is None:
        return None
    return stated(proof.name, proof.declarations, proof.hypotheses, proof.statement, trust=trust)


def stated(
    name: str, declarations: Declarations, hypotheses: Sequence[Hypothesis], claim: Formula, *,
    trust: Trust = Trust.LEMMA, source: str = "",
) -> Statement:  # fmt: skip
    """``facts, premises |- claim``. Definitions are unfolded, unless a claim or hypothesis mentions one by pieces."""
    given, formula = [(item.id, item.formula) for item in hypotheses], claim
    try:
        unfold = Unfolding(declarations).of
        given, formula = [(label, unfold(part)) for label, part in given], unfold(claim)
        declarations = undefined(declarations)
    except NotUnfoldedError:
        pass
    leading = [item.leading for item in declarations.sizes] + [item.leading for item in declarations.symbols]
    is_known = holds_at_each_index if any(leading) else is_relation
    facts = tuple([Named(*item) for item in given if is_known(item[1])])
    premises = tuple([Named(*item) for item in given if not is_known(item[1])])
    return ranged(Statement(name, trust, Sequent(declarations, facts, premises, formula), source))


def holds_at_each_index(formula: Formula) -> bool:
    """A relation between integers, also for each index of a range. With families of families such are facts: that
    d_{l,0} = n for all l makes the towers of a sum alike."""
    single = isinstance(formula, ForAllIndex) and isinstance(formula.body, IntegerRelation)
    return single or is_relation(formula)


def is_relation(formula: Formula) -> bool:
    """A relation between integers, or several; a schema of such is a premise, which has to be instantiated."""
    return is_fact(formula) and all(isinstance(part, IntegerRelation) for part in relations(formula))


def undefined(declarations: Declarations) -> Declarations:
    """What is declared without a definition."""
    symbols = tuple([symbol for symbol in declarations.symbols if not symbol.pieces])
    functions = tuple([function for function in declarations.functions if function.value is None])
    return replace(
        declarations,
        symbols=symbols,
        functions=functions,
        well_formed=_evidence(declarations, *declarations.sizes, *symbols, *functions),
    )


def definitions(declarations: Declarations) -> list[Declarations]:
    """What is defined, one after the other, as a definition may mention what is defined before it. The range facts that
    show it well formed are those of the inference that defines it, and found there."""
    symbols = [symbol for symbol in declarations.symbols if symbol.pieces]
    functions = [function for function in declarations.functions if function.value is not None]
    return [
        *(Declarations(symbols=(item,)) for item in symbols),
        *(Declarations(functions=(item,)) for item in functions),
    ]


def _evidence(
    declarations: Declarations, *kept: SizeDeclaration | SymbolDeclaration | FunctionDeclaration
) -> tuple[WellFormed, ...]:
    names = {item.name for item in kept}
    return tuple([item for item in declarations.well_formed if item.name in names])


def defined(block: Block, statement: Statement, declarations: Declarations) -> Block:
    """The derivation with the definitions around it that the statement has lost."""
    kept = statement.sequent.declarations
    if (kept.symbols, kept.functions) == (declarations.symbols, declarations.functions):
        return block
    for number, new in reversed(list(enumerate(definitions(declarations)))):
        rule = Define(new, block)
        block = (Inference(f"{statement.id}.defined{number}", statement.sequent.claim, rule),)
    return block
