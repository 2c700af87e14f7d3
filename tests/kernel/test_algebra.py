"""Normal form, combinations and derived steps: each rule with a claim that it proves, and claims that it must not."""

from __future__ import annotations

from dataclasses import replace
from fractions import Fraction

import pytest
from kernel.building import (
    AXIOM,
    IN,
    SQUARE,
    A,
    B,
    C,
    E,
    X,
    a,
    c,
    declare,
    equal,
    integer,
    m,
    matrix,
    minus,
    n,
    number,
    p,
    plus,
    proved,
    refused,
    relation,
    scalars,
    sequent,
    term,
    times,
    u,
    v,
    zero,
)

from symproof.language.certificate import (
    Algebra,
    Cases,
    Certificate,
    Congruence,
    Definite,
    Entry,
    Parts,
    TwoSided,
    Witness,
)
from symproof.language.declarations import FunctionDeclaration
from symproof.language.formulas import And, Compare, Formula, Invertible, Not, Or, Predicate
from symproof.language.terms import (
    Call,
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

H, H1 = Entry("h"), Entry("h", 1)
RECTANGULAR = declare(
    matrix("P", n, m), matrix("Q", m, n), matrix("R", n, m), matrix("x", n, 1), matrix("y", n, 1), matrix("z", n, 1),
    matrix("w", 1, n), *scalars("a", "c"),
)  # fmt: skip
P, Q, R, x, y, z, w = (Symbol(name) for name in "PQRxyzw")
T = Transpose


# ------------------------------------------------------------------------------------------------ normal form

TRUE_BY_FORM: dict[str, Formula] = {
    "commuting scalars": equal(times(a, c, A), times(A, c, a)),
    "distribution": equal(times(plus(A, B), C), plus(times(A, C), times(B, C))),
    "transpose of a product": equal(T(times(A, B)), times(T(B), T(A))),
    "transpose of a transpose": equal(T(T(A)), A),
    "transpose of a sum": equal(T(plus(A, times(c, B))), plus(T(A), times(c, T(B)))),
    "trace rotates": equal(Trace(times(A, B, C)), Trace(times(C, A, B))),
    "trace of a transpose": equal(Trace(times(A, B)), Trace(times(T(B), T(A)))),
    "trace is linear": equal(Trace(plus(A, times(3, B))), plus(Trace(A), times(3, Trace(B)))),
    "trace of an identity": equal(Trace(IN), Integer(n)),
    "trace of a scalar": equal(Trace(times(T(u), v)), times(T(v), u)),
    "cut": equal(times(u, T(v), u), times(times(T(v), u), u)),
    "cut in a trace": equal(Trace(times(u, T(v))), times(T(u), v)),
    "two cuts in a trace": equal(Trace(times(u, T(v), A, u, T(v))), times(times(T(v), A, u), times(T(v), u))),
    "a 1 x 1 word is its transpose": equal(times(T(u), A, v), times(T(v), T(A), u)),
    "squared norm": equal(times(T(u), u), Trace(times(u, T(u)))),
    "power": equal(Power(A, integer(3)), times(A, A, A)),
    "power zero": equal(Power(A, integer(0)), IN),
    "negative power": equal(Power(A, integer(-2)), times(Inverse(A), Inverse(A))),
    "inverse of a transpose": equal(Inverse(T(A)), T(Inverse(A))),
    "inverse of a multiple": equal(Inverse(times(2, c, A)), times(Number(Fraction(1, 2)), Inverse(c), Inverse(A))),
    "inverse of an inverse": equal(Inverse(Inverse(A)), A),
    "inverse of an identity": equal(Inverse(IN), IN),
    "inverse of a symmetric form": equal(T(Inverse(plus(A, T(A)))), Inverse(plus(T(A), A))),
    "inverse of equal forms": equal(Inverse(plus(A, B)), Inverse(plus(B, A))),
    "inverse of opposite forms": equal(Inverse(minus(A, B)), times(-1, Inverse(minus(B, A)))),
    "reciprocal of a number": equal(Inverse(term(4)), Number(Fraction(1, 4))),
    "a function of equal forms": equal(Call("det", (plus(A, B),), integer(1), integer(1)),
                                       Call("det", (plus(B, A),), integer(1), integer(1))),
    "zero": equal(minus(A, A), Zero(n, n)),
}  # fmt: skip

LOPSIDED = plus(A, times(2, T(A)))
# What a wrong rule would prove.
FALSE_BY_FORM: dict[str, Formula] = {
    "one is zero": equal(1, 0),
    "matrices do not commute": equal(times(A, B), times(B, A)),
    "nor does a transpose": equal(T(A), A),
    "transposes reverse": equal(T(times(A, B)), times(T(A), T(B))),
    "a trace does not reverse": equal(Trace(times(A, B, C)), Trace(times(B, A, C))),
    "a trace is not multiplicative": equal(Trace(times(A, B)), times(Trace(A), Trace(B))),
    "the transposes of some letters": equal(Trace(times(A, B)), Trace(times(A, T(B)))),
    "the trace of an identity is not 1": equal(Trace(IN), 1),
    "sizes are not equal": equal(Integer(n), Integer(m)),
    "a quadratic form is not symmetric": equal(times(T(u), A, v), times(T(v), A, u)),
    "an outer product is not an inner one": equal(times(u, T(v), A), times(times(T(v), u), A)),
    "an outer product does not commute": equal(times(u, T(v)), times(v, T(u))),
    "a power": equal(Power(A, integer(2)), Power(A, integer(3))),
    "an inverse without a premise": equal(times(A, Inverse(A)), IN),
    "an inverse on the other side": equal(times(Inverse(A), A), IN),
    "a reciprocal without a premise": equal(times(c, Inverse(c)), 1),
    "the inverse of a product": equal(Inverse(times(A, B)), times(Inverse(B), Inverse(A))),
    "the inverse of a product, unturned": equal(Inverse(times(A, B)), times(Inverse(A), Inverse(B))),
    "the inverse of a sum": equal(Inverse(plus(A, B)), plus(Inverse(A), Inverse(B))),
    "an inverse is not symmetric": equal(T(Inverse(A)), Inverse(A)),
    "nor that of an almost symmetric form": equal(T(Inverse(LOPSIDED)), Inverse(LOPSIDED)),
    "coefficients": equal(times(2, A), times(3, A)),
    "det is not linear": equal(Call("det", (times(2, A),), integer(1), integer(1)),
                               times(2, Call("det", (A,), integer(1), integer(1)))),
    "different functions": equal(Call("adj", (A,), n, n), Call("diag", (A,), n, n)),
    "push-through, an identity with inverses of sums": equal(
        times(Inverse(plus(IN, times(A, B))), A), times(A, Inverse(plus(IN, times(B, A))))
    ),
}  # fmt: skip


@pytest.mark.parametrize("claim", TRUE_BY_FORM.values(), ids=TRUE_BY_FORM)
def test_equal_by_form(claim: Formula) -> None:
    proved(sequent(SQUARE, claim), AXIOM)


@pytest.mark.parametrize("claim", FALSE_BY_FORM.values(), ids=FALSE_BY_FORM)
def test_not_equal_by_form(claim: Formula) -> None:
    refused("SP329", sequent(SQUARE, claim), AXIOM)


def test_push_through_is_proved_with_its_premises() -> None:
    """inv(I + A B) A = A inv(I + B A): the converse of the normal form fails for inverses of sums."""
    left, right = plus(IN, times(A, B)), plus(IN, times(B, A))
    claim = equal(times(Inverse(left), A), times(A, Inverse(right)))
    by = Algebra((
        Entry("h2", 0, left=times(-1, Inverse(left), A)),
        Entry("h1", 1, right=times(A, Inverse(right))),
    ))  # fmt: skip
    premises: dict[str, Formula] = {"h1": Invertible(left), "h2": Invertible(right)}
    proved(sequent(SQUARE, claim, premises), by, used={"h1", "h2"})
    refused("SP326", sequent(SQUARE, claim, {"h1": Invertible(left)}), by)
    refused("SP329", sequent(SQUARE, claim, premises), replace(by, combination=by.combination[:1]))


def _standard(*matrices: Term) -> Term:
    """The alternating sum over all orders of the products of four matrices."""
    summands: list[Term] = []

    def extend(order: tuple[int, ...], sign: int) -> None:
        if len(order) == len(matrices):
            summands.append(times(sign, *(matrices[place] for place in order)))
        rest = [place for place in range(len(matrices)) if place not in order]
        for position, place in enumerate(rest):
            extend((*order, place), sign * (-1) ** position)

    extend((), 1)
    return plus(*summands)


def test_the_standard_identity_of_2_x_2_matrices_is_not_seen() -> None:
    """S_4 = 0 holds at size 2 only: at a fixed size different forms may be equal."""
    two = declare(*(matrix(name, 2, 2) for name in "ABCE"))
    refused("SP329", sequent(two, zero(_standard(A, B, C, E), 2, 2)), AXIOM)


# ------------------------------------------------------------------------------------------------ sizes

WRONG_SIZES: dict[str, tuple[str, Formula]] = {
    "a sum": ("SP305", equal(plus(P, Q), P)),
    "a product": ("SP305", equal(times(P, P), P)),
    "an equation": ("SP305", equal(P, Q)),
    "a scalar added to a matrix": ("SP305", equal(plus(P, 1), P)),
    "a row times a row": ("SP305", equal(times(w, w), w)),
    "an inverse": ("SP306", equal(Inverse(P), P)),
    "a trace": ("SP306", equal(Trace(P), 0)),
    "a power": ("SP306", equal(Power(P, integer(2)), P)),
    "a determinant": ("SP306", equal(Call("det", (P,), integer(1), integer(1)), 0)),
    "a logarithm of a matrix": ("SP306", equal(Call("log", (P,), integer(1), integer(1)), 0)),
    "the declared size of a call": ("SP305", equal(Call("det", (times(P, Q),), n, n), times(P, Q))),
    "an entrywise product": ("SP305", equal(Call("hadamard", (P, Q), n, m), P)),
    "a function whose name is none": ("SP311", equal(Call("f(x)", (P,), n, m), P)),
    "a known function of two arguments": ("SP311", equal(Call("det", (IN, IN), number(1), number(1)), 1)),
    "an unknown symbol": ("SP301", equal(Symbol("W"), P)),
    "an unknown size": ("SP301", equal(Identity(number(1)._replace(terms=(("q", 1),))), IN)),
    "an index without a family": ("SP304", equal(Symbol("P", integer(1)), P)),
    "a symbolic power": ("SP329", equal(Power(times(P, Q), n), times(P, Q))),
    "a huge power": ("SP311", equal(Power(times(P, Q), integer(65)), times(P, Q))),
}


@pytest.mark.parametrize(("code", "claim"), WRONG_SIZES.values(), ids=WRONG_SIZES)
def test_sizes_are_checked(code: str, claim: Formula) -> None:
    refused(code, sequent(RECTANGULAR, claim), AXIOM)


def test_functions_without_rules_are_arbitrary() -> None:
    """Equal forms of the arguments, and the same size of the value, give equal values; nothing else does."""
    both = Call("frob", (plus(P, P), IN), n, m)
    proved(sequent(RECTANGULAR, equal(both, Call("frob", (times(2, P), IN), n, m))), AXIOM)
    for other in (
        P,
        Call("frob", (P, IN), n, m),
        Call("norm", (plus(P, P), IN), n, m),
        Call("frob", (IN, plus(P, P)), n, m),
    ):
        refused("SP329", sequent(RECTANGULAR, equal(both, other)), AXIOM)
    refused("SP305", sequent(RECTANGULAR, equal(both, Call("frob", (plus(P, P), IN), m, n))), AXIOM)


def test_a_symbolic_size_is_not_one() -> None:
    """At n = 1 an n x n matrix does not become a scalar: A B = B A is not a consequence of the types."""
    claim = equal(times(A, B), times(B, A))
    refused("SP329", sequent(SQUARE, claim), AXIOM)
    proved(sequent(SQUARE, claim, {}, {"one": relation(n, "=", 1)}), AXIOM, used={"one"})


def test_typing_facts_make_sizes_agree() -> None:
    claim = equal(Trace(P), Trace(T(P)))
    proved(sequent(RECTANGULAR, claim, {}, {"square": relation(n, "=", m)}), AXIOM, used={"square"})
    refused("SP306", sequent(RECTANGULAR, claim, {}, {"other": relation(n, "=", p)}), AXIOM)
    refused("SP306", sequent(RECTANGULAR, claim, {}, {"weak": relation(n, "<=", m)}), AXIOM)
    refused("SP306", sequent(RECTANGULAR, claim, {}, {"twice": relation(n._replace(terms=(("n", 2),)), "=", m)}), AXIOM)


def test_a_row_times_a_column_is_a_scalar_and_not_the_other_way_round() -> None:
    proved(sequent(RECTANGULAR, equal(times(w, x), times(T(x), T(w)))), AXIOM)
    refused("SP305", sequent(RECTANGULAR, equal(times(w, x), times(x, w))), AXIOM)


# ------------------------------------------------------------------------------------------------ combinations


@pytest.mark.parametrize(
    ("claim", "premise", "entry"),
    [
        (equal(A, B), equal(A, B), H),
        (equal(B, A), equal(A, B), replace(H, factor=term(-1))),
        (equal(times(C, A, E), times(C, B, E)), equal(A, B), replace(H, left=C, right=E)),
        (equal(T(A), T(B)), equal(A, B), replace(H, transposed=True)),
        (equal(Trace(times(C, A)), Trace(times(C, B))), equal(A, B), replace(H, left=C, trace=True)),
        (equal(times(times(T(u), v), A), times(times(T(u), v), B)), equal(A, B), replace(H, factor=times(T(u), v))),
        (equal(times(a, X), times(c, X)), equal(a, c), replace(H, factor=X)),
        (equal(times(Number(Fraction(2, 3)), A), Zero(n, n)), zero(A), replace(H, factor=Number(Fraction(2, 3)))),
    ],
)
def test_contexts(claim: Formula, premise: Formula, entry: Entry) -> None:
    """K[x] = left x right, transposed or traced; dropped or distorted, the rest is left."""
    statement = sequent(SQUARE, claim, {"h": premise})
    proved(statement, Algebra((entry,)), used={"h"})
    refused("SP329", statement, AXIOM)
    refused("SP326", sequent(SQUARE, claim), Algebra((entry,)))
    for forged in (replace(entry, factor=times(2, entry.factor or 1)), replace(entry, transposed=not entry.transposed)):
        if not (forged.transposed != entry.transposed and claim == equal(times(a, X), times(c, X))):
            refused("SP329", statement, Algebra((forged,)))


@pytest.mark.parametrize(
    ("code", "entry"),
    [
        ("SP326", Entry("g")),
        ("SP326", Entry("h", 1)),
        ("SP326", Entry("h", -1)),
        ("SP326", Entry("h", at=(n,))),
        ("SP326", Entry("induction")),
        ("SP305", Entry("h", left=Symbol("x"))),
        ("SP305", Entry("h", right=P)),
        ("SP306", Entry("h", trace=True)),
        ("SP301", Entry("h", left=Symbol("W"))),
        ("SP305", Entry("h", transposed=True)),
    ],
)
def test_forged_entries(code: str, entry: Entry) -> None:
    refused(code, sequent(RECTANGULAR, equal(P, R), {"h": equal(P, R)}), Algebra((entry,)))


@pytest.mark.parametrize("premise", [
    Compare("<=", a, c), Not(equal(a, c)), Or((equal(a, c),)), Predicate("positive definite", (A,)),
])  # fmt: skip
def test_other_premises_give_no_equation(premise: Formula) -> None:
    refused("SP326", sequent(SQUARE, equal(a, c), {"h": premise}), Algebra((H,)))


@pytest.mark.parametrize("claim", [
    Compare("<=", a, a), Not(equal(1, 0)), Or((equal(a, a),)), Predicate("positive definite", (A,)),
    relation(n, "<=", m), Invertible(A), And((equal(A, A),)),
])  # fmt: skip
def test_algebra_proves_equations_only(claim: Formula) -> None:
    refused("SP328", sequent(SQUARE, claim), AXIOM)


def test_conjuncts_are_numbered_through_nested_conjunctions() -> None:
    premise = And((And((equal(A, B), Invertible(C))), equal(E, X)))
    claim = equal(plus(A, times(Inverse(C), C), E), plus(B, IN, X))
    by = Algebra((H, Entry("h", 2), Entry("h", 3)))
    proved(sequent(SQUARE, claim, {"h": premise}), by, used={"h"})
    refused("SP329", sequent(SQUARE, claim, {"h": premise}), Algebra((H, H1, Entry("h", 3))))
    refused("SP326", sequent(SQUARE, claim, {"h": premise}), Algebra((H, Entry("h", 4))))


# ------------------------------------------------------------------------------------------------ conjunctions


def test_parts() -> None:
    claim = And((equal(A, B), equal(T(A), T(B))))
    statement = sequent(SQUARE, claim, {"h": equal(A, B)})
    good: tuple[Certificate, ...] = (Algebra((H,)), Algebra((replace(H, transposed=True),)))
    proved(statement, Parts(good), used={"h"})
    refused("SP326", statement, Parts(good[:1]))
    refused("SP326", statement, Parts((*good, AXIOM)))
    refused("SP329", statement, Parts((good[0], AXIOM)))
    refused("SP328", statement, Algebra((H,)))


def test_invertibility_is_two_equations() -> None:
    by = Parts((Algebra((H,)), Algebra((H1,))))
    proved(sequent(SQUARE, Invertible(A), {"h": Invertible(A)}), by, used={"h"})
    refused("SP329", sequent(SQUARE, Invertible(A), {"h": Invertible(B)}), by)
    refused("SP326", sequent(SQUARE, Invertible(A), {"h": Invertible(A)}), Parts((Algebra((H,)),)))
    refused("SP329", sequent(SQUARE, Invertible(A), {"h": Invertible(A)}), Parts((Algebra((H,)), Algebra((H,)))))


def test_only_what_is_invertible_is_inverted() -> None:
    statement = sequent(SQUARE, equal(times(A, Inverse(A)), IN), {"h": Invertible(A)})
    proved(statement, Algebra((H,)), used={"h"})
    refused("SP326", sequent(SQUARE, statement.claim), Algebra((H,)))
    refused("SP329", sequent(SQUARE, statement.claim, {"h": Invertible(T(B))}), Algebra((H,)))


def test_the_inverse_of_zero_is_refused() -> None:
    refused("SP312", sequent(SQUARE, equal(Inverse(minus(A, A)), A)), AXIOM)


def test_a_certificate_holds_nothing_unused() -> None:
    f = FunctionDeclaration("f", n, n)
    declared = replace(SQUARE, functions=(f,))
    premises: dict[str, Formula] = {"h": equal(A, B), "i": Invertible(A)}
    statement = sequent(declared, equal(A, B), premises)
    refused("SP324", statement, Algebra((H,), (Congruence("f", A, B, (H,)),)))
    refused("SP324", statement, Algebra((H,), invertible=("i",)))


# ------------------------------------------------------------------------------------------------ derived steps

F = replace(SQUARE, functions=(FunctionDeclaration("f", n, n), FunctionDeclaration("g", n, n)))
STEP, STEP1 = Entry("step:1"), Entry("step:1", 1)


def test_congruence() -> None:
    derived = Congruence("f", A, B, (H,))
    for claim, entry in ((equal(Value("f", A), Value("f", B)), STEP), (equal(Slope("f", A), Slope("f", B)), STEP1)):
        statement = sequent(F, claim, {"h": equal(A, B)})
        proved(statement, Algebra((entry,), (derived,)), used={"h"}, rules={"congruence"})
        refused("SP329", statement, Algebra((entry,), (replace(derived, by=()),)))
        refused("SP329", statement, Algebra((entry,), (replace(derived, function="g"),)))
        refused("SP301", statement, Algebra((entry,), (replace(derived, function="F"),)))
        refused("SP326", sequent(F, claim), Algebra((entry,), (derived,)))
        refused("SP326", statement, Algebra((Entry("step:1", 2),), (derived,)))
        refused("SP326", statement, Algebra((Entry("step:1", at=(n,)),), (derived,)))
        refused("SP329", statement, AXIOM)
    refused("SP305", sequent(F, equal(Value("f", u), 0)), AXIOM)


def test_values_are_equal_only_at_equal_points() -> None:
    proved(sequent(F, equal(Value("f", plus(A, B)), Value("f", plus(B, A)))), AXIOM)
    for claim in (
        equal(Value("f", A), Value("f", B)), equal(Value("f", A), Value("g", A)),
        equal(Value("f", A), Value("f", T(A))),
        equal(Slope("f", A), Slope("f", B)), equal(Slope("f", T(A)), T(Slope("f", A))),
        equal(Value("f", plus(A, B)), plus(Value("f", A), Value("f", B))),
    ):  # fmt: skip
        refused("SP329", sequent(F, claim), AXIOM)


def test_definite() -> None:
    columns = declare(matrix("P", n, m), matrix("Q", p, m), *scalars("c"))
    P, Q = Symbol("P"), Symbol("Q")
    gram = times(T(P), P)
    claim = zero(P, n, m)
    by = Algebra((STEP,), (Definite(P, trace=False, by=(H,)),))
    proved(sequent(columns, claim, {"h": zero(gram, m, m)}), by, used={"h"}, rules={"definite"})
    refused("SP326", sequent(columns, claim), by)
    refused("SP305", sequent(columns, claim, {"h": zero(times(P, T(P)))}), by)
    refused("SP329", sequent(columns, claim, {"h": zero(times(T(Q), Q), m, m)}), by)
    traced = Algebra((STEP,), (Definite(P, trace=True, by=(H,)),))
    proved(sequent(columns, claim, {"h": equal(Trace(gram), 0)}), traced, used={"h"}, rules={"definite"})
    refused("SP305", sequent(columns, claim, {"h": zero(gram, m, m)}), traced)
    for weight, code in ((1, None), (0, "SP316"), (-1, "SP316")):
        squares = zero(plus(gram, times(weight, T(Q), Q)), m, m)
        weighted = Algebra((STEP,), (Definite(P, False, (H,), ((Fraction(weight), Q),)),))
        if code is None:
            proved(sequent(columns, claim, {"h": squares}), weighted, used={"h"}, rules={"definite"})
        else:
            refused(code, sequent(columns, claim, {"h": squares}), weighted)


def test_definite_needs_squares() -> None:
    """A square that is 0 is not a Gram matrix: N N = 0 does not give N = 0."""
    by = Algebra((STEP,), (Definite(A, trace=False, by=(H,)),))
    refused("SP329", sequent(SQUARE, zero(A), {"h": zero(times(A, A))}), by)
    traced = Algebra((STEP,), (Definite(A, trace=True, by=(H,)),))
    refused("SP329", sequent(SQUARE, zero(A), {"h": equal(Trace(times(A, A)), 0)}), traced)


def test_two_sided() -> None:
    by = Algebra((STEP,), (TwoSided(A, B, (H,)),))
    statement = sequent(SQUARE, equal(times(B, A), IN), {"h": equal(times(A, B), IN)})
    proved(statement, by, used={"h"}, rules={"two-sided inverse"})
    refused("SP329", statement, AXIOM)
    refused("SP329", statement, Algebra((STEP,), (TwoSided(A, B, ()),)))
    refused("SP329", statement, Algebra((STEP,), (TwoSided(B, A, (H,)),)))
    refused("SP326", sequent(SQUARE, statement.claim), by)


def test_two_sided_needs_square_matrices() -> None:
    """P Q = I for wide P does not give Q P = I."""
    statement = sequent(RECTANGULAR, equal(times(Q, P), Identity(m)), {"h": equal(times(P, Q), IN)})
    refused("SP306", statement, Algebra((STEP,), (TwoSided(P, Q, (H,)),)))


def test_witness() -> None:
    derived = Witness(A, B, (H,))
    by = Parts((Algebra((STEP,), (derived,)), Algebra((STEP1,), (derived,))))
    statement = sequent(SQUARE, Invertible(A), {"h": equal(times(A, B), IN)})
    proved(statement, by, used={"h"}, rules={"witness of invertibility"})
    refused("SP326", sequent(SQUARE, Invertible(A)), by)
    refused("SP329", sequent(SQUARE, Invertible(C), {"h": equal(times(A, B), IN)}), by)
    forged = replace(derived, by=())
    refused("SP329", statement, Parts((Algebra((STEP,), (forged,)), Algebra((STEP1,), (forged,)))))
    rectangular = sequent(RECTANGULAR, equal(P, P), {"h": equal(times(P, Q), IN)})
    refused("SP306", rectangular, Algebra((STEP,), (Witness(P, Q, (H,)),)))


def test_a_step_uses_earlier_steps_only() -> None:
    """Two congruences that lean on each other, and one that leans on itself."""
    circular = (Congruence("f", A, B, (Entry("step:2"),)), Congruence("f", A, B, (Entry("step:1"),)))
    refused("SP326", sequent(F, equal(Value("f", A), Value("f", B))), Algebra((STEP,), circular))
    itself = (TwoSided(A, B, (replace(STEP, factor=term(1)),)),)
    refused("SP326", sequent(SQUARE, equal(times(B, A), IN)), Algebra((STEP,), itself))


# ------------------------------------------------------------------------------------------------ symmetric letters


def test_properties_of_symbols_are_premises() -> None:
    """v^T K v = 0 for antisymmetric K; symmetry says nothing there. Neither is built in."""
    claim = equal(times(T(u), A, u), 0)
    by = Algebra((Entry("h", left=T(u), right=u, factor=Number(Fraction(1, 2))),))
    proved(sequent(SQUARE, claim, {"h": equal(T(A), times(-1, A))}), by, used={"h"})
    refused("SP329", sequent(SQUARE, claim, {"h": equal(T(A), A)}), by)
    refused("SP326", sequent(SQUARE, claim), by)
    refused("SP329", sequent(SQUARE, claim), AXIOM)


def test_cases_do_not_give_equations() -> None:
    refused("SP329", sequent(SQUARE, equal(A, B)), Cases(n, AXIOM, AXIOM))


def test_integers_are_exact() -> None:
    third = Number(Fraction(1, 3))
    proved(sequent(SQUARE, equal(times(third, plus(A, A, A)), A)), AXIOM)
    refused(
        "SP329",
        sequent(SQUARE, equal(times(third, plus(A, A, A)), times(Number(Fraction(3333333, 3333334)), A))),
        AXIOM,
    )
    huge = 10**400
    refused("SP329", sequent(SQUARE, equal(times(huge, A), times(huge + 1, A))), AXIOM)


def test_traces_of_squares_may_differ_in_size() -> None:
    """tr(P^T P) + tr(Q^T Q) = 0 for P: n x m and Q: p x n; without the traces there is no such sum."""
    declared = declare(matrix("P", n, m), matrix("Q", p, n))
    P, Q = Symbol("P"), Symbol("Q")
    traces = equal(plus(Trace(times(T(P), P)), Trace(times(T(Q), Q))), 0)
    derived = Definite(P, True, (H,), ((Fraction(1), Q),))
    statement = sequent(declared, zero(P, n, m), {"h": traces})
    proved(statement, Algebra((STEP,), (derived,)), used={"h"}, rules={"definite"})
    refused("SP305", statement, Algebra((STEP,), (replace(derived, trace=False),)))
    refused("SP329", statement, Algebra((STEP,), (replace(derived, others=()),)))
    refused("SP329", statement, Algebra((STEP,), (replace(derived, others=((Fraction(2), Q),)),)))
    difference = equal(minus(Trace(times(T(P), P)), Trace(times(T(Q), Q))), 0)
    refused("SP329", replace(statement, premises=sequent(declared, traces, {"h": difference}).premises),
            Algebra((STEP,), (derived,)))  # fmt: skip
