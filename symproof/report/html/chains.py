"""Derivations on a page: chains of equalities with the premise above each sign, and the change of each line marked."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping
from fractions import Fraction
from typing import TypeAlias

from markupsafe import Markup

from symproof.explain.definite import difference_of
from symproof.explain.derivation import DerivedStep, Equalities, Line, Section, Summand
from symproof.explain.orders import Factor, Payer
from symproof.explain.tree import INDUCTION, Combination, Estimate, Multiple
from symproof.language.certificate import Congruence, Law
from symproof.language.formulas import Equal
from symproof.language.parts import STEP
from symproof.language.records import dataclass
from symproof.language.terms import Number, Product, Term
from symproof.render.printer import PRODUCT
from symproof.report.derivations import Writing, conclusion, letter, signed
from symproof.report.html.formulas import LONG, NOTHING, Formulas, shown, visible
from symproof.report.html.links import Links

SHORT = 22  # characters of a left side that stands in front of the first sign
MINUS = "\u2212"
GREATER = ("&gt;", "\u2265")  # than 0; at least 0


@dataclass(frozen=True, slots=True)
class Row:
    """One line of a chain: the sign, the premise above it, and what follows; ``aside`` names premises behind it."""

    sign: str
    body: Markup
    above: Markup = NOTHING
    aside: Markup = NOTHING


@dataclass(frozen=True, slots=True)
class Chain:
    """left = line = line = ...; ``is_wide``: the left side has a line of its own."""

    left: Markup
    rows: tuple[Row, ...]
    is_wide: bool
    condition: Markup = NOTHING
    kind: str = "chain"


@dataclass(frozen=True, slots=True)
class Sentence:
    """Words with formulas in them; ``is_heading`` where a part of the argument begins."""

    words: Markup
    is_heading: bool = False
    kind: str = "sentence"


Shown: TypeAlias = Chain | Sentence


class Chains(Writing[Shown]):
    """Writes the derivation of one step."""

    def __init__(self, formulas: Formulas, links: Links) -> None:
        super().__init__()
        self.formulas, self.links = formulas, links
        self.printer = formulas.printer

    # -------------------------------------------------------------------------------- chains

    def equalities(self, node: Equalities, condition: Markup = NOTHING) -> Shown:
        """The chain; without lines, the common normal form in words."""
        if not node.lines:
            return self._expansion(node)
        rows = tuple(Row("=", self._line(line), self._above(line.payer)) for line in node.lines)
        return self._chain(node.left, rows, condition)

    def _chain(self, left: Term, rows: tuple[Row, ...], condition: Markup = NOTHING) -> Chain:
        body = self.printer.written(left)
        return Chain(shown(body), rows, visible(body) > SHORT, condition)

    def _above(self, payer: Payer | None) -> Markup:
        return NOTHING if payer is None else self._label(payer)

    def _label(self, payer: Payer) -> Markup:
        """The premise, with the index of an instance below and a transposition above."""
        if payer.premise == INDUCTION:
            return Markup('<abbr title="induction hypothesis">IH</abbr>')
        if payer.premise.startswith(STEP):
            number = int(payer.premise.removeprefix(STEP))
            name = Markup("({})").format(self.letters.get(number) or letter(number))
        else:
            name = self.links.link(payer.premise)
        below = Markup(", ").join(map(self.formulas.affine, payer.at))
        name += Markup("<sub>{}</sub>").format(below) if below else NOTHING
        return name + (Markup('<sup title="transposed">{}</sup>').format(chr(0x22A4)) if payer.transposed else NOTHING)

    def _line(self, line: Line) -> Markup:
        return self._sum(line.summands) if line.written is None else self.formulas.formula(line.written)

    def _sum(self, summands: tuple[Summand, ...]) -> Markup:
        """New factors are marked, unless everything is new. A line may begin with each summand."""
        marked = any(not item.new or item.before or item.after for item in summands)
        parts = [self._signed_summand(item, marked, first=not at) for at, item in enumerate(summands)]
        if sum(map(visible, parts)) <= LONG:
            return Markup(f"<math>{''.join(parts) or '<mn>0</mn>'}</math>")
        return Markup("<wbr>").join(map(shown, parts))

    def _signed_summand(self, item: Summand, marked: bool, *, first: bool) -> str:
        body = self._summand(item, marked)
        if first:
            return self.printer.negative(body) if item.coefficient < 0 else body
        return f'<mo form="infix">{MINUS if item.coefficient < 0 else "+"}</mo>{body}'

    def _summand(self, item: Summand, marked: bool) -> str:
        size = abs(item.coefficient)
        lead: tuple[Term, ...] = (Number(size),) if size != 1 or not item.factors else ()
        if not marked or not item.new:
            return self._product(lead + item.factors)
        parts = [
            self._product(lead + item.before),
            f'<mrow class="new">{self._product(item.new)}</mrow>',
            self._product(item.after),
        ]
        return self.printer.multiplied([part for part in parts if part])

    def _product(self, factors: tuple[Term, ...]) -> str:
        if not factors:
            return ""
        return self.printer.at(factors[0] if len(factors) == 1 else Product(factors), PRODUCT)

    def _expansion(self, node: Equalities) -> Sentence:
        """Both sides have one normal form."""
        if not node.form:
            return _sentence("One side expands to the other.")
        return _sentence("Both sides expand to {}.", self._sum(node.form))

    # -------------------------------------------------------------------------------- long combinations

    def long_sum(self, node: Combination) -> Chain:
        rows = list(self._multiples(node.shown))
        if node.is_long:
            rows.append(Row("+", Markup("\u22ef ({} multiples of premises in all)").format(len(node.multiples))))
        return self._chain(difference_of(node.left, node.right), tuple(rows))

    def estimate(self, node: Estimate) -> Chain:
        """Multiples of equations that say that a matrix is symmetric are named instead of shown."""
        symmetries = node.symmetries
        rows = [Row("+", *self._scaled(coefficient, factors)) for coefficient, factors in node.summands]
        rows += [] if symmetries else self._multiples(node.shown)
        if node.is_long and not symmetries:
            rows.append(Row("+", Markup("\u22ef ({} multiples of premises in all)").format(len(node.multiples))))
        if rows:
            rows[0] = Row("=" if rows[0].sign == "+" else f"= {MINUS}", rows[0].body, aside=rows[0].aside)
        if symmetries or not node.multiples:
            rows.append(Row(">" if node.strict else "\u2265", shown("<mn>0</mn>"), aside=self._symmetric(symmetries)))
        if node.factor is not None:
            factor = f"{self.printer.written(node.factor)}<mo>{GREATER[node.strict]}</mo><mn>0</mn>"
            rows.append(Row("", shown(factor)))
        if node.left_inverse is not None:
            rows.append(Row("", shown(f"{self.printer.written(node.left_inverse)}<mo>=</mo><mi>I</mi>")))
        return self._chain(node.subject, tuple(rows))

    def _symmetric(self, symmetries: Mapping[str, Equal]) -> Markup:
        """Which premises say that a matrix is symmetric."""
        said = (self.formulas.formula(item) + " " + self._label(Payer(name)) for name, item in symmetries.items())
        return Markup(", ").join(said)

    def _scaled(self, coefficient: Fraction, factors: tuple[Factor, ...]) -> tuple[Markup, Markup, Markup]:
        parts = [self.printer.written(Number(coefficient))] if coefficient != 1 or not factors else []
        parts += [self.printer.at(factor.term, PRODUCT) for factor in factors]
        said = [[self._label(payer) for payer in item.payers] or [_never_negative] for item in factors]
        names = dict.fromkeys(name for names in said for name in names)
        return shown(self.printer.multiplied(parts)), NOTHING, Markup(", ").join(names)

    def _multiples(self, multiples: Iterable[Multiple]) -> Iterator[Row]:
        """factor * K[premise] for each, the first behind the sign of equality."""
        for position, multiple in enumerate(multiples):
            entry = multiple.entry
            minus, factor = signed(entry.factor)
            sign = (MINUS if minus else "+") if position else (f"= {MINUS}" if minus else "=")
            label = self._label(Payer(entry.premise, entry.part, entry.at))
            yield Row(sign, self._multiple(multiple, factor), aside=label)

    def _multiple(self, multiple: Multiple, factor: Term | None) -> Markup:
        entry, equation = multiple.entry, multiple.said
        middle = "<mtext>premise</mtext>"
        if equation is not None:
            difference = self.printer.written(difference_of(equation.left, equation.right))
            middle = self.printer.parenthesized(difference)
        if entry.transposed:
            middle = self.printer.superscript(middle, self.printer.top)
        sides = (entry.left, entry.right)
        before, after = (None if side is None else self.printer.at(side, PRODUCT) for side in sides)
        inner = self.printer.multiplied([part for part in (before, middle, after) if part is not None])
        inner = f"<mi>tr</mi>{self.printer.parenthesized(inner)}" if entry.trace else inner
        parts = [inner] if factor is None else [self.printer.at(factor, PRODUCT), inner]
        return shown(self.printer.multiplied(parts))

    # -------------------------------------------------------------------------------- steps and sections

    def restated(self, payer: Payer) -> Sentence:
        return _sentence("This is what {} says.", self._label(payer))

    def derived(self, node: DerivedStep) -> Iterator[Shown]:
        name = self.letters[node.number]
        yield _sentence("We have")
        if isinstance(node.by, Combination):
            yield self.long_sum(node.by)
        elif node.by.lines:
            yield self.equalities(node.by)
        else:
            yield self._chain(node.by.left, (Row("=", self.formulas.formula(node.by.right)),))
        said = self._conclusion(node)
        yield Sentence(said + Markup(" <b>({})</b>").format(name) if name in self.cited else said)

    def _conclusion(self, node: DerivedStep) -> Markup:
        match node.derived:
            case Congruence(function=function) if function != "inv":
                said = Markup("so {} and its gradient take the same value at both.")
                return said.format(shown(self.printer.name(function).body))
            case Law(law=law):
                return Markup("by the law <i>{}</i>.").format(law)
            case derived:
                words, formulas = conclusion(derived)
                return Markup(words.replace("$", "")).format(*map(self.formulas.formula, formulas))

    def heading(self, node: Section) -> Sentence:
        value = NOTHING if node.value is None else self.formulas.affine(node.value)
        index = self.formulas.integer(node.index) if node.index else NOTHING
        claim = NOTHING if node.claim is None else self.formulas.formula(node.claim)
        match node.kind:
            case "base":
                said = Markup("Base, {} = {}.").format(index, value)
            case "step":
                said = Markup("Step, from {} to {}.").format(index, value)
            case "schema":
                said = Markup("More is true, here used at {} = {}: {}.").format(index, value, claim)
            case "case":
                said = Markup("Where {} {} 0.").format(value, "\u2265" if node.holds else "<")
            case _:
                said = Markup("For {}:").format(claim)
        return Sentence(said, is_heading=True)


_never_negative = Markup("never negative")


def _sentence(words: str, *parts: Markup) -> Sentence:
    return Sentence(Markup(words).format(*parts))
