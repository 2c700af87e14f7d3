"""Whether everything that formulas mention is declared: also in claims that nothing replays."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import field, replace
from typing import Any

from symproof.language.affine import Affine, FamilyAt, atoms, declared_name
from symproof.language.declarations import (
    Declarations,
    FunctionDeclaration,
    SizeDeclaration,
    SymbolDeclaration,
    WellFormed,
)  # fmt: skip
from symproof.language.formulas import Exists, ForAll
from symproof.language.proof import Proof
from symproof.language.records import PLAIN, dataclass, parts_of
from symproof.language.substitution import BINDERS
from symproof.language.terms import Chain, Members, Slope, Symbol, Value
from symproof.recheck.limits import Work
from symproof.recheck.misstated import MisstatedError


@dataclass(frozen=True, slots=True)
class Known:
    """The names in scope. ``families`` says of each symbol whether it has an index, ``leading`` whether two."""

    integers: frozenset[str]
    families: Mapping[str, bool]
    functions: frozenset[str]
    leading: Mapping[str, bool] = field(default_factory=dict)

    def extended(self, declarations: Declarations) -> Known:
        """The names that are known after these declarations."""
        integers = {*declarations.integers, *(size.name for size in declarations.sizes)}
        return Known(
            self.integers | integers,
            {**self.families, **{item.name: item.range is not None for item in declarations.symbols}},
            self.functions | {item.name for item in declarations.functions},
            {**self.leading, **{item.name: item.leading is not None for item in declarations.symbols}},
        )


DECLARED = (Symbol, Chain, Members)
NAMING = frozenset(
    {*DECLARED, *BINDERS, SymbolDeclaration, FunctionDeclaration, SizeDeclaration, Value, Slope, ForAll, Exists}
)
EMPTY = Known(frozenset(), {}, frozenset())


def check_declared(proof: Proof, work: Work) -> None:
    """Refuses (SP727) a formula or a declaration that mentions a name which is not in scope there."""
    scopes: dict[str | None, Known] = {None: EMPTY.extended(proof.declarations)}
    _check(proof.declarations, scopes[None], work, "declarations")
    for block in proof.blocks:
        outer = scopes[block.parent]
        work.charge(len(outer.families) + len(outer.integers))
        scopes[block.id] = outer.extended(block.declarations)
        _check(block.declarations, scopes[block.id], work, f"block {block.id}")
        for item in block.assumptions:
            _check(item.formula, scopes[block.id], work, f"assumption {item.id}")
    for item in proof.hypotheses:
        _check(item.formula, scopes[None], work, f"hypothesis {item.id}")
    for step in proof.steps:
        _check(step.claim, scopes[step.block], work, f"claim of step {step.id}")
    if proof.statement is not None:
        _check(proof.statement, scopes[None], work, "statement")


def _check(node: Any, known: Known, work: Work, where: str) -> None:
    problem = _problem(node, known, work)
    if problem is not None:
        raise MisstatedError("SP727", "", f"{where}: {problem}")


def _problem(node: Any, known: Known, work: Work) -> str | None:
    """What is wrong with the first name that is not in scope; None if all are."""
    work.charge(1)
    kind = type(node)
    if kind is tuple:
        return _first(node, known, work)
    if kind is Affine:
        unknown = atoms(node) - known.integers if node.terms else None
        return f"{min(unknown)} is not declared as an integer or a size" if unknown else None
    if kind is WellFormed:
        return None  # its indices are those of the declaration that it is about; the kernel checks them
    return (_own(node, known) or _inside(node, known, work)) if kind in NAMING else _parts(node, known, work)


def _first(nodes: tuple[Any, ...], known: Known, work: Work) -> str | None:
    for node in nodes:
        problem = _problem(node, known, work)
        if problem is not None:
            return problem
    return None


def _parts(node: Any, known: Known, work: Work) -> str | None:
    """What is wrong with the parts of a node. The node itself mentions no name and binds none."""
    work.charge(1)
    return _first(tuple([part for part in parts_of(node) if type(part) not in PLAIN]), known, work)


def _own(node: Any, known: Known) -> str | None:
    """The names of the node itself."""
    if isinstance(node, DECLARED):
        family = node.name if isinstance(node, Symbol) else node.family
        name = declared_name(family)
        if name not in known.families:
            return f"the symbol {name} is not declared"
        if isinstance(family, FamilyAt) is not known.leading.get(name, False):
            return f"{name} takes {'no' if isinstance(family, FamilyAt) else 'a'} leading index"
        has_index = node.index is not None if isinstance(node, Symbol) else True
        return f"{name} is {'no' if has_index else 'a'} family" if known.families[name] is not has_index else None
    if isinstance(node, SymbolDeclaration | FunctionDeclaration):
        below = [size for size in (node.rows, node.columns) if size.is_constant and size.constant < 1]
        return f"{node.name} is declared with the size {below[0].constant}" if below else None
    if isinstance(node, Value | Slope) and node.function not in known.functions:
        return f"the function {node.function} is not declared"
    return None


def _inside(node: Any, known: Known, work: Work) -> str | None:
    """The parts of the node, with what it binds."""
    if isinstance(node, BINDERS):
        outside, body = (node.low, node.high), getattr(node, "body", ())
        inner = replace(known, integers=known.integers | {node.index})
        return _problem(outside, known, work) or _problem(body, inner, work)
    if isinstance(node, SymbolDeclaration):
        if node.leading is not None:
            within = replace(known, integers=known.integers | {node.leading.index})
            alone = replace(node, leading=None)
            return _problem(node.leading, known, work) or _problem(alone, within, work)
        problem = None if node.range is None else _problem(node.range, known, work)
        index = frozenset() if node.range is None else frozenset({node.range.index})
        inner = replace(known, integers=known.integers | index)
        return problem or _problem((node.rows, node.columns, node.pieces), inner, work)
    if isinstance(node, SizeDeclaration) and node.leading is not None:
        within = replace(known, integers=known.integers | {node.leading.index})
        return _problem(node.leading, known, work) or _problem(node.range, within, work)
    if isinstance(node, FunctionDeclaration) and node.value is not None:
        variable = SymbolDeclaration(node.variable, node.rows, node.columns)
        inner = known.extended(Declarations(symbols=(variable,)))
        return _problem((node.rows, node.columns), known, work) or _problem((node.value, node.gradient), inner, work)
    if isinstance(node, ForAll | Exists):
        work.charge(len(known.families))
        inner = known.extended(Declarations(symbols=node.symbols))
        return _problem(node.symbols, known, work) or _problem(node.body, inner, work)
    return _parts(node, known, work)
