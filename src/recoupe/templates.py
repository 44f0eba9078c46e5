"""What repeats over the pages of a site: learned from pages that are unlike each other, and what a ledger keeps of it.

A line is template where it stands on three pages at least that have little else in common. Copies of one article, and
its versions, have their longest lines in common and count as one page. After Bar-Yossef and Rajagopalan, "Template
detection via data mining and its applications" (WWW 2002), by line instead of by pagelet.

A site may have several layouts: the one that it had until last week, that of its interviews. Each has a template of its
own, and a page is read with the one that fits it, if any does.
"""

from __future__ import annotations

import hashlib
import json
import re
from collections import Counter
from dataclasses import dataclass, field
from typing import TYPE_CHECKING, NamedTuple, Protocol, Self

from recoupe import ids

if TYPE_CHECKING:
    from collections.abc import Iterable, Mapping

    from recoupe.model import Page

KNOWN = 5
"""Unlike pages from which on there is a template."""
ENOUGH = 16
"""Unlike pages from which a template is made for good; more taught nothing more on real pages."""
LAYOUTS = 4
"""Layouts of a site that pages are compared with, the latest."""

_PAGES = 3  # unlike pages on which a line stands that is template
_LONGEST = 5  # lines by which pages are told apart
_MANY = 500  # lines of one page that are learned
_SHORT = 100  # letters of a line that may be a counter or a date
_BEFORE = 200  # pages of earlier layouts that are remembered
_FORM = 1  # of what is written down; another one where lines are hashed in another way
_WORD = re.compile(r"\w+")
_NUMBER = re.compile(r"\d+")

Mark = frozenset[int]
"""The longest lines of a page, hashed: what tells it apart."""


class Lines(NamedTuple):
    """The lines of a page with all that may be template, hashed, and its mark."""

    keys: frozenset[int]
    mark: Mark

    @property
    def print(self) -> int:
        """What tells the page from any with other lines."""
        return _hash(",".join(map(str, sorted(self.keys))))


def lines(text: str) -> Lines:
    """The lines of a page whose text is `text`, one block a line."""
    found = [line for line in text.split("\n") if _WORD.search(line)][:_MANY]
    return Lines(frozenset(map(_key, found)), _mark(found))


@dataclass(frozen=True, slots=True)
class Template:
    """The lines, hashed, that repeat over the pages of a layout of a site; learned from so many `pages`.

    usual: how many of them a page of these showed, on average.
    """

    site: str
    layout: int
    pages: int
    keys: frozenset[int]
    usual: float

    @property
    def id(self) -> str:
        """What it is kept by: the same for the same lines of a site."""
        return ids.make("m", self.site, self.layout, self.pages, self.dumped())

    def has(self, line: str) -> bool:
        """Whether a line is template."""
        return _key(line) in self.keys

    def shown_by(self, page: Lines) -> bool:
        """Whether a page has the layout: more than half of the lines that pages show. A few outlive a change of it."""
        return 2 * len(self.keys & page.keys) > self.usual

    def drop(self, text: str) -> str:
        """Give `text` without the lines that are template."""
        return "\n".join(line for line in text.split("\n") if not self.has(line))

    def dumped(self) -> str:
        """Its lines as JSON, the same for the same lines."""
        told = {"form": _FORM, "usual": self.usual, "lines": sorted(self.keys)}
        return json.dumps(told, separators=(",", ":"))

    @classmethod
    def loaded(cls, site: str, layout: int, pages: int, dumped: str) -> Self | None:
        """What was dumped; None where that was in another form."""
        told = json.loads(dumped)
        return cls(site, layout, pages, frozenset(told["lines"]), told["usual"]) if told["form"] == _FORM else None


def fitting(templates: Iterable[Template], page: Lines) -> Template | None:
    """The template whose layout a page has, of several that of which it shows most lines; None where it has none."""
    shown = (t for t in templates if t.shown_by(page))
    return max(shown, key=lambda t: len(t.keys & page.keys), default=None)


