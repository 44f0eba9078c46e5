"""The text of a page by blocks, linear in the page: for pages that the extractor cannot take, or finds nothing in.

After Kohlschütter, Fankhauser and Nejdl, "Boilerplate detection using shallow text features" (WSDM 2010): a block
counts by its words, its share of link text and its neighbours.
"""

from __future__ import annotations

from dataclasses import dataclass, field
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from lxml.html import HtmlElement

_SKIPPED = frozenset(
    [
        "script",
        "style",
        "noscript",
        "template",
        "nav",
        "header",
        "footer",
        "aside",
        "form",
        "button",
        "select",
        "option",
        "svg",
        "iframe",
        "object",
        "head",
        "title",
        "figure",
        "figcaption",
        "textarea",
        "menu",
        "dialog",
    ]
)
_HEADINGS = frozenset({"h1", "h2", "h3", "h4", "h5", "h6"})
_INLINE = frozenset(
    [
        "a",
        "abbr",
        "acronym",
        "b",
        "bdi",
        "bdo",
        "big",
        "cite",
        "code",
        "data",
        "del",
        "dfn",
        "em",
        "font",
        "i",
        "ins",
        "kbd",
        "label",
        "mark",
        "q",
        "s",
        "samp",
        "small",
        "span",
        "strong",
        "sub",
        "sup",
        "time",
        "tt",
        "u",
        "var",
        "wbr",
    ]
)
_ELEMENTS = 12_000  # more take trafilatura longer than a page may take; 9,818 is the most seen on a real page
_DEEP = 100  # elements in one another, likewise; 49 seen
_LETTERS = 60  # of a block that stands for itself
_SENTENCE = 25  # of one that is a sentence
ENDS = (".", "!", "?", "…", "。", "！", "？", "”", "»", "؟", "।", '."')
_SHORT = 15  # of one that counts between two good ones
_LINKED = 0.34  # share of link text up to which a block is text
_LONGEST = 250_000  # characters that are collected
_MOST = 60_000  # elements that are visited


@dataclass(slots=True)
class Block:
    """A run of text without a block element inside: its text, letters of it in links, whether a heading."""

    text: str
    linked: int
    heading: bool

    @property
    def good(self) -> bool:
        """Whether it is text by itself: long enough, or a sentence."""
        if self.linked > _LINKED * len(self.text):
            return False
        return len(self.text) >= _LETTERS or (len(self.text) >= _SENTENCE and self.text.endswith(ENDS))

    @property
    def fair(self) -> bool:
        """Whether it is text between good ones."""
        return len(self.text) >= _SHORT and self.linked <= _LINKED * len(self.text)


@dataclass(slots=True)
class Survey:
    """One walk over a page: its blocks in order, how many elements and characters, how deep; `whole` if it was all.

    pending: the text nodes of the block at hand.
    """

    blocks: list[Block] = field(default_factory=list)
    elements: int = 0
    size: int = 0
    depth: int = 0
    whole: bool = True
    pending: list[str] = field(default_factory=list)
    _linked: int = 0

    @property
    def tame(self) -> bool:
        """Whether the page is small and flat enough for methods that are not linear."""
        return self.whole and self.elements <= _ELEMENTS and self.depth <= _DEEP

    def text(self) -> str:
        """The blocks that are text, one a line."""
        good = [b.good for b in self.blocks]
        kept = []
        for i, block in enumerate(self.blocks):
            between = any(good[max(0, i - 2) : i]) and any(good[i + 1 : i + 3])
            if good[i] or (between and (block.fair or block.heading)):
                kept.append(block.text)
        return "\n".join(kept)

    def add(self, words: str, *, linked: bool) -> None:
        """Take a text node into the block at hand."""
        self.pending.append(words)
        self.size += len(words)
        self._linked += len(words.strip()) if linked else 0

    def flush(self, *, heading: bool) -> None:
        """End the block at hand."""
        if self.pending:
            if text := " ".join("".join(self.pending).split()):
                self.blocks.append(Block(text, self._linked, heading))
            self.pending, self._linked = [], 0


def survey(root: HtmlElement) -> Survey:
    """Walk over the page, without recursion, until there is enough."""
    from lxml import etree  # noqa: PLC0415 -- slow to import

    found = Survey()
    depth = links = headings = skipped = 0
    for event, node in etree.iterwalk(root, events=("start", "end")):
        tag = node.tag
        down = event == "start"
        if tag not in _INLINE:
            if found.pending:
                found.flush(heading=headings > 0)
            if tag in _HEADINGS:
                headings += 1 if down else -1
            elif tag in _SKIPPED:
                skipped += 1 if down else -1
        elif tag == "a":
            links += 1 if down else -1
        if down:
            found.elements += 1
            found.depth = max(found.depth, depth)
            depth += 1
            if not skipped and (text := node.text):
                found.add(text, linked=links > 0)
            continue
        depth -= 1
        if node is root:
            break
        if not skipped and (text := node.tail):
            found.add(text, linked=links > 0)
        if found.size > _LONGEST or found.elements > _MOST:
            found.whole = False
            break
    found.flush(heading=headings > 0)
    return found
