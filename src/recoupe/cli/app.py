"""`recoupe`: the group of commands, and how the process ends."""

from __future__ import annotations

import sys
from typing import TYPE_CHECKING, NoReturn

import click

from recoupe import __version__
from recoupe.cli import decide, lists, shows
from recoupe.cli.add import add
from recoupe.cli.demo import demo
from recoupe.cli.doctor import doctor
from recoupe.cli.export import export
from recoupe.cli.forget import forget
from recoupe.cli.lang import lang
from recoupe.cli.ledger import ledger
from recoupe.cli.link import link
from recoupe.cli.names import names
from recoupe.cli.read import read
from recoupe.cli.schema import schema
from recoupe.cli.search import search
from recoupe.errors import QueryError, RecoupeError, UsageError

if TYPE_CHECKING:
    from collections.abc import Sequence

FAILED, WRONG_USAGE, INTERRUPTED = 1, 2, 130


@click.group(context_settings={"help_option_names": ["-h", "--help"], "max_content_width": 100})
@click.version_option(__version__, "--version", prog_name="recoupe", message="%(prog)s %(version)s")
def recoupe() -> None:
    """Read news and see who said what, when, and who denied it."""


for _command in (
    add,
    read,
    demo,
    doctor,
    export,
    forget,
    lang,
    ledger,
    link,
    names,
    schema,
    search,
    *lists.COMMANDS,
    *shows.COMMANDS,
    *decide.COMMANDS,
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
        e.show()
        return e.exit_code
    except (click.Abort, KeyboardInterrupt):
        return INTERRUPTED
    except RecoupeError as e:
        click.echo(f"recoupe: {e}", err=True)
        return WRONG_USAGE if isinstance(e, (QueryError, UsageError)) else FAILED
