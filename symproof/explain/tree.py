"""A certificate read once, as a tree: sections of the argument, derived steps, and combinations of premises.

Text shows a combination as the sum that it is; ``derivation.py`` turns it into a chain of equalities. Nothing here is
trusted or decides anything: the certificate has been replayed before.
"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import replace
from fractions import Fraction
from typing import TypeAlias, TypeGuard, TypeVar

from symproof.explain.definite import difference_of, product_of, stated, summed
from symproof.explain.laws import sides_of
from symproof.explain.orders import Payer, Restated, Summands, estimate_of, left_inverse_of, summands_of, total_of
from symproof.language.affine import ONE, Affine, integer, parameter, shift
from symproof.language.certificate import (
    Algebra,
    CallCongruence,
    Cases,
    Certificate,
    Congruence,
    Definite,
    Definiteness,
    Derived,
    Entry,
    Generalize,
    Induction,
    Law,
    Nonsingular,
    Order,
    Partition,
    Parts,
    Penrose,
    Reciprocal,
    Same,
    Specialize,
    Split,
    SplitSum,
    SumCongruence,
    Summand,
    TwoSided,
    Vanishing,
    Witness,
)  # fmt: skip
from symproof.language.declarations import Declarations
from symproof.language.formulas import Compare, Equal, ForAllIndex, Formula, Sequent
from symproof.language.parts import STEP, conjuncts_of, of_scalars, premise_parts, relations
from symproof.language.records import dataclass
from symproof.language.substitution import substituted
from symproof.language.terms import Identity, Inverse, Number, Power, Product, Sum, Term, Trace, Transpose, Zero
from symproof.render.sizes import size_of

INDUCTION = "induction"  # the name of the induction hypothesis as a premise
FormulaT = TypeVar("FormulaT", bound=Formula)
MOST_MULTIPLES = 8  # of a combination that is written out
SILENT = (Split, SplitSum)  # a product or sum and its parts are read as the same in an estimate


@dataclass(frozen=True, slots=True)
class Multiple:
    """factor * K[premise]: the ``equation`` of the premise that is used, at its indices, and the same as a reader
    writes it (I for the unit E**0). Both are None for a derived step."""

    entry: Entry
    equation: Equal | None = None
    said: Equal | None = None


class _Shortened:
    """Multiples of which the first are shown, where all are too many to be read."""

    __slots__ = ()
    multiples: tuple[Multiple, ...]

    @property
    def shown(self) -> tuple[Multiple, ...]:
        """The first multiples."""
        return self.multiples[:MOST_MULTIPLES]

    @property
    def is_long(self) -> bool:
        """Whether only the first multiples are shown."""
        return len(self.multiples) > MOST_MULTIPLES


@dataclass(frozen=True, slots=True)
class Combination(_Shortened):
    """left - right = the sum of the multiples."""

    left: Term
    right: Term
    multiples: tuple[Multiple, ...]


@dataclass(frozen=True, slots=True)
class Estimate(_Shortened):
    """right - left = sum of coefficient * product of nonnegative factors + the sum of the multiples; where there is a
    ``multiplier``, a positive sum of such products, this is multiplier * (right - left). ``left_inverse``: the sum of
    products Y L that is I, where it shows that a sum of matrices L^T P L is definite."""

    left: Term
    right: Term
    summands: Summands
    multiples: tuple[Multiple, ...] = ()
    strict: bool = False
    multiplier: Summands = ()
    is_matrix: bool = False
    left_inverse: Term | None = None

    @property
    def factor(self) -> Term | None:
        """What right - left is multiplied by, if anything."""
        return total_of(self.multiplier) if self.multiplier else None

    @property
    def subject(self) -> Term:
        """What is shown to be the sum."""
        difference = difference_of(self.right, self.left)
        return difference if self.factor is None else product_of(self.factor, difference)

    @property
    def symmetries(self) -> dict[str, Equal]:
        """By premise, the equations X^T = X that all multiples come from; empty where some come from others."""
        found = {item.entry.premise: item.equation for item in self.multiples if item.equation is not None}
        plain = len(found) and all(item.equation is not None for item in self.multiples)
        return found if plain and all(map(is_symmetry, found.values())) else {}


@dataclass(frozen=True, slots=True)
class Conclusion:
    """A rule beyond linear combination, and the equation that it starts from; None where the rule needs none."""

    number: int
    derived: Derived
    by: Combination | None = None


@dataclass(frozen=True, slots=True)
class Argument:
    """One ``Algebra`` certificate: conclusions one after the other, then what closes the claim."""

    certificate: Algebra
    premises: Mapping[str, Formula]
    conclusions: tuple[Conclusion, ...]
    goal: Combination | Estimate

    @property
    def told(self) -> tuple[Conclusion, ...]:
        """The conclusions that a reader has to be told."""
        silent = SILENT if isinstance(self.goal, Estimate) else ()
        return tuple(item for item in self.conclusions if not isinstance(item.derived, silent))


@dataclass(frozen=True, slots=True)
class Passage:
    """Part of a certificate, and what it proves.

    ``range``: for every index from low to high. ``induction``: a ``base`` at an index value and a ``step`` to one, for
    the indices from low to high. ``schema``: the claim for all indices, used at one value. ``case``: where an
    expression is >= 0, or where not. ``part``: one conjunct.
    """

    kind: str
    content: tuple[Branch, ...]
    claim: Formula
    index: str = ""
    value: Affine | None = None
    low: Affine | None = None
    high: Affine | None = None
    holds: bool = True


Branch: TypeAlias = "Passage | Argument | Restated"


def tree(sequent: Sequent, certificate: Certificate) -> tuple[Branch, ...]:
    """What the certificate says about the claim of the sequent."""
    premises = {item.id: item.formula for item in sequent.premises}
    return _Walk(sequent.declarations, premises).certificate(sequent.claim, certificate)


@dataclass(frozen=True, slots=True)
class _Walk:
    """Goes through claim and certificate as the replay does."""

    declarations: Declarations
    premises: Mapping[str, Formula]

    def certificate(self, claim: Formula, certificate: Certificate) -> tuple[Branch, ...]:
        match certificate:
            case Cases():
                return self._cases(claim, certificate)
            case Induction() if isinstance(claim, ForAllIndex):
                return (self._induction(claim, certificate),)
            case Specialize(schema=schema, at=at):
                return (Passage("schema", self.certificate(schema, certificate.by), schema, schema.index, at),)
            case Generalize() if isinstance(claim, ForAllIndex):
                return (self._range(claim, certificate.by),)
            case _ if isinstance(claim, ForAllIndex):
                return (self._range(claim, certificate),)
            case Parts():
                conjuncts = [part for item in relations(claim) for part in conjuncts_of(item)]
                proved = zip(conjuncts, certificate.parts, strict=True)
                return tuple(Passage("part", self.certificate(part, by), self._said(part)) for part, by in proved)
            case Same():
                return (Restated(Payer(certificate.premise, certificate.part, certificate.at)),)
            case Algebra() | Order() | Definiteness():
                return self._scalars(of_scalars(claim), certificate)
            case _:
                return ()

    def _cases(self, claim: Formula, certificate: Cases) -> tuple[Branch, ...]:
        branches = ((certificate.nonnegative, True), (certificate.negative, False))
        return tuple(
            Passage("case", self.certificate(claim, by), claim, value=certificate.on, holds=holds)
            for by, holds in branches
        )

    def _range(self, claim: ForAllIndex, by: Certificate) -> Passage:
        inner = self.certificate(claim.body, by)
        return Passage("range", inner, claim, claim.index, low=claim.low, high=claim.high)

    def _induction(self, claim: ForAllIndex, certificate: Induction) -> Passage:
        start, by = (claim.low, 1) if certificate.upward else (claim.high, -1)
        base = substituted(claim.body, claim.index, start)
        first = Passage("base", self.certificate(base, certificate.base), base, claim.index, start)
        low = claim.low if certificate.upward else shift(claim.low, 1)
        high = shift(claim.high, -1) if certificate.upward else claim.high
        there = shift(parameter(claim.index), by)
        after = substituted(claim.body, claim.index, there)
        inner = _Walk(self.declarations, {**self.premises, INDUCTION: claim.body})
        content = inner.certificate(after, certificate.step)
        second = Passage("step", content, after, claim.index, there, low, high)
        return Passage("induction", (first, second), claim, claim.index, low=claim.low, high=claim.high)

    # -------------------------------------------------------------------------------- one combination

    def _scalars(self, claim: Formula, certificate: Algebra | Order | Definiteness) -> tuple[Branch, ...]:
        if isinstance(certificate, Algebra) and isinstance(claim, Equal):
            goal: Combination | Estimate = self._combination(claim.left, claim.right, certificate.combination)
            by = certificate
        elif isinstance(certificate, Order) and isinstance(claim, Compare):
            by = certificate.by
            summands, multiplier = [
                self._untraced(summands_of(part, self.premises))
                for part in (certificate.summands, certificate.multiplier)
            ]
            strict, multiples = claim.relation == "<", self._said_multiples(by)
            goal = Estimate(claim.left, claim.right, summands, multiples, strict, multiplier)
        elif isinstance(certificate, Definiteness):
            by, matrix = certificate.by, stated(claim)
            summands = self._untraced(estimate_of(certificate, self.premises))
            strict = claim.relation == "<" if isinstance(claim, Compare) else "semi" not in claim.name  # type: ignore[union-attr]
            multiples, spanning = self._said_multiples(by), left_inverse_of(certificate) if strict else None
            goal = Estimate(self._zero_like(matrix), matrix, summands, multiples, strict, (), True, spanning)
        else:
            return ()
        numbered = enumerate(by.derived, 1)
        conclusions = tuple(Conclusion(number, derived, self._start(derived)) for number, derived in numbered)
        return (Argument(by, self.premises, conclusions, goal),)

    def _untraced(self, summands: Summands) -> Summands:
        """x^T P x in place of its trace, and c^2 in place of the squared norm of a scalar."""
        return tuple(
            (coefficient, tuple(replace(factor, term=self._scalar(factor.term)) for factor in factors))
            for coefficient, factors in summands
        )

    def _scalar(self, term: Term) -> Term:
        inner = term.argument if isinstance(term, Trace) else None
        is_norm = isinstance(inner, Product) and len(inner.factors) == 2
        if is_norm and isinstance(inner, Product) and self._size(inner.factors[1]) == (ONE, ONE):
            return Power(inner.factors[1], integer(2)) if inner.factors[0] == Transpose(inner.factors[1]) else term
        return inner if inner is not None and not is_norm and self._size(inner) == (ONE, ONE) else term

    def _combination(self, left: Term, right: Term, entries: tuple[Entry, ...]) -> Combination:
        return Combination(left, right, self._multiples(entries))

    def _start(self, derived: Derived) -> Combination | None:
        """The equation from which a rule concludes."""
        match derived:
            case Congruence():
                return self._combination(derived.left, derived.right, derived.by)
            case CallCongruence(left=one, right=other, place=place):
                return self._combination(one.arguments[place], other.arguments[place], derived.by)
            case Definite():
                gram = gram_of(derived)
                return self._combination(gram, self._zero_like(gram), derived.by)
            case TwoSided():
                return self._inverse(derived.left, derived.right, derived.by)
            case Witness():
                return self._inverse(derived.argument, derived.inverse, derived.by)
            case Penrose(argument=inner):
                return self._combination(Product((inner, Inverse(inner), inner)), inner, ())
            case Law():
                size = self._size(derived.arguments[0])
                return None if size is None else self._combination(*sides_of(derived, size[0])[0], ())
            case Vanishing(square=square, others=others):
                total = summed([Summand(Fraction(1), (square,)), *others], self.premises)
                return self._combination(total, Number(Fraction(0)), derived.by)
            case Split() | Reciprocal() | Nonsingular() | Partition() | SumCongruence() | SplitSum():
                return None

    def _inverse(self, left: Term, right: Term, by: tuple[Entry, ...]) -> Combination:
        return self._combination(Product((left, right)), self._unit(left), by)

    def _unit(self, term: Term) -> Term:
        """I of the size of a square term, as far as the declarations tell it."""
        size = self._size(term)
        return Power(term, integer(0)) if size is None else Identity(size[0])

    def _zero_like(self, term: Term) -> Term:
        size = self._size(term)
        return Number(Fraction(0)) if size is None else Zero(*size)

    def _size(self, term: Term) -> tuple[Affine, Affine] | None:
        return size_of(term, {symbol.name: symbol for symbol in self.declarations.symbols})

    # -------------------------------------------------------------------------------- entries

    def _multiples(self, entries: tuple[Entry, ...]) -> tuple[Multiple, ...]:
        return tuple(map(self._multiple, entries))

    def _said_multiples(self, by: Algebra) -> tuple[Multiple, ...]:
        """The multiples in an estimate, without what is read as the same."""
        silent = {f"{STEP}{number}" for number, derived in enumerate(by.derived, 1) if isinstance(derived, SILENT)}
        return self._multiples(tuple(entry for entry in by.combination if entry.premise not in silent))

    def _multiple(self, entry: Entry) -> Multiple:
        if entry.premise not in self.premises:
            return Multiple(entry)
        schemas, equation = premise_parts(self.premises[entry.premise])[entry.part]
        for schema, at in zip(schemas, entry.at, strict=True):
            equation = substituted(equation, schema.index, at)
        if not isinstance(equation, Equal):
            return Multiple(entry)
        return Multiple(entry, equation, self._said(equation))

    def _said(self, formula: FormulaT) -> FormulaT | Equal:
        """An equation with I in place of the unit E**0 of an inverse; other formulas as they are."""
        if isinstance(formula, Equal) and is_unit(formula.right):
            return Equal(formula.left, self._unit(formula.right.base))
        return formula


def is_symmetry(equation: Equal) -> bool:
    """Whether this is X^T = X."""
    return equation.left == Transpose(equation.right) or equation.right == Transpose(equation.left)


def is_unit(term: Term) -> TypeGuard[Power]:
    """Whether this is E**0, the identity of the size of E."""
    return isinstance(term, Power) and term.exponent == integer(0)


def gram_of(derived: Definite) -> Term:
    """X^T X + c Y^T Y + ..., or the sum of their traces."""
    squares = [(Fraction(1), derived.argument), *derived.others]
    products: list[Term] = []
    for c, argument in squares:
        square = (Transpose(argument), argument)
        term: Term = Product(square if c == 1 else (Number(c), *square))
        products.append(Trace(term) if derived.trace else term)
    return products[0] if len(products) == 1 else Sum(tuple(products))
