"""The parts of the engine by themselves: completion with its trace, shortening, exact linear problems, range facts."""

from __future__ import annotations

from fractions import Fraction
from itertools import combinations
from random import Random

import pytest

from symproof.kernel.context import context_of
from symproof.language.affine import ONE, Affine, SizeAt, integer, parameter, shift, subtract
from symproof.language.declarations import Declarations, Range, SizeDeclaration, SymbolDeclaration
from symproof.language.formulas import IntegerRelation, Named
from symproof.language.refusal import Refusal
from symproof.search.algebra.ideals.completion import Completion
from symproof.search.algebra.ideals.expansion import expand
from symproof.search.algebra.ideals.leads import Leads
from symproof.search.algebra.ideals.modular import Span, lifted, residue
from symproof.search.algebra.ideals.ring import FIRST_LETTER, Place, Poly, Ring, WordRing, accumulate, collected
from symproof.search.algebra.ideals.shorten import shortened
from symproof.search.algebra.linear import nonnegative_solution, solution
from symproof.search.ranges import completed, searching

# ------------------------------------------------------------------------------------------------ completion

LETTERS = {name: chr(ord(FIRST_LETTER) + number) for number, name in enumerate("AaBbCc")}  # lower case: transposed


def ring() -> WordRing:
    flip = {ord(LETTERS[name]): LETTERS[name.swapcase()] for name in LETTERS}
    sizes = dict.fromkeys(LETTERS.values(), 1)
    return WordRing(flip, sizes, sizes)


def poly(text: str) -> Poly:
    """``ABA - A``: words of letters, 1 for the identity."""
    result: Poly = {}
    for part in text.replace(" ", "").replace("-", "+-").split("+"):
        sign, word = (-1, part[1:]) if part.startswith("-") else (1, part)
        accumulate(result, "".join(LETTERS[name] for name in word if name != "1"), sign)
    return result


def completion(*equations: str) -> Completion:
    made = Completion(ring())
    for equation in equations:
        made.given(poly(equation), size=1)
    return made


@pytest.mark.parametrize(
    ("equations", "claim"),
    [
        (("AB - 1", "CA - 1"), "B - C"),
        (("ABA - A", "BAB - B"), "ABABA - A"),
        (("AB - BA", "AC - 1", "CA - 1"), "CB - BC"),
        (("A - B", "B - C"), "A - C"),
        (("AB - 1",), "ba - 1"),
    ],
)
def test_a_consequence_expands_to_its_equations(equations: tuple[str, ...], claim: str) -> None:
    made = completion(*equations)
    target = made.target("claim", poly(claim))
    made.run(10_000)
    assert not target.rest
    total: Poly = {}
    for (node, flipped, place), c in expand(made, target.links, 1000).items():
        equation = made.ring.transpose(poly(equations[node])) if flipped else poly(equations[node])
        for word, d in made.ring.put(place, equation.items()):
            accumulate(total, word, c * d)
    assert total == poly(claim)


def scalar_ring() -> Ring:
    """Square A, B and a column C."""
    columns = {LETTERS[name]: 0 if name == "C" else 1 for name in LETTERS}
    rows = {LETTERS[name]: 0 if name == "c" else 1 for name in LETTERS}
    made = Ring({ord(LETTERS[name]): LETTERS[name.swapcase()] for name in LETTERS}, rows, columns)
    made.traced[1] = {made.atom("i", "n"): 1}
    return made


def place(kind: str, left: str, right: str, word: str = "") -> Place:
    return Place(kind, "", *("".join(LETTERS[name] for name in part) for part in (left, right, word)))


@pytest.mark.parametrize("flipped", [False, True])
@pytest.mark.parametrize(
    "inner", [place("m", "A", "bB"), place("s", "cA", "BC", "Ab"), place("s", "cA", "BC"), place("t", "AB", "A", "BA")]
)
@pytest.mark.parametrize(
    "outer", [place("m", "B", "a"), place("s", "cB", "AC", "Ba"), place("t", "B", "AB", "A"), place("t", "", "", "")]
)
def test_places_are_composed_transposed_or_not(outer: Place, inner: Place, flipped: bool) -> None:
    made, given = scalar_ring(), poly("AB - a + 1")
    inside = collected(made.put(inner, given.items(), 1))
    expected = collected(made.put(outer, (made.transpose(inside) if flipped else inside).items(), 1))
    argument = made.transpose(given) if flipped else given
    total: Poly = {}
    for factor, composed in made.compose(outer, flipped, inner, 1):
        for key, c in made.put(composed, argument.items(), 1):
            accumulate(total, key, factor * c)
    assert total == expected


def test_a_finished_completion_that_does_not_reduce_the_claim() -> None:
    made = completion("AA - A")
    target = made.target("claim", poly("A - 1"))
    made.run(10_000)
    assert target.rest
    assert made.complete


def test_contradictory_equations_are_found() -> None:
    made = completion("AB - 1", "BAB - B")
    made.run(10_000, stop_when_closed=False)
    assert not made.vacuous
    made = completion("AB - 1", "BA - 1", "AA")
    made.run(10_000, stop_when_closed=False)
    assert made.vacuous


def test_the_shortest_lead_in_a_word_is_found() -> None:
    chooser = Random(1)
    leads: Leads[str] = Leads()
    held: list[str] = []
    for _ in range(400):
        word = "".join(chooser.choices("abc", k=chooser.randint(1, 5)))
        if word in held:
            held.remove(word)
            leads.remove(word, "", word)
        else:
            held.append(word)
            leads.add(word, "", word)
        text = "".join(chooser.choices("abc", k=chooser.randint(0, 9)))
        places = [(len(item), text.find(item), item) for item in held if item in text]
        size, start, item = min(places, default=(0, -1, ""))
        assert leads.find(text) == ((item, start, start + size) if places else None)
        assert leads.lengths == sorted(set(map(len, held)))


