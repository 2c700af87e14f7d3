"""Gradients and differentials: each rule with its claim, false ones, and what must be refused rather than guessed."""

from __future__ import annotations

from dataclasses import replace
from fractions import Fraction

import pytest
from kernel.building import (
    AXIOM,
    DEPTHS,
    IN,
    LAYERS,
    LAYERS_FIT,
    chain,
    d,
    declare,
    equal,
    i,
    integer,
    k,
    known,
    m,
    matrix,
    minus,
    n,
    named,
    p,
    plus,
    proved,
    refused,
    relation,
    scalars,
    sequent,
    shift,
    symbol,
    times,
    within,
    zero,
)

from symproof.kernel.replay import replay
from symproof.language.affine import ONE, Affine, subtract
from symproof.language.certificate import Algebra, Entry, TwoSided, Witness
from symproof.language.declarations import (
    Declarations,
    FunctionDeclaration,
    Piece,
    RangeFact,
    SymbolDeclaration,
    WellFormed,
)
from symproof.language.formulas import Formula, Invertible, Sequent
from symproof.language.refusal import Refusal
from symproof.language.terms import (
    Basis,
    Call,
    Chain,
    Differential,
    Gradient,
    Identity,
    Integer,
    Inverse,
    Number,
    Power,
    Slope,
    Symbol,
    Term,
    Trace,
    Transpose,
    Value,
    Zero,
)
from symproof.search import find
from symproof.search.ranges import completed

T = Transpose
H = Entry("h")
WORLD = declare(
    matrix("X", n, m), matrix("Y", n, m), matrix("A", p, n), matrix("B", m, p), matrix("C", p, p), matrix("S", n, n),
    matrix("R", n, n), matrix("x", n, 1), matrix("y", n, 1), *scalars("c", "s"), matrix("H", n, m),
    SymbolDeclaration("D", n, n, pieces=(Piece(times(Symbol("X"), T(Symbol("X")))),)),
    functions=[FunctionDeclaration("f", p, p), FunctionDeclaration("g", ONE, ONE)],
)  # fmt: skip
X, Y, A, B, C, S, R, x, y, c, s, H0, D = (Symbol(name) for name in [*"XYABCSRxycsHD"])
INSIDE = plus(times(A, X, B), C)  # p x p


def squared(value: Term) -> Term:
    return Trace(times(T(value), value))


# (argument, variable, its gradient)
GRADIENTS: dict[str, tuple[Term, Symbol, Term]] = {
    "linear": (Trace(times(T(Y), X)), X, Y),
    "linear, transposed": (Trace(times(T(X), Y)), X, Y),
    "trace": (Trace(S), S, IN),
    "quadratic": (Trace(times(T(X), S, X)), X, times(plus(S, T(S)), X)),
    "squared norm": (squared(X), X, times(2, X)),
    "quadratic form": (times(T(x), S, x), x, times(plus(S, T(S)), x)),
    "bilinear form": (times(T(x), S, y), S, times(x, T(y))),
    "bilinear form, transposed": (times(T(x), T(S), y), S, times(y, T(x))),
    "trace of a power": (Trace(Power(S, integer(3))), S, times(3, Power(T(S), integer(2)))),
    "inner products": (times(times(T(x), y), times(T(x), y)), x, times(2, times(T(x), y), y)),
    "least squares": (squared(minus(times(A, X), times(A, Y))), X, times(2, T(A), minus(times(A, X), times(A, Y)))),
    "f": (Value("f", C), C, Slope("f", C)),
    "f of an affine map": (Value("f", INSIDE), X, times(T(A), Slope("f", INSIDE), T(B))),
    "f of a transpose": (Value("f", T(C)), C, T(Slope("f", T(C)))),
    "a scalar function": (Value("g", times(T(x), x)), x, times(2, Slope("g", times(T(x), x)), x)),
    "a scaled argument": (Value("f", times(c, C)), C, times(c, Slope("f", times(c, C)))),
    "by a scalar": (times(c, c, Trace(S)), c, times(2, c, Trace(S))),
    "a matrix by a scalar": (times(c, c, S), c, times(2, c, S)),
    "f by a scalar": (Value("f", times(c, C)), c, Trace(times(T(Slope("f", times(c, C))), C))),
    "a constant": (Trace(S), X, Zero(n, m)),
    "a definition is unfolded": (Trace(D), X, times(2, X)),
    "a power zero": (Trace(Power(S, integer(0))), S, Zero(n, n)),
}  # fmt: skip


