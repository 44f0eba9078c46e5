"""`recoupe watch`."""

from __future__ import annotations

import contextlib
from typing import TYPE_CHECKING, Any

import click

from recoupe.cli import keeping, ledgers, options
from recoupe.errors import UsageError

if TYPE_CHECKING:
    from collections.abc import Iterator


@contextlib.contextmanager
def needing_the_extra() -> Iterator[None]:
    """Tell how to mend it where a library of the extra is missing. Raises UsageError."""
    try:
        yield
    except ImportError as e:
        raise UsageError(f"{e.name} is not installed: pip install 'recoupe[watch]'") from e


def fetching(command: Any) -> Any:
    """Add the options of all commands that fetch politely."""
    for option in (
        click.option(
            "--contact", default="", metavar="ADDRESS", help="Your address of mail or of a page, sent to every site."
        ),
        click.option(
            "--delay",
            type=click.FloatRange(min=0),
            default=2.0,
            metavar="SECONDS",
            help="Between two requests to one site; more where it asks for more.  [default: 2]",
        ),
        click.option(
            "--allow",
            "allowed",
            multiple=True,
            metavar="HOST",
            help="Fetch from this host though it is in a private network, and from any port of it; .HOST for all below "
            "it. It holds for this run alone.  [default: none]",
        ),
    ):
        command = option(command)
    return command


@click.command()
@ledgers.LEDGER
@click.option("--once", is_flag=True, help="End when nothing is due any more.  [default: go on]")
@click.option(
    "--every",
    callback=options.duration,
    metavar="TIME",
    help="Ask every feed so often, as 10m or 2h, from a minute to a year.  "
    "[default: as often as it changes, from 5 minutes to 3 hours]",
)
@click.option(
    "--again",
    callback=options.durations,
    multiple=True,
    metavar="TIME",
    default=("1d", "7d"),
    help="Fetch an article again so long after it was first kept, for edits, from a minute to a year; may be given "
    "more than once. It holds for this run alone: name it each time.  [default: 1d and 7d]",
)
@click.option(
    "--mode",
    type=click.Choice(["general", "research"]),
    default="general",
    help="Keep to all reservations of text and data mining, or, as research may, to robots.txt.  [default: general]",
)
@keeping.EVIDENCE
@fetching
@options.JOBS
def watch(*, ledger: str, **given: Any) -> int:
    """Watch the sources of a ledger: poll, fetch, read, keep, link; see recoupe source add.

    Robots.txt is obeyed, and a site is asked one thing at a time. A page whose site reserves such use is not kept, but
    why not: recoupe source show says it. What is kept goes to the evidence as it came, and is fetched again after a day
    and a week. Ctrl-C ends it; the next run goes on where this one was.

    Exit status: 0 all is well, 1 a source is broken or none could be asked, 2 wrong usage.
    """
    with needing_the_extra():
        from recoupe.cli import watches  # noqa: PLC0415 -- late: --help must not wait for it
    return watches.watch(ledger, **given)
