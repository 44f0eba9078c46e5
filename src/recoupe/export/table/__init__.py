"""For the terminal: headline, ledger, disputes, timeline, actors; 80 columns are enough."""

from __future__ import annotations

import io
from typing import TYPE_CHECKING

from rich.console import Console

from recoupe.export._look import Look, Piece
from recoupe.export.table import parts
from recoupe.export.table.cells import Ink

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
    ink = Ink(reading, width=max(_NARROWEST, min(look.width, _WIDEST)), unicode=look.unicode)
    return Piece(rendered(parts.article(ink), look, ink.width))


def tail(entries: Iterable[str], look: Look) -> str:  # noqa: ARG001
    """Nothing."""
    return ""


def rendered(blocks: Sequence[RenderableType], look: Look, width: int) -> str:
    """`blocks` as text with the colours that `look` allows; no line ends in blanks."""
    out = io.StringIO()
    console = Console(
        file=out,
        width=width,
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
    return "".join(line.rstrip() + "\n" for line in out.getvalue().splitlines())
