"""An argument as paragraphs of LaTeX: sentences and displays, blocks that open and close by words."""

from __future__ import annotations

from collections.abc import Sequence

from symproof.language.binding import mentioned
from symproof.language.formulas import Formula
from symproof.language.records import dataclass
from symproof.report.argument.details import Detail, Details, is_long
from symproof.report.argument.paragraphs import Paragraphs, are, defined
from symproof.report.argument.sentences import Sentences, is_absurd, is_chain, is_established
from symproof.report.argument.tree import Block, Claim, How, Item, Items, Kind, claims
from symproof.report.latex_setting import introduced

MOST_SENTENCES = 7  # of a paragraph
SMALL = 2  # claims of a block that stands inside a paragraph
DEEPER = 1.4  # em that a case inside another block moves to the right
CASES = ("no case", "one case", "two cases", "three cases", "four cases", "five cases")


@dataclass(slots=True)
class Prose(Paragraphs):
    """Writes one argument. ``goal`` is what a block is to show; ``inside`` counts the blocks around."""

    inside: int = 0

    def written(self, items: Items, goal: Formula | None) -> str:
        """The whole argument."""
        self._items(items, goal)
        return "\n".join(self.lines)

    # -------------------------------------------------------------------------------- items

    def _items(self, items: Items, goal: Formula | None) -> None:
        place = 0
        while place < len(items):
            item = items[place]
            if isinstance(item, Claim):
                self.define(item)
                following = items[place + 1] if place + 1 < len(items) else None
                if self._existence(item, following):
                    place += 2
                    continue
                chain = self._chain(items[place:])
                if len(chain) > 1:
                    self._chained(chain)
                    place += len(chain)
                    continue
                group = self._group(items[place:])
                self._claims(group, goal)
                place += len(group)
                continue
            self.define(item)
            self._block(item, goal)
            place += 1

    def _group(self, items: Items) -> list[Claim]:
        """Claims from the same premises, none of them drawn from another, which one sentence says."""
        first, *rest = items
        group = [first] if isinstance(first, Claim) else []
        if not group or not self._joins(group[0]):
            return group
        for item in rest:
            if not isinstance(item, Claim) or not self._joins(item) or item.premises != group[0].premises:
                break
            if {claim.key for claim in group} & {*item.premises} or self._defines(item):
                break
            group.append(item)
        return group

    def _chain(self, items: Items) -> list[Claim]:
        """Claims of one left side, each drawn from the one before: one chain says them all."""
        run: list[Claim] = []
        for item in items:
            if not isinstance(item, Claim) or (run and self._defines(item)):
                break
            if not self._joins(item) and not (run and self._is_plain(item) and self.details.goes_on(item, run[-1])):
                break
            if run and (self.say.book.is_numbered(run[-1].key) or not is_chain(run, item)):
                break
            run.append(item)
        return run

    def _chained(self, run: Sequence[Claim]) -> None:
        self.define(run[0])
        self._break(run[0])
        margin, lead = "".join(map(self.say.margin, run)), self.say.lead(run[0], self.near)
        self.put(f"{margin}{lead}\n{self.say.chained(run)}")
        self.near = frozenset(claim.key for claim in run)

    def _joins(self, claim: Claim) -> bool:
        """Whether a claim may share a sentence: nothing more is to be said of it than the formula."""
        if claim.how not in (How.MOVE, How.DIRECT) or not self._is_plain(claim):
            return False
        return not self.details.nodes(claim)

    def _is_plain(self, claim: Claim) -> bool:
        """Whether the claim is established, and nothing is remarked."""
        is_firm = is_established(claim) and not claim.inner
        return is_firm and not self.say.remarks(claim) and not self.say.note(claim)

    def _defines(self, claim: Claim) -> bool:
        """Whether something has to be defined before the claim."""
        names = mentioned(claim.formula)
        return any(declared.name in names for declared, _ in self.pending)

    def _existence(self, claim: Claim, following: Item | None) -> bool:
        """That something exists, and its choice, in one sentence: ``By N1 there is u in R^n such that ...``"""
        if not isinstance(following, Block) or following.kind not in (Kind.OBTAINED, Kind.CHOSEN):
            return False
        is_plain = self._is_plain(claim) and not self.details.nodes(claim)
        if following.given != (claim.key,) or self.say.book.is_numbered(claim.key) or not is_plain:
            return False
        self.define(claim)
        self._break(claim)
        objects = introduced(following.declared, self.say.render(following.scope))
        self.pending += [(item, following.scope) for item in defined(following.declared)]
        lead = self.say.lead(claim, self.near)
        lead = "" if lead == "We have" else lead
        exists = are(following.declared)
        text = f"{lead} {exists if lead else exists.capitalize()} {self.say.listed(objects)} such that".strip()
        self.near = frozenset()
        self.suppose(self.say.margin(claim) + text, following.assumed, following)
        self.near = frozenset(item.key for item in following.assumed)
        return True

    # -------------------------------------------------------------------------------- claims

    def _break(self, claim: Claim) -> None:
        """A long paragraph ends where a claim does not go on from the one before."""
        if self.sentences >= MOST_SENTENCES and not any(key in self.near for key in claim.premises):
            self.paragraph()

    def _claims(self, group: Sequence[Claim], goal: Formula | None) -> None:
        for claim in group:
            self.define(claim)
        self._break(group[0])
        if len(group) > 1:
            self._together(group)
        else:
            self._claim(group[0], goal)
        self.near = frozenset(claim.key for claim in group)

    def _together(self, group: Sequence[Claim]) -> None:
        margin, lead = "".join(map(self.say.margin, group)), self.say.lead(group[0], self.near)
        formulas = [self.say.formula(claim.formula, claim.scope) for claim in group]
        numbered = any(self.say.book.is_numbered(claim.key) for claim in group)
        if numbered or not all(map(self.say.is_short, formulas)):
            self.put(f"{margin}{lead}\n{self.say.gathered(group)}")
        else:
            self.put(f"{margin}{lead} {self.say.listed(list(map(self.say.inline, formulas)))}.")

    def _claim(self, claim: Claim, goal: Formula | None) -> None:
        self._kept(claim, self._said(claim, goal))

    def _kept(self, claim: Claim, said: str) -> None:
        """What is said of a claim, and on the same page what is missing from it or refutes it."""
        remarks, counterexample = self.say.remarks(claim), self.say.counterexample(claim)
        if not remarks and not counterexample:
            self.put(said)
            self.put(self.say.note(claim))
            return
        self.paragraph()
        self.lines += [r"\begingroup\symproofkeep", said, *filter(None, (self.say.note(claim), counterexample))]
        self.lines += [rf"\symproofremark{{{remark}}}" for remark in remarks]
        self.lines.append(r"\par\endgroup")
        self.sentences = 0

    def _said(self, claim: Claim, goal: Formula | None) -> str:
        margin = self.say.margin(claim)
        if claim.how is How.CONTRADICTION:
            return margin + self._absurd(claim.premises)
        is_firm = is_established(claim)
        if claim.how is How.CONCLUDED and claim.formula == goal and is_firm:
            return margin + self._concluded(claim)
        if claim.how is How.TOGETHER and is_firm and self.say.references(claim.premises):
            return margin + self._gathered(claim)
        detail = self.details.of(claim, self.near) if is_firm else Detail()
        if detail.whole:
            return margin + detail.whole
        shown = self.say.formula(claim.formula, claim.scope)
        said = margin + self.say.shown(detail.lead or self.say.lead(claim, self.near), shown, claim.key)
        if claim.how is How.OMITTED:
            return f"{said} (The author leaves this out: {self.say.omission(claim)}.)"
        absurd = "This is a contradiction." if is_absurd(claim.formula) else ""
        return " ".join(filter(None, (said, detail.after, absurd, self._found(claim))))

    def _found(self, claim: Claim) -> str:
        """The argument that the search found for the claim, moved in; a long one goes to the appendix."""
        if not claim.inner:
            return ""
        self.say.room -= DEEPER
        text = written_apart(self.say, self.details, claim)
        self.say.room += DEEPER
        if is_long((text,)):
            return self.details.in_appendix(claim, (text,))
        return f"This is shown as follows.\n\\symproofopen\n{text}\n\\symproofclose"

    def _concluded(self, claim: Claim) -> str:
        far = self.say.references(key for key in claim.premises if key not in self.near)
        return f"By {self.say.listed(far)}, this is the statement." if far else "This is the statement."

    def _gathered(self, claim: Claim) -> str:
        """A conjunction of what was shown before."""
        number = self.say.book.numbers.get(claim.key)
        name = rf" \symproofbeside{{{number}}}" if number else ""
        both = "both hold" if len(claim.premises) == 2 else "hold together"
        return f"Thus {self.say.listed(self.say.references(claim.premises))} {both}{name}."

    def _absurd(self, premises: Sequence[str]) -> str:
        """``This contradicts (2).``"""
        far = self.say.references(key for key in premises if key not in self.near)
        return f"This contradicts {self.say.listed(far)}." if far else "This is a contradiction."

    # -------------------------------------------------------------------------------- blocks

    def _block(self, block: Block, goal: Formula | None) -> None:
        match block.kind:
            case Kind.CASES:
                self._cases(block, goal)
            case Kind.INDUCTION:
                self._induction(block)
            case Kind.FIXED | Kind.SUPPOSED | Kind.DENIED:
                self._apart(block, goal)
            case Kind.CASE | Kind.BASE | Kind.STEP:
                self._items(block.items, goal)
            case _:
                self.lasting(block)

    def _is_small(self, block: Block) -> bool:
        inside = list(claims(block.items))
        plain = all(isinstance(item, Claim) and self._is_plain(item) for item in block.items)
        return plain and len(inside) <= SMALL

    def _apart(self, block: Block, goal: Formula | None) -> None:
        """A block with objects or assumptions of its own, and what it shows as a whole."""
        small, closing = self._is_small(block), block.conclusion
        announced = not small and closing is not None and closing.formula != goal
        if not small:
            self.paragraph()
        if announced and closing is not None:
            self._announce("that", closing)
        if not announced or closing is None or not self._supposed(block, closing):
            self.enter(block)
        self._inside(block, closing)
        if block.kind is Kind.DENIED and block.against:
            self.put(self._absurd(block.against))
            self.near = frozenset()
        if closing is not None:
            self._close(block, closing, announced=announced)
        if not small:
            self.paragraph()

    def _supposed(self, block: Block, closing: Claim) -> bool:
        """Supposes the premise of what is announced, where that is too long to be written twice."""
        premise = getattr(closing.formula, "premise", None)
        declared = block.declared
        bare = not (declared.integers or declared.sizes or declared.symbols or declared.functions)
        if not bare or len(block.assumed) != 1 or block.assumed[0].formula != premise:
            return False
        (item,) = block.assumed
        if self.say.is_short(self.say.formula(item.formula, block.scope)):
            return False
        number = self.say.book.numbers.get(item.key)
        name = rf" \symproofbeside{{{number}}}" if number else ""
        self.put(f"{self.say.book.anchored(item.key)}Suppose that its premise{name} holds.")
        self.near = frozenset({item.key})
        return True

    def _inside(self, block: Block, closing: Claim | None) -> None:
        self.inside += 1
        inner = getattr(closing.formula, "conclusion", None) if closing is not None else None
        self._items(block.items, inner)
        self.inside -= 1

    def _announce(self, words: str, closing: Claim) -> None:
        """States what the block is to show; its number is referred to at the end."""
        words = f"{'We show' if is_established(closing) else 'The author claims'} {words}"
        self.say.book.label(closing.key)
        shown = self.say.formula(closing.formula, closing.scope)
        self.put(self.say.margin(closing) + self.say.shown(words, shown, closing.key))

    def _close(self, block: Block, closing: Claim, *, announced: bool) -> None:
        """What the block has shown."""
        firm = is_established(closing)
        lead = ("Hence" if block.kind is Kind.DENIED else "This shows that") if firm else "The author claims that"
        shown = self.say.formula(closing.formula, closing.scope)
        said = (
            self._proves(closing) if announced else self.say.margin(closing) + self.say.shown(lead, shown, closing.key)
        )
        self._kept(closing, said)
        self.near = frozenset({closing.key})

    def _proves(self, closing: Claim, end: str = "") -> str:
        reference = self.say.book.reference(closing.key)
        return f"This proves {reference}{end}." if is_established(closing) else f"So much for {reference}."

    # -------------------------------------------------------------------------------- cases and inductions

    def _cases(self, block: Block, goal: Formula | None) -> None:
        closing, cases = block.conclusion, [item for item in block.items if isinstance(item, Block)]
        announced = closing is not None and closing.formula != goal
        self.paragraph()
        if announced and closing is not None:
            self._announce("that", closing)
        far = self.say.references(key for key in block.given if key not in self.near)
        number = CASES[len(cases)] if len(cases) < len(CASES) else f"{len(cases)} cases"
        be = "is" if len(cases) == 1 else "are"
        if far or not block.given:
            self.put(f"By {self.say.listed(far)}, there {be} {number}." if far else f"There {be} {number}.")
        before = self.near
        for place, case in enumerate(cases, 1):
            self._case(case, place, None if closing is None else closing.formula, before)
        self.paragraph()
        if closing is not None:
            self._end_of_cases(closing, announced=announced, is_goal=closing.formula == goal)

    def _case(self, case: Block, place: int, goal: Formula | None, before: frozenset[str]) -> None:
        self.paragraph()
        nested = self.inside > 0
        self.lines += [r"\symproofopen"] if nested else []
        self.say.room -= DEEPER if nested else 0
        self.inside += 1
        self.near = before
        self.pending += [(item, case.scope) for item in defined(case.declared)]
        items = self._case_opened(case, place)
        self._items(items, goal)
        if case.against:
            self.put(self._absurd(case.against))
        elif not case.items:
            self.put("Then there is nothing to show.")
        self.inside -= 1
        self.paragraph()
        self.lines += [r"\symproofclose"] if nested else []
        self.say.room += DEEPER if nested else 0

    def _case_opened(self, case: Block, place: int) -> Items:
        """The assumption of the case, or the choice of what it says to exist; the items that are left."""
        head = rf"\symproofcase{{Case {place}:}}"
        keys = tuple(item.key for item in case.assumed)
        first = case.items[0] if case.items else None
        numbered = any(self.say.book.is_numbered(key) for key in keys)
        if isinstance(first, Block) and first.kind is Kind.OBTAINED and first.given == keys and not numbered:
            objects = introduced(first.declared, self.say.render(first.scope))
            self.pending += [(item, first.scope) for item in defined(first.declared)]
            for key in keys:
                self.say.book.anchored(key)
            self.suppose(f"{head} {are(first.declared)} {self.say.listed(objects)} such that", first.assumed, first)
            self.near = frozenset(item.key for item in first.assumed)
            return case.items[1:]
        self.suppose(head, case.assumed, case)
        self.near = frozenset(keys)
        return case.items

    def _end_of_cases(self, closing: Claim, *, announced: bool, is_goal: bool) -> None:
        said = "" if is_goal else self._proves(closing, " in each case")
        if is_goal:
            firm = is_established(closing)
            said = self.say.margin(closing) + (
                "This proves the claim in each case." if firm else "So much for the cases."
            )
        self._kept(closing, said)
        self.near = frozenset({closing.key})

    def _induction(self, block: Block) -> None:
        closing = block.conclusion
        self.paragraph()
        if closing is not None:
            self._announce("by induction that", closing)
        for part in block.items:
            if isinstance(part, Block) and part.kind in (Kind.BASE, Kind.STEP):
                self._part(part)
            else:
                self._items((part,), None)
        if closing is not None:
            self._kept(closing, f"This completes the induction. {self._proves(closing)}")
            self.near = frozenset({closing.key})
        self.paragraph()

    def _part(self, part: Block) -> None:
        self.paragraph()
        name = "Base." if part.kind is Kind.BASE else "Step."
        self.put(rf"\symproofcase{{{name}}}")
        self.near = frozenset()
        if part.assumed:
            self.enter(part)
        self._items(part.items, None)
        if not part.items:
            self.put("This is immediate.")


def written_apart(say: Sentences, details: Details, claim: Claim) -> str:
    """The argument that the search found for a claim, as paragraphs of its own."""
    return Prose(say, details).written(claim.inner, claim.formula)