@pytest.mark.parametrize(("argument", "variable", "found"), GRADIENTS.values(), ids=GRADIENTS)
def test_gradients(argument: Term, variable: Symbol, found: Term) -> None:
    proved(sequent(WORLD, equal(Gradient(argument, variable), found)), AXIOM)
    if not isinstance(found, Zero):
        doubled = equal(Gradient(plus(argument, argument), variable), plus(found, found, found))
        refused("SP329", sequent(WORLD, doubled), AXIOM)


FALSE_GRADIENTS: dict[str, tuple[Term, Symbol, Term]] = {
    "layout": (times(T(x), S, y), S, times(y, T(x))),
    "quadratic, as if S were symmetric": (Trace(times(T(X), S, X)), X, times(2, S, X)),
    "the product rule forgotten": (squared(X), X, X),
    "the chain rule forgotten": (Value("f", times(2, C)), C, Slope("f", times(2, C))),
    "the slope at another point": (Value("f", times(2, C)), C, times(2, Slope("f", C))),
    "sides exchanged": (Value("f", times(C, C)), C, times(2, Slope("f", times(C, C)), T(C))),
    "zero": (Trace(S), S, Zero(n, n)),
    "power": (Trace(Power(S, integer(3))), S, times(3, Power(S, integer(2)))),
}  # fmt: skip


@pytest.mark.parametrize(("argument", "variable", "found"), FALSE_GRADIENTS.values(), ids=FALSE_GRADIENTS)
def test_false_gradients(argument: Term, variable: Symbol, found: Term) -> None:
    refused("SP329", sequent(WORLD, equal(Gradient(argument, variable), found)), AXIOM)


# (column, variable, its Jacobian)
JACOBIANS: dict[str, tuple[Term, Symbol, Term]] = {
    "linear": (times(S, x), x, S),
    "a product": (times(S, x, times(T(y), x)), x, plus(times(times(T(y), x), S), times(S, x, T(y)))),
    "a square": (times(x, times(T(x), x)), x, plus(times(times(T(x), x), IN), times(2, x, T(x)))),
    "a scalar": (times(T(x), S, x), x, times(T(x), plus(S, T(S)))),
    "the gradient of a quadratic form": (Gradient(times(T(x), S, x), x), x, plus(S, T(S))),
    "the gradient of a fourth power": (
        Gradient(times(T(x), x, T(x), x), x), x, plus(times(4, T(x), x, IN), times(8, x, T(x))),
    ),
    "by a scalar": (times(c, c, x), c, times(2, c, x)),
}  # fmt: skip


@pytest.mark.parametrize(("argument", "variable", "found"), JACOBIANS.values(), ids=JACOBIANS)
def test_jacobians(argument: Term, variable: Symbol, found: Term) -> None:
    """(i, j) = d y_i / d x_j; second derivatives are derivatives of gradients."""
    proved(sequent(WORLD, equal(Gradient(argument, variable, jacobian=True), found)), AXIOM)
    doubled = equal(Gradient(plus(argument, argument), variable, jacobian=True), plus(found, found, found))
    refused("SP329", sequent(WORLD, doubled), AXIOM)


def test_a_jacobian_is_not_its_transpose() -> None:
    refused("SP329", sequent(WORLD, equal(Gradient(times(S, x), x, jacobian=True), T(S))), AXIOM)
    refused("SP309", sequent(WORLD, equal(Gradient(times(S, x), x), S)), AXIOM)
    refused("SP309", sequent(WORLD, equal(Gradient(X, x, jacobian=True), X)), AXIOM)


