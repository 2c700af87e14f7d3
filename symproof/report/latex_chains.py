"""Derivations as LaTeX: chains of equalities with the premise that pays above the sign, what changed in colour."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from fractions import Fraction

from symproof.explain.definite import difference_of
from symproof.explain.derivation import DerivedStep, Equalities, Line, Section, Summand
from symproof.explain.orders import Factor, Payer
from symproof.explain.tree import INDUCTION, Combination, Estimate, Multiple
from symproof.language.certificate import (
    Congruence,
    Law,
)
from symproof.language.formulas import Equal, Formula
from symproof.language.parts import STEP
from symproof.language.terms import Number, Product, Sum, Term
from symproof.render.breaking import broken, width
from symproof.render.latex import BREAK, Latex
from symproof.render.names import escaped
from symproof.render.tidy import tidy
from symproof.report.derivations import Writing, conclusion, letter, signed

Labels = Mapping[str, tuple[str, str]]  # id -> (anchor, what stands in parentheses: 43, H7)
CONTINUED = 2.0  # em by which the rest of a broken line is moved in


def display(formula: str, room: float, before: str = "") -> str:
    """A displayed formula in lines of at most ``room`` em; ``before`` stands in front of the first."""
    lines = broken(formula, room, room - CONTINUED)
    if len(lines) == 1:
        return f"\\begin{{equation*}}\n  {before}{lines[0]}\n\\end{{equation*}}"
    rows = [f"& {before}{lines[0]}", *(rf"& \qquad {line}" for line in lines[1:])]
    return aligned(rows)


def aligned(rows: list[str]) -> str:
    """The rows in an align* environment."""
    body = " \\\\\n  ".join(rows)
    return f"\\begin{{align*}}\n  {body}\n\\end{{align*}}"


class Chains(Writing[str]):
    """Writes the derivations of one step, in displays of at most ``room`` em, one after the other."""

    def __init__(self, render: Latex, labels: Labels, room: float) -> None:
        super().__init__()
        self.render = render
        self.labels, self.room = labels, room

    def latex(self, node: Term | Formula) -> str:
        """A term or formula with few parentheses."""
        return self.render.latex(tidy(node, self.render.symbols))

    # -------------------------------------------------------------------------------- chains

    def equalities(self, node: Equalities, condition: str = "") -> str:
        """The chain; without lines, the common normal form in words."""
        return aligned(self.rows(node, condition)) if node.lines else self._expansion(node)

    def rows(self, node: Equalities, condition: str = "") -> list[str]:
        """The rows of a chain that has lines."""
        left = self.latex(node.left)
        used = width(left)
        rows = self._beside(node, left) if used <= 0.42 * self.room else None
        if rows is None or (len(rows) > len(node.lines) and used > 0.12 * self.room):
            rows = self._continued(broken(left, self.room, self.room - CONTINUED), "")
            for line in node.lines:
                rows += self._line(line, 1.0, r"& \quad ")
        if condition:
            rows[-1] = self._with_condition(rows[-1], condition)
        return rows

    def _beside(self, node: Equalities, left: str) -> list[str]:
        """The chain with its left side in front of the signs."""
        start = f"{left.replace(BREAK, '')} &"
        rows: list[str] = []
        for line in node.lines:
            rows += self._line(line, width(left), start)
            start = "&"
        return rows

    def _line(self, line: Line, used: float, start: str) -> list[str]:
        sign, size = self._sign(line.payer)
        room = self.room - used - size
        return self._continued(broken(self._shown(line), room, room - CONTINUED), f"{start}{sign} ")

    def _expansion(self, node: Equalities) -> str:
        """Both sides have one normal form."""
        if not node.form:
            return r"\symproofnote{One side expands to the other.}"
        form = self._sum(node.form)
        if width(form) < 0.6 * self.room:
            return rf"\symproofnote{{Both sides expand to ${form.replace(BREAK, '')}$.}}"
        return r"\symproofnote{Both sides expand to}" + "\n" + display(form, self.room)

    def _continued(self, pieces: list[str], sign: str) -> list[str]:
        first = sign + pieces[0] if sign else f"& {pieces[0]}"
        return [first, *(rf"&\qquad {piece}" for piece in pieces[1:])]

    def _with_condition(self, row: str, condition: str) -> str:
        fits = width(row) + width(condition) + 2 <= self.room
        return rf"{row} \qquad {condition}" if fits else row + " \\\\\n  " + rf"&\qquad {condition}"

    def _sign(self, payer: Payer | None) -> tuple[str, float]:
        """The equality sign with the payer above it, and its width."""
        if payer is None:
            return "=", 1.4
        anchor, label = self.label(payer)
        return rf"\symproofpaid{{{anchor}}}{{{label}}}", max(1.4, 0.74 * width(label) + 0.6)

    def label(self, payer: Payer) -> tuple[str, str]:
        """``(43)`` with the index of an instance below and a transposition above."""
        if payer.premise == INDUCTION:
            anchor, inner = "", r"\text{IH}"
        elif payer.premise.startswith(STEP):
            number = int(payer.premise.removeprefix(STEP))
            anchor, inner = "", rf"\text{{{self.letters.get(number) or letter(number)}}}"
        else:
            anchor, inner = self.labels.get(payer.premise, ("", escaped(payer.premise)))
            inner = rf"\mathrm{{{inner}}}"
        below = f"_{{{','.join(map(self.render.affine, payer.at))}}}" if payer.at and payer.premise != INDUCTION else ""
        above = r"^{\top}" if payer.transposed else ""
        return anchor, f"({inner}){below}{above}"

    def _shown(self, line: Line) -> str:
        if line.written is not None:
            return self.latex(line.written)
        return self._sum(line.summands)

    def _sum(self, summands: tuple[Summand, ...]) -> str:
        """New factors in colour, unless everything is new."""
        marked = any(not item.new or item.before or item.after for item in summands)
        result = ""
        for position, item in enumerate(summands):
            sign = "-" if item.coefficient < 0 else "+"
            body = self._summand(item, marked)
            result += f" {sign} {body}" if position else ("-" if item.coefficient < 0 else "") + body
        return result or "0"

    def _summand(self, item: Summand, marked: bool) -> str:
        size = abs(item.coefficient)
        lead: tuple[Term, ...] = (Number(size),) if size != 1 or not item.factors else ()
        if not marked or not item.new:
            return self._product(lead + item.factors)
        new = self._product(item.new)
        if width(new) > 0.6 * self.room:  # colour cannot be broken over lines
            return self._product(lead + item.factors)
        parts = [
            self._product(lead + item.before),
            rf"\symproofnew{{{new.replace(BREAK, '')}}}",
            self._product(item.after),
        ]
        return rf"\,{BREAK}".join(part for part in parts if part)

    def _product(self, factors: tuple[Term, ...]) -> str:
        if not factors:
            return ""
        return self.latex(factors[0] if len(factors) == 1 else Product(factors))

    # -------------------------------------------------------------------------------- long combinations

    def long_sum(self, node: Combination) -> str:
        start = self.latex(difference_of(node.left, node.right))
        rows = self._continued(broken(start, self.room, self.room - CONTINUED), "")
        for number, item in enumerate(node.shown):
            sign, multiple = self._multiple(item)
            sign = (sign or "+") if number else f"={sign}"
            pieces = broken(multiple, self.room - 4, self.room - 6)
            rows += self._continued(pieces, rf"& \quad {sign} ")
        if node.is_long:
            rows.append(rf"& \quad + \cdots \quad \text{{({len(node.multiples)} terms in all)}}")
        return aligned(rows)

    def estimate(self, node: Estimate) -> str:
        """right - left as a sum of products of what is not negative, the premises that say so named below."""
        start = self.latex(node.subject)
        rows = self._continued(broken(start, self.room, self.room - CONTINUED), "")
        pieces = [("+", self._scaled(coefficient, factors)) for coefficient, factors in node.summands]
        symmetries = node.symmetries
        pieces += [(sign or "+", multiple) for sign, multiple in map(self._multiple, () if symmetries else node.shown)]
        for number, (sign, multiple) in enumerate(pieces):
            first = "=-" if sign == "-" else "="
            row = broken(multiple, self.room - 4, self.room - 6)
            rows += self._continued(row, rf"& \quad {sign if number else first} ")
        rows = self._on_one_line(rows)
        if node.is_long and not symmetries:
            rows.append(rf"& \quad + \cdots \quad \text{{({len(node.multiples)} multiples of premises in all)}}")
        rows[-1] += self._sign_of(node, symmetries)
        if node.factor is not None:
            sign = r"\ge" if node.strict else ">"
            rows.append(rf"& \quad \text{{with }} {self._unbroken(node.factor)} {sign} 0")
        if node.left_inverse is not None:
            rows.append(rf"& \quad \text{{with }} {self._unbroken(node.left_inverse)} = I")
        return aligned(rows)

    def _unbroken(self, term: Term) -> str:
        return self.latex(term).replace(BREAK, "")

    def _on_one_line(self, rows: list[str]) -> list[str]:
        """A difference and a single summand beside each other, where they fit."""
        if len(rows) != 2 or width(rows[0]) + width(rows[1]) > 0.7 * self.room:
            return rows
        return [f"{rows[0]} {rows[1].removeprefix('& ').removeprefix(chr(92) + 'quad ')}"]

    def _sign_of(self, node: Estimate, symmetries: Mapping[str, Equal]) -> str:
        """``>= 0``, and which premises say that a matrix is symmetric."""
        shown = [rf"{self.latex(equation)}\ {self.label(Payer(name))[1]}" for name, equation in symmetries.items()]
        reason = rf" \quad \text{{as }} {', '.join(shown)}" if shown else ""
        sign = (r"\succ" if node.strict else r"\succeq") if node.is_matrix else (">" if node.strict else r"\ge")
        zero = f"{sign} 0"
        return f" {zero}{reason}".replace(BREAK, "")

    def _scaled(self, coefficient: Fraction, factors: tuple[Factor, ...]) -> str:
        shown = [self.latex(Number(coefficient))] if coefficient != 1 or not factors else []
        for factor in factors:
            inner = self._side(factor.term)
            inner = (
                self._below(inner, ", ".join(self.label(item)[1] for item in factor.payers)) if factor.payers else inner
            )
            shown.append(inner)
        return rf"\,{BREAK}".join(shown)

    def _below(self, inner: str, label: str) -> str:
        inner = inner.replace(BREAK, "")
        return rf"\underbrace{{{inner}}}_{{{label}}}" if width(inner) < 0.5 * self.room else label

    def _multiple(self, multiple: Multiple) -> tuple[str, str]:
        """The sign of factor * K[premise], and the rest, the premise named below."""
        entry, equation = multiple.entry, multiple.said
        _, label = self.label(Payer(entry.premise, entry.part, entry.at))
        middle = label if equation is None else self._premise(equation, label)
        if entry.transposed:  # the braces keep the sign beside what stands over a brace
            middle = rf"{{{middle}}}^{{\top}}"
        sides = [self._side(entry.left), middle, self._side(entry.right)]
        inner = rf"\,{BREAK}".join(side for side in sides if side)
        inner = rf"\operatorname{{tr}}\bigl({inner}\bigr)" if entry.trace else inner
        sign, factor = signed(entry.factor)
        scale = self._side(factor)
        return sign, rf"{scale}\,{BREAK}{inner}" if scale else inner

    def _premise(self, equation: Equal, label: str) -> str:
        inner = self.latex(difference_of(equation.left, equation.right)).replace(BREAK, "")
        return rf"\underbrace{{({inner})}}_{{{label}}}" if width(inner) < 0.5 * self.room else label

    def _side(self, term: Term | None) -> str:
        if term is None:
            return ""
        shown = self.latex(term)
        loose = isinstance(term, Sum) or (isinstance(term, Number) and term.value < 0) or shown.startswith("-")
        return f"({shown})" if loose else shown

    # -------------------------------------------------------------------------------- steps and sections

    def restated(self, payer: Payer) -> str:
        return rf"\symproofnote{{This is what ${self.label(payer)[1]}$ says.}}"

    def derived(self, node: DerivedStep) -> Iterator[str]:
        yield "We have"
        if isinstance(node.by, Equalities):
            yield self.equalities(node.by) if node.by.lines else self._equation(node.by)
        else:
            yield self.long_sum(node.by)
        letter = self.letters[node.number]
        aside = rf" \symproofaside{{({letter})}}" if letter in self.cited else ""
        yield f"{self._conclusion(node)}{aside}"

    def _equation(self, node: Equalities) -> str:
        return display(f"{self.latex(node.left)} = {self.latex(node.right)}", self.room)

    def _conclusion(self, node: DerivedStep) -> str:
        match node.derived:
            case Congruence(function=function) if function != "inv":
                name = self.render.name(function).body
                return f"so ${name}$, and ${name}'$, take the same value at both."
            case Law(law=law):
                return rf"by the law \emph{{{law}}}."
            case derived:
                words, formulas = conclusion(derived)
                return words.format(*map(self._inline, formulas))

    def _inline(self, term: Term) -> str:
        return self.latex(term).replace(BREAK, "")

    def heading(self, node: Section) -> str:
        value = self.render.affine(node.value) if node.value is not None else ""
        index = self.render.integer_name(node.index) if node.index else ""
        match node.kind:
            case "base":
                return rf"\symproofcase{{Base, ${index} = {value}$.}}"
            case "step":
                return rf"\symproofcase{{Step, from ${index}$ to ${value}$.}}"
            case "schema":
                claim = "" if node.claim is None else self.latex(node.claim).replace(BREAK, "")
                return rf"\symproofcase{{More is true, here used at ${index} = {value}$: ${claim}$.}}"
            case "case":
                relation = r"\ge" if node.holds else "<"
                return rf"\symproofcase{{Where ${value} {relation} 0$.}}"
            case _:
                claim = "" if node.claim is None else self.latex(node.claim).replace(BREAK, "")
                return (
                    rf"\symproofcase{{For ${claim}$:}}"
                    if width(claim) < self.room - 5
                    else r"\symproofcase{Next part.}"
                )
