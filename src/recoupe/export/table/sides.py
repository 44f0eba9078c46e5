"""Disputed claims: who asserts and who denies, side by side."""

from __future__ import annotations

from typing import TYPE_CHECKING

from rich import box
from rich.table import Table
from rich.text import Text

from recoupe.export.table.cells import QUIET, STYLES, Ink

if TYPE_CHECKING:
    from collections.abc import Sequence

    from recoupe.export._view import Dispute, Side

_LONGEST = 200  # characters of a statement that are shown
_BORDERS = 8  # columns that the lines and the blanks beside them take


def table(ink: Ink, disputes: Sequence[Dispute]) -> Table:
    """One dispute a row."""
    width = (ink.width - _BORDERS) // 2
    grid = Table(box=box.ROUNDED if ink.unicode else box.ASCII, border_style=QUIET, expand=True, show_lines=True)
    grid.add_column(Text("asserts", "bold"), ratio=1)
    grid.add_column(Text(f"{ink.mark('denies')} denies", STYLES["denies"]), ratio=1)
    for d in disputes:
        grid.add_row(_side(ink, d.asserts, width), _side(ink, d.denies, width))
    return grid


def _side(ink: Ink, side: Side, width: int) -> Text:
    """Each speaker with the number of the statement, below it what was said."""
    parts = []
    for n, s in side:
        parts.append(Text.assemble((f"{n} ", QUIET), ink.who(s, width - len(f"{n} "))))
        parts.append(ink.said(s, width, _LONGEST))
    return Text("\n").join(parts)
