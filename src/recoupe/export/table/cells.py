"""Cells of the terminal's tables: styles, marks, and right-to-left lines kept to their column."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

from rich.cells import cell_len, chop_cells
from rich.text import Text

from recoupe.export import _view

if TYPE_CHECKING:
    from recoupe.model import Reading, Spans, Stance, Statement

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
ASCII = str.maketrans(
    {
        **dict.fromkeys("“”„«»", '"'),
        **dict.fromkeys("‘’‚", "'"),
        **dict.fromkeys("–—─━", "-"),
        "·": "|",
        "×": "x",
        "\N{NO-BREAK SPACE}": " ",
    }
)
_FSI, _PDI = "\u2068", "\u2069"


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

    @property
    def ellipsis(self) -> str:
        """What stands for words left out."""
        return "…" if self.unicode else "..."

    def mark(self, stance: Stance) -> str:
        """The sign of `stance`, one column wide."""
        return MARKS[stance][0 if self.unicode else 1]

    def words(self, spans: Spans) -> str:
        """The words of `spans`, on one line."""
        return _view.words(self.text, spans, gap=f" {self.ellipsis} ")

    def who(self, s: Statement, width: int) -> Text:
        """Who says `s`."""
        style = UNSOURCED if _view.unsourced(s) else "bold" if s.kind == "named" else ""
        return cell(_view.shown_speaker(self.reading, s), width, style)

    def said(self, s: Statement, width: int, limit: int) -> Text:
        """What `s` says, in quotation marks where its words are the speaker's; no more than `limit` characters."""
        words = self.shortened(self.words(s.content), limit)
        return cell(f"“{words}”" if s.form == "direct" else words, width)

    def shortened(self, words: str, limit: int) -> str:
        """`words` cut at a blank before `limit` characters, with an ellipsis where something is missing."""
        if len(words) <= limit:
            return words
        return words[:limit].rsplit(" ", 1)[0].rstrip(" ,;:") + " " + self.ellipsis


def stance_word(stance: Stance) -> str:
    """The word for `stance`; a denial is in capitals, so that it stands out without colour too."""
    word = _view.STANCES[stance]
    return word.upper() if stance == "denies" else word


def cell(words: str, width: int, style: str = "") -> Text:
    """`words` for a column of `width`; where they run right to left, each line is isolated from the next column."""
    if not _view.rtl(words):
        return Text(words, style)
    lines: list[str] = []
    for word in words.split():
        if lines and cell_len(lines[-1]) + 1 + cell_len(word) <= width:
            lines[-1] += " " + word
        else:
            lines += chop_cells(word, width)
    return Text("\n".join(_FSI + line + _PDI for line in lines), style)


def tally(t: _view.Tally) -> Text:
    """`9 statements · 2 denials · 1 disputed · 1 without a source`."""
    out = Text(_view.plural(t.statements, "statement"))
    notable = (
        (t.denials, _view.plural(t.denials, "denial"), STYLES["denies"]),
        (t.disputed, f"{t.disputed} disputed", STYLES["denies"]),
        (t.unsourced, f"{t.unsourced} without a source", UNSOURCED),
    )
    for count, words, style in notable:
        if count:
            out.append(" · ").append(words, style)
    return out
