"""What an author of an argument leaves out is found, and the kernel replays the result."""

from __future__ import annotations

from typing import Any

import pytest
from kernel.argument.building import Range, SymbolDeclaration, integer, lemma, parameter

from symproof.kernel.argument.derive import derive
from symproof.kernel.argument.scope import FALSE
from symproof.language.affine import ONE, shift
from symproof.language.declarations import SizeDeclaration
from symproof.language.derivation import ByCases, Fix, Give, Inference, Obtain, Suppose
from symproof.language.formulas import Compare, Equal, Exists, ForAllIndex, IntegerRelation, Invertible, Not, Or
from symproof.language.refusal import Refusal
from symproof.language.terms import Basis, Number, Product, Sum, Symbol, Trace, Transpose, Zero
from symproof.search.argument import Want, elaborated

a, p, q, i = map(parameter, ["a", "p", "q", "i"])
H, X, w, u = map(Symbol, "HXwu")


def want(label: str, claim: Any, *using: str) -> Inference:
    gap: Any = Want(using)
    return Inference(label, claim, gap)


def have(label: str, claim: Any, rule: Any) -> Inference:
    return Inference(label, claim, rule)


def column(index: str) -> Equal:
    return Equal(Product((H, Basis(parameter(index), p))), Zero(a, ONE))


SIZES = tuple(map(SizeDeclaration, "apq"))
NONZERO = Not(Equal(H, Zero(a, p)))
SOME = Not(ForAllIndex("l", ONE, p, Not(Not(column("l")))))


def test_a_nonzero_matrix_has_a_nonzero_column() -> None:
    statement = lemma(SOME, sizes=SIZES, symbols=(SymbolDeclaration("H", a, p),), label="N4", nonzero=NONZERO)
    here = (want("here", column("m"), "yes"),)
    by_absurdity = (want("false", FALSE), have("so", column("m"), ByCases("false", (), ())))
    inner = (
        want("not-not", Not(Not(column("m"))), "all"),
        want("either", Or((column("m"), Not(column("m"))))),
        have("both", column("m"), ByCases("either", ("yes", "no"), (here, by_absurdity))),
    )
    block = (
        have("columns", ForAllIndex("l", ONE, p, column("l")), Fix(("m",), inner)),
        want("H-zero", Equal(H, Zero(a, p)), "columns"),
        want("contradiction", FALSE),
    )
    found = elaborated(statement, (have("some", SOME, Suppose("all", block)),), {}, {})
    assert derive(*found, {}, {}).axioms == frozenset()


def pushed(u: Any) -> Any:
    return Product((H, Sum((X, Product((u, Transpose(w)))))))


@pytest.mark.parametrize("dropped", ["", "some", "w"])
def test_push(dropped: str) -> None:
    """H v != 0 for some v, and w != 0, give u with H (X + u w^T) != 0; without either it does not follow."""
    vector = SymbolDeclaration("u", p, ONE)
    claim = Exists((vector,), Not(Equal(pushed(u), Zero(a, q))))
    symbols = (SymbolDeclaration("H", a, p), SymbolDeclaration("X", p, q), SymbolDeclaration("w", q, ONE))
    some = Exists((vector,), Not(Equal(Product((H, u)), Zero(a, ONE))))
    premises = {"some": some, "w": Compare("<", Number(0), Trace(Product((Transpose(w), w))))}  # type: ignore[arg-type]
    premises.pop(dropped, None)
    statement = lemma(claim, sizes=SIZES, symbols=symbols, label="PUSH", **premises)
    zero = Equal(Product((H, X)), Zero(a, q))
    at_zero = Not(Equal(pushed(Zero(p, ONE)), Zero(a, q)))
    easy = (
        have("no", at_zero, Suppose("s", (want("HX", zero, "s"), want("f", FALSE)))),
        have("u0", claim, Give("no", (Zero(p, ONE),))),
    )
    at_v = Not(Equal(pushed(Symbol("v")), Zero(a, q)))
    inside = (
        have(
            "no", at_v,
            Suppose("s", (
                want("ww", Invertible(Product((Transpose(w), w))), "w"),
                want("Hv", Equal(Product((H, Symbol("v"))), Zero(a, ONE)), "s", "yes", "ww"),
                want("f", FALSE),
            )),
        ),
        have("u1", claim, Give("no", (Symbol("v"),))),
    )  # fmt: skip
    hard = (have("hard", claim, Obtain("some", ("v",), "v-kept", inside)),)
    block = (
        want("either", Or((zero, Not(zero)))),
        have("both", claim, ByCases("either", ("yes", "no-zero"), (hard, easy))),
    )
    if dropped:
        with pytest.raises(Refusal):
            elaborated(statement, block, {}, {})
    else:
        assert derive(*elaborated(statement, block, {}, {}), {}, {})


def test_what_does_not_follow_is_refused_with_its_place() -> None:
    statement = lemma(Equal(H, Zero(a, p)), sizes=SIZES, symbols=(SymbolDeclaration("H", a, p),), nonzero=NONZERO)
    with pytest.raises(Refusal) as caught:
        elaborated(statement, (want("x", Equal(H, Zero(a, p)), "nonzero"),), {}, {})
    assert (caught.value.code, caught.value.path) == ("SP368", ("x",))


def test_instances_of_schemas_are_found() -> None:
    k = parameter("k")
    family = SymbolDeclaration("M", a, a, Range("i", ONE, k))
    every = ForAllIndex("i", ONE, k, Not(Equal(Symbol("M", i), Zero(a, a))))
    statement = lemma(
        Not(Equal(Symbol("M", shift(k, -1)), Zero(a, a))), integers=("k",), sizes=SIZES, symbols=(family,),
        facts={"deep": IntegerRelation("<=", integer(2), k)}, every=every,
    )  # fmt: skip
    found = elaborated(statement, (want("x", statement.sequent.claim, "every"),), {}, {})
    assert derive(*found, {}, {})


def test_a_relation_that_each_case_gives_in_another_way_is_derived_anew() -> None:
    """x <= z in the first case by itself, in the second through y: what the first one used is unknown there."""
    x, y, z = map(parameter, "xyz")
    low, middle = IntegerRelation("<=", x, z), IntegerRelation("<=", x, y)
    statement = lemma(
        low, integers=("x", "y", "z"), facts={"y-z": IntegerRelation("<=", y, z)}, either=Or((low, middle))
    )  # fmt: skip
    blocks = (want("one", low),), (want("two", low),)
    block = (have("cases", low, ByCases("either", ("direct", "through-y"), blocks)),)
    assert derive(*elaborated(statement, block, {}, {}), {}, {})
