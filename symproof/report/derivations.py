"""What all layouts of derivations share: the walk, the letters of derived steps, what rules conclude, signs, and chains
that say all of a claim."""

from __future__ import annotations

from abc import ABC, abstractmethod
from collections.abc import Iterator, Mapping
from dataclasses import replace
from typing import Generic, TypeVar

from symproof.explain.derivation import Combination, DerivedStep, Equalities, Estimate, Node, Section
from symproof.explain.orders import Payer, Restated
from symproof.language.certificate import (
    CallCongruence,
    Congruence,
    Definite,
    Derived,
    Nonsingular,
    Penrose,
    TwoSided,
    Vanishing,
    Witness,
)  # fmt: skip
from symproof.language.formulas import Equal, Formula
from symproof.language.parts import STEP
from symproof.language.terms import Number, Product, Term

MOST_LINES = 4  # a chain up to here stands in place of the claim
LETTERS = "abcdefghijklmnopqrstuvwxyz"
Shown = TypeVar("Shown")  # a part of a derivation as a layout writes it


class Writing(ABC, Generic[Shown]):
    """Writes the derivation of one step, part after part; what two of its parts derive alike is written once."""

    def __init__(self) -> None:
        self.letters: dict[int, str] = {}  # of the derived steps of the argument that is being written
        self.known: dict[str, str] = {}  # derived steps that are written already, by what they say
        self.cited: set[str] = set()  # letters that a chain refers to

    def written(self, nodes: tuple[Node, ...]) -> Iterator[Shown]:
        """The whole derivation."""
        self.cited = set(cited_letters(nodes, {}))
        yield from self.nodes(nodes)

    def nodes(self, nodes: tuple[Node, ...]) -> Iterator[Shown]:
        """The argument of one proof; on a page with sections, that of one section."""
        self.letters = {}
        for node in without_echo(nodes):
            match node:
                case Equalities():
                    yield self.equalities(node)
                case Combination():
                    yield self.long_sum(node)
                case Estimate():
                    yield self.estimate(node)
                case Restated(payer):
                    yield self.restated(payer)
                case DerivedStep():
                    known, self.letters[node.number] = lettered(node, self.letters, self.known)
                    yield from () if known else self.derived(node)
                case Section():
                    yield self.heading(node)
                    yield from self.nodes(node.content)

    @abstractmethod
    def equalities(self, node: Equalities) -> Shown:
        """The chain; without lines, the common normal form in words."""

    @abstractmethod
    def long_sum(self, node: Combination) -> Shown:
        """The combination itself, its first terms only."""

    @abstractmethod
    def estimate(self, node: Estimate) -> Shown:
        """right - left as a sum of products of what is not negative, and of multiples of premises."""

    @abstractmethod
    def restated(self, payer: Payer) -> Shown:
        """The claim is what a premise says."""

    @abstractmethod
    def derived(self, node: DerivedStep) -> Iterator[Shown]:
        """The chain that a rule starts from, and what the rule concludes."""

    @abstractmethod
    def heading(self, node: Section) -> Shown:
        """The sentence with which a part of the argument begins."""


def conclusion(derived: Derived) -> tuple[str, tuple[Term, ...]]:
    """What a rule concludes, in words with ``{}`` for each of the formulas, mathematics between dollar signs. Laws, and
    values of an author's function f, are left to the layout, which sets names."""
    match derived:
        case Nonsingular() | Vanishing():
            return "as these are positive semidefinite matrices.", ()
        case Penrose():
            return "as the inverse is read as the Moore-Penrose inverse.", ()
        case Congruence(function="inv"):
            return "so both have the same inverse.", ()
        case CallCongruence(left=left, right=right):
            return "so ${} = {}$.", (left, right)
        case Definite(argument=argument):
            return "so ${} = 0$, as these are real matrices.", (argument,)
        case TwoSided(left=left, right=right):
            return "so ${} = I$ as well, as these are square matrices.", (Product((right, left)),)
        case Witness(argument=argument):
            return "so ${}$, a square matrix, is invertible.", (argument,)
        case _:
            return "", ()


