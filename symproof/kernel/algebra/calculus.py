"""Differentials and gradients of normal forms: definitions are unfolded, and no hypothesis is ever differentiated.

Rules, with H the direction of X and everything else held fixed:
d(P Q) = dP Q + P dQ,  d(P^T) = (dP)^T,  d tr(P) = tr(dP),  d inv(E) = -inv(E) dE inv(E) where a premise says that E is
invertible,  d f(P) = <f'(P), dP> = tr(f'(P)^T dP),  calls of named functions as functions.py says;  dM_l / dM_i needs
l = i or l != i decided; in a chain of a defined family R_i(A_{i+c}) only R_{v-c} moves along A_v.
Equal normal forms are equal functions of their letters, so it does not matter which term a form came from. What is
refused: f'(P) and calls without a differential whose argument moves.
(Magnus and Neudecker, Matrix Differential Calculus, chapters 8 and 9.)
"""

from __future__ import annotations

from collections.abc import Callable
from fractions import Fraction
from typing import Any, TypeAlias

from symproof.kernel.algebra.forms import Forms, uses
from symproof.kernel.algebra.functions import DIFFERENTIABLE, differential
from symproof.kernel.algebra.keys import Key, Kind, key_of
from symproof.kernel.algebra.scalars import CONDITIONAL, power_differential, require_nonzero
from symproof.kernel.algebra.words import (
    Letter,
    Polynomial,
    Terms,
    Word,
    accumulate,
    combine,
    constant,
    flip,
    join,
    letter_text,
    of_letter,
    product_of,
    reverse,
    same_size,
    size_text,
)  # fmt: skip
from symproof.language.affine import (
    ONE,
    Affine,
    FamilyName,
    affine_text,
    at_lead,
    declared_name,
    family_text,
    parameter,
    shift,
    subtract,
)  # fmt: skip
from symproof.language.declarations import SymbolDeclaration
from symproof.language.refusal import Refusal
from symproof.language.substitution import members, names, reached
from symproof.language.terms import Call, Differential, Gradient, IndexSum, Number, Power, Slope, Symbol, Term, Value

Directions: TypeAlias = list[tuple[Symbol, Polynomial]]


