"""Rules for definitions, sums over an index, and three facts about matrices."""

from __future__ import annotations

from symproof.kernel.algebra.normal import Normalizer
from symproof.kernel.algebra.words import combine
from symproof.kernel.argument.propositions import Shows
from symproof.kernel.argument.sameness import require_same, same, shape
from symproof.kernel.argument.scope import FALSE, Scope
from symproof.language.affine import ONE, SizeAt, add, integer, parameter, shift, subtract
from symproof.language.binding import Assignment, instantiated, mentioned, unused
from symproof.language.declarations import Range, SizeDeclaration
from symproof.language.derivation import (
    Columns,
    Define,
    Nonzero,
    Positive,
    Sizes,
    SumFactor,
    SumOf,
    SumReverse,
    SumSplit,
)
from symproof.language.formulas import (
    And,
    Compare,
    Equal,
    ForAllIndex,
    Formula,
    Implies,
    IntegerRelation,
    Invertible,
    Predicate,
)
from symproof.language.parts import relations
from symproof.language.refusal import Refusal
from symproof.language.terms import Basis, IndexSum, Product, Sum, Term


def define(scope: Scope, claim: Formula, rule: Define, shows: Shows) -> None:
    """[X := e] ... claim / claim, for new X that the claim, checked before, does not mention."""
    new = rule.declarations
    if new.integers or new.sizes or any(not symbol.pieces for symbol in new.symbols):
        raise Refusal("SP361", "only symbols and functions are defined here")
    if any(function.value is None for function in new.functions):
        raise Refusal("SP361", "a function is defined by its value")
    shows(scope.declaring(new), rule.block, claim)


def sizes(scope: Scope, claim: Formula, rule: Sizes, shows: Shows) -> None:
    """[d_a = n_0, d_{a+1} = n_1, ...] ... claim / claim, for a new family of sizes d and sizes n_0, n_1, ..."""
    for value in rule.values:
        scope.context.check_size(value)
    high = rule.low + len(rule.values) - 1
    family = SizeDeclaration(rule.name, Range("i", integer(rule.low), integer(high)))
    inner = scope.with_size(family)
    facts = [
        IntegerRelation("=", parameter(SizeAt(rule.name, integer(rule.low + number))), value)
        for number, value in enumerate(rule.values)
    ]
    if not facts:
        raise Refusal("SP361", "a family of sizes needs a member")
    shows(inner.with_formula(rule.id, And(tuple(facts))), rule.block, claim)


# ------------------------------------------------------------------------------------------------ sums


def sum_of(scope: Scope, claim: Formula, rule: SumOf, shows: Shows) -> None:
    """for all i in a..b: x_i = y_i, or x_i <= y_i, or x_i < y_i, or P_i semidefinite or definite, or several of these
    / the same of the sums over a..b, part by part; what is strict, and invertible, if a <= b."""
    schema = scope.formula(rule.premise)
    if not isinstance(schema, ForAllIndex):
        raise Refusal("SP361", f"{rule.premise} does not compare summands at each index")
    for part in relations(claim):
        given = [sums for body in relations(schema.body) if (sums := _summed(schema, body, part)) is not None]
        if not given:
            raise Refusal("SP361", f"{rule.premise} does not compare summands at each index")
        if _is_strict(part):
            scope.require(subtract(schema.high, schema.low), "a strict order of sums needs a summand")
        if not any(same(scope, part, sums) for sums in given):
            raise Refusal("SP360", "the claim is another formula than is needed here")


def _is_strict(part: Formula) -> bool:
    """What is not said of a sum of no summands."""
    match part:
        case Compare("<") | Predicate("positive definite") | Invertible():
            return True
        case _:
            return False


def _summed(schema: ForAllIndex, body: Formula, claim: Formula) -> Formula | None:
    """What a conjunct about each index says of the sums over all, as strict as the claim and the conjunct are."""

    def total(term: Term) -> IndexSum:
        return IndexSum(schema.index, schema.low, schema.high, term)

    match body, claim:
        case Equal(left, right), Equal():
            return Equal(total(left), total(right))
        case Compare("<" | "<=" as relation, left, right), Compare():
            return Compare(relation if _is_strict(claim) else "<=", total(left), total(right))
        case Predicate("positive definite", (matrix,)), Invertible():
            return Invertible(total(matrix))
        case Predicate("positive definite" | "positive semidefinite" as name, (matrix,)), Predicate():
            return Predicate(name if _is_strict(claim) else "positive semidefinite", (total(matrix),))
        case _:
            return None


