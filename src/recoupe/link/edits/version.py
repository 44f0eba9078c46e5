"""A version of an article as it is compared: sentences with their words, and where they stand; and what changed."""

from __future__ import annotations

import re
import unicodedata
from bisect import bisect_right
from dataclasses import dataclass
from functools import cached_property
from typing import TYPE_CHECKING, Literal

if TYPE_CHECKING:
    from collections.abc import Iterable

    from recoupe.model import Doc, Reading, Span, Statement

ChangeKind = Literal[
    "title", "statement_added", "statement_dropped", "statement_reworded", "stance",
    "sentence_added", "sentence_dropped", "sentence_reworded",
]  # fmt: skip
Words = tuple[str, ...]

_INKLESS = {"Mn", "Me", "Cf"}  # marks on letters, and what has no width

_WORD = re.compile(r"[\u0e00-\u0eff\u1000-\u109f\u1780-\u17ff\u3040-\u30ff\u3400-\u9fff]|[^\W_]+(?:[.,:]\d+)*")


@dataclass(frozen=True, slots=True)
class Change:
    """One change. `before` and `after` are the words, "" where there are none; `spans` where they stand in each text.

    Of a statement: `statements` are its ids before and after, `stances` likewise, each "" where it is not there; `who`
    said it, as named after the change, or before if it is gone. `alike` is how much of the words stayed, 0..1.
    """

    kind: ChangeKind
    before: str = ""
    after: str = ""
    who: str | None = None
    statements: tuple[str, str] = ("", "")
    stances: tuple[str, str] = ("", "")
    spans: tuple[tuple[Span, ...], tuple[Span, ...]] = ((), ())
    alike: float = 0.0


@dataclass(frozen=True, slots=True)
class Line:
    """A sentence: its place among all, its span, its words, the number of its paragraph."""

    n: int
    span: Span
    words: Words
    paragraph: int


@dataclass(frozen=True)
class Version:
    """A reading with its sentences and paragraphs; statements with an id in `hidden` are not looked at."""

    reading: Reading
    doc: Doc
    hidden: frozenset[str] = frozenset()

    @property
    def text(self) -> str:
        """The text."""
        return self.reading.article.text

    @cached_property
    def lines(self) -> tuple[Line, ...]:
        """All sentences with a word in them."""
        ends = [end for _, end in self.doc.paragraphs]
        found: list[Line] = []
        place = 0
        for sentence in self.doc.sentences:
            while place < len(ends) - 1 and ends[place] <= sentence.start:
                place += 1
            if told := words(self.text[sentence.start : sentence.end]):
                found.append(Line(len(found), (sentence.start, sentence.end), told, place))
        return tuple(found)

    @cached_property
    def statements(self) -> tuple[Statement, ...]:
        """The statements that are shown."""
        return tuple(s for s in self.reading.statements if s.id not in self.hidden)

    @cached_property
    def unseen(self) -> frozenset[int]:
        """The sentences that hold a hidden statement."""
        quiet = [s for s in self.reading.statements if s.id in self.hidden]
        return frozenset(n for s in quiet for n in self.inside((*s.content, *s.source, *s.cue)))

    def inside(self, spans: Iterable[Span]) -> frozenset[int]:
        """The sentences that `spans` touch."""
        found: set[int] = set()
        for start, end in spans:
            n = bisect_right(self._ends, start)
            while n < len(self.lines) and self.lines[n].span[0] < end:
                found.add(n)
                n += 1
        return frozenset(found)

    @cached_property
    def _ends(self) -> list[int]:
        return [line.span[1] for line in self.lines]

    def said(self, statement: Statement) -> str:
        """The content of a statement; … stands between pieces that stand apart."""
        return " … ".join(self.text[a:b] for a, b in statement.content)


def words(text: str) -> Words:
    """The words of `text` as they are compared: without case, marks, punctuation; scripts without blanks by letter."""
    plain = unicodedata.normalize("NFKD", text).casefold()
    return tuple(_WORD.findall("".join(c for c in plain if unicodedata.category(c) not in _INKLESS)))