def test_second_derivatives() -> None:
    """d tr(Y^T (2 X)) / dX = 2 Y: a gradient is a term like any other."""
    inner = Trace(times(T(Y), Gradient(squared(X), X)))
    proved(sequent(WORLD, equal(Gradient(inner, X), times(2, Y))), AXIOM)
    refused("SP329", sequent(WORLD, equal(Gradient(inner, X), Y)), AXIOM)


def one(term: Term) -> Call:
    return Call("log", (term,), ONE, ONE)


REFUSED: dict[str, tuple[str, Term]] = {
    "f' of what moves": ("SP330", Gradient(times(T(x), x, Slope("g", times(T(x), x))), x)),
    "f' of what moves, twice": ("SP330", Gradient(Gradient(Value("g", c), c), c)),
    "a logarithm": ("SP333", Gradient(one(times(T(x), x)), x)),
    "a rank": ("SP334", Gradient(Call("rank", (S,), ONE, ONE), S)),
    "an inverse without a premise": ("SP333", Gradient(Trace(Inverse(S)), S)),
    "a negative power without a premise": ("SP333", Gradient(Trace(Power(S, integer(-2))), S)),
    "a reciprocal without a premise": ("SP333", Gradient(Inverse(c), c)),
    "a symbolic power of what moves": ("SP334", Gradient(Trace(Power(S, n)), S)),
    "by a definition": ("SP335", Gradient(Trace(D), D)),
    "of a matrix by a matrix": ("SP309", Gradient(X, Y)),
    "of a row by a column": ("SP309", Gradient(T(x), y)),
    "along a direction of another size": ("SP305", Differential(Trace(S), ((S, X),))),
    "by an unknown symbol": ("SP301", Gradient(Trace(S), Symbol("W"))),
}  # fmt: skip


@pytest.mark.parametrize(("code", "term"), REFUSED.values(), ids=REFUSED)
def test_derivatives_that_are_refused(code: str, term: Term) -> None:
    refused(code, sequent(WORLD, equal(term, term)), AXIOM)


def test_directions_of_one_symbol_add_up() -> None:
    moved = Differential(Trace(S), ((S, R), (S, S)))
    proved(sequent(WORLD, equal(moved, plus(Trace(R), Trace(S)))), AXIOM)
    refused("SP329", sequent(WORLD, equal(moved, Trace(R))), AXIOM)


def test_a_slope_that_stands_still_to_first_order_only() -> None:
    """f'(c s) along (c, -s): c s does not move to first order, yet f' need not be differentiable there."""
    for inner in (Slope("g", times(c, s)), one(times(c, s))):
        moved = Differential(inner, ((c, c), (s, times(-1, s))))
        refused("SP330" if isinstance(inner, Slope) else "SP333", sequent(WORLD, equal(moved, 0)), AXIOM)
    proved(sequent(WORLD, equal(Differential(times(c, s), ((c, c), (s, times(-1, s)))), 0)), AXIOM)
    proved(sequent(WORLD, equal(Gradient(Slope("g", minus(c, c)), c), 0)), AXIOM)


def test_a_symbol_is_not_a_member_of_a_family_of_a_like_name() -> None:
    """f'(Q1 - Q_1) moves as Q1 and Q_1 do: their directions are not one, though both names read Q1."""
    declared = replace(WORLD, symbols=(*WORLD.symbols, matrix("Q", p, p, within("l", 1, 2)), matrix("Q1", p, p)))
    Q1, Q_1 = Symbol("Q1"), symbol("Q", 1)
    moved = Differential(Slope("f", minus(Q1, Q_1)), ((Q1, C), (Q_1, C)))
    refused("SP330", sequent(declared, zero(moved, p, p)), AXIOM)


# ------------------------------------------------------------------------------------------------ inverses

DINV = times(-1, T(Inverse(S)), T(Inverse(S)))


