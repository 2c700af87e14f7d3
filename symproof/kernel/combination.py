"""The algebra of a certificate: derived equations, then the combination that closes the claim."""

from __future__ import annotations

from symproof.kernel.affine import Affine, affine_text, integer, shift, subtract
from symproof.kernel.certificate import Algebra, Congruence, Definite, Derived, Entry, Split, TwoSided, Witness
from symproof.kernel.context import Context, relations
from symproof.kernel.normal import Normalizer
from symproof.kernel.refusal import Refusal
from symproof.kernel.shapes import require_same, require_square, shape
from symproof.kernel.substitution import substituted
from symproof.kernel.terms import (
    Chain,
    Equal,
    ForAllIndex,
    Formula,
    Inverse,
    Invertible,
    Power,
    Product,
    Slope,
    Term,
    Transpose,
    Value,
)  # fmt: skip
from symproof.kernel.words import Polynomial, combine, constant

STEP = "step:"
SHOWN = 20  # terms of a difference


def conjuncts_of(formula: Formula) -> list[Formula]:
    """A conjunct as equations where it is invertibility: E inv(E) = I, inv(E) E = I (E**0 is I of the size of E)."""
    if not isinstance(formula, Invertible):
        return [formula]
    argument, inverse, unit = formula.argument, Inverse(formula.argument), Power(formula.argument, integer(0))
    return [Equal(Product((argument, inverse)), unit), Equal(Product((inverse, argument)), unit)]


def premise_parts(formula: Formula) -> list[tuple[tuple[ForAllIndex, ...], Formula]]:
    """The equations of a premise, numbered as ``part`` in entries, each with the schemas around it."""
    found: list[tuple[tuple[ForAllIndex, ...], Formula]] = []
    for item in relations(formula):
        if isinstance(item, ForAllIndex):
            found += [((item, *schemas), equation) for schemas, equation in premise_parts(item.body)]
        else:
            found += [((), conjunct) for conjunct in conjuncts_of(item) if isinstance(conjunct, Equal)]
    return found


def gram(term: Term) -> Term:
    return Product((Transpose(term), term))


