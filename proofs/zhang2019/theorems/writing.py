"""Shorthand for statements and derivations: terms, formulas, and blocks that are written from top to bottom."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from contextlib import contextmanager
from dataclasses import dataclass, field
from fractions import Fraction
from typing import Any

from symproof.kernel.argument.derive import Derived, derive
from symproof.language.affine import ONE, Affine, FamilyAt, SizeAt, add, integer, parameter, shift, subtract
from symproof.language.declarations import (
    Declarations,
    FunctionDeclaration,
    Piece,
    Range,
    SizeDeclaration,
    SymbolDeclaration,
)
from symproof.language.derivation import (
    Apply,
    Block,
    ByCases,
    Define,
    Extreme,
    Fix,
    Given,
    Induct,
    Inference,
    Obtain,
    Rule,
    Sizes,
    Suppose,
)
from symproof.language.formulas import (
    And,
    Compare,
    Equal,
    Exists,
    ForAll,
    ForAllIndex,
    Formula,
    Implies,
    IntegerRelation,
    Named,
    Not,
    Or,
    Sequent,
)
from symproof.language.terms import (
    Chain,
    Identity,
    IndexSum,
    Number,
    Product,
    Slope,
    Sum,
    Symbol,
    Term,
    Trace,
    Transpose,
    Value,
    Zero,
)
from symproof.language.theory import Statement, Trust
from symproof.search.argument import Want, elaborated

FALSE = Or(())
ZERO = integer(0)

# ------------------------------------------------------------------------------------------------ terms


def symbols(names: str) -> tuple[Symbol, ...]:
    return tuple(map(Symbol, names.split()))


def integers(names: str) -> tuple[Affine, ...]:
    return tuple(map(parameter, names.split()))


def number(value: int | Fraction) -> Term:
    return Number(Fraction(value))


def times(*factors: Term) -> Term:
    return Product(factors)


def plus(*summands: Term) -> Term:
    return Sum(summands)


def minus(left: Term, right: Term) -> Term:
    return Sum((left, Product((number(-1), right))))


def norm2(argument: Term) -> Term:
    """||X||^2."""
    return Trace(Product((Transpose(argument), argument)))


def square(value: Term) -> Term:
    return Product((value, value))


def total(index: str, low: Affine, high: Affine, body: Term) -> Term:
    return IndexSum(index, low, high, body)


def distance2(one: str, two: str, low: Affine, high: Affine) -> Term:
    """The sum of ||M_i - N_i||^2."""
    here = parameter("i")
    return total("i", low, high, norm2(minus(Symbol(one, here), Symbol(two, here))))


# ------------------------------------------------------------------------------------------------ formulas


def less(left: Term, right: Term) -> Formula:
    return Compare("<", left, right)


def at_most(left: Term, right: Term) -> Formula:
    return Compare("<=", left, right)


def positive(value: Term) -> Formula:
    return Compare("<", number(0), value)


def nonzero(argument: Term, rows: Affine, columns: Affine) -> Formula:
    return Not(Equal(argument, Zero(rows, columns)))


def vanishes(argument: Term, rows: Affine, columns: Affine) -> Formula:
    return Equal(argument, Zero(rows, columns))


def integer_at_most(left: Affine, right: Affine) -> Formula:
    return IntegerRelation("<=", left, right)


def some_index(index: str, low: Affine, high: Affine, body: Formula) -> Formula:
    """There is an index with this property."""
    return Not(ForAllIndex(index, low, high, Not(body)))


def matrix(name: str, rows: Affine, columns: Affine) -> SymbolDeclaration:
    return SymbolDeclaration(name, rows, columns)


def scalar(name: str) -> SymbolDeclaration:
    return SymbolDeclaration(name, ONE, ONE)


def family(name: str, rows: Affine, columns: Affine, low: Affine, high: Affine) -> SymbolDeclaration:
    return SymbolDeclaration(name, rows, columns, Range("i", low, high))


# ------------------------------------------------------------------------------------------------ statements


def statement(
    label: str, claim: Formula, *, integers: tuple[str, ...] = (), sizes: tuple[str | SizeDeclaration, ...] = (),
    symbols: tuple[SymbolDeclaration, ...] = (), functions: tuple[FunctionDeclaration, ...] = (),
    facts: Mapping[str, Formula] | None = None, trust: Trust = Trust.LEMMA, source: str = "", **premises: Formula,
) -> Statement:  # fmt: skip
    """``facts, premises |- claim`` under this id."""
    declared = tuple([SizeDeclaration(size) if isinstance(size, str) else size for size in sizes])
    declarations = Declarations(integers, declared, symbols, functions)
    known = tuple([Named(name, formula) for name, formula in (facts or {}).items()])
    given = tuple([Named(name.replace("_", "-"), formula) for name, formula in premises.items()])
    return Statement(label, trust, Sequent(declarations, known, given, claim), source)


def axiom(label: str, claim: Formula, source: str, **parts: Any) -> Statement:
    return statement(label, claim, trust=Trust.AXIOM, source=source, **parts)


# ------------------------------------------------------------------------------------------------ derivations


@dataclass(slots=True)
class Writer:
    """A derivation that is written from top to bottom; blocks are opened with ``with``."""

    blocks: list[list[Inference]] = field(default_factory=lambda: [[]])

    @property
    def block(self) -> Block:
        return tuple(self.blocks[-1])

    def have(self, label: str, claim: Formula, *using: str) -> None:
        """A step that the search closes, from these premises."""
        gap: Any = Want(using)
        self.by(label, claim, gap)

    def by(self, label: str, claim: Formula, rule: Rule) -> None:
        self.blocks[-1].append(Inference(label, claim, rule))

    def apply(self, label: str, claim: Formula, name: str, *premises: str, **given: Any) -> None:
        """The claim of a lemma or axiom; an integer with its index is given as ("i", d_i)."""
        self.by(label, claim, Apply(name, tuple([_given(key, value) for key, value in given.items()]), premises))

    @contextmanager
    def part(self) -> Iterator[list[Block]]:
        """A block on its own; the list holds it once it is closed."""
        closed: list[Block] = []
        self.blocks.append([])
        yield closed
        closed.append(tuple(self.blocks.pop()))

    @contextmanager
    def suppose(self, label: str, claim: Formula, name: str) -> Iterator[None]:
        """An implication or a negation, whose premise has this name in the block."""
        with self.part() as inside:
            yield
        self.by(label, claim, Suppose(name, inside[0]))

    @contextmanager
    def fix(self, label: str, claim: Formula, *names: str) -> Iterator[None]:
        with self.part() as inside:
            yield
        self.by(label, claim, Fix(names, inside[0]))

    @contextmanager
    def obtain(self, label: str, claim: Formula, premise: str, names: tuple[str, ...], name: str) -> Iterator[None]:
        with self.part() as inside:
            yield
        self.by(label, claim, Obtain(premise, names, name, inside[0]))

    @contextmanager
    def extreme(
        self, label: str, claim: Formula, premise: str, names: tuple[str, str, str], *, first: bool = False
    ) -> Iterator[None]:
        """Names of the index, of what holds there, and of what fails beyond."""
        with self.part() as inside:
            yield
        self.by(label, claim, Extreme(premise, *names, inside[0], first))

    @contextmanager
    def define(
        self, label: str, claim: Formula, *new: SymbolDeclaration, functions: tuple[FunctionDeclaration, ...] = ()
    ) -> Iterator[None]:
        with self.part() as inside:
            yield
        self.by(label, claim, Define(Declarations(symbols=new, functions=functions), inside[0]))

    @contextmanager
    def sizes(self, label: str, claim: Formula, name: str, values: tuple[Affine, ...], known: str) -> Iterator[None]:
        with self.part() as inside:
            yield
        self.by(label, claim, Sizes(name, 0, values, known, inside[0]))

    @contextmanager
    def cases(self, label: str, claim: Formula, premise: str) -> Iterator[Cases]:
        """One block for each disjunct of the premise: ``with case("its-name"): ...``"""
        case = Cases(self)
        yield case
        self.by(label, claim, ByCases(premise, tuple(case.names), tuple(case.blocks)))

    def absurd(self, label: str, claim: Formula, falsity: str) -> None:
        """Of falsity anything follows."""
        self.by(label, claim, ByCases(falsity, (), ()))

    @contextmanager
    def induction(self, label: str, claim: Formula, name: str, known: str, *, upward: bool = True) -> Iterator[Cases]:
        """Two cases: the base, and the step for the integer ``name`` from what stands under ``known``."""
        case = Cases(self)
        yield case
        base, step = case.blocks
        self.by(label, claim, Induct(upward, name, known, base, step))


@dataclass(slots=True)
class Cases:
    writer: Writer
    names: list[str] = field(default_factory=list)
    blocks: list[Block] = field(default_factory=list)

    @contextmanager
    def __call__(self, name: str) -> Iterator[None]:
        with self.writer.part() as inside:
            yield
        self.names.append(name)
        self.blocks.append(inside[0])


def _given(name: str, value: Any) -> Given:
    match value:
        case Affine():
            return Given(name, integer=value)
        case (str() as lead, str() as index, Affine() as integer):
            return Given(name, integer=integer, index=index, lead=lead)
        case tuple():
            return Given(name, index=value[0], integer=value[1])
        case str() | FamilyAt():
            return Given(name, other=value)
        case _:
            return Given(name, term=value)


def proved(
    goal: Statement, block: Block, *lemmas: Derived, axioms: tuple[Statement, ...] = ()
) -> tuple[Derived, Statement, Block]:
    """The theorem, and the completed derivation that the kernel replayed."""
    believed = {item.id: item for item in axioms}
    known = {item.statement.id: item for item in lemmas}
    done = elaborated(goal, block, believed, known)
    return derive(*done, believed, known), *done


__all__ = [
    "FALSE", "ONE", "ZERO", "Affine", "And", "Chain", "Derived", "Equal", "Exists", "FamilyAt", "ForAll", "ForAllIndex",
    "FunctionDeclaration", "Identity", "Implies", "Not", "Or", "Piece", "Range", "SizeAt", "SizeDeclaration", "Slope",
    "Statement", "Symbol", "SymbolDeclaration", "Transpose", "Value", "Writer", "Zero", "add", "at_most", "axiom",
    "distance2", "family", "integer", "integer_at_most", "integers", "less", "matrix", "minus", "nonzero", "norm2",
    "number", "parameter", "plus", "positive", "proved", "scalar", "shift", "some_index", "square", "statement",
    "subtract", "symbols", "times", "total", "vanishes",
]  # fmt: skip
