"""`recoupe source`: what is watched, and how it fares."""

from __future__ import annotations

import datetime as dt
import sys
from typing import TYPE_CHECKING, Any
from urllib.parse import urlsplit

import click

from recoupe.cli import ledgers, lists, lists_of_feeds, options, records, sheets
from recoupe.cli.watch import fetching, needing_the_extra
from recoupe.errors import QueryError, UsageError

if TYPE_CHECKING:
    from collections.abc import Iterator, Sequence

    from recoupe.cli.records import Row
    from recoupe.sources import Health, Unkept
    from recoupe.store.store import Store

_NAME = click.argument("name", metavar="NAME")


@click.group()
def source() -> None:
    """Look after the sources that are watched: feeds and sitemaps of sites.

    NAME is a source's id, its home, its host where only one source has it, or the address of one of its feeds.
    """


@source.command()
@click.argument("home", metavar="[URL]", required=False)
@ledgers.LEDGER
@click.option("--opml", "list_", metavar="FILE|URL", help="All feeds of this list, each for its site.")
@click.option("--feed", "feeds", multiple=True, metavar="URL", help="A feed of it; may be given more than once.")
@click.option("--sitemap", "sitemaps", multiple=True, metavar="URL", help="A sitemap of it; as --feed.")
@click.option(
    "--every",
    callback=options.duration,
    default="30m",
    metavar="TIME",
    help="So long between two looks at first, as 10m or 2h.  [default: 30m]",
)
@click.option("--full-text", is_flag=True, help="Its feeds carry whole texts: fetch no page.  [default: fetch pages]")
@fetching
def add(
    home: str | None,
    *,
    ledger: str,
    list_: str | None,
    feeds: Sequence[str],
    sitemaps: Sequence[str],
    every: int,
    full_text: bool,
    **politely: Any,
) -> None:
    """Put a source in, URL being its home page; or more feeds of one that is there.

    Without --feed and --sitemap they are looked for where the page and robots.txt name them, else where they often lie.
    With --opml the feeds of a list are put in, as other readers of feeds write it; recoupe source list --format opml
    writes one.
    """
    if list_ is not None:
        if home or feeds or sitemaps:
            raise UsageError("--opml names all feeds: leave URL, --feed and --sitemap out")
        lists_of_feeds.put_in(list_, ledger, every=every, full=full_text, politely=politely)
        return
    if home is None:
        raise UsageError("name the home page of a site, or a list of feeds with --opml")
    for url in (home, *feeds, *sitemaps):
        _checked(url)
    if not feeds and not sitemaps:
        with needing_the_extra():
            from recoupe.cli import finding  # noqa: PLC0415 -- late: --help must not wait for it
        click.echo(f"looking for the feeds of {home}", err=True)
        feeds, sitemaps = finding.channels(home, **politely)
    with ledgers.opened(ledger, create=True) as there:
        there.watch(_home(home), feeds=feeds, sitemaps=sitemaps, every=every, full=full_text)
        health = there.source(_home(home))
    if health is not None:
        click.echo(f"{health.source.id}  {health.source.home}  {sheets.plural(len(health.channels), 'channel')}")
        for channel in health.channels:
            click.echo(f"  {channel.kind:7}  {channel.url}")


def _checked(url: str) -> None:
    """Raise UsageError where `url` is no address of the web."""
    try:
        parts = urlsplit(url)
        good = parts.scheme in {"http", "https"} and bool(parts.hostname) and parts.port != 0
    except ValueError:
        good = False
    if not good:
        raise UsageError(f"{url} is no address of the web (write https://example.org/)")


def _home(url: str) -> str:
    """An address that ends with its host ends with a slash."""
    return url if urlsplit(url).path else f"{url}/"


@source.command(name="list")
@ledgers.LEDGER
@click.option(
    "--state",
    type=click.Choice(["active", "paused", "broken"]),
    help="Only those in this state.  [default: all, those that are broken first]",
)
@click.option(
    "--format",
    "form",
    type=click.Choice(["csv", "json", "jsonl", "opml", "table"]),
    help="Write in this format.  [default: table on a terminal, jsonl elsewhere]",
)
def list_(*, ledger: str, state: Any, form: str | None) -> int:
    """List sources: state, last new item, errors in a row, articles a day; those that are broken first.

    As opml: a list of their feeds, which other readers of feeds understand.

    Exit status: 0 there is a source, 1 there is none.
    """
    with ledgers.opened(ledger) as there:
        found = list(there.sources(state=state))
    if form == "opml":
        lists_of_feeds.write(found)
        return int(not found)
    today = dt.datetime.now(dt.UTC).date()
    lists.write((records.health(h, today) for h in found), form, _lines)
    if broken := [h for h in found if h.source.state == "broken"]:
        ledgers.warn(f"{sheets.plural(len(broken), 'source')} broken: {sheets.few(h.source.home for h in broken)}")
    if not found:
        ledgers.warn("no source (recoupe source add puts one in)")
    return int(not found)


