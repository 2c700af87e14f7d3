"""The judge: one step at every shape of the sweep, each distinct tuple of the sizes that it mentions once."""

from __future__ import annotations

from collections.abc import Collection, Iterable, Mapping, Sequence
from dataclasses import field, replace
from itertools import combinations
from typing import TYPE_CHECKING

from symproof.concrete.evaluation import beyond
from symproof.concrete.evaluation.covering import covering, selected
from symproof.concrete.evaluation.place import Key, Memo, Place, key_text
from symproof.concrete.evaluation.scope import Scopes
from symproof.concrete.evaluation.shapes import Sweep, modest, shapes
from symproof.concrete.evaluation.workspace import Workspaces
from symproof.concrete.instances import INSTANCE_LIMIT, Instances, Outcome, Status
from symproof.concrete.relevant import relevant
from symproof.diagnostics.diagnostic import Diagnostic
from symproof.diagnostics.errors import diagnostic
from symproof.diagnostics.results import Counterexample
from symproof.diagnostics.results import Instances as Sizes
from symproof.language.certificate import Algebra, Certificate, Law
from symproof.language.declarations import Declarations
from symproof.language.formulas import Named, Sequent
from symproof.language.proof import Proof, Step
from symproof.language.records import dataclass
from symproof.language.scopes import is_supposing
from symproof.language.scopes import sequent as sequent_of

if TYPE_CHECKING:
    from symproof.concrete.points.attack import Attack
    from symproof.concrete.points.confirmed import Values

# In products of polynomials with few terms, about a microsecond each.

PROOF_WORK = 20_000_000
STATEMENT_WORK = 12_000
BEYOND = 400  # evaluations at sizes beyond the sweep
STATEMENT_SHAPES = 12
AGAIN = 2  # instances that are evaluated again where all agreed in an earlier run
SMALLER_SHAPES = 60  # that are looked at where a claim differs at a larger one


@dataclass(frozen=True, slots=True)
class Judgement:
    """``holds`` is None where nothing could be decided; ``disagreement``: the certificate, replayed by the kernel, does
    not expand to the claim; ``vacuous``: the sizes are numbers, and some premise is impossible at them;
    ``relied``: the premises from which instances of a claim without a certificate followed; ``undecided``: nothing
    that expansion decides, such as an order; ``complete``: the step has no other sizes than those of the instances."""

    instances: Sizes = field(default_factory=Sizes)
    holds: bool | None = None
    counterexample: Counterexample | None = None
    diagnostic: Diagnostic | None = None
    disagreement: bool = False
    vacuous: bool = False
    relied: tuple[str, ...] = ()
    undecided: bool = False
    complete: bool = False
    warning: Diagnostic | None = None


@dataclass(slots=True)
class _Sweep:
    """What one sweep over the shapes found. ``tuples``: the distinct sizes that were decided; ``vacuous``: the shapes
    at which some premise is impossible; ``seen``: those that were looked at without one."""

    tuples: dict[tuple[tuple[Key, int], ...], None] = field(default_factory=dict)
    worst: Outcome | None = None
    shape: Mapping[Key, int] = field(default_factory=dict)
    vacuous: int = 0
    seen: int = 0

    def sizes(self) -> Sizes:
        named = tuple({key_text(key): value for key, value in item} for item in self.tuples)
        return Sizes(len(named), named)