@dataclass(frozen=True, slots=True)
class Learned:
    """What was learned of the layout of a site that is being learned.

    pages: marks of the pages that have taught, each unlike the others; prints: theirs; before: of those that taught
    earlier layouts. lines: on how many of the pages a line stood.
    """

    layout: int = 1
    pages: tuple[Mark, ...] = ()
    prints: tuple[int, ...] = ()
    before: tuple[int, ...] = ()
    lines: Mapping[int, int] = field(default_factory=dict)

    def after(self, page: Lines) -> Self:
        """What is known after one more page; the same where it is like one that has taught, or has no text.

        A page that has taught an earlier layout, and has another one now, is not the same any more.
        """
        if not page.mark or any(_alike(page.mark, known) for known in self.pages) or page.print in self.before:
            return self
        counts = Counter(self.lines)
        counts.update(page.keys)
        return type(self)(self.layout, (*self.pages, page.mark), (*self.prints, page.print), self.before, counts)

    def template(self, site: str) -> Template | None:
        """The template of the layout; None where too few pages are known, or nothing repeats over them."""
        repeated = {key: count for key, count in self.lines.items() if count >= _PAGES}
        if len(self.pages) < KNOWN or not repeated:
            return None
        usual = round(sum(repeated.values()) / len(self.pages), 2)
        return Template(site, self.layout, len(self.pages), frozenset(repeated), usual)

    def done(self) -> Self:
        """What is known when this layout is learned for good; where nothing repeats, it is learned anew."""
        repeats = any(count >= _PAGES for count in self.lines.values())
        return type(self)(self.layout + repeats, before=(*self.before, *self.prints)[-_BEFORE:])

    def dumped(self) -> str:
        """All of it as JSON."""
        pages = {"pages": [sorted(m) for m in self.pages], "prints": self.prints, "before": self.before}
        told = {"form": _FORM, "layout": self.layout, **pages, "lines": sorted(self.lines.items())}
        return json.dumps(told, separators=(",", ":"))

    @classmethod
    def loaded(cls, dumped: str) -> Self:
        """What was dumped; of another form, the number of the layout alone."""
        told = json.loads(dumped)
        if told["form"] != _FORM:
            return cls(told["layout"] + 1)
        prints, before = tuple(told["prints"]), tuple(told["before"])
        return cls(told["layout"], tuple(map(frozenset, told["pages"])), prints, before, dict(told["lines"]))


def _alike(a: Mark, b: Mark) -> bool:
    """Whether two pages have most of their longest lines in common."""
    return 2 * len(a & b) > min(len(a), len(b))


def _mark(found: list[str]) -> Mark:
    longest = sorted({" ".join(_WORD.findall(line)) for line in found}, key=lambda line: (-len(line), line))
    return frozenset(_key(line) for line in longest[:_LONGEST])


def _key(line: str) -> int:
    """A hash of the words of a line, whatever case and marks stand in it; in a short one, whatever numbers."""
    words = " ".join(_WORD.findall(line.casefold()))
    return _hash(_NUMBER.sub("0", words) if len(words) < _SHORT else words)  # two weather reports are not one


def _hash(text: str) -> int:
    return int.from_bytes(hashlib.blake2b(text.encode("utf-8", "surrogatepass"), digest_size=8).digest())


class Used(NamedTuple):
    """With which template a page of a site was read: its id, "" where none fitted or was known."""

    site: str
    template: str


class Asked(NamedTuple):
    """A page of a site that is to be read with the template of `templates` that fits it; "" where none is looked for.

    given: with the only one, or without any, whether it fits or not, as the page was read before.
    teaching: its lines are wanted.
    """

    page: Page
    site: str = ""
    templates: tuple[Template, ...] = ()
    given: bool = False
    teaching: bool = False

    @property
    def ref(self) -> str:
        """What the page is called."""
        return self.page.ref


class Templates(Protocol):
    """What a ledger keeps of the templates of sites. A site is a host."""

    def templates(self, site: str) -> tuple[Template, ...]:
        """The templates that pages of a site are read with, that of the latest layout first."""

    def teach(self, pages: Iterable[tuple[str, Lines]]) -> None:
        """Learn from pages, each with its site, in this order; one that has a layout that is known teaches nothing.

        A template is there from KNOWN unlike pages on, and made for good from ENOUGH of them. Where pages come that
        have another layout, that is learned from them.
        """

    def settle(self, sites: Iterable[str]) -> None:
        """Have templates of sites be made from all that was learned so far, without waiting for more pages."""

    def used(self, page: str) -> Used | None:
        """With which template the page with this id was read; None where it was not, or before there were any."""

    def given(self, used: Used) -> tuple[Template, ...]:
        """The template that a page was read with, none where it was none."""

    def renewable(self) -> list[str]:
        """Sites of which there are templates that pages which were kept before were not read with."""

    def renewed(self, site: str) -> None:
        """Note that these were read anew."""
