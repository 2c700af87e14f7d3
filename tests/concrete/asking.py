"""Statements as users write them, settled in this process."""

from __future__ import annotations

from symproof.diagnostics.results import StepResult
from symproof.statements import parse_statement
from symproof.verdict.settle import Options, Settler


def asked(text: str, *symbols: str, **sizes: int) -> StepResult:
    """The result of one statement, ``symbols`` declared as on the command line, ``sizes`` given with --size."""
    declared: dict[str, list[str | int]] = {}
    for symbol in symbols:
        name, _, given = symbol.partition(":")
        declared[name] = [int(size) if size.isdecimal() else size for size in given.split(",") if size]
    (proof,), errors = parse_statement(declared, text)
    assert not errors
    options = Options(fixed={name: (value,) for name, value in sizes.items()})
    result = Settler((proof,), options)((0, proof.steps[0].id))
    assert isinstance(result, StepResult)
    return result


def code(result: StepResult) -> str:
    return result.diagnostic.code if result.diagnostic is not None else ""
