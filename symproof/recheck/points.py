"""Counterexamples, models and instances: data, from which everything said about them is computed again."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from dataclasses import field, replace

from symproof.diagnostics.results import Counterexample, Model, StepResult
from symproof.language.declarations import Declarations
from symproof.language.formulas import And, ForAll, ForAllIndex, Formula, Implies, Named, Not, Sequent
from symproof.language.proof import Proof
from symproof.language.records import dataclass
from symproof.language.refusal import Refusal
from symproof.language.scopes import of_hypotheses
from symproof.recheck.evaluation.formulas import World, direction_shows, failures, holds, sides
from symproof.recheck.evaluation.numbers import UnevaluatedError
from symproof.recheck.evaluation.place import Place, key_text, violated
from symproof.recheck.evaluation.point import is_listed, listed_rows, matrix_of, point_of
from symproof.recheck.evaluation.shapes import Shapes, declared_as
from symproof.recheck.evaluation.terms import Evaluator
from symproof.recheck.limits import Work
from symproof.recheck.misstated import MisstatedError

WIDER = 3  # what no list says about a size is looked for up to this, or up to the largest size that is listed


@dataclass(frozen=True, slots=True)
class Points:
    """What points are checked with: the allowance of the report, and the sizes that were completed before."""

    work: Work
    _shapes: dict[tuple[Declarations, tuple[Named, ...]], Shapes] = field(default_factory=dict)

    def shapes(self, declarations: Declarations, facts: tuple[Named, ...]) -> Shapes:
        """Steps with the same sizes and facts share what was computed of them."""
        sizes = Declarations(declarations.integers, declarations.sizes)
        return self._shapes.setdefault((sizes, facts), Shapes(sizes, facts, self.work))

    def shapes_of(self, sequent: Sequent) -> Shapes:
        """The sizes that the declarations and facts of a sequent allow."""
        return self.shapes(sequent.declarations, sequent.facts)


def _place(shapes: Shapes, sizes: Mapping[str, int], code: str, indices: frozenset[str] = frozenset()) -> Place:
    """Values of all sizes that agree with the listed ones and with every fact; refuses where there are none."""
    known, others = shapes.named(sizes)
    unknown = sorted(others.keys() - indices)
    if unknown:
        raise Refusal(code, f"{unknown[0]} is no size or parameter that is declared")
    declared = shapes.declarations
    free = {*declared.integers, *(size.name for size in declared.sizes if size.whole)}
    for key, value in known.items():
        if value < 1 and declared_as(key) not in free:
            raise Refusal(code, f"{key_text(key)} = {value}: every size is at least 1")
    widest = max([WIDER, *(value + 2 for value in known.values() if value < 20)])
    found = shapes.completed(known, widest)
    if found is None:
        raise Refusal(code, f"{_shown(sizes)}: {_why(shapes.facts, Place(known))}")
    return found


def _why(facts: tuple[Named, ...], place: Place) -> str:
    for fact in facts:
        try:
            wrong = violated((fact,), place)
        except UnevaluatedError:
            continue
        if wrong is not None:
            return f"these sizes violate {wrong}"
    return "no sizes that agree with these satisfy the index and size hypotheses"


def _shown(sizes: Mapping[str, int]) -> str:
    text = ", ".join(f"{name} = {value}" for name, value in sizes.items()) or "no sizes"
    return text if len(text) <= 80 else text[:77] + "..."


def check_instances(sequent: Sequent, result: StepResult, points: Points) -> None:
    """Refuses (SP720) instances whose sizes are not declared, below 1, or violate the facts; SP705: a wrong count."""
    shapes, given = points.shapes_of(sequent), result.instances.sizes
    ends = len(given), *(tuple(sizes.items()) for sizes in (*given[:1], *given[-1:]))
    is_known = shapes.listed.get(ends) == given  # most steps of a proof are checked at the same sizes
    listed = [] if is_known else [frozenset(sizes.items()) for sizes in given]
    if len(given) != result.instances.checked or len(set(listed)) != len(listed):
        raise MisstatedError("SP705", "instances", "instances.checked does not count the listed sizes")
    for number, sizes in enumerate(listed):
        if sizes in shapes.accepted:
            continue
        try:
            _place(shapes, dict(sizes), "SP720")
        except (UnevaluatedError, Refusal) as error:
            raise _at(f"instances.sizes[{number}]", "SP720", error) from None
        shapes.accepted.add(sizes)
    shapes.listed[ends] = given


def check_counterexample(sequent: Sequent, found: Counterexample, points: Points) -> None:
    """Refuses (SP721) a counterexample at which a premise or a fact is false, at which the claim is true, or whose two
    sides are not those of the claim there."""
    try:
        _check_counterexample(opened(sequent), found, points)
    except (UnevaluatedError, Refusal) as error:
        raise _at("counterexample", "SP721", error) from None


def opened(sequent: Sequent) -> Sequent:
    """A sequent with the same counterexamples: the symbols of a claim for all matrices are declared, and the premise of
    an implication is a premise."""
    claim = sequent.claim
    if isinstance(claim, ForAll):
        _require_new(sequent.declarations, claim)
        symbols = (*sequent.declarations.symbols, *claim.symbols)
        declarations = replace(sequent.declarations, symbols=symbols)
        return opened(replace(sequent, declarations=declarations, claim=claim.body))
    if isinstance(claim, Implies):
        premises = (*sequent.premises, Named("of the implication", claim.premise))
        return opened(replace(sequent, premises=premises, claim=claim.conclusion))
    if isinstance(claim, Not) and isinstance(claim.part, Not):
        return opened(replace(sequent, claim=claim.part.part))
    return sequent


def _require_new(declarations: Declarations, claim: ForAll) -> None:
    """A value in a list belongs to one symbol: the claim brings in none of the names that stand for others."""
    taken = {item.name for item in declarations.symbols}
    for symbol in claim.symbols:
        if symbol.name in taken:
            raise UnevaluatedError(f"the claim is for all {symbol.name}, and another {symbol.name} is declared")


def _check_counterexample(sequent: Sequent, found: Counterexample, points: Points) -> None:
    shapes = points.shapes_of(sequent)
    indices = shapes.named(found.sizes)[1]
    place = _place(shapes, found.sizes, "SP721", frozenset(_bound(sequent.claim)))
    place = replace(place, listed=frozenset(shapes.named(found.sizes)[0]))
    world = _world(sequent.declarations, found, place, points.work)
    for premise in sequent.premises:
        if not holds(premise.formula, world):
            raise UnevaluatedError(f"the premise {premise.id} is false there")
    false = list(failures(sequent.claim, world, indices))
    if not false:
        raise UnevaluatedError("the claim is true there")
    computed = [sides(part, inside) for part, inside in false]
    if not any(is_listed(left, found.lhs) and is_listed(right, found.rhs) for left, right in computed):
        left, right = map(listed_rows, computed[0])
        raise UnevaluatedError(f"the two sides of the claim there are {_brief(left)} and {_brief(right)}")
    vector = matrix_of(found.vector, "the vector") if found.vector else None
    if vector is not None and not any(direction_shows(part, inside, vector) for part, inside in false):
        raise UnevaluatedError(f"the vector {_brief(found.vector)} does not show that the claim is false")


def _bound(claim: Formula) -> Iterator[str]:
    """The indices of the schemas of a claim; a counterexample lists one value for each."""
    if isinstance(claim, And):
        for part in claim.parts:
            yield from _bound(part)
    elif isinstance(claim, ForAllIndex):
        yield claim.index
        yield from _bound(claim.body)


def _brief(rows: list[list[str]]) -> str:
    text = "[" + ", ".join("[" + ", ".join(row) + "]" for row in rows) + "]"
    return text if len(text) <= 60 else text[:57] + "..."


def _world(declarations: Declarations, found: Counterexample | Model, place: Place, work: Work) -> World:
    return World(Evaluator(declarations, point_of(declarations, found.values, found.functions), work), place)


def check_model(proof: Proof, model: Model, points: Points) -> None:
    """Refuses (SP722) a model in which some hypothesis of the proof is false."""
    sequent = of_hypotheses(proof)
    try:
        shapes = points.shapes_of(sequent)
        place = _place(shapes, model.sizes, "SP722")
        missing = place.values.keys() - shapes.named(model.sizes)[0].keys()
        if missing:
            raise UnevaluatedError(f"it gives no value to {min(map(key_text, missing))}")
        world = _world(sequent.declarations, model, place, points.work)
        for premise in sequent.premises:
            if not holds(premise.formula, world):
                raise UnevaluatedError(f"the hypothesis {premise.id} is false there")
    except (UnevaluatedError, Refusal) as error:
        raise _at("model", "SP722", error) from None


def _at(field: str, code: str, error: UnevaluatedError | Refusal) -> MisstatedError:
    """The refusal with the field that it is about; a limit keeps its code."""
    if isinstance(error, Refusal):
        return MisstatedError(error.code, field, error.message)
    return MisstatedError(code, field, str(error))
