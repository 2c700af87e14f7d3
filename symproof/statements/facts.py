"""Relations between integers among the assumptions of a statement."""

from __future__ import annotations

from symproof.kernel.context import Context
from symproof.language.affine import ONE, atoms, parameter
from symproof.language.declarations import Range
from symproof.language.formulas import Formula, IntegerRelation
from symproof.language.parts import relations
from symproof.statements import formulas
from symproof.statements.names import Names
from symproof.statements.nodes import Node, TextError


def fact(names: Names, node: Node) -> Formula | None:
    """The relation between integers that an assumption is, or None."""
    if node.kind == "member":
        formula = formulas.membership(names, node)
        names.ranges[node.parts[0].parts[0].text] = _range(names, node)
        return formula
    if node.kind == "chain" and all(part.kind != "question" for part in node.parts):
        found = formulas.integer_relation(names, node)
        return None if found is None else formulas.conjunction(found)
    if node.kind == "properties" and [formulas.phrase(part) for part in node.parts[1:]] == ["positive integer"]:
        return IntegerRelation("<=", ONE, names.integer_expression(node.parts[0]))
    return None


def _range(names: Names, node: Node) -> Range:
    low, high = [names.integer_expression(part) for part in node.parts[1:]]
    return Range(node.parts[0].parts[0].text, low, high)


def require_possible(context: Context, formula: Formula) -> None:
    """SP613 for a size below 1: nothing of that size can be written. Other contradictions are found by the prover."""
    for part in relations(formula):
        if isinstance(part, IntegerRelation):
            names = (atoms(part.left) | atoms(part.right)) & context.sizes.keys()
            for size in (context.canonical(parameter(name)) for name in names):
                if size.is_constant and size.constant < 1:
                    raise TextError("SP613", "no sizes satisfy these assumptions", "sizes are integers >= 1")
