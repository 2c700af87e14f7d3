"""What the kernel makes of the whole argument: exported claims, conclusions, and one theorem for a proof.

A claim that no certificate proves is derived from the steps inside its block, and from the hypotheses and earlier steps
that these use. The theorem of a proof rests on its hypotheses alone: each step on the way is derived in it.
"""

from __future__ import annotations

from typing import Any, get_args

from symproof.language.derivation import Block as Derivation
from symproof.language.derivation import Inference
from symproof.language.formulas import Formula, Named, Sequent
from symproof.language.proof import Proof, Step
from symproof.language.records import inside, once
from symproof.language.scopes import formulas_in_scope, is_fact, walked
from symproof.language.substitution import NO_NODES
from symproof.language.theory import Statement, Trust

# The derivations of several blocks, and several claims, share such nodes: each is read once.
REPEATED = frozenset({Inference, *get_args(Formula)})

# ------------------------------------------------------------------------------------------------ what is replayed


def statement_of_step(proof: Proof, step: Step, derivation: Derivation) -> Statement:
    """The step as a statement, from what its derivation names of all that is known where it stands."""
    walk = walked(proof)
    level = walk.levels[step.block]
    named = ((name, walk.known(name, step)) for name in sorted(words(derivation)))
    premises = tuple([Named(name, entry.formula) for name, entry in named if entry is not None and not entry.is_fact])
    premises = (*_derived_facts(proof, step), *premises)
    return _ranged(_statement(step, Sequent(level.declarations, level.facts, premises, step.claim)))


def _derived_facts(proof: Proof, step: Step) -> tuple[Named, ...]:
    """Relations between integers that earlier steps claim: the kernel knows them from then on."""
    walk = walked(proof)
    names = (other.id for other in proof.steps if is_fact(other.claim) and other.id != step.id)
    known = ((name, walk.known(name, step)) for name in names)
    return tuple([Named(name, entry.formula) for name, entry in known if entry is not None])


def statement_in_scope(proof: Proof, step: Step) -> Statement:
    """The step as a statement, from everything that is known where it stands: for the search."""
    level = walked(proof).levels[step.block]
    known = [(name, formula) for name, formula in formulas_in_scope(proof, step).items() if not is_fact(formula)]
    premises = tuple([Named(name, formula) for name, formula in known])
    premises = (*_derived_facts(proof, step), *premises)
    return _statement(step, Sequent(level.declarations, level.facts, premises, step.claim))


def _statement(step: Step, sequent: Sequent) -> Statement:
    """Under a name that no lemma has: a step may be called like the lemma that it applies."""
    return Statement(f"step {step.id}", Trust.LEMMA, sequent)


def statement_of_proof(proof: Proof, claim: Formula) -> Statement:
    """What the proof establishes, from its hypotheses, with its definitions unfolded."""
    from symproof.search.argument.stated import stated

    return stated(proof.name, proof.declarations, proof.hypotheses, claim)


def _ranged(statement: Statement) -> Statement:
    """With the range facts that its premises need: these are found again, and the kernel replays them."""
    from symproof.search.argument.premises import ranged

    return ranged(statement)


def used_in(statement: Statement, derivation: Derivation) -> tuple[str, ...]:
    """The premises and facts of the statement that its derivation names."""
    given = {item.id for item in (*statement.sequent.premises, *statement.sequent.facts)}
    return tuple(sorted(given & words(derivation)))


def _words(node: Any) -> set[str]:
    found: set[str] = set()
    pending = [node]
    while pending:
        for part in inside(pending.pop()):
            if isinstance(part, str):
                found.add(part)
            elif type(part) in REPEATED:
                found |= words(part)
            elif type(part) not in NO_NODES:
                pending.append(part)
    return found


words = once(_words)  # all texts in a derivation: premises and sources of range facts are among them
