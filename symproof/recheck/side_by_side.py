"""The proofs of a report, checked by several processes at the same time.

Each process reads, replays and compares whole proofs, on its own, and supposes the theorems of the proofs before as the
report states them. Only an acceptance of everything counts: where a proof is not borne out, a process is lost, the work
is more than one report is allowed, or anything else is unusual, nothing is said here, and the proofs are checked one
after the other. So the answer never depends on how many processes there are.
"""

from __future__ import annotations

import gc
from collections import Counter
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import field
from typing import Any

from symproof.diagnostics.errors import SymproofError
from symproof.diagnostics.results import ProofResult, Report
from symproof.language.codec import Decoded
from symproof.language.proof import Verdict
from symproof.language.records import dataclass
from symproof.language.refusal import Refusal
from symproof.recheck.comparison import differences
from symproof.recheck.computed import about, as_read, of_proof
from symproof.recheck.lemmas import Owed, Shown, Stated, Supposed
from symproof.recheck.limits import evaluating, reading, replaying
from symproof.recheck.proofs import Allowances, Rechecked, allowances, check_proof
from symproof.report.bounded import MOST_VALUES
from symproof.report.from_json import report_of, theorem_of
from symproof.report.shared import written_out
from symproof.report.to_json import report_data
from symproof.verdict.argument import statement_of_proof
from symproof.verdict.workers import Lost, run_all

FEW = 100  # steps: a report of fewer is checked faster than a process starts
PATIENCE = 600.0  # seconds for one proof


@dataclass(frozen=True, slots=True)
class Accepted:
    """A proof that is borne out if the theorems of ``supposed`` proofs are, and the rules that are ``owed`` are right.
    ``work`` is what its check took: values of derivations, all values, then work of reading, replaying, evaluating."""

    proof: str
    verdict: Verdict
    steps: tuple[Rechecked, ...]
    statement: tuple[str, ...]
    has_model: bool
    theorem: tuple[frozenset[str], frozenset[str]] | None  # the proofs it supposes, its own rules
    owed: tuple[Owed, ...]
    work: tuple[int, ...]
    summary: Mapping[str, int]
    unknown_causes: Mapping[str, int]


def all_accepted(data: Mapping[str, Any], jobs: int) -> list[Accepted] | None:
    """What was found of every proof if all are borne out; None if it is open whether they are."""
    proofs = data.get("proofs")
    if jobs < 2 or not isinstance(proofs, list) or sum(map(_size, proofs)) < FEW:
        return None
    positions = sorted(range(len(proofs)), key=lambda at: -_size(proofs[at]))
    found = run_all(
        _Side(data).accepted,
        range(len(proofs)),
        jobs=jobs,
        seconds=PATIENCE,
        done=lambda position, result: not isinstance(result, Accepted),
        order=positions,
    )
    if Lost.INTERRUPTED in found and all(item is Lost.INTERRUPTED or isinstance(item, Accepted) for item in found):
        raise KeyboardInterrupt
    accepted = [item for item in found if isinstance(item, Accepted)]
    is_complete = len(accepted) == len(found) and _is_allowed(accepted) and _is_sound(accepted)
    return accepted if is_complete and _is_said(data, accepted) else None


