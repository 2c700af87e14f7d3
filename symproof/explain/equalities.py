"""A certificate as the equalities it means: ``claim.left - claim.right`` as a sum of multiples of premises."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from fractions import Fraction

from symproof.diagnostics.results import StepResult
from symproof.explain.orders import difference_of, summands_of
from symproof.language.affine import affine_text, integer, parameter, shift
from symproof.language.certificate import (
    Algebra,
    CallCongruence,
    Cases,
    Certificate,
    Congruence,
    Definite,
    Derived,
    Entry,
    Generalize,
    Induction,
    Order,
    Parts,
    Penrose,
    Reciprocal,
    Same,
    Specialize,
    Split,
    TwoSided,
    Witness,
)
from symproof.language.formulas import Compare, Equal, ForAllIndex, Formula, IntegerRelation
from symproof.language.parts import STEP, conjuncts_of, of_scalars, premise_parts, relations
from symproof.language.proof import Proof
from symproof.language.scopes import declarations_in_scope, sequent
from symproof.language.substitution import substituted
from symproof.language.terms import Chain, Number, Power, Product, Sum, Symbol, Term, Zero
from symproof.render.naming import Naming
from symproof.render.text import Text

LONGEST = 8  # summands; a longer combination is only counted


def equalities(proof: Proof, result: StepResult, naming: Naming | None = None) -> list[str]:
    """The lines that explain the certificate of a step; none without one."""
    if result.certificate is None:
        return []
    premises = {item.id: item.formula for item in sequent(proof, result.step).premises}
    writer = _Writer(Text(declarations_in_scope(proof, result.step), naming), premises)
    return list(writer.certificate(result.step.claim, result.certificate))


class _Writer:
    def __init__(self, printer: Text, premises: Mapping[str, Formula]) -> None:
        self.printer, self.premises = printer, premises

    def certificate(self, claim: Formula, certificate: Certificate) -> Iterator[str]:
        match certificate:
            case Cases():
                yield f"where {affine_text(certificate.on)} >= 0:"
                yield from _deeper(self.certificate(claim, certificate.nonnegative))
                yield f"where {affine_text(certificate.on)} < 0:"
                yield from _deeper(self.certificate(claim, certificate.negative))
            case Induction() if isinstance(claim, ForAllIndex):
                yield from self._induction(claim, certificate)
            case Specialize(schema=schema, at=at):
                yield f"at {schema.index} = {affine_text(at)} of what holds for all {schema.index}:"
                yield from _deeper(self.certificate(schema, certificate.by))
            case Generalize() if isinstance(claim, ForAllIndex):
                yield from self._schema(claim, certificate.by)
            case _ if isinstance(claim, ForAllIndex):
                yield from self._schema(claim, certificate)
            case Parts():
                conjuncts = [part for item in relations(claim) for part in conjuncts_of(item)]
                for conjunct, part in zip(conjuncts, certificate.parts, strict=True):
                    yield from self.certificate(conjunct, part)
            case Same():
                yield f"this is what {certificate.premise} says"
            case Order() if isinstance(claim, Compare | IntegerRelation):
                yield from self._order(of_scalars(claim), certificate)
            case Algebra() if isinstance(scalars := of_scalars(claim), Equal):
                yield from self._algebra(scalars, certificate)

    def _schema(self, claim: ForAllIndex, by: Certificate) -> Iterator[str]:
        yield f"for {affine_text(claim.low)} <= {claim.index} <= {affine_text(claim.high)}:"
        yield from _deeper(self.certificate(claim.body, by))

    def _induction(self, claim: ForAllIndex, certificate: Induction) -> Iterator[str]:
        start, by = (claim.low, 1) if certificate.upward else (claim.high, -1)
        yield f"base, {claim.index} = {affine_text(start)}:"
        yield from _deeper(self.certificate(substituted(claim.body, claim.index, start), certificate.base))
        there = shift(parameter(claim.index), by)
        inner = _Writer(self.printer, {**self.premises, "induction": claim.body})
        yield f"step, from {claim.index} to {affine_text(there)}:"
        yield from _deeper(inner.certificate(substituted(claim.body, claim.index, there), certificate.step))

    # ---------------------------------------------------------------------------- one combination

    def _algebra(self, claim: Equal, certificate: Algebra) -> Iterator[str]:
        for number, derived in enumerate(certificate.derived, 1):
            yield from self._derived(number, derived)
        yield from self._sum(self._term(_difference(claim)), certificate.combination)

    def _order(self, claim: Formula, certificate: Order) -> Iterator[str]:
        """right - left as the sum of what is not negative, and of multiples of premises."""
        for number, derived in enumerate(certificate.by.derived, 1):
            yield from self._derived(number, derived)
        if not isinstance(claim, Compare):
            return
        yield f"{self._term(difference_of(claim.right, claim.left))} ="
        for number, (coefficient, factors) in enumerate(summands_of(certificate, self.premises)):
            shown = [self._wrapped(Number(coefficient))] if coefficient != 1 or not factors else []
            shown += [self._wrapped(factor.term) for factor in factors]
            names = dict.fromkeys(factor.payer.premise if factor.payer else "never negative" for factor in factors)
            why = f"    [{', '.join(names)}]" if names else ""
            yield f"    {'+' if number else ' '} {'*'.join(shown)}{why}"
        entries = certificate.by.combination
        if len(entries) > LONGEST:
            yield f"    + a sum of {len(entries)} multiples of premises (written out in the JSON report)"
            return
        for entry in entries:
            sign, multiple = self._entry(entry)
            yield f"    {sign} {multiple}    [{entry.premise}]"

    def _sum(self, left: str, entries: tuple[Entry, ...]) -> Iterator[str]:
        if not entries:
            yield f"{left} = 0 by the normal form"
        elif len(entries) > LONGEST:
            yield f"{left} = a sum of {len(entries)} multiples of premises (written out in the JSON report)"
        else:
            yield f"{left} ="
            for number, entry in enumerate(entries):
                sign, multiple = self._entry(entry)
                yield f"    {sign if number or sign == '-' else ' '} {multiple}    [{entry.premise}]"

    def _derived(self, number: int, derived: Derived) -> Iterator[str]:
        name = f"{STEP}{number}: "
        match derived:
            case Split():
                chain = Chain(derived.family, derived.high, derived.low)
                yield f"{name}{self._term(chain)} split after {self._term(Symbol(derived.family, derived.at))}"
                return
            case Reciprocal():
                yield f"{name}{derived.premise} says that two scalars differ: their difference has a reciprocal"
                return
            case Penrose():
                one = self._wrapped(derived.argument)
                inside = self._term(derived.argument)
                yield f"{name}{one}*inv({inside})*{one} = {inside} (the Moore-Penrose inverse)"
                return
            case Congruence(function="inv"):
                one, two = self._term(derived.left), self._term(derived.right)
                yield f"{name}{one} = {two} gives equal inverses, since"
                goal = f"{one} - {self._wrapped(derived.right)}"
            case Congruence():
                one, two = self._term(derived.left), self._term(derived.right)
                yield f"{name}{one} = {two} gives equal values and gradients of {derived.function}, since"
                goal = f"{one} - {self._wrapped(derived.right)}"
            case CallCongruence():
                places = [call.arguments[derived.place] for call in (derived.left, derived.right)]
                one, two = map(self._term, places)
                yield f"{name}{one} = {two} gives equal values of {derived.left.name}, since"
                goal = f"{one} - {self._wrapped(places[1])}"
            case Definite():
                one = self._wrapped(derived.argument)
                squares = [f"{one}.T*{one}"]
                for c, other in derived.others:
                    squares.append(f"{'' if c == 1 else f'{c}*'}{self._wrapped(other)}.T*{self._wrapped(other)}")
                goal = " + ".join([f"tr({square})" if derived.trace else square for square in squares])
                yield f"{name}{goal} = 0 gives {self._term(derived.argument)} = 0 (real matrices), since"
            case TwoSided():
                one, two = self._wrapped(derived.left), self._wrapped(derived.right)
                yield f"{name}{one}*{two} = I gives {two}*{one} = I (square matrices), since"
                goal = f"{one}*{two} - I"
            case Witness():
                one, two = self._wrapped(derived.argument), self._wrapped(derived.inverse)
                yield f"{name}{self._term(derived.argument)} is invertible, since"
                goal = f"{one}*{two} - I"
        yield from _deeper(self._sum(goal, derived.by))

    def _entry(self, entry: Entry) -> tuple[str, str]:
        """The sign of a summand, and the summand without it."""
        middle = self._premise(entry) + (".T" if entry.transposed else "")
        parts = [self._wrapped(side) for side in (entry.left, entry.right) if side is not None]
        parts.insert(1 if entry.left is not None else 0, middle)
        inside = "*".join(parts)
        inside = f"tr({inside})" if entry.trace else inside
        if entry.factor is None:
            return "+", inside
        if isinstance(entry.factor, Number) and entry.factor.value < 0:
            size = -entry.factor.value
            return "-", inside if size == 1 else f"{self._wrapped(Number(size))}*{inside}"
        return "+", f"{self._wrapped(entry.factor)}*{inside}"

    def _premise(self, entry: Entry) -> str:
        """The difference of the two sides, in parentheses unless it is a single letter: this is what is zero."""
        if entry.premise not in self.premises:
            return f"({entry.premise}, equation {entry.part + 1})" if entry.part else f"({entry.premise})"
        schemas, equation = premise_parts(self.premises[entry.premise])[entry.part]
        for schema, at in zip(schemas, entry.at, strict=False):
            equation = substituted(equation, schema.index, at)
        if not isinstance(equation, Equal):
            return f"({entry.premise})"
        written = self._term(_difference(equation))
        if isinstance(equation.right, Power) and equation.right.exponent == integer(0):
            written = written.replace(self._term(equation.right), "I")  # the unit E**0 of an inverse reads better so
        return f"({written})" if any(sign in written for sign in " +-*/") else written

    def _term(self, term: Term) -> str:
        return self.printer.text(term)

    def _wrapped(self, term: Term) -> str:
        """A factor of a product: sums, fractions and what begins with a sign need parentheses."""
        written = self._term(term)
        return f"({written})" if isinstance(term, Sum) or written.startswith("-") or "/" in written else written


def _difference(equation: Equal) -> Term:
    """left - right, without subtracting zero."""
    right = equation.right
    if isinstance(right, Zero) or (isinstance(right, Number) and right.value == 0):
        return equation.left
    factors = right.factors if isinstance(right, Product) else (right,)
    return Sum((equation.left, Product((Number(Fraction(-1)), *factors))))


def _deeper(lines: Iterator[str]) -> Iterator[str]:
    return (f"    {line}" for line in lines)
