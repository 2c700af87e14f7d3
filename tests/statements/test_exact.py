"""The evaluator that judges random statements, on values worked out by hand."""

from __future__ import annotations

import itertools
import tomllib
from fractions import Fraction
from pathlib import Path
from typing import Any

import pytest
from statements.exact import Instance, Matrix, OutsideError, SingularError, claims_hold, holds, instances
from statements.jets import Jet, absolute, exp, log, sqrt
from statements.reading import ReadingError, read, read_expression, read_formula

COLUMN = (False, True)
A = Matrix.of([[1, 2], [3, 4]])
S = Matrix.of([[1, 2], [2, 5]])
VALUES = {
    "A": A,
    "S": S,
    "R": Matrix.of([[1, 2, 3], [0, 1, 1]]),
    "x": Matrix.of([[1], [2]], COLUMN),
    "c": Matrix.number(3),
    "dA": Matrix.of([[0, 1], [1, 0]]),
    "dS": Matrix.of([[0, 1], [1, 0]]),
}


def instance(structured: str = "", **definitions: str) -> Instance:
    return Instance({"n": 2, "m": 3, "i": 1, "j": 2}, VALUES, dict(definitions), frozenset(structured.split()))


def rows(text: str, where: Instance | None = None) -> list[list[Fraction]]:
    value = (where or instance()).evaluate(text)
    assert isinstance(value, Matrix)
    return [[entry.value for entry in row] for row in value.rows]


@pytest.mark.parametrize(
    ("text", "value"),
    [
        ("A*x", [[5], [11]]),
        ("x.T*A*x", [[27]]),
        ("x.T*x*A", [[5, 10], [15, 20]]),
        ("A*x*x.T", [[5, 10], [11, 22]]),
        ("-2*A + I", [[-1, -4], [-6, -7]]),
        ("A - 0", [[1, 2], [3, 4]]),
        ("A/2/c", [[Fraction(1, 6), Fraction(1, 3)], [Fraction(1, 2), Fraction(2, 3)]]),
        ("inv(A)", [[-2, 1], [Fraction(3, 2), Fraction(-1, 2)]]),
        ("A**-1*A", [[1, 0], [0, 1]]),
        ("A**n", [[7, 10], [15, 22]]),
        ("2**3**2", [[512]]),
        ("-c**2", [[-9]]),
        ("tr(A)*det(A)", [[-10]]),
        ("adj(A)", [[4, -2], [-3, 1]]),
        ("norm2(R)", [[16]]),
        ("rank(R)", [[2]]),
        ("A[1,2] + x[2]", [[4]]),
        ("(A.T)[i,j]", [[3]]),
        ("J(i,j,n,m)", [[0, 1, 0], [0, 0, 0]]),
        ("delta(i,j) + delta(i,1)", [[1]]),
        ("ones(1,n)*A", [[4, 6]]),
        ("zeros(n,m) + R", [[1, 2, 3], [0, 1, 1]]),
        ("diag(A)", [[1, 0], [0, 4]]),
        ("hadamard(A, I)", [[1, 0], [0, 4]]),
        ("vec(A)", [[1], [3], [2], [4]]),
        ("kron(x.T, x)", [[1, 2], [2, 4]]),
        ("block([[A, x], [0, 1]])", [[1, 2, 1], [3, 4, 2], [0, 0, 1]]),
        ("block([[I, x]])", [[1, 0, 1], [0, 1, 2]]),
        ("sum(k*A[k,k] for k in 1..n)", [[9]]),
        ("sum(A for k in 2..1) + A", [[1, 2], [3, 4]]),
        ("n*m", [[6]]),
        ("exp(0)*sqrt(4/9) + abs(-c) + log(1)", [[Fraction(11, 3)]]),
    ],
)
def test_values(text: str, value: list[list[object]]) -> None:
    assert rows(text) == value


@pytest.mark.parametrize(
    ("text", "value"),
    [
        ("d(tr(S*A))/dA", [[1, 2], [2, 5]]),
        ("d(tr(A*A*A))/dA", [[21, 45], [30, 66]]),
        ("d(x.T*A*x)/dx", [[12], [21]]),
        ("d(d(x.T*A*x)/dx)/dx", [[2, 5], [5, 8]]),
        ("d(A*x)/dx", [[1, 2], [3, 4]]),
        ("d(c**2*A)/dc", [[6, 12], [18, 24]]),
        ("d(d(c**3)/dc)/dc", [[18]]),
        ("2*d(c)/dc*A", [[2, 4], [6, 8]]),
        ("-d(c**2)/dc", [[-6]]),
        ("d(A)/dA[1,2]", [[0, 1], [0, 0]]),
        ("d(A*A)", [[5, 5], [5, 5]]),
        ("d(d(A*A))", [[2, 0], [0, 2]]),
        ("d(inv(A)) + inv(A)*dA*inv(A)", [[0, 0], [0, 0]]),
        ("d(det(A))/dA", [[4, -3], [-2, 1]]),
        ("d(log(c - 2))/dc", [[1]]),
        ("d(d(sqrt(c + 1))/dc)/dc", [[Fraction(-1, 32)]]),
        ("d(Z)/dc", [[2, 4], [6, 8]]),
    ],
)
def test_derivatives(text: str, value: list[list[object]]) -> None:
    assert rows(text, instance(Z="2*c*A")) == value


