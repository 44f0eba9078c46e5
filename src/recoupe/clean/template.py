"""What repeats over the pages of a site: learned while they are read, dropped from their texts.

A line is template where it stands on three pages at least that have little else in common. Copies of one article, and
its versions, have their longest lines in common and count as one page. After Bar-Yossef and Rajagopalan, "Template
detection via data mining and its applications" (WWW 2002), by line instead of by pagelet.
"""

from __future__ import annotations

import hashlib
import json
import re
from dataclasses import dataclass, field
from itertools import chain
from typing import TYPE_CHECKING, Self

if TYPE_CHECKING:
    from collections.abc import Iterable

_PAGES = 3  # unlike pages on which a line stands that is template
_KNOWN = 5  # unlike pages from which on a template is known
_LONGEST = 5  # lines by which pages are told apart
_LINES = 20_000  # of a site that are remembered
_MANY = 2_000  # lines of one page that are learned
_WORD = re.compile(r"\w+")
_NUMBER = re.compile(r"\d+")

Mark = frozenset[int]
"""The longest lines of a page: what tells it apart."""


@dataclass(slots=True)
class Template:
    """What was learned of one site. Grows by `learn` and `merge`; is never larger than a few megabytes.

    lines: of each line, the marks of the first unlike pages on which it stood. pages: marks of unlike pages, some.
    """

    lines: dict[int, tuple[Mark, ...]] = field(default_factory=dict)
    pages: tuple[Mark, ...] = ()

    @property
    def known(self) -> bool:
        """Whether enough unlike pages were seen for the template to be used."""
        return len(self.pages) >= _KNOWN

    def learn(self, text: str) -> None:
        """Take in the text of a page, one block a line, with all that may be template."""
        lines = [line for line in text.split("\n") if _WORD.search(line)][:_MANY]
        mark = _mark(lines)
        if mark:
            self._take({_key(line): (mark,) for line in lines}, (mark,))

    def merge(self, other: Template) -> None:
        """Take in what was learned elsewhere of the same site."""
        self._take(other.lines, other.pages)

    def dumped(self) -> str:
        """Give all of it as JSON, for `loaded`: the same for what was learned alike, so that a hash of it names it."""
        marks = {mark: n for n, mark in enumerate(dict.fromkeys([*self.pages, *chain(*self.lines.values())]))}
        told = {
            "marks": [sorted(mark) for mark in marks],
            "pages": [marks[mark] for mark in self.pages],
            "lines": [[key, *(marks[mark] for mark in those)] for key, those in self.lines.items()],
        }
        return json.dumps(told, separators=(",", ":"))

    @classmethod
    def loaded(cls, dumped: str) -> Self:
        """Give what was dumped. Raises ValueError, KeyError, IndexError or TypeError where it is no such thing."""
        told = json.loads(dumped)
        marks = [frozenset(map(int, mark)) for mark in told["marks"]]
        lines = {int(key): tuple(marks[n] for n in those) for key, *those in told["lines"]}
        return cls(lines, tuple(marks[n] for n in told["pages"]))

    def has(self, line: str) -> bool:
        """Whether a line is template."""
        return len(self.lines.get(_key(line), ())) >= _PAGES

    def drop(self, text: str) -> str:
        """Give `text` without the lines that are template."""
        return "\n".join(line for line in text.split("\n") if not self.has(line))

    def _take(self, lines: dict[int, tuple[Mark, ...]], pages: Iterable[Mark]) -> None:
        self.pages = _unlike(self.pages, pages, _KNOWN)
        for key, marks in lines.items():
            self.lines[key] = _unlike(self.lines.pop(key, ()), marks, _PAGES)  # what was seen last is last
        if len(self.lines) > _LINES:
            self._forget()

    def _forget(self) -> None:
        """Forget half of the lines: those that stood on fewest pages, and of these what was not seen for longest."""
        order = {key: n for n, key in enumerate(self.lines)}
        kept = sorted(self.lines, key=lambda key: (-len(self.lines[key]), -order[key]))[: _LINES // 2]
        self.lines = {key: self.lines[key] for key in sorted(kept, key=order.__getitem__)}


def _unlike(marks: tuple[Mark, ...], more: Iterable[Mark], most: int) -> tuple[Mark, ...]:
    """`marks` and those of `more` that are like none of them, up to `most`."""
    for mark in more:
        if len(marks) >= most:
            break
        if not any(_alike(mark, known) for known in marks):
            marks = (*marks, mark)
    return marks


def _alike(a: Mark, b: Mark) -> bool:
    """Whether two pages have most of their longest lines in common."""
    return 2 * len(a & b) > min(len(a), len(b))


def _mark(lines: list[str]) -> Mark:
    """What tells a page apart: its longest lines."""
    longest = sorted({" ".join(_WORD.findall(line)) for line in lines}, key=lambda line: (-len(line), line))
    return frozenset(_key(line) for line in longest[:_LONGEST])


def _key(line: str) -> int:
    """A hash of the words of a line, whatever numbers, case and marks stand in it."""
    words = _NUMBER.sub("0", " ".join(_WORD.findall(line.casefold())))
    return int.from_bytes(hashlib.blake2b(words.encode("utf-8", "surrogatepass"), digest_size=8).digest())
