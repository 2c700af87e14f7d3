"""Rules of named functions in the normal form: true and false statements, random terms, attacks."""

from __future__ import annotations

import random
from collections.abc import Callable
from fractions import Fraction

import pytest
from kernel.building import (
    AXIOM,
    declare,
    equal,
    matrix,
    minus,
    n,
    plus,
    proved,
    refused,
    scalars,
    sequent,
    times,
)

from symproof.kernel.algebra.calls import written
from symproof.kernel.algebra.normal import Normalizer
from symproof.kernel.context import context_of
from symproof.kernel.replay import replay
from symproof.language.affine import ONE, Affine, integer, parameter, shift, subtract
from symproof.language.affine import times as product
from symproof.language.calls import call_shape
from symproof.language.certificate import Algebra, CallCongruence, Entry
from symproof.language.codec import decode, encode
from symproof.language.declarations import RangeFact
from symproof.language.formulas import IntegerRelation, Invertible
from symproof.language.sizes import Shape
from symproof.language.terms import (
    Call,
    Differential,
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
)
from symproof.recheck.evaluation.place import Place
from symproof.recheck.evaluation.point import point_of
from symproof.recheck.evaluation.terms import Evaluator
from symproof.recheck.limits import Work

m, p = parameter("m"), parameter("p")
A, B, C, X, Y, Z, c, u = map(Symbol, ("A", "B", "C", "X", "Y", "Z", "c", "u"))
T = Transpose
WORLD = declare(
    *(matrix(name, n, n) for name in "ABC"), matrix("X", m, n), matrix("Z", m, n), matrix("Y", n, p), matrix("u", n, 1),
    *scalars("c"),
)  # fmt: skip
SHAPES: dict[str, Shape] = {**dict.fromkeys("ABC", (n, n)), **dict.fromkeys("XZ", (m, n)), "Y": (n, p), "u": (n, ONE),
                            "c": (ONE, ONE)}  # fmt: skip


def shape(term: Term) -> Shape:
    form = Normalizer(context_of(WORLD, ()), unfold=False).polynomial(term)
    return form.rows, form.columns


def call(name: str, *arguments: Term) -> Call:
    given = Call(name, arguments, ONE, ONE)
    return Call(name, arguments, *call_shape(given, list(map(shape, arguments)), (ONE, ONE), []))


def ones(rows: Affine, columns: Affine) -> Call:
    return Call("ones", (), rows, columns)


def swap(rows: Affine, columns: Affine) -> Call:
    size = product(rows, columns)
    return Call("commutation", (Integer(rows), Integer(columns)), size, size)


def det(term: Term) -> Call:
    return call("det", term)


