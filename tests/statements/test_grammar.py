"""What parses, to which term; what is refused, with which code and at which column."""

from __future__ import annotations

import pytest

from symproof.language.formulas import Equal
from symproof.language.proof import Proof
from symproof.render.text import text
from symproof.statements import parse_statement, tables

SYMBOLS = {
    "A": ["m", "n"], "B": ["n", "m"], "C": ["n", "n"], "D": ["n", "n"], "X": ["n", "n"], "dX": ["n", "n"],
    "Y": ["2", "2"], "v": ["n"], "w": ["n", "1"], "r": ["1", "n"], "c": [], "b": [],
}  # fmt: skip


def loaded(statement: str) -> Proof:
    proofs, errors = parse_statement(SYMBOLS, statement)
    assert not errors, errors
    return proofs[0]


def claims(statement: str) -> list[str]:
    proof = loaded(statement)
    return [text(step.claim, proof.declarations) for step in proof.steps]


def hypotheses(statement: str) -> list[str]:
    proof = loaded(statement)
    return [text(item.formula, proof.declarations) for item in proof.hypotheses]


# Everything that the contract lists parses. Several of these are false.
EXPRESSIONS = [
    "B*A + C", "C - D", "-C", "C/2", "2/3*C", "C/c", "(C + D)*v", "0.125*C", "1.50*C", "C**2", "C**-1", "C**-3",
    "C.T", "C.T.T", "(A*B*A).T", "inv(C)", "tr(C)", "det(C)", "adj(C)", "norm2(A)", "norm2(v)", "log(c)", "exp(c)",
    "sqrt(c)", "abs(c)", "I(n)", "zeros(m,n)", "ones(m,n)", "zeros(m + 1,2*n)", "Y[1,2]", "inv(Y)[2,1]", "v[1]",
    "r[1]", "delta(1,2)", "J(1,1,m,n)", "diag(C)", "kron(A,B)", "vec(A)", "hadamard(C,D)", "block([[A],[C]])",
    "block([[C,v],[r,c]])", "sum(c for k in 1..n)", "sum(C**2 for k in 1..3)", "rank(A)", "d(tr(X))/dX", "d(X*X)",
    "2*d(tr(X))/dX", "-d(tr(X))/dX", "d(C*v)/dv", "d(c*A)/dc", "d(X)/dX[1,1]", "n*C", "c*v.T*C*v", "tr(I(n))",
    "+C", "--C", "C*-D", "C**(1+1)", "v*r", "r*v",
]  # fmt: skip


@pytest.mark.parametrize("expression", EXPRESSIONS)
def test_every_expression_of_the_contract_parses(expression: str) -> None:
    proof = loaded(f"{expression} = {expression}")
    claim = proof.steps[0].claim
    assert isinstance(claim, Equal)
    assert claim.left == claim.right


@pytest.mark.parametrize(
    ("assumption", "expected"),
    [
        ("A*B = I", ["A*B = I"]),
        ("C symmetric", ["C.T = C"]),
        ("C antisymmetric", ["C.T = -C"]),
        ("C skew-symmetric", ["C.T = -C"]),
        ("C idempotent", ["C*C = C"]),
        ("C invertible", ["C invertible"]),
        ("C is invertible", ["C invertible"]),
        ("I + A*B invertible", ["I + A*B invertible"]),
        ("A has full column rank", ["A.T*A invertible"]),
        ("A full row rank", ["A*A.T invertible"]),
        ("C and D commute", ["C*D = D*C"]),
        ("C*C and C + D commute", ["C*C*(C + D) = (C + D)*C*C"]),
        ("m >= n", ["m >= n"]),
        ("m > n", ["m > n"]),
        ("n = 2", ["n = 2"]),
        ("m = n", ["m = n"]),
        ("k positive integer", ["1 <= k"]),
        ("A symmetric, m = n", ["A.T = A", "m = n"]),
    ],
)  # fmt: skip
def test_assumptions(assumption: str, expected: list[str]) -> None:
    assert hypotheses(f"{assumption} |- C = C") == expected


