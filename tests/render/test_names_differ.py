"""Different names never look alike in LaTeX."""

from __future__ import annotations

import itertools
import random

from symproof.render.names import Name, layout

HEADS = ["A", "M", "e", "I", "f", "alpha", "\u03b1", "eps", "epsilon", "Mt", "dX", "Sxx", "tr", "\u0391"]
PARTS = ["", "1", "12", "i", "tilde", "hat", "prime", "star", "new", "T", "alpha"]
NAMES = sorted(
    {f"{head}{joint}{part}" for head, joint, part in itertools.product(HEADS, ["", "_", "__"], PARTS)}
    | {f"{head}_{one}_{two}" for head, one, two in itertools.product(HEADS, PARTS, PARTS)}
)


def printed(form: Name, family: bool) -> set[str]:
    """The name, or some members of the family."""
    return {form.at(index).latex() for index in ("1", "12", "i", "T")} if family else {form.latex()}


def test_thousands_of_names_together_print_differently() -> None:
    forms = [form.latex() for form in layout(frozenset(NAMES), frozenset()).values()]
    assert len(set(forms)) == len(NAMES) > 1000


def test_members_of_families_and_names_print_differently() -> None:
    chance = random.Random(7)
    for _ in range(300):
        names = frozenset(chance.sample(NAMES, 25))
        families = frozenset(chance.sample(sorted(names), 8))
        shown = [printed(form, name in families) for name, form in layout(names, families).items()]
        assert len(set().union(*shown)) == sum(map(len, shown)), sorted(names)


def test_a_name_alone_keeps_its_preferred_form() -> None:
    assert layout(frozenset(["A_1"]), frozenset())["A_1"].latex() == "A_{1}"
    assert layout(frozenset(["Mt"]), frozenset())["Mt"].latex() == r"\tilde{M}"


def test_a_symbol_does_not_look_like_a_member_a_basis_column_or_the_identity() -> None:
    found = layout(frozenset(["A", "A1", "e_i", "I_n"]), frozenset(["A"]))
    assert [found[name].base for name in ("A1", "e_i", "I_n")] == [r"\mathtt{A1}", r"\mathtt{e\_i}", r"\mathtt{I\_n}"]