def test_the_differential_of_an_inverse_uses_a_premise() -> None:
    statement = sequent(WORLD, equal(Gradient(Trace(Inverse(S)), S), DINV), {"h": Invertible(S)})
    proved(statement, Algebra(invertible=("h",)), used={"h"})
    refused("SP333", statement, AXIOM)
    refused("SP326", replace(statement, premises=()), Algebra(invertible=("h",)))
    other = sequent(WORLD, statement.claim, {"h": Invertible(R)})
    refused("SP333", other, Algebra(invertible=("h",)))
    equation = sequent(WORLD, statement.claim, {"h": equal(times(S, Inverse(S)), IN)})
    refused("SP326", equation, Algebra(invertible=("h",)))
    false = replace(statement, claim=equal(Gradient(Trace(Inverse(S)), S), times(-1, Inverse(S), Inverse(S))))
    refused("SP329", false, Algebra(invertible=("h",)))


def test_a_derived_invertibility_will_do() -> None:
    """S R = I makes S invertible; a two-sided inverse does not say so in the form that is asked for."""
    premise: dict[str, Formula] = {"h": equal(times(S, R), IN)}
    statement = sequent(WORLD, equal(Gradient(Trace(Inverse(S)), S), DINV), premise)
    by = Algebra(derived=(Witness(S, R, (H,)),), invertible=("step:1",))
    proved(statement, by, used={"h"}, rules={"witness of invertibility"})
    refused("SP326", statement, Algebra(derived=(TwoSided(S, R, (H,)),), invertible=("step:1",)))
    refused("SP329", statement, replace(by, derived=(Witness(S, R, ()),)))


def test_a_reciprocal() -> None:
    statement = sequent(WORLD, equal(Gradient(Inverse(c), c), times(-1, Inverse(c), Inverse(c))), {"h": Invertible(c)})
    proved(statement, Algebra(invertible=("h",)), used={"h"})


def test_an_inverse_that_stands_still_to_first_order_only() -> None:
    """inv(c s + r) along (c, -s) at c s + r = 0: the reciprocal of -t^2 c s has no derivative at t = 0, 0 or other."""
    declared = replace(WORLD, symbols=(*WORLD.symbols, *scalars("r")))
    inner = plus(times(c, s), Symbol("r"))
    moved = Differential(Inverse(inner), ((c, c), (s, times(-1, s))))
    refused("SP333", sequent(declared, equal(moved, 0)), AXIOM)
    premise: dict[str, Formula] = {"h": Invertible(inner)}
    proved(sequent(declared, equal(moved, 0), premise), Algebra(invertible=("h",)), used={"h"})
    constant = Differential(Inverse(plus(minus(c, c), Symbol("r"))), ((c, c), (s, times(-1, s))))
    proved(sequent(declared, equal(constant, 0)), AXIOM)


def test_an_invertible_product_of_scalars_and_a_matrix() -> None:
    """c S invertible: c is not zero and S is invertible; either alone will do."""
    premise: dict[str, Formula] = {"h": Invertible(times(c, S))}
    by_matrix = equal(Gradient(Trace(Inverse(times(c, S))), S), times(Inverse(c), DINV))
    by_scalar = equal(Gradient(Inverse(c), c), times(-1, Inverse(c), Inverse(c)))
    for claim in (by_matrix, by_scalar):
        proved(sequent(WORLD, claim, premise), Algebra(invertible=("h",)), used={"h"})


UNUSED_INVERTIBILITIES: dict[str, tuple[Term, ...]] = {
    "of another matrix": (S, R), "twice": (S, S), "of an identity": (S, Identity(n)), "of an inverse": (S, Inverse(R)),
}  # fmt: skip


@pytest.mark.parametrize("arguments", UNUSED_INVERTIBILITIES.values(), ids=UNUSED_INVERTIBILITIES)
def test_an_invertibility_that_is_not_used(arguments: tuple[Term, ...]) -> None:
    premises: dict[str, Formula] = {f"h{number}": Invertible(argument) for number, argument in enumerate(arguments)}
    statement = sequent(WORLD, equal(Gradient(Trace(Inverse(S)), S), DINV), premises)
    refused("SP324", statement, Algebra(invertible=("h0", "h1")))
    refused("SP324", statement, Algebra(invertible=("h0", "h0")))
    proved(statement, Algebra(invertible=("h0",)), used={"h0"})


