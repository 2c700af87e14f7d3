"""What a derivation uses beside the premises that its step names."""

from __future__ import annotations

from collections.abc import Iterable

from symproof.diagnostics.diagnostic import Diagnostic
from symproof.diagnostics.errors import diagnostic
from symproof.language.proof import Proof, Step
from symproof.language.scopes import exporting_block, walked


def unnamed(proof: Proof, step: Step, used: Iterable[str]) -> list[str]:
    """What the step does not name of what is used, but relations between integers, which are always known."""
    walk = walked(proof)
    known = [(name, walk.known(name, step)) for name in used if name not in step.using]
    return [name for name, entry in known if entry is None or not entry.is_fact]


def using_unnamed(proof: Proof, step: Step, used: Iterable[str]) -> tuple[Diagnostic, ...]:
    """The warning SP929 where there are such; not for what a block exports, or a lemma gives, from anything known."""
    names = [] if step.argument or exporting_block(proof, step) is not None else unnamed(proof, step, used)
    if not names:
        return ()
    message = f"the derivation also uses {', '.join(names)}, not named in using="
    return (diagnostic("SP929", message),)
