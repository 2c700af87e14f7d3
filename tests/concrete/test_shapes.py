"""Shapes: exactly those that satisfy the hypotheses, and clear errors for the impossible ones."""

from __future__ import annotations

from typing import Any

import pytest
from concrete.builders import d, integer, j, network, size

from symproof.concrete import Sweep
from symproof.concrete.evaluation import shapes as module
from symproof.concrete.evaluation.place import Key
from symproof.concrete.evaluation.shapes import modest, shapes
from symproof.diagnostics.codes import CODES
from symproof.diagnostics.errors import SymproofError
from symproof.language.affine import ONE, Affine, SizeAt, add, parameter
from symproof.language.declarations import Declarations, Range, SizeDeclaration
from symproof.language.formulas import And, ForAllIndex, IntegerRelation, Named

PROOF = network()
FACTS = tuple(Named(item.id, item.formula) for item in PROOF.hypotheses[:2])


def found(sweep: Sweep) -> list[dict[Key, int]]:
    return shapes(PROOF.declarations, FACTS, sweep)


def test_lemma1_has_380_shapes() -> None:
    everything = found(Sweep())
    assert len(everything) == 380
    assert len({tuple(sorted(shape.items(), key=str)) for shape in everything}) == 380
    for shape in everything:
        depth, at = shape["k"], shape["j"]
        widths = [shape["d", index] for index in range(depth + 1)]
        assert 0 < at < depth <= 4
        assert all(1 <= width <= 3 for width in widths)
        assert widths[at] == min(widths)
        assert len(shape) == depth + 3


@pytest.mark.parametrize(("depth", "width", "count"), [(2, 1, 1), (2, 2, 5), (3, 2, 5 + 2 * 9), (2, 3, 14), (1, 3, 0)])
def test_bounds_of_the_sweep(depth: int, width: int, count: int) -> None:
    assert len(found(Sweep(depth, width))) == count


def test_of_many_sizes_some_are_swept_and_the_others_follow_in_turn() -> None:
    names = [f"s{number}" for number in range(14)]
    many = Declarations(sizes=tuple(map(SizeDeclaration, names)))
    everything = shapes(many, (), modest(many, Sweep()))
    assert len(everything) == 2**10
    assert {shape["s3"] for shape in everything} == {1, 2}
    assert all(shape[f"s{number}"] == shape[f"s{number - 10}"] for shape in everything for number in range(10, 14))
    equal = Named("h", IntegerRelation("=", parameter("s13"), add(parameter("s0"), parameter("s1"))))
    sums = shapes(many, (equal,), modest(many, Sweep()))
    assert len(sums) > 100
    assert all(shape["s13"] == shape["s0"] + shape["s1"] for shape in sums)


def test_fixed_sizes_start_at_the_low_index() -> None:
    (shape,) = found(Sweep(fixed={"k": (2,), "j": (1,), "d": (3, 2, 3)}))
    assert shape == {"k": 2, "j": 1, ("d", 0): 3, ("d", 1): 2, ("d", 2): 3}


def test_fixed_widths_alone_imply_the_depth() -> None:
    everything = found(Sweep(fixed={"d": (2, 2, 1, 1, 2, 2, 2)}))
    assert [(shape["k"], shape["j"]) for shape in everything] == [(6, 2), (6, 3)]


@pytest.mark.parametrize(
    ("fixed", "code", "part"),
    [
        ({"x": (1,)}, "SP501", "x"),
        ({"d": (1, 0, 2)}, "SP502", "d=1,0,2"),
        ({"k": (2, 3)}, "SP503", "k takes one value"),
        ({"k": (2,), "d": (1, 2)}, "SP503", "members at 0..k"),
        ({"k": (2,), "j": (3,)}, "SP504", "H1: j < k"),
        ({"k": (3,), "j": (0,)}, "SP504", "H1: 0 < j"),
        ({"k": (2,), "j": (1,), "d": (1, 2, 3)}, "SP504", "H2: d_{j} <= d_{i} for all i in 0..k"),
    ],
)
def test_impossible_sizes(fixed: dict[str, tuple[int, ...]], code: str, part: str) -> None:
    with pytest.raises(SymproofError) as caught:
        found(Sweep(fixed=fixed))
    assert caught.value.error.code == code
    assert code in CODES
    assert part in caught.value.error.message


