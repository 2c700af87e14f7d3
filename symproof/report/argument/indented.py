"""An argument as an indented derivation in plain text: one line for each claim, with what it is drawn from."""

from __future__ import annotations

import textwrap
from collections.abc import Iterator

from symproof.language.affine import FamilyAt, FamilyName
from symproof.language.declarations import Declarations
from symproof.language.proof import Verdict
from symproof.language.records import dataclass
from symproof.language.terms import Term
from symproof.render.naming import Naming
from symproof.render.notions import Notions
from symproof.report.argument.said import Said
from symproof.report.argument.tree import LASTING, Assumed, Block, Claim, How, Items, Kind

WIDTH = 110
INDENT = "    "
OPENED = {
    Kind.SUPPOSED: "Suppose", Kind.DENIED: "Suppose, if possible,", Kind.FIXED: "Let", Kind.CASE: "Case",
    Kind.OBTAINED: "Choose", Kind.CHOSEN: "Choose for each index", Kind.LAST: "Take the last", Kind.BASE: "Base",
    Kind.FIRST: "Take the first", Kind.DEFINED: "Define", Kind.STEP: "Step",
}  # fmt: skip
SHOWN = {Kind.CASES: "By cases", Kind.INDUCTION: "By induction"}


@dataclass(slots=True)
class Indented:
    """Writes one argument; ``notions`` collects the words of the field. ``chains``: with the equalities and sums of
    what is not negative that show the direct claims."""

    naming: Naming
    notions: Notions
    chains: bool = False

    def lines(self, items: Items, depth: int = 0) -> Iterator[str]:
        """The items, those inside blocks moved in."""
        for item in items:
            if isinstance(item, Claim):
                yield from self._wrapped(self._claim(item), depth)
                yield from self._chain(item, depth + 1) if self.chains else ()
            else:
                yield from self._block(item, depth)

    def _chain(self, claim: Claim, depth: int) -> Iterator[str]:
        """What shows a direct claim."""
        from symproof.report.text_chains import equalities

        if claim.goal is not None and claim.certificate is not None:
            yield from (depth * INDENT + line for line in equalities(claim.goal, claim.certificate, self.naming))

    def _said(self, scope: Declarations) -> Said:
        return Said(scope, self.naming, notions=self.notions)

    def _wrapped(self, line: str, depth: int) -> Iterator[str]:
        start = depth * INDENT
        yield from textwrap.wrap(
            start + line, WIDTH, subsequent_indent=start + 2 * INDENT, break_long_words=False, break_on_hyphens=False
        )

    # -------------------------------------------------------------------------------- claims

    def _claim(self, claim: Claim) -> str:
        printer = self._said(claim.scope)
        if claim.how is How.CONTRADICTION:
            return f"{claim.key}: contradiction{self._reason(claim, printer)}"
        return f"{claim.key}: {printer.said(claim.formula)}{self._reason(claim, printer)}{_verdict(claim)}"

    def _reason(self, claim: Claim, printer: Said) -> str:
        """``[by lemma2, from radius, near]``"""
        by = f"by {claim.source}" if claim.how in (How.APPLIED, How.CITED) and claim.source else ""
        by = f"left out: {claim.source}" if claim.how is How.OMITTED else by
        by = "by recursion" if claim.how is How.RECURSION else by
        at = ", ".join(_value(value, printer) for value in claim.values)
        shown = [by, f"at {at}" if at else "", f"from {', '.join(claim.premises)}" if claim.premises else ""]
        return f"  [{', '.join(filter(None, shown))}]" if any(shown) else ""

    # -------------------------------------------------------------------------------- blocks

    def _block(self, block: Block, depth: int) -> Iterator[str]:
        lasting = block.kind in LASTING
        if block.kind in SHOWN:
            yield from self._distinction(block, depth)
            return
        yield from self._wrapped(self._opening(block), depth)
        yield from (line for item in self._defined(block) for line in self._wrapped(item, depth + (not lasting)))
        if lasting:
            return
        yield from self.lines(block.items, depth + 1)
        if block.kind is Kind.CASE and not block.items and not block.against:
            yield (depth + 1) * INDENT + "nothing to show"
        if block.against:
            yield (depth + 1) * INDENT + f"contradiction  [from {', '.join(block.against)}]"
        if block.conclusion is not None:
            yield from self._wrapped(f"Hence {self._claim(block.conclusion)}", depth)

    def _distinction(self, block: Block, depth: int) -> Iterator[str]:
        """Cases or an induction under the claim that they show."""
        said = block.conclusion is not None and bool(block.conclusion.premises)
        given = f", from {', '.join(block.given)}" if block.given and not said else ""
        claim = "" if block.conclusion is None else f" {self._claim(block.conclusion)}"
        yield from self._wrapped(f"{SHOWN[block.kind]}{given}:{claim}", depth)
        yield from self.lines(block.items, depth + 1)

    def _opening(self, block: Block) -> str:
        printer = self._said(block.scope)
        objects = [*block.declared.integers, *(size.name for size in block.declared.sizes)]
        objects += [printer.text(symbol) for symbol in block.declared.symbols if not symbol.pieces]
        objects += [printer.text(item) for item in block.declared.functions if item.value is None]
        assumed = [self._assumed(item, printer) for item in block.assumed]
        given = f"  [from {', '.join(block.given)}]" if block.given else ""
        link = " with " if objects and assumed else " " if assumed else ""
        word = OPENED[block.kind]
        if not objects and not assumed:
            return f"{word}:" if block.kind is not Kind.DEFINED else "Define"
        return f"{word} {', '.join(objects)}".rstrip() + f"{link}{' and '.join(assumed)}{given}"

    def _assumed(self, item: Assumed, printer: Said) -> str:
        name = "" if item.name.startswith("bound:") else f"{item.key}: "
        return f"{name}{printer.said(item.formula)}"

    def _defined(self, block: Block) -> Iterator[str]:
        """``N_i = M_{k-i+1}.T (1 <= i <= k)``"""
        printer = self._said(block.scope)
        word = "" if block.kind is Kind.DEFINED and not block.assumed else "Define "
        for symbol in block.declared.symbols:
            name = symbol.name if symbol.range is None else printer.indexed(symbol)
            for piece in symbol.pieces:
                where = ""
                if symbol.range is not None and piece.low is not None and piece.high is not None:
                    low, high = printer.affine(piece.low), printer.affine(piece.high)
                    where = f"  ({low} <= {symbol.range.index} <= {high})"
                yield f"{word}{name} = {printer.said(piece.body)}{where}"
        for function in block.declared.functions:
            if function.value is not None:
                yield f"{word}{printer.function(function)}"


def _verdict(claim: Claim) -> str:
    verdict = None if claim.part is None else claim.part.verdict
    return "" if verdict in (None, Verdict.PROVED) else f"  ({verdict})"


def _value(value: Term | FamilyName, printer: Said) -> str:
    return printer.whole(value).body if isinstance(value, str | FamilyAt) else printer.said(value)