I = Identity(n)  # noqa: E741 - the name mathematics gives it
TRUE = {
    "det is multiplicative": (det(times(A, B, C)), times(det(C), det(A), det(B))),
    "det of a transpose": (det(T(A)), det(A)),
    "det of an identity": (det(I), Number(Fraction(1))),
    "det of a multiple": (det(times(c, A)), times(Power(c, n), det(A))),
    "det of a negative": (det(minus(B, A)), times(Power(Number(Fraction(-1)), n), det(minus(A, B)))),
    "det of a product through another size": (det(times(T(X), X, A)), times(det(A), det(times(T(X), X)))),
    "X adj(X)": (times(A, call("adj", A)), times(det(A), I)),
    "adj(X) X inside a product": (times(B, call("adj", A), A, C), times(det(A), B, C)),
    "adj of a product": (call("adj", times(A, B)), times(call("adj", B), call("adj", A))),
    "adj of a transpose": (call("adj", T(A)), T(call("adj", A))),
    "kron is bilinear": (call("kron", plus(X, times(c, Z)), A), plus(call("kron", X, A), times(c, call("kron", Z, A)))),
    "mixed product": (times(call("kron", X, A), call("kron", Y, B)), call("kron", times(X, Y), times(A, B))),
    "transposed mixed product": (times(T(call("kron", X, A)), call("kron", Z, B)),
                                 call("kron", times(T(X), Z), times(T(A), B))),
    "kron is associative": (call("kron", call("kron", X, A), Y), call("kron", X, call("kron", A, Y))),
    "trace of kron": (Trace(call("kron", A, B)), times(Trace(A), Trace(B))),
    "vec of a product": (call("vec", times(X, A, Y)), times(call("kron", T(Y), X), call("vec", A))),
    "vec of a row of columns": (T(call("vec", times(X, A, Y))), times(T(call("vec", A)), call("kron", Y, T(X)))),
    "vec beside a column": (call("vec", call("kron", X, u)), call("kron", call("vec", X), u)),
    "vec beside a row": (call("vec", call("kron", T(u), X)), call("kron", u, call("vec", X))),
    "inner product of vec": (times(T(call("vec", X)), call("vec", Z)), Trace(times(T(X), Z))),
    "commutation": (times(swap(m, n), call("vec", X)), call("vec", T(X))),
    "commutation back": (times(T(swap(m, n)), call("vec", T(X))), call("vec", X)),
    "commutation is orthogonal": (times(swap(n, m), swap(m, n)), Identity(product(m, n))),
    "hadamard commutes": (call("hadamard", X, Z), call("hadamard", Z, X)),
    "hadamard is linear": (call("hadamard", minus(X, Z), Z), minus(call("hadamard", X, Z), call("hadamard", Z, Z))),
    "hadamard with I": (call("hadamard", I, A), call("diag", A)),
    "diag is linear": (call("diag", minus(A, T(B))), minus(call("diag", A), call("diag", B))),
    "diag twice": (call("diag", call("diag", A)), call("diag", A)),
    "ones times ones": (times(ones(m, n), ones(n, p)), times(Integer(n), ones(m, p))),
    "rank of a Gram matrix": (call("rank", times(T(X), X)), call("rank", T(X))),
    "rank of a Kronecker product": (call("rank", call("kron", X, Y)), times(call("rank", Y), call("rank", X))),
    "rank of a Kronecker product of three": (
        call("rank", call("kron", A, call("kron", T(X), times(B, C)))),
        times(call("rank", A), call("rank", X), call("rank", times(B, C)))),
    "rank of a Kronecker product with I": (call("rank", call("kron", X, I)), times(Integer(n), call("rank", X))),
    "power of a power of a scalar": (Power(Power(c, n), m), Power(Power(c, m), n)),
    "exp(0), log(1), sqrt(4/9), |-3|": (
        plus(call("exp", Number(Fraction(0))), call("log", Number(Fraction(1))), call("sqrt", Number(Fraction(4, 9))),
             call("abs", Number(Fraction(-3)))), Number(Fraction(14, 3))),
}  # fmt: skip
FALSE = {
    "det is not additive": (det(plus(A, B)), plus(det(A), det(B))),
    "det of a multiple with a wrong power": (det(times(c, A)), times(c, det(A))),
    "det of a negative": (det(times(-1, A)), times(-1, det(A))),
    "adj in the wrong order": (call("adj", times(A, B)), times(call("adj", A), call("adj", B))),
    "adj of another matrix": (times(A, call("adj", B)), times(det(A), I)),
    "A B adj(A) does not meet": (times(A, B, call("adj", A)), times(det(A), B)),
    "kron does not commute": (call("kron", A, B), call("kron", B, A)),
    "mixed product in the wrong order": (times(call("kron", A, B), call("kron", C, A)),
                                         call("kron", times(C, A), times(B, A))),
    "vec with swapped factors": (call("vec", times(A, B, C)), times(call("kron", A, T(C)), call("vec", B))),
    "vec without a transpose": (call("vec", times(A, B, C)), times(call("kron", C, A), call("vec", B))),
    "vec beside a column in the wrong order": (call("vec", call("kron", X, u)), call("kron", u, call("vec", X))),
    "vec beside a row on the other side": (call("vec", call("kron", A, T(u))), call("kron", call("vec", A), u)),
    "vec beside a column on the other side": (call("vec", call("kron", u, A)), call("kron", u, call("vec", A))),
    "commutation of the other size": (times(swap(n, n), call("vec", A)), call("vec", A)),
    "commutation twice": (times(swap(m, n), swap(m, n)), Identity(product(m, n))),
    "hadamard is no product": (call("hadamard", A, B), times(A, B)),
    "hadamard counted twice": (call("hadamard", times(2, A), B), times(4, call("hadamard", A, B))),
    "diag is not multiplicative": (call("diag", times(A, B)), times(call("diag", A), call("diag", B))),
    "ones with the wrong size": (times(ones(m, n), ones(n, p)), times(Integer(m), ones(m, p))),
    "rank of a multiple": (call("rank", times(c, X)), call("rank", X)),
    "rank of a square": (call("rank", times(A, A)), call("rank", A)),
    "rank of a product": (call("rank", times(X, Y)), call("rank", Y)),
    "rank of a Kronecker product is no sum": (call("rank", call("kron", A, B)), plus(call("rank", A), call("rank", B))),
    "rank of a Kronecker product without a factor": (call("rank", call("kron", A, B)), call("rank", A)),
    "rank of a Kronecker product with the wrong size": (call("rank", call("kron", X, I)),
                                                        times(Integer(m), call("rank", X))),
    "rank of a sum of Kronecker products": (
        call("rank", plus(call("kron", A, B), call("kron", B, A))),
        times(2, call("rank", A), call("rank", B))),
    "exponents of powers of powers are not added": (Power(Power(c, n), m), times(Power(c, n), Power(c, m))),
    "power of a power with one exponent lost": (Power(Power(c, n), m), Power(c, n)),
    "exp(1)": (call("exp", Number(Fraction(1))), Number(Fraction(1))),
    "a negative root": (call("sqrt", Number(Fraction(4))), Number(Fraction(-2))),
}  # fmt: skip


