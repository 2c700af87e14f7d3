"""Names that look like others: a reader takes them for the same, the kernel does not.

A declared name is made of Latin letters, also with accents, of Greek letters that look like no Latin letter, of digits
and underscores, and it is what Unicode calls composed (NFKC). Other scripts are refused: nothing here compares them.
Two names of one proof may not look alike either, such as a Latin v beside a Greek nu.
"""

from __future__ import annotations

import unicodedata
from collections.abc import Iterable, Iterator
from typing import Any

from symproof.language.declarations import Declarations, SymbolDeclaration
from symproof.language.proof import Proof
from symproof.language.records import inside
from symproof.language.refusal import Refusal
from symproof.language.substitution import BINDERS, NO_NODES

# Greek letters in the shape of a Latin one, in nearly every typeface.
TWINS = dict(
    zip(
        "\u0391\u0392\u0395\u0396\u0397\u0399\u039a\u039c\u039d\u039f\u03a1\u03a4\u03a5\u03a7\u03bf",
        "ABEZHIKMNOPTYXo",
        strict=True,
    )
)
# Those that are told apart in print, and not on every screen: refused only beside each other.
NEAR = {**TWINS, "\u03bd": "v", "\u03b9": "i", "\u03c5": "u", "\u03d2": "Y", "\u03f2": "c", "\u03f3": "j"}
INVISIBLE = frozenset("\u034f\u115f\u1160\u17b4\u17b5\u180b\u180c\u180d\u180f\u3164\uffa0") | {
    chr(code) for code in range(0xFE00, 0xFE10)
}


def check_names(proof: Proof) -> None:
    """Refuses (SP724) names and ids that a reader takes for others."""
    declared = sorted(set(_declared(proof)))
    for name in declared:
        _check_letters(name)
    _check_apart("names", declared)
    ids = [proof.id, *_ids(proof)]
    for name in ids:
        _check_visible(name)
    _check_apart("ids", sorted(set(ids)))


def _check_letters(name: str) -> None:
    _check_visible(name)
    if unicodedata.normalize("NFKC", name) != name:
        raise Refusal("SP724", f"the name {_shown(name)} is not in composed form, and looks like another one")
    for letter in name:
        if letter in TWINS:
            raise Refusal("SP724", f"the Greek letter in {_shown(name)} looks like the Latin {TWINS[letter]}")
        if not (letter.isascii() or _is_accented_latin(letter) or _is_greek(letter)):
            raise Refusal("SP724", f"the name {_shown(name)} has letters that are neither Latin nor Greek")


def _is_accented_latin(letter: str) -> bool:
    """A letter of ASCII with accents, such as é."""
    return unicodedata.normalize("NFD", letter)[0].isascii()


def _is_greek(letter: str) -> bool:
    base = unicodedata.normalize("NFD", letter)[0]
    return unicodedata.name(base, "").startswith("GREEK") and unicodedata.category(base)[0] == "L" and base not in TWINS


def _check_visible(name: str) -> None:
    for character in name:
        if character in INVISIBLE or unicodedata.category(character)[0] == "C" or character in "\u2028\u2029":
            raise Refusal("SP724", f"{_shown(name)} has a character that is not seen")


def _check_apart(what: str, names: Iterable[str]) -> None:
    seen: dict[str, str] = {}
    for name in names:
        shape = "".join(NEAR.get(letter, letter) for letter in unicodedata.normalize("NFKC", name))
        if seen.setdefault(shape, name) != name:
            raise Refusal("SP724", f"the {what} {_shown(seen[shape])} and {_shown(name)} look alike")


def _shown(name: str) -> str:
    text = ascii(name)
    return text if len(text) <= 60 else text[:57] + "..."


def _ids(proof: Proof) -> Iterator[str]:
    yield from (item.id for item in proof.hypotheses)
    yield from (step.id for step in proof.steps)
    for block in proof.blocks:
        yield block.id
        yield from (item.id for item in block.assumptions)


def _declared(proof: Proof) -> Iterator[str]:
    """Every name that a declaration, a quantifier, a sum or a schema brings in."""
    for declarations in (proof.declarations, *(block.declarations for block in proof.blocks)):
        yield from _of_declarations(declarations)
    assumptions = tuple(item.formula for block in proof.blocks for item in block.assumptions)
    hypotheses = tuple(item.formula for item in proof.hypotheses)
    yield from _bound((hypotheses, assumptions, tuple(step.claim for step in proof.steps), proof.statement or ()))


def _of_declarations(declarations: Declarations) -> Iterator[str]:
    yield from declarations.integers
    for group in (declarations.sizes, declarations.symbols, declarations.functions):
        for item in group:
            yield item.name
    yield from (item.variable for item in declarations.functions if item.variable)
    yield from _bound((declarations.sizes, declarations.symbols))


def _bound(node: Any) -> Iterator[str]:
    """The names of bound indices and of quantified symbols."""
    visited: dict[int, Any] = {}  # one record stands at many places
    pending = [node]
    while pending:
        item = pending.pop()
        if id(item) in visited:
            continue
        visited[id(item)] = item
        if isinstance(item, BINDERS):
            yield item.index
        elif isinstance(item, SymbolDeclaration):
            yield item.name
        pending += [part for part in inside(item) if type(part) not in NO_NODES]
