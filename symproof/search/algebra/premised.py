"""Inverses that premises make true ones, and certificates that name the premises on which differentials rely."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import replace
from fractions import Fraction
from math import inf

from symproof.kernel.algebra.keys import Key
from symproof.kernel.algebra.normal import Normalizer
from symproof.language.affine import ONE
from symproof.language.certificate import Algebra, CallCongruence, Entry, Law, Reciprocal, Witness
from symproof.language.formulas import And, Compare, Equal, ForAll, Formula, Invertible
from symproof.language.parts import STEP, premise_conjuncts, premise_parts, relations
from symproof.language.refusal import Refusal
from symproof.language.terms import Call, Differential, Gradient, Inverse, Number, Power, Product, Sum, Term
from symproof.search import signs as scalar_signs
from symproof.search.algebra.assemble import assembled
from symproof.search.algebra.bridge import letters_of
from symproof.search.algebra.equations import problem_of
from symproof.search.algebra.nodes import nodes
from symproof.search.algebra.search import Problem, Purse

POSITIVE_WORK = 2000  # to show that a scalar is positive


def inverted_by(argument: Term, normal: Normalizer) -> list[Key]:
    """The inverse letters that are true inverses if the argument is invertible; none where it has no normal form."""
    try:
        return normal.inverted(argument)
    except Refusal:
        return []


def is_general(premise: Formula) -> bool:
    """Whether the premise has the form ``for all x: P(x)``. The equations of a search do not contain it."""
    return any(isinstance(part, ForAll) for part in (premise.parts if isinstance(premise, And) else (premise,)))


def true_inverses(premises: dict[str, Formula], normal: Normalizer) -> dict[Key, bool]:
    """The keys of the inverse letters that the premises make true inverses, none relied on yet."""
    arguments = [argument for _, argument in _invertible_arguments(premises)]
    arguments += [argument for _, argument in _nonzero_arguments(premises) if _is_scalar(argument, normal)]
    return {base: False for argument in arguments for base in inverted_by(argument, normal)}


def granted_inverses(claim: Formula, premises: dict[str, Formula], normal: Normalizer) -> dict[Key, bool]:
    """The same, and 1/det(P) for the matrices P that premises say are invertible, where the claim speaks of det; and
    those of scalars that are positive, where a function of them is differentiated that is not differentiable at 0."""
    found = true_inverses(premises, normal)
    for argument in _rooted(claim):
        bases = [base for base in inverted_by(argument, normal) if base not in found]
        if bases and _positive(argument, premises, normal) is not None:
            found |= dict.fromkeys(bases, False)
    if any(isinstance(node, Call) and node.name == "det" for node in nodes(claim)):
        found |= dict.fromkeys(_determinants(premises, normal), False)
    return found


def _rooted(claim: Formula) -> Iterator[Term]:
    """The arguments of functions that are not differentiable at 0, inside what the claim differentiates."""
    for node in nodes(claim):
        if isinstance(node, Gradient | Differential):
            yield from (call.arguments[0] for call in nodes(node.argument)
                        if isinstance(call, Call) and call.name in ("log", "sqrt", "abs"))  # fmt: skip


def _positive(argument: Term, premises: dict[str, Formula], normal: Normalizer) -> Law | None:
    """A law that gives the scalar a reciprocal; None where squares and premises do not show that it is positive."""
    aside = Normalizer(normal.context)
    try:
        form = aside.polynomial(argument)
        found = scalar_signs.signed(problem_of(premises, form, aside), premises, form, True, Purse(POSITIVE_WORK, inf))
    except Refusal:
        return None
    if found is None or any(entry.premise.startswith(STEP) for entry in found.by):
        return None
    return Law("reciprocal of a positive scalar", (argument,), (found,))


def _determinants(premises: dict[str, Formula], normal: Normalizer) -> dict[Key, tuple[CallCongruence, Witness]]:
    """The keys of 1/det(P) for invertible P, with the steps det(P) det(inv(P)) = det(I) and what they show."""
    aside, found = Normalizer(normal.context), dict[Key, tuple[CallCongruence, Witness]]()
    for name, formula in premises.items():
        for part, (around, item) in enumerate(premise_parts(formula)):
            match item:
                case Equal(Product((argument, Inverse(inner))), Power() as unit) if not around and argument == inner:
                    values = [Call("det", (side,), ONE, ONE) for side in (argument, Inverse(argument))]
                    sides = [Call("det", (side,), ONE, ONE) for side in (item.left, unit)]
                    equal = CallCongruence(sides[0], sides[1], 0, (Entry(name, part),))
                    for base in inverted_by(values[0], aside):
                        found[base] = equal, Witness(values[0], values[1], ())
    return found


def _is_scalar(argument: Term, normal: Normalizer) -> bool:
    try:
        return normal.polynomial(argument).is_scalar
    except Refusal:
        return False


def _invertible_arguments(premises: dict[str, Formula]) -> Iterator[tuple[str, Term]]:
    for name, formula in premises.items():
        for item in relations(formula):
            if isinstance(item, Invertible):
                yield name, item.argument


def finished(claim: Formula, combination: tuple[Entry, ...], problem: Problem, premises: dict[str, Formula]) -> Algebra:
    """The certificate with the premises on whose invertibility the differentials rely."""
    return with_inverses(claim, assembled(combination, problem.derived), problem.normal, premises)


def with_inverses(claim: Formula, certificate: Algebra, normal: Normalizer, premises: dict[str, Formula]) -> Algebra:
    """With the premises, or the derived steps about scalars that are not zero, that make inverses true ones."""
    wanted = {base for base, consulted in normal.invertible.items() if consulted}
    names: dict[str, None] = {}
    for name, argument in _invertible_arguments(premises) if wanted else ():
        bases = wanted.intersection(inverted_by(argument, normal))
        if bases:
            wanted -= bases
            names[name] = None
    derived = list(certificate.derived)
    for step, argument in _nonzero_arguments(premises) if wanted else ():
        bases = wanted.intersection(inverted_by(argument, normal))
        if bases:
            wanted -= bases
            derived += [step] if step not in derived else []
            names[f"{STEP}{derived.index(step) + 1}"] = None
    for argument in _rooted(claim) if wanted else ():
        bases = wanted.intersection(inverted_by(argument, normal))
        law = _positive(argument, premises, normal) if bases else None
        if law is not None:
            wanted -= bases
            derived.append(law)
            names[f"{STEP}{len(derived)}"] = None
    for base, (equal, witness) in _determinants(premises, normal).items() if wanted else ():
        if base in wanted:
            derived += [equal, replace(witness, by=(Entry(f"{STEP}{len(derived) + 1}"),))]
            names[f"{STEP}{len(derived)}"] = None
    return replace(certificate, derived=tuple(derived), invertible=tuple(names))


def _nonzero_arguments(premises: dict[str, Formula]) -> Iterator[tuple[Reciprocal, Term]]:
    """l - r for the premises l != r and l < r without an index."""
    for name, formula in premises.items():
        for part, (around, item) in enumerate(premise_conjuncts(formula)):
            if isinstance(item, Compare) and item.relation != "<=" and not around:
                yield Reciprocal(name, part), Sum((item.left, Product((Number(Fraction(-1)), item.right))))


def mentions_inverse(problem: Problem) -> bool:
    """Whether a premise speaks about the inverse of the claim's argument."""
    known = letters_of(equation.form for equation in problem.equations)
    return set(letters_of([problem.normal.inverse(problem.claim)])) <= set(known)
