"""A certificate as chains of equalities: from the left side of a claim to its right side, each premise at its place.

The entries of a combination are applied one after the other to the normal form of the left side; what a premise
changes is marked. Nothing here is trusted or decides anything: the certificate has been replayed before.
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from dataclasses import dataclass, field, is_dataclass
from dataclasses import fields as fields_of
from fractions import Fraction
from typing import Any, TypeAlias

from symproof.explain.orders import Nonnegative, Payer, Restated, nonzero_of, summands_of
from symproof.explain.reading import Folds, factors_of, look, readable
from symproof.kernel.algebra.normal import Normalizer
from symproof.kernel.algebra.words import Monomial, Polynomial, Terms, Word, combine, constant, multiply
from symproof.kernel.context import Context, context_of
from symproof.language.affine import Affine, integer, parameter, shift, subtract
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
)  # fmt: skip
from symproof.language.formulas import Compare, Equal, ForAllIndex, Formula, Invertible, Sequent
from symproof.language.parts import STEP, conjuncts_of, of_scalars, premise_parts, relations
from symproof.language.refusal import Refusal
from symproof.language.substitution import substituted
from symproof.language.terms import (
    Chain,
    Identity,
    Inverse,
    Number,
    Product,
    Slope,
    Sum,
    Symbol,
    Term,
    Trace,
    Transpose,
    Value,
    Zero,
)

INDUCTION = "induction"
MOST_LINES = 16
MOST_SUMMANDS = 10
MOST_ENTRIES = 8
Name: TypeAlias = "Symbol | Chain | Inverse"
Key: TypeAlias = tuple[Monomial, Word]


@dataclass(frozen=True, slots=True)
class Summand:
    """coefficient * before * new * after: ``new`` is what the line before did not have."""

    coefficient: Fraction
    before: tuple[Term, ...]
    new: tuple[Term, ...] = ()
    after: tuple[Term, ...] = ()

    @property
    def factors(self) -> tuple[Term, ...]:
        return self.before + self.new + self.after


@dataclass(frozen=True, slots=True)
class Line:
    """``= summands``, or the right side as the author wrote it; ``payer`` is None where definitions and the normal
    form are enough. No summands at all: zero."""

    payer: Payer | None
    summands: tuple[Summand, ...] = ()
    written: Term | None = None


@dataclass(frozen=True, slots=True)
class Equalities:
    """left = line = line = ...; no lines: both sides have one normal form, and ``form`` shows it if that helps."""

    left: Term
    right: Term
    lines: tuple[Line, ...] = ()
    form: tuple[Summand, ...] = ()


@dataclass(frozen=True, slots=True)
class LongSum:
    """left - right = the first entries, of ``total`` in all."""

    left: Term
    right: Term
    entries: tuple[tuple[Entry, Equal | None], ...]
    total: int


@dataclass(frozen=True, slots=True)
class DerivedStep:
    """A rule beyond linear combination: what it starts from, and the derived step it ends in."""

    number: int
    derived: Derived
    by: Equalities | LongSum


@dataclass(frozen=True, slots=True)
class Section:
    """Part of a certificate: ``base`` or ``step`` of an induction (index and value), ``case`` (an expression and
    whether it is >= 0) or ``part`` (one conjunct)."""

    kind: str
    content: tuple[Node, ...]
    claim: Formula | None = None
    index: str = ""
    value: Affine | None = None
    holds: bool = True


Node: TypeAlias = "Equalities | LongSum | Nonnegative | Restated | DerivedStep | Section"


def derivation(sequent: Sequent, certificate: Certificate) -> tuple[Node, ...]:
    """The certificate as a tree of chains; empty if it cannot be shown."""
    premises = {item.id: item.formula for item in sequent.premises}
    try:
        context = context_of(sequent.declarations, sequent.facts)
        return tuple(_Reader(context, premises).certificate(sequent.claim, certificate))
    except Refusal:
        return ()


@dataclass(frozen=True, slots=True)
class _Reader:
    """Walks claim and certificate as the replay does."""

    context: Context
    premises: Mapping[str, Formula]

    def certificate(self, claim: Formula, certificate: Certificate) -> Iterator[Node]:
        match certificate:
            case Cases():
                yield from self._cases(claim, certificate)
            case Induction() if isinstance(claim, ForAllIndex):
                yield from self._induction(claim, certificate)
            case Specialize(schema=schema, at=at):
                inner = tuple(self.certificate(schema, certificate.by))
                yield Section("schema", inner, schema, schema.index, at)
            case Generalize() if isinstance(claim, ForAllIndex):
                yield from self._inside(claim).certificate(claim.body, certificate.by)
            case _ if isinstance(claim, ForAllIndex):
                yield from self._inside(claim).certificate(claim.body, certificate)
            case Parts():
                conjuncts = [part for item in relations(claim) for part in conjuncts_of(item)]
                for conjunct, part in zip(conjuncts, certificate.parts, strict=True):
                    yield Section("part", tuple(self.certificate(conjunct, part)), conjunct)
            case Same():
                yield Restated(Payer(certificate.premise, certificate.part, certificate.at))
            case Algebra() | Order():
                yield from self._scalars(of_scalars(claim), certificate)

    def _scalars(self, claim: Formula, certificate: Algebra | Order) -> Iterator[Node]:
        if isinstance(certificate, Algebra) and isinstance(claim, Equal):
            yield from _Sums(self.context.fork(), self.premises, certificate).nodes(claim)
        elif isinstance(certificate, Order) and isinstance(claim, Compare):
            yield from _Sums(self.context.fork(), self.premises, certificate.by).order(claim, certificate)

    def _inside(self, claim: ForAllIndex) -> _Reader:
        return _Reader(self.context.bind(claim.index, claim.low, claim.high), self.premises)

    def _cases(self, claim: Formula, certificate: Cases) -> Iterator[Node]:
        negative = subtract(integer(-1), certificate.on)
        for on, by, holds in ((certificate.on, certificate.nonnegative, True), (negative, certificate.negative, False)):
            inner = _Reader(self.context.case(on), self.premises)
            yield Section("case", tuple(inner.certificate(claim, by)), value=certificate.on, holds=holds)

    def _induction(self, claim: ForAllIndex, certificate: Induction) -> Iterator[Node]:
        start, by = (claim.low, 1) if certificate.upward else (claim.high, -1)
        filled = self.context.nonempty(claim.index, claim.low, claim.high)
        base = substituted(claim.body, claim.index, start)
        first = _Reader(filled, self.premises).certificate(base, certificate.base)
        yield Section("base", tuple(first), base, claim.index, start)
        low = claim.low if certificate.upward else shift(claim.low, 1)
        high = shift(claim.high, -1) if certificate.upward else claim.high
        inner = _Reader(filled.bind(claim.index, low, high), {**self.premises, INDUCTION: claim.body})
        there = shift(parameter(claim.index), by)
        after = substituted(claim.body, claim.index, there)
        yield Section("step", tuple(inner.certificate(after, certificate.step)), after, claim.index, there)


# ------------------------------------------------------------------------------------------------ one combination


@dataclass(slots=True)
class _Sums:
    """One ``Algebra`` certificate: its derived steps, then the chain that closes the claim."""

    context: Context
    premises: Mapping[str, Formula]
    certificate: Algebra
    steps: list[tuple[Polynomial, ...]] = field(default_factory=list)
    normal: Normalizer = field(init=False)

    def __post_init__(self) -> None:
        self.normal = Normalizer(self.context)
        for fact in self.certificate.ranges:
            self.context.verify(fact)

    def nodes(self, claim: Equal) -> Iterator[Node]:
        yield from self._steps()
        yield self.chain(claim.left, claim.right, self.certificate.combination)

    def order(self, claim: Compare, certificate: Order) -> Iterator[Node]:
        yield from self._steps()
        entries = self.certificate.combination
        shown = tuple((entry, self._equation(entry)) for entry in entries[:MOST_ENTRIES])
        summands = summands_of(certificate, self.premises)
        yield Nonnegative(claim.left, claim.right, summands, shown, len(entries))

    def _steps(self) -> Iterator[Node]:
        for number, derived in enumerate(self.certificate.derived, 1):
            shown = self._derived(number, derived)
            if shown is not None:
                yield shown
        self._declare_invertible()

    def _declare_invertible(self) -> None:
        for name in self.certificate.invertible:
            if name.startswith(STEP):
                witness = self.certificate.derived[int(name.removeprefix(STEP)) - 1]
                arguments = [witness.argument] if isinstance(witness, Witness) else []
                if isinstance(witness, Reciprocal):
                    arguments = [nonzero_of(witness, self.premises)]
            else:
                arguments = [item.argument for item in relations(self.premises[name]) if isinstance(item, Invertible)]
            for argument in arguments:
                self.normal.invertible |= dict.fromkeys(self.normal.inverted(argument), False)

    def form(self, term: Term) -> Polynomial:
        return self.normal.polynomial(term)

    # -------------------------------------------------------------------------------- derived steps

    def _derived(self, number: int, derived: Derived) -> DerivedStep | None:
        by: Equalities | LongSum
        match derived:
            case Split():
                whole = Chain(derived.family, derived.high, derived.low)
                upper = Chain(derived.family, derived.high, shift(derived.at, 1))
                lower = Chain(derived.family, derived.at, derived.low)
                self.steps.append((combine(self.form(whole), multiply(self.form(upper), self.form(lower)), -1),))
                return None
            case Reciprocal():
                form = self.form(nonzero_of(derived, self.premises))
                self.steps.append((combine(multiply(form, self.normal.inverse(form)), constant(form.rows), -1),))
                return None
            case Penrose():
                form = self.form(derived.argument)
                again = multiply(multiply(form, self.normal.inverse(form)), form)
                self.steps.append((combine(again, form, -1),))
                product = Product((derived.argument, Inverse(derived.argument), derived.argument))
                by = Equalities(product, derived.argument)
            case Congruence(function="inv"):
                by = self.chain(derived.left, derived.right, derived.by)
                self.steps.append((combine(self.form(Inverse(derived.left)), self.form(Inverse(derived.right)), -1),))
            case Congruence():
                by = self.chain(derived.left, derived.right, derived.by)
                sides = (derived.left, derived.right)
                values = [self.form(Value(derived.function, side)) for side in sides]
                slopes = [self.form(Slope(derived.function, side)) for side in sides]
                self.steps.append((combine(values[0], values[1], -1), combine(slopes[0], slopes[1], -1)))
            case CallCongruence(place=place):
                by = self.chain(derived.left.arguments[place], derived.right.arguments[place], derived.by)
                self.steps.append((combine(self.form(derived.left), self.form(derived.right), -1),))
            case Definite():
                gram = _gram(derived)
                size = self.form(gram)
                by = self.chain(gram, Zero(size.rows, size.columns), derived.by)
                self.steps.append((self.form(derived.argument),))
            case TwoSided():
                by = self._one_sided(derived.left, derived.right, derived.by)
                left, right = self.form(derived.left), self.form(derived.right)
                self.steps.append((combine(multiply(right, left), constant(left.rows), -1),))
            case Witness():
                by = self._one_sided(derived.argument, derived.inverse, derived.by)
                form = self.form(derived.argument)
                letter, unit = self.normal.inverse(form), constant(form.rows)
                self.steps.append(
                    (combine(multiply(form, letter), unit, -1), combine(multiply(letter, form), unit, -1))
                )
        return DerivedStep(number, derived, by)

    def _one_sided(self, left: Term, right: Term, by: tuple[Entry, ...]) -> Equalities | LongSum:
        return self.chain(Product((left, right)), Identity(self.form(left).rows), by)

    # -------------------------------------------------------------------------------- entries

    def _contribution(self, entry: Entry) -> Polynomial:
        value = self._premise(entry)
        if entry.transposed:
            value = value.transpose()
        if entry.left is not None:
            value = multiply(self.form(entry.left), value)
        if entry.right is not None:
            value = multiply(value, self.form(entry.right))
        if entry.trace:
            value = self.normal.trace(value)
        return value if entry.factor is None else multiply(self.form(entry.factor), value)

    def _premise(self, entry: Entry) -> Polynomial:
        if entry.premise.startswith(STEP):
            return self.steps[int(entry.premise.removeprefix(STEP)) - 1][entry.part]
        equation = self._equation(entry)
        if equation is None:
            raise Refusal("SP326", f"{entry.premise} is not a premise")
        return combine(self.form(equation.left), self.form(equation.right), -1)

    def _equation(self, entry: Entry) -> Equal | None:
        """The instance of the premise that an entry uses; None for a derived step."""
        if entry.premise not in self.premises:
            return None
        schemas, equation = premise_parts(self.premises[entry.premise])[entry.part]
        for schema, at in zip(schemas, entry.at, strict=True):
            equation = substituted(equation, schema.index, at)
        return equation if isinstance(equation, Equal) else None

    def _payer(self, entry: Entry) -> Payer:
        """The premise that pays; for the reciprocal of a scalar the premise that says it is not zero."""
        number = entry.premise.removeprefix(STEP)
        derived = self.certificate.derived[int(number) - 1] if number != entry.premise else None
        if isinstance(derived, Reciprocal):
            return Payer(derived.premise, derived.part, derived.at)
        return Payer(entry.premise, entry.part, entry.at, entry.transposed)

    def _is_split(self, payer: Payer) -> bool:
        number = payer.premise.removeprefix(STEP)
        return number != payer.premise and isinstance(self.certificate.derived[int(number) - 1], Split)

    # -------------------------------------------------------------------------------- the chain

    def chain(self, left: Term, right: Term, entries: tuple[Entry, ...]) -> Equalities | LongSum:
        folds = self._folds(left, right, entries)
        if not entries:
            return Equalities(left, right, form=self._common_form(left, right))
        lines = self._lines(left, right, entries, folds)
        if len(lines) > MOST_LINES or any(len(line.summands) > MOST_SUMMANDS for line in lines):
            shown = tuple((entry, self._equation(entry)) for entry in entries[:MOST_ENTRIES])
            return LongSum(left, right, shown, len(entries))
        return Equalities(left, right, tuple(lines))

    def _common_form(self, left: Term, right: Term) -> tuple[Summand, ...]:
        """The normal form of both sides, unless it is what one of them says already."""
        form = self.form(left)
        shown = _summands(list(form.terms), form, self.normal, Folds({}), ())
        said = (look(left), look(right))
        return () if look(_term(shown, form)) in said or len(shown) > MOST_SUMMANDS else shown

    def _folds(self, left: Term, right: Term, entries: tuple[Entry, ...]) -> Folds:
        """The defined symbols that the claim and the premises speak of, by the words that they stand for."""
        words: dict[Word, Term] = {}
        spoken: list[Any] = [left, right, *(self._equation(entry) for entry in entries)]
        for name in _names(spoken):
            if not self._is_defined(name):
                continue
            form = self.form(name)
            if len(form.terms) == 1:
                ((monomial, word), coefficient) = next(iter(form.terms.items()))
                if not monomial and coefficient == 1 and word:
                    words.setdefault(word, name)
        return Folds(words)

    def _is_defined(self, name: Name) -> bool:
        """Stands for something else: a defined symbol or a chain of them, an inverse as the author wrote it."""
        match name:
            case Inverse():
                return True
            case Chain():
                return bool(self.context.symbol(name.family).pieces)
            case _:
                return bool(self.context.symbol(name.name).pieces)

    def _lines(self, left: Term, right: Term, entries: tuple[Entry, ...], folds: Folds) -> list[Line]:
        pending = [(self._payer(entry), self._contribution(entry)) for entry in entries]
        form = self.form(left)
        order = list(form.terms)
        shown = _summands(order, form, self.normal, folds, ())
        lines: list[Line] = []
        if look(_term(shown, form)) != look(left):
            lines.append(Line(None, shown))
        while pending:
            payer = pending[_next(form, pending)][0]
            before = shown
            position = _next(form, pending, payer)
            while position >= 0:  # what this premise changes goes on one line, as long as it applies
                after = combine(form, pending.pop(position)[1], -1)
                order = _replaced(order, form.terms, after.terms)
                form = after
                position = _next(form, pending, payer)
                if position >= 0 and not _applies(form, pending[position][1]):
                    position = -1
            shown = _summands(order, form, self.normal, folds, before)
            quiet = self._is_split(payer)
            if quiet and lines and lines[-1].payer is None:
                lines.pop()  # one plain equality sign is enough
            lines.append(Line(None if quiet else payer, shown))
        if look(_term(shown, form)) != look(right):
            lines.append(Line(None, written=right))
        return lines


def _gram(derived: Definite) -> Term:
    """X^T X + c Y^T Y + ..., or its trace."""
    squares = [(Fraction(1), derived.argument), *derived.others]
    products: list[Term] = []
    for c, argument in squares:
        square = (Transpose(argument), argument)
        term: Term = Product(square if c == 1 else (Number(c), *square))
        products.append(Trace(term) if derived.trace else term)
    return products[0] if len(products) == 1 else Sum(tuple(products))


def _next(form: Polynomial, pending: list[tuple[Payer, Polynomial]], payer: Payer | None = None) -> int:
    """The entry, of this payer if one is given, that applies to what stands there and leaves the shortest sum."""
    best, least = -1, (True, 0)
    for position, (paying, contribution) in enumerate(pending):
        if payer is not None and paying != payer:
            continue
        cost = (not _applies(form, contribution), len(combine(form, contribution, -1).terms))
        if best < 0 or cost < least:
            best, least = position, cost
    return best


def _applies(form: Polynomial, contribution: Polynomial) -> bool:
    return any(form.terms.get(key) == c for key, c in contribution.terms.items())


def _replaced(order: list[Key], before: Terms, after: Terms) -> list[Key]:
    """The summands in the old order; new ones where the first of the old ones was dropped."""
    new = [key for key in after if key not in before]
    result: list[Key] = []
    for key in order:
        if key in after:
            result.append(key)
        else:
            result += new
            new = []
    return result + new


def _summands(
    order: list[Key], form: Polynomial, normal: Normalizer, folds: Folds, before: tuple[Summand, ...]
) -> tuple[Summand, ...]:
    """The sum in this order, what differs from all old summands marked, if anything else stays."""
    known = {(item.coefficient, item.factors) for item in before}
    old = [item.factors for item in before]
    result = []
    for key in order:
        factors = factors_of(key, form, normal, folds)
        coefficient = Fraction(form.terms[key])
        if not before or (coefficient, factors) in known:
            result.append(Summand(coefficient, factors))
        else:
            result.append(_marked(coefficient, factors, old))
    return tuple(result)


def _marked(coefficient: Fraction, factors: tuple[Term, ...], old: list[tuple[Term, ...]]) -> Summand:
    """The middle that no old summand with the same beginning and end has."""
    start, end = max(((_shared(factors, other)) for other in old), key=sum)
    middle = factors[start : len(factors) - end]
    return Summand(coefficient, factors[:start], middle, factors[len(factors) - end :])


def _shared(one: tuple[Term, ...], other: tuple[Term, ...]) -> tuple[int, int]:
    """How many factors agree at the beginning, and then at the end."""
    most = min(len(one), len(other))
    start = next((k for k in range(most) if one[k] != other[k]), most)
    end = next((k for k in range(most - start) if one[-1 - k] != other[-1 - k]), most - start)
    return start, end


def _term(summands: tuple[Summand, ...], form: Polynomial) -> Term:
    return readable([(item.coefficient, item.factors) for item in summands], form)


def _names(node: Any) -> Iterator[Name]:
    if isinstance(node, Symbol | Chain | Inverse):
        yield node
    elif isinstance(node, tuple | list) and not isinstance(node, Affine):
        for item in node:
            yield from _names(item)
    elif is_dataclass(node) and not isinstance(node, type):
        for item in fields_of(node):
            yield from _names(getattr(node, item.name))
