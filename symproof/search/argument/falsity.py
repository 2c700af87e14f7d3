"""A claim from premises that contradict each other, as a derivation with gaps: falsity, and from it anything."""

from __future__ import annotations

from collections.abc import Iterator, Mapping

from symproof.kernel.algebra.normal import Normalizer
from symproof.kernel.argument.scope import FALSE
from symproof.kernel.context import context_of
from symproof.language.declarations import Declarations
from symproof.language.derivation import Block, ByCases, Inference
from symproof.language.formulas import Compare, Equal, Formula, IntegerRelation
from symproof.language.parts import relations
from symproof.language.refusal import Refusal
from symproof.language.scopes import is_fact
from symproof.language.terms import Integer
from symproof.search.argument.wanted import gap
from symproof.search.ranges import searching

MOST = 2  # relations of sizes that are contradicted


def by_falsity(
    name: str, claim: Formula, premises: Mapping[str, Formula], known: Mapping[str, Formula], declared: Declarations
) -> Iterator[Block]:
    """The claim of this name, as falsity follows from the premises; or as they give n <= m where m < n is known; or as
    one side of an equation between scalars is always greater."""
    using = tuple(item for item, formula in premises.items() if not is_fact(formula))
    yield _ends(name, claim, using)
    facts = [part for formula in known.values() if is_fact(formula) for part in relations(formula)]
    strict = [part for part in facts if isinstance(part, IntegerRelation) and part.relation == "<"]
    for number, fact in enumerate(strict[:MOST]):
        against = Compare("<=", Integer(fact.right), Integer(fact.left))
        lemma = f"{name}.sizes{number}"
        yield (Inference(lemma, against, gap(*using)), *_ends(name, claim, (lemma,)))
    for premise, formula in premises.items():
        if isinstance(formula, Equal) and _is_scalar(formula, declared):
            for less, more in ((formula.left, formula.right), (formula.right, formula.left)):
                lemma = f"{name}.greater"
                always = Inference(lemma, Compare("<", less, more), gap())
                yield (always, *_ends(name, claim, (lemma, premise)))


def _is_scalar(equation: Equal, declared: Declarations) -> bool:
    try:
        return Normalizer(searching(context_of(declared, ()))).difference(equation.left, equation.right).is_scalar
    except Refusal:
        return False


def _ends(name: str, claim: Formula, using: tuple[str, ...]) -> Block:
    falsity = f"{name}.false"
    return Inference(falsity, FALSE, gap(*using)), Inference(name, claim, ByCases(falsity, (), ()))
