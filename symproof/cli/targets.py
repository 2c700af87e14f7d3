"""From what the user names - proofs, steps, files, folders - to loaded proofs; whatever fails leaves the rest alone."""

from __future__ import annotations

import contextlib
import sys
from collections.abc import Sequence
from dataclasses import replace
from difflib import get_close_matches
from pathlib import Path

from symproof.author.loader import Candidate, candidate, discover, load, worked_proofs
from symproof.author.neighbours import Neighbours
from symproof.author.source import resolved
from symproof.cli.loaded import Loaded
from symproof.diagnostics.codes import CODES
from symproof.diagnostics.diagnostic import LoadError
from symproof.diagnostics.errors import SymproofError, as_text
from symproof.language.proof import Proof


def load_targets(targets: Sequence[str], folder: Path | None) -> Loaded:
    """What the targets name; without any, all proofs that are found."""
    finder = _Finder(folder)
    if not targets:
        finder.take_all(finder.guarded_candidates())
    for target in targets:
        finder.take(target)
    if not finder.result.proofs and not finder.result.errors:
        finder.result.errors.append(LoadError("SP806", "no proofs were found", CODES["SP806"][1]))
    return finder.result


class _Finder:
    def __init__(self, folder: Path | None) -> None:
        self.folder = folder
        self.result = Loaded()
        self.whole: set[str] = set()
        self.cache: dict[Path, tuple[list[Proof], list[LoadError]]] = {}
        self.beside = Neighbours()

    # ---------------------------------------------------------------------------- loading

    def candidates(self) -> list[Candidate]:
        return discover(self.folder)

    def guarded_candidates(self) -> list[Candidate]:
        try:
            return self.candidates()
        except SymproofError as error:
            self._error(error.error)
            return []

    def loaded(self, item: Candidate) -> tuple[list[Proof], list[LoadError]]:
        path = resolved(item.path)
        if path not in self.cache:
            with contextlib.redirect_stdout(sys.stderr):  # what a proof file prints is not part of the report
                proofs, errors = _load_any(item, self.beside)
            self.cache[path] = [replace(proof, file=shown(proof.file)) for proof in proofs], errors
        return self.cache[path]

    def take_all(self, items: Sequence[Candidate]) -> None:
        for item in items:
            proofs, errors = self.loaded(item)
            for error in errors:
                self._error(error)
            for proof in proofs:
                self._add(proof, None)

    # ---------------------------------------------------------------------------- targets

    def take(self, target: str) -> None:
        """One target; a step is what stands after the last colon."""
        name, colon, step = target.rpartition(":")
        if not colon or self._on_disk(target):
            name, step = target, ""
        elif not (name and step):
            self._error(_incomplete(target))
            return
        path = self._on_disk(name)
        if path is not None and path.is_dir():
            self._take_folder(path, name, step)
        elif path is not None:
            self._take_from([candidate(path)], step)
        else:
            self._take_named(name, step)

    def _on_disk(self, name: str) -> Path | None:
        """A path that exists, also as a link that leads nowhere."""
        try:
            path = Path(name)
            return path if name and (path.is_dir() or path.is_file() or path.is_symlink()) else None
        except (OSError, ValueError):
            return None

    def _take_folder(self, path: Path, name: str, step: str) -> None:
        """Takes the proofs of a folder, or the proof of its name where the folder holds none."""
        try:
            found = discover(path)
        except SymproofError as error:
            self._error(error.error)
            return
        if not found and self._is_named(name):
            self._take_named(name, step)
            return
        if not found:
            self._error(LoadError("SP801", f"no proofs in the folder {path}", CODES["SP801"][1], str(path)))
        self._take_from([_in_folder(item, path) for item in found], step)

    def _take_from(self, items: Sequence[Candidate], step: str) -> None:
        """``identities.toml:push_through`` is a statement of the file; otherwise a step of every proof that has it."""
        if not step:
            self.take_all(items)
            return
        proofs: list[Proof] = []
        for item in items:
            found, errors = self.loaded(item)
            proofs += found
            for error in errors:
                self._error(error)
        named = [proof for proof in proofs if proof.is_statement_file and proof.id == step]
        having = [proof for proof in proofs if step in {known.id for known in proof.steps}]
        for proof in named or having:
            self._add(proof, None if named else step)
        if proofs and not named and not having:
            self._error(_unknown_step(proofs, step))

    def _is_named(self, name: str) -> bool:
        """Whether a file or a proof has this name, also a file that does not load."""
        return any(
            name in (item.path.stem, _file_id(item)) or any(_fits(name, proof.id) for proof in self.loaded(item)[0])
            for item in self.guarded_candidates()
        )

    def _take_named(self, name: str, step: str) -> None:
        """The file of that name first; only if no proof in it is meant, all files."""
        candidates = self.guarded_candidates()
        named = [item for item in candidates if name in (item.path.stem, _file_id(item))]
        errors: list[LoadError] = []
        for items in (named, candidates):
            loaded = [self.loaded(item) for item in items]
            found = [proof for proofs, _ in loaded for proof in proofs if _fits(name, proof.id)]
            errors = [error for _, wrong in loaded for error in wrong]
            if found or (items is named and errors):
                break
        if len({proof.id for proof in found}) > 1 and not all(proof.id.startswith(f"{name}/") for proof in found):
            meant = ", ".join(sorted(proof.id for proof in found))
            self._error(LoadError("SP803", f"{name} may be {meant}", CODES["SP803"][1]))
            return
        for item in candidates if found else ():
            if f"{as_text(item.folder)}/".startswith(f"{name}/"):  # the folder is named: all of it is meant
                for error in self.loaded(item)[1]:
                    self._error(error)
        for proof in found:
            self._add(proof, step)
        if not found:
            for error in errors:
                self._error(error)
            if not (named and errors):
                self._error(self._unknown(name, candidates))

    def _unknown(self, name: str, candidates: Sequence[Candidate]) -> LoadError:
        for item in candidates:
            defined = [proof.id for proof in self.loaded(item)[0]]
            if defined and name in (item.path.stem, item.path.name, _file_id(item)):
                return _other_names(name, shown(str(item.path)), defined)
        ids = [proof.id for item in candidates for proof in self.loaded(item)[0]]
        known = [*ids, *(item.rpartition("/")[2] for item in ids)]
        close = get_close_matches(name, known, 1, 0.5)
        hint = f"did you mean {close[0]}?" if close else _worked(name) or CODES["SP801"][1]
        return LoadError("SP801", f"no proof, file or folder is called {name!r}", hint)

    # ---------------------------------------------------------------------------- the result

    def _add(self, proof: Proof, step: str | None) -> None:
        """The proof, whole or one step of it; an id stands for one proof only."""
        if step and step not in {item.id for item in proof.steps}:
            self._error(_unknown_step([proof], step))
            return
        same = [item for item in self.result.proofs if item.id == proof.id]
        if same and same[0].file != proof.file:
            hint = "Check them one at a time, or rename one."
            message = f"{proof.file} and {same[0].file} both define {proof.id}"
            self._error(LoadError("SP105", message, hint, proof.file, proof.line))
            return
        if not same:
            self.result.proofs.append(proof)
        if not step:
            self.whole.add(proof.id)
            self.result.only.pop(proof.id, None)
        elif proof.id not in self.whole:
            self.result.only.setdefault(proof.id, set()).add(step)

    def _error(self, error: LoadError) -> None:
        file = None if error.file is None else shown(error.file)
        located = replace(error, file=file, message=as_text(error.message), hint=as_text(error.hint))
        if located not in self.result.errors:
            self.result.errors.append(located)


