"""`recoupe user`, `recoupe token`: who may sign in to what `recoupe serve` shows, and with which keys programs may."""

from __future__ import annotations

import datetime as dt
import sys
from typing import TYPE_CHECKING, Any

import click

from recoupe.cli import ledgers, lists, options, records, sheets
from recoupe.errors import QueryError, UsageError

if TYPE_CHECKING:
    from collections.abc import Iterator

    from recoupe.cli.records import Row

_NAME = click.argument("name", metavar="NAME")
_ROLE = click.Choice(["reader", "editor", "admin"])
_STDIN = click.option(
    "--password-stdin", is_flag=True, help="Take the password from the first line of standard input.  [default: ask]"
)


@click.group()
def user() -> None:
    """Look after those who may sign in.

    A reader sees, and keeps searches and alerts; an editor decides too; an admin looks after people as well.
    """


@user.command()
@_NAME
@ledgers.LEDGER
@click.option("--role", type=_ROLE, help="What they may do.  [default: admin for the first one, then reader]")
@_STDIN
@ledgers.BY
def add(name: str, *, ledger: str, role: Any, password_stdin: bool, by: str) -> None:
    """Put somebody in. The password has 12 characters or more, and is kept as a hash alone."""
    with ledgers.opened(ledger, create=True) as there:
        if there.person(name):
            raise UsageError(f"there is a {name} already (recoupe user list names all)")
        made = there.enrol(name, _password(asks=not password_stdin), role or _first(there.people()), by=by)
    click.echo(f"{made.name}  {made.role}")


def _first(others: list[Any]) -> Any:
    return "reader" if others else "admin"


def _password(*, asks: bool) -> str:
    """A password that is typed twice unseen, or piped in. Raises UsageError."""
    if not asks:
        return sys.stdin.readline().rstrip("\r\n")
    if not sys.stdin.isatty():
        raise UsageError("there is nobody to ask for a password; add --password-stdin and pipe it in")
    password: str = click.prompt("Password", hide_input=True, confirmation_prompt=True, err=True)
    return password


@user.command(name="list")
@ledgers.LEDGER
@lists.FORMAT
def list_(*, ledger: str, form: str | None) -> int:
    """List everybody who may sign in.

    Exit status: 0 there is somebody, 1 there is nobody.
    """
    with ledgers.opened(ledger) as there:
        count = lists.write(map(records.person, there.people()), form, _person)
    if not count:
        ledgers.warn("nobody may sign in (recoupe user add puts somebody in)")
    return int(not count)


def _person(row: Row) -> Iterator[str]:
    seen = f"signed in {row['seen'][:16].replace('T', ' ')}" if row["seen"] else "never signed in"
    yield f"{click.style(row['user'], bold=True)}  {row['role']}"
    yield sheets.quiet(f"  {seen}")


@user.command()
@_NAME
@ledgers.LEDGER
@_STDIN
@ledgers.BY
def password(name: str, *, ledger: str, password_stdin: bool, by: str) -> None:
    """Give somebody another password; they are signed out everywhere."""
    with ledgers.opened(ledger) as there:
        if there.person(name) is None:
            raise UsageError(f"nobody is called {name} (recoupe user list names all)")
        there.new_password(name, _password(asks=not password_stdin), by=by)
    click.echo(f"{name}  has another password, and is signed out everywhere")


@user.command()
@_NAME
@click.argument("to", metavar="ROLE", type=_ROLE)
@ledgers.LEDGER
@ledgers.BY
def role(name: str, to: Any, *, ledger: str, by: str) -> None:
    """Give somebody another ROLE: reader, editor or admin."""
    with ledgers.opened(ledger) as there:
        there.new_role(name, to, by=by)
    click.echo(f"{name}  {to}")


@user.command()
@_NAME
@ledgers.LEDGER
@click.option("--yes", is_flag=True, help="Do not ask.  [default: ask]")
@ledgers.BY
def remove(name: str, *, ledger: str, yes: bool, by: str) -> None:
    """Take somebody out, with their keys, searches and alerts. What they decided stays."""
    with ledgers.opened(ledger) as there:
        if not yes:
            if not sys.stdin.isatty():
                raise UsageError("add --yes if somebody is to be taken out")
            click.confirm(f"Take {name} out of {ledger}?", abort=True)
        there.dismiss(name, by=by)
    click.echo(f"removed  {name}")


@click.group()
def token() -> None:
    """Look after the keys that programs show to the API, each of somebody and for some things alone."""


@token.command(name="add")
@_NAME
@ledgers.LEDGER
@click.option(
    "--scope",
    "scopes",
    multiple=True,
    type=click.Choice(["read", "follow", "decide", "admin"]),
    help="What it may do; may be given more than once.  [default: read]",
)
@click.option("--label", default="", metavar="TEXT", help="What it is for.  [default: nothing]")
@click.option(
    "--days",
    type=int,
    callback=options.at_least(0),
    default=365,
    metavar="N",
    help="It ends after so many days; 0 for never.  [default: 365]",
)
@ledgers.BY
def add_token(name: str, *, ledger: str, scopes: tuple[Any, ...], label: str, days: int, by: str) -> None:
    """Make a key of NAME. It is shown this once, on standard output, and kept as a hash alone."""
    ends = dt.datetime.now(dt.UTC) + dt.timedelta(days=days) if days else None
    with ledgers.opened(ledger) as there:
        secret, made = there.issue(name, label, scopes or ("read",), ends=ends, by=by)
    click.echo(secret)
    until = f"until {ends:%Y-%m-%d}" if ends else "without an end"
    ledgers.warn(f"key {made.id} of {made.person}, for {', '.join(made.scopes)}, {until}; it is not shown again")


@token.command(name="list")
@click.argument("name", metavar="[NAME]", required=False)
@ledgers.LEDGER
@lists.FORMAT
def list_tokens(name: str | None, *, ledger: str, form: str | None) -> int:
    """List keys, of NAME or of all, but for their secrets.

    Exit status: 0 there is one, 1 there is none.
    """
    with ledgers.opened(ledger) as there:
        count = lists.write(map(records.token, there.tokens(name)), form, _token)
    if not count:
        ledgers.warn("no key (recoupe token add makes one)")
    return int(not count)


def _token(row: Row) -> Iterator[str]:
    yield f"{click.style(row['label'] or 'a key', bold=True)} of {row['user']}: {', '.join(row['scopes'])}"
    parts = (f"ends {(row['ends'] or 'never')[:10]}", f"used {row['used'] or 'never'}", row["token"])
    yield sheets.quiet(f"  {' · '.join(parts)}")


@token.command()
@click.argument("key", metavar="ID")
@ledgers.LEDGER
@ledgers.BY
def revoke(key: str, *, ledger: str, by: str) -> None:
    """Take a key back; it opens nothing from now on."""
    with ledgers.opened(ledger) as there:
        if not there.recall(key, by=by):
            raise QueryError(f"there is no key {key} (recoupe token list names all)")
    click.echo(f"revoked  {key}")


COMMANDS = (user, token)