@pytest.mark.parametrize(
    ("text", "value"),
    [
        ("d(tr(A*S))/dS", [[1, 5], [5, 4]]),
        ("d(S)/dS[1,2]", [[0, 1], [1, 0]]),
        ("d(S)/dS[2,2]", [[0, 0], [0, 1]]),
        ("d(S - S.T)/dS[i,j]", [[0, 0], [0, 0]]),
        ("d(S[1,2])/dS[2,1]", [[1]]),
        ("d(d(S[1,2]**2)/dS[1,2])/dS[2,1]", [[2]]),
        ("d(tr(S*S))/dS", [[2, 8], [8, 10]]),
        ("d(Z)/dS", [[1, 5], [5, 4]]),
        ("d(S*x)/dx", [[1, 2], [2, 5]]),
    ],
)
def test_structured_derivatives(text: str, value: list[list[object]]) -> None:
    assert rows(text, instance("S", Z="tr(A*S)")) == value


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("S symmetric and positive definite", True),
        ("A symmetric", False),
        ("A is invertible", True),
        ("R has full row rank", True),
        ("R full column rank", False),
        ("A and A*A commute", True),
        ("A and S commute", False),
        ("1 < c <= 3", True),
        ("c > 3", False),
        ("A*inv(A) = I = inv(A)*A", True),
        ("A - A = 0", True),
        ("i in 1..n", True),
        ("n = 2", True),
        ("n even and positive integer", True),
        ("m odd", True),
        ("dA orthogonal and permutation", True),
        ("S - S.T skew-symmetric", True),
        ("c nonzero", True),
        ("diag(A) diagonal", True),
        ("structured derivative: S symmetric", True),
    ],
)
def test_formulas(text: str, *, expected: bool) -> None:
    assert holds(instance(), text) is expected


def test_a_column_of_symbolic_size_is_no_scalar_at_size_one() -> None:
    values = {"x": Matrix.of([[2]], COLUMN), "y": Matrix.of([[3], [4]], COLUMN), "A": Matrix.of([[5]], (False, False))}
    at_one = Instance({"n": 1}, values)
    value = at_one.evaluate("d(A*x)/dx")
    assert isinstance(value, Matrix)
    assert value.ones == (False, False)
    with pytest.raises(AssertionError):
        at_one.evaluate("y*x*y")


@pytest.mark.parametrize(
    ("text", "error"), [("inv(A - A)", SingularError), ("1/(c - 3)", SingularError), ("exp(c)", OutsideError)]
)
def test_what_has_no_exact_value_says_so(text: str, error: type[Exception]) -> None:
    with pytest.raises(error):
        instance().evaluate(text)


def _files() -> list[Any]:
    """The statements of the files that are expected to be true, and ask no question."""
    found = []
    for name in ("hard", "mixed", "untuned"):
        with (Path(__file__).parent / f"{name}.toml").open("rb") as stream:
            for number, entry in enumerate(tomllib.load(stream)["statement"]):
                if entry.get("expect") in ("proved", "checked") and "?" not in str(entry["claim"]):
                    marks = () if number % 4 == 0 else pytest.mark.slow
                    found.append(pytest.param(entry, id=f"{name}-{entry['name']}", marks=marks))
    return found


@pytest.mark.parametrize("entry", _files())
def test_a_statement_that_is_expected_to_be_true_holds_at_instances(entry: dict[str, Any]) -> None:
    texts = {key: [value] if isinstance(value, str) else value for key, value in entry.items() if key != "symbols"}
    statement = {**texts, "symbols": {name: list(map(str, sizes)) for name, sizes in entry["symbols"].items()}}
    for at in itertools.islice(instances(statement, {}, seed=1, tries=40), 3):
        try:
            assert claims_hold(at, statement), at
        except (SingularError, OutsideError):
            continue


def test_functions_of_jets() -> None:
    """f(t + e1 + e2) holds f'' in the coefficient of e1 e2."""
    both = frozenset({1, 2})

    def jet(value: Fraction | int) -> Jet:
        return Jet(value) + Jet(terms={frozenset({1}): Fraction(1)}) + Jet(terms={frozenset({2}): Fraction(1)})

    assert exp(jet(0)).terms[both] == 1
    assert log(jet(1)).terms[both] == -1
    assert sqrt(jet(4)).terms[both] == Fraction(-1, 32)
    assert jet(2).inverse().terms[both] == Fraction(1, 4)
    assert (jet(3) * jet(3)).terms[both] == 2
    assert both not in absolute(jet(-1)).terms


def test_reading() -> None:
    before, after = read("A symmetric, where Z = A*A |- Z = Z.T, tr(Z) >= 0")
    assert [node.kind for node in before + after] == ["properties", "definition", "chain", "chain"]
    assert read_expression("A - B - C") == read_expression("(A) - B - (C)")
    assert read_expression("a/b*c").parts[0][1][0] == "/"
    assert read_formula("a = b < c").parts[1] == ["=", "<"]
    for text in ("A +", "A B", "(A", "A = B = ", "A symetric", "$"):
        with pytest.raises(ReadingError):
            read(text)
