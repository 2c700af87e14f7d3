"""list, show and explain: what there is to read without checking anything."""

from __future__ import annotations

from difflib import get_close_matches
from pathlib import Path

import click

from symproof.cli.options import OUTPUT, PROOFS, with_options
from symproof.cli.output import deliver
from symproof.cli.streams import complain
from symproof.diagnostics.codes import CODES
from symproof.diagnostics.diagnostic import LoadError
from symproof.diagnostics.errors import SymproofError


@click.command("list")
@with_options(PROOFS)
def list_command(folder: Path | None) -> int:
    """The proofs found, with their statements."""
    from symproof.cli.targets import load_targets
    from symproof.report.to_reading import listing

    loaded = load_targets((), folder)
    return _with_errors(listing(loaded.proofs), loaded.errors, None)


@click.command("show")
@click.argument("target")
@with_options(PROOFS, OUTPUT)
def show_command(target: str, folder: Path | None, output: Path | None) -> int:
    """One proof as readable mathematics: declarations, hypotheses, steps with their premises. Nothing is checked."""
    from symproof.cli.targets import load_targets
    from symproof.report.outline import outline

    loaded = load_targets((target,), folder)
    pages = [outline(proof, loaded.only.get(proof.id)) for proof in loaded.proofs]
    return _with_errors("\n".join(pages), loaded.errors, output)


@click.command("explain")
@click.argument("code")
def explain_command(code: str) -> int:
    """What a diagnostic such as SP204 means and what to try."""
    wanted = code.strip().strip("[]").upper()
    if wanted not in CODES:
        close = get_close_matches(wanted, CODES, 3)
        hint = f"did you mean {' or '.join(close)}?" if close else CODES["SP808"][1]
        raise SymproofError("SP808", f"no diagnostic has the code {code}", hint)
    meaning, advice = CODES[wanted]
    click.echo(f"{wanted}: {meaning}\n\nWhat to try: {advice}" if advice else f"{wanted}: {meaning}")
    return 0


def _with_errors(text: str, errors: list[LoadError], output: Path | None) -> int:
    from symproof.report.core import error_lines

    for error in errors:
        complain("\n".join(error_lines(error)))
    return deliver(text, output, 2 if errors else 0)
