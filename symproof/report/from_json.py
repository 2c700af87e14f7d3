"""From the JSON of a report back to the report. The input is not trusted: wrong shapes are refused (SP702), terms and
certificates go through the kernel's decoder (SP340), and nothing is evaluated."""

from __future__ import annotations

import json
from collections.abc import Callable, Mapping
from dataclasses import dataclass
from pathlib import Path
from typing import Any, NoReturn, TypeVar

from symproof.errors import SymproofError
from symproof.kernel.certificate import Certificate, Entry
from symproof.kernel.codec import decode
from symproof.kernel.refusal import Refusal
from symproof.kernel.terms import Declarations, Formula
from symproof.model import (
    Block,
    Counterexample,
    Diagnostic,
    Fact,
    Hypothesis,
    Instances,
    Ledger,
    LoadError,
    Model,
    Proof,
    ProofResult,
    Report,
    Step,
    StepResult,
    Verdict,
)  # fmt: skip

T = TypeVar("T")
SCHEMA = "symproof.report/1"
MAX_BYTES = 256 * 1024 * 1024


@dataclass(frozen=True, slots=True)
class Reader:
    """A JSON object and its place in the document, for messages."""

    data: Mapping[str, Any]
    place: str

    def fail(self, message: str) -> NoReturn:
        raise SymproofError("SP702", f"{self.place}: {message}", "Save the report again with --format json.")

    def value(self, key: str, kind: type[T]) -> T:
        found = self.data.get(key)
        if type(found) is not kind:
            self.fail(f"{key} must be {kind.__name__}")
        return found

    def optional(self, key: str, kind: type[T]) -> T | None:
        return None if self.data.get(key) is None else self.value(key, kind)

    def number(self, key: str) -> float:
        """A time; never on the path to a verdict."""
        found = self.data.get(key, 0)
        if type(found) not in (int, float):
            self.fail(f"{key} must be a number")
        return found  # type: ignore[no-any-return]

    def strings(self, key: str) -> tuple[str, ...]:
        found = self.value(key, list)
        if not all(type(item) is str for item in found):
            self.fail(f"{key} must be a list of strings")
        return tuple(found)

    def under(self, key: str) -> Reader:
        return Reader(self.value(key, dict), f"{self.place}.{key}")

    def each(self, key: str, read: Callable[[Reader], T]) -> tuple[T, ...]:
        items = []
        for position, item in enumerate(self.value(key, list)):
            if type(item) is not dict:
                self.fail(f"{key}[{position}] must be an object")
            items.append(read(Reader(item, f"{self.place}.{key}[{position}]")))
        return tuple(items)

    def maybe(self, key: str, read: Callable[[Reader], T]) -> T | None:
        return None if self.data.get(key) is None else read(self.under(key))

    def node(self, key: str, kind: Any) -> Any:
        try:
            return decode(self.data.get(key), kind)
        except Refusal as refusal:
            raise SymproofError("SP703", f"{self.place}.{key}: {refusal.message}") from refusal

    def verdict(self, key: str) -> Verdict:
        found = self.value(key, str)
        if found not in set(Verdict):
            self.fail(f"{key} is not a verdict")
        return Verdict(found)


def read_report(path: Path) -> dict[str, Any]:
    """The JSON document in a file, or SP702."""
    try:
        if path.stat().st_size > MAX_BYTES:
            raise SymproofError("SP702", f"{path} is larger than {MAX_BYTES} bytes")
        data = json.loads(path.read_text(encoding="utf-8"), parse_constant=_no_constant, object_pairs_hook=_once)
    except (OSError, ValueError, RecursionError) as error:
        raise SymproofError("SP702", f"{path} cannot be read as JSON: {_short(error)}") from error
    if type(data) is not dict:
        raise SymproofError("SP702", f"{path} is not a symproof report")
    return data


def _short(error: Exception) -> str:
    return "nested too deeply" if isinstance(error, RecursionError) else str(error)[:200]


def _no_constant(name: str) -> NoReturn:
    raise ValueError(f"{name} is not JSON")


def _once(pairs: list[tuple[str, Any]]) -> dict[str, Any]:
    result = dict(pairs)
    if len(result) != len(pairs):
        raise ValueError("a key occurs twice in an object")
    return result


def report_of(data: Mapping[str, Any]) -> Report:
    """The report that this JSON document states; its claims are not yet believed."""
    reader = Reader(data, "report")
    if reader.value("schema", str) != SCHEMA:
        reader.fail(f"schema must be {SCHEMA}")
    return Report(
        reader.value("started", str),
        reader.number("seconds"),
        reader.value("options", dict),
        reader.each("errors", _load_error),
        reader.each("proofs", _proof_result),
    )


def _load_error(reader: Reader) -> LoadError:
    return LoadError(
        reader.value("code", str),
        reader.value("message", str),
        reader.value("hint", str),
        reader.optional("file", str),
        reader.optional("line", int),
        reader.optional("column", int),
    )


