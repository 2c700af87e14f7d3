"""SymPy at the border: what may enter, and every recorded term as an unevaluated SymPy expression.

SymPy 1.14 rewrites matrix expressions as they are built: ``A*A.I`` is an identity without any hypothesis, ``A - A`` the
zero matrix, or even ``A`` inside ``evaluate(False)``. So matrices enter as symbols, best one by one; an identity or a
zero matrix inside a SymPy expression is refused, since nobody can tell what it was before.
"""

from __future__ import annotations

from collections.abc import Callable
from fractions import Fraction
from typing import Any

import sympy
from sympy.core.parameters import global_parameters

from symproof.author.expressions import Expression, Surrounding, absolute, inverse, trace
from symproof.author.integers import from_affine, is_integer, to_affine
from symproof.author.place import refuse
from symproof.author.relations import is_of_integers, to_scalar
from symproof.author.shapes import product_shape
from symproof.language.affine import Affine, affine_text, shift, subtract
from symproof.language.sizes import SCALAR
from symproof.language.terms import (
    Chain,
    Identity,
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


def convert(value: object, setting: Surrounding) -> Expression:
    """The value as an expression of this setting: a number, an integer expression, or a SymPy expression."""
    if isinstance(value, Expression):
        if value.setting is not setting:
            raise refuse(
                "SP216",
                "these expressions belong to two different proofs",
                "Declare the symbols of a proof with that proof.",
            )
        return value
    if isinstance(value, bool) or value is None:
        raise refuse("SP207", f"{value!r} is not a number, matrix or expression")
    if isinstance(value, int | Fraction | sympy.Rational):
        return _number(value, setting)
    if isinstance(value, float | sympy.Float):
        raise refuse(
            "SP208",
            f"{value} is a binary fraction, not an exact number",
            _exactly(value),
        )
    if isinstance(value, sympy.Expr):
        return _from_sympy(value, setting)
    raise refuse("SP207", f"{value!r} is not a number, matrix or expression")


def _exactly(value: float | sympy.Float) -> str:
    """How the decimal that was written is written exactly."""
    try:
        exact = Fraction(repr(value) if isinstance(value, float) else str(value))
    except ValueError:  # an infinity, or not a number
        return "There is no exact number for it."
    arguments = f"{exact.numerator}, {exact.denominator}"
    return f"Write Fraction({arguments}) or sympy.Rational({arguments})."


def _number(value: int | Fraction | sympy.Rational, setting: Surrounding) -> Expression:
    exact = Fraction(int(value.p), int(value.q)) if isinstance(value, sympy.Rational) else Fraction(value)
    return Expression(Number(exact), SCALAR, setting)


# ------------------------------------------------------------------------------------------------ from SymPy


def _from_sympy(value: sympy.Expr, setting: Surrounding) -> Expression:
    if not global_parameters.evaluate:
        raise refuse(
            "SP210",
            "SymPy expressions are not accepted inside evaluate(False): there A - A becomes A",
            "Convert the symbols first and compute with those.",
        )
    if isinstance(value, sympy.Symbol | sympy.MatrixSymbol):
        return _declared(value, setting)
    if is_of_integers(value):
        return Expression(to_scalar(value), SCALAR, setting)
    if isinstance(value, sympy.Identity | sympy.ZeroMatrix):
        raise refuse(
            "SP210",
            f"SymPy may have rewritten this expression: it contains {value}",
            "A*A.I and A - A end like this. Use the identity and zero of the setting.",
        )
    return _compound(value, setting)


def _compound(value: sympy.Expr, setting: Surrounding) -> Expression:
    if isinstance(value, sympy.MatAdd | sympy.Add):
        total, *rest = (convert(part, setting) for part in value.args)
        for part in rest:
            total = total + part
        return total
    if isinstance(value, sympy.MatMul | sympy.Mul):
        total, *rest = (convert(part, setting) for part in value.args)
        for part in rest:
            total = total * part
        return total
    if isinstance(value, sympy.Transpose):
        return convert(value.arg, setting).T
    if isinstance(value, sympy.Inverse):
        return inverse(convert(value.arg, setting))
    if isinstance(value, sympy.Trace):
        return trace(convert(value.arg, setting))
    if isinstance(value, sympy.MatPow | sympy.Pow) and is_integer(value.exp):
        exponent: object = value.exp
        return convert(value.base, setting) ** exponent
    if isinstance(value, sympy.Abs):
        return absolute(convert(value.args[0], setting))
    raise refuse("SP210", f"{type(value).__name__} of SymPy has no counterpart here: {value}")


def _declared(value: sympy.Symbol | sympy.MatrixSymbol, setting: Surrounding) -> Expression:
    """The declared symbol of the same name and, for a matrix, of the same size."""
    context = setting.context
    name = str(value.name)
    if isinstance(value, sympy.Symbol) and (name in context.integers or name in context.sizes or value.is_integer):
        return Expression(Integer(to_affine(value)), SCALAR, setting)
    declared = context.symbols.get(name)
    if declared is None or declared.range is not None:
        raise refuse(
            "SP205",
            f"{name} of SymPy is not declared here",
            f'Declare it first, for example setting.matrix("{name}", m, n).',
        )
    sizes = (to_affine(value.shape[0]), to_affine(value.shape[1])) if isinstance(value, sympy.MatrixSymbol) else SCALAR
    if not (context.same(sizes[0], declared.rows) and context.same(sizes[1], declared.columns)):
        raise refuse(
            "SP201", f"{name} is declared {_size(declared.rows, declared.columns)}, in SymPy it is {_size(*sizes)}"
        )
    return Expression(Symbol(name), (declared.rows, declared.columns), setting)


def _size(rows: Affine, columns: Affine) -> str:
    return f"{affine_text(rows)} x {affine_text(columns)}"


# ------------------------------------------------------------------------------------------------ to SymPy


def to_sympy(term: Term, setting: Surrounding) -> sympy.Expr:
    """The term as an unevaluated SymPy expression. What SymPy has no notion of (a chain of symbolic length, f'(P), a
    gradient, a sum over an index) becomes a matrix symbol that carries its text as name."""
    if isinstance(term, Symbol):
        return _leaf(term, setting)
    if isinstance(term, Number):
        return sympy.Rational(term.value.numerator, term.value.denominator)
    if isinstance(term, Integer):
        return from_affine(term.value)
    if isinstance(term, Identity):
        return sympy.Identity(from_affine(term.size))
    if isinstance(term, Zero):
        return sympy.ZeroMatrix(from_affine(term.rows), from_affine(term.columns))
    if isinstance(term, Chain) and subtract(term.high, term.low).is_constant:
        return to_sympy(_written_out(term), setting)
    rule = _RULES.get(type(term))
    return rule(term, setting) if rule is not None else _opaque(term, setting)


def _leaf(term: Symbol, setting: Surrounding) -> sympy.Expr:
    name = term.name if term.index is None else f"{term.name}_{affine_text(term.index)}"
    shape = setting.shape_of(term)
    return sympy.Symbol(name, real=True) if shape == SCALAR else sympy.MatrixSymbol(name, *map(from_affine, shape))


def _opaque(term: Term, setting: Surrounding) -> sympy.Expr:
    from symproof.render.text import text

    shape, name = setting.shape_of(term), text(term, setting.declarations)
    return sympy.Symbol(name, real=True) if shape == SCALAR else sympy.MatrixSymbol(name, *map(from_affine, shape))


def _written_out(term: Chain) -> Term:
    """A chain of fixed length as a product; an identity if it is empty."""
    length = subtract(term.high, term.low).constant + 1
    members = tuple(Symbol(term.family, shift(term.high, -step)) for step in range(length))
    return Product(members) if members else term


def _sum(term: Sum, setting: Surrounding) -> sympy.Expr:
    parts = [to_sympy(part, setting) for part in term.terms]
    if setting.shape_of(term) == SCALAR:
        return sympy.Add(*parts, evaluate=False)
    return sympy.MatAdd(*parts, evaluate=False)


def _product(term: Product, setting: Surrounding) -> sympy.Expr:
    """The product, each 1 x 1 piece of it, such as u^T v, as a scalar factor."""
    scalars: list[sympy.Expr] = []
    run: list[sympy.Expr] = []
    sizes = SCALAR
    for factor in term.factors:
        factor_sizes = setting.shape_of(factor)
        sizes = product_shape(sizes, factor_sizes, setting.context) if run else factor_sizes
        run.append(to_sympy(factor, setting))
        if sizes == SCALAR:
            scalars.append(run[0] if len(run) == 1 else sympy.Trace(sympy.MatMul(*run, evaluate=False)))
            run = []
    kind = sympy.MatMul if run else sympy.Mul
    return kind(*scalars, *run, evaluate=False)


def _power(term: Power, setting: Surrounding) -> sympy.Expr:
    base, exponent = to_sympy(term.base, setting), from_affine(term.exponent)
    if setting.shape_of(term) == SCALAR:
        return sympy.Pow(base, exponent, evaluate=False)
    return sympy.MatPow(base, exponent, evaluate=False)


def _transpose(term: Transpose, setting: Surrounding) -> sympy.Expr:
    argument = to_sympy(term.argument, setting)
    return argument if setting.shape_of(term) == SCALAR else sympy.Transpose(argument)


def _inverse(term: Inverse, setting: Surrounding) -> sympy.Expr:
    argument = to_sympy(term.argument, setting)
    if setting.shape_of(term) == SCALAR:
        return sympy.Pow(argument, -1, evaluate=False)
    return sympy.Inverse(argument)


def _trace(term: Trace, setting: Surrounding) -> sympy.Expr:
    argument = to_sympy(term.argument, setting)
    return argument if setting.shape_of(term.argument) == SCALAR else sympy.Trace(argument)


_RULES: dict[type, Callable[[Any, Surrounding], sympy.Expr]] = {
    Sum: _sum, Product: _product, Power: _power, Transpose: _transpose, Inverse: _inverse, Trace: _trace,
}  # fmt: skip