class _Motion:
    """Symbols that move, each along a direction; directions of one symbol add up.

    What stands still to first order along these directions may yet move: x y + z along (x, -y). Only what stands still
    along generic ones is constant near the point, so that f' of it or its inverse has a differential whatever it is.
    """

    def __init__(self, normal: Forms, directions: Directions, generic: _Motion | None = None) -> None:
        self.normal, self.context, self.directions = normal, normal.context, directions
        self.generic = generic or self  # along directions of which nothing is known
        for variable, _ in directions:
            if self.context.symbol(variable.name).pieces:
                raise Refusal("SP335", f"{variable.name} is defined: a gradient is taken by a free symbol")

    def of(self, form: Polynomial) -> Polynomial:
        """The differential of a form, by the product rule: zero where nothing in it moves."""
        total = Polynomial(form.rows, form.columns, {})
        for (monomial, word), coefficient in form.terms.items() if self.normal.unfold else ():
            if word:
                moved = self.normal.times(Polynomial(ONE, ONE, {(monomial, ()): coefficient}), self._word(word))
                total = combine(total, moved)
            for position, (kind, content) in enumerate(monomial):
                if kind != "integer":
                    power = self._power_of(content) if kind == "trace" else None  # type: ignore[arg-type]
                    moved = self.normal.trace(self._word(content)) if power is None else power  # type: ignore[arg-type]
                    rest = product_of(monomial[:position], monomial[position + 1 :])
                    still = Polynomial(form.rows, form.columns, {(rest, word): coefficient})
                    total = combine(total, self.normal.times(moved, still))
        return total

    def _power_of(self, word: Word) -> Polynomial | None:
        """d tr(X^e) = e tr(X^(e-1) dX) where e >= 0 is known, for the trace of a power alone."""
        term = self.normal.applied.get(word[0].base) if len(word) == 1 else None
        if not isinstance(term, Power) or not self.context.holds(term.exponent):
            return None
        uses(self.normal, "differential of the trace of a power")
        lower = self.normal.polynomial(Power(term.base, shift(term.exponent, -1)))
        moved = self.normal.trace(self.normal.times(lower, self.of(self.normal.polynomial(term.base))))
        return self.normal.times(self.normal.integer(term.exponent), moved)

    def _word(self, word: Word) -> Polynomial:
        total = Polynomial(word[0].rows, word[-1].columns, {})
        for position, letter in enumerate(word):
            self.context.charge(10 + len(self.directions))
            moved = self._letter(flip(letter)).transpose() if letter.transposed else self._letter(letter)
            if moved.terms:
                around = [*map(of_letter, word[:position]), moved, *map(of_letter, word[position + 1 :])]
                total = combine(total, self.normal.product(around))
        return total

    def _letter(self, letter: Letter) -> Polynomial:
        base = letter.base
        if base in self.normal.inverse_of:
            return self._inverse(letter, self.normal.inverse_of[base])
        if base in self.normal.applied:
            return self._applied(letter, self.normal.applied[base])
        if base.kind is Kind.CALL:
            raise Refusal("SP334", f"{base.name} of what moves along a direction is not differentiated again")
        total = Polynomial(letter.rows, letter.columns, {})
        if base in self.normal.summed:
            return self._summed(total, self.normal.summed[base].term)
        hidden = self._hidden(base)
        for variable, direction in self.directions:
            if declared_name(variable.name) in hidden:
                total = combine(total, self._moved_definition(letter, variable, direction))
            elif base.kind is Kind.SYMBOL and self._one_family(variable.name, base.name):
                total = combine(total, self._moved(letter, variable.index, lambda: direction))  # noqa: B023
        return total

    def _one_family(self, one: FamilyName, other: FamilyName) -> bool:
        """Whether both are the same symbol or family; refused where it is not known whether l = m in M_l and M_m."""
        if isinstance(one, str) or isinstance(other, str) or one.family != other.family:
            return one == other
        if self.context.differ(one.lead, other.lead):
            return False
        if not self.context.same(one.lead, other.lead):
            raise Refusal("SP331", f"{family_text(one)} and {family_text(other)}: split the cases whether they are one")
        return True

    def _hidden(self, base: Key) -> set[str]:
        """What the definition behind the chain of a defined family mentions."""
        if base.kind is not Kind.SYMBOL:  # a unit column or a direction
            return set()
        known, name = self.normal.hidden, base.name
        if name not in known:
            mentioned = reached(Symbol(name), self.context.symbols, self.context.functions)
            known[name] = mentioned - {declared_name(name)}
        return known[name]

    def _moved_definition(self, letter: Letter, variable: Symbol, direction: Polynomial) -> Polynomial:
        """Rule INNER: where the body of R_i mentions A at i + c only, A_v moves no other members of R than R_{v-c}."""
        if not (isinstance(variable.name, str) and isinstance(letter.base.name, str)):
            raise Refusal(
                "SP332", f"the derivative of a chain by a member of {family_text(variable.name)} is not known"
            )
        along = _Motion(self.normal, [(variable, direction)], self.generic)
        total = Polynomial(letter.rows, letter.columns, {})
        for by in sorted(self._offsets(letter.base.name, variable.name)):
            at = shift(variable.index, -by)  # type: ignore[arg-type]  # there are offsets of members only
            member = Symbol(letter.base.name, at)
            total = combine(total, self._moved(letter, at, lambda: along.of(self.normal.polynomial(member))))  # noqa: B023
        return total

    def _offsets(self, family: str, variable: str) -> set[int]:
        """The c with A_{i+c} in what the member R_i unfolds to; refused where it mentions A in any other way."""
        known, declared = self.normal.offsets, self.context.symbol(family)
        if (family, variable) not in known:
            found: set[int] = set()
            for node in [node for piece in declared.pieces for node in self._mentioning(piece.body)]:
                mentioned = reached(node, self.context.symbols, self.context.functions)
                self.context.charge(10 + len(mentioned))
                if variable in mentioned:
                    by = self._offset(declared, node)
                    inner = {0} if node.name == variable else self._offsets(declared_name(node.name), variable)
                    found |= {by + other for other in inner}
            known[family, variable] = found
        return known[family, variable]

    def _mentioning(self, body: Term) -> list[Any]:
        """The members in a body, and its defined functions, which may mention anything."""
        functions = [Value(name, Number(Fraction(0))) for name in names(body) if self._is_defined(name)]
        return [*members(body), *functions]

    def _is_defined(self, name: str) -> bool:
        return name in self.context.functions and self.context.functions[name].value is not None

    def _offset(self, declared: SymbolDeclaration, node: Term) -> int:
        """The c where the node is a member i + c, i the index of the family."""
        index = node.index if isinstance(node, Symbol) else None
        if index is None or declared.range is None or index.terms != parameter(declared.range.index).terms:
            raise Refusal("SP332", f"the derivative of a chain of {declared.name} is not known: see the rule INNER")
        return index.constant

    def _summed(self, nothing: Polynomial, term: IndexSum) -> Polynomial:
        """Zero where the summands mention nothing that moves."""
        mentioned = reached(term, self.context.symbols, self.context.functions)
        if any(declared_name(variable.name) in mentioned for variable, _ in self.directions):
            raise Refusal("SP334", "a sum over an index is not differentiated: what it sums over moves")
        return nothing

    def _moved(self, letter: Letter, index: Affine | None, moved: Callable[[], Polynomial]) -> Polynomial:
        """H for the symbol itself and for the member M_i; M_a..M_{i+1} H M_{i-1}..M_b where b <= i <= a is known, zero
        where it is known not to be so. A single member of any family moves, whether or not its sizes chain."""
        if index is None or letter.high is None or letter.low is None:
            return moved()
        index, holds = self.context.canonical(index), self.context.holds
        if holds(shift(subtract(letter.low, index), -1)) or holds(shift(subtract(index, letter.high), -1)):
            return Polynomial(letter.rows, letter.columns, {})
        if not (holds(subtract(index, letter.low)) and holds(subtract(letter.high, index))):
            raise Refusal("SP331", f"{affine_text(index)} in {letter_text(letter)} is not decided: split the cases")
        declared, direction = self.context.symbol(letter.base.name), moved()
        if letter.high == letter.low and (direction.rows, direction.columns) == (letter.rows, letter.columns):
            return direction
        above = self.normal.chain(declared, letter.high, shift(index, 1))
        return self.normal.product([above, direction, self.normal.chain(declared, shift(index, -1), letter.low)])

    def _inverse(self, letter: Letter, form: Polynomial) -> Polynomial:
        moved = self.of(form)
        if not (moved if self.generic is self else self.generic.of(form)).terms:
            return Polynomial(letter.rows, letter.columns, {})
        if letter.base not in self.normal.invertible:
            raise Refusal("SP333", "the differential of an inverse needs the premise that its argument is invertible")
        self.normal.invertible[letter.base] = True
        return self.normal.product([of_letter(letter), moved, of_letter(letter)]).scale(-1)

    def _applied(self, letter: Letter, term: Value | Slope | Call | Power) -> Polynomial:
        """d f(P) = tr(f'(P)^T dP); f' and calls are constant, or refused where an argument moves."""
        if isinstance(term, Value):
            moved, slope = self.of(self.normal.polynomial(term.argument)), Slope(term.function, term.argument)
            return self.normal.trace(self.normal.times(self.normal.polynomial(slope).transpose(), moved))
        if isinstance(term, Call) and term.name in DIFFERENTIABLE:
            return self._called(letter, term)
        if isinstance(term, Power) and letter.symmetric:
            moved = self.of(self.normal.polynomial(term.base))
            change = power_differential(self.normal, term, moved) if moved.terms else moved
            if change is not None:
                return change
        name = term.function + "'" if isinstance(term, Slope) else term.name if isinstance(term, Call) else "a power"
        for argument in _arguments(term):
            if self.generic.of(self.normal.polynomial(argument)).terms:
                code = "SP330" if isinstance(term, Slope) else "SP334"
                raise Refusal(code, f"the differential of {name} is not known here: its argument moves")
        return Polynomial(letter.rows, letter.columns, {})

    def _called(self, letter: Letter, term: Call) -> Polynomial:
        """The differential of a call: the sum over its arguments, each moved alone."""
        total = Polynomial(letter.rows, letter.columns, {})
        for place, argument in enumerate(term.arguments):
            form = self.normal.polynomial(argument)
            moved = self.of(form)
            if term.name in CONDITIONAL and not moved.terms and self.generic.of(form).terms:
                require_nonzero(self.normal, form)  # it may move to second order
            change = differential(self.normal, term, place, moved) if moved.terms else None
            if moved.terms and change is None:
                raise Refusal("SP334", f"the differential of {term.name} is not known here: its argument moves")
            total = total if change is None else combine(total, change)
        return total


