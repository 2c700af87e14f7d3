"""Hand-built proofs, without the author's language: a 2-letter world of square matrices."""

from __future__ import annotations

from fractions import Fraction

from symproof.diagnostics.results import StepResult
from symproof.language.affine import parameter
from symproof.language.declarations import Declarations, SizeDeclaration, SymbolDeclaration
from symproof.language.formulas import And, Compare, Equal, ForAllIndex, Formula, Invertible
from symproof.language.proof import Block, Fact, Hypothesis, Proof, Step, Verdict, nested
from symproof.language.terms import Number, Product, Sum, Symbol, Term, Transpose

N = parameter("n")
A, B, C = Symbol("A"), Symbol("B"), Symbol("C")
DECLARATIONS = Declarations(
    sizes=(SizeDeclaration("n"),), symbols=tuple(SymbolDeclaration(name, N, N) for name in ("A", "B", "C"))
)


def minus(left: Term, right: Term) -> Term:
    return Sum((left, Product((Number(Fraction(-1)), right))))


COMMUTE = Equal(Product((A, B)), Product((B, A)))
TRANSPOSED = Equal(Transpose(Product((A, B))), Product((Transpose(B), Transpose(A))))
SQUARE_COMMUTES = Equal(Product((A, A, B)), Product((B, A, A)))


def step(name: str, claim: Formula = TRANSPOSED, method: str = "algebra", **given: object) -> Step:
    return Step(name, f"section 1, {name}", 7, claim, method, **given)  # type: ignore[arg-type]


def proof(*steps: Step, blocks: tuple[Block, ...] = (), **given: object) -> Proof:
    """Hypothesis ``commute`` (A B = B A), the citation ``HJ`` and the fact ``N1``."""
    return Proof(
        "folder/example",
        "An example",
        "hand-made",
        "example.py",
        1,
        DECLARATIONS,
        (Hypothesis("commute", COMMUTE),),
        nested(steps, blocks),
        facts=(Fact("N1", "0 = 0", "a book"),),
        citations=(Fact("HJ", "A = A", "Horn and Johnson"),),
        **given,  # type: ignore[arg-type]
    )


def result(verdict: Verdict, name: str = "one", **given: object) -> StepResult:
    return StepResult(step(name, **given), verdict)  # type: ignore[arg-type]


def is_certified(claim: Formula) -> bool:
    """Whether a certificate decides claims of this kind; others are derived."""
    match claim:
        case And(parts):
            return all(map(is_certified, parts))
        case ForAllIndex(body=body):
            return is_certified(body)
        case _:
            return isinstance(claim, Equal | Compare | Invertible)
