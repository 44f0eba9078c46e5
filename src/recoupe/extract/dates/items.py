"""What text is cut into for dates: items, each a word of time, a number, or a gap."""

from __future__ import annotations

from typing import TYPE_CHECKING, NamedTuple

if TYPE_CHECKING:
    from collections.abc import Sequence

    from recoupe.extract.dates.numbers import Readings
    from recoupe.model import Span


class Item(NamedTuple):
    """A stretch of text with the classes it may belong to; no readings: a gap."""

    start: int
    end: int
    readings: Readings
    rule: str = "word"


class Pieces(NamedTuple):
    """The raw pieces of a paragraph: the text they stand in, where each is, how the lexicon spells it.

    `small`: the whole text does without capitals, as posts and messages do; then none is asked for.
    """

    text: str
    spans: Sequence[Span]
    words: Sequence[str]
    small: bool = False

    def upper(self, i: int) -> bool:
        """Whether piece `i` begins in upper case, or would in print."""
        return self.small or self.text[self.spans[i][0]].isupper()

    def word(self, i: int) -> str:
        """The spelling of piece `i`, "" beyond the ends."""
        return self.words[i] if 0 <= i < len(self.words) else ""

    def glued(self, i: int) -> bool:
        """Whether piece `i` stands right behind the one before it."""
        return 0 < i < len(self.words) and self.spans[i - 1][1] == self.spans[i][0]


GAP: Readings = {}
"""The readings of what is no word of time."""
MONEY: Readings = {"money": {}}
"""The readings of a price, which is no time but may have one ("$90 a day")."""
