"""prove: statements from files, or one on the command line."""

from __future__ import annotations

import re
from collections.abc import Collection, Sequence
from dataclasses import replace
from pathlib import Path
from typing import Any

import click

from symproof.cli.loaded import Loaded
from symproof.cli.options import (
    FIRST,
    OUTPUT,
    REPORT_FORMAT,
    STRICT,
    SWEEP,
    VERBOSE,
    declared_symbols,
    options_of,
    with_options,
)
from symproof.cli.output import emit, preparing, progress
from symproof.diagnostics.codes import CODES
from symproof.diagnostics.diagnostic import LoadError
from symproof.language.proof import Proof
from symproof.verdict.check import check


class Proving(click.Command):
    """A statement may begin with a minus sign: what reads like one is no option."""

    def parse_args(self, ctx: click.Context, args: list[str]) -> list[str]:
        """Takes a statement that begins with a minus sign for a statement, not for an option."""
        if "--" in args:
            return super().parse_args(ctx, args)
        known = {name for param in self.params for name in (*param.opts, *param.secondary_opts)}
        statements = [item for item in args if _is_negative(item, known)]
        options = [item for item in args if item not in statements]
        try:
            return super().parse_args(ctx, [*options, "--", *statements] if statements else args)
        except click.NoSuchOption as error:
            message = f"No such option: {error.option_name}. Put a statement that begins with - after --."
            raise click.UsageError(message, ctx) from error


def _is_negative(item: str, options: Collection[str]) -> bool:
    """Whether an argument that begins with - is a statement: it holds a relation, and is no long option with a value,
    such as ``--size=n=2``."""
    if not item.startswith("-") or not re.search(r"[=<>]|\|-", item):
        return False
    return not item.startswith("--") or item.partition("=")[0].rstrip() not in options


@click.command("prove", cls=Proving)
@click.argument("items", nargs=-1, required=True, metavar="FILE[:NAME]... | STATEMENT")
@click.option(
    "-s",
    "symbols",
    multiple=True,
    metavar="NAME[:ROWS[,COLUMNS]]",
    help="Declare a matrix (A:m,n), a column (v:n) or a scalar (c).",
)
@with_options(*SWEEP, STRICT, FIRST, REPORT_FORMAT, OUTPUT, VERBOSE)
def prove_command(
    items: tuple[str, ...], symbols: tuple[str, ...], form: str, output: Path | None, *, verbose: bool, **given: Any
) -> int:
    """Check the statements of a TOML or JSON file, or one statement given in quotes.

    \b
    symproof prove identities.toml
    symproof prove identities.toml:push_through
    symproof prove -s A:m,n -s B:n,m 'A*B*A = A |- (A*B)**2 = A*B'
    symproof prove -s X:n,n -s A:n,n 'd(tr(X.T*A*X))/dX = ?'
    """
    loaded = _statements(items, symbols)
    options = options_of(**given)
    if not any(proof.file for proof in loaded.proofs):  # to settle one line takes no longer than to look it up
        options = replace(options, cache=False)
    with progress(output) as watcher:
        report = check(loaded.proofs, loaded.errors, options, watcher, only=loaded.only, meanwhile=preparing(form))
    return emit(report, options, form=form, output=output, verbose=verbose)


def _statements(items: Sequence[str], symbols: Sequence[str]) -> Loaded:
    """With -s, or where an item is no file but reads like a statement, the items are statements."""
    declared = declared_symbols(symbols)
    found = Loaded()
    for number, item in enumerate(_once(items), 1):
        one = _statement(item, declared, f"statement{number}", inline=bool(symbols))
        found.proofs += one.proofs
        found.errors += one.errors
        found.only.update(one.only)
    found.proofs, clashes = _distinct(found.proofs)
    found.errors += clashes
    return found


def _once(items: Sequence[str]) -> list[str]:
    """The items without the files that were named before, as a shell names them for ``*.toml first.toml``."""
    files: set[Path] = set()
    kept = []
    for item in items:
        file = Path(item).resolve() if _exists(Path(item)) else None
        if file not in files:
            kept.append(item)
        if file is not None:
            files.add(file)
    return kept


def _statement(item: str, declared: dict[str, list[str]], name: str, *, inline: bool) -> Loaded:
    from symproof.statements import load_file, parse_statement

    path = Path(item)
    if inline and path.suffix in (".toml", ".json") and _exists(path):
        return _refused(item, "a file, where -s announces a statement", "leave out -s: the file declares its symbols")
    if not inline and _in_file(item):
        from symproof.cli.targets import load_targets  # it imports what runs proof files

        return load_targets([item], None)
    if inline or not item or ("=" in item and not _exists(path)):
        return Loaded(*parse_statement(declared, item, name))
    if not _exists(path):
        return _refused(item, "no such file", CODES["SP809"][1])
    if path.suffix == ".py":
        return _refused(item, "a proof file, not statements", f"symproof check {item}")
    return Loaded(*load_file(path))


def _refused(item: str, message: str, hint: str) -> Loaded:
    return Loaded(errors=[LoadError("SP809", f"{item}: {message}", hint, file=item)])


def _in_file(item: str) -> bool:
    """Whether this names one statement of a file: ``identities.toml:push_through``."""
    path = Path(item.rpartition(":")[0])
    return item.rpartition(":")[0] != "" and path.suffix != ".py" and _exists(path) and not _exists(Path(item))


def _exists(path: Path) -> bool:
    try:
        return path.exists()
    except (OSError, ValueError):  # a statement may be longer than a path can be
        return False


def _distinct(proofs: Sequence[Proof]) -> tuple[list[Proof], list[LoadError]]:
    """Two files may use one name for a statement; a report cannot, so the later one does not load."""
    kept: dict[str, Proof] = {}
    errors = []
    for proof in proofs:
        if proof.id in kept:
            message = f"{proof.file} and {kept[proof.id].file} both name a statement {proof.id}"
            errors.append(LoadError("SP811", message, CODES["SP811"][1], proof.file, proof.line))
        else:
            kept[proof.id] = proof
    return list(kept.values()), errors
