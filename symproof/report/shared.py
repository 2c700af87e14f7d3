"""Derivations in a saved report, written once where they repeat.

The derivation of a theorem repeats those of its steps, and its formulas repeat each other. ``shared`` of a proof lists
the nodes that occur more than once in its derivations, except short ones such as symbols. ``{"shared": number}`` stands
for the node of this number, in a derivation or in a later node of the list. This is an abbreviation of the text and
nothing else. Whoever reads a report writes the derivations out first (``written_out``), a repeated node as one object.
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterator, Mapping
from dataclasses import field
from itertools import chain
from typing import Any

from symproof.diagnostics.codes import CODES
from symproof.diagnostics.errors import SymproofError
from symproof.language.records import dataclass
from symproof.report.bounded import MOST_VALUES

DEEPEST = 400  # levels of lists and objects inside each other; nodes nest a hundred deep at most


# ------------------------------------------------------------------------------------------------ writing


def abbreviated(proof: dict[str, Any]) -> dict[str, Any]:
    """A proof of a report with the repeated nodes of its derivations in a list of their own."""
    nodes = _Nodes()
    for holder in _holders(proof):
        nodes.add(holder["derivation"])
    listed = nodes.listed()
    if not listed:
        return proof
    steps = [_with_derivation(step, nodes) for step in proof["steps"]]
    return {**_with_derivation(proof, nodes), "steps": steps, "shared": listed}


def _holders(proof: Mapping[str, Any]) -> Iterator[dict[str, Any]]:
    """The proof and its steps, as far as they have a derivation."""
    steps = proof.get("steps")
    for holder in (proof, *(steps if isinstance(steps, list) else ())):
        if isinstance(holder, dict) and isinstance(holder.get("derivation"), list):
            yield holder


def _with_derivation(holder: dict[str, Any], nodes: _Nodes) -> dict[str, Any]:
    return {**holder, "derivation": nodes.short(holder["derivation"])} if "derivation" in holder else holder


class _Nodes:
    """The nodes of some derivations by what they say; nodes that say the same have one number.

    A node says its fields in order: of a node in it the number, of a list all items, of anything else type and value.
    """

    def __init__(self) -> None:
        self.numbers: dict[Any, int] = {}
        self.nodes: list[dict[str, Any]] = []
        self.seen: dict[int, int] = {}  # numbers by the identity of objects, which the proof keeps
        self.roots: list[Any] = []
        self.places: dict[int, int] = {}  # in the list of repeated nodes, by number

    def add(self, derivation: list[Any]) -> None:
        """Gives a number to every node in a derivation."""
        self.roots.append(self._said(derivation))

    def _said(self, value: Any) -> Any:
        if isinstance(value, list):
            return tuple(map(self._said, value))
        if not isinstance(value, dict):
            return type(value), value
        number = self.seen.get(id(value))
        if number is None:
            said = tuple([(str, name, self._said(item)) for name, item in value.items()])
            number = self.seen[id(value)] = self.numbers.setdefault(said, len(self.nodes))
            if number == len(self.nodes):
                self.nodes.append(value)
        return number

    def listed(self) -> list[dict[str, Any]]:
        """The nodes that occur more than once and are not short, each behind those that it refers to."""
        inside = [list(_numbers_in(said)) for said in self.numbers]
        times = Counter(chain(*inside, *map(_numbers_in, self.roots)))
        is_short = [not inside[number] and len(node) <= 2 for number, node in enumerate(self.nodes)]
        repeated = [number for number in sorted(times) if times[number] > 1 and not is_short[number]]
        self.places = {number: place for place, number in enumerate(repeated)}
        return [self._inside(self.nodes[number]) for number in repeated]

    def short(self, value: Any) -> Any:
        """The value with references in place of the repeated nodes."""
        if isinstance(value, dict):
            place = self.places.get(self.seen[id(value)])
            return self._inside(value) if place is None else {"shared": place}
        return list(map(self.short, value)) if isinstance(value, list) else value

    def _inside(self, node: dict[str, Any]) -> dict[str, Any]:
        return {name: self.short(item) for name, item in node.items()}


def _numbers_in(said: Any) -> Iterator[int]:
    """The numbers of nodes in what a node says, without the other values and their types."""
    if type(said) is int:
        yield said
    elif type(said) is tuple:
        for part in said[2:] if said and type(said[0]) is type else said:
            yield from _numbers_in(part)


# ------------------------------------------------------------------------------------------------ reading


def written_out(data: Mapping[str, Any], left: list[int] | None = None) -> Mapping[str, Any]:
    """The report with all derivations written out; raises SymproofError where a reference stands for no earlier node,
    a node is listed in vain (SP703), or all would be longer or deeper than a report may be (SP728, SP702). ``left``
    holds how many values the derivations may have, and afterwards what is left of them."""
    proofs = data.get("proofs")
    if not isinstance(proofs, list) or not any(isinstance(proof, dict) and "shared" in proof for proof in proofs):
        return data
    left = [MOST_VALUES] if left is None else left
    found = [_proof(proof, f"report.proofs[{number}]", left) for number, proof in enumerate(proofs)]
    return {**data, "proofs": found}


def _proof(proof: Any, place: str, left: list[int]) -> Any:
    if not isinstance(proof, dict) or "shared" not in proof:
        return proof
    listed = _Listed(place)
    if not isinstance(proof["shared"], list):
        raise _refused("SP703", f"{place}.shared: a list of nodes expected")
    for node in proof["shared"]:
        listed.add(node)
    full = {id(holder): listed.whole(holder["derivation"], left) for holder in _holders(proof)}
    if not all(listed.used):
        raise _refused("SP703", f"{place}.shared[{listed.used.index(False)}]: nothing refers to this node")
    steps = proof.get("steps")
    if isinstance(steps, list):
        steps = [{**step, "derivation": full[id(step)]} if id(step) in full else step for step in steps]
    own = {"derivation": full[id(proof)]} if id(proof) in full else {}
    return {name: item for name, item in {**proof, **own, "steps": steps}.items() if name != "shared"}


@dataclass(slots=True)
class _Listed:
    """The nodes listed so far. Each is written out, with the number of its values and the depth to which they nest."""

    place: str
    nodes: list[tuple[Any, int, int]] = field(default_factory=list)
    used: list[bool] = field(default_factory=list)

    def add(self, node: Any) -> None:
        """The next node of the list."""
        if not isinstance(node, dict) or "node" not in node:
            raise _refused("SP703", f"{self.place}.shared[{len(self.nodes)}]: a node expected")
        self.nodes.append(self._full(node))
        self.used.append(False)

    def whole(self, derivation: list[Any], left: list[int]) -> list[Any]:
        """A derivation; what it takes of the values that are left is refused where there are no more."""
        value, length, _ = self._full(derivation)
        left[0] -= length
        self._require_short(MOST_VALUES - left[0])
        return value  # type: ignore[no-any-return]

    def _require_short(self, length: int) -> None:
        if length > MOST_VALUES:
            raise _refused("SP728", f"{self.place}: the derivations have more than {MOST_VALUES} values")

    def _full(self, value: Any) -> tuple[Any, int, int]:
        if type(value) is dict and value.keys() == {"shared"}:
            return self._node(value["shared"])
        if type(value) is not dict and type(value) is not list:
            return value, 1, 0
        found, length, depth = list(value.values() if type(value) is dict else value), 1, 0
        for position, part in enumerate(found):
            if type(part) is dict or type(part) is list:
                found[position], inside, deep = self._full(part)
                length, depth = length + inside, max(depth, deep)
            else:
                length += 1
        self._require_short(length)
        if depth >= DEEPEST:
            raise _refused("SP702", f"{self.place}: a derivation nests too deeply")
        return dict(zip(value, found, strict=True)) if type(value) is dict else found, length, depth + 1

    def _node(self, number: Any) -> tuple[Any, int, int]:
        if type(number) is not int or not 0 <= number < len(self.nodes):
            raise _refused("SP703", f"{self.place}: there is no earlier shared node {str(number)[:20]}")
        self.used[number] = True
        return self.nodes[number]


def _refused(code: str, message: str) -> SymproofError:
    return SymproofError(code, message, CODES[code][1])
