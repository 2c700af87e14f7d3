"""new: a first proof file, which already checks."""

from __future__ import annotations

import re
from pathlib import Path
from string import Template

import click

from symproof.author.loader import is_skipped, proofs_folder, worked_proofs
from symproof.cli.options import PROOFS, with_options
from symproof.cli.targets import is_worked, shown
from symproof.diagnostics.codes import CODES
from symproof.diagnostics.errors import SymproofError

TEMPLATE = Path(__file__).parent / "templates" / "first_proof.txt"
_PART = re.compile(r"[A-Za-z0-9]\w*(-\w+)*", re.ASCII)


@click.command("new")
@click.argument("name")
@with_options(PROOFS)
def new_command(name: str, folder: Path | None) -> int:
    """Write a first proof file that already checks, to be replaced line by line.

    NAME is the name of the proof, such as lemma7, or with a folder, such as paper2024/lemma7.
    """
    home = _home(folder)
    name = _checked(name, home)
    path = Path(shown(str(home / f"{name}.py")))
    _write(path, Template(TEMPLATE.read_text(encoding="utf-8")).substitute(name=path.stem))
    click.echo(f"{path} is written; now: symproof check {path if folder is not None else name}")
    if is_worked(path.stem):
        click.echo(f"note: {path.stem} is also a worked proof; here it is found with --proofs {worked_proofs()}")
    return 0


def _checked(name: str, home: Path) -> str:
    """The name of the proof, which may also be written as the path of its file: proofs/lemma2.py."""
    parts = name.removesuffix(".py").removeprefix(f"{shown(str(home))}/").split("/")
    if not all(map(_PART.fullmatch, parts)) or is_skipped(Path(f"{parts[-1]}.py")):
        raise SymproofError("SP820", f"{name!r} cannot be the name of a proof file", CODES["SP820"][1])
    return "/".join(parts)


def _home(folder: Path | None) -> Path:
    """The folder of proofs; ./proofs where there is none yet, as nothing is written into the package."""
    found = proofs_folder(folder)
    return Path("proofs") if folder is None and found == worked_proofs() else found


def _write(path: Path, text: str) -> None:
    if path.exists():
        raise SymproofError("SP821", f"{path} exists already", CODES["SP821"][1])
    try:
        path.parent.mkdir(parents=True, exist_ok=True)
        with path.open("x", encoding="utf-8", newline="\n") as file:  # even if it has come into being since
            file.write(text)
    except OSError as error:
        hint = "Nothing was written. Check the permissions of the folder, or name another one with --proofs DIR."
        raise SymproofError("SP701", f"{path}: {error.strerror or error}", hint) from error