class Judge:
    """Decides the steps of one proof. Shapes are enumerated once for each scope."""

    def __init__(self, proof: Proof, sweep: Sweep, *, at_once: bool = False) -> None:
        """``at_once``: with short polynomials only; NotAtOnceError where these do not suffice."""
        self.proof = proof
        self.sweep = sweep
        self._workspaces = Workspaces(_names(proof.declarations), at_once=at_once)
        self._scopes = Scopes()

    def shapes(self, step: Step, certificate: Certificate | None = None) -> list[dict[Key, int]]:
        """The shapes of what a step can reach, smallest first. Raises SymproofError SP501-SP504."""
        return shapes(*self._swept(step, certificate))

    def _swept(self, step: Step, certificate: Certificate | None) -> tuple[Declarations, tuple[Named, ...], Sweep]:
        """What a step can reach, and the sweep over it."""
        declarations, facts = relevant(sequent_of(self.proof, step), certificate)
        return declarations, facts, self._bounded(declarations, self._fixed(declarations))

    def _fixed(self, declarations: Declarations) -> dict[str, tuple[int, ...]]:
        """The sizes that were given, of those that are declared here."""
        return {name: values for name, values in self.sweep.fixed.items() if name in _names(declarations)}

    def _bounded(self, declarations: Declarations, fixed: Mapping[str, tuple[int, ...]]) -> Sweep:
        """The sweep over what is declared here."""
        sweep = replace(self.sweep, fixed=fixed)
        many = len(declarations.integers) + len(declarations.sizes) > 5
        return (
            modest(declarations, sweep) if self.proof.is_statement_file and self.sweep.work is None and many else sweep
        )

    def judge(self, step: Step, certificate: Certificate | None, *, derived: bool = False) -> Judgement:
        """The step at all shapes; with the certificate that the kernel replayed, or the author's own cofactors. Where
        the kernel has proved the step, also by a derivation (``derived``), a selection of the shapes is enough."""
        sequent = sequent_of(self.proof, step)
        instances = self._instances(sequent, certificate or _written(step), algebraic=self._is_sized(step, certificate))
        found = self._sweep(step, instances, is_selected=derived or certificate is not None)
        if self.proof.is_statement_file and certificate is None:
            self._smallest(step, instances, found)
        complete = bool(found.vacuous or certificate is None) and self._is_exhaustive(sequent, certificate)
        supposing = is_supposing(self.proof, step)  # a step of a proof by contradiction has no instance, and counts
        if found.vacuous and complete and not supposing and not (found.tuples or found.worst):
            message = "a hypothesis is impossible: at these sizes it is false for all values of the symbols"
            why = Diagnostic("SP404", message, "correct or remove a premise, or change the sizes")
            return Judgement(diagnostic=why, vacuous=True)
        if certificate is not None:
            return self._certified(step, certificate, sequent, found)
        if derived:
            return self._plain(step, sequent, found)
        seen = found.seen + found.vacuous == len(self.shapes(step)) and found.worst is None
        judgement = replace(
            self._plain(step, sequent, found), relied=tuple(instances.relied), complete=complete and seen
        )
        return judgement if not judgement.holds or complete else self._beyond(sequent, judgement)

    def _is_exhaustive(self, sequent: Sequent, certificate: Certificate | None) -> bool:
        """Whether the sweep holds all sizes and parameters that the step can have."""
        declarations, facts = relevant(sequent, certificate)
        return beyond.exhaustive(declarations, facts, self._bounded(declarations, self._fixed(declarations)))

    def _beyond(self, sequent: Sequent, judgement: Judgement) -> Judgement:
        """A claim that holds at all sizes of the sweep, tried at larger ones: (n-1)*(n-2)*(n-3)*A = 0. A warning where
        the premises left one size only."""
        sweep = self._bounded(sequent.declarations, self._fixed(sequent.declarations))
        larger = beyond.larger_shapes(sequent.declarations, sequent.facts, sweep, beyond.values_to_try(sequent))
        example = _refuted(sequent, larger, BEYOND) if larger else None
        if example is not None:
            return replace(judgement, holds=False, counterexample=example)
        sizes = judgement.instances.sizes
        if len(sizes) > 1 or not any(sizes):
            return judgement
        only = ", ".join(f"{name} = {value}" for name, value in sizes[0].items())
        message = f"of the sizes that were looked at, the hypotheses leave {only} only"
        return replace(judgement, warning=diagnostic("SP918", message))

    def attack(self, sequent: Sequent, *, work: int | None = None, most: int | None = None) -> Attack:
        """Looks for a counterexample at small sizes, or at those that were given; with ``work`` evaluations, at the
        ``most`` smallest shapes."""
        from symproof.concrete.points.attack import attack
        from symproof.concrete.points.found import SHAPES, WORK

        fixed, tables = self._fixed(sequent.declarations), self._scopes.of(sequent).tables
        return attack(sequent, fixed, work=work or WORK, most=most or SHAPES, known=tables)

    def confirmed(self, sequent: Sequent, sizes: Mapping[str, int], values: Values) -> Counterexample | None:
        """A counterexample at these sizes with these values, made smaller; None if they are none, or if other sizes
        were given."""
        from symproof.concrete.points.confirmed import confirmed

        fixed = self._fixed(sequent.declarations)
        if any(fixed.get(name, (value,)) != (value,) for name, value in sizes.items()):
            return None
        return confirmed(sequent, {**fixed, **{name: (value,) for name, value in sizes.items()}}, values)

    def confirms(self, step: Step, certificate: Certificate, sizes: Sequence[Mapping[str, int]]) -> bool:
        """Whether these can be the sizes at which a certificate agreed in an earlier run.

        Each must be one of the sweep, none may be listed twice, and the smallest instances must agree again."""
        _, selection = self._selection(step, certificate, is_selected=True)
        if not _are_restricted(sizes, selection) and not _are_restricted(sizes, self.shapes(step, certificate)):
            return False
        agreed = self._agrees_again(step, certificate, selection)
        if agreed is None:
            agreed = self._agrees_again(step, certificate, self._chosen(step, certificate))
        return agreed is True

    def _agrees_again(self, step: Step, certificate: Certificate, places: Iterable[dict[Key, int]]) -> bool | None:
        """Whether the smallest instances at these shapes agree; None where no shape has one."""
        instances = self._instances(sequent_of(self.proof, step), certificate)
        agreed = 0
        for shape in places:
            if not instances.vacuous(shape):
                outcome = instances.at(Place(shape))
                if outcome.status > Status.AGREES:
                    return False
                agreed += outcome.status is Status.AGREES
            if agreed == AGAIN:
                break
        return agreed > 0 or None

    # -------------------------------------------------------------------------------- sweeping

    def _instances(self, sequent: Sequent, certificate: Certificate | None, *, algebraic: bool = False) -> Instances:
        scope = self._scopes.of(sequent)
        return Instances(sequent, certificate, self._limit(), self._workspaces, scope, algebraic=algebraic)

    def _is_sized(self, step: Step, certificate: Certificate | None) -> bool:
        """Whether the step has no certificate, and every size that it can reach has one value in the whole sweep."""
        if certificate is not None:
            return False
        parameters = self.proof.declarations.integers
        everything = self.shapes(step, certificate)
        first = everything[0] if everything else {}
        return all(
            shape == first or _sizes_of(shape, parameters) == _sizes_of(first, parameters) for shape in everything
        )

    def _limit(self) -> int:
        return min(INSTANCE_LIMIT, self._total())

    def _total(self) -> int:
        if self.sweep.work is not None:
            return self.sweep.work
        return STATEMENT_WORK if self.proof.is_statement_file else PROOF_WORK

    def _sweep(self, step: Step, instances: Instances, *, is_selected: bool) -> _Sweep:
        """What the instances at the chosen shapes show; ``is_selected``: at a selection, if it holds an instance."""
        found, memo = _Sweep(), Memo[Outcome]()
        count, selection = self._selection(step, instances.certificate, is_selected=is_selected)
        self._look(found, selection, instances, memo)
        if len(selection) < count and not found.tuples and found.worst is None:
            others = [shape for shape in self._chosen(step, instances.certificate) if shape not in selection]
            self._look(found, others, instances, memo)
        return found

    def _selection(
        self, step: Step, certificate: Certificate | None, *, is_selected: bool
    ) -> tuple[int, list[dict[Key, int]]]:
        """How many shapes could be looked at, and those that are looked at first."""
        if is_selected and not self.proof.is_statement_file:
            return selected(*self._swept(step, certificate))
        every = self._chosen(step, certificate)
        return len(every), covering(every) if is_selected else every

    def _look(self, found: _Sweep, places: Iterable[dict[Key, int]], instances: Instances, memo: Memo[Outcome]) -> None:
        """Adds to ``found`` what the instances at these shapes show, until one differs or the work is used up."""
        for shape in places:
            if instances.work > self._total():
                break
            place = Place(shape)
            undecided = found.worst is not None and found.worst.status is Status.UNDECIDED
            if not undecided and instances.vacuous(shape):
                found.vacuous += 1
                continue
            outcome = memo.recall(place, lambda place=place: instances.at(place))  # type: ignore[misc]
            if undecided and (outcome.status is Status.UNDECIDED or instances.vacuous(shape)):
                continue  # a claim of this kind is undecided at all shapes: that is seen sooner than what is impossible
            found.seen += 1
            if outcome.status is Status.AGREES:
                mentions = place.mentions
                found.tuples[tuple([item for item in shape.items() if item[0] in mentions])] = None
            elif outcome.status is not Status.EMPTY and (found.worst is None or outcome.status > found.worst.status):
                found.worst, found.shape = outcome, shape
            if outcome.status is Status.DIFFERS:
                break

    def _smallest(self, step: Step, instances: Instances, found: _Sweep) -> None:
        """Where a claim differs: the first shape, by the sum of its sizes, at which it does."""
        if found.worst is None or found.worst.status is not Status.DIFFERS:
            return
        total = sum(found.shape.values())
        for shape in self.shapes(step)[:SMALLER_SHAPES]:
            if sum(shape.values()) >= total:
                return
            if not instances.vacuous(shape):
                outcome = instances.at(Place(shape))
                if outcome.status is Status.DIFFERS:
                    found.worst, found.shape = outcome, shape
                    return

    def _chosen(self, step: Step, certificate: Certificate | None) -> list[dict[Key, int]]:
        """All shapes; of a file of statements a few small ones, the second with sizes as different as can be, the third
        the smallest in which as few sizes as can be are 1: where some are, too much commutes and is symmetric. Without
        a certificate, also the smallest shapes that tell two sizes apart of which none is 1."""
        everything = self.shapes(step, certificate)
        if not self.proof.is_statement_file or self.sweep.work is not None or len(everything) <= STATEMENT_SHAPES:
            return everything
        distinct = max(everything, key=lambda shape: (len(set(shape.values())), -sum(shape.values())))
        wide = min(everything, key=lambda shape: (sum(value < 2 for value in shape.values()), sum(shape.values())))
        first = [everything[0], distinct, *([wide] if wide is not distinct else [])]
        first += _telling_apart(everything, first) if certificate is None else []
        return [*first, *(shape for shape in everything[1:] if shape not in first)][:STATEMENT_SHAPES]

    # -------------------------------------------------------------------------------- verdicts

    def _certified(self, step: Step, certificate: Certificate, sequent: Sequent, found: _Sweep) -> Judgement:
        """The certificate's instances; and where there are no premises, the claim's own."""
        checked = found.worst is None and bool(found.tuples)
        if checked and not (sequent.premises or _is_plain(certificate) or _has_laws(certificate)):
            direct = self._sweep(step, self._instances(sequent, None), is_selected=True)
            if direct.worst is not None and direct.worst.status in (Status.DIFFERS, Status.ILL_FORMED):
                found = direct
        worst = found.worst
        if worst is None or worst.status in (Status.TOO_LONG, Status.UNDECIDED):
            holds = True if found.tuples else None
            return Judgement(found.sizes(), holds, None, _unseen(found) if holds is None else None)
        message = f"at {_sizes_text(found.shape)} the certificate does not expand to the claim: {worst.message}"
        hint = "the two judges differ: this is a bug of symproof, please report it with the proof"
        example = None if sequent.premises else _at_place(sequent, worst)
        return Judgement(found.sizes(), False, example, Diagnostic("SP520", message, hint), disagreement=True)

    def _plain(self, step: Step, sequent: Sequent, found: _Sweep) -> Judgement:
        worst = found.worst
        if worst is not None and worst.status is Status.DIFFERS:
            return self._differs(step, sequent, found, worst)
        if worst is not None and worst.status is not Status.TOO_LONG:
            why = Diagnostic(worst.code, worst.message, "this step is not decided by expansion")
            return Judgement(diagnostic=why, undecided=worst.status is Status.UNDECIDED)
        if not found.tuples:
            return Judgement(diagnostic=_nothing(found))
        return Judgement(found.sizes(), True)

    def _differs(self, step: Step, sequent: Sequent, found: _Sweep, worst: Outcome) -> Judgement:
        """Without premises the claim is false here; with premises it may still follow from them."""
        example = None if sequent.premises else _example(sequent, worst, found.shape)
        if example is not None:
            sizes = ", ".join(f"{name} = {value}" for name, value in example.sizes.items())
            message = f"the claim is false at {sizes}" if sizes else "the claim is false"
            return Judgement(found.sizes(), False, example, Diagnostic("SP530", message, "see the counterexample"))
        if step.cofactors:
            message = f"at {_sizes_text(found.shape)} the written cofactors do not give the claim: {worst.message}"
            return Judgement(diagnostic=Diagnostic("SP522", message, "check each premise, side and sign"))
        if not sequent.premises:
            message = f"at {_sizes_text(found.shape)} the two sides differ: {worst.message}"
            return Judgement(diagnostic=Diagnostic("SP533", message, "no small counterexample was found"))
        message = "the claim does not hold without its premises, and expansion cannot use them"
        return Judgement(
            diagnostic=Diagnostic("SP532", message, "a certificate, or written cofactors, would decide it")
        )


