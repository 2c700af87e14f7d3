"""Inverses and quotients that a claim uses while none of its premises says that they exist."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from dataclasses import replace
from typing import Any

from symproof.diagnostics.diagnostic import Diagnostic
from symproof.diagnostics.results import Counterexample
from symproof.language.declarations import Declarations, SymbolDeclaration
from symproof.language.formulas import Exists, ForAll, ForAllIndex, Formula, Implies, Invertible, Named, Sequent
from symproof.language.parts import relations
from symproof.language.proof import Proof, Step
from symproof.language.records import parts_of
from symproof.language.scopes import hypotheses_in_scope
from symproof.language.sizes import SCALAR
from symproof.language.terms import IndexSum, Inverse, Number, Symbol, Term
from symproof.render.implied import with_nonzero
from symproof.render.sizes import size_of
from symproof.render.text import text
from symproof.verdict.naming import naming_of_proof

WORK = 5000  # steps of the search for a certificate that the inverse exists
POINTS = 1500  # evaluations of the search for values at which it does not
SECONDS = 1.0
MOST = 8  # inverses of one claim that are looked at


def missing_inverse(proof: Proof, step: Step, goal: Sequent) -> Diagnostic | None:
    """The first inverse or quotient in the claim of which no premise gives that it exists (SP416), None if all do."""
    from symproof import concrete, search

    goal = _opened(goal)
    for needed in list(dict.fromkeys(inverted(goal.claim, goal.declarations)))[:MOST]:
        side = replace(goal, claim=needed)
        budget = search.Budget(seconds=SECONDS, work=WORK)
        if _stated(needed, goal) or search.find(side, budget=budget).certificate is not None:
            continue
        found = concrete.attack(side, work=POINTS).counterexample
        return _diagnostic(proof, step, needed, goal.declarations, found)
    return None


def inverted(formula: Formula, declarations: Declarations) -> Iterator[Formula]:
    """For each ``inv(E)`` in the formula, also inside definitions, that E is invertible, at all indices bound there."""
    symbols = {item.name: item for item in declarations.symbols}
    yield from _inverted(formula, symbols)


def _inverted(node: Any, symbols: Mapping[str, SymbolDeclaration]) -> Iterator[Formula]:
    if isinstance(node, ForAll | Exists | Implies):
        return  # what is said of a bound matrix, or under a supposition, has no meaning outside
    if isinstance(node, ForAllIndex | IndexSum):
        for part in _inverted(node.body, symbols):
            yield ForAllIndex(node.index, node.low, node.high, part)
        return
    if isinstance(node, Symbol) and node.index is None and isinstance(node.name, str) and node.name in symbols:
        for piece in symbols[node.name].pieces:
            yield from _inverted(piece.body, symbols)
    if isinstance(node, Inverse) and not (isinstance(node.argument, Number) and node.argument.value):
        yield Invertible(node.argument)
    for part in node if isinstance(node, tuple) else parts_of(node):
        if not isinstance(part, str):
            yield from _inverted(part, symbols)


def _opened(goal: Sequent) -> Sequent:
    """The conclusion from the premises and what the claim itself supposes."""
    while isinstance(goal.claim, Implies):
        supposed = Named(f"supposed{len(goal.premises)}", with_nonzero(goal.claim.premise))
        goal = replace(goal, premises=(*goal.premises, supposed), claim=goal.claim.conclusion)
    return goal


def _stated(needed: Formula, goal: Sequent) -> bool:
    return any(part == needed for item in goal.premises for part in relations(item.formula))


# ------------------------------------------------------------------------------------------------ the message


def _diagnostic(
    proof: Proof, step: Step, needed: Formula, declarations: Declarations, found: Counterexample | None
) -> Diagnostic:
    argument, naming = _argument(needed), naming_of_proof(proof)
    scalar = size_of(argument, {item.name: item for item in declarations.symbols}) == SCALAR
    shown, kind = text(argument, declarations, naming), "nonzero" if scalar else "invertible"
    used = f"a division by {shown}" if scalar else text(Inverse(argument), declarations, naming)
    message = f"the claim may be false: {used} is used, but no premise says that {shown} is {kind}"
    if found is not None:
        message += f"; {_point(found)} the premises hold and it is {'zero' if scalar else 'singular'}"
    return Diagnostic("SP416", message, _hint(proof, step, needed, shown, kind))


def _argument(needed: Formula) -> Term:
    while isinstance(needed, ForAllIndex):
        needed = needed.body
    if not isinstance(needed, Invertible):
        raise TypeError(f"{type(needed).__name__} is not a claim about an inverse")
    return needed.argument


def _point(found: Counterexample) -> str:
    sizes = [f"{name} = {value}" for name, value in found.sizes.items()]
    values = [f"{name} = {_matrix(rows)}" for name, rows in found.values.items()]
    return "at " + ", ".join([*sizes, *values])


def _matrix(rows: list[list[str]]) -> str:
    return "[" + ", ".join(f"[{', '.join(row)}]" for row in rows) + "]"


def _hint(proof: Proof, step: Step, needed: Formula, shown: str, kind: str) -> str:
    """Names the hypothesis that says it, or the line to add."""
    for item in hypotheses_in_scope(proof, step):
        if item.id not in step.using and needed in relations(item.formula):
            return f'the hypothesis {item.id} says so: add "{item.id}" to using='
    if proof.is_statement_file:
        return f"assume `{shown} {kind}`"
    if isinstance(needed, ForAllIndex):
        return (
            f"assume it for every index, proof.assume(..., for_all(...)), that {shown} is {kind}, and name it in using="
        )
    written = shown.replace("inv(", "inverse(").replace("tr(", "trace(")
    return f'add proof.assume("regular", invertible({written})) and name "regular" in using='
