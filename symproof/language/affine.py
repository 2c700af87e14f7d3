"""Integer expressions: indices such as ``i - 1`` and sizes such as ``n``, ``d_{i-1}``, ``m + 2``.

An expression is a constant plus integer multiples of atoms. An atom is the name of an integer parameter or of a
size, a member ``d_e`` of a family of sizes, or a product of atoms (only Kronecker products need those).
Sizes are integers >= 1; a parameter may be any integer that the hypotheses allow.
"""

from __future__ import annotations

from collections.abc import Callable, Iterable, Iterator
from fractions import Fraction
from functools import lru_cache, reduce
from typing import NamedTuple, TypeAlias

from symproof.language.records import dataclass
from symproof.language.refusal import Refusal, bounded

MAX_TERMS = 100
SHORT = 1 << 60  # numbers that are known to be bounded


@dataclass(frozen=True, slots=True)
class FamilyAt:
    """The family ``family_lead`` among families that are declared together: ``M_l``, whose members are ``M_{l,i}``.
    It stands where the name of a family stands."""

    family: str
    lead: Affine


FamilyName: TypeAlias = str | FamilyAt


class SizeAt(NamedTuple):
    """The member ``family_index`` of a family of sizes or integers, such as ``d_{i-1}`` or ``d_{l,i}``."""

    family: FamilyName
    index: Affine  # type: ignore[assignment]  # hides tuple.index, which nothing needs


class SizeProduct(NamedTuple):
    """A product of two or more atoms, opaque to the arithmetic of this module."""

    product_of: tuple[IntegerAtom, ...]


class Affine(NamedTuple):
    """``constant + sum(coefficient * atom)``; ``terms`` is sorted by atom and holds no zero coefficient."""

    constant: int
    terms: tuple[tuple[IntegerAtom, int], ...] = ()

    @property
    def is_constant(self) -> bool:
        """Whether the expression is a number."""
        return not self.terms


IntegerAtom: TypeAlias = "str | SizeAt | SizeProduct"


@lru_cache(maxsize=4096)
def atom_text(atom: IntegerAtom) -> str:
    """A canonical text: equal exactly for equal atoms; also the order of atoms."""
    if isinstance(atom, str):
        return atom
    if isinstance(atom, SizeAt):
        return f"{family_text(atom.family)}[{affine_text(atom.index)}]"
    return "(" + "*".join(map(atom_text, atom.product_of)) + ")"


def family_text(family: FamilyName) -> str:
    """A canonical text of the name of a family: ``M``, or ``M[l]``."""
    return family if isinstance(family, str) else f"{family.family}[{affine_text(family.lead)}]"


def declared_name(family: FamilyName) -> str:
    """The name under which a family is declared, on its own or together with others."""
    return family if isinstance(family, str) else family.family


@lru_cache(maxsize=4096)
def affine_text(value: Affine) -> str:
    """A canonical text of the expression, such as ``k-i+1``."""
    parts = []
    for atom, coefficient in value.terms:
        sign = "-" if coefficient < 0 else "+"
        size = "" if abs(coefficient) == 1 else f"{abs(coefficient)}*"
        parts.append(f"{sign}{size}{atom_text(atom)}")
    if value.constant or not parts:
        parts.append(f"{value.constant:+d}")
    return "".join(parts).removeprefix("+")


def affine(constant: int, terms: dict[IntegerAtom, int]) -> Affine:
    """The canonical expression with these coefficients."""
    kept = [(atom, coefficient) for atom, coefficient in terms.items() if coefficient]
    if len(kept) > MAX_TERMS:
        raise Refusal("SP341", f"an integer expression of more than {MAX_TERMS} terms")
    for coefficient in (constant, *(item[1] for item in kept)):
        if not -SHORT < coefficient < SHORT:
            bounded(coefficient)
    if len(kept) > 1:
        kept.sort(key=lambda item: atom_text(item[0]))
    return Affine(constant, tuple(kept))


def integer(value: int) -> Affine:
    """The expression that is this number."""
    return Affine(value, ())


def parameter(atom: IntegerAtom) -> Affine:
    """The expression that is one atom."""
    return Affine(0, ((atom, 1),))


ONE = integer(1)


@lru_cache(maxsize=8192)
def add(left: Affine, right: Affine, scale: int = 1) -> Affine:
    """``left + scale * right``."""
    if not right.terms:
        bounded(scale * right.constant)
        return Affine(left.constant + scale * right.constant, left.terms) if right.constant else left
    terms = dict(left.terms)
    for atom, coefficient in right.terms:
        terms[atom] = terms.get(atom, 0) + scale * coefficient
    return affine(left.constant + scale * right.constant, terms)


def subtract(left: Affine, right: Affine) -> Affine:
    """``left - right``."""
    return add(left, right, -1)


def shift(value: Affine, by: int) -> Affine:
    """``value + by`` for a number ``by``."""
    return Affine(value.constant + by, value.terms)


def substitute(value: Affine, replace: Callable[[IntegerAtom], Affine | None]) -> Affine:
    """Replaces atoms, also inside the indices of size families; ``replace`` returns None for an atom that stays."""
    replaced = [replace(atom) or _substituted_inside(atom, replace) for atom, _ in value.terms]
    if not any(replaced):
        return value
    constant, terms = value.constant, {}  # type: int, dict[IntegerAtom, int]
    for (atom, coefficient), found in zip(value.terms, replaced, strict=True):
        if found is None:
            terms[atom] = terms.get(atom, 0) + coefficient
            continue
        constant += coefficient * found.constant
        for inner, factor in found.terms:
            terms[inner] = terms.get(inner, 0) + coefficient * factor
    return affine(constant, terms)


