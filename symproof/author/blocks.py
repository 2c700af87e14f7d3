"""Blocks of a proof, in Fitch style: ``suppose``, ``fix``, ``obtain``, ``cases``, ``induction``.

A block takes its names, hypotheses and steps with it when it closes, and exports one step: an implication, a general
claim, the claim that all cases share, a schema. The kernel derives it from the steps inside where these are proved.
"""

from __future__ import annotations

from abc import abstractmethod
from collections.abc import Iterator, Sequence
from contextlib import contextmanager
from dataclasses import fields, is_dataclass, replace
from typing import cast

import sympy

from symproof.author.claims import Claim, both, claim_of, for_all, implies
from symproof.author.expressions import Expression
from symproof.author.integers import index, to_affine
from symproof.author.leading import Families
from symproof.author.levels import Level
from symproof.author.place import line_in, refuse
from symproof.author.setting import Setting
from symproof.author.symbols import Family
from symproof.kernel.argument.scope import renamed
from symproof.language.affine import FamilyAt, SizeAt, integer, parameter
from symproof.language.binding import Assignment, instantiated
from symproof.language.declarations import Declarations, Range, SymbolDeclaration
from symproof.language.formulas import And, Exists, ForAllIndex, Formula, IntegerRelation, Not
from symproof.language.proof import Block, BlockKind, Method
from symproof.language.records import dataclass
from symproof.language.substitution import substituted
from symproof.language.terms import Symbol


@dataclass(frozen=True, slots=True)
class Recorded:
    """A hypothesis or step with the block it stands in."""

    id: str
    formula: Formula
    block: str | None