@pytest.mark.parametrize(
    "assumption",
    [
        "C orthogonal", "C diagonal", "C permutation", "C positive definite", "C symmetric and positive definite",
        "c nonzero", "c positive", "A nonzero", "n even", "n odd", "j in 1..m", "c < b", "c > 0", "0 <= c", "c >= b",
        "0 < c < b", "rank(A) = n", "structured derivative: X symmetric", "where E = C*D", "where E = C, where F = E",
        "v.T*w = 0", "C = D = I", "c positive integer", "m - 1 >= n", "C*D has full column rank",
    ],
)  # fmt: skip
def test_every_assumption_of_the_contract_parses(assumption: str) -> None:
    loaded(f"{assumption} |- C = C")


def test_a_chain_is_several_claims() -> None:
    assert claims("C = D = X.T") == ["C = D", "D = X.T"]


def test_several_claims_and_assumptions_stand_between_commas() -> None:
    proof = loaded("C = D, D symmetric |- C.T = C, C = D")
    assert [step.id for step in proof.steps] == ["claim1", "claim2"]
    assert [item.id for item in proof.hypotheses] == ["h1", "h2"]
    assert proof.steps[1].using == ("h1", "h2")


@pytest.mark.parametrize(
    ("statement", "shown"),
    [
        ("C*D + 0 = I", "C*D + zeros(n, n) = I"),
        ("A*B = I", "A*B = I"),
        ("(I + A*B)*A = A*(I + B*A)", "(I + A*B)*A = A*(I + B*A)"),
        ("2*I - C = 0", "2*I(n) - C = 0"),
        ("w*v.T = I*C", "w*v.T = I(n)*C"),
        ("block([[A,0],[0,B]]) = 0", "block([[A, zeros(m, m)], [zeros(n, n), B]]) = 0"),
    ],
)  # fmt: skip
def test_sizes_of_i_and_0_are_inferred(statement: str, shown: str) -> None:
    assert claims(statement) == [shown]


def test_words_of_properties_are_not_reserved() -> None:
    proofs, errors = parse_statement(
        {"symmetric": ["n", "n"], "rank": []}, "symmetric symmetric |- symmetric.T = symmetric"
    )
    assert not proofs
    assert "rank is reserved" in errors[0].message
    proofs, errors = parse_statement({"symmetric": ["n", "n"]}, "symmetric symmetric |- symmetric.T = symmetric")
    assert not errors
    assert proofs[0].hypotheses[0].id == "h1"


