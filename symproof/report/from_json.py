"""A saved report read back: untrusted data becomes the frozen types again, or is refused (SP703).

Only the formal terms are read; their texts are rendered again by whoever shows the report.
"""

from __future__ import annotations

import json
import re
from collections.abc import Callable, Mapping
from dataclasses import replace
from pathlib import Path
from typing import Any, TypeVar

from symproof.diagnostics.codes import CODES
from symproof.diagnostics.diagnostic import Diagnostic, LoadError
from symproof.diagnostics.errors import SymproofError, distinct_keys
from symproof.diagnostics.results import (
    Counterexample,
    Instances,
    Ledger,
    Model,
    ProofResult,
    Report,
    StepResult,
    Theorem,
)
from symproof.language.certificate import Certificate, Entry
from symproof.language.codec import Decoded, decode
from symproof.language.declarations import Declarations
from symproof.language.derivation import Inference
from symproof.language.formulas import Formula
from symproof.language.proof import Block, Fact, Hypothesis, Items, Proof, Step, Verdict, nested
from symproof.language.refusal import Refusal
from symproof.language.theory import Statement
from symproof.report.bounded import TooLongError, require_few_values, text_of
from symproof.report.shared import written_out
from symproof.report.to_json import SCHEMA

MOST_OPTIONS = 200  # in one object or list of options
LONGEST = 1e15  # seconds
_SURROGATE = re.compile(r"\\u[dD][89a-fA-F]")  # as an escape: in UTF-8 there are none
Item = TypeVar("Item")


def read_report(path: Path) -> dict[str, Any]:
    """The JSON object in the file; raises SymproofError SP702, or SP728 if it is too long."""
    try:
        text = text_of(path)
        require_few_values(text)
        data = json.loads(text, object_pairs_hook=distinct_keys)
        if _SURROGATE.search(text):
            json.dumps(data, ensure_ascii=False).encode()  # half of a surrogate pair is no text
    except TooLongError as error:
        raise SymproofError("SP728", f"{path}: {error}", CODES["SP728"][1], file=str(path)) from error
    except (OSError, ValueError, RecursionError) as error:
        raise _unreadable(path, _reason(error)) from error
    if not isinstance(data, dict) or data.get("schema") != SCHEMA:
        raise _unreadable(path, f"not a report of the schema {SCHEMA}")
    return data


def _reason(error: Exception) -> str:
    if isinstance(error, OSError):
        return error.strerror or str(error)
    if isinstance(error, UnicodeError):
        return "not UTF-8 text"
    if isinstance(error, RecursionError):
        return "nested too deeply"
    return f"not JSON: {str(error)[:200]}"


def _unreadable(path: Path, reason: str) -> SymproofError:
    return SymproofError("SP702", f"{path}: {reason}", CODES["SP702"][1], file=str(path))


def report_of(data: Mapping[str, Any], known: Decoded | None = None) -> Report:
    """The report that the data describes; raises SymproofError SP703 where a field is missing or has another type.
    ``known`` gets each record with the data from which it was read."""
    try:
        return _report(_Reader(written_out(data), "report", Decoded() if known is None else known))
    except Refusal as refusal:
        raise SymproofError("SP703", f"[{refusal.code}] {refusal.message}", CODES["SP703"][1]) from refusal
    except RecursionError as error:
        raise SymproofError("SP703", "the report is nested too deeply", CODES["SP703"][1]) from error


