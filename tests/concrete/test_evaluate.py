"""Evaluation: random terms as polynomials and as numbers, derivatives against difference quotients, refusals."""

from __future__ import annotations

import ast
from fractions import Fraction
from pathlib import Path
from random import Random

import pytest
from concrete.builders import ONE, M, chain, d, i, integer, k, network, plus, size, t, times
from flint import fmpq

import symproof.concrete
from symproof.concrete.evaluation.evaluate import Evaluator
from symproof.concrete.evaluation.place import Memo, Place
from symproof.concrete.evaluation.types import Tables
from symproof.concrete.exact.matrices import Matrix
from symproof.concrete.exact.polynomials import Polynomials
from symproof.concrete.failures import EvaluationError, GeneratorsError, TooLongError
from symproof.concrete.points.refute import Point
from symproof.language.affine import shift
from symproof.language.declarations import Declarations, Piece, Range, SizeDeclaration, SymbolDeclaration
from symproof.language.terms import Basis, Call, Gradient, Identity, Inverse, Number, Sum, Symbol, Term, Trace, Zero

m, n = size("m"), size("n")
SIZES = (SizeDeclaration("m"), SizeDeclaration("n"))
NAMES = {"A": (m, n), "B": (n, m), "S": (n, n), "u": (n, ONE), "c": (ONE, ONE)}
TABLES = Tables(Declarations((), SIZES, tuple(SymbolDeclaration(name, *shape) for name, shape in NAMES.items())), ())
A, B, S, u, c = map(Symbol, NAMES)


def random_term(source: Random, rows: str, columns: str, depth: int) -> Term:
    """A term of size rows x columns, each ``m`` or ``n``."""
    of = {"m": m, "n": n}
    if depth == 0:
        name = {("m", "n"): A, ("n", "m"): B, ("n", "n"): S}.get((rows, columns))
        return name if name is not None else times(A, B)
    kind = source.randrange(6)
    inner = source.choice("mn")
    if kind <= 1:
        return times(random_term(source, rows, inner, depth - 1), random_term(source, inner, columns, depth - 1))
    if kind == 2:
        return t(random_term(source, columns, rows, depth - 1))
    if kind == 3:
        factor = Number(Fraction(source.randint(-3, 3), source.randint(1, 3)))
        return times(factor, random_term(source, rows, columns, depth - 1))
    if kind == 4:
        return times(Trace(random_term(source, inner, inner, depth - 1)), random_term(source, rows, columns, depth - 1))
    other = Identity(of[rows]) if rows == columns else Zero(of[rows], of[columns])
    return plus(random_term(source, rows, columns, depth - 1), random_term(source, rows, columns, depth - 1), other)


def random_point(source: Random, place: Place) -> Point:
    values = {}
    for name, (rows, columns) in NAMES.items():
        height, width = place.integer(rows), place.integer(columns)
        entries = [[fmpq(source.randint(-5, 5)) for _ in range(width)] for _ in range(height)]
        values[name, None] = Matrix(height, width, entries)
    return Point(values)


def at_point(ring: Polynomials, matrix: Matrix, point: Point) -> list[list[fmpq]]:
    numbers = [fmpq(0)] * ring.count
    for key, letter in ring.symbols.items():
        for row, places in zip(point.symbols[key].matrix.entries, ring.places(letter.matrix), strict=True):
            for number, place in zip(row, places, strict=True):
                numbers[place] = number
    return [[entry(*numbers) for entry in row] for row in matrix.entries]


@pytest.mark.parametrize("seed", range(60))
def test_polynomials_and_numbers_agree(seed: int) -> None:
    source = Random(seed)
    place = Place({"m": source.randint(1, 3), "n": source.randint(1, 3)})
    term = random_term(source, source.choice("mn"), source.choice("mn"), 3)
    ring, point = Polynomials(64), random_point(source, place)
    expanded = Evaluator(TABLES, place, ring).matrix(term)
    assert at_point(ring, expanded, point) == Evaluator(TABLES, place, point).matrix(term).entries


@pytest.mark.parametrize("seed", range(30))
def test_derivatives_against_difference_quotients(seed: int) -> None:
    """g of degree at most 4 in one entry: the derivative from five values, exactly."""
    source = Random(seed)
    place = Place({"m": source.randint(1, 2), "n": source.randint(1, 2)})
    term = Trace(random_term(source, "n", "n", 2))
    point = random_point(source, place)
    gradient = Evaluator(TABLES, place, point).matrix(Gradient(term, S))
    for p in range(gradient.rows):
        for q in range(gradient.columns):
            values = []
            for shift_by in (-2, -1, 1, 2):
                moved = {key: letter.matrix for key, letter in point.symbols.items()}
                entries = [list(row) for row in moved["S", None].entries]
                entries[p][q] += shift_by
                moved["S", None] = Matrix(gradient.rows, gradient.columns, entries)
                values.append(Evaluator(TABLES, place, Point(moved)).matrix(term).entries[0][0])
            quotient = (values[0] - 8 * values[1] + 8 * values[2] - values[3]) / 12
            assert gradient.entries[p][q] == quotient


