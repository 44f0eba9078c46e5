"""What stands below several articles: one a row, the earliest first, so that one sees who published first."""

from __future__ import annotations

import json
from typing import TYPE_CHECKING

from rich.padding import Padding
from rich.rule import Rule
from rich.table import Table
from rich.text import Text

from recoupe.export import _days, _view
from recoupe.export.table.cells import HEADING, QUIET, cell, tally

if TYPE_CHECKING:
    from collections.abc import Iterable

    from rich.console import RenderableType

    from recoupe.model import Reading


def entry(reading: Reading) -> str:
    """An article's row, as JSON: when to sort it, then what is shown."""
    a = reading.article
    shown = (_days.published(a) or "no date", _view.line(a.title or a.ref), _view.line(a.site or ""))
    return json.dumps([_days.order(a), *shown, *_view.tally(reading)])


def article_rows(entries: Iterable[str], width: int) -> list[RenderableType]:
    """The overview; nothing where there is but one article."""
    rows = sorted(json.loads(e) for e in entries)
    if len(rows) < 2:  # noqa: PLR2004
        return []
    grid = Table.grid(padding=(0, 2, 0, 0), expand=True)
    grid.add_column()
    grid.add_column(ratio=1)
    for _, when, title, site, *counts in rows:
        grid.add_row(_when(when), Text("\n").join([cell(title, width // 2, HEADING), _about(site, counts)]))
    name = f"{_view.plural(len(rows), 'article')}, the earliest first"
    return [Text(), Rule(characters="━", style=QUIET), Text(name.upper(), HEADING), Padding(grid, (0, 0, 0, 1))]


def _when(when: str) -> Text:
    """Day and time, below it the zone."""
    day, _, clock = when.partition(", ")
    time, _, zone = clock.partition(" ")
    return Text.assemble(f"{day} {time}".strip(), ("\n" + zone, QUIET))


def _about(site: str, counts: list[int]) -> Text:
    found = tally(_view.Tally(*counts))
    return Text.assemble((f"{site} · ", QUIET), found) if site else found