class _Reader:
    """An object of the report and its place in it; every access checks the type."""

    def __init__(self, data: Any, place: str, known: Decoded) -> None:
        if not isinstance(data, Mapping):
            raise _malformed(place, "an object")
        self.data, self.place, self.known = data, place, known

    def _get(self, key: str, kind: type[Item], what: str) -> Item:
        value = self.data.get(key)
        if not isinstance(value, kind) or (isinstance(value, bool) and kind is not bool):
            raise _malformed(f"{self.place}.{key}", what)
        return value

    def text(self, key: str) -> str:
        return self._get(key, str, "text")

    def flag(self, key: str) -> bool:
        return self._get(key, bool, "true or false")

    def integer(self, key: str) -> int:
        return self._get(key, int, "an integer")

    def seconds(self) -> float:
        value = self.data.get("seconds")
        if isinstance(value, bool) or not isinstance(value, int | float) or not -LONGEST < value < LONGEST:
            raise _malformed(f"{self.place}.seconds", "a number")
        return value

    def optional(self, key: str, read: Callable[[str], Item]) -> Item | None:
        return None if self.data.get(key) is None else read(key)

    def within(self, key: str) -> _Reader:
        return _Reader(self.data.get(key), f"{self.place}.{key}", self.known)

    def each(self, key: str, read: Callable[[_Reader], Item]) -> tuple[Item, ...]:
        place = f"{self.place}.{key}"
        items = self._get(key, list, "a list")
        return tuple(read(_Reader(item, f"{place}[{number}]", self.known)) for number, item in enumerate(items))

    def objects(self, key: str) -> list[dict[str, Any]]:
        items = self._get(key, list, "a list")
        for number, item in enumerate(items):
            if not isinstance(item, dict):
                raise _malformed(f"{self.place}.{key}[{number}]", "an object")
        return items

    def texts(self, key: str) -> tuple[str, ...]:
        items = self._get(key, list, "a list")
        if not all(isinstance(item, str) for item in items):
            raise _malformed(f"{self.place}.{key}", "a list of texts")
        return tuple(items)

    def decoded(self, key: str, kind: Any) -> Any:
        try:
            return decode(self.data.get(key), kind, self.known)
        except Refusal as refusal:
            raise Refusal(refusal.code, f"{self.place}.{key}: {refusal.message}") from refusal

    def verdict(self, key: str) -> Verdict:
        try:
            return Verdict(self.text(key))
        except ValueError:
            raise _malformed(f"{self.place}.{key}", "a verdict") from None

    def matrix(self, key: str) -> list[list[str]]:
        return _matrix(self.data.get(key), f"{self.place}.{key}")

    def sizes(self, key: str) -> dict[str, int]:
        found = dict(self.within(key).data)
        if not all(isinstance(name, str) and type(value) is int for name, value in found.items()):
            raise _malformed(f"{self.place}.{key}", "integers by name")
        return found

    def named_texts(self, key: str) -> dict[str, str]:
        found = dict(self.within(key).data)
        if not all(isinstance(name, str) and isinstance(value, str) for name, value in found.items()):
            raise _malformed(f"{self.place}.{key}", "texts by name")
        return found

    def values(self, key: str) -> dict[str, list[list[str]]]:
        inner = self.within(key)
        return {str(name): _matrix(value, f"{inner.place}.{name}") for name, value in inner.data.items()}


def _malformed(place: str, what: str) -> Refusal:
    return Refusal("SP703", f"{place}: {what} expected")


def _matrix(value: Any, place: str) -> list[list[str]]:
    if not isinstance(value, list) or not all(map(_is_row, value)):
        raise _malformed(place, "a list of rows of exact numbers as texts")
    return value


def _is_row(row: Any) -> bool:
    return isinstance(row, list) and all(isinstance(entry, str) for entry in row)


# ------------------------------------------------------------------------------------------------ the parts


def _report(data: _Reader) -> Report:
    if data.text("schema") != SCHEMA:
        raise _malformed("report.schema", SCHEMA)
    return Report(
        data.text("started"),
        data.seconds(),
        _options(data.within("options")),
        data.each("errors", _error),
        data.each("proofs", _proof_result),
    )


def _options(data: _Reader) -> dict[str, Any]:
    """Numbers, texts, and lists and objects of these: what the options of a run are."""
    _require_flat(data.data, data.place, 3)
    return dict(data.data)


def _require_flat(value: Any, place: str, depth: int) -> None:
    if isinstance(value, Mapping | list):
        if not depth or len(value) > MOST_OPTIONS:
            raise _malformed(place, "options, a few numbers and texts,")
        for item in value.values() if isinstance(value, Mapping) else value:
            _require_flat(item, place, depth - 1)


def _error(data: _Reader) -> LoadError:
    return LoadError(
        data.text("code"),
        data.text("message"),
        data.text("hint"),
        data.optional("file", data.text),
        data.optional("line", data.integer),
        data.optional("column", data.integer),
    )


