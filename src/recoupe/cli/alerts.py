"""`recoupe alerts`: be told of what is new for a search, a story, an actor or a claim."""

from __future__ import annotations

import contextlib
import time
from typing import TYPE_CHECKING, Any

import click

from recoupe.cli import ledgers, lists, options, records, sheets
from recoupe.errors import QueryError, UsageError

if TYPE_CHECKING:
    from collections.abc import Callable, Iterator, Sequence

    from recoupe.alerting import Sender
    from recoupe.cli.records import Row
    from recoupe.fetch.mailing import Server
    from recoupe.ledger import Ledger
    from recoupe.store.store import Store

_ID = click.argument("alert", metavar="ID")
_ALLOW = click.option(
    "--allow",
    "allowed",
    multiple=True,
    metavar="HOST",
    help="Post to this host though it is in a private network; .HOST for all below it.  [default: none]",
)


@click.group()
def alerts() -> None:
    """Be told of what is new for a search, or for a story, an actor or a claim that is followed."""


@alerts.command()
@click.argument("kind", type=click.Choice(["search", "articles", "story", "actor", "claim"]))
@click.argument("what", nargs=-1, required=True, metavar="QUERY|ID")
@ledgers.LEDGER
@click.option("--webhook", metavar="URL", help="Post it there, signed.")
@click.option("--mail", metavar="ADDRESS", help="Send it there.")
@click.option("--feed", is_flag=True, help="Have a feed of it, at an address that only who knows it can read.")
@click.option("--name", default="", metavar="TEXT", help="What to call it.  [default: the query, or the group's name]")
@click.option("--user", "person", default="", metavar="NAME", help="Whose it is.  [default: whoever has the ledger]")
@click.option(
    "--every",
    type=int,
    callback=options.at_least(0),
    default=0,
    metavar="SECONDS",
    help="So long at least between two deliveries.  [default: 0]",
)
@_ALLOW
def add(
    kind: Any,
    what: Sequence[str],
    *,
    ledger: str,
    webhook: str | None,
    mail: str | None,
    feed: bool,
    name: str,
    person: str,
    every: int,
    allowed: Sequence[str],
) -> None:
    """Be told of statements (search) or articles that a QUERY finds, or of what is new in the story, actor, claim ID.

    What is there already counts as told. The secret of a webhook, or of the address of a feed, is shown this once.
    """
    way, given = _way(webhook=webhook, mail=mail, feed=feed)
    from recoupe import alerting  # noqa: PLC0415 -- late: --help must not wait for it

    target = alerting.target(way, given, allow=allowed)
    with ledgers.opened(ledger) as there:
        follow = there.follow(kind, " ".join(what), name=name, person=person)
        made, secret = there.alert(follow.id, way, target, every=every)
    click.echo(f"{made.id}  {way}  {target or f'/feeds/{secret}.atom'}  {follow.name}")
    if way == "webhook":
        click.echo(f"secret  {secret}")


def _way(*, webhook: str | None, mail: str | None, feed: bool) -> tuple[Any, str]:
    """The way that was asked for, and where to. Raises UsageError where none was, or several."""
    given: list[tuple[Any, str]] = [("webhook", webhook)] if webhook else []
    given += [("mail", mail)] if mail else []
    given += [("feed", "")] if feed else []
    if len(given) != 1:
        raise UsageError("give --webhook, --mail or --feed, one of them")
    return given[0]


@alerts.command(name="list")
@ledgers.LEDGER
@lists.FORMAT
def list_(*, ledger: str, form: str | None) -> int:
    """List alerts: of what, whereto, how they fare; those that were given up first.

    Exit status: 0 there is one, 1 there is none.
    """
    with ledgers.opened(ledger) as there:
        found = there.alerts()
        rows = [records.alert(a, next(iter(there.deliveries(a.id, limit=1)), None)) for a in found]
    lists.write(rows, form, _lines)
    if broken := [a for a in found if a.state == "broken"]:
        ledgers.warn(f"{sheets.plural(len(broken), 'alert')} given up (recoupe alerts resume tries again)")
    if not found:
        ledgers.warn("no alert (recoupe alerts add makes one)")
    return int(not found)


def _lines(row: Row) -> Iterator[str]:
    """An alert for people; one that was given up cannot be overlooked."""
    state = click.style("  GIVEN UP", "red", bold=True) if row["state"] == "broken" else ""
    state = "  paused" if row["state"] == "paused" else state
    yield f"{click.style(row['name'], bold=True)}{state}"
    whose = f" of {row['user']}" if row["user"] else ""
    yield f"  {row['kind']} {row['what']}{whose}, by {row['way']} {row['target']}".rstrip()
    if row["error"]:
        yield click.style(f"  {row['error']}", "red")
    last = f"last {row['delivery']} {(row['at'] or '')[:16].replace('T', ' ')}" if row["delivery"] else "nothing yet"
    yield sheets.quiet(f"  {last} · {row['alert']}")


