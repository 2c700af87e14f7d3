"""The paragraphs of an argument: sentences, definitions where they are first used, and how blocks begin."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import field

from symproof.language.affine import parameter
from symproof.language.binding import mentioned
from symproof.language.declarations import Declarations, FunctionDeclaration, SymbolDeclaration
from symproof.language.formulas import And, Formula, IntegerRelation
from symproof.language.parts import relations
from symproof.language.records import dataclass
from symproof.language.scopes import is_fact
from symproof.render.latex import Latex
from symproof.report.argument.definitions import definition_sentence
from symproof.report.argument.details import Details
from symproof.report.argument.sentences import Sentences
from symproof.report.argument.tree import Assumed, Block, Claim, Item, Kind
from symproof.report.latex_setting import introduced

FEW = 2  # sentences of a paragraph that a choice or definition does not end
ORDERS = {"<": "<", "<=": r"\le", "=": "=", "!=": r"\ne"}


@dataclass(slots=True)
class Paragraphs:
    """``near`` holds what the sentence before has just said, ``pending`` the definitions that are made where they are
    first used."""

    say: Sentences
    details: Details
    near: frozenset[str] = frozenset()
    pending: list[tuple[SymbolDeclaration | FunctionDeclaration, Declarations]] = field(default_factory=list)
    lines: list[str] = field(default_factory=list)
    sentences: int = 0

    # -------------------------------------------------------------------------------- paragraphs

    def put(self, text: str) -> None:
        """One more sentence of the paragraph."""
        if text:
            self.lines.append(text)
            self.sentences += 1

    def paragraph(self) -> None:
        """The next sentence begins a paragraph."""
        if self.sentences:
            self.lines.append(r"\par")
        self.sentences = 0

    # -------------------------------------------------------------------------------- definitions

    def define(self, item: Item) -> None:
        """Makes the definitions that the item mentions, those inside them before."""
        names = mentioned(item.formula) if isinstance(item, Claim) else self._mentioned(item)
        wanted: list[int] = []
        for number in range(len(self.pending) - 1, -1, -1):
            declared, _ = self.pending[number]
            if declared.name in names:
                wanted.insert(0, number)
                names |= mentioned(declared)
        for number in wanted:
            self._made(number)
        self.pending = [item for number, item in enumerate(self.pending) if number not in wanted]

    def _mentioned(self, block: Block) -> set[str]:
        names: set[str] = set()
        for assumed in block.assumed:
            names |= mentioned(assumed.formula)
        if block.conclusion is not None:
            names |= mentioned(block.conclusion.formula)
        return names

    def _made(self, number: int) -> None:
        declared, scope = self.pending[number]
        if self.sentences >= FEW and self.near:
            self.paragraph()
        self.put(definition_sentence(declared, self.say.render(scope), self.say.room))
        self.near = frozenset()

    # -------------------------------------------------------------------------------- what blocks assume

    def enter(self, block: Block) -> None:
        """``Let 1 <= s <= j.`` ``Suppose that ...``"""
        render = self.say.render(block.scope)
        objects = introduced(block.declared, render)
        self.pending += [(item, block.scope) for item in defined(block.declared)]
        bounds = [item for item in block.assumed if is_fact(item.formula)]
        others = [item for item in block.assumed if not is_fact(item.formula)]
        within, bounds = self._within(block, bounds)
        said = [*within, *objects[bool(within and block.declared.integers) :]]
        if said and bounds:
            said[-1] += f", where {self.say.listed([self._assumption(item, block) for item in bounds])}"
        elif bounds:
            others = [*bounds, *others]
        if said:
            self.put(
                f"Let {self.say.listed(said)}{'' if others or within else ' be arbitrary'}" + ("" if others else ".")
            )
        if others:
            opening = "Suppose, if possible, that" if block.kind is Kind.DENIED else "Suppose that"
            self.suppose(", and suppose that" if said else opening, others, block)
        self.near = frozenset(item.key for item in block.assumed)

    def _within(self, block: Block, bounds: Sequence[Assumed]) -> tuple[list[str], list[Assumed]]:
        """``1 <= s <= j`` for new integers whose bounds are assumed, and the other assumptions about integers."""
        render, names = self.say.render(block.scope), block.declared.integers
        found = {name: within(name, item.formula, render) for item in bounds for name in names}
        if not names or not all(found.get(name) for name in names) or len(bounds) > len(names):
            return [], list(bounds)
        for item in bounds:
            self.say.book.anchored(item.key)
        return [self.say.inline(found[name]) for name in names], []

    def _assumption(self, item: Assumed, block: Block) -> str:
        return self.say.inline(self.say.formula(item.formula, block.scope))

    def suppose(self, start: str, assumed: Sequence[Assumed], block: Block) -> None:
        """The assumptions, each with its number where something refers to it."""
        joined = bool(start) and start.startswith(",")
        text = ""
        for number, item in enumerate(assumed):
            lead = start if number == 0 else " and"
            end = "." if number == len(assumed) - 1 else ""
            shown = self.say.formula(item.formula, block.scope)
            anchor = self.say.book.anchored(item.key)
            text += anchor + self.say.shown(lead, shown, item.key, end)
        if joined and self.lines:
            self.lines[-1] += text
        else:
            self.put(text)

    def lasting(self, block: Block) -> None:
        """What is chosen or defined to the end of the items around."""
        if self.sentences >= FEW:
            self.paragraph()
        render = self.say.render(block.scope)
        objects = introduced(block.declared, render)
        self.pending += [(item, block.scope) for item in defined(block.declared)]
        if objects or block.assumed:
            self._chosen(block, objects)
        self.near = frozenset(item.key for item in block.assumed)

    def _chosen(self, block: Block, objects: Sequence[str]) -> None:
        if block.kind is Kind.DEFINED and block.declared.sizes:
            self._sizes_defined(block)
            return
        far = self.say.references(key for key in block.given if key not in self.near)
        bounds = [item for item in block.assumed if is_fact(item.formula)]
        within, bounds = self._within(block, bounds)
        others = [item for item in block.assumed if not is_fact(item.formula)]
        said = self._choice(block, [*within, *objects[bool(within) :]], len(others))
        start = f"By {self.say.listed(far)}, {said}" if far else said[0].upper() + said[1:]
        if bounds or others:
            link = " such that" if objects else " that satisfy"
            self.suppose(f"{start}{link}", [*bounds, *others], block)
        else:
            self.put(f"{start}.")

    def _sizes_defined(self, block: Block) -> None:
        """``Let e_0 = n, e_1 = b and e_2 = m.``"""
        anchors = "".join([self.say.book.anchored(item.key) for item in block.assumed])
        values = [part for item in block.assumed for part in relations(item.formula)]
        shown = [self.say.inline(self.say.formula(value, block.scope)) for value in values]
        self.put(f"{anchors}Let {self.say.listed(shown)}.")

    def _choice(self, block: Block, objects: Sequence[str], conditions: int) -> str:
        what = self.say.listed(objects) if objects else "sizes"
        if block.kind is Kind.DEFINED:
            return f"let {what}"
        if block.kind in (Kind.LAST, Kind.FIRST) and conditions > 1:
            return f"there is a {'first' if block.kind is Kind.FIRST else 'last'} {what}"
        return f"there is {what}" if block.kind in (Kind.LAST, Kind.FIRST) else f"choose {what}"


def within(name: str, formula: Formula, render: Latex) -> str:
    """``1 <= s <= j`` where this is what the formula says of an integer."""
    here = parameter(name)
    match formula:
        case And((IntegerRelation(first, low, left), IntegerRelation(second, right, high))) if left == right == here:
            above = f"{ORDERS[second]} {render.affine(high)}"
            return f"{render.affine(low)} {ORDERS[first]} {render.integer_name(name)} {above}"
        case _:
            return ""


def defined(declared: Declarations) -> Iterator[SymbolDeclaration | FunctionDeclaration]:
    """The symbols and functions that stand for something else."""
    yield from (item for item in declared.symbols if item.pieces)
    yield from (item for item in declared.functions if item.value is not None)


def are(declared: Declarations) -> str:
    """``there is`` for one object, ``there are`` for several or a family."""
    free = [item for item in declared.symbols if not item.pieces]
    several = len(free) + len(declared.integers) > 1 or any(item.range is not None for item in free)
    return "there are" if several else "there is"
