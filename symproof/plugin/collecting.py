"""Which files are collected, and the tests in them: one for each step of a proof and for each statement of a file."""

from __future__ import annotations

import json
import os
import re
from collections.abc import Generator, Iterable, Iterator
from dataclasses import replace
from pathlib import Path
from typing import Any

import pytest

from symproof.author.loader import (
    Candidate,
    candidate,
    discover,
    is_skipped,
    load,
    may_define,
    proofs_folder,
    worked_proofs,
)
from symproof.author.neighbours import Neighbours
from symproof.diagnostics.diagnostic import LoadError
from symproof.diagnostics.errors import SymproofError
from symproof.diagnostics.results import Report
from symproof.language.proof import Proof
from symproof.report.core import error_lines
from symproof.report.findings import ERROR, Finding, findings
from symproof.verdict.check import check
from symproof.verdict.settle import Options

STATEMENTS = re.compile(rb"^\s*\[\[\s*statement\s*\]\]", re.MULTILINE)  # the header of a statement in TOML
INTERRUPTED = "SP905"


class Collecting:
    """Collects the files of the folder of proofs, statement files, and whatever is named on the command line."""

    def __init__(self, config: pytest.Config) -> None:
        self.candidates = {item.path.resolve(): item for item in _candidates(config.rootpath)}
        self.beside = Neighbours()

    @pytest.hookimpl(wrapper=True)
    def pytest_collect_file(
        self, file_path: Path, parent: pytest.Collector
    ) -> Generator[None, list[pytest.Collector], list[pytest.Collector]]:
        """A file with proofs or statements is ours alone: pytest would import a proof file as a module of tests."""
        found = yield
        is_named = parent.session.isinitpath(file_path)
        if file_path.suffix == ".py":
            item = self.candidates.get(file_path.resolve())
            if item is None and is_named and not is_skipped(Path(file_path.name)) and may_define(file_path):
                item = candidate(file_path)
            return found if item is None else [ProofFile.of(parent, file_path, item, self.beside)]
        if _is_statement_file(file_path, is_named=is_named):
            return [StatementFile.from_parent(parent, path=file_path)]
        return found


def _candidates(root: Path) -> list[Candidate]:
    """The proof files of the folder that the root's settings name; where these are wrong, ``symproof list`` says so."""
    try:
        folder = proofs_folder(start=root)
        return [] if folder == worked_proofs() and root not in folder.parents else discover(folder)
    except SymproofError:
        return []


def _is_statement_file(path: Path, *, is_named: bool) -> bool:
    if path.suffix not in (".toml", ".json"):
        return False
    try:
        content = path.read_bytes()
        if path.suffix == ".toml":
            return is_named or bool(STATEMENTS.search(content))
        return is_named or (b'"statement"' in content and isinstance(json.loads(content)["statement"], list))
    except (OSError, ValueError, TypeError, KeyError, RecursionError):
        return False


def options_of(config: pytest.Config) -> Options:
    """How the tests settle steps. Where pytest works in several processes, each test uses one."""
    jobs = 1 if "PYTEST_XDIST_WORKER" in os.environ else min(2, os.cpu_count() or 1)
    budget, strict = config.getoption("--symproof-budget"), config.getoption("--symproof-strict")
    return Options(budget=budget, strict=strict, jobs=jobs)


# ------------------------------------------------------------------------------------------------ files


class ProofFile(pytest.File):
    """A Python file with proofs, each of which has a test for every step."""

    item: Candidate
    beside: Neighbours

    @classmethod
    def of(cls, parent: pytest.Collector, path: Path, item: Candidate, beside: Neighbours) -> ProofFile:
        """The collector of this file, which reads it with the modules that have run."""
        made: ProofFile = cls.from_parent(parent, path=path)
        made.item, made.beside = item, beside
        return made

    def collect(self) -> Iterator[pytest.Item | pytest.Collector]:
        """The proofs of the file, and a failing test for everything that did not load."""
        proofs, errors = load(self.item, self.beside)
        yield from _not_loaded(self, errors)
        for proof in proofs:
            yield OneProof.of(self, proof)


class StatementFile(pytest.File):
    """A file of statements, each of which is a test."""

    def collect(self) -> Iterator[pytest.Item]:
        """The statements of the file, and a failing test for everything that did not load."""
        from symproof.statements import load_file

        proofs, errors = load_file(self.path)
        yield from _not_loaded(self, errors)
        for proof in proofs:
            settled = Settled(replace(proof, file=self.nodeid), options_of(self.config))
            yield Checked.of(self, proof.id, settled, None, proof.line)


