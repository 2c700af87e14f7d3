"""The rule LAW and the quantities of laws: each law with a certificate that passes, and with hostile ones."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from dataclasses import dataclass, field, replace
from fractions import Fraction

import pytest
from kernel.attacking import Case
from kernel.building import declare, equal, m, matrix, minus, n, plus, refused, scalars, sequent, times
from kernel.building import term as written

from symproof.kernel.algebra.combination import Combination
from symproof.kernel.algebra.laws import LAWS
from symproof.kernel.algebra.quantities import NONZERO, QUANTITIES
from symproof.kernel.context import context_of
from symproof.kernel.replay import replay
from symproof.language.affine import ONE, Affine, integer, parameter, shift
from symproof.language.certificate import (
    Algebra,
    Certificate,
    Entry,
    Gap,
    IntegerGap,
    Law,
    LawGap,
    Order,
    Signed,
    Summand,
)
from symproof.language.codec import decode, encode
from symproof.language.formulas import Compare, Formula, Invertible, Sequent
from symproof.language.refusal import Refusal
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
    Symbol,
    Term,
    Trace,
    Transpose,
)
from symproof.search.ranges import searching

p, T = parameter("p"), Transpose
A, B, C, X, Y, Z, u, v, a, b, c = map(Symbol, ("A", "B", "C", "X", "Y", "Z", "u", "v", "a", "b", "c"))
WORLD = declare(
    matrix("A", n, n), matrix("B", n, n), matrix("C", n, n), matrix("X", m, n),
    matrix("Y", n, p), matrix("Z", m, n), matrix("u", n, 1),
    matrix("v", n, 1), *scalars("a", "b", "c"),
    matrix("F", integer(2), integer(2)), matrix("G", integer(2), integer(2)), matrix("L", integer(7), integer(7)),
    matrix("W", integer(2), integer(3)),
)  # fmt: skip
I = Identity(n)  # noqa: E741 - the name mathematics gives it


def of(name: str, argument: Term) -> Call:
    return Call(name, (argument,), ONE, ONE)


def adj(argument: Term) -> Call:
    return Call("adj", (argument,), n, n)


def bordered(x: Term, column: Term, row: Term, corner: Term) -> Call:
    """det([[x, column], [row^T, corner]])."""
    more = shift(n, 1)
    rows = Call("row", (x, column), n, more), Call("row", (T(row), corner), ONE, more)
    return of("det", Call("block", rows, more, more))


def positive(name: str) -> Signed:
    return Signed((Summand(Fraction(1), (Gap(name),)),))


def less(left: Term | int, right: Term | int, relation: str = "<") -> Compare:
    return Compare(relation, written(left), written(right))  # type: ignore[arg-type]


@dataclass(frozen=True)
class Example:
    """A law at arguments, with what it gives, what it rests on, and claims that it must not give."""

    arguments: tuple[Term, ...]
    gives: tuple[Term, Term | int]
    premises: Mapping[str, Formula] = field(default_factory=dict)
    signs: tuple[Signed, ...] = ()
    by: tuple[Entry, ...] = ()
    false: tuple[tuple[Term, Term | int], ...] = ()
    part: int = 0

    def law(self, name: str) -> Law:
        return Law(name, self.arguments, self.signs, self.by)


ENTRY = (Entry("h"),)
AB = {"x": less(0, a), "y": less(0, b)}
AT_LEAST = {"x": less(0, a, "<="), "y": less(0, b, "<=")}
SUM, BRACKET = plus(A, B), minus(times(A, B), times(B, A))
F, G, W, half = Symbol("F"), Symbol("G"), Symbol("W"), Number(Fraction(1, 2))
k = Integer(n)
TWO = integer(2)
SQUARE = Power(A, TWO)
COMMUTE = {"h": equal(times(A, B), times(B, A))}
AT_LEAST_0 = Signed((Summand(Fraction(1), (IntegerGap(TWO),)),))
SPREAD = Call("diag", (times(u, Call("ones", (), ONE, n)),), n, n)
SUMS = times(Call("diag", (times(X, SPREAD, T(Z)),), m, m), Call("ones", (), m, ONE))
FIRST, LAST = Basis(ONE, n), Basis(n, n)
DELTA = times(T(FIRST), LAST)


def powers(shift_by: int) -> IndexSum:
    """The sum of A^(i + shift_by) over i in 1..m."""
    return IndexSum("i", ONE, m, Power(A, shift(parameter("i"), shift_by)))


def triangle(outer: str, low: Affine, high: Affine, inner: str, start: Affine, end: Affine) -> IndexSum:
    """A sum of the entries A[i,j]."""
    entry = times(T(Basis(parameter("i"), n)), A, Basis(parameter("j"), n))
    return IndexSum(outer, low, high, IndexSum(inner, start, end, entry))


def diag(argument: Term) -> Call:
    return Call("diag", (argument,), n, n)


AB_SPREAD = times(A, SPREAD, B)
POWERS, SHIFTED = powers(0), powers(1)
TRIANGLE = triangle("i", ONE, n, "j", parameter("i"), n)
COLUMNS = triangle("j", ONE, n, "i", ONE, parameter("j"))
EXAMPLES = {
    "exponential of a sum": Example((a, b), (of("exp", plus(a, b)), times(of("exp", a), of("exp", b))), false=(
        (of("exp", plus(a, b)), plus(of("exp", a), of("exp", b))),
        (of("exp", times(a, b)), times(of("exp", a), of("exp", b))),
        (of("exp", plus(a, b)), of("exp", a)))),
    "logarithm of a product": Example(
        (a, b), (of("log", times(a, b)), plus(of("log", a), of("log", b))), AB, (positive("x"), positive("y")), false=(
            (of("log", times(a, b)), times(of("log", a), of("log", b))),
            (of("log", plus(a, b)), plus(of("log", a), of("log", b))),
            (of("log", times(a, b)), of("log", a)))),
    "logarithm of an exponential": Example((a,), (of("log", of("exp", a)), a), false=((of("exp", of("log", a)), a),)),
    "exponential of a logarithm": Example((a,), (of("exp", of("log", a)), a), AB, (positive("x"),),
                                          false=((of("exp", of("log", b)), b), (of("exp", of("log", a)), of("log", b)))
                                          ),
    "square of a root": Example((a,), (times(of("sqrt", a), of("sqrt", a)), a), AT_LEAST, (positive("x"),), false=(
        (of("sqrt", a), a), (times(of("sqrt", b), of("sqrt", b)), b))),
    "root of a square": Example((a,), (of("sqrt", times(a, a)), of("abs", a)), false=(
        (of("sqrt", times(a, a)), a), (of("sqrt", a), of("abs", a)))),
    "root of a product": Example(
        (a, b), (of("sqrt", times(a, b)), times(of("sqrt", a), of("sqrt", b))), AT_LEAST,
        (positive("x"), positive("y")), false=(
            (of("sqrt", plus(a, b)), plus(of("sqrt", a), of("sqrt", b))), (of("sqrt", times(a, b)), of("sqrt", a)))),
    "absolute value of a product": Example((a, b), (of("abs", times(a, b)), times(of("abs", a), of("abs", b))), false=(
        (of("abs", times(a, b)), times(a, of("abs", b))), (of("abs", plus(a, b)), plus(of("abs", a), of("abs", b))))),
    "square of an absolute value": Example((a,), (times(of("abs", a), of("abs", a)), times(a, a)),
                                           false=((of("abs", a), a), (times(of("abs", a), a), times(a, a)))),
    "absolute value of what is not negative": Example((a,), (of("abs", a), a), AT_LEAST, (positive("x"),),
                                                      false=((of("abs", b), b), (of("abs", a), times(-1, a)))),
    "adjugate": Example((SUM,), (times(SUM, adj(SUM)), times(of("det", SUM), I)), false=(
        (times(A, adj(SUM)), times(of("det", SUM), I)), (times(SUM, adj(SUM)), I))),
    "determinant of a rank-one update": Example(
        (A, u, v), (of("det", plus(A, times(u, T(v)))), plus(of("det", A), times(T(v), adj(A), u))), false=(
            (of("det", plus(A, times(u, T(v)))), of("det", A)),
            (of("det", plus(A, times(u, T(v)))), plus(of("det", A), times(T(u), adj(A), v))),
            (of("det", plus(A, times(u, T(v)))), plus(of("det", A), times(2, T(v), adj(A), u))))),
    "rank of an idempotent": Example((A,), (of("rank", A), Trace(A)), {"h": equal(times(A, A), A)}, by=ENTRY, false=(
        (of("rank", B), Trace(B)), (of("rank", A), k))),
    "full rank": Example((A,), (times(A, Inverse(A)), I), {"h": equal(of("rank", A), k)}, (Signed((), ENTRY),), false=(
        (times(B, Inverse(B)), I), (A, I))),
    "less than full rank": Example((A,), (of("det", A), 0), {"x": less(of("rank", A), k)}, (positive("x"),),
                                   false=((of("det", B), 0), (of("det", A), 1))),
    "rank zero": Example((X,), (X, minus(X, X)), {"h": equal(0, of("rank", X))}, (Signed((), ENTRY),),
                         false=((Z, minus(Z, Z)),)),
    "power of equals": Example((Power(A, n), B), (Power(A, n), Power(B, n)), {"h": equal(A, B)}, by=ENTRY, false=(
        (Power(A, n), B), (Power(A, m), Power(B, m)))),
    "power of a commuting product": Example(
        (SQUARE, B), (Power(times(A, B), TWO), times(SQUARE, B, B)), COMMUTE, (AT_LEAST_0,), ENTRY, false=(
            (Power(times(A, B), TWO), times(SQUARE, B)), (Power(times(A, B), integer(3)), times(SQUARE, B, B)),
            (Power(plus(A, B), TWO), times(SQUARE, B, B)))),
    "intertwined powers": Example(
        (SQUARE, B, C), (times(C, SQUARE), times(B, B, C)), {"h": equal(times(C, A), times(B, C))}, (AT_LEAST_0,),
        ENTRY,
        false=((times(C, A, A), times(C, B, B)), (times(SQUARE, C), times(C, B, B)), (times(C, SQUARE), times(B, C)))),
    "row sums of a Hadamard product": Example(
        (Call("hadamard", (X, Z), m, n), u), (times(Call("hadamard", (X, Z), m, n), u), SUMS), false=(
            (times(Call("hadamard", (X, Z), m, n), v), SUMS), (times(X, u), SUMS), (times(2, SUMS), SUMS))),
    "reciprocal of a positive scalar": Example((a,), (times(a, Inverse(a)), 1), {"x": less(0, a)}, (positive("x"),),
                                               false=((times(b, Inverse(b)), 1), (Inverse(a), a))),
    "determinant of a product": Example((SUM, B), (of("det", plus(times(A, B), times(B, B))), times(
        of("det", SUM), of("det", B))), false=(
            (of("det", plus(times(A, B), times(B, B))), times(of("det", A), of("det", B))),
            (of("det", plus(times(A, B), times(B, A))), times(of("det", SUM), of("det", B))),
            (of("det", plus(times(A, B), times(B, B))), plus(of("det", SUM), of("det", B))))),
    "bordered determinant": Example((A, u, v, c), (bordered(A, u, v, c), minus(
        times(c, of("det", A)), times(T(v), adj(A), u))), false=(
            (bordered(A, u, v, c), times(c, of("det", A))),
            (bordered(A, u, v, c), plus(times(c, of("det", A)), times(T(v), adj(A), u))),
            (bordered(A, u, v, c), minus(times(c, of("det", A)), times(T(v), A, u))),
            (bordered(A, u, v, c), minus(times(c, of("det", B)), times(T(v), adj(A), u))))),
    "Cayley-Hamilton theorem with Newton's identities": Example(
        (F,), (of("det", F), minus(times(half, Trace(F), Trace(F)), times(half, Trace(times(F, F))))), false=(
            (of("det", F), plus(times(half, Trace(F), Trace(F)), times(half, Trace(times(F, F))))),
            (of("det", F), minus(times(Trace(F), Trace(F)), times(half, Trace(times(F, F))))),
            (of("det", G), minus(times(half, Trace(F), Trace(F)), times(half, Trace(times(F, F))))))),
    "nilpotent matrix": Example((Power(A, m),), (Power(A, n), minus(A, A)), {"h": equal(Power(A, m), minus(A, A))},
                                by=ENTRY, false=((A, minus(A, A)), (Power(A, m), A), (Power(B, n), minus(A, A)))),
    "commutator that commutes": Example(
        (A, B), (Power(BRACKET, n), minus(A, A)), {"h": equal(times(BRACKET, A), times(A, BRACKET))}, by=ENTRY, false=(
            (BRACKET, minus(A, A)), (Power(A, n), minus(A, A)),
            (Power(plus(times(A, B), times(B, A)), n), minus(A, A)))),
    "distributive law of sums": Example((A, POWERS), (times(A, POWERS), SHIFTED), false=(
        (times(B, POWERS), SHIFTED), (POWERS, SHIFTED), (times(A, POWERS), POWERS))),
    "exchange of a triangular sum": Example((TRIANGLE,), (TRIANGLE, COLUMNS), false=(
        (TRIANGLE, times(2, COLUMNS)),
        (TRIANGLE, triangle("i", ONE, n, "j", ONE, parameter("i"))))),
    "trace beside a diagonal part": Example(
        (AB_SPREAD, SPREAD), (Trace(times(AB_SPREAD, SPREAD)), Trace(times(diag(AB_SPREAD), SPREAD))), false=(
            (Trace(times(AB_SPREAD, SPREAD)), Trace(AB_SPREAD)),
            (Trace(times(AB_SPREAD, SPREAD)), Trace(times(diag(times(B, SPREAD, A)), SPREAD))))),
    "Kronecker's delta": Example(
        (FIRST, LAST), (times(DELTA, FIRST), times(DELTA, LAST)), false=(
            (FIRST, LAST), (times(DELTA, FIRST), times(2, DELTA, LAST)))),
    "intermediate equation": Example((X, Z), (X, Z), {"h": equal(X, Z)}, by=ENTRY, false=((X, times(2, Z)),)),
    "equality of two orders": Example((a, b), (a, b), {"x": less(b, a, "<="), "y": less(a, b, "<=")},
                                      (positive("x"), positive("y")), false=((a, c), (times(2, a), b))),
}  # fmt: skip


def holds(statement: Sequent, certificate: Certificate, rule: str, used: Iterable[str] = ()) -> None:
    theorem = replay(statement, certificate)
    assert any(found.startswith(f"{rule} (") for found in theorem.rules)
    assert theorem.used >= set(used)


def with_range_facts(example: Example, certificate: Algebra) -> Algebra:
    """The certificate with the range facts that its sums and unit columns consult, where it is accepted."""
    context = searching(context_of(WORLD, ())).fresh()
    try:
        Combination(context, dict(example.premises), certificate).prove(equal(*example.gives))
    except Refusal:
        return certificate
    return replace(certificate, ranges=context.facts)


def case(name: str) -> Case:
    example = EXAMPLES[name]
    certificate = with_range_facts(example, Algebra((Entry("step:1", example.part),), (example.law(name),)))
    return Case(sequent(WORLD, equal(*example.gives), dict(example.premises)), certificate)


def test_every_law_has_an_example() -> None:
    assert EXAMPLES.keys() == LAWS.keys()


@pytest.mark.parametrize("name", EXAMPLES)
def test_law_gives_its_conclusion(name: str) -> None:
    found = case(name)
    named = {entry for signed in EXAMPLES[name].signs for item in signed.summands for entry in item.factors}
    used = [item.premise for item in named if isinstance(item, Gap)] + [entry.premise for entry in EXAMPLES[name].by]
    holds(found.statement, found.certificate, name, used)
    assert decode(encode(found.certificate), Algebra) == found.certificate


@pytest.mark.parametrize(("name", "number"), [(n_, i) for n_, e in EXAMPLES.items() for i in range(len(e.false))])
def test_law_gives_no_false_claim(name: str, number: int) -> None:
    found = case(name)
    refused("SP329", replace(found.statement, claim=equal(*EXAMPLES[name].false[number])), found.certificate)


@pytest.mark.parametrize("name", [name for name, example in EXAMPLES.items() if example.premises])
def test_law_without_its_premises_is_refused(name: str) -> None:
    found = case(name)
    refused("SP326", replace(found.statement, premises=()), found.certificate)


@pytest.mark.parametrize("name", [name for name, example in EXAMPLES.items() if example.signs])
def test_law_without_its_signs_is_refused(name: str) -> None:
    found, law = case(name), EXAMPLES[name].law(name)
    for signs in ((), law.signs * 2, law.signs[:-1]):
        refused("SP357", found.statement, Algebra((Entry("step:1"),), (replace(law, signs=signs),)))
    strict = LAWS[name].strict
    empty = tuple([Signed() for _ in law.signs])
    refused("SP352" if strict else "SP329", found.statement, Algebra((Entry("step:1"),), (replace(law, signs=empty),)))


@pytest.mark.parametrize("name", [name for name, law in LAWS.items() if law.strict])
def test_law_for_positive_scalars_takes_no_weak_order(name: str) -> None:
    found = case(name)
    weak = {key: replace(order, relation="<=") for key, order in EXAMPLES[name].premises.items()}  # type: ignore[type-var]
    refused("SP352", sequent(WORLD, found.statement.claim, weak), found.certificate)


@pytest.mark.parametrize("name", [name for name, example in EXAMPLES.items() if example.by])
def test_law_without_its_equation_is_refused(name: str) -> None:
    found, law = case(name), EXAMPLES[name].law(name)
    refused("SP329", found.statement, Algebra((Entry("step:1"),), (replace(law, by=()),)))


@pytest.mark.parametrize("name", EXAMPLES)
def test_forged_law_is_refused(name: str) -> None:
    found, law = case(name), EXAMPLES[name].law(name)
    for changed in (
        replace(law, law=name + "s"), replace(law, arguments=()), replace(law, arguments=(*law.arguments, a)),
        *([replace(law, by=(Entry("step:1"),))] if not law.by else []),
    ):  # fmt: skip
        refused("SP357", found.statement, replace(found.certificate, derived=(changed,)))


@pytest.mark.parametrize(
    ("code", "law"),
    [
        ("SP305", Law("exponential of a sum", (a, u))),
        ("SP306", Law("root of a square", (A,))),
        ("SP306", Law("adjugate", (X,))),
        ("SP305", Law("determinant of a rank-one update", (A, u, Symbol("a")))),
        ("SP305", Law("determinant of a rank-one update", (A, A, B))),
        ("SP305", Law("rank of an idempotent", (X,), (), ENTRY)),
        ("SP357", Law("power of equals", (A, B), (), ENTRY)),
        ("SP357", Law("power of a commuting product", (A, B), (AT_LEAST_0,), ENTRY)),
        ("SP305", Law("power of a commuting product", (SQUARE, X), (AT_LEAST_0,), ENTRY)),
        ("SP329", Law("power of a commuting product", (Power(A, integer(-2)), B), (AT_LEAST_0,), ENTRY)),
        ("SP305", Law("intertwined powers", (SQUARE, B, X), (AT_LEAST_0,), ENTRY)),
        ("SP357", Law("row sums of a Hadamard product", (X, u))),
        ("SP357", Law("distributive law of sums", (A, B))),
        ("SP357", Law("Kronecker's delta", (u, v))),
        ("SP357", Law("exchange of a triangular sum", (A,))),
        ("SP305", Law("trace beside a diagonal part", (A, a))),
        ("SP305", Law("row sums of a Hadamard product", (Call("hadamard", (X, Z), m, n), Y))),
        ("SP351", Law("equality of two orders", (A, B), (positive("x"), positive("y")))),
        ("SP306", Law("full rank", (X,), (Signed((), ENTRY),))),
        ("SP305", Law("determinant of a product", (A, a))),
        ("SP305", Law("determinant of a product", (a, A))),
        ("SP305", Law("determinant of a product", (X, Y))),
        ("SP305", Law("commutator that commutes", (A, a), (), ENTRY)),
        ("SP357", Law("Cayley-Hamilton theorem with Newton's identities", (A,))),
        ("SP357", Law("Cayley-Hamilton theorem with Newton's identities", (Symbol("L"),))),
        ("SP306", Law("Cayley-Hamilton theorem with Newton's identities", (W,))),
        ("SP357", Law("nilpotent matrix", (A,), (), ENTRY)),
        ("SP351", Law("reciprocal of a positive scalar", (A,), (positive("x"),))),
    ],
)
def test_law_at_arguments_of_wrong_size_is_refused(code: str, law: Law) -> None:
    premises = {"h": equal(of("rank", X), Integer(m)), "x": less(0, a), "y": less(0, b)}
    refused(code, sequent(WORLD, equal(A, B), premises), Algebra((Entry("step:1"),), (law,)))


def test_full_rank_gives_both_products_with_the_inverse() -> None:
    premise = {"h": equal(of("rank", A), k)}
    claim = sequent(WORLD, equal(times(Inverse(A), A), I), premise)
    law = EXAMPLES["full rank"].law("full rank")
    holds(claim, Algebra((Entry("step:1", 1),), (law,)), "full rank", ["h"])
    refused("SP326", claim, Algebra((Entry("step:1", 2),), (law,)))


def characteristic(x: Term) -> list[tuple[Term, Term]]:
    """adj(x) and 0 by the traces of a 2 x 2 matrix."""
    two = integer(2)
    value = minus(times(half, Trace(x), Trace(x)), times(half, Trace(times(x, x))))
    adjugate = minus(times(Trace(x), Identity(two)), x)
    return [(Call("adj", (x,), two, two), adjugate), (times(x, adjugate), times(value, Identity(two)))]


@pytest.mark.parametrize("part", [1, 2])
def test_characteristic_polynomial_gives_the_adjugate_and_the_theorem_of_cayley_and_hamilton(part: int) -> None:
    law = Algebra((Entry("step:1", part, factor=Number(Fraction(3 - 2 * part))),),
                  (Law("Cayley-Hamilton theorem with Newton's identities", (F,)),))  # fmt: skip
    holds(sequent(WORLD, equal(*characteristic(F)[part - 1])), law, "Cayley-Hamilton theorem with Newton's identities")
    refused("SP329", sequent(WORLD, equal(*characteristic(G)[part - 1])), law)
    left, right = characteristic(F)[part - 1]
    refused("SP329", sequent(WORLD, equal(left, times(2, right))), law)


@pytest.mark.parametrize(
    "term",
    [
        triangle("i", ONE, n, "j", ONE, n),
        triangle("i", ONE, n, "j", parameter("i"), shift(n, 1)),
        triangle("i", ONE, m, "j", parameter("i"), n),
        triangle("j", ONE, n, "i", ONE, parameter("j")),
    ],
)
def test_only_a_triangular_sum_is_exchanged(term: IndexSum) -> None:
    with pytest.raises(Refusal) as caught:
        LAWS["exchange of a triangular sum"].gives((term,), Identity(ONE))
    assert caught.value.code == "SP357"


def test_a_factor_that_mentions_the_index_stays_in_the_sum() -> None:
    with pytest.raises(Refusal) as caught:
        LAWS["distributive law of sums"].gives((Power(A, parameter("i")), POWERS), I)
    assert caught.value.code == "SP357"


def test_nilpotent_matrix_has_trace_and_determinant_zero() -> None:
    premise = {"h": equal(Power(A, m), minus(A, A))}
    law = EXAMPLES["nilpotent matrix"].law("nilpotent matrix")
    for part, value in ((1, Trace(A)), (2, of("det", A))):
        holds(sequent(WORLD, equal(value, 0), premise), Algebra((Entry("step:1", part),), (law,)), "nilpotent matrix")
        refused("SP329", sequent(WORLD, equal(value, 1), premise), Algebra((Entry("step:1", part),), (law,)))
        refused("SP326", sequent(WORLD, equal(value, 0)), Algebra((Entry("step:1", part),), (law,)))


def test_reciprocal_serves_a_differential_where_its_scalar_is_shown_to_be_positive() -> None:
    """d(1/a)/da = -1/a^2 for a > 0."""
    claim = equal(Gradient(Inverse(a), a), times(-1, Inverse(a), Inverse(a)))
    law = Law("reciprocal of a positive scalar", (a,), (positive("x"),))
    good = Algebra((), (law,), (), ("step:1",))
    holds(sequent(WORLD, claim, {"x": less(0, a)}), good, "reciprocal of a positive scalar", ["x"])
    refused("SP352", sequent(WORLD, claim, {"x": less(0, a, "<=")}), good)
    refused("SP326", sequent(WORLD, claim), good)
    refused("SP333", sequent(WORLD, claim, {"x": less(0, a)}), Algebra())


# ------------------------------------------------------------------------------------------------ quantities


def gap(name: str, *arguments: Term, premise: str = "") -> Order:
    return Order((Summand(Fraction(1), (LawGap(name, arguments, premise),)),))


def rank(*factors: Term) -> Term:
    return of("rank", Product(factors) if len(factors) > 1 else factors[0])


HADAMARD = Call("hadamard", (A, B), n, n)


def norm(term: Term) -> Term:
    """The square of the Frobenius norm."""
    return Trace(times(T(term), term))


def root(term: Term) -> Term:
    """The Frobenius norm."""
    return of("sqrt", norm(term))


ORDERS: dict[str, tuple[tuple[Term, ...], Compare, list[Compare]]] = {
    "rank of a product": ((X, Y), less(rank(X, Y), rank(X), "<="), [
        less(rank(X), rank(X, Y), "<="), less(rank(X, Y), minus(rank(X), 1), "<="), less(rank(X, Y), rank(Z), "<=")]),
    "Frobenius inequality": ((X, A, Y), less(plus(rank(X, A), rank(A, Y)), plus(rank(X, A, Y), rank(A)), "<="), [
        less(plus(rank(X, A), rank(A, Y)), rank(X, A, Y), "<="),
        less(plus(rank(X, A, Y), rank(A)), plus(rank(X, A), rank(A, Y)), "<=")]),
    "rank of a sum": ((X, Z), less(rank(plus(X, Z)), plus(rank(X), rank(Z)), "<="), [
        less(rank(plus(X, Z)), rank(X), "<="), less(plus(rank(X), rank(Z)), rank(plus(X, Z)), "<=")]),
    "exponential is positive": ((a,), less(0, of("exp", a)), [less(1, of("exp", a)), less(0, of("exp", b))]),
    "exponential and its tangent": ((a,), less(plus(1, a), of("exp", a), "<="), [
        less(plus(2, a), of("exp", a), "<="), less(of("exp", a), plus(1, a), "<="),
        less(plus(1, b), of("exp", a), "<=")]),
    "root is not negative": ((a,), less(0, of("sqrt", a), "<="), [less(of("sqrt", a), 0, "<=")]),
    "absolute value is not negative": ((a,), less(0, of("abs", a), "<="), [less(0, a, "<=")]),
    "absolute value is not less": ((a,), less(a, of("abs", a), "<="), [less(of("abs", a), a, "<=")]),
    "absolute value of a sum": ((a, b), less(of("abs", plus(a, b)), plus(of("abs", a), of("abs", b)), "<="), [
        less(plus(of("abs", a), of("abs", b)), of("abs", plus(a, b)), "<=")]),
    "norm of a Hadamard product": ((A, B, HADAMARD), less(norm(HADAMARD), times(norm(A), norm(B)), "<="), [
        less(times(norm(A), norm(B)), norm(HADAMARD), "<="), less(norm(HADAMARD), norm(A), "<=")]),
    "norm of a sum": ((X, Z), less(root(plus(X, Z)), plus(root(X), root(Z)), "<="), [
        less(plus(root(X), root(Z)), root(plus(X, Z)), "<="), less(root(plus(X, Z)), root(X), "<=")]),
    "norm of a product": ((X, Y), less(root(times(X, Y)), times(root(X), root(Y)), "<="), [
        less(times(root(X), root(Y)), root(times(X, Y)), "<="), less(root(times(X, Y)), root(X), "<=")]),
    "inner product and norms": ((X, Z), less(Trace(times(T(X), Z)), times(root(X), root(Z)), "<="), [
        less(times(root(X), root(Z)), Trace(times(T(X), Z)), "<="), less(Trace(times(T(X), Z)), root(X), "<=")]),
    "Gram determinant": ((X,), less(0, of("det", times(T(X), X)), "<="), [less(0, of("det", times(A, A, A)), "<=")]),
}  # fmt: skip


def test_every_quantity_has_an_example() -> None:
    assert ORDERS.keys() == QUANTITIES.keys()


@pytest.mark.parametrize("name", ORDERS)
def test_quantity_of_a_law_is_not_negative(name: str) -> None:
    arguments, claim, false = ORDERS[name]
    certificate = gap(name, *arguments)
    holds(sequent(WORLD, claim), certificate, name)
    assert decode(encode(certificate), Order) == certificate
    for other in false:
        refused("SP329", sequent(WORLD, other), certificate)
    for forged in (
        gap(name),
        gap(name, *arguments, a),
        gap(name + "s", *arguments),
        gap(name, *arguments, premise="h"),
    ):
        refused("SP357", sequent(WORLD, claim), forged)
    if claim.relation == "<=":
        refused("SP352", sequent(WORLD, replace(claim, relation="<")), certificate)


def test_rank_of_a_multiple_is_not_compared_as_that_of_a_product() -> None:
    """rank(c) is at most 1, and rank(c X) may be more: a multiple by a scalar is no product of matrices."""
    refused("SP305", sequent(WORLD, less(rank(a, X), rank(a), "<=")), gap("rank of a product", a, X))
    refused("SP305", sequent(WORLD, less(rank(X, a), rank(X), "<=")), gap("rank of a product", X, a))
    refused("SP305", sequent(WORLD, less(0, 0, "<=")), gap("Frobenius inequality", X, a, Y))
    refused("SP305", sequent(WORLD, less(0, 0, "<=")), gap("rank of a sum", X, A))


def test_norm_of_a_multiple_or_of_another_product_is_not_compared() -> None:
    refused("SP305", sequent(WORLD, less(0, 0, "<=")), gap("norm of a product", a, X))
    refused("SP305", sequent(WORLD, less(0, 0, "<=")), gap("norm of a sum", X, A))
    refused("SP305", sequent(WORLD, less(0, 0, "<=")), gap("inner product and norms", X, A))
    refused("SP357", sequent(WORLD, less(0, 0, "<=")), gap("norm of a Hadamard product", A, C, HADAMARD))
    refused("SP357", sequent(WORLD, less(0, 0, "<=")), gap("norm of a Hadamard product", A, B, times(A, B)))


def test_rank_of_a_matrix_that_is_not_zero_is_at_least_one() -> None:
    claim = less(1, rank(X), "<=")
    premise: dict[str, Formula] = {"h": Compare("!=", X, minus(X, X))}
    holds(sequent(WORLD, claim, premise), gap(NONZERO, premise="h"), NONZERO, ["h"])
    refused("SP326", sequent(WORLD, claim), gap(NONZERO, premise="h"))
    refused("SP329", sequent(WORLD, less(2, rank(X), "<="), premise), gap(NONZERO, premise="h"))
    refused("SP329", sequent(WORLD, less(1, rank(Z), "<="), premise), gap(NONZERO, premise="h"))
    refused("SP357", sequent(WORLD, claim, {"h": equal(X, Z)}), gap(NONZERO, premise="h"))
    refused("SP357", sequent(WORLD, claim, {"h": Invertible(A)}), gap(NONZERO, premise="h"))
    refused("SP357", sequent(WORLD, claim, premise), gap(NONZERO, X, premise="h"))
    refused("SP326", sequent(WORLD, claim, premise), gap(NONZERO))
