"""What a derivation uses beside the premises that its step names."""

from __future__ import annotations

from collections.abc import Iterable

from symproof.diagnostics.diagnostic import Diagnostic
from symproof.diagnostics.errors import diagnostic
from symproof.language.proof import Proof, Step
from symproof.language.scopes import exporting_block, walked


def unnamed(proof: Proof, step: Step, used: Iterable[str]) -> list[str]:
    """The used premises that the step does not name, without relations between integers, which are always known."""
    walk = walked(proof)
    known = [(name, walk.known(name, step)) for name in used if name not in step.using]
    return [name for name, entry in known if entry is None or not entry.is_fact]


def using_unnamed(proof: Proof, step: Step, used: Iterable[str]) -> tuple[Diagnostic, ...]:
    """The warning SP929, if the step names premises and its derivation uses others. Claims that a block exports or a
    lemma gives may rest on anything known. What is known of an obtained matrix need not be named."""
    if step.argument or not step.using or exporting_block(proof, step) is not None:
        return ()
    obtained = {item.id for block in proof.blocks if block.given is not None for item in block.assumptions}
    names = [name for name in unnamed(proof, step, used) if name not in obtained]
    message = f"the derivation also uses {', '.join(names)}, not named in using="
    return (diagnostic("SP929", message),) if names else ()