def _telling_apart(shapes: Sequence[dict[Key, int]], seen: Sequence[dict[Key, int]]) -> list[dict[Key, int]]:
    """For each two sizes the smallest shape in which they differ and neither is 1, if no shape seen is so."""
    found = list[dict[Key, int]]()
    for pair in combinations(shapes[0], 2):
        apart = (shape for shape in shapes if 1 < min(values := [shape.get(key, 1) for key in pair]) < max(values))
        if not any(1 < min(values := [shape.get(key, 1) for key in pair]) < max(values) for shape in (*seen, *found)):
            found += [next(apart, shapes[0])]
    return [shape for shape in found if shape not in seen]


def _names(declarations: Declarations) -> frozenset[str]:
    return frozenset([*declarations.integers, *(size.name for size in declarations.sizes)])


def _are_restricted(sizes: Sequence[Mapping[str, int]], shapes: Iterable[Mapping[Key, int]]) -> bool:
    """Whether each of the sizes is what some shape says of the same names, and none occurs twice."""
    named = [{key_text(key): value for key, value in shape.items()} for shape in shapes]
    possible: dict[tuple[str, ...], set[tuple[int | None, ...]]] = {}
    for item in sizes:
        names = tuple(item)
        if names not in possible:
            possible[names] = {tuple([shape.get(name) for name in names]) for shape in named}
        if tuple(item.values()) not in possible[names]:
            return False
    return len({tuple(sorted(item.items())) for item in sizes}) == len(sizes)


