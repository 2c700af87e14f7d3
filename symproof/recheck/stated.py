"""What nothing in a report can bear out: the words that recheck prints, and the fields that they stand for.

A field is written with ``[]`` for every element of a list and every name of an object, and with ``.*`` for everything
inside. Whatever is not here is computed again, so that a change of it is refused, or makes another report that is borne
out as well: another certificate, counterexample, model or statement. tests/recheck walks every field of real reports
by this list.
"""

from __future__ import annotations

from collections.abc import Mapping

STATED: Mapping[str, tuple[str, ...]] = {
    "that the second judge checked the listed instances and found nothing against them": (
        "proofs[].steps[].instances.sizes[][]",
    ),
    "why a step is not proved, and which premises a checked step uses": (
        "proofs[].steps[].diagnostic",
        "proofs[].steps[].diagnostic.code",
        "proofs[].steps[].diagnostic.message",
        "proofs[].steps[].diagnostic.hint",
        "proofs[].steps[].premises.used[]",
    ),
    "which method and which premises a step names that nothing replays": (
        "proofs[].steps[].method",
        "proofs[].steps[].premises.declared[]",
        "proofs[].is_statement_file",
    ),
    "whether the author wrote a hypothesis that a term needs, or it was added": ("proofs[].hypotheses[].implied",),
    "that no model was found": ("proofs[].model",),
    "what did not load, the options of the run, versions and times": (
        "version",
        "started",
        "seconds",
        "options.*",
        "errors.*",
        "proofs[].steps[].seconds",
    ),
    "names of proofs, places in files, and the words of the author and of messages": (
        "proofs[].id",
        "proofs[].title",
        "proofs[].source",
        "proofs[].line",
        "proofs[].hypotheses[].line",
        "proofs[].blocks[].line",
        "proofs[].blocks[].kind",
        "proofs[].blocks[].assumptions[].line",
        "proofs[].facts[].statement",
        "proofs[].facts[].source",
        "proofs[].citations[].statement",
        "proofs[].citations[].source",
        "proofs[].unselected_steps[].ref",
        "proofs[].unselected_steps[].line",
        "proofs[].unselected_steps[].method",
        "proofs[].steps[].ref",
        "proofs[].steps[].line",
        "proofs[].steps[].expect",
        "proofs[].steps[].reason",
        "proofs[].steps[].source",
        "proofs[].steps[].warnings[].message",
        "proofs[].steps[].warnings[].hint",
    ),
}
TAKEN_AS_STATED = tuple(STATED)
