"""`recoupe export`: what a ledger has, as rows or documents for other programs."""

from __future__ import annotations

import sys
from typing import TYPE_CHECKING, Any

import click

from recoupe.cli import exporting, ledgers, lists
from recoupe.errors import UsageError

if TYPE_CHECKING:
    from typing import IO


@click.command()
@click.argument("what", type=click.Choice(["actors", "claims", "copies", "edits", "statements", "stories"]))
@lists.filters
@click.option("--format", "form", type=click.Choice(exporting.FORMATS), default="jsonl", help="[default: jsonl]")
@click.option(
    *("-o", "--output"),
    type=click.Path(dir_okay=False),
    metavar="FILE",
    help="Write to FILE.  [default: standard output]",
)
@click.option("--bom", is_flag=True, help="Begin csv with a byte order mark, as spreadsheets want it.")
@click.option("--full-text", is_flag=True, help="Also the whole texts.  [default: headlines and statements]")
def export(what: str, words: tuple[str, ...], *, form: str, output: str | None, **given: Any) -> int:
    """Write stories, claims, statements, actors, copies or edits, one row each.

    \b
    stories     one row an article: ref, story, whether it is an earlier version of its page
    claims      one row a claim: claim, disputed, members (ref, statement, content, cue, source, polarity)
    statements  one row a statement, its article beside it
    actors      one row a mention: ref, start, end, actor
    copies      one row a copy: ref, of, kind, share, certain
    edits       one row a change: url, seen, kind, before, after, who

    `ref` is the article as it came in. csv and parquet have one row for each member of a claim. Stories and statements
    can also be written as annotation, ftm, ris and stix, actors as ftm and stix, fact checks of claims as claimreview
    (JSON-LD; those that are certain or that a person confirmed). QUERY is words and filters as for
    `recoupe search`. Exit status: 0 something was found, 1 nothing, 2 wrong usage.
    """  # noqa: D301 -- \b is for click: what follows keeps its lines
    bom, full_text = given["bom"], given["full_text"]
    exporting.check(what, form, bom=bom, full_text=full_text)
    if form == "parquet" and output is None and sys.stdout.isatty():
        raise UsageError("parquet is no text for a terminal (name a file with -o)")
    query = lists.asked(words, given | {"every": True, "limit": None})
    count = 0
    with ledgers.opened(given["ledger"]) as there, _opened(output) as file:
        for piece in exporting.written(there, what, query, form, full_text=full_text):
            data = piece if isinstance(piece, bytes) else piece.encode("utf-8", "replace")
            file.write(b"\xef\xbb\xbf" + data if bom and not count else data)
            count += 1
        file.flush()
    return int(not count)


def _opened(path: str | None) -> IO[bytes]:
    """The file, or standard output, which a `with` then leaves open."""
    if path is None:
        return open(sys.stdout.fileno(), "wb", closefd=False)
    try:
        return open(path, "wb")  # noqa: PTH123 -- closed by who asked
    except OSError as e:
        raise UsageError(f"cannot write {path}: {e.strerror} (name another file with -o)") from e