class Blocks(Setting):
    """A setting with nested scopes and what has been recorded in them."""

    def __init__(self) -> None:
        super().__init__()
        self._recorded: list[Recorded] = []
        self._positions: dict[str, int] = {}  # of what is recorded, by id
        self._blocks: dict[str, Block] = {}
        self._exported: dict[str, str] = {}  # steps that open blocks will export -> kind of the block

    @abstractmethod
    def _record(
        self, label: str, claim: object, method: str, *, using: Sequence[str] = (), ref: str = "",
        expect: str | None = None,
    ) -> str:  # fmt: skip
        """Records a step."""

    def assume(self, label: str, *claims: object) -> Claim:
        """A hypothesis of the innermost open block, or of the proof. Several claims under one name are numbered parts
        of it. Relations between integers and sizes are always available; a step has to name all others."""
        claim = super().assume(label, *claims)
        self._remember(Recorded(label, claim.formula, self._levels[-1].id))
        return claim

    def _obtained(self, label: str, *claims: object) -> Claim:
        """A hypothesis word for word as a premise says it."""
        claim = self._assume(label, both(*claims), lambda formula: formula)
        self._remember(Recorded(label, claim.formula, self._levels[-1].id))
        return claim

    def _new_id(self, label: str, what: str) -> None:
        if isinstance(label, str) and label in self._exported:
            raise refuse(
                "SP110",
                f"the name {label} belongs to the step that the open block {str(self._exported[label])!r} exports",
                "In suppose, then= names the exported step, not the last step inside: give the inner step a name of "
                "its own.",
            )
        super()._new_id(label, what)

    def _remember(self, item: Recorded) -> None:
        self._positions[item.id] = len(self._recorded)
        self._recorded.append(item)

    # -------------------------------------------------------------------------------- the blocks

    @contextmanager
    def suppose(
        self, label: str, *claims: object, then: str, claim: object = None, using: Sequence[str] = (), ref: str = "",
        expect: str | None = None,
    ) -> Iterator[None]:  # fmt: skip
        """Inside, the claims hold, as hypothesis ``label``. ``then`` is the name of the step that the block exports: by
        default, that the claims imply the last claim inside; write ``claim`` for a proof by contradiction."""
        with self._block(BlockKind.SUPPOSE, f"{label}-block", exports=then):
            supposed = self.assume(label, *claims)
            yield
            exported = implies(supposed, self._last_claim()) if claim is None else claim_of(claim)
        self._record(then, exported, Method.SUPPOSE, using=using, ref=ref, expect=expect)

    @contextmanager
    def fix(
        self, label: str, *, claim: object = None, using: Sequence[str] = (), ref: str = "",
        expect: str | None = None,
    ) -> Iterator[None]:  # fmt: skip
        """Inside, what is declared is arbitrary. With a ``claim``, exports that general claim as step ``label``."""
        with self._block(BlockKind.FIX, f"{label}-block", exports=label if claim is not None else None):
            yield
        if claim is not None:
            self._record(label, claim, Method.FIX, using=using, ref=ref, expect=expect)

    def obtain(
        self, label: str, *, given: str, names: Sequence[str] = ()
    ) -> tuple[Expression | Family | Families, ...]:
        """Matrices or families as the premise ``given`` says that they exist, under its names or under ``names``.
        Hypothesis ``label`` says what they satisfy. They last until the enclosing block closes."""
        formula = self._formula(given)
        if not isinstance(formula, Exists):
            raise refuse(
                "SP117", f"{given} does not say that something exists", "obtain needs a claim made by proof.exists."
            )
        self._open_block(BlockKind.OBTAIN, f"{label}-block", given=given)
        found: list[Expression | Family | Families] = []
        waiting = [names] if isinstance(names, str) else list(names)
        while isinstance(formula, Exists):
            chosen = tuple([waiting.pop(0) if waiting else symbol.name for symbol in formula.symbols])
            body = renamed(formula.symbols, formula.body, chosen)
            for declared, name in zip(formula.symbols, chosen, strict=True):
                found.append(self._declared_again(replace(declared, name=name)))
            formula = body
        self._obtained(label, Claim(formula, self))
        return tuple(found)

    def obtain_index(self, label: str, name: str, *, given: str) -> sympy.Symbol:
        """An integer, under a fresh name, as the premise ``given`` (made by ``exists_index``) says that there is one.
        Hypothesis ``label`` says what it satisfies, ``label-range`` where it lies. Otherwise like ``obtain``."""
        formula = self._formula(given)
        schema = formula.part if isinstance(formula, Not) else None
        if not isinstance(schema, ForAllIndex) or not isinstance(schema.body, Not):
            raise refuse(
                "SP117",
                f"{given} does not say that an index exists",
                "obtain_index needs a claim made by exists_index.",
            )
        self._open_block(BlockKind.OBTAIN, f"{label}-block", given=given)
        symbol = self.integer(name)
        here = parameter(name)
        inside = (IntegerRelation("<=", schema.low, here), IntegerRelation("<=", here, schema.high))
        self._obtained(f"{label}-range", Claim(And(inside), None))
        self._obtained(label, Claim(substituted(schema.body.part, schema.index, here), self))
        return symbol

    def define_sizes(self, name: str, values: Sequence[object], *, label: str = "") -> sympy.IndexedBase:
        """Sizes e_0, e_1, ... with these values, written ``e[i]``: ``e = proof.define_sizes("e", [n, b, m])``.
        Hypothesis ``label``, by default ``e-values``, says which they are. They last until the enclosing block closes.
        """
        given = [to_affine(value) for value in values]
        if not given:
            raise refuse("SP217", f"{name} needs values", 'Write e.g. proof.define_sizes("e", [n, b, m]).')
        self._check_sizes(*given)
        self._open_block(BlockKind.OBTAIN, f"{name}-block")
        sizes = self.size_family(name, index("i"), 0, len(given) - 1)
        members = [parameter(SizeAt(name, integer(number))) for number in range(len(given))]
        facts = [IntegerRelation("=", member, value) for member, value in zip(members, given, strict=True)]
        self._obtained(label or f"{name}-values", Claim(And(tuple(facts)), None))
        return sizes

    def choose(self, label: str, *, given: str, name: str = "") -> Family | Families:
        """A family whose members are what the premise ``given`` says to exist at every index of its range, which is
        finite. Where a family exists at every index, the chosen ones take it as leading index. Otherwise like
        ``obtain``."""
        schema = self._formula(given)
        body = schema.body if isinstance(schema, ForAllIndex) else None
        if not isinstance(schema, ForAllIndex) or not isinstance(body, Exists) or len(body.symbols) != 1:
            raise refuse(
                "SP117", f"{given} does not say that a matrix exists for every index",
                "choose needs a claim for_all(i, low, high, proof.exists(...)).",
            )  # fmt: skip
        self._open_block(BlockKind.OBTAIN, f"{label}-block", given=given)
        bounds = Range(schema.index, schema.low, schema.high)
        chosen = name or body.symbols[0].name
        bound, here = body.symbols[0], parameter(schema.index)
        if bound.range is None:
            family = self._declared_again(replace(bound, name=chosen, range=bounds))
            satisfied = _as_member(body.body, bound.name, Symbol(chosen, here))
        else:
            family = self._declared_again(replace(bound, name=chosen, leading=bounds))
            satisfied = instantiated(body.body, Assignment(families={bound.name: FamilyAt(chosen, here)}))
        self._obtained(label, Claim(replace(schema, body=satisfied), self))
        return cast(Family | Families, family)

    def _declared_again(self, declared: SymbolDeclaration) -> Expression | Family | Families:
        """The bound symbol of a quantifier as a symbol of the innermost block."""
        self._declare_symbol(declared)
        if declared.leading is not None:
            return Families(declared, self)
        if declared.range is not None:
            return Family(declared, self)
        return Expression(Symbol(declared.name), (declared.rows, declared.columns), self)

    @contextmanager
    def cases(
        self, label: str, claim: object, *, using: Sequence[str] = (), ref: str = "", expect: str | None = None
    ) -> Iterator[None]:
        """Inside, one ``case`` after the other derives ``claim``; ``using`` names the premise that splits. Exports
        the claim as step ``label``."""
        with self._block(BlockKind.CASES, f"{label}-block", exports=label):
            yield
        self._record(label, claim, Method.CASES, using=using, ref=ref, expect=expect)

    @contextmanager
    def case(self, label: str, *claims: object) -> Iterator[None]:
        """One case: inside, the claims hold, as hypothesis ``label``."""
        around = self._levels[-1].id
        if around is None or self._blocks[around].kind != BlockKind.CASES:
            raise refuse("SP117", f"case {label} does not stand in cases", "Open it inside: with proof.cases(...):")
        with self._block(BlockKind.CASE, f"{label}-block"):
            self._obtained(label, *claims)
            yield

    @contextmanager
    def induction(
        self, label: str, index: sympy.Symbol, low: object, high: object, claim: object, *,
        using: Sequence[str] = (), ref: str = "", expect: str | None = None,
    ) -> Iterator[None]:  # fmt: skip
        """Inside, a base and a step derive ``claim`` at every index. Exports the schema as step ``label``."""
        exported = for_all(index, low, high, claim)
        with self._block(BlockKind.INDUCTION, f"{label}-block", exports=label):
            yield
        self._record(label, exported, Method.INDUCTION, using=using, ref=ref, expect=expect)

    # -------------------------------------------------------------------------------- opening and closing

    @contextmanager
    def _block(self, kind: BlockKind, label: str, *, exports: str | None = None) -> Iterator[None]:
        depth = len(self._levels)
        self._open_block(kind, label, exports=exports)
        yield
        self._close_to(depth)
        if exports is not None:
            self._exported.pop(exports, None)

    def _open_block(self, kind: BlockKind, label: str, *, given: str | None = None, exports: str | None = None) -> None:
        parent = self._levels[-1].id
        self._new_id(label, "a block")
        if exports is not None:
            self._new_id(exports, "the step that a block exports")
            self._ids.discard(exports)
            self._exported[exports] = kind
        self._open(label)
        self._blocks[label] = Block(
            label, kind, parent, Declarations(), (), line_in(self.file), given=given, exports=exports
        )

    def _close_to(self, depth: int) -> None:
        """Closes the innermost blocks; those opened by ``obtain`` last until here."""
        while len(self._levels) > depth:
            self._filled(self._close())

    def _filled(self, level: Level) -> None:
        """What the level declared and assumed becomes part of its block."""
        if level.id is not None:
            block = self._blocks[level.id]
            self._blocks[level.id] = replace(
                block, declarations=level.declarations, assumptions=tuple(level.assumptions)
            )

    def _formulas(self) -> dict[str, Formula]:
        """All that was recorded, by id."""
        return {item.id: item.formula for item in self._recorded}

    def _formula(self, label: str) -> Formula | None:
        return self._recorded[self._positions[label]].formula if label in self._positions else None

    def _inside_a_block(self) -> bool:
        """Whether a block is open other than by ``obtain``, whose symbols no statement mentions."""
        return any(level.id is not None and self._blocks[level.id].kind != BlockKind.OBTAIN for level in self._levels)

    def _last_claim(self) -> Claim:
        here = {level.id for level in self._levels}
        return Claim(next(item.formula for item in reversed(self._recorded) if item.block in here), self)


def _as_member(node: Formula, name: str, member: Symbol) -> Formula:
    """The formula about a bound matrix as one about a member of a family."""
    return cast(Formula, _walk(node, Symbol(name), member))


def _walk(node: object, old: Symbol, new: Symbol) -> object:
    if node == old:
        return new
    if type(node) is tuple:
        return tuple(_walk(item, old, new) for item in node)
    if is_dataclass(node) and not isinstance(node, type):
        return replace(node, **{item.name: _walk(getattr(node, item.name), old, new) for item in fields(node)})
    return node