def single_chain(nodes: tuple[Node, ...], claim: Formula) -> Equalities | None:
    """The chain, where it is short and says all that the claim says."""
    if len(nodes) == 2 and isinstance(nodes[0], DerivedStep):
        nodes = _direct(nodes[0], nodes[1])
    if len(nodes) != 1 or not isinstance(nodes[0], Equalities) or not isinstance(claim, Equal):
        return None
    return nodes[0] if 1 <= len(nodes[0].lines) <= MOST_LINES and nodes[0].left == claim.left else None


def _direct(step: DerivedStep, chain: Node) -> tuple[Node, ...]:
    """f(P) = f(Q) by a premise that says P = Q: the premise pays for it directly."""
    if (
        not isinstance(step.derived, Congruence | CallCongruence)
        or not isinstance(step.by, Equalities)
        or len(step.by.lines) != 1
    ):
        return step, chain
    if not isinstance(chain, Equalities) or len(chain.lines) != 1:
        return step, chain
    return (replace(chain, lines=(replace(chain.lines[0], payer=step.by.lines[0].payer),)),)


def letter(number: int) -> str:
    """``a`` for the first derived step, ``b`` for the second, ..."""
    return LETTERS[number - 1] if number <= len(LETTERS) else f"a{number}"


def signed(factor: Term | None) -> tuple[str, Term | None]:
    """The sign of a factor and what is left of it."""
    factors = factor.factors if isinstance(factor, Product) else (factor,)
    first = factors[0]
    if not isinstance(first, Number) or first.value >= 0:
        return "", factor
    left = (Number(-first.value), *factors[1:]) if first.value != -1 else factors[1:]
    if not left:
        return "-", None
    return "-", left[0] if len(left) == 1 else Product(tuple(item for item in left if item is not None))


def without_echo(nodes: tuple[Node, ...]) -> tuple[Node, ...]:
    """Without a last chain that only repeats what a derived step concludes."""
    if len(nodes) < 2:
        return nodes
    step, chain = nodes[-2:]
    if (
        not isinstance(step, DerivedStep)
        or isinstance(step.derived, Congruence | CallCongruence)
        or not isinstance(chain, Equalities)
    ):
        return nodes
    repeats = len(chain.lines) == 1 and chain.lines[0].payer == Payer(f"{STEP}{step.number}")
    return nodes[:-1] if repeats else nodes


def lettered(node: DerivedStep, letters: Mapping[int, str], known: dict[str, str]) -> tuple[bool, str]:
    """Whether the same was derived before, and its letter."""
    said = repr((node.derived, node.by, [letters.get(number) for number in _cited(node)]))
    is_known = said in known
    return is_known, known.setdefault(said, letter(len(known) + 1))


def cited_letters(nodes: tuple[Node, ...], known: dict[str, str]) -> Iterator[str]:
    """The letters of all derived steps that pay in a chain, as they will be given."""
    letters: dict[int, str] = {}
    for node in without_echo(nodes):
        if isinstance(node, DerivedStep):
            letters[node.number] = lettered(node, letters, known)[1]
        yield from (letters[number] for number in _cited(node) if number in letters)
        if isinstance(node, Section):
            yield from cited_letters(node.content, known)


def _cited(node: Node) -> Iterator[int]:
    """The numbers of the derived steps that pay in a chain."""
    if isinstance(node, DerivedStep):
        yield from _cited(node.by)
        return
    payers: list[str] = []
    if isinstance(node, Equalities):
        payers = [line.payer.premise for line in node.lines if line.payer is not None]
    elif isinstance(node, Combination | Estimate):
        payers = [multiple.entry.premise for multiple in node.shown]
    yield from (int(name.removeprefix(STEP)) for name in payers if name.startswith(STEP))
