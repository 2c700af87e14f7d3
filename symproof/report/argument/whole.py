"""The argument of one proof, and the names and labels that its page needs."""

from __future__ import annotations

from collections.abc import Mapping

from symproof.language.proof import Proof
from symproof.render.naming import Naming, naming_of
from symproof.render.notions import Notions
from symproof.report.argument.book import Book
from symproof.report.argument.from_derivation import of_derivation
from symproof.report.argument.from_proof import of_proof
from symproof.report.argument.tree import Assumed, Claim, How, Items, blocks, claims
from symproof.report.document.parts import StepPart
from symproof.report.latex_words import prose
from symproof.verdict.naming import naming_of_proof


def items_of(proof: Proof, steps: Mapping[str, StepPart], *, in_full: bool = False) -> Items:
    """The argument that the author wrote; where a statement has a single derivation instead, that derivation.
    ``in_full``: with what the search found for each step that no certificate shows."""
    items = of_proof(proof, steps, in_full=in_full)
    (only, *others) = items or (None,)
    part = only.part if isinstance(only, Claim) else None
    whole = None if part is None or others or part.result is None else part.result.derivation
    if not isinstance(only, Claim) or only.how is not How.CONCLUDED or whole is None:
        return items
    given = tuple([Assumed(item.id, item.id, item.formula) for item in proof.hypotheses])
    return of_derivation(whole, proof.declarations, given)


def naming_of_argument(proof: Proof, items: Items) -> Naming:
    """One form for each name of the proof and of its argument."""
    if not items or all(claim.part is not None for claim in claims(items)):
        return naming_of_proof(proof)
    scopes = [proof.declarations, *(block.declared for block in blocks(items))]
    assumed = [item.formula for block in blocks(items) for item in block.assumed]
    given = [item.formula for item in proof.hypotheses]
    return naming_of(scopes, proof.statement, given, assumed, [claim.formula for claim in claims(items)])


def book_of(proof: Proof, items: Items) -> Book:
    """Anchors for all that the page shows. The claims of a statement file are all numbered."""
    book = Book(proof.id, tuple(item.id for item in proof.hypotheses))
    for item in proof.hypotheses:
        book.enter(item.id, item.id)
    book.enter_all(items)
    if proof.is_statement_file:
        for step in proof.steps:
            book.enter(step.id, step.id)
            book.wanted.add(step.id)
            book.shown.append(step.id)
    book.number_all()
    return book


def names_of_lemmas(proof: Proof, naming: Naming) -> dict[str, str]:
    """How the page calls what is applied or cited: by the title up to its colon."""
    named = {item.name: item.title.partition(":")[0] for item in proof.lemmas}
    sources = {fact.id: fact.source for fact in proof.citations}
    return {name: prose(title, naming) for name, title in (named | sources).items() if title}


def notions_of(proof: Proof, naming: Naming) -> Notions:
    """The words in which the page of a proof is written: with a name for an expression that its statement repeats."""
    notions = Notions()
    if proof.statement is not None:
        formulas = (*(item.formula for item in proof.hypotheses), proof.statement)
        notions.abbreviate(formulas, {item.name: item for item in proof.declarations.symbols}, naming)
    return notions