@alerts.command()
@_ID
@ledgers.LEDGER
def pause(alert: str, *, ledger: str) -> None:
    """Send nothing for a while; what comes meanwhile is sent when the alert is resumed."""
    _change(ledger, alert, "paused", lambda there: there.pause_alert(alert, paused=True))


@alerts.command()
@_ID
@ledgers.LEDGER
def resume(alert: str, *, ledger: str) -> None:
    """Send again, also where one gave up."""
    _change(ledger, alert, "active", lambda there: there.pause_alert(alert, paused=False))


@alerts.command()
@_ID
@ledgers.LEDGER
def remove(alert: str, *, ledger: str) -> None:
    """Take an alert out."""
    _change(ledger, alert, "removed", lambda there: there.drop_alert(alert))


def _change(ledger: str, alert: str, became: str, change: Callable[[Store], bool]) -> None:
    with ledgers.opened(ledger) as there:
        if not change(there):
            raise QueryError(f"there is no alert {alert} (recoupe alerts list names all)")
    click.echo(f"{became}  {alert}")


def mailing(command: Any) -> Any:
    """Add the options of commands that send mail, and links to what is served."""
    for option in (
        click.option(
            "--site",
            envvar="RECOUPE_SITE",
            default="",
            metavar="URL",
            help="Where `recoupe serve` is reached, for links (or what RECOUPE_SITE says).  [default: no links to it]",
        ),
        click.option(
            "--mail-from",
            envvar="RECOUPE_MAIL_FROM",
            metavar="ADDRESS",
            help="The sender of mail (or what RECOUPE_MAIL_FROM says).  [default: none]",
        ),
        click.option(
            "--smtp",
            envvar="RECOUPE_SMTP",
            metavar="URL",
            help="The server of mail: smtp://user:password@host:587 with STARTTLS, smtps://… with TLS at once,"
            " smtp+plain://… without (or what RECOUPE_SMTP says).  [default: none; mail waits]",
        ),
    ):
        command = option(command)
    return command


@alerts.command()
@ledgers.LEDGER
@click.option("--once", is_flag=True, help="Look and send once.  [default: go on]")
@click.option(
    "--every",
    type=int,
    callback=options.at_least(1),
    default=60,
    metavar="SECONDS",
    help="Look again after so long.  [default: 60]",
)
@mailing
@_ALLOW
def run(*, ledger: str, once: bool, every: int, **given: Any) -> int:
    """Look for what is new and send it, until Ctrl-C.

    What cannot be delivered is tried again after 1, 5 and 30 minutes, 2 and 6 hours and a day; then the alert is given
    up, which the list and the log say.

    Exit status: 0 all is well, 1 an alert was given up, 2 wrong usage.
    """
    with ledgers.opened(ledger) as there:
        sender = prepared(there, **given)
        waiting = [a for a in there.alerts() if a.state == "active" and a.way not in {*sender.ways, "feed"}]
        if waiting:
            ledgers.warn(
                f"{sheets.plural(len(waiting), 'alert')} by mail wait: no server of mail (--smtp, --mail-from)"
            )
        with contextlib.suppress(KeyboardInterrupt):
            _rounds(sender, once=once, every=every)
        return int(any(a.state == "broken" for a in there.alerts()))


def _rounds(sender: Sender, *, once: bool, every: int) -> None:
    from recoupe import alerting  # noqa: PLC0415 -- late: --help must not wait for it

    while True:
        done = sender.round()
        if once or alerting.something(done):
            click.echo(str(done), err=True)
        if once:
            return
        time.sleep(every)


def prepared(there: Ledger, *, smtp: str | None, mail_from: str | None, site: str, allowed: Sequence[str]) -> Sender:
    """Who sends what is new in a ledger. Raises UsageError."""
    from recoupe import alerting  # noqa: PLC0415 -- late: --help must not wait for it

    return alerting.Sender(there, mail=mail(smtp, mail_from), allow=allowed, link=alerting.shown_at(site))


def mail(smtp: str | None, mail_from: str | None) -> tuple[Server, str] | None:
    """The server of mail and the sender, None where there is to be none. Raises UsageError."""
    from recoupe import alerting  # noqa: PLC0415 -- late
    from recoupe.fetch import mailing as sending  # noqa: PLC0415 -- late

    if bool(smtp) != bool(mail_from):
        raise UsageError("mail needs both --smtp and --mail-from")
    return (sending.server(smtp), alerting.address(mail_from)) if smtp and mail_from else None


COMMANDS = (alerts,)
