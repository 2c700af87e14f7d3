"""Hypotheses that a statement did not write: they are needed by its terms, and their steps warn of them (SP630).

Whether the author wrote a hypothesis that the terms need is not in the terms: a report without the warning and without
the mark is the report of a statement that assumes it.
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from fractions import Fraction
from typing import Any

from symproof.diagnostics.results import StepResult
from symproof.language.affine import Affine, atoms
from symproof.language.declarations import SymbolDeclaration
from symproof.language.formulas import And, Compare, Equal, Formula, Invertible
from symproof.language.proof import Hypothesis, Proof
from symproof.language.records import fields_of, inside
from symproof.language.substitution import reached
from symproof.language.terms import Call, Differential, Inverse, Number, Product, Symbol, Term, Transpose
from symproof.recheck.misstated import MisstatedError
from symproof.recheck.warnings import composite_parts
from symproof.unassumed import Known, is_never_negative, unfolded

ZERO = Number(Fraction(0))


def check_implied(proof: Proof, results: tuple[StepResult, ...]) -> None:
    """Refuses (SP726) a hypothesis marked as implied that no term needs or of which a step does not warn, a warning
    about a hypothesis that is not marked, and a term whose need no hypothesis speaks of."""
    implied = {item.id: item for item in proof.hypotheses if item.implied}
    if implied:
        needed = set(_hypotheses_for(_everything(proof)))
        for number, item in enumerate(proof.hypotheses):
            if item.implied and item.formula not in needed:
                raise MisstatedError("SP726", f"hypotheses[{number}].implied", f"no term of the proof needs {item.id}")
    for number, result in enumerate(results):
        try:
            _check_step(proof, result, implied)
        except MisstatedError as error:
            raise MisstatedError(error.code, f"steps[{number}].{error.field}", error.message) from None


def _everything(proof: Proof) -> tuple[Any, ...]:
    definitions = tuple(symbol.pieces for symbol in proof.declarations.symbols)
    return (*(step.claim for step in proof.steps), *(item.formula for item in proof.hypotheses), definitions)


def _check_step(proof: Proof, result: StepResult, implied: dict[str, Hypothesis]) -> None:
    warned = {warning.subject for warning in result.warnings if warning.code == "SP630"}
    using = set(result.step.using)
    for name in warned - (implied.keys() & using):
        raise MisstatedError("SP726", "warnings", f"a warning says that {name} is implied; it is not, or is not used")
    silent = sorted((implied.keys() & using) - warned)
    for name in silent:
        if not _holds_anyway(proof, implied[name].formula):
            raise MisstatedError("SP726", "warnings", f"{name} is implied, and no warning (SP630) says so")
    if proof.is_statement_file:
        left_out = [item.id for item in proof.hypotheses if not item.implied and item.id not in using]
        if left_out:
            message = f"every claim of a statement has all its hypotheses; {left_out[0]} is left out"
            raise MisstatedError("SP726", "premises.declared", message)
        _check_needs(proof, result)


def _holds_anyway(proof: Proof, formula: Formula) -> bool:
    """Whether this is that a scalar is not zero, which the sizes and the hypotheses of the author say already."""
    stated = [item.formula for item in proof.hypotheses if not item.implied]
    symbols = {symbol.name: symbol for symbol in proof.declarations.symbols}
    known = Known(stated, proof.declarations.sizes, symbols)
    return isinstance(formula, Invertible) and known.is_never_zero(formula.argument)


def _check_needs(proof: Proof, result: StepResult) -> None:
    """Whatever a claim needs, some premise of its step speaks of a symbol or a size in it."""
    symbols = {symbol.name: symbol for symbol in proof.declarations.symbols}
    needs = [_argument(formula) for formula in _hypotheses_for(result.step.claim)
             if not (isinstance(formula, Compare) and is_never_negative(unfolded(formula.right, symbols)))]  # fmt: skip
    if not needs:
        return
    using = set(result.step.using)
    said = {name for item in proof.hypotheses if item.id in using for name in _mentioned(item.formula, symbols)}
    for argument in needs:
        about = _mentioned(argument, symbols)
        if about and not about & said:
            message = f"nothing is assumed of {', '.join(sorted(about))}, and a term in the claim needs it"
            raise MisstatedError("SP726", "premises.declared", message)


def _hypotheses_for(node: Any) -> Iterator[Formula]:
    """What the inverses, quotients, logarithms and roots in a term need to mean what they say."""
    if isinstance(node, Inverse):
        yield Invertible(node.argument)
    if isinstance(node, Call) and node.name == "log":
        yield from (And((Compare("<", ZERO, argument), Invertible(argument))) for argument in node.arguments)
    if isinstance(node, Call) and node.name == "sqrt":
        yield from (Compare("<=", ZERO, argument) for argument in node.arguments)
    if isinstance(node, Differential):  # along dX, which has the structure of X
        for along in [direction for _, direction in node.directions if isinstance(direction, Symbol)]:
            for value in (along, Product((Number(Fraction(-1)), along))):
                yield Equal(Transpose(along), value)
    for part in composite_parts(node):
        yield from _hypotheses_for(part)


def _argument(formula: Formula) -> Term:
    """What such a hypothesis is about."""
    if isinstance(formula, And):
        return _argument(formula.parts[-1])
    if isinstance(formula, Invertible):
        return formula.argument
    return formula.right if isinstance(formula, Compare) else ZERO


def _mentioned(node: Any, symbols: Mapping[str, SymbolDeclaration]) -> set[str]:
    """The symbols, also those behind definitions, and the sizes."""
    return reached(node, symbols) | set(_sizes(node))


def _sizes(node: Any) -> Iterator[str]:
    if isinstance(node, Affine):
        yield from atoms(node)
    elif type(node) is tuple or fields_of(node):
        for part in inside(node):
            yield from _sizes(part)
