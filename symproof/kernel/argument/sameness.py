"""When two formulas are the same: up to bound names, definitions and normal forms.

One of the two has been admitted: it is a claim, a premise that is known, or a part of these. Therefore what is written
alike has a meaning here, and is neither unfolded nor checked once more; a chain over pieces whose case is undecided
would be refused otherwise. What is written in another way is checked while its normal form is made.
"""

from __future__ import annotations

from symproof.kernel.algebra.normal import Normalizer
from symproof.kernel.algebra.words import Polynomial, combine
from symproof.kernel.argument.scope import FALSE, Scope, at, renamed
from symproof.language.affine import parameter, subtract
from symproof.language.declarations import SymbolDeclaration
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
    Invertible,
    Not,
    Or,
    Predicate,
)
from symproof.language.refusal import Refusal
from symproof.language.sizes import led, member_shape
from symproof.language.terms import Term


def shape(formula: Formula) -> Formula:
    """Negations as implications of falsity; one conjunct or disjunct as itself."""
    match formula:
        case Not(part):
            return Implies(part, FALSE)
        case Compare("!=", left, right):
            return Implies(Equal(left, right), FALSE)
        case IntegerRelation("!=", left, right):
            return Implies(IntegerRelation("=", left, right), FALSE)
        case And((part,)) | Or((part,)):
            return shape(part)
        case _:
            return formula


def require_same(scope: Scope, one: Formula, two: Formula, what: str) -> None:
    """Rule SAME: refuses (SP360) formulas that differ. One of them has been admitted here."""
    if not same(scope, one, two):
        raise Refusal("SP360", f"{what} is another formula than is needed here")


def same(scope: Scope, one: Formula, two: Formula) -> bool:
    """Whether two formulas are the same up to bound names, definitions and normal forms."""
    scope.context.charge(1)
    if one == two:
        return True
    match shape(one), shape(two):
        case Equal(a, b), Equal(c, d):
            return _same_equation(scope, (a, b), (c, d))
        case Compare(first, a, b), Compare(second, c, d):
            return first == second and _same_differences(scope, (a, b), (c, d)) == 1
        case Invertible(a), Invertible(b):
            return _same_terms(scope, a, b)
        case Predicate("positive semidefinite" | "positive definite" as name, (a,)), Predicate(other, (b,)):
            return name == other and _same_terms(scope, a, b)
        case IntegerRelation(first, a, b), IntegerRelation(second, c, d):
            for value in (a, b, c, d):
                scope.context.check_integer(value)
            return first == second and scope.context.same(subtract(b, a), subtract(d, c))
        case (And(parts), And(others)) | (Or(parts), Or(others)):
            return len(parts) == len(others) and all(same(scope, p, q) for p, q in zip(parts, others, strict=True))
        case Implies(p, q), Implies(r, s):
            return same(scope, p, r) and same(scope.assuming(f"if:{scope.opened}", p), q, s)
        case ForAllIndex() as left, ForAllIndex() as right:
            return _same_schemas(scope, left, right)
        case (ForAll(symbols, body), ForAll(others, other)) | (Exists(symbols, body), Exists(others, other)):
            return _same_quantified(scope, (symbols, body), (others, other))
        case _:
            return False


def _same_schemas(scope: Scope, one: ForAllIndex, two: ForAllIndex) -> bool:
    if not (scope.context.same(one.low, two.low) and scope.context.same(one.high, two.high)):
        return False
    scope.context.check_integer(two.low)
    scope.context.check_integer(two.high)
    inner, name = scope.index_opened(one)
    return same(inner, at(one, parameter(name)), at(two, parameter(name)))


Quantified = tuple[tuple[SymbolDeclaration, ...], Formula]


def _same_quantified(scope: Scope, one: Quantified, two: Quantified) -> bool:
    symbols, others = one[0], two[0]
    if len(symbols) != len(others) or not all(map(lambda s, o: same_declared(scope, s, o), symbols, others)):
        return False
    scope.symbols_opened(others)  # the sizes on the other side have a meaning too
    inner, names = scope.symbols_opened(symbols)
    return same(inner, renamed(*one, names), renamed(*two, names))


def same_declared(scope: Scope, one: SymbolDeclaration, two: SymbolDeclaration) -> bool:
    """Symbols of one size, families over one range of one size at each index."""
    context = scope.context
    if one.leading is not None and two.leading is not None:
        bounds, others = one.leading, two.leading
        if not (context.same(bounds.low, others.low) and context.same(bounds.high, others.high)):
            return False
        inner, name = scope.index_opened(ForAllIndex(bounds.index, bounds.low, bounds.high, FALSE))
        return same_declared(inner, led(one, parameter(name)), led(two, parameter(name)))
    if one.leading is not two.leading:
        return False
    if one.range is None or two.range is None:
        return one.range is two.range and context.same(one.rows, two.rows) and context.same(one.columns, two.columns)
    if not (context.same(one.range.low, two.range.low) and context.same(one.range.high, two.range.high)):
        return False
    return same_sizes(scope, one, two)


def same_sizes(scope: Scope, one: SymbolDeclaration, two: SymbolDeclaration) -> bool:
    """Members of one size at each index of the range of the first."""
    if one.range is None:
        return False
    inner, name = scope.index_opened(ForAllIndex(one.range.index, one.range.low, one.range.high, FALSE))
    here = parameter(name)
    return all(inner.context.same(a, b) for a, b in zip(member_shape(one, here), member_shape(two, here), strict=True))


# ------------------------------------------------------------------------------------------------ terms


def _same_terms(scope: Scope, one: Term, two: Term) -> bool:
    return one == two or not _less(scope, scope.form(one), scope.form(two)).terms


def _same_equation(scope: Scope, one: tuple[Term, Term], two: tuple[Term, Term]) -> bool:
    return _same_differences(scope, one, two) != 0


def _same_differences(scope: Scope, one: tuple[Term, Term], two: tuple[Term, Term]) -> int:
    """1 if a - b and c - d are the same, -1 if they are opposite, 0 if neither."""
    for left, right, sign in ((0, 1, 1), (1, 0, -1)):
        if one[0] == two[left]:
            return sign if _same_terms(scope, one[1], two[right]) else 0
        if one[1] == two[right]:
            return sign if _same_terms(scope, one[0], two[left]) else 0
    normal = Normalizer(scope.context)
    first, second = normal.difference(*one), normal.difference(*two)
    if (first.rows, first.columns) != (second.rows, second.columns):
        return 0
    return 1 if first.terms == second.terms else -1 if first.terms == second.scale(-1).terms else 0


def _less(scope: Scope, one: Polynomial, two: Polynomial) -> Polynomial:
    if (one.rows, one.columns) != (two.rows, two.columns):
        raise Refusal("SP360", "terms of different sizes are compared")
    return combine(one, two, -1)
