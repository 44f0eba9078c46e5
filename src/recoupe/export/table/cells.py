"""Cells of the terminal's tables: styles, marks, and right-to-left lines kept to their column."""

from __future__ import annotations

import unicodedata
from dataclasses import dataclass
from typing import TYPE_CHECKING

from rich.cells import cell_len
from rich.text import Text

from recoupe.export import _view

if TYPE_CHECKING:
    from recoupe.model import Reading, Stance

STYLES: dict[Stance, str] = {
    "asserts": "default",
    "denies": "bold red",
    "confirms": "green",
    "doubts": "yellow",
    "urges": "cyan",
}
MARKS: dict[Stance, tuple[str, str]] = {
    "asserts": (" ", " "),
    "denies": ("✗", "x"),
    "confirms": ("✓", "+"),
    "doubts": ("?", "?"),
    "urges": ("!", "!"),
}
QUIET = "dim"
UNSOURCED = "italic yellow"
HEADING = "bold"
_FSI, _PDI = "\u2068", "\u2069"
_ELLIPSIS = "…"


@dataclass(frozen=True, slots=True)
class Ink:
    """What the parts draw with: the reading, the columns there are, whether more than ASCII can be shown."""

    reading: Reading
    width: int
    unicode: bool = True

    @property
    def text(self) -> str:
        """The article's text."""
        return self.reading.article.text

    def mark(self, stance: Stance) -> str:
        """The sign of `stance`, one column wide."""
        return MARKS[stance][0 if self.unicode else 1]

    def rule(self, heavy: bool = False) -> str:  # noqa: FBT001, FBT002
        """A line over all columns."""
        return (("━" if heavy else "─") if self.unicode else ("=" if heavy else "-")) * self.width


def stance_word(stance: Stance) -> str:
    """The word for `stance`; a denial is in capitals, so that it stands out without colour too."""
    word = _view.STANCES[stance]
    return word.upper() if stance == "denies" else word


def cell(words: str, width: int, style: str = "") -> Text:
    """`words` for a column of `width`; where they run right to left, each line is isolated from the next column."""
    if not rtl(words):
        return Text(words, style)
    lines: list[str] = []
    for word in words.split():
        if lines and cell_len(lines[-1]) + 1 + cell_len(word) <= width:
            lines[-1] += " " + word
        else:
            lines += _pieces(word, width)
    return Text("\n".join(_FSI + line + _PDI for line in lines), style)


def rtl(words: str) -> bool:
    """Whether any letter of `words` runs right to left."""
    return not words.isascii() and any(unicodedata.bidirectional(c) in {"R", "AL"} for c in words)


def _pieces(word: str, width: int) -> list[str]:
    """A word cut to `width` where it is longer."""
    return [word[i : i + width] for i in range(0, len(word), width)]


def shortened(words: str, limit: int) -> str:
    """`words` cut at a blank before `limit` characters, with an ellipsis where something is missing."""
    if len(words) <= limit:
        return words
    return words[:limit].rsplit(" ", 1)[0].rstrip(" ,;:") + " " + _ELLIPSIS