def _proof_result(data: _Reader) -> ProofResult:
    proof, results = _proof(data)
    return ProofResult(
        proof,
        data.verdict("verdict"),
        results,
        _ledger(data.within("ledger")),
        data.texts("unused_hypotheses"),
        data.optional("model", lambda key: _model(data.within(key))),
        theorem=data.optional("theorem", lambda key: _theorem(data, data.within(key))),
        is_support=data.data.get("support") is True,
    )


def _theorem(data: _Reader, stated: _Reader) -> Theorem:
    derivation = data.decoded("derivation", tuple[Inference, ...])
    axioms = stated.optional("statements", lambda key: stated.decoded(key, tuple[Statement, ...])) or ()
    if tuple(axiom.id for axiom in axioms) != stated.texts("axioms"):
        raise _malformed(f"{stated.place}.axioms", "the names of the statements beside them")
    return Theorem(axioms, stated.texts("lemmas"), derivation)


def _proof(data: _Reader) -> tuple[Proof, tuple[StepResult, ...]]:
    is_statement_file = data.flag("is_statement_file")
    results = data.each("steps", _step_result)
    steps = {result.step.id: result.step for result in results}
    steps |= {step.id: step for step in data.each("unselected_steps", _unselected)}
    order = data.texts("order")
    if sorted(order) != sorted(steps) or len(order) != len(results) + len(data.data["unselected_steps"]):
        raise _malformed(f"{data.place}.order", "the ids of all steps, each once,")
    statement = data.within("statement")
    proof = Proof(
        data.text("id"),
        data.text("title"),
        data.text("source"),
        data.text("file"),
        data.optional("line", data.integer),
        data.decoded("declarations", Declarations),
        tuple([item for item in data.each("hypotheses", _assumed) if item is not None]),
        _items(data, [steps[name] for name in order], data.each("blocks", _block)),
        # The statement of a statement file is made of its claims; it is computed, not read.
        None if is_statement_file else statement.optional("term", lambda key: statement.decoded(key, Formula)),
        data.each("facts", _fact),
        data.each("citations", _fact),
        is_statement_file,
        data.optional("axioms", lambda key: data.decoded(key, tuple[Statement, ...])) or (),
        data.optional("applies", data.texts) or (),
    )
    placed = {step.id: step for step in proof.steps}  # each in the block that the tree says
    return proof, tuple([replace(result, step=placed[result.step.id]) for result in results])


def _items(data: _Reader, steps: list[Step], blocks: tuple[Block, ...]) -> Items:
    """The tree of the report. A report from before there was one has lists of steps and blocks only."""
    listed = {block.id: block for block in blocks}
    if len(listed) != len(blocks):
        raise _malformed(f"{data.place}.blocks", "blocks with different ids")
    if data.data.get("tree") is None:
        return _from_lists(data, steps, blocks)
    tree = _Tree({step.id: step for step in steps}, listed)
    items = tree.items(data)
    if tree.steps or tree.blocks:
        raise _malformed(f"{data.place}.tree", "every step and every block, each once,")
    return items


def _from_lists(data: _Reader, steps: list[Step], blocks: tuple[Block, ...]) -> Items:
    opened: set[str | None] = {None}
    for block in blocks:
        if block.parent not in opened:
            raise Refusal("SP706", f"block {block.id} is not inside an earlier one")
        opened.add(block.id)
    for step in steps:
        if step.block not in opened:
            raise Refusal("SP706", f"step {step.id} is in the block {step.block}, which does not exist")
    return nested(steps, blocks)


class _Tree:
    """The steps and blocks that are still to be put in their places."""

    def __init__(self, steps: dict[str, Step], blocks: dict[str, Block]) -> None:
        self.steps, self.blocks = steps, blocks

    def items(self, data: _Reader, key: str = "tree") -> Items:
        return data.each(key, self._item)

    def _item(self, data: _Reader) -> Step | Block:
        if "step" in data.data:
            return self._taken(data, "step", self.steps)
        block = self._taken(data, "block", self.blocks)
        items = self.items(data, "items")
        conclusion = data.optional("conclusion", lambda key: self._taken(data, key, self.steps))
        return replace(block, items=items, conclusion=conclusion)

    def _taken(self, data: _Reader, key: str, left: dict[str, Item]) -> Item:
        name = data.text(key)
        if name not in left:
            raise _malformed(f"{data.place}.{key}", "a step or block that is listed, once,")
        return left.pop(name)