@pytest.mark.parametrize("name", TRUE)
def test_true_identity_follows_from_normal_forms(name: str) -> None:
    proved(sequent(WORLD, equal(*TRUE[name])), AXIOM)


@pytest.mark.parametrize("name", FALSE)
def test_false_identity_is_refused(name: str) -> None:
    refused("SP329", sequent(WORLD, equal(*FALSE[name])), AXIOM)


@pytest.mark.parametrize(
    ("code", "term"),
    [
        ("SP305", Call("kron", (A, B), n, n)),
        ("SP305", Call("vec", (X,), product(n, n), ONE)),
        ("SP305", Call("hadamard", (X, A), m, n)),
        ("SP306", Call("det", (X,), ONE, ONE)),
        ("SP311", Call("kron", (A,), n, n)),
        ("SP311", Call("ones", (A,), n, n)),
        ("SP306", Call("commutation", (A, B), n, n)),
        ("SP305", Call("commutation", (Integer(m), Integer(m)), product(m, n), product(m, n))),
        ("SP306", Call("commutation", (Number(Fraction(1)), Integer(n)), n, n)),
        ("SP302", Call("commutation", (Integer(integer(0)), Integer(n)), n, n)),
    ],
)
def test_call_of_wrong_size_is_refused(code: str, term: Term) -> None:
    refused(code, sequent(WORLD, equal(term, term)), AXIOM)


# ------------------------------------------------------------------------------------------------ congruence


def congruence(left: Call, right: Call, place: int = 0, by: tuple[Entry, ...] = (Entry("h"),)) -> Algebra:
    return Algebra((Entry("step:1"),), (CallCongruence(left, right, place, by),))


def test_equal_arguments_give_equal_values() -> None:
    premise = {"h": equal(A, B)}
    for left, right, place in (
        (det(A), det(B), 0),
        (call("kron", C, A), call("kron", C, B), 1),
        (Call("frob", (A, C), n, n), Call("frob", (B, C), n, n), 0),
    ):
        statement = sequent(WORLD, equal(left, right), premise)
        certificate = congruence(left, right, place)
        proved(statement, certificate, used=["h"], rules=["congruence"])
        assert decode(encode(certificate), Algebra) == certificate