def test_zero_has_no_inverse_to_rely_on() -> None:
    premises: dict[str, Formula] = {"h0": Invertible(S), "h1": Invertible(minus(R, R))}
    statement = sequent(WORLD, equal(Gradient(Trace(Inverse(S)), S), DINV), premises)
    refused("SP312", statement, Algebra(invertible=("h0", "h1")))


DEFINED_INVERSES: dict[str, Term] = {
    "of a difference with a power": Inverse(minus(S, Power(S, integer(2)))),
    "of a Hessian": Inverse(Gradient(Gradient(times(T(x), S, x), x), x, jacobian=True)),
    "of a difference with a differential": Inverse(minus(Differential(times(S, S), ((S, R),)), times(S, S))),
}


@pytest.mark.parametrize("body", DEFINED_INVERSES.values(), ids=DEFINED_INVERSES)
def test_the_inverse_of_a_derivative_may_be_defined(body: Term) -> None:
    defined = SymbolDeclaration("N", n, n, pieces=(Piece(body),))
    proved(sequent(replace(WORLD, symbols=(*WORLD.symbols, defined)), equal(Symbol("N"), body)), AXIOM)


# ------------------------------------------------------------------------------------------------ hypotheses


def test_a_hypothesis_is_never_used_under_a_derivative() -> None:
    """X = Y holds at the point only: d tr(X^T Y)/dX stays Y; a hypothesis on the value says nothing of the slope."""
    premise: dict[str, Formula] = {"h": equal(X, Y)}
    proved(
        sequent(WORLD, equal(Gradient(Trace(times(T(X), Y)), X), X), premise),
        Algebra((Entry("h", factor=Number(Fraction(-1))),)), used={"h"},
    )  # fmt: skip
    twice = sequent(WORLD, equal(Gradient(Trace(times(T(X), Y)), X), times(2, X)), premise)
    refused("SP329", twice, Algebra((Entry("h", factor=Number(Fraction(-1))),)))
    value: dict[str, Formula] = {"h": equal(squared(X), 1)}
    under = Entry("h", factor=Gradient(squared(X), X))
    refused("SP329", sequent(WORLD, zero(Gradient(squared(X), X), n, m), value), Algebra((under,)))


def test_a_symmetric_variable_has_independent_entries() -> None:
    premise: dict[str, Formula] = {"h": equal(T(S), S)}
    proved(sequent(WORLD, equal(Gradient(Trace(times(S, R)), S), T(R)), premise), AXIOM)
    claim = equal(Gradient(Trace(times(S, R)), S), plus(R, T(R)))
    refused("SP329", sequent(WORLD, claim, premise), Algebra((H,)))


# ------------------------------------------------------------------------------------------------ layers

NETWORK = declare(
    LAYERS,
    matrix("N", d(i), d(shift(i, -1)), within("i", 1, k)),
    integers=["k", "l", "h"],
    sizes=[DEPTHS],
    functions=[FunctionDeclaration("f", d(k), d(0))],
    well_formed=[LAYERS_FIT, replace(LAYERS_FIT, name="N"), WellFormed("f", 0, (known(k, ("deep", 0, 1)),))],
)
l_, h_ = Affine(0, (("l", 1),)), Affine(0, (("h", 1),))
DEEP: dict[str, Formula] = {"deep": relation(1, "<=", k), "low": relation(1, "<=", l_), "high": relation(l_, "<=", k)}
L_LOW, L_HIGH = known(shift(l_, -1), ("low", 0, 1)), known(subtract(k, l_), ("high", 0, 1))
K_LOW, K_POSITIVE = known(shift(k, -1), ("deep", 0, 1)), known(k, ("deep", 0, 1))
L_POSITIVE, L_BELOW = known(l_, ("low", 0, 1)), known(shift(subtract(k, l_), 1), ("high", 0, 1))
W = chain("M", k, 1)
M_l = Symbol("M", l_)


