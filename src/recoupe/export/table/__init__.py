"""For the terminal: headline, ledger, disputes, timeline, actors, then an overview of all; 80 columns are enough."""

from __future__ import annotations

import io
from typing import TYPE_CHECKING

from rich.console import Console

from recoupe.export._look import Look, Piece
from recoupe.export.table import overview, parts
from recoupe.export.table.cells import ASCII, Ink

if TYPE_CHECKING:
    from collections.abc import Iterable, Sequence

    from rich.console import RenderableType

    from recoupe.model import Reading

SUFFIX = ""
BETWEEN = "\n"
_NARROWEST = 40
_WIDEST = 140


def head(look: Look) -> str:  # noqa: ARG001
    """Nothing."""
    return ""


def piece(reading: Reading, look: Look) -> Piece:
    """One article."""
    ink = Ink(reading, width=_width(look), unicode=look.unicode)
    return Piece(rendered(parts.article(ink), look), overview.entry(reading))


def tail(entries: Iterable[str], look: Look) -> str:
    """The overview of several articles."""
    return rendered(overview.article_rows(entries, _width(look)), look)


def _width(look: Look) -> int:
    return max(_NARROWEST, min(look.width, _WIDEST))


def rendered(blocks: Sequence[RenderableType], look: Look) -> str:
    """`blocks` as text with the colours that `look` allows; no line ends in blanks."""
    out = io.StringIO()
    console = Console(
        file=out,
        width=_width(look),
        color_system=None if look.colour == "none" else look.colour,
        force_terminal=look.colour != "none",
        no_color=look.colour == "none",
        legacy_windows=False,
        highlight=False,
        markup=False,
        emoji=False,
    )
    for block in blocks:
        console.print(block)
    shown = out.getvalue() if look.unicode else out.getvalue().translate(ASCII)
    return "".join(line.rstrip() + "\n" for line in shown.splitlines())
