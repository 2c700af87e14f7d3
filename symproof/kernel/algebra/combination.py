"""The algebra of a certificate: derived equations, then the combination that closes the claim."""

from __future__ import annotations

from collections.abc import Callable
from copy import copy
from fractions import Fraction
from typing import Any, TypeAlias

from symproof.kernel.algebra import laws, nonnegative, sums
from symproof.kernel.algebra.keys import Key
from symproof.kernel.algebra.normal import Normalizer
from symproof.kernel.algebra.words import Polynomial, combine, constant
from symproof.kernel.context import Context
from symproof.language.affine import Affine, add, parameter, shift
from symproof.language.certificate import (
    Algebra,
    Assumed,
    CallCongruence,
    Congruence,
    Definite,
    Entry,
    Form,
    Gap,
    Law,
    LawGap,
    Nonsingular,
    Partition,
    Penrose,
    Reciprocal,
    Same,
    Split,
    SplitSum,
    SumCongruence,
    TwoSided,
    Vanishing,
    Witness,
)
from symproof.language.formulas import Compare, Equal, ForAllIndex, Formula, Invertible
from symproof.language.parts import STEP, apart, breadth, premise_conjuncts, premise_parts, relations
from symproof.language.records import replace
from symproof.language.refusal import Refusal, within
from symproof.language.selections import partition
from symproof.language.substitution import substituted
from symproof.language.terms import Chain, IndexSum, Inverse, Number, Product, Slope, Sum, Term, Transpose, Value

Named: TypeAlias = Gap | Same | Reciprocal | Assumed | LawGap | Form  # a conjunct of a premise, at indices
INVERSE = "inv"  # of a congruence; no function has this name
INVERTING = ("full rank", "reciprocal of a positive scalar")  # laws that make their argument invertible
SHOWN = 20  # terms of a difference