class OneProof(pytest.Collector):
    """A proof: its steps are settled together, when the first of its tests runs, as some rest on others."""

    proof: Proof

    @classmethod
    def of(cls, parent: ProofFile, proof: Proof) -> OneProof:
        """The collector of this proof."""
        made: OneProof = cls.from_parent(parent, name=proof.id)
        made.proof = replace(proof, file=parent.nodeid)
        return made

    def collect(self) -> Iterator[pytest.Item]:
        """A test for each step, and one for the proof as a whole: whether it ends with its conclusion."""
        settled = Settled(self.proof, options_of(self.config))
        for step in self.proof.steps:
            subject = f"{self.proof.id}:{step.id}"
            yield Checked.of(self, step.id, settled, subject, step.line or self.proof.line)
        if self.proof.statement is not None or settled.options.strict or not self.proof.steps:
            yield Checked.of(self, "(whole proof)", settled, self.proof.id, self.proof.line)


def _not_loaded(parent: pytest.File, errors: Iterable[LoadError]) -> Iterator[pytest.Item]:
    for number, error in enumerate(errors, 1):
        located = replace(error, file=parent.nodeid if error.file == str(parent.path) else error.file)
        yield NotLoaded.about(parent, f"not loaded: {error.code} ({number})", located)


# ------------------------------------------------------------------------------------------------ tests


class Failed(Exception):  # noqa: N818 - it is no error of symproof
    """A test of ours fails; its text is all that there is to show."""


class Settled:
    """A proof and its report, which also holds the lemmas that it applies; made when it is first asked for."""

    def __init__(self, proof: Proof, options: Options) -> None:
        self.proof, self.options = proof, options
        self._report: Report | None = None

    def report(self) -> Report:
        """The report of the proof alone. An interrupt ends the session, as in any other test."""
        if self._report is None:
            report = check([self.proof], (), self.options)
            steps = [step for proof in report.proofs for step in proof.steps]
            if any(step.diagnostic is not None and step.diagnostic.code == INTERRUPTED for step in steps):
                raise KeyboardInterrupt
            self._report = report
        return self._report

    def findings(self, subject: str | None) -> list[Finding]:
        """What is to be said about the step or proof, or about all of it."""
        found = findings(self.report(), self.options)
        wanted = {self.proof.id, *(f"{self.proof.id}:{step.id}" for step in self.proof.steps)}
        return [item for item in found if item.subject in (wanted if subject is None else {subject})]

    def verdicts(self, subject: str | None) -> list[str]:
        """The verdict of the step, or those of all steps."""
        results = [
            result for proof in self.report().proofs if proof.proof.id == self.proof.id for result in proof.steps
        ]
        return [str(item.verdict) for item in results if subject in (None, f"{self.proof.id}:{item.step.id}")]


class _Item(pytest.Item):
    """A test at a line of its file, with our text as the message of a failure."""

    line: int | None = None

    def reportinfo(self) -> tuple[Path, int | None, str]:
        """The place of the test, and the heading of its failure."""
        return self.path, None if self.line is None else self.line - 1, self.heading()

    def heading(self) -> str:
        """The name of the test, under which its failure stands."""
        return self.name

    def repr_failure(self, excinfo: pytest.ExceptionInfo[BaseException], style: Any = None) -> Any:
        """The message of symproof, without a traceback."""
        if isinstance(excinfo.value, Failed):
            return str(excinfo.value)
        return super().repr_failure(excinfo, style)


class NotLoaded(_Item):
    """Something in the file that did not load."""

    error: LoadError

    @classmethod
    def about(cls, parent: pytest.File, name: str, error: LoadError) -> NotLoaded:
        """The test that fails with this error."""
        made: NotLoaded = cls.from_parent(parent, name=name)
        made.error, made.line = error, error.line
        return made

    def runtest(self) -> None:
        """Fails with the message of the error."""
        raise Failed("\n".join(error_lines(self.error)))


class Checked(_Item):
    """A step or a statement: it passes where ``symproof check`` would let it pass."""

    settled: Settled
    subject: str | None

    @classmethod
    def of(
        cls, parent: pytest.Collector, name: str, settled: Settled, subject: str | None, line: int | None
    ) -> Checked:
        """The test of what the subject names, of all where that is None."""
        made: Checked = cls.from_parent(parent, name=name)
        made.settled, made.subject, made.line = settled, subject, line
        return made

    def heading(self) -> str:
        """A step with its proof: several proofs may have a step of this name."""
        return self.name if self.subject is None else f"{self.settled.proof.id} {self.name}"

    def runtest(self) -> None:
        """Fails with the messages and the counterexample of what does not pass; warnings stand in a section."""
        found = self.settled.findings(self.subject)
        self.user_properties += [("verdict", verdict) for verdict in self.settled.verdicts(self.subject)]
        warnings = [item.text for item in found if item.level != ERROR]
        if warnings:
            self.add_report_section("call", "symproof warnings", "\n".join(warnings))
        failed = [item.text for item in found if item.level == ERROR]
        if failed:
            raise Failed("\n\n".join(failed))
