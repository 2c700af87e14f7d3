"""``symproof.prove``: the engine from Python, for a script or a notebook.

A claim is recorded in the author's language, or written as text with the sizes of its symbols::

    symproof.prove(inverse(one + A * B) * A == A * inverse(one + B * A), given=[invertible(one + A * B), ...])
    symproof.prove("A*B = I |- B*A = I", symbols={"A": ["n", "n"], "B": ["n", "n"]})
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from pathlib import Path
from typing import TYPE_CHECKING

from symproof.diagnostics.diagnostic import Diagnostic
from symproof.diagnostics.errors import SymproofError
from symproof.diagnostics.results import Counterexample, ProofResult, StepResult
from symproof.diagnostics.results import Report as CheckedReport
from symproof.language.proof import Hypothesis, Method, Proof, Step, Verdict
from symproof.language.records import dataclass

if TYPE_CHECKING:
    import sympy

    from symproof.author import Claim
    from symproof.author.setting import Setting
    from symproof.language.formulas import Formula
    from symproof.render.naming import Naming

_NAME = "statement"


@dataclass(frozen=True, slots=True)
class Result:
    """What was found out about a claim. True in a condition exactly if every claim is proved for all sizes."""

    details: ProofResult

    @property
    def verdict(self) -> Verdict:
        """The weakest of the claims' verdicts."""
        return self.details.verdict

    @property
    def steps(self) -> tuple[StepResult, ...]:
        """The claims one by one."""
        return self.details.steps

    @property
    def counterexample(self) -> Counterexample | None:
        """The first counterexample, where a claim is refuted."""
        return next((step.counterexample for step in self.steps if step.counterexample is not None), None)

    @property
    def counterexample_values(self) -> dict[str, sympy.Matrix]:
        """The values of the first counterexample as exact SymPy matrices, by name; empty without one.

        >>> prove("A*B = B*A", symbols={"A": ["2", "2"], "B": ["2", "2"]}).counterexample_values["A"].shape
        (2, 2)
        """
        import sympy

        found = self.counterexample
        values = {} if found is None else found.values
        return {name: sympy.Matrix([list(map(sympy.Rational, row)) for row in rows]) for name, rows in values.items()}

    @property
    def warnings(self) -> tuple[Diagnostic, ...]:
        """What to know before relying on the verdict, such as a hypothesis that was implied."""
        return tuple(dict.fromkeys(warning for step in self.steps for warning in step.warnings))

    def __bool__(self) -> bool:
        return self.verdict is Verdict.PROVED

    def __repr__(self) -> str:
        return "\n".join(self._lines())

    def _lines(self) -> list[str]:
        from symproof.report.definitions import text_with_definitions

        lines = []
        for result in self.steps:
            claim = text_with_definitions(result.step.claim, self.details.proof.declarations, self._naming)
            lines.append(f"{result.verdict}: {claim}")
            if result.used:
                lines.append(f"  from {', '.join(map(self._premise, result.used))}")
            if result.rules:
                lines.append(f"  by {', '.join(result.rules)}")
            if result.diagnostic is not None:
                lines.append(f"  {_shown(result.diagnostic)}")
            if result.counterexample is not None:
                lines += _counterexample_lines(result.counterexample, result.step.claim)
            lines += [f"  warning: {_shown(warning)}" for warning in result.warnings]
        return lines

    @property
    def _naming(self) -> Naming:
        from symproof.verdict.naming import naming_of_proof

        return naming_of_proof(self.details.proof)

    def _premise(self, name: str) -> str:
        from symproof.render.text import text

        formulas = {item.id: item.formula for item in self.details.proof.hypotheses}
        return text(formulas[name], self.details.proof.declarations, self._naming) if name in formulas else name

    def _repr_latex_(self) -> str:
        rows = [rf"{self._claim_in_latex(result)} & \text{{{result.verdict}}}" for result in self.steps]
        return r"$\displaystyle\begin{array}{ll}" + r" \\ ".join(rows) + r"\end{array}$"

    def _claim_in_latex(self, result: StepResult) -> str:
        from symproof.report.definitions import latex_with_definitions

        return latex_with_definitions(result.step.claim, self.details.proof.declarations, self._naming)

    def _latex(self, formula: Formula) -> str:
        from symproof.render.latex import latex

        return latex(formula, self.details.proof.declarations, self._naming)

    def _repr_html_(self) -> str:
        from symproof.report.html import html_fragment

        return html_fragment(self.details)


