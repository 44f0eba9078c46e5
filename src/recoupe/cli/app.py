"""`recoupe`: the group of commands, and how the process ends."""

from __future__ import annotations

import sys
from typing import TYPE_CHECKING, NoReturn

import click

from recoupe import __version__
from recoupe.cli import alerts, decide, lists, shows, users
from recoupe.cli.add import add
from recoupe.cli.check import check
from recoupe.cli.demo import demo
from recoupe.cli.doctor import doctor
from recoupe.cli.edited import edits
from recoupe.cli.export import export
from recoupe.cli.forget import forget
from recoupe.cli.lang import lang
from recoupe.cli.ledger import ledger
from recoupe.cli.link import link
from recoupe.cli.names import names
from recoupe.cli.proof import evidence
from recoupe.cli.read import read
from recoupe.cli.replay import replay
from recoupe.cli.schema import schema
from recoupe.cli.search import search
from recoupe.cli.serve import serve
from recoupe.cli.source import source
from recoupe.cli.watch import watch
from recoupe.errors import QueryError, RecoupeError, UsageError

if TYPE_CHECKING:
    from collections.abc import Sequence

_NEAR = 0.7  # share of letters in common from which on a name is one misspelt
FAILED, WRONG_USAGE, INTERRUPTED = 1, 2, 130


@click.group(context_settings={"help_option_names": ["-h", "--help"], "max_content_width": 100})
@click.version_option(__version__, "--version", prog_name="recoupe", message="%(prog)s %(version)s")
def recoupe() -> None:
    """Read news and see who said what, when, and who denied it."""


for _command in (
    add,
    check,
    read,
    replay,
    demo,
    doctor,
    edits,
    evidence,
    export,
    forget,
    lang,
    ledger,
    link,
    names,
    schema,
    search,
    serve,
    source,
    watch,
    *lists.COMMANDS,
    *shows.COMMANDS,
    *decide.COMMANDS,
    *users.COMMANDS,
    *alerts.COMMANDS,
):
    recoupe.add_command(_command)


def main(arguments: Sequence[str] | None = None) -> NoReturn:
    """Run the command that `arguments` name (None: those of the process) and end the process."""
    sys.exit(_status(arguments))


def _status(arguments: Sequence[str] | None) -> int:
    """The exit status: 0 all read, 1 something could not be, 2 wrong usage, 130 interrupted, 141 reader gone."""
    try:
        return int(recoupe.main(arguments, prog_name="recoupe", standalone_mode=False) or 0)
    except click.ClickException as e:
        _nearer(e).show()
        return e.exit_code
    except (click.Abort, KeyboardInterrupt):
        return INTERRUPTED
    except RecoupeError as e:
        click.echo(f"recoupe: {e}", err=True)
        return WRONG_USAGE if isinstance(e, (QueryError, UsageError)) else FAILED


def _nearer(e: click.ClickException) -> click.ClickException:
    """`e`; where click suggests what only looks alike, as --jobs for --bogus, without that."""
    given = getattr(e, "option_name", None) or getattr(e, "command_name", None)
    if not isinstance(e, click.UsageError) or not isinstance(given, str):
        return e
    from difflib import SequenceMatcher  # noqa: PLC0415 -- late: --help must not wait for it

    names = getattr(e, "possibilities", None) or ()
    near = [n for n in names if SequenceMatcher(None, n.strip("-"), given.strip("-")).ratio() >= _NEAR]
    meant = f" Did you mean {' or '.join(map(repr, near))}?" if near else ""
    return click.UsageError(e.message + meant, ctx=e.ctx)
