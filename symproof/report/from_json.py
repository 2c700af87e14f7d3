"""A saved report read back: untrusted data becomes the frozen types again, or is refused (SP703).

Only the formal terms are read; their texts are rendered again by whoever shows the report.
"""

from __future__ import annotations

import json
import re
from collections.abc import Mapping
from dataclasses import replace
from pathlib import Path
from typing import Any

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
from symproof.language.codec import Decoded
from symproof.language.declarations import Declarations
from symproof.language.derivation import Inference
from symproof.language.formulas import Formula
from symproof.language.proof import Block, Fact, Hypothesis, Items, Proof, Step, nested
from symproof.language.refusal import Refusal
from symproof.language.theory import Statement
from symproof.report.bounded import TooLongError, require_few_values, text_of
from symproof.report.fields import Item, Reader, malformed
from symproof.report.repeated import repeats_as_one
from symproof.report.shared import written_out
from symproof.report.to_json import SCHEMA

MOST_OPTIONS = 200  # in one object or list of options
_SURROGATE = re.compile(r"\\u[dD][89a-fA-F]")  # as an escape: in UTF-8 there are none


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
    repeats_as_one(data)
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
        return _report(Reader(written_out(data), "report", Decoded() if known is None else known))
    except Refusal as refusal:
        raise SymproofError("SP703", f"[{refusal.code}] {refusal.message}", CODES["SP703"][1]) from refusal
    except RecursionError as error:
        raise SymproofError("SP703", "the report is nested too deeply", CODES["SP703"][1]) from error


# ------------------------------------------------------------------------------------------------ the parts


def _report(data: Reader) -> Report:
    if data.text("schema") != SCHEMA:
        raise malformed("report.schema", SCHEMA)
    return Report(
        data.text("started"),
        data.seconds(),
        _options(data.within("options")),
        data.each("errors", _error),
        data.each("proofs", _proof_result),
    )


def _options(data: Reader) -> dict[str, Any]:
    """Numbers, texts, and lists and objects of these: what the options of a run are."""
    _require_flat(data.data, data.place, 3)
    return dict(data.data)


def _require_flat(value: Any, place: str, depth: int) -> None:
    if isinstance(value, Mapping | list):
        if not depth or len(value) > MOST_OPTIONS:
            raise malformed(place, "options, a few numbers and texts,")
        for item in value.values() if isinstance(value, Mapping) else value:
            _require_flat(item, place, depth - 1)


def _error(data: Reader) -> LoadError:
    return LoadError(
        data.text("code"),
        data.text("message"),
        data.text("hint"),
        data.optional("file", data.text),
        data.optional("line", data.integer),
        data.optional("column", data.integer),
    )


def _proof_result(data: Reader) -> ProofResult:
    proof, results = _proof(data)
    return ProofResult(
        proof,
        data.verdict("verdict"),
        results,
        _ledger(data.within("ledger")),
        data.texts("unused_hypotheses"),
        data.optional("model", lambda key: _model(data.within(key))),
        theorem=data.optional("theorem", lambda key: _theorem(data.within(key), _derivation(data))),
        is_support=data.data.get("support") is True,
    )


def theorem_of(data: Mapping[str, Any]) -> tuple[Proof, Theorem | None]:
    """What a proof of a report states, without its steps, and its theorem without the derivation: enough to apply it.
    Raises Refusal where a field is missing or has another type."""
    reader = Reader(data, "proof", Decoded())
    theorem = reader.optional("theorem", lambda key: _theorem(reader.within(key), ()))
    return Proof(**_named(reader), items=(), statement=_claim(reader)), theorem


def _derivation(data: Reader) -> Any:
    return data.decoded("derivation", tuple[Inference, ...])


def _claim(data: Reader) -> Any:
    statement = data.within("statement")
    return statement.optional("term", lambda key: statement.decoded(key, Formula))


def _named(data: Reader) -> dict[str, Any]:
    """What a proof begins with: its names and place, what is declared, and what is assumed."""
    return {
        "id": data.text("id"),
        "title": data.text("title"),
        "source": data.text("source"),
        "file": data.text("file"),
        "line": data.optional("line", data.integer),
        "declarations": data.decoded("declarations", Declarations),
        "hypotheses": tuple([item for item in data.each("hypotheses", _assumed) if item is not None]),
    }


def _theorem(stated: Reader, derivation: tuple[Inference, ...]) -> Theorem:
    axioms = stated.optional("statements", lambda key: stated.decoded(key, tuple[Statement, ...])) or ()
    if tuple(axiom.id for axiom in axioms) != stated.texts("axioms"):
        raise malformed(f"{stated.place}.axioms", "the names of the statements beside them")
    return Theorem(axioms, stated.texts("lemmas"), derivation)


