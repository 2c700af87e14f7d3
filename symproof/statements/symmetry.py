"""Orders between matrices: both sides must be symmetric, by their form or by the assumptions."""

from __future__ import annotations

from symproof.language.formulas import And, Compare, Equal, Formula, IntegerRelation, Named, Sequent
from symproof.language.parts import relations
from symproof.language.proof import Proof
from symproof.language.terms import Call, Identity, Inverse, Product, Sum, Symbol, Term, Transpose, Zero
from symproof.statements.nodes import Node, refused

SECONDS, WORK = 2.0, 20_000


def require_symmetric(node: Node, shown: str, term: Term, proof: Proof) -> None:
    """Refuses (SP615) a side of an order between matrices that is not known to be symmetric."""
    if not is_symmetric(term, proof):
        message = f"{shown} is not symmetric by its form or by an assumption: it has no order"
        raise refused(node, "SP615", message, f"assume `{shown} symmetric` if that is meant")


def is_symmetric(term: Term, proof: Proof) -> bool:
    """Whether term.T = term follows from the hypotheses of the proof, or is plain to see."""
    hypotheses = tuple(Named(item.id, item.formula) for item in proof.hypotheses)
    stated = {part for item in hypotheses for part in relations(item.formula)}
    if _plainly(term, stated):
        return True
    facts = tuple(item for item in hypotheses if _is_fact(item.formula))
    premises = tuple(item for item in hypotheses if not _is_fact(item.formula) and not _orders(item.formula))
    sequent = Sequent(proof.declarations, facts, premises, Equal(Transpose(term), term))
    from symproof.search.finding import Budget, find

    return find(sequent, budget=Budget(SECONDS, WORK), supposing=True).certificate is not None


def _plainly(term: Term, stated: set[Formula]) -> bool:
    match term:
        case Identity() | Zero():
            return True
        case Symbol():
            return Equal(Transpose(term), term) in stated
        case Inverse(argument=inner) | Transpose(argument=inner):
            return _plainly(inner, stated)
        case Sum(terms=terms):
            return all(_plainly(item, stated) for item in terms)
        case Call(name="hadamard" | "kron", arguments=factors):
            return all(_plainly(item, stated) for item in factors)
        case Product(factors=(Transpose(argument=left), right)):
            return left == right
        case _:
            return False


def _is_fact(formula: Formula) -> bool:
    return all(isinstance(part, IntegerRelation) for part in relations(formula))


def _orders(formula: Formula) -> bool:
    return isinstance(formula, Compare) or (isinstance(formula, And) and any(map(_orders, formula.parts)))
