"""A row of the table rule x attack: a certificate that passes, and what is done to it so that it must not."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass, replace

from kernel.building import DEPTHS, declare, k, m, matrix, n, named, within

from symproof.language.certificate import Certificate, Entry
from symproof.language.declarations import FunctionDeclaration
from symproof.language.formulas import Formula, Named, Sequent
from symproof.language.terms import Symbol, Transpose

# What a certificate of every rule is attacked by. The ranges of a rule are wrong by one at either end.
FALSE, DROPPED, SIZE, LOW, HIGH, FORGED = ATTACKS = (
    "false claim", "dropped premise", "wrong size", "range, low end", "range, high end", "forged certificate",
)  # fmt: skip


@dataclass(frozen=True, slots=True)
class Case:
    """A statement with a certificate for it; each method changes one thing and keeps the rest."""

    statement: Sequent
    certificate: Certificate

    def claiming(self, claim: Formula) -> Case:
        return replace(self, statement=replace(self.statement, claim=claim))

    def without(self, name: str) -> Case:
        """Without the premise or the fact of this id."""
        statement = self.statement
        kept = replace(statement, premises=_without(statement.premises, name), facts=_without(statement.facts, name))
        assert kept != statement, f"{name} is no premise"
        return replace(self, statement=kept)

    def given(self, **premises: Formula) -> Case:
        """With other premises under these ids."""
        return replace(self, statement=replace(self.statement, premises=_with(self.statement.premises, premises)))

    def where(self, **facts: Formula) -> Case:
        """With other facts about integers under these ids."""
        return replace(self, statement=replace(self.statement, facts=_with(self.statement.facts, facts)))

    def by(self, certificate: Certificate) -> Case:
        return replace(self, certificate=certificate)


def _without(items: tuple[Named, ...], name: str) -> tuple[Named, ...]:
    return tuple(item for item in items if item.id != name)


def _with(items: tuple[Named, ...], changed: dict[str, Formula]) -> tuple[Named, ...]:
    assert {item.id for item in items} >= changed.keys()
    return (*(item for item in items if item.id not in changed), *named(changed))


Attack = tuple[str, str, Case]  # the code of the refusal, what is wrong, the case


@dataclass(frozen=True, slots=True)
class Row:
    """``good`` passes and uses ``used``; each of ``attacks``, by kind, is refused with its code."""

    good: Case
    used: frozenset[str]
    attacks: dict[str, list[Attack]]
    rules: tuple[str, ...] = ()  # beyond the normal form and linear combination

    def codes(self) -> set[str]:
        return {code for found in self.attacks.values() for code, _, _ in found}


def row(good: Case, used: Iterable[str], attacks: dict[str, list[Attack]], rules: Iterable[str] = ()) -> Row:
    assert set(attacks) <= set(ATTACKS)
    return Row(good, frozenset(used), attacks, tuple(rules))


# X_0..X_k and Y_0..Y_k are n x n, like A, B, C; P and R are n x m, Q is m x n, S is m x m.
SETTING = declare(
    *(matrix(name, n, n, within("l", 0, k)) for name in "XY"), *(matrix(name, n, n) for name in "ABC"),
    matrix("P", n, m), matrix("Q", m, n), matrix("R", n, m), matrix("S", m, m),
    integers=["j", "k"], sizes=["n", "m", DEPTHS],
    functions=[FunctionDeclaration("f", n, n), FunctionDeclaration("g", n, n)],
)  # fmt: skip
P, Q, R, S = (Symbol(name) for name in "PQRS")
T = Transpose
H, STEP, STEP1 = Entry("h"), Entry("step:1"), Entry("step:1", 1)
