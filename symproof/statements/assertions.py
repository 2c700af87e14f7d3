"""What one part of a statement asserts: before ``|-`` as an assumption, after it as a claim."""

from __future__ import annotations

from symproof.language.formulas import Formula
from symproof.statements import existence, formulas, structures
from symproof.statements.binders import assumed_for_all, claimed_for_all
from symproof.statements.expressions import Expressions
from symproof.statements.nodes import Node, refused


def assumption(reader: Expressions, node: Node) -> Formula:
    """The formula that is assumed; raises SP607 where an expression stands alone."""
    if node.kind == "chain":
        return formulas.conjunction(formulas.chain(reader, node, assumed=True))
    if node.kind == "structured":
        return _structure(reader, node)
    if node.kind == "for_all":
        return formulas.conjunction(formulas.for_all(reader, node, lambda body: [assumption(reader, body)]))
    if node.kind == "for_all_symbols":
        return formulas.conjunction(assumed_for_all(reader, node, lambda body: [assumption(reader, body)]))
    return formulas.with_parities(reader.names, _property(reader, node))


def claimed(reader: Expressions, node: Node) -> list[Formula]:
    """The formulas that are claimed, such as the links of a chain; raises SP607 for what can only be assumed."""
    if node.kind in ("member", "definition", "structured"):
        raise refused(node, "SP607", "this cannot be claimed", "write it before |-, among the assumptions")
    if node.kind == "for_all":
        return formulas.for_all(reader, node, lambda body: claimed(reader, body))
    if node.kind == "exists":
        return existence.claimed(reader.names, node, lambda body: claimed(reader, body))
    if node.kind == "for_all_symbols":
        return claimed_for_all(reader, node, lambda body: claimed(reader, body))
    return formulas.chain(reader, node, assumed=False) if node.kind == "chain" else [_property(reader, node)]


def _structure(reader: Expressions, node: Node) -> Formula:
    token, structure = node.parts[0], node.parts[1].parts[0]
    value = reader.typed(Node("name", "", (token,), token.start, token.end))
    if structure.text == "Toeplitz":
        return structures.toeplitz(reader, value)
    return formulas.property_formula(reader, value, structure.text, node)


def _property(reader: Expressions, node: Node) -> Formula:
    if node.kind == "properties":
        return formulas.properties(reader, node)
    if node.kind == "commute":
        return formulas.commute(reader, node)
    hint = "write an equation, an order or a property such as `X symmetric`"
    raise refused(node, "SP607", "an expression alone says nothing", hint)
