"""What a step asks of the search and of the second judge, and what of it is remembered from one run to the next.

| remembered                                  | what is done with it                                                   |
|---------------------------------------------|------------------------------------------------------------------------|
| a certificate                               | the kernel replays it; the premises are looked at for contradictions   |
| that the search found none                  | the step is not proved                                                 |
| the instances of a certificate              | the smallest are evaluated again, the sizes must be sizes of the step  |
| derivations of steps and of statements      | the kernel replays them                                                |
| how a model of the hypotheses was found     | it is found in the same way, and evaluated                             |
| that no counterexample was found            | one is looked for at the smallest sizes again                          |

Everything else is computed again: counterexamples, contradictions, claims checked at sizes without a certificate. So
an entry can at worst withhold a proof or a counterexample; it cannot make a verdict.
"""

from __future__ import annotations

import json
from collections.abc import Sequence
from dataclasses import asdict
from hashlib import blake2b
from time import process_time
from typing import TYPE_CHECKING, Any, TypeAlias

from symproof.diagnostics.diagnostic import Diagnostic
from symproof.diagnostics.results import Instances
from symproof.language.certificate import Certificate, Entry
from symproof.language.codec import decode, encode
from symproof.language.formulas import Sequent
from symproof.language.proof import Proof, Step
from symproof.language.records import dataclass, once
from symproof.language.refusal import Refusal
from symproof.language.scopes import is_supposing, of_hypotheses, sequent
from symproof.verdict.asking import FORGETFUL, Memory
from symproof.verdict.store import Store, open_store
from symproof.verdict.version import fingerprint

if TYPE_CHECKING:
    from symproof.concrete import Attack, Attempt, Judge, Judgement
    from symproof.diagnostics.results import Model, Theorem
    from symproof.kernel.argument.derive import Derived
    from symproof.search import Budget, Found
    from symproof.verdict.deriving import Argument

LATE = 0.9  # of its budget: a search that took longer may find more on a faster machine
AGAIN = 100  # evaluations of the search for a counterexample that is repeated
AGAIN_AT = 3  # shapes of that search
Sizes: TypeAlias = list[dict[str, int]]