def test_the_gradient_of_an_inverse_at_a_point() -> None:
    """d tr(inv(S)) / dS = -inv(S)^2 transposed."""
    place = Place({"m": 1, "n": 2})
    values = {("S", None): Matrix(2, 2, [[fmpq(2), fmpq(1)], [fmpq(1), fmpq(1)]])}
    evaluator = Evaluator(TABLES, place, Point(values))
    inverse = times(Inverse(S), Inverse(S))
    left = evaluator.matrix(Gradient(Trace(Inverse(S)), S))
    right = evaluator.matrix(times(Number(Fraction(-1)), t(inverse)))
    assert left.entries == right.entries == [[fmpq(-2), fmpq(3)], [fmpq(3), fmpq(-5)]]


def test_readable_names() -> None:
    proof = network()
    place = Place({"k": 2, "j": 1, ("d", 0): 2, ("d", 1): 1, ("d", 2): 2, "i": 1})
    ring = Polynomials(32)
    product = Evaluator(Tables(proof.declarations, ()), place, ring).matrix(chain(k, ONE))
    assert ring.text(product.entries[0][1], 3) == "M2_1*M1_12"
    assert (product.rows, product.columns) == (2, 2)


def test_an_empty_chain_is_an_identity() -> None:
    proof = network()
    place = Place({"k": 2, "j": 1, ("d", 0): 3, ("d", 1): 1, ("d", 2): 2})
    evaluator = Evaluator(Tables(proof.declarations, ()), place, Polynomials(32))
    assert evaluator.matrix(chain(integer(0), ONE)).rows == 3
    assert evaluator.matrix(chain(k, shift(k, 1))).rows == 2
    assert evaluator.matrix(chain(k, shift(k, 1))).unit


REFUSED: dict[str, tuple[Term, str]] = {
    "a member above its range": (M(integer(3)), "SP511"),
    "a member below its range": (M(integer(0)), "SP511"),
    "a chain beyond the empty one": (chain(integer(0), integer(2)), "SP511"),
    "a basis vector that does not exist": (Basis(integer(4), d(integer(0))), "SP511"),
    "sizes in a sum": (plus(M(ONE), M(integer(2))), "SP512"),
    "sizes in a product": (times(M(ONE), M(integer(2))), "SP512"),
    "an empty sum": (Sum(()), "SP512"),
    "the inverse of a rectangle": (Inverse(M(ONE)), "SP512"),
    "the trace of a rectangle": (Trace(M(ONE)), "SP512"),
    "a symbol that is not declared": (Symbol("Z"), "SP515"),
    "a family without an index": (Symbol("M"), "SP515"),
    "a call without a rule": (Call("rank", (M(ONE),), ONE, ONE), "SP510"),
    "a derivative by something defined": (Gradient(Trace(times(t(Symbol("W")), Symbol("W"))), Symbol("W")), "SP513"),
}


@pytest.mark.parametrize("name", REFUSED)
def test_what_has_no_value_is_refused(name: str) -> None:
    term, code = REFUSED[name]
    proof = network()
    place = Place({"k": 2, "j": 1, ("d", 0): 3, ("d", 1): 1, ("d", 2): 2})
    with pytest.raises(EvaluationError) as caught:
        Evaluator(Tables(proof.declarations, ()), place, Polynomials(64)).matrix(term)
    assert caught.value.code == code


def test_no_piece_covers_the_index() -> None:
    pieces = (Piece(M(i), ONE, ONE), Piece(M(i), integer(3), k))
    family = SymbolDeclaration("G", d(i), d(shift(i, -1)), Range("i", ONE, k), pieces)
    proof = network()
    declarations = Declarations(
        proof.declarations.integers, proof.declarations.sizes, (*proof.declarations.symbols, family)
    )
    place = Place({"k": 3, "j": 1, **{("d", at): 2 for at in range(4)}})
    evaluator = Evaluator(Tables(declarations, ()), place, Polynomials(64))
    assert evaluator.matrix(Symbol("G", integer(3))).rows == 2
    with pytest.raises(EvaluationError) as caught:
        evaluator.matrix(Symbol("G", integer(2)))
    assert caught.value.code == "SP511"


def test_budgets() -> None:
    place = Place({"m": 3, "n": 3})
    with pytest.raises(GeneratorsError):
        Evaluator(TABLES, place, Polynomials(8)).matrix(times(A, B, S))
    with pytest.raises(TooLongError):
        Evaluator(TABLES, place, Polynomials(64, 20)).matrix(times(A, B, A, B))


def test_a_memo_tells_apart_what_was_read() -> None:
    memo: Memo[int] = Memo()
    computed = []

    def at(values: dict[str, int]) -> int:
        place = Place(values)

        def compute() -> int:
            computed.append(values)
            return place.integer(n) if place.integer(m) > 1 else 0

        return memo.recall(place, compute)

    assert [at({"m": 1, "n": 2}), at({"m": 1, "n": 3}), at({"m": 2, "n": 3}), at({"m": 2, "n": 4})] == [0, 0, 3, 4]
    assert len(computed) == 3


def test_the_judges_share_only_data() -> None:
    folder = Path(symproof.concrete.__file__).parent
    data = ("affine", "terms", "certificate", "declarations", "formulas", "proof", "records", "scopes")
    allowed = {f"symproof.language.{name}" for name in data}
    for path in sorted(folder.rglob("*.py")):
        for node in ast.walk(ast.parse(path.read_text(encoding="utf-8"))):
            if isinstance(node, ast.ImportFrom) and node.module and node.module.startswith("symproof."):
                package = node.module.split(".")[1]
                assert package in ("concrete", "language", "diagnostics"), (path, node.module)
                assert package != "language" or node.module in allowed, (path, node.module)