# ------------------------------------------------------------------------------------------------ proofs


def _proof_result(reader: Reader) -> ProofResult:
    results = reader.each("steps", _step_result)
    others = reader.each("unselected_steps", _unselected)
    proof = Proof(
        id=reader.value("id", str),
        title=reader.value("title", str),
        source=reader.value("source", str),
        file=reader.value("file", str),
        line=reader.optional("line", int),
        declarations=reader.node("declarations", Declarations),
        hypotheses=reader.each("hypotheses", _hypothesis),
        steps=_in_order(reader, [result.step for result in results] + list(others)),
        statement=reader.maybe("statement", _statement),
        blocks=reader.each("blocks", _block),
        facts=reader.each("facts", _fact),
        citations=reader.each("citations", _fact),
        is_statement_file=reader.value("is_statement_file", bool),
    )
    return ProofResult(
        proof, reader.verdict("verdict"), results, _ledger(reader.under("ledger")),
        reader.strings("unused_hypotheses"), reader.maybe("model", _model),
    )  # fmt: skip


def _in_order(reader: Reader, steps: list[Step]) -> tuple[Step, ...]:
    by_id = {step.id: step for step in steps}
    order = reader.strings("order")
    if len(by_id) != len(steps) or sorted(order) != sorted(by_id):
        reader.fail("order must list every step exactly once")
    return tuple(by_id[name] for name in order)


def _statement(reader: Reader) -> Formula | None:
    return None if reader.data.get("term") is None else reader.node("term", Formula)


def _hypothesis(reader: Reader) -> Hypothesis:
    formula = reader.node("term", Formula)
    return Hypothesis(reader.value("id", str), formula, reader.value("implied", bool), reader.optional("line", int))


def _block(reader: Reader) -> Block:
    return Block(
        reader.value("id", str),
        reader.value("kind", str),
        reader.optional("parent", str),
        reader.node("declarations", Declarations),
        reader.each("assumptions", _hypothesis),
        reader.optional("line", int),
    )


def _fact(reader: Reader) -> Fact:
    return Fact(reader.value("id", str), reader.value("statement", str), reader.value("source", str))


def _ledger(reader: Reader) -> Ledger:
    return Ledger(
        reader.each("facts", _fact),
        reader.each("citations", _fact),
        reader.each("omissions", _fact),
        reader.strings("rules"),
        reader.strings("trusted"),
    )


def _model(reader: Reader) -> Model:
    return Model(_sizes(reader.under("sizes")), _values(reader.under("values")))


def _sizes(reader: Reader) -> dict[str, int]:
    return {name: reader.value(name, int) for name in reader.data}


def _values(reader: Reader) -> dict[str, list[list[str]]]:
    return {name: _rows(reader, name) for name in reader.data}


def _rows(reader: Reader, key: str) -> list[list[str]]:
    rows = reader.value(key, list)
    if not all(type(row) is list and all(type(entry) is str for entry in row) for row in rows):
        reader.fail(f"{key} must be rows of numbers written as strings")
    return rows


# ------------------------------------------------------------------------------------------------ steps


def _unselected(reader: Reader) -> Step:
    claim = reader.node("term", Formula)
    block = reader.optional("block", str)
    return Step(reader.value("id", str), "", None, claim, reader.value("method", str), block=block)


def _step(reader: Reader, warnings: tuple[Diagnostic, ...]) -> Step:
    return Step(
        id=reader.value("id", str),
        ref=reader.value("ref", str),
        line=reader.optional("line", int),
        claim=reader.under("claim").node("term", Formula),
        method=reader.value("method", str),
        using=reader.under("premises").strings("declared"),
        expect=None if reader.data.get("expect") is None else reader.verdict("expect"),
        block=reader.optional("block", str),
        cofactors=reader.node("cofactors", tuple[Entry, ...]),
        reason=reader.value("reason", str),
        source=reader.value("source", str),
        warnings=warnings,
    )


def _step_result(reader: Reader) -> StepResult:
    warnings = reader.each("warnings", _diagnostic)
    return StepResult(
        _step(reader, ()),
        reader.verdict("verdict"),
        reader.under("premises").strings("used"),
        reader.optional("scope", str),
        _instances(reader.under("instances")),
        None if reader.data.get("certificate") is None else reader.node("certificate", Certificate),
        reader.maybe("counterexample", _counterexample),
        reader.maybe("diagnostic", _diagnostic),
        warnings,
        reader.strings("rules"),
        reader.number("seconds"),
    )


def _instances(reader: Reader) -> Instances:
    return Instances(reader.value("checked", int), reader.each("sizes", _sizes))


def _counterexample(reader: Reader) -> Counterexample:
    values = _values(reader.under("values"))
    return Counterexample(_sizes(reader.under("sizes")), values, _rows(reader, "lhs"), _rows(reader, "rhs"))


def _diagnostic(reader: Reader) -> Diagnostic:
    return Diagnostic(reader.value("code", str), reader.value("message", str), reader.value("hint", str))
