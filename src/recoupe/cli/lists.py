"""`recoupe stories`, `claims`, `disputes`, `actors`, `networks`, `copies`, `sites`: lists of what a ledger has."""

from __future__ import annotations

import csv
import datetime as dt
import io
import json
import sys
from dataclasses import replace
from typing import TYPE_CHECKING, Any

import click

from recoupe.cli import evidence, ledgers, options, records, sheets
from recoupe.errors import UsageError

if TYPE_CHECKING:
    from collections.abc import Callable, Iterable, Iterator

    from recoupe.cli.records import Row
    from recoupe.ledger import Query
    from recoupe.model import GroupKind
    from recoupe.store.store import Store

_QUERY = click.argument("words", nargs=-1, metavar="[QUERY]...")
FORMAT = click.option(
    "--format",
    "form",
    type=click.Choice(["csv", "json", "jsonl", "table"]),
    help="Write in this format.  [default: table on a terminal, jsonl elsewhere]",
)
_OPTIONS = (
    ledgers.LEDGER,
    click.option("--since", metavar="DAY", help="Published on this day or later."),
    click.option("--until", metavar="DAY", help="Published on this day or before."),
    click.option("--lang", multiple=True, metavar="CODE", help="In this language; may be given more than once."),
    click.option("--site", multiple=True, metavar="HOST", help="On this site, or one below it."),
    click.option("--actor", metavar="ID", help="With this actor."),
)
_HOW_MANY = (
    click.option(
        "--limit",
        type=int,
        callback=options.at_least(1),
        default=20,
        metavar="N",
        help="Show no more than N.  [default: 20]",
    ),
    click.option("--all", "every", is_flag=True, help="All there are.  [default: the first 20]"),
    FORMAT,
)


def filters(command: Callable[..., Any]) -> Callable[..., Any]:
    """Give a command the query of `asked`: words and options."""
    for option in reversed((_QUERY, *_OPTIONS)):
        command = option(command)
    return command


def how_many(command: Callable[..., Any]) -> Callable[..., Any]:
    """Give a command of a list its options: how many rows, in which format."""
    for option in reversed(_HOW_MANY):
        command = option(command)
    return command


def chosen(form: str | None) -> str:
    """The format that is asked for, else what suits who reads."""
    return form or ("table" if sys.stdout.isatty() else "jsonl")


def write(rows: Iterable[Row], form: str | None, lines: Callable[[Row], Iterable[str]]) -> int:
    """Write `rows` in a format, as they come; gives how many there were."""
    count = 0
    for text in texts(rows, chosen(form), lines):
        count += 1
        click.echo(text, nl=False)
    return count


def texts(rows: Iterable[Row], form: str, lines: Callable[[Row], Iterable[str]] | None = None) -> Iterator[str]:
    """`rows` in a format, a piece each; `lines` are those of a row in a table."""
    if form == "json":
        yield json.dumps(list(rows), ensure_ascii=False, indent=1) + "\n"
    elif form == "csv":
        yield from _csv(rows)
    else:
        for row in rows:
            if lines is None or form == "jsonl":
                yield json.dumps(row, ensure_ascii=False, separators=(",", ":")) + "\n"
            else:
                yield "\n".join(lines(row)) + "\n\n"


def _csv(rows: Iterable[Row]) -> Iterator[str]:
    """Comma-separated, the keys of the first row on top, articles as columns; no cell is a formula."""
    from recoupe.export.csv import guarded  # noqa: PLC0415 -- late: --help must not wait for it

    keys: list[str] = []
    for row in map(flat, rows):
        file = io.StringIO()
        to = csv.writer(file, lineterminator="\r\n")
        if not keys:
            keys = list(row)
            to.writerow(keys)
        cells = (row.get(key) for key in keys)
        to.writerow([guarded(cell) if isinstance(cell, str) else cell for cell in cells])
        yield file.getvalue()


def flat(row: Row) -> Row:
    """A row of a table: lists joined by " | ", articles as columns."""
    out: Row = {}
    for key, value in row.items():
        if isinstance(value, dict):
            out |= {f"{key}_{k}": v for k, v in value.items()}
        else:
            out[key] = " | ".join(map(_told, value)) if isinstance(value, list) else value
    return out