def sum_split(scope: Scope, claim: Formula, rule: SumSplit, shows: Shows) -> None:
    """a - 1 <= c <= b / sum over a..b = sum over a..c + sum over c+1..b."""
    whole = _sum(claim)
    scope.context.check_integer(rule.at)
    scope.require(shift(subtract(rule.at, whole.low), 1), "a sum is split inside its range")
    scope.require(subtract(whole.high, rule.at), "a sum is split inside its range")
    lower = IndexSum(whole.index, whole.low, rule.at, whole.body)
    upper = IndexSum(whole.index, shift(rule.at, 1), whole.high, whole.body)
    require_same(scope, claim, Equal(whole, Sum((lower, upper))), "the claim")


def sum_reverse(scope: Scope, claim: Formula, rule: SumReverse, shows: Shows) -> None:
    """/ the sum of e(i) over a..b = the sum of e(a + b - i) over a..b."""
    whole = _sum(claim)
    index = next(unused(mentioned(claim)))  # not the index of the sum, which its bounds may mention as another one
    turned = subtract(add(whole.low, whole.high), parameter(index))
    body = instantiated(whole.body, Assignment(integers={whole.index: turned}))
    require_same(scope, claim, Equal(whole, IndexSum(index, whole.low, whole.high, body)), "the claim")


def sum_factor(scope: Scope, claim: Formula, rule: SumFactor, shows: Shows) -> None:
    """/ L (sum of e(i) over a..b) R = sum of L e(i) R over a..b."""
    factors = claim.left.factors if isinstance(claim, Equal) and isinstance(claim.left, Product) else ()
    whole = factors[rule.position] if 0 <= rule.position < len(factors) else claim
    if not isinstance(claim, Equal) or not isinstance(whole, IndexSum):
        raise Refusal("SP361", "the claim is not an equation with a product on its left side that has a sum there")
    index = next(unused(mentioned(claim)))  # not the index of the sum, which the other factors may mention
    body = instantiated(whole.body, Assignment(integers={whole.index: parameter(index)}))
    inside = Product((*factors[: rule.position], body, *factors[rule.position + 1 :]))
    require_same(scope, claim, Equal(claim.left, IndexSum(index, whole.low, whole.high, inside)), "the claim")


def _sum(claim: Formula) -> IndexSum:
    if not isinstance(claim, Equal) or not isinstance(claim.left, IndexSum):
        raise Refusal("SP361", "the claim is not an equation with a sum on its left side")
    return claim.left


# ------------------------------------------------------------------------------------------------ matrices


def positive(scope: Scope, claim: Formula, rule: Positive, shows: Shows) -> None:
    """X != Y / 0 < tr((X - Y)^T (X - Y)), over the reals."""
    equation = _negated(scope, rule.premise)
    normal = Normalizer(scope.context)
    gap = normal.difference(equation.left, equation.right)
    square = normal.trace(normal.times(gap.transpose(), gap))
    if not isinstance(claim, Compare) or claim.relation != "<":
        raise Refusal("SP361", "the claim is not a strict order")
    if combine(normal.difference(claim.right, claim.left), square, -1).terms:
        raise Refusal("SP360", "the claim is not that the squared norm is positive")


def _negated(scope: Scope, name: str) -> Equal:
    formula = shape(scope.formula(name))
    if not isinstance(formula, Implies) or not isinstance(formula.premise, Equal) or formula.conclusion != FALSE:
        raise Refusal("SP361", f"{name} does not say that two matrices differ")
    return formula.premise


def reciprocal(scope: Scope, claim: Formula, rule: Nonzero, shows: Shows) -> None:
    """c != 0, or 0 < c, or c < 0, for a scalar c / c is invertible."""
    formula = scope.formula(rule.premise)
    sides = formula if isinstance(formula, Compare) and formula.relation == "<" else _negated(scope, rule.premise)
    if not isinstance(claim, Invertible):
        raise Refusal("SP361", "the claim is not that something is invertible")
    normal = Normalizer(scope.context)
    gap, value = normal.difference(sides.left, sides.right), normal.polynomial(claim.argument)
    if not (gap.is_scalar and value.is_scalar) or gap.terms not in (value.terms, value.scale(-1).terms):
        raise Refusal("SP360", f"{rule.premise} does not say that the argument is not zero")


def columns(scope: Scope, claim: Formula, rule: Columns, shows: Shows) -> None:
    """H e_l = 0 for all l in 1..n / H = 0, for H with n columns."""
    if not isinstance(claim, Equal):
        raise Refusal("SP361", "the claim is not an equation")
    schema = scope.formula(rule.premise)
    size = scope.form(claim.left).columns
    index = next(unused(mentioned(claim)))  # not the index of the schema, which may be a name that H mentions
    unit: Term = Basis(parameter(index), size)
    needed = ForAllIndex(index, ONE, size, Equal(Product((claim.left, unit)), Product((claim.right, unit))))
    require_same(scope, schema, needed, rule.premise)
