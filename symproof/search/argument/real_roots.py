"""Claims about a semidefinite matrix A from the same claims about C^T C, as a derivation with gaps.

The axiom R1 says that there is such a C, and C is invertible where A is definite. Then A B is C^T (C B C^T) C^-T, so
that claims about products of definite matrices become claims about the symmetric matrix C B C^T.
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from contextlib import suppress
from itertools import count, islice
from typing import TypeVar

from symproof.language.affine import ONE
from symproof.language.binding import Assignment, instantiated, mentioned
from symproof.language.declarations import Declarations, SymbolDeclaration
from symproof.language.derivation import Apply, Block, ByCases, Dichotomy, Given, Inference, Obtain, Restate
from symproof.language.formulas import And, Compare, Equal, Exists, Formula, Invertible, Not, Or, Predicate
from symproof.language.parts import relations
from symproof.language.records import dataclass
from symproof.language.refusal import Refusal
from symproof.language.terms import Call, Product, Symbol, Term, Transpose, Zero
from symproof.search.algebra.nodes import nodes
from symproof.search.argument.wanted import gap

SEMIDEFINITE, DEFINITE = "positive semidefinite", "positive definite"
MOST = 2  # matrices that are written as products
MOST_CALLS = 4  # values of functions
Node = TypeVar("Node")


def by_real_roots(
    name: str, claim: Formula, premises: Mapping[str, Formula], declared: Declarations
) -> Iterator[Block]:
    """The claim of this name by the axiom R1, for each of the first matrices that a premise says are semidefinite."""
    symbols = {item.name: item for item in declared.symbols if item.range is None}
    found = (
        (premise, part) for premise, formula in premises.items() for part in relations(formula)
        if isinstance(part, Predicate) and part.name in (SEMIDEFINITE, DEFINITE)
    )  # fmt: skip
    taken = mentioned((claim, *premises.values(), declared))
    for premise, part in islice(found, MOST):
        matrix = part.arguments[0]
        if isinstance(matrix, Symbol) and matrix.name in symbols:
            root = next(root for root in _numbered("C") if root not in taken)
            writer = _Writer(name, claim, premises, premise, symbols[matrix.name], root, part.name == DEFINITE)
            with suppress(Refusal):  # a derivative by the matrix says nothing about C^T C
                yield from [writer.block(), *map(writer.block, islice(writer.columns(symbols), MOST))]


@dataclass(frozen=True, slots=True)
class _Writer:
    """Writes one derivation: ``source`` says that the matrix is semidefinite, ``root`` is the name of C."""

    name: str
    claim: Formula
    premises: Mapping[str, Formula]
    source: str
    matrix: SymbolDeclaration
    root: str
    definite: bool

    def columns(self, symbols: Mapping[str, SymbolDeclaration]) -> Iterator[Term]:
        """C W v for the sides A W v of equations between columns, for a scalar claim: where it is zero, so is A W v."""
        equations = [part for formula in self.premises.values() for part in relations(formula)]
        sides = (side for part in equations if isinstance(part, Equal) for side in (part.left, part.right))
        for side in sides if isinstance(self.claim, Compare) else ():
            if isinstance(side, Product) and side.factors[0] == Symbol(self.matrix.name):
                last = side.factors[-1]
                if isinstance(last, Symbol) and str(last.name) in symbols and symbols[str(last.name)].columns == ONE:
                    yield Product((Symbol(self.root), *side.factors[1:]))

    def block(self, column: Term | None = None) -> Block:
        """Shows that A is semidefinite, takes C, and proves the claim for C^T C; by cases, if a column is given."""
        symbol, size = Symbol(self.matrix.name), self.matrix.rows
        known = And((Equal(Transpose(symbol), symbol), Predicate(SEMIDEFINITE, (symbol,))))
        square = Equal(self._square(), symbol)
        exists = Exists((SymbolDeclaration(self.root, size, size),), square)
        given = (Given("n", integer=size), Given("A", term=symbol))
        shown, root = f"{self.name}.semidefinite", f"{self.name}.root"
        return (
            Inference(shown, known, gap(self.source)),
            Inference(root, exists, Apply("R1", given, (shown,))),
            Inference(self.name, self.claim, Obtain(root, (self.root,), f"{self.name}.square", self._inside(column))),
        )

    def _square(self) -> Term:
        return Product((Transpose(Symbol(self.root)), Symbol(self.root)))

    def _inside(self, column: Term | None) -> Block:
        """The premises about C^T C, then the claim about it, then the claim."""
        square, using = f"{self.name}.square", list[str]()
        block = list(self._values(square))
        changing = [item.id for item in block] + [square]
        if self.definite:
            regular = f"{self.name}.regular"
            block.append(Inference(regular, Invertible(Symbol(self.root)), gap(square, self.source)))
            using.append(regular)
        for premise, formula in self.premises.items():
            changed = self._at_square(formula)
            if changed != formula and premise != self.source:
                block.append(Inference(f"{self.name}.{premise}", changed, gap(premise, *changing)))
                using.append(block[-1].id)
            elif changed == formula:
                using.append(premise)
        goal = self._at_square(self.claim)
        product = f"{self.name}.product"
        block += (
            [Inference(product, goal, gap(*using))] if column is None else self._cases(product, goal, column, using)
        )
        if goal != self.claim:
            block.append(Inference(f"{self.name}.claim", self.claim, gap(block[-1].id, *changing)))
        return tuple(block)

    def _values(self, square: str) -> Iterator[Inference]:
        """The values of functions of A, such as det(I + A B), as values of functions of C^T C."""
        calls = (node for node in nodes((self.claim, *self.premises.values())) if isinstance(node, Call))
        for number, call in enumerate(islice(dict.fromkeys(calls), MOST_CALLS)):
            changed = self._at_square(call)
            if changed != call:
                yield Inference(f"{self.name}.value{number}", Equal(call, changed), gap(square))

    def _cases(self, name: str, goal: Formula, column: Term, using: Sequence[str]) -> Block:
        """The goal where the column is zero, and where it is not."""
        zero = Equal(column, Zero(self.matrix.rows, ONE))
        either, nonzero = f"{name}.either", f"{name}.nonzero"
        cases = f"{name}.zero", f"{name}.not-zero"
        first = Inference(f"{name}.at-zero", goal, gap(*using, cases[0]))
        differs = Inference(nonzero, Compare("!=", zero.left, zero.right), Restate(cases[1]))
        second = Inference(f"{name}.elsewhere", goal, gap(*using, nonzero))
        return (
            Inference(either, Or((zero, Not(zero))), Dichotomy()),
            Inference(name, goal, ByCases(either, cases, ((first,), (differs, second)))),
        )

    def _at_square(self, node: Node) -> Node:
        return instantiated(node, Assignment(symbols={self.matrix.name: self._square()}))


def _numbered(name: str) -> Iterator[str]:
    yield name
    yield from (f"{name}{number}" for number in count(1))
