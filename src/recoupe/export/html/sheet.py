"""What the parts of an article's page share: its names, and escaping."""

from __future__ import annotations

import html
from dataclasses import dataclass
from typing import TYPE_CHECKING
from urllib.parse import urlsplit

from recoupe.export import _days, _view

if TYPE_CHECKING:
    from collections.abc import Iterable

    from recoupe.export._days import Moment
    from recoupe.export._view import Dispute
    from recoupe.model import Actor, Reading, Spans, Statement

SIGNS = {"asserts": "", "denies": "✗ ", "confirms": "✓ ", "doubts": "? ", "urges": "! "}


@dataclass(frozen=True, slots=True)
class Sheet:
    """A reading, with what is drawn from it once. Refs: `s3` statement 3, `d1` the first moment, `a2` an actor."""

    reading: Reading
    disputes: tuple[Dispute, ...]
    moments: tuple[Moment, ...]
    actors: tuple[Actor, ...]

    @classmethod
    def of(cls, reading: Reading) -> Sheet:
        """The sheet of `reading`; what is on no calendar comes last, one moment an expression."""
        lost = _days.undated(reading.article, reading.timexes)
        each = (_days.Moment(None, (t,), m.why) for m in lost for t in m.timexes)
        moments = (*_days.timeline(reading.timexes), *each)
        return cls(reading, _view.disputes(reading), moments, _view.ranked(reading))

    @property
    def id(self) -> str:
        """The article's id, the stem of all ids on its part of the page."""
        return esc(self.reading.article.id)

    @property
    def text(self) -> str:
        """The article's text."""
        return self.reading.article.text

    @property
    def numbered(self) -> Iterable[tuple[int, Statement]]:
        """The statements with their numbers in the ledger."""
        return enumerate(self.reading.statements, 1)

    def words(self, spans: Spans) -> str:
        """The words of `spans`, escaped."""
        return esc(_view.words(self.text, spans))

    def who(self, s: Statement) -> str:
        """The speaker of `s` as an element."""
        kind = "nobody" if _view.unsourced(s) else s.kind
        return f'<b class="who {kind}" dir="auto">{esc(_view.shown_speaker(self.reading, s))}</b>'

    def said(self, s: Statement) -> str:
        """What `s` says, in quotation marks where its words are the speaker's."""
        words = self.words(s.content)
        return f"“{words}”" if s.form == "direct" else words

    def to_statement(self, number: int) -> str:
        """A link to a statement's entry in the ledger."""
        return f'<a href="#{self.id}-s{number}" data-m="s{number}">{number}</a>'


def esc(text: str) -> str:
    """`text` for an element or a quoted attribute, made safe."""
    return html.escape(_view.safe(text))


def link(url: str, words: str) -> str:
    """A link out of the page, if `url` is one of the web; else its words."""
    shown = esc(_view.line(words or url))
    target = esc(_view.line(url))
    if not web(url):
        return f'<span dir="auto">{shown}</span>'
    return f'<a href="{target}" rel="noopener noreferrer nofollow" dir="auto">{shown}</a>'


def web(url: str) -> bool:
    """Whether an address is one of the web: what else stands in a page is not to be followed."""
    try:
        return urlsplit(url.strip()).scheme.lower() in {"http", "https"}
    except ValueError:
        return False
