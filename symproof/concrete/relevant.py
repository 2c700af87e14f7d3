"""The integer parameters and sizes that matter to one step: those it can reach, and those that facts tie to them."""

from __future__ import annotations

from collections.abc import Iterator
from typing import Any

from symproof.concrete.evaluation.shapes import conjuncts
from symproof.language.affine import Affine, IntegerAtom, SizeAt
from symproof.language.declarations import Declarations
from symproof.language.formulas import Named, Sequent
from symproof.language.records import inside


def relevant(sequent: Sequent, certificate: Any) -> tuple[Declarations, tuple[Named, ...]]:
    """The integers and sizes of the sequent's declarations that its claim, its premises and the certificate can reach,
    and the conjuncts of the facts that mention them."""
    declarations = sequent.declarations
    integers = {*declarations.integers, *(size.name for size in declarations.sizes)}
    facts = [Named(fact.id, part) for fact in sequent.facts for part in conjuncts(fact.formula)]
    mentioned = [(fact, frozenset(names(fact.formula)) & integers) for fact in facts]
    declared = {item.name: item for group in _groups(declarations) for item in group}
    kept: set[str] = set()
    pending = {*names((sequent.claim, sequent.premises)), *names(certificate)}
    while pending:
        kept |= pending
        reached = {name for item in pending if item in declared for name in names(declared[item])}
        reached |= {name for _, tied in mentioned if tied & kept for name in tied}
        pending = reached - kept
    chosen = Declarations(
        tuple(name for name in declarations.integers if name in kept),
        tuple(size for size in declarations.sizes if size.name in kept),
    )
    return chosen, tuple(fact for fact, tied in mentioned if tied & kept or not tied)


def _groups(declarations: Declarations) -> tuple[tuple[Any, ...], ...]:
    return declarations.symbols, declarations.functions, declarations.sizes


def names(node: Any) -> Iterator[str]:
    """Every name in a term, formula, declaration or certificate."""
    waiting = [node]
    while waiting:
        item = waiting.pop()
        if isinstance(item, str):
            yield item
        elif isinstance(item, Affine):
            for atom, _ in item.terms:
                yield from _atom_names(atom)
        else:
            waiting.extend(reversed(inside(item)))


def _atom_names(atom: IntegerAtom) -> Iterator[str]:
    if isinstance(atom, str):
        yield atom
    elif isinstance(atom, SizeAt):
        yield from names(atom.family)
        yield from names(atom.index)
    else:
        for factor in atom.product_of:
            yield from _atom_names(factor)
