"""Sentences about one claim: the words in front, the formula in the line or displayed, the margin, what is missing."""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence

from symproof.language.affine import FamilyAt, FamilyName
from symproof.language.declarations import Declarations
from symproof.language.derivation import Given
from symproof.language.formulas import Compare, Equal, Exists, ForAllIndex, Formula, Not, Or
from symproof.language.proof import Verdict
from symproof.language.records import dataclass
from symproof.language.terms import Term
from symproof.render.breaking import broken, in_line, width
from symproof.render.latex import BREAK, Latex
from symproof.render.naming import PREFERRED, Naming
from symproof.render.notions import Notions
from symproof.report.argument.book import Book
from symproof.report.argument.tree import Claim, How
from symproof.report.document.parts import CounterexamplePart, DiagnosticPart, StepPart
from symproof.report.latex_chains import CONTINUED, aligned
from symproof.report.latex_matrices import counterexample_in_latex
from symproof.report.latex_words import prose, words

INLINE = 0.5  # of a line: a longer formula is displayed
TAGGED = 4.8  # em that a number at the margin takes
THUS = ("Hence", "Thus", "Therefore", "It follows that")
QUIET = frozenset({Verdict.PROVED})


@dataclass(slots=True)
class Sentences:
    """How the claims of one page are said. ``lemmas``: the names of what is applied, as the page writes them."""

    naming: Naming
    book: Book
    room: float
    lemmas: Mapping[str, str]
    notions: Notions
    count: int = 0  # of conclusions, so that their words take turns

    def render(self, scope: Declarations) -> Latex:
        """Writes formulas in this scope."""
        return Latex(scope, self.naming)

    # -------------------------------------------------------------------------------- formulas

    def formula(self, formula: Formula, scope: Declarations) -> str:
        """A formula with its places to break."""
        render = self.render(scope)
        return render.latex(self.notions.shown(formula, render.symbols))

    def inline(self, shown: str) -> str:
        """A formula in a line of text, where TeX may break it."""
        return f"${in_line(shown)}$"

    def is_short(self, shown: str) -> bool:
        """Whether the formula stands in the line."""
        return width(shown) <= INLINE * self.room and r"\sum" not in shown and r"\begin" not in shown

    def shown(self, lead: str, shown: str, key: str | None = None, end: str = ".") -> str:
        """The words, and the formula in the line; displayed where it is long or has a number."""
        tag = "" if key is None or not self.book.is_numbered(key) else self.book.numbers[key]
        if self.is_short(shown) and (not tag or key in self.book.assumptions):
            return f"{lead} {self.inline(shown)}{rf' {chr(92)}symproofbeside{{{tag}}}' if tag else ''}{end}"
        return f"{lead}\n{self.displayed(shown + end, tag)}"

    def displayed(self, shown: str, tag: str = "") -> str:
        """A displayed formula in lines that fit, with its number beside the last."""
        room = self.room - (TAGGED if tag else 0)
        lines = broken(shown, room, room - CONTINUED)
        number = self.tag(tag)
        if len(lines) == 1:
            return f"\\begin{{equation*}}\n  {lines[0]}{number}\n\\end{{equation*}}"
        rows = [f"& {lines[0]}", *(rf"& \qquad {line}" for line in lines[1:])]
        return aligned([*rows[:-1], rows[-1] + number])

    def tag(self, number: str) -> str:
        """The number at the margin of a display."""
        return rf" \symprooftag{{{number}}}" if number else ""

    def gathered(self, claims: Sequence[Claim]) -> str:
        """Several formulas below each other, each with its number."""
        rows: list[str] = []
        for place, claim in enumerate(claims):
            number = self.book.numbers.get(claim.key, "")
            room = self.room - (TAGGED if number else 0)
            end = "." if place == len(claims) - 1 else ","
            shown = self.formula(claim.formula, claim.scope) + end
            first, *rest = broken(shown, room, room - CONTINUED)
            lines = [f"& {first}", *(rf"& \qquad {line}" for line in rest)]
            rows += [*lines[:-1], lines[-1] + self.tag(number)]
        return aligned(rows)

    def chained(self, claims: Sequence[Claim]) -> str:
        """``a = b``, ``a = c``, ``a < d`` as one chain a = b = c < d, with what is added above the signs."""
        render = self.render(claims[0].scope)
        sides = [sides_of(self.notions.shown(claim.formula, render.symbols)) for claim in claims]
        rows = [*broken(render.latex(sides[0][0]), self.room, self.room - CONTINUED)]
        start = rows[-1].replace(BREAK, "") if len(rows) == 1 and width(rows[-1]) < 0.4 * self.room else ""
        lines = [] if start else [f"& {rows[0]}", *(rf"& \qquad {row}" for row in rows[1:])]
        for place, (claim, (_, sign, right)) in enumerate(zip(claims, sides, strict=True)):
            before = {claims[place - 1].key} if place else {*claim.premises}
            above = ", ".join(self.references(key for key in claim.premises if key not in before))
            shown = rf"\symproofover{{{above}}}{{{sign}}}" if above else sign
            lead = f"{start} &" if not place and start else ("&" if start else r"& \quad ")
            end = "." if place == len(claims) - 1 else ""
            first, *rest = broken(render.latex(right) + end, self.room - width(start) - TAGGED, self.room - CONTINUED)
            lines += [f"{lead}{shown} {first}", *(rf"& \qquad {row}" for row in rest)]
        return aligned([*lines[:-1], lines[-1] + self.tag(self.book.numbers.get(claims[-1].key, ""))])

    # -------------------------------------------------------------------------------- reasons

    def references(self, keys: Iterable[str]) -> list[str]:
        """What is referred to, as far as the page shows it."""
        return [self.book.reference(key) for key in keys if self.book.knows(key)]

    def listed(self, items: Sequence[str]) -> str:
        """``a, b and c``."""
        *first, last = items
        return f"{', '.join(first)} and {last}" if first else last

    def lead(self, claim: Claim, near: frozenset[str]) -> str:
        """The words before a claim: from what it follows. ``near``: what the sentence before has just said."""
        if not is_established(claim):
            whence = self.references(claim.premises)
            return f"The author claims, from {self.listed(whence)}, that" if whence else "The author claims that"
        far = self.references(key for key in claim.premises if key not in near)
        is_near = any(key in near for key in claim.premises)
        match claim.how:
            case How.APPLIED:
                far = [self.applied(claim), *far]
            case How.CITED:
                far = [f"{self.lemmas.get(claim.source, words(claim.source))} (cited)", *far]
            case How.GIVEN:
                return self._given(claim, far, is_near)
            case How.RECURSION:
                return f"By recursion, {f'from {self.listed(far)}, ' if far else ''}"
        either = isinstance(claim.formula, Or) and len(claim.formula.parts) > 1
        if either and claim.how is How.MOVE and not claim.premises:
            return "Either"
        if is_near:
            self.count += 1
            thus = THUS[self.count % (len(THUS) - bool(far))]
            return f"{thus}, by {self.listed(far)}," if far else thus
        return f"By {self.listed(far)}," if far else "We have"

    def applied(self, claim: Claim) -> str:
        """The lemma, and what stands for its names where they are others here."""
        name = self.lemmas.get(claim.source, words(claim.source)) or "an earlier proof"
        name = rf"the lemma \emph{{{name}}}" if name[0].islower() and " " not in name else name
        render = self.render(claim.scope)
        put = [self._assigned(item, render) for item in claim.assignment if not _is_namesake(item, render)]
        return f"{name} (with {self.listed(put)})" if put else name

    def _assigned(self, item: Given, render: Latex) -> str:
        """``M := N`` in the names of the lemma and of this page."""
        lemma = Latex(Declarations(), PREFERRED)
        name = lemma.name(item.name).body
        if item.term is not None:
            value = render.latex(item.term)
        elif item.integer is not None:
            name = f"{name}_{{{lemma.integer_name(item.index)}}}" if item.index else name
            value = render.affine(item.integer)
        else:
            value = render.whole(item.other).body
        return self.inline(f"{name} := {value}")

    def _given(self, claim: Claim, far: list[str], is_near: bool) -> str:
        formula, render = claim.formula, self.render(claim.scope)
        names: list[str] = []
        if isinstance(formula, Exists):
            inner = render.extended(formula.symbols)
            names = [inner.name(symbol.name).body for symbol in formula.symbols]
        elif isinstance(formula, Not) and isinstance(formula.part, ForAllIndex):
            names = [render.integer_name(formula.part.index)]
        pairs = [
            f"{name} = {_value(value, render)}" for name, value in zip(names, claim.values, strict=False)
            if name != _value(value, render)
        ]  # fmt: skip
        by = [f"by {self.listed(far)}"] if far else []
        by += [f"with {self.listed([self.inline(pair) for pair in pairs])}"] if pairs else []
        if is_near:
            return f"Hence, {' and '.join(by)}," if by else "Hence"
        shown = " and ".join(by)
        return f"{shown[0].upper()}{shown[1:]}, we see that" if by else "We see that"

    # -------------------------------------------------------------------------------- margin and remarks

    def margin(self, claim: Claim) -> str:
        """The id of a claim and the author's reference, for the margin; its anchor; the verdict unless proved."""
        part, name = claim.part, words(claim.name)
        name = name if part is not None else name.replace(".", r".\allowbreak ")  # the search makes long names
        verdict = None if part is None else part.verdict
        mark = "" if verdict is None or verdict in QUIET else rf"\symproofverdict{{{verdict}}}"
        reference = "" if part is None or part.step.ref in ("", claim.name) else prose(part.step.ref, self.naming)
        if reference.startswith(name):
            name, reference = "", reference
        return rf"{self.book.anchored(claim.key)}\symproofname{{{mark}}}{{{name}}}{{{reference}}}"

    def remarks(self, claim: Claim) -> list[str]:
        """What keeps a claim from being established, and what refutes it."""
        part, found = claim.part, []
        if part is None:
            return []
        if part.verdict is Verdict.CHECKED and part.result is not None:
            found.append(f"Expanded exactly at {part.result.instances.checked} tuples of sizes, not proved for all.")
        if part.verdict in (Verdict.UNKNOWN, Verdict.DISAGREEMENT):
            why = [remark.item.message for remark in part.remarks if isinstance(remark, DiagnosticPart)]
            found += [f"Not established: {prose(message, self.naming).rstrip('.')}." for message in why]
        if part.verdict in (Verdict.PROVED, Verdict.CHECKED) and not part.rests.is_firm:
            found.append(f"Rests on {self._rests(part)}.")
        return found

    def note(self, claim: Claim) -> str:
        """What the author wants the reader to know."""
        note = "" if claim.part is None else claim.part.step.note
        return rf"\symproofnote{{(Note: {prose(note, self.naming)})}}" if note else ""

    def omission(self, claim: Claim) -> str:
        """Why the author leaves the claim out."""
        return prose(claim.source, self.naming).rstrip(".")

    def counterexample(self, claim: Claim) -> str:
        """The counterexample, as large as a claim."""
        remarks = () if claim.part is None else claim.part.remarks
        found = next((item for item in remarks if isinstance(item, CounterexamplePart)), None)
        return "" if found is None else counterexample_in_latex(found, self.naming, self.room)

    def _rests(self, part: StepPart) -> str:
        """The steps without a proof that a step goes back to."""
        groups = [("not checked", part.rests.unchecked), *part.rests.by_verdict.items()]
        return "; ".join(f"{verdict} {', '.join(self.references(names))}" for verdict, names in groups if names)


