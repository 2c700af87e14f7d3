"""The premises as normal forms, with symbols that an equation defines by others replaced, and whose they are."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import field
from fractions import Fraction
from typing import TypeAlias

from symproof.kernel.algebra.keys import Key
from symproof.kernel.algebra.normal import Normalizer
from symproof.kernel.algebra.words import Letter, Monomial, Polynomial, Word, combine, flip, of_letter
from symproof.kernel.context import context_of
from symproof.language.affine import ONE, Affine
from symproof.language.formulas import Compare, Equal, Formula, Invertible, Predicate, Sequent
from symproof.language.parts import relations
from symproof.language.records import dataclass
from symproof.language.refusal import Refusal
from symproof.language.terms import Integer
from symproof.search.contradictions.replacing import Replacement, definition, replaced, turn
from symproof.search.ranges import SearchingContext, searching

Ids: TypeAlias = frozenset[str]
Coefficients: TypeAlias = dict[Monomial, Fraction]
NONE: Ids = frozenset()
ROUNDS = 12  # symbols that are replaced


@dataclass(frozen=True, slots=True)
class Held:
    """A form that the premises ``ids`` speak about; what they say of it depends on the list that it stands in."""

    ids: Ids
    form: Polynomial
    strict: bool = True  # of orders and definite forms


@dataclass(frozen=True, slots=True)
class Linear:
    """A combination of scalars that is zero (``=``), not negative (``>=``) or positive (``>``), by these premises;
    ``text`` says why where no premise says so itself."""

    ids: Ids
    coefficients: Coefficients
    relation: str
    text: str = ""


@dataclass(slots=True)
class Known:
    """``equations``: forms that are zero; ``invertible``; ``different``: forms that are not zero; ``orders``: scalars
    >= 0 or > 0; ``definite``: semidefinite or definite forms; ``whole``: scalars that are integers; ``parities``:
    integers that are even (0) or odd (1)."""

    normal: Normalizer
    context: SearchingContext
    equations: list[Held] = field(default_factory=list)
    invertible: list[Held] = field(default_factory=list)
    different: list[Held] = field(default_factory=list)
    orders: list[Held] = field(default_factory=list)
    definite: list[Held] = field(default_factory=list)
    whole: list[Held] = field(default_factory=list)
    parities: list[tuple[Ids, Affine, int]] = field(default_factory=list)
    replacements: list[Replacement] = field(default_factory=list)

    def lists(self) -> tuple[list[Held], ...]:
        """The hypotheses by kind: equations, invertibility, disequations, orders, definiteness, integers."""
        return self.equations, self.invertible, self.different, self.orders, self.definite, self.whole

    def turned(self, word: Word) -> tuple[int, Word, Ids]:
        """The word with the transposes of symmetric and antisymmetric letters written without, and its sign."""
        return turn(word, self.replacements)


def known(sequent: Sequent, complete: Callable[[Known], None]) -> Known:
    """What the premises say, read by the kernel's own normal form; what it refuses is left aside. ``complete`` adds to
    it before symbols are replaced."""
    context = searching(context_of(sequent.declarations, sequent.facts))
    found = Known(Normalizer(context), context)
    for item in sequent.premises:
        for part in relations(item.formula):
            try:
                _read(found, frozenset([item.id]), part)
            except Refusal:
                continue
    complete(found)
    _replace(found)
    return found


def _read(found: Known, ids: Ids, part: Formula) -> None:
    normal = found.normal
    match part:
        case Equal():
            found.equations.append(Held(ids, normal.difference(part.left, part.right)))
        case Invertible(argument=argument):
            form = normal.polynomial(argument)
            (found.different if form.is_scalar else found.invertible).append(Held(ids, form))
        case Compare(relation="!="):
            found.different.append(Held(ids, normal.difference(part.left, part.right)))
        case Compare():
            gap = normal.difference(part.right, part.left)
            if gap.is_scalar:
                found.orders.append(Held(ids, gap, part.relation == "<"))
        case Predicate(name="even" | "odd" as parity, arguments=(Integer(value),)):
            found.parities.append((ids, found.context.canonical(value), int(parity == "odd")))
        case Predicate(name="positive definite" | "positive semidefinite" as name, arguments=(argument,)):
            form = normal.polynomial(argument)
            strict = name == "positive definite"
            found.definite.append(Held(ids, form, strict))
            found.equations.append(Held(ids, combine(form.transpose(), form, -1)))
            if strict:
                found.invertible.append(Held(ids, form))


def _replace(found: Known) -> None:
    """Replaces symbols that an equation defines, one after the other, everywhere else. That a symbol is invertible is
    seen before, while the products that say so still stand."""
    full = units(found)
    for _ in range(ROUNDS):
        rule = _rule(found, turns=False) or _rule(found, turns=True)
        if rule is None:
            return
        found.replacements.append(rule)
        if rule.letter.base in full:
            letter = flip(rule.letter) if rule.letter.transposed else None
            form = rule.value if letter is None else of_letter(letter)
            found.invertible.append(Held(full[rule.letter.base] | rule.ids, form))
        for group in found.lists():
            group[:] = [_changed(found, held, rule) for held in group]


def _rule(found: Known, *, turns: bool) -> Replacement | None:
    """The first definition among the equations, which it leaves."""
    for item in found.equations:
        letter = definition(item.form, turns=turns)
        if letter is not None:
            found.equations.remove(item)
            if letter.transposed and not turns:
                return Replacement(flip(letter), _value(item.form.transpose(), flip(letter)), item.ids)
            return Replacement(letter, _value(item.form, letter), item.ids)
    return None


def _changed(found: Known, held: Held, rule: Replacement) -> Held:
    try:
        form = replaced(held.form, rule, found.normal)
    except Refusal:  # too long: what stands already is as true
        return held
    return held if form is held.form else Held(held.ids | rule.ids, form, held.strict)


def _value(form: Polynomial, letter: Letter) -> Polynomial:
    """What the letter, which stands alone in one summand, equals where the form is zero."""
    key = next(iter(of_letter(letter).terms))
    coefficient = Fraction(form.terms[key])
    rest = {other: c for other, c in form.terms.items() if other != key}
    return Polynomial(form.rows, form.columns, rest).scale(-1 / coefficient)


def coefficients(form: Polynomial) -> Coefficients:
    """Of a scalar, by monomial."""
    return {monomial: Fraction(c) for (monomial, _), c in form.terms.items()}


def square_sized(form: Polynomial) -> bool:
    """Whether the form is square and no scalar."""
    return form.rows == form.columns and form.rows != ONE


def units(found: Known) -> dict[Key, Ids]:
    """Bases of square letters that are invertible: factors of invertible products, and of products that are I."""
    result: dict[Key, Ids] = {}
    for held in found.invertible:
        words = list(held.form.terms)
        if len(words) == 1:
            _factors(result, words[0][1], held.ids)
    for held in found.equations:
        if square_sized(held.form) and ((), ()) in held.form.terms:
            words = [key for key in held.form.terms if key != ((), ())]
            if len(words) == 1 and not words[0][0]:
                _factors(result, words[0][1], held.ids)
            elif words and all(word for _, word in words):
                for end in (0, -1):
                    if len({word[end] for _, word in words}) == 1:
                        _factors(result, words[0][1][end:][:1], held.ids)
    return result


def _factors(result: dict[Key, Ids], word: Word, ids: Ids) -> None:
    if word and all(letter.rows == letter.columns for letter in word):
        for letter in word:
            result.setdefault(letter.base, ids)
