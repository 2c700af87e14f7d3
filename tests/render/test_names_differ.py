"""Different names never look alike, in text and in LaTeX."""

from __future__ import annotations

import itertools
from fractions import Fraction

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from symproof.language.affine import ONE, Affine, SizeAt, integer, parameter, shift
from symproof.language.declarations import Declarations, FunctionDeclaration, Range, SizeDeclaration, SymbolDeclaration
from symproof.language.formulas import Equal, ForAllIndex
from symproof.language.terms import (
    Basis,
    Differential,
    Gradient,
    Identity,
    Integer,
    Number,
    Power,
    Product,
    Slope,
    Symbol,
    Term,
    Trace,
    Transpose,
    Value,
)
from symproof.render.latex import Latex, latex
from symproof.render.naming import Naming, naming_of
from symproof.render.text import Text, text

HEADS = ["A", "M", "e", "I", "f", "d", "alpha", "\u03b1", "eps", "epsilon", "Mt", "dX", "Sxx", "tr", "det", "not",
         "\u0391"]  # fmt: skip
PARTS = ["", "1", "12", "i", "n", "tilde", "hat", "prime", "star", "new", "T", "alpha"]
NAMES = sorted(
    {f"{head}{joint}{part}" for head, joint, part in itertools.product(HEADS, ["", "_", "__"], PARTS)}
    | {f"{head}_{one}_{two}" for head, one, two in itertools.product(HEADS, PARTS, PARTS)}
)
KINDS = ["integer", "size", "sizes", "matrix", "family", "function", "bound"]
N, K, ZERO = parameter("zz"), parameter("k"), Number(Fraction(0))
INDICES = [ONE, integer(2), integer(12), parameter("i"), parameter("n"), shift(parameter("i"), 1)]
J = Product((Basis(ONE, N), Transpose(Basis(integer(12), N))))


def scope(kinds: dict[str, str]) -> Declarations:
    def of(*wanted: str) -> list[str]:
        return [name for name, kind in kinds.items() if kind in wanted]

    def ranged(name: str, kind: str) -> Range | None:
        return Range("k", ONE, N) if kinds[name] == kind else None

    return Declarations(
        tuple(of("integer")),
        tuple(SizeDeclaration(name, ranged(name, "sizes")) for name in of("size", "sizes")),
        tuple(SymbolDeclaration(name, N, N, ranged(name, "family")) for name in of("matrix", "family")),
        tuple(FunctionDeclaration(name, N, N) for name in of("function")),
    )


def occurrences(name: str, kind: str, *, entries: bool) -> list[Term]:
    """All that can be written about the name."""
    if kind in ("integer", "size", "bound"):
        return [Integer(parameter(name))]
    if kind == "sizes":
        return [Integer(parameter(SizeAt(name, index))) for index in INDICES]
    if kind == "function":
        return [make(name, Identity(N)) for make in (Value, Slope)]
    letters = [Symbol(name)] if kind == "matrix" else [Symbol(name, index) for index in INDICES]
    moved = [Transpose, lambda letter: Power(letter, K), lambda letter: Gradient(ZERO, letter)]
    if entries:
        moved.append(lambda letter: Differential(ZERO, ((letter, J),)))
    return [*letters, *(make(letter) for letter in letters for make in moved)]


def others(*, basis: bool) -> list[Term]:
    found: list[Term] = [Identity(N), Trace(Identity(N))]
    return found + [Basis(index, N) for index in INDICES] if basis else found


def bound(kinds: dict[str, str]) -> list[ForAllIndex]:
    return [ForAllIndex(name, ONE, N, Equal(ZERO, ZERO)) for name, kind in kinds.items() if kind == "bound"]