def test_shortening_keeps_the_sum() -> None:
    equations = {0: poly("AB - 1"), 1: poly("AB - C"), 2: poly("C - 1")}
    long = {(1, False, Place()): -1, (0, False, Place()): 1}
    short = shortened(ring(), equations, long, poly("C - 1"))  # type: ignore[arg-type]
    assert short == {(2, False, Place()): 1}


def test_shortening_never_believes_itself() -> None:
    equations = {0: poly("AB - 1"), 1: poly("AB - C"), 2: poly("C - 1")}
    wrong = {(1, False, Place()): -1, (0, False, Place()): 1}
    assert shortened(ring(), equations, wrong, poly("C - B")) == wrong  # type: ignore[arg-type]


# ------------------------------------------------------------------------------------------------ linear problems


def test_nonnegative_solutions() -> None:
    assert nonnegative_solution([[1, 0], [1, 1]], [3, 1]) == [Fraction(2), Fraction(1)]
    assert nonnegative_solution([[1, 0], [1, 1]], [1, 3]) is None
    assert nonnegative_solution([], [0]) == []
    assert nonnegative_solution([[2]], [-1]) is None


def test_solutions() -> None:
    assert solution([{"x": 1, "y": 1}, {"y": 2}], {"x": 3}) == {0: Fraction(3), 1: Fraction(-3, 2)}
    assert solution([{"x": 1}], {"y": 1}) is None


def test_the_span_of_rows() -> None:
    span: Span[str] = Span()
    assert span.add({"x": 1, "y": 1})
    assert span.add({"y": 2})
    assert not span.add({"x": 2, "y": -1})
    assert span.combination({"x": 3}) == {0: 3, 1: Fraction(-3, 2)}
    assert span.combination({"z": 1}) is None


def test_fractions_survive_the_prime() -> None:
    values = [Fraction(p, q) for p in range(-7, 8) for q in range(1, 9)]
    assert [lifted(residue(value)) for value in values] == values


# ------------------------------------------------------------------------------------------------ ranges

HERE, J, K = (parameter(name) for name in "ijk")


def facts(*relations: tuple[str, Affine, Affine]) -> tuple[Named, ...]:
    return tuple(Named(f"h{n}", IntegerRelation(*relation)) for n, relation in enumerate(relations))


@pytest.mark.parametrize(
    ("value", "holds"),
    [
        (subtract(K, J), True),
        (shift(subtract(K, J), -1), True),
        (shift(subtract(K, J), -2), False),  # j < k says k - j >= 1 and no more
        (shift(K, -2), True),
        (shift(K, -3), False),
        (subtract(J, K), False),
        (shift(Affine(0, (("j", 2), ("k", 1))), -4), True),
    ],
)
def test_inequalities_are_derived_exactly(value: Affine, holds: bool) -> None:
    given = facts(("<", integer(0), J), ("<", J, K))
    context = searching(context_of(Declarations(integers=("j", "k")), given))
    assert context.holds(value) == holds
    checking = context_of(Declarations(integers=("j", "k")), given)
    for fact in context.facts:
        checking.verify(fact)
    assert checking.holds(value) == holds


def test_sizes_are_at_least_one() -> None:
    context = searching(context_of(Declarations(sizes=(SizeDeclaration("n"),)), ()))
    assert context.holds(shift(parameter("n"), -1))
    assert not context.holds(shift(parameter("n"), -2))


def chain_declarations(low: int, high: Affine) -> Declarations:
    sizes = SizeDeclaration("d", Range("i", integer(0), K))
    rows, columns = parameter(SizeAt("d", HERE)), parameter(SizeAt("d", shift(HERE, -1)))
    family = SymbolDeclaration("M", rows, columns, Range("i", integer(low), high))
    return Declarations(integers=("k",), sizes=(sizes,), symbols=(family,))


def test_declarations_are_completed() -> None:
    done = completed(chain_declarations(1, K), facts(("<=", ONE, K)))
    assert [item.name for item in done.well_formed] == ["M"]


@pytest.mark.parametrize(("low", "high"), [(0, K), (1, shift(K, 1))])
def test_a_range_off_by_one_is_refused(low: int, high: Affine) -> None:
    with pytest.raises(Refusal, match="SP320"):
        completed(chain_declarations(low, high), facts(("<=", ONE, K)))


def brute(columns: list[list[int]], goal: list[int]) -> bool:
    """Whether a nonnegative combination exists: some basis of the columns gives one (Caratheodory)."""
    height = len(goal)
    for size in range(min(height, len(columns)) + 1):
        for chosen in combinations(columns, size):
            rows = [{str(i): value for i, value in enumerate(column) if value} for column in chosen]
            found = solution(rows, {str(i): value for i, value in enumerate(goal) if value})
            if found is not None and all(value >= 0 for value in found.values()):
                return True
    return False


def test_nonnegative_solutions_against_all_bases() -> None:
    chooser = Random(0)
    for _ in range(300):
        height, width = chooser.randint(1, 3), chooser.randint(0, 4)
        columns = [[chooser.randint(-2, 2) for _ in range(height)] for _ in range(width)]
        goal = [chooser.randint(-3, 3) for _ in range(height)]
        found = nonnegative_solution(columns, goal)
        assert (found is not None) == brute(columns, goal)
        if found is not None:
            assert all(value >= 0 for value in found)
            sums = [sum(x * column[i] for x, column in zip(found, columns, strict=True)) for i in range(height)]
            assert sums == goal
