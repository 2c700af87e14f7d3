"""What is missing where the proved steps inside a block do not derive what the block exports."""

from __future__ import annotations

from symproof.diagnostics.diagnostic import Diagnostic
from symproof.kernel.argument.sameness import shape
from symproof.language.affine import parameter, shift
from symproof.language.formulas import ForAllIndex, Formula, Implies
from symproof.language.proof import Block, BlockKind, Proof, Step
from symproof.language.scopes import formulas_in_scope
from symproof.language.substitution import substituted
from symproof.verdict.derivation import cases_of, splitting
from symproof.verdict.naming import text_at


def not_exported(proof: Proof, block: Block, step: Step) -> Diagnostic:
    """The diagnostic of the step that this block exports, which the kernel does not derive."""

    def written(formula: Formula) -> str:
        return text_at(proof, step, formula)

    claim = shape(step.claim)
    match block.kind, claim:
        case BlockKind.SUPPOSE, Implies(conclusion=conclusion):
            message = f"the proved steps inside the block do not give {written(conclusion)} from what it supposes"
            hint = "Let the last step inside claim this."
        case BlockKind.SUPPOSE, _:
            message = "no two proved steps inside the block contradict each other, or what it supposes"
            hint = "Claim inside what contradicts another step, such as X = 0 beside X != 0, or an order c < c."
        case BlockKind.CASES, _:
            which = " or ".join(f"({written(item.formula)})" for case in cases_of(block) for item in case.assumptions)
            is_given = splitting(block, step, formulas_in_scope(proof, step)) is not None
            message = "in some case the proved steps do not give the claim"
            message += "" if is_given else f", or nothing says that one of the cases holds: {which}"
            hint = "Let the last step of each case claim it"
            hint += "." if is_given else "; show that one of the cases holds in a step before, and name it in using=."
        case BlockKind.INDUCTION, ForAllIndex(index, low, high, body):
            first, following = (substituted(body, index, at) for at in (low, shift(parameter(index), 1)))
            step_of = ForAllIndex(index, low, shift(high, -1), Implies(body, following))
            message = f"the proved steps inside the block do not give both {written(first)} and {written(step_of)}"
            hint = "Let one step inside claim the first, and a fix block the second."
        case _:
            message = "the proved steps inside the block do not give the claim for what the block declares"
            hint = "Let the last step inside claim it for the new names, which come in the order of the claim."
    return Diagnostic("SP919", message, hint)