@dataclass(frozen=True, slots=True)
class Report:
    """A report on proofs and statements, as ``symproof check --format json`` saves it. A notebook shows it as the page
    of ``symproof html``, a terminal as text."""

    details: CheckedReport

    @property
    def proofs(self) -> tuple[ProofResult, ...]:
        """The proofs and statements one by one."""
        return self.details.proofs

    def __repr__(self) -> str:
        from symproof.report.to_terminal import to_terminal
        from symproof.verdict.settle import Options

        return to_terminal(self.details, Options()).rstrip("\n")

    def _repr_html_(self) -> str:
        from symproof.report.html import html_fragment

        return html_fragment(self.details)


def load_report(path: str | Path) -> Report:
    """Reads a saved JSON report, which a notebook then displays. It checks nothing; ``symproof recheck`` does.

    Raises SymproofError SP702 or SP703 where the file is no report.
    """
    from symproof.report.from_json import read_report, report_of

    return Report(report_of(read_report(Path(path))))


def _shown(diagnostic: Diagnostic) -> str:
    return f"[{diagnostic.code}] {diagnostic.message}"


def _counterexample_lines(found: Counterexample, claim: Formula) -> list[str]:
    from symproof.report.document import counterexample
    from symproof.report.to_terminal import counterexample_lines

    return [f"  {line}" for line in counterexample_lines(counterexample(found, claim))]


def prove(
    claim: str | Claim | Sequence[Claim],
    given: Sequence[str | Claim] = (),
    *,
    symbols: Mapping[str, Sequence[str | int]] | None = None,
    budget: float = 10.0,
) -> Result:
    """Settles a claim from the hypotheses ``given``.

    ``claim`` is recorded in the author's language, or is a text in the language of statement files; then ``symbols``
    gives the sizes, as in ``{"A": ["m", "n"], "v": ["n"], "c": []}``. Hypotheses assumed in the setting of a recorded
    claim count as given. ``budget`` is the longest time in seconds to spend on one claim.
    Raises SymproofError where the claim cannot be read, and where the budget is not a positive number.
    """
    from symproof.verdict.check import check
    from symproof.verdict.settle import Options

    if not isinstance(budget, int | float) or not budget > 0:
        raise SymproofError("SP120", f"budget={budget!r} is not a positive number of seconds", "Write budget=10.")
    proof = _from_text(claim, given, symbols or {}) if isinstance(claim, str) else _from_claims(claim, given)
    report = check([proof], (), Options(budget=budget))
    return Result(report.proofs[0])


def _from_text(claim: str, given: Sequence[str | Claim], symbols: Mapping[str, Sequence[str | int]]) -> Proof:
    from symproof.statements.elaborate import Statement, elaborate

    texts = [text for text in given if isinstance(text, str)]
    if len(texts) != len(given):
        raise SymproofError("SP607", "a text is proved from texts", "write every hypothesis as a text, or none")
    assume = [(f"given {number}", text) for number, text in enumerate(texts, 1)]
    return elaborate(Statement(_NAME, symbols, assume, [("claim", claim)]))


def _from_claims(claim: Claim | Sequence[Claim], given: Sequence[str | Claim]) -> Proof:
    from symproof.author import Claim
    from symproof.author.claims import claim_of, one_setting
    from symproof.author.setting import Setting

    claims = [claim_of(item) for item in ([claim] if isinstance(claim, Claim) else claim)]
    premises = [claim_of(item) for item in given]
    setting = one_setting(*claims, *premises)
    if not isinstance(setting, Setting):
        raise SymproofError("SP607", "the claims mention no symbol of a setting", "declare symbols with Setting()")
    for item in (*claims, *premises):
        setting.check(item)
    hypotheses = (*setting.hypotheses, *_hypotheses(setting, premises))
    using = tuple(item.id for item in hypotheses)
    steps = tuple(_step(number, item.formula, using) for number, item in enumerate(claims, 1))
    proof = Proof(
        id=_NAME,
        title=_NAME,
        source="",
        file="",
        line=None,
        declarations=setting.declarations,
        hypotheses=hypotheses,
        items=steps,
        is_statement_file=True,
    )
    return _with_ranges(proof)


def _hypotheses(setting: Setting, premises: Sequence[Claim]) -> list[Hypothesis]:
    taken = {item.id for item in setting.hypotheses}
    free = (name for number in range(1, len(premises) + len(taken) + 1) if (name := f"h{number}") not in taken)
    return [Hypothesis(name, premise.formula) for name, premise in zip(free, premises, strict=False)]


def _step(number: int, formula: Formula, using: tuple[str, ...]) -> Step:
    from symproof.statements.formulas import variables

    method = Method.CALCULUS if variables(formula) else Method.ALGEBRA
    return Step(id=f"claim{number}", ref="", line=None, claim=formula, method=method, using=using)


def _with_ranges(proof: Proof) -> Proof:
    from symproof.author.ranges import with_evidence

    return with_evidence(proof)
