"""Steps of an argument: applying axioms and lemmas, giving witnesses, contradictions, recursions.

Each records a step with a derivation of its own, in which the search fills the gaps.
"""

from __future__ import annotations

from abc import abstractmethod
from collections.abc import Callable, Iterator, Sequence
from contextlib import contextmanager

import sympy

from symproof.author.applying import applied, assigned, extreme_index, gap, names_of, parts
from symproof.author.blocks import Blocks
from symproof.author.claims import Claim, claim_of, negation
from symproof.author.expressions import Expression
from symproof.author.integers import is_integer, to_affine
from symproof.author.leading import Families
from symproof.author.place import refuse
from symproof.author.recursion import Plan, Relation
from symproof.author.symbols import Family
from symproof.author.theory import Applicable
from symproof.kernel.argument.sameness import shape
from symproof.language.affine import FamilyAt, FamilyName
from symproof.language.binding import Assignment, instantiated
from symproof.language.derivation import Block, Give, Inference, Recursion
from symproof.language.formulas import Compare, Equal, Exists, ForAllIndex, Formula, Implies, Not
from symproof.language.proof import BlockKind, Method
from symproof.language.records import dataclass
from symproof.language.terms import Integer, Term
from symproof.search.argument.opening import opened


@dataclass(frozen=True, slots=True)
class Following:
    """Inside a recursion: the index, the member there, and the claim that a next member exists."""

    index: sympy.Symbol
    member: Expression
    goal: Claim


class Arguments(Blocks):
    """A setting in which steps may bring derivations of their own."""

    def __init__(self) -> None:
        super().__init__()
        self._applied: list[Applicable] = []

    @abstractmethod
    def _record(
        self, label: str, claim: object, method: str, *, using: Sequence[str] = (), ref: str = "",
        expect: str | None = None, source: str = "", argument: Block = (), note: str = "",
    ) -> str:  # fmt: skip
        """Records a step."""

    # -------------------------------------------------------------------------------- lemmas

    def apply(
        self, label: str, lemma: Applicable | str, claim: object = None, *, using: Sequence[str] = (), ref: str = "",
        expect: str | None = None, note: str = "", **values: object,
    ) -> str:  # fmt: skip
        """The claim of an axiom or a lemma, with ``values`` for the names that it declares; a name without a value
        stands for its namesake here. ``using`` names what gives its premises; a premise that is known word for word, or
        follows by one move, need not be named. ``claim`` may state the claim in other words.

        A ``lemma`` that is only named, such as ``"zhang2019/lemma2"``, is not derived."""
        if isinstance(lemma, str):
            stated = Claim(self._required(claim, label), self)
            return self._record(
                label, stated, Method.APPLY, using=using, ref=ref, expect=expect, source=lemma, note=note
            )
        if not hasattr(lemma, "as_statement"):
            raise refuse("SP121", f"{lemma!r} is not an axiom or a lemma")
        statement, here = lemma.as_statement(), self.declarations
        premises = (using,) if isinstance(using, str) else tuple(using)
        given = assigned(statement, values, here)
        conjuncts, names = opened(label, premises, self._formulas())
        found, argument = applied(label, statement, given, names, names_of(here))
        argument = (*conjuncts, *argument)
        if claim is not None:
            argument = (*argument[:-1], _as(f"{label}.instance", argument[-1]), self._restated(label, claim, found))
            found = argument[-1].claim
        self._remember_lemma(lemma)
        return self._record(
            label, Claim(found, self), Method.APPLY, using=premises, ref=ref, expect=expect, source=statement.id,
            argument=argument, note=note,
        )  # fmt: skip

    def _restated(self, label: str, claim: object, found: Formula) -> Inference:
        return Inference(label, claim_of(claim).formula, gap((f"{label}.instance",)))

    def _required(self, claim: object, label: str) -> Formula:
        if claim is None:
            raise refuse(
                "SP121", f"{label} names a lemma and states no claim", "Write the claim that the lemma gives here."
            )
        return claim_of(claim).formula

    def _remember_lemma(self, lemma: Applicable) -> None:
        same = [item for item in self._applied if item.id == lemma.id]
        if any(item.as_statement() != lemma.as_statement() for item in same):
            raise refuse("SP123", f"two different statements are called {lemma.id}")
        self._applied += [] if same else [lemma]

    # -------------------------------------------------------------------------------- witnesses

    def give(
        self, label: str, claim: object, *witness: object, using: Sequence[str] = (), ref: str = "",
        expect: str | None = None, note: str = "",
    ) -> str:  # fmt: skip
        """Something exists, as the witness shows: matrices, families, or an index for ``exists_index``. Each conjunct
        that the claim says of them follows from ``using``, or by one move from what is known."""
        stated = claim_of(claim)
        premises = (using,) if isinstance(using, str) else tuple(using)
        values = tuple(map(_witness, witness))
        needed = _at(stated.formula, values)
        if needed is None:
            raise refuse("SP117", f"{label} gives {len(values)} witnesses, and the claim asks for another number")
        body = f"{label}.body"
        conjuncts, names = opened(label, premises, self._formulas())
        argument = (*conjuncts, *parts(body, needed, names), Inference(label, stated.formula, Give(body, values)))
        return self._record(
            label, stated, Method.SEARCH, using=premises, ref=ref, expect=expect, argument=argument, note=note
        )

    def extreme(self, label: str, *, given: str, last: bool = True, ref: str = "", note: str = "") -> str:
        """A property that holds at some index, as ``given`` says, holds at a last index, beyond which it holds nowhere;
        with ``last=False`` at a first one. ``obtain_index`` then takes this index."""
        some = _some_index(self._formula(given))
        if some is None:
            raise refuse("SP117", f"{given} does not say that an index exists", "Make it by exists_index.")
        schema, kept = some
        claim, argument = extreme_index(label, given, schema, kept, last=last, taken=names_of(self.declarations))
        return self._record(
            label, Claim(claim, self), Method.SEARCH, using=(given,), ref=ref, argument=argument, note=note
        )

    # -------------------------------------------------------------------------------- blocks

    @contextmanager
    def contradiction(
        self, label: str, claim: object, *, supposing: str, ref: str = "", expect: str | None = None
    ) -> Iterator[None]:
        """Inside, the negation of the claim holds, as hypothesis ``supposing``, and two steps contradict each other.
        Exports the claim as step ``label``."""
        with self._block(BlockKind.SUPPOSE, f"{supposing}-block", exports=label):
            self._obtained(supposing, _denied(claim))
            yield
        self._record(label, claim, Method.SUPPOSE, ref=ref, expect=expect)

    @contextmanager
    def recursion(
        self, label: str, name: str, index: sympy.Symbol, low: object, high: object, rows: object, columns: object, *,
        start: Expression, keeps: Callable[[Expression], Claim], relation: Relation, using: Sequence[str] = (),
        names: Sequence[str] = (), ref: str = "", upward: bool = True,
    ) -> Iterator[Following]:  # fmt: skip
        """There is a family X over low..high with X_low = ``start``, keeps(X_i) for all i, and relation(i, X_i,
        X_{i+1}) for all i < high. Inside, X_i keeps what it should, as hypothesis ``LABEL.kept``, and the last step
        gives a next member. ``using`` names what shows that the start keeps it; ``names`` are those of the index, of
        the member there, and of the next one. With ``upward=False`` X_high is the start; inside, X_{i+1} is known, and
        the last step gives X_i."""
        plan = Plan(self, name, index, (low, high), (rows, columns), start, keeps, relation, names, upward)
        with self.fix(f"{label}.step", claim=plan.steps(), ref=ref):
            at = self.integer(plan.here[0])
            self.assume(f"{label}.range", plan.low <= at, at <= plan.high - 1)
            x = self.matrix(plan.here[1], *plan.size_at(plan.known_at(at)))
            self.assume(f"{label}.kept", keeps(x))
            yield Following(at, x, plan.following(at, x))
        self.give(f"{label}.start", plan.first(), start, using=using, ref=ref)
        claim, premises = plan.whole(), (f"{label}.start", f"{label}.step")
        argument = (Inference(label, claim.formula, Recursion(upward, *premises)),)
        self._record(label, claim, Method.SEARCH, using=premises, ref=ref, argument=argument)