@settings(max_examples=2000, deadline=None, derandomize=True)
@given(
    st.dictionaries(st.sampled_from(NAMES), st.sampled_from(KINDS), min_size=2, max_size=12),
    st.booleans(),
    st.booleans(),
)
def test_no_two_names_print_alike(kinds: dict[str, str], entries: bool, basis: bool) -> None:
    declared = scope(kinds)
    terms = [term for name, kind in kinds.items() for term in occurrences(name, kind, entries=entries)]
    terms += others(basis=basis)
    naming = naming_of([declared], terms, bound(kinds))
    for printer in (Latex(declared, naming), Text(declared, naming)):
        shown = [printer.written(term) for term in terms]
        assert len(set(shown)) == len(terms), kinds


@settings(max_examples=200, deadline=None, derandomize=True)
@given(st.lists(st.sampled_from(NAMES), min_size=2, max_size=60, unique=True))
def test_no_two_names_of_a_large_scope_print_alike(names: list[str]) -> None:
    naming = naming_of([scope(dict.fromkeys(names, "matrix"))])
    assert len({naming.form(name) for name in names}) == len(names)


def forms(kinds: dict[str, str], *bodies: object) -> dict[str, str]:
    declared = scope(kinds)
    naming: Naming = naming_of([declared], *bodies)
    return {name: latex(Symbol(name), declared, naming) for name in kinds}


@pytest.mark.parametrize(
    ("kinds", "expected"),
    [
        ({"A_1": "matrix"}, ["A_{1}"]),
        ({"Mt": "matrix"}, [r"\tilde{M}"]),
        ({"A1": "matrix", "A_1": "matrix"}, ["A_{1}", r"\mathtt{A\_1}"]),
        ({"A": "family", "A1": "matrix"}, ["A", r"\mathtt{A1}"]),
        ({"e": "family"}, ["e"]),
        ({"e_i": "matrix"}, ["e_{i}"]),
        ({"I_n": "matrix"}, [r"\mathtt{I\_n}"]),
        ({"A": "matrix", "A_prime": "matrix"}, ["A", r"A^{\prime}"]),
        ({"A": "matrix", "A_1_2": "matrix"}, ["A", "A_{1,2}"]),
        ({"tr": "matrix"}, [r"\mathtt{tr}"]),
    ],
)
def test_names_keep_their_nicest_form_unless_something_looks_alike(kinds: dict[str, str], expected: list[str]) -> None:
    assert list(forms(kinds).values()) == expected


def test_a_name_does_not_look_like_what_a_formula_can_show() -> None:
    unit, moved = Basis(parameter("i"), N), Differential(ZERO, ((Symbol("A"), J),))
    assert forms({"e_i": "matrix"}, unit) == {"e_i": r"\mathtt{e\_i}"}
    assert forms({"e": "family"}, unit) == {"e": r"\mathtt{e}"}
    assert forms({"A": "matrix", "A_1_2": "matrix"}, moved)["A_1_2"] == r"\mathtt{A\_1\_2}"
    assert forms({"f": "function", "f_prime": "matrix"})["f_prime"] == r"\mathtt{f\_prime}"


def test_members_and_names_differ_in_text() -> None:
    declared = scope({"A": "family", "A_1": "matrix"})
    assert text(Symbol("A", ONE), declared) == "A_{1}"
    assert text(Symbol("A_1"), declared) == "A_1"
    assert text(Symbol("A", integer(2)), declared) == "A_2"


def test_a_bound_index_does_not_look_like_a_member() -> None:
    declared = scope({"A": "family"})
    both = ForAllIndex("A_1", ONE, N, Equal(Integer(parameter("A_1")), Trace(Symbol("A", ONE))))
    assert text(both, declared) == "for all A_1 in 1..zz: A_1 = tr(A_{1})"


def test_marks_above_a_name_stay_apart() -> None:
    declared = scope({"A_star": "matrix", "f_prime": "function"})
    index: Affine = parameter("k")
    assert latex(Power(Symbol("A_star"), index), declared) == r"A^{\star k}"
    assert latex(Slope("f_prime", Symbol("A_star")), declared) == r"f^{\prime\prime}(A^{\star})"


def test_twenty_thousand_names_are_laid_out_at_once() -> None:
    """Quadratic work would take minutes."""
    names = {f"A_{number}": "matrix" for number in range(20000)}
    assert len(set(forms(names).values())) == 20000