def _proof(data: Reader) -> tuple[Proof, tuple[StepResult, ...]]:
    is_statement_file = data.flag("is_statement_file")
    results = data.each("steps", _step_result)
    steps = {result.step.id: result.step for result in results}
    steps |= {step.id: step for step in data.each("unselected_steps", _unselected)}
    order = data.texts("order")
    if sorted(order) != sorted(steps) or len(order) != len(results) + len(data.data["unselected_steps"]):
        raise malformed(f"{data.place}.order", "the ids of all steps, each once,")
    proof = Proof(
        **_named(data),
        items=_items(data, [steps[name] for name in order], data.each("blocks", _block)),
        # The statement of a statement file is made of its claims; it is computed, not read.
        statement=None if is_statement_file else _claim(data),
        facts=data.each("facts", _fact),
        citations=data.each("citations", _fact),
        is_statement_file=is_statement_file,
        axioms=data.optional("axioms", lambda key: data.decoded(key, tuple[Statement, ...])) or (),
        applies=data.optional("applies", data.texts) or (),
    )
    placed = {step.id: step for step in proof.steps}  # each in the block that the tree says
    return proof, tuple([replace(result, step=placed[result.step.id]) for result in results])


def _items(data: Reader, steps: list[Step], blocks: tuple[Block, ...]) -> Items:
    """The tree of the report. A report from before there was one has lists of steps and blocks only."""
    listed = {block.id: block for block in blocks}
    if len(listed) != len(blocks):
        raise malformed(f"{data.place}.blocks", "blocks with different ids")
    if data.data.get("tree") is None:
        return _from_lists(data, steps, blocks)
    tree = _Tree({step.id: step for step in steps}, listed)
    items = tree.items(data)
    if tree.steps or tree.blocks:
        raise malformed(f"{data.place}.tree", "every step and every block, each once,")
    return items


def _from_lists(data: Reader, steps: list[Step], blocks: tuple[Block, ...]) -> Items:
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

    def items(self, data: Reader, key: str = "tree") -> Items:
        return data.each(key, self._item)

    def _item(self, data: Reader) -> Step | Block:
        if "step" in data.data:
            return self._taken(data, "step", self.steps)
        block = self._taken(data, "block", self.blocks)
        items = self.items(data, "items")
        conclusion = data.optional("conclusion", lambda key: self._taken(data, key, self.steps))
        return replace(block, items=items, conclusion=conclusion)

    def _taken(self, data: Reader, key: str, left: dict[str, Item]) -> Item:
        name = data.text(key)
        if name not in left:
            raise malformed(f"{data.place}.{key}", "a step or block that is listed, once,")
        return left.pop(name)


def _assumed(data: Reader) -> Hypothesis | None:
    """A hypothesis; None for a definition, which is read from the declarations."""
    return None if data.data.get("definition") is True else _hypothesis(data)


def _hypothesis(data: Reader) -> Hypothesis:
    return Hypothesis(
        data.text("id"), data.decoded("term", Formula), data.flag("implied"), data.optional("line", data.integer)
    )


def _block(data: Reader) -> Block:
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


def _fact(data: Reader) -> Fact:
    return Fact(data.text("id"), data.text("statement"), data.text("source"))


def _ledger(data: Reader) -> Ledger:
    return Ledger(
        data.each("facts", _fact),
        data.each("citations", _fact),
        data.each("omissions", _fact),
        data.texts("rules"),
        data.texts("trusted"),
    )


def _model(data: Reader) -> Model:
    return Model(data.sizes("sizes"), data.values("values"), _functions(data))


def _functions(data: Reader) -> dict[str, str]:
    """The definitions of declared functions in a model or counterexample; none where the field is absent."""
    return data.optional("functions", data.named_texts) or {}


def _unselected(data: Reader) -> Step:
    line = data.optional("line", data.integer)
    claim = data.decoded("term", Formula)
    block = data.optional("block", data.text)
    return Step(data.text("id"), data.text("ref"), line, claim, data.text("method"), block=block)


def _step_result(data: Reader) -> StepResult:
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
        data.optional("derivation", lambda key: _derivation(data)),
    )


def _sizes_list(data: Reader) -> list[dict[str, int]]:
    """The sizes of the instances as they stand in the data: a report lists tens of thousands."""
    items = data.objects("sizes")
    for number, item in enumerate(items):
        for name, value in item.items():
            if type(value) is not int or not isinstance(name, str):
                raise malformed(f"{data.place}.sizes[{number}]", "integers by name")
    return items


def _counterexample(data: Reader) -> Counterexample:
    sides = data.matrix("lhs"), data.matrix("rhs")
    vector = data.optional("vector", data.matrix) or []
    return Counterexample(data.sizes("sizes"), data.values("values"), *sides, _functions(data), vector)


def _diagnostic(data: Reader) -> Diagnostic:
    subject = data.optional("subject", data.text) or ""
    return Diagnostic(data.text("code"), data.text("message"), data.text("hint"), subject)