def _assumed(data: _Reader) -> Hypothesis | None:
    """A hypothesis; None for a definition, which is read from the declarations."""
    return None if data.data.get("definition") is True else _hypothesis(data)


def _hypothesis(data: _Reader) -> Hypothesis:
    return Hypothesis(
        data.text("id"), data.decoded("term", Formula), data.flag("implied"), data.optional("line", data.integer)
    )


def _block(data: _Reader) -> Block:
    return Block(
        data.text("id"),
        data.text("kind"),
        data.optional("parent", data.text),
        data.decoded("declarations", Declarations),
        data.each("assumptions", _hypothesis),
        data.optional("line", data.integer),
        data.optional("given", data.text),
        data.optional("exports", data.text),
    )


def _fact(data: _Reader) -> Fact:
    return Fact(data.text("id"), data.text("statement"), data.text("source"))


def _ledger(data: _Reader) -> Ledger:
    return Ledger(
        data.each("facts", _fact),
        data.each("citations", _fact),
        data.each("omissions", _fact),
        data.texts("rules"),
        data.texts("trusted"),
    )


def _model(data: _Reader) -> Model:
    return Model(data.sizes("sizes"), data.values("values"), _functions(data))


def _functions(data: _Reader) -> dict[str, str]:
    """The definitions of declared functions in a model or counterexample; none where the field is absent."""
    return data.optional("functions", data.named_texts) or {}


def _unselected(data: _Reader) -> Step:
    line = data.optional("line", data.integer)
    claim = data.decoded("term", Formula)
    block = data.optional("block", data.text)
    return Step(data.text("id"), data.text("ref"), line, claim, data.text("method"), block=block)


def _step_result(data: _Reader) -> StepResult:
    premises, instances = data.within("premises"), data.within("instances")
    step = Step(
        data.text("id"),
        data.text("ref"),
        data.optional("line", data.integer),
        data.within("claim").decoded("term", Formula),
        data.text("method"),
        premises.texts("declared"),
        data.optional("expect", data.verdict),
        data.optional("block", data.text),
        data.decoded("cofactors", tuple[Entry, ...]),
        data.text("reason"),
        data.text("source"),
        note=data.optional("note", data.text) or "",
    )
    return StepResult(
        step,
        data.verdict("verdict"),
        premises.texts("used"),
        data.optional("scope", data.text),
        Instances(instances.integer("checked"), tuple(_sizes_list(instances))),
        data.optional("certificate", lambda key: data.decoded(key, Certificate)),
        data.optional("counterexample", lambda key: _counterexample(data.within(key))),
        data.optional("diagnostic", lambda key: _diagnostic(data.within(key))),
        data.each("warnings", _diagnostic),
        data.texts("rules"),
        data.seconds(),
        data.optional("derivation", lambda key: data.decoded(key, tuple[Inference, ...])),
    )


def _sizes_list(data: _Reader) -> list[dict[str, int]]:
    """The sizes of the instances as they stand in the data: a report lists tens of thousands."""
    items = data.objects("sizes")
    for number, item in enumerate(items):
        for name, value in item.items():
            if type(value) is not int or not isinstance(name, str):
                raise _malformed(f"{data.place}.sizes[{number}]", "integers by name")
    return items


def _counterexample(data: _Reader) -> Counterexample:
    sides = data.matrix("lhs"), data.matrix("rhs")
    vector = data.optional("vector", data.matrix) or []
    return Counterexample(data.sizes("sizes"), data.values("values"), *sides, _functions(data), vector)


def _diagnostic(data: _Reader) -> Diagnostic:
    subject = data.optional("subject", data.text) or ""
    return Diagnostic(data.text("code"), data.text("message"), data.text("hint"), subject)
