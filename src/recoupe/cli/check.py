"""`recoupe check`."""

from __future__ import annotations

import os
from typing import TYPE_CHECKING, Any

import click

from recoupe.cli import ledgers, lists, options
from recoupe.errors import LedgerError, UsageError

if TYPE_CHECKING:
    from collections.abc import Iterator

    from recoupe.cli.checking import Asked
    from recoupe.cli.records import Row

_LONGEST = 4_000  # characters of a claim


@click.command()
@click.argument("text", nargs=-1, required=True, metavar="TEXT...")
@ledgers.LEDGER
@click.option(
    "--checks",
    type=click.Path(dir_okay=False),
    metavar="FILE",
    help="Also look among the fact checks of this file (JSON Lines).  [default: the ledger's alone]",
)
@click.option(
    "--lang",
    callback=options.language,
    metavar="CODE",
    help="The language of TEXT (ISO 639-1).  [default: told from TEXT]",
)
@click.option(
    "--limit",
    type=int,
    callback=options.at_least(1),
    default=5,
    metavar="N",
    help="Show no more than N fact checks, and N claims.  [default: 5]",
)
@lists.FORMAT
def check(text: tuple[str, ...], *, form: str | None, **given: Any) -> int:
    """Find earlier fact checks of a claim, and who asserts or denies it in the ledger.

    TEXT is a claim in any words. Fact checks are those that pages in the ledger declare (schema.org ClaimReview), and
    those of a file: lines of `recoupe read --format jsonl`, of JSON-LD, or objects with "claim" and whatever else is
    known ("rating", "reviewer", "url", "published", "lang"). A score says how alike the words are. recoupe gives no
    verdict: it shows those of others.

    Exit status: 0 something was found, 1 nothing, 2 wrong usage.
    """
    from recoupe.cli import checksheet  # noqa: PLC0415 -- late: --help must not wait for it

    words = " ".join(" ".join(text).split())
    if not any(map(str.isalnum, words)):
        raise UsageError('the claim has no words (recoupe check "the mayor sold the bridge")')
    if len(words) > _LONGEST:
        raise UsageError(f"the claim has more than {_LONGEST:,} characters; shorten it")
    form = lists.chosen(form)
    rows = _rows(words, **given)
    if not rows:
        return 1
    if form == "table":
        click.echo("\n".join(checksheet.lines(rows)))
    else:
        lists.write(iter(rows), form, lambda _: ())
    return 0


def _rows(words: str, *, ledger: str, checks: str | None, lang: str | None, limit: int) -> list[Row]:
    """What was found; says why where that is nothing."""
    from recoupe.clean import evident  # noqa: PLC0415 -- late: --help must not wait for it
    from recoupe.cli import checking  # noqa: PLC0415

    asked = checking.Asked(words, lang or evident.likely(words) or "", limit)
    found: list[Row] = list(checking.of_file(checks, asked)) if checks else []
    said: list[Row] = []
    if not checks or ledger != ledgers.DEFAULT or os.path.exists(ledger):  # noqa: PTH110
        said = list(_in_ledger(ledger, asked, found, alone=not checks))
    rows = [*checking.ranked(found, limit), *said]
    if not rows:
        ledgers.warn("nothing found that is like it")
    return rows


def _in_ledger(ledger: str, asked: Asked, found: list[Row], *, alone: bool) -> Iterator[Row]:
    """Claims and statements of the ledger; its fact checks are put to `found`."""
    from recoupe.cli import checking  # noqa: PLC0415 -- late: --help must not wait for it

    with ledgers.opened(ledger) as there:
        found += checking.of_ledger(there, asked)
        said = list(checking.said(there, asked))
        if alone and not found and not said and not checking.anything(there):
            raise LedgerError(ledger, "has no statement and no fact check", "recoupe add puts articles into it")
        yield from said