def is_established(claim: Claim) -> bool:
    """Whether more than the author's word speaks for a claim, or it says of itself where it is from."""
    verdict = None if claim.part is None else claim.part.verdict
    return verdict in (None, Verdict.PROVED, Verdict.CITED)


def is_absurd(formula: Formula) -> bool:
    """Whether a formula says of itself that it cannot be: x < x."""
    return isinstance(formula, Compare) and formula.relation in ("<", "!=") and formula.left == formula.right


def _value(value: Term | FamilyName, render: Latex) -> str:
    return render.whole(value).body if isinstance(value, str | FamilyAt) else render.latex(value)


def _is_namesake(item: Given, render: Latex) -> bool:
    """Whether a name of the lemma stands for itself."""
    own = render.name(item.name).body
    if item.term is not None:
        return render.latex(item.term) == own
    if item.integer is None:
        return item.other == item.name
    shown = render.affine(item.integer)
    return shown in (own, f"{own}_{{{item.index}}}", render.integer_name(item.name))


SIGNS = {"<": "<", "<=": r"\le"}


def sides_of(formula: Formula) -> tuple[Term, str, Term]:
    """Both sides of an equation or an order, and the sign between them."""
    if isinstance(formula, Compare):
        return formula.left, SIGNS[formula.relation], formula.right
    if isinstance(formula, Equal):
        return formula.left, "=", formula.right
    raise TypeError(f"{type(formula).__name__} has no two sides")


def is_chain(claims: Sequence[Claim], claim: Claim) -> bool:
    """Whether a claim goes on a chain: the same left side, drawn from the equation before."""
    before, after = claims[-1].formula, claim.formula
    follows = isinstance(after, Equal) or (isinstance(after, Compare) and after.relation in SIGNS and not after.turned)
    if not isinstance(before, Equal) or not follows or not isinstance(after, Equal | Compare):
        return False
    return before.left == after.left and claims[-1].key in claim.premises