@source.command()
@_NAME
@ledgers.LEDGER
@lists.FORMAT
def show(name: str, *, ledger: str, form: str | None) -> None:
    """Show a source: its feeds and sitemaps, what it gave day by day, and why pages were not kept."""
    with ledgers.opened(ledger) as there:
        health = _found(there, name)
        unkept = there.unkept(health.source.id)
    lists.write(_parts(health, unkept), form, _part)


@source.command()
@_NAME
@ledgers.LEDGER
def pause(name: str, *, ledger: str) -> None:
    """Watch a source no more for a while; what it told of waits."""
    _set(name, ledger, paused=True)


@source.command()
@_NAME
@ledgers.LEDGER
def resume(name: str, *, ledger: str) -> None:
    """Watch a source again, at once, also one that is broken."""
    _set(name, ledger, paused=False)


@source.command()
@_NAME
@ledgers.LEDGER
@click.option("--yes", is_flag=True, help="Do not ask.  [default: ask]")
def remove(name: str, *, ledger: str, yes: bool) -> None:
    """Take a source out, and what it told of that was not fetched yet. Its articles stay."""
    with ledgers.opened(ledger) as there:
        health = _found(there, name)
        if not yes:
            if not sys.stdin.isatty():
                raise UsageError("add --yes if the source is to be taken out")
            click.confirm(f"Take {health.source.home} out of {ledger}?", abort=True)
        there.unwatch(health.source.id)
    click.echo(f"removed  {health.source.home}")


def _set(name: str, ledger: str, *, paused: bool) -> None:
    with ledgers.opened(ledger) as there:
        health = _found(there, name)
        there.pause(health.source.id, paused=paused)
    click.echo(f"{'paused' if paused else 'active'}  {health.source.home}")


def _found(there: Store, name: str) -> Health:
    """The source of that name. Raises QueryError where there is none, or several."""
    health = there.source(name) or there.source(_home(name))
    if health is None:
        several = [h.source.id for h in there.sources() if h.source.site == name.lower()]
        why = f"several sources have the host {name}: {', '.join(several)}" if several else f"no source {name}"
        raise QueryError(f"{why} (recoupe source list names all)")
    return health


def _parts(health: Health, unkept: Sequence[Unkept]) -> Iterator[Row]:
    yield {"part": "source"} | records.health(health, dt.datetime.now(dt.UTC).date())
    yield from ({"part": "channel"} | records.channel(c) for c in health.channels)
    yield from ({"part": "day"} | records.tally(t) for t in health.days)
    yield from ({"part": "unkept"} | records.unkept(u) for u in unkept)


def _part(row: Row) -> Iterator[str]:
    if row["part"] == "source":
        yield from _lines(row)
    elif row["part"] == "channel":
        state = "gone" if row["gone"] else f"every {row['every']:,} s"
        yield f"  {row['kind']}  {row['url']}  {state}"
        told = [f"{word} {_minute(row[key])}" for key, word in (("polled", "asked"), ("news", "news")) if row[key]]
        yield sheets.quiet(f"    {' · '.join(told) or 'not asked yet'}")
        if row["error"]:
            yield click.style(f"    {sheets.plural(row['errors'], 'error')} in a row: {row['error']}", "red")
    elif row["part"] == "unkept":
        yield f"  {sheets.plural(row['pages'], 'page')} {row['decision']}: {row['reason']}"
        yield sheets.quiet(f"    as {row['example']}")
    else:
        counts = (sheets.plural(row[key], key.removesuffix("s")) for key in ("articles", "items", "polls", "errors"))
        yield f"  {row['day']}  {', '.join(counts)}"


def _lines(row: Row) -> Iterator[str]:
    """A source for people; one that is broken cannot be overlooked."""
    state = click.style("  BROKEN", "red", bold=True) if row["state"] == "broken" else ""
    state = "  paused" if row["state"] == "paused" else state
    yield f"{click.style(row['home'], bold=True)}{state}"
    news = f"last new item {_minute(row['news'])}" if row["news"] else "nothing new yet"
    waiting = f"{row['waiting']:,} waiting" if row["waiting"] else ""
    parts = (news, f"{row['articles_a_day']:g} articles a day", waiting, sheets.plural(row["channels"], "channel"))
    yield sheets.quiet(f"  {' · '.join(p for p in parts if p)}")
    if row["error"]:
        yield click.style(f"  {sheets.plural(row['errors'], 'error')} in a row: {row['error']}", "red")
    yield sheets.quiet(f"  {row['source']}")


def _minute(at: str) -> str:
    return at[:16].replace("T", " ")