@dataclass(slots=True)
class Remembering(Memory):
    """Remembers in a store, under keys of the sequent, the budget or the sweep, and the code of symproof."""

    store: Store
    version: str

    def find(
        self, goal: Sequent, *, method: str, budget: Budget, cofactors: tuple[Entry, ...], supposing: bool
    ) -> Found:
        """A certificate that the kernel has replayed; or what the search finds, or has not found before."""
        if cofactors:  # these are tried first, and that is quick
            return FORGETFUL.find(goal, method=method, budget=budget, cofactors=cofactors, supposing=supposing)
        key = self._key("find", goal, [method, budget.seconds, budget.work, budget.brief, supposing])
        known = _found_before(goal, self.store.read(key), supposing=supposing)
        if known is not None:
            return known
        start = process_time()
        found = FORGETFUL.find(goal, method=method, budget=budget, cofactors=cofactors, supposing=supposing)
        is_late = process_time() - start > LATE * budget.seconds
        if not found.vacuous and (found.certificate is not None or not is_late):
            self.store.write(key, _written(found))
        return found

    def judge(self, judge: Judge, step: Step, certificate: Certificate | None) -> Judgement:
        """Of a certificate whose instances agreed before, the smallest are evaluated again; otherwise all."""
        from symproof import concrete

        if certificate is None:
            return FORGETFUL.judge(judge, step, certificate)
        proof = judge.proof
        how = [asdict(judge.sweep), proof.is_statement_file, is_supposing(proof, step)]
        about = [encode(certificate), encode(proof.declarations), *how]
        key = self._key("judge", sequent(proof, step), about)
        sizes = _sizes(self.store.read(key))
        if sizes is not None and judge.confirms(step, certificate, sizes):
            return concrete.Judgement(Instances(len(sizes), tuple(sizes)), True)
        found = FORGETFUL.judge(judge, step, certificate)
        listed = found.instances.sizes
        if listed and found == concrete.Judgement(Instances(len(listed), listed), True):  # nothing else to be said
            self.store.write(key, [dict(item) for item in listed])
        return found

    def attack(self, judge: Judge, goal: Sequent, *, brief: bool = False) -> Attack:
        """Where nothing was found before, only the smallest sizes are looked at again."""
        from symproof import concrete

        key = self._key("brief attack" if brief else "attack", goal, [asdict(judge.sweep)])
        searched = self.store.read(key)
        if isinstance(searched, str):
            found = judge.attack(goal, work=AGAIN, most=AGAIN_AT)
            if found.counterexample is None:
                return concrete.Attack(None, searched)
        found = FORGETFUL.attack(judge, goal, brief=brief)
        if found.counterexample is None:
            self.store.write(key, found.searched)
        return found

    def model(self, proof: Proof) -> Model | None:
        """The attempt that led to a model before is made again, and no other one."""
        from symproof import concrete

        key = self._key("model", of_hypotheses(proof), [])
        attempt = _attempt(self.store.read(key))
        again = None if attempt is None else concrete.attempted_again(proof, attempt)
        if again is not None:
            return again
        found = concrete.model_and_attempt(proof)
        if found is None:
            return None
        self.store.write(key, [found[1].interpretation, found[1].shape, found[1].simple, found[1].state])
        return found[0]

    def argue(self, argument: Argument, where: Sequence[Any]) -> tuple[Theorem, Derived] | None:
        """The same. Derivations that were made in an earlier run, from the same results, are replayed first."""
        from symproof.verdict.kept_derivations import read, subject, written

        key = self._digest("argue", [*subject(argument), *where]).hexdigest()
        argument.known = read(self.store.read(key))
        theorem = FORGETFUL.argue(argument, where)
        if argument.made and argument.made.keys() != argument.known.keys():
            self.store.write(key, written(argument.made))
        return theorem

    def _digest(self, kind: str, about: list[Any]) -> blake2b:
        digest = blake2b(digest_size=24)
        for part in (self.version, kind, about):
            digest.update(json.dumps(part, sort_keys=True).encode() + b"\n")
        return digest

    def _key(self, kind: str, goal: Sequent, about: list[Any]) -> str:
        digest = self._digest(kind, about)
        for node in (goal.declarations, goal.facts):  # those of one proof are the same for many steps
            digest.update(_text(node))
        digest.update(json.dumps([encode(goal.premises), encode(goal.claim)]).encode())
        return digest.hexdigest()


def _in_text(node: object) -> bytes:
    return json.dumps(encode(node)).encode() + b"\n"


_text = once(_in_text, 64)


# ------------------------------------------------------------------------------------------------ entries


def _written(found: Found) -> dict[str, Any]:
    if found.certificate is not None:
        return {"certificate": encode(found.certificate)}
    why = found.diagnostic
    about = None if why is None else [why.code, why.message, why.hint, why.subject]
    return {"why": about, "complete": found.complete}


def _found_before(goal: Sequent, entry: Any, *, supposing: bool) -> Found | None:
    """The certificate of an entry, if the kernel replays it, or that there was none; None where neither can be said."""
    from symproof import search

    match entry:
        case {"certificate": data}:
            try:
                return search.replayed(goal, decode(data, Certificate), supposing=supposing)
            except (Refusal, RecursionError):
                return None
        case {"why": None, "complete": bool(complete)}:
            return search.Found(None, None, complete=complete)
        case {"why": [str(code), str(message), str(hint), str(subject)], "complete": bool(complete)}:
            return search.Found(None, Diagnostic(code, message, hint, subject), complete=complete)
    return None


def _sizes(entry: Any) -> Sizes | None:
    """The sizes of an entry, each a dictionary of integers; None for anything else."""
    if not isinstance(entry, list) or not entry:
        return None
    is_sizes = all(isinstance(item, dict) and all(type(value) is int for value in item.values()) for item in entry)
    return entry if is_sizes else None


def _attempt(entry: Any) -> Attempt | None:
    """The attempt of an entry; None for anything else."""
    from symproof import concrete

    match entry:
        case [int(interpretation), int(shape), bool(simple), [int(version), list(words), None]]:
            return concrete.Attempt(max(interpretation, 0), max(shape, 0), simple, (version, tuple(words), None))
    return None


def remembering() -> Memory:
    """The memory of this user; one that is always empty where no folder can be used."""
    store = open_store()
    return FORGETFUL if store is None else Remembering(store, fingerprint())
