"""Proofs for reading, unchecked: what is declared, assumed and claimed, and from what."""

from __future__ import annotations

from collections.abc import Collection, Iterator, Sequence

from symproof.kernel.terms import Declarations, Range, SymbolDeclaration
from symproof.model import Block, Hypothesis, Proof, Step
from symproof.render.text import text, text_of_affine
from symproof.report.core import place
from symproof.report.to_json import statement_of
from symproof.scope import declarations_in_scope, merged, open_blocks


def listing(proofs: Sequence[Proof]) -> str:
    """One entry for each proof: id, title, place, statement."""
    return "\n".join("\n".join(_entry(proof)) for proof in proofs) + ("\n" if proofs else "")


def _entry(proof: Proof) -> Iterator[str]:
    yield f"{proof.id}: {proof.title}" if proof.title else proof.id
    yield f"    {place(proof.file, proof.line)}, {len(proof.steps)} steps"
    statement = statement_of(proof)
    if statement is not None:
        yield f"    {text(statement, proof.declarations)}"


def reading(proof: Proof, only: Collection[str] | None = None) -> str:
    """The whole proof, or those of its steps that ``only`` names."""
    return "\n".join(_reading(proof, only)) + "\n"


def _reading(proof: Proof, only: Collection[str] | None) -> Iterator[str]:
    yield f"{proof.id}: {proof.title}" if proof.title else proof.id
    if proof.source:
        yield proof.source
    yield ""
    yield from _declared(proof.declarations)
    yield ""
    yield "Hypotheses"
    for item in proof.hypotheses:
        yield f"    {_hypothesis(item, proof.declarations)}"
    statement = statement_of(proof)
    if statement is not None:
        yield ""
        yield "Statement"
        yield f"    {text(statement, proof.declarations)}"
    yield ""
    yield "Steps"
    opened: list[str] = []
    for step in proof.steps:
        if only is None or step.id in only:
            yield from _step(proof, step, opened)


def _hypothesis(item: Hypothesis, declarations: Declarations) -> str:
    note = "  (implied)" if item.implied else ""
    return f"{item.id}: {text(item.formula, declarations)}{note}"


def _step(proof: Proof, step: Step, opened: list[str]) -> Iterator[str]:
    """The step, under the blocks that open before it."""
    around = open_blocks(proof, step.block)
    for depth, block in enumerate(around):
        if block.id not in opened:
            opened.append(block.id)
            yield from _block(proof, block, "    " * (depth + 1))
    indent = "    " * (len(around) + 1)
    reference = f"  {step.ref}" if step.ref else ""
    yield f"{indent}{step.id}{reference}"
    yield f"{indent}    {text(step.claim, declarations_in_scope(proof, step))}"
    source = f" {step.source}" if step.source else ""
    premises = f", from {', '.join(step.using)}" if step.using else ""
    yield f"{indent}    by {step.method}{source}{premises}"


def _block(proof: Proof, block: Block, indent: str) -> Iterator[str]:
    declarations = proof.declarations
    for outer in open_blocks(proof, block.id):
        declarations = merged(declarations, outer.declarations)
    yield f"{indent}{block.kind} {block.id}"
    for line in _declared(block.declarations):
        yield f"{indent}    {line}"
    for item in block.assumptions:
        yield f"{indent}    {_hypothesis(item, declarations)}"


def _declared(declarations: Declarations) -> Iterator[str]:
    """Integers, sizes, symbols with their sizes, definitions and functions."""
    if declarations.integers:
        yield "integers " + ", ".join(declarations.integers)
    for size in declarations.sizes:
        yield f"size {size.name}" if size.range is None else f"sizes {size.name}_{_range(size.range)}"
    for symbol in declarations.symbols:
        yield from _symbol(symbol, declarations)
    for function in declarations.functions:
        rows, columns = text_of_affine(function.rows), text_of_affine(function.columns)
        yield f"function {function.name}: R^({rows} x {columns}) -> R, differentiable"


def _symbol(symbol: SymbolDeclaration, declarations: Declarations) -> Iterator[str]:
    rows, columns = text_of_affine(symbol.rows), text_of_affine(symbol.columns)
    kind = "scalar" if (rows, columns) == ("1", "1") else f"{rows} x {columns}"
    name = symbol.name if symbol.range is None else f"{symbol.name}_{_range(symbol.range)}"
    yield f"{name}: {kind}"
    for piece in symbol.pieces:
        where = ""
        if piece.low is not None and piece.high is not None and symbol.range is not None:
            where = f"  for {symbol.range.index} in {text_of_affine(piece.low)}..{text_of_affine(piece.high)}"
        yield f"    := {text(piece.body, declarations)}{where}"


def _range(declared: Range) -> str:
    return f"{declared.index}, {declared.index} in {text_of_affine(declared.low)}..{text_of_affine(declared.high)}"
