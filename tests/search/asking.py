"""One-line statements for the tests of the prover."""

from __future__ import annotations

from symproof.kernel.replay import replay
from symproof.language.certificate import Algebra, Certificate, Parts
from symproof.language.formulas import Sequent
from symproof.language.scopes import sequent
from symproof.search import Found, find
from symproof.statements import parse_statement


def sequents(symbols: str, text: str) -> list[Sequent]:
    """``symbols`` as in ``A:m,n v:n c``; one sequent for each claim."""
    declared = {}
    for item in symbols.split():
        name, _, sizes = item.partition(":")
        parts = [size for size in sizes.split(",") if size]
        declared[name] = [*parts, "1"] if len(parts) == 1 else parts
    proofs, errors = parse_statement(declared, text)
    assert not errors, errors
    return [sequent(proof, step) for proof in proofs for step in proof.steps]


def ask(symbols: str, text: str) -> Found:
    """What is found for the one claim of the statement."""
    (goal,) = sequents(symbols, text)
    return find(goal)


def prove(symbols: str, text: str) -> tuple[frozenset[str], tuple[str, ...]]:
    """Proves every claim; the premises used and the rules beyond algebra."""
    used: frozenset[str] = frozenset()
    rules: tuple[str, ...] = ()
    for goal in sequents(symbols, text):
        found = find(goal)
        assert found.certificate is not None, (text, found.diagnostic)
        theorem = replay(goal, found.certificate)
        used, rules = used | theorem.used, rules + theorem.rules
    return used, rules


def length(certificate: Certificate | None) -> int:
    """The number of summands."""
    if isinstance(certificate, Parts):
        return sum(map(length, certificate.parts))
    assert isinstance(certificate, Algebra)
    return len(certificate.combination) + sum(len(getattr(step, "by", ())) for step in certificate.derived)


def penrose(a: str, x: str) -> str:
    """X is the Moore-Penrose inverse of A."""
    return f"{a}*{x}*{a} = {a}, {x}*{a}*{x} = {x}, ({a}*{x}).T = {a}*{x}, ({x}*{a}).T = {x}*{a}"