def test_too_many_shapes_are_refused() -> None:
    declarations = Declarations(sizes=tuple(map(SizeDeclaration, "abcdefgh")))
    with pytest.raises(SymproofError) as caught:
        shapes(declarations, (), Sweep(max_width=9))
    assert caught.value.error.code == "SP505"


def test_equations_between_sizes_are_computed() -> None:
    n, m, p = size("n"), size("m"), size("p")
    declarations = Declarations(sizes=tuple(map(SizeDeclaration, ("m", "n", "p"))))
    facts = (
        Named("sum", IntegerRelation("=", m, add(n, p))),
        Named("two", IntegerRelation("=", p, integer(2))),
        Named("more", IntegerRelation("<", ONE, n)),
    )
    everything = shapes(declarations, facts, Sweep(max_width=3))
    assert [(shape["m"], shape["n"], shape["p"]) for shape in everything] == [(4, 2, 2), (5, 3, 2)]


def test_a_definition_by_a_member_is_computed() -> None:
    declarations = Declarations(
        PROOF.declarations.integers, (*PROOF.declarations.sizes, SizeDeclaration("narrow")), PROOF.declarations.symbols
    )
    facts = (*FACTS, Named("H9", IntegerRelation("=", size("narrow"), d(j))))
    everything = shapes(declarations, facts, Sweep())
    assert len(everything) == 380
    assert all(shape["narrow"] == shape["d", shape["j"]] for shape in everything)


def test_shapes_of_equal_names_with_other_facts_are_others() -> None:
    """They are remembered, by everything that they depend on."""
    declared = Declarations(sizes=(SizeDeclaration("m"), SizeDeclaration("n")))
    equal = (Named("given", IntegerRelation("=", parameter("m"), parameter("n"))),)
    smaller = (Named("given", IntegerRelation("<", parameter("m"), parameter("n"))),)
    for _ in range(2):
        assert shapes(declared, equal, Sweep(2, 2)) == [{"m": 1, "n": 1}, {"m": 2, "n": 2}]
        assert shapes(declared, smaller, Sweep(2, 2)) == [{"m": 1, "n": 2}]
        assert len(shapes(declared, (), Sweep(2, 2))) == 4
        assert len(shapes(declared, (), Sweep(2, 3))) == 9
        assert len(shapes(declared, (), Sweep(2, 3, {"n": (2,)}))) == 3


def test_remembered_shapes_cannot_be_changed() -> None:
    declared = Declarations(sizes=(SizeDeclaration("q"),))
    for _ in range(3):
        first = shapes(declared, (), Sweep(2, 2))
        assert first == [{"q": 1}, {"q": 2}]
        first[0]["q"] = 7
        first.clear()


def test_families_are_left_out_as_soon_as_a_relation_between_them_fails(monkeypatch: pytest.MonkeyPatch) -> None:
    """Where each j_i lies strictly between 0 and k_i <= 2, and k_1 + j_1 = n: all k_i = 2, all j_i = 1, and n = 3."""
    r, at, one = parameter("r"), parameter("i"), ONE
    members = [SizeDeclaration(name, Range("i", one, r), whole=True) for name in "kj"]
    k_i, j_i = (parameter(SizeAt(name, at)) for name in "kj")
    between = And((IntegerRelation("<", Affine(0), j_i), IntegerRelation("<", j_i, k_i)))
    first = add(parameter(SizeAt("k", one)), parameter(SizeAt("j", one)))
    facts = (
        Named("some", IntegerRelation("<=", one, r)),
        Named("between", ForAllIndex("i", one, r, between)),
        Named("sum", IntegerRelation("=", first, parameter("n"))),
    )
    declarations = Declarations(integers=("r",), sizes=(*members, SizeDeclaration("n")))
    tried: list[int] = []
    original = module._sizes

    def counting(*arguments: Any) -> Any:
        tried.append(1)
        return original(*arguments)

    monkeypatch.setattr(module, "_sizes", counting)
    quick = list(module.search(declarations, facts, Sweep()))
    few = len(tried)
    monkeypatch.setattr(module, "_decided", lambda formulas, parameters, deep: [[] for _ in deep])
    assert list(module.search(declarations, facts, Sweep())) == quick
    assert few == 4 < len(tried) - few
    assert [shape["n"] for shape in quick] == [3] * 4
    assert all(shape["k", 1] == 2 and shape["j", 1] == 1 for shape in quick)
