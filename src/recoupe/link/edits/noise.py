"""What changes on a page by itself: counters, related stories, date lines, calls to subscribe. It is no edit.

No words of any language are looked for: what tells is how a paragraph ends, what in it is a link or a time, and whether
it stands outside of the body of the text.
"""

from __future__ import annotations

import re
from collections import Counter
from typing import TYPE_CHECKING

from recoupe.link.edits.version import words

if TYPE_CHECKING:
    from recoupe.link.edits.version import Line, Version, Words

_END = re.compile(r"[.!?…。！？؟۔।։:;][\s\"'’”»›)\]）」』“]*\Z")
_TAIL = 20  # characters in which a paragraph ends
_LONG = 12  # words from which on a line is read as prose, however it ends
_SHORT = 8  # words of a counter at most
_HEAD = 4  # paragraphs among which the headline may stand
_FEW = 3  # words beside a date that is all that a line tells
_CLOCK = re.compile(r"\d\d?[:.h]\d\d(?!\d)")
_NUMBER = re.compile(r"\d")


class Noise:
    """What in a version is not of its text."""

    def __init__(self, version: Version) -> None:
        self._version = version
        self._title = words(version.reading.article.title or "")
        self._links = {words(o.text) for o in version.reading.article.outlinks if len(words(o.text)) > 1}
        self._judged: dict[int, bool] = {}  # by paragraph: some hold a thousand sentences
        self._size: Counter[int] = Counter()
        for line in version.lines:
            self._size[line.paragraph] += len(line.words)
        many = Counter(line.paragraph for line in version.lines)
        body = [p for p, size in self._size.items() if size >= _LONG and (many[p] > 1 or self._ends(p))]
        self._first, self._last = min(body, default=0), max(body, default=len(version.doc.paragraphs))
        self._told = {n for s in version.statements for n in version.inside((*s.content, *s.cue))}

    def is_noise(self, line: Line) -> bool:
        """Whether a sentence is no prose: part of a list, a link to another story, a date line."""
        p = line.paragraph
        if p not in self._judged:
            self._judged[p] = self._titled(p) or self._linked(p) or self._dated(p)
        if self._judged[p]:
            return True
        return not self._ends(p) and (self._size[p] < _LONG or self._outside(p)) and line.n not in self._told

    def counted(self, line: Line) -> bool:
        """Whether a sentence may be a counter: a short line outside of the body, with a number in it."""
        small = self._size[line.paragraph] <= _SHORT
        return small and self._outside(line.paragraph) and bool(_NUMBER.search(self._paragraph(line.paragraph)))

    def bare(self, line: Line) -> Words:
        """The words of a sentence without numbers and times: what stays of a counter when it has counted."""
        start, end = line.span
        text = self._version.text[start:end]
        for t in sorted(self._version.reading.timexes, key=lambda t: -t.start):
            if start <= t.start and t.end <= end:
                text = text[: t.start - start] + " " + text[t.end - start :]
        return tuple(w for w in words(text) if not _NUMBER.search(w))

    def _paragraph(self, p: int) -> str:
        start, end = self._version.doc.paragraphs[p]
        return self._version.text[start:end]

    def _ends(self, p: int) -> bool:
        return bool(_END.search(self._paragraph(p)[-_TAIL:]))

    def _outside(self, p: int) -> bool:
        """Whether a paragraph stands before the first or after the last one that is prose for certain."""
        return not self._first <= p <= self._last

    def _titled(self, p: int) -> bool:
        """Whether a paragraph at the head is the headline once more."""
        return p < _HEAD and words(self._paragraph(p)) == self._title

    def _linked(self, p: int) -> bool:
        """Whether a paragraph is the text of a link, or a link with a word or two before it."""
        told = words(self._paragraph(p))
        return any(told[-len(link) :] == link and len(told) - len(link) <= _FEW for link in self._links)

    def _dated(self, p: int) -> bool:
        """Whether a paragraph outside of the body says a time and little else."""
        if not self._outside(p) or (self._ends(p) and not _CLOCK.search(self._paragraph(p))):
            return False
        start, end = self._version.doc.paragraphs[p]
        text, told = self._paragraph(p), 0
        for t in self._version.reading.timexes:
            if start <= t.start and t.end <= end:
                told += 1
                text = text.replace(self._version.text[t.start : t.end], " ")
        times = told + len(_CLOCK.findall(text))
        return bool(times) and sum(not _NUMBER.search(w) for w in words(text)) <= _FEW
