"""`recoupe edits`: what changed in articles after they were published."""

from __future__ import annotations

import heapq
from dataclasses import replace
from itertools import islice
from typing import TYPE_CHECKING, Any

import click

from recoupe.cli import ledgers, lists, records, sheets

if TYPE_CHECKING:
    from collections.abc import Iterator

    from recoupe.cli.records import Row
    from recoupe.ledger import Query, TakenDown
    from recoupe.store.store import Store

KINDS = (
    "title", "statement_added", "statement_dropped", "statement_reworded", "stance",
    "sentence_added", "sentence_dropped", "sentence_reworded", "taken_down",
)  # fmt: skip


@click.command()
@lists.filters
@click.option(
    "--kind",
    "kinds",
    multiple=True,
    type=click.Choice(KINDS),
    help="Only changes of this kind; may be given more than once.  [default: all]",
)
@lists.how_many
def edits(words: tuple[str, ...], *, form: str | None, kinds: tuple[str, ...], **given: Any) -> int:
    """List what changed in articles after they were published, the latest change first.

    A change is of the title, of a statement (added, dropped, reworded, its stance changed) or of another sentence; or
    the article was taken down. Ads, counters, date lines and related stories are none. --since and --until, after: and
    before:, are days on which the change was first seen; QUERY is else as for `recoupe search` and asks for articles as
    they stand after the change.

    Exit status: 0 something was found, 1 nothing, 2 wrong usage.
    """
    query = lists.asked(words, given)
    with ledgers.opened(given["ledger"]) as there:
        if lists.write(rows(there, query, kinds), form, lines):
            return 0
    ledgers.warn("nothing found (an article must have been read twice at its address, with another text)")
    return 1


def rows(there: Store, query: Query, kinds: tuple[str, ...] = ()) -> Iterator[Row]:
    """One row an edit: the two versions, and its changes of these kinds; or what was taken down. The latest first."""
    from recoupe.linking.edits import edits as found  # noqa: PLC0415 -- late: --help must not wait for it

    every = replace(query, limit=None)
    edited = (_row(there, e, kinds) for e in found(there, every))
    gone = map(_gone, there.taken_down(every)) if not kinds or "taken_down" in kinds else ()
    made = heapq.merge(edited, gone, key=lambda row: row["seen"], reverse=True)
    yield from islice((row for row in made if row["changes"]), query.limit)


def _gone(t: TakenDown) -> Row:
    """The row of an article that was taken down: there is nothing after it."""
    row: Row = {"url": t.url, "site": t.entry.site, "lang": t.entry.lang, "title": t.entry.title}
    row |= {"seen": t.gone.isoformat(), "until": t.last.isoformat(), "same_rules": True, "announced": False}
    row["changes"] = [records.taken_down(t)]
    before = records.entry(t.entry)
    return row | {"before": before, "after": dict.fromkeys(before)}


def changes(there: Store, query: Query) -> Iterator[Row]:
    """One row a change, for other programs."""
    for row in rows(there, query):
        head = {key: row[key] for key in ("url", "site", "lang", "seen", "until", "same_rules", "announced")}
        for change in row["changes"]:
            yield head | change | {"article": row["after"]["id"] or row["before"]["id"], "earlier": row["before"]["id"]}


def _row(there: Store, e: Any, kinds: tuple[str, ...]) -> Row:
    before, after = e.edit.before, e.edit.after
    earlier = there.find(before.article)
    row: Row = {"url": after.url, "site": e.edit.entry.site, "lang": e.edit.entry.lang, "title": e.edit.entry.title}
    row |= {"seen": after.seen.isoformat(), "until": before.last.isoformat(), "same_rules": e.rules}
    row["announced"] = e.announced
    row["changes"] = [records.change(c) for c in e.changes if not kinds or c.kind in kinds]
    row["before"] = records.entry(earlier) if earlier else {"id": before.article}
    return row | {"after": records.entry(e.edit.entry)}


def lines(row: Row) -> Iterator[str]:
    """An edit for people: the article, when it was changed, then each change."""
    yield click.style(sheets.words(row["title"] or "(no headline)"), bold=True)
    gone = row["after"]["id"] is None
    when = f"{'taken down' if gone else 'changed'} between {_minute(row['until'])} and {_minute(row['seen'])} UTC"
    yield sheets.quiet(f"  {'  '.join(p for p in (when, row['site'], row['lang'], row['url']) if p)}")
    if not row["same_rules"]:
        yield sheets.quiet("  read by two versions of recoupe, which may differ (recoupe replay reads both anew)")
    if row["announced"]:
        yield sheets.quiet("  with a note of correction")
    for change in row["changes"]:
        yield from _lines(change)


def _lines(change: Row) -> Iterator[str]:
    if change["kind"] == "taken_down":
        yield f"  {click.style('TAKEN DOWN', 'red', bold=True)}: {change['after']}"
        return
    what = change["kind"].replace("_", " ")
    who = f"{sheets.words(change['who'])}: " if change["who"] else ""
    if change["kind"] == "stance":
        one, other = change["stances"]
        what = f"{what} {one} → {click.style(other, 'red' if other == 'denies' else None, bold=True)}"
    yield f"  {what}: {who}".rstrip(" :" if not who else " ")
    if change["before"]:
        yield click.style(f"    - {sheets.words(change['before'])}", "red")
    if change["after"]:
        yield click.style(f"    + {sheets.words(change['after'])}", "green")


def _minute(at: str) -> str:
    return at[:16].replace("T", " ")
