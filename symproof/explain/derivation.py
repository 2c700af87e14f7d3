"""A certificate as chains of equalities: from the left side of a claim to its right side, each premise at its place.

The entries of a combination are applied one after the other to the normal form of the left side; what a premise
changes is marked. Nothing here is trusted or decides anything: the certificate has been replayed before.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from dataclasses import field, is_dataclass, replace
from dataclasses import fields as fields_of
from fractions import Fraction
from typing import Any, TypeAlias

from symproof.explain.conclusions import concluded
from symproof.explain.orders import Payer, Restated, nonzero_of
from symproof.explain.reading import Folds, factors_of, look, readable
from symproof.explain.tree import (
    INDUCTION,
    SILENT,
    Argument,
    Branch,
    Combination,
    Conclusion,
    Estimate,
    Multiple,
    Passage,
    is_unit,
    tree,
)  # fmt: skip
from symproof.kernel.algebra.normal import Normalizer
from symproof.kernel.algebra.words import Monomial, Polynomial, Terms, Word, combine, multiply
from symproof.kernel.context import Context, context_of
from symproof.language.affine import Affine, integer, subtract
from symproof.language.certificate import (
    Certificate,
    Derived,
    Entry,
    Reciprocal,
    Split,
    Witness,
)  # fmt: skip
from symproof.language.formulas import Formula, IntegerRelation, Invertible, Sequent
from symproof.language.parts import STEP, relations
from symproof.language.records import dataclass
from symproof.language.refusal import Refusal
from symproof.language.terms import Chain, Inverse, Symbol, Term

__all__ = [
    "INDUCTION", "Combination", "DerivedStep", "Equalities", "Estimate", "Line", "Node", "Section", "Summand",
    "derivation",
]  # fmt: skip
MOST_LINES = 16
MOST_SUMMANDS = 10
Name: TypeAlias = "Symbol | Chain | Inverse"
Key: TypeAlias = tuple[Monomial, Word]


BOUND = "bound:"  # before the name of an arbitrary index: the fact that it lies in its range


@dataclass(frozen=True, slots=True)
class Summand:
    """coefficient * before * new * after: ``new`` is what the line before did not have."""

    coefficient: Fraction
    before: tuple[Term, ...]
    new: tuple[Term, ...] = ()
    after: tuple[Term, ...] = ()

    @property
    def factors(self) -> tuple[Term, ...]:
        """All factors of the summand, in order."""
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
class DerivedStep:
    """A rule beyond linear combination: what it starts from, and the derived step it ends in."""

    number: int
    derived: Derived
    by: Equalities | Combination


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


Node: TypeAlias = "Equalities | Combination | Estimate | Restated | DerivedStep | Section"


def derivation(sequent: Sequent, certificate: Certificate) -> tuple[Node, ...]:
    """The certificate as a tree of chains; empty if it cannot be shown."""
    try:
        return tuple(_nodes(_context(sequent), tree(sequent, certificate)))
    except Refusal:
        return ()


def _context(sequent: Sequent) -> Context:
    """The context of a sequent, also of one inside an argument about an arbitrary index of a range."""
    bound = {item.id.removeprefix(BOUND): item.formula for item in sequent.facts if item.id.startswith(BOUND)}
    declared = sequent.declarations
    free = replace(declared, integers=tuple(name for name in declared.integers if name not in bound))
    context = context_of(free, tuple(item for item in sequent.facts if not item.id.startswith(BOUND)))
    for name, formula in bound.items():
        low, high = relations(formula)
        if isinstance(low, IntegerRelation) and isinstance(high, IntegerRelation):
            context = context.bind(name, low.left, high.right)
    return context


def _nodes(context: Context, branches: Iterable[Branch]) -> Iterator[Node]:
    """The branches with chains in place of combinations. Ranges of indices and inductions need no section."""
    for branch in branches:
        match branch:
            case Argument():
                yield from _Sums(context.fork(), branch).nodes()
            case Passage(kind="range" | "induction"):
                yield from _nodes(_inside(context, branch), branch.content)
            case Passage():
                content = tuple(_nodes(_inside(context, branch), branch.content))
                yield Section(branch.kind, content, branch.claim, branch.index, branch.value, branch.holds)
            case Restated():
                yield branch


def _inside(context: Context, passage: Passage) -> Context:
    """What may be used inside a passage."""
    if passage.kind == "case" and passage.value is not None:
        return context.case(passage.value if passage.holds else subtract(integer(-1), passage.value))
    if passage.low is None or passage.high is None:
        return context
    if passage.kind == "induction":
        return context.nonempty(passage.index, passage.low, passage.high)
    return context.bind(passage.index, passage.low, passage.high)


# ------------------------------------------------------------------------------------------------ one combination


@dataclass(slots=True)
class _Sums:
    """One argument: its derived steps, then the chain that closes the claim."""

    context: Context
    argument: Argument
    steps: list[tuple[Polynomial, ...]] = field(default_factory=list)
    normal: Normalizer = field(init=False)

    def __post_init__(self) -> None:
        self.normal = Normalizer(self.context)
        self.context.bring(self.argument.certificate.ranges)

    def nodes(self) -> Iterator[Node]:
        for conclusion in self.argument.conclusions:
            shown = self._derived(conclusion)
            if shown is not None:
                yield shown
        self._declare_invertible()
        goal = self.argument.goal
        yield goal if isinstance(goal, Estimate) else self.chain(goal)

    def _declare_invertible(self) -> None:
        premises = self.argument.premises
        for name in self.argument.certificate.invertible:
            if name.startswith(STEP):
                witness = self._rule(name)
                arguments = [witness.argument] if isinstance(witness, Witness) else []
                if isinstance(witness, Reciprocal):
                    arguments = [nonzero_of(witness, premises)]
            else:
                arguments = [item.argument for item in relations(premises[name]) if isinstance(item, Invertible)]
            for argument in arguments:
                self.normal.invertible |= dict.fromkeys(self.normal.inverted(argument), False)

    def form(self, term: Term) -> Polynomial:
        return self.normal.polynomial(term)

    # -------------------------------------------------------------------------------- derived steps

    def _rule(self, name: str) -> Derived | None:
        """The rule that a premise such as ``step:1`` was derived by; None for other premises."""
        number = name.removeprefix(STEP)
        return None if number == name else self.argument.certificate.derived[int(number) - 1]

    def _derived(self, conclusion: Conclusion) -> DerivedStep | None:
        """The chain that a rule starts from; what it concludes becomes the next derived equations."""
        by = None if conclusion.by is None else self.chain(conclusion.by)
        self.steps.append(concluded(conclusion.derived, self.normal, self.argument.premises))
        return None if by is None else DerivedStep(conclusion.number, conclusion.derived, by)

    def _contribution(self, multiple: Multiple) -> Polynomial:
        entry = multiple.entry
        value = self._premise(multiple)
        if entry.transposed:
            value = value.transpose()
        if entry.left is not None:
            value = multiply(self.form(entry.left), value)
        if entry.right is not None:
            value = multiply(value, self.form(entry.right))
        if entry.trace:
            value = self.normal.trace(value)
        return value if entry.factor is None else multiply(self.form(entry.factor), value)

    def _premise(self, multiple: Multiple) -> Polynomial:
        entry, equation = multiple.entry, multiple.equation
        if entry.premise.startswith(STEP):
            return self.steps[int(entry.premise.removeprefix(STEP)) - 1][entry.part]
        if equation is None:
            raise Refusal("SP326", f"{entry.premise} is not a premise")
        return self.normal.difference(equation.left, equation.right)

    def _payer(self, entry: Entry) -> Payer:
        """The premise that pays; for the reciprocal of a scalar the premise that says it is not zero."""
        rule = self._rule(entry.premise)
        if isinstance(rule, Reciprocal):
            return Payer(rule.premise, rule.part, rule.at)
        return Payer(entry.premise, entry.part, entry.at, entry.transposed)

    # -------------------------------------------------------------------------------- the chain

    def chain(self, combination: Combination) -> Equalities | Combination:
        """The combination as a chain, or as it is where a chain would be too long."""
        left, right = combination.left, combination.right
        folds = self._folds(combination)
        if not combination.multiples:
            return Equalities(left, right, form=self._common_form(left, right))
        lines = self._lines(left, right, combination.multiples, folds)
        if len(lines) > MOST_LINES or any(len(line.summands) > MOST_SUMMANDS for line in lines):
            return combination
        return Equalities(left, right, tuple(lines))

    def _common_form(self, left: Term, right: Term) -> tuple[Summand, ...]:
        """The normal form of both sides, unless it is what one of them says already."""
        form = self.form(left)
        shown = _summands(list(form.terms), form, self.normal, Folds({}), ())
        said = (look(left), look(right))
        return () if look(_term(shown, form)) in said or len(shown) > MOST_SUMMANDS else shown

    def _folds(self, combination: Combination) -> Folds:
        """The defined symbols that the claim and the premises speak of, by the words that they stand for."""
        words: dict[Word, Term] = {}
        equations = (multiple.equation for multiple in combination.multiples)
        spoken: list[Any] = [combination.left, combination.right, *equations]
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

    def _lines(self, left: Term, right: Term, multiples: tuple[Multiple, ...], folds: Folds) -> list[Line]:
        pending = [(self._payer(multiple.entry), self._contribution(multiple)) for multiple in multiples]
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
            rule = self._rule(payer.premise)
            quiet = isinstance(rule, SILENT)
            if isinstance(rule, Split) and lines and lines[-1].payer is None:
                lines.pop()  # one plain equality sign is enough
            lines.append(Line(None if quiet else payer, shown))
        if not is_unit(right) and look(_term(shown, form)) != look(right):
            lines.append(Line(None, written=right))
        return lines


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