def _some_index(formula: Formula | None) -> tuple[ForAllIndex, Formula] | None:
    """The schema that some index contradicts, and what holds at this index."""
    match formula:
        case Not(ForAllIndex(body=Not(kept)) as schema):
            return schema, kept
        case _:
            return None


def _denied(claim: object) -> Claim:
    """The negation of a claim: X = Y for X != Y, the opposite order for an order of scalars, and else "not P"."""
    stated = claim_of(claim)
    match stated.formula:
        case Not(part):
            return Claim(part, stated.setting)
        case Compare("!=", left, right):
            return Claim(Equal(left, right), stated.setting)
        case Compare("<=" | "<" as relation, left, right, turned):
            return Claim(Compare("<" if relation == "<=" else "<=", right, left, turned), stated.setting)
        case _:
            return negation(stated)


def _as(label: str, inference: Inference) -> Inference:
    return Inference(label, inference.claim, inference.rule)


def _witness(value: object) -> Term | FamilyName:
    if isinstance(value, Expression):
        return value.term
    if isinstance(value, Family | Families):
        return value.declared.name
    if is_integer(value):
        return Integer(to_affine(value))
    raise refuse("SP117", f"{value!r} is no witness", "Give matrices, families, or an index.")


def _at(claim: Formula, values: tuple[Term | FamilyName, ...]) -> Formula | None:
    """What has to hold of the values."""
    match shape(claim), values:
        case Exists(symbols, body), _ if len(symbols) == len(values):
            pairs = list(zip(symbols, values, strict=True))
            terms = {symbol.name: value for symbol, value in pairs if not isinstance(value, str | FamilyAt)}
            families = {symbol.name: value for symbol, value in pairs if isinstance(value, str | FamilyAt)}
            return instantiated(body, Assignment(symbols=terms, families=families))
        case Implies(ForAllIndex(index, body=Not(part)), _), (Integer(at),):
            return instantiated(part, Assignment(integers={index: at}))
        case _:
            return None
