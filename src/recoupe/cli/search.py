"""`recoupe search`."""

from __future__ import annotations

import json
from dataclasses import replace
from typing import TYPE_CHECKING, Any

import click

from recoupe.cli import ledgers, options, records

if TYPE_CHECKING:
    from recoupe.ledger import Entry, Said

_WIDTH = 100  # characters of a statement in a line of its own


@click.command()
@click.argument("words", nargs=-1, required=True, metavar="QUERY...")
@ledgers.LEDGER
@click.option("--articles", is_flag=True, help="Show articles, by all of their text.  [default: show statements]")
@click.option(
    "--limit",
    type=int,
    callback=options.at_least(1),
    default=20,
    metavar="N",
    help="Show no more than N, the latest first.  [default: 20]",
)
@click.option(
    "--format",
    "form",
    type=click.Choice(["table", "jsonl"]),
    default="table",
    help="Write in this format.  [default: table]",
)
def search(words: tuple[str, ...], *, ledger: str, articles: bool, limit: int, form: str) -> int:
    """Find statements, or articles, by words and filters.

    QUERY is words that must all be there, "words in a row", -words that must not, the beginning of a word with *, and
    filters: who:kuleba site:example.org lang:fr after:2022-07-01 before:2022-07-31 stance:denies disputed:yes kind:news
    country:FR actor:ID, and earlier:yes for versions too that were changed since. Letters are found with and without
    case, diacritics, vowel signs, in every variant.

    Exit status: 0 something was found, 1 nothing was, 2 wrong usage.
    """
    from recoupe import store  # noqa: PLC0415 -- late: --help must not wait for it

    query = replace(store.query(" ".join(words)), limit=limit)
    count = 0
    with ledgers.opened(ledger) as there:
        for found in there.articles(query) if articles else there.statements(query):
            count += 1
            click.echo(_row(found) if form == "jsonl" else _text(found))
    if not count:
        ledgers.warn("nothing found")
    return int(not count)


def _row(found: Entry | Said) -> str:
    from recoupe import ledger  # noqa: PLC0415 -- late: --help must not wait for it

    row = records.entry(found) if isinstance(found, ledger.Entry) else records.found(found)
    return json.dumps(row, ensure_ascii=False, separators=(",", ":"))


def _text(found: Any) -> str:
    """What was found in two lines: where and when, then what."""
    entry = getattr(found, "entry", found)
    where = "  ".join(filter(None, [str(entry.day or "no day"), entry.site or entry.ref, entry.lang]))
    if entry is found:
        return f"{where}\n  {_line(entry.title or '(no headline)')}"
    who = found.statement.who or "(nobody named)"
    mark = "  [disputed]" if found.disputed else ""
    return f"{where}\n  {_line(who)} {found.statement.stance}: {_line(found.words)}{mark}"


def _line(text: str) -> str:
    from recoupe.export import line  # noqa: PLC0415 -- late: --help must not wait for it

    said = line(text)
    return said if len(said) <= _WIDTH else f"{said[: _WIDTH - 1].rstrip()}…"
