"""The statement of a proof on its own: declarations, facts, premises and claim, with all definitions unfolded.

Other proofs apply it in this form. In its derivation the definitions stand again, so that steps may mention them.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass, replace
from typing import Any

from symproof.language.affine import Affine, atoms, parameter, subtract
from symproof.language.binding import Assignment, instantiated
from symproof.language.declarations import Declarations, FunctionDeclaration, SymbolDeclaration, WellFormed
from symproof.language.derivation import Block, Define, Inference
from symproof.language.formulas import Formula, IntegerRelation, Named, Sequent
from symproof.language.parts import relations
from symproof.language.proof import Hypothesis, Proof
from symproof.language.scopes import is_fact
from symproof.language.substitution import fields_of, substituted
from symproof.language.terms import Chain, Members, Slope, Symbol, Value
from symproof.language.theory import Statement, Trust
from symproof.search.argument.elaborate import ranged


class NotUnfoldedError(Exception):
    """A definition by pieces, of which no single one stands for the term."""


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
        unfold = _Unfolding(declarations).of
        given, formula = [(label, unfold(part)) for label, part in given], unfold(claim)
        declarations = undefined(declarations)
    except NotUnfoldedError:
        pass
    facts = tuple([Named(*item) for item in given if is_relation(item[1])])
    premises = tuple([Named(*item) for item in given if not is_relation(item[1])])
    return ranged(Statement(name, trust, Sequent(declarations, facts, premises, formula), source))


def is_relation(formula: Formula) -> bool:
    """A relation between integers, or several; a schema of such is a premise, which has to be instantiated."""
    return is_fact(formula) and all(isinstance(part, IntegerRelation) for part in relations(formula))


def undefined(declarations: Declarations) -> Declarations:
    """What is declared without a definition."""
    symbols = tuple([symbol for symbol in declarations.symbols if not symbol.pieces])
    functions = tuple([function for function in declarations.functions if function.value is None])
    return replace(
        declarations, symbols=symbols, functions=functions, well_formed=_evidence(declarations, *symbols, *functions)
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


def _evidence(declarations: Declarations, *kept: SymbolDeclaration | FunctionDeclaration) -> tuple[WellFormed, ...]:
    names = {item.name for item in kept}
    return tuple([item for item in declarations.well_formed if item.name in names])


def defined(block: Block, statement: Statement, declarations: Declarations) -> Block:
    """The derivation with the definitions around it that the statement has lost."""
    if statement.sequent.declarations.symbols == declarations.symbols:
        return block
    for number, new in reversed(list(enumerate(definitions(declarations)))):
        rule = Define(new, block)
        block = (Inference(f"{statement.id}.defined{number}", statement.sequent.claim, rule),)
    return block


@dataclass(slots=True)
class _Unfolding:
    """Replaces defined symbols and functions by what they stand for."""

    declarations: Declarations

    def of(self, node: Any) -> Any:
        if isinstance(node, Affine):
            return node
        if type(node) is tuple:
            return tuple([self.of(item) for item in node])
        rule = getattr(self, f"_{type(node).__name__.lower()}", None)
        found = None if rule is None else rule(node)
        return self._fields(node) if found is None else self.of(found)

    def _fields(self, node: Any) -> Any:
        names = fields_of(node)
        return type(node)(*[self.of(getattr(node, name)) for name in names]) if names else node

    def _declared(self, name: str) -> SymbolDeclaration | None:
        found = next((item for item in self.declarations.symbols if item.name == name), None)
        return found if found is not None and found.pieces else None

    def _symbol(self, node: Symbol) -> Any:
        declared = self._declared(node.name)
        if declared is None:
            return None
        if declared.range is None or node.index is None:
            return declared.pieces[0].body
        return substituted(self._piece(declared).body, declared.range.index, node.index)

    def _piece(self, declared: SymbolDeclaration) -> Any:
        if len(declared.pieces) != 1:
            raise NotUnfoldedError(declared.name)
        return declared.pieces[0]

    def _chain(self, node: Chain | Members) -> Any:
        declared = self._declared(node.family)
        if declared is None or declared.range is None:
            return None
        body, index = self._piece(declared).body, declared.range.index
        if not isinstance(body, Symbol) or body.index is None or index in atoms(subtract(body.index, parameter(index))):
            raise NotUnfoldedError(declared.name)
        moved = {name: substituted(body.index, index, getattr(node, name)) for name in ("high", "low")}
        return replace(node, family=body.name, **moved)

    _members = _chain

    def _value(self, node: Value | Slope) -> Any:
        function = next((item for item in self.declarations.functions if item.name == node.function), None)
        if function is None or function.value is None or function.gradient is None:
            return None
        body = function.value if isinstance(node, Value) else function.gradient
        return instantiated(body, Assignment(symbols={function.variable: node.argument}))

    _slope = _value
