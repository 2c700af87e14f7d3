"""A certificate as lines of text: ``claim.left - claim.right`` as a sum of multiples of premises."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping
from fractions import Fraction

from symproof.explain.definite import matrix_of, scalar_of, vanishing_of
from symproof.explain.orders import Restated
from symproof.explain.tree import (
    Argument,
    Branch,
    Combination,
    Conclusion,
    Estimate,
    Multiple,
    Passage,
    tree,
)  # fmt: skip
from symproof.language.certificate import (
    CallCongruence,
    Certificate,
    Congruence,
    Definite,
    Derived,
    Entry,
    Law,
    Nonsingular,
    Partition,
    Penrose,
    Reciprocal,
    Split,
    SplitSum,
    SumCongruence,
    TwoSided,
    Vanishing,
    Witness,
)  # fmt: skip
from symproof.language.formulas import Equal, Formula, Sequent
from symproof.language.parts import STEP
from symproof.language.selections import partition
from symproof.language.terms import Chain, Number, Product, Sum, Symbol, Term, Zero
from symproof.render.naming import Naming
from symproof.render.summing import with_letter
from symproof.render.text import Text

ELSEWHERE = "written out in the JSON report"


def equalities(sequent: Sequent, certificate: Certificate, naming: Naming | None = None) -> list[str]:
    """The lines that explain the certificate of a claim."""
    return list(_Lines(Text(sequent.declarations, naming)).branches(tree(sequent, certificate)))


class _Lines:
    def __init__(self, printer: Text) -> None:
        self.printer = printer
        self.premises: Mapping[str, Formula] = {}

    def branches(self, branches: Iterable[Branch]) -> Iterator[str]:
        for branch in branches:
            match branch:
                case Passage():
                    yield from self._passage(branch)
                case Restated(payer):
                    yield f"this is what {payer.premise} says"
                case Argument():
                    self.premises = branch.premises
                    for conclusion in branch.told:
                        yield from self._conclusion(conclusion)
                    goal = branch.goal
                    yield from self._estimate(goal) if isinstance(goal, Estimate) else self._sum(goal)

    def _passage(self, passage: Passage) -> Iterator[str]:
        heading, inner = self._heading(passage), self.branches(passage.content)
        if not heading:
            yield from inner
            return
        yield heading
        yield from _deeper(inner)

    def _heading(self, passage: Passage) -> str:
        """What stands over the lines of a passage, if anything."""
        affine, index = self.printer.affine, self.printer.integer_name(passage.index)
        value = "" if passage.value is None else affine(passage.value)
        match passage.kind:
            case "range" if passage.low is not None and passage.high is not None:
                if not passage.content:
                    return f"no index lies in {affine(passage.low)}..{affine(passage.high)}"
                return f"for {affine(passage.low)} <= {index} <= {affine(passage.high)}:"
            case "base":
                return f"base, {index} = {value}:"
            case "step":
                return f"step, from {index} to {value}:"
            case "schema":
                return f"at {index} = {value} of what holds for all {index}:"
            case "case":
                return f"where {value} {'>=' if passage.holds else '<'} 0:"
            case _:
                return ""

    # ---------------------------------------------------------------------------- one combination

    def _estimate(self, goal: Estimate) -> Iterator[str]:
        """right - left as the sum of what is not negative, and of multiples of premises."""
        start = f"{self._term(goal.subject)} ="
        lines = list(self._summands(goal))
        ends = f" {'>' if goal.strict else '>='} 0"
        by = [f"{self._minus_free(equation)} [{name}]" for name, equation in goal.symmetries.items()]
        if len(lines) == 1 and len(by) == len(goal.symmetries) and (by or not goal.multiples):
            shown, _, why = lines[0].strip().partition("    ")
            yield f"{start} {shown}{ends}    {why}"
        else:
            yield start
            yield from lines
        if goal.factor is not None:
            yield f"    with {self._term(goal.factor)} {'>=' if goal.strict else '>'} 0"
        if goal.left_inverse is not None:
            yield f"    with {self._term(goal.left_inverse)} = I"
        if by:
            yield f"    by {', '.join(by)}"
        elif goal.is_long:
            yield f"    + a sum of {len(goal.multiples)} multiples of premises ({ELSEWHERE})"
        else:
            for multiple in goal.multiples:
                sign, shown_multiple = self._multiple(multiple)
                yield f"    {sign} {shown_multiple}    [{multiple.entry.premise}]"

    def _minus_free(self, equation: Equal) -> str:
        return f"{self._term(equation.left)} = {self._term(equation.right)}"

    def _summands(self, goal: Estimate) -> Iterator[str]:
        for number, (coefficient, factors) in enumerate(goal.summands):
            shown = [self._wrapped(Number(coefficient))] if coefficient != 1 or not factors else []
            shown += [self._wrapped(factor.term) for factor in factors]
            said = [[payer.premise for payer in factor.payers] or ["never negative"] for factor in factors]
            names = dict.fromkeys(name for names in said for name in names)
            why = f"    [{', '.join(names)}]" if names else ""
            yield f"    {'+' if number else ' '} {'*'.join(shown)}{why}"

    def _sum(self, goal: Combination) -> Iterator[str]:
        yield from self._equal(self._minus(goal.left, goal.right), goal)

    def _equal(self, left: str, goal: Combination) -> Iterator[str]:
        """``left`` = the multiples of a combination."""
        if not goal.multiples:
            yield f"{left} = 0 by the normal form"
        elif goal.is_long:
            yield f"{left} = a sum of {len(goal.multiples)} multiples of premises ({ELSEWHERE})"
        else:
            yield f"{left} ="
            for number, multiple in enumerate(goal.multiples):
                sign, shown = self._multiple(multiple)
                yield f"    {sign if number or sign == '-' else ' '} {shown}    [{multiple.entry.premise}]"

    def _conclusion(self, conclusion: Conclusion) -> Iterator[str]:
        yield f"{STEP}{conclusion.number}: {self._sentence(conclusion)}"
        if conclusion.by is not None and not isinstance(conclusion.derived, Penrose | Law):
            yield from _deeper(self._equal(self._start(conclusion.derived, conclusion.by), conclusion.by))

    def _start(self, derived: Derived, by: Combination) -> str:
        """What a rule needs to be zero."""
        match derived:
            case TwoSided(left=left, right=right) | Witness(argument=left, inverse=right):
                return f"{self._times(left, right)} - I"
            case _:
                return self._minus(by.left, by.right)

    def _identity(self, derived: Split | Partition | SplitSum | SumCongruence) -> str:
        """A chain or a sum that is split, rows that are parted, or sums of equal summands."""
        if isinstance(derived, SumCongruence):
            return f"{self._term(derived.left)} = {self._term(derived.right)}: the summands are equal"
        if isinstance(derived, SplitSum):
            at = self.printer.affine(derived.at)
            return f"{self._term(derived.argument)} split after {with_letter(derived.argument).index} = {at}"
        if isinstance(derived, Partition):
            return f"{self._term(partition(derived.sizes).left)} = I: the parts are all rows"
        chain = self._term(Chain(derived.family, derived.high, derived.low))
        return f"{chain} split after {self._term(Symbol(derived.family, derived.at))}"

    def _law(self, derived: Law) -> str:
        """The name of a law, and the quantities by which its signs are shown."""
        summands = [item for signed in derived.signs for item in signed.summands]
        terms = [scalar_of(factor, self.premises) for item in summands for factor in item.factors]
        known = ", ".join(dict.fromkeys([f"{self._term(term)} >= 0" for term in terms]))
        return f"{derived.law}, as {known}" if known else derived.law

    def _sentence(self, conclusion: Conclusion) -> str:
        """What a rule concludes from the equation that it starts from."""
        derived, by = conclusion.derived, conclusion.by
        start = "" if by is None else f"{self._term(by.left)} = {self._term(by.right)}"
        match derived:
            case Split() | Partition() | SplitSum() | SumCongruence():
                return self._identity(derived)
            case Reciprocal():
                return f"{derived.premise} says that two scalars differ: their difference has a reciprocal"
            case Nonsingular(matrix=matrix, argument=argument):
                what = "it" if argument is None else self._term(argument)
                return f"{self._term(matrix_of(matrix, self.premises))} is positive definite, so {what} is invertible"
            case Vanishing():
                zero = self._term(vanishing_of(derived, self.premises))
                return f"{start} gives {zero} = 0 (a sum of squares), since"
            case Penrose() | Law():
                reason = self._law(derived) if isinstance(derived, Law) else "the Moore-Penrose inverse"
                return f"{start} ({reason})"
            case Congruence(function="inv"):
                return f"{start} gives equal inverses, since"
            case Congruence(function=name):
                return f"{start} gives equal values and gradients of {name}, since"
            case CallCongruence(left=call):
                return f"{start} gives equal values of {call.name}, since"
            case Definite(argument=argument):
                left = "" if by is None else self._term(by.left)
                return f"{left} = 0 gives {self._term(argument)} = 0 (real matrices), since"
            case TwoSided(left=left_factor, right=right_factor):
                product, turned = self._times(left_factor, right_factor), self._times(right_factor, left_factor)
                return f"{product} = I gives {turned} = I (square matrices), since"
            case Witness(argument=argument):
                return f"{self._term(argument)} is invertible, since"

    def _multiple(self, multiple: Multiple) -> tuple[str, str]:
        """A summand as two texts: its sign, and the rest."""
        entry = multiple.entry
        middle = self._premise(multiple) + (".T" if entry.transposed else "")
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

    def _premise(self, multiple: Multiple) -> str:
        """The difference of the two sides, in parentheses unless it is a single letter: this is what is zero."""
        if multiple.said is None:
            return f"({_named(multiple.entry)})"
        left, right = multiple.said.left, multiple.said.right
        written = self._minus(left, right) if multiple.said is multiple.equation else self._minus_unit(left)
        return f"({written})" if any(sign in written for sign in " +-*/") else written

    def _minus(self, left: Term, right: Term) -> str:
        """left - right, without subtracting zero."""
        if isinstance(right, Zero) or (isinstance(right, Number) and right.value == 0):
            return self._term(left)
        factors = right.factors if isinstance(right, Product) else (right,)
        return self._term(Sum((left, Product((Number(Fraction(-1)), *factors)))))

    def _minus_unit(self, product: Term) -> str:
        """A product minus the identity, whose size the reader infers."""
        return f"{self._term(product)} - I"

    def _times(self, left: Term, right: Term) -> str:
        return f"{self._wrapped(left)}*{self._wrapped(right)}"

    def _term(self, term: Term) -> str:
        return self.printer.text(term)

    def _wrapped(self, term: Term) -> str:
        """A factor of a product: sums, fractions and what begins with a sign need parentheses."""
        written = self._term(term)
        return f"({written})" if isinstance(term, Sum) or written.startswith("-") or "/" in written else written


def _named(entry: Entry) -> str:
    return f"{entry.premise}, equation {entry.part + 1}" if entry.part else entry.premise


def _deeper(lines: Iterator[str]) -> Iterator[str]:
    return (f"    {line}" for line in lines)