def _load_any(item: Candidate, beside: Neighbours) -> tuple[list[Proof], list[LoadError]]:
    """A file of statements is also a file with something to check."""
    if item.path.suffix != ".py":
        from symproof.statements import holds_statements, load_file

        if holds_statements(item.path):
            return load_file(item.path)
    return load(item, beside)


def _worked(name: str) -> str:
    """The hint for a worked proof inside the package, where another folder of proofs is in front of it."""
    return f"it is a worked proof inside the package: --proofs {worked_proofs()}" if is_worked(name) else ""


def is_worked(name: str) -> bool:
    """Whether a file or a folder of the worked proofs inside the package has this name."""
    return any(name in (item.path.stem, _file_id(item), item.folder) for item in discover(worked_proofs()))


def _other_names(name: str, file: str, defined: Sequence[str]) -> LoadError:
    """The error for the name of a file whose proofs have other names."""
    what = "the proof" if len(defined) == 1 else "the proofs"
    hint = f"did you mean {defined[0]}, or the whole file, {file}?"
    return LoadError("SP801", f"no proof is called {name!r}; the file defines {what} {', '.join(defined)}", hint, file)


def _in_folder(item: Candidate, root: Path) -> Candidate:
    """Files directly in a folder that the user names belong to that folder."""
    return item if item.folder else replace(item, folder=resolved(root).name)


def _file_id(item: Candidate) -> str:
    return f"{item.folder}/{item.path.stem}" if item.folder else item.path.stem


def _fits(name: str, proof_id: str) -> bool:
    """``lemma1`` and ``zhang2019/lemma1`` name a proof, ``zhang2019`` all proofs of that folder."""
    return name in (proof_id, proof_id.rpartition("/")[2]) or proof_id.startswith(f"{name}/")


def _unknown_step(proofs: Sequence[Proof], step: str) -> LoadError:
    """The error for a name that no step of these proofs has, nor a statement of their file; with the closest one."""
    first = proofs[0]
    if first.is_statement_file:
        message = f"{first.file} has no statement {step!r}"
        names = {proof.id: f"{first.file}:{proof.id}" for proof in proofs}
    else:
        message = f"{first.id} has no step {step!r}" if len(proofs) == 1 else f"none of the proofs has a step {step!r}"
        names = {item.id: f"{proof.id}:{item.id}" for proof in proofs for item in proof.steps}
    close = get_close_matches(step, names, 1, 0.5)
    shown_by = first.file if first.is_statement_file else first.id if len(proofs) == 1 else "TARGET"
    hint = f"did you mean {names[close[0]]}?" if close else f"`symproof show {shown_by}` lists them."
    return LoadError("SP802", message, hint, first.file, first.line)


def _incomplete(target: str) -> LoadError:
    """The error for ``lemma1:`` and ``:step``."""
    if target.rpartition(":")[0]:
        hint = "Leave out the colon for the whole proof; `symproof show TARGET` lists the steps."
        return LoadError("SP802", f"the target {target!r} names no step after the colon", hint)
    return LoadError("SP801", f"the target {target!r} names no proof before the colon", CODES["SP801"][1])


def shown(file: str) -> str:
    """A path below the current folder is written relative to it."""
    path = Path(file)
    try:
        return as_text(path.relative_to(Path.cwd()).as_posix())
    except (ValueError, OSError):
        return as_text(file)
