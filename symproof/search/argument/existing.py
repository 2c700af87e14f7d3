"""Values that may show that a matrix exists, and the derivation from such a value.

A value is what an equation about the matrix gives when it is solved for it, by inverses of what stands beside it, or
by those of Gram matrices where that is not square; a symbol of the right size, up to sign and transposition; or a
product of two symbols. Whether it is right is asked of the second judge first, and then of the kernel.
"""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import replace
from fractions import Fraction
from itertools import chain, product

from symproof.kernel.algebra.shapes import shape_of
from symproof.kernel.context import Context, context_of
from symproof.language.affine import ONE
from symproof.language.binding import Assignment, instantiated
from symproof.language.declarations import Declarations, SymbolDeclaration
from symproof.language.derivation import Block, Conjunction, Give, Inference
from symproof.language.formulas import And, Equal, Exists, Formula
from symproof.language.refusal import Refusal
from symproof.language.terms import Identity, Inverse, Number, Product, Sum, Symbol, Term, Transpose, Zero
from symproof.search.argument.instances import times_named
from symproof.search.argument.wanted import gap

MOST_FACTORS = 8  # symbols and transposes that products are made of


def values_for(claim: Exists, declarations: Declarations) -> Iterator[Term]:
    """Values of the one matrix that is said to exist, those from equations about it first."""
    (bound,) = claim.symbols
    symbols = (*declarations.symbols, bound)
    context = context_of(replace(declarations, symbols=symbols, well_formed=()), ())
    seen: set[Term] = set()
    for value in chain(_solved(claim.body, bound, context), _made(bound, declarations)):
        try:
            fits = shape_of(context, value) == (context.canonical(bound.rows), context.canonical(bound.columns))
        except Refusal:
            continue
        if fits and value not in seen:
            seen.add(value)
            yield value


def body_at(claim: Exists, value: Term) -> Formula:
    """What is claimed of this value."""
    return instantiated(claim.body, Assignment(symbols={claim.symbols[0].name: value}))


def derivation_from(name: str, claim: Exists, value: Term, using: Sequence[str]) -> Block:
    """That the matrix exists, as this value shows; what is claimed of the value are gaps."""
    body = body_at(claim, value)
    parts = body.parts if isinstance(body, And) else (body,)
    rule = gap(*using)
    block = [Inference(f"{name}.part{number}", part, rule) for number, part in enumerate(parts)]
    if len(parts) > 1:
        block.append(Inference(f"{name}.all", body, Conjunction(tuple([item.id for item in block]))))
    return (*block, Inference(name, claim, Give(block[-1].id, (value,))))


# ------------------------------------------------------------------------------------------------ equations


def _solved(body: Formula, bound: SymbolDeclaration, context: Context) -> Iterator[Term]:
    """The matrix from each equation in which it stands once, in a product or in a sum of products."""
    parts = body.parts if isinstance(body, And) else (body,)
    for equation in (part for part in parts if isinstance(part, Equal)):
        for side, other in ((equation.left, equation.right), (equation.right, equation.left)):
            terms = side.terms if isinstance(side, Sum) else (side,)
            for place, term in enumerate(terms):
                rest = [*terms[:place], *terms[place + 1 :]]
                if times_named(bound.name, term) == 1 and not any(
                    times_named(bound.name, item) for item in (*rest, other)
                ):
                    right = _minus(other, rest)
                    yield from _from_product(term, right, bound, context)


def _minus(left: Term, others: list[Term]) -> Term:
    if not others:
        return left
    turned = tuple([Product((Number(Fraction(-1)), item)) for item in others])
    return (
        Sum(turned)
        if isinstance(left, Zero) and len(turned) > 1
        else turned[0]
        if isinstance(left, Zero)
        else Sum((left, *turned))
    )


def _from_product(term: Term, right: Term, bound: SymbolDeclaration, context: Context) -> Iterator[Term]:
    """X from P X Q = R."""
    factors = term.factors if isinstance(term, Product) else (term,)
    for turned in (False, True):
        wanted = Transpose(Symbol(bound.name)) if turned else Symbol(bound.name)
        if wanted not in factors:
            continue
        at = factors.index(wanted)
        if any(times_named(bound.name, item) for item in (*factors[:at], *factors[at + 1 :])):
            continue
        for left, after in product(
            _undone(factors[:at], context, left=True), _undone(factors[at + 1 :], context, left=False)
        ):
            value = Product((*left, right, *after)) if left or after else right
            yield Transpose(value) if turned else value


def _undone(factors: tuple[Term, ...], context: Context, *, left: bool) -> list[tuple[Term, ...]]:
    """What takes the factors away from the left or from the right: the inverse of a square product, and one-sided
    inverses of another."""
    if not factors:
        return [()]
    whole = factors[0] if len(factors) == 1 else Product(factors)
    rows, columns = shape_of(context, whole)
    if (rows, columns) == (ONE, ONE) or rows == columns:
        return [(Inverse(whole),)]
    turned = Transpose(whole)
    of_columns, of_rows = Inverse(Product((turned, whole))), Inverse(Product((whole, turned)))
    return [(of_columns, turned), (turned, of_rows)]


# ------------------------------------------------------------------------------------------------ symbols


def _made(bound: SymbolDeclaration, declarations: Declarations) -> Iterator[Term]:
    """Symbols, their inverses and transposes, up to sign, products of two, zero and the identity."""
    single = [symbol for symbol in declarations.symbols if symbol.range is None and not symbol.pieces]
    matrices = [symbol for symbol in single if (symbol.rows, symbol.columns) != (ONE, ONE)]
    plain: list[Term] = [Symbol(symbol.name) for symbol in matrices]
    turned: list[Term] = [Transpose(term) for term in plain]
    square: list[Term] = [Inverse(Symbol(item.name)) for item in matrices if item.rows == item.columns]
    yield from (*plain, *turned, *square)
    yield from (Product((Number(Fraction(-1)), term)) for term in (*plain, *turned))
    factors = [*plain, *turned, *square][:MOST_FACTORS]
    yield from (Product((one, other)) for one in factors for other in factors)
    yield Zero(bound.rows, bound.columns)
    if bound.rows == bound.columns:
        yield Identity(bound.rows)