def _size(proof: Any) -> int:
    """How long a proof takes, roughly: its steps, and the nodes that its derivations share."""
    if not isinstance(proof, dict):
        return 0
    steps, shared = proof.get("steps"), proof.get("shared")
    return (len(steps) if isinstance(steps, list) else 0) + (len(shared) // 10 if isinstance(shared, list) else 0)


def _is_allowed(accepted: Sequence[Accepted]) -> bool:
    """Whether one process could have done all this."""
    derived, nodes, *taken = map(sum, zip(*[item.work for item in accepted], strict=True))
    allowed = reading(nodes), replaying(nodes), evaluating(nodes)
    return derived <= MOST_VALUES and all(work <= most.left for work, most in zip(taken, allowed, strict=True))


def _is_sound(accepted: Iterable[Accepted]) -> bool:
    """Whether each proof supposes theorems of proofs before only, and the rules of all steps are those that are used:
    its own, and those of the theorems in turn."""
    rules: dict[str, frozenset[str]] = {}
    for item in accepted:
        supposed = [owed.supposed for owed in item.owed] + ([] if item.theorem is None else [item.theorem[0]])
        if item.proof in rules or not frozenset().union(*supposed) <= rules.keys():
            return False
        if any(_with(rules, owed.supposed, owed.rules) != owed.stated for owed in item.owed):
            return False
        if item.theorem is not None:
            rules[item.proof] = frozenset(_with(rules, *item.theorem))
    return len({item.proof for item in accepted}) == sum(1 for _ in accepted)


def _with(rules: Mapping[str, frozenset[str]], supposed: frozenset[str], own: frozenset[str]) -> tuple[str, ...]:
    return tuple(sorted(own.union(*[rules[name] for name in supposed])))


def _is_said(data: Mapping[str, Any], accepted: Sequence[Accepted]) -> bool:
    """Whether the report as a whole says what follows from its proofs."""
    try:
        computed = report_data(report_of({**data, "proofs": []}))
    except SymproofError:
        return False
    for key in ("summary", "unknown_causes"):
        total = Counter[str]()
        for item in accepted:
            total.update(getattr(item, key))
        computed[key] = {name: total[name] for name in computed[key]}
    return not any(differences(computed, {**data, "proofs": []}, "report"))


# ------------------------------------------------------------------------------------------------ inside a process


@dataclass(frozen=True, slots=True)
class _Side:
    """What one process knows: the report, and the theorems that it has read for others to suppose."""

    data: Mapping[str, Any]
    theorems: dict[int, Stated | None] = field(default_factory=dict)
    places: dict[str, int] = field(default_factory=dict)  # of proofs, by their ids

    def accepted(self, position: int) -> Accepted | None:
        """The proof at this place, if it is borne out."""
        gc.disable()  # the records of a report hold no cycles, and the process ends with it
        try:
            return self._accepted(position)
        except (Refusal, SymproofError, RecursionError):
            return None

    def _accepted(self, position: int) -> Accepted | None:
        values = [MOST_VALUES]
        data = written_out({**self.data, "proofs": [self.data["proofs"][position]], "errors": []}, values)
        read = Decoded()
        stated = report_of(data, read)
        lemmas = Supposed(lambda name: self._theorem(name, position))
        allowed = allowances(data, stated, lemmas)
        before = _left(allowed)
        (result,) = stated.proofs
        steps, wrong = check_proof(result, "", allowed)
        if wrong or any(step.problem is not None for step in steps) or not self._says(result, stated, data, read):
            return None
        work = (
            MOST_VALUES - values[0],
            allowed.nodes,
            *[had - has for had, has in zip(before, _left(allowed), strict=True)],
        )
        return _found(result, tuple(steps), lemmas, work, stated)

    def _says(self, result: ProofResult, stated: Report, data: Mapping[str, Any], read: Decoded) -> bool:
        computed = of_proof(result, data["proofs"][0], as_read(read))
        return not any(differences(computed, data["proofs"][0], ""))

    def _theorem(self, name: str, position: int) -> Stated | None:
        """The theorem of the proof of this id, if it stands before; None where the report states none."""
        if not self.places:
            ids = [proof.get("id") for proof in self.data["proofs"]]
            self.places.update({name: place for place, name in enumerate(ids) if isinstance(name, str)})
        place = self.places.get(name, position)
        if place >= position:
            return None
        if place not in self.theorems:
            self.theorems[place] = self._stated(place)
        return self.theorems[place]

    def _stated(self, place: int) -> Stated | None:
        proof, theorem = theorem_of(self.data["proofs"][place])
        if theorem is None or proof.statement is None:
            return None
        statement = statement_of_proof(proof, proof.statement)
        return Stated(proof.id, statement, frozenset(theorem.axioms), frozenset(theorem.lemmas))


def _left(allowed: Allowances) -> tuple[int, ...]:
    return allowed.reading.left, allowed.replaying.left, allowed.points.work.left


def _found(
    result: ProofResult, steps: tuple[Rechecked, ...], lemmas: Supposed, work: tuple[int, ...], stated: Report
) -> Accepted:
    theorem = lemmas.theorem
    return Accepted(
        result.proof.id,
        result.verdict,
        steps,
        about(result.proof),
        result.model is not None,
        None if theorem is None else _rests_on(theorem),
        tuple(lemmas.owed),
        work,
        stated.summary,
        stated.unknown_causes,
    )


def _rests_on(theorem: Shown) -> tuple[frozenset[str], frozenset[str]]:
    return theorem.supposed, theorem.rules