def test_forged_congruence_is_refused() -> None:
    premise = {"h": equal(A, B)}
    claim = sequent(WORLD, equal(det(A), det(B)), premise)
    refused("SP329", claim, congruence(det(A), det(B), by=()))
    refused("SP329", claim, congruence(det(A), call("rank", B)))
    refused("SP329", claim, congruence(det(A), det(C)))
    refused("SP329", claim, congruence(det(A), det(B), place=1))
    refused("SP329", claim, congruence(det(A), det(B), place=-1))
    refused("SP326", sequent(WORLD, equal(det(A), det(B))), congruence(det(A), det(B)))
    other = call("kron", A, A), call("kron", B, C)
    refused("SP329", sequent(WORLD, equal(*other), premise), congruence(*other))


# ------------------------------------------------------------------------------------------------ random terms


def drawn(source: random.Random, wanted: Shape, depth: int) -> Term:
    """A random term of this size."""
    names = [Symbol(name) for name, size in SHAPES.items() if size == wanted]
    names += [Transpose(Symbol(name)) for name, size in SHAPES.items() if size == (wanted[1], wanted[0])]
    names += [Identity(wanted[0])] if wanted[0] == wanted[1] != ONE else []
    if depth == 0:
        return source.choice(names) if names else ones(*wanted)
    rows, columns = wanted
    again: Callable[[Shape], Term] = lambda size: drawn(source, size, depth - 1)  # noqa: E731
    middle = source.choice([m, n])
    row, column = (rows, ONE), (ONE, columns)
    ways: list[Callable[[], Term]] = [
        lambda: Product((again(row), again(column))),
        lambda: call("hadamard", Product((again(row), again(column))), again(wanted)),
        lambda: Sum((again(wanted), Product((Number(Fraction(source.choice([-2, 3]))), again(wanted))))),
        lambda: Product((again((rows, middle)), again((middle, columns)))),
        lambda: call("hadamard", again(wanted), again(wanted)),
        lambda: Transpose(again((columns, rows))),
        lambda: ones(rows, columns),
    ]
    if rows == columns:
        ways += [lambda: call(source.choice(["adj", "diag"]), again(wanted))]
        ways += [lambda: Product((call("diag", again(wanted)), again(wanted), call("diag", again(wanted))))]
    if wanted == (ONE, ONE):
        ways = [
            lambda: call("det", Sum((I, Product((again((n, m)), again((m, n))))))),
            lambda: call("det", Sum((Product((again(wanted), I)), Product((again((n, n)), again((n, n))))))),
            lambda: call("det", call("kron", again((n, n)), again((m, m)))),
            lambda: call("det", call("adj", again((n, n)))),
            lambda: Power(again(wanted), source.choice([n, shift(n, -1), shift(m, 1)])),
            lambda: Product((ones(ONE, n), call("hadamard", again((n, ONE)), again((n, ONE))))),
            lambda: Product((again((ONE, m)), call("hadamard", again((m, n)), again((m, n))), again((n, ONE)))),
            lambda: Trace(Product((again((m, n)), call("hadamard", again((n, m)), again((n, m)))))),
            lambda: Trace(Product((again((n, n)), call("diag", again((n, n)))))),
            lambda: Product((Transpose(call("vec", call("kron", again((m, n)), again((n, ONE))))),
                             call("vec", call("kron", again((m, n)), again((n, ONE)))))),
            lambda: Product((Transpose(call("vec", call("kron", again((ONE, m)), again((n, m))))),
                             call("vec", call("kron", again((ONE, m)), again((n, m)))))),
            lambda: call("rank", call("kron", again((n, ONE)), again((ONE, m)))),
            lambda: call("rank", call("kron", again((n, m)), again((m, n)))),
            lambda: Product((Transpose(call("vec", call("hadamard", again((m, n)), again((m, n))))),
                             call("vec", again((m, n))))),
            lambda: Trace(Product((swap(m, n), call("kron", again((n, m)), again((m, n)))))),
            lambda: call("det", again((n, n))), lambda: Trace(again((n, n))), lambda: call("rank", again((m, n))),
            lambda: Product((Transpose(call("vec", again((m, n)))), call("vec", again((m, n))))),
            lambda: Trace(Product((call("kron", again((n, m)), again((m, n))),
                                   call("kron", again((m, n)), again((n, m)))))),
            lambda: Trace(Product((swap(m, n), call("kron", again((n, n)), again((m, m)))))),
            lambda: Product((Transpose(call("vec", again((m, n)))), call("kron", again((n, n)), again((m, m))),
                             call("vec", again((m, n))))),
            lambda: Product((Transpose(call("vec", again((n, m)))), swap(m, n), call("vec", again((m, n))))),
        ]  # fmt: skip
    return source.choice(ways)()