def test_the_gradient_by_a_layer_at_every_depth() -> None:
    """d f(M_k..M_1)/dM_l = (M_k..M_{l+1})^T f'(W) (M_{l-1}..M_1)^T."""
    above, below = Chain("M", k, shift(l_, 1)), Chain("M", shift(l_, -1), integer(1))
    found = times(T(above), Slope("f", W), T(below))
    statement = sequent(NETWORK, equal(Gradient(Value("f", W), M_l), found), {}, DEEP)
    ranges = (K_POSITIVE, K_LOW, L_LOW, L_HIGH, L_POSITIVE, L_BELOW)
    by = Algebra(ranges=needed(statement, ranges))
    proved(statement, by, used={"deep", "low", "high"})
    swapped = replace(statement, claim=equal(Gradient(Value("f", W), M_l), times(T(above), Slope("f", W))))
    refused("SP305", swapped, by)
    for missing in range(len(by.ranges)):
        refused("SP320", statement, replace(by, ranges=by.ranges[:missing] + by.ranges[missing + 1 :]))


def needed(statement: Sequent, ranges: tuple[RangeFact, ...]) -> tuple[RangeFact, ...]:
    """Without the facts that the kernel says it does not use."""
    kept = list(ranges)
    for fact in ranges:
        rest = [other for other in kept if other is not fact]
        try:
            replay(statement, Algebra(ranges=tuple(rest)))
            kept = rest
        except Refusal as refusal:
            if refusal.code == "SP323":
                kept = rest
    return tuple(kept)


def test_layers_that_are_not_decided() -> None:
    """dM_h/dM_l with h = l or h != l open is refused, never 0."""
    M_h = Symbol("M", h_)
    both = DEEP | {"h1": relation(1, "<=", h_), "h2": relation(h_, "<=", k)}
    ranges = (L_LOW, L_HIGH, known(shift(h_, -1), ("h1", 0, 1)), known(subtract(k, h_), ("h2", 0, 1)))
    norm = squared(M_h)
    zero_claim = equal(Gradient(norm, M_l), Zero(d(l_), d(shift(l_, -1))))
    more = (known(l_, ("low", 0, 1)), known(shift(subtract(k, l_), 1), ("high", 0, 1)))
    open_ = Algebra(ranges=(*ranges, *more))
    refused("SP331", sequent(NETWORK, zero_claim, {}, both), open_)
    apart = both | {"apart": relation(h_, "<", l_)}
    decided = known(shift(subtract(l_, h_), -1), ("apart", 0, 1))
    refused("SP331", sequent(NETWORK, zero_claim, {}, both | {"weak": relation(h_, "<=", l_)}), open_)
    statement = sequent(NETWORK, zero_claim, {}, apart)
    proved(statement, Algebra(ranges=(*ranges, decided, *more)), used={"low", "high", "h1", "h2", "apart"})


def test_a_layer_that_may_lie_outside_of_a_chain() -> None:
    inner = Trace(times(T(Chain("M", k, h_)), Chain("M", k, h_)))
    both = DEEP | {"h1": relation(1, "<=", h_), "h2": relation(h_, "<=", k)}
    ranges = (
        L_LOW, L_HIGH, known(shift(h_, -1), ("h1", 0, 1)), known(subtract(k, h_), ("h2", 0, 1)),
        known(shift(subtract(k, h_), 1), ("h2", 0, 1)),
    )  # fmt: skip
    refused("SP331", sequent(NETWORK, equal(Gradient(inner, M_l), M_l), {}, both), Algebra(ranges=ranges))


