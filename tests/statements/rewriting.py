"""A statement of a file written again as a proof file would write it: with the operators of ``symproof.author``."""

from __future__ import annotations

from functools import reduce
from operator import add, mul
from typing import Any

import sympy

from symproof.author import Expression, Proof, block, both, for_all, gradient, inverse, invertible, summation, trace
from symproof.author import functions as named
from symproof.author.claims import Claim
from symproof.author.integers import integer_symbol
from symproof.language import proof as model
from symproof.language.affine import ONE, Affine, SizeAt, SizeProduct
from symproof.language.formulas import (
    And,
    Compare,
    Equal,
    ForAllIndex,
    Formula,
    IntegerRelation,
    Invertible,
    Predicate,
)
from symproof.language.terms import (
    Basis,
    Call,
    Gradient,
    Identity,
    IndexSum,
    Integer,
    Inverse,
    Number,
    Power,
    Product,
    Sum,
    Symbol,
    Term,
    Trace,
    Transpose,
    Zero,
)


class NotWrittenError(Exception):
    """The author's language has no word for this."""


def rewritten(statement: model.Proof) -> model.Proof:
    """The same declarations, hypotheses and claims, recorded through the other front end."""
    return _Writer(statement).proof()


def integer(value: Affine) -> sympy.Expr:
    total = sympy.Integer(value.constant)
    for atom, coefficient in value.terms:
        if isinstance(atom, SizeAt):
            raise NotWrittenError(repr(atom))
        parts = atom.product_of if isinstance(atom, SizeProduct) else (atom,)
        total += coefficient * reduce(mul, [integer_symbol(part) for part in parts])
    return total


class _Writer:
    def __init__(self, statement: model.Proof) -> None:
        self.statement = statement
        self.written = Proof("again", "A statement, as a proof file")
        self.symbols: dict[str, Expression] = {}

    def proof(self) -> model.Proof:
        declared = self.statement.declarations
        if declared.functions:
            raise NotWrittenError("functions")
        for name in declared.integers:
            self.written.integer(name)
        for size in declared.sizes:
            self.written.size(size.name)
        for symbol in declared.symbols:
            if symbol.range is not None:
                raise NotWrittenError("a family")
            if symbol.pieces:
                self.symbols[symbol.name] = self.written.define(symbol.name, self.term(symbol.pieces[0].body))
            else:
                made = self.written.matrix(symbol.name, integer(symbol.rows), integer(symbol.columns))
                self.symbols[symbol.name] = made
        for item in self.statement.hypotheses:
            self.written.assume(item.id, self.claim(item.formula))
        for step in self.statement.steps:
            self.written.step(step.id, self.claim(step.claim), by="algebra", using=list(step.using))
        loaded, errors = self.written.finished()
        assert loaded is not None, errors
        return loaded

    def claim(self, formula: Formula) -> Claim:
        match formula:
            case Equal(left, Zero()) if not self.term(left).is_scalar:
                return self.term(left) == 0
            case Equal(left, right):
                return self.term(left) == self.term(right)
            case And((Compare("<", left, right), Invertible())):  # an author writes c > 0, and means no more by it
                return self.term(left) < self.term(right)
            case And(parts):
                return both(*map(self.claim, parts))
            case Invertible(argument):
                value = self.term(argument)
                return value != 0 if value.is_scalar else invertible(value)
            case Compare(relation, left, right):
                return self.compared(relation, self.term(left), self.term(right))
            case Predicate(name, arguments):
                return self.written.predicate(name, *map(self.term, arguments))
            case ForAllIndex(index, low, high, body):
                return for_all(integer_symbol(index), integer(low), integer(high), self.claim(body))
            case IntegerRelation(relation, left, right):
                return self.related(relation, integer(left), integer(right))
        raise NotWrittenError(type(formula).__name__)

    def compared(self, relation: str, left: Expression, right: Expression) -> Claim:
        return {"<": lambda: left < right, "<=": lambda: left <= right, "!=": lambda: left != right}[relation]()

    def related(self, relation: str, left: sympy.Expr, right: sympy.Expr) -> Any:
        kinds = {"=": sympy.Eq, "!=": sympy.Ne, "<": sympy.Lt, "<=": sympy.Le}
        return kinds[relation](left, right, evaluate=False)

    def term(self, term: Term) -> Expression:
        found = self.leaf(term)
        return self.compound(term) if found is None else found

    def leaf(self, term: Term) -> Expression | None:
        match term:
            case Symbol(name):
                return self.symbols[name]
            case Number(value):
                return self.written.number(sympy.Rational(value.numerator, value.denominator))
            case Integer(value):
                return self.written.integer_scalar(integer(value))
            case Identity(size):
                return self.written.identity(integer(size))
            case Basis(index, size):
                return self.written.basis(integer(index), integer(size))
            case Zero(rows, columns) if rows == columns == ONE:
                return self.written.number(0)
            case Zero(rows, columns):
                return self.written.zero(integer(rows), integer(columns))
        return None

    def compound(self, term: Term) -> Expression:
        match term:
            case Sum(terms):
                return reduce(add, map(self.term, terms))
            case Product(factors):
                return reduce(mul, map(self.term, factors))
            case Power(base, exponent):
                return self.term(base) ** integer(exponent)
            case IndexSum(index, low, high, body):
                return summation(integer_symbol(index), integer(low), integer(high), self.term(body))
            case Call():
                return self.call(term)
            case Transpose(argument):
                return self.term(argument).T
            case Inverse(argument):
                return inverse(self.term(argument))
            case Trace(argument):
                return trace(self.term(argument))
            case Gradient(argument, Symbol(name, None)) if name in self.symbols:
                return gradient(self.term(argument), self.symbols[name])
        raise NotWrittenError(type(term).__name__)

    def call(self, term: Call) -> Expression:
        given = term.arguments
        match term.name:
            case "ones":
                return self.written.ones(integer(term.rows), integer(term.columns))
            case "commutation" | "delta":
                numbers = [integer(item.value) for item in given if isinstance(item, Integer)]
                return getattr(self.written, term.name)(*numbers)  # type: ignore[no-any-return]
            case "abs":
                return abs(self.term(given[0]))
            case "block":
                lines = [part.arguments if _is_row(part) else (part,) for part in given]  # type: ignore[attr-defined]
                return block([[self.term(part) for part in line] for line in lines])
            case "row":
                return block([[self.term(part) for part in given]])
        return getattr(named, term.name)(*map(self.term, given))  # type: ignore[no-any-return]


def _is_row(term: Term) -> bool:
    return isinstance(term, Call) and term.name == "row"
