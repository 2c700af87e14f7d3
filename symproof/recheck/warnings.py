"""Warnings that are a function of the rest of the report: they can be neither left out nor added.

Every rule here says which warning a step must have, and which it must not have. The words of a warning are taken as
stated; the hypothesis that it is about is its subject.
"""

from __future__ import annotations

from collections.abc import Iterable
from fractions import Fraction
from typing import Any

from symproof.diagnostics.results import StepResult
from symproof.kernel.replay import Theorem
from symproof.language.affine import declared_name
from symproof.language.certificate import Algebra
from symproof.language.dependent import parsed
from symproof.language.formulas import Equal, Formula, Sequent
from symproof.language.parts import relations
from symproof.language.proof import Hypothesis, Proof, Verdict
from symproof.language.records import dataclass, fields_of, inside, once
from symproof.language.substitution import NO_NODES, names, reached
from symproof.language.terms import Differential, Gradient, Number, Product, Symbol, Transpose
from symproof.recheck.evaluation.place import Key
from symproof.recheck.evaluation.shapes import Shapes
from symproof.recheck.misstated import MisstatedError

WIDER = 3  # sizes that no list mentions are looked for up to the largest listed one and this


@dataclass(frozen=True, slots=True)
class Run:
    """What a step is looked at with: the sizes that agree with its facts, and the names that ``--size`` gave values."""

    shapes: Shapes
    given: frozenset[str]


def check_warnings(proof: Proof, sequent: Sequent, result: StepResult, theorem: Theorem | None, run: Run) -> None:
    """Refuses (SP725) a warning that is missing, or that the step contradicts."""
    codes = {warning.code for warning in result.warnings}
    _check_unseen(result, codes)
    _check_fixed(result, codes, run)
    _check_cofactors(result, codes)
    _check_point(proof, sequent, result, theorem)


def _require(code: str, *, wanted: bool, found: bool, why: str) -> None:
    if wanted and not found:
        raise MisstatedError("SP725", "warnings", f"the warning {code} is missing: {why}")
    if found and not wanted:
        raise MisstatedError("SP725", "warnings", f"there is a warning {code}, but not: {why}")


def _check_unseen(result: StepResult, codes: set[str]) -> None:
    """A step that a certificate proves without any instance must say why: SP908, SP927 or a code SP5xx."""
    if result.verdict is Verdict.PROVED and result.derivation is None:
        found = any(code in ("SP908", "SP927") or code.startswith("SP5") for code in codes)
        wanted = not result.instances.checked
        _require("SP908", wanted=wanted, found=found, why="no instance was checked")


def _check_fixed(result: StepResult, codes: set[str], run: Run) -> None:
    """SP910: checked, and all sizes are numbers: in the claim, by the facts, or given for the run."""
    listed, found = any(result.instances.sizes), "SP910" in codes
    wanted = result.verdict is Verdict.CHECKED and not listed
    if found and listed and result.verdict is Verdict.CHECKED:
        wanted = not any(_may_grow(run, key, value) for key, value in _largest(result, run.shapes).items())
    _require("SP910", wanted=wanted, found=found, why="all sizes of a checked claim are numbers")


def _largest(result: StepResult, shapes: Shapes) -> dict[Key, int]:
    """The largest value of each size among the instances."""
    found: dict[Key, int] = {}
    for sizes in result.instances.sizes:
        for key, value in shapes.named(sizes)[0].items():
            found[key] = max(value, found.get(key, value))
    return found


def _may_grow(run: Run, key: Key, value: int) -> bool:
    """Whether the facts allow a larger value, and no value was given for the run."""
    if (key if isinstance(key, str) else key[0]) in run.given:
        return False
    return run.shapes.completed({key: value + 1}, value + WIDER) is not None


def _check_cofactors(result: StepResult, codes: set[str]) -> None:
    """SP408: the certificate of a proved step is not made of the cofactors that its author wrote."""
    certificate, written = result.certificate, result.step.cofactors
    if written and isinstance(certificate, Algebra):
        wanted = certificate.combination != written
        _require("SP408", wanted=wanted, found="SP408" in codes, why="the certificate is not the one that was written")


# ------------------------------------------------------------------------------------------------ at the point only


def _check_point(proof: Proof, sequent: Sequent, result: StepResult, theorem: Theorem | None) -> None:
    """SP410 or SP631: an equation that mentions the variable of a derivative holds at the point only."""
    moving = _variables(sequent.claim)
    warned = {warning.subject for warning in result.warnings if warning.code in ("SP410", "SP631")}
    allowed = {item.id for item in sequent.premises} | {item.id for item in proof.hypotheses}
    for name in warned - (allowed if moving else set()):
        raise MisstatedError("SP725", "warnings", f"a warning says that {name} holds at the point only: nothing moves")
    if not moving:
        return
    used = theorem.used if theorem is not None else frozenset[str]()
    wanted = {item.id for item in sequent.premises if item.id in used and _is_used_at_point(item.formula, moving)}
    if proof.is_statement_file:
        wanted |= {item.id for item in proof.hypotheses if _holds_at_point(proof, item, moving)}
    missing = sorted(wanted - warned)
    if missing:
        why = f"{missing[0]} mentions a variable of the derivative, and holds at the point only"
        _require("SP410", wanted=True, found=False, why=why)


@once
def _variables(node: Any) -> frozenset[str]:
    """The symbols by which a formula differentiates."""
    own: set[str] = set()
    if isinstance(node, Gradient):
        own = {declared_name(node.variable.name)}
    elif isinstance(node, Differential):
        own = {declared_name(variable.name) for variable, _ in node.directions}
    return frozenset(own).union(*[_variables(part) for part in inside(node) if type(part) not in NO_NODES])


def composite_parts(node: Any) -> list[Any]:
    """The parts of a node that have parts themselves."""
    parts = inside(node)
    return [part for part in parts if type(part) is tuple or fields_of(part)]


def _is_used_at_point(formula: Formula, moving: frozenset[str]) -> bool:
    found = set(names(formula))
    return not moving.isdisjoint(found) and not _depends(found) and _has_equation(formula)


def _depends(found: Iterable[str]) -> bool:
    """Whether a matrix such as Y(t) is among the names: what is assumed of it holds for all t."""
    return any(parsed(name) is not None for name in found)


def _has_equation(node: Any) -> bool:
    return isinstance(node, Equal) or any(map(_has_equation, composite_parts(node)))


def _holds_at_point(proof: Proof, item: Hypothesis, moving: frozenset[str]) -> bool:
    """Whether a statement warns of this hypothesis (SP631); not for a variable to which some hypothesis gives a
    structure, which its author may have meant to have it wherever it moves."""
    symbols = {symbol.name: symbol for symbol in proof.declarations.symbols}
    equations = tuple(part for part in relations(item.formula) if isinstance(part, Equal))
    found = reached(equations, symbols)
    about = sorted(moving & found)
    return (
        bool(about)
        and not _depends(found)
        and not any(_has_structure(other.formula, about[0]) for other in proof.hypotheses)
    )


def _has_structure(formula: Formula, name: str) -> bool:
    """Whether the symbol is called symmetric, diagonal, which says symmetric too, or antisymmetric."""
    symbol = Symbol(name)
    turned, negative = Transpose(symbol), Product((Number(Fraction(-1)), symbol))
    known = ((symbol, turned), (turned, symbol), (turned, negative))
    return any(isinstance(part, Equal) and (part.left, part.right) in known for part in relations(formula))