def test_another_family_does_not_move() -> None:
    claim = equal(Gradient(squared(Symbol("N", l_)), M_l), Zero(d(l_), d(shift(l_, -1))))
    more = (known(l_, ("low", 0, 1)), known(shift(subtract(k, l_), 1), ("high", 0, 1)))
    proved(sequent(NETWORK, claim, {}, DEEP), Algebra(ranges=(L_LOW, L_HIGH, *more)), used={"low", "high"})


def test_a_single_member_of_a_family_whose_sizes_do_not_chain() -> None:
    """The iterates A_0, ..., A_k are all n x m: d tr(A_l^T A_l)/dA_l = 2 A_l, and A_{l+1} does not move."""
    iterates = declare(matrix("A", n, m, within("i", 0, k)), integers=["k", "l", "h"])
    facts: dict[str, Formula] = {
        "low": relation(0, "<=", l_), "high": relation(shift(l_, 1), "<=", k), "other": relation(0, "<=", h_),
        "below": relation(h_, "<=", k),
    }  # fmt: skip
    here, after, other = Symbol("A", l_), Symbol("A", shift(l_, 1)), Symbol("A", h_)
    for argument, found in (
        (here, times(2, here)),
        (after, Zero(n, m)),
        (plus(here, after), times(2, plus(here, after))),
    ):
        claim = equal(Gradient(squared(argument), here), found)
        assert find(sequent(iterates, claim, {}, facts)).certificate is not None, argument
        tripled = equal(claim.left, plus(found, here))
        assert find(sequent(iterates, tripled, {}, facts)).certificate is None, argument
    undecided = sequent(iterates, equal(Gradient(squared(other), here), Zero(n, m)), {}, facts)
    ranges = (known(l_, ("low", 0, 1)), known(subtract(k, l_), ("high", 0, 1)), known(h_, ("other", 0, 1)),
              known(subtract(k, h_), ("below", 0, 1)))  # fmt: skip
    refused("SP331", undecided, Algebra(ranges=ranges))


def test_members_at_numbers_of_a_family_whose_sizes_do_not_chain() -> None:
    first, second = symbol("A", 0), symbol("A", 2)
    iterates = declare(matrix("A", n, m, within("i", 0, 2)))
    proved(
        sequent(iterates, equal(Gradient(squared(minus(first, second)), second), times(2, minus(second, first)))), AXIOM
    )
    refused("SP329", sequent(iterates, equal(Gradient(squared(first), first), first)), AXIOM)
    refused("SP307", sequent(iterates, equal(Gradient(squared(chain("A", 2, 0)), first), first)), AXIOM)


def residual(body: Term, *more: SymbolDeclaration) -> Declarations:
    """R_i = body over 1..k, for layers A_i and a matrix X, all n x n."""
    declared = SymbolDeclaration("R", n, n, within("i", 1, k), (Piece(body, integer(1), k),))
    layers = matrix("A", n, n, within("i", 0, shift(k, 1)))
    return declare(layers, matrix("X", n, n), *more, declared, integers=["k", "l"])


def residual_gradient(body: Term, found: Term, *more: SymbolDeclaration, at: Affine = l_) -> Sequent:
    """d tr(R_k..R_1)/dA_at = found."""
    declared = completed(residual(body, *more), named(DEEP))
    return sequent(declared, equal(Gradient(Trace(chain("R", k, 1)), Symbol("A", at)), found), {}, DEEP)


def test_the_gradient_of_a_chain_of_a_defined_family() -> None:
    """Where R_i = I + A_i, d tr(R_k..R_1)/dA_l = (R_{l-1}..R_1 R_k..R_{l+1})^T."""
    others = times(chain("R", shift(l_, -1), 1), chain("R", k, shift(l_, 1)))
    body = plus(IN, symbol("A", i))
    by = find(residual_gradient(body, T(others))).certificate
    assert isinstance(by, Algebra)
    proved(residual_gradient(body, T(others)), by, used={"deep", "low", "high"})
    refused("SP329", residual_gradient(body, others), by)
    refused("SP329", residual_gradient(body, Zero(n, n)), by)
    refused("SP329", residual_gradient(times(2, symbol("A", i)), T(others)), by)
    for missing in range(len(by.ranges)):
        fewer = replace(by, ranges=by.ranges[:missing] + by.ranges[missing + 1 :])
        with pytest.raises(Refusal):
            replay(residual_gradient(body, T(others)), fewer)


