"""What `recoupe check` found, as lines of 80 columns for people."""

from __future__ import annotations

import textwrap
from typing import TYPE_CHECKING

import click

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator

    from recoupe.cli.records import Row

_WIDE = 78
_TITLES = {"check": "FACT CHECKS", "claim": "IN THE LEDGER", "statement": "IN THE LEDGER"}


def lines(rows: Iterable[Row]) -> Iterator[str]:
    """All rows, under a heading each kind."""
    title = ""
    for row in rows:
        if _TITLES[row["part"]] != title:
            if title:
                yield ""
            title = _TITLES[row["part"]]
            yield click.style(title, bold=True)
        yield from {"check": _check, "claim": _claim, "statement": _statement}[row["part"]](row)


def _check(row: Row) -> Iterator[str]:
    """The claim, the verdict in the reviewer's words, who, when, where, and why it was found."""
    yield from _headed(row, row["claim"])
    verdict = row["rating"] or row["value"]
    who = " · ".join(x for x in (row["reviewer"], _day(row["published"])) if x)
    if verdict or who:
        yield from _wrapped(f"{who}: {verdict}" if verdict and who else verdict or who)
    if row["claimant"]:
        yield from _wrapped(f"said by {row['claimant']}" + (f", {_day(row['said_on'])}" if row["said_on"] else ""))
    yield from _quiet(row["url"] or row.get("article", {}).get("ref") or "", row["reasons"])


def _claim(row: Row) -> Iterator[str]:
    """The claim as one statement has it, then each side: who, when, where."""
    yield from _headed(row, row["words"], disputed=row["disputed"])
    for side, found in row["sides"].items():
        for said in found:
            yield from _who(said, f"{side}: ")
        if row["counts"][side] > len(found):
            yield from _wrapped(f"{side}: {row['counts'][side] - len(found):,} more (recoupe claim {row['claim']})")
    yield from _quiet("", row["reasons"])
    yield click.style(f"      {row['claim']}", dim=True)


def _statement(row: Row) -> Iterator[str]:
    yield from _headed(row, row["words"])
    yield from _who(row, "")
    yield from _quiet("", row["reasons"])


def _headed(row: Row, words: str, *, disputed: bool = False) -> Iterator[str]:
    """The score and the words beside it."""
    mark = "  DISPUTED" if disputed else ""
    first, *more = textwrap.wrap(f"{' '.join(words.split())}{mark}", _WIDE - 6) or [""]
    yield f"{row['score']:.2f}  {click.style(first, bold=True)}"
    yield from (f"      {click.style(line, bold=True)}" for line in more)


def _who(said: Row, side: str) -> Iterator[str]:
    """Who says so and how, when and where."""
    stance = said["stance"].upper() if said["stance"] == "denies" else said["stance"]
    day = (said["published"] or "no day")[:10]
    yield from _wrapped(f"{side}{said['who'] or '(nobody named)'} {stance}, {day}, {said['site'] or said['ref']}")
    if said["url"]:
        yield click.style(f"        {said['url']}", dim=True)


def _day(published: str | None) -> str:
    """The day of a time of ISO 8601; what a page writes otherwise as it is."""
    told = published or ""
    return told[:10] if told[4:5] == "-" else told


def _quiet(url: str, reasons: Iterable[str]) -> Iterator[str]:
    if url:
        yield click.style(f"      {url}", dim=True)
    yield from (click.style(line, dim=True) for line in _wrapped("; ".join(reasons)))


def _wrapped(text: str) -> Iterator[str]:
    wrapped = textwrap.wrap(" ".join(text.split()), _WIDE - 8)
    yield from (f"{'      ' if not n else '        '}{line}" for n, line in enumerate(wrapped))