def _arguments(term: Slope | Call | Power) -> tuple[Term, ...]:
    if isinstance(term, Call):
        return term.arguments
    return (term.base if isinstance(term, Power) else term.argument,)


def direction_of(normal: Forms, variable: Symbol) -> Letter:
    """A letter of the size of the variable that stands for its direction."""
    form = normal.polynomial(variable)
    at = () if variable.index is None else (normal.context.canonical(variable.index),)
    name = at_lead(variable.name, normal.context.canonical)
    text = f"d:{family_text(name)}" + "".join([f"[{affine_text(index)}]" for index in at])
    base = key_of(Kind.DIRECTION, text, name, *at)
    return Letter(base, False, form.rows, form.columns, symmetric=form.is_scalar)


def differential_of(normal: Forms, term: Differential) -> Polynomial:
    """The directional derivative of the argument along the given directions."""
    directions = [(variable, normal.polynomial(direction)) for variable, direction in term.directions]
    for variable, direction in directions:
        same_size(normal.polynomial(variable), direction, "a direction")
    argument = normal.polynomial(term.argument)
    generic = _Motion(normal, [(variable, of_letter(direction_of(normal, variable))) for variable, _ in directions])
    return _Motion(normal, directions, generic).of(argument)


def gradient_of(normal: Forms, term: Gradient) -> Polynomial:
    """By a scalar: the derivative. Of a scalar: G with d(argument) = <G, H> for every direction H of the variable.
    Of a column by a column, where the term says so: J with d(argument) = J h."""
    argument, variable = normal.polynomial(term.argument), normal.polynomial(term.variable)
    if variable.is_scalar:
        return _Motion(normal, [(term.variable, constant(ONE))]).of(argument)
    rows, columns = (argument.rows, variable.rows) if term.jacobian else (variable.rows, variable.columns)
    if (argument.columns, variable.columns if term.jacobian else argument.rows) != (ONE, ONE):
        raise Refusal("SP309", f"no gradient of {size_text(argument)} by {size_text(variable)}: one must be a scalar")
    direction = direction_of(normal, term.variable)
    moved = _Motion(normal, [(term.variable, of_letter(direction))]).of(argument)
    found = Polynomial(rows, columns, _collected(moved, direction, term.jacobian))
    return normal.times(found, constant(columns))  # the order of commuting letters is turned with the words


def _collected(moved: Polynomial, direction: Letter, jacobian: bool) -> Terms:
    """Rule RIESZ: every summand holds H once. The gradient of tr(L H R), or of the 1 x 1 word L H R, is (R L)^T, of
    tr(L H^T R) it is R L; the Jacobian of W h is W, of W (l^T h) = W (h^T l) it is W l^T."""
    terms: Terms = {}
    for (monomial, word), coefficient in moved.terms.items():
        places: list[Word] = [word, *(() if kind == "integer" else content for kind, content in monomial)]  # type: ignore[list-item]
        found = [(n, w, at) for n, w in enumerate(places) for at, x in enumerate(w) if x.base is direction.base]
        if len(found) != 1:
            raise Refusal("SP337", "a differential that is not linear in its direction")
        ((number, place, at),) = found
        rest = product_of(monomial[: number - 1], monomial[number:]) if number else monomial
        if jacobian:
            turned = reverse(place) if place[at].transposed else place
            read = join(word if number else (), turned[:-1])
        else:
            around = join(place[at + 1 :], place[:at])
            read = around if place[at].transposed else reverse(around)
        accumulate(terms, (rest, read), coefficient)
    return terms
