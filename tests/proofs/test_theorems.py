"""The paper's statements as theorems of the kernel: what each one rests on and needs, and that it survives JSON."""

from __future__ import annotations

import json
import random
import sys
from collections.abc import Iterator
from copy import deepcopy
from dataclasses import replace
from pathlib import Path
from typing import Any

import pytest

from symproof.kernel.argument.derive import derive
from symproof.language.codec import decode, encode
from symproof.language.derivation import Inference
from symproof.language.formulas import Sequent
from symproof.language.refusal import Refusal
from symproof.language.theory import Statement
from symproof.search.argument import elaborated

sys.path.insert(0, str(Path(__file__).parents[2]))

from proofs.zhang2019.theorems.inventory import AXIOMS, ENTRIES, Done

IMPLIED = {("Theorem-1-middle", "deep"), ("C2.05", "deep")}  # 1 <= k follows from 1 <= j <= k - 1
IDS = [entry.statement.id for entry in ENTRIES]


@pytest.mark.parametrize("entry", ENTRIES, ids=IDS)
def test_a_theorem_rests_on_these_axioms_alone(entry: Any, theorems: dict[str, Done]) -> None:
    found = theorems[entry.statement.id].theorem
    assert {axiom.id for axiom in found.axioms} == {*entry.axioms.split()}
    assert found.axioms <= {*AXIOMS.values()}


@pytest.mark.parametrize("name", IDS)
def test_a_theorem_is_what_its_author_stated(name: str, theorems: dict[str, Done]) -> None:
    given = next(entry.statement for entry in ENTRIES if entry.statement.id == name)
    proved = theorems[name].theorem.statement
    bare = replace(proved.sequent, declarations=replace(proved.sequent.declarations, well_formed=()))
    assert replace(proved, sequent=bare, ranges=()) == given


@pytest.mark.parametrize("name", IDS)
def test_a_derivation_survives_json(name: str, theorems: dict[str, Done]) -> None:
    done = theorems[name]
    statement, block = json.loads(json.dumps([encode(done.statement), encode(done.block)]))
    again = derive(decode(statement, Statement), decode(block, tuple[Inference, ...]), AXIOMS, done.known)
    assert (again.statement, again.axioms) == (done.theorem.statement, done.theorem.axioms)


def _dropped(sequent: Sequent) -> Iterator[tuple[str, Sequent]]:
    for item in sequent.premises:
        yield item.id, replace(sequent, premises=tuple([other for other in sequent.premises if other != item]))
    for item in sequent.facts:
        yield item.id, replace(sequent, facts=tuple([other for other in sequent.facts if other != item]))


@pytest.mark.parametrize("name", IDS)
def test_every_hypothesis_is_needed(name: str, theorems: dict[str, Done]) -> None:
    done = theorems[name]
    for label, sequent in _dropped(done.statement.sequent):
        if (name, label) in IMPLIED:
            continue
        with pytest.raises(Refusal) as caught:
            elaborated(replace(done.statement, sequent=sequent), done.block, AXIOMS, done.known, complete=False)
        assert caught.value.code in {"SP305", "SP320", "SP322", "SP362"}, label


@pytest.mark.parametrize("name", [entry.statement.id for entry in ENTRIES if entry.axioms])
def test_without_its_axioms_nothing_is_derived(name: str, theorems: dict[str, Done]) -> None:
    done = theorems[name]
    with pytest.raises(Refusal) as caught:
        derive(done.statement, done.block, {}, {})
    assert caught.value.code == "SP365"


# ------------------------------------------------------------------------------------------------ random changes


def _paths(node: Any, here: tuple[Any, ...] = ()) -> Iterator[tuple[Any, ...]]:
    if here:
        yield here
    for key in node if isinstance(node, dict) else range(len(node)) if isinstance(node, list) else ():
        if key != "node":
            yield from _paths(node[key], (*here, key))


def _at(node: Any, path: tuple[Any, ...]) -> Any:
    for key in path:
        node = node[key]
    return node


def _changed(document: Any, paths: list[tuple[Any, ...]], chance: random.Random) -> Any:
    """The document with one part replaced by another of the same kind, or by something that does not belong there."""
    document, path = deepcopy(document), chance.choice(paths)
    old, others = (
        _at(document, path),
        [item for item in chance.sample(paths, min(len(paths), 400)) if item[-1] == path[-1]],
    )
    odd = [None, 0, -1, 10**9, "", "_1", "i", "1/2", [], {}, True]
    new = deepcopy(_at(document, chance.choice(others))) if others and chance.random() < 0.8 else chance.choice(odd)
    if isinstance(old, list) and old and chance.random() < 0.3:
        new = old[1:] + old[: chance.randrange(2)]
    if type(old) is int and chance.random() < 0.5:
        new = old + chance.choice([-1, 1])
    _at(document, path[:-1])[path[-1]] = new
    return document


@pytest.mark.parametrize("seed", range(4))
def test_changed_derivations_are_refused_or_prove_the_same_statement(seed: int, theorems: dict[str, Done]) -> None:
    """No change of the data ends in anything but a theorem, which is the one stated, or a refusal with a code."""
    chance = random.Random(seed)
    done = [theorems[name] for name in IDS if name not in ("T3-first", "L1-A", "T1.15")]
    encoded = [json.loads(json.dumps(encode(item.block))) for item in done]
    paths = [[*_paths(document)] for document in encoded]
    refused = 0
    for _ in range(150):
        number = chance.randrange(len(done))
        changed = _changed(encoded[number], paths[number], chance)
        try:
            block = decode(changed, tuple[Inference, ...])
            theorem = derive(done[number].statement, block, AXIOMS, done[number].known)
        except Refusal:
            refused += 1
        else:
            assert theorem.statement == done[number].statement
            assert theorem.axioms <= {*AXIOMS.values()}
    assert refused > 75