@pytest.mark.parametrize(
    ("statement", "code", "column"),
    [
        # not in the grammar
        ("", "SP601", 1), ("A*B", "SP607", 1), ("A*B =", "SP601", 6), ("C D = C", "SP601", 3), ("2C = C", "SP601", 2),
        ("C' = C", "SP601", 2), ("C^2 = C", "SP601", 2), ("C == D", "SP601", 4), ("C ! D", "SP601", 3),
        ("(C = D", "SP601", 4), ("C) = D", "SP601", 2), ("C = D |-", "SP601", 9), ("C = D |- C = D |- C", "SP601", 16),
        ("C @ D = C", "SP601", 3), ("C.t = C", "SP601", 2), ("C = D;", "SP601", 6), ("f(C,) = C", "SP601", 5),
        ("C symmetric and", "SP601", 16), ("[C] = C", "SP601", 1), ("\u00e9 = C", "SP601", 1),
        ("1e3*C = C", "SP601", 2),
        (".5*C = C", "SP601", 1), ("|C| = 1", "SP601", 1), ("C = D,", "SP601", 7),
        ("__import__('os') = 1", "SP601", 12),
        # names
        ("Q = C", "SP602", 1), ("C = I + Q", "SP602", 9), ("dC = C", "SP602", 1), ("C*t = C", "SP602", 3),
        ("d = C", "SP605", 1), ("J = C", "SP605", 1), ("tr = C", "SP605", 1), ("where n = C |- C = C", "SP605", 7),
        ("where C = 2*C |- C = C", "SP605", 7), ("n in 1..2, where I = C |- C = C", "SP605", 18),
        ("sum(c for j in 1..i for i in 1..3) = c", "SP602", 19),
        ("sum(c for i in 1..2 for n in 1..3) = c", "SP605", 25),
        ("sum(c for n in 1..3) = c", "SP605", 11), ("where E = D, where D = C |- E = C", "SP605", 20),
        ("i in 1..n |- I(i) = C", "SP612", 16), ("I(n - 1) = C", "SP612", 3),
        # sizes
        ("A = B", "SP603", 5), ("A + B = 0", "SP603", 5), ("A*A = 0", "SP603", 3), ("C + c = C", "SP603", 5),
        ("v.T*w + C = 0", "SP603", 9), ("tr(A) = 0", "SP603", 4), ("A**2 = 0", "SP603", 1), ("inv(A) = B", "SP603", 5),
        ("det(A) = 0", "SP603", 5), ("log(C) = C", "SP603", 5), ("v*w = 0", "SP603", 3), ("A*B = I + B*A", "SP603", 7),
        ("hadamard(A,B) = A", "SP603", 12), ("block([[A,C]]) = 0", "SP603", 11), ("A < A", "SP603", 1),
        ("block([[A],[B]]) = 0", "SP603", 12), ("C = I + A*B", "SP603", 5), ("c = v", "SP603", 5),
        ("where E = A, E = B |- C = C", "SP603", 18),
        # I and 0
        ("tr(I) = c", "SP604", 4), ("0 = 0", "SP604", 1), ("I = I", "SP604", 1), ("c + I = b", "SP604", 5),
        ("kron(I,A) = A", "SP604", 6), ("norm2(0) = c", "SP604", 7),
        # functions, indices, powers
        ("foo(C) = C", "SP606", 1), ("C(n) = C", "SP606", 1), ("tr(C,D) = c", "SP606", 1), ("inv() = C", "SP606", 1),
        ("block(C) = C", "SP606", 1), ("C[1] = c", "SP606", 1), ("tr([[C]]) = c", "SP606", 4),
        ("prod(c for k in 1..3) = c", "SP606", 1),
        ("Y[3,1] = c", "SP612", 3), ("Y[0,1] = c", "SP612", 3), ("I(0) = C", "SP612", 3), ("C[c,1] = c", "SP612", 3),
        ("I(c) = C", "SP612", 3), ("C**c = C", "SP612", 4), ("C**(1/2) = C", "SP611", 5), ("C/D = C", "SP611", 3),
        ("C/0 = C", "SP611", 3), ("c/(1 - 1) = c", "SP611", 4), ("J(3,1,2,2) = Y", "SP612", 3),
        # formulas
        ("C", "SP607", 1), ("C = ?", "SP607", 3), ("C = ? = D", "SP607", 3), ("C = ? |- C = D", "SP607", 3),
        ("d(tr(X))/dX < ?", "SP607", 13), ("where E = C", "SP607", 1), ("j in 1..3", "SP607", 1),
        ("C |- C = C", "SP607", 1), ("v*r in 1..2 |- C = C", "SP607", 1),
        ("A symmetric |- C = C", "SP608", 3), ("A orthogonal |- C = C", "SP608", 3),
        ("C positive |- C = C", "SP608", 3),
        ("A invertible |- C = C", "SP608", 3), ("A and B commute |- C = C", "SP608", 1),
        ("C even |- C = C", "SP608", 1),
        ("A positive definite |- C = C", "SP608", 3),
        # derivatives
        ("d(C)/dX = C", "SP609", 1), ("d(r)/dv = C", "SP609", 1), ("d(v)/dX = C", "SP609", 1),
        ("d(c)/dn = c", "SP609", 6),
        ("where E = X |- d(tr(E))/dE = I", "SP609", 25), ("d(tr(C))/dQ = C", "SP602", 10),
        ("d(X)/dX[1] = C", "SP606", 6),
        ("d(X,C)/dX = C", "SP606", 1),
        # limits
        ("9" * 61 + " = c", "SP610", 1), ("C**65 = C", "SP610", 4), ("(C + D)**16 = 0", "SP610", 1),
        ("C" + " " * 20001 + "= C", "SP610", 1), ("-" * 200 + "C = C", "SP610", 99),
        ("((C**60)**60)**60 = C", "SP610", 1), ("I(1000001) = C", "SP610", 3),
        # sizes that cannot be
        ("n = 0 |- C = C", "SP613", 1),
    ],
)  # fmt: skip
def test_refusals_name_the_place(statement: str, code: str, column: int) -> None:
    proofs, errors = parse_statement(SYMBOLS, statement)
    assert not proofs
    (error,) = errors
    assert (error.code, error.column) == (code, column), error.message
    first, quoted, caret = error.message.split("\n")
    assert f"column {column}:" in first
    assert caret.strip() == "^"
    assert len(quoted) <= 110