class Combination:
    """Replays one ``Algebra`` certificate in a context of its own."""

    def __init__(
        self, context: Context, premises: dict[str, Formula], certificate: Algebra, bounds: tuple[Affine, ...] = ()
    ) -> None:
        self.context, self.premises, self.certificate = context, premises, certificate
        self.bounds = bounds  # of the schemas around the claim
        self.normal = Normalizer(context)
        self.form = self.normal.polynomial
        self.used, self.rules, self.steps_used = set[str](), self.normal.rules, set[str]()
        self.instances: dict[tuple[str, int, tuple[Affine, ...]], Polynomial] = {}
        self.steps = {f"{STEP}{number}": derived for number, derived in enumerate(certificate.derived, 1)}
        self.granted: list[set[Key]] = []  # the true inverses that each of ``certificate.invertible`` adds

    def prove(self, claim: Formula) -> None:
        """Rule COMBINATION: claim.left - claim.right is the sum of the entries."""
        if not isinstance(claim, Equal):
            raise Refusal("SP328", f"algebra proves equations, not {type(claim).__name__}")
        self.begin()
        self.close(self.normal.difference(claim.left, claim.right), "the claim")

    def begin(self) -> None:
        """Verifies the range facts, then the derived equations, which may be used from here on."""
        self.context.bring(self.certificate.ranges)
        for bound in self.bounds:
            self.context.check_integer(bound)
        for name, derived in self.steps.items():
            with within(f"derived {name.removeprefix(STEP)}"):
                for part, form in enumerate(_RULES[type(derived)](self, derived)):
                    self.instances[name, part, ()] = form
        self._declare_invertible()

    def close(self, claimed: Polynomial, what: str) -> None:
        """``claimed`` is the sum of the entries; the certificate holds nothing else."""
        self.require_sum(claimed, self.certificate.combination, what)
        self.require_all_used()

    def require_sum(self, claimed: Polynomial, entries: tuple[Entry, ...], what: str) -> None:
        """Refuses (SP329) a form that is not the sum of the entries."""
        for number, entry in enumerate(entries, 1):
            with within(f"entry {number}"):
                contribution = self._contribution(entry)
                self.context.charge(len(claimed.terms) + contribution.length())
                claimed = combine(claimed, contribution, -1)
        if claimed.terms:
            first = Polynomial(claimed.rows, claimed.columns, dict(list(claimed.terms.items())[:SHOWN]))
            rest = f" and {len(claimed.terms) - SHOWN} terms more are" if len(claimed.terms) > SHOWN else " is"
            raise Refusal("SP329", f"{what} is not the combination: the difference {first.text()}{rest} left")

    def require_all_used(self) -> None:
        """A certificate holds nothing that its replay does not use."""
        self.context.require_consulted()
        relied_on = [any(map(self.normal.invertible.get, bases)) for bases in self.granted]
        if len(self.steps_used) < len(self.steps) or not all(relied_on):
            raise Refusal("SP324", "a derived step or an invertibility is not used")

    # -------------------------------------------------------------------------------- entries

    def _contribution(self, entry: Entry) -> Polynomial:
        """factor * K[premise], K[x] = left x right or tr(left x right), x transposed first if the entry says so."""
        value = self._equation(entry)
        self.context.charge(value.length())
        if entry.transposed:
            value = value.transpose()
        if entry.left is not None:
            value = self.normal.times(self.form(entry.left), value)
        if entry.right is not None:
            value = self.normal.times(value, self.form(entry.right))
        if entry.trace:
            value = self.normal.trace(value)
        return value if entry.factor is None else self.normal.times(self.form(entry.factor), value)

    def _equation(self, entry: Entry) -> Polynomial:
        """left - right of the equation that the entry names: of a premise, or of a step derived so far."""
        place = entry.premise, entry.part, entry.at
        self.steps_used |= {entry.premise} & self.steps.keys()
        if place not in self.instances:
            equation = self._instance(entry, premise_parts(self._named(entry.premise)))
            if not isinstance(equation, Equal):
                raise Refusal("SP328", f"{type(equation).__name__} is not an equation")
            self.instances[place] = self.normal.difference(equation.left, equation.right)
        return self.instances[place]

    def conjunct(self, named: Named) -> Formula:
        """The conjunct of a premise that the certificate names, at its indices."""
        return self._instance(named, premise_conjuncts(self._named(named.premise)))

    def _named(self, premise: str) -> Formula:
        if premise not in self.premises:
            raise Refusal("SP326", f"{premise} is not a premise")
        if premise != "induction":
            self.used.add(premise)
        self.context.charge(breadth(self.premises[premise]))
        return self.premises[premise]

    def _instance(self, entry: Entry | Named, parts: list[tuple[tuple[ForAllIndex, ...], Formula]]) -> Formula:
        """Rule INSTANCE: a schema holds at an index proved in its range."""
        if not 0 <= entry.part < len(parts):
            raise Refusal("SP326", f"premise {entry.premise} has no part number {entry.part} of this kind")
        schemas, formula = parts[entry.part]
        if len(schemas) != len(entry.at):
            raise Refusal("SP326", f"premise {entry.premise} takes {len(schemas)} indices, {len(entry.at)} given")
        pending, formula = apart(schemas, formula)
        for position, at in enumerate(entry.at):
            schema = pending[position]
            self.context.check_integer(at)
            self.context.require_in(schema, at, entry.premise)
            formula = substituted(formula, schema.index, at)
            pending[position + 1 :] = [substituted(later, schema.index, at) for later in pending[position + 1 :]]
        return formula

    def _declare_invertible(self) -> None:
        """The inverses that differentials may rely on."""
        for name in self.certificate.invertible:
            arguments = self._invertible_arguments(name)
            if not arguments:
                raise Refusal("SP326", f"{name} does not say that something is invertible")
            found = {base for argument in arguments for base in self.normal.inverted(argument)}
            self.granted.append(found - self.normal.invertible.keys())
            self.normal.invertible |= dict.fromkeys(self.granted[-1], False)

    def _invertible_arguments(self, name: str) -> list[Term]:
        if name in self.steps:
            self.steps_used.add(name)
            derived = self.steps[name]
            if isinstance(derived, Reciprocal):
                return [self._nonzero(derived)]
            if isinstance(derived, Law) and derived.law in INVERTING:
                return list(derived.arguments)
            return [derived.argument] if isinstance(derived, Witness) else []
        return [item.argument for item in relations(self._named(name)) if isinstance(item, Invertible)]

    # -------------------------------------------------------------------------------- derived steps

    def _split(self, derived: Split) -> tuple[Polynomial, ...]:
        """Rule SPLIT: M_a..M_b = (M_a..M_{c+1}) (M_c..M_b) for b - 1 <= c <= a."""
        upper = Chain(derived.family, derived.high, shift(derived.at, 1))
        lower = Chain(derived.family, derived.at, derived.low)
        return (self.normal.difference(Chain(derived.family, derived.high, derived.low), Product((upper, lower))),)

    def _congruence(self, derived: Congruence) -> tuple[Polynomial, ...]:
        """Rule CONGRUENCE: P = Q gives f(P) = f(Q) and f'(P) = f'(Q)."""
        left, right = derived.left, derived.right
        self.require_sum(self.normal.difference(left, right), derived.by, "the congruence")
        self.rules.add("congruence")
        if derived.function == INVERSE:
            return (self.normal.difference(Inverse(left), Inverse(right)),)
        difference, name = self.normal.difference, derived.function
        return difference(Value(name, left), Value(name, right)), difference(Slope(name, left), Slope(name, right))

    def _calls(self, derived: CallCongruence) -> tuple[Polynomial, ...]:
        """Rule CONGRUENCE OF CALLS: P = Q gives g(..., P, ...) = g(..., Q, ...)."""
        left, right, place = derived.left, derived.right, derived.place
        if left.name != right.name or len(left.arguments) != len(right.arguments):
            raise Refusal("SP329", f"{left.name} and {right.name} are not two calls of one function")
        others = [call.arguments[:place] + call.arguments[place + 1 :] for call in (left, right)]
        if not 0 <= place < len(left.arguments) or others[0] != others[1]:
            raise Refusal("SP329", f"two calls of {left.name} differ in another argument than number {place}")
        difference = self.normal.difference(left.arguments[place], right.arguments[place])
        self.require_sum(difference, derived.by, "the congruence")
        self.rules.add("congruence")
        return (self.normal.difference(left, right),)

    def _definite(self, derived: Definite) -> tuple[Polynomial, ...]:
        """Rule DEFINITE: over the reals X^T X + sum of c Y^T Y = 0, c > 0, or the same with traces, gives X = 0."""
        if any(c <= 0 for c, _ in derived.others):
            raise Refusal("SP316", "a square is subtracted")
        squares = [self.form(Product((Transpose(x), x))) for x in (derived.argument, *(y for _, y in derived.others))]
        total, *others = map(self.normal.trace, squares) if derived.trace else squares
        for (c, _), square in zip(derived.others, others, strict=True):
            total = combine(total, square, c)
        self.require_sum(total, derived.by, "the Gram matrix")
        self.rules.add("definite")
        return (self.form(derived.argument),)

    def _two_sided(self, derived: TwoSided) -> tuple[Polynomial, ...]:
        """Rule TWO-SIDED: for square matrices left right = I gives right left = I."""
        left, right = self.form(derived.left), self.form(derived.right)
        self._require_unit(left, right, derived.by, "a two-sided inverse")
        self.rules.add("two-sided inverse")
        return (self._less_unit(right, left),)

    def _witness(self, derived: Witness) -> tuple[Polynomial, ...]:
        """Rule WITNESS: for a square E, E Y = I makes E invertible."""
        form = self.form(derived.argument)
        self._require_unit(form, self.form(derived.inverse), derived.by, "the witness")
        self.rules.add("witness of invertibility")
        letter = self.normal.inverse(form)
        return self._less_unit(form, letter), self._less_unit(letter, form)

    def _penrose(self, derived: Penrose) -> tuple[Polynomial, ...]:
        """Rule PENROSE: E E^+ E = E."""
        form = self.form(derived.argument)
        self.rules.add("Moore-Penrose inverse")
        return (combine(self.normal.product([form, self.normal.inverse(form), form]), form, -1),)

    def _nonsingular(self, derived: Nonsingular) -> tuple[Polynomial, ...]:
        """Rule NONSINGULAR: a positive definite matrix is invertible, and so is E for a definite E + E^T, as E x = 0
        gives x^T (E + E^T) x = 0."""
        form = nonnegative.definite(self, derived.matrix)
        if derived.argument is not None:
            argument = self.form(derived.argument)
            if combine(combine(argument, argument.transpose()), form, -1).terms:
                raise Refusal("SP329", "the argument plus its transpose is not the definite matrix")
            form = argument
        self.rules.add("inverse of a definite matrix")
        letter = self.normal.inverse(form)
        return self._less_unit(form, letter), self._less_unit(letter, form)

    def _vanishing(self, derived: Vanishing) -> tuple[Polynomial, ...]:
        """Rule VANISHING: tr(X^T P X Q) = 0 gives P X Q = 0."""
        total, conclusion = nonnegative.vanishing(self, derived)
        self.require_sum(total, derived.by, "the sum")
        self.rules.add("vanishing")
        return (conclusion,)

    def _reciprocal(self, derived: Reciprocal) -> tuple[Polynomial, ...]:
        """Rule RECIPROCAL: l != r or l < r between scalars makes l - r invertible."""
        form = self.form(self._nonzero(derived))
        if not form.is_scalar:
            raise Refusal("SP351", "this premise is not about scalars")
        return (self._less_unit(form, self.normal.inverse(form)),)

    def _nonzero(self, derived: Reciprocal) -> Term:
        """l - r, which the premise says is not zero."""
        formula = self.conjunct(derived)
        if not isinstance(formula, Compare) or formula.relation == "<=":
            raise Refusal("SP351", f"premise {derived.premise} does not say that two scalars differ")
        return Sum((formula.left, Product((Number(Fraction(-1)), formula.right))))

    def _partition(self, derived: Partition) -> tuple[Polynomial, ...]:
        """Rule PARTITION: the sum of S_i S_i^T over the parts of a partition of all rows is I."""
        if not derived.sizes:
            raise Refusal("SP308", "a partition without parts")
        for size in derived.sizes:
            self.context.check_size(size)
        equation = partition(tuple(map(self.context.canonical, derived.sizes)))
        return (self.normal.difference(equation.left, equation.right),)

    def _sum_split(self, derived: SplitSum) -> tuple[Polynomial, ...]:
        """Rule SPLIT OF SUMS: the sum over low..high is that over low..c and that over c + 1..high, for
        low - 1 <= c <= high, which is asked where the sums are read."""
        whole = derived.argument
        parts = replace(whole, high=derived.at), replace(whole, low=shift(derived.at, 1))
        return (self.normal.difference(whole, Sum(parts)),)

    def _sum_congruence(self, derived: SumCongruence) -> tuple[Polynomial, ...]:
        """Rule CONGRUENCE OF SUMS: P = Q for all indices in their ranges gives equal sums."""
        sides: tuple[Term, Term] = derived.left, derived.right
        inner, by = copy(self), derived.by
        for _ in range(derived.depth):
            one, other = sides
            ranges = {(side.index, side.low, side.high) for side in sides if isinstance(side, IndexSum)}
            if len(ranges) != 1 or not (isinstance(one, IndexSum) and isinstance(other, IndexSum)):
                raise Refusal("SP329", "two sums over different ranges")
            length, height = sums.range_of(inner.context, replace(one, body=Sum((one.body, other.body))))
            name, inner.context = inner.context.summed(length, height)
            here = add(parameter(name), shift(one.low, -1))
            sides, by = substituted((one.body, other.body), one.index, here), substituted(by, one.index, here)
        inner.normal = self.normal.under(inner.context)
        inner.form, inner.instances = inner.normal.polynomial, dict(self.instances)
        inner.require_sum(inner.normal.difference(*sides), by, "the summands")
        self.rules.add("congruence of sums")
        return (self.normal.difference(derived.left, derived.right),)

    def _require_unit(self, left: Polynomial, right: Polynomial, by: tuple[Entry, ...], what: str) -> None:
        """left right = I, and both are square."""
        self.normal.require_square(left, what)
        self.normal.require_square(right, what)
        self.require_sum(self._less_unit(left, right), by, what)

    def _less_unit(self, left: Polynomial, right: Polynomial) -> Polynomial:
        return combine(self.normal.times(left, right), constant(left.rows), -1)


_RULES: dict[type, Callable[[Combination, Any], tuple[Polynomial, ...]]] = {
    Split: Combination._split, Congruence: Combination._congruence, CallCongruence: Combination._calls,
    Definite: Combination._definite, TwoSided: Combination._two_sided, Witness: Combination._witness,
    Reciprocal: Combination._reciprocal, Penrose: Combination._penrose, Nonsingular: Combination._nonsingular,
    Vanishing: Combination._vanishing, Law: lambda algebra, derived: laws.concluded(algebra, derived),
    Partition: Combination._partition,
    SplitSum: Combination._sum_split, SumCongruence: Combination._sum_congruence,
}  # fmt: skip