@lru_cache(maxsize=8192)
def at_index(value: Affine, index: str, at: Affine) -> Affine:
    """The expression with the bound index replaced."""
    return substitute(value, lambda atom: at if atom == index else None)


def _substituted_inside(atom: IntegerAtom, replace: Callable[[IntegerAtom], Affine | None]) -> Affine | None:
    """The atom with its parts replaced; None where all of them stay."""
    if isinstance(atom, SizeAt):
        inner = SizeAt(at_lead(atom.family, lambda lead: substitute(lead, replace)), substitute(atom.index, replace))
        return None if inner == atom else replace(inner) or parameter(inner)
    if isinstance(atom, SizeProduct):
        if len(atom.product_of) > MAX_TERMS:
            raise Refusal("SP341", f"a product of more than {MAX_TERMS} sizes")
        return reduce(times, [substitute(parameter(part), replace) for part in atom.product_of], ONE)
    return None


def at_lead(family: FamilyName, change: Callable[[Affine], Affine]) -> FamilyName:
    """The name of a family with its leading index changed, if it has one."""
    return family if isinstance(family, str) else FamilyAt(family.family, change(family.lead))


def times(left: Affine, right: Affine) -> Affine:
    """The product, expanded into products of atoms."""
    if len(left.terms) * len(right.terms) > MAX_TERMS:
        raise Refusal("SP341", f"a product of integer expressions with more than {MAX_TERMS} terms")
    terms: dict[IntegerAtom, int] = {}
    for atom, coefficient in (*left.terms, (None, left.constant)):
        for other, factor in (*right.terms, (None, right.constant)):
            parts = sorted((*_parts(atom), *_parts(other)), key=atom_text)
            if parts:
                whole = parts[0] if len(parts) == 1 else SizeProduct(tuple(parts))
                terms[whole] = terms.get(whole, 0) + coefficient * factor
    return affine(left.constant * right.constant, terms)


def quotient(value: Affine, divisor: Affine) -> Affine | None:
    """The expression whose product with a number or a product of atoms is the value; None where there is none."""
    if (divisor.constant and divisor.terms) or len(divisor.terms) > 1 or divisor == integer(0):
        return None
    parts, by = [], divisor.constant
    if divisor.terms:
        ((whole, by),) = divisor.terms
        parts = list(_parts(whole))
    found: dict[IntegerAtom, int] = {}
    constant = 0
    for atom, coefficient in (*value.terms, *(((None, value.constant),) if value.constant else ())):
        rest = list(_parts(atom))
        for part in parts:
            if part not in rest:
                return None
            rest.remove(part)
        if coefficient % by:
            return None
        if rest:
            found[rest[0] if len(rest) == 1 else SizeProduct(tuple(rest))] = coefficient // by
        else:
            constant = coefficient // by
    return affine(constant, found)


def _parts(atom: IntegerAtom | None) -> tuple[IntegerAtom, ...]:
    if atom is None:
        return ()
    return atom.product_of if isinstance(atom, SizeProduct) else (atom,)


def factors(value: Affine) -> Iterator[IntegerAtom]:
    """The atoms that occur, those of products one by one."""
    for atom, _ in value.terms:
        yield from _parts(atom)


def atoms(value: Affine) -> set[str]:
    """The names of parameters, sizes and size families that occur."""
    names: set[str] = set()
    for atom, _ in value.terms:
        names |= _names(atom)
    return names


def _names(atom: IntegerAtom) -> set[str]:
    if isinstance(atom, str):
        return {atom}
    if isinstance(atom, SizeAt):
        lead = set() if isinstance(atom.family, str) else atoms(atom.family.lead)
        return {declared_name(atom.family)} | lead | atoms(atom.index)
    return {name for part in atom.product_of for name in _names(part)}


def solved(left: Affine, right: Affine) -> tuple[IntegerAtom, Affine] | None:
    """The equation solved for its first atom with coefficient 1 or -1 that occurs nowhere else, left first."""
    difference = subtract(left, right)
    for atom, _ in (*left.terms, *right.terms):
        coefficient = dict(difference.terms).get(atom)
        if coefficient in (1, -1):
            rest = add(integer(0), add(difference, parameter(atom), -coefficient), -coefficient)
            if not occurs(atom, rest):
                return atom, rest
    return None


def occurs(atom: IntegerAtom, value: Affine) -> bool:
    """Whether the atom occurs, also inside the index of a size."""
    if isinstance(atom, str):
        return atom in atoms(value)
    return substitute(value, lambda found: ONE if found == atom else None) != value


def weighted(given: Iterable[tuple[Fraction, Affine]]) -> tuple[dict[IntegerAtom, int | Fraction], int | Fraction]:
    """The sum of weight * expression, with rational coefficients: those that are not zero, and the constant."""
    total: dict[IntegerAtom | None, int | Fraction] = {}
    for weight, value in given:
        factor = weight.numerator if weight.denominator == 1 else weight  # arithmetic of integers is fast
        for atom, coefficient in (*value.terms, (None, value.constant)):
            total[atom] = found = total.get(atom, 0) + factor * coefficient
            if type(found) is not int or not -SHORT < found < SHORT:
                bounded(found)
    constant = total.pop(None, 0)
    return {atom: c for atom, c in total.items() if atom is not None and c}, constant
