"""Breaking long formulas: nothing is lost, nothing inside braces is broken, lines fit."""

from __future__ import annotations

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from symproof.render.breaking import SPACES, broken, tokens, width
from symproof.render.latex import BREAK

LETTER = st.sampled_from(
    ["A", "M_{i-1}", r"\tilde{M}_{j}", r"\frac{1}{c}", "x^{2}", r"\lVert X + Y \rVert^{2}", "(a + b)"]
)
PRODUCT = st.lists(LETTER, min_size=1, max_size=6).map(rf"\,{BREAK}".join)
SUM = st.lists(PRODUCT, min_size=1, max_size=6).map(" + ".join)
FORMULA = st.lists(SUM, min_size=1, max_size=4).map(" = ".join)


def ink(latex: str) -> list[str]:
    return [token for token in tokens(latex) if token not in SPACES]


@settings(deadline=None)
@given(FORMULA, st.floats(8, 60))
def test_nothing_is_lost_and_braces_stay_whole(formula: str, room: float) -> None:
    lines = broken(formula, room, room - 2)
    assert [token for line in lines for token in ink(line)] == ink(formula)
    assert all(line.count("{") == line.count("}") for line in lines)
    assert not any(BREAK in line for line in lines)


@settings(deadline=None)
@given(FORMULA, st.floats(14, 60))
def test_lines_fit(formula: str, room: float) -> None:
    """Every factor here is narrower than 9 em."""
    assert all(width(line) <= room for line in broken(formula, room, room))


@pytest.mark.parametrize(
    ("formula", "expected"),
    [
        ("a = b + c", ["a = b + c"]),
        (r"aaaa(b + c) = ddddd + eeeee", ["aaaa(b + c)", "= ddddd + eeeee"]),
        (rf"aaaa = bbbb \quad {BREAK}(1 \le i \le j)", [r"aaaa = bbbb", r"(1 \le i \le j)"]),
        (rf"aaaa = bb\ \text{{and}}\ {BREAK}ccc = dd", [r"aaaa = bb\ \text{and}", "ccc = dd"]),
    ],
)
def test_the_outermost_place_is_preferred(formula: str, expected: list[str]) -> None:
    assert broken(formula, 8.5, 8.5) == expected


def test_a_negative_sign_is_no_place() -> None:
    assert broken("aaaaaaa = -bbbbbbb", 7, 7) == ["aaaaaaa", "= -bbbbbbb"]


@pytest.mark.parametrize(
    ("small", "large"),
    [("a", "a + b"), (r"\tilde{M}", r"\tilde{M}_{i-1}"), (r"\frac{a}{b}", r"\frac{a}{b + c}"), ("i", "W")],
)
def test_widths_grow(small: str, large: str) -> None:
    assert 0 < width(small) < width(large)


def test_what_is_not_seen_has_no_width() -> None:
    assert width(r"\hyperlink{step-3}{}") == 0
    assert width(BREAK) == 0
