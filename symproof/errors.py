"""The codes of every diagnostic, with what they mean and what to try; and the exception that carries one."""

from __future__ import annotations

from symproof.model import Diagnostic, LoadError


class SymproofError(Exception):
    """Bad input or usage: one diagnostic with its place. Never escapes as a traceback."""

    def __init__(
        self,
        code: str,
        message: str,
        hint: str = "",
        *,
        file: str | None = None,
        line: int | None = None,
        column: int | None = None,
    ) -> None:
        super().__init__(f"[{code}] {message}")
        self.error = LoadError(code, message, hint, file, line, column)

    @property
    def diagnostic(self) -> Diagnostic:
        return Diagnostic(self.error.code, self.error.message, self.error.hint)


# code -> (what it means, what to try). Kernel refusals are 3xx; see docs/kernel.md.
CODES: dict[str, tuple[str, str]] = {
    # SP1xx: finding, running and reading proof files (author)
    # SP2xx: terms refused where they are written: sizes, names, indices (author, statements)
    # SP3xx: refusals of the kernel
    # SP4xx: why there is no proof (prove)
    # SP5xx: the concrete judge
    # SP6xx: statement files and expressions (statements)
    # SP7xx: reports, recheck, output
    "SP701": (
        "The report could not be written to this file.",
        "Choose another --output; the report was printed on stdout, so nothing is lost.",
    ),
    "SP702": (
        "A saved report could not be read: no such file, not JSON, or not a symproof report.",
        "Save one with `symproof check --format json --output FILE`.",
    ),
    "SP703": (
        "A term, formula or certificate in a saved report is not one.",
        "docs/formats.md describes them; save the report again with --format json.",
    ),
    "SP704": ("The terms of a step are nested too deeply to be replayed.", "Split the step."),
    "SP705": (
        "A step of a saved report claims what its certificate or its other fields do not support.",
        "Believe nothing of this report; check the proof again.",
    ),
    "SP706": (
        "A saved report is not a proof: ids that clash, blocks that do not nest, premises out of scope.",
        "Save the report again; a report is not meant to be edited.",
    ),
    "SP707": (
        "A saved report says something else than its own terms and certificates do.",
        "Believe nothing of this report; check the proof again.",
    ),
    # SP8xx: command line and options
    "SP801": ("No proof, file or folder of this name was found.", "`symproof list` shows what there is."),
    "SP802": ("The proof has no step of this name.", "`symproof show TARGET` lists the steps."),
    "SP803": ("The name fits several proofs.", "Write it with its folder, such as zhang2019/lemma1."),
    "SP804": (
        "A --size is not NAME=VALUE[,VALUE...] with integers that the name can have.",
        "Sizes are integers >= 1; a family takes its members from the lowest index up: --size d=3,2,3.",
    ),
    "SP805": (
        "A --size names nothing that a selected proof declares.",
        "`symproof show TARGET` lists sizes and parameters.",
    ),
    "SP806": (
        "No instance satisfies the hypotheses at these sizes.",
        "Change --size, or raise --max-depth and --max-width.",
    ),
    "SP807": (
        "A -s is not NAME, NAME:rows or NAME:rows,columns.",
        "-s A:m,n is a matrix, -s v:n a column, -s c a scalar.",
    ),
    "SP808": ("No diagnostic has this code.", "Codes look like SP204."),
    "SP809": (
        "A statement file could not be read.",
        "Give a .toml or .json file, or -s SYMBOL... with a statement in quotes.",
    ),
    "SP810": ("Options that do not go together.", "See `symproof COMMAND --help`."),
    # SP9xx: disagreements and internal errors
    "SP901": (
        "The kernel replayed a certificate, but the concrete instances contradict it: a bug of symproof.",
        "Please report the statement; believe neither verdict.",
    ),
    "SP902": (
        "symproof itself failed on this step; the others are not affected.",
        "Please report it with the proof file.",
    ),
    "SP903": (
        "The process that worked on this step died, for example out of memory.",
        "Try --jobs 1, smaller --max-depth and --max-width.",
    ),
    "SP904": (
        "The step was stopped: it took longer than its budget.",
        "Raise --budget, or lower --max-depth and --max-width.",
    ),
    "SP905": ("Interrupted before this step was settled.", "Run again; `TARGET:step` checks one step only."),
    "SP906": ("Not settled: the check stopped at an earlier step (-x).", "Leave out -x."),
    "SP907": (
        "symproof has no rules for this method yet; the step is neither proved nor refuted.",
        'Cite a source, omit it with a reason, or write expect="unknown" so that a change is noticed.',
    ),
    "SP909": (
        "No certificate was found, and no instance decides the claim.",
        "State the premises the claim needs in using=, or split the step.",
    ),
    "SP908": (
        "Proved for all sizes, but no instance of the sweep was checked beside it.",
        "Raise --max-depth or --max-width so that the second judge sees an instance.",
    ),
}


def diagnostic(code: str, message: str) -> Diagnostic:
    """The diagnostic of this code, with the general advice as its hint."""
    return Diagnostic(code, message, CODES[code][1])
