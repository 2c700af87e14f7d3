"""The commands of symproof as one group, which shows their errors and sets their exit codes."""

from __future__ import annotations

import importlib
import sys
from collections.abc import Sequence

import click

from symproof.cli.streams import complain, forget_stdout, refused_by_the_system
from symproof.version import VERSION

INTERRUPTED, UNREAD = 130, 141  # what a shell shows for a program that an interrupt or a closed pipe ended

# name -> (module, attribute, what --help says), so that --help imports no command.
COMMANDS = {
    "check": ("symproof.cli.checking", "check_command", "Check proofs: every step, and what it rests on."),
    "list": ("symproof.cli.reading", "list_command", "The proofs found, with their statements."),
    "show": ("symproof.cli.reading", "show_command", "A proof as readable mathematics, unchecked."),
    "latex": ("symproof.cli.checking", "latex_command", "The derivation as an amsmath fragment or a document."),
    "ledger": ("symproof.cli.checking", "ledger_command", "What a verdict rests on, with places and sources."),
    "new": ("symproof.cli.starting", "new_command", "Write a first proof file, which already checks."),
    "html": ("symproof.cli.page", "html_command", "The report as one self-contained page."),
    "prove": ("symproof.cli.proving", "prove_command", "Check statements from a file or the command line."),
    "recheck": ("symproof.cli.rechecking", "recheck_command", "Replay a saved report with the kernel alone."),
    "explain": ("symproof.cli.reading", "explain_command", "What a diagnostic code means and what to try."),
}


class LazyGroup(click.Group):
    """Commands by name; ``--help`` needs the names and their short help only."""

    def list_commands(self, ctx: click.Context) -> list[str]:
        """The names of the commands, in the order of the table."""
        return list(COMMANDS)

    def get_command(self, ctx: click.Context, cmd_name: str) -> click.Command | None:
        """The command of this name, imported when it is asked for."""
        if cmd_name not in COMMANDS:
            return None
        module, attribute, _ = COMMANDS[cmd_name]
        command = getattr(importlib.import_module(module), attribute)
        if not isinstance(command, click.Command):
            raise TypeError(f"{module}.{attribute} is not a command")
        return command

    def resolve_command(
        self, ctx: click.Context, args: list[str]
    ) -> tuple[str | None, click.Command | None, list[str]]:
        """The command that the arguments name; a misspelt name gets a suggestion."""
        try:
            return super().resolve_command(ctx, args)
        except click.UsageError as error:
            from difflib import get_close_matches  # imported here: only a misspelt name needs it

            close = get_close_matches(args[0], COMMANDS, 1)
            if not close:
                raise
            raise click.UsageError(f"{error.message} Did you mean {close[0]}?", ctx) from error

    def format_commands(self, ctx: click.Context, formatter: click.HelpFormatter) -> None:
        """Writes the table of commands for ``--help`` without importing them."""
        with formatter.section("Commands"):
            formatter.write_dl([(name, help_text) for name, (_, _, help_text) in COMMANDS.items()])


@click.group(cls=LazyGroup, context_settings={"help_option_names": ["-h", "--help"]})
@click.version_option(VERSION, prog_name="symproof")
def symproof() -> None:
    """Check proofs and statements about matrices: for all sizes, by certificates that a small kernel replays, and
    again at small sizes, exactly.

    Exit codes: 0 every step passes, 1 some step does not, 2 bad usage or something did not load, 3 the two judges
    disagree.
    """


def run(arguments: Sequence[str]) -> int:
    """Runs one command and returns its exit code, 2 where the system refuses to read or write something."""
    try:
        code = _guarded(arguments)
        sys.stdout.flush()  # what is still buffered could not be reported later
        return code
    except BrokenPipeError:  # the reader has gone; 1 would say that some step does not pass
        forget_stdout()
        return UNREAD
    except OSError as error:
        refused_by_the_system(error)
        return 2


def _guarded(arguments: Sequence[str]) -> int:
    stdout = sys.stdout
    try:
        result = symproof.main(args=arguments, prog_name="symproof", standalone_mode=False)
        return result if isinstance(result, int) else 0
    except click.UsageError as error:
        _usage(error)
        return 2
    except click.ClickException as error:
        error.show()
        return 2
    except (KeyboardInterrupt, click.Abort):
        complain("interrupted")
        return INTERRUPTED
    except SystemExit:
        if sys.stdout is stdout:
            raise
        raise BrokenPipeError from None  # click has put a stream that loses everything in its place, and exits with 1
    except Exception as error:
        if not _explained(error):
            raise
        return 2


def _explained(error: Exception) -> bool:
    """Whether this is an error of the user's, which is then shown. Imported here: --help needs none of it."""
    from symproof.diagnostics.errors import SymproofError
    from symproof.report.core import error_lines

    if not isinstance(error, SymproofError):
        return False
    complain("\n".join(error_lines(error.error)))
    return True


def _usage(error: click.UsageError) -> None:
    """The message of click under our code, after the usage line of the command."""
    if type(error).__name__ == "NoArgsIsHelpError":  # no command given; the class came with click 8.2
        complain(error.message)
        return
    if error.ctx is not None:
        complain(error.ctx.get_usage())
    complain(f"Error: [SP810] {error.format_message()}")
