"""From the tree of a proof and the certificates of its steps to a derivation, which the kernel may replay.

What is not proved does not enter a derivation: a claim that rests on it is then refused. A step that has no certificate
stands there with the rule that was found for it before, or as a gap that the search may fill (``Want``).
"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import replace
from typing import Any

from symproof.diagnostics.results import StepResult
from symproof.kernel.argument.sameness import shape
from symproof.kernel.argument.scope import FALSE, at, renamed
from symproof.language.affine import parameter, shift
from symproof.language.certificate import Certificate
from symproof.language.declarations import Declarations, Range
from symproof.language.derivation import Block as Derivation
from symproof.language.derivation import (
    ByCases,
    Choose,
    Conjunction,
    Define,
    Direct,
    Extreme,
    Fix,
    Induct,
    Inference,
    Integers,
    Obtain,
    Restate,
    Sizes,
    Suppose,
)
from symproof.language.formulas import And, Exists, ForAll, ForAllIndex, Formula, Implies, Not, Or
from symproof.language.proof import Block, BlockKind, Hypothesis, Items, Step, Verdict
from symproof.language.records import dataclass
from symproof.language.scopes import defined_sizes, is_fact
from symproof.render.implied import without_nonzero
from symproof.search.argument.alternatives import in_two_cases
from symproof.search.argument.stated import definitions


class NoDerivationError(Exception):
    """A block whose conclusion no rule of the kernel gives."""


def want(*using: str, direct: bool = False) -> Any:
    """A gap, for which only rules of the argument are looked up: mostly algebra was tried before (``direct``)."""
    from symproof.search.argument import Want

    return Want(using, direct=direct)


def end() -> Any:
    """A gap at the end of a block: the goal, or a contradiction."""
    from symproof.search.argument import Want

    return Want(direct=False, absurd=True)


@dataclass(frozen=True, slots=True)
class Derivations:
    """Derivations of one proof. ``results`` by step; ``found``: what was derived before, by step;
    ``formulas``: all hypotheses and claims by id."""

    results: Mapping[str, StepResult]
    found: Mapping[str, Derivation]
    formulas: Mapping[str, Formula]

    def of_items(self, items: Items, goal: Formula, label: str) -> Derivation:
        """The items in order, and the goal from them; what is obtained holds to the end."""
        steps: list[Inference] = []
        for place, item in enumerate(items):
            if isinstance(item, Step):
                steps += self._proved(item)
            elif item.kind == BlockKind.OBTAIN:
                return (*steps, *self._obtained(item, items[place + 1 :], goal, label))
            elif item.conclusion is not None:
                steps += self._proved(item.conclusion)
        return (*steps, Inference(f"{label}.shown", goal, end()))

    def inside(self, declared: Declarations, items: Items, goal: Formula, label: str) -> Derivation:
        """The goal from the items, inside what is defined beside them."""
        block = self.of_items(items, goal, label)
        for number, new in reversed(list(enumerate(definitions(declared)))):
            block = (Inference(f"{label}.defined{number}", goal, Define(new, block)),)
        return block

    def _proved(self, step: Step) -> list[Inference]:
        """The step, if it is proved."""
        if step.id in self.found:
            return list(self.found[step.id])
        result = self.results.get(step.id)
        if result is None or result.verdict is not Verdict.PROVED or result.certificate is None:
            return []
        return [self.direct(result, result.certificate)]

    def direct(self, result: StepResult, certificate: Certificate) -> Inference:
        """The step by its certificate, from the premises that this uses."""
        step = result.step
        using = tuple([name for name in step.using if name in result.used and not is_fact(self.formulas[name])])
        return Inference(step.id, step.claim, Direct(using, certificate))

    # -------------------------------------------------------------------------------- blocks with a conclusion

    def of_block(self, block: Block, conclusion: Step) -> Derivation:
        """What leads to the conclusion of a block, which comes last."""
        claim, label = conclusion.claim, conclusion.id
        match block.kind:
            case BlockKind.CASES:
                return self._cases(block, conclusion)
            case BlockKind.INDUCTION:
                return self._induction(block, conclusion)
            case BlockKind.SUPPOSE if len(block.assumptions) == 1 and not isinstance(shape(claim), Implies):
                return self._absurdity(block, claim, label)
            case BlockKind.SUPPOSE | BlockKind.FIX:
                return _Opening(self, block).introduced(claim, label)
            case _:
                raise NoDerivationError

    def _absurdity(self, block: Block, claim: Formula, label: str) -> Derivation:
        """The claim or what is supposed holds; the second case shows falsity, from which everything follows."""
        (supposed,) = block.assumptions
        _require_definitions_only(block.declarations)
        either, holds = f"{label}.either", f"{label}.holds"
        inside = self.inside(block.declarations, block.items, FALSE, label)
        absurd = (*inside, Inference(f"{label}.absurd", claim, ByCases(inside[-1].id, (), ())))
        restated = (Inference(f"{label}.restated", claim, Restate(holds)),)
        return in_two_cases(label, either, claim, (claim, holds, restated), (supposed.formula, supposed.id, absurd))

    def _cases(self, block: Block, conclusion: Step) -> Derivation:
        """One block for each disjunct of the premise that splits; without one, that one of the cases holds is a gap."""
        cases = cases_of(block)
        if len(cases) != len(block.items) or block.declarations != Declarations():
            raise NoDerivationError
        if any(len(case.assumptions) != 1 for case in cases):
            raise NoDerivationError
        for case in cases:
            _require_definitions_only(case.declarations)
        inner = tuple([self.inside(case.declarations, case.items, conclusion.claim, case.id) for case in cases])
        supposed = [case.assumptions[0] for case in cases]
        given: Derivation = ()
        premise = splitting(block, conclusion, self.formulas)
        if premise is None:
            premise, either = f"{conclusion.id}.either", Or(tuple([item.formula for item in supposed]))
            given = (Inference(premise, either, want(*conclusion.using, direct=True)),)
        rule = ByCases(premise, tuple([item.id for item in supposed]), inner)
        return (*given, Inference(conclusion.id, conclusion.claim, rule))

    def _induction(self, block: Block, conclusion: Step) -> Derivation:
        """The items inside are a base and a step; the induction itself goes from index to index."""
        claim = conclusion.claim
        if not isinstance(claim, ForAllIndex) or block.declarations != Declarations() or block.assumptions:
            raise NoDerivationError
        name, label = f"{claim.index}_0", conclusion.id
        inside = [item if isinstance(item, Step) else item.conclusion for item in block.items]
        before = [found for step in inside if step is not None for found in self._proved(step)]
        base = (Inference(f"{label}.base", at(claim, claim.low), want()),)
        following = (Inference(f"{label}.step", _after(claim, name), want()),)
        rule = Induct(True, name, f"{label}.at", base, following)
        return (*before, Inference(label, claim, rule))

    # -------------------------------------------------------------------------------- what is obtained

    def _obtained(self, block: Block, rest: Items, goal: Formula, label: str) -> Derivation:
        given = "" if block.given is None else block.given
        formula = self.formulas.get(given)
        match formula:
            case None if block.declarations.sizes:
                return self._with_sizes(block, rest, goal, label)
            case Exists():
                return self._witnesses(block, given, formula, rest, goal, label)
            case ForAllIndex(body=Exists((_,))):
                return self._chosen(block, given, formula, rest, goal, label)
            case Not(ForAllIndex(body=Not())):
                return self._index(block, given, rest, goal, label)
            case _:
                raise NoDerivationError

    def _with_sizes(self, block: Block, rest: Items, goal: Formula, label: str) -> Derivation:
        """New sizes with the values that the block says."""
        found = defined_sizes(block)
        if found is None:
            raise NoDerivationError
        (said,) = block.assumptions
        shown = self.inside(block.declarations, rest, goal, label)
        return (Inference(f"{said.id}.defined", goal, Sizes(*found, said.id, shown)),)

    def _witnesses(
        self, block: Block, given: str, formula: Exists, rest: Items, goal: Formula, label: str
    ) -> Derivation:
        """``there is x with P(x)``, of which the block says P(x)."""
        names = [symbol.name for symbol in block.declarations.symbols if not symbol.pieces]
        (satisfied,) = _assumed(block, 1)
        free, names = tuple(names[: len(formula.symbols)]), names[len(formula.symbols) :]
        if isinstance(formula.body, Exists):
            name = f"{satisfied.id}.{len(names)}"
            left = tuple([symbol for symbol in block.declarations.symbols if symbol.name not in free])
            shorter = replace(block, declarations=replace(block.declarations, symbols=left))
            body = renamed(formula.symbols, formula.body, free)
            if not isinstance(body, Exists):
                raise NoDerivationError
            inner = self._witnesses(shorter, name, body, rest, goal, label)
        else:
            name, inner = satisfied.id, self.inside(block.declarations, rest, goal, label)
        return (Inference(f"{name}.obtained", goal, Obtain(given, free, name, inner)),)

    def _chosen(
        self, block: Block, given: str, schema: ForAllIndex, rest: Items, goal: Formula, label: str
    ) -> Derivation:
        """``for all i there is x with P(i, x)``, of which the block says P(i, x_i) for all i."""
        (satisfied,) = _assumed(block, 1)
        (family,) = (symbol for symbol in block.declarations.symbols if not symbol.pieces)
        bounds = family.leading or family.range
        if bounds is None or bounds != Range(schema.index, schema.low, schema.high):
            raise NoDerivationError
        chosen = f"{satisfied.id}.chosen"
        exists = Exists((family,), satisfied.formula)
        inner = self.inside(block.declarations, rest, goal, label)
        return (
            Inference(chosen, exists, Choose(given)),
            Inference(f"{satisfied.id}.obtained", goal, Obtain(chosen, (family.name,), satisfied.id, inner)),
        )

    def _index(self, block: Block, given: str, rest: Items, goal: Formula, label: str) -> Derivation:
        """``some i has P(i)``, of which the block says where i lies and P(i): the last one is one."""
        lies, satisfied = _assumed(block, 2)
        (name,) = block.declarations.integers
        shown = self.inside(block.declarations, rest, goal, label)
        inner = (Inference(lies.id, lies.formula, Integers()), *shown)
        rule = Extreme(given, name, satisfied.id, f"{satisfied.id}.beyond", inner)
        return (Inference(f"{satisfied.id}.obtained", goal, rule),)


def _require_definitions_only(declared: Declarations) -> None:
    """Nothing but definitions is declared where nothing is arbitrary."""
    if declared.integers or declared.sizes or len(definitions(declared)) < len(declared.symbols + declared.functions):
        raise NoDerivationError


def cases_of(block: Block) -> list[Block]:
    """The cases inside a block of cases."""
    return [item for item in block.items if isinstance(item, Block) and item.kind == BlockKind.CASE]


def splitting(block: Block, conclusion: Step, formulas: Mapping[str, Formula]) -> str | None:
    """The premise that the block of cases names and that has one part for each case."""
    number = len(cases_of(block))
    found = ((name, formulas.get(name)) for name in conclusion.using)
    return next((name for name, item in found if isinstance(item, Or) and len(item.parts) == number), None)


def _after(claim: ForAllIndex, name: str) -> Formula:
    """The body of the schema at the index after this one."""
    return at(claim, shift(parameter(name), 1))


def _assumed(block: Block, number: int) -> tuple[Hypothesis, ...]:
    """The assumptions that ``obtain`` makes, and no other."""
    if len(block.assumptions) != number:
        raise NoDerivationError
    return block.assumptions


def _says(assumed: Formula, premise: Formula) -> bool:
    """Whether a hypothesis is the premise; beside it, it may say that its positive scalars are not zero."""
    return assumed == premise or without_nonzero(assumed) == premise


def _supposed(found: Hypothesis, premise: Formula, inner: Derivation) -> Suppose:
    """The block ``inner`` from the premise, under the name of the hypothesis that says it."""
    given = f"{found.id}.given"
    if found.formula == premise:
        return Suppose(found.id, inner)
    if not _says(found.formula, premise) or not isinstance(found.formula, And):
        return Suppose(given, (Inference(found.id, found.formula, want(given, direct=True)), *inner))
    names = [f"{found.id}.{number}" for number in range(1, len(found.formula.parts) + 1)]
    parts = [
        Inference(name, part, want(given, *names[:number]))
        for number, (name, part) in enumerate(zip(names, found.formula.parts, strict=True))
    ]
    return Suppose(given, (*parts, Inference(found.id, found.formula, Conjunction(tuple(names))), *inner))


class _Opening:
    """The names and assumptions of a block that are still to be brought in, as its claim needs them."""

    def __init__(self, derivations: Derivations, block: Block) -> None:
        self.derivations = derivations
        self.block = block
        self.integers = list(block.declarations.integers)
        self.free = [symbol.name for symbol in block.declarations.symbols if not symbol.pieces]
        self.assumptions = list(block.assumptions)

    def introduced(self, goal: Formula, label: str) -> Derivation:
        """The goal under this label: its quantifiers and premises are opened, then the items show what is left."""
        formula = shape(goal)
        match formula:
            case ForAllIndex() if self.integers:
                name = self.integers.pop(0)
                inner = self.introduced(at(formula, parameter(name)), f"{label}.inside")
                return (Inference(label, goal, Fix((name,), inner)),)
            case ForAll(symbols, body) if len(self.free) >= len(symbols):
                names = tuple(self.free[: len(symbols)])
                del self.free[: len(symbols)]
                inner = self.introduced(renamed(symbols, body, names), f"{label}.inside")
                return (Inference(label, goal, Fix(names, inner)),)
            case Implies(premise, conclusion):
                found = self._assumption(premise)
                if found is not None:
                    self.assumptions.remove(found)
                    inner = self.introduced(conclusion, f"{label}.inside")
                    return (Inference(label, goal, _supposed(found, premise, inner)),)
        return self._shown(goal, label)

    def _assumption(self, premise: Formula) -> Hypothesis | None:
        """The assumption that says the premise; otherwise the first one, which may say it in other words."""
        other = next((item for item in self.assumptions if not is_fact(item.formula)), None)
        return next((item for item in self.assumptions if _says(item.formula, premise)), other)

    def _shown(self, goal: Formula, label: str) -> Derivation:
        """What is left: relations that hold of the new integers, definitions, and the items."""
        if self.integers or self.free or not all(is_fact(item.formula) for item in self.assumptions):
            raise NoDerivationError
        known = tuple([Inference(item.id, item.formula, Integers()) for item in self.assumptions])
        declared = self.block.declarations
        if declared.sizes or (declared.functions and not all(item.value for item in declared.functions)):
            raise NoDerivationError
        return (*known, *self.derivations.inside(declared, self.block.items, goal, label))