@pytest.mark.parametrize("arrow", ["=>", "->", "implies", "\u21d2", "\u22a2"])
@pytest.mark.parametrize("before", ["C = D", "C symmetric", "C"])
def test_an_arrow_suggests_the_turnstile(arrow: str, before: str) -> None:
    _, (error,) = parse_statement(SYMBOLS, f"{before} {arrow} C = C")
    assert "`|-` stands between assumptions and claims" in error.hint


def test_what_is_not_equal() -> None:
    assert hypotheses("c != 0 |- C = C") == ["c nonzero"]
    assert hypotheses("c != 0 |- C/c = C") == ["c nonzero"]  # nothing is implied: the hypothesis provides it
    assert hypotheses("C != 0 |- C = C") == ["C != 0"]
    assert hypotheses("C != D, c != 2 |- C = C") == ["C != D", "c != 2"]
    assert hypotheses("m != n |- C = C") == ["m != n"]


def test_the_caret_stands_under_the_place() -> None:
    _, errors = parse_statement(SYMBOLS, "C*D + A = 0")
    assert errors[0].message.split("\n")[1:] == ["    C*D + A = 0", "          ^"]


def test_the_place_in_a_text_of_several_lines() -> None:
    _, errors = parse_statement(SYMBOLS, "C*D =\n  C + A")
    assert "line 2, column 7" in errors[0].message
    assert errors[0].message.split("\n")[1:] == ["      C + A", "          ^"]


@pytest.mark.parametrize(
    ("statement", "hint"),
    [
        ("C' = C", "X.T"), ("C^2 = C", "X**2"), ("C == D", "single ="), ("v*w = 0", "transposed"), ("C + c = C", "c*I"),
        ("Cc = C", "did you mean"), ("C(n) = C", "C*("), ("C D = C", "write *"), ("C/D = C", "inv(B)"),
        ("dC = C", "differential"), ("A = B", "transposed"), ("Q = C |- C = Q", "`where Q = ...`"),
        ("C**k = C", "`k positive integer`"), ("C[1,k] = c", "`k positive integer`"),
        ("C simetric |- C = D", "did you mean symmetric?"), ("C is invertable |- C = D", "did you mean invertible?"),
    ],
)  # fmt: skip
def test_hints(statement: str, hint: str) -> None:
    _, errors = parse_statement(SYMBOLS, statement)
    assert hint in errors[0].hint, errors[0]


@pytest.mark.parametrize("depth", [10, 19, 30, 60, 500, 5000])
def test_nesting_is_bounded_and_never_a_traceback(depth: int) -> None:
    statement = "(C + D*" * depth + "C" + ")" * depth + " = C"
    proofs, errors = parse_statement(SYMBOLS, statement)
    assert bool(proofs) == (depth <= 19), errors
    assert not errors or errors[0].code == "SP610"


def test_symbols_are_checked() -> None:
    def code(symbols: dict[str, list[str | int]]) -> str:
        return parse_statement(symbols, "1 = 1")[1][0].code

    assert code({"tr": []}) == "SP605"
    assert code({"1A": []}) == "SP605"
    assert code({"A": ["n"], "n": []}) == "SP605"
    assert code({"A": ["n", "n", "n"]}) == "SP605"
    assert code({"A": ["0"]}) == "SP612"
    assert code({"A": ["n/2"]}) == "SP612"
    assert code({"A": ["n = 2"]}) == "SP612"
    assert code({"A": ["n m"]}) == "SP601"
    assert code({"A": ["m - n"]}) == "SP612"
    assert code({"A": ["n, n"]}) == "SP612"
    assert code({"A": ["n |- n"]}) == "SP612"
    assert code({"A": ["I"]}) == "SP605"


def test_sizes_may_be_numbers_and_sums() -> None:
    proofs, errors = parse_statement({"A": ["m + n", 2], "B": [2, "n + m"]}, "A = B.T")
    assert not errors
    assert text(proofs[0].steps[0].claim, proofs[0].declarations) == "A = B.T"


def test_the_tables_are_those_of_the_grammar() -> None:
    """``python -m symproof.statements.tables`` writes them anew."""
    assert tables.TABLES.read_text(encoding="utf-8") == tables.written()
