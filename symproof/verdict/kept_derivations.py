"""Derivations as data of the cache: what stands in many of them is written once, and is one record when it is read.

A derivation of a block holds those of the steps inside, the derivation of the statement holds them all, and the kernel
knows again an inference that it has replayed by the record.
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Mapping
from dataclasses import field
from typing import TYPE_CHECKING, Any, TypeAlias

from symproof.language.codec import Decoded, decode, encode
from symproof.language.derivation import Block as Derivation
from symproof.language.derivation import Inference
from symproof.language.proof import Block, Items, Step
from symproof.language.records import dataclass
from symproof.language.refusal import Refusal

if TYPE_CHECKING:
    from symproof.verdict.deriving import Argument

ROW = "row"  # a reference {"row": 3}, where a record {"node": ...} would stand
Kept: TypeAlias = dict[str, Derivation]


def subject(argument: Argument) -> list[Any]:
    """What the derivations of a proof depend on: what it declares, assumes and claims, in its order; the results of its
    steps; and what it may apply. Lines and remarks are left out."""
    proof, library = argument.proof, argument.library
    known: dict[int, tuple[Any, Any]] = {}
    results = [
        [result.step.id, result.verdict, result.used, encode(result.certificate, known)]
        for result in argument.results.values()
    ]
    lemmas = [[name, encode(item.statement, known)] for name, item in sorted(library.derived.items())]
    return [
        [proof.name, encode(proof.declarations, known), encode(proof.statement, known), proof.is_statement_file],
        [[item.id, encode(item.formula, known)] for item in proof.hypotheses],
        _items(proof.items, known),
        results,
        [encode(item, known) for _, item in sorted(library.axioms.items())],
        lemmas,
    ]


def _items(items: Items, known: dict[int, tuple[Any, Any]]) -> list[Any]:
    return [_step(item, known) if isinstance(item, Step) else _block(item, known) for item in items]


def _step(step: Step, known: dict[int, tuple[Any, Any]]) -> list[Any]:
    parts = encode((step.claim, step.cofactors, step.argument), known)
    return [step.id, step.method, step.using, step.source, *parts]


def _block(block: Block, known: dict[int, tuple[Any, Any]]) -> list[Any]:
    assumed = [[item.id, encode(item.formula, known)] for item in block.assumptions]
    conclusion = [] if block.conclusion is None else _step(block.conclusion, known)
    declared = encode(block.declarations, known)
    return [block.id, block.kind, block.given, declared, assumed, _items(block.items, known), conclusion]


def written(derivations: Mapping[str, Derivation]) -> dict[str, Any]:
    """The derivations as data: a table of the records that occur twice, each after those that it holds."""
    known: dict[int, tuple[Any, Any]] = {}
    data = {name: encode(block, known) for name, block in derivations.items()}
    table = _Table(_occurrences(data))
    blocks = {name: table.of(block) for name, block in data.items()}
    return {"table": table.rows, "blocks": blocks}


def read(entry: Any) -> Kept:
    """The derivations of an entry; none of them where it has another form."""
    match entry:
        case {"table": list(rows), "blocks": dict(blocks)}:
            known = Decoded()
            try:
                table: list[Any] = []
                for row in rows:
                    table.append(_resolved(row, table))
                data = {name: _resolved(block, table) for name, block in blocks.items()}
                return {name: decode(block, tuple[Inference, ...], known) for name, block in data.items()}
            except (Refusal, RecursionError, LookupError, TypeError):
                return {}
    return {}


def _occurrences(data: Any) -> Counter[int]:
    """How often each record occurs, by its identity."""
    found: Counter[int] = Counter()
    pending = [data]
    while pending:
        item = pending.pop()
        if isinstance(item, dict):
            found[id(item)] += 1
            if found[id(item)] == 1:
                pending += item.values()
        elif isinstance(item, list):
            pending += item
    return found


@dataclass(slots=True)
class _Table:
    """``places``: of the rows, by the identity of the records."""

    count: Mapping[int, int]
    rows: list[Any] = field(default_factory=list)
    places: dict[int, int] = field(default_factory=dict)

    def of(self, value: Any) -> Any:
        """The value with references to the rows."""
        if isinstance(value, list):
            return list(map(self.of, value))
        if not isinstance(value, dict):
            return value
        if self.count[id(value)] == 1:
            return {name: self.of(item) for name, item in value.items()}
        place = self.places.get(id(value))
        if place is None:
            self.rows.append({name: self.of(item) for name, item in value.items()})
            place = self.places[id(value)] = len(self.rows) - 1
        return {ROW: place}


def _resolved(value: Any, table: list[Any]) -> Any:
    """The value with the rows in the place of the references. Raises LookupError or TypeError where there is none."""
    if isinstance(value, list):
        return [_resolved(item, table) for item in value]
    if not isinstance(value, dict):
        return value
    if value.keys() == {ROW}:
        place = value[ROW]
        return table[place if type(place) is int and place >= 0 else len(table)]
    return {name: _resolved(item, table) for name, item in value.items()}
