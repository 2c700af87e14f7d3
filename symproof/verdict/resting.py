"""What each step rests on in the end: the steps that are not proved among all those it goes back to."""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence

from symproof.diagnostics.results import ProofResult, StepResult
from symproof.language.proof import RANK, Proof, Step, Verdict
from symproof.language.records import dataclass


@dataclass(frozen=True, slots=True)
class Rests:
    """The steps, in the order of the proof, that a step goes back to and that have no proof: by verdict, the weakest
    first, and those that were not checked in this run."""

    by_verdict: Mapping[Verdict, tuple[str, ...]]
    unchecked: tuple[str, ...] = ()

    @property
    def is_firm(self) -> bool:
        """Whether everything that the step goes back to is proved."""
        return not self.by_verdict and not self.unchecked

    @property
    def is_open(self) -> bool:
        """Whether something is not established even on the author's word."""
        return bool(self.unchecked) or any(RANK[verdict] > RANK[Verdict.OMITTED] for verdict in self.by_verdict)


def resting(result: ProofResult) -> dict[str, Rests]:
    """For each step of the result, by id."""
    proof = result.proof
    found = {item.step.id: item for item in result.steps}
    behind = _all_behind(proof, found)
    places = {step.id: place for place, step in enumerate(proof.steps)}
    return {item.step.id: _rests(sorted(behind[item.step.id], key=places.__getitem__), found) for item in result.steps}


def _rests(ordered: Sequence[str], found: Mapping[str, StepResult]) -> Rests:
    by_verdict: dict[Verdict, tuple[str, ...]] = {
        verdict: names
        for verdict in reversed(Verdict)
        if verdict is not Verdict.PROVED
        and (names := tuple(name for name in ordered if name in found and found[name].verdict is verdict))
    }
    return Rests(by_verdict, tuple(name for name in ordered if name not in found))


def _all_behind(proof: Proof, found: Mapping[str, StepResult]) -> dict[str, frozenset[str]]:
    """The ids of all steps without a proof that each step goes back to. Premises come before the step that uses them,
    so one pass suffices."""
    behind: dict[str, frozenset[str]] = {}
    for name, direct in _all_direct(proof, found):
        bare = frozenset(item for item in direct if item not in found or found[item].verdict is not Verdict.PROVED)
        behind[name] = bare.union(*(behind[item] for item in direct))
    return behind


def direct_steps(result: ProofResult) -> dict[str, tuple[str, ...]]:
    """For each step of the proof the earlier steps that it goes back to directly, in the order of the proof.

    The derivation of what a block exports holds those of the proved steps inside, so it goes back to these as well.
    """
    found = {item.step.id: item for item in result.steps}
    inside = _inside(result.proof)
    proved = {name for name, item in found.items() if item.verdict is Verdict.PROVED}
    direct = dict(_all_direct(result.proof, found))
    for name, steps in inside.items():
        if name in found and found[name].derivation is not None:
            direct[name] = tuple(dict.fromkeys([*direct[name], *(step for step in steps if step in proved)]))
    return direct


def _all_direct(proof: Proof, found: Mapping[str, StepResult]) -> Iterator[tuple[str, tuple[str, ...]]]:
    obtained = {item.id: block.given for block in proof.blocks if block.given for item in block.assumptions}
    inside = _inside(proof)
    places: dict[str, int] = {}
    for step in proof.steps:
        direct = {name for name in _direct(step, found.get(step.id), obtained, inside) if name in places}
        yield step.id, tuple(sorted(direct, key=places.__getitem__))
        places[step.id] = len(places)


def _direct(
    step: Step, result: StepResult | None, obtained: Mapping[str, str], inside: Mapping[str, Sequence[str]]
) -> Iterator[str]:
    """The premises that a certificate uses, else all that are declared, and the steps of the block that exports it.
    What ``obtain`` assumes goes back to the premise that it was given."""
    certified = result is not None and result.is_certified
    pending = list(result.used if certified and result is not None else step.using)
    seen: set[str] = set()
    while pending:
        name = pending.pop()
        if name in obtained and name not in seen:
            seen.add(name)  # an obtained premise may be given by an obtained one; a forged report may go in circles
            pending.append(obtained[name])
        yield name
    if not certified:
        yield from inside.get(step.id, ())


def _inside(proof: Proof) -> dict[str, list[str]]:
    """For each step that a block exports, the steps inside that block, however deep."""
    parents = {block.id: block.parent for block in proof.blocks}
    exports = {block.id: block.exports for block in proof.blocks if block.exports}
    inside: dict[str, list[str]] = {}
    for step in proof.steps:
        block = step.block
        while block is not None:
            if block in exports:
                inside.setdefault(exports[block], []).append(step.id)
            block = parents.get(block)
    return inside


def summary(rests: Rests) -> str:
    """``2 unknown, 1 cited``, the weakest first; nothing where all is proved."""
    parts = [f"{len(names)} {verdict}" for verdict, names in rests.by_verdict.items()]
    return ", ".join([*([f"{len(rests.unchecked)} not checked"] if rests.unchecked else []), *parts])


def named(rests: Rests) -> str:
    """``unknown T1.06, T1.07; cited P.05``: the steps by name."""
    parts = [f"{verdict} {', '.join(names)}" for verdict, names in rests.by_verdict.items()]
    return "; ".join([*([f"not checked {', '.join(rests.unchecked)}"] if rests.unchecked else []), *parts])