def _told(value: Any) -> str:
    return json.dumps(value, ensure_ascii=False) if isinstance(value, dict) else str(value)


def asked(words: tuple[str, ...], given: dict[str, Any]) -> Query:
    """The query of a command: its words and filters, and its options. Raises QueryError."""
    from recoupe import store  # noqa: PLC0415 -- late: --help must not wait for it

    for option in ("since", "until"):
        if given[option]:
            _check_day(option, given[option])
    text = [*words, *(f"lang:{x}" for x in given["lang"]), *(f"site:{x}" for x in given["site"])]
    text += [f"after:{given['since']}"] * bool(given["since"]) + [f"before:{given['until']}"] * bool(given["until"])
    query = store.query(" ".join(text))
    actor = given["actor"] or query.actor
    return replace(query, actor=actor, limit=None if given["every"] else given["limit"])


def _check_day(option: str, value: str) -> None:
    """Raise UsageError where the value of an option is no day."""
    try:
        dt.date.fromisoformat(value)
    except ValueError:
        raise UsageError(f"--{option} {value}: that is no day (write it as 2022-07-16)") from None


def _run(
    given: dict[str, Any],
    rows: Callable[[Store, Query], Iterator[Row]],
    lines: Callable[[Row], Iterable[str]],
) -> int:
    query = asked(given.pop("words"), given)
    with ledgers.opened(given["ledger"]) as there:
        if write(rows(there, query), given["form"], lines):
            return 0
        linked = _linked(there)
    ledgers.warn("nothing found" + ("" if linked else " (the articles are not linked: recoupe link)"))
    return 1


def _linked(there: Store) -> bool:
    """Whether any article of a ledger was linked, or there is none."""
    found = there.info()
    return found.unlinked < found.rows.get("article", 0) or not found.unlinked


def _groups(kind: GroupKind, *, disputed: bool = False) -> Callable[[Store, Query], Iterator[Row]]:
    def rows(there: Store, query: Query) -> Iterator[Row]:
        query = replace(query, disputed=True) if disputed else query
        return map(records.listed, there.groups(kind, query))

    return rows


def _copies(there: Store, query: Query) -> Iterator[Row]:
    for link in there.copies(query):
        yield records.copy(link, there.find(link.a), there.find(link.b))


def _sites(there: Store, query: Query) -> Iterator[Row]:
    for s in there.sites(query):
        yield records.site(s) | {"evidence": evidence.of(there, s.host)}


def _networks(there: Store, query: Query) -> Iterator[Row]:
    for g in there.groups("network", query):
        yield records.listed(g) | {"evidence": evidence.among(there, g.sites)}


def _command(
    name: str,
    text: str,
    rows: Callable[[Store, Query], Iterator[Row]],
    lines: Callable[[Row], Iterable[str]],
) -> click.Command:
    def run(**given: Any) -> int:
        return _run(given, rows, lines)

    run.__doc__ = f"""{text}

    QUERY is words and filters as for `recoupe search`. Exit status: 0 something was found, 1 nothing, 2 wrong usage.
    """
    made: Any = filters(how_many(run))
    command: click.Command = click.command(name=name)(made)
    return command


def _of(kind: GroupKind) -> Callable[[Row], Iterable[str]]:
    return lambda row: sheets.listed(row, kind)


COMMANDS = (
    _command(
        "stories", "List stories: articles that report one event, the latest first.", _groups("story"), _of("story")
    ),
    _command("claims", "List claims: statements about one thing.", _groups("claim"), _of("claim")),
    _command(
        "disputes", "List disputed claims: some say so, others deny it.", _groups("claim", disputed=True), _of("claim")
    ),
    _command(
        "actors", "List people, organisations, governments, with all their names.", _groups("actor"), _of("actor")
    ),
    _command("networks", "List sites tied to one owner, and by what.", _networks, _of("network")),
    _command("copies", "List articles that were taken from earlier ones.", _copies, sheets.copy),
    _command("sites", "List sites, those with most articles first, and what ties them to others.", _sites, sheets.site),
)