@pytest.mark.parametrize("seed", range(160))
def test_normal_form_has_the_same_value(seed: int) -> None:
    """A random scalar with functions in it and its normal form are equal at a random point of random sizes."""
    source = random.Random(seed)
    term = drawn(source, (ONE, ONE), 3)
    normal = Normalizer(context_of(WORLD, ()))
    again = written(normal, normal.polynomial(term))
    sides = {name: source.randint(1, 3) for name in ("m", "n", "p")}
    values = {}
    for name, (rows, columns) in SHAPES.items():
        height, width = (sides[size.terms[0][0]] if size.terms else 1 for size in (rows, columns))
        values[name] = [[str(source.randint(-2, 2)) for _ in range(width)] for _ in range(height)]
    evaluator = Evaluator(WORLD, point_of(WORLD, values), Work(10**7, "a test"))
    assert evaluator.value(term, Place(sides)) == evaluator.value(again, Place(sides))


def test_adjugate_is_differentiated_where_its_argument_is_invertible() -> None:
    """d adj(A) = tr(adj(A) H) inv(A) - adj(A) H inv(A)."""
    left, inverse = Differential(call("adj", A), ((A, B),)), Inverse(A)
    change = times(call("adj", A), B)
    right = minus(times(Trace(change), inverse), times(change, inverse))
    premise, good = {"h": Invertible(A)}, Algebra((), (), (), ("h",))
    replay(sequent(WORLD, equal(left, right), premise), good)
    refused("SP333", sequent(WORLD, equal(left, right), premise), Algebra())
    refused("SP326", sequent(WORLD, equal(left, right)), good)
    refused("SP333", sequent(WORLD, equal(left, right), {"h": Invertible(B)}), good)
    false = (plus(times(Trace(change), inverse), times(change, inverse)), times(-1, change, inverse),
             minus(times(Trace(change), inverse), times(inverse, B, call("adj", B))))  # fmt: skip
    for other in false:
        refused("SP329", sequent(WORLD, equal(left, other), premise), good)
    still = equal(Differential(call("adj", C), ((A, B),)), minus(C, C))
    replay(sequent(WORLD, still), Algebra())


def test_delta_of_indices_that_are_known_to_differ_is_zero() -> None:
    i, j = parameter("i"), parameter("j")
    world = declare(integers=("i", "j"))
    delta = Call("delta", (Integer(i), Integer(j)), ONE, ONE)
    below = {"below": IntegerRelation("<", i, j)}
    gap = RangeFact(shift(subtract(j, i), -1), (("below", 0, Fraction(1)),))
    by = Algebra(ranges=(gap,))
    proved(sequent(world, equal(delta, 0), {}, below), by, {"below"})
    refused("SP329", sequent(world, equal(delta, 1), {}, below), by)
    refused("SP329", sequent(world, equal(delta, 0), {}, below), Algebra())
    refused("SP321", sequent(world, equal(delta, 0), {}, {"below": IntegerRelation("<=", i, j)}), by)
    turned = RangeFact(shift(subtract(i, j), -1), (("below", 0, Fraction(1)),))
    refused("SP321", sequent(world, equal(delta, 0), {}, below), Algebra(ranges=(turned,)))