@pytest.mark.parametrize(
    "body",
    [plus(Symbol("X"), symbol("A", 1)), times(symbol("A", i), symbol("A", 1)), times(symbol("A", i), symbol("A", l_)),
     chain("A", i, shift(i, -1)), times(symbol("A", i), Symbol("Y"))],
    ids=["a member at a number", "two members", "the variable itself", "a chain", "behind a definition"],
)  # fmt: skip
def test_a_chain_of_a_defined_family_that_moves_everywhere(body: Term) -> None:
    """Every R_i would move along A_1 or A_l: how many factors move is not known, and zero would be wrong."""
    behind = SymbolDeclaration("Y", n, n, pieces=(Piece(symbol("A", 1)),))
    for at in (l_, integer(1)):
        found = find(residual_gradient(body, Zero(n, n), behind, at=at))
        assert found.certificate is None
        assert found.diagnostic is not None
        assert found.diagnostic.code in {"SP332", "SP331"}


def test_a_chain_of_a_defined_family_along_a_symbol_of_its_body() -> None:
    """R_i = X + A_i: along X all of them move."""
    declared = completed(residual(plus(Symbol("X"), symbol("A", i))), named(DEEP))
    claim = equal(Gradient(Trace(chain("R", k, 1)), Symbol("X")), Zero(n, n))
    found = find(sequent(declared, claim, {}, DEEP))
    assert found.certificate is None
    assert found.diagnostic is not None
    assert found.diagnostic.code == "SP332"


def test_a_member_that_may_lie_outside_of_the_chain_moves_nothing_for_certain() -> None:
    """Where R_i = A_i A_{i-1}, A_l moves R_l and R_{l+1}, and l + 1 may be k + 1."""
    body = times(symbol("A", i), symbol("A", shift(i, -1)))
    found = find(residual_gradient(body, Zero(n, n)))
    assert found.certificate is None


def test_an_entry_of_a_gradient() -> None:
    """e_1^T (d tr(S R)/dS) e_1 = e_1^T R^T e_1."""
    e1 = Basis(integer(1), n)
    one_size = (known(shift(n, -1), ("size", 0, 1), sizes=(n,)),)
    claim = equal(times(T(e1), Gradient(Trace(times(S, R)), S), e1), times(T(e1), R, e1))
    proved(sequent(WORLD, claim), Algebra(ranges=one_size))


def test_trace_of_a_symbolic_power_is_differentiated() -> None:
    """d tr(X^n) = n tr(X^(n-1) H), for the trace of a power alone."""
    sized = declare(matrix("X", m, m), matrix("H", m, m), matrix("A", m, m))
    X, H, A = map(Symbol, "XHA")
    is_known = Algebra(ranges=(RangeFact(n, (("size", 0, Fraction(1)),), (n,)),))

    def change(argument: Term) -> Term:
        return Differential(argument, ((X, H),))

    traced, lower = Trace(Power(X, n)), Power(X, shift(n, -1))
    replay(sequent(sized, equal(change(traced), times(Integer(n), Trace(times(lower, H))))), is_known)
    replay(
        sequent(sized, equal(change(times(traced, traced)), times(2, traced, Integer(n), Trace(times(lower, H))))),
        is_known,
    )
    for false in (Trace(times(lower, H)), times(Integer(n), Trace(times(Power(X, n), H))),
                  times(Integer(n), Trace(times(lower, A)))):  # fmt: skip
        refused("SP329", sequent(sized, equal(change(traced), false)), is_known)
    refused("SP334", sequent(sized, equal(change(Trace(times(A, Power(X, n)))), 0)), is_known)
    refused("SP334", sequent(sized, equal(change(Power(X, n)), minus(X, X))), is_known)