class Combination:
    """Replays one ``Algebra`` certificate in a context of its own."""

    def __init__(
        self, context: Context, premises: dict[str, Formula], certificate: Algebra, bounds: tuple[Affine, ...] = ()
    ) -> None:
        self.context, self.premises, self.certificate = context, premises, certificate
        self.bounds = bounds  # of the schemas around the claim
        self.normal = Normalizer(context)
        self.used: set[str] = set()
        self.rules: set[str] = set()
        self.instances: dict[tuple[str, int, tuple[Affine, ...]], Polynomial] = {}
        self.steps: list[tuple[Polynomial, ...]] = []
        self.steps_used: set[int] = set()

    def prove(self, claim: Formula) -> None:
        """Rule COMBINATION: claim.left - claim.right is the sum of the entries."""
        if not isinstance(claim, Equal):
            raise Refusal("SP328", f"algebra proves equations, not {type(claim).__name__}")
        for fact in self.certificate.ranges:
            self.context.verify(fact)
        for bound in self.bounds:
            self.context.check_integer(bound)
        for derived in self.certificate.derived:
            self.steps.append(self._derive(derived))
        self._declare_invertible()
        require_same(shape(claim.left, self.context), shape(claim.right, self.context), self.context, "an equation")
        claimed = combine(self.normal.polynomial(claim.left), self.normal.polynomial(claim.right), -1)
        self._require_sum(claimed, self.certificate.combination, "the claim")
        self._require_all_used()

    def _require_sum(self, claimed: Polynomial, entries: tuple[Entry, ...], what: str) -> None:
        for entry in entries:
            contribution = self._contribution(entry)
            self.context.charge(len(claimed.terms) + len(contribution.terms))
            claimed = combine(claimed, contribution, -1)
        if claimed.terms:
            first = Polynomial(claimed.rows, claimed.columns, dict(list(claimed.terms.items())[:SHOWN]))
            rest = f" and {len(claimed.terms) - SHOWN} terms more are" if len(claimed.terms) > SHOWN else " is"
            raise Refusal("SP329", f"{what} is not the combination: the difference {first.text()}{rest} left")

    def _require_all_used(self) -> None:
        """A certificate holds nothing that its replay does not use."""
        for value in self.context.unused():
            raise Refusal("SP323", f"the range fact {affine_text(value)} >= 0 is not used")
        if len(self.steps_used) < len(self.steps):
            raise Refusal("SP324", "a derived step is not used")
        if not all(self.normal.invertible.values()):
            raise Refusal("SP324", "an invertibility is not used")

    # -------------------------------------------------------------------------------- entries

    def _form(self, term: Term) -> Polynomial:
        shape(term, self.context)
        return self.normal.polynomial(term)

    def _contribution(self, entry: Entry) -> Polynomial:
        """factor * K[premise], K[x] = left x right or tr(left x right), x transposed first if the entry says so."""
        value = self._premise(entry)
        if entry.transposed:
            value = value.transpose()
        if entry.left is not None:
            value = self.normal.times(self._form(entry.left), value)
        if entry.right is not None:
            value = self.normal.times(value, self._form(entry.right))
        if entry.trace:
            value = self.normal.trace(value)
        return value if entry.factor is None else self.normal.times(self._form(entry.factor), value)

    def _premise(self, entry: Entry) -> Polynomial:
        if entry.premise.startswith(STEP):
            return self._step(entry)
        known = self.instances.get((entry.premise, entry.part, entry.at))
        if known is not None:
            return known
        if entry.premise not in self.premises:
            raise Refusal("SP326", f"{entry.premise} is not a premise")
        parts = premise_parts(self.premises[entry.premise])
        self.context.charge(len(parts))
        if not 0 <= entry.part < len(parts):
            raise Refusal("SP326", f"premise {entry.premise} has no equation number {entry.part}")
        if entry.premise != "induction":
            self.used.add(entry.premise)
        value = self._difference(self._instance(entry, *parts[entry.part]))
        self.instances[entry.premise, entry.part, entry.at] = value
        return value

    def _step(self, entry: Entry) -> Polynomial:
        parts = self.steps[self._earlier(entry.premise)]
        if not 0 <= entry.part < len(parts) or entry.at:
            raise Refusal("SP326", f"{entry.premise} has no equation number {entry.part} at {len(entry.at)} indices")
        return parts[entry.part]

    def _earlier(self, name: str) -> int:
        """The place of ``step:1``, ``step:2``, ... among the steps derived so far."""
        self.context.charge(len(self.steps))
        found = [place for place in range(len(self.steps)) if name == f"{STEP}{place + 1}"]
        if not found:
            raise Refusal("SP326", f"{name} is not an earlier derived step")
        self.steps_used.add(found[0])
        return found[0]

    def _instance(self, entry: Entry, schemas: tuple[ForAllIndex, ...], equation: Formula) -> Formula:
        """Rule INSTANCE: a schema holds at an index proved in its range."""
        if len(schemas) != len(entry.at):
            raise Refusal("SP326", f"premise {entry.premise} takes {len(schemas)} indices, {len(entry.at)} given")
        pending = list(schemas)
        for position, at in enumerate(entry.at):
            schema = pending[position]
            self._require_index(entry.premise, schema, at)
            equation = substituted(equation, schema.index, at)
            pending[position + 1 :] = [substituted(later, schema.index, at) for later in pending[position + 1 :]]
        return equation

    def _require_index(self, premise: str, schema: ForAllIndex, at: Affine) -> None:
        self.context.check_integer(at)
        why = f"{premise} at {schema.index} = {affine_text(at)}"
        self.context.require(subtract(at, schema.low), why)
        self.context.require(subtract(schema.high, at), why)

    def _difference(self, equation: Formula) -> Polynomial:
        if not isinstance(equation, Equal):
            raise Refusal("SP328", f"{type(equation).__name__} is not an equation")
        left, right = shape(equation.left, self.context), shape(equation.right, self.context)
        require_same(left, right, self.context, "an equation")
        return combine(self.normal.polynomial(equation.left), self.normal.polynomial(equation.right), -1)

    def _declare_invertible(self) -> None:
        """The forms that the differentials of inverses may rely on."""
        for name in self.certificate.invertible:
            arguments = self._invertible_arguments(name)
            if not arguments:
                raise Refusal("SP326", f"{name} does not say that something is invertible")
            for argument in arguments:
                self.normal.invertible.setdefault(self._form(argument).text(), False)

    def _invertible_arguments(self, name: str) -> list[Term]:
        if name.startswith(STEP):
            derived = self.certificate.derived[self._earlier(name)]
            return [derived.argument] if isinstance(derived, Witness) else []
        if name not in self.premises:
            raise Refusal("SP326", f"{name} is not a premise")
        if name != "induction":
            self.used.add(name)
        return [item.argument for item in relations(self.premises[name]) if isinstance(item, Invertible)]

    # -------------------------------------------------------------------------------- derived steps

    def _derive(self, derived: Derived) -> tuple[Polynomial, ...]:
        match derived:
            case Split():
                return self._split(derived)
            case Congruence():
                return self._congruence(derived)
            case Definite():
                return self._definite(derived)
            case TwoSided():
                return self._two_sided(derived)
            case Witness():
                return self._witness(derived)

    def _split(self, derived: Split) -> tuple[Polynomial, ...]:
        """Rule SPLIT: M_a..M_b = (M_a..M_{c+1}) (M_c..M_b) for b - 1 <= c <= a."""
        whole = Chain(derived.family, derived.high, derived.low)
        upper = Chain(derived.family, derived.high, shift(derived.at, 1))
        lower = Chain(derived.family, derived.at, derived.low)
        return (combine(self._form(whole), self.normal.times(self._form(upper), self._form(lower)), -1),)

    def _congruence(self, derived: Congruence) -> tuple[Polynomial, ...]:
        """Rule CONGRUENCE: P = Q gives f(P) = f(Q) and f'(P) = f'(Q)."""
        left, right = derived.left, derived.right
        self._require_sum(combine(self._form(left), self._form(right), -1), derived.by, "the congruence")
        self.rules.add("congruence")
        values = [self._form(Value(derived.function, side)) for side in (left, right)]
        slopes = [self._form(Slope(derived.function, side)) for side in (left, right)]
        return combine(values[0], values[1], -1), combine(slopes[0], slopes[1], -1)

    def _definite(self, derived: Definite) -> tuple[Polynomial, ...]:
        """Rule DEFINITE: over the reals X^T X + sum of c Y^T Y = 0, c > 0, or the same with traces, gives X = 0."""
        if any(c <= 0 for c, _ in derived.others):
            raise Refusal("SP316", "a square is subtracted")
        total = self._squared(derived.argument, derived)
        for c, other in derived.others:
            total = combine(total, self._squared(other, derived), c)
        self._require_sum(total, derived.by, "the Gram matrix")
        self.rules.add("definite")
        return (self._form(derived.argument),)

    def _squared(self, term: Term, derived: Definite) -> Polynomial:
        """X^T X, or its trace."""
        form = self._form(gram(term))
        return self.normal.trace(form) if derived.trace else form

    def _two_sided(self, derived: TwoSided) -> tuple[Polynomial, ...]:
        """Rule TWO-SIDED: for square matrices left right = I gives right left = I."""
        for side in (derived.left, derived.right):
            require_square(shape(side, self.context), "a two-sided inverse", self.context)
        left, right = self._form(derived.left), self._form(derived.right)
        unit = constant(left.rows)
        self._require_sum(combine(self.normal.times(left, right), unit, -1), derived.by, "the one-sided inverse")
        self.rules.add("two-sided inverse")
        return (combine(self.normal.times(right, left), unit, -1),)

    def _witness(self, derived: Witness) -> tuple[Polynomial, ...]:
        """Rule WITNESS: for a square E, E Y = I makes E invertible."""
        require_square(shape(derived.argument, self.context), "the inverse", self.context)
        form, inverse = self._form(derived.argument), self._form(derived.inverse)
        unit = constant(form.rows)
        self._require_sum(combine(self.normal.times(form, inverse), unit, -1), derived.by, "the witness")
        self.rules.add("witness of invertibility")
        letter = self.normal.inverse(form)
        return combine(self.normal.times(form, letter), unit, -1), combine(self.normal.times(letter, form), unit, -1)
