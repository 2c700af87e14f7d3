"""Whether hypotheses contradict each other: what is impossible is looked for as any claim is, with all rules."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import replace
from fractions import Fraction
from itertools import count
from time import process_time

from symproof.diagnostics.diagnostic import Contradiction, Diagnostic
from symproof.kernel.algebra.normal import Normalizer
from symproof.kernel.context import context_of
from symproof.language.affine import parameter
from symproof.language.formulas import Compare, Equal, Formula, Invertible, Named, Predicate, Sequent
from symproof.language.parts import relations
from symproof.language.refusal import Refusal
from symproof.language.substitution import names
from symproof.language.terms import Identity, Integer, Number, Sum, Symbol, Zero
from symproof.search.contradictions import Reason, reason
from symproof.search.finding import CORRECT, Budget, find
from symproof.search.ranges import searching

WORK = 10_000  # steps of the completion for 1 = 0
LESS = 2000  # for the other claims: they are for what the rules see soon
MOST = 8  # premises of which every one is tried to do without, symbols that are tried to be zero
LEMMA = "zero_"
NOTHING = Number(Fraction(0))
ABSURD = Equal(Number(Fraction(1)), NOTHING)


def contradiction(hypotheses: Sequent, *, seconds: float = 10.0) -> Contradiction | None:
    """Why the facts and premises of the sequent cannot hold together (SP404), None if that is not found. Its claim
    plays no part."""
    end = process_time() + seconds
    forced = reason(hypotheses) if seconds > 0 else None
    if forced is not None:
        return _said(hypotheses, forced)
    found = _impossible(hypotheses, end)
    if found is None or len(hypotheses.premises) < 2:
        alone = tuple(item.id for item in hypotheses.premises)
        return None if found is None else Contradiction(found.code, found.message, found.hint, premises=alone)
    kept = hypotheses
    for item in hypotheses.premises if len(hypotheses.premises) <= MOST else ():
        fewer = replace(kept, premises=tuple(other for other in kept.premises if other.id != item.id))
        if _impossible(fewer, end) is not None:
            kept = fewer
    names = tuple(item.id for item in kept.premises)
    facts = " and the hypotheses about sizes and indices" if hypotheses.facts else ""
    return Contradiction(
        "SP404", f"the premises {', '.join(names)}{facts} contradict each other", CORRECT, premises=names
    )


def _said(hypotheses: Sequent, forced: Reason) -> Contradiction:
    """Which premises, and why."""
    names = [item.id for item in hypotheses.premises if item.id in forced.ids]
    who = f"the premises {', '.join(names)}" if len(names) != 1 else f"the premise {names[0]}"
    facts = "the hypotheses about sizes and indices" if hypotheses.facts else ""
    if not names:
        who = facts or "the hypotheses"
    elif facts:
        who += f" and {facts}"
    what = "contradicts itself" if len(names) == 1 and not facts else "contradict each other"
    message = ": ".join([f"{who} {what}", *(["; ".join(forced.texts)] if forced.texts else [])])
    return Contradiction("SP404", message, CORRECT, premises=tuple(names))


def _impossible(sequent: Sequent, end: float) -> Diagnostic | None:
    """One of the impossible claims follows, or 1 = 0 follows from symbols that are zero by the rules."""
    for claim in _impossible_claims(sequent):
        found = _follows(sequent, claim, end, WORK if claim is ABSURD else LESS)
        if found is not None:
            return found
    zero = [claim for claim in _symbols_zero(sequent) if _follows(sequent, claim, end, LESS) is not None]
    taken = {item.id for item in (*sequent.facts, *sequent.premises)}
    fresh = (name for number in count() if (name := f"{LEMMA}{number}") not in taken)
    lemmas = tuple(Named(name, claim) for claim, name in zip(zero, fresh, strict=False))
    return _follows(replace(sequent, premises=sequent.premises + lemmas), ABSURD, end, LESS) if zero else None


def _follows(sequent: Sequent, claim: Equal, end: float, work: int) -> Diagnostic | None:
    found = find(replace(sequent, claim=claim), budget=Budget(end - process_time(), work))
    if found.certificate is not None:
        return Diagnostic("SP404", "the premises contradict each other", CORRECT)
    return found.diagnostic if found.vacuous else None


def _impossible_claims(sequent: Sequent) -> Iterator[Equal]:
    """1 = 0; n = 0 and I_n = 0 for a size n; E = 0 for an invertible or definite E; p = q for a premise p != q or
    p < q; p = 0 where a premise says p = c, c != 0."""
    yield ABSURD
    normal = _normalizer(sequent)
    for part in [part for item in sequent.premises for part in relations(item.formula)]:
        try:
            yield from _against(part, normal)
        except Refusal:
            continue
    for size in [parameter(size.name) for size in sequent.declarations.sizes if size.range is None]:
        yield Equal(Integer(size), NOTHING)
        yield Equal(Identity(size), Zero(size, size))


def _symbols_zero(sequent: Sequent) -> Iterator[Equal]:
    """X = 0 for the free symbols that the premises mention, where these are few."""
    mentioned = {name for item in sequent.premises for name in names(item.formula)}
    free = [item for item in sequent.declarations.symbols if item.name in mentioned and not item.pieces]
    normal = _normalizer(sequent)
    for symbol in free if len(free) <= MOST else ():
        if symbol.range is None:
            size = normal.zero(symbol.rows, symbol.columns)
            yield Equal(Symbol(symbol.name), NOTHING if size.is_scalar else Zero(size.rows, size.columns))


def _normalizer(sequent: Sequent) -> Normalizer:
    return Normalizer(searching(context_of(sequent.declarations, sequent.facts)))


def _against(part: Formula, normal: Normalizer) -> Iterator[Equal]:
    if isinstance(part, Invertible):
        form = normal.polynomial(part.argument)
        yield Equal(part.argument, NOTHING if form.is_scalar else Zero(form.rows, form.columns))
    elif isinstance(part, Compare) and part.relation != "<=":
        normal.difference(part.left, part.right)  # sides of one size
        yield Equal(part.left, part.right)
    elif isinstance(part, Predicate) and part.name == "positive definite":
        form = normal.polynomial(part.arguments[0])
        yield Equal(part.arguments[0], Zero(form.rows, form.columns))
    elif isinstance(part, Equal):
        form = normal.difference(part.left, part.right)
        constant = form.terms.get(((), ()))
        if form.is_scalar and constant and len(form.terms) > 1:
            yield Equal(part.left, Sum((part.right, Number(Fraction(constant)))))
