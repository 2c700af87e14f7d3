"""Hand-built proofs: terms written with operators that record, nothing else of symproof's author language."""

from __future__ import annotations

from fractions import Fraction

from symproof.language.affine import Affine, SizeAt, integer, parameter, shift
from symproof.language.certificate import Entry
from symproof.language.declarations import (
    Declarations,
    FunctionDeclaration,
    Piece,
    Range,
    SizeDeclaration,
    SymbolDeclaration,
)
from symproof.language.formulas import And, Equal, ForAllIndex, Formula, IntegerRelation
from symproof.language.proof import Hypothesis, Proof, Step
from symproof.language.terms import Chain, Number, Product, Slope, Sum, Symbol, Term, Transpose

ONE = integer(1)
i, j, k = parameter("i"), parameter("j"), parameter("k")


def d(index: Affine) -> Affine:
    return parameter(SizeAt("d", index))


def size(name: str) -> Affine:
    return parameter(name)


def plus(*terms: Term) -> Term:
    return Sum(terms)


def minus(left: Term, right: Term) -> Term:
    return Sum((left, Product((Number(Fraction(-1)), right))))


def times(*factors: Term) -> Term:
    return Product(factors)


def t(term: Term) -> Term:
    return Transpose(term)


def M(index: Affine) -> Term:
    return Symbol("M", index)


def chain(high: Affine, low: Affine) -> Term:
    return Chain("M", high, low)


def Q(index: Affine) -> Term:
    return chain(k, shift(index, 1))


def P(index: Affine) -> Term:
    return chain(index, ONE)


def w(index: Affine) -> Term:
    return Symbol("w", index)


def v(index: Affine) -> Term:
    return Symbol("v", index)


def Mt(index: Affine) -> Term:
    return Symbol("Mt", index)


def step(name: str, claim: Formula, using: tuple[str, ...] = (), cofactors: tuple[Entry, ...] = ()) -> Step:
    return Step(name, name, None, claim, "algebra", using, cofactors=cofactors)


def network(*steps: Step, hypotheses: tuple[Hypothesis, ...] = ()) -> Proof:
    """The setting of Lemma 1: depths, widths, layers, the perturbed layers, f."""
    perturbed = plus(M(i), times(w(i), t(v(i))))
    declarations = Declarations(
        integers=("k", "j"),
        sizes=(SizeDeclaration("d", Range("i", integer(0), k)),),
        symbols=(
            SymbolDeclaration("M", d(i), d(shift(i, -1)), Range("i", ONE, k)),
            SymbolDeclaration("w", d(i), ONE, Range("i", ONE, j)),
            SymbolDeclaration("v", d(shift(i, -1)), ONE, Range("i", ONE, j)),
            SymbolDeclaration(
                "Mt",
                d(i),
                d(shift(i, -1)),
                Range("i", ONE, k),
                (Piece(perturbed, ONE, j), Piece(M(i), shift(j, 1), k)),
            ),
            SymbolDeclaration("W", d(k), d(integer(0)), None, (Piece(chain(k, ONE)),)),
        ),
        functions=(FunctionDeclaration("f", d(k), d(integer(0))),),
    )
    facts = (
        Hypothesis("H1", And((IntegerRelation("<", integer(0), j), IntegerRelation("<", j, k)))),
        Hypothesis("H2", ForAllIndex("i", integer(0), k, IntegerRelation("<=", d(j), d(i)))),
    )
    kernel = Hypothesis("H3", ForAllIndex("i", ONE, j, Equal(times(Q(i), w(i)), zero(d(k), ONE))))
    return Proof("test/lemma1", "", "", "", None, declarations, (*facts, kernel, *hypotheses), steps)


def zero(rows: Affine, columns: Affine) -> Term:
    from symproof.language.terms import Zero

    return Zero(rows, columns)


def slope(argument: Term) -> Term:
    return Slope("f", argument)


def statement(
    symbols: dict[str, tuple[Affine, Affine]],
    claim: Formula,
    *assume: Formula,
    integers: tuple[str, ...] = (),
    cofactors: tuple[Entry, ...] = (),
) -> Proof:
    """One statement over free sizes; the assumptions are H1, H2, ..., all of them premises."""
    from symproof.language.scopes import is_fact

    names = sorted({name for pair in symbols.values() for value in pair for name in _names(value)})
    declarations = Declarations(
        integers,
        tuple(SizeDeclaration(name) for name in names),
        tuple(SymbolDeclaration(name, rows, columns) for name, (rows, columns) in symbols.items()),
    )
    hypotheses = tuple(Hypothesis(f"H{number}", formula) for number, formula in enumerate(assume, 1))
    using = tuple(item.id for item in hypotheses if not is_fact(item.formula))
    steps = (step("claim1", claim, using, cofactors),)
    return Proof("test/statement", "", "", "", None, declarations, hypotheses, steps, is_statement_file=True)


def _names(value: Affine) -> list[str]:
    return [atom for atom, _ in value.terms if isinstance(atom, str)]