def _sizes_of(shape: Mapping[Key, int], parameters: Collection[str]) -> dict[Key, int]:
    return {key: value for key, value in shape.items() if key not in parameters}


def _written(step: Step) -> Certificate | None:
    return Algebra(combination=step.cofactors) if step.cofactors else None


def _is_plain(certificate: Certificate) -> bool:
    """Whether expanding the certificate is expanding the claim."""
    return isinstance(certificate, Algebra) and not certificate.combination and not certificate.derived


def _has_laws(node: object) -> bool:
    """Whether a certificate uses a law of named functions: exp(a + b) = exp(a) exp(b) holds of the functions, not of
    the letters that stand for their values."""
    if isinstance(node, tuple):
        return any(map(_has_laws, node))
    fields = getattr(node, "__dataclass_fields__", ())
    return isinstance(node, Law) or any(_has_laws(getattr(node, name)) for name in fields)


def _unseen(found: _Sweep) -> Diagnostic:
    """Why no instance stands beside a certificate."""
    if found.worst is not None and found.worst.status is Status.TOO_LONG:
        message = "no instance was checked: these sizes are too large even for numbers"
        return Diagnostic("SP908", message, "smaller sizes, such as --size n=3, let the second judge see an instance")
    return _nothing(found)


def _nothing(found: _Sweep) -> Diagnostic:
    worst = found.worst
    if worst is None and found.vacuous:
        message = "at every shape of the sweep some hypothesis is impossible, so that none of them is an instance"
        return Diagnostic("SP531", message, "the hypotheses may contradict each other")
    if worst is None:
        message = "no shape of the sweep gives this step an instance"
        return Diagnostic("SP531", message, "raise --max-depth or --max-width, or fix sizes with --size")
    return Diagnostic(worst.code, worst.message)


def _sizes_text(shape: Mapping[Key, int]) -> str:
    return ", ".join(f"{key_text(key)} = {value}" for key, value in shape.items()) or "the given sizes"


# ------------------------------------------------------------------------------------------------ points
# The search for points is imported when a claim differs: most runs need none of it.


def _at_place(sequent: Sequent, worst: Outcome) -> Counterexample | None:
    """The smallest counterexample at the place where a claim differs."""
    from symproof.concrete.points.refute import counterexample_at

    return counterexample_at(sequent, worst)


def _example(sequent: Sequent, worst: Outcome, shape: Mapping[Key, int]) -> Counterexample | None:
    """A counterexample to a claim without premises, at the place where it differs or else at this shape."""
    from symproof.concrete.points.found import refute
    from symproof.concrete.points.sparse import sparse_counterexample

    return _at_place(sequent, worst) or sparse_counterexample(sequent, worst) or refute(sequent, [dict(shape)])


def _refuted(sequent: Sequent, shapes: list[dict[Key, int]], work: int) -> Counterexample | None:
    """A counterexample at these shapes."""
    from symproof.concrete.points.found import refute

    return refute(sequent, shapes, work=work)
