"""Lists of feeds (OPML) in and out, for `recoupe source`."""

from __future__ import annotations

import datetime as dt
from collections import defaultdict
from pathlib import Path
from typing import TYPE_CHECKING, Any
from urllib.parse import urlsplit

import click

from recoupe.cli import ledgers, sheets
from recoupe.errors import InputError, UsageError

if TYPE_CHECKING:
    from collections.abc import Mapping, Sequence

    from recoupe.fetch.feeds.opml import Outline
    from recoupe.sources import Health


def put_in(ref: str, ledger: str, *, every: int, full: bool, politely: Mapping[str, Any]) -> None:
    """Watch all feeds of the list `ref`, a file or an address; feeds of one site are one source. Raises InputError."""
    outlines = _read(ref, politely)
    if not outlines:
        raise InputError(ref, "names no feed", "its outlines need xmlUrl")
    sources: dict[str, list[str]] = defaultdict(list)
    for outline in outlines:
        sources[_home(outline)].append(outline.feed)
    with ledgers.opened(ledger, create=True) as there:
        known = {c.url: h.source.home for h in there.sources() for c in h.channels}
        count = 0
        for home, feeds in sources.items():
            new = [feed for feed in feeds if feed not in known]
            if new:
                count += len(new)
                there.watch(home, feeds=new, every=every, full=full)
    old = [o.feed for o in outlines if o.feed in known]
    if old:
        ledgers.warn(f"watched already: {sheets.few(old)}")
    click.echo(f"{sheets.plural(count, 'feed')} of {sheets.plural(len(sources), 'site')} put in from {ref}")


def _read(ref: str, politely: Mapping[str, Any]) -> tuple[Outline, ...]:
    from recoupe.fetch.feeds import opml  # noqa: PLC0415 -- late: --help must not wait for it

    if ref.startswith(("http://", "https://")):
        from recoupe.cli.watch import needing_the_extra  # noqa: PLC0415 -- as above

        with needing_the_extra():
            from recoupe.cli import finding  # noqa: PLC0415 -- as above
        return opml.parse(finding.body(ref, **politely), ref)
    try:
        return opml.parse(Path(ref).read_bytes(), ref)
    except OSError as e:
        raise UsageError(f"cannot read {ref}: {e.strerror}") from e


def _home(outline: Outline) -> str:
    """The home page that the list names, else the front page of the feed's host."""
    if outline.home:
        return outline.home if urlsplit(outline.home).path else f"{outline.home}/"
    parts = urlsplit(outline.feed)
    return f"{parts.scheme}://{parts.netloc}/"


def write(found: Sequence[Health]) -> None:
    """Write the feeds of sources to standard output; sitemaps have no place there."""
    from recoupe.fetch.feeds import opml  # noqa: PLC0415 -- late: --help must not wait for it

    there = [(h.source, c) for h in found for c in h.channels if not c.gone]
    outlines = [opml.Outline(c.url, source.site, source.home) for source, c in there if c.kind == "feed"]
    click.echo(opml.write(outlines, title="Sources of recoupe", made=dt.datetime.now(dt.UTC)), nl=False)
    if left := len(there) - len(outlines):
        ledgers.warn(f"{sheets.plural(left, 'sitemap')} left out: such lists have feeds alone")
