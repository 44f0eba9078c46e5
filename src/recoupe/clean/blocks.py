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
LETTERS = 60  # of a block that stands for itself
_SENTENCE = 25  # of one that is a sentence
ENDS = (".", "!", "?", "…", "。", "！", "？", "”", "»", "؟", "।", '."')
_SHORT = 15  # of one that counts between two good ones
LINKED = 0.34  # share of link text up to which a block is text
_LISTED = 0.8  # share of link text from which on what holds several links is a list of them
_SOME_LINKS = 4
_HOLDERS = frozenset({"ul", "ol", "dl", "div", "section", "table"})
_ITEMS = frozenset({"li", "dd", "blockquote"})
_PARTS = {"a": "link"} | {
    tag: part
    for part, tags in (("heading", _HEADINGS), ("item", _ITEMS), ("skipped", _SKIPPED), ("holder", _HOLDERS))
    for tag in tags
}
"""What elements are to the walk; most are nothing but depth."""
_LONGEST = 250_000  # characters that are collected
_MOST = 60_000  # elements that are visited


@dataclass(slots=True)
class Block:
    """A run of text without a block element inside: its text, letters of it in links, whether a heading.

    listed: whether in a list or a quotation. within: the numbers of the two innermost elements that it stands in.
    """

    text: str
    linked: int
    heading: bool
    listed: bool = False
    within: tuple[int, ...] = ()

    @property
    def good(self) -> bool:
        """Whether it is text by itself: long enough, or a sentence."""
        if self.linked > LINKED * len(self.text):
            return False
        return len(self.text) >= LETTERS or (len(self.text) >= _SENTENCE and self.text.endswith(ENDS))

    @property
    def fair(self) -> bool:
        """Whether it is text between good ones."""
        return len(self.text) >= _SHORT and self.linked <= LINKED * len(self.text)


@dataclass(slots=True)
class Survey:
    """One walk over a page: its blocks in order, how many elements and characters, how deep; `whole` if it was all.

    ends: for each element that a block is `within`, the number of the first behind it. The rest is of use while the
    walk lasts: text nodes of the block at hand, lists of links with the good blocks before each, counts so far, numbers
    of open elements, how many of what kind are open, the counts at the beginning of each open holder.
    """

    blocks: list[Block] = field(default_factory=list)
    elements: int = 0
    size: int = 0
    depth: int = 0
    whole: bool = True
    ends: dict[int, int] = field(default_factory=dict)
    pending: list[str] = field(default_factory=list)
    _lists: list[tuple[int, int]] = field(default_factory=list)
    _block_linked: int = 0
    _letters: int = 0
    _linked: int = 0
    _links: int = 0
    _good: int = 0
    _open: list[int] = field(default_factory=list)
    _anchors: int = 0
    _headings: int = 0
    _items: int = 0
    skipped: int = 0
    _holders: list[tuple[int, int, int, int, int]] = field(default_factory=list)

    @property
    def tame(self) -> bool:
        """Whether the page is small and flat enough for methods that are not linear."""
        return self.whole and self.elements <= _ELEMENTS and self.depth <= _DEEP

    @property
    def lists(self) -> list[int]:
        """What holds links and hardly anything else before or behind all text: numbers of the outermost elements."""
        return [number for number, good in self._lists if good in {0, self._good}]

    def text(self) -> str:
        """The blocks that are text, one a line."""
        good = [b.good for b in self.blocks]
        kept = []
        for i, block in enumerate(self.blocks):
            between = any(good[max(0, i - 2) : i]) and any(good[i + 1 : i + 3])
            if good[i] or (between and (block.fair or block.heading)):
                kept.append(block.text)
        return "\n".join(kept)

    def enter(self, tag: str) -> None:
        """Begin an element."""
        match _PARTS.get(tag):
            case None:
                pass
            case "link":
                self._anchors += 1
                self._links += 1
            case "heading":
                self._headings += 1
            case "item":
                self._items += 1
            case "skipped":
                self.skipped += 1
            case _ if not self.skipped:
                self._holders.append((self.elements, self._letters, self._linked, self._links, self._good))
        self._open.append(self.elements)
        self.elements += 1
        self.depth = max(self.depth, len(self._open) - 1)

    def leave(self, tag: str) -> None:
        """End an element."""
        match _PARTS.get(tag):
            case None:
                pass
            case "link":
                self._anchors -= 1
            case "heading":
                self._headings -= 1
            case "item":
                self._items -= 1
            case "skipped":
                self.skipped -= 1
            case _ if not self.skipped:
                self._judge(*self._holders.pop())
        number = self._open.pop()
        if number in self.ends:
            self.ends[number] = self.elements

    def add(self, words: str) -> None:
        """Take a text node into the block at hand; blanks begin none."""
        self.size += len(words)
        letters = len(words.strip())
        if letters or self.pending:
            self.pending.append(words)
        self._letters += letters
        if self._anchors:
            self._linked += letters
            self._block_linked += letters

    def flush(self) -> None:
        """End the block at hand."""
        if text := " ".join("".join(self.pending).split()):
            within = tuple(self._open[-2:])
            block = Block(text, self._block_linked, self._headings > 0, self._items > 0, within)
            self.blocks.append(block)
            self.ends.update(dict.fromkeys(within, _MOST))
            self._good += block.good
        self.pending, self._block_linked = [], 0

    def _judge(self, number: int, letters: int, linked: int, links: int, good: int) -> None:
        """Note the holder `number`, before which there were so many, if it is a list of links."""
        if self._links - links < _SOME_LINKS or self._good > good:
            return
        if self._linked - linked >= _LISTED * (self._letters - letters):
            while self._lists and self._lists[-1][0] > number:
                self._lists.pop()
            self._lists.append((number, good))


def survey(root: HtmlElement) -> Survey:
    """Walk over the page, without recursion, until there is enough."""
    from lxml import etree  # noqa: PLC0415 -- slow to import

    found = Survey()
    for event, node in etree.iterwalk(root, events=("start", "end")):
        tag = node.tag
        if found.pending and tag not in _INLINE:
            found.flush()
        if event == "start":
            found.enter(tag)
            if not found.skipped and (words := node.text):
                found.add(words)
        else:
            found.leave(tag)
            if node is root:
                break
            if not found.skipped and (words := node.tail):
                found.add(words)
            if found.size > _LONGEST or found.elements > _MOST:
                found.whole = False
                break
    found.flush()
    return found
